"""Reading: a source file to a :class:`~xbrlgen.model.source.Source`, every piece with its place."""

from __future__ import annotations

import re
from itertools import islice
from pathlib import Path

from xbrlgen.model.codes import finding
from xbrlgen.model.finding import XbrlgenError
from xbrlgen.model.source import Source
from xbrlgen.model.where import Where
from xbrlgen.read.edgar_text import read_edgar_text

__all__ = ["LARGEST_FILE", "LONGEST_LINE", "read_source"]

LARGEST_FILE = 64 * 1024 * 1024
"""Bytes; the largest releases with all their exhibits are a tenth of it."""
LONGEST_LINE = 1_000_000
"""Characters."""

_HTML_TAG = re.compile(r"<(?:td|tr|p|div|span|font|br)\b", re.IGNORECASE)
_SIGNATURES = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive (or a spreadsheet or document packed in one)"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"{\\rtf", "a rich text document"),
    (b"\xff\xfe", "text in UTF-16"),
    (b"\xfe\xff", "text in UTF-16"),
)


def read_source(path: Path, *, file: str, fiscal_year_end: tuple[int, int] = (12, 31)) -> Source:
    """Reads one source file; what it is, its content says.

    ``file`` is its name in the project, which every place carries; ``fiscal_year_end`` is
    month and day. Raises :class:`XbrlgenError` with XG-READ-001 to 004 for what cannot be
    read at all; everything less is in the findings of the source.
    """
    text = decode(load(path, file), file)
    if is_html(text):
        raise XbrlgenError(
            finding("XG-READ-002", f"{file} is an HTML page; only text releases are read so far", Where(file))
        )
    return read_edgar_text(text, file=file, fiscal_year_end=fiscal_year_end)


def is_html(text: str) -> bool:
    """Whether a text is laid out by HTML: a lone <HTML> round a text release does not make it so."""
    return sum(1 for _ in islice(_HTML_TAG.finditer(text), 20)) == 20


def load(path: Path, file: str) -> bytes:
    """The bytes of a source, or XG-READ-001 (missing, no regular file), 003 (empty), 004 (too large)."""
    where = Where(file)
    try:
        if not path.exists():
            raise XbrlgenError(finding("XG-READ-001", f"{file} does not exist", where))
        if not path.is_file():
            raise XbrlgenError(finding("XG-READ-001", f"{file} is not a regular file", where))
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise XbrlgenError(
                finding("XG-READ-004", f"{file} has {size:,} bytes; {LARGEST_FILE:,} are the most", where)
            )
        data = path.read_bytes()
    except OSError as e:
        raise XbrlgenError(
            finding("XG-READ-001", f"{file} cannot be read: {e.strerror or type(e).__name__}", where)
        ) from e
    if not data.strip():
        raise XbrlgenError(finding("XG-READ-003", f"{file} is empty", where))
    return data


def decode(data: bytes, file: str) -> str:
    """The text of a source: UTF-8 with or without a mark, else Windows-1252.

    Raises XG-READ-002 for what is no text, naming what it is, and XG-READ-004 for a line
    no release has.
    """
    where = Where(file)
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise XbrlgenError(finding("XG-READ-002", f"{file} is {what}", where))
    if b"\0" in data:
        offset = data.index(b"\0")
        line = data.count(b"\n", 0, offset) + 1
        raise XbrlgenError(
            finding("XG-READ-002", f"{file} is binary: a NUL byte stands in line {line}", Where(file, line))
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError as e:
            line = data.count(b"\n", 0, e.start) + 1
            raise XbrlgenError(
                finding(
                    "XG-READ-002",
                    f"{file} is neither UTF-8 nor Windows-1252: byte {data[e.start]:#04x} in line {line}",
                    Where(file, line),
                )
            ) from e
    if not text.strip():
        raise XbrlgenError(finding("XG-READ-003", f"{file} is empty", where))
    if len(text) > LONGEST_LINE:
        for number, line_text in enumerate(text.split("\n"), 1):
            if len(line_text) > LONGEST_LINE:
                raise XbrlgenError(
                    finding(
                        "XG-READ-004",
                        f"line {number} of {file} has {len(line_text):,} characters;"
                        f" {LONGEST_LINE:,} are the most",
                        Where(file, number),
                    )
                )
    return text
