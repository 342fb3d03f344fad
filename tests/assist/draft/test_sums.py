"""Sums of a table by arithmetic alone."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from xbrlgen.assist.draft.sums import FoundSum, SumRow, find_sums


def row(*values: int | None, total: bool = False, barred: bool = False) -> SumRow:
    return SumRow(tuple(None if v is None else Decimal(v) for v in values), Decimal(1), total, barred)


def test_a_total_of_what_stands_above_it() -> None:
    rows = [row(120, 90), row(45, 30), row(165, 120, total=True)]
    assert find_sums(rows) == [FoundSum(2, ((0, 1), (1, 1)))]


def test_a_total_stands_for_its_parts() -> None:
    # cash, receivables, total current assets, goodwill, total assets
    rows = [row(120, 90), row(45, 30), row(165, 120), row(800, 801), row(965, 921)]
    assert [s.parts for s in find_sums(rows)] == [((0, 1), (1, 1)), ((2, 1), (3, 1))]


def test_what_is_taken_away() -> None:
    # revenue, cost of revenue, gross profit
    assert find_sums([row(1000, 900), row(610, 588), row(390, 312)]) == [FoundSum(2, ((0, 1), (1, -1)))]


def test_on_a_balance_sheet_nothing_is_taken_away() -> None:
    rows = [row(965, 921), row(500, 480), row(465, 441)]
    assert find_sums(rows, signed=False) == []


def test_off_by_one_in_a_column_is_rounding_and_more_is_none() -> None:
    assert find_sums([row(120, 90), row(45, 30), row(166, 120)])
    assert not find_sums([row(120, 90), row(45, 30), row(168, 120)])


def test_every_column_must_hold() -> None:
    assert not find_sums([row(120, 90), row(45, 30), row(165, 500)])
    assert not find_sums([row(120, 90), row(45, 30), row(165, None)])


def test_shares_take_no_part() -> None:
    rows = [row(120, 90), row(7000, 7100, barred=True), row(45, 30), row(165, 120)]
    assert find_sums(rows) == [FoundSum(3, ((0, 1), (2, 1)))]


def test_a_total_of_one_line_is_believed_only_where_words_say_total() -> None:
    assert find_sums([row(-500, -480), row(-500, -480, total=True)]) == [FoundSum(1, ((0, 1),))]
    assert not find_sums([row(-500, -480), row(-500, -480)])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(-50, 50), st.integers(-50, 50)), min_size=2, max_size=14))
def test_whatever_is_found_adds_up(values: list[tuple[int, int]]) -> None:
    rows = [row(a, b) for a, b in values]
    used: set[int] = set()
    for found in find_sums(rows):
        parts = [part for part, _ in found.parts]
        assert max(parts) < found.total
        assert not used & set(parts)
        used |= set(parts)
        for column in (0, 1):
            given_ = sum(sign * (rows[p].values[column] or 0) for p, sign in found.parts)
            assert abs(given_ - (rows[found.total].values[column] or 0)) <= 2
