"""What the review page tells of facts, concepts, sums, ties and findings: plain data for JSON.

Things point at each other by their number in the lists of the page, so that nothing is said twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from xbrlgen.model.finding import Finding
from xbrlgen.model.register import NumberRegister, Numeral, Tie
from xbrlgen.model.report import Arc, Element, Fact, Print, Report
from xbrlgen.model.taxonomy import Concept
from xbrlgen.model.where import Where
from xbrlgen.model.xbrl import DOCUMENTATION
from xbrlgen.view.marks import identity, value
from xbrlgen.view.statements import Words
from xbrlgen.view.typeset import (
    day,
    grouped,
    place,
    precision,
    scale_words,
    spaced,
    span,
    stored,
)

View = dict[str, object]
LookUp = Callable[[str], Concept | None]
LONGEST = 4000
"""Characters of a text fact that the page shows; a text block may be the whole document."""


def concept_views(report: Report, words: Words) -> tuple[list[View], dict[str, int]]:
    """Every concept that a fact has, and where in the list it is."""
    own = {e.concept.qname: e for e in report.extension.elements}
    views: list[View] = []
    at: dict[str, int] = {}
    for fact in report.facts:
        concept = fact.concept
        if concept.qname in at:
            continue
        at[concept.qname] = len(views)
        view: View = {
            "q": concept.qname,
            "label": words.label(concept.qname),
            "standard": concept.label if concept.qname not in own else "",
            "type": spaced(concept.type.partition(":")[2].removesuffix("ItemType")),
            "balance": concept.balance,
            "period": concept.period,
        }
        if concept.qname in own:
            view |= _own(own[concept.qname], words)
        views.append(view)
    return views, at


def _own(element: Element, words: Words) -> View:
    qname = element.concept.qname
    return {
        "own": True,
        "doc": words.of(qname, DOCUMENTATION) or element.documentation,
        "why": element.why,
        "near": list(element.near),
        "at": place(element.where),
    }


def element_views(report: Report, words: Words, look_up: LookUp) -> list[View]:
    """The company's own elements: reasons, and the nearest standard ones with what they are."""
    uses: dict[str, int] = {}
    for fact in report.facts:
        for qname in (fact.concept.qname, *(q for pair in fact.context.dimensions for q in pair)):
            uses[qname] = uses.get(qname, 0) + 1
    return [
        {
            "q": e.concept.qname,
            "label": words.label(e.concept.qname),
            "kind": _form(e.concept),
            "facts": uses.get(e.concept.qname, 0),
            **_own(e, words),
            "near": [_near(qname, look_up(qname)) for qname in e.near],
        }
        for e in report.extension.elements
    ]


def _form(concept: Concept) -> str:
    if concept.is_axis:
        return "axis"
    if concept.is_table:
        return "table"
    if concept.is_domain:
        return "member"
    if concept.abstract:
        return "abstract"
    return ", ".join(p for p in (concept.kind, concept.period, concept.balance) if p)


def _near(qname: str, concept: Concept | None) -> View:
    return {"q": qname} if concept is None else {"q": qname, "label": concept.label, "kind": _form(concept)}


def fact_views(
    report: Report, words: Words, concepts: dict[str, int], numerals: dict[str, list[int]]
) -> list[View]:
    """All facts. ``numerals`` are the numbers of their prints on the page, by fact id."""
    views: list[View] = []
    for fact in report.facts:
        text = stored(fact)
        view: View = {
            "id": fact.id,
            "c": concepts[fact.concept.qname],
            "key": identity(fact),
            "mv": value(fact),
            "value": text if len(text) <= LONGEST else text[:LONGEST] + " …",
            "period": span(fact.context.period),
            "prints": [_print(p) for p in fact.prints],
            "n": numerals.get(fact.id, []),
        }
        backing = [
            [p.label, p.text, place(p.where), grouped(p.value)] for p in fact.origin.support if not p.parts
        ]
        if backing:
            view["support"] = backing
        if fact.origin.parts:
            view["accounts"] = [
                [p.account, p.name, grouped(p.amount), place(p.where)] for p in fact.origin.parts
            ]
        if fact.unit is not None:
            view["unit"] = str(fact.unit)
            view["decimals"] = precision(fact.decimals)
        if fact.context.dimensions:
            view["dims"] = [[words.label(a), words.label(m), a, m] for a, m in fact.context.dimensions]
        if fact.footnotes:
            view["notes"] = [[n.mark, n.text] for n in fact.footnotes]
        if fact.stated is not None:
            view["stated"] = place(fact.stated)
        views.append(view)
    return views


def _print(printed: Print) -> View:
    return {
        "text": printed.text,
        "at": place(printed.where),
        "rule": place(printed.rule),
        "label": printed.label,
        "st": printed.statement,
        "sign": printed.sign,
        "scale": scale_words(printed.scale),
        "says": grouped(printed.value),
    }


def sum_views(report: Report, facts: dict[str, int]) -> list[View]:
    """Every calculation of every role, worked out for each context in which its total is stated."""
    by_concept: dict[str, list[Fact]] = {}
    by_place: dict[tuple[str, str, str], Fact] = {}
    for fact in report.facts:
        if isinstance(fact.value, Decimal) and fact.unit is not None:
            by_concept.setdefault(fact.concept.qname, []).append(fact)
            by_place[fact.concept.qname, fact.context.id, fact.unit.id] = fact
    views: list[View] = []
    for role in report.extension.roles:
        groups: dict[str, list[Arc]] = {}
        for arc in role.calculation:
            groups.setdefault(arc.parent, []).append(arc)
        for total, arcs in groups.items():
            for fact in by_concept.get(total, ()):
                parts = [
                    (arc.weight or Decimal(1), part)
                    for arc in arcs
                    if fact.unit is not None
                    and (part := by_place.get((arc.child, fact.context.id, fact.unit.id))) is not None
                ]
                if parts:
                    views.append(_sum(fact, parts, len(arcs) - len(parts), facts, role.id))
    return views


def _sum(
    total: Fact, parts: Sequence[tuple[Decimal, Fact]], missing: int, facts: dict[str, int], role: str
) -> View:
    result = sum((weight * part.number for weight, part in parts), Decimal(0))
    view: View = {
        "role": role,
        "total": facts[total.id],
        "parts": [
            [int(weight) if weight % 1 == 0 else float(weight), facts[part.id]] for weight, part in parts
        ],
        "is": grouped(result),
    }
    if result != total.number:
        view["off"] = grouped(result - total.number)
    if missing:
        view["missing"] = missing
    return view


# -- ties ----------------------------------------------------------------------------------


def tie_views(register: NumberRegister, facts: dict[str, int]) -> tuple[list[View], list[list[int]]]:
    """All ties, and for each numeral the numbers of its own."""
    views: list[View] = []
    of: list[list[int]] = []
    for number, numeral in enumerate(register.numerals):
        of.append(list(range(len(views), len(views) + len(numeral.ties))))
        views += [_tie(number, numeral, tie, facts) for tie in numeral.ties]
    return views, of


def _tie(number: int, numeral: Numeral, tie: Tie, facts: dict[str, int]) -> View:
    percent = "%" in numeral.text
    # Percentages are stated as printed, or as a fraction where a fact of that kind is the total.
    fraction = percent and _is_fraction(numeral.text, tie.stated)
    return {
        "n": number,
        "formula": tie.formula,
        "stated": _figure(tie.stated, tie.decimals, percent, fraction),
        "computed": _figure(tie.computed, tie.decimals + 2, percent, fraction),
        "holds": tie.holds,
        "operands": [facts[i] for i in tie.operands if i in facts],
        "periods": list(tie.periods),
        "rule": place(tie.support or tie.rule),
    }


def _is_fraction(text: str, stated: Decimal) -> bool:
    """Is what is printed in percent stated as a fraction of one?"""
    digits = re.sub(r"[^\d.]", "", text).strip(".")
    try:
        return Decimal(digits) == abs(stated) * 100
    except InvalidOperation:
        return False


def _figure(number: Decimal, decimals: int, percent: bool, fraction: bool) -> str:
    """Grouped, rounded to so many decimals but never to less than ones."""
    places = max(decimals, 0)
    if fraction:
        number, places = number * 100, max(places - 2, 0)
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and -exponent > places:
        number = round(number, places)
    return grouped(number) + ("%" if percent else "")


# -- findings ------------------------------------------------------------------------------


def finding_views(findings: Sequence[Finding], facts: dict[str, int]) -> list[View]:
    """All findings, in the order given."""
    views: list[View] = []
    for f in findings:
        view: View = {"code": f.code, "severity": str(f.severity), "message": f.message, "origin": f.origin}
        if f.where is not None:
            view["at"] = place(f.where)
        if f.hint:
            view["hint"] = f.hint
        if f.waived is not None:
            view["waived"] = f.waived
        if f.related:
            view["related"] = [[r.what, place(r.where)] for r in f.related]
        subjects = [facts[i] for i in f.subjects if i in facts]
        if subjects:
            view["facts"] = subjects
        views.append(view)
    return views


def places_of(f: Finding) -> Iterator[Where]:
    """Every place a finding speaks of."""
    if f.where is not None:
        yield f.where
    yield from (r.where for r in f.related if r.where is not None)


def numeral_views(
    register: NumberRegister,
    findings: Sequence[Finding],
    ties: Sequence[Sequence[int]],
    facts: Mapping[str, int],
) -> list[View]:
    """Every number on paper: its print, state, facts, ties, and the findings on it."""
    by_place: dict[Where, list[int]] = {}
    by_fact: dict[str, list[int]] = {}
    for index, f in enumerate(findings):
        for where in places_of(f):
            by_place.setdefault(where, []).append(index)
        for subject in f.subjects:
            by_fact.setdefault(subject, []).append(index)
    views: list[View] = []
    for numeral, tied in zip(register.numerals, ties, strict=True):
        view: View = {"t": numeral.text, "s": numeral.state, "l": numeral.label, "w": str(numeral.where)}
        said = {*by_place.get(numeral.where, ()), *(i for f in numeral.facts for i in by_fact.get(f, ()))}
        for key, entry in (
            ("f", [facts[i] for i in numeral.facts if i in facts]),
            ("ti", list(tied)),
            ("fi", sorted(said)),
            ("r", numeral.reason),
            ("st", numeral.statement),
        ):
            if entry:
                view[key] = entry
        views.append(view)
    return views


def heading_view(report: Report, judged_by: str) -> View:
    """Who reports, what, and who judged it."""
    about = report.document
    return {
        "name": report.entity.name,
        "identifier": report.entity.identifier,
        "placeholder": report.entity.placeholder,
        "form": "" if about is None else about.type.removesuffix("/A") + ("/A" if about.amendment else ""),
        "end": "" if about is None else day(about.period_end),
        "date": "" if about is None else day(about.date),
        "taxonomy": report.taxonomy,
        "judged": judged_by,
        "contexts": len(report.contexts),
        "rules": report.coverage.rules,
        "rulesUsed": report.coverage.rules_used,
        "cells": report.coverage.cells,
        "cellsTagged": report.coverage.tagged,
    }
