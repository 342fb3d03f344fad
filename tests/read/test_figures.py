"""Printed numbers. To extend: add a line to a table, print on the left, meaning on the right."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xbrlgen.model.where import Where
from xbrlgen.read.figures import parse_cell, parse_figure, scan

HERE = Where("f.txt", 7, 11)

# print: value, places, currency, percent, dash
FIGURES = [
    ("$-", "0", 0, "$", False, True),
    ("-", "0", 0, None, False, True),
    ("--", "0", 0, None, False, True),
    ("—", "0", 0, None, False, True),
    ("–", "0", 0, None, False, True),
    ("$   --", "0", 0, "$", False, True),
    ("(1,886)", "-1886", 0, None, False, False),
    ("($0.02)", "-0.02", 2, "$", False, False),
    ("$(0.02)", "-0.02", 2, "$", False, False),
    ("( 95 )", "-95", 0, None, False, False),
    ("$ (95)", "-95", 0, "$", False, False),
    ("52.1%", "52.1", 1, None, True, False),
    ("52.1 %", "52.1", 1, None, True, False),
    ("(5.3)%", "-5.3", 1, None, True, False),
    ("(5.3%)", "-5.3", 1, None, True, False),
    ("-33%", "-33", 0, None, True, False),
    ("78,476,418", "78476418", 0, None, False, False),
    ("$ 1,234", "1234", 0, "$", False, False),
    ("$      17,328", "17328", 0, "$", False, False),
    ("1,234.5", "1234.5", 1, None, False, False),
    (".25", "0.25", 2, None, False, False),
    ("US$12", "12", 0, "US$", False, False),
    ("€12.50", "12.50", 2, "€", False, False),
    ("£3", "3", 0, "£", False, False),
    ("-5", "-5", 0, None, False, False),
    ("-$5", "-5", 0, "$", False, False),
    ("$-5", "-5", 0, "$", False, False),
    ("0", "0", 0, None, False, False),
    ("$0.00", "0.00", 2, "$", False, False),
]


@pytest.mark.parametrize(("text", "value", "places", "currency", "percent", "dash"), FIGURES)
def test_figure(text: str, value: str, places: int, currency: str | None, percent: bool, dash: bool) -> None:
    figure = parse_figure(text, HERE)
    assert figure is not None
    assert figure.value == Decimal(value)
    assert (figure.places, figure.currency, figure.percent, figure.dash) == (places, currency, percent, dash)
    assert (figure.text, figure.where) == (text, HERE)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("34,077", ("", "34,077", "")),
        ("($1,346)", ("($", "1,346", ")")),
        ("$(1,346)", ("$(", "1,346", ")")),
        ("52.1%", ("", "52.1", "%")),
        ("(2.3%)", ("(", "2.3", "%)")),
        ("US$ 1,000", ("US$ ", "1,000", "")),
        ("-.05", ("-", ".05", "")),
        ("-", ("", "-", "")),
        ("$-", ("$", "-", "")),
        ("( — )", ("( ", "—", " )")),
        ("--", ("", "--", "")),
    ],
)
def test_a_tag_stands_round_the_digits_or_the_dash(text: str, parts: tuple[str, str, str]) -> None:
    figure = parse_figure(text, HERE)
    assert figure is not None
    assert figure.digits is not None
    start, end = figure.digits
    assert (text[:start], text[start:end], text[end:]) == parts


@given(
    st.decimals(min_value=0, max_value=10**12, places=3),
    st.integers(0, 3),
    st.sampled_from(["{}", "${}", "({})", "$({})", "(${})", "{}%", "({}%)", "-{}"]),
)
def test_the_digits_of_every_print_are_its_number(number: Decimal, places: int, form: str) -> None:
    digits = f"{number:,.{places}f}"
    figure = parse_figure(form.format(digits), HERE)
    assert figure is not None
    assert figure.digits is not None
    assert figure.text[slice(*figure.digits)] == digits
    assert abs(figure.value) == Decimal(digits.replace(",", ""))


# print: low, high, offset of the high figure
RANGES = [
    ("$200,000 - $208,000", "200000", "208000", 11),
    ("($4,100) - ($1,100)", "-4100", "-1100", 11),
    ("($3,600)-  ($3,500)", "-3600", "-3500", 11),
    ("$35,000 -  $39,000", "35000", "39000", 11),
    ("$18,000  - $21,000", "18000", "21000", 11),
    ("5 - 7", "5", "7", 4),
    ("10 to 12", "10", "12", 6),
]


@pytest.mark.parametrize(("text", "low", "high", "offset"), RANGES)
def test_range(text: str, low: str, high: str, offset: int) -> None:
    token = parse_cell(text, HERE)
    assert token is not None
    assert token.kind == "range"
    assert [f.value for f in token.figures] == [Decimal(low), Decimal(high)]
    assert token.figures[0].where == HERE
    assert token.figures[1].where == Where("f.txt", 7, 11 + offset)
    for figure in token.figures:
        assert figure.where.column is not None
        at = figure.where.column - 11
        assert text[at : at + len(figure.text)] == figure.text


# print: kind, mark
CELLS = [
    ("N/A", "na", None),
    ("NM", "na", None),
    ("n/m", "na", None),
    ("*", "na", None),
    ("1,23,4", "bad", None),
    ("12.3.4", "bad", None),
    ("(1,886", "bad", None),
    ("1,886)", "bad", None),
    ("1.234,5", "bad", None),
    ("1,234(a)", "figure", "a"),
    ("1,234(1)", "figure", "1"),
    ("12*", "figure", "*"),
    ("0.44/2/", "figure", "2"),
    ("(1,234)(b)", "figure", "b"),
]


@pytest.mark.parametrize(("text", "kind", "mark"), CELLS)
def test_cell(text: str, kind: str, mark: str | None) -> None:
    token = parse_cell(text, HERE)
    assert token is not None
    assert (token.kind, token.marks) == (kind, () if mark is None else (mark,))
    assert bool(token.figures) == (kind == "figure")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Cash",
        "10-K",
        "9/30/04",
        "3rd",
        "T1",
        "585-218-6547",
        "(800) 735-7777",
        "2004 and",
        "4Q04",
        "1 2",
        "$",
    ],
)
def test_words_are_no_figures(text: str) -> None:
    assert parse_figure(text, HERE) is None


def test_dash_between_columns_is_a_zero_and_not_a_range() -> None:
    token = scan("94   -   12", 0, lambda at: HERE)
    assert token is not None
    assert token.text == "94"


def test_minus_of_the_next_column_is_its_sign() -> None:
    token = scan("(721)  -33%", 0, lambda at: HERE)
    assert token is not None
    assert (token.kind, token.text) == ("figure", "(721)")


@given(
    st.decimals(min_value=0, max_value=10**12, places=2),
    st.sampled_from(["{}", "({})", "${}", "(${})", "$({})", "-{}", "{}%", "$ {}", "( {} )"]),
)
def test_print_and_parse(value: Decimal, form: str) -> None:
    printed = form.format(f"{value:,}")
    figure = parse_figure(printed, HERE)
    assert figure is not None
    negative = "(" in form or "-" in form
    assert figure.value == (-value if negative else value)
    assert figure.text == printed
    assert figure.places == 2


@given(st.text(alphabet="0123456789.,()$%- N/A*abto–", max_size=40), st.integers(0, 20))
def test_anything_gives_exact_slices(text: str, pos: int) -> None:
    token = scan(text, pos, lambda at: Where("f", 1, at + 1))
    if token is None:
        return
    assert token.start == pos
    assert token.start < token.end <= len(text)
    assert text[token.start : token.start + len(token.text)] == token.text
    for figure in token.figures:
        assert figure.where.column is not None
        at = figure.where.column - 1
        assert text[at : at + len(figure.text)] == figure.text
