"""The cells of a sheet, as its part holds them; of a million formatted but empty ones nothing is kept."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from xbrlgen.read.sheet.package import WorkbookPackage
from xbrlgen.read.sheet.workbook import (
    Area,
    SheetPart,
    Workbook,
    area_of,
    column_letters,
    column_number,
    text_of,
)

MOST_CELLS = 2_000_000
"""Cells with content in one sheet. A release or its workings have thousands."""
MOST_MERGED = 20_000
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_LONGEST_SHARED = 2_000
"""Characters of a shared formula that is followed to its other cells."""


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell with content.

    ``kind`` is the file's: ``n`` a number, ``str`` a text (shared, inline or of a formula), ``b``, ``e``
    an error, ``d`` a date of ISO 8601. ``value`` is the text that the file holds, for a formula the
    value it had when last calculated; None if there is none. ``formula`` is without its equals sign.
    """

    row: int
    column: int
    kind: str
    value: str | None
    style: int
    formula: str | None = None


@dataclass(slots=True)
class Sheet:
    """The cells of a sheet by row and column, what is hidden, and what is merged."""

    part: SheetPart
    rows: dict[int, dict[int, RawCell]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[Area] = field(default_factory=list)

    def is_hidden(self, row: int, column: int) -> bool:
        return row in self.hidden_rows or column in self.hidden_columns


def read_sheet(package: WorkbookPackage, workbook: Workbook, part: SheetPart) -> Sheet:
    """Raises XbrlgenError for a damaged part (XG-READ-002) and for too many cells (XG-READ-004)."""
    sheet = Sheet(part)
    row: etree._Element | None = None
    number = cells = column = 0
    shared: dict[str, tuple[str, str]] = {}
    for tag, e in package.elements(part.part, "c", "row", "mergeCell", "col"):
        if tag in ("c", "row"):
            parent = e if tag == "row" else e.getparent()
            if parent is not row and parent is not None:
                row, column = parent, 0
                number = _number(parent.get("r"), number + 1)
                if not 1 <= number <= LAST_ROW:
                    raise package.unreadable(f"has a row {number:,}, which no sheet can have")
                if parent.get("hidden") in ("1", "true"):
                    sheet.hidden_rows.add(number)
        if tag == "c":
            column = _column(e.get("r"), column + 1)
            cell = _cell(e, number, column, workbook, shared)
            if cell is not None and 1 <= column <= LAST_COLUMN:
                cells += 1
                if cells > MOST_CELLS:
                    raise package.too_large(f"has more than {MOST_CELLS:,} filled cells in {part.name}")
                sheet.rows.setdefault(number, {})[column] = cell
        elif tag == "col":
            if e.get("hidden") in ("1", "true"):
                last = min(_number(e.get("max"), 0), LAST_COLUMN)
                sheet.hidden_columns.update(range(_number(e.get("min"), 0), last + 1))
        elif tag == "mergeCell":
            area = area_of(e.get("ref", ""))
            if area is not None:
                sheet.merged.append(area)
                if len(sheet.merged) > MOST_MERGED:
                    raise package.too_large(f"has more than {MOST_MERGED:,} merged cells in {part.name}")
    return sheet


def _cell(
    c: etree._Element, row: int, column: int, workbook: Workbook, shared: dict[str, tuple[str, str]]
) -> RawCell | None:
    kind, value, formula = c.get("t", "n"), None, None
    for part in c:
        name = etree.QName(part).localname if isinstance(part.tag, str) else ""
        if name == "v":
            value = part.text
        elif name == "f":
            formula = part.text or ""
            if part.get("t") == "shared":
                formula = _shared(formula, part.get("si", ""), f"{column_letters(column)}{row}", shared)
        elif name == "is":
            value = text_of(part)
    if kind == "s":
        index = int(value) if value is not None and value.isdecimal() else -1
        value = workbook.texts[index] if 0 <= index < len(workbook.texts) else None
    if kind in ("s", "inlineStr"):
        kind = "str"
    if formula is None and (value is None or (kind == "str" and not value.strip())):
        return None
    return RawCell(row, column, kind, value, _number(c.get("s"), 0), formula)


def _shared(formula: str, group: str, cell: str, shared: dict[str, tuple[str, str]]) -> str:
    """A formula filled over several cells stands in the first of them only; here as it reads in ``cell``."""
    from openpyxl.formula.translate import Translator, TranslatorError

    if formula:
        shared[group] = (formula, cell)
        return formula
    first, origin = shared.get(group, ("", cell))
    if not first or len(first) > _LONGEST_SHARED:
        return ""
    try:
        return str(Translator("=" + first, origin=origin).translate_formula(cell))[1:]
    except (TranslatorError, ValueError, IndexError):
        return ""


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text is not None and text.isdecimal() and len(text) < 10 else otherwise


def _column(reference: str | None, otherwise: int) -> int:
    letters = (reference or "").rstrip("0123456789")
    return (
        column_number(letters) if letters.isascii() and letters.isupper() and len(letters) < 4 else otherwise
    )
