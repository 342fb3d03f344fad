"""A table of a source laid out as a grid: figures in columns of their own, brackets beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from xbrlgen.build.tags import Tagger
from xbrlgen.model.document import DocumentCell, Grid, Row, Runs, TextRun
from xbrlgen.model.report import Extension
from xbrlgen.model.source import Cell, Column, Figure, LineItem, Table

_GAP = DocumentCell("gap")
_EM = 0.5
"""Of indentation for each character of it."""
_NORMAL, _SMALL = 140, 180
"""Characters across, up to which a table is set in normal and in small type."""
_LONGEST_LABEL = 56
_LONGEST_HEADING = 26
"""Characters, up to which a line of a heading is not wrapped."""


class Totals:
    """Which lines of a statement are sums of lines above them, by the calculation networks."""

    def __init__(self, extension: Extension) -> None:
        self.parts: dict[tuple[str, str], set[str]] = {}
        self.inner: set[tuple[str, str]] = set()
        self.roles = {role.id for role in extension.roles if role.calculation}
        for role in extension.roles:
            for arc in role.calculation:
                self.parts.setdefault((role.id, arc.parent), set()).add(arc.child)
                self.inner.add((role.id, arc.child))

    def rule(
        self, line: LineItem, facts: Iterable[tuple[str, str]], seen: set[tuple[str, str]]
    ) -> str | None:
        """``above`` for a total, ``double`` for one that is part of no other and has its currency.

        The word "Total" tells too, under a heading or where no network speaks of sums at all:
        sums over members are in no network.
        """
        at = list(facts)
        for role, concept in at:
            if any((role, part) in seen for part in self.parts.get((role, concept), ())):
                money = any(f.currency for c in line.cells for f in c.figures)
                return "double" if money and (role, concept) not in self.inner else "above"
        told = line.section or not any(role in self.roles for role, _ in at)
        return "above" if told and seen and line.label.casefold().startswith("total") else None


def lay_out(table: Table, tagger: Tagger, totals: Totals) -> Grid:
    """The grid of a table.

    A column has a cell each for currency, figure and bracket, so that digits stand under
    digits; a column of ranges has them twice, with one for the dash between.
    """
    widths = [1] * len(table.columns)
    for line in table.lines:
        for cell in line.cells:
            widths[cell.column] = max(widths[cell.column], len(cell.figures))
    margin = min((line.depth for line in table.lines), default=0)
    seen: set[tuple[str, str]] = set()
    rows = []
    for line in table.lines:
        facts = [f for c in line.cells for g in c.figures for f in tagger.facts_of.get(g.id, ())]
        rows.append(_row(line, widths, margin, totals.rule(line, facts, seen), tagger))
        seen.update(facts)
    return Grid(
        headings=tuple(_headings(table.columns, widths)),
        rows=tuple(rows),
        size=_size(table),
        where=table.where,
    )


def _span(width: int) -> int:
    return 4 * width - 1


def _size(table: Table) -> str:
    across = min(max((len(line.label) + line.depth for line in table.lines), default=0), _LONGEST_LABEL)
    for column in table.columns:
        words = [
            *column.headings,
            *(c.text for line in table.lines for c in line.cells if c.column == column.index),
        ]
        across += max(map(len, words), default=0) + 4
    return "normal" if across <= _NORMAL else "small" if across <= _SMALL else "tiny"


# -- headings ------------------------------------------------------------------------------


def _headings(columns: Sequence[Column], widths: Sequence[int]) -> list[Row]:
    depth = max((len(c.headings) for c in columns), default=0)
    rows = []
    for level in range(depth):
        cells = [DocumentCell("label")]
        i = 0
        while i < len(columns):
            last = i
            while last + 1 < len(columns) and _spans(columns[i], columns[last + 1], level, depth):
                last += 1
            span = sum(_span(w) for w in widths[i : last + 1]) + last - i
            runs = _heading(columns[i], level - depth + len(columns[i].headings))
            ruled = runs and (last > i or level == depth - 1)
            kind = "heading" if sum(len(r.text) for r in runs) <= _LONGEST_HEADING else "banner"
            cells += [_GAP, DocumentCell(kind, runs, span, "below" if ruled else None)]
            i = last + 1
        rows.append(tuple(cells))
    return rows


def _spans(one: Column, other: Column, level: int, depth: int) -> bool:
    """Whether one printed heading stands over both columns: same words from the same place."""
    upto = level - depth + len(one.headings) + 1
    return (
        upto > 0
        and len(one.headings) == len(other.headings)
        and one.where == other.where
        and one.headings[:upto] == other.headings[:upto]
    )


def _heading(column: Column, index: int) -> Runs:
    if index < 0:
        return ()
    runs = [TextRun(column.headings[index], where=column.where)]
    if index == 0:
        runs += [TextRun(_in_brackets(mark), where=column.where, look="raised") for mark in column.marks]
    return tuple(runs)


def _in_brackets(mark: str) -> str:
    return f"({mark})" if mark.isalnum() else mark


# -- rows ----------------------------------------------------------------------------------


def _row(line: LineItem, widths: Sequence[int], margin: int, rule: str | None, tagger: Tagger) -> Row:
    label = DocumentCell(
        "label",
        (TextRun(line.printed, where=line.where),),
        indent=min((line.depth - margin) * _EM, 6),
        strong=not line.cells,
    )
    by_column: dict[int, list[Cell]] = {}
    for cell in line.cells:
        by_column.setdefault(cell.column, []).append(cell)
    row = [label]
    for column, width in enumerate(widths):
        row.append(_GAP)
        row += (replace(c, rule=rule) for c in _cells(by_column.get(column, []), width, tagger))
    return tuple(row)


def _cells(printed: Sequence[Cell], width: int, tagger: Tagger) -> list[DocumentCell]:
    if len(printed) != 1 or not printed[0].figures:
        runs = tuple(r for cell in printed for r in _words(cell, tagger))
        return [DocumentCell("words", runs, _span(width))]
    cell = printed[0]
    cells: list[DocumentCell] = []
    spare = width - len(cell.figures)
    if spare:
        # One figure in a column of ranges stands under the higher end, as figures do.
        cells.append(DocumentCell("words", (), 4 * spare))
    pieces = _pieces(cell)
    for number, (before, figure) in enumerate(pieces):
        if number:
            cells.append(DocumentCell("between", _plain(before.strip(), cell)))
            before = ""
        after = cell.text[_end(pieces, cell) :] if number == len(pieces) - 1 else ""
        cells += _trio(before, figure, after, cell, tagger)
    return cells


def _pieces(cell: Cell) -> list[tuple[str, Figure]]:
    """Each figure of a cell with the text that stands before it."""
    pieces = []
    at = 0
    for figure in cell.figures:
        start = cell.text.find(figure.text, at)
        start = at if start < 0 else start
        pieces.append((cell.text[at:start], figure))
        at = start + len(figure.text)
    return pieces


def _end(pieces: Sequence[tuple[str, Figure]], cell: Cell) -> int:
    return min(sum(len(before) + len(figure.text) for before, figure in pieces), len(cell.text))


def _trio(before: str, figure: Figure, after: str, cell: Cell, tagger: Tagger) -> list[DocumentCell]:
    if figure.digits is None:
        return [
            DocumentCell("lead", _plain(before.strip(), cell)),
            DocumentCell("figure", (_stands(figure.text, figure, tagger),)),
            DocumentCell("trail", _plain(after.strip(), cell)),
        ]
    start, end = figure.digits
    ahead = figure.text[:start]
    lead = "".join(c for c in ahead if c not in "(-−–—" and not c.isspace())
    inside = "".join(c for c in ahead if c in "(-−–—")
    number = _stands(figure.text[start:end], figure, tagger)
    return [
        DocumentCell("lead", _plain(before.strip() + lead, cell)),
        DocumentCell("figure", (*_plain(inside, cell), number)),
        DocumentCell("trail", _plain((figure.text[end:] + after).rstrip(), cell)),
    ]


def _stands(text: str, figure: Figure, tagger: Tagger) -> TextRun:
    return TextRun(text, tagger.tags(figure), figure.where, refers=tagger.refers(figure))


def _plain(text: str, cell: Cell) -> Runs:
    return (TextRun(text, where=cell.where),) if text else ()


def _words(cell: Cell, tagger: Tagger) -> Runs:
    """A cell that shares its column with another keeps its words in one piece."""
    runs: list[TextRun] = []
    pieces = _pieces(cell)
    for before, figure in pieces:
        start, end = figure.digits or (0, len(figure.text))
        runs += _plain(before + figure.text[:start], cell)
        runs.append(_stands(figure.text[start:end], figure, tagger))
        runs += _plain(figure.text[end:], cell)
    return (*runs, *_plain(cell.text[_end(pieces, cell) :], cell))
