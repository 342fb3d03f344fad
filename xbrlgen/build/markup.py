"""Where the elements of a page begin and end, and which stretches of it an element can be put round.

A page here is well-formed XHTML in ASCII without a document type, as :class:`SourcePage` has it, so that one
expression finds all its markup.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from html import unescape
from typing import NamedTuple

from xbrlgen.model.page import SourcePage

_MARKUP = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>"
    r"""|<(?P<end>/?)(?P<name>[^\s/>]+)(?:"[^"]*"|'[^']*'|[^"'>])*?(?P<empty>/?)>""",
    re.DOTALL,
)
_UNSEEN = re.compile(r"<!--.*?-->|<\?.*?\?>|<[^>]*>|&#(?:160|xA0|8203|x200B);|\s+", re.DOTALL | re.IGNORECASE)
_NUMERIC = re.compile(r"&#(?:[0-9]+|[xX][0-9a-fA-F]+);")
_SHOWN = re.compile(r"<(?:img|svg)\b", re.IGNORECASE)
_STRUCTURE = frozenset(
    {"html", "head", "table", "thead", "tbody", "tfoot", "tr", "colgroup", "col", "ul", "ol", "dl", "select"}
    | {"optgroup", "frameset", "map", "object", "svg", "math"}
)
"""Elements in which no other may stand than their own parts: an ``ix`` element goes into these (XHTML
modularization; Inline XBRL 1.1 schema)."""


class PageElement(NamedTuple):
    """An element of a page: its start tag from ``start`` to ``inner``, its end tag from ``close`` to ``end``.

    ``parent`` is the number of the element it stands in, -1 for the root.
    """

    name: str
    start: int
    inner: int
    close: int
    end: int
    parent: int


@dataclass(frozen=True, slots=True)
class PageMarkup:
    """The elements of a page in the order of their start tags."""

    text: str
    elements: tuple[PageElement, ...]
    starts: tuple[int, ...]

    @classmethod
    def of(cls, page: SourcePage) -> PageMarkup:
        text = page.text
        found: list[PageElement] = []
        opened: list[int] = []
        for m in _MARKUP.finditer(text):
            name = m["name"]
            if name is None:
                continue
            if m["end"]:
                if opened:
                    k = opened.pop()
                    found[k] = found[k]._replace(close=m.start(), end=m.end())
                continue
            parent = opened[-1] if opened else -1
            found.append(PageElement(name, m.start(), m.end(), m.end(), m.end(), parent))
            if not m["empty"]:
                opened.append(len(found) - 1)
        return cls(text, tuple(found), tuple(e.start for e in found))

    def around(self, start: int, end: int) -> int:
        """The number of the innermost element whose content holds ``start`` to ``end``; -1 if none does."""
        k = bisect_right(self.starts, start) - 1
        while k >= 0 and not (self.elements[k].inner <= start and end <= self.elements[k].close):
            k = self.elements[k].parent
        return k

    def widened(self, start: int, end: int, *, whole: bool) -> tuple[int, int]:
        """The stretch with the tags round it that have nothing else in them.

        ``whole`` takes white space for nothing, and goes up to the block that holds nothing else: what was
        ``<p>|Note 1</p> ... <p>End.|</p>`` is ``|<p>Note 1</p> ... <p>End.</p>|``.
        """
        top = self.around(start, end)
        while True:
            left, right = self.around(start, start), self.around(end, end)
            if left != top and self._is_nothing(self.elements[left].inner, start, whole):
                start = self.elements[left].start
            elif right != top and self._is_nothing(end, self.elements[right].close, whole):
                end = self.elements[right].end
            elif (
                whole
                and top >= 0
                and self.elements[top].name not in ("body", "td", "th", "li", "dd")
                and self._is_nothing(self.elements[top].inner, start, whole)
                and self._is_nothing(end, self.elements[top].close, whole)
            ):
                start, end = self.elements[top].start, self.elements[top].end
                top = self.elements[top].parent
            else:
                return start, end

    def _is_nothing(self, start: int, end: int, whole: bool) -> bool:
        return not self.shows(start, end) if whole else start == end

    def shows(self, start: int, end: int) -> bool:
        """Whether anything is to be seen between: letters or a picture."""
        between = self.text[start:end]
        return _SHOWN.search(between) is not None or _UNSEEN.sub("", between) != ""

    def pieces(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The stretch in as few pieces as can each have an element put round: their markup nests, and they
        stand where text may stand, not between the rows of a table. Pieces that show nothing are left out."""
        inside = self.around(start, start)
        at = start
        k = bisect_right(self.starts, start - 1)
        while at < end:
            holds = inside >= 0 and self.elements[inside].name not in _STRUCTURE
            stop = end if inside < 0 else min(end, self.elements[inside].close)
            into = -1
            # To the first element that is not whole in the stretch, or that has to be gone into.
            while k < len(self.elements) and self.elements[k].start < stop:
                if self.elements[k].end > end or not holds:
                    into, stop = k, self.elements[k].start
                    break
                k = self._behind(k)
            if holds and stop > at and self.shows(at, stop):
                yield at, stop
            if into >= 0:
                inside, at = into, self.elements[into].inner
                k = into + 1
                if self.elements[into].inner == self.elements[into].end:
                    inside = self.elements[into].parent
            elif inside >= 0 and stop == self.elements[inside].close:
                at, inside = self.elements[inside].end, self.elements[inside].parent
            else:
                return

    def _behind(self, k: int) -> int:
        """The number of the first element that begins behind the end of another."""
        return bisect_right(self.starts, self.elements[k].end - 1, lo=k)


def words(markup: str) -> str:
    """What a stretch of markup says, white space folded; spaces without a break are letters."""
    said = unescape(re.sub(r"<!--.*?-->|<[^>]*>", "", markup, flags=re.DOTALL))
    return re.sub(r"[ \t\r\n]+", " ", said).strip(" ")


def characters(markup: str) -> str:
    """Markup with the characters that its numeric references stand for, but for those that are markup."""
    return _NUMERIC.sub(lambda m: m[0] if (char := unescape(m[0])) in "&<>\"'" else char, markup)


def nested(pieces: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Stretches cut so that no two overlap without one holding the other: for each its parts, in order.

    Of two that overlap the one that begins later is cut where the other ends.
    """
    parts: list[list[tuple[int, int]]] = [[] for _ in pieces]
    waiting = [(start, -end, k) for k, (start, end) in enumerate(pieces)]
    heapify(waiting)
    opened: list[int] = []
    """Where the stretches that hold the present place end, the innermost last."""
    while waiting:
        start, negative, k = heappop(waiting)
        end = -negative
        while opened and opened[-1] <= start:
            opened.pop()
        if opened and opened[-1] < end:
            heappush(waiting, (opened[-1], negative, k))
            end = opened[-1]
        parts[k].append((start, end))
        opened.append(end)
    return parts
