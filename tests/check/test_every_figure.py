"""Change any one figure of a table that a sum covers: the sum that breaks says so.

Each figure of the tables is changed alone, in the source as it was read; the build and the
arithmetic run again for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.project import EXAMPLE
from xbrlgen import pipeline
from xbrlgen.build import build
from xbrlgen.check.arithmetic import check_arithmetic
from xbrlgen.mapping.match import match
from xbrlgen.model.finding import Finding
from xbrlgen.model.source import Figure, LineItem, Source, Table
from xbrlgen.model.where import Where

LOADED = pipeline.load(EXAMPLE)
SUMS = ("XG-TIE-001", "XG-TIE-004")

NO_SUM = {
    # (title begins, caption): why no sum covers it, and what does instead
    (
        "STATEMENT OF OPERATIONS",
        "Basic and Diluted Weighted Average Shares Outstanding",
    ): "an average, divided by",
    ("STATEMENT OF OPERATIONS", "Loss before Discontinued Operations", "per share"): "a ratio",
    ("STATEMENT OF OPERATIONS", "Income (Loss) from Discontinued Operations", "per share"): "a ratio",
    ("STATEMENT OF OPERATIONS", "Net Loss", "per share"): "a ratio",
    ("STATEMENT OF OPERATIONS", "Adjusted Gross Margin (% of Revenue)"): "a ratio",
    ("STATEMENT OF OPERATIONS", "Adjusted EBITDA (% of Revenue)"): "a ratio",
    ("GUIDANCE", "Operating Revenue"): "guidance states no costs, so nothing is taken from revenue",
    ("GUIDANCE", "Total CAPEX"): "stands alone; the running text states it too",
}
"""The only lines without a sum."""


def figures() -> Iterator[tuple[Table, LineItem, Figure]]:
    for source in LOADED[3]:
        for table in source.tables:
            for line in table.lines:
                for cell in line.cells:
                    for figure in cell.figures:
                        yield table, line, figure


def name(table: Table, line: LineItem) -> tuple[str, ...]:
    title = table.title.partition(" (")[0]
    per_share = ("per share",) if any("per Share" in s for s in line.section) else ()
    return (title, line.label, *per_share)


def changed(where: Where, by: Decimal) -> tuple[Source, ...]:
    """The sources with the figure at one place a little larger."""

    def figure(f: Figure) -> Figure:
        return replace(f, value=f.value + by, dash=False) if f.where == where else f

    def line(item: LineItem) -> LineItem:
        if item.where.line is None or all(f.where != where for c in item.cells for f in c.figures):
            return item
        cells = tuple(replace(c, figures=tuple(map(figure, c.figures))) for c in item.cells)
        return replace(item, cells=cells)

    return tuple(
        replace(
            s,
            blocks=tuple(
                replace(b, lines=tuple(map(line, b.lines))) if isinstance(b, Table) else b for b in s.blocks
            ),
        )
        for s in LOADED[3]
    )


def arithmetic(sources: tuple[Source, ...]) -> list[Finding]:
    filing, mapping, vocabulary, _ = LOADED
    report = build(filing, mapping, vocabulary, sources, match(mapping, sources))
    _, findings = check_arithmetic(mapping, report)
    return [f for f in findings if f.code in SUMS]


ALL = list(figures())
COVERED = [(t, i, f) for t, i, f in ALL if name(t, i) not in NO_SUM]


def test_the_example_as_it_is_adds_up() -> None:
    assert arithmetic(LOADED[3]) == []


def test_figures_without_a_sum_are_these_and_no_others() -> None:
    assert {name(t, i) for t, i, _ in ALL} >= set(NO_SUM)
    assert len(COVERED) > 225
    for table, item, figure in ALL:
        if name(table, item) in NO_SUM:
            assert arithmetic(changed(figure.where, Decimal(1))) == [], (name(table, item), figure)


BATCHES = 12
"""A process of pytest-xdist takes a batch: so many tests of one figure each would cost more to start."""


@pytest.mark.parametrize("batch", range(BATCHES))
def test_a_changed_figure_breaks_a_sum(batch: int) -> None:
    for table, item, figure in COVERED[batch::BATCHES]:
        found = arithmetic(changed(figure.where, Decimal(1)))
        assert found, (name(table, item), figure.text, figure.where)
        named = [f for f in found if any(r.where == figure.where for r in f.related)]
        assert named, (name(table, item), figure.where, [f.message for f in found])
        for f in named:
            text, _, rest = f.message.partition(": ")
            assert " = " in text
            stated, given = rest.split(" is stated, the parts give ")
            computed, _, difference = given.partition(" (difference ")
            values = [Decimal(v.replace(",", "")) for v in (stated, computed)]
            assert values[0] != values[1]
            assert abs(values[0] - values[1]) == Decimal(
                difference.partition(")")[0].replace(",", "").lstrip("-")
            )
            assert len(f.related) > 1
            assert all(r.where is not None and r.where.line for r in f.related)
