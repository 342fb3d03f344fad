"""What Arelle says, and that it leads back to the mapping and the source."""

from __future__ import annotations

import builtins
import logging
import os
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from sample import CLOSE, CORE, FACTS, FILING, QUARTER, SHARES

from xbrlgen.check.messages import Message, Messages
from xbrlgen.check.with_arelle import Verdict, judge
from xbrlgen.model.finding import Finding, Severity
from xbrlgen.model.report import Fact, Report, Trace
from xbrlgen.model.taxonomy import Concept
from xbrlgen.model.where import Where

Ask = Callable[..., Verdict]


def changed(number: int, **changes: object) -> Report:
    """The sample with one fact changed."""
    fact: Fact = replace(FACTS[number], **changes)  # type: ignore[arg-type]
    return replace(FILING, facts=(*FACTS[:number], fact, *FACTS[number + 1 :]))


def of(verdict: Verdict, code: str) -> Finding:
    found = [f for f in verdict.findings if f.code == code]
    assert len(found) == 1, verdict.findings
    return found[0]


# -- the sample ----------------------------------------------------------------------------


def test_the_sample_is_clean(ask: Ask) -> None:
    verdict = ask(FILING)
    assert verdict.findings == ()
    assert verdict.fact_count == len(FACTS)
    assert verdict.arelle_version.startswith("2.")
    assert verdict.seconds > 0


def test_a_sum_that_does_not_hold(ask: Ask) -> None:
    verdict = ask(changed(5, value=Decimal(5_600_000)))
    eleven = of(verdict, "calc11e:inconsistentCalculationUsingRounding")
    assert eleven.severity is Severity.ERROR
    assert eleven.origin == "arelle"
    assert eleven.where == Where("mapping.yaml", 112, 9)
    assert [str(r.where) for r in eleven.related] == [
        "release.txt:12:40",
        "release.txt:10:40",
        "release.txt:11:40",
    ]
    assert eleven.related[0].what == 'source "Operating Income (Loss)"'
    assert eleven.subjects == (FACTS[5].id, FACTS[2].id, FACTS[4].id)
    assert "[5550000, 5650000]" in eleven.message
    ten = of(verdict, "xbrl.5.2.5.2:calcInconsistency")
    assert (ten.severity, ten.where, ten.subjects) == (Severity.WARNING, eleven.where, eleven.subjects)
    assert len(verdict.findings) == 2


def test_rounding_is_only_a_warning(ask: Ask) -> None:
    verdict = ask(changed(5, value=Decimal(4_700_000)))
    assert [(f.code, f.severity) for f in verdict.findings] == [
        ("xbrl.5.2.5.2:calcInconsistency", Severity.WARNING)
    ]


def test_calculations_can_be_left_out(ask: Ask) -> None:
    assert ask(changed(5, value=Decimal(5_600_000)), calculations=False).findings == ()


def test_an_undefined_concept(ask: Ask) -> None:
    verdict = ask(changed(4, concept=Concept("us-gaap:CostAndExpense", "xbrli:monetaryItemType", "duration")))
    missing = of(verdict, "xbrl:schemaImportMissing")
    assert missing.severity is Severity.ERROR
    assert missing.where == Where("mapping.yaml", 111, 9)
    assert missing.related[0].where == Where("release.txt", 11, 40)
    assert missing.subjects == (FACTS[4].id,)


@pytest.mark.parametrize(
    ("dimensions", "code"),
    [
        ((("srt:ProductOrServiceAxis", "exa:NoMember"),), "xbrldie:ExplicitMemberUndefinedQNameError"),
        (
            (("srt:ConsolidationItemsAxis", "exa:CoreCustomersMember"),),
            "xbrldie:PrimaryItemDimensionallyInvalidError",
        ),
    ],
)
def test_a_bad_dimension(ask: Ask, dimensions: tuple[tuple[str, str], ...], code: str) -> None:
    context = replace(CORE, dimensions=dimensions)
    facts = tuple(replace(f, context=context) if f.context == CORE else f for f in FACTS)
    found = of(ask(replace(FILING, contexts=(QUARTER, CLOSE, context), facts=facts)), code)
    assert found.where == Where("mapping.yaml", 109, 9)
    assert found.related[0].where == Where("release.txt", 9, 40)
    assert found.subjects == (FACTS[3].id,)


def test_a_unit_that_does_not_fit(ask: Ask) -> None:
    verdict = ask(changed(2, unit=SHARES))
    assert of(verdict, "xbrl.4.8.2:monetaryFactUnit-notMonetaryMeasure").where == Where(
        "mapping.yaml", 110, 9
    )
    assert of(verdict, "utre:error-NumericFactUtrInvalid").severity is Severity.ERROR


def test_one_fact_with_two_values(ask: Ask) -> None:
    twice = replace(FILING, facts=(*FACTS, replace(FACTS[8], id="again", value=Decimal(26_000_000))))
    found = of(ask(twice), "arelle:duplicateFacts")
    assert found.severity is Severity.ERROR
    assert found.subjects == (FACTS[8].id, "again")


def test_a_fact_that_filing_yaml_states(ask: Ask) -> None:
    verdict = ask(changed(0, value="no such form"))
    (found,) = [f for f in verdict.findings if FACTS[0].id in f.subjects]
    assert found.where == Where("filing.yaml", 4, 3)


# -- what cannot be loaded -----------------------------------------------------------------


def test_without_packages_the_taxonomy_is_missing(ask: Ask) -> None:
    verdict = ask(FILING, packages=[])
    missing = [f for f in verdict.findings if f.code == "arelle:IOerror"]
    assert len(missing) == len(FILING.extension.imports)
    for found in missing:
        assert found.severity is Severity.ERROR
        assert found.hint is not None
        assert found.where is not None
        assert found.where.file.startswith("exa-20040930")


def test_a_package_that_is_not_there(ask: Ask, tmp_path: Path) -> None:
    found = of(ask(FILING, packages=[tmp_path / "none.zip"]), "arelle:packageLoadingError")
    assert found.severity is Severity.ERROR


def test_an_entry_that_is_not_there(tmp_path: Path) -> None:
    verdict = judge(tmp_path / "none.xml", packages=[], trace=Trace({}))
    assert verdict.fact_count == 0
    assert any(f.severity is Severity.ERROR for f in verdict.findings)
    assert not any(str(tmp_path) in f.message for f in verdict.findings)


@pytest.mark.parametrize("text", ["<a><b></a>", "no markup", "", "<a/>"])
def test_an_entry_that_is_no_report(tmp_path: Path, text: str) -> None:
    (tmp_path / "bad.xml").write_text(text)
    verdict = judge(tmp_path / "bad.xml", packages=[], trace=Trace({}))
    assert verdict.fact_count == 0
    assert any(f.severity is Severity.ERROR for f in verdict.findings)


def test_inline_is_required_when_asked_for(ask: Ask) -> None:
    verdict = ask(FILING, inline=True)
    assert of(verdict, "arelle:unsupportedDocumentType").severity is Severity.ERROR


# -- a good guest --------------------------------------------------------------------------


def test_nothing_stays_behind_in_the_process(
    ask: Ask, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    logger = logging.getLogger("arelle")

    def state() -> tuple[object, ...]:
        return (
            list(logger.handlers),
            list(logger.filters),
            logger.level,
            logger.propagate,
            dict(os.environ),
            list(logging.getLogger().handlers),
            "_" in builtins.__dict__,
        )

    before = state()
    verdict = ask(changed(5, value=Decimal(5_600_000)))
    assert verdict.findings
    assert state() == before
    assert capfd.readouterr() == ("", "")
    assert list(home.iterdir()) == []


def test_twice_in_one_process_says_the_same(ask: Ask) -> None:
    report = changed(4, concept=Concept("us-gaap:CostAndExpense", "xbrli:monetaryItemType", "duration"))
    first, second = ask(report), ask(report)
    assert first.findings == second.findings


def test_arelle_is_not_loaded_until_it_judges() -> None:
    import subprocess
    import sys

    script = "import sys, xbrlgen.check.with_arelle; sys.exit('arelle' in sys.modules)"
    root = Path(__file__).resolve().parents[2]
    assert subprocess.run([sys.executable, "-c", script], cwd=root, check=False).returncode == 0


# -- reading messages ----------------------------------------------------------------------

READER = Messages(Path("/somewhere"), Trace.of(FACTS))


def read(
    level: str = "ERROR", code: str = "a:b", text: str = "text", *refs: tuple[str, int | None]
) -> Finding:
    found = READER.finding(Message(level, code, text, refs))
    assert found is not None
    return found


@pytest.mark.parametrize("level", ["INFO", "DEBUG", "INFO-RESULT", "INFO-SEMANTIC", "ASSERTION-SATISFIED"])
def test_chatter_is_dropped(level: str) -> None:
    assert READER.finding(Message(level, "info", "loaded in 0.1 secs", ())) is None


@pytest.mark.parametrize(
    ("level", "severity"),
    [
        ("CRITICAL", Severity.ERROR),
        ("ERROR-SEMANTIC", Severity.ERROR),
        ("INCONSISTENCY", Severity.ERROR),
        ("WARNING-SEMANTIC", Severity.WARNING),
    ],
)
def test_levels(level: str, severity: Severity) -> None:
    assert read(level).severity is severity


def test_the_temporary_folder_is_not_named() -> None:
    found = read("ERROR", "a:b", "in /somewhere/exa.xsd  and\nfile:///somewhere/exa.xml")
    assert found.message == "in exa.xsd and exa.xml"


def test_a_message_about_a_context_leads_to_its_facts() -> None:
    found = read(
        "ERROR", "a:b", "x", ("exa-20040930.xml#element(D-2004-07-01-2004-09-30_CoreCustomers/1/2)", 30)
    )
    assert found.subjects == (FACTS[3].id,)
    assert found.where == Where("mapping.yaml", 109, 9)


def test_a_message_about_no_fact_points_at_the_file() -> None:
    found = read("ERROR", "a:b", "x", ("exa-20040930_cal.xml#element(/1/2)", 12))
    assert found.where == Where("exa-20040930_cal.xml", 12)
    assert found.related == ()


def test_a_context_of_many_facts_does_not_name_them_all() -> None:
    many = [replace(FACTS[2], id=f"f{n}") for n in range(1000)]
    reader = Messages(Path("/somewhere"), Trace.of(many))
    found = reader.finding(Message("ERROR", "a:b", "x", ((f"exa.xml#{QUARTER.id}", 3),)))
    assert found is not None
    assert len(found.subjects) == 20
