"""Names for the periods that an imported filing speaks of: they move on with the next report, by what they
say (:mod:`xbrlgen.assist.roll_periods`)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from xbrlgen.assist.roll_periods import FiscalCalendar, name_of
from xbrlgen.model.period import Period

_COUNTS = {1: "month", 3: "quarter", 12: "year"}


class PeriodNames:
    """Periods by name, told from the end of the report: ``this quarter``, ``quarter 2 years before``."""

    def __init__(self, end: date, year_end: tuple[int, int] = (12, 31)) -> None:
        self.end, self.year_end = end, year_end
        self.names: dict[Period, str] = {}

    def add(self, periods: Iterable[Period]) -> None:
        for period in sorted(set(periods), key=Period.sort_key, reverse=True):
            self.name(period)

    def name(self, period: Period) -> str:
        if period not in self.names:
            stem = self._stem(period)
            name, number = stem, 2
            while name in self.names.values():
                name, number = f"{stem} ({number})", number + 1
            self.names[period] = name
        return self.names[period]

    def _stem(self, period: Period) -> str:
        usual = None if period.is_forever else name_of(period, self.end, self.year_end)
        if usual is not None:
            return usual
        if period.is_instant and self._closes_year(period.end):
            kind = "year end"
        elif period.is_instant:
            kind = "end"
        else:
            months = period.months
            kind = f"{period.days} days" if months is None else _COUNTS.get(months, f"{months} months")
        away = round((self.end - period.end).days / 30.4375)
        if away == 0:
            return kind
        years, months = divmod(abs(away), 12)
        parts = [f"{years} year{'s' if years > 1 else ''}"] if years else []
        parts += [f"{months} month{'s' if months > 1 else ''}"] if months else []
        return f"{kind} {' '.join(parts)} {'before' if away > 0 else 'after'}"

    def _closes_year(self, day: date) -> bool:
        quarter = FiscalCalendar(self.year_end).quarter(day)
        return quarter is not None and quarter % 4 == 3

    def node(self) -> dict[str, str]:
        return {name: str(period) for period, name in self.names.items()}
