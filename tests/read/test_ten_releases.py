"""Ten releases of ../shared/filings: nothing is lost in any, and four are read as well as was recorded.

The counts in ``counts/`` were made by hand; what they hold and how they are compared is told
in docs/reader-accuracy.md, whose table records the figures this test holds the reader to.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from xbrlgen.model.finding import XbrlgenError
from xbrlgen.model.source import Figure, Mention, Source, Table
from xbrlgen.read import read_source
from xbrlgen.read.text.edgar_text import read_edgar_text

FILINGS = Path(__file__).resolve().parents[3] / "shared" / "filings"
COUNTS = Path(__file__).resolve().parent / "counts"
DOC = Path(__file__).resolve().parents[2] / "docs" / "reader-accuracy.md"
shared = pytest.mark.skipif(not FILINGS.is_dir(), reason="no filings at ../shared/filings")

TEN = {
    # path in ../shared/filings: fiscal year end, fewest tables with figures that must be found
    "8k-ascii/1002022_8K_1999_0001047469-99-037047.txt": ((1, 31), 3),
    "8k-ascii/1002022_8K_2000_0000912057-00-043726.txt": ((1, 31), 6),
    "8k-ascii/1002682_8K_2006_0000939057-06-000015.txt": ((3, 31), 10),
    "8k-ascii/1002682_8K_2006_0000939057-06-000191.txt": ((3, 31), 9),
    "8k-ascii/1002682_8K_2008_0000939057-08-000384.txt": ((3, 31), 12),
    "8k-ascii/1002682_8K_2009_0000939057-09-000022.txt": ((3, 31), 12),
    "8k-ascii/1000685_8K_1997_0001036050-97-000815.txt": ((6, 30), 4),
    "8k-ascii/1004963_8K_1996_0000899243-96-000861.txt": ((3, 31), 5),
    "sgml/0001011438-98-000429.txt": ((6, 30), 8),
    "sgml/0000928385-01-500187.html": ((12, 31), 100),
}
MEASURES = (
    "found",
    "precision",
    "value",
    "column",
    "period",
    "prose found",
    "prose precision",
    "prose kind",
    "prose value",
    "prose period",
)


# --- the ten ------------------------------------------------------------------------------


@cache
def text_of(name: str) -> str:
    folder = name.split("/")[0]
    with zipfile.ZipFile(FILINGS / f"{folder}.zip") as archive:
        data = archive.read(name)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252")


@cache
def source_of(name: str) -> Source:
    return read_edgar_text(text_of(name), file=Path(name).name, fiscal_year_end=TEN[name][0])


def lines_of(name: str) -> list[str]:
    return re.split(r"\r\n|\r|\n", text_of(name))


@shared
@pytest.mark.parametrize("name", TEN)
def test_is_read(name: str, tmp_path: Path) -> None:
    """The file itself is taken, its tables are found, every finding leads to a line of it."""
    path = tmp_path / Path(name).name
    with zipfile.ZipFile(FILINGS / f"{name.split('/')[0]}.zip") as archive:
        path.write_bytes(archive.read(name))
    try:
        source = read_source(path, file=path.name, fiscal_year_end=TEN[name][0])
    except XbrlgenError as e:  # pragma: no cover - a text release is never refused
        pytest.fail(str(e))
    assert source == source_of(name)
    full = [t for t in source.tables if any(c.figures for i in t.lines for c in i.cells)]
    assert len(full) >= TEN[name][1]
    assert sum(len(p.mentions) for p in source.paragraphs) >= 20
    lines = lines_of(name)
    for f in source.findings:
        assert f.code.startswith("XG-READ-")
        assert f.where is not None
        assert f.where.line is not None
        assert 1 <= f.where.line <= len(lines)


@shared
@pytest.mark.parametrize("name", TEN)
def test_every_figure_stands_where_it_says(name: str) -> None:
    lines = lines_of(name)
    for _, _, figure in _figures(source_of(name)):
        assert figure.where.line is not None
        assert figure.where.column is not None
        start = figure.where.column - 1
        assert lines[figure.where.line - 1][start : start + len(figure.text)] == figure.text


@shared
@pytest.mark.parametrize("name", TEN)
def test_no_digit_is_lost(name: str) -> None:
    assert lost_digits(source_of(name), lines_of(name)) == []


def test_a_lost_digit_is_noticed() -> None:
    text = "Revenue was $12 million.\n\nCosts    5    6\nGains    7    8\n"
    source = read_edgar_text(text, file="r.txt")
    assert lost_digits(source, text.split("\n")) == []
    (table,) = source.tables
    (prose,) = source.paragraphs
    assert lost_digits(Source("r.txt", (table,)), text.split("\n")) == [(1, "12")]
    assert lost_digits(Source("r.txt", (prose,)), text.split("\n")) == [
        (3, "5"),
        (3, "6"),
        (4, "7"),
        (4, "8"),
    ]


def lost_digits(source: Source, lines: list[str]) -> list[tuple[int, str]]:
    """Runs of digits in no cell, mention, finding, label, title or heading: (line, digits)."""
    held: dict[int, set[int]] = defaultdict(set)
    words: dict[int, list[str]] = defaultdict(list)
    for table in source.tables:
        first, top = _line(table), min((_of(i.where.line) for i in table.lines), default=0)
        kept = [table.title, *(h for c in table.columns for h in c.headings)]
        kept += [m for c in table.columns for m in c.marks]
        for n in range(first, max(top, first) + 1):
            words[n] += kept
        for n, item in enumerate(table.lines):
            start = _of(item.where.line)
            following = table.lines[n + 1] if n + 1 < len(table.lines) else None
            end = _of(following.where.line) if following is not None else start + 12
            for k in range(start, max(end, start + 1)):
                words[k].append(item.printed)
            for c in item.cells:
                at = _of(c.where.column) - 1
                held[_of(c.where.line)] |= set(range(at, at + len(c.text)))
    for (line, column), _ in _mentioned(source).items():
        held[line].add(column)
    for f in source.findings:
        quoted = re.match(r'"([^"]*)"', f.message)
        if f.where is not None and f.where.line is not None and f.where.column is not None and quoted:
            held[f.where.line] |= set(range(f.where.column - 1, f.where.column - 1 + len(quoted[1])))
    lost = []
    for n, text in enumerate(lines, 1):
        for m in re.finditer(r"\d+", text):
            if held[n] >= set(range(m.start(), m.end())):
                continue
            if not any(re.search(rf"(?<!\d){m.group()}(?!\d)", w) for w in words[n]):
                lost.append((n, m.group()))
    return lost


def _figures(source: Source) -> Iterator[tuple[Table, int, Figure]]:
    for table in source.tables:
        for item in table.lines:
            for cell in item.cells:
                for figure in cell.figures:
                    yield table, cell.column, figure


def _mentioned(source: Source) -> dict[tuple[int, int], Mention]:
    """The mention that each character of running text lies in, by line and offset in it."""
    found: dict[tuple[int, int], Mention] = {}
    for p in source.paragraphs:
        text = p.text
        for m in p.mentions:
            for k in range(m.start, m.end):
                if not text[k].isspace():
                    w = p.at(k)
                    found[_of(w.line), _of(w.column) - 1] = m
    return found


def _line(table: Table) -> int:
    return _of(table.where.line)


def _of(number: int | None) -> int:
    assert number is not None
    return number


# --- the four that were counted by hand --------------------------------------------------


@dataclass
class Printed:
    """A number counted by hand: where its digits stand and what it says."""

    line: int
    start: int
    end: int
    value: Decimal | None
    kind: str = "figure"
    period: str | None = None
    column: tuple[int, int] = (0, 0)


@dataclass
class Count:
    name: str = ""
    fye: tuple[int, int] = (12, 31)
    scopes: list[range] = field(default_factory=list)
    tables: list[Printed] = field(default_factory=list)
    prose: list[Printed] = field(default_factory=list)
    either: set[int] = field(default_factory=set)
    """Title lines whose dates may be read as the title's or as prose."""

    def covers(self, line: int) -> bool:
        return any(line in s for s in self.scopes)


SCALES = {"m": 6, "b": 9}


def value_of(token: str) -> Decimal | None:
    """A token of a count file: brackets and a minus are negative, a dash is zero, m and b scale."""
    if token == "-":
        return Decimal(0)
    body = token.strip("()mb %").lstrip("-").strip().replace(",", "")
    if not re.fullmatch(r"\d+\.?\d*|\.\d+", body):
        return None
    value = Decimal(body).scaleb(SCALES.get(token[-1], 0))
    return -value if token[0] in "(-" or ")" in token else value


def core_of(token: str) -> str:
    if token == "-":
        return r"(?<![^\s$])-(?!\S)"
    bare = token if token.startswith("(") and ") " in token else token.strip("()mb% ").lstrip("-").strip()
    return rf"(?<![\d.]){re.escape(bare)}(?!\d)"


def load(path: Path) -> Count:
    count, periods, lines = Count(), [], []
    number = 0
    cursor: dict[int, int] = {}
    for row in path.read_text(encoding="utf-8").splitlines():
        if row.startswith("#"):
            continue
        key, *rest = row.split("\t")
        if key == "file":
            count.name = rest[0]
            lines = lines_of(rest[0])
        elif key == "fye":
            count.fye = (int(rest[0]), int(rest[1]))
        elif key == "scope":
            count.scopes.append(range(int(rest[0]), int(rest[1]) + 1))
        elif key == "either":
            count.either |= {int(n) for n in rest}
        elif key == "table":
            number, periods = int(rest[0]), rest[1:]
        elif key == "t":
            line, tokens = int(rest[0]), rest[1:]
            assert len(tokens) == len(periods), row
            before = len(lines[line - 1])
            for k in range(len(tokens) - 1, -1, -1):
                if tokens[k] == ".":
                    continue
                spots = [m for m in re.finditer(core_of(tokens[k]), lines[line - 1]) if m.end() <= before]
                assert spots, f"{path.name}: {tokens[k]} is not in line {line}"
                before = spots[-1].start()
                value = value_of(tokens[k])
                assert value is not None, row
                count.tables.append(
                    Printed(line, before, spots[-1].end(), value, "figure", periods[k], (number, k))
                )
        elif key == "p":
            line, kind, token = int(rest[0]), rest[1], rest[2]
            m = re.compile(core_of(token)).search(lines[line - 1], cursor.get(line, 0))
            assert m is not None, f"{path.name}: {token} is not in line {line}"
            cursor[line] = m.end()
            numeric = kind in ("amount", "percent", "per_share", "count")
            count.prose.append(
                Printed(
                    line,
                    m.start(),
                    m.end(),
                    value_of(token) if numeric else None,
                    kind,
                    rest[3] if len(rest) > 3 else None,
                )
            )
        else:
            raise AssertionError(row)
    return count


def measure(count: Count, source: Source) -> tuple[dict[str, tuple[int, int]], list[str]]:
    """(hits, of) for each of MEASURES, and what was missed in words."""
    missed: list[str] = []
    read: dict[int, list[tuple[int, int, Figure]]] = defaultdict(list)
    for t, table in enumerate(source.tables):
        for item in table.lines:
            for cell in item.cells:
                for f in cell.figures:
                    if count.covers(_of(f.where.line)):
                        read[_of(f.where.line)].append((t, cell.column, f))
    pairs: list[tuple[Printed, int, int, Figure]] = []
    used: set[int] = set()
    for hand in count.tables:
        for t, column, f in read[hand.line]:
            at = _of(f.where.column) - 1
            if at <= hand.start and hand.end <= at + len(f.text):
                pairs.append((hand, t, column, f))
                used.add(id(f))
                break
        else:
            missed.append(f"line {hand.line}: table number {hand.value} is not found")
    stray = [f for fs in read.values() for _, _, f in fs if id(f) not in used]
    missed += [f"line {f.where.line}: {f.text!r} is no number of a table" for f in stray]
    right = [p for p in pairs if p[0].value == p[3].value]
    missed += [f"line {p[0].line}: {p[3].value} for {p[0].value}" for p in pairs if p not in right]
    votes: dict[tuple[int, int, int], Counter[int]] = defaultdict(Counter)
    for hand, t, column, _ in pairs:
        votes[(*hand.column, t)][column] += 1
    placed = [p for p in pairs if votes[(*p[0].column, p[1])].most_common(1)[0][0] == p[2]]
    missed += [f"line {p[0].line}: {p[3].text} is in column {p[2]}" for p in pairs if p not in placed]
    judged = [p for p in pairs if p[0].period != "?"]
    timed = []
    for p in judged:
        period = source.tables[p[1]].columns[p[2]].period
        said = "none" if period is None else str(period)
        if said == p[0].period:
            timed.append(p)
        else:
            missed.append(f"line {p[0].line}: {p[3].text} has period {said} for {p[0].period}")
    figures = {
        "found": (len(pairs), len(count.tables)),
        "precision": (len(pairs), len(pairs) + len(stray)),
        "value": (len(right), len(count.tables)),
        "column": (len(placed), len(count.tables)),
        "period": (len(timed), sum(h.period != "?" for h in count.tables)),
    }
    prose, said_wrong = measure_prose(count, source)
    return figures | prose, missed + said_wrong


def measure_prose(count: Count, source: Source) -> tuple[dict[str, tuple[int, int]], list[str]]:
    missed: list[str] = []
    by_place = _mentioned(source)
    within = {id(m): (n, m) for (n, _), m in by_place.items() if count.covers(n) and n not in count.either}
    found: list[tuple[Printed, Mention]] = []
    for hand in count.prose:
        a, b = by_place.get((hand.line, hand.start)), by_place.get((hand.line, hand.end - 1))
        if a is not None and a is b:
            found.append((hand, a))
        else:
            missed.append(f"line {hand.line}: number of the prose at {hand.start} is not found")
    matched = {id(m) for _, m in found}
    missed += [
        f"line {n}: a {m.kind} is no number of the prose" for n, m in within.values() if id(m) not in matched
    ]
    kind = [(h, m) for h, m in found if h.kind == m.kind]
    missed += [f"line {h.line}: {m.kind} for {h.kind}" for h, m in found if h.kind != m.kind]
    valued = [(h, m) for h, m in found if h.value is not None]
    value = []
    for h, m in valued:
        got = None if m.figure is None else m.figure.value.scaleb(m.figure.scale or 0)
        if got == h.value:
            value.append(h)
        else:
            missed.append(f"line {h.line}: {got} for {h.value}")
    timed = []
    for h, m in found:
        if h.period is not None:
            if str(m.period) == h.period:
                timed.append(h)
            else:
                missed.append(f"line {h.line}: {m.period} for {h.period}")
    return {
        "prose found": (len(found), len(count.prose)),
        "prose precision": (len(matched & set(within)), len(within)),
        "prose kind": (len(kind), len(count.prose)),
        "prose value": (len(value), sum(h.value is not None for h in count.prose)),
        "prose period": (len(timed), sum(h.period is not None for h in count.prose)),
    }, missed


def recorded() -> dict[str, dict[str, Fraction]]:
    """The table of the document: for each count file its figures, in the order of MEASURES."""
    found = {}
    for row in DOC.read_text(encoding="utf-8").splitlines():
        m = re.match(r"\| `([\w-]+)` \|(.*)\|$", row)
        if m is not None:
            shares = re.findall(r"(\d+)/(\d+)", m[2])
            found.setdefault(m[1], []).extend(Fraction(int(a), int(b)) for a, b in shares)
    return {name: dict(zip(MEASURES, shares, strict=True)) for name, shares in found.items()}


@shared
@pytest.mark.parametrize("path", sorted(COUNTS.glob("*.tsv")), ids=lambda p: p.stem)
def test_is_read_as_well_as_recorded(path: Path) -> None:
    count = load(path)
    assert TEN[count.name][0] == count.fye
    figures, missed = measure(count, source_of(count.name))
    worse = {
        m: f"{figures[m][0]}/{figures[m][1]}"
        for m, share in recorded()[path.stem].items()
        if figures[m][1] and Fraction(*figures[m]) < share
    }
    assert not worse, "\n".join([str(worse), *missed])


def test_every_count_is_recorded() -> None:
    assert sorted(recorded()) == sorted(p.stem for p in COUNTS.glob("*.tsv"))
    assert len(recorded()) >= 3
