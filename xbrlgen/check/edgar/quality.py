"""What no official check catches, or only as a hint: signs, scale, periods, needless elements."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from xbrlgen.check.edgar.facts import _TWO_WAY, decimals_of
from xbrlgen.model.rounded import Rounded
from xbrlgen.model.taxonomy import Concept
from xbrlgen.model.vocabulary import Base, Listed
from xbrlgen.model.xbrl import STANDARD_LABEL
from xbrlgen.written.views import ContextView, Dims, FactView, Flaw, Rules, Written, about, ids_of

_CONSTANT = 20
"""A value that so many periods have (a par value) says of no two of them that they are one column."""
_SCALE = 500
"""Neighbours of one line that differ this much are a slip of scale, not business."""
_MARK = re.compile(r"\s*\[[A-Za-z ]+\]$")
_CLOSED_AXES = {
    "srt:RangeAxis": ("srt:RangeMember", "srt:MinimumMember", "srt:MaximumMember"),
    "srt:StatementScenarioAxis": ("srt:ScenarioUnspecifiedDomain", "srt:ScenarioForecastMember",
                                  "srt:ScenarioPreviouslyReportedMember"),
    "srt:ScenarioAxis": (),
    "us-gaap:FairValueByFairValueHierarchyLevelAxis": (),
    "us-gaap:CreditFacilityAxis": (),
}  # fmt: skip
"""Axes whose standard members are the whole of what may stand on them (DQC 0001)."""
_FORECAST = "srt:ScenarioForecastMember"
_SCENARIO_AXES = ("srt:StatementScenarioAxis", "srt:ScenarioAxis", "us-gaap:StatementScenarioAxis")
_NOT_PARTS = (*_SCENARIO_AXES, "srt:RangeAxis", "srt:RestatementAxis", "srt:ConsolidationItemsAxis",
              "us-gaap:SubsequentEventTypeAxis")  # fmt: skip
_AT_MOST = (
    ("us-gaap:AssetsCurrent", "us-gaap:Assets"),
    ("us-gaap:AssetsNoncurrent", "us-gaap:Assets"),
    ("us-gaap:CashAndCashEquivalentsAtCarryingValue", "us-gaap:Assets"),
    ("us-gaap:LiabilitiesCurrent", "us-gaap:Liabilities"),
    ("us-gaap:Liabilities", "us-gaap:LiabilitiesAndStockholdersEquity"),
    ("us-gaap:CommonStockSharesIssued", "us-gaap:CommonStockSharesAuthorized"),
    ("us-gaap:CommonStockSharesOutstanding", "us-gaap:CommonStockSharesIssued"),
    ("us-gaap:PreferredStockSharesIssued", "us-gaap:PreferredStockSharesAuthorized"),
)
_DEFICIT = {
    "us-gaap:Liabilities": (
        "us-gaap:StockholdersEquity",
        "us-gaap:StockholdersEquityIncludingPortionAttributableToNoncontrollingInterest",
        "us-gaap:PartnersCapital",
        "us-gaap:MembersEquity",
    )
}
"""A part that a deficit makes larger than its whole: it is held against it only where the rest is stated
and none of it is negative. Temporary equity and noncontrolling interests cannot turn the sum alone."""
_EQUAL = (("us-gaap:Assets", "us-gaap:LiabilitiesAndStockholdersEquity"),)
_FACE = re.compile(r"\d+ - Statement - (?!.*\((?:Parenthetical|Details?)\))")
_NOT_FACE = re.compile(r"equity|deficit|parenthetical|cover", re.IGNORECASE)
_STRUCTURE = ("Abstract", "Axis", "Domain", "Table", "LineItems", "Member")


def sign_turns(w: Written) -> Iterator[Flaw]:
    """A line that counts one way in every other period."""
    for line in w.rows:
        concept = w.concept(line[0][0].concept)
        if concept is None or len(line) < 2 or may_turn(concept):
            continue
        minus = [row for row in line if row[1] < 0]
        if minus and len(minus) < sum(1 for row in line if row[1] != 0):
            for fact, value, c in minus:
                yield about(fact, f"{fact.concept} is {value:f} in {c} and positive in other periods")


def may_turn(concept: Concept) -> bool:
    """May its values go either way, by the words of its name?"""
    return (
        concept.kind not in ("monetary", "shares")
        or bool(_TWO_WAY.search(concept.name))
        or "Income" in concept.name
    )


def scale_jumps(w: Written) -> Iterator[Flaw]:
    for line in w.rows:
        rows = [row for row in line if row[1] != 0]
        name = line[0][0].concept
        # What may turn its sign may come near zero, and says nothing about scale. Nor does a member: one kind
        # of securities of a table grows from two to a thousand millions within a year.
        if len({abs(v) for _, v, _ in rows}) < 2 or name.startswith("dei:") or _TWO_WAY.search(name):
            continue
        if rows[0][2].dims:
            continue
        sizes = sorted(abs(v) for _, v, _ in rows)
        middle = sizes[len(sizes) // 2] if len(sizes) > 2 else sizes[0]
        for fact, value, c in rows:
            ratio = max(abs(value) / middle, middle / abs(value))
            if ratio >= _SCALE and abs(value) >= 1000:
                yield about(fact, f"{fact.concept} is {value:f} in {c}, {ratio:.0f} times its other periods")


def _by_label(base: Base, keys: set[str]) -> dict[str, list[Concept]]:
    """Standard concepts in force by the key of their label; empty for a base that cannot be listed."""
    found: dict[str, list[Concept]] = {}
    begins = {key.partition(" ")[0] for key in keys}
    for qname, label in base.spellings() if isinstance(base, Listed) else ():
        # Most labels differ in their first word, which costs a tenth of a key to see.
        first, _, _ = label.partition(" ")
        if first.isascii() and first.isalnum() and first.lower() not in begins:
            continue
        concept = base.concept(qname) if (key := _key(label)) in keys else None
        if concept is not None:
            found.setdefault(key, []).append(concept)
    return found


def _key(label: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", _MARK.sub("", label).lower()))


def standard_fits(w: Written) -> Iterator[Flaw]:
    if w.base is None:
        return
    labels = {
        la.concept: _key(la.text) for la in w.labels if la.role == STANDARD_LABEL and w.is_own(la.concept)
    }
    known = _by_label(w.base, set(labels.values()))
    for e in w.elements:
        qname = f"{w.prefix}:{e.name}"
        concept = w.concept(qname)
        for standard in known.get(labels.get(qname, ""), ()):
            if concept is not None and _form(standard) == _form(concept):
                yield Flaw(
                    f"{qname} is labelled like {standard.qname}",
                    e.where,
                    ids_of(w.by_concept.get(qname, ())),
                    qname,
                    f"use {standard.qname}, or say in its label what sets it apart",
                )


def _form(concept: Concept) -> tuple[str, str, bool, str]:
    return concept.kind, concept.period, concept.abstract, concept.substitution


def closed_axes(w: Written) -> Iterator[Flaw]:
    seen = set()
    for c in w.contexts:
        for axis, member in c.dims:
            if axis in _CLOSED_AXES and w.is_own(member) and (axis, member) not in seen:
                seen.add((axis, member))
                instead = ", ".join(_CLOSED_AXES[axis][1:3])
                yield Flaw(
                    f"{member} is the company's own on {axis}",
                    c.where,
                    tuple(f.id for f in w.by_context.get(c.id, ())[:1]),
                    member,
                    f"its members are standard ones: {instead}" if instead else None,
                )


def face_without_sum(w: Written) -> Iterator[Flaw]:
    face = {r.uri for r in w.roles if _FACE.match(r.definition) and not _NOT_FACE.search(r.definition)}
    summed = {q for a in w.network("cal") if a.role in face for q in (a.parent, a.child)}
    seen = set()
    for a in w.network("pre"):
        concept = w.concept(a.child)
        if a.role not in face or a.child in summed or a.child in seen or a.child not in w.by_concept:
            continue
        if (a.preferred or "").endswith(("periodStartLabel", "periodEndLabel")):
            continue  # Cash at the beginning of a cash flow: an instant, which no sum of durations takes.
        if concept is not None and concept.kind == "monetary":
            seen.add(a.child)
            facts = ids_of(w.by_concept[a.child])
            yield Flaw(
                f"{a.child} stands on the face of a statement and in no calculation", a.where, facts, a.child
            )


def forecast_dates(w: Written) -> Iterator[Flaw]:
    end = w.period_end
    for c in w.contexts:
        if end is not None and c.end is not None and c.end <= end and any(m == _FORECAST for _, m in c.dims):
            facts = ids_of(w.by_context.get(c.id, ()))
            yield Flaw(f"a forecast is of {c}, not after the end of the period, {end}", c.where, facts)


def future_facts(w: Written) -> Iterator[Flaw]:
    end = w.period_end
    if end is None:
        return
    for c in w.contexts:
        later = c.start is not None and c.start > end
        told = any(a in _SCENARIO_AXES or a == "us-gaap:SubsequentEventTypeAxis" for a, _ in c.dims)
        if later and not told:
            facts = tuple(f.id for f in w.by_context.get(c.id, ()) if not f.concept.startswith("dei:"))
            if facts:
                yield Flaw(
                    f"facts of {c} begin after the end of the period, {end}, and are no forecast",
                    c.where,
                    facts,
                )


def _values(w: Written, concept: str) -> dict[tuple[object, object, object], tuple[FactView, Decimal]]:
    return {
        (c.start, c.end, c.dims): (f, f.value)
        for f in w.by_concept.get(concept, ())
        if isinstance(f.value, Decimal) and (c := w.context(f)) is not None
    }


def part_over_whole(w: Written) -> Iterator[Flaw]:
    for part, whole in _AT_MOST:
        wholes = _values(w, whole)
        rests = [_values(w, rest) for rest in _DEFICIT.get(part, ())]
        for key, (fact, value) in _values(w, part).items():
            stated = [rest[key][1] for rest in rests if key in rest]
            if rests and (not stated or min(stated) < 0):
                continue
            if key in wholes and value > wholes[key][1]:
                yield about(fact, f"{part} is {value:f}, more than {whole}, {wholes[key][1]:f}")


def sides_equal(w: Written) -> Iterator[Flaw]:
    for one, other in _EQUAL:
        others = _values(w, other)
        for key, (fact, value) in _values(w, one).items():
            if key in others and value != others[key][1]:
                yield about(fact, f"{one} is {value:f} and {other} is {others[key][1]:f}")


def member_over_total(w: Written) -> Iterator[Flaw]:
    for concept in w.by_concept:
        known = w.concept(concept)
        if known is None or known.kind != "monetary" or may_turn(known):
            continue
        values = _values(w, concept)
        for (start, end, dims), (fact, value) in values.items():
            if not isinstance(dims, tuple) or len(dims) != 1 or dims[0][0] in _NOT_PARTS:
                continue
            total = values.get((start, end, ()))
            if total is not None and total[1] > 0 and _exceeds((fact, value), total):
                yield about(
                    fact, f"{concept} is {value:f} for {dims[0][1]}, more than in total, {total[1]:f}"
                )


def _exceeds(one: tuple[FactView, Decimal], other: tuple[FactView, Decimal]) -> bool:
    """Is it more, whatever was rounded? 6.0 billion of notes are not more than 5,985 million of them."""
    a, b = (Rounded(value, decimals_of(fact)) for fact, value in (one, other))
    return a.value > b.value if a.decimals == b.decimals else a.low > b.high


def swapped(w: Written) -> Iterator[Flaw]:
    """Two instants whose facts all have the same values: one column read twice."""
    columns: dict[tuple[date | None, date], dict[tuple[str, Dims], Decimal]] = {}
    where: dict[tuple[date | None, date], ContextView] = {}
    for fact in w.facts:
        c = w.context(fact)
        if c is not None and c.end is not None and isinstance(fact.value, Decimal) and fact.value != 0:
            columns.setdefault((c.start, c.end), {})[(fact.concept, c.dims)] = fact.value
            where[(c.start, c.end)] = c
    at: dict[tuple[str, Dims, Decimal], list[tuple[date | None, date]]] = {}
    for one, column in columns.items():
        alike: Counter[tuple[date | None, date]] = Counter()
        for (concept, dims), value in column.items():
            earlier = at.setdefault((concept, dims, value), [])
            alike.update(earlier)
            if len(earlier) < _CONSTANT:
                earlier.append(one)
        for other in (o for o, count in alike.items() if count > 4):
            shared = columns[one].keys() & columns[other].keys()
            if len(shared) > 4 and all(columns[one][k] == columns[other][k] for k in shared):
                yield Flaw(
                    f"all {len(shared)} facts of {where[one]} and {where[other]} are the same",
                    where[one].where,
                )


def unused_elements(w: Written) -> Iterator[Flaw]:
    used = {*w.by_concept, *(q for c in w.contexts for d in c.dims for q in d)}
    laid = {q for a in w.arcs for q in (a.parent, a.child)}
    for e in w.elements:
        qname = f"{w.prefix}:{e.name}"
        if qname not in used and (qname not in laid or not (e.abstract or e.name.endswith(_STRUCTURE))):
            yield Flaw(f"{qname} is declared and no fact uses it", e.where, (), qname)


RULES: Rules = (
    ("XG-EFM-801", sign_turns),
    ("XG-EFM-802", scale_jumps),
    ("XG-EFM-803", standard_fits),
    ("XG-EFM-804", closed_axes),
    ("XG-EFM-805", face_without_sum),
    ("XG-EFM-806", forecast_dates),
    ("XG-EFM-807", future_facts),
    ("XG-EFM-808", part_over_whole),
    ("XG-EFM-809", sides_equal),
    ("XG-EFM-810", member_over_total),
    ("XG-EFM-811", swapped),
    ("XG-EFM-812", unused_elements),
)
