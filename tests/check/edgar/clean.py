"""A small clean 10-Q, as inline document and as plain instance: the ground that the breaks are made on.

The files are written out plainly, one thing on a line, so that a break is one replaced text.
"""

from __future__ import annotations

STEM = "exa-20240930"
NAMESPACE = "http://www.example.com/20240930"
LAB = "http://www.xbrl.org/2003/role"
ARC = "http://www.xbrl.org/2003/arcrole"
DIM = "http://xbrl.org/int/dim/arcrole"
PLACES = {
    "us-gaap": "https://xbrl.fasb.org/us-gaap/2025/elts/us-gaap-2025.xsd",
    "srt": "https://xbrl.fasb.org/srt/2025/elts/srt-2025.xsd",
    "dei": "https://xbrl.sec.gov/dei/2025/dei-2025.xsd",
    "exa": f"{STEM}.xsd",
}
NAMESPACES = {
    "us-gaap": "http://fasb.org/us-gaap/2025",
    "srt": "http://fasb.org/srt/2025",
    "dei": "http://xbrl.sec.gov/dei/2025",
    "exa": NAMESPACE,
}

CONTEXTS = (
    ("c1", "2024-01-01", "2024-09-30", ""),
    ("c2", "2023-01-01", "2023-09-30", ""),
    ("c3", None, "2024-09-30", ""),
    ("c4", None, "2023-12-31", ""),
    ("c5", "2024-01-01", "2024-09-30", "srt:ProductOrServiceAxis=exa:CoreCustomersMember"),
    ("c6", None, "2024-10-25", ""),
    ("c7", "2024-10-01", "2024-12-31", "srt:StatementScenarioAxis=srt:ScenarioForecastMember"),
)

COVER = (
    ("DocumentType", "10-Q"),
    ("DocumentQuarterlyReport", "true"),
    ("DocumentTransitionReport", "false"),
    ("DocumentPeriodEndDate", "2024-09-30"),
    ("DocumentFiscalYearFocus", "2024"),
    ("DocumentFiscalPeriodFocus", "Q3"),
    ("EntityRegistrantName", "Example Sons, Inc."),
    ("EntityFileNumber", "001-12345"),
    ("EntityIncorporationStateCountryCode", "DE"),
    ("EntityTaxIdentificationNumber", "12-3456789"),
    ("EntityAddressAddressLine1", "1 Main Street"),
    ("EntityAddressCityOrTown", "Springfield"),
    ("EntityAddressStateOrProvince", "IL"),
    ("EntityAddressPostalZipCode", "62701"),
    ("CityAreaCode", "217"),
    ("LocalPhoneNumber", "555-0100"),
    ("Security12bTitle", "Common Stock"),
    ("TradingSymbol", "EXA"),
    ("SecurityExchangeName", "NYSE"),
    ("EntityCurrentReportingStatus", "Yes"),
    ("EntityInteractiveDataCurrent", "Yes"),
    ("EntityFilerCategory", "Non-accelerated Filer"),
    ("EntitySmallBusiness", "false"),
    ("EntityEmergingGrowthCompany", "false"),
    ("EntityShellCompany", "false"),
)
HIDDEN = (
    ("EntityCentralIndexKey", "0000123456"),
    ("CurrentFiscalYearEndDate", "--12-31"),
    ("AmendmentFlag", "false"),
)

# id, concept, context, unit, decimals, scale, text
NUMBERS = (
    ("f1", "us-gaap:Revenues", "c1", "USD", "-5", 6, "154.6"),
    ("f2", "us-gaap:Revenues", "c2", "USD", "-5", 6, "150.0"),
    ("f3", "us-gaap:Revenues", "c5", "USD", "-5", 6, "120.0"),
    ("f4", "us-gaap:Revenues", "c7", "USD", "-6", 6, "50"),
    ("f5", "us-gaap:CostsAndExpenses", "c1", "USD", "-5", 6, "150.0"),
    ("f6", "us-gaap:CostsAndExpenses", "c2", "USD", "-5", 6, "147.0"),
    ("f7", "us-gaap:OperatingIncomeLoss", "c1", "USD", "-5", 6, "4.6"),
    ("f8", "us-gaap:OperatingIncomeLoss", "c2", "USD", "-5", 6, "3.0"),
    ("f9", "us-gaap:EarningsPerShareBasic", "c1", "USDPerShare", "2", 0, "0.05"),
    ("f10", "exa:MarginOfCustomers", "c1", "pure", "3", -2, "2.7"),
    ("f11", "us-gaap:Cash", "c3", "USD", "-5", 6, "25.0"),
    ("f12", "us-gaap:Cash", "c4", "USD", "-5", 6, "24.0"),
    ("f13", "exa:DepositsHeldAbroad", "c3", "USD", "-5", 6, "5.0"),
    ("f14", "exa:DepositsHeldAbroad", "c4", "USD", "-5", 6, "4.0"),
    ("f15", "us-gaap:Assets", "c3", "USD", "-5", 6, "30.0"),
    ("f16", "us-gaap:Assets", "c4", "USD", "-5", 6, "28.0"),
    ("f17", "us-gaap:Liabilities", "c3", "USD", "-5", 6, "10.0"),
    ("f18", "us-gaap:Liabilities", "c4", "USD", "-5", 6, "9.0"),
    ("f19", "us-gaap:StockholdersEquity", "c3", "USD", "-5", 6, "20.0"),
    ("f20", "us-gaap:StockholdersEquity", "c4", "USD", "-5", 6, "19.0"),
    ("f21", "us-gaap:LiabilitiesAndStockholdersEquity", "c3", "USD", "-5", 6, "30.0"),
    ("f22", "us-gaap:LiabilitiesAndStockholdersEquity", "c4", "USD", "-5", 6, "28.0"),
    ("f23", "dei:EntityCommonStockSharesOutstanding", "c6", "shares", "INF", 0, "91,000,000"),
)
TEXT_BLOCK = ("f24", "us-gaap:CashFlowSupplementalDisclosuresTextBlock", "c1", "Interest is paid in cash.")

UNITS = (
    ("USD", "iso4217:USD", None),
    ("USDPerShare", "iso4217:USD", "xbrli:shares"),
    ("shares", "xbrli:shares", None),
    ("pure", "xbrli:pure", None),
)

ELEMENTS = (
    ("CoreCustomersMember", "dtr-types:domainItemType", "duration", "", True),
    ("MarginOfCustomers", "dtr-types:percentItemType", "duration", "", False),
    ("DepositsHeldAbroad", "xbrli:monetaryItemType", "instant", "debit", False),
)

ROLES = (
    ("Cover", "0000001 - Document - Cover"),
    ("Operations", "0000002 - Statement - Consolidated Statements of Operations"),
    ("BalanceSheet", "0000003 - Statement - Consolidated Balance Sheets"),
    ("CashFlow", "0000004 - Disclosure - Cash Flow Information"),
)

TOTAL = f"{LAB}/totalLabel"
PRESENTATION = {
    "Cover": [
        ("dei:CoverAbstract", f"dei:{name}", None)
        for name, _ in (*COVER, *HIDDEN, ("EntityCommonStockSharesOutstanding", ""))
    ],
    "Operations": [
        ("us-gaap:IncomeStatementAbstract", "us-gaap:StatementTable", None),
        ("us-gaap:StatementTable", "srt:ProductOrServiceAxis", None),
        ("srt:ProductOrServiceAxis", "srt:ProductsAndServicesDomain", None),
        ("srt:ProductsAndServicesDomain", "exa:CoreCustomersMember", None),
        ("us-gaap:StatementTable", "srt:StatementScenarioAxis", None),
        ("srt:StatementScenarioAxis", "srt:ScenarioUnspecifiedDomain", None),
        ("srt:ScenarioUnspecifiedDomain", "srt:ScenarioForecastMember", None),
        ("us-gaap:StatementTable", "us-gaap:StatementLineItems", None),
        ("us-gaap:StatementLineItems", "us-gaap:Revenues", None),
        ("us-gaap:StatementLineItems", "us-gaap:CostsAndExpenses", None),
        ("us-gaap:StatementLineItems", "us-gaap:OperatingIncomeLoss", TOTAL),
        ("us-gaap:StatementLineItems", "us-gaap:EarningsPerShareBasic", None),
        ("us-gaap:StatementLineItems", "exa:MarginOfCustomers", None),
    ],
    "BalanceSheet": [
        ("us-gaap:StatementOfFinancialPositionAbstract", "us-gaap:AssetsAbstract", None),
        ("us-gaap:AssetsAbstract", "us-gaap:Cash", None),
        ("us-gaap:AssetsAbstract", "exa:DepositsHeldAbroad", None),
        ("us-gaap:AssetsAbstract", "us-gaap:Assets", TOTAL),
        (
            "us-gaap:StatementOfFinancialPositionAbstract",
            "us-gaap:LiabilitiesAndStockholdersEquityAbstract",
            None,
        ),
        ("us-gaap:LiabilitiesAndStockholdersEquityAbstract", "us-gaap:Liabilities", None),
        ("us-gaap:LiabilitiesAndStockholdersEquityAbstract", "us-gaap:StockholdersEquity", None),
        (
            "us-gaap:LiabilitiesAndStockholdersEquityAbstract",
            "us-gaap:LiabilitiesAndStockholdersEquity",
            TOTAL,
        ),
    ],
    "CashFlow": [
        ("us-gaap:SupplementalCashFlowInformationAbstract", TEXT_BLOCK[1], None),
    ],
}
CALCULATION = {
    "Operations": [
        ("us-gaap:OperatingIncomeLoss", "us-gaap:Revenues", "1"),
        ("us-gaap:OperatingIncomeLoss", "us-gaap:CostsAndExpenses", "-1"),
    ],
    "BalanceSheet": [
        ("us-gaap:Assets", "us-gaap:Cash", "1"),
        ("us-gaap:Assets", "exa:DepositsHeldAbroad", "1"),
        ("us-gaap:LiabilitiesAndStockholdersEquity", "us-gaap:Liabilities", "1"),
        ("us-gaap:LiabilitiesAndStockholdersEquity", "us-gaap:StockholdersEquity", "1"),
    ],
}
DEFINITION = {
    "Operations": [
        ("all", "us-gaap:StatementLineItems", "us-gaap:StatementTable"),
        ("hypercube-dimension", "us-gaap:StatementTable", "srt:ProductOrServiceAxis"),
        ("hypercube-dimension", "us-gaap:StatementTable", "srt:StatementScenarioAxis"),
        ("dimension-domain", "srt:ProductOrServiceAxis", "srt:ProductsAndServicesDomain"),
        ("dimension-default", "srt:ProductOrServiceAxis", "srt:ProductsAndServicesDomain"),
        ("domain-member", "srt:ProductsAndServicesDomain", "exa:CoreCustomersMember"),
        ("dimension-domain", "srt:StatementScenarioAxis", "srt:ScenarioUnspecifiedDomain"),
        ("dimension-default", "srt:StatementScenarioAxis", "srt:ScenarioUnspecifiedDomain"),
        ("domain-member", "srt:ScenarioUnspecifiedDomain", "srt:ScenarioForecastMember"),
        ("domain-member", "us-gaap:StatementLineItems", "us-gaap:Revenues"),
        ("domain-member", "us-gaap:StatementLineItems", "us-gaap:CostsAndExpenses"),
        ("domain-member", "us-gaap:StatementLineItems", "us-gaap:OperatingIncomeLoss"),
        ("domain-member", "us-gaap:StatementLineItems", "us-gaap:EarningsPerShareBasic"),
        ("domain-member", "us-gaap:StatementLineItems", "exa:MarginOfCustomers"),
    ],
}
LABELS = {
    "srt:ProductOrServiceAxis": "Product and Service [Axis]",
    "srt:ProductsAndServicesDomain": "Product and Service [Domain]",
    "srt:StatementScenarioAxis": "Scenario [Axis]",
    "srt:ScenarioUnspecifiedDomain": "Scenario [Domain]",
    "srt:ScenarioForecastMember": "Forecast [Member]",
    "exa:CoreCustomersMember": "Core Customers [Member]",
}


def words(qname: str) -> str:
    """A label of an element's name: its words."""
    name = qname.partition(":")[2]
    text = "".join(f" {c}" if c.isupper() and n else c for n, c in enumerate(name))
    return LABELS.get(qname) or text.replace("12b", " 12b").replace("Address Address", "Address, Address")


def _ids(qname: str) -> str:
    return qname.replace(":", "_")


def _href(qname: str) -> str:
    return f"{PLACES[qname.partition(':')[0]]}#{_ids(qname)}"


def _xmlns(*extra: str) -> str:
    return "".join(f'\n  xmlns:{p}="{n}"' for p, n in NAMESPACES.items()) + "".join(f"\n  {e}" for e in extra)


def schema() -> str:
    roles = "".join(
        f'<link:roleType roleURI="http://www.example.com/role/{name}" id="{name}">\n'
        f"<link:definition>{text}</link:definition>\n"
        "<link:usedOn>link:presentationLink</link:usedOn>\n"
        "<link:usedOn>link:calculationLink</link:usedOn>\n"
        "<link:usedOn>link:definitionLink</link:usedOn>\n</link:roleType>\n"
        for name, text in ROLES
    )
    refs = "".join(
        f'<link:linkbaseRef xlink:type="simple" xlink:href="{STEM}_{short}.xml"'
        f' xlink:role="{LAB}/{kind}LinkbaseRef" xlink:arcrole="http://www.w3.org/1999/xlink/properties/linkbase"/>\n'
        for short, kind in (
            ("pre", "presentation"),
            ("cal", "calculation"),
            ("def", "definition"),
            ("lab", "label"),
        )
    )
    imports = "".join(
        f'<xs:import namespace="{n}" schemaLocation="{p}"/>\n'
        for n, p in (
            ("http://www.xbrl.org/2003/instance", "http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"),
            ("http://www.xbrl.org/2003/linkbase", "http://www.xbrl.org/2003/xbrl-linkbase-2003-12-31.xsd"),
            ("http://xbrl.org/2005/xbrldt", "http://www.xbrl.org/2005/xbrldt-2005.xsd"),
            ("http://www.xbrl.org/dtr/type/2024-01-31", "https://www.xbrl.org/dtr/type/2024-01-31/types.xsd"),
            *((NAMESPACES[p], PLACES[p]) for p in ("us-gaap", "srt", "dei")),
        )
    )
    elements = "".join(
        f'<xs:element id="exa_{name}" name="{name}" type="{kind}" substitutionGroup="xbrli:item"'
        f' xbrli:periodType="{period}"'
        + (f' xbrli:balance="{balance}"' if balance else "")
        + (' abstract="true"' if abstract else "")
        + ' nillable="true"/>\n'
        for name, kind, period, balance, abstract in ELEMENTS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<xs:schema'
        + _xmlns(
            'xmlns:xs="http://www.w3.org/2001/XMLSchema"',
            'xmlns:xbrli="http://www.xbrl.org/2003/instance"',
            'xmlns:link="http://www.xbrl.org/2003/linkbase"',
            'xmlns:xbrldt="http://xbrl.org/2005/xbrldt"',
            'xmlns:dtr-types="http://www.xbrl.org/dtr/type/2024-01-31"',
            'xmlns:xlink="http://www.w3.org/1999/xlink"',
            f'targetNamespace="{NAMESPACE}" elementFormDefault="qualified">\n',
        )
        + f"<xs:annotation><xs:appinfo>\n{roles}{refs}</xs:appinfo></xs:annotation>\n{imports}{elements}</xs:schema>\n"
    )


def _linkbase(refs: str, links: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<link:linkbase xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink"'
        ' xmlns:xbrldt="http://xbrl.org/2005/xbrldt">\n' + refs + links + "</link:linkbase>\n"
    )


def _links(kind: str, roles: dict[str, list[tuple[str, str, dict[str, str]]]]) -> str:
    out = []
    for role, arcs in roles.items():
        out.append(
            f'<link:{kind}Link xlink:type="extended" xlink:role="http://www.example.com/role/{role}">\n'
        )
        seen: set[str] = set()
        orders: dict[str, int] = {}
        for parent, child, attributes in arcs:
            label = f"{_ids(child)}_{'d' if 'default' in attributes['xlink:arcrole'] else 'l'}"
            start = f"{_ids(parent)}_l"
            for name, qname in ((start, parent), (label, child)):
                if name not in seen:
                    seen.add(name)
                    out.append(
                        f'<link:loc xlink:type="locator" xlink:href="{_href(qname)}" xlink:label="{name}"/>\n'
                    )
            orders[parent] = orders.get(parent, 0) + 1
            more = "".join(f' {k}="{v}"' for k, v in attributes.items())
            out.append(
                f'<link:{kind}Arc xlink:type="arc" xlink:from="{start}" xlink:to="{label}" order="{orders[parent]}"{more}/>\n'
            )
        out.append(f"</link:{kind}Link>\n")
    return "".join(out)


def _role_refs(roles: object) -> str:
    return "".join(
        f'<link:roleRef roleURI="http://www.example.com/role/{r}" xlink:type="simple" xlink:href="{STEM}.xsd#{r}"/>\n'
        for r in roles  # type: ignore[attr-defined]
    )


def presentation() -> str:
    roles = {
        role: [
            (p, c, {"xlink:arcrole": f"{ARC}/parent-child", **({"preferredLabel": w} if w else {})})
            for p, c, w in arcs
        ]
        for role, arcs in PRESENTATION.items()
    }
    return _linkbase(_role_refs(roles), _links("presentation", roles))


def calculation() -> str:
    roles = {
        role: [(p, c, {"xlink:arcrole": f"{ARC}/summation-item", "weight": w}) for p, c, w in arcs]
        for role, arcs in CALCULATION.items()
    }
    return _linkbase(_role_refs(roles), _links("calculation", roles))


def definition() -> str:
    roles = {
        role: [
            (
                p,
                c,
                {"xlink:arcrole": f"{DIM}/{k}"}
                | ({"xbrldt:contextElement": "segment", "xbrldt:closed": "true"} if k == "all" else {}),
            )
            for k, p, c in arcs
        ]
        for role, arcs in DEFINITION.items()
    }
    arcroles = "".join(
        f'<link:arcroleRef arcroleURI="{DIM}/{k}" xlink:type="simple"'
        f' xlink:href="http://www.xbrl.org/2005/xbrldt-2005.xsd#{k}"/>\n'
        for k in dict.fromkeys(k for arcs in DEFINITION.values() for k, _, _ in arcs)
    )
    return _linkbase(_role_refs(roles) + arcroles, _links("definition", roles))


def labels() -> str:
    used = dict.fromkeys(q for arcs in PRESENTATION.values() for p, c, _ in arcs for q in (p, c))
    totals = {c for arcs in PRESENTATION.values() for _, c, w in arcs if w}
    out = [f'<link:labelLink xlink:type="extended" xlink:role="{LAB}/link">\n']
    for qname in used:
        name = _ids(qname)
        out.append(f'<link:loc xlink:type="locator" xlink:href="{_href(qname)}" xlink:label="{name}"/>\n')
        texts = [("label", words(qname))] + (
            [("totalLabel", f"Total {words(qname)}")] if qname in totals else []
        )
        out += [
            f'<link:label xlink:type="resource" xlink:label="{name}_t" xlink:role="{LAB}/{role}" xml:lang="en-US">{text}</link:label>\n'
            for role, text in texts
        ]
        out.append(
            f'<link:labelArc xlink:type="arc" xlink:arcrole="{ARC}/concept-label" xlink:from="{name}" xlink:to="{name}_t"/>\n'
        )
    return _linkbase("", "".join(out) + "</link:labelLink>\n")


def _resources() -> str:
    out = []
    for name, start, end, member in CONTEXTS:
        segment = ""
        if member:
            axis, _, value = member.partition("=")
            segment = f'<xbrli:segment><xbrldi:explicitMember dimension="{axis}">{value}</xbrldi:explicitMember></xbrli:segment>'
        days = (
            f"<xbrli:startDate>{start}</xbrli:startDate><xbrli:endDate>{end}</xbrli:endDate>"
            if start
            else f"<xbrli:instant>{end}</xbrli:instant>"
        )
        out.append(
            f'<xbrli:context id="{name}"><xbrli:entity>'
            f'<xbrli:identifier scheme="http://www.sec.gov/CIK">0000123456</xbrli:identifier>{segment}</xbrli:entity>'
            f"<xbrli:period>{days}</xbrli:period></xbrli:context>\n"
        )
    for name, over, under in UNITS:
        measure = f"<xbrli:measure>{over}</xbrli:measure>"
        if under:
            measure = (
                f"<xbrli:divide><xbrli:unitNumerator>{measure}</xbrli:unitNumerator><xbrli:unitDenominator>"
                f"<xbrli:measure>{under}</xbrli:measure></xbrli:unitDenominator></xbrli:divide>"
            )
        out.append(f'<xbrli:unit id="{name}">{measure}</xbrli:unit>\n')
    return "".join(out)


def inline() -> str:
    def text(name: str, value: str) -> str:
        return f'<ix:nonNumeric id="d-{name}" name="dei:{name}" contextRef="c1">{value}</ix:nonNumeric>'

    hidden = "".join(f"{text(n, v)}\n" for n, v in HIDDEN)
    cover = "".join(f"<div>{n}: {text(n, v)}</div>\n" for n, v in COVER)
    rows = "".join(
        f"<tr><td>{words(q)}</td><td>"
        f'<ix:nonFraction id="{i}" name="{q}" contextRef="{c}" unitRef="{u}" decimals="{d}" scale="{s}"'
        f' format="ixt:num-dot-decimal">{t}</ix:nonFraction></td></tr>\n'
        for i, q, c, u, d, s, t in NUMBERS
    )
    i, q, c, t = TEXT_BLOCK
    block = (
        f'<ix:nonNumeric id="{i}" name="{q}" contextRef="{c}" escape="true"><div>{t}</div></ix:nonNumeric>\n'
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<html xml:lang="en-US"'
        + _xmlns(
            'xmlns="http://www.w3.org/1999/xhtml"',
            'xmlns:ix="http://www.xbrl.org/2013/inlineXBRL"',
            'xmlns:ixt="http://www.xbrl.org/inlineXBRL/transformation/2022-02-16"',
            'xmlns:xbrli="http://www.xbrl.org/2003/instance"',
            'xmlns:xbrldi="http://xbrl.org/2006/xbrldi"',
            'xmlns:iso4217="http://www.xbrl.org/2003/iso4217"',
            'xmlns:link="http://www.xbrl.org/2003/linkbase"',
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
            'xmlns:xlink="http://www.w3.org/1999/xlink">\n',
        )
        + "<head><title>10-Q</title></head>\n<body>\n"
        + f'<div style="display:none"><ix:header>\n<ix:hidden>\n{hidden}</ix:hidden>\n'
        + f'<ix:references><link:schemaRef xlink:type="simple" xlink:href="{STEM}.xsd"/></ix:references>\n'
        + '<ix:resources>\n<ix:relationship fromRefs="f3" toRefs="fn1"/>\n'
        + f"{_resources()}</ix:resources>\n</ix:header></div>\n"
        + f"{cover}<table>\n{rows}</table>\n{block}"
        + '<div><ix:footnote id="fn1" xml:lang="en-US">Without former customers.</ix:footnote></div>'
        # An attribute that rules look at, on an element of which they must say nothing.
        + '<div><a href="#f1" target="_self">Revenues</a></div>\n'
        + "</body>\n</html>\n"
    )


def instance() -> str:
    from decimal import Decimal

    cover = "".join(f'<dei:{n} id="d-{n}" contextRef="c1">{v}</dei:{n}>\n' for n, v in (*COVER, *HIDDEN))
    rows = "".join(
        f'<{q} id="{i}" contextRef="{c}" unitRef="{u}" decimals="{d}">'
        f"{Decimal(t.replace(',', '')).scaleb(s):f}</{q}>\n"
        for i, q, c, u, d, s, t in NUMBERS
    )
    i, q, c, t = TEXT_BLOCK
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<xbrli:xbrl xml:lang="en-US"'
        + _xmlns(
            'xmlns:xbrli="http://www.xbrl.org/2003/instance"',
            'xmlns:xbrldi="http://xbrl.org/2006/xbrldi"',
            'xmlns:iso4217="http://www.xbrl.org/2003/iso4217"',
            'xmlns:link="http://www.xbrl.org/2003/linkbase"',
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
            'xmlns:xlink="http://www.w3.org/1999/xlink">\n',
        )
        + f'<link:schemaRef xlink:type="simple" xlink:href="{STEM}.xsd"/>\n{_resources()}{cover}{rows}'
        + f'<{q} id="{i}" contextRef="{c}">&lt;div&gt;{t}&lt;/div&gt;</{q}>\n'
        + f'<link:footnoteLink xlink:type="extended" xlink:role="{LAB}/link">\n'
        + '<link:loc xlink:type="locator" xlink:href="#f3" xlink:label="l3"/>\n'
        + f'<link:footnote xlink:type="resource" xlink:label="fn1" xlink:role="{LAB}/footnote" xml:lang="en-US">'
        + "Without former customers.</link:footnote>\n"
        + f'<link:footnoteArc xlink:type="arc" xlink:arcrole="{ARC}/fact-footnote" xlink:from="l3" xlink:to="fn1"/>\n'
        + "</link:footnoteLink>\n</xbrli:xbrl>\n"
    )


def files(*, plain: bool = False) -> dict[str, str]:
    """Every file of the submission by name; with ``plain`` an instance, else an inline document."""
    filing = {f"{STEM}.xml": instance()} if plain else {f"{STEM}.htm": inline()}
    return filing | {
        f"{STEM}.xsd": schema(),
        f"{STEM}_pre.xml": presentation(),
        f"{STEM}_cal.xml": calculation(),
        f"{STEM}_def.xml": definition(),
        f"{STEM}_lab.xml": labels(),
    }
