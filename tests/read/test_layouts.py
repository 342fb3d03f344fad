"""Layouts of text releases: each file of ``layouts/`` is a print, a line ``====``, and what it says.

Lines of the second half: ``title`` (one that ``table:`` of a mapping finds), ``scale``,
``columns`` (a period each, ``none``, or ``*`` for any), ``heads`` (the last heading lines),
``row`` (sections / label | cells), ``tables`` (how many with figures), ``finding`` (a code;
no other is given). With a number behind its key a line speaks of that table, from 1.
A first line ``fye: MM-DD`` of the print is the end of the fiscal year.
"""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from xbrlgen.model.source import LineItem, Source, Table
from xbrlgen.read.text.edgar_text import read_edgar_text

LAYOUTS = Path(__file__).resolve().parent / "layouts"


def read(path: Path) -> tuple[Source, list[tuple[str, int, str]]]:
    text, _, said = path.read_text(encoding="utf-8").partition("\n====\n")
    fye = (12, 31)
    if (m := re.match(r"fye: (\d\d)-(\d\d)\n", text)) is not None:
        fye, text = (int(m[1]), int(m[2])), text[m.end() :]
    wanted = []
    for line in said.splitlines():
        key, _, value = line.partition(":")
        m = re.fullmatch(r"([a-z]+)(\d*)", key.strip())
        assert m is not None, line
        wanted.append((m[1], int(m[2] or 1), value.strip()))
    return read_edgar_text(text, file="r.txt", fiscal_year_end=fye), wanted


def cells(item: LineItem, columns: int) -> list[str]:
    return [" ".join(c.text for c in item.cells if c.column == i).strip() for i in range(columns)]


def row(table: Table, value: str) -> None:
    label, *wanted = [part.strip() for part in value.split("|")]
    *section, label = [part.strip() for part in label.split(" / ")]
    items = [i for i in table.lines if i.label == label and (not section or list(i.section) == section)]
    assert len(items) == 1, [(i.section, i.label) for i in table.lines]
    found = [c.replace(" ", "") for c in cells(items[0], len(table.columns))]
    assert found == wanted + [""] * (len(found) - len(wanted))


@pytest.mark.parametrize("path", sorted(LAYOUTS.glob("*.txt")), ids=lambda p: p.stem)
def test_layout_is_read(path: Path) -> None:
    source, wanted = read(path)
    tables = [t for t in source.tables if any(c.figures for i in t.lines for c in i.cells)]
    codes = {f.code for f in source.findings}
    assert codes == {value for key, _, value in wanted if key == "finding"}, source.findings
    for key, number, value in wanted:
        table = tables[number - 1]
        if key == "title":
            assert any(name.startswith(value) for name in table.names), table.names
        elif key == "scale":
            assert table.scales.money == int(value)
        elif key == "columns":
            periods = [part.strip() for part in value.split("|")]
            found = [str(c.period or "none") for c in table.columns]
            assert len(found) == len(periods), [c.headings for c in table.columns]
            pairs = zip(found, periods, strict=True)
            assert found == [f if p == "*" else p for f, p in pairs], [c.headings for c in table.columns]
        elif key == "heads":
            assert all(
                " ".join(c.headings).endswith(h.strip())
                for c, h in zip(table.columns, value.split("|"), strict=True)
            ), table.columns
        elif key == "row":
            row(table, value)
        elif key == "tables":
            assert len(tables) == int(value)
        else:
            assert key == "finding", key


# --- entities ----------------------------------------------------------------------------

FIXTURES = sorted(
    {
        *LAYOUTS.glob("*.txt"),
        *(
            p
            for p in (Path(__file__).resolve().parents[2] / "examples").glob("*/*.txt")
            if "release" in p.name
        ),
    }
)


def meaning(source: Source) -> list[object]:
    """All that a source says, without the columns of the page."""
    found: list[object] = []
    for block in source.blocks:
        if isinstance(block, Table):
            found.append((block.title, block.scales.said, block.currency))
            found += [(c.headings, c.period, c.marks) for c in block.columns]
            found += [
                (
                    i.label,
                    i.section,
                    i.marks,
                    [(c.column, c.text, [f.value for f in c.figures]) for c in i.cells],
                )
                for i in block.lines
            ]
        else:
            found.append((block.kind, block.text))
            found += [(m.kind, m.start, m.end, m.figure and m.figure.value, m.period) for m in block.mentions]
    return [*found, *(f.code for f in source.findings)]


@pytest.mark.parametrize("path", FIXTURES, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_an_escaped_page_says_the_same(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if re.search(r"&\w+;", text):
        pytest.skip("it has entities of its own")
    escaped = html.escape(text)
    plain, read_again = (read_edgar_text(t, file="r.txt") for t in (text, escaped))
    assert meaning(read_again) == meaning(plain)
    lines = escaped.split("\n")
    for table in read_again.tables:
        for figure in (f for i in table.lines for c in i.cells for f in c.figures):
            assert figure.where.line is not None
            assert figure.where.column is not None
            assert lines[figure.where.line - 1][figure.where.column - 1 :].startswith(figure.text)


def test_a_place_behind_an_entity_is_the_one_in_the_file() -> None:
    text = "The chairman&rsquo;s words: &quot;revenue was $12.5 million&quot; in 2024."
    (paragraph,) = read_edgar_text(text, file="r.txt").paragraphs
    assert paragraph.text == 'The chairman’s words: "revenue was $12.5 million" in 2024.'
    amount = next(m for m in paragraph.mentions if m.kind == "amount")
    column = paragraph.at(amount.start).column
    assert column is not None
    assert text[column - 1 :].startswith("$12.5 million")
    assert amount.figure is not None
    assert amount.figure.where.column == column


def test_a_form_feed_before_words_is_read() -> None:
    text = (LAYOUTS / "continued-page.txt").read_text(encoding="utf-8").replace("Receivables", "\f      x")
    assert read_edgar_text(text, file="r.txt").tables
