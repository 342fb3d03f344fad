"""``xbrlgen roll`` as people and programs meet it: what it says, and every bad input."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests import command
from tests.project import ROOT, copy_example, edit

RELEASE = ROOT / "examples" / "mpower-2004q4" / "release.txt"


run = partial(command.run, "roll")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The first example as ``mpower-2004q3``, and the next release beside it."""
    folder = copy_example(tmp_path).rename(tmp_path / "mpower-2004q3")
    (tmp_path / "new.txt").write_bytes(RELEASE.read_bytes())
    return folder


def test_it_says_what_is_done_and_what_is_left(project: Path, tmp_path: Path) -> None:
    done = run("mpower-2004q3", "--to", "2004-12-31", "--source", "new.txt", "--accept", cwd=tmp_path)
    assert done.returncode == 1
    for words in (
        "mpower-2004q4  8-K of 2004-12-31, rolled on from mpower-2004q3 (2004-09-30)",
        "dated 2005-02-17, from new.txt:15:17",
        "added period last year: 2003-01-01..2003-12-31",
        '~ "Accrued Sales Tax Payable" is "Accrued Sales and Use Taxes Payable" now',
        'new: "Transition Expenses" under "Operating Expenses" in ConsolidatedStatementsOfOperations',
        "add `+ CHOOSE` at mapping.yaml:120:9: the sum of CostsAndExpenses is off by 517,000",
        "84 of earlier periods as filed before, 0 differ",
        "next: make the edits above in mpower-2004q4",
    ):
        assert words in done.stdout
    assert len(done.stdout.splitlines()) < 30
    made = tmp_path / "mpower-2004q4"
    assert sorted(p.name for p in made.iterdir()) == ["filing.yaml", "mapping.yaml", "new.txt"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["mpower-2004q3", "mpower-2004q4", "new.txt"]


def test_a_release_with_nothing_new_is_ready(project: Path, tmp_path: Path) -> None:
    """The same lines a year on, one caption with its year: exit code 0, and what keeps it."""
    text = (project / "release.txt").read_text("ascii")
    for year in (2006, 2005, 2004, 2003):
        text = text.replace(f"{year}", f"{year + 1}")
    (tmp_path / "new.txt").write_text(text, "ascii")
    options = ("--source", tmp_path / "new.txt", "--out", tmp_path / "new", "--accept")
    done = run(project, "--to", "2005-09-30", *options)
    assert done.returncode == 0
    assert '(including transition expenses in 2006)" now in Guidance (the captions are alike)' in done.stdout
    assert "and 19 more figures differ" in done.stdout
    assert "it is right, `xbrlgen test --update" in done.stdout
    assert len(done.stdout.splitlines()) < 30


def test_a_restated_figure_shows_both_places(project: Path, tmp_path: Path) -> None:
    edit(tmp_path, "new.txt", "$34,077  ", "$34,076  ")
    done = run("mpower-2004q3", "--to", "2004-12-31", "--source", "new.txt", cwd=tmp_path)
    assert "new.txt:161:92: warning XG-REG-005" in done.stdout
    assert "and 34,077,000 was filed before (../mpower-2004q3/release.txt:186:67)" in done.stdout


def test_json_is_the_same_every_time(project: Path, tmp_path: Path) -> None:
    arguments = (project, "--to", "2004-12-31", "--source", tmp_path / "new.txt", "--format", "json")
    first, again = (run(*arguments, "--out", Path("made", n), cwd=tmp_path) for n in "ab")
    assert first.stdout.replace("made/a", "made/b") == again.stdout
    data = json.loads(first.stdout)
    assert data["version"] == 1
    assert data["date"] == "2005-02-17"
    assert [n["caption"] for n in data["left"]["new"]] == [
        "Goodwill",
        "Transition Expenses",
        "Transition Expenses",
    ]
    assert data["left"]["new"][0]["sums"][0]["off"] == "2874000"
    assert [r["certain"] for r in data["left"]["renamed"]] == [True]
    assert len(data["left"]["vanished"]) == 2
    assert (data["before"]["differ"], data["unaccounted"]) == ([], 0)


def test_the_day_may_be_given_or_stay_unknown(project: Path, tmp_path: Path) -> None:
    edit(tmp_path, "new.txt", "ROCHESTER, NY - February 17, 2005 - Mpower", "Mpower")
    done = run(project, "--to", "2004-12-31", "--source", tmp_path / "new.txt", "--out", tmp_path / "a")
    assert "document.date is still that of the last report: set it" in done.stdout
    assert "date: 2004-10-29 " in (tmp_path / "a" / "filing.yaml").read_text("utf-8")
    done = run(
        project, "--to", "2004-12-31", "--source", tmp_path / "new.txt", "--out", tmp_path / "b", "--date", "2005-03-01"
    )  # fmt: skip
    assert "dated 2005-03-01, as given" in done.stdout
    assert "date: 2005-03-01 " in (tmp_path / "b" / "filing.yaml").read_text("utf-8")


def test_waivers_that_fit_nothing_are_named(project: Path, tmp_path: Path) -> None:
    edit(
        project,
        "filing.yaml",
        "waivers:\n",
        "waivers:\n  - {code: XG-TIE-003, about: [EarningsPerShareBasic, 2004-07-01], reason: rounded down}\n",
    )
    done = run(project, "--to", "2004-12-31", "--source", tmp_path / "new.txt", "--out", tmp_path / "new")
    assert "XG-MAP-016: no finding XG-TIE-003 about EarningsPerShareBasic, 2004-07-01 to waive" in done.stdout
    assert "9 waivers carried over" in done.stdout


def test_an_empty_folder_may_be_filled(project: Path, tmp_path: Path) -> None:
    (tmp_path / "mpower-2004q4").mkdir()
    done = run("mpower-2004q3", "--to", "2004-12-31", "--source", "new.txt", cwd=tmp_path)
    assert done.returncode == 1
    assert (tmp_path / "mpower-2004q4" / "filing.yaml").is_file()


def test_line_ends_and_a_mapping_in_a_folder_stay(project: Path, tmp_path: Path) -> None:
    (project / "rules").mkdir()
    (project / "mapping.yaml").rename(project / "rules" / "m.yaml")
    text = (project / "filing.yaml").read_bytes().replace(b"mapping: mapping.yaml", b"mapping: rules/m.yaml")
    (project / "filing.yaml").write_bytes(text.replace(b"\n", b"\r\n"))
    done = run("mpower-2004q3", "--to", "2004-12-31", "--source", "new.txt", cwd=tmp_path)
    assert done.returncode == 1
    made = tmp_path / "mpower-2004q4"
    assert (made / "rules" / "m.yaml").read_bytes() == (project / "rules" / "m.yaml").read_bytes()
    report = (made / "filing.yaml").read_bytes()
    assert report.count(b"\r\n") == report.count(b"\n") > 50


# -- bad input: exit code 2, and nothing is written -----------------------------------------------


def no_source(project: Path) -> tuple[list[object], str]:
    return ["--source", "nothing.txt"], "nothing.txt: error XG-READ-001: nothing.txt does not exist"


def a_folder(project: Path) -> tuple[list[object], str]:
    return ["--source", "mpower-2004q3"], "XG-READ-001: mpower-2004q3 is not a regular file"


def a_pdf(project: Path) -> tuple[list[object], str]:
    (project.parent / "new.txt").write_bytes(b"%PDF-1.7\n\x80")
    return ["--source", "new.txt"], "XG-READ-002: new.txt is a PDF document"


def an_empty_source(project: Path) -> tuple[list[object], str]:
    (project.parent / "new.txt").write_bytes(b"")
    return ["--source", "new.txt"], "XG-READ-003"


def a_name_that_is_taken(project: Path) -> tuple[list[object], str]:
    return ["--source", "mpower-2004q3/filing.yaml"], "filing.yaml is the name of another file of the project"


def twice_the_same(project: Path) -> tuple[list[object], str]:
    return [
        "--source",
        "new.txt",
        "--source",
        "new.txt",
    ], "new.txt is the name of another file of the project"


def a_folder_in_use(project: Path) -> tuple[list[object], str]:
    return ["--source", "new.txt", "--out", "mpower-2004q3"], "XG-OUT-001: mpower-2004q3 holds files already"


def a_file_for_a_folder(project: Path) -> tuple[list[object], str]:
    return ["--source", "new.txt", "--out", "new.txt"], "XG-OUT-001: new.txt is not a folder"


def a_place_that_cannot_be(project: Path) -> tuple[list[object], str]:
    return ["--source", "new.txt", "--out", "new.txt/deep"], "XG-OUT-003: new.txt/deep cannot be written"


def the_same_day(project: Path) -> tuple[list[object], str]:
    text = "XG-REG-011: 2004-09-30 is not after 2004-09-30, the period end of the last report"
    return ["--source", "new.txt", "--to", "2004-09-30"], text


def a_day_of_no_heading(project: Path) -> tuple[list[object], str]:
    text = "XG-REG-011: no heading of new.txt speaks of a period that ends on 2004-12-30"
    return ["--source", "new.txt", "--to", "2004-12-30"], text


def a_day_of_a_forecast_alone(project: Path) -> tuple[list[object], str]:
    return [
        "--source",
        "new.txt",
        "--to",
        "2005-03-31",
    ], "periods that end on 2004-12-31, 2004-09-30, 2003-12-31"


def a_long_line(project: Path) -> tuple[list[object], str]:
    """The last project has a file of this name: its line 41 is not the one that is meant."""
    folder = project.parent / "mpower-2004q3" / "incoming"
    folder.mkdir()
    (folder / "release.txt").write_bytes(b"1\n" * 40 + b"7" * 2_000_000)
    return ["--source", "mpower-2004q3/incoming/release.txt"], "incoming/release.txt:41: error XG-READ-004"


def no_day(project: Path) -> tuple[list[object], str]:
    return ["--source", "new.txt", "--to", "2004-13-01"], "Invalid value for '--to'"


def a_report_before_its_end(project: Path) -> tuple[list[object], str]:
    return ["--source", "new.txt", "--date", "2004-12-01"], "a report of 2004-12-01 cannot be of a period"


def a_broken_mapping(project: Path) -> tuple[list[object], str]:
    edit(project, "mapping.yaml", "taxonomy: us-gaap/2025", "taxonomy: [us-gaap/2025")
    return ["--source", "new.txt"], "mapping.yaml:5:10: error XG-MAP-008"


def a_lost_source_of_the_last(project: Path) -> tuple[list[object], str]:
    (project / "release.txt").unlink()
    return ["--source", "new.txt"], "release.txt: error XG-READ-001"


BAD = [
    no_source, a_folder, a_pdf, an_empty_source, a_name_that_is_taken, twice_the_same, a_folder_in_use,
    a_file_for_a_folder, a_place_that_cannot_be, the_same_day, a_day_of_no_heading, a_day_of_a_forecast_alone,
    a_long_line, no_day, a_report_before_its_end, a_broken_mapping, a_lost_source_of_the_last,
]  # fmt: skip


@pytest.mark.parametrize("break_it", BAD, ids=lambda f: f.__name__)
def test_bad_input(
    break_it: Callable[[Path], tuple[list[object], str]], project: Path, tmp_path: Path
) -> None:
    options, said = break_it(project)
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    done = run("mpower-2004q3", "--to", "2004-12-31", *options, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stdout + done.stderr
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["mpower-2004q3", "new.txt"]


def test_a_last_project_with_errors_is_rolled_and_they_are_named(project: Path, tmp_path: Path) -> None:
    edit(project, "release.txt", "10,399", "10,400")
    done = run("mpower-2004q3", "--to", "2004-12-31", "--source", "new.txt", cwd=tmp_path)
    assert done.returncode == 1
    assert "look at: the last project has errors of its own: see `xbrlgen check mpower-2004q3`" in done.stdout
    assert "XG-REG-005: us-gaap:AccountsReceivableNetCurrent of 2004-09-30 is 10,399,000 here" in done.stdout
