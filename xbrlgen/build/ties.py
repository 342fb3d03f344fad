"""Claims of the running text held against facts: values become prints, changes become ties."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from xbrlgen.build.facts import exact
from xbrlgen.model.claim import Claim
from xbrlgen.model.codes import finding
from xbrlgen.model.currency import currencies_of
from xbrlgen.model.finding import Finding, Related
from xbrlgen.model.period import Period
from xbrlgen.model.register import Tie
from xbrlgen.model.report import Fact, Origin, Print
from xbrlgen.model.rounded import Rounded
from xbrlgen.model.source import Figure, FigureId


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
        self.by_members: dict[tuple[str, Period, frozenset[tuple[str, str]]], list[Fact]] = {}
        """By all members of the fact."""
        self.by_member: dict[tuple[str, Period, tuple[str, str]], list[Fact]] = {}
        """By each of its members."""
        for fact in facts:
            if isinstance(fact.value, Decimal):
                key = (fact.concept.qname, fact.context.period)
                dimensions = fact.context.dimensions
                self.by_concept.setdefault(key, []).append(fact)
                self.by_members.setdefault((*key, frozenset(dimensions)), []).append(fact)
                for pair in dimensions:
                    self.by_member.setdefault((*key, pair), []).append(fact)
        self.kinds = {f.concept.qname: f.concept.period for f in facts}
        self.periods: dict[str, list[Period]] = {}
        for concept, period in self.by_concept:
            self.periods.setdefault(concept, []).append(period)
        self.prints: dict[str, list[Print]] = {}
        self.ties: list[tuple[FigureId, Tie]] = []
        self.findings: list[Finding] = []

    def run(self, claims: Iterable[Claim]) -> Tied:
        for claim in claims:
            if claim.kind == "value":
                self.value(claim)
            elif claim.kind in ("change", "growth"):
                self.change(claim)
            elif claim.kind == "open":
                self.leaves_open(claim)
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
        members = frozenset(claim.rule.dimensions)
        found = self.by_members.get((qname, wanted, members), [])
        if not found and members:
            holding = (self.by_member.get((qname, wanted, pair), []) for pair in members)
            found = [f for f in min(holding, key=len) if members <= set(f.context.dimensions)]
        elif not found:
            found = self.by_concept.get((qname, wanted), [])
        if claim.end is not None and len(found) == 2:
            # The printed pair is smaller to larger in size; cases of a forecast need not be.
            ordered = sorted(found, key=lambda f: abs(_number(f)))
            return ordered[0] if claim.end == "low" else ordered[1]
        return found[0] if len(found) == 1 else None

    # -- a value ---------------------------------------------------------------------------

    def value(self, claim: Claim) -> None:
        for period in claim.periods:
            for qname, sign in zip(claim.concepts, claim.signs, strict=True):
                fact = self.find(claim, qname, period)
                if fact is not None:
                    self.hold(claim, fact, sign)

    def hold(self, claim: Claim, fact: Fact, sign: int) -> None:
        """Hold a number against one fact: size, then the sign that print and words give it."""
        figure = claim.mention.figure
        assert figure is not None
        scale, decimals = _precision(claim)
        value = _number(fact)
        turned = -1 if sign < 0 < figure.value else 1
        stated = exact(figure.value, scale, turned)
        holds = _fits(stated, value, decimals, fact) and _is_money_of(figure, fact)
        tie = Tie(
            formula=_name(fact.concept.qname),
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
                sign=turned,
                scale=scale,
                decimals=decimals,
                value=stated,
                rule=claim.rule.where,
                label=claim.rule.words[0],
            )
            self.prints.setdefault(fact.id, []).append(printed)
        elif not _is_money_of(figure, fact):
            self.is_other_money(claim, fact)
        elif _within(claim, stated, value):
            self.ties[-1] = (figure.id, replace(tie, holds=True))
        elif _fits(-stated, value, decimals, fact):
            self.opposes(claim, tie, fact, sign)
        elif not claim.said and (other := self.only_fit(claim)) is not None:
            self.proposes(claim, tie, fact, other)
        else:
            self.fails(claim, tie, [fact])

    def only_fit(self, claim: Claim) -> Fact | None:
        """The one fact of the claim's concepts, of whatever period, that has the number's digits and sign."""
        figure = claim.mention.figure
        assert figure is not None
        scale, decimals = _precision(claim)
        fitting: dict[Period, Fact] = {}
        for qname, sign in zip(claim.concepts, claim.signs, strict=True):
            stated = exact(figure.value, scale, -1 if sign < 0 < figure.value else 1)
            for period in self.periods.get(qname, ()):
                fact = self.find(claim, qname, period)
                if fact is not None and _fits(stated, _number(fact), decimals, fact):
                    fitting.setdefault(period, fact)
        return next(iter(fitting.values())) if len(fitting) == 1 else None

    # -- a change --------------------------------------------------------------------------

    def change(self, claim: Claim) -> None:
        figure = claim.mention.figure
        assert figure is not None
        assert claim.base is not None
        for qname, named in zip(claim.concepts, claim.signs, strict=True):
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
            if not _is_money_of(figure, now):
                self.is_other_money(claim, now)
            elif not tie.holds:
                self.fails(claim, tie, [now, then])
            elif _contradicts(claim, named, now, a.value, b.value):
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

    def is_other_money(self, claim: Claim, fact: Fact) -> None:
        assert claim.mention.figure is not None
        code = "" if fact.unit is None else fact.unit.numerator[0].partition(":")[2]
        self.findings.append(
            finding(
                "XG-FACT-034",
                f"the text says {claim.mention.figure.text}, and {fact.concept.qname} is filed in {code}",
                claim.mention.figure.where,
                related=[Related("rule", claim.rule.where), *_related(claim, [fact])[1:]],
                subjects=[fact.id],
            )
        )

    def opposes(self, claim: Claim, tie: Tie, fact: Fact, sign: int) -> None:
        """Size and digits agree, the sign does not."""
        assert claim.mention.figure is not None
        shown = claim.mention.figure.text
        says = f'the text says "{claim.words}" {shown}' if claim.words else f"the text says {shown}"
        if sign == 0 and claim.mention.figure.value > 0:
            why = "and no word beside it says that it is a loss, a decrease or an outflow"
        else:
            why = f"so the words make it {'positive' if tie.stated >= 0 else 'negative'}"
        self.findings.append(
            finding(
                "XG-TIE-021",
                f"{says}, {why}; {tie.formula} of {fact.context.period} is {_shown(tie.computed)}",
                claim.mention.figure.where,
                hint="correct the word or the sign in the text, or the figure of the table; if the words "
                "mean another figure, refine `prose`",
                related=[Related("rule", claim.rule.where), *_related(claim, [fact])[1:]],
                subjects=[fact.id],
            )
        )

    def proposes(self, claim: Claim, tie: Tie, fact: Fact, other: Fact) -> None:
        """The usual period does not fit, and the words of the sentence name none; another one does."""
        assert claim.mention.figure is not None
        self.findings.append(
            finding(
                "XG-TIE-022",
                f"the text says {claim.mention.figure.text} and does not say of which period; "
                f"{tie.formula} of {fact.context.period} is "
                f"{_shown(tie.computed)}, of {other.context.period} it is "
                f"{_shown(_number(other))}, which fits",
                claim.mention.figure.where,
                hint="name the period in the sentence, or say `period:` in the rule of `prose`",
                related=[Related("rule", claim.rule.where), *_related(claim, [other])[1:]],
                subjects=[other.id],
            )
        )

    def leaves_open(self, claim: Claim) -> None:
        """The words name a figure, and of which period cannot be told from them."""
        assert claim.mention.figure is not None
        only = self.only_fit(claim)
        known = any(
            self.find(claim, q, p) is not None for q in claim.concepts for p in self.periods.get(q, ())
        )
        if not known:
            fits = "no fact of it is in this report"
        elif only is None:
            fits = "no single fact fits it"
        else:
            fits = f"only {_name(only.concept.qname)} of {only.context.period} fits it"
        self.findings.append(
            finding(
                "XG-TIE-022",
                f"the text says {claim.mention.figure.text} and does not say of which period; {fits}",
                claim.mention.figure.where,
                hint="name the period in the sentence, or say `period:` in the rule of `prose`",
                related=[
                    Related("rule", claim.rule.where),
                    *_related(claim, [] if only is None else [only])[1:],
                ],
                subjects=[] if only is None else [only.id],
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


# "Revenue was nearly $20 million", "more than $500,000": a round number beside which the fact lies.
_BELOW = re.compile(
    r"\b(?:nearly|almost|close\s+to|approaching|just\s+under|less\s+than|under)\s+$", re.IGNORECASE
)
_ABOVE = re.compile(
    r"\b(?:more\s+than|(?:was|were|of|totaled|reached)\s+over|in\s+excess\s+of|exceed(?:ed|ing)|topped|surpassed"
    r"|at\s+least)\s+$",
    re.IGNORECASE,
)
_BESIDE = Decimal("0.2")
"""How far from such a number a fact may lie, as a share of it."""
_ROUND = 2
"""Digits, other than zeros behind, of a number that is only a bound: $18.3 million is none."""


def _within(claim: Claim, stated: Decimal, value: Decimal) -> bool:
    """Whether words make a round number a bound of the fact, on whose right side it lies."""
    if len(stated.normalize().as_tuple().digits) > _ROUND or not stated:
        return False
    before = claim.paragraph.text[max(0, claim.mention.start - 24) : claim.mention.start]
    share = value / stated - 1
    below = _BELOW.search(before) is not None and -_BESIDE <= share <= 0
    return below or (_ABOVE.search(before) is not None and 0 <= share <= _BESIDE)


def _is_money_of(figure: Figure, fact: Fact) -> bool:
    """Whether the currency printed with a number, if any, can be that of the fact's unit."""
    if figure.currency is None or fact.unit is None:
        return True
    said = currencies_of(figure.currency)
    kind, _, code = fact.unit.numerator[0].partition(":")
    return not said or kind != "iso4217" or code in said


def _precision(claim: Claim) -> tuple[int, int]:
    """Power of ten and decimals of a number of the running text."""
    figure = claim.mention.figure
    assert figure is not None
    scale = figure.scale if figure.scale is not None else -2 if figure.percent else 0
    return scale, figure.places - scale


def _fits(stated: Decimal, value: Decimal, decimals: int, fact: Fact) -> bool:
    return Rounded(stated, decimals).agrees(Rounded(value, fact.decimals or 0))


def _contradicts(claim: Claim, named: int, fact: Fact, a: Decimal, b: Decimal) -> bool:
    """Whether the words say up (better) and the figure went down (worse), or the reverse.

    Words that name a loss speak of its size: a net loss that decreases is a value that rises. Where
    the figure crosses zero, "increase" may be said of either, and nothing is said here.
    """
    if a == b or (a < 0) != (b < 0):
        return False
    rose = a > b
    if claim.direction:
        # "net loss" over a negative value; "loss contingency" is positive and is its own size.
        grew = not rose if named < 0 and a < 0 else rose
        return grew != (claim.direction > 0)
    if claim.quality:
        improved = not rose if fact.concept.balance == "debit" and fact.concept.period == "duration" else rose
        return improved != (claim.quality > 0)
    return False


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
