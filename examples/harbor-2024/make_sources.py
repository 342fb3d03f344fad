"""Makes the two sources of this example anew: ``close.xlsx`` and ``trial-balance.csv``.

    python examples/harbor-2024/make_sources.py [folder]

Harbor Loom Company is invented. The workbook holds dollars and cents and shows thousands; its totals are
formulas, with the values they have. The trial balance has the accounts that the lines are made of.
"""

from __future__ import annotations

import csv
import sys
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

YEARS = (2024, 2023)
HERE = Path(__file__).parent
THOUSANDS = '#,##0,_);(#,##0,);"-"_)'
DOLLARS = '"$"#,##0,_);("$"#,##0,);"-"_)'

# Account, name, balance of each year; a debit is positive.
ACCOUNTS = (
    ("1000", "Operating bank account", "1204310.22", "924910.40"),
    ("1010", "Payroll bank account", "85904.15", "78544.80"),
    ("1200", "Trade debtors", "869730.10", "812610.75"),
    ("1290", "Allowance for doubtful debts", "-27800.00", "-22400.00"),
    ("1400", "Yarn and thread", "210402.55", "239112.05"),
    ("1410", "Finished cloth", "404700.00", "400700.00"),
    ("1600", "Looms and machinery", "2950000.40", "2601868.00"),
    ("1690", "Accumulated depreciation", "-1462320.00", "-1290000.00"),
    ("2000", "Trade creditors", "-530118.90", "-480110.00"),
    ("2100", "Accrued wages", "-120806.52", "-117890.00"),
    ("2110", "Accrued taxes", "-93000.00", "-87000.00"),
    ("2500", "Term loan", "-900000.00", "-960000.00"),
    ("3000", "Common stock", "-50000.00", "-50000.00"),
    ("3100", "Additional paid-in capital", "-1150000.00", "-1150000.00"),
    ("3200", "Retained earnings brought forward", "-900346.00", "-538735.00"),
    ("4000", "Sales of cloth", "-3640870.15", "-3300301.10"),
    ("4010", "Weaving for others", "-264000.00", "-220000.00"),
    ("5000", "Materials used", "1290040.00", "1203870.10"),
    ("5100", "Wages of weavers", "920000.00", "840000.00"),
    ("6000", "Salaries", "640760.33", "610020.00"),
    ("6100", "Rent", "180000.00", "168000.00"),
    ("6200", "Depreciation of office equipment", "199000.00", "180000.00"),
    ("7000", "Interest on the term loan", "54000.00", "58400.00"),
    ("8000", "Income taxes", "130413.82", "98400.00"),
)


def total(first: str, last: str, year: int, sign: int = 1) -> Decimal:
    """The balances of a range of accounts; ``sign`` -1 for those that are credits by nature."""
    column = 2 + YEARS.index(year)
    return sign * sum((Decimal(a[column]) for a in ACCOUNTS if first <= a[0] <= last), Decimal(0))


# Caption, indentation, currency sign, and either a range of accounts with its sign or a formula of rows.
BALANCE: tuple[tuple[str, int, bool, Any], ...] = (
    ("Current assets:", 0, False, None),
    ("Cash and cash equivalents", 1, True, ("1000", "1099", 1)),
    ("Accounts receivable, net", 1, False, ("1200", "1299", 1)),
    ("Inventories", 1, False, ("1400", "1499", 1)),
    ("Total current assets", 1, False, "=SUM({c}7:{c}9)"),
    ("Property, plant and equipment, net", 0, False, ("1600", "1699", 1)),
    ("Total assets", 0, True, "={c}10+{c}11"),
    ("", 0, False, None),
    ("Current liabilities:", 0, False, None),
    ("Accounts payable", 1, True, ("2000", "2099", -1)),
    ("Accrued liabilities", 1, False, ("2100", "2199", -1)),
    ("Total current liabilities", 1, False, "=SUM({c}15:{c}16)"),
    ("Long-term debt", 0, False, ("2500", "2599", -1)),
    ("Total liabilities", 0, False, "={c}17+{c}18"),
    ("Common stock", 0, False, ("3000", "3099", -1)),
    ("Additional paid-in capital", 0, False, ("3100", "3199", -1)),
    ("Retained earnings", 0, False, ("3200", "8999", -1)),
    ("Total stockholders' equity", 0, False, "=SUM({c}20:{c}22)"),
    ("Total liabilities and stockholders' equity", 0, True, "={c}19+{c}23"),
)
INCOME: tuple[tuple[str, int, bool, Any], ...] = (
    ("Net sales", 0, True, ("4000", "4999", -1)),
    ("Cost of sales", 0, False, ("5000", "5999", 1)),
    ("Selling, general and administrative expenses", 0, False, ("6000", "6999", 1)),
    ("Operating income", 0, False, "={c}6-{c}7-{c}8"),
    ("Interest expense", 0, False, ("7000", "7999", 1)),
    ("Income before income taxes", 0, False, "={c}9-{c}10"),
    ("Income tax expense", 0, False, ("8000", "8999", 1)),
    ("Net income", 0, True, "={c}11-{c}12"),
)


def write_workbook(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"author": "Harbor Loom Company", "created": datetime(2025, 2, 10)})
        sheet = book.add_worksheet("Balance sheet")
        _head(book, sheet, "Consolidated Balance Sheets", None)
        _rows(book, sheet, BALANCE, 5)
        sheet = book.add_worksheet("Income")
        _head(book, sheet, "Consolidated Statements of Income", "Year Ended")
        _rows(book, sheet, INCOME, 5)


def _head(book: Any, sheet: Any, title: str, span: str | None) -> None:
    bold = book.add_format({"bold": True})
    for row, text in enumerate(("Harbor Loom Company", title, "(in thousands)")):
        sheet.write_string(row, 0, text, bold)
    sheet.set_column(0, 0, 46)
    sheet.set_column(1, 2, 18)
    if span is not None:
        sheet.merge_range(3, 1, 3, 2, span, book.add_format({"bold": True, "align": "center"}))
    dated = book.add_format({"num_format": "mmmm d, yyyy", "bold": True})
    for i, year in enumerate(YEARS):
        sheet.write_datetime(4, 1 + i, datetime(year, 12, 31), dated)


def _rows(book: Any, sheet: Any, rows: tuple[tuple[str, int, bool, Any], ...], start: int) -> None:
    values: dict[tuple[int, str], Decimal] = {}
    for offset, (caption, indent, money, content) in enumerate(rows):
        row = start + offset
        if caption:
            sheet.write_string(row, 0, caption, book.add_format({"indent": indent}))
        if content is None:
            continue
        form = book.add_format({"num_format": DOLLARS if money else THOUSANDS})
        for i, year in enumerate(YEARS):
            letter = "BC"[i]
            if isinstance(content, str):
                formula = content.format(c=letter)
                value = _worked_out(formula, values)
                sheet.write_formula(row, 1 + i, formula, form, float(value))
            else:
                first, last, sign = content
                value = total(first, last, year, sign)
                sheet.write_number(row, 1 + i, float(value), form)
            values[row + 1, letter] = value


def _worked_out(formula: str, values: dict[tuple[int, str], Decimal]) -> Decimal:
    """The value of ``=SUM(B7:B9)`` or ``=B9-B10``."""
    body = formula[1:]
    if body.startswith("SUM("):
        first, last = body[4:-1].split(":")
        return sum((values[r, first[0]] for r in range(int(first[1:]), int(last[1:]) + 1)), Decimal(0))
    result, sign, cell = Decimal(0), 1, ""
    for c in body + "+":
        if c in "+-":
            result += sign * values[int(cell[1:]), cell[0]]
            sign, cell = (1 if c == "+" else -1), ""
        else:
            cell += c
    return result


def write_ledger(path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["Account", "Name", "Debit", "Credit", "As of"])
        for i, year in enumerate(YEARS):
            for account, name, *balances in ACCOUNTS:
                balance = Decimal(balances[i])
                debit, credit = (balance, "") if balance > 0 else ("", -balance)
                writer.writerow([account, name, debit, credit, f"{year}-12-31"])


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    write_workbook(folder / "close.xlsx")
    write_ledger(folder / "trial-balance.csv")
