"""Taking the tags out of an inline document: what is left is the page as its author had it."""

from __future__ import annotations

import re

from xbrlgen.model.stripped import InlineElement, StrippedPage
from xbrlgen.read.html.attributes import attributes
from xbrlgen.read.html.force import force
from xbrlgen.read.html.tokens import HtmlToken, Markup

_INLINE = re.compile(r"xmlns:([\w.-]+)\s*=\s*[\"']http://www\.xbrl\.org/\d{4}/inlineXBRL[\"']")
_DECLARED = re.compile(r"\s+xmlns:([\w.-]+)\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_PREFIXED = re.compile(r"[\s<]([A-Za-z_][\w.-]*):[A-Za-z_][\w.-]*(?=[\s=>/])")


def strip(page: str) -> StrippedPage:
    """The page without elements of Inline XBRL, without its header, and without the namespaces that only
    those needed; every other character as it was.

    A document type and characters outside ASCII are changed as for any page (EFM 5.2.1.1). The header goes
    with the element round it if that holds nothing else, as the hidden ``div`` of most filings.
    """
    forced = force(page)
    found = _INLINE.search(forced.page)
    if found is None:
        return StrippedPage(forced.page, (), tuple(map(str, forced.repairs)))
    stripper = _Stripper(f"{found[1]}:")
    for number, token in enumerate(forced.tokens):
        stripper.take(token, forced.tokens, number)
    return StrippedPage(*stripper.finish(), tuple(map(str, forced.repairs)))


class _Stripper:
    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self.pieces: list[str] = []
        self.at = 0
        self.root: int | None = None
        """Which piece is the start tag of ``html``."""
        self.used: set[str] = set()
        """Prefixes that the page itself uses."""
        self.elements: list[InlineElement | None] = []
        self.open: list[tuple[int, str, dict[str, str], int, int]] = []
        """Of each open element: number, name, attributes, where it began, and how many pieces of the header
        stood before it."""
        self.header = 0
        """How deep in the header: its pieces are kept apart."""
        self.inside: list[str] = []
        self.skipped = range(0)
        """The end tag of the element round the header and the space before it, which go with it."""

    def take(self, token: HtmlToken, tokens: tuple[HtmlToken, ...], number: int) -> None:
        mine = token.name.startswith(self.prefix)
        if token.kind is Markup.START and mine:
            self.start(token, tokens, number)
        elif token.kind is Markup.END and mine:
            self.end()
        elif self.header:
            self.inside.append(token.text)
        elif number not in self.skipped:
            self.keep(token)

    def keep(self, token: HtmlToken) -> None:
        if token.kind is Markup.START:
            if token.name == "html" and self.root is None:
                self.root = len(self.pieces)
            elif ":" in token.text:
                self.used.update(_PREFIXED.findall(token.text))
        self.pieces.append(token.text)
        self.at += len(token.text)

    def start(self, token: HtmlToken, tokens: tuple[HtmlToken, ...], number: int) -> None:
        name = token.name.removeprefix(self.prefix)
        self.elements.append(None)
        self.open.append((len(self.elements) - 1, name, attributes(token.text), self.at, len(self.inside)))
        if name == "header":
            if self.header == 0:
                self.unwrap(tokens, number)
            self.header += 1
        if token.text.endswith("/>"):
            self.end()

    def end(self) -> None:
        number, name, given, start, inside = self.open.pop()
        if name == "header":
            self.header -= 1
        hidden = self.header > 0 or name == "header"
        content = "".join(self.inside[inside:]) if hidden and name not in ("header", "hidden") else ""
        self.elements[number] = InlineElement(name, given, start, self.at, hidden, content)
        if not self.header:
            self.inside.clear()

    def unwrap(self, tokens: tuple[HtmlToken, ...], number: int) -> None:
        """The element round the header goes too, if it holds nothing else."""
        before = number - 1
        while before >= 0 and tokens[before].kind is Markup.TEXT and not tokens[before].text.strip():
            before -= 1
        depth, after = 0, number
        while after < len(tokens):
            token = tokens[after]
            if token.name == tokens[number].name and not token.text.endswith("/>"):
                depth += {Markup.START: 1, Markup.END: -1}.get(token.kind, 0)
            after += 1
            if depth == 0:
                break
        closed = after
        while after < len(tokens) and tokens[after].kind is Markup.TEXT and not tokens[after].text.strip():
            after += 1
        if before < 0 or after >= len(tokens):
            return
        outer, closing = tokens[before], tokens[after]
        if (outer.kind, closing.kind) != (Markup.START, Markup.END) or outer.name != closing.name:
            return
        if outer.name == "body" or outer.text.endswith("/>") or outer.name.startswith(self.prefix):
            return
        for _ in range(number - before):
            self.at -= len(self.pieces.pop())
        last, _, given, _, inside = self.open[-1]
        self.open[-1] = (last, "header", given, self.at, inside)
        self.skipped = range(closed, after + 1)

    def finish(self) -> tuple[str, tuple[InlineElement, ...]]:
        """The page, and its elements: places are moved by what goes from the start tag of ``html``."""
        gone = 0
        if self.root is not None:
            tag = self.pieces[self.root]
            self.pieces[self.root] = _DECLARED.sub(lambda m: m[0] if m[1] in self.used else "", tag)
            gone = len(tag) - len(self.pieces[self.root])
        moved = (
            InlineElement(e.name, e.attributes, e.start - gone, e.end - gone, e.hidden, e.content)
            for e in self.elements
            if e is not None
        )
        return "".join(self.pieces), tuple(moved)
