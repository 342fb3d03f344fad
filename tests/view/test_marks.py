"""The reviewer's marks: read, written, lapsed, and never lost."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xbrlgen.model.finding import XbrlgenError
from xbrlgen.model.report import Report
from xbrlgen.view.marks import (
    HEAD,
    KINDS,
    NOTE,
    UNREAD,
    Mark,
    Marks,
    digits,
    escape,
    identity,
    lapsed,
    marks_text,
    parse_marks,
    read_marks,
    unescape,
    value,
    write_marks,
)

REVENUES = "us-gaap:Revenues 2004-07-01..2004-09-30 USD"
RANGE = "us-gaap:Revenues 2005-01-01..2005-12-31 [srt:RangeAxis=srt:MinimumMember] USD"


def test_identity_says_what_a_fact_is(report: Report) -> None:
    assert [identity(f) for f in report.facts[:2]] == [
        "dei:EntityRegistrantName 2004-07-01..2004-09-30 text",
        REVENUES,
    ]
    narrow = replace(
        report.facts[1],
        context=replace(report.facts[1].context, dimensions=(("srt:RangeAxis", "srt:MinimumMember"),)),
    )
    assert identity(narrow) == (
        "us-gaap:Revenues 2004-07-01..2004-09-30 [srt:RangeAxis=srt:MinimumMember] USD"
    )


@pytest.mark.parametrize(
    ("number", "text"), [("1.2E+8", "120000000"), ("-0.050", "-0.05"), ("-0.00", "0"), ("10", "10")]
)
def test_a_value_has_one_writing(number: str, text: str) -> None:
    assert digits(Decimal(number)) == text


def test_a_long_text_is_told_by_its_digest(report: Report) -> None:
    long = [replace(report.facts[0], value="a" * 500 + tail) for tail in ("b", "c")]
    first, second = map(value, long)
    assert first != second
    assert len(first) < 140


def test_the_file_as_it_is_written() -> None:
    marks = Marks(
        (
            Mark(REVENUES, "37593000", "seen"),
            Mark(RANGE, "200000000", "question", "low\tcase?\nsee C:\\x"),
        ),
        remarks=("# for the audit committee",),
        unread=("what is this",),
    )
    assert marks_text(marks) == "\n".join(
        (
            *HEAD,
            "# for the audit committee",
            f"{REVENUES}\t37593000\tseen",
            f"{RANGE}\t200000000\tquestion\tlow\\tcase?\\nsee C:\\\\x",
            UNREAD,
            "what is this",
            "",
        )
    )


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("us-gaap:Revenues", "three or four fields"),
        (f"{REVENUES}\t1\tseen\t\t", "three or four fields"),
        ("Revenues of 2004\t1\tseen", "concept period"),
        (f"{REVENUES}\t1\tlooked", "none of seen, question, note"),
        (f"{REVENUES}\t1\tnote", "without words"),
        (f"{REVENUES}\t1\tseen\t\\q", "backslash"),
    ],
)
def test_a_bad_line_is_named_and_kept(line: str, says: str) -> None:
    text = f"{HEAD[0]}\n\n{REVENUES}\t37593000\tseen\r\n{line}\n"
    marks = parse_marks(text)
    (found,) = marks.findings
    assert (found.code, str(found.where)) == ("XG-READ-011", "review-marks.txt:4")
    assert says in found.message
    assert marks.unread == (line,)
    assert [m.kind for m in marks.marks] == ["seen"]
    assert line in marks_text(marks).splitlines()


def test_a_second_mark_of_one_value_is_a_finding_and_of_another_is_not() -> None:
    twice = parse_marks(f"{REVENUES}\t1\tseen\n{REVENUES}\t1\tquestion\n{REVENUES}\t2\tquestion\n")
    assert [f.where.line for f in twice.findings if f.where] == [2]
    assert [(m.value, m.kind) for m in twice.marks] == [("1", "seen"), ("2", "question")]


def test_a_mark_lapses_with_its_value(report: Report) -> None:
    holds, old, gone = (
        Mark(REVENUES, "1000", "seen"),
        Mark(REVENUES, "999", "seen"),
        Mark(RANGE, "1", "seen"),
    )
    assert lapsed(Marks((holds, old, gone)), report.facts) == (old, gone)


def test_no_file_is_no_marks_and_bytes_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "review-marks.txt"
    assert read_marks(path) == Marks()
    path.write_bytes(b"# fine\n\xff\xfe\n")
    with pytest.raises(XbrlgenError, match=r"review-marks\.txt:2: .*UTF-8"):
        read_marks(path)
    with pytest.raises(XbrlgenError, match="cannot be read"):
        read_marks(tmp_path)


texts = st.text(st.characters(), max_size=40)
real = st.builds(Mark, st.sampled_from((REVENUES, RANGE)), texts, st.sampled_from(KINDS), texts).filter(
    lambda m: m.kind != NOTE or bool(m.note)
)


@given(st.lists(real, max_size=5, unique_by=lambda m: (m.identity, escape(m.value))))
def test_whatever_is_marked_comes_back(tmp_path_factory: pytest.TempPathFactory, marked: list[Mark]) -> None:
    path = tmp_path_factory.mktemp("marks") / "review-marks.txt"
    write_marks(path, Marks(tuple(marked)))
    back = read_marks(path)
    assert back.findings == ()
    assert {m.text() for m in back.marks} == {m.text() for m in marked}
    assert marks_text(back).encode() == path.read_bytes()
    assert len(path.read_text("utf-8").split("\n")) == len(HEAD) + len(marked) + 1
    assert not list(path.parent.glob(".*"))


@given(texts)
def test_an_escaped_text_hides_nothing(text: str) -> None:
    line = escape(text)
    assert len(line.splitlines()) <= 1
    assert not set(line) & set("\t\x00\u200f\u202e\u2066\ufeff")
    assert unescape(line) == text.encode("utf-16", "replace").decode("utf-16") or "\ufffd" in line
