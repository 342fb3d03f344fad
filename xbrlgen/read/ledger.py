"""Trial balances: accounts with debit and credit, or one signed balance; from delimited text and from sheets.

Account,Name,Debit,Credit
1000,Cash,34077.00,
2000,Accounts payable,,12450.00
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xbrlgen.model.ledger import Balance
from xbrlgen.model.period import Period
from xbrlgen.model.source import Source
from xbrlgen.model.where import Where
from xbrlgen.read.delimited import Dialect, Notices, Numbers, Open, records
from xbrlgen.read.heading_periods import heading_period
from xbrlgen.read.long import period_of
from xbrlgen.read.times import YearEnd

COLUMNS = {
    "account": ("account", "account number", "account no", "account code", "acct", "gl account", "code"),
    "name": ("name", "account name", "description", "title", "account description"),
    "debit": ("debit", "dr", "debits", "debit balance"),
    "credit": ("credit", "cr", "credits", "credit balance"),
    "balance": ("balance", "amount", "net", "signed", "ending balance", "closing balance", "net balance"),
    "period": ("period", "as of", "date", "end", "period end"),
    "start": ("start", "from", "period start"),
    "entity": ("entity", "company", "legal entity", "subsidiary"),
    "currency": ("currency", "ccy", "curr"),
}
"""What a column of the header may be called; case, points, spaces and underscores do not matter."""
HEADER_WITHIN = 10
"""Rows in which the header is looked for: above it stand the company, the report's name and its day."""
MOST_BALANCES = 500_000
_KNOWN = {alias: name for name, aliases in COLUMNS.items() for alias in aliases}


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A row's texts by column of the table it stands in, with their places."""

    texts: Sequence[str]
    places: Sequence[Where]

    def get(self, index: int | None) -> str:
        return self.texts[index].strip() if index is not None and index < len(self.texts) else ""


def header_of(texts: Iterable[str]) -> dict[str, int]:
    """The columns that a header names."""
    found: dict[str, int] = {}
    for index, text in enumerate(texts):
        name = _KNOWN.get(" ".join(text.replace("_", " ").replace(".", " ").split()).casefold())
        if name is not None:
            found.setdefault(name, index)
    return found


def is_header(texts: Sequence[str]) -> bool:
    """Whether a row heads a trial balance: accounts, with debit and credit or with a balance."""
    found = header_of(texts)
    return "account" in found and ({"debit", "credit"} <= found.keys() or "balance" in found)


def balances_of(
    rows: Iterable[LedgerRow], notices: Notices, numbers: Numbers, fye: YearEnd
) -> tuple[Balance, ...]:
    """The balances of the rows below the first header among the first rows.

    A row without an account is a total or a heading if its name says so or it has no amount, else
    XG-READ-061. XG-READ-063 if there is no header.
    """
    above: list[str] = []
    at: dict[str, int] | None = None
    found: list[Balance] = []
    title: Period | None = None
    for row in rows:
        if at is None:
            if is_header(row.texts):
                at = header_of(row.texts)
                title = next((p for t in above if (p := heading_period([t], fye)) is not None), None)
            elif len(above) >= HEADER_WITHIN:
                break
            else:
                above.append(" ".join(row.texts))
            continue
        balance = _balance(row, at, title, notices, numbers, fye)
        if balance is not None:
            found.append(balance)
            if len(found) > MOST_BALANCES:
                notices.add("XG-READ-004", f"more than {MOST_BALANCES:,} rows of a ledger", row.places[0])
                break
    if at is None:
        message = "no row names `account` with `debit` and `credit`, or with `balance`"
        notices.add("XG-READ-063", message, Where(notices.file))
    return tuple(found)


def _balance(
    row: LedgerRow,
    at: dict[str, int],
    title: Period | None,
    notices: Notices,
    numbers: Numbers,
    fye: YearEnd,
) -> Balance | None:
    account, name = row.get(at.get("account")), row.get(at.get("name"))
    amounts: dict[str, Decimal] = {}
    for column in ("debit", "credit", "balance"):
        index = at.get(column)
        text = row.get(index)
        if index is None or not text:
            continue
        figure = numbers.read(text, row.places[index])
        if figure is None:
            notices.add("XG-READ-061", f'"{text[:80]}" is no number', row.places[index])
            return None
        amounts[column] = figure.value
    if not account:
        said = " ".join(row.texts).casefold()
        if amounts and "total" not in said and "net " not in said:
            notices.add("XG-READ-061", "the row has an amount and no account", row.places[0])
        return None
    if not amounts:
        return None
    amount = amounts["balance"] if "balance" in amounts else _net(amounts)
    text = row.get(at.get("period"))
    start = row.get(at.get("start"))
    period = period_of(f"{start}..{text}" if start and text else text, fye) if text else title
    if text and period is None:
        notices.add("XG-READ-061", f'"{text[:80]}" is no period', row.places[at["period"]])
        return None
    currency = row.get(at.get("currency")) or None
    return Balance(account, name, amount, row.places[0], period, row.get(at.get("entity")), currency)


def _net(amounts: dict[str, Decimal]) -> Decimal:
    return amounts.get("debit", Decimal(0)) - amounts.get("credit", Decimal(0))


def read_ledger(open_: Open, dialect: Dialect, *, file: str, fiscal_year_end: YearEnd = (12, 31)) -> Source:
    """A trial balance in delimited text."""
    notices = Notices(file)
    rows = (
        LedgerRow(r.fields, [r.where(i) for i in range(len(r.fields))])
        for r in records(open_, dialect, file, notices)
    )
    balances = balances_of(rows, notices, Numbers(dialect, notices), fiscal_year_end)
    return Source.of(file, (), notices.findings).as_data(balances=balances)
