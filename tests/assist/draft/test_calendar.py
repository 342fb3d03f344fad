"""Periods of calendars that count weeks."""

from __future__ import annotations

from datetime import date

from xbrlgen.assist.draft.calendar import whole_weeks
from xbrlgen.model.period import Period


def test_a_quarter_of_weeks_begins_after_thirteen_of_them() -> None:
    quarter = Period(date(2025, 3, 29), date(2025, 6, 28))
    assert whole_weeks([quarter]) == [Period(date(2025, 3, 30), date(2025, 6, 28))]


def test_the_balance_sheet_before_says_where_a_year_of_53_weeks_begins() -> None:
    year = Period(date(2022, 9, 30), date(2023, 9, 29))
    assert whole_weeks([year], [date(2022, 9, 24)])[0] == Period(date(2022, 9, 25), date(2023, 9, 29))


def test_what_closes_a_month_is_left_alone() -> None:
    quarter = Period(date(2025, 7, 1), date(2025, 9, 30))
    assert whole_weeks([quarter], [date(2025, 6, 28)]) == [quarter]
