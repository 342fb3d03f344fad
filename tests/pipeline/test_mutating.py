"""Mutants tried: who catches what, in the same order whatever the number of processes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.project import EXAMPLE, edit, small_project
from xbrlgen.model.finding import Finding, Severity, XbrlgenError
from xbrlgen.model.mutation import CHECKS, EXPECTATIONS, KINDS, NOTHING, Mutant, MutantVerdict, Mutation
from xbrlgen.model.where import Where
from xbrlgen.pipeline import mutating
from xbrlgen.pipeline.mutating import Plan, Workbench, mutate
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
CHECK = "checks:\n- AccountsReceivableNetCurrent = Assets - CashAndCashEquivalentsAtCarryingValue\n"
PERIODS = "periods: {now: 2004-09-30, before: 2004-06-30}\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = small_project(tmp_path / "abc", ROWS, LINES, filing=PERIODS, mapping=CHECK)
    verify_project(folder, update=True)
    return folder


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> dict[str, MutantVerdict]:
    """Every verdict of the small project by what was changed."""
    folder = small_project(tmp_path_factory.mktemp("abc"), ROWS, LINES, filing=PERIODS, mapping=CHECK)
    verify_project(folder, update=True)
    return {v.mutant.text: v for v in mutate(folder, Plan(limit=0, jobs=1)).verdicts}


# -- who catches what --------------------------------------------------------------------------


def test_a_sum_catches_its_parts(tried: dict[str, MutantVerdict]) -> None:
    for text in (
        '"Cash": sign none -> flip',
        '"Cash": scale none -> units',
        "us-gaap:CashAndCashEquivalentsAtCarryingValue -> us-gaap:AccountsReceivableNetCurrent",
    ):
        verdict = tried[text]
        assert verdict.by == CHECKS, text
        assert {"XG-TIE-001", "XG-FACT-001", "XG-EXT-005"}.intersection(verdict.codes), text
        assert not verdict.late
        assert not verdict.remedy


def test_a_line_in_no_sum_is_held_by_the_expectation_alone(tried: dict[str, MutantVerdict]) -> None:
    mutant = next(t for t in tried if t.startswith("us-gaap:AccountsPayableCurrent -> ") and "Cash" not in t)
    verdict = tried[mutant]
    assert (verdict.by, verdict.codes, verdict.parts) == (EXPECTATIONS, (), ("facts", "networks"))
    assert verdict.remedy == "no sum or check of Table names AccountsPayableCurrent: name it in one"
    assert not verdict.same_output


def test_a_check_is_not_missed_by_a_check(tried: dict[str, MutantVerdict]) -> None:
    verdict = tried["AccountsReceivableNetCurrent = ...: the whole of it gone"]
    assert (verdict.by, verdict.parts) == (EXPECTATIONS, ("checks",))
    assert verdict.remedy == "no check misses a check: only an expectation holds this"


def test_what_nothing_catches_is_told_apart_by_its_effect(project: Path) -> None:
    """Neither the reason of an element nor the address of the extension is in the expectation."""
    edit(project, "mapping.yaml", "concept: us-gaap:AccountsPayableCurrent", "concept: abc:Payables")
    custom = "custom:\n  Payables: {type: monetary, period: instant, balance: credit, label: Payables, why: ours}\n"
    (project / "mapping.yaml").write_text((project / "mapping.yaml").read_text("utf-8") + custom, "utf-8")
    verify_project(project, update=True)
    bench = Workbench(project, (), from_current=False)
    where = Where("mapping.yaml", 1, 1)
    without = bench.verdict(Mutant("label", where, "", ((("mapping", "custom", 0, "why"), "theirs"),)))
    assert (without.by, without.same_output) == (NOTHING, True)
    space = "http://www.other.com/{period_end:%Y%m%d}"
    other = bench.verdict(Mutant("label", where, "", ((("mapping", "namespace"), space),)))
    assert (other.by, other.same_output, other.codes) == (NOTHING, False, ())
    remedies = mutating.Remedies(bench.filing, bench.mapping, bench.worked.report)
    assert remedies.of(without).startswith("no effect on this report")
    assert "nor does the expectation record it" in remedies.of(other)


def test_rules_of_the_filer_manual_come_second(project: Path) -> None:
    """A label that is not its element's is seen on what is written."""
    edit(project, "mapping.yaml", "concept: us-gaap:AccountsPayableCurrent", "concept: abc:Payables")
    custom = "custom:\n  Payables: {type: monetary, period: instant, balance: credit, label: Payables, why: ours}\n"
    (project / "mapping.yaml").write_text((project / "mapping.yaml").read_text("utf-8") + custom, "utf-8")
    verify_project(project, update=True)
    bench = Workbench(project, (), from_current=False)
    put = (("mapping", "custom", 0, "label"), "Something Else")
    verdict = bench.verdict(Mutant("label", Where("mapping.yaml", 1, 1), "", (put,)))
    assert (verdict.codes, verdict.late, verdict.by) == (("XG-EFM-422",), True, CHECKS)


def test_swapped_columns_are_read_anew(tmp_path: Path) -> None:
    """The reader says of exchanged headings what it says of headings."""
    bench = Workbench(EXAMPLE, (), from_current=True)
    mutants = mutating.all_mutants(
        mutating.Original(bench.mapping, bench.vocabulary, bench.sources, bench.worked.matched.hits),
        ["column"],
    )
    swapped = next(m for m in mutants if m.where.file == "release.txt")
    assert "XG-READ-006" in bench.verdict(swapped).codes


# -- findings that are new ---------------------------------------------------------------------


def said(code: str, message: str, line: int = 1) -> Finding:
    return Finding(code, Severity.ERROR, message, Where("mapping.yaml", line, 1))


@pytest.mark.parametrize(
    ("before", "after", "news"),
    [
        ([], [said("A", "x")], ("A",)),
        ([said("A", "x")], [said("A", "x")], ()),
        ([said("A", "x")], [], ()),
        # The same finding in other words is not news; a second one beside it is.
        ([said("A", "x")], [said("A", "y")], ()),
        ([said("A", "x")], [said("A", "y"), said("A", "z")], ("A",)),
        ([said("A", "x")], [said("A", "x"), said("A", "y")], ("A",)),
        ([said("A", "x")], [said("A", "y", line=2)], ("A",)),
        ([said("A", "x")], [said("B", "x")], ("B",)),
    ],
)
def test_only_what_was_not_there_catches(
    before: list[Finding], after: list[Finding], news: tuple[str, ...]
) -> None:
    assert mutating._news(before, after) == news


def test_what_a_waiver_covers_catches_nothing(project: Path) -> None:
    text = '"Cash": sign none -> flip'
    codes = ("XG-TIE-001", "XG-FACT-006", "XG-EFM-207")
    waiver = "waivers:\n" + "".join(f"- {{code: {code}, reason: known}}\n" for code in codes)
    edit(project, "filing.yaml", PERIODS, PERIODS + waiver)
    verify_project(project, update=True)
    verdict = next(v for v in mutate(project, Plan(kinds=("sign",))).verdicts if v.mutant.text == text)
    assert verdict.codes == ()
    assert verdict.by == EXPECTATIONS


# -- the run -----------------------------------------------------------------------------------


def plain(mutation: Mutation) -> Mutation:
    return replace(mutation, seconds=0.0)


@pytest.mark.usefixtures("forked")
def test_processes_change_nothing(project: Path) -> None:
    one = mutate(project, Plan(limit=12, jobs=1))
    two = mutate(project, Plan(limit=12, jobs=2))
    assert plain(one) == plain(two)
    assert len(one.verdicts) == 12
    assert one.possible > 40


def test_the_example_trusts_its_net() -> None:
    """A mutant of each kind; docs/mutation.md has them all."""
    mutation = mutate(EXAMPLE, Plan(limit=len(KINDS), jobs=1))
    assert [v.mutant.kind for v in mutation.verdicts] == [*KINDS]
    assert mutation.crashes == ()
    assert mutation.score.percent >= 95
    assert mutation.score.percent_checks >= 70
    assert all(v.remedy for v in mutation.unchecked)


def test_a_crash_is_told_and_the_others_go_on(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    works = mutating.work

    def breaks(*arguments: object) -> object:
        mapping = arguments[1]
        if any(r.sign == "flip" for s in mapping.statements for r in s.rules()):  # type: ignore[attr-defined]
            raise ValueError("seven")
        return works(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(mutating, "work", breaks)
    mutation = mutate(project, Plan(kinds=("sign", "drop"), jobs=1))
    assert [v.crash for v in mutation.crashes] == ["ValueError: seven"] * 4
    assert {v.mutant.kind for v in mutation.crashes} == {"sign"}
    assert mutation.survivors == ()
    assert all(v.by == CHECKS for v in mutation.of_kind("drop"))


@pytest.mark.parametrize(
    ("spoil", "code", "words"),
    [
        (lambda p: None, "XG-REG-001", "and there is none"),
        (
            lambda p: (verify_project(p, update=True), edit(p, "release.txt", "150", "151")),
            "XG-REG-002",
            "and the filing is not as it says",
        ),
        (
            lambda p: (
                verify_project(p, update=True),
                edit(
                    p, "mapping.yaml", "us-gaap:AccountsPayableCurrent", "us-gaap:AccountsPayableTradeCurrent"
                ),
            ),
            "XG-REG-003",
            "and the filing is not as it says",
        ),
        (
            lambda p: (
                verify_project(p, update=True),
                (p / "expected" / "facts.txt").write_text(
                    "# xbrlgen expectation 1: facts\nnonsense\n", "utf-8"
                ),
            ),
            "XG-REG-004",
            "facts.txt",
        ),
    ],
)
def test_a_project_that_fails_its_own_test_is_misuse(
    tmp_path: Path, spoil: Callable[[Path], object], code: str, words: str
) -> None:
    folder = small_project(tmp_path, ROWS, LINES, filing=PERIODS)
    spoil(folder)
    with pytest.raises(XbrlgenError) as raised:
        mutate(folder)
    first = raised.value.findings[0]
    assert first.code == code
    assert words in f"{first.where} {first.message}"
    if code != "XG-REG-004":
        assert "--from-current" in str(first.hint)


def test_from_current_needs_no_expectation(tmp_path: Path) -> None:
    folder = small_project(tmp_path, ROWS, LINES, filing=PERIODS)
    mutation = mutate(folder, Plan(limit=6, from_current=True))
    assert mutation.expectation == "as it is now"
    assert mutation.score.nothing == 0
    assert not (folder / "expected").exists()
