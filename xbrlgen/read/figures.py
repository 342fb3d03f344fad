"""Printed numbers: text to :class:`~xbrlgen.model.source.Figure`, in Decimal, read once and here only."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from xbrlgen.model.currency import SIGN
from xbrlgen.model.source import Figure
from xbrlgen.model.where import Where

Locate = Callable[[int], Where]
"""Leads an offset in the text that is scanned to its place in the source."""

_SP = r"[ \t\xa0]"
_THIN = "\xa0\u2009\u202f"
_MINUS = "-−–—"
_NOTE_SIGN = "*†‡§¹²³"
_CLOSING = {"(": ")", "[": "]", "<": ">", "{": "}"}


@dataclass(frozen=True, slots=True)
class Numerals:
    """How numbers are punctuated: "1,204.5", or with ``decimal`` a comma "1.204,5" or "1 204,5"."""

    decimal: str = "."
    thousands: str = ","

    def taggable(self, digits: str) -> bool:
        """Whether a transformation reads them: num-dot-decimal or num-comma-decimal (registry 4)."""
        return re.fullmatch(r"[0-9,.]+", digits) is not None and {self.decimal, self.thousands} == {",", "."}


ENGLISH = Numerals()


def numerals_of(decimal: str | None, thousands: str | None) -> Numerals | None:
    """What is said of punctuation; None if nothing is: then it is that of English, and doubts are asked."""
    if decimal is None and thousands is None:
        return None
    decimal = decimal or ("," if thousands == "." else ".")
    return Numerals(decimal, thousands or ("." if decimal == "," else ","))


# What may stand before the digits. Every repetition is possessive or bounded by a character that
# cannot belong to it, so that a scan costs what it consumes and no more.
_LEAD = re.compile(
    rf"(?P<minus>[{_MINUS}])|(?P<triangle>[△▲])|(?P<open>[(\[<{{])|(?P<cur>{SIGN})|(?P<gap>{_SP}++)"
)
# 4,180 ,000     21 ,300     1, 234     1'234     1 234 (a space that does not break)
_BODY = re.compile(
    rf"[.]?\d(?:(?:[.,'’]|{_SP},(?=\d{{3}}(?!\d))|,{_SP}(?=\d{{3}}(?!\d))|[{_THIN}](?=\d{{3}}(?!\d)))?\d)*+"
)
_SPACED_BODY = re.compile(rf"(?:\d{{1,3}}(?:[ {_THIN}]\d{{3}}(?!\d))++|\d++)(?:[.,]\d++)?")
_GROUPED = re.compile(
    rf"\d{{1,3}}(?:,\d{{3}}(?!\d))++|\d{{1,3}}(?:['’]\d{{3}})++|\d{{1,3}}(?:[{_THIN}]\d{{3}})++|\d++"
)
# 6 3/4%     6-3/4     6½%
_FRACTION = re.compile(
    rf"(?:[-]|{_SP})?(?P<over>\d{{1,2}})/(?P<under>2|4|8|16|32|64)(?![\d/])|(?P<sign>[¼½¾⅛⅜⅝⅞])"
)
_VULGAR = {"¼": (1, 4), "½": (1, 2), "¾": (3, 4), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8)}
_PURE_FRACTION = re.compile(rf"/(?P<under>2|4|8|16|32|64)(?={_SP}?%)")
_PERCENT = re.compile(rf"{_SP}?(?:%|pct\b\.?|per{_SP}cent\b|percent\b)", re.IGNORECASE)
_BASIS = re.compile(rf"{_SP}?(?:bps?\b|basis{_SP}points?\b)", re.IGNORECASE)
_TIMES = re.compile(rf"{_SP}?(?:[xX]|times)(?![\w])")
_SCALE = re.compile(
    rf"{_SP}?(?P<word>hundred|thousand|million|billion|trillion|mil\.|MM|mm|mn|bn|bln)(?!\w)|(?P<letter>[KMB])(?!\w)"
    # "$45k" and "$21.3 M": behind a currency sign a small letter, or one apart, is a power too.
    rf"|(?P<money>{_SP}?[kKmMbB])(?![\w.])"
)
_POWERS = {
    "hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12, "mil.": 6, "mm": 6, "mn": 6,
    "bn": 9, "bln": 9, "k": 3, "m": 6, "b": 9,
}  # fmt: skip
_CLOSE = re.compile(rf"{_SP}{{0,12}}(?P<close>[)\]>}}])")
# 1,234€    1,234 EUR: a sign one space on that stands nearer to the next figure is that one's.
_BEHIND = re.compile(
    rf"(?P<cur>{SIGN})(?![A-Za-z$\d])|{_SP}(?P<cur2>{SIGN})(?![A-Za-z$])(?!{_SP}{{0,6}}[\d(.])"
)
_LEDGER = re.compile(rf"{_SP}?(?:CR|DR|Cr|Dr)\b\.?")
_DASH = re.compile(
    rf"(?P<open>\({_SP}*+)?(?:(?P<cur>{SIGN}){_SP}*+)?(?P<dash>-0-|[{_MINUS}]{{1,3}})(?P<pct>{_SP}?%)?(?P<close>{_SP}?\))?(?P<p2>%)?"
)
_MARK = re.compile(
    rf"{_SP}?\((?:[A-Za-z]|\d{{1,2}})\)|{_SP}?\[(?:[A-Za-z]|\d{{1,2}})\]|/\d{{1,2}}/|{_SP}{{0,2}}\*{{1,3}}|{_SP}?[{_NOTE_SIGN}]"
)
_NOT_AVAILABLE = re.compile(
    r"(?:n/?a(?:p|v)?|n/?m|n\.m\.?|n\.a\.?|nmf|nil|none|not (?:meaningful|applicable|available))(?![\w/])"
    r"(?:\([A-Za-z0-9]\)|\*)?|\*{1,2}(?!\S)",
    re.IGNORECASE,
)
_NUMERIC_REST = re.compile(r"[\d,.()$%\]>]*+")
_TO = re.compile(rf"(?P<before>{_SP}{{0,2}})(?P<sep>[{_MINUS}]|to\b)(?P<after>{_SP}{{0,2}})")
_PHONE = re.compile(rf"\(\d{{3}}\){_SP}?\d{{3}}[-.]\d{{4}}(?!\d)|(?<=\d\){_SP})\d{{3}}[-.]\d{{4}}(?!\d)")
# $56,5OO     5O,000     l,234: a letter where a digit should be.
_SLIP = re.compile(
    rf"(?P<lead>(?:{SIGN}|[{_MINUS}(])*)(?P<core>[\dOoIlSB.,]+)(?P<trail>[)%*]*)(?=[ \t\xa0|]|$)"
)
_AS_DIGITS = str.maketrans("OoIlSB", "001158")
_ENDS = frozenset(" \t\xa0|")
_FOREIGN = re.compile(r"[\uff00-\uffef]|(?![0-9])\d")
_FULL_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
BEGINS = r"[^\sa-z&]|[klnz]"
"""A pattern of the first character of a value."""


@dataclass(frozen=True, slots=True)
class Token:
    """A value found in a text: ``kind`` is ``figure``, ``range``, ``dash``, ``na`` or ``bad``.

    ``anchor`` is the offset after its last digit, by which columns of figures are lined up.
    ``text`` leaves the note ``marks`` out; ``end`` is after them. ``na`` (N/A, NM, nil) and ``bad``
    (looks like a number, is in no form known: XG-READ-009) have no figures.
    """

    start: int
    end: int
    anchor: int
    kind: str
    text: str
    figures: tuple[Figure, ...] = ()
    marks: tuple[str, ...] = ()

    @property
    def is_year(self) -> bool:
        """A bare year, as headings have: four digits and nothing else."""
        return self.kind == "figure" and len(self.text) == 4 and self.text[:2] in ("19", "20")


def scan(
    text: str, pos: int, locate: Locate, *, ranges: bool = True, numerals: Numerals = ENGLISH
) -> Token | None:
    """The value that starts at ``pos`` and ends before white space or the end of ``text``.

    None if there is none: words, dates, telephone numbers. A token of kind ``bad`` if what
    stands there has only the characters of a number but no form of one.
    """
    read = _Scan(text, locate, numerals)
    first = None if _PHONE.match(read.plain, pos) else read.one(pos)
    if first is None:
        return read.slip(pos)
    if ranges and first.kind == "figure":
        joined = read.range(first)
        if joined is not None:
            return joined
    return first if read.ends(first.end) else read.bad(first) or read.slip(pos)


def parse_figure(text: str, where: Where, numerals: Numerals = ENGLISH) -> Figure | None:
    """The one figure that the whole of ``text`` prints, or None. ``where`` is its first character's place."""
    token = scan(text, 0, lambda _: where, ranges=False, numerals=numerals)
    if token is None or token.end != len(text) or len(token.figures) != 1 or token.marks:
        return None
    return token.figures[0]


def parse_cell(text: str, where: Where, numerals: Numerals = ENGLISH) -> Token | None:
    """What a whole cell prints: a figure, a range, a dash, N/A, or something like a number (``bad``).

    Surrounding white space is skipped; places count from ``where``. None means words.
    """

    def locate(offset: int) -> Where:
        column = None if where.column is None else where.column + offset
        return Where(where.file, where.line, column, where.sheet, where.cell)

    start = len(text) - len(text.lstrip())
    token = scan(text.rstrip(), start, locate, numerals=numerals)
    return token if token is not None and token.end == len(text.rstrip()) else None


def number(body: str, numerals: Numerals = ENGLISH) -> Decimal | None:
    """Digits with separators and a decimal point, without sign; None for any other form."""
    if numerals.decimal == ",":
        # Each separator as English has it; a thousands separator of English is then none of these.
        body = body.replace("'", "’").replace(",", "\0").replace(numerals.thousands, ",").replace("\0", ".")
    elif numerals.thousands in " '":
        body = body.replace(numerals.thousands, ",")
    body = re.sub(rf"{_SP}?,{_SP}?", ",", body) if "," in body else body
    whole, point, fraction = body.partition(".")
    if (
        (whole and not _GROUPED.fullmatch(whole))
        or (point and not fraction.isdecimal())
        or not (whole or point)
    ):
        return None
    return Decimal(re.sub(r"\D", "", whole) + point + fraction)


def places(body: str, numerals: Numerals = ENGLISH) -> int:
    """The digits printed after the decimal point."""
    return len(body) - body.rfind(numerals.decimal) - 1 if numerals.decimal in body else 0


@dataclass(slots=True)
class _Body:
    """The digits of a number and what they are worth."""

    start: int
    end: int
    value: Decimal | None
    places: int


class _Scan:
    """Reads values of one text; ``plain`` is the text with all digits and signs in their usual form."""

    def __init__(self, text: str, locate: Locate, numerals: Numerals) -> None:
        self.text, self.locate, self.numerals = text, locate, numerals
        self.plain = _usual(text)

    def ends(self, end: int) -> bool:
        return end >= len(self.plain) or self.plain[end] in _ENDS

    def one(self, pos: int) -> Token | None:
        lead = None if self.plain.startswith("-0-", pos) else self._lead(pos)
        if lead is None:
            return self._dash(pos) or self._not_available(pos)
        at, opened, minus, currency = lead
        body = self._body(at)
        if body is None:
            return self._dash(pos) or self._not_available(pos)
        end, anchor, plain = body.end, body.end, self.plain
        fraction = self._fraction(body)
        if fraction is not None:
            end = anchor = fraction
        scale, percent, times, closed = None, False, False, not opened
        for _ in range(4):
            if percent is False and not times and (m := _PERCENT.match(plain, end)):
                percent, end = True, m.end()
            elif scale is None and (m := _BASIS.match(plain, end)):
                percent, scale, end = True, -4, m.end()
            elif scale is None and (m := _TIMES.match(plain, end)):
                times, scale, end = True, 0, m.end()
            elif scale is None and (m := _SCALE.match(plain, end)) and self._scaled(m, body, currency):
                scale, end = _POWERS[(m["word"] or m["letter"] or m["money"]).strip().lower()], m.end()
            elif not closed and (m := _CLOSE.match(plain, end)) and m["close"] == _CLOSING[opened]:
                closed, end = True, m.end()
            elif currency is None and (m := _BEHIND.match(plain, end)):
                currency, end = m["cur"] or m["cur2"], m.end()
            else:
                break
        if not opened and not minus and plain[end : end + 1] in ("-", "−") and self.ends(end + 1):
            minus, end = True, end + 1
        if body.value is None or not closed or (opened and minus) or self._is_ledger(end):
            return Token(pos, max(end, self._ledger_end(end)), anchor, "bad", self.text[pos:end])
        digits = None
        if fraction is None and self.numerals.taggable(self.text[body.start : body.end]):
            digits = (body.start - pos, body.end - pos)
        figure = Figure(
            value=body.value.copy_negate() if opened or minus else body.value,
            places=body.places,
            text=self.text[pos:end],
            where=self.locate(pos),
            digits=digits,
            percent=percent,
            currency=currency,
            scale=scale,
            times=times,
            decimal=self.numerals.decimal,
        )
        stop, marks = self._marks(end)
        return Token(pos, stop, anchor, "figure", self.text[pos:end], (figure,), marks)

    def _lead(self, pos: int) -> tuple[int, str, bool, str | None] | None:
        """Offset of the digits, the bracket that is open, whether a minus stands, the currency."""
        opened, minus, currency, plain = "", False, None, self.plain
        for step in range(8):
            char = plain[pos : pos + 1]
            if char.isdecimal() or (char == "." and plain[pos + 1 : pos + 2].isdecimal()):
                return pos, opened, minus, currency
            m = _LEAD.match(plain, pos)
            if m is None:
                return None
            if m["minus"] or m["triangle"]:
                if minus:
                    return None
                minus = True
                gap = plain[m.end() : m.end() + 1]
                # "- 500" is a minus, "$ - 500" and "-  500" a dash and the next figure.
                if (
                    gap in _ENDS
                    and gap
                    and (step or m["minus"] == "—" or plain[m.end() + 1 : m.end() + 2] in _ENDS)
                ):
                    return None
            elif m["open"]:
                if opened:
                    return None
                opened = m["open"]
            elif m["cur"]:
                if currency is not None:
                    return None
                currency = m["cur"]
            elif step == 0:
                return None
            pos = m.end()
        return None

    def _body(self, at: int) -> _Body | None:
        pattern = _SPACED_BODY if self.numerals.thousands == " " else _BODY
        m = pattern.match(self.plain, at)
        if m is None:
            return None
        return _Body(at, m.end(), number(m[0], self.numerals), places(m[0], self.numerals))

    def _fraction(self, body: _Body) -> int | None:
        """Adds "3/4" or "½" to a whole number; the offset after it, None if there is none."""
        if body.value is None or body.places or body.value >= 1000:
            return None
        if m := _PURE_FRACTION.match(self.plain, body.end):
            top, under = body.value, Decimal(m["under"])
            body.value = Decimal(0)
        elif m := _FRACTION.match(self.plain, body.end):
            top, under = map(Decimal, _VULGAR[m["sign"]] if m["sign"] else (m["over"], m["under"]))
        else:
            return None
        if top >= under:
            return None
        body.value += top / under
        exponent = body.value.normalize().as_tuple().exponent
        body.places = max(0, -exponent) if isinstance(exponent, int) else 0
        return m.end()

    def _scaled(self, m: re.Match[str], body: _Body, currency: str | None) -> bool:
        """ "$45K" and "1.2M" are amounts; "10K" is a form."""
        if m["money"] is not None:
            return currency is not None and self.ends(m.end())
        return m["letter"] != "K" or currency is not None or body.places > 0

    def _is_ledger(self, end: int) -> bool:
        return self._ledger_end(end) > end

    def _ledger_end(self, end: int) -> int:
        """After "CR" or "DR": which of the two is below zero, the line alone does not say."""
        m = _LEDGER.match(self.plain, end)
        return m.end() if m is not None and self.ends(m.end()) else end

    def _marks(self, end: int) -> tuple[int, tuple[str, ...]]:
        """The note marks behind a figure: "(a)(b)", "**", "[1]"; none if anything else follows."""
        marks: list[str] = []
        at = end
        while (m := _MARK.match(self.plain, at)) is not None and len(marks) < 6:
            marks.append(m[0].strip(" \t\xa0()/[]"))
            at = m.end()
        return (at, tuple(marks)) if marks and self.ends(at) else (end, ())

    def _dash(self, pos: int) -> Token | None:
        m = _DASH.match(self.plain, pos)
        if m is None or (m["open"] is None) != (m["close"] is None):
            return None
        stop, marks = self._marks(m.end())
        if not self.ends(stop):
            return None
        printed = self.text[pos : m.end()]
        figure = Figure(
            Decimal(0),
            0,
            printed,
            self.locate(pos),
            (m.start("dash") - pos, m.end("dash") - pos) if m["dash"] != "-0-" else None,
            dash=True,
            percent=m["pct"] is not None or m["p2"] is not None,
            currency=m["cur"],
        )
        return Token(pos, stop, m.end("dash"), "dash", printed, (figure,), marks)

    def _not_available(self, pos: int) -> Token | None:
        m = _NOT_AVAILABLE.match(self.plain, pos)
        if m is None or not self.ends(m.end()):
            return None
        return Token(pos, m.end(), m.end(), "na", self.text[pos : m.end()])

    def bad(self, token: Token) -> Token | None:
        """A token that goes on after its end: not understood if only signs of numbers follow, else words."""
        rest = _NUMERIC_REST.match(self.plain, token.end)
        end = rest.end() if rest is not None else token.end
        if end == token.end or not self.ends(end):
            return None
        return Token(token.start, end, end, "bad", self.text[token.start : end])

    def slip(self, pos: int) -> Token | None:
        """A number in which a letter stands for a digit: "$56,5OO"."""
        m = _SLIP.match(self.plain, pos)
        if m is None or m["core"].isdecimal() or not any(c.isdecimal() for c in m["core"]):
            return None
        letters = {c for c in m["core"] if c.isalpha()}
        firm = letters <= {"O", "o"} and len(m["core"]) > 1
        if not letters or not (firm or m["lead"] or m["trail"] or set(m["core"]) & {",", "."}):
            return None
        if number(m["core"].translate(_AS_DIGITS), self.numerals) is None:
            return None
        return Token(pos, m.end(), m.end("core"), "bad", self.text[pos : m.end()])

    def range(self, low: Token) -> Token | None:
        """Two figures with a dash or "to" between them.

        In a row of figures a dash may also be a zero in a column of its own, and a minus may
        belong to the next figure: so the gaps are at most two spaces and not both two without
        a currency or brackets, and a dash that touches only the second figure is its sign.
        """
        sep = _TO.match(self.plain, low.end)
        if sep is None or low.marks:
            return None
        high = self.one(sep.end())
        if high is None or high.kind != "figure" or not self.ends(high.end) or high.text[0] in _MINUS:
            return None
        before, after = len(sep["before"]), len(sep["after"])
        plain = self.plain[low.start].isdigit() and self.plain[high.start].isdigit()
        if sep["sep"] == "to":
            if not before or not after:
                return None
        elif (before and not after and not high.figures[0].currency) or (plain and before + after > 3):
            return None
        return Token(
            low.start,
            high.end,
            high.anchor,
            "range",
            self.text[low.start : high.start + len(high.text)],
            (*low.figures, *high.figures),
            high.marks,
        )


def _usual(text: str) -> str:
    """The text with digits of other scripts and signs of full width in their usual form, place by place."""
    if text.isascii() or _FOREIGN.search(text) is None:
        return text
    folded = text.translate(_FULL_WIDTH)
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() and not c.isascii() else c for c in folded)
