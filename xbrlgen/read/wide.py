"""Delimited text in wide form, as a sheet saved: captions down, periods across, titles above."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xbrlgen.model.source import Source
from xbrlgen.read.delimited import Dialect, Notices, Numbers, Open, Record, records
from xbrlgen.read.figures import parse_cell
from xbrlgen.read.grid import GridCell, Kind, blocks_of
from xbrlgen.read.heading_periods import time_words
from xbrlgen.read.table.scaled import with_scales
from xbrlgen.read.times import YearEnd

_YEAR = re.compile(r"(?:19|20)\d\d")
_LONGEST_TIME = 30
"""Characters of a heading that names a time and nothing else."""


def read_wide(open_: Open, dialect: Dialect, *, file: str, fiscal_year_end: YearEnd = (12, 31)) -> Source:
    """Reads tables and texts as they stand in the grid of records and fields.

    Findings: those of the records and the tables; XG-READ-009 for what looks like a number and is
    none, XG-READ-062 where the decimal sign is not known.
    """
    notices = Notices(file)
    numbers = Numbers(dialect, notices)
    rows = (list(_cells(r, numbers, notices)) for r in records(open_, dialect, file, notices))
    blocks, findings = blocks_of([row for row in rows if row], fye=fiscal_year_end)
    blocks, noticed = with_scales(blocks)
    return Source.of(file, blocks, [*notices.findings, *findings, *noticed]).as_data()


def _cells(record: Record, numbers: Numbers, notices: Notices) -> Iterator[GridCell]:
    for index, text in enumerate(record.fields):
        plain = " ".join(text.split())
        if not plain:
            continue
        where, column = record.where(index), index + 1
        times = bool(time_words(plain))
        figure = numbers.read(plain, where) if not times or _YEAR.fullmatch(plain) else None
        if figure is not None:
            yield GridCell(record.line, column, Kind.NUMBER, figure.text, where, (figure,))
            continue
        token = None if times else parse_cell(plain, where)
        if token is not None and token.figures:
            yield GridCell(record.line, column, Kind.NUMBER, plain, where, token.figures)
            continue
        if token is not None and token.kind == "bad":
            hint = 'say `decimal: ","` if it has a decimal comma' if "," in plain else None
            notices.add("XG-READ-009", f'"{plain}" is not understood as a number', where, hint)
        kind = Kind.TEXT
        if token is not None:
            kind = Kind.NOTHING
        elif times and len(plain) < _LONGEST_TIME:
            kind = Kind.TIME
        indent = record.indents[index] // 2
        yield GridCell(record.line, column, kind, plain, where, indent=indent)
