"""Data files in long form: one row a value, for programs to write. Rows are streamed.

statement,line,period,value,unit
BalanceSheet,Cash,2004-09-30,34077000,USD

concept,period,value,unit,decimals,srt:ProductOrServiceAxis,note
us-gaap:Revenues,2004-07-01..2004-09-30,34360000,USD,-3,mpe:CoreCustomerMember,
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding, XbrlgenError
from xbrlgen.model.period import Period
from xbrlgen.model.source import Figure
from xbrlgen.model.where import Where
from xbrlgen.read.delimited import Dialect, Notices, Numbers, Open, Record, records
from xbrlgen.read.heading_periods import heading_period
from xbrlgen.read.numerals import with_decimals
from xbrlgen.read.times import YearEnd

COLUMNS = {
    "statement": ("statement", "table", "role"),
    "section": ("section", "heading"),
    "line": ("line", "label", "caption", "line item", "item"),
    "concept": ("concept", "element", "qname"),
    "period": ("period", "as of", "date"),
    "start": ("start", "period start", "start date", "from"),
    "end": ("end", "period end", "end date", "to"),
    "value": ("value", "amount"),
    "unit": ("unit", "currency"),
    "scale": ("scale",),
    "decimals": ("decimals", "precision"),
    "members": ("members", "dimensions"),
    "note": ("note", "footnote"),
}
"""What a column of the header may be called; case, spaces and underscores do not matter."""
_SCALES = {"units": 0, "ones": 0, "thousands": 3, "millions": 6, "billions": 9}
_QNAME = re.compile(r"[A-Za-z_][\w.-]*:[A-Za-z_][\w.-]*")
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_CLOCK = re.compile(r"\dT\d")
_MOST_PERIODS = 100_000
"""Different periods of a file that are remembered; a report has dozens."""

Members = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class LongRow:
    """One value of a data file. ``line`` is a caption for the mapping, ``concept`` a name that needs none.

    ``figure`` has its power of ten: nothing around it says another. ``unit`` is as in the mapping
    ("USD", "USD/shares", "shares", "pure"); None if the row does not say. ``members`` are sorted.
    """

    where: Where
    figure: Figure
    period: Period
    statement: str = ""
    section: tuple[str, ...] = ()
    line: str = ""
    concept: str | None = None
    unit: str | None = None
    members: Members = ()
    note: str = ""


def header_of(fields: Sequence[str]) -> dict[str, int]:
    """The columns that a header names, by what they are; axes by their own names."""
    known = {alias: name for name, aliases in COLUMNS.items() for alias in aliases}
    found: dict[str, int] = {}
    for index, field in enumerate(fields):
        name = known.get(" ".join(field.replace("_", " ").split()).casefold())
        if name is None and _QNAME.fullmatch(field):
            name = field
        if name is not None:
            found.setdefault(name, index)
    return found


def is_long(fields: Sequence[str]) -> bool:
    """Whether a first row is the header of a long file: a value, a time, and what it is the value of."""
    found = header_of(fields)
    return (
        "value" in found and ("period" in found or "end" in found) and ("line" in found or "concept" in found)
    )


def long_rows(
    open_: Open, dialect: Dialect, *, file: str, notices: Notices, fiscal_year_end: YearEnd = (12, 31)
) -> Iterator[LongRow]:
    """The rows of a long file, one after the other; none of them is kept.

    Rows that cannot be used are told to ``notices`` (XG-READ-061) and passed over. Raises XbrlgenError for a
    header that lacks what every row needs (XG-READ-063), and what :func:`~xbrlgen.read.delimited.records`
    raises.
    """
    source = records(open_, dialect, file, notices)
    head = next(source, None)
    if head is None or not is_long(head.fields):
        raise XbrlgenError(_no_header(head, file))
    reader = _Rows(head, notices, Numbers(dialect, notices), fiscal_year_end)
    for record in source:
        row = reader.row(record)
        if row is not None:
            yield row


def _no_header(head: Record | None, file: str) -> Finding:
    where = Where(file) if head is None else head.where(0)
    said = "" if head is None else ", ".join(f for f in head.fields if f)[:200]
    return finding(
        "XG-READ-063",
        f"the first row of {file} names no columns of a long file: {said}",
        where,
        hint="it needs `value`, `period` (or `start` and `end`), and `line` or `concept`",
    )


class _Unusable(Exception):  # noqa: N818 - it is caught here, and no error of the program
    """A row that cannot be used, by the column that says why."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column, self.message = column, message


class _Rows:
    """Reads records under one header."""

    def __init__(self, head: Record, notices: Notices, numbers: Numbers, fye: YearEnd) -> None:
        self.at, self.width = header_of(head.fields), len(head.fields)
        self.notices, self.numbers, self.fye = notices, numbers, fye
        self.axes = [(name, i) for name, i in self.at.items() if ":" in name]
        self.periods: dict[str, Period | None] = {}
        for index, field in enumerate(head.fields):
            if field and index not in self.at.values():
                message = f'column "{field[:80]}" is not read: it is none that a long file has'
                notices.add("XG-READ-060", message, head.where(index))

    def row(self, record: Record) -> LongRow | None:
        if len(record.fields) > self.width:
            message = f"line {record.line} has {len(record.fields)} fields, the header {self.width}"
            self.notices.add("XG-READ-060", message, record.where(self.width))
        try:
            return self.read(record)
        except _Unusable as e:
            self.notices.add("XG-READ-061", e.message, record.where(self.at.get(e.column, 0)))
            return None

    def read(self, record: Record) -> LongRow:
        line, concept = self.get(record, "line"), self.get(record, "concept") or None
        if concept is not None and not _QNAME.fullmatch(concept):
            raise _Unusable("concept", f'"{concept[:80]}" is no name of a concept')
        if not line and concept is None:
            raise _Unusable("line", "the row names neither a line nor a concept")
        return LongRow(
            where=record.where(0),
            figure=self.figure(record),
            period=self.period(record),
            statement=self.get(record, "statement"),
            section=tuple(p.strip() for p in self.get(record, "section").split(">") if p.strip()),
            line=line,
            concept=concept,
            unit=self.get(record, "unit").removeprefix("iso4217:").replace("xbrli:", "") or None,
            members=self.members(record),
            note=self.get(record, "note"),
        )

    def get(self, record: Record, name: str) -> str:
        return record.get(self.at.get(name))

    def figure(self, record: Record) -> Figure:
        text = self.get(record, "value")
        where = record.where(self.at["value"])
        if not text:
            raise _Unusable("value", "the row has no value")
        figure = self.numbers.read(text, where, grouped=True)
        if figure is None:
            raise _Unusable("value", f'"{text[:80]}" is no number')
        scale = self.get(record, "scale").casefold()
        power = _SCALES.get(scale, int(scale) if re.fullmatch(r"-?\d{1,2}", scale) else None)
        if scale and power is None:
            raise _Unusable("scale", f'"{scale[:80]}" is no scale')
        if figure.percent:
            return figure
        figure = replace(figure, scale=power or 0)
        decimals = self.get(record, "decimals")
        if decimals in ("", "INF", "inf"):
            return figure
        if not re.fullmatch(r"-?\d{1,2}", decimals):
            raise _Unusable("decimals", f'"{decimals[:80]}" is no number of decimals')
        if power:
            raise _Unusable("decimals", "the row has a scale and decimals: say one of them")
        return with_decimals(figure, int(decimals))

    def period(self, record: Record) -> Period:
        end = self.get(record, "end")
        text = f"{self.get(record, 'start')}..{end}".removeprefix("..") if end else self.get(record, "period")
        if text not in self.periods:
            if len(self.periods) >= _MOST_PERIODS:
                self.periods.clear()
            self.periods[text] = period_of(text, self.fye)
        period = self.periods[text]
        if period is None:
            name = "end" if end else "period"
            raise _Unusable(name, f'"{text[:80]}" is no period' if text else "the row has no period")
        return period

    def members(self, record: Record) -> Members:
        found = {axis: member for axis, i in self.axes if (member := record.get(i))}
        for pair in self.get(record, "members").split(";"):
            axis, equals, member = (p.strip() for p in pair.partition("="))
            if equals:
                found[axis] = member
            elif axis:
                raise _Unusable("members", f'"{pair.strip()[:80]}" is not axis=member')
        for name in (*found, *found.values()):
            if not _QNAME.fullmatch(name):
                raise _Unusable("members", f'"{name[:80]}" is no name of an axis or a member')
        return tuple(sorted(found.items()))


def period_of(text: str, fye: YearEnd) -> Period | None:
    """``2004-09-30``, ``2004-07-01..2004-09-30``, the two forms of OIM 1.0, or words as in a heading.

    OIM writes midnights, of which an end belongs to the day after: ``2004-10-01T00:00:00``.
    """
    text = text.strip()
    first, between, last = text.partition("..") if ".." in text else text.partition("/")
    days = [
        _day(part, start=between != "" and i == 0)
        for i, part in enumerate((first, last)[: 1 + bool(between)])
    ]
    if None not in days:
        start, end = (days[0], days[-1]) if between else (None, days[-1])
        if end is not None and (start is None or start <= end):
            return Period(start, end)
        return None
    # A time of day that is no midnight is none of OIM's, and its day would mislead.
    return heading_period([text], fye) if text and not _CLOCK.search(text) else None


def _day(text: str, *, start: bool) -> date | None:
    day, time, clock = text.strip().partition("T")
    m = _DAY.fullmatch(day)
    if m is None or (time and clock.removesuffix("Z") != "00:00:00"):
        return None
    try:
        found = date(int(m[1]), int(m[2]), int(m[3]))
        return found - timedelta(days=1) if time and not start else found
    except (ValueError, OverflowError):
        return None
