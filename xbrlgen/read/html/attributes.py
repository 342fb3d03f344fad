"""Attributes of a start tag: read, and written as XHTML wants them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from xbrlgen.read.html.references import characters, fit_for_xml
from xbrlgen.read.html.repairs import Repair

_ATTRIBUTE = re.compile(
    r"""(?P<gap>[\s/]*+)(?P<name>[^\s/>][^\s/>=]*+)"""
    r"""(?P<said>\s*+=\s*+(?P<value>"[^"]*+"|'[^']*+'|(?!["'>])[^\s>]++|))?"""
)
_GOOD_NAME = re.compile(r"(?:[A-Za-z_][\w.-]*+:)?[A-Za-z_][\w.-]*+", re.ASCII)
_PLAIN = re.compile(r"<[a-z][a-z0-9]*+(?:\s++[a-z][a-z-]*+=\"[^\"<&\x00-\x1f\x7f-\U0010ffff]*+\")*+\s*+>")
_PLAIN_NAME = re.compile(r"\s([a-z-]++)=\"")
_NAME = re.compile(r"</?[^\s/>]*+")


def attributes(tag: str) -> dict[str, str]:
    """The attributes of a start tag, names in small letters; of two of one name the first stands."""
    found: dict[str, str] = {}
    head = _NAME.match(tag)
    if head is None:
        return found
    for m in _ATTRIBUTE.finditer(tag, head.end(), len(tag) - 1):
        value = m["value"] or ""
        if value[:1] in ('"', "'"):
            value = value[1:-1]
        found.setdefault(m["name"].lower(), characters(value) if "&" in value else value)
    return found


def forced_tag(
    tag: str,
    name: str,
    note: Callable[[Repair], None],
    *,
    empty: bool,
    prefixes: Collection[str],
    namespace: str | None = None,
    case: bool = False,
) -> str:
    """A start tag as XHTML wants it: every part that is right already stays as it is.

    ``empty`` closes it in itself; ``prefixes`` are those declared for the page;
    ``namespace`` is added as ``xmlns`` where the tag has none. ``case`` leaves names as
    they are (XML, SVG). ``note`` is told what had to be changed.
    """
    if not empty and namespace is None and _PLAIN.fullmatch(tag):
        names = _PLAIN_NAME.findall(tag)
        if len(names) == len(set(names)):
            return tag
    head = _NAME.match(tag)
    end = head.end() if head is not None else len(tag) - 1
    if not case and tag[1:end] != name:
        note(Repair.CASE)
    parts = ["<", tag[1:end] if case else name]
    seen: set[str] = set()
    last = end
    declared = {*prefixes, "xml", "xmlns", *re.findall(r"\sxmlns:([\w.-]+)", tag)}
    for m in _ATTRIBUTE.finditer(tag, end, len(tag) - 1):
        last = m.end()
        written = _attribute(m, seen, declared, name, note, case)
        if written is not None:
            gap = m["gap"]
            parts.append(gap if gap and "/" not in gap else gap.replace("/", "") or " ")
            parts.append(written)
    if namespace is not None and "xmlns" not in seen:
        note(Repair.NAMESPACE)
        parts.append(f' xmlns="{namespace}"')
    tail = tag[last:-1]
    if empty:
        if not tail.endswith("/"):
            note(Repair.VOID)
            tail += "/"
        elif tail.count("/") > 1:
            tail = " /"
    elif "/" in tail:
        note(Repair.STRAY)
        tail = tail.replace("/", "")
    parts += [tail, ">"]
    return "".join(parts)


def _attribute(
    m: re.Match[str],
    seen: set[str],
    declared: Collection[str],
    element: str,
    note: Callable[[Repair], None],
    case: bool,
) -> str | None:
    """One attribute as XHTML wants it, or None if it has to go."""
    printed = m["name"]
    name = printed if case else printed.lower()
    if name != printed:
        note(Repair.CASE)
    if _GOOD_NAME.fullmatch(name) is None or (":" in name and name.split(":")[0] not in declared):
        note(Repair.ATTRIBUTE)
        return None
    if name == "xmlns" and element not in ("html", "svg", "math"):
        note(Repair.ATTRIBUTE)
        return None
    if name in seen:
        note(Repair.TWICE)
        return None
    seen.add(name)
    value = m["value"]
    if not value:
        note(Repair.VALUE)
        return f'{name}="{"" if m["said"] else name}"'
    if value[0] in "\"'":
        quote, inner = value[0], value[1:-1]
    else:
        note(Repair.QUOTES)
        quote, inner = '"', value.replace('"', "&quot;")
    inner = fit_for_xml(inner, note, in_attribute=True)
    if value[0] in "\"'":
        said = m["said"]
        return name + said[: len(said) - len(value)] + quote + inner + quote
    return f'{name}="{inner}"'
