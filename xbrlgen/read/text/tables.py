"""A stretch of lines that holds tables: cut into statements, each with its title, columns and rows."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from xbrlgen.model.finding import Finding
from xbrlgen.model.scale import UNSAID
from xbrlgen.model.source import Table
from xbrlgen.model.where import Where
from xbrlgen.read.captions import note_mark
from xbrlgen.read.figures import Token, scan
from xbrlgen.read.heading_periods import time_words
from xbrlgen.read.scales import caption_currency, scales
from xbrlgen.read.table.column_checks import column_findings, mark_findings
from xbrlgen.read.table.columns import Head, columns_of
from xbrlgen.read.table.row_periods import with_row_periods
from xbrlgen.read.table.rows import is_side, line_items
from xbrlgen.read.text.column_times import settled
from xbrlgen.read.text.headings import REACH, RULE_RUN, column_headings, with_empty, zone_heads
from xbrlgen.read.text.layout import (
    Chunk,
    Line,
    Strip,
    chunks,
    justified,
    shareless,
    strips,
    with_values,
)
from xbrlgen.read.text.rows import laid_rows
from xbrlgen.read.text.titles import NOTHING, Above, continued, folded, names_table, own_title
from xbrlgen.read.times import YearEnd

_SENTENCE = re.compile(r"(?<=[.;:,?!\"])\s{2,}")


@dataclass(slots=True)
class Segment:
    """One statement: lines up to its first row, its rows, and the running text in and after it."""

    head: list[Line] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)
    prose: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Placed:
    """A table that was read, and where its columns stand."""

    table: Table
    columns: Sequence[Strip]
    heads: tuple[tuple[str, ...], ...]
    first_title: tuple[str, ...]
    """The title lines of the table that this one goes on with, or its own."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a table is read with: note marks of the document, fiscal year end, what stands over it."""

    notes: Collection[str]
    fye: YearEnd
    above: Above = NOTHING
    panel: Placed | None = None
    """The table before it under one title, as a panel under the first is."""
    page_before: Placed | None = None
    """The table before it if nothing but a page break parts them."""
    earlier: Mapping[str, Placed] = field(default_factory=dict)
    """The tables before it, the last one of each name (:func:`~xbrlgen.read.text.titles.bare`)."""


def segments(lines: Sequence[Line]) -> list[Segment]:
    """Cuts a stretch of lines where headings of columns begin anew::

    Total assets                       99,235   109,029

    STATEMENTS OF OPERATIONS             2004      2003      a further table
    Revenue                            37,593    36,810
    """
    zones = _zones(lines)
    found = [Segment()]
    in_body = in_prose = False
    for i, line in enumerate(lines):
        now = found[-1]
        if in_prose and (line.kind in ("text",) or (line.kind == "row" and len(line.values) == 1)):
            now.prose.append(line)
            continue
        in_prose = False
        if line.kind == "text" and _is_prose(lines, i, zones[i], in_body):
            now.prose.append(line)
            in_prose = True
            continue
        if not in_body:
            if line.kind == "row" and not _years(lines, i, in_body=False):
                in_body = True
                now.body.append(line)
            else:
                now.head.append(line)
            continue
        if _heads_anew(lines, i, zones[i]):
            fresh = Segment(head=[*_title_above(now), line])
            found.append(fresh)
            in_body = False
            continue
        now.body.append(line)
    return found


def _zones(lines: Sequence[Line]) -> list[int | None]:
    """For each line where the values of the rows next to it begin: those that follow, else those before.

    Of the eight rows nearest, so that a table of other columns further on does not count.
    """
    zones: list[int | None] = [None] * len(lines)
    ahead: list[int] = []
    for i in range(len(lines) - 1, -1, -1):
        line = lines[i]
        zones[i] = min(ahead) if ahead else None
        if line.kind == "row" and not _all_years(line):
            ahead = [line.values[0].start, *ahead][:8]
    before: int | None = None
    for i, line in enumerate(lines):
        if zones[i] is None:
            zones[i] = before
        elif line.kind == "row" and not _all_years(line):
            before = zones[i]
    return zones


def _all_years(line: Line) -> bool:
    return line.kind == "row" and all(t.is_year for t in line.values)


def _years(lines: Sequence[Line], i: int, *, in_body: bool) -> bool:
    """Whether a line of bare years is a heading: any before the first row, later one that stands apart::

    Rent                       1,204     1,187
    Founded                     1996      1998      a row, as it follows one

                                2004      2003      a heading
    """
    line = lines[i]
    if not _all_years(line):
        return False
    if not in_body:
        return True
    if i > 0 and lines[i - 1].kind == "row":
        return False
    return line.label is None or _apart(lines, i)


def _apart(lines: Sequence[Line], i: int) -> bool:
    return i == 0 or lines[i - 1].kind in ("blank", "rule", "tag") or lines[i - 1].kind == "text"


def zone_chunks(line: Line, zone: int | None) -> list[Chunk]:
    """The words of a line that stand over the values rather than over the labels::

    ASSETS                          June 30, 2004    June 30, 2003
                                    ----- these two, if values begin here -----
    """
    found = chunks(line)
    if zone is None:
        return found if len(found) > 1 else []
    first = next(
        (k for k, c in enumerate(found) if c.end > zone + 1 and c.start >= max(8, zone - REACH)), len(found)
    )
    return found[first:]


def _heads_anew(lines: Sequence[Line], i: int, zone: int | None) -> bool:
    """Whether a line after rows begins the headings of a further table: words over the values, apart from
    the row above, that speak of time or are followed by others that do::

        Net income                 1,204     1,187

                                     Actual     Forecast
                                      2004        2005
    """
    line = lines[i]
    if line.kind == "row":
        return _years(lines, i, in_body=True) and zone is not None and line.values[0].start >= zone - REACH
    if line.kind != "text" or not _apart(lines, i):
        return False
    heads = zone_chunks(line, zone)
    if not heads:
        return False
    before = chunks(line)[: len(chunks(line)) - len(heads)]
    if lines[i - 1].kind == "text" and before:
        # A label that wraps over text cells is no heading.
        return any(time_words(c.text) for c in heads) and len(heads) > 1
    if any(time_words(c.text) for c in heads):
        return True
    if before:
        return False
    for later in lines[i + 1 : i + 8]:
        if later.kind == "row" and not _all_years(later):
            return any(c.text for c in heads) and len(heads) > 1
        if later.kind == "row" or any(time_words(c.text) for c in zone_chunks(later, zone)):
            return True
    return False


def _title_above(now: Segment) -> list[Line]:
    """Takes from a segment the lines after its last row that belong to the next one's title::

    Net income                 1,204     1,187
    and comprehensive income                        still the row's
                                                    from here on the next one's
    STATEMENTS OF CASH FLOWS
    """
    last = max(k for k, line in enumerate(now.body) if line.kind == "row")
    cut = next((k for k in range(last + 1, len(now.body)) if now.body[k].kind != "text"), len(now.body))
    if now.prose:
        after = now.prose[-1].number
        cut = max(cut, next((k for k, line in enumerate(now.body) if line.number > after), len(now.body)))
    taken = now.body[cut:]
    del now.body[cut:]
    return taken


def _is_prose(lines: Sequence[Line], i: int, zone: int | None, in_body: bool) -> bool:
    """Whether a line begins running text or a note inside a table's stretch: one of fifty characters and
    more, from the left, that reaches over the values and goes on or ends in a full stop::

        Adjusted EBITDA               1,204     1,187
        Adjusted EBITDA is not a measure under GAAP; it leaves out interest,
        taxes, depreciation and amortization.
        (1) Includes $2,024 of stock-based compensation.
    """
    line = lines[i]
    text = line.text.strip()
    if len(chunks(line)) > 1 and len(chunks_of_sentence(line)) > 1 and not justified(line):
        return (
            note_mark(text) is not None
            and len(text) > 60
            and in_body
            and len(chunks(line)) <= 2
            and not _wide(line)
        )
    long = len(text) >= 50 and line.indent <= 12 and (zone is None or len(line.text) > zone + 8)
    if note_mark(text) is not None:
        return (long or not _rows_follow(lines, i)) and in_body
    if not long or not in_body:
        return False
    nxt = lines[i + 1] if i + 1 < len(lines) else None
    return text[-1] in ".;:" or (nxt is not None and nxt.kind == "text" and nxt.indent <= 12)


def _wide(line: Line) -> bool:
    return any(b.start - a.end > 8 for a, b in zip(chunks(line), chunks(line)[1:], strict=False))


def chunks_of_sentence(line: Line) -> list[str]:
    """The chunks of a line, two spaces after a mark of punctuation not counted as a gap."""
    return re.split(r"\s{2,}|\t", _SENTENCE.sub(" ", line.text.strip()))


def _rows_follow(lines: Sequence[Line], i: int) -> bool:
    for line in lines[i + 1 : i + 4]:
        if line.kind == "row":
            return True
        if line.kind in ("blank", "tag"):
            return False
    return False


def table_of(segment: Segment, context: Surroundings) -> tuple[Placed, list[Line], list[Finding]] | None:
    """The table of a segment, and the heading lines above that are not its title.

    None if the segment has no rows. A table without headings of its own that lies under one
    with the same columns goes on with that one's headings; a panel, and a page that goes on
    ("continued", or under the same headings without a title), with title and scale.
    """
    columns = strips(line for line in segment.body if line.kind == "row")
    if not columns:
        return None
    # A column printed once, over which nothing stands, is a number that slipped.
    body = _years_labelling([_settled(line, columns) for line in segment.body], columns)
    columns = strips(line for line in body if line.kind == "row")
    above, headings, tail = _head_parts(segment.head, columns)
    columns = with_empty(_supported(columns, headings), headings)
    own, left_over = own_title(above, headings, columns)
    heads, places = column_headings(headings, columns, shareless(columns, body))
    texts = tuple(tuple(h) for h in heads)
    names = own if names_table(own) else [*context.above.title, *own]
    before = _before(names, texts, columns, context)
    # The sentence that leads to a table names it where nothing else does.
    led = [context.above.lead] if not names and context.above.lead.endswith(":") else []
    title_lines = (names or led) if before is None else [*names, *before.first_title]
    title = folded(names) if names or before is None else before.table.title
    head = " ".join(line.text for line in segment.head)
    # "(In thousands)" may stand over the columns, over the first labels, or in the sentence before.
    beside = (title, head, folded(context.above.title), context.above.lead)
    said = next(filter(None, map(scales, beside)), UNSAID if before is None else before.table.scales)
    currency = next(filter(None, map(caption_currency, beside)), None)
    if currency is None and before is not None and said is before.table.scales:
        currency = before.table.currency
    built = (
        before.table.columns
        if not any(heads) and before is not None and _same(before.columns, columns)
        else columns_of(
            [
                Head(tuple(texts), place or first)
                for texts, place, first in zip(heads, places, _first_values(body, columns), strict=True)
            ],
            title,
            context.notes,
            context.fye,
        )
    )
    rows, findings = laid_rows([*tail, *body], columns, context.notes)
    built = settled(built, body, columns, rows, context.fye)
    first = next((line for line in [*segment.head, *body] if line.kind in ("text", "row")), body[0])
    table = Table(
        title=title,
        columns=built,
        lines=tuple(line_items(rows, context.notes)),
        where=first.at(first.indent),
        scales=said,
        currency=currency,
        title_lines=tuple(" ".join(text.split()) for text in title_lines),
    )
    table = with_row_periods(table, context.fye)
    findings = [*column_findings(table), *findings, *mark_findings(table, context.notes)]
    first_title = table.title_lines if before is None else before.first_title
    return Placed(table, columns, texts, first_title), left_over, findings


def _years_labelling(body: list[Line], columns: Sequence[Strip]) -> list[Line]:
    """Bare years in the first column of rows without a label are the rows' labels::

    Year          Redemption price
    ----          ----------------
    2024              104.161%
    2025              103.745
    2026 and after    100.000
    """
    rows = [line for line in body if line.kind == "row" and line.label is None and len(line.values) > 1]
    years = [line for line in rows if line.values[0].is_year]
    if len(columns) < 2 or len(years) < 2 or len(years) < len(rows):
        return body
    if any(line.values[0].anchor > columns[0].right for line in years):
        return body
    changed = {line.number for line in years}
    return [_year_labelled(line) if line.number in changed else line for line in body]


def _year_labelled(line: Line) -> Line:
    year = line.values[0]
    return replace(line, values=line.values[1:], label=Chunk(year.start, year.end, year.text))


def _before(
    names: Sequence[str], heads: tuple[tuple[str, ...], ...], columns: Sequence[Strip], context: Surroundings
) -> Placed | None:
    """The table whose title, scale and headings this one goes on with; None if it stands for itself."""
    on = next((context.earlier[n] for n in continued(names) if n in context.earlier), None)
    if on is not None:
        return on
    if names:
        return None
    if context.panel is not None:
        return context.panel
    page = context.page_before
    same = page is not None and (page.heads == heads or (not any(heads) and _same(page.columns, columns)))
    return page if same else None


def _settled(line: Line, columns: Sequence[Strip]) -> Line:
    """A line looked at again now that columns are known: rows with words in some cells::

    Fiscal year end            December 31    December 31
    Churn                      not stated            1.8%
    """
    if line.kind not in ("text", "row"):
        return line
    again = with_values(replace(line, kind="text", values=(), label=None), [c.edge for c in columns])
    if line.kind == "row":
        # Average shares (in thousands) 16,400,000      16,000,000: a figure one space after its label,
        # that ends where its column does.
        return again if len(line.values) < len(again.values) <= len(columns) else line
    if again.kind == "row":
        return again
    everything = chunks(line)
    found = [c for c in everything if not RULE_RUN.fullmatch(c.text)]
    if found and len(found) < len(everything) and found == everything[: len(found)]:
        # A rule over a total, on the line of a label that wraps.
        line = replace(line, text=line.text[: found[-1].end])
    zone = columns[0].left - 1
    words = [c for c in found if c.start >= zone]
    label = [c for c in found if c.start < zone]
    if not words or (len(words) == len(found) and len(words) == 1) or any(c.end > zone + 8 for c in label):
        return line
    tokens: list[Token] = []
    for c in words:
        token = scan(line.text, c.start, line.at, numerals=line.numerals)
        if token is None or token.end != c.end:
            token = Token(c.start, c.end, c.end, "na", c.text)
        tokens.append(token)
    if not label and not any(t.figures for t in tokens):
        return line
    end = words[0].start
    head = line.text[:end].rstrip()
    chunk = Chunk(line.indent, len(head), head[line.indent :]) if label else None
    return replace(line, kind="row", values=tuple(tokens), label=chunk)


def _head_parts(head: Sequence[Line], columns: Sequence[Strip]) -> tuple[list[Line], list[Line], list[Line]]:
    """Cuts the lines before the first row: above the headings, the headings, the first labels::

    BALANCE SHEETS                                           above
                             June 30,      June 30,          headings
                               2004          2003
    Current assets:                                          labels
      Cash                   17,328        12,104
    """
    zone = columns[0].left
    over = [k for k, line in enumerate(head) if line.kind in ("text", "row") and zone_heads(line, columns)]
    marks = [k for k, line in enumerate(head) if line.kind == "tag" and line.tag == "s"]
    if not over:
        end = marks[-1] + 1 if marks else len(head)
        if not marks:
            # Without headings only what stands directly on the rows is a label.
            while end > 0 and head[end - 1].kind == "text" and head[end - 1].indent < zone:
                end -= 1
        return list(head[:end]), [], list(head[end:])
    first, last = over[0], max(over[-1] + 1, (marks[-1] + 1) if marks else 0)
    # "ASSETS" between the columns' headings and the mark of the first row is a heading of rows.
    side = (k for k in range(over[-1] + 1, last) if head[k].kind == "text" and is_side(head[k].text))
    last = next(side, last)
    while last < len(head) and head[last].kind == "rule":
        last += 1
    return list(head[:first]), list(head[first:last]), list(head[last:])


def _first_values(body: Sequence[Line], columns: Sequence[Strip]) -> list[Where]:
    """Where the first value of each column stands: the place of a column without a heading."""
    rows = {line.number: line for line in body if line.kind == "row"}
    first = min(rows)
    return [rows[min(s.rows, default=first)].at(max(s.left, 0)) for s in columns]


def _supported(columns: list[Strip], headings: Sequence[Line]) -> list[Strip]:
    """Leaves out a strip that one row alone has and nothing stands over, where others are headed::

                               2004          2003
    Revenue                  37,593        36,810
    Sites           128       1,204         1,187       128 is a figure that slipped
    """
    over = [c for line in headings if line.kind in ("text", "row") for c in zone_heads(line, columns)]
    total = len(set().union(*(c.rows for c in columns)))
    if not over or total < 4:
        return columns
    kept = [
        s
        for s in columns
        if len(s.rows) > 1 or any(c.start < s.right + 1 and c.end > s.left - 1 for c in over)
    ]
    return kept or columns


def _same(a: Sequence[Strip], b: Sequence[Strip]) -> bool:
    return len(a) == len(b) and all(abs(x.edge - y.edge) <= 3 for x, y in zip(a, b, strict=True))
