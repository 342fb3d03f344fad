"""What rules ask of the elements of a file, found by one walk of the C library and not one by one here."""

from __future__ import annotations

import re

from lxml import etree

_NAMES = {
    "xlink": "http://www.w3.org/1999/xlink",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xml": "http://www.w3.org/XML/1998/namespace",
}
PRESENTATIONAL = ("background", "bgcolor", "color", "face", "noshade", "nowrap")
"""Attributes of old HTML that say how a thing looks."""
_RARE = ("xml:base", "target", "continuedAt", *PRESENTATIONAL)
_WRITTEN = {name: re.compile(rf"{name.rpartition(':')[2]}\s*=".encode()) for name in _RARE}
_BY_POSITION = re.compile(rb"#[^\s\"'<>]*\(")
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\0")
"""How text in UTF-16 or UTF-32 begins: its names are not found by their letters."""


class Texts:
    """The values of the attributes that an XPath selects, in the order of the file."""

    def __init__(self, path: str) -> None:
        self._path = etree.XPath(path, smart_strings=False)

    def __call__(self, root: etree._Element) -> list[str]:
        found = self._path(root)
        return [str(text) for text in found] if isinstance(found, list) else []


IDS = Texts("descendant-or-self::*/@id")
FORMATS = Texts("descendant-or-self::*/@format")


def _is_written(name: str, data: bytes) -> bool:
    local = name.rpartition(":")[2].encode()
    return local in data and _WRITTEN[name].search(data) is not None


def marked(root: etree._Element, data: bytes) -> tuple[etree._Element, ...]:
    """The elements with an attribute that is rare and that a rule looks at, in the order of the file.

    Those are ``xml:base``, ``xsi:schemaLocation`` below the root, ``target``, ``continuedAt``,
    :data:`PRESENTATIONAL`, a style of the SEC's (``-sec-ix-hidden``), and an ``xlink:href`` that points by
    position. ``data`` is the file: what its bytes do not hold is not looked for in its elements.
    """
    wide = data.startswith(_WIDE)
    asked = [f"@{name}" for name in _RARE if wide or _is_written(name, data)]
    if wide or data.count(b"schemaLocation") > (root.get(f"{{{_NAMES['xsi']}}}schemaLocation") is not None):
        asked.append("@xsi:schemaLocation")
    if wide or b"-sec-ix-" in data:
        asked.append("contains(@style, '-sec-ix-')")
    if wide or _BY_POSITION.search(data) is not None:
        asked.append("contains(@xlink:href, '(')")
    if not asked:
        return ()
    found = root.xpath(f"descendant-or-self::*[{' or '.join(asked)}]", namespaces=_NAMES)
    return tuple(n for n in found if isinstance(n, etree._Element)) if isinstance(found, list) else ()
