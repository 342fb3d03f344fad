"""Make the table of what filers call their lines, and the weights that rank suggestions.

    python taxonomy/make_captions.py --pairs PAIRS --out taxonomy/2025 [--queries 7000] [--tables-only]

PAIRS is a tab-separated table of label, concept, statement, count and filers of what filers used (and more
columns, which are not read); the file itself or a zip that holds it. What is taken over are facts: the
words of a caption without amounts and notes, the concept, the kind of statement, how many filers. A concept
that the year no longer has counts as its one successor. Written are ``captions.tsv.xz`` and
``ranking.tsv``. The same input gives the same bytes.

Captions are split by what they read like, letter case and punctuation aside, into twenty parts. Weights are
learned on captions of parts 2, 3 and 4, asked of a table without them; the confidence from which on a
suggestion is sure is set on part 1; part 0 is never looked at here and judges the whole
(``benchmarks/suggest.py``). The shipped table holds every part.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import math
import random
import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from xbrlgen.catalog import open_catalog
from xbrlgen.catalog.suggest.filed import FiledCaptions, FiledUse, Words, write_filed
from xbrlgen.catalog.suggest.ranking import CAPTIONS, RANKING, Suggester, Weights
from xbrlgen.catalog.suggest.words import caption_words

PARTS = 20
UNSEEN, TUNING, LEARNING = (0,), (1,), (2, 3, 4)
PRIMARY = ("BS", "IS", "CF", "EQ")
OF_STATEMENT = {
    "BS": "BS", "BSP": "BS", "IS": "IS", "ISP": "IS", "CF": "CF", "CFP": "CF", "EQ": "EQ", "EQP": "EQ",
    "CI": "CI", "CIP": "CI", "UN": "UN", "UNP": "UN",
}  # fmt: skip
"""The kinds of statement of the pairs; a P says that it was in brackets of a caption."""
RARE = 60
"""A sign of a single word is learned if it occurs this often among the candidates."""
ROUNDS, PACE, PULL = 8, 0.15, 1e-5
SURE = 0.97
"""Of suggestions that are called sure, so many are right."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A label as filed, what it was filed under, where, by how many."""

    label: str
    words: Words
    concept: str
    statement: str
    filers: int

    @property
    def folded(self) -> str:
        return " ".join(re.findall(r"[a-z0-9]+", self.label.lower()))

    @property
    def part(self) -> int:
        return int(hashlib.sha256(self.folded.encode()).hexdigest(), 16) % PARTS


@dataclass(frozen=True, slots=True)
class Query:
    """A caption of a primary statement with the concepts it was filed under, by how many filers each."""

    words: Words
    statement: str
    truth: Counter[str]

    @property
    def right(self) -> frozenset[str]:
        """The concepts that most filers used."""
        most = max(self.truth.values())
        return frozenset(c for c, n in self.truth.items() if n == most)


def read_pairs(file: Path, year: str) -> list[Pair]:
    """The pairs of the file whose concepts the year knows, or has one successor of."""
    catalog = open_catalog(year)
    own = catalog.prefixes[0]
    data = file.read_bytes()
    if zipfile.is_zipfile(file):
        with zipfile.ZipFile(file) as archive:
            data = archive.read(archive.namelist()[0])
    found: list[Pair] = []
    names: dict[str, str | None] = {}
    for row in csv.DictReader(io.StringIO(data.decode("utf-8")), delimiter="\t", quoting=csv.QUOTE_NONE):
        name = row["concept"]
        if name not in names:
            new = catalog.removed(f"{own}:{name}") or ()
            names[name] = name if not new else new[0].rpartition(":")[2] if len(new) == 1 else None
        concept = names[name]
        statement = OF_STATEMENT.get(row["statement"])
        words = caption_words(row["label"])
        if concept is not None and statement is not None and words:
            found.append(Pair(row["label"], words, concept, statement, max(1, int(row["filers"]))))
    return found


def rows_of(pairs: Iterable[Pair], parts: Collection[int]) -> list[FiledUse]:
    """The rows of a table that has only the captions of some parts."""
    counts: Counter[tuple[Words, str, str]] = Counter()
    for pair in pairs:
        if pair.part in parts:
            counts[pair.words, pair.concept, pair.statement] += pair.filers
    return [FiledUse(words, concept, place, n) for (words, concept, place), n in sorted(counts.items())]


def queries_of(pairs: Iterable[Pair], parts: Collection[int], most: int, seed: int) -> list[Query]:
    """Captions of primary statements of some parts, drawn at random."""
    found: dict[tuple[str, str], Query] = {}
    for pair in pairs:
        if pair.part in parts and pair.statement in PRIMARY:
            query = found.setdefault(
                (pair.folded, pair.statement), Query(pair.words, pair.statement, Counter())
            )
            query.truth[pair.concept] += pair.filers
    keys = sorted(found)
    random.Random(seed).shuffle(keys)
    return [found[key] for key in keys[:most]]


def suggester_of(rows: Iterable[FiledUse], weights: Weights, year: str) -> Suggester:
    return Suggester(open_catalog(year), FiledCaptions(rows), weights)


Signs = dict[str, dict[str, float]]


def learn(asked: list[tuple[Query, Signs]]) -> dict[str, float]:
    """Weights by which the right concepts come out on top: a softmax over the candidates, Adagrad."""
    counts = Counter(n for _, signs in asked for s in signs.values() for n in s if ":" in n)
    kept = {name for name, n in counts.items() if n >= RARE}
    cases = [case for query, signs in asked if (case := _case(query, signs, kept))]
    weights: defaultdict[str, float] = defaultdict(float)
    squares: defaultdict[str, float] = defaultdict(lambda: 1e-3)
    shuffled = random.Random(1)
    for _ in range(ROUNDS):
        shuffled.shuffle(cases)
        for case in cases:
            slope: defaultdict[str, float] = defaultdict(float)
            for (signs, truth), chance in zip(case, _chances(case, weights), strict=True):
                for name, value in signs:
                    slope[name] += (chance - truth) * value
            for name, value in slope.items():
                value += PULL * weights[name]
                squares[name] += value * value
                weights[name] -= PACE * value / math.sqrt(squares[name])
    return {name: round(w, 3) for name, w in sorted(weights.items()) if round(w, 3)}


Case = list[tuple[list[tuple[str, float]], float]]


def _case(query: Query, signs: Signs, kept: Collection[str]) -> Case:
    total = sum(n for c, n in query.truth.items() if c in signs)
    if not total:
        return []
    return [
        ([(n, v) for n, v in own.items() if v and (":" not in n or n in kept)], query.truth.get(c, 0) / total)
        for c, own in signs.items()
    ]


def _chances(case: Case, weights: defaultdict[str, float]) -> Iterator[float]:
    scores = [sum(weights[n] * v for n, v in signs) for signs, _ in case]
    highest = max(scores)
    powers = [math.exp(s - highest) for s in scores]
    whole = sum(powers)
    return (p / whole for p in powers)


def surest(judged: list[tuple[float, bool]]) -> float:
    """The confidence from which on :data:`SURE` of the first suggestions are right; above 1 if none."""
    right = 0
    best = 1.01
    for count, (confidence, good) in enumerate(sorted(judged, reverse=True), 1):
        right += good
        # A share of few is chance.
        if count >= 30 and right / count >= SURE:
            best = confidence
    return round(best, 4)


def write_weights(weights: dict[str, float], sure: float) -> bytes:
    lines = ["sign\tweight", f"sure\t{sure}", *(f"{name}\t{weight}" for name, weight in weights.items())]
    return ("\n".join(lines) + "\n").encode()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--queries", type=int, default=7000)
    parser.add_argument("--tables-only", action="store_true", help="keep the weights that are there")
    options = parser.parse_args()
    year = f"us-gaap/{options.out.name}"
    pairs = read_pairs(options.pairs, year)
    (options.out / CAPTIONS).write_bytes(write_filed(rows_of(pairs, range(PARTS))))
    if options.tables_only:
        return
    later = suggester_of(rows_of(pairs, range(5, PARTS)), Weights({}, 1.0), year)
    learned_on = queries_of(pairs, LEARNING, options.queries, seed=3)
    # Half of them with the kind of statement, half by words alone.
    asked = [(q, later.signs(q.words, q.statement if n % 2 else None)) for n, q in enumerate(learned_on)]
    weights = learn(asked)
    tuned = suggester_of(rows_of(pairs, range(2, PARTS)), Weights(weights, 1.0), year)
    judged = []
    for query in queries_of(pairs, TUNING, 1200, seed=4):
        ranked = tuned.ranked(query.words, query.statement)
        if ranked:
            judged.append((ranked[0][1], ranked[0][0] in query.right))
    (options.out / RANKING).write_bytes(write_weights(weights, surest(judged)))


if __name__ == "__main__":
    main()
