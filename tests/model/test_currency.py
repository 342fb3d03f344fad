"""Signs of currencies as a pattern: said as a tree, it finds what the plain list of all signs finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xbrlgen.model import currency
from xbrlgen.model.currency import SIGN, SYMBOL, currencies_of, named_currency

ALL = sorted(sorted({*currency._SIGNS, *currency._IN_PRINT, *currency._SPACED}), key=len, reverse=True)


def plain(signs: list[str]) -> str:
    """Every sign apart, the longest first; one that begins with a letter is not the end of a word."""
    apart = ((s, re.escape(s).replace(r"\ ", r"\s?")) for s in signs)
    return "(?:" + "|".join(rf"(?<![A-Za-z]){p}" if s[0].isalpha() else p for s, p in apart) + ")"


PAIRS = [
    (SIGN, plain(ALL)),
    (SYMBOL, plain([s for s in ALL if not s.isalpha()])),
]
ALPHABET = sorted({c for s in ALL for c in s} | set("aZ7(,. \u00a0-"))


@pytest.mark.parametrize("flags", [re.NOFLAG, re.IGNORECASE], ids=["as printed", "any case"])
@given(text=st.lists(st.one_of(st.sampled_from(ALL), st.sampled_from(ALPHABET)), max_size=12).map("".join))
def test_the_tree_finds_what_the_list_finds(flags: re.RegexFlag, text: str) -> None:
    for tree, listed in PAIRS:
        for around in ("{}", r"{}(?![A-Za-z$])", r"{}\s?\d"):
            found, expected = (
                [m.span() for m in re.finditer(around.format(p), text, flags)] for p in (tree, listed)
            )
            assert found == expected


@pytest.mark.parametrize("sign", ALL)
def test_every_sign_is_found_whole_and_means_something(sign: str) -> None:
    assert re.fullmatch(SIGN, sign) is not None
    assert currencies_of(sign)


def test_words_and_signs_name_a_currency() -> None:
    assert named_currency("in millions of Swiss francs") == "CHF"
    assert named_currency("(RMB'000)") == "CNY"
    assert named_currency("(RMB millions)") == "CNY"
    assert named_currency("euros and yen") is None
    # A sign of several currencies is kept as it is: whoever asks holds it against the filing's.
    assert named_currency("$") == "$"
