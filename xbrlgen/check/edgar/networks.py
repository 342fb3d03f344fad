"""Presentation and calculation networks."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from functools import partial

from xbrlgen.written.files import is_standard
from xbrlgen.written.views import ArcView, Flaw, Rules, Written, ids_of

_HIGHEST = 10


def _arc(a: ArcView, message: str, hint: str | None = None) -> Flaw:
    return Flaw(message, a.where, (), a.child, hint)


def _title(w: Written, uri: str) -> str:
    role = w.role(uri)
    return role.definition if role is not None else uri


def _groups(arcs: list[ArcView]) -> dict[tuple[str, str], list[ArcView]]:
    """Arcs by role and parent."""
    found: dict[tuple[str, str], list[ArcView]] = {}
    for a in arcs:
        found.setdefault((a.role, a.parent), []).append(a)
    return found


# -- presentation --------------------------------------------------------------------------


def no_order(kind: str, w: Written) -> Iterator[Flaw]:
    for a in w.arcs:
        if a.kind == kind and a.order is None:
            yield _arc(a, f"the arc from {a.parent} to {a.child} has no order")


def order_apart(w: Written) -> Iterator[Flaw]:
    for (role, parent), arcs in _groups(w.network("pre")).items():
        seen: dict[str, ArcView] = {}
        for a in arcs:
            other = seen.setdefault(a.order or "1", a)
            if other is not a:
                yield _arc(
                    a, f"{a.child} and {other.child} have order {a.order} under {parent} in {_title(w, role)}"
                )


def shown_twice(w: Written) -> Iterator[Flaw]:
    for (role, parent), arcs in _groups(w.network("pre")).items():
        seen = set()
        for a in arcs:
            if (a.child, a.preferred) in seen:
                yield _arc(
                    a, f"{a.child} stands twice under {parent} with one preferred label in {_title(w, role)}"
                )
            seen.add((a.child, a.preferred))


def one_root(w: Written) -> Iterator[Flaw]:
    by_role: dict[str, list[ArcView]] = {}
    for a in w.network("pre"):
        by_role.setdefault(a.role, []).append(a)
    for role, arcs in by_role.items():
        children = {a.child for a in arcs}
        roots = list(dict.fromkeys(a.parent for a in arcs if a.parent not in children))
        if len(roots) > 1:
            where = next(a.where for a in arcs if a.parent == roots[1])
            yield Flaw(f"{_title(w, role)} has {len(roots)} roots: {', '.join(roots)}", where, (), roots[1])


def period_labels(w: Written) -> Iterator[Flaw]:
    for a in w.network("pre"):
        concept = w.concept(a.child)
        if (
            concept is not None
            and concept.period == "duration"
            and re.search("eriod(Start|End)", a.preferred or "")
        ):
            yield _arc(a, f"{a.child} is of a duration and is shown at the start or end of one")


def axis_domain(w: Written) -> Iterator[Flaw]:
    arcs = w.network("pre")
    children: dict[tuple[str, str], list[str]] = {}
    for a in arcs:
        children.setdefault((a.role, a.parent), []).append(a.child)
    typed = {axis for c in w.contexts for axis in c.typed}
    for a in arcs:
        concept = w.concept(a.child)
        if concept is None or not concept.is_axis:
            continue
        # A typed axis has no domain, and a role of the SEC's own (ecd/role/PvpDisclosure) is not the filer's.
        if a.child in typed or is_standard(a.role):
            continue
        below = [w.concept(c) for c in children.get((a.role, a.child), ())]
        if not any(c is not None and c.is_domain for c in below):
            yield _arc(a, f"{a.child} has no domain under it in {_title(w, a.role)}")


def ineffectual(w: Written) -> Iterator[Flaw]:
    """Two equal arcs, or a prohibition of nothing (XBRL 2.1 section 3.5.3.9.7.5)."""
    seen: set[Hashable] = set()
    inside = {(a.kind, a.role, a.arcrole, a.parent, a.child) for a in w.arcs if not a.prohibited}
    for a in w.arcs:
        key = (a.kind, a.role, a.arcrole, a.parent, a.child, a.order, a.weight, a.preferred)
        if key[:5] not in inside and w.is_own(a.child):  # what is in force is inside
            yield _arc(a, f"the arc from {a.parent} to {a.child} prohibits nothing")
        elif not a.prohibited and key in seen:
            yield _arc(a, f"the arc from {a.parent} to {a.child} is there twice")
        seen.add(key)


def priority(w: Written) -> Iterator[Flaw]:
    for a in w.arcs:
        if not re.fullmatch(r"-?\d+", a.priority) or int(a.priority) >= _HIGHEST:
            yield _arc(a, f"the arc from {a.parent} to {a.child} has priority {a.priority}")


# -- calculation ---------------------------------------------------------------------------


def weight(w: Written) -> Iterator[Flaw]:
    for a in w.network("cal"):
        if _weight(a) not in (1, -1):
            yield _arc(a, f"{a.child} counts {a.weight} in {a.parent}; 1 or -1 is allowed")


def _weight(a: ArcView) -> float:
    try:
        return float(a.weight or "")
    except ValueError:
        return 0.0


def same_period(w: Written) -> Iterator[Flaw]:
    for a in w.network("cal"):
        one, other = w.concept(a.parent), w.concept(a.child)
        if one is not None and other is not None and one.period != other.period:
            yield _arc(a, f"{a.parent} is of an {one.period} and its part {a.child} of an {other.period}")


def cycles(w: Written) -> Iterator[Flaw]:
    below: dict[tuple[str, str], list[ArcView]] = _groups(w.network("cal"))
    done: set[tuple[str, str]] = set()
    for start in below:
        if start in done:
            continue
        stack = [(start, iter(below[start]))]
        path = {start}
        while stack:
            node, arcs = stack[-1]
            step = next(arcs, None)
            if step is None:
                stack.pop()
                path.discard(node)
                done.add(node)
                continue
            key = (step.role, step.child)
            if key in path:
                yield _arc(step, f"{step.child} is a part of itself in {_title(w, step.role)}")
            elif key in below and key not in done:
                stack.append((key, iter(below[key])))
                path.add(key)


def shown_together(w: Written) -> Iterator[Flaw]:
    places: dict[str, set[str]] = {}
    for a in w.network("pre"):
        places.setdefault(a.parent, set()).add(a.role)
        places.setdefault(a.child, set()).add(a.role)
    seen = set()
    for a in w.network("cal"):
        pair = (a.parent, a.child)
        if pair in seen or a.parent not in w.by_concept or a.child not in w.by_concept:
            continue
        seen.add(pair)
        if not places.get(a.parent, set()) & places.get(a.child, set()):
            yield _arc(a, f"{a.parent} and its part {a.child} are shown in no presentation together")


def balances(w: Written) -> Iterator[Flaw]:
    for a in w.network("cal"):
        one, other = w.concept(a.parent), w.concept(a.child)
        if one is None or other is None or not one.balance or not other.balance:
            continue
        wanted = 1 if one.balance == other.balance else -1
        if _weight(a) == -wanted:
            yield _arc(
                a,
                f"{a.child} ({other.balance}) counts {a.weight} in {a.parent} ({one.balance})",
            )


def totals(w: Written) -> Iterator[Flaw]:
    """A line with a total label over two amounts or more, and no calculation that makes it."""
    sums = {a.parent for a in w.network("cal")}
    for (role, parent), arcs in _groups(w.network("pre")).items():
        money = [a for a in arcs if (c := w.concept(a.child)) is not None and c.kind == "monetary"]
        before: set[str] = set()
        for a in money:
            others = len(before) - (a.child in before)
            before.add(a.child)
            if (a.preferred or "").endswith("otalLabel") and others > 1 and a.child not in sums:
                facts = ids_of(w.by_concept.get(a.child, ()))
                yield Flaw(
                    f"{a.child} is a total under {parent} in {_title(w, role)} and no calculation makes it",
                    a.where,
                    facts,
                    a.child,
                )


def repeated_sum(w: Written) -> Iterator[Flaw]:
    seen: dict[Hashable, str] = {}
    for (role, parent), arcs in _groups(w.network("cal")).items():
        other = seen.setdefault((parent, frozenset((a.child, a.weight) for a in arcs)), role)
        if other != role:
            message = f"{_title(w, role)} repeats the calculation of {parent} in {_title(w, other)}"
            yield _arc(arcs[0], message)


RULES: Rules = (
    ("XG-EFM-601", partial(no_order, "pre")),
    ("XG-EFM-602", order_apart),
    ("XG-EFM-603", shown_twice),
    ("XG-EFM-604", one_root),
    ("XG-EFM-605", period_labels),
    ("XG-EFM-606", axis_domain),
    ("XG-EFM-607", ineffectual),
    ("XG-EFM-608", priority),
    ("XG-EFM-621", partial(no_order, "cal")),
    ("XG-EFM-622", weight),
    ("XG-EFM-623", same_period),
    ("XG-EFM-624", cycles),
    ("XG-EFM-625", shown_together),
    ("XG-EFM-626", balances),
    ("XG-EFM-627", totals),
    ("XG-EFM-628", repeated_sum),
)
