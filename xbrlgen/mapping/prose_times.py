"""The times that running text names: with a year, in relation to another, or as a length.

Relations ("the same period last year") and lengths ("the first nine months") are settled by the report's own
periods; a time that cannot be settled is kept without a period.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate

from xbrlgen.model.mapping import Filing
from xbrlgen.model.period import Period, nearest
from xbrlgen.model.source import Mention, Paragraph
from xbrlgen.model.weeks import in_weeks

LONGEST = 2000
"""Characters on each side of a number, at most, that are its sentence: a page of text without a full stop
is not read anew for each number in it."""

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
    r"\b(?P<length>(?:(?P<count>three|six|nine|twelve|3|6|9|12)(?:[-\s]months?|-)?|(?:fiscal\s+)?quarter))"
    r"(?:\s+(?:periods?))?\s+and\s+(?:the\s+)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Time:
    """Characters ``start`` to ``end`` of a paragraph that name a time; ``period`` None: one not settled."""

    start: int
    end: int
    period: Period | None


_LENGTH = re.compile(r"(\d{1,2}) months?|year")
"""As statements and lines say a length; "3 bananas" is none."""


class Calendar:
    """The report's own periods, by which times without a year are settled.

    ``main`` is the shortest duration that ends with the report: what text without a time speaks of.
    """

    def __init__(self, filing: Filing, periods: Iterable[Period]) -> None:
        self.end = filing.document.period_end
        self.year_end = filing.fiscal_year_end
        self.year_shift = filing.fiscal_year_shift
        self.listed = dict(filing.periods)
        spans = [p for p in self.listed.values() if not p.is_instant and p.end == self.end]
        periods = tuple(periods)
        self.ends = {p.end for p in (*periods, *self.listed.values())}
        self.spans = {p.months: p for p in (*periods, *spans) if not p.is_instant and p.end == self.end}
        shortest = spans or list(self.spans.values())
        self.main = min(shortest, key=lambda p: p.days, default=None)

    def known(self, period: Period | None) -> Period | None:
        """The period of the report that one computed from words is, in calendars of weeks; else itself."""
        if period is None:
            return None
        if self.listed:
            return nearest(period, self.listed.values()) or period
        return in_weeks(period, self.ends, self.year_end) or period

    def months(self, count: int) -> Period | None:
        return self.spans.get(count)

    def quarter(self, nth: int) -> Period | None:
        """The nth fiscal quarter, if it is the report's own or one before it in the same fiscal year."""
        if self.main is None or self.main.months != 3:
            return None
        back = self.number - nth
        return None if back < 0 else earlier(self.main, 3 * back)

    def named(self, word: str) -> Period | None:
        """What ``period`` of a rule says: a length, ``year to date``, a listed name, a day, a span."""
        if word in self.listed:
            return self.listed[word]
        if word == "year to date":
            return self.to_date()
        length = _LENGTH.fullmatch(word)
        if length is not None:
            return self.months(int(length[1] or 12))
        return Period.parse(word)

    def fiscal_year(self, end: date) -> int:
        """The number of the fiscal year that a day lies in."""
        after = (end.month, end.day) > self.year_end
        return end.year + after - self.year_shift

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
    relative: list[tuple[int, int, str, re.Match[str]]] = []
    for regex, kind in _RELATIVE:
        taken = _Spans((s, e) for s, e, _, _ in relative)
        relative += [
            (m.start(), m.end(), kind, m)
            for m in regex.finditer(lowered)
            if not taken.overlap(m.start(), m.end())
        ]
    # "the same quarter of 2003" is told by its relation; the year in it alone would be the whole year.
    around = _Spans((s, e) for s, e, _, _ in relative)
    kept = [t for t in stated if not around.hold(t.start, t.end)]
    there = _Spans((t.start, t.end) for t in kept)
    relative = [r for r in relative if not there.overlap(r[0], r[1])]
    found = kept
    for regex, kind in _LENGTHS:
        taken = _Spans([*((t.start, t.end) for t in found), *((s, e) for s, e, _, _ in relative)])
        found += [
            Time(m.start(), m.end(), _length(kind, m, calendar))
            for m in regex.finditer(lowered)
            if not taken.overlap(m.start(), m.end())
        ]
    ranked = sorted((t.start, rank, t) for rank, t in enumerate(found))
    # Each time is asked once whether it opens a sentence, however many speak of it further on: what is put
    # in stands at or behind the time it is put in for, so that nothing before ``read`` changes.
    opening: list[Time] = []
    read = 0
    for start, end, kind, m in sorted(relative, key=lambda r: r[0]):
        here = bisect_left(ranked, start, key=_start)
        opening += (t for _, _, t in ranked[read:here] if _opens(t, text))
        read = here
        opened = next((t.period for t in reversed(opening) if t.end <= start), None)
        base = _base(ranked, start, text) or opened or calendar.main
        time = Time(start, end, None if base is None else _related(kind, m, base, calendar))
        insort(ranked, (start, len(ranked), time))
    return [replace(time, period=calendar.known(time.period)) for _, _, time in ranked]


class _Spans:
    """Stretches of a text, asked about in the time it takes to look one up."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self.starts = [start for start, _ in ordered]
        self.ends = list(accumulate((end for _, end in ordered), max))
        """The furthest end of those up to each."""

    def overlap(self, start: int, end: int) -> bool:
        """Whether one of them has a character of this one."""
        n = bisect_left(self.starts, end)
        return n > 0 and self.ends[n - 1] > start

    def hold(self, start: int, end: int) -> bool:
        """Whether one of them has all characters of this one."""
        n = bisect_right(self.starts, start)
        return n > 0 and self.ends[n - 1] >= end


def _lengths_before(text: str, mention: Mention) -> Iterator[Time]:
    """The quarter of "three and nine months ended September 30"; reading knows the nine months."""
    period = mention.period
    m = _AND_MONTHS.search(text, max(0, mention.start - 32), mention.start)
    if m is None or period is None or period.is_instant:
        return
    count = _COUNTS.get((m["count"] or "three").lower(), 3)
    if count != period.months:
        yield Time(m.start(), m.end("length"), Period.ending(period.end, count))


def _base(ranked: Sequence[tuple[int, int, Time]], start: int, text: str) -> Period | None:
    """The duration named before in the same sentence: what "the same period" repeats.

    ``ranked`` are (start, rank, time), ascending; of several the one of the first rank.
    """
    low = max(0, start - LONGEST)
    opened = max(text.rfind(". ", low, start), text.rfind("; ", low, start), low)
    within = ranked[bisect_left(ranked, opened, key=_start) : bisect_left(ranked, start, key=_start)]
    before = sorted((rank, t) for _, rank, t in within if t.end <= start) if within else []
    durations = (t.period for _, t in before if t.period is not None and not t.period.is_instant)
    return next(durations, None)


_OPENS = re.compile(r"(?:^|[.!?]\W+)(?:in|for|during)\s+(?:the\s+)?$", re.IGNORECASE)


def _opens(time: Time, text: str) -> bool:
    """Whether a duration opens a sentence, so that a later one without a time goes on to speak of it::

    In fiscal 2006, interest income was $69.4 million. Net interest income increased to $44.5
    million, compared to $36.0 million the previous year.
    """
    spans = time.period is not None and not time.period.is_instant
    return spans and _OPENS.search(text, max(0, time.start - 24), time.start) is not None


def _start(ranked: tuple[int, int, Time]) -> int:
    return ranked[0]


def _related(kind: str, m: re.Match[str], base: Period, calendar: Calendar) -> Period | None:
    match kind:
        case "nth":
            own = calendar.quarter(_NTH[m["nth"]])
            return None if own is None else earlier(own, 12)
        case "months":
            span = calendar.months(_COUNTS[m["count"]])
            return None if span is None else earlier(span, 12)
        case "year of" if re.search(r"\b(?:periods|quarters)\b", m[0]):
            # "in the same periods of 2024": one for each of several times.
            return None
        case "year of":
            # "the comparable period in fiscal 2007" of nine months to December 2007 is a year before them.
            number = calendar.fiscal_year(base.end) if "fiscal" in m[0] else base.end.year
            years = number - int(m["year"])
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
