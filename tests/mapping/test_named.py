"""Rows that name concept and members themselves: no caption is needed, and nothing changes their values."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

import xbrlgen
from xbrlgen.pipeline import Result

MAPPING = """taxonomy: us-gaap/2025
extension: {prefix: abc, namespace: "http://www.example.com/{period_end:%Y%m%d}"}
statements:
- role: Income
  title: Statement - Income
  positive: credit
  lines:
  - {show: us-gaap:Revenues}
  - {show: us-gaap:OperatingExpenses}
  - {show: us-gaap:OperatingIncomeLoss}
  sums: [OperatingIncomeLoss = Revenues - OperatingExpenses]
- role: Products
  title: Disclosure - Products (Details)
  lines:
  - {line: Core, concept: us-gaap:Revenues, sign: flip, scale: thousands, dimensions: {srt:ProductOrServiceAxis: abc:CoreMember}}
custom:
  CoreMember: {type: member, label: "Core [Member]", documentation: The core., why: own}
"""
HEAD = "statement,line,concept,period,value,unit,members\n"
QUARTER = "2004-07-01..2004-09-30"


def run(folder: Path, rows: str, *, form: str = "8-K") -> Result:
    (folder / "data.csv").write_text(HEAD + rows, "utf-8")
    (folder / "mapping.yaml").write_text(MAPPING, "utf-8")
    (folder / "filing.yaml").write_text(
        "sources: [data.csv]\nentity: {name: ABC, cik: placeholder}\n"
        f"document: {{type: {form}, date: 2004-10-29, period_end: 2004-09-30}}\n",
        "utf-8",
    )
    return xbrlgen.check(folder, xbrlgen.Options(fast=True))


def codes(result: Result) -> set[str]:
    return {f.code for f in result.findings}


STATEMENT = (
    f",,us-gaap:Revenues,{QUARTER},500,USD,\n"
    f",,us-gaap:OperatingExpenses,{QUARTER},620.5,USD,\n"
    f",,us-gaap:OperatingIncomeLoss,{QUARTER},-120.5,USD,\n"
)
CORE = f",,us-gaap:Revenues,{QUARTER},400,USD,srt:ProductOrServiceAxis=abc:CoreMember\n"


def test_values_are_taken_as_they_are(tmp_path: Path) -> None:
    result = run(tmp_path, STATEMENT + CORE)
    found = {(f.concept.name, len(f.context.dimensions)): f.value for f in result.report.facts if f.unit}
    assert found == {
        ("Revenues", 0): 500,
        ("OperatingExpenses", 0): Decimal("620.5"),
        ("OperatingIncomeLoss", 0): Decimal("-120.5"),
        ("Revenues", 1): 400,
    }
    statements = {p.statement for f in result.report.facts for p in f.prints if f.context.dimensions}
    assert statements == {"Products"}
    assert not {c for c in codes(result) if c.startswith(("XG-MAP", "XG-READ", "XG-TIE"))}


def test_sums_are_held(tmp_path: Path) -> None:
    assert "XG-TIE-001" in codes(run(tmp_path, STATEMENT.replace("620.5", "630") + CORE))


def test_a_concept_that_is_laid_out_nowhere(tmp_path: Path) -> None:
    result = run(tmp_path, STATEMENT + CORE + f",,us-gaap:NetIncomeLoss,{QUARTER},1,USD,\n")
    (found,) = [f for f in result.findings if f.code == "XG-MAP-050"]
    assert "us-gaap:NetIncomeLoss" in found.message
    assert "show: us-gaap:NetIncomeLoss" in (found.hint or "")
    assert str(found.where) == "data.csv:6:48"


def test_members_that_no_line_has(tmp_path: Path) -> None:
    other = CORE.replace("srt:ProductOrServiceAxis=abc:CoreMember", "srt:RangeAxis=srt:MinimumMember")
    # The line without members takes them: it is the concept's place.
    assert "XG-MAP-050" not in codes(run(tmp_path, STATEMENT + other + CORE))
    only = CORE.replace("us-gaap:Revenues", "us-gaap:Assets").replace(QUARTER, "2004-09-30")
    assert "XG-MAP-050" in codes(run(tmp_path, STATEMENT + CORE + only))


def test_a_statement_by_its_role(tmp_path: Path) -> None:
    rows = STATEMENT + CORE.replace("us-gaap:Revenues", "").replace(",,", "Products,Core,", 1)
    result = run(tmp_path, rows.replace("srt:ProductOrServiceAxis=abc:CoreMember", ""))
    # Claimed by its caption: the rule's sign and members hold, the row's scale is its own.
    values = [f.value for f in result.report.facts if f.context.dimensions]
    assert values == [-400]


@pytest.mark.parametrize(
    ("unit", "right"), [("USD", True), ("iso4217:USD", True), ("EUR", True), ("shares", False)]
)
def test_units(tmp_path: Path, unit: str, right: bool) -> None:
    result = run(tmp_path, (STATEMENT + CORE).replace(",USD,", f",{unit},"))
    assert ("XG-MAP-018" not in codes(result)) is right
    if right:
        assert {str(f.unit) for f in result.report.facts if f.unit} == {unit.removeprefix("iso4217:")}
