"""Where rows and columns cross: concepts of columns, members of rows, cells, periods of rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.project import codes, html_table, page_project, told, worked_project
from xbrlgen.model.finding import XbrlgenError

INTANGIBLES = html_table(
    """
    | June 30, 2025 (in thousands) | Gross amount | Accumulated amortization | Net |
    | Customer relationships | $ 4,200 | $ (1,150) | $ 3,050 |
    | Technology | 900 | (300) | 600 |
    | Total | $ 5,100 | $ (1,450) | $ 3,650 |
    """
)
CROSSED = """
statements:
- role: IntangiblesDetails
  title: Disclosure - Intangibles (Details)
  has: Technology
  period: quarter end
  axis: us-gaap:FiniteLivedIntangibleAssetsByMajorClassAxis
  columns:
    - {heading: /Gross/, concept: us-gaap:FiniteLivedIntangibleAssetsGross}
    - {heading: /amortization/, concept: us-gaap:FiniteLivedIntangibleAssetsAccumulatedAmortization, sign: flip}
    - {heading: Net, concept: us-gaap:FiniteLivedIntangibleAssetsNet}
  lines:
    - {line: Customer relationships, member: us-gaap:CustomerRelationshipsMember}
    - {line: Technology, member: us-gaap:TechnologyBasedIntangibleAssetsMember}
    - {line: Total}
"""
QUARTER_END = "periods: {quarter end: 2025-06-30, three months: 2025-04-01..2025-06-30}\n"
GROSS, NET = "FiniteLivedIntangibleAssetsGross", "FiniteLivedIntangibleAssetsNet"
AMORTIZED = "FiniteLivedIntangibleAssetsAccumulatedAmortization"


def test_column_gives_concept_and_row_member(tmp_path: Path) -> None:
    run = worked_project(page_project(tmp_path, INTANGIBLES, CROSSED, QUARTER_END))
    facts = told(run)
    day = "2025-06-30"
    assert facts[GROSS, day, ("CustomerRelationshipsMember",)] == "4200000 USD -3"
    assert facts[AMORTIZED, day, ("TechnologyBasedIntangibleAssetsMember",)] == "300000 USD -3"
    assert facts[NET, day, ()] == "3650000 USD -3"
    assert len([f for f in facts if f[0].startswith("FiniteLived")]) == 9
    assert run.report.coverage.unaccounted == ()


def test_cell_goes_before_line_and_column(tmp_path: Path) -> None:
    mapping = CROSSED.replace(
        "- {line: Total}",
        "- {line: Total, cells: {Net: us-gaap:IntangibleAssetsNetExcludingGoodwill, /Gross/: {omit: not filed},"
        " /amort/: {decimals: -5, member: us-gaap:TrademarksMember}}}",
    )
    run = worked_project(page_project(tmp_path, INTANGIBLES, mapping, QUARTER_END))
    facts = told(run)
    assert facts["IntangibleAssetsNetExcludingGoodwill", "2025-06-30", ()] == "3650000 USD -3"
    assert facts[AMORTIZED, "2025-06-30", ("TrademarksMember",)] == "1450000 USD -5"
    assert (GROSS, "2025-06-30", ()) not in facts
    assert [left.reason for left in run.report.coverage.left if left.reason] == ["not filed"]


def test_cell_without_concept_is_told(tmp_path: Path) -> None:
    mapping = CROSSED.replace("heading: Net, concept: us-gaap:FiniteLivedIntangibleAssetsNet", "heading: Net")
    run = worked_project(page_project(tmp_path, INTANGIBLES, mapping, QUARTER_END))
    found = [f for f in run.findings if f.code == "XG-MAP-060"]
    assert len(found) == 3
    assert 'column "Net"' in found[0].message
    assert len(run.report.coverage.unaccounted) == 3


def test_line_without_any_concept_is_misuse(tmp_path: Path) -> None:
    mapping = CROSSED
    for concept in (GROSS, AMORTIZED, NET):
        mapping = mapping.replace(f", concept: us-gaap:{concept}", "")
    with pytest.raises(XbrlgenError) as caught:
        worked_project(page_project(tmp_path, INTANGIBLES, mapping, QUARTER_END))
    assert codes(caught.value.findings) == ["XG-MAP-009"] * 3


def test_member_needs_an_axis(tmp_path: Path) -> None:
    mapping = CROSSED.replace("  axis: us-gaap:FiniteLivedIntangibleAssetsByMajorClassAxis\n", "")
    with pytest.raises(XbrlgenError) as caught:
        worked_project(page_project(tmp_path, INTANGIBLES, mapping, QUARTER_END))
    assert "is of no axis" in caught.value.findings[0].message


EQUITY = "<p>Statements of stockholders' equity (in thousands)</p>" + html_table(
    """
    | | Shares | Common stock | Retained earnings | Total |
    | Balance, December 31, 2024 | 900,000 | $ 1,200 | $ 8,000 | $ 9,200 |
    | Net income | | — | 430 | 430 |
    | Balance, March 31, 2025 | 900,000 | 1,200 | 8,430 | 9,630 |
    | Net income | | — | 410 | 410 |
    | Issuance of stock | 10,000 | 50 | — | 50 |
    | Dividends | | — | (40) | (40) |
    | Balance, June 30, 2025 | 910,000 | $ 1,250 | $ 8,800 | $ 10,050 |
    """
)
MATRIX = """
statements:
- role: StockholdersEquity
  title: Statement - Statements of Stockholders' Equity
  root: us-gaap:StatementOfStockholdersEquityAbstract
  table: /stockholders. equity/i
  positive: credit
  dash: none
  axis: us-gaap:StatementEquityComponentsAxis
  columns:
    - {heading: Shares, name: shares, member: us-gaap:CommonStockMember, scale: units}
    - {heading: Common stock, member: us-gaap:CommonStockMember}
    - {heading: Retained earnings, member: us-gaap:RetainedEarningsMember}
  lines:
    - line: /^Balance/
      concept: us-gaap:StockholdersEquity
      cells: {shares: us-gaap:SharesOutstanding}
      preferred: both
    - {line: Net income, concept: us-gaap:NetIncomeLoss}
    - line: Issuance of stock
      concept: us-gaap:StockIssuedDuringPeriodValueNewIssues
      cells: {shares: us-gaap:StockIssuedDuringPeriodSharesNewIssues}
    - {line: Dividends, concept: us-gaap:DividendsCommonStock}
"""
FIRST, SECOND = "2025-01-01..2025-03-31", "2025-04-01..2025-06-30"


def test_matrix_of_equity(tmp_path: Path) -> None:
    run = worked_project(page_project(tmp_path, EQUITY, MATRIX))
    facts = told(run)
    stock, earned = ("CommonStockMember",), ("RetainedEarningsMember",)
    assert facts["StockholdersEquity", "2024-12-31", ()] == "9200000 USD -3"
    assert facts["SharesOutstanding", "2025-06-30", stock] == "910000 shares 0"
    assert facts["NetIncomeLoss", FIRST, earned] == "430000 USD -3"
    assert facts["NetIncomeLoss", SECOND, ()] == "410000 USD -3"
    assert facts["StockIssuedDuringPeriodSharesNewIssues", SECOND, stock] == "10000 shares 0"
    assert facts["DividendsCommonStock", SECOND, earned] == "40000 USD -3"
    # A dash says nothing here.
    assert ("NetIncomeLoss", SECOND, stock) not in facts
    assert [f for f in run.findings if f.code in ("XG-READ-007", "XG-MAP-003", "XG-FACT-035")] == []


def test_matrix_is_laid_out_from_opening_to_closing_balance(tmp_path: Path) -> None:
    run = worked_project(page_project(tmp_path, EQUITY, MATRIX))
    role = next(r for r in run.report.extension.roles if r.id == "StockholdersEquity")
    arcs = [a for a in role.presentation if a.parent.endswith("LineItems")]
    shown = [(a.child.partition(":")[2], (a.preferred or "").rpartition("/")[2]) for a in arcs]
    assert shown == [
        ("StockholdersEquity", "periodStartLabel"),
        ("SharesOutstanding", "periodStartLabel"),
        ("NetIncomeLoss", ""),
        ("StockIssuedDuringPeriodValueNewIssues", ""),
        ("StockIssuedDuringPeriodSharesNewIssues", ""),
        ("DividendsCommonStock", "negatedLabel"),
        ("StockholdersEquity", "periodEndLabel"),
        ("SharesOutstanding", "periodEndLabel"),
    ]


def test_rows_of_one_caption_without_times_are_two_lines(tmp_path: Path) -> None:
    page = EQUITY.replace("Balance, March 31, 2025", "Subtotal")
    mapping = MATRIX + "    - {line: Subtotal, omit: of no use}\n"
    run = worked_project(page_project(tmp_path, page, mapping))
    # Both rows stand between December and June now: the same line twice, of the same time.
    assert "XG-MAP-003" in codes(run.findings)


MATURITIES = html_table(
    """
    | Year (in thousands) | Amount |
    | Remainder of 2025 | $ 100 |
    | 2026 | 200 |
    | 2027 | 300 |
    | Thereafter | 400 |
    | Total | $ 1,000 |
    """
)
BY_ORDER = """
statements:
- role: MaturitiesDetails
  title: Disclosure - Maturities (Details)
  has: Thereafter
  period: quarter end
  lines:
    - {line: /^Remainder/, concept: us-gaap:LongTermDebtMaturitiesRepaymentsOfPrincipalRemainderOfFiscalYear}
    - {line: '/^\\d{4}$/', nth: 1, concept: us-gaap:LongTermDebtMaturitiesRepaymentsOfPrincipalInNextTwelveMonths}
    - {line: '/^\\d{4}$/', nth: 2, concept: us-gaap:LongTermDebtMaturitiesRepaymentsOfPrincipalInYearTwo}
    - {line: Thereafter, concept: us-gaap:LongTermDebtMaturitiesRepaymentsOfPrincipalAfterYearFive}
    - {line: Total, concept: us-gaap:LongTermDebt}
"""


def test_years_of_maturities_are_no_periods(tmp_path: Path) -> None:
    run = worked_project(page_project(tmp_path, MATURITIES, BY_ORDER, QUARTER_END))
    facts = {name: value for (name, period, _), value in told(run).items() if period == "2025-06-30"}
    assert facts["LongTermDebtMaturitiesRepaymentsOfPrincipalInNextTwelveMonths"] == "200000 USD -3"
    assert facts["LongTermDebtMaturitiesRepaymentsOfPrincipalInYearTwo"] == "300000 USD -3"
    assert facts["LongTermDebt"] == "1000000 USD -3"


def test_name_of_no_period_is_told(tmp_path: Path) -> None:
    mapping = BY_ORDER.replace("period: quarter end", "period: quarters end")
    run = worked_project(page_project(tmp_path, MATURITIES, mapping, QUARTER_END))
    found = [f for f in run.findings if f.code == "XG-FACT-010"]
    assert len(found) == 1
    assert "quarters end" in found[0].message
    assert "quarter end" in (found[0].hint or "")
