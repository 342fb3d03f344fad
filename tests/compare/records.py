"""Reports and records made by hand, and by hypothesis."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from xbrlgen.model.mapping import Dimensions, DocumentInfo, Entity
from xbrlgen.model.period import FOREVER, Period
from xbrlgen.model.recorded import CheckRecord, FindingRecord, RankedArc, Recorded, gathered
from xbrlgen.model.report import (
    Arc,
    Context,
    Element,
    Extension,
    Fact,
    Footnote,
    Label,
    Origin,
    Report,
    Role,
    StatementLine,
    Unit,
)
from xbrlgen.model.taxonomy import Concept
from xbrlgen.model.where import Where
from xbrlgen.model.xbrl import arcrole_of, label_role

Q3 = Period(date(2004, 7, 1), date(2004, 9, 30))
Q2 = Period(date(2004, 4, 1), date(2004, 6, 30))
END = Period(None, date(2004, 9, 30))
ENTITY = Entity("ABC", "0000000001")
DOCUMENT = DocumentInfo("8-K", date(2004, 9, 30), date(2004, 9, 30))
NEXT = DocumentInfo("8-K", date(2004, 12, 31), date(2004, 12, 31))
"""Of the report after."""
TAXONOMY = "us-gaap/2025"
SOURCES = (("release.txt", "ab" * 32),)
UNITS = {
    "USD": Unit("USD", ("iso4217:USD",)),
    "USD/shares": Unit("USDPerShare", ("iso4217:USD",), ("xbrli:shares",)),
    "shares": Unit("shares", ("xbrli:shares",)),
    "pure": Unit("pure", ("xbrli:pure",)),
}
LINES = (StatementLine("Operations", "Revenue"),)


def a_fact(
    concept: str = "us-gaap:Revenues",
    value: object = 100,
    period: Period = Q3,
    dimensions: Dimensions = (),
    unit: str = "USD",
    decimals: int | None = -3,
    lines: tuple[StatementLine, ...] = LINES,
    notes: tuple[str, ...] = (),
    source: Where | None = None,
    rule: Where | None = None,
) -> Fact:
    """A fact of 100 dollars in the third quarter, under the caption Revenue."""
    number = Decimal(value) if isinstance(value, int) else value
    return Fact(
        "f",
        Concept(concept, "", ""),
        number,  # type: ignore[arg-type]  # whatever a test says
        Context("c", period, dimensions),
        UNITS[unit] if unit else None,
        decimals,
        tuple(Footnote(f"fn-{m}", m, "") for m in notes),
        origin=Origin(source, rule, lines=lines),
    )


def altered(of: Fact, **changes: Any) -> Fact:
    """The same fact with another concept (by name), period, members, unit, lines, notes or value."""
    made = of
    for name, value in changes.items():
        match name:
            case "concept":
                made = replace(made, concept=Concept(value, "", ""))
            case "period" | "dimensions":
                made = replace(made, context=replace(made.context, **{name: value}))
            case "unit":
                made = replace(made, unit=UNITS[value] if value else None)
            case "lines" | "source" | "rule":
                made = replace(made, origin=replace(made.origin, **{name: value}))
            case "notes":
                made = replace(made, footnotes=tuple(Footnote(f"fn-{m}", m, "") for m in value))
            case _:
                made = replace(made, **{name: value})
    return made


def a_role(name: str, title: str = "") -> Role:
    return Role(name, f"http://www.abc.com/role/{name}", f"0000001 - {title or f'Statement - {name}'}")


def an_arc(
    of: str,
    kind: str,
    arcrole: str,
    parent: str,
    child: str,
    order: int,
    weight: Decimal | None = None,
    preferred: str | None = None,
) -> RankedArc:
    made = Arc(
        arcrole_of(arcrole),
        parent,
        child,
        Decimal(order),
        None if preferred is None else label_role(preferred),
        weight,
    )
    return RankedArc(of, kind, order, made)


def a_label(concept: str, name: str, text: str) -> Label:
    return Label(concept, label_role(name), text)


def an_element(
    qname: str,
    kind: str = "xbrli:monetaryItemType",
    period: str = "duration",
    balance: str | None = None,
    abstract: bool = False,
) -> Element:
    return Element(Concept(qname, kind, period, balance, abstract))


def of(
    *facts: Fact,
    roles: tuple[Role, ...] = (),
    arcs: tuple[RankedArc, ...] = (),
    labels: tuple[Label, ...] = (),
    elements: tuple[Element, ...] = (),
    checks: tuple[CheckRecord, ...] = (),
    findings: tuple[FindingRecord, ...] = (),
    entity: Entity = ENTITY,
    document: DocumentInfo = DOCUMENT,
    taxonomy: str = TAXONOMY,
) -> Recorded:
    """A record of these things; roles that arcs name are there as well."""
    named = dict.fromkeys(a.role for a in arcs if a.role not in {r.id for r in roles})
    roles = (*roles, *map(a_role, named))
    extension = Extension(elements=elements, roles=gathered(roles, arcs), labels=labels)
    report = Report(entity, document, taxonomy, facts=facts, extension=extension)
    return Recorded(report, checks, findings, SOURCES)


# -- any record there can be --------------------------------------------------------------------

_NAME = st.from_regex(r"[A-Za-z][A-Za-z0-9]{0,8}", fullmatch=True)
_QNAME = st.builds("{}:{}".format, st.sampled_from(["us-gaap", "srt", "abc"]), _NAME)
_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
_TITLE = _TEXT.map(lambda t: " ".join(t.split()))
_DATES = st.dates(date(1990, 1, 1), date(2040, 12, 31))
_PERIOD = st.one_of(
    st.builds(lambda d: Period(None, d), _DATES),
    st.builds(lambda a, b: Period(min(a, b), max(a, b)), _DATES, _DATES),
    st.just(FOREVER),
)
_NUMBER = st.decimals(allow_nan=False, allow_infinity=False, places=4)
_LINES = st.lists(st.builds(StatementLine, _NAME, _TEXT), max_size=3, unique=True).map(tuple)
_MEMBERS = st.dictionaries(_QNAME, _QNAME, max_size=2).map(lambda d: tuple(sorted(d.items())))
_NUMERIC = st.builds(
    a_fact,
    _QNAME,
    st.one_of(_NUMBER, st.none()),
    _PERIOD,
    _MEMBERS,
    st.sampled_from(list(UNITS)),
    st.none(),
    _LINES,
    st.lists(st.from_regex(r"[A-Z0-9]{1,2}", fullmatch=True), max_size=2, unique=True).map(tuple),
)
_WITH_DECIMALS = st.builds(
    lambda f, n: replace(f, value=Decimal(7), decimals=n),
    _NUMERIC,
    st.one_of(st.none(), st.integers(-9, 9)),
)
_TEXTUAL = st.builds(a_fact, _QNAME, _TEXT, _PERIOD, _MEMBERS, st.just(""), st.none(), st.just(()))
FACTS = st.lists(
    st.one_of(_NUMERIC, _WITH_DECIMALS, _TEXTUAL), max_size=6, unique_by=lambda f: f.identity
).map(tuple)


@st.composite
def trees(draw: st.DrawFn, of: str, kind: str) -> list[RankedArc]:
    """A network without circles: each concept may stand under those that come before it."""
    names = draw(st.lists(_QNAME, min_size=2, max_size=6, unique=True))
    arcs: list[RankedArc] = []
    for index, child in enumerate(names[1:], start=1):
        parents = draw(st.lists(st.sampled_from(names[:index]), min_size=1, max_size=2, unique=True))
        for parent in parents:
            rank = 1 + sum(x.parent == parent for x in arcs)
            weight = Decimal(draw(st.sampled_from([1, -1]))) if kind == "calculation" else None
            preferred = draw(st.sampled_from([None, "totalLabel"])) if kind == "presentation" else None
            arcrole = {"presentation": "parent-child", "calculation": "summation-item"}.get(
                kind, "domain-member"
            )
            arcs.append(an_arc(of, kind, arcrole, parent, child, rank, weight, preferred))
    return arcs


@st.composite
def records(draw: st.DrawFn) -> Recorded:
    roles = draw(st.lists(_NAME, max_size=3, unique=True))
    arcs: list[RankedArc] = []
    for name in roles:
        for kind in draw(
            st.lists(st.sampled_from(["presentation", "calculation", "definition"]), unique=True)
        ):
            arcs += draw(trees(name, kind))
    one_line = _TEXT.map(lambda t: f"A = {' '.join(t.split())}".strip())
    made = of(
        *draw(FACTS),
        roles=tuple(a_role(r, draw(_TITLE)) for r in roles),
        arcs=tuple(arcs),
        labels=draw(
            st.lists(
                st.builds(a_label, _QNAME, st.sampled_from(["label", "terseLabel"]), _TEXT),
                max_size=4,
                unique_by=lambda x: (x.concept, x.name),
            ).map(tuple)
        ),
        elements=draw(
            st.lists(
                st.builds(
                    an_element,
                    _QNAME,
                    st.just("xbrli:monetaryItemType"),
                    st.sampled_from(["instant", "duration"]),
                    st.sampled_from(["debit", "credit", None]),
                    st.booleans(),
                ),
                max_size=3,
                unique_by=lambda e: e.qname,
            ).map(tuple)
        ),
        checks=draw(
            st.lists(
                st.builds(CheckRecord, _NAME, one_line, st.integers(0, 9), st.integers(0, 9)),
                max_size=3,
                unique_by=lambda c: (c.scope, c.formula),
            ).map(tuple)
        ),
        findings=draw(
            st.lists(
                st.builds(
                    FindingRecord,
                    st.sampled_from(["XG-MAP-001", "XG-TIE-003", "XG-FACT-005"]),
                    st.just("error"),
                    st.integers(1, 9),
                ),
                max_size=2,
                unique_by=lambda f: f.code,
            ).map(tuple)
        ),
        entity=Entity(draw(_TEXT), "0000000001"),
        document=replace(DOCUMENT, type=draw(_TEXT)),
    )
    return replace(made, sources=((draw(_TEXT), "ab" * 32),))
