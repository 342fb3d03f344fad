"""Suggestions: candidates by words, weighed by their signs, with reasons and a confidence."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from xbrlgen.catalog.catalog import Catalog
from xbrlgen.catalog.suggest.filed import STATEMENTS, FiledCaptions, Words
from xbrlgen.catalog.suggest.signs import Known, Tables, signs_of, votes
from xbrlgen.catalog.suggest.words import caption_words, name_words
from xbrlgen.model.taxonomy import Concept
from xbrlgen.resources import shipped

CAPTIONS, RANKING = "captions.tsv.xz", "ranking.tsv"
_FROM_LABELS = 8
"""How many candidates standard labels alone may add: the rest of a list is noise."""
_RARE_WORDS = 6
_WEIGHED = 3.0
"""As many filers of the very caption as the weights of all other signs are worth."""
_STATEMENT = {said: short for short, said in STATEMENTS.items()}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A concept that a caption may mean.

    ``confidence`` is the share of cases in which such a suggestion is right, between 0 and 1; ``sure`` says
    that it is high enough to go without asking. ``reasons`` are in words.
    """

    qname: str
    label: str
    confidence: float
    sure: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """What each sign weighs, and from which confidence on a suggestion is sure."""

    signs: Mapping[str, float]
    sure: float

    @classmethod
    def open(cls, file: Path) -> Weights:
        """Of a file that ``taxonomy/make_captions.py`` wrote: a name, a tab and a number per line."""
        rows = (line.split("\t") for line in file.read_text("utf-8").splitlines()[1:])
        signs = {name: float(weight) for name, weight in rows}
        return cls(signs, signs.pop("sure", 1.0))


class Suggester:
    """Suggests concepts of one catalog. Open it with :func:`open_suggester` and keep it for many captions."""

    def __init__(self, catalog: Catalog, filed: FiledCaptions, weights: Weights) -> None:
        self._catalog = catalog
        self._filed = filed
        self._tables = Tables(filed)
        self._weights = weights
        self._prefix = catalog.prefixes[0]
        self._known: dict[str, Known | None] = {}
        self._concepts: dict[str, Concept] = {}
        self._holding: dict[str, list[str]] | None = None

    def suggest(
        self,
        caption: str,
        statement: str | None = None,
        near: Sequence[str] = (),
        n: int = 5,
        wanted: Callable[[Concept], bool] | None = None,
    ) -> list[Suggestion]:
        """The ``n`` concepts that a caption most likely means, best first.

        ``statement`` is one of the values of ``STATEMENTS``. ``near`` are concepts of lines beside it: they
        are taken. ``wanted`` says which concepts are in question.
        Raises KeyError for an unknown statement.
        """
        words = caption_words(caption)
        place = None if statement is None else _STATEMENT[statement]
        signs = self.signs(words, place)
        taken = {qname.rpartition(":")[2] for qname in near}
        signs = {
            name: own
            for name, own in signs.items()
            if name not in taken and (wanted is None or wanted(self._concepts[name]))
        }
        return [
            self._told(name, chance, signs[name]) for name, chance in self._chances(signs, words, place)[:n]
        ]

    def ranked(self, words: Words, place: str | None) -> list[tuple[str, float]]:
        """Local names with their confidence, best first, for words and a statement as the table writes it."""
        return self._chances(self.signs(words, place), words, place)

    def _chances(
        self, signs: Mapping[str, Mapping[str, float]], words: Words, place: str | None
    ) -> list[tuple[str, float]]:
        """Shares by the weights; those of filers who used the very caption count as well, the more of them
        the more."""
        if not signs:
            return []
        scores = {name: self._score(own) for name, own in signs.items()}
        highest = max(scores.values())
        powers = {name: math.exp(score - highest) for name, score in scores.items()}
        whole = sum(powers.values())
        shares, filers = self._filed.shares(words, place)
        chances = {
            name: (_WEIGHED * power / whole + filers * shares.get(name, 0.0)) / (_WEIGHED + filers)
            for name, power in powers.items()
        }
        return sorted(chances.items(), key=lambda pair: (-pair[1], pair[0]))

    def signs(self, words: Words, place: str | None) -> dict[str, dict[str, float]]:
        """The candidates for these words by local name, with their signs. Nothing for no words."""
        if not words:
            return {}
        voted = votes(self._filed, self._filed.near(words), place)
        known: dict[str, Known] = {}
        for name in (*voted, *self._by_label(words)):
            what = self.known(name)
            if what is not None:
                known[name] = what
        return signs_of(words, place, self._tables, voted, known)

    def known(self, name: str) -> Known | None:
        """What the catalog says of a concept of its own prefix; None for unknown and abstract ones."""
        if name not in self._known:
            concept = self._catalog.concept(f"{self._prefix}:{name}")
            if concept is None or concept.abstract or concept.is_domain:
                self._known[name] = None
            else:
                self._concepts[name] = concept
                label = caption_words(concept.label)
                self._known[name] = Known.of(name_words(name), label, concept.kind, concept.deprecated)
        return self._known[name]

    def _score(self, signs: Mapping[str, float]) -> float:
        weights = self._weights.signs
        return sum(value * weights.get(name, 0.0) for name, value in signs.items())

    def _by_label(self, words: Words) -> list[str]:
        """The concepts whose names have most of these words."""
        if self._holding is None:
            holding: dict[str, list[str]] = defaultdict(list)
            part = self._catalog.part(self._prefix)
            for name in part.names() if part is not None else ():
                for word in set(name_words(name)):
                    holding[word].append(name)
            self._holding = dict(holding)
        shared: defaultdict[str, float] = defaultdict(float)
        weight = {word: self._filed.weight(word) for word in set(words)}
        for word in sorted(weight, key=lambda w: (-weight[w], w))[:_RARE_WORDS]:
            for name in self._holding.get(word, ()):
                shared[name] += weight[word]
        rough = sorted(shared, key=lambda c: (-shared[c], len(c), c))[: 5 * _FROM_LABELS]
        asked = sum(weight.values())

        def likeness(name: str) -> float:
            own = sum(self._filed.weight(word) for word in set(name_words(name)))
            return 2 * shared[name] / (asked + own)

        usable = (name for name in rough if self.known(name) is not None)
        return sorted(usable, key=lambda c: (-likeness(c), c))[:_FROM_LABELS]

    def _told(self, name: str, confidence: float, signs: Mapping[str, float]) -> Suggestion:
        concept = self._concepts[name]
        sure = confidence >= self._weights.sure
        return Suggestion(concept.qname, concept.label, confidence, sure, tuple(self._reasons(name, signs)))

    def _reasons(self, name: str, signs: Mapping[str, float]) -> list[str]:
        used = self._filed.concepts.get(name)
        said: list[str] = []
        if signs["exact"]:
            said.append("filers call it so")
        elif signs["nearest"] > 0.6:
            said.append("filers call it nearly so")
        if signs["label"] > 0.999 and signs["covered"] > 0.999:
            said.append("its standard label has these words")
        if used is not None and used.filers >= 2:
            most = max(used.by_statement, key=lambda s: (used.by_statement[s], s))
            said.append(f"used by {used.filers:,.0f} filers, most on {STATEMENTS[most].replace('-', ' ')}")
        missing = sorted(s.partition(":")[2] for s in signs if s.startswith("asked:"))
        if missing:
            said.append(f"its name lacks: {', '.join(missing)}")
        if signs["obsolete"]:
            said.append("deprecated")
        return said


def open_suggester(catalog: Catalog) -> Suggester | None:
    """The suggester of a catalog; None if its year has no table of captions."""
    folder = shipped("taxonomy") / catalog.name.rpartition("/")[2]
    if not (folder / CAPTIONS).is_file() or not (folder / RANKING).is_file():
        return None
    return Suggester(catalog, FiledCaptions.open(folder / CAPTIONS), Weights.open(folder / RANKING))
