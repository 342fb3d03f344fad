"""What rules and waivers ask for is part of an expectation: slips that change no fact leave a trace."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.project import edit, small_project
from xbrlgen.compare.expectation import parse, write
from xbrlgen.compare.identity import compare
from xbrlgen.model.recorded import Recorded
from xbrlgen.pipeline import load, work
from xbrlgen.pipeline.testing import record_of

ROWS = """
Cash | 10 | 20
Inventories | 30 | 40
Total assets | 40 | 60
"""
LINES = """  - {line: Cash, concept: us-gaap:CashAndCashEquivalentsAtCarryingValue}
  - {line: /^Invent/, concept: us-gaap:InventoryNet}
  - {line: Total assets, concept: us-gaap:Assets}
"""
KEYS = {
    "statement": "  has: Cash\n",
    "filing": "waivers:\n- {code: XG-TIE-003, about: [Assets, Cash], reason: known}\n",
    "mapping": "prose:\n- {words: net loss, concept: us-gaap:NetIncomeLoss}\n",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return small_project(tmp_path / "p", ROWS, LINES, **KEYS)


def recorded(project: Path) -> Recorded:
    return record_of(work(*load(project)))


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("mapping.yaml", "  has: Cash\n", "", "Table: table /^statement/i, period instant"),
        ("mapping.yaml", "/^Invent/", "/./", "Table: line /./"),
        ("mapping.yaml", "/^Invent/", "/^Invent|^Depreciation/", "Table: line /^Invent|^Depreciation/"),
        ("mapping.yaml", "{line: Cash,", "{line: Cash, optional: true,", 'Table: line "Cash", optional'),
        ("mapping.yaml", "{line: Cash,", "{line: Cash, scale: thousands,", 'Table: line "Cash", scale 3'),
        ("mapping.yaml", "{line: Cash,", "{line: Cash, period: instant,", 'Table: line "Cash", period instant'),
        ("mapping.yaml", "{line: Cash,", "{line: Cash, sign: keep,", 'Table: line "Cash", sign keep'),
        ("mapping.yaml", "  has: Cash\n", "  has: Cash\n  dash: nil\n", "dash nil"),
        ("mapping.yaml", "words: net loss", "words: loss", 'running text: words "loss"'),
        ("filing.yaml", "[Assets, Cash]", "[Assets]", 'the filing: XG-TIE-003 waived about "Assets"'),
        ("filing.yaml", "about: [Assets, Cash], ", "", "the filing: XG-TIE-003 waived"),
    ],
)  # fmt: skip
def test_a_slip_that_changes_no_fact_shows(project: Path, file: str, old: str, new: str, told: str) -> None:
    before = recorded(project)
    edit(project, file, old, new)
    after = recorded(project)
    assert before.facts == after.facts
    added = [d.message for d in compare(before, after) if d.kind == "added"]
    assert [m for m in added if told in m], added


def test_it_is_read_back_as_it_was_written(project: Path) -> None:
    before = recorded(project)
    assert before.asked
    again = parse({"checks": write(before, "checks")})
    assert again.asked == before.asked
    assert again.checks == before.checks


def test_an_expectation_of_an_earlier_version_does_not_tell_of_it(project: Path) -> None:
    before = recorded(project)
    earlier = replace(before, asked=())
    assert not list(compare(earlier, before))
    assert "asked of" not in write(earlier, "checks")
