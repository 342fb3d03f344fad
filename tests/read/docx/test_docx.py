"""Word documents: paragraphs and tables with places that lead into them; what is lost is said."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.read.docx.words import MAIN, docx, p, tbl, tc
from xbrlgen.model.finding import XbrlgenError
from xbrlgen.model.source import Source
from xbrlgen.read import read_bytes

BALANCE = [
    ["", "September 30, 2004", "December 31, 2003"],
    [tc(p("Current assets"))],
    [tc(p("Cash", indent=240)), "$34,077", "$29,307"],
    [tc(p("Receivables", indent=240)), "10,399", "(14,076)"],
    ["Total assets", "99,235", "109,029"],
]
DOCUMENT = p("Sales rose 5% to $12 million.") + p("BALANCE SHEET (in thousands)") + tbl(BALANCE)


def read(data: bytes) -> Source:
    return read_bytes(data, file="r.docx")


def text_of(source: Source) -> str:
    return " ".join(b.text for b in source.paragraphs)


def test_tables_and_places() -> None:
    source = read(docx(DOCUMENT))
    (table,) = source.tables
    assert "BALANCE SHEET" in table.title
    assert table.scales.money == 3
    assert [str(c.period) for c in table.columns] == ["2004-09-30", "2003-12-31"]
    cash = next(item for item in table.lines if item.label == "Cash")
    assert cash.section == ("Current assets",)
    assert [str(c.where) for c in cash.cells] == ["r.docx[table 1!B3]", "r.docx[table 1!C3]"]
    assert [f.value for c in table.lines[2].cells for f in c.figures] == [10399, -14076]
    numbers = [m.figure.value for b in source.paragraphs for m in b.mentions if m.figure is not None]
    assert numbers[:2] == [5, 12]
    assert str(source.paragraphs[0].where) == "r.docx:1"
    assert source.page is None
    assert source.findings == ()


def test_split_figures_are_joined() -> None:
    rows = [
        ["", "", "September 30, 2004", ""],
        ["Cash", "$", "34,077", ""],
        ["Loss", "$", "(1,886", ")"],
        ["Land", "", "5", ""],
    ]
    (table,) = read(docx(p("BALANCE SHEET") + tbl(rows))).tables
    assert [f.value for item in table.lines for c in item.cells for f in c.figures] == [34077, -1886, 5]


def test_cells_over_columns_and_rows() -> None:
    rows = [
        [tc(p(""), merged="restart"), tc(p("Three Months Ended September 30,"), span=2)],
        [tc(p("not shown"), merged="continue"), "2004", "2003"],
        ["Sales", "5", "4"],
        ["Costs", "3", "2"],
    ]
    (table,) = read(docx(p("INCOME") + tbl(rows))).tables
    assert [str(c.period) for c in table.columns] == ["2004-07-01..2004-09-30", "2003-07-01..2003-09-30"]
    assert "not shown" not in table.title


def test_what_is_tracked_and_what_is_hidden() -> None:
    body = p(
        "Sales were ",
        inside="<w:ins><w:r><w:t>$12 million</w:t></w:r></w:ins><w:del><w:r><w:delText>$13 million</w:delText></w:r></w:del>"
        '<w:r><w:rPr><w:vanish/></w:rPr><w:t> secret 99</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t> in all.</w:t></w:r>',
    )
    source = read(docx(body))
    assert text_of(source) == "Sales were $12 million in all."
    (told,) = source.findings
    assert told.code == "XG-READ-080"
    assert "1 deletions that are tracked" in told.message


def test_breaks_tabs_and_hyphens() -> None:
    body = p("A", inside="<w:r><w:br/><w:t>B</w:t><w:noBreakHyphen/><w:t>C</w:t><w:tab/><w:t>5</w:t></w:r>")
    assert text_of(read(docx(body))).split() == ["A", "B-C", "5"]


def test_footnotes_come_last() -> None:
    notes = '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
    notes += f'<w:footnote w:id="2">{p("Stated at cost, 7 in all.")}</w:footnote>'
    body = p("Cash", inside='<w:r><w:footnoteReference w:id="2"/></w:r>') + p("More words here.")
    source = read(docx(body, footnotes=notes))
    assert "(2) Stated at cost" in text_of(source)
    assert str(source.paragraphs[-1].where) == "r.docx:3"


def test_content_controls_hold_what_they_hold() -> None:
    body = f"<w:sdt><w:sdtContent>{DOCUMENT}</w:sdtContent></w:sdt>"
    assert len(read(docx(body)).tables) == 1


def test_pictures_and_text_boxes_are_said_to_be_lost() -> None:
    box = "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>99 in a box</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    source = read(docx(p("Words.", inside=box + "<w:r><w:drawing/></w:r>")))
    (told,) = source.findings
    assert "2 pictures, 1 text boxes" in told.message
    assert "99" not in text_of(source)


@pytest.mark.parametrize(
    "body",
    [
        "<w:p>",
        "<w:tbl>" * 300 + "</w:tbl>" * 300,
        "<w:sdt><w:sdtContent>" * 200 + DOCUMENT + "</w:sdtContent></w:sdt>" * 200,
        tbl([[tc(p("x"), span=999)] * 3] * 3),
        "<w:tbl><w:tr/></w:tbl>",
        "<w:tbl><w:tr><w:tc/></w:tr></w:tbl>",
        p("x" * 300_000),
    ],
)
def test_odd_documents(body: str) -> None:
    try:
        read(docx(body))
    except XbrlgenError as error:
        assert all(f.code.startswith("XG-READ-00") and f.where is not None for f in error.findings)


def test_entities_are_not_expanded() -> None:
    laughs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 12))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        dtd = f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>'
        text = f'{dtd}<w:document xmlns:w="{MAIN}"><w:body>{p("@")}</w:body></w:document>'.replace(
            "@", "&l11;"
        )
        package.writestr("word/document.xml", text)
    try:
        assert len(text_of(read(out.getvalue()))) < 100
    except XbrlgenError as error:
        assert error.findings[0].code in ("XG-READ-002", "XG-READ-003")


GOOD = docx(DOCUMENT)
with zipfile.ZipFile(io.BytesIO(GOOD)) as _package:
    MAIN_PART = _package.read("word/document.xml")


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, len(MAIN_PART)),
    st.integers(0, 60),
    st.sampled_from([b"", b"<w:tbl>", b"</w:tc>", b"<w:tr>", b"&#0;", b"<", b"5", b'w:val="9999"']),
)
def test_changed_at_random(start: int, length: int, put: bytes) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", MAIN_PART[:start] + put + MAIN_PART[start + length :])
    try:
        read(out.getvalue())
    except XbrlgenError as error:
        assert all(f.code.startswith("XG-READ-") for f in error.findings)
