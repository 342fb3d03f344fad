"""Which sums a new line must enter: those that are off by exactly what it prints."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from xbrlgen.model.edit import Edit, Steps
from xbrlgen.model.mapping import Hit, StatementRule
from xbrlgen.model.mapping import Mapping as Rules
from xbrlgen.model.register import NumberRegister, Tie
from xbrlgen.model.relation import Relation
from xbrlgen.model.report import Context, Fact
from xbrlgen.model.rolled import UNKNOWN, SumHint
from xbrlgen.model.source import FigureId, LineItem, Table
from xbrlgen.model.taxonomy import Concept
from xbrlgen.model.vocabulary import Vocabulary
from xbrlgen.model.where import Where

MOST = 6
"""New lines of one statement that are tried together."""


@dataclass(frozen=True, slots=True)
class UnclaimedRow:
    """A row that no rule claims, in the statement of its neighbours.

    ``above`` and ``below`` are the nearest claimed rows beside which a rule for it may stand; ``hits`` all
    that is claimed in its table.
    """

    table: Table
    line: LineItem
    statement: StatementRule
    above: Hit | None
    below: Hit | None
    hits: tuple[Hit, ...]


def hints(
    register: NumberRegister,
    facts: Collection[Fact],
    mapping: Rules,
    vocabulary: Vocabulary,
    rows: Sequence[UnclaimedRow],
    concepts: Mapping[Where, Concept | None],
    path: Callable[[Where], Steps | None],
) -> dict[Where, tuple[SumHint, ...]]:
    """For each row, by its place, the sums and checks that hold once it is in them.

    A relation must be off in every period by what the rows print there, each added, taken away or left
    out, in one way only. ``concepts`` are what the rows surely are, None where that is not known.
    """
    by_id = {f.id: f for f in facts}
    by_figure = {p.figure: f for f in facts for p in f.prints}
    found: dict[Where, list[SumHint]] = {}
    for statement in mapping.statements:
        here = [r for r in rows if any(h.statement.role == statement.role for h in r.hits)][:MOST]
        values = [_values(row, by_figure) for row in here]
        for relation in (*statement.sums, *statement.checks):
            if not here or not relation.is_calculation:
                continue
            ties = [t for t in register.ties if t.rule == relation.where]
            gaps = {c: t.stated - t.computed for t in ties if (c := _context(t, by_id)) is not None}
            signs = _solution(gaps, values)
            for row, value, sign in zip(here, values, signs, strict=True):
                if sign:
                    entry = _Entry(row, value, sign, relation, concepts[row.line.where], vocabulary)
                    newest = max(gaps, key=lambda c: (bool(gaps[c]), c.period.sort_key()))
                    found.setdefault(row.line.where, []).append(
                        SumHint(
                            relation.where,
                            relation.total.concept.partition(":")[2],
                            entry.term,
                            gaps[newest],
                            entry.edit(mapping.file, path(relation.where)),
                        )
                    )
    return {where: tuple(of_row) for where, of_row in found.items()}


def _values(row: UnclaimedRow, by_figure: Mapping[FigureId, Fact]) -> dict[Context, Decimal]:
    """What the row prints, scaled, in the contexts of the columns as the rows around it have them."""
    contexts: dict[tuple[int, str | None], Context] = {}
    for hit in row.hits:
        fact = by_figure.get(hit.figure.id)
        plain = not hit.rule.dimensions and hit.rule.period is None
        if plain and hit.column is not None and fact is not None:
            contexts.setdefault((hit.column.index, hit.case), fact.context)
    values: dict[Context, Decimal] = {}
    for cell in row.line.cells:
        for (index, case), context in contexts.items():
            if index == cell.column and cell.figures and not cell.figures[0].percent:
                figure = cell.figures[-1 if case == "high" else 0]
                values[context] = figure.value.scaleb(row.table.scales.money)
    return values


def _context(tie: Tie, by_id: Mapping[str, Fact]) -> Context | None:
    fact = by_id.get(tie.operands[0]) if tie.operands else None
    return None if fact is None else fact.context


def _solution(
    gaps: Mapping[Context, Decimal], values: Sequence[Mapping[Context, Decimal]]
) -> tuple[int, ...]:
    """The one way to add, take away or leave out rows that closes every gap; all zero if there is none."""
    none = (0,) * len(values)
    if not any(gaps.values()):
        return none
    zero = Decimal(0)
    found = [
        signs
        for signs in product((0, 1, -1), repeat=len(values))
        if all(
            sum((s * v.get(c, zero) for s, v in zip(signs, values, strict=True)), zero) == gap
            for c, gap in gaps.items()
        )
    ]
    return found[0] if len(found) == 1 else none


class _Entry:
    """A row as a term of a relation."""

    def __init__(
        self,
        row: UnclaimedRow,
        value: Mapping[Context, Decimal],
        sign: int,
        relation: Relation,
        concept: Concept | None,
        vocabulary: Vocabulary,
    ) -> None:
        self.row, self.relation, self.concept = row, relation, concept
        self.total = vocabulary.concept(relation.total.concept)
        positive = (row.above or row.below or row.hits[0]).rule.positive
        if concept is not None:
            turned = None not in (positive, concept.balance) and positive != concept.balance
        else:
            # An expense in brackets where credits are plain is a debit: its value has no brackets.
            first = next((v for v in value.values() if v), Decimal(0))
            turned = positive is not None and first < 0
        self.weight = -sign if turned else sign
        name = UNKNOWN if concept is None else concept.name
        if concept is not None and vocabulary.resolve(name) != concept.qname:
            name = concept.qname
        self.term = f"{'+' if self.weight > 0 else '-'} {name}"

    def edit(self, file: str, steps: Steps | None) -> Edit | None:
        """The term behind that of the row above, if the relation has it; else at the end.

        None if the concept is not known, or cannot stand there (XBRL 2.1 section 5.1.1.2).
        """
        if self.concept is None or self.total is None or steps is None:
            return None
        one, other = self.concept.balance, self.total.balance
        if one and other and (one == other) != (self.weight > 0):
            return None
        text, where = self.relation.text, self.relation.where
        reason = "the sum is off by what the new line prints"
        for name in self.anchors():
            if len(re.findall(rf"(?<![\w:.]){re.escape(name)}(?![\w\[:.])", text)) == 1:
                return Edit(file, "word", steps, f"{name} {self.term}", name, reason, where)
        return Edit(file, "set", steps, f"{text} {self.term}", reason=reason, where=where)

    def anchors(self) -> Iterator[str]:
        terms = [t.concept for t in self.relation.terms]
        above = self.row.above
        beside = [] if above is None else [q for q in above.rule.concepts if q in terms]
        for qname in (*beside, terms[-1]):
            yield from (qname, qname.partition(":")[2])
