"""Lines that are no table: cut into paragraphs, headings, notes and what is kept line by line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from xbrlgen.model.source import Paragraph, Span
from xbrlgen.read.captions import note_body, note_mark
from xbrlgen.read.text.layout import Line, justified

_SENTENCE_GAP = re.compile(r"(?<=[.;:,?!\"')])\s{2}(?=\S)")
_WIDE_GAP = re.compile(r"\S(?: {3,}|\s*\t\s*)\S")
_PAGE = re.compile(
    r"(?:page\s+)?-{0,2}\s*(?:[A-Z]-)?\d{1,4}\s*-{0,2}|page\s+\d+.*|\(more\)|-?\s*[ivx]+\s*-?", re.IGNORECASE
)
_ENDED = (".", ";", ",", ":", "?", "!", '."', ".)")


def paragraphs(lines: Sequence[Line], *, after_table: bool) -> list[Paragraph]:
    """The paragraphs of lines without tables, in order.

    ``after_table`` says that a table stands just before: there "(1) ..." and "* ..." are
    notes. "Note 1: ..." is one anywhere. A paragraph wrapped over lines has one span a line.
    """
    found: list[Paragraph] = []
    notes = after_table
    for group in _groups(lines):
        for run in _runs(group, notes):
            paragraph = _paragraph(run, notes)
            found.append(paragraph)
            if paragraph.kind == "paragraph" and len(run) > 2:
                notes = False
    return found


def is_note(line: Line, notes: bool) -> bool:
    """Whether a line begins a note. Bare marks count where notes are looked for only."""
    text = line.text.strip()
    if note_mark(text) is None:
        return False
    return notes or text[:4].lower() == "note"


def _groups(lines: Sequence[Line]) -> list[list[Line]]:
    groups: list[list[Line]] = [[]]
    for line in lines:
        if line.kind in ("text", "row"):
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    return [g for g in groups if g]


def _runs(group: Sequence[Line], notes: bool) -> list[list[Line]]:
    """Cuts lines that follow each other without a blank where a new piece begins::

    The call is at 10:00 a.m. and open to all.
    Dial-in:            1-800-555-0100            kept line by line
    Replay:             1-800-555-0101
    (1) Unaudited.                                a note
    """
    runs: list[list[Line]] = []
    width = min(max(len(line.text) for line in group), 80)
    previous: Line | None = None
    was_layout = False
    for line in group:
        begins_note = is_note(line, notes)
        layout = not begins_note and _is_layout(line)
        if previous is not None and was_layout and not begins_note and line.indent >= 10:
            layout = True
        if (
            previous is None
            or begins_note
            or layout != was_layout
            or (not layout and _breaks(previous, line, width) and not is_note(runs[-1][0], notes))
        ):
            runs.append([])
        runs[-1].append(line)
        previous, was_layout = line, layout
    return runs


def _is_layout(line: Line) -> bool:
    """Whether a line is set out in columns ("Call:          1-800-555-0100"); lines justified by spaces
    are not."""
    text = _SENTENCE_GAP.sub(" ", line.text.strip())
    if not _WIDE_GAP.search(text):
        return False
    return not justified(line)


def _breaks(previous: Line, line: Line, width: int) -> bool:
    """Whether a line stops so short of the margin that the next word would have fitted with ease::

    ROCHESTER, NY
    The company today reported results of the third quarter, which ended on
    September 30.
    """
    words = line.text.split(maxsplit=1)
    used = len(previous.text) + 1 + len(words[0])
    ended = previous.text.endswith(_ENDED[:1] + _ENDED[3:])
    centred = previous.indent >= 8 and line.indent != previous.indent
    return used < (width if ended else 0.75 * width) and (words[0][0].isupper() or ended) and not centred


def _span(line: Line) -> Span:
    shifts = tuple((behind - line.indent, extra) for behind, extra in line.shifts if behind > line.indent)
    return Span(line.text.strip(), line.at(line.indent), shifts)


def _paragraph(run: Sequence[Line], notes: bool) -> Paragraph:
    spans = tuple(_span(line) for line in run)
    first = run[0]
    text = spans[0].text
    if is_note(first, notes) and note_body(text):
        return Paragraph(spans, "note", note_mark(text))
    if any(_is_layout(line) for line in run) or (len(run) == 1 and _PAGE.fullmatch(text)):
        return Paragraph(spans, "layout")
    last = spans[-1].text
    if len(run) <= 3 and not last.endswith(_ENDED) and len(text) <= 120 and not text[0].islower():
        return Paragraph(spans, "heading")
    return Paragraph(spans)
