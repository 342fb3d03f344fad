"""Workbooks: tables as a person sees them, each number with its cell, and what is wrong named."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.read.sheet.workbooks import C, edited, linked, without_values, workbook
from xbrlgen.model.finding import Severity, XbrlgenError
from xbrlgen.model.source import LineItem, Source, Table
from xbrlgen.read import read_bytes

THOUSANDS = "#,##0_);(#,##0)"
SEPTEMBER, DECEMBER = date(2004, 9, 30), date(2003, 12, 31)


def n(value: object, shown: object = 0) -> C:
    return C(value, THOUSANDS, shown=shown)


BALANCE = [
    ["ACME Corp"],
    ["Consolidated Balance Sheets"],
    ["(in thousands)"],
    [],
    [None, SEPTEMBER, DECEMBER],
    ["Current assets"],
    [C("Cash", indent=1), n(34077), n(29307)],
    [C("Receivables", indent=1), n(10399), n(14076)],
    ["Total current assets", n("=SUM(B7:B8)", 44476), n("=SUM(C7:C8)", 43383)],
    [],
    ["Other assets", n(4233), n(3781)],
    ["Total assets", n("=B9+B11", 48709), n("=C9+C11", 47164)],
]


def read(data: bytes, **options: bool) -> Source:
    return read_bytes(data, file="acme.xlsx", **options)


def line(table: Table, label: str) -> LineItem:
    return next(item for item in table.lines if item.label == label)


def values(item: LineItem) -> list[Decimal]:
    return [f.value for c in item.cells for f in c.figures]


def codes(source: Source) -> list[str]:
    return [f.code for f in source.findings]


def test_a_sheet_as_a_person_sees_it() -> None:
    source = read(workbook({"BS": BALANCE}))
    (table,) = source.tables
    assert table.title == "ACME Corp Consolidated Balance Sheets (in thousands)"
    assert "Consolidated Balance Sheets" in table.names
    assert [str(c.period) for c in table.columns] == ["2004-09-30", "2003-12-31"]
    assert values(line(table, "Cash")) == [34077, 29307]
    assert line(table, "Cash").section == ("Current assets",)
    assert line(table, "Total assets").section == ()
    assert values(line(table, "Total assets")) == [48709, 47164]
    assert str(line(table, "Cash").cells[1].where) == "acme.xlsx[BS!C7]"
    assert table.sheet == "BS"
    assert codes(source) == []


def test_every_number_has_an_identity_and_its_digits() -> None:
    source = read(workbook({"BS": BALANCE}))
    assert [f.id.number for f in source.figures] == list(range(1, 11))
    for figure in source.figures:
        assert figure.digits is not None
        low, high = figure.digits
        assert figure.text[low:high].replace(",", "").isdigit()


def test_a_long_title_in_brackets_is_a_title_and_a_sentence_is_none() -> None:
    title = "CONDENSED CONSOLIDATED STATEMENTS OF OPERATIONS (in thousands, except share and per share data) (unaudited)"
    words = "The figures below were taken from the books as they stood on the day of the closing, before the audit."
    rows = [[words], [title], [None, SEPTEMBER], ["Revenue", n(5)], ["Loss", n(-1)]]
    source = read(workbook({"IS": rows}))
    (table,) = source.tables
    assert table.title == title
    assert table.scales.money == 3
    assert source.paragraphs[0].text == words


@pytest.mark.parametrize(
    ("heading", "period"),
    [
        (["Three Months Ended", "Three Months Ended"], "2004-07-01..2004-09-30"),
        (["Three Months Ended", None], "2004-07-01..2004-09-30"),
        (["Nine Months Ended", "Nine Months Ended"], "2004-01-01..2004-09-30"),
        (["Actual", "Actual"], "2004-09-30"),
    ],
)
def test_headings_over_several_rows(heading: list[str | None], period: str) -> None:
    rows = [["Operations"], [None, *heading], [None, SEPTEMBER, date(2003, 9, 30)], ["Revenue", n(5), n(4)]]
    (table,) = read(workbook({"IS": rows})).tables
    assert str(table.columns[0].period) == period
    assert str(table.columns[1].period) == period.replace("2004", "2003")


def test_a_merged_heading_covers_its_columns() -> None:
    rows = [
        ["Operations"],
        [],
        [None, SEPTEMBER, date(2003, 9, 30), SEPTEMBER],
        ["Revenue", n(5), n(4), n(9)],
    ]
    data = workbook(
        {"IS": [rows[0], [None, None, None, "Nine Months Ended"], *rows[2:]]},
        merged=[("B2:C2", "Three Months Ended")],
    )
    (table,) = read(data).tables
    assert [str(c.period) for c in table.columns] == [
        "2004-07-01..2004-09-30",
        "2003-07-01..2003-09-30",
        "2004-01-01..2004-09-30",
    ]


def test_a_word_over_a_later_column_is_a_heading() -> None:
    rows = [
        ["Balance sheet"],
        [None, None, "Adjusted"],
        [None, SEPTEMBER, SEPTEMBER],
        ["Cash", n(5), n(4)],
        ["Land", n(3), n(2)],
    ]
    (table,) = read(workbook({"BS": rows})).tables
    assert table.title == "Balance sheet"
    assert [c.headings for c in table.columns] == [
        ("September 30, 2004",),
        ("Adjusted", "September 30, 2004"),
    ]


def test_bare_years_head_columns() -> None:
    rows = [["Balance sheet as of December 31,"], [None, 2004, 2003], ["Cash", n(2004), n(29307)]]
    (table,) = read(workbook({"BS": rows})).tables
    assert [c.text for c in table.columns] == ["2004", "2003"]
    assert values(line(table, "Cash")) == [2004, 29307]


def test_tables_under_each_other_and_running_text() -> None:
    rows = [
        *BALANCE,
        [],
        ["Statement of Operations"],
        ["(in millions)"],
        [None, "Three Months Ended"],
        [None, SEPTEMBER, date(2003, 9, 30)],
        ["Revenue", n(37), n(36)],
        [],
        ["Note 1: The line for revenue leaves out taxes of $12 thousand."],
    ]
    source = read(workbook({"All": rows}))
    first, second = source.tables
    assert (first.scales.money, second.scales.money) == (3, 6)
    assert second.title == "Statement of Operations (in millions)"
    (note,) = [p for p in source.paragraphs if p.kind == "note"]
    assert note.mark == "1"
    assert [m.figure.value for m in note.mentions if m.figure is not None][-1] == 12


def test_tables_side_by_side() -> None:
    left = [["Assets"], [None, SEPTEMBER], ["Cash", n(1)], ["Land", n(2)]]
    right = [["Liabilities"], [None, SEPTEMBER], ["Debt", n(3)], ["Other", n(4)]]
    rows = [[*a, *[None] * (3 - len(a)), *b] for a, b in zip(left, right, strict=True)]
    one, other = read(workbook({"BS": rows})).tables
    assert [i.label for i in one.lines] == ["Cash", "Land"]
    assert [i.label for i in other.lines] == ["Debt", "Other"]
    assert str(other.columns[0].period) == "2004-09-30"


def test_an_empty_column_between_values_parts_no_table() -> None:
    rows = [
        ["Assets"],
        [None, SEPTEMBER, None, DECEMBER],
        ["Cash", n(1), None, n(2)],
        ["Land", n(3), None, n(4)],
    ]
    (table,) = read(workbook({"BS": rows})).tables
    assert values(line(table, "Land")) == [3, 4]


def test_captions_indented_by_columns() -> None:
    rows = [
        ["Balance sheet"],
        [None, None, SEPTEMBER],
        ["Current assets"],
        [None, "Cash", n(1)],
        [None, "Receivables", n(2)],
        ["Other", None, n(3)],
    ]
    (table,) = read(workbook({"BS": rows})).tables
    assert line(table, "Receivables").section == ("Current assets",)
    assert line(table, "Other").section == ()


def test_a_format_in_thousands_is_a_scale_of_its_own() -> None:
    rows = [["Balance sheet"], [None, SEPTEMBER], ["Cash", C(34077432.17, "#,##0,")]]
    ((figure,),) = [c.figures for c in read(workbook({"BS": rows})).tables[0].lines[0].cells]
    assert (figure.text, figure.value, figure.scale) == ("34,077", 34077, 3)
    assert figure.held == Decimal("34077432.17")


def test_stored_noise_is_no_digit() -> None:
    rows = [["Data"], [None, SEPTEMBER], ["EPS", C(0.58, "0.00")]]
    data = workbook({"S": rows})
    data = edited(data, "xl/worksheets/sheet1.xml", "<v>0.58</v>", "<v>0.57999999999999996</v>")
    (figure,) = read(data).figures
    assert (figure.value, figure.places, figure.held) == (Decimal("0.58"), 2, Decimal("0.58"))


def test_names_and_tables_lead_to_a_table() -> None:
    rows = [*BALANCE, [], ["Shares"], [None, SEPTEMBER], ["Outstanding", n(78)]]
    data = workbook(
        {"My 'BS' 1": rows}, names={"Shares_Out": "='My ''BS'' 1'!$A$14:$B$16"}, tables={"Assets": "A7:C9"}
    )
    first, second = read(data).tables
    assert first.areas == ("Assets",)
    assert second.areas == ("Shares_Out",)


def test_sums_are_evidence() -> None:
    source = read(workbook({"BS": BALANCE}))
    by_id = {f.id: f for f in source.figures}
    sums = {by_id[s.total].where.cell: [by_id[i].where.cell for i, _ in s.parts] for s in source.sums}
    assert sums == {"B9": ["B7", "B8"], "C9": ["C7", "C8"], "B12": ["B9", "B11"], "C12": ["C9", "C11"]}


@pytest.mark.parametrize(
    ("formula", "parts"),
    [
        ("=B3-B4", [("B3", 1), ("B4", -1)]),
        ("=-B3+B4", [("B3", -1), ("B4", 1)]),
        ("=SUM(B3:B4)-B5", [("B3", 1), ("B4", 1), ("B5", -1)]),
        ("=B5-SUM(B3,B4)", [("B5", 1), ("B3", -1), ("B4", -1)]),
        ("=B3*2", None),
        ("=ROUND(B3+B4,0)", None),
        ("=Other!B3+B4", None),
        ("=SUM(B3:B4)/B5", None),
        ("=B3", None),
    ],
)
def test_formulas(formula: str, parts: list[tuple[str, int]] | None) -> None:
    cells = [n(10), n(20), n(70)]
    value = {"=B3-B4": -10, "=-B3+B4": 10, "=SUM(B3:B4)-B5": -40, "=B5-SUM(B3,B4)": 40}.get(formula, 1)
    rows = [["S"], [None, SEPTEMBER], *(["x", c] for c in cells), ["Total", n(formula, value)]]
    source = read(workbook({"S": rows, "Other": []}))
    by_id = {f.id: f.where.cell for f in source.figures}
    assert [[(by_id[i], w) for i, w in s.parts] for s in source.sums] == ([] if parts is None else [parts])
    assert codes(source) == []


def test_a_formula_filled_over_columns_is_read_in_each() -> None:
    data = workbook({"BS": BALANCE})
    sheet = "xl/worksheets/sheet1.xml"
    data = edited(data, sheet, "<f>SUM(B7:B8)</f>", '<f t="shared" ref="B9:C9" si="0">SUM(B7:B8)</f>')
    data = edited(data, sheet, "<f>SUM(C7:C8)</f>", '<f t="shared" si="0"/>')
    assert len(read(data).sums) == 4


# -- what is wrong -------------------------------------------------------------------------


def with_cell(cell: object, **options: object) -> Source:
    rows = [
        ["Balance sheet"],
        [None, SEPTEMBER],
        ["Cash", cell],
        ["Land", n(2)],
        ["Sum", n("=SUM(B3:B4)", 36)],
    ]
    return read(workbook({"BS": rows}, **options))  # type: ignore[arg-type]


def test_formulas_without_values() -> None:
    source = read(without_values(workbook({"BS": BALANCE})))
    (found,) = source.findings
    assert (found.code, found.severity) == ("XG-READ-050", Severity.ERROR)
    assert "B9, C9, B12, C12" in found.message


@pytest.mark.parametrize("error", ["#REF!", "#DIV/0!", "#N/A"])
def test_errors(error: str) -> None:
    source = with_cell(C("=1/0", shown=error))
    assert codes(source)[0] == "XG-READ-051"
    assert error in source.findings[0].message
    assert str(source.findings[0].where) == "acme.xlsx[BS!B3]"


def test_a_sum_that_is_stale() -> None:
    (found,) = with_cell(n(35)).findings
    assert found.code == "XG-READ-052"
    assert "shows 36" in found.message
    assert "give 37" in found.message
    assert with_cell(n(34)).findings == ()


def test_binary_noise_makes_no_sum_stale() -> None:
    rows = [
        ["S"],
        [None, SEPTEMBER],
        *(["x", C(0.1, "0.0")] for _ in range(10)),
        ["T", C("=SUM(B3:B12)", "0.0", 0, 0.9999999999999999)],
    ]
    assert read(workbook({"S": rows})).findings == ()


def test_hidden_rows_columns_and_sheets() -> None:
    source = with_cell(n(34), hidden_rows=[4])
    assert codes(source) == ["XG-READ-053"]
    assert [item.label for item in source.tables[0].lines] == ["Cash", "Sum"]
    assert codes(with_cell(n(34), hidden_columns="B:B")) == ["XG-READ-053"]
    data = workbook({"BS": BALANCE, "Workings": [["x", 5]]}, hidden_sheets=["Workings"])
    (found,) = read(data).findings
    assert found.code == "XG-READ-053"
    assert "Workings is hidden and holds 1 numbers" in found.message
    assert read(workbook({"BS": BALANCE, "Notes": [["words"]]}, hidden_sheets=["Notes"])).findings == ()


def test_signs_and_numbers_that_are_not_shown() -> None:
    source = with_cell(C(-34, "0;[Red]0"))
    assert codes(source) == ["XG-READ-055", "XG-READ-052"]
    assert values(source.tables[0].lines[0]) == [-34]
    assert codes(with_cell(C(34, "0;[Red]-0"))) == []


def test_numbers_as_text() -> None:
    source = with_cell("34")
    assert "XG-READ-056" in codes(source)
    assert values(source.tables[0].lines[0]) == [34]
    assert "XG-READ-056" not in codes(with_cell("n/a"))


def test_numbers_without_a_format() -> None:
    assert "XG-READ-057" in codes(with_cell(100 / 3))
    assert "XG-READ-057" not in codes(with_cell(33.25))


def test_values_from_another_workbook() -> None:
    rows = [["S"], [None, SEPTEMBER], ["Cash", n("='[1]S'!B1", 5)]]
    (found,) = read(linked(workbook({"BS": rows}), "other.xlsx")).findings
    assert found.code == "XG-READ-054"
    assert "other.xlsx" in found.message


def test_places_sort_as_a_person_sorts() -> None:
    rows = [["S"], [None, SEPTEMBER, DECEMBER], *([f"x{i}", n(i), n(i)] for i in range(3, 12))]
    cells = [f.where for f in read(workbook({"S": rows})).figures]
    assert sorted(cells, key=lambda w: w.sort_key()) == cells


def test_a_template_and_a_workbook_with_macros_are_read() -> None:
    plain = workbook({"BS": BALANCE})
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    for other in (
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        kind.replace("sheet.main", "template.main"),
    ):
        data = edited(plain, "[Content_Types].xml", kind, other)
        assert len(read(data).tables) == 1


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\xd0\xcf\x11\xe0" + bytes(500) + "Workbook".encode("utf-16-le"), "old Excel workbook (.xls)"),
        (b"\xd0\xcf\x11\xe0" + bytes(500) + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
        (b"%PDF-1.7 x", "a PDF document"),
        (b"PAR1 x", "a Parquet file"),
    ],
)
def test_what_is_refused_says_what_to_do(data: bytes, what: str) -> None:
    with pytest.raises(XbrlgenError, match=r"XG-READ-002|") as caught:
        read(data)
    (found,) = caught.value.findings
    assert found.code == "XG-READ-002"
    assert what in found.message
    assert found.hint
