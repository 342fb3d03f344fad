"""Rows of a table: which heading each stands under, by depth, blank lines and capitals."""

from __future__ import annotations

import re
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
    blank before it is the table's usual spacing, and parts nothing; ``empty`` that its figures were left out;
    ``ruled`` that a rule is drawn under the row above.
    """

    printed: str
    depth: int
    where: Where
    cells: tuple[Cell, ...] = ()
    has_values: bool = False
    blank_before: bool = False
    spaced: bool = False
    empty: bool = False
    ruled: bool = False


@dataclass(slots=True)
class _Section:
    label: str
    depth: int
    deeper: bool
    """Its lines are indented deeper than itself; otherwise they run on to a blank line."""
    loose: bool = False
    """A blank line stands before its first line already: blank lines do not end it."""
    filled: bool = False
    first: int | None = None
    """The depth of its first line."""


def line_items(rows: Sequence[Row], notes: Collection[str]) -> list[LineItem]:
    """The rows in order, each with its clean label, note marks, and the headings it stands under.

    Lines indented deeper than a heading are its own until a dedent; where the first line
    under it is no deeper, it holds until a blank line, or until the next heading if its own
    lines stand between blank lines::

        Net income per share:

        Basic                  $0.12

        Diluted                $0.11

    A total that bears the name of a section is of it and ends it, wherever it is set; one of
    "liabilities and equity" is not of the section "equity".

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
    part_depth = 0
    margin = min((r.depth for r in rows if r.printed), default=0)
    stack: list[_Section] = []
    outer: tuple[str, ...] = ()
    for i, row in enumerate(rows):
        if not row.has_values and not row.empty and is_side(labels[i]):
            outer, part, stack = (labels[i],), None, []
            yield ()
            continue
        if row.blank_before and not row.spaced:
            stack = [s for s in stack if s.deeper or s.loose or not s.filled]
        if row.ruled and row.has_values:
            stack = _over_rule(stack, row)
        if outer and not row.has_values and _OTHER_SIDE.match(labels[i]) and is_side(outer[0]):
            # "LIABILITIES" under "ASSETS", whose total has no label
            outer = outer if _OTHER_SIDE.match(outer[0]) else ()
        if part is not None and _upper(part) and row.has_values and not capitals and _upper(row.printed):
            # "LONG-TERM DEBT   801" in capitals is of the rank of "CURRENT", which is over.
            part, stack = (part, stack) if _total(labels[i]) is not None else (None, [])
        left: list[_Section] = []
        while stack and row.printed and row.depth < stack[-1].depth + stack[-1].deeper:
            left.append(stack.pop())
        instead = part is not None and row.printed.isupper() and row.depth <= part_depth
        capital = not capitals and ((_is_part(row.printed) and (part is not None or not stack)) or instead)
        if not row.has_values and not row.empty and (capital or _centred(rows, i, margin)):
            part, part_depth, stack = labels[i], row.depth, []
            yield ()
            continue
        if not row.has_values and not row.empty:
            stack = [s for s in stack if row.depth > s.depth or _nests(row, s)]
            yield outer + _headings(part, stack)
            nxt = rows[i + 1] if i + 1 < len(rows) else None
            deeper = nxt is not None and nxt.depth > row.depth
            # A caption without values among rows of its depth is a row left empty, not a heading.
            if deeper or row.blank_before or i == 0 or row.printed.rstrip().endswith(":"):
                loose = nxt is not None and nxt.blank_before
                stack.append(_Section(labels[i], row.depth, deeper, loose))
            continue
        total = _total(labels[i])
        if total is not None:
            if total.wider_than(part):
                part, stack = None, []
            wider = next((k for k, s in enumerate(stack) if total.wider_than(s.label)), len(stack))
            stack = stack[:wider]
            named = not total.words and not row.blank_before
            own = next((s for s in left if total.of(s.label) or (named and s.depth == row.depth)), None)
            if own is not None:
                stack.append(own)
            # "Cash used in operating activities", set as deep as the last rows, is of that section alone.
            named_of = next((k for k, s in enumerate(stack) if total.of(s.label)), None)
            stack = stack if named_of is None else stack[: named_of + 1]
        yield outer + _headings(part, stack)
        for section in stack:
            section.filled = True
            section.first = row.depth if section.first is None else section.first
        if total is not None:
            ended = next((k for k, s in enumerate(stack) if total.of(s.label) or s in left), len(stack))
            stack = stack[:ended]
            part = None if part is not None and total.of(part) else part
            outer = () if outer and total.of(outer[0]) else outer


# Adjustments to reconcile net income to net cash:
#     Depreciation                                   120
#     (Increase) decrease in:                              as deep as the lines over it, and one of them
#       Receivables                                  (35)
_ADJUSTMENTS = re.compile(r"adjustments? to reconcile\b", re.IGNORECASE)
_CHANGES = re.compile(r"\(?(?:net )?(?:increases?|decreases?|changes?)\b", re.IGNORECASE)
# Less:
#   Reserve for losses          (19,114)
#                            ----------
#  Net loans                 $1,191,478       over the rule, and not deducted
_DEDUCTION = re.compile(r"(?:less|add|deduct|plus)\b", re.IGNORECASE)


# ASSETS
# CURRENT ASSETS                         a part of the side above, in capitals as well
# Cash                          1,847.4
_SIDE = re.compile(
    r"assets|liabilities(?:,[\w\s'’-]+)?,?\s+and\s+[\w\s'’()-]*(?:equity|deficit|deficiency|capital)(?:\s*\([\w\s]+\))?",
    re.IGNORECASE,
)


_OTHER_SIDE = re.compile(r"liabilities\b|(?:\S*(?:share|stock)\S*\s)?equity\W*$", re.IGNORECASE)


def _upper(printed: str) -> bool:
    """Whether words outside brackets are in capitals: "PROPERTY, PLANT AND EQUIPMENT (at cost)"."""
    return re.sub(r"\([^)]*\)?", "", printed).isupper()


def is_side(label: str) -> bool:
    """Whether a heading names a side of a balance sheet, which holds all parts up to its total."""
    return _SIDE.fullmatch(label.strip(" :")) is not None


def _nests(row: Row, section: _Section) -> bool:
    """Whether a heading as deep as a section is one of it, since the section's own lines are as deep."""
    return (
        row.depth == section.depth
        and not section.deeper
        and _ADJUSTMENTS.match(section.label) is not None
        and _CHANGES.match(row.printed) is not None
    )


def _over_rule(stack: Sequence[_Section], row: Row) -> list[_Section]:
    """The sections that go on under a rule: what is deducted ends there, before a line not as deep."""
    kept = list(stack)
    while (
        kept
        and _DEDUCTION.match(kept[-1].label)
        and kept[-1].first is not None
        and (not row.printed or row.depth < kept[-1].first)
    ):
        kept.pop()
    return kept


_TOTAL = re.compile(
    r"(?:sub-?)?totals?\b|net cash\b|cash (?:flows? )?(?:provided|used|generated)\b", re.IGNORECASE
)
_LITTLE = frozenset(
    {"total", "totals", "subtotal", "sub", "net", "cash", "flow", "flows", "provided", "used", "generated"}
    | {"the", "a", "of", "and", "in", "by", "for", "from", "to"}
)


@dataclass(frozen=True, slots=True)
class _Total:
    """A total by its words: "Total interest expense" is of the section "Interest expense:"."""

    words: tuple[str, ...]
    joined: bool
    """It adds two things: "Total liabilities and equity"."""

    def of(self, section: str) -> bool:
        if self.words == ("adjustment",):
            return _ADJUSTMENTS.match(section) is not None
        return bool(self.words) and self.words == _telling(section)

    def wider_than(self, section: str | None) -> bool:
        if section is None or not self.joined:
            return False
        inner = _telling(section)
        return bool(inner) and set(inner) < set(self.words)


def _total(label: str) -> _Total | None:
    if _TOTAL.match(label) is None:
        return None
    return _Total(_telling(label), " and " in label.casefold() or "&" in label)


def _telling(text: str) -> tuple[str, ...]:
    """The words that tell one section from another, without plurals, brackets and little words."""
    # "Total liabilities and stock-holders' equity" is of "Stockholders' equity".
    plain = re.sub(r"\([^)]*\)?", " ", re.sub(r"(?<=\w)-(?=\w)", "", text.casefold()))
    return tuple(w.rstrip("s'’") for w in re.findall(r"[\w'’]+", plain) if w not in _LITTLE)


def _headings(part: str | None, stack: Sequence[_Section]) -> tuple[str, ...]:
    return (*([part] if part else []), *(s.label for s in stack))


def _centred(rows: Sequence[Row], i: int, margin: int) -> bool:
    """Whether a heading is set in the middle over rows at the margin::

              Assets
    Cash                     $180
    """
    row = rows[i]
    if i + 1 >= len(rows) or (i > 0 and not row.blank_before) or row.depth < 4:
        return False
    following = rows[i + 1]
    return following.depth <= margin + 3 and row.depth >= following.depth + 6


def _is_part(printed: str) -> bool:
    return _upper(printed) and len(printed) > 5 and not printed.rstrip().endswith(":")
