"""A filing held against an earlier one: the same lines, and not a power of ten apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Context, Decimal, localcontext
from statistics import median

from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding, Related, Severity
from xbrlgen.model.report import Fact, Report

_PRECISE = Context(prec=60)
_FEWEST = 4
"""Lines of a statement of which so many have moved by one power of ten did not grow."""
_WITHIN = 3
"""So many times that power, or as much less, a single line may lie: a quarter is unlike the last one."""
_MOST = Decimal("0.75")
"""Of a statement's lines: some come new, some were nothing."""
Key = tuple[object, ...]


def check_last_filing(report: Report, last: Iterable[Fact]) -> tuple[Finding, ...]:
    """Finding XG-PLA-008: figures are a power of ten apart from what was filed or expected before.

    ``last`` are facts of an earlier filing of the company, or of this one as it is expected to be. One
    fact of the same concept, period and members ten, a hundred ... times as much is an error. Of other
    periods it is asked of whole statements, as a scale goes wrong for all lines of a table at once, and
    one line may grow a hundredfold::

                                    this quarter (in thousands)         last quarter, as filed
        Total revenue                       41,200                             39,200,000
        Cost of sales                       31,200                             29,700,000
    """
    with localcontext(_PRECISE):
        return tuple(_apart(report, [f for f in last if isinstance(f.value, Decimal) and f.value]))


def _apart(report: Report, last: Sequence[Fact]) -> Iterator[Finding]:
    filed = {(f.qname, f.period, f.unit_text, f.dimensions): f for f in last}
    latest: dict[Key, Fact] = {}
    for fact in sorted(last, key=lambda f: f.period.sort_key()):
        latest[_line(fact)] = fact
    statements: dict[str, list[tuple[Fact, Fact]]] = {}
    told: set[str] = set()
    for fact in report.facts:
        if not isinstance(fact.value, Decimal) or not fact.value or not fact.prints:
            continue
        same = filed.get((fact.qname, fact.period, fact.unit_text, fact.dimensions))
        before = same or latest.get(_line(fact))
        if before is None:
            continue
        if same is not None and (power := _power(fact, same)) and _exactly(fact, same, power):
            told.add(fact.prints[0].statement)
            yield _told(f"{fact.concept.qname} of {fact.context.period}", fact, same, power, Severity.ERROR)
        elif same is None:
            statements.setdefault(fact.prints[0].statement, []).append((fact, before))
    for role, pairs in statements.items():
        if len(pairs) < _FEWEST or role in told:
            continue
        power = round(float(median(_quotient(a, b).log10() for a, b in pairs)))
        near = [(a, b) for a, b in pairs if Decimal(1) / _WITHIN <= _quotient(a, b).scaleb(-power) <= _WITHIN]
        if power and len(near) >= _MOST * len(pairs):
            fact, before = near[0]
            yield _told(f"{len(near)} of {len(pairs)} figures of {role}", fact, before, power, None)


def _line(fact: Fact) -> Key:
    """What stays from one period to the next: concept, members, unit, and the length of the period."""
    period = fact.context.period
    return fact.qname, fact.dimensions, fact.unit_text, period.is_instant, period.months


def _quotient(fact: Fact, before: Fact) -> Decimal:
    return abs(fact.number / before.number)


def _power(fact: Fact, before: Fact) -> int:
    return round(float(_quotient(fact, before).log10()))


def _exactly(fact: Fact, before: Fact, power: int) -> bool:
    """Do their digits agree, so far as both have them?"""
    off = abs(_quotient(fact, before).scaleb(-power) - 1)
    digits = min(len(f.number.normalize().as_tuple().digits) for f in (fact, before))
    return off <= Decimal(1).scaleb(1 - digits) / 2


def _told(what: str, fact: Fact, before: Fact, power: int, severity: Severity | None) -> Finding:
    times = f"{Decimal(10) ** abs(power):,f} times"
    return finding(
        "XG-PLA-008",
        f"{what}: {fact.number:,f} is about {times} {'as much as' if power > 0 else 'less than'} "
        f"{before.number:,f} of {before.period} before ({fact.concept.name})",
        fact.rule,
        severity=severity,
        related=[
            *(Related(f'source "{p.label}"', p.where) for p in fact.prints[:1]),
            *([Related("before", before.where)] if before.where is not None else []),
        ],
        subjects=[fact.id],
    )
