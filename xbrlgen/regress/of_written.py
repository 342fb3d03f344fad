"""The snapshot of XBRL that somebody has written: a package, an inline document, a bare instance."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from xbrlgen.model.period import Period
from xbrlgen.model.report import Unit
from xbrlgen.model.snapshot import About, ElementShot, LabelShot, LinkShot, RoleShot, Shot, Snapshot
from xbrlgen.written.reader import usual_prefix
from xbrlgen.written.views import ArcView, ContextView, FactView, LabelView, Written

_KINDS = {"pre": "presentation", "cal": "calculation", "def": "definition"}
_TYPES = {"us-types", "num", "nonnum", "dtr-types"}
"""Prefixes of the registry of types over the years; a type is known by its name."""
_TAXONOMY = re.compile(r"http://(?:fasb\.org|xbrl\.us)/us-gaap/(\d{4})")
_LISTED = re.compile(r"(https?://[^\s#]+)#([A-Za-z_][\w.-]*)")
_TAG = re.compile(r"<[^<>]*>")
_PLAIN_REPORTS = ("10-K", "10-Q", "20-F", "40-F", "11-K", "N-CSR")
"""Forms whose DocumentPeriodEndDate is the end of their period; of others it is the day of the report."""


def snapshot_of_written(written: Written) -> Snapshot:
    """What of a written filing is compared.

    A fact that is said more than once is told once, as precisely as it is said anywhere. Text is told
    without tags. Labels are the English ones where there are any. Checks and findings it has none.
    """
    facts = tuple(_facts(written))
    return Snapshot(
        about=_about(written, facts),
        facts=facts,
        roles=tuple(_roles(written)),
        links=tuple(_links(written)),
        labels=tuple(_labels(written.labels)),
        elements=tuple(_elements(written)),
    )


def own_period_end(ends: Iterable[date], not_after: date | None = None) -> date | None:
    """The day that a report is about: the last one that about as many figures speak of as of any other.

    ``ends`` has the last day of each figure's period. Outlooks and events after the period are told of
    in a few figures only.
    """
    counts = Counter(end for end in ends if not_after is None or end <= not_after)
    most = max(counts.values(), default=0)
    return max((end for end, n in counts.items() if 2 * n >= most), default=None)


# -- facts ---------------------------------------------------------------------------------


def _facts(written: Written) -> Iterator[Shot]:
    units = {u.id: str(Unit(u.id, u.numerator, u.denominator)) for u in written.units}
    notes: dict[str, list[str]] = {}
    for note in written.footnotes:
        for fact in note.facts:
            notes.setdefault(fact, []).append(plain_text(note.text)[:80])
    contexts = {c.id: (_period(c), c.dims) for c in written.contexts}
    best: dict[object, Shot] = {}
    for view in written.facts:
        if view.context not in contexts:
            continue
        period, dims = contexts[view.context]
        decimals, value = _decimals(view), _value(view, written)
        shot = Shot(
            concept=view.concept,
            period=period,
            dimensions=dims,
            unit=units.get(view.unit or "", view.unit or ""),
            value=value,
            decimals=decimals if isinstance(value, Decimal) else None,
            notes=tuple(sorted(set(notes.get(view.id, ())))),
            source=view.where,
        )
        first = best.get(shot.identity)
        if first is None or _finer(shot, first):
            best[shot.identity] = shot
    return iter(best.values())


def _finer(a: Shot, b: Shot) -> bool:
    if not isinstance(a.value, Decimal) or not isinstance(b.value, Decimal):
        return False
    return b.decimals is not None and (a.decimals is None or a.decimals > b.decimals)


def _period(context: ContextView) -> Period | None:
    if context.end is None or (context.start is not None and context.start > context.end):
        return None
    return Period(context.start, context.end)


def _value(view: FactView, written: Written) -> Decimal | str | None:
    if view.nil:
        return None
    if isinstance(view.value, str):
        return _LISTED.sub(lambda m: _listed(m, written), plain_text(view.value))
    # A number that cannot be read is told as it stands.
    return view.value if view.value is not None else " ".join(view.raw.split())


def _listed(found: re.Match[str], written: Written) -> str:
    """A concept of an extensible enumeration, by its prefix, which is the same every year."""
    namespace = found[1]
    prefix = usual_prefix(namespace, written.prefix if namespace == written.namespace else "")
    return f"{prefix}:{found[2]}" if prefix else found[0]


def plain_text(text: str) -> str:
    """Text without tags, white space folded, for text blocks of any make."""
    if "<" in text:
        text = html.unescape(_TAG.sub(" ", text))
    return " ".join(text.split())


def _decimals(view: FactView) -> int | None:
    """None for exact; ``precision`` is turned into decimals (XBRL 2.1 section 4.6.6)."""
    said = view.decimals or ""
    if view.decimals is None and (view.precision or "").strip().isdigit() and isinstance(view.value, Decimal):
        digits = int(str(view.precision))
        return digits - view.value.adjusted() - 1 if view.value and 0 < digits < 99 else None
    return int(said) if re.fullmatch(r"\s*[+-]?\d{1,4}\s*", said) else None


# -- networks ------------------------------------------------------------------------------


def _roles(written: Written) -> Iterator[RoleShot]:
    names = _role_names(written)
    titles = {r.uri: r.definition for r in written.roles if not r.arcrole}
    used = {a.role: None for a in written.arcs}
    for uri in {**{u: None for u in titles if u in used}, **used}:
        title = " ".join(titles.get(uri, "").split())
        yield RoleShot(names[uri], title.partition(" - ")[2] or title)


def _role_names(written: Written) -> dict[str, str]:
    """The last part of each role's address; the whole address where two roles end alike."""
    uris = dict.fromkeys([*(r.uri for r in written.roles if not r.arcrole), *(a.role for a in written.arcs)])
    ends = Counter(uri.rstrip("/").rpartition("/")[2] for uri in uris)
    return {
        u: e if ends[e] == 1 and e else u for u, e in ((u, u.rstrip("/").rpartition("/")[2]) for u in uris)
    }


def _links(written: Written) -> Iterator[LinkShot]:
    names = _role_names(written)
    seen: Counter[tuple[str, str, str]] = Counter()
    for arc in sorted(_in_force(written.arcs), key=_order):
        key = (arc.role, arc.kind, arc.parent)
        seen[key] += 1
        yield LinkShot(
            role=names[arc.role],
            kind=_KINDS[arc.kind],
            arcrole=_last(arc.arcrole),
            parent=arc.parent,
            child=arc.child,
            order=seen[key],
            weight=_weight(arc),
            preferred=_last(arc.preferred) if arc.preferred else None,
        )


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


def _relation(arc: ArcView) -> tuple[str, ...]:
    return (arc.kind, arc.role, arc.arcrole, arc.parent, arc.child)


def _priority(arc: ArcView) -> int:
    return int(arc.priority) if re.fullmatch(r"\d{1,9}", arc.priority) else 0


def _order(arc: ArcView) -> Decimal:
    return _decimal(arc.order) or Decimal(0)


def _weight(arc: ArcView) -> Decimal | None:
    weight = _decimal(arc.weight) if arc.kind == "cal" else None
    return weight if weight is None or weight % 1 else Decimal(int(weight))


def _decimal(text: str | None) -> Decimal | None:
    return Decimal(text.strip()) if text and re.fullmatch(r"\s*[+-]?\d{1,20}(\.\d{0,20})?\s*", text) else None


def _labels(labels: Iterable[LabelView]) -> Iterator[LabelShot]:
    """One label for each concept and role: English before others, else the first."""
    best: dict[tuple[str, str], LabelView] = {}
    for label in labels:
        key = (label.concept, _last(label.role))
        first = best.get(key)
        if first is None or (_is_english(label) and not _is_english(first)):
            best[key] = label
    for (concept, role), label in best.items():
        yield LabelShot(concept, role, " ".join(label.text.split()))


def _is_english(label: LabelView) -> bool:
    return label.lang.lower().partition("-")[0] == "en"


def _elements(written: Written) -> Iterator[ElementShot]:
    for element in written.elements:
        prefix, _, name = element.type.partition(":")
        yield ElementShot(
            qname=f"{written.prefix}:{element.name}",
            type=f"dtr-types:{name}" if prefix in _TYPES else element.type,
            period=element.period,
            balance=element.balance or None,
            abstract=element.abstract,
            substitution=element.substitution,
        )


def _last(uri: str) -> str:
    return uri.rstrip("/").rpartition("/")[2]


# -- about ---------------------------------------------------------------------------------


def _about(written: Written, facts: tuple[Shot, ...]) -> About:
    identifier = next((c.identifier for c in written.contexts if c.identifier), "")
    document = written.document_type or ""
    stated = written.period_end
    ends = (s.period.end for s in facts if s.period and not s.dimensions and isinstance(s.value, Decimal))
    if not document.startswith(_PLAIN_REPORTS) or stated is None:
        stated = own_period_end(ends, stated) or stated
    return About(
        entity=plain_text(written.stated("EntityRegistrantName") or ""),
        identifier=identifier,
        document=document,
        period_end=stated.isoformat() if stated else "",
        taxonomy=_taxonomy(written),
    )


def _taxonomy(written: Written) -> str:
    """``us-gaap/2023``, as a namespace of its files says; empty if none does."""
    in_files = (n for f in written.files if f.root is not None for n in f.root.nsmap.values())
    found = next(filter(None, (_TAXONOMY.match(n or "") for n in (*written.namespaces, *in_files))), None)
    return f"us-gaap/{found[1]}" if found else ""
