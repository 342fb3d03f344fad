"""What is named for a comparison is known by its content; what cannot be read is said, and never a traceback."""

from __future__ import annotations

import io
import os
import shutil
import stat
import zipfile
from pathlib import Path

import pytest

from tests.project import EXAMPLE, SEED, WITHOUT_SHARED
from tests.written.parts import inline, instance, presentation, schema
from xbrlgen.model.finding import Finding, XbrlgenError
from xbrlgen.pipeline.comparing import compare_paths
from xbrlgen.pipeline.inputs import open_input

OUTPUT = EXAMPLE / "expected" / "output"
PRE = presentation(("us-gaap_AssetsAbstract", "us-gaap_Assets")).encode()


def refused(path: Path) -> Finding:
    with pytest.raises(XbrlgenError) as error:
        open_input(path)
    (found,) = error.value.findings
    return found


def packed(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def put(folder: Path, **files: bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        stem, _, suffix = name.rpartition("_")
        (folder / f"{stem}.{suffix}").write_bytes(data)
    return folder


@pytest.mark.parametrize(
    ("path", "kind", "facts"),
    [
        (EXAMPLE, "project", 271),
        (EXAMPLE / "mapping.yaml", "mapping", None),
        (EXAMPLE / "release.txt", "release", None),
        (OUTPUT, "package", 271),
        (OUTPUT / "mpe-20040930.xml", "instance", 271),
        (OUTPUT / "mpe-20041029.htm", "inline document", 271),
        (OUTPUT / "mpe-20040930.json", "xBRL-JSON", 271),
    ],
    ids=lambda v: getattr(v, "name", v),
)
def test_each_kind_is_known(path: Path, kind: str, facts: int | None) -> None:
    side = open_input(path).side
    assert side.kind == kind
    assert dict(side.counts).get("facts") == facts


def test_the_name_of_a_file_does_not_matter(tmp_path: Path) -> None:
    names = {"mapping.yaml": "rules.txt", "release.txt": "release.yaml.bak"}
    for name, other in names.items():
        shutil.copy(EXAMPLE / name, tmp_path / other)
    assert open_input(tmp_path / "rules.txt").side.kind == "mapping"
    assert open_input(tmp_path / "release.yaml.bak").side.kind == "release"
    shutil.copy(OUTPUT / "mpe-20040930.xml", tmp_path / "report.dat")
    assert open_input(tmp_path / "report.dat").side.kind == "instance"


def test_a_zip_is_a_package_wherever_its_files_lie(tmp_path: Path) -> None:
    files = {f"top/reports/{p.name}": p.read_bytes() for p in OUTPUT.iterdir()}
    path = packed(tmp_path / "report.zip", files)
    assert dict(open_input(path).side.counts)["facts"] == 271
    assert compare_paths(EXAMPLE, path).entries == ()


def test_a_report_alone_says_what_it_names_and_lacks(tmp_path: Path) -> None:
    folder = put(tmp_path, abc_xml=instance())
    opened = open_input(folder / "abc.xml")
    assert opened.side.notes == ("abc-20231231.xsd is named in it and not there",)
    assert opened.may == {"facts", "notes"}
    put(tmp_path, **{"abc-20231231_xsd": schema("abc_pre.xml"), "abc_pre_xml": PRE})
    opened = open_input(folder / "abc.xml")
    assert opened.side.notes == ()
    assert {"elements", "presentation", "calculation"} <= opened.may
    assert "labels" not in opened.may


@pytest.mark.parametrize(
    ("files", "entry", "message", "hint"),
    [
        ({}, "", "holds no XBRL", "filing.yaml"),
        ({"mapping_yaml": b"taxonomy: x"}, "", "holds no XBRL", "to compare mappings, name"),
        ({"a_xml": instance(schema="a.xsd"), "b_xml": instance(schema="b.xsd")}, "", "holds 2 filings", "name the one"),
        ({"a_xsd": schema()}, "a.xsd", "is a schema and no report", "name its folder"),
        ({"a_xml": PRE}, "a.xml", "is a linkbase and no report", "name its folder"),
        ({"a_htm": b"<html><body>" + b"<p>x</p>" * 30 + b"</body></html>"}, "a.htm", "without XBRL", "as text"),
        ({"a_xml": b"<?xml version='1.0'?><note/>"}, "a.xml", "no XBRL", "instance"),
        ({"a_txt": b"just words\n"}, "a.txt", "without a table", "release"),
        ({"a_md": b"# Page\nIt shows\n```\nsources: [a]\nentity: {}\n"}, "a.md", "without a table", "release"),
        ({"a_xml": instance(" ")}, "a.xml", "has no fact", "report"),
        ({"a_xml": instance()[:-60]}, "a.xml", "cannot be read", "cut off"),
        ({"a_htm": inline()[:-30]}, "a.htm", "cannot be read", "cut off"),
        ({"a_xml": b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]>" + instance()[22:]}, "a.xml",
         "declares entities", "cut off"),
        ({"a_json": b'{"documentInfo": {"documentType": "https://xbrl.org/2021/xbrl-json"}, '}, "a.json",
         "is no JSON", "xBRL-JSON"),
        ({"filing_yaml": b"sources: [a.txt]\nentity: {name: A}\n"}, "filing.yaml", "is a filing.yaml", "name its folder"),
    ],
)  # fmt: skip
def test_what_cannot_be_compared_is_said(
    tmp_path: Path, files: dict[str, bytes], entry: str, message: str, hint: str
) -> None:
    folder = put(tmp_path / "named", **files)
    found = refused(folder / entry if entry else folder)
    assert found.code == "XG-REG-009"
    assert message in found.message
    assert hint in (found.hint or "")


def test_what_can_be_compared_is_no_finding() -> None:
    """XG-REG-009 stays silent where both sides are read."""
    assert compare_paths(EXAMPLE / "release.txt", EXAMPLE / "release.txt").entries == ()


def test_a_broken_linkbase_is_named_with_its_line(tmp_path: Path) -> None:
    put(tmp_path, abc_xml=instance(), **{"abc-20231231_xsd": schema("abc_pre.xml"), "abc_pre_xml": PRE[:-50]})
    found = refused(tmp_path)
    assert "abc_pre.xml cannot be read" in found.message
    assert found.where is not None
    assert found.where.line == 1


def test_a_missing_file_and_a_strange_one(tmp_path: Path) -> None:
    assert "is not there" in refused(tmp_path / "gone").message
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert "neither a file nor a folder" in refused(pipe).message
    (tmp_path / "empty").write_bytes(b"")
    assert refused(tmp_path / "empty").code == "XG-READ-003"
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 \x00")
    assert refused(tmp_path / "a.pdf").code == "XG-READ-002"


# -- hostile packages ------------------------------------------------------------------------


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = packed(tmp_path / "bomb.zip", {"a.xml": b"0" * 50_000_000})
    found = refused(path)
    assert found.code == "XG-REG-009"
    assert "times its size" in found.message


@pytest.mark.parametrize("name", ["../out.xml", "/etc/out.xml", "a/../../out.xml", "a\\b.xml", "a:b.xml"])
def test_no_path_leads_out_of_a_zip(tmp_path: Path, name: str) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        info = zipfile.ZipInfo("x")
        info.filename = name
        archive.writestr(info, instance())
    (tmp_path / "a.zip").write_bytes(buffer.getvalue())
    assert refused(tmp_path / "a.zip").code == "XG-REG-009"


def test_links_in_a_zip_are_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        info = zipfile.ZipInfo("a.xml")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    assert "a link or device" in refused(tmp_path / "a.zip").message


def test_a_zip_cut_off_or_damaged_is_said(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"a.xml": instance(), "b.xsd": schema()})
    whole = path.read_bytes()
    path.write_bytes(whole[:-40])
    assert "cut off or damaged" in refused(path).message
    at = whole.index(b"a.xml") + 20
    path.write_bytes(whole[:at] + b"\x00\xff\x00" + whole[at + 3 :])
    assert "is damaged: a.xml" in refused(path).message


def test_links_that_lead_out_of_a_folder_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "secret.xml").write_bytes(instance())
    inside = put(tmp_path / "in", a_txt=b"text")
    (inside / "a.xml").symlink_to(tmp_path / "secret.xml")
    assert "holds no XBRL" in refused(inside).message


# -- what does not go together ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "hint"),
    [
        (EXAMPLE / "mapping.yaml", EXAMPLE, "mpower-2004q3/mapping.yaml"),
        (EXAMPLE, EXAMPLE / "release.txt", "name the release in"),
        (EXAMPLE / "mapping.yaml", EXAMPLE / "release.txt", "two mappings"),
        (OUTPUT / "mpe-20041029.htm", EXAMPLE / "release.txt", "two filings"),
    ],
    ids=["mapping-project", "project-release", "mapping-release", "inline-release"],
)
def test_sides_that_do_not_go_together(before: Path, after: Path, hint: str) -> None:
    with pytest.raises(XbrlgenError) as error:
        compare_paths(before, after)
    (found,) = error.value.findings
    assert found.code == "XG-REG-009"
    assert hint in (found.hint or "")
    assert found.related


def test_an_error_of_a_project_names_the_project(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "p", ignore=shutil.ignore_patterns("expected"))
    (tmp_path / "p" / "mapping.yaml").write_text("taxonomy: [", "utf-8")
    with pytest.raises(XbrlgenError) as error:
        compare_paths(EXAMPLE, tmp_path / "p")
    assert (tmp_path / "p" / "mapping.yaml").as_posix() in str(error.value.findings[0].where)


@pytest.mark.skipif(not SEED.exists(), reason=WITHOUT_SHARED)
def test_the_release_as_filed_has_the_figures_of_the_example() -> None:
    found = compare_paths(SEED, EXAMPLE / "release.txt")
    assert [e for e in found.entries if e.kind in ("value", "restated", "line", "period")] == []
