"""All names a filing may use: the base taxonomies and the company's own elements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Protocol, runtime_checkable

from xbrlgen.model.report import Extension
from xbrlgen.model.taxonomy import Concept
from xbrlgen.model.xbrl import DIMENSION_DOMAIN


class Base(Protocol):
    """What the catalog answers about one year of base taxonomies."""

    @property
    def name(self) -> str: ...
    @property
    def prefixes(self) -> Sequence[str]: ...
    @property
    def is_stand_in(self) -> bool: ...
    def concept(self, qname: str) -> Concept | None: ...
    def near(self, text: str, n: int = 3) -> list[str]: ...
    def namespace(self, prefix: str) -> str: ...
    def location(self, prefix: str) -> str: ...
    def domain_of(self, axis: str) -> str | None: ...


@runtime_checkable
class Listed(Base, Protocol):
    """A base that can tell all that it has."""

    def spellings(self) -> Iterator[tuple[str, str]]:
        """(QName, standard label) of every concept in force that has one, prefix by prefix."""
        ...


class NoBase:
    """The base of a report whose taxonomy is not known, or not here: it knows no name."""

    is_stand_in = False
    prefixes: Sequence[str] = ()

    def __init__(self, name: str = "") -> None:
        self.name = name

    def concept(self, qname: str) -> Concept | None:
        return None

    def near(self, text: str, n: int = 3) -> list[str]:
        return []

    def namespace(self, prefix: str) -> str:
        raise KeyError(prefix)

    def location(self, prefix: str) -> str:
        raise KeyError(prefix)

    def domain_of(self, axis: str) -> str | None:
        return None


class Vocabulary:
    """One look-up over a base taxonomy and the elements a mapping declares."""

    def __init__(
        self,
        base: Base,
        prefix: str,
        own: Iterable[Concept],
        domains: dict[str, str] | None = None,
        carried: Extension | None = None,
    ) -> None:
        self.base = base
        self.prefix = prefix
        self.carried = carried
        """The company's own taxonomy that is carried on, of a mapping that names one."""
        self._own = {c.qname: c for c in own}
        self._domains = domains or {}

    def declaring(self, own: Iterable[Concept]) -> Vocabulary:
        """The same base taxonomy and domains with other elements of the company's own."""
        return Vocabulary(self.base, self.prefix, own, self._domains, self.carried)

    def carrying(self, carried: Extension) -> Vocabulary:
        """The same with the elements of a taxonomy that is carried on; those that a mapping declares win."""
        labels = {x.concept: x.text for x in carried.labels if x.is_standard}
        elements = (replace(e.concept, label=labels.get(e.qname, "")) for e in carried.elements if e.is_item)
        domains = {
            a.parent: a.child for r in carried.roles for a in r.definitions if a.arcrole == DIMENSION_DOMAIN
        }
        own = (*elements, *self._own.values())
        return Vocabulary(self.base, self.prefix, own, {**domains, **self._domains}, carried)

    def concept(self, qname: str) -> Concept | None:
        return self._own.get(qname) or self.base.concept(qname)

    def is_own(self, qname: str) -> bool:
        return qname in self._own

    def domain_of(self, axis: str) -> str | None:
        return self._domains.get(axis) or self.base.domain_of(axis)

    def resolve(self, name: str) -> str | None:
        """A local name to a QName: the company's own first, then the base taxonomies in order."""
        if ":" in name:
            return name if self.concept(name) else None
        for prefix in (self.prefix, *self.base.prefixes):
            if self.concept(f"{prefix}:{name}"):
                return f"{prefix}:{name}"
        return None

    def near(self, name: str, n: int = 3) -> list[str]:
        """The nearest right spellings, own elements included, best first."""
        own = _close(name, self._own, n)
        return [*own, *(q for q in self.base.near(name, n) if q not in own)][:n]


def _close(name: str, candidates: Iterable[str], n: int) -> list[str]:
    import difflib

    local = {q.partition(":")[2]: q for q in candidates}
    wanted = name.rpartition(":")[2]
    return [local[m] for m in difflib.get_close_matches(wanted, local, n=n, cutoff=0.8)]
