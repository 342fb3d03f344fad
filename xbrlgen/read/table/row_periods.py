"""The periods of rows: said by their captions, the headings over them, the balances round them.

Asked only of tables that have a column without a time of its own: in most the columns are times, and
a day in a caption is a matter of words::

                                     Common      Retained
                                     stock       earnings      Total
    Balance, March 31, 2025          $  1,200    $  8,430      $ 9,630
    Net income                              -         410          410
    Balance, June 30, 2025           $  1,200    $  8,840      $10,040
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from xbrlgen.model.period import Period
from xbrlgen.model.source import LineItem, Table
from xbrlgen.read.heading_periods import heading_period, prints_day, time_words
from xbrlgen.read.periods import find_periods
from xbrlgen.read.times import YearEnd

# Balance, December 31, 2024     Outstanding as of June 30, 2025     Unvested at March 31, 2025
_BALANCE = re.compile(
    r"\b(?:balances?|outstanding|un-?vested|non-?vested|exercisable|beginning|ending|opening|closing)\b",
    re.IGNORECASE,
)
# As of June 30, 2025     but not: 4.5% senior notes due June 15, 2030
_AT = re.compile(r"(?:^|\b(?:as\s+)?(?:at|of))\s*$", re.IGNORECASE)
_NOT_OF = re.compile(r"\b(?:due|matur\w*|expir\w*|through|until|since|after|before|by)\W*$", re.IGNORECASE)


def with_row_periods(table: Table, fye: YearEnd) -> Table:
    """The table with the period of each row that has one, if some column has no time of its own."""
    if all(c.period is not None and not c.titled for c in table.columns):
        return table
    periods = list(_periods(table.lines, fye))
    if not any(periods):
        return table
    lines = (replace(x, period=p) for x, p in zip(table.lines, periods, strict=True))
    return replace(table, lines=tuple(lines))


def _periods(lines: Sequence[LineItem], fye: YearEnd) -> Iterator[Period | None]:
    days = [_day(line) if line.cells else None for line in lines]
    over: dict[tuple[str, ...], Period | None] = {}
    for number, line in enumerate(lines):
        if days[number] is not None or not line.cells:
            yield days[number]
            continue
        if line.section not in over:
            over[line.section] = _headed(line.section, fye)
        headed = over[line.section]
        if headed is not None and time_words(line.label):
            # "First quarter" under "2025" is no year.
            yield heading_period([*line.section, line.label], fye)
        else:
            yield headed or _between(days, number)


def _day(line: LineItem) -> Period | None:
    """The day that a caption ends with, if it is that of a balance."""
    found = find_periods(line.label)
    if not found:
        return None
    start, end, period = found[-1]
    before, behind = line.label[:start], line.label[end:]
    if not period.is_instant or not prints_day([line.label], period.end) or behind.strip(" .:)"):
        return None
    if _NOT_OF.search(before) is not None:
        return None
    return period if _AT.search(before) or _BALANCE.search(before) else None


def _headed(section: Sequence[str], fye: YearEnd) -> Period | None:
    """What the headings over a row say, the nearest first::

    Three Months Ended June 30, 2025
      Product revenue                     $ 410
    """
    for heading in reversed(section):
        period = heading_period([heading], fye) if time_words(heading) else None
        if period is not None:
            return period
    return None


def _between(days: Sequence[Period | None], number: int) -> Period | None:
    """The span from the last balance before a row to the first one after it."""
    before = next((d for d in reversed(days[:number]) if d is not None), None)
    after = next((d for d in days[number + 1 :] if d is not None), None)
    if before is None or after is None or before.end >= after.end:
        return None
    return Period(before.end + timedelta(days=1), after.end)
