"""Mentions in running text. To extend: add a line, sentence on the left, (print, kind) on the right."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xbrlgen.model.source import Mention, Paragraph, Span
from xbrlgen.model.where import Where
from xbrlgen.read.prose import with_mentions
from xbrlgen.read.text.edgar_text import read_edgar_text


def read(*lines: str, kind: str = "paragraph") -> Paragraph:
    return with_mentions(Paragraph(tuple(Span(t, Where("f", n, 3)) for n, t in enumerate(lines, 4)), kind))


def printed(p: Paragraph) -> list[tuple[str, str]]:
    return [(p.text[m.start : m.end], m.kind) for m in p.mentions]


SENTENCES = [
    ("issued 2,435,846 and 6.3 million shares of stock", [("2,435,846", "count"), ("6.3 million", "count")]),
    ("spent $6.3 million on shares", [("$6.3 million", "amount")]),
    ("the Registration Statement on Form S-2 and exhibit F-15", [("S-2", "other"), ("F-15", "other")]),
    ("23.1 Consent of counsel", [("23.1", "other")]),
    ("23.1 million lines", [("23.1 million", "count")]),
    (
        "5500 Wayzata Boulevard, Minneapolis, Minnesota            55416",
        [("5500 Wayzata Boulevard", "other"), ("Minnesota            55416", "other")],
    ),
    (
        "Revenue was $37.6 million, up 2.2% from 2003.",
        [("$37.6 million", "amount"), ("2.2%", "percent"), ("2003", "period")],
    ),
    ("exclusive of $2,024 and $1,964", [("$2,024", "amount"), ("$1,964", "amount")]),
    ("net loss per share was $0.02, or $(0.02) a share", [("$0.02", "per_share"), ("$(0.02)", "per_share")]),
    ("A fee of $0.02. Loss per share fell.", [("$0.02", "amount")]),
    ("a 1,412 route mile ring with 128 buildings", [("1,412", "count"), ("128", "count")]),
    ("call 1-866-769-3706 or 585-218-6547", [("1-866-769-3706", "phone"), ("585-218-6547", "phone")]),
    ("at 10:00 a.m., PIN #5304643", [("10:00 a.m.", "other"), ("#5304643", "other")]),
    ("$18 million to $21 million", [("$18 million", "amount"), ("$21 million", "amount")]),
    ("over 9 to 12 months", [("9", "count"), ("12", "count")]),
    (
        "T1-based loops, Form 8-K and Rule 144A",
        [("T1-based", "other"), ("Form 8-K", "other"), ("Rule 144A", "other")],
    ),
    ("the 21st of October 29", [("21st", "ordinal"), ("October 29", "period")]),
    ("the Reform Act of 1995", [("Act of 1995", "other")]),
    (
        "write ir2@example.com or www.example.com/q3",
        [("ir2@example.com", "other"), ("www.example.com/q3", "other")],
    ),
    ("margin of (5.3)% and a loss of ($1.5 million)", [("(5.3)%", "percent"), ("($1.5 million)", "amount")]),
    ("fell 3 percent (see page 12)", [("3 percent", "percent"), ("page 12", "other")]),
    ("5 to 7%", [("5", "percent"), ("7%", "percent")]),
    ("a loss of ($14) million or $(.38) per share", [("($14) million", "amount"), ("$(.38)", "per_share")]),
    ("files 0-27062 and 91-1695422", [("0-27062", "other"), ("91-1695422", "other")]),
    (
        "Section 13 or 15 (d), 17 CFR 240.14d-2(b)",
        [("Section 13 or 15 (d)", "other"), ("17 CFR 240.14d-2(b)", "other")],
    ),
    (
        "10 Dorrance Street, Suite 400, Providence, Rhode Island 02903",
        [("10 Dorrance Street", "other"), ("Suite 400", "other"), ("Rhode Island 02903", "other")],
    ),
    ("Washington, D.C. 20549", [("D.C. 20549", "other")]),
    ("its 10-Q, a 12-month plan", [("10-Q", "other"), ("12", "count")]),
    ("Series 1998-C; Page 5 of 6", [("Series 1998-C", "other"), ("Page 5 of 6", "other")]),
    ("99.1   Press Release", [("99.1", "other")]),
    ("we hired 12345 people", [("12345", "count")]),
    ("WIRE--July 20, 2006--Acme", [("July 20, 2006", "period")]),
    ("no number", []),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_mentions(text: str, expected: list[tuple[str, str]]) -> None:
    assert printed(read(text)) == expected


def figure(m: Mention) -> tuple[Decimal, int, int | None]:
    assert m.figure is not None
    return m.figure.value, m.figure.places, m.figure.scale


def test_values_scales_and_places() -> None:
    a, b = read("between $10 and $12.5 million").mentions
    assert figure(a) == (Decimal(10), 0, 6)
    assert figure(b) == (Decimal("12.5"), 1, 6)
    (loss,) = read("a loss of ($1.5 million)").mentions
    assert figure(loss) == (Decimal("-1.5"), 1, 6)


def test_number_and_word_over_a_line_end() -> None:
    p = read("results of $2.0", "million, and 7 more")
    million, seven = p.mentions
    assert p.text[million.start : million.end] == "$2.0 million"
    assert million.figure is not None
    assert million.figure.where == Where("f", 4, 3 + len("results of "))
    assert seven.figure is not None
    assert seven.figure.where == Where("f", 5, 3 + len("million, and "))


def test_mark_of_a_note_is_no_number() -> None:
    p = read("(1) Includes $3 of costs", kind="note")
    assert printed(p) == [("(1)", "other"), ("$3", "amount")]


def check(p: Paragraph) -> None:
    """Every run of digits in exactly one mention; mentions in order and apart."""
    last = 0
    for m in p.mentions:
        assert last <= m.start < m.end <= len(p.text)
        last = m.end
        if m.figure is not None:
            assert m.figure.text == p.text[m.start : m.end]
            assert m.figure.where == p.at(m.start)
            assert m.figure.digits is not None
            digits = m.figure.text[slice(*m.figure.digits)]
            assert m.figure.value.copy_abs() == Decimal(digits.replace(",", ""))
    for run in re.finditer(r"[0-9]+", p.text):
        holds = [m for m in p.mentions if m.start <= run.start() and run.end() <= m.end]
        assert len(holds) == 1, (run.group(), p.text)


@given(
    st.lists(
        st.text(alphabet="0123456789.,()$%-# aTpmMayQthillion'", min_size=1, max_size=30),
        min_size=1,
        max_size=3,
    )
)
def test_every_digit_is_in_one_mention(lines: list[str]) -> None:
    check(read(*lines))


@given(
    st.lists(
        st.sampled_from(
            [
                "$1",
                "2,000",
                "(3)",
                "4%",
                "million",
                "to",
                "and",
                "Q3",
                "2004",
                "May 31,",
                "$0.02",
                "per share",
            ]
        ),
        max_size=30,
    )
)
def test_every_digit_of_likely_text_is_in_one_mention(words: list[str]) -> None:
    check(read(" ".join(words)))


def test_large_paragraph_is_read_whole() -> None:
    line = "the company is pleased to say that its customers bought more than ever before at $5 each"
    text = "\n".join([line] * (1_000_000 // len(line)))
    source = read_edgar_text(text, file="f")
    assert sum(len(p.mentions) for p in source.paragraphs) == 1_000_000 // len(line)


@pytest.mark.parametrize("piece", ["1 ", "(", "$ ", "1,", ".", "a.", "- ", "May ", "2004 ", "1a", "<a>", " "])
def test_no_line_costs_more_than_its_length(piece: str) -> None:
    """One that did would take hours for these, and the run would not end."""
    text = piece * (60_000 // len(piece)) + "x"
    source = read_edgar_text(text, file="f")
    assert source.blocks
