"""Which tables are primary statements, and of what kind; how a table is told from the others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from xbrlgen.model.drafted import LineKind, StatementKind
from xbrlgen.model.matcher import fold
from xbrlgen.model.source import Column, Figure, LineItem, Table

_TITLES = (
    (StatementKind.CASH_FLOW, r"cash\s+flows?"),
    (
        StatementKind.EQUITY,
        (
            r"(?:stock|share)holders.{0,3}\s+(?:equity|deficit|investment)"
            r"|changes\s+in\s+(?:\w+\s+)?equity"
        ),
    ),
    (
        StatementKind.BALANCE,
        r"balance\s+sheets?|financial\s+(?:position|condition)|assets\s+and\s+liabilities",
    ),
    (
        StatementKind.INCOME,
        (
            r"statements?\s+of\s+(?:\w+\s+){0,3}(?:operations|income|earnings|loss)"
            r"|(?:income|earnings)\s+statements?|results\s+of\s+operations|operating\s+results|profit\s+and\s+loss"
        ),
    ),
    (StatementKind.COMPREHENSIVE, r"comprehensive\s+(?:income|loss|earnings)"),
)  # fmt: skip
"""Words of titles. "Statements of Operations and Comprehensive Loss" is an income statement."""
_CAPTIONS = {
    StatementKind.CASH_FLOW: (
        r"net cash .*(?:operating|investing|financing)|(?:operating|investing|financing) activit",
    ),
    StatementKind.BALANCE: (r"^total assets", r"^total liabilities and|^liabilities and"),
    StatementKind.INCOME: (
        r"^(?:total |net )?(?:operating )?(?:net )?(?:revenues?|sales)|^(?:total )?interest income|^income\b",
        r"net (?:income|loss|earnings)|^(?:loss|earnings|income) (?:before|from)",
    ),
    StatementKind.COMPREHENSIVE: (r"^net (?:income|loss|earnings)", r"comprehensive (?:income|loss)$"),
}  # fmt: skip
"""Captions that a statement of the kind cannot do without: each pattern must fit some row."""
_NOT = re.compile(
    r"\bpro[\s-]?forma\b|non-?gaap|reconciliation|adjusted|guidance|outlook|percent(?:age)?s? of|segment"
    r"|selected|supplement|unaudited\s+pro|highlights|by\s+quarter|summary",
    re.IGNORECASE,
)
"""Tables that repeat a statement otherwise: a draft does not take them for it."""

_PER_SHARE = re.compile(
    r"per\s+(?:\w+\s+){0,4}?(?:share|unit|ads)\b|\b(?:eps)\b|(?:earnings|loss|income)\s+\(?.{0,8}per",
    re.IGNORECASE,
)
_SHARES = re.compile(
    r"\bshares?\b.*\b(?:outstanding|used|computing|issued|basic|diluted|weighted)|weighted[\s-]+average|"
    r"\bshares\b$|number\s+of\s+shares|\bin\s+shares\b|outstanding\s+shares",
    re.IGNORECASE,
)
_USED = re.compile(r"\bshares\s+used\b|\bshares\s+(?:for|in)\s+(?:the\s+)?(?:comput|calculat)", re.IGNORECASE)
_CAPITAL = re.compile(r"\bpar value\b|paid-in capital|additional capital", re.IGNORECASE)
""""Common stock, $0.01 par value; 50,000 shares authorized" of a balance sheet is an amount of money."""
_RATIO = re.compile(r"%|\bpercent|\bmargin\b.*(?:%|rate)|\brate\b|\bratio\b", re.IGNORECASE)


def kind_of(table: Table) -> StatementKind | None:
    """What statement a table is; None for one that is none, or whose words do not settle it.

    The title must say it and captions bear it out; without a title the captions must say it all.
    """
    title = table.title[-400:]
    captions = [fold(line.label) for line in table.lines]
    if _NOT.search(title):
        return None
    for kind, words in _TITLES:
        if re.search(words, title, re.IGNORECASE) and _bears_out(kind, captions, named=True):
            return kind
    for kind in (StatementKind.CASH_FLOW, StatementKind.BALANCE, StatementKind.INCOME):
        if _bears_out(kind, captions, named=False):
            return kind
    return None


def _bears_out(kind: StatementKind, captions: Sequence[str], *, named: bool) -> bool:
    patterns = _CAPTIONS.get(kind)
    if patterns is None:
        return named
    fits = [sum(1 for c in captions if re.search(p, c)) for p in patterns]
    if kind is StatementKind.CASH_FLOW:
        return fits[0] >= (2 if named else 3)
    return all(fits) and (named or len(captions) >= 8)


def line_kind(line: LineItem, columns: Sequence[Column] | None = None) -> LineKind:
    """What the numbers of a line count, by its own words, else those of the heading over it.

    Only ``columns`` count, if given: "% change" beside the numbers makes no percentage of them.
    """
    section = line.section[-1] if line.section else ""
    wanted = None if columns is None else {c.index for c in columns}
    figures = [f for c in line.cells if wanted is None or c.column in wanted for f in c.figures]
    if _CAPITAL.search(line.label):
        return LineKind.MONEY
    for words in (line.label, f"{section} {line.label}"):
        # "Basic" under "Shares used in computing earnings per share" counts shares.
        if _USED.search(words):
            return LineKind.SHARES
        if _PER_SHARE.search(words) and not re.search(r"weighted|number of", words, re.IGNORECASE):
            return LineKind.PER_SHARE
        if _SHARES.search(words) and not any(f.currency for f in figures):
            return LineKind.SHARES
    if any(f.percent for f in figures) or _RATIO.search(line.label):
        return LineKind.RATIO
    return LineKind.MONEY


def figures_of(line: LineItem) -> list[Figure]:
    return [figure for cell in line.cells for figure in cell.figures]


def usable_columns(
    table: Table, kind: StatementKind, length: str | None
) -> tuple[list[Column], list[tuple[str, str]]]:
    """The columns that give facts, and the headings of the others with the reason why they are left out.

    A balance sheet has days, the other statements have spans; ``length`` says how a bare date is a span.
    """
    taken: list[Column] = []
    left: list[tuple[str, str]] = []
    seen: set[object] = set()
    for column in table.columns:
        filled = any(
            cell.column == column.index and cell.figures for line in table.lines for cell in line.cells
        )
        if not filled:
            continue
        period = column.period
        heading = column.text.strip()
        if "%" in heading or re.search(r"\bchange\b|\bpercent", heading, re.IGNORECASE):
            left.append((heading, "a change or a percentage"))
        elif period is None:
            left.append((heading, "its heading names no period"))
        elif column.is_range:
            left.append((heading, "a range"))
        elif kind is not StatementKind.BALANCE and period.is_instant and length is None:
            left.append((heading, "its heading is a day, and nothing says how long the period is"))
        elif period in seen:
            left.append((heading, "a second column of the same period"))
        else:
            seen.add(period)
            taken.append(column)
    return taken, left


def length_of(table: Table, kind: StatementKind) -> str | None:
    """How long the periods of bare dates are: ``3 months`` or ``year``, where the title says it."""
    if kind is StatementKind.BALANCE or not any(c.period and c.period.is_instant for c in table.columns):
        return None
    title = table.title.lower()
    for words, length in (
        ("three months", "3 months"), ("six months", "6 months"), ("nine months", "9 months"),
                          ("quarter", "3 months"), ("twelve months", "year"), ("year", "year"),
    ):  # fmt: skip
        if words in title:
            return length
    return None


def told_apart(table: Table, tables: Iterable[Table]) -> tuple[str | None, str | None] | None:
    """A line of the title, and a caption if that is not enough, which only this table has; None if none has.

    Both are exact texts, as ``table`` and ``has`` of the mapping take them.
    """
    others = [t for t in tables if t is not table]
    names = [n for n in table.names if n.strip() and len(n) <= 160]
    # The line that says what it is, before the whole title, before "(in thousands, except ...)".
    names.sort(
        key=lambda n: (not any(re.search(w, n, re.IGNORECASE) for _, w in _TITLES), n.startswith("("), len(n))
    )
    held = {id(t): {fold(n) for n in t.names} for t in others}
    captions = {id(t): {fold(line.label) for line in t.lines} for t in others}

    for name in names:
        if not any(fold(name) in held[id(t)] for t in others):
            return name, None
    titles: tuple[str | None, ...] = (*names, None)
    for title in titles:
        rivals = [t for t in others if title is None or fold(title) in held[id(t)]]
        for line in table.lines:
            caption = fold(line.label)
            if caption and not any(caption in captions[id(t)] for t in rivals):
                return title, line.label
    return None
