"""A small inline filing of an invented company, with its schema and linkbases, for tests of the import."""

from __future__ import annotations

PAGE = """<?xml version="1.0" encoding="UTF-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL"
 xmlns:ixt="http://www.xbrl.org/inlineXBRL/transformation/2020-02-12"
 xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:link="http://www.xbrl.org/2003/linkbase"
 xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:xbrldi="http://xbrl.org/2006/xbrldi"
 xmlns:iso4217="http://www.xbrl.org/2003/iso4217" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xmlns:us-gaap="http://fasb.org/us-gaap/2025" xmlns:dei="http://xbrl.sec.gov/dei/2025"
 xmlns:alder="http://www.alder.example.com/20250630" xml:lang="en-US">
<head><title>Alder</title></head>
<body>
<div style="display:none"><ix:header><ix:hidden>
<ix:nonNumeric name="dei:AmendmentFlag" contextRef="c1" id="h1">false</ix:nonNumeric>
<ix:nonNumeric name="dei:EntityCentralIndexKey" contextRef="c1" id="h2">0000012345</ix:nonNumeric>
</ix:hidden><ix:references xml:lang="en-US"><link:schemaRef xlink:type="simple"
 xlink:href="alder-20250630.xsd"/></ix:references><ix:resources>
<ix:relationship fromRefs="f1" toRefs="n1"/>
<xbrli:context id="c1"><xbrli:entity><xbrli:identifier scheme="http://www.sec.gov/CIK">0000012345</xbrli:identifier></xbrli:entity><xbrli:period><xbrli:startDate>2025-01-01</xbrli:startDate><xbrli:endDate>2025-06-30</xbrli:endDate></xbrli:period></xbrli:context>
<xbrli:context id="c2"><xbrli:entity><xbrli:identifier scheme="http://www.sec.gov/CIK">0000012345</xbrli:identifier></xbrli:entity><xbrli:period><xbrli:instant>2025-06-30</xbrli:instant></xbrli:period></xbrli:context>
<xbrli:context id="c3"><xbrli:entity><xbrli:identifier scheme="http://www.sec.gov/CIK">0000012345</xbrli:identifier><xbrli:segment><xbrldi:explicitMember dimension="us-gaap:StatementBusinessSegmentsAxis">alder:MillsMember</xbrldi:explicitMember></xbrli:segment></xbrli:entity><xbrli:period><xbrli:startDate>2025-01-01</xbrli:startDate><xbrli:endDate>2025-06-30</xbrli:endDate></xbrli:period></xbrli:context>
<xbrli:unit id="usd"><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit>
</ix:resources></ix:header></div>
<p>FORM <ix:nonNumeric name="dei:DocumentType" contextRef="c1" id="d1">10-Q</ix:nonNumeric> of
<ix:nonNumeric name="dei:EntityRegistrantName" contextRef="c1" id="d2">ALDER MILLS, INC.</ix:nonNumeric> for
<ix:nonNumeric name="dei:DocumentPeriodEndDate" contextRef="c1" id="d3"
 format="ixt:date-monthname-day-year-en">June 30, 2025</ix:nonNumeric></p>
<p>BALANCE SHEET</p>
<p>(in thousands)</p>
<table>
<tr><td></td><td>June 30, 2025</td></tr>
<tr><td>Cash</td><td>$<ix:nonFraction name="us-gaap:Cash" contextRef="c2" unitRef="usd" decimals="-3" scale="3" format="ixt:num-dot-decimal" id="f1">4,600</ix:nonFraction></td></tr>
<tr><td>Treasury stock</td><td>(<ix:nonFraction name="us-gaap:TreasuryStockValue" contextRef="c2" unitRef="usd" decimals="-3" scale="3" format="ixt:num-dot-decimal" id="f2">120</ix:nonFraction>)</td></tr>
<tr><td>Goodwill</td><td><ix:nonFraction name="us-gaap:Goodwill" contextRef="c2" unitRef="usd" xsi:nil="true" id="f3"></ix:nonFraction></td></tr>
</table>
<ix:nonNumeric name="alder:MillsTextBlock" contextRef="c1" escape="true" id="t1" continuedAt="t1-1"><p>The
mills earned $<ix:nonFraction name="us-gaap:Revenues" contextRef="c3" unitRef="usd" decimals="-5" scale="6"
 format="ixt:num-dot-decimal" id="f4">3.2</ix:nonFraction> million &amp; lost nothing.</p></ix:nonNumeric>
<p>page 7</p>
<ix:continuation id="t1-1"><p>They go on.</p></ix:continuation>
<p><ix:footnote id="n1" xml:lang="en-US">Held in Duluth.</ix:footnote></p>
</body>
</html>
"""
SCHEMA = """<?xml version="1.0" encoding="UTF-8"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:link="http://www.xbrl.org/2003/linkbase"
 xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:xbrli="http://www.xbrl.org/2003/instance"
 xmlns:dtr-types="http://www.xbrl.org/dtr/type/2024-01-31" xmlns:us-gaap="http://fasb.org/us-gaap/2025"
 xmlns:dei="http://xbrl.sec.gov/dei/2025" xmlns:alder="http://www.alder.example.com/20250630"
 targetNamespace="http://www.alder.example.com/20250630" elementFormDefault="qualified">
<xs:annotation><xs:appinfo>
<link:roleType roleURI="http://www.alder.example.com/role/BalanceSheet" id="BalanceSheet"><link:definition>0000002 - Statement - Balance Sheet</link:definition><link:usedOn>link:presentationLink</link:usedOn></link:roleType>
<link:linkbaseRef xlink:type="simple" xlink:href="alder-20250630_pre.xml" xlink:role="http://www.xbrl.org/2003/role/presentationLinkbaseRef" xlink:arcrole="http://www.w3.org/1999/xlink/properties/linkbase"/>
<link:linkbaseRef xlink:type="simple" xlink:href="alder-20250630_lab.xml" xlink:role="http://www.xbrl.org/2003/role/labelLinkbaseRef" xlink:arcrole="http://www.w3.org/1999/xlink/properties/linkbase"/>
</xs:appinfo></xs:annotation>
<xs:import namespace="http://www.xbrl.org/2003/instance" schemaLocation="http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"/>
<xs:import namespace="http://www.xbrl.org/dtr/type/2024-01-31" schemaLocation="https://www.xbrl.org/dtr/type/2024-01-31/types.xsd"/>
<xs:import namespace="http://fasb.org/us-gaap/2025" schemaLocation="https://xbrl.fasb.org/us-gaap/2025/elts/us-gaap-2025.xsd"/>
<xs:import namespace="http://xbrl.sec.gov/dei/2025" schemaLocation="https://xbrl.sec.gov/dei/2025/dei-2025.xsd"/>
<xs:element id="alder_MillsMember" name="MillsMember" type="dtr-types:domainItemType" substitutionGroup="xbrli:item" xbrli:periodType="duration" abstract="true" nillable="true"/>
<xs:element id="alder_MillsTextBlock" name="MillsTextBlock" type="dtr-types:textBlockItemType" substitutionGroup="xbrli:item" xbrli:periodType="duration" nillable="true"/>
</xs:schema>
"""
_LINKBASE = """<?xml version="1.0" encoding="UTF-8"?>
<link:linkbase xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink">
{}
</link:linkbase>
"""
PRESENTATION = _LINKBASE.format(
    """<link:roleRef roleURI="http://www.alder.example.com/role/BalanceSheet" xlink:type="simple" xlink:href="alder-20250630.xsd#BalanceSheet"/>
<link:presentationLink xlink:type="extended" xlink:role="http://www.alder.example.com/role/BalanceSheet">
<link:loc xlink:type="locator" xlink:label="a" xlink:href="https://xbrl.fasb.org/us-gaap/2025/elts/us-gaap-2025.xsd#us-gaap_StatementOfFinancialPositionAbstract"/>
<link:loc xlink:type="locator" xlink:label="b" xlink:href="https://xbrl.fasb.org/us-gaap/2025/elts/us-gaap-2025.xsd#us-gaap_Cash"/>
<link:presentationArc xlink:type="arc" xlink:arcrole="http://www.xbrl.org/2003/arcrole/parent-child" xlink:from="a" xlink:to="b" order="1.5" preferredLabel="http://www.xbrl.org/2003/role/totalLabel"/>
<link:loc xlink:type="locator" xlink:label="c" xlink:href="https://xbrl.fasb.org/us-gaap/2025/elts/us-gaap-2025.xsd#us-gaap_TreasuryStockValue"/>
<link:presentationArc xlink:type="arc" xlink:arcrole="http://www.xbrl.org/2003/arcrole/parent-child" xlink:from="a" xlink:to="c" order="2"/>
<link:loc xlink:type="locator" xlink:label="d" xlink:href="https://xbrl.fasb.org/us-gaap/2025/elts/us-gaap-2025.xsd#us-gaap_Revenues"/>
<link:presentationArc xlink:type="arc" xlink:arcrole="http://www.xbrl.org/2003/arcrole/parent-child" xlink:from="a" xlink:to="d" order="3"/>
</link:presentationLink>"""
)
LABELS = _LINKBASE.format(
    """<link:labelLink xlink:type="extended" xlink:role="http://www.xbrl.org/2003/role/link">
<link:loc xlink:type="locator" xlink:label="b" xlink:href="https://xbrl.fasb.org/us-gaap/2025/elts/us-gaap-2025.xsd#us-gaap_Cash"/>
<link:label xlink:type="resource" xlink:label="l" xlink:role="http://www.xbrl.org/2003/role/label" xml:lang="en-US">Cash</link:label>
<link:label xlink:type="resource" xlink:label="l" xlink:role="http://www.xbrl.org/2003/role/label" xml:lang="fr">Caisse</link:label>
<link:labelArc xlink:type="arc" xlink:arcrole="http://www.xbrl.org/2003/arcrole/concept-label" xlink:from="b" xlink:to="l"/>
</link:labelLink>"""
)
FILES = {
    "alder-20250630.htm": PAGE,
    "alder-20250630.xsd": SCHEMA,
    "alder-20250630_pre.xml": PRESENTATION,
    "alder-20250630_lab.xml": LABELS,
}
