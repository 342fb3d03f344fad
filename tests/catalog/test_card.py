"""All that is known of a concept, from an official package and from the shipped tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.catalog.test_official import FILES, LINKBASE, make_package
from xbrlgen.catalog import Catalog, open_catalog
from xbrlgen.catalog.card import describe_concept, search

LINK = (
    '<link:loc xlink:href="../elts/us-gaap-2025.xsd#us-gaap_{0}" xlink:label="{0}"/>'
    '<link:loc xlink:href="../elts/us-gaap-2025.xsd#us-gaap_{1}" xlink:label="{1}"/>'
)
ROLE = "http://fasb.org/us-gaap/role/statement/X"


def network(kind: str, arcrole: str, *arcs: tuple[str, str, str]) -> str:
    body = "".join(
        LINK.format(start, end)
        + f'<link:{kind}Arc xlink:from="{start}" xlink:to="{end}" {more}'
        + f' xlink:arcrole="http://www.xbrl.org/2003/arcrole/{arcrole}"/>'
        for start, end, more in arcs
    )
    text = LINKBASE.format(kind=kind, body=body)
    return text.replace(f"<link:{kind}Link>", f'<link:{kind}Link xlink:role="{ROLE}">')


REFERENCES = LINKBASE.format(
    kind="reference",
    body='<link:loc xlink:href="../elts/us-gaap-2025.xsd#us-gaap_RareAsset" xlink:label="a"/>'
    '<link:reference xlink:label="r" xlink:role="http://www.xbrl.org/2003/role/disclosureRef"'
    ' xmlns:ref="http://www.xbrl.org/2006/ref"><ref:Publisher>FASB</ref:Publisher><ref:Section>50</ref:Section>'
    '</link:reference><link:referenceArc xlink:from="a" xlink:to="r"/>',
)
ROLES = (
    '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:link="http://www.xbrl.org/2003/linkbase"'
    f' targetNamespace="http://fasb.org/us-roles/2025"><link:roleType roleURI="{ROLE}">'
    "<link:definition>100 - Statement - X</link:definition></link:roleType></xs:schema>"
)
PRESENTED = (
    ("RareDomain", "OldAsset", 'order="2"'),
    ("RareDomain", "RareAsset", 'order="1" preferredLabel="http://www.xbrl.org/2003/role/totalLabel"'),
    ("RareDomain", "OlderAsset", 'order="3"'),
    ("RareDomain", "OlderAsset", 'order="3" use="prohibited" priority="1"'),
)
MORE = {
    "elts/us-roles-2025.xsd": ROLES,
    "elts/us-gaap-ref-2025.xml": REFERENCES,
    "stm/x-pre-2025.xml": network("presentation", "parent-child", *PRESENTED),
    "stm/x-cal-2025.xml": network(
        "calculation", "summation-item", ("RareAsset", "OldAsset", 'weight="-1.0"')
    ),
}


@pytest.fixture
def official(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Catalog:
    monkeypatch.setenv("XBRLGEN_CACHE", str(tmp_path / "cache"))
    return open_catalog("us-gaap/2025", (make_package(tmp_path / "us-gaap-2025.zip", FILES | MORE),))


def test_everything_that_the_package_says(official: Catalog) -> None:
    card = describe_concept(official, "us-gaap:RareAsset")
    assert card.concept is not None
    assert (card.stand_in, card.nillable, card.documentation) == (False, True, "Words.")
    assert [(label.role, label.text) for label in card.labels] == [("label", "Rare Asset")]
    assert [str(r) for r in card.references] == ["Publisher FASB Section 50"]
    (parent,) = card.presentation_parents
    assert (parent.qname, parent.role, parent.title) == ("us-gaap:RareDomain", ROLE, "100 - Statement - X")
    assert parent.preferred == "totalLabel"
    (child,) = card.calculation_children
    assert (child.qname, child.weight) == ("us-gaap:OldAsset", "-1.0")
    assert card.location == "https://xbrl.fasb.org/us-gaap/2025/elts/us-gaap-2025.xsd"
    assert "us-gaap-2025.zip" in card.source


def test_children_are_in_order_and_prohibited_ones_left_out(official: Catalog) -> None:
    card = describe_concept(official, "us-gaap:RareDomain")
    assert [c.qname for c in card.presentation_children] == ["us-gaap:RareAsset", "us-gaap:OldAsset"]


def test_deprecated_concept_and_axis(official: Catalog) -> None:
    assert describe_concept(official, "us-gaap:OldAsset").successors == ("us-gaap:RareAsset",)
    assert describe_concept(official, "us-gaap:RareAxis").default == "us-gaap:RareDomain"


def test_bare_and_unknown_names(official: Catalog) -> None:
    assert describe_concept(official, "RareAsset").qname == "us-gaap:RareAsset"
    card = describe_concept(official, "us-gaap:RareAset")
    assert card.concept is None
    assert card.nearest[0] == "us-gaap:RareAsset"


def test_the_shipped_tables_say_that_they_are_a_stand_in(catalog: Catalog) -> None:
    card = describe_concept(catalog, "us-gaap:Assets")
    assert card.stand_in
    assert [label.text for label in card.labels] == ["Assets"]
    assert card.presentation_parents == ()
    assert "us-gaap:Assets" not in card.nearest


def test_search(official: Catalog, catalog: Catalog) -> None:
    assert [h.qname for h in search(official, "rare assets", 1)] == ["us-gaap:RareAsset"]
    assert search(official, 'rare" OR "x*') != ()
    assert search(official, '"();') == ()
    assert search(official, "rare", 0) == ()
    deprecated = [h for h in search(official, "older asset") if h.deprecated]
    assert [h.qname for h in deprecated] == ["us-gaap:OlderAsset"]
    assert search(catalog, "Accounts Receivable, Net, Current", 1)[0].qname.startswith("us-gaap:Accounts")


def test_a_whole_taxonomy(shared: Path) -> None:
    """Figures of the 2020 package, counted in its linkbases."""
    package = shared / "taxonomies" / "us-gaap-2020-official.zip"
    catalog = open_catalog("us-gaap/2020", (package,))
    assert {"us-gaap", "srt", "dei", "country", "currency", "exch", "naics", "sic", "stpr"} <= set(
        catalog.prefixes
    )
    assert catalog.location("us-gaap") == "http://xbrl.fasb.org/us-gaap/2020/elts/us-gaap-2020-01-31.xsd"
    assert catalog.namespace("stpr") == "http://xbrl.sec.gov/stpr/2018-01-31"
    card = describe_concept(catalog, "us-gaap:Assets")
    assert card.concept is not None
    assert (card.concept.balance, card.concept.period) == ("debit", "instant")
    assert {label.role for label in card.labels} == {"label", "totalLabel"}
    assert card.documentation.startswith("Sum of the carrying amounts")
    assert any(dict(r.parts).get("Topic") == "810" for r in card.references)
    assert "us-gaap:AssetsCurrent" in {c.qname for c in card.calculation_children}
    assert catalog.domain_of("us-gaap:StatementEquityComponentsAxis") == "us-gaap:EquityComponentDomain"
    assert search(catalog, "goodwill impairment loss", 3)[0].qname == "us-gaap:GoodwillImpairmentLoss"
