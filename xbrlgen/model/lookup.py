"""Many captions or patterns held against many texts: by index first, by pattern after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from xbrlgen.model.matcher import Matcher, Searches, fold

T = TypeVar("T")
_GRAM = 3
# Case-insensitive patterns find these by ASCII letters (Python's re, "_EXTRA_CASES").
_ODD_CASES = frozenset("\u0130\u0131\u017f\u212a")


def required(pattern: str) -> str:
    """The longest run of ASCII characters that every text has in which ``pattern`` is found.

    Empty if there is none for sure: groups, classes and what a quantifier makes optional are passed
    over, and an alternative on the outside leaves nothing that must be there.
    """
    runs: list[str] = [""]
    depth, pos = 0, 0
    while pos < len(pattern):
        char = pattern[pos]
        pos += 1
        if char == "\\":
            escaped = pattern[pos : pos + 1]
            pos += 1
            _extend(runs, escaped if escaped and not escaped.isalnum() else "", depth)
        elif char == "[":
            pos = _after_class(pattern, pos)
            runs.append("")
        elif char == "(":
            if pattern.startswith("(?", pos - 1) and not pattern.startswith(
                ("(?:", "(?=", "(?!", "(?<", "(?P"), pos - 1
            ):
                return ""  # flags, conditions
            depth += 1
            runs.append("")
        elif char == ")":
            depth -= 1
            runs.append("")
        elif char == "|":
            if not depth:
                return ""
        elif char in "*?{":
            runs[-1] = runs[-1][:-1]
            runs.append("")
            if char == "{":
                end = pattern.find("}", pos)
                pos = len(pattern) if end < 0 else end + 1
        elif char in ".^$+":
            runs.append("")
        else:
            _extend(runs, char, depth)
    return max(runs, key=len)


def _extend(runs: list[str], char: str, depth: int) -> None:
    if depth or not char.isascii() or not char:
        runs.append("")
    else:
        runs[-1] += char


def _after_class(pattern: str, pos: int) -> int:
    """The offset after a class that begins before ``pos``."""
    if pattern.startswith("^", pos):
        pos += 1
    if pattern.startswith("]", pos):
        pos += 1
    while pos < len(pattern) and pattern[pos] != "]":
        pos += 2 if pattern[pos] == "\\" else 1
    return pos + 1


def grams(text: str) -> set[str]:
    """Every three characters that stand together in a text, in small letters."""
    small = text.lower()
    return {small[i : i + _GRAM] for i in range(len(small) - _GRAM + 1)}


class Literals(Generic[T]):
    """Finds, for a text, the things whose literal may stand in it; cheap however many there are.

    ``entries`` are pairs of a literal and a thing. A thing is filed under that three characters of its
    literal that the fewest others have; one whose literal is shorter comes with every text.
    """

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        listed = [(grams(literal), number, thing) for number, (literal, thing) in enumerate(entries)]
        count: dict[str, int] = {}
        for found, _, _ in listed:
            for gram in found:
                count[gram] = count.get(gram, 0) + 1
        self._filed: dict[str, list[tuple[int, T]]] = {}
        self._always: list[tuple[int, T]] = []
        self._all = [(number, thing) for _, number, thing in listed]
        for found, number, thing in listed:
            if found:
                rarest = min(found, key=lambda g: (count[g], g))
                self._filed.setdefault(rarest, []).append((number, thing))
            else:
                self._always.append((number, thing))

    def candidates(self, text: str) -> Iterator[T]:
        """The things whose literal may stand in ``text``, in the order they were given."""
        if _ODD_CASES.isdisjoint(text):
            found = list(self._always)
            if self._filed:
                for gram in grams(text):
                    found += self._filed.get(gram, ())
            found.sort(key=_number)
        else:
            found = self._all
        return (thing for _, thing in found)


def _number(entry: tuple[int, object]) -> int:
    return entry[0]


class Lookup(Generic[T]):
    """Finds, for a text, the things whose matcher matches it, in the order they were given."""

    def __init__(self, entries: Iterable[tuple[Matcher, T]]) -> None:
        self._exact: dict[str, list[tuple[int, T]]] = {}
        patterns: list[tuple[str, tuple[int, Searches, T]]] = []
        for number, (matcher, thing) in enumerate(entries):
            if matcher.pattern is None:
                self._exact.setdefault(matcher.folded, []).append((number, thing))
            else:
                pattern = matcher.pattern
                patterns.append((required(pattern.pattern), (number, pattern, thing)))
        self._patterns: Literals[tuple[int, Searches, T]] = Literals(patterns)

    def find(self, text: str, folded: str | None = None) -> Sequence[T]:
        """All things whose matcher matches ``text``; ``folded`` is its :func:`fold`, where it is known."""
        found = list(self._exact.get(fold(text) if folded is None else folded, ()))
        found += [
            (number, thing)
            for number, pattern, thing in self._patterns.candidates(text)
            if pattern.search(text) is not None
        ]
        found.sort(key=_number)
        return [thing for _, thing in found]
