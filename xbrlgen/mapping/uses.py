"""Every place where a project's two files name a concept, with the path an edit needs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from xbrlgen.mapping.positions import Positioned, Raw
from xbrlgen.mapping.relation import Operand, RelationSyntaxError, parse_relation
from xbrlgen.model.edit import Steps
from xbrlgen.model.migration import Use

_QNAME = re.compile(r"[A-Za-z_][\w.-]*:[A-Za-z_][\w.-]*")
_KINDS = {
    "concept": "line",
    "show": "show",
    "root": "root",
    "share": "share",
    "near": "near",
    "domain": "domain",
}
_NAMES = {"axis": "axis", "column_axis": "axis", "member": "member"}
"""Keys that name an axis or a member by itself."""
_DIMENSIONS = ("dimensions", "low", "high")
_RELATIONS = ("sums", "checks")
Resolve = Callable[[str], str | None]
"""A name of a sum, mostly without prefix, to its QName (``Vocabulary.resolve``)."""


def uses_in_mapping(yaml: Positioned, prefix: str, resolve: Resolve) -> tuple[Use, ...]:
    """The uses of ``mapping.yaml``, whose form has been checked, in the order of the file.

    ``prefix`` is that of the company's own elements, whose declarations are uses of kind ``own``.
    Members in the sums are told by the members of the mapping's dimensions.
    """
    found = list(_Walk(yaml, prefix).named(yaml.raw, ()))
    members: dict[str, str] = {}
    for use in found:
        if use.kind == "member":
            members.setdefault(use.qname, use.qname)
            members.setdefault(use.qname.partition(":")[2], use.qname)
    found += _related(yaml, yaml.raw, (), resolve, members)
    return tuple(sorted(found, key=lambda u: u.where.sort_key()))


def uses_in_filing(yaml: Positioned) -> tuple[Use, ...]:
    """The uses of ``filing.yaml``: members of the cover, and names that waivers speak of.

    A waiver's words may be anything; those of them that are no concept's name do no harm.
    """
    return tuple(sorted(_in_filing(yaml, yaml.raw, ()), key=lambda u: u.where.sort_key()))


def _in_filing(yaml: Positioned, raw: Raw, path: Steps) -> Iterator[Use]:
    if isinstance(raw, dict):
        for key, value in raw.items():
            yield from _in_filing(yaml, value, (*path, key))
    elif isinstance(raw, list):
        for index, value in enumerate(raw):
            yield from _in_filing(yaml, value, (*path, index))
    elif isinstance(raw, str) and path[0] == "waivers" and "about" in path:
        yield Use(raw, "waiver", path, yaml.where(path), raw)
    elif isinstance(raw, str) and path[0] == "cover" and path[-1] == "member":
        yield Use(raw, "member", path, yaml.where(path), raw)


class _Walk:
    def __init__(self, yaml: Positioned, prefix: str) -> None:
        self.yaml, self.prefix = yaml, prefix

    def named(self, raw: Raw, path: Steps) -> Iterator[Use]:
        """Everything but relations."""
        if isinstance(raw, list):
            for index, value in enumerate(raw):
                yield from self.named(value, (*path, index))
        if not isinstance(raw, dict):
            return
        for key, value in raw.items():
            here: Steps = (*path, key)
            if path == ("custom",):
                qname = f"{self.prefix}:{key}"
                yield Use(qname, "own", here, self.yaml.where(here, key=True), key)
            if key in _DIMENSIONS and isinstance(value, dict):
                for axis, member in value.items():
                    place: Steps = (*here, axis)
                    yield Use(axis, "axis", place, self.yaml.where(place, key=True), axis)
                    yield from self.one(member, place, "member")
            elif key in _KINDS and path != ("custom",):
                kind = _KINDS[key]
                if kind == "line":
                    kind = "prose" if path[0] == "prose" else "group" if "lines" in raw else kind
                yield from self.one(value, here, kind)
            elif key in _NAMES and path != ("custom",):
                yield from self.one(value, here, _NAMES[key])
            elif key == "cells" and isinstance(value, dict):
                for column, cell in value.items():
                    if isinstance(cell, dict):
                        yield from self.named(cell, (*here, column))
                    else:
                        yield from self.one(cell, (*here, column), "line")
            elif key not in _RELATIONS:
                yield from self.named(value, here)

    def one(self, raw: Raw, path: Steps, kind: str) -> Iterator[Use]:
        """A name, or a list of names."""
        if isinstance(raw, list):
            for index, value in enumerate(raw):
                yield from self.one(value, (*path, index), kind)
        elif isinstance(raw, str) and _QNAME.fullmatch(raw):
            yield Use(raw, kind, path, self.yaml.where(path), raw)


def _related(
    yaml: Positioned, raw: Raw, path: Steps, resolve: Resolve, members: dict[str, str]
) -> Iterator[Use]:
    """The names of sums and checks, each once a text."""
    if isinstance(raw, dict):
        for key, value in raw.items():
            if key in _RELATIONS and isinstance(value, list):
                for index, entry in enumerate(value):
                    place: Steps = (*path, key, index)
                    if isinstance(entry, dict):
                        place = (*place, "sum" if key == "sums" else "check")
                        entry = entry.get(str(place[-1]))
                    if isinstance(entry, str):
                        yield from _names(yaml, entry, place, resolve, members)
            else:
                yield from _related(yaml, value, (*path, key), resolve, members)
    elif isinstance(raw, list):
        for index, value in enumerate(raw):
            yield from _related(yaml, value, (*path, index), resolve, members)


def _names(
    yaml: Positioned, text: str, path: Steps, resolve: Resolve, members: dict[str, str]
) -> Iterator[Use]:
    try:
        parsed = parse_relation(text)
    except RelationSyntaxError:  # the mapping has been read; what cannot be parsed was a finding there
        return
    operands: list[Operand] = [parsed.total, *parsed.terms, *([parsed.divisor] if parsed.divisor else [])]
    names: dict[str, str | None] = {}
    for operand in operands:
        names.setdefault(operand.name, resolve(operand.name))
        for member, _ in operand.members:
            names.setdefault(member, members.get(member))
    for written, qname in names.items():
        if qname is not None:
            yield Use(qname, "relation", path, yaml.where(path), written, text)
