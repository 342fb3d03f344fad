"""Filings of one company held against each other: what is told, what is not, and for whom."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import strategies as st

from tests.compare.companies import LINE, quarter
from tests.project import EXAMPLE, edit
from xbrlgen.compare.consistency import compare_sides
from xbrlgen.compare.consistency.side import Side, lines_of
from xbrlgen.model.codes import CODES
from xbrlgen.model.finding import Finding, Severity, XbrlgenError
from xbrlgen.pipeline import load, work
from xbrlgen.pipeline.consistent import Consistency, compare_filings
from xbrlgen.pipeline.testing import record_of

CASH = "us-gaap:CashAndCashEquivalentsAtCarryingValue"
OWN = "  - {line: Cash, concept: abc:Purse}"
PURSE = "  Purse: {type: monetary, period: instant, balance: debit, label: Purse, why: a test}\n"
EXPENSE = "  - {{line: Selling, concept: us-gaap:SellingGeneralAndAdministrativeExpense{}}}"
THREE = """
  - {line: Cash, concept: us-gaap:CashAndCashEquivalentsAtCarryingValue}
  - {line: Receivables, concept: us-gaap:AccountsReceivableNetCurrent}
  - {line: Total, concept: us-gaap:AssetsCurrent}
""".strip("\n")
THREE_ROWS = "Cash | 100 | 90\nReceivables | 50 | 40\nTotal | 150 | 130"
THREE_LATER = "Cash | 110 | 100\nReceivables | 60 | 50\nTotal | 170 | 150"
SUM = "  sums: [AssetsCurrent = CashAndCashEquivalentsAtCarryingValue + AccountsReceivableNetCurrent]\n"


def told(folder: Path) -> tuple[Finding, ...]:
    """What is said of the one company in a folder."""
    (company,) = compare_filings([folder]).companies
    return company.findings


@dataclass(frozen=True)
class Quarter:
    rows: str
    lines: str = LINE
    keys: dict[str, str] = field(default_factory=dict)


BEFORE = Quarter("Cash | 100 | 90")
AFTER = Quarter("Cash | 110 | 100")


def pair(folder: Path, before: Quarter, after: Quarter) -> tuple[Finding, ...]:
    quarter(folder, "q3", before.rows, before.lines, **before.keys)
    quarter(folder, "q4", after.rows, after.lines, **after.keys)
    return told(folder)


# -- each code, firing and not -------------------------------------------------------------

FIRES = {
    "another value": (
        BEFORE,
        Quarter("Cash | 110 | 101"),
        "XG-REG-005 warning q4/release.txt:6:98",
        f"{CASH} 2004-09-30 is 101,000 USD here and 100,000 in q3: restated by +1,000 (+1.0%)",
        ['source "Cash" q3/release.txt:6:78', "rule q4/mapping.yaml:9:12", "rule q3/mapping.yaml:9:12"],
    ),
    "another value by less than a twentieth of a percent": (
        Quarter("Cash | 1,000,000 | 90"),
        Quarter("Cash | 110 | 1,000,001"),
        "XG-REG-005 warning q4/release.txt:6:92",
        f"{CASH} 2004-09-30 is 1,000,001,000 USD here and 1,000,000,000 in q3: restated by +1,000",
        ['source "Cash" q3/release.txt:6:72', "rule q4/mapping.yaml:9:12", "rule q3/mapping.yaml:9:12"],
    ),
    "the sign of a value alone": (
        BEFORE,
        Quarter("Cash | 110 | (100)"),
        "XG-REG-005 warning q4/release.txt:6:97",
        f"{CASH} 2004-09-30 is -100,000 USD here and 100,000 in q3: the sign is turned",
        ['source "Cash" q3/release.txt:6:78', "rule q4/mapping.yaml:9:12", "rule q3/mapping.yaml:9:12"],
    ),
    "beyond the rounding of the coarser": (
        Quarter("Cash | 1,449 | 90"),
        Quarter("Cash | 2 | 2", keys={"caption": "amounts in $ millions"}),
        "XG-REG-005 warning q4/release.txt:6:100",
        f"{CASH} 2004-09-30 is 2,000,000 USD here and 1,449,000 in q3: restated by +551,000 (+38.0%)",
        ['source "Cash" q3/release.txt:6:76', "rule q4/mapping.yaml:9:12", "rule q3/mapping.yaml:9:12"],
    ),
    "another concept": (
        BEFORE,
        Quarter("Cash | 110 | 100", "  - {line: CASH, concept: us-gaap:Cash}"),
        "XG-REG-006 warning q4/mapping.yaml:9:27",
        f'"Cash" in Table is us-gaap:Cash (2 numbers) here and {CASH} (2 numbers) in q3',
        [
            'source "Cash" q4/release.txt:6:78',
            "rule q3/mapping.yaml:9:27",
            'source "Cash" q3/release.txt:6:78',
        ],
    ),
    "other members": (
        Quarter("Cash | 100 | 90"),
        Quarter(
            "Cash | 110 | 100",
            LINE.replace("}", ", dimensions: {srt:ConsolidationItemsAxis: us-gaap:OperatingSegmentsMember}}"),
        ),
        "XG-REG-006 warning q4/mapping.yaml:9:27",
        f'"Cash" in Table is {CASH} [us-gaap:OperatingSegmentsMember] (2 numbers) here and {CASH} (2 numbers) in q3',
        [
            'source "Cash" q4/release.txt:6:78',
            "rule q3/mapping.yaml:9:27",
            'source "Cash" q3/release.txt:6:78',
        ],
    ),
    "a sign that flips, with a period in both": (
        Quarter("Selling | (5) | (4)", EXPENSE.format(", sign: flip"), {"period": "3 months"}),
        Quarter("Selling | (6) | (5)", EXPENSE.format(""), {"period": "3 months"}),
        "XG-REG-007 warning q4/mapping.yaml:9:12",
        '"Selling" in Table, us-gaap:SellingGeneralAndAdministrativeExpense: the printed sign is kept here '
        "(as printed) and turned in q3 (sign: flip); us-gaap:SellingGeneralAndAdministrativeExpense of "
        "2004-07-01..2004-09-30 is -5,000 here and 5,000 there",
        [
            'source "Selling" q4/release.txt:6:79',
            "rule q3/mapping.yaml:9:12",
            'source "Selling" q3/release.txt:6:79',
        ],
    ),
    "a type of an own element": (
        Quarter("Cash | 100 | 90", OWN, {"custom": PURSE}),
        Quarter(
            "Cash | 110 | 100",
            OWN,
            {"custom": PURSE.replace("monetary", "shares").replace("balance: debit, ", "")},
        ),
        "XG-REG-008 warning q4/mapping.yaml:11:3",
        "abc:Purse is shares, without a balance here and monetary, debit in q3",
        ["rule q3/mapping.yaml:11:3"],
    ),
    "a label of an own element": (
        Quarter("Cash | 100 | 90", OWN, {"custom": PURSE}),
        Quarter("Cash | 110 | 100", OWN, {"custom": PURSE.replace("label: Purse", "label: The Purse")}),
        "XG-REG-008 warning q4/mapping.yaml:11:3",
        'abc:Purse is labelled "The Purse" here and labelled "Purse" in q3',
        ["rule q3/mapping.yaml:11:3"],
    ),
    "one label under two names": (
        Quarter("Cash | 100 | 90", OWN, {"custom": PURSE}),
        Quarter(
            "Cash | 110 | 100",
            OWN.replace("Purse", "Wallet"),
            {"custom": PURSE.replace("Purse:", "Wallet:").replace("label: Purse", "label: PURSE")},
        ),
        "XG-REG-008 warning q4/mapping.yaml:11:3",
        '"PURSE" is abc:Wallet here and abc:Purse in q3',
        ["rule q3/mapping.yaml:11:3"],
    ),
    "an own element in place of a standard one": (
        BEFORE,
        Quarter("Cash | 110 | 100", OWN, {"custom": PURSE}),
        "XG-REG-008 warning q4/mapping.yaml:9:27",
        f'"Cash" in Table is abc:Purse (2 numbers) here and {CASH} (2 numbers) in q3',
        [
            'source "Cash" q4/release.txt:6:78',
            "rule q3/mapping.yaml:9:27",
            'source "Cash" q3/release.txt:6:78',
        ],
    ),
    "documentation in other words": (
        Quarter("Cash | 100 | 90", OWN, {"custom": PURSE.replace("why", "documentation: Coins., why")}),
        Quarter("Cash | 110 | 100", OWN, {"custom": PURSE.replace("why", "documentation: Notes., why")}),
        "XG-REG-008 info q4/mapping.yaml:11:3",
        'abc:Purse is documented as "Notes." here and as "Coins." in q3',
        ["rule q3/mapping.yaml:11:3"],
    ),
    "another label of a standard concept": (
        BEFORE,
        Quarter("Cash and Notes | 110 | 100", LINE.replace("line: Cash", "line: Cash and Notes")),
        "XG-REG-010 info q4/mapping.yaml:9:12",
        f'{CASH} is labelled "Cash and Notes" here and "Cash" in q3',
        ["rule q3/mapping.yaml:9:12"],
    ),
}


@pytest.mark.parametrize("name", FIRES)
def test_one_slip_is_told_once_with_both_places(name: str, tmp_path: Path) -> None:
    before, after, head, message, related = FIRES[name]
    (found,) = pair(tmp_path, before, after)
    assert found.message == message
    assert f"{found.code} {found.severity} {found.where}" == head
    assert [f"{r.what} {r.where}" for r in found.related] == related


PASSES = {
    "nothing changes": (BEFORE, AFTER),
    "rounding explains the values": (
        Quarter("Cash | 1,451 | 90"),
        Quarter("Cash | 2 | 1", keys={"caption": "amounts in $ millions"}),
    ),
    "case and white space of a caption": (
        BEFORE,
        Quarter("CASH | 110 | 100", LINE.replace("Cash,", "cash,")),
    ),
    "a new line": (BEFORE, Quarter(THREE_LATER, THREE)),
    "a line that is gone": (Quarter(THREE_ROWS, THREE), AFTER),
    "one caption on several concepts, one of which is gone": (
        Quarter(
            "Basic and diluted | 1.00 | 2.00",
            "  - {line: Basic and diluted, concept: [us-gaap:EarningsPerShareBasic, us-gaap:EarningsPerShareDiluted]}",
            {"period": "3 months"},
        ),
        Quarter(
            "Basic and diluted | 3.00 | 1.00",
            "  - {line: Basic and diluted, concept: us-gaap:EarningsPerShareBasic, label: 'Earnings Per Share, Basic'}",
            {"period": "3 months"},
        ),
    ),
    "the release turns its brackets and the mapping follows": (
        Quarter("Selling | (5) | (4)", EXPENSE.format(", sign: flip"), {"period": "3 months"}),
        Quarter("Selling | 6 | 5", EXPENSE.format(""), {"period": "3 months"}),
    ),
    "another way to the same sign": (
        Quarter("Selling | (5) | (4)", EXPENSE.format(", sign: flip"), {"period": "3 months"}),
        Quarter(
            "Selling | (6) | (5)",
            EXPENSE.format(""),
            {"period": "3 months", "statement": "  positive: credit\n"},
        ),
    ),
    "one own element in both": (
        Quarter("Cash | 100 | 90", OWN, {"custom": PURSE}),
        Quarter("Cash | 110 | 100", OWN, {"custom": PURSE}),
    ),
    "documentation with other marks": (
        Quarter("Cash | 100 | 90", OWN, {"custom": PURSE.replace("why", "documentation: 'Coins.', why")}),
        Quarter("Cash | 110 | 100", OWN, {"custom": PURSE.replace("why", "documentation: coins, why")}),
    ),
    "documentation in one of them": (
        Quarter("Cash | 100 | 90", OWN, {"custom": PURSE.replace("why", "documentation: Coins., why")}),
        Quarter("Cash | 110 | 100", OWN, {"custom": PURSE}),
    ),
    "one sum in both": (
        Quarter(THREE_ROWS, THREE, {"statement": SUM}),
        Quarter(THREE_LATER, THREE, {"statement": SUM}),
    ),
    "a sum whose part is new": (
        Quarter(
            "Cash | 100 | 90\nTotal | 100 | 90",
            "\n".join(THREE.splitlines()[::2]),
            {"statement": "  sums: [AssetsCurrent = CashAndCashEquivalentsAtCarryingValue]\n"},
        ),
        Quarter("Cash | 110 | 100\nReceivables | 60 | 0\nTotal | 170 | 100", THREE, {"statement": SUM}),
    ),
}


@pytest.mark.parametrize("name", PASSES)
def test_what_is_no_slip_is_not_told(name: str, tmp_path: Path) -> None:
    assert pair(tmp_path, *PASSES[name]) == ()


# -- lines ---------------------------------------------------------------------------------


def test_the_same_caption_in_another_section_is_another_line(tmp_path: Path) -> None:
    lines = "  - heading: {}\n    lines:\n    - {{line: Other, concept: {}}}"
    before = Quarter("Assets\nOther | 100 | 90", lines.format("Assets", "us-gaap:OtherAssets"))
    after = Quarter("Debts\nOther | 7 | 8", lines.format("Debts", "us-gaap:OtherLiabilities"))
    assert pair(tmp_path, before, after) == ()


def side(project: Path) -> Side:
    worked = work(*load(project))
    return Side(
        project.name,
        worked.filing,
        worked.mapping,
        record_of(worked),
        lines_of(worked.matched, worked.report),
    )


def test_values_that_moved_with_their_lines_are_not_told_again(tmp_path: Path) -> None:
    """Two lines exchanged: each concept states the figure of the other line, and nobody restated anything."""
    first, second, total = THREE.splitlines()
    swapped = [
        first.replace(CASH, "us-gaap:AccountsReceivableNetCurrent"),
        second.replace("us-gaap:AccountsReceivableNetCurrent", CASH),
    ]
    later = Quarter(THREE_LATER.replace("150", "151"), "\n".join([*swapped, total]))
    found = pair(tmp_path, Quarter(THREE_ROWS, THREE), later)
    assert [(f.code, f.message.partition(" ")[0]) for f in found] == [
        ("XG-REG-006", '"Cash"'),
        ("XG-REG-006", '"Receivables"'),
        ("XG-REG-005", "us-gaap:AssetsCurrent"),
    ]


def test_a_change_of_taxonomy_is_named_as_a_cause(tmp_path: Path) -> None:
    before = side(quarter(tmp_path, "q3", "Cash | 100 | 90"))
    after = side(quarter(tmp_path, "q4", "Cash | 110 | 100", "  - {line: Cash, concept: us-gaap:Cash}"))
    (found,) = compare_sides((before, after)).findings
    assert found.hint == CODES["XG-REG-006"].remedy
    earlier = replace(before, mapping=replace(before.mapping, taxonomy="us-gaap/2024"))
    (found,) = compare_sides((earlier, after)).findings
    assert (
        found.hint
        == "right if the concept was replaced between us-gaap/2024 and us-gaap/2025; else choose one of them"
    )


def test_a_statement_with_a_new_role_name_is_known_by_its_title(tmp_path: Path) -> None:
    quarter(tmp_path, "q3", "Cash | 100 | 90")
    later = quarter(tmp_path, "q4", "Cash | 110 | 100", "  - {line: Cash, concept: us-gaap:Cash}")
    edit(later, "mapping.yaml", "role: Table", "role: BalanceSheet")
    concept, role = told(tmp_path)
    assert (concept.code, role.code) == ("XG-REG-006", "XG-REG-010")
    assert role.message == 'BalanceSheet "Statement - Table" here is Table "Statement - Table" in q3'
    edit(later, "mapping.yaml", "title: Statement - Table", "title: Statement - Assets")
    assert told(tmp_path) == ()


def test_a_new_title_of_a_role(tmp_path: Path) -> None:
    quarter(tmp_path, "q3", "Cash | 100 | 90")
    later = quarter(tmp_path, "q4", "Cash | 110 | 100")
    edit(later, "mapping.yaml", "title: Statement - Table", "title: Statement - Assets")
    (found,) = told(tmp_path)
    assert f"{found.code} {found.where}" == "XG-REG-010 q4/mapping.yaml:4:9"
    assert found.message == 'Table "Statement - Assets" here is Table "Statement - Table" in q3'


# -- signs ---------------------------------------------------------------------------------


def test_without_a_shared_period_a_flip_with_the_brackets_is_a_note_and_one_without_a_warning(
    tmp_path: Path,
) -> None:
    """q2 and q4 have no column in common."""
    for folder, rows, severity in (
        ("note", "Selling | 6 | 5", Severity.INFO),
        ("warning", "Selling | (6) | (5)", Severity.WARNING),
    ):
        quarter(
            tmp_path / folder,
            "q2",
            "Selling | (5) | (4)",
            EXPENSE.format(", sign: flip"),
            period="3 months",
        )
        quarter(tmp_path / folder, "q4", rows, EXPENSE.format(""), period="3 months")
        (found,) = told(tmp_path / folder)
        assert (found.code, found.severity) == ("XG-REG-007", severity)


def test_positive_of_a_statement_is_told_once_for_all_its_lines(tmp_path: Path) -> None:
    lines = "\n".join(
        f"  - {{line: {caption}, concept: us-gaap:{concept}}}"
        for caption, concept in (
            ("Marketing", "MarketingExpense"),
            ("Selling", "SellingGeneralAndAdministrativeExpense"),
            ("Research", "ResearchAndDevelopmentExpense"),
            ("Depreciation", "DepreciationDepletionAndAmortization"),
        )
    )
    rows = "Marketing | 5 | 4\nSelling | 6 | 7\nResearch | 8 | 9\nDepreciation | 2 | 1"
    later = "Marketing | 3 | 5\nSelling | 9 | 6\nResearch | 1 | 8\nDepreciation | 4 | 2"
    keys = {"period": "3 months"}
    quarter(tmp_path, "q3", rows, lines, statement="  positive: debit\n", **keys)
    quarter(tmp_path, "q4", later, lines, statement="  positive: credit\n", **keys)
    (found,) = told(tmp_path)
    assert found.code == "XG-REG-007"
    assert found.message.startswith(
        '4 lines of Table ("Marketing", "Selling", "Research", 1 more): the printed sign is turned here '
        "(positive: credit) and kept in q3 (positive: debit); us-gaap:MarketingExpense of "
    )


# -- sums ----------------------------------------------------------------------------------


def test_a_sum_that_one_mapping_lacks(tmp_path: Path) -> None:
    text = "AssetsCurrent = CashAndCashEquivalentsAtCarryingValue + AccountsReceivableNetCurrent"
    (lost,) = pair(
        tmp_path / "lost", Quarter(THREE_ROWS, THREE, {"statement": SUM}), Quarter(THREE_LATER, THREE)
    )
    assert f"{lost.code} {lost.severity} {lost.where}" == "XG-REG-010 info q4/mapping.yaml:4:9"
    assert lost.message == f"Table has no sum {text} here, though it states all of it; q3 has it"
    (won,) = pair(
        tmp_path / "won", Quarter(THREE_ROWS, THREE), Quarter(THREE_LATER, THREE, {"statement": SUM})
    )
    assert won.message == f"Table has a sum {text} here; q3 states all of it and has none"


def test_a_sum_with_other_parts_of_those_that_both_state(tmp_path: Path) -> None:
    other = SUM.replace(" + AccountsReceivableNetCurrent", "")
    (found,) = pair(
        tmp_path,
        Quarter(THREE_ROWS, THREE, {"statement": SUM}),
        Quarter(THREE_LATER, THREE, {"statement": other}),
    )
    assert found.code == "XG-REG-010"
    assert found.message.startswith(
        "Table sums AssetsCurrent = CashAndCashEquivalentsAtCarryingValue here and Assets"
    )


# -- values --------------------------------------------------------------------------------


def test_outlooks_that_changed_are_one_note(tmp_path: Path) -> None:
    """Reported in the second quarter for the two after it, and again in the third."""
    guide = "  - {line: Revenue, concept: us-gaap:Revenues}\n  - {line: Profit, concept: us-gaap:GrossProfit}"
    rows = "Revenue | {} | {}\nProfit | {} | {}"
    before = quarter(tmp_path, "q3", rows.format(10, 9, 5, 4), guide, period="3 months")
    edit(before, "filing.yaml", "period_end: 2004-09-30", "period_end: 2004-03-31")
    after = quarter(tmp_path, "q4", rows.format(12, 11, 7, 6), guide, period="3 months")
    edit(after, "filing.yaml", "period_end: 2004-12-31", "period_end: 2004-06-30")
    (found,) = told(tmp_path)
    assert f"{found.code} {found.severity}" == "XG-REG-005 info"
    assert found.message == (
        "2 figures of periods still to come when q3 was reported differ: us-gaap:Revenues 2004-07-01..2004-09-30 "
        "is 11,000 here and 10,000 there, and 1 more"
    )
    assert [str(r.where) for r in found.related] == ["q3/release.txt:6:79", "q3/release.txt:7:80"]


NUMBERS = st.integers(-(10**9), 10**9).map(Decimal)


# -- three filings -------------------------------------------------------------------------


def three(folder: Path, *concepts: str) -> tuple[Finding, ...]:
    for name, rows, concept in zip(
        ("q2", "q3", "q4"), ("Cash | 9 | 8", "Cash | 10 | 9", "Cash | 11 | 10"), concepts, strict=True
    ):
        quarter(folder, name, rows, LINE.replace(CASH, f"us-gaap:{concept}"))
    return told(folder)


@pytest.mark.parametrize(
    ("concepts", "place", "words"),
    [
        (
            ("Cash", "Cash", "Assets"),
            "q4",
            "Assets (2 numbers) here and us-gaap:Cash (2 numbers) in q3 and 1 filing before",
        ),
        (("Assets", "Cash", "Cash"), "q3", "Cash (2 numbers) here and us-gaap:Assets (2 numbers) in q2"),
        (
            ("Cash", "Assets", "Cash"),
            "q4",
            "Cash (2 numbers) here and us-gaap:Assets (2 numbers) in q3; before, us-gaap:Cash (2 numbers) in q2",
        ),
    ],
)
def test_a_line_is_told_once_where_it_changed_last(
    concepts: tuple[str, ...], place: str, words: str, tmp_path: Path
) -> None:
    (found,) = three(tmp_path, *concepts)
    assert found.message == f'"Cash" in Table is us-gaap:{words}'
    assert str(found.where) == f"{place}/mapping.yaml:9:27"


def test_a_value_is_told_once_where_it_changed_last(tmp_path: Path) -> None:
    quarter(tmp_path, "q3", "Cash | 100 | 90")
    quarter(tmp_path, "q4", "Cash | 110 | 101")
    late = quarter(tmp_path, "q4a", "Cash | 110 | 101", at="q4")
    edit(late, "filing.yaml", "date: 2004-10-29", "date: 2005-02-01")
    edit(late, "filing.yaml", "type: 8-K", "type: 10-K")
    (company,) = compare_filings([tmp_path]).companies
    (found,) = company.findings
    assert str(found.where).startswith("q4/release.txt")
    edit(late, "release.txt", "101", "102")
    (found,) = told(tmp_path)
    assert found.message.endswith(
        "is 102,000 USD here and 101,000 in q4: restated by +1,000 (+1.0%); before, 100,000 in q3"
    )
    assert [f.type for f in company.filings] == ["8-K", "8-K", "10-K"]


def test_of_many_changes_the_nearest_are_told(tmp_path: Path) -> None:
    for number in range(5):
        project = quarter(tmp_path, f"p{number}", f"Cash | {100 + number} | 90", at="q3")
        edit(project, "filing.yaml", "date: 2004-10-29", f"date: 2004-11-0{number + 1}")
    (found,) = told(tmp_path)
    assert found.message.endswith(
        "is 104,000 USD here and 103,000 in p3: restated by +1,000 (+1.0%); before, 102,000 in p2; "
        "before, 101,000 in p1; and 1 earlier change"
    )


# -- whose filings, and in what order ------------------------------------------------------


def company_names(done: Consistency) -> list[list[str]]:
    return [[f.project for f in c.filings] for c in done.companies]


def test_filings_run_by_period_then_by_day_then_amendments(tmp_path: Path) -> None:
    for name, at in (("z", "q2"), ("y", "q3"), ("x", "q3"), ("w", "q3")):
        quarter(tmp_path, name, "Cash | 100 | 90", at=at)
    edit(tmp_path / "w", "filing.yaml", "type: 8-K", "type: 8-K, amendment: true")
    edit(tmp_path / "x", "filing.yaml", "date: 2004-10-29", "date: 2004-11-15")
    assert company_names(compare_filings([tmp_path])) == [["z", "y", "w", "x"]]


def test_a_placeholder_is_told_by_name_and_prefix(tmp_path: Path) -> None:
    for name in ("q2", "q3", "q4"):
        quarter(tmp_path, name, "Cash | 100 | 100")
    edit(tmp_path / "q2", "filing.yaml", "name: ABC", "name: Abc.")
    assert company_names(compare_filings([tmp_path])) == [["q2", "q3", "q4"]]
    edit(tmp_path / "q3", "mapping.yaml", "prefix: abc", "prefix: abd")
    edit(tmp_path / "q4", "filing.yaml", "name: ABC", "name: ABD")
    done = compare_filings([tmp_path])
    assert sorted(company_names(done)) == [["q2"], ["q3"], ["q4"]]
    assert all(c.alone and c.findings == () for c in done.companies)


def test_a_company_is_its_cik_whatever_its_name_and_prefix(tmp_path: Path) -> None:
    quarter(tmp_path, "q2", "Cash | 9 | 8", OWN, custom=PURSE)
    quarter(tmp_path, "q3", "Cash | 10 | 9", OWN.replace("abc", "new"), custom=PURSE)
    quarter(tmp_path, "q4", "Cash | 11 | 10")
    for name, cik in (("q2", "77"), ("q3", "77"), ("q4", "78")):
        edit(tmp_path / name, "filing.yaml", "cik: placeholder", f"cik: {cik}")
    edit(tmp_path / "q3", "filing.yaml", "name: ABC", "name: New")
    edit(tmp_path / "q3", "mapping.yaml", "prefix: abc", "prefix: new")
    done = compare_filings([tmp_path])
    assert company_names(done) == [["q4"], ["q2", "q3"]]
    together = done.companies[1]
    assert (together.name, together.identifier, together.prefix) == ("New", "0000000077", "new")
    assert (together.lines, together.values, together.elements) == (1, 1, 1)
    assert together.findings == ()


def test_a_placeholder_joins_the_one_company_of_its_name_and_prefix(tmp_path: Path) -> None:
    for name in ("q2", "q3", "q4"):
        quarter(tmp_path, name, "Cash | 100 | 100")
    edit(tmp_path / "q2", "filing.yaml", "cik: placeholder", "cik: 77")
    assert company_names(compare_filings([tmp_path])) == [["q2", "q3", "q4"]]
    edit(tmp_path / "q3", "filing.yaml", "cik: placeholder", "cik: 78")
    assert sorted(company_names(compare_filings([tmp_path]))) == [["q2"], ["q3"], ["q4"]]


# -- folders, places, waivers ----------------------------------------------------------------


def test_a_project_that_cannot_be_read_is_told_and_the_others_are_compared(tmp_path: Path) -> None:
    quarter(tmp_path, "q2", "Cash | 90 | 80")
    quarter(tmp_path, "q3", "Cash | 100 | 91")
    broken = quarter(tmp_path, "q4", "Cash | 110 | 100")
    edit(broken, "mapping.yaml", "statements:", "statments:")
    done = compare_filings([tmp_path])
    ((project, findings),) = done.unread
    assert project == "q4"
    assert {(f.code, f.where and f.where.file) for f in findings} == {("XG-MAP-009", "q4/mapping.yaml")}
    assert company_names(done) == [["q2", "q3"]]
    assert [f.code for f in done.companies[0].findings] == ["XG-REG-005"]


@pytest.mark.parametrize("where", ["", "deep/er"])
def test_places_are_relative_to_the_folder_all_named_ones_lie_in(tmp_path: Path, where: str) -> None:
    folder = tmp_path / where
    quarter(folder, "q3", "Cash | 100 | 90")
    quarter(folder, "q4", "Cash | 110 | 101")
    whole = compare_filings([tmp_path])
    named = compare_filings([folder / "q4", folder / "q3", folder / "q3"])
    assert (whole.root, named.root) == (tmp_path.resolve(), folder.resolve())
    prefix = f"{where}/" if where else ""
    for done, start in ((whole, prefix), (named, "")):
        (found,) = done.findings
        places = [found.where, *(r.where for r in found.related)]
        assert all(p is not None and (done.root / p.file).is_file() for p in places)
        assert str(found.where).startswith(f"{start}q4/release.txt")
        assert str(tmp_path) not in repr(done.companies)


def test_a_folder_without_a_project_is_misuse(tmp_path: Path) -> None:
    with pytest.raises(XbrlgenError) as error:
        compare_filings([tmp_path])
    assert [f.code for f in error.value.findings] == ["XG-READ-001"]


def test_a_file_stands_for_its_project_and_one_of_no_project_is_misuse(tmp_path: Path) -> None:
    one = quarter(tmp_path, "q3", "Cash | 100 | 90")
    two = quarter(tmp_path, "q4", "Cash | 110 | 101")
    done = compare_filings([one / "mapping.yaml", two / "release.txt"])
    assert (done.root, [str(f.where) for f in done.findings]) == (tmp_path, ["q4/release.txt:6:98"])
    (tmp_path / "notes.txt").write_text("", "utf-8")
    with pytest.raises(XbrlgenError) as error:
        compare_filings([tmp_path / "notes.txt"])
    assert [f.code for f in error.value.findings] == ["XG-REG-009"]


def test_a_project_behind_a_link_is_where_it_was_found(tmp_path: Path) -> None:
    quarter(tmp_path / "here", "q3", "Cash | 100 | 90")
    quarter(tmp_path / "elsewhere", "q4", "Cash | 110 | 101")
    (tmp_path / "here" / "q4").symlink_to(tmp_path / "elsewhere" / "q4")
    done = compare_filings([tmp_path / "here" / "q3", tmp_path / "here" / "q4"])
    assert (done.root, company_names(done)) == (tmp_path / "here", [["q3", "q4"]])


def test_the_newer_filing_waives_with_its_reason(tmp_path: Path) -> None:
    waiver = "waivers:\n- {code: XG-REG-005, about: CashAndCash, reason: restated in note 2}\n"
    before, after = Quarter("Cash | 100 | 90"), Quarter("Cash | 110 | 101", keys={"filing": waiver})
    (found,) = pair(tmp_path / "new", before, after)
    assert found.waived == "restated in note 2"
    assert not compare_filings([tmp_path / "new"]).failed(Severity.INFO)
    before, after = Quarter("Cash | 100 | 90", keys={"filing": waiver}), Quarter("Cash | 110 | 101")
    (found,) = pair(tmp_path / "old", before, after)
    assert found.waived is None


def test_the_number_of_processes_changes_nothing(tmp_path: Path) -> None:
    quarter(tmp_path, "q2", "Cash | 90 | 80")
    quarter(tmp_path, "q3", "Cash | 100 | 91")
    quarter(tmp_path, "q4", "Cash | 110 | 100", OWN, custom=PURSE)
    broken = quarter(tmp_path, "qx", "Cash | 110 | 100", at="q4")
    (broken / "release.txt").unlink()
    one, two = (compare_filings([tmp_path], jobs=n) for n in (1, 2))
    assert one == two
    assert [f.code for f in one.findings] == ["XG-READ-001", "XG-REG-005", "XG-REG-008"]


# -- the example -----------------------------------------------------------------------------


def test_the_example_against_a_copy_with_known_slips(tmp_path: Path) -> None:
    for name in ("q3", "q4"):
        shutil.copytree(EXAMPLE, tmp_path / name, ignore=shutil.ignore_patterns("out", "expected"))
    later = tmp_path / "q4"
    edit(later, "filing.yaml", "period_end: 2004-09-30", "period_end: 2004-10-31")
    assert told(tmp_path) == ()
    mapping, release = "mapping.yaml", "release.txt"
    edit(
        later,
        mapping,
        "{line: Other Assets, concept: us-gaap:OtherAssetsNoncurrent}",
        "{line: Other Assets, concept: us-gaap:OtherAssets}",
    )
    edit(later, mapping, "InterestExpenseNonoperating, sign: flip}", "InterestExpenseNonoperating}")
    edit(
        later,
        mapping,
        "balance: credit\n    label: Adjusted Gross Margin\n",
        "balance: debit\n    label: Adjusted Gross Margin\n",
    )
    edit(later, release, "36,797\n", "36,979\n")
    found = [
        (f.code, re.sub(r":\d+", "", str(f.where)), f.message.partition(" is ")[0]) for f in told(tmp_path)
    ]
    assert found == [
        ("XG-REG-006", "q4/mapping.yaml", '"Other Assets" in ConsolidatedBalanceSheets'),
        (
            "XG-REG-007",
            "q4/mapping.yaml",
            '"Interest Expense" in ConsolidatedStatementsOfOperations, us-gaap:InterestExpenseNonoperating: '
            "the printed sign",
        ),
        ("XG-REG-008", "q4/mapping.yaml", "mpe:AdjustedGrossMargin"),
        ("XG-REG-005", "q4/release.txt", "us-gaap:Revenues 2003-07-01..2003-09-30"),
    ]


def test_the_examples_agree_but_for_what_the_company_changed() -> None:
    """A line has a new caption, and the outlook was changed; nothing else is to be said."""
    (company,) = (c for c in compare_filings([EXAMPLE.parent]).companies if c.prefix == "mpe")
    assert [f.project for f in company.filings] == ["mpower-2004q3", "mpower-2004q4"]
    assert company.lines > 70
    assert company.values > 100
    assert company.elements == 7
    assert [(f.code, f.severity) for f in company.findings] == [
        ("XG-REG-010", Severity.INFO),
        ("XG-REG-005", Severity.INFO),
    ]
    label, outlook = company.findings
    assert label.message.startswith(
        'us-gaap:SalesAndExciseTaxPayableCurrent is labelled "Accrued Sales and Use Tax'
    )
    assert "of periods still to come when mpower-2004q3 was reported differ" in outlook.message
