"""Bytes of a file that should be text: its encoding, or what else it is."""

from __future__ import annotations

from xbrlgen.model.codes import finding
from xbrlgen.model.finding import XbrlgenError
from xbrlgen.model.where import Where

LONGEST_LINE = 1_000_000
"""Characters."""

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
