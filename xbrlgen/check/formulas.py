"""Formulas of workbooks as evidence: what a workbook adds up, the mapping should add up as well."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding, Related, Severity
from xbrlgen.model.mapping import Mapping
from xbrlgen.model.relation import Relation
from xbrlgen.model.report import Fact, Print, Report
from xbrlgen.model.source import FigureId, Source, SumOf

Parts = frozenset[tuple[str, int]]
"""Concepts with their weights."""


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A formula in terms of facts: the concept of its total, and those of its parts."""

    total: str
    parts: Parts


def check_formulas(mapping: Mapping, sources: Iterable[Source], report: Report) -> Iterator[Finding]:
    """XG-TIE-043 for each sum of a workbook that no `sums` or `checks` of the mapping has.

    Only a formula whose cells are all numbers of facts of one period and the same members says
    something. It is told once, whatever number of columns it is filled over; as a warning if what the
    facts say does not add up.
    """
    sources = [s for s in sources if s.sums]
    if not sources:
        return
    stated: dict[FigureId, tuple[Fact, Print]] = {}
    for fact in report.facts:
        for printed in (*fact.prints, *fact.origin.support):
            stated.setdefault(printed.figure, (fact, printed))
    known = {_of(r) for r in _relations(mapping)}
    totals = {r.total.concept for r in _relations(mapping)}
    told: set[_Spoken] = set()
    for source in sources:
        for formula in source.sums:
            spoken, foots = _spoken(formula, stated)
            if spoken is None or spoken in known or spoken in told:
                continue
            told.add(spoken)
            yield _finding(formula, spoken, stated, another=spoken.total in totals, foots=foots)


def _relations(mapping: Mapping) -> Iterator[Relation]:
    for statement in mapping.statements:
        yield from statement.sums
        yield from statement.checks
    yield from mapping.checks


def _of(relation: Relation) -> _Spoken:
    return _Spoken(relation.total.concept, frozenset((t.concept, t.weight) for t in relation.terms))


def _spoken(formula: SumOf, stated: dict[FigureId, tuple[Fact, Print]]) -> tuple[_Spoken | None, bool]:
    """The formula in terms of facts, and whether their values foot; None if a cell is no fact's."""
    found = stated.get(formula.total)
    if found is None:
        return None, True
    total, printed = found
    parts: dict[str, int] = {}
    rest = total.number
    for figure, weight in formula.parts:
        part = stated.get(figure)
        if part is None or part[0].context != total.context or part[0].unit != total.unit:
            return None, True
        fact, shown = part
        turned = weight * shown.sign * printed.sign
        if fact.concept.qname in parts or fact.concept.qname == total.concept.qname or abs(turned) != 1:
            return None, True
        parts[fact.concept.qname] = turned
        rest -= turned * fact.number
    return _Spoken(total.concept.qname, frozenset(parts.items())), not rest


def _finding(
    formula: SumOf,
    spoken: _Spoken,
    stated: dict[FigureId, tuple[Fact, Print]],
    *,
    another: bool,
    foots: bool,
) -> Finding:
    total, printed = stated[formula.total]
    order = [stated[f][0].concept.qname for f, _ in formula.parts]
    weights = dict(spoken.parts)
    text = "".join(f" {'-' if weights[q] < 0 else '+'} {q.partition(':')[2]}" for q in order)
    text = text.removeprefix(" + ").strip()
    name = spoken.total.partition(":")[2]
    words = f"the workbook adds {name} = {text}, and the mapping has "
    words += f"another sum for {name}" if another else f"no sum for {name}"
    if not foots:
        words += "; what is filed does not add up so"
    return finding(
        "XG-TIE-043",
        words,
        formula.where,
        severity=None if foots else Severity.WARNING,
        hint=f"add `- {name} = {text}` to the `sums` or `checks` of the statement",
        related=[Related("rule", printed.rule)] if printed.rule is not None else [],
        subjects=[total.id],
    )
