"""Sums, ratios and roll-forwards, exact in Decimal, each statement footed on what it prints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext

from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding, Related, Severity
from xbrlgen.model.mapping import Dimensions, Mapping, StatementRule
from xbrlgen.model.period import Period
from xbrlgen.model.register import Tie
from xbrlgen.model.relation import Relation, Term
from xbrlgen.model.report import Fact, Print, Report
from xbrlgen.model.rounded import Rounded
from xbrlgen.model.source import FigureId
from xbrlgen.model.where import Where

Key = tuple[str, Period, Dimensions]
_DIGITS = 200
"""Sums stay exact up to here: the usual 28 digits would round the longest amounts."""
_RANGE = "srt:RangeAxis"
_CASES = {"srt:MinimumMember": "low", "srt:MaximumMember": "high"}
_QUOTIENT = Context(prec=28)


def check_arithmetic(
    mapping: Mapping, report: Report
) -> tuple[tuple[tuple[FigureId, Tie], ...], tuple[Finding, ...]]:
    """Check every sum of every statement, and the mapping's checks across statements.

    A statement's sum is checked in each period and set of members for which the statement
    prints one of its concepts, with the values as that statement prints them, so that a slip
    in one of two tables shows. A part that is not stated counts as zero, as it does in
    XBRL 2.1 section 5.2.5.2, but the message names it. So does one that only optional lines give
    and no source has; it keeps no relation from being checked.

    Returns every relation that was held against figures, by the figure of its total, and the
    findings XG-TIE-001 to -005 and -010.
    """
    arithmetic = _Arithmetic(mapping, report)
    with localcontext(prec=_DIGITS):
        findings = [*arithmetic.run()]
        for translated in _translations(report):
            second = _Arithmetic(mapping, translated, rounded=True)
            findings += [f for f in second.run() if f.code in _UNEQUAL]
            arithmetic.ties += second.ties
    return tuple(arithmetic.ties), tuple(findings)


_UNEQUAL = ("XG-TIE-001", "XG-TIE-003", "XG-TIE-004")


def _translations(report: Report) -> Iterator[Report]:
    """The report as each second currency has it: what it states, and what has no currency.

    Columns of a convenience translation foot like the others, but for rounding::

                     2025        2025
                      RMB         US$
        Revenue    48,210       6,770
        Costs      31,810       4,467
        Income     16,400       2,303
    """
    of: dict[Key, list[Fact]] = {}
    for fact in report.facts:
        if isinstance(fact.value, Decimal):
            of.setdefault((fact.concept.qname, fact.context.period, fact.context.dimensions), []).append(fact)
    others = {f.unit.numerator: None for several in of.values() for f in several[1:] if f.unit is not None}
    for numerator in others:
        if numerator[0].startswith("iso4217:"):
            own = tuple(f for f in report.facts if _stands(f, numerator))
            yield replace(report, facts=own)


def _stands(fact: Fact, numerator: tuple[str, ...]) -> bool:
    """Whether a fact is in this currency, or in none."""
    unit = fact.unit
    return unit is None or unit.numerator == numerator or not unit.numerator[0].startswith("iso4217:")


@dataclass(frozen=True, slots=True)
class _Stated:
    """A value with its precision and the places it comes from."""

    number: Rounded
    fact: Fact
    where: Where | None
    label: str
    figure: FigureId | None = None

    @property
    def value(self) -> Decimal:
        return self.number.value

    @property
    def decimals(self) -> int:
        return self.number.decimals or 0


@dataclass(frozen=True, slots=True)
class _Applied:
    """A relation in one period and for one set of members: its terms, total first and divisor last, and what
    is stated of each there."""

    relation: Relation
    terms: Sequence[Term]
    values: Sequence[_Stated | None]
    period: Period
    dimensions: Dimensions

    @property
    def stated(self) -> list[_Stated]:
        return [v for v in self.values if v is not None]

    @property
    def absent(self) -> list[Term]:
        return [t for t, v in zip(self.terms, self.values, strict=True) if v is None]

    @property
    def place(self) -> str:
        return ", ".join([str(self.period), *(m.partition(":")[2] for _, m in self.dimensions)])

    def finding(
        self, code: str, message: str, hint: str | None = None, severity: Severity | None = None
    ) -> Finding:
        """At the relation's rule, with every figure that it was held against."""
        return finding(
            code,
            f"{self.relation}: {message}",
            self.relation.where,
            severity=severity,
            hint=hint,
            related=[
                Related(f'source "{v.label}" {_number(v.value)}', v.where)
                for v in self.stated
                if v.where is not None
            ],
            subjects=[v.fact.id for v in self.stated],
        )


class _Arithmetic:
    def __init__(self, mapping: Mapping, report: Report, *, rounded: bool = False) -> None:
        """``rounded``: figures were translated each by itself, and sums hold but for rounding."""
        self.mapping = mapping
        self.rounded = rounded
        self.ties: list[tuple[FigureId, Tie]] = []
        self.facts: dict[Key, list[Fact]] = {}
        """Several only where lines state one thing in several units."""
        self.by_concept: dict[str, list[Fact]] = {}
        self.shown: dict[tuple[str, str], list[Fact]] = {}
        """By statement and concept: the facts that the statement prints."""
        for fact in report.facts:
            if isinstance(fact.value, Decimal):
                key = (fact.concept.qname, fact.context.period, fact.context.dimensions)
                self.facts.setdefault(key, []).append(fact)
                self.by_concept.setdefault(fact.concept.qname, []).append(fact)
                for role in {p.statement for p in fact.prints}:
                    self.shown.setdefault((role, fact.concept.qname), []).append(fact)

    def run(self) -> Iterator[Finding]:
        for statement in self.mapping.statements:
            lacking = statement.may_lack()
            for relation in (*statement.sums, *statement.checks):
                yield from self.relation(relation, statement, lacking)
        lacking = self.mapping.may_lack()
        for relation in self.mapping.checks:
            yield from self.relation(relation, None, lacking)

    # -- where a relation applies ------------------------------------------------------------

    def relation(
        self, relation: Relation, statement: StatementRule | None, lacking: frozenset[str]
    ) -> Iterator[Finding]:
        """``lacking`` are the concepts that need not be stated, as only optional lines give them."""
        role = None if statement is None else statement.role
        terms = (relation.total, *relation.terms, *([relation.divisor] if relation.divisor else []))
        if statement is not None:
            yield from self.outside(relation, terms, statement)
        places = self.places(relation, terms, role)
        missing = [t for t in terms if t.concept not in lacking and not self.stated_anywhere(t, places)]
        if missing:
            yield from self.inapplicable(relation, missing, statement)
            return
        applied = False
        for period, dimensions in places:
            values = [self.value(t, period, dimensions, role) for t in terms]
            held = _Applied(relation, terms, values, period, dimensions)
            if relation.is_ratio or any(t.at for t in terms) or role is None:
                # A part that may lack counts as zero in a sum; no quotient is had from it.
                excused = frozenset() if relation.is_ratio else lacking
                if any(v is None and t.concept not in excused for t, v in zip(terms, values, strict=True)):
                    if relation.is_ratio:
                        yield from self.cannot_divide(held)
                    continue
            elif values[0] is None:
                yield from self.blank_total(held, role, lacking)
                continue
            applied = True
            yield from self.check(held)
        if not applied and statement is None and not lacking.intersection(t.concept for t in terms):
            yield finding(
                "XG-TIE-005",
                f"{relation}: never applied, no period has all its parts",
                relation.where,
            )

    def blank_total(self, held: _Applied, role: str, lacking: frozenset[str]) -> Iterator[Finding]:
        """Every part is stated and the total is not, which the statement has in another period."""
        total, *parts = held.terms
        whole = len(parts) > 1 and all(t == total or t.concept in lacking for t in held.absent)
        # Of these members: that revenue is split by product does not make gross profit so.
        elsewhere = any(
            f.context.period.kind == held.period.kind
            and f.context.dimensions == _members(total, held.dimensions)
            for f in self.shown.get((role, total.concept), ())
        )
        if whole and elsewhere and held.stated:
            message = f"{total} is not stated in {held.place}, and its parts are"
            yield held.finding("XG-TIE-030", message)

    def cannot_divide(self, held: _Applied) -> Iterator[Finding]:
        """A ratio is stated and what it is of, or over, is not, or is zero."""
        total, divisor, absent = held.values[0], held.values[-1], held.absent
        if total is None or not total.value or len(absent) > 1:
            return
        if not absent and (divisor is None or divisor.value):
            return
        what = f"{absent[0]} is not stated" if absent else f"{held.terms[-1]} is zero"
        if absent and not any(
            f.context.period.kind == held.period.kind for f in self.by_concept.get(absent[0].concept, ())
        ):
            return
        message = f"{_number(total.value)} is printed, and {what} in {held.place}"
        yield held.finding("XG-TIE-031", message)

    def places(
        self, relation: Relation, terms: Sequence[Term], role: str | None
    ) -> list[tuple[Period, Dimensions]]:
        """Periods and members, those that the relation's terms bring themselves taken off."""
        rolls = any(t.at for t in terms)
        own_axes = {axis for t in terms for axis, _ in t.dimensions}
        found: dict[tuple[Period, Dimensions], None] = {}
        for term in terms:
            if term.at is not None:
                continue
            everywhere = self.by_concept.get(term.concept, ())
            for fact in everywhere if role is None else self.shown.get((role, term.concept), ()):
                rest = tuple(d for d in fact.context.dimensions if d not in term.dimensions)
                whole = len(rest) + len(term.dimensions) == len(fact.context.dimensions)
                if whole and own_axes.isdisjoint(axis for axis, _ in rest):
                    found[fact.context.period, rest] = None
        if rolls and not found:
            instants = {f.context.period for t in terms for f in self.by_concept.get(t.concept, ())}
            found = {(p, ()): None for p in instants if not p.is_instant}
        return sorted(found, key=lambda k: (k[0].sort_key(), k[1]))

    def stated_anywhere(self, term: Term, places: list[tuple[Period, Dimensions]]) -> bool:
        """Is the term stated in any place that is checked? (For a roll-forward: stated at all.)"""
        if term.at is not None:
            return term.concept in self.by_concept
        return any(self.fact(term, period, dimensions) is not None for period, dimensions in places)

    def fact(
        self, term: Term, period: Period, dimensions: Dimensions, role: str | None = None
    ) -> Fact | None:
        """The fact of a term, the one that the statement prints if there are several."""
        if term.at is not None and not period.is_instant:
            period = period.opening if term.at == "opening" else period.closing
        wanted = _members(term, dimensions)
        found = self.facts.get((term.concept, period, wanted), [])
        if len(found) < 2:
            return found[0] if found else None
        return next((f for f in found if any(p.statement == role for p in f.prints)), found[0])

    def value(self, term: Term, period: Period, dimensions: Dimensions, role: str | None) -> _Stated | None:
        case = _CASES.get(dict(dimensions).get(_RANGE, ""))
        if case is not None:
            # The low case of an expense may be its maximum: cases foot, and bounds do not.
            for bound in _CASES:
                members = tuple(sorted({**dict(dimensions), _RANGE: bound}.items()))
                fact = self.fact(term, period, members, role)
                for p in () if fact is None else fact.prints:
                    if fact is not None and p.case == case and role in (None, p.statement):
                        return _Stated(Rounded(p.value, p.decimals or 0), fact, p.where, p.label, p.figure)
        fact = self.fact(term, period, dimensions, role)
        if fact is None or not isinstance(fact.value, Decimal):
            return None
        own = next((p for p in fact.prints if p.statement == role), None)
        lead: Print | None = own or (fact.prints[0] if fact.prints else None)
        if lead is None:
            return _Stated(Rounded(fact.value, fact.decimals or 0), fact, fact.stated, fact.concept.label)
        number = Rounded(lead.value, lead.decimals or 0)
        return _Stated(number, fact, lead.where, lead.label, lead.figure)

    # -- does it hold? ---------------------------------------------------------------------

    def check(self, held: _Applied) -> Iterator[Finding]:
        relation, total = held.relation, held.values[0]
        if total is None:
            return
        count = len(relation.terms)
        paired = zip(held.terms[1 : count + 1], held.values[1 : count + 1], strict=True)
        parts = [(t.weight, v) for t, v in paired if v is not None]
        given = sum((w * v.value for w, v in parts), Decimal(0))
        half = sum((v.number.half for _, v in parts), Decimal(0))
        mixed = _mixed_units(relation, held.terms, held.values)
        if mixed is not None:
            hint = "correct the `unit` of the line that is wrong; amounts of two currencies do not add up"
            yield held.finding("XG-TIE-010", f"{mixed} in {held.place}", hint)
            return
        if relation.is_ratio:
            divisor = held.values[-1]
            if divisor is None or not divisor.value:
                yield from self.cannot_divide(held)
                return
            yield from self.ratio(held, total, (given, half), divisor)
            return
        tolerance = Decimal(0)
        if self.rounded or relation.rounding or len({v.decimals for _, v in parts} | {total.decimals}) > 1:
            tolerance = half + total.number.half
        holds = abs(total.value - given) <= tolerance
        self.tie(held, total, given, holds)
        if holds:
            return
        rolls = any(t.at for t in held.terms)
        lacks = "".join(f"; {t} is not stated" for t in held.absent)
        yield held.finding(
            "XG-TIE-004" if rolls else "XG-TIE-001",
            f"{_number(total.value)} is stated, the parts give {_number(given)} "
            f"(difference {_number(total.value - given)}) in {held.place}{lacks}",
            "one of these figures is wrong, or a line or a sign is missing in the sum",
        )

    def ratio(
        self, held: _Applied, total: _Stated, dividend: tuple[Decimal, Decimal], divisor: _Stated
    ) -> Iterator[Finding]:
        """A printed ratio holds if some true values behind the printed ones round to it."""
        given, half = dividend
        below = (divisor.number.low, divisor.number.high)
        corners = [above / under for above in (given - half, given + half) for under in below if under]
        low, high = min(corners), max(corners)
        holds = low <= total.number.high and high >= total.number.low
        exact = _QUOTIENT.divide(given, divisor.value)
        self.tie(held, total, exact, holds)
        if holds:
            return
        step = Decimal(1).scaleb(-total.decimals)
        rounded = exact.quantize(step, ROUND_HALF_UP)
        # $0.006 printed as $0.00 was cut off, not rounded; $0.02 for it is no rounding of any kind.
        least, most = sorted((abs(low), abs(high)))
        cut = low * high > 0 and total.value * low >= 0 and least - step < abs(total.value) <= most
        yield held.finding(
            "XG-TIE-003",
            f"{_number(total.value)} is printed, but {_number(given)} / {_number(divisor.value)} "
            f"is {exact.quantize(step / 100, ROUND_HALF_UP)}, which rounds to {rounded}, in {held.place}",
            "correct the printed figure, or waive this with the reason",
            severity=None if cut else Severity.ERROR,
        )

    def tie(self, held: _Applied, total: _Stated, computed: Decimal, holds: bool) -> None:
        if total.figure is None:
            return
        tie = Tie(
            formula=str(held.relation),
            stated=total.value,
            computed=computed,
            decimals=total.decimals,
            holds=holds,
            operands=tuple(v.fact.id for v in held.values[1:] if v is not None),
            periods=(str(held.period),),
            rule=held.relation.where,
        )
        self.ties.append((total.figure, tie))

    def inapplicable(
        self, relation: Relation, missing: Sequence[Term], statement: StatementRule | None
    ) -> Iterator[Finding]:
        """What has no fact: a part that a line of the statement asks for was reported with that line."""
        if statement is None:
            names = ", ".join(str(t) for t in missing)
            yield finding("XG-TIE-005", f"{relation}: never applied, {names} has no fact", relation.where)

    def outside(
        self, relation: Relation, terms: Sequence[Term], statement: StatementRule
    ) -> Iterator[Finding]:
        """What a statement has no line for. Of a calculation, build says so (XG-EXT-005)."""
        if relation.is_calculation and relation in statement.sums:
            return
        everywhere = {*statement.dimensions}
        for column in statement.columns:
            everywhere.update(column.dimensions, column.low, column.high)
        ruled = [(q, everywhere.union(r.dimensions)) for r in statement.rules() for q in r.all_concepts]
        outside = dict.fromkeys(
            str(t)
            for t in terms
            if not any(t.concept == q and members.issuperset(t.dimensions) for q, members in ruled)
        )
        if outside:
            yield finding(
                "XG-TIE-002",
                f"{relation}: {', '.join(outside)} has no line in {statement.role}",
                relation.where,
                hint="map the missing line, correct the name, or move it to the `checks` of the whole file",
            )


def _mixed_units(relation: Relation, terms: Sequence[Term], values: Sequence[_Stated | None]) -> str | None:
    """What does not fit: figures of a sum have one unit, those of a ratio the one that it has on top.

    A ratio that is a plain number divides like by like; one per share divides by shares.
    """
    there = [(t, v.fact.unit) for t, v in zip(terms, values, strict=True) if v is not None]
    units = [(t, u) for t, u in there if u is not None]
    (_, whole), *parts = units
    if not relation.is_ratio:
        other = next(((t, u) for t, u in parts if u != whole), None)
        return None if other is None else f"{terms[0]} is in {whole.id}, and {other[0]} in {other[1].id}"
    (_, below) = parts[-1]
    for term, unit in parts[:-1]:
        if whole.denominator:
            fits = (unit.numerator, below.numerator) == (whole.numerator, whole.denominator)
        else:
            fits = whole.id != "pure" or unit == below
        if not fits:
            return f"{term} in {unit.id} by {terms[-1]} in {below.id} is not in {whole.id}"
    return None


def _number(value: Decimal) -> str:
    return f"{value:,f}"


def _members(term: Term, dimensions: Dimensions) -> Dimensions:
    """The members of a term's fact where a relation is held at ``dimensions``."""
    return tuple(sorted({**dict(dimensions), **dict(term.dimensions)}.items()))
