"""The first example's release over again, as a workbook, as data and as a Word document."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from decimal import Decimal
from html import escape
from typing import Any

from tests.read.docx.words import docx, p, tbl, tc
from tests.read.sheet.workbooks import C, workbook
from xbrlgen.model.report import Fact
from xbrlgen.model.source import Figure, FigureId, LineItem, Paragraph, Source, Table
from xbrlgen.model.where import Where


def as_workbook(source: Source) -> bytes:
    """A sheet for each table, and one for the running text, a paragraph a cell."""
    sheets: dict[str, list[list[Any]]] = {"Text": []}
    for block in source.blocks:
        if isinstance(block, Paragraph):
            sheets["Text"] += [[_written(block)], []]
        else:
            sheets[f"Table {len(sheets)}"] = list(_sheet(block))
    return workbook(sheets)


def _written(paragraph: Paragraph) -> str:
    """A note's mark in brackets, as one cell holds it; the rest as it is."""
    if paragraph.kind != "note" or paragraph.mark is None or paragraph.text.startswith("Note"):
        return paragraph.text
    return f"({paragraph.mark}) {paragraph.text.partition(paragraph.mark)[2].strip()}"


def _sheet(table: Table) -> Iterator[list[Any]]:
    yield [table.title]
    depth = max((len(c.headings) for c in table.columns), default=0)
    for level in range(depth):
        row: list[Any] = [None]
        for column in table.columns:
            missing = depth - len(column.headings)
            mark = f" ({column.marks[0]})" if column.marks and level == missing else ""
            row.append(column.headings[level - missing] + mark if level >= missing else None)
        yield row
    margin = min(line.depth for line in table.lines)
    for line in table.lines:
        cells: dict[int, Any] = {c.column: _cell(c.figures, c.text) for c in line.cells}
        label = C(line.printed, indent=line.depth - margin)
        yield [label, *(cells.get(c.index) for c in table.columns)]


def _cell(figures: tuple[Figure, ...], text: str) -> object:
    if len(figures) != 1 or figures[0].dash:
        return text
    (figure,) = figures
    digits = "#,##0" + ("." + "0" * figure.places if figure.places else "")
    if figure.percent:
        return C(float(figure.value / 100), f"{digits}%")
    currency = '"$"' if figure.currency else ""
    return C(float(figure.value), f"{currency}{digits}_);({currency}{digits})")


def as_long(source: Source, facts: tuple[Fact, ...], roles: dict[Where, str]) -> bytes:
    """The tables' lines by caption, and by concept the facts that only the running text has.

    ``roles`` are the statements of the lines, by place. A number that states several facts, as one in a
    column of ranges does, is a row for each of them.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        ["statement", "section", "line", "concept", "period", "value", "decimals", "members", "note"]
    )
    covered = set()
    members_of: dict[FigureId, dict[str, None]] = {}
    for fact in facts:
        for printed in fact.prints:
            members = "; ".join(f"{a}={m}" for a, m in fact.context.dimensions)
            members_of.setdefault(printed.figure, {})[members] = None
    for table in source.tables:
        for line in table.lines:
            for row, figures in _rows(source, table, line, roles.get(line.where, ""), members_of):
                covered.update(f.id for f in figures)
                writer.writerow(row)
    for fact in facts:
        # A number of the text that no rule of a statement reads is tied, and needs no row.
        for statement in dict.fromkeys(x.statement for x in fact.prints if x.figure not in covered):
            if statement:
                assert isinstance(fact.value, Decimal)
                members = "; ".join(f"{a}={m}" for a, m in fact.context.dimensions)
                period, value = str(fact.context.period), f"{fact.value:f}"
                concept = fact.concept.qname
                writer.writerow([statement, "", "", concept, period, value, fact.decimals, members, ""])
    return out.getvalue().encode()


def _rows(
    source: Source, table: Table, line: LineItem, role: str, members_of: dict[FigureId, dict[str, None]]
) -> Iterator[tuple[list[object], tuple[Figure, ...]]]:
    for cell in line.cells:
        column = table.columns[cell.column]
        assert column.period is not None
        for figure in cell.figures:
            scale = -2 if figure.percent else _scale(table, line)
            value = f"{figure.value.scaleb(scale):f}"
            decimals = (_places(line) if figure.dash else figure.places) - scale
            note = "; ".join(source.notes[m].text for m in (*line.marks, *column.marks) if m in source.notes)
            section, period = " > ".join(line.section), str(column.period)
            for members in members_of[figure.id]:
                row = [role, section, line.label, "", period, value, decimals, members, note]
                yield row, cell.figures


def _scale(table: Table, line: LineItem) -> int:
    """The example's tables are in thousands, but for shares and amounts per share."""
    unscaled = "Shares Outstanding" in line.label or any("per Share" in s for s in line.section)
    return 0 if unscaled else table.scales.money


def _places(line: LineItem) -> int:
    return max(f.places for c in line.cells for f in c.figures)


def as_docx(source: Source) -> bytes:
    """Paragraphs as they are; of a table its title above it, and a row a line."""
    parts: list[str] = []
    for block in source.blocks:
        if isinstance(block, Paragraph):
            parts.append(p(_written(block)))
            continue
        parts += [p(block.title), tbl(_table_rows(block)), p("")]
    return docx("".join(parts))


def _table_rows(table: Table) -> Iterator[list[str]]:
    depth = max((len(c.headings) for c in table.columns), default=0)
    for level in range(depth):
        row = [""]
        for column in table.columns:
            missing = depth - len(column.headings)
            mark = f" ({column.marks[0]})" if column.marks and level == missing else ""
            row.append(column.headings[level - missing] + mark if level >= missing else "")
        yield row
    margin = min(line.depth for line in table.lines)
    for line in table.lines:
        cells = {c.column: c.text for c in line.cells}
        label = tc(p(line.printed, indent=120 * (line.depth - margin)))
        yield [label, *(cells.get(c.index, "") for c in table.columns)]


def as_html(source: Source) -> bytes:
    """A page: of a table its title above it, and for each column cells for the currency, the digits and
    the bracket or percent sign behind them, as programs for filings write them."""
    parts: list[str] = []
    for block in source.blocks:
        if isinstance(block, Paragraph):
            strong = "font-weight:bold" if block.kind == "heading" else ""
            parts.append(f'<p style="{strong}">{escape(_written(block))}</p>')
            continue
        parts.append(f'<p style="font-weight:bold;text-align:center">{escape(block.title)}</p><table>')
        parts += _html_rows(block)
        parts.append("</table>")
    body = "\n".join(parts)
    return (
        f"<!DOCTYPE html>\n<html><head><title>Release</title></head><body>\n{body}\n</body></html>".encode()
    )


def _html_rows(table: Table) -> Iterator[str]:
    depth = max((len(c.headings) for c in table.columns), default=0)
    for level in range(depth):
        row = "<td></td>"
        for column in table.columns:
            missing = depth - len(column.headings)
            mark = f" ({column.marks[0]})" if column.marks and level == missing else ""
            text = column.headings[level - missing] + mark if level >= missing else ""
            row += f'<td colspan="3" style="text-align:center">{escape(text)}</td>'
        yield f"<tr>{row}</tr>"
    margin = min(line.depth for line in table.lines)
    for line in table.lines:
        cells = {c.column: c.text for c in line.cells}
        row = f'<td style="padding-left:{6 * (line.depth - margin)}px">{escape(line.printed)}</td>'
        for column in table.columns:
            row += "".join(f"<td>{escape(part)}</td>" for part in _split(cells.get(column.index, "")))
        yield f"<tr>{row}</tr>"


def _split(text: str) -> tuple[str, str, str]:
    """ "$(1,886)" is "$", "(1,886" and ")"; a range stays in one cell."""
    m = re.fullmatch(r"(\$?)\s*(\(?[\d,.]+)\s*(\)?\s*%?)", text)
    return (m[1], m[2], m[3]) if m is not None else ("", text, "")
