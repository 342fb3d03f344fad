"""Numbers of data files: as programs write them ("-1886430.5") or as people print them ("(1.886,43)")."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

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
    figure = parse_figure(plain, where)
    if (figure is None or grouped) and _PLAIN.fullmatch(plain):
        value = Decimal(plain)
        if abs(value.adjusted()) > _MOST_DIGITS:
            return None
        figure = parse_figure(printed(value), where)
    return figure


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
        shown = value.quantize(Decimal(1).scaleb(-places))
        again = parse_figure(printed(shown), figure.where)
        return figure if again is None else replace(again, scale=0, places=decimals)
    scaled = value.scaleb(decimals) if value else Decimal(0)
    while _exponent(scaled) < 0 and scaled == scaled.quantize(Decimal(1).scaleb(_exponent(scaled) + 1)):
        scaled = scaled.quantize(Decimal(1).scaleb(_exponent(scaled) + 1))
    again = parse_figure(printed(scaled), figure.where)
    return figure if again is None else replace(again, scale=-decimals, places=0)


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
