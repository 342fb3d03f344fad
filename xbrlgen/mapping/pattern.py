"""Patterns over running text: words with {amount}, {percent} and {period} where numbers stand."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from xbrlgen.model.mapping import TextPattern
from xbrlgen.model.source import Mention, Paragraph

SLOTS = {"amount": "a", "percent": "c", "period": "p"}
_KIND = {"percent": "c", "period": "p"}
_PIECE = re.compile(
    r"\{(?P<slot>\w*)\}|(?P<gap>\s*(?:\.\.\.|…)\s*)|(?P<space>\s+)|(?P<word>[^\s{}…]+?(?=\{|\.\.\.|…|\s|$))"
)
_GAP = 300
"""How far ``...`` reaches: a sentence or so, never over another number."""
_NUMBER = re.compile("[\x01\x02]")
# How far from its numbers the words of a pattern may stand.
_WINDOW = 1000


def compile_text_pattern(text: str) -> TextPattern:
    """Compile the words of a ``text:`` rule. Raises ValueError with what is wrong in it."""
    parts: list[list[str]] = [[]]
    slots = 0
    position = 0
    while position < len(text):
        match = _PIECE.match(text, position)
        if match is None:
            raise ValueError(f"`{text[position]}` is not understood in a text pattern")
        position = match.end()
        if (slot := match["slot"]) is not None:
            if slot not in SLOTS:
                raise ValueError(f"{{{slot}}} is not known: use {{amount}}, {{percent}} or {{period}}")
            slots += slot != "period"
            parts[-1].append(rf"\x01{SLOTS[slot]}(\d+)\x02")
        elif match["gap"]:
            parts.append([])
        elif match["space"]:
            parts[-1].append(r"\s+")
        else:
            parts[-1].append(re.escape(match["word"]))
    if not slots:
        raise ValueError("a text pattern needs at least one {amount} or {percent}")
    return TextPattern(text, tuple(re.compile("".join(p), re.IGNORECASE) for p in parts))


def literal(pattern: TextPattern) -> str:
    """The longest word of a pattern: it stands, case aside, in every text that the pattern fits."""
    words = (m["word"] for m in _PIECE.finditer(pattern.text) if m["word"])
    return max((w for w in words if w.isascii()), key=len, default="")


def find_text(pattern: TextPattern, paragraph: Paragraph) -> list[Mention] | None:
    """The mentions that fill the pattern's slots at its first place in the paragraph, or None.

    Of several ways to fill the gaps the one with the shortest gaps is taken, the first gap first. The
    time grows with the text and the number of gaps, whatever stands in either.
    """
    for window in _windows(paragraph):
        found = _search(pattern, window)
        if found is not None:
            return [paragraph.mentions[int(group)] for group in found]
    return None


def _search(pattern: TextPattern, text: str) -> list[str] | None:
    """What stands in the slots, or None."""
    first, *others = (_matches(part, text) for part in pattern.parts)
    if not others:
        return list(first[0].groups()) if first else None
    numbers = [m.start() for m in _NUMBER.finditer(text)]
    # From the last part back: of each match of a part, the one of the next part that it leads to, if any.
    ways: list[dict[int, re.Match[str] | None]] = []
    following, on = others[-1], {m.start(): True for m in others[-1]}
    for part in reversed([first, *others[:-1]]):
        way = {m.start(): _after(m.end(), following, on, text, numbers) for m in part}
        ways.insert(0, way)
        following, on = part, {start: m is not None for start, m in way.items()}
    for match in first:
        chain: list[re.Match[str] | None] = [match]
        for way in ways:
            last = chain[-1]
            chain.append(way[last.start()] if last is not None else None)
        if chain[-1] is not None:
            return [group for m in chain if m is not None for group in m.groups()]
    return None


def _matches(part: re.Pattern[str], text: str) -> list[re.Match[str]]:
    """Wherever a part stands, also where two such places overlap."""
    found: list[re.Match[str]] = []
    match = part.search(text)
    while match is not None:
        found.append(match)
        match = part.search(text, match.start() + 1) if match.start() < len(text) else None
    return found


def _after(
    end: int, following: Sequence[re.Match[str]], on: Mapping[int, bool], text: str, numbers: Sequence[int]
) -> re.Match[str] | None:
    """The nearest match of the next part, behind a gap, from which the rest can be reached.

    A gap is white space, behind a comma, semicolon or colon or not; or that with words behind it, up
    to :data:`_GAP` characters without a number, and white space or a bracket at their end.
    """
    begin = end + 1 if text[end : end + 1] in (",", ";", ":") else end
    if not text[begin : begin + 1].isspace():
        return None
    at = bisect_left(numbers, begin + 1)
    number = numbers[at] if at < len(numbers) else len(text)
    least, most = begin + 1, min(begin + 2 + _GAP, number + 1)
    for n in range(bisect_left(following, least, key=lambda m: m.start()), len(following)):
        start = following[n].start()
        if start > most:
            return None
        if on[start] and (start == least or text[start - 1].isspace() or text[start - 1] == "("):
            return following[n]
    return None


def _windows(paragraph: Paragraph) -> Iterator[str]:
    """The text around the paragraph's mentions, each replaced by its kind and index."""
    text, position = paragraph.text, 0
    parts: list[str] = []
    last: int | None = None
    for i, mention in enumerate(paragraph.mentions):
        if last is None or mention.start - last > 2 * _WINDOW:
            if last is not None:
                yield "".join([*parts, text[position : last + _WINDOW]])
            parts, position = [], max(position, mention.start - _WINDOW)
        parts += [text[position : mention.start], f"\x01{_KIND.get(mention.kind, 'a')}{i}\x02"]
        position = last = mention.end
    if last is not None:
        yield "".join([*parts, text[position : last + _WINDOW]])
