"""Sums, ratios and roll-forwards: exact where exact is meant, and every finding says which numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.project import EXAMPLE, copy_example, edit, small_project, worked_project
from xbrlgen import pipeline
from xbrlgen.model.finding import Finding, Severity, worst

FAST = pipeline.Options(fast=True)

LINES = """\
  - {line: Cash, concept: us-gaap:CashAndCashEquivalentsAtCarryingValue}
  - {line: Other, concept: us-gaap:OtherAssetsCurrent}
  - {line: Total, concept: us-gaap:AssetsCurrent}
"""
SUM = "AssetsCurrent = CashAndCashEquivalentsAtCarryingValue + OtherAssetsCurrent"


def ties(project: Path) -> list[Finding]:
    return sorted(
        (f for f in worked_project(project).findings if f.code.startswith("XG-TIE-")), key=Finding.sort_key
    )


def totals(folder: Path, rows: str, sums: str, **keys: str) -> list[Finding]:
    return ties(small_project(folder, rows, LINES + f"  sums:\n  - {sums}", **keys))


# -- sums ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("total", "holds"), [("12,000", True), ("12,001", False), ("11,999", False)])
def test_one_off_in_the_last_digit_is_found(total: str, holds: bool, tmp_path: Path) -> None:
    found = totals(tmp_path, f"Cash | 10,000 | 1\nOther | 2,000 | 1\nTotal | {total} | 2", SUM)
    assert (found == []) is holds
    if not holds:
        assert [f.code for f in found] == ["XG-TIE-001"]
        assert "the parts give 12,000,000" in found[0].message
        assert [r.where.line for r in found[0].related if r.where] == [8, 6, 7]
        assert len(found[0].subjects) == 3


@pytest.mark.parametrize(("total", "holds"), [("12,001", True), ("11,999", True), ("12,002", False)])
def test_rounding_is_tolerated_where_it_is_allowed(total: str, holds: bool, tmp_path: Path) -> None:
    """Two parts and a total, each within half a unit: 1.5 units in all."""
    rows = f"Cash | 10,000 | 1\nOther | 2,000 | 1\nTotal | {total} | 2"
    found = totals(tmp_path, rows, f"{{sum: {SUM}, rounding: allow}}")
    assert (found == []) is holds


def test_a_part_that_is_not_stated_is_named_and_counts_as_zero(tmp_path: Path) -> None:
    found = totals(tmp_path, "Cash | 10,000 | 1\nOther | | 1\nTotal | 12,000 | 2", SUM)
    assert [f.code for f in found] == ["XG-TIE-001", "XG-TIE-034"]
    assert "us-gaap:OtherAssetsCurrent is not stated" in found[0].message


def test_numbers_of_two_precisions_agree_within_the_coarser(tmp_path: Path) -> None:
    lines = LINES.replace(":AssetsCurrent}", ":AssetsCurrent, scale: millions}")
    ok = f"{lines}  sums:\n  - {SUM}"
    assert (
        ties(small_project(tmp_path / "a", "Cash | 10,040 | 1\nOther | 2,000 | 1\nTotal | 12.0 | 0.0", ok))
        == []
    )
    found = ties(
        small_project(tmp_path / "b", "Cash | 10,060 | 1\nOther | 2,000 | 1\nTotal | 12.0 | 0.0", ok)
    )
    assert [f.code for f in found] == ["XG-TIE-001"]


def test_many_digits_stay_exact(tmp_path: Path) -> None:
    """More digits than a float, or the usual Decimal context, can hold."""
    big = "10,000,000,000,000,000,000,000,000,001"
    rows = f"Cash | {big} | 1\nOther | 1 | 1\nTotal | {big} | 2"
    found = totals(tmp_path / "wrong", rows, SUM, caption="in dollars")
    assert [f.code for f in found] == ["XG-TIE-001"]
    assert "(difference -1)" in found[0].message
    rows = f"Cash | {big} | 1\nOther | 1 | 1\nTotal | {big[:-1]}2 | 2"
    assert totals(tmp_path / "right", rows, SUM, caption="in dollars") == []


# -- ratios ----------------------------------------------------------------------------------------

RATIO_LINES = """\
  - {line: Net, concept: us-gaap:NetIncomeLoss}
  - {line: Shares, concept: us-gaap:WeightedAverageNumberOfSharesOutstandingBasic}
  - {line: EPS, concept: us-gaap:EarningsPerShareBasic}
"""
RATIO = "checks:\n- EarningsPerShareBasic = NetIncomeLoss / WeightedAverageNumberOfSharesOutstandingBasic\n"


@pytest.mark.parametrize(
    ("net", "shares", "eps", "holds"),
    [
        ("1,000", "100,000", "0.01", True),
        ("1,500", "100,000", "0.01", True),  # 0.015 may round either way
        ("1,500", "100,000", "0.02", True),
        ("1,520", "100,000", "0.01", False),
        ("(1,000)", "100,000", "(0.01)", True),
        ("(1,000)", "100,000", "0.01", False),
        ("1", "100,000", "0.00", True),
        ("5", "1", "1.00", False),
        ("1", "2", "0.9", True),  # so coarse that one to three halves may stand behind it
    ],
)
def test_a_ratio_holds_within_the_rounding_of_what_is_printed(
    net: str, shares: str, eps: str, holds: bool, tmp_path: Path
) -> None:
    rows = f"Net | {net} | 1\nShares | {shares} | 1\nEPS | {eps} | 1.00"
    keys = {"period": "3 months", "mapping": RATIO, "caption": "in thousands, except per share amounts"}
    found = ties(small_project(tmp_path, rows, RATIO_LINES, **keys))
    assert ([f.code for f in found] == []) is holds, [f.message for f in found]
    if not holds:
        assert [f.code for f in found] == ["XG-TIE-003"]
        assert "which rounds to" in found[0].message


def test_the_loss_per_share_of_discontinued_operations_does_not_recompute() -> None:
    """As filed: $0.00 is printed, 508 thousand over 78,476,418 shares is 0.0065."""
    found = ties(EXAMPLE)
    assert [(f.code, f.severity) for f in found] == [("XG-TIE-003", Severity.WARNING)]
    assert "0.00 is printed, but 508,000 / 78,476,418 is 0.0065, which rounds to 0.01" in found[0].message
    assert [(r.where.line, r.where.file) for r in found[0].related if r.where] == [
        (262, "release.txt"),
        (254, "release.txt"),
        (258, "release.txt"),
    ]


def test_a_waiver_keeps_it_and_says_why(tmp_path: Path) -> None:
    project = copy_example(tmp_path)
    edit(
        project,
        "filing.yaml",
        "waivers:\n",
        "waivers:\n  - {code: XG-TIE-003, about: 0.0065, reason: printed so in the release}\n",
    )
    found = [f for f in pipeline.check(project, FAST).findings if f.code.startswith("XG-TIE-")]
    assert [f.waived for f in found] == ["printed so in the release"]
    assert worst(found) is None


# -- roll-forwards -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("(40,585)                 (39,239)", "(40,584)                 (39,239)"),
        ("(40,585)                 (39,239)", "(40,585)                 (39,238)"),
        ("(40,585)                 (39,239)", "(39,239)                 (40,585)"),
    ],
    ids=["closing", "opening", "swapped"],
)
def test_a_balance_that_does_not_roll_forward(old: str, new: str, tmp_path: Path) -> None:
    project = copy_example(tmp_path)
    edit(project, "release.txt", old, new)
    found = [f for f in ties(project) if f.code == "XG-TIE-004"]
    assert len(found) == 1
    assert "in 2004-07-01..2004-09-30" in found[0].message
    assert {r.where.line for r in found[0].related if r.where} == {214, 256}


# -- across statements ---------------------------------------------------------------------------------


def test_a_slip_in_one_of_two_tables_shows_where_it_is(tmp_path: Path) -> None:
    """Each statement is footed on what it prints itself."""
    project = copy_example(tmp_path)
    text = (project / "release.txt").read_text("utf-8")
    at = text.rindex("(3,875)")
    (project / "release.txt").write_text(text[:at] + "(3,876)" + text[at + 7 :], "utf-8")
    result = pipeline.check(project, FAST)
    sums = [f for f in result.findings if f.code == "XG-TIE-001"]
    assert [f.message.partition(" =")[0] for f in sums] == ["OperatingIncomeLoss"]
    assert "XG-FACT-001" in [f.code for f in result.findings]
