"""What the numbers of the running text say, read from the words around them.

Which concept, which period, a value or a change: all of it is settled by words and their
order, never by trying which fact would fit, so that nothing is tied by accident.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from xbrlgen.mapping.prose_periods import BREAK, Speaker, Spoken, between
from xbrlgen.mapping.prose_times import LONGEST, Calendar, times
from xbrlgen.mapping.prose_words import (
    ADJECTIVES,
    BETWEEN,
    DIRECTIONS,
    NO_NOUNS,
    QUALITIES,
    SIGN_NOUNS,
    opposite,
    polarity,
)
from xbrlgen.model.claim import Claim
from xbrlgen.model.lookup import Literals
from xbrlgen.model.mapping import Filing, Hit, Mapping, ProseRule
from xbrlgen.model.period import Period
from xbrlgen.model.source import FigureId, Mention, Paragraph, Source
from xbrlgen.model.vocabulary import Vocabulary

NUMBERS = frozenset({"amount", "percent", "per_share", "count"})

# Verbs after which a number is a change only if it follows at once ("increased 52%"), and not
# after "to" ("increased to $34.4 million").
_BEFORE = frozenset(DIRECTIONS) - ADJECTIVES

_FAR = frozenset(DIRECTIONS) - {"up", "down", "by", "more", "less", "above", "below"}
_SENTENCE = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?=[A-Z\"(])")
_WORD = re.compile(r"[A-Za-z%]+")
_PRONOUN = re.compile(r"\b(?:it|this|that|these|those|such)\b", re.IGNORECASE)
# The noun that a number is told of, right before it: "backlog of $5 million", "headcount was 120".
_NOUN = re.compile(
    r"(?P<noun>[A-Za-z][\w'’&-]*)\s+"
    r"(?:of|was|were|is|are|totall?ed|totall?ing|amounted\s+to|reached|came\s+to|stood\s+at)\s+"
    r"(?:(?:approximately|about|nearly|over|only|roughly|almost|some|an?|just|up|down|more|less|than)\s+)*$"
)
# What leads to something told in passing: "due to a gain of $2 million".
_ASIDE = re.compile(
    r"\b(?:due|because|despite|including|includes?|included|excluding|after|before|offset|driven|reflect\w*|resulting"
    r"|from|with|without|plus|by)\b",
    re.IGNORECASE,
)
_PARTS = re.compile(
    _ASIDE.pattern + r"|\b(?:was|were|is|are|increased|decreased|grew|rose|fell|declined|on|as)\b",
    re.IGNORECASE,
)
# "which includes $2 million of severance", "after $1 million in legal fees"
_INSIDE = re.compile(
    r"\b(?:includ(?:es?|ed|ing)|exclud(?:es?|ed|ing)|net\s+of|after|before|plus|less|contains?|reflect(?:s|ed|ing))\s+"
    r"(?:(?:an?|the|approximately|about|nearly|another)\s+)*$",
    re.IGNORECASE,
)
# "The company repurchased $3 million of its stock": what was done with the money is what it is.
_DONE = re.compile(
    r"\b(?:recorded|incurred|paid|used|spent|received|repaid|borrowed|invested|repurchased|has|have|had|holds?|owns?)\s+"
    r"(?:(?:an?|the|approximately|about|nearly|another)\s+)*$",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"\b(?:loss(?:es)?|deficit|negative|outflows?|used|profits?|income|earnings|gains?|surplus|positive"
    r"|inflows?|provided|benefits?)\b",
    re.IGNORECASE,
)
# "The operating loss of $193,000 compares to operating income of $260,000": what follows is another figure.
_TAIL = re.compile(
    BREAK.pattern
    + r"|\b(?:compar\w+|from|versus|was|were|is|are|than|over|against|which|that|due|because|reflect\w*"
    r"|despite)\b",
    re.IGNORECASE,
)
_OR = re.compile(r"\s*,?\s*\(?(?:or|and|i\.e\.,?)\s*", re.IGNORECASE)
_NEXT = re.compile(r"\s+([A-Za-z]+)")
_LEAD = re.compile(r"(?:[A-Za-z]+\s+){1,2}$")


def read_claims(
    filing: Filing, mapping: Mapping, vocabulary: Vocabulary, sources: Iterable[Source], hits: Iterable[Hit]
) -> tuple[Claim, ...]:
    """One claim for each number of the running text that a rule of ``prose`` speaks of.

    Numbers that a ``text:`` rule has made a fact of are left to it.
    """
    hits = tuple(hits)
    taken = {h.figure.id for h in hits if h.mention is not None}
    calendar = Calendar(filing, (h.period for h in hits if h.period is not None))
    phrases = Literals(
        (" ".join(p.words.split()) if p.words.isascii() else "", p) for p in _phrases(mapping.prose)
    )
    claims: list[Claim] = []
    for source in sources:
        section = ""
        for paragraph in source.paragraphs:
            if paragraph.kind == "heading":
                section = paragraph.text
            if any(m.kind in NUMBERS for m in paragraph.mentions):
                near = tuple(phrases.candidates(" ".join(paragraph.text.split())))
                claims += _SentenceReading(paragraph, near, vocabulary, taken, calendar, section).claims()
    return tuple(claims)


def _phrases(rules: Sequence[ProseRule]) -> Iterator[_Phrase]:
    """The words of all rules, and their opposites: who speaks of net income may print a net loss.

    Opposites that a rule has words for are that rule's.
    """
    said = {" ".join(w.casefold().split()) for rule in rules for w in rule.words}
    for rule in rules:
        yield from (_Phrase(rule, words) for words in rule.words)
        if rule.omit is None:
            opposites = (o for words in rule.words for o in opposite(words))
            yield from (_Phrase(rule, o, opposite=True) for o in opposites if o.casefold() not in said)


def _regex(words: str) -> re.Pattern[str]:
    folded = r"\s+".join(re.escape(w) for w in words.split())
    return re.compile(rf"(?<!\w){folded}s?(?!\w)", re.IGNORECASE)


@dataclass(slots=True)
class _Phrase:
    """Words of a rule, compiled when a text may have them."""

    rule: ProseRule
    words: str
    opposite: bool = False
    _regex: re.Pattern[str] | None = None

    @property
    def regex(self) -> re.Pattern[str]:
        if self._regex is None:
            self._regex = _regex(self.words)
        return self._regex


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    rule: ProseRule
    opposite: bool = False


class _SentenceReading:
    """One paragraph."""

    def __init__(
        self,
        paragraph: Paragraph,
        phrases: Sequence[_Phrase],
        vocabulary: Vocabulary,
        taken: set[FigureId],
        calendar: Calendar,
        section: str,
    ) -> None:
        self.paragraph, self.vocabulary, self.taken = paragraph, vocabulary, taken
        self.calendar = calendar
        self.text = paragraph.text
        self.numbers = [m for m in paragraph.mentions if m.kind in NUMBERS and m.figure is not None]
        self.phrases = _longest(
            _Found(m.start(), m.end(), p.rule, p.opposite)
            for p in phrases
            if p.rule.section is None or p.rule.section.matches(section)
            for m in p.regex.finditer(self.text)
        )
        self.breaks = [0, *(m.end() for m in _SENTENCE.finditer(self.text)), len(self.text)]
        self.speaker = Speaker(self.text, times(paragraph, calendar), self.numbers, self.breaks, calendar)
        self.kinds = {
            q: _kind(vocabulary, q) for f in self.phrases for q in (*f.rule.concepts, f.rule.share) if q
        }
        self.number_starts = [m.start for m in self.numbers]
        self.phrase_starts = [f.start for f in self.phrases]
        self.paired = dict(self.respectively())
        self.last: ProseRule | None = None
        self.last_end = 0
        self.last_words = ""
        self.subjects: dict[ProseRule, Period] = {}

    def claims(self) -> Iterator[Claim]:
        for i, mention in enumerate(self.numbers):
            assert mention.figure is not None
            if mention.id in self.taken:
                continue
            low, high = self.pair(i)
            claim = self.claim(mention, low or mention, high or mention)
            if claim is not None:
                self.last, self.last_end, self.last_words = claim.rule, mention.end, claim.words
                if claim.kind == "value" and claim.periods:
                    self.subjects.setdefault(claim.rule, claim.periods[0])
                    if claim.periods[0].end > self.subjects[claim.rule].end:
                        self.subjects[claim.rule] = claim.periods[0]
                yield claim

    def respectively(self) -> Iterator[tuple[int, _Found]]:
        """Each number its phrase: "Revenue and gross profit were $19 and $8 million, respectively"."""
        for group in self.speaker.groups:
            sentence = self.sentence(group[0])
            named = list(between(self.phrases, self.phrase_starts, sentence[0], group[0].start))
            if len(named) == len(group):
                yield from ((n.start, f) for n, f in zip(group, named, strict=True))

    def pair(self, i: int) -> tuple[Mention | None, Mention | None]:
        """The two ends of "$18 million to $21 million" or "between 2% and 3%"."""
        for a, b in ((i, i + 1), (i - 1, i)):
            if a < 0 or b >= len(self.numbers):
                continue
            first, second = self.numbers[a], self.numbers[b]
            if first.kind != second.kind:
                continue  # "rose 19% to $8.2 million" is no range
            between = self.text[first.end : second.start].strip().lower()
            head = self.text[max(0, first.start - 16) : first.start]
            opened = head.rstrip().lower().endswith("between")
            if between in ("to", "-", "\u2013") or (between == "and" and opened):
                return first, second
        return None, None

    def claim(self, mention: Mention, first: Mention, second: Mention) -> Claim | None:
        sentence = self.sentence(mention)
        found = self.phrase(mention, first, second, sentence)
        if found is None:
            return None
        rule = found.rule
        if rule.omit is not None:
            return Claim(rule, self.paragraph, mention, "omit")
        change = self.change(first, second)
        if change is not None and (mention.kind == "percent" or first is second):
            return self.changed(rule, found, mention, first, second, sentence, change)
        concepts = rule.concepts
        if mention.kind == "percent":
            concepts = (
                (rule.share,) if rule.share else tuple(q for q in concepts if self.kinds[q] == "percent")
            )
        if not concepts:
            return None
        spoken = self.speaker.spoken(first, second, sentence)
        if rule.period is not None and not spoken.said:
            named = self.calendar.named(rule.period)
            spoken = Spoken((named,) if named is not None else (), True)
        end = None if first is second else "low" if mention is first else "high"
        words = self.words(found, first, second)
        if (
            self.last_words
            and _OR.fullmatch(self.text[self.last_end : first.start])
            and not _SIGNED.search(words)
        ):
            # "Net loss was $303,000, or $0.01 per share": what is said again has the sign of the first.
            words = self.last_words
        return Claim(
            rule,
            self.paragraph,
            mention,
            "value" if spoken.periods else "open",
            concepts,
            spoken.periods,
            end=end,
            words=" ".join(words.split()),
            signs=self.signs(concepts, words),
            said=spoken.said,
        )

    def changed(
        self,
        rule: ProseRule,
        found: _Found,
        mention: Mention,
        first: Mention,
        second: Mention,
        sentence: tuple[int, int],
        change: str,
    ) -> Claim | None:
        """By how much, or by what percentage, the figure differs from the period it is held against."""
        base = self.speaker.base(first, second, sentence)
        if base is None or base.period is None:
            return None
        own = self.speaker.subject(first, sentence, base)
        subject = own or self.subjects.get(rule, self.calendar.main)
        if subject == base.period:
            subject = self.calendar.main
        # A quarter is never held against a year.
        same = subject is not None and (subject.months == base.period.months or base.period.is_instant)
        if subject is None or subject == base.period or not same:
            return None
        kind = "growth" if mention.kind == "percent" and not self.is_percent(rule) else "change"
        return Claim(
            rule,
            self.paragraph,
            mention,
            kind,
            rule.concepts,
            (subject,),
            base.period,
            direction=DIRECTIONS[change],
            quality=QUALITIES.get(change, 0),
            words=self.text[found.start : found.end],
            signs=self.signs(rule.concepts, self.text[found.start : found.end]),
        )

    def signs(self, concepts: Sequence[str], words: str) -> tuple[int, ...]:
        known = (self.vocabulary.concept(q) for q in concepts)
        return tuple(0 if c is None else polarity(c, words) for c in known)

    # -- sentence, concept -----------------------------------------------------------------

    def sentence(self, mention: Mention) -> tuple[int, int]:
        n = bisect_right(self.breaks, mention.start)
        return (
            max(self.breaks[n - 1], mention.start - LONGEST),
            min(self.breaks[bisect_left(self.breaks, mention.end)], mention.end + LONGEST),
        )

    def phrase(
        self, mention: Mention, first: Mention, second: Mention, sentence: tuple[int, int]
    ) -> _Found | None:
        """Words right after the number ("$1.2 million net loss"), else the nearest before it in the
        sentence, else those of the number before: in the same sentence, or in one that goes on with "it".

        Words before it that a noun of its own parts from the number are not the number's:
        "net income, after a charge of $2 million, was $5 million".
        """
        if first.start in self.paired and self.fits(self.paired[first.start].rule, mention):
            return self.paired[first.start]
        near = between(self.phrases, self.phrase_starts, *sentence)
        fits = [f for f in near if self.fits(f.rule, mention)]
        tail_end = self.tail(second, sentence[1])
        for f in fits:
            if second.end <= f.start < tail_end:
                return f
        opened = max(sentence[0], self.number_before(first))
        noun = self.own_noun(first, sentence)
        if _INSIDE.search(self.text[sentence[0] : first.start]) and not self.is_other_side(second, sentence):
            return None
        before = [f for f in fits if f.end <= first.start]
        if before and not (noun and self.parted(before[-1], noun, second, sentence)):
            return before[-1]
        if noun is not None or _DONE.search(self.text[sentence[0] : first.start]):
            return None
        if self.last is not None and self.fits(self.last, mention):
            goes_on = self.last_end >= sentence[0] or _PRONOUN.search(self.text, sentence[0], first.start)
            return _Found(opened, opened, self.last) if goes_on else None
        n = bisect_left(self.phrase_starts, sentence[0])
        if n and _PRONOUN.match(self.text, sentence[0]) and self.fits(self.phrases[n - 1].rule, mention):
            return self.phrases[n - 1]
        return None

    def number_before(self, first: Mention) -> int:
        """Where the number before this one ends; 0 if it is the first."""
        n = bisect_left(self.number_starts, first.start)
        return self.numbers[n - 1].end if n else 0

    def own_noun(self, first: Mention, sentence: tuple[int, int]) -> tuple[int, int] | None:
        """The noun that names the number on its own ("backlog of", "headcount was"): start and end; None
        if it has none. Words of time, of change and of sums ("a total of") name nothing."""
        m = _NOUN.search(self.text[sentence[0] : first.start])
        if m is None or m["noun"].lower() in NO_NOUNS or m["noun"].lower() in DIRECTIONS:
            return None
        return sentence[0] + m.start("noun"), sentence[0] + m.end("noun")

    def parted(
        self, found: _Found, noun: tuple[int, int], second: Mention, sentence: tuple[int, int]
    ) -> bool:
        """Whether a noun is another thing than the phrase before it.

        It goes on with the phrase in "transition expenses of the ICG assets of $7 million", and names
        something else in "net income fell, due to a charge of $7 million".
        """
        if found.end >= noun[1]:
            return False
        words = self.text[found.end : noun[0]]
        if self.text[noun[0] : noun[1]].lower() in SIGN_NOUNS:
            # "a loss of $1.9 million, after a loss of $1.3 million for the second quarter": one figure.
            return _ASIDE.search(words) is not None and self.speaker.after(second, sentence) is None
        return BREAK.search(words) is not None or _PARTS.search(words) is not None

    def is_other_side(self, second: Mention, sentence: tuple[int, int]) -> bool:
        """Whether a number has a time of its own right behind it, as the figure of another period has:
        "operating revenue was $152.7 million, after $147.3 million for the full year 2003"."""
        return self.speaker.after(second, sentence) is not None

    def words(self, found: _Found, first: Mention, second: Mention) -> str:
        """The words that name the number, by which its sign is told: the phrase, with the two words before
        it, up to the number; or the nearest of them, where words of sign stand beside the number itself."""
        text = self.text
        if found.start >= second.end:
            return text[second.end : found.end]
        low = self.number_before(first)
        beside = text[max(found.end, low) : first.start]
        after = _NEXT.match(text, second.end)
        if after is not None and _SIGNED.fullmatch(after[1]):
            return after[1]
        if _SIGNED.search(beside):
            return beside
        lead = _LEAD.search(text, max(0, found.start - 24), found.start)
        return (lead[0] if lead is not None else "") + text[found.start : found.end]

    def tail(self, second: Mention, stop: int) -> int:
        end = stop
        cut = _TAIL.search(self.text, second.end, stop)
        if cut is not None:
            end = cut.start()
        return min([end, *(m.start for m in between(self.numbers, self.number_starts, second.end, end))])

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

    def change(self, first: Mention, second: Mention) -> str | None:
        """The word of a change (a key of DIRECTIONS) beside a number; None if the number is a value."""
        after = self.text[second.end : second.end + 40]
        cut = BREAK.search(after)
        for word in _WORD.findall(after[: cut.start()] if cut else after)[:2]:
            if word.lower() in DIRECTIONS and word.lower() != "by":
                return str(word.lower())
            if word.lower() in BETWEEN:
                break
        head = self.text[max(0, first.start - 48) : first.start]
        before = [w.lower() for w in _WORD.findall(head)][-4:]
        while before and before[-1] in (
            "approximately",
            "about",
            "nearly",
            "a",
            "an",
            "some",
            "over",
            "almost",
        ):
            before.pop()
        if not before or before[-1] == "to":
            return None
        if before[-1] in ("of", "by") and len(before) > 1:
            # "a decrease of $2 million", "worse by $2 million", "fell short by $2 million"
            if before[-2] in DIRECTIONS:
                return str(before[-2])
            if before[-1] != "by":
                return None
            # The verb may stand far before: "exceeds the Adjusted EBITDA of the third quarter by 103.7%".
            verbs = [
                w
                for w in _WORD.findall(self.text[self.sentence(first)[0] : first.start].lower())
                if w in _FAR
            ]
            return str(verbs[-1]) if verbs else "by"
        return str(before[-1]) if before[-1] in _BEFORE else None


def _longest(found: Iterable[_Found]) -> list[_Found]:
    """ "Adjusted gross margin" hides the "gross margin" within it."""
    kept: list[_Found] = []
    for f in sorted(found, key=lambda f: (f.start, -f.end, f.opposite)):
        if not kept or f.start >= kept[-1].end:
            kept.append(f)
    return kept


def _kind(vocabulary: Vocabulary, qname: str) -> str:
    concept = vocabulary.concept(qname)
    return "" if concept is None else concept.kind
