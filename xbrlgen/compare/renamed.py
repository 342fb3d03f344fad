"""A report as it must be once concepts have other names, and nothing else has changed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeVar

from xbrlgen.compare.identity import ArcKey, element_text, keyed
from xbrlgen.model.edit import name_pattern
from xbrlgen.model.migration import Choice
from xbrlgen.model.recorded import AskedRecord, CheckRecord, RankedArc, Recorded, gathered
from xbrlgen.model.report import Fact

T = TypeVar("T")
DEPRECATED = "XG-MAP-005"
"""The finding that comes and goes with a deprecated concept."""


@dataclass(frozen=True, slots=True)
class Renames:
    """``choices`` by the old name. ``formulas`` are texts of sums and checks before and after.

    ``taxonomy`` is the year that the mapping named and the one that it names now. ``labels`` are the
    standard labels of its concepts: where the taxonomy's own words are shown, they follow it. ``asked`` is
    what lines ask for before and after that get a ``sign`` to keep their values.
    """

    choices: Mapping[str, Choice]
    formulas: Mapping[str, str]
    taxonomy: tuple[str, str]
    labels: Callable[[str], str]
    asked: Sequence[tuple[Sequence[AskedRecord], Sequence[AskedRecord]]] = ()

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


def renamed(recorded: Recorded, renames: Renames) -> Recorded:
    """The same filing under the new names; an own element that was given up is declared no more."""
    report, (old, new) = recorded.report, renames.taxonomy
    if report.taxonomy == old:
        recorded = replace(recorded, report=replace(report, taxonomy=new))
    arcs = _ranked(a for old in recorded.arcs for a in _arcs(old, renames))
    taken = recorded.with_parts(
        facts=tuple(f for old in recorded.facts for f in _facts(old, renames)),
        roles=gathered(recorded.roles, arcs),
        labels=tuple(
            replace(label, concept=name) for label in recorded.labels for name in renames.all(label.concept)
        ),
        elements=tuple(e for e in recorded.elements if e.qname not in renames.choices),
    )
    return replace(
        taken,
        checks=tuple(c for check in recorded.checks for c in _checks(check, renames)),
        asked=tuple(_asked(a, renames) for a in _signed(recorded.asked, renames)),
    )


def _facts(fact: Fact, renames: Renames) -> Iterator[Fact]:
    dimensions = tuple(sorted((renames.first(a), renames.first(m)) for a, m in fact.dimensions))
    value = fact.value
    if renames.turned(fact.qname) and isinstance(value, Decimal):
        value = value.copy_negate() if value else value
    for name in renames.all(fact.qname):
        yield replace(
            fact,
            concept=replace(fact.concept, qname=name),
            context=replace(fact.context, dimensions=dimensions),
            value=value,
        )


def _arcs(a: RankedArc, renames: Renames) -> Iterator[RankedArc]:
    """A sum has one term for a concept, a layout as many lines as there are concepts."""
    names = renames.all(a.child) if a.kind != "calculation" else (renames.first(a.child),)
    weight = a.weight
    if weight is not None and renames.turned(a.parent) != renames.turned(a.child):
        weight = weight.copy_negate()
    for name in names:
        yield replace(a, arc=replace(a.arc, parent=renames.first(a.parent), child=name, weight=weight))


def _ranked(arcs: Iterable[RankedArc]) -> Iterator[RankedArc]:
    """Ranks among siblings counted anew, in the order in which they come."""
    seen: Counter[tuple[str, str, str]] = Counter()
    for a in arcs:
        family = (a.role, a.kind, a.parent)
        seen[family] += 1
        yield replace(a, order=seen[family])


def _checks(check: CheckRecord, renames: Renames) -> Iterator[CheckRecord]:
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


def _signed(asked: Sequence[AskedRecord], renames: Renames) -> Sequence[AskedRecord]:
    """With what the lines ask for that get a sign; a record that tells of nothing asked stays so."""
    result = list(asked)
    for before, after in renames.asked if asked else ():
        scopes = [a.scope for a in result]
        scope = next((a.scope for a in (*before, *after)), "")
        # In the place of what the line asked for before; a plain caption has none, and its lines come last.
        at = next((i for i, a in enumerate(result) if a in before), None)
        if at is None and before:
            continue  # the expectation was of another line: that the sign is new is told
        if at is None:
            at = max((i + 1 for i, s in enumerate(scopes) if s == scope), default=len(result))
        else:
            del result[at]
        result[at:at] = after
    return result


def _asked(asked: AskedRecord, renames: Renames) -> AskedRecord:
    """A waiver speaks of a concept by its name, with or without prefix."""
    text = asked.text
    for old, choice in renames.choices.items():
        for was, now in ((old, choice.news[0]), (old.partition(":")[2], choice.news[0].partition(":")[2])):
            text = text.replace(f'"{was}"', f'"{now}"') if " waived" in text else text
    return replace(asked, text=text)


# -- what follows from a new name ----------------------------------------------------------


def with_consequences(expected: Recorded, before: Recorded, after: Recorded, renames: Renames) -> Recorded:
    """``expected`` with what follows from the approved names alone.

    ``before`` and ``after`` are the filing under the new names as it should be and as it is. Where the
    two differ about an approved concept in a network, a label or a declaration, and ``expected`` still
    is as ``before``, it takes what ``after`` has; so it does where a finding stands no more. A fact, a
    sum that fails and whatever is about other concepts stays as it was expected.
    """
    approved = renames.approved()
    domains = {
        link.child
        for link in (*before.arcs, *after.arcs)
        if link.kind == "definition" and link.parent in approved and link.arcrole.startswith("dimension-")
    }
    names = approved | domains

    texts: dict[tuple[str, ...], str] = {(x.concept, x.name): x.text for x in reversed(after.labels)}

    def of_label(key: tuple[str, ...]) -> bool:
        label = texts.get(key)
        return key[0] in names or (key[1] == "label" and label == renames.labels(key[0]) and bool(label))

    three = (expected, before, after)
    arcs = _carried(
        [keyed(s.arcs) for s in three],
        lambda k: k[3] in names or k[4] in names,
        lambda x: (x.weight, x.preferred),
    )
    labels = _carried([{(x.concept, x.name): x for x in s.labels} for s in three], of_label, lambda x: x.text)
    elements = _carried(
        [{e.qname: e for e in s.elements} for s in three],
        lambda qname: qname in names,
        element_text,
    )
    counts = [{(f.code, f.severity): f.count for f in s.findings} for s in three]
    findings = _carried(
        [{(f.code, f.severity): f for f in s.findings} for s in three],
        lambda key: key[0] == DEPRECATED or counts[2].get(key, 0) < counts[1].get(key, 0),
        lambda f: f.count,
    )
    taken = expected.with_parts(
        roles=gathered(expected.roles, _placed(arcs, after, names)),
        labels=tuple(labels.values()),
        elements=tuple(elements.values()),
    )
    return replace(taken, checks=_in_order(expected.checks), findings=tuple(findings.values()))


def _in_order(checks: Iterable[CheckRecord]) -> tuple[CheckRecord, ...]:
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


def _placed(arcs: Mapping[ArcKey, RankedArc], after: Recorded, names: frozenset[str]) -> Iterator[RankedArc]:
    """Siblings among which an approved name stands, all as they should be, are in the order of ``after``."""
    new = keyed(after.arcs)

    def families(keys: Iterable[ArcKey]) -> dict[tuple[str, str, str], set[ArcKey]]:
        found: dict[tuple[str, str, str], set[ArcKey]] = {}
        for key in keys:
            found.setdefault((key[0], key[1], key[3]), set()).add(key)
        return found

    there = families(new)
    fresh = {
        family
        for family, keys in families(arcs).items()
        if keys == there.get(family) and any(k[3] in names or k[4] in names for k in keys)
    }
    for key, a in arcs.items():
        yield replace(a, order=new[key].order) if (key[0], key[1], key[3]) in fresh else a
