"""A grid of cells, as sheets and delimited files have them, to tables with title, headings and rows.

Consolidated Balance Sheets
(in thousands)
                          Sept. 30, 2004   Dec. 31, 2003
Current assets
  Cash                            34,077          29,307
Total assets                      99,235         109,029

Statements of Operations          ...
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding
from xbrlgen.model.source import Block, Cell, Figure, Paragraph, Span, Table
from xbrlgen.model.where import Where
from xbrlgen.read.captions import note_mark
from xbrlgen.read.heading_periods import time_words
from xbrlgen.read.prose import with_mentions
from xbrlgen.read.scales import caption_currency, scales
from xbrlgen.read.table.column_checks import column_findings, mark_findings
from xbrlgen.read.table.columns import Head, columns_of
from xbrlgen.read.table.row_periods import with_row_periods
from xbrlgen.read.table.rows import Row, line_items
from xbrlgen.read.times import YearEnd

_YEAR = re.compile(r"(?:19|20)\d\d")
_SIGN_ALONE = re.compile(r"[$€£¥()%\s]+")
_LONG = 90
"""Characters from which a text in a cell of its own is a sentence, and no title or heading."""
_BRACKETED = re.compile(r"\([^()]*\)")
_DIGIT = re.compile(r"\d")
_NAMED, _SHOWN = 5, 40
"""Cells that a finding names, and characters of each."""
_STEP = 2
"""What one column to the right, or one step of indentation, counts as depth."""


class Kind(Enum):
    """What a cell holds: words, a number, a time (a day, a year, the name of a period), or "n/a"."""

    TEXT = "text"
    NUMBER = "number"
    TIME = "time"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell that shows something. ``span``: columns it covers; ``indent``: how deep its text is set."""

    row: int
    column: int
    kind: Kind
    text: str
    where: Where
    figures: tuple[Figure, ...] = ()
    span: int = 1
    indent: int = 0

    @property
    def is_year(self) -> bool:
        """A bare year, which heads a column before the first row and is a number behind it."""
        return self.kind is Kind.NUMBER and _YEAR.fullmatch(self.text) is not None


Cells = Sequence[GridCell]


@dataclass(slots=True)
class _Line:
    """The cells of one row within one table's columns, from left to right."""

    cells: list[GridCell]
    blank_before: bool = False

    captions: int = 0
    """The column of the captions of the rows round it."""

    @property
    def is_data(self) -> bool:
        """Whether it has numbers that are no years."""
        return any(c.kind is Kind.NUMBER and not c.is_year for c in self.cells)

    @property
    def is_words(self) -> bool:
        """A title, a heading of a section or a note: one text alone, and no time right of the captions."""
        first = self.cells[0]
        return (
            len(self.cells) == 1
            and first.kind is Kind.TEXT
            and (first.column <= self.captions or not time_words(first.text))
        )

    @property
    def is_head(self) -> bool:
        return not self.is_data and not self.is_words

    @property
    def years_only(self) -> bool:
        return all(c.is_year for c in self.cells)

    @property
    def has_time(self) -> bool:
        return any(c.is_year or c.kind is Kind.TIME or time_words(c.text) for c in self.cells)


@dataclass(slots=True)
class _Stream:
    """Lines that stand under each other in one range of columns."""

    left: int
    right: int
    lines: list[_Line] = field(default_factory=list)


@dataclass(slots=True)
class _Draft:
    """A table in the making."""

    title: list[GridCell] = field(default_factory=list)
    heads: list[_Line] = field(default_factory=list)
    body: list[_Line] = field(default_factory=list)


def blocks_of(rows: Sequence[Cells], *, fye: YearEnd = (12, 31)) -> tuple[list[Block], list[Finding]]:
    """The tables and texts of a grid, from top to bottom, and side by side from left to right.

    ``rows`` are those that show something, in order. Tables are parted by a heading that begins
    anew, or by an empty column before a column of captions. Findings: those of every table.
    """
    notes = frozenset(
        mark
        for cells in rows
        if len(cells) == 1 and cells[0].kind is Kind.TEXT
        if (mark := note_mark(cells[0].text)) is not None
    )
    blocks: list[Block] = []
    findings: list[Finding] = []
    previous: Table | None = None
    for stream in _streams(rows):
        for part in _parts(stream.lines):
            if isinstance(part, GridCell):
                blocks.append(_paragraph(part, fye))
                continue
            table = _table(part, notes, fye, previous)
            if table is None:
                blocks += [_paragraph(c, fye) for c in _all_cells(part)]
                continue
            blocks.append(table)
            findings += [*column_findings(table), *mark_findings(table, notes), *_beside(part, table)]
            previous = table
    return blocks, findings


# -- where tables lie ----------------------------------------------------------------------


def _streams(rows: Sequence[Cells]) -> list[_Stream]:
    """Cuts the grid where tables stand side by side.

    Rows without a blank one between them are a band. In a band an empty column parts two tables
    if captions stand right of it: a column whose texts have numbers to their right. Parts of
    bands that share columns belong together, unless one of them lies over several others.
    """
    done: list[_Stream] = []
    open_: list[_Stream] = []
    for band in _bands(rows):
        parts = [(low, high, _within(band, low, high)) for low, high in _ranges(band)]
        for low, high, lines in parts:
            over = [s for s in open_ if s.left <= high and low <= s.right]
            rivals = [p for p in parts if over and p[0] <= over[0].right and over[0].left <= p[1]]
            if len(over) == 1 and len(rivals) == 1:
                stream = over[0]
                lines[0].blank_before = True
            else:
                for s in over:
                    if s in open_ and not any(s.lines and s.lines[-1] in p[2] for p in parts):
                        open_.remove(s)
                stream = _Stream(low, high)
                done.append(stream)
                open_.append(stream)
            stream.lines += lines
            stream.left, stream.right = min(stream.left, low), max(stream.right, high)
    return done


def _bands(rows: Sequence[Cells]) -> Iterator[list[Cells]]:
    band: list[Cells] = []
    for cells in rows:
        if band and cells[0].row > band[-1][0].row + 1:
            yield band
            band = []
        band.append(cells)
    if band:
        yield band


def _ranges(band: Sequence[Cells]) -> list[tuple[int, int]]:
    """The ranges of columns of the tables of a band, left to right."""
    filled = sorted({c.column + i for cells in band for c in cells for i in range(min(c.span, 64))})
    groups: list[list[int]] = []
    for column in filled:
        if groups and column == groups[-1][-1] + 1:
            groups[-1].append(column)
        else:
            groups.append([column])
    ranges: list[tuple[int, int]] = []
    for group in groups:
        low, high = group[0], group[-1]
        if ranges and not _captioned(band, low, high):
            low = ranges.pop()[0]
        ranges.append((low, high))
    return ranges


def _captioned(band: Sequence[Cells], low: int, high: int) -> bool:
    """Whether the first of these columns holds captions of numbers right of them."""
    captions = 0
    for cells in band:
        inside = [c for c in cells if low <= c.column <= high]
        if inside and inside[0].column == low and inside[0].kind is Kind.TEXT:
            captions += any(c.kind is Kind.NUMBER and not c.is_year for c in inside[1:])
    return captions > 0


def _within(band: Sequence[Cells], low: int, high: int) -> list[_Line]:
    found = ([c for c in cells if low <= c.column <= high] for cells in band)
    return [_Line(cells) for cells in found if cells]


# -- title, headings, rows -----------------------------------------------------------------


def _parts(lines: Sequence[_Line]) -> Iterator[_Draft | GridCell]:
    """The tables of a stream in order, and the texts between them."""
    captions = [line.cells[0].column for line in lines if line.is_data and line.cells[0].kind is Kind.TEXT]
    first_caption = min(captions, default=None)
    for line in lines:
        line.captions = line.cells[0].column if first_caption is None else first_caption
    now: _Draft | None = None
    waiting: list[_Line] = []
    for line in lines:
        if not line.is_data:
            waiting.append(line)
            continue
        if now is not None and not _heads_anew(waiting):
            now.body += waiting
        else:
            before, draft = _begin(waiting, first=now is None)
            if now is not None:
                yield now
            yield from before
            now = draft
        waiting = []
        now.body.append(line)
    if now is None:
        yield from (c for w in waiting for c in w.cells)
        return
    # What comes last is a note, or a caption without numbers.
    after = next((i for i, w in enumerate(waiting) if w.blank_before or _is_sentence(w)), len(waiting))
    now.body += waiting[:after]
    yield now
    yield from (c for w in waiting[after:] for c in w.cells)


def _heads_anew(waiting: Sequence[_Line]) -> bool:
    """Whether lines between two rows head columns anew.

    That is a line of times, or of several texts that stands apart; years without anything
    around them are a row of years (a schedule of maturities, say).
    """
    for i, line in enumerate(waiting):
        apart = line.blank_before or i > 0
        if line.is_head and (
            (apart and (line.has_time or len(line.cells) > 1)) or (line.has_time and not line.years_only)
        ):
            return True
    return False


def _begin(waiting: Sequence[_Line], *, first: bool) -> tuple[list[GridCell], _Draft]:
    """What stands before a table's title, and the table with the lines before its first row.

    Headings of columns are the last lines that are none of words alone, without a blank one
    between them. Words above them are the title, of the first table of a sheet over blank rows as
    well; words below them head sections.
    """
    heads = [i for i, w in enumerate(waiting) if w.is_head]
    if not heads:
        # Without headings: the last group of words, under a blank row, belongs to the rows below.
        cut = next((i for i in range(len(waiting) - 1, 0, -1) if waiting[i].blank_before), len(waiting))
        return [], _Draft([c for w in waiting[:cut] for c in w.cells], [], list(waiting[cut:]))
    start = end = heads[-1]
    while start > 0 and _heads(waiting[start - 1]) and not waiting[start].blank_before:
        start -= 1
    low = 0
    if not first:
        # What follows on the rows of the table above is its own.
        low = next((i for i in range(start) if waiting[i].blank_before), start)
    taken = [i for i in range(low, start) if waiting[i].is_words and not _is_sentence(waiting[i])]
    title = [c for i in taken for c in waiting[i].cells]
    of_title = set(taken)
    before = [c for i in range(start) if i not in of_title for c in waiting[i].cells]
    return before, _Draft(title, list(waiting[start : end + 1]), list(waiting[end + 1 :]))


def _heads(line: _Line) -> bool:
    """Whether a line over a heading is part of it: one, or a word that stands over a later column alone.

                              Adjusted
    July 31,                  July 31,
    """
    return line.is_head or line.cells[0].column > line.captions + 1


def _is_sentence(line: _Line) -> bool:
    if not line.is_words:
        return False
    text = line.cells[0].text
    # STATEMENTS OF OPERATIONS (in thousands, except share and per share data) (unaudited)
    return len(_BRACKETED.sub("", text)) > _LONG or (note_mark(text) is not None and len(text) > 12)


# -- a table -------------------------------------------------------------------------------


def _table(draft: _Draft, notes: Collection[str], fye: YearEnd, previous: Table | None) -> Table | None:
    zone = _first_value(draft.body)
    if zone is None:
        return None
    columns = sorted(
        {c.column for line in draft.body for c in line.cells if c.column >= zone and _is_value(c)}
    )
    title_cells = [
        *draft.title,
        *(c for line in draft.heads for c in line.cells if c.column + c.span <= zone),
    ]
    lines = tuple(" ".join(c.text.split()) for c in title_cells)
    title = " ".join(lines)
    heads = [Head(tuple(texts), where) for texts, where in _headings(draft, columns)]
    known = frozenset(columns)
    rows = [_row(line, zone, known) for line in draft.body]
    index = {column: i for i, column in enumerate(columns)}
    rows = [replace(r, cells=tuple(replace(c, column=index[c.column]) for c in r.cells)) for r in rows]
    built = columns_of(heads, title, notes, fye)
    if previous is not None and not draft.heads and len(previous.columns) == len(columns):
        # A part without headings of its own goes on under those above it.
        built, title = previous.columns, title or previous.title
        lines = lines or previous.title_lines
    first = title_cells[0] if title_cells else next(_all_cells(draft))
    table = Table(
        title=title,
        columns=built,
        lines=tuple(line_items(rows, notes)),
        where=first.where,
        scales=scales(title),
        currency=caption_currency(title),
        title_lines=lines,
    )
    return with_row_periods(table, fye)


def _is_value(cell: GridCell) -> bool:
    return cell.kind is Kind.NUMBER


def _first_value(body: Sequence[_Line]) -> int | None:
    """The first column of values: of those with numbers right of a caption, where numbers outweigh words."""
    numbers: dict[int, int] = {}
    words: dict[int, int] = {}
    captioned: set[int] = set()
    for line in body:
        caption_seen = False
        for cell in line.cells:
            if cell.kind is Kind.NUMBER:
                numbers[cell.column] = numbers.get(cell.column, 0) + 1
                if caption_seen:
                    captioned.add(cell.column)
            elif cell.kind is Kind.TEXT and not _SIGN_ALONE.fullmatch(cell.text):
                words[cell.column] = words.get(cell.column, 0) + 1
                caption_seen = True
    fit = [c for c in captioned or numbers if numbers[c] >= words.get(c, 0)]
    return min(fit, default=None)


def _headings(draft: _Draft, columns: Sequence[int]) -> Iterator[tuple[list[str], Where]]:
    """Over each column its headings from top to bottom, and the place of the first.

    A heading over several columns is a merged cell, or stands over the first of them, with
    headings in the others only below it.
    """
    levels: list[list[tuple[int, int, GridCell]]] = []
    for number, line in enumerate(draft.heads):
        below = draft.heads[number + 1 :]
        cells = [c for c in line.cells if c.column + c.span > columns[0]]
        level = []
        for i, cell in enumerate(cells):
            end = cell.column + cell.span - 1
            limit = cells[i + 1].column - 1 if i + 1 < len(cells) else columns[-1]
            if cell.span == 1 and below:
                while end < limit and any(_headed(b, end + 1) for b in below):
                    end += 1
            level.append((cell.column, end, cell))
        levels.append(level)
    for column in columns:
        over = [cell for level in levels for low, high, cell in level if low <= column <= high]
        first = next(c for line in draft.body for c in line.cells if c.column == column and _is_value(c))
        yield [c.text for c in over], over[0].where if over else first.where


def _headed(line: _Line, column: int) -> bool:
    return any(c.column <= column < c.column + c.span for c in line.cells)


def _row(line: _Line, zone: int, columns: Collection[int]) -> Row:
    label = [c for c in line.cells if c.column < zone and c.kind is not Kind.NUMBER]
    cells = tuple(
        Cell(c.column, c.text, c.figures, c.where)
        for c in line.cells
        if c.column in columns and c.kind is not Kind.TEXT
    )
    left = line.cells[0].column
    indent = label[0].indent if label else 0
    return Row(
        printed=" ".join(c.text for c in label),
        depth=_STEP * ((label[0].column if label else left) + indent),
        where=(label[0] if label else line.cells[0]).where,
        cells=cells,
        has_values=bool(cells) and any(c.column >= zone for c in line.cells),
        blank_before=line.blank_before,
    )


def _beside(draft: _Draft, table: Table) -> Iterator[Finding]:
    """XG-READ-058 for cells with digits that are neither caption nor value: codes left of the captions, and
    words right of them."""
    zone = _first_value(draft.body)
    found = [
        c
        for line in draft.body
        for c in line.cells
        if zone is not None
        and (c.kind is Kind.NUMBER if c.column < zone else c.kind is Kind.TEXT and _DIGIT.search(c.text))
    ]
    if found:
        named = ", ".join(f'"{c.text[:_SHOWN]}"' for c in found[:_NAMED])
        more = f" and {len(found) - _NAMED:,} more" if len(found) > _NAMED else ""
        message = f'{len(found):,} cells of "{table.title}" are neither captions nor values: {named}{more}'
        yield finding("XG-READ-058", message, found[0].where)


def _all_cells(draft: _Draft) -> Iterator[GridCell]:
    yield from draft.title
    yield from (c for line in (*draft.heads, *draft.body) for c in line.cells)


def _paragraph(cell: GridCell, fye: YearEnd) -> Paragraph:
    text = " ".join(cell.text.split())
    mark = note_mark(text)
    kind = "note" if mark is not None and len(text) > 12 else "heading" if len(text) <= _LONG else "paragraph"
    return with_mentions(Paragraph((Span(text, cell.where),), kind, mark if kind == "note" else None), fye)
