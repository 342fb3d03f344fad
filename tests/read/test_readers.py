"""The registry of readers: a file is known by its bytes, and goes to one of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.read.sheet.test_workbook import BALANCE
from tests.read.sheet.workbooks import workbook
from tests.read.test_delimited import WIDE
from xbrlgen.model.finding import XbrlgenError
from xbrlgen.model.source import FigureId, Source, Table
from xbrlgen.read import READERS, read_bytes

RELEASE = b"Sales rose 5%.\n\n                June 30, 2004  June 30, 2003\nSales                  1,000            900\n"
RELEASE += b"Costs                    700            650\n"
SAMPLES = {
    "delimited text": WIDE.encode(),
    "workbook or Word document": workbook({"BS": BALANCE}),
    "text release": RELEASE,
    "HTML page": b"<html><body>" + b"<p>Sales rose 5%.</p>" * 20 + b"<table><tr><td>Sales<td>1,000</table>",
}


def test_names_are_told_apart_and_every_reader_has_a_sample() -> None:
    names = [r.name for r in READERS]
    assert len(set(names)) == len(names)
    assert set(SAMPLES) == set(names), "add a sample of the new format"


@pytest.mark.parametrize("name", SAMPLES)
def test_a_file_goes_to_its_reader(name: str) -> None:
    assert next(r for r in READERS if r.sniff(SAMPLES[name])).name == name


def ids(source: Source) -> Iterator[FigureId]:
    for block in source.blocks:
        if isinstance(block, Table):
            yield from (f.id for line in block.lines for c in line.cells for f in c.figures)
        else:
            yield from (m.id for m in block.mentions)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_reader_numbers_every_figure_and_says_where_its_digits_are(name: str) -> None:
    try:
        source = read_bytes(SAMPLES[name], file="in/a.txt")
    except XbrlgenError:
        pytest.skip("not read yet")
    found = list(ids(source))
    assert found == [FigureId("in/a.txt", n) for n in range(1, len(found) + 1)]
    assert found
    for figure in source.figures:
        assert figure.digits is not None
        assert any(c.isdigit() or c in "-–—" for c in figure.text[slice(*figure.digits)])


@given(st.binary(max_size=200))
def test_every_file_has_one_reader_or_is_refused_with_a_finding(data: bytes) -> None:
    try:
        read_bytes(data, file="a")
    except XbrlgenError as error:
        assert {f.code for f in error.findings} <= {"XG-READ-002", "XG-READ-003", "XG-READ-004"}
