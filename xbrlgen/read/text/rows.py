"""Rows of a table set in characters: labels joined over lines, cells by column."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding
from xbrlgen.model.source import Cell
from xbrlgen.model.where import Where
from xbrlgen.read.captions import clean
from xbrlgen.read.table.rows import Row
from xbrlgen.read.text.layout import Chunk, Line, Strip, assign, label_of

# A label whose end asks for more:
#   Depreciation and
#     amortization              4,075    4,310
_OPEN_END = re.compile(
    r"(?:[-–—,;/&(]|\b(?:and|or|of|the|for|to|from|in|on|by|with|before|after|at|per|a|an|as|than|ended|ending))$",
    re.IGNORECASE,
)
# Words that begin no caption of their own, in tables set in capitals as well:
#   RECONCILIATION OF NET INCOME TO NET CASH          COMMON STOCK, $.01 PAR VALUE; 50,000,000 SHARES
#      USED IN OPERATING ACTIVITIES:                    AUTHORIZED; ISSUED AND OUTSTANDING:
#                                                       12,728,560 IN 1992 AND 15,799,726 IN 1993
_GOES_ON = re.compile(
    r"(?:AND|OR|OF|ON|IN|TO|FOR|FROM|BY|WITH|THAN|AT|BEFORE|AFTER|USED IN|PROVIDED BY)\b(?![-:])"
)
_STATES_SHARES = re.compile(
    r"(?:shares|authori[sz]ed|issued|outstanding)\b|\d{1,3}(?:,\d{3})+\s", re.IGNORECASE
)
_OF_SHARES = re.compile(
    r"\b(?:par value|shares?|authori[sz]ed|issued|outstanding)[:;,]?$|,\d{3}$", re.IGNORECASE
)
# A word parted at the margin: "Amorti-" / "zation".
_HYPHEN = re.compile(r"[A-Za-z]-$")


@dataclass(slots=True)
class _Row:
    """A logical row: its label over one or more lines, and the line its values stand on."""

    parts: list[tuple[Line, Chunk]]
    values: Line | None
    blank_before: bool = False
    ruled: bool = False
    spaced: bool = False
    empty: bool = False
    """A leader of dots leads to figures that are not there: no heading."""

    @property
    def printed(self) -> str:
        """The label as printed, parts joined by a space; none after a hyphen within a word."""
        text = ""
        for _, chunk in self.parts:
            joint = _HYPHEN.search(text) is not None and chunk.text[0].islower()
            text += chunk.text if joint or not text else " " + chunk.text
        return text

    @property
    def depth(self) -> int:
        return self.parts[0][1].start if self.parts else 0

    @property
    def where(self) -> Where:
        if self.parts:
            line, chunk = self.parts[0]
            return line.at(chunk.start)
        if self.values is None:
            raise ValueError("a row has a label or values")
        return self.values.at(self.values.values[0].start)

    @property
    def open(self) -> bool:
        """Whether the label asks for more: an unclosed bracket, a comma, an "and"."""
        text = self.printed
        return text.count("(") > text.count(")") or bool(_OPEN_END.search(text.rstrip()))

    @property
    def last_line(self) -> int:
        numbers = [line.number for line, _ in self.parts]
        if self.values is not None:
            numbers.append(self.values.number)
        return max(numbers)


def laid_rows(
    body: Sequence[Line], columns: Sequence[Strip], notes: Collection[str]
) -> tuple[list[Row], list[Finding]]:
    """The rows and headings of a table's body in order, with what was not understood.

    A number under no column is reported (XG-READ-008) and given to no cell.
    """
    rows: list[Row] = []
    findings: list[Finding] = []
    for row in _logical(body):
        printed = row.printed
        cells: list[Cell] = []
        if row.values is not None:
            cells, lost = _cells(row.values, columns, clean(printed, notes)[0])
            findings += lost
        rows.append(
            Row(
                printed,
                row.depth,
                row.where,
                tuple(cells),
                row.values is not None,
                row.blank_before,
                row.spaced,
                row.empty,
                row.ruled,
            )
        )
    return rows, findings


def _cells(line: Line, columns: Sequence[Strip], label: str) -> tuple[list[Cell], list[Finding]]:
    cells: list[Cell] = []
    findings: list[Finding] = []
    for token, column in zip(line.values, assign(columns, line), strict=True):
        where = line.at(token.start)
        if token.kind == "bad":
            findings.append(
                finding(
                    "XG-READ-009",
                    f'"{token.text}" in row "{label}" is not understood as a number',
                    where,
                    hint=_hint(token.text),
                )
            )
        if column is None:
            if token.figures:
                findings.append(
                    finding("XG-READ-008", f'"{token.text}" in row "{label}" stands under no column', where)
                )
            continue
        printed = line.text[token.start : token.end]
        cells.append(Cell(column, printed, token.figures, where, token.marks, token.kind == "bad"))
    cells.sort(key=lambda c: c.column)
    return cells, findings


def _hint(text: str) -> str | None:
    """What to do about a figure that is not understood; None: the usual."""
    if re.search(r"\d[.]\d{3}(?:[.,]|$)|\d,\d{1,2}$", text):
        return 'if a comma is the decimal sign here, say `decimal: ","` of the source in filing.yaml'
    if re.search(r"\b(?:CR|DR)\b|\d(?:CR|DR)\b", text, re.IGNORECASE):
        return "print what is below zero in brackets: which of CR and DR it is depends on the line"
    return None


def _logical(body: Sequence[Line]) -> list[_Row]:
    """Joins label lines: what is open continues, what starts small or in brackets continues::

    Cash, cash equivalents and
      marketable securities        26,104
    Net income
      (loss)                        (108)
    Loss on sale of assets
      held for disposal               12
    """
    rows: list[_Row] = []
    blank, blanks, ruled = False, 0, False
    spacing = _spacing(body)
    widest = max(
        (line.label.end for line in body if line.kind == "row" and line.label is not None), default=0
    )
    colons = sum(line.kind == "text" and line.text.endswith(":") for line in body) >= 3
    for i, line in enumerate(body):
        if line.kind in ("blank", "tag"):
            blank, blanks = True, blanks + 1
            continue
        apart = blanks > spacing
        if line.kind == "rule":
            ruled = True
            continue
        chunk = line.label if line.kind == "row" else label_of(line.text, len(line.text))
        if chunk is None and line.kind != "row":  # nothing but form feeds, NEL and the like
            blank, blanks = True, blanks + 1
            continue
        empty = line.kind == "text" and line.text.endswith("....")
        last = rows[-1] if rows else None
        if (
            chunk is not None
            and last is not None
            and not apart
            and not ruled
            and not last.empty
            and _continues(last, line, chunk, body, i, colons=colons, widest=widest)
        ):
            last.parts.append((line, chunk))
            if line.kind == "row":
                last.values = line
        elif (
            chunk is None
            and last is not None
            and last.values is None
            and not apart
            and not ruled
            and (last.open or (not blank and not last.printed.rstrip().endswith(":")))
        ):
            # Figures that slipped below their label:
            #   Net gains/(losses) on investment account
            #                                              (239)        200
            #   Investment banking                         1,878      1,462
            last.values = line
        else:
            rows.append(
                _Row(
                    [] if chunk is None else [(line, chunk)],
                    line if line.kind == "row" else None,
                    blank,
                    ruled,
                    blank and not apart,
                    empty,
                )
            )
        blank, blanks, ruled = False, 0, False
    return rows


def _spacing(body: Sequence[Line]) -> int:
    """Blank lines that stand before most lines: 1 in double-spaced text, where they part nothing."""
    lines, after = 0, 0
    previous = ""
    for line in body:
        if line.kind in ("row", "text"):
            lines += 1
            after += previous == "blank"
        if line.kind != "rule":
            previous = line.kind
    return 1 if lines >= 4 and after * 10 >= lines * 8 else 0


def _continues(
    last: _Row, line: Line, chunk: Chunk, body: Sequence[Line], i: int, *, colons: bool, widest: int
) -> bool:
    """Whether a label goes on with ``chunk`` on the next line.

    ``colons``: headings here end in one; ``widest``: where the longest label ends that has values::

        Net loss before taxes and cumulative     (108)    (204)
          effect of a change in accounting                          goes on, after its figures
        Operating expenses:                                         does not
          cost of services                      17,328   17,904     is a line of its own
    """
    small = chunk.text[0].islower()
    if last.values is not None:
        # The figures stood on the label's first line: only words may follow, and only if
        # they cannot be the start of the next label.
        if line.kind == "row" or not last.parts or last.printed.endswith(":"):
            return False
        following = body[i + 1] if i + 1 < len(body) else None
        begins_next = (
            following is not None
            and following.kind == "row"
            and following.label is not None
            and (following.label.text[0].islower() or following.indent > line.indent)
        )
        text = last.printed
        unclosed = text.count("(") > text.count(")") or text.endswith((" -", ",", "/", " and", " or", " of"))
        return unclosed or (small and not begins_next and line.indent >= last.depth)
    shares = _OF_SHARES.search(last.printed) is not None and _STATES_SHARES.match(chunk.text) is not None
    if shares and chunk.start >= last.depth and not _more_deeper(body, i, chunk):
        return True
    if last.printed.rstrip().endswith(":"):
        return False
    if last.open or small or chunk.text[:2].islower():
        return True
    capital = last.printed.isupper() and _GOES_ON.match(chunk.text) is not None
    if capital and chunk.start >= last.depth and not _more_deeper(body, i, chunk):
        return True
    if colons and 1 <= chunk.start - last.depth <= 4 and last.depth > 0 and line.kind == "row":
        # Where headings end in a colon, a caption without one over a single row is its beginning.
        following = body[i + 1] if i + 1 < len(body) else None
        return following is None or following.kind == "rule" or following.indent < chunk.start
    full = last.parts[-1][1].end + 1 + len(chunk.text.split()[0]) > widest
    deeper = 1 <= chunk.start - last.depth <= 4
    if full and deeper and line.kind == "row" and _alone(body, i, chunk):
        # "Accumulated Other Comprehensive" / "  Income": no room was left, and no other row is as deep.
        return True
    if deeper and line.kind == "row" and _ends_alone(body, i, chunk) and not _heads_rows(body):
        # "Reserves/Loans" / "  Receivable    1.60%": a heading of one row, in a table without any other.
        return True
    if full and deeper and line.kind == "text" and _OPEN_END.search(chunk.text):
        # "ACCOUNTS RECEIVABLE, LESS ALLOWANCE FOR DOUBTFUL" / " ACCOUNTS OF $640,000 IN 1992 AND" / a row
        return True
    # A bracket that opens the next line explains the one before: "Net Income" / "(Loss)".
    return chunk.text.startswith("(") and chunk.start > last.depth and not _more_deeper(body, i, chunk)


def _more_deeper(body: Sequence[Line], i: int, chunk: Chunk) -> bool:
    """Whether the next line is a row at the same depth: then both are members of a section::

    Shares
      (basic)         78,476
      (diluted)       80,112
    """
    for line in body[i + 1 :]:
        if line.kind == "row" and line.label is not None:
            # "FROM DISCONTINUED OPERATIONS" under "FROM CONTINUING OPERATIONS" is a row beside it.
            goes_on = re.match(r"(?:AND|OR)\b", line.label.text) or _STATES_SHARES.match(line.label.text)
            return line.label.start == chunk.start and goes_on is None
        if line.kind != "rule":
            return False
    return False


def _alone(body: Sequence[Line], i: int, chunk: Chunk) -> bool:
    """Whether the next label is less deep, or a rule: a section has more than one line over its total."""
    for line in body[i + 1 :]:
        if line.kind == "rule":
            return True
        if line.kind == "row":
            return line.label is not None and line.label.start < chunk.start
        if line.kind == "text":
            return line.indent < chunk.start
    return True


def _ends_alone(body: Sequence[Line], i: int, chunk: Chunk) -> bool:
    """Whether no row follows, or one less deep that is no total of this one alone."""
    following = next((line for line in body[i + 1 :] if line.kind != "blank"), None)
    if following is None:
        return True
    return following.kind == "row" and following.label is not None and following.label.start < chunk.start


def _heads_rows(body: Sequence[Line]) -> bool:
    """Whether any words alone on a line head two rows or more."""
    for i, line in enumerate(body[:-2]):
        pair = body[i + 1 : i + 3]
        if line.kind != "text" or any(after.kind != "row" or after.label is None for after in pair):
            continue
        if all(after.label is not None and after.label.start > line.indent for after in pair):
            return True
    return False
