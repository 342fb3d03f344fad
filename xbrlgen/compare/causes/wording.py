"""A cause told as an entry: what it is about, both sides in words, where to look."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from xbrlgen.compare.causes.cause import Cause, What
from xbrlgen.compare.identity import subject_of, value
from xbrlgen.model.comparison import ADDED, CHANGED, KINDS, REMOVED, Entry
from xbrlgen.model.difference import Difference
from xbrlgen.model.recorded import CheckRecord, RankedArc, Recorded
from xbrlgen.model.report import Element, Fact, Label, Role
from xbrlgen.model.where import Where

_OF_ASPECT = {
    "concept": "concept",
    "value": "value",
    "sign": "value",
    "unit": "value",
    "decimals": "value",
    "notes": "value",
    "fact": "line",
    "period": "period",
    "members": "member",
    "caption": "label",
    "label": "label",
    "role": "structure",
    "presentation": "structure",
    "order": "structure",
    "preferred label": "structure",
    "calculation": "structure",
    "weight": "structure",
    "definition": "structure",
    "element": "element",
    "check": "check",
    "finding": "check",
}
"""Aspect of a change -> kind of entry."""

_LONG, _BEFORE = 120, 40
"""Characters of a long text that are told, and of those before the place where two texts part."""
Told = tuple[str, str | None, str | None]
"""Title, and both sides in words."""


class Teller:
    """Knows both sides, to tell of them in words."""

    def __init__(self, before: Recorded, after: Recorded, known: Iterable[Recorded] = ()) -> None:
        self.labels = [{(x.concept, x.name): x.text for x in s.labels} for s in (before, after)]
        self.known = {x.concept: x.text for s in known for x in s.labels if x.name == "label"}
        self.titles = {r.id: r.title for s in (before, after) for r in s.roles}

    def entry(self, cause: Cause) -> Entry | None:
        """The entry of a cause; None if nothing came of it."""
        differences = (*cause.leading, *cause.following)
        if not differences and cause.before is None and cause.after is None:
            return None
        tell: dict[What, Callable[[Cause], Told]] = {
            What.CONCEPT: self._concept,
            What.RENAMED: self._renamed,
            What.LINE_GONE: self._line,
            What.LINE_NEW: self._line,
            What.FACTS_GONE: self._facts,
            What.FACTS_NEW: self._facts,
            What.PRINTED: self._printed,
            What.RESTATED: self._figure,
            What.VALUE: self._figure,
            What.SIGN: self._figure,
            What.UNIT: self._figure,
            What.DECIMALS: self._many,
            What.NOTES: self._many,
            What.PERIOD: self._period,
            What.MEMBER: self._member,
            What.MEMBER_GONE: self._member_alone,
            What.MEMBER_NEW: self._member_alone,
            What.LABEL: self._label,
            What.ROLE: self._role,
            What.TABLE: self._table,
            What.HEADING: self._heading,
            What.PLACE: self._place,
            What.ORDER: self._order,
            What.CALCULATION: self._calculation,
            What.ELEMENT: self._element,
            What.CHECK: self._check,
        }
        title, before, after = tell[cause.what](cause)
        fact = _first_fact(differences)
        kinds = {_OF_ASPECT[a] for d in differences for a in d.aspects} - {cause.kind}
        if cause.kind == "restated":
            kinds -= {"value"}
        return Entry(
            kind=cause.kind,
            change=_change(cause),
            title=title,
            before=before,
            after=after,
            statement=next(iter(cause.roles), ""),
            caption=fact.caption if fact else "",
            also=tuple(k for k in KINDS if k in kinds),
            differences=differences,
            leading=len(cause.leading) or min(1, len(differences)),
            source=_place(cause, after, "source"),
            rule=_place(cause, after, "rule"),
            before_source=_place(cause, before, "before_source"),
            before_rule=_place(cause, before, "before_rule"),
        )

    def label(self, concept: str) -> str:
        """The standard label of the new side, else of the old one, else one that is known, else nothing."""
        found = self.labels[1].get((concept, "label")) or self.labels[0].get((concept, "label"))
        return found or self.known.get(concept, "")

    def _called(self, concept: str, fact: Fact | None = None) -> str:
        """``"Accounts Payable" us-gaap:AccountsPayableCurrent``."""
        text = (fact.caption if fact else "") or self.label(concept)
        return f'"{text}" {concept}' if text else concept

    # -- facts -----------------------------------------------------------------------------

    def _figure(self, cause: Cause) -> Told:
        d = (*cause.leading, *cause.following)[0]
        a, b = d.before, d.after
        shown = b or a
        assert shown is not None
        others = {x.after.qname for x in cause.leading if x.after} - {shown.qname}
        title = f"{self._called(shown.qname, shown)}{_and(len(others))} {_rest(shown)}".rstrip()
        if cause.what is What.SIGN:
            n = len(cause.leading)
            title = f"{self._called(shown.qname, shown)}" + (f", {n} facts" if n > 1 else f" {_rest(shown)}")
        if cause.what is What.UNIT:
            return (
                f"{self._called(shown.qname, shown)}{_facts(cause)}",
                a.unit_text if a else "",
                b.unit_text if b else "",
            )
        if a and b and isinstance(a.value, str) and isinstance(b.value, str):
            return (title, *text_sides(a.value, b.value))
        return title, _value(a), _value(b)

    def _many(self, cause: Cause) -> Told:
        d = cause.leading[0]
        aspect, what = ("decimals",) * 2 if cause.what is What.DECIMALS else ("notes", "footnotes")
        change = next(c for c in d.changes if c.aspect == aspect)
        n = len(cause.leading)
        title = f"{what} of {n} facts" if n > 1 else f"{what} of {d.subject}"
        return title, change.before, change.after

    def _concept(self, cause: Cause) -> Told:
        fact = _first_fact((*cause.leading, *cause.following))
        text = (fact.caption if fact else "") or self.label(cause.after or "")
        where = _in(cause)
        return (
            f'"{text}"{where}{_facts(cause)}' if text else f"concept{where}{_facts(cause)}",
            cause.before,
            cause.after,
        )

    def _renamed(self, cause: Cause) -> Told:
        names = list(cause.names)
        return (
            f"line of {names[0]}{_and(len(names) - 1)}{_in(cause)}",
            f'"{cause.before}"',
            f'"{cause.after}"',
        )

    def _line(self, cause: Cause) -> Told:
        facts = [s for d in cause.leading for s in (d.before, d.after) if s is not None]
        concepts = list(dict.fromkeys(s.qname for s in facts)) or list(cause.names)
        said = f"{', '.join(concepts[:3])}{_and(len(concepts) - 3)}{_facts(cause)}"
        printed = cause.before or cause.after
        if printed:
            title = f'line "{printed}"{_in(cause)}'
        else:
            title = self._called(concepts[0])
            said = (
                f"{len(facts)} {'facts' if len(facts) != 1 else 'fact'}, {value(facts[0])} {facts[0].period}"
            )
        return (title, said, None) if cause.what is What.LINE_GONE else (title, None, said)

    def _facts(self, cause: Cause) -> Told:
        facts = [s for d in cause.leading for s in (d.before, d.after) if s is not None]
        first, n = facts[0], len(facts)
        if cause.key.members and not cause.key.periods:
            about = f"facts of [{', '.join(m for _, m in first.dimensions)}]"
            said = f"{n} facts, {first.qname} {value(first)}{_and(n - 1)}"
            return (about, said, None) if cause.what is What.FACTS_GONE else (about, None, said)
        if len({s.qname for s in facts}) == 1:
            about = self._called(first.qname, first)
        else:
            about = f'"{first.caption}" and other lines' if first.caption else f"{first.qname} and others"
        title = f"{about} {_rest(first)}" if n == 1 or first.lines else f"{about}, {n} facts"
        said = f"{value(first)}{_and(n - 1)}"
        return (title, said, None) if cause.what is What.FACTS_GONE else (title, None, said)

    def _printed(self, cause: Cause) -> Told:
        d = cause.leading[0]
        change = next(c for c in d.changes if c.aspect == "caption")
        shown = d.after or d.before
        assert shown is not None
        return f"places where {shown.qname} is printed{_facts(cause)}", change.before, change.after

    def _member(self, cause: Cause) -> Told:
        d = (*cause.leading, *cause.following)[0]
        shown = d.after or d.before
        about = f'"{shown.caption}"' if shown and shown.caption else shown.qname if shown else "members"
        captions = {s.caption for x in cause.leading for s in (x.after,) if s is not None}
        title = f"{about}{_and(len(captions) - 1)}{_in(cause)}{_facts(cause)}"
        return title, *cause.words

    def _member_alone(self, cause: Cause) -> Told:
        member = cause.key.name
        said = f"{len(cause.leading)} facts" if len(cause.leading) != 1 else cause.leading[0].subject
        title = f"member {self._called(member)}"
        return (title, said, None) if cause.what is What.MEMBER_GONE else (title, None, said)

    def _period(self, cause: Cause) -> Told:
        fact = cause.leading[0].after
        about = f'"{fact.caption}"' if fact and fact.caption else fact.qname if fact else ""
        n = len({x.after.qname for x in cause.leading if x.after})
        title = f"{about}{' and other lines' if n > 1 else ''}{_in(cause)}{_facts(cause)}"
        before, after = cause.key.periods
        return title, str(before), str(after)

    # -- networks --------------------------------------------------------------------------

    def _label(self, cause: Cause) -> Told:
        concept = cause.key.name
        d = cause.leading[0]
        label = d.thing
        assert isinstance(label, Label)
        sides = [x.get((label.concept, label.name)) for x in self.labels]
        role = "" if label.name == "label" else f" ({label.name})"
        more = _and(len(cause.leading) - 1)
        before, after = (None if s is None else f'"{s}"' for s in sides)
        return f"label of {concept}{role}{more}", before, after

    def _role(self, cause: Cause) -> Told:
        name = cause.key.role
        d = next((x for x in (*cause.leading, *cause.following) if isinstance(x.thing, Role)), None)
        if d is not None and d.kind == "changed":
            return f"title of statement {name}", d.changes[0].before, d.changes[0].after
        n = sum(x.before is not None or x.after is not None for x in cause.following)
        said = f"{self.titles.get(name) or name}" + _count(n)
        gone = _change(cause) == REMOVED
        return f"statement {name}", said if gone else None, None if gone else said

    def _table(self, cause: Cause) -> Told:
        gone = _change(cause) == REMOVED
        said = "table, axes and members"
        return f"table{_in(cause, cause.key.role)}", said if gone else None, None if gone else said

    def _heading(self, cause: Cause) -> Told:
        roles = dict.fromkeys(d.thing.role for d in cause.following if isinstance(d.thing, RankedArc))
        cause.roles.update(roles)
        return f"heading{_in(cause)}", self._called(str(cause.before)), self._called(str(cause.after))

    def _place(self, cause: Cause) -> Told:
        concept = cause.key.name
        before = [_link_words(d, "before") for d in cause.leading if d.kind != "added"]
        after = [_link_words(d, "after") for d in cause.leading if d.kind != "removed"]
        return (
            f"{self._called(concept)}{_in(cause, cause.key.role)}",
            "; ".join(dict.fromkeys(before)) or None,
            "; ".join(dict.fromkeys(after)) or None,
        )

    def _order(self, cause: Cause) -> Told:
        links = list(
            {x.child: x for x in (d.thing for d in cause.leading) if isinstance(x, RankedArc)}.values()
        )
        names = ", ".join(x.child for x in links[:4])
        placed = {d.thing.child: d.changes[0] for d in cause.leading if isinstance(d.thing, RankedArc)}
        before, after = (
            ", ".join(str(getattr(c, s)) for c in list(placed.values())[:4]) for s in ("before", "after")
        )
        parent, role = cause.key.name, cause.key.role
        return f"order of {names}{_and(len(links) - 4)} under {parent}{_in(cause, role)}", before, after

    def _calculation(self, cause: Cause) -> Told:
        said: dict[str, list[str]] = {"before": [], "after": []}
        for d in cause.leading:
            link = d.thing
            assert isinstance(link, RankedArc)
            for side, skip in (("before", "added"), ("after", "removed")):
                if d.kind != skip:
                    said[side].append(f"{_change_words(d, side)} {link.child}")
        title = f"sum of {self._called(cause.key.name)}{_in(cause, cause.key.role)}"
        return title, ", ".join(said["before"]) or None, ", ".join(said["after"]) or None

    def _element(self, cause: Cause) -> Told:
        d = next((x for x in cause.leading if isinstance(x.thing, Element)), cause.leading[0])
        return f"element {self._called(cause.key.name)}", d.changes[0].before, d.changes[0].after

    def _check(self, cause: Cause) -> Told:
        sides: dict[str, list[str]] = {"before": [], "after": []}
        for d in cause.leading:
            check = d.thing
            assert isinstance(check, CheckRecord)
            formula = "" if d.kind == "changed" else f"{check.formula}: "
            for side, skip in (("before", "added"), ("after", "removed")):
                if d.kind != skip:
                    sides[side].append(f"{formula}{getattr(d.changes[0], side)}")
        shown = cause.leading[0]
        title = (
            shown.subject
            if shown.kind == "changed"
            else f"check of {cause.key.name}{_in(cause, cause.key.role)}"
        )
        return title, "; ".join(sides["before"]) or None, "; ".join(sides["after"]) or None


def _link_words(d: Difference, side: str) -> str:
    """``under us-gaap:AssetsAbstract as totalLabel``."""
    link = d.thing
    assert isinstance(link, RankedArc)
    if link.kind == "definition":
        return f"{link.arcrole} of {link.parent}"
    shown = next((getattr(c, side) for c in d.changes if c.aspect == "preferred label"), None)
    if shown is None and d.kind != "changed":
        shown = link.preferred
    order = next((f", place {getattr(c, side)}" for c in d.changes if c.aspect == "order"), "")
    return f"under {link.parent}" + (f" as {shown}" if shown and shown != "none" else "") + order


def _change_words(d: Difference, side: str) -> str:
    text = next((getattr(c, side) for c in d.changes if c.aspect in ("weight", "calculation")), None)
    return str(text or "").removeprefix("weight ") or "as before"


def _first_fact(differences: Sequence[Difference]) -> Fact | None:
    return next((s for d in differences for s in (d.after, d.before) if s is not None), None)


def _change(cause: Cause) -> str:
    if cause.before is not None and cause.after is not None:
        return CHANGED
    kinds = {d.kind for d in cause.leading} or {d.kind for d in cause.following}
    kind = kinds.pop() if len(kinds) == 1 else CHANGED
    if cause.what in (What.LINE_GONE, What.FACTS_GONE):
        return REMOVED
    if cause.what in (What.LINE_NEW, What.FACTS_NEW):
        return ADDED
    return kind


def _value(fact: Fact | None) -> str | None:
    if fact is None:
        return None
    decimals = (
        f", decimals {fact.decimals}" if isinstance(fact.value, Decimal) and fact.decimals is None else ""
    )
    return value(fact) + (", exact" if decimals else "")


def text_sides(a: str, b: str) -> tuple[str, str]:
    """Two texts, long ones from a little before the place where they part."""
    if max(len(a), len(b)) <= _LONG:
        return f'"{a}"', f'"{b}"'
    same = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    start = max(0, same - _BEFORE)
    before, after = (f"{'...' if start else ''}{t[start : start + _LONG]}" for t in (a, b))
    return f'"{before}"', f'"{after}"'


def _rest(fact: Fact) -> str:
    """Period and members of a fact."""
    return subject_of(fact).partition(" ")[2]


def _in(cause: Cause, role: str = "") -> str:
    names = [role] if role else list(cause.roles)
    names = [n for n in names if n]
    if not names:
        return ""
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    return f" in {names[0]}{more}"


def _facts(cause: Cause) -> str:
    n = sum(d.before is not None or d.after is not None for d in (*cause.leading, *cause.following))
    return _count(n)


def _count(n: int) -> str:
    return f", {n} facts" if n > 1 else ", 1 fact" if n else ""


def _and(n: int) -> str:
    return f" and {n} more" if n > 0 else ""


def _place(cause: Cause, said: str | None, name: str) -> Where | None:
    """Of the thing itself; of what follows from it only where that side has anything."""
    for listed in (cause.leading, cause.following if said is not None else ()):
        found = next((w for d in listed if (w := getattr(d, name)) is not None), None)
        if isinstance(found, Where):
            return found
    return None
