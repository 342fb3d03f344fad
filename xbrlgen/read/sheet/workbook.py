"""What a workbook says beside its cells: sheets, names, tables, number formats, shared texts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from xbrlgen.model.where import Where
from xbrlgen.read.sheet.package import WorkbookPackage

MOST_TEXTS = 2_000_000
"""Shared texts of a workbook. Excel itself has at most one for each cell."""
MOST_CHARACTERS = 64 * 1024 * 1024
"""Of all shared texts together."""

_AREA = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")
_QUALIFIED = re.compile(r"(?:'((?:[^']|'')+)'|([^'!\[\]]+))!(.+)")


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, counted from 1, both corners inside."""

    top: int
    left: int
    bottom: int
    right: int

    def meets(self, other: Area) -> bool:
        return (
            self.top <= other.bottom
            and other.top <= self.bottom
            and self.left <= other.right
            and other.left <= self.right
        )


@dataclass(frozen=True, slots=True)
class Style:
    """Of a cell: the code of its number format ("General", "#,##0,"), and how deep its text is indented."""

    format: str = "General"
    indent: int = 0


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet: its name, the part that holds it, whether it is shown, and the tables in it by name."""

    name: str
    part: str
    hidden: bool
    areas: tuple[tuple[str, Area], ...] = ()
    """Tables and named ranges that lie in it."""


@dataclass(frozen=True, slots=True)
class Workbook:
    """``links`` are the files that formulas take values from. ``date1904``: days count from 1904."""

    sheets: tuple[SheetPart, ...]
    styles: tuple[Style, ...]
    texts: tuple[str, ...]
    date1904: bool
    links: tuple[str, ...]


def read_workbook_parts(package: WorkbookPackage) -> Workbook:
    """Everything but the cells. Raises XbrlgenError for what is damaged or too large."""
    main = "xl/workbook.xml"
    relations = package.relations(main)
    sheets: list[tuple[str, str, bool]] = []
    names: dict[str, list[tuple[str, Area]]] = {}
    date1904 = False
    for tag, e in package.elements(main, "sheet", "definedName", "workbookPr"):
        if tag == "sheet":
            kind, target, _ = relations.get(_relation_id(e), ("", "", True))
            if kind == "worksheet" and target in package.names:
                sheets.append((e.get("name", ""), target, e.get("state", "visible") != "visible"))
        elif tag == "workbookPr":
            date1904 = e.get("date1904") in ("1", "true")
        else:
            name = e.get("name", "")
            # "_xlnm.Print_Area" and its kin are the program's own.
            if not name.startswith("_xlnm") and e.get("hidden") not in ("1", "true"):
                for sheet, area in _areas(e.text or ""):
                    names.setdefault(sheet, []).append((name, area))
    parts = tuple(
        SheetPart(name, part, hidden, (*_tables(package, part), *names.get(name.casefold(), ())))
        for name, part, hidden in sheets
    )
    by_kind = {kind: target for kind, target, outside in relations.values() if not outside}
    links = tuple(
        address
        for kind, target, outside in relations.values()
        if kind == "externalLink" and not outside and target in package.names
        for _, address, out in package.relations(target).values()
        if out
    )
    styles = _styles(package, by_kind.get("styles", ""))
    return Workbook(parts, styles, _texts(package, by_kind.get("sharedStrings", "")), date1904, links)


def area_of(text: str) -> Area | None:
    """``B3:D9`` or ``$B$3``; None for anything else."""
    m = _AREA.fullmatch(text)
    if m is None:
        return None
    top, left = int(m[2]), column_number(m[1])
    bottom, right = (int(m[4]), column_number(m[3])) if m[3] else (top, left)
    return Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right))


def column_number(letters: str) -> int:
    """``A`` is 1, ``AA`` 27."""
    number = 0
    for c in letters:
        number = number * 26 + ord(c) - 64
    return number


def column_letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def at(file: str, sheet: str, row: int, column: int) -> Where:
    """The place of a cell."""
    return Where(file, sheet=sheet, cell=f"{column_letters(column)}{row}")


def _relation_id(element: etree._Element) -> str:
    return next((str(v) for k, v in element.attrib.items() if str(k).endswith("}id")), "")


def _areas(formula: str) -> list[tuple[str, Area]]:
    """``'Balance sheet'!$A$1:$D$20``: the sheet's name without regard to case, and the area."""
    m = _QUALIFIED.fullmatch(formula.strip())
    area = None if m is None else area_of(m[3])
    if m is None or area is None:
        return []
    return [((m[1] or m[2]).replace("''", "'").casefold(), area)]


def _tables(package: WorkbookPackage, part: str) -> list[tuple[str, Area]]:
    found = []
    for kind, target, outside in package.relations(part).values():
        if kind == "table" and not outside and target in package.names:
            for _, e in package.elements(target, "table"):
                area = area_of(e.get("ref", ""))
                if area is not None:
                    found.append((e.get("displayName") or e.get("name") or "", area))
    return found


def _styles(package: WorkbookPackage, part: str) -> tuple[Style, ...]:
    if part not in package.names:
        return ()
    own: dict[str, str] = {}
    formats: Mapping[int, str] = _builtin()
    found: list[Style] = []
    for tag, e in package.elements(part, "numFmt", "cellXfs"):
        if tag == "numFmt":
            own[e.get("numFmtId", "")] = e.get("formatCode", "General")
            continue
        for xf in e.iterchildren("{*}xf"):
            number = xf.get("numFmtId", "0")
            code = own.get(number) or (formats.get(int(number)) if number.isdecimal() else None) or "General"
            alignment = next(xf.iterchildren("{*}alignment"), None)
            indent = "0" if alignment is None else alignment.get("indent", "0")
            found.append(Style(code, int(indent) if indent.isdecimal() and len(indent) < 4 else 0))
    return tuple(found)


def _builtin() -> Mapping[int, str]:
    from openpyxl.styles.numbers import BUILTIN_FORMATS

    return BUILTIN_FORMATS


def _texts(package: WorkbookPackage, part: str) -> tuple[str, ...]:
    if part not in package.names:
        return ()
    found: list[str] = []
    characters = 0
    for _, e in package.elements(part, "si"):
        text = text_of(e)
        characters += len(text)
        if len(found) >= MOST_TEXTS or characters > MOST_CHARACTERS:
            raise package.too_large(f"has more than {len(found):,} shared texts")
        found.append(text)
    return tuple(found)


def text_of(element: etree._Element) -> str:
    """The text of a shared or inline string: its runs joined, the reading aids of Japanese left out."""
    return "".join(t.text or "" for t in element.iter("{*}t") if not _phonetic(t))


def _phonetic(t: etree._Element) -> bool:
    parent = t.getparent()
    return parent is not None and etree.QName(parent).localname == "rPh"
