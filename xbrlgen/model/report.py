"""A filing, settled: what render writes, and nothing left to decide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xbrlgen.model.account import Tie
from xbrlgen.model.finding import Finding
from xbrlgen.model.mapping import Dimensions, Document, Entity, Left
from xbrlgen.model.period import Period
from xbrlgen.model.rounded import Rounded
from xbrlgen.model.source import FigureId
from xbrlgen.model.taxonomy import Concept
from xbrlgen.model.where import Where


@dataclass(frozen=True, slots=True)
class Context:
    """Period and members; the entity is the filing's (EFM 6.5.3: one in all contexts)."""

    id: str
    period: Period
    dimensions: Dimensions = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """Measures as QNames: ``iso4217:USD``, ``xbrli:shares``, ``xbrli:pure``."""

    id: str
    numerator: tuple[str, ...]
    denominator: tuple[str, ...] = ()

    def __str__(self) -> str:
        """``USD``, ``USD/shares``, ``shares``, ``pure``: measures without prefixes, products by name."""
        top, bottom = (
            "*".join(sorted(m.rpartition(":")[2] for m in part))
            for part in (self.numerator, self.denominator)
        )
        return f"{top}/{bottom}" if bottom else top


@dataclass(frozen=True, slots=True)
class Print:
    """One place where a fact stands in a source, and how it is printed there.

    fact value (rounded to ``decimals``) = ``sign`` * number on paper * 10 ** ``scale``,
    where the number on paper counts as positive or negative as printed.
    """

    figure: FigureId
    """Which printed number it is; ``where`` leads people to it."""
    where: Where
    text: str
    sign: int
    scale: int
    decimals: int | None
    value: Decimal
    """What this print says, scaled and signed."""
    rule: Where | None
    label: str = ""
    """The caption it is printed under."""
    statement: str = ""
    """Role mnemonic of the statement it belongs to."""

    @property
    def rounded(self) -> Rounded:
        """What it says, with how much of it is right."""
        return Rounded(self.value, self.decimals)


@dataclass(frozen=True, slots=True)
class Fact:
    """One truth: ``value`` is Decimal for numbers (scaled, signed), text for the rest.

    ``prints`` are all places it was read from, the most precise first; empty for facts
    that filing.yaml states (the cover).
    """

    id: str
    concept: Concept
    value: Decimal | str
    context: Context
    unit: Unit | None = None
    decimals: int | None = None
    prints: tuple[Print, ...] = ()
    footnotes: tuple[str, ...] = ()
    """Ids of :class:`Footnote`."""
    stated: Where | None = None
    """Where filing.yaml states it, for facts without prints."""

    @property
    def where(self) -> Where | None:
        """The source place that leads."""
        return self.prints[0].where if self.prints else self.stated

    @property
    def rule(self) -> Where | None:
        """The mapping line that leads."""
        return self.prints[0].rule if self.prints else self.stated


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note of the source that facts point to."""

    id: str
    mark: str
    text: str
    where: Where


@dataclass(frozen=True, slots=True)
class Label:
    """A label resource; ``role`` is the full role URI; language is en-US."""

    concept: str
    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Arc:
    """Parent to child in a network. Orders run 1, 2, 3 … among siblings.

    ``arcrole`` is the full URI. ``preferred`` is a label role URI (presentation);
    ``weight`` is 1 or -1 (calculation). ``closed`` and ``context_element`` belong to the
    ``all`` arc.
    """

    arcrole: str
    parent: str
    child: str
    order: int
    preferred: str | None = None
    weight: int | None = None
    context_element: str | None = None
    closed: bool | None = None
    rule: Where | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """An extended link role: ``definition`` is ``0000002 - Statement - Title`` (EFM 6.7.12)."""

    id: str
    uri: str
    definition: str
    presentation: tuple[Arc, ...] = ()
    calculation: tuple[Arc, ...] = ()
    definitions: tuple[Arc, ...] = ()


@dataclass(frozen=True, slots=True)
class Import:
    """A schema the extension imports, by its official address."""

    prefix: str
    namespace: str
    location: str


@dataclass(frozen=True, slots=True)
class Element:
    """A declaration in the extension schema, with its reason."""

    concept: Concept
    documentation: str | None = None
    why: str | None = None
    near: tuple[str, ...] = ()
    where: Where | None = None


@dataclass(frozen=True, slots=True)
class Extension:
    """The company's own taxonomy: schema, labels and networks.

    ``base`` is the stem of every file name (``mpe-20040930``, EFM 6.3.3).
    """

    prefix: str
    namespace: str
    base: str
    imports: tuple[Import, ...]
    elements: tuple[Element, ...]
    roles: tuple[Role, ...]
    labels: tuple[Label, ...]

    def href(self, qname: str) -> str:
        """What a locator of this element points at: schema file # element id."""
        prefix, _, name = qname.partition(":")
        if prefix == self.prefix:
            return f"{self.base}.xsd#{prefix}_{name}"
        for i in self.imports:
            if i.prefix == prefix:
                return f"{i.location}#{prefix}_{name}"
        raise KeyError(f"{qname}: no schema is imported for prefix {prefix}")


@dataclass(frozen=True, slots=True)
class Coverage:
    """What became of the printed numbers of the tables and of the lines of the mapping."""

    cells: int
    """Numeric figures in tables."""
    tagged: int
    """Of those, that are a print of a fact."""
    left: tuple[Left, ...]
    rules: int
    """Line rules that ask for a source line."""
    rules_used: int

    @property
    def unaccounted(self) -> tuple[Left, ...]:
        return tuple(item for item in self.left if item.reason is None)


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a report says, with ids, contexts, units and order settled.

    ``contexts``, ``units`` and ``footnotes`` are those that facts use.
    """

    entity: Entity
    document: Document
    taxonomy: str
    contexts: tuple[Context, ...]
    units: tuple[Unit, ...]
    facts: Sequence[Fact]
    footnotes: tuple[Footnote, ...]
    extension: Extension
    coverage: Coverage
    findings: tuple[Finding, ...] = ()
    ties: tuple[tuple[FigureId, Tie], ...] = ()
    """What numbers of the running text were held against."""


@dataclass(frozen=True, slots=True)
class Trace:
    """What leads a message about an output file back to where it came from."""

    facts: dict[str, Fact]
    """By the id of each element that states it: one in an instance, one for each print inline."""

    @classmethod
    def of(cls, facts: Iterable[Fact]) -> Trace:
        return cls({f.id: f for f in facts})

    def also(self, ids: Iterable[tuple[str, str]]) -> Trace:
        """With further elements: (id of the element, id of the fact)."""
        return Trace({**self.facts, **{i: self.facts[fact] for i, fact in ids if fact in self.facts}})
