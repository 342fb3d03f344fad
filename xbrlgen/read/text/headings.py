"""Headings over the columns of a table: which words stand over which columns, and what columns there are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from xbrlgen.model.where import Where
from xbrlgen.read.heading_periods import day_of_years, lasts, time_words
from xbrlgen.read.text.layout import Chunk, Line, Strip, chunks, split_dates

TITLE_WORD = re.compile(
    r"statement|balance|sheet|reconciliation|summary|data\b|highlights|schedule|income|operations|cash flow"
    r"|condition|results|guidance|ratios|position|earnings|rates|losses|information|table",
    re.IGNORECASE,
)
RULE_RUN = re.compile(r"[-=_]{3,}(?: [-=_]{3,})*")
REACH = 14
"""A heading centred over its column begins at most so far left of the column's figures."""
_RUN = re.compile(r"[-=_–—]{2,}")
_WHOLE_DATE = re.compile(r"\d{1,2}\s?,?\s(?:19|20)\d\d|Q[1-4]", re.IGNORECASE)
_BARE_YEAR = re.compile(r"(?:19|20)\d\d")
_DEEP = 16
"""Lines over a rule that it may speak of."""
_MANY = 60
"""Columns, beyond which headings are only set over the nearest one: no page is so wide."""


def zone_heads(line: Line, columns: Sequence[Strip]) -> list[Chunk]:
    """The chunks of a line that head columns; those before them are the title's."""
    left = columns[0].left
    found = [c for c in chunks(line) if not RULE_RUN.fullmatch(c.text)]
    if len(found) < len(columns):
        found = [part for c in found for part in split_dates(c)]
    if len(found) == len(columns) > 1 and found[0].start >= max(8, left - REACH):
        return found
    if len(found) > 1 and found[0].start >= max(8, left - REACH) and found[0].end > left - 4:
        # "Wire", the first of two lines over narrow figures, ends before they begin.
        return found
    if len(found) == len(columns) + 1 and found[0].start < 8 and found[1].start >= left - REACH:
        return found[1:]
    kept = [c for c in found if c.end > left + 1 or (c.end > left - 3 and len(found) == len(columns) + 1)]
    if (
        kept
        and len(found) > 1
        and kept[0] is found[0]
        and kept[0].start <= 6
        and kept[0].start < left - REACH
    ):
        kept = kept[1:]
    if len(found) == 1 and kept:
        only = kept[0]
        centred_title = not time_words(only.text) and TITLE_WORD.search(only.text) is not None
        if (
            only.start < max(8, left - REACH)
            or (not time_words(only.text) and (only.end - left) * 2 < only.end - only.start)
            or (only.start < left and centred_title)
            or (len(columns) > 1 and centred_title and only.text.isupper())
        ):
            return []
    return kept


# -- columns without figures --------------------------------------------------------------


def with_empty(columns: list[Strip], lines: Sequence[Line]) -> list[Strip]:
    """The columns with those added that have a heading and no figure.

    A line of headings says that it has a column for each chunk by a rule of as many runs::

          2025         2024         Change
        --------     --------     --------
          $5,210                    $5,210

    or by being times throughout ("2025   2024   2023"). Each column of figures must stand
    under a chunk of its own.
    """
    for k in range(len(lines) - 1, -1, -1):
        if lines[k].kind not in ("text", "row"):
            continue
        heads = [c for c in chunks(lines[k]) if not RULE_RUN.fullmatch(c.text)]
        heads = [c for c in heads if c.start >= max(8, columns[0].left - REACH)]
        if len(heads) <= len(columns) or len(heads) > _MANY:
            continue
        under = next((line for line in lines[k + 1 :] if line.kind not in ("blank", "tag")), None)
        runs = runs_of(under) if under is not None and under.kind == "rule" else []
        runs = [r for r in runs if r[1] > heads[0].start]
        if len(runs) == len(heads) and all(
            r[0] - 2 <= h.centre <= r[1] + 2 for h, r in zip(heads, runs, strict=True)
        ):
            spots = [(min(h.start, r[0]), max(h.end, r[1])) for h, r in zip(heads, runs, strict=True)]
        elif all(time_words(h.text) for h in heads):
            spots = [(h.start, h.end) for h in heads]
        else:
            continue
        of: dict[int, Strip] = {}
        for column in columns:
            near = min(range(len(spots)), key=lambda i: abs(sum(spots[i]) / 2 - column.centre))
            if near in of or column.left > spots[near][1] + 6 or column.right < spots[near][0] - 6:
                return columns
            of[near] = column
        return [of.get(i) or Strip(high, low, high, set()) for i, (low, high) in enumerate(spots)]
    return columns


# -- which columns a heading covers -------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Extent:
    """The place of a column as its figures, its own heading and the rule over it show it."""

    left: int
    right: int
    edge: int

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2


Span = tuple[int, int]
"""The first and the last column that a heading covers."""


def column_headings(
    lines: Sequence[Line], columns: Sequence[Strip], plain: Sequence[int]
) -> tuple[list[list[str]], list[Where | None]]:
    """For each column its heading lines from top to bottom, and the place of the first.

    ``plain`` are the columns that hold more than percentages.
    """
    overs = [zone_heads(line, columns) if line.kind in ("text", "row") else [] for line in lines]
    shares_headed = any(len(over) == len(columns) for over in overs)
    extents = _extents(lines, overs, columns)
    ruled = _ruled(lines, overs, columns)
    heads: list[list[str]] = [[] for _ in columns]
    places: list[Where | None] = [None] * len(columns)
    upper: list[tuple[Chunk, Span]] = []
    for k, line in enumerate(lines):
        over = overs[k]
        if not over:
            continue
        fixed = {i: ruled[k, i] for i in range(len(over)) if (k, i) in ruled}
        repeated = _repeated(extents, over, overs[k + 1 : k + _DEEP])
        if repeated is not None:
            covered = repeated
        elif not fixed and _over_all(lines[k], over, overs[k + 1 : k + _DEEP], extents):
            # "December 31," over a year for each column belongs to every year.
            covered = [(0, len(columns) - 1)]
        elif not fixed and _set_within(upper, over):
            # "July 31," set within each "Three Months Ended" covers what that one covers.
            covered = [span for _, span in upper]
        elif len(over) == len(plain) < len(columns) and (
            not shares_headed or all(_over(extents[i], chunk) for i, chunk in zip(plain, over, strict=True))
        ):
            # A heading for each amount, none for the percentage beside it.
            covered = [(i, i) for i in plain]
        else:
            covered = spread(extents, over, fixed)
        upper = list(zip(over, covered, strict=True))
        for chunk, (first, last) in upper:
            for i in range(first, last + 1):
                heads[i].append(chunk.text)
                if places[i] is None:
                    places[i] = line.at(chunk.start)
    return heads, places


def _over(extent: _Extent, chunk: Chunk) -> bool:
    """Whether a heading is centred over, or flush with, one column."""
    inside = extent.left - 2 <= chunk.start and chunk.end <= extent.right + 2
    return inside or abs(chunk.centre - extent.centre) <= 3


def _set_within(upper: Sequence[tuple[Chunk, Span]], over: Sequence[Chunk]) -> bool:
    """Whether each heading is centred under one of the line above::

    Three Months Ended       Nine Months Ended
       September 30,           September 30,
    """
    return len(upper) == len(over) > 1 and all(
        u.start <= c.centre <= u.end and abs(u.centre - c.centre) <= 4
        for (u, _), c in zip(upper, over, strict=True)
    )


def _repeated(
    extents: Sequence[_Extent], over: Sequence[Chunk], below: Sequence[list[Chunk]]
) -> list[Span] | None:
    """Equal shares, where the headings below say the same under each heading, however it is set::

    Three Months Ended          Nine Months Ended
    2025          2024          2025          2024
    """
    texts = next(([c.text for c in heads] for heads in below if len(heads) == len(extents)), [])
    size, rest = divmod(len(texts), len(over))
    whole = [_WHOLE_DATE.search(text) is not None for text in texts]
    if any(whole) and not all(whole):
        # A time that is whole beside others that are parts: each column has its own lines.
        return None
    if rest or size < 2 or texts[:size] * len(over) != texts or len(set(texts[:size])) < size:
        return None
    spans = [(i * size, i * size + size - 1) for i in range(len(over))]
    within = all(
        extents[first].left - 4 <= head.centre <= extents[last].right + 4
        for head, (first, last) in zip(over, spans, strict=True)
    )
    return spans if within and len(over) > 1 else None


def _extents(lines: Sequence[Line], overs: Sequence[list[Chunk]], columns: Sequence[Strip]) -> list[_Extent]:
    """Where the columns are: figures may be narrow, and their own headings and rules wide."""
    places = [[c.left, c.right] for c in columns]
    for k, over in enumerate(overs):
        spots = [(c.start, c.end) for c in over]
        if not over and lines[k].kind == "rule":
            spots = [r for r in runs_of(lines[k]) if r[1] > columns[0].left - REACH]
        if len(spots) != len(columns):
            continue
        if all(
            low < c.right + 6 and high > c.left - 6 for (low, high), c in zip(spots, columns, strict=True)
        ):
            for place, (low, high) in zip(places, spots, strict=True):
                place[0], place[1] = min(place[0], low), max(place[1], high)
    return [_Extent(low, high, c.edge) for (low, high), c in zip(places, columns, strict=True)]


def _ruled(
    lines: Sequence[Line], overs: Sequence[list[Chunk]], columns: Sequence[Strip]
) -> dict[tuple[int, int], Span]:
    """For headings, as (line, chunk), the columns that a rule below says they cover.

    The rule may be on the line of other words, and be many lines below the first::

        Three Months Ended             March 3, 2019
           September 30,              (inception) to
    --------------------------         September 30,

    A rule no longer than the words it underlines, and under no column, says nothing.
    """
    found: dict[tuple[int, int], Span] = {}
    for r, line in enumerate(lines):
        runs = [(run, span) for run in runs_of(line) if (span := _columns_under(run, columns)) is not None]
        wide = [(run, span) for run, span in runs if span[1] > span[0]]
        if not wide:
            continue
        floor = {run: r for run, _ in wide}
        for k in range(r - 1, max(r - _DEEP, 0) - 1, -1):
            above = runs_of(lines[k])
            if overs[k] and len(overs[k]) < len(wide) and len(wide) == len(runs) > 1:
                # Fewer headings than rules: one that stands over several of them.
                break
            for run, span in wide:
                if floor[run] != k + 1:
                    continue
                if any(a < run[1] and b > run[0] for a, b in above):
                    continue
                within = [i for i, c in enumerate(overs[k]) if run[0] - 2 <= c.centre <= run[1] + 2]
                if len(within) > 1 or (within and (k, within[0]) in found):
                    continue
                floor[run] = k
                if within:
                    found[k, within[0]] = span
    return found


def runs_of(line: Line) -> list[tuple[int, int]]:
    """The rules of a line, as (start, end): also those beside words."""
    if line.kind == "rule":
        return [m.span() for m in _RUN.finditer(line.text)]
    if line.kind not in ("text", "row") or (
        "---" not in line.text and "___" not in line.text and "===" not in line.text
    ):
        return []
    return [
        (c.start + m.start(), c.start + m.end())
        for c in chunks(line)
        if RULE_RUN.fullmatch(c.text)
        for m in _RUN.finditer(c.text)
    ]


def _columns_under(run: tuple[int, int], columns: Sequence[Strip]) -> Span | None:
    """The columns of which half or more stands under a rule; None if there are none."""
    under = [
        i
        for i, c in enumerate(columns)
        if (min(run[1], c.right) - max(run[0], c.left)) * 2 >= max(1, min(run[1] - run[0], c.right - c.left))
    ]
    return (under[0], under[-1]) if under else None


def _over_all(
    line: Line, over: Sequence[Chunk], below: Sequence[list[Chunk]], extents: Sequence[_Extent]
) -> bool:
    """Whether a time stands alone over a bare year for each column, and not over one of them::

        Three Months Ended                        Periods Ended September 30,
           December 31,                        Three Months            Nine Months
        2025  2024  2023                     2025        2024       2025        2024

    or a length of time over one day of different years, which is not said of the first alone::

        Nine-Month Period Ended
        Sept. 30, 2025    Sept. 30, 2024
    """
    heads = next((heads for heads in below if len(heads) > 1), [])
    if len(over) != 1 or not heads or not time_words(over[0].text) or runs_of(line):
        return False
    last = next((h for h in below if len(h) == len(extents)), [])
    if all(_BARE_YEAR.fullmatch(c.text) for c in last) and last:
        middle = (extents[0].left + extents[-1].right) / 2
        nearest = min(abs(over[0].centre - place.centre) for place in (extents if heads is last else heads))
        return not abs(over[0].centre - middle) > nearest + 8
    return heads is last and day_of_years([c.text for c in last]) and lasts(over[0].text)


def spread(extents: Sequence[_Extent], heads: Sequence[Chunk], fixed: dict[int, Span]) -> list[Span]:
    """For each heading chunk of one line the columns it covers, as (first, last).

    ``fixed`` is what rules say. Otherwise the division is chosen under which chunks stand
    best centred over (or flush with) what they cover, and leave no column uncovered that
    they reach over; a time is rather that of more columns than of fewer.
    """
    count, n = len(heads), len(extents)
    if count == n and not fixed:
        return [(i, i) for i in range(n)]
    if n > _MANY:
        return [_single(extents, h) for h in heads]
    alone = [_alone_over(extents, h) for h in heads]
    if not fixed and None not in alone and len(set(alone)) == count:
        return [(i, i) for i in alone if i is not None]
    bare = 2.4 if any(time_words(h.text) for h in heads) else 1.0
    worst = float("inf")
    # best[k][j]: least cost of setting the first k chunks over the first j columns.
    best = [[worst] * (n + 1) for _ in range(count + 1)]
    back: list[list[Span | None]] = [[None] * (n + 1) for _ in range(count + 1)]
    best[0] = [bare * j for j in range(n + 1)]
    for k, head in enumerate(heads, 1):
        for j in range(1, n + 1):
            best[k][j], back[k][j] = best[k][j - 1] + bare, None
            for i in range(j):
                if best[k - 1][i] == worst:
                    continue
                price = best[k - 1][i] + _misfit(extents, head, i, j - 1, fixed.get(k - 1))
                if price < best[k][j]:
                    best[k][j], back[k][j] = price, (i, j - 1)
    if best[count][n] == worst:
        return [_single(extents, h) for h in heads]
    spans: list[Span] = []
    j = n
    for k in range(count, 0, -1):
        while (step := back[k][j]) is None:
            j -= 1
        spans.append(step)
        j = step[0]
    return spans[::-1]


def _alone_over(extents: Sequence[_Extent], head: Chunk) -> int | None:
    """The one column that a heading stands over, flush with it or centred, as "Weeks" does here::

                    Thirteen
    Year Ended         Weeks
     March 31,         Ended
    """
    over = [i for i, e in enumerate(extents) if head.start < e.right and head.end > e.left]
    if len(over) != 1:
        return None
    e = extents[over[0]]
    flush = (
        abs(head.end - e.right) <= 1 or abs(head.start - e.left) <= 1 or abs(head.centre - e.centre) <= 1.5
    )
    return over[0] if flush else None


def _misfit(extents: Sequence[_Extent], head: Chunk, first: int, last: int, fixed: Span | None) -> float:
    if fixed is not None:
        return 0.0 if (first, last) == fixed else 1000.0
    left, right = extents[first].left, extents[last].right
    off = abs(head.centre - (left + right) / 2)
    if first == last:
        off = min(off, abs(head.end - right), abs(head.end - extents[first].edge), abs(head.start - left))
    else:
        off += 4.0
    outside = sum(
        10.0
        for i, c in enumerate(extents)
        if not first <= i <= last and head.start < c.right - 1 and head.end > c.left + 1
    )
    if head.start >= right + 12 or head.end <= left - 12:
        off += 20.0
    return off + outside


def _single(extents: Sequence[_Extent], head: Chunk) -> Span:
    i = min(range(len(extents)), key=lambda i: abs(extents[i].centre - head.centre))
    return i, i
