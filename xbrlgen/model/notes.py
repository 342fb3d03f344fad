"""Notes to the statements: where each begins and ends, and the blocks of text that are facts.

A note is a block of text of level 1, its policies are of level 2, its tables of level 3 (Regulation S-T,
Rule 405(d)); amounts in it are lines of statements that are looked for inside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from xbrlgen.model.matcher import Matcher
from xbrlgen.model.where import Where


@dataclass(frozen=True, slots=True)
class NoteRule:
    """A note: its heading, and where it ends; None: at the next note, or the heading of an Item or a Part."""

    where: Where
    heading: Matcher
    until: Matcher | None = None

    def __str__(self) -> str:
        return f'note "{self.heading}"'


@dataclass(frozen=True, slots=True)
class BlockRule:
    """Which stretch of a note is a block of text.

    ``kind`` is ``note`` (all of it), ``policy`` (from ``heading`` to the next heading) or ``table`` (a
    table with what leads to it). ``start`` and ``until`` are words of the paragraph it begins with and of
    the one before which it ends, where that is not so.
    """

    kind: str
    heading: Matcher | None = None
    start: Matcher | None = None
    until: Matcher | None = None
    table: Matcher | None = None
    has: Matcher | None = None
    has_not: Matcher | None = None
    after: Matcher | None = None
    nth: int | None = None
    words: re.Pattern[str] | None = None
    """Words in running text, with the group ``value``; ``written`` is how the mapping writes them."""
    written: str = ""

    def __str__(self) -> str:
        if self.words is not None:
            return f'"{self.written}"'
        asked = (self.heading, self.table, self.has, self.after)
        named = next((str(m) for m in asked if m is not None), "")
        if self.kind == "table" and not named:
            return f"table {self.nth or 1}"
        return f'{self.kind} "{named}"'
