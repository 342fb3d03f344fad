"""Cells of a row put together: ``$``, ``(``, figure, ``)``, ``%`` and note marks are one printed value.

Producers of filings give each sign a cell of its own, so that digits line up on the right::

    | Net income (loss) |  | $ | (1,234 | ) |  | $ | 567 |   |
    | Margin            |  |   |  (12.3 | )%|  |   | 4.5 | % |
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from xbrlgen.model.currency import SIGN
from xbrlgen.model.source import Figure
from xbrlgen.model.where import Where
from xbrlgen.read.figures import Numerals, Token, parse_cell
from xbrlgen.read.html.flow import INDENT_PIXELS, text_of
from xbrlgen.read.html.grid import HtmlGrid, Slot
from xbrlgen.read.html.letters import Letters, PagePlaces
from xbrlgen.read.html.style import Declarations, left, pixels
from xbrlgen.read.html.tokens import HtmlToken
from xbrlgen.read.html.tree import HtmlElement

_MINUS = "−–—-"
# $      (      $(      RMB      US$
_LEADS = re.compile(rf"[(\[]?\s*(?:{SIGN})?\s*[(\[]?|[{_MINUS}△]\s*(?:{SIGN})|△")
# )      %      )%      (a)      *      x      bps      and, raised, (1)
_TRAILS = re.compile(
    rf"[)\]]?\s*(?:%|pct\.?|{SIGN})?\s*[)\]]?\s*"
    r"(?:\(\s*[a-zA-Z]\s*\)|\[\w{1,2}\]|\*{1,3}|[†‡§¹²³]|x|X|times|bps?|pts?\.?|pp|CR|DR)?"
)
_RAISED = re.compile(r"\(?\d{1,2}\)?")
_MAY_BE_VALUE = re.compile(rf"[\d{_MINUS}]|\bn[/.]?[am]\b|\*", re.IGNORECASE)
_LONGEST_VALUE = 48
# 2025     2030 - 2034     2023(1), a year with the mark of a note
_YEAR = re.compile(r"(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d|\s?\(\w\))?")
_OFFSETS = Where("", 1, 0)


@dataclass(slots=True)
class TextCell:
    """A cell that shows something. ``indent`` is in characters; ``links`` says that it is a link
    within the page, as the page numbers of a table of contents are."""

    slot: Slot
    letters: Letters
    indent: int
    centred: bool
    bold: bool
    links: bool = False

    @property
    def text(self) -> str:
        return self.letters.text


@dataclass(slots=True)
class Value:
    """What one or more cells print together.

    ``column`` to ``end`` are the columns of the grid that they cover, ``right`` is the one after
    the digits' own cell, on which a column of figures is lined up. ``token`` is None for words.
    """

    cells: list[TextCell]
    letters: Letters
    column: int
    right: int
    end: int
    token: Token | None

    @property
    def text(self) -> str:
        return self.letters.text

    @property
    def is_year(self) -> bool:
        """A bare year, or years ("2030 - 2034"), which head columns and are numbers elsewhere."""
        return _YEAR.fullmatch(self.text.strip()) is not None

    @property
    def is_number(self) -> bool:
        """A figure, a range or a dash, and no bare year."""
        return self.token is not None and bool(self.token.figures) and not self.is_year


def text_cells(grid: HtmlGrid, tokens: Sequence[HtmlToken]) -> list[list[TextCell]]:
    """The cells of each row that show something, left to right."""
    rows: list[list[TextCell]] = []
    for row, element in zip(grid.rows, grid.elements, strict=True):
        found: list[TextCell] = []
        if element.shown:
            for slot in row:
                if slot.element.children and slot.element.shown:
                    cell = _text_cell(slot, element, tokens)
                    if cell is not None:
                        found.append(cell)
        rows.append(found)
    return rows


def _text_cell(slot: Slot, row: HtmlElement, tokens: Sequence[HtmlToken]) -> TextCell | None:
    whole = text_of(slot.element, tokens)
    letters = whole.stripped()
    if not letters.text:
        return None
    spaces = len(whole.text) - len(whole.text.lstrip())
    indent, centred, bold = _set(slot.element, row)
    links = any((a.get("href") or "").startswith("#") for a in slot.element.elements("a"))
    return TextCell(slot, letters, int(indent / INDENT_PIXELS) + spaces, centred, bold, links)


def _set(cell: HtmlElement, row: HtmlElement) -> tuple[float, bool, bool]:
    """How deep the first text of a cell is set, in pixels, whether in the middle, and whether bold."""
    indent = 0.0
    align = (row.get("align") or "").lower()
    bold = cell.name == "th"
    element: HtmlElement | None = cell
    while element is not None:
        style: Declarations = element.style
        if style:
            indent += left(style, "padding") + left(style, "margin") + pixels(style.get("text-indent"))
            align = style.get("text-align") or align
            if (weight := style.get("font-weight")) is not None:
                bold = weight in ("bold", "bolder", "700", "800", "900", "600")
        align = (element.get("align") or "").lower() or align
        bold = bold or element.name in ("b", "strong")
        if element.name == "center":
            align = "center"
        inner = element.children[0] if element.children else None
        if isinstance(inner, int) and len(element.children) > 1:
            inner = element.children[1] if isinstance(element.children[1], HtmlElement) else None
        element = inner if isinstance(inner, HtmlElement) else None
    return max(indent, 0.0), align.endswith("center"), bold


def values_of(cells: Sequence[TextCell], numerals: Numerals) -> list[Value]:
    """The cells of one row put together, left to right."""
    found: list[Value] = []
    k = 0
    while k < len(cells):
        cell = cells[k]
        nxt = cells[k + 1] if k + 1 < len(cells) else None
        if (
            nxt is not None
            and _LEADS.fullmatch(cell.text)
            and nxt.slot.column - cell.slot.end <= 1
            and _may_be_value(nxt.text)
        ):
            k = _joined(cells, k, k + 1, found, numerals)
        elif _may_be_value(cell.text):
            k = _joined(cells, k, k, found, numerals)
        else:
            found.append(_words(cell))
            k += 1
    return found


def _words(cell: TextCell) -> Value:
    return Value([cell], cell.letters, cell.slot.column, cell.slot.end, cell.slot.end, None)


def _may_be_value(text: str) -> bool:
    return len(text) <= _LONGEST_VALUE and _MAY_BE_VALUE.search(text) is not None


def _joined(cells: Sequence[TextCell], first: int, core: int, found: list[Value], numerals: Numerals) -> int:
    """Puts a value together from its leading signs, its digits and the signs behind; gives the next cell."""
    for start in dict.fromkeys((first, core)):
        last = core
        letters = cells[start].letters
        for cell in cells[start + 1 : core + 1]:
            letters = letters + cell.letters
        token = _parsed(letters, numerals)
        best: tuple[int, Letters, Token] | None = None
        if token is not None and token.kind != "bad":
            best = (last, letters, token)
        while last + 1 < len(cells):
            behind = cells[last + 1]
            gap = behind.slot.column - cells[last].slot.end
            if gap > (1 if behind.text[0] in ")%" else 0) or not _trails(behind):
                break
            letters = letters + behind.letters
            last += 1
            longer = _parsed(letters, numerals)
            if longer is not None and longer.kind != "bad":
                best = (last, letters, longer)
                token = longer
        if best is not None:
            last, letters, token = best
        if token is not None:
            if best is None:
                last = core
            found += [_words(cell) for cell in cells[first:start]]
            taken = list(cells[start : last + 1])
            found.append(
                Value(
                    taken,
                    letters,
                    taken[0].slot.column,
                    cells[core].slot.end,
                    taken[-1].slot.end,
                    token,
                )
            )
            return last + 1
    found += [_words(cell) for cell in cells[first : core + 1]]
    return core + 1


def _trails(cell: TextCell) -> bool:
    """Whether a cell holds what belongs to the figure before it. "(24)" is a figure, unless it is raised."""
    if _RAISED.fullmatch(cell.text):
        return next(cell.slot.element.elements("sup"), None) is not None
    return _TRAILS.fullmatch(cell.text) is not None


def _parsed(letters: Letters, numerals: Numerals) -> Token | None:
    """What is printed; its figures have their offset in the letters for a column, until they are located."""
    return parse_cell(letters.text, _OFFSETS, numerals)


def located(figure: Figure, letters: Letters, places: PagePlaces) -> Figure:
    """The figure with its own place in the file, and that of its digits in the forced page."""
    at = figure.where.column or 0
    where = places.at(letters.place(at))
    if figure.digits is None:
        return replace(figure, where=where)
    low, high = at + figure.digits[0], at + figure.digits[1]
    return replace(figure, where=where, extent=places.extent(letters, low, high))
