"""The grid of a table: which slots each cell covers (WHATWG, 4.9.12, "forming a table").

Bounded: of a ``colspan`` or ``rowspan`` without measure only what a page can show is taken, and
cells are kept, never slots, so that a table costs what it prints.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from xbrlgen.read.html.tree import HtmlElement

WIDEST = 1_000
"""Columns of a table; the standard's own limit for one ``colspan``."""
TALLEST = 65_534
"""Rows that one cell may cover, the standard's limit."""
_MOST_HANGING = 256
"""Cells that reach down into a row from above; real pages have a dozen."""
_INTEGER = re.compile(r"[ \t\n\f\r]*\+?(\d+)")


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell in its place: the row and column of its upper left corner, from 0, and what it covers."""

    element: HtmlElement
    row: int
    column: int
    colspan: int
    rowspan: int

    @property
    def end(self) -> int:
        """The column after its last one."""
        return self.column + self.colspan


@dataclass(frozen=True, slots=True)
class HtmlGrid:
    """``rows`` hold the cells that begin in each row, left to right; ``elements`` are the rows' own.

    ``cut`` says that cells lay beyond the widest a table may be, and were left out of the grid.
    """

    table: HtmlElement
    rows: tuple[tuple[Slot, ...], ...]
    elements: tuple[HtmlElement, ...]
    width: int
    cut: bool = False


def grid_of(table: HtmlElement) -> HtmlGrid:
    """The grid of a table element; tables within its cells are no part of it."""
    rows: list[tuple[Slot, ...]] = []
    elements: list[HtmlElement] = []
    width, cut = 0, False
    for group in _groups(table):
        hanging: list[tuple[int, int, int]] = []
        """Cells from above: (first column, column after the last, row after the last)."""
        size = len(group)
        first = len(rows)
        for k, row in enumerate(group):
            number = first + k
            hanging = [h for h in hanging if h[2] > number]
            slots, hanging, over = _row(row, number, first + size, hanging)
            width = max([width, *(s.end for s in slots)])
            cut = cut or over
            rows.append(tuple(slots))
            elements.append(row)
    return HtmlGrid(table, tuple(rows), tuple(elements), width, cut)


def _groups(table: HtmlElement) -> Iterator[list[HtmlElement]]:
    """The rows of each row group: a cell never reaches out of its group; a footer comes last."""
    feet: list[list[HtmlElement]] = []
    loose: list[HtmlElement] = []
    for child in table.children:
        if not isinstance(child, HtmlElement):
            continue
        if child.name == "tr":
            loose.append(child)
            continue
        if loose and child.name in ("tbody", "thead", "tfoot"):
            yield loose
            loose = []
        if child.name in ("tbody", "thead", "tfoot"):
            rows = [c for c in child.children if isinstance(c, HtmlElement) and c.name == "tr"]
            if child.name == "tfoot":
                feet.append(rows)
            else:
                yield rows
    if loose:
        yield loose
    yield from feet


def _row(
    row: HtmlElement, number: int, end: int, hanging: list[tuple[int, int, int]]
) -> tuple[list[Slot], list[tuple[int, int, int]], bool]:
    slots: list[Slot] = []
    fresh: list[tuple[int, int, int]] = []
    column = at = 0
    for cell in row.children:
        if not isinstance(cell, HtmlElement) or cell.name not in ("td", "th"):
            continue
        while at < len(hanging) and hanging[at][0] <= column:
            column = max(column, hanging[at][1])
            at += 1
        if column >= WIDEST:
            return slots, _hung(hanging, fresh), True
        colspan = max(1, min(_number(cell.get("colspan"), 1), WIDEST))
        rowspan = min(_number(cell.get("rowspan"), 1), TALLEST)
        # Nought reaches to the end of the group; nothing reaches farther.
        rowspan = end - number if rowspan == 0 else min(rowspan, end - number)
        colspan = min(colspan, WIDEST - column)
        slots.append(Slot(cell, number, column, colspan, rowspan))
        if rowspan > 1:
            fresh.append((column, column + colspan, number + rowspan))
        column += colspan
    return slots, _hung(hanging, fresh), False


def _hung(old: list[tuple[int, int, int]], fresh: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    return sorted([*old, *fresh])[:_MOST_HANGING] if fresh else old


def _number(text: str | None, default: int) -> int:
    m = _INTEGER.match(text) if text else None
    return default if m is None else int(m[1][:9])
