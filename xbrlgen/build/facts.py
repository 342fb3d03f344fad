"""Hits to facts: sign, scale, decimals, period, members, unit; one fact for one truth."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from xbrlgen.build.calendar import ReportCalendar
from xbrlgen.build.contexts import Contexts
from xbrlgen.build.scale import measure_of, scale_of
from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding, Related
from xbrlgen.model.mapping import ColumnRule, Dimensions, Filing, Hit
from xbrlgen.model.period import NEAR, Period, is_word
from xbrlgen.model.report import Context, Fact, Footnote, Origin, Print, Unit
from xbrlgen.model.source import FigureId
from xbrlgen.model.taxonomy import Concept
from xbrlgen.model.vocabulary import Vocabulary
from xbrlgen.model.where import Where


@dataclass(slots=True)
class Truth:
    """One fact in the making: everything printed of it."""

    concept: Concept
    context: Context
    unit: Unit
    prints: list[Print] = field(default_factory=list)
    seen: set[tuple[object, ...]] = field(default_factory=set)
    """What tells the prints apart: figure, rule, statement, sign, scale, decimals."""
    marks: dict[str, None] = field(default_factory=dict)
    """Note marks of its captions and headings, in order of first sight."""
    stated: bool = False
    """Some print has a number, or a dash that stands for zero; else it is nil."""


@dataclass(frozen=True, slots=True)
class Settled:
    """``shown`` tells for (statement role, concept) whether its numbers there are sign-flipped.

    ``covered`` are all figures that became facts.
    """

    facts: tuple[Fact, ...]
    shown: dict[tuple[str, str], bool]
    covered: frozenset[FigureId]
    findings: tuple[Finding, ...]


def settle_facts(
    filing: Filing,
    vocabulary: Vocabulary,
    hits: Iterable[Hit],
    contexts: Contexts,
    footnotes: dict[str, Footnote],
    calendar: ReportCalendar,
) -> Settled:
    """Turn every hit into a print of a fact.

    Findings: XG-FACT-001 (two values), -002 (length of a bare date), -003 (a period
    that filing.yaml does not list), -030 to -034 (scale, currency), XG-MAP-018 (unit). Concepts and
    members that the vocabulary does not know give no fact; lint names them.
    """
    return _Builder(filing, vocabulary, contexts, footnotes, calendar).run(tuple(hits))


class _Builder:
    def __init__(
        self,
        filing: Filing,
        vocabulary: Vocabulary,
        contexts: Contexts,
        footnotes: dict[str, Footnote],
        calendar: ReportCalendar,
    ) -> None:
        self.filing, self.vocabulary, self.contexts = filing, vocabulary, contexts
        self.footnotes, self.calendar = footnotes, calendar
        self.truths: dict[tuple[str, str, str], Truth] = {}
        self.shown: dict[tuple[str, str], bool] = {}
        self.findings: dict[tuple[object, ...], Finding] = {}
        self.covered: set[FigureId] = set()
        self.expected = calendar.listed
        self.spans: dict[object, set[Period]] = {}

    def run(self, hits: tuple[Hit, ...]) -> Settled:
        for period in (*(h.period for h in hits), *self.expected):
            if period is not None and not period.is_instant:
                self.spans.setdefault(period.end, set()).add(period)
        for hit in hits:
            for concept in self.concepts(hit):
                self.add(hit, concept)
        facts = tuple(self.finish())
        return Settled(facts, self.shown, frozenset(self.covered), tuple(self.findings.values()))

    def concepts(self, hit: Hit) -> Iterator[Concept]:
        for qname in hit.rule.concepts:
            concept = self.vocabulary.concept(qname)
            if concept is not None and concept.is_numeric and not concept.abstract:
                yield concept

    def add(self, hit: Hit, concept: Concept) -> None:
        period = self.period(hit, concept)
        if period is None:
            return
        unit = self.unit(hit, concept)
        if unit is None:
            return
        flip = hit.rule.turns(concept.balance)
        dimensions = dimensions_of(hit, falling=_falls(hit, -1 if flip else 1))
        if any(self.vocabulary.concept(name) is None for pair in dimensions for name in pair):
            return
        context = self.contexts.get(period, dimensions)
        role = hit.statement.role
        self.shown[role, concept.qname] = flip
        scale = self.scale(hit, concept)
        decimals = _decimals(hit)
        if decimals is None:
            decimals = _places(hit) - scale
        sign = -1 if flip else 1
        printed = Print(
            figure=hit.figure.id,
            where=hit.figure.where,
            text=hit.figure.text,
            sign=sign,
            scale=scale,
            decimals=decimals,
            value=exact(hit.figure.value, scale, sign),
            rule=hit.rule.where,
            label=hit.line.label if hit.line is not None else str(hit.rule.text),
            statement=role,
            case=hit.case,
            parts=hit.figure.parts,
        )
        truth = self.truths.setdefault((concept.qname, context.id, unit.id), Truth(concept, context, unit))
        truth.stated |= not (hit.figure.dash and hit.dash == "nil")
        by = (hit.figure.id, hit.rule.where, role, sign, scale, decimals)
        if by not in truth.seen:
            truth.seen.add(by)
            truth.prints.append(printed)
        self.covered.add(hit.figure.id)
        for mark in _marks(hit):
            if mark in self.footnotes:
                truth.marks[mark] = None

    # -- period --------------------------------------------------------------------------

    def period(self, hit: Hit, concept: Concept) -> Period | None:
        """The period of this fact: what the heading says, settled by the statement and the concept."""
        said = self.said(hit)
        if said is None:
            self.no_period(hit)
            return None
        own = hit.rule.period if is_word(hit.rule.period) else None
        word = own or hit.statement.period
        durable = concept.period == "duration"
        if own == "opening":
            period = self.exact_span(hit, said).opening if said.start is not None else said
        elif not durable:
            period = said.closing
        elif said.start is not None and own is None:
            period = said
        elif own == "year":
            period = self.year_of(said)
        else:
            months = _months(word)
            spans = self.spans.get(said.end, set())
            if months is not None:
                period = Period.ending(said.end, months)
            elif len(spans) == 1:
                period = next(iter(spans))
            else:
                self.unsettled(hit, said, spans)
                return None
        return self.settled(hit, period)

    def said(self, hit: Hit) -> Period | None:
        """What the mapping says of cell, line or column, else the print, else the statement."""
        if hit.rule.period is not None and not is_word(hit.rule.period):
            return self.named(hit.rule.period, hit, hit.rule.where)
        rule = next((r for r in hit.column_rules if r.period is not None), None)
        if rule is None or rule.period is None:
            word = hit.statement.period
            if word is None or word == "rows" or is_word(word):
                return hit.period
            # A word that names nothing is told of bare dates as well. Passed over, it would leave them days:
            #
            #     period: a quarter        September 30,  December 31,
            #                                   2004           2003
            named = self.named(word, hit, hit.statement.where)
            return named if hit.period is None or named is None else hit.period
        period = self.calendar.names.get(rule.period) or Period.parse(rule.period)
        months = _months(rule.period) if period is None else None
        if months is not None and hit.period is not None:
            period = Period.ending(hit.period.end, months)
        if period is None or (hit.period is not None and _contradicts(period, hit)):
            self.wrong_period(hit, rule, period)
            return None
        return period

    def named(self, name: str, hit: Hit, where: Where) -> Period | None:
        """The period that the mapping calls by a name of filing.yaml, or writes out."""
        period = self.calendar.names.get(name) or Period.parse(name)
        if period is None:
            names = ", ".join(self.calendar.names) or "none"
            self.findings.setdefault(
                ("010", where, name),
                finding(
                    "XG-FACT-010",
                    f"`period: {name}` is no period",
                    where,
                    hint=f"name a period that {self.filing.file} lists ({names}), a day or a span, or one of "
                    "instant, duration, opening, closing, year, rows and a length such as `3 months`",
                    related=[Related("source", hit.figure.where)],
                ),
            )
        return period

    def exact_span(self, hit: Hit, said: Period) -> Period:
        """The listed period that a computed one is: of weeks, it opens some days off."""
        day_printed = hit.column is not None and hit.column.day_printed
        return self.calendar.reconciled(said, day_printed=day_printed) or said

    def settled(self, hit: Hit, period: Period) -> Period | None:
        """The listed period that a computed one is, or a computed one whose days can be known."""
        if period in self.expected:
            return period
        day_printed = hit.column is not None and hit.column.day_printed
        if not self.expected:
            weeks = self.calendar.by_weeks(period) if hit.period == period and day_printed else period
            if weeks is None:
                self.unknown_start(hit, period)
            return weeks
        found = self.calendar.reconciled(period, day_printed=day_printed)
        if found is None:
            self.unexpected(hit, period)
            return period
        self.findings.setdefault(
            ("008", period, found),
            finding(
                "XG-FACT-008",
                f"{period}, as computed, is taken to be {found}, which {self.filing.file} lists",
                _heading(hit),
            ),
        )
        return found

    def unknown_start(self, hit: Hit, period: Period) -> None:
        where = _heading(hit)
        self.findings.setdefault(
            ("009", where, period),
            finding(
                "XG-FACT-009",
                f"a period of {period.months} months that ends on {period.end} may be one of weeks: "
                "the day it starts on is not printed",
                where,
                hint=f"list it under `periods` in {self.filing.file}, such as `{period}` if that is so",
            ),
        )

    def wrong_period(self, hit: Hit, rule: ColumnRule, period: Period | None) -> None:
        names = ", ".join(self.calendar.names) or "none"
        problem = (
            f"`period: {rule.period}` of a column is no period"
            if period is None
            else f"`period: {rule.period}` of a column contradicts its heading, which says {hit.period}"
        )
        self.findings.setdefault(
            ("010", rule.where, _heading(hit)),
            finding(
                "XG-FACT-010",
                problem,
                rule.where,
                hint=f"name a period that {self.filing.file} lists ({names}), or a day or a span"
                if period is None
                else "correct one of them, or let `heading` fit this column alone",
                related=[Related("source", _heading(hit))],
            ),
        )

    def year_of(self, said: Period) -> Period:
        """The fiscal year that ``said`` ends in."""
        month, day = self.filing.fiscal_year_end
        year = said.end.year + ((said.end.month, said.end.day) > (month, day))
        last = calendar.monthrange(year, month)[1]
        return Period.ending(date(year, month, min(day, last)), 12)

    def no_period(self, hit: Hit) -> None:
        """A figure that a line claims is in no state without a period; a column left out has no hits."""
        where = _heading(hit)
        heading = f' "{hit.column.text}"' if hit.column is not None and hit.column.text else ""
        self.findings.setdefault(
            ("035", where, hit.statement.role),
            finding(
                "XG-FACT-035",
                f"{hit.figure.text} stands in a column{heading} of no period"
                if hit.column is not None
                else f"{hit.figure.text} is of no period: the words of {hit.rule} name none",
                where,
                related=[Related("rule", hit.rule.where)],
            ),
        )

    def unsettled(self, hit: Hit, said: Period, spans: set[Period]) -> None:
        where = _heading(hit)
        known = " or ".join(str(p) for p in sorted(spans, key=Period.sort_key))
        self.findings.setdefault(
            ("002", where),
            finding(
                "XG-FACT-002",
                f"the heading says {said.end}, a day, and {hit.statement.role} speaks of durations"
                + (f": {known}?" if known else ""),
                hit.statement.where,
                hint="say `period: 3 months` (or as many as it is) in the statement",
                related=[Related("source", where)],
            ),
        )

    def unexpected(self, hit: Hit, period: Period) -> None:
        where = _heading(hit)
        if ("003", where, period) in self.findings:
            return
        names = ", ".join(f"{p}" for _, p in self.filing.periods)
        self.findings.setdefault(
            ("003", where, period),
            finding(
                "XG-FACT-003",
                f"{period} is no period of this report",
                where,
                hint=f"{self.filing.file} lists {names}; add it, or say `period` under `columns`",
                related=[Related("rule", hit.rule.where)],
            ),
        )

    # -- unit, scale, decimals -----------------------------------------------------------

    def unit(self, hit: Hit, concept: Concept) -> Unit | None:
        measure = measure_of(hit, concept, self.filing.currency)
        self.note(measure.key, measure.finding)
        return measure.unit

    def scale(self, hit: Hit, concept: Concept) -> int:
        """Power of ten from the number on paper to the value."""
        power = scale_of(hit, concept)
        self.note(power.key, power.finding)
        return power.power

    def note(self, key: tuple[object, ...], found: Finding | None) -> None:
        if found is not None:
            self.findings.setdefault(key, found)

    # -- one fact for one truth ----------------------------------------------------------

    def finish(self) -> Iterator[Fact]:
        ids: set[str] = set()
        for truth in self.truths.values():
            prints = sorted(truth.prints, key=lambda p: -(p.decimals or 0))  # stable: source order within
            best = prints[0]
            for other in prints[1:]:
                if not best.rounded.agrees(other.rounded):
                    self.conflict(truth, best, other)
            stem = f"f-{truth.concept.name}-{truth.context.id}"
            fact_id = stem if stem not in ids else f"{stem}-{truth.concept.prefix}-{truth.unit.id}"
            ids.add(fact_id)
            yield Fact(
                id=fact_id,
                concept=truth.concept,
                value=best.value if truth.stated else None,
                context=truth.context,
                unit=truth.unit,
                decimals=best.decimals if truth.stated else None,
                footnotes=tuple(self.footnotes[m] for m in truth.marks),
                origin=Origin.printed(prints),
            )

    def conflict(self, truth: Truth, one: Print, other: Print) -> None:
        members = "".join(f", {m}" for _, m in truth.context.dimensions)
        self.findings.setdefault(
            ("001", one.where, other.where),
            finding(
                "XG-FACT-001",
                f"{truth.concept.qname} of {truth.context.period}{members} is printed as {one.text} "
                f"({one.value:,}) and as {other.text} ({other.value:,})",
                other.rule,
                related=[
                    Related(f'source "{one.label}"', one.where),
                    Related(f'source "{other.label}"', other.where),
                    *([Related("rule", one.rule)] if one.rule is not None else []),
                ],
                hint="correct the source if one of them is a slip, or the mapping if they mean two things",
            ),
        )


def dimensions_of(hit: Hit, *, falling: bool = False) -> Dimensions:
    """The statement's members, then the column's, then the case's, then the line's: later ones win.

    Minimum and maximum are bounds of the value (srt 2025, documentation of the members), low and
    high cases of a forecast: where the values fall from the low case to the high one, as those of an
    expense do that is larger in the low case, the low case has the maximum. Members that the source
    itself gives for a column stand before what the mapping says of it.
    """
    merged = dict(hit.statement.dimensions)
    merged.update(hit.column.members if hit.column is not None else ())
    for rule in hit.column_rules:
        merged.update(rule.dimensions)
        merged.update(rule.low if hit.case == "low" else rule.high if hit.case == "high" else ())
    if falling and hit.case is not None:
        merged[_RANGE] = _OTHER_BOUND.get(merged.get(_RANGE, ""), merged.get(_RANGE, ""))
    merged.update(hit.rule.dimensions)
    return tuple(sorted((axis, member) for axis, member in merged.items() if member))


_RANGE = "srt:RangeAxis"
_OTHER_BOUND = {"srt:MinimumMember": "srt:MaximumMember", "srt:MaximumMember": "srt:MinimumMember"}


def _falls(hit: Hit, sign: int) -> bool:
    """Whether the values of a range, ``sign`` times what is printed, fall from the low case to the high."""
    if hit.case is None or hit.cell is None or len(hit.cell.figures) < 2:
        return False
    first, last = hit.cell.figures[0], hit.cell.figures[-1]
    return first.value * sign > last.value * sign


def exact(value: Decimal, scale: int, sign: int) -> Decimal:
    """Exact whatever the number of digits: Decimal arithmetic would round to its context."""
    negative, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int)
    scaled = Decimal((negative if sign > 0 else 1 - negative, digits, exponent + scale))
    if not scaled:
        return abs(scaled) if scaled.as_tuple().exponent != 0 and exponent + scale < 0 else Decimal(0)
    return Decimal(int(scaled)) if scaled == scaled.to_integral_value() else scaled


def _decimals(hit: Hit) -> int | None:
    """What the mapping says of precision, nearest first; None: the last digit printed."""
    columns = (column.form.decimals for column in hit.column_rules)
    said = (hit.rule.decimals, hit.rule.group.decimals, *columns, hit.statement.form.decimals)
    return next((d for d in said if d is not None), None)


def _places(hit: Hit) -> int:
    """Digits printed after the point; a dash is as precise as the numbers beside it."""
    if not hit.figure.dash or hit.line is None:
        return hit.figure.places
    return max((f.places for c in hit.line.cells for f in c.figures), default=0)


def _marks(hit: Hit) -> Iterator[str]:
    if hit.line is not None:
        yield from hit.line.marks
    if hit.cell is not None:
        yield from hit.cell.marks
    if hit.column is not None:
        yield from hit.column.marks


def _heading(hit: Hit) -> Where:
    return hit.column.where if hit.column is not None else hit.figure.where


def _contradicts(period: Period, hit: Hit) -> bool:
    """Whether the heading prints another time than the mapping says: another day, or another length."""
    said = hit.period
    assert said is not None
    printed = hit.column is not None and hit.column.day_printed
    if abs((said.end - period.end).days) > (0 if printed else NEAR):
        return True
    if said.start is None or period.start is None:
        return False
    return printed and abs((said.start - period.start).days) > NEAR


def _months(word: str | None) -> int | None:
    if word is None or not (word[0].isdigit() or word == "year"):
        return None
    return 12 if word == "year" else int(word.split()[0])
