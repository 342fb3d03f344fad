"""HTML files as they come: a page, or EDGAR's full submission text with pages in it."""

from __future__ import annotations

import re

from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding, Severity, XbrlgenError
from xbrlgen.model.page import PageImage, SourcePage
from xbrlgen.model.source import Source
from xbrlgen.model.where import Where
from xbrlgen.read.decoding import decode
from xbrlgen.read.figures import numerals_of
from xbrlgen.read.html.attributes import attributes
from xbrlgen.read.html.force import ForcedPage, force
from xbrlgen.read.html.letters import PagePlaces
from xbrlgen.read.html.page import read_forced
from xbrlgen.read.html.repairs import Repair
from xbrlgen.read.html.tokens import Markup
from xbrlgen.read.reader import Reading
from xbrlgen.read.text.edgar_text import read_edgar_text
from xbrlgen.written.submission import Enclosed, chosen, enclosed

_WORSE = frozenset({Repair.BROKEN, Repair.DEPTH, Repair.MOVED})
"""Changes after which a page may not show what its author meant."""
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_PREFIX = re.compile(r"\sxmlns:([\w.-]+)")


def read_html(data: bytes, reading: Reading) -> Source:
    """Reads an HTML file.

    Of a submission the document is read that ``filing.yaml`` names (``document``, a type or the name
    of a file), else the first press release (EX-99), else the first page, which XG-READ-072 says.
    Findings: XG-READ-070 to 072, and those of tables. Raises XG-READ-002 and 004 for what is no text.
    """
    text = decode(data, reading.file, longest=None)
    findings: list[Finding] = []
    document = _document(text, reading, findings)
    start, end = (0, len(text)) if document is None else (document.start, document.end)
    numerals = numerals_of(reading.said.decimal, reading.said.thousands)
    year_end = reading.fiscal_year_end
    if document is not None and not document.is_html:
        # Lines keep their numbers.
        lines = "\n" * text.count("\n", 0, start) + text[start:end]
        plain = read_edgar_text(lines, file=reading.file, fiscal_year_end=year_end, numerals=numerals)
        return plain.with_findings(findings)
    forced = force(text[start:end])
    source = read_forced(
        forced, text, file=reading.file, fiscal_year_end=year_end, numerals=numerals, base=start
    )
    findings += _repaired(forced, reading.file)
    tagged = sum(t.kind is Markup.START and t.name.lower() == "ix:nonfraction" for t in forced.tokens)
    if tagged:
        message = f"{reading.file} is inline XBRL already: {tagged:,} numbers are tagged, and read as text"
        findings.append(finding("XG-READ-071", message, Where(reading.file)))
        return source.with_findings(findings)
    page = page_of(forced, PagePlaces(reading.file, text, forced, start))
    return source.with_findings(findings).with_page(page)


def _document(text: str, reading: Reading, findings: list[Finding]) -> Enclosed | None:
    documents = enclosed(text)
    said = reading.said.document
    if not documents:
        if said is not None:
            raise XbrlgenError(_not_there(reading, "the file is one page and no submission"))
        return None
    document = chosen(documents, said)
    if document is None:
        raise XbrlgenError(_not_there(reading, f"it has {', '.join(map(str, documents))}"))
    if said is None and len(documents) > 1:
        others = ", ".join(str(d) for d in documents if d is not document)
        message = f"{reading.file} holds {len(documents)} documents: {document} is read, and not {others}"
        findings.append(finding("XG-READ-072", message, Where(reading.file)))
    return document


def _not_there(reading: Reading, has: str) -> Finding:
    message = f"{reading.file} has no document {reading.said.document}: {has}"
    where = reading.said.where or Where(reading.file)
    return finding("XG-READ-072", message, where, severity=Severity.ERROR)


def _repaired(forced: ForcedPage, file: str) -> list[Finding]:
    """One finding for each kind of change that forcing the page took."""
    return [
        finding(
            "XG-READ-070",
            f"{file} is no XHTML: it has {repair} ({count:,})",
            Where(file),
            severity=Severity.WARNING if repair in _WORSE else None,
        )
        for repair, count in forced.repairs.items()
    ]


def page_of(forced: ForcedPage, places: PagePlaces) -> SourcePage:
    """What a filing needs to know of a page to add its tags."""
    root = body = 0
    ids: set[str] = set()
    images: dict[str, PageImage] = {}
    prefixes: frozenset[str] = frozenset()
    for token in forced.tokens:
        if token.kind is not Markup.START:
            continue
        text = token.text
        if token.name == "html" and not root:
            root = token.start + len("<html")
            prefixes = frozenset(_PREFIX.findall(text))
        elif token.name == "body" and not body:
            body = token.end
        if "id=" in text or "src" in text:
            found = attributes(text)
            if "id" in found:
                ids.add(found["id"])
            image = found.get("src", "") if token.name == "img" else ""
            if image and _ELSEWHERE.match(image) is None:
                images.setdefault(image, PageImage(image, places.at(token.start)))
    return SourcePage(forced.page, root, body, frozenset(ids), tuple(images.values()), prefixes)
