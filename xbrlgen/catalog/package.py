"""Read a taxonomy package: schemas and linkbases into rows of the concept tables.

Used to make the shipped tables, and to index an official package that the user has. A package is input
like any other: its size is bounded, entities are not expanded, nothing is fetched.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from xbrlgen.model.codes import finding
from xbrlgen.model.finding import XbrlgenError
from xbrlgen.model.where import Where
from xbrlgen.model.xbrl import STANDARD_LABEL

_XLINK = "{http://www.w3.org/1999/xlink}"
_LINK = "{http://www.xbrl.org/2003/linkbase}"
_XS = "{http://www.w3.org/2001/XMLSchema}"
_XBRLI = "{http://www.xbrl.org/2003/instance}"
_XBRLDT = "{http://xbrl.org/2005/xbrldt}"
_ENUM2 = "{http://xbrl.org/2020/extensible-enumerations-2.0}"

LARGEST_FILE = 100_000_000
"""Bytes that one file of a package may have; the largest official one has some 20 million."""

COLUMNS = (
    "name", "type", "substitution", "period", "balance", "abstract", "label", "deprecated",
    "replaced_by", "more",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ConceptRow:
    """One element of a table. ``more`` is what its declaration says beyond the other columns."""

    name: str
    type: str
    substitution: str
    period: str
    balance: str = ""
    abstract: bool = False
    label: str = ""
    deprecated: bool = False
    replaced_by: tuple[str, ...] = ()
    more: dict[str, str] = field(default_factory=dict)

    def cells(self) -> tuple[str, ...]:
        """The row as text, in the order of :data:`COLUMNS`."""
        return (
            self.name,
            self.type,
            self.substitution,
            self.period,
            self.balance,
            "1" if self.abstract else "",
            self.label,
            "1" if self.deprecated else "",
            " ".join(self.replaced_by),
            " ".join(f"{k}={v}" for k, v in sorted(self.more.items())),
        )


class TaxonomyPackage:
    """The files of a zipped taxonomy package, by their path in it.

    Whatever is wrong with it raises XbrlgenError with XG-MAP-015.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._zip = zipfile.ZipFile(path)
        except (OSError, zipfile.BadZipFile) as error:
            raise self.refuse(f"cannot be read: {error}") from error
        self._names = [n for n in self._zip.namelist() if not n.endswith("/")]

    def refuse(self, why: str) -> XbrlgenError:
        """The error that says what is wrong with this package."""
        return XbrlgenError(
            finding("XG-MAP-015", f"the taxonomy package {self.path.name} {why}", Where(str(self.path)))
        )

    def find(self, pattern: str) -> list[str]:
        """The files whose path has the pattern in it, sorted."""
        return sorted(n for n in self._names if re.search(pattern, n))

    def tree(self, name: str) -> etree._Element:
        """The root of one XML file."""
        if self._zip.getinfo(name).file_size > LARGEST_FILE:
            raise self.refuse(f"has a file of more than {LARGEST_FILE:,} bytes: {name}")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            return etree.fromstring(self._zip.read(name), parser)
        except (etree.XMLSyntaxError, zipfile.BadZipFile) as error:
            raise self.refuse(f"has a file that cannot be read: {name}: {error}") from error

    def one(self, pattern: str) -> etree._Element:
        """The root of the only file whose path has the pattern in it."""
        names = self.find(pattern)
        if len(names) != 1:
            raise self.refuse(f"should have one file like {pattern}, and has {len(names)}")
        return self.tree(names[0])


def _qname(href: str) -> str:
    """``...#us-gaap_Assets`` -> ``us-gaap:Assets``."""
    prefix, _, name = href.rpartition("#")[2].partition("_")
    return f"{prefix}:{name}"


def _locators(extended: etree._Element) -> dict[str, str]:
    """Locator label -> concept, in one extended link."""
    found = extended.iter(f"{_LINK}loc")
    return {loc.get(f"{_XLINK}label", ""): _qname(loc.get(f"{_XLINK}href", "")) for loc in found}


def arcs(tree: etree._Element, link: str) -> Iterator[tuple[str, str, str]]:
    """(arcrole's last part, from, to) of every arc of a kind of link, in document order."""
    for extended in tree.iter(f"{_LINK}{link}Link"):
        located = _locators(extended)
        for arc in extended.iter(f"{_LINK}{link}Arc"):
            start, end = arc.get(f"{_XLINK}from", ""), arc.get(f"{_XLINK}to", "")
            if start in located and end in located:
                yield arc.get(f"{_XLINK}arcrole", "").rpartition("/")[2], located[start], located[end]


def labels(tree: etree._Element) -> dict[str, str]:
    """QName -> standard label of a label linkbase, white space folded."""
    found = {}
    for extended in tree.iter(f"{_LINK}labelLink"):
        located = _locators(extended)
        texts = {
            text.get(f"{_XLINK}label", ""): " ".join((text.text or "").split())
            for text in extended.iter(f"{_LINK}label")
            if text.get(f"{_XLINK}role") == STANDARD_LABEL
        }
        for arc in extended.iter(f"{_LINK}labelArc"):
            start, end = arc.get(f"{_XLINK}from", ""), arc.get(f"{_XLINK}to", "")
            if start in located and end in texts:
                found[located[start]] = texts[end]
    return found


def elements(schema: etree._Element) -> list[ConceptRow]:
    """Every item of a schema, without label. The domain of a typed axis is part of the axis's row."""
    typed = {e.get("id"): e.get("type", "") for e in schema.iter(f"{_XS}element")}
    rows = []
    for element in schema.iter(f"{_XS}element"):
        if element.get("substitutionGroup") is None:
            continue
        more = {
            f"enum2:{k}": value
            for k in ("domain", "linkrole", "headUsable")
            if (value := element.get(f"{_ENUM2}{k}")) is not None
        }
        reference = element.get(f"{_XBRLDT}typedDomainRef")
        if reference is not None:
            identifier = reference.rpartition("#")[2]
            more["typed"] = identifier.partition("_")[2]
            more["typedType"] = typed.get(identifier, "")
        rows.append(
            ConceptRow(
                name=element.get("name", ""),
                type=element.get("type", ""),
                substitution=element.get("substitutionGroup", ""),
                period=element.get(f"{_XBRLI}periodType", ""),
                balance=element.get(f"{_XBRLI}balance", ""),
                abstract=element.get("abstract") == "true",
                more=more,
            )
        )
    return rows


def types(schema: etree._Element, prefix: str, used: set[str]) -> list[tuple[str, str, str, str]]:
    """(type, base, facet, value) of every used type of a schema; a type without facets has one row."""
    rows = []
    for defined in schema.iter(f"{_XS}complexType"):
        name = f"{prefix}:{defined.get('name')}"
        restriction = next(defined.iter(f"{_XS}restriction"), None)
        if name not in used or restriction is None:
            continue
        base = restriction.get("base", "")
        facets = [
            (etree.QName(f).localname, f.get("value", ""))
            for f in restriction
            if isinstance(f.tag, str) and f.get("value") is not None
        ]
        rows += [(name, base, facet, value) for facet, value in facets or [("", "")]]
    return rows


def axes(package: TaxonomyPackage, year: str) -> tuple[dict[str, str], Counter[str]]:
    """The default member of every axis that has one, and in how many tables each axis stands.

    XBRL Dimensions 1.0 section 2.6.4: a dimension has at most one default, wherever it is used.
    """
    default: dict[str, str] = {}
    tables: Counter[str] = Counter()
    names = package.find(rf"/(stm|dis)/(us-gaap|srt)-(stm|dis)-.*-def-{year}\.xml$")
    for name in [*names, *package.find(rf"/dei-{year}_def\.xsd$")]:
        for role, start, end in arcs(package.tree(name), "definition"):
            if role == "dimension-default":
                if default.setdefault(start, end) != end:
                    raise package.refuse(f"gives {start} two defaults: {default[start]} and {end}")
            elif role == "hypercube-dimension":
                tables[end] += 1
    return default, tables


def kind(name: str) -> str:
    """What sort of element a name speaks of, by its ending: axis, member, enumeration or item."""
    if name.endswith("Axis"):
        return "axis"
    if name.endswith(("Member", "Domain")):
        return "member"
    if name.endswith(("ExtensibleEnumeration", "ExtensibleList")):
        return "enumeration"
    return "item"


def successors(package: TaxonomyPackage) -> dict[str, tuple[str, ...]]:
    """Deprecated element -> what stands in its place, as the deprecation linkbase says.

    A deprecated item may become an item with an axis and a member: only the item is kept, unless
    the linkbase names nothing of the deprecated element's own kind.
    """
    found: defaultdict[str, list[str]] = defaultdict(list)
    for file in package.find(r"/us-gaap-depcon-def-[0-9-]+\.xml$"):
        for role, start, end in arcs(package.tree(file), "definition"):
            if (role.startswith("dep-") or role == "essence-alias") and start not in found[end]:
                found[end].append(start)
    chosen = {}
    for old, new in found.items():
        same = [n for n in new if kind(n) == kind(old)]
        chosen[old] = tuple(sorted(same or new))
    return chosen


def follow(name: str, known: set[str], ways: Sequence[dict[str, tuple[str, ...]]]) -> tuple[str, ...]:
    """The elements among ``known`` to which the deprecations lead from ``name``; may be none."""
    reached: list[str] = []
    seen = {name}
    queue = [name]
    while queue:
        current = queue.pop(0)
        for new in (n for way in ways for n in way.get(current, ())):
            if new in seen:
                continue
            seen.add(new)
            (reached if new in known else queue).append(new)
    return tuple(reached)


def write_table(path: Path, header: Iterable[str], rows: Iterable[Iterable[str]]) -> int:
    """Write a table, tab-separated, and give the number of its rows.

    Raises ValueError for a cell with a tab or a line break.
    """
    lines = ["\t".join(header)]
    for row in rows:
        cells = list(row)
        if any("\t" in c or "\n" in c for c in cells):
            raise ValueError(f"{path.name}: a cell has a tab or a line break: {cells}")
        lines.append("\t".join(cells))
    path.write_text("\n".join(lines) + "\n", "utf-8", newline="\n")
    return len(lines) - 1
