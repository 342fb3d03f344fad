"""What two records differ in: each change as what it is, and nothing else."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.compare.records import (
    END,
    Q2,
    Q3,
    a_fact,
    a_label,
    a_role,
    altered,
    an_arc,
    an_element,
    of,
    records,
)
from xbrlgen.compare.identity import compare
from xbrlgen.model.difference import Change
from xbrlgen.model.recorded import CheckRecord, FindingRecord, RankedArc, Recorded
from xbrlgen.model.report import Fact, StatementLine
from xbrlgen.model.where import Where

T = TypeVar("T")
CORE = (("srt:ProductOrServiceAxis", "abc:CoreMember"),)

ASPECTS = [
    (("concept",), {"concept": "us-gaap:SalesRevenueNet"}),
    (("value",), {"value": Decimal(101)}),
    (("sign",), {"value": Decimal(-100)}),
    (("period",), {"period": Q2}),
    (("period",), {"period": END}),
    (("members",), {"dimensions": CORE}),
    (("unit",), {"unit": "USD/shares"}),
    (("decimals",), {"decimals": 0}),
    (("decimals",), {"decimals": None}),
    (("notes",), {"notes": ("A",)}),
    (("caption",), {"lines": (StatementLine("Operations", "Total Revenue"),)}),
    (("concept", "sign"), {"concept": "us-gaap:CostOfRevenue", "value": Decimal(-100)}),
    (("concept", "period"), {"concept": "us-gaap:Assets", "period": END}),
    (("unit", "value"), {"unit": "shares", "value": Decimal(5)}),
]


@pytest.mark.parametrize(("aspects", "changes"), ASPECTS)
def test_one_changed_fact_is_one_change(aspects: tuple[str, ...], changes: dict[str, object]) -> None:
    other = a_fact("us-gaap:NetIncomeLoss", 7, lines=(StatementLine("Operations", "Net Income"),))
    before, after = a_fact(), altered(a_fact(), **changes)  # type: ignore[arg-type]
    (found,) = compare(of(before, other), of(after, other))
    assert (found.part, found.kind, found.aspects) == ("facts", "changed", aspects)
    assert (found.before, found.after) == (before, after)


def test_both_sides_stand_in_the_message() -> None:
    source, rule = Where("release.txt", 12, 40), Where("mapping.yaml", 9, 5)
    after = altered(a_fact("us-gaap:Sales"), source=source, rule=rule)
    (found,) = compare(of(a_fact()), of(after))
    assert found.message == (
        'changed concept: us-gaap:Revenues 2004-07-01..2004-09-30 "Revenue": us-gaap:Revenues -> us-gaap:Sales'
    )
    assert (found.source, found.rule) == (source, rule)


def test_added_and_removed() -> None:
    one, two = a_fact(), a_fact("us-gaap:Assets", 5, period=END, lines=(StatementLine("Balance", "Assets"),))
    added, removed = compare(of(two), of(one))
    assert [(d.kind, d.message) for d in (added, removed)] == [
        ("added", 'added fact: us-gaap:Revenues 2004-07-01..2004-09-30 "Revenue": 100 USD'),
        ("removed", 'removed fact: us-gaap:Assets 2004-09-30 "Assets": 5 USD'),
    ]


def test_swapped_columns_are_two_changed_values() -> None:
    before = of(a_fact(value=1), a_fact(value=2, period=Q2))
    after = of(a_fact(value=2), a_fact(value=1, period=Q2))
    assert [(d.kind, d.aspects) for d in compare(before, after)] == [("changed", ("value",))] * 2


def test_swapped_concepts_are_two_changed_values() -> None:
    """Both concepts are still stated; what each of them says has changed."""
    one, two = StatementLine("Operations", "One"), StatementLine("Operations", "Two")
    before = of(a_fact("a:A", 1, lines=(one,)), a_fact("a:B", 2, lines=(two,)))
    after = of(a_fact("a:B", 1, lines=(one,)), a_fact("a:A", 2, lines=(two,)))
    assert [d.aspects for d in compare(before, after)] == [("value", "caption")] * 2


def test_a_concept_changed_in_every_period_of_a_line_is_one_change_each() -> None:
    before = of(*(a_fact(value=v, period=p) for v, p in ((0, Q3), (0, Q2))))
    after = of(*(altered(s, concept="us-gaap:Sales") for s in before.facts))
    found = compare(before, after)
    assert [d.aspects for d in found] == [("concept",)] * 2
    assert [d.after.period for d in found if d.after] == [Q3, Q2]


def test_without_captions_only_a_number_that_stands_once_is_the_same_figure() -> None:
    plain = {"lines": ()}
    (found,) = compare(of(a_fact(**plain)), of(a_fact("us-gaap:Sales", **plain)))
    assert found.aspects == ("concept",)
    both = compare(
        of(a_fact("a:A", **plain), a_fact("a:B", **plain)), of(a_fact("a:C", **plain), a_fact("a:D", **plain))
    )
    assert sorted(d.kind for d in both) == ["added", "added", "removed", "removed"]


def test_places_are_no_difference() -> None:
    moved = altered(a_fact(), source=Where("release.txt", 1, 1), rule=Where("mapping.yaml", 1, 1))
    assert compare(of(a_fact()), of(moved)) == ()


def test_a_side_without_captions_tells_no_change_of_captions() -> None:
    assert compare(of(a_fact()), of(a_fact(lines=()))) == ()


# -- networks and checks -----------------------------------------------------------------------


def link(parent: str, child: str, order: int, **more: object) -> RankedArc:
    kind = "calculation" if "weight" in more else "presentation"
    return an_arc("S", kind, "parent-child", parent, child, order, **more)  # type: ignore[arg-type]


def differences(before: Recorded, after: Recorded) -> list[tuple[str, str, tuple[Change, ...]]]:
    return [(d.kind, d.subject, d.changes) for d in compare(before, after)]


def test_a_weight_and_a_preferred_label() -> None:
    before = of(arcs=(link("a:T", "a:P", 1, weight=Decimal(1)), link("a:T", "a:P", 1)))
    after = of(
        arcs=(link("a:T", "a:P", 1, weight=Decimal(-1)), link("a:T", "a:P", 1, preferred="totalLabel"))
    )
    assert differences(before, after) == [
        ("changed", "S: a:T -> a:P", (Change("preferred label", "none", "totalLabel"),)),
        ("changed", "S: a:T -> a:P", (Change("weight", "+1", "-1"),)),
    ]


def test_a_new_sibling_moves_nobody() -> None:
    before = of(arcs=tuple(link("a:T", c, n) for n, c in enumerate(["a:A", "a:B", "a:C"], 1)))
    after = of(arcs=tuple(link("a:T", c, n) for n, c in enumerate(["a:New", "a:A", "a:C"], 1)))
    assert differences(before, after) == [
        ("added", "S: a:T -> a:New", (Change("presentation", None, "no preferred label"),)),
        ("removed", "S: a:T -> a:B", (Change("presentation", "no preferred label", None),)),
    ]


def test_a_child_that_moved_is_told_alone() -> None:
    before = of(arcs=tuple(link("a:T", c, n) for n, c in enumerate(["a:A", "a:B", "a:C", "a:D"], 1)))
    after = of(arcs=tuple(link("a:T", c, n) for n, c in enumerate(["a:D", "a:A", "a:B", "a:C"], 1)))
    assert differences(before, after) == [("changed", "S: a:T -> a:D", (Change("order", "4", "1"),))]


def test_the_rest_of_the_networks() -> None:
    before = of(
        roles=(a_role("S", "Statement - S"), a_role("Old", "Statement - Old")),
        labels=(a_label("a:A", "label", "A"), a_label("a:A", "documentation", "x" * 100 + "1")),
        elements=(an_element("a:E", "xbrli:monetaryItemType", "duration", "credit"),),
    )
    after = of(
        roles=(a_role("S", "Statement - T"),),
        labels=(a_label("a:A", "label", "B"), a_label("a:A", "documentation", "x" * 100 + "2")),
        elements=(an_element("a:E", "xbrli:monetaryItemType", "instant", "credit"),),
    )
    assert [(d.kind, d.subject) for d in compare(before, after)] == [
        ("changed", "role S"),
        ("removed", "role Old"),
        ("changed", "a:A"),
        ("changed", "a:A (documentation)"),
        ("changed", "a:E"),
    ]


def test_checks_and_findings() -> None:
    before = of(
        checks=(CheckRecord("S", "A = B", 3, 0),), findings=(FindingRecord("XG-TIE-003", "warning", 1),)
    )
    after = of(checks=(CheckRecord("S", "A = B", 2, 1),), findings=(FindingRecord("XG-TIE-001", "error", 1),))
    assert [(d.part, d.message) for d in compare(before, after)] == [
        ("checks", "changed check: S: A = B: holds 3, fails 0 -> holds 2, fails 1"),
        ("checks", "added finding: XG-TIE-001: 1 of severity error"),
        ("checks", "removed finding: XG-TIE-003: 1 of severity warning"),
    ]


# -- properties --------------------------------------------------------------------------------


@settings(max_examples=30, deadline=None)
@given(records(), st.randoms(use_true_random=False))
def test_nothing_differs_from_itself_in_any_order(recorded: Recorded, rng: random.Random) -> None:
    def shuffled(items: Iterable[T]) -> tuple[T, ...]:
        mixed = list(items)
        rng.shuffle(mixed)
        return tuple(mixed)

    mixed = recorded.with_parts(
        facts=shuffled(recorded.facts),
        labels=shuffled(recorded.labels),
        elements=shuffled(recorded.elements),
    )
    other = replace(mixed, checks=shuffled(recorded.checks))
    assert compare(recorded, other) == ()


@settings(max_examples=30, deadline=None)
@given(records(), records())
def test_one_difference_for_each_fact_that_is_not_the_same(a: Recorded, b: Recorded) -> None:
    """Every fact of either side that has no equal on the other stands in exactly one difference."""
    found = [d for d in compare(a, b) if d.part == "facts"]

    def seen(shots: tuple[Fact, ...], mine: list[Fact | None]) -> None:
        told = [s for s in mine if s is not None]
        assert len(told) == len({id(s) for s in told})
        lacking = [s for s in shots if id(s) not in {id(t) for t in told}]
        other = {s.identity: s for s in (b if shots is a.facts else a).facts}
        for s in lacking:  # what is not told has its equal, captions of one side alone aside
            assert other[s.identity] == s

    seen(a.facts, [d.before for d in found])
    seen(b.facts, [d.after for d in found])
