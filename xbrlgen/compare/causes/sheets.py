"""Statements of two filings with both sides next to each other: lines as presented, columns by period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from xbrlgen.model.comparison import (
    ADDED,
    CHANGED,
    REMOVED,
    SAME,
    Entry,
    PairCell,
    PairColumn,
    PairRow,
    PairSheet,
)
from xbrlgen.model.mapping import Dimensions
from xbrlgen.model.period import Period
from xbrlgen.model.recorded import RankedArc, Recorded
from xbrlgen.model.report import Fact, Label, Role

MOST_COLUMNS = 12
"""Columns of a statement, but for those in which something differs."""
_Key = tuple[str, Period | None, Dimensions]
_Node = tuple[str, str | None]
"""A concept and the label role it is shown by."""


def lay_out(before: Recorded, after: Recorded, entries: Sequence[Entry]) -> tuple[PairSheet, ...]:
    """All statements of both, in the order of the later one; facts alone where no side has a presentation."""
    numbers = _Numbers(entries)
    sides = (_Laid(before, numbers.swaps), _Laid(after, {}))
    for a, b in numbers.pairs:
        # A fact that became another shows in the place of the other; one of another period in its own.
        if a.period == b.period:
            sides[0].place(a, b)
    roles = [*after.roles, *(r for r in before.roles if r.id not in {x.id for x in after.roles})]
    if not before.arcs and not after.arcs:
        sheet = _plain(sides, numbers)
        return (sheet,) if sheet is not None else ()
    titles = {r.id: r.title for r in (*before.roles, *after.roles)}
    made = (_sheet(r.id, titles[r.id], sides, numbers) for r in roles)
    return tuple(s for s in made if s is not None)


class _Numbers:
    """Which entry a fact, a line or a label belongs to, counted from 1."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.facts: tuple[dict[object, int], dict[object, int]] = ({}, {})
        self.lines: dict[tuple[str, str], list[int]] = {}
        """(role, concept); an empty role for labels, which show everywhere."""
        self.roles: dict[str, list[int]] = {}
        self.pairs: list[tuple[Fact, Fact]] = []
        self.swaps: dict[str, str] = {}
        """Concepts that became others, where they stand: before -> after."""
        for number, entry in enumerate(entries, start=1):
            self._entry(number, entry)

    def _entry(self, number: int, entry: Entry) -> None:
        if entry.kind == "concept" and entry.before and entry.after:
            self.swaps.setdefault(entry.before, entry.after)
        for d in entry.differences:
            for side, fact in enumerate((d.before, d.after)):
                if fact is not None:
                    self.facts[side].setdefault(fact.identity, number)
            if d.before is not None and d.after is not None:
                self.pairs.append((d.before, d.after))
                if "caption" in d.aspects:
                    self._line("", d.after.qname, number)
            thing = d.thing
            if isinstance(thing, Role):
                self.roles.setdefault(thing.id, []).append(number)
            elif isinstance(thing, RankedArc):
                shown = thing.parent if thing.kind == "calculation" else thing.child
                self._line(thing.role, shown, number)
                if thing.kind == "calculation":
                    self._line(thing.role, thing.child, number)
            elif isinstance(thing, Label) and thing.name != "documentation":
                self._line("", thing.concept, number)

    def _line(self, role: str, concept: str, number: int) -> None:
        listed = self.lines.setdefault((role, concept), [])
        if number not in listed:
            listed.append(number)

    def of_line(self, role: str, names: Iterable[str]) -> tuple[int, ...]:
        found = (n for name in names for r in (role, "") for n in self.lines.get((r, name), ()))
        return tuple(sorted(dict.fromkeys(found)))


class _Laid:
    """The facts and trees of one side."""

    def __init__(self, recorded: Recorded, swaps: dict[str, str]) -> None:
        self.swaps = swaps
        self.facts: dict[_Key, list[Fact]] = {}
        self.of_concept: dict[str, list[Fact]] = {}
        self.labels = {(x.concept, x.name): x.text for x in recorded.labels}
        self.names = {(c.statement, s.qname): c.caption for s in recorded.facts for c in s.lines}
        self.children: dict[str, dict[str, list[_Node]]] = {}
        self.nodes: dict[str, set[str]] = {}
        self.axes: dict[str, set[str]] = {}
        self.placed: set[int] = set()
        self.printed = any(s.lines for s in recorded.facts)
        for fact in recorded.facts:
            self.facts.setdefault((fact.qname, fact.period, fact.dimensions), []).append(fact)
            self.of_concept.setdefault(fact.qname, []).append(fact)
        for link in recorded.arcs:
            if link.kind == "presentation":
                tree = self.children.setdefault(link.role, {})
                tree.setdefault(link.parent, []).append((link.child, link.preferred))
                self.nodes.setdefault(link.role, set()).update((link.parent, link.child))
            elif link.kind == "definition" and link.arcrole == "hypercube-dimension":
                self.axes.setdefault(link.role, set()).add(link.child)
        for role, nodes in self.nodes.items():
            self.axes.setdefault(role, set()).update(n for n in nodes if n.endswith("Axis"))

    def place(self, fact: Fact, other: Fact) -> None:
        """Show a fact in the place of the one it became, and no more in its own."""
        if (fact.qname, fact.dimensions) == (other.qname, other.dimensions):
            return
        self.facts.setdefault((other.qname, other.period, other.dimensions), []).append(fact)
        self.facts[fact.qname, fact.period, fact.dimensions].remove(fact)
        self.placed.add(id(fact))

    def label(self, role: str, node: _Node) -> str:
        concept, preferred = node
        for wanted in (preferred, "label"):
            text = self.labels.get((concept, wanted)) if wanted else None
            if text:
                return text
        return self.names.get((role, concept), "")


@dataclass(slots=True)
class _PairLine:
    """A line of the merged tree: how each side knows it, None where it does not."""

    depth: int
    before: _Node | None = None
    after: _Node | None = None
    children: list[_PairLine] = field(default_factory=list)

    @property
    def name(self) -> str:
        node = self.after or self.before
        return node[0] if node else ""

    @property
    def old_name(self) -> str:
        return self.before[0] if self.before else self.name

    @property
    def is_opening(self) -> bool:
        node = self.after or self.before
        return bool(node and (node[1] or "").lower().endswith("periodstartlabel"))


def _sheet(role: str, title: str, sides: tuple[_Laid, _Laid], numbers: _Numbers) -> PairSheet | None:
    lines = list(_walk(role, sides))
    axes = sides[0].axes.get(role, set()) | sides[1].axes.get(role, set())
    by_side = _facts_of(role, lines, sides, axes)
    facts = [s for listed in reversed(by_side) for s in listed]
    both_printed = sides[0].printed and sides[1].printed
    groups = list(dict.fromkeys(s.dimensions for s in _sorted_groups(facts)))
    columns = _columns(by_side, lines, numbers)
    rows: list[PairRow] = []
    for dims in groups or [()]:
        wanted = _group(role, lines, dims, columns, sides, numbers, printed=both_printed)
        if dims and wanted:
            label = ", ".join(_member_label(m, sides) for _, m in dims)
            rows.append(PairRow(label, ", ".join(m for _, m in dims), 0, "member"))
        rows += [row for row, says in wanted if says or dims == (groups or [()])[0]]
    found = {n for r in rows for n in (*r.entries, *(c.entry for c in r.cells)) if n}
    found |= set(numbers.roles.get(role, ()))
    if not rows and not found:
        return None
    known = [role in s.children for s in sides]
    state = CHANGED if found else SAME
    if known[0] != known[1]:
        state = ADDED if known[1] else REMOVED
    return PairSheet(role, title or role, tuple(columns), tuple(rows), tuple(sorted(found)), state)


def _sorted_groups(facts: Iterable[Fact]) -> list[Fact]:
    return sorted(facts, key=lambda s: bool(s.dimensions))


def _facts_of(
    role: str, lines: Sequence[_PairLine], sides: tuple[_Laid, _Laid], axes: set[str]
) -> tuple[list[Fact], list[Fact]]:
    """Facts that a statement shows on each side: those printed in it, else those it has axes for."""
    found: tuple[dict[int, Fact], dict[int, Fact]] = ({}, {})
    for line in lines:
        for n, name in enumerate((line.old_name, line.name)):
            for fact in sides[n].of_concept.get(name, ()):
                if id(fact) in sides[n].placed:
                    continue
                if fact.lines:
                    fits = any(c.statement == role for c in fact.lines)
                else:
                    fits = all(axis in axes for axis, _ in fact.dimensions)
                if fits:
                    found[n].setdefault(id(fact), fact)
    return list(found[0].values()), list(found[1].values())


def _group(
    role: str,
    lines: Sequence[_PairLine],
    dims: Dimensions,
    columns: Sequence[PairColumn],
    sides: tuple[_Laid, _Laid],
    numbers: _Numbers,
    *,
    printed: bool,
) -> list[tuple[PairRow, bool]]:
    """The lines with the facts of these members; and whether a line says anything of them."""
    made = []
    for line in lines:
        cells = tuple(_cell(role, line, dims, c, sides, numbers, printed=printed) for c in columns)
        says = any(c.before is not None or c.after is not None for c in cells)
        # What a fact is told of although its value is the same belongs to its line.
        told = tuple(c.entry for c in cells if c.state == SAME and c.entry)
        if not dims or says:
            told += numbers.of_line(role, dict.fromkeys((line.name, line.old_name)))
        entries = tuple(sorted(dict.fromkeys(told)))
        cells = tuple(replace(c, entry=0) if c.state == SAME else c for c in cells)
        known = (line.before is not None, line.after is not None)
        state = CHANGED if entries or any(c.entry for c in cells) else SAME
        if known[0] != known[1] and entries:
            state = ADDED if known[1] else REMOVED
        labels = [
            s.label(role, n) if n else "" for s, n in zip(sides, (line.before, line.after), strict=True)
        ]
        has_facts = line.name in sides[1].of_concept or line.old_name in sides[0].of_concept
        made.append(
            (
                PairRow(
                    labels[1] or labels[0] or line.name,
                    line.name,
                    line.depth,
                    "line" if has_facts else "heading",
                    state,
                    before_label=labels[0] if all(labels) and labels[0] != labels[1] else "",
                    before_name=line.old_name if line.old_name != line.name else "",
                    cells=cells,
                    entries=entries,
                ),
                says,
            )
        )
    return made


def _cell(
    role: str,
    line: _PairLine,
    dims: Dimensions,
    column: PairColumn,
    sides: tuple[_Laid, _Laid],
    numbers: _Numbers,
    *,
    printed: bool,
) -> PairCell:
    a = _fact(sides[0], (line.name, line.old_name), column.period, dims, line)
    b = _fact(sides[1], (line.name,), column.period, dims, line)
    if printed:
        # The same fact stands in other statements too; here it shows where this one prints it.
        a, b = (
            s if s and (not s.lines or _in(s, role) or _in(o, role)) else None for s, o in ((a, b), (b, a))
        )
    found = [numbers.facts[n].get(s.identity, 0) for n, s in enumerate((a, b)) if s is not None]
    number = next((n for n in found if n), 0)
    state = SAME
    if number:
        state = (ADDED if b else REMOVED) if a is None or b is None else SAME if _alike(a, b) else CHANGED
    return PairCell(a, b, state, number)


def _alike(a: Fact, b: Fact) -> bool:
    return (a.value, a.unit_text, a.decimals, a.period) == (b.value, b.unit_text, b.decimals, b.period)


def _in(fact: Fact | None, role: str) -> bool:
    return fact is not None and any(c.statement == role for c in fact.lines)


def _fact(
    side: _Laid, names: Iterable[str], period: Period | None, dims: Dimensions, line: _PairLine
) -> Fact | None:
    """The fact of a line in a column; a balance shows under the duration that opens or closes with it."""
    for name in names:
        exact = side.facts.get((name, period, dims))
        if exact:
            return exact[0]
        if period is not None and not period.is_instant:
            end = period.opening if line.is_opening else period.closing
            if side.facts.get((name, end, dims)):
                return side.facts[name, end, dims][0]
    return None


def _columns(
    by_side: Sequence[Sequence[Fact]], lines: Sequence[_PairLine], numbers: _Numbers
) -> list[PairColumn]:
    """Periods of a statement, the newest first, the longer of two that end alike last."""
    facts = [s for listed in by_side for s in listed]
    counts = Counter(s.period for s in facts)
    durations = [p for p in counts if p is not None and not p.is_instant]
    taken = {p.closing for p in durations}
    if any(line.is_opening for line in lines):
        taken |= {p.opening for p in durations}
    differing = {s.period for s in facts if any(s.identity in f for f in numbers.facts)}
    periods = [p for p in counts if p not in taken or p is None]
    many = sorted(periods, key=lambda p: (p not in differing, -counts[p]))[:MOST_COLUMNS]
    kept = [p for p in periods if p in many or p in differing]
    kept.sort(key=lambda p: (0, 0) if p is None else (-p.end.toordinal(), p.days))
    held = [{s.period for s in listed} for listed in by_side]
    return [PairColumn(p, sides=_sides(p, held)) for p in kept]


def _sides(period: Period | None, held: Sequence[set[Period]]) -> str:
    """Which side states anything of a period: balances at its ends count for a duration."""
    ends = {period}
    if period is not None and not period.is_instant:
        ends |= {period.closing}
    has = [bool(ends & h) for h in held]
    return "both" if all(has) or not any(has) else "before" if has[0] else "after"


def _walk(role: str, sides: tuple[_Laid, _Laid]) -> Iterator[_PairLine]:
    """StatementLines of both trees from top to bottom; tables and axes are left out, as renderers do."""
    axes = sides[0].axes.get(role, set()) | sides[1].axes.get(role, set())
    trees = [s.children.get(role, {}) for s in sides]
    nodes = [s.nodes.get(role, set()) for s in sides]
    swaps = {a: b for a, b in sides[0].swaps.items() if a in nodes[0] and a not in nodes[1]}
    back = {b: a for a, b in swaps.items()}

    def old(name: str) -> str:
        return back.get(name, name)

    roots: list[list[_Node]] = []
    for tree in trees:
        below = {c for children in tree.values() for c, _ in children}
        roots.append([(p, None) for p in tree if p not in below])
    stack: list[tuple[_PairLine, frozenset[str]]] = [
        (line, frozenset()) for line in reversed(_siblings(roots[0], roots[1], swaps, 0))
    ]
    while stack:
        line, above = stack.pop()
        if line.name in axes or line.name in above:
            continue
        hidden = line.name.endswith(("Table", "LineItems")) and line.name in trees[1 if line.after else 0]
        if not hidden:
            yield line
        under = _siblings(
            trees[0].get(old(line.name), []), trees[1].get(line.name, []), swaps, line.depth + (not hidden)
        )
        stack.extend((child, above | {line.name}) for child in reversed(under))


def _siblings(
    before: Sequence[_Node], after: Sequence[_Node], swaps: dict[str, str], depth: int
) -> list[_PairLine]:
    """Children of both sides in one row: in the order of the later, what is gone behind what it followed."""
    waiting: dict[tuple[str, int], _Node] = {}
    seen: Counter[str] = Counter()
    order: list[tuple[str, int]] = []
    for node in before:
        name = swaps.get(node[0], node[0])
        waiting[name, seen[name]] = node
        order.append((name, seen[name]))
        seen[name] += 1
    present: dict[tuple[str, int], _Node] = {}
    seen.clear()
    for node in after:
        present[node[0], seen[node[0]]] = node
        seen[node[0]] += 1
    rest: dict[tuple[str, int] | None, list[_Node]] = {}
    last: tuple[str, int] | None = None
    for key in order:
        if key in present:
            last = key
        else:
            rest.setdefault(last, []).append(waiting[key])
    made = [_PairLine(depth, node) for node in rest.get(None, ())]
    for key, node in present.items():
        made.append(_PairLine(depth, waiting.get(key), node))
        made += [_PairLine(depth, gone) for gone in rest.get(key, ())]
    return made


def _plain(sides: tuple[_Laid, _Laid], numbers: _Numbers) -> PairSheet | None:
    """Without a presentation: the facts in which something differs, concept by concept."""
    by_side = [
        [s for listed in side.of_concept.values() for s in listed if s.identity in numbers.facts[n]]
        for n, side in enumerate(sides)
    ]
    differing = [s for listed in by_side for s in listed]
    names = dict.fromkeys(numbers.swaps.get(s.qname, s.qname) for s in differing)
    back = {b: a for a, b in numbers.swaps.items()}
    lines = [_PairLine(0, (back.get(n, n), None), (n, None)) for n in names]
    if not lines:
        return None
    columns = _columns(by_side, lines, numbers)
    rows = []
    for dims in dict.fromkeys(s.dimensions for s in _sorted_groups(differing)):
        group = _group("", lines, dims, columns, sides, numbers, printed=False)
        said = [row for row, says in group if says and any(c.entry for c in row.cells)]
        if dims and said:
            rows.append(PairRow(", ".join(m for _, m in dims), "", 0, "member"))
        rows += said
    shown = {n for r in rows for n in (*r.entries, *(c.entry for c in r.cells)) if n}
    return PairSheet("Facts", "Facts that differ", tuple(columns), tuple(rows), tuple(sorted(shown)), CHANGED)


def _member_label(member: str, sides: tuple[_Laid, _Laid]) -> str:
    text = sides[1].labels.get((member, "label")) or sides[0].labels.get((member, "label")) or member
    return text.removesuffix(" [Member]")
