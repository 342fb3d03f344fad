"""Words as values: what they say of each kind of concept, and what they do not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xbrlgen.build.words import Said, said_by
from xbrlgen.model.taxonomy import Concept


def concept(kind: str) -> Concept:
    return Concept("abc:Thing", f"xbrli:{kind}ItemType", "duration")


@pytest.mark.parametrize(
    ("words", "behind", "kind", "value", "form"),
    [
        ("June 30, 2025", "", "date", "2025-06-30", "ixt:date-monthname-day-year-en"),
        ("30 June 2025", "", "date", "2025-06-30", "ixt:date-day-monthname-year-en"),
        ("December 31", "", "gMonthDay", "--12-31", "ixt:date-monthname-day-en"),
        ("three years", "", "duration", "P3Y", "ixt-sec:durwordsen"),
        ("18 months", "", "duration", "P18M", "ixt-sec:durwordsen"),
        ("8.5", " years after", "duration", "P8Y6M", "ixt-sec:duryear"),
        ("90", "-day notice", "duration", "P90D", "ixt-sec:durday"),
        ("one", " reportable segment", "integer", Decimal(1), "ixt-sec:numwordsen"),
        ("twelve million", "", "monetary", Decimal(12_000_000), "ixt-sec:numwordsen"),
        ("☒", "", "boolean", "true", "ixt-sec:boolballotbox"),
        ("☐", "", "boolean", "false", "ixt-sec:boolballotbox"),
        ("Delaware", "", "edgarStateCountry", "DE", "ixt-sec:stateprovnameen"),
        ("The Nasdaq Stock Market LLC", "", "edgarExchangeCode", "NASDAQ", "ixt-sec:exchnameen"),
        ("straight-line  method", "", "string", "straight-line method", None),
    ],
)
def test_what_words_say(words: str, behind: str, kind: str, value: object, form: str | None) -> None:
    assert said_by(words, behind, concept(kind), None) == Said(value, form)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "behind", "kind"),
    [
        ("soon", "", "date"),
        ("June 31, 2025", "", "date"),
        ("a while", "", "duration"),
        ("3", " segments", "duration"),
        ("several", "", "integer"),
        ("not", "", "boolean"),
        ("Atlantis", "", "edgarStateCountry"),
    ],
)
def test_words_that_say_no_such_value(words: str, behind: str, kind: str) -> None:
    assert isinstance(said_by(words, behind, concept(kind), None), str)


def test_the_mapping_says_what_a_flag_is() -> None:
    assert said_by("did not adopt", "", concept("boolean"), "false") == Said("false", "ixt:fixed-false")
    assert isinstance(said_by("did not adopt", "", concept("boolean"), "no"), str)
    assert isinstance(said_by("did not adopt", "", concept("string"), "false"), str)
