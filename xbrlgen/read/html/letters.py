"""Text as a page shows it, with where each of its characters stands in the forced page."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xbrlgen.model.source import Span
from xbrlgen.model.where import Where
from xbrlgen.read.html.force import ForcedPage, Stretch
from xbrlgen.read.html.references import characters

_REFERENCE = re.compile(r"&(?:#[0-9]+|#x[0-9a-fA-F]+|[a-z]+);")
_SPACE = " \t\n\r\f"
# Words with one space between are one run. A space without a break (U+00A0) is a letter here.
_CHUNK = re.compile(r"[^ \t\n\r\f]+(?: [^ \t\n\r\f]+)*")
_MOST_SHIFTS = 16
"""Tags and references within a span: from there on another begins, so that a place is found at once."""
_NEWLINE = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class Letters:
    """Characters, white space folded, and where they stand in the forced page.

    They come in runs, letter for letter as the page has them: from character ``starts[k]`` of ``text``
    on they stand at ``places[k]`` and after it, up to the next run. A folded space has no place of its own;
    it counts as the one behind the letter before it.
    """

    text: str
    starts: Sequence[int]
    places: Sequence[int]

    def place(self, at: int) -> int:
        """Where the character ``at`` of the text begins in the forced page."""
        run = bisect_right(self.starts, at) - 1
        return self.places[run] + at - self.starts[run]

    @property
    def begin(self) -> int:
        """Where the first character begins in the forced page."""
        return self.places[0]

    def __add__(self, other: Letters) -> Letters:
        shift = len(self.text)
        return Letters(
            self.text + other.text,
            [*self.starts, *(s + shift for s in other.starts)],
            [*self.places, *other.places],
        )

    def spaced(self, other: Letters) -> Letters:
        """Both with a space between."""
        if not self.text or not other.text:
            return self if self.text else other
        return Letters(self.text + " ", self.starts, self.places) + other

    def part(self, start: int, end: int) -> Letters:
        if start >= end:
            return EMPTY
        low = bisect_right(self.starts, start) - 1
        high = bisect_right(self.starts, end - 1)
        return Letters(
            self.text[start:end],
            [0, *(s - start for s in self.starts[low + 1 : high])],
            [self.place(start), *self.places[low + 1 : high]],
        )

    def stripped(self) -> Letters:
        """Without white space round it, spaces without a break included."""
        left = len(self.text) - len(self.text.lstrip())
        right = len(self.text.rstrip())
        return self if left == 0 and right == len(self.text) else self.part(left, max(left, right))


EMPTY = Letters("", (), ())


class LetterBuilder:
    """Gathers shown text, folding white space as browsers do."""

    __slots__ = ("_gap", "_parts", "_places", "_size", "_starts")

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._starts: list[int] = []
        self._places: list[int] = []
        self._gap = False
        self._size = 0

    def __bool__(self) -> bool:
        return self._size > 0

    def add(self, text: str, start: int) -> None:
        """A text of the forced page, with references, that begins at ``start``."""
        at = 0
        if "&" in text:
            for m in _REFERENCE.finditer(text):
                if m.start() > at:
                    self._plain(text[at : m.start()], start + at)
                # Two characters of one reference begin at the same place.
                for char in characters(m[0]):
                    self._run(char, start + m.start())
                at = m.end()
            text = text[at:]
        self._plain(text, start + at)

    def _plain(self, text: str, start: int) -> None:
        if not text:
            return
        if text[0] in _SPACE:
            self._gap = True
        for chunk in _CHUNK.finditer(text):
            self._run(chunk[0], start + chunk.start())
            self._gap = True
        if self._size and text[-1] not in _SPACE:
            self._gap = False

    def _run(self, words: str, place: int) -> None:
        if self._gap and self._size:
            self._parts.append(" ")
            self._size += 1
        self._gap = False
        self._parts.append(words)
        self._starts.append(self._size)
        self._places.append(place)
        self._size += len(words)

    def gap(self) -> None:
        """A line break, or the edge of a block."""
        self._gap = True

    def insert(self, letters: Letters) -> None:
        """Text that stands directly on what was gathered."""
        for k, (start, place) in enumerate(zip(letters.starts, letters.places, strict=True)):
            end = letters.starts[k + 1] if k + 1 < len(letters.starts) else len(letters.text)
            self._run(letters.text[start:end], place)

    def take(self) -> Letters:
        """What was gathered; the builder is empty after it."""
        done = Letters("".join(self._parts), self._starts, self._places) if self._size else EMPTY
        self._parts, self._starts, self._places = [], [], []
        self._gap, self._size = False, 0
        return done


class PagePlaces:
    """Leads places of a forced page to line and column of the user's file."""

    def __init__(self, file: str, text: str, forced: ForcedPage, base: int) -> None:
        """``text`` is the whole file; the page begins at ``base`` of it."""
        self.file = file
        self._forced = forced
        self._base = base
        self._tokens = [t.start for t in forced.tokens] if forced.repairs else []
        self._of = -1
        self._stretches: list[Stretch] = []
        self._stretch = Stretch(0, 0, 0, 1)
        self._starts = [0, *(m.end() for m in _NEWLINE.finditer(text))]

    def offset(self, place: int) -> int:
        """The offset in the file."""
        if not self._tokens:
            return place + self._base
        return self._stretch_at(place).origin(place) + self._base

    def _stretch_at(self, place: int) -> Stretch:
        stretch = self._stretch
        if not stretch.start <= place < stretch.end:
            # PagePlaces are mostly asked for in order: the one found last is kept.
            k = bisect_right(self._tokens, place) - 1
            if k != self._of:
                self._of, self._stretches = k, self._forced.stretches(k)
            at = bisect_right(self._stretches, place, key=lambda s: s.start) - 1
            stretch = self._stretch = self._stretches[at]
        return stretch

    def at(self, place: int) -> Where:
        offset = self.offset(place)
        line = bisect_right(self._starts, offset)
        return Where(self.file, line, offset - self._starts[line - 1] + 1)

    def extent(self, letters: Letters, low: int, high: int) -> tuple[int, int]:
        """Where characters ``low`` to ``high`` of a text begin and end in the forced page."""
        start, last = letters.place(low), letters.place(high - 1)
        page = self._forced.page
        return start, page.index(";", last) + 1 if page[last] == "&" else last + 1

    def spans(self, letters: Letters) -> tuple[Span, ...]:
        """The text as spans, each on one line of the file: they are parted at white space only."""
        found: list[Span] = []
        text = letters.text
        runs = list(self._runs(letters))
        start = first = 0
        """Of the next span: its first character, and the run that it stands in."""
        while start < len(text):
            while first + 1 < len(runs) and runs[first + 1][0] <= start:
                first += 1
            offset = runs[first][1] + start - runs[first][0]
            line = bisect_right(self._starts, offset)
            limit = self._starts[line] if line < len(self._starts) else 1 << 62
            end = self._end(runs, first, offset, limit, len(text))
            if end < len(text):
                cut = text.rfind(" ", start, end + 1)
                if cut > start:
                    end = cut
                else:
                    # A word goes on over the end of a line: it stays whole.
                    nxt = text.find(" ", max(end, start + 1))
                    end = len(text) if nxt < 0 else nxt
            where = Where(self.file, line, offset - self._starts[line - 1] + 1)
            found.append(Span(text[start:end], where, _shifts(runs, first, start, end)))
            start = end + 1
        return tuple(found)

    def _runs(self, letters: Letters) -> Iterator[tuple[int, int]]:
        """From which character on the text stands at which offset of the file, letter for letter."""
        ends = [*letters.starts[1:], len(letters.text)]
        behind = -1
        for start, end, place in zip(letters.starts, ends, letters.places, strict=True):
            at = start
            while at < end:
                if self._tokens:
                    stretch = self._stretch_at(place)
                    offset = stretch.origin(place) + self._base
                    size = min(end - at, stretch.end - place)
                    # The folded space behind the last letter stands in no stretch of its own.
                    size += at + size == end - 1 and letters.text[end - 1] == " "
                else:
                    offset, size = place + self._base, end - at
                if offset != behind:
                    yield at, offset
                at, place, behind = at + size, place + size, offset + size

    def _end(self, runs: Sequence[tuple[int, int]], first: int, start: int, limit: int, size: int) -> int:
        """How far the text stays between the offsets ``start`` and ``limit`` without too many jumps."""
        for k in range(first, len(runs)):
            at, offset = runs[k]
            if k > first and (not start <= offset < limit or k - first >= _MOST_SHIFTS):
                return at
            stop = runs[k + 1][0] if k + 1 < len(runs) else size
            if offset + stop - at > limit:
                return at + limit - offset
        return size


def _shifts(runs: Sequence[tuple[int, int]], first: int, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """For each run that begins within a span: at which of its characters, and what lies before it."""
    shifts: list[tuple[int, int]] = []
    for k in range(first + 1, min(len(runs), first + 1 + _MOST_SHIFTS)):
        at, offset = runs[k]
        if at >= end:
            break
        before, origin = runs[k - 1]
        shifts.append((at - start, offset - (origin + at - before)))
    return tuple(shifts)
