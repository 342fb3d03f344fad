"""An existing filing imported and built gives back what it said."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.project_import import FILES
from xbrlgen.model.codes import finding
from xbrlgen.model.finding import XbrlgenError
from xbrlgen.model.report import Report
from xbrlgen.model.where import Where
from xbrlgen.pipeline import Options, build, importing
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


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('id="f2">', 'target="other" id="f2">', "a fact of a second target document cannot be carried"),
        (
            'name="us-gaap:TreasuryStockValue" contextRef="c2"',
            'name="us-gaap:TreasuryStockValue" contextRef="c9"',
            "a fact whose context or unit is missing or cannot be read cannot be carried",
        ),
        (
            'name="us-gaap:TreasuryStockValue" contextRef="c2" unitRef="usd"',
            'name="us-gaap:TreasuryStockValue" contextRef="c2" unitRef="eur"',
            "a fact whose context or unit is missing or cannot be read cannot be carried",
        ),
        (
            "<p>page 7</p>",
            '<p><ix:tuple name="us-gaap:Parts" tupleID="t"/>page 7</p>',
            "an ix:tuple cannot be carried",
        ),
    ],
    ids=["second target", "no context", "no unit", "tuple"],
)
def test_what_cannot_be_carried_is_said(filing: Path, tmp_path: Path, old: str, new: str, says: str) -> None:
    page = filing / "alder-20250630.htm"
    text = page.read_text("utf-8")
    assert old in text
    page.write_text(text.replace(old, new), encoding="utf-8")
    imported = import_filing(filing, tmp_path / "project")
    assert says in [f.message for f in imported.findings if f.code == "XG-IMP-002"]


def test_a_page_that_is_no_plain_ascii_is_changed_and_said(filing: Path, tmp_path: Path) -> None:
    page = filing / "alder-20250630.htm"
    text = page.read_text("utf-8")
    page.write_text(text.replace("They go on.", "They go \u2019on."), encoding="utf-8")
    imported = import_filing(filing, tmp_path / "letters")
    assert [f.code for f in imported.findings] == ["XG-IMP-003"]
    assert "&#8217;on." in (tmp_path / "letters" / "alder-20250630.htm").read_text("ascii")

    page.write_text(text.replace("<html ", "<!DOCTYPE html>\n<html ", 1), encoding="utf-8")
    imported = import_filing(filing, tmp_path / "typed")
    assert [f.code for f in imported.findings] == ["XG-IMP-003"]
    assert "DOCTYPE" not in (tmp_path / "typed" / "alder-20250630.htm").read_text("ascii")

    # A letter that is written as a reference stays as it is.
    page.write_text(text.replace("They go on.", "They go &#8217;on."), encoding="utf-8")
    assert import_filing(filing, tmp_path / "plain").findings == ()


def test_rules_that_cannot_be_read_leave_every_fact_a_row(
    filing: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(*_: object) -> None:
        raise XbrlgenError(finding("XG-MAP-009", "key `x` is not known here", Where("mapping.yaml", 3)))

    monkeypatch.setattr(importing, "infer_rules", unreadable)
    imported = import_filing(filing, tmp_path / "project")
    (found,) = imported.findings
    assert (found.code, str(found.where)) == ("XG-IMP-004", "mapping.yaml:3")
    assert "key `x` is not known here" in found.message
    assert imported.by_rules == 0
    after = built(tmp_path / "project", tmp_path, set(FILES))
    assert facts(after) == facts(report({n: t.encode() for n, t in FILES.items()}))
