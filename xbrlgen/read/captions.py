"""What captions and labels carry beside their words: note marks."""

from __future__ import annotations

import html
import re
from collections.abc import Collection

_MARK_AT_END = re.compile(
    r"\s*\((?P<mark>[A-Za-z]|\d{1,2})\)$|\s*/(?P<slash>\d{1,2})/$|\s*(?P<sign>\*{1,3}|[†‡§])$"
)
_SEE_NOTE = re.compile(r"\bsee\s+(?:note|footnote)\s+(?P<mark>\d{1,2}|[A-Z])\b", re.IGNORECASE)
_SEE_NOTE_ALONE = re.compile(
    r"\s*\(\s*see\s+(?:note|footnote)\s+(?:\d{1,2}|[A-Z])\.?\s*\)$"
    r"|[\s,;-]+see\s+(?:note|footnote)\s+(?:\d{1,2}|[A-Z])\.?$",
    re.IGNORECASE,
)
_NOTE_START = re.compile(
    r"(?:(?:note|footnote)\s+(?P<n>\d{1,2}|[A-Z])\s?[:.\-–—)]\s*(?=\S)"
    r"|\((?P<p>[A-Za-z]|\d{1,2})\)\s+(?=\S)|/(?P<v>\d{1,2})/\s+(?=\S)|\[(?P<b>[A-Za-z]|\d{1,2})\]\s+(?=\S)"
    r"|(?P<s>\*{1,3}|[†‡§])\s*(?=[A-Za-z(])|(?P<l>[A-Z])\s{2,}(?=\S)|(?P<d>\d{1,2})\)?\s{2,}(?=[A-Z]))",
    re.IGNORECASE,
)
# "A" and "(a)" are told from words and list items by the case of the letter.
_LETTER = re.compile(r"[A-Z]\s{2,}")


def note_mark(text: str) -> str | None:
    """The mark of a note that starts ``text``: "1" of "Note 1: ...", "A" of "A    Total ..."."""
    m = _NOTE_START.match(text.lstrip())
    if m is None:
        return None
    if m["l"] is not None and not _LETTER.match(text.lstrip()):
        return None
    return m["n"] or m["p"] or m["v"] or m["b"] or m["s"] or m["l"] or m["d"]


def note_body(text: str) -> int:
    """The offset at which the words of a note begin, after its mark; 0 if it has none."""
    lead = len(text) - len(text.lstrip())
    m = _NOTE_START.match(text, lead)
    return m.end() if m is not None else 0


def clean(printed: str, notes: Collection[str]) -> tuple[str, tuple[str, ...]]:
    """A label or heading without its note marks and trailing colon, and the marks, in order.

    A bracketed capital or number at the end is a mark whether or not its note exists (what
    lacks a note is reported); a small letter or a word's sign only if it does. "See Note 1"
    is taken off where it stands alone at the end, and stays inside longer brackets.
    """
    text = " ".join(html.unescape(printed).split())
    marks = [m["mark"].upper() for m in _SEE_NOTE.finditer(text)]
    text = _SEE_NOTE_ALONE.sub("", text)
    tail: list[str] = []
    while True:
        text = text.rstrip(" :")
        m = _MARK_AT_END.search(text)
        if m is None:
            break
        mark = m["mark"] or m["slash"] or m["sign"]
        if m["mark"] is not None and mark.islower() and mark not in notes:
            break
        tail.insert(0, mark)
        text = text[: m.start()]
    return text.rstrip(" :"), tuple(dict.fromkeys([*marks, *tail]))
