"""``xbrlgen mutate``: what it prints, its forms, its exit codes, and what it says to a newcomer's mistakes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.project import edit, small_project
from xbrlgen.cli import app
from xbrlgen.cli import mutate as command
from xbrlgen.model.mutation import KINDS
from xbrlgen.pipeline import mutating
from xbrlgen.pipeline.testing import verify_project

ROWS = """
Cash | 100 | 90
Receivables | 50 | 40
Total Assets | 150 | 130
Accounts Payable | 70 | 60
"""
LINES = """
  - {line: Cash, concept: us-gaap:CashAndCashEquivalentsAtCarryingValue}
  - {line: Receivables, concept: us-gaap:AccountsReceivableNetCurrent}
  - {line: Total Assets, concept: us-gaap:Assets}
  - {line: Accounts Payable, concept: us-gaap:AccountsPayableCurrent}
  sums:
  - Assets = CashAndCashEquivalentsAtCarryingValue + AccountsReceivableNetCurrent
""".strip("\n")


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["mutate", *map(str, arguments)])


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A project without an expectation."""
    return small_project(tmp_path / "abc", ROWS, LINES)


@pytest.fixture
def project(bare: Path) -> Path:
    verify_project(bare, update=True)
    return bare


def test_the_table_and_the_score(project: Path) -> None:
    result = run(project, "--limit", "26", "--jobs", "1")
    assert result.exit_code == 0, result.output
    head, *rows = result.stdout.splitlines()
    assert " ".join(head.split()) == "kind mutants checks expectation only nothing no effect found mostly by"
    names = [r.split()[0] for r in rows[: rows.index("")]]
    assert names == [k for k in KINDS if k in names] + ["all"]
    total = re.search(r"^all +26 +(\d+) +(\d+) +(\d+) +(\d+)", result.stdout, re.MULTILINE)
    assert total is not None
    checks, only, nothing, _ = map(int, total.groups())
    assert checks + only + nothing == 26
    assert (
        f"26 of {len_possible(project):,} mutants of {project.as_posix()}, held to its expectation"
        in result.stdout
    )
    assert f"caught: {checks + only} (" in result.stdout
    assert f"caught by nothing: {nothing}" in result.stdout


def len_possible(project: Path) -> int:
    return int(json.loads(run(project, "--limit", "1", "--format", "json", "--jobs", "1").stdout)["possible"])


def test_survivors_shows_what_the_checks_miss(project: Path) -> None:
    few = run(project, "--kind", "concept", "--jobs", "1")
    assert "caught by the expectation alone:" not in few.stdout
    assert "--survivors also shows what only the expectation caught: 2" in few.stdout
    all_ = run(project, "--kind", "concept", "--survivors", "--jobs", "1")
    assert "caught by the expectation alone:" in all_.stdout
    lines = all_.stdout.splitlines()
    remedy = lines.index("  no sum or check of Table names AccountsPayableCurrent: name it in one")
    first = "    mapping.yaml:12:39: us-gaap:AccountsPayableCurrent -> us-gaap:"
    assert [line.startswith(first) for line in lines[remedy + 1 : remedy + 4]] == [True, True, False]


def test_json(project: Path) -> None:
    result = run(project, "--kind", "sign", "--kind", "sum", "--format", "json", "--jobs", "1")
    assert result.exit_code == 0, result.output
    data = json.loads(result.stdout)
    assert data["version"] == 1
    assert data["project"] == project.as_posix()
    assert data["expectation"] == "expected"
    assert [k["kind"] for k in data["kinds"]] == ["sign", "sum"]
    assert data["kinds"][0]["what"] == KINDS["sign"]
    score = data["score"]
    assert score["mutants"] == data["possible"] == len(data["mutants"]) == 7
    assert score["checks"] + score["expectations"] + score["nothing"] == 7
    cash = data["mutants"][0]
    assert cash == {
        "kind": "sign",
        "slip": None,
        "change": '"Cash": sign none -> flip',
        "statement": "Table",
        "concepts": ["us-gaap:CashAndCashEquivalentsAtCarryingValue"],
        "caught": "checks",
        "codes": ["XG-FACT-006", "XG-TIE-001"],
        "late": False,
        "parts": [],
        "same_output": False,
        "remedy": None,
        "crash": None,
        "file": "mapping.yaml",
        "line": 9,
        "column": 12,
        "sheet": None,
        "cell": None,
    }
    assert (
        result.stdout
        == run(project, "--kind", "sum", "--kind", "sign", "--format", "json", "--jobs", "1").stdout
    )


def test_markdown(project: Path) -> None:
    arguments = ("--kind", "concept", "--kind", "sum", "--format", "markdown", "--jobs", "1")
    result = run(project, "--limit", "14", *arguments)
    assert result.exit_code == 0, result.output
    first, _, head, rule, *rows = result.stdout.splitlines()
    assert re.fullmatch(
        r"14 mutants, a sample of 15: \*\*[\d.]+%\*\* caught, \*\*[\d.]+%\*\* by the checks alone\.", first
    )
    assert head.count("|") == rule.count("|") == rows[0].count("|")
    assert rows[rows.index("") - 1].startswith("| all | 14 | 12 | 2 |")
    missed = rows.index("Caught by the expectation alone (2):")
    assert rows[missed + 2 :] == [
        "- no sum or check of Table names AccountsPayableCurrent: name it in one",
        "  - `mapping.yaml:12:39` us-gaap:AccountsPayableCurrent -> us-gaap:AccountsPayableOtherCurrent",
        "  - `mapping.yaml:12:39` us-gaap:AccountsPayableCurrent -> us-gaap:AccountsPayableTradeCurrent",
    ]


def test_fail_under(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With an expectation that sees nothing, what is in no sum survives."""
    arguments = (project, "--kind", "concept", "--jobs", "1", "--fail-under")
    assert run(*arguments, "100").exit_code == 0
    monkeypatch.setattr(mutating, "compare", lambda before, after: ())
    blind = run(*arguments, "100")
    assert blind.exit_code == 1
    assert "\ncaught by nothing:\n" in blind.stdout
    percent = re.search(r"caught: \d+ \(([\d.]+)%\)", blind.stdout)
    assert percent is not None
    assert run(*arguments, percent[1]).exit_code == 0
    assert run(project, "--kind", "concept", "--jobs", "1").exit_code == 0


def test_a_crash_fails(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object) -> object:
        raise RuntimeError("no [such] luck")

    monkeypatch.setattr(mutating, "apply", breaks)
    result = run(project, "--kind", "sum", "--jobs", "1")
    assert result.exit_code == 1
    assert "crashed, which is a fault of xbrlgen:" in result.stdout
    assert "crash: RuntimeError: no [such] luck" in result.stdout
    assert "crashed: 3" in result.stdout
    assert "caught by nothing: 0" in result.stdout


# -- mistakes ----------------------------------------------------------------------------------


def test_no_expectation(bare: Path) -> None:
    result = run(bare)
    assert result.exit_code == 2
    assert "XG-REG-001: mutants are held to the expectation, and there is none" in result.stdout
    assert "xbrlgen test --update" in result.stdout
    assert "--from-current" in result.stdout
    assert run(bare, "--from-current", "--limit", "3", "--jobs", "1").exit_code == 0


def test_an_expectation_that_does_not_hold(project: Path) -> None:
    edit(project, "mapping.yaml", "us-gaap:AccountsPayableCurrent", "us-gaap:AccountsPayableTradeCurrent")
    result = run(project, "--format", "json")
    assert result.exit_code == 2
    found = json.loads(result.stdout)["findings"]
    assert [f["code"] for f in found] == ["XG-REG-003"]
    assert "the filing is not as it says" in found[0]["message"]
    assert "make `xbrlgen test` pass first" in found[0]["hint"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--kind", "signs"], "signs is no kind of change; they are: concept, sign, period"),
        (["--fail-under", "high"], "high is no percentage from 0 to 100"),
        (["--fail-under", "101"], "101 is no percentage from 0 to 100"),
        (["--limit", "-1"], "greater than or equal to 0"),
        (["--jobs", "0"], "greater than or equal to 1"),
    ],
)
def test_wrong_options(project: Path, arguments: list[str], words: str) -> None:
    result = run(project, *arguments)
    assert result.exit_code == 2
    said = " ".join(result.output.replace("│", " ").split())
    assert words in said


def test_no_folder(tmp_path: Path) -> None:
    result = run(tmp_path / "nothing")
    assert result.exit_code == 2
    assert "XG-READ-001" in result.stdout
    assert "Traceback" not in result.output


def test_a_mapping_that_cannot_be_read(project: Path) -> None:
    edit(project, "mapping.yaml", "statements:", "statment:")
    result = run(project)
    assert result.exit_code == 2
    assert "XG-MAP-009" in result.stdout


def test_help_names_every_kind() -> None:
    said = " ".join(run("--help").stdout.replace("│", " ").split())
    assert ", ".join(list(KINDS)[:-1]) + " or prose" in said
    assert command.mutate.__doc__ is not None
