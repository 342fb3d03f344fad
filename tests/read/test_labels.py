"""Labels over several lines and the headings rows stand under, on a few lines of print each."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xbrlgen.model.scale import NumberKind
from xbrlgen.model.source import LineItem, Table
from xbrlgen.read.text.edgar_text import read_edgar_text

HEAD = """
STATEMENTS OF CASH FLOWS
(in 000s, except per share data)
                                                             Year Ended December 31,
                                                              2025             2024
<S>                                                        <C>              <C>
"""


def _table(rows: str, head: str = HEAD) -> Table:
    (table,) = read_edgar_text(f"<TABLE>{head}{rows}</TABLE>\n", file="release.txt").tables
    return table


def _of(rows: str, value: str) -> LineItem:
    lines = _table(rows).lines
    return next(i for i in lines if any(f.value == Decimal(value) for c in i.cells for f in c.figures))


@pytest.mark.parametrize(
    ("rows", "label"),
    [
        (
            "ACCOUNTS RECEIVABLE, LESS ALLOWANCE FOR DOUBTFUL\n"
            " ACCOUNTS OF APPROXIMATELY $640,000 IN 2024 AND\n"
            "      $972,000 IN 2025                                        7,511              401\n"
            "FILM INVENTORIES, NET OF WRITE-DOWNS TO VALUE                  1,000              900\n",
            "ACCOUNTS RECEIVABLE, LESS ALLOWANCE FOR DOUBTFUL ACCOUNTS OF APPROXIMATELY $640,000 IN 2024"
            " AND $972,000 IN 2025",
        ),
        (
            "INCOME (LOSS) BEFORE EQUITY INCOME OF, AND GAIN\n"
            " ON ISSUANCE OF STOCK BY, AFFILIATED COMPANY\n"
            " AND PROVISION FOR INCOME TAXES                                7,511              401\n"
            "EQUITY IN INCOME                                               1,000              900\n",
            "INCOME (LOSS) BEFORE EQUITY INCOME OF, AND GAIN ON ISSUANCE OF STOCK BY, AFFILIATED COMPANY"
            " AND PROVISION FOR INCOME TAXES",
        ),
        (
            "EQUITY:\n"
            "  COMMON STOCK, $.01 PAR VALUE; 50,000,000 SHARES\n"
            "   AUTHORIZED; ISSUED AND OUTSTANDING:\n"
            "   12,728,560 IN 2024 AND 15,799,726 IN 2025                   7,511              401\n"
            "  RETAINED EARNINGS                                            1,000              900\n",
            "COMMON STOCK, $.01 PAR VALUE; 50,000,000 SHARES AUTHORIZED; ISSUED AND OUTSTANDING: 12,728,560"
            " IN 2024 AND 15,799,726 IN 2025",
        ),
        (
            "Balance at end of period                                       1,000              900\n"
            "Reserves/Loans\n"
            "  Receivable                                                   7,511              401\n",
            "Reserves/Loans Receivable",
        ),
        (
            "Principal transactions                                         1,000              900\n"
            "Net gains on investment account\n"
            "                                                               7,511              401\n"
            "Investment banking                                             1,000              900\n",
            "Net gains on investment account",
        ),
        # Near misses: two rows of one depth are members of a heading, with or without a preposition.
        (
            "NET INCOME PER SHARE\n"
            " FROM CONTINUING OPERATIONS                                    7,511              401\n"
            " FROM DISCONTINUED OPERATIONS                                  1,000              900\n",
            "FROM CONTINUING OPERATIONS",
        ),
        (
            "Mortgage loans\n"
            "  Residential                                                  7,511              401\n"
            "  Construction                                                 1,000              900\n"
            "Consumer loans\n"
            "  Credit cards                                                 1,001              900\n",
            "Residential",
        ),
    ],
)
def test_label(rows: str, label: str) -> None:
    assert _of(rows, "7511").label == label


SECTIONS = """\
RECONCILIATION OF NET INCOME TO NET CASH
   USED IN OPERATING ACTIVITIES:
    Net income                                                 1,001              900
    Adjustments to reconcile net income to net cash:
    Depreciation                                               1,002              900
    (Increase) decrease in:
      Receivables                                              1,003              900
    Increase (decrease) in:
      Payables                                                 1,004              900
                                                           --------         --------
OPERATING ACTIVITIES:
  RENT                                                         1,005              900
      CHANGES IN OTHER ASSETS:
        OTHER ASSETS                                           1,006              900
                                                           --------         --------
        CASH USED IN OPERATING ACTIVITIES                      1,007              900
Loans                                                          1,008              900
Less:
  Reserve for losses                                           1,009              900
                                                           --------         --------
 Net loans                                                     1,010              900
                                                           ========         ========
Stockholders' equity:
  Common stock                                                 1,011              900
                                                           --------         --------
    Total stock-holders' equity                                1,012              900
    Total liabilities and stock-holders' equity                1,013              900
"""
RECONCILIATION = "RECONCILIATION OF NET INCOME TO NET CASH USED IN OPERATING ACTIVITIES"
ADJUSTMENTS = "Adjustments to reconcile net income to net cash"


@pytest.mark.parametrize(
    ("value", "section"),
    [
        ("1001", (RECONCILIATION,)),
        ("1002", (RECONCILIATION, ADJUSTMENTS)),
        ("1003", (RECONCILIATION, ADJUSTMENTS, "(Increase) decrease in")),
        ("1004", (RECONCILIATION, ADJUSTMENTS, "Increase (decrease) in")),
        ("1006", ("OPERATING ACTIVITIES", "CHANGES IN OTHER ASSETS")),
        ("1007", ("OPERATING ACTIVITIES",)),
        ("1009", ("Less",)),
        ("1010", ()),
        ("1012", ("Stockholders' equity",)),
        ("1013", ()),
    ],
)
def test_section(value: str, section: tuple[str, ...]) -> None:
    assert _of(SECTIONS, value).section == section


SHARES = """\
Net income                                                 $   4,650        $   4,582
Basic earnings per share                                   $    0.38        $    0.37
Weighted average shares outstanding:
  Basic                                                   {basic}
  Common stock equivalents                                   125,965          108,475
"""


@pytest.mark.parametrize(
    ("basic", "power"),
    [
        ("12,285,606       12,340,147", 0),
        ("    12,286           12,340", 3),
        ("    98,000           99,000", 3),
    ],
)
def test_shares_in_full_where_the_result_per_share_says_so(basic: str, power: int) -> None:
    table = _table(SHARES.format(basic=basic))
    row = next(i for i in table.lines if i.label == "Basic")
    assert (row.scales.over(table.scales)).of(NumberKind.SHARES) == power


CONTENTS = """
Financial statements for the year ended December 31, 2025
                                                               Page
<S>                                                             <C>
Independent auditors' report                                     4
Statements of financial condition                                5
Statements of operations                                         6
Notes to financial statements                                 {last}
"""


def test_pages_have_no_time_whatever_the_title_names() -> None:
    assert [c.period for c in _table(CONTENTS.format(last=" 9-20"), "").columns] == [None]
    assert [str(c.period) for c in _table(CONTENTS.format(last="   2"), "").columns] == [
        "2025-01-01..2025-12-31"
    ]


def test_a_time_over_the_first_row_is_that_of_the_rows() -> None:
    rows = """
PRO FORMA STATEMENT OF OPERATIONS DATA
<S>                                                                                  <C>
Six-month period ended June 30, 2025
------------------------------------------------------------------------------------------
Revenues                                                                           $  49,252
Expenses                                                                           $  32,440
"""
    assert [str(c.period) for c in _table(rows, "").columns] == ["2025-01-01..2025-06-30"]


BESIDE = """
EXAMPLE CORP                         CONSOLIDATED BALANCE SHEETS

{stub}
($ in millions)                                              2025             2024
- -----------------------------------------------------------------------------------
<S>                                                        <C>              <C>
Cash                                                       $ 1,204          $ 1,187
Inventories                                                    967              952
"""


@pytest.mark.parametrize(
    ("stub", "first"),
    [
        ("December 31", "2025-12-31"),
        ("Years Ended December 31", "2025-01-01..2025-12-31"),
        ("Three Months Ended June 30,", "2025-04-01..2025-06-30"),
        ("Three and Nine Months Ended June 30,", "None"),
        ("Unaudited", "2025-01-01..2025-12-31"),
    ],
)
def test_a_time_left_of_bare_years_is_theirs(stub: str, first: str) -> None:
    assert str(_table(BESIDE.format(stub=stub), "").columns[0].period) == first


def test_a_label_that_ends_in_ended_goes_on() -> None:
    rows = (
        "Net loss for year ended\n"
        "December 31, 2025                                              7,511              401\n"
        "Capital contribution                                           1,000              900\n"
    )
    assert _of(rows, "7511").label == "Net loss for year ended December 31, 2025"


SIDES = """\
ASSETS
-----------------------------------------------------------------------------------
CURRENT ASSETS
Cash                                                           1,001              900
Total current assets                                           1,002              900
-----------------------------------------------------------------------------------
PROPERTY, PLANT AND EQUIPMENT (at cost)
Land                                                           1,003              900
-----------------------------------------------------------------------------------
GOODWILL                                                       1,004              900
-----------------------------------------------------------------------------------
                                                               1,005              900
===================================================================================
LIABILITIES
Loans                                                          1,006              900
"""


@pytest.mark.parametrize(
    ("value", "section"),
    [
        ("1001", ("ASSETS", "CURRENT ASSETS")),
        ("1002", ("ASSETS", "CURRENT ASSETS")),
        ("1003", ("ASSETS", "PROPERTY, PLANT AND EQUIPMENT (at cost)")),
        ("1004", ("ASSETS",)),
        ("1005", ("ASSETS",)),
        ("1006", ("LIABILITIES",)),
    ],
)
def test_sides_of_a_balance_sheet(value: str, section: tuple[str, ...]) -> None:
    assert _of(SIDES, value).section == section
