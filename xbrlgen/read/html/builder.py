"""Tree construction of the HTML standard (WHATWG, 13.2.6): which tags open and close what, by mode."""

from __future__ import annotations

import re

from xbrlgen.read.html.elements import (
    BLOCK_ENDS,
    BUTTON_SCOPE,
    CELLS,
    CLOSES_P,
    FOREIGN,
    FORMATTING,
    HEADINGS,
    IN_HEAD,
    KNOWN,
    LIST_SCOPE,
    MARKERS,
    SCOPE,
    SECTIONS,
    SPECIAL,
    TABLE_PARTS,
    VOID,
)
from xbrlgen.read.html.repairs import Repair
from xbrlgen.read.html.stack import Piece
from xbrlgen.read.html.tokens import ESCAPABLE_RAW_TEXT, RAW_TEXT, HtmlToken, Markup
from xbrlgen.read.html.writer import XHTML, PageWriter

_NAMESPACES = {"svg": "http://www.w3.org/2000/svg", "math": "http://www.w3.org/1998/Math/MathML"}
_CHARACTERS_ONLY = RAW_TEXT | ESCAPABLE_RAW_TEXT
_ENDS_IN_HEAD = frozenset({"head", "title", "style", "script", "noscript"})
_FOREIGN_NAME = re.compile(r"[a-z][a-z0-9_-]*+")
_ALIASES = {"image": "img"}


class Builder(PageWriter):
    """Takes the tokens of a page in order; :meth:`finish` gives the pieces of the forced page."""

    def __init__(self, size: int) -> None:
        super().__init__(size)
        self._ending: list[HtmlToken] = []
        """</body> and </html>, and what comes behind them, while it may be the end of the page."""

    def take(self, token: HtmlToken) -> None:
        kind = token.kind
        ends = kind is Markup.END and token.name in ("body", "html")
        if ends and not self._in_body:
            self._begin_body(token.start)
        if ends or self._ending:
            if ends or kind is Markup.COMMENT or (kind is Markup.TEXT and token.text.isspace()):
                self._ending.append(token)
                return
            self._go_on()
        if kind is Markup.TEXT:
            self._text(token)
        elif kind is Markup.START:
            self._start(token)
        elif kind is Markup.END:
            self._end(token)
        elif kind is Markup.RAW:
            self._raw(token)
        else:
            self._other(token)

    def _go_on(self) -> None:
        """The body did not end: more of it follows."""
        for token in self._ending:
            if token.kind is Markup.END:
                self._drop(token, Repair.STRAY)
            elif token.kind is Markup.TEXT:
                self._text(token)
            else:
                self._other(token)
        self._ending = []

    def finish(self) -> list[Piece]:
        """The pieces in order, after the last token; what is open is closed."""
        if not self._in_body:
            self._begin_body(0)
        stack = self._stack
        for token in self._ending:
            if token.kind is not Markup.END:
                self._other(token) if token.kind is Markup.COMMENT else self._blank(token)
            elif any(e.name == token.name for e in stack.open):
                stack.close({token.name}, token.start, self._end_text(token), len(token.text))
            else:
                self._drop(token, Repair.STRAY)
        while stack.open:
            stack.pop()
        return list(stack.flat())

    # -- start tags --

    def _start(self, token: HtmlToken) -> None:
        name = token.name
        if name == "html":
            if self._stack.open:
                self._drop(token, Repair.STRAY)
                return
            self._prefixes = frozenset(re.findall(r"\sxmlns:([\w.-]+)", token.text))
            written = self._written(token, namespace=XHTML)
            self._stack.push("html", written, token.start, len(token.text))
            return
        if self._stack.mode == "foreign":
            if name not in KNOWN - FOREIGN or name in ("a", "font", "script", "style", "title"):
                self._foreign(token)
                return
            self._stack.pop_to(self._outside_foreign())
        if not self._in_body and not self._before_body(token):
            return
        if name in _ALIASES:
            token = HtmlToken(token.kind, token.start, token.text, _ALIASES[name])
            name = token.name
        if name not in KNOWN and not (":" in name and name.split(":")[0] in self._prefixes):
            self._drop(token, Repair.UNKNOWN)
            return
        self._in_table(token) if self._stack.mode not in ("body", "cell", "caption") else self._in_flow(token)

    def _outside_foreign(self) -> frozenset[str]:
        last = next(e.name for e in reversed(self._stack.open) if e.mode != "foreign")
        return frozenset({last})

    def _foreign(self, token: HtmlToken) -> None:
        """A tag of a drawing or a formula: its name keeps its case, ``/>`` closes it."""
        empty, name = token.text.endswith("/>"), token.name
        if _FOREIGN_NAME.fullmatch(name) is None:
            self._drop(token, Repair.UNKNOWN)
            return
        written = self._written(token, empty=empty, namespace=_NAMESPACES.get(name), case=True)
        if empty:
            self._stack.write(Markup.START, token.start, written, name, len(token.text))
        elif not self._stack.push(name, written, token.start, len(token.text)):
            self._drop(token, Repair.DEPTH)

    def _before_body(self, token: HtmlToken) -> bool:
        """A tag that comes before the body; True if it is to be taken as one of the body."""
        name = token.name
        if name == "head":
            self._begin_html(token.start)
            if self._head == "before":
                self._open(token)
                self._head = "open"
            else:
                self._drop(token, Repair.STRAY)
            return False
        if name == "body":
            self._begin_body(token.start, token)
            return False
        if name in IN_HEAD and name != "noscript":
            self._begin_head(token.start)
            if self._head == "closed":
                # It belongs to the head all the same.
                self._note(Repair.MOVED)
                self._stack.open[-1].out = self._late
            if name == "title":
                if self._titled:
                    self._begin_body(token.start)
                    return True
                self._titled = True
            self._empty(token) if name in VOID else self._open(token)
            return False
        self._begin_body(token.start)
        return True

    # -- in a table ----------------------------------------------------------------------------

    def _in_table(self, token: HtmlToken) -> None:
        """A start tag where a table's parts are expected (13.2.6.4.9 to 13.2.6.4.14)."""
        stack, name, start = self._stack, token.name, token.start
        mode = stack.mode
        if mode == "colgroup":
            if name == "col":
                stack.write(Markup.END, start, self._written(token, empty=True), name, len(token.text))
                return
            stack.pop_to({"colgroup"})
            stack.pop()
            self._in_table(token)
        elif name == "form" and not self._form_is_open():
            # A form round rows of a table holds nothing.
            self._drop(token, Repair.MOVED)
        elif name not in TABLE_PARTS and name != "table":
            self._in_flow(token)
        elif name == "table":
            # A table directly within a table ends that one.
            stack.pop_to({"table"})
            stack.pop()
            self._again(token)
        elif mode == "row":
            if name in CELLS:
                stack.pop_to({"tr"})
                self._open(token, part=True)
                stack.mark()
            else:
                stack.pop_to({"tr"})
                stack.pop()
                self._in_table(token)
        elif mode == "section":
            stack.pop_to(SECTIONS)
            if name == "tr":
                self._open(token, part=True)
            elif name in CELLS:
                self._imply("tr", start)
                self._in_table(token)
            else:
                stack.pop()
                self._in_table(token)
        else:
            stack.pop_to({"table"})
            self._in_table_itself(token)

    def _in_table_itself(self, token: HtmlToken) -> None:
        stack, name, start = self._stack, token.name, token.start
        if name in SECTIONS or name == "colgroup":
            self._open(token, part=True)
        elif name == "caption":
            self._open(token, part=True)
            stack.mark()
        elif name == "col":
            self._imply("colgroup", start)
            self._in_table(token)
        else:
            self._imply("tbody", start)
            self._in_table(token)

    def _again(self, token: HtmlToken) -> None:
        """A tag that ended something is taken again, by the rules that hold now."""
        if self._stack.mode in ("body", "cell", "caption"):
            self._in_flow(token)
        else:
            self._in_table(token)

    # -- in the body ---------------------------------------------------------------------------

    def _in_flow(self, token: HtmlToken) -> None:
        """A start tag among text and blocks (13.2.6.4.7)."""
        stack, name, start = self._stack, token.name, token.start
        if name in TABLE_PARTS:
            if stack.mode == "body" or not stack.in_table("td", "th", "caption"):
                self._drop(token, Repair.STRAY)
                return
            stack.close_cell(name="caption" if stack.mode == "caption" else "")
            self._again(token)
        elif name in ("head", "body", "html") or (name == "form" and self._form_is_open()):
            self._drop(token, Repair.STRAY)
        elif name in VOID:
            self._void(token)
        elif name in FORMATTING:
            if name == "a" and (element := stack.active("a")) is not None:
                stack.adopt("a", start, "", 0)
                stack.forget(element)
            stack.reopen(start)
            if name == "nobr" and stack.has({"nobr"}):
                stack.adopt("nobr", start, "", 0)
                stack.reopen(start)
            stack.format(name, self._written(token), start, len(token.text))
        elif name in CLOSES_P or name in HEADINGS or name == "table":
            self._close_p()
            if name in HEADINGS and stack.top in HEADINGS:
                stack.pop()
            self._open(token)
        elif name in ("li", "dd", "dt"):
            self._item(token)
        else:
            self._inline(token)

    def _form_is_open(self) -> bool:
        return self._stack.has({"form"}, frozenset()) and not all(
            e.ended for e in self._stack.open if e.name == "form"
        )

    def _inline(self, token: HtmlToken) -> None:
        stack, name, start = self._stack, token.name, token.start
        if name == "button" and stack.has({"button"}):
            stack.implied()
            stack.pop_to({"button"})
            stack.pop()
        elif name in ("option", "optgroup") and stack.top == "option":
            stack.pop()
        if name not in IN_HEAD and name != "table":
            stack.reopen(start)
        if name in FOREIGN:
            self._foreign(token)
            return
        opened = self._open(token)
        if opened and name in MARKERS:
            stack.mark()

    def _void(self, token: HtmlToken) -> None:
        if token.name == "col":
            self._drop(token, Repair.STRAY)
            return
        if token.name == "hr":
            self._close_p()
        elif token.name not in ("param", "source", "track", "link", "meta", "base", "basefont", "bgsound"):
            self._stack.reopen(token.start)
        self._empty(token)

    def _close_p(self) -> None:
        stack = self._stack
        if stack.has({"p"}, BUTTON_SCOPE):
            stack.implied("p")
            while stack.top != "p":
                stack.pop()
            stack.pop()

    def _item(self, token: HtmlToken) -> None:
        """A list's item ends the one before, unless a block stands between."""
        stack = self._stack
        closes = {"li"} if token.name == "li" else {"dd", "dt"}
        for element in reversed(stack.open):
            if element.name in closes:
                stack.implied(element.name)
                stack.pop_to(closes)
                stack.pop()
                break
            if element.name in SPECIAL and element.name not in ("address", "div", "p"):
                break
        self._close_p()
        self._open(token)

    # -- end tags ------------------------------------------------------------------------------

    def _end(self, token: HtmlToken) -> None:
        stack, name = self._stack, token.name
        if name == "br" and not self._in_body:
            self._begin_body(token.start)
        if not stack.open or (not self._in_body and name not in _ENDS_IN_HEAD):
            self._drop(token, Repair.STRAY)
            return
        if name in _CHARACTERS_ONLY and stack.top == name:
            stack.pop(token.start, self._end_text(token), len(token.text))
        elif not self._in_body:
            if name == "head" and self._head == "open":
                self._end_head(token.start, self._end_text(token), len(token.text))
            else:
                self._drop(token, Repair.STRAY)
        elif stack.mode in ("body", "foreign"):
            self._end_in_flow(token)
        elif stack.mode in ("cell", "caption"):
            self._end_in_cell(token)
        else:
            self._end_in_table(token)

    def _end_text(self, token: HtmlToken) -> str:
        """An end tag as XHTML wants it: named as the start tag is written."""
        name = token.name
        if ":" in name or self._stack.mode == "foreign":
            tag = next((e.tag for e in reversed(self._stack.open) if e.name == name), f"<{name}>")
            name = tag[1 : 1 + len(name)]
        text = f"</{name}>"
        if token.text == text:
            return token.text
        if token.text[2 : 2 + len(name)] != name:
            self._note(Repair.CASE)
        elif token.text[2 + len(name) : -1].strip():
            self._note(Repair.ATTRIBUTE)
        else:
            return token.text
        return text

    def _end_in_cell(self, token: HtmlToken) -> None:
        stack, name = self._stack, token.name
        own = name in CELLS if stack.mode == "cell" else name == "caption"
        if own:
            if stack.in_table(name):
                stack.close_cell(token.start, self._end_text(token), len(token.text), name)
            else:
                self._drop(token, Repair.STRAY)
        elif name in ("table", "tr") or name in SECTIONS:
            if stack.in_table(name) and (stack.mode == "cell" or name == "table"):
                stack.close_cell(name="caption" if stack.mode == "caption" else "")
                self._end(token)
            else:
                self._drop(token, Repair.STRAY)
        elif name in TABLE_PARTS or name in ("body", "html"):
            self._drop(token, Repair.STRAY)
        else:
            self._end_in_flow(token)

    def _end_in_table(self, token: HtmlToken) -> None:
        stack, name = self._stack, token.name
        if stack.mode == "colgroup":
            if name == "colgroup":
                stack.pop_to({"colgroup"})
                stack.pop(token.start, self._end_text(token), len(token.text))
            elif name == "col":
                self._drop(token, Repair.STRAY)
            else:
                stack.pop_to({"colgroup"})
                stack.pop()
                self._end(token)
        elif name in ("table", "tr") or name in SECTIONS:
            if stack.in_table(name) and not (name == "tr" and stack.mode != "row"):
                stack.close({name}, token.start, self._end_text(token), len(token.text))
            else:
                self._drop(token, Repair.STRAY)
        elif name in TABLE_PARTS or name in ("body", "html"):
            self._drop(token, Repair.STRAY)
        else:
            self._end_in_flow(token)

    def _end_in_flow(self, token: HtmlToken) -> None:
        """An end tag among text and blocks (13.2.6.4.7)."""
        stack, name, start = self._stack, token.name, token.start
        if name in FORMATTING:
            if stack.active(name) is not None and stack.has({name}):
                stack.adopt(name, start, self._end_text(token), len(token.text))
            elif not stack.adopt(name, start, "", 0):
                self._end_other(token)
            else:
                self._drop(token, Repair.STRAY)
        elif name in ("body", "html") or name in TABLE_PARTS or name == "table":
            self._drop(token, Repair.STRAY)
        elif name == "p" and not stack.has({"p"}, BUTTON_SCOPE):
            # A lone </p> is an empty paragraph, a lone </br> a line break.
            stack.write_empty(start, "p", len(token.text))
            self._note(Repair.STRAY)
        elif name == "br":
            self._note(Repair.STRAY)
            stack.reopen(start)
            stack.write(Markup.START, start, "<br/>", "br", len(token.text))
        elif name in HEADINGS:
            if stack.has(HEADINGS):
                stack.implied()
                stack.close(HEADINGS, start, self._end_of(HEADINGS, token), len(token.text))
            else:
                self._drop(token, Repair.STRAY)
        elif name == "form" and stack.has({"form"}):
            stack.implied()
            if stack.top == "form":
                stack.pop(start, self._end_text(token), len(token.text))
            else:
                next(e for e in reversed(stack.open) if e.name == "form").ended = True
                self._drop(token, Repair.NESTING)
        elif name in BLOCK_ENDS or name in MARKERS or name in ("p", "li", "dd", "dt", "form"):
            scope = LIST_SCOPE if name == "li" else BUTTON_SCOPE if name == "p" else SCOPE
            if stack.has({name}, scope):
                stack.implied(name)
                stack.close({name}, start, self._end_text(token), len(token.text))
                if name in MARKERS:
                    stack.unmark()
            else:
                self._drop(token, Repair.STRAY)
        else:
            self._end_other(token)

    def _end_of(self, names: frozenset[str], token: HtmlToken) -> str:
        """The end tag of the heading that is open: ``</h2>`` ends an ``<h1>`` too."""
        name = next(e.name for e in reversed(self._stack.open) if e.name in names)
        return self._end_text(HtmlToken(token.kind, token.start, token.text, name))

    def _end_other(self, token: HtmlToken) -> None:
        stack, name = self._stack, token.name
        for element in reversed(stack.open):
            if element.name == name and stack.has({name}, SPECIAL - {name}):
                stack.implied(name)
                stack.close({name}, token.start, self._end_text(token), len(token.text))
                return
            if element.name in SPECIAL:
                break
        self._drop(token, Repair.STRAY)
