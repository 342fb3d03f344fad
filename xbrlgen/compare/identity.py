"""Two reports compared by what things are, not by their text or their place in a file.

A fact is known by its identity. What has no counterpart of the same identity is paired with the
fact that it most likely was before, so that a line mapped to another concept reads as one change
of concept and not as a fact gone and a fact new.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from xbrlgen.model.difference import Change, Difference, Thing
from xbrlgen.model.mapping import Dimensions
from xbrlgen.model.recorded import AskedRecord, CheckRecord, FindingRecord, RankedArc, Recorded
from xbrlgen.model.report import Element, Fact, Label, Role
from xbrlgen.model.where import Where

T = TypeVar("T")
ThingT = TypeVar("ThingT", bound=Thing)
Key = Callable[[Fact], Hashable]


def compare(before: Recorded, after: Recorded) -> tuple[Difference, ...]:
    """One Difference for each fact, role, arc, label, element, check and finding code that differs.

    In the order of ``after``, with what is gone at the end of its kind. Where lines were read and
    which rules made them is carried along and not compared.
    """
    return (
        *compare_facts(before.facts, after.facts),
        *_roles(before.roles, after.roles),
        *_arcs(before.arcs, after.arcs),
        *_labels(before.labels, after.labels),
        *_elements(before.elements, after.elements),
        *_checks(before.checks, after.checks),
        *_findings(before.findings, after.findings),
        *_asked(before.asked, after.asked),
    )


# -- facts ---------------------------------------------------------------------------------


def compare_facts(before: Iterable[Fact], after: Iterable[Fact]) -> Iterator[Difference]:
    """Facts of the same identity compared; the rest paired by likeness; what remains is added or removed."""
    old = _first(before, lambda s: s.identity)
    new = _first(after, lambda s: s.identity)
    gone = [s for i, s in old.items() if i not in new]
    fresh = [s for i, s in new.items() if i not in old]
    paired = _pairs(gone, fresh)
    partners = {id(b): a for a, b in paired}
    for identity, fact in new.items():
        earlier = old.get(identity) or partners.get(id(fact))
        if earlier is None:
            yield _fact("added", None, fact, ())
            continue
        changes = tuple(_changes(earlier, fact))
        if changes:
            yield _fact("changed", earlier, fact, changes)
    taken = {id(a) for a, _ in paired}
    for fact in gone:
        if id(fact) not in taken:
            yield _fact("removed", fact, None, ())


_SAME: tuple[Key, ...] = (
    # From the most to the least certain; each says what stays the same when the rest has changed.
    lambda s: (s.lines[:1], s.period, s.dimensions, s.unit_text, _size(s)),
    lambda s: (s.lines[:1], s.qname, s.dimensions, s.unit_text, _size(s)),
    lambda s: (s.lines[:1], s.qname, s.period, s.unit_text, _size(s)),
    lambda s: (s.lines[:1], s.qname, s.period, s.dimensions, _size(s)),
    lambda s: (s.lines[:1], s.qname, s.period, s.dimensions),
    lambda s: (s.lines[:1], s.period, s.dimensions),
    lambda s: (s.lines[:1], s.dimensions, _size(s)),
)
_ALONE: tuple[Key, ...] = (
    # Without captions only a value that stands once on either side says that it is the same figure.
    lambda s: (s.period, s.dimensions, s.unit_text, _size(s)),
    lambda s: (s.qname, s.dimensions, s.unit_text, _size(s)),
    lambda s: (s.qname, s.period, s.unit_text, _size(s)),
)


def _pairs(gone: list[Fact], fresh: list[Fact]) -> list[tuple[Fact, Fact]]:
    found: list[tuple[Fact, Fact]] = []
    for key in _SAME:
        gone, fresh, more = _matched(key, gone, fresh, lambda s: bool(s.lines), alone=False)
        found += more
    for key in _ALONE:
        gone, fresh, more = _matched(key, gone, fresh, lambda s: bool(_size(s)), alone=True)
        found += more
    return found


def _matched(
    key: Key, gone: list[Fact], fresh: list[Fact], fits: Callable[[Fact], bool], *, alone: bool
) -> tuple[list[Fact], list[Fact], list[tuple[Fact, Fact]]]:
    """Pair what has the same key, in order; with ``alone`` only what has its key to itself."""
    waiting: dict[Hashable, list[Fact]] = {}
    for fact in reversed(gone):  # so that the first of a key is the last of its list
        if fits(fact):
            waiting.setdefault(key(fact), []).append(fact)
    counts = Counter(key(s) for s in fresh if fits(s))
    pairs, rest = [], []
    for fact in fresh:
        candidates = waiting.get(key(fact), []) if fits(fact) else []
        if not candidates or (alone and (len(candidates) > 1 or counts[key(fact)] > 1)):
            rest.append(fact)
            continue
        pairs.append((candidates.pop(), fact))
    taken = {id(a) for a, _ in pairs}
    return [s for s in gone if id(s) not in taken], rest, pairs


def _size(fact: Fact) -> Decimal | str | None:
    return abs(fact.value) if isinstance(fact.value, Decimal) else fact.value


def _changes(a: Fact, b: Fact) -> Iterator[Change]:
    if a.qname != b.qname:
        yield Change("concept", a.qname, b.qname)
    if a.period != b.period:
        yield Change("period", str(a.period), str(b.period))
    if a.dimensions != b.dimensions:
        yield Change("members", members_text(a.dimensions), members_text(b.dimensions))
    if a.unit_text != b.unit_text:
        yield Change("unit", a.unit_text or "none", b.unit_text or "none")
    if a.value != b.value:
        turned = isinstance(a.value, Decimal) and isinstance(b.value, Decimal) and a.value == -b.value
        yield Change("sign" if turned else "value", value_text(a.value), value_text(b.value))
    if a.decimals != b.decimals:
        yield Change("decimals", _or_none(a.decimals), _or_none(b.decimals))
    # Plain XBRL tells no captions; that is no difference.
    if a.lines != b.lines and a.lines and b.lines and set(a.lines) != set(b.lines):
        lost = [c for c in a.lines if c not in b.lines]
        won = [c for c in b.lines if c not in a.lines]
        yield Change("caption", "; ".join(map(str, lost)) or "no more", "; ".join(map(str, won)) or "none")
    if a.notes != b.notes:
        yield Change("notes", " ".join(a.notes) or "none", " ".join(b.notes) or "none")


def _fact(kind: str, a: Fact | None, b: Fact | None, changes: tuple[Change, ...]) -> Difference:
    shown = b or a
    assert shown is not None
    named = a or b  # by what it was called before, so that a changed concept reads old -> new
    assert named is not None
    if not changes:
        changes = (Change("fact", None if a is None else value(a), None if b is None else value(b)),)
    return Difference(
        part="facts",
        kind=kind,
        subject=subject_of(named),
        changes=changes,
        caption=shown.caption,
        source=b.where if b else None,
        rule=b.rule if b else None,
        before_source=a.where if a else None,
        before_rule=a.rule if a else None,
        before=a,
        after=b,
    )


def subject_of(fact: Fact) -> str:
    """``us-gaap:Revenues 2004-07-01..2004-09-30 [mpe:CoreCustomerMember]``."""
    members = f" [{', '.join(m for _, m in fact.dimensions)}]" if fact.dimensions else ""
    return f"{fact.qname or 'line'} {fact.period}{members}"


def members_text(dimensions: Dimensions) -> str:
    """``srt:ProductOrServiceAxis=mpe:CoreCustomerMember``; ``none`` for none."""
    return ", ".join(f"{a}={m}" for a, m in dimensions) or "none"


def value_text(value: Decimal | str | None) -> str:
    """A number with thousands set apart; text in quotes, cut short."""
    if value is None:
        return "nil"
    if isinstance(value, Decimal):
        return f"{value:,f}"
    flat = " ".join(value.split())
    return f'"{flat}"' if len(flat) <= 60 else f'"{flat[:57]}..."'


def value(fact: Fact) -> str:
    """Value and unit: ``37,593,000 USD``."""
    return f"{value_text(fact.value)} {fact.unit_text}".strip()


def _or_none(number: int | None) -> str:
    return "none" if number is None else str(number)


# -- networks ------------------------------------------------------------------------------


def _roles(before: Sequence[Role], after: Sequence[Role]) -> Iterator[Difference]:
    old, new = _first(before, lambda r: r.id), _first(after, lambda r: r.id)
    yield from _each("role", old, new, lambda r: f"role {r.id}", lambda r: r.title, lambda r: r.title)


ArcKey = tuple[str, str, str, str, str, int]
"""Role, kind, arcrole, parent, child, and which of several such arcs it is."""


def _arcs(before: Sequence[RankedArc], after: Sequence[RankedArc]) -> Iterator[Difference]:
    old, new = keyed(before), keyed(after)
    moved = _moved(old, new)
    for key in _in_order(old, new):
        a, b = old.get(key), new.get(key)
        shown = b or a
        assert shown is not None
        subject = f"{shown.role}: {shown.parent} -> {shown.child}"
        changes: list[Change] = []
        if a is None or b is None:
            words = _arc_words(shown)
            changes.append(Change(shown.kind, words if a else None, words if b else None))
        else:
            if a.weight != b.weight:
                changes.append(Change("weight", _weight(a), _weight(b)))
            if a.preferred != b.preferred:
                changes.append(Change("preferred label", a.preferred or "none", b.preferred or "none"))
            if key in moved:
                changes.append(Change("order", str(a.order), str(b.order)))
        if changes:
            places = (a.rule if a else None, b.rule if b else None)
            yield _network(a is not None, b is not None, subject, shown, changes, *places)


def keyed(links: Iterable[RankedArc]) -> dict[ArcKey, RankedArc]:
    """A child may stand twice under a parent (opening and closing balance): told apart by count."""
    seen: Counter[tuple[str, str, str, str, str]] = Counter()
    found: dict[ArcKey, RankedArc] = {}
    for link in links:
        key = (link.role, link.kind, link.arcrole, link.parent, link.child)
        found[(*key, seen[key])] = link
        seen[key] += 1
    return found


def _moved(old: dict[ArcKey, RankedArc], new: dict[ArcKey, RankedArc]) -> set[ArcKey]:
    """The fewest children whose place among their siblings differs; new and gone siblings move nobody."""
    families: dict[tuple[str, str, str], list[ArcKey]] = {}
    for key in new:
        if key in old:
            families.setdefault((key[0], key[1], key[3]), []).append(key)
    moved: set[ArcKey] = set()
    for keys in families.values():
        keys.sort(key=lambda k: new[k].order)
        keep = longest_rise([old[k].order for k in keys])
        moved.update(k for n, k in enumerate(keys) if n not in keep)
    return moved


def longest_rise(numbers: Sequence[int]) -> set[int]:
    """The indexes of one longest rising run of a sequence, in n log n."""
    tails: list[int] = []
    at: list[int] = []
    previous: list[int | None] = []
    for index, number in enumerate(numbers):
        place = bisect_left(tails, number)
        if place == len(tails):
            tails.append(number)
            at.append(index)
        else:
            tails[place], at[place] = number, index
        previous.append(at[place - 1] if place else None)
    keep: set[int] = set()
    last = at[-1] if at else None
    while last is not None:
        keep.add(last)
        last = previous[last]
    return keep


def _arc_words(link: RankedArc) -> str:
    if link.kind == "calculation":
        return f"weight {_weight(link)}"
    if link.kind == "definition":
        return link.arcrole
    return link.preferred or "no preferred label"


def _weight(link: RankedArc) -> str:
    return "none" if link.weight is None else f"{link.weight:+}"


def _labels(before: Sequence[Label], after: Sequence[Label]) -> Iterator[Difference]:
    old = _first(before, lambda x: (x.concept, x.name))
    new = _first(after, lambda x: (x.concept, x.name))
    yield from _each("label", old, new, _label_subject, lambda x: x.text, _label_text, lambda x: x.rule)


def _label_text(label: Label) -> str:
    return value_text(label.text)


def _label_subject(label: Label) -> str:
    return label.concept if label.name == "label" else f"{label.concept} ({label.name})"


def _elements(before: Sequence[Element], after: Sequence[Element]) -> Iterator[Difference]:
    old, new = _first(before, lambda e: e.qname), _first(after, lambda e: e.qname)
    yield from _each("element", old, new, lambda e: e.qname, _declared, element_text, lambda e: e.where)


def _declared(element: Element) -> tuple[object, ...]:
    c = element.concept
    return (c.type, c.period, c.balance, c.abstract, c.substitution)


def element_text(element: Element) -> str:
    """``monetaryItemType duration credit``."""
    concept = element.concept
    words = [concept.type.partition(":")[2], concept.period, concept.balance or ""]
    words.append("abstract" if concept.abstract else "")
    words.append("" if concept.substitution == "xbrli:item" else concept.substitution)
    return " ".join(w for w in words if w)


# -- checks --------------------------------------------------------------------------------


def _checks(before: Sequence[CheckRecord], after: Sequence[CheckRecord]) -> Iterator[Difference]:
    old, new = _summed(before), _summed(after)
    yield from _each(
        "check",
        old,
        new,
        _check_subject,
        lambda c: (c.held, c.failed),
        _check_text,
        lambda c: c.rule,
        part="checks",
    )


def _check_subject(check: CheckRecord) -> str:
    return f"{check.scope}: {check.formula}" if check.scope else check.formula


def _check_text(check: CheckRecord) -> str:
    return f"holds {check.held}, fails {check.failed}"


def _summed(checks: Iterable[CheckRecord]) -> dict[tuple[str, str], CheckRecord]:
    """The same relation written twice counts as one with the places of both."""
    found: dict[tuple[str, str], CheckRecord] = {}
    for check in checks:
        key = (check.scope, check.formula)
        first = found.get(key)
        if first is not None:
            check = replace(first, held=first.held + check.held, failed=first.failed + check.failed)
        found[key] = check
    return found


def _findings(before: Sequence[FindingRecord], after: Sequence[FindingRecord]) -> Iterator[Difference]:
    old = _first(before, lambda f: (f.code, f.severity))
    new = _first(after, lambda f: (f.code, f.severity))
    yield from _each(
        "finding",
        old,
        new,
        lambda f: f.code,
        lambda f: f.count,
        _finding_text,
        lambda f: f.rule,
        part="checks",
    )


def _asked(before: Sequence[AskedRecord], after: Sequence[AskedRecord]) -> Iterator[Difference]:
    """What is asked for no more, and what is asked for now; nothing if one side does not tell of it."""
    if before and after:
        yield from _each(
            "asked",
            _first(before, lambda a: (a.scope, a.text)),
            _first(after, lambda a: (a.scope, a.text)),
            lambda a: a.scope or "the filing",
            lambda a: a.text,
            lambda a: a.text,
            lambda a: a.rule,
            part="checks",
        )


def _finding_text(finding: FindingRecord) -> str:
    return f"{finding.count} of severity {finding.severity}"


# -- all kinds -----------------------------------------------------------------------------


def _each(
    aspect: str,
    old: dict[K, ThingT],
    new: dict[K, ThingT],
    subject: Callable[[ThingT], str],
    content: Callable[[ThingT], object],
    text: Callable[[ThingT], str],
    rule: Callable[[ThingT], Where | None] = lambda _: None,
    *,
    part: str = "networks",
) -> Iterator[Difference]:
    """The differences of things that have a key and are told in words."""
    for key in _in_order(old, new):
        a, b = old.get(key), new.get(key)
        if a is not None and b is not None and content(a) == content(b):
            continue
        shown = b if b is not None else a
        assert shown is not None
        before, after = None if a is None else text(a), None if b is None else text(b)
        yield _network(
            a is not None,
            b is not None,
            subject(shown),
            shown,
            [Change(aspect, before, after)],
            None if a is None else rule(a),
            None if b is None else rule(b),
            part=part,
        )


def _network(
    was: bool,
    is_: bool,
    subject: str,
    thing: Thing,
    changes: Sequence[Change],
    before_rule: Where | None,
    rule: Where | None,
    *,
    part: str = "networks",
) -> Difference:
    kind = "changed" if was and is_ else "removed" if was else "added"
    return Difference(part, kind, subject, tuple(changes), rule=rule, before_rule=before_rule, thing=thing)


K = TypeVar("K", bound=Hashable)


def _first(items: Iterable[T], key: Callable[[T], K]) -> dict[K, T]:
    """By key; of several the first."""
    found: dict[K, T] = {}
    for item in items:
        found.setdefault(key(item), item)
    return found


def _in_order(old: dict[K, T], new: dict[K, T]) -> list[K]:
    """Keys of the new side, then those that are gone."""
    return [*new, *(k for k in old if k not in new)]
