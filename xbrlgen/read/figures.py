"""Printed numbers: text to :class:`~xbrlgen.model.source.Figure`, in Decimal, read once and here only."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from xbrlgen.model.source import Figure
from xbrlgen.model.where import Where

Locate = Callable[[int], Where]
"""Leads an offset in the text that is scanned to its place in the source."""

CURRENCY = r"(?:US\$|U\.S\.\$|C\$|A\$|HK\$|[$€£¥])"
_SP = r"[ \t\xa0]"
_MINUS = "-−–—"
_NOTE_SIGN = "*†‡§¹²³"

# Every repetition is possessive or bounded by a character that cannot belong to it, so that
# a scan costs what it consumes and no more.
_FIGURE = re.compile(
    rf"""
    (?P<m1>[{_MINUS}])?
    (?:(?P<o1>\(){_SP}*+)?
    (?P<m2>[{_MINUS}])?
    (?:(?P<c1>{CURRENCY}){_SP}*+)?
    (?:(?P<o2>\(){_SP}*+)?
    (?P<m3>[{_MINUS}])?
    (?P<c2>{CURRENCY})?
    (?P<body>\.?\d(?:[,.]?\d)*+)
    """,
    re.VERBOSE,
)
_AFTER = re.compile(rf"(?P<p1>{_SP}?%)?(?P<close>{_SP}{{0,12}}\))?(?P<p2>{_SP}?%)?")
_PERCENT = re.compile(rf"{_SP}?%")
_DASH = re.compile(
    rf"(?P<open>\({_SP}*+)?(?:(?P<cur>{CURRENCY}){_SP}*+)?(?P<dash>[{_MINUS}]{{1,3}})(?P<pct>{_SP}?%)?(?P<close>{_SP}?\))?(?P<p2>%)?"
)
_GOOD = re.compile(r"(?:\d{1,3}(?:,\d{3})++|\d++)(?:\.\d+)?|\.\d+")
_MARK = re.compile(rf"/\d{{1,2}}/|\([A-Za-z]\)|\(\d{{1,2}}\)|\*{{1,3}}|[{_NOTE_SIGN}]| \([A-Za-z]\)")
_NOT_AVAILABLE = re.compile(
    r"(?:n/?a|n/?m|n\.m\.|n\.a\.|nmf)(?![\w/])(?:\([A-Za-z0-9]\)|\*)?|\*{1,2}(?!\S)", re.IGNORECASE
)
_NUMERIC_REST = re.compile(r"[\d,.()$%]*+")
_TO = re.compile(rf"(?P<before>{_SP}{{0,2}})(?P<sep>[{_MINUS}]|to\b)(?P<after>{_SP}{{0,2}})")
_PHONE = re.compile(rf"\(\d{{3}}\){_SP}?\d{{3}}[-.]\d{{4}}(?!\d)|(?<=\d\){_SP})\d{{3}}[-.]\d{{4}}(?!\d)")
_ENDS = frozenset(" \t\xa0|")


@dataclass(frozen=True, slots=True)
class Token:
    """A value found in a text: ``kind`` is ``figure``, ``range``, ``dash``, ``na`` or ``bad``.

    ``anchor`` is the offset after its last digit, by which columns of figures are lined up.
    ``text`` leaves the note ``mark`` out; ``end`` is after it. ``na`` (N/A, NM) and ``bad``
    (looks like a number, is in no form known: XG-READ-009) have no figures.
    """

    start: int
    end: int
    anchor: int
    kind: str
    text: str
    figures: tuple[Figure, ...] = ()
    mark: str | None = None

    @property
    def is_year(self) -> bool:
        """A bare year, as headings have: four digits and nothing else."""
        return self.kind == "figure" and len(self.text) == 4 and self.text[:2] in ("19", "20")


def scan(text: str, pos: int, locate: Locate, *, ranges: bool = True) -> Token | None:
    """The value that starts at ``pos`` and ends before white space or the end of ``text``.

    None if there is none: words, dates, telephone numbers. A token of kind ``bad`` if what
    stands there has only the characters of a number but no form of one.
    """
    first = None if _PHONE.match(text, pos) else _one(text, pos, locate)
    if first is None:
        return None
    if ranges and first.kind == "figure":
        joined = _range(text, first, locate)
        if joined is not None:
            return joined
    return first if _ends(text, first.end) else _bad(text, first)


def parse_figure(text: str, where: Where) -> Figure | None:
    """The one figure that the whole of ``text`` prints, or None. ``where`` is its first character's place."""
    token = scan(text, 0, lambda _: where, ranges=False)
    if token is None or token.end != len(text) or len(token.figures) != 1 or token.mark is not None:
        return None
    return token.figures[0]


def parse_cell(text: str, where: Where) -> Token | None:
    """What a whole cell prints: a figure, a range, a dash, N/A, or something like a number (``bad``).

    Surrounding white space is skipped; places count from ``where``. None means words.
    """

    def locate(offset: int) -> Where:
        column = None if where.column is None else where.column + offset
        return Where(where.file, where.line, column, where.sheet, where.cell)

    start = len(text) - len(text.lstrip())
    token = scan(text.rstrip(), start, locate)
    return token if token is not None and token.end == len(text.rstrip()) else None


def number(body: str) -> Decimal | None:
    """Digits with thousands commas and a decimal point, without sign; None for any other form."""
    return Decimal(body.replace(",", "")) if _GOOD.fullmatch(body) else None


def places(body: str) -> int:
    """The digits printed after the decimal point."""
    return len(body) - body.rfind(".") - 1 if "." in body else 0


def _ends(text: str, end: int) -> bool:
    return end >= len(text) or text[end] in _ENDS


def _one(text: str, pos: int, locate: Locate) -> Token | None:
    m = _FIGURE.match(text, pos)
    if m is None:
        return _dash(text, pos, locate) or _not_available(text, pos)
    opened = m["o1"] is not None or m["o2"] is not None
    end, percent, closed = m.end(), False, not opened
    anchor = end
    if opened:
        after = _AFTER.match(text, end)
        if after is not None and after["close"] is not None:
            end, closed = after.end(), True
            percent = after["p1"] is not None or after["p2"] is not None
    else:
        pct = _PERCENT.match(text, end)
        if pct is not None:
            end, percent = pct.end(), True
    value = number(m["body"])
    if (
        not closed
        or value is None
        or (m["o1"] and m["o2"])
        or sum(bool(m[k]) for k in ("m1", "m2", "m3")) > 1
    ):
        return Token(pos, end, anchor, "bad", text[pos:end])
    if opened or m["m1"] or m["m2"] or m["m3"]:
        value = value.copy_negate()
    figure = Figure(
        value=value,
        places=places(m["body"]),
        text=text[pos:end],
        where=locate(pos),
        digits=(m.start("body") - pos, m.end("body") - pos),
        percent=percent,
        currency=m["c1"] or m["c2"],
    )
    mark = _MARK.match(text, end)
    sign = mark.group().strip(" ()/") if mark is not None and _ends(text, mark.end()) else None
    return Token(
        pos,
        mark.end() if mark is not None and sign else end,
        anchor,
        "figure",
        text[pos:end],
        (figure,),
        sign,
    )


def _dash(text: str, pos: int, locate: Locate) -> Token | None:
    m = _DASH.match(text, pos)
    if m is None or not _ends(text, m.end()) or (m["open"] is None) != (m["close"] is None):
        return None
    printed = m.group()
    figure = Figure(
        Decimal(0),
        0,
        printed,
        locate(pos),
        (m.start("dash") - pos, m.end("dash") - pos),
        dash=True,
        percent=m["pct"] is not None or m["p2"] is not None,
        currency=m["cur"],
    )
    return Token(pos, m.end(), m.end("dash"), "dash", printed, (figure,))


def _not_available(text: str, pos: int) -> Token | None:
    m = _NOT_AVAILABLE.match(text, pos)
    if m is None or not _ends(text, m.end()):
        return None
    return Token(pos, m.end(), m.end(), "na", m.group())


def _bad(text: str, token: Token) -> Token | None:
    """A token that goes on after its end: not understood if only signs of numbers follow, else words."""
    rest = _NUMERIC_REST.match(text, token.end)
    end = rest.end() if rest is not None else token.end
    if end == token.end or not _ends(text, end):
        return None
    return Token(token.start, end, end, "bad", text[token.start : end])


def _range(text: str, low: Token, locate: Locate) -> Token | None:
    """Two figures with a dash or "to" between them.

    In a row of figures a dash may also be a zero in a column of its own, and a minus may
    belong to the next figure: so the gaps are at most two spaces and not both two without
    a currency or brackets, and a dash that touches only the second figure is its sign.
    """
    sep = _TO.match(text, low.end)
    if sep is None or low.mark is not None:
        return None
    high = _one(text, sep.end(), locate)
    if high is None or high.kind != "figure" or not _ends(text, high.end) or high.text[0] in _MINUS:
        return None
    before, after = len(sep["before"]), len(sep["after"])
    plain = text[low.start].isdigit() and text[high.start].isdigit()
    if sep["sep"] == "to":
        if not before or not after:
            return None
    elif (before and not after and not high.figures[0].currency) or (plain and before + after > 3):
        return None
    end = high.end
    figures = (*low.figures, *high.figures)
    return Token(
        low.start,
        end,
        high.anchor,
        "range",
        text[low.start : high.start + len(high.text)],
        figures,
        high.mark,
    )
