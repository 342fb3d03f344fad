"""Which way lines count: a value is the printed number, or the printed number with its sign turned."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from xbrlgen.assist.draft.sums import FoundSum
from xbrlgen.model.drafted import StatementKind

_LOSS = re.compile(r"\bloss\b|\bdeficit\b|\bdecrease\b|\bused\b", re.IGNORECASE)
_GAIN = re.compile(
    r"\bincome\b|\bprofit\b|\bearnings\b|\bgain\b|\bincrease\b|\bprovided\b|\bequity\b", re.IGNORECASE
)


def settle_signs(
    kind: StatementKind,
    labels: Mapping[int, str],
    balances: Mapping[int, str | None],
    negative: Mapping[int, bool],
    sums: Sequence[FoundSum],
    closed: int | None = None,
) -> dict[int, bool]:
    """Which rows are turned, by their numbers.

    In a sum, concepts of one balance add up and those of the other are taken away (XBRL 2.1 section 5.1.1.2),
    so a part whose printed sign says otherwise is turned: "(800)" of an expense that is added to a profit has
    the value 800. Rows joined by sums share one question, which way the whole counts; the total at the foot
    answers it: as printed, but for a loss printed without brackets. In a cash flow, which counts what comes
    in, a credit concept is turned (payments stand in brackets); rows behind ``closed``, the cash at the end,
    say what was paid besides and are as printed. ``negative``: all numbers of the row are.
    """
    flips: dict[int, bool] = {}
    for number in labels:
        flips[number] = _alone(kind, labels[number], balances[number], negative[number])
    if kind is StatementKind.CASH_FLOW:
        return {n: turned and (closed is None or n < closed) for n, turned in flips.items()}
    # From the last total up: what a part must be follows from its total.
    for found in reversed(sums):
        for part, sign in found.parts:
            mine, total = balances.get(part), balances.get(found.total)
            if mine is None or total is None or part not in flips or found.total not in flips:
                continue
            same = mine == total
            turned_total = flips[found.total]
            # value_total = sum of weight x value; weight is +1 for the same balance, else -1.
            flips[part] = (sign > 0) is not same if not turned_total else (sign > 0) is same
    return flips


def _alone(kind: StatementKind, label: str, balance: str | None, negative: bool) -> bool:
    """Which way a row counts where no sum says it."""
    if kind is StatementKind.CASH_FLOW:
        return balance == "credit" and not _of_income(label)
    words_of_loss = bool(_LOSS.search(label)) and not _GAIN.search(label)
    if kind is StatementKind.INCOME and balance == "credit":
        # "Net loss 500" without brackets is a negative result.
        return words_of_loss and not negative
    if kind is StatementKind.INCOME and balance == "debit":
        return negative and not words_of_loss
    return False


def _of_income(label: str) -> bool:
    """A result at the head of a cash flow counts as on the statement it comes from."""
    return (
        re.search(
            r"^(?:net|consolidated|total)?\s*\(?(?:income|loss|earnings|profit)", label.strip(), re.IGNORECASE
        )
        is not None
    )
