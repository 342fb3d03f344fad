"""Every rule of the EDGAR lint: silent on a clean filing, heard where a case breaks it, silent at its near misses."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.check.edgar import cases
from tests.check.edgar.cases import Case
from tests.check.edgar.clean import files
from xbrlgen.check.edgar import lint_files, lint_folder, rules
from xbrlgen.model.codes import CODES
from xbrlgen.model.finding import Finding, XbrlgenError


def lint(held: dict[str, str]) -> tuple[Finding, ...]:
    return lint_files([(name, text.encode("utf-8")) for name, text in sorted(held.items())])


@pytest.mark.parametrize("plain", [False, True], ids=["inline", "plain"])
def test_clean_filing_passes_every_rule(plain: bool) -> None:
    assert [f"{f.code} {f.where} {f.message}" for f in lint(files(plain=plain))] == []


@pytest.mark.parametrize("case", cases.of(0), ids=lambda case: f"{case.code}: {case.name}")
def test_fires(case: Case) -> None:
    found = [f for f in lint(case.files()) if f.code == case.code]
    assert found, f"{case.code} did not fire"
    text = "\n".join(f"{f.where} {f.message} {f.hint or ''}" for f in found)
    for words in case.says:
        assert words in text, text
    if "count" in case.said:
        assert len(found) == case.said["count"], text
    if "subjects" in case.said:
        assert sorted({i for f in found for i in f.subjects}) == sorted(case.said["subjects"])
    for finding in found:
        assert finding.severity is CODES[case.code].severity
        assert finding.where is not None


@pytest.mark.parametrize("case", cases.of(1), ids=lambda case: f"{case.code}: {case.name}")
def test_passes(case: Case) -> None:
    assert [f"{f.where} {f.message}" for f in lint(case.files()) if f.code == case.code] == []


def test_every_rule_has_cases() -> None:
    assert set(cases.load()) == {code for _, code in rules()}
    assert [code for code, (fires, _) in cases.load().items() if not fires] == []


def test_every_code_is_a_rule_or_the_secs_own() -> None:
    codes = {c for c in CODES if c.startswith("XG-EFM-")}
    assert codes == {code for _, code in rules()} | {"XG-EFM-901", "XG-EFM-902", "XG-EFM-903"}


def test_rules_are_in_the_order_of_their_codes() -> None:
    codes = [code for _, code in rules()]
    assert codes == sorted(codes)


def test_a_missing_folder_is_unreadable_input(tmp_path: Path) -> None:
    with pytest.raises(XbrlgenError) as raised:
        lint_folder(tmp_path / "nothing")
    assert raised.value.findings[0].code == "XG-READ-001"


def test_a_folder_is_linted_as_its_files_are(tmp_path: Path) -> None:
    held = cases.load()["XG-EFM-104"][0][0].files() | {"note.txt": "no part of it"}
    for name, text in held.items():
        (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    found = lint_folder(tmp_path)
    assert found == lint(held)
    assert found


@pytest.mark.parametrize("plain", [False, True], ids=["inline", "plain"])
def test_a_missing_schema_is_one_finding(plain: bool) -> None:
    """Whatever needs the schema or its linkbases waits for it."""
    kept = {name: text for name, text in files(plain=plain).items() if "20240930.xsd" not in name}
    alone = {name: text for name, text in kept.items() if "_" not in name}
    for held in (kept, alone):
        errors = [f for f in lint(held) if f.code != "XG-EFM-016"]
        assert [f.code for f in errors] == ["XG-EFM-428"]
        assert "exa-20240930.xsd is not there" in errors[0].message


@pytest.mark.parametrize("kind", ["pre", "cal", "def", "lab"])
def test_a_missing_linkbase_is_one_finding(kind: str) -> None:
    held = {name: text for name, text in files().items() if not name.endswith(f"_{kind}.xml")}
    assert [f.code for f in lint(held)] == ["XG-EFM-015"]


def test_what_edgar_makes_of_an_inline_document_is_no_part_of_it() -> None:
    held = files() | {"exa-20240930_htm.xml": files(plain=True)["exa-20240930.xml"]}
    assert lint(held) == ()


def test_an_instance_that_edgar_made_is_read_by_itself() -> None:
    held = files(plain=True)
    held["exa-20240930x10q_htm.xml"] = held.pop("exa-20240930.xml")
    assert lint(held) == ()


def test_hostile_xml_is_no_more_than_broken(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
    secret = f'<!DOCTYPE x [<!ENTITY s SYSTEM "{(tmp_path / "secret").as_uri()}">]><x>&s;</x>'
    (tmp_path / "secret").write_text("SECRET", "utf-8")
    held = files() | {"bomb.xml": bomb, "leak.xml": secret, "cut.xml": "<xbrli:xbrl"}
    text = "".join(f.message for f in lint(held))
    assert "SECRET" not in text
    assert "a" * 40 not in text
    assert "cut.xml is not well-formed" in text
