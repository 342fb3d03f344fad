"""Every rule of the EDGAR lint: silent on a clean filing, and heard when it is broken in one place."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.check.edgar.breaks import BREAKS, Break
from tests.check.edgar.clean import files
from xbrlgen.check.edgar import lint_folder, rules
from xbrlgen.model.codes import CODES
from xbrlgen.model.finding import Finding, XbrlgenError


def lint(folder: Path, held: dict[str, str]) -> tuple[Finding, ...]:
    for name, text in held.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return lint_folder(folder)


@pytest.mark.parametrize("plain", [False, True], ids=["inline", "plain"])
def test_clean_filing_passes_every_rule(plain: bool, tmp_path: Path) -> None:
    assert [f"{f.code} {f.where} {f.message}" for f in lint(tmp_path, files(plain=plain))] == []


@pytest.mark.parametrize("case", BREAKS, ids=lambda case: case.code)
def test_break_fires(case: Break, tmp_path: Path) -> None:
    found = [f for f in lint(tmp_path, case.files()) if f.code == case.code]
    assert found, f"{case.code} did not fire"
    for finding in found:
        assert finding.severity is CODES[case.code].severity
        assert finding.where is not None


def test_every_rule_has_a_break() -> None:
    assert {case.code for case in BREAKS} == {code for _, code in rules()}


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


def test_hostile_xml_is_no_more_than_broken(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
    secret = f'<!DOCTYPE x [<!ENTITY s SYSTEM "{(tmp_path / "secret").as_uri()}">]><x>&s;</x>'
    (tmp_path / "secret").write_text("SECRET", "utf-8")
    held = files() | {"bomb.xml": bomb, "leak.xml": secret, "cut.xml": "<xbrli:xbrl"}
    text = "".join(f.message for f in lint(tmp_path, held))
    assert "SECRET" not in text
    assert "a" * 40 not in text
    assert "cut.xml is not well-formed" in text
