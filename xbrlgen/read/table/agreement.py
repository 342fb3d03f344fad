"""Scales by agreement: what no words say of a table, the same numbers elsewhere in the document do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from xbrlgen.model.scale import NumberKind, Scales
from xbrlgen.model.source import Block, Figure, Mention, Paragraph, Table

_LARGE = 10_000
"""Numbers from here on are seldom the same by chance."""
_IN_FULL = 1_000_000
"""Shares in the words of a text from here on are printed in full."""
_NAMES_SHARES = re.compile(r"\bshares?\b|\bunits?\b", re.IGNORECASE)
_MONEY, _SHARES = 3, 2
"""So many different numbers have to agree."""


def with_agreed_scales(blocks: Sequence[Block]) -> list[Block]:
    """The blocks; a table of which nothing says in what it counts money counts as those with its numbers.

    Consolidated Balance Sheets (in thousands)          The opening balances of the Successor were:
      Common stock                           4            Common stock       4
      Additional paid-in capital       359,753            Paid-in capital    359,753
      Accumulated deficit             (467,023)           Deficit            (467,023)
      Subscription receivable          (60,710)           Receivable         (60,710)

    Three different numbers from 10,000 on have to agree with tables of one scale, and none with another's.
    Columns of shares under a general "(in thousands)" count in ones if two such numbers of them stand in the
    running text as they are: "21,257,708 shares issued and outstanding".
    """
    said = _said(blocks)
    mentions = (m.figure for b in blocks for m in _mentions(b))
    words = {f.value for f in mentions if f is not None and f.scale is None and f.value >= _IN_FULL}
    return [_agreed(b, said, words) if isinstance(b, Table) else b for b in blocks]


def _said(blocks: Sequence[Block]) -> dict[Decimal, list[Table]]:
    """Large numbers with the tables that print them and say in what they count money."""
    found: dict[Decimal, list[Table]] = {}
    for block in blocks:
        if isinstance(block, Table) and block.scales.of(NumberKind.MONEY) is not None:
            for value in {abs(f.value) for f in _figures(block) if _is_large(f)}:
                found.setdefault(value, []).append(block)
    return found


def _mentions(block: Block) -> Iterator[Mention]:
    """Of running text, and of labels in tables whose shares are in ones by their title: "24,477 shares
    outstanding" under "(in millions)" counts as the table does."""
    if isinstance(block, Paragraph):
        yield from block.mentions
    elif block.scales.of(NumberKind.SHARES) == 0:
        for line in block.lines:
            yield from line.caption.mentions if line.caption is not None else ()


def _agreed(table: Table, said: dict[Decimal, list[Table]], words: set[Decimal]) -> Table:
    if not table.scales:
        values = {abs(f.value) for f in _figures(table) if _is_large(f)} & said.keys()
        alike = [t for v in values for t in said[v]]
        powers = {t.scales.money for t in alike}
        if len(values) >= _MONEY and len(powers) == 1:
            first = alike[0].scales
            said_by_all = tuple((k, p) for k, p in first.said if all(t.scales.of(k) == p for t in alike))
            guessed = frozenset(k for k, _ in said_by_all if any(k in t.scales.guessed for t in alike))
            phrase = f'as in "{alike[0].title}"'
            scales = Scales(said_by_all, guessed, first.general, phrase, alike[0].where)
            return replace(table, scales=scales)
        return table
    if NumberKind.SHARES not in table.scales.guessed or not table.scales.of(NumberKind.SHARES):
        return table
    of_shares = [c for c in table.columns if _NAMES_SHARES.search(c.text) and not c.scales]
    agreeing = {v for c in of_shares for v in _column(table, c.index)} & words
    if len(agreeing) < _SHARES:
        return table
    ones = Scales(((NumberKind.SHARES, 0),), words="shares")
    columns = (
        replace(c, scales=replace(ones, where=c.where)) if c in of_shares else c for c in table.columns
    )
    return replace(table, columns=tuple(columns))


def _column(table: Table, index: int) -> set[Decimal]:
    cells = (c for line in table.lines for c in line.cells if c.column == index)
    return {abs(f.value) for c in cells for f in c.figures if _is_large(f)}


def _figures(table: Table) -> Iterator[Figure]:
    for line in table.lines:
        for cell in line.cells:
            yield from cell.figures


def _is_large(figure: Figure) -> bool:
    return abs(figure.value) >= _LARGE and not figure.percent and figure.scale is None
