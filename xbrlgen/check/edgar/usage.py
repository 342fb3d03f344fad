"""How standard elements are used: what filers trip over most, of the kinds that the DQC rules look for.

The numbers of the DQC's rules and the elements they speak of are facts; how they are looked for here is our
own. Every rule is a warning: what it sees is mostly a slip, and may be what the company means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from xbrlgen.check.edgar.facts import decimals_of
from xbrlgen.check.edgar.quality import may_turn
from xbrlgen.model.cover import form_of
from xbrlgen.model.rounded import Rounded
from xbrlgen.written.views import ArcView, Dims, FactView, Flaw, Rules, Written, about, ids_of

_NET_CASH = "us-gaap:NetCashProvidedByUsedIn"
_CONTINUING = "ContinuingOperations"
_KINDS = ("OperatingActivities", "InvestingActivities", "FinancingActivities")
_ACCRUAL = re.compile(
    r"us-gaap:IncreaseDecreaseIn(?:Accounts|Accrued|Inventor|Prepaid|OperatingCapital|Contract|DeferredRevenue"
    r"|EmployeeRelated|IncomeTaxes|InterestPayable|OperatingLease|OtherOperating)"
)
"""Changes of working capital: they reconcile income with operating cash, and move no other cash."""
_INCOME = frozenset(
    f"us-gaap:{name}"
    for name in (
        "NetIncomeLoss",
        "ProfitLoss",
        "IncomeLossFromContinuingOperations",
        "IncomeLossFromContinuingOperationsIncludingPortionAttributableToNoncontrollingInterest",
    )
)
_CHANGE_IN_CASH = re.compile(
    r"(?:us-gaap:(?:Cash\w*PeriodIncreaseDecrease\w*|CashPeriodIncreaseDecrease\w*"
    r"|NetCashProvidedByUsedInContinuingOperations|NetCashProvidedByUsedInDiscontinuedOperations))$"
)
_CASH_FLOWS = re.compile(
    r"\d+ - Statement - (?!.*\((?:Parenthetical|Details?)\)).*cash\s*flow", re.IGNORECASE
)
_NEEDS: dict[str, tuple[str, ...]] = {
    "us-gaap:ConcentrationRiskPercentage1": (
        "us-gaap:ConcentrationRiskByTypeAxis",
        "us-gaap:ConcentrationRiskByBenchmarkAxis",
    ),
    "us-gaap:ConcentrationRiskPercentage": (
        "us-gaap:ConcentrationRiskByTypeAxis",
        "us-gaap:ConcentrationRiskByBenchmarkAxis",
    ),
    "us-gaap:EquityMethodInvestmentOwnershipPercentage": (
        "us-gaap:ScheduleOfEquityMethodInvestmentEquityMethodInvesteeNameAxis",
    ),
}
"""What a share is of, or a percentage of whom, only an axis says."""
_LOCATED = (
    "us-gaap:OperatingLeaseLiability",
    "us-gaap:FinanceLeaseLiability",
    "us-gaap:OperatingLeaseRightOfUseAsset",
    "us-gaap:FinanceLeaseRightOfUseAsset",
)
_LOCATION = "us-gaap:BalanceSheetLocationAxis"
_FLAGS = (
    "ecd:Rule10b51ArrAdoptedFlag",
    "ecd:NonRule10b51ArrAdoptedFlag",
    "ecd:Rule10b51ArrTrmntdFlag",
    "ecd:NonRule10b51ArrTrmntdFlag",
)
"""Item 408(a) of Regulation S-K, of 10-Q and 10-K."""
_NONOPERATING = ("us-gaap:NonoperatingIncomeExpense", "us-gaap:OtherNonoperatingIncomeExpense")
_SYMBOL = re.compile(r"[A-Z0-9]{1,8}(?:[ .\-/]?[A-Z]{1,4}(?:-?[A-Z0-9]{1,2})?)?")
_NO_SYMBOL = frozenset({"NONE", "N/A", "NULL", "NIL", "TBD"})
_PARTS_OF_YEAR = 25
"""Days by which a shorter period must lie inside a longer one to be another column and not its other name."""


def _below(w: Written, tops: tuple[str, ...]) -> Iterator[tuple[str, ArcView]]:
    """(top, arc) of every part, however deep, of these sums."""
    parts: dict[tuple[str, str], list[ArcView]] = {}
    for a in w.network("cal"):
        parts.setdefault((a.role, a.parent), []).append(a)
    for (role, parent), arcs in parts.items():
        if parent not in tops:
            continue
        seen: set[str] = set()
        todo = list(arcs)
        while todo:
            a = todo.pop()
            if a.child not in seen and a.child not in tops:
                seen.add(a.child)
                yield parent, a
                todo += parts.get((role, a.child), [])


def _cash(*kinds: str) -> tuple[str, ...]:
    return tuple(f"{_NET_CASH}{kind}{end}" for kind in kinds for end in ("", _CONTINUING))


def _flaw(w: Written, arc: ArcView, message: str, hint: str | None = None) -> Flaw:
    return Flaw(message, arc.where, ids_of(w.by_concept.get(arc.child, ())), arc.child, hint)


def accruals(w: Written) -> Iterator[Flaw]:
    for top, a in _below(w, _cash(*_KINDS[1:])):
        if _ACCRUAL.match(a.child):
            yield _flaw(w, a, f"{a.child} is a change of working capital and a part of {top}")


def income_taken_off(w: Written) -> Iterator[Flaw]:
    for top, a in _below(w, _cash(_KINDS[0])):
        if a.child in _INCOME and (a.weight or "").strip().startswith("-"):
            yield _flaw(w, a, f"{a.child} is taken off in {top}, which begins with it")


def one_cash_flow(w: Written) -> Iterator[Flaw]:
    """A cash flow statement sums up to one change in cash; sums of which none is a flow do not count."""
    flows = {r.uri: r.definition for r in w.roles if _CASH_FLOWS.match(r.definition)}
    arcs: dict[str, list[ArcView]] = {}
    for a in w.network("cal"):
        if a.role in flows:
            arcs.setdefault(a.role, []).append(a)
    for role, of_role in arcs.items():
        children = {a.child for a in of_role}
        tops = dict.fromkeys(a.parent for a in of_role if a.parent not in children)
        roots = [t for t in tops if t.startswith(_NET_CASH) or _CHANGE_IN_CASH.match(t)]
        if len(roots) > 1:
            first = next(a for a in of_role if a.parent == roots[1])
            yield Flaw(
                f"{flows[role]} sums up to {len(roots)} things and not to one change in cash: "
                f"{', '.join(roots)}",
                first.where,
                ids_of(w.by_concept.get(roots[1], ())),
                roots[1],
            )


def change_in_cash(w: Written) -> Iterator[Flaw]:
    roles = {r.uri: r for r in w.roles if _CASH_FLOWS.match(r.definition)}
    shown = {a.role for a in w.network("pre") if a.role in roles}
    if not shown or not any(c in w.by_concept for c in _cash(*_KINDS)):
        return
    if not any(_CHANGE_IN_CASH.match(concept) for concept in w.by_concept):
        role = roles[min(shown)]
        yield Flaw(f"{role.definition!r} states no change in cash", role.where)


def continuing(w: Written) -> Iterator[Flaw]:
    for kind in _KINDS:
        part = f"{_NET_CASH}{kind}{_CONTINUING}"
        gone = f"us-gaap:CashProvidedByUsedIn{kind}DiscontinuedOperations"
        whole = f"{_NET_CASH}{kind}"
        if part in w.by_concept and gone not in w.by_concept and whole not in w.by_concept:
            facts = w.by_concept[part]
            yield Flaw(
                f"{part} is stated, and nothing of discontinued operations",
                facts[0].where,
                ids_of(facts),
                part,
                f"use {whole}",
            )


def interest_paid(w: Written) -> Iterator[Flaw]:
    gross, net = "us-gaap:InterestPaid", "us-gaap:InterestPaidNet"
    if gross in w.by_concept and net not in w.by_concept:
        facts = w.by_concept[gross]
        yield Flaw(
            f"{gross}, which counts what is capitalized, is stated and {net} is not",
            facts[0].where,
            ids_of(facts),
            gross,
            f"use {net}, unless interest was capitalized; then state both",
        )


def needed_axes(w: Written) -> Iterator[Flaw]:
    for concept, axes in _NEEDS.items():
        for fact in w.by_concept.get(concept, ()):
            c = w.context(fact)
            lacking = [axis for axis in axes if axis not in {a for a, _ in c.dims}] if c is not None else []
            if lacking and not fact.nil:
                yield about(fact, f"{concept} in {c} stands without {' and '.join(lacking)}")


def located(w: Written) -> Iterator[Flaw]:
    """Where on the balance sheet a liability is tells its line; the amount itself has no need of an axis."""
    for concept in _LOCATED:
        facts = w.by_concept.get(concept, [])
        contexts = [c for f in facts if (c := w.context(f)) is not None]
        if contexts and all(any(a == _LOCATION for a, _ in c.dims) for c in contexts):
            yield Flaw(
                f"{concept} is stated with {_LOCATION} alone, and nowhere without it",
                facts[0].where,
                ids_of(facts),
                concept,
                "state the amount itself; the elements for current and noncurrent parts say where they are",
            )


def longer_periods(w: Written) -> Iterator[Flaw]:
    """What counts one way is never more in a quarter than in the months that the quarter is part of."""
    for concept, facts in w.by_concept.items():
        known = w.concept(concept)
        if known is None or known.kind != "monetary" or known.period != "duration" or may_turn(known):
            continue
        lines: dict[tuple[Dims, str | None], list[tuple[date, date, FactView]]] = {}
        for fact in facts:
            c = w.context(fact)
            if (
                c is not None
                and c.start is not None
                and c.end is not None
                and isinstance(fact.value, Decimal)
            ):
                lines.setdefault((c.dims, fact.unit), []).append((c.start, c.end, fact))
        for line in lines.values():
            yield from _exceeding(w, concept, line)


def _exceeding(w: Written, concept: str, line: list[tuple[date, date, FactView]]) -> Iterator[Flaw]:
    for start, end, fact in line:
        for first, last, other in line:
            inside = first <= start and end <= last and (last - first) - (end - start)
            if not inside or inside.days < _PARTS_OF_YEAR:
                continue
            part, whole = _number(fact), _number(other)
            # Below zero it is another matter: of the sign, which rules of their own look at.
            if part.low > whole.high and whole.value >= 0:
                yield about(
                    fact,
                    f"{concept} is {part.value:f} in {w.context(fact)}, more than {whole.value:f} in the "
                    f"longer {w.context(other)}",
                )
                break


def _number(fact: FactView) -> Rounded:
    return Rounded(fact.value if isinstance(fact.value, Decimal) else Decimal(0), decimals_of(fact))


def arrangements(w: Written) -> Iterator[Flaw]:
    """Flags of trading arrangements (Item 408): all four or none, and a true one with its details."""
    stated = [flag for flag in _FLAGS if flag in w.by_concept]
    if not stated or form_of(w.document_type or "") not in ("10-Q", "10-K"):
        return
    facts = w.by_concept[stated[0]]
    lacking = [flag for flag in _FLAGS if flag not in w.by_concept]
    if lacking:
        message = f"{stated[0]} is stated without {' and '.join(lacking)} (Item 408)"
        yield Flaw(message, facts[0].where, ids_of(facts), lacking[0])
    true = [f for flag in stated for f in w.by_concept[flag] if str(f.value).strip().lower() in ("true", "1")]
    if true and "ecd:TrdArrIndName" not in w.by_concept:
        yield about(
            true[0], f"{true[0].concept} is true and ecd:TrdArrIndName does not say whose it is (Item 408)"
        )


def interest_below(w: Written) -> Iterator[Flaw]:
    better = "us-gaap:InterestExpenseNonoperating"
    if w.version_of("us-gaap") < "2024":  # The first year that has it.
        return
    for top, a in _below(w, _NONOPERATING):
        if a.child == "us-gaap:InterestExpense":
            yield _flaw(w, a, f"{a.child} is a part of {top}", f"use {better}")


def symbols(w: Written) -> Iterator[Flaw]:
    for fact in w.cover.get("TradingSymbol", ()):
        text = str(fact.value or "").strip()
        if not fact.nil and (text.upper() in _NO_SYMBOL or not _SYMBOL.fullmatch(text.upper())):
            yield about(fact, f"dei:TradingSymbol is {text!r}, which is no symbol")


RULES: Rules = (
    ("XG-EFM-821", accruals),
    ("XG-EFM-822", income_taken_off),
    ("XG-EFM-823", one_cash_flow),
    ("XG-EFM-824", change_in_cash),
    ("XG-EFM-825", continuing),
    ("XG-EFM-826", interest_paid),
    ("XG-EFM-827", needed_axes),
    ("XG-EFM-828", located),
    ("XG-EFM-829", longer_periods),
    ("XG-EFM-830", arrangements),
    ("XG-EFM-831", interest_below),
    ("XG-EFM-832", symbols),
)
