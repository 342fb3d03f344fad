"""What the numbers of the running text say, read from the words around them.

Which concept, which period, a value or a change: all of it is settled by words and their
order, never by trying which fact would fit, so that nothing is tied by accident.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from xbrlgen.model.mapping import Claim, Filing, Hit, Mapping, ProseRule
from xbrlgen.model.period import Period
from xbrlgen.model.source import FigureId, Mention, Paragraph, Source
from xbrlgen.model.vocabulary import Vocabulary

NUMBERS = frozenset({"amount", "percent", "per_share", "count"})

_UP = "increase increases increased up rise rises rose risen growth grew grown gain more higher above exceeds"
_DOWN = (
    "decrease decreases decreased down decline declines declined drop dropped fell fallen less lower below"
)
_EITHER = "improvement improved better worse change changed difference reduction reduced smaller larger by"
DIRECTIONS = {
    **dict.fromkeys(_UP.split(), 1),
    **dict.fromkeys(_DOWN.split(), -1),
    **dict.fromkeys(_EITHER.split(), 0),
}
# Verbs after which a number is a change only if it follows at once ("increased 52%"), and not
# after "to" ("increased to $34.4 million").
_BEFORE = frozenset(DIRECTIONS) - {"more", "less", "above", "below", "better", "smaller"}

# Words that begin something else: "$34.1 million is up $1.7 million" is no increase of 34.1.
_NO_CHANGE = "is was were are be has had have in for of from at to on with as than which that"
_BETWEEN = frozenset(_NO_CHANGE.split())

_SENTENCE = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?=[A-Z\"(])")
_WORD = re.compile(r"[A-Za-z%]+")
_BREAK = re.compile(r"[,;:.()]|\band\b|\bbut\b|\bwhile\b")
_RELATIVE = (
    (re.compile(r"\b(?:prior|previous|preceding|last) quarter\b|\ba quarter earlier\b"), 3),
    (
        re.compile(
            r"\b(?:prior|previous|last) year'?s? (?:quarter|period)\b|\byear-ago (?:quarter|period)\b"
            r"|\b(?:same|comparable|corresponding) (?:quarter|period) (?:of |in )?"
            r"(?:last|the prior|the previous) year\b"
            r"|\ba year (?:ago|earlier)\b"
        ),
        12,
    ),
)
REACH = 120
"""How many characters after a number its period may stand."""


def read_claims(
    filing: Filing, mapping: Mapping, vocabulary: Vocabulary, sources: Iterable[Source], hits: Iterable[Hit]
) -> tuple[Claim, ...]:
    """One claim for each number of the running text that a rule of ``prose`` speaks of.

    Numbers that a ``text:`` rule has made a fact of are left to it.
    """
    taken = {h.figure.id for h in hits if h.mention is not None}
    main = _main_period(filing)
    phrases = [_Phrase(rule, _regex(words)) for rule in mapping.prose for words in rule.words]
    claims: list[Claim] = []
    for source in sources:
        for paragraph in source.paragraphs:
            if any(m.kind in NUMBERS for m in paragraph.mentions):
                claims += _Reading(paragraph, phrases, vocabulary, taken, main).claims()
    return tuple(claims)


def _main_period(filing: Filing) -> Period | None:
    """The shortest duration of the report that ends with it: what text without a date speaks of."""
    spans = [p for _, p in filing.periods if not p.is_instant and p.end == filing.document.period_end]
    return min(spans, key=lambda p: p.days, default=None)


def _regex(words: str) -> re.Pattern[str]:
    folded = r"\s+".join(re.escape(w) for w in words.split())
    return re.compile(rf"(?<!\w){folded}s?(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Phrase:
    rule: ProseRule
    regex: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    rule: ProseRule


class _Reading:
    """One paragraph."""

    def __init__(
        self,
        paragraph: Paragraph,
        phrases: Sequence[_Phrase],
        vocabulary: Vocabulary,
        taken: set[FigureId],
        main: Period | None,
    ) -> None:
        self.paragraph, self.vocabulary, self.taken, self.main = paragraph, vocabulary, taken, main
        self.text = paragraph.text
        self.numbers = [m for m in paragraph.mentions if m.kind in NUMBERS and m.figure is not None]
        self.periods = self._periods()
        self.phrases = _longest(
            _Found(m.start(), m.end(), p.rule) for p in phrases for m in p.regex.finditer(self.text)
        )
        self.breaks = [0, *(m.end() for m in _SENTENCE.finditer(self.text)), len(self.text)]
        self.kinds = {
            q: _kind(vocabulary, q) for f in self.phrases for q in (*f.rule.concepts, f.rule.share) if q
        }
        self.number_starts = [m.start for m in self.numbers]
        self.period_starts = [start for start, _, _ in self.periods]
        self.phrase_starts = [f.start for f in self.phrases]
        self.last: ProseRule | None = None
        self.subjects: dict[ProseRule, Period] = {}

    def _periods(self) -> list[tuple[int, int, Period]]:
        """Dates and spans that are named, and those named by their distance from the main period."""
        found = [(m.start, m.end, m.period) for m in self.paragraph.mentions if m.period is not None]
        if self.main is not None:
            for regex, months in _RELATIVE:
                for m in regex.finditer(self.text):
                    if not any(s < m.end() and m.start() < e for s, e, _ in found):
                        found.append((m.start(), m.end(), _earlier(self.main, months)))
        return sorted(found, key=lambda p: p[0])

    def claims(self) -> Iterator[Claim]:
        for i, mention in enumerate(self.numbers):
            assert mention.figure is not None
            if mention.id in self.taken:
                continue
            low, high = self.pair(i)
            claim = self.claim(mention, low or mention, high or mention)
            if claim is not None:
                self.last = claim.rule
                if claim.kind == "value" and claim.periods:
                    self.subjects.setdefault(claim.rule, claim.periods[0])
                    if claim.periods[0].end > self.subjects[claim.rule].end:
                        self.subjects[claim.rule] = claim.periods[0]
                yield claim

    def pair(self, i: int) -> tuple[Mention | None, Mention | None]:
        """The two ends of "$18 million to $21 million" or "between 2% and 3%"."""
        for a, b in ((i, i + 1), (i - 1, i)):
            if a < 0 or b >= len(self.numbers):
                continue
            first, second = self.numbers[a], self.numbers[b]
            between = self.text[first.end : second.start].strip().lower()
            opened = self.text[: first.start].rstrip().lower().endswith("between")
            if between in ("to", "-", "\u2013") or (between == "and" and opened):
                return first, second
        return None, None

    def claim(self, mention: Mention, first: Mention, second: Mention) -> Claim | None:
        sentence = self.sentence(mention)
        rule = self.rule(mention, first, second, sentence)
        if rule is None:
            return None
        if rule.omit is not None:
            return Claim(rule, self.paragraph, mention, "omit")
        direction = self.change(first, second)
        attached = self.attached(first, second, sentence)
        if direction is not None and (mention.kind == "percent" or first is second):
            base = attached[0] if attached else None
            subject = self.subjects.get(rule, self.main)
            if subject == base:
                subject = self.main
            if base is None or subject is None or subject == base:
                return None
            kind = "growth" if mention.kind == "percent" and not self.is_percent(rule) else "change"
            return Claim(
                rule, self.paragraph, mention, kind, rule.concepts, (subject,), base, direction=direction
            )
        concepts = rule.concepts
        if mention.kind == "percent":
            concepts = (
                (rule.share,) if rule.share else tuple(q for q in concepts if self.kinds[q] == "percent")
            )
        if not concepts:
            return None
        periods = attached or ((self.main,) if self.main is not None else ())
        end = None if first is second else "low" if mention is first else "high"
        return Claim(rule, self.paragraph, mention, "value", concepts, tuple(periods), end=end)

    # -- sentence, concept -----------------------------------------------------------------

    def sentence(self, mention: Mention) -> tuple[int, int]:
        n = bisect_right(self.breaks, mention.start)
        return self.breaks[n - 1], self.breaks[bisect_left(self.breaks, mention.end)]

    def rule(
        self, mention: Mention, first: Mention, second: Mention, sentence: tuple[int, int]
    ) -> ProseRule | None:
        """Words right after the number ("$1.2 million net loss"), else the nearest before it in the
        sentence, else the nearest after it in the sentence, else those of the number before."""
        near = _between(self.phrases, self.phrase_starts, *sentence)
        fits = [f for f in near if self.fits(f.rule, mention)]
        tail_end = self.tail(second, sentence[1])
        for f in fits:
            if second.end <= f.start < tail_end:
                return f.rule
        before = [f for f in fits if f.end <= first.start]
        if before:
            return before[-1].rule
        if self.last is not None and self.fits(self.last, mention):
            return self.last
        earlier = self.phrases[: bisect_left(self.phrase_starts, sentence[0])]
        if self.last is None and earlier and self.fits(earlier[-1].rule, mention):
            return earlier[-1].rule
        after = [f for f in fits if second.end <= f.start]
        return after[0].rule if after else None

    def tail(self, second: Mention, stop: int) -> int:
        end = stop
        cut = _BREAK.search(self.text, second.end, stop)
        if cut is not None:
            end = cut.start()
        return min([end, *(m.start for m in _between(self.numbers, self.number_starts, second.end, end))])

    def fits(self, rule: ProseRule, mention: Mention) -> bool:
        """Can a number of this kind be a value or a change of the rule's concepts?"""
        if rule.omit is not None:
            return True
        kinds = {self.kinds.get(q) or _kind(self.vocabulary, q) for q in (*rule.concepts, rule.share) if q}
        match mention.kind:
            case "percent":
                return bool(kinds)
            case "per_share":
                return "perShare" in kinds
            case "count":
                return bool(kinds & {"shares", "integer", "pure"})
            case _:
                return "monetary" in kinds

    def is_percent(self, rule: ProseRule) -> bool:
        return all(self.kinds[q] == "percent" for q in rule.concepts)

    # -- value or change -------------------------------------------------------------------

    def change(self, first: Mention, second: Mention) -> int | None:
        """Direction of a change, 0 if the words give none; None if the number is a value."""
        after = self.text[second.end : second.end + 40]
        cut = _BREAK.search(after)
        for word in _WORD.findall(after[: cut.start()] if cut else after)[:2]:
            if word.lower() in DIRECTIONS and word.lower() != "by":
                return DIRECTIONS[word.lower()]
            if word.lower() in _BETWEEN:
                break
        before = [w.lower() for w in _WORD.findall(self.text[max(0, first.start - 40) : first.start])][-3:]
        while before and before[-1] in ("approximately", "about", "nearly", "a", "an", "some"):
            before.pop()
        if not before or before[-1] == "to":
            return None
        if before[-1] in ("of", "by") and len(before) > 1:
            if before[-2] in DIRECTIONS:
                return DIRECTIONS[before[-2]]
            return 0 if before[-1] == "by" else None
        return DIRECTIONS[before[-1]] if before[-1] in _BEFORE else None

    # -- period ----------------------------------------------------------------------------

    def attached(self, first: Mention, second: Mention, sentence: tuple[int, int]) -> list[Period]:
        """The period after the number if nothing parts them, else the nearest before it in the sentence."""
        n = bisect_left(self.period_starts, second.end)
        if n < len(self.periods) and self.periods[n][0] < sentence[1]:
            start, end, period = self.periods[n]
            between = self.text[second.end : start]
            parted = len(between) > REACH or _BREAK.search(between)
            if not parted and not _between(self.numbers, self.number_starts, second.end, start):
                return [period, *self.listed(n, end)] if between.rstrip().endswith("each of") else [period]
        before = _between(self.periods, self.period_starts, sentence[0], first.start)
        return [period for _, end, period in before if end <= first.start][-1:]

    def listed(self, n: int, end: int) -> Iterator[Period]:
        """The further ones of "each of 2005 and 2006"."""
        for start, stop, period in self.periods[n + 1 :]:
            if self.text[end:start].strip(" ,").lower() not in ("and", ""):
                return
            yield period
            end = stop


T = TypeVar("T")


def _between(items: Sequence[T], starts: Sequence[int], low: int, high: int) -> Sequence[T]:
    """The items that start in ``low`` to ``high``; ``starts`` are their starts, ascending."""
    return items[bisect_left(starts, low) : bisect_left(starts, high)]


def _longest(found: Iterable[_Found]) -> list[_Found]:
    """ "Adjusted gross margin" hides the "gross margin" within it."""
    kept: list[_Found] = []
    for f in sorted(found, key=lambda f: (f.start, -f.end)):
        if not kept or f.start >= kept[-1].end:
            kept.append(f)
    return kept


def _kind(vocabulary: Vocabulary, qname: str) -> str:
    concept = vocabulary.concept(qname)
    return "" if concept is None else concept.kind


def _earlier(period: Period, months: int) -> Period:
    """The period of the same length that ends so many months before."""
    length = period.months or 3
    if months == length or months == 3:
        end = Period.ending(period.end, months).opening.end
    else:
        end = Period.ending(period.end, 12).opening.end
    return Period.ending(end, length)
