"""One break for each rule: what stands in the clean filing, and what comes in its place."""

from __future__ import annotations

from dataclasses import dataclass

from tests.check.edgar.clean import STEM, files


@dataclass(frozen=True)
class Break:
    """``edits`` are (file, what stands there, what comes in its place), each made once.

    ``file`` is a suffix: htm, xml (the plain instance), xsd, pre, cal, def, lab. ``rename`` and
    ``remove`` name a file by it; ``add`` is a new file. ``plain`` breaks the plain instance.
    """

    code: str
    edits: tuple[tuple[str, str, str], ...] = ()
    plain: bool = False
    rename: tuple[str, str] | None = None
    remove: str | None = None
    add: tuple[str, str] | None = None

    def files(self) -> dict[str, str]:
        held = files(plain=self.plain)
        for short, old, new in self.edits:
            name = file_name(short)
            assert old in held[name], f"{self.code}: {old!r} does not stand in {name}"
            held[name] = held[name].replace(old, new, 1)
        if self.rename is not None:
            held[self.rename[1]] = held.pop(file_name(self.rename[0]))
        if self.remove is not None:
            del held[file_name(self.remove)]
        if self.add is not None:
            held[self.add[0]] = self.add[1]
        return held


def file_name(short: str) -> str:
    return f"{STEM}.{short}" if short in ("htm", "xml", "xsd") else f"{STEM}_{short}.xml"


def one(code: str, file: str, old: str, new: str) -> Break:
    return Break(code, ((file, old, new),), plain=file == "xml")


def own(name: str, attributes: str) -> tuple[str, str, str]:
    """A further declaration; later attributes replace the usual ones."""
    usual = {
        "id": f"exa_{name}",
        "name": name,
        "type": "xbrli:monetaryItemType",
        "substitutionGroup": "xbrli:item",
        "xbrli:periodType": "duration",
        "xbrli:balance": "debit",
        "nillable": "true",
    }
    for pair in attributes.split():
        key, _, value = pair.partition("=")
        usual[key] = value
    text = " ".join(f'{k}="{v}"' for k, v in usual.items() if v)
    return ("xsd", "</xs:schema>", f"<xs:element {text}/>\n</xs:schema>")


def declared(code: str, name: str, attributes: str = "") -> Break:
    return Break(code, (own(name, attributes),))


def label(code: str, old: str, new: str) -> Break:
    return one(code, "lab", old, new)


LAB = "http://www.xbrl.org/2003/role"
_C3 = '<xbrli:context id="c3">'
_CIK = '<xbrli:identifier scheme="http://www.sec.gov/CIK">0000123456</xbrli:identifier>'
_F3 = 'id="f3" name="us-gaap:Revenues" contextRef="c5" unitRef="USD" decimals="-5" scale="6"'
_F23 = 'id="f23" name="dei:EntityCommonStockSharesOutstanding" contextRef="c6"'
_DEPOSITS = (
    'xlink:role="http://www.xbrl.org/2003/role/label" xml:lang="en-US">Deposits Held Abroad</link:label>'
)
_ROLE = '<link:roleType roleURI="http://www.example.com/role/Cover" id="Cover">'


def context(
    name: str, days: str, member: str = "", cik: str = "0000123456", scheme: str = "http://www.sec.gov/CIK"
) -> str:
    start, _, end = days.partition("..")
    period = (
        f"<xbrli:startDate>{start}</xbrli:startDate><xbrli:endDate>{end}</xbrli:endDate>"
        if end
        else f"<xbrli:instant>{start}</xbrli:instant>"
    )
    return (
        f'<xbrli:context id="{name}"><xbrli:entity><xbrli:identifier scheme="{scheme}">{cik}</xbrli:identifier>{member}'
        f"</xbrli:entity><xbrli:period>{period}</xbrli:period></xbrli:context>\n"
    )


def member(axis: str, value: str) -> str:
    return f'<xbrli:segment><xbrldi:explicitMember dimension="{axis}">{value}</xbrldi:explicitMember></xbrli:segment>'


def numeric(
    name: str, concept: str, where: str, text: str, unit: str = "USD", more: str = 'scale="6"'
) -> str:
    return (
        f'<div><ix:nonFraction id="{name}" name="{concept}" contextRef="{where}" unitRef="{unit}" decimals="-5"'
        f' {more} format="ixt:num-dot-decimal">{text}</ix:nonFraction></div>\n'
    )


def stated(name: str, value: str, where: str = "c1") -> str:
    return f'<div><ix:nonNumeric id="x-{name}" name="dei:{name}" contextRef="{where}">{value}</ix:nonNumeric></div>\n'


def with_context(code: str, name: str, text: str, fact: str) -> Break:
    """A further context, and a fact that uses it."""
    return Break(code, (("htm", _C3, text + _C3), ("htm", "</body>", fact + "</body>")))


def body(code: str, text: str) -> Break:
    return one(code, "htm", "</body>", text + "</body>")


def cover(code: str, name: str, old: str, new: str) -> Break:
    stands = f'name="dei:{name}" contextRef="c1">'
    return one(code, "htm", f"{stands}{old}<", f"{stands}{new}<")


def without(code: str, name: str, value: str) -> Break:
    whole = f'<ix:nonNumeric id="d-{name}" name="dei:{name}" contextRef="c1">{value}</ix:nonNumeric>'
    return one(code, "htm", whole, "")


_OP = 'xlink:from="us-gaap_StatementLineItems_l" xlink:to='
_SUM = 'xlink:from="us-gaap_OperatingIncomeLoss_l" xlink:to='
_MORE_LOC = '<link:loc xlink:type="locator" xlink:href="exa-20240930.xsd#exa_DepositsHeldAbroad" xlink:label="more_l"/>\n'

BREAKS: tuple[Break, ...] = (
    # -- files
    Break("XG-EFM-001", rename=("htm", "exa-20240930-the-quarterly-report-of-2024.htm")),
    Break("XG-EFM-002", rename=("htm", "exa 20240930.htm")),
    Break(
        "XG-EFM-003",
        (("xsd", "exa-20240930_cal.xml", "exa-cal.xml"),),
        rename=("cal", "exa-cal.xml"),
    ),
    Break(
        "XG-EFM-004",
        (("xsd", "exa-20240930_cal.xml", "exa-20240929_cal.xml"),),
        rename=("cal", "exa-20240929_cal.xml"),
    ),
    one("XG-EFM-005", "cal", "</link:linkbase>", '<link:definitionLink xlink:type="extended" xlink:role="http://www.example.com/role/Operations"/></link:linkbase>'),
    one("XG-EFM-006", "pre", "#exa_DepositsHeldAbroad", "#element(/1/14)"),
    one("XG-EFM-007", "pre", "<link:presentationLink ", '<link:presentationLink xml:base="x/" '),
    body("XG-EFM-008", "<div>Caf\u00e9</div>\n"),
    body("XG-EFM-009", "<div>&nbsp;</div>\n"),
    one("XG-EFM-010", "xsd", "https://xbrl.fasb.org/srt/2025/elts/srt-2025.xsd", "https://xbrl.fasb.org/srt/2025/elts/srt-std-2025.xsd"),
    one("XG-EFM-011", "xsd", '<xs:import namespace="http://fasb.org/srt/2025"', '<xs:import namespace="http://xbrl.sec.gov/country/2024" schemaLocation="https://xbrl.sec.gov/country/2024/country-2024.xsd"/>\n<xs:import namespace="http://fasb.org/srt/2025"'),
    one("XG-EFM-012", "xml", ">10-Q<", ">8-K<"),
    Break("XG-EFM-013", add=("exa-20240930.xml", files(plain=True)["exa-20240930.xml"])),
    body("XG-EFM-014", "<div>\n"),
    Break("XG-EFM-015", remove="cal"),
    # -- contexts and units
    one("XG-EFM-101", "htm", 'scheme="http://www.sec.gov/CIK"', 'scheme="http://www.sec.gov/cik"'),
    one("XG-EFM-102", "htm", ">0000123456</xbrli:identifier>", ">123456</xbrli:identifier>"),
    one("XG-EFM-103", "htm", _C3 + "<xbrli:entity>" + _CIK, _C3 + "<xbrli:entity>" + _CIK.replace("123456", "123457")),
    one("XG-EFM-104", "htm", "</xbrli:period></xbrli:context>", '</xbrli:period><xbrli:scenario><xbrldi:explicitMember dimension="srt:ProductOrServiceAxis">exa:CoreCustomersMember</xbrldi:explicitMember></xbrli:scenario></xbrli:context>'),
    one("XG-EFM-105", "htm", "<xbrli:segment>", '<xbrli:segment><exa:Note xmlns:exa="http://www.example.com/20240930"/>'),
    one("XG-EFM-106", "htm", "<xbrli:startDate>2023-01-01</xbrli:startDate><xbrli:endDate>2023-09-30</xbrli:endDate>", "<xbrli:forever/>"),
    Break("XG-EFM-107", (
        own("RouteAxis", "type=xbrli:stringItemType substitutionGroup=xbrldt:dimensionItem xbrli:balance= abstract=true"),
        ("htm", '<xbrldi:explicitMember dimension="srt:ProductOrServiceAxis">exa:CoreCustomersMember</xbrldi:explicitMember>', '<xbrldi:typedMember dimension="exa:RouteAxis"><exa:Route>A</exa:Route></xbrldi:typedMember>'),
    )),
    Break("XG-EFM-108", (
        own("ProductTypeAxis", "type=xbrli:stringItemType substitutionGroup=xbrldt:dimensionItem xbrli:balance= abstract=true"),
        ("htm", 'dimension="srt:ProductOrServiceAxis"', 'dimension="exa:ProductTypeAxis"'),
    )),
    with_context("XG-EFM-109", "c9", context("c9", "2024-09-30"), numeric("x9", "us-gaap:Cash", "c9", "25.0")),
    one("XG-EFM-110", "htm", _C3, context("c9", "2022-12-31") + _C3),
    with_context("XG-EFM-111", "c9", context("c9", "2023-09-30..2023-12-31"), numeric("x9", "us-gaap:Revenues", "c9", "50.0")),
    Break("XG-EFM-112", tuple(("htm", f"<xbrli:startDate>{y}-01-01</xbrli:startDate><xbrli:endDate>{y}-09-30</xbrli:endDate></xbrli:period></xbrli:context>\n<xbrli:context id=\"c{n}\">", f"<xbrli:instant>{y}-09-30</xbrli:instant></xbrli:period></xbrli:context>\n<xbrli:context id=\"c{n}\">") for y, n in (("2024", 2), ("2023", 3)))),
    Break("XG-EFM-113", (("htm", '<xbrli:unit id="pure">', '<xbrli:unit id="USD2"><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit>\n<xbrli:unit id="pure">'), ("htm", 'contextRef="c3" unitRef="USD"', 'contextRef="c3" unitRef="USD2"'))),
    Break("XG-EFM-114", (("htm", '<xbrli:unit id="pure">', f'<xbrli:unit id="long"><xbrli:measure>exa:{"Customers" * 25}</xbrli:measure></xbrli:unit>\n<xbrli:unit id="pure">'), ("htm", 'unitRef="pure"', 'unitRef="long"'))),
    one("XG-EFM-115", "htm", 'contextRef="c3" unitRef="USD"', 'contextRef="c3" unitRef="shares"'),
    one("XG-EFM-116", "htm", '<xbrli:unit id="pure">', '<xbrli:unit id="EUR"><xbrli:measure>iso4217:EUR</xbrli:measure></xbrli:unit>\n<xbrli:unit id="pure">'),
    one("XG-EFM-117", "htm", _F3, _F3.replace("c5", "c55")),
    # -- facts
    one("XG-EFM-201", "xml", 'unitRef="USD" decimals="-5"', 'unitRef="USD" precision="4"'),
    one("XG-EFM-202", "htm", _F3 + ' format="ixt:num-dot-decimal">120.0', _F3 + ' format="ixt:num-dot-decimal">120.05'),
    body("XG-EFM-203", numeric("x1", "us-gaap:Revenues", "c1", "155.9")),
    one("XG-EFM-204", "htm", 'name="dei:EntityAddressCityOrTown" contextRef="c1"', 'name="dei:EntityAddressCityOrTown" contextRef="c1" xml:lang="de-DE"'),
    body("XG-EFM-205", '<div><ix:nonNumeric id="x1" name="exa:CoreCustomersMember" contextRef="c1">core</ix:nonNumeric></div>\n'),
    body("XG-EFM-206", numeric("x1", "us-gaap:AccountsReceivableRelatedPartiesCurrent", "c3", "1.0")),
    one("XG-EFM-207", "htm", 'name="us-gaap:Cash" contextRef="c3"', 'sign="-" name="us-gaap:Cash" contextRef="c3"'),
    one("XG-EFM-208", "xml", "&lt;div&gt;Interest", "&lt;div&gt;&lt;script&gt;x&lt;/script&gt;Interest"),
    body("XG-EFM-209", numeric("x1", "us-gaap:AssetsCurrent", "c3", "12.0")),
    body("XG-EFM-210", numeric("x1", "exa:Unknown", "c3", "12.0")),
    body("XG-EFM-211", '<div><ix:nonNumeric id="x1" name="us-gaap:AssetsAbstract" contextRef="c1">x</ix:nonNumeric></div>\n'),
    one("XG-EFM-212", "htm", 'name="us-gaap:Cash" contextRef="c3"', 'name="us-gaap:Cash" contextRef="c1"'),
    one("XG-EFM-213", "htm", _F3, _F3.replace(' decimals="-5"', "")),
    one("XG-EFM-214", "xml", '<us-gaap:Cash id="f11" contextRef="c3" unitRef="USD" decimals="-5"', '<us-gaap:Cash id="f11" contextRef="c3"'),
    one("XG-EFM-215", "htm", '<ix:nonFraction id="f20" ', "<ix:nonFraction "),
    one("XG-EFM-216", "xml", 'decimals="-5">25000000<', 'decimals="-5">25 million<'),
    # -- cover
    without("XG-EFM-301", "DocumentType", "10-Q"),
    without("XG-EFM-302", "EntityRegistrantName", "Example Sons, Inc."),
    cover("XG-EFM-303", "EntityCentralIndexKey", "0000123456", "0000654321"),
    without("XG-EFM-304", "AmendmentFlag", "false"),
    cover("XG-EFM-305", "AmendmentFlag", "false", "true"),
    without("XG-EFM-306", "DocumentPeriodEndDate", "2024-09-30"),
    cover("XG-EFM-307", "DocumentPeriodEndDate", "2024-09-30", "1924-09-30"),
    without("XG-EFM-308", "DocumentFiscalYearFocus", "2024"),
    without("XG-EFM-309", "EntityFileNumber", "001-12345"),
    cover("XG-EFM-310", "DocumentType", "10-Q", "10-K"),
    body("XG-EFM-311", stated("EntityExTransitionPeriod", "false")),
    cover("XG-EFM-312", "DocumentType", "10-Q", "8-K"),
    body("XG-EFM-313", stated("Security12gTitle", "Preferred Stock")),
    without("XG-EFM-314", "SecurityExchangeName", "NYSE"),
    body("XG-EFM-315", stated("NoTradingSymbolFlag", "true")),
    cover("XG-EFM-316", "DocumentQuarterlyReport", "true", "false"),
    with_context("XG-EFM-317", "c9", context("c9", "2024-10-25", member("us-gaap:StatementClassOfStockAxis", "us-gaap:CommonClassAMember")), numeric("x9", "dei:EntityCommonStockSharesOutstanding", "c9", "91", "shares")),
    one("XG-EFM-318", "htm", 'name="dei:EntityFileNumber" contextRef="c1"', 'name="dei:EntityFileNumber" contextRef="c2"'),
    cover("XG-EFM-319", "DocumentPeriodEndDate", "2024-09-30", "2024-09-29"),
    one("XG-EFM-320", "htm", _F23, _F23.replace("c6", "c4")),
    cover("XG-EFM-321", "DocumentFiscalPeriodFocus", "Q3", "FY"),
    cover("XG-EFM-322", "DocumentFiscalYearFocus", "2024", "2019"),
    cover("XG-EFM-323", "EntityTaxIdentificationNumber", "12-3456789", "123456789"),
    body("XG-EFM-324", stated("AuditorName", "Audit LLP")),
    # -- schema
    one("XG-EFM-401", "xsd", "<xs:import ", '<xs:include schemaLocation="exa-more.xsd"/>\n<xs:import '),
    Break("XG-EFM-402", tuple((f, "http://www.example.com/20240930", "http://xbrl.sec.gov/20240930") for f in ("htm", "xsd", "xsd"))),
    Break("XG-EFM-403", tuple((f, "http://www.example.com/20240930", "http://www.example.com/exa") for f in ("htm", "xsd", "xsd"))),
    Break("XG-EFM-404", tuple((f, "http://www.example.com/20240930", "http://www.example.com/20241231") for f in ("htm", "xsd", "xsd"))),
    one("XG-EFM-405", "xsd", 'xmlns:exa="http://www.example.com/20240930"', 'xmlns:exa="http://www.example.com/20240930" xmlns:also="http://www.example.com/20240930"'),
    declared("XG-EFM-406", "AssetsCurrent"),
    declared("XG-EFM-407", "Surplus", "id=exa-Surplus"),
    declared("XG-EFM-408", "Surplus", "nillable=false"),
    declared("XG-EFM-409", "Surplus", "type=xbrli:fractionItemType xbrli:balance="),
    declared("XG-EFM-410", "RouteAxis", "type=xbrli:stringItemType substitutionGroup=xbrldt:dimensionItem abstract=true xbrli:balance= xbrldt:typedDomainRef=#exa_DepositsHeldAbroad"),
    declared("XG-EFM-411", "SurplusAbstract", "type=xbrli:stringItemType xbrli:balance= abstract=true xbrli:periodType=instant"),
    declared("XG-EFM-412", "RouteAxis", "type=xbrli:stringItemType xbrli:balance= abstract=true"),
    declared("XG-EFM-413", "RouteTable", "type=xbrli:stringItemType xbrli:balance= abstract=true"),
    declared("XG-EFM-414", "Surplus", "substitutionGroup=us-gaap:Assets xbrli:periodType=instant"),
    declared("XG-EFM-415", "RouteLineItems", "type=xbrli:stringItemType xbrli:balance="),
    declared("XG-EFM-416", "NorthMember", "type=xbrli:stringItemType xbrli:balance= abstract=true"),
    declared("XG-EFM-417", "Surplus" * 30),
    one("XG-EFM-418", "xsd", "http://www.example.com/role/Cover", f"http://www.example.com/role/{'Cover' * 60}"),
    declared("XG-EFM-419", "NotesTextBlock", "type=dtr-types:textBlockItemType xbrli:balance= xbrli:periodType=instant"),
    declared("XG-EFM-420", "surplus"),
    declared("XG-EFM-421", "Sur.plus"),
    label("XG-EFM-422", ">Deposits Held Abroad<", ">Deposits in Other Countries<"),
    declared("XG-EFM-423", "SurplusOfFirstQuarter"),
    one("XG-EFM-424", "xsd", ' xbrli:balance="debit"', ""),
    one("XG-EFM-425", "xsd", ' xbrli:balance="debit"', ""),
    declared("XG-EFM-426", "DayOfSale", "type=xbrli:dateItemType xbrli:balance= xbrli:periodType=instant"),
    Break("XG-EFM-427", (("xsd", "<link:linkbaseRef ", '<link:linkbaseRef xlink:type="simple" xlink:href="exa-20240930_ref.xml" xlink:role="http://www.xbrl.org/2003/role/referenceLinkbaseRef" xlink:arcrole="http://www.w3.org/1999/xlink/properties/linkbase"/>\n<link:linkbaseRef '),), add=("exa-20240930_ref.xml", '<link:linkbase xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:ref="http://www.xbrl.org/2006/ref"><link:referenceLink xlink:type="extended" xlink:role="http://www.xbrl.org/2003/role/link"><link:loc xlink:type="locator" xlink:href="exa-20240930.xsd#exa_DepositsHeldAbroad" xlink:label="a"/><link:reference xlink:type="resource" xlink:label="r" xlink:role="http://www.xbrl.org/2003/role/reference"><ref:Name>x</ref:Name></link:reference><link:referenceArc xlink:type="arc" xlink:arcrole="http://www.xbrl.org/2003/arcrole/concept-reference" xlink:from="a" xlink:to="r"/></link:referenceLink></link:linkbase>\n')),
    Break("XG-EFM-428", remove="xsd"),
    # -- roles and labels
    Break("XG-EFM-501", tuple((f, "http://www.example.com/role/Cover", "http://www.example.org/role/Cover") for f in ("xsd", "pre", "pre"))),
    Break("XG-EFM-502", tuple((f, "http://www.example.com/role/Cover", "http://www.example.com/Cover") for f in ("xsd", "pre", "pre"))),
    one("XG-EFM-503", "xsd", _ROLE, _ROLE.replace('id="Cover"', 'id="Cover2"') + "\n<link:definition>0000001 - Document - Cover</link:definition>\n<link:usedOn>link:presentationLink</link:usedOn>\n<link:usedOn>link:calculationLink</link:usedOn>\n<link:usedOn>link:definitionLink</link:usedOn>\n</link:roleType>\n" + _ROLE),
    one("XG-EFM-504", "xsd", "<link:usedOn>link:definitionLink</link:usedOn>\n", ""),
    one("XG-EFM-505", "xsd", "0000003 - Statement - ", "Statement: "),
    one("XG-EFM-506", "xsd", "0000001 - Document - Cover", "0000009 - Document - Cover"),
    one("XG-EFM-507", "cal", '"http://www.example.com/role/BalanceSheet">\n', '"http://www.example.com/role/Balances">\n'),
    one("XG-EFM-508", "xsd", _ROLE, _ROLE.replace("Cover", "Spare") + "\n<link:definition>0000007 - Disclosure - Spare</link:definition>\n<link:usedOn>link:presentationLink</link:usedOn>\n<link:usedOn>link:calculationLink</link:usedOn>\n<link:usedOn>link:definitionLink</link:usedOn>\n</link:roleType>\n" + _ROLE),
    label("XG-EFM-521", _DEPOSITS, _DEPOSITS.replace("role/label", "role/terseLabel")),
    label("XG-EFM-522", '<link:label xlink:type="resource" xlink:label="us-gaap_Cash_t"', f'<link:label xlink:type="resource" xlink:label="us-gaap_Cash_t" xlink:role="{LAB}/label" xml:lang="en-US">Cash at Hand</link:label>\n<link:label xlink:type="resource" xlink:label="us-gaap_Cash_t"'),
    label("XG-EFM-523", '<link:label xlink:type="resource" xlink:label="us-gaap_Cash_t"', f'<link:label xlink:type="resource" xlink:label="us-gaap_Cash_t" xlink:role="{LAB}/terseLabel" xml:lang="de-DE">Kasse</link:label>\n<link:label xlink:type="resource" xlink:label="us-gaap_Cash_t"'),
    label("XG-EFM-524", ">Liabilities<", ">Cash<"),
    label("XG-EFM-525", '<link:label xlink:type="resource" xlink:label="us-gaap_Cash_t"', f'<link:label xlink:type="resource" xlink:label="us-gaap_Cash_t" xlink:role="{LAB}/documentation" xml:lang="en-US">Money at hand.</link:label>\n<link:label xlink:type="resource" xlink:label="us-gaap_Cash_t"'),
    label("XG-EFM-526", ">Total Assets<", ">Total  Assets<"),
    label("XG-EFM-527", ">Total Assets<", ">Total Assets <"),
    label("XG-EFM-528", '<link:label xlink:type="resource" xlink:label="dei_DocumentType_t"', f'<link:label xlink:type="resource" xlink:label="dei_DocumentType_t" xlink:role="{LAB}/totalLabel" xml:lang="en-US">Total Type</link:label>\n<link:label xlink:type="resource" xlink:label="dei_DocumentType_t"'),
    label("XG-EFM-529", '<link:label xlink:type="resource" xlink:label="us-gaap_Cash_t"', '<link:label xlink:type="resource" xlink:label="us-gaap_Cash_t" xlink:role="http://www.example.com/role/shortLabel" xml:lang="en-US">Cash!</link:label>\n<link:label xlink:type="resource" xlink:label="us-gaap_Cash_t"'),
    one("XG-EFM-530", "pre", f'preferredLabel="{LAB}/totalLabel"', f'preferredLabel="{LAB}/verboseLabel"'),
    # -- networks
    one("XG-EFM-601", "pre", f'{_OP}"us-gaap_Revenues_l" order="1"', f'{_OP}"us-gaap_Revenues_l"'),
    one("XG-EFM-602", "pre", f'{_OP}"us-gaap_Revenues_l" order="1"', f'{_OP}"us-gaap_Revenues_l" order="2"'),
    one("XG-EFM-603", "pre", "</link:presentationLink>\n</link:linkbase>", "</link:presentationLink>\n</link:linkbase>".replace("</link:presentationLink>", '<link:loc xlink:type="locator" xlink:href="https://xbrl.fasb.org/us-gaap/2025/elts/us-gaap-2025.xsd#us-gaap_CashFlowSupplementalDisclosuresTextBlock" xlink:label="more_l"/>\n<link:presentationArc xlink:type="arc" xlink:from="us-gaap_SupplementalCashFlowInformationAbstract_l" xlink:to="more_l" order="2" xlink:arcrole="http://www.xbrl.org/2003/arcrole/parent-child"/>\n</link:presentationLink>')),
    one("XG-EFM-604", "pre", '<link:presentationArc xlink:type="arc" xlink:from="us-gaap_StatementOfFinancialPositionAbstract_l" xlink:to="us-gaap_LiabilitiesAndStockholdersEquityAbstract_l" order="2" xlink:arcrole="http://www.xbrl.org/2003/arcrole/parent-child"/>', ""),
    Break("XG-EFM-605", (("pre", f'{_OP}"us-gaap_Revenues_l" order="1" ', f'{_OP}"us-gaap_Revenues_l" order="1" preferredLabel="{LAB}/periodStartLabel" '), ("lab", '<link:label xlink:type="resource" xlink:label="us-gaap_Revenues_t"', f'<link:label xlink:type="resource" xlink:label="us-gaap_Revenues_t" xlink:role="{LAB}/periodStartLabel" xml:lang="en-US">Revenues at Start</link:label>\n<link:label xlink:type="resource" xlink:label="us-gaap_Revenues_t"'))),
    one("XG-EFM-606", "pre", 'xlink:from="srt_ProductOrServiceAxis_l" xlink:to="srt_ProductsAndServicesDomain_l"', 'xlink:from="us-gaap_StatementTable_l" xlink:to="srt_ProductsAndServicesDomain_l"'),
    one("XG-EFM-607", "cal", "</link:calculationLink>", '<link:loc xlink:type="locator" xlink:href="https://xbrl.fasb.org/us-gaap/2025/elts/us-gaap-2025.xsd#us-gaap_Revenues" xlink:label="more_l"/>\n<link:calculationArc xlink:type="arc" xlink:from="us-gaap_OperatingIncomeLoss_l" xlink:to="more_l" order="1" xlink:arcrole="http://www.xbrl.org/2003/arcrole/summation-item" weight="1"/>\n</link:calculationLink>'),
    one("XG-EFM-608", "pre", f'{_OP}"us-gaap_Revenues_l" order="1"', f'{_OP}"us-gaap_Revenues_l" priority="12" order="1"'),
    one("XG-EFM-621", "cal", f'{_SUM}"us-gaap_Revenues_l" order="1"', f'{_SUM}"us-gaap_Revenues_l"'),
    one("XG-EFM-622", "cal", 'weight="1"', 'weight="0.5"'),
    one("XG-EFM-623", "cal", "</link:calculationLink>", _MORE_LOC + '<link:calculationArc xlink:type="arc" xlink:from="us-gaap_OperatingIncomeLoss_l" xlink:to="more_l" order="3" xlink:arcrole="http://www.xbrl.org/2003/arcrole/summation-item" weight="-1"/>\n</link:calculationLink>'),
    one("XG-EFM-624", "cal", "</link:calculationLink>", '<link:calculationArc xlink:type="arc" xlink:from="us-gaap_Revenues_l" xlink:to="us-gaap_OperatingIncomeLoss_l" order="1" xlink:arcrole="http://www.xbrl.org/2003/arcrole/summation-item" weight="1"/>\n</link:calculationLink>'),
    one("XG-EFM-625", "pre", 'xlink:href="exa-20240930.xsd#exa_DepositsHeldAbroad" xlink:label="exa_DepositsHeldAbroad_l"/>\n<link:presentationArc xlink:type="arc" xlink:from="us-gaap_AssetsAbstract_l" xlink:to="exa_DepositsHeldAbroad_l" order="2" xlink:arcrole="http://www.xbrl.org/2003/arcrole/parent-child"/>', 'xlink:href="exa-20240930.xsd#exa_DepositsHeldAbroad" xlink:label="exa_DepositsHeldAbroad_l"/>'),
    one("XG-EFM-626", "cal", 'weight="-1"', 'weight="1"'),
    Break("XG-EFM-627", tuple(("cal", f'xlink:from="us-gaap_Assets_l" xlink:to="{c}_l" order="{n}" xlink:arcrole="http://www.xbrl.org/2003/arcrole/summation-item" weight="1"/>', f'xlink:from="us-gaap_Liabilities_l" xlink:to="us-gaap_StockholdersEquity_l" order="{n + 4}" xlink:arcrole="http://www.xbrl.org/2003/arcrole/summation-item" weight="{n}"/>') for n, c in ((1, "us-gaap_Cash"), (2, "exa_DepositsHeldAbroad")))),
    one("XG-EFM-628", "cal", "</link:linkbase>", '<link:calculationLink xlink:type="extended" xlink:role="http://www.example.com/role/CashFlow">\n' + "".join(f'<link:loc xlink:type="locator" xlink:href="https://xbrl.fasb.org/us-gaap/2025/elts/us-gaap-2025.xsd#us-gaap_{n}" xlink:label="{n}"/>\n' for n in ("OperatingIncomeLoss", "Revenues", "CostsAndExpenses")) + "".join(f'<link:calculationArc xlink:type="arc" xlink:from="OperatingIncomeLoss" xlink:to="{n}" order="{o}" xlink:arcrole="http://www.xbrl.org/2003/arcrole/summation-item" weight="{w}"/>\n' for n, o, w in (("Revenues", 1, 1), ("CostsAndExpenses", 2, -1))) + "</link:calculationLink>\n</link:linkbase>"),
    one("XG-EFM-641", "def", f'{_OP}"us-gaap_Revenues_l" order="2"', f'{_OP}"us-gaap_Revenues_l"'),
    one("XG-EFM-642", "def", "#srt_ProductsAndServicesDomain", "#us-gaap_Assets"),
    one("XG-EFM-643", "def", "</link:definitionLink>", '<link:definitionArc xlink:type="arc" xlink:from="srt_ScenarioUnspecifiedDomain_l" xlink:to="exa_CoreCustomersMember_l" order="2" xlink:arcrole="http://xbrl.org/int/dim/arcrole/domain-member"/>\n</link:definitionLink>'),
    Break("XG-EFM-644", (("def", "<link:definitionLink", '<link:arcroleRef arcroleURI="http://xbrl.org/int/dim/arcrole/notAll" xlink:type="simple" xlink:href="http://www.xbrl.org/2005/xbrldt-2005.xsd#notAll"/>\n<link:definitionLink'), ("def", "</link:definitionLink>", '<link:loc xlink:type="locator" xlink:href="https://xbrl.fasb.org/us-gaap/2025/elts/us-gaap-2025.xsd#us-gaap_StatementTable" xlink:label="more_l"/>\n<link:definitionArc xlink:type="arc" xlink:from="us-gaap_Revenues_l" xlink:to="more_l" order="1" xlink:arcrole="http://xbrl.org/int/dim/arcrole/notAll" xbrldt:contextElement="segment" xbrldt:closed="true"/>\n</link:definitionLink>'))),
    one("XG-EFM-645", "def", 'contextElement="segment"', 'contextElement="scenario"'),
    one("XG-EFM-646", "def", 'xlink:to="srt_ProductsAndServicesDomain_d"', 'xlink:to="srt_ProductsAndServicesDomain_l"'),
    one("XG-EFM-647", "htm", ">exa:CoreCustomersMember<", ">srt:ProductsAndServicesDomain<"),
    # -- footnotes
    one("XG-EFM-701", "xml", "http://www.xbrl.org/2003/role/footnote", "http://www.example.com/role/note"),
    one("XG-EFM-702", "htm", '<ix:relationship fromRefs="f3" toRefs="fn1"/>\n', ""),
    one("XG-EFM-703", "xml", ">Without former customers.<", '>See <a xmlns="http://www.w3.org/1999/xhtml" href="http://www.example.com/x">there</a>.<'),
    # -- inline
    one("XG-EFM-721", "htm", "<html ", "<!DOCTYPE html>\n<html "),
    Break("XG-EFM-722", (("htm", "<html xml", '<section xml'), ("htm", "</html>", "</section>"))),
    one("XG-EFM-723", "htm", 'xmlns="http://www.w3.org/1999/xhtml"', 'xmlns="http://www.w3.org/1999/xhtml" xmlns:h="http://www.w3.org/1999/xhtml"'),
    one("XG-EFM-724", "htm", "transformation/2022-02-16", "transformation/2010-04-20"),
    body("XG-EFM-725", "<div><q>x</q></div>\n"),
    body("XG-EFM-726", '<div><a name="x" href="#fn1">x</a></div>\n'),
    body("XG-EFM-727", '<p><a id="x">x</a></p>\n'),
    body("XG-EFM-728", '<div><a href="https://www.example.com/">x</a></div>\n'),
    body("XG-EFM-729", '<div><img alt="x" src="logo.png"/></div>\n'),
    body("XG-EFM-730", "<table><tr><td><table><tr><td>x</td></tr></table></td></tr></table>\n"),
    one("XG-EFM-731", "htm", '<ix:nonFraction id="f20"', '<ix:nonFraction target="x" id="f20"'),
    body("XG-EFM-732", "<p><div>x</div></p>\n"),
    one("XG-EFM-733", "htm", '<div style="display:none">', "<div>"),
    one("XG-EFM-734", "htm", "<ix:hidden>\n", '<ix:hidden>\n<ix:nonFraction id="x1" name="us-gaap:Cash" contextRef="c4" unitRef="USD" decimals="-5" scale="6" format="ixt:num-dot-decimal">24.0</ix:nonFraction>\n'),
    one("XG-EFM-735", "htm", "<ix:hidden>\n", '<ix:hidden>\n<ix:nonFraction id="x1" name="exa:DepositsHeldAbroad" contextRef="c6" unitRef="USD" xsi:nil="true"></ix:nonFraction>\n'),
    body("XG-EFM-736", '<div style="-sec-ix-hidden:nobody">x</div>\n'),
    body("XG-EFM-737", '<div style="-sec-ix-hidden:d-AmendmentFlag">no</div>\n<div style="-sec-ix-hidden:d-AmendmentFlag">no</div>\n'),
    body("XG-EFM-738", '<div style="-sec-ix-redact:true">x</div>\n'),
    one("XG-EFM-739", "htm", 'format="ixt:num-dot-decimal">120.0<', 'format="ixt:num-dot-decimal">$120.0<'),
    body("XG-EFM-740", '<div><ix:continuation id="k1">x</ix:continuation></div>\n'),
    body("XG-EFM-741", '<div id="f3">x</div>\n'),
    one("XG-EFM-742", "htm", "</ix:references>", '<link:linkbaseRef xlink:type="simple" xlink:href="exa-20240930_cal.xml" xlink:arcrole="http://www.w3.org/1999/xlink/properties/linkbase"/></ix:references>'),
    Break("XG-EFM-743", (("htm", '<ix:nonNumeric id="d-TradingSymbol" name="dei:TradingSymbol" contextRef="c1">EXA</ix:nonNumeric>', "EXA"), ("htm", "<ix:hidden>\n", '<ix:hidden>\n<ix:nonNumeric id="d-TradingSymbol" name="dei:TradingSymbol" contextRef="c1">EXA</ix:nonNumeric>\n'))),
    one("XG-EFM-744", "htm", '<html xml:lang="en-US"', "<html"),
    Break("XG-EFM-745", (("htm", "<ix:references>", context("c9", "2022-12-31") + "<ix:references>"), ("htm", "</body>", numeric("x9", "us-gaap:Cash", "c9", "22.0") + "</body>"))),
    # -- beyond the official checks
    one("XG-EFM-801", "htm", 'name="us-gaap:CostsAndExpenses" contextRef="c1"', 'sign="-" name="us-gaap:CostsAndExpenses" contextRef="c1"'),
    one("XG-EFM-802", "htm", 'name="us-gaap:Liabilities" contextRef="c4" unitRef="USD" decimals="-5" scale="6"', 'name="us-gaap:Liabilities" contextRef="c4" unitRef="USD" decimals="-5" scale="9"'),
    label("XG-EFM-803", ">Deposits Held Abroad<", ">Goodwill<"),
    Break("XG-EFM-804", (("htm", 'dimension="srt:ProductOrServiceAxis"', 'dimension="srt:RangeAxis"'),)),
    one("XG-EFM-805", "cal", 'xlink:from="us-gaap_LiabilitiesAndStockholdersEquity_l" xlink:to="us-gaap_Liabilities_l"', 'xlink:from="us-gaap_LiabilitiesAndStockholdersEquity_l" xlink:to="us-gaap_StockholdersEquity_l"'),
    one("XG-EFM-806", "htm", "<xbrli:startDate>2024-10-01</xbrli:startDate><xbrli:endDate>2024-12-31</xbrli:endDate>", "<xbrli:startDate>2024-07-01</xbrli:startDate><xbrli:endDate>2024-09-30</xbrli:endDate>"),
    with_context("XG-EFM-807", "c9", context("c9", "2025-01-01..2025-03-31"), numeric("x9", "us-gaap:Revenues", "c9", "50.0")),
    one("XG-EFM-808", "htm", 'name="us-gaap:Liabilities" contextRef="c3" unitRef="USD" decimals="-5" scale="6" format="ixt:num-dot-decimal">10.0', 'name="us-gaap:Liabilities" contextRef="c3" unitRef="USD" decimals="-5" scale="6" format="ixt:num-dot-decimal">40.0'),
    one("XG-EFM-809", "htm", 'name="us-gaap:Assets" contextRef="c3" unitRef="USD" decimals="-5" scale="6" format="ixt:num-dot-decimal">30.0', 'name="us-gaap:Assets" contextRef="c3" unitRef="USD" decimals="-5" scale="6" format="ixt:num-dot-decimal">33.0'),
    one("XG-EFM-810", "htm", _F3 + ' format="ixt:num-dot-decimal">120.0', _F3 + ' format="ixt:num-dot-decimal">190.0'),
    Break("XG-EFM-811", tuple(("htm", f'contextRef="c4" unitRef="USD" decimals="-5" scale="6" format="ixt:num-dot-decimal">{old}<', f'contextRef="c4" unitRef="USD" decimals="-5" scale="6" format="ixt:num-dot-decimal">{new}<') for old, new in (("24.0", "25.0"), ("4.0", "5.0"), ("28.0", "30.0"), ("9.0", "10.0"), ("19.0", "20.0"), ("28.0", "30.0")))),
    declared("XG-EFM-812", "Surplus"),
)  # fmt: skip
"""A break may set off other rules as well: one fault often breaks two."""
