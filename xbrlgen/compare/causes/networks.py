"""Differences of networks, labels, elements and checks put under the causes that the facts show.

What no fact explains is a cause of its own: a statement new or gone, a line put elsewhere, a sum with
other parts, a label, an element, a check.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from xbrlgen.compare.causes.cause import Cause, CauseKey, Causes, What
from xbrlgen.model.difference import Difference
from xbrlgen.model.matcher import fold
from xbrlgen.model.recorded import CheckRecord, FindingRecord, RankedArc, Recorded
from xbrlgen.model.report import Element, Label, Role

LinkEnds = tuple[str, str, str, str]
"""Role, kind, parent and child."""
_FRAME = ("hypercube-dimension", "dimension-domain", "dimension-default", "all", "notAll")
_WORD = re.compile(r"[A-Za-z_][\w.-]*")


class NetworkCauses:
    """Puts each difference that is not one of facts under its cause; see :meth:`place`."""

    def __init__(self, before: Recorded, after: Recorded, causes: Causes, differences: Sequence[Difference]):
        self.causes = causes
        links = [(d, d.thing) for d in differences if isinstance(d.thing, RankedArc)]
        self.lost = {_ends(x) for d, x in links if d.kind == "removed"}
        self.won = {_ends(x) for d, x in links if d.kind == "added"}
        roles = [(d, d.thing) for d in differences if isinstance(d.thing, Role)]
        self.whole_roles = {x.id for d, x in roles if d.kind != "changed"}
        self.old_links = {(x.role, x.child) for x in before.arcs}
        self.new_links = {(x.role, x.child) for x in after.arcs}
        self.old_nodes, self.new_nodes = (
            {(x.role, n) for x in s.arcs for n in (x.parent, x.child)} for s in (before, after)
        )
        self.old_names, self.new_names = ({child for _, child in x} for x in (self.old_links, self.new_links))
        self.frames = _frames(before, after)
        self.of_frame: dict[str, Cause] = {}
        self.by_name: dict[str, list[Cause]] = {}
        """Causes by the local names they are about, for the checks."""
        self.new_elements = {d.thing.qname for d in differences if isinstance(d.thing, Element)}
        self.checks = _Checks(differences)
        self.role_names: dict[str, Cause] = {}
        """Names that a statement new or gone lays out."""
        self.placed: dict[str, Cause] = {}
        """Names that a cause of structure newly lays out, or no more."""
        self.preferred: dict[tuple[str, str], Cause] = {}
        """(concept, label role) that a line newly shows."""

    def place(self, differences: Iterable[Difference]) -> None:
        """All of them, causes before what may follow from them."""
        by_type: dict[type, list[Difference]] = {}
        for d in differences:
            by_type.setdefault(type(d.thing), []).append(d)
        for d in by_type.get(Role, ()):
            self._role(d)
        for d in by_type.get(Element, ()):
            self._element(d)
        self._exchange_headings(d for d in by_type.get(RankedArc, ()))
        waiting = [d for d in by_type.get(RankedArc, ()) if not self._link_follows(d)]
        waiting = self._headings(waiting)
        for d in waiting:
            self._link(d)
        for d in by_type.get(Label, ()):
            self._label(d)
        for cause in self.causes.all.values():
            for name in dict.fromkeys(_local(n) for n in cause.names):
                self.by_name.setdefault(name, []).append(cause)
        for d in by_type.get(CheckRecord, ()):
            self._check(d)

    # -- roles and elements ----------------------------------------------------------------

    def _role(self, d: Difference) -> None:
        assert isinstance(d.thing, Role)
        cause = self.causes.of(CauseKey(What.ROLE, d.thing.id))
        cause.lead(d)
        cause.roles.setdefault(d.thing.id)

    def _element(self, d: Difference) -> None:
        assert isinstance(d.thing, Element)
        name = d.thing.qname
        if d.kind == "changed":
            self.causes.of(CauseKey(What.ELEMENT, name=name)).lead(d)
            return
        cause = self._of_name(name, removed=d.kind == "removed")
        if cause is not None:
            cause.follow(d)
        else:
            made = self.causes.of(CauseKey(What.ELEMENT, name=name))
            made.lead(d)
            made.names.setdefault(name)
            (self.causes.gone if d.kind == "removed" else self.causes.fresh).setdefault(name, made)

    def _of_name(self, name: str, *, removed: bool) -> Cause | None:
        """The cause for which a name is there no more, or newly."""
        turned = self.causes.turned if removed else self.causes.into
        side = self.causes.gone if removed else self.causes.fresh
        found = turned.get(name)
        return found[0] if found else side.get(name)

    # -- links -----------------------------------------------------------------------------

    def _link_follows(self, d: Difference) -> bool:
        link = d.thing
        assert isinstance(link, RankedArc)
        if link.role in self.whole_roles:
            cause: Cause | None = self.causes.of(CauseKey(What.ROLE, link.role))
            assert cause is not None
            for name in (link.parent, link.child):
                self.role_names.setdefault(name, cause)
        elif d.kind == "changed":
            turned = "preferred label" in d.aspects
            cause = self.causes.turned_sign.get(link.child) if turned else None
        else:
            cause = self._exchanged(link, removed=d.kind == "removed") or self._alone(d, link)
        if cause is None:
            return False
        cause.follow(d)
        return True

    def _exchange_headings(self, differences: Iterable[Difference]) -> None:
        """A heading, table or line items of a statement that others took the place of, children and all."""
        parents: dict[tuple[str, str, str], dict[str, list[str]]] = {}
        for d in differences:
            link = d.thing
            if isinstance(link, RankedArc) and d.kind != "changed" and link.kind != "calculation":
                sides = parents.setdefault((link.role, link.kind, link.child), {"removed": [], "added": []})
                sides[d.kind].append(link.parent)
        votes: Counter[tuple[str, str]] = Counter()
        for (role, _, _), sides in parents.items():
            for a in sides["removed"]:
                if (role, a) not in self.new_nodes and a not in self.causes.turned:
                    votes.update(
                        (a, b)
                        for b in sides["added"]
                        if (role, b) not in self.old_nodes and b not in self.causes.into
                    )
        taken: set[str] = set()
        for (a, b), _ in sorted(votes.items(), key=lambda item: (-item[1], item[0])):
            if a not in taken and b not in taken:
                taken |= {a, b}
                self.causes.exchange(a, b, CauseKey(What.HEADING, was=a, now=b))

    def _exchanged(self, link: RankedArc, *, removed: bool) -> Cause | None:
        """A link that is there again with another name in it."""
        turned = self.causes.turned if removed else self.causes.into
        others = self.won if removed else self.lost
        for end in (link.child, link.parent):
            for cause in turned.get(end, ()):
                other = cause.after if removed else cause.before
                assert other is not None
                ends = tuple(other if n == end else n for n in _ends(link))
                if ends in others:
                    return cause
        return self._twice_exchanged(link, turned, others, removed=removed)

    def _twice_exchanged(
        self, link: RankedArc, turned: dict[str, list[Cause]], others: set[LinkEnds], *, removed: bool
    ) -> Cause | None:
        for first in turned.get(link.child, ()):
            for second in turned.get(link.parent, ()):
                child, parent = ((c.after if removed else c.before) or "" for c in (first, second))
                if (link.role, link.kind, parent, child) in others:
                    return first
        return None

    def _alone(self, d: Difference, link: RankedArc) -> Cause | None:
        removed = d.kind == "removed"
        at = self.causes.gone_at if removed else self.causes.fresh_at
        turned = self.causes.turned if removed else self.causes.into
        other_links = self.new_links if removed else self.old_links
        side = self.causes.gone if removed else self.causes.fresh
        for end in (link.child, link.parent):
            cause = at.get((link.role, end)) or side.get(end)
            if cause is None and end in turned and (link.role, end) not in other_links:
                cause = turned[end][0]
            if cause is not None:
                return cause
        if link.kind != "calculation" and link.role in self.frames:
            # The first member of a statement brings its table; every line then stands under its line items.
            frame = self.frames[link.role]
            if link.parent in frame or link.child in frame:
                return self._of_frame(link.role)
            others = self.won if removed else self.lost
            if any((link.role, link.kind, top, link.child) in others for top in frame):
                return self._of_frame(link.role)
        return None

    def _of_frame(self, role: str) -> Cause:
        if role not in self.of_frame:
            known = (c for c in self.causes.all.values() if c.kind in ("member", "line") and role in c.roles)
            self.of_frame[role] = next(known, None) or self.causes.of(CauseKey(What.TABLE, role))
        return self.of_frame[role]

    def _headings(self, waiting: list[Difference]) -> list[Difference]:
        """Headings that lost or got their only lines go with them; what is left over."""
        below = {kind: self._below(kind) for kind in ("removed", "added")}
        again = True
        while again:
            again, rest = False, []
            for d in waiting:
                link = d.thing
                assert isinstance(link, RankedArc)
                others = self.new_links if d.kind == "removed" else self.old_links
                known = below.get(d.kind, {})
                cause = known.get((link.role, link.child))
                if cause is None or link.kind == "calculation" or (link.role, link.child) in others:
                    rest.append(d)
                    continue
                known.setdefault((link.role, link.parent), cause)
                cause.follow(d)
                again = True
            waiting = rest
        return waiting

    def _below(self, kind: str) -> dict[tuple[str, str], Cause]:
        """(role, parent) of links that follow from a cause already."""
        found: dict[tuple[str, str], Cause] = {}
        for cause in self.causes.all.values():
            for d in cause.following:
                if isinstance(d.thing, RankedArc) and d.kind == kind:
                    found.setdefault((d.thing.role, d.thing.parent), cause)
        return found

    def _link(self, d: Difference) -> None:
        """A link that nothing explains."""
        link = d.thing
        assert isinstance(link, RankedArc)
        if link.kind == "calculation":
            key = CauseKey(What.CALCULATION, link.role, link.parent)
        elif d.aspects == ("order",):
            key = CauseKey(What.ORDER, link.role, link.parent)
        else:
            key = CauseKey(What.PLACE, link.role, link.child)
        cause = self.causes.of(key)
        cause.lead(d)
        cause.roles.setdefault(link.role)
        cause.names.setdefault(link.parent if link.kind == "calculation" else link.child)
        if link.kind != "calculation":
            self.placed.setdefault(link.child, cause)
            for change in d.changes:
                if change.aspect == "preferred label":
                    for word in (change.before, change.after):
                        self.preferred.setdefault((link.child, word or ""), cause)
            if d.kind != "changed" and link.preferred:
                self.preferred.setdefault((link.child, link.preferred), cause)

    # -- labels ----------------------------------------------------------------------------

    def _label(self, d: Difference) -> None:
        label = d.thing
        assert isinstance(label, Label)
        removed = d.kind == "removed"
        cause: Cause | None = None
        if d.kind != "changed":
            cause = self._of_name(label.concept, removed=removed)
            if cause is None and label.name.startswith("negated"):
                cause = self.causes.turned_sign.get(label.concept)
            cause = cause or self.preferred.get((label.concept, label.name))
        cause = cause or self.causes.renamed.get(label.concept) or self._of_line(d, label.concept)
        elsewhere = self.new_names if removed else self.old_names
        if cause is None and d.kind != "changed" and label.concept not in elsewhere:
            cause = self.role_names.get(label.concept) or self.placed.get(label.concept)
        if cause is not None:
            cause.follow(d)
            return
        made = self.causes.of(CauseKey(What.LABEL, name=label.concept))
        made.lead(d)
        made.names.setdefault(label.concept)

    def _of_line(self, d: Difference, concept: str) -> Cause | None:
        """A concept that took its label from a line that went or came takes another one."""
        said = {fold(c.strip('"')) for c in (d.changes[0].before, d.changes[0].after) if c is not None}
        lines = [*self.causes.lines_gone.get(concept, []), *self.causes.lines_new.get(concept, [])]
        return next((c for c in lines if fold(c.before or c.after or "") in said), None)

    # -- checks ----------------------------------------------------------------------------

    def _check(self, d: Difference) -> None:
        check = d.thing
        assert isinstance(check, CheckRecord)
        cause = self._of_check(d, check)
        if cause is not None:
            cause.follow(d)
            return
        made = self.causes.of(CauseKey(What.CHECK, check.scope, _total(check)))
        made.lead(d)
        made.roles.setdefault(check.scope)

    def _of_check(self, d: Difference, check: CheckRecord) -> Cause | None:
        scope, total = check.scope, _total(check)
        differing = self.checks.differing.get((scope, total))
        if d.kind != "changed" and differing is not None:
            told = [c for c in self._touching(differing) if c.what is not What.CALCULATION]
            told += [c for c in self._touching({total}) if c.what is What.CALCULATION and c.key.role == scope]
            return told[0] if told else None
        touching = self._touching(set(_WORD.findall(check.formula)))
        if d.kind != "changed":
            # A relation that only one side has follows from what took away or brought one of its concepts.
            touching = [
                c for c in touching if c.kind in ("concept", "line", "member", "structure", "element")
            ]
        return next((c for c in touching if scope in c.roles), next(iter(touching), None))

    def _touching(self, names: set[str]) -> list[Cause]:
        found = {id(c): c for name in sorted(names) for c in self.by_name.get(name, ())}
        order = {id(c): n for n, c in enumerate(self.causes.all.values())} if len(found) > 1 else {}
        return sorted(found.values(), key=lambda c: order.get(id(c), 0))


class _Checks:
    """Relations of one total that are written otherwise: the names by which they differ."""

    def __init__(self, differences: Iterable[Difference]) -> None:
        sides: dict[tuple[str, str], dict[str, set[str]]] = {}
        for d in differences:
            if isinstance(d.thing, CheckRecord) and d.kind != "changed":
                key = (d.thing.scope, _total(d.thing))
                names = set(_WORD.findall(d.thing.formula))
                sides.setdefault(key, {}).setdefault(d.kind, set()).update(names)
        self.differing = {k: s["removed"] ^ s["added"] for k, s in sides.items() if len(s) == 2}


def followed(differences: Iterable[Difference]) -> tuple[Difference, ...]:
    """Findings that came or went: what the checks say of the entries, and no entries themselves."""
    return tuple(d for d in differences if isinstance(d.thing, FindingRecord))


def _total(check: CheckRecord) -> str:
    return check.formula.partition("=")[0].strip()


def _local(qname: str) -> str:
    return qname.rpartition(":")[2]


def _ends(link: RankedArc) -> LinkEnds:
    return (link.role, link.kind, link.parent, link.child)


def _frames(before: Recorded, after: Recorded) -> dict[str, set[str]]:
    """Table, line items, axes and domains of roles that only one side gives them."""
    found = [_frame(s) for s in (before, after)]
    return {
        role: found[0].get(role, set()) | found[1].get(role, set())
        for role in found[0].keys() ^ found[1].keys()
        if {r.id for r in before.roles} & {r.id for r in after.roles} & {role}
    }


def _frame(recorded: Recorded) -> dict[str, set[str]]:
    frames: dict[str, set[str]] = {}
    for link in recorded.arcs:
        if link.kind == "definition" and link.arcrole in _FRAME:
            frames.setdefault(link.role, set()).update((link.parent, link.child))
    return frames
