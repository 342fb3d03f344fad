"""One concept in several prints, and several concepts in one print."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from xbrlgen.assist.draft.sums import FoundSum
from xbrlgen.model.drafted import Option
from xbrlgen.model.source import LineItem

_US = "us-gaap:"
_PARTED = frozenset(
    _US + n
    for n in (
        "Revenues", "RevenueFromContractWithCustomerExcludingAssessedTax", "CostOfRevenue",
        "RevenueFromContractWithCustomerIncludingAssessedTax", "CostOfGoodsAndServicesSold",
    )
)  # fmt: skip
"""Totals whose parts are products, services or lines of business, more often than elements of their own."""
_SURE_ENOUGH = 0.85
"""A part that words name as plainly as this is what they say: "Interest income" among a bank's revenues."""
_BOTH = {
    _US + "EarningsPerShareBasic": _US + "EarningsPerShareDiluted",
    _US + "EarningsPerShareDiluted": _US + "EarningsPerShareBasic",
    _US + "WeightedAverageNumberOfSharesOutstandingBasic": _US
    + "WeightedAverageNumberOfDilutedSharesOutstanding",
    _US + "WeightedAverageNumberOfDilutedSharesOutstanding": _US
    + "WeightedAverageNumberOfSharesOutstandingBasic",
}


def parted(chosen: Mapping[int, Sequence[Option]], sums: Sequence[FoundSum]) -> dict[int, str]:
    """Rows that are parts of a total of revenue or of its cost, with the total's concept.

    All parts of such a total are added, two or more.
    """
    found: dict[int, str] = {}
    for total in sums:
        concept = chosen[total.total][0].concept if total.total in chosen else ""
        if concept not in _PARTED or len(total.parts) < 2 or any(sign < 0 for _, sign in total.parts):
            continue
        for part, _ in total.parts:
            options = chosen.get(part, ())
            if not options or options[0].confidence < _SURE_ENOUGH or options[0].concept in _PARTED:
                found[part] = concept
    return found


def both_kinds(line: LineItem, concept: str) -> tuple[str, ...]:
    """The other concept of a print for basic and diluted in one: "Basic and diluted loss per share"."""
    words = " ".join((*line.section[-1:], line.label))
    both = re.search(r"\bbasic\s+(?:and|&)\s+(?:fully\s+)?diluted\b", words, re.IGNORECASE)
    return (_BOTH[concept],) if both and concept in _BOTH else ()
