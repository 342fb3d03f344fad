"""A document to be read and tagged: blocks of runs of text, each run with the tags around it.

Settled by the build: which characters are whose, and every attribute of every tag. Elements
nest as the tuples of tags say, outermost first; neighbours that share a tag stand in one
element. A document of our own layout and one whose markup is the company's differ in how
blocks are laid out, not in this.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from xbrlgen.model.page import SourcePage
from xbrlgen.model.where import Where

NON_FRACTION, NON_NUMERIC = "nonFraction", "nonNumeric"
FOOTNOTE, CONTINUATION, EXCLUDE = "footnote", "continuation", "exclude"
"""The elements of Inline XBRL 1.1 that a :class:`Tag` can be (sections 4, 5, 6, 10 and 11)."""


@dataclass(frozen=True, slots=True)
class Tag:
    """One Inline XBRL element.

    ``concept`` is a QName; ``context`` and ``unit`` are ids. ``decimals`` is a number or
    ``INF``. fact value = ``sign`` * transformed text * 10 ** ``scale``, where ``sign`` is
    ``-`` or None and ``format`` names the transformation (``ixt:num-dot-decimal``).
    ``continued_at`` is the id of a ``continuation``. Attributes that do not apply are None.
    """

    element: str
    id: str | None = None
    concept: str | None = None
    context: str | None = None
    unit: str | None = None
    decimals: str | None = None
    scale: int | None = None
    sign: str | None = None
    format: str | None = None
    escape: bool | None = None
    continued_at: str | None = None
    nil: bool = False
    language: str | None = None
    """Of a text in another language than the page around it."""
    fact: str | None = None
    """The id of the fact it is a print of."""


Tags = tuple[Tag, ...]


@dataclass(frozen=True, slots=True)
class TextRun:
    """Characters with the same tags and the same look.

    ``look`` is ``plain``, ``strong``, ``faint``, ``small``, ``raised`` (a note mark beside words),
    ``mark`` (one before its note) or ``box`` (a check box). ``refers`` is the id of a hidden fact
    that these characters stand for.
    """

    text: str
    tags: Tags = ()
    where: Where | None = None
    look: str = "plain"
    refers: str | None = None


Runs = tuple[TextRun, ...]


@dataclass(frozen=True, slots=True)
class DocumentParagraph:
    """Lines of running text; a paragraph that may be wrapped anywhere is one line.

    ``kind`` is ``title``, ``subtitle``, ``heading``, ``caption`` (of a table), ``paragraph``,
    ``note``, ``aside``, ``centred``, ``tight`` (centred, with what follows it) or ``right``.
    """

    kind: str
    lines: tuple[Runs, ...]
    tags: Tags = ()
    where: Where | None = None


@dataclass(frozen=True, slots=True)
class DocumentCell:
    """A cell of a grid.

    ``kind`` is ``label``, ``heading`` (over a column, not wrapped), ``banner`` (one that is
    wrapped), ``lead`` (currency before a figure), ``figure``, ``trail`` (bracket and percent after
    it), ``words``, ``value`` (words of a list), ``between`` (the dash of a range) or ``gap``.
    ``rule`` is a line at its edge: ``above``, ``below``, ``double`` (one above and two below) or
    None. ``indent`` is in ems.
    """

    kind: str
    runs: Runs = ()
    span: int = 1
    rule: str | None = None
    indent: float = 0
    strong: bool = False


Row = tuple[DocumentCell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. ``headings`` are rows that repeat on every page; ``size`` is ``normal``, ``small``,
    ``tiny`` (so that wide ones fit), ``fit`` (as wide as its words) or ``even`` (columns of one
    width)."""

    headings: tuple[Row, ...]
    rows: tuple[Row, ...]
    size: str = "normal"
    tags: Tags = ()
    where: Where | None = None


@dataclass(frozen=True, slots=True)
class Break:
    """The end of a page."""

    tags: Tags = ()
    where: Where | None = None


Block = DocumentParagraph | Grid | Break


@dataclass(frozen=True, slots=True)
class Hidden:
    """A fact that cannot be shown, as tag and text."""

    tag: Tag
    text: str


@dataclass(frozen=True, slots=True)
class Relationship:
    """Facts, by the ids of all their tags, that point to a footnote."""

    sources: tuple[str, ...]
    footnote: str


@dataclass(frozen=True, slots=True)
class Header:
    """What a set of documents says once: hidden facts and footnote relationships.

    The schema reference, contexts and units that stand with it are the filing's.
    """

    hidden: tuple[Hidden, ...] = ()
    relationships: tuple[Relationship, ...] = ()
    language: str | None = None
    """What its facts are written in, where it is said (Inline XBRL 1.1 section 12: ``xml:lang`` of the
    references goes to the root of the report)."""


@dataclass(frozen=True, slots=True)
class Insertion:
    """Tags round the characters ``start`` to ``end`` of a page's text, outermost first.

    The characters may hold markup, which nests. ``refers`` is the id of a hidden fact that they stand for.
    """

    start: int
    end: int
    tags: Tags = ()
    refers: str | None = None


@dataclass(frozen=True, slots=True)
class StatedTag:
    """Tags that the project states one by one, settled: at a place of a page, or hidden."""

    file: str
    at: Insertion | None = None
    hidden: Hidden | None = None
    language: str | None = None
    """Of the header."""


@dataclass(frozen=True, slots=True)
class TaggedPage:
    """A page with its tags: insertions in the order of the text, what holds others before them, and
    nothing else. None overlaps another without one holding the other.

    With the elements of the ``ix`` namespace, the header and the namespaces taken out again it
    is the page's text to the byte.
    """

    page: SourcePage
    insertions: tuple[Insertion, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """One file of an Inline XBRL document set; the first of a set has the header.

    ``name`` is the file name (EFM 5.2.1: lower case, at most 32 characters).
    """

    name: str
    title: str
    blocks: tuple[Block, ...]
    header: Header | None = None
    page: TaggedPage | None = None
    """The company's own page, in the place of blocks."""

    def runs(self) -> Iterator[TextRun]:
        """All runs in the order they are read; of a page those that have tags."""
        if self.page is not None:
            text = self.page.page.text
            for i in self.page.insertions:
                yield TextRun(text[i.start : i.end], i.tags, refers=i.refers)
        for block in self.blocks:
            if isinstance(block, DocumentParagraph):
                for line in block.lines:
                    yield from line
            elif isinstance(block, Grid):
                for row in (*block.headings, *block.rows):
                    for cell in row:
                        yield from cell.runs
