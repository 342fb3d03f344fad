"""An official package that the user has, indexed in place of the shipped selection."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from xbrlgen.catalog import Catalog, open_catalog
from xbrlgen.catalog import index as index_module
from xbrlgen.model.finding import XbrlgenError

NAME = "us-gaap/2025"
META = {
    "META-INF/taxonomyPackage.xml": '<tp:taxonomyPackage xmlns:tp="http://xbrl.org/2016/taxonomy-package">'
    "<tp:identifier>urn:test</tp:identifier><tp:name>Test</tp:name></tp:taxonomyPackage>",
    "META-INF/catalog.xml": '<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">'
    '<rewriteURI uriStartString="https://xbrl.fasb.org/us-gaap/2025/" rewritePrefix="../"/></catalog>',
}
XS = (
    '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xbrli="http://www.xbrl.org/2003/instance"'
    ' xmlns:xbrldt="http://xbrl.org/2005/xbrldt" xmlns:us-gaap="http://fasb.org/us-gaap/2025"'
    ' targetNamespace="http://fasb.org/us-gaap/2025">{}</xs:schema>'
)
LINKBASE = (
    '<link:linkbase xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink">'
    "<link:{kind}Link>{body}</link:{kind}Link></link:linkbase>"
)
ARCROLE = {
    "default": "http://xbrl.org/int/dim/arcrole/dimension-default",
    "child": "http://www.xbrl.org/2003/arcrole/parent-child",
    "successor": "http://www.xbrl.org/2009/arcrole/dep-concept-deprecatedConcept",
}


def element(name: str, more: str = "") -> str:
    return (
        f'<xs:element id="us-gaap_{name}" name="{name}" type="xbrli:monetaryItemType" nillable="true"'
        f' substitutionGroup="xbrli:item" xbrli:periodType="instant" {more}/>'
    )


def linkbase(kind: str, role: str, *pairs: tuple[str, str]) -> str:
    body = ""
    for n, (start, end) in enumerate(pairs):
        body += f'<link:loc xlink:href="../elts/us-gaap-2025.xsd#us-gaap_{start}" xlink:label="a{n}"/>'
        body += f'<link:loc xlink:href="../elts/us-gaap-2025.xsd#us-gaap_{end}" xlink:label="b{n}"/>'
        arcrole = ARCROLE[role]
        body += f'<link:{kind}Arc xlink:from="a{n}" xlink:to="b{n}" xlink:arcrole="{arcrole}"/>'
    return LINKBASE.format(kind=kind, body=body)


LABELS = LINKBASE.format(
    kind="label",
    body='<link:loc xlink:href="../elts/us-gaap-2025.xsd#us-gaap_RareAsset" xlink:label="a"/>'
    '<link:label xlink:label="b" xlink:role="http://www.xbrl.org/2003/role/documentation">Words.</link:label>'
    '<link:label xlink:label="b" xlink:role="http://www.xbrl.org/2003/role/label">Rare\n Asset</link:label>'
    '<link:labelArc xlink:from="a" xlink:to="b"/>',
)
FILES = {
    "elts/us-gaap-2025.xsd": XS.format(
        element("RareAsset", 'xbrli:balance="debit"')
        + element("OldAsset")
        + element("OlderAsset")
        + element("DeprecatedItems", 'abstract="true"')
        + element("RareAxis", 'abstract="true"').replace("xbrli:item", "xbrldt:dimensionItem")
        + element("RareDomain", 'abstract="true"')
    ),
    "elts/us-gaap-lab-2025.xml": LABELS,
    "elts/us-gaap-depcon-pre-2025.xml": linkbase(
        "presentation", "child", ("DeprecatedItems", "OldAsset"), ("DeprecatedItems", "OlderAsset")
    ),
    "elts/us-gaap-depcon-def-2025.xml": linkbase(
        "definition", "successor", ("OldAsset", "OlderAsset"), ("RareAsset", "OldAsset")
    ),
    "stm/us-gaap-stm-x-def-2025.xml": linkbase("definition", "default", ("RareAxis", "RareDomain")),
}


def make_package(path: Path, files: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in (META | files).items():
            archive.writestr(f"us-gaap-2025/{name}", text)
    return path


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XBRLGEN_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return make_package(tmp_path / "us-gaap-2025.zip", FILES)


def test_its_elements_take_the_place_of_the_selection(package: Path) -> None:
    catalog = open_catalog(NAME, (package,))
    concept = catalog.concept("us-gaap:RareAsset")
    assert concept is not None
    assert (concept.label, concept.balance, concept.period) == ("Rare Asset", "debit", "instant")
    assert "us-gaap:Assets" not in catalog
    assert "srt:RangeAxis" in catalog
    assert "dei:DocumentType" in catalog
    assert not catalog.is_stand_in
    assert catalog.describe().startswith(
        "us-gaap/2025, us-gaap-2025.zip: 6 us-gaap concepts, 617 srt concepts"
    )


def test_deprecations_are_followed_to_the_end(package: Path) -> None:
    catalog = open_catalog(NAME, (package,))
    for name in ("us-gaap:OldAsset", "us-gaap:OlderAsset"):
        concept = catalog.concept(name)
        assert concept is not None
        assert concept.deprecated
        assert concept.replaced_by == ("us-gaap:RareAsset",)


def test_its_axes_are_known_beside_the_shipped_ones(package: Path) -> None:
    catalog = open_catalog(NAME, (package,))
    assert catalog.domain_of("us-gaap:RareAxis") == "us-gaap:RareDomain"
    assert catalog.domain_of("srt:RangeAxis") == "srt:RangeMember"


def indexes(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "cache" / "index"
    return sorted(folder.iterdir()) if folder.is_dir() else []


def test_index_is_made_once_and_anew_for_another_package(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_catalog(NAME, (package,))
    assert len(indexes(tmp_path)) == 1
    with monkeypatch.context() as patch:
        patch.setattr(index_module, "open_archive", lambda path: pytest.fail("read again"))
        again = package.with_name("again.zip")
        again.write_bytes(package.read_bytes())
        assert "us-gaap:RareAsset" in open_catalog(NAME, (again,))
    changed = FILES | {"elts/us-gaap-lab-2025.xml": LABELS.replace("Rare\n", "Scarce")}
    other = make_package(tmp_path / "other.zip", changed)
    concept = open_catalog(NAME, (other,)).concept("us-gaap:RareAsset")
    assert concept is not None
    assert concept.label == "Scarce Asset"
    assert len(indexes(tmp_path)) == 2


def of_year(prefix: str, year: str) -> dict[str, str]:
    """A package of another taxonomy or year: its schema and the claim of its address."""
    schema = FILES["elts/us-gaap-2025.xsd"].replace("us-gaap/2025", f"{prefix}/{year}")
    schema = schema.replace("us-gaap", prefix)
    catalog = META["META-INF/catalog.xml"].replace("us-gaap/2025", f"{prefix}/{year}")
    return {"META-INF/catalog.xml": catalog, f"elts/{prefix}-{year}.xsd": schema}


def test_packages_of_other_taxonomies_are_passed_over(package: Path, tmp_path: Path) -> None:
    other = make_package(tmp_path / "srt-2025.zip", of_year("srt", "2025"))
    older = make_package(tmp_path / "us-gaap-2024.zip", of_year("us-gaap", "2024"))
    shipped = open_catalog(NAME, (other, older))
    assert shipped.is_stand_in
    assert "us-gaap:Assets" in shipped
    assert "us-gaap:RareAsset" in open_catalog(NAME, (other, older, package))


def test_year_that_is_not_shipped_is_known_by_its_package(tmp_path: Path) -> None:
    older = make_package(tmp_path / "us-gaap-2024.zip", of_year("us-gaap", "2024"))
    catalog = open_catalog("us-gaap/2024", (older,))
    assert catalog.prefixes == ("us-gaap",)
    assert catalog.namespace("us-gaap") == "http://fasb.org/us-gaap/2024"
    assert catalog.location("us-gaap") == "https://xbrl.fasb.org/us-gaap/2024/elts/us-gaap-2024.xsd"
    assert "us-gaap:RareAsset" in catalog
    assert catalog.removed("us-gaap:RareAsset") is None
    with pytest.raises(XbrlgenError, match="neither shipped nor installed") as caught:
        open_catalog("us-gaap/2023", (older,))
    assert "us-gaap/2024, us-gaap/2025" in str(caught.value.findings[0].hint)


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"elts/us-gaap-2025.xsd": "<xs:schema"}, "cannot be read"),
        (
            FILES
            | {
                "dis/us-gaap-dis-y-def-2025.xml": linkbase("definition", "default", ("RareAxis", "RareAsset"))
            },
            "two defaults",
        ),
    ],
)
def test_faulty_package_is_refused_and_leaves_nothing(
    tmp_path: Path, files: dict[str, str], words: str
) -> None:
    path = make_package(tmp_path / "faulty.zip", files)
    with pytest.raises(XbrlgenError, match=words) as caught:
        open_catalog(NAME, (path,))
    assert [f.code for f in caught.value.findings] == ["XG-TAX-006"]
    assert indexes(tmp_path) == []


def test_what_is_not_a_package_is_refused(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("not a zip", "utf-8")
    for path in (text, tmp_path / "absent.zip", tmp_path):
        with pytest.raises(XbrlgenError, match="cannot be read|is not a zip") as caught:
            open_catalog(NAME, (path,))
        assert caught.value.findings[0].code == "XG-TAX-001"


def test_entities_are_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("stolen", "utf-8")
    bad = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]>' + LABELS.replace("Rare\n Asset", "&x;")
    path = make_package(tmp_path / "p.zip", FILES | {"elts/us-gaap-lab-2025.xml": bad})
    with pytest.raises(XbrlgenError, match="document type") as caught:
        open_catalog(NAME, (path,))
    assert caught.value.findings[0].code == "XG-TAX-006"
    assert "stolen" not in str(caught.value)


def test_file_of_monstrous_size_is_refused(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xbrlgen.catalog.archive.LARGEST_FILE", 100)
    with pytest.raises(XbrlgenError, match="more than 100 bytes"):
        open_catalog(NAME, (package,))


def test_whole_package_agrees_with_the_shipped_rows(catalog: Catalog, shared: Path) -> None:
    whole = open_catalog(NAME, (shared / "taxonomies" / "us-gaap-2025-reconstructed.zip",))
    assert len(whole) > 18_000
    for concept in catalog:
        other = whole.concept(concept.qname)
        assert other is not None
        facts = (concept.type, concept.period, concept.balance, concept.abstract, concept.deprecated)
        assert facts == (other.type, other.period, other.balance, other.abstract, other.deprecated)
        assert catalog.domain_of(concept.qname) in {None, whole.domain_of(concept.qname)}
