"""A number is told from another by its id: with every place the same, everything comes out the same."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.project import EXAMPLE, small_project
from xbrlgen.build.document import build_documents
from xbrlgen.model.document import Document
from xbrlgen.model.register import OPEN, TAGGED, NumberRegister
from xbrlgen.model.source import Block, Cell, Figure, FigureId, Mention, Source, Table
from xbrlgen.model.where import Where
from xbrlgen.pipeline import Run, load, work

PLACE = Where("release.txt", sheet="Results", cell="B2")


def nowhere(figure: Figure) -> Figure:
    return replace(figure, where=PLACE)


def in_one_place(source: Source) -> Source:
    """The source as if all its figures stood in one cell of a spreadsheet."""

    def mention(m: Mention) -> Mention:
        return m if m.figure is None else replace(m, figure=nowhere(m.figure))

    def cell(c: Cell) -> Cell:
        return replace(c, figures=tuple(map(nowhere, c.figures)), where=PLACE)

    def block(b: Block) -> Block:
        if isinstance(b, Table):
            lines = (replace(line, cells=tuple(map(cell, line.cells))) for line in b.lines)
            return replace(b, lines=tuple(lines))
        return replace(b, mentions=tuple(map(mention, b.mentions)))

    return replace(source, blocks=tuple(map(block, source.blocks)))


def facts(worked: Run) -> list[tuple[object, ...]]:
    return [
        (f.id, f.value, f.decimals, tuple((p.figure, p.text, p.value) for p in f.prints))
        for f in worked.report.facts
    ]


def numbers(register: NumberRegister) -> list[tuple[object, ...]]:
    return [(n.figure, n.text, n.state, n.facts, len(n.ties), n.reason) for n in register.numerals]


def tags(documents: tuple[Document, ...]) -> list[tuple[object, ...]]:
    return [(r.text, r.tags, r.refers) for d in documents for r in d.runs()]


@pytest.fixture(scope="module")
def both() -> tuple[Run, Run]:
    filing, mapping, vocabulary, sources = load(EXAMPLE)
    there = work(filing, mapping, vocabulary, sources)
    return there, work(filing, mapping, vocabulary, tuple(map(in_one_place, sources)))


def test_facts_numbers_and_tags_do_not_look_at_places(both: tuple[Run, Run]) -> None:
    there, nowhere = both
    assert len(facts(there)) > 200
    assert facts(nowhere) == facts(there)
    assert numbers(nowhere.register) == numbers(there.register)
    assert nowhere.report.coverage.tagged == there.report.coverage.tagged
    documents = build_documents(there.sources, there.report)
    assert tags(build_documents(nowhere.sources, nowhere.report)) == tags(documents)


def test_figures_are_numbered_in_the_order_of_the_document(both: tuple[Run, Run]) -> None:
    for source in both[0].sources:
        ids = [n.figure for n in both[0].register.numerals if n.figure.file == source.file]
        assert ids == [FigureId(source.file, number) for number in range(1, len(ids) + 1)]
        places = [f.where.sort_key() for f in source.figures]
        assert places == sorted(places)
        assert {f.id for f in source.figures} <= set(ids)


COLUMNS = """\
  columns:
  - heading: /2004/
    low: {srt:RangeAxis: srt:MinimumMember}
    high: {srt:RangeAxis: srt:MaximumMember}
"""


def test_two_figures_of_one_cell_are_two_facts(tmp_path: Path) -> None:
    project = small_project(
        tmp_path,
        "Revenue outlook | 10 - 12 | 20 - 24",
        "  - {line: Revenue outlook, concept: us-gaap:Revenues}",
        period="3 months",
        statement=COLUMNS,
    )
    filing, mapping, vocabulary, sources = load(project)
    worked = work(filing, mapping, vocabulary, tuple(map(in_one_place, sources)))
    told = [
        (f.context.dimensions[0][1].partition(":")[2], f.value, p.text)
        for f in worked.report.facts
        for p in f.prints
    ]
    assert sorted(told) == [
        ("MaximumMember", Decimal(12000), "12"),
        ("MaximumMember", Decimal(24000), "24"),
        ("MinimumMember", Decimal(10000), "10"),
        ("MinimumMember", Decimal(20000), "20"),
    ]
    assert [(n.text, n.state) for n in worked.register.numerals if n.state in (TAGGED, OPEN)] == [
        ("10", TAGGED),
        ("12", TAGGED),
        ("20", TAGGED),
        ("24", TAGGED),
    ]
    shown = [
        (r.text, t.context)
        for d in build_documents(worked.sources, worked.report)
        for r in d.runs()
        for t in r.tags
        if t.unit is not None
    ]
    assert [text for text, _ in shown] == ["10", "12", "20", "24"]
    assert len({context for _, context in shown}) == 4
