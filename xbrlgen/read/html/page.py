"""An HTML page to a source: blocks of text and tables, every figure with its place in the page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from xbrlgen.model.finding import Finding
from xbrlgen.model.source import Block, Paragraph, Source, Table
from xbrlgen.read.captions import note_mark
from xbrlgen.read.figures import ENGLISH, Numerals
from xbrlgen.read.heading_periods import time_words
from xbrlgen.read.html.flow import Flow, Item, PageEnd, TableBlock, TextBlock
from xbrlgen.read.html.force import ForcedPage
from xbrlgen.read.html.letters import EMPTY, Letters, PagePlaces
from xbrlgen.read.html.tables import Content, Found, TableSurroundings, content_of, tables_of
from xbrlgen.read.html.tree import tree_of
from xbrlgen.read.prose import with_mentions
from xbrlgen.read.scales import scales
from xbrlgen.read.table.agreement import with_agreed_scales
from xbrlgen.read.table.scaled import with_scales
from xbrlgen.read.text.headings import TITLE_WORD
from xbrlgen.read.text.titles import PAGE_NUMBER, bare
from xbrlgen.read.times import YearEnd

_ENDED = (".", ";", ",", "?", "!", '."', ".)", ".”")
_HEADING = 160
"""Characters that a heading has at most."""
# (1)Previously reported ...     * not meaningful
_NOTE = re.compile(r"\((?:\d{1,2}|[A-Za-z])\)|[*†‡]")
_TITLE = 120
"""Characters that a line of a title over a table has at most."""
_LEADS = re.compile(r"(?::|\bfollow(?:s|ing)?\b|\bbelow\b|\btables?\b|\bset forth\b|\bsummar)", re.IGNORECASE)
_TABLES = re.compile(r"\btables\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.;])\s+(?=[A-Z])")
_MOST_TITLE = 5
"""Lines over a table that may be its title: company, statement, scale, "unaudited", dates."""
_FURNITURE = 3
"""Times that a line stands at the edge of a page, from which it is page furniture."""
_LINE = 120
"""Characters that a line of it has at most."""
_EDGE = 3
"""Blocks before and after the end of a page that may be its footer or the next one's header."""


def read_forced(
    forced: ForcedPage,
    text: str,
    *,
    file: str,
    fiscal_year_end: YearEnd = (12, 31),
    numerals: Numerals | None = None,
    base: int = 0,
) -> Source:
    """Reads a page that was forced into XHTML; ``text`` is the whole file, the page begins at ``base`` of it.

    The extents of figures are places in ``forced.page``; lines and columns are those of the file.
    ``numerals`` is how numbers are punctuated, None if nobody said. Gives what was read even where
    something is wrong; ``findings`` say what was noticed.
    """
    return _PageReader(forced, text, file, fiscal_year_end, numerals, base).read()


class _PageReader:
    def __init__(
        self, forced: ForcedPage, text: str, file: str, fye: YearEnd, numerals: Numerals | None, base: int
    ) -> None:
        self.forced, self.file, self.fye = forced, file, fye
        self.said, self.numerals = numerals is not None, numerals or ENGLISH
        self.places = PagePlaces(file, text, forced, base)
        self.blocks: list[Block] = []
        self.letters: dict[int, Letters] = {}
        """The letters of each paragraph, by its number among the blocks."""
        self.findings: list[Finding] = []
        self.before: Table | None = None
        self.last: Table | None = None
        self.since = 0
        """The table before, whatever stands since, and how many texts do."""
        self.noted = True
        """Nothing but notes, and the lines drawn over them, stands since the table before."""
        self.lead = ""
        """The sentence that led to the last table, while no other text stood since."""
        self.parted = False
        """Something other than page furniture stands since the last table."""

    def read(self) -> Source:
        tokens = self.forced.tokens
        flow = Flow(tokens, lambda table: content_of(table, tokens, self.numerals))
        items, furniture = _without_furniture(flow.read(tree_of(self.forced)))
        notes = frozenset(
            mark
            for item in items
            if isinstance(item, TextBlock) and (mark := note_mark(item.letters.text[:40])) is not None
        )
        after_table = False
        for number, item in enumerate(items):
            if isinstance(item, TextBlock):
                self.paragraph(item, after_table=after_table)
                after_table = after_table and len(item.letters.text) < 400
                self.parted = True
                self.since += 1
                self.noted = self.noted and _is_note(item)
                if not _is_heading(item):
                    self.lead = ""
            elif isinstance(item, TableBlock) and isinstance(item.content, Content):
                self.table(item.content, items[max(0, number - 12) : number], notes)
                after_table = True
                self.parted = False
        blocks, noticed = with_scales(self.blocks, punctuation_said=self.said)
        done = [
            self.mentioned(block, self.letters[k]) if isinstance(block, Paragraph) else block
            for k, block in enumerate(blocks)
        ]
        source = Source.of(self.file, with_agreed_scales(done), [*self.findings, *noticed])
        return replace(source, furniture=tuple(self.places.extent(x, 0, len(x.text)) for x in furniture))

    # -- text ------------------------------------------------------------------------------

    def paragraph(self, item: TextBlock, *, after_table: bool) -> None:
        letters = item.letters
        if not letters.text:
            return
        spans = self.places.spans(letters)
        text = letters.text
        mark = note_mark(text[:40]) if after_table or text[:4].lower() == "note" else None
        if text[:4].lower() == "note" and _is_heading(item):
            # NOTE 1. ORGANIZATION heads a note of the statements, and is no footnote of a cell.
            mark = None
        kind = "paragraph"
        if mark is not None and len(text) > 12 and not item.heading:
            kind = "note"
        elif _is_heading(item):
            kind, mark = "heading", None
        else:
            mark = None
        self.letters[len(self.blocks)] = letters
        standing = tuple(zip(letters.starts, letters.places, strict=True))
        self.blocks.append(Paragraph(spans, kind, mark, standing=standing))

    def mentioned(self, paragraph: Paragraph, letters: Letters) -> Paragraph:
        """The paragraph with its numbers and times, and the places of their digits in the forced page."""
        read = with_mentions(paragraph, self.fye, self.numerals)
        if not read.mentions:
            return read
        mentions = []
        for mention in read.mentions:
            figure = mention.figure
            if figure is not None and figure.digits is not None:
                low, high = mention.start + figure.digits[0], mention.start + figure.digits[1]
                extent = self.places.extent(letters, low, high)
                mention = replace(mention, figure=replace(figure, extent=extent))
            mentions.append(mention)
        return replace(read, mentions=tuple(mentions))

    # -- tables ----------------------------------------------------------------------------

    def table(self, content: Content, above: Sequence[Item], notes: frozenset[str]) -> None:
        title, lead = _above(above)
        if lead:
            self.lead = lead
        elif not title or _TABLES.search(self.lead):
            # "The following tables show ... (in millions):" leads to more than the next one.
            lead = self.lead
        around = TableSurroundings(
            self.places, notes, self.fye, tuple(title), lead, None if self.parted else self.before
        )
        found = tables_of(content, around)
        tables = [replace(t, extent=content.extent) for t in found.tables]
        if self._goes_on(found):
            last = self.blocks.pop()
            if isinstance(last, Table) and last.extent is not None:
                # A table that a page parts is one table.
                extent = (last.extent[0], content.extent[1])
                tables = [replace(last, lines=(*last.lines, *tables[0].lines), extent=extent), *tables[1:]]
        if self.last is not None and self.since == 1 and _only_times(title):
            # "Six months ended June 30, 2024" between two tables parts a statement, no more.
            tables = [t if t.scales else replace(t, scales=self.last.scales) for t in tables]
        elif self.last is not None and self.since and self.noted and tables and not tables[0].scales:
            # Consolidated Statements of Operations (in millions)
            # (1) Amounts include amortization of intangible assets, as follows:
            # A table among the notes of a table, which has no title of its own, counts as that one does.
            own = TITLE_WORD.search(tables[0].title) is not None
            tables[0] = tables[0] if own else replace(tables[0], scales=self.last.scales)
        self.last, self.since, self.noted = (tables[-1] if tables else None), 0, True
        self.blocks += tables
        self.findings += found.findings
        self.before = tables[-1] if tables else None
        for text in found.texts:
            self.paragraph(text, after_table=True)

    def _goes_on(self, found: Found) -> bool:
        """Whether a table goes on with the one before, from which only the end of a page parts it."""
        if not found.tables or self.before is None or self.parted or self.blocks[-1:] != [self.before]:
            return False
        first, before = found.tables[0], self.before
        if len(first.columns) != len(before.columns):
            return False
        if not found.headed:
            return first.title_lines in ((), before.title_lines)
        same = [c.headings for c in first.columns] == [c.headings for c in before.columns]
        return same and bare(first.title) == bare(before.title)


def _is_note(item: TextBlock) -> bool:
    """Whether a text is a note of the table above, or the line drawn over the notes: ______."""
    text = item.letters.text
    return _NOTE.match(text) is not None or not text.strip("_-–— ")


def _only_times(title: Sequence[Letters]) -> bool:
    return len(title) == 1 and time_words(title[0].text) and TITLE_WORD.search(title[0].text) is None


def _is_heading(item: TextBlock) -> bool:
    text = item.letters.text
    if len(text) > _HEADING:
        return False
    return item.heading or not text.endswith(_ENDED) or (item.bold and item.centred)


def _may_be_title(item: TextBlock) -> bool:
    """Whether a text may be a title: a short line, or one set off, which may be a whole title in one block.

    **Consolidated balance sheets At December 29, 2024 and December 31, 2023 (Dollars in Millions)**
    """
    text = item.letters.text
    if item.bold or item.centred:
        return len(text) <= 2 * _HEADING and not text.endswith(_ENDED)
    return len(text) <= _TITLE and _is_heading(item)


def _above(items: Sequence[Item]) -> tuple[list[Letters], str]:
    """The lines over a table that are its title, and the sentence that leads to it."""
    title: list[Letters] = []
    for item in reversed(items):
        if not isinstance(item, TextBlock) or not item.letters.text:
            break
        text = item.letters.text
        if (
            not _may_be_title(item)
            or text.endswith(":")
            or PAGE_NUMBER.fullmatch(text)
            or _NOTE.match(text) is not None
        ):
            sentence = _SENTENCE.split(text)[-1]
            return title, sentence if _LEADS.search(sentence) else ""
        if len(title) >= _MOST_TITLE or (title and TITLE_WORD.search(title[0].text) and len(title) > 1):
            break
        title.insert(0, item.letters)
    return title, ""


def _without_furniture(items: Sequence[Item]) -> tuple[list[Item], list[Letters]]:
    """Takes out what stands at the edge of pages again and again: page numbers, the company's name.

    Gives what is left, and what was taken out.

    ::

        Example Corp | Q2 2025 Form 10-Q | 5
        ------------------------------------ end of page
        Table of Contents
    """
    lines = [_line_of(item) for item in items]
    edges = [k for k, item in enumerate(items) if isinstance(item, PageEnd)]
    seen: Counter[str] = Counter()
    at: dict[int, str] = {}
    for edge in edges:
        for k in _near(lines, edge):
            if k not in at and len(lines[k].text) <= _LINE:
                at[k] = re.sub(r"\d+", "#", lines[k].text)
                seen[at[k]] += 1
    gone = {
        k
        for k, words in at.items()
        if PAGE_NUMBER.fullmatch(words.replace("#", "1")) or (seen[words] >= _FURNITURE and not scales(words))
    }
    kept: list[Item] = [
        item for k, item in enumerate(items) if k not in gone and not isinstance(item, PageEnd)
    ]
    return kept, [lines[k] for k in sorted(gone)]


def _line_of(item: Item) -> Letters:
    """What may be page furniture: a text, or a table of one row, as footers are set: Annual Report | 12."""
    if isinstance(item, TextBlock):
        return item.letters
    line = EMPTY
    if isinstance(item, TableBlock) and isinstance(item.content, Content):
        rows = [row for row in item.content.rows if row]
        for value in rows[0] if len(rows) == 1 else ():
            line = line.spaced(value.letters)
    return line


def _near(lines: Sequence[Letters], edge: int) -> Iterator[int]:
    for step in (-1, 1):
        for distance in range(1, _EDGE + 1):
            k = edge + step * distance
            if not 0 <= k < len(lines) or not lines[k].text:
                break
            yield k
