"""Tokens written as XHTML wants them, and ``html``, ``head`` and ``body`` round what stands without them."""

from __future__ import annotations

import re

from xbrlgen.read.html.attributes import forced_tag
from xbrlgen.read.html.references import fit_for_xml
from xbrlgen.read.html.repairs import Repair
from xbrlgen.read.html.stack import ElementStack, Output, Piece
from xbrlgen.read.html.tokens import HtmlToken, Markup

XHTML = "http://www.w3.org/1999/xhtml"
_NAMESPACES = {"svg": "http://www.w3.org/2000/svg", "math": "http://www.w3.org/1998/Math/MathML"}


class PageWriter:
    """Writes tokens as XHTML wants them, and opens ``html``, ``head`` and ``body`` where they are missing."""

    def __init__(self, size: int) -> None:
        """``size`` is the number of characters of the page."""
        self._stack = ElementStack(size // 2 + 100_000)
        self.repairs = self._stack.repairs
        self._prefixes: frozenset[str] = frozenset()
        self._head = "before"
        """``before``, ``open`` or ``closed``: of the document's head."""
        self._late: Output = []
        self._behind_head: Output = []
        self._in_body = False
        self._titled = False
        self._tags: dict[str, tuple[str, dict[Repair, int]]] = {}

    # -- what is no tag ----------------------------------------------------------------------

    def _text(self, token: HtmlToken) -> None:
        stack = self._stack
        text = token.text
        if not text.strip(" \t\r\n\f"):
            self._blank(token)
            return
        if not self._in_body and stack.top != "title":
            self._begin_body(token.start)
        fit = fit_for_xml(text, self._note)
        if stack.top == "colgroup":
            stack.pop()
        if stack.top not in ("title", "textarea", "option"):
            stack.reopen(token.start)
        stack.write(Markup.TEXT, token.start, fit, "", len(text))

    def _blank(self, token: HtmlToken) -> None:
        """White space stays where it is, in a table too, and opens no formatting again."""
        out = self._stack.open[-1].out if self._stack.open else self._stack.root
        fit = fit_for_xml(token.text, self._note)
        out.append(Piece(HtmlToken(Markup.TEXT, token.start, fit, ""), len(token.text)))

    def _raw(self, token: HtmlToken) -> None:
        """Style sheets and scripts: what XML would take for markup goes into a CDATA section."""
        text = token.text
        if not text.isascii():
            self._note(Repair.NOT_ASCII)
            text = css_ascii(text)
        if self._stack.top in ("style", "script"):
            if "<" in text or "&" in text or "]]>" in text:
                self._note(Repair.RAW)
                text = "/*<![CDATA[*/" + text.replace("]]>", "]]]]><![CDATA[>") + "/*]]>*/"
            kind = Markup.RAW
        else:
            text, kind = fit_for_xml(text.replace("&", "&amp;"), self._note), Markup.TEXT
        text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text)
        self._stack.write(kind, token.start, text, "", len(token.text))

    def _other(self, token: HtmlToken) -> None:
        """Comments stay, if need be with other dashes; the rest goes."""
        text, out = token.text, self._stack.open[-1].out if self._stack.open else self._stack.root
        if token.kind is Markup.COMMENT and text.startswith("<!--"):
            good = text.endswith("-->") and len(text) >= 7
            inner = text[4:-3] if good else re.sub(r"-*!?>?\Z", "", text[4:])
            fit = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", inner)
            if "--" in fit or fit.endswith("-"):
                fit = fit.replace("-", "=")
            fit = fit.encode("ascii", "replace").decode("ascii")
            if not good or fit != inner:
                self._note(Repair.DECLARATION)
            out.append(Piece(HtmlToken(Markup.COMMENT, token.start, f"<!--{fit}-->", ""), len(text)))
            return
        if token.kind is Markup.DOCTYPE:
            self._note(Repair.DOCTYPE)
        elif token.kind is Markup.BROKEN:
            self._note(Repair.BROKEN)
        else:
            self._note(Repair.DECLARATION)
        out.append(Piece(HtmlToken(token.kind, token.start, "", ""), len(text)))

    def _note(self, repair: Repair) -> None:
        self.repairs[repair] += 1

    # -- html, head and body -------------------------------------------------------------------

    def _begin_html(self, start: int) -> None:
        if not self._stack.open:
            self._note(Repair.MISSING_START)
            self._stack.push("html", f'<html xmlns="{XHTML}">', start, 0)

    def _begin_head(self, start: int) -> None:
        self._begin_html(start)
        if self._head == "before":
            self._note(Repair.MISSING_START)
            self._stack.push("head", "<head>", start, 0)
            self._head = "open"

    def _end_head(self, start: int, text: str = "", length: int = 0) -> None:
        """Closes the head, which must have a title; what belongs to it and comes later has its place."""
        stack = self._stack
        stack.pop_to({"head"})
        if not self._titled:
            self._titled = True
            self._note(Repair.MISSING_START)
            stack.push("title", "<title>", start, 0)
            stack.pop()
        stack.open[-1].out.append(self._late)
        stack.pop(start, text, length)
        self._head = "closed"
        self._behind_head = stack.open[-1].out

    def _begin_body(self, start: int, token: HtmlToken | None = None) -> None:
        self._begin_head(start)
        stack = self._stack
        if self._head == "open":
            self._end_head(start)
        stack.open[-1].out = self._behind_head
        self._in_body = True
        if token is None:
            self._note(Repair.MISSING_START)
            stack.push("body", "<body>", start, 0)
        else:
            stack.push("body", self._written(token), token.start, len(token.text))

    # -- start tags --------------------------------------------------------------------------

    def _written(
        self, token: HtmlToken, *, empty: bool = False, namespace: str | None = None, case: bool = False
    ) -> str:
        """A start tag as XHTML wants it; a page repeats its tags, so each is looked at once."""
        known = self._tags.get(token.text)
        if known is None:
            told: dict[Repair, int] = {}

            def note(repair: Repair) -> None:
                told[repair] = told.get(repair, 0) + 1

            written = forced_tag(
                token.text,
                token.name,
                note,
                empty=empty,
                prefixes=self._prefixes,
                namespace=namespace,
                case=case or ":" in token.name,
            )
            known = self._tags[token.text] = (written, told)
        for repair, count in known[1].items():
            self.repairs[repair] += count
        return known[0]

    def _drop(self, token: HtmlToken, why: Repair) -> None:
        """Leaves a tag of the page out."""
        self._note(why)
        out = self._stack.open[-1].out if self._stack.open else self._stack.root
        out.append(Piece(HtmlToken(token.kind, token.start, "", token.name), len(token.text)))

    def _open(self, token: HtmlToken, *, part: bool = False) -> bool:
        done = self._stack.push(token.name, self._written(token), token.start, len(token.text), part=part)
        if not done:
            self._drop(token, Repair.DEPTH)
        return done

    def _imply(self, name: str, start: int) -> None:
        self._note(Repair.MISSING_START)
        self._stack.push(name, f"<{name}>", start, 0, part=True)

    def _empty(self, token: HtmlToken) -> None:
        written = self._written(token, empty=True)
        self._stack.write(Markup.START, token.start, written, token.name, len(token.text))


def css_ascii(text: str) -> str:
    """A style sheet with characters outside ASCII as CSS escapes."""
    return "".join(c if c < "\x80" else f"\\{ord(c):x} " for c in text)
