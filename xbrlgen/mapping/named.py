"""Lines whose source names the concept itself: a pipeline's rows, which need no captions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding, Related
from xbrlgen.model.mapping import Dimensions, Hit, Left, LineRule, Mapping, StatementRule
from xbrlgen.model.matcher import fold
from xbrlgen.model.source import Cell, Column, LineItem, Table
from xbrlgen.model.where import Where


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the mapping lays a concept out."""

    statement: StatementRule
    rule: LineRule

    @property
    def members(self) -> dict[str, str]:
        return {**dict(self.statement.dimensions), **dict(self.rule.dimensions)}


class Named:
    """Finds for each line that names its concept the place that the mapping has for it.

    That is a line of any statement with this concept, ``show`` among them: of the statement that
    the table is called by if it has one, and with the same members if any has. The numbers are
    values of the concept: nothing of the rule changes sign, scale or period.
    """

    def __init__(self, mapping: Mapping) -> None:
        self.mapping = mapping
        self.places: dict[str, list[_Place]] = {}
        for statement in mapping.statements:
            for rule in statement.rules():
                for qname in rule.concepts if rule.omit is None else ():
                    self.places.setdefault(qname, []).append(_Place(statement, rule))
        self.findings: dict[str, Finding] = {}
        self.left: list[Left] = []
        self.rules: dict[tuple[str, Dimensions, str | None, str], tuple[StatementRule, LineRule] | None] = {}
        self.used: set[Where] = set()
        """The rules that a row was laid out by."""

    def hits(self, table: Table, lines: Sequence[LineItem]) -> Iterator[Hit]:
        """The numbers of the lines that name a concept. What has no place is left, and named (XG-MAP-050)."""
        columns = {c.index: c for c in table.columns}
        for line in lines:
            for cell in line.cells:
                column = columns.get(cell.column)
                found = None if column is None else self.rule(table, line, column)
                if column is None or found is None:
                    self.lose(line, cell)
                    continue
                statement, rule = found
                for figure in cell.figures:
                    yield Hit(statement, rule, figure, column.period, table, column, line, cell)

    def rule(self, table: Table, line: LineItem, column: Column) -> tuple[StatementRule, LineRule] | None:
        assert line.concept is not None
        key = (line.concept, column.members, line.unit, table.title)
        if key not in self.rules:
            place = self.place(line.concept, dict(column.members), fold(table.title))
            self.rules[key] = None if place is None else _as_it_is(place, line, column.members)
            if place is not None:
                self.used.add(place.rule.where)
        return self.rules[key]

    def place(self, concept: str, members: dict[str, str], called: str) -> _Place | None:
        places = self.places.get(concept, [])
        own = [p for p in places if called and called in (fold(p.statement.role), fold(p.statement.title))]
        fit = [p for p in own or places if p.members.items() <= members.items()]
        return max(fit, key=lambda p: len(p.members), default=None)

    def lose(self, line: LineItem, cell: Cell) -> None:
        assert line.concept is not None
        self.left += [Left(f.id, f.where, f.text, line.concept, None) for f in cell.figures]
        self.findings.setdefault(
            line.concept,
            finding(
                "XG-MAP-050",
                f"{line.concept} has no line in a statement with these members or none",
                cell.where,
                hint=f"add `- {{show: {line.concept}}}` to the statement it belongs to",
                related=[Related("mapping", self.mapping.statements[0].where)],
            ),
        )


def _as_it_is(place: _Place, line: LineItem, members: Dimensions) -> tuple[StatementRule, LineRule]:
    """The statement and the rule with nothing that would change what the row says."""
    rule = replace(
        place.rule,
        concepts=(line.concept or "",),
        concept_where=place.rule.concept_where[:1],
        sign="keep",
        dimensions=members,
        scale=None,
        decimals=None,
        unit=line.unit or place.rule.unit,
        period=None,
    )
    return replace(place.statement, dimensions=()), rule
