"""A number as it is stated: a value, and how much of it is right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal

_EXACT = Context(prec=1000, Emax=MAX_EMAX, Emin=MIN_EMIN)
"""The usual context rounds to 28 digits."""


@dataclass(frozen=True, slots=True)
class Rounded:
    """A number right to ``decimals`` digits after the point, before it if negative (XBRL 2.1 section 4.6.5).

    None says that it is exact (``INF``). 37,593 with decimals -1 stands for any number from 37,588 to 37,598,
    half a unit of its last right digit away at most.
    """

    value: Decimal
    decimals: int | None

    @property
    def half(self) -> Decimal:
        """Half a unit of the last right digit; 0 of an exact number."""
        return Decimal(0) if self.decimals is None else Decimal((0, (5,), -self.decimals - 1))

    @property
    def low(self) -> Decimal:
        """The smallest number that may stand behind it."""
        return _EXACT.subtract(self.value, self.half)

    @property
    def high(self) -> Decimal:
        """The largest number that may stand behind it."""
        return _EXACT.add(self.value, self.half)

    def agrees(self, other: Rounded) -> bool:
        """Whether both may state one truth (EFM 6.5.12): equal at equal precision, else the finer one
        within the rounding of the coarser."""
        if self.decimals == other.decimals:
            return self.value == other.value
        coarser, finer = (self, other) if self._is_coarser(other) else (other, self)
        return coarser.low <= finer.value <= coarser.high

    def _is_coarser(self, other: Rounded) -> bool:
        return self.decimals is not None and (other.decimals is None or self.decimals < other.decimals)


def consistent(numbers: Iterable[Rounded]) -> bool:
    """Whether some number may stand behind all of them, and those of one precision are equal.

    What the working group note "Handling Duplicate Facts in XBRL and Inline XBRL" calls consistent.
    """
    low: Decimal | None = None
    high: Decimal | None = None
    at: dict[int | None, Decimal] = {}
    for number in numbers:
        if at.setdefault(number.decimals, number.value) != number.value:
            return False
        low = number.low if low is None else max(low, number.low)
        high = number.high if high is None else min(high, number.high)
    return low is None or high is None or low <= high
