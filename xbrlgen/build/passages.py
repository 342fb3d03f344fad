"""Facts of text: which stretches of a page, or blocks of a source, say them, and what their value is."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from html import escape as escaped

from xbrlgen.build.markup import PageMarkup, characters, words
from xbrlgen.model.page import SourcePage
from xbrlgen.model.report import Passage
from xbrlgen.model.source import Block, Paragraph, Source, Table

Stretch = tuple[int, int]
"""Characters of a page: from the first to the last, exclusive."""


class PagePassages:
    """Where passages stand in the page of a source."""

    __slots__ = ("furniture", "markup", "page", "source")

    def __init__(self, source: Source, page: SourcePage) -> None:
        self.source, self.page = source, page
        self.markup = PageMarkup.of(page)
        self.furniture = sorted(
            piece
            for start, end in source.furniture
            for piece in self.markup.pieces(*self.markup.widened(start, end, whole=False))
        )
        """Page numbers and running heads, which are no part of what they stand in."""

    def pieces(self, passage: Passage, *, whole: bool) -> list[Stretch]:
        """The stretches of the page that a passage stands in, each such that an element can be put round it.

        ``whole`` widens it to the blocks that hold nothing else.
        """
        blocks = self.source.blocks[passage.first : passage.last + 1]
        if not blocks:
            return []
        start = self._place(blocks[0], passage.start or 0)
        end = self._end(blocks[-1], passage.end)
        if start is None or end is None or start >= end:
            return []
        return list(self.markup.pieces(*self.markup.widened(start, end, whole=whole)))

    def parts(self, passage: Passage, *, whole: bool) -> Iterator[Stretch]:
        """The stretches of a passage without the page furniture in them."""
        for start, end in self.pieces(passage, whole=whole):
            at = start
            for low, high in self.furniture[bisect_left(self.furniture, (start, -1)) :]:
                if high > end:
                    break
                yield at, low
                at = high
            yield at, end

    def _place(self, block: Block, at: int) -> int | None:
        """Where the character ``at`` of a block begins in the page."""
        if isinstance(block, Table):
            return None if block.extent is None else block.extent[0]
        if not block.standing:
            return None
        start, place = block.standing[bisect_right(block.standing, (at, 1 << 62)) - 1]
        return place + at - start

    def _end(self, block: Block, end: int | None) -> int | None:
        """Where the character before ``end`` of a block ends in the page."""
        if isinstance(block, Table):
            return None if block.extent is None else block.extent[1]
        last = self._place(block, (len(block.text) if end is None else end) - 1)
        if last is None:
            return None
        text = self.page.text
        return text.index(";", last) + 1 if text[last] == "&" else last + 1


def passage_value(source: Source, passages: Sequence[Passage], *, escape: bool) -> str:
    """What passages of a source say, as a processor reads it from the document.

    ``escape`` gives markup (EFM 6.5.16: a text block is XHTML): of a page its own, without page furniture;
    of other sources a ``p`` for each paragraph and a ``table`` for each table. Else the words, white space
    folded.
    """
    return PassageReader(source).value(passages, escape=escape)


class PassageReader:
    """Values of many facts of text of one source; see :func:`passage_value`."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.page = None if source.page is None else PagePassages(source, source.page)

    def value(self, passages: Sequence[Passage], *, escape: bool) -> str:
        if self.page is not None:
            text = self.page.page.text
            parts = "".join(
                text[start:end] for p in passages for start, end in self.page.parts(p, whole=escape)
            )
            return characters(parts) if escape else words(parts)
        if escape:
            return "".join(_set(b) for p in passages for b in self.source.blocks[p.first : p.last + 1])
        return " ".join(" ".join(self._said(p).split()) for p in passages)

    def _said(self, passage: Passage) -> str:
        """The words of a passage; of a table its captions and figures."""
        texts = [_text(b) for b in self.source.blocks[passage.first : passage.last + 1]]
        if passage.end is not None and texts:
            texts[-1] = texts[-1][: passage.end]
        if passage.start is not None and texts:
            texts[0] = texts[0][passage.start :]
        return " ".join(texts)


def _text(block: Block) -> str:
    if isinstance(block, Paragraph):
        return block.text
    rows = (" ".join((line.printed, *(c.text for c in line.cells))) for line in block.lines)
    return " ".join((block.title, *rows))


def _set(block: Block) -> str:
    """A block of a source that is no page, in the plainest XHTML."""
    if isinstance(block, Paragraph):
        return f"<p>{escaped(block.text, quote=False)}</p>"
    heads = "".join(f"<th>{escaped(c.text, quote=False)}</th>" for c in block.columns)
    rows = [f"<tr><th></th>{heads}</tr>"] if any(c.text for c in block.columns) else []
    for line in block.lines:
        by_column = {c.column: c.text for c in line.cells}
        cells = (escaped(by_column.get(c.index, ""), quote=False) for c in block.columns)
        label = escaped(line.printed, quote=False)
        rows.append(f"<tr><td>{label}</td>{''.join(f'<td>{c}</td>' for c in cells)}</tr>")
    caption = f"<caption>{escaped(block.title, quote=False)}</caption>" if block.title else ""
    return f"<table>{caption}{''.join(rows)}</table>"
