"""What of a report moves on: its date, its folder, its periods, sources and cover; figures filed before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial

import pytest

from tests.project import EXAMPLE
from xbrlgen import pipeline
from xbrlgen.assist.roll import (
    compare_before,
    cover_notes,
    dateline,
    filing_edits,
    move_periods,
    next_name,
    settle_periods,
    spoken_periods,
)
from xbrlgen.model.edit import Edit
from xbrlgen.model.mapping import Filing
from xbrlgen.model.period import Period
from xbrlgen.model.rolled import MovedPeriod
from xbrlgen.model.source import Source
from xbrlgen.model.source_file import SourceFile
from xbrlgen.read.text.edgar_text import read_edgar_text

Q3, Q4 = date(2004, 9, 30), date(2004, 12, 31)


@pytest.fixture(scope="module")
def worked() -> pipeline.Run:
    return pipeline.work(*pipeline.load(EXAMPLE))


@pytest.fixture
def filing(worked: pipeline.Run) -> Filing:
    return worked.filing


def source(text: str) -> Source:
    return read_edgar_text(text, file="r.txt")


# -- the day -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("ROCHESTER, NY - February 17, 2005 - Results were published today.", "2005-02-17"),
        ("ROCHESTER, N.Y., Feb. 17, 2005 /PRNewswire/ -- Results were published.", "2005-02-17"),
        ("Winston-Salem, N.C. - February 17, 2005 - Results were published today.", "2005-02-17"),
        ("Offer period (February 17, 2005) - Results were published today.", None),
        ("February 17, 2005 - Results were published today by the company.", "2005-02-17"),
        ("ST. LOUIS--(BUSINESS WIRE)--February 17, 2005--Results were published.", "2005-02-17"),
        ("Results were published on February 17, 2005 - by the company itself.", None),
        ("ROCHESTER, NY - The year that ended on December 31, 2004 was a good one.", None),
        ("ROCHESTER, NY - December 17, 2004 - Results were published too early.", None),
        ("ROCHESTER, NY - February 17, 2007 - Results were published too late.", None),
        ("ROCHESTER, NY - Feb. 17 - Results were published today by the company.", None),
        ("ROCHESTER, NY - February 17, 2005 - One.\n\nBUFFALO, NY - February 18, 2005 - Two.", None),
    ],
)
def test_the_day_is_read_where_it_is_certain(text: str, day: str | None) -> None:
    found = dateline([source(f"{text}\n")], Q4)
    assert (None if found is None else found[0].isoformat()) == day


def test_the_day_leads_to_its_place() -> None:
    found = dateline([source("Title\n\nROCHESTER, NY - February 17, 2005 - Results were published.\n")], Q4)
    assert found is not None
    assert str(found[1]) == "r.txt:3:17"


# -- the folder ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "new"),
    [
        ("mpower-2004q3", "mpower-2004q4"),
        ("2004-Q3", "2004-Q4"),
        ("Q3-2004 release", "Q4-2004 release"),
        ("abc_3q04", "abc_4q04"),
        ("abc-20040930", "abc-20041231"),
        ("mpower", "mpower-20041231"),
        ("mpower-2004q2", "mpower-2004q2-20041231"),
        ("faq2004", "faq2004-20041231"),
    ],
)
def test_the_folder_is_named_after_the_last(name: str, new: str) -> None:
    assert next_name(name, (Q3, Q4), (12, 31)) == new


def test_the_folder_follows_the_year_it_counts_in() -> None:
    ends = (date(2024, 6, 30), date(2024, 9, 30))
    assert next_name("abc-2024q4", ends, (6, 30)) == "abc-2025q1"
    assert next_name("abc-2024q2", ends, (6, 30)) == "abc-2024q3"
    assert next_name("abc-4q24", ends, (6, 30)) == "abc-1q25"


# -- filing.yaml ---------------------------------------------------------------------------

DOCUMENT = [
    Edit("filing.yaml", "set", ("document", "period_end"), "2004-12-31"),
    Edit("filing.yaml", "set", ("document", "date"), "2005-02-17"),
]


def edits(
    filing: Filing,
    periods: tuple[MovedPeriod, ...] = (),
    raw: Mapping[str, object] | None = None,
    sources: tuple[str, ...] = ("release.txt",),
    day: date | None = date(2005, 2, 17),
) -> list[Edit]:
    return list(filing_edits(filing, raw or {}, Q4, day, sources, periods))


def test_only_what_changes_is_edited(filing: Filing) -> None:
    periods = move_periods(filing, Q4, {})
    found = edits(filing, periods)
    assert found[:2] == DOCUMENT
    assert {e.path[1]: e.new for e in found[2:]} == {
        "this quarter end": "2004-12-31",
        "last quarter end": "2004-09-30",
        "this quarter": "2004-10-01..2004-12-31",
        "last quarter": "2004-07-01..2004-09-30",
        "same quarter last year": "2003-10-01..2003-12-31",
        "next quarter": "2005-01-01..2005-03-31",
    }


def test_a_day_not_known_stays(filing: Filing) -> None:
    assert edits(filing, day=None) == DOCUMENT[:1]


@pytest.mark.parametrize(
    ("new", "wanted"),
    [
        (("b.txt",), [("set", 0, "b.txt")]),
        (("a.txt", "b.txt"), [("set", 0, "a.txt"), ("insert", 1, "b.txt")]),
    ],
)
def test_sources_are_replaced(
    filing: Filing, new: tuple[str, ...], wanted: list[tuple[str, int, str]]
) -> None:
    found = edits(filing, sources=new)[2:]
    assert [(e.action, e.path[1], e.new) for e in found] == wanted


def test_what_is_said_of_a_source_stays(filing: Filing) -> None:
    said = replace(filing, sources=("a.csv",), source_files=(SourceFile("a.csv", form="wide"),))
    (found,) = edits(said, sources=("b.csv",))[2:]
    assert (found.action, found.path, found.new) == ("set", ("sources", 0, "file"), "b.csv")


def test_sources_that_are_fewer_are_taken_out(filing: Filing) -> None:
    found = edits(replace(filing, sources=("a.txt", "b.txt", "c.txt")), sources=("a.txt",))[2:]
    assert [(e.action, e.path) for e in found] == [("remove", ("sources", 1)), ("remove", ("sources", 2))]


def test_the_fiscal_period_of_the_cover_moves(filing: Filing) -> None:
    found = edits(filing, raw={"cover": {"fiscal_year": "2004", "fiscal_period": "Q3"}})[2:]
    assert [(e.path, e.new) for e in found] == [(("cover", "fiscal_period"), "FY")]


def test_what_cannot_be_worked_out_is_named(filing: Filing) -> None:
    cover = {"cover": {"shares_outstanding": [{"value": "1", "date": "2004-10-29"}]}}
    assert [n.partition(" ")[0] for n in cover_notes(filing, cover, Q4)] == ["cover.shares_outstanding"]
    quarterly = replace(filing, document=replace(filing.document, type="10-Q", amendment=True))
    assert len(list(cover_notes(quarterly, {}, Q4))) == 2
    assert list(cover_notes(filing, {}, Q4)) == []


# -- periods spoken of ---------------------------------------------------------------------


def test_headings_are_what_speaks(worked: pipeline.Run) -> None:
    spoken = spoken_periods(worked.sources)
    assert str(spoken[Period(None, Q3)]).startswith("release.txt:180:")
    assert Period(date(2005, 1, 1), date(2005, 12, 31)) in spoken


def test_a_period_of_a_usual_name_is_added_and_an_idle_one_named(worked: pipeline.Run) -> None:
    listed = tuple(p for p in worked.filing.periods if p[0] != "last quarter")
    idle = ("last month", Period(date(2004, 9, 1), Q3))
    filing = replace(worked.filing, periods=(*listed, idle))
    moved = tuple(MovedPeriod(n, p, p) for n, p in filing.periods)
    settled = settle_periods(filing, Q3, moved, worked.report.facts, spoken_periods(worked.sources))
    assert [m.name for m in settled if not m.spoken] == ["last month"]
    (added,) = (m for m in settled if m.before is None)
    assert (added.name, str(added.after)) == ("last quarter", "2004-04-01..2004-06-30")
    assert added.where is not None


def test_a_slip_of_a_heading_is_not_added(worked: pipeline.Run) -> None:
    """June 30 of another year has no usual name: it stays a finding."""
    facts = [
        replace(f, context=replace(f.context, period=Period(None, date(2001, 6, 30))))
        for f in worked.report.facts
        if f.context.period == Period(None, date(2004, 6, 30))
    ]
    moved = (MovedPeriod("quarter end", Period(None, Q3), Period(None, Q3)),)
    assert [m.name for m in settle_periods(worked.filing, Q3, moved, facts, {})] == ["quarter end"]


def test_a_name_that_is_taken_is_told_apart(worked: pipeline.Run) -> None:
    moved = (
        MovedPeriod("this quarter end", Period(None, Q3), Period(None, Q3)),
        MovedPeriod("last year end", None, Period(None, Q3)),
    )
    names = [m.name for m in settle_periods(worked.filing, Q3, moved, worked.report.facts, {})]
    assert "last year end (2003-12-31)" in names


def test_no_list_of_periods_stays_none(worked: pipeline.Run) -> None:
    assert settle_periods(worked.filing, Q3, (), worked.report.facts, {}) == ()


# -- figures filed before ------------------------------------------------------------------

before = partial(compare_before, ended=Q3, last="../last")


def test_the_same_figures_are_counted(worked: pipeline.Run) -> None:
    facts = worked.report.facts
    found = before(facts, facts)
    forecasts = sum(bool(f.prints) and f.context.period.end > Q3 for f in facts)
    assert (found.same, found.differ) == (sum(bool(f.prints) for f in facts) - forecasts, ())
    assert (found.kept, found.revised) == (forecasts, 0)
    assert forecasts > 60


def test_another_value_names_both_places(worked: pipeline.Run) -> None:
    facts = worked.report.facts
    assets = next(f for f in facts if f.concept.name == "Assets" and f.context.period.end == Q3)
    assert isinstance(assets.value, Decimal)
    found = before(facts, [replace(assets, value=assets.value + 1000)])
    (said,) = found.differ
    assert said.code == "XG-REG-005"
    assert "99,236,000 here, and 99,235,000 was filed before" in said.message
    assert said.where == assets.where
    assert str(said.related[0].where).startswith("../last/release.txt:")


def test_a_forecast_may_be_revised(worked: pipeline.Run) -> None:
    facts = worked.report.facts
    forecast = next(f for f in facts if f.context.period.end.year == 2005)
    assert isinstance(forecast.value, Decimal)
    found = before(facts, [replace(forecast, value=forecast.value * 2)])
    assert (found.same, found.differ, found.kept, found.revised) == (0, (), 0, 1)


def test_rounding_is_no_difference(worked: pipeline.Run) -> None:
    """34,077 thousand and 34.1 million are one truth; 34.2 million is another."""
    facts = worked.report.facts
    cash = next(f for f in facts if f.concept.name.startswith("CashAndCash") and f.context.period.end == Q3)
    assert before(facts, [replace(cash, value=Decimal(34_100_000), decimals=-5)]).same == 1
    assert len(before(facts, [replace(cash, value=Decimal(34_200_000), decimals=-5)]).differ) == 1


def test_another_context_is_another_fact(worked: pipeline.Run) -> None:
    facts = worked.report.facts
    moved = [replace(f, context=replace(f.context, period=Period(None, date(1999, 1, 1)))) for f in facts]
    assert before(facts, moved).same == 0
