"""Names of XML that written XBRL is made of, and how small things are read from it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from lxml import etree

XS = "{http://www.w3.org/2001/XMLSchema}"
XBRLI = "{http://www.xbrl.org/2003/instance}"
LINK = "{http://www.xbrl.org/2003/linkbase}"
XLINK = "{http://www.w3.org/1999/xlink}"
XBRLDI = "{http://xbrl.org/2006/xbrldi}"
XBRLDT = "{http://xbrl.org/2005/xbrldt}"
IX = "{http://www.xbrl.org/2013/inlineXBRL}"
XHTML = "{http://www.w3.org/1999/xhtml}"
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

# Names in full: an f-string would be put together anew for each of a hundred thousand arcs and facts.
XLINK_TYPE, XLINK_ROLE, XLINK_HREF = f"{XLINK}type", f"{XLINK}role", f"{XLINK}href"
XLINK_FROM, XLINK_TO, XLINK_LABEL = f"{XLINK}from", f"{XLINK}to", f"{XLINK}label"
XLINK_ARCROLE, TARGET_ROLE = f"{XLINK}arcrole", f"{XBRLDT}targetRole"
CONTEXT_ELEMENT, CLOSED, USABLE = f"{XBRLDT}contextElement", f"{XBRLDT}closed", f"{XBRLDT}usable"
NIL, NON_FRACTION = f"{XSI}nil", f"{IX}nonFraction"

LARGEST = 60
"""Powers of ten that a figure of a report lies within."""


def line_of(node: etree._Element) -> int | None:
    """The line an element starts on."""
    line: object = node.sourceline
    return line if isinstance(line, int) else None


def day_of(text: str | None) -> date | None:
    """The day of a date or a date with a time, None for what is neither."""
    try:
        return date.fromisoformat((text or "").strip()[:10])
    except ValueError:
        return None


def end_of(text: str | None) -> date | None:
    """The last day of a period: midnight ends the day before (XBRL 2.1 section 4.7.2)."""
    day = day_of(text)
    if day is not None and "T00:00:00" in (text or ""):
        return None if day == date.min else day - timedelta(days=1)
    return day


def number_of(text: str) -> Decimal | None:
    """The number a text states; None for none, and for one that no report can mean."""
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value.adjusted()) <= LARGEST else None


def scaled(value: Decimal, scale: str | None) -> Decimal | None:
    """A number times ten to the power of ``scale``; None for a scale that cannot be read."""
    try:
        power = int(scale or 0)
    except ValueError:
        return None
    if abs(power) > LARGEST:
        return None
    sign, digits, exponent = value.as_tuple()
    # As scaleb, which rounds to 28 digits.
    return Decimal((sign, digits, exponent + power)) if isinstance(exponent, int) else None


def text_of(node: etree._Element) -> str:
    """The text of an inline element, what is excluded left out. Nesting may be of any depth."""
    if not len(node):
        return node.text or ""
    parts: list[str] = []
    # What is still to be said: elements to go into, and texts that follow them.
    todo: list[etree._Element | str | None] = [node]
    while todo:
        item = todo.pop()
        if item is None or isinstance(item, str):
            parts.append(item or "")
            continue
        parts.append(item.text or "")
        for child in reversed(item):
            todo.append(child.tail)
            if child.tag != f"{IX}exclude" and isinstance(child.tag, str):
                todo.append(child)
    return "".join(parts)


class Languages:
    """The language of each element of a file: the nearest ``xml:lang``, one's own first."""

    def __init__(self, root: etree._Element) -> None:
        self._root = root.get(LANG) or ""
        said = root.xpath("boolean(*/descendant-or-self::*[@xml:lang])")
        self._is_one = said is False
        """Nothing below the root says another."""

    def of(self, node: etree._Element) -> str:
        if self._is_one:
            return self._root
        own = node.get(LANG)
        if own is not None:
            return own
        return next((a.get(LANG) or "" for a in node.iterancestors() if a.get(LANG) is not None), "")
