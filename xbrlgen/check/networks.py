"""The sums that a filing's own calculation networks say, worked out exactly wherever they bind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, localcontext

from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding, Related
from xbrlgen.model.mapping import Dimensions
from xbrlgen.model.period import Period
from xbrlgen.model.report import Arc, Fact, Report, Role
from xbrlgen.model.rounded import Rounded

_DIGITS = 200
"""Sums stay exact up to here."""
_Place = tuple[Period, Dimensions, str]


def check_networks(report: Report) -> tuple[Finding, ...]:
    """Hold every total of every calculation network against its parts, in each context that has one of them.

    A summation binds where its total and at least one part are stated for one period, members and unit
    (XBRL 2.1 section 5.2.5.2); a part that is not stated counts as zero, and the message names it. Of a fact
    that is stated twice the more precise one counts (Calculations 1.1 section 2.3).

    Findings: XG-TIE-050 where all parts are stated and no rounding explains the difference, XG-TIE-051 where
    it does, or a part is not stated: gross profit of a quarter beside its revenue, with the cost told of the
    year alone, is no slip, and nothing says that the others are zero there.
    """
    networks = _Networks(report.facts)
    with localcontext(prec=_DIGITS):
        return tuple(f for role in report.extension.roles for f in networks.role(role))


@dataclass(frozen=True, slots=True)
class _Part:
    weight: Decimal
    fact: Fact

    @property
    def number(self) -> Rounded:
        return Rounded(self.weight * self.fact.number, self.fact.decimals)


class _Networks:
    def __init__(self, facts: Iterable[Fact]) -> None:
        self.by_concept: dict[str, dict[_Place, Fact]] = {}
        for fact in facts:
            if isinstance(fact.value, Decimal):
                at = self.by_concept.setdefault(fact.qname, {})
                place = (fact.period, fact.dimensions, fact.unit_text)
                other = at.get(place)
                if other is None or _precision(fact) > _precision(other):
                    at[place] = fact
        self.told: set[tuple[str, _Place, Decimal]] = set()

    def role(self, role: Role) -> Iterator[Finding]:
        groups: dict[str, list[Arc]] = {}
        for arc in role.calculation:
            groups.setdefault(arc.parent, []).append(arc)
        for total, arcs in groups.items():
            for place, fact in self.by_concept.get(total, {}).items():
                yield from self.total(role, fact, place, arcs)

    def total(self, role: Role, total: Fact, place: _Place, arcs: list[Arc]) -> Iterator[Finding]:
        parts, absent = [], []
        for arc in arcs:
            fact = self.by_concept.get(arc.child, {}).get(place)
            if fact is None:
                absent.append(arc.child)
            else:
                parts.append(_Part(arc.weight or Decimal(1), fact))
        given = sum((p.number.value for p in parts), Decimal(0))
        if not parts or given == total.number:
            return
        off = total.number - given
        key = (total.qname, place, off)
        if key in self.told:  # Two networks that say one sum.
            return
        self.told.add(key)
        half = Rounded(total.number, total.decimals).half + sum((p.number.half for p in parts), Decimal(0))
        rounding = abs(off) <= half
        lacks = f"; not stated there: {', '.join(absent)}" if absent else ""
        period, dimensions, unit = place
        of = "".join(f", {m}" for _, m in dimensions)
        why = " (rounding explains it)" if rounding else ""
        yield finding(
            "XG-TIE-051" if rounding or absent else "XG-TIE-050",
            f"{total.qname} is {total.number:,f} {unit}, and its parts in {role.title or role.uri} give "
            f"{given:,f} (difference {off:,f}) for {period}{of}{why}{lacks}",
            total.rule or total.where,
            related=[Related(f'part "{p.fact.qname}"', p.fact.where) for p in parts if p.fact.where][:5],
            subjects=[total.id, *(p.fact.id for p in parts)],
        )


def _precision(fact: Fact) -> int:
    """Larger for a fact that says more; exact ones say most."""
    return 1000 if fact.decimals is None else fact.decimals
