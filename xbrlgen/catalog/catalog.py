"""Look-up in one taxonomy year: in official packages where they are at hand, else in the shipped tables.

Opening the tables splits some 900 kB into lines, opening an index reads next to nothing; a concept is made
when it is asked for. So opening and a first look-up take a few milliseconds either way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from xbrlgen.catalog.tables import TablePart, Year, available, open_year
from xbrlgen.model.codes import finding
from xbrlgen.model.finding import XbrlgenError
from xbrlgen.model.taxonomy import Concept
from xbrlgen.resources import data_dir

if TYPE_CHECKING:
    from xbrlgen.catalog.index import Index
    from xbrlgen.catalog.official import Held

__all__ = ["Catalog", "TaxonomyPart", "available", "open_catalog"]

_TAB = "\t"
_WORDS = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|[0-9]+")
_STRUCTURE = re.compile(r"(?:Abstract|Axis|Domain|Member|Table|LineItems|RollForward|TextBlock)$")
_LIKE = 60.0
"""Below this likeness, of 100, a name is no help: better none than a wrong one."""
_APART = 12.0
"""What a heading, an axis or a member loses where the wanted name does not end like one."""
_PREFIXES = frozenset({"us-gaap", "srt", "dei"})
_HINT = re.compile(r"\s*\[[A-Za-z ]+\]$")


def words_of(name: str) -> str:
    """``AccountsReceivableNetCurrent`` -> ``accounts receivable net current``."""
    return " ".join(_WORDS.findall(name)).lower()


class TaxonomyPart(Protocol):
    """What is known of one prefix: by a shipped table, or by an official package."""

    prefix: str
    namespace: str
    location: str
    complete: bool
    source: str

    @property
    def index(self) -> Index | None: ...
    def __len__(self) -> int: ...
    def names(self) -> Iterator[str]: ...
    def concept(self, name: str) -> Concept | None: ...
    def spellings(self) -> Iterator[tuple[str, str]]: ...


class Catalog:
    """What one taxonomy year knows. Read-only; open it with :func:`open_catalog`.

    ``parts`` answer for one prefix each, the taxonomy's own first. ``year`` has the shipped tables, None
    for a year that is not shipped. With ``packages``, those it was opened with, a catalog crosses process
    borders by its name: the other process opens it anew.
    """

    def __init__(
        self,
        name: str,
        parts: Sequence[TaxonomyPart],
        year: Year | None,
        packages: tuple[Held, ...] | None = None,
    ) -> None:
        self._packages = packages
        self._name = name
        self._year = year
        self._parts: dict[str, TaxonomyPart] = {part.prefix: part for part in parts}
        self._concepts: dict[str, Concept | None] = {}
        self._axes: dict[str, str] | None = None
        self._removed: dict[str, tuple[str, ...]] | None = None
        self._spelled: dict[tuple[str, ...], _Spelled] = {}

    def __reduce__(self) -> tuple[object, ...]:
        if self._packages is None:
            return Catalog, (self._name, tuple(self._parts.values()), self._year)
        return _opened, (self._name, self._packages)

    @property
    def name(self) -> str:
        """``us-gaap/2025``."""
        return self._name

    @property
    def prefixes(self) -> tuple[str, ...]:
        """The prefixes it knows, the taxonomy's own first."""
        return tuple(self._parts)

    @property
    def is_stand_in(self) -> bool:
        """Whether it knows only what the shipped tables hold, not every element of the taxonomy."""
        return not all(part.complete for prefix, part in self._parts.items() if prefix in _PREFIXES)

    def describe(self) -> str:
        """One line for a report: where it comes from and how much it holds."""
        counts = ", ".join(
            f"{len(part):,} {prefix} concepts{'' if part.complete else ' (a selection)'}"
            for prefix, part in self._parts.items()
        )
        sources = [part.source for part in self._parts.values() if part.source]
        return f"{self.name}, {' and '.join(dict.fromkeys(sources)) or 'shipped tables'}: {counts}"

    def part(self, prefix: str) -> TaxonomyPart | None:
        """What answers for a prefix, None for an unknown one."""
        return self._parts.get(prefix)

    def __len__(self) -> int:
        return sum(len(part) for part in self._parts.values())

    def __contains__(self, qname: object) -> bool:
        return isinstance(qname, str) and self.concept(qname) is not None

    def __iter__(self) -> Iterator[Concept]:
        """Every concept, prefix by prefix, names sorted."""
        for prefix, part in self._parts.items():
            for name in part.names():
                concept = self.concept(f"{prefix}:{name}")
                if concept is not None:
                    yield concept

    def spellings(self) -> Iterator[tuple[str, str]]:
        """(QName, standard label) of every concept that is not deprecated; no concept is made for it."""
        for prefix, part in self._parts.items():
            for name, label in part.spellings():
                if label:
                    yield f"{prefix}:{name}", label

    def concept(self, qname: str) -> Concept | None:
        """The concept of that name (``us-gaap:Assets``), or None."""
        try:
            return self._concepts[qname]
        except KeyError:
            prefix, _, name = qname.partition(":")
            part = self._parts.get(prefix)
            concept = self._concepts[qname] = part.concept(name) if part is not None else None
            return concept

    def namespace(self, prefix: str) -> str:
        """The namespace of a prefix. Raises KeyError for one that :attr:`prefixes` has not."""
        return self._parts[prefix].namespace

    def location(self, prefix: str) -> str:
        """The official URL of a prefix's schema. Raises KeyError like :meth:`namespace`."""
        return self._parts[prefix].location

    def domain_of(self, axis: str) -> str | None:
        """The member that an axis stands for when it is not stated: its domain and default.

        None for an axis that is not known or has no default (a typed one).
        """
        prefix, _, name = axis.partition(":")
        for index in self.indexes():
            found = index.default(prefix, name)
            if found is not None:
                return found
        if self._axes is None:
            rows = self._year.lines("axes.tsv") if self._year else ()
            self._axes = dict(line.split(_TAB) for line in rows)
        return self._axes.get(axis)

    def indexes(self) -> tuple[Index, ...]:
        """The indexes of the official packages that it answers from; none for a stand-in."""
        opened = (part.index for part in self._parts.values())
        return tuple(dict.fromkeys(index for index in opened if index is not None))

    def removed(self, qname: str) -> tuple[str, ...] | None:
        """For an element that filers used and the year no longer has: what stands in its place now.

        None if the name is not one of those; empty if no successor is known. A hint, not a rule: a
        few are a judgement (``source`` is ``hand`` in removed.tsv).
        """
        if self._removed is None:
            own = self.prefixes[0]
            lines = self._year.lines("removed.tsv") if self._year else ()
            rows = (line.split(_TAB) for line in lines)
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
        first += [q for p in self._parts if (q := f"{p}:{name}") in self and q != given]
        found = list(dict.fromkeys(first))
        found += [q for q in self._similar(prefix, name, n + len(found)) if q not in found]
        return [q for q in found if q != given or given not in self][:n]

    def _similar(self, prefix: str, name: str, n: int) -> list[str]:
        """The ``n`` names most like this one. rapidfuzz is loaded only here: most runs need no hint."""
        from rapidfuzz import fuzz, process

        caption = " " in name
        wanted = name.lower().replace("&", "and") if caption else words_of(name)
        ending = _STRUCTURE.search(name)
        # Codes of countries, exchanges and industries are like any word: they are offered only to who
        # names their prefix.
        sought = tuple(p for p in self._parts if p in _PREFIXES or p in {self.prefixes[0], prefix})
        spelled = self._spellings(sought)
        scores: dict[int, float] = {}
        # A name's words count a little less than its letters, those of a caption as much as a label's.
        weight = 1.0 if caption else 0.98
        by_words = process.extract(
            wanted, spelled.words, scorer=fuzz.token_sort_ratio, limit=None, score_cutoff=_LIKE / weight
        )
        if caption:
            by_rest = process.extract(
                wanted, spelled.labels, scorer=fuzz.token_sort_ratio, limit=None, score_cutoff=_LIKE
            )
        else:
            compact = wanted.replace(" ", "")
            by_rest = process.extract(
                compact, spelled.letters, scorer=fuzz.ratio, limit=None, score_cutoff=_LIKE
            )
        for _, score, i in by_words:
            scores[i] = weight * score
        for _, score, i in by_rest:
            scores[i] = max(score, scores.get(i, 0.0))
        scored: list[tuple[float, str]] = []
        for i, score in scores.items():
            own, local = spelled.names[i]
            structure = _STRUCTURE.search(local)
            if structure is not None and (ending is None or ending[0] != structure[0]):
                score -= _APART
            scored.append((score + (0.5 if own == prefix else 0.0), f"{own}:{local}"))
        scored.sort(key=lambda pair: (-pair[0], len(pair[1]), pair[1]))
        return [qname for _, qname in scored[:n]]

    def _spellings(self, prefixes: tuple[str, ...]) -> _Spelled:
        found = self._spelled.get(prefixes)
        if found is None:
            rows = [(p, local, label) for p in prefixes for local, label in self._parts[p].spellings()]
            found = self._spelled[prefixes] = _Spelled(
                names=[(p, local) for p, local, _ in rows],
                words=[words_of(local) for _, local, _ in rows],
                letters=[local.lower() for _, local, _ in rows],
                labels=[_HINT.sub("", label).lower() for _, _, label in rows],
            )
        return found


@dataclass(frozen=True, slots=True)
class _Spelled:
    """Names as they are compared: their words, their letters, and their labels; made for the first hint."""

    names: list[tuple[str, str]]
    words: list[str]
    letters: list[str]
    labels: list[str]


def open_catalog(name: str, packages: tuple[Path, ...] = ()) -> Catalog:
    """The catalog of a taxonomy year, named as in mapping.yaml: ``us-gaap/2025``.

    ``packages`` are official taxonomy packages that the user names; those of the store
    (:mod:`xbrlgen.catalog.store`) come after them. If one holds that year's own taxonomy, they answer in
    place of the shipped tables; see :mod:`xbrlgen.catalog.official`.
    Raises XbrlgenError with XG-MAP-015 and the known names for a year that is neither shipped nor
    installed, and with a code of the family XG-TAX for a package that cannot be used.
    """
    if not packages and not (data_dir() / "taxonomies").is_dir():
        return _opened(name, ())
    # What opens packages is loaded only where there are some.
    from xbrlgen.catalog.official import held
    from xbrlgen.catalog.store import held_packages

    return _opened(name, (*(held(path) for path in packages), *held_packages()))


@lru_cache(maxsize=8)
def _opened(name: str, packages: tuple[Held, ...]) -> Catalog:
    year = open_year(name) if name in available() else None
    official: list[TaxonomyPart] = []
    if packages:
        from xbrlgen.catalog.official import chosen, parts

        official += parts(chosen(name, packages, year), year)
    if not official and year is None:
        raise _unknown(name, packages)
    answered = {part.prefix for part in official}
    tables: list[TaxonomyPart] = (
        [TablePart(year, s) for s in year.schemas if s.prefix not in answered] if year else []
    )
    return Catalog(name, [*official, *tables], year, packages)


def _unknown(name: str, packages: tuple[Held, ...]) -> XbrlgenError:
    """The error for a year that nothing at hand knows; the hint names those that are known."""
    years = {f"us-gaap/{h.date[:4]}" for p in packages for h in p.holdings if h.prefix == "us-gaap"}
    known = ", ".join(sorted({*available(), *years}))
    return XbrlgenError(
        finding(
            "XG-MAP-015",
            f"the taxonomy {name} is neither shipped nor installed",
            hint=f"known are: {known}; `xbrlgen taxonomy add` or `fetch` adds more",
        )
    )
