"""A dash is zero or nil, as the mapping says: on the line, the heading, the column or the statement."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.project import small_project
from xbrlgen import pipeline

ROWS = """
Goodwill | - | 500
Inventory | 30 | 40
"""


@pytest.mark.parametrize(
    ("line", "statement", "value"),
    [
        ("", "", Decimal(0)),
        ("dash: zero", "  dash: nil\n", Decimal(0)),
        ("dash: nil", "", None),
        ("", "  dash: nil\n", None),
    ],
)
def test_dash(tmp_path: Path, line: str, statement: str, value: Decimal | None) -> None:
    lines = (
        f"  - {{line: Goodwill, concept: us-gaap:Goodwill{', ' + line if line else ''}}}\n"
        "  - {line: Inventory, concept: us-gaap:InventoryNet}"
    )
    project = small_project(tmp_path / "p", ROWS, lines, statement=statement)
    made = pipeline.check(project, pipeline.Options(fast=True))
    (goodwill,) = (
        f for f in made.report.facts if f.concept.name == "Goodwill" and f.context.period.end.month == 9
    )
    assert goodwill.value == value
    assert [f.message for f in made.findings if f.severity.name == "ERROR"] == []
    instance = made.package.entry
    text = next(a.data.decode() for a in made.package if a.name == instance)
    assert ('xsi:nil="true"' in text) == (value is None)
