"""Which of an imported filing's tags rules give, and what a second reading of a row needs besides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from xbrlgen.assist.import_periods import PeriodNames
from xbrlgen.assist.import_tables import FactTable
from xbrlgen.assist.import_texts import TextFact
from xbrlgen.model.edit import Node
from xbrlgen.model.given import NOTHING, Given
from xbrlgen.model.markup import text_of_markup
from xbrlgen.model.report import Fact, Print
from xbrlgen.model.scale import POWERS
from xbrlgen.model.source import Figure, FigureId, Source
from xbrlgen.model.where import Where
from xbrlgen.written.transforms import value_of

_WORDS = {power: word for word, power in reversed(POWERS.items())}
Said = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Explained:
    """``given`` are the tags that are left to be stated one by one; ``by_rules`` counts those that rules
    give. ``figures`` are the numbers all of whose tags rules give."""

    given: tuple[Given, ...]
    by_rules: int
    figures: frozenset[FigureId]


def explained(source: Source, given: Sequence[Given], facts: Iterable[Fact]) -> Explained:
    """Hold what rules give against the filing, number by number.

    A number of which rules say just what the filing does is theirs. Of any other all tags are stated, and a
    number that a rule would tag and the filing does not is stated to be none.
    """
    ruled = _ruled(facts)
    stated: dict[tuple[int, int], list[Given]] = defaultdict(list)
    for g in given:
        if g.is_fact and g.unit is not None and g.extent is not None:
            stated[g.extent].append(g)
    settled: set[tuple[int, int]] = set()
    figures: set[FigureId] = set()
    more: list[Given] = []
    page = source.page.text if source.page is not None else ""
    for figure in source.figures:
        if figure.extent is None or figure.id not in ruled:
            continue
        mine = sorted(map(repr, (_said_by(g, page) for g in stated.get(figure.extent, ()))))
        theirs = sorted(map(repr, {_said_of(f, p) for f, p in ruled[figure.id]}))
        if mine and mine == theirs and not any(g.notes for g in stated[figure.extent]):
            settled.add(figure.extent)
            figures.add(figure.id)
        elif not mine and not _overlaps(figure.extent, stated):
            printed = text_of_markup(page[slice(*figure.extent)])
            more.append(Given(Where(source.file), figure.extent, printed, element=NOTHING))
    left = [g for g in given if g.extent not in settled or not g.is_fact or g.unit is None]
    number = sum(len(stated[e]) for e in settled)
    return Explained((*left, *more), number, frozenset(figures))


def _ruled(facts: Iterable[Fact]) -> dict[FigureId, list[tuple[Fact, Print]]]:
    found: dict[FigureId, list[tuple[Fact, Print]]] = defaultdict(list)
    for fact in facts:
        for p in fact.prints:
            found[p.figure].append((fact, p))
    return found


def _overlaps(extent: tuple[int, int], stated: Mapping[tuple[int, int], object]) -> bool:
    return any(low < extent[1] and extent[0] < high for low, high in stated)


def _said_by(g: Given, page: str) -> Said:
    assert g.extent is not None
    assert g.unit is not None
    text = text_of_markup(page[slice(*g.extent)])
    value = value_of(g.format, text, str(g.scale), numeric=True, negative=g.negative)
    number = _number(value) if isinstance(value, Decimal) else value
    return (
        g.concept,
        str(g.period),
        g.members,
        g.typed,
        g.unit.numerator,
        g.unit.denominator,
        number,
        g.decimals,
    )


def _said_of(fact: Fact, p: Print) -> Said:
    assert fact.unit is not None
    decimals = "INF" if p.decimals is None else str(p.decimals)
    return (
        fact.qname,
        str(fact.period),
        fact.dimensions,
        fact.context.typed,
        fact.unit.numerator,
        fact.unit.denominator,
        _number(p.value),
        decimals,
    )


def _number(value: Decimal) -> str:
    return format(value.normalize() + 0, "f")


def learn(
    tables: Iterable[FactTable],
    facts: Iterable[Fact],
    before: Mapping[tuple[int, int], Mapping[str, Node]],
    periods: PeriodNames,
) -> dict[tuple[int, int], dict[str, Node]]:
    """What lines need besides, from where the rules were read and said something else.

    Where all of a row's numbers have a scale, a precision or a period other than the rules gave them, the
    line says it.
    """
    ruled = _ruled(facts)
    found = {place: dict(words) for place, words in before.items()}
    for table in tables:
        rows: dict[int, list[tuple[Figure, Given, list[tuple[Fact, Print]]]]] = defaultdict(list)
        for (row, _), cell in table.cells.items():
            rows[row].append((cell.figure, cell.facts[0], ruled.get(cell.figure.id, [])))
        for row, cells in rows.items():
            words = _learned(cells, periods)
            if words:
                found.setdefault((table.number, row), {}).update(words)
    return found


def learn_texts(
    texts: Iterable[TextFact],
    facts: Iterable[Fact],
    before: Mapping[FigureId, Mapping[str, Node]],
    periods: PeriodNames,
) -> dict[FigureId, dict[str, Node]]:
    """The same for numbers of the running text."""
    ruled = _ruled(facts)
    found = {figure: dict(words) for figure, words in before.items()}
    for text in texts:
        figure = text.cell.figure
        words = _learned([(figure, text.cell.facts[0], ruled.get(figure.id, []))], periods)
        if words:
            found.setdefault(figure.id, {}).update(words)
    return found


def _learned(
    cells: Sequence[tuple[Figure, Given, list[tuple[Fact, Print]]]], periods: PeriodNames
) -> dict[str, Node]:
    words: dict[str, Node] = {}
    said = [(g, p, f) for _, g, prints in cells for f, p in prints[:1]]
    if not said:
        return words
    scales = {g.scale for g, _, _ in said}
    if len(scales) == 1 and any(p.scale != g.scale for g, p, _ in said) and (scale := scales.pop()) in _WORDS:
        words["scale"] = _WORDS[scale]
    decimals = {g.decimals for g, _, _ in said}
    shift = {g.decimals for g, p, _ in said if str(p.decimals) != g.decimals}
    if len(decimals) == 1 and shift and "INF" not in decimals and (text := decimals.pop()):
        words["decimals"] = int(text)
    spans = {g.period for g, _, _ in said}
    if len(spans) == 1 and any(f.period != g.period for g, _, f in said):
        period = spans.pop()
        if period is not None:
            words["period"] = periods.name(period)
    return words


def kept(tables: Iterable[FactTable], figures: frozenset[FigureId]) -> Iterable[FactTable]:
    """The tables with the rows of which a rule gives at least one number; none without one."""
    for table in tables:
        rows = {row for (row, _), cell in table.cells.items() if cell.figure.id in figures}
        if rows:
            yield replace_rows(table, rows)


def replace_rows(table: FactTable, rows: set[int]) -> FactTable:
    cells = {place: cell for place, cell in table.cells.items() if place[0] in rows}
    return replace(table, cells=cells)
