"""The report of a comparison for people and programs."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from rich.console import Console

from tests.compare.records import a_fact, altered, an_arc
from xbrlgen.model.comparison import (
    CHANGED,
    KINDS,
    REMOVED,
    Comparison,
    Entry,
    Input,
    MovedOn,
    PairCell,
    PairColumn,
    PairRow,
    PairSheet,
)
from xbrlgen.model.difference import Change, Difference
from xbrlgen.model.mapping import DocumentInfo, Entity
from xbrlgen.model.period import Period
from xbrlgen.model.recorded import CheckRecord
from xbrlgen.model.where import Where
from xbrlgen.view.diff import comparison_json, print_comparison
from xbrlgen.view.diff_page import comparison_page

Q3 = Period(date(2004, 7, 1), date(2004, 9, 30))
A = Input(
    "old",
    "project",
    Entity("ABC <Inc>", "1"),
    DocumentInfo("8-K", date(2004, 9, 30), date(2004, 9, 30)),
    "us-gaap/2025",
    (("facts", 1),),
    ("note one",),
)
B = Input("new.zip", "package", counts=(("facts", 2), ("statements", 1)))
SHOT = a_fact(value=1000, decimals=None, lines=(), source=Where("a.txt", 3, 5))
OTHER = altered(SHOT, value=Decimal(2000), source=Where("b.xml", 9))
FACT = Difference(
    "facts", CHANGED, "us-gaap:Revenues 2004", (Change("value", "1,000", "2,000"),), before=SHOT, after=OTHER
)
LINK = Difference(
    "networks", REMOVED, "R: a -> b", (Change("calculation", "weight +1", None),),
    thing=an_arc("R", "calculation", "summation-item", "a", "b", 1, Decimal(1)),
)  # fmt: skip
CHECK = Difference(
    "checks", "added", "XG-TIE-001", (Change("finding", None, "1 of severity error"),),
    thing=CheckRecord("", "x", 1, 0),
)  # fmt: skip
ENTRY = Entry(
    "value", CHANGED, '"Revenue <b>" us-gaap:Revenues', "1,000 USD", "2,000 USD", "R", "Revenue",
    ("structure",), (FACT, LINK), 1, Where("b.xml", 9), None, Where("a.txt", 3, 5), Where("mapping.yaml", 2, 3),
)  # fmt: skip
GONE = Entry("line", REMOVED, "line \x1b[31m\u202eodd", "something", leading=0)
SHEET = PairSheet(
    "R", "Statement & more", (PairColumn(Q3), PairColumn(Period(None, date(2003, 12, 31)), sides="before")),
    (
        PairRow("Head [Abstract]", "us-gaap:HeadAbstract", kind="heading", cells=(PairCell(), PairCell())),
        PairRow("Revenue", "us-gaap:Revenues", 1, state=CHANGED, before_label="Old label", entries=(2,),
            cells=(PairCell(SHOT, OTHER, CHANGED, 1), PairCell(SHOT, None))),
    ),
    (1, 2), CHANGED,
)  # fmt: skip
COMPARISON = Comparison(
    A, B, (ENTRY, GONE), (MovedOn(Q3, (SHOT,), (SHOT, OTHER)), MovedOn(None, (), (SHOT,))), (CHECK,),
    ("labels: only one side has them",), (SHEET,), ({"a.txt:3:5": "Revenue  1,000 <script>"}, {}),
)  # fmt: skip


def printed(comparison: Comparison, *, show_all: bool = False) -> str:
    stream = io.StringIO()
    print_comparison(comparison, Console(file=stream, width=500, color_system=None), show_all=show_all)
    return stream.getvalue()


def test_everything_is_said_on_the_terminal() -> None:
    text = printed(COMPARISON)
    for said in (
        "A  old", "project: ABC <Inc>, 8-K, period ended 2004-09-30, us-gaap/2025; 1 fact", "note: note one",
        "B  new.zip", "package; 2 facts, 1 statement", "2 differences", "Values  1",
        '1 ~ "Revenue <b>" us-gaap:Revenues: 1,000 USD -> 2,000 USD; with it 1 link'
        "  (A a.txt:3:5 mapping.yaml:2:3 | B b.xml:9)",
        "gone: something", "1 fact only in A, 3 only in B", "2004-07-01..2004-09-30", "no period",
        "What the checks say of it", "XG-TIE-001", "Not compared", "labels: only one side has them",
    ):  # fmt: skip
        assert said in text, said
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_all_of_it_on_demand() -> None:
    text = printed(COMPARISON, show_all=True)
    assert "R: a -> b" in text
    assert "A us-gaap:Revenues 1000 USD" in text
    assert "--all" not in text


def test_nothing_is_said_plainly() -> None:
    text = printed(Comparison(A, B))
    assert "no difference" in text
    assert "MovedOn on" not in text


def test_json_keeps_its_promise() -> None:
    filing = json.loads(comparison_json(COMPARISON))
    assert filing["version"] == 1
    assert set(filing) == {
        "version", "before", "after", "count", "kinds", "differences", "moved", "followed", "left_out",
    }  # fmt: skip
    assert filing["before"]["counts"] == {"facts": 1}
    first, second = filing["differences"]
    assert set(first) == {
        "number", "kind", "also", "change", "title", "before", "after", "statement", "caption", "source",
        "rule", "before_source", "before_rule", "differences", "leading",
    }  # fmt: skip
    assert (first["number"], first["kind"], first["also"]) == (1, "value", ["structure"])
    assert first["before_source"] == {"file": "a.txt", "line": 3, "column": 5, "sheet": None, "cell": None}
    assert first["rule"] is None
    assert second["after"] is None
    assert filing["moved"][1] == {"period": None, "before": 0, "after": 1}
    assert comparison_json(COMPARISON) == comparison_json(COMPARISON)


def test_every_kind_has_a_heading_and_is_printed() -> None:
    entries = tuple(replace(ENTRY, kind=k, title=f"of {k}") for k in KINDS)
    text = printed(Comparison(A, B, entries))
    for kind, title in KINDS.items():
        assert title in text
        assert f"of {kind}" in text


def test_the_page_escapes_and_lets_nothing_in() -> None:
    page = comparison_page(COMPARISON).decode("ascii")
    assert "<script>" in page, "its own"
    assert "1,000 &lt;script&gt;" in page
    assert "ABC &lt;Inc&gt;" in page
    assert "Statement &amp; more" in page
    assert "default-src &#39;none&#39;" in page
    assert page.count("<script") == 1
    assert "http://" not in page
    assert "https://" not in page


def test_the_page_shows_both_sides_of_a_statement() -> None:
    page = comparison_page(COMPARISON).decode("ascii")
    assert 'colspan="2">3 Months Ended Sep 30, 2004' in page
    assert 'colspan="1">As of Dec 31, 2003' in page
    assert '<span class="cell was">1</span>' in page
    assert '<span class="cell now">2</span><a class="jump" href="#d1"' in page
    assert "USD in thousands" in page
    assert "A: <bdi>Old label</bdi>" in page


def test_filtered_entries_keep_their_places_in_the_statements() -> None:
    only = COMPARISON.only(("line",))
    assert only.entries == (GONE,)
    row = only.sheets[0].rows[1]
    assert row.entries == (1,)
    assert [c.entry for c in row.cells] == [0, 0]
    assert row.cells[0].state == "same"
    assert COMPARISON.only(("structure",)).entries == (ENTRY,), "also what follows counts"


@pytest.mark.parametrize("value", [Decimal("1234.5"), Decimal("0.00"), Decimal("-7")])
def test_money_is_never_shown_rounded(value: Decimal) -> None:
    shot = replace(SHOT, value=value)
    row = PairRow("Revenue", cells=(PairCell(shot, shot),))
    page = comparison_page(Comparison(A, B, sheets=(PairSheet("R", "R", (PairColumn(Q3),), (row,)),))).decode(
        "ascii"
    )
    shown = {"1234.5": "1,234.5", "0.00": "0", "-7": "(7)"}[str(value)]
    assert f">{shown}</td>" in page
