"""How well releases are read: ``python benchmarks/reader_accuracy.py FOLDER [--fye MM-DD] [--missed]``.

Reads every text release of a folder and prints for each its tables, figures, columns without a
period, figures outside the columns and findings; with ``--titles`` the title and the scale of each
table. Where a hand count lies beside (or in ``--truth FOLDER``), a ``.tsv`` whose ``file`` row names the
release, each counted figure is compared: found, value with scale, period of its column, label,
section. ``--missed`` lists what differs.

Rows of a hand count, separated by tabs: ``file NAME``; ``fye MONTH DAY`` (else ``--fye``); ``scope FIRST
LAST`` (lines); ``table LINE TABLE LABEL SECTIONS COLUMN PRINTED VALUE KIND COLUMN-PERIOD ...``, the sections
joined by " > ", the value with its scale, the kind one of money, shares, per_share, percent, count, other;
other rows are passed over.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path

from xbrlgen.model.finding import XbrlgenError
from xbrlgen.model.scale import NumberKind
from xbrlgen.model.source import Cell, Column, Figure, LineItem, Source, Table
from xbrlgen.read import read_source

RESPECTS = ("found", "value", "period", "label", "section")
KINDS = {
    "money": NumberKind.MONEY,
    "shares": NumberKind.SHARES,
    "per_share": NumberKind.PER_SHARE,
    "percent": NumberKind.PERCENT,
    "count": NumberKind.COUNT,
}


@dataclass(frozen=True, slots=True)
class Counted:
    """One figure as a person reads it."""

    line: int
    label: str
    sections: tuple[str, ...]
    printed: str
    value: Decimal | None
    kind: str
    period: str


@dataclass(slots=True)
class Count:
    """A hand count: of which file, and its figures in the order of the page."""

    file: str = ""
    year_end: tuple[int, int] | None = None
    scopes: list[range] = field(default_factory=list)
    figures: list[Counted] = field(default_factory=list)


def load(path: Path) -> Count:
    count = Count()
    for row in path.read_text(encoding="utf-8").splitlines():
        key, *rest = row.split("\t")
        if key == "file":
            count.file = Path(rest[0]).name
        elif key == "fye":
            count.year_end = (int(rest[0]), int(rest[1]))
        elif key == "scope":
            count.scopes.append(range(int(rest[0]), int(rest[1]) + 1))
        elif key == "table" and len(rest) >= 9:
            line, _, label, sections, _, printed, value, kind, period = rest[:9]
            above = tuple(s.strip() for s in sections.split(">") if s.strip())
            count.figures.append(Counted(int(line), label, above, printed, _number(value), kind, period))
    return count


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


@dataclass(frozen=True, slots=True)
class Read:
    """One figure as the program reads it."""

    table: Table
    column: Column | None
    item: LineItem
    cell: Cell
    figure: Figure

    def value(self, kind: str) -> Decimal:
        figure = self.figure
        if figure.scale is not None:
            return figure.value.scaleb(figure.scale)
        if figure.percent:
            return figure.value.scaleb(-2)
        number = KINDS.get(kind)
        said = (self.item.scales, None if self.column is None else self.column.scales, self.table.scales)
        powers = (s.of(number) for s in said if s is not None and number is not None)
        return figure.value.scaleb(next((p for p in powers if p is not None), 0))


def figures_of(source: Source) -> Iterator[Read]:
    for table in source.tables:
        columns = {c.index: c for c in table.columns}
        for item in table.lines:
            for cell in item.cells:
                for figure in cell.figures:
                    yield Read(table, columns.get(cell.column), item, cell, figure)


def compare(count: Count, source: Source) -> tuple[Counter[str], list[str]]:
    """How many counted figures are right in each respect, in all, and what differs."""
    by_line: dict[int, list[Read]] = defaultdict(list)
    for read in figures_of(source):
        if read.figure.where.line is not None:
            by_line[read.figure.where.line].append(read)
    named = {f.where.line for f in source.findings if f.where is not None}
    headings = {f.where for f in source.findings if f.code == "XG-READ-007"}
    for reads in by_line.values():
        reads.sort(key=lambda r: r.figure.where.column or 0)
    right: Counter[str] = Counter()
    missed: list[str] = []
    for hand in count.figures:
        wanted = _digits(hand.printed)
        # "9-20" is one figure of the count and two of a cell.
        at = next(
            (r for r in by_line[hand.line] if wanted in (_digits(r.figure.text), _digits(r.cell.text))), None
        )
        said = f"line {hand.line}: {hand.printed} of {hand.label!r}"
        right["counted"] += 1
        if at is None:
            right["silent"] += hand.line not in named
            missed.append(f"{said} is not found")
            continue
        by_line[hand.line].remove(at)
        period = "none" if at.column is None or at.column.period is None else str(at.column.period)
        told = hand.line in named or (at.column is not None and at.column.where in headings)
        value = at.value(hand.kind)
        results = {
            "found": True,
            "value": hand.value is None or value == hand.value,
            "period": period == (hand.period or "none"),
            "label": _words(hand.label) in (_words(at.item.label), _words(at.item.printed)),
            "section": [_words(s) for s in hand.sections] == [_words(s) for s in at.item.section],
        }
        for name, good in results.items():
            right[name] += good
        right["all"] += all(results.values())
        right["silent"] += not told and not (results["value"] and results["period"])
        if not results["value"]:
            missed.append(f"{said} is {value}, not {hand.value} ({hand.kind})")
        if not results["period"]:
            missed.append(f"{said} has the period {period}, not {hand.period}")
        if not results["label"]:
            missed.append(f"{said} stands at {at.item.printed!r}")
        if not results["section"]:
            missed.append(f"{said} stands under {list(at.item.section)}, not {list(hand.sections)}")
    return right, missed


def _digits(text: str) -> str:
    digits = re.sub(r"\D", "", text)
    return digits or "-"


def _words(text: str) -> str:
    return re.sub(r"\W|_", "", re.sub(r"\((?:note|see note) ?\w+\)", "", text.casefold()))


def report(
    path: Path, year_end: tuple[int, int], count: Count | None, *, titles: bool, missed: bool
) -> Counter[str]:
    try:
        source = read_source(path, file=path.name, fiscal_year_end=(count and count.year_end) or year_end)
    except XbrlgenError as e:
        print(f"{path.name}: {e}")
        return Counter()
    tables = [t for t in source.tables if any(c.figures for i in t.lines for c in i.cells)]
    codes = Counter(f.code for f in source.findings)
    print(
        f"{path.name}: {len(tables)} tables, {sum(1 for _ in figures_of(source))} figures,"
        f" {codes['XG-READ-007']} columns without a period, {codes['XG-READ-008']} figures outside columns,"
        f" {codes['XG-READ-009']} not understood, {sum(not t.title for t in tables)} tables without a title"
    )
    if titles:
        for table in tables:
            said = {str(kind): p for kind in NumberKind if (p := table.scales.of(kind)) is not None}
            print(f"  {table.where.line}: {table.title!r} {said or 'no scale'}")
            for column in table.columns:
                print(f"    {column.text!r}: {column.period or 'no period'}")
    if count is None:
        return Counter()
    right, differs = compare(count, source)
    of = right["counted"]
    shares = ", ".join(f"{name} {right[name]}/{of}" for name in (*RESPECTS, "all"))
    print(f"  counted by hand: {shares}; silent and wrong in value or period {right['silent']}")
    if missed:
        print("\n".join(f"    {line}" for line in differs))
    return right


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path, help="a folder of releases, or one release")
    parser.add_argument("--truth", type=Path, help="the folder of the hand counts, if it is another")
    parser.add_argument("--fye", default="12-31", help="fiscal year end, MM-DD, where no count says it")
    parser.add_argument("--titles", action="store_true")
    parser.add_argument("--missed", action="store_true")
    told = parser.parse_args(arguments)
    month, day = (int(n) for n in told.fye.split("-"))
    files = [told.folder] if told.folder.is_file() else sorted(told.folder.glob("*.txt"))
    beside = told.truth or (told.folder.parent if told.folder.is_file() else told.folder)
    counts = {c.file: c for c in map(load, sorted(beside.glob("*.tsv")))}
    total: Counter[str] = Counter()
    for path in files:
        total += report(path, (month, day), counts.get(path.name), titles=told.titles, missed=told.missed)
    if total["counted"]:
        shares = ", ".join(f"{n} {total[n] / total['counted']:.1%}" for n in (*RESPECTS, "all"))
        print(f"{total['counted']} figures counted by hand: {shares}; silent {total['silent']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
