"""Small written filings, made by hand."""

from __future__ import annotations

from collections.abc import Iterable

NAMES = (
    'xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:link="http://www.xbrl.org/2003/linkbase" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:iso4217="http://www.xbrl.org/2003/iso4217" '
    'xmlns:xbrldi="http://xbrl.org/2006/xbrldi" xmlns:us-gaap="http://fasb.org/us-gaap/2023" '
    'xmlns:dei="http://xbrl.sec.gov/dei/2023" xmlns:abc="http://www.example.com/20231231"'
)
ID = '<xbrli:entity><xbrli:identifier scheme="http://www.sec.gov/CIK">0000000001</xbrli:identifier></xbrli:entity>'
CONTEXTS = (
    f'<xbrli:context id="now">{ID}<xbrli:period><xbrli:instant>2023-12-31</xbrli:instant></xbrli:period>'
    f'</xbrli:context><xbrli:context id="year">{ID}<xbrli:period><xbrli:startDate>2023-01-01</xbrli:startDate>'
    "<xbrli:endDate>2023-12-31</xbrli:endDate></xbrli:period></xbrli:context>"
    '<xbrli:unit id="usd"><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit>'
)
ASSETS = '<us-gaap:Assets contextRef="now" unitRef="usd" decimals="-3" id="a">5000</us-gaap:Assets>'


def instance(*facts: str, schema: str = "abc-20231231.xsd", more: str = "") -> bytes:
    ref = f'<link:schemaRef xlink:type="simple" xlink:href="{schema}"/>' if schema else ""
    body = "".join(facts) or ASSETS
    return f"<?xml version='1.0'?>\n<xbrli:xbrl {NAMES}>{ref}{more}{CONTEXTS}{body}</xbrli:xbrl>".encode()


def inline(*facts: str, schema: str = "abc-20231231.xsd", head: str = "") -> bytes:
    ref = f'<link:schemaRef xlink:type="simple" xlink:href="{schema}"/>' if schema else ""
    return (
        f'<html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL" {NAMES} '
        f'xmlns:ixt="http://www.xbrl.org/inlineXBRL/transformation/2022-02-16">{head}<body><div>'
        f"<ix:header><ix:references>{ref}</ix:references><ix:resources>{CONTEXTS}</ix:resources></ix:header>"
        f"</div>{''.join(facts)}</body></html>"
    ).encode()


def schema(*linkbases: str, inside: str = "", elements: Iterable[str] = ()) -> bytes:
    refs = "".join(f'<link:linkbaseRef xlink:type="simple" xlink:href="{x}"/>' for x in linkbases)
    declared = "".join(
        f'<xs:element name="{e}" id="abc_{e}" type="xbrli:monetaryItemType" substitutionGroup="xbrli:item" '
        'xbrli:periodType="instant" xbrli:balance="debit"/>'
        for e in elements
    )
    return (
        f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" {NAMES} '
        'targetNamespace="http://www.example.com/20231231"><xs:annotation><xs:appinfo>'
        '<link:roleType roleURI="http://www.example.com/role/Sheet" id="Sheet"><link:definition>'
        f"0001 - Statement - Sheet</link:definition></link:roleType>{refs}{inside}</xs:appinfo></xs:annotation>"
        f"{declared}</xs:schema>"
    ).encode()


def linkbase(kind: str, arcs: str) -> str:
    return (
        f'<link:linkbase {NAMES}><link:{kind}Link xlink:type="extended" '
        f'xlink:role="http://www.example.com/role/Sheet">{arcs}</link:{kind}Link></link:linkbase>'
    )


def loc(name: str) -> str:
    return f'<link:loc xlink:type="locator" xlink:href="x.xsd#{name}" xlink:label="{name}"/>'


def arc(kind: str, parent: str, child: str, more: str = "") -> str:
    arcrole = {"presentation": "parent-child", "calculation": "summation-item"}[kind]
    return (
        f'<link:{kind}Arc xlink:type="arc" xlink:arcrole="http://www.xbrl.org/2003/arcrole/{arcrole}" '
        f'xlink:from="{parent}" xlink:to="{child}" {more}/>'
    )


def presentation(*pairs: tuple[str, str]) -> str:
    names = dict.fromkeys(n for pair in pairs for n in pair)
    arcs = "".join(arc("presentation", a, b, f'order="{n}"') for n, (a, b) in enumerate(pairs, start=1))
    return linkbase("presentation", "".join(map(loc, names)) + arcs)
