"""Which table is a statement's: every key that names one, alone and together."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.project import codes
from xbrlgen import pipeline

RELEASE = """\
SEGMENT DATA
(in thousands)
                              Year Ended December 31,
                               2024           2023
                             --------       --------
Revenue                        $1,100           $900
Costs                             700            600

The following table is of the parent company alone.

                              Year Ended December 31,
                               2024           2023
                             --------       --------
Revenue                          $110            $90
Costs                              70             60
Dividends                          10              5

The same for its largest subsidiary:

                              Year Ended December 31,
                               2024           2023
                             --------       --------
Revenue                           $55            $45
Costs                              35             30
"""
FILING = """\
sources: [release.txt]
entity: {name: ABC, cik: placeholder}
document: {type: 8-K, date: 2025-02-20, period_end: 2024-12-31}
"""
MAPPING = """\
taxonomy: us-gaap/2025
extension: {{prefix: abc, namespace: "http://www.example.com/{{period_end:%Y%m%d}}"}}
statements:
- role: Ops
  title: Statement - Operations
{keys}  lines:
  - {{line: Revenue, concept: us-gaap:Revenues}}
  - {{line: Costs, concept: us-gaap:CostsAndExpenses}}
  - {{line: Dividends, concept: us-gaap:Dividends, optional: true}}
"""


def revenues(folder: Path, **keys: str) -> list[str]:
    """The prints of revenue in 2024 under a statement of these keys."""
    (folder / "release.txt").write_text(RELEASE, "utf-8")
    (folder / "filing.yaml").write_text(FILING, "utf-8")
    said = "".join(f"  {key}: {value}\n" for key, value in keys.items())
    (folder / "mapping.yaml").write_text(MAPPING.format(keys=said), "utf-8")
    result = pipeline.check(folder, pipeline.Options(fast=True))
    if "XG-MAP-011" in codes(result.findings):
        return []
    return [
        p.text
        for f in result.report.facts
        if f.concept.name == "Revenues" and f.context.period.end.year == 2024
        for p in f.prints
    ]


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        ({"table": "Segment Data (in thousands)"}, ["$1,100"]),
        ({"table": "/^segment data/i"}, ["$1,100"]),
        ({"has": "Dividends"}, ["$110"]),
        ({"has_not": "Dividends", "nth": "2"}, ["$55"]),
        ({"has_not": "Dividends", "nth": "1"}, ["$1,100"]),
        ({"has": "Costs", "nth": "3"}, ["$55"]),
        ({"after": "/parent company alone/"}, ["$110"]),
        ({"after": "/largest subsidiary/"}, ["$55"]),
        ({"after": "/parent company alone/", "nth": "2"}, ["$55"]),
        ({"after": "/parent company alone/", "has_not": "Dividends"}, ["$55"]),
        ({"after": "/^segment data/i"}, ["$1,100"]),
        ({"table": "/^the same for its largest/i"}, ["$55"]),
        ({"has": "Costs", "nth": "4"}, []),
        ({"after": "/nowhere/"}, []),
        ({"table": "/segment/i", "has": "Dividends"}, []),
    ],
    ids=str,
)
def test_a_table_is_named(keys: dict[str, str], found: list[str], tmp_path: Path) -> None:
    assert revenues(tmp_path, **keys) == found


def test_what_was_asked_for_is_said(tmp_path: Path) -> None:
    assert revenues(tmp_path, has_not="Costs", nth="2", after="/parent/") == []
    result = pipeline.check(tmp_path, pipeline.Options(fast=True))
    (lost,) = [f for f in result.findings if f.code == "XG-MAP-011"]
    assert 'no line "Costs" and "/parent/" before it and the 2. that fits' in lost.message
