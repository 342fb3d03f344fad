"""The statements as a renderer lays them out: rows from the presentation network, columns from
the periods of the facts, and a group of rows for every set of members.

Rows carry the label of their preferred role; a negated role shows the value with its sign
turned (EFM 6.11.1, Link Role Registry); totals are ruled; an opening balance is the instant before
the column's duration, a closing balance the instant at its end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xbrlgen.model.mapping import Dimensions
from xbrlgen.model.period import Period
from xbrlgen.model.report import Arc, Context, Fact, Report, Role
from xbrlgen.model.taxonomy import Concept
from xbrlgen.model.xbrl import STANDARD_LABEL, label_role
from xbrlgen.view.typeset import bracketed, day, length

Key = tuple[Period, Dimensions]


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """``over`` is the length of its period (``3 Months Ended``), ``when`` the day it ends."""

    over: str
    when: str


@dataclass(frozen=True, slots=True)
class ShownFact:
    """A fact in a cell: its id, the text shown, whether the label turned the sign."""

    fact: str
    text: str
    negated: bool


@dataclass(frozen=True, slots=True)
class ShownLine:
    """``cells`` are one tuple for each column: mostly one fact, none, or two that differ by unit.

    ``member`` marks the heading of a group: the lines below it are those of these members.
    """

    concept: str
    label: str
    depth: int
    abstract: bool
    total: bool
    negated: bool
    cells: tuple[tuple[ShownFact, ...], ...] = ()
    member: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """One role, laid out. ``units`` says what the numbers are in: ``USD in thousands``."""

    role: str
    number: str
    kind: str
    title: str
    units: str
    columns: tuple[ShownColumn, ...]
    rows: tuple[ShownLine, ...]


class Words:
    """Labels of a filing by concept and role, with the standard label behind."""

    def __init__(self, report: Report) -> None:
        self._labels = {(label.concept, label.role): label.text for label in report.extension.labels}
        self._names = {f.concept.qname: f.concept.label for f in report.facts}
        self._names |= {e.concept.qname: e.concept.label for e in report.extension.elements}

    def label(self, qname: str, role: str | None = None) -> str:
        """The label of this role, else the standard one, else the QName."""
        for wanted in (role, _upright(role), STANDARD_LABEL):
            text = self._labels.get((qname, wanted)) if wanted else None
            if text:
                return text
        return self._names.get(qname) or qname

    def of(self, qname: str, role: str) -> str | None:
        """The label of exactly this role."""
        return self._labels.get((qname, role))


def _upright(role: str | None) -> str | None:
    """The plain role that a negated one turns: ``negatedTotalLabel`` is ``totalLabel``."""
    if role is None or "/negated" not in role:
        return None
    name = role.rpartition("/negated")[2]
    return label_role(f"{name[:1].lower()}{name[1:]}")


def lay_out(report: Report, words: Words) -> tuple[Statement, ...]:
    """All roles that show facts, in the order of their definitions. One pass over the facts."""
    presents: dict[str, list[str]] = {}
    axes: dict[str, set[str]] = {}
    for role in report.extension.roles:
        axes[role.id] = {a.child for a in role.definitions if a.arcrole.endswith("/hypercube-dimension")}
        for arc in role.presentation:
            presents.setdefault(arc.child, []).append(role.id)
    members: dict[str, dict[Context, None]] = {role.id: {} for role in report.extension.roles}
    values: dict[tuple[str, Key], list[Fact]] = {}
    fitting: dict[tuple[str, frozenset[str]], str | None] = {}
    for fact in report.facts:
        values.setdefault((fact.concept.qname, _key(fact.context)), []).append(fact)
        shown = {p.statement for p in fact.prints if p.statement}
        if not shown:
            # What no table prints (the cover, running text) goes where its concept and axes have a place.
            used = frozenset(axis for axis, _ in fact.context.dimensions)
            place = (fact.concept.qname, used)
            if place not in fitting:
                roles = presents.get(fact.concept.qname, ())
                fitting[place] = next((r for r in roles if used <= axes[r]), None)
            fits = fitting[place]
            shown = set() if fits is None else {fits}
        for name in shown:
            if name in members:
                members[name].setdefault(fact.context)
    concepts = {f.concept.qname: f.concept for f in report.facts}
    made = (_statement(role, tuple(members[role.id]), values, concepts, words) for role in _sorted(report))
    return tuple(s for s in made if s.rows)


def _sorted(report: Report) -> Sequence[Role]:
    return sorted(report.extension.roles, key=lambda r: r.definition)


def _key(context: Context) -> Key:
    return (context.period, context.dimensions)


def _statement(
    role: Role,
    contexts: Sequence[Context],
    values: dict[tuple[str, Key], list[Fact]],
    concepts: dict[str, Concept],
    words: Words,
) -> Statement:
    lines = tuple(_walk(role))
    columns = _columns({c.period: None for c in contexts}, lines)
    groups: list[Dimensions] = [d for d in dict.fromkeys(c.dimensions for c in contexts) if d]
    if any(not c.dimensions for c in contexts):
        groups.insert(0, ())
    found = {
        dims: [[_cell(arc, period, dims, values) for period in columns] for arc, _ in lines]
        for dims in groups
    }
    shown = [f for table in found.values() for row in table for cell in row for f in cell]
    scale = _scale(shown)
    rows: list[ShownLine] = []
    for dims in groups:
        if dims:
            rows.append(_member(dims, words))
        for (arc, depth), cells in zip(lines, found[dims], strict=True):
            # Below the first group only lines that say something are repeated.
            if any(cells) or (dims == groups[0] and arc.child not in concepts):
                rows.append(_row(arc, depth, cells, scale, words, concepts))
    number, kind, title = _definition(role)
    return Statement(
        role=role.id,
        number=number,
        kind=kind,
        title=title,
        units=_units(shown, scale),
        columns=tuple(ShownColumn(length(p), day(p.end)) for p in columns),
        rows=tuple(rows),
    )


def _member(dimensions: Dimensions, words: Words) -> ShownLine:
    label = ", ".join(words.label(m).removesuffix(" [Member]") for _, m in dimensions)
    return ShownLine("", label, 0, abstract=True, total=False, negated=False, member=True)


def _definition(role: Role) -> tuple[str, str, str]:
    """``0000002 - Statement - Title`` in its three parts (EFM 6.7.12)."""
    parts = role.definition.split(" - ", 2)
    return (parts[0], parts[1], parts[2]) if len(parts) == 3 else ("", "", role.definition)


def _walk(role: Role) -> Iterator[tuple[Arc, int]]:
    """The lines from top to bottom with their depth; roots come as arcs without a parent.

    Tables and axes are left out: what they hold stands in the headings of the columns.
    """
    tables, axes = set(), set()
    for arc in role.definitions:
        if arc.arcrole.endswith("/hypercube-dimension"):
            tables.add(arc.parent)
            axes.add(arc.child)
    children: dict[str, list[Arc]] = {}
    for arc in role.presentation:
        children.setdefault(arc.parent, []).append(arc)
    below = {arc.child for arc in role.presentation}
    roots = [parent for parent in children if parent not in below]
    stack = [(Arc("", "", root, Decimal(0)), 0, frozenset[str]()) for root in reversed(roots)]
    while stack:
        arc, depth, above = stack.pop()
        if arc.child in axes or arc.child in above:
            continue
        shown = arc.child not in tables
        if shown:
            yield arc, depth
        under = sorted(children.get(arc.child, ()), key=lambda a: a.order, reverse=True)
        stack.extend((a, depth + shown, above | {arc.child}) for a in under)


def _columns(periods: Iterable[Period], lines: Sequence[tuple[Arc, int]]) -> list[Period]:
    """One column for each period, in the order the release prints them.

    Where a statement has durations, an instant shares the column of a duration that closes
    with it, or that it opens if the statement shows opening balances.
    """
    ordered = list(periods)
    durations = [p for p in ordered if not p.is_instant]
    taken = {p.closing for p in durations}
    if any(_is_opening(arc) for arc, _ in lines):
        taken |= {p.opening for p in durations}
    return [p for p in ordered if p not in taken]


def _is_opening(arc: Arc) -> bool:
    return (arc.preferred or "").lower().endswith("periodstartlabel")


def _cell(
    arc: Arc, period: Period, dims: Dimensions, values: dict[tuple[str, Key], list[Fact]]
) -> list[Fact]:
    exact = values.get((arc.child, (period, dims)), [])
    if exact or period.is_instant:
        return exact
    end = period.opening if _is_opening(arc) else period.closing
    return values.get((arc.child, (end, dims)), [])


def _scale(facts: Iterable[Fact]) -> int:
    """The power of ten that money of the statement can be shown in without loss."""
    least = min(
        (-f.decimals if f.decimals is not None else 0 for f in facts if f.concept.kind == "monetary"),
        default=0,
    )
    return next((s for s in (6, 3) if least >= s), 0)


def _units(facts: Sequence[Fact], scale: int) -> str:
    """``USD in thousands, except per share``: what the numbers are in."""
    kinds = {f.concept.kind for f in facts}
    if "monetary" not in kinds:
        return ""
    money = sorted(
        {f.unit.numerator[0].rpartition(":")[2] for f in facts if f.unit and f.concept.kind == "monetary"}
    )
    text = ", ".join(money) + ({6: " in millions", 3: " in thousands"}.get(scale, ""))
    names = (("perShare", "per share"), ("shares", "shares"), ("percent", "percent"))
    others = [name for kind, name in names if kind in kinds]
    return f"{text}, except {' and '.join(others)}" if others and scale else text


def _row(
    arc: Arc,
    depth: int,
    cells: Sequence[Sequence[Fact]],
    scale: int,
    words: Words,
    concepts: dict[str, Concept],
) -> ShownLine:
    role = arc.preferred or ""
    negated = "/negated" in role
    return ShownLine(
        concept=arc.child,
        label=words.label(arc.child, arc.preferred),
        depth=depth,
        abstract=arc.child not in concepts,
        total=role.lower().endswith("totallabel"),
        negated=negated,
        cells=tuple(
            tuple(ShownFact(f.id, text_of(f, scale, negated), negated) for f in cell) for cell in cells
        ),
    )


def text_of(fact: Fact, scale: int, negated: bool) -> str:
    """A fact's value as the statement shows it: scaled, its sign turned if the label is negated."""
    if not isinstance(fact.value, Decimal):
        return "nil" if fact.value is None else fact.value
    value = -fact.value if negated else fact.value
    kind, decimals = fact.concept.kind, fact.decimals
    if kind == "monetary":
        return bracketed(value.scaleb(-scale), (decimals or 0) + scale)
    if kind == "percent":
        return f"{bracketed(value * 100, (decimals or 2) - 2)}%"
    exponent = value.as_tuple().exponent
    own = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return bracketed(value, own if decimals is None else max(decimals, 0))
