"""Tables of a page to tables of line items: title, headings over several rows, labels, figures.

An HTML table may hold several of them, one under the other, each with headings of its own; one
without figures is there for the layout and is no table here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding
from xbrlgen.model.scale import UNSAID
from xbrlgen.model.source import Cell, Table
from xbrlgen.model.where import Where
from xbrlgen.read.figures import Numerals
from xbrlgen.read.heading_periods import time_words
from xbrlgen.read.html.cells import Value, located, text_cells, values_of
from xbrlgen.read.html.columns import (
    ValueColumn,
    column_under,
    columns_under,
    rows_with,
    value_columns,
    without_labels,
)
from xbrlgen.read.html.flow import TextBlock
from xbrlgen.read.html.grid import grid_of
from xbrlgen.read.html.letters import Letters, PagePlaces
from xbrlgen.read.html.tokens import HtmlToken
from xbrlgen.read.html.tree import HtmlElement
from xbrlgen.read.scales import caption_currency, scales
from xbrlgen.read.table.column_checks import column_findings, mark_findings
from xbrlgen.read.table.columns import Head, columns_of
from xbrlgen.read.table.row_periods import with_row_periods
from xbrlgen.read.table.rows import Row, line_items
from xbrlgen.read.times import YearEnd

_PAGE_HEADING = re.compile(r"page(?:\s*(?:no\.?|number|#))?s?", re.IGNORECASE)
_LONG = 160
"""Characters from which a text alone in a row is a sentence of a note, and no heading."""
_SCALE_WORDS = 60
"""Characters that "(in thousands, except share and per share data)" and the like have at most."""
_CENTRED = 40
"""The depth of a heading that is set in the middle."""
_COLUMN = 2
"""What beginning one column of the grid farther right counts as depth."""


@dataclass(slots=True)
class Content:
    """A table that holds figures: the printed values of each row, and its columns of figures."""

    extent: tuple[int, int]
    """Where the table begins and ends in the forced page."""
    rows: list[list[Value]]
    columns: list[ValueColumn]


@dataclass(slots=True)
class Panel:
    """One table of the page's: rows of its title, of its headings, and the rest."""

    title: list[list[Value]] = field(default_factory=list)
    heads: list[list[Value]] = field(default_factory=list)
    body: list[list[Value]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class TableSurroundings:
    """What a table is read with: places, marks of the document's notes, the end of the fiscal year,
    the lines of a title over it, the sentence that leads to it, and the table before."""

    places: PagePlaces
    notes: Collection[str]
    fye: YearEnd
    title: tuple[Letters, ...] = ()
    lead: str = ""
    before: Table | None = None


@dataclass(slots=True)
class Found:
    """The tables of one element, and the texts of its rows that are none of theirs."""

    tables: list[Table] = field(default_factory=list)
    texts: list[TextBlock] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    headed: bool = False
    """The first table has headings of its own."""


def content_of(table: HtmlElement, tokens: Sequence[HtmlToken], numerals: Numerals) -> Content | None:
    """What a table holds, or None if it holds no columns of figures."""
    if next(table.elements("table"), None) is not None:
        return None
    rows = [values_of(row, numerals) for row in text_cells(grid_of(table), tokens)]
    for row in rows:
        for value in row:
            if value.token is not None and all(c.links for c in value.cells):
                # The page numbers of a table of contents lead to their pages.
                value.token = None
    columns = without_labels(value_columns(rows), rows)
    columns = [c for c in columns if not _pages(c, rows)]
    if not columns:
        return None
    if not any(_is_row(rows[k], columns) for k in rows_with(columns)):
        return None
    return Content((tokens[table.open].start, tokens[table.close].end), rows, columns)


def _pages(column: ValueColumn, rows: Sequence[list[Value]]) -> bool:
    """Whether a column is headed "Page"."""
    for row in rows[: min(column.rows)]:
        for value in row:
            if column.overlap(value.column, value.end) > 0 and _PAGE_HEADING.fullmatch(value.text.strip()):
                return True
    return False


def _is_row(row: Sequence[Value], columns: Sequence[ValueColumn]) -> bool:
    """Whether a row has a label and a figure, or several figures: what one of a layout has not.

    | As of May 1, there were | 1,234,567 | shares of common stock outstanding, par value ... |
    """
    figures = [v for v in row if v.is_number and column_under(columns, v) is not None]
    if len(figures) > 1:
        return True
    at = next((k for k, v in enumerate(row) if v in figures), None)
    if at is None:
        return False
    behind = [v for v in row[at + 1 :] if v.token is None and len(v.text) > _LONG // 4]
    return bool(row[:at]) and not behind


# -- parts ---------------------------------------------------------------------------------


def parts_of(content: Content) -> list[Panel]:
    """Cuts the rows where headings of columns begin anew."""
    columns, rows = content.columns, content.rows
    zone = columns[0].low
    filled = rows_with(columns)
    found = [Panel()]
    waiting: list[list[Value]] = []
    for number, row in enumerate(rows):
        if not row:
            if found[-1].body or waiting:
                waiting.append(row)
            continue
        if number in filled and any(v.is_number for v in row):
            _settle(found, waiting, zone, columns)
            waiting = []
            found[-1].body.append(row)
        else:
            waiting.append(row)
    found[-1].body += waiting
    return found


def _settle(
    found: list[Panel], waiting: list[list[Value]], zone: int, columns: Sequence[ValueColumn]
) -> None:
    """Gives rows without figures, which stand before one with figures, to heads, title and body."""
    now = found[-1]
    first = not now.body
    heads = [k for k, row in enumerate(waiting) if row and _is_head(row, zone, columns, first)]
    if not heads:
        if first:
            cut = 0
            while cut < len(waiting) and (not waiting[cut] or _is_title(waiting[cut], zone)):
                cut += 1
            now.title += [row for row in waiting[:cut] if row]
            waiting = waiting[cut:]
        now.body += waiting
        return
    low, high = heads[0], heads[-1] + 1
    if not first:
        # A caption right over headings that begin anew names what is under them.
        start = low
        while start > 0 and waiting[start - 1] and _is_words(waiting[start - 1], zone):
            start -= 1
        now.body += waiting[:start]
        now = Panel()
        found.append(now)
        now.title = [row for row in waiting[start:low] if row]
    else:
        now.title = [row for row in waiting[:low] if row]
    now.heads = [row for row in waiting[low:high] if row]
    while high < len(waiting) and (not waiting[high] or _says_scale(waiting[high])):
        # "(Dollars in millions)" may stand under the headings, over the first label.
        now.title += [waiting[high]] if waiting[high] else []
        high += 1
    now.body = list(waiting[high:])


def _is_words(row: Sequence[Value], zone: int) -> bool:
    """A caption, a heading of a section or a note: words alone that begin at the labels."""
    return bool(row) and all(v.column < zone for v in row)


def _is_title(row: Sequence[Value], zone: int) -> bool:
    """A text alone in its row, in the middle, over all columns, or one that says a scale."""
    if len(row) != 1:
        return False
    only = row[0]
    if only.cells[0].centred or only.column >= zone or only.end > zone + 1:
        return True
    return _says_scale(row)


def _says_scale(row: Sequence[Value]) -> bool:
    """Whether a row is "(in thousands, except per share data)" alone."""
    return len(row) == 1 and len(row[0].text) <= _SCALE_WORDS and bool(scales(row[0].text))


def _is_head(row: Sequence[Value], zone: int, columns: Sequence[ValueColumn], first: bool) -> bool:
    """Whether a row without figures heads columns."""
    over = [v for v in row if v.end > zone and not (v.column < zone and v is row[0])]
    if not over:
        return False
    if first:
        return True
    labelled = any(v.column < zone for v in row)
    if any(v.is_year or time_words(v.text) for v in over):
        return not labelled or all(v.is_year or time_words(v.text) for v in over)
    return not labelled and len(over) * 2 >= len(columns) > 1


# -- a table -------------------------------------------------------------------------------


def tables_of(content: Content, around: TableSurroundings) -> Found:
    """The tables of an element, top to bottom."""
    found = Found()
    before = around.before
    title, lead = around.title, around.lead
    for k, part in enumerate(parts_of(content)):
        columns = value_columns(part.body)
        columns = [c for c in without_labels(columns, part.body) if not _pages(c, part.body)]
        if not columns:
            found.texts += [_text(v) for row in (*part.title, *part.heads, *part.body) for v in row]
            continue
        inherits = not part.heads and before is not None and len(before.columns) == len(columns)
        table = _table(part, columns, around, title, lead, before if inherits else None, found)
        if before is not None and not table.scales and not title and not part.title:
            # Headings that begin anew under one caption: what it says of scale holds on.
            table = replace(table, scales=before.scales)
        found.headed = found.headed or (k == 0 and bool(part.heads))
        found.tables.append(table)
        before = table
        title, lead = (title, lead) if not part.title else ((), "")
    return found


def _table(
    part: Panel,
    columns: Sequence[ValueColumn],
    around: TableSurroundings,
    over: Sequence[Letters],
    lead: str,
    before: Table | None,
    found: Found,
) -> Table:
    places = around.places
    zone = columns[0].low
    texts = [v.letters for row in part.title for v in row]
    beside = [
        v.letters for row in part.heads for v in row if v.column < zone and v.end <= columns[0].core + 1
    ]
    lines = tuple(" ".join(t.text.split()) for t in (*over, *texts, *beside))
    if not lines and before is not None:
        lines = before.title_lines
    title = " ".join(lines)
    heads = _headings(part, columns, zone, places)
    rows = _rows(part.body, columns, places, found)
    spoken = (title, lead, *(" ".join(t) for t, _ in heads))
    said = next(filter(None, map(scales, spoken)), UNSAID if before is None else before.scales)
    currency = next(filter(None, map(caption_currency, (title, lead))), None)
    built = (
        columns_of([Head(tuple(t), w) for t, w in heads], title or lead, around.notes, around.fye)
        if before is None
        else before.columns
    )
    top = next(iter((*over, *texts, *beside)), None) or next(v.letters for row in part.body for v in row)
    table = Table(
        title=title or lead,
        columns=built,
        lines=tuple(line_items(rows, around.notes)),
        where=places.at(top.begin),
        scales=said,
        currency=currency if before is None else currency or before.currency,
        title_lines=lines,
    )
    table = with_row_periods(table, around.fye)
    found.findings += [*column_findings(table), *mark_findings(table, around.notes)]
    return table


def _headings(
    part: Panel, columns: Sequence[ValueColumn], zone: int, places: PagePlaces
) -> list[tuple[list[str], Where]]:
    """Over each column its headings from top to bottom, and the place of the first or of its first value."""
    heads: list[tuple[list[str], Letters | None]] = [([], None) for _ in columns]
    for row in part.heads:
        for value in row:
            if value.column < zone and value.end <= columns[0].core + 1 and len(row) > 1:
                continue
            covered = columns_under(columns, value.column, value.end)
            if not covered:
                near = [k for k, c in enumerate(columns) if 0 <= c.low - value.end <= 1]
                covered = near[:1]
            for k in covered:
                texts, first = heads[k]
                texts.append(" ".join(value.text.split()))
                if first is None:
                    heads[k] = (texts, value.letters)
    done: list[tuple[list[str], Where]] = []
    for (texts, first), column in zip(heads, columns, strict=True):
        if first is None:
            row = part.body[min(column.rows)]
            first = next(v.letters for v in row if column.overlap(v.column, v.end) > 0)
        done.append((texts, places.at(first.begin)))
    return done


def _rows(
    body: Sequence[list[Value]], columns: Sequence[ValueColumn], places: PagePlaces, found: Found
) -> list[Row]:
    """The rows with labels and figures; texts of notes among and behind them go to ``found``."""
    rows: list[Row] = []
    blank = False
    last = max((k for k, row in enumerate(body) if any(v.is_number for v in row)), default=-1)
    for number, row in enumerate(body):
        if not row:
            blank = True
            continue
        if len(row) == 1 and row[0].token is None and (number > last or len(row[0].text) > _LONG):
            found.texts.append(_text(row[0]))
            continue
        rows.append(_row(row, columns, places, found, blank))
        blank = False
    return _unwrapped(rows)


def _row(
    row: Sequence[Value], columns: Sequence[ValueColumn], places: PagePlaces, found: Found, blank: bool
) -> Row:
    zone = columns[0].low
    labels: list[Value] = []
    cells: dict[int, list[Value]] = {}
    for value in row:
        at = None if value.column < zone and not value.is_number else column_under(columns, value)
        if at is None and value.column < zone:
            labels.append(value)
        elif at is not None:
            cells.setdefault(at, []).append(value)
    made: list[Cell] = []
    printed = " ".join(" ".join(v.text.split()) for v in labels)
    for at, values in sorted(cells.items()):
        figures = [v for v in values if v.token is not None and v.token.figures]
        value = figures[0] if figures else values[0]
        made.append(_cell(at, value, places, printed, found))
        for other in figures[1:]:
            where = places.at(other.letters.begin)
            message = f'"{other.text}" in row "{printed}" stands in a column that has a figure already'
            found.findings.append(finding("XG-READ-008", message, where))
    top = labels[0] if labels else row[0]
    has_values = any(c.figures for c in made) or len(made) > 0
    depth = 0
    if labels:
        cell = labels[0].cells[0]
        depth = _CENTRED if cell.centred and not has_values else cell.indent + _COLUMN * cell.slot.column
    return Row(
        printed=printed,
        depth=depth,
        where=places.at(top.letters.begin),
        cells=tuple(made),
        has_values=has_values,
        # A row of words alone is a heading here, whatever stands before it: a page has no lines to wrap.
        blank_before=blank or not has_values,
    )


def _cell(at: int, value: Value, places: PagePlaces, printed: str, found: Found) -> Cell:
    where = places.at(value.letters.begin)
    token = value.token
    if token is not None and token.kind == "bad":
        message = f'"{token.text}" in row "{printed}" is not understood as a number'
        found.findings.append(finding("XG-READ-009", message, where))
    figures = () if token is None else tuple(located(f, value.letters, places) for f in token.figures)
    if token is None:
        return Cell(at, value.text, (), where)
    return Cell(at, value.text, figures, where, token.marks, token.kind == "bad")


def _unwrapped(rows: Sequence[Row]) -> list[Row]:
    """Labels that go on in the next row, as pages have them that were made from text::

    | Net income per share of    |       |
    |   common stock             | $ .12 |
    """
    done: list[Row] = []
    for row in rows:
        last = done[-1] if done else None
        if (
            last is not None
            and not last.has_values
            and row.printed[:1].islower()
            and last.printed
            and not last.printed.rstrip().endswith(":")
        ):
            done[-1] = replace(
                row,
                printed=f"{last.printed} {row.printed}",
                depth=last.depth if last.depth < _CENTRED else row.depth,
                where=last.where,
                blank_before=row.blank_before,
            )
            continue
        done.append(row)
    return done


def _text(value: Value) -> TextBlock:
    cell = value.cells[0]
    return TextBlock(value.letters, cell.bold, cell.centred, cell.indent, in_table=True)
