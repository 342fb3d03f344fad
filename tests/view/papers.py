"""A small release with a number of every state, its filing, and the register of both."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from tests.render.sample import mark
from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding
from xbrlgen.model.mapping import DocumentInfo, Entity
from xbrlgen.model.period import Period
from xbrlgen.model.register import ALONE, LEFT, OPEN, TAGGED, TIED, NumberRegister, Numeral, Tie
from xbrlgen.model.report import (
    Arc,
    Context,
    Coverage,
    Element,
    Extension,
    Fact,
    Label,
    Origin,
    Print,
    Report,
    Role,
    Unit,
)
from xbrlgen.model.source import Cell, Column, Figure, LineItem, Mention, Paragraph, Source, Span, Table
from xbrlgen.model.taxonomy import Concept
from xbrlgen.model.where import Where
from xbrlgen.view.marks import Marks
from xbrlgen.view.review import review_page

PARENT_CHILD = "http://www.xbrl.org/2003/arcrole/parent-child"
SUMMATION = "http://www.xbrl.org/2003/arcrole/summation-item"
STANDARD = "http://www.xbrl.org/2003/role/label"
TOTAL = "http://www.xbrl.org/2003/role/totalLabel"
NEGATED = "http://www.xbrl.org/2009/role/negatedLabel"
HOSTILE = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'

REVENUES = Concept("us-gaap:Revenues", "xbrli:monetaryItemType", "duration", "credit", label="Revenues")
COSTS = Concept("us-gaap:CostsAndExpenses", "xbrli:monetaryItemType", "duration", "debit", label="Costs")
PROFIT = Concept("exa:Margin", "xbrli:monetaryItemType", "duration", "credit", label="Margin")
SPENDING = Concept("exa:Spending", "xbrli:monetaryItemType", "duration", "credit", label="Spending")
NAME = Concept("dei:EntityRegistrantName", "xbrli:normalizedStringItemType", "duration", label="Entity Name")
HEADING = "us-gaap:IncomeStatementAbstract"
QUARTER = Context("D-2004Q3", Period(date(2004, 7, 1), date(2004, 9, 30)))
USD = Unit("USD", ("iso4217:USD",))
TEXT = "Revenues came to $37.6 million, up 2.2%; capital spending was $2.9 million on 12 sites and 7 more."

FILES = {
    "release.txt": f"{TEXT}\nOPERATIONS\n\nRevenues      37,593\nCosts        (30,000)\nMargin         7,593\n",
    "mapping.yaml": "lines:\n  - {line: Revenues, concept: us-gaap:Revenues}\n",
}


def at(line: int, column: int) -> Where:
    return Where("release.txt", line, column)


def spot(words: str) -> Where:
    return at(1, TEXT.index(words) + 1)


def figure(text: str, value: str, where: Where) -> Figure:
    return Figure(Decimal(value), 0, text, where, None, id=mark(where))


def fact(
    name: str, concept: Concept, value: str, *prints: tuple[Where, str, int], decimals: int = -3
) -> Fact:
    said = tuple(
        Print(mark(where), where, text, sign, 3, decimals, Decimal(value), Where("mapping.yaml", 2, 5), concept.label,
              "" if where.line == 1 else "Operations")
        for where, text, sign in prints
    )  # fmt: skip
    return Fact(name, concept, Decimal(value), QUARTER, USD, decimals, origin=Origin.printed(said))


def report(hostile: str = "") -> Report:
    facts = (
        Fact(
            "f-name",
            NAME,
            f"Exemplar Inc{hostile}",
            QUARTER,
            origin=Origin.stated(Where("filing.yaml", 2, 3)),
        ),
        fact("f-rev", REVENUES, "37593000", (at(4, 15), "37,593", 1), (spot("$37.6"), "$37.6 million", 1)),
        fact("f-cost", COSTS, "30000000", (at(5, 14), "(30,000)", -1)),
        fact("f-margin", PROFIT, "7593000", (at(6, 16), "7,593", 1)),
        fact("f-spend", SPENDING, "2900000", (spot("$2.9"), "$2.9 million", 1), decimals=-5),
    )
    tree = (
        Arc(PARENT_CHILD, HEADING, REVENUES.qname, Decimal(1)),
        Arc(PARENT_CHILD, HEADING, COSTS.qname, Decimal(2), preferred=NEGATED),
        Arc(PARENT_CHILD, HEADING, PROFIT.qname, Decimal(3), preferred=TOTAL),
    )
    sums = (
        Arc(SUMMATION, PROFIT.qname, REVENUES.qname, Decimal(1), weight=Decimal(1)),
        Arc(SUMMATION, PROFIT.qname, COSTS.qname, Decimal(2), weight=Decimal(-1)),
    )
    roles = (
        Role("Operations", "http://x/role/Operations", "0000002 - Statement - Operations", tree, sums),
        Role(
            "Cover",
            "http://x/role/Cover",
            "0000001 - Document - Cover",
            (Arc(PARENT_CHILD, "dei:CoverAbstract", NAME.qname, Decimal(1)),),
        ),
    )
    labels = (
        Label(REVENUES.qname, STANDARD, f"Total Revenues{hostile}"),
        Label(PROFIT.qname, TOTAL, "Total Margin"),
        Label(HEADING, STANDARD, "Operations [Abstract]"),
    )
    own = Element(PROFIT, f"What is left.{hostile}", "not a GAAP measure", ("us-gaap:GrossProfit",))
    return Report(
        entity=Entity(f"Exemplar Inc{hostile}", "0000000000", placeholder=True),
        document=DocumentInfo("8-K", date(2004, 9, 30), date(2004, 10, 29)),
        taxonomy="us-gaap/2025",
        contexts=(QUARTER,),
        units=(USD,),
        facts=facts,
        footnotes=(),
        extension=Extension("exa", "http://x/2004", "exa-20040930", (), (own,), roles, labels),
        coverage=Coverage(cells=3, tagged=3, left=(), rules=4, rules_used=4),
    )


def source(hostile: str = "") -> Source:
    mentions = []
    for words, kind in (
        ("$37.6 million", "amount"),
        ("2.2%", "percent"),
        ("$2.9 million", "amount"),
        ("12", "count"),
        ("7", "count"),
    ):
        start = TEXT.index(words + " ") if words == "7" else TEXT.index(words)
        of = figure(words, "1", at(1, start + 1))
        mentions.append(Mention(kind, start, start + len(words), of, id=of.id))
    line = Span(TEXT + hostile, at(1, 1))
    rows = (
        ("Revenues", "37,593", "37593", at(4, 15)),
        ("Costs", "(30,000)", "-30000", at(5, 14)),
        (f"Margin{hostile}", "7,593", "7593", at(6, 16)),
    )
    items = tuple(
        LineItem(label, label, (), (Cell(0, text, (figure(text, value, w),), w),), Where("release.txt", w.line, 1))
        for label, text, value, w in rows
    )  # fmt: skip
    column = Column(0, ("Three Months Ended", "September 30, 2004"), QUARTER.period, at(3, 1))
    table = Table(f"OPERATIONS{hostile}", (column,), items, at(2, 1), 3)
    return Source("release.txt", (Paragraph((line,), "paragraph", None, tuple(mentions)), table))


def register(hostile: str = "") -> NumberRegister:
    growth = Tie("growth(Revenues)", Decimal("2.2"), Decimal("2.163"), 1, True, ("f-rev",), ("2004", "2003"))
    close = Tie("Revenues", Decimal("37600000"), Decimal("37593000"), -5, True, ("f-rev",), ("2004",))
    wrong = Tie("Revenues - Costs", Decimal(7593000), Decimal(7000000), -3, False, ("f-rev", "f-cost"))
    return NumberRegister(
        (
            Numeral(
                mark(spot("$37.6")), spot("$37.6"), "$37.6 million", TAGGED, "came to", ("f-rev",), (close,)
            ),
            Numeral(mark(spot("2.2%")), spot("2.2%"), "2.2%", TIED, "up 2.2%", ties=(growth,)),
            Numeral(
                mark(spot("$2.9")), spot("$2.9"), "$2.9 million", ALONE, "capital spending was", ("f-spend",)
            ),
            Numeral(
                mark(spot("12 ")),
                spot("12 "),
                "12",
                LEFT,
                "on 12 sites",
                reason=f"extent of a network{hostile}",
            ),
            Numeral(mark(spot("7 more")), spot("7 more"), "7", OPEN, "and 7 more"),
            Numeral(
                mark(at(4, 15)), at(4, 15), "37,593", TAGGED, "Revenues", ("f-rev",), statement="Operations"
            ),
            Numeral(
                mark(at(5, 14)), at(5, 14), "(30,000)", TAGGED, "Costs", ("f-cost",), statement="Operations"
            ),
            Numeral(
                mark(at(6, 16)),
                at(6, 16),
                "7,593",
                TAGGED,
                "Margin",
                ("f-margin",),
                (wrong,),
                statement="Operations",
            ),
        )
    )


def findings(hostile: str = "") -> tuple[Finding, ...]:
    return (
        finding("XG-TIE-001", f"total differs{hostile}", at(6, 16), subjects=["f-margin"], hint="look again"),
        finding("XG-FACT-005", "a placeholder", Where("filing.yaml", 2, 3)),
        replace(finding("XG-TIE-003", "ratio", at(5, 14), subjects=["f-cost"]), waived="rounded on purpose"),
    )


def project(folder: Path, files: dict[str, str] | None = None) -> Path:
    for name, text in (files or FILES).items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def page(folder: Path, marks: Marks | None = None, hostile: str = "") -> bytes:
    """The review page of the small release, ``hostile`` text in every place that holds text."""
    return b"".join(
        review_page(
            project(folder),
            (source(hostile),),
            report(hostile),
            register(hostile),
            findings(hostile),
            marks or Marks(),
            judged_by=f"judged with a stand-in{hostile}",
        )
    )
