"""Two reports told as a story: each cause once, with all that follows from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from xbrlgen.compare.asked import IN_TEXT
from xbrlgen.compare.causes.cause import Causes
from xbrlgen.compare.causes.facts import FactCauses, cover_changes, ends, set_moved_apart
from xbrlgen.compare.causes.networks import NetworkCauses, followed
from xbrlgen.compare.causes.wording import Teller, text_sides
from xbrlgen.compare.identity import compare, subject_of
from xbrlgen.model.comparison import CHANGED, KINDS, Entry, MovedOn
from xbrlgen.model.difference import Change, Difference
from xbrlgen.model.recorded import CheckRecord, RankedArc, Recorded
from xbrlgen.model.report import Element

_COVER = {
    "entity": "dei:EntityRegistrantName",
    "identifier": "dei:EntityCentralIndexKey",
    "document type": "dei:DocumentType",
    "taxonomy": "",
}
"""What a report is of -> the fact of the cover that tells it as well."""


@dataclass(frozen=True, slots=True)
class Story:
    """``entries`` are sorted by kind and then as the reports go; see ``Comparison`` for the rest."""

    entries: tuple[Entry, ...]
    moved: tuple[MovedOn, ...] = ()
    followed: tuple[Difference, ...] = ()


def tell(before: Recorded, after: Recorded, known: Iterable[Recorded] = ()) -> Story:
    """What is not the same, from two records that were aligned (see :mod:`xbrlgen.compare.causes.align`).

    Of two reports about different periods, facts that only one states because it is about another period
    are set apart and counted; other figures of periods that were over are restated. ``known`` are
    records whose labels name concepts, though labels may not be compared.
    """
    moved: tuple[MovedOn, ...] = ()
    entries: list[Entry] = []
    facts_before, facts_after = before.facts, after.facts
    if ends(before, after) is not None:
        entries += _cover(before, after)
        stay, fresh, moved = set_moved_apart(before.facts, after.facts)
        facts_before, facts_after = tuple(stay), tuple(fresh)
    differences = compare(before.with_parts(facts=facts_before), after.with_parts(facts=facts_after))
    if ends(before, after) is not None:
        # How often a check holds depends on the periods stated, what is tied of the text on its words.
        differences = tuple(d for d in differences if not _of_this_report(d))
    changed = frozenset(
        d.thing.qname for d in differences if isinstance(d.thing, Element) and d.kind == CHANGED
    )
    causes = Causes()
    printed = any(s.lines for s in before.facts) and any(s.lines for s in after.facts)
    of_facts = FactCauses(before, after, causes, changed, printed=printed)
    of_facts.place(d for d in differences if d.part == "facts")
    others = [d for d in differences if d.part != "facts" and not _is_idle(d)]
    NetworkCauses(before, after, causes, others).place(others)
    teller = Teller(before, after, known)
    told = [teller.entry(cause) for cause in causes.all.values()]
    entries += [_with_places(e, of_facts) for e in told if e is not None]
    entries += _about(before, after, {d.before.qname for e in entries for d in e.differences if d.before})
    findings = followed(others)
    if not entries:
        entries += [_finding(d) for d in findings]
        findings = ()
    order = list(KINDS)
    return Story(tuple(sorted(entries, key=lambda e: order.index(e.kind))), moved, findings)


def _is_idle(d: Difference) -> bool:
    """The order of a sum's parts means nothing."""
    return isinstance(d.thing, RankedArc) and d.thing.kind == "calculation" and d.aspects == ("order",)


def _of_this_report(d: Difference) -> bool:
    return d.part == "checks" and (
        d.kind == CHANGED or (isinstance(d.thing, CheckRecord) and d.thing.scope == IN_TEXT)
    )


def _about(before: Recorded, after: Recorded, told: set[str]) -> list[Entry]:
    """What the reports are of, where no fact of the cover tells that it differs."""
    sides = [
        (r.entity.name, r.entity.identifier, r.document.type if r.document else "", r.taxonomy)
        for r in (before.report, after.report)
    ]
    return [
        Entry("about", CHANGED, word, a, b, leading=0)
        for (word, concept), a, b in zip(_COVER.items(), *sides, strict=True)
        if a and b and a != b and concept not in told
    ]


def _cover(before: Recorded, after: Recorded) -> list[Entry]:
    found = []
    for a, b in cover_changes(before.facts, after.facts):
        change = Change("value", *text_sides(str(a.value), str(b.value)))
        d = Difference(
            "facts", CHANGED, subject_of(a), (change,), a.caption, b.where, b.rule, a.where, a.rule, a, b
        )
        found.append(
            Entry(
                "about",
                CHANGED,
                f"cover page: {a.qname}",
                change.before,
                change.after,
                differences=(d,),
                source=b.where,
                rule=b.rule,
                before_source=a.where,
                before_rule=a.rule,
            )
        )
    return found


def _finding(d: Difference) -> Entry:
    change = d.changes[0]
    return Entry(
        "check",
        d.kind,
        f"findings {d.subject}",
        change.before,
        change.after,
        differences=(d,),
        rule=d.rule,
        before_rule=d.before_rule,
    )


def _with_places(entry: Entry, facts: FactCauses) -> Entry:
    """Where a line whose facts all moved on is read and mapped: at its first fact on either side."""
    if entry.source or entry.rule or entry.before_source or entry.before_rule or entry.differences:
        return entry
    if entry.kind == "concept":
        pair = (entry.before, entry.after)
        key = next((k for k, pairs in facts.exchanges.items() if pair in pairs), None)
        a = facts.old.first.get((key, entry.before or "")) if key else None
        b = facts.new.first.get((key, entry.after or "")) if key else None
    else:
        keys = next(
            ((x, y) for x, y in facts.renames.items() if entry.before == f'"{facts.old.texts[x]}"'), None
        )
        a = next((s for (k, _), s in facts.old.first.items() if keys and k == keys[0]), None)
        b = next((s for (k, _), s in facts.new.first.items() if keys and k == keys[1]), None)
    return replace(
        entry,
        source=b.where if b else None,
        rule=b.rule if b else None,
        before_source=a.where if a else None,
        before_rule=a.rule if a else None,
        caption=entry.caption or (b.caption if b else ""),
    )
