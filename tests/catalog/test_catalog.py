"""Look-up in the shipped tables."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xbrlgen.catalog import Catalog, available, open_catalog
from xbrlgen.model.finding import XbrlgenError
from xbrlgen.model.taxonomy import Concept


def test_available_names_can_be_opened() -> None:
    assert "us-gaap/2025" in available()
    for name in available():
        assert open_catalog(name).name == name


@pytest.mark.parametrize("name", ["us-gaap/1999", "ifrs/2025", "2025", "", "us-gaap/../2025"])
def test_unknown_taxonomy_is_refused_with_the_known_names(name: str) -> None:
    with pytest.raises(XbrlgenError) as caught:
        open_catalog(name)
    (finding,) = caught.value.findings
    assert finding.code == "XG-MAP-015"
    assert finding.hint is not None
    assert "us-gaap/2025" in finding.hint


def test_concept_carries_what_its_row_says(catalog: Catalog) -> None:
    assert catalog.concept("us-gaap:AccountsReceivableNetCurrent") == Concept(
        qname="us-gaap:AccountsReceivableNetCurrent",
        type="xbrli:monetaryItemType",
        period="instant",
        balance="debit",
        label="Accounts Receivable, after Allowance for Credit Loss, Current",
    )
    axis = catalog.concept("srt:RangeAxis")
    assert axis is not None
    assert axis.is_axis
    assert axis.abstract
    cover = catalog.concept("dei:DocumentType")
    assert cover is not None
    assert (cover.type, cover.kind, cover.label) == ("dei:submissionTypeItemType", "other", "Document Type")


def test_balance_that_is_not_known_stays_empty(catalog: Catalog) -> None:
    concept = catalog.concept("us-gaap:InterestExpenseNonoperating")
    assert concept is not None
    assert (concept.balance, concept.period, concept.kind) == (None, "duration", "monetary")


def test_unknown_concept_is_none(catalog: Catalog) -> None:
    assert catalog.concept("us-gaap:Revenu") is None
    assert catalog.concept("Revenues") is None
    assert catalog.concept("mpe:Revenues") is None
    assert "us-gaap:Revenu" not in catalog
    assert "us-gaap:Revenues" in catalog


def test_removed_element_is_not_a_concept_but_leads_on(catalog: Catalog) -> None:
    gone = "us-gaap:EarningsPerShareBasicAndDiluted"
    now = ("us-gaap:EarningsPerShareBasic", "us-gaap:EarningsPerShareDiluted")
    assert catalog.concept(gone) is None
    assert catalog.removed(gone) == now
    assert tuple(catalog.near(gone, 2)) == now
    assert catalog.removed("us-gaap:Assets") is None


def test_deprecated_element_names_its_successor(catalog: Catalog) -> None:
    concept = catalog.concept("us-gaap:AccountsPayableRelatedPartiesCurrent")
    assert concept is not None
    assert concept.deprecated
    assert concept.replaced_by == ("us-gaap:AccountsPayableCurrent",)
    assert catalog.near(concept.qname)[0] == "us-gaap:AccountsPayableCurrent"


def test_successors_can_be_used(catalog: Catalog) -> None:
    old = [c for c in catalog if c.deprecated]
    assert old
    for concept in old:
        for name in concept.replaced_by:
            successor = catalog.concept(name)
            assert successor is None or not successor.deprecated, concept.qname
    assert not [c.qname for c in catalog if c.replaced_by and not c.deprecated]


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("us-gaap:Revenu", "us-gaap:Revenues"),
        ("us-gaap:revenues", "us-gaap:Revenues"),
        ("us-gaap:AcountsReceivableNetCurent", "us-gaap:AccountsReceivableNetCurrent"),
        ("us-gaap:PropertyPlantEquipmentNet", "us-gaap:PropertyPlantAndEquipmentNet"),
        ("us-gaap:RangeAxis", "srt:RangeAxis"),
        ("RangeAxis", "srt:RangeAxis"),
        ("Assets", "us-gaap:Assets"),
        ("dei:EntityRegistrantNme", "dei:EntityRegistrantName"),
        ("Accounts Receivable, after Allowance for Credit Loss", "us-gaap:AccountsReceivableNet"),
    ],
)
def test_near_finds_the_right_spelling_first(catalog: Catalog, given: str, wanted: str) -> None:
    assert catalog.near(given)[0] == wanted


def test_near_keeps_to_its_number_and_offers_nothing_for_nonsense(catalog: Catalog) -> None:
    assert len(catalog.near("us-gaap:Revenu", 1)) == 1
    assert catalog.near("xyz") == []
    assert catalog.near(" ") == []
    assert "us-gaap:Assets" not in catalog.near("us-gaap:Assets")


@settings(deadline=None)
@given(st.text(max_size=40))
def test_near_never_offers_what_cannot_be_used(text: str) -> None:
    catalog = open_catalog("us-gaap/2025")
    found = catalog.near(text)
    assert len(found) <= 3
    assert len(set(found)) == len(found)
    for name in found:
        concept = catalog.concept(name)
        assert concept is not None
        assert not concept.deprecated


def test_addresses_are_the_official_ones(catalog: Catalog) -> None:
    assert catalog.prefixes == ("us-gaap", "srt", "dei", "ecd", "cyd", "country", "stpr", "currency")
    assert {p: (catalog.namespace(p), catalog.location(p)) for p in catalog.prefixes[:3]} == {
        "us-gaap": (
            "http://fasb.org/us-gaap/2025",
            "https://xbrl.fasb.org/us-gaap/2025/elts/us-gaap-2025.xsd",
        ),
        "srt": ("http://fasb.org/srt/2025", "https://xbrl.fasb.org/srt/2025/elts/srt-2025.xsd"),
        "dei": ("http://xbrl.sec.gov/dei/2025", "https://xbrl.sec.gov/dei/2025/dei-2025.xsd"),
    }
    with pytest.raises(KeyError):
        catalog.namespace("mpe")


@pytest.mark.parametrize(
    ("axis", "domain"),
    [
        ("srt:StatementScenarioAxis", "srt:ScenarioUnspecifiedDomain"),
        ("srt:RangeAxis", "srt:RangeMember"),
        ("srt:ProductOrServiceAxis", "srt:ProductsAndServicesDomain"),
        ("us-gaap:StatementClassOfStockAxis", "us-gaap:ClassOfStockDomain"),
        ("us-gaap:StatementBusinessSegmentsAxis", "us-gaap:SegmentDomain"),
        ("us-gaap:StatementEquityComponentsAxis", "us-gaap:EquityComponentDomain"),
        ("dei:LegalEntityAxis", "dei:EntityDomain"),
        ("dei:NameChangeEventDateAxis", None),
        ("us-gaap:Assets", None),
    ],
)
def test_domain_of_an_axis(catalog: Catalog, axis: str, domain: str | None) -> None:
    assert catalog.domain_of(axis) == domain


def test_every_axis_and_domain_is_one(catalog: Catalog) -> None:
    axes = [c.qname for c in catalog if catalog.domain_of(c.qname) is not None]
    assert len(axes) > 100
    for name in axes:
        axis, domain = catalog.concept(name), catalog.concept(catalog.domain_of(name) or "")
        assert axis is not None
        assert axis.is_axis
        assert domain is not None
        assert domain.is_domain


def test_rows_are_of_a_form_that_the_model_knows(catalog: Catalog) -> None:
    for concept in catalog:
        assert concept.period in {"instant", "duration"}, concept
        assert concept.balance in {None, "debit", "credit"}, concept
        assert concept.balance is None or concept.kind == "monetary", concept
        assert concept.substitution in {"xbrli:item", "xbrldt:dimensionItem", "xbrldt:hypercubeItem"}, concept
        assert not (concept.is_axis or concept.is_table) or concept.abstract, concept


def test_describe_says_that_it_is_a_selection(catalog: Catalog) -> None:
    assert catalog.is_stand_in
    text = catalog.describe()
    assert text.startswith("us-gaap/2025")
    assert f"{sum(c.prefix == 'us-gaap' for c in catalog):,} us-gaap concepts (a selection)" in text


def test_heavy_libraries_are_not_loaded_for_a_look_up() -> None:
    code = (
        "import sys; from xbrlgen.catalog import open_catalog; "
        "open_catalog('us-gaap/2025').concept('us-gaap:Assets'); "
        "print([m for m in ('pydantic', 'lxml', 'rapidfuzz', 'arelle', 'zipfile') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
