"""The xBRL-XML files of a filing: instance, schema and linkbases.

Everything is settled in the :class:`Report`; here it is only put into the shape the
templates ask for. ``attributes`` are in the order in which they are written; one that is
None is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from xbrlgen.model.report import Arc, Element, Extension, Fact, Footnote, Report, Role
from xbrlgen.model.taxonomy import Concept
from xbrlgen.model.xbrl import DIM, FACT_FOOTNOTE, LANGUAGE, REGISTRY_ROLES, XBRL_ROLES, plain
from xbrlgen.render.engine import render

Attributes = dict[str, str | None]

XBRLI = ("xbrli", "http://www.xbrl.org/2003/instance")
LINK = ("link", "http://www.xbrl.org/2003/linkbase")
XLINK = ("xlink", "http://www.w3.org/1999/xlink")
XBRLDI = ("xbrldi", "http://xbrl.org/2006/xbrldi")
XBRLDT = ("xbrldt", "http://xbrl.org/2005/xbrldt")
DTR = ("dtr-types", "http://www.xbrl.org/dtr/type/2024-01-31")
UTR = ("utr", "http://www.xbrl.org/2009/utr")
"""Units of the registry that are no currencies: weeks, square feet."""
ISO4217 = ("iso4217", "http://www.xbrl.org/2003/iso4217")
XSI = ("xsi", "http://www.w3.org/2001/XMLSchema-instance")
XS = ("xs", "http://www.w3.org/2001/XMLSchema")

_LOCATIONS = {
    "xbrli": "http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd",
    "link": "http://www.xbrl.org/2003/xbrl-linkbase-2003-12-31.xsd",
    "xbrldt": "http://www.xbrl.org/2005/xbrldt-2005.xsd",
    "dtr-types": "https://www.xbrl.org/dtr/type/2024-01-31/types.xsd",
}
_LINKBASES = (
    ("pre", "presentation"),
    ("cal", "calculation"),
    ("def", "definition"),
    ("lab", "label"),
)


@dataclass(frozen=True, slots=True)
class Ref:
    """A roleRef, arcroleRef or linkbaseRef: a role URI and the place it leads to."""

    uri: str
    href: str


@dataclass(frozen=True, slots=True)
class Locator:
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Link:
    """An extended link; the arcs' attributes."""

    role: str
    locators: tuple[Locator, ...]
    arcs: tuple[Attributes, ...]


@dataclass(frozen=True, slots=True)
class Resource:
    """A label or a footnote."""

    label: str
    role: str
    text: str
    language: str = LANGUAGE


@dataclass(frozen=True, slots=True)
class LabelledConcept:
    id: str
    href: str
    labels: tuple[Resource, ...]


@dataclass(frozen=True, slots=True)
class FootnoteLink:
    notes: tuple[Resource, ...]
    locators: tuple[Locator, ...]
    arcs: tuple[Attributes, ...]


FactParts = tuple[str, str, str, str | None, str | int | None, str, str, bool]
"""Of a fact, as the template writes it: QName, id, context, unit, decimals, a language of its own, text,
and whether it is nil. Text facts have neither unit nor decimals."""


# -- instance ------------------------------------------------------------------------------


def instance(report: Report) -> Iterator[bytes]:
    """The xBRL-XML instance (XBRL 2.1 section 4), in pieces.

    Facts are iterated once, in their order, and not held; the fact ids of footnotes are.
    A number with ``decimals`` None is exact: ``INF``. Raises ValueError for a value that is
    no finite number.
    """
    notes = _Footnotes(report.footnotes)
    return render(
        "xbrl/instance.xml.jinja",
        namespaces=[XBRLI, LINK, XLINK, *report_namespaces(report)],
        schema=f"{report.extension.base}.xsd",
        entity=report.entity,
        contexts=report.contexts,
        units=report.units,
        facts=(_fact(f) for f in notes.watch(report.facts)),
        footnote_links=notes.links(),
    )


def report_namespaces(report: Report) -> list[tuple[str, str]]:
    """Of what the contexts, units and facts of a report name: (prefix, namespace)."""
    measures = [m for u in report.units for m in (*u.numerator, *u.denominator)]
    used = []
    if any(m.startswith("iso4217:") for m in measures):
        used.append(ISO4217)
    if any(m.startswith("utr:") for m in measures):
        used.append(UTR)
    if any(c.dimensions for c in report.contexts):
        used.append(XBRLDI)
    extension = report.extension
    used += [(i.prefix, i.namespace) for i in extension.imports]
    used.append((extension.prefix, extension.namespace))
    return used


def _fact(fact: Fact) -> FactParts:
    return (
        fact.concept.qname,
        fact.id,
        fact.context.id,
        fact.unit.id if fact.unit is not None else None,
        "INF" if isinstance(fact.value, Decimal) and fact.decimals is None else fact.decimals,
        "" if fact.unit is not None or fact.language == LANGUAGE else fact.language,
        plain(fact.value),
        fact.value is None,
    )


class _Footnotes:
    """Notes which facts point to which footnotes while the facts go by."""

    def __init__(self, footnotes: tuple[Footnote, ...]) -> None:
        self.footnotes = footnotes
        self.pointing: list[tuple[str, tuple[str, ...]]] = []

    def watch(self, facts: Iterable[Fact]) -> Iterator[Fact]:
        for fact in facts:
            if fact.footnotes:
                self.pointing.append((fact.id, tuple(n.id for n in fact.footnotes)))
            yield fact

    def links(self) -> Iterator[FootnoteLink]:
        """The footnote link (XBRL 2.1 section 4.11), if a fact points to a footnote.

        Asked for after the facts have gone by. A footnote nobody points to is left out (EFM 6.5.33).
        """
        used = {note for _, notes in self.pointing for note in notes}
        if used:
            yield FootnoteLink(
                tuple(Resource(n.id, "", n.text, n.language) for n in self.footnotes if n.id in used),
                tuple(Locator(f"loc_{fact}", f"#{fact}") for fact, _ in self.pointing),
                tuple(
                    {
                        "xlink:arcrole": FACT_FOOTNOTE,
                        "xlink:from": f"loc_{fact}",
                        "xlink:to": note,
                        "order": str(order),
                    }
                    for fact, notes in self.pointing
                    for order, note in enumerate(dict.fromkeys(notes), start=1)
                ),
            )


# -- schema --------------------------------------------------------------------------------


def schema(extension: Extension) -> Iterator[bytes]:
    """The extension's schema: roles, linkbase references, imports and declarations (EFM 6.7)."""
    own = (extension.prefix, extension.namespace)
    needed = [XBRLI, LINK]
    for pair in (XBRLDT, DTR):
        if any(_uses(e, pair[0]) for e in extension.elements):
            needed.append(pair)
    namespaces = [XS, *needed, XLINK]
    imports = [{"namespace": uri, "location": _LOCATIONS[prefix]} for prefix, uri in needed]
    for i in extension.imports:
        namespaces.append((i.prefix, i.namespace))
        imports.append({"namespace": i.namespace, "location": i.location})
    return render(
        "xbrl/schema.xsd.jinja",
        namespaces=[*namespaces, own],
        target=extension.namespace,
        roles=[(r.uri, _role_id(r), r.definition) for r in extension.roles if _is_own(r.uri)],
        linkbase_refs=[
            Ref(f"{XBRL_ROLES}{kind}LinkbaseRef", f"{extension.base}_{suffix}.xml")
            for suffix, kind in linkbases(extension)
        ],
        imports=imports,
        elements=(_declaration(extension, e) for e in extension.elements),
    )


def linkbases(extension: Extension) -> list[tuple[str, str]]:
    """The linkbases that are not empty, as (file suffix, kind): EFM 6.3.3."""
    has = {
        "presentation": any(r.presentation for r in extension.roles),
        "calculation": any(r.calculation for r in extension.roles),
        "definition": any(r.definitions for r in extension.roles),
        "label": bool(extension.labels),
    }
    return [(suffix, kind) for suffix, kind in _LINKBASES if has[kind]]


def _uses(element: Element, prefix: str) -> bool:
    concept: Concept = element.concept
    if prefix == "xbrldt" and element.typed_domain is not None:
        return True
    return concept.type.startswith(f"{prefix}:") or concept.substitution.startswith(f"{prefix}:")


def _declaration(extension: Extension, element: Element) -> Attributes:
    """EFM 6.7.17, 6.7.18: the id is prefix_Name, and every element is nillable.

    What values of a typed axis stand in is an element of XML Schema and no concept.
    """
    concept = element.concept
    typed = element.typed_domain
    return {
        "id": element_id(concept.qname),
        "name": concept.name,
        "type": concept.type,
        "substitutionGroup": concept.substitution or None,
        "xbrli:periodType": concept.period or None,
        "xbrli:balance": concept.balance,
        "abstract": "true" if concept.abstract else None,
        "nillable": "true" if element.is_item else None,
        "xbrldt:typedDomainRef": None if typed is None else _typed_href(extension, typed),
    }


def _typed_href(extension: Extension, qname: str) -> str:
    href = extension.href(qname)
    return href.removeprefix(f"{extension.base}.xsd")


def element_id(qname: str) -> str:
    """The id of an element in its schema: ``us-gaap_Assets``."""
    return qname.replace(":", "_", 1)


# -- linkbases -----------------------------------------------------------------------------


def label(extension: Extension) -> Iterator[bytes]:
    """The label linkbase (XBRL 2.1 section 5.2.2): each concept's labels together, in en-US."""
    by_concept: dict[str, list[Resource]] = {}
    for item in extension.labels:
        by_concept.setdefault(item.concept, []).append(
            Resource(item.concept, item.role, item.text, item.language)
        )
    return render(
        "xbrl/label.xml.jinja",
        namespaces=[LINK, XLINK, XSI],
        role_refs=_label_role_refs(extension, (item.role for item in extension.labels)),
        arcrole_refs=[],
        concepts=(
            LabelledConcept(element_id(qname), extension.href(qname), tuple(labels))
            for qname, labels in by_concept.items()
        ),
    )


def presentation(extension: Extension) -> Iterator[bytes]:
    """The presentation linkbase (XBRL 2.1 section 5.2.4)."""
    roles = [(r, r.presentation) for r in extension.roles if r.presentation]
    preferred = (a.preferred for _, arcs in roles for a in arcs if a.preferred is not None)
    return _network(extension, "presentation", roles, label_roles=preferred)


def calculation(extension: Extension) -> Iterator[bytes]:
    """The calculation linkbase (XBRL 2.1 section 5.2.5)."""
    roles = [(r, r.calculation) for r in extension.roles if r.calculation]
    return _network(extension, "calculation", roles)


def definition(extension: Extension) -> Iterator[bytes]:
    """The definition linkbase (XBRL Dimensions 1.0 section 2)."""
    roles = [(r, r.definitions) for r in extension.roles if r.definitions]
    return _network(extension, "definition", roles)


def _network(
    extension: Extension,
    kind: str,
    roles: list[tuple[Role, tuple[Arc, ...]]],
    label_roles: Iterable[str] = (),
) -> Iterator[bytes]:
    own = [Ref(r.uri, f"{extension.base}.xsd#{_role_id(r)}") for r, _ in roles if _is_own(r.uri)]
    arcroles = dict.fromkeys(a.arcrole for _, arcs in roles for a in arcs)
    namespaces = [LINK, XLINK, XSI]
    dimensional = [a for a in arcroles if a.startswith(DIM)]
    if dimensional:
        namespaces.append(XBRLDT)
    return render(
        f"xbrl/{kind}.xml.jinja",
        namespaces=namespaces,
        role_refs=[*own, *_label_role_refs(extension, label_roles)],
        arcrole_refs=[Ref(a, f"{_LOCATIONS['xbrldt']}#{a.removeprefix(DIM)}") for a in dimensional],
        links=(_link(extension, role.uri, arcs) for role, arcs in roles),
    )


def _link(extension: Extension, role: str, arcs: Iterable[Arc]) -> Link:
    """One locator for each concept; one more for a child that a parent already has an arc to.

    Two arcs between the same two locators are not allowed (XLink 1.1 section 5.1.3), though
    two relationships between the same two concepts are.
    """
    locators: dict[str, str] = {}
    taken: set[tuple[str, str]] = set()
    views = []
    for arc in arcs:
        start = f"loc_{element_id(arc.parent)}"
        locators.setdefault(start, extension.href(arc.parent))
        stem = end = f"loc_{element_id(arc.child)}"
        number = 1
        while (start, end) in taken:
            number += 1
            end = f"{stem}_{number}"
        taken.add((start, end))
        locators.setdefault(end, extension.href(arc.child))
        views.append(_arc(arc, start, end))
    return Link(role, tuple(Locator(name, href) for name, href in locators.items()), tuple(views))


def _arc(arc: Arc, start: str, end: str) -> Attributes:
    return {
        "xlink:arcrole": arc.arcrole,
        "xlink:from": start,
        "xlink:to": end,
        "order": plain(arc.order),
        "preferredLabel": arc.preferred,
        "weight": None if arc.weight is None else plain(arc.weight),
        "xbrldt:contextElement": arc.context_element,
        "xbrldt:closed": None if arc.closed is None else str(arc.closed).lower(),
        "xbrldt:targetRole": arc.target_role,
        "xbrldt:usable": None if arc.usable else "false",
    }


def _is_own(uri: str) -> bool:
    """Roles of XBRL 2.1 itself are declared nowhere, and need no reference."""
    return not uri.startswith(XBRL_ROLES)


def _role_id(role: Role) -> str:
    """Its mnemonic; of two roles that end alike, what an id may have of the whole address."""
    return role.id if _ID.fullmatch(role.id) else "role_" + re.sub(r"[^A-Za-z0-9]+", "_", role.uri)


_ID = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)


def _label_role_refs(extension: Extension, uris: Iterable[str]) -> list[Ref]:
    """References for label roles beyond XBRL 2.1: those of the Link Role Registry (EFM 6.9.4, 6.9.5).

    Raises ValueError for a role of neither, unless the taxonomy that is carried on refers to it.
    """
    refs = []
    carried = dict(extension.role_refs)
    for uri in sorted(set(uris)):
        if uri.startswith(XBRL_ROLES):
            continue
        name = uri.removeprefix(REGISTRY_ROLES)
        if uri in carried:
            refs.append(Ref(uri, carried[uri]))
            continue
        if name == uri:
            raise ValueError(f"{uri} is not a label role of XBRL 2.1 or of the Link Role Registry")
        file = "negated-2009-12-16.xsd" if name.startswith("negated") else "net-2009-12-16.xsd"
        refs.append(Ref(uri, f"http://www.xbrl.org/lrr/role/{file}#{name}"))
    return refs
