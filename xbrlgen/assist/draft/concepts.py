"""Concepts for all lines of one statement at once."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xbrlgen.assist.draft.structure import weigh_structure
from xbrlgen.assist.draft.sums import FoundSum
from xbrlgen.catalog import Catalog
from xbrlgen.catalog.suggest import Suggester
from xbrlgen.model.drafted import LineKind, Option, StatementKind
from xbrlgen.model.matcher import fold
from xbrlgen.model.source import LineItem
from xbrlgen.model.taxonomy import Concept

_TRIED = 12
_FLOOR = 0.20
"""Below this confidence an element of the company's own is more honest than a guess."""
_OUT = 3.0
"""What a candidate loses, in logarithms, for standing on the wrong side of the statement."""
_LEAN = 1.2
"""What it loses for a sign that arithmetic contradicts, or a form that is rare in the section."""
_VAGUE = re.compile(
    r"^(?:basic|diluted|basic and diluted|other|others|other, net|total|net|current|deferred|domestic|foreign"
    r"|products?|services?|related part(?:y|ies)|third part(?:y|ies)|continuing operations"
    r"|discontinued operations)$"
)
"""Captions that say nothing without the heading they stand under."""
_NON_GAAP = re.compile(
    r"\badjusted\b|\bebitda\b|non-?gaap|\bfree cash flow\b|\bpro forma\b|\bcore (?:earnings|income|ffo)\b"
    r"|\bffo\b|\bexcluding\b|\bnormalized\b|\bbacklog\b|\bbookings\b"
)
"""Measures of the company's own: no standard element may stand for them (Regulation G; EFM 6.6)."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A row to be named: its number in the statement, what it counts, and where it stands.

    ``side`` is the balance that its part of the statement has; ``current`` whether it stands among current
    items; ``activity`` the section of a cash flow; None where nothing says it.
    """

    number: int
    line: LineItem
    kind: LineKind
    side: str | None = None
    current: bool | None = None
    activity: str | None = None
    instant: bool = False


def place_rows(kind: StatementKind, rows: Sequence[tuple[int, LineItem, LineKind]]) -> list[Asked]:
    """The rows with what their place in the statement says of them."""
    asked: list[Asked] = []
    captions = {number: fold(line.label) for number, line, _ in rows}

    def first(*patterns: str) -> int | None:
        return next((n for p in patterns for n, c in captions.items() if re.search(p, c)), None)

    assets = first(r"^total assets$", r"^total assets")
    current_assets = first(r"^total current assets")
    current_liabilities = first(r"^total current liabilities")
    activity = "operating"
    for number, line, what in rows:
        # The nearest heading: the outermost one is "Liabilities and shareholders' equity" for all of them.
        under = fold(line.section[-1]) if line.section else ""
        if kind is StatementKind.BALANCE:
            side, current = _balance_side(number, captions[number], under, assets), None
            if side == "debit" and current_assets is not None and "total assets" not in captions[number]:
                current = number <= current_assets
            elif side == "credit" and current_liabilities is not None and "equity" not in under:
                current = number <= current_liabilities
            asked.append(Asked(number, line, what, side, current, None, True))
            continue
        if kind is StatementKind.CASH_FLOW:
            named = re.search(r"(operating|investing|financing) activit", f"{under} {captions[number]}")
            if named:
                activity = named[1]
            ends = (
                re.search(r"\b(?:beginning|end|ending|start|opening|closing)\b", captions[number]) is not None
            )
            cash = "cash" in captions[number] and ends
            asked.append(Asked(number, line, what, None, None, "cash" if cash else activity, cash))
            if re.search(r"^net cash.*financing", captions[number]):
                activity = "end"
            continue
        asked.append(Asked(number, line, what))
    return asked


def _balance_side(number: int, caption: str, under: str, assets: int | None) -> str | None:
    if re.search(r"accumulated (?:depreciation|amortization)|allowance|treasury", caption):
        return None
    if assets is not None:
        return "debit" if number <= assets else "credit"
    if "asset" in under:
        return "debit"
    return "credit" if re.search("liabilit|equity|deficit", under) else None


def deducted(total: str | None, negative: bool) -> bool:
    """Whether a part's brackets say that it is taken away.

    Among what makes up a profit they do: "Interest expense (45)". Among expenses they are a credit: "Network
    optimization (47)" is a reversal, negative itself.
    """
    return negative and total != "debit"


class Chooser:
    """Chooses concepts for lines: by words first, then by what fits the statement."""

    def __init__(self, catalog: Catalog, suggester: Suggester) -> None:
        self._catalog = catalog
        self._suggester = suggester

    def choose(
        self,
        kind: StatementKind,
        asked: Sequence[Asked],
        sums: Sequence[FoundSum],
        negative: Mapping[int, bool],
        agreed: Mapping[str, str],
    ) -> dict[int, tuple[Option, ...]]:
        """For each row its concept and runners-up, best first; nothing for a row that no concept fits.

        ``agreed`` are concepts that captions have on another statement of the document. A concept is given
        once: the row that it fits best has it. Totals and parts are held against the balances of their sum.
        """
        options = {a.number: self._options(kind, a, agreed) for a in asked}
        self._weigh_sums(kind, options, sums, negative)
        weigh_structure(kind, options, sums, negative)
        taken: dict[str, int] = {}
        chosen: dict[int, tuple[Option, ...]] = {}
        # The surest first; of equal ones the upper.
        queue = sorted(
            (
                (option.confidence, -number, option.concept)
                for number, found in options.items()
                for option in found
            ),
            reverse=True,
        )
        for confidence, minus, concept in queue:
            number = -minus
            if number in chosen or concept in taken or confidence < _FLOOR:
                continue
            taken[concept] = number
            rest = [o for o in options[number] if o.concept != concept and o.concept not in taken]
            chosen[number] = (Option(concept, confidence), *rest[:3])
        return chosen

    def _options(self, kind: StatementKind, asked: Asked, agreed: Mapping[str, str]) -> list[Option]:
        line = asked.line
        caption = line.label
        if _NON_GAAP.search(fold(caption)):
            return []
        if line.section and (
            _VAGUE.match(fold(caption)) or len(caption) < 4 or asked.kind is not LineKind.MONEY
        ):
            # "Net loss" under "Basic and diluted loss per share" is an amount per share.
            caption = f"{line.section[-1]} {caption}"
        place = kind.value
        found = self._suggester.suggest(caption, place, (), _TRIED, lambda c: self._fits(c, asked))
        scores = {
            s.qname: math.log(max(s.confidence, 1e-6)) + self._lean(kind, s.qname, asked) for s in found
        }
        known = agreed.get(fold(line.label))
        if known is not None and self._fits_name(known, asked):
            scores[known] = max(scores.values(), default=0.0) + 1.5
        if not scores:
            return []
        # What leans against a candidate is taken off; what is left is shared out among all of them.
        whole = sum(math.exp(s) for s in scores.values())
        scale = min(1.0, 1.0 / whole) if whole > 1 else 1.0
        ordered = sorted(scores.items(), key=lambda p: (-p[1], p[0]))
        return [Option(name, min(0.99, math.exp(score) * scale)) for name, score in ordered]

    def _fits_name(self, qname: str, asked: Asked) -> bool:
        concept = self._catalog.concept(qname)
        return concept is not None and self._fits(concept, asked)

    def _fits(self, concept: Concept, asked: Asked) -> bool:
        """Type and period are no matter of taste."""
        wanted = {"pure": ("pure", "percent")}.get(asked.kind.value, (asked.kind.value,))
        instant = concept.period == "instant"
        return concept.kind in wanted and instant is asked.instant and not concept.deprecated

    def _lean(self, kind: StatementKind, qname: str, asked: Asked) -> float:
        concept = self._catalog.concept(qname)
        name = qname.partition(":")[2]
        if concept is None:
            return -_OUT
        off = 0.0
        if asked.side is not None and concept.balance not in (None, asked.side):
            off += _OUT
        if asked.current is not None:
            noncurrent = "Noncurrent" in name
            current = not noncurrent and "Current" in name
            off += _OUT * ((asked.current and noncurrent) or (not asked.current and current))
        if kind is StatementKind.CASH_FLOW:
            flow = name.startswith(("Payments", "Proceeds", "Repayments"))
            change = name.startswith("IncreaseDecrease")
            if asked.activity == "operating" and flow:
                off += _LEAN
            if asked.activity in ("investing", "financing") and change:
                off += _LEAN
        return -off

    def _weigh_sums(
        self,
        kind: StatementKind,
        options: dict[int, list[Option]],
        sums: Sequence[FoundSum],
        negative: Mapping[int, bool],
    ) -> None:
        """On an income statement what is taken away has the other balance, and what is added the same.

        A number in brackets that is added is taken away.
        """
        if kind not in (StatementKind.INCOME, StatementKind.BALANCE):
            return
        for found in sums:
            total = self._balance(options.get(found.total))
            if total is None:
                continue
            for part, sign in found.parts:
                if kind is StatementKind.BALANCE and negative[part]:
                    # A deficit among equity, or accumulated depreciation among assets: either may be meant.
                    continue
                weighed = []
                for option in options.get(part, ()):
                    concept = self._catalog.concept(option.concept)
                    balance = concept.balance if concept is not None else None
                    adds = (sign > 0) is not deducted(total, negative[part])
                    against = balance is not None and (balance == total) is not adds
                    confidence = option.confidence * (math.exp(-_LEAN) if against else 1.0)
                    weighed.append(Option(option.concept, confidence))
                options[part] = sorted(weighed, key=lambda o: (-o.confidence, o.concept))

    def _balance(self, options: Sequence[Option] | None) -> str | None:
        if not options:
            return None
        concept = self._catalog.concept(options[0].concept)
        return concept.balance if concept is not None else None
