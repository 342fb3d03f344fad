"""A workbook to a source: what its sheets show, and what its formulas say of it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding, Severity
from xbrlgen.model.ledger import Balance
from xbrlgen.model.scale import NumberKind
from xbrlgen.model.source import Block, Source, Table
from xbrlgen.model.where import Where
from xbrlgen.read.delimited import Dialect, Notices, Numbers
from xbrlgen.read.figures import parse_cell, parse_figure
from xbrlgen.read.grid import GridCell, Kind, blocks_of
from xbrlgen.read.heading_periods import time_words
from xbrlgen.read.ledger import HEADER_WITHIN, LedgerRow, balances_of, is_header
from xbrlgen.read.sheet import formats
from xbrlgen.read.sheet.cells import RawCell, Sheet, read_sheet
from xbrlgen.read.sheet.package import WorkbookPackage
from xbrlgen.read.sheet.sums import CellSum, of_figures, stale, sums_of
from xbrlgen.read.sheet.workbook import Area, Style, Workbook, area_of, at, read_workbook_parts
from xbrlgen.read.table.scaled import with_scales
from xbrlgen.read.times import YearEnd

_TALL = 100
"""Rows of a merged cell from which another such one in the same rows is passed over."""
_NAMED = 5
"""Cells of a kind that a finding names."""
_LONGEST_TEXT = 32_767
"""Characters that a cell can hold."""


def read_workbook(
    data: bytes,
    *,
    file: str,
    fiscal_year_end: YearEnd = (12, 31),
    hidden: bool = False,
    tables_only: bool = False,
) -> Source:
    """Reads a workbook. ``hidden``: rows, columns and sheets that are not shown are read as well.

    A sheet with a header of a trial balance is one, unless ``tables_only``.

    A table's :attr:`~xbrlgen.model.source.Table.sheet` is the name of its sheet, and its ``areas`` are the
    names of the tables and named ranges that it shares cells with. Findings: XG-READ-050 to 058.
    Raises XbrlgenError for what cannot be read at all or is too large (XG-READ-002, 004).
    """
    with WorkbookPackage(data, file) as package:
        workbook = read_workbook_parts(package)
        blocks: list[Block] = []
        findings: list[Finding] = []
        sums: list[CellSum] = []
        balances: list[Balance] = []
        for part in workbook.sheets:
            sheet = read_sheet(package, workbook, part)
            if part.hidden and not hidden:
                count = sum(c.kind == "n" for row in sheet.rows.values() for c in row.values())
                if count:
                    findings.append(
                        _hidden(
                            f"sheet {part.name} is hidden and holds {count:,} numbers",
                            Where(file, sheet=part.name),
                        )
                    )
                continue
            shown = _Shown(file, workbook, sheet, hidden)
            rows = list(shown.rows())
            if tables_only or not is_ledger(rows):
                found, noticed = blocks_of(rows, fye=fiscal_year_end)
            else:
                found, noticed = [], []
                notices = Notices(file)
                balances += balances_of(
                    ledger_rows(rows), notices, Numbers(Dialect(), notices), fiscal_year_end
                )
                noticed += notices.findings
            blocks += (_named(b, sheet) if isinstance(b, Table) else b for b in found)
            findings += [*shown.findings(), *noticed]
            of_sheet = list(sums_of(sheet, shown.held))
            findings += stale(file, sheet, of_sheet)
            sums += of_sheet
        if workbook.links:
            findings.append(_links(file, workbook))
    blocks, noticed = with_scales(blocks)
    findings += (f for b in blocks if isinstance(b, Table) for f in _two_scales(b))
    source = Source.of(file, blocks, [*findings, *noticed])
    return source.as_data(of_figures(source, sums), balances)


def _hidden(message: str, where: Where) -> Finding:
    return finding("XG-READ-053", message, where)


def _two_scales(table: Table) -> Iterator[Finding]:
    """XG-READ-059 where a number format takes away other thousands than the caption says, once a table."""
    columns = {c.index: c.scales.of(NumberKind.MONEY) for c in table.columns}
    for line in table.lines:
        for cell in line.cells:
            said = (
                line.scales.of(NumberKind.MONEY),
                columns.get(cell.column),
                table.scales.of(NumberKind.MONEY),
            )
            nearest = next((s for s in said if s is not None), None)
            for figure in cell.figures:
                own = figure.scale if figure.held is not None else None
                if own is not None and nearest is not None and own != nearest:
                    message = f"{figure.text} is shown in 10^{own} by its format"
                    message += f', and "{table.title}" says 10^{nearest}'
                    yield finding("XG-READ-059", message, figure.where)
                    return


def _links(file: str, workbook: Workbook) -> Finding:
    return finding(
        "XG-READ-054",
        f"formulas of {file} take values from {', '.join(workbook.links[:_NAMED])}",
        Where(file),
    )


def _named(table: Table, sheet: Sheet) -> Table:
    """The table with the names of its sheet and of the ranges that it shares cells with."""
    cells = (table.where.cell, *(c.where.cell for line in table.lines for c in line.cells))
    places = [a for cell in cells if cell is not None and (a := area_of(cell)) is not None]
    lies = Area(
        min(a.top for a in places),
        min(a.left for a in places),
        max(a.bottom for a in places),
        max(a.right for a in places),
    )
    names = tuple(name for name, area in sheet.part.areas if area.meets(lies))
    return replace(table, sheet=sheet.part.name, areas=names)


def is_ledger(rows: Sequence[Sequence[GridCell]]) -> bool:
    """Whether a row near the top of a sheet heads a trial balance."""
    return any(is_header([c.text for c in cells]) for cells in rows[: HEADER_WITHIN + 1])


def ledger_rows(rows: Sequence[Sequence[GridCell]]) -> Iterator[LedgerRow]:
    """The rows of a sheet with what cells hold, by column; a number without its format."""
    for cells in rows:
        width = cells[-1].column
        texts, places = [""] * width, [cells[0].where] * width
        for cell in cells:
            held = cell.figures[0].held if cell.figures else None
            texts[cell.column - 1] = cell.text if held is None else f"{held:f}"
            places[cell.column - 1] = cell.where
        yield LedgerRow(texts, places)


class _Shown:
    """The cells of a sheet as they are shown. Findings are gathered by kind, one for a sheet."""

    def __init__(self, file: str, workbook: Workbook, sheet: Sheet, hidden: bool) -> None:
        self.file, self.workbook, self.sheet, self.hidden = file, workbook, sheet, hidden
        self.noticed: dict[str, list[RawCell]] = {}
        self.held: dict[tuple[int, int], RawCell] = {}
        """The cells with numbers that are shown."""

    def rows(self) -> Iterator[list[GridCell]]:
        spans = {(m.top, m.left): m for m in self.sheet.merged}
        covered = self._covered()
        for number in sorted(self.sheet.rows):
            row = self.sheet.rows[number]
            cells = []
            for column in sorted(row):
                raw = row[column]
                if not self.hidden and self.sheet.is_hidden(number, column):
                    if raw.kind == "n" and raw.value is not None:
                        self.notice("hidden", raw)
                    continue
                if (number, column) in covered:
                    continue
                cell = self.cell(raw)
                if cell is not None:
                    area = spans.get((number, column))
                    cells.append(cell if area is None else replace(cell, span=area.right - area.left + 1))
            if cells:
                yield cells

    def _covered(self) -> Collection[tuple[int, int]]:
        """Filled cells that lie under a merged one, which alone is shown."""
        found = set()
        numbers = sorted(self.sheet.rows)
        last = 0
        # Merged cells share none. Where a file says they do, the first of a row is the one shown.
        for area in sorted(self.sheet.merged, key=lambda a: (a.top, a.left)):
            low = bisect_left(numbers, max(area.top, last if area.bottom - area.top > _TALL else 0))
            for row in numbers[low : bisect_right(numbers, area.bottom)]:
                for column in self.sheet.rows[row]:
                    if area.left <= column <= area.right and (row, column) != (area.top, area.left):
                        found.add((row, column))
            if area.bottom - area.top > _TALL:
                last = max(last, area.bottom + 1)
        return found

    def cell(self, raw: RawCell) -> GridCell | None:
        where = at(self.file, self.sheet.part.name, raw.row, raw.column)
        style = self.workbook.styles[raw.style] if raw.style < len(self.workbook.styles) else Style()
        if raw.kind == "e":
            self.notice("error", raw)
            return GridCell(raw.row, raw.column, Kind.NOTHING, raw.value or "", where)
        if raw.value is None:
            self.notice("uncalculated", raw)
            return None
        if raw.kind == "b":
            return GridCell(raw.row, raw.column, Kind.TEXT, "TRUE" if raw.value == "1" else "FALSE", where)
        if raw.kind == "d":
            day = formats.iso_date(raw.value)
            return (
                self.words(raw, where, style)
                if day is None
                else self.time(raw, formats.date_words(day, style.format), where)
            )
        if raw.kind == "str":
            return self.words(raw, where, style)
        return self.number(raw, where, style)

    def time(self, raw: RawCell, text: str, where: Where) -> GridCell:
        return GridCell(raw.row, raw.column, Kind.TIME, text, where)

    def number(self, raw: RawCell, where: Where, style: Style) -> GridCell | None:
        value = formats.decimal_of(raw.value or "")
        if value is None:
            self.notice("unread", raw)
            return None
        if formats.is_date(style.format):
            day = formats.date_of(value, date1904=self.workbook.date1904)
            if day is None:
                self.notice("unread", raw)
                return None
            return self.time(raw, formats.date_words(day, style.format), where)
        shown = formats.show(value, style.format)
        if shown is None:
            if value:
                self.notice("invisible", raw)
            return None
        figure = parse_figure(shown.text, where)
        if figure is None:
            self.notice("unread", raw)
            return GridCell(raw.row, raw.column, Kind.NOTHING, shown.text, where)
        self.held[raw.row, raw.column] = raw
        if shown.hides_sign:
            self.notice("sign", raw)
        if shown.unformed:
            self.notice("unformed", raw)
        figure = replace(figure, scale=shown.scale or None, held=value)
        return GridCell(raw.row, raw.column, Kind.NUMBER, shown.text, where, (figure,), indent=style.indent)

    def words(self, raw: RawCell, where: Where, style: Style) -> GridCell:
        text = raw.value or ""
        if len(text) > _LONGEST_TEXT:
            text = text[:_LONGEST_TEXT]
            self.notice("long", raw)
        plain = " ".join(text.split())
        token = None if time_words(plain) else parse_cell(plain, where)
        indent = style.indent + (len(text) - len(text.lstrip(" \u00a0"))) // 2
        if token is not None and token.figures:
            if token.kind in ("figure", "range"):
                self.notice("text", raw)
            return GridCell(raw.row, raw.column, Kind.NUMBER, plain, where, token.figures)
        if token is not None and token.kind == "bad":
            self.notice("unread", raw)
        kind = (
            Kind.NOTHING
            if token is not None
            else Kind.TIME
            if time_words(plain) and len(plain) < 30
            else Kind.TEXT
        )
        return GridCell(raw.row, raw.column, kind, plain, where, indent=indent)

    # -- findings ----------------------------------------------------------------------------

    def notice(self, kind: str, raw: RawCell) -> None:
        self.noticed.setdefault(kind, []).append(raw)

    def findings(self) -> list[Finding]:
        found = []
        for kind, (code, words) in _NOTICED.items():
            raws = self.noticed.get(kind, [])
            if not raws:
                continue
            places = [at(self.file, self.sheet.part.name, r.row, r.column) for r in raws]
            named = ", ".join(str(p.cell) for p in places[:_NAMED])
            more = f" and {len(places) - _NAMED:,} more" if len(places) > _NAMED else ""
            shown = f" ({raws[0].value})" if kind in ("error", "unread") else ""
            severity = Severity.ERROR if kind in ("error", "uncalculated") else None
            found.append(finding(code, f"{words}: {named}{more}{shown}", places[0], severity=severity))
        return found


_NOTICED = {
    "error": ("XG-READ-051", "cells hold an error instead of a value"),
    "uncalculated": (
        "XG-READ-050",
        "formulas have no value: the workbook was saved without being calculated",
    ),
    "unread": ("XG-READ-009", "cells hold numbers that are not understood"),
    "hidden": ("XG-READ-053", "hidden rows or columns hold numbers, which are not read"),
    "sign": ("XG-READ-055", "the number format shows negative numbers without a sign"),
    "invisible": ("XG-READ-055", "the number format shows nothing of what the cells hold"),
    "text": ("XG-READ-056", "numbers are stored as text, which sums pass over"),
    "unformed": ("XG-READ-057", "numbers have no number format, and all their digits are shown"),
    "long": ("XG-READ-004", "texts are longer than a cell can hold"),
}
