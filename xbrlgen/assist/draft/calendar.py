"""The days of fiscal calendars that count weeks."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from datetime import date, timedelta

from xbrlgen.model.period import Period

_NEAR = timedelta(days=7)
_QUARTER = timedelta(weeks=13)


def whole_weeks(periods: Iterable[Period], days: Iterable[date] = ()) -> list[Period]:
    """The periods with the first day that a calendar of 52 or 53 weeks gives them.

    "Three months ended June 28, 2025" names an end that closes no month, so the year has weeks. The period
    begins the day after a balance sheet (``days``), if one is within a week of where months would put it;
    else it is thirteen weeks for each quarter. A year of 53 weeks without its balance sheet is a week too
    short: filing.yaml shows the days.
    """
    known = tuple(days)
    return [p if p.start is None else Period(_start(p.start, p, known), p.end) for p in periods]


def _start(start: date, period: Period, days: Iterable[date]) -> date:
    months = period.months
    if months is None or months % 3 or _closes_a_month(period.end):
        return start
    before = start - timedelta(days=1)
    near = [d for d in days if abs(d - before) <= _NEAR]
    if near:
        return min(near, key=lambda d: abs(d - before)) + timedelta(days=1)
    return period.end - _QUARTER * (months // 3) + timedelta(days=1)


def _closes_a_month(day: date) -> bool:
    return day.day == calendar.monthrange(day.year, day.month)[1]
