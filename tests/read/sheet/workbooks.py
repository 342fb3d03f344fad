"""Small workbooks for tests, with formats, formulas that have values, and everything else a sheet can have."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import xlsxwriter


@dataclass(frozen=True)
class C:
    """A cell: what it holds, its number format, its indentation; of a formula the value it had."""

    value: Any
    format: str = ""
    indent: int = 0
    shown: Any = 0


Row = Sequence[Any]


def workbook(
    sheets: Mapping[str, Iterable[Row]],
    *,
    hidden_sheets: Sequence[str] = (),
    hidden_rows: Sequence[int] = (),
    hidden_columns: str = "",
    merged: Sequence[tuple[str, str]] = (),
    names: Mapping[str, str] | None = None,
    tables: Mapping[str, str] | None = None,
) -> bytes:
    """``merged`` are (range, text) and ``tables`` name: range, of the first sheet; rows count from 1."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        for number, (name, rows) in enumerate(sheets.items()):
            sheet = book.add_worksheet(name)
            for r, row in enumerate(rows):
                for c, cell in enumerate(row):
                    put(book, sheet, r, c, cell if isinstance(cell, C) else C(cell))
            if name in hidden_sheets:
                sheet.hide()
            if number == 0:
                for row_number in hidden_rows:
                    sheet.set_row(row_number - 1, None, None, {"hidden": True})
                if hidden_columns:
                    sheet.set_column(hidden_columns, None, None, {"hidden": True})
                for area, text in merged:
                    sheet.merge_range(area, text)
                for table, area in (tables or {}).items():
                    sheet.add_table(area, {"name": table, "header_row": False, "autofilter": False})
        for defined, area in (names or {}).items():
            book.define_name(defined, area)
    return stream.getvalue()


def put(book: Any, sheet: Any, row: int, column: int, cell: C) -> None:
    form: dict[str, Any] = {"indent": cell.indent} if cell.indent else {}
    if cell.format or isinstance(cell.value, date):
        form["num_format"] = cell.format or "mmm d, yyyy"
    style = book.add_format(form) if form else None
    if cell.value is None:
        if style is not None:
            sheet.write_blank(row, column, None, style)
    elif isinstance(cell.value, date):
        day = datetime(cell.value.year, cell.value.month, cell.value.day)
        sheet.write_datetime(row, column, day, style)
    elif isinstance(cell.value, str) and cell.value.startswith("="):
        sheet.write_formula(row, column, cell.value, style, cell.shown)
    elif isinstance(cell.value, str):
        sheet.write_string(row, column, cell.value, style)
    else:
        sheet.write(row, column, cell.value, style)


def edited(data: bytes, part: str, old: str, new: str) -> bytes:
    """The workbook with a part changed as no program would write it."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for info in before.infolist():
            text = before.read(info)
            if info.filename == part:
                assert old.encode() in text, f"{old} does not stand in {part}"
                text = text.replace(old.encode(), new.encode())
            after.writestr(info.filename, text)
    return out.getvalue()


def without_values(data: bytes) -> bytes:
    """As a program saves it that writes formulas and does not calculate them."""
    import re

    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for info in before.infolist():
            text = before.read(info)
            if info.filename.startswith("xl/worksheets/sheet"):
                text = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", text)
            after.writestr(info.filename, text)
    return out.getvalue()


def linked(data: bytes, other: str) -> bytes:
    """The workbook with a link to another one, as formulas of other workbooks' cells have it."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink"
    link = f'<Relationship Id="rX" Type="{kind}" Target="externalLinks/externalLink1.xml"/>'
    data = edited(data, "xl/_rels/workbook.xml.rels", "</Relationships>", f"{link}</Relationships>")
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr("xl/externalLinks/externalLink1.xml", "<externalLink/>")
        package.writestr(
            "xl/externalLinks/_rels/externalLink1.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship'
            f' Id="r1" Type="{kind}Path" Target="{other}" TargetMode="External"/></Relationships>',
        )
    return stream.getvalue()
