"""A page cut into tokens that cover every character: joined again they are the page.

The cuts are those of the tokenizer of the HTML standard (WHATWG, 13.2.5), by one expression
that never looks at a character more than a fixed number of times: whatever is not closed
(a comment, a quoted value, a script) reaches to the end of the page at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum
from typing import NamedTuple


class Markup(Enum):
    """What a token is."""

    TEXT = "text"
    """Characters, references such as ``&nbsp;`` included."""
    RAW = "raw"
    """What stands in an element whose content is no markup: ``style``, ``script``."""
    CDATA = "cdata"
    """A CDATA section; only pages that are XML have them."""
    START = "start"
    END = "end"
    COMMENT = "comment"
    """A comment, or what browsers take for one: ``<?xml ...?>``, ``<!x>``, ``</3>``."""
    DOCTYPE = "doctype"
    BROKEN = "broken"
    """A tag that the end of the page cuts off, or ``</>``: browsers drop it."""


class HtmlToken(NamedTuple):
    """``text`` is what stands from ``start`` on; ``name`` is a tag's name, in small letters unless
    the page is XML, and empty for all others."""

    kind: Markup
    start: int
    text: str
    name: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


RAW_TEXT = frozenset({"style", "script", "xmp", "iframe", "noembed", "noframes"})
"""Elements whose content is characters only, references not read (13.2.5.3 and 13.2.5.4)."""
ESCAPABLE_RAW_TEXT = frozenset({"title", "textarea"})
"""Elements whose content is characters and references (13.2.5.2)."""

_VALUE = r"""(?:"[^"]*+"|'[^']*+'|(?!["'>])[^\s>]++|(?=>))"""
_ATTRIBUTES = rf"""(?:[\s/]++|[^\s/>][^\s/>=]*+(?:\s*+=\s*+{_VALUE}|(?!\s*+=)))*+"""
_CUT = re.compile(
    rf"""
      (?P<text>(?:[^<]++|<(?![A-Za-z/!?])|</\Z)++)
    | <(?P<start>[A-Za-z][^\s/>]*+){_ATTRIBUTES}>
    | </(?P<end>[A-Za-z][^\s/>]*+){_ATTRIBUTES}>
    | (?P<cdata><!\[CDATA\[)
    | (?P<comment><!--(?:-?>|(?:[^-]++|-(?!-!?>))*+(?:--!?>|\Z)))
    | (?P<doctype><!doctype[^>]*+(?:>|\Z))
    | (?P<nothing></>)
    | (?P<bogus><[!?/](?![A-Za-z](?<=/[A-Za-z]))[^>]*+(?:>|\Z))
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SCRIPT = re.compile(r"(?P<open><!--)|(?P<shut>-->)|<(?P<end>/?)script(?=[\s/>])", re.IGNORECASE)


def cut(page: str, *, xml: bool = False) -> list[HtmlToken]:
    """The tokens of a page, in order, without a gap: ``"".join(t.text for t in cut(page)) == page``.

    ``xml`` is for pages that are well-formed XML: there ``<style/>`` is complete, ``CDATA``
    sections are text, and the case of names matters.
    """
    found: list[HtmlToken] = []
    add = found.append
    match = _CUT.match
    pos, size = 0, len(page)
    while pos < size:
        m = match(page, pos)
        if m is None:
            # No ">" and no closing quote follows anywhere: the page ends within a tag.
            add(HtmlToken(Markup.BROKEN, pos, page[pos:], ""))
            break
        group = m.lastgroup
        text = m[0]
        if group == "text":
            add(HtmlToken(Markup.TEXT, pos, text, ""))
        elif group == "start":
            name = m["start"] if xml else m["start"].lower()
            add(HtmlToken(Markup.START, pos, text, name))
            if name in _RAW and not (xml and text.endswith("/>")):
                pos = _raw(page, m.end(), name, add)
                continue
        elif group == "end":
            name = m["end"] if xml else m["end"].lower()
            add(HtmlToken(Markup.END, pos, text, name))
        elif group == "cdata":
            close = page.find("]]>" if xml else ">", m.end())
            end = size if close < 0 else close + (3 if xml else 1)
            add(HtmlToken(Markup.CDATA if xml else Markup.COMMENT, pos, page[pos:end], ""))
            pos = end
            continue
        elif group == "doctype":
            add(HtmlToken(Markup.DOCTYPE, pos, text, ""))
        elif group == "nothing":
            add(HtmlToken(Markup.BROKEN, pos, text, ""))
        else:
            add(HtmlToken(Markup.COMMENT, pos, text, ""))
        pos = m.end()
    return found


_RAW = RAW_TEXT | ESCAPABLE_RAW_TEXT | {"plaintext"}
_CLOSES = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in RAW_TEXT | ESCAPABLE_RAW_TEXT}


def _raw(page: str, pos: int, name: str, add: Callable[[HtmlToken], None]) -> int:
    """The content of an element whose content is no markup; gives the place of its end tag."""
    if name == "plaintext":
        end = len(page)
    elif name == "script":
        end = _script_end(page, pos)
    else:
        m = _CLOSES[name].search(page, pos)
        end = len(page) if m is None else m.start()
    if end > pos:
        add(HtmlToken(Markup.TEXT if name in ESCAPABLE_RAW_TEXT else Markup.RAW, pos, page[pos:end], ""))
    return end


def _script_end(page: str, pos: int) -> int:
    """Where a script ends: a ``<script>`` within a comment of it hides one ``</script>`` (13.2.5.20)."""
    escaped = doubly = False
    for m in _SCRIPT.finditer(page, pos):
        if m["open"]:
            # "<!-->" and "<!--->" are closed where they begin.
            escaped = not page.startswith((">", "->"), m.end())
            doubly = doubly and escaped
        elif m["shut"]:
            escaped = doubly = False
        elif m["end"]:
            if not doubly:
                return m.start()
            doubly = False
        elif escaped:
            doubly = True
    return len(page)
