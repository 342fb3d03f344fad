"""The caption that another is perhaps a slip of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from xbrlgen.model.lookup import grams
from xbrlgen.model.matcher import fold

T = TypeVar("T")
_COMMON = 64
"""Three letters that stand in more captions than these tell little."""
_TRIED = 16
"""Captions that are compared letter by letter."""


class Nearest(Generic[T]):
    """Things by their captions.

    Compared letter by letter is only what shares rare letters with a caption: all with all grows by the
    square.
    """

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._things: dict[str, list[T]] = {}
        for caption, thing in entries:
            self._things.setdefault(fold(caption), []).append(thing)
        self._filed: dict[str, list[str]] = {}
        for text in self._things:
            for gram in grams(text):
                self._filed.setdefault(gram, []).append(text)

    def find(self, caption: str, free: Callable[[T], bool]) -> T | None:
        """The ``free`` thing whose caption comes nearest, if one comes near.

        Of several with that caption it is the last.
        """
        import difflib

        folded = fold(caption)
        shared: Counter[str] = Counter()
        for gram in sorted(grams(folded), key=lambda g: (len(self._filed.get(g, ())), g)):
            texts = self._filed.get(gram, ())
            if len(texts) > _COMMON and shared:
                break
            shared.update(texts[:_COMMON])
        candidates: dict[str, T] = {}
        for text, _ in shared.most_common():
            last = next((t for t in reversed(self._things[text]) if free(t)), None)
            if last is not None:
                candidates[text] = last
            if len(candidates) == _TRIED:
                break
        close = difflib.get_close_matches(folded, candidates, n=1, cutoff=0.75)
        return candidates[close[0]] if close else None
