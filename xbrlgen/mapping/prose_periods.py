"""Which period a number of the running text speaks of: by the words and their order, never by its digits.

The times of a paragraph are those that name a year (read.periods finds them), those that stand in
relation to another ("the same period last year", "the preceding quarter"), and those that name a
length only ("the first nine months", "the quarter"), which the report's own periods settle. A
time that cannot be settled is kept without a period: a number beside it has none, rather than the
one of its neighbour.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from xbrlgen.model.mapping import Filing
from xbrlgen.model.period import Period
from xbrlgen.model.source import Mention, Paragraph

REACH = 120
"""How many characters after a number its period may stand."""

BREAK = re.compile(r"[,;:.()]|\band\b|\bbut\b|\bwhile\b")
"""What parts two statements of a sentence."""

# ", for the" and ", in the" lead on to the number's own period:
#   Net loss was $1.2 million, for the three months ended September 30, 2004.
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
_ALONE = re.compile(r"sequential|year[-\s]over[-\s]year|quarter[-\s]over[-\s]quarter", re.IGNORECASE)
_RESPECTIVELY = re.compile(r"\brespectively\b", re.IGNORECASE)

_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_N = "(?P<nth>first|second|third|fourth|1st|2nd|3rd|4th)"
_COUNTS = {"three": 3, "six": 6, "nine": 9, "twelve": 12, "3": 3, "6": 6, "9": 9, "12": 12}
_C = "(?P<count>three|six|nine|twelve|3|6|9|12)"
_LAST = r"(?:last|the\s+(?:prior|previous|preceding)|the\s+past|prior|previous)"
_SPAN = r"(?:quarters?|periods?|(?:three|six|nine|twelve)[-\s]months?(?:\s+periods?)?|months?|year)"

_RELATIVE = (
    # the third quarter of last year; the first nine months a year ago
    (
        re.compile(
            rf"\b{_N}(?:\s+fiscal)?[-\s]quarter\s+(?:of\s+|in\s+)?(?:{_LAST}(?:\s+fiscal)?\s+year\b|a\s+year\s+(?:ago|earlier)\b)"
        ),
        "nth",
    ),
    (
        re.compile(
            rf"\b(?:first\s+)?{_C}[-\s]months?(?:\s+periods?)?\s+(?:of\s+|in\s+)?(?:{_LAST}\s+year\b|a\s+year\s+(?:ago|earlier)\b)"
        ),
        "months",
    ),
    # the same period of 2003; the corresponding quarter in fiscal 2003
    (
        re.compile(
            rf"\b(?:same|comparable|corresponding|like)\s+{_SPAN}(?:,?\s+(?:of|in|for|ended\s+in|during))?\s+(?:the\s+)?"
            r"(?:fiscal\s+)?(?:year\s+)?(?P<year>(?:19|20)\d\d)\b"
        ),
        "year of",
    ),
    # the same period last year; the same prior year period; the year-ago quarter; a year ago
    (
        re.compile(
            rf"\b(?:same|comparable|corresponding|like)\s+{_SPAN}(?:\s+(?:of|in|for|during|from))?\s+"
            rf"(?:{_LAST}(?:\s+fiscal)?\s+year|a\s+year\s+(?:ago|earlier)|one\s+year\s+(?:ago|earlier))\b"
            rf"|\b(?:same|comparable|corresponding)\s+(?:prior|previous|last)[-\s]year(?:'s|’s)?\s+{_SPAN}\b"
            rf"|\b(?:prior|previous|preceding|last)[-\s](?:fiscal\s+)?year(?:'s|’s)?(?:\s+(?:same|comparable|corresponding|first|second|third|fourth|fiscal))*\s+{_SPAN}\b"
            rf"|\byear[-\s](?:ago|earlier)(?:\s+(?:same|first|second|third|fourth))?\s+{_SPAN}\b"
            r"|\b(?:a|one)\s+year\s+(?:ago|earlier|before)\b|\byear[-\s]over[-\s]year\b|\byear[-\s]ago\b"
            r"|\b(?:same|comparable|corresponding)\s+(?:period|quarter)\b"
        ),
        "year",
    ),
    # the preceding quarter; sequentially
    (
        re.compile(
            r"\b(?:prior|previous|preceding|last|immediately\s+preceding|linked)\s+quarter(?:'s|’s)?\b|\ba\s+quarter\s+(?:ago|earlier)\b"
            r"|\bsequential(?:ly)?\b|\bquarter[-\s]over[-\s]quarter\b"
        ),
        "quarter",
    ),
    # last year; the prior fiscal year
    (re.compile(rf"\b{_LAST}(?:\s+full)?(?:\s+fiscal)?\s+year\b(?![-\s]*(?:end|to\b))"), "last year"),
    (re.compile(r"\b(?:prior|previous|preceding)[-\s]period\b"), "unsaid"),
    # at year-end; at the end of last year; at the beginning of the year
    (
        re.compile(
            rf"\b(?:at|since|from)\s+(?:{_LAST}\s+)?(?:fiscal\s+)?year[-\s]end\b|\bend\s+of\s+{_LAST}(?:\s+fiscal)?\s+year\b"
            r"|\b(?:beginning|start)\s+of\s+(?:the|this)(?:\s+fiscal)?\s+year\b"
        ),
        "year end",
    ),
)
_LENGTHS = (
    (re.compile(rf"\b{_N}(?:\s+fiscal)?[-\s]quarter\b"), "nth"),
    (
        re.compile(
            rf"\b(?:first\s+|past\s+|last\s+)?{_C}[-\s]months?(?:\s+periods?)?\b(?!\s+(?:of\s+age|from|after|later))"
        ),
        "months",
    ),
    (re.compile(r"\byear[-\s]to[-\s]date\b"), "to date"),
    (re.compile(r"\b(?:the|this|our|current)\s+(?:current\s+)?(?:fiscal\s+)?quarter\b"), "quarter"),
    (
        re.compile(
            r"\b(?:for|in|during)\s+(?:the|this)\s+(?:full\s+|entire\s+|whole\s+)?(?:fiscal\s+)?year\b|\bfull[-\s]year\b"
        ),
        "year",
    ),
    (
        re.compile(r"\b(?:next|following|coming|upcoming)\s+(?:fiscal\s+)?(?:year|quarter|months?)\b"),
        "unsaid",
    ),
)


# "the three and nine months ended", "the quarter and six-month period ended"
_AND_MONTHS = re.compile(
    r"\b(?P<length>(?:(?P<count>three|six|nine|twelve|3|6|9|12)(?:[-\s]months?)?|(?:fiscal\s+)?quarter))"
    r"(?:\s+(?:periods?))?\s+and\s+(?:the\s+)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Time:
    """Characters ``start`` to ``end`` of a paragraph that name a time; ``period`` None: one not settled."""

    start: int
    end: int
    period: Period | None


@dataclass(frozen=True, slots=True)
class Spoken:
    """The periods a number speaks of. ``said``: its own sentence says so; else it is the text's usual one.

    No periods and ``said``: its sentence speaks of a time that cannot be settled, or it stands on the
    other side of a comparison without a time of its own.
    """

    periods: tuple[Period, ...]
    said: bool


class Calendar:
    """The report's own periods, by which times without a year are settled.

    ``main`` is the shortest duration that ends with the report: what text without a time speaks of.
    """

    def __init__(self, filing: Filing, periods: Iterable[Period]) -> None:
        self.end = filing.document.period_end
        self.year_end = filing.fiscal_year_end
        self.listed = dict(filing.periods)
        spans = [p for p in self.listed.values() if not p.is_instant and p.end == self.end]
        self.spans = {p.months: p for p in (*periods, *spans) if not p.is_instant and p.end == self.end}
        shortest = spans or list(self.spans.values())
        self.main = min(shortest, key=lambda p: p.days, default=None)

    def months(self, count: int) -> Period | None:
        return self.spans.get(count)

    def quarter(self, nth: int) -> Period | None:
        """The nth fiscal quarter, if it is the report's own or one before it in the same fiscal year."""
        if self.main is None or self.main.months != 3:
            return None
        back = self.number - nth
        return None if back < 0 else earlier(self.main, 3 * back)

    def named(self, word: str) -> Period | None:
        """What ``period`` of a rule says: ``3 months``, ``year to date``, the name of a period."""
        if word in self.listed:
            return self.listed[word]
        if word == "year to date":
            return self.to_date()
        return (
            self.months(12 if word == "year" else int(word.split()[0]))
            if word == "year" or word[0].isdigit()
            else None
        )

    @property
    def number(self) -> int:
        """Which fiscal quarter ends with the report."""
        behind = (self.end.month - self.year_end[0]) % 12
        return 4 if behind == 0 else max(1, round(behind / 3))

    @property
    def last_year_end(self) -> Period:
        """The end of the fiscal year before the report's."""
        return earlier(Period(None, self.end), 3 * self.number)

    def to_date(self) -> Period | None:
        """From the first day of the fiscal year to the end of the report."""
        return self.spans.get(3 * self.number)


def earlier(period: Period, months: int) -> Period:
    """The period of the same length that ends so many months before."""
    if period.start is None:
        return Period(None, Period.ending(period.end, months).opening.end) if months else period
    if not months:
        return period
    end = Period.ending(period.end, months).opening.end
    length = period.months
    if length is not None:
        return Period.ending(end, length)
    return Period(date.fromordinal(end.toordinal() - period.days + 1), end)


def times(paragraph: Paragraph, calendar: Calendar) -> list[Time]:
    """All times of a paragraph in order, not overlapping."""
    text = paragraph.text
    lowered = text.lower()
    stated = [
        time
        for m in paragraph.mentions
        if m.kind == "period"
        for time in (*_lengths_before(text, m), Time(m.start, m.end, m.period))
    ]
    loose: list[tuple[int, int, str, re.Match[str]]] = []
    for regex, kind in _RELATIVE:
        for m in regex.finditer(lowered):
            if not any(s < m.end() and m.start() < e for s, e, _, _ in loose):
                loose.append((m.start(), m.end(), kind, m))
    relative = [(s, e, k, m) for s, e, k, m in loose]
    # "the same quarter of 2003" is told by its relation; the year in it alone would be the whole year.
    kept = [t for t in stated if not any(s <= t.start and t.end <= e for s, e, _, _ in relative)]
    relative = [r for r in relative if not any(t.start < r[1] and r[0] < t.end for t in kept)]
    found = kept
    for regex, kind in _LENGTHS:
        for m in regex.finditer(lowered):
            spans = [(t.start, t.end) for t in found] + [(s, e) for s, e, _, _ in relative]
            if not any(s < m.end() and m.start() < e for s, e in spans):
                found = [*found, Time(m.start(), m.end(), _length(kind, m, calendar))]
    for start, end, kind, m in sorted(relative, key=lambda r: r[0]):
        base = _base(found, start, text) or calendar.main
        found = [*found, Time(start, end, None if base is None else _related(kind, m, base, calendar))]
    return sorted(found, key=lambda t: t.start)


def _lengths_before(text: str, mention: Mention) -> Iterator[Time]:
    """The quarter of "three and nine months ended September 30"; reading knows the nine months."""
    period = mention.period
    m = _AND_MONTHS.search(text, max(0, mention.start - 32), mention.start)
    if m is None or period is None or period.is_instant:
        return
    count = _COUNTS.get((m["count"] or "three").lower(), 3)
    if count != period.months:
        yield Time(m.start(), m.end("length"), Period.ending(period.end, count))


def _base(found: Sequence[Time], start: int, text: str) -> Period | None:
    """The duration named before in the same sentence: what "the same period" repeats."""
    opened = max(text.rfind(". ", 0, start), text.rfind("; ", 0, start), 0)
    before = [t.period for t in found if opened <= t.start and t.end <= start and t.period is not None]
    durations = [p for p in before if not p.is_instant]
    return durations[0] if durations else None


def _related(kind: str, m: re.Match[str], base: Period, calendar: Calendar) -> Period | None:
    match kind:
        case "nth":
            own = calendar.quarter(_NTH[m["nth"]])
            return None if own is None else earlier(own, 12)
        case "months":
            span = calendar.months(_COUNTS[m["count"]])
            return None if span is None else earlier(span, 12)
        case "year of":
            years = base.end.year - int(m["year"])
            return earlier(base, 12 * years) if years >= 0 else None
        case "year":
            return earlier(base, 12)
        case "quarter":
            return earlier(base, 3) if base.months == 3 else None
        case "last year":
            return earlier(base, 12)
        case "year end":
            return calendar.last_year_end
        case _:
            return None


def _length(kind: str, m: re.Match[str], calendar: Calendar) -> Period | None:
    match kind:
        case "nth":
            return calendar.quarter(_NTH[m["nth"]])
        case "months":
            return calendar.months(_COUNTS[m["count"]])
        case "to date":
            return calendar.to_date()
        case "quarter":
            return calendar.months(3)
        case "year":
            return calendar.months(12)
        case _:
            return None


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
        return [before[-1].period] if before else None

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
        if COMPARED.search(words) or (BREAK.search(words) and not _LEADS_ON.fullmatch(words)):
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
        return own[0] if own else None

    def listed(self, n: int, end: int) -> Iterator[Period | None]:
        """The further ones of "each of 2005 and 2006"."""
        for time in self.times[n + 1 :]:
            if self.text[end : time.start].strip(" ,").lower() not in ("and", ""):
                return
            yield time.period
            end = time.end

    def usual(self, sentence: tuple[int, int]) -> Period | None:
        """Of a sentence without a time: the time that opened an earlier sentence, else the main one."""
        opened = None
        for start in self.breaks:
            if start >= sentence[0]:
                break
            head = between(self.times, self.time_starts, start, start + 40)
            if head and _LEADS_ON.fullmatch(self.text[start : head[0].start]):
                opened = head[0].period
        return opened or self.calendar.main

    def _respectively(self) -> Iterator[tuple[int, Time | None]]:
        for m in _RESPECTIVELY.finditer(self.text):
            opened = max((b for b in self.breaks if b <= m.start()), default=0)
            closed = min((b for b in self.breaks if b > m.start()), default=len(self.text))
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
