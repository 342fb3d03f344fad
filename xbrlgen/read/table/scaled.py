"""Scale and currency of every table, column and row: what is printed nearest says them.

Works on blocks, whatever layout they were read from. A table that says nothing itself takes the
sentence that leads to it, the table that it continues, or what the document says of all amounts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding
from xbrlgen.model.matcher import fold
from xbrlgen.model.scale import NumberKind, Scales
from xbrlgen.model.source import Block, Column, Figure, LineItem, Mention, Paragraph, Span, Table
from xbrlgen.read.prose import with_mentions
from xbrlgen.read.scales import (
    caption_currency,
    heading_currency,
    heading_scales,
    label_scales,
    scales,
    unread_scale,
)
from xbrlgen.read.table.in_full import in_full

_LEADS = re.compile(
    r"(?:\bfollow(?:s|ing)?\b|\bbelow\b|\btables?\b|\bset forth\b|\bsummar|:\s*$)", re.IGNORECASE
)
_UNLESS = r"\b(?:unless|or as|except as) otherwise (?:noted|indicated|stated|specified)"
_EVERY = re.compile(
    rf"(?:\ball\b|{_UNLESS})[^.]{{0,60}}\b(?:amounts|figures|dollars)\b"
    rf"|\b(?:amounts|figures|dollars)\b[^.]{{0,80}}{_UNLESS}\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z(])")
_CONTINUED = re.compile(r"\(?\b(?:continued|cont(?:inue|')?d|concluded|cont)\b\.?\)?", re.IGNORECASE)
_BRACKETED = re.compile(r"\([^()]*\)?")
_DIGIT = re.compile(r"\d")
# Common stock, $0.001 par value; 50,000,000 shares authorized     Receivables, net of $1,200
_STATES = re.compile(
    r"\b(?:par|stated value|authori[sz]ed|issued|outstanding|allowances?|net of|liquidation|treasury|at cost"
    r"|redemption|respectively|less|including)\b",
    re.IGNORECASE,
)
_MOST_PERCENT = 1000
"""From here on a number between percentages is something else."""
_AMOUNTS = ("amount", "count", "per_share")
_MAY_SAY = re.compile(
    r"thousand|million|billion|trillion|000|lakh|lac\b|crore|%|percent|pct|bps?\b|basis|cents|pence|[$€£¥₹]|\bmm\b|\bm[lni]?[no]?\b"
    r"|\bbn\b|[A-Z]{3}|dollar|euro|yen|hundreds|units",
    re.IGNORECASE,
)


def with_scales(
    blocks: Sequence[Block], *, punctuation_said: bool = False
) -> tuple[list[Block], list[Finding]]:
    """The blocks with the scales and currencies of their tables, columns and rows settled.

    Findings: XG-READ-030, a phrase of a caption or heading that looks like a scale and is none known;
    XG-READ-031, points that may part thousands, unless it is known how numbers are punctuated.
    """
    done: list[Block] = []
    findings: list[Finding] = []
    titles: dict[str, Table] = {}
    every = Scales()
    last: Table | None = None
    for block in blocks:
        if isinstance(block, Paragraph):
            if not every and _EVERY.search(block.text):
                every = _of_sentences(block, _EVERY)
            done.append(block)
            continue
        said = block.scales or _of_lead(done)
        bare = _bare(block.title)
        earlier = titles.get(bare) if bare else None
        if earlier is not None and earlier is not last and _CONTINUED.search(block.title) is None:
            # Two companies of one document may each have a "balance sheet": only what follows at
            # once, or says so, goes on with the scale of a table of its name.
            earlier = None
        if not said and earlier is not None:
            said = earlier.scales
        said = said or every
        currency = block.currency or (earlier.currency if earlier is not None and not block.scales else None)
        table = replace(
            block,
            scales=said if said.where is not None else replace(said, where=block.where),
            currency=currency,
            columns=tuple(map(_column, block.columns)),
            lines=tuple(_between_percents([_line(line) for line in block.lines])),
        )
        table = in_full(table)
        findings += _not_read(table)
        if not punctuation_said:
            findings += _open_points(table)
        titles[bare] = last = table
        done.append(table)
    return done, findings


def _bare(title: str) -> str:
    """A title without what is in brackets and the word that it is continued."""
    plain = _BRACKETED.sub(" ", _CONTINUED.sub(" ", title))
    return fold(plain).strip(" -,:.")


def _of_lead(before: Sequence[Block]) -> Scales:
    """What the sentence before a table says: "is as follows (in thousands):"."""
    for block in reversed(before[-2:]):
        if not isinstance(block, Paragraph):
            break
        said = _of_sentences(block, _LEADS, last=True)
        if said:
            return said
        if block.kind != "heading":
            break
    return Scales()


def _of_sentences(paragraph: Paragraph, which: re.Pattern[str], *, last: bool = False) -> Scales:
    sentences = _SENTENCE.split(paragraph.text)
    for sentence in sentences[-1:] if last else sentences:
        if which.search(sentence):
            said = scales(sentence)
            if said:
                return replace(said, where=paragraph.where)
    return Scales()


def _column(column: Column) -> Column:
    if not _MAY_SAY.search(column.text):
        return column
    return replace(column, scales=heading_scales(column.headings), currency=heading_currency(column.headings))


def _line(line: LineItem) -> LineItem:
    said, currency = Scales(), None
    for text in (line.printed, *reversed(line.section)):
        if _MAY_SAY.search(text):
            said = said.over(label_scales(text))
            bracketed = " ".join(_BRACKETED.findall(text))
            currency = currency or caption_currency(bracketed)
    if _STATES.search(line.printed) is not None and _DIGIT.search(line.printed) is not None:
        whole = with_mentions(Paragraph((Span(line.printed, line.where),)))
        stated = [m for m in whole.mentions if m.kind in _AMOUNTS and m.figure is not None and _is_amount(m)]
        if stated:
            kept = tuple(m for m in whole.mentions if m in stated or m.kind == "period")
            line = replace(line, caption=replace(whole, mentions=kept))
    return line if not said and currency is None else replace(line, scales=said, currency=currency)


def _between_percents(lines: Sequence[LineItem]) -> Iterator[LineItem]:
    """Rows between two that print a percent sign, as signs are printed in the first and the last row only.

    U.S. statutory rate            21.0 %    21.0
    International operations       (5.2)     (8.1)
    All other                      (0.1)      3.2
    Effective tax rate             15.7 %    16.1
    """
    first: int | None = None
    waiting: list[LineItem] = []
    for line in lines:
        figures = [f for c in line.cells for f in c.figures]
        signed = next((f for f in figures if f.percent), None)
        alike = all(_may_be_percent(f, first) for f in figures)
        if signed is not None and first == signed.places and waiting:
            said = Scales(((NumberKind.PERCENT, -2),), words="%", where=signed.where)
            waiting = [replace(w, scales=w.scales.over(said)) for w in waiting]
        if signed is not None or not alike:
            yield from waiting
            yield line
            waiting, first = [], signed.places if signed is not None else None
        else:
            waiting.append(line)
    yield from waiting


def _may_be_percent(figure: Figure, places: int | None) -> bool:
    if figure.dash:
        return True
    plain = figure.currency is None and figure.scale is None and not figure.times
    return plain and figure.places == places and abs(figure.value) < _MOST_PERCENT


def _is_amount(mention: Mention) -> bool:
    """Money, or a count of some size: "Series 2" and "Level 3" are names."""
    return mention.kind != "count" or (mention.figure is not None and abs(mention.figure.value) >= 1000)


def _open_points(table: Table) -> list[Finding]:
    """A table whose every point has three digits behind it, and no comma: 120.450 is either.

    Revenue                               120.450       115.000
    Costs                                 100.020        99.050
    """
    figures = [f for line in table.lines for c in line.cells for f in c.figures if not f.percent]
    pointed = [f for f in figures if f.places]
    if (
        len(pointed) < 2
        or any(f.places != 3 or f.times for f in pointed)
        or any("," in f.text for f in figures)
    ):
        return []
    if all(abs(f.value) < 1 for f in pointed) or all(90 < f.value < 120 for f in pointed):
        # Rates, and prices in percent of par: 103.745.
        return []
    message = (
        f'"{pointed[0].text}" in "{table.title}" may be a number of thousands or one with three decimals'
    )
    return [finding("XG-READ-031", message, pointed[0].where)]


def _not_read(table: Table) -> list[Finding]:
    """Phrases that look like a scale and were not understood, each once."""
    found: dict[str, Finding] = {}
    for text, where in ((table.title, table.where), *((c.text, c.where) for c in table.columns)):
        phrase = unread_scale(text)
        if phrase is not None:
            found.setdefault(
                phrase,
                finding("XG-READ-030", f'"({phrase})" looks like a scale and is none that is known', where),
            )
    return list(found.values())
