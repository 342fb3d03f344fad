"""A small filing made by hand: every shape that render knows, once.

Two statements and a cover; sums; a table with one axis; elements of the company's own; a
footnote that two facts share; a negated label; money, shares, percent and per share.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from xbrlgen.model.mapping import DocumentInfo, Entity
from xbrlgen.model.period import Period
from xbrlgen.model.report import (
    Arc,
    Context,
    Coverage,
    Element,
    Extension,
    Fact,
    Footnote,
    Import,
    Label,
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
SUMMATION = "http://www.xbrl.org/2003/arcrole/summation-item"
DIM = "http://xbrl.org/int/dim/arcrole/"
STANDARD = "http://www.xbrl.org/2003/role/label"
TOTAL = "http://www.xbrl.org/2003/role/totalLabel"
DOCUMENTATION = "http://www.xbrl.org/2003/role/documentation"
NEGATED = "http://www.xbrl.org/2009/role/negatedLabel"
NET = "http://www.xbrl.org/2009/role/netLabel"
MONEY, TEXT, DOMAIN = "xbrli:monetaryItemType", "xbrli:stringItemType", "dtr-types:domainItemType"


def heading(qname: str, label: str) -> Concept:
    return Concept(qname, TEXT, "duration", abstract=True, label=label)


CONCEPTS = {
    c.qname: c
    for c in (
        heading("dei:CoverAbstract", "Cover [Abstract]"),
        Concept("dei:DocumentType", "dei:submissionTypeItemType", "duration", label="Document Type"),
        Concept(
            "dei:EntityRegistrantName",
            "xbrli:normalizedStringItemType",
            "duration",
            label="Entity Registrant Name",
        ),
        heading("us-gaap:IncomeStatementAbstract", "Income Statement [Abstract]"),
        Concept(
            "us-gaap:StatementTable",
            TEXT,
            "duration",
            abstract=True,
            substitution="xbrldt:hypercubeItem",
            label="Statement [Table]",
        ),
        Concept(
            "srt:ProductOrServiceAxis",
            TEXT,
            "duration",
            abstract=True,
            substitution="xbrldt:dimensionItem",
            label="Product and Service [Axis]",
        ),
        Concept(
            "srt:ProductsAndServicesDomain",
            DOMAIN,
            "duration",
            abstract=True,
            label="Product and Service [Domain]",
        ),
        Concept(
            "exa:CoreCustomersMember", DOMAIN, "duration", abstract=True, label="Core Customers [Member]"
        ),
        heading("us-gaap:StatementLineItems", "Statement [Line Items]"),
        Concept("us-gaap:Revenues", MONEY, "duration", "credit", label="Revenues"),
        Concept("us-gaap:CostsAndExpenses", MONEY, "duration", "debit", label="Costs and Expenses"),
        Concept("us-gaap:OperatingIncomeLoss", MONEY, "duration", "credit", label="Operating Income (Loss)"),
        Concept("exa:AdjustedMargin", "dtr-types:percentItemType", "duration", label="Adjusted Margin"),
        Concept(
            "us-gaap:EarningsPerShareBasic",
            "dtr-types:perShareItemType",
            "duration",
            label="Earnings Per Share, Basic",
        ),
        heading("us-gaap:StatementOfFinancialPositionAbstract", "Statement of Financial Position [Abstract]"),
        Concept("us-gaap:Cash", MONEY, "instant", "debit", label="Cash"),
        Concept("exa:DepositsHeldAbroad", MONEY, "instant", "debit", label="Deposits Held Abroad"),
        Concept("us-gaap:Assets", MONEY, "instant", "debit", label="Assets"),
        Concept("us-gaap:SharesOutstanding", "xbrli:sharesItemType", "instant", label="Shares, Outstanding"),
    )
}

QUARTER = Context("D-2004-07-01-2004-09-30", Period(date(2004, 7, 1), date(2004, 9, 30)))
CORE = Context(
    "D-2004-07-01-2004-09-30_CoreCustomers",
    QUARTER.period,
    (("srt:ProductOrServiceAxis", "exa:CoreCustomersMember"),),
)
CLOSE = Context("I-2004-09-30", Period(None, date(2004, 9, 30)))

USD = Unit("USD", ("iso4217:USD",))
PER_SHARE = Unit("USDPerShare", ("iso4217:USD",), ("xbrli:shares",))
PURE = Unit("pure", ("xbrli:pure",))
SHARES = Unit("shares", ("xbrli:shares",))

IMPORTS = (
    Import("us-gaap", "http://fasb.org/us-gaap/2025", "https://xbrl.fasb.org/us-gaap/2025/elts/us-gaap-2025.xsd"),
    Import("srt", "http://fasb.org/srt/2025", "https://xbrl.fasb.org/srt/2025/elts/srt-2025.xsd"),
    Import("dei", "http://xbrl.sec.gov/dei/2025", "https://xbrl.sec.gov/dei/2025/dei-2025.xsd"),
)  # fmt: skip


def mark(where: Where) -> FigureId:
    """The identity of the one figure of a place."""
    assert where.line is not None
    assert where.column is not None
    return FigureId(where.file, 1000 * where.line + where.column)


FOOTNOTES = (
    Footnote("fn-A", "A", "Excludes customers that left — see “Other”.", Where("release.txt", 30, 1)),
    Footnote("fn-B", "B", "Before depreciation.", Where("release.txt", 31, 1)),
    Footnote("fn-C", "C", "Nothing points here.", Where("release.txt", 32, 1)),
)


def fact(
    qname: str,
    value: str,
    context: Context,
    unit: Unit,
    decimals: int | None,
    line: int,
    footnotes: tuple[str, ...] = (),
) -> Fact:
    """A fact printed on ``line`` of the release, by the rule on ``line`` + 100 of the mapping."""
    concept = CONCEPTS[qname]
    print_ = Print(
        figure=mark(Where("release.txt", line, 40)),
        where=Where("release.txt", line, 40),
        text=value,
        sign=1,
        scale=0,
        decimals=decimals,
        value=Decimal(value),
        rule=Where("mapping.yaml", line + 100, 9),
        label=concept.label,
        statement="Operations" if context.period.start else "BalanceSheet",
    )
    return Fact(
        f"f-{concept.name}-{context.id}",
        concept,
        Decimal(value),
        context,
        unit,
        decimals,
        tuple(n for n in FOOTNOTES if n.id in footnotes),
        origin=Origin.printed((print_,)),
    )


def stated(qname: str, value: str, line: int) -> Fact:
    concept = CONCEPTS[qname]
    return Fact(
        f"f-{concept.name}-{QUARTER.id}",
        concept,
        value,
        QUARTER,
        origin=Origin.stated(Where("filing.yaml", line, 3)),
    )


FACTS = (
    stated("dei:DocumentType", "8-K", 4),
    stated("dei:EntityRegistrantName", "Exämple & <Sons>, Inc. ]]>", 2),
    fact("us-gaap:Revenues", "154600000", QUARTER, USD, -5, 10),
    fact("us-gaap:Revenues", "1.2E+8", CORE, USD, -5, 9, ("fn-A",)),
    fact("us-gaap:CostsAndExpenses", "150000000", QUARTER, USD, -5, 11),
    fact("us-gaap:OperatingIncomeLoss", "4600000", QUARTER, USD, -5, 12, ("fn-A", "fn-B")),
    fact("exa:AdjustedMargin", "0.027", QUARTER, PURE, 3, 13),
    fact("us-gaap:EarningsPerShareBasic", "-0.05", QUARTER, PER_SHARE, 2, 14),
    fact("us-gaap:Cash", "25000000", CLOSE, USD, -6, 20),
    fact("exa:DepositsHeldAbroad", "5000000", CLOSE, USD, -6, 21),
    fact("us-gaap:Assets", "30000000", CLOSE, USD, -6, 22),
    fact("us-gaap:SharesOutstanding", "91000000", CLOSE, SHARES, None, 23),
)


def tree(*pairs: tuple[str, str] | tuple[str, str, str]) -> tuple[Arc, ...]:
    orders: dict[str, int] = {}
    arcs = []
    for parent, child, *preferred in pairs:
        orders[parent] = orders.get(parent, 0) + 1
        arcs.append(
            Arc(
                PARENT_CHILD,
                parent,
                child,
                Decimal(orders[parent]),
                preferred=preferred[0] if preferred else None,
            )
        )
    return tuple(arcs)


ROLES = (
    Role(
        "Cover",
        "http://www.example.com/role/Cover",
        "0000001 - Document - Cover",
        tree(
            ("dei:CoverAbstract", "dei:DocumentType"),
            ("dei:CoverAbstract", "dei:EntityRegistrantName"),
        ),
    ),
    Role(
        "Operations",
        "http://www.example.com/role/Operations",
        "0000002 - Statement - Consolidated Statements of Operations",
        tree(
            ("us-gaap:IncomeStatementAbstract", "us-gaap:StatementTable"),
            ("us-gaap:StatementTable", "srt:ProductOrServiceAxis"),
            ("srt:ProductOrServiceAxis", "srt:ProductsAndServicesDomain"),
            ("srt:ProductsAndServicesDomain", "exa:CoreCustomersMember"),
            ("us-gaap:StatementTable", "us-gaap:StatementLineItems"),
            ("us-gaap:StatementLineItems", "us-gaap:Revenues"),
            ("us-gaap:StatementLineItems", "us-gaap:CostsAndExpenses", NEGATED),
            ("us-gaap:StatementLineItems", "us-gaap:OperatingIncomeLoss", TOTAL),
            ("us-gaap:StatementLineItems", "us-gaap:OperatingIncomeLoss", NET),
            ("us-gaap:StatementLineItems", "exa:AdjustedMargin"),
            ("us-gaap:StatementLineItems", "us-gaap:EarningsPerShareBasic"),
        ),
        (
            Arc(SUMMATION, "us-gaap:OperatingIncomeLoss", "us-gaap:Revenues", Decimal(1), weight=Decimal(1)),
            Arc(
                SUMMATION,
                "us-gaap:OperatingIncomeLoss",
                "us-gaap:CostsAndExpenses",
                Decimal(2),
                weight=Decimal(-1),
            ),
        ),
        (
            Arc(
                f"{DIM}all",
                "us-gaap:StatementLineItems",
                "us-gaap:StatementTable",
                Decimal(1),
                context_element="segment",
                closed=True,
            ),
            Arc(
                f"{DIM}hypercube-dimension", "us-gaap:StatementTable", "srt:ProductOrServiceAxis", Decimal(1)
            ),
            Arc(
                f"{DIM}dimension-domain",
                "srt:ProductOrServiceAxis",
                "srt:ProductsAndServicesDomain",
                Decimal(1),
            ),
            Arc(
                f"{DIM}dimension-default",
                "srt:ProductOrServiceAxis",
                "srt:ProductsAndServicesDomain",
                Decimal(2),
            ),
            Arc(
                f"{DIM}domain-member", "srt:ProductsAndServicesDomain", "exa:CoreCustomersMember", Decimal(1)
            ),
            *(
                Arc(f"{DIM}domain-member", "us-gaap:StatementLineItems", child, Decimal(order))
                for order, child in enumerate(
                    (
                        "us-gaap:Revenues",
                        "us-gaap:CostsAndExpenses",
                        "us-gaap:OperatingIncomeLoss",
                        "exa:AdjustedMargin",
                        "us-gaap:EarningsPerShareBasic",
                    ),
                    start=2,
                )
            ),
        ),
    ),
    Role(
        "BalanceSheet",
        "http://www.example.com/role/BalanceSheet",
        "0000003 - Statement - Consolidated Balance Sheets",
        tree(
            ("us-gaap:StatementOfFinancialPositionAbstract", "us-gaap:Cash"),
            ("us-gaap:StatementOfFinancialPositionAbstract", "exa:DepositsHeldAbroad"),
            ("us-gaap:StatementOfFinancialPositionAbstract", "us-gaap:Assets", TOTAL),
            ("us-gaap:StatementOfFinancialPositionAbstract", "us-gaap:SharesOutstanding"),
        ),
        (
            Arc(SUMMATION, "us-gaap:Assets", "us-gaap:Cash", Decimal(1), weight=Decimal(1)),
            Arc(SUMMATION, "us-gaap:Assets", "exa:DepositsHeldAbroad", Decimal(2), weight=Decimal(1)),
        ),
    ),
)

LABELS = (
    *(Label(c.qname, STANDARD, c.label) for c in CONCEPTS.values()),
    Label("us-gaap:CostsAndExpenses", NEGATED, "Costs & Expenses"),
    Label("us-gaap:OperatingIncomeLoss", TOTAL, "Total Operating Income — Q3"),
    Label("us-gaap:OperatingIncomeLoss", NET, "Operating Income, Net"),
    Label("us-gaap:Assets", TOTAL, "Total Assets"),
    Label("exa:AdjustedMargin", DOCUMENTATION, "Operating income as a part of revenues."),
)

OWN = tuple(
    Element(CONCEPTS[q], why="no standard element fits")
    for q in ("exa:CoreCustomersMember", "exa:AdjustedMargin", "exa:DepositsHeldAbroad")
)

FILING = Report(
    entity=Entity("Exämple & <Sons>, Inc. ]]>", "0000123456"),
    document=DocumentInfo("8-K", date(2004, 9, 30), date(2004, 10, 29)),
    taxonomy="us-gaap/2025",
    contexts=(QUARTER, CLOSE, CORE),
    units=(USD, PER_SHARE, PURE, SHARES),
    facts=FACTS,
    footnotes=FOOTNOTES,
    extension=Extension(
        prefix="exa",
        namespace="http://www.example.com/20040930",
        base="exa-20040930",
        imports=IMPORTS,
        elements=OWN,
        roles=ROLES,
        labels=LABELS,
    ),
    coverage=Coverage(cells=10, tagged=10, left=(), rules=10, rules_used=10),
)
