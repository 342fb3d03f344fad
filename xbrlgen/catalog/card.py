"""All that is known of one concept, and full-text search: what ``xbrlgen concept`` shows."""

from __future__ import annotations

import re
from dataclasses import dataclass

from xbrlgen.catalog.catalog import Catalog
from xbrlgen.catalog.index import IndexPart, LabelText, Reference, Relative
from xbrlgen.model.taxonomy import Concept

_TERM = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class ConceptCard:
    """What a catalog knows of one name. ``concept`` is None for an unknown name: see ``nearest`` then.

    ``source`` says what was asked: an official package, or the shipped tables, which know labels,
    documentation, references and networks of nothing but the standard label. ``namespace`` and
    ``location`` are of its schema. ``successors`` stand in its place where it is deprecated or removed.
    ``default`` is the default member of an axis. Relatives are in the order of the networks.
    """

    qname: str
    concept: Concept | None
    taxonomy: str
    source: str
    stand_in: bool
    namespace: str | None = None
    location: str | None = None
    nillable: bool | None = None
    labels: tuple[LabelText, ...] = ()
    documentation: str = ""
    references: tuple[Reference, ...] = ()
    successors: tuple[str, ...] = ()
    default: str | None = None
    presentation_parents: tuple[Relative, ...] = ()
    presentation_children: tuple[Relative, ...] = ()
    calculation_parents: tuple[Relative, ...] = ()
    calculation_children: tuple[Relative, ...] = ()
    nearest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CardHit:
    """One concept that a search found."""

    qname: str
    label: str
    deprecated: bool = False


def describe_concept(catalog: Catalog, qname: str, n: int = 5) -> ConceptCard:
    """The card of a concept, with its ``n`` nearest names. A bare name is looked up in every prefix."""
    known = catalog.concept(qname)
    if known is None and ":" not in qname:
        full = next((f"{p}:{qname}" for p in catalog.prefixes if f"{p}:{qname}" in catalog), qname)
        known = catalog.concept(full)
    nearest = tuple(q for q in catalog.near(qname, n + 1) if known is None or q != known.qname)[:n]
    if known is None:
        successors = catalog.removed(qname) or ()
        return ConceptCard(
            qname,
            None,
            catalog.name,
            catalog.describe(),
            catalog.is_stand_in,
            successors=successors,
            nearest=nearest,
        )
    part = catalog.part(known.prefix)
    labels: dict[LabelText, None] = {}
    references: dict[Reference, None] = {}
    found: dict[str, dict[Relative, None]] = {"pp": {}, "pc": {}, "cp": {}, "cc": {}}
    namespace = catalog.namespace(known.prefix)
    for index in catalog.indexes():
        for node in index.nodes(known.prefix, known.name, namespace):
            labels |= dict.fromkeys(index.labels(node))
            references |= dict.fromkeys(index.references(node))
            for kind in "pc":
                found[f"{kind}p"] |= dict.fromkeys(index.parents(node, kind))
                found[f"{kind}c"] |= dict.fromkeys(index.children(node, kind))
    if not labels and known.label:
        labels = {LabelText("label", "en-US", known.label): None}
    return ConceptCard(
        qname=known.qname,
        concept=known,
        taxonomy=catalog.name,
        source=catalog.describe(),
        stand_in=catalog.is_stand_in,
        namespace=namespace,
        location=catalog.location(known.prefix),
        nillable=part.nillable(known.name) if isinstance(part, IndexPart) else None,
        labels=tuple(text for text in labels if text.role != "documentation"),
        documentation=next((text.text for text in labels if text.role == "documentation"), ""),
        references=tuple(references),
        successors=known.replaced_by,
        default=catalog.domain_of(known.qname) if known.is_axis else None,
        presentation_parents=tuple(found["pp"]),
        presentation_children=tuple(found["pc"]),
        calculation_parents=tuple(found["cp"]),
        calculation_children=tuple(found["cc"]),
        nearest=nearest,
    )


def search(catalog: Catalog, words: str, n: int = 10) -> tuple[CardHit, ...]:
    """Concepts whose names or standard labels have the words, best first; at most ``n``.

    All of the words, else any of them. The words are words: no operators. In the shipped tables, which
    have no full-text index, the nearest names and labels are given.
    """
    terms = [f'"{term}"' for term in _TERM.findall(words)]
    if not terms or n < 1:
        return ()
    hits: dict[str, CardHit] = {}
    known = (catalog.part(prefix) for prefix in catalog.prefixes)
    parts = [part for part in known if isinstance(part, IndexPart)]
    for joined in (" AND ".join(terms), " OR ".join(terms)):
        for index in catalog.indexes():
            prefixes = {part.number: part.prefix for part in parts if part.index is index}
            # Some of what is found may be of a schema that does not answer in this year.
            for number, name, label, deprecated, _ in index.search(joined, 10 * n):
                if number in prefixes:
                    qname = f"{prefixes[number]}:{name}"
                    hits.setdefault(qname, CardHit(qname, label, bool(deprecated)))
        if hits:
            break
    for qname in catalog.near(words, n) if len(hits) < n else ():
        concept = catalog.concept(qname)
        if concept is not None:
            hits.setdefault(qname, CardHit(qname, concept.label, concept.deprecated))
    return tuple(hits.values())[:n]
