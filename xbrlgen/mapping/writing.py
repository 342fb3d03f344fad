"""Plain data as YAML text: quoted only where YAML needs it, laid out as what stands around it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode
from ruamel.yaml.resolver import VersionedResolver

from xbrlgen.model.edit import Node

_VERSIONS = ("1.1", "1.2")
"""YAML 1.1 takes ``no`` and ``12:30`` for other things than text; other programs may read that version."""
_STRING, _DAY = "tag:yaml.org,2002:str", "tag:yaml.org,2002:timestamp"
_NOTHING = "tag:yaml.org,2002:null"
_BEYOND_JSON = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_HEADER = re.compile(r"([|>])(?:[+-]?[1-9]?|[1-9][+-])(?=\s|$)")
_NARROW = 60
"""Folded text is not wrapped into lines shorter than this."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How new nodes are laid out: as the rest of the document.

    ``nested`` is by how much a list stands in from its key; ``leaves`` whether mappings that hold only
    scalars are written ``{key: value}`` in one line.
    """

    nested: int = 2
    leaves: bool = True


def scalar(value: bool | int | str | None, *, flow: bool, like: str | None = None, style: str = "") -> str:
    """One scalar in one line.

    ``flow``: it stands inside of brackets. ``style`` is the quote of the scalar that it replaces, and
    ``like`` its text if it had no quotes: a number may follow a number.
    """
    if isinstance(value, bool):
        return str(value).lower()
    if value is None:
        return "null"
    if isinstance(value, int):
        return str(value)
    if not style and _can_be_plain(value, flow) and _tags(value) <= _allowed(like):
        return value
    single = style == "'" or (not style and ('"' in value or "\\" in value))
    if single and not _UNPRINTABLE.search(value):
        return "'" + value.replace("'", "''") + "'"
    quoted = json.dumps(value, ensure_ascii=False)
    return _BEYOND_JSON.sub(lambda m: f"\\u{ord(m[0]):04x}", quoted)


def _allowed(like: str | None) -> frozenset[str]:
    """A day may always stand plain: it is written so everywhere in these files."""
    return frozenset({_STRING, _DAY}) | ((_tags(like) if like else frozenset()) - {_NOTHING})


@lru_cache(maxsize=4096)
def _tags(text: str) -> frozenset[str]:
    """What a plain scalar is taken for."""
    return frozenset(
        str(VersionedResolver(version=v, loader=None).resolve(ScalarNode, text, (True, False)))
        for v in _VERSIONS
    )


@lru_cache(maxsize=4096)
def _can_be_plain(text: str, flow: bool) -> bool:
    """Tried: in brackets or not, as a value and as a key, it must come back as the one scalar it is."""
    if not text or _UNPRINTABLE.search(text):
        return False
    samples = [(f"k: {text}", 1), (f"{text}: v", 0)]
    if flow:
        samples += [(f"{{k: {text}}}", 1), (f"{{{text}: v}}", 0)]
    for sample, side in samples:
        try:
            node = YAML(typ="safe", pure=True).compose(sample)
        except (YAMLError, ValueError):
            return False
        if not isinstance(node, MappingNode) or len(node.value) != 1:
            return False
        part = node.value[0][side]
        if not isinstance(part, ScalarNode) or part.value != text or part.style or part.anchor:
            return False
    return True


def flow(node: Node) -> str:
    """Any node in one line."""
    if isinstance(node, dict):
        pairs = (f"{scalar(k, flow=True)}: {flow(v)}" for k, v in node.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(node, list):
        return "[" + ", ".join(flow(item) for item in node) + "]"
    return scalar(node, flow=True)


def pair(key: str, value: Node, layout: Layout, style: str | None = None) -> list[str]:
    """``key: value`` as lines, the first with no indent, the others with theirs relative to it.

    ``style`` is ``flow`` or ``block`` if its neighbours say which, else the layout decides.
    """
    name = scalar(key, flow=False)
    if isinstance(value, dict | list) and not _is_inline(value, layout, style):
        indent = " " * (layout.nested if isinstance(value, list) else 2)
        return [f"{name}:", *(indent + line for line in block(value, layout))]
    return [f"{name}: {_inline(value)}"]


def block(node: Node, layout: Layout) -> list[str]:
    """A list or mapping as lines; whatever else in one line."""
    if isinstance(node, dict) and node:
        return [line for key, value in node.items() for line in pair(key, value, layout)]
    if isinstance(node, list) and node:
        return [line for value in node for line in item(value, layout)]
    return [_inline(node)]


def item(value: Node, layout: Layout, offset: int = 2, style: str | None = None) -> list[str]:
    """``- value`` as lines; what it holds stands ``offset`` behind the dash. ``style`` as in :func:`pair`."""
    inline = not isinstance(value, dict | list) or _is_inline(value, layout, style)
    first, *rest = [_inline(value)] if inline else block(value, layout)
    return ["-" + " " * (offset - 1) + first, *(" " * offset + line for line in rest)]


def _inline(node: Node) -> str:
    return flow(node) if isinstance(node, dict | list) else scalar(node, flow=False)


def _is_inline(node: dict[str, Node] | list[Node], layout: Layout, style: str | None = None) -> bool:
    """Lists of scalars always are, mappings of scalars and such lists if the document does so."""
    if not node or style == "block":
        return not node
    if isinstance(node, list):
        return not any(isinstance(v, dict | list) for v in node)
    simple = all(not isinstance(v, dict | list) or _is_inline(v, layout) for v in node.values())
    flat = simple and not any(isinstance(v, dict) for v in node.values())
    return flat and (layout.leaves or style == "flow")


def rewritten_block(raw: str, value: str, indent: int, newline: str) -> str | None:
    """The text of a ``|`` or ``>`` with another value: same header, indent and width of lines.

    ``raw`` is the old text from its header on; ``indent`` serves where it has no line of its own. None if
    the value cannot be written so.
    """
    header, *lines = raw.splitlines()
    filled = [line for line in lines if line.strip()]
    if filled:
        indent = len(filled[0]) - len(filled[0].lstrip(" "))
    width = max([_NARROW, *map(len, filled)]) - indent
    match = _HEADER.match(header)
    if match is None or not value or indent < 1:
        return None
    body = value.rstrip("\n")
    ends = len(value) - len(body)
    written = _folded(body, width) if match[1] == ">" else body
    chomping = "-" if not ends else "" if ends == 1 else "+"
    digits = re.sub(r"\D", "", match[0])
    for token in (match[0], match[1] + digits + chomping):
        kept = "+" in token
        new = written.split("\n") + ([""] * (ends - 1) if kept else [])
        text = newline.join([token + header[match.end() :], *(" " * indent + x if x else "" for x in new)])
        if _reads_as(token, new, indent, value):
            return text
    return None


def _reads_as(token: str, lines: list[str], indent: int, value: str) -> bool:
    sample = "\n".join([f"k: {token}", *(" " * indent + x if x else "" for x in lines), ""])
    try:
        node = YAML(typ="safe", pure=True).compose(sample)
    except (YAMLError, ValueError):
        return False
    return isinstance(node, MappingNode) and len(node.value) == 1 and node.value[0][1].value == value


def _folded(text: str, width: int) -> str:
    """Wrapped at single spaces; an empty line stands for each line end of the text."""
    lines: list[str] = []
    for number, paragraph in enumerate(text.split("\n")):
        if number:
            lines.append("")
        current = ""
        for word in re.split(r"(?<=\S) (?=\S)", paragraph):
            if current and len(current) + 1 + len(word) > width:
                lines.append(current)
                current = word
            else:
                current = f"{current} {word}" if current else word
        if current or not number:
            lines.append(current)
    return "\n".join(lines)
