"""Waivers: which findings they cover, and which are called unused: none that waits for a check that did not run."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from xbrlgen.check.waivers import apply_waivers
from xbrlgen.mapping.load_filing import load_report
from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding, Severity
from xbrlgen.model.mapping import Filing, Waiver
from xbrlgen.model.project import Project
from xbrlgen.model.where import Where

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "mpower-2004q3"


@pytest.fixture(scope="module")
def plain() -> Filing:
    return load_report(Project.at(EXAMPLE))


def waived(filing: Filing, *codes: str) -> Filing:
    waivers = tuple(Waiver(Where("filing.yaml", n), code, (), "known") for n, code in enumerate(codes, 1))
    return replace(filing, waivers=waivers)


def unused(
    filing: Filing, *found: Finding, complete: bool = True, edgar: bool = False, dqc: bool = False
) -> str:
    result = apply_waivers(filing, found, complete=complete, edgar=edgar, dqc=dqc)
    return " ".join(f.message.split()[2] for f in result if f.code == "XG-MAP-016")


@pytest.mark.parametrize(
    ("code", "runs", "told"),
    [
        ("XG-TIE-001", {"complete": False}, True),
        ("XG-EFM-309", {"complete": False}, True),
        ("xbrl.5.2.5.2:calcInconsistency", {"complete": True}, True),
        ("xbrl.5.2.5.2:calcInconsistency", {"complete": False}, False),
        ("EFM.6.05.20", {"edgar": True}, True),
        ("EFM.6.05.20", {}, False),
        ("EXG.12.08", {}, False),
        ("XG-EFM-901", {}, False),
        ("DQC.US.0001.59", {"edgar": True, "dqc": True}, True),
        ("DQC.US.0001.59", {"edgar": True}, False),
        ("XG-REG-005", {"edgar": True, "dqc": True}, False),
        ("XG-MIG-001", {}, False),
        ("XG-OUT-001", {}, False),
    ],
)
def test_unused_is_what_could_have_been_found(
    code: str, runs: dict[str, bool], told: bool, plain: Filing
) -> None:
    assert unused(waived(plain, code), **runs) == (code if told else "")


@pytest.mark.parametrize("trouble", ["XG-EFM-901", "XG-EFM-902"])
def test_nothing_is_unused_of_a_validation_that_did_not_run(trouble: str, plain: Filing) -> None:
    filing = waived(plain, "EFM.6.05.20", "DQC.US.0001.59", "XG-TIE-001")
    assert unused(filing, finding(trouble, "not run"), edgar=True, dqc=True) == "XG-TIE-001"


def test_dqc_rules_that_stopped_leave_the_rest_asked(plain: Filing) -> None:
    filing = waived(plain, "EFM.6.05.20", "DQC.US.0001.59")
    assert unused(filing, finding("XG-EFM-903", "stopped"), edgar=True, dqc=True) == "EFM.6.05.20"


def test_a_waiver_covers_its_code_and_its_words(plain: Filing) -> None:
    filing = waived(plain, "XG-TIE-001")
    about = replace(filing.waivers[0], about=("Assets", "2004"))
    filing = replace(filing, waivers=(about,))
    hit = Finding("XG-TIE-001", Severity.ERROR, "ASSETS of 2004 does not foot")
    other = Finding("XG-TIE-001", Severity.ERROR, "Assets of 2005 does not foot")
    wrong = Finding("XG-TIE-002", Severity.ERROR, "Assets of 2004")
    found = apply_waivers(filing, [hit, other, wrong])
    assert [f.waived for f in found] == ["known", None, None]


def test_the_first_of_two_waivers_gives_the_reason_and_both_are_used(plain: Filing) -> None:
    filing = waived(plain, "XG-TIE-001", "XG-TIE-001")
    second = replace(filing.waivers[1], reason="later")
    filing = replace(filing, waivers=(filing.waivers[0], second))
    (found,) = apply_waivers(filing, [Finding("XG-TIE-001", Severity.ERROR, "x")])
    assert found.waived == "known"
