"""``xbrlgen consistency`` as a process: what it prints, its formats and exit codes."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests import command
from tests.compare.companies import quarter
from tests.project import edit

REPORT = """\
q4/release.txt:6:98: warning XG-REG-005: us-gaap:CashAndCashEquivalentsAtCarryingValue 2004-09-30 is 101,000 USD here and 100,000 in q3: restated by +1,000 (+1.0%)
  6 | ...                                                                         110                 101
    |                                                                                                 ^
  source: q3/release.txt:6:78 "Cash"
  rule: q4/mapping.yaml:9:12 "Cash, concept: us-gaap:CashAndCashEquivalentsAtCarryingVa..."
  rule: q3/mapping.yaml:9:12 "Cash, concept: us-gaap:CashAndCashEquivalentsAtCarryingVa..."
  hint: correct it if it is a slip; if it is restated, say so in the filing

ABC  CIK placeholder, prefix abc, 2 filings
  q3  8-K  period ended 2004-09-30  reported 2004-10-29  us-gaap/2025
  q4  8-K  period ended 2004-12-31  reported 2004-10-29  us-gaap/2025
  in two filings or more: 1 line, 1 value of the same period, 0 own elements
  findings: 0 errors, 1 warning, 0 notes, 0 waived
"""


def run(cwd: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return command.run("consistency", *arguments, cwd=cwd)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two filings of one company, of which the second says another figure of the first one's day."""
    top = tmp_path / "filings"
    quarter(top, "q3", "Cash | 100 | 90")
    quarter(top, "q4", "Cash | 110 | 101")
    return top


def test_text(folder: Path) -> None:
    done = run(folder.parent, "filings")
    assert (done.stdout, done.stderr, done.returncode) == (REPORT, "", 1)


@pytest.mark.parametrize(("fail_on", "code"), [("info", 1), ("warning", 1), ("error", 0), ("never", 0)])
def test_fail_on(folder: Path, fail_on: str, code: int) -> None:
    assert run(folder, ".", "--fail-on", fail_on).returncode == code


def test_filings_that_agree_are_clean(folder: Path) -> None:
    edit(folder / "q4", "release.txt", "101", "100")
    done = run(folder, ".", "--fail-on", "info")
    assert (done.stdout.splitlines()[0], done.returncode) == (
        "ABC  CIK placeholder, prefix abc, 2 filings",
        0,
    )


def test_one_filing_has_nothing_to_compare(folder: Path) -> None:
    done = run(folder, "q3")
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "ABC  CIK placeholder, prefix abc, 1 filing",
        "  q3  8-K  period ended 2004-09-30  reported 2004-10-29  us-gaap/2025",
        "  nothing to compare: no other filing here has this name and prefix",
    ]


def test_one_filing_with_a_cik_has_nothing_to_compare(folder: Path) -> None:
    edit(folder / "q3", "filing.yaml", "cik: placeholder", "cik: 77")
    assert run(folder, "q3").stdout.splitlines()[::2] == [
        "ABC  CIK 0000000077, prefix abc, 1 filing",
        "  nothing to compare: no other filing here has this CIK",
    ]


def test_each_company_by_itself(folder: Path) -> None:
    quarter(folder, "other", "Cash | 5 | 7", at="q4")
    edit(folder / "other", "filing.yaml", "name: ABC", "name: XYZ")
    done = run(folder, ".", "--format", "json")
    companies = json.loads(done.stdout)["companies"]
    assert [(c["name"], len(c["filings"]), c["compared"], len(c["findings"])) for c in companies] == [
        ("ABC", 2, {"elements": 0, "lines": 1, "values": 1}, 1),
        ("XYZ", 1, None, 0),
    ]


def test_json_is_whole_and_the_same_from_anywhere(folder: Path) -> None:
    (folder / "q5").mkdir()
    (folder / "q5" / "filing.yaml").write_text("sources: [", "utf-8")
    done = run(folder, ".", "--format", "json")
    again = run(folder.parent, str(folder), "--format", "json", "--jobs", "2")
    assert done.returncode == again.returncode == 2
    assert done.stdout == again.stdout
    assert str(folder) not in done.stdout
    filing = json.loads(done.stdout)
    assert filing["version"] == 1
    (company,) = filing["companies"]
    assert company["filings"][0] == {
        "project": "q3",
        "type": "8-K",
        "period_end": "2004-09-30",
        "date": "2004-10-29",
        "amendment": False,
        "taxonomy": "us-gaap/2025",
    }
    (found,) = company["findings"]
    assert (found["code"], found["file"], found["line"], found["column"]) == (
        "XG-REG-005",
        "q4/release.txt",
        6,
        98,
    )
    assert [(r["what"], r["file"]) for r in found["related"]] == [
        ('source "Cash"', "q3/release.txt"),
        ("rule", "q4/mapping.yaml"),
        ("rule", "q3/mapping.yaml"),
    ]
    (unread,) = filing["unread"]
    assert unread["project"] == "q5"
    assert {(f["code"], f["file"]) for f in unread["findings"]} == {("XG-MAP-008", "q5/filing.yaml")}


def test_a_project_that_cannot_be_read_is_said_at_the_end(folder: Path) -> None:
    (folder / "q3" / "release.txt").unlink()
    done = run(folder, ".")
    assert done.returncode == 2
    assert "q3/release.txt: error XG-READ-001" in done.stdout
    assert done.stdout.splitlines()[-2:] == [
        "  nothing to compare: no other filing here has this name and prefix",
        "q3: cannot be read, and was left out",
    ]


def test_sarif_names_files_from_the_working_folder(folder: Path) -> None:
    done = run(folder.parent, "filings", "--format", "sarif")
    (result,) = json.loads(done.stdout)["runs"][0]["results"]
    places = [result["locations"][0], *result["relatedLocations"]]
    assert [p["physicalLocation"]["artifactLocation"]["uri"] for p in places] == [
        "filings/q4/release.txt",
        "filings/q3/release.txt",
        "filings/q4/mapping.yaml",
        "filings/q3/mapping.yaml",
    ]
    assert done.returncode == 1


@pytest.mark.parametrize("format", ["text", "json", "sarif"])
def test_a_folder_with_no_project_is_misuse(tmp_path: Path, format: str) -> None:  # noqa: A002
    done = run(tmp_path, ".", "--format", format)
    assert done.returncode == 2
    assert "XG-READ-001" in done.stdout


def test_many_findings_are_cut_unless_all_are_asked_for(tmp_path: Path) -> None:
    names = [chr(65 + n // 5) + "bcdef"[n % 5] * 3 for n in range(25)]
    concepts = [
        "Cash", "Assets", "AssetsCurrent", "Liabilities", "LiabilitiesCurrent", "StockholdersEquity",
        "AccountsPayableCurrent", "DeferredRevenueCurrent", "OtherAssetsNoncurrent", "CommonStockValue",
        "AccountsReceivableNetCurrent", "InventoryNet", "Goodwill", "OtherAssetsCurrent", "OtherLiabilitiesCurrent",
        "PropertyPlantAndEquipmentNet", "AdditionalPaidInCapital", "RetainedEarningsAccumulatedDeficit",
        "LongTermDebtNoncurrent", "OtherLiabilitiesNoncurrent", "DeferredRevenueNoncurrent", "LongTermDebtCurrent",
        "IntangibleAssetsNetExcludingGoodwill", "LiabilitiesAndStockholdersEquity", "AccruedBonusesCurrent",
    ]  # fmt: skip
    lines = "\n".join(
        f"  - {{line: {n}, concept: us-gaap:{c}}}" for n, c in zip(names, concepts, strict=True)
    )
    quarter(tmp_path, "q3", "\n".join(f"{n} | 100 | 90" for n in names), lines)
    quarter(tmp_path, "q4", "\n".join(f"{n} | 110 | 101" for n in names), lines)
    cut = run(tmp_path, ".").stdout
    assert cut.count(" XG-REG-005: us-gaap") == 10
    assert "XG-REG-005: 15 more of 25 not shown; --all shows them" in cut
    assert run(tmp_path, ".", "--all").stdout.count(" XG-REG-005: us-gaap") == 25
