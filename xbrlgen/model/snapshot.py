"""What of a filing is compared: facts by identity, networks, labels, elements, and which checks hold.

A snapshot is the same for the same report, wherever it was read: from a filing just built, from
the text of an expectation, or from a written package of anybody's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from xbrlgen.model.mapping import Dimensions
from xbrlgen.model.period import Period
from xbrlgen.model.where import Where

Identity = tuple[str, Period | None, Dimensions, str]
"""Concept, period, members and unit: what makes a fact this fact (XBRL 2.1 section 4.10, in one entity)."""


@dataclass(frozen=True, slots=True)
class Caption:
    """A place where a fact is printed: the statement's role mnemonic, empty for running text."""

    statement: str
    text: str

    def __str__(self) -> str:
        return f'"{self.text}" in {self.statement or "the text"}'


@dataclass(frozen=True, slots=True)
class Shot:
    """One fact as it is compared.

    ``unit`` reads ``USD``, ``USD/shares``, ``shares``, ``pure``; empty for text. ``value`` is a Decimal
    for numbers (scaled, signed), None for nil. ``decimals`` is None for text and for exact values (INF).
    ``captions`` are its prints in tables, leading one first; a snapshot of plain XBRL has none.
    ``source`` and ``rule`` are where it was read and which mapping line made it: they lead a reader
    there and are no part of the comparison. A release read without a mapping gives shots whose
    ``concept`` is empty, told apart by their captions.
    """

    concept: str
    period: Period | None
    dimensions: Dimensions
    unit: str
    value: Decimal | str | None
    decimals: int | None = None
    captions: tuple[Caption, ...] = ()
    notes: tuple[str, ...] = ()
    """Marks of the footnotes it points to."""
    source: Where | None = field(default=None, compare=False)
    rule: Where | None = field(default=None, compare=False)

    @property
    def identity(self) -> Identity:
        return (self.concept, self.period, self.dimensions, self.unit)

    @property
    def caption(self) -> str:
        """The leading caption, empty if there is none."""
        return self.captions[0].text if self.captions else ""


@dataclass(frozen=True, slots=True)
class RoleShot:
    """An extended link role: ``name`` is its mnemonic, ``title`` its definition without the number."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class LinkShot:
    """Parent and child in a network of a role.

    ``kind`` is ``presentation``, ``calculation`` or ``definition``; ``arcrole`` the last part of its URI
    (``parent-child``, ``summation-item``, ``domain-member``). ``order`` counts 1, 2, 3 among siblings as
    they come. ``weight`` (1, -1) is set for calculations, ``preferred`` (the last part of the label role's
    URI: ``totalLabel``, ``negatedLabel``) may be set for presentations.
    """

    role: str
    kind: str
    arcrole: str
    parent: str
    child: str
    order: int
    weight: Decimal | None = None
    preferred: str | None = None
    rule: Where | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class LabelShot:
    """``role`` is the last part of the label role's URI (``label``, ``totalLabel``, ``documentation``)."""

    concept: str
    role: str
    text: str
    rule: Where | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class ElementShot:
    """A declaration of the extension schema."""

    qname: str
    type: str
    period: str
    balance: str | None = None
    abstract: bool = False
    substitution: str = "xbrli:item"
    rule: Where | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class CheckShot:
    """A sum, ratio or roll-forward of the mapping: in how many places it holds, and in how many not.

    ``scope`` is the statement's mnemonic, empty for checks across statements and ties of the text.
    """

    scope: str
    formula: str
    held: int
    failed: int
    rule: Where | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class FindingShot:
    """How often a code stands, not waived; ``severity`` is its name."""

    code: str
    severity: str
    count: int
    rule: Where | None = field(default=None, compare=False)
    """Where the first of them stands."""


@dataclass(frozen=True, slots=True)
class About:
    """Which report this is. ``sources`` are (name, SHA-256 in hex); what is not known is empty."""

    entity: str = ""
    identifier: str = ""
    document: str = ""
    """Its type: 8-K."""
    period_end: str = ""
    taxonomy: str = ""
    sources: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One filing as it is compared. Every tuple is in the order of the filing."""

    about: About
    facts: tuple[Shot, ...] = ()
    roles: tuple[RoleShot, ...] = ()
    links: tuple[LinkShot, ...] = ()
    labels: tuple[LabelShot, ...] = ()
    elements: tuple[ElementShot, ...] = ()
    checks: tuple[CheckShot, ...] = ()
    findings: tuple[FindingShot, ...] = ()


PARTS = ("facts", "networks", "checks")
"""What of a snapshot is compared apart: facts; roles, links, labels and elements; checks and findings."""


Thing = RoleShot | LinkShot | LabelShot | ElementShot | CheckShot | FindingShot
"""What is compared besides facts."""


@dataclass(frozen=True, slots=True)
class Change:
    """One aspect that differs: both sides in words, None where a side has nothing.

    ``aspect`` is one of ``concept``, ``value``, ``sign``, ``period``, ``members``, ``unit``, ``decimals``,
    ``caption``, ``notes`` of a fact; ``role``, ``presentation``, ``order``, ``preferred label``,
    ``calculation``, ``weight``, ``definition``, ``label``, ``element`` of networks; ``check``, ``finding``.
    """

    aspect: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not the same, in one line.

    ``kind`` is ``added``, ``removed`` or ``changed``; ``part`` one of :data:`PARTS`; ``subject`` says what
    it is about (``us-gaap:Assets 2004-09-30``). ``caption`` is what the source calls it. ``source`` and
    ``rule`` lead to the source row and the mapping line of the new side, ``before_source`` and
    ``before_rule`` to those of the old one, where they are known.
    """

    part: str
    kind: str
    subject: str
    changes: tuple[Change, ...] = ()
    caption: str = ""
    source: Where | None = None
    rule: Where | None = None
    before_source: Where | None = None
    before_rule: Where | None = None
    before: Shot | None = None
    """The fact itself on the old side, for facts."""
    after: Shot | None = None
    thing: Thing | None = None
    """The thing itself, for all but facts: of the new side, else of the old one."""

    @property
    def aspects(self) -> tuple[str, ...]:
        return tuple(c.aspect for c in self.changes)

    @property
    def message(self) -> str:
        """``changed concept: us-gaap:Revenues 2004-07-01..2004-09-30: us-gaap:Revenues -> us-gaap:Sales``."""
        head = f"{self.kind} {', '.join(self.aspects)}" if self.changes else self.kind
        called = f' "{self.caption}"' if self.caption else ""
        sides = "; ".join(_sides(c) for c in self.changes)
        return f"{head}: {self.subject}{called}" + (f": {sides}" if sides else "")


def _sides(change: Change) -> str:
    if change.before is None:
        return str(change.after)
    if change.after is None:
        return str(change.before)
    return f"{change.before} -> {change.after}"
