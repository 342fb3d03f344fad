"""Two filings, releases or mappings held against each other: what is told of them, and how it is laid out.

An entry is one cause with everything that follows from it: a line mapped to another concept is one entry
with its facts, its place in the statement, its sums and its labels under it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from xbrlgen.model.difference import Difference
from xbrlgen.model.mapping import NOBODY, DocumentInfo, Entity
from xbrlgen.model.period import Period
from xbrlgen.model.report import Fact
from xbrlgen.model.where import Where

KINDS = {
    "restated": "Figures of earlier periods restated",
    "value": "Values",
    "concept": "Other concepts under the same caption",
    "line": "Lines and facts new or gone",
    "period": "Periods",
    "member": "Members",
    "label": "Captions and labels",
    "structure": "Structure",
    "element": "Own elements",
    "check": "Sums and checks",
    "about": "The report itself",
}
"""What an entry is mainly about, in the order in which it is told, with its heading."""

PROJECT, PACKAGE, INLINE, INSTANCE, JSON = "project", "package", "inline document", "instance", "xBRL-JSON"
RELEASE, MAPPING = "release", "mapping"
FILINGS = (PROJECT, PACKAGE, INLINE, INSTANCE, JSON)
"""Kinds of sides that give facts; they may be mixed."""


@dataclass(frozen=True, slots=True)
class Input:
    """One of the two: ``name`` as the user named it, ``kind`` one of :data:`FILINGS`, release or mapping.

    ``entity``, ``document`` and ``taxonomy`` are as far as they are known.
    ``counts`` are (noun in the plural, number); ``notes`` what a reader must know of it.
    """

    name: str
    kind: str
    entity: Entity = NOBODY
    document: DocumentInfo | None = None
    taxonomy: str = ""
    counts: tuple[tuple[str, int], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that is not the same.

    ``kind`` is one of :data:`KINDS`; ``also`` are the kinds of what follows from it. ``change`` is
    ``added``, ``removed`` or ``changed``. ``title`` says what it is about, ``before`` and ``after`` both
    sides in words, None where a side has nothing. ``statement`` is the role, or the table's title, and
    ``caption`` the line, empty where it is of neither. The first ``leading`` of ``differences`` are the
    thing itself, the rest is what follows. The places are those of the leading difference.
    """

    kind: str
    change: str
    title: str
    before: str | None = None
    after: str | None = None
    statement: str = ""
    caption: str = ""
    also: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()
    leading: int = 1
    source: Where | None = None
    rule: Where | None = None
    before_source: Where | None = None
    before_rule: Where | None = None

    @property
    def kinds(self) -> tuple[str, ...]:
        return (self.kind, *self.also)

    @property
    def follows(self) -> tuple[Difference, ...]:
        return self.differences[self.leading :]


@dataclass(frozen=True, slots=True)
class MovedOn:
    """Facts that only one report states because it is about another period: no difference, but counted."""

    period: Period | None
    before: tuple[Fact, ...] = ()
    after: tuple[Fact, ...] = ()


# -- both sides next to each other -------------------------------------------------------------

SAME, CHANGED, ADDED, REMOVED = "same", "changed", "added", "removed"


@dataclass(frozen=True, slots=True)
class PairCell:
    """What the two sides say in one place: a fact, or plain text. ``entry`` counts from 1, 0 for none."""

    before: Fact | str | None = None
    after: Fact | str | None = None
    state: str = SAME
    entry: int = 0


@dataclass(frozen=True, slots=True)
class PairRow:
    """A line of a sheet. ``kind`` is ``line``, ``heading``, or ``member`` (a group of lines below it).

    ``before_label`` is set where the other side calls it differently, ``before_name`` where it has
    another concept there. ``entries`` are the numbers of all that is told of the row itself.
    """

    label: str
    name: str = ""
    depth: int = 0
    kind: str = "line"
    state: str = SAME
    before_label: str = ""
    before_name: str = ""
    cells: tuple[PairCell, ...] = ()
    entries: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PairColumn:
    """A pair of columns: a period, or a heading. ``sides`` is ``both``, ``before`` or ``after``."""

    period: Period | None
    heading: str = ""
    sides: str = "both"


@dataclass(frozen=True, slots=True)
class PairSheet:
    """One statement, table or part of a mapping with both sides. ``entries`` are those it shows."""

    name: str
    title: str
    columns: tuple[PairColumn, ...] = ()
    rows: tuple[PairRow, ...] = ()
    entries: tuple[int, ...] = ()
    state: str = SAME


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything there is to tell.

    ``entries`` are the differences, sorted by kind and then as the reports go. ``moved`` are facts of
    periods that only one report is about. ``followed`` are checks and findings that came or went with
    the entries. ``left_out`` says what was not compared, and why.
    """

    before: Input
    after: Input
    entries: tuple[Entry, ...] = ()
    moved: tuple[MovedOn, ...] = ()
    followed: tuple[Difference, ...] = ()
    left_out: tuple[str, ...] = ()
    sheets: tuple[PairSheet, ...] = ()
    quotes: tuple[dict[str, str], dict[str, str]] = ({}, {})
    """Of each side the lines that places of entries stand on, by the place as text."""

    def only(self, kinds: tuple[str, ...]) -> Comparison:
        """The entries that are of one of these kinds, or that have such a thing following from them."""
        kept = [n for n, e in enumerate(self.entries, start=1) if set(e.kinds) & set(kinds)]
        numbers = {old: new for new, old in enumerate(kept, start=1)}
        return replace(
            self,
            entries=tuple(self.entries[n - 1] for n in kept),
            sheets=tuple(renumbered(s, numbers) for s in self.sheets),
        )


def renumbered(sheet: PairSheet, numbers: dict[int, int]) -> PairSheet:
    """The sheet with other numbers for entries; what has none any more is told as the same."""

    def cell(c: PairCell) -> PairCell:
        number = numbers.get(c.entry, 0)
        return replace(c, entry=number, state=c.state if number or not c.entry else SAME)

    def row(r: PairRow) -> PairRow:
        cells = tuple(map(cell, r.cells))
        entries = tuple(numbers[n] for n in r.entries if n in numbers)
        told = entries or any(c.entry for c in cells)
        return replace(r, cells=cells, entries=entries, state=r.state if told else SAME)

    entries = tuple(sorted(numbers[n] for n in sheet.entries if n in numbers))
    rows = tuple(map(row, sheet.rows))
    return replace(sheet, rows=rows, entries=entries, state=sheet.state if entries else SAME)
