"""Reading: a source file to a :class:`~xbrlgen.model.source.Source`, every piece with its place.

A new file format is one more :class:`~xbrlgen.read.reader.Reader` in :data:`READERS`.
"""

from __future__ import annotations

import re
from itertools import islice
from pathlib import Path

from xbrlgen.model.codes import finding
from xbrlgen.model.finding import XbrlgenError
from xbrlgen.model.project import LARGEST_FILE, read_file
from xbrlgen.model.source import Source
from xbrlgen.model.source_file import SourceFile
from xbrlgen.model.where import Where
from xbrlgen.read.decoding import decode
from xbrlgen.read.delimited import ENDINGS, looks_delimited
from xbrlgen.read.figures import numerals_of
from xbrlgen.read.reader import Reader, Reading
from xbrlgen.read.text.edgar_text import read_edgar_text
from xbrlgen.read.times import YearEnd

__all__ = ["LARGEST_FILE", "READERS", "Reader", "Reading", "read_bytes", "read_source"]

ZIP = b"PK\x03\x04"
"""What a workbook begins with, and every other archive."""
_HTML_TAG = re.compile(rb"<(?:td|tr|p|div|span|font|br)\b", re.IGNORECASE)
_ENOUGH = 20
"""Tags of a layout that make a text a page, however it begins."""
# <!DOCTYPE html> ...     <html><head><title>Exhibit 99.1</title></head><body> ...
_PAGE = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^>]*-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_BODY = re.compile(rb"<body\b", re.IGNORECASE)
_FEW = 3
"""Tags of a layout that a short page has, which begins and goes on as one."""
# <html><body><div>     -1-     ...     <S>     <C>: text in columns, with three tags round it
_COLUMNS = re.compile(rb"<(?:s|c|page|pre)>", re.IGNORECASE)


def _is_html(data: bytes) -> bool:
    """Whether a text is laid out by HTML: a lone <HTML> round a text release does not make it so."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = data[2:].replace(b"\0", b"")
    tags = sum(1 for _ in islice(_HTML_TAG.finditer(data), _ENOUGH))
    begins = _PAGE.match(data.removeprefix(b"\xef\xbb\xbf")) is not None
    if begins and tags >= _FEW and _BODY.search(data) and not _COLUMNS.search(data):
        return True
    return tags == _ENOUGH


def _read_html(data: bytes, reading: Reading) -> Source:
    # A run over a text release should not pay for loading this.
    from xbrlgen.read.html.reader import read_html

    return read_html(data, reading)


def _read_text(data: bytes, reading: Reading) -> Source:
    text = decode(data, reading.file)
    numerals = numerals_of(reading.said.decimal, reading.said.thousands)
    return read_edgar_text(
        text, file=reading.file, fiscal_year_end=reading.fiscal_year_end, numerals=numerals
    )


def _read_office(data: bytes, reading: Reading) -> Source:
    from xbrlgen.read.sheet.package import WorkbookPackage
    from xbrlgen.read.sheet.reader import read_workbook

    with WorkbookPackage(data, reading.file) as package:
        kind = package.kind
    if kind == "docx":
        from xbrlgen.read.docx.reader import read_docx

        return read_docx(data, reading)
    hidden = reading.said.hidden
    return read_workbook(
        data,
        file=reading.file,
        fiscal_year_end=reading.fiscal_year_end,
        hidden=hidden,
        tables_only=reading.said.form == "wide",
    )


def _read_delimited(data: bytes, reading: Reading) -> Source:
    # A run over a text release should not pay for loading this, nor for workbooks.
    from xbrlgen.read.data_file import read_data_file

    return read_data_file(data, reading)


READERS: tuple[Reader, ...] = (
    Reader("workbook or Word document", lambda data: data.startswith(ZIP), _read_office),
    Reader("delimited text", looks_delimited, _read_delimited, ENDINGS),
    Reader("HTML page", _is_html, _read_html),
    Reader("text release", lambda _: True, _read_text),
)
"""Every file format, the first that takes a file reads it; the last takes what is left."""


def read_source(
    path: Path, *, file: str, fiscal_year_end: YearEnd = (12, 31), said: SourceFile | None = None
) -> Source:
    """Reads one source file; what it is, its content says.

    ``file`` is its name in the project, which every place carries; ``fiscal_year_end`` is
    month and day; ``said`` is what ``filing.yaml`` says of how it is written. Raises
    :class:`XbrlgenError` with XG-READ-001 to 004 for what cannot be read at all; everything less is in
    the findings of the source.
    """
    return read_bytes(read_file(path, file), file=file, fiscal_year_end=fiscal_year_end, said=said)


def read_bytes(
    data: bytes, *, file: str, fiscal_year_end: YearEnd = (12, 31), said: SourceFile | None = None
) -> Source:
    """Reads a source from its bytes, as :func:`read_source` does from a file."""
    if not data.strip():
        raise XbrlgenError(finding("XG-READ-003", f"{file} is empty", Where(file)))
    reading = Reading(file, fiscal_year_end, said or SourceFile(file))
    if reading.said.form == "tags":
        return Source.of(file, ()).as_data()  # Its rows are facts already, with nothing left to read.
    if reading.said.tags is not None:
        return _read_html(data, reading)  # Tags have places in a page, however small it is.
    if reading.said.form is not None and not data.startswith(ZIP):
        return _read_delimited(data, reading)
    return next(r for r in READERS if r.takes(data, reading)).read(data, reading)
