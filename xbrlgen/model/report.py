"""A report: its facts and its taxonomy. The same nouns whether it was built here or read from XBRL.

What is built is settled, with nothing left for rendering to decide. Where things come from stands beside
them: places and rules are carried along, lead people there, and are no part of what is compared.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from xbrlgen.model.document import StatedTag
from xbrlgen.model.finding import Finding
from xbrlgen.model.ledger import Part
from xbrlgen.model.mapping import Dimensions, DocumentInfo, Entity, Left
from xbrlgen.model.period import Period
from xbrlgen.model.register import Tie
from xbrlgen.model.rounded import Rounded
from xbrlgen.model.source import FigureId
from xbrlgen.model.taxonomy import Concept
from xbrlgen.model.where import Where
from xbrlgen.model.xbrl import LANGUAGE, STANDARD_LABEL, ending


@dataclass(frozen=True, slots=True)
class Context:
    """Period and members; the entity is the report's (EFM 6.5.3: one in all contexts).

    ``typed`` names, for each axis whose members are typed, the element that its value stands in; its
    value is the text in ``dimensions`` (XBRL Dimensions 1.0 section 3.1.4.4).
    """

    id: str
    period: Period
    dimensions: Dimensions = ()
    typed: tuple[tuple[str, str], ...] = ()


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
    case: str | None = None
    """``low`` or ``high``: the case of a forecast whose figures it foots with. The low case of an
    expense may be the larger number, and so the maximum."""
    parts: tuple[Part, ...] = ()
    """The accounts that it is rolled up from, with the signs they have in the number printed."""
    placed: bool = False
    """Its tag is one of those that the project states one by one."""

    @property
    def rounded(self) -> Rounded:
        """What it says, with how much of it is right."""
        return Rounded(self.value, self.decimals)


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a source that a fact of text states.

    ``first`` and ``last`` are numbers of blocks in :attr:`Source.blocks`, both included; from character
    ``start`` of the first block's text to character ``end`` (exclusive) of the last one's, None for the
    whole block. Only a paragraph can be cut; a table is taken whole. ``form`` is the transformation that
    leads from the words to the value, None if the words are the value.
    """

    file: str
    first: int
    last: int
    start: int | None = None
    end: int | None = None
    form: str | None = None


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A line that a fact stands in: the role mnemonic of the statement, and the line's caption."""

    statement: str
    caption: str

    def __str__(self) -> str:
        return f'"{self.caption}" in {self.statement or "the text"}'


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a fact comes from. ``prints`` are all places it was read from, the most precise first.

    ``source`` and ``rule`` are the source place and the mapping line that lead; of a fact that
    filing.yaml states, both are the place there. Of a fact read from XBRL or from an expectation
    ``source`` is its line, and there are no prints. ``lines`` are the lines of statements it stands in.
    """

    source: Where | None = None
    rule: Where | None = None
    prints: tuple[Print, ...] = ()
    lines: tuple[StatementLine, ...] = ()
    support: tuple[Print, ...] = ()
    """Numbers of workbooks, data and ledgers for the same fact, which the document was taken from."""
    passages: tuple[Passage, ...] = ()
    """Of a fact of text, the words that state it, in the order of the document; several make one value."""

    @property
    def parts(self) -> tuple[Part, ...]:
        """The accounts behind it, whether it is rolled up from them or they support what is printed."""
        return next((p.parts for p in (*self.prints, *self.support) if p.parts), ())

    @classmethod
    def printed(cls, prints: Iterable[Print]) -> Origin:
        """Of one or more prints, the most precise first."""
        prints = tuple(prints)
        lines = dict.fromkeys(StatementLine(p.statement, p.label) for p in prints if p.statement)
        return cls(prints[0].where, prints[0].rule, prints, tuple(lines))

    @classmethod
    def stated(cls, where: Where | None) -> Origin:
        """Of what filing.yaml states there."""
        return cls(where, where)


UNKNOWN = Origin()


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note that facts point to. ``mark`` is what the source calls it by; empty if it has no name."""

    id: str
    mark: str
    text: str
    where: Where | None = field(default=None, compare=False)
    language: str = LANGUAGE


Identity = tuple[str, Period, Dimensions, str, str]
"""Concept, period, members, unit and language: what makes a fact this fact, in one entity (XBRL 2.1
section 4.10; OIM 1.0 section 5). The language is empty for English and for numbers."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One truth: ``value`` is Decimal for numbers (scaled, signed), text for the rest, None for nil.

    ``decimals`` is None for text, nil and exact numbers (INF). ``language`` is that of a text where it
    says one of its own.
    """

    id: str
    concept: Concept
    value: Decimal | str | None
    context: Context
    unit: Unit | None = None
    decimals: int | None = None
    footnotes: tuple[Footnote, ...] = ()
    language: str = ""
    origin: Origin = field(default=UNKNOWN, compare=False)

    @property
    def identity(self) -> Identity:
        language = self.language.partition("-")[0].lower()
        return (
            self.qname,
            self.period,
            self.dimensions,
            self.unit_text,
            "" if language == "en" or self.unit is not None else language,
        )

    @property
    def qname(self) -> str:
        return self.concept.qname

    @property
    def period(self) -> Period:
        return self.context.period

    @property
    def dimensions(self) -> Dimensions:
        return self.context.dimensions

    @property
    def unit_text(self) -> str:
        """``USD``, ``USD/shares``; empty for text."""
        return "" if self.unit is None else str(self.unit)

    @property
    def lines(self) -> tuple[StatementLine, ...]:
        """The lines of statements it stands in, the leading one first."""
        return self.origin.lines

    @property
    def notes(self) -> tuple[str, ...]:
        """Its footnotes: by their marks, else by the beginning of their text."""
        return tuple(n.mark or n.text[:_NOTE] for n in self.footnotes)

    @property
    def number(self) -> Decimal:
        """The value of a fact that is a number. Raises ValueError for text and nil."""
        if not isinstance(self.value, Decimal):
            raise ValueError(f"{self.id} is no number")
        return self.value

    @property
    def prints(self) -> tuple[Print, ...]:
        return self.origin.prints

    @property
    def where(self) -> Where | None:
        """The source place that leads."""
        return self.origin.source

    @property
    def rule(self) -> Where | None:
        """The mapping line that leads."""
        return self.origin.rule

    @property
    def stated(self) -> Where | None:
        """Where it is stated outright, of a fact that is printed nowhere."""
        return None if self.origin.prints else self.origin.source

    @property
    def caption(self) -> str:
        """What the line it leads in is called; empty if none is known."""
        return self.lines[0].caption if self.lines else ""


_NOTE = 80
"""Characters that tell a footnote without a mark."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label resource; ``role`` is the full role URI. ``rule`` is the mapping line it comes from."""

    concept: str
    role: str
    text: str
    language: str = LANGUAGE
    rule: Where | None = field(default=None, compare=False)

    @property
    def is_standard(self) -> bool:
        return self.role == STANDARD_LABEL

    @property
    def name(self) -> str:
        """The last part of its role: ``label``, ``totalLabel``, ``documentation``."""
        return ending(self.role)


PRESENTATION, CALCULATION, DEFINITION = "presentation", "calculation", "definition"
"""The networks of a role."""


@dataclass(frozen=True, slots=True)
class Arc:
    """Parent to child in a network, in force: what is prohibited is no arc of a report.

    ``arcrole`` is the full URI; among siblings the smaller ``order`` comes first. ``preferred`` is a
    label role URI (presentation); ``weight`` is set in calculations. ``closed`` and ``context_element``
    belong to the ``all`` arc, ``target_role`` and ``usable`` to those of XBRL Dimensions.
    """

    arcrole: str
    parent: str
    child: str
    order: Decimal
    preferred: str | None = None
    weight: Decimal | None = None
    context_element: str | None = None
    closed: bool | None = None
    target_role: str | None = None
    usable: bool = True
    rule: Where | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Role:
    """An extended link role: ``definition`` is ``0000002 - Statement - Title`` (EFM 6.7.12).

    ``id`` is its mnemonic: the last part of its URI, or the URI itself where two roles end alike.
    """

    id: str
    uri: str
    definition: str
    presentation: tuple[Arc, ...] = ()
    calculation: tuple[Arc, ...] = ()
    definitions: tuple[Arc, ...] = ()

    @property
    def title(self) -> str:
        """The definition without the number it is sorted by: ``Statement - Title``."""
        return _SORTED.sub("", " ".join(self.definition.split()), count=1)

    @property
    def networks(self) -> Iterator[tuple[str, tuple[Arc, ...]]]:
        """(kind, arcs) of each network."""
        yield PRESENTATION, self.presentation
        yield CALCULATION, self.calculation
        yield DEFINITION, self.definitions


_SORTED = re.compile(r"^\w*\d\w* - ")


@dataclass(frozen=True, slots=True)
class Import:
    """A schema the extension imports, by its official address."""

    prefix: str
    namespace: str
    location: str


@dataclass(frozen=True, slots=True)
class Element:
    """A declaration in the extension schema, with its reason.

    ``typed_domain`` is the QName of the element that values of a typed axis stand in.
    """

    concept: Concept
    documentation: str | None = None
    why: str | None = None
    near: tuple[str, ...] = ()
    where: Where | None = field(default=None, compare=False)
    typed_domain: str | None = None

    @property
    def qname(self) -> str:
        return self.concept.qname

    @property
    def is_item(self) -> bool:
        """Whether it is a concept: values of a typed axis stand in elements that are none."""
        return bool(self.concept.substitution)


@dataclass(frozen=True, slots=True)
class Extension:
    """The company's own taxonomy: schema, labels and networks.

    ``base`` is the stem of every file name (``mpe-20040930``, EFM 6.3.3).
    """

    prefix: str = ""
    namespace: str = ""
    base: str = ""
    imports: tuple[Import, ...] = ()
    elements: tuple[Element, ...] = ()
    roles: tuple[Role, ...] = ()
    labels: tuple[Label, ...] = ()
    hrefs: tuple[tuple[str, str], ...] = ()
    """What locators point at for elements of other taxonomies, if it was read: (QName, address), sorted."""
    role_refs: tuple[tuple[str, str], ...] = ()
    """Where roles of other taxonomies are declared, where it was read: (role, address)."""

    def href(self, qname: str) -> str:
        """What a locator of this element points at: schema file # element id."""
        prefix, _, name = qname.partition(":")
        if prefix == self.prefix:
            return f"{self.base}.xsd#{prefix}_{name}"
        # A report has some hundred of them, and a dict would not be hashable.
        place = bisect_left(self.hrefs, (qname, ""))
        if place < len(self.hrefs) and self.hrefs[place][0] == qname:
            return self.hrefs[place][1]
        for i in self.imports:
            if i.prefix == prefix:
                return f"{i.location}#{prefix}_{name}"
        raise KeyError(f"{qname}: no schema is imported for prefix {prefix}")


@dataclass(frozen=True, slots=True)
class Coverage:
    """What became of the printed numbers of the tables and of the lines of the mapping."""

    cells: int = 0
    """Numeric figures in tables."""
    tagged: int = 0
    """Of those, that are a print of a fact."""
    left: tuple[Left, ...] = ()
    rules: int = 0
    """Line rules that ask for a source line."""
    rules_used: int = 0

    @property
    def unaccounted(self) -> tuple[Left, ...]:
        return tuple(item for item in self.left if item.reason is None)


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a report says.

    ``facts`` may be iterated as often as asked, and need not be held. ``contexts``, ``units`` and
    ``footnotes`` are those that facts use. ``document`` is None where there is none: a taxonomy by itself.
    ``taxonomy`` is the base that it extends (``us-gaap/2025``).

    ``coverage``, ``ties`` and ``findings`` are what the build, or the reader, has to say of its source.
    """

    entity: Entity
    document: DocumentInfo | None
    taxonomy: str
    contexts: tuple[Context, ...] = ()
    units: tuple[Unit, ...] = ()
    facts: Collection[Fact] = ()
    footnotes: tuple[Footnote, ...] = ()
    extension: Extension = Extension()
    coverage: Coverage = Coverage()
    findings: tuple[Finding, ...] = ()
    ties: tuple[tuple[FigureId, Tie], ...] = ()
    """What numbers of the running text were held against."""
    placed: tuple[StatedTag, ...] = ()
    """Tags that the project states one by one, by the file they stand in."""

    @property
    def about(self) -> DocumentInfo:
        """The document of a report that is one. Raises ValueError for a taxonomy by itself."""
        if self.document is None:
            raise ValueError("a taxonomy by itself is no document")
        return self.document


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
