"""Two releases compared as they are printed, without a mapping: tables, lines, figures.

Tables are paired by the lines they share, lines by heading and caption, figures by the period of their
column. A line called otherwise is known by its figures, or by its place between lines that stayed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from xbrlgen.compare.causes.facts import newest_first
from xbrlgen.compare.identity import longest_rise
from xbrlgen.compare.source_grids import (
    ColumnKey,
    LineKey,
    ReleaseLine,
    ReleaseTable,
    bare,
    cells_in,
    depth_of,
    fact_of,
    grids_of,
    kind_of,
    merged,
    paired,
    print_of,
    renames_of,
    same_figures,
)
from xbrlgen.model.comparison import (
    ADDED,
    CHANGED,
    KINDS,
    REMOVED,
    SAME,
    Comparison,
    Entry,
    Input,
    MovedOn,
    PairCell,
    PairColumn,
    PairRow,
    PairSheet,
    renumbered,
)
from xbrlgen.model.difference import Change, Difference
from xbrlgen.model.period import Period
from xbrlgen.model.report import Fact
from xbrlgen.model.scale import NumberKind, Scales
from xbrlgen.model.source import Cell as Printed
from xbrlgen.model.source import Source
from xbrlgen.written.report import own_period_end


def period_end_of(source: Source) -> date | None:
    """The day a release is about: the last one that about as many figures speak of as of any other."""
    found = []
    for table in source.tables:
        periods = {c.index: c.period for c in table.columns}
        for line in table.lines:
            for cell in line.cells:
                period = periods.get(cell.column)
                if period is not None and cell.figures:
                    found.append(period.end)
    return own_period_end(found)


def compare_sources(before: Source, after: Source, sides: tuple[Input, Input]) -> Comparison:
    """Everything that differs between two releases, with both laid out side by side."""
    ends = sorted(e for e in map(period_end_of, (before, after)) if e is not None)
    moved_on = len(ends) == 2 and ends[0] != ends[1]
    teller = _Teller(ends[0] if moved_on else None)
    for a, b in paired(grids_of(before), grids_of(after)):
        teller.table(a, b)
    entries, sheets = _numbered(teller.entries, teller.sheets)
    return Comparison(
        sides[0],
        sides[1],
        entries,
        moved=tuple(
            MovedOn(p, tuple(x), tuple(y))
            for p, (x, y) in sorted(teller.moved.items(), key=lambda item: newest_first(item[0]))
        ),
        left_out=("running text: only tables are compared without a mapping",),
        sheets=sheets,
    )


# -- telling -------------------------------------------------------------------------------


class _Teller:
    def __init__(self, earlier_end: date | None) -> None:
        self.earlier_end = earlier_end
        self.entries: list[Entry] = []
        self.sheets: list[PairSheet] = []
        self.moved: dict[Period | None, tuple[list[Fact], list[Fact]]] = {}

    def add(self, entry: Entry) -> int:
        """Its number, counted from 1 in the order of telling."""
        self.entries.append(entry)
        return len(self.entries)

    def table(self, a: ReleaseTable | None, b: ReleaseTable | None) -> None:
        if a is None or b is None:
            self._alone(a or b, removed=b is None)
            return
        numbers: list[int] = []
        if bare(a.table.title) != bare(b.table.title):
            numbers.append(self.add(_title(a, b)))
        if a.table.scales.said != b.table.scales.said:
            numbers.append(self.add(_scale(a, b)))
        columns = self._columns(a, b, numbers)
        renames = renames_of(a, b)
        order = merged(list(a.lines), list(b.lines), renames)
        out_of_order = self._order(a, b, renames)
        rows = []
        for old, new in order:
            row = self._row(a, b, old, new, columns, moved=(new in out_of_order))
            rows.append(row)
            numbers += [n for n in (*row.entries, *(c.entry for c in row.cells)) if n]
        state = CHANGED if numbers else SAME
        shown = tuple(dict.fromkeys(numbers))
        self.sheets.append(
            PairSheet(b.name, b.table.title, tuple(columns.values()), tuple(rows), shown, state)
        )

    def _alone(self, grid: ReleaseTable | None, *, removed: bool) -> None:
        assert grid is not None
        figures = sum(len(c.figures) for x in grid.lines.values() for c in x.cells.values())
        said = f"{sum(bool(x.cells) for x in grid.lines.values())} lines, {figures} figures"
        number = self.add(
            Entry(
                "structure",
                REMOVED if removed else ADDED,
                f'table "{grid.name}"',
                said if removed else None,
                None if removed else said,
                statement=grid.name,
                leading=0,
                source=None if removed else grid.table.where,
                before_source=grid.table.where if removed else None,
            )
        )
        side = "before" if removed else "after"
        rows = []
        for line in grid.lines.values():
            cells = tuple(
                self._cell(None if c is None else c, side, number) for c in cells_in(line, grid.columns)
            )
            state = REMOVED if removed else ADDED
            rows.append(PairRow(line.item.label, "", depth_of(line), kind_of(line), state, cells=cells))
        columns = tuple(PairColumn(c.period, c.heading, side) for c in grid.columns.values())
        state = REMOVED if removed else ADDED
        self.sheets.append(PairSheet(grid.name, grid.table.title, columns, tuple(rows), (number,), state))

    def _cell(self, cell: Printed | None, side: str, number: int) -> PairCell:
        text = print_of(cell)
        return PairCell(
            text if side == "before" else None,
            text if side == "after" else None,
            SAME if text is None else REMOVED if side == "before" else ADDED,
            number if text is not None else 0,
        )

    def _columns(self, a: ReleaseTable, b: ReleaseTable, numbers: list[int]) -> dict[ColumnKey, PairColumn]:
        """Columns in the order of the later release; those that only one release has."""
        found: dict[ColumnKey, PairColumn] = {}
        for key, column in b.columns.items():
            found[key] = PairColumn(column.period, column.heading, "both" if key in a.columns else "after")
        for key, column in a.columns.items():
            if key not in b.columns:
                found[key] = PairColumn(column.period, column.heading, "before")
        alone = {
            side: [k for k, c in found.items() if c.sides == side and not _is_moved(self.earlier_end)]
            for side in ("before", "after")
        }
        for old, new in _same_columns(a, b, alone["before"], alone["after"]):
            numbers.append(self.add(_renamed_column(a, b, found[old], found[new], old, new)))
            alone["before"].remove(old)
            alone["after"].remove(new)
        for side, grid in (("before", a), ("after", b)):
            for key, column in found.items():
                facts = [fact_of(grid, x, key) for x in grid.lines.values() if key in x.cells]
                if key in alone[side]:
                    numbers.append(self.add(_column(grid, column, facts)))
                elif column.sides == side and _is_moved(self.earlier_end):
                    self.moved.setdefault(column.period, ([], []))[side == "after"].extend(facts)
        return found

    def _order(self, a: ReleaseTable, b: ReleaseTable, renames: dict[LineKey, LineKey]) -> set[LineKey]:
        places = {key: n for n, key in enumerate(a.lines)}
        back = {new: old for old, new in renames.items()}
        common = [k for k in b.lines if back.get(k, k) in places]
        keep = longest_rise([places[back.get(k, k)] for k in common])
        return {k for n, k in enumerate(common) if n not in keep}

    def _row(
        self,
        a: ReleaseTable,
        b: ReleaseTable,
        old: LineKey | None,
        new: LineKey | None,
        columns: dict[ColumnKey, PairColumn],
        *,
        moved: bool,
    ) -> PairRow:
        x, y = (a.lines[old] if old else None), (b.lines[new] if new else None)
        shown = y or x
        assert shown is not None
        numbers: list[int] = []
        if x is None or y is None:
            numbers.append(self.add(_line(b if x is None else a, shown, removed=y is None)))
            cells = tuple(
                self._cell(c, "before" if y is None else "after", numbers[0])
                for c in cells_in(shown, columns)
            )
            state = REMOVED if y is None else ADDED
            return PairRow(
                shown.item.label,
                "",
                depth_of(shown),
                kind_of(shown),
                state,
                cells=cells,
                entries=tuple(numbers),
            )
        if x.key[1] != y.key[1]:
            numbers.append(self.add(_told("label", b, x, y, f'"{x.item.label}"', f'"{y.item.label}"')))
        if x.key[0] != y.key[0]:
            sides = (" / ".join(s.item.section) or "no heading" for s in (x, y))
            numbers.append(self.add(_told("structure", b, x, y, *(f"under {s}" for s in sides))))
        elif moved:
            numbers.append(self.add(_told("structure", b, x, y, "", "at another place")))
        cells = tuple(self._figures(a, b, x, y, key, column) for key, column in columns.items())
        state = CHANGED if numbers or any(c.state == CHANGED for c in cells) else SAME
        return PairRow(
            y.item.label,
            "",
            depth_of(y),
            kind_of(y),
            state,
            before_label=x.item.label if x.key[1] != y.key[1] else "",
            cells=cells,
            entries=tuple(numbers),
        )

    def _figures(
        self,
        a: ReleaseTable,
        b: ReleaseTable,
        x: ReleaseLine,
        y: ReleaseLine,
        key: ColumnKey,
        column: PairColumn,
    ) -> PairCell:
        c, d = x.cells.get(key), y.cells.get(key)
        before, after = print_of(c), print_of(d)
        if column.sides != "both" or (c is None and d is None):
            return PairCell(before, after)
        if c is not None and d is not None and same_figures(a, c, b, d):
            return PairCell(before, after)
        state = CHANGED if c and d else ADDED if d else REMOVED
        past = (
            self.earlier_end is not None
            and column.period is not None
            and column.period.end <= self.earlier_end
        )
        kind = "restated" if past and state == CHANGED else "value" if state == CHANGED else "line"
        number = self.add(_figure(kind, state, (a, b), (x, y), key, column))
        return PairCell(before, after, state, number)


def _is_moved(earlier_end: date | None) -> bool:
    return earlier_end is not None


def _same_columns(
    a: ReleaseTable, b: ReleaseTable, before: Sequence[ColumnKey], after: Sequence[ColumnKey]
) -> list[tuple[ColumnKey, ColumnKey]]:
    """Columns under another heading whose figures are the same in most lines."""
    found: list[tuple[ColumnKey, ColumnKey]] = []
    rest = list(after)
    for old in before:
        for new in rest:
            common = [
                k for k in a.lines if k in b.lines and old in a.lines[k].cells and new in b.lines[k].cells
            ]
            same = sum(same_figures(a, a.lines[k].cells[old], b, b.lines[k].cells[new]) for k in common)
            if same >= 3 and 5 * same >= 4 * len(common):
                found.append((old, new))
                rest.remove(new)
                break
    return found


# -- entries -------------------------------------------------------------------------------


def _title(a: ReleaseTable, b: ReleaseTable) -> Entry:
    return Entry(
        "label", CHANGED, "title of a table", f'"{a.table.title}"', f'"{b.table.title}"', b.name,
        leading=0, source=b.table.where, before_source=a.table.where,
    )  # fmt: skip


def _scale_words(scales: Scales) -> str:
    """ "thousands", or "millions, shares thousands" where the kinds differ."""
    words = {0: "ones", 3: "thousands", 6: "millions", 9: "billions"}
    said = {kind: words.get(power, f"10^{power}") for kind, power in scales.said}
    money = said.get(NumberKind.MONEY, "ones")
    return ", ".join([money, *(f"{kind} {word}" for kind, word in said.items() if word != money)])


def _scale(a: ReleaseTable, b: ReleaseTable) -> Entry:
    before, after = (_scale_words(g.table.scales) for g in (a, b))
    return Entry(
        "value", CHANGED, f'what "{b.name}" is printed in', before, after, b.name,
        leading=0, source=b.table.where, before_source=a.table.where,
    )  # fmt: skip


def _column(grid: ReleaseTable, column: PairColumn, facts: Sequence[Fact]) -> Entry:
    removed = column.sides == "before"
    said = f"{len(facts)} figures" if len(facts) != 1 else "1 figure"
    where = facts[0].where if facts else grid.table.where
    differences = tuple(_difference(s if removed else None, None if removed else s) for s in facts)
    return Entry(
        "period", REMOVED if removed else ADDED, f'column "{column.heading}" of "{grid.name}"',
        said if removed else None, None if removed else said, grid.name, differences=differences,
        leading=len(differences), source=None if removed else where, before_source=where if removed else None,
    )  # fmt: skip


def _renamed_column(
    a: ReleaseTable, b: ReleaseTable, old: PairColumn, new: PairColumn, old_key: ColumnKey, new_key: ColumnKey
) -> Entry:
    facts = [
        (fact_of(a, a.lines[k], old_key), fact_of(b, b.lines[k], new_key))
        for k in a.lines
        if k in b.lines and old_key in a.lines[k].cells and new_key in b.lines[k].cells
    ]
    return Entry(
        "period", CHANGED, f'column of "{b.name}", {len(facts)} lines',
        f'"{old.heading}"', f'"{new.heading}"', b.name,
        differences=tuple(_difference(x, y) for x, y in facts), leading=len(facts),
        source=facts[0][1].where, before_source=facts[0][0].where,
    )  # fmt: skip


def _line(grid: ReleaseTable, line: ReleaseLine, *, removed: bool) -> Entry:
    facts = [fact_of(grid, line, key) for key in line.cells]
    said = ", ".join(str(print_of(c)) for c in list(line.cells.values())[:4]) or "a heading"
    differences = tuple(_difference(s if removed else None, None if removed else s) for s in facts)
    return Entry(
        "line", REMOVED if removed else ADDED, f'line "{line.item.label}" in "{grid.name}"',
        said if removed else None, None if removed else said, grid.name, line.item.label,
        differences=differences, leading=len(differences),
        source=None if removed else line.item.where, before_source=line.item.where if removed else None,
    )  # fmt: skip


def _told(kind: str, b: ReleaseTable, x: ReleaseLine, y: ReleaseLine, before: str, after: str) -> Entry:
    title = f'line "{y.item.label}" in "{b.name}"' if kind != "label" else f'line in "{b.name}"'
    return Entry(
        kind, CHANGED, title, before or None, after, b.name, y.item.label,
        leading=0, source=y.item.where, before_source=x.item.where,
    )  # fmt: skip


def _figure(
    kind: str,
    state: str,
    grids: tuple[ReleaseTable, ReleaseTable],
    lines: tuple[ReleaseLine, ReleaseLine],
    key: ColumnKey,
    column: PairColumn,
) -> Entry:
    facts = [fact_of(g, x, key) if key in x.cells else None for g, x in zip(grids, lines, strict=True)]
    d = _difference(*facts)
    label = lines[1].item.label
    when = str(column.period) if column.period else f'"{column.heading}"'
    return Entry(
        kind, state, f'"{label}" {when} in "{grids[1].name}"',
        print_of(lines[0].cells.get(key)), print_of(lines[1].cells.get(key)), grids[1].name, label,
        differences=(d,), source=d.source, before_source=d.before_source,
    )  # fmt: skip


def _difference(a: Fact | None, b: Fact | None) -> Difference:
    shown = b or a
    assert shown is not None
    before, after = (None if s is None else str(s.value) for s in (a, b))
    return Difference(
        "facts",
        CHANGED if a and b else ADDED if b else REMOVED,
        "line" if shown.period.is_forever else str(shown.period),
        (Change("value", before, after),),
        shown.caption,
        source=b.where if b else None,
        before_source=a.where if a else None,
        before=a,
        after=b,
    )


def _numbered(
    entries: list[Entry], sheets: list[PairSheet]
) -> tuple[tuple[Entry, ...], tuple[PairSheet, ...]]:
    """Entries sorted by kind, and the sheets with their new numbers."""
    order = list(KINDS)
    by_kind = sorted(range(len(entries)), key=lambda n: (order.index(entries[n].kind), n))
    number = {old + 1: new for new, old in enumerate(by_kind, start=1)}
    return tuple(entries[n] for n in by_kind), tuple(renumbered(s, number) for s in sheets)
