"""Contexts and units: who, when, by which members, in what."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from datetime import timedelta

from xbrlgen.written.views import FactView, Flaw, Rules, Written, about

SCHEME = "http://www.sec.gov/CIK"
_GEOGRAPHY = r"(Statement)?Geograph(y|ic|ical)(Area|Region|Location)?\d*Axis"
_LIKE_STANDARD = (
    ("srt:CurrencyAxis", re.compile(r"(All|Foreign)?Currenc(y|ies)(Name|Type)?\d*Axis")),
    ("srt:ConsolidatedEntitiesAxis", re.compile(r"Consolidat(ed|ing)Entit(y|ies)\d*Axis")),
    ("srt:MajorCustomersAxis", re.compile(r"MajorCustomers?\d*Axis")),
    ("srt:ConsolidationItemsAxis", re.compile(r"ConsolidationItems?\d*Axis")),
    ("srt:OwnershipAxis", re.compile(r"Ownerships?(Name)?\d*Axis")),
    ("srt:RestatementAxis", re.compile(r"Restatement\d*Axis")),
    ("srt:StatementGeographicalAxis", re.compile(_GEOGRAPHY)),
    ("srt:ProductOrServiceAxis", re.compile(r"Product(Category|Line|Type)?s?\d*Axis")),
    ("srt:CounterpartyNameAxis", re.compile(r"Counterpart(y|ies)\d*Axis")),
)  # fmt: skip
_MEASURE = re.compile(r"iso4217:[A-Z]{3}")
_LONGEST = 200


def scheme(w: Written) -> Iterator[Flaw]:
    for c in w.contexts:
        if c.scheme != SCHEME:
            yield Flaw(f"context {c.id} identifies the entity by {c.scheme or 'nothing'}", c.where)


def identifier(w: Written) -> Iterator[Flaw]:
    for c in w.contexts:
        if not re.fullmatch(r"\d{10}", c.identifier):
            yield Flaw(f"context {c.id} has the identifier {c.identifier!r}, not ten digits", c.where)


def one_entity(w: Written) -> Iterator[Flaw]:
    first = w.contexts[0].identifier if w.contexts else ""
    for c in w.contexts:
        if c.identifier != first:
            yield Flaw(f"context {c.id} is of {c.identifier}, the others of {first}", c.where)


def scenario(w: Written) -> Iterator[Flaw]:
    for c in w.contexts:
        if c.scenario:
            yield Flaw(f"context {c.id} has a scenario", c.where)


def segment(w: Written) -> Iterator[Flaw]:
    for c in w.contexts:
        if c.foreign:
            yield Flaw(f"the segment of context {c.id} holds {', '.join(c.foreign)}", c.where)


def forever(w: Written) -> Iterator[Flaw]:
    for c in w.contexts:
        if c.forever:
            yield Flaw(f"context {c.id} lasts forever", c.where)


def typed(w: Written) -> Iterator[Flaw]:
    for c in w.contexts:
        for axis in c.typed:
            if w.is_own(axis):
                yield Flaw(f"context {c.id} uses {axis}, a typed axis of the company's own", c.where)


def custom_axis(w: Written) -> Iterator[Flaw]:
    for axis in sorted({a for c in w.contexts for a, _ in c.dims if w.is_own(a)}):
        name = axis.partition(":")[2]
        standard = next((q for q, form in _LIKE_STANDARD if form.fullmatch(name)), None)
        if standard is not None:
            yield Flaw(f"{axis} looks like {standard}", w.used_in[axis], concept=axis, hint=f"use {standard}")


def equal_contexts(w: Written) -> Iterator[Flaw]:
    seen: dict[Hashable, str] = {}
    for c in w.contexts:
        key = (c.identifier, c.start, c.end, c.dims)
        if c.end is not None and key in seen:
            yield Flaw(f"contexts {seen[key]} and {c.id} say the same", c.where)
        seen.setdefault(key, c.id)


def unused_contexts(w: Written) -> Iterator[Flaw]:
    used = {f.context for f in w.facts}
    for c in w.contexts:
        if c.id not in used:
            yield Flaw(f"no fact uses context {c.id}", c.where)


def touching(w: Written) -> Iterator[Flaw]:
    """A quarter begins on the day after the last one ended, not on that day; a day by itself ends nothing."""
    ends = {c.end: c for c in w.contexts if c.start is not None and c.end is not None and c.end > c.start}
    for c in w.contexts:
        if c.start is None:
            continue
        other = ends.get(c.start)
        if other is not None and other.end != c.end:
            day = c.start + timedelta(days=1)
            yield Flaw(
                f"context {c.id} starts on {c.start}, the day on which {other.id} ends",
                c.where,
                hint=f"it probably starts on {day}",
            )


def required_context(w: Written) -> Iterator[Flaw]:
    if not any(c.start is not None and not c.dims for c in w.contexts):
        where = w.contexts[0].where if w.contexts else None
        yield Flaw("no context has a start, an end and no members", where)


def equal_units(w: Written) -> Iterator[Flaw]:
    seen: dict[Hashable, str] = {}
    for u in w.units:
        key = (u.numerator, u.denominator)
        if key in seen:
            yield Flaw(f"units {seen[key]} and {u.id} say the same", u.where)
        seen.setdefault(key, u.id)


def measure_length(w: Written) -> Iterator[Flaw]:
    for u in w.units:
        for measure in (*u.numerator, *u.denominator):
            if len(measure.partition(":")[2].encode()) > _LONGEST:
                yield Flaw(f"a measure of unit {u.id} is longer than {_LONGEST} bytes", u.where)


def unit_fits(w: Written) -> Iterator[Flaw]:
    """Units Registry: money in a currency, shares in shares, ratios in pure, per share divided."""
    seen: set[tuple[str, str]] = set()
    """Pairs of concept and unit that fit: those of most facts were met before."""
    for fact in w.facts:
        unit = w.unit_by_id.get(fact.unit or "")
        if unit is None or (fact.concept, unit.id) in seen:
            continue
        concept = w.concept(fact.concept)
        if concept is None:
            continue
        over, under = unit.numerator, unit.denominator
        money = len(over) == 1 and _MEASURE.fullmatch(over[0]) is not None
        good = {
            "monetary": money and not under,
            "shares": over == ("xbrli:shares",) and not under,
            # The registry has a unit of its own for rates, which few use: http://www.xbrl.org/2009/utr Rate.
            "percent": over in (("xbrli:pure",), ("utr:Rate",)) and not under,
            "perShare": money and under == ("xbrli:shares",),
        }.get(concept.kind, True)
        if good:
            seen.add((fact.concept, unit.id))
        else:
            yield about(fact, f"{fact.concept} is {concept.kind} and its unit is {unit.id}")


def unused_units(w: Written) -> Iterator[Flaw]:
    used = {f.unit for f in w.facts}
    for u in w.units:
        if u.id not in used:
            yield Flaw(f"no fact uses unit {u.id}", u.where)


def dangling(w: Written) -> Iterator[Flaw]:
    for fact in w.facts:
        for what, missing in _missing(w, fact):
            yield about(fact, f"{fact.concept} names {what} {missing}, which is not there")


def _missing(w: Written, fact: FactView) -> Iterator[tuple[str, str]]:
    if fact.context not in w.context_by_id:
        yield "context", fact.context
    if fact.unit is not None and fact.unit not in w.unit_by_id:
        yield "unit", fact.unit


RULES: Rules = (
    ("XG-EFM-101", scheme),
    ("XG-EFM-102", identifier),
    ("XG-EFM-103", one_entity),
    ("XG-EFM-104", scenario),
    ("XG-EFM-105", segment),
    ("XG-EFM-106", forever),
    ("XG-EFM-107", typed),
    ("XG-EFM-108", custom_axis),
    ("XG-EFM-109", equal_contexts),
    ("XG-EFM-110", unused_contexts),
    ("XG-EFM-111", touching),
    ("XG-EFM-112", required_context),
    ("XG-EFM-113", equal_units),
    ("XG-EFM-114", measure_length),
    ("XG-EFM-115", unit_fits),
    ("XG-EFM-116", unused_units),
    ("XG-EFM-117", dangling),
)
