"""Notes, policies and tables as blocks of text: where each begins and ends in the sources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xbrlgen.mapping.tables import fits
from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding, Related
from xbrlgen.model.mapping import LineRule, Mapping, StatementRule, TextHit
from xbrlgen.model.matcher import Matcher, fold
from xbrlgen.model.notes import BlockRule, NoteRule
from xbrlgen.model.source import Block, Paragraph, Source, Table

# Note 3 - Inventories     NOTE 3. INVENTORIES     3. Inventories     (3) Inventories     Note 3: Inventories
_NUMBERED = re.compile(
    r"(?P<word>note\s+)?\(?(?P<number>\d{1,2})[A-Z]?\)?\s*[.:)—–-]*\s*(?=\S)", re.IGNORECASE
)
# Item 2. Management's Discussion     PART II     SIGNATURES     Report of Independent Registered ...
_BEYOND = re.compile(
    r"(?:item\s+\d{1,2}[A-C]?\b|part\s+[IV]+\b|signatures?\s*$|report of independent)", re.IGNORECASE
)
_HEADING = 200
"""Characters that the heading of a note has at most."""
_LEADS = 3
"""Paragraphs before a table that may lead to it: a sentence, a heading, "(in thousands)"."""
# Use of Estimates. The preparation of ...     Inventories — Inventories are stated at ...
_RUN_IN = re.compile(r"\s*[.:—–-]")


@dataclass(frozen=True, slots=True)
class Region:
    """A note in a source: the numbers of its first block and of the one behind its last."""

    source: Source
    first: int
    end: int

    def holds(self, source: Source, block: int) -> bool:
        return source.file == self.source.file and self.first <= block < self.end


class Notes:
    """Where the notes of a mapping stand in its sources. Findings: XG-MAP-061 to -063."""

    def __init__(self, mapping: Mapping, sources: Sequence[Source]) -> None:
        self.mapping = mapping
        self.findings: list[Finding] = []
        self.regions: dict[int, Region] = {}
        if mapping.notes:
            self._find(sources)

    def region(self, statement: StatementRule) -> Region | None:
        return None if statement.within is None else self.regions.get(statement.within)

    def hits(self) -> Iterator[TextHit]:
        """Every block of text that the mapping asks for and the sources have."""
        for statement in self.mapping.statements:
            region = self.region(statement)
            if region is None:
                continue
            for rule in statement.rules():
                if rule.block is None or rule.block.words is not None:
                    continue
                stretch = self._stretch(region, rule, rule.block)
                if stretch is not None:
                    first, end = stretch
                    block = region.source.blocks[first]
                    yield TextHit(
                        statement,
                        rule,
                        region.source.file,
                        first,
                        end - 1,
                        block.where,
                        _named(rule.block, block),
                    )

    # -- notes -----------------------------------------------------------------------------

    def _find(self, sources: Sequence[Source]) -> None:
        starts: dict[int, tuple[Source, int]] = {}
        headings: list[str] = []
        found: dict[int, list[tuple[Source, int, bool]]] = {}
        for source in sources:
            for number, block in enumerate(source.blocks):
                if not isinstance(block, Paragraph) or len(block.text) > _HEADING:
                    continue
                text = " ".join(block.text.split())
                numbered = _NUMBERED.match(text)
                bare = text[numbered.end() :] if numbered is not None else text
                if numbered is not None and block.kind == "heading":
                    headings.append(text)
                for i, note in enumerate(self.mapping.notes):
                    if note.heading.matches(bare) or note.heading.matches(text):
                        found.setdefault(i, []).append((source, number, numbered is not None))
        for i, note in enumerate(self.mapping.notes):
            candidates = found.get(i, [])
            # A policy or a title may be called as the note is; of numbered ones the first may be in a table
            # of contents, and the note is the last.
            numbered_ones = [c for c in candidates if c[2]]
            if numbered_ones:
                starts[i] = numbered_ones[-1][:2]
            elif len(candidates) == 1:
                starts[i] = candidates[0][:2]
            elif candidates:
                self._ambiguous(note, candidates)
            else:
                self._missing(note, headings)
        for i, (source, first) in starts.items():
            others = [at for k, (s, at) in starts.items() if k != i and s is source and at > first]
            self.regions[i] = Region(source, first, self._end(self.mapping.notes[i], source, first, others))

    def _end(self, note: NoteRule, source: Source, first: int, others: Sequence[int]) -> int:
        """The block behind a note: the next note, one that is not mapped as well, or what is no note."""
        own = _NUMBERED.match(" ".join(_words(source.blocks[first]).split()))
        limit = min(others, default=len(source.blocks))
        for number in range(first + 1, limit):
            block = source.blocks[number]
            if not isinstance(block, Paragraph):
                continue
            text = " ".join(block.text.split())
            if note.until is not None:
                if note.until.matches(text):
                    return number
                continue
            if len(text) <= _HEADING and (_BEYOND.match(text) or _follows(own, block, text)):
                return number
        if limit == len(source.blocks):
            self.findings.append(
                finding(
                    "XG-MAP-063",
                    f"{note} runs to the end of {source.file}",
                    note.where,
                    related=[Related("source", source.blocks[first].where)],
                    hint="say `until: text` where it ends, if something stands behind it",
                )
            )
        return limit

    def _missing(self, note: NoteRule, headings: Sequence[str]) -> None:
        shown = "; ".join(dict.fromkeys(headings)) or "none"
        self.findings.append(
            finding(
                "XG-MAP-061",
                f"{note} stands nowhere in the sources",
                note.where,
                hint=f"numbered headings found: {shown[:600]}",
            )
        )

    def _ambiguous(self, note: NoteRule, candidates: Sequence[tuple[Source, int, bool]]) -> None:
        self.findings.append(
            finding(
                "XG-MAP-062",
                f"{note} may begin at {len(candidates)} places, and none of them has a number",
                note.where,
                related=[Related("source", s.blocks[n].where) for s, n, _ in candidates],
                hint="write a pattern that fits its heading alone",
            )
        )

    # -- parts of a note -------------------------------------------------------------------

    def _stretch(self, region: Region, rule: LineRule, block: BlockRule) -> tuple[int, int] | None:
        if block.kind == "note":
            return region.first, region.end
        found = self._policy(region, block) if block.kind == "policy" else self._table(region, block)
        if found is None:
            self.findings.append(
                finding(
                    "XG-MAP-061",
                    f"{block} stands nowhere in its note",
                    rule.where,
                    related=[Related("source", region.source.blocks[region.first].where)],
                    hint=self._headings(region)
                    if block.kind == "policy"
                    else "say which table by `table`, `has`, `after` or `nth`; counted inside the note",
                )
            )
        return found

    @staticmethod
    def _headings(region: Region) -> str:
        blocks = region.source.blocks[region.first + 1 : region.end]
        texts = [b.text for b in blocks if isinstance(b, Paragraph) and b.kind == "heading"]
        return f"headings in the note: {'; '.join(texts)[:600] or 'none'}"

    def _policy(self, region: Region, block: BlockRule) -> tuple[int, int] | None:
        assert block.heading is not None
        blocks = region.source.blocks
        first = next(
            (n for n in range(region.first + 1, region.end) if _heads(blocks[n], block.heading)), None
        )
        if first is None:
            return None
        siblings = self._siblings(region, block)
        for number in range(first + 1, region.end):
            now = blocks[number]
            if block.until is not None:
                if isinstance(now, Paragraph) and block.until.matches(" ".join(now.text.split())):
                    return first, number
                continue
            if any(_heads(now, other) for other in siblings) or _new_heading(blocks, number, region.end):
                return first, number
        return first, region.end

    def _siblings(self, region: Region, block: BlockRule) -> list[Matcher]:
        """The headings of the other policies of the note."""
        return [
            r.block.heading
            for s in self.mapping.statements
            if self.region(s) is region
            for r in s.rules()
            if r.block is not None and r.block.kind == "policy" and r.block is not block
            if r.block.heading is not None
        ]

    def _table(self, region: Region, block: BlockRule) -> tuple[int, int] | None:
        blocks = region.source.blocks
        begun, count = block.after is None, 0
        for number in range(region.first, region.end):
            now = blocks[number]
            if not begun and block.after is not None:
                begun = any(
                    map(block.after.matches, (now.text,) if isinstance(now, Paragraph) else now.names)
                )
            if not isinstance(now, Table) or not begun:
                continue
            if block.table is not None and not any(map(block.table.matches, now.names)):
                continue
            if not fits(now, block.has, block.has_not):
                continue
            count += 1
            if count == (block.nth or 1):
                return self._led(region, block, number), self._ended(region, block, number)
        return None

    @staticmethod
    def _led(region: Region, block: BlockRule, table: int) -> int:
        """Where what leads to a table begins::

        Inventories consisted of the following:
        (in thousands)
        | Raw materials | $ 900 |
        """
        blocks = region.source.blocks
        if block.start is not None:
            for number in range(table, region.first - 1, -1):
                if block.start.matches(" ".join(_words(blocks[number]).split())):
                    return number
        first = table
        for number in range(table - 1, max(region.first, table - 1 - _LEADS), -1):
            now = blocks[number]
            if not isinstance(now, Paragraph):
                break
            if now.text.rstrip().endswith(":"):
                return number
            if now.kind != "heading":
                break
            first = number
        return first

    @staticmethod
    def _ended(region: Region, block: BlockRule, table: int) -> int:
        """Behind a table: with the notes to it, or up to what `until` says."""
        blocks = region.source.blocks
        end = table + 1
        if block.until is not None:
            for number in range(end, region.end):
                if block.until.matches(" ".join(_words(blocks[number]).split())):
                    return number
        while end < region.end and isinstance(now := blocks[end], Paragraph) and now.kind == "note":
            end += 1
        return end


def _named(rule: BlockRule, block: Block) -> str:
    """What people know the stretch by: its first words."""
    words = _words(block)
    return words if len(words) <= _HEADING else str(rule.heading or rule)


def _words(block: Block) -> str:
    return block.text if isinstance(block, Paragraph) else block.title


def _heads(block: Block, heading: Matcher) -> bool:
    """Whether a block is a heading, or a paragraph begins with it: "Use of Estimates. The preparation of"."""
    if not isinstance(block, Paragraph):
        return False
    text = " ".join(block.text.split())
    if heading.matches(text.rstrip(".:")) or (heading.pattern is None and fold(text) == heading.folded):
        return True
    if heading.pattern is not None:
        return False
    start = len(heading.text.strip())
    return fold(text[:start]) == heading.folded and _RUN_IN.match(text[start:]) is not None


def _new_heading(blocks: Sequence[Block], number: int, end: int) -> bool:
    """Whether another section begins: a heading that is not the title of the table behind it."""
    now = blocks[number]
    if not isinstance(now, Paragraph) or now.kind != "heading" or now.text.startswith("("):
        return False
    return number + 1 >= end or not isinstance(blocks[number + 1], Table)


def _follows(own: re.Match[str] | None, block: Paragraph, text: str) -> bool:
    """Whether a paragraph is the heading of the next note, numbered as this one is."""
    if own is None:
        return False
    other = _NUMBERED.match(text)
    if other is None or bool(other["word"]) != bool(own["word"]):
        return False
    return int(other["number"]) == int(own["number"]) + 1 and (bool(own["word"]) or block.kind == "heading")
