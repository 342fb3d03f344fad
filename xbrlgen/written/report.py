"""The report that somebody's XBRL is: the same nouns as one that is built here."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding, Severity
from xbrlgen.model.mapping import DocumentInfo, Entity
from xbrlgen.model.period import FOREVER, Period
from xbrlgen.model.report import (
    Arc,
    Context,
    Element,
    Extension,
    Fact,
    Footnote,
    Import,
    Label,
    Origin,
    Report,
    Role,
    Unit,
)
from xbrlgen.model.taxonomy import Concept
from xbrlgen.model.xbrl import STANDARD_LABEL, ending
from xbrlgen.written.reader import usual_prefix
from xbrlgen.written.views import ArcView, ContextView, FactView, Written

_TYPES = {"us-types", "num", "nonnum", "dtr-types"}
"""Prefixes of the registry of types over the years; a type is known by its name."""
_TAXONOMY = re.compile(r"http://(?:fasb\.org|xbrl\.us)/us-gaap/(\d{4})")
_TAG = re.compile(r"<[^<>]*>")
_PLAIN_REPORTS = ("10-K", "10-Q", "20-F", "40-F", "11-K", "N-CSR")
"""Forms whose DocumentPeriodEndDate is the end of their period; of others it is the day of the report."""
NAMED = 3
"""So many contexts that cannot be read are named."""


def report_of(written: Written) -> Report:
    """Everything that written XBRL says, in its order.

    ``precision`` is told as decimals (XBRL 2.1 section 4.6.6); a number that cannot be read is told as the
    text it is; arcs that are prohibited are no arcs of the report (XBRL 2.1 section 3.5.3.9.7.5). A fact
    that is said twice stands twice. ``origin`` leads to the line of the file.

    Findings: XG-REG-009, a warning, where facts speak of a context that is missing or has no period that
    can be read; they are left out.
    """
    reader = _Facts(written)
    facts = tuple(reader.facts())
    return Report(
        entity=_entity(written),
        document=_document(written, facts),
        taxonomy=_taxonomy(written),
        contexts=tuple(reader.contexts.values()),
        units=tuple(reader.units.values()),
        facts=facts,
        footnotes=tuple(dict.fromkeys(n for notes in reader.notes.values() for n in notes)),
        extension=_extension(written),
        findings=tuple(reader.findings()),
    )


def own_period_end(ends: Iterable[date], not_after: date | None = None) -> date | None:
    """The day that a report is about: the last one that about as many figures speak of as of any other.

    ``ends`` has the last day of each figure's period. Outlooks and events after the period are told of
    in a few figures only.
    """
    counts = Counter(end for end in ends if not_after is None or end <= not_after)
    most = max(counts.values(), default=0)
    return max((end for end, n in counts.items() if 2 * n >= most), default=None)


def plain_text(text: str) -> str:
    """Text without tags, white space folded, for text blocks of any make."""
    if "<" in text:
        text = html.unescape(_TAG.sub(" ", text))
    return " ".join(text.split())


# -- facts ---------------------------------------------------------------------------------


class _Facts:
    def __init__(self, written: Written) -> None:
        self.written = written
        self.units = {u.id: Unit(u.id, u.numerator, u.denominator) for u in written.units}
        self.contexts: dict[str, Context] = {}
        for view in written.contexts:
            period = _period(view)
            if period is not None:
                typed = tuple((a, e) for a, e in zip(view.typed, view.domains, strict=True))
                self.contexts[view.id] = Context(view.id, period, view.dims, typed)
        self.concepts: dict[str, Concept] = {}
        self.notes: dict[str, list[Footnote]] = {}
        for note in written.footnotes:
            told = Footnote(note.id, "", plain_text(note.text), note.where)
            for fact in note.facts:
                self.notes.setdefault(fact, []).append(told)
        self.unread: Counter[str] = Counter()

    def facts(self) -> Iterator[Fact]:
        for view in self.written.facts:
            context = self.contexts.get(view.context)
            if context is None:
                self.unread[view.context] += 1
                continue
            unit = None
            if view.unit is not None:
                unit = self.units.get(view.unit) or Unit(view.unit, (view.unit,))
            value = self.value(view)
            yield Fact(
                id=view.id,
                concept=self.concept(view.concept),
                value=value,
                context=context,
                unit=unit,
                decimals=_decimals(view) if isinstance(value, Decimal) else None,
                footnotes=tuple(sorted(self.notes.get(view.id, ()), key=lambda n: n.text)),
                language=view.lang if unit is None else "",
                origin=Origin(source=view.where),
            )

    def value(self, view: FactView) -> Decimal | str | None:
        if view.nil:
            return None
        # A number that cannot be read is told as it stands.
        return view.value if view.value is not None else " ".join(view.raw.split())

    def concept(self, qname: str) -> Concept:
        """As the schemas say; of a concept that none of them knows only its name is known."""
        found = self.concepts.get(qname)
        if found is None:
            found = self.written.concept(qname) or Concept(qname, "", "")
            self.concepts[qname] = found
        return found

    def findings(self) -> Iterator[Finding]:
        number = sum(self.unread.values())
        if number:
            names = ", ".join(list(self.unread)[:NAMED]) + (", …" if len(self.unread) > NAMED else "")
            speak, are = ("fact speaks", "is") if number == 1 else ("facts speak", "are")
            yield finding(
                "XG-REG-009",
                f"{number:,} {speak} of a context that is missing or has no period that can be read, and "
                f"{are} left out: {names}",
                severity=Severity.WARNING,
            )


def _period(context: ContextView) -> Period | None:
    if context.forever:
        return FOREVER
    if context.end is None or (context.start is not None and context.start > context.end):
        return None
    return Period(context.start, context.end)


def _decimals(view: FactView) -> int | None:
    """None for exact; ``precision`` is turned into decimals (XBRL 2.1 section 4.6.6)."""
    said = view.decimals or ""
    if view.decimals is None and (view.precision or "").strip().isdigit() and isinstance(view.value, Decimal):
        digits = int(str(view.precision))
        return digits - view.value.adjusted() - 1 if view.value and 0 < digits < 99 else None
    return int(said) if re.fullmatch(r"\s*[+-]?\d{1,4}\s*", said) else None


# -- the taxonomy ----------------------------------------------------------------------------


def _extension(written: Written) -> Extension:
    schema = written.schema
    root = None if schema is None else schema.root
    known = {} if root is None else {n: p or "" for p, n in root.nsmap.items()}
    base = "" if schema is None else schema.name.rpartition("/")[2].removesuffix(".xsd")
    return Extension(
        prefix=written.prefix,
        namespace=written.namespace,
        base=base,
        imports=tuple(
            Import(usual_prefix(i.namespace, known.get(i.namespace, "")), i.namespace, i.location)
            for i in written.imports
        ),
        elements=tuple(_elements(written)),
        roles=tuple(_roles(written)),
        labels=tuple(
            Label(x.concept, x.role or STANDARD_LABEL, " ".join(x.text.split()), x.lang)
            for x in written.labels
        ),
        hrefs=tuple(sorted(written.hrefs.items())),
        role_refs=tuple(dict.fromkeys((r.uri, r.href) for r in written.role_refs if "://" in r.href)),
    )


def _roles(written: Written) -> Iterator[Role]:
    """Roles that have arcs, declared ones first; each with the arcs that are in force."""
    arcs: dict[str, dict[str, list[Arc]]] = {}
    for view in _in_force(written.arcs):
        arcs.setdefault(view.role, {}).setdefault(view.kind, []).append(_arc(view))
    declared = {r.uri: r.definition for r in written.roles if not r.arcrole}
    uris = dict.fromkeys(a.role for a in written.arcs)
    names = _names([*declared, *uris])
    for uri in {**{u: None for u in declared if u in uris}, **uris}:
        of = arcs.get(uri, {})
        yield Role(
            id=names[uri],
            uri=uri,
            definition=" ".join(declared.get(uri, "").split()),
            presentation=tuple(of.get("pre", ())),
            calculation=tuple(of.get("cal", ())),
            definitions=tuple(of.get("def", ())),
        )


def _names(uris: Iterable[str]) -> dict[str, str]:
    """The last part of each role's address; the whole address where two roles end alike."""
    ends = {uri: ending(uri) for uri in uris}
    counts = Counter(ends.values())
    return {uri: end if end and counts[end] == 1 else uri for uri, end in ends.items()}


def _in_force(arcs: Iterable[ArcView]) -> Iterator[ArcView]:
    """Arcs that no prohibition of the same or a higher priority takes away (XBRL 2.1 section 3.5.3.9.7.5)."""
    forbidden: dict[tuple[str, ...], int] = {}
    for arc in arcs:
        if arc.prohibited:
            key = _relation(arc)
            forbidden[key] = max(forbidden.get(key, 0), _priority(arc))
    for arc in arcs:
        if not arc.prohibited and _priority(arc) >= forbidden.get(_relation(arc), -1) + 1:
            yield arc


def _arc(view: ArcView) -> Arc:
    return Arc(
        arcrole=view.arcrole,
        parent=view.parent,
        child=view.child,
        order=_decimal(view.order) or Decimal(0),
        preferred=view.preferred or None,
        weight=_weight(view),
        context_element=view.context_element,
        closed=view.closed or None,
        target_role=view.target_role,
        usable=view.usable,
    )


def _relation(arc: ArcView) -> tuple[str, ...]:
    return (arc.kind, arc.role, arc.arcrole, arc.parent, arc.child)


def _priority(arc: ArcView) -> int:
    return int(arc.priority) if re.fullmatch(r"\d{1,9}", arc.priority) else 0


def _weight(arc: ArcView) -> Decimal | None:
    weight = _decimal(arc.weight) if arc.kind == "cal" else None
    return weight if weight is None or weight % 1 else Decimal(int(weight))


def _decimal(text: str | None) -> Decimal | None:
    return Decimal(text.strip()) if text and re.fullmatch(r"\s*[+-]?\d{1,20}(\.\d{0,20})?\s*", text) else None


def _elements(written: Written) -> Iterator[Element]:
    for view in written.elements:
        prefix, _, name = view.type.partition(":")
        concept = Concept(
            f"{written.prefix}:{view.name}",
            f"dtr-types:{name}" if prefix in _TYPES else view.type,
            view.period,
            view.balance or None,
            view.abstract,
            view.substitution,
        )
        domain = view.typed_domain.rpartition("#")[2].replace("_", ":", 1) or None
        yield Element(concept, where=view.where, typed_domain=domain)


# -- which report it is ----------------------------------------------------------------------


def _entity(written: Written) -> Entity:
    first = next((c for c in written.contexts if c.identifier), None)
    name = plain_text(written.stated("EntityRegistrantName") or "")
    if first is None:
        return Entity(name, "")
    return Entity(name, first.identifier, first.scheme or Entity("", "").scheme)


def _document(written: Written, facts: Iterable[Fact]) -> DocumentInfo | None:
    kind = written.document_type or ""
    stated = end = written.period_end
    if stated is None or not kind.startswith(_PLAIN_REPORTS):
        ends = (
            f.period.end
            for f in facts
            if isinstance(f.value, Decimal) and not f.dimensions and not f.period.is_forever
        )
        end = own_period_end(ends, stated) or stated
    if end is None:
        return None
    return DocumentInfo(kind, end, stated or end, written.stated("AmendmentFlag") == "true")


def _taxonomy(written: Written) -> str:
    """``us-gaap/2023``, as a namespace of its files says; empty if none does."""
    in_files = (n for f in written.files if f.root is not None for n in f.root.nsmap.values())
    found = next(filter(None, (_TAXONOMY.match(n or "") for n in (*written.namespaces, *in_files))), None)
    return f"us-gaap/{found[1]}" if found else ""
