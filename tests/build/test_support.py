"""A document beside what it was taken from: linked, compared, reported; the document is what is filed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import xbrlgen
from tests.examples.roads import as_workbook
from tests.project import ROOT, copy_example, edit
from tests.read.sheet.workbooks import C, edited, workbook
from xbrlgen.model.register import Tie
from xbrlgen.pipeline import Result, load

NAME = "close.xlsx"
PAGE = ROOT / "examples" / "cedar-lake-2025q3"


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Result:
    return xbrlgen.check(copy_example(tmp_path_factory.mktemp("alone")), xbrlgen.Options(fast=True))


def beside(folder: Path, data: bytes, *, name: str = NAME, entry: str = "") -> Result:
    project = copy_example(folder)
    (project / name).write_bytes(data)
    edit(project, "filing.yaml", "  - release.txt\n", f"  - release.txt\n  - {entry or name}\n")
    return xbrlgen.check(project, xbrlgen.Options(fast=True))


def supports(result: Result) -> list[Tie]:
    return [t for t in result.register.ties if t.support is not None]


def content(result: Result, name: str) -> bytes:
    return b"".join(next(a for a in result.package if a.name == name).stream())


def test_the_workbook_supports_the_document(alone: Result, tmp_path: Path) -> None:
    result = beside(tmp_path, as_workbook(alone.sources[0]))
    assert not result.failed
    assert [s.file for s in result.sources] == ["release.txt"]
    assert [f.value for f in result.report.facts] == [f.value for f in alone.report.facts]
    ties = supports(result)
    assert all(t.holds for t in ties)
    numeric = [f for f in result.report.facts if f.prints]
    # What only the running text says is in no table of the workbook.
    assert sum(bool(f.origin.support) for f in numeric) > 0.9 * len(numeric)
    for name in ("mpe-20040930.xml", "mpe-20041029_ex991.htm", "mpe-20040930_pre.xml"):
        assert content(result, name) == content(alone, name)
    assert b",support,accounts" in content(result, "facts.csv")
    assert b"close.xlsx[Table" in content(result, "facts.csv")
    assert content(alone, "facts.csv").splitlines()[0].endswith(b"mapping_line")


@pytest.mark.parametrize(
    ("held", "holds"),
    [
        (34077, True),
        (34077.4, True),
        (34076.6, True),
        (34077.6, False),
        (34078, False),
        (-34077, False),
        (34077000, False),
    ],
)
def test_what_the_cell_holds_must_round_to_the_print(tmp_path: Path, held: float, holds: bool) -> None:
    rows = [
        ["BALANCE SHEET (amounts in $ thousands)"],
        [None, "September 30, 2004"],
        ["Current Assets"],
        [C("Cash & Cash Equivalents", indent=1), C(held, "#,##0")],
    ]
    result = beside(tmp_path, workbook({"BS": rows}))
    (tie,) = supports(result)
    assert tie.holds is holds
    assert str(tie.support) == "close.xlsx[BS!B4]"
    found = [f for f in result.findings if f.code == "XG-TIE-041"]
    assert bool(found) is not holds
    if found:
        assert found[0].where is not None
        assert found[0].where.file == "release.txt"
        assert "close.xlsx[BS!B4]" in found[0].message
        assert result.failed


def test_a_format_in_thousands_holds_units(tmp_path: Path) -> None:
    rows = [
        ["BALANCE SHEET"],
        [None, "September 30, 2004"],
        ["Current Assets"],
        [C("Cash & Cash Equivalents", indent=1), C(34077412.17, "#,##0,")],
    ]
    (tie,) = supports(beside(tmp_path, workbook({"BS": rows})))
    assert tie.holds
    assert str(tie.computed) == "34077412.17"


def test_other_sheets_and_other_periods_are_no_fault(tmp_path: Path) -> None:
    rows = [
        ["BALANCE SHEET (amounts in $ thousands)"],
        [None, "September 30, 2004", "September 30, 2001"],
        ["Current Assets"],
        [C("Cash & Cash Equivalents", indent=1), C(34077, "#,##0"), C(5, "#,##0")],
        ["A working line", C(1, "#,##0"), C(2, "#,##0")],
    ]
    other = [["Workings"], [None, 2004], ["x", C(1, "0")]]
    result = beside(tmp_path, workbook({"BS": rows, "Workings": other}))
    assert not result.failed
    (told,) = [f for f in result.findings if f.code == "XG-TIE-042"]
    assert "close.xlsx[BS!C4]" in told.message


def test_an_error_in_the_workbook_is_told_all_the_same(alone: Result, tmp_path: Path) -> None:
    data = edited(as_workbook(alone.sources[0]), "xl/worksheets/sheet2.xml", "<v>34077</v>", "<v>34079</v>")
    result = beside(tmp_path, data)
    assert {f.code for f in result.findings if f.severity is xbrlgen.Severity.ERROR} == {"XG-TIE-041"}


def test_data_and_a_ledger_support_as_well(tmp_path: Path) -> None:
    rows = "concept,period,value\nus-gaap:AssetsCurrent,2004-09-30,48549123.45\nus-gaap:Assets,2004-09-30,99236000\n"
    result = beside(tmp_path, rows.encode(), name="data.csv")
    assert {t.formula: t.holds for t in supports(result)} == {"data.csv:2:34": True, "data.csv:3:27": False}


def test_a_role_that_is_said_wins(alone: Result, tmp_path: Path) -> None:
    rows = "statement,line,section,period,value\nNowhere,A,,2004-09-30,5\n"
    filed = beside(tmp_path, rows.encode(), name="data.csv", entry="{file: data.csv, role: filed}")
    assert [s.file for s in filed.sources] == ["release.txt", "data.csv"]
    assert "XG-MAP-012" in {f.code for f in filed.findings}


def test_a_page_and_its_workbook(tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(PAGE, project, ignore=shutil.ignore_patterns("out", "expected", "report.html"))
    filing, _, _, (page,) = load(project)
    (project / NAME).write_bytes(as_workbook(page))
    edit(project, "filing.yaml", f"[{filing.sources[0]}]", f"[{filing.sources[0]}, {NAME}]")
    result = xbrlgen.check(project, xbrlgen.Options(fast=True))
    assert [s.file for s in result.sources] == list(filing.sources)
    in_tables = {
        f.id for s in result.sources for t in s.tables for i in t.lines for c in i.cells for f in c.figures
    }
    facts = [f for f in result.report.facts if any(p.figure in in_tables for p in f.prints)]
    assert len(facts) > 100
    assert [f.id for f in facts if not f.origin.support] == []
    assert all(t.holds for t in supports(result))
    assert not result.failed
