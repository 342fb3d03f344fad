"""Lines of a text table: where words and values stand, which columns they form, what heads them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from xbrlgen.model.currency import SIGN
from xbrlgen.model.where import Where
from xbrlgen.read.figures import BEGINS, ENGLISH, Numerals, Token, scan
from xbrlgen.read.heading_periods import time_words

# Words a space apart stand together, two spaces apart they do not:
#   Cash and equivalents      34,077   29,307
_GAP = re.compile(r"(?:[ \xa0]{2,}|[ \xa0]*\t)[ \t\xa0]*")
_LEADER = re.compile(r"(?:[ \xa0]?\.){2,}[ \t\xa0]*")
_RULE = re.compile(r"[-=_~\s\xa0–—]+")
_TAG = re.compile(r"<(/?[A-Za-z][A-Za-z0-9-]{0,30})>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_LAYOUT_TAGS = frozenset({"table", "/table", "caption", "/caption", "page", "s", "c", "f1", "fn", "/fn"})
_COLUMN_TAGS = re.compile(r"\s*(?:</?[SsCc]>\s*)+")
# Headings of time that stand one space apart:
#                          June 30, 2004 June 30, 2003
_DATE_THEN = re.compile(r"(?:(?<=\d{4})|(?<=\d,)) (?=[A-Z])(?!(?:AND|And|OR|Or)\b)")
_BEFORE_VALUE = re.compile(rf"(?:(?<=\S)[ \xa0\t]+|(?:[ \xa0]?\.){{2,}}[ \xa0\t]*)(?={BEGINS})")
# The last word of a row has a digit, is a dash or a sign, or says that there is none.
_LAST = re.compile(
    r"(?:\d\S*|[)%*\-–—−†‡§¹²³/|$€£¥₹₩>\]}]|\d\s(?:pct\.?|percent|cent|bps?|points?|x|times|mm|mn|bn|[A-Z]{2,3}|kr\.?|zł|Kč"
    r"|million|billion|thousand|CR|DR|[Cc]r\.?|[Dd]r\.?)|\b(?i:n/?a|n/?m|n\.m\.?|n\.a\.?|nmf|nil|none|meaningful|applicable))$"
)
# A leader of dots, or marks, and then one space:
#   Interest income.......... 1,204
#   Net loss (A)(B) (108)
_LEADS = re.compile(r"(?:(?:\.[ \xa0]?){3,}|\)?\([A-Za-z\d]\))[ \xa0]$")
# What may lie between two values: white space, the line of a drawn table, or a leader of dots.
#   Revenue.........  $48,210 ....... $44,980
_BETWEEN = re.compile(r"[ \t\xa0|]*+(?:\.{3,}+[ \t\xa0]*+)?")
# A sign whose figure was left out:
#   Deferred revenue         $           $    412
_EMPTY_MONEY = re.compile(rf"{SIGN}(?=[ \xa0\t]|$)")
# Zeros in their columns, which are no rule:
#                                  -              -
_LONE_DASHES = re.compile(r"\s*[-–—](?:[ \t\xa0]{6,}[-–—])+")
# A heading that says the scale of its columns, and no row of zeros:
#                                2025        2024
#                                $000        $000
_THOUSANDS = re.compile(rf"(?:{SIGN})?\s?'?000")
# Two spaces after a full stop are how a sentence was typed:
#   Sales rose.  Costs fell by 3%.
_SENTENCE_GAP = re.compile(r"(?<=[.;:,?!\"')])\s{2}(?=\S)")
WIDEST = 2_000
"""Longer lines are running text: no page was ever so wide."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Words that stand together, apart from others by two spaces or more."""

    start: int
    end: int
    text: str

    @property
    def centre(self) -> float:
        return (self.start + self.end) / 2


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file: ``number`` from 1, ``kind`` is ``blank``, ``rule``, ``tag``, ``row`` or ``text``.

    A ``row`` ends in ``values``; ``label`` is what stands before them. ``tag`` is the name
    of the markup tag a line consists of, with a slash if it closes.
    """

    file: str
    number: int
    text: str
    kind: str
    tag: str = ""
    values: tuple[Token, ...] = ()
    label: Chunk | None = None
    shifts: tuple[tuple[int, int], ...] = ()
    """Where a character of ``text`` is printed as several: the offset behind it, and how many more."""
    numerals: Numerals = ENGLISH

    def at(self, offset: int) -> Where:
        more = sum(extra for behind, extra in self.shifts if behind <= offset)
        return Where(self.file, self.number, offset + 1 + more)

    @property
    def indent(self) -> int:
        return len(self.text) - len(self.text.lstrip())


def shown(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A line as it is shown, and its shifts: rows are lined up by what is shown, not by its markup::

    Stockholders&#x27; Equity                     38,700           35,600
    Total Liabilities and Equity            $60,000          $56,500
    """
    if "&" not in text:
        return text, ()
    parts: list[str] = []
    shifts: list[tuple[int, int]] = []
    done = length = 0
    for m in _ENTITY.finditer(text):
        character = html.unescape(m[0])
        if len(character) != 1 or not (character.isprintable() or character == "\xa0"):
            continue
        parts += text[done : m.start()], character
        length += m.start() - done + 1
        done = m.end()
        shifts.append((length, len(m[0]) - 1))
    return "".join((*parts, text[done:])), tuple(shifts)


def read_line(file: str, number: int, text: str, numerals: Numerals = ENGLISH) -> Line:
    """A line and its kind, judged by itself alone; entities count as the characters they show."""
    text, shifts = shown(text)
    if not text.isprintable() and text.strip():
        # A form feed before words, or another control character, takes a place and shows nothing.
        text = _CONTROL.sub(" ", text)
    if not text.strip():
        return Line(file, number, "", *(("tag", "page") if "\f" in text else ("blank",)))
    text = text.rstrip()
    if _RULE.fullmatch(text) and not _LONE_DASHES.fullmatch(text):
        return Line(file, number, text, "rule")
    if text.lstrip().startswith("<"):
        if _COLUMN_TAGS.fullmatch(text):
            return Line(file, number, text, "tag", "s")
        tags = [m[1].lower() for m in _TAG.finditer(text)]
        rest = _TAG.sub(lambda m: " " * len(m[0]) if m[1].lower() in _LAYOUT_TAGS else m[0], text)
        if not rest.strip() or ("page" in tags and rest.strip().isdigit()):
            return Line(file, number, text, "tag", " ".join(t for t in tags if t in _LAYOUT_TAGS))
        if _TAG.fullmatch(text.strip()):
            return Line(file, number, text, "tag", tags[0])
        # Words on the line of a tag keep their places: the tag is read as white space.
        text = rest
    return with_values(Line(file, number, text, "text", shifts=shifts, numerals=numerals), ())


def with_values(line: Line, edges: Sequence[int]) -> Line:
    """The line as a row if it ends in values.

    The first value stands two spaces or a leader of dots after the label, or ends at one
    of the known right ``edges`` of columns; those after it may stand one space apart::

        Total revenue               $ 37,593   $ 36,810
        Costs of network and access 17,328 17,904          (read with edges only)
        sold 3 of 12 sites in 2004                         (no row: one space before it)
    """
    text = line.text
    if len(text) > WIDEST or not _LAST.search(text, max(0, len(text) - 12)):
        return line
    dead: set[int] = set()
    for start in _starts(text):
        values = _values(line, start, dead)
        if not values:
            continue
        if all(_THOUSANDS.fullmatch(token.text) for token in values):
            break
        for k, first in enumerate(values):
            at = first.start
            gap = text[max(0, at - 2) : at].strip(" \xa0") in ("", "\t") or text[at - 1] in "\t."
            # Dot leaders and marks lead to a figure one space on: "Cash...... $18,000", "Loss (A)(B) 12".
            gap = gap or _LEADS.search(text, max(0, at - 12), at) is not None
            if (gap and at > 0) or any(abs(first.anchor - e) <= 1 for e in edges):
                label = label_of(text, at)
                if label is not None or at >= 8 or len(values) - k > 1:
                    return replace(line, kind="row", values=tuple(values[k:]), label=label)
        # Every later start is a value already looked at.
        break
    return line


def label_of(text: str, end: int) -> Chunk | None:
    """What stands before ``end``, without the leader of dots that leads to the values."""
    label = text[:end].rstrip()
    stripped = label.rstrip(". \xa0\t")
    if len(label) - len(stripped) >= 2:
        label = stripped
    start = len(label) - len(label.lstrip())
    return Chunk(start, len(label), label[start:]) if label.strip() else None


def _starts(text: str) -> Iterator[int]:
    """Where a value may start: at the line's first word, and after white space or a leader of dots."""
    yield len(text) - len(text.lstrip())
    for m in _BEFORE_VALUE.finditer(text):
        yield m.end()


def _values(line: Line, pos: int, dead: set[int]) -> list[Token]:
    """The values from ``pos`` to the end of the line, or none if anything else stands there.

    ``dead`` remembers from where the end cannot be reached, so that a line is scanned once.
    """
    text, values, seen = line.text, [], [pos]
    while pos < len(text):
        token = None if pos in dead else scan(text, pos, line.at, numerals=line.numerals)
        if token is not None and token.kind == "bad" and "...." in token.text:
            # "2000........    $737,870": a year that names a row, and the leader to its figure.
            token = None
        if token is not None:
            values.append(token)
            pos = token.end
        elif pos not in dead and (alone := _EMPTY_MONEY.match(text, pos)) is not None:
            # A currency sign whose figure was left out, or slipped to the next line.
            pos = alone.end()
        else:
            dead.update(seen)
            return []
        pos = _BETWEEN.match(text, pos).end()  # type: ignore[union-attr]  # it matches nothing as well
        seen.append(pos)
    return values


def chunks(line: Line, start: int = 0) -> list[Chunk]:
    """The words of a line from ``start`` on, in chunks."""
    text, found, pos = line.text, [], start
    while pos < len(text):
        gap = _GAP.match(text, pos)
        if gap is not None:
            pos = gap.end()
            continue
        nxt = _GAP.search(text, pos)
        end = nxt.start() if nxt is not None else len(text)
        word = text[pos:end]
        lead = len(word) - len(word.lstrip(" \xa0"))
        if word.strip(" \xa0"):
            found.append(Chunk(pos + lead, end, word[lead:]))
        pos = end
    return found


def justified(line: Line) -> bool:
    """Whether a line is running text spread to the margin by spaces, not set in columns::

    The  company  ended   the  quarter  with  cash   of  $26.1  million,  and
    without  debt.
    """
    text = _SENTENCE_GAP.sub(" ", line.text.strip())
    parts = chunks(line)
    return len(parts) >= 5 and len(text) >= 60 and max(b.start - a.end for a, b in pairwise(parts)) <= 4


def split_dates(chunk: Chunk) -> list[Chunk]:
    """A chunk in which headings of time stand only one space apart, cut after each."""
    cuts = [m.start() for m in _DATE_THEN.finditer(chunk.text)]
    if not all(time_words(part) for part in _DATE_THEN.split(chunk.text)):
        return [chunk]
    parts, start = [], 0
    for cut in [*cuts, len(chunk.text)]:
        parts.append(Chunk(chunk.start + start, chunk.start + cut, chunk.text[start:cut]))
        start = cut + 1
    return parts


@dataclass(slots=True)
class Strip:
    """The strip of the page in which the values of one column stand.

    ``edge`` is where most last digits stand; ``left`` and ``right`` its outermost characters;
    ``rows`` the numbers of the lines that have a value in it.
    """

    edge: int
    left: int
    right: int
    rows: set[int]
    weight: int = 1

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2


def strips(rows: Iterable[Line]) -> list[Strip]:
    """Columns, left to right, from the places where figures end.

    Dashes and N/A do not define a column where figures do: they are set loosely::

        Operating income       7,593      6,810
        Impairment                 -     (1,200)
        Restructuring           -          (350)
    """
    rows = list(rows)
    firm = _gather(rows, ("figure", "range", "bad"))
    for loose in _gather(rows, ("dash", "na")):
        # Only where no column of figures can take it.
        if nearest(firm, loose.edge, loose.left) is None:
            firm.append(loose)
    firm.sort(key=lambda s: s.edge)
    return _merge(firm)


def _gather(rows: Sequence[Line], kinds: tuple[str, ...]) -> list[Strip]:
    marks: dict[int, Strip] = {}
    for row in rows:
        for token in row.values:
            if token.kind not in kinds:
                continue
            left = _tight_left(row.text, token)
            strip = marks.get(token.anchor)
            if strip is None:
                marks[token.anchor] = Strip(token.anchor, left, token.end, {row.number})
            else:
                strip.left, strip.right = min(strip.left, left), max(strip.right, token.end)
                strip.rows.add(row.number)
                strip.weight += 1
    found: list[Strip] = []
    # "4,075" and "4,075%" or "n/m" under each other end up to two characters apart.
    for anchor in sorted(marks):
        strip = marks[anchor]
        if found and anchor - found[-1].edge <= 2 and not (found[-1].rows & strip.rows):
            _join(found[-1], strip)
        else:
            found.append(strip)
    return _merge(found)


def _tight_left(text: str, token: Token) -> int:
    """Where the digits begin: a currency sign set apart to line up does not widen a column::

    Cash        $      17,328
    Receivables    12,104,500
    """
    space = token.text.rfind("  ")
    return token.start if space < 0 or token.kind == "range" else token.start + space + 2


def _join(a: Strip, b: Strip) -> None:
    if b.weight > a.weight:
        a.edge = b.edge
    a.left, a.right = min(a.left, b.left), max(a.right, b.right)
    a.rows |= b.rows
    a.weight += b.weight


def _merge(found: list[Strip]) -> list[Strip]:
    """Joins neighbours that share no row and overlap, or end within a few characters.

    One column whose rows were typed at different stops::

        Cash                  17,328
        Receivables         12,104
        Inventory              9,870
    """
    merged: list[Strip] = []
    for strip in found:
        last = merged[-1] if merged else None
        if (
            last is not None
            and not (last.rows & strip.rows)
            and (strip.left < last.right - 1 or strip.edge - last.edge <= 4)
        ):
            _join(last, strip)
        else:
            merged.append(strip)
    return merged


def nearest(columns: Sequence[Strip], anchor: int, start: int) -> int | None:
    """The column a value belongs to: it overlaps its strip, or ends within eight characters of its edge.

    The dash of the second row belongs to the first column::

        Revenue        37,593        36,810
        Impairment  -                 1,200
    """
    best, cost = None, 0.0
    for i, strip in enumerate(columns):
        overlaps = start < strip.right and anchor > strip.left
        distance = abs(strip.edge - anchor)
        if not overlaps and distance > 8:
            continue
        price = distance - (0.5 if overlaps else 0)
        if best is None or price < cost:
            best, cost = i, price
    return best


def assign(columns: Sequence[Strip], row: Line) -> list[int | None]:
    """For each value of a row its column; None for a value that finds none, or one taken.

    A row with a value for each column needs no looking; in one with fewer, places decide, and of two
    values for one column the one that ends nearer its edge has it.
    """
    if len(row.values) == len(columns):
        return list(range(len(columns)))
    taken: list[int | None] = []
    for token in row.values:
        i = nearest(columns, token.anchor, _tight_left(row.text, token))
        if i is not None and i in taken:
            other = taken.index(i)
            if abs(columns[i].edge - token.anchor) < abs(columns[i].edge - row.values[other].anchor):
                taken[other] = None
            else:
                i = None
        taken.append(i)
    return taken


def shareless(columns: Sequence[Strip], rows: Iterable[Line]) -> list[int]:
    """The columns that hold a figure which is no percentage: those a heading is meant for where shares
    stand beside amounts without one::

                      2004            2003
        Voice    $ 14,010   38%   $ 15,202   41%
    """
    return sorted(
        {
            i
            for row in rows
            if row.kind == "row"
            for token, i in zip(row.values, assign(columns, row), strict=True)
            if i is not None and any(not f.percent and not f.dash for f in token.figures)
        }
    )
