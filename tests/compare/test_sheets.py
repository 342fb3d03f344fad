"""Statements with both sides next to each other: lines in order, columns by period, marks where they belong."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from tests.compare.records import END, NEXT, Q2, Q3, a_fact, a_label, a_role, an_arc, of
from xbrlgen.compare.causes import tell
from xbrlgen.compare.causes.sheets import MOST_COLUMNS, lay_out
from xbrlgen.model.comparison import PairRow, PairSheet
from xbrlgen.model.period import Period
from xbrlgen.model.recorded import RankedArc, Recorded, gathered
from xbrlgen.model.report import Fact, StatementLine

ROLE = (a_role("Operations", "Statement - Operations"),)
PLAIN: dict[str, Any] = {"lines": ()}


def links(*pairs: tuple[str, str], kind: str = "presentation", **more: Any) -> tuple[RankedArc, ...]:
    arcrole = {"presentation": "parent-child", "definition": "hypercube-dimension"}[kind]
    return tuple(
        an_arc("Operations", kind, arcrole, a, b, n, **more) for n, (a, b) in enumerate(pairs, start=1)
    )


def laid(before: Recorded, after: Recorded) -> list[PairSheet]:
    return list(lay_out(before, after, tell(before, after).entries))


def one(before: Recorded, after: Recorded) -> PairSheet:
    (sheet,) = laid(before, after)
    return sheet


def rows(sheet: PairSheet) -> list[tuple[str, str]]:
    return [(r.name, r.state) for r in sheet.rows]


def values(row: PairRow) -> list[tuple[object, object, int]]:
    return [
        (*(s.value if isinstance(s, Fact) else s for s in (c.before, c.after)), c.entry)  # type: ignore[misc]
        for c in row.cells
    ]


def statement(*names: str, facts: tuple[Fact, ...] = ()) -> Recorded:
    return of(*facts, roles=ROLE, arcs=links(*(("us-gaap:Top", n) for n in names)))


def test_lines_stand_in_order_and_what_is_gone_behind_what_it_followed() -> None:
    before = statement("us-gaap:A", "us-gaap:Gone", "us-gaap:B", "us-gaap:Last")
    after = statement("us-gaap:A", "us-gaap:B", "us-gaap:New")
    assert [r.name for r in one(before, after).rows] == [
        "us-gaap:Top", "us-gaap:A", "us-gaap:Gone", "us-gaap:B", "us-gaap:Last", "us-gaap:New",
    ]  # fmt: skip
    states = dict(rows(one(before, after)))
    assert (states["us-gaap:Gone"], states["us-gaap:New"], states["us-gaap:A"]) == (
        "removed",
        "added",
        "same",
    )


def test_a_value_that_differs_is_marked_in_its_cell_alone() -> None:
    facts = (a_fact(**PLAIN), a_fact(period=Q2, **PLAIN))
    before = statement("us-gaap:Revenues", facts=facts)
    after = statement("us-gaap:Revenues", facts=(facts[0], replace(facts[1], value=facts[1].value)))
    assert all(c.entry == 0 for c in one(before, after).rows[1].cells)
    after = statement("us-gaap:Revenues", facts=(a_fact(value=7, **PLAIN), facts[1]))
    sheet = one(before, after)
    assert [str(c.period) for c in sheet.columns] == [str(Q3), str(Q2)]
    assert [(a, b, n) for a, b, n in values(sheet.rows[1])] == [(100, 7, 1), (100, 100, 0)]
    assert (sheet.state, sheet.entries) == ("changed", (1,))


def test_an_exchanged_concept_is_one_line_with_both_names() -> None:
    def side(name: str) -> Recorded:
        taken = statement(name, facts=(a_fact(name, **PLAIN),))
        return taken.with_parts(labels=(a_label(name, "label", "Revenue"),))

    sheet = one(side("us-gaap:Revenues"), side("us-gaap:Sales"))
    row = sheet.rows[1]
    assert len(sheet.rows) == 2
    assert (row.name, row.before_name, row.entries) == ("us-gaap:Sales", "us-gaap:Revenues", (1,))
    assert values(row) == [(100, 100, 0)]


def test_a_renamed_line_says_how_it_was_called() -> None:
    def side(text: str) -> Recorded:
        taken = statement("us-gaap:Revenues", facts=(a_fact(**PLAIN),))
        return taken.with_parts(labels=(a_label("us-gaap:Revenues", "label", text),))

    row = one(side("Revenue"), side("Sales")).rows[1]
    assert (row.label, row.before_label, row.entries) == ("Sales", "Revenue", (1,))


def test_members_are_groups_and_one_that_was_exchanged_shows_once() -> None:
    def side(member: str) -> Recorded:
        taken = statement(
            "us-gaap:Revenues",
            facts=(a_fact(**PLAIN), a_fact(dimensions=(("srt:Axis", member),), value=5, **PLAIN)),
        )
        return taken.with_parts(
            roles=gathered(
                taken.roles, (*taken.arcs, *links(("us-gaap:Table", "srt:Axis"), kind="definition"))
            )
        )

    sheet = one(side("abc:OneMember"), side("abc:TwoMember"))
    assert [(r.kind, r.name) for r in sheet.rows] == [
        ("heading", "us-gaap:Top"),
        ("line", "us-gaap:Revenues"),
        ("member", "abc:TwoMember"),
        ("line", "us-gaap:Revenues"),
    ]
    assert values(sheet.rows[3]) == [(5, 5, 0)]
    assert sheet.rows[3].entries == (1,)


def test_tables_and_axes_are_no_lines() -> None:
    pairs = (
        ("us-gaap:Top", "us-gaap:ATable"), ("us-gaap:ATable", "srt:OneAxis"), ("srt:OneAxis", "srt:OneDomain"),
        ("us-gaap:ATable", "us-gaap:ALineItems"), ("us-gaap:ALineItems", "us-gaap:Revenues"),
    )  # fmt: skip
    taken = of(a_fact(**PLAIN), roles=ROLE, arcs=links(*pairs))
    assert [(r.name, r.depth) for r in one(taken, taken).rows] == [
        ("us-gaap:Top", 0),
        ("us-gaap:Revenues", 1),
    ]


def test_balances_show_under_the_duration_they_open_and_close() -> None:
    cash = "us-gaap:Cash"
    opening, closing = a_fact(cash, 1, period=Q3.opening, **PLAIN), a_fact(cash, 2, period=END, **PLAIN)
    tree = [
        an_arc("Operations", "presentation", "parent-child", "us-gaap:Top", name, n, preferred=preferred)
        for n, (name, preferred) in enumerate(
            ((cash, "periodStartLabel"), ("us-gaap:Revenues", None), (cash, "periodEndLabel")), start=1
        )
    ]
    taken = of(opening, closing, a_fact(**PLAIN), roles=ROLE, arcs=tuple(tree))
    sheet = one(taken, taken)
    assert [str(c.period) for c in sheet.columns] == [str(Q3)]
    assert [values(r)[0][:2] for r in sheet.rows[1:]] == [(1, 1), (100, 100), (2, 2)]


def test_a_column_of_one_report_alone_is_no_pair() -> None:
    before = statement("us-gaap:Revenues", facts=(a_fact(period=Q2, **PLAIN),))
    after = statement("us-gaap:Revenues", facts=(a_fact(period=Q2, **PLAIN), a_fact(**PLAIN)))
    after = replace(after, report=replace(after.report, document=NEXT))
    assert [(str(c.period), c.sides) for c in one(before, after).columns] == [
        (str(Q3), "after"),
        (str(Q2), "both"),
    ]


def test_printed_facts_show_where_they_are_printed() -> None:
    other = (a_role("Guidance", "Disclosure - Guidance"),)
    fact = a_fact(lines=(StatementLine("Operations", "Revenue"),))
    more = an_arc("Guidance", "presentation", "parent-child", "us-gaap:Top", "us-gaap:Revenues", 1)
    taken = of(fact, roles=(*ROLE, *other), arcs=(*links(("us-gaap:Top", "us-gaap:Revenues")), more))
    sheets = {s.name: s for s in laid(taken, taken)}
    assert values(sheets["Operations"].rows[1]) == [(100, 100, 0)]
    assert sheets["Guidance"].columns == ()


def test_a_statement_gone_is_shown_with_its_figures() -> None:
    before = statement("us-gaap:Revenues", facts=(a_fact(**PLAIN),))
    sheet = one(before, of())
    assert (sheet.state, sheet.entries) == ("removed", (1,))
    assert values(sheet.rows[1]) == [(100, None, 1)]


def test_without_a_presentation_the_facts_that_differ_are_listed() -> None:
    before, after = (
        of(a_fact(**PLAIN), a_fact(period=Q2, **PLAIN)),
        of(a_fact(value=1, **PLAIN), a_fact(period=Q2, **PLAIN)),
    )
    sheet = one(before, after)
    assert sheet.name == "Facts"
    assert [values(r) for r in sheet.rows] == [[(100, 1, 1)]]
    assert laid(before, before) == []


def test_columns_are_bounded_but_for_those_that_differ() -> None:
    periods = [Period(date(1990 + n, 1, 1), date(1990 + n, 12, 31)) for n in range(30)]
    before = statement("us-gaap:Revenues", facts=tuple(a_fact(period=p, **PLAIN) for p in periods))
    after = statement(
        "us-gaap:Revenues",
        facts=tuple(a_fact(value=n if n < 20 else 100, period=p, **PLAIN) for n, p in enumerate(periods)),
    )
    assert len(one(before, before).columns) == MOST_COLUMNS
    assert len(one(before, after).columns) == 20


def test_a_circle_in_a_network_ends() -> None:
    taken = of(
        a_fact("us-gaap:A", **PLAIN),
        roles=ROLE,
        arcs=links(("us-gaap:Top", "us-gaap:A"), ("us-gaap:A", "us-gaap:B"), ("us-gaap:B", "us-gaap:A")),
    )
    assert [r.name for r in one(taken, taken).rows] == ["us-gaap:Top", "us-gaap:A", "us-gaap:B"]
