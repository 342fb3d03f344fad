"""What must hold between facts: sums, ratios, roll-forwards."""

from __future__ import annotations

from dataclasses import dataclass

from xbrlgen.model.where import Where


@dataclass(frozen=True, slots=True)
class Term:
    """One operand of a sum or a ratio: a concept, a weight, and members it is taken at.

    ``at`` is ``opening`` or ``closing`` for an instant concept taken at the ends of a
    duration (roll-forwards), else None.
    """

    concept: str
    weight: int = 1
    dimensions: tuple[tuple[str, str], ...] = ()
    at: str | None = None

    def __str__(self) -> str:
        text = self.concept
        if self.dimensions:
            text += "[" + ", ".join(m.partition(":")[2] for _, m in self.dimensions) + "]"
        return f"{self.at}({text})" if self.at else text


@dataclass(frozen=True, slots=True)
class Relation:
    """``total = terms``: a sum, or ``total = terms / divisor``: a ratio.

    A sum must hold to the last printed digit unless ``rounding`` is allowed; a ratio must
    hold within the rounding of what is printed. ``exact`` text as the user wrote it.
    """

    total: Term
    terms: tuple[Term, ...]
    where: Where
    text: str
    divisor: Term | None = None
    rounding: bool = False

    @property
    def is_ratio(self) -> bool:
        return self.divisor is not None

    @property
    def is_calculation(self) -> bool:
        """Can it be a calculation link: same period, no members (XBRL 2.1 section 5.2.5.2)."""
        everyone = (self.total, *self.terms)
        return self.divisor is None and not any(t.dimensions or t.at for t in everyone)

    def __str__(self) -> str:
        return self.text
