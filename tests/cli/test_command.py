"""The command as people and programs meet it: exit codes, formats, options, and every bad input."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.command import run, run_afresh
from tests.project import COMMAND, EXAMPLE, ROOT, copy_example, edit

RELEASE, MAPPING, FILING = "release.txt", "mapping.yaml", "filing.yaml"


def content(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir()}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_example(tmp_path)


# -- exit codes and options ------------------------------------------------------------------


def test_clean_run_writes_and_says_what(project: Path) -> None:
    done = run("build", project, "--fast")
    assert done.returncode == 0
    assert (project / "out" / "mpe-20040930.xml").is_file()
    for words in (
        " contexts, 4 units, 4 footnotes",
        "264 of 264 numbers in tables tagged",
        "0 errors",
        "written: 13 files",
    ):
        assert words in done.stdout


def test_check_writes_nothing(project: Path) -> None:
    before = sorted(project.iterdir())
    assert run("check", project, "--fast").returncode == 0
    assert sorted(project.iterdir()) == before


@pytest.mark.parametrize(("level", "code"), [("error", 0), ("warning", 1), ("info", 1), ("never", 0)])
def test_fail_on(level: str, code: int) -> None:
    assert run("check", EXAMPLE, "--fast", "--fail-on", level).returncode == code


def test_never_fails_on_errors_either(project: Path) -> None:
    edit(project, RELEASE, "10,399", "10,400")
    assert run("check", project, "--fast").returncode == 1
    assert run("check", project, "--fast", "--fail-on", "never").returncode == 0


def test_out_names_the_folder(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "deep" / "filing"
    assert run("build", project, "--fast", "--out", out).returncode == 0
    assert (out / "facts.csv").is_file()
    assert not (project / "out").exists()
    assert [p.name for p in out.parent.iterdir()] == ["filing"]


def test_misuse() -> None:
    assert run("build").returncode == 2
    assert run("make", EXAMPLE).returncode == 2
    assert run("check", EXAMPLE, "--fail-on", "sometimes").returncode == 2
    assert run("check", EXAMPLE, "--format", "xml").returncode == 2


def test_progress_is_plain_lines_in_a_log() -> None:
    done = run("check", EXAMPLE, "--fast")
    steps = [line for line in done.stdout.splitlines() if line.endswith(" ...")]
    assert steps[:3] == ["reading ...", "matching ...", "building ..."]
    assert "checking ..." in steps
    assert "\x1b" not in done.stdout
    assert "\r" not in done.stdout


# -- JSON ----------------------------------------------------------------------------------------


def test_json_is_valid_and_the_same_every_time(project: Path) -> None:
    first = run("check", project, "--fast", "--format", "json")
    again = run_afresh("check", project, "--fast", "--format", "json", PYTHONHASHSEED="7", TZ="Asia/Kolkata")
    assert first.returncode == 0
    assert first.stdout == again.stdout
    data = json.loads(first.stdout)
    codes = [f["code"] for f in data["findings"]]
    assert [c for c in codes if not c.startswith("XG-EFM-")] == ["XG-TIE-003", "XG-FACT-005", "XG-FACT-005"]


def test_json_of_unreadable_input(project: Path) -> None:
    (project / RELEASE).write_bytes(b"%PDF-1.4\n")
    done = run("check", project, "--format", "json")
    assert done.returncode == 2
    assert [f["code"] for f in json.loads(done.stdout)["findings"]] == ["XG-READ-002"]


def test_sarif_names_files_from_the_working_folder(project: Path) -> None:
    edit(project, MAPPING, "concept: us-gaap:Assets,", "concept: us-gaap:Asset,")
    done = run("check", project.name, "--fast", "--format", "sarif", cwd=project.parent)
    assert done.returncode == 1
    found = json.loads(done.stdout)["runs"][0]["results"]
    places = {f["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for f in found}
    assert "project/mapping.yaml" in places
    assert {uri.partition("/")[0] for uri in places} == {"project"}


@pytest.mark.parametrize(("named", "uri"), [("project", "project/release.txt"), ("nothing", "nothing")])
def test_sarif_of_unreadable_input(project: Path, named: str, uri: str) -> None:
    (project / RELEASE).write_bytes(b"%PDF-1.4\n\0\0")
    done = run("check", named, "--format", "sarif", cwd=project.parent)
    assert done.returncode == 2
    (result,) = json.loads(done.stdout)["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_json_of_a_failed_run(project: Path) -> None:
    edit(project, RELEASE, "10,399", "10,400")
    done = run("check", project, "--fast", "--format", "json")
    assert done.returncode == 1
    found = next(f for f in json.loads(done.stdout)["findings"] if f["code"] == "XG-TIE-001")
    assert "48,549,000 is stated, the parts give 48,550,000" in found["message"]


# -- bad input: each its own code and words, the last good output stays -----------------------------


def pdf(project: Path) -> None:
    (project / RELEASE).write_bytes(b"%PDF-1.7\n\x80\x81 binary \x00")


def empty(project: Path) -> None:
    (project / RELEASE).write_bytes(b"")


def long_line(project: Path) -> None:
    (project / RELEASE).write_bytes(b"7" * 50_000_000)


def truncated(project: Path) -> None:
    data = (project / RELEASE).read_bytes()
    (project / RELEASE).write_bytes(data[: data.index(b"Deferred Revenue")])


def swapped(project: Path) -> None:
    edit(
        project,
        RELEASE,
        "September 30, 2004          June 30, 2004          December 31, 2003",
        "December 31, 2003           June 30, 2004         September 30, 2004",
    )


def dropped_line(project: Path) -> None:
    text = (project / RELEASE).read_text("utf-8").splitlines(keepends=True)
    (project / RELEASE).write_text("".join(t for t in text if "Accrued Bonus" not in t), "utf-8")


def changing(file: str, old: str, new: str) -> object:
    return lambda project: edit(project, file, old, new)


BONUS = "{line: Accrued Bonus, concept: us-gaap:AccruedBonusesCurrent}"
BAD = {
    "PDF": (pdf, 2, ["XG-READ-002", "release.txt is a PDF document", "the document that it was made from"]),
    "empty": (empty, 2, ["XG-READ-003", "release.txt is empty"]),
    "50 MB line": (long_line, 2, ["XG-READ-004", "50,000,000 characters", "line breaks"]),
    "truncated": (
        truncated,
        1,
        ["XG-READ-005", "<TABLE> has no </TABLE>", "fetch the file again", "XG-MAP-002"],
    ),
    "swapped columns": (
        swapped,
        1,
        [
            "XG-TIE-004",
            "closing(RetainedEarningsAccumulatedDeficit)",
            "-37,572,000 is stated",
            "release.txt:214",
        ],
    ),
    "misspelled concept": (
        changing(MAPPING, "us-gaap:AccruedBonusesCurrent", "us-gaap:AcruedBonusesCurrent"),
        1,
        ["XG-MAP-004", "did you mean us-gaap:AccruedBonusesCurrent?", "mapping.yaml:41", "release.txt:204"],
    ),
    "instant in the income statement": (
        changing(
            MAPPING, "concept: us-gaap:InvestmentIncomeInterest}", "concept: us-gaap:OtherAssetsCurrent}"
        ),
        1,
        ["XG-MAP-006", "us-gaap:OtherAssetsCurrent is an instant concept", "Interest Income"],
    ),
    "line mapped twice": (
        changing(MAPPING, BONUS, BONUS + "\n              - " + BONUS),
        1,
        ["XG-MAP-003", '"Accrued Bonus" is claimed by the rule here and by line 42', "release.txt:204"],
    ),
    "duplicate key": (
        changing(MAPPING, BONUS, BONUS.replace("}", ", line: Bonus}")),
        2,
        ["XG-MAP-010", "key `line` stands twice", "mapping.yaml:41"],
    ),
    "dropped line": (
        dropped_line,
        1,
        ["XG-MAP-002", 'rule "Accrued Bonus" found no line', "its line may be missing from the source"],
    ),
    "dropped rule": (
        changing(MAPPING, "              - " + BONUS + "\n", ""),
        1,
        [
            "XG-MAP-001",
            '"Accrued Bonus" under "Current Liabilities" is claimed by no rule',
            "release.txt:204",
        ],
    ),
    "misspelled member": (
        changing(MAPPING, "mpe:SwitchedAccessMember}", "mpe:SwitchdAccessMember}"),
        2,
        ["XG-MAP-014", "member SwitchedAccessMember is used in no line"],
    ),
    "unknown prefix of a member": (
        changing(
            MAPPING, "high: {srt:RangeAxis: srt:MaximumMember}", "high: {srt:RangeAxis: foo:MaximumMember}"
        ),
        1,
        ["XG-MAP-004", "prefix foo is not of us-gaap/2025"],
    ),
    "no file of that name": (
        changing(FILING, "  - release.txt", "  - releases.txt"),
        2,
        ["XG-READ-001", "releases.txt does not exist"],
    ),
    "not YAML": (changing(MAPPING, "statements:", "statements: ["), 2, ["XG-MAP-008", "not valid YAML"]),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_has_its_finding_and_leaves_the_last_good_output(name: str, project: Path) -> None:
    spoil, code, words = BAD[name]
    out = project / "out"
    out.mkdir()
    for path in (EXAMPLE / "expected" / "output").iterdir():
        (out / path.name).write_bytes(path.read_bytes())
    before = content(out)
    spoil(project)  # type: ignore[operator]
    done = run("build", project, "--fast", "--all")
    assert done.returncode == code, done.stdout
    text = " ".join((done.stdout + done.stderr).split())
    for word in words:
        assert word in text, done.stdout
    assert content(out) == before
    assert sorted(p.name for p in project.iterdir() if p.name.startswith(".")) == []


def test_bad_input_with_arelle_leaves_no_traceback(project: Path) -> None:
    """Errors of our own do not keep Arelle from running, nor make it fall over."""
    edit(
        project,
        MAPPING,
        "high: {srt:RangeAxis: srt:MaximumMember}",
        "high: {srt:RangeAxis: foo:MaximumMember}",
    )
    done = run("build", project)
    assert done.returncode == 1
    assert "XG-MAP-004" in done.stdout


@pytest.mark.parametrize("command", ["build", "check", "ties"])
def test_no_such_folder(command: str, tmp_path: Path) -> None:
    done = run(command, tmp_path / "nowhere")
    assert done.returncode == 2
    assert "XG-READ-001" in done.stdout
    assert "nowhere is not a folder" in " ".join(done.stdout.split())


def test_a_file_for_a_folder(project: Path) -> None:
    """What only a project can do asks for a folder; ``check`` takes filings too, and this is none."""
    done = run("build", project / RELEASE)
    assert done.returncode == 2
    assert "release.txt is not a folder" in " ".join(done.stdout.split())
    done = run("check", project / RELEASE)
    assert done.returncode == 2
    said = " ".join(done.stdout.split())
    assert "XG-READ-090: release.txt is no filing" in said
    assert "name a filing project, or a folder, zip" in said


def test_an_empty_folder(tmp_path: Path) -> None:
    done = run("check", tmp_path)
    assert done.returncode == 2
    assert "filing.yaml does not exist" in done.stdout


# -- the output folder ---------------------------------------------------------------------------


def test_foreign_files_are_not_written_over(project: Path) -> None:
    out = project / "out"
    out.mkdir()
    (out / "notes.txt").write_text("mine")
    done = run("build", project, "--fast")
    assert done.returncode == 2
    assert "XG-OUT-001" in done.stdout
    assert "notes.txt" in done.stdout
    assert content(out) == {"notes.txt": b"mine"}


def test_an_earlier_output_is_replaced_whole(project: Path) -> None:
    assert run("build", project, "--fast").returncode == 0
    first = content(project / "out")
    edit(project, RELEASE, "$0.00                    $0.00 ", "$0.01                    $0.00 ")
    assert run("build", project, "--fast").returncode == 0
    second = content(project / "out")
    assert set(second) == set(first)
    assert second["facts.csv"] != first["facts.csv"]


def test_killed_at_any_time_the_old_output_or_the_new_is_whole(project: Path) -> None:
    """Kill the process at two late moments; the folder is never half written."""
    assert run("build", project, "--fast").returncode == 0
    old = content(project / "out")
    edit(project, RELEASE, "$0.00                    $0.00 ", "$0.01                    $0.00 ")
    started = time.monotonic()
    assert run_afresh("build", project, "--fast", "--out", project.parent / "new").returncode == 0
    whole = time.monotonic() - started
    new = content(project.parent / "new")
    for part in (0.8, 0.95):
        process = subprocess.Popen(
            [*COMMAND, "build", str(project), "--fast"],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(whole * part)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert content(project / "out") in (old, new)


def test_options_that_contradict_each_other_are_misuse() -> None:
    done = run("check", "--fast", "--dqc", EXAMPLE)
    assert done.returncode == 2
    assert "XG-OUT-006" in done.stdout + done.stderr
