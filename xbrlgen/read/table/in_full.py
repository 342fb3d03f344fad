"""Numbers of shares printed in full under a scale that is said of all amounts.

(in 000s, except per share data)                 2006         2005
Net income                                     $ 5,274      $ 4,489
Basic earnings per share                       $  0.43      $  0.36
Weighted average shares - basic             12,285,606   12,430,021

5,274 thousand over $0.43 is 12.3 million: the shares are not in thousands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from xbrlgen.model.scale import NumberKind, Scales
from xbrlgen.model.source import Figure, LineItem, Table

_RESULT = re.compile(r"^net (?:income|loss|earnings|profit)\b(?!.*\bper\b)", re.IGNORECASE)
_PER = re.compile(r"\b(?:per|eps)\b", re.IGNORECASE)
_SHARES = re.compile(r"\bshares?\b|\bstock equivalents\b|\bdilut", re.IGNORECASE)
_APART = Decimal("0.08")
"""By how much a quotient of rounded figures may miss the number of shares: $0.07 is 7 percent wide."""


def in_full(table: Table) -> Table:
    """The table with its rows of shares marked as printed in full, where the results per share say so."""
    power = table.scales.of(NumberKind.SHARES)
    if not power or NumberKind.SHARES not in table.scales.guessed:
        return table
    wanted = list(_expected(table))
    rows = [i for i, line in enumerate(table.lines) if _is_shares(line)]
    full = False
    for i in rows:
        for column, figure in _figures(table.lines[i]):
            near = [n for c, n in wanted if c == column]
            if any(abs(figure.value - n) <= n * _APART for n in near):
                full = True
            elif any(abs(figure.value.scaleb(power) - n) <= n * _APART for n in near):
                return table
    if not full:
        return table
    units = Scales(((NumberKind.SHARES, 0),), where=table.where)
    lines = tuple(
        replace(line, scales=line.scales.over(units)) if i in rows and not line.scales else line
        for i, line in enumerate(table.lines)
    )
    return replace(table, lines=lines)


def _expected(table: Table) -> Iterator[tuple[int, Decimal]]:
    """By column: numbers of shares that a result over a result per share gives, in full."""
    money = table.scales.money
    results = [(c, f) for line in table.lines if _RESULT.search(line.label) for c, f in _figures(line)]
    for line in table.lines:
        told = " ".join((*line.section, line.label))
        if not _PER.search(told):
            continue
        for column, per in _figures(line):
            if per.places < 2 or not Decimal("0.05") <= abs(per.value) < 1000:
                continue
            yield from (
                (column, abs(result.value.scaleb(money) / per.value)) for c, result in results if c == column
            )


def _is_shares(line: LineItem) -> bool:
    told = " ".join((*line.section, line.label))
    return (
        _SHARES.search(told) is not None
        and _PER.search(line.label) is None
        and all(f.currency is None and not f.places for _, f in _figures(line))
        and any(abs(f.value) >= 1000 for _, f in _figures(line))
    )


def _figures(line: LineItem) -> Iterator[tuple[int, Figure]]:
    """Its figures by column, those of columns of change left out."""
    return ((c.column, f) for c in line.cells for f in c.figures if not f.percent)
