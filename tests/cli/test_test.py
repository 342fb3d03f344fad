"""``xbrlgen test`` and the pytest plug-in as processes: one verdict, whoever is asked."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

from tests import command
from tests.project import edit, small_project

ROWS = """
Cash | 100 | 90
Receivables | 50 | 40
"""
LINES = """
  - {line: Cash, concept: us-gaap:CashAndCashEquivalentsAtCarryingValue}
  - {line: Receivables, concept: us-gaap:AccountsReceivableNetCurrent}
""".strip("\n")


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return command.run("test", *arguments, cwd=folder)


def pytest_run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Plain pytest with our plug-in and no other, which it would take long to load.

    That an installed one is found by itself, docs/howto-regression.md shows.
    """
    words = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
        "-rA",
        "--tb=short",
    ]
    words += ["-p", "xbrlgen.pytest_plugin"]
    return subprocess.run(
        [*words, *arguments],
        cwd=folder,
        env={**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five projects, each in another state."""
    top = tmp_path_factory.mktemp("filings")
    for name in ("good", "changed", "stale", "missing", "broken"):
        small_project(top / name, ROWS, LINES)
    done = run(top, "good", "changed", "stale", "broken", "--update")
    assert done.returncode == 0, done.stdout + done.stderr
    edit(top / "changed", "mapping.yaml", "AccountsReceivableNetCurrent", "OtherReceivablesNetCurrent")
    edit(top / "stale", "release.txt", "50", "51")
    edit(top / "broken", "mapping.yaml", "lines:", "lnes:")
    return top


def test_each_state_in_words(folder: Path) -> None:
    done = run(folder, ".")
    assert done.returncode == 2
    told = done.stdout
    assert re.search(r"^good  as expected: \d+ facts", told, re.M)
    assert "changed  facts: not as expected, 2 differences" in told
    assert "changed concept: us-gaap:AccountsReceivableNetCurrent 2004-09-30 " in told
    assert re.search(r"\(release\.txt:\d+:\d+, mapping\.yaml:\d+:\d+, expected/facts\.txt:\d+:1\)", told)
    assert "stale  facts: expectation is stale, 1 difference" in told
    assert "missing  facts: no expectation" in told
    assert "broken  cannot be read" in told
    assert "key `lnes` is not known here" in told
    assert "Traceback" not in told + done.stderr
    assert "5 projects, 15 cases: " in told


@pytest.mark.parametrize(
    ("names", "code"), [(["good"], 0), (["good", "changed"], 1), (["missing"], 1), (["good", "broken"], 2)]
)
def test_exit_codes(names: list[str], code: int, folder: Path) -> None:
    assert run(folder, *names).returncode == code


def test_the_plug_in_agrees_on_every_case(folder: Path) -> None:
    filing = json.loads(run(folder, ".", "--format", "json").stdout)
    ours = {
        (p["project"], c["part"]): c["outcome"] == "passed" for p in filing["projects"] for c in p["cases"]
    }
    assert len(ours) == 15
    done = pytest_run(folder)
    assert done.returncode == 1, done.stdout + done.stderr
    theirs = {
        (m[2], m[3]): m[1] == "PASSED"
        for m in re.finditer(r"^(PASSED|FAILED|ERROR) (\S+)/filing\.yaml::(\w+)", done.stdout, re.M)
    }
    assert theirs == ours
    for words in ("changed concept: us-gaap:AccountsReceivableNetCurrent", "expected/facts.txt is not there"):
        assert words in done.stdout
    assert "Traceback" not in done.stdout


def test_the_plug_in_writes_nothing_and_can_be_left_out(folder: Path) -> None:
    before = sorted(p.as_posix() for p in folder.rglob("*"))
    assert pytest_run(folder / "missing").returncode == 1
    assert sorted(p.as_posix() for p in folder.rglob("*")) == before
    without = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xbrlgen"]
    done = subprocess.run(without, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 5, done.stdout  # nothing collected


def test_junit(folder: Path) -> None:
    done = run(folder, "good", "changed", "missing", "broken", "--format", "junit", "--output", "junit.xml")
    assert (done.returncode, done.stdout) == (2, "")
    root = etree.parse(folder / "junit.xml").getroot()
    (folder / "junit.xml").unlink()
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("12", "5", "3")
    kinds = {(c.get("classname"), c.get("name")): [e.get("type") for e in c] for c in root.iter("testcase")}
    assert kinds["good", "facts"] == []
    assert kinds["changed", "facts"] == ["differs"]
    assert kinds["changed", "checks"] == []
    assert kinds["missing", "checks"] == ["missing"]
    assert kinds["broken", "facts"] == ["unreadable"]


def test_sarif(folder: Path) -> None:
    log = json.loads(run(folder, "changed", "--format", "sarif").stdout)
    results = log["runs"][0]["results"]
    assert {r["ruleId"] for r in results} == {"XG-REG-003"}
    uris = {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in results}
    assert uris == {"changed/mapping.yaml"}


def test_same_input_same_bytes(folder: Path) -> None:
    """In one process and in two, which are started for it; a form is made of what came of either."""
    for form, jobs in (("json", "2"), ("junit", "1"), ("sarif", "1")):
        one, two = (run(folder, ".", "--format", form, "--jobs", n).stdout for n in ("1", jobs))
        assert one == two
        assert str(folder) not in one


def test_an_update_shows_what_it_changed(tmp_path: Path) -> None:
    small_project(tmp_path / "p", ROWS, LINES)
    assert (
        "written: expected/facts.txt, expected/networks.txt, expected/checks.txt"
        in run(tmp_path, "p", "--update").stdout
    )
    edit(tmp_path / "p", "mapping.yaml", "AccountsReceivableNetCurrent", "OtherReceivablesNetCurrent")
    done = run(tmp_path, "p", "--update")
    assert done.returncode == 0
    assert "written: expected/facts.txt, expected/networks.txt" in done.stdout
    assert "changed concept: us-gaap:AccountsReceivableNetCurrent" in done.stdout
    assert run(tmp_path, "p").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere"], "nowhere is not there"),
        (["empty"], "no filing.yaml in empty or below it"),
        (["good", "--format", "json", "--output", "taken/report.json"], "cannot be written"),
    ],
)
def test_misuse(arguments: list[str], words: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "taken").write_text("a file, not a folder")
    small_project(tmp_path / "good", ROWS, LINES)
    done = run(tmp_path, *arguments)
    assert done.returncode == 2, done.stdout
    assert words in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_a_commit_hook_may_name_files(folder: Path) -> None:
    done = run(folder, "good/mapping.yaml", "good/release.txt")
    assert done.returncode == 0
    assert "1 project, 3 cases" in done.stdout
