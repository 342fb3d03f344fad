"""Made headings: spans over years, with rules and without, centred and not; no column gets a wrong period."""

from __future__ import annotations

import random
from dataclasses import dataclass

import pytest

from xbrlgen.read.text.edgar_text import read_edgar_text

SPANS = ("Three Months Ended", "Six Months Ended", "Twelve Months Ended")
DAY = "June 30,"


@dataclass(frozen=True)
class Form:
    """How a made table is set."""

    spans: int
    years: int
    rule: str
    centred: bool
    width: int
    gap: int
    label: int
    shares: bool
    marked: bool
    one_line: bool
    right: bool

    @classmethod
    def made(cls, r: random.Random) -> Form:
        years = r.choice([1, 2, 2, 2, 3])
        return cls(
            r.choice([1, 1, 2, 2, 3]),
            years,
            r.choice(["none", "wide", "short", "columns"]),
            r.random() < 0.75,
            r.choice([8, 10, 12, 16]),
            r.choice([2, 3, 4, 6]),
            r.choice([24, 32, 44]),
            r.random() < 0.25 and years == 2,
            r.random() < 0.6,
            r.random() < 0.3,
            r.random() < 0.75,
        )


def period(span: int, year: int) -> str:
    first = (f"{year}-04-01", f"{year}-01-01", f"{year - 1}-07-01")[span]
    return f"{first}..{year}-06-30"


def put(line: str, at: int, words: str) -> str:
    return line.ljust(at)[:at] + words


def table(form: Form, r: random.Random) -> tuple[str, list[str]] | None:
    """The print and the period of each column; None if its headings would run into each other."""
    kinds = ["year"] * form.years + ["share"] * form.shares
    columns: list[tuple[int, int, str, int]] = []
    over: list[tuple[int, int]] = []
    said: list[str] = []
    at = form.label
    for span in range(form.spans):
        start = at
        for n, kind in enumerate(kinds):
            columns.append((at, at + form.width, kind, 2025 - n))
            said.append(period(span, 2025 - n) if kind == "year" else "none")
            at += form.width + form.gap
        over.append((start, at - form.gap))
        at += form.gap

    def place(words: str, low: int, high: int) -> int:
        return low + max(0, (high - low - len(words)) // 2) if form.centred else low

    heads = [[f"{s} {DAY}" for s in SPANS]] if form.one_line else [list(SPANS), [DAY] * 3]
    lines = []
    for row in heads:
        line = ""
        for (low, high), words in zip(over, row, strict=False):
            start = place(words, low, high)
            if line and start < len(line) + 2:
                return None
            line = put(line, start, words)
        lines.append(line)
    if form.rule in ("wide", "short"):
        line = ""
        for (low, high), words in zip(over, heads[-1], strict=False):
            dashes = "-" * (high - low if form.rule == "wide" else len(words) - 2)
            line = put(
                line, low if form.rule == "wide" else low + max(0, (high - low - len(dashes)) // 2), dashes
            )
        lines.append(line)
    line = ""
    for low, high, kind, year in columns:
        words = str(year) if kind == "year" else "% Chg"
        line = put(line, place(words, low, high), words)
    lines.append(line)
    if form.rule in ("columns", "wide"):
        line = ""
        for low, high, _, _ in columns:
            line = put(line, low, "-" * (high - low))
        lines.append(line)
    for n in range(r.choice([3, 5, 8])):
        line = f"Item number {'abcdefgh'[n]}"
        for low, high, kind, _ in columns:
            share = f"{r.randint(1, 30)}.{r.randint(0, 9)}%"
            words = f"{r.randint(1, 99)},{r.randint(100, 999)}" if kind == "year" else share
            line = put(line, high - len(words) if form.right else low, words)
        lines.append(line)
    text = "STATEMENTS OF OPERATIONS\n(in thousands)\n\n" + "\n".join(lines) + "\n"
    return (f"<TABLE>\n{text}</TABLE>\n" if form.marked else text), said


@pytest.mark.parametrize("seed", range(8))
def test_no_column_gets_a_wrong_period(seed: int) -> None:
    """What is not read has no period and a finding; nine in ten tables are read whole."""
    r = random.Random(seed)
    right = tried = 0
    for _ in range(60):
        form = Form.made(r)
        made = table(form, r)
        if made is None or (form.spans * form.years == 1 and not form.marked):
            continue
        text, said = made
        (read,) = [t for t in read_edgar_text(text, file="r.txt").tables if t.lines]
        found = [str(c.period or "none") for c in read.columns]
        assert len(found) == len(said), (form, text)
        assert all(f in (s, "none") for f, s in zip(found, said, strict=True)), (form, found, said, text)
        tried += 1
        right += found == said
    assert right >= 0.9 * tried
