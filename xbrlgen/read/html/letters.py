"""Text as a page shows it, each character with its place in the forced page."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from xbrlgen.model.source import Span
from xbrlgen.model.where import Where
from xbrlgen.read.html.force import ForcedPage, Stretch
from xbrlgen.read.html.references import characters

_REFERENCE = re.compile(r"&(?:#[0-9]+|#x[0-9a-fA-F]+|[a-z]+);")
_SPACE = " \t\n\r\f"
_MOST_SHIFTS = 16
"""Tags and references within a span: from there on another begins, so that a place is found at once."""
_NEWLINE = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class Letters:
    """Characters and, for each, where it begins in the forced page. White space is folded."""

    text: str
    places: Sequence[int]

    def __add__(self, other: Letters) -> Letters:
        return Letters(self.text + other.text, [*self.places, *other.places])

    def spaced(self, other: Letters) -> Letters:
        """Both with a space between."""
        if not self.text or not other.text:
            return self if self.text else other
        return Letters(f"{self.text} {other.text}", [*self.places, other.places[0], *other.places])

    def part(self, start: int, end: int) -> Letters:
        return Letters(self.text[start:end], self.places[start:end])

    def stripped(self) -> Letters:
        """Without white space round it, spaces without a break included."""
        left = len(self.text) - len(self.text.lstrip())
        right = len(self.text.rstrip())
        return self if left == 0 and right == len(self.text) else self.part(left, max(left, right))


EMPTY = Letters("", ())


class LetterBuilder:
    """Gathers shown text, folding white space as browsers do."""

    __slots__ = ("_gap", "_parts", "_places", "_size")

    def __init__(self) -> None:
        self._parts: list[str] = []
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
                self._plain(text[at : m.start()], start + at)
                for char in characters(m[0]):
                    self._word(char, (start + m.start(),))
                at = m.end()
        self._plain(text[at:] if at else text, start + at)

    def _plain(self, text: str, start: int) -> None:
        if not text:
            return
        if text[0] in _SPACE:
            self._gap = True
        at = 0
        for word in text.split(None) if text.isascii() else re.split(r"[ \t\n\r\f]+", text):
            if not word:
                continue
            at = text.index(word, at)
            self._word(word, range(start + at, start + at + len(word)))
            at += len(word)
            self._gap = True
        if self._size and text[-1] not in _SPACE:
            self._gap = False

    def _word(self, word: str, places: Sequence[int]) -> None:
        if self._gap and self._size:
            self._parts.append(" ")
            self._places.append(places[0])
            self._size += 1
        self._gap = False
        self._parts.append(word)
        self._places.extend(places)
        self._size += len(word)

    def gap(self) -> None:
        """A line break, or the edge of a block."""
        self._gap = True

    def insert(self, letters: Letters) -> None:
        """Text that stands directly on what was gathered."""
        for word in (letters.text,) if letters.text else ():
            self._word(word, letters.places)

    def take(self) -> Letters:
        """What was gathered; the builder is empty after it."""
        done = Letters("".join(self._parts), self._places) if self._size else EMPTY
        self._parts, self._places, self._gap, self._size = [], [], False, 0
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
        stretch = self._stretch
        if not stretch.start <= place < stretch.end:
            # PagePlaces are mostly asked for in order: the one found last is kept.
            k = bisect_right(self._tokens, place) - 1
            if k != self._of:
                self._of, self._stretches = k, self._forced.stretches(k)
            at = bisect_right(self._stretches, place, key=lambda s: s.start) - 1
            stretch = self._stretch = self._stretches[at]
        return stretch.origin(place) + self._base

    def at(self, place: int) -> Where:
        offset = self.offset(place)
        line = bisect_right(self._starts, offset)
        return Where(self.file, line, offset - self._starts[line - 1] + 1)

    def extent(self, letters: Letters, low: int, high: int) -> tuple[int, int]:
        """Where characters ``low`` to ``high`` of a text begin and end in the forced page."""
        start, last = letters.places[low], letters.places[high - 1]
        page = self._forced.page
        return start, page.index(";", last) + 1 if page[last] == "&" else last + 1

    def spans(self, letters: Letters) -> tuple[Span, ...]:
        """The text as spans, each on one line of the file: they are parted at white space only."""
        found: list[Span] = []
        start = 0
        text, places = letters.text, letters.places
        offsets = (
            [self.offset(p) for p in places] if self._forced.repairs else [p + self._base for p in places]
        )
        while start < len(text):
            line = bisect_right(self._starts, offsets[start])
            limit = self._starts[line] if line < len(self._starts) else 1 << 62
            end = start
            if offsets[start] <= offsets[-1] < limit and offsets[-1] - offsets[start] < len(text) - start:
                end = len(text)
            jumps = 0
            while end < len(text) and offsets[start] <= offsets[end] < limit and jumps < _MOST_SHIFTS:
                end += 1
                jumps += end < len(text) and offsets[end] != offsets[end - 1] + 1
            if end < len(text):
                cut = text.rfind(" ", start, end + 1)
                if cut > start:
                    end = cut
                else:
                    # A word goes on over the end of a line: it stays whole.
                    nxt = text.find(" ", end)
                    end = len(text) if nxt < 0 else nxt
            found.append(self._span(text[start:end], offsets[start:end], line))
            start = end + 1
        return tuple(found)

    def _span(self, text: str, offsets: Sequence[int], line: int) -> Span:
        shifts: list[tuple[int, int]] = []
        last = offsets[0]
        if offsets[-1] - last == len(offsets) - 1:
            offsets = offsets[:1]
        for k in range(1, len(offsets)):
            jump = offsets[k] - last - 1
            if jump and len(shifts) < _MOST_SHIFTS:
                shifts.append((k, jump))
            last = offsets[k]
        where = Where(self.file, line, offsets[0] - self._starts[line - 1] + 1)
        return Span(text, where, tuple(shifts))
