"""Tables of an imported filing: which of their numbers are which facts, row by row and column by column."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from xbrlgen.model.given import Given
from xbrlgen.model.source import Column, Figure, LineItem, Source, Table

Pairs = frozenset[tuple[str, str]]
Place = tuple[int, int]
"""Number of the row, number of the column."""


@dataclass(frozen=True, slots=True)
class FactCell:
    """A printed number of a table and the facts that the filing says it is; none if it is untagged."""

    figure: Figure
    facts: tuple[Given, ...]

    @property
    def concepts(self) -> tuple[str, ...]:
        return tuple(sorted(g.concept for g in self.facts))

    @property
    def members(self) -> Pairs:
        return frozenset(self.facts[0].members)

    @property
    def is_plain(self) -> bool:
        """Whether a rule can say it: all its facts of one period, members and unit, none typed."""
        first = self.facts[0]
        return all(
            (g.period, g.members, g.unit, g.negative)
            == (first.period, first.members, first.unit, first.negative)
            and not g.typed
            for g in self.facts
        )

    @property
    def flips(self) -> bool | None:
        """Whether the fact's sign is not that on paper; None of a zero, which has none."""
        if not self.figure.value:
            return None
        return (self.figure.value < 0) != self.facts[0].negative


@dataclass(frozen=True, slots=True)
class FactTable:
    """A table with the facts of its cells; ``number`` is its place among the tables of the source."""

    number: int
    table: Table
    cells: dict[Place, FactCell]
    tagged: frozenset[Place] = frozenset()
    """All cells that facts stand in, those that no rule can say among them."""

    @property
    def lines(self) -> Sequence[LineItem]:
        return self.table.lines

    def column(self, index: int) -> Column | None:
        return next((c for c in self.table.columns if c.index == index), None)

    def of_row(self, row: int) -> dict[int, FactCell]:
        return {c: cell for (r, c), cell in self.cells.items() if r == row}


def fact_tables(source: Source, given: Iterable[Given]) -> Iterator[FactTable]:
    """The tables of a page in which facts stand, with those of their numbers that a rule could say."""
    at: dict[tuple[int, int], list[Given]] = defaultdict(list)
    for g in given:
        if g.is_fact and g.unit is not None and g.extent is not None and not g.nil:
            at[g.extent].append(g)
    for number, table in enumerate(source.tables):
        cells: dict[Place, FactCell] = {}
        tagged: set[Place] = set()
        for row, line in enumerate(table.lines):
            for cell in line.cells:
                if len(cell.figures) != 1 or cell.figures[0].extent is None:
                    continue
                figure = cell.figures[0]
                fact = FactCell(figure, tuple(at.get(cell.figures[0].extent, ())))
                if fact.facts:
                    tagged.add((row, cell.column))
                if fact.facts and fact.is_plain:
                    cells[row, cell.column] = fact
        if cells:
            yield FactTable(number, table, cells, frozenset(tagged))


@dataclass(frozen=True, slots=True)
class Crossing:
    """How rows and columns of a table explain its facts.

    ``shared`` are members of all of them. ``concepts`` and ``members`` of a row or column are what it adds;
    ``exceptions`` are the cells that these do not explain, by place: concepts that only the cell has.
    """

    by_column: bool
    shared: Pairs
    row_concepts: Mapping[int, tuple[str, ...]]
    column_concepts: Mapping[int, tuple[str, ...]]
    row_members: Mapping[int, Pairs]
    column_members: Mapping[int, Pairs]
    exceptions: Mapping[Place, tuple[str, ...]]


def crossing_of(table: FactTable) -> Crossing:
    """The reading that needs the fewest words.

    A statement's rows give the concepts; of a table of classes (gross, amortization, net) the columns do,
    and the rows the members::

                                 Gross   Amortization    Net
        Customer relationships   4,600          (1,200)  3,400
        Technology               2,100            (900)  1,200
    """
    cells = table.cells
    rows = _grouped(cells, 0)
    columns = _grouped(cells, 1)
    said_by_rows = sum(_most(cells, places)[1] for places in rows.values()) - len(rows)
    said_by_columns = sum(_most(cells, places)[1] for places in columns.values()) - len(columns)
    by_column = said_by_columns > said_by_rows
    row_concepts = {} if by_column else {r: _most(cells, places)[0] for r, places in rows.items()}
    column_concepts = {c: _most(cells, places)[0] for c, places in columns.items()} if by_column else {}
    exceptions: dict[Place, tuple[str, ...]] = {}
    if by_column:
        for row, places in rows.items():
            other, count = _most(cells, places)
            # A row that is of one other concept throughout says so itself.
            if count == len(places) and all(column_concepts[c] != other for _, c in places):
                row_concepts[row] = other
    for place, cell in cells.items():
        said = row_concepts.get(place[0]) or column_concepts.get(place[1])
        if cell.concepts != said:
            exceptions[place] = cell.concepts
    shared = frozenset.intersection(*(c.members for c in cells.values()))
    column_members = {
        c: frozenset.intersection(*(cells[p].members for p in places)) - shared
        for c, places in columns.items()
    }
    row_members: dict[int, Pairs] = {}
    for row, places in rows.items():
        common = frozenset.intersection(*(cells[p].members for p in places)) - shared
        by_its_columns = frozenset.intersection(*(column_members[c] for _, c in places))
        row_members[row] = common - by_its_columns
    return Crossing(
        by_column,
        shared,
        row_concepts,
        column_concepts,
        row_members,
        _settled(cells, column_members, row_members, shared),
        exceptions,
    )


def _settled(
    cells: Mapping[Place, FactCell],
    column_members: Mapping[int, Pairs],
    row_members: dict[int, Pairs],
    shared: Pairs,
) -> Mapping[int, Pairs]:
    """A column of a single number is explained by its row where the row has more of them."""
    settled = dict(column_members)
    per_column = Counter(c for _, c in cells)
    for (row, column), cell in cells.items():
        if per_column[column] == 1 and cell.members == shared | row_members[row]:
            settled[column] = settled[column] - row_members[row]
    return settled


def _grouped(cells: Mapping[Place, FactCell], by: int) -> dict[int, list[Place]]:
    found: dict[int, list[Place]] = defaultdict(list)
    for place in cells:
        found[place[by]].append(place)
    return dict(sorted(found.items()))


def _most(cells: Mapping[Place, FactCell], places: Sequence[Place]) -> tuple[tuple[str, ...], int]:
    counts = Counter(cells[p].concepts for p in places)
    best = max(counts, key=lambda k: counts[k])
    return best, counts[best]
