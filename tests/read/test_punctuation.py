"""Numbers with a decimal comma, from the page to the tag."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from xbrlgen import pipeline

MAPPING = """
taxonomy: us-gaap/2025
extension: {prefix: exc, namespace: "http://www.example.com/{period_end:%Y%m%d}"}
statements:
  - role: Ops
    title: Statement - Operations
    table: /operations/i
    period: duration
    lines:
      - {line: Revenue, concept: us-gaap:Revenues}
      - {line: Result, concept: us-gaap:OperatingIncomeLoss}
"""
FILING = """
sources: [{file: release.txt, %s}]
entity: {name: EXAMPLE CORP, cik: placeholder}
document: {type: 8-K, date: 2026-02-20, period_end: 2025-12-31}
currency: EUR
"""
RELEASE = """
STATEMENTS OF OPERATIONS
(in thousands of euros)
                                      Year Ended December 31,
                                       2025          2024
                                   ----------    ----------
Revenue                            %s
Result                             %s
"""


@pytest.mark.parametrize(
    ("said", "revenue", "result", "values"),
    [
        (
            'decimal: ","',
            "   1.204,5       1.150,0",
            "     204,3      (159,5)",
            ("1204500", "204300", "-159500"),
        ),
        (
            'decimal: ","',
            " 1.204.500     1.150.000",
            "   204.300     (159.500)",
            ("1204500000", "204300000", "-159500000"),
        ),
        (
            'decimal: ",", thousands: " "',
            " 1 204,5       1 150,0",
            "   204,3       (159,5)",
            ("1204500", "204300", "-159500"),
        ),
        (
            'decimal: "."',
            "   120.450       115.000",
            "    20.430       15.950 ",
            ("120450", "20430", "15950"),
        ),
    ],
)
def test_facts(tmp_path: Path, said: str, revenue: str, result: str, values: tuple[str, ...]) -> None:
    (tmp_path / "mapping.yaml").write_text(MAPPING, "utf-8")
    (tmp_path / "filing.yaml").write_text(FILING % said, "utf-8")
    (tmp_path / "release.txt").write_text(RELEASE % (revenue, result), "utf-8")
    made = pipeline.check(tmp_path, pipeline.Options(fast=True))
    assert [f.code for f in made.findings if f.code.startswith("XG-READ")] == []
    found = {(f.concept.name, f.context.period.end.year): f.value for f in made.report.facts if f.unit}
    assert (found["Revenues", 2025], found["OperatingIncomeLoss", 2025]) == (
        Decimal(values[0]),
        Decimal(values[1]),
    )
    assert found["OperatingIncomeLoss", 2024] == Decimal(values[2])
    exhibit = next(a.data.decode() for a in made.package if a.name.endswith("ex991.htm"))
    assert ("num-comma-decimal" in exhibit) == ("thousands" not in said and '","' in said)
