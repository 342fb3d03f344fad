"""Readers under random change: whatever the bytes, a source or findings, within bounds of time.

``benchmarks/fuzz_readers.py`` runs them as long as it is told; the tests a moment each.
"""

from __future__ import annotations

import io
import random
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tests.read.docx.test_docx import DOCUMENT
from tests.read.docx.words import docx
from tests.read.html.test_html_page import INCOME, SUBMISSION
from tests.read.sheet.test_workbook import BALANCE
from tests.read.sheet.workbooks import workbook
from tests.read.test_delimited import LONG, WIDE
from xbrlgen.model.finding import XbrlgenError
from xbrlgen.model.source_file import SourceFile
from xbrlgen.read import read_bytes
from xbrlgen.read.sheet.package import DAMAGED

LONGEST = 20.0
"""Seconds of this process that one input of some kilobytes may take, on a slow machine."""

WORDS = (
    b"", b"\0", b"\xff", b"\xef\xbb\xbf", b'"', b'""', b",", b";", b"\t", b"\r", b"\n", b"\r\n", b"(", b")", b"-", b"%",
    b"1.234,56", b"9" * 400, b"1e308", b"2004-09-30", b"2004-02-30", b"..", b"Three Months Ended", b"#REF!", b"=SUM(B1:B9)",
    b"<c", b"</c>", b"<row r='1'>", b"<v>", b"</v>", b"<f>", b"<mergeCell ref='A1:XFD1048576'/>", b"<w:tbl>", b"</w:tr>",
    b"<table>", b"</td>", b"<tr>", b"<td colspan=99999 rowspan=0>", b"<td>(", b"</b>", b"<p><b>", b"<style>", b"<script>", b"<svg>",
    b"<!doctype html>", b"&nbsp", b"&#146;", b"<TEXT>", b"</DOCUMENT>", b"<br>" * 9, b"style='display:none'", b"<sup>1</sup>",
    b"&#0;", b"&amp;", b"<!--", b"]]>", b"r='ZZZ999999'", b"t='e'", b"s='999'", b"account", b"debit", b"concept,value,period\n",
)  # fmt: skip

Change = Callable[[random.Random, bytes], bytes]


@dataclass(frozen=True)
class Target:
    """Seeds of one format, and how they are read. ``change`` makes another input of one."""

    name: str
    seeds: tuple[bytes, ...]
    file: str
    change: Change
    forms: Sequence[str | None] = (None,)

    def inputs(self, seed: int) -> Iterator[bytes]:
        chance = random.Random(seed)
        while True:
            data = chance.choice(self.seeds)
            for _ in range(chance.randint(1, 4)):
                data = self.change(chance, data)
            yield data

    def run(self, data: bytes) -> None:
        """Reads one input. Raises AssertionError for anything that is neither a source nor findings."""
        for form in self.forms:
            started = time.process_time()
            try:
                source = read_bytes(data, file=self.file, said=SourceFile(self.file, form=form))
                found = source.findings
                ids = [f.id for f in source.figures]
                assert len(ids) == len(set(ids))
            except XbrlgenError as error:
                found = error.findings
                assert found
            assert all(f.code.startswith("XG-READ-") and f.where is not None for f in found)
            assert time.process_time() - started < LONGEST


def of_bytes(chance: random.Random, data: bytes) -> bytes:
    """One change: a slice taken out, doubled, moved, or a word put in."""
    start = chance.randrange(len(data) + 1)
    end = min(len(data), start + chance.choice((0, 1, 2, 8, 64, 512)))
    piece = data[start:end]
    put = chance.choice((b"", piece * 2, piece[::-1], chance.choice(WORDS), chance.randbytes(3)))
    return data[:start] + put + data[end:]


def of_parts(chance: random.Random, data: bytes) -> bytes:
    """One change inside a part of a zip archive, seldom of the archive itself."""
    if chance.random() < 0.05:
        return of_bytes(chance, data)
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
            infos = before.infolist()
            chosen = chance.choice([i.filename for i in infos])
            for info in infos:
                part = before.read(info)
                after.writestr(info.filename, of_bytes(chance, part) if info.filename == chosen else part)
    except (*DAMAGED, IndexError):
        return data
    return out.getvalue()


LEDGER = b"Account,Name,Debit,Credit,As of\n1000,Bank,5,,2004-09-30\n2000,Trade,,5,2004-09-30\n"
TARGETS = {
    t.name: t
    for t in (
        Target("workbook", (workbook({"BS": BALANCE}), workbook({"TB": [["Account", "Balance"], [1000, 5]]})), "x.xlsx", of_parts),
        Target("word", (docx(DOCUMENT),), "x.docx", of_parts),
        Target("html", (INCOME.encode(), INCOME.encode("cp1252"), SUBMISSION.encode() + INCOME.encode()), "x.htm", of_bytes),
        Target(
            "delimited",
            (WIDE.encode(), LONG.encode(), LEDGER, WIDE.encode("utf-16"), WIDE.replace(",", ";").encode("cp1252")),
            "x.csv",
            of_bytes,
            (None, "wide", "long", "ledger"),
        ),
    )
}  # fmt: skip
