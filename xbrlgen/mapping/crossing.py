"""Where a row and a column cross: what a number there is, by its cell, its line, its column, its statement.

::

                             Gross       Accumulated      Net
                             amount      amortization
    Customer relationships   $ 4,200     $ (1,150)        $ 3,050

The row says the member and the columns the concepts; of a statement of equity the rows say the
concepts and the columns the members. What stands nearest wins: cell, line, column, statement.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from xbrlgen.model.mapping import CellRule, ColumnRule, LineRule, StatementRule
from xbrlgen.model.matcher import fold
from xbrlgen.model.source import Column


def column_rules(statement: StatementRule, columns: Sequence[Column]) -> dict[int, tuple[ColumnRule, ...]]:
    """The rules for each column of a table, by its index: those whose heading fits, counted by ``nth``."""
    found: dict[int, list[ColumnRule]] = {c.index: [] for c in columns}
    for rule in statement.columns:
        fitting = [c for c in columns if rule.heading.matches(c.text)]
        if rule.nth is not None:
            fitting = fitting[rule.nth - 1 : rule.nth]
        for column in fitting:
            found[column.index].append(rule)
    return {index: tuple(rules) for index, rules in found.items()}


def cell_of(rule: LineRule, column: Column | None, rules: Iterable[ColumnRule]) -> CellRule | None:
    """The exception of a line for a column: by the column's name, else by its heading."""
    if not rule.cells:
        return None
    names = {fold(r.name) for r in rules if r.name is not None}
    named = next((c for c in rule.cells if c.column.pattern is None and c.column.folded in names), None)
    if named is not None or column is None:
        return named
    return next((c for c in rule.cells if c.column.matches(column.text)), None)


def crossed(
    statement: StatementRule, rule: LineRule, rules: Sequence[ColumnRule], cell: CellRule | None
) -> LineRule:
    """The line as it is in this column; ``concepts`` are empty if nothing gives any."""
    if cell is None and not rules and rule.concepts:
        return rule
    giving = (
        *([(cell.concepts, cell.concept_where)] if cell is not None else []),
        (rule.concepts, rule.concept_where),
        *((r.concepts, r.concept_where) for r in rules),
        (statement.concepts, statement.concept_where),
    )
    concepts, places = next((g for g in giving if g[0]), ((), ()))
    sign = rule.sign
    if sign == "auto":
        sign = next((r.sign for r in rules if r.sign is not None), sign)
    positive = rule.positive
    if not rule.positive_said:
        positive = next((r.positive for r in rules if r.positive is not None), positive)
    if cell is None and (concepts, sign, positive) == (rule.concepts, rule.sign, rule.positive):
        return rule
    made = replace(rule, concepts=concepts, concept_where=places, sign=sign, positive=positive)
    if cell is None:
        return made
    return replace(
        made,
        dimensions=tuple(sorted({**dict(rule.dimensions), **dict(cell.dimensions)}.items())),
        sign=cell.sign or ("auto" if cell.positive is not None else sign),
        positive=cell.positive or positive,
        unit=cell.unit or rule.unit,
        scale=rule.scale if cell.scale is None else cell.scale,
        decimals=rule.decimals if cell.decimals is None else cell.decimals,
        dash=cell.dash or rule.dash,
        period=cell.period or rule.period,
    )
