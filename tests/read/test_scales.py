"""Scale phrases. To extend: add a line to a table, the phrase on the left, powers of ten on the right."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xbrlgen.model.scale import NumberKind, Scales
from xbrlgen.model.source import Table
from xbrlgen.read.scales import caption_currency, heading_scales, label_scales, scales, unread_scale
from xbrlgen.read.text.edgar_text import read_edgar_text

# phrase: money, shares, per share
PHRASES = [
    ("(in thousands)", 3, 3, 0),
    ("(In thousands, except per share amounts)", 3, 3, 0),
    (
        "(In millions, except number of shares, which are reflected in thousands, and per share amounts)",
        6,
        3,
        0,
    ),
    ("(in millions, except shares in thousands and per share amounts)", 6, 3, 0),
    ("(in millions, except share amounts in thousands and per-share amounts)", 6, 3, 0),
    ("(dollars in millions, shares in thousands)", 6, 3, 0),
    ("(Dollars and shares in thousands, except per share)", 3, 3, 0),
    ("(shares in thousands; dollars in millions)", 6, 3, 0),
    ("(Dollar amounts in thousands, share amounts in millions, except per share data)", 3, 6, 0),
    ("(in thousands, except share amounts, which are in millions, and per share data)", 3, 6, 0),
    ("($000)", 3, 3, 0),
    ("($000s)", 3, 3, 0),
    ("($000's omitted)", 3, 3, 0),
    ("('000)", 3, 3, 0),
    ("(US$ '000s)", 3, 3, 0),
    ("(RMB'000)", 3, 3, 0),
    ("(in '000s)", 3, 3, 0),
    ("(000s omitted)", 3, 3, 0),
    ("(000's omitted, except per share)", 3, 3, 0),
    ("($000, except per share)", 3, 3, 0),
    ("($ M)", 6, 6, 0),
    ("($ in mm, except per share)", 6, 6, 0),
    ("(in $ millions)", 6, 6, 0),
    ("(in $M)", 6, 6, 0),
    ("(U.S. dollars in thousands)", 3, 3, 0),
    ("(in thousands of U.S. dollars)", 3, 3, 0),
    ("(in thousands of United States dollars, except per share amounts)", 3, 3, 0),
    ("(expressed in thousands of U.S. dollars, except share and per share amounts)", 3, 0, 0),
    ("(Stated in millions of dollars)", 6, 6, 0),
    ("(thousands of dollars)", 3, 3, 0),
    ("(Thousands of dollars, except per share amounts)", 3, 3, 0),
    ("(millions of dollars except per-share amounts)", 6, 6, 0),
    ("(Millions)", 6, 6, 0),
    ("(thousands)", 3, 3, 0),
    ("(in hundreds of thousands)", 5, 5, 0),
    ("(in tens of thousands)", 4, 4, 0),
    ("(in hundreds of millions)", 8, 8, 0),
    ("(in lakhs)", 5, 5, 0),
    ("(Rs. in lakhs)", 5, 5, 0),
    ("(Rs. in crores)", 7, 7, 0),
    ("(INR crores, except per share)", 7, 7, 0),
    ("(in billions)", 9, 9, 0),
    ("(US$ bn)", 9, 9, 0),
    ("(in $bn)", 9, 9, 0),
    ("(£m)", 6, 6, 0),
    ("(£000)", 3, 3, 0),
    ("(EUR thousands)", 3, 3, 0),
    ("(¥ in millions)", 6, 6, 0),
    ("(Yen in millions)", 6, 6, 0),
    ("(in millions of Canadian dollars, except per share amounts)", 6, 6, 0),
    ("(Korean won in millions)", 6, 6, 0),
    ("(KRW in billions)", 9, 9, 0),
    ("(in thousands except share and per share amounts)", 3, 0, 0),
    ("(in thousands, other than per share amounts)", 3, 3, 0),
    ("(in thousands, except for share data)", 3, 0, 0),
    ("(in millions, excluding per share amounts)", 6, 6, 0),
    ("(In millions, except earnings per share)", 6, 6, 0),
    ("(in thousands, except weighted average shares and per share amounts)", 3, 0, 0),
    ("(in thousands, except number of shares and par value)", 3, 0, 0),
    ("(in millions, shares in thousands, per share amounts in dollars)", 6, 3, 0),
    ("(unaudited, in thousands)", 3, 3, 0),
    ("(in thousands, unaudited)", 3, 3, 0),
    ("(Unaudited; in thousands, except per share)", 3, 3, 0),
    ("(In thousands)(Unaudited)", 3, 3, 0),
    ("(Unaudited) (in millions, except per share amounts)", 6, 6, 0),
    ("in thousands, except per share data", 3, 3, 0),
    ("In thousands", 3, 3, 0),
    ("Dollars in thousands", 3, 3, 0),
    ("Amounts in millions", 6, 6, 0),
    ("Amounts expressed in thousands of US dollars", 3, 3, 0),
    ("All amounts in thousands except per share", 3, 3, 0),
    ("(dollar amounts in table in thousands)", 3, 3, 0),
    ("(in mil.)", 6, 6, 0),
    ("($ mil.)", 6, 6, 0),
    ("(Millions of U.S. $)", 6, 6, 0),
    ("(MM$)", 6, 6, 0),
    ("(mn)", 6, 6, 0),
    ("(in mn)", 6, 6, 0),
    ("(thousand dollars)", 3, 3, 0),
    ("(USD thousands)", 3, 3, 0),
    ("(in thousands of dollars and shares, except per share amounts)", 3, 3, 0),
    ("(shares and dollars in millions)", 6, 6, 0),
    ("(In Millions, Except Per Common Share)", 6, 6, 0),
    ("(in thousands, except unit and per unit amounts)", 3, 0, 0),
    ("(in thousands, except per ADS data)", 3, 3, 0),
    ("(in thousands, except share, ADS, per share and per ADS data)", 3, 0, 0),
    ("(Dollars in thousands except per share amounts; shares in millions)", 3, 6, 0),
    ("(dollars in thousands except per share amounts, shares not in thousands)", 3, 0, 0),
    ("(in thousands, except share and per share data)", 3, 0, 0),
    ("(amounts in millions, except per share data which is in dollars; shares in thousands)", 6, 3, 0),
    ("(US$'000)", 3, 3, 0),
    ("(000 omitted)", 3, 3, 0),
    ("($M)", 6, 6, 0),
    ("(M$)", 6, 6, 0),
    ("(US$M)", 6, 6, 0),
    ("($m)", 6, 6, 0),
    ("(€m)", 6, 6, 0),
    ("($MM)", 6, 6, 0),
    ("($ in MM)", 6, 6, 0),
    ("(in US$ thousands)", 3, 3, 0),
    ("(In Thousands Except Share Data)", 3, 0, 0),
    ("(₹ in crore)", 7, 7, 0),
    ("($bn)", 9, 9, 0),
    ("(€ bn)", 9, 9, 0),
    ("($B)", 9, 9, 0),
    ("(£'m)", 6, 6, 0),
    ("(€ thousand)", 3, 3, 0),
    ("(EUR million)", 6, 6, 0),
    ("(in EUR '000)", 3, 3, 0),
    ("(in millions of yen)", 6, 6, 0),
    ("(NT$ thousand)", 3, 3, 0),
    ("(In thousands of New Taiwan Dollars)", 3, 3, 0),
    ("(in thousands of euros)", 3, 3, 0),
    ("(in millions of euros, except per share amounts)", 6, 6, 0),
    ("(Amounts in thousands, except per share and share data)", 3, 0, 0),
    ("(in thousands, except earnings per share and number of shares)", 3, 0, 0),
    ("(in thousands, except EPS)", 3, 3, 0),
    ("(in thousands, unless otherwise noted)", 3, 3, 0),
    ("(tabular amounts in thousands)", 3, 3, 0),
    ("(Table amounts in millions)", 6, 6, 0),
    ("(in units)", 0, 0, 0),
    ("(in whole dollars)", 0, 0, 0),
    ("(in dollars)", 0, 0, 0),
    ("(actual dollars)", 0, 0, 0),
    ("($ millions)", 6, 6, 0),
    ("($ millions, except per share)", 6, 6, 0),
    ("(EUR mn)", 6, 6, 0),
    ("(thousand USD)", 3, 3, 0),
    ("(USD in thousands, except share and per share data)", 3, 0, 0),
    ("(in US$ thousands, except shares and per share amounts)", 3, 0, 0),
    ("(in thousands, except per unit amounts)", 3, 3, 0),
    ("(in millions, except share data in thousands and per share data)", 6, 3, 0),
    ("(In thousands, except share data in millions)", 3, 6, 0),
]


@pytest.mark.parametrize(("text", "money", "shares", "per_share"), PHRASES)
def test_phrase(text: str, money: int, shares: int, per_share: int) -> None:
    said = scales(text)
    assert (said.of(NumberKind.MONEY) or 0, said.of(NumberKind.SHARES) or 0) == (money, shares)
    assert (said.of(NumberKind.PER_SHARE) or 0) == per_share


@pytest.mark.parametrize(("text", "money", "shares", "per_share"), PHRASES)
def test_phrase_in_a_title(text: str, money: int, shares: int, per_share: int) -> None:
    """In capitals, behind a title and before "(unaudited)", wrapped, a phrase says the same."""
    bare = text.strip("()")
    for form in (
        f"STATEMENTS OF OPERATIONS {text} (Unaudited)",
        f"Condensed Statements of Operations\n ({bare})".replace(", ", ",\n   "),
    ):
        said = scales(form.format(text=text, bare=bare))
        assert (said.money, said.of(NumberKind.SHARES) or 0) == (money, shares), form


NOT_A_SCALE = [
    "Statements of Operations",
    "(unaudited)",
    "Million Air Corp Statements of Income",
    "Thousand Oaks Bancorp Balance Sheets",
    "(Note 5)",
    "Loans over $1 million",
    "Three months ended September 30, 2025 (13 weeks)",
    "(see page 000)",
    "Proceeds of one million shares",
    "General and administrative (M)",
    "10 million shares authorized",
]


@pytest.mark.parametrize("text", NOT_A_SCALE)
def test_no_phrase(text: str) -> None:
    assert scales(text) == Scales()
    assert unread_scale(text) is None


UNREAD = [
    "(in zillions)",
    "(in '00)",
    "(in 0000s)",
    "(in dozens)",
    "(in man yen)",
    "(in thousandths)",
    "($Q)",
]

HALF_READ = [
    "(in gazillions, except share and per share data)",
    "(six zeros omitted, except per share data)",
    "(in thousands, except US$ in millions)",
]


@pytest.mark.parametrize("text", HALF_READ)
def test_exceptions_of_what_is_not_understood(text: str) -> None:
    assert unread_scale(f"STATEMENTS OF OPERATIONS {text}") == text[1:-1]


@pytest.mark.parametrize("text", [
    "(in thousands, except per share amounts in dollars)", "(dollars in millions, except shares in thousands)",
    "(unaudited, except for 2024)", "(in U.S. dollars, except share data)", "(in accordance with IFRS, except per share)",
])  # fmt: skip
def test_exceptions_of_what_is_understood(text: str) -> None:
    assert unread_scale(f"STATEMENTS OF OPERATIONS {text}") is None


@pytest.mark.parametrize("text", UNREAD)
def test_phrase_not_understood(text: str) -> None:
    assert not scales(text)
    assert unread_scale(f"STATEMENTS OF OPERATIONS {text}") == text[1:-1]


@pytest.mark.parametrize(("text", "power"), [
    ("(in hundreds)", 2), ("(in 10,000s)", 4), ("(in $10,000)", 4), ("(units of 1,000)", 3), ("($K)", 3),
    ("(in ten thousands)", 4), ("($ in 000)", 3), ("(in thous.)", 3), ("(in thou.)", 3), ("(in 000 000s)", 6),
    ("(in 10 thousands)", 4), ("(in 100 thousands)", 5), ("(MSEK)", 6), ("(mn USD)", 6), ("(TEUR)", 3), ("(x 1,000)", 3),
])  # fmt: skip
def test_unusual_phrase(text: str, power: int) -> None:
    assert scales(text).money == power


@pytest.mark.parametrize(("text", "percent", "ratio"), [
    ("(percentages, except ratio)", -2, 0), ("(percentages)", -2, -2), ("(in percent)", -2, -2), ("(%)", -2, -2),
    ("(in basis points)", -4, -4), ("(bps)", -4, -4), ("(in thousands)", None, None),
])  # fmt: skip
def test_rates(text: str, percent: int | None, ratio: int | None) -> None:
    said = scales(f"KEY METRICS {text}")
    assert (said.of(NumberKind.PERCENT), said.of(NumberKind.RATIO)) == (percent, ratio)


LABELS = [
    ("Basic shares (in thousands)", NumberKind.SHARES, 3),
    ("Weighted average shares, in millions", NumberKind.SHARES, 6),
    ("Subscribers (000s)", NumberKind.COUNT, 3),
    ("Preferred stock ($1 par; 1,000,000 authorized)", NumberKind.MONEY, None),
    ("Deductible ($1,000)", NumberKind.MONEY, None),
    ("Net interest margin (bps)", NumberKind.PERCENT, -4),
    ("Gross margin (%)", NumberKind.PERCENT, -2),
    ("Adjusted EBITDA as a percentage of revenue", NumberKind.PERCENT, -2),
    ("Earnings per share (cents)", NumberKind.PER_SHARE, -2),
    ("Market value ($ billions)", NumberKind.MONEY, 9),
    ("Loans over $1 million", NumberKind.MONEY, None),
    ("Net income (loss)", NumberKind.MONEY, None),
    ("Common stock, 5,000 shares issued", NumberKind.SHARES, None),
]


@pytest.mark.parametrize(("text", "kind", "power"), LABELS)
def test_label(text: str, kind: NumberKind, power: int | None) -> None:
    assert label_scales(text).of(kind) == power


@pytest.mark.parametrize(("headings", "kind", "power"), [
    (("2025", "RMB million"), NumberKind.MONEY, 6), (("(in thousands)",), NumberKind.MONEY, 3),
    (("2025", "US$000"), NumberKind.MONEY, 3), (("% of", "Revenue"), NumberKind.PERCENT, -2),
    (("Percent", "Change"), NumberKind.PERCENT, -2), (("September 30,", "2025"), NumberKind.MONEY, None),
    (("(IN THOUSANDS, EXCEPT PER", "SHARE DATA)"), NumberKind.SHARES, 3),
])  # fmt: skip
def test_heading(headings: tuple[str, ...], kind: NumberKind, power: int | None) -> None:
    assert heading_scales(headings).of(kind) == power


@pytest.mark.parametrize(("text", "code"), [
    ("STATEMENTS (in thousands of Canadian dollars)", "CAD"), ("Net income in EUR million", "EUR"),
    ("(Rs. in crores)", "INR"), ("(RMB in thousands)", "CNY"), ("(in millions of euros)", "EUR"),
    ("(expressed in thousands of U.S. dollars)", "USD"), ("(amounts in $ thousands)", "$"), ("RAND LOGISTICS", None),
    ("Sterling Bancorp (in thousands)", None), ("(in thousands of RMB and US$)", None),
    ("(€m)", "EUR"), ("(Cdn $000s)", "CAD"), ("(MSEK)", "SEK"), ("(in kEUR, except per share)", "EUR"), ("(Rm)", "ZAR"),
    ("(EUR)", "EUR"), ("(in millions of won)", "KRW"), ("(in thousands of new shekels)", "ILS"),
    ("(in millions of zlotys)", "PLN"), ("(Baht in millions)", "THB"), ("(in thousands of pesos)", "pesos"),
    ("(in thousands of Argentine pesos)", "ARS"), ("(¥ in millions)", "¥"), ("(Dollars in thousands)", "dollars"),
    ("(Dutch guilders in millions)", "NLG"), ("games won (in thousands)", None),
])  # fmt: skip
def test_currency(text: str, code: str | None) -> None:
    assert caption_currency(text) == code


ROWS = """
                                        September 30,    December 31,
                                            2025             2024
                                        -------------    ------------
Cash                                          $18,000          $15,100
Other                                          42,000           41,400
"""


def tables(text: str) -> tuple[Table, ...]:
    return read_edgar_text(text, file="r").tables


def test_continued_page_keeps_the_scale() -> None:
    first, second = tables(
        f"<TABLE>\nBALANCE SHEETS\n(in thousands, except shares in millions)\n{ROWS}</TABLE>\n<PAGE>\n"
        f"<TABLE>\nBALANCE SHEETS (Continued)\n{ROWS}</TABLE>\n"
    )
    assert first.scales.said == second.scales.said
    assert (second.scales.money, second.scales.of(NumberKind.SHARES)) == (3, 6)


def test_sentence_before_the_table_says_the_scale() -> None:
    said = "The components of our balance sheets are as follows (in millions):\n\n"
    (table,) = tables(f"{said}<TABLE>\nBALANCE SHEETS\n{ROWS}</TABLE>\n")
    assert table.scales.money == 6


def test_document_says_the_scale_of_all_amounts() -> None:
    said = "All amounts are in thousands of U.S. dollars unless otherwise noted.\n\nWe make things.\n\nAnd more.\n\n"
    (table,) = tables(f"{said}<TABLE>\nBALANCE SHEETS\n{ROWS}</TABLE>\n")
    assert table.scales.money == 3


def test_another_table_keeps_its_own_silence() -> None:
    first, second = tables(
        f"<TABLE>\nBALANCE SHEETS\n(in thousands)\n{ROWS}</TABLE>\n\nCompensation was paid in dollars.\n\n"
        f"<TABLE>\nSUMMARY OF COMPENSATION\n{ROWS}</TABLE>\n"
    )
    assert (first.scales.money, bool(second.scales)) == (3, False)


def test_nearest_says_the_scale_of_a_row() -> None:
    (table,) = tables(
        "<TABLE>\nOPERATIONS\n(in millions)\n"
        "                                        2025             2024\n"
        "Revenue                                 $18,000          $15,100\n"
        "Shares used (in thousands):\n"
        "  Basic                                  42,000           41,400\n"
        "Subscribers (000s)                        4,210            4,100\n</TABLE>\n"
    )
    said = {line.label: line.scales for line in table.lines}
    assert said["Basic"].of(NumberKind.SHARES) == 3
    assert said["Subscribers (000s)"].of(NumberKind.COUNT) == 3
    assert not said["Revenue"]
    assert Decimal(table.scales.money) == 6
