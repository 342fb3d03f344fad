"""Which schemas of which official packages answer for a taxonomy year.

A prefix is answered by one package, never by several: where none has it, by the shipped table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from xbrlgen.catalog.archive import refuse, sha256_of
from xbrlgen.catalog.compile import Progress
from xbrlgen.catalog.index import Holding, Index, IndexPart, ensure_index, holdings
from xbrlgen.catalog.tables import Schema, Year

_INNER = re.compile(r"^dqcrules|-metaModel$")
"""Prefixes of elements that tell of the taxonomy itself and that no filing may use."""
_LED_BY = ("us-gaap", "srt", "dei")


@dataclass(frozen=True, slots=True)
class Held:
    """An official package at hand: where it is, its checksum and the schemas that it holds."""

    path: Path
    sha256: str
    holdings: tuple[Holding, ...]


def held(path: Path, progress: Progress | None = None) -> Held:
    """A package file that the user names. It is compiled if that has not been done yet.

    Raises XbrlgenError with a code of the family XG-TAX for one that cannot be used.
    """
    try:
        status = path.stat()
        sha256 = _digest(path, status.st_mtime_ns, status.st_size)
    except OSError as error:
        raise refuse("XG-TAX-001", path, f"cannot be read: {error.strerror}") from error
    return Held(path, sha256, holdings(ensure_index(path, sha256, progress)))


@lru_cache(maxsize=32)
def _digest(path: Path, changed: int, size: int) -> str:
    """The checksum, worked out once for a file that stays as it is."""
    return sha256_of(path)


def _fits(holding: Holding, year: str) -> tuple[bool, str, str] | None:
    """How well a schema fits a year: exactly, else the newest before it; None if it is a later one."""
    date = holding.date
    if not date or date[:4] > year:
        return None
    return date[:4] == year and "q" not in date, date[:4], date


def leading(name: str, packages: Iterable[Held]) -> Held | None:
    """The first package that holds the taxonomy a year is named after: us-gaap of ``us-gaap/2025``."""
    prefix, _, year = name.partition("/")
    for package in packages:
        if any(h.prefix == prefix and h.date[:4] == year and h.elements for h in package.holdings):
            return package
    return None


def chosen(name: str, packages: Sequence[Held], shipped: Year | None) -> dict[str, tuple[Held, Holding]]:
    """Prefix -> what answers for it, the taxonomy's own first; empty if no package holds that year.

    The leading package answers with its schemas of that year, or the newest before; other packages only
    with those of the year itself. Of a shipped year no other schema is taken than the tables are of, so
    that a filing is the same whichever of the two is at hand.
    """
    lead = leading(name, packages)
    if lead is None:
        return {}
    own, _, year = name.partition("/")
    bound = {s.prefix: s.namespace for s in shipped.schemas} if shipped else {}
    best: dict[str, tuple[tuple[bool, str, str, bool], Held, Holding]] = {}
    for package in [lead, *(p for p in packages if p is not lead)]:
        for holding in package.holdings:
            fit = _fits(holding, year)
            if fit is None or not holding.elements or _INNER.search(holding.prefix):
                continue
            if package is not lead and fit[1] != year:
                continue
            if bound.get(holding.prefix, holding.namespace) != holding.namespace:
                continue
            key = (*fit, package is lead)
            if holding.prefix not in best or key > best[holding.prefix][0]:
                best[holding.prefix] = (key, package, holding)
    order = [p for p in dict.fromkeys((own, *_LED_BY)) if p in best]
    order += sorted(p for p in best if p not in order)
    return {prefix: best[prefix][1:] for prefix in order}


def parts(choice: dict[str, tuple[Held, Holding]], shipped: Year | None) -> list[IndexPart]:
    """The chosen schemas, opened. Addresses are those of the shipped year where it has them."""
    locations: dict[str, Schema] = {s.prefix: s for s in shipped.schemas} if shipped else {}
    opened: dict[str, Index] = {}
    found = []
    for prefix, (package, holding) in choice.items():
        if package.sha256 not in opened:
            opened[package.sha256] = Index(ensure_index(package.path, package.sha256))
        schema = locations.get(prefix)
        location = schema.location if schema else holding.address
        found.append(IndexPart(opened[package.sha256], holding, location, package.path.name))
    return found


def missing(name: str, packages: Sequence[Held], shipped: Year | None) -> tuple[list[Held], list[str]]:
    """The packages that a filing of a year needs to be judged, and the addresses that none of them holds.

    A filing builds on us-gaap, srt and dei, and these on what they import. Without a package of that
    year's own taxonomy both are empty.
    """
    choice = chosen(name, packages, shipped)
    if not choice:
        return [], []
    lacking = [p for p in _LED_BY if p not in choice]
    at = {s.prefix: s.location for s in shipped.schemas} if shipped else {}
    absent = [at.get(p, f"{p} of {name.partition('/')[2]}") for p in lacking]
    used = {package.sha256: package for p, (package, _) in choice.items() if p in _LED_BY}
    queue = [address for p, (_, h) in choice.items() if p in _LED_BY for address in h.needs]
    seen: set[str] = set()
    while queue:
        address = queue.pop()
        if address in seen:
            continue
        seen.add(address)
        for package in packages:
            match = next((h for h in package.holdings if h.address == address), None)
            if match is not None:
                used[package.sha256] = package
                queue += match.needs
                break
        else:
            absent.append(address)
    return [p for p in packages if p.sha256 in used], sorted(absent)
