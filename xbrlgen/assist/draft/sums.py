"""Which lines of a table add up to which, found by arithmetic."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

_LONGEST = 45
"""Parts of one sum: the reconciliation of a large cash flow has some forty."""
_SIGNED = 12
"""Up to so many parts, signs are tried: "Income before taxes = Operating income - Interest + Other"."""
_MINUSES = 3
"""So many parts may be taken away at once; of more, chance finds sums that nobody meant."""


@dataclass(frozen=True, slots=True)
class SumRow:
    """A line as numbers: one for each column, as printed; None where the column has none.

    ``unit`` is the last printed digit's worth: 1, or ``Decimal("0.1")``. ``total``: its words or its place
    say     that it may be a sum. ``barred``: it takes no part in sums (per share, shares, percent).
    """

    values: tuple[Decimal | None, ...]
    unit: Decimal
    total: bool = False
    barred: bool = False
    depth: int = 0


@dataclass(frozen=True, slots=True)
class FoundSum:
    """A row and its parts, by their numbers, with the sign each has in the sum."""

    total: int
    parts: tuple[tuple[int, int], ...]


def find_sums(rows: Sequence[SumRow], *, signed: bool = True) -> list[FoundSum]:
    """The sums of a table, from top to bottom.

    A row is held against what stands directly above it and is in no sum yet; what has been added up gives
    way to
    its total. So "Total assets" is the sum of "Total current assets" and the rows after it. Plain additions
    come before those with signs, few parts before many. A sum must hold in every column in which the row
    has a
    number, to the rounding of its parts; a single column is believed only where the parts are few or the row
    says that it is a total. Without ``signed`` only additions count: on a balance sheet "equity = assets -
    liabilities" always holds and is no sum of the print.
    """
    found: list[FoundSum] = []
    waiting: list[int] = []
    for number, row in enumerate(rows):
        if row.barred or all(v is None for v in row.values):
            continue
        parts = _parts(rows, number, waiting, signed)
        if parts:
            found.append(FoundSum(number, parts))
            taken = {part for part, _ in parts}
            waiting = [w for w in waiting if w not in taken]
        waiting.append(number)
    return found


def _parts(
    rows: Sequence[SumRow], number: int, waiting: Sequence[int], signed: bool
) -> tuple[tuple[int, int], ...]:
    row = rows[number]
    filled = sum(1 for v in row.values if v)
    if not filled:
        return ()
    # "Net cash used in investing activities" below the only line of its section: a total of one part.
    if waiting and row.total and _holds(rows, row, [(waiting[-1], 1)]):
        return ((waiting[-1], 1),)
    near = waiting[-_LONGEST:]
    for count in range(2, len(near) + 1):
        plain = [(part, 1) for part in near[-count:]]
        if (filled > 1 or row.total or count <= 3) and _holds(rows, row, plain):
            return tuple(plain)
    for count in range(2, min(len(near), _SIGNED) + 1 if signed else 0):
        for parts in _signed(near[-count:]):
            if (filled > 1 or count <= 2) and _holds(rows, row, parts):
                return tuple(parts)
    return ()


def _signed(parts: Sequence[int]) -> Iterator[list[tuple[int, int]]]:
    """The parts with some of them taken away: all but the first, then one, two, three of them."""
    rest = parts[1:]
    if len(rest) > _MINUSES:
        yield [(parts[0], 1), *((part, -1) for part in rest)]
    for minuses in range(1, min(_MINUSES, len(parts) - 1) + 1):
        # The later ones first: what is taken away stands behind what it is taken from.
        for away in combinations(reversed(parts), minuses):
            yield [(part, -1 if part in away else 1) for part in parts]


def _holds(rows: Sequence[SumRow], row: SumRow, parts: Sequence[tuple[int, int]]) -> bool:
    """Whether the parts give the row in each column, and some part says something in each."""
    told = 0
    slack = (row.unit + sum((rows[part].unit for part, _ in parts), Decimal(0))) / 2
    # Exact digits add up exactly; only rounded ones may be off, and of few parts by one or two at most.
    slack = min(slack, 2 * row.unit) if len(parts) > 1 else Decimal(0)
    for column, value in enumerate(row.values):
        given = [(rows[part].values[column], sign) for part, sign in parts]
        known = [(v, sign) for v, sign in given if v is not None]
        if value is None:
            if any(v for v, _ in known):
                return False
            continue
        if not known:
            return False
        difference = abs(sum((v * sign for v, sign in known), Decimal(0)) - value)
        if difference > slack:
            return False
        told += bool(value)
    return told > 0
