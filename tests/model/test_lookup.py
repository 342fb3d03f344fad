"""What an index finds is what trying everything finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xbrlgen.model.lookup import Literals, Lookup, required
from xbrlgen.model.matcher import Matcher


@pytest.mark.parametrize(
    ("pattern", "literal"),
    [
        ("^STATEMENT OF PART 7 ", "STATEMENT OF PART 7 "),
        ("net (loss|income) per share", " per share"),
        ("total assets|net assets", ""),
        ("colou?r bars", "r bars"),
        ("costs?", "cost"),
        (r"^Balance\s+Sheet", "Balance"),
        (r"U\.S\. sales", "U.S. sales"),
        ("[Tt]otal", "otal"),
        ("[]x|]abc", "abc"),
        ("(?i)total", ""),
        ("a{0,2}bcd", "bcd"),
        ("x+yz", "yz"),
        (r"sales\b", "sales"),
        ("équité tot", "quit"),
        ("", ""),
    ],
)
def test_what_a_pattern_cannot_do_without(pattern: str, literal: str) -> None:
    assert required(pattern) == literal


PIECES = st.sampled_from(
    ["cost", "COST", "s", "k", " of ", "sales", "[ab]", "(x|y)", "(?:z)", "?", "*", "+", ".", "^", "$", "|", "{2}",
     "\\.", "\\d", "\\s+", "1", "2", "\u017f", "\u212a"]
)  # fmt: skip
TEXTS = st.lists(
    st.sampled_from(
        [
            "cost",
            "Cost",
            " of ",
            "sales",
            "a",
            "x",
            "z",
            "1",
            "2",
            ".",
            "\u017f",
            "\u212a",
            "\u0131",
            "I",
            "é",
        ]
    ),
    max_size=8,
).map("".join)


@st.composite
def matchers(draw: st.DrawFn) -> Matcher:
    if draw(st.booleans()):
        return Matcher(draw(TEXTS))
    text = "".join(draw(st.lists(PIECES, min_size=1, max_size=6)))
    flags = re.IGNORECASE if draw(st.booleans()) else 0
    try:
        return Matcher(f"/{text}/", re.compile(text, flags))
    except re.error:
        return Matcher(text)


@given(st.lists(matchers(), max_size=12), TEXTS)
def test_the_index_finds_what_trying_all_finds(some: list[Matcher], text: str) -> None:
    tried = [number for number, matcher in enumerate(some) if matcher.matches(text)]
    assert list(Lookup((m, n) for n, m in enumerate(some)).find(text)) == tried


@given(st.lists(st.text("abcA ", max_size=6), max_size=10), st.text("abcA ", max_size=20))
def test_no_literal_that_stands_in_a_text_is_missed(literals: list[str], text: str) -> None:
    index = Literals((literal, n) for n, literal in enumerate(literals))
    found = list(index.candidates(text))
    assert found == sorted(found)
    assert {n for n, literal in enumerate(literals) if literal.lower() in text.lower()} <= set(found)
