"""Running text: every number and time in it, with what it means."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from itertools import pairwise

from xbrlgen.model.currency import SIGN
from xbrlgen.model.period import Period
from xbrlgen.model.source import Figure, Mention, Paragraph, Places
from xbrlgen.read.captions import note_body
from xbrlgen.read.figures import ENGLISH, Numerals, number, places
from xbrlgen.read.periods import find_partial, find_periods
from xbrlgen.read.times import YearEnd

_SCALE = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12, "mm": 6, "bn": 9}
_STATES = """Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Georgia
Hawaii Idaho Illinois Indiana Iowa Kansas Kentucky Louisiana Maine Maryland Massachusetts Michigan Minnesota
Mississippi Missouri Montana Nebraska Nevada Hampshire Jersey Mexico York Carolina Dakota Ohio Oklahoma Oregon
Pennsylvania Island Tennessee Texas Utah Vermont Virginia Washington Wisconsin Wyoming Columbia"""
# An address set in two columns, its ZIP code far from its state:
#   5500 Wayzata Boulevard, Suite 800, Minneapolis, Minnesota              55416
#   ----------------------------------------------------------------------------
#   (Address of principal executive offices)                          (Zip Code)
STATES = "|".join(_STATES.split())
_WORDS = re.compile(
    r"""(?P<link>(?:https?://|www\.)\S+|(?<![\w.+-])[\w.+-]++@[\w.-]++)
      | (?P<time>\b\d{1,2}(?::\d\d){1,2}(?:\s?[ap]\.?\s?m\b\.?)?|\b\d{1,2}\s?[ap]\.m\.)
      | (?P<phone>(?<![\w$.,-])(?:\+?\d{1,3}[-.\s])?(?:\(\d{3}\)\s?|\d{3}[-.])\d{3}[-.]\d{4}(?![\w-])
          |(?<![\w$.,-])\d{3}-\d{4}(?![\w-]))
      | (?P<hash>\#\s?\d[\d-]*)
      | (?P<number>(?<![\w$.,-])\d{1,4}-\d{5,}(?:-\d+)*(?![\w-]))
      | (?P<cfr>\b\d{1,3}\sCFR\s(?:parts?\s|sections?\s)?\d[\w.-]*(?:\([a-z0-9]\))*)
      | (?P<street>\b\d{1,5}\s(?:(?-i:[A-Z][\w.]*)\s{1,3}){1,3}
          (?:street|avenue|ave|drive|road|boulevard|blvd|plaza|way|lane|court|parkway|place|square)\b)
      | (?P<farzip>(?-i:STATES_HERE)\s+\d{5}(?:-\d{4})?(?=\s|$))
      | (?P<zip>(?-i:\b[A-Z]{2}|\bD\.\s?C\.|(?<=,\s)[A-Z][A-Za-z]+(?:\s[A-Z][A-Za-z]+)?)\s{1,3}\d{5}
          (?:-\d{4})?(?=\s?[.,;)]|\s{2}|\s(?-i:[A-Z(])|$))
      | (?P<report>(?<![\w$.,-])\d{1,2}-(?-i:[A-Z]{1,3})\b)
      | (?P<series>\b(?:series|code|suite|room|box)\s\d[\w-]*)
      | (?P<item>\A\d{1,3}\.\d{1,3}(?=\s{2,}[A-Z])|\A\d{1,2}\.\d{1,2}(?=\s(?-i:[A-Z][a-z]))
          (?!\s(?:million|billion|percent)))
      | (?P<page>\bpage\s\d+\sof\s\d+)
      | (?P<rules>\b(?:sections?|rules?)\s\d[\w.-]*\s?(?:\([a-z0-9]\))*
          (?:\s(?:or|and)\s\d[\w.-]*\s?(?:\([a-z0-9]\))*)+)
      | (?P<ordinal>(?<![\w.,])\d{1,4}(?:st|nd|rd|th)\b)
      | (?P<label>\b(?:exhibit|note|form|rule|section|item|page|no\.|number|sfas|fas|fin|footnote
          |article|act\ of)\s\(?\d[\w.-]*(?:\([a-z0-9]\))*)""".replace("STATES_HERE", STATES),
    re.VERBOSE | re.IGNORECASE,
)
_NUMBER = re.compile(
    rf"(?P<open>\(\s?)?(?P<minus>(?<![\w)])[-−])?(?P<cur>{SIGN})?\s?(?P<open2>\()?(?P<body>(?<![\w.,])\.?\d(?:[,.]?\d)*+)"
)
_DIGIT = re.compile(r"\d")
_PERCENT = re.compile(r"\s?%|\s(?:percent|per\scent)(?:age\spoints?)?\b", re.IGNORECASE)
_SCALE_WORD = re.compile(r"[\s-](hundred|thousand|million|billion|trillion)\b|\s?(mm|bn)\b", re.IGNORECASE)
_TO = re.compile(r"\s?(?:to|and|or|-|–|—)\s?", re.IGNORECASE)
_PER_SHARE = re.compile(r"\bper\s(?:\w+\s){0,2}(?:share|unit)\b|\ba\sshare\b|\bEPS\b", re.IGNORECASE)
_COUNTED = re.compile(
    r"\s(?:(?:new|additional|common|preferred|restricted|ordinary|diluted|basic|weighted|average|outstanding)\s){0,3}"
    r"(?:shares|units|options|warrants|customers|subscribers|employees|lines|stores|accounts|users|members)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.;!?]\s")
_CLOSE = re.compile(r"\s?\)(?:\s?%)?")
_WORD_REST = re.compile(r"[A-Za-z0-9_]+(?:[-.'’/]?\w+)*+")
_WORD_LEFT = re.compile(r"[\w-]")


def with_mentions(paragraph: Paragraph, fye: YearEnd = (12, 31), numerals: Numerals = ENGLISH) -> Paragraph:
    """The paragraph with every number and time of its text in ``mentions``.

    Each run of digits lies in exactly one mention, and ``text[start:end]`` is its print.
    """
    text = paragraph.text
    if _DIGIT.search(text) is None:
        return paragraph
    return replace(paragraph, mentions=tuple(_ProseReader(paragraph, text, fye, numerals).read()))


class _ProseReader:
    """Reads one paragraph from left to right."""

    def __init__(self, paragraph: Paragraph, text: str, fye: YearEnd, numerals: Numerals) -> None:
        self.text = text
        self.places = Places(paragraph.spans)
        self.is_note = paragraph.kind == "note"
        self.fye = fye
        self.numerals = numerals
        self.found: list[Mention] = []

    def read(self) -> list[Mention]:
        self._times_and_names()
        taken = sorted(self.found, key=lambda m: m.start)
        self.found = []
        pos = 0
        for mention in [*taken, None]:
            end = len(self.text) if mention is None else mention.start
            self._numbers(pos, end)
            if mention is not None:
                self.found.append(mention)
                pos = mention.end
        return self._counted(self._scaled(self._per_share(self.found)))

    def _times_and_names(self) -> None:
        """What is no number although it has digits: the first of two that overlap stays."""
        text = self.text
        spans: list[tuple[int, int, str, Period | None]] = []
        body = note_body(text) if self.is_note else 0
        if body and _DIGIT.search(text, 0, body):
            spans.append((0, len(text[:body].rstrip()), "other", None))
        for m in _WORDS.finditer(text):
            if _DIGIT.search(m.group()):
                kind = m.lastgroup if m.lastgroup in ("phone", "ordinal") else "other"
                spans.append((m.start(), m.end(), kind or "other", None))
        names = sorted(spans)
        # A time that is a name's part ("Act of 1995") is the name's; a name inside a time is the time's.
        times: list[tuple[int, int, str, Period | None]] = [
            (s, e, "period", p) for s, e, p in find_periods(text, self.fye)
        ]
        times += [(s, e, "period", None) for s, e in find_partial(text)]
        last = -1
        for start, end, kind, period in sorted([*names, *times], key=lambda s: (s[0], -s[1], s[2])):
            if start < last:
                continue
            figure = None
            if kind == "ordinal":
                digits = text[start:end].rstrip("stndrhSTNDRH")
                value = number(digits)
                if value is not None:
                    figure = Figure(value, 0, text[start:end], self.places.at(start), (0, len(digits)))
            self.found.append(Mention(kind, start, end, figure, period))
            last = end

    def _numbers(self, pos: int, stop: int) -> None:
        text = self.text
        while (d := _DIGIT.search(text, pos, stop)) is not None:
            # The number may begin before its first digit: with a bracket, a sign, a currency.
            m = self._around(d.start(), max(pos, d.start() - 8), stop)
            # "Form S-2", "Exhibit F-15": digits behind a letter and a hyphen are a name's.
            named = d.start() > 1 and text[d.start() - 1] == "-" and text[d.start() - 2].isalpha()
            if (
                named
                or m is None
                or (m.end() < stop and _WORD_LEFT.match(text, m.end()) and text[m.end()] not in "-")
            ):
                pos = self._word(d.start(), pos, stop)
            else:
                pos = self._number(m, stop)

    def _around(self, at: int, low: int, stop: int) -> re.Match[str] | None:
        """The number that has its first digit at ``at``, with what belongs to it from ``low`` on."""
        m = _NUMBER.search(self.text, low, min(stop, at + 1))
        if m is None or not m.start("body") <= at:
            return None
        return _NUMBER.match(self.text, m.start(), stop)

    def _word(self, at: int, low: int, stop: int) -> int:
        """Digits inside a word ("T1-based", "8-K"): a mention of the word, without a value."""
        start = at
        while start > low and _WORD_LEFT.match(self.text[start - 1]):
            start -= 1
        rest = _WORD_REST.match(self.text, start, stop)
        end = max(rest.end() if rest is not None else at + 1, at + 1)
        while end < stop and self.text[end].isdigit():
            end += 1
        self.found.append(Mention("other", start, end))
        return end

    def _number(self, m: re.Match[str], stop: int) -> int:
        text = self.text
        start, end = m.start(), m.end()
        opened = m["open"] is not None or m["open2"] is not None
        value = number(m["body"], self.numerals)
        if not m["cur"] and m["open"] is None and m["minus"] is None:
            start = m.start("open2") if m["open2"] else m.start("body")
        percent = _PERCENT.match(text, end, stop)
        scale_word = _SCALE_WORD.match(text, end, stop) if percent is None else None
        if percent is not None:
            end = percent.end()
        elif scale_word is not None:
            end = scale_word.end()
        negative = m["minus"] is not None
        if opened:
            close = _CLOSE.match(text, end, stop)
            # Brackets round money or a percentage are a minus; round a bare number they are
            # a mark or an aside.
            if close is not None and (m["cur"] or "%" in close.group() or percent is not None):
                negative, end = True, close.end()
                # "($14) million"
                if scale_word is None and (scale_word := _SCALE_WORD.match(text, end, stop)) is not None:
                    end = scale_word.end()
                percent = percent or (close if "%" in close.group() else None)
            else:
                start = m.start("cur") if m["cur"] else m.start("body")
        if value is None:
            self.found.append(Mention("other", start, end))
            return end
        scale = _SCALE[(scale_word[1] or scale_word[2]).lower()] if scale_word is not None else None
        span = (m.start("body") - start, m.end("body") - start)
        figure = Figure(
            value=value.copy_negate() if negative else value,
            places=places(m["body"], self.numerals),
            text=text[start:end],
            where=self.places.at(start),
            digits=span if self.numerals.taggable(m["body"]) else None,
            percent=percent is not None,
            currency=m["cur"],
            scale=scale,
            decimal=self.numerals.decimal,
        )
        kind = "percent" if percent is not None else "amount" if m["cur"] or scale is not None else "count"
        self.found.append(Mention(kind, start, end, figure))
        return end

    def _per_share(self, found: list[Mention]) -> list[Mention]:
        """Small money in a sentence that speaks of shares is an amount per share."""
        spoken = [m.start() for m in _PER_SHARE.finditer(self.text)]
        if not spoken:
            return found
        ends = [m.end() for m in _SENTENCE.finditer(self.text)]
        sentences = {bisect_right(ends, s) for s in spoken}
        return [
            replace(m, kind="per_share")
            if m.kind == "amount"
            and m.figure is not None
            and m.figure.currency
            and m.figure.scale is None
            and m.figure.places >= 2
            and abs(m.figure.value) < 1000
            and bisect_right(ends, m.start) in sentences
            else m
            for m in found
        ]

    def _counted(self, found: list[Mention]) -> list[Mention]:
        """ "6.3 million shares" is a count, not money."""
        return [
            replace(m, kind="count")
            if m.kind == "amount"
            and m.figure is not None
            and m.figure.currency is None
            and _COUNTED.match(self.text, m.end)
            else m
            for m in found
        ]

    def _scaled(self, found: list[Mention]) -> list[Mention]:
        """In "between $10 and $12 million" the first figure has the scale of the second."""
        for i, (a, b) in enumerate(pairwise(found)):
            if (
                a.figure is not None
                and b.figure is not None
                and a.kind in ("amount", "count")
                and b.kind == "amount"
                and a.figure.scale is None
                and "," not in a.figure.text  # "2,435,846 and 6.3 million shares"
                and b.figure.scale is not None
                and (a.figure.currency is not None or b.figure.currency is None)
                and _TO.fullmatch(self.text, a.end, b.start)
            ):
                found[i] = replace(a, kind="amount", figure=replace(a.figure, scale=b.figure.scale))
            elif (
                a.figure is not None
                and a.kind == "count"
                and b.kind == "percent"
                and _TO.fullmatch(self.text, a.end, b.start)
            ):
                found[i] = replace(a, kind="percent", figure=replace(a.figure, percent=True))
        return found
