"""Tags of facts of text: round stretches of a page, round whole blocks, or round words of a paragraph.

A fact that no one element can hold is one ``ix:nonNumeric`` and an ``ix:continuation`` for each further part,
in a chain (Inline XBRL 1.1 section 4). Parts of different facts never overlap unless one holds the other.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from xbrlgen.build.markup import nested
from xbrlgen.build.passages import PagePassages, Stretch
from xbrlgen.model.document import (
    CONTINUATION,
    EXCLUDE,
    FOOTNOTE,
    NON_FRACTION,
    NON_NUMERIC,
    Insertion,
    Tag,
    Tags,
)
from xbrlgen.model.page import SourcePage
from xbrlgen.model.report import Fact, Footnote, Passage, Report
from xbrlgen.model.source import Mention, Paragraph, Source

_BLOCK = 1 << 32
"""A place in a source is block * _BLOCK + character, so that places are in order."""


@dataclass(slots=True)
class _TaggedText:
    """A tag, whose element is that of its first part, and the stretches that it stands round."""

    tag: Tag
    stretches: list[Stretch]


@dataclass(slots=True)
class SourceTags:
    """The tags of facts of text in one source.

    ``insertions`` are those of its page; ``blocks`` the tags round whole blocks, ``words`` those round
    characters of a paragraph, both by the number of the block.
    """

    insertions: list[Insertion] = field(default_factory=list)
    blocks: dict[int, Tags] = field(default_factory=dict)
    words: dict[int, list[tuple[int, int, Tag]]] = field(default_factory=dict)


class TextTags:
    """Settles where the facts of text and the footnotes of a report are tagged in its documents.

    ``held`` are the ids of those that are; what stands nowhere is shown or hidden as any fact without a
    print.
    """

    def __init__(self, report: Report, sources: Sequence[Source]) -> None:
        self.held: set[str] = set()
        self._of: dict[str, SourceTags] = {}
        self._taken = {f.id for f in report.facts} | {c.id for c in report.contexts}
        self._taken |= {u.id for u in report.units} | {n.id for n in report.footnotes}
        by_file: dict[str, list[Fact]] = {}
        for fact in report.facts:
            if fact.origin.passages:
                by_file.setdefault(fact.origin.passages[0].file, []).append(fact)
        notes: dict[str, list[Footnote]] = {}
        pointed = {note.id for fact in report.facts for note in fact.footnotes}
        for note in report.footnotes:
            if note.where is not None and note.id in pointed:
                notes.setdefault(note.where.file, []).append(note)
        for source in sources:
            facts = by_file.get(source.file, [])
            if source.page is not None:
                self._of[source.file] = self._page(source, source.page, facts, notes.get(source.file, []))
            elif facts:
                self._of[source.file] = self._blocks(source, facts)

    def of(self, source: Source) -> SourceTags:
        return self._of.get(source.file) or SourceTags()

    # -- a page ----------------------------------------------------------------------------

    def _page(
        self, source: Source, page: SourcePage, facts: Sequence[Fact], notes: Sequence[Footnote]
    ) -> SourceTags:
        found = list(_notes(source, notes))
        if not facts and not found:
            return SourceTags()
        places = PagePassages(source, page)
        numbers = sorted({f.extent for f in source.figures if f.extent is not None})
        spoken: list[_TaggedText] = []
        for fact in facts:
            whole = fact.concept.is_text_block
            mine = [p for p in fact.origin.passages if p.file == source.file]
            pieces = [x for p in mine for x in places.pieces(p, whole=whole)]
            self._speak(spoken, _tag(fact, mine[0]), _round(pieces, numbers), fact.unit is not None)
        for note, passage in found:
            pieces = places.pieces(passage, whole=False)
            self._speak(spoken, Tag(FOOTNOTE, id=note.id), _round(pieces, numbers), single=False)
        held = sorted(x for s in spoken for x in s.stretches)
        for stretch in places.furniture:
            k = bisect_right(held, (stretch[0], 1 << 62))
            if any(start <= stretch[0] and stretch[1] <= end for start, end in held[:k]):
                spoken.append(_TaggedText(Tag(EXCLUDE), [stretch]))
        return SourceTags([Insertion(start, end, (tag,)) for (start, end), tag in self._laid(spoken)])

    # -- blocks ----------------------------------------------------------------------------

    def _blocks(self, source: Source, facts: Sequence[Fact]) -> SourceTags:
        spoken: list[_TaggedText] = []
        numbers = sorted(_numbers(source.blocks))
        for fact in facts:
            mine = [p for p in fact.origin.passages if p.file == source.file]
            stretches = [x for p in mine for x in _stretches(source, p)]
            self._speak(spoken, _tag(fact, mine[0]), _round(stretches, numbers), fact.unit is not None)
        found = SourceTags()
        for (start, end), tag in self._laid(spoken):
            first, low = divmod(start, _BLOCK)
            last, high = divmod(end, _BLOCK)
            if low == high == 0:
                for number in range(first, last):
                    found.blocks[number] = (*found.blocks.get(number, ()), tag)
            else:
                found.words.setdefault(first, []).append((low, high, tag))
        return found

    # -- both ------------------------------------------------------------------------------

    def _speak(self, spoken: list[_TaggedText], tag: Tag, stretches: Sequence[Stretch], single: bool) -> None:
        """``single`` is for numbers, which no ``ix:continuation`` can carry on (section 10.1)."""
        if stretches and not (single and len(stretches) > 1):
            assert tag.id is not None
            self.held.add(tag.id)
            spoken.append(_TaggedText(tag, list(stretches)))

    def _laid(self, spoken: Sequence[_TaggedText]) -> list[tuple[Stretch, Tag]]:
        """Each part with its tag, in the order of the document, what holds others before them."""
        flat = [(x, k) for k, s in enumerate(spoken) for x in s.stretches]
        parts: list[list[Stretch]] = [[] for _ in spoken]
        for (_, k), cut in zip(flat, nested([x for x, _ in flat]), strict=True):
            parts[k] += cut
        laid: list[tuple[Stretch, int, Tag]] = []
        for k, (one, mine) in enumerate(zip(spoken, parts, strict=True)):
            mine.sort()
            if one.tag.element == EXCLUDE:
                laid += [(x, k, one.tag) for x in mine]
                continue
            names = [self._name(one.tag.id or "", n) for n in range(1, len(mine))]
            for n, stretch in enumerate(mine):
                behind = names[n] if n < len(names) else None
                tag = one.tag if n == 0 else Tag(CONTINUATION, id=names[n - 1], fact=one.tag.fact)
                laid.append((stretch, k, replace(tag, continued_at=behind)))
        laid.sort(key=lambda item: (item[0][0], -item[0][1], item[1]))
        return [(stretch, tag) for stretch, _, tag in laid]

    def _name(self, fact: str, number: int) -> str:
        name = f"{fact}-c{number}"
        while name in self._taken:
            name += "x"
        self._taken.add(name)
        return name


def _tag(fact: Fact, passage: Passage) -> Tag:
    number = fact.unit is not None
    decimals = "INF" if fact.decimals is None else str(fact.decimals)
    return Tag(
        NON_FRACTION if number else NON_NUMERIC,
        id=fact.id,
        concept=fact.concept.qname,
        context=fact.context.id,
        unit=fact.unit.id if fact.unit is not None else None,
        decimals=decimals if number else None,
        format=passage.form,
        escape=True if fact.concept.is_text_block else None,
        fact=fact.id,
    )


def _notes(source: Source, notes: Iterable[Footnote]) -> Iterator[tuple[Footnote, Passage]]:
    """Footnotes and the words of them on the page, behind their marks; the first note of a mark is it."""
    by_mark = {n.mark: n for n in notes}
    for number, block in enumerate(source.blocks):
        if not isinstance(block, Paragraph) or block.kind != "note":
            continue
        note = by_mark.get(block.mark or "")
        if note is not None and block.text.endswith(note.text):
            del by_mark[note.mark]
            yield note, Passage(source.file, number, number, len(block.text) - len(note.text))


def _stretches(source: Source, passage: Passage) -> Iterator[Stretch]:
    """A passage as whole blocks, and characters of those that it cuts. Nothing if one of these cannot be
    cut: what is set in columns stands in no one line."""
    first, last = passage.first, passage.last
    blocks = source.blocks
    if not 0 <= first <= last < len(blocks):
        return
    cuts = {n: b for n, b in ((first, blocks[first]), (last, blocks[last])) if _is_cut(passage, n)}
    if any(not isinstance(b, Paragraph) or b.kind == "layout" for b in cuts.values()):
        return
    if first in cuts:
        block = blocks[first]
        assert isinstance(block, Paragraph)
        end = passage.end if first == last else None
        yield from _lines(block, first, passage.start or 0, len(block.text) if end is None else end)
    whole = (first + (first in cuts), last + 1 - (last in cuts))
    if whole[0] < whole[1]:
        yield whole[0] * _BLOCK, whole[1] * _BLOCK
    if last in cuts and last != first:
        block = blocks[last]
        assert isinstance(block, Paragraph)
        yield from _lines(block, last, 0, passage.end or 0)


def _is_cut(passage: Passage, number: int) -> bool:
    return (number == passage.first and passage.start is not None) or (
        number == passage.last and passage.end is not None
    )


def _lines(block: Paragraph, number: int, start: int, end: int) -> Iterator[Stretch]:
    """Characters of a paragraph; of a heading, which keeps its lines, those of each line."""
    at = 0
    for span in block.spans if block.kind == "heading" else ():
        low, high = max(start, at), min(end, at + len(span.text))
        if low < high:
            yield number * _BLOCK + low, number * _BLOCK + high
        at += len(span.text) + 1
    if block.kind != "heading" and start < end:
        yield number * _BLOCK + start, number * _BLOCK + end


def _numbers(blocks: Iterable[object]) -> Iterator[Stretch]:
    """Where the digits of figures in running text stand."""
    for number, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            for mention in block.mentions:
                yield from _digits(mention, number)


def _digits(mention: Mention, number: int) -> Iterator[Stretch]:
    figure = mention.figure
    if figure is not None:
        first, last = figure.digits or (0, len(figure.text))
        at = number * _BLOCK + mention.start
        yield at + first, at + last


def _round(stretches: Sequence[Stretch], numbers: Sequence[Stretch]) -> list[Stretch]:
    """The stretches, those that begin or end within a number made to hold it whole: its tag cannot be cut."""
    return [(_outside(start, numbers)[0], _outside(end, numbers)[1]) for start, end in stretches]


def _outside(at: int, numbers: Sequence[Stretch]) -> Stretch:
    k = bisect_left(numbers, (at, -1)) - 1
    return numbers[k] if k >= 0 and numbers[k][0] < at < numbers[k][1] else (at, at)
