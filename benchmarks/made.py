"""Made releases of any size: a project with as many printed figures as asked for, and nothing of anybody's.

Every statement has the same twenty own elements and a member of its own, so that facts grow and names
do not; ``rows`` gives every row an element of its own instead, in statements of a thousand rows, ``long`` in
one statement; in ``periods`` no two statements speak of the same month; a statement of ``wide`` has forty
columns; in ``unclaimed`` every caption of the mapping has a slip, so that no line is claimed.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

SHAPES = ("tables", "rows", "long", "periods", "wide", "unclaimed")
OWN = ("rows", "long")
"""Where every row has an element of its own."""
LINES = 20
"""Rows of a statement, its total not counted."""
_LONG = 2000
"""Figures of a statement of ``rows``."""
_WIDE = 40


def make(folder: Path, figures: int, shape: str = "tables") -> Path:
    """Writes a project with about so many figures in tables into an empty folder."""
    folder.mkdir(parents=True, exist_ok=True)
    columns = _WIDE if shape == "wide" else 2
    lines = min(figures if shape == "long" else _LONG, figures) // 2 if shape in OWN else LINES
    count = max(1, figures // (columns * (lines + 1)))
    numbers = random.Random(figures)
    release: list[str] = []
    mapping: list[str] = []
    prose: list[str] = []
    custom: dict[str, str] = {}
    for n in range(count):
        dates = _dates(n if shape == "periods" else 0, columns)
        release += _table(n, lines, dates, numbers, shape)
        mapping += _statement(n, lines, shape)
        prose += _prose(n, shape)
        custom |= dict(_elements(n, lines, shape))
    listed = () if shape == "periods" else _dates(0, columns)
    ends = "\n".join(f"  {i}: {_quarter(d)}" for i, d in enumerate(listed))
    (folder / "release.txt").write_text("\n".join(release) + "\n", "utf-8")
    (folder / "mapping.yaml").write_text(
        "taxonomy: us-gaap/2025\n"
        'extension: {prefix: abc, namespace: "http://www.example.com/{period_end:%Y%m%d}"}\n'
        "statements:\n" + "\n".join(mapping) + "\nprose:\n" + "\n".join(prose) + "\ncustom:\n"
        "  PartAxis: {type: axis, label: Part, domain: abc:PartDomain}\n"
        "  PartDomain: {type: domain, label: Parts}\n"
        + "\n".join(f"  {name}: {what}" for name, what in custom.items())
        + "\n",
        "utf-8",
    )
    (folder / "filing.yaml").write_text(
        "sources: [release.txt]\nentity: {name: ABC, cik: placeholder}\n"
        "document: {type: 8-K, date: 2004-10-29, period_end: 2004-09-30}\n"
        + (f"periods:\n{ends}\n" if ends else "")
        + "waivers:\n"
        + "\n".join(f"  - {{code: XG-EFM-422, about: abc:Line{i}, reason: made up}}" for i in range(count))
        + "\n",
        "utf-8",
    )
    return folder


def _dates(n: int, columns: int) -> tuple[date, ...]:
    """Ends of quarters: September 30, 2004, 2003 and so on, and a month earlier for each ``n``."""
    months = 2004 * 12 + 9 - n
    return tuple(_end(months - 12 * column) for column in range(columns))


def _end(months: int) -> date:
    year, month = divmod(months, 12)
    return date(year, month + 1, 1) - timedelta(days=1)


def _quarter(end: date) -> str:
    start = _end(end.year * 12 + end.month - 3) + timedelta(days=1)
    return f"{start}..{end}"


def _name(n: int, line: int, shape: str) -> str:
    return f"Line{line}" if shape not in OWN else f"Line{line}Of{n}"


def _caption(n: int, line: int, shape: str) -> str:
    return f"Cost of kind {line}" if shape not in OWN else f"Cost of kind {line} of part {n}"


def _table(n: int, lines: int, dates: tuple[date, ...], numbers: random.Random, shape: str) -> Iterator[str]:
    totals = [0] * len(dates)
    rows = []
    for line in range(lines):
        values = [numbers.randrange(1, 10**6) for _ in totals]
        totals = [t + v for t, v in zip(totals, values, strict=True)]
        rows.append(f"{_caption(n, line, shape):50}" + "".join(f"{v:>20,}" for v in values))
    yield f"Cost of all kinds in part {n} came to ${totals[0] / 1000:.1f} million in the three months ended"
    yield f"{dates[0]:%B %d, %Y}, as the following table shows with its parts."
    yield ""
    yield "<TABLE>"
    yield f"<CAPTION>\nSTATEMENT OF PART {n} (in thousands)"
    yield f"{'':50}" + f"{'Three Months Ended':>20}" * len(dates)
    yield f"{'':50}" + "".join(f"{f'{d:%B %d, %Y}':>20}" for d in dates)
    yield f"<S>{'':57}" + f"<C>{'':17}" * len(dates)
    yield from rows
    yield f"{'Total cost':50}" + "".join(f"{v:>20,}" for v in totals)
    yield "</TABLE>\n"


def _statement(n: int, lines: int, shape: str) -> Iterator[str]:
    yield f"- role: Part{n}\n  title: Statement - Part {n}\n  table: /^STATEMENT OF PART {n} /"
    if shape not in OWN:
        yield f"  dimensions: {{abc:PartAxis: abc:Part{n}Member}}"
    yield "  lines:"
    names = []
    for line in range(lines):
        names.append(f"abc:{_name(n, line, shape)}")
        caption = _caption(n, line, shape)
        if shape == "unclaimed":
            caption = caption.replace("Cost", "Csot")
        # Every tenth rule is a pattern.
        yield f"  - {{line: {caption if line % 10 else f'/^{caption}$/'}, concept: {names[-1]}}}"
    total = "TotalCost" if shape not in OWN else f"TotalCostOf{n}"
    yield f"  - {{line: Total cost, concept: abc:{total}}}"
    # The sums of one statement are calculation links; those that repeat it are checks.
    yield f"  {'sums' if n == 0 or shape == 'rows' else 'checks'}:\n  - abc:{total} = {' + '.join(names)}"


def _prose(n: int, shape: str) -> Iterator[str]:
    if shape in OWN:
        yield f"- {{words: all kinds in part {n}, concept: abc:TotalCostOf{n}}}"
    else:
        members = f"{{abc:PartAxis: abc:Part{n}Member}}"
        yield f"- {{words: all kinds in part {n}, concept: abc:TotalCost, dimensions: {members}}}"


def _elements(n: int, lines: int, shape: str) -> Iterator[tuple[str, str]]:
    form = "{{type: monetary, balance: debit, period: duration, label: {}, why: made up}}"
    for line in range(lines):
        yield _name(n, line, shape), form.format(_caption(n, line, shape))
    if shape in OWN:
        yield f"TotalCostOf{n}", form.format(f"Total cost of part {n}")
    else:
        yield "TotalCost", form.format("Total cost")
        yield f"Part{n}Member", f"{{type: member, label: Part {n}, why: made up}}"
