"""Elements and attributes of the look that XHTML in a filing has not, said as style instead.

Inline XBRL 1.1 takes XHTML without its legacy module: no ``font`` and ``center``, no ``bgcolor``, no
``width`` of a cell. What browsers make of them (HTML standard, 15.3 "Non-replaced elements") stands in
``style``, before what stands there already, which prevails as it did. An ``id`` that a page has given before
goes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape

from xbrlgen.read.html.repairs import Repair
from xbrlgen.read.html.stack import Piece
from xbrlgen.read.html.tokens import HtmlToken, Markup

_ELEMENTS = {
    "font": ("span", ""),
    "basefont": ("span", ""),
    "center": ("div", "text-align:-webkit-center"),
    "u": ("span", "text-decoration:underline"),
    "s": ("span", "text-decoration:line-through"),
    "strike": ("span", "text-decoration:line-through"),
    "nobr": ("span", "white-space:nowrap"),
    "blink": ("span", ""),
    "menu": ("ul", ""),
    "dir": ("ul", ""),
}
_SIZES = ("x-small", "x-small", "small", "medium", "large", "x-large", "xx-large", "xxx-large")
_ATTRIBUTE = re.compile(r"\s+([a-zA-Z][\w:.-]*)\s*=\s*(\"[^\"]*\"|'[^']*')")
_LOOKS = re.compile(
    r"\s(?:id|align|width|height|nowrap|bgcolor|background|color|face|size|clear|noshade|border|hspace|vspace"
    r"|bordercolor|type|start|value|text|link|vlink|alink|compact|language|topmargin|leftmargin|marginwidth"
    r"|marginheight|valign|name)\s*="
)
_BLOCKS = frozenset({"p", "div", "h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCK_LEVEL = _BLOCKS | {
    *("table", "ul", "ol", "dl", "hr", "pre", "blockquote", "address", "form", "fieldset", "noscript"),
    *("script", "style", "ins", "del"),
}
_CELLS = frozenset({"td", "th"})
_ROWS = frozenset({"tr", "tbody", "thead", "tfoot"})
_LENGTH = re.compile(r"\s*\+?(\d+(?:\.\d+)?)\s*(%|\*)?")
_COLOUR = re.compile(r"#[0-9a-fA-F]{3}|#[0-9a-fA-F]{6}|[a-zA-Z]+")
_BARE_COLOUR = re.compile(r"[0-9a-fA-F]{6}")
_GONE = frozenset({"link", "vlink", "alink", "compact", "language", "topmargin", "leftmargin", "marginwidth"})
_LISTS = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}


def strict_pieces(pieces: Iterable[Piece], note: Callable[[Repair], None]) -> Iterator[Piece]:
    """Pieces of a forced page as the XHTML of a filing has them; ``note`` is told of each tag changed."""
    known: dict[str, tuple[str, str]] = {}
    ids: set[str] = set()
    foreign = 0
    for piece in pieces:
        kind, _, text, name = piece.token
        if name in ("svg", "math") and kind in (Markup.START, Markup.END) and not text.endswith("/>"):
            foreign += 1 if kind is Markup.START else -1
        if foreign > 0 or not text:
            yield piece
            continue
        if kind is Markup.END and name in _ELEMENTS:
            now = _ELEMENTS[name][0]
            yield Piece(piece.token._replace(text=f"</{now}>", name=now), piece.length)
        elif kind is Markup.START and (name in _ELEMENTS or _LOOKS.search(text)):
            text = _once(text, ids, note)
            done = known.get(text)
            if done is None:
                done = known[text] = _strict(text, name)
            if done[0] != text:
                note(Repair.LOOK)
            yield Piece(piece.token._replace(text=done[0], name=done[1]), piece.length)
        else:
            yield piece


def in_blocks(pieces: Iterable[Piece], note: Callable[[Repair], None]) -> Iterator[Piece]:
    """Pieces of a page, what stands in the body between its blocks put into ``div`` elements.

    The body of strict XHTML holds blocks alone. A browser sets such text as a block of its own anyway:
    ``<body>Exhibit 99.1<br/><p>...</p>`` is ``<body><div>Exhibit 99.1<br/></div><p>...</p>``.
    """
    depth = -1
    """Elements open within the body; below 0 outside of it."""
    wrapped = False
    for piece in pieces:
        kind, start, text, name = piece.token
        if name == "body" and text and kind in (Markup.START, Markup.END):
            if wrapped:
                yield Piece(HtmlToken(Markup.END, start, "</div>", "div"), 0)
                wrapped = False
            depth = 0 if kind is Markup.START else -1
            yield piece
            continue
        begins = kind is Markup.START and bool(text)
        if depth == 0 and (begins or (kind is Markup.TEXT and text.strip())):
            inline = kind is Markup.TEXT or name not in _BLOCK_LEVEL
            if inline and not wrapped:
                note(Repair.MISSING_START)
                yield Piece(HtmlToken(Markup.START, start, "<div>", "div"), 0)
            elif wrapped and not inline:
                yield Piece(HtmlToken(Markup.END, start, "</div>", "div"), 0)
            wrapped = inline
        if depth >= 0 and begins and not text.endswith("/>"):
            depth += 1
        elif depth > 0 and kind is Markup.END and text:
            depth -= 1
        yield piece


def _once(tag: str, ids: set[str], note: Callable[[Repair], None]) -> str:
    """The tag without its ``id`` if another has it."""
    m = re.search(r"\s+id\s*=\s*(\"[^\"]*\"|'[^']*')", tag)
    if m is None:
        return tag
    if m[1][1:-1] in ids:
        note(Repair.TWICE)
        return tag[: m.start()] + tag[m.end() :]
    ids.add(m[1][1:-1])
    return tag


def _strict(tag: str, name: str) -> tuple[str, str]:
    """A start tag and its name: what says how it looks gathered in ``style``, the rest as it stands."""
    now, looks = _ELEMENTS.get(name, (name, ""))
    style = [looks] if looks else []
    own, at = "", -1
    parts: list[str] = []
    changed = now != name
    end = len(name) + 1
    for m in _ATTRIBUTE.finditer(tag, end):
        end = m.end()
        if m[1] == "style":
            own, at = m[2], len(parts)
            parts.append(m[0])
            continue
        said = _look(name, m[1], unescape(m[2][1:-1]).strip())
        if said is None:
            parts.append(m[0])
        else:
            changed = True
            style += [said] if said else []
    if not changed:
        return tag, name
    if style:
        hints = ";".join(style).replace("&", "&amp;").replace('"', "'").replace("<", "&lt;")
        kept = own[1:-1].replace('"', "&quot;")
        whole = f' style="{hints}{";" if kept else ""}{kept}"'
        if at < 0:
            parts.append(whole)
        else:
            parts[at] = whole
    return f"<{now}{''.join(parts)}{tag[end:]}", now


def _look(element: str, attribute: str, value: str) -> str | None:
    """An attribute as a declaration of style, empty if it says nothing; None if it may stay."""
    plain = value.lower()
    if element in ("font", "basefont"):
        return _font(attribute, value)
    if attribute in ("bgcolor", "background"):
        return _colour("background-color", value) if attribute == "bgcolor" else ""
    if attribute in _GONE or attribute == "marginheight":
        return ""
    if attribute == "align" and element not in _CELLS | _ROWS | {"col", "colgroup"}:
        return _align(element, plain)
    if attribute in ("width", "height") and element not in ("img", "iframe", "object", "embed"):
        if attribute == "width" and element in ("table", "col", "colgroup"):
            return None
        return _length(attribute, value)
    if attribute == "nowrap":
        return "white-space:nowrap"
    if element == "body" and attribute == "text":
        return _colour("color", value)
    if element == "br" and attribute == "clear":
        return f"clear:{'both' if plain == 'all' else plain}" if plain in ("all", "left", "right") else ""
    if element == "hr" and attribute in ("size", "noshade", "color"):
        if attribute == "size":
            return _length("height", value)
        return "border-style:solid" if attribute == "noshade" else _colour("color", value)
    if element == "img" and attribute in ("border", "hspace", "vspace"):
        width = _LENGTH.match(value)
        if width is None:
            return ""
        if attribute == "border":
            return f"border:{width[1]}px solid"
        sides = ("left", "right") if attribute == "hspace" else ("top", "bottom")
        return ";".join(f"margin-{side}:{width[1]}px" for side in sides)
    if attribute == "bordercolor":
        return _colour("border-color", value)
    if element in ("ul", "ol", "li", "menu", "dir") and attribute in ("type", "start", "value"):
        if attribute == "type":
            return f"list-style-type:{_LISTS.get(value, plain)}"
        number = re.match(r"-?\d+", value)
        return f"counter-set:list-item {number[0]}" if number is not None and attribute == "value" else ""
    if attribute == "color":
        return _colour("color", value)
    return None


def _font(attribute: str, value: str) -> str | None:
    if attribute == "face":
        return f"font-family:{value}" if value and not set(value) & set(";{}") else ""
    if attribute == "color":
        return _colour("color", value)
    if attribute == "size":
        m = re.match(r"\s*([+-]?)(\d+)", value)
        if m is None:
            return ""
        size = int(m[2]) if not m[1] else 3 + int(m[1] + m[2])
        return f"font-size:{_SIZES[max(1, min(size, 7))]}"
    return None


def _align(element: str, value: str) -> str:
    if element in ("table", "hr"):
        if value == "center":
            return "margin-left:auto;margin-right:auto"
        if element == "table":
            return f"float:{value}" if value in ("left", "right") else ""
        sides = {"left": ("0", "auto"), "right": ("auto", "0")}.get(value)
        return f"margin-left:{sides[0]};margin-right:{sides[1]}" if sides else ""
    if element in ("img", "object", "embed", "iframe"):
        if value in ("left", "right"):
            return f"float:{value}"
        return f"vertical-align:{value}" if value in ("top", "middle", "bottom", "baseline") else ""
    if element == "caption":
        return f"caption-side:{value}" if value in ("top", "bottom") else ""
    if element not in _BLOCKS | {"center"}:
        return ""
    if value in ("center", "middle"):
        return "text-align:-webkit-center"
    return (
        f"text-align:{'-webkit-' if element == 'div' else ''}{value}"
        if value in ("left", "right")
        else ("text-align:justify" if value == "justify" else "")
    )


def _length(property_: str, value: str) -> str:
    m = _LENGTH.match(value)
    if m is None or m[2] == "*":
        return ""
    return f"{property_}:{m[1]}{m[2] or 'px'}"


def _colour(property_: str, value: str) -> str:
    value = f"#{value}" if _BARE_COLOUR.fullmatch(value) else value
    return f"{property_}:{value}" if _COLOUR.fullmatch(value) else ""
