"""Text releases as filed on EDGAR: blocks from markup where there is some, else from layout."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding
from xbrlgen.model.source import Block, Paragraph, Source
from xbrlgen.read.figures import ENGLISH, Numerals
from xbrlgen.read.heading_periods import time_words
from xbrlgen.read.prose import with_mentions
from xbrlgen.read.table.scaled import with_scales
from xbrlgen.read.text.layout import Line, Strip, chunks, nearest, read_line, strips
from xbrlgen.read.text.paragraphs import paragraphs
from xbrlgen.read.text.tables import Placed, Segment, Surroundings, segments, table_of, zone_chunks
from xbrlgen.read.text.titles import NOTHING, PAGE_NUMBER, above, bare, prose_like
from xbrlgen.read.times import YearEnd

_NEWLINE = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Lines between page breaks and table tags; ``table`` if they hold statements."""

    lines: Sequence[Line]
    table: bool


def read_edgar_text(
    text: str, *, file: str, fiscal_year_end: YearEnd = (12, 31), numerals: Numerals | None = None
) -> Source:
    """Reads a release in plain text with or without EDGAR's markup (EDGAR Filer Manual, ASCII documents).

    ``numerals`` is how its numbers are punctuated, None if nobody said.
    Gives what was read even where something is wrong; what was noticed is in ``findings``.
    """
    lines = [read_line(file, n, t, numerals or ENGLISH) for n, t in enumerate(_NEWLINE.split(text), 1)]
    findings: list[Finding] = []
    stretches = list(_stretches(lines, findings))
    pieces: list[list[Paragraph] | list[Segment]] = []
    after_table = False
    for stretch in stretches:
        if not stretch.table:
            found = paragraphs(stretch.lines, after_table=after_table)
            pieces.append(found)
            if any(p.kind == "paragraph" for p in found):
                after_table = False
            continue
        parts = segments(stretch.lines)
        pieces.append(parts)
        after_table = True
    notes = _notes(pieces)
    blocks: list[Block] = []
    earlier: dict[str, Placed] = {}
    last: Placed | None = None
    parted = True
    for n, piece in enumerate(pieces):
        over = above(stretches[n - 1].lines) if n and not stretches[n - 1].table else NOTHING
        panel: Placed | None = None
        for part in piece:
            if isinstance(part, Paragraph):
                blocks.append(part)
                parted = parted or not (part.kind == "layout" and PAGE_NUMBER.fullmatch(part.text.strip()))
                continue
            page = None if parted else last
            read = table_of(part, Surroundings(notes, fiscal_year_end, over, panel, page, earlier))
            if read is None:
                blocks += paragraphs([*part.head, *part.body, *part.prose], after_table=True)
                continue
            panel, left_over, noticed = read
            last = panel
            # A line of brackets alone ("(in thousands)") names no table.
            earlier.update((bare(name), panel) for name in panel.table.names if bare(name))
            parted = bool(part.prose)
            over = above(part.prose)
            blocks += paragraphs(left_over, after_table=False)
            blocks.append(panel.table)
            blocks += paragraphs(part.prose, after_table=True)
            findings += noticed
    blocks, noticed = with_scales(blocks, punctuation_said=numerals is not None)
    findings += noticed
    done = (
        with_mentions(b, fiscal_year_end, numerals or ENGLISH) if isinstance(b, Paragraph) else b
        for b in blocks
    )
    return Source.of(file, done, findings)


def _notes(pieces: Sequence[list[Paragraph] | list[Segment]]) -> frozenset[str]:
    """The marks of all notes of the document, known before a table is read."""
    marks: set[str] = set()
    for piece in pieces:
        for part in piece:
            ps = [part] if isinstance(part, Paragraph) else paragraphs(part.prose, after_table=True)
            marks |= {p.mark for p in ps if p.kind == "note" and p.mark is not None}
    return frozenset(marks)


def _stretches(lines: Sequence[Line], findings: list[Finding]) -> Iterator[_Stretch]:
    """Cuts the document at table tags and page breaks, and unmarked tables out of the rest."""
    start, opened = 0, None
    for i, line in enumerate(lines):
        if line.kind != "tag":
            continue
        tags = line.tag.split()
        if "table" in tags or "/table" in tags or ("page" in tags and opened is None):
            yield from _cut(lines[start:i], opened is not None)
            start = i + 1
        elif "page" in tags:
            # Inside a table a page break parts statements; the table goes on.
            yield from _cut(lines[start:i], True)
            start = i + 1
        if "table" in tags:
            if opened is not None:
                findings.append(_unclosed(opened))
            opened = line
        if "/table" in tags:
            opened = None
    yield from _cut(lines[start:], opened is not None)
    if opened is not None:
        findings.append(_unclosed(opened))


def _unclosed(line: Line) -> Finding:
    return finding("XG-READ-005", "<TABLE> has no </TABLE>", line.at(line.indent))


def _cut(lines: Sequence[Line], marked: bool) -> Iterator[_Stretch]:
    if marked:
        # A table cut by a missing end tag, or a page of one that holds only words, is running text.
        if sum(line.kind == "row" for line in lines) >= 1:
            yield _Stretch(lines, True)
        elif lines:
            yield _Stretch(lines, False)
        return
    start = 0
    for low, high in _unmarked(lines):
        if low > start:
            yield _Stretch(lines[start:low], False)
        yield _Stretch(lines[low:high], True)
        start = high
    if start < len(lines):
        yield _Stretch(lines[start:], False)


def _unmarked(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Stretches that look like tables though nothing marks them: rows of two values and more, in columns::

    The results in short were these.

                          2004        2003
    Revenue             37,593      36,810
    Net loss              (108)     (2,204)
    """
    strong = [
        i
        for i, line in enumerate(lines)
        if line.kind == "row"
        and len(line.values) >= 2
        and any(not t.is_year and t.figures for t in line.values)
    ]
    groups: list[list[int]] = []
    for i in strong:
        if groups and not _parted(lines[groups[-1][-1] + 1 : i]):
            groups[-1].append(i)
        else:
            groups.append([i])
    done = 0
    for group in groups:
        columns = strips(lines[i] for i in group)
        if sum(len(c.rows) >= 2 for c in columns) < 2 and not _headed(lines, group[0], columns):
            continue
        low = _upwards(lines, group[0], done, columns)
        high = _downwards(lines, group[-1] + 1, columns)
        if low < done:
            low = done
        yield low, high
        done = high


def _headed(lines: Sequence[Line], first: int, columns: Sequence[Strip]) -> bool:
    """Whether one row alone is a table: times stand over its columns, and a rule between::

                         Three Months Ended September 30,
                                  2025         2024
                                --------     --------
    Revenue                     $ 48,210     $ 45,100
    """
    ruled = False
    for line in reversed(lines[max(0, first - 6) : first]):
        if line.kind == "rule":
            ruled = True
        elif line.kind in ("text", "row"):
            over = [c for c in chunks(line) if c.end > columns[0].left]
            return ruled and any(time_words(c.text) for c in over)
    return False


def _parted(between: Sequence[Line]) -> bool:
    """Whether the lines between two rows part two tables: two lines of running text on end, or more than
    fourteen of any words, as many as labels and headings between two rows never are."""
    prose = 0
    for line in between:
        prose = prose + 1 if line.kind == "text" and prose_like(line) else 0
        if prose >= 2:
            return True
    return sum(line.kind == "text" for line in between) > 14


def _upwards(lines: Sequence[Line], first: int, floor: int, columns: Sequence[Strip]) -> int:
    """Where the title of an unmarked table begins: groups of short lines above its first row::

    Rochester, NY, is the company's seat; it was founded there in 1996.    not the title's

                 EXEMPLAR CORPORATION
          SUMMARY OF RESULTS (in thousands)

                          2004        2003
    Revenue             37,593      36,810
    """
    zone = columns[0].left
    low = first
    at = first
    for _ in range(6):
        end = at
        while end > floor and lines[end - 1].kind not in ("text", "row"):
            if lines[end - 1].kind == "blank" and at - end > 3:
                return low
            end -= 1
        start = end
        while start > floor and lines[start - 1].kind in ("text", "row", "rule"):
            start -= 1
        group = lines[start:end]
        words = [line for line in group if line.kind == "text"]
        if not group or (not words and not any(line.kind == "row" for line in group)):
            return low
        heads = any(zone_chunks(line, zone) for line in group if line.kind != "rule")
        # Of running text that leads on to the headings without a blank only these are taken.
        cut = next(
            (k for k in range(len(group) - 1, -1, -1) if group[k].kind == "text" and prose_like(group[k])),
            -1,
        )
        if cut >= 0 and not (heads and cut < len(group) - 1 and at == first):
            return low
        if words and words[-1].text.rstrip().endswith((".", ";")) and not heads:
            return low
        if len(words) > 12:
            return low
        at = low = start + cut + 1
        if cut >= 0:
            return low
    return low


def _downwards(lines: Sequence[Line], high: int, columns: Sequence[Strip]) -> int:
    """Where an unmarked table ends: after the last row with a value in its columns, and before more than
    two blank lines or running text::

        Net loss              (108)     (2,204)
        Employees              412

        About Exemplar Corporation
    """
    blanks, i = 0, high
    while i < len(lines):
        line = lines[i]
        if line.kind == "row" and any(
            nearest(columns, t.anchor, t.start) is not None and line.label is not None for t in line.values
        ):
            high, blanks = i + 1, 0
        elif line.kind == "blank":
            blanks += 1
            if blanks > 2:
                break
        elif line.kind == "text" and prose_like(line):
            break
        i += 1
    while high < len(lines) and lines[high].kind == "rule":
        high += 1
    return high
