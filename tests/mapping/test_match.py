"""Which table is which statement, and which rule claims a line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.project import codes, edit, small_project
from xbrlgen.mapping.match import match
from xbrlgen.model.mapping import Matched
from xbrlgen.pipeline import load

ASSETS = "  - {line: Total assets, concept: us-gaap:Assets}"


def matched(project: Path) -> Matched:
    _, mapping, _, sources = load(project)
    return match(mapping, sources)


def test_a_table_is_called_by_each_line_of_its_title(tmp_path: Path) -> None:
    project = small_project(tmp_path, "Total assets | 5 | 4", ASSETS)
    edit(project, "release.txt", "STATEMENT (", "EXEMPLAR CORPORATION\nSTATEMENT (")
    assert [h.figure.text for h in matched(project).hits] == ["5", "4"]


def test_a_table_left_out_is_called_so_too(tmp_path: Path) -> None:
    omit = "omit_tables:\n- {table: /^statement/i, reason: a test}\n"
    project = small_project(tmp_path, "Total assets | 5 | 4", ASSETS, mapping=omit)
    edit(project, "release.txt", "STATEMENT (", "EXEMPLAR CORPORATION\nSTATEMENT (")
    edit(project, "mapping.yaml", "  table: /^statement/i", "  table: /^balance sheet/i")
    assert [item.reason for item in matched(project).left] == ["a test", "a test"]


@pytest.mark.parametrize(("line", "claims"), [("Total assets", True), ("Total debts", False)])
def test_a_statement_is_told_by_a_line_it_has(tmp_path: Path, line: str, claims: bool) -> None:
    project = small_project(tmp_path, "Total assets | 5 | 4", ASSETS)
    edit(project, "mapping.yaml", "  table: /^statement/i", f"  has: {line}")
    found = matched(project)
    assert bool(found.hits) is claims
    assert ("XG-MAP-012" in codes(found.findings)) is not claims


def test_an_exact_caption_wins_over_a_pattern_and_a_slip_names_its_nearest(tmp_path: Path) -> None:
    rules = "  - {line: /^total/i, concept: us-gaap:Liabilities}\n" + ASSETS
    found = matched(small_project(tmp_path / "a", "Total assets | 5 | 4\nTotal debts | 2 | 1", rules))
    assert [(h.rule.concepts[0], h.figure.text) for h in found.hits] == [
        ("us-gaap:Liabilities", "2"),
        ("us-gaap:Liabilities", "1"),
        ("us-gaap:Assets", "5"),
        ("us-gaap:Assets", "4"),
    ]
    slipped = matched(small_project(tmp_path / "b", "Total asets | 5 | 4", ASSETS))
    (told,) = [f for f in slipped.findings if f.code == "XG-MAP-001"]
    assert told.hint is not None
    assert '"Total assets"' in told.hint


def test_a_text_that_stands_in_two_paragraphs_is_told(tmp_path: Path) -> None:
    text = '  - {text: "depreciation was {amount}", concept: us-gaap:Depreciation, period: 3 months}'
    said = "In the quarter depreciation was $3 million, the company says.\n\n"
    once = matched(small_project(tmp_path / "a", "Total assets | 5 | 4", f"{ASSETS}\n{text}", after=said))
    assert [h.figure.text for h in once.hits if h.mention is not None] == ["$3 million"]
    twice = matched(
        small_project(tmp_path / "b", "Total assets | 5 | 4", f"{ASSETS}\n{text}", after=said * 2)
    )
    (told,) = [f for f in twice.findings if f.code == "XG-MAP-003" and "paragraphs" in f.message]
    assert told.message.endswith("stands in 2 paragraphs")
