"""Rules for the tables of an imported filing, inferred from the facts that stand in them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from xbrlgen.assist.import_periods import PeriodNames
from xbrlgen.assist.import_tables import Crossing, FactCell, FactTable, Place, crossing_of
from xbrlgen.assist.import_words import caption, part, title, without_time
from xbrlgen.model.edit import Node
from xbrlgen.model.given import unit_text
from xbrlgen.model.matcher import fold
from xbrlgen.model.period import Period
from xbrlgen.model.source import Cell as FigureCell
from xbrlgen.model.source import FigureId, Source
from xbrlgen.model.taxonomy import Concept

UNTAGGED = "not tagged in the filing that was imported"
LookUp = Callable[[str], Concept | None]
_USUAL = {"perShare": "USD/shares", "shares": "shares", "percent": "pure", "pure": "pure", "integer": "pure"}


@dataclass(frozen=True, slots=True)
class Learned:
    """What the first reading of the rules has shown of a row: words that its line needs besides.

    Keys are places: (number of the table, row).
    """

    lines: Mapping[tuple[int, int], Mapping[str, Node]]
    texts: Mapping[FigureId, Mapping[str, Node]] = field(default_factory=dict)
    """For numbers of the running text."""


NOTHING_LEARNED = Learned({})


def statements_of(
    source: Source,
    tables: Iterable[FactTable],
    roles: RoleNames,
    periods: PeriodNames,
    look_up: LookUp,
    currency: str,
    learned: Learned = NOTHING_LEARNED,
) -> list[dict[str, Node]]:
    """A statement for each table that facts stand in, as data for ``mapping.yaml``."""
    finder = _Finder(source)
    found = []
    for table in tables:
        asks = finder.asks(table)
        if asks is not None:
            writer = _Writer(table, crossing_of(table), periods, look_up, currency, learned)
            found.append({**roles.of(table), **asks, **writer.body()})
    return found


class RoleNames:
    """Roles and titles of statements: those of the filing that present a table's concepts, each once."""

    def __init__(self, presented: Mapping[str, frozenset[str]], titles: Mapping[str, str]) -> None:
        self.presented, self.titles = presented, titles
        self.by_concept: dict[str, list[str]] = defaultdict(list)
        for role, concepts in presented.items():
            for concept in concepts:
                self.by_concept[concept].append(role)
        self.taken: set[str] = set()

    def of(self, table: FactTable) -> dict[str, Node]:
        counts: Counter[str] = Counter()
        for cell in table.cells.values():
            for concept in cell.concepts:
                counts.update(self.by_concept.get(concept, ()))
        # Of roles that present as many of them the one with the fewest others.
        best = max(counts, key=lambda r: (counts[r], -len(self.presented[r])), default="")
        stem = re.sub(r"[^A-Za-z0-9]", "", best) or f"Table{table.number + 1}"
        stem = stem if stem[0].isalpha() else f"R{stem}"
        name, number = stem, 2
        while name in self.taken:
            name, number = f"{stem}{number}", number + 1
        self.taken.add(name)
        said = self.titles.get(best, "")
        if not re.match(r"(Statement|Disclosure|Schedule|Document) - \S", said):
            words = " ".join(table.table.title.split())[:100] or f"Table {table.number + 1}"
            said = f"Disclosure - {words} (Details)"
        return {"role": name, "title": said[:200]}


class _Finder:
    """The words by which a statement finds its table among all of the source."""

    def __init__(self, source: Source) -> None:
        self.tables = source.tables
        self.labels: dict[str, list[int]] = defaultdict(list)
        for number, table in enumerate(self.tables):
            for label in {fold(line.label) for line in table.lines}:
                self.labels[label].append(number)

    def asks(self, table: FactTable) -> dict[str, Node] | None:
        number = table.number
        asks: dict[str, Node] = {}
        fitting = list(range(len(self.tables)))
        wanted = title(table.table.title)
        if wanted:
            pattern = re.compile(wanted[1:-2], re.IGNORECASE)
            named = [n for n in fitting if any(pattern.search(x) for x in self.tables[n].names)]
            if number in named:
                asks["table"], fitting = wanted, named
        if len(fitting) > 1:
            label = self.label(table, fitting)
            if label is not None:
                asks["has"] = caption(label)
                having = _matching(caption(label))
                fitting = [n for n in fitting if any(having(x.label) for x in self.tables[n].lines)]
        if not asks:
            return None
        if len(fitting) > 1:
            asks["nth"] = fitting.index(number) + 1
        return asks

    def label(self, table: FactTable, among: Sequence[int]) -> str | None:
        """The label of a row with facts that the fewest other tables have."""
        rows = dict.fromkeys(row for row, _ in table.cells)
        labels = [table.lines[row].label for row in rows if table.lines[row].label]
        others = set(among) - {table.number}
        if not labels:
            return None
        best = min(labels, key=lambda x: len(others.intersection(self.labels[fold(x)])))
        alone = len(others.intersection(self.labels[fold(best)]))
        return best if alone < len(others) else None


def _matching(words: str) -> Callable[[str], bool]:
    if words.startswith("/"):
        pattern = re.compile(words[1:-1])
        return lambda text: pattern.search(text) is not None
    wanted = fold(words)
    return lambda text: fold(text) == wanted


class _Writer:
    """One table as a statement's columns and lines."""

    def __init__(
        self,
        table: FactTable,
        crossing: Crossing,
        periods: PeriodNames,
        look_up: LookUp,
        currency: str,
        learned: Learned,
    ) -> None:
        self.table, self.crossing, self.periods = table, crossing, periods
        self.look_up, self.currency, self.learned = look_up, currency, learned
        self.column_names: dict[int, str] = {}
        self.said: set[int] = set()
        """Columns whose heading tells them apart: what they add is said there."""
        self.column_spans: dict[int, Period | None] = {}
        self.flipped = frozenset(self._flipped())
        self.turned = frozenset(self._turned())

    def _flipped(self) -> Iterator[int]:
        """Columns all of whose numbers count the other way, while others of their rows do not::

                                 Cost    Unrealized gains    Unrealized losses
        Mutual funds              515                 105                  (3)
        """
        by_column: dict[int, list[bool]] = defaultdict(list)
        by_row: dict[int, set[bool]] = defaultdict(set)
        for (row, column), cell in self.table.cells.items():
            if cell.flips is not None:
                by_column[column].append(cell.flips)
                by_row[row].add(cell.flips)
        mixed = {row for row, flips in by_row.items() if len(flips) == 2}
        for column, flips in by_column.items():
            if all(flips) and any((row, column) in self.table.cells for row in mixed):
                yield column

    def _turned(self) -> Iterator[Place]:
        """Cells whose sign neither their row nor their column says::

                             Number of RSUs    Fair value
        RSUs vested                (39,177)       $148.90
        """
        for place, cell in self.table.cells.items():
            row = [c.flips for i, c in self.table.of_row(place[0]).items() if i not in self.flipped]
            if cell.flips and place[1] not in self.flipped and False in row:
                yield place

    def untagged(self, row: int) -> list[tuple[int, FigureCell]]:
        """The row's numbers that are no facts, in columns that have some."""
        used = {c for _, c in self.table.cells}
        return [
            (cell.column, cell)
            for cell in self.table.lines[row].cells
            if cell.figures and cell.column in used and (row, cell.column) not in self.table.tagged
        ]

    def body(self) -> dict[str, Node]:
        body: dict[str, Node] = {}
        columns = self.columns()
        if self.crossing.shared:
            body["dimensions"] = _members(self.crossing.shared)
        if columns:
            body["columns"] = columns
        body["lines"] = list(self.lines())
        return body

    # -- columns -----------------------------------------------------------------------------

    def columns(self) -> list[Node]:
        """A rule for each column, or for all that are headed alike and are alike."""
        used = dict.fromkeys(c for _, c in sorted(self.table.cells, key=lambda p: p[1]))
        rules: dict[int, dict[str, Node]] = {}
        for index in used:
            rule: dict[str, Node] = {}
            concepts = self.crossing.column_concepts.get(index, ())
            if concepts:
                rule["concept"] = _names(concepts)
            if index in self.flipped:
                rule["sign"] = "flip"
            if self.crossing.column_members.get(index):
                rule["dimensions"] = _members(self.crossing.column_members[index])
            span = self.span(index)
            if span is not None:
                rule["period"] = span
            rules[index] = rule
        texts = {c.index: " ".join(c.text.split()) for c in self.table.table.columns}
        words = {c.index: without_time(c.headings) for c in self.table.table.columns}
        asked = {*self.crossing.exceptions, *self.turned}
        needs_name = {c for _, c in asked}
        found: list[Node] = []
        done: set[str] = set()
        for index, rule in rules.items():
            told = words[index]
            alike = [i for i in words if told and told in texts[i]]
            same = all(rules.get(i, rule) == rule for i in alike)
            if told and same and not needs_name & set(alike):
                if rule and told not in done:
                    found.append({"heading": part(told), **rule})
                    done.add(told)
                self.said.add(index)
                continue
            if not rule and index not in needs_name:
                continue
            head = part(told) if told else "/./"
            fitting = [i for i in texts if (told in texts[i] if told else texts[i])]
            entry: dict[str, Node] = {"heading": head}
            if index in needs_name and index in fitting:
                self.column_names[index] = entry["name"] = f"column {list(texts).index(index) + 1}"
            if index not in fitting:
                continue
            if len(fitting) > 1:
                entry["nth"] = fitting.index(index) + 1
            found.append({**entry, **rule})
            self.said.add(index)
        return [*found, *self.left_out(words, texts, used)]

    def left_out(
        self, words: Mapping[int, str], texts: Mapping[int, str], used: Iterable[int]
    ) -> Iterator[Node]:
        """Columns of which no number is a fact, where their heading tells them apart: "Change", "%"."""
        tagged = set(used)
        done: set[str] = set()
        for column in self.table.table.columns:
            told = words[column.index]
            alike = {i for i in texts if told and told in texts[i]}
            if told and told not in done and alike and not alike & tagged:
                done.add(told)
                yield {"heading": part(told), "omit": UNTAGGED}

    def span(self, index: int) -> str | None:
        """The name of a column's period where its heading does not say it."""
        column = self.table.column(index)
        said = column.period if column is not None else None
        periods = [c.facts[0].period for (_, i), c in self.table.cells.items() if i == index]
        spans = Counter(p for p in periods if p is not None and not p.is_instant)
        days = Counter(p for p in periods if p is not None and p.is_instant)
        wanted: Period | None = None
        if spans:
            wanted = max(spans, key=lambda p: spans[p])
            if said is not None and said.start is not None and _near(said, wanted):
                self.column_spans[index] = wanted
                return None
        elif days:
            wanted = max(days, key=lambda p: days[p])
            if said is not None and abs((said.end - wanted.end).days) <= 7:
                self.column_spans[index] = said
                return None
        self.column_spans[index] = wanted
        if wanted is None or (spans and len(spans) * 3 > sum(spans.values())):
            return None
        if not spans and len(days) > 1:
            return None  # Each row says its own day.
        return self.periods.name(wanted)

    # -- lines -------------------------------------------------------------------------------

    def lines(self) -> Iterator[Node]:
        table = self.table
        rows = dict.fromkeys(row for row, _ in sorted(table.cells))
        asked: dict[int, tuple[str, tuple[str, ...]]] = {}
        for row in rows:
            asked[row] = (caption(table.lines[row].label), ())
        everyone = Counter(caption(line.label) for line in table.lines if line.cells)
        for row in rows:
            words, _ = asked[row]
            if everyone[words] > 1 and table.lines[row].section:
                asked[row] = (words, (table.lines[row].section[-1],))
        for row in rows:
            yield self.line(row, *asked[row])

    def line(self, row: int, words: str, section: tuple[str, ...]) -> dict[str, Node]:
        line: dict[str, Node] = {"line": words or "/^$/"}
        if section:
            line["section"] = caption(section[0])
        place = self.nth(row, words, section)
        if place is not None:
            line["nth"] = place
        concepts = self.crossing.row_concepts.get(row, ())
        if concepts:
            line["concept"] = _names(concepts)
        elif not all(c in self.said for r, c in self.table.cells if r == row):
            # Some column has no heading to say it at.
            counts = Counter(cell.concepts for cell in self.table.of_row(row).values())
            line["concept"] = _names(max(counts, key=lambda k: counts[k]))
        if self.crossing.row_members.get(row):
            line["dimensions"] = _members(self.crossing.row_members[row])
        cells = self.table.of_row(row)
        flips = {c.flips for i, c in cells.items() if i not in self.flipped} - {None}
        if flips == {True}:
            line["sign"] = "flip"
        unit = self.unit(cells.values())
        if unit is not None:
            line["unit"] = unit
        if self.opens(cells):
            line["period"] = "opening"
        others = self.untagged(row)
        if others and all(cell.figures[0].dash for _, cell in others) and not self.has_dash(cells):
            line["dash"] = "none"
        exceptions = {
            self.column_names[c]: self.exception(row, c)
            for (r, c) in sorted({*self.crossing.exceptions, *self.turned})
            if r == row and c in self.column_names
        }
        if exceptions:
            line["cells"] = dict(exceptions)
        line.update(self.learned.lines.get((self.table.number, row), {}))
        return line

    def exception(self, row: int, column: int) -> Node:
        concepts = self.crossing.exceptions.get((row, column))
        if (row, column) not in self.turned:
            return _names(concepts or ())
        said: dict[str, Node] = {} if concepts is None else {"concept": _names(concepts)}
        return {**said, "sign": "flip"}

    def has_dash(self, cells: Mapping[int, FactCell]) -> bool:
        return any(c.figure.dash for c in cells.values())

    def nth(self, row: int, words: str, section: tuple[str, ...]) -> int | None:
        """The how-manieth of the rows that fit, where more than one does."""
        fits = _matching(words)
        under = _matching(caption(section[0])) if section else None
        fitting = [
            i
            for i, line in enumerate(self.table.lines)
            if line.cells and fits(line.label) and (under is None or any(map(under, line.section)))
        ]
        return fitting.index(row) + 1 if len(fitting) > 1 and row in fitting else None

    def unit(self, cells: Iterable[FactCell]) -> str | None:
        """The row's unit, if its concepts do not have it by themselves."""
        units = {unit_text(c.facts[0].unit) for c in cells if c.facts[0].unit is not None}
        if len(units) != 1:
            return None
        unit = units.pop()
        usual: set[str] = set()
        for cell in cells:
            for name in cell.concepts:
                concept = self.look_up(name)
                kind = concept.kind if concept is not None else ""
                usual.add(
                    self.currency
                    if kind == "monetary"
                    else _USUAL.get(kind, "").replace("USD", self.currency)
                )
        simple = re.fullmatch(r"(?:[A-Z]{3}|shares|pure)(?:/(?:[A-Z]{3}|shares|pure))?", unit)
        return unit if usual != {unit} and simple else None

    def opens(self, cells: Mapping[int, FactCell]) -> bool:
        """Whether all its instants are the day before their column's span::

        Cash, beginning of period        29,943      30,737
        """
        found = False
        for column, cell in cells.items():
            period, span = cell.facts[0].period, self.column_spans.get(column)
            if period is None or not period.is_instant or span is None or span.start is None:
                return False
            found = abs((span.opening.end - period.end).days) <= 1
            if not found:
                return False
        return found


def _near(said: Period, wanted: Period) -> bool:
    if said.start is None or wanted.start is None:
        return False
    return abs((said.end - wanted.end).days) <= 7 and abs((said.start - wanted.start).days) <= 7


def _names(concepts: tuple[str, ...]) -> Node:
    return concepts[0] if len(concepts) == 1 else list(concepts)


def _members(pairs: Iterable[tuple[str, str]]) -> Node:
    return dict(sorted(pairs))
