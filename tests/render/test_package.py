"""The table of facts, and the writing of files: whole or not at all."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sample import FACTS, FILING

from xbrlgen.model.finding import XbrlgenError
from xbrlgen.model.package import Artifact, Package
from xbrlgen.model.report import Origin, Report
from xbrlgen.model.where import Where
from xbrlgen.render import writing
from xbrlgen.render.package import COLUMNS, facts_table, render_package
from xbrlgen.render.writing import write_package


def rows(report: Report) -> list[dict[str, str]]:
    text = b"".join(facts_table(report)).decode("utf-8")
    assert "\r" not in text
    return list(csv.DictReader(text.splitlines()))


def names(folder: Path) -> set[str]:
    return {p.name for p in folder.iterdir()}


# -- facts.csv -----------------------------------------------------------------------------


def test_a_row_for_each_fact_in_order() -> None:
    table = rows(FILING)
    assert tuple(table[0]) == COLUMNS
    assert [r["id"] for r in table] == [f.id for f in FACTS]


def test_a_row_leads_back_to_source_and_mapping() -> None:
    row = rows(FILING)[3]
    assert row == {
        "id": "f-Revenues-D-2004-07-01-2004-09-30_CoreCustomers",
        "concept": "us-gaap:Revenues",
        "label": "Revenues",
        "period_start": "2004-07-01",
        "period_end": "2004-09-30",
        "dimensions": "srt:ProductOrServiceAxis=exa:CoreCustomersMember",
        "value": "120000000",
        "unit": "USD",
        "decimals": "-5",
        "source_file": "release.txt",
        "source_line": "9",
        "source_column": "40",
        "mapping_line": "mapping.yaml:109",
    }


def test_instants_have_no_start_and_text_no_unit() -> None:
    table = rows(FILING)
    assert (table[8]["period_start"], table[8]["period_end"]) == ("", "2004-09-30")
    assert (table[1]["unit"], table[1]["decimals"]) == ("", "")
    assert table[1]["value"] == "Exämple & <Sons>, Inc. ]]>"
    assert table[11]["decimals"] == "INF"


def test_a_concept_without_a_label_of_the_filing_takes_its_own() -> None:
    bare = replace(FILING, extension=replace(FILING.extension, labels=()))
    assert rows(bare)[2]["label"] == "Revenues"


def test_a_spreadsheet_cell_is_named_with_its_file() -> None:
    place = replace(FACTS[2].prints[0], where=Where("book.xlsx", sheet="Q3", cell="B7"))
    row = rows(replace(FILING, facts=(replace(FACTS[2], origin=Origin.printed((place,))),)))[0]
    assert (row["source_file"], row["source_line"]) == ("book.xlsx[Q3!B7]", "")


def test_awkward_text_comes_back_as_it_was() -> None:
    fact = replace(FACTS[1], value='=1+1,"two"\nlines')
    text = b"".join(facts_table(replace(FILING, facts=(fact,)))).decode("utf-8")
    (_, row) = csv.reader(iter(text.splitlines(keepends=True)))
    assert row[COLUMNS.index("value")] == '=1+1,"two"\nlines'


# -- writing -------------------------------------------------------------------------------


def test_writes_every_artifact_and_nothing_else(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "out"
    package = render_package(FILING)
    write_package(package, out)
    assert {p.name: p.read_bytes() for p in out.iterdir()} == {a.name: a.data for a in package}
    assert names(out.parent) == {"out"}


def test_an_empty_folder_is_used(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    write_package(render_package(FILING), tmp_path / "out")
    assert "facts.csv" in names(tmp_path / "out")
    assert names(tmp_path) == {"out"}


def test_an_earlier_output_is_replaced_whole(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_package(render_package(FILING), out)
    later = replace(FILING.extension, base="exa-20041231", roles=FILING.extension.roles[:1])
    write_package(render_package(replace(FILING, extension=later)), out)
    assert names(out) == {
        "exa-20041231.xml",
        "exa-20041231.xsd",
        "exa-20041231_pre.xml",
        "exa-20041231_lab.xml",
        "exa-20041231.json",
        "exa-20041231_csv.json",
        "exa-20041231_facts.csv",
        "exa-20041231_notes.csv",
        "facts.csv",
    }
    assert names(tmp_path) == {"out"}


@pytest.mark.parametrize("stray", ["notes.txt", "exa-20040930_old.xml", "other.xsd", "sub/facts.csv"])
def test_a_folder_with_anything_else_is_left_alone(tmp_path: Path, stray: str) -> None:
    out = tmp_path / "out"
    write_package(render_package(FILING), out)
    (out / stray).parent.mkdir(exist_ok=True)
    (out / stray).write_text("mine")
    before = names(out)
    with pytest.raises(XbrlgenError) as caught:
        write_package(render_package(FILING), out)
    (found,) = caught.value.findings
    assert found.code == "XG-OUT-001"
    assert names(out) == before
    assert (out / stray).read_text() == "mine"
    assert names(tmp_path) == {"out"}


def test_a_folder_without_a_schema_is_nobodys_output(tmp_path: Path) -> None:
    (tmp_path / "facts.csv").write_text("mine")
    with pytest.raises(XbrlgenError, match=r"facts\.csv"):
        write_package(render_package(FILING), tmp_path)
    assert (tmp_path / "facts.csv").read_text() == "mine"


def test_a_link_is_nobodys_output(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_package(render_package(FILING), out)
    (tmp_path / "precious.csv").write_text("mine")
    (out / "facts.csv").unlink()
    (out / "facts.csv").symlink_to(tmp_path / "precious.csv")
    with pytest.raises(XbrlgenError):
        write_package(render_package(FILING), out)
    assert (tmp_path / "precious.csv").read_text() == "mine"


def test_a_file_in_the_way_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(XbrlgenError, match="not a folder"):
        write_package(render_package(FILING), tmp_path / "out")
    assert (tmp_path / "out").read_text() == "mine"


def broken() -> Iterator[bytes]:
    yield b"half"
    raise RuntimeError("the disk is full")


def test_a_failure_leaves_the_last_good_output(tmp_path: Path) -> None:
    out = tmp_path / "out"
    good = render_package(FILING)
    write_package(good, out)
    before = {p.name: p.read_bytes() for p in out.iterdir()}
    bad = Package((*good.artifacts, Artifact("exa-20040930.htm", "text/html", broken)), good.entry)
    with pytest.raises(RuntimeError, match="disk is full"):
        write_package(bad, out)
    assert {p.name: p.read_bytes() for p in out.iterdir()} == before
    assert names(tmp_path) == {"out"}


def test_a_failure_of_the_swap_leaves_the_last_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    write_package(render_package(FILING), out)
    before = names(out)

    def refuse(one: Path, other: Path) -> bool:
        raise PermissionError(13, "no", str(other))

    monkeypatch.setattr(writing, "exchange", refuse)
    with pytest.raises(XbrlgenError, match="cannot be written: no"):
        write_package(render_package(FILING), out)
    assert names(out) == before
    assert names(tmp_path) == {"out"}


@pytest.mark.parametrize("name", ["../x.xml", "a/b.xml", "", "..", "/etc/x"])
def test_names_cannot_leave_the_folder(tmp_path: Path, name: str) -> None:
    package = Package((Artifact(name, "application/xml", lambda: iter((b"x",))),), "x.xml")
    with pytest.raises(ValueError, match="plain file name"):
        write_package(package, tmp_path / "out")
    assert names(tmp_path) == set()
