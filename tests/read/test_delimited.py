"""Delimited text: encodings, dialects, quotes, places; wide and long files; what is broken or made to hurt."""

from __future__ import annotations

import io
import time
import tracemalloc
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import IO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xbrlgen.model.finding import XbrlgenError
from xbrlgen.model.period import Period
from xbrlgen.model.source import Source, Table
from xbrlgen.model.source_file import SourceFile
from xbrlgen.model.where import Where
from xbrlgen.read import read_bytes
from xbrlgen.read.delimited import Dialect, Notices, looks_delimited, records, sniff
from xbrlgen.read.long import long_rows, period_of
from xbrlgen.read.numerals import decimal_of_fields, number_of, printed, with_decimals

HERE = Where("x")


def opened(data: bytes) -> IO[bytes]:
    return io.BytesIO(data)


def fields(text: str, dialect: Dialect | None = None) -> list[tuple[str, ...]]:
    data = text.encode()
    return [r.fields for r in records(lambda: opened(data), dialect or Dialect(), "x.csv", Notices("x.csv"))]


def codes(source: Source) -> list[str]:
    return [f.code for f in source.findings]


# -- records -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a,b\nc,d\n", [("a", "b"), ("c", "d")]),
        ("a,b\r\nc,d", [("a", "b"), ("c", "d")]),
        ("a,b\rc,d\r", [("a", "b"), ("c", "d")]),
        ("a,b\r\nc,d\ne,f\rg,h", [("a", "b"), ("c", "d"), ("e", "f"), ("g", "h")]),
        ('"a,1",b', [("a,1", "b")]),
        ('"a ""x""",b', [('a "x"', "b")]),
        ('"a\nb",c\nd,e', [("a b", "c"), ("d", "e")]),
        (' "a" , b ', [("a", "b")]),
        ('a"b,c', [('a"b', "c")]),
        ("a,,c", [("a", "", "c")]),
        (",,\n\n , \na", [("a",)]),
        ('"","x"', [("", "x")]),
    ],
)
def test_records(text: str, expected: list[tuple[str, ...]]) -> None:
    assert fields(text) == expected


def test_places_lead_to_the_first_character() -> None:
    data = b'ab, "cd" ,e\n"f\ng",h\n'
    found = list(records(lambda: opened(data), Dialect(), "x.csv", Notices("x.csv")))
    assert found[0].places == ((1, 1), (1, 6), (1, 11))
    assert found[1].places == ((2, 2), (3, 4))


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), min_size=2), min_size=1))
def test_what_is_written_is_read(rows: list[list[str]]) -> None:
    import csv

    stream = io.StringIO()
    csv.writer(stream, quoting=csv.QUOTE_ALL).writerows(rows)
    stripped = [tuple(f.strip() for f in row) for row in rows]
    # Line ends of Unicode are no ends of lines in a delimited file.
    assert fields(stream.getvalue()) == [row for row in stripped if any(row)]


def test_a_quote_never_closed_and_a_nul_are_told() -> None:
    notices = Notices("x.csv")
    data = b'a,b\nc\0,d\ne,"f\ng\n'
    found = [r.fields for r in records(lambda: opened(data), Dialect(), "x.csv", notices)]
    assert found == [("a", "b"), ("c", "d"), ("e", "f g")]
    assert [(f.code, str(f.where)) for f in notices.findings] == [
        ("XG-READ-060", "x.csv:2:2"),
        ("XG-READ-060", "x.csv:3:3"),
    ]


def test_findings_of_one_kind_are_counted_after_twenty() -> None:
    notices = Notices("x.csv")
    for i in range(1000):
        notices.add("XG-READ-061", "m", Where("x.csv", i))
    assert len(notices.findings) == 21
    assert "980 more" in notices.findings[-1].message


# -- dialects ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "dialect"),
    [
        (b"a,b\nc,1.5\n", Dialect(",", ".", "utf-8")),
        (b"a;b\nc;1,5\n", Dialect(";", ",", "utf-8")),
        (b"a;b\nc;1.5\n", Dialect(";", ".", "utf-8")),
        (b"a;b\nc;120.450\n", Dialect(";", None, "utf-8")),
        (b"a;b\nc;1.204.500\n", Dialect(";", ",", "utf-8")),
        (b"a\tb\nc\t5\n", Dialect("\t", None, "utf-8")),
        (b"a|b\nc|0.58\n", Dialect("|", ".", "utf-8")),
        (b'a,b\n"x; y; z",1\n', Dialect(",", ".", "utf-8")),
        (b"\xef\xbb\xbfa,b\nc,1\n", Dialect(",", ".", "utf-8-sig")),
        ("a,b\nc,1\n".encode("utf-16"), Dialect(",", ".", "utf-16")),
        (b"a,b\n\xe9,1\n", Dialect(",", ".", "cp1252")),
    ],
)
def test_dialects(data: bytes, dialect: Dialect) -> None:
    assert sniff(lambda: opened(data), "x.csv") == dialect


@pytest.mark.parametrize(
    ("data", "delimited"),
    [
        (b"a,b,c\n1,2,3\n4,5,6\n", True),
        (b"a;b;c\n1;2;3\n", True),
        ("a,b,c\n1,2,3\n".encode("utf-16"), True),
        (b"Net sales, costs and profit\nrose, fell and stood\n", False),
        (b"                June 30, 2004   June 30, 2003\nSales   1,000   900\nCosts   700   650\n", False),
        (b"<html><body>a,b,c</body></html>\n<p>a,b,c\n", False),
        (b"one line, of text, with commas\n", False),
    ],
)
def test_delimited_text_is_told_from_text(data: bytes, delimited: bool) -> None:
    assert looks_delimited(data) is delimited


# -- numbers -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "decimal", "value", "places"),
    [
        ("1886430.5", ".", "1886430.5", 1),
        ("-5", ".", "-5", 0),
        ("+5", ".", "5", 0),
        ("1.5E6", ".", "1500000", 0),
        ("1.886,43", ",", "1886.43", 2),
        ("(1.886)", ",", "-1886", 0),
        ("0,58", ",", "0.58", 2),
        ("(1,886)", ".", "-1886", 0),
        ("$5", ".", "5", 0),
        ("12,5", ".", None, 0),
        ("1,886,43", ".", None, 0),
        ("abc", ".", None, 0),
        ("9" * 80, ".", None, 0),
        ("1E99", ".", None, 0),
        ("", ".", None, 0),
    ],
)
def test_numbers(text: str, decimal: str, value: str | None, places: int) -> None:
    figure = number_of(text, HERE, decimal, grouped=True)
    if value is None:
        assert figure is None
        return
    assert figure is not None
    assert (figure.value, figure.places) == (Decimal(value), places)
    assert figure.digits is not None


@given(st.decimals(min_value=-(10**15), max_value=10**15, places=3))
def test_what_is_printed_is_read_back(value: Decimal) -> None:
    figure = number_of(printed(value), HERE)
    assert figure is not None
    assert figure.value == value


@pytest.mark.parametrize(
    ("text", "decimals", "shown", "scale", "places"),
    [
        ("1886000", -3, "1,886", 3, 0),
        ("1886430", -3, "1,886.43", 3, 0),
        ("0", -3, "0", 3, 0),
        ("1.5", 2, "1.50", 0, 2),
        ("1.555", 2, "1.555", 0, 2),
        ("5", 0, "5", 0, 0),
    ],
)
def test_decimals(text: str, decimals: int, shown: str, scale: int, places: int) -> None:
    figure = number_of(text, HERE)
    assert figure is not None
    figure = with_decimals(figure, decimals)
    assert (figure.text, figure.scale, figure.places) == (shown, scale, places)
    assert figure.value.scaleb(scale) == Decimal(text)


@pytest.mark.parametrize(
    ("given_", "sign"),
    [
        (["12.5"], "."),
        (["1.234,56"], ","),
        (["120.450"], None),
        (["0.125"], "."),
        (["1,886,430"], "."),
        (["12.5", "12,5"], None),
        (["September 30, 2004", "2004-09-30"], None),
    ],
)
def test_decimal_signs(given_: list[str], sign: str | None) -> None:
    assert decimal_of_fields(given_) == sign


# -- wide ----------------------------------------------------------------------------------

WIDE = """Consolidated Balance Sheets (in thousands),,
,"September 30, 2004","December 31, 2003"
Current assets,,
  Cash,"34,077","29,307"
  Receivables,10399,14076
Total current assets,"(44,476)",-
"""


def table(source: Source) -> Table:
    (found,) = source.tables
    return found


def test_wide() -> None:
    source = read_bytes(WIDE.encode(), file="x.csv")
    found = table(source)
    assert found.scales.money == 3
    assert [str(c.period) for c in found.columns] == ["2004-09-30", "2003-12-31"]
    cash = found.lines[1]
    assert cash.section == ("Current assets",)
    assert [(c.text, str(c.where)) for c in cash.cells] == [("34,077", "x.csv:4:9"), ("29,307", "x.csv:4:18")]
    assert [f.value for c in found.lines[-1].cells for f in c.figures] == [-44476, 0]
    assert source.findings == ()


def test_wide_with_decimal_commas() -> None:
    text = ";31.12.2004\nBilanz zum 31. Dezember 2004;\n;2004\nKasse;1.204,5\nGewinn je Aktie;0,58\n"
    said = SourceFile("x.csv", decimal=",", delimiter=";")
    source = read_bytes(text.encode("cp1252"), file="x.csv", said=said)
    values = [f.value for f in source.figures if f.where.line in (4, 5)]
    assert values == [Decimal("1204.5"), Decimal("0.58")]
    assert [f.text for f in source.figures if f.where.line in (4, 5)] == ["1,204.5", "0.58"]


def test_an_open_decimal_sign_is_asked_for() -> None:
    text = "x;2004;2003\nCash;120.450;99.100\n"
    assert "XG-READ-062" in codes(read_bytes(text.encode(), file="x.csv"))
    for sign, value in ((",", 120450), (".", Decimal("120.450"))):
        source = read_bytes(text.encode(), file="x.csv", said=SourceFile("x.csv", decimal=sign))
        assert "XG-READ-062" not in codes(source)
        assert next(f.value for f in source.figures if f.where.line == 2) == value


@pytest.mark.parametrize(
    ("text", "decimal", "thousands", "value"),
    [
        ("1 204 500,25", ",", " ", "1204500.25"),
        ("1'204'500.25", ".", "'", "1204500.25"),
        ("-115 000", ".", " ", "-115000"),
        ("1.204.500", ",", ".", "1204500"),
        ("120.450", None, ".", "120450"),
        ("120,450", None, ",", "120450"),
        ("12 34", ".", " ", None),
    ],
)
def test_thousands_that_are_said(text: str, decimal: str | None, thousands: str, value: str | None) -> None:
    said = SourceFile("x.csv", delimiter=";", decimal=decimal, thousands=thousands)
    source = read_bytes(f"line;period;value\nA;2004-09-30;{text}\n".encode(), file="x.csv", said=said)
    assert [f.value for f in source.figures] == ([] if value is None else [Decimal(value)])
    assert ("XG-READ-061" in codes(source)) is (value is None)
    assert "XG-READ-062" not in codes(source)


def test_numbers_that_are_none_are_named() -> None:
    source = read_bytes(b"x,2004,2003\nCash,12.3.4,5\nLand,1,2\n", file="x.csv")
    (found,) = [f for f in source.findings if f.code == "XG-READ-009"]
    assert (found.where.line, found.where.column) == (2, 6)  # type: ignore[union-attr]


# -- long ----------------------------------------------------------------------------------

LONG = """statement,section,line,period,value,unit,note
BalanceSheet,Current assets,Cash,2004-09-30,34077000,USD,
BalanceSheet,Current assets,Cash,2003-12-31,29307000,USD,
BalanceSheet,,Land,2004-09-30,-12,USD,Stated at cost.
Income,,Revenue,2004-07-01..2004-09-30,37593.25,USD,
"""


def test_long() -> None:
    source = read_bytes(LONG.encode(), file="x.csv")
    first, second = source.tables
    assert (first.title, second.title) == ("BalanceSheet", "Income")
    assert [str(c.period) for c in first.columns] == ["2004-09-30", "2003-12-31"]
    assert [(item.label, item.section) for item in first.lines] == [
        ("Current assets", ()),
        ("Cash", ("Current assets",)),
        ("Land", ()),
    ]
    assert [f.value for f in source.figures] == [34077000, 29307000, -12, Decimal("37593.25")]
    assert first.lines[2].marks == ("1",)
    assert source.notes["1"].text == "1 Stated at cost."
    assert first.lines[1].unit == "USD"
    assert source.findings == ()


def test_rows_may_name_concept_and_members() -> None:
    text = (
        "concept,start,end,value,decimals,srt:ProductOrServiceAxis,members\n"
        "us-gaap:Revenues,2004-07-01,2004-09-30,34360000,-3,abc:CoreMember,\n"
        "us-gaap:Assets,,2004-09-30,5,,,srt:RangeAxis=srt:MinimumMember; srt:StatementScenarioAxis = srt:ScenarioForecastMember\n"
    )
    found = table(read_bytes(text.encode(), file="x.csv"))
    assert [item.concept for item in found.lines] == ["us-gaap:Revenues", "us-gaap:Assets"]
    assert found.columns[0].members == (("srt:ProductOrServiceAxis", "abc:CoreMember"),)
    assert [a for a, _ in found.columns[1].members] == ["srt:RangeAxis", "srt:StatementScenarioAxis"]
    figure = found.lines[0].cells[0].figures[0]
    assert (figure.value, figure.scale, figure.places) == (34360, 3, 0)


BAD_ROWS = [
    ("A,2004-09-30,", "the row has no value", 14),
    ("A,2004-09-30,x", '"x" is no number', 14),
    ("A,2004-13-30,5", '"2004-13-30" is no period', 3),
    ("A,,5", "the row has no period", 3),
    (",2004-09-30,5", "names neither a line nor a concept", 1),
    ("A,2004-10-01..2004-09-30,5", "is no period", 3),
]


@pytest.mark.parametrize(("row", "message", "column"), BAD_ROWS)
def test_rows_that_cannot_be_used(row: str, message: str, column: int) -> None:
    source = read_bytes(f"line,period,value\n{row}\nB,2004-09-30,7\n".encode(), file="x.csv")
    (found,) = source.findings
    assert found.code == "XG-READ-061"
    assert message in found.message
    assert (found.where.line, found.where.column) == (2, column)  # type: ignore[union-attr]
    assert [f.value for f in source.figures] == [7]


def test_columns_that_are_not_read_and_rows_that_are_too_wide_are_told() -> None:
    source = read_bytes(b"line,period,value,colour\nA,2004-09-30,5,red,green\n", file="x.csv")
    assert codes(source) == ["XG-READ-060", "XG-READ-060"]
    assert '"colour"' in source.findings[0].message
    assert "5 fields, the header 4" in source.findings[1].message


def test_a_form_that_is_said_wins() -> None:
    said = SourceFile("x.csv", form="long")
    with pytest.raises(XbrlgenError) as caught:
        read_bytes(WIDE.encode(), file="x.csv", said=said)
    assert caught.value.findings[0].code == "XG-READ-063"
    assert table(read_bytes(LONG.replace("Income", "BalanceSheet").encode(), file="x.csv", said=said))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2004-09-30", Period(None, date(2004, 9, 30))),
        ("2004-07-01..2004-09-30", Period(date(2004, 7, 1), date(2004, 9, 30))),
        ("2004-07-01/2004-09-30", Period(date(2004, 7, 1), date(2004, 9, 30))),
        ("2004-07-01T00:00:00/2004-10-01T00:00:00", Period(date(2004, 7, 1), date(2004, 9, 30))),
        ("2004-10-01T00:00:00", Period(None, date(2004, 9, 30))),
        ("three months ended September 30, 2004", Period(date(2004, 7, 1), date(2004, 9, 30))),
        ("September 30, 2004", Period(None, date(2004, 9, 30))),
        ("2004", Period(date(2004, 1, 1), date(2004, 12, 31))),
        ("2004-09-31", None),
        ("2004-10-01T12:00:00", None),
        ("..2004-09-30", None),
        ("soon", None),
        ("", None),
    ],
)
def test_periods(text: str, expected: Period | None) -> None:
    assert period_of(text, (12, 31)) == expected


# -- size, and hostile files ---------------------------------------------------------------


class Endless(io.RawIOBase):
    """A file of any length that is made as it is read."""

    def __init__(self, head: bytes, body: bytes, times: int) -> None:
        self.parts: Iterator[bytes] = iter([head, *([body] * times)])
        self.rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        if not self.rest:
            self.rest = next(self.parts, b"")
        taken = self.rest[: len(buffer)]
        self.rest = self.rest[len(taken) :]
        buffer[: len(taken)] = taken
        return len(taken)


def test_rows_are_streamed() -> None:
    body = b"A,2004-09-30,1886430.55\n" * 1000

    def open_() -> IO[bytes]:
        return io.BufferedReader(Endless(b"line,period,value\n", body, 40))

    tracemalloc.start()
    rows = long_rows(open_, Dialect(), file="x.csv", notices=Notices("x.csv"))
    count = sum(1 for _ in rows)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 40_000
    assert peak < 8_000_000, "40,000 rows would be 40 MB"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"line,period,value\n" + b"x" * 2_000_000, "XG-READ-004"),
        (b'line,period,value\n"' + b"x\n" * 700_000, "XG-READ-060"),
        (b"," * 20_000 + b"\n", "XG-READ-004"),
        (b",,\n,,\n", "XG-READ-003"),
        (b"a," * 20_000 + b"\n", "XG-READ-004"),
        (b"line,period,value\nA,2004-09-30,\x81\n", "XG-READ-002"),
        (b"\xff\xfea\0,\0b\0\n\0\0\xd8a", "XG-READ-002"),
        (b"PK\x05\x06" + b"\0" * 30, "XG-READ-002"),
        (b"\0\0\0,\0\0\n", "XG-READ-003"),
    ],
)
def test_hostile_files(data: bytes, code: str) -> None:
    started = time.process_time()
    try:
        found = codes(read_bytes(data, file="x.csv"))
    except XbrlgenError as error:
        found = [f.code for f in error.findings]
        assert all(f.where is not None for f in error.findings)
    assert code in found
    assert time.process_time() - started < 60


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                b"line,period,value\n",
                b"A,2004-09-30,5\n",
                b'"',
                b",",
                b";",
                b"\0",
                b"\r",
                b"\n",
                b"\t",
                b"1.234,5",
                b"2004",
                b"\xff\xfe",
                b"\xef\xbb\xbf",
                b"account,debit,credit\n",
                b"\xe9",
                b"(",
                b"Three months ended",
            ]
        ),
        max_size=30,
    ).map(b"".join)
    | st.binary(max_size=200)
)
def test_bytes_at_random(data: bytes) -> None:
    for form in (None, "wide", "long"):
        try:
            read_bytes(data, file="x.csv", said=SourceFile("x.csv", form=form))
        except XbrlgenError as error:
            assert all(f.code.startswith("XG-READ-") for f in error.findings)
