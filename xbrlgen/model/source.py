"""What a reader gives: a document of blocks, every piece knowing where it stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from itertools import accumulate, count
from typing import NamedTuple

from xbrlgen.model.finding import Finding
from xbrlgen.model.ledger import Balance, Part
from xbrlgen.model.page import SourcePage
from xbrlgen.model.period import Period
from xbrlgen.model.scale import UNSAID, Scales
from xbrlgen.model.where import Where


class FigureId(NamedTuple):
    """The identity of a printed number in its project: the file, and the how-manieth of it.

    Facts, ties, tags and the number register are joined by it and never by a place: two figures of
    one spreadsheet cell ("10 - 12") have one place and two identities. Numbers run 1, 2, 3 ... in
    the order of the document; 0 is a figure that stands in no :class:`Source` yet.
    """

    file: str
    number: int


UNNUMBERED = FigureId("", 0)


@dataclass(frozen=True, slots=True)
class Figure:
    """One number as printed.

    ``value`` has the sign on paper (brackets and a minus are negative) and is not scaled:
    "(1,886)" in a table in thousands is ``Decimal(-1886)``. ``places`` is the number of
    digits printed after the decimal point. ``text`` is the exact print, currency and
    brackets included, and starts at ``where``, which leads people to it. ``digits`` are the
    first and the last character (exclusive) of ``text`` that a tag stands round: the digits
    with commas and point, or the dash; currency, brackets, minus and percent are outside.
    None if no transformation reads this form of number (Transformation Rules Registry 4).
    """

    value: Decimal
    places: int
    text: str
    where: Where
    digits: tuple[int, int] | None
    dash: bool = False
    """Printed as a dash, which stands for zero."""
    percent: bool = False
    currency: str | None = None
    """The currency symbol or code printed with it."""
    scale: int | None = None
    """Power of ten that a word beside it gives ("$37.6 million" is 6, "150 bps" -4)."""
    decimal: str = "."
    """The sign before its decimals: a point, or a comma ("1.204,5")."""
    times: bool = False
    """Printed with an x behind it: a ratio ("5.95x")."""
    parts: tuple[Part, ...] = ()
    """The accounts that it is rolled up from."""
    held: Decimal | None = None
    """What the cell of a sheet holds, to all its digits, where the print is a rounded showing of it.

    It is in the unit of one: "1,886" in a cell that shows thousands may hold 1886432.17."""
    extent: tuple[int, int] | None = None
    """Of a figure of a page: where its ``digits`` begin and end in the text of the :class:`SourcePage`."""
    id: FigureId = UNNUMBERED
    """Given by :meth:`Source.of`."""


@dataclass(frozen=True, slots=True)
class SumOf:
    """A source says that one number is the sum of others: a formula of a sheet.

    ``parts`` have 1 or -1 each, more if one is added twice. ``formula`` as written, without equals sign.
    """

    total: FigureId
    parts: tuple[tuple[FigureId, int], ...]
    where: Where
    formula: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A printed cell: no figure (text), one, or two (a range, low case first).

    ``marks`` are the note marks behind the figure: "a" of "5,210(a)". ``unread``: it looks like a
    number and is in no form known.
    """

    column: int
    text: str
    figures: tuple[Figure, ...]
    where: Where
    marks: tuple[str, ...] = ()
    unread: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A value column of a table.

    ``headings`` are its heading lines from top to bottom, spanning ones included, footnote
    marks taken out into ``marks``. ``period`` is what they say: a bare date gives an
    instant, although the statement may be one of durations; the build settles that.
    ``is_range`` says that the heading announces two values (Low - High).
    """

    index: int
    headings: tuple[str, ...]
    period: Period | None
    where: Where
    marks: tuple[str, ...] = ()
    is_range: bool = False
    day_printed: bool = False
    """The day on which ``period`` ends is printed; else it was computed ("Q3 2025")."""
    scales: Scales = UNSAID
    """What its own heading says of scale: "(in thousands)", "US$ million", "%"."""
    currency: str | None = None
    """The ISO 4217 code that its own heading names."""
    members: tuple[tuple[str, str], ...] = ()
    """(axis, member) pairs that the source itself gives, as QNames, sorted."""
    titled: bool = False
    """Its own headings name no time: ``period`` is that of the table's title."""

    @property
    def text(self) -> str:
        return " ".join(self.headings)


@dataclass(frozen=True, slots=True)
class LineItem:
    """A row of a table that has a label.

    ``label`` is the caption with white space folded, wrapped lines joined, footnote marks
    and a trailing colon taken off. ``printed`` keeps them. ``section`` are the headings it
    stands under, outermost first, in the same clean form. ``depth`` is its indentation in
    characters. A heading is a line without cells.
    """

    label: str
    printed: str
    section: tuple[str, ...]
    cells: tuple[Cell, ...]
    where: Where
    marks: tuple[str, ...] = ()
    depth: int = 0
    scales: Scales = UNSAID
    """What its label says of scale, and the headings it stands under: the nearest of each kind."""
    currency: str | None = None
    """The ISO 4217 code that its label or a heading above it names."""
    caption: Paragraph | None = None
    """Its label as running text, where it states amounts: "Common stock, $0.001 par value; 50,000 shares"."""
    concept: str | None = None
    """The concept that the source itself names; its numbers are that concept's values, sign and all."""
    unit: str | None = None
    """The unit that the source itself names, as in the mapping."""
    period: Period | None = None
    """What its caption says, a heading over it, or the balances between which it stands; read where a
    column has no time of its own. A caption that only names a day ("Notes due 2030") says none."""


_TITLE_LINES = 24
"""Of a longer title only the last lines name the table."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of line items.

    ``title`` is its caption ("BALANCE SHEET (amounts in $ thousands)"), white space folded.
    ``scales`` is what its caption, the headings over all its columns, the sentence before it or
    the page it continues from says of scale, for each kind of number. ``currency`` is an ISO
    4217 code if the caption names one plainly ("$" alone does not).
    """

    title: str
    columns: tuple[Column, ...]
    lines: tuple[LineItem, ...]
    where: Where
    scales: Scales = UNSAID
    currency: str | None = None
    title_lines: tuple[str, ...] = ()
    """The title line by line, as printed."""
    sheet: str | None = None
    """The name of the sheet it stands on."""
    areas: tuple[str, ...] = ()
    """Names of the sheet's tables and ranges that share cells with it."""
    sparse: bool = False
    """It was set from rows of data or from accounts: an empty cell was left so by nobody."""
    extent: tuple[int, int] | None = None
    """Of a page: where its ``table`` element begins and ends in the text of the :class:`SourcePage`."""

    @property
    def names(self) -> tuple[str, ...]:
        """What the table may be called by: its title, each line of it, and what begins with a line."""
        lines = self.title_lines[-_TITLE_LINES:]
        rests = (" ".join(lines[i:]) for i in range(1, len(lines)))
        return tuple(dict.fromkeys((self.title, *rests, *lines)))


@dataclass(frozen=True, slots=True)
class Span:
    """Characters that stand together on one line of the source.

    ``shifts`` says where one character of ``text`` is printed as several ("&amp;"): pairs of
    the offset behind it and the characters it takes more.
    """

    text: str
    where: Where
    shifts: tuple[tuple[int, int], ...] = ()

    def at(self, offset: int) -> Where:
        """The place in the source of the character at ``offset`` of ``text``."""
        w = self.where
        more = sum(extra for behind, extra in self.shifts if behind <= offset)
        column = None if w.column is None else w.column + offset + more
        return Where(w.file, w.line, column, w.sheet, w.cell)


@dataclass(frozen=True, slots=True)
class Mention:
    """A number or a time that running text speaks of: characters ``start`` to ``end`` of
    :attr:`Paragraph.text`.

    ``kind`` is ``amount`` (money, plain or scaled number), ``percent``, ``per_share``,
    ``count``, ``period`` (a date or a span of time, see ``period``), ``ordinal``, ``phone``,
    or ``other``. ``figure`` is set for everything that has a value. ``id`` is that of the
    figure; what has none (a date) is numbered among the figures all the same.
    """

    kind: str
    start: int
    end: int
    figure: Figure | None = None
    period: Period | None = None
    id: FigureId = UNNUMBERED


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text: a paragraph, a heading, or a note (with its mark: "A", "1").

    ``text`` joins the spans with single spaces; :meth:`at` leads an offset in it back to
    the source.
    """

    spans: tuple[Span, ...]
    kind: str = "paragraph"
    """``paragraph``, ``heading``, ``note`` or ``layout`` (kept line by line, as contacts are)."""
    mark: str | None = None
    mentions: tuple[Mention, ...] = ()
    """Every number and time in it, in order, not overlapping."""
    standing: tuple[tuple[int, int], ...] = ()
    """Of a page: from which character on it stands where in the text of the :class:`SourcePage`, letter for
    letter up to the next of these pairs."""

    @property
    def text(self) -> str:
        return " ".join(s.text for s in self.spans)

    @property
    def where(self) -> Where:
        return self.spans[0].where

    def at(self, offset: int) -> Where:
        """The place in the source of the character at ``offset`` of :attr:`text`; see :class:`Places`."""
        return Places(self.spans).at(offset)


class Places:
    """Leads offsets in a paragraph's text back to the source, in the time it takes to look one up."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.spans = spans
        self.starts = list(accumulate((len(s.text) + 1 for s in spans[:-1]), initial=0))
        """Where each span begins in the text."""

    def at(self, offset: int) -> Where:
        number = bisect_right(self.starts, offset) - 1
        if offset - self.starts[number] > len(self.spans[number].text):
            raise IndexError("offset beyond the paragraph")
        return self.spans[number].at(offset - self.starts[number])


Block = Paragraph | Table


class SourceKind(Enum):
    """What a source is: a document for people; a workbook or a file of data, which a document beside it
    was taken from; or statements rolled up from the accounts of a ledger, which stand in no file."""

    DOCUMENT = "document"
    DATA = "data"
    ROLLED = "rolled"


@dataclass(frozen=True, slots=True)
class Source:
    """One file, read: its blocks in the order of the document, and what the reader noticed."""

    file: str
    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...] = ()
    sums: tuple[SumOf, ...] = ()
    """What its formulas say adds up."""
    page: SourcePage | None = None
    """The page itself, if it is one that is filed as it stands."""
    balances: tuple[Balance, ...] = ()
    """The accounts of a trial balance that it holds."""
    kind: SourceKind = SourceKind.DOCUMENT
    furniture: tuple[tuple[int, int], ...] = ()
    """Of a page: page numbers and running heads that are in no block, by where they begin and end in the
    text of the :class:`SourcePage`."""

    @classmethod
    def of(cls, file: str, blocks: Iterable[Block], findings: Iterable[Finding] = ()) -> Source:
        """A source as its reader gives it: figures and mentions numbered in the order of ``blocks``."""
        ids = (FigureId(file, number) for number in count(1))
        return cls(file, tuple(_numbered(block, ids) for block in blocks), tuple(findings))

    def with_findings(self, findings: Iterable[Finding]) -> Source:
        """The source with what was noticed of the file before its content."""
        return replace(self, findings=(*findings, *self.findings))

    def with_page(self, page: SourcePage) -> Source:
        return replace(self, page=page)

    def as_data(self, sums: Iterable[SumOf] = (), balances: Iterable[Balance] = ()) -> Source:
        """The source of a workbook or a file of data, with what it holds beside its blocks."""
        return replace(self, sums=tuple(sums), balances=tuple(balances), kind=SourceKind.DATA)

    @property
    def figures(self) -> Iterator[Figure]:
        """All printed numbers, in the order of the document."""
        for block in self.blocks:
            if isinstance(block, Table):
                for line in block.lines:
                    for cell in line.cells:
                        yield from cell.figures
            else:
                yield from (m.figure for m in block.mentions if m.figure is not None)

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(b for b in self.blocks if isinstance(b, Table))

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return tuple(b for b in self.blocks if isinstance(b, Paragraph))

    @property
    def notes(self) -> dict[str, Paragraph]:
        """Footnotes by their mark; the first of a mark wins."""
        found: dict[str, Paragraph] = {}
        for p in self.paragraphs:
            if p.kind == "note" and p.mark is not None:
                found.setdefault(p.mark, p)
        return found


def _numbered(block: Block, ids: Iterator[FigureId]) -> Block:
    if isinstance(block, Table):
        return replace(block, lines=tuple(_numbered_line(line, ids) for line in block.lines))
    if not block.mentions:
        return block
    return replace(block, mentions=tuple(_numbered_mention(m, ids) for m in block.mentions))


def _numbered_line(line: LineItem, ids: Iterator[FigureId]) -> LineItem:
    if line.caption is None and not any(cell.figures for cell in line.cells):
        return line
    cells = tuple(
        replace(cell, figures=tuple(replace(f, id=next(ids)) for f in cell.figures)) for cell in line.cells
    )
    caption = line.caption
    if caption is not None:
        caption = replace(caption, mentions=tuple(_numbered_mention(m, ids) for m in caption.mentions))
    return replace(line, cells=cells, caption=caption)


def _numbered_mention(mention: Mention, ids: Iterator[FigureId]) -> Mention:
    id_ = next(ids)
    figure = None if mention.figure is None else replace(mention.figure, id=id_)
    return replace(mention, figure=figure, id=id_)
