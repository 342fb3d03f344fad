"""Delimited text (CSV and its kin): its encoding and dialect, and its records one after the other.

Nothing here holds more than one record and a few hundred kilobytes of the file, so that a file of any
length can be streamed. Quoting is that of RFC 4180: a field in quotes may hold delimiters, line breaks
and doubled quotes.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import IO

from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding, XbrlgenError
from xbrlgen.model.source import Figure
from xbrlgen.model.where import Where
from xbrlgen.read.decoding import LONGEST_LINE
from xbrlgen.read.numerals import decimal_of_fields, is_open, number_of

ENDINGS = (".csv", ".tsv", ".tab")
"""What names of delimited files end in."""

DELIMITERS = (",", ";", "\t", "|")
MOST_FIELDS = 16_384
"""Of a record; as many as a sheet has columns."""
_CHUNK = 1 << 18
_SAMPLE = 40
"""Records by which a dialect is told."""
_BREAK = re.compile(r"\r\n|\r|\n")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_PARTING = {
    # 1 204 500,00    1'204'500.00
    " ": re.compile(r"(?<=\d)[ \u00a0\u202f\u2009](?=\d{3}(?!\d))"),
    "'": re.compile(r"(?<=\d)['’](?=\d{3}(?!\d))"),
}

Open = Callable[[], IO[bytes]]
"""Opens the file anew, at its beginning."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a delimited file is written.

    ``decimal`` is the sign before decimals: a point, a comma, or None if the file leaves it open.
    ``thousands`` is what parts thousands where it is a blank or an apostrophe; point and comma need no word.
    """

    delimiter: str = ","
    decimal: str | None = "."
    encoding: str = "utf-8"
    thousands: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its fields without quotes and surrounding blanks, and where each begins.

    ``places`` are (line, column) pairs, counted from 1 in characters; ``indents`` the blanks before.
    """

    file: str
    fields: tuple[str, ...]
    places: tuple[tuple[int, int], ...]
    indents: tuple[int, ...]

    @property
    def line(self) -> int:
        return self.places[0][0]

    def where(self, index: int) -> Where:
        """The place of a field; of one that is missing, that of the last."""
        line, column = self.places[min(index, len(self.places) - 1)]
        return Where(self.file, line, column)

    def get(self, index: int | None) -> str:
        """A field; empty if the record has none there."""
        return self.fields[index] if index is not None and index < len(self.fields) else ""

    @property
    def blank(self) -> bool:
        return not any(self.fields)


class Notices:
    """Findings of a file that may have millions: of each code so many are kept, the rest counted."""

    KEPT = 20

    def __init__(self, file: str) -> None:
        self.file = file
        self._kept: list[Finding] = []
        self._count: dict[str, int] = {}

    def add(self, code: str, message: str, where: Where, hint: str | None = None) -> None:
        self._count[code] = self._count.get(code, 0) + 1
        if self._count[code] <= self.KEPT:
            self._kept.append(finding(code, message, where, hint=hint))

    @property
    def findings(self) -> list[Finding]:
        more = [
            finding(code, f"{count - self.KEPT:,} more of the kind stand in {self.file}", Where(self.file))
            for code, count in self._count.items()
            if count > self.KEPT
        ]
        return [*self._kept, *more]


class Numbers:
    """Reads the numbers of a file with its decimal sign, and asks where that is left open (XG-READ-062)."""

    def __init__(self, dialect: Dialect, notices: Notices) -> None:
        self.decimal, self.notices = dialect.decimal, notices
        self.parting = _PARTING.get(dialect.thousands or "")

    def read(self, text: str, where: Where, *, grouped: bool = False) -> Figure | None:
        if self.parting is not None and self.parting.search(text):
            text, grouped = self.parting.sub("", text), True
        if self.decimal is None and is_open(text):
            self.notices.add("XG-READ-062", f"{text} may have decimals or thousands", where)
        return number_of(text, where, self.decimal or ".", grouped=grouped)


def encoding_of(open_: Open, file: str) -> str:
    """By its mark, else UTF-8 if the whole file is that, else Windows-1252.

    Raises XbrlgenError (XG-READ-002) if it is neither.
    """
    with open_() as stream:
        head = stream.read(4)
    marked = next((name for mark, name in _MARKS if head.startswith(mark)), None)
    if marked is not None:
        return marked
    for encoding in ("utf-8", "cp1252"):
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            with open_() as stream:
                while chunk := stream.read(_CHUNK):
                    decoder.decode(chunk)
                decoder.decode(b"", final=True)
            return encoding
        except UnicodeDecodeError:
            continue
    raise XbrlgenError(
        finding("XG-READ-002", f"{file} is neither UTF-8, UTF-16 with a mark nor Windows-1252", Where(file))
    )


def lines(open_: Open, encoding: str, file: str) -> Iterator[tuple[int, str]]:
    """(number, text) of each line, its end taken off; CR LF, LF and CR may be mixed.

    Raises XbrlgenError for a line that is too long (XG-READ-004) or cannot be decoded (XG-READ-002).
    """
    number, rest = 1, ""
    decoder = codecs.getincrementaldecoder(encoding)()
    with open_() as stream:
        while True:
            chunk = stream.read(_CHUNK)
            try:
                text = rest + decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as e:
                message = f"{file} is not in {encoding}: {e.reason}, at or after line {number}"
                raise XbrlgenError(finding("XG-READ-002", message, Where(file, number))) from e
            start = 0
            for m in _BREAK.finditer(text):
                # A CR at the end of what was read may be the first half of CR LF.
                if chunk and m.end() == len(text) and m.group() == "\r":
                    break
                yield number, text[start : m.start()]
                number, start = number + 1, m.end()
            rest = text[start:]
            if len(rest) > LONGEST_LINE:
                message = f"line {number} of {file} has more than {LONGEST_LINE:,} characters"
                raise XbrlgenError(finding("XG-READ-004", message, Where(file, number)))
            if not chunk:
                break
    if rest:
        yield number, rest


def records(open_: Open, dialect: Dialect, file: str, notices: Notices) -> Iterator[Record]:
    """The records of the file that are not blank, in order.

    Findings: XG-READ-060 for a quote that is never closed (its line is read as it stands) and for a NUL,
    which is left out. Raises XbrlgenError for what :func:`lines` raises, and for a record with too
    many fields (XG-READ-004).
    """
    source = lines(open_, dialect.encoding, file)
    for number, text in source:
        if "\0" in text:
            column = text.index("\0") + 1
            notices.add("XG-READ-060", f"a NUL stands in line {number}", Where(file, number, column))
            text = text.replace("\0", "")
        if '"' not in text:
            fields = text.split(dialect.delimiter)
            record = _plain(file, number, fields, len(dialect.delimiter))
        else:
            record = _quoted(file, number, text, dialect.delimiter, source, notices)
        if len(record.fields) > MOST_FIELDS:
            message = (
                f"line {number} of {file} has {len(record.fields):,} fields; {MOST_FIELDS:,} are the most"
            )
            raise XbrlgenError(finding("XG-READ-004", message, Where(file, number)))
        if not record.blank:
            yield record


def _plain(file: str, number: int, fields: Sequence[str], gap: int) -> Record:
    places, indents, at = [], [], 1
    for field in fields:
        indent = len(field) - len(field.lstrip())
        indents.append(indent)
        places.append((number, at + indent))
        at += len(field) + gap
    return Record(file, tuple(f.strip() for f in fields), tuple(places), tuple(indents))


def _quoted(
    file: str, number: int, text: str, delimiter: str, more: Iterator[tuple[int, str]], notices: Notices
) -> Record:
    """A record with quotes in it, over as many lines as they ask for."""
    fields: list[str] = []
    places: list[tuple[int, int]] = []
    indents: list[int] = []
    at, line = 0, number
    while True:
        start = at
        while start < len(text) and text[start] in " \t" and text[start] != delimiter:
            start += 1
        quoted = text[start : start + 1] == '"'
        if not quoted:
            start = at
        if quoted:
            place = (line, start + 2)
            parts: list[str] = []
            length = 0
            at = start + 1
            opened = line
            while True:
                end = text.find('"', at)
                if end >= 0 and text[end + 1 : end + 2] == '"':
                    parts.append(text[at : end + 1])
                    at = end + 2
                elif end >= 0:
                    parts.append(text[at:end])
                    at = end + 1
                    break
                else:
                    parts.append(text[at:])
                    length += len(text) - at
                    following = next(more, None)
                    if following is None or length > LONGEST_LINE:
                        where = Where(file, opened, place[1] - 1)
                        notices.add("XG-READ-060", f"a quote opened in line {opened} is not closed", where)
                        at = len(text)
                        break
                    line, text = following
                    parts.append(" ")
                    at = 0
            field = "".join(parts)
            # What stands between a closing quote and the delimiter belongs to the field.
            end = text.find(delimiter, at)
            field += text[at : end if end >= 0 else len(text)]
        else:
            end = text.find(delimiter, at)
            place = (line, start + 1)
            field = text[at : end if end >= 0 else len(text)]
        indent = len(field) - len(field.lstrip())
        fields.append(field.strip())
        places.append((place[0], place[1] + indent))
        indents.append(indent)
        if end < 0 or end >= len(text):
            break
        at = end + len(delimiter)
    return Record(file, tuple(fields), tuple(places), tuple(indents))


def sniff(open_: Open, file: str, *, encoding: str | None = None, delimiter: str | None = None) -> Dialect:
    """The dialect by the first records: the delimiter that gives them the same number of fields.

    The decimal sign is the one that some number of them can only have. Without any such number it is
    a point where the delimiter is a comma, and else open.
    """
    encoding = encoding or encoding_of(open_, file)
    best, score, of_best = ",", (0.0, 1), list[Record]()
    for candidate in DELIMITERS if delimiter is None else (delimiter,):
        dialect = Dialect(candidate, ".", encoding)
        sample = list(islice(records(open_, dialect, file, Notices(file)), _SAMPLE))
        counts = [len(r.fields) for r in sample]
        common = max(set(counts), key=lambda n: (counts.count(n), n), default=1)
        share = counts.count(common) / len(counts) if common > 1 else 0.0
        if delimiter is not None or (share, common) > score:
            best, score, of_best = candidate, (share, common), sample
    decimal = decimal_of_fields(field for record in of_best for field in record.fields)
    return Dialect(best, decimal or ("." if best == "," else None), encoding)


def looks_delimited(data: bytes) -> bool:
    """Whether text is delimited: nine of ten of its first lines have the same fields, three or more.

    Lines of running text have commas as well, and not as many in each.
    """
    head = data[:65_536].decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1", "replace")
    sample = [line for line in _BREAK.split(head)[:_SAMPLE] if line.strip()]
    if len(sample) < 2 or "<" in sample[0][:1]:
        return False
    for delimiter in DELIMITERS:
        counts = [_outside(line, delimiter) for line in sample]
        common = max(set(counts), key=counts.count)
        if common >= 2 and counts.count(common) >= 0.9 * len(counts):
            return True
    return False


def _outside(line: str, delimiter: str) -> int:
    """How many delimiters of a line stand outside quotes."""
    return line.count(delimiter) if '"' not in line else re.sub(r'"[^"]*"', "", line).count(delimiter)
