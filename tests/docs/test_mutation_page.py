"""docs/mutation.md: its counts are those of the example, and some of its mutants end as it says."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tests.docs.pages import DOCS
from tests.project import EXAMPLE
from xbrlgen.compare.mutants import all_mutants
from xbrlgen.compare.mutants.original import Original
from xbrlgen.compare.mutants.remedy import Remedies
from xbrlgen.model.mutation import EXPECTATIONS, KINDS, Mutant
from xbrlgen.pipeline.mutating import Workbench

PAGE = (DOCS / "mutation.md").read_text("utf-8")
MADE = PAGE.partition("<!-- Made by docs/make_mutation.py from here, -->")[2].partition("<!-- to here. -->")[
    0
]
ROW = re.compile(r"^\| (\w+) \| ([\d,]+) \| ([\d,]+) \| ([\d,]+) \| ([\d,]+) \| ([\d,]+) \|", re.MULTILINE)


@pytest.fixture(scope="module")
def bench() -> Workbench:
    return Workbench(EXAMPLE, (), from_current=False)


@pytest.fixture(scope="module")
def mutants(bench: Workbench) -> tuple[Mutant, ...]:
    hits = bench.worked.matched.hits
    return all_mutants(Original(bench.mapping, bench.vocabulary, bench.sources, hits, bench.filing.currency))


def rows() -> dict[str, tuple[int, ...]]:
    return {m[1]: tuple(int(n.replace(",", "")) for n in m.groups()[1:]) for m in ROW.finditer(MADE)}


def listed() -> dict[str, str]:
    """What the page lists as missed by the checks: the mutant, and the rule it names."""
    found: dict[str, str] = {}
    remedy = ""
    for line in MADE.splitlines():
        if line.startswith("- "):
            remedy = line[2:].replace("\\", "")
        elif line.startswith("  - "):
            found[line[4:].replace("\\", "").replace("`", "", 2)] = remedy
    return found


def test_the_table_counts_every_mutant(mutants: tuple[Mutant, ...]) -> None:
    table = rows()
    counts = Counter(m.kind for m in mutants)
    assert {kind: row[0] for kind, row in table.items()} == {**counts, "all": len(mutants)}
    assert list(table) == [*KINDS, "all"]
    for tried, checks, expectation, nothing, _ in table.values():
        assert tried == checks + expectation + nothing
    assert table["all"] == tuple(map(sum, zip(*(table[k] for k in KINDS), strict=True)))
    assert len(listed()) == table["all"][2] + table["all"][3]


def test_the_net_of_the_example_is_as_good_as_promised() -> None:
    tried, checks, expectation, *_ = rows()["all"]
    assert checks + expectation >= 0.95 * tried
    assert checks >= 0.70 * tried


def test_mutants_end_as_the_page_says(bench: Workbench, mutants: tuple[Mutant, ...]) -> None:
    """A few of those that it lists, and of those that it does not."""
    missed = listed()
    assert set(missed) <= {str(m) for m in mutants}
    remedies = Remedies(bench.filing, bench.mapping, bench.worked.report)
    for mutant in [m for m in mutants if str(m) in missed][5::26]:
        verdict = bench.verdict(mutant)
        assert verdict.by == EXPECTATIONS, mutant
        assert remedies.of(verdict) == missed[str(mutant)]
    for mutant in [m for m in mutants if str(m) not in missed][40::240]:
        assert bench.verdict(mutant).codes, mutant


def test_every_kind_is_explained() -> None:
    explained = re.findall(r"^\| `(\w+)` \|", PAGE.partition("## The kinds")[2], re.MULTILINE)
    assert explained == list(KINDS)
