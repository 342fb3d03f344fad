"""The reviewer's marks: a small text file beside the filing, and what still holds of it.

A mark belongs to a fact (concept, period, members, unit) *and* its value: when the number
changes, the mark lapses. One line is one mark, tabs between its four fields::

    us-gaap:Revenues 2004-07-01..2004-09-30 USD<tab>37593000<tab>seen<tab>agrees with the ledger

``\\t``, ``\\n``, ``\\\\`` and ``\\uXXXX`` stand for characters that would break the line or
hide in it. Lines that begin with ``#`` and empty lines are remarks.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding, XbrlgenError
from xbrlgen.model.report import Fact
from xbrlgen.model.where import Where

FILE = "review-marks.txt"
"""Its name in the filing project."""
SEEN, QUESTION, NOTE = "seen", "question", "note"
KINDS = (SEEN, QUESTION, NOTE)
HEAD = (
    "# Reviewer's marks of xbrlgen: fact, value, mark (seen, question or note) and note, with tabs between.",
    "# A mark lapses when the value of its fact changes.",
)
UNREAD = "# Lines that could not be read, kept as they were:"
LONGEST_VALUE = 120
"""Text longer than this is told by its beginning and its digest."""

_IDENTITY = re.compile(r"[^\s\[\]]+ \d{4}-\d\d-\d\d(?:\.\.\d{4}-\d\d-\d\d)?(?: \[[^\[\]\t]+\])? \S+")
_HIDDEN = re.compile("[\\\\\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
"""Control characters, line ends of every kind, and marks that turn the direction of text."""
_ESCAPE = re.compile(r"\\(?:u([0-9a-f]{4})|([\\tn])|)")
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Mark:
    """What a reviewer said of a fact: ``identity`` and ``value`` as :func:`identity`, :func:`value`
    give them, ``kind`` one of :data:`KINDS`. ``line`` is where it was read, 0 for a new one."""

    identity: str
    value: str
    kind: str
    note: str = ""
    line: int = 0

    def text(self) -> str:
        """Its line in the file."""
        return "\t".join((self.identity, escape(self.value), self.kind, escape(self.note))).rstrip("\t")


@dataclass(frozen=True, slots=True)
class Marks:
    """All marks of a file, and what else stood in it, so that writing it back loses nothing.

    At most one mark for each identity and value. ``remarks`` are the reviewer's own comment
    lines, ``unread`` the lines that are no marks, each with a finding.
    """

    marks: tuple[Mark, ...] = ()
    remarks: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


def identity(fact: Fact) -> str:
    """``concept period [axis=member, …] unit``, on one line; ``text`` is the unit of what has none."""
    parts = [fact.concept.qname, str(fact.context.period)]
    if fact.context.dimensions:
        parts.append("[" + ", ".join(f"{a}={m}" for a, m in fact.context.dimensions) + "]")
    return " ".join((*parts, "text" if fact.unit is None else str(fact.unit)))


def value(fact: Fact) -> str:
    """A number in plain digits without idle zeros; text as it is, or its beginning and digest."""
    if isinstance(fact.value, Decimal):
        return digits(fact.value)
    if fact.value is None:
        return "nil"
    if len(fact.value) <= LONGEST_VALUE:
        return fact.value
    digest = hashlib.sha256(fact.value.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{fact.value[: LONGEST_VALUE // 2].rstrip()}… sha256:{digest}"


def digits(number: Decimal) -> str:
    """Digits without an exponent and without idle zeros: ``37593000``, ``-0.05``, ``0``."""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def escape(text: str) -> str:
    """The text on one line, with nothing in it that hides; :func:`unescape` takes it back."""
    return _HIDDEN.sub(_escaped, _SURROGATE.sub("\ufffd", text))


def _escaped(found: re.Match[str]) -> str:
    char = found[0]
    return {"\\": "\\\\", "\t": "\\t", "\n": "\\n"}.get(char) or f"\\u{ord(char):04x}"


def unescape(text: str) -> str:
    """What was escaped. Raises ValueError for a backslash that begins nothing known."""

    def back(found: re.Match[str]) -> str:
        if found[1]:
            return _SURROGATE.sub("\ufffd", chr(int(found[1], 16)))
        if not found[2]:
            raise ValueError(f"a backslash begins nothing known: {text[found.start() : found.start() + 6]}")
        return {"\\": "\\", "t": "\t", "n": "\n"}[found[2]]

    return _ESCAPE.sub(back, text)


def read_marks(path: Path, *, file: str = FILE) -> Marks:
    """The marks of a file; none if there is no such file.

    A line that is no mark gives a finding XG-READ-011 with its line number and is kept.
    Raises XbrlgenError if the file cannot be read or is not UTF-8 text, so that it is
    never written over.
    """
    if not path.exists():
        return Marks()
    try:
        data = path.read_bytes()
    except OSError as error:
        raise XbrlgenError(
            finding("XG-READ-001", f"cannot be read: {error.strerror}", Where(file))
        ) from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = Where(file, data.count(b"\n", 0, error.start) + 1)
        raise XbrlgenError(
            finding("XG-READ-011", "the file of marks is not UTF-8 text", where, hint="save it as UTF-8")
        ) from error
    return parse_marks(text, file=file)


def parse_marks(text: str, *, file: str = FILE) -> Marks:
    """The marks of a text, sorted; see :func:`read_marks`."""
    marks: dict[tuple[str, str], Mark] = {}
    remarks: list[str] = []
    unread: list[str] = []
    findings: list[Finding] = []
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.removesuffix("\r")
        if not line.strip() or line in (*HEAD, UNREAD):
            continue
        if line.startswith("#"):
            remarks.append(line)
            continue
        try:
            mark = _mark(line, number)
            if (mark.identity, mark.value) in marks:
                first = marks[mark.identity, mark.value].line
                raise ValueError(f"the fact is marked already, at line {first}")
        except ValueError as error:
            unread.append(line)
            findings.append(
                finding("XG-READ-011", str(error), Where(file, number), hint="the line is kept as it is")
            )
        else:
            marks[mark.identity, mark.value] = mark
    return Marks(tuple(sorted(marks.values(), key=_order)), tuple(remarks), tuple(unread), tuple(findings))


def _mark(line: str, number: int) -> Mark:
    fields = line.split("\t")
    if len(fields) not in (3, 4):
        raise ValueError(f"a mark has three or four fields with tabs between; this line has {len(fields)}")
    who, stands, kind, *rest = fields
    if not _IDENTITY.fullmatch(who):
        raise ValueError("the first field is not `concept period [axis=member] unit`")
    if kind not in KINDS:
        raise ValueError(f"{kind!r} is none of {', '.join(KINDS)}")
    note = unescape(rest[0]) if rest else ""
    if kind == NOTE and not note:
        raise ValueError("a note without words")
    return Mark(who, unescape(stands), kind, note, number)


def _order(mark: Mark) -> bytes:
    # The page sorts the same lines in a browser, which compares UTF-16.
    return mark.text().encode("utf-16-be", "surrogatepass")


def marks_text(marks: Marks) -> str:
    """The whole file: sorted, so that two reviews can be compared line by line."""
    lines = [*HEAD, *marks.remarks, *(m.text() for m in sorted(marks.marks, key=_order))]
    if marks.unread:
        lines += [UNREAD, *marks.unread]
    return "\n".join(lines) + "\n"


def write_marks(path: Path, marks: Marks) -> None:
    """Write the file whole: a neighbour first, then renamed over it. Raises OSError."""
    draft = path.with_name(f".{path.name}.new")
    draft.write_bytes(marks_text(marks).encode("utf-8"))
    draft.replace(path)


def lapsed(marks: Marks, facts: Iterable[Fact]) -> tuple[Mark, ...]:
    """The marks whose fact has another value now, or is gone."""
    holds = {(identity(f), value(f)) for f in facts}
    return tuple(m for m in marks.marks if (m.identity, m.value) not in holds)
