"""Differences of facts put under their causes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from xbrlgen.compare.causes.cause import Cause, CauseKey, Causes, Figure, What, split_members
from xbrlgen.compare.causes.lines import LineKey, StatementLines, exchanged, renamed
from xbrlgen.compare.identity import compare_facts, members_text
from xbrlgen.model.comparison import MovedOn
from xbrlgen.model.difference import Difference
from xbrlgen.model.mapping import Dimensions
from xbrlgen.model.matcher import fold
from xbrlgen.model.period import Period
from xbrlgen.model.recorded import Recorded
from xbrlgen.model.report import Fact

COVER_MOVES = frozenset(
    {
        "dei:DocumentPeriodEndDate",
        "dei:DocumentFiscalYearFocus",
        "dei:DocumentFiscalPeriodFocus",
        "dei:AmendmentFlag",
    }
)
"""Facts of the cover that say which report it is."""


def ends(before: Recorded, after: Recorded) -> tuple[date, date] | None:
    """The period ends of two reports that are about different periods, the earlier first; else None."""
    documents = [r.report.document for r in (before, after)]
    found = sorted(d.period_end for d in documents if d is not None)
    return None if len(found) < 2 or found[0] == found[1] else (found[0], found[1])


def set_moved_apart(
    before: Iterable[Fact], after: Iterable[Fact]
) -> tuple[list[Fact], list[Fact], tuple[MovedOn, ...]]:
    """Facts that only one of two successive reports states, of lines that both have: they moved on.

    Text of the cover is held against the other cover's, although it has another period.
    """
    old, new = {s.identity for s in before}, {s.identity for s in after}
    covers = _covers(before, after)
    old_lines, new_lines = {_line(s) for s in before}, {_line(s) for s in after}
    apart: dict[Period | None, tuple[list[Fact], list[Fact]]] = {}
    stay_before, stay_after = [], []
    for fact in before:
        if fact.identity in new or _line(fact) not in new_lines:
            stay_before.append(fact)
        elif id(fact) not in covers:
            apart.setdefault(fact.period, ([], []))[0].append(fact)
    for fact in after:
        if fact.identity in old or _line(fact) not in old_lines:
            stay_after.append(fact)
        elif id(fact) not in covers:
            apart.setdefault(fact.period, ([], []))[1].append(fact)
    ordered = sorted(apart.items(), key=lambda item: newest_first(item[0]))
    return stay_before, stay_after, tuple(MovedOn(p, tuple(a), tuple(b)) for p, (a, b) in ordered)


def cover_changes(before: Iterable[Fact], after: Iterable[Fact]) -> list[tuple[Fact, Fact]]:
    """Text of the cover page that two successive reports state differently."""
    old, new = _cover_texts(before), _cover_texts(after)
    return [(a, new[key]) for key, a in old.items() if key in new and new[key].value != a.value]


def _covers(before: Iterable[Fact], after: Iterable[Fact]) -> set[int]:
    old, new = _cover_texts(before), _cover_texts(after)
    return {id(s) for side, other in ((old, new), (new, old)) for k, s in side.items() if k in other}


def _cover_texts(facts: Iterable[Fact]) -> dict[tuple[str, Dimensions], Fact]:
    found: dict[tuple[str, Dimensions], Fact] = {}
    for fact in facts:
        if fact.qname.startswith("dei:") and isinstance(fact.value, str) and fact.qname not in COVER_MOVES:
            found.setdefault((fact.qname, fact.dimensions), fact)
    return found


def _line(fact: Fact) -> tuple[str, Dimensions, str]:
    return (fact.qname, fact.dimensions, fact.unit_text)


def newest_first(period: Period | None) -> tuple[int, int]:
    """A key that sorts periods from the newest to the oldest, none first."""
    if period is None:
        return (0, 0)
    return (-period.end.toordinal(), -(period.start or period.end).toordinal())


def restated(before: Recorded, after: Recorded) -> tuple[Difference, ...]:
    """Figures of periods that were over when the earlier report was made, and that the later one tells
    otherwise. Empty for two reports of one period."""
    span = ends(before, after)
    if span is None:
        return ()
    fresh = {s.identity for s in after.facts}
    common = [s for s in before.facts if s.identity in fresh]
    known = {s.identity for s in common}
    found = compare_facts(common, [s for s in after.facts if s.identity in known])
    return tuple(d for d in found if is_restated(d, span[0]))


def is_restated(difference: Difference, earlier_end: date) -> bool:
    """Does the difference change a number of a period that ended with or before the earlier report's?"""
    fact = difference.before
    return (
        fact is not None
        and isinstance(fact.value, Decimal)
        and bool({"value", "sign"} & set(difference.aspects))
        and fact.period is not None
        and fact.period.end <= earlier_end
    )


class FactCauses:
    """Puts each difference of a fact under its cause; see :meth:`place`."""

    def __init__(
        self,
        before: Recorded,
        after: Recorded,
        causes: Causes,
        changed_elements: frozenset[str],
        *,
        printed: bool,
    ) -> None:
        self.causes, self.changed_elements = causes, changed_elements
        self.span = ends(before, after)
        self.old, self.new = StatementLines(before, printed=printed), StatementLines(after, printed=printed)
        self.printed = printed
        self.exchanges = exchanged(self.old, self.new)
        self.turned = {(k, a): b for k, pairs in self.exchanges.items() for a, b in pairs}
        self.into = {(k, b): a for k, pairs in self.exchanges.items() for a, b in pairs}
        self.renames = renamed(self.old, self.new) if printed else {}
        self.renamed_from = {b: a for a, b in self.renames.items()}
        roles = [{r.id for r in s.roles} for s in (before, after)]
        self.gone_roles, self.fresh_roles = roles[0] - roles[1], roles[1] - roles[0]
        self.old_concepts, self.new_concepts = ({s.qname for s in x.facts} for x in (before, after))
        self.old_members, self.new_members = (
            {m for s in x.facts for _, m in s.dimensions} for x in (before, after)
        )
        self.old_places, self.new_places = ({s.dimensions for s in x.facts} for x in (before, after))
        for key, pairs in self.exchanges.items():
            for a, b in pairs:
                self.exchange(a, b).roles.setdefault(key[0])
        for key_a, key_b in self.renames.items():
            self.rename(key_a, key_b)

    def exchange(self, before: str, after: str) -> Cause:
        return self.causes.exchange(before, after, CauseKey(What.CONCEPT, was=before, now=after))

    def rename(self, a: LineKey, b: LineKey) -> Cause:
        cause = self.causes.of(CauseKey(What.RENAMED, a[0], was=a[1], now=b[1]))
        cause.before, cause.after = self.old.texts[a], self.new.texts[b]
        cause.roles.setdefault(a[0])
        for concept in self.old.concepts[a]:
            cause.names.setdefault(concept)
            self.causes.renamed.setdefault(concept, cause)
        return cause

    def place(self, differences: Iterable[Difference]) -> None:
        """All of them: what changed first, since what one side alone has may follow from it."""
        alone = []
        for d in differences:
            if d.before is None or d.after is None:
                alone.append(d)
            else:
                self._place(d)
        for d in alone:
            self._place(d)

    def _place(self, d: Difference) -> None:
        """Find the cause of a difference, or make it its own."""
        a, b = d.before, d.after
        if a is None or b is None:
            self._alone(d)
            return
        aspects = set(d.aspects)
        if b.qname in self.changed_elements and aspects <= {"sign", "unit", "decimals"}:
            self.causes.of(CauseKey(What.ELEMENT, name=b.qname)).follow(d)
        elif "concept" in aspects:
            self.exchange(a.qname, b.qname).lead(d)
        elif "members" in aspects:
            self._members(d, a, b)
        elif "period" in aspects:
            key = CauseKey(What.PERIOD, _statement(b), periods=(a.period, b.period))
            self.causes.of(key).lead(d)
        elif "caption" in aspects and self._captions(d, a, b):
            return
        else:
            self._value(d, a, b, aspects - {"caption"})

    # -- values ----------------------------------------------------------------------------

    def _value(self, d: Difference, a: Fact, b: Fact, aspects: set[str]) -> None:
        if self.span is not None and is_restated(d, self.span[0]):
            cause = self.causes.of(CauseKey(What.RESTATED, figure=self._figure(a, b)))
        elif "sign" in aspects:
            cause = self.causes.of(
                CauseKey(What.SIGN, name=b.qname, members=() if self.printed else (b.dimensions,))
            )
            self.causes.turned_sign.setdefault(b.qname, cause)
        elif "value" in aspects:
            cause = self.causes.of(CauseKey(What.VALUE, figure=self._figure(a, b)))
        elif "unit" in aspects:
            cause = self.causes.of(CauseKey(What.UNIT, name=b.qname, was=a.unit_text, now=b.unit_text))
        elif "decimals" in aspects:
            cause = self.causes.of(CauseKey(What.DECIMALS, was=str(a.decimals), now=str(b.decimals)))
        else:
            cause = self.causes.of(
                CauseKey(What.NOTES, _statement(b), was="\n".join(a.notes), now="\n".join(b.notes))
            )
        cause.lead(d)

    def _figure(self, a: Fact, b: Fact) -> Figure:
        """One printed figure may be two facts (basic and diluted): it is one difference."""
        if a.lines and isinstance(a.value, Decimal):
            return (a.lines[0], a.period, a.dimensions, a.value, b.value)
        return b.identity

    # -- members ---------------------------------------------------------------------------

    def _members(self, d: Difference, a: Fact, b: Fact) -> None:
        lost, won = split_members(a.dimensions, b.dimensions)
        if len(lost) == len(won) == 1:
            cause = self.causes.exchange(lost[0][1], won[0][1], CauseKey(What.MEMBER, members=(lost, won)))
        else:
            cause = self.causes.of(CauseKey(What.MEMBER, _statement(b), members=(lost, won)))
            for side, names in ((self.causes.gone, lost), (self.causes.fresh, won)):
                other = self.new_members if side is self.causes.gone else self.old_members
                for _, member in names:
                    if member not in other:
                        side.setdefault(member, cause)
        cause.words = (members_text(lost), members_text(won))
        cause.lead(d)
        cause.names.update(dict.fromkeys(m for _, m in (*lost, *won)))

    # -- captions --------------------------------------------------------------------------

    def _captions(self, d: Difference, a: Fact, b: Fact) -> bool:
        """A fact that is printed elsewhere: a line renamed, dropped, new, or given another concept."""
        lost = [k for k in self.old.of(a) if k not in self.new.of(b)]
        won = [k for k in self.new.of(b) if k not in self.old.of(a)]
        for key in lost:
            if (key, a.qname) in self.turned:
                self.exchange(a.qname, self.turned[key, a.qname]).follow(d)
                return True
        for key in won:
            if (key, b.qname) in self.into:
                self.exchange(self.into[key, b.qname], b.qname).follow(d)
                return True
        for key in lost:
            if key in self.renames:
                self.rename(key, self.renames[key]).lead(d)
                return True
        for key in lost:
            if key[0] in self.gone_roles:
                self.causes.of(CauseKey(What.ROLE, key[0])).follow(d)
                return True
            if key not in self.new.concepts:
                self._dropped(key, a.qname).lead(d)
                return True
        for key in won:
            if key[0] in self.fresh_roles:
                self.causes.of(CauseKey(What.ROLE, key[0])).follow(d)
                return True
            if key not in self.old.concepts:
                self._added(key, b.qname).lead(d)
                return True
        if set(d.aspects) - {"caption"}:
            return False
        side = self.old.caption(lost[0]) if lost else self.new.caption(won[0])
        self.causes.of(CauseKey(What.PRINTED, side.statement, fold(side.caption))).lead(d)
        return True

    def _dropped(self, key: LineKey, concept: str) -> Cause:
        cause = self.causes.of(CauseKey(What.LINE_GONE, *key))
        cause.before = self.old.texts[key]
        self.causes.gone_at.setdefault((key[0], concept), cause)
        _once(self.causes.lines_gone.setdefault(concept, []), cause)
        if concept not in self.new_concepts:
            self.causes.gone.setdefault(concept, cause)
        return cause

    def _added(self, key: LineKey, concept: str) -> Cause:
        cause = self.causes.of(CauseKey(What.LINE_NEW, *key))
        cause.after = self.new.texts[key]
        self.causes.fresh_at.setdefault((key[0], concept), cause)
        _once(self.causes.lines_new.setdefault(concept, []), cause)
        if concept not in self.old_concepts:
            self.causes.fresh.setdefault(concept, cause)
        return cause

    # -- facts of one side -----------------------------------------------------------------

    def _alone(self, d: Difference) -> None:
        removed = d.after is None
        fact = d.before if removed else d.after
        assert fact is not None
        lines, others = (self.old, self.new) if removed else (self.new, self.old)
        roles = self.gone_roles if removed else self.fresh_roles
        keys = lines.of(fact)
        for key in keys:
            other = (self.turned if removed else self.into).get((key, fact.qname))
            if other is not None:
                pair = (fact.qname, other) if removed else (other, fact.qname)
                self.exchange(*pair).lead(d)
                return
        if keys and all(key[0] in roles for key in keys):
            self.causes.of(CauseKey(What.ROLE, keys[0][0])).follow(d)
            self._only(removed, fact.qname, self.causes[CauseKey(What.ROLE, keys[0][0])])
            return
        if not self.printed:
            self._alone_plain(d, fact, removed)
            return
        for key in keys:
            if key in (self.renames if removed else self.renamed_from):
                pair_ = (key, self.renames[key]) if removed else (self.renamed_from[key], key)
                self.rename(*pair_).lead(d)
                return
        for key in keys:
            if key not in others.concepts:
                (self._dropped if removed else self._added)(key, fact.qname).lead(d)
                return
        what = What.FACTS_GONE if removed else What.FACTS_NEW
        cause = self.causes.of(
            CauseKey(what, _statement(fact), periods=(fact.period,), members=(fact.dimensions,))
        )
        cause.lead(d)
        self._only(removed, fact.qname, cause)

    def _alone_plain(self, d: Difference, fact: Fact, removed: bool) -> None:
        """Without captions a line is its concept; facts of further members are one cause with the member."""
        concepts, members, places = (
            (self.new_concepts, self.new_members, self.new_places)
            if removed
            else (self.old_concepts, self.old_members, self.old_places)
        )
        turned = self.causes.turned if removed else self.causes.into
        facts = What.FACTS_GONE if removed else What.FACTS_NEW
        own = [m for _, m in fact.dimensions if m not in members and ":" in m]
        exchanged_ = next((turned[m][0] for m in own if m in turned), None)
        if fact.qname not in concepts:
            cause = self.causes.of(CauseKey(What.LINE_GONE if removed else What.LINE_NEW, name=fact.qname))
            self._only(removed, fact.qname, cause)
        elif exchanged_ is not None:
            cause = exchanged_
        elif own:
            cause = self.causes.of(CauseKey(What.MEMBER_GONE if removed else What.MEMBER_NEW, name=own[0]))
            side = self.causes.gone if removed else self.causes.fresh
            side.setdefault(own[0], cause)
            cause.names.setdefault(own[0])
        elif fact.dimensions and fact.dimensions not in places:
            cause = self.causes.of(CauseKey(facts, members=(fact.dimensions,)))
        else:
            cause = self.causes.of(CauseKey(facts, name=fact.qname))
        cause.lead(d)

    def _only(self, removed: bool, concept: str, cause: Cause) -> None:
        concepts = self.new_concepts if removed else self.old_concepts
        if concept not in concepts:
            (self.causes.gone if removed else self.causes.fresh).setdefault(concept, cause)


def _once(causes: list[Cause], cause: Cause) -> None:
    if all(c is not cause for c in causes):
        causes.append(cause)


def _statement(fact: Fact) -> str:
    return fact.lines[0].statement if fact.lines else ""
