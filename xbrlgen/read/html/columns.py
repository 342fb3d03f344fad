"""The columns of figures of a table: printed values lined up on their right edges.

What a row prints in one column has in other rows other cells: ``$`` apart or not, a bracket or a
percent sign behind. The digits' own cells end together, or at least what the values cover overlaps
and no row prints in both::

    | Revenue |  $ | 1,234 |   |
    | Loss    |      (567  | ) |
    | Margin  |    |  12.3 | % |
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from xbrlgen.read.html.cells import Value

Values = Sequence[Value]
_LINED_UP = 1_000
"""What an edge in common outweighs: any number of columns of the grid."""


@dataclass(slots=True)
class ValueColumn:
    """A column of figures: the columns of the grid from ``low`` to before ``high`` that its values cover.

    ``core`` is the first column that the digits' cells cover, ``right`` the one after the last.
    """

    low: int
    high: int
    core: int
    right: int
    rows: set[int] = field(default_factory=set)

    def overlap(self, start: int, end: int) -> int:
        return min(self.high, end) - max(self.low, start)


def value_columns(rows: Sequence[Values]) -> list[ValueColumn]:
    """The columns of figures, left to right. Bare years alone make none."""
    edges: dict[int, ValueColumn] = {}
    for number, row in enumerate(rows):
        for value in row:
            if not value.is_number:
                continue
            edge = edges.setdefault(
                value.right, ValueColumn(value.column, value.end, value.column, value.right)
            )
            edge.low, edge.high = min(edge.low, value.column), max(edge.high, value.end)
            edge.rows.add(number)
    found: list[ValueColumn] = []
    for right in sorted(edges):
        edge = edges[right]
        last = found[-1] if found else None
        if last is not None and last.overlap(edge.low, edge.high) > 0 and last.rows.isdisjoint(edge.rows):
            last.low, last.high = min(last.low, edge.low), max(last.high, edge.high)
            last.right = max(last.right, edge.right)
            last.rows |= edge.rows
        else:
            found.append(edge)
    for a, b in pairwise(found):
        # A wide cell of one row reaches into the next column's signs, never over its digits.
        if a.high > b.low:
            a.high = b.low = max(a.right, min(a.high, b.low))
    return found


def without_labels(columns: list[ValueColumn], rows: Sequence[Values]) -> list[ValueColumn]:
    """Leaves out a first column that names the rows: years, numbers of a list, marks of notes.

    2025   $ 1,200         (1) Includes interest.        10.1   Form of agreement
    2026     1,350
    """
    if not columns:
        return columns
    first = columns[0]
    plain = behind = 0
    for number in first.rows:
        row = rows[number]
        own = next(v for v in row if v.is_number and first.overlap(v.column, v.end) > 0)
        if own is not row[0]:
            return columns
        figure = own.token.figures[0] if own.token is not None else None
        if figure is None or figure.currency or figure.percent or figure.dash or "," in own.text:
            return columns
        plain += 1
        behind += len(row) > 1
    others = [c for c in columns[1:] if len(c.rows & first.rows) * 2 > len(first.rows)]
    if not others or behind == plain:
        words = sum(row[0] is not row[-1] and row[1].token is None for k in first.rows for row in (rows[k],))
        if others and words == 0 and not all(len(rows[k][0].text) <= 2 for k in first.rows):
            return columns
        return columns[1:]
    return columns


def column_under(columns: Sequence[ValueColumn], value: Value) -> int | None:
    """The column in which a value stands: the one it overlaps most, its right edge deciding."""
    best: int | None = None
    most = 0
    for k in _meeting(columns, value.column, value.end):
        column = columns[k]
        shared = column.overlap(value.column, value.end)
        lined_up = column.core < value.right <= column.high or value.right == column.right
        score = shared + (_LINED_UP if lined_up else 0)
        if score > most:
            best, most = k, score
    return best


def columns_under(columns: Sequence[ValueColumn], start: int, end: int) -> list[int]:
    """The columns that a heading covers: those under at least half of it, or half under it."""
    covered = []
    for k in _meeting(columns, start, end):
        column = columns[k]
        shared = column.overlap(start, end)
        if shared * 2 >= column.high - column.low or shared * 2 >= end - start:
            covered.append(k)
    return covered


def _meeting(columns: Sequence[ValueColumn], start: int, end: int) -> Iterator[int]:
    """The columns that share a column of the grid with a range; they lie side by side, in order."""
    k = bisect_right(columns, start, key=lambda c: c.high)
    while k < len(columns) and columns[k].low < end:
        if columns[k].overlap(start, end) > 0:
            yield k
        k += 1


def rows_with(columns: Iterable[ValueColumn]) -> set[int]:
    """The rows in which any of the columns has a figure."""
    found: set[int] = set()
    for column in columns:
        found |= column.rows
    return found
