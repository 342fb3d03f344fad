"""Names for the periods that an imported filing speaks of: they move on with the next report."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from xbrlgen.model.period import Period

_COUNTS = {1: "month", 3: "quarter", 12: "year"}


class PeriodNames:
    """Periods by name, told from the end of the report: ``quarter``, ``quarter 1 year before``."""

    def __init__(self, end: date) -> None:
        self.end = end
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
        if period.is_instant:
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

    def node(self) -> dict[str, str]:
        return {name: str(period) for period, name in self.names.items()}
