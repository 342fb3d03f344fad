"""Times of columns that headings do not settle: shares beside amounts, page numbers, a time over the rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from xbrlgen.model.source import Column
from xbrlgen.read.heading_periods import heading_period, time_words
from xbrlgen.read.table.rows import Row
from xbrlgen.read.text.layout import Line, Strip, assign
from xbrlgen.read.times import YearEnd

_PAGES = 1000
"""No document has as many pages."""


def settled(
    built: tuple[Column, ...],
    body: Sequence[Line],
    columns: Sequence[Strip],
    rows: Sequence[Row],
    fye: YearEnd,
) -> tuple[Column, ...]:
    """The columns with the times that the rows under them say or deny."""
    if _are_pages(rows):
        return tuple(replace(c, period=None, day_printed=False) for c in built)
    return parts_dated(_dated_by_rows(built, rows, fye), body, columns)


def _are_pages(rows: Sequence[Row]) -> bool:
    """Whether the one column holds the pages of a table of contents, whatever time its title names::

    Audited financial statements for the three-year period ended December 31, 1999
      Independent auditors' report                           4
      Consolidated statements of financial condition         5
      Notes to consolidated financial statements          9-20
    """
    cells = [c for r in rows for c in r.cells]
    figures = [c.figures for c in cells if c.figures]
    if len(figures) < 4 or len(figures) != len(cells) or any(c.column for c in cells):
        return False
    plain = all(
        f.text.strip().isdecimal() and f.value < _PAGES and not f.text.startswith("0")
        for fs in figures
        for f in fs
    )
    pages = [f.value for fs in figures for f in fs]
    return plain and pages == sorted(pages) and len(set(pages)) * 4 >= len(pages) * 3


def _dated_by_rows(built: tuple[Column, ...], rows: Sequence[Row], fye: YearEnd) -> tuple[Column, ...]:
    """A time alone over the first row is that of columns without one, if no other stands among the rows::

    Six-month period ended June 30, 2000
    ------------------------------------
    Revenues                                  $  49,252
    Expenses                                  $  32,440
    """
    if not rows or rows[0].has_values or any(c.period is not None for c in built):
        return built
    timed = [r for r in rows if not r.has_values and time_words(r.printed)]
    period = heading_period([rows[0].printed], fye)
    if len(timed) != 1 or timed[0] is not rows[0] or period is None or len(built) != 1:
        return built
    return tuple(replace(c, period=period, day_printed=True) for c in built)


def parts_dated(
    built: tuple[Column, ...], body: Sequence[Line], columns: Sequence[Strip]
) -> tuple[Column, ...]:
    """Shares in a whole, beside each amount and without a heading, are of the amount's time::

                             Dec 31, 2007      Sept 30, 2007
        Residential loans  $  151,151   13%  $   142,031   12%
        Commercial loans    1,000,487   87%    1,048,104   88%
                           $1,151,638  100%  $ 1,190,135  100%

    A column of changes has no whole of 100%, and no time.
    """
    bare = {i for i in range(1, len(built), 2) if built[i].headings in ((), built[i - 1].headings)}
    if len(bare) < 2 or len(bare) * 2 != len(built) or all(built[i].headings for i in bare):
        return built
    for line in body:
        if line.kind != "row":
            continue
        placed = zip(line.values, assign(columns, line), strict=True)
        whole = {i for t, i in placed if any(f.value == 100 for f in t.figures)}
        if whole == bare:
            return tuple(
                replace(c, period=built[i - 1].period, day_printed=built[i - 1].day_printed)
                if i in bare
                else c
                for i, c in enumerate(built)
            )
    return built
