"""Inline XBRL 1.1: the documents people read, as XHTML that carries the tags."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from xbrlgen.model.document import (
    Block,
    Document,
    Insertion,
    Relationship,
    Runs,
    Tag,
    TaggedPage,
    Tags,
    TextRun,
)
from xbrlgen.model.package import Artifact
from xbrlgen.model.report import Report
from xbrlgen.model.xbrl import TRANSFORMATIONS
from xbrlgen.render.engine import render
from xbrlgen.render.xbrl import LINK, XBRLI, XLINK, XSI, Attributes, report_namespaces

IX = ("ix", "http://www.xbrl.org/2013/inlineXBRL")
_XHTML = "application/xhtml+xml"


@dataclass(frozen=True, slots=True)
class StartTag:
    """An ix element's start tag."""

    name: str
    attributes: Attributes


@dataclass(frozen=True, slots=True)
class TaggedPiece:
    """Text, the elements that begin before it, and those that end after it, innermost first."""

    opens: tuple[StartTag, ...]
    text: str
    look: str
    refers: str | None
    closes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Framed:
    """A block, the elements that begin before it, and those that end after it."""

    opens: tuple[StartTag, ...]
    kind: str
    block: Block
    closes: tuple[str, ...]


def inline_artifacts(report: Report, documents: Sequence[Document]) -> tuple[Artifact, ...]:
    """One XHTML file for each document of the set, the one with the header first."""
    return tuple(Artifact(d.name, _XHTML, partial(inline, report, d)) for d in documents)


def inline(report: Report, document: Document) -> Iterator[bytes]:
    """An Inline XBRL 1.1 document, in pieces: ASCII, without DOCTYPE, style element or script.

    A page of the company's own is written as it is, with insertions only.
    """
    own: dict[str, object] = {"blocks": framed(document.blocks)}
    declared = frozenset[str]()
    if document.page is not None:
        own = {"page": cuts(document.page), "language": not document.page.page.says_language}
        declared = document.page.page.prefixes
    namespaces = [IX, *_transformations(document), XBRLI, LINK, XLINK, XSI, *report_namespaces(report)]
    return render(
        "inline/document.xhtml.jinja" if document.page is None else "inline/page.xhtml.jinja",
        **own,
        namespaces=[n for n in namespaces if n[0] not in declared],
        title=document.title,
        schema=f"{report.extension.base}.xsd",
        entity=report.entity,
        header=document.header,
        hidden=[(_element(h.tag), h.text) for h in document.header.hidden] if document.header else [],
        relationships=_relationships(document.header.relationships) if document.header else [],
        contexts=report.contexts,
        units=report.units,
        pieces=pieces,
    )


def _transformations(document: Document) -> list[tuple[str, str]]:
    """The registries that the document's tags name; Registry 4 in any case."""
    hidden = document.header.hidden if document.header is not None else ()
    formats = [t.format for r in document.runs() for t in r.tags] + [h.tag.format for h in hidden]
    used = {"ixt", *(f.partition(":")[0] for f in formats if f is not None)}
    return [(prefix, uri) for prefix, uri in TRANSFORMATIONS.items() if prefix in used]


@dataclass(frozen=True, slots=True)
class PageCut:
    """A stretch of a page: markup that is written as it is, and what is inserted behind it.

    ``at`` says what: ``namespaces``, ``header``, or the elements ``closes`` and ``opens``. ``refers``
    begins a span that stands for a hidden fact, and ``referred`` ends one.
    """

    before: str
    at: str = ""
    referred: bool = False
    closes: tuple[str, ...] = ()
    opens: tuple[StartTag, ...] = ()
    refers: str | None = None


def cuts(tagged: TaggedPage) -> Iterator[PageCut]:
    """A page in stretches: where its namespaces, its header and each insertion go, in order."""
    page = tagged.page
    text = page.text
    yield PageCut(text[: page.root], "namespaces")
    yield PageCut(text[page.root : page.body], "header")
    at = page.body
    opened: list[Insertion] = []
    for i in (*tagged.insertions, None):
        while opened and (i is None or opened[-1].end <= i.start):
            last = opened.pop()
            _, closes = _edges((), last.tags, ())
            yield PageCut(text[at : last.end], referred=last.refers is not None, closes=closes)
            at = last.end
        if i is not None:
            opens, _ = _edges((), i.tags, ())
            refers = f"-sec-ix-hidden:{i.refers}" if i.refers else None
            yield PageCut(text[at : i.start], opens=opens, refers=refers)
            at = i.start
            opened.append(i)
    yield PageCut(text[at:])


def _relationships(relationships: Iterable[Relationship]) -> list[Attributes]:
    return [{"fromRefs": " ".join(r.sources), "toRefs": r.footnote} for r in relationships]


def _element(tag: Tag) -> StartTag:
    """Attributes in the order of the specification; scale 0 is the default and left out."""
    attributes: Attributes = {
        "id": tag.id,
        "name": tag.concept,
        "contextRef": tag.context,
        "unitRef": tag.unit,
        "decimals": tag.decimals,
        "scale": str(tag.scale) if tag.scale else None,
        "sign": tag.sign,
        "format": tag.format,
        "escape": None if tag.escape is None else str(tag.escape).lower(),
        "continuedAt": tag.continued_at,
        "xsi:nil": "true" if tag.nil else None,
    }
    return StartTag(f"ix:{tag.element}", attributes)


def pieces(runs: Runs) -> Iterator[TaggedPiece]:
    """Runs as elements that nest: a tag that neighbours share is one element around both."""
    before: Tags = ()
    for number, run in enumerate(runs):
        after: Tags = runs[number + 1].tags if number + 1 < len(runs) else ()
        opens, closes = _edges(before, run.tags, after)
        yield TaggedPiece(opens, run.text, run.look, _refers(run), closes)
        before = run.tags


def framed(blocks: Sequence[Block]) -> Iterator[Framed]:
    """Blocks with the elements around them, as :func:`pieces` does it for runs."""
    before: Tags = ()
    for number, block in enumerate(blocks):
        after: Tags = blocks[number + 1].tags if number + 1 < len(blocks) else ()
        opens, closes = _edges(before, block.tags, after)
        yield Framed(opens, type(block).__name__, block, closes)
        before = block.tags


def _edges(before: Tags, now: Tags, after: Tags) -> tuple[tuple[StartTag, ...], tuple[str, ...]]:
    opens = tuple(_element(t) for t in now[_shared(before, now) :])
    closes = tuple(f"ix:{t.element}" for t in reversed(now[_shared(now, after) :]))
    return opens, closes


def _shared(one: Tags, other: Tags) -> int:
    count = 0
    while count < min(len(one), len(other)) and one[count] == other[count]:
        count += 1
    return count


def _refers(run: TextRun) -> str | None:
    return f"-sec-ix-hidden:{run.refers}" if run.refers else None
