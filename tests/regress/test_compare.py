"""What two snapshots differ in: each change as what it is, and nothing else."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.regress.shots import END, Q2, Q3, of, shot, snapshots
from xbrlgen.model.snapshot import (
    Caption,
    Change,
    CheckShot,
    ElementShot,
    FindingShot,
    LabelShot,
    LinkShot,
    RoleShot,
    Shot,
    Snapshot,
)
from xbrlgen.model.where import Where
from xbrlgen.regress.compare import compare

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
    (("caption",), {"captions": (Caption("Operations", "Total Revenue"),)}),
    (("concept", "sign"), {"concept": "us-gaap:CostOfRevenue", "value": Decimal(-100)}),
    (("concept", "period"), {"concept": "us-gaap:Assets", "period": END}),
    (("unit", "value"), {"unit": "shares", "value": Decimal(5)}),
]


@pytest.mark.parametrize(("aspects", "changes"), ASPECTS)
def test_one_changed_fact_is_one_change(aspects: tuple[str, ...], changes: dict[str, object]) -> None:
    other = shot("us-gaap:NetIncomeLoss", 7, captions=(Caption("Operations", "Net Income"),))
    before, after = shot(), replace(shot(), **changes)  # type: ignore[arg-type]
    (found,) = compare(of(before, other), of(after, other))
    assert (found.part, found.kind, found.aspects) == ("facts", "changed", aspects)
    assert (found.before, found.after) == (before, after)


def test_both_sides_stand_in_the_message() -> None:
    source, rule = Where("release.txt", 12, 40), Where("mapping.yaml", 9, 5)
    after = replace(shot("us-gaap:Sales"), source=source, rule=rule)
    (found,) = compare(of(shot()), of(after))
    assert found.message == (
        'changed concept: us-gaap:Revenues 2004-07-01..2004-09-30 "Revenue": us-gaap:Revenues -> us-gaap:Sales'
    )
    assert (found.source, found.rule) == (source, rule)


def test_added_and_removed() -> None:
    one, two = shot(), shot("us-gaap:Assets", 5, period=END, captions=(Caption("Balance", "Assets"),))
    added, removed = compare(of(two), of(one))
    assert [(d.kind, d.message) for d in (added, removed)] == [
        ("added", 'added fact: us-gaap:Revenues 2004-07-01..2004-09-30 "Revenue": 100 USD'),
        ("removed", 'removed fact: us-gaap:Assets 2004-09-30 "Assets": 5 USD'),
    ]


def test_swapped_columns_are_two_changed_values() -> None:
    before = of(shot(value=1), shot(value=2, period=Q2))
    after = of(shot(value=2), shot(value=1, period=Q2))
    assert [(d.kind, d.aspects) for d in compare(before, after)] == [("changed", ("value",))] * 2


def test_swapped_concepts_are_two_changed_values() -> None:
    """Both concepts are still stated; what each of them says has changed."""
    one, two = Caption("Operations", "One"), Caption("Operations", "Two")
    before = of(shot("a:A", 1, captions=(one,)), shot("a:B", 2, captions=(two,)))
    after = of(shot("a:B", 1, captions=(one,)), shot("a:A", 2, captions=(two,)))
    assert [d.aspects for d in compare(before, after)] == [("value", "caption")] * 2


def test_a_concept_changed_in_every_period_of_a_line_is_one_change_each() -> None:
    before = of(*(shot(value=v, period=p) for v, p in ((0, Q3), (0, Q2))))
    after = of(*(replace(s, concept="us-gaap:Sales") for s in before.facts))
    found = compare(before, after)
    assert [d.aspects for d in found] == [("concept",)] * 2
    assert [d.after.period for d in found if d.after] == [Q3, Q2]


def test_without_captions_only_a_number_that_stands_once_is_the_same_figure() -> None:
    plain = {"captions": ()}
    (found,) = compare(of(shot(**plain)), of(shot("us-gaap:Sales", **plain)))
    assert found.aspects == ("concept",)
    both = compare(
        of(shot("a:A", **plain), shot("a:B", **plain)), of(shot("a:C", **plain), shot("a:D", **plain))
    )
    assert sorted(d.kind for d in both) == ["added", "added", "removed", "removed"]


def test_places_are_no_difference() -> None:
    moved = replace(shot(), source=Where("release.txt", 1, 1), rule=Where("mapping.yaml", 1, 1))
    assert compare(of(shot()), of(moved)) == ()


def test_a_side_without_captions_tells_no_change_of_captions() -> None:
    assert compare(of(shot()), of(shot(captions=()))) == ()


# -- networks and checks -----------------------------------------------------------------------


def link(parent: str, child: str, order: int, **more: object) -> LinkShot:
    kind = "calculation" if "weight" in more else "presentation"
    return LinkShot("S", kind, "parent-child", parent, child, order, **more)  # type: ignore[arg-type]


def differences(before: Snapshot, after: Snapshot) -> list[tuple[str, str, tuple[Change, ...]]]:
    return [(d.kind, d.subject, d.changes) for d in compare(before, after)]


def test_a_weight_and_a_preferred_label() -> None:
    before = of(links=(link("a:T", "a:P", 1, weight=Decimal(1)), link("a:T", "a:P", 1)))
    after = of(
        links=(link("a:T", "a:P", 1, weight=Decimal(-1)), link("a:T", "a:P", 1, preferred="totalLabel"))
    )
    assert differences(before, after) == [
        ("changed", "S: a:T -> a:P", (Change("weight", "+1", "-1"),)),
        ("changed", "S: a:T -> a:P", (Change("preferred label", "none", "totalLabel"),)),
    ]


def test_a_new_sibling_moves_nobody() -> None:
    before = of(links=tuple(link("a:T", c, n) for n, c in enumerate(["a:A", "a:B", "a:C"], 1)))
    after = of(links=tuple(link("a:T", c, n) for n, c in enumerate(["a:New", "a:A", "a:C"], 1)))
    assert differences(before, after) == [
        ("added", "S: a:T -> a:New", (Change("presentation", None, "no preferred label"),)),
        ("removed", "S: a:T -> a:B", (Change("presentation", "no preferred label", None),)),
    ]


def test_a_child_that_moved_is_told_alone() -> None:
    before = of(links=tuple(link("a:T", c, n) for n, c in enumerate(["a:A", "a:B", "a:C", "a:D"], 1)))
    after = of(links=tuple(link("a:T", c, n) for n, c in enumerate(["a:D", "a:A", "a:B", "a:C"], 1)))
    assert differences(before, after) == [("changed", "S: a:T -> a:D", (Change("order", "4", "1"),))]


def test_the_rest_of_the_networks() -> None:
    before = of(
        roles=(RoleShot("S", "Statement - S"), RoleShot("Old", "Statement - Old")),
        labels=(LabelShot("a:A", "label", "A"), LabelShot("a:A", "documentation", "x" * 100 + "1")),
        elements=(ElementShot("a:E", "xbrli:monetaryItemType", "duration", "credit"),),
    )
    after = of(
        roles=(RoleShot("S", "Statement - T"),),
        labels=(LabelShot("a:A", "label", "B"), LabelShot("a:A", "documentation", "x" * 100 + "2")),
        elements=(ElementShot("a:E", "xbrli:monetaryItemType", "instant", "credit"),),
    )
    assert [(d.kind, d.subject) for d in compare(before, after)] == [
        ("changed", "role S"),
        ("removed", "role Old"),
        ("changed", "a:A"),
        ("changed", "a:A (documentation)"),
        ("changed", "a:E"),
    ]


def test_checks_and_findings() -> None:
    before = of(checks=(CheckShot("S", "A = B", 3, 0),), findings=(FindingShot("XG-TIE-003", "warning", 1),))
    after = of(checks=(CheckShot("S", "A = B", 2, 1),), findings=(FindingShot("XG-TIE-001", "error", 1),))
    assert [(d.part, d.message) for d in compare(before, after)] == [
        ("checks", "changed check: S: A = B: holds 3, fails 0 -> holds 2, fails 1"),
        ("checks", "added finding: XG-TIE-001: 1 of severity error"),
        ("checks", "removed finding: XG-TIE-003: 1 of severity warning"),
    ]


# -- properties --------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(snapshots(), st.randoms(use_true_random=False))
def test_nothing_differs_from_itself_in_any_order(snapshot: Snapshot, rng: random.Random) -> None:
    def shuffled(items: tuple[object, ...]) -> tuple[object, ...]:
        mixed = list(items)
        rng.shuffle(mixed)
        return tuple(mixed)

    other = replace(
        snapshot,
        facts=shuffled(snapshot.facts),
        labels=shuffled(snapshot.labels),
        elements=shuffled(snapshot.elements),
        checks=shuffled(snapshot.checks),
    )
    assert compare(snapshot, other) == ()


@settings(max_examples=60, deadline=None)
@given(snapshots(), snapshots())
def test_one_difference_for_each_fact_that_is_not_the_same(a: Snapshot, b: Snapshot) -> None:
    """Every fact of either side that has no equal on the other stands in exactly one difference."""
    found = [d for d in compare(a, b) if d.part == "facts"]

    def seen(shots: tuple[Shot, ...], mine: list[Shot | None]) -> None:
        told = [s for s in mine if s is not None]
        assert len(told) == len({id(s) for s in told})
        lacking = [s for s in shots if id(s) not in {id(t) for t in told}]
        other = {s.identity: s for s in (b if shots is a.facts else a).facts}
        for s in lacking:  # what is not told has its equal, captions of one side alone aside
            assert replace(other[s.identity], captions=()) == replace(s, captions=())

    seen(a.facts, [d.before for d in found])
    seen(b.facts, [d.after for d in found])
