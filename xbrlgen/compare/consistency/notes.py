"""What a company's filings tell otherwise without being wrong: labels, statements, sums (XG-REG-010)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise

from xbrlgen.compare.consistency.side import Side, Turn, turns
from xbrlgen.model.finding import Finding
from xbrlgen.model.mapping import StatementRule
from xbrlgen.model.matcher import fold
from xbrlgen.model.relation import Relation
from xbrlgen.model.report import Label
from xbrlgen.model.where import Where

Roles = dict[tuple[str, str], str]
"""The name that all filings share of each (project, role)."""


def shared_roles(sides: Iterable[Side]) -> Roles:
    """A role keeps its name; one that is new to a filing takes that of the statement its title had before."""
    shared: Roles = {}
    names: dict[str, str] = {}
    titles: dict[str, str] = {}
    for side in sides:
        taken = {names[s.role] for s in side.mapping.statements if s.role in names}
        for statement in side.mapping.statements:
            title = fold(statement.title)
            if statement.role not in names:
                same = [name for name, t in titles.items() if t == title and name not in taken]
                names[statement.role] = same[0] if same else statement.role
                taken.add(names[statement.role])
            name = names[statement.role]
            titles[name] = title
            shared[side.project, statement.role] = name
    return shared


def labels_changed(sides: Iterable[Side], moved: Collection[str]) -> Iterator[Finding]:
    """Standard concepts with another standard label; not those that lines ``moved`` from or to."""
    found: dict[str, list[tuple[Side, Label]]] = {}
    for side in sides:
        for label in side.recorded.labels:
            if label.name == "label" and not side.is_own(label.concept) and label.concept not in moved:
                found.setdefault(label.concept, []).append((side, label))
    for concept, told in found.items():
        for turn in turns(told, lambda a, b: fold(a.text) == fold(b.text))[:1]:
            yield _note(
                turn,
                f'{concept} is labelled "{turn.now.text}" here and "{turn.before.text}" in {turn.projects}',
                turn.now.rule,
                turn.before.rule,
                "keep one `label`, unless the company has renamed the line",
            )


def statements_changed(sides: Iterable[Side], roles: Roles) -> Iterator[Finding]:
    """Statements with another role name or title, and totals with another sum."""
    found: dict[str, list[tuple[Side, StatementRule]]] = {}
    for side in sides:
        for statement in side.mapping.statements:
            found.setdefault(roles[side.project, statement.role], []).append((side, statement))
    for told in found.values():
        for turn in turns(told, lambda a, b: (a.role, fold(a.title)) == (b.role, fold(b.title)))[:1]:
            yield _note(
                turn,
                f"{_statement(turn.now)} here is {_statement(turn.before)} in {turn.projects}",
                turn.now.where,
                turn.before.where,
                "keep `role` and `title`, so that readers find the same statement in every filing",
            )
        yield from _sums_changed(told)


def _statement(statement: StatementRule) -> str:
    return f'{statement.role} "{statement.title}"'


def _sums_changed(told: Sequence[tuple[Side, StatementRule]]) -> Iterator[Finding]:
    """Sums that one filing has and the other has not, though it states all of their concepts."""
    for (older, before), (side, now) in pairwise(told):
        turn = Turn(side, now, older, before, older.project)
        sums, sums_before = _sums(side, now), _sums(older, before)
        stated, stated_before = _stated(side, now), _stated(older, before)
        for total in dict.fromkeys((*sums, *sums_before)):
            a, b = sums.get(total), sums_before.get(total)
            parts = {} if a is None else _parts(side, a)
            parts_before = {} if b is None else _parts(older, b)
            places = (now.where if a is None else a.where, before.where if b is None else b.where)
            if a is not None and b is not None:
                both = stated & stated_before
                if _within(parts, both) != _within(parts_before, both):
                    yield _note(turn, f"{now.role} sums {a} here and {b} in {older.project}", *places, _SUM)
            elif b is not None and {total, *parts_before} <= stated:
                message = (
                    f"{now.role} has no sum {b} here, though it states all of it; {older.project} has it"
                )
                yield _note(turn, message, *places, _SUM)
            elif a is not None and {total, *parts} <= stated_before:
                message = f"{now.role} has a sum {a} here; {older.project} states all of it and has none"
                yield _note(turn, message, *places, _SUM)


_SUM = "have the sum in both mappings, so that the same figures are checked"


def _sums(side: Side, statement: StatementRule) -> dict[str, Relation]:
    """Sums and checks by their total, as filings share it; no ratios, no sums over members or periods."""
    found: dict[str, Relation] = {}
    for relation in (*statement.sums, *statement.checks):
        if relation.is_calculation:
            found.setdefault(side.name(relation.total.concept), relation)
    return found


def _parts(side: Side, relation: Relation) -> dict[str, int]:
    return {side.name(t.concept): t.weight for t in relation.terms}


def _stated(side: Side, statement: StatementRule) -> set[str]:
    return {side.name(line.concept) for line in side.lines if line.role == statement.role}


def _within(parts: dict[str, int], concepts: set[str]) -> dict[str, int]:
    return {q: w for q, w in parts.items() if q in concepts}


def _note(
    turn: Turn[Label] | Turn[StatementRule],
    message: str,
    now: Where | None,
    before: Where | None,
    hint: str,
) -> Finding:
    return turn.finding("XG-REG-010", message, now, [turn.older.related("rule", before)], hint=hint)
