"""Snapshots made by hand, and by hypothesis."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from xbrlgen.model.period import Period
from xbrlgen.model.snapshot import (
    About,
    Caption,
    CheckShot,
    ElementShot,
    FindingShot,
    LabelShot,
    LinkShot,
    RoleShot,
    Shot,
    Snapshot,
)

Q3 = Period(date(2004, 7, 1), date(2004, 9, 30))
Q2 = Period(date(2004, 4, 1), date(2004, 6, 30))
END = Period(None, date(2004, 9, 30))
ABOUT = About("ABC", "0000000001", "8-K", "2004-09-30", "us-gaap/2025", (("release.txt", "ab" * 32),))


def shot(concept: str = "us-gaap:Revenues", value: object = 100, **changes: Any) -> Shot:
    """A fact of 100 dollars in the third quarter, under the caption Revenue."""
    given: dict[str, Any] = {
        "concept": concept,
        "period": Q3,
        "dimensions": (),
        "unit": "USD",
        "value": Decimal(value) if isinstance(value, int | str) else value,
        "decimals": -3,
        "captions": (Caption("Operations", "Revenue"),),
    }
    return Shot(**(given | changes))


def of(*facts: Shot, **parts: Any) -> Snapshot:
    return Snapshot(ABOUT, facts, **parts)


# -- any snapshot there can be -----------------------------------------------------------------

_NAME = st.from_regex(r"[A-Za-z][A-Za-z0-9]{0,8}", fullmatch=True)
_QNAME = st.builds("{}:{}".format, st.sampled_from(["us-gaap", "srt", "abc"]), _NAME)
_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
_DATES = st.dates(date(1990, 1, 1), date(2040, 12, 31))
_PERIOD = st.one_of(
    st.builds(lambda d: Period(None, d), _DATES),
    st.builds(lambda a, b: Period(min(a, b), max(a, b)), _DATES, _DATES),
)
_NUMBER = st.decimals(allow_nan=False, allow_infinity=False, places=4)
_CAPTIONS = st.lists(st.builds(Caption, _NAME, _TEXT), max_size=3, unique=True).map(tuple)
_MEMBERS = st.dictionaries(_QNAME, _QNAME, max_size=2).map(lambda d: tuple(sorted(d.items())))
_NUMERIC = st.builds(
    Shot,
    _QNAME,
    _PERIOD,
    _MEMBERS,
    st.sampled_from(["USD", "USD/shares", "shares", "pure"]),
    st.one_of(_NUMBER, st.none()),
    st.none(),
    _CAPTIONS,
    st.lists(st.from_regex(r"[A-Z0-9]{1,2}", fullmatch=True), max_size=2).map(tuple),
)
_WITH_DECIMALS = st.builds(
    lambda s, n: Shot(s.concept, s.period, s.dimensions, s.unit, Decimal(7), n, s.captions, s.notes),
    _NUMERIC,
    st.one_of(st.none(), st.integers(-9, 9)),
)
_TEXTUAL = st.builds(Shot, _QNAME, _PERIOD, _MEMBERS, st.just(""), _TEXT)
FACTS = st.lists(
    st.one_of(_NUMERIC, _WITH_DECIMALS, _TEXTUAL), max_size=6, unique_by=lambda s: s.identity
).map(tuple)


@st.composite
def trees(draw: st.DrawFn, role: str, kind: str) -> list[LinkShot]:
    """A network without circles: each concept may stand under those that come before it."""
    names = draw(st.lists(_QNAME, min_size=2, max_size=6, unique=True))
    links: list[LinkShot] = []
    for index, child in enumerate(names[1:], start=1):
        parents = draw(st.lists(st.sampled_from(names[:index]), min_size=1, max_size=2, unique=True))
        for parent in parents:
            rank = 1 + sum(x.parent == parent for x in links)
            weight = Decimal(draw(st.sampled_from([1, -1]))) if kind == "calculation" else None
            preferred = draw(st.sampled_from([None, "totalLabel"])) if kind == "presentation" else None
            arcrole = {"presentation": "parent-child", "calculation": "summation-item"}.get(
                kind, "domain-member"
            )
            links.append(LinkShot(role, kind, arcrole, parent, child, rank, weight, preferred))
    return links


@st.composite
def snapshots(draw: st.DrawFn) -> Snapshot:
    roles = draw(st.lists(_NAME, max_size=3, unique=True))
    links: list[LinkShot] = []
    for role in roles:
        for kind in draw(
            st.lists(st.sampled_from(["presentation", "calculation", "definition"]), unique=True)
        ):
            links += draw(trees(role, kind))
    one_line = _TEXT.map(lambda t: f"A = {' '.join(t.split())}".strip())
    return Snapshot(
        about=About(
            draw(_TEXT), "0000000001", draw(_TEXT), "2004-09-30", "us-gaap/2025", ((draw(_TEXT), "ab" * 32),)
        ),
        facts=draw(FACTS),
        roles=tuple(RoleShot(r, draw(_TEXT)) for r in roles),
        links=tuple(links),
        labels=draw(
            st.lists(
                st.builds(LabelShot, _QNAME, st.sampled_from(["label", "terseLabel"]), _TEXT),
                max_size=4,
                unique_by=lambda x: (x.concept, x.role),
            ).map(tuple)
        ),
        elements=draw(
            st.lists(
                st.builds(
                    ElementShot,
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
                st.builds(CheckShot, _NAME, one_line, st.integers(0, 9), st.integers(0, 9)),
                max_size=3,
                unique_by=lambda c: (c.scope, c.formula),
            ).map(tuple)
        ),
        findings=draw(
            st.lists(
                st.builds(
                    FindingShot,
                    st.sampled_from(["XG-MAP-001", "XG-TIE-003", "XG-FACT-005"]),
                    st.just("error"),
                    st.integers(1, 9),
                ),
                max_size=2,
                unique_by=lambda f: f.code,
            ).map(tuple)
        ),
    )
