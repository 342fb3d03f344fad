"""Tags that a project states one by one, and the CSV file that holds them.

An imported filing has them for what no rule of its mapping explains. A row is an element of Inline XBRL
round characters of the page, or a fact that stands on no page::

    place,print,element,id,concept,period,members,unit,value,decimals,scale,sign,format,nil,escape,...
    15234-15239,"4,600",,f-12,us-gaap:Assets,2025-03-29,,USD,,-6,6,,ixt:num-dot-decimal,,,
    ,,,f-1,dei:AmendmentFlag,2024-09-29..2025-03-29,,,false,,,,,,,
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote

from xbrlgen.model.document import CONTINUATION, EXCLUDE, FOOTNOTE
from xbrlgen.model.period import FOREVER, Period
from xbrlgen.model.report import Unit
from xbrlgen.model.where import Where

COLUMNS = (
    "place",
    "print",
    "element",
    "id",
    "concept",
    "period",
    "members",
    "unit",
    "value",
    "decimals",
    "scale",
    "sign",
    "format",
    "nil",
    "escape",
    "language",
    "continued",
    "notes",
)
HEADER = "header"
"""Not an element of the page: its language is that of the header's references."""
NOTHING = "none"
"""An element that is none: a number that a rule would tag and that the filing does not."""
ELEMENTS = frozenset({"", CONTINUATION, EXCLUDE, FOOTNOTE, HEADER, NOTHING})
SHOWN = 60
"""Characters of the print that a row repeats, for people and to notice that the page is another."""
_PLACE = re.compile(r"(\d{1,9})-(\d{1,9})")
_QNAME = re.compile(r"[A-Za-z_][\w.-]*:[A-Za-z_][\w.-]*")
_TYPED = re.compile(r"<([^<>]+)>(.*)", re.DOTALL)
_IMPLIED = {"iso4217": "", "xbrli": ""}


@dataclass(frozen=True, slots=True)
class Given:
    """One row. ``extent`` are the first and the last character (exclusive) of the page's text that the
    element stands round; None: it stands on no page, and ``value`` is its text.

    ``element`` is empty for a fact. ``typed`` are (axis, element of its value), ``format`` is the
    transformation with the prefix of its registry, ``notes`` are the ids of footnotes.
    """

    where: Where
    extent: tuple[int, int] | None = None
    printed: str = ""
    element: str = ""
    id: str = ""
    concept: str = ""
    period: Period | None = None
    members: tuple[tuple[str, str], ...] = ()
    typed: tuple[tuple[str, str], ...] = ()
    unit: Unit | None = None
    value: str = ""
    decimals: str = ""
    scale: int = 0
    negative: bool = False
    format: str = ""
    nil: bool = False
    escape: bool = False
    language: str = ""
    continued: str = ""
    notes: tuple[str, ...] = ()

    @property
    def is_fact(self) -> bool:
        return self.element == ""

    def row(self) -> dict[str, str]:
        """As the file writes it."""
        cells = {
            "place": "" if self.extent is None else f"{self.extent[0]}-{self.extent[1]}",
            "print": self.printed,
            "element": self.element,
            "id": self.id,
            "concept": self.concept,
            "period": "" if self.period is None else str(self.period),
            "members": members_text(self.members, self.typed),
            "unit": "" if self.unit is None else unit_text(self.unit),
            "value": self.value,
            "decimals": self.decimals,
            "scale": str(self.scale) if self.scale else "",
            "sign": "-" if self.negative else "",
            "format": self.format,
            "nil": "nil" if self.nil else "",
            "escape": "yes" if self.escape else "",
            "language": self.language,
            "continued": self.continued,
            "notes": " ".join(self.notes),
        }
        return {name: cells[name] for name in COLUMNS}


class UnusableRowError(ValueError):
    """A row that cannot be used; ``column`` says where."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column = column


def given_of(row: Mapping[str, str], where: Where) -> Given:
    """A row as it is written. Raises UnusableRowError."""

    def get(name: str) -> str:
        return (row.get(name) or "").strip()

    element, concept, period = get("element"), get("concept"), get("period")
    if element not in ELEMENTS:
        raise UnusableRowError("element", f'"{element[:40]}" is none of {", ".join(sorted(ELEMENTS - {""}))}')
    place = _PLACE.fullmatch(get("place"))
    if get("place") and (place is None or int(place[1]) > int(place[2])):
        raise UnusableRowError("place", f'"{get("place")[:40]}" is no place such as 15234-15239')
    if element in (EXCLUDE, CONTINUATION, NOTHING) and place is None:
        raise UnusableRowError("place", "what is no fact and no footnote needs a place")
    spoken = FOREVER if period == str(FOREVER) else Period.parse(period) if period else None
    if element == "" and not _QNAME.fullmatch(concept):
        raise UnusableRowError("concept", f'"{concept[:80]}" is no name of a concept')
    if element == "" and spoken is None:
        raise UnusableRowError("period", f'"{period[:40]}" is no period')
    for name in ("decimals", "scale"):
        if not re.fullmatch(r"([+-]?\d{1,3})?" + ("|INF" if name == "decimals" else ""), get(name)):
            raise UnusableRowError(name, f'"{get(name)[:40]}" is no number of {name}')
    members, typed = members_of(get("members"))
    return Given(
        where=where,
        extent=None if place is None else (int(place[1]), int(place[2])),
        printed=row.get("print") or "",
        element=element,
        id=get("id"),
        concept=concept,
        period=spoken,
        members=members,
        typed=typed,
        unit=unit_of_text(get("unit")) if get("unit") else None,
        value=row.get("value") or "",
        decimals=get("decimals"),
        scale=int(get("scale") or 0),
        negative=get("sign") == "-",
        format=get("format"),
        nil=bool(get("nil")),
        escape=bool(get("escape")),
        language=get("language"),
        continued=get("continued"),
        notes=tuple(get("notes").split()),
    )


def members_text(members: Iterable[tuple[str, str]], typed: Iterable[tuple[str, str]]) -> str:
    """``axis=member; axis=<element>value`` with ``%3B`` for a semicolon of a value."""
    elements = dict(typed)
    return "; ".join(
        f"{axis}=<{elements[axis]}>{quote(member, safe=_SAFE)}" if axis in elements else f"{axis}={member}"
        for axis, member in members
    )


_SAFE = "".join(chr(c) for c in range(32, 127) if chr(c) not in ";%")


def members_of(text: str) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """Members and elements of typed ones, as :func:`members_text` writes them. Raises UnusableRowError."""
    members: dict[str, str] = {}
    typed: dict[str, str] = {}
    for pair in text.split(";"):
        axis, equals, member = pair.strip().partition("=")
        if not axis:
            continue
        value = _TYPED.fullmatch(member)
        if value is not None:
            typed[axis], member = value[1], unquote(value[2])
        if not equals or not _QNAME.fullmatch(axis) or (value is None and not _QNAME.fullmatch(member)):
            raise UnusableRowError("members", f'"{pair.strip()[:80]}" is not axis=member')
        members[axis] = member
    return tuple(sorted(members.items())), tuple(sorted(typed.items()))


def unit_text(unit: Unit) -> str:
    """``USD``, ``USD/shares``, ``acme:Vendor``, ``USD*acme:Tonne``: what is implied is left out."""
    parts = ("*".join(map(_short, part)) for part in (unit.numerator, unit.denominator))
    return "/".join(p for p in parts if p)


def _short(measure: str) -> str:
    prefix, _, name = measure.partition(":")
    return name if prefix in _IMPLIED else measure


def unit_of_text(text: str) -> Unit:
    """As :func:`unit_text` writes it. Three capitals are a currency, other bare names XBRL's own."""
    top, _, bottom = text.partition("/")
    numerator, denominator = (
        tuple(_long(m.strip()) for m in part.split("*") if m.strip()) for part in (top, bottom)
    )
    names = [m.partition(":")[2] for m in (*numerator, *denominator)]
    stem = "".join(re.sub(r"[^\w.-]", "", n) for n in names[: len(numerator)])
    if denominator:
        below = "".join(n[:1].upper() + n[1:].removesuffix("s") for n in names[len(numerator) :])
        return Unit(f"{stem}Per{below}", numerator, denominator)
    return Unit(stem, numerator)


def _long(measure: str) -> str:
    if ":" in measure:
        return measure
    return f"iso4217:{measure}" if re.fullmatch("[A-Z]{3}", measure) else f"xbrli:{measure}"


def written_rows(given: Iterable[Given]) -> str:
    """The file: a header and a row each, lines end in LF. Columns that no row uses are left out."""
    rows = [g.row() for g in given]
    used = [c for c in COLUMNS if c in ("place", "concept", "period") or any(r[c] for r in rows)]
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, used, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue()


def read_rows(text: str) -> list[tuple[int, dict[str, str]]]:
    """(line, row by column) of the file. Raises UnusableRowError for a header that lacks what rows need."""
    # A text block without a page is one field, and longer than the limit that the module has for all.
    before = csv.field_size_limit(max(len(text), 1))
    try:
        return list(_rows(text))
    except csv.Error as error:
        raise UnusableRowError("", f"the file cannot be read: {error}") from None
    finally:
        csv.field_size_limit(before)


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.reader(io.StringIO(text, newline=""))
    header = [name.strip() for name in next(reader, [])]
    unknown = [name for name in header if name not in COLUMNS]
    if unknown or not {"concept", "period"} <= set(header):
        missing = f'"{unknown[0][:40]}" is no column' if unknown else "it names no concept or period"
        raise UnusableRowError("", f"the first row is no header of tags: {missing}")
    line = reader.line_num + 1
    for fields in reader:
        if fields:
            yield line, dict(zip(header, fields, strict=False))
        line = reader.line_num + 1
