"""Prints made wrong one at a time, in every form that a source may have: text, page, workbook, accounts.

What a :class:`Target` is and where its print stands depends on the form; how a print is made wrong does
not. ``faults.py`` plants them and says what came of it.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from xbrlgen.model.register import LEFT
from xbrlgen.model.source import Figure, Mention, Source, Table
from xbrlgen.pipeline.run import Run


class Target(NamedTuple):
    """A print to be made wrong: its place in the file, itself, and the print of its neighbour.

    ``place`` is an offset into the text of the file; in a workbook it is its part and the cell.
    """

    file: str
    name: str
    place: int | tuple[str, str]
    text: str
    other: str
    in_table: bool
    aligned: bool = False
    """Of a table of a text release: columns are where the right edges of prints are."""
    places: int = 0
    """Of a cell of a workbook: how many digits behind the point its print shows of what it holds."""


# -- how a print is made wrong ---------------------------------------------------------------


def _digit(text: str, at: int, change: Callable[[str], str]) -> str | None:
    places = [i for i, c in enumerate(text) if c.isdigit()]
    if not places or not -len(places) <= at < len(places):
        return None
    i = places[at]
    return text[:i] + change(text[i]) + text[i + 1 :]


def _bump(c: str) -> str:
    return str((int(c) + 1) % 10)


def _swap(text: str) -> str | None:
    """The first two neighbouring digits that differ change places."""
    places = [i for i, c in enumerate(text) if c.isdigit()]
    for a, b in pairwise(places):
        if text[a] != text[b]:
            chars = list(text)
            chars[a], chars[b] = chars[b], chars[a]
            return "".join(chars)
    return None


def _sign(text: str) -> str | None:
    if text.startswith("(") or "(" in text:
        return text.replace("(", "").replace(")", "")
    first = next((i for i, c in enumerate(text) if c.isdigit()), None)
    return (
        None
        if first is None
        else f"{text[:first]}({text[first:].rstrip('%')})" + ("%" if "%" in text else "")
    )


def _more(text: str, digits: str) -> str | None:
    whole, dot, _ = text.partition(".")
    last = max((i for i, c in enumerate(whole) if c.isdigit()), default=None)
    if last is None or dot:
        return None
    body = "".join(c for c in whole if c.isdigit()) + digits
    first = min(i for i, c in enumerate(whole) if c.isdigit())
    return f"{whole[:first]}{int(body):,}{whole[last + 1 :]}"


KINDS: dict[str, Callable[[Target], str | None]] = {
    "off by one": lambda t: _digit(t.text, -1, _bump),
    "first digit": lambda t: _digit(t.text, 0, lambda c: str(int(c) % 9 + 1)),
    "swap": lambda t: _swap(t.text),
    "sign": lambda t: _sign(t.text),
    "neighbour": lambda t: t.other if t.other != t.text else None,
    "x10": lambda t: _more(t.text, "0"),
    "x1000": lambda t: _more(t.text, "000"),
    "digit lost": lambda t: _digit(t.text, -1, lambda _: ""),
    "letter O": lambda t: t.text.replace("0", "O", 1) if "0" in t.text else None,
    "letter l": lambda t: t.text.replace("1", "l", 1) if "1" in t.text else None,
    "bracket lost": lambda t: t.text.replace(")", "", 1) if ")" in t.text else None,
    "bracket opened": lambda t: f"({t.text}" if "(" not in t.text and t.in_table else None,
    "blank": lambda t: "" if t.in_table else None,
    "dash": lambda t: "-" if t.in_table else None,
    "N/A": lambda t: "N/A" if t.in_table else None,
    "currency": lambda t: t.text.replace("$", "€") if "$" in t.text else None,
    "point for comma": lambda t: t.text.replace(",", ".", 1) if "," in t.text else None,
    "space in it": lambda t: t.text.replace(",", " ", 1) if "," in t.text else None,
    "percent lost": lambda t: t.text.replace("%", "") if "%" in t.text else None,
    "million for billion": lambda t: t.text.replace("million", "billion") if "million" in t.text else None,
}
"""How a figure is made wrong; None where a kind does not apply to a print."""


def _held(target: Target, change: Callable[[Decimal, Decimal], Decimal | None]) -> str | None:
    """What a cell holds after a change; the second argument is one unit of the last digit it shows."""
    after = change(Decimal(target.text), Decimal(1).scaleb(-target.places))
    return None if after is None else f"{after:f}"


CELL_KINDS: dict[str, Callable[[Target], str | None]] = {
    "off by one": lambda t: _held(t, lambda v, one: v + one),
    "first digit": KINDS["first digit"],
    "swap": KINDS["swap"],
    "sign": lambda t: _held(t, lambda v, _: -v if v else None),
    "neighbour": KINDS["neighbour"],
    "x10": lambda t: _held(t, lambda v, _: v * 10 if v else None),
    "x1000": lambda t: _held(t, lambda v, _: v * 1000 if v else None),
    "digit lost": lambda t: _held(t, lambda v, _: v // 10),
    "letter O": lambda t: "'" + t.text.replace("0", "O", 1) if "0" in t.text else None,
    "blank": lambda t: "",
    "dash": lambda t: "'-",
    "N/A": lambda t: "'N/A",
    "a text": lambda t: "'" + t.text,
    "an error": lambda t: "#REF!",
}
"""The same of the cells of a workbook; what begins with an apostrophe is typed in as text."""


_SCALES = (("thousands", "millions"), ("millions", "thousands"), ("000s", "millions"))
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def _other_scale(line: str) -> str | None:
    return next((line.replace(a, b) for a, b in _SCALES if a in line), None)


def _other_year(line: str) -> str | None:
    found = _YEAR.search(line)
    return None if found is None else line[: found.start()] + str(int(found[0]) - 3) + line[found.end() :]


def _other_title(line: str) -> str | None:
    words = line.split()
    letters = sum(c.isalpha() for c in line)
    return line.replace(words[0], "Outline", 1) if words and letters > len(line.strip()) // 2 else None


HEADS: dict[str, Callable[[Target], str | None]] = {
    "line deleted": lambda t: "",
    "scale changed": lambda t: _other_scale(t.text),
    "scale deleted": lambda t: re.sub(
        r"\(?in (?:thousands|millions|000s)|\(?dollars in thousands", "", t.text
    ),
    "year changed": lambda t: _other_year(t.text),
    "first word changed": lambda t: _other_title(t.text),
}
"""How a line above the rows of a table is made wrong."""


def kinds_of(target: Target) -> dict[str, Callable[[Target], str | None]]:
    return CELL_KINDS if isinstance(target.place, tuple) else KINDS


# -- what there is to be made wrong ----------------------------------------------------------


def heads(run: Run, files: dict[str, bytes]) -> Iterator[Target]:
    """The lines of text releases from the title of each table that gives facts to its first row."""
    claimed = {id(h.table) for h in run.matched.hits}
    for source in run.sources:
        if source.page is not None or source.kind != source.kind.DOCUMENT:
            continue
        text = files[source.file].decode()
        starts = _starts(text)
        lines = text.split("\n")
        for table in source.tables:
            if id(table) not in claimed or not table.lines:
                continue
            first = min(item.where.line or 0 for item in table.lines)
            for number in range(table.where.line or 1, first):
                line = lines[number - 1]
                if any(c.isalnum() for c in line) and not line.lstrip().startswith("<"):
                    name = f"{source.file}:{number}"
                    yield Target(source.file, name, starts[number - 1], line, line, False)


def targets(run: Run, files: dict[str, bytes]) -> Iterator[Target]:
    """The figures of the sources, tables' first; dates and numbers left out with a reason are none."""
    left = {n.figure for n in run.register.numerals if n.state == LEFT}
    for source in (*run.sources, *run.support):
        if source.file not in files:
            continue
        find = _finder(source, files[source.file])
        for block in source.blocks:
            if isinstance(block, Table):
                for line in block.lines:
                    figures = [f for cell in line.cells for f in cell.figures if f.id not in left]
                    found = [find(f, True) for f in figures]
                    for n, target in enumerate(found):
                        other = found[n - 1] if n else found[-1]
                        if target is not None:
                            yield target._replace(other=other.text if other else target.text)
            else:
                for mention in block.mentions:
                    if _states(mention) and mention.figure and mention.id not in left:
                        target = find(mention.figure, False)
                        if target is not None:
                            yield target
        if source.balances:
            yield from _accounts(source, files[source.file].decode())


def _states(mention: Mention) -> bool:
    return mention.kind in ("amount", "percent", "per_share")


def _finder(source: Source, data: bytes) -> Callable[[Figure, bool], Target | None]:
    """How the figures of a source are found in its file."""
    if data.startswith(b"PK"):
        cells = _cells(data)
        return lambda figure, _: _cell_target(figure, cells)
    text = data.decode()
    if source.page is not None:
        return lambda figure, in_table: _page_target(figure, text, in_table)
    starts = _starts(text)
    return lambda figure, in_table: _text_target(figure, text, starts, in_table)


def _starts(text: str) -> list[int]:
    return [0, *(m.end() for m in re.finditer("\n", text))]


def _text_target(figure: Figure, text: str, starts: list[int], in_table: bool) -> Target | None:
    where = figure.where
    at = starts[(where.line or 1) - 1] + (where.column or 1) - 1
    if text[at : at + len(figure.text)] != figure.text:
        return None  # it goes on over the end of a line, or stands in entities
    return Target(where.file, f"{where}", at, figure.text, figure.text, in_table, in_table)


_BEFORE, _BEHIND = re.compile(r"[$€(]*\Z"), re.compile(r"[)%]*(?:(?:&#160;|\s)(?:million|billion))?")


def _page_target(figure: Figure, text: str, in_table: bool) -> Target | None:
    """The digits, and what of the print stands right beside them: a bracket in the next cell does not."""
    if figure.extent is None:
        return None
    start, end = figure.extent
    before = _BEFORE.search(text[max(0, start - 3) : start])
    behind = _BEHIND.match(text, end)
    start, end = start - len(before[0] if before else ""), behind.end() if behind else end
    shown = text[start:end]
    return Target(figure.where.file, f"{figure.where}", start, shown, shown, in_table)


_CELL = re.compile(
    r'<c r="(?P<cell>[A-Z]+\d+)"(?P<rest>[^>]*)>(?P<formula><f>[^<]*</f>)?<v>(?P<held>[^<]*)</v></c>'
)
_SHEET = re.compile(r'<sheet name="([^"]*)" sheetId="(\d+)"')


def _cells(data: bytes) -> dict[tuple[str, str], tuple[str, str]]:
    """(sheet, cell) -> (part of the package, what the cell holds), of the cells that hold a number."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        for sheet, number in _SHEET.findall(book.read("xl/workbook.xml").decode()):
            part = f"xl/worksheets/sheet{number}.xml"
            for m in _CELL.finditer(book.read(part).decode()):
                if 't="' not in m["rest"]:
                    found[sheet, m["cell"]] = part, m["held"]
    return found


def _cell_target(figure: Figure, cells: dict[tuple[str, str], tuple[str, str]]) -> Target | None:
    where = figure.where
    known = cells.get((where.sheet or "", where.cell or ""))
    if known is None:
        return None
    part, held = known
    shows = figure.places - (figure.scale or 0)
    return Target(where.file, f"{where}", (part, where.cell or ""), held, held, True, places=shows)


def _accounts(source: Source, text: str) -> Iterator[Target]:
    """The amounts of a trial balance in delimited text, a field each."""
    starts = _starts(text)
    for balance in source.balances:
        line = balance.where.line or 1
        end = starts[line] - 1 if line < len(starts) else len(text)
        row = text[starts[line - 1] : end]
        for field in next(csv.reader([row])):
            if "." in field and field.replace(".", "").isdigit():
                at = starts[line - 1] + row.index(field)
                yield Target(source.file, f"{balance.where}", at, field, field, True)


# -- the file with one of them ---------------------------------------------------------------


def wrong(data: bytes, target: Target, print_: str) -> bytes:
    """The file with another print in the place of one; lines and right edges of text kept."""
    if isinstance(target.place, tuple):
        return _with_cell(data, *target.place, print_)
    text = data.decode()
    start, end = target.place, target.place + len(target.text)
    room = len(target.text) - len(print_)
    if target.aligned and room > 0:
        print_ = " " * room + print_
    elif target.aligned and room < 0:
        line = text[text.rfind("\n", 0, start) + 1 : start]
        start -= min(-room, max(0, len(line) - len(line.rstrip()) - 1))
    return (text[:start] + print_ + text[end:]).encode()


def _with_cell(data: bytes, part: str, cell: str, held: str) -> bytes:
    """The workbook with something else typed into a cell: a formula in it is gone."""

    def typed(m: re.Match[str]) -> str:
        if m["cell"] != cell:
            return m[0]
        rest = m["rest"]
        if not held:
            return f'<c r="{cell}"{rest}/>'
        if held.startswith("'"):
            return f'<c r="{cell}"{rest} t="inlineStr"><is><t>{held[1:]}</t></is></c>'
        if held.startswith("#"):
            return f'<c r="{cell}"{rest} t="e"><v>{held}</v></c>'
        return f'<c r="{cell}"{rest}><v>{held}</v></c>'

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as book, zipfile.ZipFile(out, "w") as changed:
        for name in book.namelist():
            content = book.read(name)
            if name == part:
                content = _CELL.sub(typed, content.decode()).encode()
            changed.writestr(name, content)
    return out.getvalue()
