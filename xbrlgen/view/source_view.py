"""The document as filed, as runs of plain text and numbers, ready to be set on the review page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from xbrlgen.model.register import Numeral
from xbrlgen.model.source import Cell, FigureId, LineItem, Paragraph, Source, Table

Run = str | list[object]
"""Plain text, or ``[number of the numeral, its text]``."""
View = dict[str, object]


class NumeralsAt:
    """Finds the numerals that stand in a piece of a source."""

    def __init__(self, numerals: Sequence[Numeral]) -> None:
        self._at: dict[FigureId, int] = {}
        for index, numeral in enumerate(numerals):
            self._at.setdefault(numeral.figure, index)
        self.placed: set[int] = set()
        """Numerals that the document shows."""

    def take(self, figure: FigureId) -> int | None:
        """The numeral of a printed number, if there is one, and none has been shown for it yet."""
        index = self._at.get(figure)
        if index is None or index in self.placed:
            return None
        self.placed.add(index)
        return index


def blocks(source: Source, places: NumeralsAt, flags: dict[int, list[int]]) -> list[View]:
    """The blocks of a source. ``flags`` are numbers of findings by line of this source."""
    return [
        _table(b, places, flags) if isinstance(b, Table) else _paragraph(b, places, flags)
        for b in source.blocks
    ]


def _paragraph(block: Paragraph, places: NumeralsAt, flags: dict[int, list[int]]) -> View:
    marks = []
    for mention in block.mentions:
        index = places.take(mention.id)
        if index is not None:
            marks.append((mention.start, mention.end, index))
    view: View = {"k": block.kind, "at": str(block.where)}
    if block.kind == "layout":
        runs: list[list[Run]] = []
        offset = 0
        for span in block.spans:
            end = offset + len(span.text)
            runs.append(list(_runs(block.text, offset, end, marks)))
            offset = end + 1
        view["lines"] = runs
    else:
        view["runs"] = list(_runs(block.text, 0, len(block.text), marks))
    flagged = sorted({i for s in block.spans if s.where.line for i in flags.get(s.where.line, ())})
    if flagged:
        view["f"] = flagged
    return view


def _runs(text: str, start: int, end: int, marks: Iterable[tuple[int, int, int]]) -> Iterator[Run]:
    """The text from ``start`` to ``end``; a mark belongs to the line in which it begins."""
    for first, last, index in marks:
        if not start <= first < end:
            continue
        if first > start:
            yield text[start:first]
        yield [index, text[first : min(last, end)]]
        start = min(last, end)
    if start < end:
        yield text[start:end]


def _table(block: Table, places: NumeralsAt, flags: dict[int, list[int]]) -> View:
    return {
        "k": "table",
        "at": str(block.where),
        "title": block.title,
        "columns": [{"heads": list(c.headings), "marks": list(c.marks)} for c in block.columns],
        "rows": [_line(line, places, flags) for line in block.lines],
    }


def _line(line: LineItem, places: NumeralsAt, flags: dict[int, list[int]]) -> View:
    cells: dict[int, list[Run]] = {}
    for cell in line.cells:
        runs = cells.setdefault(cell.column, [])
        if runs:
            runs.append(" ")
        runs.extend(_cell(cell, places))
    # Some release prints its captions deep; only the order of depths matters here.
    view: View = {"label": line.printed or line.label, "depth": line.depth, "at": str(line.where)}
    if cells:
        view["cells"] = [[column, runs] for column, runs in sorted(cells.items())]
    if line.where.line in flags:
        view["f"] = flags[line.where.line]
    return view


def _cell(cell: Cell, places: NumeralsAt) -> Iterator[Run]:
    """A cell's text with its figures as runs, found by their own text from left to right."""
    text, rest = cell.text, 0
    for figure in cell.figures:
        index = places.take(figure.id)
        start = text.find(figure.text, rest)
        if index is None:
            continue
        if start < 0:
            start, shown = rest, figure.text
        else:
            shown = text[start : start + len(figure.text)]
        if start > rest:
            yield text[rest:start]
        yield [index, shown]
        rest = min(len(text), start + len(shown))
    if rest < len(text):
        yield text[rest:]
