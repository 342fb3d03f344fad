"""Patterns over running text: words with {amount}, {percent} and {period} where numbers stand."""

from __future__ import annotations

import re

from xbrlgen.model.mapping import TextPattern
from xbrlgen.model.source import Paragraph

SLOTS = {"amount": "a", "percent": "c", "period": "p"}
_KIND = {"percent": "c", "period": "p"}
_PIECE = re.compile(
    r"\{(?P<slot>\w*)\}|(?P<gap>\.\.\.|…)|(?P<space>\s+)|(?P<word>[^\s{}…]+?(?=\{|\.\.\.|…|\s|$))"
)
# How far ``...`` reaches: within a sentence or two, and bounded so that hostile text stays cheap.
GAP = r"[^\x01\x02]{0,300}?"


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
            parts.append(GAP)
        elif match["space"]:
            parts.append(r"\s+")
        else:
            parts.append(re.escape(match["word"]))
    if not slots:
        raise ValueError("a text pattern needs at least one {amount} or {percent}")
    joined = "".join(parts)
    # White space beside a gap is optional: "a ... b" also means "a b".
    joined = joined.replace(r"\s+" + GAP + r"\s+", r"\s" + GAP + r"\b")
    return TextPattern(text, re.compile(joined, re.IGNORECASE))


def masked(paragraph: Paragraph) -> str:
    """The paragraph's text with every mention replaced by its kind and index."""
    text, parts, position = paragraph.text, [], 0
    for i, mention in enumerate(paragraph.mentions):
        parts += [text[position : mention.start], f"\x01{_KIND.get(mention.kind, 'a')}{i}\x02"]
        position = mention.end
    return "".join([*parts, text[position:]])
