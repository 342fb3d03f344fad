"""What the first example must give: enough facts, every number, and the same from the release as filed."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.project import EXAMPLE, SEED, WITHOUT_SHARED, copy_example
from xbrlgen import pipeline
from xbrlgen.model.finding import Severity
from xbrlgen.model.report import Fact

FAST = pipeline.Options(fast=True)


@pytest.fixture(scope="module")
def result() -> pipeline.Result:
    return pipeline.check(EXAMPLE, FAST)


def table_tokens(text: str) -> list[tuple[int, str]]:
    """(line, print) of every number in the value columns of the tables, headings and notes aside."""
    found = []
    inside = note = False
    for number, line in enumerate(text.split("\n"), start=1):
        if line.startswith("<TABLE>"):
            inside = True
        elif line.startswith("</TABLE>"):
            inside = False
        note = (note or line.startswith("Note 1")) and bool(line.strip())
        if not inside or note:
            continue
        values = line[55:].replace("Low - High", " " * 10)
        if set(values.strip()) <= {"-"} and len(values.strip()) != 1:
            continue  # a rule
        if re.search(r"\b(?:19|20)\d\d\b(?!,)", values) and not re.search(r"\d,\d{3}", values):
            continue  # a heading of dates
        if line.startswith("<S>"):
            continue
        for match in re.finditer(r"(?<!\S)\(?\$?\(?(?:\d[\d,]*(?:\.\d+)?|-)%?\)?(?=\s|-\s|$)", values):
            if (
                match.group() == "-"
                and re.search(r"\d\)?\s*$", values[: match.start()])
                and re.match(r"\s{1,2}\(?\$", values[match.end() :])
            ):
                continue  # the dash of a range
            found.append((number, match.group()))
    return found


def test_enough_facts_and_contexts(result: pipeline.Result) -> None:
    facts = [f for f in result.report.facts if any(p.statement for p in f.prints)]
    keys = {(f.concept.qname, f.context, f.unit) for f in facts}
    assert len(keys) == len(facts)
    assert len(keys) >= 240
    assert len({f.context for f in facts}) >= 17


def test_own_elements_and_guidance(result: pipeline.Result) -> None:
    own = {e.concept.qname for e in result.report.extension.elements}
    assert {"mpe:AdjustedEBITDA", "mpe:NetworkOptimizationCost"} <= own
    forecasts = [
        f
        for f in result.report.facts
        if ("srt:StatementScenarioAxis", "srt:ScenarioForecastMember") in f.context.dimensions
    ]
    cases = {m for f in forecasts for a, m in f.context.dimensions if a == "srt:RangeAxis"}
    assert len(forecasts) >= 60
    assert cases == {"srt:MinimumMember", "srt:MaximumMember"}


def test_clean(result: pipeline.Result) -> None:
    """EDGAR's own rules aside, which tests/check/edgar holds the example to."""
    assert [f for f in result.findings if f.severity is Severity.ERROR and f.waived is None] == []
    warnings = [f.code for f in result.findings if f.severity is Severity.WARNING and f.waived is None]
    assert [c for c in warnings if not c.startswith("XG-EFM-")] == ["XG-TIE-003"]


def test_every_number_of_the_tables_is_accounted_for(result: pipeline.Result) -> None:
    """Counted without the reader: each printed number of the value columns, line by line."""
    coverage = result.report.coverage
    assert coverage.unaccounted == ()
    assert coverage.tagged + len(coverage.left) == coverage.cells
    printed = Counter(line for line, _ in table_tokens((EXAMPLE / "release.txt").read_text("utf-8")))
    covered = Counter(
        where.line
        for where in {p.where for f in result.report.facts for p in f.prints}
        if where.line in printed
    )
    covered.update(item.where.line for item in coverage.left)
    assert sum(printed.values()) == coverage.cells
    assert covered == printed


def test_every_fact_leads_back_to_its_print(result: pipeline.Result) -> None:
    """Every place named in a print holds, character for character, what the print says."""
    lines = (EXAMPLE / "release.txt").read_text("utf-8").split("\n")
    prints = [p for f in result.report.facts for p in f.prints]
    assert len(prints) > 300
    for p in prints:
        assert p.where.line is not None
        assert p.where.column is not None
        start = "\n".join(lines[p.where.line - 1 : p.where.line + 1])[p.where.column - 1 :]
        assert " ".join(start.split()).startswith(" ".join(p.text.split())), p


def settled(fact: Fact) -> tuple[object, ...]:
    """All of a fact but the places of its prints."""
    prints = [(p.text, p.sign, p.scale, p.decimals, p.value, p.label, p.statement) for p in fact.prints]
    tables = [p for p in prints if p[-1]]
    notes = [n.mark for n in fact.footnotes]
    return (fact.id, fact.concept, fact.value, fact.context, fact.unit, fact.decimals, notes, tables)


@pytest.mark.skipif(not SEED.is_file(), reason=WITHOUT_SHARED)
def test_the_release_as_filed_gives_the_same_facts(result: pipeline.Result, tmp_path: Path) -> None:
    project = copy_example(tmp_path)
    (project / "release.txt").write_bytes(SEED.read_bytes())
    original = pipeline.check(project, FAST)
    assert [settled(f) for f in original.report.facts] == [settled(f) for f in result.report.facts]
    assert original.report.contexts == result.report.contexts
    assert original.report.units == result.report.units
    assert [f.code for f in original.findings] == [f.code for f in result.findings]
