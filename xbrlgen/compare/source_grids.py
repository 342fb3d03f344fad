"""Tables of releases by what their lines and columns are called, and which are the same on two sides."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from xbrlgen.model.comparison import PairColumn
from xbrlgen.model.matcher import fold
from xbrlgen.model.period import FOREVER, Period
from xbrlgen.model.report import Context, Fact, Origin, StatementLine
from xbrlgen.model.source import Cell as Printed
from xbrlgen.model.source import LineItem, Source, Table
from xbrlgen.model.taxonomy import Concept

ALIKE = 0.25
"""Share of lines that two tables have in common, at least, to be one table."""
_COMMON = 40
"""A caption that more tables have ("Total") tells apart only those of one title."""
_DATES = re.compile(
    r"\d+|january|february|march|april|may|june|july|august|september|october|november|december"
)

NO_CONCEPT = Concept("", "", "")
"""What a release without a mapping says of: it is known by its caption alone."""
ColumnKey = tuple[Period | str, int]
"""The period of a column, else its heading, and which of several it is."""
LineKey = tuple[tuple[str, ...], str, int]
"""Headings, caption, and which of several it is; all folded."""


@dataclass(slots=True)
class ReleaseLine:
    item: LineItem
    key: LineKey
    cells: dict[ColumnKey, Printed]


@dataclass(slots=True)
class ReleaseTable:
    """One table with its lines and columns by what they are called."""

    table: Table
    name: str
    columns: dict[ColumnKey, PairColumn] = field(default_factory=dict)
    lines: dict[LineKey, ReleaseLine] = field(default_factory=dict)

    @property
    def captions(self) -> set[str]:
        return {key[1] for key in self.lines}


def grids_of(source: Source) -> list[ReleaseTable]:
    titles: Counter[str] = Counter()
    grids = []
    for table in source.tables:
        title = table.title or f"table at line {table.where.line}"
        titles[title] += 1
        name = title if titles[title] == 1 else f"{title} ({titles[title]})"
        grids.append(_grid(table, name))
    return grids


def _grid(table: Table, name: str) -> ReleaseTable:
    grid = ReleaseTable(table, name)
    of_index: dict[int, ColumnKey] = {}
    seen: Counter[object] = Counter()
    for column in table.columns:
        what: Period | str = column.period or fold(column.text)
        key = (what, seen[what])
        seen[what] += 1
        of_index[column.index] = key
        grid.columns[key] = PairColumn(column.period, " ".join(column.text.split()))
    lines: Counter[object] = Counter()
    for item in table.lines:
        place = (tuple(map(fold, item.section)), fold(item.label))
        key_ = (*place, lines[place])
        lines[place] += 1
        cells = {of_index[c.column]: c for c in item.cells if c.column in of_index and c.figures}
        grid.lines[key_] = ReleaseLine(item, key_, cells)
    return grid


def paired(
    before: list[ReleaseTable], after: list[ReleaseTable]
) -> list[tuple[ReleaseTable | None, ReleaseTable | None]]:
    """Tables of both sides, most alike first, in the order of the later release."""
    titles = [bare(grid.table.title) for grid in after]
    holders: dict[str, list[int]] = {}
    of_title: dict[tuple[str, str], list[int]] = {}
    for n, grid in enumerate(after):
        for caption in grid.captions:
            holders.setdefault(caption, []).append(n)
            of_title.setdefault((titles[n], caption), []).append(n)
    shares: list[tuple[float, int, int]] = []
    for n, grid in enumerate(before):
        title = bare(grid.table.title)
        common: Counter[int] = Counter()
        for caption in grid.captions:
            held = holders.get(caption, ())
            common.update(held if len(held) <= _COMMON else of_title.get((title, caption), ())[:_COMMON])
        for m, count in common.items():
            share = count / max(1, len(grid.captions | after[m].captions))
            titled = 0.2 if title == titles[m] else 0.0
            if share >= ALIKE:
                shares.append((share + titled, n, m))
    of_after: dict[int, int] = {}
    taken: set[int] = set()
    for _, n, m in sorted(shares, key=lambda s: (-s[0], s[1], s[2])):
        if m not in of_after and n not in taken:
            of_after[m] = n
            taken.add(n)
    pairs: list[tuple[ReleaseTable | None, ReleaseTable | None]] = [
        (before[of_after[m]] if m in of_after else None, grid) for m, grid in enumerate(after)
    ]
    return [*pairs, *((grid, None) for n, grid in enumerate(before) if n not in taken)]


def bare(title: str) -> str:
    """A title without days and numbers, which change every quarter."""
    return " ".join(_DATES.sub(" ", fold(title)).split())


def cells_in(line: ReleaseLine, columns: Iterable[ColumnKey]) -> list[Printed | None]:
    return [line.cells.get(key) for key in columns]


def kind_of(line: ReleaseLine) -> str:
    return "line" if line.cells else "heading"


def depth_of(line: ReleaseLine) -> int:
    return len(line.item.section)


def print_of(cell: Printed | None) -> str | None:
    return None if cell is None else " - ".join(" ".join(f.text.split()) for f in cell.figures)


def same_figures(a: ReleaseTable, c: Printed, b: ReleaseTable, d: Printed) -> bool:
    """One figure printed twice is the same if its value is; in tables of other scale, at the scale."""
    if len(c.figures) != len(d.figures):
        return False
    plain = all(f.value == g.value for f, g in zip(c.figures, d.figures, strict=True))
    if plain or a.table.scales.said == b.table.scales.said:
        return plain
    return all(_scaled(a, f.value) == _scaled(b, g.value) for f, g in zip(c.figures, d.figures, strict=True))


def _scaled(grid: ReleaseTable, value: Decimal) -> Decimal:
    return value.scaleb(grid.table.scales.money)


def fact_of(grid: ReleaseTable, line: ReleaseLine, key: ColumnKey) -> Fact:
    """A cell as a fact of no concept, as it is printed; of a heading without a period it is forever."""
    cell = line.cells[key]
    what = key[0]
    return Fact(
        "",
        NO_CONCEPT,
        cell.figures[0].value if len(cell.figures) == 1 else print_of(cell),
        Context("", what if isinstance(what, Period) else FOREVER),
        origin=Origin(cell.where, lines=(StatementLine(grid.name, line.item.label),)),
    )


def renames_of(a: ReleaseTable, b: ReleaseTable) -> dict[LineKey, LineKey]:
    """Lines of the old table that are called otherwise, or stand under another heading, in the new one."""
    gone = [k for k in a.lines if k not in b.lines]
    fresh = [k for k in b.lines if k not in a.lines]
    orders = {id(g): list(g.lines) for g in (a, b)}
    places = {id(g): {k: n for n, k in enumerate(orders[id(g)])} for g in (a, b)}

    def between(grid: ReleaseTable, key: LineKey) -> tuple[object, ...]:
        """The lines before and after that both tables have, if just this one stands between them."""
        keys, at = orders[id(grid)], places[id(grid)][key]
        before, after = keys[at - 1] if at else None, keys[at + 1] if at + 1 < len(keys) else None
        fits = all(k is None or (k in a.lines and k in b.lines) for k in (before, after))
        return (before, after, bool(grid.lines[key].cells)) if fits and (before or after) else ()

    def figures(grid: ReleaseTable, key: LineKey) -> tuple[object, ...]:
        """The figures of a line in the columns that both tables have; nothing if they are zeros."""
        cells = grid.lines[key].cells
        common = [k for k in b.columns if k in a.columns and k in cells]
        values = tuple((k, tuple(f.value for f in cells[k].figures)) for k in common)
        return values if any(any(vs) for _, vs in values) else ()

    found: dict[LineKey, LineKey] = {}
    what: tuple[Callable[[ReleaseTable, LineKey], tuple[object, ...]], ...] = (
        lambda _, k: (k[1],),
        figures,
        between,
    )
    for key in what:
        taken = set(found.values())
        waiting: dict[object, list[LineKey]] = {}
        for k in fresh:
            if k not in taken and (like := key(b, k)):
                waiting.setdefault(like, []).append(k)
        rest = {k: key(a, k) for k in gone if k not in found}
        counts = Counter(rest.values())
        for k, like in rest.items():
            if like and counts[like] == 1 and len(waiting.get(like, [])) == 1:
                found[k] = waiting[like][0]
    return found


def merged(
    old: Sequence[LineKey], new: Sequence[LineKey], renames: dict[LineKey, LineKey]
) -> list[tuple[LineKey | None, LineKey | None]]:
    """Lines in the order of the new table; what is gone stands behind what it stood behind."""
    back = {b: a for a, b in renames.items()}
    rest: dict[LineKey | None, list[LineKey]] = {}
    last: LineKey | None = None
    present = set(new)
    for key in old:
        now = renames.get(key, key)
        if now in present:
            last = now
        else:
            rest.setdefault(last, []).append(key)
    merged: list[tuple[LineKey | None, LineKey | None]] = [(k, None) for k in rest.get(None, ())]
    known = set(old)
    for key in new:
        was = back.get(key, key)
        merged.append((was if was in known else None, key))
        merged += [(k, None) for k in rest.get(key, ())]
    return merged
