"""What the headings of a column mean: its name, its note marks, its period, whether it has ranges."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from xbrlgen.model.source import Column
from xbrlgen.model.where import Where
from xbrlgen.read.captions import clean
from xbrlgen.read.periods import YearEnd, heading_period, time_words

# Low - High        Minimum   Maximum        Range
_RANGE = re.compile(r"\blow\b.*\bhigh\b|\bmin(?:imum)?\b.*\bmax(?:imum)?\b|\brange\b", re.IGNORECASE)
# Three months ended June 30,
#   2004     2003    % Change
_DIFFERENCE = re.compile(r"change|variance|increase|decrease|%|percent", re.IGNORECASE)


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
        elif period is None and (len(heads) == 1 or not any(map(_DIFFERENCE.search, names))):
            period = fallback
        built.append(Column(index, names, period, head.where, marks, any(map(_RANGE.search, names))))
    return tuple(built)
