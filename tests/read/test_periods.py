"""Times in words. To extend: add a line, words on the left, period on the right."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xbrlgen.model.period import Period
from xbrlgen.read.heading_periods import heading_period
from xbrlgen.read.periods import find_partial, find_periods
from xbrlgen.read.times import quarter

# text: the periods found, as they print themselves
TEXTS = [
    ("September 30, 2004", ["2004-09-30"]),
    ("Sept. 30, 2004", ["2004-09-30"]),
    ("9/30/2004", ["2004-09-30"]),
    ("9/30/04", ["2004-09-30"]),
    ("30 September 2004", ["2004-09-30"]),
    ("As of June 30, 2004", ["2004-06-30"]),
    ("2004-06-30", ["2004-06-30"]),
    ("Three Months Ended September 30, 2004", ["2004-07-01..2004-09-30"]),
    ("Nine months ended September 30, 2004", ["2004-01-01..2004-09-30"]),
    ("Quarter Ended June 30, 2004", ["2004-04-01..2004-06-30"]),
    ("third quarter ended September 30, 2004", ["2004-07-01..2004-09-30"]),
    ("Year Ended December 31, 2004", ["2004-01-01..2004-12-31"]),
    ("Twelve months ended December 31, 2004", ["2004-01-01..2004-12-31"]),
    ("12 months ended 12/31/04", ["2004-01-01..2004-12-31"]),
    ("Fiscal year ended June 30, 2004", ["2003-07-01..2004-06-30"]),
    ("Fifty-two weeks ended January 29, 2005", ["2004-02-01..2005-01-29"]),
    ("53 weeks ended January 31, 2004", ["2003-01-26..2004-01-31"]),
    ("13 weeks ended May 1, 2004", ["2004-02-01..2004-05-01"]),
    ("thirty-nine weeks ended October 30, 2004", ["2004-02-01..2004-10-30"]),
    ("quarter ended February 29, 2004", ["2003-12-01..2004-02-29"]),
    ("4Q 2004", ["2004-10-01..2004-12-31"]),
    ("Q4 2004", ["2004-10-01..2004-12-31"]),
    ("4Q04", ["2004-10-01..2004-12-31"]),
    ("3Q 04", ["2004-07-01..2004-09-30"]),
    ("2005", ["2005-01-01..2005-12-31"]),
    ("FY2005", ["2005-01-01..2005-12-31"]),
    ("fiscal 2005", ["2005-01-01..2005-12-31"]),
    ("full-year 2005", ["2005-01-01..2005-12-31"]),
    ("third quarter of 2004", ["2004-07-01..2004-09-30"]),
    ("second quarter 2004", ["2004-04-01..2004-06-30"]),
    ("the first six months of 2004", ["2004-01-01..2004-06-30"]),
    ("2H 2004", ["2004-07-01..2004-12-31"]),
    ("first half of 2004", ["2004-01-01..2004-06-30"]),
    ("January 1, 2004 to March 31, 2004", ["2004-01-01..2004-03-31"]),
    (
        "three months ended September 30, 2004, June 30, 2004, and September 30, 2003.",
        ["2004-07-01..2004-09-30", "2004-04-01..2004-06-30", "2003-07-01..2003-09-30"],
    ),
    ("December 31, 2004 and 2003", ["2004-12-31", "2003-12-31"]),
    ("second quarters of 2004 and 2003", ["2004-04-01..2004-06-30", "2003-04-01..2003-06-30"]),
    ("each of 2005 and 2006", ["2005-01-01..2005-12-31", "2006-01-01..2006-12-31"]),
    ("Reform Act of 1995", []),
    ("$2,004 and 2004% of 2004,000", []),
    ("February 30, 2004", []),
    ("2004 shares", []),
    ("telephone 585-218-2004", []),
    ("no time at all", []),
]


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_find(text: str, expected: list[str]) -> None:
    found = find_periods(text)
    assert [str(p) for _, _, p in found] == expected
    ends = [0]
    for start, end, _ in found:
        assert ends[-1] <= start < end
        ends.append(end)


# headings from top to bottom: period
HEADINGS = [
    (("Three Months Ended September 30,", "2004"), "2004-07-01..2004-09-30"),
    (("December 31,", "2003"), "2003-12-31"),
    (("2004", "Three Months Ended September 30,"), "2004-07-01..2004-09-30"),
    (("Quarter", "Ended", "Sept. 30,", "2008"), "2008-07-01..2008-09-30"),
    (("Three Months Ended", "September 30, 2004"), "2004-07-01..2004-09-30"),
    (("Three Months", "September 30, 2004"), "2004-07-01..2004-09-30"),
    (("Pro Forma", "4Q 2004", "Approximately"), "2004-10-01..2004-12-31"),
    (("Adjusted", "July 31,", "1999", "(unaudited)"), "1999-07-31"),
    (("Years Ended December 31,", "2004"), "2004-01-01..2004-12-31"),
    (("Second Quarter", "2004"), "2004-04-01..2004-06-30"),
    (("Q3", "2004"), "2004-07-01..2004-09-30"),
    (("Fiscal Year", "2004"), "2004-01-01..2004-12-31"),
    (("Febr. 2001",), "2001-02-01..2001-02-28"),
    (("Change",), None),
    (("2004 vs. 2003",), None),
    (("Three Months", "2004"), None),
    (("Three Months Ended", "2004"), None),
    ((), None),
]


@pytest.mark.parametrize(("headings", "expected"), HEADINGS)
def test_heading(headings: tuple[str, ...], expected: str | None) -> None:
    period = heading_period(headings)
    assert (None if period is None else str(period)) == expected


def test_quarters_follow_the_fiscal_year() -> None:
    june = (6, 30)
    assert str(find_periods("first quarter of 2005", june)[0][2]) == "2004-07-01..2004-09-30"
    assert str(find_periods("fiscal 2005", june)[0][2]) == "2004-07-01..2005-06-30"
    assert quarter(2005, 4, june) == Period(date(2005, 4, 1), date(2005, 6, 30))


def test_quarters_of_a_year_that_ends_in_february_join_up() -> None:
    quarters = [quarter(2004, n, (2, 29)) for n in (1, 2, 3, 4)]
    assert quarters[3].end == date(2004, 2, 29)
    for a, b in pairwise(quarters):
        assert b.start == a.end + timedelta(days=1)


def test_month_and_day_without_a_year() -> None:
    assert find_partial("on October 29 at noon") == [(3, 13)]
    assert find_partial("on October 29, 2004") == []


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)))
def test_every_date_is_read_in_every_form(day: date) -> None:
    for text in (
        f"{day:%B} {day.day}, {day.year}",
        f"{day.day} {day:%b} {day.year}",
        f"{day.month}/{day.day}/{day.year}",
        f"{day.month}/{day.day}/{day:%y}",
        day.isoformat(),
    ):
        assert [p for _, _, p in find_periods(f"on {text}.")] == [Period(None, day)]


@given(st.text(alphabet="0123456789 ,.-/QHFYmay SeptJunended()", max_size=80))
def test_anything_is_read_without_overlap(text: str) -> None:
    last = 0
    for start, end, _ in find_periods(text):
        assert last <= start < end <= len(text)
        last = end


@pytest.mark.parametrize(
    ("headings", "period"),
    [
        (["FQ3 2025"], "2025-07-01..2025-09-30"),
        (["Q3 Fiscal 2025"], "2025-07-01..2025-09-30"),
        (["3rd Qtr.", "2025"], "2025-07-01..2025-09-30"),
        (["Quarter 3", "2025"], "2025-07-01..2025-09-30"),
        (["Quarter ended", "3/31/2025"], "2025-01-01..2025-03-31"),
        (["YTD Q3 2025"], "2025-01-01..2025-09-30"),
        (["Year-to-Date", "September 2025"], "2025-01-01..2025-09-30"),
        (["Nine Months", "YTD 2025"], "None"),
        (["Partial Period", "2025"], "None"),
        (["Three Months", "2025"], "None"),
        (["3 Mos. Ended", "9/30/25"], "2025-07-01..2025-09-30"),
        (["Three Months to", "September 30, 2025"], "2025-07-01..2025-09-30"),
        (["January 1 -", "March 31, 2025"], "2025-01-01..2025-03-31"),
        (["Period from October 1", "to January 15, 2026"], "2025-10-01..2026-01-15"),
        (["Week ended June 7, 2025"], "2025-06-01..2025-06-07"),
        (["March 3, 2019 (inception) to", "September 30, 2025"], "2019-03-03..2025-09-30"),
        (["Since inception to", "September 30, 2025"], "None"),
        (["Three Months Ended", "June 30, September 30, 2025"], "None"),
        (["Three Months Ended", "September", "2025"], "2025-07-01..2025-09-30"),
        (["March 2025 Quarter"], "2025-01-01..2025-03-31"),
        (["2025", "Actual"], "2025-01-01..2025-12-31"),
        (["----Three Months Ended----", "9/30/25"], "2025-07-01..2025-09-30"),
        (["Three Quarters Ended", "Sept. 30, 2025"], "2025-01-01..2025-09-30"),
        (["Two Years Ended", "Sept. 30, 2025"], "2023-10-01..2025-09-30"),
        (["Tree Months Ended", "Sept. 30, 2025"], "None"),
        (["Months Ended September 30,", "2025"], "None"),
        (["3-mo. ended", "Sept. 30, 2025"], "2025-07-01..2025-09-30"),
        (["For the three-", "month period ended", "Sept. 30, 2025"], "2025-07-01..2025-09-30"),
        (["Yrs. End. Sept. 30,", "2025"], "2024-10-01..2025-09-30"),
        (["Three Months to 30 September", "2025"], "2025-07-01..2025-09-30"),
        (["July - September", "2025"], "2025-07-01..2025-09-30"),
        (["Nov-Jan 2025"], "2024-11-01..2025-01-31"),
        (["Sep-25"], "2025-09-01..2025-09-30"),
        (["March Quarter", "2005"], "2005-01-01..2005-03-31"),
        (["Three months ended Sep 30", "'25"], "2025-07-01..2025-09-30"),
        (["Periods Ended September 30,", "Nine Months", "2024"], "2024-01-01..2024-09-30"),
        (["September 30, 2025 and December 31, 2024", "2024"], "2024-12-31"),
        (["Three Months Ended Sept. 30, 2025 and 2024", "2024"], "2024-07-01..2024-09-30"),
        (["Years ended June 30, 2004, 2003 and 2002", "2003"], "2002-07-01..2003-06-30"),
        (["Q3-2025"], "2025-07-01..2025-09-30"),
        (["9M 2025"], "2025-01-01..2025-09-30"),
    ],
)
def test_parts_of_years_are_never_whole_years(headings: list[str], period: str) -> None:
    assert str(heading_period(headings)) == period


def test_a_word_broken_over_two_heading_lines_is_one_word() -> None:
    assert heading_period(["Quarter", "Ended", "Septem-", "ber 30,", "2006"]) == Period(
        date(2006, 7, 1), date(2006, 9, 30)
    )
