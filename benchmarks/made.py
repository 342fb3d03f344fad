"""Made releases of any size: a project with as many printed figures as asked for, and nothing of anybody's.

Every statement has the same twenty own elements and a member of its own, so that facts grow and names
do not; ``rows`` gives every row an element of its own instead, in statements of a thousand rows; in
``periods`` no two statements speak of the same month.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

SHAPES = ("tables", "rows", "periods")
LINES = 20
"""Rows of a statement, its total not counted."""
_LONG = 1000


def make(folder: Path, figures: int, shape: str = "tables") -> Path:
    """Writes a project with about so many figures in tables into an empty folder."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = min(_LONG, figures // 2) if shape == "rows" else LINES
    count = max(1, figures // (2 * (lines + 1)))
    numbers = random.Random(figures)
    release: list[str] = []
    mapping: list[str] = []
    prose: list[str] = []
    custom: dict[str, str] = {}
    for n in range(count):
        dates = _dates(n if shape == "periods" else 0)
        release += _table(n, lines, dates, numbers, shape)
        mapping += _statement(n, lines, shape)
        prose += _prose(n, shape)
        custom |= dict(_elements(n, lines, shape))
    ends = "\n".join(f"  {i}: {_quarter(d)}" for i, d in enumerate(_dates(0))) if shape != "periods" else ""
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


def _dates(n: int) -> tuple[date, date]:
    """Ends of two quarters: September 30, 2004 and 2003, and a month earlier for each ``n``."""
    months = 2004 * 12 + 9 - n
    return _end(months), _end(months - 12)


def _end(months: int) -> date:
    year, month = divmod(months, 12)
    return date(year, month + 1, 1) - timedelta(days=1)


def _quarter(end: date) -> str:
    start = _end(end.year * 12 + end.month - 3) + timedelta(days=1)
    return f"{start}..{end}"


def _name(n: int, line: int, shape: str) -> str:
    return f"Line{line}" if shape != "rows" else f"Line{line}Of{n}"


def _caption(n: int, line: int, shape: str) -> str:
    return f"Cost of kind {line}" if shape != "rows" else f"Cost of kind {line} of part {n}"


def _table(n: int, lines: int, dates: tuple[date, date], numbers: random.Random, shape: str) -> Iterator[str]:
    totals = [0, 0]
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
    yield f"{'':50}{'Three Months Ended':>20}{'Three Months Ended':>20}"
    yield f"{'':50}" + "".join(f"{f'{d:%B %d, %Y}':>20}" for d in dates)
    yield f"<S>{'':57}<C>{'':17}<C>"
    yield from rows
    yield f"{'Total cost':50}" + "".join(f"{v:>20,}" for v in totals)
    yield "</TABLE>\n"


def _statement(n: int, lines: int, shape: str) -> Iterator[str]:
    yield f"- role: Part{n}\n  title: Statement - Part {n}\n  table: /^STATEMENT OF PART {n} /"
    if shape != "rows":
        yield f"  dimensions: {{abc:PartAxis: abc:Part{n}Member}}"
    yield "  lines:"
    names = []
    for line in range(lines):
        names.append(f"abc:{_name(n, line, shape)}")
        caption = _caption(n, line, shape)
        # Every tenth rule is a pattern.
        yield f"  - {{line: {caption if line % 10 else f'/^{caption}$/'}, concept: {names[-1]}}}"
    total = "TotalCost" if shape != "rows" else f"TotalCostOf{n}"
    yield f"  - {{line: Total cost, concept: abc:{total}}}"
    # The sums of one statement are calculation links; those that repeat it are checks.
    yield f"  {'sums' if n == 0 or shape == 'rows' else 'checks'}:\n  - abc:{total} = {' + '.join(names)}"


def _prose(n: int, shape: str) -> Iterator[str]:
    if shape == "rows":
        yield f"- {{words: all kinds in part {n}, concept: abc:TotalCostOf{n}}}"
    else:
        members = f"{{abc:PartAxis: abc:Part{n}Member}}"
        yield f"- {{words: all kinds in part {n}, concept: abc:TotalCost, dimensions: {members}}}"


def _elements(n: int, lines: int, shape: str) -> Iterator[tuple[str, str]]:
    form = "{{type: monetary, balance: debit, period: duration, label: {}, why: made up}}"
    for line in range(lines):
        yield _name(n, line, shape), form.format(_caption(n, line, shape))
    if shape == "rows":
        yield f"TotalCostOf{n}", form.format(f"Total cost of part {n}")
    else:
        yield "TotalCost", form.format("Total cost")
        yield f"Part{n}Member", f"{{type: member, label: Part {n}, why: made up}}"
