"""Workbooks that are broken or made to hurt: bounded, and refused by name."""

from __future__ import annotations

import io
import time
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.read.sheet.test_workbook import BALANCE
from tests.read.sheet.workbooks import edited, workbook
from xbrlgen.model.finding import XbrlgenError
from xbrlgen.read import read_bytes

SHEET = "xl/worksheets/sheet1.xml"
GOOD = workbook({"BS": BALANCE})
ROWS = '<row r="1"'
MUCH = 60.0
"""Seconds of this process, far above what is used: only a run without end is to fail."""


def refusal(data: bytes) -> str:
    with pytest.raises(XbrlgenError) as caught:
        read_bytes(data, file="acme.xlsx")
    (found,) = caught.value.findings
    assert found.where is not None
    assert found.hint
    return f"{found.code}: {found.message}"


def with_part(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(GOOD)) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for info in before.infolist():
            if info.filename != name:
                after.writestr(info.filename, before.read(info))
        after.writestr(name, content)
    return out.getvalue()


def test_a_zip_bomb() -> None:
    assert "zip bomb" in refusal(with_part("xl/media/image1.png", bytes(40_000_000)))


def test_many_parts() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for i in range(10_001):
            package.writestr(f"p{i}", b"")
    assert "XG-READ-004" in refusal(out.getvalue())


def test_a_million_empty_formatted_rows() -> None:
    rows = "".join(f'<row r="{i}" s="1" customFormat="1"/>' for i in range(14, 300_000))
    data = edited(GOOD, SHEET, "</sheetData>", rows + "</sheetData>")
    started = time.process_time()
    assert len(read_bytes(data, file="acme.xlsx").tables) == 1
    assert time.process_time() - started < MUCH


def test_more_rows_than_a_sheet_has() -> None:
    data = edited(
        GOOD, SHEET, "</sheetData>", '<row r="1048577"><c r="A1048577"><v>1</v></c></row></sheetData>'
    )
    assert "a row 1,048,577" in refusal(data)


def test_entities_are_not_expanded() -> None:
    laughs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 12))
    dtd = f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>'
    data = edited(GOOD, "xl/sharedStrings.xml", "<sst", f"{dtd}<sst")
    data = edited(data, "xl/sharedStrings.xml", "ACME Corp", "&l11;")
    started = time.process_time()
    try:
        source = read_bytes(data, file="acme.xlsx")
        assert all(len(t.title) < 1000 for t in source.tables)
    except XbrlgenError:
        pass
    assert time.process_time() - started < MUCH


def test_overlapping_merged_cells() -> None:
    merges = "".join(f'<mergeCell ref="A1:XFD{1_000_000 + i}"/>' for i in range(15_000))
    data = edited(GOOD, SHEET, "</sheetData>", f'</sheetData><mergeCells count="1">{merges}</mergeCells>')
    started = time.process_time()
    read_bytes(data, file="acme.xlsx")
    assert time.process_time() - started < MUCH


def test_running_totals_over_a_long_list() -> None:
    rows = [["S"], [None, 2004]]
    source = workbook({"S": [*rows, *([f"x{i}", i] for i in range(4_000))]})
    body = "".join(f'<c r="C{i}"><f>SUM(B$3:B{i})</f><v>{sum(range(i - 2))}</v></c>' for i in range(3, 4_003))
    assert body
    data = edited(source, SHEET, "</sheetData>", f"{_rows(body)}</sheetData>")
    started = time.process_time()
    read_bytes(data, file="acme.xlsx")
    assert time.process_time() - started < MUCH


def _rows(cells: str) -> str:
    parts = cells.split("</c>")[:-1]
    return "".join(f'<row r="{3 + i}">{p}</c></row>' for i, p in enumerate(parts))


@pytest.mark.parametrize("kept", [10, 100, 1000, 0.5, -30], ids=str)
def test_a_file_that_is_cut_off(kept: float) -> None:
    """A number of bytes, a share of them, or all but some: the length itself varies with the day's stamp."""
    size = int(len(GOOD) * kept) if 0 < kept < 1 else int(kept)
    assert "XG-READ-002" in refusal(GOOD[:size])


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (SHEET, "</sheetData>", ""),
        (SHEET, "<sheetData>", "<sheetData>\x01"),
        ("xl/workbook.xml", "<sheets>", "<sheets"),
        ("xl/styles.xml", "</cellXfs>", "</cellXfs"),
    ],
)
def test_parts_that_are_no_xml(part: str, old: str, new: str) -> None:
    assert "XG-READ-002" in refusal(edited(GOOD, part, old, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('r="B7"', 'r="7B"'),
        ('r="B7"', 'r="ZZZZZZ7"'),
        ('s="1"', 's="99999"'),
        ("<v>34077</v>", "<v>1e999</v>"),
        ("<v>34077</v>", "<v>x</v>"),
        ("<v>34077</v>", "<v></v>"),
        ('t="s"><v>1</v>', 't="s"><v>77777</v>'),
        ('t="s"><v>1</v>', 't="s"><v>-1</v>'),
        ("<f>SUM(B7:B8)</f>", "<f>SUM(</f>"),
        ("<f>SUM(B7:B8)</f>", '<f>"((((&amp;</f>'),
        ("<f>SUM(B7:B8)</f>", "<f>SUM(B7:B1048576)</f>"),
    ],
)
def test_odd_cells_are_read_or_named(old: str, new: str) -> None:
    source = read_bytes(edited(GOOD, SHEET, old, new), file="acme.xlsx")
    assert source.tables


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("xl/workbook.bin", "a binary Excel workbook (.xlsb)"),
        ("content.xml", "an OpenDocument file (.ods, .odt)"),
        ("ppt/presentation.xml", "a PowerPoint presentation"),
        ("other.txt", "no workbook"),
    ],
)
def test_other_packages(name: str, what: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr(name, b"x")
    assert what in refusal(out.getvalue())


PARTS = ("xl/workbook.xml", SHEET, "xl/styles.xml", "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels")


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(PARTS), st.integers(0, 5_000), st.integers(0, 40), st.binary(max_size=30))
def test_bytes_changed_at_random(part: str, start: int, length: int, put: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as package:
        text = package.read(part)
    start %= len(text)
    try:
        read_bytes(with_part(part, text[:start] + put + text[start + length :]), file="acme.xlsx")
    except XbrlgenError as error:
        assert all(f.code.startswith("XG-READ-") for f in error.findings)
