"""Styles that matter for reading: what is hidden, how deep text is set, what is bold, what begins a page.

No cascade: a rule of the page's own style sheets counts if its selector is one element, class or id
(``td.amount``), later rules over earlier ones, and an element's own ``style`` over all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_BRACE = re.compile(r"([{}])")
_PRINT_ONLY = re.compile(r"@media\s+print\b", re.IGNORECASE)
_SELECTOR = re.compile(r"(?P<element>[a-z][a-z0-9]*)?(?:(?P<mark>[.#])(?P<name>[\w-]+))?", re.IGNORECASE)
_LENGTH = re.compile(r"(-?\d*\.?\d+)\s*(px|pt|em|ex|in|cm|mm|pc|rem|%)?", re.IGNORECASE)
_PIXELS = {
    "px": 1.0, "pt": 4 / 3, "pc": 16.0, "em": 13.0, "rem": 13.0, "ex": 7.0, "in": 96.0, "cm": 37.8,
    "mm": 3.78, "%": 6.0,
}  # fmt: skip
_MOST_RULES = 20_000
_SIDES = {1: (0, 0, 0, 0), 2: (0, 1, 0, 1), 3: (0, 1, 2, 1), 4: (0, 1, 2, 3)}
_READ = frozenset(
    {"display", "visibility", "text-align", "text-indent", "font-weight", "padding", "padding-left"}
    | {"margin", "margin-left", "border-bottom", "border-top", "border", "page-break-before"}
    | {"page-break-after", "break-before", "break-after", "white-space", "position", "vertical-align"}
    | {"border-bottom-style", "border-bottom-width", "font-size", "font", "text-decoration"}
)

Declarations = Mapping[str, str]
NONE: Declarations = {}


def declarations(style: str) -> Declarations:
    """The declarations of a ``style`` attribute or of a rule that are read, names in small letters."""
    found: dict[str, str] = {}
    for part in style.split(";"):
        name, colon, value = part.partition(":")
        name = name.strip().lower()
        if colon and name in _READ:
            found[name] = value.replace("!important", "").strip().lower()
    return found


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """Rules of the page by what they select: ``td``, ``.amount``, ``td.amount``, ``#note1``."""

    rules: Mapping[str, Declarations]

    def of(self, element: str, attributes: Mapping[str, str]) -> Declarations:
        """What the sheets and the element's own style say of it."""
        found: dict[str, str] = {}
        if self.rules:
            found.update(self.rules.get(element, NONE))
            for name in attributes.get("class", "").split():
                found.update(self.rules.get("." + name, NONE))
                found.update(self.rules.get(f"{element}.{name}", NONE))
            if (name := attributes.get("id", "")) != "":
                found.update(self.rules.get("#" + name, NONE))
        own = attributes.get("style")
        if own is not None:
            found.update(declarations(own))
        return found


def style_sheet(texts: Iterable[str]) -> StyleSheet:
    """The rules of style sheets, in order; what is only for print, or selects by more, is passed over."""
    rules: dict[str, dict[str, str]] = {}
    for text in texts:
        for selectors, body in _rules(_COMMENT.sub(" ", text)):
            found = declarations(body)
            if not found:
                continue
            for selector in selectors.split(","):
                m = _SELECTOR.fullmatch(selector.strip())
                if m is None or len(rules) >= _MOST_RULES:
                    continue
                key = (m["element"] or "").lower() + (m["mark"] or "") + (m["name"] or "")
                if key:
                    rules.setdefault(key, {}).update(found)
    return StyleSheet(rules)


def _rules(text: str) -> Iterator[tuple[str, str]]:
    """Selectors and body of each rule, those within "@media screen" as well."""
    around: list[str] = []
    prints = 0
    last = ""
    for part in _BRACE.split(text):
        if part == "{":
            around.append(last.strip())
            prints += _PRINT_ONLY.match(around[-1]) is not None
            last = ""
        elif part == "}":
            if around:
                selectors = around.pop()
                prints -= _PRINT_ONLY.match(selectors) is not None
                if not prints and not selectors.startswith("@"):
                    yield selectors, last
            last = ""
        else:
            last = part


def pixels(value: str | None) -> float:
    """A length in pixels; 0 for none and for what is no length. A percentage is taken of a cell."""
    m = _LENGTH.match(value) if value else None
    if m is None:
        return 0.0
    return float(m[1]) * _PIXELS[(m[2] or "px").lower()]


def left(found: Declarations, name: str) -> float:
    """The left side of ``padding`` or ``margin``, in pixels."""
    if (own := found.get(f"{name}-left")) is not None:
        return pixels(own)
    sides = found.get(name, "").split()
    return pixels(sides[_SIDES[len(sides)][3]]) if 1 <= len(sides) <= 4 else 0.0


def is_hidden(found: Declarations) -> bool:
    """Whether an element is not shown, and nothing within it."""
    return found.get("display") == "none"


def breaks_page(found: Declarations) -> bool:
    """Whether a new page begins before or after the element."""
    names = ("page-break-before", "page-break-after", "break-before", "break-after")
    return any(found.get(name, "") in ("always", "page", "left", "right") for name in names)
