"""Where in an inline document its tags stand: XML parsers tell the line, and whole filings have one."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

_TAG = re.compile(
    rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>"
    rb"|<(?P<end>/?)(?:[\w.-]+:)?(?P<name>nonFraction|nonNumeric)"
    rb"(?=[\s/>])(?:[^>\"']|\"[^\"]*\"|'[^']*')*>",
    re.DOTALL,
)
_FOLLOWING = re.compile(rb"[\x80-\xbf]")
_ENCODED = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([\w.-]+)")


@dataclass(frozen=True, slots=True)
class TagPlace:
    """Line and column where a tag begins, and where its element ends; both from 1, in characters."""

    line: int
    column: int
    end: tuple[int, int]


def tag_places(data: bytes) -> list[TagPlace]:
    """The places of all ``ix:nonFraction`` and ``ix:nonNumeric``, in the order of the document.

    Empty for a file in another encoding than UTF-8 with characters beyond ASCII, or whose tags do not pair.
    """
    encoding = _ENCODED.search(data[:200])
    if encoding is not None and encoding[1].lower() != b"utf-8" and not data.isascii():
        return []
    lines = _Offsets(data)
    starts: list[tuple[int, int]] = []
    ends: list[int] = []
    opened: list[int] = []
    for found in _TAG.finditer(data):
        if found["name"] is None:
            continue
        if found["end"]:
            if not opened:
                return []
            ends[opened.pop()] = found.end()
            continue
        starts.append((found.start(), found.end()))
        ends.append(found.end())
        if not found[0].endswith(b"/>"):
            opened.append(len(starts) - 1)
    if opened:
        return []
    return list(lines.places(starts, ends))


class _Offsets:
    def __init__(self, data: bytes) -> None:
        self.begins = [0, *(m.end() for m in re.finditer(rb"\r\n|\n|\r", data))]
        # A character of UTF-8 is one byte that is none of these, and those that follow it.
        self.following = [] if data.isascii() else [m.start() for m in _FOLLOWING.finditer(data)]

    def places(self, starts: list[tuple[int, int]], ends: list[int]) -> Iterator[TagPlace]:
        for (start, _), end in zip(starts, ends, strict=True):
            line, column = self.at(start)
            yield TagPlace(line, column, self.at(end))

    def at(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self.begins, offset)
        begin = self.begins[line - 1]
        within = bisect_left(self.following, offset) - bisect_left(self.following, begin)
        return line, offset - begin - within + 1
