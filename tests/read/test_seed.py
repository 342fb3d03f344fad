"""The first real release, read whole."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from xbrlgen.model.scale import NumberKind
from xbrlgen.model.source import Source
from xbrlgen.read import read_source

SHARED = Path(__file__).resolve().parents[3] / "shared"
SEED = SHARED / "seeds" / "mpower-2004q3-ex99.txt"
pytestmark = pytest.mark.skipif(not SEED.exists(), reason="the release is not at ../shared/seeds")


@pytest.fixture(scope="module")
def source() -> Source:
    return read_source(SEED, file="release.txt")


def test_tables(source: Source) -> None:
    assert source.findings == ()
    assert [
        (t.title.split(" (")[0], t.scales.money, t.scales.of(NumberKind.SHARES), len(t.columns))
        for t in source.tables
    ] == [
        ("BALANCE SHEET", 3, 3, 3),
        ("STATEMENT OF OPERATIONS", 3, 0, 3),
        ("RECONCILIATION TO GAAP", 3, 3, 3),
        ("RECONCILIATION TO GAAP", 3, 3, 3),
        ("GUIDANCE", 3, 3, 3),
    ]
    three, ops, guidance = source.tables[0], source.tables[1], source.tables[4]
    assert [str(c.period) for c in three.columns] == ["2004-09-30", "2004-06-30", "2003-12-31"]
    assert [str(c.period) for c in ops.columns] == [
        "2004-07-01..2004-09-30",
        "2004-04-01..2004-06-30",
        "2003-07-01..2003-09-30",
    ]
    assert [(str(c.period), c.is_range, c.marks) for c in guidance.columns] == [
        ("2004-10-01..2004-12-31", False, ("A",)),
        ("2005-01-01..2005-12-31", True, ("B",)),
        ("2006-01-01..2006-12-31", True, ("B",)),
    ]
    assert [len(t.lines) for t in source.tables] == [27, 30, 3, 14, 14]
    assert all(line.label for t in source.tables for line in t.lines)
    assert all(len(line.cells) in (0, 3) for t in source.tables for line in t.lines)


def test_notes(source: Source) -> None:
    assert sorted(source.notes) == ["1", "A", "B", "C"]
    assert [len(source.notes[m].spans) for m in "1ABC"] == [3, 3, 2, 6]


def test_every_number_of_the_tables_is_in_one_figure(source: Source) -> None:
    """Numbers are looked for here without the reader: runs of digits right of the captions."""
    lines = SEED.read_text().splitlines()
    figures = [f for t in source.tables for i in t.lines for c in i.cells for f in c.figures]
    covered: dict[int, list[tuple[int, int]]] = {}
    for f in figures:
        assert f.where.line is not None
        assert f.where.column is not None
        start = f.where.column - 1
        assert lines[f.where.line - 1][start : start + len(f.text)] == f.text
        covered.setdefault(f.where.line, []).append((start, start + len(f.text)))
    first = next(n for n, t in enumerate(lines, 1) if t.startswith("Current Assets"))
    notes_from = source.notes["A"].where.line
    assert notes_from is not None
    counted = 0
    for n in range(first, len(lines) + 1):
        text = lines[n - 1]
        if n >= notes_from or re.search(r"\b200[3456]\b|Approximately", text[58:]):
            continue
        if not re.search(r"\s{3,}\S", text.strip()) or text.startswith(("Note", "ended", "and amort")):
            continue
        for m in re.finditer(r"\d[\d,.]*|(?<=[\s$])-(?=\s|$)", text[56:]):
            at = m.start() + 56
            if m.group() == "-" and re.search(r"\d\)?\s{0,2}$", text[:at]):
                continue  # between the two figures of a range
            holding = [s for s in covered.get(n, []) if s[0] <= at < s[1]]
            assert len(holding) == 1, (n, m.group())
            counted += 1
    assert counted == len(figures)


def test_every_digit_of_the_prose_is_in_one_mention(source: Source) -> None:
    for p in source.paragraphs:
        last = 0
        for m in p.mentions:
            assert last <= m.start < m.end
            last = m.end
        for digits in re.finditer(r"\d+", p.text):
            assert sum(m.start <= digits.start() and digits.end() <= m.end for m in p.mentions) == 1


def test_every_word_of_the_source_is_kept(source: Source) -> None:
    """Each line of running text is a span at its place; each caption is a label at its own."""
    lines = SEED.read_text().splitlines()
    for p in source.paragraphs:
        for s in p.spans:
            assert s.where.line is not None
            assert s.where.column is not None
            start = s.where.column - 1
            assert lines[s.where.line - 1][start : start + len(s.text)] == s.text
    for t in source.tables:
        for i in t.lines:
            assert i.where.line is not None
            assert i.where.column is not None
            assert lines[i.where.line - 1][i.where.column - 1 :].startswith(i.printed.split()[0])


def test_amounts_of_the_prose(source: Source) -> None:
    kinds = [m.kind for p in source.paragraphs for m in p.mentions]
    assert {k: kinds.count(k) for k in ("amount", "percent", "per_share", "phone")} == {
        "amount": 43,
        "percent": 14,
        "per_share": 2,
        "phone": 4,
    }
