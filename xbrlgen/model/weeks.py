"""Calendars of weeks: what "three months ended September 27" is where quarters have 13 weeks."""

from __future__ import annotations

from collections.abc import Set
from datetime import date, timedelta

from xbrlgen.model.period import NEAR, Period, day_of


def in_weeks(period: Period, ends: Set[date], year_end: tuple[int, int]) -> Period | None:
    """A span of months that ends within a month, in a calendar of weeks; None if its start is not known.

    ``ends`` are the days on which the report's periods end. A company whose periods all end on one
    day of the week counts 13 weeks a quarter, and 52 or 53 a year: which, the end of the year
    before says. A fourth quarter has 13 or 14. Where the ends share the day of the month instead,
    the months are right.
    """
    months, end = period.months, period.end
    if period.start is None or months is None or _ends_month(end) or period.days % 7 == 0:
        return period
    others = {d for d in ends if d != end and not _ends_month(d)}
    # A day that shares both, as June 29, 2024 with March 29, 2025, tells nothing; one of seven shares the
    # day of the week by chance.
    same_day = sum(d.day == end.day and d.weekday() != end.weekday() for d in others)
    if same_day and same_day >= sum(d.weekday() == end.weekday() for d in others):
        return period
    if not any(d.weekday() == end.weekday() for d in others) or months % 3:
        return None
    before = {(end - d).days for d in ends}
    year = 364 if 364 in before else 371 if 371 in before else None
    if months == 12:
        return None if year is None else Period(end - timedelta(days=year - 1), end)
    closes_year = abs((end - day_of(end.year, *year_end)).days) <= NEAR
    if closes_year and year != 364:
        return None
    return Period(end - timedelta(days=91 * months // 3 - 1), end)


def _ends_month(day: date) -> bool:
    return (day + timedelta(days=1)).month != day.month
