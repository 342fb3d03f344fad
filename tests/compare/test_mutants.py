"""Mutants: every kind makes what it promises, one change in one place, the same ones every time."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.project import EXAMPLE, ROOT, small_project
from xbrlgen import pipeline
from xbrlgen.compare.mutants import all_mutants, apply, sample
from xbrlgen.compare.mutants.original import Original
from xbrlgen.mapping.match import match
from xbrlgen.model.mapping import Mapping
from xbrlgen.model.mutation import KINDS, Mutant
from xbrlgen.model.where import Where

ROWS = """
Cash | 100 | 90
Receivables, net | 50 | (40)
Other Assets | - | 80
Total Assets | 150 | 130
"""
LINES = """
  - {line: Cash, concept: us-gaap:CashAndCashEquivalentsAtCarryingValue}
  - {line: "Receivables, net", concept: us-gaap:AccountsReceivableNetCurrent, sign: flip, scale: millions}
  - {line: Other Assets, omit: not needed}
  - {line: Total Assets, concept: us-gaap:Assets, label: Assets in total}
  - {show: us-gaap:Liabilities}
  sums:
  - Assets = CashAndCashEquivalentsAtCarryingValue - AccountsReceivableNetCurrent
""".strip("\n")


def ground_of(project: Path) -> Original:
    filing, mapping, vocabulary, sources = pipeline.load(project)
    return Original(mapping, vocabulary, sources, match(mapping, sources).hits, filing.currency)


@pytest.fixture(scope="module")
def example() -> Original:
    return ground_of(EXAMPLE)


@pytest.fixture(scope="module")
def of_example(example: Original) -> tuple[Mutant, ...]:
    return all_mutants(example)


def texts(ground: Original, kind: str, slip: str | None = None) -> list[str]:
    return [m.text for m in all_mutants(ground, [kind]) if slip is None or m.slip == slip]


# -- what each kind promises -----------------------------------------------------------------


def test_the_slips_of_a_small_mapping(tmp_path: Path) -> None:
    ground = ground_of(small_project(tmp_path, ROWS, LINES))
    assert texts(ground, "sign") == [
        '"Cash": sign none -> flip',
        '"Receivables, net": sign flip -> none',
        '"Total Assets": sign none -> flip',
    ]
    assert texts(ground, "period") == [
        "Table: period instant -> duration",
        "Table: period instant -> 3 months",
    ]
    assert texts(ground, "scale") == [
        '"Cash": scale none -> units',
        '"Receivables, net": scale millions -> units',
        '"Receivables, net": scale millions -> thousands',
        '"Total Assets": scale none -> millions',
    ]
    assert texts(ground, "unit") == [
        '"Cash": unit none -> EUR',
        '"Receivables, net": unit none -> USD/shares',
        '"Total Assets": unit none -> USD/shares',
    ]
    assert texts(ground, "drop") == [
        '"Cash" gone',
        '"Receivables, net" gone',
        '"Other Assets", left out, gone',
        '"Total Assets" gone',
        "show us-gaap:Liabilities gone",
    ]
    assert texts(ground, "double", "line") == [
        '"Cash" twice',
        '"Receivables, net" twice',
        '"Other Assets" twice',
        '"Total Assets" twice',
    ]
    assert texts(ground, "double", "part") == [
        "Assets = ...: + CashAndCashEquivalentsAtCarryingValue twice",
        "Assets = ...: - AccountsReceivableNetCurrent twice",
    ]
    assert texts(ground, "sum") == [
        "Assets = ...: without + CashAndCashEquivalentsAtCarryingValue",
        "Assets = ...: without - AccountsReceivableNetCurrent",
        "Assets = ...: the whole of it gone",
    ]
    assert texts(ground, "weight") == [
        "Assets = ...: + CashAndCashEquivalentsAtCarryingValue -> - CashAndCashEquivalentsAtCarryingValue",
        "Assets = ...: - AccountsReceivableNetCurrent -> + AccountsReceivableNetCurrent",
    ]
    assert texts(ground, "column") == [
        '"STATEMENT (amounts in $ thousands)": columns "September 30, 2004" and "June 30, 2004" exchanged'
    ]
    assert texts(ground, "label") == [
        'captions "Cash" and "Receivables, net" exchanged',
        'captions "Receivables, net" and "Total Assets" exchanged',
    ]
    assert texts(ground, "member") == texts(ground, "prose") == []


def test_concepts_are_those_that_may_be_taken_for_each_other(tmp_path: Path) -> None:
    ground = ground_of(small_project(tmp_path, ROWS, LINES))
    mutants = all_mutants(ground, ["concept"])
    cash = [m for m in mutants if m.concepts[0] == "us-gaap:CashAndCashEquivalentsAtCarryingValue"]
    assert [m.slip for m in cash] == ["near in name", "near in name", "another line"]
    assert cash[0].text.startswith("us-gaap:CashAndCashEquivalentsAtCarryingValue -> us-gaap:Cash")
    assert cash[-1].concepts[1] == "us-gaap:AccountsReceivableNetCurrent"
    for m in mutants:
        old, new = (ground.vocabulary.concept(q) for q in m.concepts)
        assert old is not None
        assert new is not None
        assert (old.type, old.period, old.abstract) == (new.type, new.period, new.abstract)
        assert not new.deprecated


def test_members_and_columns(tmp_path: Path) -> None:
    axis = "srt:ProductOrServiceAxis"
    lines = f"""
  - {{line: Core, concept: us-gaap:Revenues, dimensions: {{{axis}: abc:CoreMember}}}}
  - {{line: Access, concept: us-gaap:Revenues, dimensions: {{{axis}: abc:AccessMember}}}}
  columns:
  - {{heading: /Low/, low: {{srt:RangeAxis: srt:MinimumMember}}, high: {{srt:RangeAxis: srt:MaximumMember}}}}
  - {{heading: /Plan/, dimensions: {{srt:StatementScenarioAxis: srt:ScenarioForecastMember}}}}
""".strip("\n")
    custom = "  CoreMember: {type: member, label: Core}\n  AccessMember: {type: member, label: Access}\n"
    folder = small_project(
        tmp_path, "Core | 1 | 2\nAccess | 3 | 4", lines, period="3 months", custom=custom,
        mapping=f"prose:\n- {{words: core, concept: us-gaap:Revenues, dimensions: {{{axis}: abc:CoreMember}}}}\n",
    )  # fmt: skip
    ground = ground_of(folder)
    assert texts(ground, "member") == [
        'members of "Core" and "Access" exchanged',
        '"Core": abc:CoreMember -> abc:AccessMember',
        '"Core": without abc:CoreMember',
        '"Access": abc:AccessMember -> abc:CoreMember',
        '"Access": without abc:AccessMember',
        "column /Low/, low: srt:MinimumMember -> srt:MaximumMember",
        "column /Low/, low: without srt:MinimumMember",
        "column /Low/, high: srt:MaximumMember -> srt:MinimumMember",
        "column /Low/, high: without srt:MaximumMember",
        "column /Plan/: without srt:ScenarioForecastMember",
        'words "core": abc:CoreMember -> abc:AccessMember',
        'words "core": without abc:CoreMember',
    ]
    assert texts(ground, "column")[:2] == [
        "column /Low/: low and high exchanged",
        "headings /Low/ and /Plan/ exchanged",
    ]
    assert texts(ground, "label", "own elements") == [
        'labels of CoreMember and AccessMember exchanged: "Core", "Access"'
    ]
    assert texts(ground, "period")[:3] == [
        "Table: period 3 months -> instant",
        "Table: period 3 months -> 6 months",
        "Table: period 3 months -> year",
    ]


def test_positive_of_a_statement_leaves_what_says_otherwise(tmp_path: Path) -> None:
    lines = """
  - {line: Sales, concept: us-gaap:Revenues}
  - {line: Costs, concept: us-gaap:CostOfRevenue, positive: debit}
  - {line: Profit, concept: us-gaap:GrossProfit}
  - positive: debit
    heading: Expenses
    lines:
    - {line: Rent, concept: us-gaap:OperatingExpenses}
""".strip("\n")
    rows = "Sales | 5 | 4\nCosts | 3 | 2\nProfit | 2 | 2\nExpenses\nRent | 1 | 1"
    folder = small_project(tmp_path, rows, lines, period="3 months", statement="  positive: credit\n")
    ground = ground_of(folder)
    mutants = {m.text: m for m in all_mutants(ground, ["sign"]) if m.slip == "positive"}
    assert list(mutants) == [
        "Table: positive credit -> debit",
        "Table: positive credit -> none",
        "group Expenses: positive debit -> credit",
    ]
    changed = made(ground, mutants["Table: positive credit -> debit"])
    said = {str(r): r.positive for r in changed.statements[0].rules()}
    assert said == {'"Sales"': "debit", '"Costs"': "debit", '"Profit"': "debit", '"Rent"': "debit"}
    changed = made(ground, mutants["Table: positive credit -> none"])
    said = {str(r): r.positive for r in changed.statements[0].rules()}
    assert said == {'"Sales"': None, '"Costs"': "debit", '"Profit"': None, '"Rent"': "debit"}


def test_a_roll_forward_has_ends(example: Original) -> None:
    ends = [m for m in all_mutants(example, ["period"]) if "opening" in m.text]
    name = "RetainedEarningsAccumulatedDeficit"
    assert [m.text.rpartition(": ")[2] for m in ends] == [
        f"closing({name}) -> opening({name})",
        f"opening({name}) -> closing({name})",
    ]
    for mutant, at in zip(ends, (["opening", "opening"], ["closing", "closing"]), strict=True):
        relation = made(example, mutant).checks[-1]
        assert [t.at for t in (relation.total, *relation.terms) if t.at] == at
        assert f"{at[0]}({name})" in relation.text


def test_the_example_has_every_kind_in_variety(of_example: tuple[Mutant, ...]) -> None:
    counts = Counter(m.kind for m in of_example)
    assert list(counts) == list(KINDS)
    assert min(counts.values()) >= 10, counts
    assert len(of_example) > 1000
    slips = {(m.kind, m.slip) for m in of_example if m.slip}
    assert slips == {
        ("concept", "near in name"), ("concept", "another line"), ("concept", "heading"),
        ("sign", "positive"), ("sign", "balance"), ("drop", "words"),
        ("double", "line"), ("double", "second concept"), ("double", "part"),
        ("column", "source"), ("sum", "whole"),
        ("label", "own elements"), ("label", "labels"), ("label", "captions"),
    }  # fmt: skip


# -- one change in one place -----------------------------------------------------------------


def made(ground: Original, mutant: Mutant) -> Mapping:
    return apply(mutant, ground.mapping, ground.vocabulary, ground.sources)[0]


def at(ground: Original, path: tuple[str | int, ...]) -> object:
    noun: object = {"mapping": ground.mapping, "sources": ground.sources}[str(path[0])]
    for step in path[1:]:
        noun = noun[step] if isinstance(step, int) else getattr(noun, step)  # type: ignore[index]
    return noun


def test_a_mutant_differs_where_it_says_and_nowhere_else(
    example: Original, of_example: tuple[Mutant, ...]
) -> None:
    """Put back what stood there, and the project is what it was."""
    for mutant in of_example:
        mapping, vocabulary, sources = apply(mutant, example.mapping, example.vocabulary, example.sources)
        assert (mapping == example.mapping) == (mutant.puts[0][0][0] == "sources"), mutant
        assert (sources == example.sources) == (mutant.puts[0][0][0] == "mapping"), mutant
        back = Mutant("", mutant.where, "", tuple((path, at(example, path)) for path, _ in mutant.puts))
        restored = apply(back, mapping, vocabulary, sources)
        assert (restored[0], restored[2]) == (example.mapping, example.sources), mutant
        # Two places only where two things are exchanged.
        assert len(mutant.puts) == 1 + (mutant.text.endswith("exchanged") and len(mutant.puts) == 2), mutant


def test_what_a_mutant_names_the_loader_would_take(example: Original, of_example: tuple[Mutant, ...]) -> None:
    """Names are known, and of a place in the mapping or the source."""
    for mutant in of_example:
        assert all(example.vocabulary.concept(q) for q in mutant.concepts), mutant
        assert mutant.where.file in ("mapping.yaml", "release.txt")
        assert mutant.where.line
        assert mutant.where.column


def test_own_elements_are_declared_anew(example: Original) -> None:
    mutant = next(
        m for m in all_mutants(example, ["period"]) if m.text == "AdjustedEBITDA: period duration -> instant"
    )
    _, vocabulary, _ = apply(mutant, example.mapping, example.vocabulary, example.sources)
    assert [v.concept("mpe:AdjustedEBITDA").period for v in (vocabulary, example.vocabulary)] == [  # type: ignore[union-attr]
        "instant",
        "duration",
    ]


def test_the_same_project_gives_the_same_mutants(of_example: tuple[Mutant, ...]) -> None:
    again = all_mutants(ground_of(EXAMPLE))
    assert again == of_example
    assert len({(m.where, m.text) for m in again}) == len(again)


def test_another_project_needs_no_text_and_no_sums() -> None:
    mutants = all_mutants(ground_of(ROOT / "docs" / "ten-minutes"))
    assert {m.kind for m in mutants} == set(KINDS) - {"member"}
    assert "StatementsOfOperations: positive credit -> debit" in [m.text for m in mutants]


# -- a sample --------------------------------------------------------------------------------


def numbered(counts: list[int]) -> tuple[Mutant, ...]:
    kinds = list(KINDS)
    return tuple(
        Mutant(kinds[k], Where("m", n + 1, 1), "", ()) for k, count in enumerate(counts) for n in range(count)
    )


def test_a_sample_is_even_over_kinds_and_places() -> None:
    chosen = sample(numbered([100, 3, 50]), 23)
    assert Counter(m.kind for m in chosen) == {"concept": 10, "sign": 3, "period": 10}
    assert [m.where.line for m in chosen if m.kind == "concept"] == [6, 16, 26, 36, 46, 56, 66, 76, 86, 96]


@given(st.lists(st.integers(0, 40), min_size=1, max_size=13), st.integers(1, 200))
def test_a_sample_keeps_its_promises(counts: list[int], limit: int) -> None:
    mutants = numbered(counts)
    chosen = sample(mutants, limit)
    assert len(chosen) == min(limit, len(mutants))
    assert len({(m.kind, m.where) for m in chosen}) == len(chosen)
    assert sorted(chosen, key=mutants.index) == list(chosen)
    shares = Counter(m.kind for m in chosen)
    whole = Counter(m.kind for m in mutants)
    most = max(shares.values(), default=0)
    assert all(shares[k] >= min(whole[k], most - 1) for k in whole)


def test_an_unknown_kind_is_named(example: Original) -> None:
    with pytest.raises(KeyError, match="nonsense"):
        all_mutants(example, ["nonsense"])
