"""Where the review page of a project is written, and where it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.project import edit, html_table, page_project
from xbrlgen import pipeline
from xbrlgen.model.finding import XbrlgenError

FAST = pipeline.Options(fast=True)
BODY = "<p>Balance Sheet (in thousands)</p>" + html_table("| | June 30, 2025 |\n| Assets | 5 |")
MAPPING = """statements:
- role: Table
  title: Statement - Table
  table: /balance sheet/i
  period: instant
  lines:
  - {line: Assets, concept: us-gaap:Assets}
"""


def project(folder: Path, source: str) -> Path:
    page_project(folder, BODY, MAPPING)
    (folder / "report.htm").rename(folder / source)
    edit(folder, "filing.yaml", "report.htm", source)
    return folder


@pytest.mark.parametrize("source", ["report.html", "Report.html"])
def test_a_source_is_never_replaced_by_the_page(source: str, tmp_path: Path) -> None:
    folder = project(tmp_path, source)
    before = (folder / source).read_bytes()
    with pytest.raises(XbrlgenError) as error:
        pipeline.review(folder, FAST)
    (found,) = error.value.findings
    assert found.code == "XG-OUT-003"
    assert source in found.message
    assert found.hint is not None
    assert "filing.yaml" in found.hint
    assert (folder / source).read_bytes() == before


@pytest.mark.parametrize("source", ["report.htm", "quarterly-report.html"])
def test_the_page_stands_beside_a_source_of_another_name(source: str, tmp_path: Path) -> None:
    folder = project(tmp_path, source)
    before = (folder / source).read_bytes()
    assert pipeline.review(folder, FAST).written == folder / "report.html"
    assert (folder / source).read_bytes() == before
    assert (folder / "report.html").read_bytes() != before
