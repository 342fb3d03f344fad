"""A filing small enough to count by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from xbrlgen.model.mapping import DocumentInfo, Entity, Left
from xbrlgen.model.period import Period
from xbrlgen.model.report import (
    Arc,
    Context,
    Coverage,
    Element,
    Extension,
    Fact,
    Origin,
    Print,
    Report,
    Role,
    Unit,
)
from xbrlgen.model.source import FigureId
from xbrlgen.model.taxonomy import Concept
from xbrlgen.model.where import Where

PARENT_CHILD = "http://www.xbrl.org/2003/arcrole/parent-child"


def printed(where: Where, statement: str) -> Print:
    return Print(
        FigureId("release.txt", 1),
        where,
        "1",
        1,
        3,
        -3,
        Decimal(1000),
        Where("mapping.yaml", 5),
        statement=statement,
    )


@pytest.fixture
def report() -> Report:
    """Four facts: one of the cover, two in one row, and one that two statements print."""
    revenues = Concept("us-gaap:Revenues", "xbrli:monetaryItemType", "duration", "credit")
    costs = Concept("us-gaap:CostsAndExpenses", "xbrli:monetaryItemType", "duration", "debit")
    name = Concept("dei:EntityRegistrantName", "xbrli:normalizedStringItemType", "duration")
    third = Context("c1", Period(date(2004, 7, 1), date(2004, 9, 30)))
    second = Context("c2", Period(date(2004, 4, 1), date(2004, 6, 30)))
    usd = Unit("usd", ("iso4217:USD",))
    row, cost = Where("release.txt", 7, 66), Where("release.txt", 8, 66)
    sheet = Where("book.xlsx", sheet="Q3", cell="B7")
    facts = (
        Fact("f1", name, "Mpower", third, origin=Origin.stated(Where("filing.yaml", 3, 9))),
        Fact(
            "f2",
            revenues,
            Decimal(1000),
            third,
            usd,
            -3,
            origin=Origin.printed((printed(row, "Operations"),)),
        ),
        Fact(
            "f3",
            revenues,
            Decimal(1000),
            second,
            usd,
            -3,
            origin=Origin.printed((printed(row, "Operations"),)),
        ),
        Fact(
            "f4",
            costs,
            Decimal(1000),
            third,
            usd,
            -3,
            origin=Origin.printed((printed(cost, "Operations"), printed(sheet, "Notes"))),
        ),
    )
    title = "Consolidated Statement of Operations"
    roles = (
        Role(
            "Cover",
            "http://www.mpowercom.com/role/Cover",
            "0000001 - Document - Cover",
            (Arc(PARENT_CHILD, "dei:CoverAbstract", name.qname, Decimal(1)),),
        ),
        Role("Operations", "http://www.mpowercom.com/role/Operations", f"0000002 - Statement - {title}"),
    )
    own = Element(Concept("mpe:AdjustedEBITDA", "xbrli:monetaryItemType", "duration"), why="non-GAAP")
    left = (
        Left(FigureId("release.txt", 1), Where("release.txt", 4, 70), "5", "Core", "repeated below"),
        Left(
            FigureId("release.txt", 2),
            Where("release.txt", 5, 70),
            "52.1%",
            "Margin",
            "a ratio of the two lines above",
        ),
        Left(FigureId("release.txt", 3), Where("release.txt", 9, 70), "12", "Other", None),
        Left(FigureId("release.txt", 4), Where("release.txt", 6, 70), "6", "Core", "repeated below"),
    )
    return Report(
        entity=Entity("Mpower [Holding]", "0000000000", placeholder=True),
        document=DocumentInfo("8-K", date(2004, 9, 30), date(2004, 10, 29)),
        taxonomy="us-gaap/2025",
        contexts=(third, second),
        units=(usd,),
        facts=facts,
        footnotes=(),
        extension=Extension(
            "mpe", "http://www.mpowercom.com/20040930", "mpe-20040930", (), (own,), roles, ()
        ),
        coverage=Coverage(cells=7, tagged=3, left=left, rules=3, rules_used=2),
    )
