"""Pages as filers' programs write them: figures across cells, headings by span, sections, furniture."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.read.html.test_html_grid import CELLS
from xbrlgen.model.finding import XbrlgenError
from xbrlgen.model.period import Period
from xbrlgen.model.scale import NumberKind
from xbrlgen.model.source import Figure, Paragraph, Source, Table
from xbrlgen.model.source_file import SourceFile
from xbrlgen.read.html.force import force
from xbrlgen.read.html.page import read_forced
from xbrlgen.read.html.reader import read_html
from xbrlgen.read.reader import Reading

# As Workiva writes it: three columns of the grid a value, "$" and ")" in cells of their own.
INCOME = """<html><body>
<p style="text-align:center"><b>Example Corp</b></p>
<p style="text-align:center"><b>CONDENSED CONSOLIDATED STATEMENTS OF OPERATIONS</b></p>
<p style="text-align:center">(In millions, except shares in thousands and per share amounts)</p>
<table>
<tr><td colspan="3"></td><td colspan="9" style="text-align:center"><b>Three Months Ended</b></td></tr>
<tr><td colspan="3"></td><td colspan="3"><b>March 29,<br>2025</b></td><td colspan="3"></td>
  <td colspan="3"><b>March 30,<br>2024</b></td></tr>
<tr><td colspan="3"></td><td colspan="9"></td></tr>
<tr><td colspan="3">Net sales:</td><td colspan="3"></td><td colspan="3"></td><td colspan="3"></td></tr>
<tr><td colspan="3" style="padding-left:12pt">Products (1)</td><td>$</td><td>68,714&nbsp;</td><td></td>
  <td colspan="3"></td><td>$</td><td>66,886&nbsp;</td><td></td></tr>
<tr><td colspan="3" style="padding-left:12pt">Services</td><td colspan="2">26,645&nbsp;</td><td></td>
  <td colspan="3"></td><td colspan="2">&#8212;&nbsp;</td><td></td></tr>
<tr><td colspan="3">Other income/(expense), net</td><td colspan="2">(279</td><td>)</td>
  <td colspan="3"></td><td colspan="2">158&nbsp;</td><td></td></tr>
<tr><td colspan="3">Gross margin</td><td colspan="2">47.1</td><td>%</td>
  <td colspan="3"></td><td colspan="2">(46.6</td><td>)%</td></tr>
<tr><td colspan="3">Shares used: basic</td><td colspan="2">14,994,082&nbsp;</td><td></td>
  <td colspan="3"></td><td colspan="2">15,405,856&nbsp;</td><td></td></tr>
</table>
<p>(1) Includes hardware of $1.2 billion.</p>
</body></html>"""


def read(page: str) -> Source:
    return read_forced(force(page), page, file="page.htm")


def only(source: Source) -> Table:
    (table,) = source.tables
    return table


def cells(table: Table) -> dict[str, list[str]]:
    return {line.label: [str(f.value) for c in line.cells for f in c.figures] for line in table.lines}


def values(page: str) -> list[str]:
    return [
        str(f.value) for t in read(page).tables for line in t.lines for c in line.cells for f in c.figures
    ]


def test_a_statement_of_split_cells() -> None:
    table = only(read(INCOME))
    assert cells(table) == {
        "Net sales": [],
        "Products": ["68714", "66886"],
        "Services": ["26645", "0"],
        "Other income/(expense), net": ["-279", "158"],
        "Gross margin": ["47.1", "-46.6"],
        "Shares used: basic": ["14994082", "15405856"],
    }
    assert [line.section for line in table.lines][1:4] == [("Net sales",), ("Net sales",), ()]
    assert table.lines[1].marks == ("1",)
    assert [c.period for c in table.columns] == [
        Period(date(2024, 12, 30), date(2025, 3, 29)),
        Period(date(2023, 12, 31), date(2024, 3, 30)),
    ]
    assert table.title.startswith("CONDENSED CONSOLIDATED STATEMENTS OF OPERATIONS (In millions")
    assert [table.scales.of(k) for k in (NumberKind.MONEY, NumberKind.SHARES, NumberKind.PER_SHARE)] == [
        6,
        3,
        None,
    ]
    margin = table.lines[4].cells[0].figures[0]
    assert margin.percent
    assert margin.text == "47.1%"


def test_every_figure_knows_its_digits_in_the_page_and_its_line_in_the_file() -> None:
    source = read_html(INCOME.encode(), Reading("page.htm"))
    assert source.page is not None
    lines = INCOME.splitlines()
    found = list(source.figures)
    assert len(found) == 11
    for figure in found:
        assert figure.extent is not None
        assert figure.digits is not None
        low, high = figure.extent
        printed = figure.text[slice(*figure.digits)]
        assert source.page.text[low:high] == printed.replace("—", "&#8212;")
        assert figure.where.line is not None
        assert figure.where.column is not None
        there = lines[figure.where.line - 1][figure.where.column - 1 :]
        assert there.startswith(("$", figure.text[0], "&#8212;"))


def test_notes_and_prose_are_paragraphs_with_their_numbers() -> None:
    note = read(INCOME).notes["1"]
    (figure,) = [m.figure for m in note.mentions if m.kind == "amount"]
    assert figure is not None
    assert (figure.value, figure.scale, figure.currency) == (Decimal("1.2"), 9, "$")


def table_of(*rows: str) -> str:
    return "<table>" + "".join(f"<tr><td>{row.replace('|', '<td>')}</tr>" for row in rows) + "</table>"


HEAD = "|2025|2024"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("a|$|1,234||$|567", ["1234", "567"]),
        ("a||(1,234|)||(5|)", ["-1234", "-5"]),
        ("a|(|1,234|)|(|5|)", ["-1234", "-5"]),
        ("a|$(|1,234|)|$(|5|)", ["-1234", "-5"]),
        ("a|$|(1,234|)|$|(5|)", ["-1234", "-5"]),
        ("a||12.5|%||(0.3|)%", ["12.5", "-0.3"]),
        ("a|$|&mdash;||$|-", ["0", "0"]),
        # A dash is nought in its own column, and no minus of the next.
        ("a|&mdash;|21,827|&mdash;|5", ["0", "21827", "0", "5"]),
        # "(24)" beside "26" is a figure; a raised "(1)" is a mark.
        ("a|2|26|(24)", ["2", "26", "-24"]),
        ("a|26<sup>(1)</sup>|27<sup>2</sup>", ["26", "27"]),
        ("a|26|<sup>(1)</sup>|27|(a)", ["26", "27"]),
        ("a|1,234*|5&dagger;", ["1234", "5"]),
        ("a|1,<b>23</b>4|5", ["1234", "5"]),
        ("a|10 - 12|5", ["10", "12", "5"]),
    ],
)
def test_cells_that_belong_together(row: str, expected: list[str]) -> None:
    assert values(table_of(row)) == expected


def test_a_raised_mark_is_no_digit_of_a_label_or_a_word_of_prose() -> None:
    source = read(table_of("Sales<sup>1</sup>|5|6") + "<p>Sales<sup>2</sup> were 5.</p>")
    assert only(source).lines[0].label == "Sales"
    assert [p.text for p in source.paragraphs] == ["Sales(2) were 5."]


def test_columns_without_and_with_signs_are_one() -> None:
    table = only(read(table_of("a|$|1|||$|2|", "b||3||||(4|)", "c||5|%|||6|%")))
    assert len(table.columns) == 2
    assert cells(table) == {"a": ["1", "2"], "b": ["3", "-4"], "c": ["5", "6"]}


@pytest.mark.parametrize(
    "page",
    [
        table_of("&bull;|Sales of 5 percent"),
        table_of("(1)|Includes 5 of interest"),
        table_of("10.1|Form of agreement", "10.2|Lease"),
        table_of("Business|<a href='#b'>4</a>", "Risk factors|<a href='#r'>12</a>"),
        table_of("|Page", "Business|4", "Risk factors|12"),
        table_of("As of May 1, there were|1,234|shares of common stock, par value one cent each"),
        table_of("By:|/s/ A. Person", "Title:|Chief Executive Officer"),
    ],
)
def test_tables_for_the_layout_are_text(page: str) -> None:
    source = read(page)
    assert source.tables == ()
    assert source.paragraphs


def test_a_bullet_and_its_text_are_one_paragraph() -> None:
    source = read(table_of("&bull;|Sales rose", "(1)|Restated"))
    assert [p.text for p in source.paragraphs] == ["• Sales rose", "(1) Restated"]


def test_years_before_rows_are_labels() -> None:
    table = only(read(table_of("|Leases|Debt", "2026|$100|$5", "2027|200|6", "Thereafter|300|7")))
    assert cells(table) == {"2026": ["100", "5"], "2027": ["200", "6"], "Thereafter": ["300", "7"]}


def test_headings_begin_anew() -> None:
    first, second = read(
        table_of("|March 31, 2025|March 31, 2024", "a|1|2", "|June 30, 2025|June 30, 2024", "b|3|4")
    ).tables
    assert [c.period for c in first.columns] == [
        Period(None, date(2025, 3, 31)),
        Period(None, date(2024, 3, 31)),
    ]
    assert [c.period for c in second.columns] == [
        Period(None, date(2025, 6, 30)),
        Period(None, date(2024, 6, 30)),
    ]


def test_what_is_hidden_is_not_read() -> None:
    hidden = "<span style='visibility:hidden'>9</span><span style='display:none'>8</span>"
    source = read(
        f"<div style='display:none'>7 {table_of('a|1|2')}</div>"
        + table_of(f"a|{hidden}1|2")
        + f"<p>{hidden}3</p>"
    )
    assert [f.text for f in source.figures] == ["1", "2", "3"]


PAGE = "<p>Example Corp | Form 10-Q | {}</p><p style='page-break-before:always'>Table of Contents</p>"


def test_page_furniture_is_passed_over() -> None:
    texts = ["Sales rose.", "Costs fell.", "We hired.", "We moved."]
    source = read("".join(f"<p>{text}</p>" + PAGE.format(k) for k, text in enumerate(texts)))
    assert [p.text for p in source.paragraphs] == texts


def test_a_table_over_the_end_of_a_page_is_one() -> None:
    heads = "|March 31, 2025|March 31, 2024"
    pages = [
        table_of(heads, "a|1|2"),
        PAGE.format(1),
        table_of("b|3|4"),
        PAGE.format(2),
        table_of("c|5|6"),
        PAGE.format(3),
    ]
    table = only(read("".join(pages)))
    assert cells(table) == {"a": ["1", "2"], "b": ["3", "4"], "c": ["5", "6"]}
    other = table_of("|Level 1|Level 2", "b|3|4")
    assert len(read(pages[0] + pages[1] + other + pages[3] + pages[5]).tables) == 2


def test_a_sentence_that_leads_to_tables_says_their_scale() -> None:
    lead = "<p>The following tables show our details as of March 31, 2025 (in millions):</p>"
    one, two = read(
        lead + "<p><b>Plant</b></p>" + table_of("a|1|2") + "<p><b>Other</b></p>" + table_of("b|3|4")
    ).tables
    assert one.scales.money == two.scales.money == 6
    assert (one.title, two.title) == ("Plant", "Other")
    one, two = read(
        lead + table_of("a|1|2") + "<p>That is all there is to say.</p>" + table_of("b|3|4")
    ).tables
    assert (one.scales.money, two.scales.money) == (6, 0)


def test_a_whole_title_in_one_block_that_is_set_off() -> None:
    title = "Example Corp and subsidiaries consolidated balance sheets<br>At December 29, 2024 and December 31, 2023<br>"
    title += "(Dollars in Millions Except Share and Per Share Amounts)<br>(See Note 1 on page 50 for what is restated)"
    assert only(read(f"<p><b>{title}</b></p>" + table_of("|2024|2023", "a|3|4"))).scales.money == 6
    plain = only(read(f"<p>{title}.</p>" + table_of("|2024|2023", "a|3|4")))
    assert not plain.title.startswith("Example")


def test_a_heading_of_time_alone_parts_a_statement_whose_scale_holds_on() -> None:
    first = "<p>Statements of equity</p><p>(in millions)</p>" + table_of("|Stock|Total", "a|1|2")
    one, two = read(
        first + "<p>Six Months Ended June 30, 2024</p>" + table_of("|Stock|Total", "a|3|4")
    ).tables
    assert one.scales.money == two.scales.money == 6
    one, two = read(first + "<p>Employees by country</p>" + table_of("|Stock|Total", "a|3|4")).tables
    assert (one.scales.money, two.scales.money) == (6, 0)


@pytest.mark.parametrize(
    "scale",
    [
        "<tr><td>(in thousands)",
        "<tr><td><td colspan=2>(in thousands)",
        "<tr><td colspan=3 align=center>(In thousands)",
    ],
)
def test_a_scale_under_or_over_the_headings(scale: str) -> None:
    table = only(read(f"<table>{scale}<tr><td><td>2025<td>2024{scale}<tr><td>a<td>1<td>2</table>"))
    assert table.scales.money == 3


def test_depth_of_labels() -> None:
    rows = [
        "<td style='text-indent:12px'>a<td>1",
        "<td><div style='padding-left:24px;text-indent:-12px'>b</div><td>2",
        "<td>&nbsp;&nbsp;c<td>3",
        "<td><p style='margin:0 0 0 12px'>d</p><td>4",
    ]
    table = only(read("<table>" + "".join(f"<tr>{r}" for r in rows) + "</table>"))
    assert [line.depth for line in table.lines] == [2, 2, 2, 2]


def test_a_label_that_goes_on_in_the_next_row() -> None:
    table = only(read(table_of("Net income per share of", "common stock|$.12|$.11", "Cash|1|2")))
    assert table.lines[0].label == "Net income per share of common stock"
    assert len(table.lines) == 2


# -- files as they come ----------------------------------------------------------------------

SUBMISSION = """<SEC-DOCUMENT>0000000000-25-000001.txt : 20250429
<DOCUMENT>
<TYPE>8-K
<FILENAME>form8k.htm
<TEXT>
<p>Cover of 1.</p>
</TEXT>
</DOCUMENT>
<DOCUMENT>
<TYPE>EX-99.1
<FILENAME>ex991.htm
<TEXT>
<p>Release of 2.</p>
</TEXT>
</DOCUMENT>
<DOCUMENT>
<TYPE>EX-99.2
<FILENAME>ex992.txt
<TEXT>
Text of 3.
</TEXT>
</DOCUMENT>
"""


@pytest.mark.parametrize(
    ("said", "text", "line"),
    [
        (None, "Release of 2.", 13),
        ("8-k", "Cover of 1.", 6),
        ("ex991.htm", "Release of 2.", 13),
        ("EX-99.2", "Text of 3.", 20),
    ],
)
def test_one_document_of_a_submission(said: str | None, text: str, line: int) -> None:
    source = read_html(SUBMISSION.encode(), Reading("s.txt", said=SourceFile("s.txt", document=said)))
    (paragraph,) = source.paragraphs
    assert (paragraph.text, paragraph.where.line) == (text, line)
    assert [f.code for f in source.findings if f.code == "XG-READ-072"] == (
        ["XG-READ-072"] if said is None else []
    )


def test_a_document_that_is_not_there_is_refused() -> None:
    with pytest.raises(XbrlgenError, match=r"has no document EX-10: it has 8-K \(form8k.htm\)"):
        read_html(SUBMISSION.encode(), Reading("s.txt", said=SourceFile("s.txt", document="EX-10")))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding: str) -> None:
    page = INCOME.replace("&#8212;", "—").replace("CONDENSED", "“Condensed”")
    source = read_html(page.encode(encoding), Reading("page.htm"))
    assert cells(only(source))["Services"] == ["26645", "0"]
    assert only(source).title.startswith("“Condensed” CONSOLIDATED")


def test_a_page_that_is_tagged_is_read_as_text_and_not_tagged_again() -> None:
    tagged = INCOME.replace("68,714", "<ix:nonFraction name='a:b' contextref='c'>68,714</ix:nonFraction>")
    tagged = tagged.replace("<html>", "<html xmlns:ix='http://www.xbrl.org/2013/inlineXBRL'>")
    source = read_html(tagged.encode(), Reading("page.htm"))
    assert cells(only(source)) == cells(only(read(INCOME)))
    assert source.page is None
    assert "XG-READ-071" in {f.code for f in source.findings}


def test_the_page_says_where_tags_may_be_added() -> None:
    page = (
        '<HTML lang=en><BODY ID=top><img src="logo.jpg"><img src="https://example.com/x.png"><p id=a>5</p>'
        + "<p>x" * 20
    )
    found = read_html(page.encode(), Reading("page.htm")).page
    assert found is not None
    assert found.text[: found.root] == "<html"
    assert found.text[: found.body].endswith('<body id="top">')
    assert found.ids == {"top", "a"}
    assert [(i.name, i.where.line, i.where.column) for i in found.images] == [("logo.jpg", 1, 28)]


ROWS = st.lists(
    st.lists(
        CELLS | st.sampled_from(["<td>$", "<td>1,234", "<td>(5", "<td>)", "<td>%", "<td>2025", "<td>—"]),
        max_size=6,
    ).map(lambda row: "<tr>" + "".join(row)),
    max_size=6,
)


@settings(max_examples=80, deadline=None)
@given(ROWS, st.sampled_from(["", "<p>a 5%</p>", "<p style='page-break-before:always'>"]))
def test_any_page_is_read_and_every_extent_is_the_digits(rows: list[str], between: str) -> None:
    page = f"<p>x</p><table>{between.join(rows)}</table>{between}<table>{''.join(rows)}</table>"
    source = read_html(page.encode(), Reading("page.htm"))
    assert source.page is not None
    for figure in source.figures:
        assert isinstance(figure, Figure)
        assert figure.extent is not None
        assert figure.digits is not None
        printed = source.page.text[slice(*figure.extent)]
        assert printed.replace("&#8212;", "—") == figure.text[slice(*figure.digits)]
    for block in source.blocks:
        if isinstance(block, Paragraph):
            assert block.at(0) == block.where


# -- scales of tables that say none --------------------------------------------------------


def table_of(*rows: str) -> str:
    return (
        "<table>"
        + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row.split("|")) + "</tr>" for row in rows)
        + "</table>"
    )


STATEMENT = "<p><b>Consolidated Statements of Operations (in millions)</b></p>" + table_of(
    "|2025|2024", "Revenues|37,895|34,857", "Costs|8,643|8,541", "Net income|26,102|24,011"
)


@pytest.mark.parametrize(
    ("between", "scale"),
    [
        ("<p>(1) Amounts include amortization, as follows:</p>", 6),
        ("<p>____________</p><p>(1) The charges are those of 2024.</p>", 6),
        ("<p>The plans grant awards to employees and others every year. They vest over four.</p>", None),
        ("<p>(1) Amounts include amortization.</p><p><b>Balance Sheets</b></p>", None),
    ],
)
def test_a_table_among_the_notes_of_a_table_counts_as_it_does(between: str, scale: int | None) -> None:
    page = (
        STATEMENT + between + table_of("Fiscal Year|2025|2024", "Cost of revenues|750|978", "Sales|901|891")
    )
    found = read(f"<html><body>{page}</body></html>").tables
    assert [t.scales.of(NumberKind.MONEY) for t in found] == [6, scale]


@pytest.mark.parametrize(
    ("rows", "scale"),
    [
        (("Revenues|37,895", "Costs|9,999", "Income|26,102", "Before|24,011"), 6),
        (("Revenues|37,895", "Costs|9,999", "Income|26,103", "Before|24,011"), None),
    ],
)
def test_a_table_counts_as_the_one_that_prints_three_of_its_numbers(
    rows: tuple[str, ...], scale: int | None
) -> None:
    page = f"<html><body>{STATEMENT}<p>We opened a second plant, which we own.</p>{table_of('|2025', *rows)}"
    first, second = read(page + "</body></html>").tables
    assert second.scales.of(NumberKind.MONEY) == scale
    if scale is not None:
        assert second.scales.words == f'as in "{first.title}"'
        assert second.scales.where == first.where


def test_a_table_that_agrees_with_two_scales_says_none() -> None:
    other = "<p><b>Selected Data (in thousands)</b></p>" + table_of(
        "|2025", "Revenues|37,895", "Assets|90,000"
    )
    page = STATEMENT + other + "<p>We opened a second plant, which we own.</p>"
    page += table_of("|2025", "Revenues|37,895", "Income|26,102", "Before|24,011")
    assert read(f"<html><body>{page}</body></html>").tables[-1].scales.of(NumberKind.MONEY) is None


@pytest.mark.parametrize(("text", "scale"), [("7,393,333 and 20,520,678", 0), ("7,393,333", 3)])
def test_shares_that_the_text_prints_in_full_are_in_ones(text: str, scale: int) -> None:
    page = (
        f"<html><body><p>There were {text} shares authorized.</p><p><b>Preferred Stock (in thousands)</b></p>"
    )
    page += table_of(
        "|Shares Authorized|Carrying Value", "Series A|7,393,333|13,725", "Series B|20,520,678|7,393"
    )
    (table,) = read(page + "</body></html>").tables
    shares, value = table.columns
    assert shares.scales.of(NumberKind.SHARES) == (0 if scale == 0 else None)
    assert value.scales.of(NumberKind.SHARES) is None


def test_rows_between_two_with_a_percent_sign_are_percentages() -> None:
    page = table_of(
        "|2025|2024", "Statutory rate|21.0 %|21.0", "Foreign|(5.2)|(8.1)", "Other|(0.1)|3.2",
        "Effective rate|15.7 %|16.1", "Paid|3.5|4.0",
    )  # fmt: skip
    (table,) = read(f"<html><body><p><b>Taxes (in millions)</b></p>{page}</body></html>").tables
    assert [line.scales.of(NumberKind.PERCENT) for line in table.lines] == [None, -2, -2, None, None]
    amounts = page.replace("(5.2)", "1,205.2")
    (table,) = read(f"<html><body>{amounts}</body></html>").tables
    assert {line.scales.of(NumberKind.PERCENT) for line in table.lines} == {None}


def test_a_year_with_the_mark_of_a_note_heads_its_column() -> None:
    page = table_of(
        "(Dollars in Millions)|2023<sup>(1)</sup>|2022", "Sales|10,036|14,953", "Costs|4,369|6,494"
    )
    (table,) = read(f"<html><body>{page}<p>(1) Two months.</p></body></html>").tables
    assert table.scales.of(NumberKind.MONEY) == 6
    assert [c.period and c.period.end.year for c in table.columns] == [2023, 2022]
    assert cells(table) == {"Sales": ["10036", "14953"], "Costs": ["4369", "6494"]}


def test_days_without_a_year_are_those_of_the_year_above() -> None:
    page = table_of(
        "|Three Months Ended September 30, 2023|Three Months Ended September 30, 2023",
        "|Successor July 22 to September 30|Predecessor July 1 to July 21",
        "Costs|5,460|880",
        "Loss|43,875|5,000",
    )
    (table,) = read(f"<html><body>{page}</body></html>").tables
    assert [c.period for c in table.columns] == [
        Period(date(2023, 7, 22), date(2023, 9, 30)),
        Period(date(2023, 7, 1), date(2023, 7, 21)),
    ]


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("The following table summarizes option activity under the 2019 Plan:", None),
        ("The following table summarizes option activity under the 2013 and 2019 Incentive Plans:", None),
        ("The following table summarizes what was granted during 2019:", 2019),
    ],
)
def test_a_year_that_begins_a_name_is_no_period(title: str, year: int | None) -> None:
    page = table_of("|Number of Shares", "Granted|9,694,890", "Forfeited|821,635")
    (table,) = read(f"<html><body><p>{title}</p>{page}</body></html>").tables
    (column,) = table.columns
    assert (column.period and column.period.end.year) == year


def test_a_footer_that_is_a_table_is_page_furniture() -> None:
    foot = (
        '<table><tr><td>2024 Annual Report</td><td>{}</td></tr></table><hr style="page-break-after:always">'
    )
    pages = [f"<p>Page of words number {'abcdef'[n]}.</p>{foot.format(n)}" for n in range(1, 5)]
    source = read(f"<html><body>{''.join(pages)}{INCOME}</body></html>")
    assert len(source.tables) == 1
    assert not any("Annual Report" in b.text for b in source.paragraphs)
    assert len(source.furniture) == 4
