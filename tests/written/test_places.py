"""Where tags of inline documents stand: line and column of the tag, and where its element ends."""

from __future__ import annotations

import pytest

from xbrlgen.written.places import TagPlace, tag_places


def test_each_tag_by_line_and_column() -> None:
    text = '<p>é <ix:nonFraction id="a">1</ix:nonFraction></p>\n<ix:nonNumeric>x<ix:nonFraction/></ix:nonNumeric>'
    assert tag_places(text.encode()) == [
        TagPlace(1, 6, (1, 47)),
        TagPlace(2, 1, (2, 50)),
        TagPlace(2, 17, (2, 34)),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_in_any_way(end: str) -> None:
    (place,) = tag_places(f"a{end}b <nonFraction>1</nonFraction>".encode())
    assert (place.line, place.column) == (2, 3)


def test_what_only_looks_like_a_tag() -> None:
    text = (
        "<!-- <ix:nonFraction> --><![CDATA[<ix:nonFraction>]]><ix:nonFractionX/>"
        '<ix:nonFraction title="a > b">1</ix:nonFraction>'
    )
    assert [p.column for p in tag_places(text.encode())] == [text.index("<ix:nonFraction title") + 1]


@pytest.mark.parametrize(
    "data",
    [
        b"<ix:nonFraction>1",
        b"1</ix:nonFraction>",
        "<?xml version='1.0' encoding='iso-8859-1'?><p>é<ix:nonFraction>1</ix:nonFraction></p>".encode("latin-1"),
    ],
)  # fmt: skip
def test_what_cannot_be_told_is_not_told(data: bytes) -> None:
    assert tag_places(data) == []
