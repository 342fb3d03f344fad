"""What filers called their lines: captions as words, with the concepts they were filed under."""

from __future__ import annotations

import itertools
import lzma
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

Words = tuple[str, ...]

STATEMENTS = {
    "BS": "balance-sheet",
    "IS": "income",
    "CI": "comprehensive-income",
    "CF": "cash-flow",
    "EQ": "equity",
    "UN": "other",
}
"""The kinds of statement, as the table writes them and as people say them."""
ELSEWHERE = 0.15
"""What a use on another kind of statement counts: "Depreciation" of a balance sheet is no expense."""


@dataclass(frozen=True, slots=True)
class FiledUse:
    """One line of the table: filers called ``concept`` by these words on this kind of statement.

    ``filers`` is how many did so, to the nearest power of the square root of two.
    """

    words: Words
    concept: str
    statement: str
    filers: float


def write_filed(rows: Iterable[FiledUse]) -> bytes:
    """The table as bytes: compressed, sorted by words; a concept and statement per line behind them."""
    by_words: dict[Words, list[str]] = defaultdict(list)
    ordered = sorted(rows, key=lambda r: (r.words, r.concept, r.statement))
    names = sorted({row.concept for row in ordered})
    number = {name: i for i, name in enumerate(names)}
    for row in ordered:
        step = round(2 * math.log2(row.filers))
        by_words[row.words].append(f"{number[row.concept]:x}.{row.statement}{step}")
    lines = ["\t".join(names)]
    before: Words = ()
    for words in sorted(by_words):
        # A caption begins like the one before it: "3 net" says the first three words again.
        same = 0
        while same < min(len(before), len(words), 9) and before[same] == words[same]:
            same += 1
        lines.append(f"{same}{' '.join(words[same:])}\t{' '.join(by_words[words])}")
        before = words
    preset = lzma.PRESET_EXTREME | 9
    return lzma.compress("\n".join(lines).encode("ascii"), preset=preset)


def read_filed(data: bytes) -> Iterator[FiledUse]:
    """The rows that :func:`write_filed` wrote."""
    lines = lzma.decompress(data).decode("ascii").split("\n")
    names = lines[0].split("\t")
    before: Words = ()
    for line in lines[1:]:
        head, _, tail = line.partition("\t")
        words = (*before[: int(head[0])], *head[1:].split())
        before = words
        for use in tail.split(" "):
            concept, _, rest = use.partition(".")
            yield FiledUse(words, names[int(concept, 16)], rest[:2], 2 ** (int(rest[2:]) / 2))


@dataclass(slots=True)
class Used:
    """What is known of one concept: its captions, how often it was used, and where."""

    captions: list[int] = field(default_factory=list)
    filers: float = 0.0
    by_statement: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A caption like the one asked for. ``likeness`` is between 0 and 1."""

    caption: int
    likeness: float


class FiledCaptions:
    """The table, with an index of its words.

    ``captions`` are numbered in their order; ``uses`` of a caption are concept, statement and filers.
    """

    def __init__(self, rows: Iterable[FiledUse]) -> None:
        self.captions: list[Words] = []
        self.uses: list[list[tuple[str, str, float]]] = []
        self.concepts: dict[str, Used] = {}
        numbers: dict[Words, int] = {}
        self._holding: dict[str, list[int]] = {}
        for row in rows:
            number = numbers.get(row.words)
            if number is None:
                number = numbers[row.words] = len(self.captions)
                self.captions.append(row.words)
                self.uses.append([])
                for word in set(row.words):
                    self._holding.setdefault(word, []).append(number)
            self.uses[number].append((row.concept, row.statement, row.filers))
            used = self.concepts.get(row.concept)
            if used is None:
                used = self.concepts[row.concept] = Used()
            if not used.captions or used.captions[-1] != number:
                used.captions.append(number)
            used.filers += row.filers
            used.by_statement[row.statement] = used.by_statement.get(row.statement, 0.0) + row.filers
        count = len(self.captions)
        self._numbers = numbers
        self._rarest = math.log(1 + count)
        self._weights = {word: math.log(1 + count / len(held)) for word, held in self._holding.items()}
        self._masses: dict[int, float] = {}

    @classmethod
    def open(cls, file: Path) -> FiledCaptions:
        """The table of a file that ``taxonomy/make_captions.py`` wrote. Raises OSError if there is none."""
        return cls(read_filed(file.read_bytes()))

    def shares(self, words: Words, statement: str | None) -> tuple[dict[str, float], float]:
        """Of a caption that filers used: how many filers, and how they divide among its concepts.

        With a statement, uses on another kind of statement count a seventh.
        """
        number = self._numbers.get(words)
        if number is None:
            return {}, 0.0
        shares: defaultdict[str, float] = defaultdict(float)
        for concept, place, filers in self.uses[number]:
            shares[concept] += filers * (1.0 if statement in (None, place) else ELSEWHERE)
        total = sum(shares.values())
        return {concept: part / total for concept, part in shares.items()}, total

    def weight(self, word: str) -> float:
        """How much a word tells: the rarer the more (inverse document frequency)."""
        return self._weights.get(word, self._rarest)

    def near(self, words: Words, most: int = 60) -> list[Neighbour]:
        """The captions most like these words, best first; of equal ones the first of the table."""
        asked = Counter(words)
        weights = {word: self.weight(word) for word in asked}
        shared: dict[int, float] = {}
        for word in sorted(asked, key=lambda w: (-weights[w], w)):
            holding = self._holding.get(word, ())
            gain = weights[word]
            # A word that stands in thousands of captions ("net", "of other") finds none by itself once rarer
            # words have found some: it only tells those apart.
            if len(holding) > 1500 and len(shared) > 150:
                among = set(shared)
                for number in among.intersection(holding):
                    shared[number] += gain
            else:
                for number in holding:
                    shared[number] = shared.get(number, 0.0) + gain
        total = sum(weights.values())
        rough = sorted(
            ((2 * gain / (total + self._mass(number)), number) for number, gain in shared.items()),
            key=lambda pair: (-pair[0], pair[1]),
        )[: 3 * most]
        own_pairs, own_grams = pairs(words), grams(words)
        fine = [
            Neighbour(
                number,
                0.5 * likeness
                + 0.2 * dice(own_pairs, pairs(self.captions[number]))
                + 0.3 * dice(own_grams, grams(self.captions[number])),
            )
            for likeness, number in rough[: most + most // 2]
        ]
        fine.sort(key=lambda n: (-n.likeness, n.caption))
        return fine[:most]

    def _mass(self, number: int) -> float:
        mass = self._masses.get(number)
        if mass is None:
            weights = self._weights
            mass = self._masses[number] = sum([weights[word] for word in set(self.captions[number])])
        return mass


def pairs(words: Sequence[str]) -> frozenset[tuple[str, str]]:
    """Words beside each other, with the edges: order tells "net of tax" from "tax, net"."""
    edged = ("", *words, "")
    return frozenset(itertools.pairwise(edged))


def grams(words: Sequence[str]) -> frozenset[str]:
    """Runs of four letters: they find what is misspelt, joined or inflected."""
    text = f" {' '.join(words)} "
    return frozenset(text[i : i + 4] for i in range(max(1, len(text) - 3)))


def dice(one: frozenset[object], other: frozenset[object]) -> float:
    """How much of two sets is shared, between 0 and 1."""
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 0.0
