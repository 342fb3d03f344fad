"""Formulas that add cells up: evidence for calculations, and held against the values of the cells.

    =SUM(B3:B7)    =B3+B4-B5    =SUM(B3:B5,B7)-B9    =-SUM(B3:B5)

Any other formula says nothing here: a product, a function, a cell of another sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding, Related
from xbrlgen.model.source import FigureId, Source, SumOf
from xbrlgen.read.sheet.cells import RawCell, Sheet
from xbrlgen.read.sheet.formats import decimal_of
from xbrlgen.read.sheet.workbook import Area, area_of, at

_MOST_PARTS = 5_000
_MOST_STEPS = 1_000_000
"""Rows and cells looked at for all sums of a sheet: running totals over a long list grow by the square."""
_EXACT = 13
"""Digits to which a sum of binary numbers is exact, whatever their order."""

Place = tuple[int, int]
"""Row and column."""


@dataclass(frozen=True, slots=True)
class CellSum:
    """``total`` holds a formula that adds ``parts``, each a cell with 1 or -1 (or more, if added twice)."""

    sheet: str
    total: Place
    parts: tuple[tuple[Place, int], ...]
    formula: str


def sums_of(sheet: Sheet, held: Mapping[Place, RawCell]) -> Iterator[CellSum]:
    """The formulas that are sums, of the cells in ``held``."""
    steps = 0
    for place, raw in held.items():
        areas = _terms(raw.formula) if raw.formula else None
        if areas is None:
            continue
        parts: dict[Place, int] = {}
        for area, weight in areas:
            steps += area.bottom - area.top + 1
            if steps > _MOST_STEPS:
                return
            for cell in _cells(area, sheet):
                parts[cell] = parts.get(cell, 0) + weight
            steps += len(parts)
        if 1 < len(parts) <= _MOST_PARTS and place not in parts:
            yield CellSum(sheet.part.name, place, tuple(parts.items()), raw.formula or "")


def stale(file: str, sheet: Sheet, sums: Sequence[CellSum]) -> Iterator[Finding]:
    """XG-READ-052 for each sum whose value is not what its parts give now: it was not calculated since."""

    @cache
    def value_of(place: Place) -> Decimal:
        return decimal_of(sheet.rows[place[0]][place[1]].value or "0") or Decimal(0)

    for found in sums:
        values = [(value_of(place), weight) for place, weight in found.parts]
        noticed = _held(file, found, value_of(found.total), values)
        if noticed is not None:
            yield noticed


def _held(file: str, found: CellSum, total: Decimal, values: Sequence[tuple[Decimal, int]]) -> Finding | None:
    computed = sum((v * w for v, w in values), Decimal(0))
    size = max((abs(v) for v, _ in values), default=Decimal(0))
    if abs(computed - total) <= Decimal(1).scaleb(size.adjusted() - _EXACT) * len(values):
        return None
    row, column = found.total
    first, last = found.parts[0][0], found.parts[-1][0]
    return finding(
        "XG-READ-052",
        f"={found.formula} shows {total:,f}; its cells give {computed:,f}",
        at(file, found.sheet, row, column),
        related=[
            Related("first of its cells", at(file, found.sheet, *first)),
            Related("last", at(file, found.sheet, *last)),
        ],
    )


def of_figures(source: Source, sums: list[CellSum]) -> list[SumOf]:
    """The sums whose cells are all figures of the source."""
    ids: dict[tuple[str | None, str | None], FigureId] = {
        (f.where.sheet, f.where.cell): f.id for f in source.figures if f.where.cell is not None
    }

    @cache
    def id_of(sheet: str, place: Place) -> FigureId | None:
        return ids.get((sheet, at(source.file, sheet, *place).cell))

    found = []
    for s in sums:
        total = id_of(s.sheet, s.total)
        parts = tuple((i, w) for place, w in s.parts if (i := id_of(s.sheet, place)) is not None)
        if total is not None and len(parts) == len(s.parts):
            found.append(SumOf(total, parts, at(source.file, s.sheet, *s.total), s.formula))
    return found


def _cells(area: Area, sheet: Sheet) -> Iterator[Place]:
    for row in range(area.top, area.bottom + 1):
        for column, raw in sheet.rows.get(row, {}).items():
            if area.left <= column <= area.right and raw.kind == "n" and raw.value is not None:
                yield row, column


def _terms(formula: str) -> list[tuple[Area, int]] | None:
    """Areas with their signs, or None if the formula is more than a sum of cells."""
    from openpyxl.formula import Tokenizer
    from openpyxl.formula.tokenizer import Token

    try:
        tokens = Tokenizer("=" + formula).items
    except Exception:  # the tokenizer raises of many kinds for what it does not know
        return None
    terms: list[tuple[Area, int]] = []
    sign, inside, outer = 1, False, 1
    for token in tokens:
        if token.type == Token.WSPACE:
            continue
        if token.type == Token.OPERAND and token.subtype == Token.RANGE:
            area = area_of(token.value)
            if area is None or (not inside and area.bottom + area.right != area.top + area.left):
                return None
            terms.append((area, outer if inside else sign))
            sign = 1
        elif token.type == Token.FUNC and token.subtype == Token.OPEN and token.value.upper() == "SUM(":
            if inside:
                return None
            inside, outer, sign = True, sign, 1
        elif token.type == Token.FUNC and token.subtype == Token.CLOSE:
            inside = False
        elif token.type == Token.SEP and inside:
            continue
        elif token.type in (Token.OP_IN, Token.OP_PRE) and token.value in ("+", "-") and not inside:
            turn = -1 if token.value == "-" else 1
            sign = sign * turn if token.type == Token.OP_PRE else turn
        else:
            return None
    return terms or None
