"""Small releases in text, and what is read from them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xbrlgen.model.finding import XbrlgenError
from xbrlgen.model.scale import NumberKind
from xbrlgen.model.source import Source, Table
from xbrlgen.model.where import Where
from xbrlgen.read import LARGEST_FILE, read_source
from xbrlgen.read.captions import clean
from xbrlgen.read.text.edgar_text import read_edgar_text


def read(text: str) -> Source:
    return read_edgar_text(dedent(text).strip("\n"), file="r.txt")


def codes(source: Source) -> list[str]:
    return [f.code for f in source.findings]


def values(table: Table) -> list[tuple[str, list[list[str]]]]:
    return [(line.label, [[str(f.value) for f in c.figures] for c in line.cells]) for line in table.lines]


MARKED = """
    <TABLE>
    <CAPTION>
                                            Acme Holding       Acme Holding
    STATEMENT OF RESULTS (in thousands,   Three Months Ended  Three Months Ended
        except per share data)             March 31, 2004      March 31, 2003
    -----------------------------------------------------------------------------
    <S>                                        <C>                 <C>
    Revenue:
      Widgets                                  $1,200              $1,100
      Gadgets (A)                                 300                   -
                                           ---------------------------------
      Total revenue                             1,500               1,100

    Cost of goods (exclusive of wages and
      rent shown below)                          (700)               (650)
    Net income                                   $800                $450

    Income per share:
    Basic                                       $0.08               $0.05
    Diluted (1)                                 $0.07               $0.05
    </TABLE>

    A    Gadgets were first sold in
         2004.
"""


def test_marked_table() -> None:
    source = read(MARKED)
    (table,) = source.tables
    assert table.title == "STATEMENT OF RESULTS (in thousands, except per share data)"
    assert (table.scales.money, table.scales.of(NumberKind.PER_SHARE)) == (3, 0)
    assert [str(c.period) for c in table.columns] == ["2004-01-01..2004-03-31", "2003-01-01..2003-03-31"]
    assert table.columns[0].headings == ("Acme Holding", "Three Months Ended", "March 31, 2004")
    assert values(table) == [
        ("Revenue", []),
        ("Widgets", [["1200"], ["1100"]]),
        ("Gadgets", [["300"], ["0"]]),
        ("Total revenue", [["1500"], ["1100"]]),
        ("Cost of goods (exclusive of wages and rent shown below)", [["-700"], ["-650"]]),
        ("Net income", [["800"], ["450"]]),
        ("Income per share", []),
        ("Basic", [["0.08"], ["0.05"]]),
        ("Diluted", [["0.07"], ["0.05"]]),
    ]
    sections = {line.label: line.section for line in table.lines}
    assert sections["Gadgets"] == ("Revenue",)
    assert sections["Net income"] == ()
    assert sections["Diluted"] == ("Income per share",)
    gadgets = table.lines[2]
    assert (gadgets.printed, gadgets.marks) == ("Gadgets (A)", ("A",))
    assert gadgets.cells[1].figures[0].dash
    wrapped = table.lines[4]
    assert wrapped.where == Where("r.txt", 14, 1)
    assert wrapped.cells[0].where == Where("r.txt", 15, 46)
    assert source.notes["A"].text == "A    Gadgets were first sold in 2004."
    assert codes(source) == ["XG-READ-010"]
    assert "mark 1" in source.findings[0].message


RANGES = """
    <TABLE>
                                     Alone (A)               Combined (B)
                                  ------------------------------------------------
    GUIDANCE (in $ millions)          4Q 2004           2005               2006
                                   Approximately     Low - High         Low - High
    -------------------------------------------------------------------------------
    Revenue                               $39      $200 - $208        $220 - $230
    Interest                             ($4)     ($36) - ($35)      ($36)-  ($35)
    Other                                  $1             ($2)                $0
    </TABLE>

    (A) Without the other company.

    (B) With it.
"""


def test_ranges_and_spanning_headings() -> None:
    source = read(RANGES)
    (table,) = source.tables
    assert [c.is_range for c in table.columns] == [False, True, True]
    assert [c.marks for c in table.columns] == [("A",), ("B",), ("B",)]
    assert table.columns[2].headings == ("Combined", "2006", "Low - High")
    assert [str(c.period) for c in table.columns] == [
        "2004-10-01..2004-12-31",
        "2005-01-01..2005-12-31",
        "2006-01-01..2006-12-31",
    ]
    assert values(table)[1] == ("Interest", [["-4"], ["-36", "-35"], ["-36", "-35"]])
    low, high = table.lines[0].cells[1].figures
    assert low.where.column is not None
    assert high.where.column == low.where.column + len("$200 - ")
    assert codes(source) == []


TWO_IN_ONE = """
    <TABLE>
    RECONCILIATION (in thousands)     June 30, 2004    June 30, 2003
    ----------------------------------------------------------------
    Margin                                     $500             $400
    Wages                                        20               10

    NET ASSETS                        June 30, 2004    June 30, 2003
    ----------------------------------------------------------------
    Cash                                       $900             $800
    <PAGE>
                                      June 30,         June 30,
    PLANT (in millions)                 2004             2003
    ----------------------------------------------------------------
    Land                                        $90              $80

    Note 1: Land is stated at cost and the works that stand on it are not, as of June 30, 2004.
    </TABLE>
"""


def test_several_tables_and_a_note_in_one_markup() -> None:
    source = read(TWO_IN_ONE)
    assert [(t.title, t.scales.money) for t in source.tables] == [
        ("RECONCILIATION (in thousands)", 3),
        ("NET ASSETS", 0),
        ("PLANT (in millions)", 6),
    ]
    assert [[str(c.period) for c in t.columns] for t in source.tables] == [["2004-06-30", "2003-06-30"]] * 3
    assert source.notes["1"].text.startswith("Note 1: Land is stated")


UNMARKED = """
    The company today announced results for the quarter and said that it was content
    with them in every way that matters.

                         ACME CORPORATION
                  CONSOLIDATED BALANCE SHEETS
                        (In thousands)

                                        December 31,
                                    2004            2003
                                  --------        --------
    ASSETS
    Cash                          $    100        $     90
    Net loans - with a name
     that goes on                    1,200           1,100
                                  --------        --------
       Total                      $  1,300        $  1,190
                                  ========        ========

                                   Page 7
    """


def test_table_without_markup() -> None:
    source = read(UNMARKED)
    (table,) = source.tables
    assert table.title == "ACME CORPORATION CONSOLIDATED BALANCE SHEETS (In thousands)"
    assert table.scales.money == 3
    assert [str(c.period) for c in table.columns] == ["2004-12-31", "2003-12-31"]
    assert ("Net loans - with a name that goes on", [["1200"], ["1100"]]) in values(table)
    assert [line.label for line in table.lines if line.cells][-1] == "Total"
    assert source.paragraphs[0].text.startswith("The company today announced")
    assert len(source.paragraphs[0].spans) == 2


def test_heading_within_a_heading_covers_the_same_columns() -> None:
    """A month and day centred under a length of time, over years for each column."""
    (table,) = read("""
        <TABLE>
                               THREE MONTHS ENDED  SIX MONTHS ENDED
                                    JULY 31,           JULY 31,
                                2000       1999     2000      1999
                                -----     -----    -----      ----
        <S>                    <C>       <C>      <C>        <C>
        Revenues             $ 11,137    36,668   22,148    80,523
        Wages                   6,872    16,450   14,895    35,652
        </TABLE>
    """).tables
    assert [str(c.period) for c in table.columns] == [
        "2000-05-01..2000-07-31",
        "1999-05-01..1999-07-31",
        "2000-02-01..2000-07-31",
        "1999-02-01..1999-07-31",
    ]


def test_dates_one_space_apart_are_headings_of_their_own() -> None:
    (table,) = read("""
        RATIOS                             Quarter  Quarter   Quarter
                                            Ended    Ended     Ended
        (unaudited)                        June 30, March 31, June 30,
                                             2006     2006      2005
        --------------------------------------------------------------
        Return on assets                     1.59%    1.51%     1.47%
        Return on equity                    16.10%   14.88%    13.86%
    """).tables
    assert [str(c.period) for c in table.columns] == [
        "2006-04-01..2006-06-30",
        "2006-01-01..2006-03-31",
        "2005-04-01..2005-06-30",
    ]


def test_percentages_beside_amounts_take_no_heading_of_the_next_column() -> None:
    source = read("""
        DEPOSITS
        (in 000s)       Sept. 30, 2008     June 30, 2008     Sept. 30, 2007
        -------------------------------------------------------------------
          Savings        $  18,135    2%  $   17,660    2%  $   19,183    2%
          Checking          75,633   10%      71,382   10%      77,341   10%
        Subtotal           338,847   88%     352,948   88%     390,574   88%
    """)
    (table,) = source.tables
    assert [None if c.period is None else str(c.period) for c in table.columns] == [
        "2008-09-30",
        None,
        "2008-06-30",
        None,
        "2007-09-30",
        None,
    ]
    assert codes(source) == ["XG-READ-007"] * 3


def test_what_is_left_out_slipped_or_ruled_off_in_a_row() -> None:
    """A currency sign alone, its figure on the next line; rules on a label's line; lone dashes."""
    source = read("""
        <TABLE>
                                        2004       2003       2002
        <S>                            <C>        <C>        <C>
        Loss before items             $ (0.38)   $          $ (1.22)
                                                  (0.60)
        Operating costs and             37,667     69,272    146,422
        expenses                        ------     ------    -------
        Loss                           (11,873)   (17,824)   (35,906)
        Commitments                          -          -          -
                                             -          -          -
        </TABLE>
    """)
    (table,) = source.tables
    assert values(table) == [
        ("Loss before items", [["-0.38"], ["-1.22"]]),
        ("", [["-0.60"]]),
        ("Operating costs and expenses", [["37667"], ["69272"], ["146422"]]),
        ("Loss", [["-11873"], ["-17824"], ["-35906"]]),
        ("Commitments", [["0"], ["0"], ["0"]]),
        ("", [["0"], ["0"], ["0"]]),
    ]
    assert [c.column for c in table.lines[0].cells] == [0, 2]
    assert [c.column for c in table.lines[1].cells] == [1]


def test_running_text_set_to_the_margin_inside_a_table() -> None:
    source = read("""
        <TABLE>
        CLASS             PRIOR       CURRENT
        <S>              <C>          <C>
        A-1F           976.726571    9.507526%
        A-2F         1,000.000000    9.504372%


        This    statement   is   also    available   on   the  trustee's    website,
        http://www.example.com/invr.  We begin posting statements to the website
        at 7:00 p.m. on the day before each distribution date.

        CALL:                     (800) 735-7777
        </TABLE>
    """)
    (table,) = source.tables
    assert [m.kind for p in source.paragraphs for m in p.mentions] == ["other"]
    assert sum(len(c.figures) for line in table.lines for c in line.cells) == 4


def swapped(first: str, second: str, third: str) -> Source:
    head = f"    ASSETS (in thousands)     {first:>18}{second:>22}{third:>22}\n"
    rows = "".join(f"    Row {n}                     {n:>18}{n:>22}{n:>22}\n" for n in (111, 222, 333))
    return read(f"<TABLE>\n{head}    ----------\n{rows}</TABLE>")


def test_column_order() -> None:
    assert codes(swapped("June 30, 2004", "March 31, 2004", "December 31, 2003")) == []
    assert codes(swapped("March 31, 2003", "June 30, 2003", "June 30, 2004")) == []
    assert codes(swapped("June 30, 2004", "December 31, 2003", "March 31, 2004")) == ["XG-READ-006"]


def test_column_without_a_period() -> None:
    assert codes(swapped("June 30, 2004", "Change", "June 30, 2003")) == ["XG-READ-007"]


def test_number_under_no_column_and_number_not_understood() -> None:
    text = """
        <TABLE>
        ASSETS                 June 30, 2004    June 30, 2003
        -----------------------------------------------------
        One                            1,111            1,112
        Two                            2,222            2,223
        Three                          3,333            3,33,4
        Four         77                4,444            4,445
        Five                           5,555            5,556
        </TABLE>
    """
    source = read(text)
    assert sorted(codes(source)) == ["XG-READ-008", "XG-READ-009"]
    where = {f.code: f.where for f in source.findings}
    assert where["XG-READ-008"] == Where("r.txt", 7, 14)
    assert where["XG-READ-009"] == Where("r.txt", 6, 49)
    (table,) = source.tables
    assert values(table)[3] == ("Four", [["4444"], ["4445"]])


def test_table_never_closed() -> None:
    source = read(MARKED.replace("</TABLE>", ""))
    assert "XG-READ-005" in codes(source)
    assert source.findings[0].where == Where("r.txt", 1, 1)
    assert len(source.tables) == 1


def test_paragraphs_headings_and_layout() -> None:
    source = read(
        """
        New Things and Old
        The company has new things, and it has old ones, and it is content with both of them
        and says so here.

        Date:         Friday
        Number:       585-218-6547
        """
    )
    assert [p.kind for p in source.paragraphs] == ["heading", "paragraph", "layout"]
    layout = source.paragraphs[2]
    assert [s.where.line for s in layout.spans] == [5, 6]
    assert layout.spans[1].text == "Number:       585-218-6547"


LABELS = [
    ("Net (Loss) Income (GAAP) (C)", "Net (Loss) Income (GAAP)", ("C",)),
    ("Income (Loss)", "Income (Loss)", ()),
    ("Operating  Revenues:", "Operating Revenues", ()),
    ("Cost (as shown below. See Note 1.)", "Cost (as shown below. See Note 1.)", ("1",)),
    ("Cost (see Note 2)", "Cost", ("2",)),
    ("Other*", "Other", ("*",)),
    ("Part (a)", "Part (a)", ()),
    ("Part (b)", "Part", ("b",)),
    ("Gain &amp; loss (1)(2)", "Gain & loss", ("1", "2")),
]


@pytest.mark.parametrize(("printed", "label", "marks"), LABELS)
def test_marks_are_taken_off(printed: str, label: str, marks: tuple[str, ...]) -> None:
    assert clean(printed, {"b", "C"}) == (label, marks)


@given(
    st.lists(
        st.tuples(st.integers(-(10**8), 10**8), st.integers(-(10**8), 10**8)),
        min_size=2,
        max_size=8,
        unique=True,
    )
)
def test_rows_written_are_rows_read(rows: list[tuple[int, int]]) -> None:
    def show(v: int) -> str:
        return f"({-v:,})" if v < 0 else f"{v:,} "

    body = "".join(
        f"Row letter {chr(97 + n):<20}{show(a):>20}{show(b):>20}\n" for n, (a, b) in enumerate(rows)
    )
    head = f"{'ITEMS':<31}{'June 30, 2004 ':>20}{'June 30, 2003 ':>20}\n"
    (table,) = read_edgar_text(f"<TABLE>\n{head}<S>\n{body}</TABLE>\n", file="r").tables
    read_back = [tuple(c.figures[0].value for c in line.cells) for line in table.lines]
    assert read_back == [(Decimal(a), Decimal(b)) for a, b in rows]
    assert [str(c.period) for c in table.columns] == ["2004-06-30", "2003-06-30"]


def failure(path: Path) -> str:
    with pytest.raises(XbrlgenError) as caught:
        read_source(path, file="in/r.txt")
    (f,) = caught.value.findings
    assert f.where is not None
    assert f.where.file == "in/r.txt"
    assert str(path) not in f.message
    return f"{f.code} {f.message}"


UNREADABLE = [
    (b"%PDF-1.4 and so on", "XG-READ-002", "PDF"),
    (b"PK\x03\x04....", "XG-READ-002", "damaged"),
    (b"text\nand \0 in it", "XG-READ-002", "line 2"),
    (b"one\ntwo \x81\xff", "XG-READ-002", "0x81 in line 2"),
    (b"", "XG-READ-003", "empty"),
    (b" \n\n", "XG-READ-003", "empty"),
    (b"\xef\xbb\xbf  ", "XG-READ-003", "empty"),
    (b"short\n" + b"a" * 1_000_001, "XG-READ-004", "line 2"),
]


@pytest.mark.parametrize(("data", "code", "word"), UNREADABLE)
def test_unreadable(tmp_path: Path, data: bytes, code: str, word: str) -> None:
    path = tmp_path / "r.txt"
    path.write_bytes(data)
    said = failure(path)
    assert said.startswith(code)
    assert word in said


def test_missing_folder_and_giant(tmp_path: Path) -> None:
    assert failure(tmp_path / "none.txt").startswith("XG-READ-001")
    assert "regular" in failure(tmp_path)
    giant = tmp_path / "giant.txt"
    with giant.open("wb") as f:
        f.truncate(LARGEST_FILE + 1)
    assert failure(giant).startswith("XG-READ-004")


@pytest.mark.parametrize(
    "data", [b"\xef\xbb\xbfCaf\xc3\xa9 opens", b"Caf\xe9 opens", "Café opens\r\n".encode()]
)
def test_encodings(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "r.txt"
    path.write_bytes(data)
    (p,) = read_source(path, file="r.txt").paragraphs
    assert p.text == "Café opens"
    assert p.where == Where("r.txt", 1, 1)


@given(st.text(alphabet="ab C1,2()$-%. \n\t<>TABLES/", max_size=300))
def test_nothing_makes_it_stumble(text: str) -> None:
    read_edgar_text(text, file="r")


def test_one_row_under_times_and_a_rule_is_a_table() -> None:
    text = (
        "STATEMENTS OF OPERATIONS\n(in thousands)\n\n"
        "                          Three Months Ended September 30,\n"
        "                                  2025         2024\n"
        "                                --------     --------\n"
        "Revenue                         $ 48,210     $ 45,100\n\n"
        "The plant of Springfield        makes 12     of them 14 hours a day, every day.\n"
    )
    (table,) = read(text).tables
    assert [c.text for line in table.lines for c in line.cells] == ["$ 48,210", "$ 45,100"]


def test_a_long_caption_in_brackets_is_a_title() -> None:
    text = (
        "STATEMENTS OF OPERATIONS\n(Dollars and shares in thousands, except per share data)\n\n"
        "                                  2025         2024\n"
        "                                --------     --------\n"
        "Revenue                         $ 48,210     $ 45,100\n"
        "Costs                             41,210       40,100\n"
    )
    (table,) = read(text).tables
    assert table.title.startswith("STATEMENTS OF OPERATIONS (Dollars")


def test_a_mark_two_spaces_behind_its_figure_is_no_cell() -> None:
    text = (
        "FINANCIAL RATIOS\n\n"
        "                       Quarter        Quarter       Quarter\n"
        "                        Ended          Ended         Ended\n"
        "                     September 30,    June 30,    September 30,\n"
        "                         2006           2006          2005\n"
        "Efficiency ratio        47.19%         46.27%        49.12%\n"
        "Book value per share   $ 9.61         $ 9.31  *     $ 8.74  *\n"
    )
    (table,) = read(text).tables
    (line,) = [x for x in table.lines if x.label.startswith("Book")]
    assert [(c.column, c.text.rstrip(" *")) for c in line.cells] == [
        (0, "$ 9.61"),
        (1, "$ 9.31"),
        (2, "$ 8.74"),
    ]


def test_the_scale_of_one_untitled_table_is_not_that_of_the_next() -> None:
    text = (
        "Film inventories approximated the following (in thousands):\n\n"
        "                        1991         1992\n                     -------      -------\n"
        "Released              42,100       44,900\nIn process            12,300       10,800\n\n"
        "Summary information for the subsidiary is as follows:\n\n"
        "                        1991         1992\n                     -------      -------\n"
        "Cash                 752,000      241,000\nTotal assets       8,607,000   29,654,000\n"
    )
    first, second = read(text).tables
    assert first.scales.of(NumberKind.MONEY) == 3
    assert not second.scales.of(NumberKind.MONEY)
