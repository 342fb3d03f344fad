"""What the headings of a column mean: its name, its note marks, its period, whether it has ranges."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from xbrlgen.model.source import Column
from xbrlgen.model.where import Where
from xbrlgen.read.captions import clean
from xbrlgen.read.heading_periods import (
    bare_year,
    heading_period,
    open_length,
    prints_day,
    time_words,
    yearless,
)
from xbrlgen.read.table.ways import Way, ways_of
from xbrlgen.read.times import TO_DATE, YearEnd, months_of, span_to

# Low - High        Minimum   Maximum        Range
_RANGE = re.compile(r"\blow\b.*\bhigh\b|\bmin(?:imum)?\b.*\bmax(?:imum)?\b|\brange\b", re.IGNORECASE)
# Three months ended June 30,
#   2004     2003    % Change
_DIFFERENCE = re.compile(r"change|variance|increase|decrease|%|percent", re.IGNORECASE)


# The following table summarizes stock option activity under the 2013 and 2019 Plans:
_SENTENCE = re.compile(r"(?:\b[a-z]{2,}\s(?:\S+\s)*?){3}")
_NAMED = re.compile(
    r"\b(?:(?:19|20)\d\d(?:,|\s(?:and|or))\s)*(?:19|20)\d\d\s(?=[A-Z][a-z])"
    r"(?!(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)"
)


# "for the three and nine months ended June 30," over bare years: of which length, nothing says.
_PLURAL = re.compile(r"\b(?:and|&)\s+(?:\w+[-\s])?(?:months?|weeks?|quarters?|years?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Head:
    """What stands over a column: ``texts`` from top to bottom, spanning headings among them.

    ``where`` is the place of the first, or that of the column's first value if nothing stands over it.
    """

    texts: tuple[str, ...]
    where: Where


def columns_of(heads: Sequence[Head], title: str, notes: Collection[str], fye: YearEnd) -> tuple[Column, ...]:
    """The columns under their headings, left to right.

    ``title`` is the table's: a column whose headings name no time of their own has the title's, if it
    names one; one of a difference or a ratio has none. ``notes`` are the marks of the document's notes.
    """
    title = _without_names(title)
    fallback = heading_period([title], fye)
    built = []
    for index, head in enumerate(heads):
        cleaned = [clean(t, notes) for t in head.texts]
        names = tuple(name for name, _ in cleaned if name)
        marks = tuple(dict.fromkeys(m for _, ms in cleaned for m in ms))
        timed = any(map(time_words, names))
        period = heading_period(names, fye)
        if period is None and timed:
            period = heading_period([title, *names], fye)
        titled = False
        if period is None and not timed and (len(heads) == 1 or not any(map(_DIFFERENCE.search, names))):
            period, titled = fallback, fallback is not None
        day = period is not None and prints_day((title, *names), period.end)
        ranges = any(map(_RANGE.search, names))
        built.append(Column(index, names, period, head.where, marks, ranges, day, titled=titled))
    return tuple(_to_date_settled(tuple(_years_settled(built, title, fye)), fye))


def _to_date_settled(columns: Sequence[Column], fye: YearEnd) -> Iterator[Column]:
    """A length of which no day is known ends with the quarter beside it that it takes in::

    Third Quarter          Year-to-Date              2025                  2024
    2025     2024         2025     2024         Third     Nine        Third     Nine
                                               Quarter   Months      Quarter   Months
    """
    quarters = [c.period for c in columns if c.period is not None and c.period.months == 3]
    for column in columns:
        said = open_length(column.headings) if column.period is None else None
        if said is None:
            yield column
            continue
        year, length = said
        # The fiscal year that the quarter is one of has the year's number; of several, the last is meant.
        whole = months_of(year, 0, 12, fye)
        within = [q for q in quarters if whole.start is not None and whole.start < q.end <= whole.end]
        spans = {span_to(q.end, TO_DATE, fye) for q in sorted(within, key=lambda q: q.end)[-1:]}
        fitting = [s for s in spans if length in (TO_DATE, (s.months, "months"))]
        yield replace(column, period=fitting[0]) if fitting else column


def _without_names(title: str) -> str:
    """A title without years that are the beginning of a name, as a sentence shows them: "the 2019 Plan"."""
    return _NAMED.sub("", title) if _SENTENCE.search(title) else title


def _years_settled(columns: Sequence[Column], title: str, fye: YearEnd) -> Iterator[Column]:
    """Columns headed by no more than a year, and perhaps a length, read as the title or their neighbours say.

    2024 beside three months to June 30, 2025 is three months to June 30, 2024, and never the
    whole year; beside columns of several lengths it is nothing that could be known::

        Three Months Ended              Six Months Ended
          June 30, 2025      2024        June 30, 2025
    """
    years = {c.index: said for c in columns if (said := bare_year(c.headings)) is not None}
    # "Q4 2024" says nothing of the 2025 beside it.
    dated = [c for c in columns if c.day_printed and c.index not in years]
    parts = [c for c in columns if c.index in years and years[c.index][1] not in (None, (12, "months"))]
    others = {Way.of(c.period) for c in (*dated, *parts) if c.period is not None}
    titled = ways_of(title, fye)
    everything = {way for each in titled.values() for way in each}
    beside = _beside(columns, years)
    lengths = [told for _, told in years.values() if told is not None]
    day = None if dated or len(years) != len(columns) else yearless(title)
    for column in columns:
        if column.index not in years:
            yield column
            continue
        year, length = years[column.index]
        if day is not None:
            # The time stands left of the years, over the captions:
            #   Years Ended December 31
            #   ($ in millions)                  1995       1994
            of_year = heading_period((day, *column.headings), fye)
            open_ = of_year is None or (of_year.is_instant and _PLURAL.search(title) is not None)
            if of_year is not None and of_year.is_instant and lengths:
                # "Three Months Ended" over the first of three years is over all of them.
                of_year = span_to(of_year.end, lengths[0], fye)
                open_ = len(set(lengths)) > 1
            yield replace(column, period=None if open_ else of_year, day_printed=not open_)
            continue
        ways = others or titled.get(year, everything)
        fitting = {w for w in ways if length is None or w.length == length}
        if not ways:
            # Beside "Three Months 2025", of which no day is known, 2024 is not the whole year either.
            yield replace(column, period=None) if parts and length is None else column
        elif len(fitting) == 1:
            yield replace(column, period=next(iter(fitting)).in_year(year), day_printed=False)
        elif length is None and column.index in beside:
            yield replace(column, period=beside[column.index].in_year(year), day_printed=False)
        elif length is None and all(w.length == (12, "months") for w in ways):
            yield column
        else:
            yield replace(column, period=None)


def _beside(columns: Sequence[Column], years: Collection[int]) -> dict[int, Way]:
    """The way of the dated column that years follow, if as many follow each::

    Three Months Ended              Six Months Ended
      June 30, 2025      2024        June 30, 2025      2024
    """
    ways: dict[int, Way] = {}
    counts: list[int] = []
    way: Way | None = None
    for column in columns:
        if column.index not in years:
            if column.period is None or not column.day_printed:
                return {}
            way = Way.of(column.period)
            counts.append(0)
        elif way is None:
            return {}
        else:
            ways[column.index] = way
            counts[-1] += 1
    return ways if len(set(counts)) == 1 else {}
