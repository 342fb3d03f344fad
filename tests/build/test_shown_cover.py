"""A fact of the cover is one fact: stated in filing.yaml, tagged where the page shows it."""

from __future__ import annotations

from pathlib import Path

from tests.project import page_project, worked_project

PAGE = "<p>FORM 10-Q</p><p>ABC</p><p>As of June 30, 2025, there were 1,000 shares outstanding.</p>"
MAPPING = """
statements:
- role: CoverPage
  title: Document - Cover Page
  lines:
    - {text: "FORM {value}", concept: dei:DocumentType}
    - {text: "As of {period}, there were {amount} shares", concept: dei:EntityCommonStockSharesOutstanding}
"""
COVER = "cover: {shares_outstanding: {value: 1000, date: 2025-06-30}}\n"


def test_words_and_numbers_of_the_page_show_the_cover(tmp_path: Path) -> None:
    run = worked_project(page_project(tmp_path, PAGE, MAPPING, COVER))
    (form,) = [f for f in run.report.facts if f.concept.name == "DocumentType"]
    (shares,) = [f for f in run.report.facts if f.concept.name == "EntityCommonStockSharesOutstanding"]
    assert len(form.origin.passages) == 1
    assert len(shares.origin.prints) == 1
    assert [r.id for r in run.report.extension.roles] == ["Cover"]


def test_another_value_is_told_and_not_taken(tmp_path: Path) -> None:
    page = PAGE.replace("1,000 shares", "1,001 shares")
    run = worked_project(page_project(tmp_path, page, MAPPING, COVER))
    (found,) = [f for f in run.findings if f.code == "XG-FACT-061"]
    assert found.message.endswith("stated as 1000, and the page says 1001")
    (shares,) = [f for f in run.report.facts if f.concept.name == "EntityCommonStockSharesOutstanding"]
    assert shares.value == 1000
