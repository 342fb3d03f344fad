"""The SEC's own validation: what is said when it is not there or fails, and what it says when it is there."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.check.edgar.cases import load
from tests.check.edgar.clean import files
from xbrlgen import pipeline
from xbrlgen.catalog.standin import stand_in_package
from xbrlgen.check import with_edgar
from xbrlgen.check.with_edgar import doctor, join, judge_edgar, read_log, rule_sets, submission
from xbrlgen.model.finding import Finding, Severity
from xbrlgen.model.report import Trace
from xbrlgen.model.where import Where

NAME = "XBRLGEN_EDGAR_PLUGINS"
NOBODY = Trace.of([])


def write(folder: Path, held: dict[str, str]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in held.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return folder


def record(code: str, level: str, text: str, href: str = "exa.htm", line: int = 3) -> dict[str, Any]:
    refs = [{"href": f"{href}#f1", "sourceLine": line}]
    return {
        "code": code,
        "level": level,
        "refs": refs,
        "message": {"text": f"[{code}] {text} - {href} {line}"},
    }


ENDED = record("info", "info", "validated in 1.29 secs")
LOADED = record("info", "info", "Activation of plug-in Validate EFM successful, version 1.25.4.")


def log_of(folder: Path, *records: dict[str, Any]) -> Path:
    log = folder / "log.json"
    log.write_text(json.dumps({"log": records}), "utf-8")
    return log


# -- what is missing -----------------------------------------------------------------------


def test_without_a_folder_it_is_said_how_to_get_it(tmp_path: Path) -> None:
    verdict = judge_edgar(tmp_path, plugin_dir=None, packages=[], trace=NOBODY)
    assert not verdict.checked
    (found,) = (f for f in verdict.findings if "folder" in f.message)
    assert (found.code, found.severity) == ("XG-EFM-901", Severity.ERROR)
    assert "--plugin-dir" in (found.hint or "")


def test_doctor_names_every_part_and_where_it_comes_from(tmp_path: Path) -> None:
    lacks = doctor(tmp_path, packages=[tmp_path / "gone.zip"], dqc=True)
    text = "\n".join(f"{lack.what}: {lack.remedy}" for lack in lacks)
    assert "EDGAR/validate is not in" in text
    assert "github.com/Arelle/EDGAR" in text
    assert "github.com/xbrlus/xule" in text
    assert "gone.zip is not there" in text


def test_doctor_asks_for_xule_only_with_the_dqc_rules(tmp_path: Path) -> None:
    for part in ("EDGAR/validate", "EDGAR/transform"):
        (tmp_path / part).mkdir(parents=True)
        (tmp_path / part / "__init__.py").touch()
    assert not any("plug-in" in lack.what for lack in doctor(tmp_path))
    assert [lack.what for lack in doctor(tmp_path, dqc=True) if "plug-in" in lack.what] == [
        f"plug-in xule is not in {tmp_path}"
    ]


def test_doctor_says_plainly_that_rule_sets_are_not_there(tmp_path: Path) -> None:
    for part in ("EDGAR/validate", "EDGAR/transform", "xule"):
        (tmp_path / part).mkdir(parents=True)
        (tmp_path / part / "__init__.py").touch()
    assert not any("rule set" in lack.what for lack in doctor(tmp_path))
    (lack,) = (lack for lack in doctor(tmp_path, dqc=True) if "rule set" in lack.what)
    assert "no DQC rule set is in" in lack.what
    assert "without --dqc" in lack.remedy
    rules = tmp_path / "EDGAR" / "validate" / "resources" / "xule"
    rules.mkdir(parents=True)
    for name in ("dqcrt-us-2025-ruleset.zip", "dqcrt-us-2023-ruleset.zip", "dqcrt-us-2024-constants.json"):
        (rules / name).touch()
    assert rule_sets(tmp_path) == ("2023", "2025")
    assert not any("rule set" in lack.what for lack in doctor(tmp_path, dqc=True))


def test_doctor_says_which_taxonomy_judges(tmp_path: Path) -> None:
    assert "stand-in" in doctor(tmp_path)[-1].what


# -- what fails ----------------------------------------------------------------------------


@pytest.fixture
def hollow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that looks like the plug-ins and holds none."""
    monkeypatch.setattr(with_edgar, "_MODULES", ())
    for part in ("EDGAR/validate", "EDGAR/transform"):
        (tmp_path / "plugins" / part).mkdir(parents=True)
        (tmp_path / "plugins" / part / "__init__.py").touch()
    return tmp_path / "plugins"


def test_a_hollow_plug_in_is_a_failure_and_not_clean(hollow: Path, tmp_path: Path) -> None:
    folder = write(tmp_path / "out", files())
    verdict = judge_edgar(folder, plugin_dir=hollow, packages=[], trace=NOBODY)
    assert not verdict.checked
    assert "XG-EFM-902" in {f.code for f in verdict.findings}


def test_a_run_that_takes_too_long_is_a_failure(hollow: Path, tmp_path: Path) -> None:
    folder = write(tmp_path / "out", files())
    verdict = judge_edgar(folder, plugin_dir=hollow, packages=[], trace=NOBODY, seconds=0.01)
    assert not verdict.checked
    assert any(f.code == "XG-EFM-902" and "longer than" in f.message for f in verdict.findings)


def test_a_year_without_a_rule_set_is_said(hollow: Path, tmp_path: Path) -> None:
    (hollow / "xule").mkdir()
    (hollow / "xule" / "__init__.py").touch()
    rules = hollow / "EDGAR" / "validate" / "resources" / "xule"
    rules.mkdir(parents=True)
    (rules / "dqcrt-us-2024-ruleset.zip").touch()
    folder = write(tmp_path / "out", files())
    verdict = judge_edgar(folder, plugin_dir=hollow, packages=[], trace=NOBODY, dqc=True)
    (found,) = (f for f in verdict.findings if f.code == "XG-EFM-903")
    assert "no DQC rule set is for us-gaap/2025 (there are some for 2024)" in found.message
    assert not verdict.checked
    (rules / "dqcrt-us-2025-ruleset.zip").touch()
    verdict = judge_edgar(folder, plugin_dir=hollow, packages=[], trace=NOBODY, dqc=True)
    assert "XG-EFM-903" not in {f.code for f in verdict.findings}


def test_an_empty_folder_is_a_failure(hollow: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    verdict = judge_edgar(tmp_path / "out", plugin_dir=hollow, packages=[], trace=NOBODY)
    assert [f.code for f in verdict.findings] == ["XG-EFM-902"]


# -- the log -------------------------------------------------------------------------------


def test_messages_keep_their_codes_and_lead_to_the_file(tmp_path: Path) -> None:
    log = log_of(tmp_path, LOADED, record("EFM.6.05.02", "error", "No CIK."), ENDED)
    (found,), version, ended = read_log(log, tmp_path, NOBODY)
    assert (found.code, found.severity, found.message) == ("EFM.6.05.02", Severity.ERROR, "No CIK.")
    assert found.where == Where("exa.htm", 3)
    assert (found.origin, version, ended) == ("edgar", "1.25.4", True)


@pytest.mark.parametrize(
    ("level", "severity"), [("error-semantic", Severity.ERROR), ("warning-semantic", Severity.WARNING)]
)
def test_semantic_levels_count(level: str, severity: Severity, tmp_path: Path) -> None:
    ((found,), _, _) = read_log(log_of(tmp_path, record("EFM.6.08.11", level, "x")), tmp_path, NOBODY)
    assert found.severity is severity


def test_dqc_rules_that_did_not_run_are_an_error(tmp_path: Path) -> None:
    log = log_of(tmp_path, LOADED, record("xule.ValidationIncomplete", "warning", "Internal error."), ENDED)
    ((found,), _, _) = read_log(log, tmp_path, NOBODY)
    assert (found.code, found.severity) == ("XG-EFM-903", Severity.ERROR)


def test_dqc_rules_speak_as_warnings_of_their_own(tmp_path: Path) -> None:
    log = log_of(tmp_path, record("DQC.US.0015.1964", "error", "Negative."))
    ((found,), _, _) = read_log(log, tmp_path, NOBODY)
    assert (found.severity, found.origin) == (Severity.WARNING, "dqc")


@pytest.mark.parametrize("text", ["", '{"log": [', "[]", '{"log": 3}', '{"log": ["x"]}'])
def test_a_log_cut_off_has_not_ended(text: str, tmp_path: Path) -> None:
    (tmp_path / "log.json").write_text(text, "utf-8")
    assert read_log(tmp_path / "log.json", tmp_path, NOBODY) == ([], "", False)


def test_what_two_judges_say_is_said_once() -> None:
    ours = Finding("xbrl:x", Severity.ERROR, "same", Where("mapping.yaml", 3), origin="arelle")
    theirs = Finding("xbrl:x", Severity.ERROR, "same", origin="edgar")
    other = Finding("EFM.6.05.02", Severity.ERROR, "more", origin="edgar")
    assert set(join([ours], [theirs, other])) == {ours, other}


def test_a_folder_submits_its_inline_documents(tmp_path: Path) -> None:
    folder = write(tmp_path / "out", files(plain=True) | {"note.htm": "<html/>"})
    assert [p.name for p in submission(folder)] == ["exa-20240930.xml"]
    unprefixed = files(plain=True)["exa-20240930.xml"].replace("xbrli:xbrl", "xbrl")
    write(folder, {"exa-20240930.xml": unprefixed})
    assert [p.name for p in submission(folder)] == ["exa-20240930.xml"]
    write(folder, files())
    assert [p.name for p in submission(folder)] == ["exa-20240930.htm"]


# -- the plug-in itself --------------------------------------------------------------------


@pytest.fixture(scope="module")
def plugins() -> Path:
    folder = os.environ.get(NAME)
    if not folder:
        pytest.skip(f"needs the SEC's plug-ins: {NAME} names no folder")
    lacks = [lack for lack in doctor(Path(folder)) if "taxonomy" not in lack.what]
    if lacks:
        pytest.skip(f"the plug-ins are not whole: {lacks[0].what}")
    return Path(folder)


@pytest.mark.parametrize("plain", [False, True], ids=["inline", "plain"])
def test_the_clean_filing_is_clean_for_the_sec(plain: bool, plugins: Path, tmp_path: Path) -> None:
    folder = write(tmp_path / "out", files(plain=plain))
    verdict = judge_edgar(
        folder, plugin_dir=plugins, packages=[stand_in_package("us-gaap/2025")], trace=NOBODY
    )
    assert verdict.checked
    # The stand-in has no relationships of us-gaap's own, which the DQC rules look at.
    assert [f.code for f in verdict.findings if not f.code.startswith("DQC.")] == []


@pytest.mark.parametrize(("ours", "theirs"), [("XG-EFM-102", "EFM.6.05.02"), ("XG-EFM-524", "EFM.6.10.04")])
def test_a_break_is_heard(ours: str, theirs: str, plugins: Path, tmp_path: Path) -> None:
    case = load()[ours][0][0]
    folder = write(tmp_path / "out", case.files())
    verdict = judge_edgar(
        folder, plugin_dir=plugins, packages=[stand_in_package("us-gaap/2025")], trace=NOBODY
    )
    assert verdict.checked
    assert theirs in {f.code for f in verdict.findings}


@pytest.mark.parametrize("strict", [True, False], ids=["strict", "pragmatic"])
def test_the_example_has_no_errors(strict: bool, plugins: Path, tmp_path: Path) -> None:
    example = Path(__file__).resolve().parents[2] / "examples" / "mpower-2004q3"
    result = pipeline.check(example, pipeline.Options(fast=True))
    for artifact in result.package:
        if artifact.name.endswith((".htm", ".xsd")) or "_" in artifact.name:
            (tmp_path / artifact.name).write_bytes(artifact.data)
    verdict = judge_edgar(
        tmp_path,
        plugin_dir=plugins,
        packages=[stand_in_package("us-gaap/2025")],
        trace=Trace.of(result.report.facts),
        strict=strict,
    )
    assert verdict.checked
    assert [f"{f.code}: {f.message}" for f in verdict.findings if f.severity is Severity.ERROR] == []
