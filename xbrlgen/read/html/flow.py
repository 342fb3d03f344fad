"""A page as it is read from top to bottom: blocks of text, tables, and the ends of pages.

Tables that hold no figures are there for the layout: their cells are text like any other. Of
what is hidden nothing is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from xbrlgen.read.html.letters import EMPTY, LetterBuilder, Letters
from xbrlgen.read.html.style import breaks_page, left, pixels
from xbrlgen.read.html.tokens import HtmlToken
from xbrlgen.read.html.tree import HtmlElement

_INLINE = frozenset(
    {"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "blink", "cite", "code", "data", "del", "dfn", "em"}
    | {"font", "i", "img", "ins", "kbd", "label", "mark", "nobr", "q", "s", "samp", "small", "span"}
    | {"strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "input", "button", "select"}
)
_BOLD = frozenset({"b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"})
# Revenue <sup>1</sup>     1,234<sup>(a)</sup>     the 1<sup>st</sup> quarter
_RAISED_MARK = re.compile(r"\d{1,2}|[a-zA-Z]")
_BULLET = re.compile(r"[•·●○▪■◦–—*o§\-]|\(?[ivxIVX\d]{1,4}[.)]|\(?[a-zA-Z][.)]|\[\d+\]|[☐☒☑]")
INDENT_PIXELS = 6
"""Pixels that count as the width of one character of an indentation."""


@dataclass(slots=True)
class TextBlock:
    """A block of text. ``bold`` says that all of it is; ``indent`` is in characters.

    ``in_table`` is for text of a table that is there for the layout.
    """

    letters: Letters
    bold: bool = False
    centred: bool = False
    indent: int = 0
    heading: bool = False
    in_table: bool = False


@dataclass(slots=True)
class PageEnd:
    """A new page begins."""


@dataclass(slots=True)
class TableBlock:
    """A table that holds figures: its element, and what it was found to hold."""

    element: HtmlElement
    content: object


Item = TextBlock | PageEnd | TableBlock


@dataclass(slots=True)
class TextLook:
    """What holds for text where it stands, from the elements round it."""

    bold: bool = False
    centred: bool = False
    indent: float = 0.0
    invisible: bool = False
    in_table: bool = False


@dataclass(slots=True)
class _State:
    letters: LetterBuilder = field(default_factory=LetterBuilder)
    bold: int = 0
    """Characters gathered that are bold; all of them make the block bold."""
    plain: int = 0
    look: TextLook = field(default_factory=TextLook)
    heading: bool = False


class Flow:
    """Walks a tree. ``table`` is asked of each table what it holds; None if it is there for the layout."""

    def __init__(self, tokens: Sequence[HtmlToken], table: Callable[[HtmlElement], object | None]) -> None:
        self._tokens = tokens
        self._table = table
        self._state = _State()
        self.items: list[Item] = []

    def read(self, root: HtmlElement) -> list[Item]:
        self._children(root, TextLook())
        self._flush()
        return self.items

    def _flush(self) -> None:
        state = self._state
        if state.letters:
            letters = state.letters.take().stripped()
            if letters.text:
                self.items.append(
                    TextBlock(
                        letters,
                        state.bold > 0 and state.plain == 0,
                        state.look.centred,
                        int(state.look.indent / INDENT_PIXELS),
                        state.heading,
                        state.look.in_table,
                    )
                )
        self._state = _State()

    def _children(self, element: HtmlElement, look: TextLook) -> None:
        broken = False
        for child in element.children:
            if isinstance(child, int):
                token = self._tokens[child]
                self._text(token, look)
                broken = broken and not token.text.strip()
            elif child.name == "br":
                # A line break behind another, nothing between, parts paragraphs.
                if broken:
                    self._flush()
                self._state.letters.gap()
                broken = True
            elif child.shown:
                self._element(child, look)
                broken = False

    def _text(self, token: HtmlToken, look: TextLook) -> None:
        if look.invisible:
            return
        state = self._state
        text = token.text
        if not state.letters:
            if not text.strip():
                return
            state.look = look
        state.letters.add(text, token.start)
        size = len(text.strip())
        if look.bold:
            state.bold += size
        else:
            state.plain += size

    def _element(self, element: HtmlElement, look: TextLook) -> None:
        name = element.name
        style = element.style
        if style and breaks_page(style):
            self._flush()
            self.items.append(PageEnd())
        inside = self._look(element, look)
        if name == "table":
            self._flush()
            content = self._table(element)
            if content is not None:
                self.items.append(TableBlock(element, content))
            else:
                self._layout(element, inside)
            return
        if name == "sup" or "super" in style.get("vertical-align", ""):
            self._raised(element, inside)
        elif name in _INLINE or ":" in name:
            # Inline XBRL stands round text and round blocks alike, and is no block itself.
            self._children(element, inside)
        elif style.get("display", "") in ("inline", "inline-block"):
            self._children(element, inside)
        elif name == "hr":
            self._flush()
        else:
            self._flush()
            self._state.heading = name[0] == "h" and name[1:].isdigit()
            self._children(element, inside)
            self._flush()

    def _raised(self, element: HtmlElement, look: TextLook) -> None:
        """A raised "1" is a mark on what it stands behind, never its last digit."""
        _raise(element, self._tokens, self._state.letters)
        self._state.plain += not look.bold

    def _look(self, element: HtmlElement, look: TextLook) -> TextLook:
        style, name = element.style, element.name
        if not style and name not in _BOLD and name != "center" and "align" not in element.look.attributes:
            return look
        weight = style.get("font-weight", "")
        bold = look.bold or name in _BOLD
        if weight:
            bold = weight in ("bold", "bolder") or (weight.isdigit() and int(weight) >= 600)
        align = style.get("text-align") or (element.get("align") or "").lower()
        centred = align.endswith("center") if align else (look.centred or name == "center")
        indent = (
            look.indent + left(style, "padding") + left(style, "margin") + pixels(style.get("text-indent"))
        )
        hides = style.get("visibility")
        invisible = look.invisible if hides is None else hides == "hidden"
        return TextLook(bold, centred, indent, invisible, look.in_table)

    def _layout(self, table: HtmlElement, look: TextLook) -> None:
        """The text of a table that is there for the layout, row by row."""
        inside = TextLook(look.bold, look.centred, look.indent, look.invisible, True)
        for row in table.elements("tr", "table", "caption"):
            if row.above("table") is not table:
                continue
            if row.name == "caption" and row.shown:
                self._children(row, inside)
                self._flush()
            if row.name != "tr" or not row.shown:
                continue
            if row.style and breaks_page(row.style):
                self.items.append(PageEnd())
            self._layout_row([c for c in row.children if isinstance(c, HtmlElement) and c.shown], inside)

    def _layout_row(self, cells: Sequence[HtmlElement], look: TextLook) -> None:
        start = len(self.items)
        for cell in cells:
            self._children(cell, self._look(cell, look))
            self._flush()
        texts = [item for item in self.items[start:] if isinstance(item, TextBlock)]
        if len(texts) < 2 or len(texts) != len(self.items) - start:
            return
        first = texts[0]
        if _BULLET.fullmatch(first.letters.text.strip()):
            # A bullet or a number of its own, and the text that it leads.
            texts[1].letters = first.letters.spaced(texts[1].letters)
            texts[1].indent = first.indent
            self.items.remove(first)


def gather(element: HtmlElement, tokens: Sequence[HtmlToken], letters: LetterBuilder) -> None:
    """Adds all shown text of an element: of a cell, or of what stands in a line."""
    for child in element.children:
        if isinstance(child, int):
            letters.add(tokens[child].text, tokens[child].start)
            continue
        if not child.shown or child.style.get("visibility") == "hidden":
            continue
        if child.name == "br":
            letters.gap()
        elif child.name == "sup" or "super" in child.style.get("vertical-align", ""):
            _raise(child, tokens, letters)
        elif child.name in _INLINE or ":" in child.name:
            gather(child, tokens, letters)
        else:
            letters.gap()
            gather(child, tokens, letters)
            letters.gap()


def _raise(element: HtmlElement, tokens: Sequence[HtmlToken], letters: LetterBuilder) -> None:
    own = LetterBuilder()
    gather(element, tokens, own)
    mark = own.take().stripped()
    if _RAISED_MARK.fullmatch(mark.text) and letters:
        place = mark.begin
        mark = Letters("(", (0,), (place,)) + mark + Letters(")", (0,), (place,))
    letters.insert(mark)


def text_of(element: HtmlElement, tokens: Sequence[HtmlToken]) -> Letters:
    """The shown text of a cell."""
    if not element.children:
        return EMPTY
    letters = LetterBuilder()
    gather(element, tokens, letters)
    return letters.take()
