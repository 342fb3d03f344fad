"""Two lines, or two elements of the company's own, that look as if they were taken for each other.

Words decide, and only where both sides agree: the caption of each is much nearer to the other's concept
than to its own. A caption that is far from its concept alone says nothing; companies name things as they
like.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding, Related
from xbrlgen.model.mapping import Hit, LineRule, Mapping, StatementRule
from xbrlgen.model.report import Fact, Report
from xbrlgen.model.taxonomy import Concept
from xbrlgen.model.vocabulary import Vocabulary
from xbrlgen.model.where import Where
from xbrlgen.model.xbrl import STANDARD_LABEL

_WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|[0-9]+|%")
_HINT = re.compile(r"\s*\[[A-Za-z ]+\]\s*$")
_EMPTY = frozenset(
    {
        "a", "an", "and", "at", "attributable", "by", "due", "for", "from", "in", "into", "its",
        "of", "on", "or", "per", "the", "to", "total", "with", "within",
    }
)  # fmt: skip
_SAME = {"%": "percent", "stockholder": "equity", "shareholder": "equity"}
_NEARER = 0.25
"""So much nearer, of 1, the words of each must be to the other's concept."""
_TOGETHER = 0.8
"""And so much both together."""
_COMMON = 100
"""A word in the names of more concepts than this, all of one statement, is looked for in none of them."""


@dataclass(frozen=True, slots=True)
class _Said:
    """Words that name something, and what they are given to."""

    text: str
    words: frozenset[str]
    concept: Concept
    names: tuple[frozenset[str], ...]
    """Words of the concept's label, and of its name."""
    where: Where

    def likeness(self, other: _Said) -> float:
        """How near these words are to the concept of another: 1 for the same, 0 for nothing in common."""
        return max(_dice(self.words, n) for n in other.names)


def exchanged(mapping: Mapping, vocabulary: Vocabulary, hits: Iterable[Hit]) -> Iterator[Finding]:
    """XG-MAP-021 for each pair of lines of a statement, and of own elements, that look exchanged."""
    captions: dict[int, str] = {}
    for hit in hits:
        if hit.line is not None:
            captions.setdefault(id(hit.rule), hit.line.label)
    for statement in mapping.statements:
        for said in (
            list(_captions(statement, vocabulary, captions)),
            list(_labels(statement, vocabulary)),
        ):
            yield from _pairs(said, "lines")
    yield from _pairs(list(_elements(mapping, vocabulary)), "labels of own elements")


def exchanged_in(report: Report) -> Iterator[Finding]:
    """XG-MAP-021 for each pair of lines of a role whose labels, as the filer wrote them, look exchanged.

    A line counts that has facts, by which it is found in the filing.
    """
    labels = {(label.concept, label.role): label.text for label in report.extension.labels}
    facts: dict[str, Fact] = {}
    for fact in report.facts:
        if fact.concept.is_numeric and not fact.dimensions:
            facts.setdefault(fact.qname, fact)
    own = report.extension.prefix
    told: set[tuple[str, str]] = set()
    for role in report.extension.roles:
        said: dict[str, _Said] = {}
        for arc in role.presentation:
            found = facts.get(arc.child)
            text = labels.get((arc.child, arc.preferred or "")) or labels.get((arc.child, STANDARD_LABEL))
            if found is None or found.where is None or not text or arc.child in said:
                continue
            standard = "" if found.concept.prefix == own else found.concept.label
            names = _names(found.concept, standard)
            said[arc.child] = _Said(text, _words(text), found.concept, names, found.where)
        for item in _pairs(list(said.values()), "lines"):
            key = (item.code, item.message)
            if key not in told:
                told.add(key)
                yield item


def _pairs(said: Sequence[_Said], what: str) -> Iterator[Finding]:
    far = [(s, own) for s in said if (own := s.likeness(s)) <= 1 - _NEARER]
    named = _by_word(far)
    for i, (a, own_a) in enumerate(far):
        # Only what has a word of this caption in its name can be nearer to it.
        for j in sorted({j for word in a.words for j in named.get(word, ()) if j > i}):
            b, own_b = far[j]
            if a.words == b.words or a.concept.qname == b.concept.qname or not _alike(a.concept, b.concept):
                continue
            gain_a = a.likeness(b) - own_a
            if gain_a < _NEARER:
                continue
            gain_b = b.likeness(a) - own_b
            if gain_b < _NEARER or gain_a + gain_b < _TOGETHER:
                continue
            yield finding(
                "XG-MAP-021",
                f'{what} look exchanged: "{a.text}" is {a.concept.qname} and "{b.text}" is {b.concept.qname}',
                a.where,
                hint=f"should line {b.where.line} have the one, and this line the other?",
                related=[Related("rule", b.where)],
            )


def _by_word(far: Sequence[tuple[_Said, float]]) -> dict[str, list[int]]:
    """Whose concepts are named with a word; words that many have in common tell nothing apart."""
    found: dict[str, list[int]] = {}
    for number, (said, _) in enumerate(far):
        for word in frozenset().union(*said.names):
            found.setdefault(word, []).append(number)
    return {word: numbers for word, numbers in found.items() if len(numbers) <= _COMMON}


def _captions(statement: StatementRule, vocabulary: Vocabulary, captions: dict[int, str]) -> Iterator[_Said]:
    for rule in statement.rules():
        caption = captions.get(id(rule))
        if caption is not None:
            yield from _line(rule, caption, vocabulary)


def _labels(statement: StatementRule, vocabulary: Vocabulary) -> Iterator[_Said]:
    for rule in statement.rules():
        if rule.label is not None:
            yield from _line(rule, rule.label, vocabulary)


def _line(rule: LineRule, text: str, vocabulary: Vocabulary) -> Iterator[_Said]:
    """A line on one concept without members: others are named by more than their concept."""
    concept = vocabulary.concept(rule.concepts[0]) if len(rule.concepts) == 1 else None
    if concept is not None and concept.is_numeric and not rule.dimensions:
        # An own element is labelled by the mapping too: its name alone is a second witness.
        label = "" if vocabulary.is_own(concept.qname) else concept.label
        yield _Said(text, _words(text), concept, _names(concept, label), rule.where)


def _elements(mapping: Mapping, vocabulary: Vocabulary) -> Iterator[_Said]:
    for element in mapping.custom:
        concept = vocabulary.concept(f"{mapping.prefix}:{element.name}")
        if concept is not None:
            text = _HINT.sub("", element.label)
            yield _Said(text, _words(text), concept, _names(concept, ""), element.where)


def _alike(a: Concept, b: Concept) -> bool:
    return (a.type, a.period, a.abstract) == (b.type, b.period, b.abstract)


def _names(concept: Concept, label: str) -> tuple[frozenset[str], ...]:
    return tuple(_words(t) for t in (_HINT.sub("", label), concept.name) if t)


@lru_cache(maxsize=65_536)
def _words(text: str) -> frozenset[str]:
    """Words that carry meaning, without case and endings."""
    found = (_stem(w.lower()) for w in _WORD.findall(text))
    return frozenset(_SAME.get(w, w) for w in found if w not in _EMPTY)


def _stem(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    for ending in ("ment", "ing", "ed", "s"):
        if word.endswith(ending) and len(word) - len(ending) > 3 and not word.endswith("ss"):
            return word.removesuffix(ending)
    return word


def _dice(a: frozenset[str], b: frozenset[str]) -> float:
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0
