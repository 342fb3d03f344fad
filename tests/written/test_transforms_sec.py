"""The SEC's transformations: what a text of an inline document stands for."""

from __future__ import annotations

import pytest

from xbrlgen.written.transforms import shown
from xbrlgen.written.transforms_sec import words_to_number


@pytest.mark.parametrize(
    ("form", "text", "value"),
    [
        ("numwordsen", "two", "2"),
        ("numwordsen", "Seventy-five", "75"),
        ("numwordsen", "one thousand two hundred and five", "1205"),
        ("numwordsen", "no", "0"),
        ("numwordsen", "twelve million", "12000000"),
        ("durwordsen", "five years", "P5Y"),
        ("durwordsen", "three-month", "P3M"),
        ("durwordsen", "364-day", "P364D"),
        ("durwordsen", "three\u2011year", "P3Y"),
        ("durwordsen", "twenty-five years", "P25Y"),
        ("durwordsen", "two years and six months", "P2Y6M"),
        ("durwordsen", "two weeks", "P14D"),
        ("durwordsen", "48 hours", "PT48H"),
        ("duryear", "2.7", "P2Y8M12D"),
        ("duryear", "17", "P17Y"),
        ("duryear", "0.5", "P6M"),
        ("duryear", "0", "P0Y"),
        ("durmonth", "12", "P12M"),
        ("durmonth", "1.5", "P1M15D"),
        ("durweek", "2", "P14D"),
        ("durday", "30", "P30D"),
        ("durhour", "1.5", "PT1H30M"),
        ("boolballotbox", "\u2612", "true"),
        ("boolballotbox", "\u2611", "true"),
        ("boolballotbox", "\u2610", "false"),
        ("entityfilercategoryen", "Large accelerated filer", "Large Accelerated Filer"),
        ("exchnameen", "The Nasdaq Stock Market LLC", "NASDAQ"),
        ("exchnameen", "New York Stock Exchange, Inc.", "NYSE"),
        ("exchnameen", "NYSE American", "NYSEAMER"),
        ("stateprovnameen", "California", "CA"),
        ("stateprovnameen", "District of Columbia", "DC"),
        ("stateprovnameen", "Atlantis", "Atlantis"),
        ("countrynameen", "France", "France"),
    ],
)
def test_what_a_text_stands_for(form: str, text: str, value: str) -> None:
    assert shown(f"ixt-sec:{form}", text, numeric=form == "numwordsen") == value


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("numwordsen", "many"),
        ("numwordsen", ""),
        ("durwordsen", "a while"),
        ("durwordsen", "five"),
        ("duryear", "-2"),
        ("durday", "thirty"),
        ("boolballotbox", "maybe"),
        ("entityfilercategoryen", "Huge filer"),
    ],
)
def test_texts_that_do_not_fit(form: str, text: str) -> None:
    assert shown(f"ixt-sec:{form}", text, numeric=form == "numwordsen") is None


@pytest.mark.parametrize(
    ("form", "text", "value"),
    [
        ("ixt:date-year-month-day", "2004-09-30", "2004-09-30"),
        ("ixt:datelongus", "September 30, 2004", "2004-09-30"),
        ("ixt:date-monthname-day-en", "September 28", "--09-28"),
        ("ixt:date-day-month", "28/9", "--09-28"),
        ("ixt:numdotcomma", "1.234,5", "1234.5"),
        ("ixt:numcommadot", "1,234.5", "1234.5"),
    ],
)
def test_earlier_names_of_the_registry(form: str, text: str, value: str) -> None:
    assert shown(form, text, numeric="num" in form) == value


def test_a_number_in_words_is_read_as_it_is_spoken() -> None:
    assert [words_to_number(w) for w in ("ninety", "nineteen", "a hundred", "none")] == [90, 19, 100, 0]
