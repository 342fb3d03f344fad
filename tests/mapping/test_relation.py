"""The language of sums and checks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xbrlgen.mapping.relation import Operand, Parsed, RelationSyntaxError, parse_relation


def weights(parsed: Parsed) -> list[tuple[str, int]]:
    return [(t.name, t.weight) for t in parsed.terms]


@pytest.mark.parametrize(
    ("text", "total", "terms"),
    [
        ("A = B", "A", [("B", 1)]),
        ("A = B + C - D", "A", [("B", 1), ("C", 1), ("D", -1)]),
        ("A=-B+C", "A", [("B", -1), ("C", 1)]),
        ("A = B − C", "A", [("B", 1), ("C", -1)]),
        ("A = B-C", "A", [("B", 1), ("C", -1)]),
        ("us-gaap:A = us-gaap:B - mpe:C", "us-gaap:A", [("us-gaap:B", 1), ("mpe:C", -1)]),
        ("A = B\n  + C", "A", [("B", 1), ("C", 1)]),
    ],
)
def test_sums(text: str, total: str, terms: list[tuple[str, int]]) -> None:
    parsed = parse_relation(text)
    assert parsed.total.name == total
    assert weights(parsed) == terms
    assert parsed.divisor is None


def test_ratio() -> None:
    parsed = parse_relation("M = (A - B) / C")
    assert weights(parsed) == [("A", 1), ("B", -1)]
    assert parsed.divisor is not None
    assert parsed.divisor.name == "C"


def test_members_and_ends() -> None:
    parsed = parse_relation("closing(X) = opening(X) + Y[M, N]")
    assert parsed.total == Operand("X", 8, (), 1, "closing")
    assert parsed.terms[0].at == "opening"
    assert parsed.terms[1].members == (("M", 28), ("N", 31))


@pytest.mark.parametrize(
    ("text", "offset", "says"),
    [
        ("A + B", 2, "`=` expected"),
        ("A = ", 4, "a concept expected"),
        ("A = B C", 6, "C found"),
        ("A = B ? C", 6, "`?` is not understood"),
        ("A = B + C / D", 4, "into brackets"),
        ("A = B[", 6, "a member expected"),
        ("A = 2 B", 4, "`2` is not understood"),
    ],
)
def test_faults_name_their_place(text: str, offset: int, says: str) -> None:
    with pytest.raises(RelationSyntaxError) as caught:
        parse_relation(text)
    assert says in str(caught.value)
    assert caught.value.offset == offset


NAMES = st.from_regex(r"[A-Z][A-Za-z0-9]{0,20}", fullmatch=True).filter(
    lambda n: n not in ("opening", "closing")
)


@given(NAMES, st.lists(st.tuples(NAMES, st.sampled_from([1, -1])), min_size=1, max_size=8))
def test_what_is_written_is_read(total: str, terms: list[tuple[str, int]]) -> None:
    text = f"{total} = " + " ".join(f"{'+' if w > 0 else '-'} {n}" for n, w in terms)
    parsed = parse_relation(text)
    assert parsed.total.name == total
    assert weights(parsed) == terms


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    try:
        parse_relation(text)
    except RelationSyntaxError as error:
        assert 0 <= error.offset <= len(text)
