"""The calendar of one report: what was computed from words is held against what is listed and printed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from xbrlgen.model.cover import is_current
from xbrlgen.model.mapping import Filing
from xbrlgen.model.period import Period, day_of, nearest
from xbrlgen.model.weeks import in_weeks

_MOST_MONTHS_DAYS = 378
"""A year of 53 weeks has 371; what is longer runs over more than one year (from inception, say)."""
_FOCUS = {"Q1": 3, "H1": 6, "Q2": 6, "Q3": 9, "Q4": 12, "H2": 12, "FY": 12}


class ReportCalendar:
    """Knows the periods that ``filing.yaml`` lists and those that the sources print."""

    def __init__(self, filing: Filing, printed: Iterable[Period]) -> None:
        self.filing = filing
        self.listed = {p for _, p in filing.periods}
        self.names = dict(filing.periods)
        self.printed = set(printed)
        self.ends = {p.end for p in (*self.printed, *self.listed)}

    def reconciled(self, period: Period, *, day_printed: bool) -> Period | None:
        """The listed period that ``period`` is, though computed to begin or end some days off.

        A day that is printed is not moved. None if none is near, or two are.
        """
        return nearest(period, self.listed, day_printed=day_printed)

    def by_weeks(self, period: Period) -> Period | None:
        """The period in a calendar of weeks, if the company has one; None if its start is not known."""
        return in_weeks(period, self.ends, self.filing.fiscal_year_end)

    def year_start(self, end: date) -> date:
        """The first day of the fiscal year that ``end`` lies in: after a printed end, if one is near."""
        month, day = self.filing.fiscal_year_end
        last = day_of(end.year, month, day)
        if last >= end - timedelta(days=7):
            last = day_of(end.year - 1, month, day)
        near = [d for d in self.ends if abs((d - last).days) <= 7]
        return (near[0] if len(near) == 1 else last) + timedelta(days=1)

    def required(self) -> Period:
        """The period of the cover's facts: of a current report its day, else the fiscal year to date."""
        document = self.filing.document
        return Period(document.date, document.date) if is_current(document.type) else self.cover_period()

    def cover_period(self) -> Period:
        """The required context of a periodic report (EFM 6.5.19): the fiscal year to date at ``period_end``.

        Listed periods come first, then printed ones, then the company's calendar; of several the
        one as long as the fiscal period focus says, else the longest within a year.
        """
        end = self.filing.document.period_end
        focus = next((s.value for s in self.filing.cover if s.field.key == "fiscal_period"), None)
        months = _FOCUS.get(focus) if isinstance(focus, str) else None
        for known in (self.listed, self.printed):
            spans = [p for p in known if p.end == end and 0 < p.days <= _MOST_MONTHS_DAYS]
            fitting = [p for p in spans if p.months == months] if months is not None else spans
            if fitting:
                return max(fitting, key=lambda p: p.days)
        start = self.year_start(end)
        computed = Period(start, end)
        if months is None or computed.months == months:
            return computed
        return Period.ending(end, months)
