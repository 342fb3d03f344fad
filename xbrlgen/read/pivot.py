"""Rows of a long file gathered into tables, for a document that people can read and for the mapping."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from xbrlgen.model.period import Period
from xbrlgen.model.source import Block, Cell, Column, Figure, LineItem, Paragraph, Source, Span, Table
from xbrlgen.model.where import Where
from xbrlgen.read.delimited import Dialect, Notices, Open
from xbrlgen.read.long import LongRow, Members, long_rows
from xbrlgen.read.times import YearEnd

_Key = tuple[tuple[str, ...], str, str | None, str | None]


@dataclass(slots=True)
class _PivotDraft:
    """A table in the making: its columns by period and members, its lines by caption, each with its cells."""

    where: Where
    columns: dict[tuple[Period, Members], tuple[int, Where]] = field(default_factory=dict)
    lines: dict[_Key, list[tuple[int, Figure]]] = field(default_factory=dict)
    wheres: dict[_Key, Where] = field(default_factory=dict)
    marks: dict[_Key, dict[str, None]] = field(default_factory=dict)


def read_long(open_: Open, dialect: Dialect, *, file: str, fiscal_year_end: YearEnd = (12, 31)) -> Source:
    """Reads a long file whole: a table for each statement it names, periods and members across."""
    notices = Notices(file)
    rows = long_rows(open_, dialect, file=file, notices=notices, fiscal_year_end=fiscal_year_end)
    blocks = tables_of(rows)
    return Source.of(file, blocks, notices.findings).as_data()


def tables_of(rows: Iterable[LongRow]) -> list[Block]:
    """The tables of rows, statements, lines and columns in the order of their first rows; then notes."""
    drafts: dict[str, _PivotDraft] = {}
    notes: dict[str, tuple[str, Where]] = {}
    for row in rows:
        draft = drafts.setdefault(row.statement, _PivotDraft(row.where))
        key = (row.section, row.line, row.concept, row.unit)
        number, _ = draft.columns.setdefault((row.period, row.members), (len(draft.columns), row.where))
        draft.lines.setdefault(key, []).append((number, row.figure))
        draft.wheres.setdefault(key, row.where)
        if row.note:
            mark, _ = notes.setdefault(row.note, (str(len(notes) + 1), row.where))
            draft.marks.setdefault(key, {})[mark] = None
    blocks: list[Block] = [_table(title, draft) for title, draft in drafts.items()]
    for text, (mark, where) in notes.items():
        blocks.append(Paragraph((Span(f"{mark} {text}", where),), "note", mark))
    return blocks


def _table(title: str, draft: _PivotDraft) -> Table:
    columns = tuple(
        Column(number, (period.words, *map(_local, members)), period, where, members=members)
        for (period, members), (number, where) in draft.columns.items()
    )
    lines: list[LineItem] = []
    above: tuple[str, ...] = ()
    for key, cells in draft.lines.items():
        section, label, concept, unit = key
        where = draft.wheres[key]
        for depth, heading in enumerate(section):
            if section[: depth + 1] != above[: depth + 1]:
                lines.append(LineItem(heading, heading, section[:depth], (), where, depth=2 * depth))
        above = section
        printed = label or _spaced(concept or "")
        marks = tuple(draft.marks.get(key, ()))
        lines.append(
            LineItem(
                label=label,
                printed=printed,
                section=section,
                cells=tuple(Cell(n, f.text, (f,), f.where) for n, f in sorted(cells, key=lambda c: c[0])),
                where=where,
                marks=marks,
                depth=2 * len(section),
                concept=concept,
                unit=unit,
            )
        )
    return Table(title, columns, tuple(lines), draft.where, sparse=True)


def _local(pair: tuple[str, str]) -> str:
    return _spaced(pair[1].removesuffix("Member"))


def _spaced(qname: str) -> str:
    """``us-gaap:OperatingIncomeLoss`` as words."""
    name = qname.partition(":")[2] or qname
    return "".join(
        f" {c}" if c.isupper() and i and not name[i - 1].isupper() else c for i, c in enumerate(name)
    )
