"""Character references: what they show, and text written so that XML can carry it.

The rules are those of the HTML standard (WHATWG, 13.2.5.72 to 13.2.5.80): a name may lack its
semicolon if HTML 4 knew it without one, numbers from 128 to 159 mean the characters of
Windows-1252 there, and what is no character becomes U+FFFD.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html.entities import html5

from xbrlgen.read.html.repairs import Repair

_CP1252 = {
    code: bytes([code]).decode("cp1252")
    for code in range(0x80, 0xA0)
    if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
_XML_NAMES = frozenset({"&amp;", "&lt;", "&gt;", "&quot;"})
_REFERENCE = r"&(?:\#[0-9]++;?|\#[xX][0-9a-fA-F]++;?|[A-Za-z][A-Za-z0-9]*+;?)?"
_CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]"
_UNFIT = re.compile(rf"{_REFERENCE}|<|\]\]>|{_CONTROL}|[^\x00-\x7f]++")
_FOREIGN = re.compile(r"[^\x00-\x7f]++")
_ANY = re.compile(_REFERENCE)
_LONGEST = max(map(len, html5))


def shown(reference: str, *, in_attribute: bool = False, follows: str = "") -> str:
    """The characters that a reference stands for; itself if it stands for none.

    ``reference`` is all of ``&name`` with or without its semicolon. In an attribute a name
    without one, before "=" or a letter, is no reference; ``follows`` is the character after it.
    """
    if reference.startswith("&#"):
        return _numbered(reference)
    name = reference[1:]
    if name in html5:
        if in_attribute and not name.endswith(";") and follows == "=":
            return reference
        return html5[name]
    if in_attribute:
        return reference
    # "&nbspx" is a space without a break and an x.
    for end in range(min(len(name), _LONGEST) - 1, 1, -1):
        if name[:end] in html5:
            return html5[name[:end]] + name[end:]
    return reference


def _numbered(reference: str) -> str:
    digits = reference[2:].rstrip(";")
    hexadecimal = digits[0] in "xX"
    digits = digits.lstrip("xX0") or "0"
    code = 0x110000 if len(digits) > 7 else int(digits, 16 if hexadecimal else 10)
    if code in _CP1252:
        return _CP1252[code]
    if code == 0 or code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    return chr(code)


def fit_for_xml(text: str, note: Callable[[Repair], None], *, in_attribute: bool = False) -> str:
    """The text with everything that XML cannot carry written as what it shows.

    Names become numbers, bare ``&`` and ``<`` references, characters outside ASCII numbers
    (EDGAR takes no others: Filer Manual 5.2.1.1), control characters go. ``note`` is told each.
    """
    if text.isascii() and "&" not in text and "<" not in text and _UNFIT.search(text) is None:
        return text
    return _UNFIT.sub(lambda m: _fit(m[0], text[m.end() : m.end() + 1], note, in_attribute), text)


def spots(text: str) -> list[tuple[int, int, str]]:
    """Where :func:`fit_for_xml` writes something else: (start, end, what is written instead)."""
    found = []
    for m in _UNFIT.finditer(text):
        printed, fit = m[0], _fit(m[0], "", _nobody, False)
        if fit == printed:
            continue
        # Of "&nbsp2005" only what shows the space is another; the year stays where it is.
        same = 0
        while same < min(len(printed), len(fit)) and printed[-1 - same] == fit[-1 - same]:
            same += 1
        found.append((m.start(), m.end() - same, fit[: len(fit) - same]))
    return found


def _nobody(repair: Repair) -> None:
    """Is told of a repair that was counted before."""


def _fit(found: str, follows: str, note: Callable[[Repair], None], in_attribute: bool) -> str:
    if found[0] != "&":
        if found in ("<", "]]>"):
            note(Repair.MARKUP_SIGN)
            return "&lt;" if found == "<" else "]]&gt;"
        if found[0] < "\x80" or found in ("\ufffe", "\uffff") or "\ud800" <= found[0] <= "\udfff":
            note(Repair.CONTROL)
            return ""
        note(Repair.NOT_ASCII)
        return "".join(_number(c, note) for c in found)
    if found in _XML_NAMES:
        return found
    said = shown(found, in_attribute=in_attribute, follows=follows)
    if said == found:
        note(Repair.MARKUP_SIGN)
        return "&amp;" + found[1:]
    if found.startswith("&#"):
        if found.endswith(";") and len(said) == 1 and _is_xml(said) and said == _plainly(found):
            return found
        note(Repair.WINDOWS_1252 if said in _CP1252.values() else Repair.REFERENCE)
    else:
        note(Repair.REFERENCE)
    return "".join(_number(c, note) if c > "\x7f" or c in "&<>\"'\x0b\x0c" else c for c in said)


def _plainly(reference: str) -> str | None:
    """The character of a number as XML reads it, which knows nothing of Windows-1252."""
    digits = reference[2:-1]
    if digits[0] == "X":
        return None
    if len(digits) > 8:
        return None
    code = int(digits[1:], 16) if digits[0] == "x" else int(digits)
    return chr(code) if code <= 0x10FFFF else None


def _is_xml(char: str) -> bool:
    return char in "\t\n\r" or (
        char >= " " and char not in "\ufffe\uffff" and not "\ud800" <= char <= "\udfff"
    )


def _number(char: str, note: Callable[[Repair], None]) -> str:
    if not _is_xml(char):
        note(Repair.CONTROL)
        return ""
    return f"&#{ord(char)};"


def numbered(text: str) -> str:
    """The text with every character outside ASCII as its number; what is there already stays."""
    return _FOREIGN.sub(lambda m: "".join(f"&#{ord(c)};" for c in m[0]), text)


def characters(text: str) -> str:
    """The characters that a text with references shows."""
    if "&" not in text:
        return text
    return _ANY.sub(lambda m: shown(m[0]), text)
