"""Prints of numbers as releases have them. To extend: a print on the left, what it is worth on the right.

``bad`` is a print that must not be read, ``na`` one that says there is no number, ``dash`` a zero.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from xbrlgen.model.where import Where
from xbrlgen.read.figures import Numerals, number, parse_cell
from xbrlgen.read.text.edgar_text import read_edgar_text

HERE = Where("f.txt", 7, 11)
PRINTS = [
    ("5.95x", "5.95"),
    ("1.8x", "1.8"),
    ("150 bps", "150"),
    ("(25) bps", "-25"),
    ("-25 bps", "-25"),
    ("25 basis points", "25"),
    ("$1.2M", "1.2e6"),
    ("$1.2 million", "1200000"),
    ("$3.4B", "3400000000"),
    ("12.5 mm", "12500000"),
    ("$12.5mm", "12500000"),
    ("$2.1bn", "2100000000"),
    ("21 pct", "21"),
    ("21 pct.", "21"),
    ("21 percent", "21"),
    ("21.5 per cent", "21.5"),
    ("6 3/4%", "6.75"),
    ("6-3/4%", "6.75"),
    ("6 1/2", "6.5"),
    ("1/2%", "0.5"),
    ("4,180 ,000", "4180000"),
    ("1, 234", "1234"),
    ("75-", "-75"),
    ("75.5-", "-75.5"),
    ("$75-", "-75"),
    ("1,234-", "-1234"),
    ("500 CR", "bad"),
    ("500CR", "bad"),
    ("500 Cr.", "bad"),
    ("500 DR", "bad"),
    ("▲1,234.5", "-1234.5"),
    ("<500>", "-500"),
    ("<$500>", "-500"),
    ("$<500>", "-500"),
    ("[500]", "-500"),
    ("$[500]", "-500"),
    ("– 500", "-500"),
    ("- $500", "-500"),
    ("−500", "-500"),
    ("(500)", "-500"),
    ("( 500)", "-500"),
    ("(500 )", "-500"),
    ("$(500)", "-500"),
    ("($500)", "-500"),
    ("(－500)", "bad"),
    ("１，２３４", "1234"),
    ("٣٤٥", "345"),
    ("1，234", "1234"),
    ("1’234", "1234"),
    ("115'000", "115000"),
    ("5,210(a)", "5210"),
    ("4,600*", "4600"),
    ("5,210 (a)", "5210"),
    ("5,210(1)", "5210"),
    ("$5,210(b)", "5210"),
    ("(5,210)(a)", "-5210"),
    ("5,210†", "5210"),
    ("5,210¹", "5210"),
    ("41.5%(a)", "41.5"),
    ("5,210(a)(b)", "5210"),
    ("5,210(1)(2)", "5210"),
    ("5,210 (1)(2)", "5210"),
    ("12.3%*", "12.3"),
    ("$56,5OO", "bad"),
    ("5O,000", "bad"),
    ("l,234", "bad"),
    ("($0.07", "bad"),
    ("0.07)", "bad"),
    ("1,234)", "bad"),
    ("$1,2345", "bad"),
    ("$1.2.3", "bad"),
    ("1.234.5", "bad"),
    ("$5,2I0", "bad"),
    ("1O0", "bad"),
    ("EUR 1,204.5", "1204.5"),
    ("EUR1,204.5", "1204.5"),
    ("RMB390,000", "390000"),
    ("RMB 390,000", "390000"),
    ("NT$390,000", "390000"),
    ("Rs.390,000", "390000"),
    ("Rs. 390,000", "390000"),
    ("₹390,000", "390000"),
    ("CHF 390,000", "390000"),
    ("S$390", "390"),
    ("HK$390", "390"),
    ("A$390", "390"),
    ("NZ$390", "390"),
    ("kr 390", "390"),
    ("NOK390", "390"),
    ("₩390,000", "390000"),
    ("KRW 390,000", "390000"),
    ("JPY 390", "390"),
    ("NIS 390", "390"),
    ("฿390", "390"),
    ("zł 390", "390"),
    ("PLN 390", "390"),
    ("1,234€", "1234"),
    ("1,234 €", "1234"),
    ("US$(1,234)", "-1234"),
    ("(EUR 1,234)", "-1234"),
    ("RMB(1,234)", "-1234"),
    ("-EUR 1,234", "-1234"),
    ("Ps.390", "390"),
    ("US$ 1,234", "1234"),
    ("U.S.$1,234", "1234"),
    ("USD 1,234", "1234"),
    ("nil", "na"),
    ("None", "na"),
    ("none", "na"),
    ("N/A", "na"),
    ("n/m", "na"),
    ("NM", "na"),
    ("*", "na"),
    ("n.a.", "na"),
    ("— ", "dash"),
    ("$ —", "dash"),
    ("--%", "dash"),
    ("-0-", "dash"),
    ("1.25 x", "1.25"),
    ("150bps", "150"),
    ("$45K", "45000"),
    ("6½%", "6.5"),
    ("21 ,300", "21300"),
    ("△500", "-500"),
    ("▲500", "-500"),
    ("△ 500", "-500"),
    ("< 500 >", "-500"),
    ("[$500]", "-500"),
    ("{500}", "-500"),
    ("- 500", "-500"),
    ("１２３", "123"),
    ("５．２％", "5.2"),
    ("1'234", "1234"),
    ("4,600**", "4600"),
    ("(5,210)*", "-5210"),
    ("5,210[1]", "5210"),
    ("$56,50O", "bad"),
    ("(1,234", "bad"),
    ("12,34", "bad"),
    ("1,23,456", "bad"),
    ("1,234,56", "bad"),
    ("R$390,000", "390000"),
    ("R$ 1,5", "bad"),
    ("C$390", "390"),
    ("CA$390", "390"),
    ("MX$390", "390"),
    ("390 kr", "390"),
    ("SEK 390", "390"),
    ("¥390", "390"),
    ("JP¥390", "390"),
    ("CN¥390", "390"),
    ("₽390", "390"),
    ("₪390", "390"),
    ("1,234 EUR", "1234"),
    ("(1,234) €", "-1234"),
    ("EUR (1,234)", "-1234"),
    ("Ps. 390", "390"),
    ("MXN 390", "390"),
    ("U.S. $1,234", "1234"),
    ("Nil", "na"),
    ("NMF", "na"),
    ("N.M.", "na"),
    ("not meaningful", "na"),
]


@pytest.mark.parametrize(("text", "worth"), PRINTS)
def test_print(text: str, worth: str) -> None:
    token = parse_cell(text, HERE)
    assert token is not None
    if worth in ("bad", "na", "dash"):
        assert token.kind == worth
        return
    (figure,) = token.figures
    scale = figure.scale if figure.scale is not None and figure.scale > 0 else 0
    assert figure.value.scaleb(scale) == Decimal(worth)
    assert figure.text == text[: len(figure.text)]
    if figure.digits is not None:
        digits = figure.text[slice(*figure.digits)]
        assert Decimal(digits.replace(",", "")) == abs(figure.value)


@pytest.mark.parametrize(("text", "worth"), [p for p in PRINTS if p[1] != "na"])
def test_print_in_a_row_of_the_last_column(text: str, worth: str) -> None:
    """A print is a cell wherever it stands: in the last column as well, and whatever stands beside it."""
    page = (
        "<TABLE>\nSTATEMENTS OF OPERATIONS\n"
        "                                        2025             2024\n"
        "Revenue                                 18,000           15,100\n"
        f"Other{text:>43}{' ' * 10}1,234\n"
        f"Else                                     1,234{' ' * 10}{text}\n</TABLE>\n"
    )
    source = read_edgar_text(page, file="r")
    (table,) = source.tables
    lines = {line.label: line for line in table.lines}
    for label, at in (("Other", 0), ("Else", -1)):
        cell = lines[label].cells[at]
        assert cell.unread == (worth == "bad"), cell
        assert bool(cell.figures) == (worth != "bad")
        assert len(lines[label].cells) == 2
    assert sum(f.code == "XG-READ-009" for f in source.findings) == 2 * (worth == "bad")


@pytest.mark.parametrize(
    "text", ["Cash", "10-K", "10K", "9/30/04", "3rd", "Note 5", "H2O", "Series B", "4Q04", "see (a)"]
)
def test_words(text: str) -> None:
    token = parse_cell(text, HERE)
    assert token is None


@pytest.mark.parametrize(("body", "decimal", "thousands", "worth"), [
    ("1.204,5", ",", ".", "1204.5"), ("1.204.500", ",", ".", "1204500"), ("204,3", ",", ".", "204.3"),
    ("115 000", ".", " ", "115000"), ("1 204,5", ",", " ", "1204.5"), ("115'000", ".", "'", "115000"),
    ("120.450", ",", ".", "120450"), ("120.450", ".", ",", "120.450"),
])  # fmt: skip
def test_punctuation(body: str, decimal: str, thousands: str, worth: str) -> None:
    assert number(body, Numerals(decimal, thousands)) == Decimal(worth)


def test_marks_behind_figures_are_the_cells() -> None:
    source = read_edgar_text(
        "<TABLE>\nRESULTS\n                                        2025             2024\n"
        "Revenue                                 $5,210(a)        $4,980\n"
        "Costs                                    4,710(b)(c)      4,600*\n</TABLE>\n\n"
        "(a) One sale.\n(b) Severance.\n*   Restated.\n",
        file="r",
    )
    (table,) = source.tables
    assert [[c.marks for c in line.cells] for line in table.lines] == [[("a",), ()], [("b", "c"), ("*",)]]
    assert [f.message for f in source.findings if f.code == "XG-READ-010"] != []
