"""How the times of headings lie in their years, so that a bare year can be read as its neighbours are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from xbrlgen.model.period import Period
from xbrlgen.read.periods import find_periods
from xbrlgen.read.times import Length, YearEnd, day_in, is_year, span_to


@dataclass(frozen=True, slots=True)
class Way:
    """How a heading's time lies in its year: the length (None: a day) and the month and day it ends on."""

    length: Length | None
    month: int
    day: int

    @classmethod
    def of(cls, period: Period) -> Way:
        if period.is_instant:
            return cls(None, period.end.month, period.end.day)
        months = period.months
        weeks = (period.end + timedelta(days=1)).day != 1 and period.days % 7 == 0
        length: Length = (period.days // 7, "weeks") if weeks or months is None else (months, "months")
        return cls(length, period.end.month, period.end.day)

    def in_year(self, year: int) -> Period:
        end = day_in(year, self.month, self.day)
        return Period(None, end) if self.length is None else span_to(end, self.length)


def ways_of(text: str, fye: YearEnd = (12, 31)) -> dict[int, set[Way]]:
    """The ways in which the times of a title lie in their years: by year, bare years left out."""
    ways: dict[int, set[Way]] = {}
    for start, end, period in find_periods(" ".join(text.split()), fye):
        if not is_year(text[start:end]):
            ways.setdefault(period.end.year, set()).add(Way.of(period))
    return ways
