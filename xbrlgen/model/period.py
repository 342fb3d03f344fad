"""The time a fact speaks of."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_COUNTS = {1: "One", 3: "Three", 6: "Six", 9: "Nine", 12: "Twelve"}


@dataclass(frozen=True, slots=True)
class Period:
    """An instant (``start`` is None) or a duration; both days are inside it.

    XBRL 2.1 section 4.7.2: a date without a time means the end of that day for an
    instant or an end, and its beginning for a start, so the days are written as they are.
    """

    start: date | None
    end: date

    def __post_init__(self) -> None:
        if self.start is not None and self.start > self.end:
            raise ValueError(f"period starts {self.start} after it ends {self.end}")

    @property
    def is_instant(self) -> bool:
        return self.start is None

    @property
    def is_forever(self) -> bool:
        return self == FOREVER

    @property
    def kind(self) -> str:
        """``instant`` or ``duration``, as XBRL names the period type."""
        return "instant" if self.start is None else "duration"

    @property
    def days(self) -> int:
        """Length in days, both ends counted; 0 for an instant."""
        return 0 if self.start is None else (self.end - self.start).days + 1

    @property
    def months(self) -> int | None:
        """Length in whole months if the duration is close to one (52/53-week years included)."""
        if self.start is None:
            return None
        whole = round(self.days / 30.4375)
        return whole if whole >= 1 and abs(self.days - whole * 30.4375) <= 8 else None

    @property
    def opening(self) -> Period:
        """The instant at which this duration opens: the end of the day before it starts."""
        if self.start is None:
            raise ValueError("an instant has no opening")
        return Period(None, self.start - timedelta(days=1))

    @property
    def closing(self) -> Period:
        """The instant at which this period closes."""
        return Period(None, self.end)

    @classmethod
    def ending(cls, end: date, months: int) -> Period:
        """The duration of ``months`` whole months that ends on ``end``.

        If ``end`` is the last day of its month, it starts on the first day of a month.
        """
        year, month = divmod(end.year * 12 + end.month - 1 - months, 12)
        if (end + timedelta(days=1)).month != end.month:
            first = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
            return cls(first, end)
        last = calendar.monthrange(year, month + 1)[1]
        return cls(date(year, month + 1, min(end.day, last)) + timedelta(days=1), end)

    @classmethod
    def parse(cls, text: str) -> Period | None:
        """``2025-09-30`` or ``2025-07-01..2025-09-30``; None for any other form."""
        first, dots, last = text.partition("..")
        try:
            start, end = (date.fromisoformat(part.strip()) for part in (first, last if dots else first))
            return cls(start, end) if dots else cls(None, end)
        except ValueError:
            return None

    @property
    def words(self) -> str:
        """As headings print it: "September 30, 2004", "Three Months Ended September 30, 2004"."""
        end = f"{_MONTHS[self.end.month - 1]} {self.end.day}, {self.end.year}"
        if self.start is None:
            return end
        months = self.months
        if months is not None and Period.ending(self.end, months) == self:
            return f"{_COUNTS.get(months, months)} Month{'s' if months > 1 else ''} Ended {end}"
        return f"{_MONTHS[self.start.month - 1]} {self.start.day}, {self.start.year} to {end}"

    def sort_key(self) -> tuple[date, date]:
        return (self.end, self.start or self.end)

    def __str__(self) -> str:
        if self.is_forever:
            return "forever"
        return f"{self.end}" if self.start is None else f"{self.start}..{self.end}"


_WORD = re.compile(r"instant|duration|opening|closing|year|\d{1,2} months?")


def is_word(text: str | None) -> bool:
    """Whether ``period`` of the mapping says what kind of time is meant, and not which one."""
    return text is not None and _WORD.fullmatch(text) is not None


FOREVER = Period(date.min, date.max)
"""What is true at any time (XBRL 2.1 section 4.7.2.1)."""
NEAR = 7
"""Days by which a computed start or end may miss the company's own: calendars of 52 weeks, and of 4-4-5."""


def nearest(period: Period, known: Iterable[Period], *, day_printed: bool = False) -> Period | None:
    """The one of ``known`` that ``period`` is, each day moved by no more than :data:`NEAR`.

    ``day_printed``: the end is read, not computed, and stays. None if none is so near, or two are.
    """
    found = [
        q
        for q in known
        if q.is_instant == period.is_instant
        and abs((q.end - period.end).days) <= (0 if day_printed else NEAR)
        and (q.start is None or period.start is None or abs((q.start - period.start).days) <= NEAR)
    ]
    if period in found:
        return period
    return found[0] if len(found) == 1 else None


def day_of(year: int, month: int, day: int) -> date:
    """That day of a year, or the last one of its month where it has no such day."""
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))
