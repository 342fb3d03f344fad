"""Words that find a line, column or table again, in this filing and in the next: dates are left open."""

from __future__ import annotations

import re
from collections.abc import Sequence

_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_TIME = re.compile(
    rf"\b{_MONTH}\s+\d{{1,2}}(?:,\s*\d{{4}})?|\b{_MONTH}\s+\d{{4}}|\b(?:19|20)\d\d\b"
    rf"|\b(?:three|six|nine|twelve|[369]|12)[-\s]+months?\b|\b(?:first|second|third|fourth)\s+quarter\b"
    r"|\b(?:quarters?|years?|months?|periods?|weeks?|fiscal|ended|ending|as of)\b"
    r"|\b\d{1,2}/\d{1,2}/\d{2,4}\b",
    re.IGNORECASE,
)
_DATED = re.compile(
    rf"\b{_MONTH}\s+\d{{1,2}}(?:,\s*\d{{4}})?|\b{_MONTH}\s+\d{{4}}|\b(?:19|20)\d\d\b", re.IGNORECASE
)
_TITLE_WORDS = 9
"""Words of a title that tell it from others; the lead-in of a table in a note goes on for lines."""


def is_time(text: str) -> bool:
    """Does it say a time and nothing else: "Three Months Ended March 29, 2025", "2024"?"""
    return not re.sub(r"[\W\d_]+", "", _TIME.sub(" ", text))


def without_time(headings: Sequence[str]) -> str:
    """What the headings of a column say beside a time, folded; empty if nothing."""
    kept = (h for h in headings if not is_time(h))
    return " ".join(" ".join(kept).split())


def caption(text: str) -> str:
    """A caption as the mapping asks for it: as it stands, or a pattern that leaves its dates open::

    Balance as of September 28, 2024   ->   /^Balance as of .+$/
    """
    if re.fullmatch(r"(?:19|20)\d\d", text):
        return r"/^\d{4}$/"
    parts = _DATED.split(text)
    if len(parts) == 1:
        return _plain(text)
    before, after = parts[0], parts[-1]
    return f"/^{_escaped(before)}.+{_escaped(after)}$/"


def title(text: str) -> str:
    """A title as the mapping asks for it: its first words, up to a number, a date or a bracket.

    A quarter's statements are called condensed, a year's are not::

        CONDENSED CONSOLIDATED BALANCE SHEETS (Unaudited) (In millions)   ->   /CONSOLIDATED BALANCE SHEETS/i
    """
    words = re.split(r"[\d(]", _DATED.split(text)[0])[0].split()
    bare = [w for w in words if w.casefold() not in ("condensed", "interim", "unaudited")]
    told = " ".join(bare[:_TITLE_WORDS])
    if len(told) < 4:
        return ""
    return f"/{_escaped(told)}/i" if words[:1] != bare[:1] or told.isupper() else f"/^{_escaped(told)}/i"


def part(text: str) -> str:
    """A pattern for a heading that has these words among others."""
    return f"/{_escaped(text)}/"


def _plain(text: str) -> str:
    # An exact text that looks like a pattern would be taken for one.
    return f"/^{_escaped(text)}$/" if text.startswith("/") else text


def _escaped(text: str) -> str:
    """Escaped for a pattern; what is typeset in more than one way fits any character."""
    return re.sub("[‘’“”–—\u00a0'\"]", ".", re.sub(r"([\\.^$*+?{}\[\]|()/])", r"\\\1", text))
