"""Ledgers: accounts rolled up to lines, signs by nature, nothing lost, nothing twice."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

import xbrlgen
from tests.read.sheet.workbooks import C, workbook
from xbrlgen.model.accounts import Accounts
from xbrlgen.pipeline import Result

MAPPING = """taxonomy: us-gaap/2025
extension: {prefix: abc, namespace: "http://www.example.com/{period_end:%Y%m%d}"}
statements:
- role: BalanceSheet
  title: Statement - Balance Sheet
  period: instant
  lines:
  - {line: Cash, accounts: 1000..1099, concept: us-gaap:CashAndCashEquivalentsAtCarryingValue}
  - {line: Receivables, accounts: ["1100", "11?5"], concept: us-gaap:AccountsReceivableNetCurrent}
  - {line: Total assets, accounts: sum, concept: us-gaap:Assets, preferred: total}
  - {line: Payables, accounts: 2000, concept: us-gaap:AccountsPayableCurrent}
  - {line: Equity, accounts: [3000..3999, 4000..5999], concept: us-gaap:StockholdersEquity}
  - {line: Total, accounts: sum, concept: us-gaap:LiabilitiesAndStockholdersEquity, preferred: total}
  sums:
  - Assets = CashAndCashEquivalentsAtCarryingValue + AccountsReceivableNetCurrent
  - LiabilitiesAndStockholdersEquity = AccountsPayableCurrent + StockholdersEquity
- role: Income
  title: Statement - Income
  period: year
  positive: credit
  lines:
  - {line: Sales, accounts: "4*", concept: us-gaap:Revenues}
  - {line: Wages, accounts: 5000..5999, concept: us-gaap:OperatingExpenses}
  - {line: Result, accounts: sum, concept: us-gaap:OperatingIncomeLoss, preferred: total}
  sums:
  - OperatingIncomeLoss = Revenues - OperatingExpenses
omit_accounts:
- {accounts: 9*, reason: statistical}
"""
LEDGER = """Account,Name,Debit,Credit
1000,Bank,1500.50,
1010,Petty cash,,.50
1100,Trade debtors,250,
1105,Other debtors,50,
2000,Trade creditors,,700
3000,Capital,,1000
4000,Sales,,900
5000,Wages,800,
9000,Heads,12,
9001,Heads against,,12
,Total,2612.50,2612.50
"""


def project(
    folder: Path,
    ledger: str | bytes = LEDGER,
    *,
    name: str = "tb.csv",
    mapping: str = MAPPING,
    more: str = "",
) -> Path:
    data = ledger if isinstance(ledger, bytes) else ledger.encode()
    (folder / name).write_bytes(data)
    (folder / "mapping.yaml").write_text(mapping, "utf-8")
    (folder / "filing.yaml").write_text(
        f"sources: [{name}{more}]\nentity: {{name: ABC, cik: placeholder}}\n"
        "document: {type: 8-K, date: 2025-01-31, period_end: 2024-12-31}\n"
        "periods: {end: 2024-12-31, year: 2024-01-01..2024-12-31}\n",
        "utf-8",
    )
    return folder


def run(folder: Path, ledger: str | bytes = LEDGER, **keys: str) -> Result:
    return xbrlgen.check(project(folder, ledger, **keys), xbrlgen.Options(fast=True))


def values(result: Result) -> dict[str, object]:
    return {f.concept.name: f.value for f in result.report.facts if f.unit}


def codes(result: Result) -> set[str]:
    return {f.code for f in result.findings if not f.code.startswith(("XG-FACT-00", "XG-EFM"))}


EXPECTED = {
    "CashAndCashEquivalentsAtCarryingValue": Decimal(1500),
    "AccountsReceivableNetCurrent": Decimal(300),
    "Assets": Decimal(1800),
    "AccountsPayableCurrent": Decimal(700),
    "StockholdersEquity": Decimal(1100),
    "LiabilitiesAndStockholdersEquity": Decimal(1800),
    "Revenues": Decimal(900),
    "OperatingExpenses": Decimal(800),
    "OperatingIncomeLoss": Decimal(100),
}


def test_accounts_roll_up_with_signs_by_nature(tmp_path: Path) -> None:
    result = run(tmp_path)
    assert values(result) == EXPECTED
    assert codes(result) == set()
    assert {f.decimals for f in result.report.facts if f.unit} == {2}
    # The expense is printed in brackets where credits are positive, and turned back.
    wages = next(f for f in result.report.facts if f.concept.name == "OperatingExpenses")
    assert (wages.prints[0].text, wages.value) == ("(800.00)", 800)


def test_a_fact_leads_to_its_accounts(tmp_path: Path) -> None:
    result = run(tmp_path)
    facts = {f.concept.name: f for f in result.report.facts}
    cash = facts["CashAndCashEquivalentsAtCarryingValue"].origin.parts
    assert [(p.account, p.amount, str(p.where)) for p in cash] == [
        ("1000", Decimal("1500.50"), "tb.csv:2:1"),
        ("1010", Decimal("-0.50"), "tb.csv:3:1"),
    ]
    operating = facts["OperatingIncomeLoss"].origin.parts
    assert {p.account: p.amount for p in operating} == {"4000": 900, "5000": -800}
    for fact in result.report.facts:
        assert fact.unit is None or sum(p.amount for p in fact.origin.parts) == fact.value


def test_facts_csv_has_the_accounts(tmp_path: Path) -> None:
    result = run(tmp_path)
    table = b"".join(next(a for a in result.package if a.name == "facts.csv").stream()).decode()
    assert table.splitlines()[0].endswith(",support,accounts")
    assert "1000 Bank 1500.50; 1010 Petty cash -0.50" in table


def test_the_document_is_set_from_the_lines(tmp_path: Path) -> None:
    result = run(tmp_path)
    assert len(result.documents) == 2
    words = " ".join(run_.text for run_ in result.documents[1].runs())
    for text in ("Balance Sheet", "Cash", "1,500.00", "December 31, 2024"):
        assert text in words


@pytest.mark.parametrize(
    ("old", "new", "code", "says"),
    [
        ("1000,Bank,1500.50", "1000,Bank,1500.60", "XG-TIE-040", "debits are 0.10 more"),
        (
            "9000,Heads",
            "8000,Heads",
            "XG-MAP-052",
            "1 accounts fall in no line, with 12 together: 8000 Heads",
        ),
        ("2000,Trade", "2001,Trade", "XG-MAP-053", "accounts 2000 are in no ledger"),
    ],
)
def test_what_is_wrong_in_the_ledger(tmp_path: Path, old: str, new: str, code: str, says: str) -> None:
    result = run(tmp_path, LEDGER.replace(old, new))
    assert code in codes(result)
    assert says in "\n".join(f.message for f in result.findings)


@pytest.mark.parametrize(
    ("old", "new", "code", "says"),
    [
        (
            "accounts: 2000,",
            "accounts: 1000..2000,",
            "XG-MAP-051",
            "accounts 1000, 1010 are in 2 lines",
        ),
        ("9*", "99*", "XG-MAP-052", "9000 Heads, 9001 Heads against"),
        (
            "Assets = CashAndCash",
            "StockholdersEquity = CashAndCash",
            "XG-MAP-053",
            "no sum of BalanceSheet gives us-gaap:Assets",
        ),
        ("accounts: 2000,", "accounts: 2000..100,", "XG-MAP-009", "is no range of accounts"),
        ("accounts: 2000,", "accounts: 2000, omit: x,", "XG-MAP-009", ""),
    ],
)
def test_what_is_wrong_in_the_mapping(tmp_path: Path, old: str, new: str, code: str, says: str) -> None:
    assert old in MAPPING
    mapping = MAPPING.replace(old, new, 1)
    try:
        found = run(tmp_path, mapping=mapping).findings
    except xbrlgen.XbrlgenError as error:
        found = error.findings
    assert code in {f.code for f in found}
    assert says in "\n".join(f.message for f in found)


def test_a_concept_without_a_balance_needs_a_side(tmp_path: Path) -> None:
    line = '- {line: Sales, accounts: "4*", concept: us-gaap:Revenues}'
    other = "- {line: Other, accounts: 6000, concept: us-gaap:IncreaseDecreaseInReceivables, positive: debit}"
    assert line in MAPPING
    mapping = MAPPING.replace(line, f"{line}\n  {other}")
    ledger = LEDGER.replace("9000,", "6000,X,7,\n6001,Y,,7\n9000,").replace("6001", "9002")
    assert values(run(tmp_path, ledger, mapping=mapping))["IncreaseDecreaseInReceivables"] in (7, -7)


def test_two_periods_are_two_columns(tmp_path: Path) -> None:
    rows = LEDGER.splitlines()[1:-1]
    head = "Account,Name,Debit,Credit,As of\n"
    both = "".join(f"{r},2024-12-31\n" for r in rows) + "".join(f"{r},2023-12-31\n" for r in rows)
    folder = project(tmp_path, head + both)
    text = (folder / "filing.yaml").read_text("utf-8")
    (folder / "filing.yaml").write_text(
        text.replace("periods: {", "periods: {before: 2023-12-31, year before: 2023-01-01..2023-12-31, "),
        "utf-8",
    )
    result = xbrlgen.check(folder, xbrlgen.Options(fast=True))
    cash = [f for f in result.report.facts if f.concept.name.startswith("CashAnd")]
    assert [str(f.context.period) for f in cash] == ["2024-12-31", "2023-12-31"]
    assert codes(result) == set()


def test_entities_are_added_and_each_must_balance(tmp_path: Path) -> None:
    rows = LEDGER.splitlines()[1:-1]
    head = "Account,Name,Debit,Credit,Entity\n"
    both = "".join(f"{r},Parent\n" for r in rows) + "".join(f"{r},Sub\n" for r in rows)
    assert values(run(tmp_path, head + both))["Assets"] == 3600
    moved = both.replace("5000,Wages,800,,Parent", "5000,Wages,790,,Parent").replace(
        "5000,Wages,800,,Sub", "5000,Wages,810,,Sub"
    )
    found = [f.message for f in run(tmp_path, head + moved).findings if f.code == "XG-TIE-040"]
    assert len(found) == 2
    assert "(Parent)" in found[0]


def test_another_currency_is_not_added(tmp_path: Path) -> None:
    rows = LEDGER.splitlines()[1:-1]
    ledger = "Account,Name,Debit,Credit,Currency\n" + "".join(f"{r},USD\n" for r in rows)
    ledger += "1000,Bank,5,,EUR\n2000,Creditors,,5,EUR\n"
    result = run(tmp_path, ledger)
    assert "XG-FACT-050" in codes(result)
    assert values(result) == EXPECTED


def test_a_signed_balance_and_a_title_with_the_day(tmp_path: Path) -> None:
    ledger = "ABC Corp,,\nTrial balance as of December 31 2024,,\nAccount,Description,Balance\n"
    for row in LEDGER.splitlines()[1:-1]:
        account, name, debit, credit = row.split(",")
        ledger += f"{account},{name},{debit or '-' + credit}\n"
    result = run(tmp_path, ledger)
    assert values(result) == EXPECTED


def test_a_sheet_may_be_a_trial_balance(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Trial balance"], [], ["Account", "Name", "Debit", "Credit"]]
    for row in LEDGER.splitlines()[1:]:
        account, name, debit, credit = row.split(",")
        cells = [C(float(x), "#,##0") if x else None for x in (debit, credit)]
        rows.append([C(int(account), "0") if account else None, name, *cells])
    result = run(tmp_path, workbook({"TB": rows}), name="tb.xlsx")
    assert values(result) == EXPECTED
    cash = next(f for f in result.report.facts if f.concept.name.startswith("CashAnd"))
    assert str(cash.origin.parts[0].where) == "tb.xlsx[TB!A4]"


@pytest.mark.parametrize(
    ("text", "takes", "not_"),
    [
        ("1000..1999", ["1000", "1999", "1500.10", "1500-2"], ["999", "2000", "15000", "A1500", ""]),
        ("1000-1999", ["1500"], ["2500"]),
        ("1000", ["1000"], ["10000", "1000.1"]),
        ("12*", ["12", "1234", "12-x"], ["212"]),
        ("12??", ["1200"], ["120", "12000"]),
        ("4.1.2", ["4.1.2"], ["4x1x2"]),
        ("ar*", ["AR100"], ["BR100"]),
    ],
)
def test_accounts(text: str, takes: list[str], not_: list[str]) -> None:
    accounts = Accounts.parse(text)
    assert [a for a in takes if not accounts.takes(a)] == []
    assert [a for a in not_ if accounts.takes(a)] == []


@pytest.mark.parametrize("text", ["2000..1000", "100..2000", "(a+)+$", "", "x" * 100])
def test_no_accounts(text: str) -> None:
    with pytest.raises(ValueError, match="account"):
        Accounts.parse(text)
