"""What the running text says of a concept, by its words alone."""

from __future__ import annotations

from dataclasses import dataclass

from xbrlgen.model.mapping import ProseRule
from xbrlgen.model.period import Period
from xbrlgen.model.source import Mention, Paragraph


@dataclass(frozen=True, slots=True)
class Claim:
    """What a number of the running text says, by its words alone; no fact is looked at.

    ``kind`` is ``value`` (it is the concept's value), ``change`` or ``growth`` (by how much,
    by what percentage, it differs from ``base``), ``open`` (a value whose period the words do not
    give), or ``omit``. ``concepts`` are those of the
    rule, or its ``share``. ``periods`` are the periods it speaks of. ``end`` is ``low`` or
    ``high`` for one of a pair of numbers, the smaller and the larger. ``direction`` is 1 or -1
    where the words say up or down, ``quality`` where they say better or worse. ``words`` are those
    that name the number ("net loss"); ``signs`` what they say of the sign of each concept's value: -1, 1,
    or 0 where they leave it open. ``said``: its period stands in its
    own sentence, and is not only the one the text usually speaks of.
    """

    rule: ProseRule
    paragraph: Paragraph
    mention: Mention
    kind: str
    concepts: tuple[str, ...] = ()
    periods: tuple[Period, ...] = ()
    base: Period | None = None
    end: str | None = None
    direction: int = 0
    quality: int = 0
    words: str = ""
    signs: tuple[int, ...] = ()
    said: bool = True
