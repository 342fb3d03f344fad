"""Which rows of a draft are turned."""

from __future__ import annotations

from xbrlgen.assist.draft.signs import settle_signs
from xbrlgen.assist.draft.sums import FoundSum
from xbrlgen.model.drafted import StatementKind

INCOME, CASH = StatementKind.INCOME, StatementKind.CASH_FLOW


def test_an_expense_in_brackets_is_turned_and_one_without_is_not() -> None:
    labels = {0: "Operating income", 1: "Interest expense", 2: "Income before taxes"}
    balances: dict[int, str | None] = {0: "credit", 1: "debit", 2: "credit"}
    added = [FoundSum(2, ((0, 1), (1, 1)))]
    taken = [FoundSum(2, ((0, 1), (1, -1)))]
    negative = {0: False, 1: True, 2: False}
    assert settle_signs(INCOME, labels, balances, negative, added) == {0: False, 1: True, 2: False}
    assert settle_signs(INCOME, labels, balances, {**negative, 1: False}, taken)[1] is False


def test_a_loss_printed_without_brackets_is_negative() -> None:
    labels = {0: "Revenue", 1: "Expenses", 2: "Net loss"}
    balances: dict[int, str | None] = {0: "credit", 1: "debit", 2: "credit"}
    sums = [FoundSum(2, ((0, -1), (1, 1)))]
    negative = {0: False, 1: False, 2: False}
    assert settle_signs(INCOME, labels, balances, negative, sums) == {0: False, 1: False, 2: True}


def test_a_loss_in_brackets_is_so_already() -> None:
    flips = settle_signs(INCOME, {0: "Net loss"}, {0: "credit"}, {0: True}, [])
    assert flips == {0: False}


def test_payments_of_a_cash_flow_are_turned_and_its_result_is_not() -> None:
    labels = {0: "Net loss", 1: "Purchases of equipment", 2: "Depreciation"}
    balances: dict[int, str | None] = {0: "credit", 1: "credit", 2: "debit"}
    negative = {0: True, 1: True, 2: False}
    assert settle_signs(CASH, labels, balances, negative, []) == {0: False, 1: True, 2: False}
