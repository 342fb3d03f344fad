"""`optional: true`: a line that need not be in every release, and what becomes of its sums."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.project import codes, small_project
from xbrlgen import pipeline
from xbrlgen.model.finding import XbrlgenError

FAST = pipeline.Options(fast=True)
LINES = """\
  - {line: Cash, concept: us-gaap:CashAndCashEquivalentsAtCarryingValue}
  - {line: Receivables, concept: us-gaap:AccountsReceivableNetCurrent, optional: true}
  - {line: Other, concept: us-gaap:OtherAssetsCurrent}
  - {line: Total, concept: us-gaap:AssetsCurrent}
  sums:
  - AssetsCurrent = CashAndCashEquivalentsAtCarryingValue + AccountsReceivableNetCurrent + OtherAssetsCurrent
"""
WITH = "Cash | 10 | 9\nReceivables | 3 | 2\nOther | 2 | 1\nTotal | 15 | 12"
WITHOUT = "Cash | 10 | 9\nOther | 2 | 1\nTotal | 12 | 10"
RECEIVABLES = "us-gaap:AccountsReceivableNetCurrent"


def worked(folder: Path, rows: str, lines: str = LINES, **keys: str) -> pipeline.Worked:
    return pipeline.work(*pipeline.load(small_project(folder, rows, lines, **keys)))


def parts(found: pipeline.Worked) -> list[tuple[str, int]]:
    (role,) = (r for r in found.report.extension.roles if r.id == "Table")
    return [(arc.child.partition(":")[2], arc.order) for arc in role.calculation]


def test_there_it_is_a_line_like_any_other(tmp_path: Path) -> None:
    found = worked(tmp_path, WITH)
    assert [c for c in codes(found.findings) if c.startswith(("XG-MAP", "XG-TIE"))] == []
    assert [q for q, _ in parts(found)] == [
        "CashAndCashEquivalentsAtCarryingValue", "AccountsReceivableNetCurrent", "OtherAssetsCurrent",
    ]  # fmt: skip


def test_absent_it_is_no_finding_and_in_no_network(tmp_path: Path) -> None:
    found = worked(tmp_path, WITHOUT)
    assert [c for c in codes(found.findings) if c.startswith(("XG-MAP", "XG-TIE", "XG-EXT"))] == []
    assert parts(found) == [("CashAndCashEquivalentsAtCarryingValue", 1), ("OtherAssetsCurrent", 2)]
    arcs = [a for r in found.report.extension.roles for a in (*r.presentation, *r.calculation)]
    assert RECEIVABLES not in {a.child for a in arcs}
    assert found.matched.rules_used == found.matched.rules - 1


def test_without_the_word_it_is_an_error(tmp_path: Path) -> None:
    assert (
        codes(worked(tmp_path, WITHOUT, LINES.replace(", optional: true", "")).findings).count("XG-MAP-002")
        == 1
    )


@pytest.mark.parametrize(("total", "holds"), [("12", True), ("13", False)])
def test_the_sum_is_checked_without_it(total: str, holds: bool, tmp_path: Path) -> None:
    found = worked(tmp_path, WITHOUT.replace("12", total))
    assert ("XG-TIE-001" in codes(found.findings)) is not holds
    assert [t.holds for t in found.register.ties] == [holds, True]


def test_a_check_across_statements_is_applied_without_it(tmp_path: Path) -> None:
    check = f"checks:\n- {LINES.rpartition('- ')[2]}"
    lines = LINES.partition("  sums:")[0]
    assert [t.holds for t in worked(tmp_path / "a", WITHOUT, lines, mapping=check).register.ties] == [
        True,
        True,
    ]
    found = worked(tmp_path / "b", WITHOUT, lines.replace(", optional: true", ""), mapping=check)
    assert found.register.ties == ()
    assert "XG-TIE-005" in codes(found.findings)


def test_a_concept_that_another_line_must_give_is_still_asked_for(tmp_path: Path) -> None:
    twice = LINES.replace(
        "  - {line: Other,", f"  - {{line: Trade, concept: {RECEIVABLES}}}\n  - {{line: Other,", 1
    )
    found = worked(tmp_path, WITHOUT, twice)
    assert [f.message for f in found.findings if f.code == "XG-MAP-002"] == [
        'rule "Trade" found no line in Table'
    ]
    assert found.register.ties == ()


def test_a_statement_of_optional_lines_alone_may_be_missing(tmp_path: Path) -> None:
    more = """\
- role: Memo
  title: Statement - Memo
  table: /^memo/i
  lines:
  - {line: Backlog, concept: us-gaap:RevenueRemainingPerformanceObligation%s}
- role: Note
  title: Statement - Note
  note: "7"
  lines:
  - {text: "a provision of {amount}", concept: us-gaap:IncomeTaxExpenseBenefit%s}
"""
    word = ", optional: true"
    found = worked(tmp_path / "a", WITH, LINES, mapping=more % (word, word))
    assert "XG-MAP-011" not in codes(found.findings)
    found = worked(tmp_path / "b", WITH, LINES, mapping=more % ("", ""))
    assert codes(found.findings).count("XG-MAP-011") == 2


def test_a_line_left_out_may_be_optional(tmp_path: Path) -> None:
    lines = LINES.replace(f"concept: {RECEIVABLES}", "omit: not filed")
    assert "XG-MAP-002" not in codes(worked(tmp_path, WITHOUT, lines.partition("  sums:")[0]).findings)


def test_show_asks_for_no_line(tmp_path: Path) -> None:
    with pytest.raises(XbrlgenError, match="`show` takes no `optional`"):
        worked(
            tmp_path, WITH, f"{LINES.partition('  sums:')[0]}  - {{show: us-gaap:Assets, optional: true}}\n"
        )


@pytest.mark.parametrize("part", ["Receivables", "Other"])
def test_no_quotient_is_had_of_a_part_that_lacks(part: str, tmp_path: Path) -> None:
    """Neither an absent dividend nor an absent divisor is zero, or anything else."""
    lines = """\
  - {line: Receivables, concept: us-gaap:AccountsReceivableNetCurrent, optional: true}
  - {line: Other, concept: us-gaap:OtherAssetsCurrent, optional: true}
  - {line: Share, concept: abc:Share}
"""
    rows = "\n".join(r for r in ("Receivables | 3 | 2", "Other | 2 | 1") if not r.startswith(part))
    found = worked(
        tmp_path,
        f"{rows}\nShare | 1.5 | 2.0",
        lines,
        mapping="checks:\n- Share = AccountsReceivableNetCurrent / OtherAssetsCurrent\n",
        custom="  Share: {type: pure, period: instant, label: Share, why: test}\n",
    )
    assert found.register.ties == ()
    assert [c for c in codes(found.findings) if c.startswith("XG-TIE")] == []
