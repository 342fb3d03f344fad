"""Rows of a table: which heading each stands under, by depth, blank lines and capitals."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from xbrlgen.model.source import Cell, LineItem
from xbrlgen.model.where import Where
from xbrlgen.read.captions import clean


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it is laid out.

    ``printed`` is its whole label, lines joined; empty if it has none. ``depth`` is the label's
    indentation, in any unit that is the same for all rows. A row without values is a heading, or one left
    empty; one may have values and no cells, if none of them stands in a column. ``spaced`` says that the
    blank before it is the table's usual spacing, and parts nothing.
    """

    printed: str
    depth: int
    where: Where
    cells: tuple[Cell, ...] = ()
    has_values: bool = False
    blank_before: bool = False
    spaced: bool = False


@dataclass(slots=True)
class _Section:
    label: str
    depth: int
    deeper: bool
    """Its lines are indented deeper than itself; otherwise they run on to a blank line."""
    loose: bool = False
    """A blank line stands before its first line already: blank lines do not end it."""
    filled: bool = False


def line_items(rows: Sequence[Row], notes: Collection[str]) -> list[LineItem]:
    """The rows in order, each with its clean label, note marks, and the headings it stands under.

    Lines indented deeper than a heading are its own until a dedent; where the first line
    under it is no deeper, it holds until a blank line, or until the next heading if its own
    lines stand between blank lines::

        Net income per share:

        Basic                  $0.12

        Diluted                $0.11

    A heading in capitals over headings in small letters, and one set in the middle over rows
    that begin at the margin, is a title of a part and holds until the next one.
    """
    labels = [clean(row.printed, notes) for row in rows]
    sections = _sections(rows, [label for label, _ in labels])
    return [
        LineItem(label, " ".join(row.printed.split()), section, row.cells, row.where, marks, row.depth)
        for row, (label, marks), section in zip(rows, labels, sections, strict=True)
    ]


def _sections(rows: Sequence[Row], labels: Sequence[str]) -> Iterator[tuple[str, ...]]:
    capitals = sum(r.printed.isupper() for r in rows) * 2 > sum(bool(r.printed) for r in rows)
    part: str | None = None
    stack: list[_Section] = []
    for i, row in enumerate(rows):
        if row.blank_before and not row.spaced:
            stack = [s for s in stack if s.deeper or s.loose or not s.filled]
        while stack and row.printed and row.depth < stack[-1].depth + stack[-1].deeper:
            stack.pop()
        capital = not capitals and _is_part(row.printed) and (part is not None or not stack)
        if not row.has_values and (capital or _centred(rows, i)):
            part, stack = labels[i], []
            yield ()
            continue
        if not row.has_values:
            stack = [s for s in stack if row.depth > s.depth]
            yield _headings(part, stack)
            nxt = rows[i + 1] if i + 1 < len(rows) else None
            deeper = nxt is not None and nxt.depth > row.depth
            # A caption without values among rows of its depth is a row left empty, not a heading.
            if deeper or row.blank_before or i == 0 or row.printed.rstrip().endswith(":"):
                loose = nxt is not None and nxt.blank_before
                stack.append(_Section(labels[i], row.depth, deeper, loose))
            continue
        yield _headings(part, stack)
        for section in stack:
            section.filled = True


def _headings(part: str | None, stack: Sequence[_Section]) -> tuple[str, ...]:
    return (*([part] if part else []), *(s.label for s in stack))


def _centred(rows: Sequence[Row], i: int) -> bool:
    """Whether a heading is set in the middle over rows at the margin::

              Assets
    Cash                     $180
    """
    row = rows[i]
    if i + 1 >= len(rows) or (i > 0 and not row.blank_before) or row.depth < 4:
        return False
    following = rows[i + 1]
    margin = min(r.depth for r in rows if r.printed)
    return following.depth <= margin + 3 and row.depth >= following.depth + 6


def _is_part(printed: str) -> bool:
    return printed.isupper() and len(printed) > 5 and not printed.rstrip().endswith(":")
