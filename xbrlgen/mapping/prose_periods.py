"""Which period a number of the running text speaks of: by the words and their order, never by its digits.

The times of a paragraph are those that name a year (read.periods finds them), those that stand in
relation to another ("the same period last year", "the preceding quarter"), and those that name a
length only ("the first nine months", "the quarter"), which the report's own periods settle. A
time that cannot be settled is kept without a period: a number beside it has none, rather than the
one of its neighbour.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from xbrlgen.mapping.prose_times import LONGEST, Calendar, Time
from xbrlgen.model.period import Period
from xbrlgen.model.source import Mention

REACH = 120
"""How many characters after a number its period may stand."""
BREAK = re.compile(r"[,;:.()]|\band\b|\bbut\b|\bwhile\b")
"""What parts two statements of a sentence."""

# ", for the" and ", in the" lead on to the number's own period:
#   Net loss was $1.2 million, for the three months ended September 30, 2004.
_PER_SHARE = re.compile(r"^\s*(?:per|a)\s+(?:[\w-]+\s+){0,3}(?:share|unit)\b", re.IGNORECASE)
_LEADS_ON = re.compile(
    r"\s*,?\s*(?:in|for|during|at|as of|as at|on|of)(?:\s+(?:the|each of))?\s*", re.IGNORECASE
)
# Asides between a number and its period:
#   Net income was $4.1 million, or $0.32 per diluted share, for the third quarter of 2004
_ASIDE = re.compile(
    r"\s*,?\s*\(?(?:or|and)\s+(?:a\s+loss\s+of\s+|a\s+net\s+loss\s+of\s+)?\S+\s+(?:per|a)\s+(?:[\w-]+\s+){0,3}(?:share|unit)\)?"
    r"|\s*,?\s*\(?or\s+\S+\s*(?:%|percent)\s+of\s+(?:[\w-]+\s+){0,3}[\w-]+\)?",
    re.IGNORECASE,
)
COMPARED = re.compile(
    r"\b(?:compar(?:ed|es|ing|able)\s+(?:to|with)|in\s+comparison\s+(?:to|with)|versus|vs\.?|as\s+against|against"
    r"|as\s+opposed\s+to|relative\s+to)(?!\w)",
    re.IGNORECASE,
)
# "increased from $35.9 million", "up from a net loss of $1.2 million"; not "cash from operations of".
_FROM = re.compile(
    r"\b(?:up|down|increased?|increase|decreased?|decrease|rose|risen|fell|fallen|grew|grown|declined?|decline|dropped|"
    r"improved|improvement|changed?|reduced|higher|lower|narrowed|widened|shrank|compared)\b[^;]{0,60}?"
    r"\b(?:from|than|over)\s+(?P<rest>(?:[\w'’%-]+\s+){0,6})$",
    re.IGNORECASE,
)
_TO = re.compile(
    r"\bto\s+(?:an?\s+|the\s+)?(?:[\w-]+\s+){0,4}(?:of\s+)?(?:approximately\s+|about\s+|nearly\s+)?$",
    re.IGNORECASE,
)
_FROM_WORD = re.compile(r"\bfrom\b", re.IGNORECASE)
_AGAINST = re.compile(
    COMPARED.pattern + r"[^,;]{0,40}$|\b(?:over|from|than)\s+(?:[\w'’-]+\s+){0,3}$"
    r"|\b(?:exceed(?:s|ed|ing)?|short\s+of|surpass(?:es|ed)?|above|below|under)\s+(?:[\w'’$.-]+\s+){0,12}$",
    re.IGNORECASE,
)
"""Before a time: it is what another is measured against."""
_OTHER_SIDE = re.compile(COMPARED.pattern + r"[^;]{0,60}$|\bfrom\s+[^,;]{0,60}$", re.IGNORECASE)
# "Net revenues of $19.2 million topped the prior year's third quarter": the time is what is measured against.
_MEASURED = re.compile(
    r"\b(?:topp(?:ed|ing)|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|beat(?:s|ing)?|outpac(?:ed|ing)|trail(?:s|ed|ing)?)\b",
    re.IGNORECASE,
)
# ", compared to $3.3 million in" before a time, and what ends such an aside behind it
_BESIDE = re.compile(COMPARED.pattern + r"[^,;]{0,60}$", re.IGNORECASE)
_ENDS = re.compile(r"[,;]\s+(?:and|with|while|but|as)\b", re.IGNORECASE)
_ALONE = re.compile(r"sequential|year[-\s]over[-\s]year|quarter[-\s]over[-\s]quarter", re.IGNORECASE)
_RESPECTIVELY = re.compile(r"\brespectively\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Spoken:
    """The periods a number speaks of. ``said``: its own sentence says so; else it is the text's usual one.

    No periods and ``said``: its sentence speaks of a time that cannot be settled, or it stands on the
    other side of a comparison without a time of its own.
    """

    periods: tuple[Period, ...]
    said: bool


class Speaker:
    """Says of every number of one paragraph which periods it speaks of."""

    def __init__(
        self,
        text: str,
        said: Sequence[Time],
        numbers: Sequence[Mention],
        breaks: Sequence[int],
        calendar: Calendar,
    ) -> None:
        self.text, self.times, self.numbers, self.calendar = text, said, numbers, calendar
        self.breaks = breaks
        self.time_starts = [t.start for t in said]
        self.number_starts = [m.start for m in numbers]
        self.opened = list(self._opened())
        self.groups: list[list[Mention]] = []
        """Numbers that are told "respectively", in order."""
        self.pairs = dict(self._respectively())
        """Of numbers that are told "respectively": their time, or None if the pairing is not clear."""

    def spoken(self, first: Mention, second: Mention, sentence: tuple[int, int]) -> Spoken:
        """The periods of a number, or of a pair of numbers (a range) from ``first`` to ``second``."""
        if first.start in self.pairs:
            time = self.pairs[first.start]
            period = None if time is None else time.period
            return Spoken((period,) if period is not None else (), True)
        own = self.own(first, second, sentence)
        if own is not None:
            return Spoken(tuple(p for p in own if p is not None), True)
        usual = self.usual(sentence)
        return Spoken((usual,) if usual is not None else (), False)

    def own(self, first: Mention, second: Mention, sentence: tuple[int, int]) -> list[Period | None] | None:
        """The time after the number if nothing parts them, else the nearest before it in the sentence."""
        after = self.after(second, sentence)
        if after is not None:
            return after
        before = [
            t for t in between(self.times, self.time_starts, sentence[0], first.start) if t.end <= first.start
        ]
        opened = before[-1].end if before else sentence[0]
        words = self.text[opened : first.start]
        if COMPARED.search(words):
            return [None]
        source = _FROM.search(words) or (not before and _FROM.search(self.text[sentence[0] : first.start]))
        if source:
            return [None]
        if before and _TO.search(words) and _FROM_WORD.search(self.text, sentence[0], before[-1].start):
            # "rose from $35.9 million in the second quarter to $37.6 million": the time is the other side's.
            return None if len(before) < 2 else [before[0].period]
        own = [t for t in before if not self._aside(t, first, sentence)]
        return [own[-1].period] if own else None

    def _aside(self, time: Time, number: Mention, sentence: tuple[int, int]) -> bool:
        """Whether a time is the other side of a comparison that is over before the number::

        In the quarter, net income was $4.2 million, compared to $3.3 million in the same quarter a year
        ago, with earnings per diluted share growing 31% to $0.42
        """
        over = _ENDS.search(self.text, time.end, number.start)
        return over is not None and _BESIDE.search(self.text[sentence[0] : time.start]) is not None

    def after(self, second: Mention, sentence: tuple[int, int]) -> list[Period | None] | None:
        at = second.end
        aside = _ASIDE.match(self.text, at)
        if aside is not None and aside.end() < sentence[1]:
            at = aside.end()
        n = bisect_left(self.time_starts, at)
        if n >= len(self.times) or self.times[n].start >= sentence[1]:
            return None
        time = self.times[n]
        words = self.text[at : time.start]
        if len(words) > REACH or between(self.numbers, self.number_starts, at, time.start):
            return None
        words = _PER_SHARE.sub("", words)  # "$0.18 per diluted share, in the same period last year"
        if (
            COMPARED.search(words)
            or _MEASURED.search(words)
            or (BREAK.search(words) and not _LEADS_ON.fullmatch(words))
        ):
            return None
        if words.rstrip().endswith("each of"):
            return [time.period, *self.listed(n, time.end)]
        return [time.period]

    def base(self, first: Mention, second: Mention, sentence: tuple[int, int]) -> Time | None:
        """What a change is measured against: the time behind it, or one before it behind words of comparison.

        "an increase of 2% compared to the third quarter of 2003"; "Compared with last year, revenue grew 2%".
        """
        n = bisect_left(self.time_starts, second.end)
        if n < len(self.times) and self.times[n].start < sentence[1]:
            time = self.times[n]
            words = COMPARED.sub("", self.text[second.end : time.start])
            clear = len(words) <= REACH and not BREAK.search(words.lstrip(" ,"))
            if clear and not between(self.numbers, self.number_starts, second.end, time.start):
                return time
        before = [
            t for t in between(self.times, self.time_starts, sentence[0], first.start) if t.end <= first.start
        ]
        for time in reversed(before):
            if _AGAINST.search(self.text[sentence[0] : time.start]) or _ALONE.match(self.text, time.start):
                return time
        # "rose 19% to $8.2 million in the third quarter from $6.9 million in the prior-year quarter"
        behind = between(self.times, self.time_starts, second.end, sentence[1])
        other = [t for t in behind if _OTHER_SIDE.search(self.text[second.end : t.start])]
        return other[0] if len(other) == 1 else None

    def subject(self, first: Mention, sentence: tuple[int, int], base: Time | None) -> Period | None:
        """What changed: the time before the number in its sentence that is not its base."""
        before = between(self.times, self.time_starts, sentence[0], first.start)
        own = [
            t.period
            for t in before
            if t != base
            and t.period is not None
            and t.end <= first.start
            and not _AGAINST.search(self.text[sentence[0] : t.start])
        ]
        # The day of a dateline is not what a quarter is held against.
        alike = [p for p in own if base is None or base.period is None or p.months == base.period.months]
        return next(iter(alike or own), None)

    def listed(self, n: int, end: int) -> Iterator[Period | None]:
        """The further ones of "each of 2005 and 2006"."""
        for time in self.times[n + 1 :]:
            if self.text[end : time.start].strip(" ,").lower() not in ("and", ""):
                return
            yield time.period
            end = time.end

    def usual(self, sentence: tuple[int, int]) -> Period | None:
        """Of a sentence without a time: the time that opened an earlier sentence, else the main one."""
        n = bisect_left(self.breaks, sentence[0])
        return (self.opened[n - 1] if n else None) or self.calendar.main

    def _opened(self) -> Iterator[Period | None]:
        """For each sentence the time that opened it, or the last one before it that was opened by one."""
        opened = None
        for start in self.breaks:
            head = between(self.times, self.time_starts, start, start + 40)
            if head and _LEADS_ON.fullmatch(self.text[start : head[0].start]):
                opened = head[0].period
            yield opened

    def _respectively(self) -> Iterator[tuple[int, Time | None]]:
        for m in _RESPECTIVELY.finditer(self.text):
            n = bisect_right(self.breaks, m.start())
            opened = max(self.breaks[n - 1] if n else 0, m.start() - LONGEST)
            closed = min(self.breaks[n] if n < len(self.breaks) else len(self.text), m.start() + LONGEST)
            group: list[Mention] = []
            for number in reversed(between(self.numbers, self.number_starts, opened, m.start())):
                joint = self.text[number.end : group[0].start if group else m.start()].strip(" ,").lower()
                times_between = between(
                    self.times, self.time_starts, number.end, group[0].start if group else m.start()
                )
                if group and joint not in ("and", "", "or") and not joint.startswith("and "):
                    break
                if not group and joint and not times_between and len(joint) > 40:
                    break
                group.insert(0, number)
            said = between(self.times, self.time_starts, opened, closed)
            if len(group) < 2:
                continue
            self.groups.append(group)
            if len(said) < 2:
                continue
            paired: Sequence[Time | None] = said if len(said) == len(group) else [None] * len(group)
            yield from ((n.start, t) for n, t in zip(group, paired, strict=True))


T = TypeVar("T")


def between(items: Sequence[T], starts: Sequence[int], low: int, high: int) -> Sequence[T]:
    """The items that start in ``low`` to ``high``; ``starts`` are their starts, ascending."""
    return items[bisect_left(starts, low) : bisect_left(starts, high)]
