"""The stand-in package: its bytes, what it says of itself, and whether Arelle takes it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from xbrlgen.catalog import Catalog
from xbrlgen.catalog import standin as standin_module
from xbrlgen.catalog.standin import stand_in_package
from xbrlgen.catalog.tables import Year, open_year
from xbrlgen.model.finding import XbrlgenError

NAME = "us-gaap/2025"

SCHEMA = """<?xml version="1.0" encoding="UTF-8"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xbrli="http://www.xbrl.org/2003/instance"
    xmlns:t="http://example.com/20040930" targetNamespace="http://example.com/20040930"
    elementFormDefault="qualified">
  <xs:import namespace="http://www.xbrl.org/2003/instance"
    schemaLocation="http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"/>
  {imports}
  <xs:annotation><xs:appinfo>
    <link:roleType xmlns:link="http://www.xbrl.org/2003/linkbase" roleURI="http://example.com/role/R" id="R">
      <link:definition>1 - Statement - R</link:definition>
      <link:usedOn>link:definitionLink</link:usedOn>
    </link:roleType>
    <link:linkbaseRef xmlns:link="http://www.xbrl.org/2003/linkbase"
      xmlns:xlink="http://www.w3.org/1999/xlink" xlink:type="simple" xlink:href="t_def.xml"
      xlink:arcrole="http://www.w3.org/1999/xlink/properties/linkbase"
      xlink:role="http://www.xbrl.org/2003/role/definitionLinkbaseRef"/>
  </xs:appinfo></xs:annotation>
  <xs:element name="Own" id="t_Own" type="xbrli:monetaryItemType" substitutionGroup="xbrli:item"
    xbrli:periodType="duration" nillable="true"/>
</xs:schema>
"""

ARCS = (
    ("all", "us-gaap_StatementLineItems", "us-gaap_StatementTable"),
    ("hypercube-dimension", "us-gaap_StatementTable", "srt_RangeAxis"),
    ("dimension-domain", "srt_RangeAxis", "srt_RangeMember"),
    ("dimension-default", "srt_RangeAxis", "srt_RangeMember"),
    ("domain-member", "srt_RangeMember", "srt_MinimumMember"),
    ("domain-member", "us-gaap_StatementLineItems", "us-gaap_Revenues"),
)

INSTANCE = """<?xml version="1.0" encoding="UTF-8"?>
<xbrli:xbrl xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:link="http://www.xbrl.org/2003/linkbase"
    xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:us-gaap="http://fasb.org/us-gaap/2025"
    xmlns:srt="http://fasb.org/srt/2025" xmlns:dei="http://xbrl.sec.gov/dei/2025"
    xmlns:xbrldi="http://xbrl.org/2006/xbrldi" xmlns:t="http://example.com/20040930"
    xmlns:iso4217="http://www.xbrl.org/2003/iso4217">
  <link:schemaRef xlink:type="simple" xlink:href="t.xsd"/>
  <xbrli:context id="c"><xbrli:entity>
    <xbrli:identifier scheme="http://www.sec.gov/CIK">0000000000</xbrli:identifier></xbrli:entity>
    <xbrli:period><xbrli:startDate>2004-07-01</xbrli:startDate><xbrli:endDate>2004-09-30</xbrli:endDate>
    </xbrli:period></xbrli:context>
  <xbrli:context id="low"><xbrli:entity>
    <xbrli:identifier scheme="http://www.sec.gov/CIK">0000000000</xbrli:identifier>
    <xbrli:segment><xbrldi:explicitMember dimension="srt:RangeAxis">srt:MinimumMember</xbrldi:explicitMember>
    </xbrli:segment></xbrli:entity>
    <xbrli:period><xbrli:startDate>2004-07-01</xbrli:startDate><xbrli:endDate>2004-09-30</xbrli:endDate>
    </xbrli:period></xbrli:context>
  <xbrli:context id="i"><xbrli:entity>
    <xbrli:identifier scheme="http://www.sec.gov/CIK">0000000000</xbrli:identifier></xbrli:entity>
    <xbrli:period><xbrli:instant>2004-09-30</xbrli:instant></xbrli:period></xbrli:context>
  <xbrli:unit id="usd"><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit>
  <us-gaap:Revenues contextRef="c" unitRef="usd" decimals="-3">1000000</us-gaap:Revenues>
  <us-gaap:Revenues contextRef="low" unitRef="usd" decimals="-3">900000</us-gaap:Revenues>
  <us-gaap:Assets contextRef="i" unitRef="usd" decimals="-3">5000000</us-gaap:Assets>
  <dei:DocumentType contextRef="c">8-K</dei:DocumentType>
  <dei:EntityIncorporationStateCountryCode contextRef="c">{state}</dei:EntityIncorporationStateCountryCode>
  <t:Own contextRef="c" unitRef="usd" decimals="-3">1000</t:Own>
</xbrli:xbrl>
"""


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XBRLGEN_CACHE", str(tmp_path_factory.mktemp("cache")))
        return stand_in_package(NAME)


def write_filing(folder: Path, catalog: Catalog, state: str = "DE") -> Path:
    """A tiny extension and an instance that use each of the three schemas; the instance's path."""
    at = {p: catalog.location(p) for p in catalog.prefixes}
    imports = "\n  ".join(
        f'<xs:import namespace="{catalog.namespace(p)}" schemaLocation="{url}"/>' for p, url in at.items()
    )
    link = [
        '<link:linkbase xmlns:link="http://www.xbrl.org/2003/linkbase"',
        ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:xbrldt="http://xbrl.org/2005/xbrldt">',
        '<link:roleRef roleURI="http://example.com/role/R" xlink:type="simple" xlink:href="t.xsd#R"/>',
    ]
    link += [
        f'<link:arcroleRef arcroleURI="http://xbrl.org/int/dim/arcrole/{role}" xlink:type="simple"'
        f' xlink:href="http://www.xbrl.org/2005/xbrldt-2005.xsd#{role}"/>'
        for role in sorted({role for role, _, _ in ARCS})
    ]
    link.append('<link:definitionLink xlink:type="extended" xlink:role="http://example.com/role/R">')
    # Every arc has locators of its own: Arelle takes a domain and a default arc between the same two
    # for duplicates.
    for order, (role, start, end) in enumerate(ARCS, 1):
        for side, name in (("a", start), ("b", end)):
            href = f"{at[name.partition('_')[0]]}#{name}"
            link.append(f'<link:loc xlink:type="locator" xlink:href="{href}" xlink:label="{side}{order}"/>')
        more = ' xbrldt:contextElement="segment" xbrldt:closed="true"' if role == "all" else ""
        link.append(
            f'<link:definitionArc xlink:type="arc" xlink:arcrole="http://xbrl.org/int/dim/arcrole/{role}"'
            f' xlink:from="a{order}" xlink:to="b{order}" order="{order}"{more}/>'
        )
    link.append("</link:definitionLink></link:linkbase>")
    (folder / "t.xsd").write_text(SCHEMA.format(imports=imports), "utf-8")
    (folder / "t_def.xml").write_text("\n".join(link), "utf-8")
    instance = folder / "t.xml"
    instance.write_text(INSTANCE.format(state=state), "utf-8")
    return instance


def arelle(package: Path, file: Path) -> list[str]:
    """The messages of Arelle's own command line, offline; informational ones left out."""
    command = [sys.executable, "-m", "arelle.CntlrCmdLine", "--internetConnectivity", "offline"]
    command += ["--disablePersistentConfig", "--packages", str(package), "--file", str(file), "--validate"]
    run = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    lines = (run.stdout + run.stderr).splitlines()
    assert any("validated in" in line for line in lines), lines
    assert any("Activation of package xbrlgen stand-in" in line for line in lines), lines
    return [line for line in lines if line.startswith("[") and not line.startswith(("[info]", "[]"))]


def test_arelle_validates_a_filing_against_it(package: Path, catalog: Catalog, tmp_path: Path) -> None:
    assert arelle(package, write_filing(tmp_path, catalog)) == []


def test_its_enumerations_are_enforced(package: Path, catalog: Catalog, tmp_path: Path) -> None:
    messages = arelle(package, write_filing(tmp_path, catalog, state="Nowhere"))
    assert any("EntityIncorporationStateCountryCode" in m and "Nowhere" in m for m in messages), messages


def test_it_has_every_shipped_concept_and_no_other(package: Path, catalog: Catalog) -> None:
    with zipfile.ZipFile(package) as archive:
        for prefix in catalog.prefixes:
            (name,) = [n for n in archive.namelist() if n.endswith(f"/{prefix}-2025.xsd")]
            text = archive.read(name).decode("utf-8")
            declared = re.findall(rf'<xs:element id="{prefix}_(\S+)" name="\1" type="\S+" substitution', text)
            assert declared == [c.name for c in catalog if c.prefix == prefix]


def test_it_says_what_it_is_and_carries_no_text(package: Path) -> None:
    with zipfile.ZipFile(package) as archive:
        for name in archive.namelist():
            text = archive.read(name).decode("utf-8")
            assert "documentation" not in text
            assert "link:label" not in text
            if name.endswith(".xsd"):
                assert text.splitlines()[1].startswith("<!-- xbrlgen stand-in, NOT the official taxonomy")
        (manifest,) = [n for n in archive.namelist() if n.endswith("taxonomyPackage.xml")]
        assert "(not the official taxonomy)</tp:name>" in archive.read(manifest).decode("utf-8")


def test_it_claims_only_the_addresses_it_has(package: Path) -> None:
    with zipfile.ZipFile(package) as archive:
        (name,) = [n for n in archive.namelist() if n.endswith("META-INF/catalog.xml")]
        root = name.partition("/")[0]
        rewrites = re.findall(
            r'uriStartString="([^"]+)" rewritePrefix="\.\./([^"]+)"', archive.read(name).decode()
        )
        schemas = {n for n in archive.namelist() if n.endswith(".xsd")}
    assert {f"{root}/{path}" for _, path in rewrites} == schemas
    assert all(url == f"https://{path}" for url, path in rewrites)


def test_same_tables_give_same_bytes(package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XBRLGEN_CACHE", str(tmp_path))
    again = stand_in_package(NAME)
    assert again != package
    assert again.name == package.name
    assert again.read_bytes() == package.read_bytes()
    assert [p.name for p in again.parent.iterdir()] == [again.name]


def test_it_is_built_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XBRLGEN_CACHE", str(tmp_path))
    built = stand_in_package(NAME)
    monkeypatch.setattr(standin_module, "package_files", lambda year: pytest.fail("built again"))
    assert stand_in_package(NAME) == built


def test_another_format_or_table_is_another_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XBRLGEN_CACHE", str(tmp_path / "cache"))
    built = stand_in_package(NAME)
    monkeypatch.setattr(standin_module, "FORMAT", standin_module.FORMAT + 1)
    other = stand_in_package(NAME)
    assert other != built
    year = open_year(NAME)
    copy = tmp_path / "2025"
    shutil.copytree(year.folder, copy)
    (copy / "axes.tsv").write_text("axis\tdefault\n", "utf-8")
    changed = Year(year.name, copy, year.schemas, year.types)
    monkeypatch.setattr(standin_module, "open_year", lambda name: changed)
    assert stand_in_package(NAME) not in {built, other}


def test_failed_build_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(year: object) -> dict[str, str]:
        return {"a.xsd": "\ud800"}

    monkeypatch.setenv("XBRLGEN_CACHE", str(tmp_path))
    monkeypatch.setattr(standin_module, "package_files", broken)
    with pytest.raises(UnicodeEncodeError):
        stand_in_package(NAME)
    assert list((tmp_path / "stand-in").iterdir()) == []


def test_unknown_taxonomy_has_none() -> None:
    with pytest.raises(XbrlgenError):
        stand_in_package("us-gaap/1999")
