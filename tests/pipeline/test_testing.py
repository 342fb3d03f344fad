"""Projects held to their expectations: every outcome, every kind of change, and where each leads."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.project import EXAMPLE, edit, small_project
from xbrlgen import pipeline
from xbrlgen.compare.identity import compare
from xbrlgen.model.finding import XbrlgenError
from xbrlgen.model.mapping import GroupRule, LineRule, Mapping
from xbrlgen.model.recorded import PARTS
from xbrlgen.model.verified import Case, Verified
from xbrlgen.pipeline.testing import find_projects, record_of, verify_project, verify_projects

ROWS = """
Cash | 100 | 90
Receivables | 50 | 40
Total Assets | 150 | 130
"""
LINES = """
  - {line: Cash, concept: us-gaap:CashAndCashEquivalentsAtCarryingValue}
  - {line: Receivables, concept: us-gaap:AccountsReceivableNetCurrent}
  - {line: Total Assets, concept: us-gaap:Assets}
  sums:
  - Assets = CashAndCashEquivalentsAtCarryingValue + AccountsReceivableNetCurrent
""".strip("\n")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of three lines that is as expected. No sign of a currency is printed, so that the mapping's
    unit is free: one against the print makes no fact (XG-FACT-034)."""
    folder = small_project(tmp_path / "abc", ROWS, LINES, caption="amounts in thousands")
    assert verify_project(folder, update=True).updated
    assert verify_project(folder).passed
    return folder


def outcomes(tested: Verified) -> dict[str, str]:
    return {c.part: c.outcome for c in tested.cases}


def case(tested: Verified, part: str) -> Case:
    return next(c for c in tested.cases if c.part == part)


# -- outcomes --------------------------------------------------------------------------------


def test_no_expectation_is_not_written_by_itself(tmp_path: Path) -> None:
    folder = small_project(tmp_path, ROWS, LINES)
    tested = verify_project(folder)
    assert outcomes(tested) == dict.fromkeys(PARTS, "missing")
    assert [f.code for f in tested.findings] == ["XG-REG-001"] * 3
    assert not (folder / "expected").exists()


def test_one_missing_part_is_told(project: Path) -> None:
    (project / "expected" / "checks.txt").unlink()
    assert outcomes(verify_project(project)) == {"facts": "passed", "networks": "passed", "checks": "missing"}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda p: edit(p, "release.txt", "STATEMENT (", "STATEMENTS ("), "another text of release.txt"),
        (
            lambda p: edit(p, "filing.yaml", "type: 8-K", "type: 10-Q"),
            "of 8-K 2004-09-30, the report is 10-Q",
        ),
        (
            lambda p: (
                shutil.copy(p / "release.txt", p / "other.txt"),
                edit(p, "filing.yaml", "release.txt", "other.txt"),
            ),
            "of a source release.txt that the report has no more; without the source other.txt",
        ),
        (
            lambda p: edit(p, "expected/facts.txt", "us-gaap/2025", "us-gaap/2024"),
            "of us-gaap/2024, the mapping names us-gaap/2025",
        ),
    ],
)
def test_an_expectation_of_something_else_is_stale(
    change: Callable[[Path], object], words: str, project: Path
) -> None:
    change(project)
    tested = case(verify_project(project), "facts")
    assert tested.outcome == "stale"
    assert tested.findings[0].code == "XG-REG-002"
    assert words in tested.findings[0].message


def test_an_older_form_is_stale_and_is_not_compared(project: Path) -> None:
    edit(project, "expected/networks.txt", "expectation 1", "expectation 0")
    tested = case(verify_project(project), "networks")
    assert (tested.outcome, [f.code for f in tested.findings]) == ("stale", ["XG-REG-002"])
    assert "form 0" in tested.findings[0].message


def test_line_ends_are_nothing(project: Path) -> None:
    for file in ("release.txt", "expected/facts.txt", "expected/networks.txt", "expected/checks.txt"):
        data = (project / file).read_bytes()
        (project / file).write_bytes(data.replace(b"\n", b"\r\n"))
    assert verify_project(project).passed


@pytest.mark.parametrize(
    ("damage", "words"), [(b"Assets = 1\n", "a fact is written"), (b"\xff\xfe", "not UTF-8")]
)
def test_a_damaged_expectation_cannot_be_read(damage: bytes, words: str, project: Path) -> None:
    path = project / "expected" / "facts.txt"
    path.write_bytes(path.read_bytes() + damage)
    tested = verify_project(project)
    assert outcomes(tested)["facts"] == "unreadable"
    assert [f.code for f in tested.findings] == ["XG-REG-004"]
    assert words in tested.findings[0].message


def test_input_that_cannot_be_read_is_an_outcome(project: Path) -> None:
    edit(project, "mapping.yaml", "lines:", "lnes:")
    tested = verify_project(project, update=True)
    assert set(outcomes(tested).values()) == {"unreadable"}
    assert tested.updated == ()
    assert tested.unreadable


# -- what differs ------------------------------------------------------------------------------

CHANGES = {
    "concept": (
        "us-gaap:AccountsReceivableNetCurrent}",
        "us-gaap:OtherReceivablesNetCurrent}",
        ["concept"] * 2,
    ),
    "sign": ("NetCurrent}", "NetCurrent, sign: flip}", ["sign"] * 2),
    "scale": ("NetCurrent}", "NetCurrent, scale: millions}", ["value", "decimals"] * 2),
    "decimals": ("NetCurrent}", "NetCurrent, decimals: 0}", ["decimals"] * 2),
    "unit": ("NetCurrent}", "NetCurrent, unit: EUR}", ["unit"] * 2),
    "a line": ("  - {line: Cash,", "  - {line: Cache,", ["fact"] * 2),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_of_one_line_shows_as_the_facts_of_that_line(name: str, project: Path) -> None:
    old, new, aspects = CHANGES[name]
    edit(project, "mapping.yaml", old, new)
    found = case(verify_project(project), "facts")
    assert [a for d in found.differences for a in d.aspects] == aspects
    caption = "Cash" if name == "a line" else "Receivables"
    for d in found.differences:
        assert d.caption == caption
        assert d.source is not None
        assert d.source.file == "release.txt"
        line = (project / "release.txt").read_text("utf-8").splitlines()[(d.source.line or 0) - 1]
        assert line.startswith(caption)
        assert d.rule is not None
        assert d.rule.file == "mapping.yaml"
        assert d.before_source is not None
        assert d.before_source.file == "expected/facts.txt"
    assert [f.code for f in found.findings] == ["XG-REG-003"] * 2


def test_a_changed_figure_makes_the_expectation_stale_and_is_shown(project: Path) -> None:
    edit(project, "release.txt", "50", "60")
    tested = verify_project(project)
    assert outcomes(tested) == {"facts": "stale", "networks": "passed", "checks": "differs"}
    (changed,) = case(tested, "facts").differences
    assert changed.message == (
        'changed value: us-gaap:AccountsReceivableNetCurrent 2004-09-30 "Receivables": 50,000 -> 60,000'
    )
    assert tested.errors == 1


def test_a_lost_sum_differs_in_networks_and_checks(project: Path) -> None:
    edit(
        project,
        "mapping.yaml",
        "AccountsReceivableNetCurrent\n",
        "AccountsReceivableNetCurrent - Liabilities\n",
    )
    edit(project, "mapping.yaml", "Value + Acc", "Value - Acc")
    assert outcomes(verify_project(project)) == {
        "facts": "passed",
        "networks": "differs",
        "checks": "differs",
    }


def test_a_label(project: Path) -> None:
    edit(project, "mapping.yaml", "NetCurrent}", "NetCurrent, label: Trade}")
    (changed,) = case(verify_project(project), "networks").differences
    assert changed.message == 'changed label: us-gaap:AccountsReceivableNetCurrent: "Receivables" -> "Trade"'
    assert changed.rule is not None


def rebuilt(mapping: Mapping, target: LineRule, new: LineRule) -> Mapping:
    def child(rule: LineRule | GroupRule) -> LineRule | GroupRule:
        if isinstance(rule, GroupRule):
            return replace(rule, children=tuple(child(c) for c in rule.children))
        return new if rule is target else rule

    return replace(
        mapping,
        statements=tuple(
            replace(s, children=tuple(child(c) for c in s.children)) for s in mapping.statements
        ),
    )


def test_each_line_of_the_example_shows_as_exactly_the_facts_it_prints() -> None:
    """For lines that alone print their facts: as many changes as the line has figures, all of concept.

    Every third of them: each takes the example to be worked out once more.
    """
    filing, mapping, vocabulary, sources = pipeline.load(EXAMPLE)
    worked = pipeline.work(filing, mapping, vocabulary, sources)
    before = record_of(worked)
    printed: dict[object, set[object]] = {}
    for fact in worked.report.facts:
        for p in fact.prints:
            printed.setdefault(p.rule, set()).add(fact.id)
    alone = [
        rule
        for s in mapping.statements
        for rule in s.rules()
        if rule.line is not None
        and len(rule.concepts) == 1
        and all(
            {p.rule for p in f.prints if p.statement} == {rule.where}
            for f in worked.report.facts
            if f.id in printed[rule.where]
        )
    ]
    assert len(alone) > 20
    for rule in alone[::3]:
        old = rule.concepts[0]
        concept = vocabulary.concept(old)
        assert concept is not None
        new = "us-gaap:PaymentsForProceedsFromOtherInvestingActivities"
        if concept.kind != "monetary":
            continue
        if concept.period == "instant":
            new = "us-gaap:CustomerDepositsCurrent"
        changed = rebuilt(mapping, rule, replace(rule, concepts=(new,)))
        after = record_of(pipeline.work(filing, changed, vocabulary, sources))
        facts = [d for d in compare(before, after) if d.part == "facts"]
        assert {d.kind for d in facts} == {"changed"}
        assert all("concept" in d.aspects for d in facts)
        assert len(facts) == len(printed[rule.where]), rule
        assert {d.before.qname for d in facts if d.before} == {old}


# -- updating ----------------------------------------------------------------------------------


def test_an_update_writes_what_differs_and_shows_what_changed(project: Path) -> None:
    untouched = (project / "expected" / "checks.txt").stat().st_mtime_ns
    edit(project, "mapping.yaml", "NetCurrent}", "NetCurrent, label: Trade}")
    tested = verify_project(project, update=True)
    assert tested.updated == ("expected/networks.txt",)
    assert case(tested, "networks").differences
    assert verify_project(project).passed
    assert (project / "expected" / "checks.txt").stat().st_mtime_ns == untouched
    assert sorted(p.name for p in (project / "expected").iterdir()) == [
        "checks.txt",
        "facts.txt",
        "networks.txt",
    ]


def test_an_update_that_cannot_be_written_leaves_everything(project: Path) -> None:
    folder = project / "expected"
    shutil.rmtree(folder)
    folder.write_text("a file in its place")
    with pytest.raises(XbrlgenError, match="cannot be written") as caught:
        verify_project(project, update=True)
    assert [f.code for f in caught.value.findings] == ["XG-OUT-003"]
    assert folder.read_text() == "a file in its place"


# -- many projects -----------------------------------------------------------------------------


def test_projects_are_found_below_a_folder(tmp_path: Path) -> None:
    for name in ("b", "a/deep", ".hidden"):
        small_project(tmp_path / name, ROWS, LINES)
    small_project(tmp_path / "b" / "expected" / "inner", ROWS, LINES)
    found = find_projects([tmp_path])
    assert [p.relative_to(tmp_path).as_posix() for p in found] == ["a/deep", "b"]
    assert find_projects([tmp_path / "b" / "mapping.yaml", tmp_path / "b"]) == (tmp_path / "b",)
    (tmp_path / "notes.txt").write_text("of no project")
    assert find_projects([tmp_path / "notes.txt"]) == ()


def test_nothing_to_find_is_misuse(tmp_path: Path) -> None:
    with pytest.raises(XbrlgenError, match=r"no filing\.yaml"):
        find_projects([tmp_path])
    with pytest.raises(XbrlgenError, match="is not there"):
        find_projects([tmp_path / "nowhere"])


@pytest.mark.usefixtures("forked")
def test_processes_change_nothing_but_the_time(tmp_path: Path) -> None:
    projects = []
    for number in range(6):
        folder = small_project(tmp_path / f"p{number}", ROWS, LINES)
        if number % 2:
            verify_project(folder, update=True)
        projects.append(folder)

    def told(jobs: int) -> list[object]:
        seen: list[str] = []
        done = verify_projects(projects, jobs=jobs, progress=lambda t: seen.append(t.project))
        assert seen == [p.as_posix() for p in projects]
        return [(t.project, outcomes(t), t.findings) for t in done]

    assert told(1) == told(2)
