"""A page forced into XHTML by changes of its tokens, so that tags can go into it in place.

What comes out is what a browser makes of the page: where an end tag is missing it is put where
the HTML standard closes the element, overlapping inline tags are parted, and so on. Nothing is
re-printed: a token that is right stays as it is, and every change is counted by kind
(:class:`~xbrlgen.read.html.repairs.Repair`). A page that is well-formed XML already, as inline
XBRL is, stays as it is byte for byte.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from xbrlgen.read.html.builder import Builder
from xbrlgen.read.html.references import numbered, spots
from xbrlgen.read.html.repairs import Repair
from xbrlgen.read.html.stack import Piece
from xbrlgen.read.html.strict import in_blocks, strict_pieces
from xbrlgen.read.html.tokens import HtmlToken, Markup, cut
from xbrlgen.read.html.writer import css_ascii

_DECLARATION = re.compile(r"\A\ufeff?<\?xml\s[^>]*\?>")
_DOCTYPE = re.compile(r"<!doctype[^>\[]*>", re.IGNORECASE)
_ROOT = re.compile(r"<html\b[^>]*\bxmlns\s*=\s*[\"']http://www\.w3\.org/1999/xhtml[\"']")


@dataclass(frozen=True, slots=True)
class ForcedPage:
    """A page as well-formed XHTML.

    ``tokens`` are those of ``page``: joined they are it, and their ``start`` is a place in
    it. ``repairs`` counts what was changed against the page as it came, ``original``.
    """

    page: str
    tokens: tuple[HtmlToken, ...]
    repairs: dict[Repair, int]
    original: str
    sources: tuple[tuple[int, int], ...]
    """For each token its (start, end) in the original; an empty one where it was put in."""

    def origin(self, offset: int) -> int:
        """The place in the original page of the character at ``offset`` of the forced one.

        Of a character that was put in, the place it was put at.
        """
        if self.page is self.original:
            return offset
        k = bisect_right(self.tokens, offset, key=lambda t: t.start) - 1
        return next(s for s in self.stretches(k) if s.start <= offset < s.end).origin(offset)

    def stretches(self, k: int) -> list[Stretch]:
        """Where the characters of the token ``k`` came from, in order and without a gap."""
        token = self.tokens[k]
        start, end = self.sources[k]
        at, stop = token.start, token.end
        if start == end or token.kind is not Markup.TEXT or self.original[start:end] == token.text:
            return [Stretch(at, stop, start, max(end - start, 1))]
        found: list[Stretch] = []
        last = 0
        for low, high, written in spots(self.original[start:end]):
            if low > last:
                found.append(Stretch(at, at + low - last, start + last, low - last))
                at += low - last
            if written:
                found.append(Stretch(at, at + len(written), start + low, 1))
                at += len(written)
            last = high
        if at < stop:
            found.append(Stretch(at, stop, start + last, stop - at))
        return found


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters ``start`` to ``end`` of a forced page that come from ``length`` ones of the page as it
    came: one for one, or, if they are more, all from the last of them."""

    start: int
    end: int
    source: int
    length: int

    def origin(self, offset: int) -> int:
        return self.source + min(offset - self.start, self.length - 1)


def force(page: str) -> ForcedPage:
    """The page as well-formed XHTML. Takes any text; time and memory grow with its length."""
    if is_xhtml(page):
        return _as_it_is(page)
    builder = Builder(len(page))
    for token in cut(page):
        builder.take(token)
    repairs = builder.repairs

    def note(repair: Repair) -> None:
        repairs[repair] += 1

    return _joined(page, in_blocks(strict_pieces(builder.finish(), note), note), repairs)


def is_xhtml(page: str) -> bool:
    """Whether a page is well-formed XHTML already: then its empty tags are complete, its case matters."""
    if _ROOT.search(page, 0, 200_000) is None:
        return False
    m = _DECLARATION.match(page)
    text = page[m.end() :] if m is not None else page
    doctype = _DOCTYPE.search(text, 0, 5_000)
    if doctype is not None:
        text = text[: doctype.start()] + text[doctype.end() :]
    elif re.search(r"<!doctype", text[:5_000], re.IGNORECASE):
        # One with declarations of its own: names could mean anything.
        return False
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        etree.fromstring(text.encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return False
    return True


def _as_it_is(page: str) -> ForcedPage:
    """A page that is XHTML: only a document type and characters outside ASCII are changed."""
    tokens = cut(page, xml=True)
    repairs: Counter[Repair] = Counter()
    if page.isascii() and not any(t.kind is Markup.DOCTYPE for t in tokens):
        return ForcedPage(page, tuple(tokens), {}, page, tuple((t.start, t.end) for t in tokens))
    pieces = []
    for token in tokens:
        text = token.text
        if token.kind is Markup.DOCTYPE:
            repairs[Repair.DOCTYPE] += 1
            text = ""
        elif not text.isascii():
            repairs[Repair.NOT_ASCII] += 1
            if token.kind in (Markup.TEXT, Markup.START):
                text = numbered(text)
            elif token.kind is Markup.RAW:
                text = css_ascii(text)
            elif token.kind is Markup.CDATA:
                text = numbered(text[9:-3].replace("&", "&amp;").replace("<", "&lt;"))
            else:
                text = text.encode("ascii", "replace").decode("ascii")
        pieces.append(Piece(HtmlToken(token.kind, token.start, text, token.name), len(token.text)))
    return _joined(page, pieces, repairs)


def _joined(page: str, pieces: Iterable[Piece], counted: Counter[Repair]) -> ForcedPage:
    tokens: list[HtmlToken] = []
    sources: list[tuple[int, int]] = []
    at = 0
    for piece in pieces:
        kind, start, text, name = piece.token
        if text:
            tokens.append(HtmlToken(kind, at, text, name))
            sources.append((start, start + piece.length))
            at += len(text)
    repairs = {repair: counted[repair] for repair in Repair if counted[repair]}
    return ForcedPage("".join(t.text for t in tokens), tuple(tokens), repairs, page, tuple(sources))
