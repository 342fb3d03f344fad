"""Facts of one identity in several filings: a figure that is not what an earlier filing said."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal

from xbrlgen.compare.consistency.side import Side, Turn, turns
from xbrlgen.compare.identity import subject_of, value_text
from xbrlgen.model.finding import Finding, Severity
from xbrlgen.model.report import Fact, Identity
from xbrlgen.model.rounded import Rounded
from xbrlgen.model.where import Where
from xbrlgen.model.words import counted

FORECASTS = 5
"""So many forecasts that were changed are shown with their places."""


def shared_values(sides: Iterable[Side]) -> dict[Identity, list[tuple[Side, Fact]]]:
    """Numeric facts that two filings or more state, oldest first."""
    found: dict[Identity, list[tuple[Side, Fact]]] = {}
    for side in sides:
        for fact in side.recorded.facts:
            if isinstance(fact.value, Decimal):
                found.setdefault(side.identity(fact.identity), []).append((side, fact))
    return {identity: told for identity, told in found.items() if len(told) > 1}


def values_between(
    shared: dict[Identity, list[tuple[Side, Fact]]],
    turned: Collection[str],
    moved: Collection[tuple[str, Where]],
) -> Iterator[Finding]:
    """XG-REG-005 for each value that changed, where it did so last; forecasts are told in one note.

    What follows from something told already is not told again: ``turned`` are concepts, as filings share
    them, whose sign flips; ``moved`` are rules (project, place) that give a line another concept or members.
    """
    forecasts: dict[tuple[str, str], list[Turn[Fact]]] = {}
    for identity, told in shared.items():
        for turn in turns(told, _same)[:1]:
            is_turned = identity[0] in turned and turn.now.number == -turn.before.number
            if is_turned or (turn.side.project, turn.now.rule) in moved:
                continue
            if _is_forecast(turn):
                forecasts.setdefault((turn.side.project, turn.older.project), []).append(turn)
            else:
                yield _differs(turn)
    for changed in forecasts.values():
        yield _forecasts(changed)


def _same(a: Fact, b: Fact) -> bool:
    return Rounded(a.number, a.decimals).agrees(Rounded(b.number, b.decimals))


def _is_forecast(turn: Turn[Fact]) -> bool:
    """Had the period not ended when the older report closed?"""
    period = turn.before.period
    return period is not None and period.end > turn.older.filing.document.period_end


def _differs(turn: Turn[Fact]) -> Finding:
    fact, before = turn.now, turn.before
    earlier = turn.history(lambda s: value_text(s.value))
    return turn.finding(
        "XG-REG-005",
        f"{subject_of(fact)} is {value_text(fact.value)} {fact.unit_text} here and "
        f"{value_text(before.value)} in {turn.projects}: "
        f"{_difference(fact.number, before.number)}{earlier}",
        fact.where,
        [
            turn.older.related(_what(before), before.where),
            turn.side.related("rule", fact.rule),
            turn.older.related("rule", before.rule),
        ],
    )


def _what(fact: Fact) -> str:
    return f'source "{fact.caption}"' if fact.caption else "source"


def _difference(value: Decimal, before: Decimal) -> str:
    if value == -before:
        return "the sign is turned"
    percent = f"{(value - before) / abs(before) * 100:+.1f}%" if before else ""
    told = f" ({percent})" if percent.strip("+-0.%") else ""  # less than a twentieth says nothing
    return f"restated by {value - before:+,f}{told}"


def _forecasts(changed: Sequence[Turn[Fact]]) -> Finding:
    first, number = changed[0], len(changed)
    was = f"{value_text(first.now.value)} here and {value_text(first.before.value)} there"
    more = f", and {number - 1} more" if number > 1 else ""
    return first.finding(
        "XG-REG-005",
        f"{counted(number, 'figure')} of periods still to come when {first.older.project} was reported "
        f"{'differs' if number == 1 else 'differ'}: {subject_of(first.now)} is {was}{more}",
        first.now.where,
        [t.older.related(_what(t.before), t.before.where) for t in changed[:FORECASTS]],
        hint="right if the outlook was changed; else correct the slip",
        severity=Severity.INFO,
    )
