"""Which tables of a workbook a statement reads: by sheet, by range, and a document's by title all the same."""

from __future__ import annotations

from pathlib import Path

import pytest

import xbrlgen
from tests.read.sheet.workbooks import C, workbook
from xbrlgen.pipeline import Result

MAPPING = """taxonomy: us-gaap/2025
extension: {{prefix: abc, namespace: "http://www.example.com/{{period_end:%Y%m%d}}"}}
statements:
- role: Table
  title: Statement - Table
  period: instant
{keys}
  lines:
  - {{line: Cash, concept: us-gaap:CashAndCashEquivalentsAtCarryingValue}}
"""


def sheet(value: int, title: str = "Balance sheet") -> list[list[object]]:
    return [[title], [None, "September 30, 2004"], ["Cash", C(value, "#,##0")]]


def run(folder: Path, keys: str, *, text: str = "") -> Result:
    both = [*sheet(3, "One"), [], *sheet(4, "Two")]
    data = workbook(
        {"Old": sheet(1), "New": sheet(2), "Both": both},
        names={"Main": "=Both!$A$5:$B$7", "Other": "=New!$B$3"},
    )
    (folder / "book.xlsx").write_bytes(data)
    (folder / "release.txt").write_text(text, "utf-8")
    indented = "".join(f"  {k.strip()}\n" for k in keys.split(";"))
    (folder / "mapping.yaml").write_text(MAPPING.format(keys=indented.rstrip()), "utf-8")
    (folder / "filing.yaml").write_text(
        f"sources: [{'release.txt, ' if text else ''}book.xlsx]\nentity: {{name: ABC, cik: placeholder}}\n"
        "document: {type: 8-K, date: 2004-10-29, period_end: 2004-09-30}\n",
        "utf-8",
    )
    return xbrlgen.check(folder, xbrlgen.Options(fast=True))


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        ("sheet: New", 2),
        ("sheet: /^n/i", 2),
        ("sheet: Old", 1),
        ("range: Main", 4),
        ("range: Other", 2),
        ("sheet: Both; nth: 1", 3),
        ("sheet: Both; nth: 2", 4),
        ("sheet: Both; range: Main", 4),
        ("table: Nowhere; sheet: New", 2),
        ("table: Balance sheet; nth: 2", 2),
    ],
)
def test_a_table_by_its_place(tmp_path: Path, keys: str, value: int) -> None:
    result = run(tmp_path, keys)
    assert [f.value for f in result.report.facts if f.unit] == [value]
    assert "XG-MAP-011" not in {f.code for f in result.findings}


@pytest.mark.parametrize("keys", ["sheet: Nowhere", "range: Nowhere", "sheet: New; range: Main"])
def test_a_place_that_is_not_there(tmp_path: Path, keys: str) -> None:
    (found,) = [f for f in run(tmp_path, keys).findings if f.code == "XG-MAP-011"]
    assert any(f'"{word}"' in found.message for word in ("Nowhere", "New"))


def test_a_document_is_read_by_title_and_its_workbook_by_sheet(tmp_path: Path) -> None:
    text = (
        "<TABLE>\n<CAPTION>\nBALANCE SHEET\n"
        f"{'':40}{'September 30, 2004':>20}\n<S>{'':40}<C>\nCash{'':50}2\nLand{'':50}9\n</TABLE>\n"
    )
    result = run(tmp_path, "table: /^balance/i; sheet: New", text=text)
    assert [t.holds for t in result.register.ties if t.support is not None] == [True]
