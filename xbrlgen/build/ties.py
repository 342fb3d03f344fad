"""Claims of the running text held against facts: values become prints, changes become ties."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from xbrlgen.build.facts import exact
from xbrlgen.model.account import Tie
from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding, Related
from xbrlgen.model.mapping import Claim
from xbrlgen.model.period import Period
from xbrlgen.model.report import Fact, Origin, Print
from xbrlgen.model.rounded import Rounded
from xbrlgen.model.source import FigureId


@dataclass(frozen=True, slots=True)
class Tied:
    """Facts with the prints of the running text added, every tie with its number."""

    facts: tuple[Fact, ...]
    ties: tuple[tuple[FigureId, Tie], ...]
    findings: tuple[Finding, ...]


def settle_ties(facts: Collection[Fact], claims: Iterable[Claim]) -> Tied:
    """Hold every claim against the facts it names.

    A value that agrees is one more print of its fact, at its own precision (EFM 6.5.12); one
    that does not is XG-TIE-006, like a change or a growth that does not recompute. XG-TIE-008:
    the words say up and the figures down. A claim whose facts do not exist gives nothing; its
    number stays open.
    """
    return _Ties(facts).run(claims)


class _Ties:
    def __init__(self, facts: Collection[Fact]) -> None:
        self.facts = facts
        self.by_concept: dict[tuple[str, Period], list[Fact]] = {}
        for fact in facts:
            if isinstance(fact.value, Decimal):
                self.by_concept.setdefault((fact.concept.qname, fact.context.period), []).append(fact)
        self.kinds = {f.concept.qname: f.concept.period for f in facts}
        self.prints: dict[str, list[Print]] = {}
        self.ties: list[tuple[FigureId, Tie]] = []
        self.findings: list[Finding] = []

    def run(self, claims: Iterable[Claim]) -> Tied:
        for claim in claims:
            if claim.kind == "value":
                self.value(claim)
            elif claim.kind in ("change", "growth"):
                self.change(claim)
        facts = tuple(
            replace(f, origin=Origin.printed((*f.prints, *self.prints[f.id]))) if f.id in self.prints else f
            for f in self.facts
        )
        return Tied(facts, tuple(self.ties), tuple(self.findings))

    # -- facts -----------------------------------------------------------------------------

    def find(self, claim: Claim, qname: str, period: Period) -> Fact | None:
        """The one fact of a concept and period with the rule's members, and, failing that, the one
        with further members (a forecast); of a pair the smaller or the larger."""
        wanted = period.closing if self.kinds.get(qname) == "instant" else period
        facts = self.by_concept.get((qname, wanted), [])
        members = set(claim.rule.dimensions)
        exact = [f for f in facts if set(f.context.dimensions) == members]
        found = exact or [f for f in facts if members <= set(f.context.dimensions)]
        if claim.end is not None and len(found) == 2:
            # The printed pair is smaller to larger in size; cases of a forecast need not be.
            ordered = sorted(found, key=lambda f: abs(_number(f)))
            return ordered[0] if claim.end == "low" else ordered[1]
        return found[0] if len(found) == 1 else None

    # -- a value ---------------------------------------------------------------------------

    def value(self, claim: Claim) -> None:
        figure = claim.mention.figure
        assert figure is not None
        scale = -2 if figure.percent else figure.scale or 0
        decimals = figure.places - scale
        for period in claim.periods:
            for qname in claim.concepts:
                fact = self.find(claim, qname, period)
                if fact is None:
                    continue
                value = _number(fact)
                # Words such as "loss" carry the sign in running text; the number is its size.
                sign = -1 if value < 0 < figure.value else 1
                stated = exact(figure.value, scale, sign)
                holds = Rounded(stated, decimals).agrees(Rounded(value, fact.decimals or 0))
                tie = Tie(
                    formula=_name(qname),
                    stated=stated,
                    computed=value,
                    decimals=decimals,
                    holds=holds,
                    operands=(fact.id,),
                    periods=(str(fact.context.period),),
                    rule=claim.rule.where,
                )
                self.ties.append((figure.id, tie))
                if holds:
                    printed = Print(
                        figure=figure.id,
                        where=figure.where,
                        text=figure.text,
                        sign=sign,
                        scale=scale,
                        decimals=decimals,
                        value=stated,
                        rule=claim.rule.where,
                        label=claim.rule.words[0],
                    )
                    self.prints.setdefault(fact.id, []).append(printed)
                else:
                    self.fails(claim, tie, [fact])

    # -- a change --------------------------------------------------------------------------

    def change(self, claim: Claim) -> None:
        figure = claim.mention.figure
        assert figure is not None
        assert claim.base is not None
        for qname in claim.concepts:
            now = self.find(claim, qname, claim.periods[0])
            then = self.find(claim, qname, claim.base)
            if now is None or then is None:
                continue
            a, b = Rounded(_number(now), now.decimals or 0), Rounded(_number(then), then.decimals or 0)
            if claim.kind == "growth":
                if b.low <= 0 <= b.high:
                    continue
                computed = (a.value - b.value) / abs(b.value) * 100
                low, high = _growth_range(a, b)
                scale, decimals = 0, figure.places
            else:
                computed = a.value - b.value
                low, high = a.low - b.high, a.high - b.low
                scale = figure.scale or 0
                decimals = figure.places - scale
            sign = -1 if computed < 0 < figure.value else 1
            stated = Rounded(exact(figure.value, scale, sign), decimals)
            tie = Tie(
                formula=f"{claim.kind}({_name(qname)})",
                stated=stated.value,
                computed=computed,
                decimals=decimals,
                holds=low <= stated.high and high >= stated.low,
                operands=(now.id, then.id),
                periods=(str(now.context.period), str(then.context.period)),
                rule=claim.rule.where,
            )
            self.ties.append((figure.id, tie))
            if not tie.holds:
                self.fails(claim, tie, [now, then])
            elif claim.direction * sign < 0 and a.value > 0 and b.value > 0:
                self.contradicts(claim, tie, [now, then])

    # -- findings --------------------------------------------------------------------------

    def fails(self, claim: Claim, tie: Tie, facts: Sequence[Fact]) -> None:
        assert claim.mention.figure is not None
        shown = claim.mention.figure.text
        what = f"{tie.formula} of {' against '.join(tie.periods)}"
        self.findings.append(
            finding(
                "XG-TIE-006",
                f"the text says {shown}; {what} is {_shown(tie.computed)}",
                claim.rule.where,
                hint="correct the text or the figure; if the words mean something else, refine `prose`",
                related=_related(claim, facts),
                subjects=[f.id for f in facts],
            )
        )

    def contradicts(self, claim: Claim, tie: Tie, facts: Sequence[Fact]) -> None:
        assert claim.mention.figure is not None
        word = "up" if claim.direction > 0 else "down"
        self.findings.append(
            finding(
                "XG-TIE-008",
                f"the text says {word} {claim.mention.figure.text}; {tie.formula} of "
                f"{' against '.join(tie.periods)} is {_shown(tie.computed)}",
                claim.rule.where,
                hint="correct the word or the figure",
                related=_related(claim, facts),
                subjects=[f.id for f in facts],
            )
        )


def _related(claim: Claim, facts: Sequence[Fact]) -> list[Related]:
    assert claim.mention.figure is not None
    places = [Related(f'source "{claim.mention.figure.text}"', claim.mention.figure.where)]
    for fact in facts:
        lead = fact.prints[0] if fact.prints else None
        if lead is not None:
            places.append(Related(f'source "{lead.label}" {lead.text}', lead.where))
    return places


def _growth_range(a: Rounded, b: Rounded) -> tuple[Decimal, Decimal]:
    """The least and the most percent from ``b``, which may not be zero, to ``a``."""
    corners = [(now - then) / abs(then) * 100 for now in (a.low, a.high) for then in (b.low, b.high)]
    return min(corners), max(corners)


def _number(fact: Fact) -> Decimal:
    assert isinstance(fact.value, Decimal)
    return fact.value


def _name(qname: str) -> str:
    return qname.partition(":")[2]


def _shown(value: Decimal) -> str:
    """Enough digits to see the difference, not more."""
    if value == value.to_integral_value():
        return f"{value:,.0f}"
    return f"{value:,.4f}"
