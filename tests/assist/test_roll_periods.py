"""Periods moved to the next report by what they mean. To extend: add a row."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xbrlgen.assist.roll_periods import FiscalCalendar, move, name_of
from xbrlgen.model.period import Period


def period(text: str) -> Period:
    first, dots, last = text.partition("..")
    return Period(date.fromisoformat(first) if dots else None, date.fromisoformat(last if dots else first))


def moved(name: str, old: str, ends: str, year_end: tuple[int, int] = (12, 31), *spoken: str) -> str:
    before, after = ends.split()
    return str(
        move(
            name,
            period(old),
            (date.fromisoformat(before), date.fromisoformat(after)),
            year_end,
            [period(s) for s in spoken],
        )
    )


Q3_Q4, Q4_Q1, Q1_Q2 = "2004-09-30 2004-12-31", "2004-12-31 2005-03-31", "2005-03-31 2005-06-30"
YEAR_ON = "2004-12-31 2005-12-31"


@pytest.mark.parametrize(
    ("name", "old", "ends", "new"),
    [
        ("this quarter end", "2004-09-30", Q3_Q4, "2004-12-31"),
        ("last quarter end", "2004-06-30", Q3_Q4, "2004-09-30"),
        ("last year end", "2003-12-31", Q3_Q4, "2003-12-31"),
        ("last year end", "2003-12-31", Q4_Q1, "2004-12-31"),
        ("last year end", "2004-12-31", Q1_Q2, "2004-12-31"),
        ("last quarter end", "2004-12-31", Q1_Q2, "2005-03-31"),
        ("last year end", "2003-12-31", YEAR_ON, "2004-12-31"),
        ("year end before", "2002-12-31", YEAR_ON, "2003-12-31"),
        ("same quarter end last year", "2003-12-31", Q4_Q1, "2004-03-31"),
        ("this quarter", "2004-07-01..2004-09-30", Q3_Q4, "2004-10-01..2004-12-31"),
        ("last quarter", "2004-04-01..2004-06-30", Q3_Q4, "2004-07-01..2004-09-30"),
        ("same quarter last year", "2003-07-01..2003-09-30", Q3_Q4, "2003-10-01..2003-12-31"),
        ("next quarter", "2004-10-01..2004-12-31", Q3_Q4, "2005-01-01..2005-03-31"),
        ("this quarter", "2005-01-01..2005-03-31", Q1_Q2, "2005-04-01..2005-06-30"),
        ("this year", "2004-01-01..2004-12-31", Q3_Q4, "2004-01-01..2004-12-31"),
        ("this year", "2004-01-01..2004-12-31", Q4_Q1, "2005-01-01..2005-12-31"),
        ("year after next", "2006-01-01..2006-12-31", Q3_Q4, "2006-01-01..2006-12-31"),
        ("year after next", "2006-01-01..2006-12-31", Q4_Q1, "2007-01-01..2007-12-31"),
        ("last year", "2003-01-01..2003-12-31", YEAR_ON, "2004-01-01..2004-12-31"),
        ("year to date", "2004-01-01..2004-09-30", Q3_Q4, "2004-01-01..2004-12-31"),
        ("nine months last year", "2003-01-01..2003-09-30", Q3_Q4, "2003-01-01..2003-12-31"),
        ("year to date", "2004-01-01..2004-12-31", Q4_Q1, "2005-01-01..2005-03-31"),
        ("year to date", "2005-01-01..2005-03-31", Q1_Q2, "2005-01-01..2005-06-30"),
        ("this half", "2004-01-01..2004-06-30", "2004-06-30 2004-12-31", "2004-07-01..2004-12-31"),
        ("four quarters back", "2003-10-01..2004-09-30", Q3_Q4, "2004-01-01..2004-12-31"),
        ("last month", "2004-09-01..2004-09-30", Q3_Q4, "2004-12-01..2004-12-31"),
    ],
)
def test_by_what_it_means(name: str, old: str, ends: str, new: str) -> None:
    assert moved(name, old, ends) == new


def test_a_fiscal_year_of_its_own() -> None:
    """The year ends in June: September closes the first quarter."""
    ends = "2024-06-30 2024-09-30"
    assert moved("this year", "2023-07-01..2024-06-30", ends, (6, 30)) == "2024-07-01..2025-06-30"
    assert moved("last year end", "2023-06-30", ends, (6, 30)) == "2024-06-30"
    assert moved("this quarter", "2024-04-01..2024-06-30", ends, (6, 30)) == "2024-07-01..2024-09-30"


def test_february_ends_when_it_does() -> None:
    assert (
        moved("quarter", "2023-12-01..2024-02-29", "2024-02-29 2025-02-28", (2, 28))
        == "2024-12-01..2025-02-28"
    )


def test_where_name_and_dates_leave_two_the_release_decides() -> None:
    day, ends = "2003-12-31", Q4_Q1
    assert moved("before", day, ends) == "2004-12-31"
    assert moved("before", day, ends, (12, 31), "2005-03-31", "2004-03-31") == "2004-03-31"
    assert moved("last year end", day, ends, (12, 31), "2005-03-31", "2004-03-31") == "2004-12-31"


def test_weeks_of_52_53_year_companies_come_from_the_release() -> None:
    ends = "2024-09-28 2024-12-28"
    spoken = ("2024-12-28", "2024-09-29..2024-12-28", "2023-10-01..2023-12-30")
    assert moved("quarter end", "2024-09-28", ends, (12, 31), *spoken) == "2024-12-28"
    assert moved("quarter", "2024-06-30..2024-09-28", ends, (12, 31), *spoken) == "2024-09-29..2024-12-28"
    old = "2023-07-02..2023-09-30"
    assert moved("same quarter last year", old, ends, (12, 31), *spoken) == "2023-10-01..2023-12-30"


def test_ends_that_are_no_quarters_move_by_months() -> None:
    assert moved("this month", "2004-10-01..2004-10-31", "2004-10-31 2004-11-30") == "2004-11-01..2004-11-30"
    assert moved("day", "2004-10-15", "2004-10-15 2004-11-15") == "2004-11-15"


@given(
    year=st.integers(1995, 2060),
    quarter=st.integers(0, 3),
    steps=st.integers(1, 9),
    back=st.integers(-8, 4),
    month=st.sampled_from([1, 2, 3, 6, 9, 12]),
)
def test_quarters_keep_their_distance(year: int, quarter: int, steps: int, back: int, month: int) -> None:
    """Any company's year, any distance: a quarter so far from the old end is as far from the new one."""
    year_end = (month, 28 if month == 2 else 31 if month in (1, 3, 12) else 30)
    fiscal = FiscalCalendar(year_end)
    number = 4 * year + quarter
    ends = (fiscal.end(number), fiscal.end(number + steps))
    assert fiscal.quarter(ends[0]) == number
    old, new = fiscal.ending(number + back, 1), fiscal.ending(number + steps + back, 1)
    assert move("some quarter", old, ends, year_end, []) == new
    assert move("quarter end", old.closing, ends, year_end, []) == new.closing


NAMES = [
    ("2004-12-31", "this quarter end"),
    ("2004-09-30", "last quarter end"),
    ("2003-12-31", "last year end"),
    ("2004-10-01..2004-12-31", "this quarter"),
    ("2004-07-01..2004-09-30", "last quarter"),
    ("2003-10-01..2003-12-31", "same quarter last year"),
    ("2005-01-01..2005-03-31", "next quarter"),
    ("2004-01-01..2004-12-31", "this year"),
    ("2003-01-01..2003-12-31", "last year"),
    ("2002-01-01..2002-12-31", "year before last"),
    ("2005-01-01..2005-12-31", "next year"),
    ("2006-01-01..2006-12-31", "year after next"),
    ("2002-12-31", None),
    ("2003-09-30", None),
    ("2003-07-01..2003-09-30", None),
    ("2004-02-01..2004-04-15", None),
    ("2010-01-01..2010-12-31", None),
]


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_usual_periods_have_names(text: str, name: str | None) -> None:
    assert name_of(period(text), date(2004, 12, 31), (12, 31)) == name


def test_to_date_has_a_name_between_the_year_ends() -> None:
    end = date(2004, 9, 30)
    assert name_of(period("2004-01-01..2004-09-30"), end, (12, 31)) == "year to date"
    assert name_of(period("2003-01-01..2003-09-30"), end, (12, 31)) == "last year to date"
    assert name_of(period("2003-09-30"), end, (12, 31)) == "same quarter end last year"
    assert name_of(period("2004-09-30"), date(2004, 10, 15), (12, 31)) is None


@pytest.mark.parametrize(("text", "name"), [n for n in NAMES if n[1] is not None])
def test_a_name_given_moves_as_it_says(text: str, name: str) -> None:
    """What is added this quarter moves rightly in the next: it is then called the same."""
    ends = (date(2004, 12, 31), date(2005, 3, 31))
    assert name_of(move(name, period(text), ends, (12, 31), []), ends[1], (12, 31)) in (name, "last year end")
