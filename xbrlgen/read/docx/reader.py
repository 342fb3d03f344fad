"""A Word document to a source: as a page is read, with places that lead into the document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding
from xbrlgen.model.source import Source
from xbrlgen.model.where import Where
from xbrlgen.read.docx.page import WordPage, page_of
from xbrlgen.read.figures import numerals_of
from xbrlgen.read.html.force import force
from xbrlgen.read.html.page import read_forced
from xbrlgen.read.reader import Reading
from xbrlgen.read.sheet.package import WorkbookPackage

T = TypeVar("T")


def read_docx(data: bytes, reading: Reading) -> Source:
    """Reads a Word document.

    A place is a paragraph, counted from 1 through the document, or a cell of a table. What the
    document has and the page has not is told (XG-READ-080). Raises XbrlgenError for a damaged package
    (XG-READ-002) or one that is too large (XG-READ-004).
    """
    with WorkbookPackage(data, reading.file) as package:
        page = page_of(package)
    source = read_forced(
        force(page.text),
        page.text,
        file=reading.file,
        fiscal_year_end=reading.fiscal_year_end,
        numerals=numerals_of(reading.said.decimal, reading.said.thousands),
    )
    return _moved(source.with_findings(_lost(page)), page.places)


def _lost(page: WordPage) -> list[Finding]:
    if not page.lost:
        return []
    what = ", ".join(f"{count:,} {name}" for name, count in sorted(page.lost.items()))
    return [finding("XG-READ-080", f"{page.file} has {what}, which are not read", Where(page.file))]


def _moved(thing: T, places: Sequence[Where]) -> T:
    """A source, or a part of one, with places of the page led back into the document."""
    if isinstance(thing, Where):
        moved: object = thing if thing.line is None else places[min(thing.line, len(places)) - 1]
    elif isinstance(thing, tuple) and not hasattr(thing, "_fields"):
        moved = tuple(_moved(item, places) for item in thing)
    elif is_dataclass(thing) and not isinstance(thing, type):
        found = {f.name: getattr(thing, f.name) for f in fields(thing) if f.init}
        changed = {n: m for n, v in found.items() if (m := _moved(v, places)) is not v}
        moved = replace(thing, **changed) if changed else thing
    else:
        return thing
    assert isinstance(moved, type(thing))
    return moved
