"""Contexts and units: one of each kind, ids that can be read."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tests.project import EXAMPLE
from xbrlgen import pipeline
from xbrlgen.build.contexts import Contexts, parse_unit, unit_of
from xbrlgen.model.period import Period

QUARTER = Period(date(2004, 7, 1), date(2004, 9, 30))
DAY = Period(None, date(2004, 9, 30))


def test_ids_can_be_read() -> None:
    contexts = Contexts()
    assert contexts.get(DAY, ()).id == "I-2004-09-30"
    assert contexts.get(QUARTER, ()).id == "D-2004-07-01-2004-09-30"
    members = (
        ("srt:RangeAxis", "srt:MinimumMember"),
        ("srt:StatementScenarioAxis", "srt:ScenarioForecastMember"),
    )
    assert contexts.get(QUARTER, members).id == "D-2004-07-01-2004-09-30_Minimum_ScenarioForecast"


def test_one_context_for_one_content() -> None:
    contexts = Contexts()
    members = (("a:XAxis", "a:YMember"),)
    assert contexts.get(QUARTER, members) is contexts.get(Period(QUARTER.start, QUARTER.end), tuple(members))
    assert contexts.get(QUARTER, ()) is not contexts.get(QUARTER, members)


def test_two_contexts_never_share_an_id() -> None:
    contexts = Contexts()
    dimensions = [
        (("a:OneAxis", "a:XMember"),),
        (("a:TwoAxis", "a:XMember"),),  # the same member on another axis
        (("b:TwoAxis", "b:XMember"),),  # the same names of another taxonomy
        (("a:OneAxis", "a:X"),),
        (("a:OneAxis", "a:XMember"), ("a:TwoAxis", "a:YMember")),
        (("a:OneAxis", "a:X_YMember"),),
    ]
    ids = [contexts.get(QUARTER, d).id for d in dimensions]
    assert len(set(ids)) == len(ids), ids
    assert ids[0] == "D-2004-07-01-2004-09-30_X"
    assert ids[1] == "D-2004-07-01-2004-09-30_Two.X"
    assert all(re.fullmatch(r"[A-Za-z_][\w.-]*", i) for i in ids)  # xs:ID


def test_only_used_contexts_in_a_settled_order() -> None:
    contexts = Contexts()
    late, early = contexts.get(QUARTER, ()), contexts.get(DAY, ())
    contexts.get(QUARTER, (("a:A", "a:B"),))
    assert contexts.used([late, early, late]) == contexts.used([early, late]) == (early, late)


def test_example_has_no_two_contexts_or_units_of_one_content() -> None:
    report = pipeline.check(EXAMPLE, pipeline.Options(fast=True)).report
    assert len({(c.period, c.dimensions) for c in report.contexts}) == len(report.contexts)
    assert len({c.id for c in report.contexts}) == len(report.contexts)
    assert len({f.id for f in report.facts}) == len(report.facts)
    assert len({(u.numerator, u.denominator) for u in report.units}) == len(report.units)
    assert {c.id for c in report.contexts} == {f.context.id for f in report.facts}
    assert {u.id for u in report.units} == {"USD", "USDPerShare", "pure", "shares"}


@pytest.mark.parametrize(
    ("kind", "numerator", "denominator"),
    [
        ("monetary", "iso4217:EUR", None),
        ("perShare", "iso4217:EUR", "xbrli:shares"),
        ("shares", "xbrli:shares", None),
        ("percent", "xbrli:pure", None),
        ("integer", "xbrli:pure", None),
    ],
)
def test_the_unit_of_a_kind(kind: str, numerator: str, denominator: str | None) -> None:
    unit = unit_of(kind, "EUR")
    assert unit is not None
    assert (unit.numerator, unit.denominator) == ((numerator,), (denominator,) if denominator else ())


def test_text_has_no_unit() -> None:
    assert unit_of("text", "USD") is None


@pytest.mark.parametrize("text", ["", "usd", "US", "dollars", "USD/", "/shares", "USD/shares/pure", "12A"])
def test_a_unit_of_another_form_is_none(text: str) -> None:
    assert parse_unit(text) is None


def test_a_unit_by_name() -> None:
    unit = parse_unit(" USD / shares ")
    assert unit == unit_of("perShare", "USD")
