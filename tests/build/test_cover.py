"""The cover by form type: what each form needs, and the dei facts it gives."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from tests.project import copy_example
from xbrlgen import pipeline
from xbrlgen.catalog import open_catalog
from xbrlgen.model.cover import FIELDS, REQUIRED, form_of, is_current
from xbrlgen.model.finding import Severity

COMMON = """\
  file_number: 001-00001
  incorporation: DE
  tax_id: 00-0000001
  address: {line1: 1 Example Street, city: Rochester, state: NY, zip: "14604"}
  phone: {area: "585", number: 555-0100}
  emerging_growth: false
  securities:
    - {title: Common Stock, symbol: MPE, exchange: NYSEAMER}
"""
CURRENT = """\
  written_communications: false
  soliciting_material: false
  tender_offer: false
  issuer_tender_offer: false
"""
PERIODIC = """\
  fiscal_year: 2004
  fiscal_period: Q3
  fiscal_year_end: 12-31
  filer_category: Non-accelerated Filer
  small_business: false
  shell_company: false
  interactive_data_current: true
  current_reporting: true
  transition_report: false
  shares_outstanding: {value: 78500000, date: 2004-10-25}
"""
FULL_YEAR = PERIODIC.replace("Q3", "FY")
ANNUAL = """\
  annual_report: true
  voluntary_filer: false
  well_known_seasoned_issuer: false
  error_correction: false
  auditor: {name: Example Auditors, location: "Rochester, New York", firm_id: 1}
"""
FORMS = {
    "8-K": COMMON + CURRENT,
    "10-Q": COMMON + PERIODIC + "  quarterly_report: true\n",
    "10-K": COMMON + FULL_YEAR + ANNUAL + "  icfr_attestation: false\n"
    "  public_float: {value: 100000000, date: 2004-06-30}\n",
    "20-F": COMMON.replace("state: NY", "country: GB") + FULL_YEAR + ANNUAL
    + "  registration_statement: false\n"
    "  shell_company_report: false\n  accounting_standard: U.S. GAAP\n",
    "6-K": COMMON,
}  # fmt: skip


def project_of(folder: Path, form: str, cover: str) -> Path:
    project = copy_example(folder)
    report = project / "filing.yaml"
    text = report.read_text("utf-8")
    head, _, rest = text.partition("cover:\n")
    _, _, waivers = rest.partition("# Findings known")
    report.write_text(
        head.replace("type: 8-K", f"type: {form}") + "cover:\n" + cover + "\n# Findings known" + waivers,
        "utf-8",
    )
    return project


def check(project: Path) -> pipeline.Result:
    return pipeline.check(project, pipeline.Options(fast=True))


@pytest.mark.parametrize("form", FORMS)
def test_minimal_cover_passes(form: str, tmp_path: Path) -> None:
    result = check(project_of(tmp_path, form, FORMS[form]))
    said = [f for f in result.findings if f.code.startswith(("XG-FACT-007", "XG-EFM")) and f.waived is None]
    assert [f"{f.code} {f.message}" for f in said] == []
    assert not result.failed


@pytest.mark.parametrize("form", REQUIRED)
def test_every_field_left_out_is_named(form: str, tmp_path: Path) -> None:
    result = check(project_of(tmp_path, form, "  {}\n"))
    said = [f.message for f in result.findings if f.code == "XG-FACT-007"]
    asked = [r for r in REQUIRED[form] if not r.accelerated]  # an accelerated filer is asked below
    assert len(said) == len(asked)
    for requirement in asked:
        names = " or ".join(f"cover.{k}" for k in requirement.keys)
        assert any(m.startswith(f"{names} is missing") and requirement.rule in m for m in said), names


@pytest.mark.parametrize("form", REQUIRED)
def test_what_is_missing_is_told_once(form: str, tmp_path: Path) -> None:
    """The build names the key of filing.yaml; the lint of what is written does not say it again."""
    result = check(project_of(tmp_path, form, "  {}\n"))
    told = {s for f in result.findings if f.code == "XG-FACT-007" for s in f.subjects}
    again = [f for f in result.findings if f.code in ("XG-EFM-309", "XG-EFM-310")]
    assert [f.message for f in again if any(s in f.message for s in told)] == []


@pytest.mark.parametrize(
    ("category", "asked"), [("Accelerated Filer", True), ("Non-accelerated Filer", False)]
)
def test_only_accelerated_filers_are_asked_for_the_attestation(
    category: str, asked: bool, tmp_path: Path
) -> None:
    cover = "\n".join(line for line in FORMS["10-K"].splitlines() if "icfr" not in line)
    cover = re.sub(r"filer_category: .*", f"filer_category: {category}", cover)
    result = check(project_of(tmp_path, "10-K", cover + "\n"))
    said = [f.message for f in result.findings if f.code == "XG-FACT-007"]
    assert any("cover.icfr_attestation" in m for m in said) is asked


def test_missing_auditor_is_an_error(tmp_path: Path) -> None:
    cover = "\n".join(line for line in FORMS["10-K"].splitlines() if "auditor" not in line)
    result = check(project_of(tmp_path, "10-K", cover + "\n"))
    found = [f for f in result.findings if f.code == "XG-FACT-007"]
    assert len(found) == 3
    assert {f.severity for f in found} == {Severity.ERROR}


def test_facts_of_a_quarterly_report(tmp_path: Path) -> None:
    result = check(project_of(tmp_path, "10-Q", FORMS["10-Q"]))
    facts = {f.concept.name: f for f in result.report.facts if f.concept.prefix == "dei"}
    assert facts["EntityInteractiveDataCurrent"].value == "Yes"
    assert facts["CurrentFiscalYearEndDate"].value == "--12-31"
    assert facts["EntityCommonStockSharesOutstanding"].value == Decimal(78500000)
    assert str(facts["EntityCommonStockSharesOutstanding"].context.period) == "2004-10-25"
    assert str(facts["DocumentType"].context.period) == "2004-01-01..2004-09-30"
    assert facts["DocumentPeriodEndDate"].value == "2004-09-30"


def test_a_current_report_speaks_of_its_day(tmp_path: Path) -> None:
    result = check(project_of(tmp_path, "8-K", FORMS["8-K"]))
    facts = {f.concept.name: f for f in result.report.facts if f.concept.prefix == "dei"}
    assert facts["DocumentPeriodEndDate"].value == "2004-10-29"
    assert str(facts["DocumentType"].context.period) == "2004-10-29..2004-10-29"


def test_classes_of_stock_are_told_apart_by_member(tmp_path: Path) -> None:
    more = "    - {title: Preferred, symbol: MPN, exchange: NYSE, member: us-gaap:PreferredStockMember}\n"
    cover = COMMON.replace("NYSEAMER}\n", "NYSEAMER}\n" + more) + CURRENT
    result = check(project_of(tmp_path, "8-K", cover))
    titles = [f for f in result.report.facts if f.concept.name == "Security12bTitle"]
    assert [f.value for f in titles] == ["Common Stock", "Preferred"]
    role = result.report.extension.roles[0]
    assert "us-gaap:StatementClassOfStockAxis" in {a.child for a in role.definitions}
    assert titles[1].context.dimensions == (
        ("us-gaap:StatementClassOfStockAxis", "us-gaap:PreferredStockMember"),
    )


def test_every_field_is_a_dei_element_of_the_catalog() -> None:
    catalog = open_catalog("us-gaap/2025")
    assert [f.concept for f in FIELDS.values() if catalog.concept(f.concept) is None] == []
    assert {k for needs in REQUIRED.values() for r in needs for k in r.keys} <= set(FIELDS)


def test_forms() -> None:
    assert form_of("10-K/A") == "10-K"
    assert form_of("10-KT") == "10-K"
    assert form_of("8-K") == "8-K"
    assert is_current("8-K/A")
    assert not is_current("10-Q")
