"""Accounts of a ledger and their balances, and what of them stands behind a fact."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from xbrlgen.model.period import Period
from xbrlgen.model.where import Where


@dataclass(frozen=True, slots=True)
class Balance:
    """One row of a trial balance.

    ``amount`` is the debit less the credit: positive for a debit balance. ``period`` is the day it
    stands at, or the span it moved in; None if the ledger does not say. ``currency`` is an ISO 4217
    code, None if it is not said; ``entity`` a company of the group, empty if there is one.
    """

    account: str
    name: str
    amount: Decimal
    where: Where
    period: Period | None = None
    entity: str = ""
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """What an account puts into a number: ``amount`` with the sign that it has there."""

    account: str
    name: str
    amount: Decimal
    where: Where

    def __str__(self) -> str:
        return f"{self.account} {self.name}".strip() + f" {self.amount:f}"
