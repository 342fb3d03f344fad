"""What is gone has no place in the present filing: the row and the rule it came from are looked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from xbrlgen.model.difference import Difference
from xbrlgen.model.mapping import Mapping
from xbrlgen.model.matcher import fold
from xbrlgen.model.report import Fact, StatementLine
from xbrlgen.model.source import Cell, Figure, Source, Table
from xbrlgen.model.where import Where


def lead_back(difference: Difference, mapping: Mapping, sources: Sequence[Source]) -> Difference:
    """The difference with the row and the mapping line of what is gone, where they still stand.

    A fact that no rule makes any more is looked for by its caption and its number in the tables, its
    rule by the caption in the statement; a link by the statement it belonged to.
    """
    if difference.rule is not None or difference.kind != "removed":
        return difference
    if difference.before is not None:
        fact = difference.before
        places = (_row(fact, c, sources) for c in fact.lines)
        source = difference.source or next((p for p in places if p is not None), None)
        rules = (_rule(c, mapping) for c in fact.lines)
        return replace(difference, source=source, rule=next((r for r in rules if r is not None), None))
    role = difference.subject.partition(":")[0]
    rule = next((s.where for s in mapping.statements if s.role == role), None)
    return replace(difference, rule=rule)


def _row(fact: Fact, caption: StatementLine, sources: Sequence[Source]) -> Where | None:
    """The figure of the caption's row that has the fact's number, in a column of its period if one has."""
    wanted = fold(caption.caption)
    lines = [(t, x) for s in sources for t in s.tables for x in t.lines if fold(x.label) == wanted]
    same = [
        (not _of_period(table, cell, fact), figure.where)
        for table, line in lines
        for cell in line.cells
        for figure in cell.figures
        if _is(figure, table, fact)
    ]
    if same:
        return min(same, key=lambda pair: pair[0])[1]
    return lines[0][1].where if lines else None


def _of_period(table: Table, cell: Cell, fact: Fact) -> bool:
    period = next((c.period for c in table.columns if c.index == cell.column), None)
    return period is not None and fact.period is not None and period.end == fact.period.end


def _is(figure: Figure, table: Table, fact: Fact) -> bool:
    if not isinstance(fact.value, Decimal):
        return False
    scales = (figure.scale,) if figure.scale is not None else (table.scales.money, 0, -2)
    return any(abs(figure.value.scaleb(scale)) == abs(fact.value) for scale in scales)


def _rule(caption: StatementLine, mapping: Mapping) -> Where | None:
    statement = next((s for s in mapping.statements if s.role == caption.statement), None)
    if statement is None:
        return None
    for rule in statement.rules():
        if rule.line is not None and rule.line.matches(caption.caption):
            return rule.where
    return statement.where
