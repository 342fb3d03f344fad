"""Number formats: what is shown of what a cell holds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xbrlgen.model.where import Where
from xbrlgen.read.figures import parse_figure
from xbrlgen.read.sheet import formats

ACCOUNTING = '_("$"* #,##0_);_("$"* \\(#,##0\\);_("$"* "-"??_);_(@_)'

SHOWN = [
    # stored, code, print, power of ten
    ("1886432.17", "#,##0", "1,886,432", 0),
    ("1886432.17", "#,##0,", "1,886", 3),
    ("1886432.17", "#,##0.0,,", "1.9", 6),
    ("1886500", "#,##0,", "1,887", 3),
    ("0.57999999999999996", "0.00", "0.58", 0),
    ("0.57999999999999996", "General", "0.58", 0),
    ("0.1", "0.000", "0.100", 0),
    ("-1886", "#,##0", "-1,886", 0),
    ("-1886", "#,##0_);(#,##0)", "(1,886)", 0),
    ("-1886", "#,##0_);[Red]\\(#,##0\\)", "(1,886)", 0),
    ("1886", "(#,##0)", "(1,886)", 0),
    ("0.1234", "0.0%", "12.3%", 0),
    ("-0.1234", "0.0%;(0.0%)", "(12.3%)", 0),
    ("1234.5", "[$€-2]\\ #,##0.00", "€1,234.50", 0),
    ("1234.5", '"US$"#,##0', "US$1,235", 0),
    ("12", ACCOUNTING, "$12", 0),
    ("-12", ACCOUNTING, "$(12)", 0),
    ("0", ACCOUNTING, "$-", 0),
    ("0", '#,##0;(#,##0);"-"', "-", 0),
    ("0", "#,##0", "0", 0),
    ("1000000", "0.00E+00", "1000000", 0),
    ("0.25", "# ?/?", "0.25", 0),
    ("12.5", "@", "12.5", 0),
    ("2004", "0", "2004", 0),
    ("-0.4", "#,##0;(#,##0)", "(0)", 0),
]


@pytest.mark.parametrize(("stored", "code", "text", "scale"), SHOWN)
def test_shown(stored: str, code: str, text: str, scale: int) -> None:
    value = formats.decimal_of(stored)
    assert value is not None
    shown = formats.show(value, code)
    assert shown is not None
    assert (shown.text, shown.scale) == (text, scale)


@pytest.mark.parametrize("code", [";;;", "h:mm", "[h]:mm", "mmm d, yyyy", '"n/a"'])
def test_a_code_that_shows_no_number(code: str) -> None:
    assert formats.show(Decimal(5), code) is None


def test_a_sign_that_is_not_shown_is_told_and_kept() -> None:
    shown = formats.show(Decimal(-5), "0;0")
    assert shown is not None
    assert (shown.text, shown.hides_sign) == ("-5", True)
    red = formats.show(Decimal(-5), "0;[Red]0")
    assert red is not None
    assert red.hides_sign
    for code in ("0", "0;(0)", "0;-0", "0;0-"):
        shown = formats.show(Decimal(-5), code)
        assert shown is not None
        assert not shown.hides_sign, code


@pytest.mark.parametrize(
    ("code", "date_code"),
    [
        ("mmm d, yyyy", True),
        ("[$-409]d\\-mmm\\-yy;@", True),
        ("yyyy", True),
        ("m/d/yyyy h:mm", True),
        ("#,##0", False),
        ("General", False),
        ("0.00_);[Red]\\(0.00\\)", False),
        ('#,##0 "days"', False),
        ("@", False),
    ],
)
def test_codes_of_dates(code: str, date_code: bool) -> None:
    assert formats.is_date(code) is date_code


@pytest.mark.parametrize(
    ("serial", "since_1904", "day"),
    [
        ("38260", False, date(2004, 9, 30)),
        ("38260.75", False, date(2004, 9, 30)),
        ("36798", True, date(2004, 9, 30)),
        ("1", False, date(1900, 1, 1)),
        ("59", False, date(1900, 2, 28)),
        ("61", False, date(1900, 3, 1)),
        ("-1", False, None),
        ("2958466", False, None),
    ],
)
def test_serial_numbers(serial: str, since_1904: bool, day: date | None) -> None:
    assert formats.date_of(Decimal(serial), date1904=since_1904) == day


@pytest.mark.parametrize(
    ("day", "code", "words"),
    [
        (date(2004, 9, 30), "m/d/yyyy", "September 30, 2004"),
        (date(2004, 9, 30), "mmm-yy", "September 30, 2004"),
        (date(2004, 9, 1), "mmm-yy", "September 2004"),
        (date(2004, 9, 1), "d-mmm-yy", "September 1, 2004"),
        (date(2004, 12, 31), "yyyy", "2004"),
        (date(2004, 1, 1), "yyyy", "2004"),
        (date(2004, 6, 30), "yyyy", "June 30, 2004"),
    ],
)
def test_days_in_words(day: date, code: str, words: str) -> None:
    assert formats.date_words(day, code) == words


@given(
    st.decimals(min_value=-(10**12), max_value=10**12, places=2), st.sampled_from([c for _, c, _, _ in SHOWN])
)
def test_what_is_shown_is_read_back_within_its_rounding(value: Decimal, code: str) -> None:
    shown = formats.show(value, code)
    if shown is None:
        return
    figure = parse_figure(shown.text, Where("x"))
    assert figure is not None, shown.text
    back = figure.value.scaleb(shown.scale - (2 if figure.percent else 0))
    half = Decimal(5).scaleb(shown.scale - figure.places - 1 - (2 if figure.percent else 0))
    if code == "(#,##0)":
        back = -back if value > 0 else back
    assert abs(abs(back) - abs(value)) <= half
    assert not back or not value or (back < 0) == (value < 0) or code == "(#,##0)"


@pytest.mark.parametrize("stored", ["", "abc", "NaN", "INF", "1e400", "-1e-99"])
def test_what_is_no_number(stored: str) -> None:
    assert formats.decimal_of(stored) is None
