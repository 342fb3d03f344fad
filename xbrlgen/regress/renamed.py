"""A snapshot as it must be once concepts have other names, and nothing else has changed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeVar

from xbrlgen.model.edit import name_pattern
from xbrlgen.model.migration import Choice
from xbrlgen.model.snapshot import CheckShot, LinkShot, Shot, Snapshot

T = TypeVar("T")
DEPRECATED = "XG-MAP-005"
"""The finding that comes and goes with a deprecated concept."""


@dataclass(frozen=True, slots=True)
class Renames:
    """``choices`` by the old name. ``formulas`` are texts of sums and checks before and after.

    ``taxonomy`` is the year that the mapping named and the one that it names now. ``labels`` are the
    standard labels of its concepts: where the taxonomy's own words are shown, they follow it.
    """

    choices: Mapping[str, Choice]
    formulas: Mapping[str, str]
    taxonomy: tuple[str, str]
    labels: Callable[[str], str]

    def first(self, qname: str) -> str:
        choice = self.choices.get(qname)
        return qname if choice is None else choice.news[0]

    def all(self, qname: str) -> tuple[str, ...]:
        choice = self.choices.get(qname)
        return (qname,) if choice is None else choice.news

    def turned(self, qname: str) -> bool:
        choice = self.choices.get(qname)
        return choice is not None and choice.turned

    def approved(self) -> frozenset[str]:
        """Every name that was replaced or stands in the place of one."""
        return frozenset(q for c in self.choices.values() for q in (c.old, *c.news))


def renamed(snapshot: Snapshot, renames: Renames) -> Snapshot:
    """The same filing under the new names; an own element that was given up is declared no more."""
    about, (old, new) = snapshot.about, renames.taxonomy
    return replace(
        snapshot,
        about=replace(about, taxonomy=new) if about.taxonomy == old else about,
        facts=tuple(s for shot in snapshot.facts for s in _facts(shot, renames)),
        links=tuple(_ranked(link for old in snapshot.links for link in _links(old, renames))),
        labels=tuple(
            replace(label, concept=name) for label in snapshot.labels for name in renames.all(label.concept)
        ),
        elements=tuple(e for e in snapshot.elements if e.qname not in renames.choices),
        checks=tuple(c for check in snapshot.checks for c in _checks(check, renames)),
    )


def _facts(shot: Shot, renames: Renames) -> Iterator[Shot]:
    dimensions = tuple(sorted((renames.first(a), renames.first(m)) for a, m in shot.dimensions))
    value = shot.value
    if renames.turned(shot.concept) and isinstance(value, Decimal):
        value = value.copy_negate() if value else value
    for name in renames.all(shot.concept):
        yield replace(shot, concept=name, dimensions=dimensions, value=value)


def _links(link: LinkShot, renames: Renames) -> Iterator[LinkShot]:
    """A sum has one term for a concept, a layout as many lines as there are concepts."""
    names = renames.all(link.child) if link.kind != "calculation" else (renames.first(link.child),)
    weight = link.weight
    if weight is not None and renames.turned(link.parent) != renames.turned(link.child):
        weight = weight.copy_negate()
    for name in names:
        yield replace(link, parent=renames.first(link.parent), child=name, weight=weight)


def _ranked(links: Iterable[LinkShot]) -> Iterator[LinkShot]:
    """Ranks among siblings counted anew, in the order in which they come."""
    seen: Counter[tuple[str, str, str]] = Counter()
    for link in links:
        family = (link.role, link.kind, link.parent)
        seen[family] += 1
        yield replace(link, order=seen[family])


def _checks(check: CheckShot, renames: Renames) -> Iterator[CheckShot]:
    if check.formula in renames.formulas:
        yield replace(check, formula=renames.formulas[check.formula])
        return
    names = {old.partition(":")[2]: choice for old, choice in renames.choices.items()}
    found = next((n for n in names if re.search(name_pattern(n), check.formula)), None)
    if found is None or " = " in check.formula:
        yield check
        return
    for new in names[found].news:
        yield replace(check, formula=re.sub(name_pattern(found), new.partition(":")[2], check.formula))


# -- what follows from a new name ----------------------------------------------------------


def with_consequences(expected: Snapshot, before: Snapshot, after: Snapshot, renames: Renames) -> Snapshot:
    """``expected`` with what follows from the approved names alone.

    ``before`` and ``after`` are the filing under the new names as it should be and as it is. Where the
    two differ about an approved concept in a network, a label or a declaration, and ``expected`` still
    is as ``before``, it takes what ``after`` has; so it does where a finding stands no more. A fact, a
    sum that fails and whatever is about other concepts stays as it was expected.
    """
    approved = renames.approved()
    domains = {
        link.child
        for link in (*before.links, *after.links)
        if link.kind == "definition" and link.parent in approved and link.arcrole.startswith("dimension-")
    }
    names = approved | domains

    texts: dict[tuple[str, ...], str] = {(x.concept, x.role): x.text for x in reversed(after.labels)}

    def of_label(key: tuple[str, ...]) -> bool:
        label = texts.get(key)
        return key[0] in names or (key[1] == "label" and label == renames.labels(key[0]) and bool(label))

    three = (expected, before, after)
    links = _carried(
        [_keyed(s.links) for s in three],
        lambda k: k[3] in names or k[4] in names,
        lambda x: (x.weight, x.preferred),
    )
    labels = _carried([{(x.concept, x.role): x for x in s.labels} for s in three], of_label, lambda x: x.text)
    elements = _carried(
        [{e.qname: e for e in s.elements} for s in three],
        lambda qname: qname in names,
        lambda e: replace(e, rule=None),
    )
    counts = [{(f.code, f.severity): f.count for f in s.findings} for s in three]
    findings = _carried(
        [{(f.code, f.severity): f for f in s.findings} for s in three],
        lambda key: key[0] == DEPRECATED or counts[2].get(key, 0) < counts[1].get(key, 0),
        lambda f: f.count,
    )
    return replace(
        expected,
        links=tuple(_placed(links, after, names)),
        labels=tuple(labels.values()),
        elements=tuple(elements.values()),
        checks=_in_order(expected.checks),
        findings=tuple(findings.values()),
    )


def _in_order(checks: Iterable[CheckShot]) -> tuple[CheckShot, ...]:
    """Ties of the text stand behind the relations, in the order of their formulas."""
    return tuple(sorted(checks, key=lambda c: "" if " = " in c.formula else c.formula))


KeyT = TypeVar("KeyT", bound=Hashable)


def _carried(
    three: Sequence[dict[KeyT, T]], concerns: Callable[[KeyT], bool], content: Callable[[T], object]
) -> dict[KeyT, T]:
    """Expected, as it was, as it is, by key: the last where it concerns us and nothing else has changed."""
    expected, before, after = three

    def same(a: T | None, b: T | None) -> bool:
        return (a is None) == (b is None) and (a is None or b is None or content(a) == content(b))

    result = dict(expected)
    for key in dict.fromkeys((*before, *after)):
        old, new = before.get(key), after.get(key)
        if same(old, new) or not concerns(key) or not same(expected.get(key), old):
            continue
        if new is None:
            result.pop(key, None)
        else:
            result[key] = new
    return result


Key = tuple[str, str, str, str, str, int]
"""Role, kind, arcrole, parent, child, and which of several such links it is."""


def _keyed(links: Iterable[LinkShot]) -> dict[Key, LinkShot]:
    seen: Counter[tuple[str, str, str, str, str]] = Counter()
    found: dict[Key, LinkShot] = {}
    for link in links:
        key = (link.role, link.kind, link.arcrole, link.parent, link.child)
        found[(*key, seen[key])] = link
        seen[key] += 1
    return found


def _placed(links: Mapping[Key, LinkShot], after: Snapshot, names: frozenset[str]) -> Iterator[LinkShot]:
    """Siblings among which an approved name stands, all as they should be, are in the order of ``after``."""
    new = _keyed(after.links)

    def families(keys: Iterable[Key]) -> dict[tuple[str, str, str], set[Key]]:
        found: dict[tuple[str, str, str], set[Key]] = {}
        for key in keys:
            found.setdefault((key[0], key[1], key[3]), set()).add(key)
        return found

    there = families(new)
    fresh = {
        family
        for family, keys in families(links).items()
        if keys == there.get(family) and any(k[3] in names or k[4] in names for k in keys)
    }
    for key, link in links.items():
        yield replace(link, order=new[key].order) if (key[0], key[1], key[3]) in fresh else link
