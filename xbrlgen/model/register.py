"""The account of every printed number: what became of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from xbrlgen.model.source import FigureId
from xbrlgen.model.where import Where

TAGGED, TIED, ALONE, LEFT, OPEN = "tagged", "tied", "alone", "left", "open"
"""States of a number: a fact; recomputed from facts; a fact that only the prose has; left out
with a reason; and not accounted for, which is a finding."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A printed number held against facts.

    ``formula`` says how in words a person can read: ``Revenues``, ``growth(Revenues)``,
    ``AdjustedEBITDA / Revenues``. ``stated`` is the number as printed, scaled and signed as
    the formula gives it; ``computed`` is what the facts give, unrounded. It holds if
    ``computed`` rounds to ``stated`` at ``decimals``, the rounding of the operands considered.
    """

    formula: str
    stated: Decimal
    computed: Decimal
    decimals: int
    holds: bool
    operands: tuple[str, ...]
    """Fact ids, in the order of the formula."""
    periods: tuple[str, ...] = ()
    rule: Where | None = None
    """The mapping line that asks for it."""
    support: Where | None = None
    """The place of a supporting source that it is held against, if that is what the tie is."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """One number on paper and its state.

    ``figure`` is its identity, in running text that of the mention. ``text`` is the exact print
    at ``where``. ``facts`` are the ids of the facts it is a print of (tagged, alone); ``ties``
    what it was held against; ``reason`` why it is left out.
    ``statement`` is the role mnemonic for a number of a table; None in running text.
    """

    figure: FigureId
    where: Where
    text: str
    state: str
    label: str = ""
    """The caption of its line, or the words around it."""
    facts: tuple[str, ...] = ()
    ties: tuple[Tie, ...] = ()
    reason: str | None = None
    statement: str | None = None


@dataclass(frozen=True, slots=True)
class NumberRegister:
    """All numbers of all sources, in the order they stand in."""

    numerals: tuple[Numeral, ...]

    def count(self, state: str) -> int:
        return sum(n.state == state for n in self.numerals)

    @property
    def ties(self) -> tuple[Tie, ...]:
        return tuple(t for n in self.numerals for t in n.ties)

    @property
    def printed(self) -> dict[str, Numeral]:
        """The first number of the sources that is a print of each fact, by the fact's id."""
        found: dict[str, Numeral] = {}
        for numeral in self.numerals:
            for fact in numeral.facts:
                found.setdefault(fact, numeral)
        return found

    @property
    def held(self) -> frozenset[str]:
        """Ids of the facts that at least one sum, ratio, repeated print or tie of the text holds.

        A slip in one of the others is noticed by nothing but a look at it.
        """
        prints = Counter(fact for n in self.numerals for fact in n.facts)
        held = {fact for fact, count in prints.items() if count > 1}
        for numeral in self.numerals:
            if numeral.ties:
                held.update(numeral.facts, *(t.operands for t in numeral.ties))
        # One number that is two facts (basic and diluted) is held if one of them is.
        held.update(f for n in self.numerals if held.intersection(n.facts) for f in n.facts)
        return frozenset(held)

    @property
    def unheld(self) -> tuple[Numeral, ...]:
        """The only print of each fact that nothing holds, in the order of the sources."""
        held = self.held
        return tuple(dict.fromkeys(n for fact, n in self.printed.items() if fact not in held))
