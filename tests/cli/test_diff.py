"""``xbrlgen diff`` as it is called: formats, filters, exit codes, files."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.project import EXAMPLE, copy_example, edit
from xbrlgen.cli import app
from xbrlgen.cli.diff import EntryKind
from xbrlgen.model.comparison import KINDS

run = CliRunner()
RELEASE = EXAMPLE / "release.txt"


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy with a figure and a label changed."""
    project = copy_example(tmp_path_factory.mktemp("diff"))
    edit(project, "release.txt", "12,450 ", "12,451 ")
    edit(project, "mapping.yaml", "label: Network Optimization Cost", "label: Network Cost")
    return project


def test_the_kinds_of_the_command_are_those_that_are_told() -> None:
    assert [k.value for k in EntryKind] == list(KINDS)


def test_a_line_for_each_difference_with_places(other: Path) -> None:
    done = run.invoke(app, ["diff", str(EXAMPLE), str(other)])
    assert done.exit_code == 0
    lines = done.output.splitlines()
    assert "2 differences" in lines
    figure = next(x for x in lines if "AccountsPayableCurrent" in x)
    assert "12,450,000 USD -> 12,451,000 USD" in figure
    assert figure.endswith("(A and B release.txt:201:68 mapping.yaml:38:24)")


def test_exit_code_is_asked_for(other: Path) -> None:
    assert run.invoke(app, ["diff", str(EXAMPLE), str(other)]).exit_code == 0
    assert run.invoke(app, ["diff", str(EXAMPLE), str(other), "--exit-code"]).exit_code == 1
    assert run.invoke(app, ["diff", str(EXAMPLE), str(EXAMPLE), "--exit-code"]).exit_code == 0
    only = ["--exit-code", "--only", "concept"]
    assert run.invoke(app, ["diff", str(EXAMPLE), str(other), *only]).exit_code == 0


def test_only_some_kinds(other: Path) -> None:
    done = run.invoke(app, ["diff", str(EXAMPLE), str(other), "--only", "label", "--format", "json"])
    filing = json.loads(done.output)
    assert [d["kind"] for d in filing["differences"]] == ["label"]
    both = ["--only", "label", "--only", "value"]
    filing = json.loads(run.invoke(app, ["diff", str(EXAMPLE), str(other), *both, "--format", "json"]).output)
    assert [d["kind"] for d in filing["differences"]] == ["value", "label"]
    # A check that fails follows from the figure: asking for checks shows it.
    done = run.invoke(app, ["diff", str(EXAMPLE), str(other), "--only", "check"])
    assert "1 difference" in done.output
    assert "AccountsPayableCurrent" in done.output
    assert run.invoke(app, ["diff", str(EXAMPLE), str(other), "--only", "colour"]).exit_code == 2


def test_all_shows_what_follows(other: Path) -> None:
    done = run.invoke(app, ["diff", str(EXAMPLE), str(other), "--all"])
    assert "LiabilitiesCurrent = CapitalLeaseObligationsCurrent" in done.output


def test_many_of_one_kind_are_cut_and_said(tmp_path: Path) -> None:
    text = re.sub(r"(\d,\d\d)\d\b", r"\g<1>5", RELEASE.read_text("utf-8"))
    (tmp_path / "release.txt").write_text(text, "utf-8")
    done = run.invoke(app, ["diff", str(RELEASE), str(tmp_path / "release.txt")])
    assert "more; --all shows them" in done.output
    every = run.invoke(app, ["diff", str(RELEASE), str(tmp_path / "release.txt"), "--all"])
    assert "more; --all" not in every.output
    assert len(every.output) > len(done.output)


@pytest.mark.parametrize(("form", "begin"), [("text", "A  "), ("json", "{"), ("html", "<!DOCTYPE html>")])
def test_a_report_is_written_whole(other: Path, tmp_path: Path, form: str, begin: str) -> None:
    target = tmp_path / "new" / f"diff.{form}"
    done = run.invoke(app, ["diff", str(EXAMPLE), str(other), "--format", form, "--output", str(target)])
    assert done.exit_code == 0
    assert done.output == ""
    first = target.read_bytes()
    assert first.decode("utf-8").startswith(begin)
    assert [p.name for p in target.parent.iterdir()] == [target.name]
    run.invoke(app, ["diff", str(EXAMPLE), str(other), "--format", form, "--output", str(target)])
    assert target.read_bytes() == first, "the same input gives the same bytes"


def test_html_goes_to_standard_output_too(other: Path) -> None:
    done = run.invoke(app, ["diff", str(EXAMPLE), str(other), "--format", "html"])
    assert done.output.startswith("<!DOCTYPE html>")


@pytest.mark.parametrize("form", ["text", "json", "html"])
def test_what_cannot_be_read_ends_with_two(tmp_path: Path, form: str) -> None:
    target = tmp_path / "out"
    done = run.invoke(
        app, ["diff", str(EXAMPLE), str(tmp_path / "gone"), "--format", form, "--output", str(target)]
    )
    assert done.exit_code == 2
    assert "XG-REG-009" in done.output
    assert "Traceback" not in done.output
    assert not target.exists()


def test_a_folder_is_no_place_for_a_report(tmp_path: Path) -> None:
    done = run.invoke(app, ["diff", str(RELEASE), str(RELEASE), "--output", str(tmp_path)])
    assert done.exit_code == 2
    assert "is a folder" in done.output


def test_a_report_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    target = tmp_path / "file" / "diff.html"
    done = run.invoke(app, ["diff", str(RELEASE), str(RELEASE), "--format", "html", "--output", str(target)])
    assert done.exit_code == 2
    assert "XG-OUT-003" in done.output
