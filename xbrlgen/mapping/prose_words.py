"""What the words beside a number of the running text say of its sign, and whether it is a change."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xbrlgen.model.taxonomy import Concept

_UP = """increase increases increased increasing up rise rises rose risen growth grew grow grown gain more
higher above exceed exceeds exceeded exceeding larger bigger wider widened advanced climbed jumped surged
expanded"""
_DOWN = """decrease decreases decreased decreasing down decline declines declined drop dropped fell fallen
less lower below reduction reduced smaller narrower narrowed shrank shrunk shrink contracted short
shortfall slipped"""
_BETTER = "improvement improved improves better favorable favorably"
_WORSE = "worse worsened deterioration deteriorated unfavorable unfavorably"
_EITHER = "change changed difference differed by"

DIRECTIONS: dict[str, int] = {
    **dict.fromkeys(_UP.split(), 1),
    **dict.fromkeys(_DOWN.split(), -1),
    **dict.fromkeys((_BETTER + " " + _WORSE + " " + _EITHER).split(), 0),
}
"""Words of a change: 1 up, -1 down, 0 where they do not say which."""
QUALITIES: dict[str, int] = {**dict.fromkeys(_BETTER.split(), 1), **dict.fromkeys(_WORSE.split(), -1)}
"""Words of a change for the better (1) or the worse (-1), whichever way the figure goes."""

_ADJECTIVES = "more less above below better worse smaller larger bigger wider narrower short"
ADJECTIVES = frozenset(_ADJECTIVES.split())
"""Words that speak of a number only from behind it: "$2 million more", not "more $2 million"."""

# What follows begins something else: "$34.1 million is up $1.7 million" is no increase of 34.1.
_BETWEEN = (
    "is was were are be has had have in for of from at to on with as than which that represents represented"
)
BETWEEN = frozenset(_BETWEEN.split())

_NO_NOUNS = """total amount amounts sum level value range net result results record figure figures quarter
quarters year years month months week weeks period periods half which that it they this operations date
respectively end margin basis projection guidance outlook forecast estimate target expectation and or but
million billion thousand percent shares share"""
NO_NOUNS = frozenset(_NO_NOUNS.split())
"""What stands before "of $5 million" or "was $5 million" and does not say what the number is."""

_SIGN_NOUNS = "loss losses profit profits income gain gains earnings deficit surplus"
SIGN_NOUNS = frozenset(_SIGN_NOUNS.split())
"""Nouns that give a figure named before its sign: "the operating result was a loss of $5 million"."""

# "a loss of $303,000", "net cash used in operations was $5 million", "negative $1.2 million"; but what is
# kept for losses is no loss: "the reserve for loan losses totaled $17.9 million".
_LOSS = re.compile(
    r"\b(?:(?<!\bfor\s)(?<!\bloan\s)(?<!\blease\s)(?<!\bcredit\s)loss(?:es)?|deficit|deficiency|negative|outflows?|used|burn(?:ed)?|shortfall|overdraft)\b",
    re.IGNORECASE,
)
_GAIN = re.compile(
    r"\b(?:income|profit(?:s|ability)?|earnings|earned|gains?|surplus|positive|inflows?|provided|generated)\b",
    re.IGNORECASE,
)
_COST = re.compile(r"\b(?:expenses?|costs?|charges?|provision|write-?downs?|payments?|paid)\b", re.IGNORECASE)
_BENEFIT = re.compile(r"\b(?:benefits?|credits?|reversals?|recover(?:y|ies))\b", re.IGNORECASE)
_RISE = re.compile(r"\bincreases?\b", re.IGNORECASE)
_FALL = re.compile(r"\bdecreases?\b", re.IGNORECASE)
_LOSS_NAME = re.compile(r"^(?:Loss|Deficit|Development\w*Deficit)")


_OPPOSITES = (
    (re.compile(r"\bloss(?:es)?\b", re.IGNORECASE), ("income", "profit")),
    (re.compile(r"\b(?:income|profit|earnings)\b(?!\s+tax)", re.IGNORECASE), ("loss",)),
)
_ONE_SIDED = re.compile(r"\b(?:interest|dividend|tax|rental|other|investment)\b", re.IGNORECASE)


def opposite(words: str) -> Iterator[str]:
    """How words of a result read where it is the other way: "net income" as "net loss", and the reverse.

    Words of both sides, and income that is never a loss (interest), have no opposite.
    """
    found = [(pattern, others) for pattern, others in _OPPOSITES if pattern.search(words)]
    if len(found) == 1 and _ONE_SIDED.search(words) is None:
        ((pattern, others),) = found
        yield from (pattern.sub(other, words) for other in others)


def polarity(concept: Concept, words: str) -> int:
    """The sign that words give the value of a concept: -1, 1, or 0 where they leave it open.

    ``words`` are the words that name the number ("net loss", "income tax benefit"). A loss is a
    negative value of what is credited (NetIncomeLoss) and a positive one of what is debited
    (LossContingencyLossInPeriod); a benefit is a negative expense; "cash used" is negative where
    the concept is of cash provided. Words of both signs ("net income (loss)") say nothing.
    """
    loss, gain = _LOSS.search(words) is not None, _GAIN.search(words) is not None
    cost, benefit = _COST.search(words) is not None, _BENEFIT.search(words) is not None
    if "IncreaseDecrease" in concept.name:
        rise, fall = _RISE.search(words) is not None, _FALL.search(words) is not None
        return 0 if rise == fall else 1 if rise else -1
    if concept.balance == "debit":
        # An expense: a benefit or a gain takes from it. An asset is neither.
        if benefit != cost and not loss:
            return 1 if cost else -1
        return 0 if loss == gain or not _is_cost(concept) else 1 if loss else -1
    if loss != gain:
        if _LOSS_NAME.match(concept.name):
            return 1 if loss else -1
        return -1 if loss else 1
    if not loss and cost != benefit and concept.balance == "credit" and _is_income(concept):
        return -1 if cost else 1
    return 0


def _is_cost(concept: Concept) -> bool:
    return concept.period == "duration" and re.search(r"Loss|Expense|Cost|Charge", concept.name) is not None


def _is_income(concept: Concept) -> bool:
    """Whether the concept's name holds both directions, as OtherNonoperatingIncomeExpense does."""
    return re.search(r"Income\w*Expense|Gain\w*Loss|Income\w*Loss", concept.name) is not None
