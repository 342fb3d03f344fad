"""The text of an expectation: what is written is what is read, and a fault has its line."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings

from tests.compare.records import a_fact, a_role, an_arc, of, records
from xbrlgen.compare.expectation import parse, version_of, write
from xbrlgen.compare.identity import compare
from xbrlgen.model.finding import XbrlgenError
from xbrlgen.model.recorded import PARTS, Recorded
from xbrlgen.model.report import Fact, StatementLine


def back(recorded: Recorded) -> Recorded:
    return parse({part: write(recorded, part) for part in PARTS})


@settings(max_examples=40, deadline=None)
@given(records())
def test_what_is_written_is_read(recorded: Recorded) -> None:
    """Facts to the last attribute; everything else as sets, as order there is told by rank."""
    read = back(recorded)
    was, is_ = recorded.report, read.report
    assert (is_.entity, is_.document, is_.taxonomy) == (was.entity, was.document, was.taxonomy)
    assert read.sources == recorded.sources
    assert list(map(told, read.facts)) == list(map(told, recorded.facts))
    assert [(r.id, r.title) for r in read.roles] == [(r.id, r.title) for r in recorded.roles]
    for name in ("arcs", "labels", "elements", "checks", "findings"):
        before, after = getattr(recorded, name), getattr(read, name)
        assert len(before) == len(after), name
        assert set(before) == set(after), name
    assert compare(recorded, read) == ()
    assert {p: write(read, p) for p in PARTS} == {p: write(recorded, p) for p in PARTS}


def told(f: Fact) -> tuple[object, ...]:
    """All that an expectation says of a fact."""
    return (f.identity, f.value, f.decimals, f.notes, f.lines)


def test_a_fact_is_one_line_that_a_person_can_read() -> None:
    fact = a_fact(
        dimensions=(("srt:ProductOrServiceAxis", "abc:CoreMember"),),
        notes=("A",),
        lines=(StatementLine("Operations", 'Core "net"'), StatementLine("Guidance", "Core")),
    )
    line = write(of(fact), "facts").splitlines()[-1]
    assert line == (
        "us-gaap:Revenues 2004-07-01..2004-09-30 [srt:ProductOrServiceAxis=abc:CoreMember] = 100 USD, "
        'decimals -3, notes A: "Core \\"net\\"" in Operations; "Core" in Guidance'
    )


def test_a_tree_is_set_as_a_tree() -> None:
    links = (
        an_arc("S", "calculation", "summation-item", "a:Total", "a:Sub", 1, Decimal(1)),
        an_arc("S", "calculation", "summation-item", "a:Total", "a:Cost", 2, Decimal(-1)),
        an_arc("S", "calculation", "summation-item", "a:Sub", "a:Part", 1, Decimal(1)),
    )
    text = write(of(roles=(a_role("S", "Statement - S"),), arcs=links), "networks")
    assert text.splitlines()[2:8] == [
        "",
        'role S "Statement - S"',
        "  calculation",
        "    a:Total",
        "      +1 a:Sub",
        "        +1 a:Part",
    ]


def test_an_opening_and_a_closing_balance_stand_twice() -> None:
    links = (
        an_arc("S", "presentation", "parent-child", "a:Top", "a:Cash", 1, None, "periodStartLabel"),
        an_arc("S", "presentation", "parent-child", "a:Top", "a:Flow", 2),
        an_arc("S", "presentation", "parent-child", "a:Top", "a:Cash", 3, None, "periodEndLabel"),
    )
    recorded = of(roles=(a_role("S", "Statement - S"),), arcs=links)
    assert back(recorded).arcs == links


def test_a_circle_is_written_and_read() -> None:
    links = (
        an_arc("S", "presentation", "parent-child", "a:A", "a:B", 1),
        an_arc("S", "presentation", "parent-child", "a:B", "a:A", 1),
    )
    recorded = of(roles=(a_role("S", "Statement - S"),), arcs=links)
    assert set(back(recorded).arcs) == set(links)


def test_version_is_told_by_the_first_line() -> None:
    assert version_of(write(of(), "facts")) == 1
    assert version_of("# xbrlgen expectation 7: facts\n") == 7
    assert version_of("something else\n") is None


HEAD = "# xbrlgen expectation 1: {}\n"
FAULTS = [
    ("facts", "", 1, "the first line must read"),
    ("facts", HEAD.format("networks"), 1, "the first line must read"),
    ("facts", HEAD.format("facts") + "\nus-gaap:Revenues 2004-09-30 100 USD\n", 3, "a fact is written"),
    ("facts", HEAD.format("facts") + "us-gaap:A 2004-13-30 = 1 USD, decimals 0\n", 2, "a period is"),
    (
        "facts",
        HEAD.format("facts") + "us-gaap:A 2004-09-30 = 1.2.3 USD, decimals 0\n",
        2,
        "a number expected",
    ),
    ("facts", HEAD.format("facts") + "us-gaap:A 2004-09-30 [axis] = 1 USD, decimals 0\n", 2, "axis=member"),
    ("facts", HEAD.format("facts") + "entity 1 ABC\n", 2, "text in quotes expected"),
    ("networks", HEAD.format("networks") + "    us-gaap:A\n", 2, "stands deeper"),
    (
        "networks",
        HEAD.format("networks") + 'role S "S"\n  tree\n',
        3,
        "presentation, calculation or definition",
    ),
    ("networks", HEAD.format("networks") + 'role S "S"\n  calculation\n    a:A\n      1\n', 5, "prefix:Name"),
    ("networks", HEAD.format("networks") + "element a:A\n", 2, "role, element or label"),
    ("networks", HEAD.format("networks") + "label a:A label Total\n", 2, "text in quotes expected"),
    ("checks", HEAD.format("checks") + "A = B\n", 2, "a line reads"),
]


@pytest.mark.parametrize(("part", "text", "line", "words"), FAULTS)
def test_a_fault_is_told_with_its_line(part: str, text: str, line: int, words: str) -> None:
    with pytest.raises(XbrlgenError) as caught:
        parse({part: text})
    (found,) = caught.value.findings
    assert found.code == "XG-REG-004"
    assert str(found.where) == f"expected/{part}.txt:{line}:1"
    assert words in found.message


def test_every_fault_of_a_file_is_told() -> None:
    with pytest.raises(XbrlgenError) as caught:
        parse({"checks": HEAD.format("checks") + "A = B\n\nfinding X\n"})
    assert [f.where.line for f in caught.value.findings if f.where] == [2, 4]
