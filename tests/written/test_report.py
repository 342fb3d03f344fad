"""A report read from XBRL is the report that was written: the same nouns, both ways."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.project import EXAMPLE
from tests.written.parts import ASSETS, instance
from xbrlgen import pipeline
from xbrlgen.model.period import FOREVER, Period
from xbrlgen.model.report import Context, Element, Fact, Report, Unit
from xbrlgen.model.taxonomy import Concept
from xbrlgen.render.package import render_package
from xbrlgen.written.oim import read_json
from xbrlgen.written.reader import read
from xbrlgen.written.report import report_of

YEAR = Period(date(2004, 1, 1), date(2004, 12, 31))


@pytest.fixture(scope="module")
def built() -> Report:
    return pipeline.check(EXAMPLE, pipeline.Options(fast=True)).report


def foreign(report: Report) -> Report:
    """The report with what only reports of others have: nil, forever, typed members, other languages."""
    typed = Context("typed", YEAR, (("mpe:SiteAxis", "North & <South>"),), (("mpe:SiteAxis", "mpe:site"),))
    always = Context("always", FOREVER)
    number = next(f for f in report.facts if f.unit is not None)
    text = next(f for f in report.facts if f.unit is None)
    facts = (
        replace(number, id="x1", context=typed, value=None, decimals=None, footnotes=()),
        replace(number, id="x2", context=always, value=Decimal("1E+3"), decimals=None, footnotes=()),
        replace(text, id="x3", context=always, value="été", language="fr-CA"),
    )
    return replace(report, facts=(*report.facts, *facts), contexts=(*report.contexts, typed, always))


def written(report: Report, *suffixes: str) -> Report:
    files = [(a.name, a.data) for a in render_package(report) if a.name.endswith(suffixes)]
    return report_of(read(files, None, chosen=False))


def of_fact(f: Fact) -> tuple[object, ...]:
    notes = sorted(" ".join(n.text.split()) for n in f.footnotes)
    return (f.id, f.identity, f.value, f.decimals, f.context.typed, notes, f.language or "en-US")


@pytest.mark.parametrize("make", [lambda r: r, foreign], ids=["as built", "with what others have"])
def test_an_instance_reads_back_as_the_report_it_was_written_from(
    built: Report, make: Callable[[Report], Report]
) -> None:
    report = make(built)
    back = written(report, ".xml", ".xsd")
    assert [of_fact(f) for f in back.facts] == [of_fact(f) for f in report.facts]
    assert back.contexts == report.contexts
    assert back.units == report.units
    assert (back.entity.name, back.entity.identifier) == (report.entity.name, report.entity.identifier)
    assert back.taxonomy == report.taxonomy
    assert back.findings == ()


def test_the_taxonomy_reads_back_as_it_was_written(built: Report) -> None:
    was, back = built.extension, written(built, ".xml", ".xsd").extension
    assert (back.prefix, back.namespace, back.base) == (was.prefix, was.namespace, was.base)
    assert set(was.imports) <= set(back.imports)
    assert back.roles == was.roles, "arcs with their orders, weights and preferred labels"
    assert set(back.labels) == set(was.labels)
    assert len(back.labels) == len(was.labels)
    assert [declared(e) for e in back.elements] == [declared(e) for e in was.elements]


def declared(e: Element) -> tuple[object, ...]:
    c = e.concept
    return (c.qname, c.type, c.period, c.balance, c.abstract, c.substitution)


def test_where_a_thing_was_read_is_its_origin_and_no_part_of_it(built: Report) -> None:
    back = written(built, ".xml", ".xsd")
    ours = {f.identity: f for f in built.facts}
    for fact in back.facts:
        assert fact.where is not None
        assert fact.where.file == f"{built.extension.base}.xml"
        assert ours[fact.identity].where != fact.where


def test_json_reads_back_as_well(built: Report) -> None:
    (artifact,) = [a for a in render_package(built) if a.name == f"{built.extension.base}.json"]
    back = report_of(read_json(artifact.name, artifact.data))
    assert [(f.identity, f.value, f.decimals) for f in back.facts] == [
        (f.identity, f.value, f.decimals) for f in built.facts
    ]


def test_facts_of_a_context_that_cannot_be_read_are_left_out_and_named() -> None:
    lost = ASSETS.replace('contextRef="now"', 'contextRef="nowhere"')
    report = report_of(read([("a.xml", instance(ASSETS, lost, lost))], None, chosen=False))
    assert len(report.facts) == 1
    (said,) = report.findings
    assert said.code == "XG-REG-009"
    assert said.message.startswith("2 facts speak of a context that is missing")
    assert said.message.endswith("left out: nowhere")
    near = report_of(read([("a.xml", instance(ASSETS))], None, chosen=False))
    assert near.findings == ()


def test_a_fact_said_twice_stands_twice() -> None:
    report = report_of(read([("a.xml", instance(ASSETS, ASSETS))], None, chosen=False))
    assert len(report.facts) == 2
    assert len({f.identity for f in report.facts}) == 1


def test_an_identity_is_concept_period_members_unit_and_language() -> None:
    concept = Concept("us-gaap:Policy", "", "")
    fact = Fact("f", concept, "words", Context("c", YEAR))
    for other in (
        replace(fact, concept=Concept("us-gaap:Other", "", "")),
        replace(fact, context=Context("c", Period(None, YEAR.end))),
        replace(fact, context=Context("c", YEAR, (("a:Axis", "a:Member"),))),
        replace(fact, unit=Unit("u", ("xbrli:pure",))),
        replace(fact, language="fr"),
    ):
        assert other.identity != fact.identity
    for same in (
        replace(fact, id="g", value="other words", decimals=3),
        replace(fact, context=Context("another id", YEAR)),
        replace(fact, language="en-US"),
        replace(fact, language="en"),
    ):
        assert same.identity == fact.identity
    number = replace(fact, unit=Unit("u", ("xbrli:pure",)))
    assert replace(number, language="fr").identity == number.identity, "a number has no language"
