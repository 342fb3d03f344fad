"""Patterns end in time, mean what Python's own engine reads in them, and cross process borders."""

from __future__ import annotations

import pickle
import re
import time

import pytest

from xbrlgen.mapping import bounded
from xbrlgen.mapping.bounded import LONGEST, compile_bounded, is_plain
from xbrlgen.model.finding import XbrlgenError
from xbrlgen.model.matcher import Searches
from xbrlgen.model.where import Where

PLACE = Where("mapping.yaml", 3, 5)


def made(source: str, *, ignore_case: bool = False) -> Searches:
    return compile_bounded(source, ignore_case=ignore_case, text=f"/{source}/", where=PLACE)


@pytest.mark.parametrize(
    "source", ["^Total", "Total .* assets$", r"net (?:income|loss)", r"\$ ?[*+]x", "a{2}b?", r"costs?\."]
)
def test_usual_patterns_are_plain(source: str) -> None:
    assert is_plain(source)


@pytest.mark.parametrize(
    "source", ["(a+)+b", ".*a.*b", "(?:a|b)*", r"(a)\1", "(a?){30}", "a?" * 20, "(x+x+)+y", "a{1,}b{2,}"]
)
def test_others_are_watched(source: str) -> None:
    assert not is_plain(source)


@pytest.mark.parametrize("source", ["(a+)+b", "^(a|aa)+$", r"(.*)*\1x", "(a?){30}a{30}b", "(x+x+)+y"])
def test_no_pattern_runs_on(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "SECONDS", 0.2)
    pattern = made(source)
    used = time.process_time()
    try:
        for text in ("a" * 1990 + "!", "x" * 1990):
            pattern.search(text)
    except XbrlgenError as error:
        assert [(f.code, f.where) for f in error.findings] == [("XG-MAP-009", PLACE)]
    assert time.process_time() - used < 5


@pytest.mark.parametrize("source", ["a" * 10, "(" * 5000 + "a" + ")" * 5000, "a{99999999999}", "[", "(?P<a"])
def test_what_cannot_be_compiled_is_a_value_error(source: str) -> None:
    try:
        assert made(source).search("a" * 10) is not None
    except ValueError as error:
        assert str(error)
        assert source != "a" * 10


CASES = [
    (r"(\w+\s+)+and", "cash and equivalents"),
    (r"soci(?:é|e)t(?:é|e)+", "Sociétés à responsabilité"),
    (r"(?<=net )(?:loss)+(?! per)", "net loss per share"),
    (r"(?:^|\s)\d+(?:,\d{3})*(?:\.\d+)?$", "in all 1,234.50"),
    (r"(a)(b)?\2?c", "ac abc abbc"),
]


@pytest.mark.parametrize(("source", "text"), CASES)
@pytest.mark.parametrize("ignore_case", [True, False])
def test_a_watched_pattern_finds_what_a_plain_one_would(source: str, text: str, ignore_case: bool) -> None:
    assert not is_plain(source)
    for some in (text, text.upper(), text[::-1], ""):
        expected = re.compile(source, re.IGNORECASE if ignore_case else 0).search(some)
        assert (made(source, ignore_case=ignore_case).search(some) is None) == (expected is None)


@pytest.mark.parametrize("source", ["^cash", "(cash )+and"])
def test_they_pickle(source: str) -> None:
    pattern = made(source)
    assert pattern.search("cash and") is not None
    again = pickle.loads(pickle.dumps(pattern))
    assert again.pattern == source
    assert again.search("cash and") is not None


@pytest.mark.parametrize("source", ["cash", "(cash)+"])
def test_a_text_longer_than_any_caption_matches_none(source: str) -> None:
    assert made(source).search("cash" + " " * (LONGEST - 4)) is not None
    assert made(source).search("cash" + " " * (LONGEST - 3)) is None
