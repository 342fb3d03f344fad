"""A year of the standard taxonomies that is neither shipped nor installed, as a carried taxonomy names it."""

from __future__ import annotations

from collections.abc import Sequence

from xbrlgen.catalog.catalog import Catalog, available, open_catalog
from xbrlgen.model.report import Extension, Import
from xbrlgen.model.taxonomy import Concept


class BorrowedCatalog:
    """Namespaces and addresses are those that the carried schema imports; concepts are those of the nearest
    year that is at hand, as names rarely change their meaning. It knows a selection only."""

    is_stand_in = True

    def __init__(self, name: str, nearest: Catalog, imports: Sequence[Import]) -> None:
        self.name = name
        self._nearest = nearest
        self._imports = {i.prefix: i for i in imports if i.prefix and i.prefix not in _MACHINERY}

    @property
    def prefixes(self) -> tuple[str, ...]:
        return tuple(self._imports)

    def concept(self, qname: str) -> Concept | None:
        return self._nearest.concept(qname) if qname.partition(":")[0] in self._imports else None

    def near(self, text: str, n: int = 3) -> list[str]:
        return self._nearest.near(text, n)

    def namespace(self, prefix: str) -> str:
        return self._imports[prefix].namespace

    def location(self, prefix: str) -> str:
        return self._imports[prefix].location

    def domain_of(self, axis: str) -> str | None:
        return self._nearest.domain_of(axis)


_MACHINERY = frozenset({"xbrli", "link", "xlink", "xbrldt", "xbrldi", "xs", "xsd", "ref", "dtr-types"})
"""What every schema imports, and no taxonomy of concepts."""


def borrow(name: str, carried: Extension) -> BorrowedCatalog | None:
    """The catalog of a year that nothing at hand knows, for a taxonomy that is carried on from it."""
    years = available()
    if not years or not name.startswith("us-gaap/"):
        return None
    wanted = name.partition("/")[2]
    # The first year from the wanted one on, else the last.
    nearest = next((y for y in years if y.partition("/")[2] >= wanted), years[-1])
    return BorrowedCatalog(name, open_catalog(nearest), carried.imports)
