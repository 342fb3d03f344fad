"""The review page of a workbook and its ledger: from a number to where it comes from and to its accounts."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from tests.project import ROOT
from xbrlgen import Options, pipeline

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HARBOR = ROOT / "examples" / "harbor-2024"


def test_a_number_leads_to_its_accounts(browser: Browser, tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(HARBOR, project, ignore=shutil.ignore_patterns("out", "expected", "report.html"))
    pipeline.review(project, Options(fast=True))
    page = browser.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto((project / "report.html").as_uri())
    page.get_by_text("$1,290", exact=True).first.click()
    page.get_by_role("heading", name="Accounts (2)").wait_for()
    words = page.locator("[data-fact]").first.inner_text()
    for part in (
        "Operating bank account",
        "1,204,310.22",
        "trial-balance.csv:2:1",
        "close.xlsx[Balance sheet!B7]",
    ):
        assert part in words
    assert faults == []
    page.close()
