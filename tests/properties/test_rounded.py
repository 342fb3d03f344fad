"""When two rounded numbers agree: laws that hold for all of them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xbrlgen.model.rounded import Rounded, consistent

whole = st.integers(-(10**9), 10**9)
precision = st.none() | st.integers(-9, 6)
numbers = st.builds(
    lambda n, places, decimals: Rounded(Decimal(n).scaleb(-places), decimals),
    whole,
    st.integers(0, 6),
    precision,
)


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        (("37593000", -3), ("37600000", -5), True),
        (("37549999", -3), ("37600000", -5), False),
        (("37550000", -3), ("37600000", -5), True),
        (("37650000", -3), ("37600000", -5), True),
        (("37650001", -3), ("37600000", -5), False),
        (("37593000", -3), ("37594000", -3), False),
        (("37593000", None), ("37593499", -3), True),
        (("37593000", None), ("37593501", -3), False),
        (("0", 0), ("0", -3), True),
        (("-0.02", 2), ("0.02", 2), False),
        (("12345678901234567890123456789012", 0), ("12345678901234567890123456789013", 0), False),
        (("12345678901234567890123456789012", 0), ("12345678901234567890123456789010", -1), True),
        (("12345678901234567890123456789016", 0), ("12345678901234567890123456789010", -1), False),
    ],
)
def test_at_the_edge_of_a_rounding(
    one: tuple[str, int | None], other: tuple[str, int | None], agree: bool
) -> None:
    a, b = Rounded(Decimal(one[0]), one[1]), Rounded(Decimal(other[0]), other[1])
    assert a.agrees(b) is agree
    assert b.agrees(a) is agree


@given(numbers, numbers)
def test_agreement_is_mutual_and_the_same_for_losses(a: Rounded, b: Rounded) -> None:
    assert a.agrees(a)
    assert a.agrees(b) is b.agrees(a)
    minus_a, minus_b = Rounded(a.value.copy_negate(), a.decimals), Rounded(b.value.copy_negate(), b.decimals)
    assert minus_a.agrees(minus_b) is a.agrees(b)


@given(numbers, numbers)
def test_what_agrees_is_consistent(a: Rounded, b: Rounded) -> None:
    assert consistent([a, b]) or not a.agrees(b)
    assert consistent([a, b]) is consistent([b, a])


@given(numbers, numbers)
def test_at_one_precision_only_equals_agree(a: Rounded, b: Rounded) -> None:
    other = Rounded(b.value, a.decimals)
    assert a.agrees(other) is (a.value == b.value)
    assert consistent([a, other]) is (a.value == b.value)


@given(whole, st.integers(1, 9))
def test_a_number_agrees_with_what_it_rounds_to_and_no_more(value: int, coarser: int) -> None:
    fine = Rounded(Decimal(value), 0)
    rounded = Decimal(round(value, -coarser))
    assert fine.agrees(Rounded(rounded, -coarser))
    step = Decimal(10) ** coarser
    assert not fine.agrees(Rounded(rounded + 2 * step, -coarser))
    assert not fine.agrees(Rounded(rounded - 2 * step, -coarser))


@given(numbers)
def test_its_range_is_one_unit_wide_and_centred(a: Rounded) -> None:
    low, value, high = Fraction(a.low), Fraction(a.value), Fraction(a.high)
    unit = Fraction(0) if a.decimals is None else Fraction(10) ** -a.decimals
    assert high - low == unit
    assert value - low == high - value == Fraction(a.half)


@given(st.lists(numbers, max_size=5), numbers)
def test_one_more_number_makes_nothing_consistent(some: list[Rounded], more: Rounded) -> None:
    assert consistent(some) or not consistent([*some, more])
