"""Patterns over running text: words with {amount}, {percent} and {period} where numbers stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xbrlgen.model.mapping import TextPattern
from xbrlgen.model.source import Mention, Paragraph

SLOTS = {"amount": "a", "percent": "c", "period": "p"}
_KIND = {"percent": "c", "period": "p"}
_PIECE = re.compile(
    r"\{(?P<slot>\w*)\}|(?P<gap>\s*(?:\.\.\.|…)\s*)|(?P<space>\s+)|(?P<word>[^\s{}…]+?(?=\{|\.\.\.|…|\s|$))"
)
# How far ``...`` reaches: a sentence or so, never over another number, and bounded so that
# hostile text stays cheap.
_GAP = r"[,;:]?(?:\s|\s[^\x01\x02]{0,300}?[\s(])"
# How far from its numbers the words of a pattern may stand.
_WINDOW = 1000


def compile_text_pattern(text: str) -> TextPattern:
    """Compile the words of a ``text:`` rule. Raises ValueError with what is wrong in it."""
    parts: list[str] = []
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
            parts.append(rf"\x01{SLOTS[slot]}(\d+)\x02")
        elif match["gap"]:
            parts.append(_GAP)
        elif match["space"]:
            parts.append(r"\s+")
        else:
            parts.append(re.escape(match["word"]))
    if not slots:
        raise ValueError("a text pattern needs at least one {amount} or {percent}")
    return TextPattern(text, re.compile("".join(parts), re.IGNORECASE))


def literal(pattern: TextPattern) -> str:
    """The longest word of a pattern: it stands, case aside, in every text that the pattern fits."""
    words = (m["word"] for m in _PIECE.finditer(pattern.text) if m["word"])
    return max((w for w in words if w.isascii()), key=len, default="")


def find_text(pattern: TextPattern, paragraph: Paragraph) -> list[Mention] | None:
    """The mentions that fill the pattern's slots at its first place in the paragraph, or None."""
    for window in _windows(paragraph):
        found = pattern.regex.search(window)
        if found is not None:
            return [paragraph.mentions[int(group)] for group in found.groups()]
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
