"""What is gone leads back to the row and the rule it came from, where they still stand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.compare.records import altered
from tests.project import small_project
from xbrlgen import pipeline
from xbrlgen.compare.identity import compare
from xbrlgen.compare.trace import lead_back
from xbrlgen.model.difference import Difference
from xbrlgen.model.mapping import Mapping
from xbrlgen.model.source import Source
from xbrlgen.pipeline.testing import record_of

ROWS = """
Cash | 100 | 90
Receivables | 50 | 50
Total Assets | 150 | 140
"""
LINES = """
  - {line: Cash, concept: us-gaap:CashAndCashEquivalentsAtCarryingValue}
  - {line: Receivables, concept: us-gaap:AccountsReceivableNetCurrent}
  - {line: Total Assets, concept: us-gaap:Assets}
  sums:
  - Assets = CashAndCashEquivalentsAtCarryingValue + AccountsReceivableNetCurrent
""".strip("\n")

Ground = tuple[Mapping, tuple[Source, ...], list[Difference]]


@pytest.fixture(scope="module")
def removed(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    """The statement without its rule for receivables and without its sum."""
    filing, mapping, vocabulary, sources = pipeline.load(
        small_project(tmp_path_factory.mktemp("abc"), ROWS, LINES)
    )
    before = record_of(pipeline.work(filing, mapping, vocabulary, sources))
    (statement,) = mapping.statements
    less = replace(statement, children=(statement.children[0], statement.children[2]), sums=())
    mapping = replace(mapping, statements=(less,))
    after = record_of(pipeline.work(filing, mapping, vocabulary, sources))
    return mapping, sources, [d for d in compare(before, after) if d.kind == "removed"]


def test_a_fact_leads_to_its_own_figure_and_to_its_statement(removed: Ground) -> None:
    mapping, sources, gone = removed
    facts = [lead_back(d, mapping, sources) for d in gone if d.part == "facts"]
    row = next(line for t in sources[0].tables for line in t.lines if line.label == "Receivables")
    assert [d.source for d in facts] == [f.where for c in row.cells for f in c.figures]
    assert [d.rule for d in facts] == [mapping.statements[0].where] * 2


def test_a_fact_whose_rule_still_stands_leads_to_it(removed: Ground) -> None:
    mapping, sources, gone = removed
    fact = next(d for d in gone if d.part == "facts")
    assert fact.before is not None
    cash = replace(fact, before=altered(fact.before, lines=(replace(fact.before.lines[0], caption="Cash"),)))
    assert lead_back(cash, mapping, sources).rule == next(mapping.statements[0].rules()).where


def test_a_link_leads_to_its_statement(removed: Ground) -> None:
    mapping, sources, gone = removed
    links = [d for d in gone if d.aspects == ("calculation",)]
    assert len(links) == 2
    assert {lead_back(d, mapping, sources).rule for d in links} == {mapping.statements[0].where}


def test_what_is_found_nowhere_is_left_as_it_is(removed: Ground) -> None:
    mapping, _, gone = removed
    fact = next(d for d in gone if d.part == "facts")
    assert fact.before is not None
    lost = replace(fact, before=altered(fact.before, lines=()))
    led = lead_back(lost, mapping, ())
    assert (led.source, led.rule) == (None, None)
