"""What a table that was read gives cause to notice: its columns' times and its note marks."""

from __future__ import annotations

from collections.abc import Collection

from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding
from xbrlgen.model.period import Period
from xbrlgen.model.source import Column, Table
from xbrlgen.model.where import Where
from xbrlgen.read.heading_periods import time_words


def column_findings(table: Table) -> list[Finding]:
    """Columns with figures but no period (XG-READ-007), and columns out of order (XG-READ-006).

    Order is looked for among columns of one length of period under the same other headings.
    """
    findings = []
    # A column whose every row has a time of its own needs none.
    used = {c.column for line in table.lines if line.period is None for c in line.cells if c.figures}
    for column in table.columns:
        if column.index in used and column.period is None:
            said = f'"{column.text}"' if column.text else "no heading"
            findings.append(
                finding("XG-READ-007", f'a column of "{table.title}" has no period: {said}', column.where)
            )
    groups: dict[tuple[str, tuple[str, ...]], list[Column]] = {}
    for column in table.columns:
        if column.period is not None:
            others = tuple(h for h in column.headings if not time_words(h))
            groups.setdefault((_length(column.period), others), []).append(column)
    for group in groups.values():
        ends = [c.period.end for c in group if c.period is not None]
        if ends != sorted(ends) and ends != sorted(ends, reverse=True):
            said = ", ".join(str(end) for end in ends)
            findings.append(
                finding(
                    "XG-READ-006",
                    f'columns of "{table.title}" run neither way in time: {said}',
                    group[0].where,
                )
            )
    return findings


def _length(period: Period) -> str:
    if period.is_instant:
        return "instant"
    return f"{period.months} months" if period.months is not None else f"{period.days} days"


def mark_findings(table: Table, notes: Collection[str]) -> list[Finding]:
    """Marks that no note of the document explains (XG-READ-010), each once in a table."""
    found: dict[str, tuple[str, Where]] = {}
    for what, marks, where in (
        *((c.text, c.marks, c.where) for c in table.columns),
        *((line.label, line.marks, line.where) for line in table.lines),
        *((c.text, c.marks, c.where) for line in table.lines for c in line.cells),
    ):
        for mark in marks:
            if mark not in notes:
                found.setdefault(mark, (what, where))
    return [
        finding("XG-READ-010", f'"{what}" carries the mark {mark}, and there is no note {mark}', where)
        for mark, (what, where) in found.items()
    ]
