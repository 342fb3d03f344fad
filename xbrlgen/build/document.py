"""The documents people read: sources set as blocks, every number with the tags it has."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from xbrlgen.build.front import front_page
from xbrlgen.build.grid import Totals, lay_out
from xbrlgen.build.page import can_hold, tag_page
from xbrlgen.build.tags import Tagger
from xbrlgen.build.text_tags import TextTags
from xbrlgen.model.cover import is_current
from xbrlgen.model.document import (
    FOOTNOTE,
    Block,
    Break,
    Document,
    DocumentCell,
    DocumentParagraph,
    Grid,
    Header,
    Hidden,
    Row,
    Runs,
    StatedTag,
    Tag,
    TaggedPage,
    Tags,
    TextRun,
)
from xbrlgen.model.report import Report
from xbrlgen.model.source import Figure, FigureId, Paragraph, Places, Source, Table

_GAP = re.compile(r" {2,}|\s*\t\s*")
_CENTRED = 9
"""A heading that starts in this column or after it is centred."""
_BY_LINE = ("title", "subtitle")
"""Centred headings keep their lines."""
_SHORT_MARK = 3
"""A mark up to this long stands in a space of its own, the words of its note beside it."""
_LONGEST_PREFIX = 12
"""So that ``prefix-20041029_ex991.htm`` has 32 characters at most (EFM 5.2.1)."""


def build_documents(sources: Sequence[Source], report: Report) -> tuple[Document, ...]:
    """The documents of a filing, one Inline XBRL document set.

    First the cover page with what filing.yaml states; of a current report (8-K, 6-K) each
    source is an exhibit of it, of a periodic one the first source follows on the same
    document. Every print of every fact is tagged where it stands, at its own precision; a
    fact that stands nowhere is shown on the cover; one whose print no transformation reads is
    hidden, and the print refers to it (EFM 5.2.5.14). Footnotes are tagged where they stand.
    """
    return _Set(sources, report).documents()


class _Set:
    def __init__(self, sources: Sequence[Source], report: Report) -> None:
        self.sources, self.report = sources, report
        self.texts = TextTags(report, sources)
        self.tagger = Tagger(report, _printed(sources), self.texts.held)
        self.totals = Totals(report.extension)
        pointed = {note.id for fact in report.facts for note in fact.footnotes}
        # One that nobody points to is no footnote of the report (EFM 6.5.33).
        self.footnotes = [n for n in report.footnotes if n.id in pointed]
        self.notes = {(n.where.file, n.mark): n for n in self.footnotes if n.where is not None}
        """Footnotes by file and mark: the first note of a mark is the footnote."""
        self.placed = self.texts.held & {n.id for n in self.footnotes}
        self.placed |= {t.id for p in report.placed for t in _tags(p) if t.element == FOOTNOTE and t.id}
        """Ids of the footnotes that have their tag."""

    def documents(self) -> tuple[Document, ...]:
        stem = self.stem()
        cover = list(front_page(self.report, self.tagger))
        bodies: list[list[Block] | TaggedPage] = [self.body(s) for s in self.sources]
        hidden = [Hidden(Tag(FOOTNOTE, id=n.id), n.text) for n in self.footnotes if n.id not in self.placed]
        if bodies and isinstance(last := bodies[-1], list):
            last += self.lost_notes()
            hidden = []
        front: list[Block] | TaggedPage = cover
        if cover and not is_current(self.report.about.type) and bodies:
            first = bodies.pop(0)
            if isinstance(first, TaggedPage):
                # The page has a cover of its own; what it does not tag is hidden.
                front = first
                hidden += [Hidden(t, run.text) for run in _runs(cover) for t in run.tags]
            else:
                front = [*cover, Break(), *first]
        if not cover and bodies:
            front = bodies.pop(0)
        title = f"{self.report.entity.name} {self.report.about.type}"
        exhibits = (
            _document(f"{stem}_ex99{n}.htm", f"{title} Exhibit 99.{n}", body)
            for n, body in enumerate(bodies, start=1)
        )
        return (_document(f"{stem}.htm", title, front, self.header(hidden)), *exhibits)

    def body(self, source: Source) -> list[Block] | TaggedPage:
        """A source as it is filed: its own page with tags, or set anew as blocks."""
        if source.page is not None:
            stated = [p.at for p in self.report.placed if p.file == source.file and p.at is not None]
            return tag_page(source, source.page, self.tagger, self.texts.of(source), stated)
        return list(self.blocks(source))

    def stem(self) -> str:
        """EFM 5.2.1: lower-case letters, digits and few signs."""
        prefix = re.sub("[^a-z0-9]", "", self.report.extension.prefix.lower())[:_LONGEST_PREFIX]
        current = is_current(self.report.about.type)
        day = self.report.about.date if current else self.report.about.period_end
        return f"{prefix}-{day:%Y%m%d}"

    def header(self, hidden: Sequence[Hidden] = ()) -> Header:
        stated = (p.hidden for p in self.report.placed if p.hidden is not None)
        language = next((p.language for p in self.report.placed if p.language is not None), None)
        relationships = self.tagger.relationships(self.report.facts)
        return Header((*self.tagger.hidden, *hidden, *stated), relationships, language)

    # -- sources ---------------------------------------------------------------------------

    def blocks(self, source: Source) -> Iterator[Block]:
        above: list[str] = []
        """The headings directly above, which the reader may have taken for a table's title too."""
        opening = titled = False
        texts = self.texts.of(source)
        for number, block in enumerate(source.blocks):
            tags, marked = texts.blocks.get(number, ()), texts.words.get(number, ())
            if isinstance(block, Table):
                if block.title and block.title not in (*above[-1:], " ".join(above)):
                    yield replace(_caption(block), tags=tags)
                yield replace(lay_out(block, self.tagger, self.totals), tags=tags)
            elif block.kind == "heading":
                above.append(" ".join(block.text.split()))
                kind, titled = _heading_kind(block, before_text=not opening, titled=titled)
                yield replace(self.paragraph(block, kind, marked), tags=tags)
                continue
            elif block.kind == "layout":
                yield replace(self.layout(block), tags=tags)
            elif block.kind == "note":
                yield replace(self.note(block, marked), tags=tags)
            else:
                opening = True
                yield replace(self.paragraph(block, "paragraph", marked), tags=tags)
            above.clear()

    def paragraph(
        self, text: Paragraph, kind: str, marked: Sequence[tuple[int, int, Tag]] = ()
    ) -> DocumentParagraph:
        words = _Words(text, self.tagger, marked)
        if kind not in _BY_LINE:
            return DocumentParagraph(kind, (words.runs(0, len(words.text)),), where=text.where)
        ends = (low + len(span.text) for low, span in zip(words.offsets, text.spans, strict=True))
        lines = tuple(words.runs(low, high) for low, high in zip(words.offsets, ends, strict=True))
        return DocumentParagraph(kind, lines, where=text.where)

    def note(self, text: Paragraph, marked: Sequence[tuple[int, int, Tag]] = ()) -> DocumentParagraph:
        """A note: its mark, then its words, which are the footnote if facts point to it."""
        footnote = self.notes.get((text.where.file, text.mark or ""))
        if footnote is None or footnote.id in self.placed or not text.text.endswith(footnote.text):
            return self.paragraph(text, "note", marked)
        start = len(text.text) - len(footnote.text)
        self.placed.add(footnote.id)
        mark = text.text[:start].rstrip()
        look = "mark" if len(mark) <= _SHORT_MARK else "plain"
        head = (TextRun(mark, where=text.where, look=look), TextRun(" ")) if mark else ()
        tags = (Tag(FOOTNOTE, id=footnote.id),)
        words = _Words(text, self.tagger, [m for m in marked if m[0] >= start])
        return DocumentParagraph(
            "note", ((*head, *words.runs(start, len(text.text), tags)),), where=text.where
        )

    def lost_notes(self) -> Iterator[DocumentParagraph]:
        """Footnotes whose words stand in no note as they are: a fact may not point at nothing."""
        for n in self.footnotes:
            if n.id not in self.placed:
                words = TextRun(n.text, (Tag(FOOTNOTE, id=n.id),), n.where)
                head = (TextRun(n.mark, where=n.where), TextRun(" "))
                yield DocumentParagraph("note", ((*head, words),), where=n.where)

    def layout(self, text: Paragraph) -> Block:
        """Lines kept as they are: those set in columns become a grid."""
        words = _Words(text, self.tagger)
        lines: list[list[tuple[int, Runs]]] = []
        offset = 0
        for span in text.spans:
            parts: list[tuple[int, Runs]] = []
            at = 0
            for gap in [*_GAP.finditer(span.text), None]:
                end = gap.start() if gap else len(span.text)
                if end > at:
                    column = (span.where.column or 1) + at
                    parts.append((column, words.runs(offset + at, offset + end)))
                at = gap.end() if gap else end
            lines.append(parts)
            offset += len(span.text) + 1
        starts = _merged(sorted({column for parts in lines for column, _ in parts}))
        if len(starts) <= 1:
            runs = tuple(tuple(r for _, runs in parts for r in runs) for parts in lines)
            return DocumentParagraph("centred" if len(lines) == 1 else "paragraph", runs, where=text.where)
        rows = tuple(_set_out(parts, starts) for parts in lines)
        return Grid((), rows, size="fit", where=text.where)


class _Words:
    """A paragraph's text, cut into runs in linear time however long it is.

    ``marked`` are characters with a tag round them, what holds others before them.
    """

    def __init__(self, text: Paragraph, tagger: Tagger, marked: Sequence[tuple[int, int, Tag]] = ()) -> None:
        self.text, self.tagger = text.text, tagger
        self.mentions = [m for m in text.mentions if m.figure is not None]
        self.starts = [m.start for m in self.mentions]
        self.marked = marked
        self.edges = sorted({edge for low, high, _ in marked for edge in (low, high)})
        places = Places(text.spans)
        self.offsets, self.where = places.starts, places.at

    def runs(self, start: int, end: int, outer: Tags = ()) -> Runs:
        """Characters ``start`` to ``end``, numbers that are tagged and what is marked apart."""
        runs: list[TextRun] = []
        at = start
        for mention in self.mentions[bisect_left(self.starts, start) : bisect_left(self.starts, end)]:
            figure = mention.figure
            if figure is None or mention.start < at or mention.end > end:
                continue
            tags, refers = self.tagger.tags(figure), self.tagger.refers(figure)
            if not (tags or refers):
                continue
            first, last = figure.digits or (0, len(figure.text))
            low, high = mention.start + first, mention.start + last
            runs += self._plain(at, low, outer)
            within = (*outer, *self._round(low, high), *tags)
            runs.append(TextRun(self.text[low:high], within, figure.where, refers=refers))
            at = high
        runs += self._plain(at, end, outer)
        return tuple(runs)

    def _plain(self, start: int, end: int, outer: Tags) -> Iterator[TextRun]:
        """Characters without tagged numbers, cut where a mark begins or ends."""
        between = self.edges[bisect_right(self.edges, start) : bisect_left(self.edges, end)]
        for low, high in pairwise((start, *between, end)):
            if low < high:
                yield TextRun(self.text[low:high], (*outer, *self._round(low, high)), self.where(low))

    def _round(self, start: int, end: int) -> Tags:
        return tuple(tag for low, high, tag in self.marked if low <= start and end <= high)


def _printed(sources: Sequence[Source]) -> dict[FigureId, Figure]:
    """Every number that the documents will print; one that can hold no tag has no digits."""
    printed: dict[FigureId, Figure] = {}
    for source in sources:
        for figure in source.figures:
            held = source.page is None or can_hold(source.page, figure)
            printed[figure.id] = figure if held else replace(figure, digits=None)
    return printed


def _document(
    name: str, title: str, body: Sequence[Block] | TaggedPage, header: Header | None = None
) -> Document:
    if isinstance(body, TaggedPage):
        return Document(name, title, (), header, body)
    return Document(name, title, tuple(body), header)


def _tags(placed: StatedTag) -> Tags:
    if placed.at is not None:
        return placed.at.tags
    return () if placed.hidden is None else (placed.hidden.tag,)


def _runs(blocks: Sequence[Block]) -> Iterator[TextRun]:
    return Document("", "", tuple(blocks)).runs()


def _caption(table: Table) -> DocumentParagraph:
    """The title of a table; what it says of amounts in brackets stands on a line of its own."""
    title, bracket, amounts = table.title.partition("(")
    first = (TextRun(title.rstrip(), where=table.where),)
    if not bracket or not title.strip():
        return DocumentParagraph("caption", ((TextRun(table.title, where=table.where),),), where=table.where)
    second = (TextRun(f"({amounts}", where=table.where, look="faint"),)
    return DocumentParagraph("caption", (first, second), where=table.where)


def _heading_kind(text: Paragraph, *, before_text: bool, titled: bool) -> tuple[str, bool]:
    """How a heading is set, and whether the document has its title now."""
    centred = (text.where.column or 1) >= _CENTRED
    if text.text.startswith(("[", "(")) and text.text.rstrip(".").endswith(("]", ")")):
        return "aside", titled
    if re.fullmatch(r"exhibit [\d.]+", text.text.strip(), re.IGNORECASE):
        return "right", titled
    if before_text and centred:
        return ("subtitle" if titled else "title"), True
    return ("subtitle" if centred else "heading"), titled


def _merged(starts: Sequence[int]) -> list[int]:
    """Columns that begin within two characters of each other are one."""
    kept: list[int] = []
    for start in starts:
        if not kept or start - kept[-1] > 2:
            kept.append(start)
    return kept


def _set_out(parts: Sequence[tuple[int, Runs]], starts: Sequence[int]) -> Row:
    row: list[DocumentCell] = []
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else None
        inside = [runs for column, runs in parts if column >= start and (end is None or column < end)]
        runs = tuple(r for part in inside for r in part)
        row += [DocumentCell("gap"), DocumentCell("value", runs)] if row else [DocumentCell("value", runs)]
    return tuple(row)
