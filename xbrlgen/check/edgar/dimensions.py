"""Definition networks: tables, axes, members, and the facts they must allow."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from xbrlgen.check.edgar.networks import no_order
from xbrlgen.model.xbrl import DIM
from xbrlgen.written.views import ArcView, Dims, Flaw, Rules, Written

_ALL, _NOT_ALL = f"{DIM}all", f"{DIM}notAll"
_AXIS, _DOMAIN = f"{DIM}hypercube-dimension", f"{DIM}dimension-domain"
_DEFAULT, _MEMBER = f"{DIM}dimension-default", f"{DIM}domain-member"


def _arc(a: ArcView, message: str) -> Flaw:
    return Flaw(message, a.where, (), a.child)


def targets(w: Written) -> Iterator[Flaw]:
    for a in w.network("def"):
        if a.arcrole in (_DOMAIN, _DEFAULT):
            concept = w.concept(a.child)
            if concept is not None and not concept.is_domain:
                yield _arc(a, f"{a.child} is under the axis {a.parent} and is no domain or member")


def overlaps(w: Written) -> Iterator[Flaw]:
    """A member has one parent under an axis; a role's primary items one table.

    Two axes of a role may share a member: an entity is a counterparty of one note and a legal entity
    of the same (EFM 6.16.4 speaks of one set of members).
    """
    below: dict[tuple[str, str], list[ArcView]] = {}
    tables: dict[tuple[str, str], str] = {}
    tops: dict[tuple[str, str], list[ArcView]] = {}
    for a in w.network("def"):
        if a.arcrole == _MEMBER:
            below.setdefault((a.role, a.parent), []).append(a)
        elif a.arcrole == _DOMAIN:
            tops.setdefault((a.role, a.parent), []).append(a)
        elif a.arcrole == _ALL:
            tops.setdefault((a.role, a.parent), [])
            other = tables.setdefault((a.role, a.parent), a.child)
            if other != a.child:
                yield _arc(a, f"{a.parent} has the tables {other} and {a.child} in one role")
    told: set[ArcView] = set()
    for (role, top), first in tops.items():
        above: dict[tuple[str, str], str] = {}
        todo = list(first or below.get((role, top), []))
        while todo:
            a = todo.pop()
            inside = (a.target_role or a.role, a.child)
            if inside not in above:
                above[inside] = a.parent
                todo += below.get(inside, [])
            elif above[inside] != a.parent and a not in told:
                told.add(a)
                yield _arc(a, f"{a.child} stands under {above[inside]} and under {a.parent} below {top}")


def negative_tables(w: Written) -> Iterator[Flaw]:
    positive = {(a.role, a.child) for a in w.network("def") if a.arcrole == _ALL}
    sources = {(a.role, a.parent) for a in w.network("def")}
    for a in w.network("def"):
        if a.arcrole == _NOT_ALL and a.closed:
            yield _arc(a, f"{a.child} excludes and is closed")
        if a.arcrole == _NOT_ALL and (a.role, a.child) in positive:
            yield _arc(a, f"{a.child} is required and excluded in one role")
        if a.target_role is not None and (a.target_role, a.child) not in sources:
            yield _arc(a, f"the arc to {a.child} goes on in {a.target_role}, where nothing follows")


def segment(w: Written) -> Iterator[Flaw]:
    for a in w.network("def"):
        if a.arcrole in (_ALL, _NOT_ALL) and a.context_element != "segment":
            yield _arc(
                a, f"the table {a.child} is in the {a.context_element or 'context element of nothing'}"
            )


def same_ends(w: Written) -> Iterator[Flaw]:
    """XLink 1.1 section 5.1.3: one arc between two labels of a link; a second needs locators of its own."""
    seen = set()
    for a in w.arcs:
        key = (a.role, a.kind, a.ends)
        if key in seen:
            yield _arc(a, f"two arcs join {a.parent} and {a.child} by the same locators")
        seen.add(key)


class _Table:
    """What one table of a role allows: axes with their members and defaults, and its line items."""

    def __init__(self, closed: bool) -> None:
        self.closed = closed
        self.members: dict[str, set[str]] = {}
        self.defaults: dict[str, str] = {}

    def allows(self, dims: dict[str, str]) -> bool:
        if self.closed and not dims.keys() <= self.members.keys():
            return False
        for axis, members in self.members.items():
            stated = dims.get(axis)
            if stated is None:
                if axis not in self.defaults:
                    return False
            elif (members and stated not in members) or stated == self.defaults.get(axis):
                return False
        return True


class _Tables:
    """Tables that the same items are in, found by a member that they allow."""

    def __init__(self, tables: list[_Table]) -> None:
        self.tables = tables
        self.by_member: dict[tuple[str, str], list[_Table]] = {}
        self.loose: list[_Table] = []
        """Those that may allow a member which they do not list."""
        for table in tables:
            if not table.closed or not all(table.members.values()):
                self.loose.append(table)
            else:
                for axis, members in table.members.items():
                    for member in members:
                        self.by_member.setdefault((axis, member), []).append(table)
        self.fits: dict[Dims, bool] = {}

    def allow(self, dims: Dims) -> bool:
        """Whether one of the tables allows these members."""
        if dims not in self.fits:
            among = (*self.by_member.get(dims[0], ()), *self.loose) if dims else self.tables
            stated = dict(dims)
            self.fits[dims] = any(table.allows(stated) for table in among)
        return self.fits[dims]


def _below(arcs: dict[tuple[str, str, str], list[ArcView]], role: str, top: str, arcrole: str) -> set[str]:
    found, todo = set(), [top]
    while todo:
        for a in arcs.get((role, todo.pop(), arcrole), ()):
            if a.child not in found:
                found.add(a.child)
                todo.append(a.child)
    return found


def valid_dimensions(w: Written) -> Iterator[Flaw]:
    """Dimensions 1.0 section 3.1.1: a fact of a primary item fits a table in at least one role.

    What is in no table may have any members. What has a table in a role of a standard taxonomy is not
    judged: the taxonomy's own networks, which are not here, say the rest of that table (ecd).
    """
    arcs: dict[tuple[str, str, str], list[ArcView]] = {}
    defaults = {a.parent: a.child for a in w.network("def") if a.arcrole == _DEFAULT}
    for a in w.network("def"):
        arcs.setdefault((a.role, a.parent, a.arcrole), []).append(a)
    tables: dict[str, list[_Table]] = {}
    own = {r.uri for r in w.roles}
    elsewhere: set[str] = set()
    for (role, primary, arcrole), group in arcs.items():
        if arcrole != _ALL:
            continue
        items = {primary} | _below(arcs, role, primary, _MEMBER)
        if role not in own:
            elsewhere |= items
        for a in group:
            table = _Table(a.closed)
            inside = a.target_role or role
            for axis in arcs.get((inside, a.child, _AXIS), ()):
                table.members[axis.child] = {
                    m
                    for d in arcs.get((inside, axis.child, _DOMAIN), ())
                    for m in {d.child} | _below(arcs, inside, d.child, _MEMBER)
                }
                if axis.child in defaults:
                    table.defaults[axis.child] = defaults[axis.child]
            for item in items:
                tables.setdefault(item, []).append(table)
    same: dict[tuple[int, ...], _Tables] = {}
    of_item: dict[str, _Tables] = {}
    for item, held in tables.items():
        key = tuple(map(id, held))
        if key not in same:
            same[key] = _Tables(held)
        of_item[item] = same[key]
    for fact in w.facts:
        context = w.context(fact)
        if context is None or fact.concept not in tables or fact.concept in elsewhere:
            continue
        if not of_item[fact.concept].allow(context.dims):
            said = ", ".join(m for _, m in context.dims) or "no members"
            yield Flaw(
                f"{fact.concept} with {said} fits no table",
                fact.where,
                (fact.id,) if fact.id else (),
                fact.concept,
            )


RULES: Rules = (
    ("XG-EFM-641", partial(no_order, "def")),
    ("XG-EFM-642", targets),
    ("XG-EFM-643", overlaps),
    ("XG-EFM-644", negative_tables),
    ("XG-EFM-645", segment),
    ("XG-EFM-646", same_ends),
    ("XG-EFM-647", valid_dimensions),
)
