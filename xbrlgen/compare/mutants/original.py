"""What mutants are made from: a loaded project, its lines with the way to each, concepts near a concept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from xbrlgen.model.edit import Steps
from xbrlgen.model.mapping import GroupRule, Hit, LineRule, Mapping, StatementRule
from xbrlgen.model.source import Source
from xbrlgen.model.taxonomy import Concept
from xbrlgen.model.vocabulary import Vocabulary

_NEAR = 12
"""Nearest names that are looked at; most are of another type or period type."""


@dataclass(frozen=True, slots=True)
class Place:
    """A line rule and the way to it."""

    path: Steps
    statement: StatementRule
    rule: LineRule


@dataclass(frozen=True, slots=True)
class Original:
    """A project as it was loaded and matched. ``currency`` is the report's."""

    mapping: Mapping
    vocabulary: Vocabulary
    sources: tuple[Source, ...]
    hits: tuple[Hit, ...]
    currency: str = "USD"
    _near: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def lines(self) -> Iterator[Place]:
        """Every line rule of every statement, in the order of the layout."""
        for statement, path in self.statements():
            for rule, way in _rules(statement.children, (*path, "children")):
                yield Place(way, statement, rule)

    def statements(self) -> Iterator[tuple[StatementRule, Steps]]:
        for i, statement in enumerate(self.mapping.statements):
            yield statement, ("mapping", "statements", i)

    def groups(self) -> Iterator[tuple[StatementRule, GroupRule, Steps]]:
        """Every group of every statement with the way to it, outer ones first."""
        for statement, path in self.statements():
            for group, way in _groups(statement.children, (*path, "children")):
                yield statement, group, way

    def hit(self, rule: LineRule) -> Hit | None:
        """The first number that the rule claims; None if it claims none."""
        return next((h for h in self.hits if h.rule is rule), None)

    def number(self, rule: LineRule) -> Concept | None:
        """The concept of a line that reads numbers; None for a place of the layout or an omission."""
        if rule.show or not rule.concepts:
            return None
        concept = self.vocabulary.concept(rule.concepts[0])
        return concept if concept is not None and concept.is_numeric else None

    def alike(self, one: str, other: str) -> bool:
        """Have both the same type and period type, so that one may be taken for the other?"""
        a, b = self.vocabulary.concept(one), self.vocabulary.concept(other)
        return (
            a is not None
            and b is not None
            and one != other
            and (a.type, a.period, a.abstract, a.substitution)
            == (b.type, b.period, b.abstract, b.substitution)
        )

    def near(self, qname: str) -> tuple[str, ...]:
        """Concepts in force named or labelled nearly so that may be taken for it, nearest first."""
        found = self._near.get(qname)
        if found is None:
            names = self.vocabulary.near(qname, _NEAR)
            concept = self.vocabulary.concept(qname)
            if sum(self.alike(qname, n) for n in names) < 2 and concept is not None and concept.label:
                names += [n for n in self.vocabulary.near(concept.label, _NEAR) if n not in names]
            found = tuple(n for n in names if self.alike(qname, n) and self._in_force(n))
            self._near[qname] = found
        return found

    def _in_force(self, qname: str) -> bool:
        concept = self.vocabulary.concept(qname)
        return concept is not None and not concept.deprecated

    def in_use(self, role: str | None = None) -> tuple[str, ...]:
        """Concepts of lines, in a statement or in all of them, each once, in the order of the layout."""
        places = (p for p in self.lines() if role is None or p.statement.role == role)
        return tuple(dict.fromkeys(q for p in places for q in p.rule.concepts))

    def members(self) -> dict[str, tuple[str, ...]]:
        """Members in use by axis, in order of first use."""
        found: dict[str, dict[str, None]] = {}
        for s in self.mapping.statements:
            pairs = [*s.dimensions]
            pairs += [d for c in s.columns for d in (*c.dimensions, *c.low, *c.high)]
            pairs += [d for r in s.rules() for d in r.dimensions]
            for axis, member in pairs:
                found.setdefault(axis, {})[member] = None
        return {axis: tuple(m) for axis, m in found.items()}


def local(qname: str) -> str:
    """The name without its prefix, as sums write it."""
    return qname.partition(":")[2]


def _rules(children: Sequence[LineRule | GroupRule], path: Steps) -> Iterator[tuple[LineRule, Steps]]:
    for i, child in enumerate(children):
        if isinstance(child, GroupRule):
            yield from _rules(child.children, (*path, i, "children"))
        else:
            yield child, (*path, i)


def _groups(children: Sequence[LineRule | GroupRule], path: Steps) -> Iterator[tuple[GroupRule, Steps]]:
    for i, child in enumerate(children):
        if isinstance(child, GroupRule):
            yield child, (*path, i)
            yield from _groups(child.children, (*path, i, "children"))
