"""An existing filing imported and built gives back what it said."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.project_import import FILES
from xbrlgen.model.finding import XbrlgenError
from xbrlgen.model.report import Report
from xbrlgen.pipeline import Options, build
from xbrlgen.pipeline.importing import import_filing
from xbrlgen.read.html.strip import strip
from xbrlgen.written.reader import read
from xbrlgen.written.report import report_of


@pytest.fixture
def filing(tmp_path: Path) -> Path:
    folder = tmp_path / "filing"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def report(files: dict[str, bytes]) -> Report:
    return report_of(read(files.items(), None, chosen=False))


def facts(said: Report) -> list[object]:
    """What a fact says, its place and id apart."""
    return sorted(
        repr((f.identity, f.value, f.decimals, [n.text for n in f.footnotes], f.context.typed))
        for f in said.facts
    )


def built(project: Path, tmp_path: Path, names: set[str]) -> Report:
    result = build(project, tmp_path / "made", Options(fast=True, fail_on=None))
    assert result.written is not None
    files = {p.name: p.read_bytes() for p in sorted(result.written.iterdir())}
    return report({n: d for n, d in files.items() if n in names})


def test_every_fact_network_and_label_comes_back(filing: Path, tmp_path: Path) -> None:
    import_filing(filing, tmp_path / "project")
    before = report({n: t.encode() for n, t in FILES.items()})
    after = built(tmp_path / "project", tmp_path, set(FILES))
    assert facts(after) == facts(before)
    assert after.extension.roles == before.extension.roles
    assert sorted(map(repr, after.extension.labels)) == sorted(map(repr, before.extension.labels))
    assert {e.concept for e in after.extension.elements} == {e.concept for e in before.extension.elements}


def test_what_is_built_is_stripped_to_the_same_page(filing: Path, tmp_path: Path) -> None:
    import_filing(filing, tmp_path / "project")
    page = (tmp_path / "project" / "alder-20250630.htm").read_text("ascii")
    built(tmp_path / "project", tmp_path, set())
    again = strip((tmp_path / "made" / "alder-20250630.htm").read_text("ascii")).text
    assert again.replace("<body>\n\n", "<body>\n", 1) == page  # the line that the header stood on
    assert "ix:" not in page
    assert "AmendmentFlag" not in page


def test_a_page_without_its_schema_is_carried_and_said_once(filing: Path, tmp_path: Path) -> None:
    imported = import_filing(filing / "alder-20250630.htm", tmp_path / "project")
    assert imported.findings == ()  # its schema lies beside it
    for name in FILES:
        if not name.endswith(".htm"):
            (filing / name).unlink()
    imported = import_filing(filing / "alder-20250630.htm", tmp_path / "alone")
    assert [f.code for f in imported.findings] == ["XG-IMP-001"]
    before = report({"alder-20250630.htm": FILES["alder-20250630.htm"].encode()})
    after = built(tmp_path / "alone", tmp_path, {"alder-20250630.htm", "alder-20250630.xsd"})
    assert facts(after) == facts(before)
    types = {e.concept.name: e.concept.type for e in after.extension.elements}
    assert types["MillsMember"] == "dtr-types:domainItemType"
    assert types["MillsTextBlock"] == "dtr-types:textBlockItemType"


def test_an_instance_becomes_rows(filing: Path, tmp_path: Path) -> None:
    """Built once, its plain instance says what its page says, and is imported as a filing of its own."""
    import_filing(filing, tmp_path / "project")
    before = built(tmp_path / "project", tmp_path, {"alder-20250630.xml", "alder-20250630.xsd"})
    with zipfile.ZipFile(tmp_path / "plain.zip", "w") as archive:
        for path in sorted((tmp_path / "made").iterdir()):
            if path.suffix in (".xml", ".xsd"):
                archive.write(path, path.name)
    import_filing(tmp_path / "plain.zip", tmp_path / "second")
    assert not list((tmp_path / "second").glob("*.htm"))
    after = built(tmp_path / "second", tmp_path, {"alder-20250630.xml", "alder-20250630.xsd"})
    assert facts(after) == facts(before)


def test_a_page_that_was_changed_is_noticed(filing: Path, tmp_path: Path) -> None:
    import_filing(filing, tmp_path / "project")
    page = tmp_path / "project" / "alder-20250630.htm"
    page.write_text(page.read_text("ascii").replace("4,600", "4,700"), "ascii")
    result = build(tmp_path / "project", tmp_path / "made", Options(fast=True))
    assert [f.code for f in result.findings if f.code == "XG-MAP-071"] == ["XG-MAP-071"]
    assert result.written is None


def test_a_folder_that_is_there_already_stays_as_it_is(filing: Path, tmp_path: Path) -> None:
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / "note.txt").write_text("mine")
    with pytest.raises(XbrlgenError) as error:
        import_filing(filing, tmp_path / "project")
    assert error.value.findings[0].code == "XG-OUT-001"
    assert [p.name for p in (tmp_path / "project").iterdir()] == ["note.txt"]
