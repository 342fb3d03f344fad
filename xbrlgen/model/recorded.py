"""A report as it is held against another: its facts and taxonomy, and how its checks came out.

The same for the same report wherever it was read: just built, from the text of an expectation, or from
somebody's XBRL. Checks and findings are no part of a report; they are recorded beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from xbrlgen.model.report import Arc, Element, Fact, Label, Report, Role
from xbrlgen.model.where import Where
from xbrlgen.model.xbrl import ending


@dataclass(frozen=True, slots=True)
class RankedArc:
    """An arc with the role and the network it stands in, and its rank among its siblings: 1, 2, 3.

    Arcs are compared by rank: the orders of two reports need not be the same numbers.
    """

    role: str
    """The id of the role."""
    kind: str
    """``presentation``, ``calculation`` or ``definition``."""
    order: int
    arc: Arc

    @property
    def arcrole(self) -> str:
        """The last part of its URI: ``parent-child``, ``summation-item``, ``domain-member``."""
        return ending(self.arc.arcrole)

    @property
    def parent(self) -> str:
        return self.arc.parent

    @property
    def child(self) -> str:
        return self.arc.child

    @property
    def weight(self) -> Decimal | None:
        return self.arc.weight

    @property
    def preferred(self) -> str | None:
        """The last part of the preferred label's role: ``totalLabel``."""
        return None if self.arc.preferred is None else ending(self.arc.preferred)

    @property
    def rule(self) -> Where | None:
        return self.arc.rule


def ranked(roles: Iterable[Role]) -> Iterator[RankedArc]:
    """All arcs, role by role and network by network, siblings in their order."""
    for role in roles:
        for kind, arcs in role.networks:
            seen: Counter[str] = Counter()
            for arc in sorted(arcs, key=lambda a: a.order):
                seen[arc.parent] += 1
                yield RankedArc(role.id, kind, seen[arc.parent], arc)


def gathered(roles: Iterable[Role], arcs: Iterable[RankedArc]) -> tuple[Role, ...]:
    """The roles with these arcs and no others, each with its rank as its order."""
    found: dict[tuple[str, str], list[Arc]] = {}
    for a in arcs:
        found.setdefault((a.role, a.kind), []).append(replace(a.arc, order=Decimal(a.order)))
    return tuple(
        replace(
            role,
            presentation=tuple(found.get((role.id, "presentation"), ())),
            calculation=tuple(found.get((role.id, "calculation"), ())),
            definitions=tuple(found.get((role.id, "definition"), ())),
        )
        for role in roles
    )


@dataclass(frozen=True, slots=True)
class CheckRecord:
    """A sum, ratio or roll-forward of the mapping: in how many places it holds, and in how many not.

    ``scope`` is the statement's mnemonic, empty for checks across statements and ties of the text.
    """

    scope: str
    formula: str
    held: int
    failed: int
    rule: Where | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class FindingRecord:
    """How often a code stands, not waived; ``severity`` is its name."""

    code: str
    severity: str
    count: int
    rule: Where | None = field(default=None, compare=False)
    """Where the first of them stands."""


@dataclass(frozen=True, slots=True)
class AskedRecord:
    """What a rule of the mapping or a waiver asks for, in words, where that shows in no fact.

    A pattern that fits one row today and every row tomorrow, a table chosen by less than before, a line
    that need not be there: all facts are the same, and the filing is held by less. ``scope`` is as in
    :class:`CheckRecord`. Plain captions are not recorded; facts carry them.
    """

    scope: str
    text: str
    rule: Where | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Recorded:
    """A report with what its checks say. ``sources`` are (name, SHA-256 in hex) of what it was read from.

    Without ``asked`` nothing is known of what the rules ask for: XBRL does not tell it, nor does an
    expectation written by an earlier version.
    """

    report: Report
    checks: tuple[CheckRecord, ...] = ()
    findings: tuple[FindingRecord, ...] = ()
    sources: tuple[tuple[str, str], ...] = ()
    asked: tuple[AskedRecord, ...] = ()

    @property
    def facts(self) -> Collection[Fact]:
        return self.report.facts

    @property
    def roles(self) -> tuple[Role, ...]:
        return self.report.extension.roles

    @property
    def arcs(self) -> tuple[RankedArc, ...]:
        """Worked out anew each time it is asked for."""
        return tuple(ranked(self.report.extension.roles))

    @property
    def labels(self) -> tuple[Label, ...]:
        return self.report.extension.labels

    @property
    def elements(self) -> tuple[Element, ...]:
        return self.report.extension.elements

    def with_parts(
        self,
        *,
        facts: Collection[Fact] | None = None,
        roles: tuple[Role, ...] | None = None,
        labels: tuple[Label, ...] | None = None,
        elements: tuple[Element, ...] | None = None,
    ) -> Recorded:
        """With other facts, roles, labels or elements; what is not given stays."""
        taxonomy = self.report.extension
        taxonomy = replace(
            taxonomy,
            roles=taxonomy.roles if roles is None else roles,
            labels=taxonomy.labels if labels is None else labels,
            elements=taxonomy.elements if elements is None else elements,
        )
        report = replace(self.report, facts=self.report.facts if facts is None else facts, extension=taxonomy)
        return replace(self, report=report)


PARTS = ("facts", "networks", "checks")
"""What of a record is compared apart: facts; roles, arcs, labels and elements; checks and findings."""
