"""Look-up in the shipped tables of one taxonomy year.

Opening reads three small files and one of some 700 kB and splits it into lines; a line is parsed when
its concept is asked for. So opening and a first look-up take a few milliseconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from xbrlgen.catalog.tables import Schema, Year, available, open_year, parse
from xbrlgen.model.taxonomy import Concept

__all__ = ["Catalog", "available", "open_catalog"]

_TAB = "\t"
_WORDS = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|[0-9]+")
_STRUCTURE = re.compile(r"(?:Abstract|Axis|Domain|Member|Table|LineItems|RollForward|TextBlock)$")
_LIKE = 60.0
"""Below this likeness, of 100, a name is no help: better none than a wrong one."""
_APART = 12.0
"""What a heading, an axis or a member loses where the wanted name does not end like one."""
_HINT = re.compile(r"\s*\[[A-Za-z ]+\]$")


def words_of(name: str) -> str:
    """``AccountsReceivableNetCurrent`` -> ``accounts receivable net current``."""
    return " ".join(_WORDS.findall(name)).lower()


class Catalog:
    """What one taxonomy year knows. Read-only; open it with :func:`open_catalog`."""

    __slots__ = ("_axes", "_concepts", "_lines", "_removed", "_schemas", "_year")

    def __init__(self, year: Year) -> None:
        self._year = year
        self._schemas: dict[str, Schema] = {s.prefix: s for s in year.schemas}
        self._lines: dict[str, str] = {}
        for prefix in self._schemas:
            for line in year.lines(f"{prefix}.tsv"):
                self._lines[f"{prefix}:{line.partition(_TAB)[0]}"] = line
        self._concepts: dict[str, Concept] = {}
        self._axes: dict[str, str] | None = None
        self._removed: dict[str, tuple[str, ...]] | None = None

    @property
    def name(self) -> str:
        """``us-gaap/2025``."""
        return self._year.name

    @property
    def prefixes(self) -> tuple[str, ...]:
        """The prefixes it knows, the taxonomy's own first."""
        return tuple(self._schemas)

    @property
    def is_stand_in(self) -> bool:
        """Whether it knows only what the shipped tables hold, not every element of the taxonomy."""
        return not all(s.complete for s in self._schemas.values())

    def describe(self) -> str:
        """One line for a report: where it comes from and how much it holds."""
        counts = dict.fromkeys(self._schemas, 0)
        for qname in self._lines:
            counts[qname.partition(":")[0]] += 1
        parts = ", ".join(
            f"{n:,} {p} concepts{'' if self._schemas[p].complete else ' (a selection)'}"
            for p, n in counts.items()
        )
        return f"{self.name}, {self._year.source or 'shipped tables'}: {parts}"

    def __len__(self) -> int:
        return len(self._lines)

    def __contains__(self, qname: object) -> bool:
        return qname in self._lines

    def __iter__(self) -> Iterator[Concept]:
        """Every concept, prefix by prefix, names sorted."""
        return (self._get(qname) for qname in self._lines)

    def concept(self, qname: str) -> Concept | None:
        """The concept of that name (``us-gaap:Assets``), or None."""
        return self._get(qname) if qname in self._lines else None

    def _get(self, qname: str) -> Concept:
        concept = self._concepts.get(qname)
        if concept is None:
            concept, _ = parse(qname.partition(":")[0], self._lines[qname])
            self._concepts[qname] = concept
        return concept

    def namespace(self, prefix: str) -> str:
        """The namespace of a prefix. Raises KeyError for one that :attr:`prefixes` has not."""
        return self._schemas[prefix].namespace

    def location(self, prefix: str) -> str:
        """The official URL of a prefix's schema. Raises KeyError like :meth:`namespace`."""
        return self._schemas[prefix].location

    def domain_of(self, axis: str) -> str | None:
        """The member that an axis stands for when it is not stated: its domain and default.

        None for an axis that is not in the tables or has no default (a typed one).
        """
        if self._axes is None:
            self._axes = dict(line.split(_TAB) for line in self._year.lines("axes.tsv"))
        return self._axes.get(axis)

    def removed(self, qname: str) -> tuple[str, ...] | None:
        """For an element that filers used and the year no longer has: what stands in its place now.

        None if the name is not one of those; empty if no successor is known. A hint, not a rule: a
        few are a judgement (``source`` is ``hand`` in removed.tsv).
        """
        if self._removed is None:
            own = self.prefixes[0]
            rows = (line.split(_TAB) for line in self._year.lines("removed.tsv"))
            self._removed = {f"{own}:{name}": tuple(new.split()) for name, new, _ in rows}
        return self._removed.get(qname)

    def near(self, text: str, n: int = 3) -> list[str]:
        """The QNames nearest to a misspelt QName, a bare name or a caption, best first; at most ``n``.

        Successors of a removed or deprecated element come first, then the same name under another
        prefix, then similar names and standard labels.
        """
        given = text.strip()
        if not given:
            return []
        prefix, colon, name = given.rpartition(":")
        if not colon:
            name = given
        first: list[str] = []
        for full in (given, f"{self.prefixes[0]}:{name}"):
            known = self.concept(full)
            first += self.removed(full) or () if known is None else known.replaced_by
        first += [q for p in self._schemas if (q := f"{p}:{name}") in self._lines and q != given]
        found = list(dict.fromkeys(first))
        found += [q for q in self._similar(prefix, name, n + len(found)) if q not in found]
        return [q for q in found if q != given or given not in self._lines][:n]

    def _similar(self, prefix: str, name: str, n: int) -> list[str]:
        """The ``n`` names most like this one. rapidfuzz is loaded only here: most runs need no hint."""
        from rapidfuzz import fuzz

        caption = " " in name
        wanted = name.lower().replace("&", "and") if caption else words_of(name)
        compact = wanted.replace(" ", "")
        ending = _STRUCTURE.search(name)
        scored: list[tuple[float, str]] = []
        for qname, line in self._lines.items():
            fields = line.split(_TAB)
            local, label, deprecated = fields[0], fields[6], fields[7]
            if deprecated:
                continue
            spelling = words_of(local)
            score = fuzz.token_sort_ratio(wanted, spelling)
            if caption:
                score = max(score, fuzz.token_sort_ratio(wanted, _HINT.sub("", label).lower()))
            else:
                score = max(fuzz.ratio(compact, local.lower()), 0.98 * score)
            if score < _LIKE:
                continue
            structure = _STRUCTURE.search(local)
            if structure is not None and (ending is None or ending[0] != structure[0]):
                score -= _APART
            own = qname.startswith(f"{prefix}:")
            scored.append((score + (0.5 if own else 0.0), qname))
        scored.sort(key=lambda pair: (-pair[0], len(pair[1]), pair[1]))
        return [qname for _, qname in scored[:n]]


@cache
def open_catalog(name: str, packages: tuple[Path, ...] = ()) -> Catalog:
    """The catalog of a taxonomy year, named as in mapping.yaml: ``us-gaap/2025``.

    ``packages`` are official taxonomy packages that the user has. If one holds us-gaap of that year, its
    elements are all known, rather than the shipped selection; see :mod:`xbrlgen.catalog.official`.
    Raises XbrlgenError with XG-MAP-015 and the known names for any other name, and for a package that
    cannot be read.
    """
    year = open_year(name)
    if packages:
        from xbrlgen.catalog.official import with_packages

        year = with_packages(year, packages)
    return Catalog(year)
