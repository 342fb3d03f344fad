"""The periods of a report moved on: each is read as what it means to the report's end, and dated anew.

Quarters and years are those of the company: a fiscal year ends on ``fiscal_year_end``, give or take a
few days where it counts in weeks.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from xbrlgen.model.period import Period

YearEnd = tuple[int, int]
NEAR = 10
"""Days by which a quarter of 13 weeks may end beside the month (52/53-week years)."""
_TO_DATE = re.compile(r"to[ -]date|\bytd\b|\bmonths?\b", re.IGNORECASE)
_YEAR_END = re.compile(r"\byears?[ -](?:end|close)", re.IGNORECASE)
_SHORTER = re.compile(r"\bquarter|\bhalf\b|\bmonth", re.IGNORECASE)
_HALF = re.compile(r"\bhalf\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FiscalCalendar:
    """The fiscal quarters of a company, counted through: quarter 4 * year + 3 ends the fiscal year."""

    year_end: YearEnd

    def end(self, number: int) -> date:
        """The last day of a quarter, by the month."""
        year, quarter = divmod(number, 4)
        month, day = self.year_end
        index = year * 12 + month - 1 - 3 * (3 - quarter)
        year, month = divmod(index, 12)
        last = calendar.monthrange(year, month + 1)[1]
        whole = day >= calendar.monthrange(2001, self.year_end[0])[1]
        return date(year, month + 1, last if whole else min(day, last))

    def quarter(self, day: date) -> int | None:
        """The quarter that ends on this day, or within :data:`NEAR` days of it."""
        first = 4 * day.year - 4
        best = min(range(first, first + 12), key=lambda n: abs(self.end(n) - day))
        return best if abs(self.end(best) - day) <= timedelta(days=NEAR) else None

    def year(self, number: int) -> Period:
        """The fiscal year that a quarter belongs to."""
        last = number - number % 4 + 3
        return Period(self.end(last - 4) + timedelta(days=1), self.end(last))

    def to_date(self, number: int) -> Period:
        """From the start of the fiscal year to the end of a quarter."""
        first = number - number % 4
        return Period(self.end(first - 1) + timedelta(days=1), self.end(number))

    def ending(self, number: int, quarters: int) -> Period:
        """So many quarters that end with one."""
        return Period(self.end(number - quarters) + timedelta(days=1), self.end(number))


def move(
    name: str, period: Period, ends: tuple[date, date], year_end: YearEnd, spoken: Iterable[Period]
) -> Period:
    """``period``, which a report that ends on ``ends[0]`` calls ``name``, for one that ends on ``ends[1]``.

    A period is of the report's quarter, of one before or behind it, of the fiscal year, or from its start
    to date. Where the dates allow two of these, the name decides, and then which of them the new release
    speaks of (``spoken``: what its headings say). A day there that is near stands for the one computed.
    """
    fiscal = FiscalCalendar(year_end)
    old, new = fiscal.quarter(ends[0]), fiscal.quarter(ends[1])
    heard = list(spoken)
    if old is None or new is None:
        return _as_said(_shifted(period, ends), heard)
    found = list(dict.fromkeys(_meanings(name, period, old, new, fiscal))) or [_shifted(period, ends)]
    said = [p for p in found if _as_said(p, heard) in heard]
    return _as_said((said or found)[0], heard)


def _meanings(name: str, period: Period, old: int, new: int, fiscal: FiscalCalendar) -> list[Period]:
    """What the period may have become, likeliest first."""
    end = fiscal.quarter(period.end)
    if end is None:
        return []
    by_quarter = end - old
    by_year = end // 4 - old // 4
    closes_year = end % 4 == 3
    if period.start is None:
        moved = Period(None, fiscal.end(new + by_quarter))
        if not closes_year or by_quarter == 0 or _SHORTER.search(name):
            return [moved]
        whole = Period(None, fiscal.end(4 * (new // 4 + by_year) + 3))
        return [whole] if _YEAR_END.search(name) else [whole, moved]
    begins = fiscal.quarter(period.start - timedelta(days=1))
    if begins is None or begins >= end:
        return []
    count = end - begins
    same_length = fiscal.ending(new + by_quarter, count)
    year = fiscal.year(4 * (new // 4 + by_year))
    to_date = fiscal.to_date(new + by_quarter)
    since_start = begins % 4 == 3 and count == end % 4 + 1
    if count == 4 and closes_year:
        return [to_date, same_length] if by_quarter % 4 == 0 and _TO_DATE.search(name) else [year]
    if not since_start or by_quarter % 4 or (count == 1 and not _TO_DATE.search(name)):
        return [same_length]
    return [same_length] if count == 2 and _HALF.search(name) else [to_date]


def _shifted(period: Period, ends: tuple[date, date]) -> Period:
    """Moved by the months between the two ends of reports; the last day of a month stays one."""
    months = (ends[1].year - ends[0].year) * 12 + ends[1].month - ends[0].month

    def shift(day: date) -> date:
        year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
        last = calendar.monthrange(year, month + 1)[1]
        whole = (day + timedelta(days=1)).month != day.month
        return date(year, month + 1, last if whole else min(day.day, last))

    start = None if period.start is None else shift(period.start - timedelta(days=1)) + timedelta(days=1)
    return Period(start, shift(period.end))


def _as_said(period: Period, spoken: Collection[Period]) -> Period:
    """The period as the release says it, where that is a few days off: years of 52 and 53 weeks."""
    week = timedelta(days=NEAR)

    def near(other: Period) -> bool:
        if (other.start is None) is not (period.start is None) or abs(other.end - period.end) > week:
            return False
        return other.start is None or period.start is None or abs(other.start - period.start) <= week

    if period in spoken:
        return period
    return min(filter(near, spoken), key=lambda p: (abs(p.end - period.end), p.sort_key()), default=period)


def opening_on(period: Period, days: Collection[date]) -> Period:
    """A span that begins where another is known to have ended.

    A heading prints the last day of a quarter, and the first is computed; in years of weeks it is not the
    first of a month. That the quarter before ended on March 29 the last report says::

        Three Months Ended June 28, 2025   ->   2025-03-30..2025-06-28
    """
    if period.start is None:
        return period
    before = period.opening.end
    near = [d for d in days if abs((d - before).days) <= _WEEK and d < period.end]
    return Period(near[0] + timedelta(days=1), period.end) if len(near) == 1 else period


_WEEK = 7


def name_of(period: Period, end: date, year_end: YearEnd) -> str | None:
    """What a report that ends on ``end`` calls a period; None for one that it would hardly speak of."""
    fiscal = FiscalCalendar(year_end)
    now, then = fiscal.quarter(end), fiscal.quarter(period.end)
    if now is None or then is None:
        return None
    quarters, years = then - now, then // 4 - now // 4
    if period.start is None:
        if then % 4 == 3 and years == -1:
            return "last year end"
        return {0: "this quarter end", -1: "last quarter end", -4: "same quarter end last year"}.get(quarters)
    begins = fiscal.quarter(period.start - timedelta(days=1))
    if begins is None:
        return None
    match then - begins:
        case 1:
            names = {0: "this quarter", -1: "last quarter", -4: "same quarter last year", 1: "next quarter"}
            return names.get(quarters)
        case 4 if then % 4 == 3:
            return {
                -2: "year before last", -1: "last year", 0: "this year", 1: "next year", 2: "year after next",
            }.get(years)  # fmt: skip
        case _ if begins % 4 == 3 and begins + 1 == then - then % 4:
            return {0: "year to date", -4: "last year to date"}.get(quarters)
    return None
