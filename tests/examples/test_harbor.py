"""The second company: a workbook is filed, and a trial balance stands behind every number of it."""

from __future__ import annotations

import runpy
import shutil
from pathlib import Path

import pytest

import xbrlgen
from tests.project import ROOT, edit
from xbrlgen import pipeline
from xbrlgen.pipeline import Result
from xbrlgen.read import read_bytes

HARBOR = ROOT / "examples" / "harbor-2024"
FAST = xbrlgen.Options(fast=True)


@pytest.fixture(scope="module")
def harbor() -> Result:
    return xbrlgen.check(HARBOR, FAST)


def copy(folder: Path) -> Path:
    target = folder / "project"
    shutil.copytree(HARBOR, target, ignore=shutil.ignore_patterns("out", "expected", "report.html"))
    return target


def test_its_sources_are_made_anew(tmp_path: Path) -> None:
    made = runpy.run_path(str(HARBOR / "make_sources.py"))
    made["write_workbook"](tmp_path / "close.xlsx")
    made["write_ledger"](tmp_path / "trial-balance.csv")
    for name in ("close.xlsx", "trial-balance.csv"):
        then, now = (read_bytes((folder / name).read_bytes(), file=name) for folder in (HARBOR, tmp_path))
        assert now == then


def test_nothing_is_wrong(harbor: Result) -> None:
    assert {f.code for f in harbor.findings} == {"XG-FACT-005"}
    assert harbor.report.coverage.unaccounted == ()


def test_the_workbook_is_filed_and_the_ledger_stands_behind_it(harbor: Result) -> None:
    assert [s.file for s in harbor.sources] == ["close.xlsx"]
    printed = [f for f in harbor.report.facts if f.prints]
    assert len(printed) == 48
    for fact in printed:
        assert fact.decimals == -3
        assert fact.origin.parts, fact.id
        assert abs(sum(p.amount for p in fact.origin.parts) - fact.number) <= 500
    ties = [t for t in harbor.register.ties if t.support is not None]
    assert len(ties) == 48
    assert all(t.holds for t in ties)


def test_the_ledger_alone_gives_the_same_to_the_cent(harbor: Result, tmp_path: Path) -> None:
    project = copy(tmp_path)
    edit(project, "filing.yaml", "  - close.xlsx                  # its sheets are the exhibit\n", "")
    edit(project, "filing.yaml", "{file: trial-balance.csv, role: support}", "trial-balance.csv")
    result = xbrlgen.check(project, FAST)
    assert not result.failed
    cents = {f.identity: f for f in result.report.facts}
    for fact in harbor.report.facts:
        if fact.prints:
            other = cents[fact.identity]
            assert other.decimals == 2
            assert round(other.number, -3) == fact.number


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        (
            "2000,Trade creditors,,530118.90,2024",
            "2000,Trade creditors,,531118.90,2024",
            {"XG-TIE-040", "XG-TIE-041"},
        ),
        (
            "1010,Payroll bank account,85904.15,,2024",
            "1810,Payroll bank account,85904.15,,2024",
            {"XG-MAP-052", "XG-TIE-041"},
        ),
    ],
)
def test_a_slip_in_the_ledger_is_named(tmp_path: Path, old: str, new: str, codes: set[str]) -> None:
    project = copy(tmp_path)
    edit(project, "trial-balance.csv", old, new)
    found = xbrlgen.check(project, FAST).findings
    assert {f.code for f in found if f.severity is xbrlgen.Severity.ERROR} == codes


def test_the_review_page_leads_from_a_fact_to_its_accounts(tmp_path: Path) -> None:
    project = copy(tmp_path)
    pipeline.review(project, FAST)
    page = (project / "report.html").read_text("ascii")
    assert '"accounts":[["1000","Operating bank account","1,204,310.22","trial-balance.csv:2:1"]' in page
