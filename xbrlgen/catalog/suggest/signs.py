"""The signs of likeness between a caption and a concept: what a suggestion is weighed by.

Each is a number by its name; what it weighs stands in ``ranking.tsv``. Besides the named ones there are two
for each word: ``asked:net`` says that the caption has the word "net" and neither name nor standard label of
the concept has it, ``own:net`` the reverse. They tell ``AccountsReceivableNetCurrent`` from
``AccountsReceivableGrossCurrent``.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from xbrlgen.catalog.suggest.filed import ELSEWHERE, FiledCaptions, Neighbour, Words, dice, grams

SMOOTH = 0.02
"""A word that no filer used for a concept counts as this much of one filer."""

NAMED = (
    "vote", "best", "nearest", "rank", "share", "voters", "leads", "words", "used", "place", "covered",
    "label", "name", "letters", "unknown", "opposite", "shares", "per share", "shares asked",
    "per share asked", "obsolete", "length", "exact", "second", "only label",
)  # fmt: skip
"""The signs that are no single word's."""

_OPPOSITES = (
    ("current", "noncurrent"), ("gross", "net"), ("increase", "decrease"), ("proceed", "payment"),
    ("proceed", "repayment"), ("basic", "diluted"), ("asset", "liability"), ("income", "expense"),
    ("gain", "loss"), ("shortterm", "longterm"), ("receivable", "payable"), ("provided", "used"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """What the taxonomy says of a concept, as far as likeness goes. ``kind`` as in ``Concept.kind``."""

    name: Words
    label: Words
    kind: str
    deprecated: bool
    words: frozenset[str]

    @classmethod
    def of(cls, name: Words, label: Words, kind: str, deprecated: bool) -> Known:
        return cls(name, label, kind, deprecated, frozenset(name) | frozenset(label))


@dataclass(slots=True)
class Votes:
    """What the captions near to the one asked for say for one concept."""

    weight: float = 0.0
    best: float = 0.0
    nearest: float = 0.0
    second: float = 0.0
    share: float = 0.0
    rank: int = 99
    voters: int = 0


@dataclass(slots=True)
class Tables:
    """Word counts of each concept's captions, counted when first asked for."""

    filed: FiledCaptions
    _counts: dict[str, tuple[dict[str, float], float]] = field(default_factory=dict)

    def words_of(self, concept: str) -> tuple[dict[str, float], float]:
        """How often filers used each word for the concept, on a scale of logarithms; and the sum of it."""
        known = self._counts.get(concept)
        if known is not None:
            return known
        counts: defaultdict[str, float] = defaultdict(float)
        used = self.filed.concepts.get(concept)
        for number in used.captions if used else ():
            filers = sum(n for c, _, n in self.filed.uses[number] if c == concept)
            for word in set(self.filed.captions[number]):
                counts[word] += math.log1p(filers)
        known = self._counts[concept] = dict(counts), sum(counts.values())
        return known


def votes(filed: FiledCaptions, near: list[Neighbour], statement: str | None) -> dict[str, Votes]:
    """What each concept gets from the captions near to the one asked for.

    A caption that several concepts share divides its vote by how many filers used each; with a statement,
    uses on another kind of statement count a seventh.
    """
    found: dict[str, Votes] = {}
    for rank, neighbour in enumerate(near):
        shares: defaultdict[str, float] = defaultdict(float)
        for concept, place, filers in filed.uses[neighbour.caption]:
            shares[concept] += filers * (1.0 if statement in (None, place) else ELSEWHERE)
        total = sum(shares.values())
        for concept, part in shares.items():
            vote = found.setdefault(concept, Votes())
            likeness = neighbour.likeness
            vote.weight += likeness**4 * part / total * math.sqrt(math.log1p(total))
            vote.best = max(vote.best, likeness * part / total)
            vote.voters += 1
            if likeness > vote.nearest:
                vote.second, vote.nearest = vote.nearest, likeness
                vote.share, vote.rank = part / total, rank
            elif likeness > vote.second:
                vote.second = likeness
    return found


def signs_of(
    words: Words,
    statement: str | None,
    tables: Tables,
    voted: Mapping[str, Votes],
    known: Mapping[str, Known],
) -> dict[str, dict[str, float]]:
    """The signs of each candidate of ``known``, by its name."""
    filed = tables.filed
    asked = set(words)
    weigh = {word: filed.weight(word) for word in asked}
    mass = sum(weigh.values()) or 1.0
    letters = grams(words)
    all_votes = sum(v.weight for v in voted.values()) or 1.0
    most = max((v.weight for v in voted.values()), default=0.0) or 1.0
    fit = {concept: _fit(weigh, tables, concept) for concept in known}
    best_fit = max(fit.values(), default=0.0)
    result: dict[str, dict[str, float]] = {}
    for concept, what in known.items():
        vote = voted.get(concept, _NONE)
        used = filed.concepts.get(concept)
        filers = used.filers if used else 0.0
        signs = {
            "vote": vote.weight / all_votes,
            "leads": vote.weight / most,
            "best": vote.best,
            "nearest": vote.nearest,
            "second": vote.second,
            "share": vote.share,
            "rank": 1 / (1 + vote.rank),
            "voters": math.log1p(vote.voters),
            "exact": float(vote.nearest > 0.999),
            "only label": float(not vote.voters),
            "words": fit[concept] - best_fit,
            "used": math.log1p(filers),
        }
        if statement is not None:
            here = used.by_statement.get(statement, 0.0) if used else 0.0
            signs["place"] = math.log((here + 0.1) / (filers + 0.5))
        counts, _ = tables.words_of(concept)
        signs["unknown"] = sum(w for word, w in weigh.items() if counts.get(word, 0.0) < 0.3) / mass
        signs["covered"] = sum(w for word, w in weigh.items() if word in what.words) / mass
        signs["label"] = _part(filed, asked, what.label)
        signs["name"] = _part(filed, asked, what.name)
        signs["letters"] = dice(letters, grams(what.label or what.name))
        signs["opposite"] = float(
            sum(_opposed(a, b, asked, what.words) or _opposed(b, a, asked, what.words) for a, b in _OPPOSITES)
        )
        signs["shares"] = float(what.kind == "shares")
        signs["per share"] = float(what.kind == "perShare")
        signs["shares asked"] = float(what.kind == "shares" and "share" in asked)
        signs["per share asked"] = float(
            what.kind == "perShare" and bool(asked & {"per", "basic", "diluted"})
        )
        signs["obsolete"] = float(what.deprecated)
        signs["length"] = min(3.0, len(what.label or what.name) / (len(words) or 1))
        for word in asked - what.words:
            signs[f"asked:{word}"] = 1.0
        for word in what.words - asked:
            signs[f"own:{word}"] = 1.0
        result[concept] = signs
    return result


_NONE = Votes()


def _fit(weigh: Mapping[str, float], tables: Tables, concept: str) -> float:
    """How usual the words are for the concept: the mean logarithm of their shares, rare words first."""
    counts, total = tables.words_of(concept)
    floor = total + 300 * SMOOTH
    got = sum(w * math.log((counts.get(word, 0.0) + SMOOTH) / floor) for word, w in weigh.items())
    return got / (sum(weigh.values()) or 1.0)


def _part(filed: FiledCaptions, asked: set[str], own: Words) -> float:
    """How much of a concept's own words the caption has."""
    total = sum(filed.weight(word) for word in set(own))
    return sum(filed.weight(word) for word in set(own) & asked) / total if total else 0.0


def _opposed(a: str, b: str, asked: set[str], own: frozenset[str]) -> bool:
    return a in asked and b not in asked and b in own and a not in own
