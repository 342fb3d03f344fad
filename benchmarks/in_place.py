"""Real pages tagged in place: judged by Arelle, taken out again to the byte, and looked at in Chromium.

    python -m benchmarks.in_place FOLDER [--pictures] [--only NAME]

FOLDER holds the files named below anywhere in it. Of filings that are inline XBRL the ``ix:`` tags are taken
out first. Each page has a small mapping: a balance sheet or a table of it. A line a page:

- tagged: the numbers that got a tag in the page
- errors: what Arelle says of the inline document set
- comes back: with tags, header and namespaces taken out it is the forced page byte for byte
- pixels: of pictures at two widths wherever a tag stands, how many differ from the page before

A picture is taken of the page as it came, and of the page with tags. Chromium sets text anew where an element
begins, so that letters beside a tag may stand a fraction of a pixel elsewhere: ``spans`` holds the page with
tags against the forced page with an empty-handed ``<span>`` round the same letters, which is what any markup
does to it. It asserts nothing: docs/reader-accuracy.md keeps the figures.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from benchmarks.html_accuracy import strip
from xbrlgen.check.with_arelle import Subject, judge_all
from xbrlgen.model.document import TaggedPage
from xbrlgen.model.finding import Severity
from xbrlgen.model.project import Project
from xbrlgen.model.report import Trace
from xbrlgen.pipeline.judging import laid_out, packages_of
from xbrlgen.pipeline.run import Run, carry
from xbrlgen.pipeline.steps import READING, SUBMIT, WORK

WIDTHS = (800, 1280)
_HEIGHT = 900
_TILES = 6
FLAGS = ("--disable-lcd-text", "--font-render-hinting=none", "--disable-gpu", "--no-sandbox")


@dataclass(frozen=True)
class Piece:
    """A page with its mapping: a table by its title, and captions to concepts."""

    file: str
    end: str
    table: str
    lines: dict[str, str]
    period: str = "instant"
    year_end: str = "12-31"


_CASH = "us-gaap:CashAndCashEquivalentsAtCarryingValue"
_CURRENT = "us-gaap:AssetsCurrent"
_ASSETS = "us-gaap:Assets"
PIECES = (
    Piece(
        "1002682_8K_2008_0000939057-08-000257.htm",
        "2008-06-30",
        "/financial condition/i",
        {
            "Cash and due from banks": "us-gaap:CashAndDueFromBanks",
            "Interest-bearing deposits": "us-gaap:InterestBearingDepositsInBanks",
            "Total assets": _ASSETS,
        },
        year_end="03-31",
    ),
    Piece(
        "BuckleInc.8-K.EX99.1.html",
        "2024-11-02",
        "/balance sheets/i",
        {"Cash and cash equivalents": _CASH, "Total current assets": _CURRENT, "Total assets": _ASSETS},
        year_end="02-01",
    ),
    Piece(
        "0001062993-16-008650.html",
        "2015-12-31",
        "/^$/",
        {"Revenue": "us-gaap:Revenues", "Net income (loss) for the year": "us-gaap:NetIncomeLoss"},
        period="duration",
    ),
    Piece(
        "0001062993-21-003193.html",
        "2020-11-30",
        "/statements of financial position/i",
        {"Inventories": "us-gaap:InventoryNet", "Total current assets": _CURRENT, "Total assets": _ASSETS},
        year_end="11-30",
    ),
    Piece(
        "aapl-10-q-2025-08-01.html",
        "2025-06-28",
        "/consolidated balance sheets/i",
        {"Cash and cash equivalents": _CASH, "Total current assets": _CURRENT, "Total assets": _ASSETS},
        year_end="09-30",
    ),
    Piece(
        "nvda-10-k-2025-02-26.html",
        "2025-01-26",
        "/^consolidated balance sheets/i",
        {"Cash and cash equivalents": _CASH, "Total current assets": _CURRENT, "Total assets": _ASSETS},
        year_end="01-31",
    ),
    Piece(
        "amzn-10-k-2025-02-07.html",
        "2024-12-31",
        "/^consolidated balance sheets/i",
        {
            "Cash and cash equivalents": _CASH,
            "Total current assets": _CURRENT,
            "Inventories": "us-gaap:InventoryNet",
        },
    ),
    Piece(
        "crm-10-k-2025-03-05.html",
        "2025-01-31",
        "/^consolidated balance sheets/i",
        {"Cash and cash equivalents": _CASH, "Total current assets": _CURRENT, "Total assets": _ASSETS},
        year_end="01-31",
    ),
    Piece(
        "adbe-10-k-2025-01-13.html",
        "2024-11-29",
        "/^consolidated balance sheets/i",
        {"Cash and cash equivalents": _CASH, "Total current assets": _CURRENT, "Total assets": _ASSETS},
        year_end="11-30",
    ),
    Piece(
        "hubs-10-q-2025-08-06.html",
        "2025-06-30",
        "/unaudited consolidated balance sheets/i",
        {"Cash and cash equivalents": _CASH, "Total current assets": _CURRENT, "Total assets": _ASSETS},
    ),
)

_FILING = """sources: [page.htm]
mapping: mapping.yaml
entity: {{name: PAGE CORP., cik: placeholder}}
document: {{type: 8-K, date: {end}, period_end: {end}}}
fiscal_year_end: {year_end}
cover: {{file_number: placeholder, incorporation: DE, tax_id: placeholder}}
"""
_MAPPING = """taxonomy: us-gaap/2025
extension: {{prefix: pag, namespace: "http://www.example.com/{{period_end:%Y%m%d}}"}}
statements:
  - role: Table
    title: Statement - Table
    root: us-gaap:StatementOfFinancialPositionAbstract
    table: {table}
    period: {period}
    lines:
{lines}
"""


def project_of(piece: Piece, page: bytes) -> Project:
    lines = "\n".join(f'      - {{line: "{line}", concept: {c}}}' for line, c in piece.lines.items())
    filing = _FILING.format(end=piece.end, year_end=piece.year_end)
    mapping = _MAPPING.format(table=piece.table, period=piece.period, lines=lines)
    return Project.of(
        {"filing.yaml": filing.encode(), "mapping.yaml": mapping.encode(), "page.htm": page}, piece.file
    )


def source_of(path: Path) -> bytes:
    data = path.read_bytes()
    if b"ix:nonFraction" not in data:
        return data
    page = strip(data.decode("utf-8-sig", "replace")).page
    # The namespaces of its tags go with them: they are those of another taxonomy.
    root = re.search(r"<html\b[^>]*>", page)
    assert root is not None
    bare = re.sub(r"\sxmlns:[\w-]+=(?:\"[^\"]*\"|'[^']*')", "", root[0])
    return (page[: root.start()] + bare + page[root.end() :]).encode()


def stripped(document: str) -> str:
    """Without the ix elements, the header and the namespaces."""
    document = re.sub(
        r'<div style="display:none">\n<ix:header>.*?</ix:header>\n</div>\n', "", document, flags=re.DOTALL
    )
    document = re.sub(r"</?ix:[^>]*>", "", document)
    document = re.sub(r'<span style="-sec-ix-hidden:[^"]*">(.*?)</span>', r"\1", document, flags=re.DOTALL)
    return re.sub(r'(<html)(?: xml:lang="en-US")?(?: xmlns:[\w-]+="[^"]*")+', r"\1", document, count=1)


def with_spans(tagged: TaggedPage) -> str:
    """The forced page with a plain element round what is tagged."""
    text, at, parts = tagged.page.text, 0, []
    for i in tagged.insertions:
        parts += [text[at : i.start], "<span>", text[i.start : i.end], "</span>"]
        at = i.end
    return "".join([*parts, text[at:]])


def pictures(browser: Any, before: bytes, spans: str, after: str) -> tuple[int, int]:
    """Pixels that differ from the page before, and from the page with spans, wherever tags stand."""
    from PIL import Image, ImageChops

    differ = [0, 0]
    with tempfile.TemporaryDirectory() as folder:
        names = []
        for name, data in (("before", before), ("spans", spans.encode()), ("after", after.encode())):
            path = Path(folder) / f"{name}.htm"
            path.write_bytes(data)
            names.append(path.as_uri())
        for width in WIDTHS:
            tiles: list[float] = []
            shots: list[list[Any]] = []
            for number in (2, 0, 1):
                view = browser.new_page(viewport={"width": width, "height": _HEIGHT})
                view.goto(names[number])
                if not tiles:
                    tops = view.evaluate(
                        "[...document.querySelectorAll('ix\\\\:nonfraction, ix\\\\:footnote')]"
                        ".map(e => e.getBoundingClientRect().top + scrollY)"
                    )
                    for top in sorted(tops):
                        if not tiles or top > tiles[-1] + _HEIGHT:
                            tiles.append(max(top - 100, 0))
                    tiles = tiles[:_TILES]
                taken = []
                for top in tiles:
                    view.evaluate(f"scrollTo(0, {top})")
                    taken.append(Image.open(BytesIO(view.screenshot())).convert("RGB"))
                shots.append(taken)
                view.close()
            for n, other in enumerate(shots[1:]):
                for one, two in zip(shots[0], other, strict=True):
                    box = ImageChops.difference(one, two)
                    differ[n] += sum(box.convert("L").point(lambda v: v > 0 and 255).histogram()[1:])
    return differ[0], differ[1]


def measured(piece: Piece, path: Path, browser: Any) -> Iterator[str]:
    run = carry(Run(project_of(piece, source_of(path))), (READING, *WORK, *SUBMIT))
    document = next(d for d in run.documents if d.page is not None)
    tagged = document.page
    assert tagged is not None
    artifact = next(a for a in run.package if a.name == document.name)
    after = artifact.data.decode("ascii")
    packages, _ = packages_of(run.mapping, run.options)
    tags = (t for d in run.documents for r in d.runs() for t in r.tags)
    trace = Trace.of(run.report.facts).also((t.id, t.fact) for t in tags if t.id and t.fact)
    with laid_out(run.package) as folder:
        paths = tuple(folder / d.name for d in run.documents)
        verdict = judge_all([Subject(paths, trace, inline=True)], packages=packages)
    errors = [f for f in verdict.findings if f.severity is Severity.ERROR]
    for error in errors:
        print(f"  {error.code} {error.message[:160]}", file=sys.stderr)
    yield piece.file
    yield str(len(tagged.insertions))
    yield str(len(errors))
    yield "yes" if stripped(after) == tagged.page.text else "NO"
    if browser is not None:
        plain, spans = pictures(browser, source_of(path), with_spans(tagged), after)
        yield str(plain)
        yield str(spans)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pictures", action="store_true")
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    print("| page | tagged | errors | comes back | pixels | against spans |")
    print("|---|---|---|---|---|---|")
    if options.pictures:
        from playwright.sync_api import sync_playwright

        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(FLAGS))
            run_all(options, browser)
    else:
        run_all(options, None)


def run_all(options: argparse.Namespace, browser: Any) -> None:
    for piece in PIECES:
        if options.only in piece.file:
            path = next(iter(options.folder.rglob(piece.file)), None)
            if path is None:
                print(f"| {piece.file} | not there |")
                continue
            print(f"| {' | '.join(measured(piece, path, browser))} |", flush=True)


if __name__ == "__main__":
    main()
