"""What a total is by what it is made of: the trunk of an income statement.

The identities are those of the taxonomy's calculations for statements of income (us-gaap 2025, stm/soi):
gross profit is revenue less its cost, operating income is gross profit less operating expenses, or revenue
less all costs and expenses, and so on to the result.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xbrlgen.assist.draft.sums import FoundSum
from xbrlgen.model.drafted import Option, StatementKind

_US = "us-gaap:"
_REVENUE = frozenset(
    _US + n
    for n in (
        "Revenues", "RevenueFromContractWithCustomerExcludingAssessedTax",
        "RevenueFromContractWithCustomerIncludingAssessedTax", "SalesRevenueNet",
        "RegulatedAndUnregulatedOperatingRevenue",
    )
)  # fmt: skip
_COST = frozenset(
    _US + n for n in ("CostOfRevenue", "CostOfGoodsAndServicesSold", "CostOfGoodsSold", "CostOfServices")
)
_EXPENSES = frozenset(_US + n for n in ("OperatingExpenses", "CostsAndExpenses"))
_PRETAX = _US + "IncomeLossFromContinuingOperationsBeforeIncomeTaxesExtraordinaryItemsNoncontrollingInterest"
_BEFORE_TAX = frozenset(
    _US + n
    for n in (
        "IncomeLossFromContinuingOperationsBeforeIncomeTaxesExtraordinaryItemsNoncontrollingInterest",
        "IncomeLossFromContinuingOperationsBeforeIncomeTaxesMinorityInterestAndIncomeLossFromEquityMethodInvestments",
        "IncomeLossFromContinuingOperationsBeforeIncomeTaxesDomestic",
    )
)
_TAX = frozenset({_US + "IncomeTaxExpenseBenefit"})
_DISCONTINUED = frozenset(
    _US + n
    for n in (
        "IncomeLossFromDiscontinuedOperationsNetOfTax",
        "IncomeLossFromDiscontinuedOperationsNetOfTaxAttributableToReportingEntity",
    )
)
_OPERATING = frozenset({_US + "OperatingIncomeLoss"})
_NONOPERATING = (
    "Interest",
    "Nonoperating",
    "Investment",
    "GainLoss",
    "IncomeLossFromEquityMethod",
    "Foreign",
)


@dataclass(frozen=True, slots=True)
class _Identity:
    """A total that has one of ``adds`` among its parts, and takes one of ``takes`` away."""

    total: str
    adds: frozenset[str]
    takes: frozenset[str]
    gain: float


_IDENTITIES = (
    _Identity(_US + "GrossProfit", _REVENUE, _COST, 0.9),
    _Identity(_US + "OperatingIncomeLoss", _REVENUE | {_US + "GrossProfit"}, _EXPENSES, 0.9),
    _Identity(_US + "NetIncomeLoss", _BEFORE_TAX, _TAX, 0.55),
)


def weigh_structure(
    kind: StatementKind,
    options: dict[int, list[Option]],
    sums: Sequence[FoundSum],
    negative: Mapping[int, bool],
) -> None:
    """Put forward what a total must be by its parts, from the top of the statement to its foot."""
    if kind is not StatementKind.INCOME:
        return
    for found in sums:
        signed = [
            (_best(options, part), (sign > 0) is not negative.get(part, False)) for part, sign in found.parts
        ]
        added = {name for name, adds in signed if adds and name}
        taken = {name for name, adds in signed if not adds and name}
        named = {name for name, _ in signed if name}
        for identity in _IDENTITIES:
            if added & identity.adds and taken & identity.takes:
                _put_forward(options, found.total, identity.total, identity.gain)
        # A total of expenses with the cost of revenue among them is all costs and expenses.
        if _best(options, found.total) in _EXPENSES:
            whole = bool(named & _COST)
            _put_forward(
                options, found.total, _US + ("CostsAndExpenses" if whole else "OperatingExpenses"), 0.85
            )
        if named & _OPERATING and not named & _TAX:
            rest = named - _OPERATING
            if rest and all(
                n.removeprefix(_US).startswith(_NONOPERATING) or "Nonoperating" in n or "Interest" in n
                for n in rest
            ):
                _put_forward(
                    options, found.total,
                    _PRETAX, 0.6,
                )  # fmt: skip
        if named & _DISCONTINUED and _best(options, found.total) in (
            _US + "NetIncomeLoss",
            _US + "ProfitLoss",
        ):
            for part, _ in found.parts:
                name = _best(options, part)
                if name not in _DISCONTINUED:
                    _put_forward(options, part, _US + "IncomeLossFromContinuingOperations", 0.7)


def _best(options: Mapping[int, Sequence[Option]], number: int) -> str:
    found = options.get(number)
    return found[0].concept if found else ""


def _put_forward(options: dict[int, list[Option]], number: int, concept: str, confidence: float) -> None:
    found = options.get(number, [])
    held = next((o.confidence for o in found if o.concept == concept), 0.0)
    if held >= confidence:
        return
    rest = [Option(o.concept, o.confidence * (1 - confidence)) for o in found if o.concept != concept]
    options[number] = sorted([Option(concept, confidence), *rest], key=lambda o: (-o.confidence, o.concept))
