"""Patterns over running text."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xbrlgen.mapping.pattern import compile_text_pattern, find_text
from xbrlgen.model.source import Figure, Mention, Paragraph, Span
from xbrlgen.model.where import Where

W = Where("r.txt", 1, 1)


def paragraph(text: str, *numbers: str) -> Paragraph:
    """A paragraph in which each of ``numbers`` is mentioned; those with letters are periods."""
    mentions = []
    start = 0
    for number in numbers:
        start = text.index(number, start)
        end = start + len(number)
        if number[-1].isdigit() and not number[0].isalpha():
            figure = Figure(Decimal(1), 0, number, W, None)
            mentions.append(Mention("amount", start, end, figure))
        elif number.endswith("%"):
            mentions.append(Mention("percent", start, end, Figure(Decimal(1), 0, number, W, None)))
        else:
            mentions.append(Mention("period", start, end))
        start = end
    return Paragraph((Span(text, W),), mentions=tuple(mentions))


TEXT = paragraph(
    "Capital expenditures were $2 in May 2004. They rose 5% and came to about $9 for the full-year.",
    "$2", "May 2004", "5%", "$9",
)  # fmt: skip


@pytest.mark.parametrize(
    ("pattern", "mentions"),
    [
        ("capital expenditures were {amount} in {period}", [0, 1]),
        ("Capital   EXPENDITURES were {amount}", [0]),
        ("rose {percent}", [2]),
        ("came to ... {amount} for the full-year", [3]),
        ("came ... {amount}", [3]),
        ("came to about ... {amount}", [3]),
        ("ca ... {amount}", None),
        ("rose {amount}", None),
        ("capital expenditures ... {percent}", None),  # the gap does not reach over another number
        ("expenditure were {amount}", None),
    ],
)
def test_what_is_found(pattern: str, mentions: list[int] | None) -> None:
    found = find_text(compile_text_pattern(pattern), TEXT)
    assert found == (None if mentions is None else [TEXT.mentions[i] for i in mentions])


def test_mentions_far_apart_are_found() -> None:
    text = "first $1 " + "word " * 2000 + "second $2"
    far = paragraph(text, "$1", "$2")
    assert find_text(compile_text_pattern("first {amount}"), far) == [far.mentions[0]]
    assert find_text(compile_text_pattern("second {amount}"), far) == [far.mentions[1]]


@pytest.mark.parametrize("pattern", ["no number", "{percent", "{number} of", "only {period}"])
def test_faulty_patterns_are_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="needs|not understood|not known"):
        compile_text_pattern(pattern)


@given(st.text(alphabet="abc .()[]*+?\\$^|", max_size=40))
def test_words_are_never_read_as_a_regular_expression(words: str) -> None:
    pattern = compile_text_pattern(words.replace("...", "") + " {amount}")
    text = words.replace("...", "") + " $2"
    found = find_text(pattern, Paragraph((Span(text, W),), mentions=(_last(text),)))
    assert found == [_last(text)]


def _last(text: str) -> Mention:
    return Mention("amount", len(text) - 2, len(text), Figure(Decimal(2), 0, "$2", W, (1, 2)))


def test_hostile_text_stays_cheap() -> None:
    long = paragraph("a " * 2_500_000 + "$2", "$2")
    assert find_text(compile_text_pattern("a ... b ... {amount}"), long) is None
