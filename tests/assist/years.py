"""Small taxonomy years to migrate between, made on the spot: elements, labels, sums, deprecations."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from tests.catalog.packages import XLINK, address, catalog, manifest, write

_ROLE = "http://www.xbrl.org/2003/role/link"
_TYPES = {
    "member": "dtr-types:domainItemType",
    "axis": "xbrli:stringItemType",
    "table": "xbrli:stringItemType",
}
_SUBSTITUTION = {"axis": "xbrldt:dimensionItem", "table": "xbrldt:hypercubeItem"}


@dataclass(frozen=True)
class Element:
    """``gone_for`` are the successors of a deprecated element, None for one in force."""

    name: str
    type: str = "monetary"
    period: str = "instant"
    balance: str | None = "debit"
    label: str = ""
    gone_for: tuple[str, ...] | None = None
    into: str = ""
    """Its parent in a calculation: ``+ Assets``."""
    prefix: str = "us-gaap"

    @property
    def qname(self) -> str:
        return f"{self.prefix}:{self.name}"


def make_year(path: Path, year: str, elements: list[Element]) -> Path:
    """A package of us-gaap, srt and dei of a year. Elements of dei are those that a cover needs."""
    elements = [*elements, *_LAYOUT]
    members = {"META-INF/taxonomyPackage.xml": manifest(f"made-{year}")}
    claims = []
    for prefix in ("us-gaap", "srt", "dei"):
        own = [e for e in elements if e.prefix == prefix]
        if prefix == "dei":
            own += [Element(n, "text", "duration", None, prefix="dei") for n in _COVER]
        claims.append(address(prefix, year).rpartition("/")[0].removesuffix("elts").rstrip("/") + "/")
        members[address(prefix, year).partition("://")[2]] = _schema(prefix, year, own)
    base = "xbrl.fasb.org/us-gaap"
    members[f"{base}/{year}/elts/us-gaap-lab-{year}.xml"] = _labels(year, elements)
    members[f"{base}/{year}/elts/us-gaap-cal-{year}.xml"] = _sums(year, elements)
    members[f"{base}/{year}/elts/us-gaap-depcon-def-{year}.xml"] = _deprecations(year, elements)
    members["META-INF/catalog.xml"] = catalog(*claims)
    return write(path, members)


_COVER = ("CoverAbstract", "DocumentType", "EntityRegistrantName", "EntityCentralIndexKey")


_LAYOUT = [
    Element("StatementTable", "table"),
    Element("StatementLineItems", "text"),
    Element("StatementAbstract", "text"),
]


def _schema(prefix: str, year: str, elements: list[Element]) -> str:
    host = "xbrl.sec.gov" if prefix == "dei" else "fasb.org"
    namespace = f"http://{host}/{prefix}/{year}"
    body = "".join(_element(e) for e in elements)
    return (
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xbrli="http://www.xbrl.org/2003/instance"'
        ' xmlns:xbrldt="http://xbrl.org/2005/xbrldt" xmlns:dtr-types="http://www.xbrl.org/dtr/type/2024-01-31"'
        f' xmlns:{prefix}="{namespace}" targetNamespace="{namespace}">{body}</xs:schema>'
    )


def _element(e: Element) -> str:
    own = {"perShare": "dtr-types:perShareItemType", "text": "xbrli:stringItemType"}
    kind = _TYPES.get(e.type) or own.get(e.type, f"xbrli:{e.type}ItemType")
    balance = f' xbrli:balance="{e.balance}"' if e.balance and e.type == "monetary" else ""
    abstract = ' abstract="true"' if e.type in _TYPES or e.name.endswith("Abstract") else ""
    return (
        f'<xs:element id="{e.prefix}_{e.name}" name="{e.name}" type="{kind}" nillable="true"{abstract}'
        f' substitutionGroup="{_SUBSTITUTION.get(e.type, "xbrli:item")}"'
        f' xbrli:periodType="{"duration" if e.type in _TYPES else e.period}"{balance}/>'
    )


def _href(qname: str, year: str) -> str:
    prefix, _, name = qname.partition(":")
    return f"{address(prefix, year)}#{prefix}_{name}"


def _labels(year: str, elements: list[Element]) -> str:
    body = []
    for n, e in enumerate(elements):
        body.append(
            f'<link:loc xlink:type="locator" xlink:label="e{n}" xlink:href="{_href(e.qname, year)}"/>'
        )
        roles = {"2003/role/label": e.label or e.name}
        if e.gone_for is not None:
            roles["2009/role/deprecatedLabel"] = "Deprecated"
        for m, (role, text) in enumerate(roles.items()):
            body.append(
                f'<link:label xlink:type="resource" xlink:label="l{n}-{m}" xml:lang="en-US"'
                f' xlink:role="http://www.xbrl.org/{role}">{text}</link:label>'
                f'<link:labelArc xlink:type="arc" xlink:from="e{n}" xlink:to="l{n}-{m}"'
                ' xlink:arcrole="http://www.xbrl.org/2003/arcrole/concept-label"/>'
            )
    return _linkbase("labelLink", "".join(body))


def _sums(year: str, elements: list[Element]) -> str:
    pairs = [
        (e.into.partition(" ")[2], e.qname, "-1" if e.into[0] == "-" else "1") for e in elements if e.into
    ]
    return _arcs("calculationLink", "calculationArc", "2003/arcrole/summation-item", year, pairs)


def _deprecations(year: str, elements: list[Element]) -> str:
    pairs = [(new, e.qname, "") for e in elements for new in e.gone_for or ()]
    return _arcs("definitionLink", "definitionArc", "2009/arcrole/dep-concept-deprecatedConcept", year, pairs)


def _arcs(link: str, arc: str, arcrole: str, year: str, pairs: list[tuple[str, str, str]]) -> str:
    body = []
    for n, (parent, child, weight) in enumerate(pairs):
        parent = parent if ":" in parent else f"us-gaap:{parent}"
        for side, qname in (("p", parent), ("c", child)):
            body.append(
                f'<link:loc xlink:type="locator" xlink:label="{side}{n}" xlink:href="{_href(qname, year)}"/>'
            )
        extra = f' weight="{weight}" order="1"' if weight else ""
        body.append(
            f'<link:{arc} xlink:type="arc" xlink:from="p{n}" xlink:to="c{n}"{extra}'
            f' xlink:arcrole="http://www.xbrl.org/{arcrole}"/>'
        )
    return _linkbase(link, "".join(body))


def _linkbase(link: str, body: str) -> str:
    return (
        f'<link:linkbase {XLINK} xmlns:xml="http://www.w3.org/XML/1998/namespace">'
        f'<link:{link} xlink:type="extended" xlink:role="{_ROLE}">{body}</link:{link}></link:linkbase>'
    )


def changed(elements: list[Element], name: str, **new: object) -> list[Element]:
    """The elements with one of them changed; ``gone=True`` takes it out."""
    assert any(e.name == name for e in elements), name
    if new.pop("gone", False):
        return [e for e in elements if e.name != name]
    return [replace(e, **new) if e.name == name else e for e in elements]  # type: ignore[arg-type]
