"""The shipped rows against the material that they were made from."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from xbrlgen.catalog import Catalog

XS = "{http://www.w3.org/2001/XMLSchema}"
XBRLI = "{http://www.xbrl.org/2003/instance}"
FACTS = ("type", "substitutionGroup", "periodType", "balance", "abstract")

# A type that has moved to the registry since 2020. The registry's own had two prefixes then.
MOVED = {"us-types:gYearListItemType": "dtr-types:gYearListItemType"}


def elements(archive: Path, pattern: str) -> dict[str, dict[str, str]]:
    """Element name -> its attributes, of the one schema in a package whose path matches."""
    with zipfile.ZipFile(archive) as package:
        (name,) = [n for n in package.namelist() if re.search(pattern, n)]
        tree = etree.fromstring(package.read(name), etree.XMLParser(resolve_entities=False, huge_tree=True))
    return {e.get("name", ""): attributes(e) for e in tree.iter(f"{XS}element") if e.get("substitutionGroup")}


def attributes(element: etree._Element) -> dict[str, str]:
    type_ = re.sub(r"^(num|nonnum):", "dtr-types:", element.get("type", ""))
    return {
        "type": MOVED.get(type_, type_),
        "substitutionGroup": element.get("substitutionGroup", ""),
        "periodType": element.get(f"{XBRLI}periodType", ""),
        "balance": element.get(f"{XBRLI}balance", ""),
        "abstract": element.get("abstract", "false"),
    }


def rows(catalog: Catalog, prefix: str) -> Iterator[tuple[str, dict[str, str]]]:
    for c in catalog:
        if c.prefix == prefix:
            abstract = "true" if c.abstract else "false"
            values = (c.type, c.substitution, c.period, c.balance or "", abstract)
            yield c.name, dict(zip(FACTS, values, strict=True))


@pytest.mark.parametrize(
    ("prefix", "pattern"),
    [
        ("us-gaap", r"/us-gaap/2025/elts/us-gaap-2025\.xsd$"),
        ("srt", r"/srt/2025/elts/srt-2025\.xsd$"),
        ("dei", r"/dei/2025/dei-2025\.xsd$"),
    ],
)
def test_every_row_agrees_with_the_schema_of_the_year(
    catalog: Catalog, shared: Path, prefix: str, pattern: str
) -> None:
    schema = elements(shared / "taxonomies" / "us-gaap-2025-reconstructed.zip", pattern)
    differ = [name for name, row in rows(catalog, prefix) if schema.get(name) != row]
    assert differ == []
    if prefix != "us-gaap":
        assert {name for name, _ in rows(catalog, prefix)} == set(schema)


def test_every_row_agrees_with_the_official_schema_of_2020(catalog: Catalog, shared: Path) -> None:
    schema = elements(shared / "taxonomies" / "us-gaap-2020-official.zip", r"/elts/us-gaap-2020-01-31\.xsd$")
    compared = [(name, row, schema[name]) for name, row in rows(catalog, "us-gaap") if name in schema]
    assert len(compared) > 4000
    assert [(name, row, old) for name, row, old in compared if row != old] == []


def test_every_concept_of_the_mapping_study_is_there(catalog: Catalog, shared: Path) -> None:
    study = (shared / "reference" / "mpower_mapping.md").read_text("utf-8")
    named = {n for n in re.findall(r"\b(?:us-gaap|srt|dei):[A-Za-z0-9]+", study) if not n.endswith(":")}
    assert len(named) > 55
    assert sorted(n for n in named if n not in catalog) == []


def test_headings_and_tables_of_statements_are_there(catalog: Catalog, shared: Path) -> None:
    material = shared / "taxonomies" / "us-gaap-2025-reconstructed.zip"
    presented: set[str] = set()
    with zipfile.ZipFile(material) as package:
        for name in package.namelist():
            if re.search(r"/us-gaap/2025/stm/.*-pre-2025\.xml$", name):
                presented.update(re.findall(r"#us-gaap_(\w+)", package.read(name).decode("utf-8")))
    headings = {n for n in presented if n.endswith(("Abstract", "Table", "LineItems"))}
    assert len(headings) > 600
    assert sorted(n for n in headings if f"us-gaap:{n}" not in catalog) == []
    # What is missing of the rest are guesses and extensible enumerations.
    assert len([n for n in presented if f"us-gaap:{n}" not in catalog]) < 0.04 * len(presented)


def test_removed_elements_are_not_in_the_year(catalog: Catalog, shared: Path) -> None:
    schema = elements(
        shared / "taxonomies" / "us-gaap-2025-reconstructed.zip", r"/us-gaap/2025/elts/us-gaap-2025\.xsd$"
    )
    assert [n for n in schema if catalog.removed(f"us-gaap:{n}") is not None] == []
    assert catalog.removed("us-gaap:SalesRevenueNet") is not None


def test_every_type_that_a_row_uses_is_there(catalog: Catalog) -> None:
    """Those of dei, srt and us-gaap; the others are XBRL's own and of the data types registry."""
    from xbrlgen.catalog.tables import open_year

    lines = open_year(catalog.name).lines("types.tsv")
    defined = {line.partition("\t")[0] for line in lines}
    own = {c.type for c in catalog if c.type.partition(":")[0] in {"dei", "srt-types", "us-types"}}
    assert own == defined
