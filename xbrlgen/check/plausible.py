"""What facts of every company must be like, without a rule of the user's: shares, rates, bounds.

What is looked for is a slip of scale or sign: a quotient that is out by a power of ten, not one that
is a little off (two classes of shares, preferred dividends, splits and offerings make those).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Context, Decimal, localcontext
from itertools import pairwise

from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding, Related, Severity
from xbrlgen.model.mapping import Dimensions
from xbrlgen.model.period import Period
from xbrlgen.model.report import Fact, Print, Report
from xbrlgen.model.rounded import Rounded

_PRECISE = Context(prec=60)
_OUT = 5
"""A quotient that differs by more than this factor is no rounding and no second class of shares."""
_WIDELY = 100
"""Counts of shares that differ by more than this are not of one company at one scale."""
_SUDDEN = ((200, 5_000), (200_000, 5_000_000))
"""Neighbouring periods of two tables whose quotient lies here differ by a thousand, or a million."""
_MOST_PERCENT = 10
"""A percentage of 1,000 % and more is a slip in nearly every case (DQC 0091: 10 or more)."""
_BASIC = (
    "us-gaap:WeightedAverageNumberOfSharesOutstandingBasic",
    "us-gaap:WeightedAverageNumberOfShareOutstandingBasicAndDiluted",
)
_DILUTED = (
    "us-gaap:WeightedAverageNumberOfDilutedSharesOutstanding",
    "us-gaap:WeightedAverageNumberOfShareOutstandingBasicAndDiluted",
)
_NET = ("us-gaap:NetIncomeLoss", "us-gaap:ProfitLoss")
_FOR_BASIC = ("us-gaap:NetIncomeLossAvailableToCommonStockholdersBasic", *_NET)
_FOR_DILUTED = (
    "us-gaap:NetIncomeLossAvailableToCommonStockholdersDiluted",
    "us-gaap:NetIncomeLossAvailableToCommonStockholdersBasic",
    *_NET,
)
_CONTINUING = ("us-gaap:IncomeLossFromContinuingOperations",)
_PER_SHARE = (
    ("us-gaap:EarningsPerShareBasic", _FOR_BASIC, _BASIC),
    ("us-gaap:EarningsPerShareBasicAndDiluted", _FOR_BASIC, _BASIC),
    ("us-gaap:EarningsPerShareDiluted", _FOR_DILUTED, _DILUTED),
    ("us-gaap:IncomeLossFromContinuingOperationsPerBasicShare", _CONTINUING, _BASIC),
    ("us-gaap:IncomeLossFromContinuingOperationsPerDilutedShare", _CONTINUING, _DILUTED),
)
"""An amount per share, what it is of, and the shares it is over; the first of each that is stated."""
_PREFERRED = ("PreferredStockDividends", "TemporaryEquityAccretion", "DividendsPreferredStock")
_OUTSTANDING = (
    "dei:EntityCommonStockSharesOutstanding",
    "us-gaap:CommonStockSharesOutstanding",
    "us-gaap:CommonStockSharesIssued",
    *_BASIC,
)
_RANGE = "srt:RangeAxis"
_LOW, _HIGH = "srt:MinimumMember", "srt:MaximumMember"


def check_plausible(report: Report) -> tuple[Finding, ...]:
    """Findings XG-PLA-001 to -003 and -005 to -007."""
    plausible = _Plausible(report)
    with localcontext(_PRECISE):
        return tuple(plausible.run())


class _Plausible:
    def __init__(self, report: Report) -> None:
        self.numbers = [f for f in report.facts if isinstance(f.value, Decimal)]
        self.by_key: dict[tuple[str, Period, Dimensions], Fact] = {}
        self.by_concept: dict[str, list[Fact]] = {}
        for fact in self.numbers:
            key = (fact.concept.qname, fact.context.period, fact.context.dimensions)
            self.by_key.setdefault(key, fact)
            self.by_concept.setdefault(fact.concept.qname, []).append(fact)

        # Dividends on preferred shares may turn a small profit into a loss per share.
        self.preferred = any(n in f.concept.name for f in self.numbers for n in _PREFERRED)

    def run(self) -> Iterator[Finding]:
        yield from self.per_share()
        yield from self.no_shares()
        yield from self.share_counts()
        yield from self.sudden()
        yield from self.percentages()
        yield from self.bounds()
        yield from self.places()

    def first(self, names: Iterable[str], like: Fact) -> Fact | None:
        """The first of these concepts that is stated for the period and members of a fact."""
        context = like.context
        found = (self.by_key.get((n, context.period, context.dimensions)) for n in names)
        return next((f for f in found if f is not None), None)

    def per_share(self) -> Iterator[Finding]:
        for name, results, counts in _PER_SHARE:
            for fact in self.by_concept.get(name, ()):
                result, shares = self.first(results, fact), self.first(counts, fact)
                if result is None or shares is None or shares.number <= 0:
                    continue
                quotient = result.number / shares.number
                stated = Rounded(fact.number, fact.decimals)
                least = max(abs(stated.value) - stated.half, Decimal(0))
                most = abs(stated.value) + stated.half
                turned = quotient * stated.value < 0 and abs(quotient) > stated.half * 2
                out = abs(quotient) > most * _OUT or abs(quotient) * _OUT < least
                if out or (turned and not self.preferred):
                    yield self._does_not_fit(fact, result, shares, quotient)

    def _does_not_fit(self, fact: Fact, result: Fact, shares: Fact, quotient: Decimal) -> Finding:
        return finding(
            "XG-PLA-001",
            f"{fact.concept.qname} of {fact.context.period} is {_plain(fact.number)}, but "
            f"{result.concept.name} {_plain(result.number)} over {_plain(shares.number)} weighted shares "
            f"is {quotient:.4g}",
            fact.rule or fact.where,
            related=_related(fact, result, shares),
            subjects=[fact.id, result.id, shares.id],
        )

    def no_shares(self) -> Iterator[Finding]:
        """Weighted shares of zero under a result: nothing can be divided by them."""
        for name in dict.fromkeys((*_BASIC, *_DILUTED)):
            for shares in self.by_concept.get(name, ()):
                result = self.first(_FOR_BASIC, shares)
                if shares.number <= 0 and result is not None and result.number:
                    yield finding(
                        "XG-PLA-001",
                        f"{name} of {shares.context.period} is {_plain(shares.number)} weighted shares, "
                        f"and {result.concept.name} is {_plain(result.number)}",
                        shares.rule,
                        related=_related(shares, result),
                        subjects=[shares.id, result.id],
                    )

    def share_counts(self) -> Iterator[Finding]:
        """Shares on the cover, in the balance sheet and weighted: the latest of each, of all classes."""
        latest = [f for name in _OUTSTANDING if (f := self._latest(name)) is not None and f.number > 0]
        for one, other in pairwise(latest):
            quotient = one.number / other.number
            if quotient > _WIDELY or quotient * _WIDELY < 1:
                yield finding(
                    "XG-PLA-002",
                    f"{one.concept.qname} is {_plain(one.number)} and {other.concept.qname} "
                    f"{_plain(other.number)}",
                    other.rule or one.rule,
                    related=_related(one, other),
                    subjects=[one.id, other.id],
                )

    def _latest(self, name: str) -> Fact | None:
        plain = [f for f in self.by_concept.get(name, ()) if not f.context.dimensions]
        return max(plain, key=lambda f: f.context.period.sort_key(), default=None)

    def sudden(self) -> Iterator[Finding]:
        """One concept in two tables of different scales, a power of a thousand apart."""
        for facts in self.by_concept.values():
            lines: dict[tuple[Dimensions, str], list[Fact]] = {}
            for fact in facts:
                if fact.value and fact.prints:
                    lines.setdefault((fact.context.dimensions, str(fact.unit)), []).append(fact)
            for line in lines.values():
                line.sort(key=lambda f: f.context.period.sort_key())
                for one, other in pairwise(line):
                    quotient = abs(
                        max(one.number, other.number, key=abs) / min(one.number, other.number, key=abs)
                    )
                    if one.prints[0].scale != other.prints[0].scale and any(
                        low <= quotient <= high for low, high in _SUDDEN
                    ):
                        yield finding(
                            "XG-PLA-003",
                            f"{one.concept.qname} is {_plain(one.number)} in {one.context.period} and "
                            f"{_plain(other.number)} in {other.context.period}, printed at two scales",
                            other.rule,
                            related=_related(one, other),
                            subjects=[one.id, other.id],
                        )

    def percentages(self) -> Iterator[Finding]:
        for fact in self.numbers:
            if fact.concept.kind == "percent" and abs(fact.number) >= _MOST_PERCENT:
                printed = any("%" in p.text for p in fact.prints)
                yield finding(
                    "XG-PLA-005",
                    f"{fact.concept.qname} of {fact.context.period} is {_plain(fact.number)}, "
                    f"{_plain((fact.number * 100).normalize())} percent",
                    fact.rule or fact.where,
                    related=_related(fact),
                    subjects=[fact.id],
                    severity=Severity.WARNING if printed else None,
                )

    def places(self) -> Iterator[Finding]:
        """A line of amounts per share of which one has lost its cents::

        Net Loss                     ($0.0)         ($0.02)        ($0.04)
        """
        lines: dict[tuple[str, str], list[tuple[int, Print, Fact]]] = {}
        for fact in self.numbers:
            if fact.concept.kind == "perShare":
                for p in fact.prints:
                    if p.statement and p.decimals is not None:
                        key = (p.statement, fact.concept.qname)
                        lines.setdefault(key, []).append((p.decimals, p, fact))
        for line in lines.values():
            most = max(places for places, _, _ in line)
            for places, printed, fact in line:
                if places == 1 < most:
                    yield finding(
                        "XG-PLA-007",
                        f'"{printed.label}": {printed.text} has one decimal, others of its line have {most}',
                        printed.where,
                        related=[Related("rule", printed.rule)],
                        subjects=[fact.id],
                    )

    def bounds(self) -> Iterator[Finding]:
        for fact in self.numbers:
            members = dict(fact.context.dimensions)
            if members.get(_RANGE) != _LOW:
                continue
            high = tuple(sorted({**members, _RANGE: _HIGH}.items()))
            other = self.by_key.get((fact.concept.qname, fact.context.period, high))
            if other is not None and other.unit == fact.unit and fact.number > other.number:
                yield finding(
                    "XG-PLA-006",
                    f"{fact.concept.qname} of {fact.context.period}: the minimum {_plain(fact.number)} "
                    f"is more than the maximum {_plain(other.number)}",
                    fact.rule or fact.where,
                    related=_related(fact, other),
                    subjects=[fact.id, other.id],
                )


def _plain(number: Decimal) -> str:
    return f"{number:,f}"


def _related(*facts: Fact) -> list[Related]:
    return [Related(f'source "{f.prints[0].label}"', f.prints[0].where) for f in facts if f.prints]
