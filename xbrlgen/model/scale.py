"""The scale of printed numbers: one for each kind of number, as a caption, heading or label says it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from xbrlgen.model.where import Where


class NumberKind(StrEnum):
    """What a printed number counts. Each kind has a scale of its own in one table."""

    MONEY = "money"
    SHARES = "shares"
    PER_SHARE = "per share"
    PERCENT = "percent"
    RATIO = "ratio"
    COUNT = "count"

    @classmethod
    def of_concept(cls, kind: str) -> NumberKind:
        """The kind of the numbers of a concept, from :attr:`~xbrlgen.model.taxonomy.Concept.kind`."""
        return _OF_CONCEPT.get(kind, cls.RATIO)


_OF_CONCEPT = {
    "monetary": NumberKind.MONEY,
    "shares": NumberKind.SHARES,
    "perShare": NumberKind.PER_SHARE,
    "percent": NumberKind.PERCENT,
    "pure": NumberKind.RATIO,
    "integer": NumberKind.COUNT,
}


POWERS = {
    "basis points": -4, "percent": -2, "units": 0, "hundreds": 2, "thousands": 3, "lakhs": 5, "millions": 6,
    "crores": 7, "billions": 9, "trillions": 12,
}  # fmt: skip
"""The words of ``scale`` in mapping.yaml."""


def scale_word(power: int) -> str:
    """A power of ten as the mapping writes it."""
    return next((word for word, p in POWERS.items() if p == power), f"10^{power}")


@dataclass(frozen=True, slots=True)
class Scales:
    """Powers of ten by kind of number ("in millions, except shares in thousands" is money 6, shares 3).

    ``said`` are the kinds spoken of, by name or as all amounts; a kind that is missing is not
    spoken of. ``guessed`` are those of them that no word names, only the phrase as a whole: the 3 of
    shares in "(in thousands)". ``general``: the phrase speaks of all amounts, not of money alone, so
    that counts may be meant as well. ``words`` is the phrase and ``where`` its place.
    """

    said: tuple[tuple[NumberKind, int], ...] = ()
    guessed: frozenset[NumberKind] = frozenset()
    general: bool = False
    words: str = ""
    where: Where | None = None

    def of(self, kind: NumberKind) -> int | None:
        """The power of ten of a kind, None if nothing is said of it."""
        return next((power for k, power in self.said if k is kind), None)

    @property
    def money(self) -> int:
        """The power of ten of amounts of money; 0 where nothing is said."""
        return self.of(NumberKind.MONEY) or 0

    def over(self, farther: Scales) -> Scales:
        """This, nearer, and of ``farther`` the kinds that this does not speak of by name."""
        named = {k for k, _ in self.said if k not in self.guessed}
        kept = {k: p for k, p in farther.said if k not in named and k not in farther.guessed}
        if not self.said:
            return farther
        said = tuple((k, kept[k]) if k in kept and k in self.guessed else (k, p) for k, p in self.said)
        said += tuple((k, p) for k, p in farther.said if k not in {n for n, _ in self.said})
        guessed = (self.guessed - kept.keys()) | (farther.guessed - {k for k, _ in self.said})
        return Scales(said, guessed, self.general, self.words, self.where)

    def __bool__(self) -> bool:
        return bool(self.said)


UNSAID = Scales()
"""Nothing is said of any kind."""


@dataclass(frozen=True, slots=True)
class NumberForm:
    """How printed numbers become values where a statement, a heading or a column says it.

    ``scales`` are powers of ten by kind of number. ``unit`` is a currency, which money and amounts
    per share take, or the unit of the lines whose concepts it fits. ``dash``: ``zero``, ``nil`` or ``none``.
    """

    scales: tuple[tuple[NumberKind, int], ...] = ()
    decimals: int | None = None
    unit: str | None = None
    dash: str | None = None

    def scale(self, kind: NumberKind) -> int | None:
        return next((power for k, power in self.scales if k is kind), None)

    def within(self, outer: NumberForm) -> NumberForm:
        """This, and from ``outer`` what this leaves open."""
        named = {k for k, _ in self.scales}
        return NumberForm(
            (*self.scales, *((k, p) for k, p in outer.scales if k not in named)),
            outer.decimals if self.decimals is None else self.decimals,
            self.unit or outer.unit,
            self.dash or outer.dash,
        )


PLAIN_FORM = NumberForm()
"""Nothing is said but by the print."""
