"""``xbrlgen migrate`` with the shipped tables alone, as people and programs meet it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.project import copy_example, edit
from xbrlgen.cli import app
from xbrlgen.pipeline.testing import verify_project

MAPPING = "mapping.yaml"


def run(*arguments: object) -> Result:
    done = CliRunner().invoke(app, ["migrate", *map(str, arguments)], env={"COLUMNS": "200"})
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def content(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The example with a concept that is deprecated in 2025, and one that 2025 does not have."""
    folder = copy_example(tmp_path)
    edit(folder, MAPPING, "AccountsReceivableNetCurrent", "AccountsReceivableRelatedPartiesCurrent", count=2)
    path = folder / MAPPING
    names = r"(?<=us-gaap:)Revenues\b|(?<=[=+/-] )Revenues\b|\bRevenues(?=\[| = Rev)"
    path.write_text(re.sub(names, "LicensesRevenue", path.read_text("utf-8")), "utf-8")
    return folder


def test_a_mapping_of_this_year_that_uses_what_is_out_of_force(project: Path) -> None:
    """The year stays; what it does not have is taken to be like its successor, so that facts can be compared."""
    done = run(project, "--to", "us-gaap/2025")
    assert done.exit_code == 0
    said = done.stdout
    assert "XG-MIG-001: us-gaap:AccountsReceivableRelatedPartiesCurrent is deprecated in us-gaap/2025" in said
    assert "XG-MIG-001: us-gaap:LicensesRevenue is not in us-gaap/2025 any more" in said
    assert "its successor is us-gaap:RevenueFromContractWithCustomerIncludingAssessedTax" in said
    assert "us-gaap/2025 to us-gaap/2025\n" in said
    assert "concepts: 68 in force, 1 deprecated, 1 gone\n" in said
    assert "271 before (a build with us-gaap/2025), 271 after: 17 under an approved name" in said
    assert "nothing else differs" in said
    assert "not in us-gaap/2025 either, so taken to be like its successor: us-gaap:LicensesRevenue" in said
    assert (
        '\n-              - {line: "Accounts Receivable, net", concept: us-gaap:AccountsReceivableRelated'
        in said
    )
    assert (
        '\n+              - {line: "Accounts Receivable, net", concept: us-gaap:AccountsReceivableNetCurrent}\n'
        in said
    )
    assert "written: nothing; `--write` makes these edits\n" in said


def test_written_it_is_in_force(project: Path) -> None:
    done = run(project, "--to", "us-gaap/2025", "--write")
    assert done.exit_code == 0
    assert "written: mapping.yaml\n" in done.stdout
    assert "XG-MIG-001" not in done.stdout, "what is done is told among the replacements"
    assert (
        "replaced: us-gaap:AccountsReceivableRelatedPartiesCurrent -> us-gaap:AccountsReceivableNetCurrent, its"
        in done.stdout
    )
    assert "@@" not in done.stdout
    again = run(project, "--to", "us-gaap/2025", "--write")
    assert "nothing to do: the mapping is one of us-gaap/2025\n" in again.stdout
    assert "271 before (a build with us-gaap/2025), 271 after: 0 under an approved name" in again.stdout


def test_the_expectation_of_the_example_follows(tmp_path: Path) -> None:
    folder = copy_example(tmp_path)
    edit(folder, MAPPING, "AccountsReceivableNetCurrent", "AccountsReceivableRelatedPartiesCurrent", count=2)
    verify_project(folder, update=True)
    done = run(folder, "--to", "us-gaap/2025", "--write")
    assert (
        "written: mapping.yaml, expected/facts.txt, expected/networks.txt, expected/checks.txt\n"
        in done.stdout
    )
    assert verify_project(folder).passed


def test_questions_fail_the_run(project: Path) -> None:
    edit(project, MAPPING, "us-gaap:AccruedBonusesCurrent", "us-gaap:EarningsPerShareBasicAndDiluted")
    edit(project, MAPPING, "+ AccruedBonusesCurrent", "+ EarningsPerShareBasicAndDiluted")
    before = content(project)
    done = run(project, "--to", "us-gaap/2025")
    assert done.exit_code == 1
    assert (
        "error XG-MIG-002: us-gaap:EarningsPerShareBasicAndDiluted is not in us-gaap/2025 any more"
        in done.stdout
    )
    assert "note: 1 concept is to be decided: us-gaap:EarningsPerShareBasicAndDiluted" in done.stdout
    assert run(project, "--to", "us-gaap/2025", "--fail-on", "never").exit_code == 0
    assert run(project, "--to", "us-gaap/2025", "--fail-on", "info").exit_code == 1
    assert content(project) == before


def test_json(project: Path) -> None:
    done = run(project, "--to", "us-gaap/2025", "--format", "json")
    told = json.loads(done.stdout)
    assert told["version"] == 1
    assert (told["from"], told["to"], told["complete"]) == ("us-gaap/2025", "us-gaap/2025", True)
    assert {r["old"]: r["new"] for r in told["replaced"]} == {
        "us-gaap:AccountsReceivableRelatedPartiesCurrent": ["us-gaap:AccountsReceivableNetCurrent"],
        "us-gaap:LicensesRevenue": ["us-gaap:RevenueFromContractWithCustomerIncludingAssessedTax"],
    }
    states = {c["concept"]: c["state"] for c in told["concepts"]}
    assert states == {
        "us-gaap:AccountsReceivableRelatedPartiesCurrent": "deprecated",
        "us-gaap:LicensesRevenue": "gone",
    }
    (receivable,) = [c for c in told["concepts"] if c["state"] == "deprecated"]
    assert [(u["kind"], u["place"]["line"]) for u in receivable["uses"]] == [("line", 22), ("relation", 53)]
    assert told["facts"]["before"] == told["facts"]["after"] == 271
    assert told["facts"]["others"] == []
    assert told["patch"].startswith("--- a/mapping.yaml\n+++ b/mapping.yaml\n")
    assert told["undecided"] == told["written"] == []
    assert [f["code"] for f in told["findings"]] == ["XG-MIG-001", "XG-MIG-001"]
    assert done.stdout == run(project, "--to", "us-gaap/2025", "--format", "json").stdout


def test_json_of_a_question(project: Path) -> None:
    edit(project, MAPPING, "us-gaap:OtherAssetsNoncurrent", "us-gaap:OtherAssetsNoncurent")
    edit(project, MAPPING, "+ OtherAssetsNoncurrent", "+ OtherAssetsCurrent")
    done = run(project, "--to", "us-gaap/2025", "--format", "json")
    told = json.loads(done.stdout)
    assert done.exit_code == 1
    assert told["undecided"] == ["us-gaap:OtherAssetsNoncurent"]
    (question,) = [c for c in told["concepts"] if c["concept"] == "us-gaap:OtherAssetsNoncurent"]
    assert question["state"] == "not seen"
    assert question["nearest"][0] == "us-gaap:OtherAssetsNoncurrent"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--to", "us-gaap/2024"], "the taxonomy us-gaap/2024 is neither shipped nor installed"),
        (["--to", "2025"], "hint: known are: us-gaap/2025"),
        (["--to", "us-gaap/2025", "--choose", "LicensesRevenue"], "--choose LicensesRevenue: this is not OLD=NEW"),
        (["--to", "us-gaap/2025", "--choose", "LicenceRevenue=Revenues"], "hint: did you mean us-gaap:LicensesRevenue?"),
        (["--to", "us-gaap/2025", "--choose", "LicensesRevenue=Revenue"], "hint: did you mean us-gaap:Revenues?"),
        (["--to", "us-gaap/2025", "--keep", "LicensesRevenue"], "us-gaap:LicensesRevenue is not in us-gaap/2025, so it cannot be kept"),
        (["--to", "us-gaap/2025", "--taxonomy-package", "nothing.zip"], "error XG-TAX-001"),
    ],
)  # fmt: skip
def test_misuse(project: Path, arguments: list[str], says: str) -> None:
    before = content(project)
    done = run(project, *arguments, "--write")
    assert done.exit_code == 2
    assert says in done.stdout
    assert content(project) == before


def test_misuse_as_json(project: Path) -> None:
    done = run(project, "--to", "us-gaap/2024", "--format", "json")
    assert done.exit_code == 2
    assert [f["code"] for f in json.loads(done.stdout)["findings"]] == ["XG-MAP-015"]


def test_sarif(project: Path) -> None:
    done = run(project, "--to", "us-gaap/2025", "--format", "sarif")
    (told,) = json.loads(done.stdout)["runs"]
    assert [r["ruleId"] for r in told["results"]] == ["XG-MIG-001", "XG-MIG-001"]


def test_no_project_and_no_year(tmp_path: Path, project: Path) -> None:
    done = run(tmp_path / "none", "--to", "us-gaap/2025")
    assert done.exit_code == 2
    assert "none is not a folder" in done.stdout
    assert run(project).exit_code == 2


def test_a_mapping_of_a_year_that_is_not_at_hand(project: Path) -> None:
    edit(project, MAPPING, "taxonomy: us-gaap/2025", "taxonomy: us-gaap/2020")
    done = run(project, "--to", "us-gaap/2025")
    assert done.exit_code == 0
    assert "from: not at hand" in done.stdout
    assert "us-gaap/2020 is not at hand (--taxonomy-package with its package)" in done.stdout
    assert (
        "the facts are not compared: without us-gaap/2020 the project cannot be built as it is" in done.stdout
    )
    assert run(project, "--to", "us-gaap/2025", "--write").exit_code == 0
    assert "taxonomy: us-gaap/2025" in (project / MAPPING).read_text("utf-8")


def test_a_patch_that_cannot_be_written(project: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    before = content(project)
    done = run(project, "--to", "us-gaap/2025", "--patch", tmp_path / "file" / "x.patch", "--write")
    assert done.exit_code == 2
    assert "XG-OUT-003" in done.stdout
    assert content(project) == before
