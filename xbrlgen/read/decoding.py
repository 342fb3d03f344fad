"""Bytes of a file that should be text: its encoding, or what else it is."""

from __future__ import annotations

from xbrlgen.model.codes import finding
from xbrlgen.model.finding import XbrlgenError
from xbrlgen.model.where import Where

LONGEST_LINE = 1_000_000
"""Characters."""

_AS_WORKBOOK = "open it in a spreadsheet program and save it as an Excel workbook (.xlsx)"
_AS_DOCUMENT = "open it in a word processor and save it as a Word document (.docx) or as a web page"
_SIGNATURES = (
    (
        b"%PDF-",
        "a PDF document, which holds letters at places and no lines or tables",
        "name the document that it was made from (.docx, HTML, .xlsx), or the text as it is to be filed",
    ),
    (b"PK\x05\x06", "an empty ZIP archive", None),
    (b"PK\x03\x04", "a ZIP archive that is no workbook and no document", None),
    (b"\x1f\x8b", "a gzip archive", "unpack it"),
    (b"\x89PNG", "a PNG image", None),
    (b"\xff\xd8\xff", "a JPEG image", None),
    (b"GIF8", "a GIF image", None),
    (b"{\\rtf", "a rich text document", _AS_DOCUMENT),
    (b"PAR1", "a Parquet file", "write its rows as CSV, one row a value"),
    (b"ARROW1", "an Arrow file", "write its rows as CSV, one row a value"),
)
# A compound file names its streams in UTF-16.
_COMPOUND = b"\xd0\xcf\x11\xe0"
_STREAMS = (
    (
        "EncryptedPackage",
        "an Office document locked with a password",
        "take the password off, and save it again",
    ),
    ("Workbook", "an old Excel workbook (.xls)", _AS_WORKBOOK),
    ("Book", "an old Excel workbook (.xls)", _AS_WORKBOOK),
    ("WordDocument", "an old Word document (.doc)", _AS_DOCUMENT),
)


def refuse_binary(data: bytes, file: str) -> None:
    """Raises XbrlgenError (XG-READ-002), with what to do, for a file whose first bytes say it is no text."""
    what, hint = next(((w, h) for s, w, h in _SIGNATURES if data.startswith(s)), ("", None))
    if data.startswith(_COMPOUND):
        what, hint = next(
            ((w, h) for name, w, h in _STREAMS if name.encode("utf-16-le") in data[: 1 << 22]),
            ("an old Office document", "save it in a form of today (.xlsx, .docx)"),
        )
    if what:
        raise XbrlgenError(finding("XG-READ-002", f"{file} is {what}", Where(file), hint=hint))


def decode(data: bytes, file: str, *, longest: int | None = LONGEST_LINE) -> str:
    """The text of a source: UTF-8 with or without a mark, UTF-16 with one, else Windows-1252.

    Raises XG-READ-002 for what is no text, naming what it is, and XG-READ-004 for a line
    of more than ``longest`` characters, which no release has (pages are often one line).
    """
    where = Where(file)
    refuse_binary(data, file)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            data = data.decode("utf-16").encode("utf-8")
        except UnicodeError as e:
            raise XbrlgenError(
                finding(
                    "XG-READ-002", f"{file} begins as UTF-16 and is damaged", where, hint="save it as UTF-8"
                )
            ) from e
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
    if longest is not None and len(text) > longest:
        for number, line_text in enumerate(text.split("\n"), 1):
            if len(line_text) > longest:
                raise XbrlgenError(
                    finding(
                        "XG-READ-004",
                        f"line {number} of {file} has {len(line_text):,} characters;"
                        f" {longest:,} are the most",
                        Where(file, number),
                    )
                )
    return text
