"""Numbers of data files: as programs write them ("-1886430.5") or as people print them ("(1.886,43)")."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Context, Decimal

from xbrlgen.model.source import Figure
from xbrlgen.model.where import Where
from xbrlgen.read.figures import parse_figure

_PLAIN = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,2})?")
_SWAP = str.maketrans(",.", ".,")
# 120.450 and 120,450: thousands or decimals, as the country has it.
_OPEN = re.compile(r"[-(+]?[^\d.,]{0,4}[1-9]\d{0,2}[.,]\d{3}\)?")
_CERTAIN = {
    # Certain of a point: 12.5    0.125    1886.430    1,886.43    1,886,430
    sign: re.compile(
        rf"[-(+]?[^\d.,]{{0,4}}(?:\d*[{sign}](?:\d{{1,2}}|\d{{4,}})|0?[{sign}]\d+|\d{{4,}}[{sign}]\d+"
        rf"|\d{{1,3}}(?:[{other}]\d{{3}})+[{sign}]\d+|\d{{1,3}}(?:[{other}]\d{{3}}){{2,}})\)?"
    )
    for sign, other in ((".", ","), (",", "."))
}
_MOST_DIGITS = 60
_EXACT = Context(prec=200)
"""The usual context rounds to 28 digits."""


def number_of(text: str, where: Where, decimal: str = ".", *, grouped: bool = False) -> Figure | None:
    """The number that a field holds, or None.

    ``grouped``: a plain number is printed with its thousands grouped, so that a document made from
    it can be read: the print of "1886430.5" is "1,886,430.5". One with a decimal comma is printed
    with a point, as documents in English are.
    """
    text = text.strip()
    if len(text) > _MOST_DIGITS + 4:
        return None
    plain = text.translate(_SWAP) if decimal == "," else text
    if grouped and _PLAIN.fullmatch(plain):
        return _made(Decimal(plain), where)
    figure = parse_figure(plain, where)
    return _made(Decimal(plain), where) if figure is None and _PLAIN.fullmatch(plain) else figure


def _made(value: Decimal, where: Where, scale: int | None = None, places: int | None = None) -> Figure | None:
    """A number as a document prints it; None for one of more digits than any has."""
    if abs(value.adjusted()) > _MOST_DIGITS:
        return None
    text = printed(value)
    digits = (1, len(text) - 1) if value < 0 else (0, len(text))
    own = max(-_exponent(value), 0)
    return Figure(value, own if places is None else places, text, where, digits, scale=scale)


def printed(value: Decimal) -> str:
    """A number as a document prints it: grouped, negative in brackets, no more digits than it has."""
    exponent = value.as_tuple().exponent
    places = max(-exponent, 0) if isinstance(exponent, int) else 0
    return f"({abs(value):,.{places}f})" if value < 0 else f"{value:,.{places}f}"


def with_decimals(figure: Figure, decimals: int) -> Figure:
    """The figure with a precision of its own, in the sense of XBRL: -3 is to the thousand.

    Its value stays; what is printed is in the power of ten that the precision has, or has as many
    digits behind the point.
    """
    value = figure.value
    if decimals >= 0:
        places = max(decimals, -_exponent(value))
        shown = value if places == -_exponent(value) else value.quantize(Decimal(1).scaleb(-places))
        return _made(shown, figure.where, 0, decimals) or figure
    scaled = _EXACT.normalize(_EXACT.scaleb(value, decimals))
    if _exponent(scaled) > 0:
        scaled = _EXACT.quantize(scaled, Decimal(1))
    return _made(scaled, figure.where, -decimals, 0) or figure


def decimal_of_fields(fields: Iterable[str]) -> str | None:
    """The decimal sign that numbers of a file leave no doubt of; None if none does, or they disagree."""
    found = {sign for field in fields for sign, form in _CERTAIN.items() if form.fullmatch(field)}
    return found.pop() if len(found) == 1 else None


def is_open(text: str) -> bool:
    """Whether it cannot be known from the number alone which sign is that of its decimals."""
    return _OPEN.fullmatch(text.strip()) is not None


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
