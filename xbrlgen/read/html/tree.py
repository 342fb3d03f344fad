"""A small tree on the tokens of a forced page: elements with their place, style and children.

The tree adds nothing to the page: an element is the range of its tokens, a text is a token. What
is not shown (``display: none``, the header of inline XBRL) is kept and marked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Union

from xbrlgen.read.html.attributes import attributes
from xbrlgen.read.html.elements import VOID
from xbrlgen.read.html.force import ForcedPage
from xbrlgen.read.html.style import NONE, Declarations, StyleSheet, is_hidden, style_sheet
from xbrlgen.read.html.tokens import HtmlToken, Markup

Node = Union["HtmlElement", int]
"""An element, or the index of a token of text."""

_NEVER_SHOWN = frozenset({"head", "script", "style", "title", "ix:header", "noframes", "template"})


@dataclass(frozen=True, slots=True)
class Look:
    """What a start tag says of its element, the same for all tags written alike."""

    attributes: Mapping[str, str]
    style: Declarations
    hidden: bool


class HtmlElement:
    """``open`` and ``close`` are the indexes of its tags among the tokens, equal for an empty one.

    ``shown`` says that neither it nor what it stands in is hidden.
    """

    __slots__ = ("children", "close", "look", "name", "open", "parent", "shown")

    def __init__(self, name: str, open_: int, look: Look, parent: HtmlElement | None, shown: bool) -> None:
        self.name = name
        self.open = open_
        self.close = open_
        self.look = look
        self.parent = parent
        self.shown = shown
        self.children: list[Node] = []

    def __repr__(self) -> str:
        return f"<{self.name} {self.open}:{self.close}>"

    @property
    def style(self) -> Declarations:
        return self.look.style

    def get(self, name: str) -> str | None:
        """The value of an attribute."""
        return self.look.attributes.get(name)

    def elements(self, *names: str) -> Iterator[HtmlElement]:
        """Its descendants of these names, in order; all without names."""
        waiting = [c for c in reversed(self.children) if isinstance(c, HtmlElement)]
        while waiting:
            element = waiting.pop()
            if not names or element.name in names:
                yield element
            waiting.extend(c for c in reversed(element.children) if isinstance(c, HtmlElement))

    def above(self, *names: str) -> HtmlElement | None:
        """The nearest element of these names that it stands in."""
        element = self.parent
        while element is not None and element.name not in names:
            element = element.parent
        return element


def tree_of(forced: ForcedPage) -> HtmlElement:
    """The root element of a forced page. Never deeper than the page was forced to be."""
    tokens = forced.tokens
    sheet = style_sheet(_sheets(tokens))
    looks: dict[str, Look] = {}
    root = HtmlElement("", 0, Look({}, NONE, False), None, True)
    now = root
    for index, token in enumerate(tokens):
        kind = token.kind
        if kind is Markup.TEXT or kind is Markup.CDATA:
            now.children.append(index)
        elif kind is Markup.START:
            text = token.text
            look = looks.get(text)
            if look is None:
                look = looks[text] = _look(token, sheet)
            element = HtmlElement(token.name, index, look, now, now.shown and not look.hidden)
            now.children.append(element)
            if not text.endswith("/>"):
                now = element
        elif kind is Markup.END and now.parent is not None:
            now.close = index
            now = now.parent
    root.close = len(tokens)
    return root


def _look(token: HtmlToken, sheet: StyleSheet) -> Look:
    found = attributes(token.text)
    style = sheet.of(token.name, found)
    hidden = token.name in _NEVER_SHOWN or is_hidden(style) or "hidden" in found
    return Look(found, style, hidden)


def _sheets(tokens: tuple[HtmlToken, ...]) -> Iterator[str]:
    inside = False
    for token in tokens:
        if token.kind is Markup.START and token.name == "style":
            inside = not token.text.endswith("/>")
        elif token.kind is Markup.END:
            inside = False
        elif inside:
            yield token.text


def is_empty(name: str) -> bool:
    """Whether an element of HTML can have no content."""
    return name in VOID
