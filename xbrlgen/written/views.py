"""Light views of a written package: what the rules look at, whoever wrote it.

They are read from the bytes of the files, so that a rule judges what would be submitted,
made here or edited elsewhere. QNames carry the usual prefix of their namespace
(``us-gaap:Assets``), whatever prefix a file uses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from lxml import etree

from xbrlgen.model.taxonomy import Concept
from xbrlgen.model.vocabulary import Base
from xbrlgen.model.where import Where
from xbrlgen.written.nodes import marked

VERSION = re.compile(
    r"https?://(?:fasb\.org|xbrl\.sec\.gov|xbrl\.us)/(?P<name>[a-z]+(?:-[a-z0-9]+)*)/"
    r"(?P<version>\d{4}(?:q[1-4])?)(?P<day>-\d\d-\d\d)?"
)
"""Namespaces of the FASB's and the SEC's taxonomies: ``http://xbrl.sec.gov/dei/2022q4``."""
_ENTRY = re.compile(r"https?://xbrl\.sec\.gov/(?P<name>[a-z]+-[a-z0-9-]+)/\d{4}")
"""Entry points of the SEC's smaller taxonomies, which bring labels and presentation along."""

Dims = tuple[tuple[str, str], ...]
"""(axis, member or typed value), sorted."""


@dataclass(frozen=True, slots=True)
class FileView:
    """``kind``: instance, schema, linkbase, inline, loose (XBRL that nothing in the submission names), or
    other (no part of a submission).

    ``root`` is None if the file is no XML or broken; then ``problem`` says why.
    """

    name: str
    kind: str
    data: bytes
    root: etree._Element | None = None
    problem: str | None = None
    line: int | None = None
    suffix: str = ""
    """Of a linkbase: pre, cal, def, lab, ref, by its name."""

    @property
    def base(self) -> str:
        """Its name without the folder or archive that it lies in: a submission has none."""
        return self.name.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class ContextView:
    """``start`` is None for an instant, ``end`` for a period that cannot be read or is forever."""

    id: str
    scheme: str
    identifier: str
    start: date | None
    end: date | None
    dims: Dims
    where: Where
    forever: bool = False
    scenario: bool = False
    typed: tuple[str, ...] = ()
    """Typed axes."""
    foreign: tuple[str, ...] = ()
    """What a segment holds besides members."""
    domains: tuple[str, ...] = ()
    """For each typed axis the QName of the element that its value stands in; empty if it is not known."""

    @property
    def is_instant(self) -> bool:
        return self.start is None and self.end is not None

    def __str__(self) -> str:
        return f"{self.start}..{self.end}" if self.start else f"{self.end}"


@dataclass(frozen=True, slots=True)
class UnitView:
    id: str
    numerator: tuple[str, ...]
    denominator: tuple[str, ...]
    where: Where


@dataclass(frozen=True, slots=True)
class FactView:
    """``value`` is the number for numeric facts that can be read, the text for the rest.

    Of an inline fact it is what the transformation gives; ``format`` is the transformation.
    """

    id: str
    concept: str
    context: str
    unit: str | None
    value: Decimal | str | None
    decimals: str | None
    where: Where
    precision: str | None = None
    nil: bool = False
    lang: str = ""
    hidden: bool = False
    format: str = ""
    raw: str = ""


@dataclass(frozen=True, slots=True)
class ElementView:
    """A declaration of the extension schema; an attribute that is not there is empty."""

    name: str
    id: str
    type: str
    substitution: str
    period: str
    balance: str
    abstract: bool
    nillable: str
    typed_domain: str
    where: Where


@dataclass(frozen=True, slots=True)
class RoleView:
    uri: str
    id: str
    definition: str
    used_on: frozenset[str]
    """QNames with their usual prefix: ``link:presentationLink``."""
    where: Where
    arcrole: bool = False


@dataclass(frozen=True, slots=True)
class RoleRefView:
    """A linkbase's word that it uses a role, and where that role is declared."""

    uri: str
    href: str
    where: Where


@dataclass(frozen=True, slots=True)
class ArcView:
    """A relationship: ``kind`` is pre, cal or def; ``order`` and ``weight`` as written."""

    kind: str
    role: str
    arcrole: str
    parent: str
    child: str
    order: str | None
    weight: str | None
    preferred: str | None
    priority: str
    prohibited: bool
    context_element: str | None
    closed: bool
    target_role: str | None
    ends: tuple[str, int, str, str]
    """File, number of the link in it, and the two labels of its locators (they hold within a link)."""
    where: Where
    usable: bool = True


@dataclass(frozen=True, slots=True)
class LabelView:
    concept: str
    role: str
    lang: str
    text: str
    where: Where


@dataclass(frozen=True, slots=True)
class FootnoteView:
    """``facts`` are the ids it is connected to; ``flaws`` what is wrong with the link's form."""

    id: str
    text: str
    facts: tuple[str, ...]
    where: Where


@dataclass(frozen=True, slots=True)
class ImportView:
    namespace: str
    location: str
    where: Where


@dataclass(slots=True)
class Written:
    """Everything read from one package, with the look-ups that rules share."""

    files: tuple[FileView, ...]
    base: Base | None = None
    """The standard taxonomy, if it is known."""
    prefix: str = ""
    namespace: str = ""
    schema: FileView | None = None
    contexts: tuple[ContextView, ...] = ()
    units: tuple[UnitView, ...] = ()
    facts: tuple[FactView, ...] = ()
    footnotes: tuple[FootnoteView, ...] = ()
    elements: tuple[ElementView, ...] = ()
    roles: tuple[RoleView, ...] = ()
    role_refs: tuple[RoleRefView, ...] = ()
    arcs: tuple[ArcView, ...] = ()
    labels: tuple[LabelView, ...] = ()
    imports: tuple[ImportView, ...] = ()
    resource_roles: tuple[tuple[str, str, Where], ...] = ()
    """(kind of resource, role, place) of every label and reference."""
    references: tuple[tuple[str, Where], ...] = ()
    """(concept, place) of every reference resource."""
    link_flaws: tuple[tuple[str, Where], ...] = ()
    """What is wrong with the form of footnote links."""
    context_by_id: dict[str, ContextView] = field(default_factory=dict)
    unit_by_id: dict[str, UnitView] = field(default_factory=dict)
    cover: dict[str, list[FactView]] = field(default_factory=dict)
    """dei facts by local name."""
    by_concept: dict[str, list[FactView]] = field(default_factory=dict)
    namespaces: tuple[str, ...] = ()
    """Of a report that is no XML."""
    lacking: frozenset[str] = frozenset()
    """Parts that the filing names and that are not here: ``xsd``, ``pre``, ``cal``, ``def``, ``lab``."""
    brought: frozenset[str] = frozenset()
    """Prefixes of taxonomies that the schema imports by an entry point, with their linkbases."""
    by_context: dict[str, list[FactView]] = field(default_factory=dict)
    """Facts by the id of their context."""
    used_in: dict[str, Where] = field(default_factory=dict)
    """Axes and members, and the first context that names each."""
    hrefs: dict[str, str] = field(default_factory=dict)
    """The addresses that locators point at, by the QName there; the filing's own files are left out."""
    _own: dict[str, Concept] = field(default_factory=dict)
    _networks: dict[str, list[ArcView]] = field(default_factory=dict)
    _marked: dict[str, tuple[etree._Element, ...]] = field(default_factory=dict)
    _roles: dict[str, RoleView] = field(default_factory=dict)
    _stated: dict[str, str | None] = field(default_factory=dict)
    _rows: list[list[tuple[FactView, Decimal, ContextView]]] | None = None

    def settle(self) -> Written:
        """Fill the look-ups."""
        self.context_by_id = {c.id: c for c in self.contexts}
        self.unit_by_id = {u.id: u for u in self.units}
        self._roles = {r.uri: r for r in reversed(self.roles) if not r.arcrole}
        entries = (m["name"].partition("-") for i in self.imports if (m := _ENTRY.match(i.namespace)))
        self.brought = frozenset(prefix for prefix, _, _ in entries)
        for fact in self.facts:
            self.by_concept.setdefault(fact.concept, []).append(fact)
            self.by_context.setdefault(fact.context, []).append(fact)
            if fact.concept.startswith("dei:"):
                self.cover.setdefault(fact.concept[4:], []).append(fact)
        for context in self.contexts:
            for pair in context.dims:
                for name in pair:
                    self.used_in.setdefault(name, context.where)
        self._own = {
            f"{self.prefix}:{e.name}": Concept(
                f"{self.prefix}:{e.name}",
                e.type,
                e.period,
                e.balance or None,
                e.abstract,
                e.substitution,
            )
            for e in self.elements
        }
        return self

    def concept(self, qname: str) -> Concept | None:
        """The company's own, else the standard taxonomy's; None if neither knows it."""
        own = self._own.get(qname)
        if own is not None:
            return own
        return self.base.concept(qname) if self.base is not None else None

    def is_own(self, qname: str) -> bool:
        return qname.partition(":")[0] == self.prefix

    def is_brought(self, qname: str) -> bool:
        """Is it of a taxonomy whose labels and presentation come with the schema that is imported: those
        that the SEC has entry points for (``ecd-sub``, ``cyd-af``)?"""
        return qname.partition(":")[0] in self.brought

    def is_standard(self, prefix: str) -> bool:
        return self.base is not None and prefix in self.base.prefixes

    def context(self, fact: FactView) -> ContextView | None:
        return self.context_by_id.get(fact.context)

    def of(self, kind: str) -> Iterator[FileView]:
        return (f for f in self.files if f.kind == kind and f.root is not None)

    def network(self, kind: str) -> list[ArcView]:
        """Arcs of a kind that are in force."""
        if kind not in self._networks:
            self._networks[kind] = [a for a in self.arcs if a.kind == kind and not a.prohibited]
        return self._networks[kind]

    def marked(self, file: FileView) -> tuple[etree._Element, ...]:
        """The elements of a file that :func:`xbrlgen.written.nodes.marked` finds, looked for once."""
        if file.name not in self._marked:
            self._marked[file.name] = marked(file.root, file.data) if file.root is not None else ()
        return self._marked[file.name]

    @property
    def rows(self) -> list[list[tuple[FactView, Decimal, ContextView]]]:
        """Facts of one concept, unit, members and length of period: what one row of a table shows."""
        if self._rows is None:
            months = {
                c.id: round((c.end - c.start).days / 30.4375) if c.start else 0
                for c in self.context_by_id.values()
                if c.end is not None
            }
            groups: dict[Hashable, list[tuple[FactView, Decimal, ContextView]]] = {}
            for fact in self.facts:
                c = self.context_by_id.get(fact.context)
                if c is not None and isinstance(fact.value, Decimal) and c.id in months:
                    key = (fact.concept, fact.unit, c.dims, months[c.id])
                    groups.setdefault(key, []).append((fact, fact.value, c))
            self._rows = list(groups.values())
        return self._rows

    @property
    def submitted(self) -> Iterator[FileView]:
        return (f for f in self.files if f.kind not in ("other", "loose"))

    @property
    def is_inline(self) -> bool:
        return any(f.kind == "inline" for f in self.files)

    def stated(self, name: str) -> str | None:
        """The text of a cover fact without members, or None."""
        if name not in self._stated:
            self._stated[name] = self._first_stated(name)
        return self._stated[name]

    def _first_stated(self, name: str) -> str | None:
        for fact in self.cover.get(name, ()):
            context = self.context(fact)
            if context is not None and not context.dims and not fact.nil and fact.value not in (None, ""):
                return str(fact.value)
        return None

    @property
    def document_type(self) -> str | None:
        return self.stated("DocumentType")

    @property
    def period_end(self) -> date | None:
        """dei:DocumentPeriodEndDate."""
        text = self.stated("DocumentPeriodEndDate")
        try:
            return date.fromisoformat(text.strip()) if text else None
        except ValueError:
            return None

    @property
    def required(self) -> ContextView | None:
        """The Required Context (EFM 6.5.19): the one of DocumentType, without members."""
        for fact in self.cover.get("DocumentType", ()):
            context = self.context(fact)
            if context is not None and not context.dims and context.start is not None:
                return context
        return next((c for c in self.contexts if c.start and not c.dims), None)

    def version_of(self, prefix: str) -> str:
        """The version of a standard taxonomy that the schema imports (``2022q4``).

        Of one that comes with another it is that of the newest it imports; empty if it imports none. Where
        the schema is missing, the namespaces of the report tell.
        """
        named = [i.namespace for i in self.imports]
        if self.schema is None:
            named = [n for f in self.files if f.root is not None for n in f.root.nsmap.values() if n]
        found = [m for n in named if (m := VERSION.match(n)) is not None]
        own = [m["version"] for m in found if m["name"] == prefix]
        return max(own or [m["version"] for m in found], default="")

    def role(self, uri: str) -> RoleView | None:
        return self._roles.get(uri)


@dataclass(frozen=True, slots=True)
class Flaw:
    """What a rule found: the message, the place in the package, and what it is about."""

    message: str
    where: Where | None = None
    facts: tuple[str, ...] = ()
    concept: str | None = None
    hint: str | None = None
    in_project: str | None = None
    """What to do in a filing project of ours, where its own files say what is filed."""


Rule = Callable[[Written], Iterator[Flaw]]
Rules = tuple[tuple[str, Rule], ...]
"""(finding code, rule)."""


def ids_of(facts: Iterable[FactView]) -> tuple[str, ...]:
    """The ids of facts; one without an id cannot be named."""
    return tuple(f.id for f in facts if f.id)


def about(fact: FactView, message: str) -> Flaw:
    """A flaw of one fact."""
    return Flaw(message, fact.where, (fact.id,) if fact.id else (), fact.concept)
