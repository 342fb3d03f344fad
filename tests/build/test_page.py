"""A company's own page, tagged where its numbers stand: insertions and nothing else."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

from lxml import etree

from tests.project import small_project
from xbrlgen import pipeline
from xbrlgen.build.document import build_documents
from xbrlgen.model.page import SourcePage
from xbrlgen.model.period import Period
from xbrlgen.model.source import Cell, Column, Figure, LineItem, Source, Table
from xbrlgen.model.where import Where
from xbrlgen.render.inline import inline_artifacts

PAGE = """<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Release</title><style>td.n:before{content:"&lt;"}</style></head>
<body style="margin:0"><p>Results &amp; outlook, {{ not a hole }}</p>
<table><tr><td>Cash</td><td>$</td><td>12,<!-- thin -->400</td><td>10,900</td></tr>
<tr><td>Debt</td><td>$</td><td>(30,000</td><td>)</td><td>41,5<b>00</b></td></tr></table>
</body></html>
"""

_WHERE = Where("release.htm", 1, 1)


def _figure(print_: str, value: int) -> Figure:
    at = PAGE.index(print_)
    digits = print_.lstrip("(")
    extent = (at + len(print_) - len(digits), at + len(print_))
    return Figure(Decimal(value), 0, digits, _WHERE, (0, len(digits)), extent=extent)


def _source() -> Source:
    columns = tuple(
        Column(n, ("",), Period(None, day), _WHERE)
        for n, day in enumerate((date(2004, 9, 30), date(2004, 6, 30)))
    )
    lines = (
        LineItem(
            "Cash",
            "Cash",
            (),
            _cells(_figure("12,<!-- thin -->400", 12400), _figure("10,900", 10900)),
            _WHERE,
        ),
        LineItem("Debt", "Debt", (), _cells(_figure("(30,000", -30000), _figure("41,5<b>00", 41500)), _WHERE),
    )
    table = Table("STATEMENT", columns, lines, _WHERE)
    page = SourcePage(PAGE, PAGE.index("<html") + 5, PAGE.index('"margin:0">') + 11)
    return Source.of("release.htm", [table]).with_page(page)


def _cells(*figures: Figure) -> tuple[Cell, ...]:
    return tuple(Cell(n, f.text, (f,), f.where) for n, f in enumerate(figures))


def _written(folder: Path) -> list[str]:
    lines = (
        "  - {line: Cash, concept: us-gaap:CashAndCashEquivalentsAtCarryingValue}\n"
        "  - {line: Debt, concept: us-gaap:LongTermDebt, sign: flip}"
    )
    project = small_project(folder, "Cash | 1 | 1", lines)
    filing, mapping, vocabulary, _ = pipeline.load(project)
    worked = pipeline.work(filing, mapping, vocabulary, (_source(),))
    documents = build_documents(worked.sources, worked.report)
    return [a.data.decode() for a in inline_artifacts(worked.report, documents)]


def stripped(page: str) -> str:
    """Without the ix elements, the header and the namespaces: what a reader of the page gets back."""
    page = re.sub(
        r'<div style="display:none">\n<ix:header>.*?</ix:header>\n</div>\n', "", page, flags=re.DOTALL
    )
    page = re.sub(r"</?ix:[^>]*>", "", page)
    page = re.sub(r'<span style="-sec-ix-hidden:[^"]*">(.*?)</span>', r"\1", page, flags=re.DOTALL)
    return re.sub(r'(?<=<html) xml:lang="en-US"(?: xmlns:[\w-]+="[^"]*")+', "", page)


def test_the_page_comes_back_to_the_byte(tmp_path: Path) -> None:
    cover, page = _written(tmp_path)
    assert stripped(page) == PAGE
    assert "<ix:header>" in cover
    assert "<ix:header>" not in page


def test_tags_stand_round_the_digits(tmp_path: Path) -> None:
    _, page = _written(tmp_path)
    root = etree.fromstring(page.encode())
    facts = root.findall(".//{http://www.xbrl.org/2013/inlineXBRL}nonFraction")
    assert [(f.text, f.get("scale"), f.get("sign")) for f in facts] == [
        ("10,900", None, None),
        ("30,000", None, None),
    ]
    assert facts[1].getparent().text == "("


def test_digits_that_markup_parts_are_hidden_facts_that_the_print_refers_to(tmp_path: Path) -> None:
    cover, page = _written(tmp_path)
    hidden = re.findall(r'<ix:nonFraction id="([^"]*)"[^>]*>([^<]*)<', cover)
    assert [text for _, text in hidden] == ["12400", "41500"]
    for name, _ in hidden:
        assert f"-sec-ix-hidden:{name}" in page
