"""How a caption, a heading or a title is recognised."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol


class Searches(Protocol):
    """A pattern, and how it is written: what :meth:`search` gives is None if the text does not have it."""

    @property
    def pattern(self) -> str: ...
    def search(self, text: str) -> object | None: ...


@dataclass(frozen=True, slots=True)
class Matcher:
    """How a caption, heading or title is recognised: the exact text, or ``/a pattern/i``.

    An exact text is compared with white space folded and without regard to case; a
    pattern is searched for.
    """

    text: str
    pattern: Searches | None = None
    folded: str = field(init=False, repr=False, compare=False)
    """:func:`fold` of the text."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "folded", fold(self.text))

    def matches(self, text: str) -> bool:
        if self.pattern is not None:
            return self.pattern.search(text) is not None
        return fold(text) == self.folded

    def __str__(self) -> str:
        return self.text


def fold(text: str) -> str:
    """White space folded, typographic quotes and dashes made plain, case ignored."""
    return " ".join(text.translate(_PLAIN).split()).casefold()


_PLAIN = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})
