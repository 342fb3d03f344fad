"""Compile a taxonomy package into an index: one SQLite file that answers without reading any XML.

Every schema and linkbase of the package is read once, whatever entry point it belongs to. What the index
holds is laid down in :data:`LAYOUT`; :mod:`xbrlgen.catalog.index` reads it.
"""

from __future__ import annotations

import json
import os
import posixpath
import re
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from xbrlgen.catalog.archive import Archive, refuse
from xbrlgen.catalog.package import follow, kind
from xbrlgen.model.xbrl import STANDARD_LABEL

FORMAT = 1
"""Counts up when the same package gives another index."""

LAYOUT = """
CREATE TABLE schema(id INTEGER PRIMARY KEY, prefix TEXT, namespace TEXT, address TEXT, held INTEGER,
                    elements INTEGER, outside TEXT);
CREATE TABLE node(id INTEGER PRIMARY KEY, schema INTEGER, name TEXT, type TEXT, substitution TEXT,
                  period TEXT, balance TEXT, abstract INTEGER, nillable INTEGER, label TEXT,
                  deprecated INTEGER, replaced_by TEXT);
CREATE TABLE role(id INTEGER PRIMARY KEY, uri TEXT, definition TEXT);
CREATE TABLE label(node INTEGER, role INTEGER, language TEXT, text TEXT);
CREATE TABLE reference(id INTEGER PRIMARY KEY, role INTEGER, parts TEXT);
CREATE TABLE cites(node INTEGER, reference INTEGER);
CREATE TABLE relation(kind TEXT, role INTEGER, parent INTEGER, child INTEGER, position REAL, weight TEXT,
                      preferred INTEGER);
CREATE TABLE axis(node INTEGER PRIMARY KEY, member INTEGER);
CREATE VIRTUAL TABLE words USING fts5(name, label, content='', tokenize='porter unicode61');
"""
INDEXES = """
CREATE UNIQUE INDEX node_of ON node(name, schema);
CREATE INDEX label_of ON label(node);
CREATE INDEX cites_of ON cites(node);
CREATE INDEX parents_of ON relation(child);
CREATE INDEX children_of ON relation(parent);
"""

_XLINK = "{http://www.w3.org/1999/xlink}"
_LINK = "{http://www.xbrl.org/2003/linkbase}"
_XS = "{http://www.w3.org/2001/XMLSchema}"
_XBRLI = "{http://www.xbrl.org/2003/instance}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_LABEL, _FROM, _TO, _HREF = f"{_XLINK}label", f"{_XLINK}from", f"{_XLINK}to", f"{_XLINK}href"
_ROLE, _ARCROLE = f"{_XLINK}role", f"{_XLINK}arcrole"
_DEPRECATING = re.compile(r"/2009/role/deprecated(Date)?Label$")
_OFFICIAL = re.compile(
    r"(https?://(?:xbrl\.fasb\.org|xbrl\.sec\.gov)/)(?:.*/)?"
    r"([a-z][a-z0-9-]*?)-((?:19|20)\d\d(?:q\d|-\d\d-\d\d)?)\.xsd$"
)
_BUILT_IN = re.compile(r"https?://([a-z0-9-]+\.)*(xbrl\.org|w3\.org)/")
_WORDS = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|[0-9]+")

Progress = Callable[[str], None]


@dataclass
class _Schema:
    """A schema while it is read. ``ids`` are its elements' nodes by XML id."""

    number: int
    prefix: str
    namespace: str
    address: str
    held: bool = True
    ids: dict[str, int] = field(default_factory=dict)


class _Compiler:
    """All of one package on its way into one database."""

    def __init__(self, archive: Archive, database: sqlite3.Connection) -> None:
        self.archive = archive
        self.database = database
        self.present = frozenset(archive.files)
        self.schemas: dict[str, _Schema] = {}
        """By path in the package; those of other packages by address."""
        self.outside: dict[str, dict[str, int]] = defaultdict(dict)
        self.qname: dict[int, str] = {}
        self.rows: dict[int, list[object]] = {}
        self.roles: dict[str, int] = {}
        self.definitions: dict[str, str] = {}
        self.texts: dict[int, str] = {}
        self.references: dict[tuple[int, str], int] = {}
        self.file = ""
        """The linkbase that is being read."""
        self.links: dict[str, set[str]] = {}
        self.embedded: list[tuple[str, etree._Element]] = []
        self.defaults: dict[int, int] = {}
        self.deprecated: set[int] = set()
        self.successors: defaultdict[str, list[str]] = defaultdict(list)
        self.relations: dict[tuple[str, int, int, int, int | None], tuple[int, bool, float, str | None]] = {}

    # -- schemas ---------------------------------------------------------------------

    def read_schema(self, file: str) -> None:
        root = self.archive.tree(file)
        if root.tag != f"{_XS}schema":
            return
        namespace = root.get("targetNamespace", "")
        prefixes = [p for p, uri in root.nsmap.items() if p and uri == namespace]
        stem = re.sub(r"[-_]\d{4}.*$", "", posixpath.basename(file).removesuffix(".xsd"))
        prefix = stem if stem in prefixes or not prefixes else prefixes[0]
        address = self.archive.address(file) or ""
        self._check_namespace(file, address, namespace)
        schema = _Schema(len(self.schemas) + 1, prefix, namespace, address)
        self.schemas[file] = schema
        self.links[file] = self._references(file, root)
        for element in root.iterchildren(f"{_XS}element"):
            period = element.get(f"{_XBRLI}periodType")
            if period is None:
                continue
            number, name = len(self.rows) + 1, element.get("name", "")
            schema.ids[element.get("id", "")] = number
            self.qname[number] = f"{prefix}:{name}"
            self.rows[number] = [
                number,
                schema.number,
                name,
                element.get("type", ""),
                element.get("substitutionGroup", ""),
                period,
                element.get(f"{_XBRLI}balance"),
                element.get("abstract") == "true",
                element.get("nillable") == "true",
            ]
        for defined in root.iter(f"{_LINK}roleType"):
            self.definitions[defined.get("roleURI", "")] = _folded(defined.findtext(f"{_LINK}definition"))
        self.embedded += [(file, linkbase) for linkbase in root.iter(f"{_LINK}linkbase")]

    def _check_namespace(self, file: str, address: str, namespace: str) -> None:
        """Refuse a schema of one year at the address of another.

        An official element schema ``.../us-gaap/2025/elts/us-gaap-2025.xsd`` has a namespace that ends
        ``/us-gaap/2025``; entry points and the parts of a schema have longer names of the same year.
        """
        match = _OFFICIAL.match(address)
        if match is None:
            return
        prefix, date = match[2], match[3]
        years = set(re.findall(r"(?<=/)(?:19|20)\d\d(?=[/q-]|$)", f"{namespace} {address}"))
        years.add(date[:4])
        exact = namespace.endswith(f"/{prefix}/{date}")
        if len(years) > 1 or (f"/{prefix}/" in namespace and not exact):
            why = f"has a namespace that does not fit its address: {namespace} at {address}"
            raise refuse("XG-TAX-008", self.archive.path, why)

    def _references(self, file: str, root: etree._Element) -> set[str]:
        """What a schema or linkbase builds on: files of the package and addresses outside of it."""
        found = set()
        for tag, name in ((f"{_XS}import", "schemaLocation"), (f"{_XS}include", "schemaLocation")):
            found |= {e.get(name, "") for e in root.iterchildren(tag)}
        for tag in ("linkbaseRef", "roleRef", "arcroleRef"):
            found |= {e.get(_HREF, "").partition("#")[0] for e in root.iter(f"{_LINK}{tag}")}
        return {self._target(file, href) for href in found if href}

    def _target(self, file: str, href: str) -> str:
        """The file of the package, or the address outside of it, that an href names."""
        if "://" in href:
            return self.archive.file(href) or href
        return posixpath.normpath(posixpath.join(posixpath.dirname(file), href))

    def node(self, file: str, href: str, targets: dict[str, _Schema | str]) -> int | None:
        """The element that a locator points at; None for what is no element (a role, a part)."""
        where, _, fragment = href.partition("#")
        schema = targets.get(where)
        if schema is None:
            target = self._target(file, where)
            schema = targets[where] = self.schemas.get(target, target)
        if isinstance(schema, _Schema):
            return schema.ids.get(fragment)
        if "://" not in schema or "_" not in fragment:
            return None
        known = self.outside[schema]
        if fragment not in known:
            prefix, _, name = fragment.partition("_")
            number = known[fragment] = len(self.rows) + 1
            self.qname[number] = f"{prefix}:{name}"
            self.rows[number] = [number, schema, name, "", "", "", None, False, False]
        return known[fragment]

    def role(self, uri: str) -> int:
        return self.roles.setdefault(uri, len(self.roles) + 1)

    # -- linkbases -------------------------------------------------------------------

    def read_linkbase(self, file: str, root: etree._Element) -> None:
        """Every extended link of a linkbase: labels, references and relations."""
        self.file = file
        targets: dict[str, _Schema | str] = {}
        for extended in root:
            if not isinstance(extended.tag, str) or not extended.tag.startswith(_LINK):
                continue
            tag = extended.tag.removeprefix(_LINK)
            if tag not in {
                "labelLink",
                "referenceLink",
                "presentationLink",
                "calculationLink",
                "definitionLink",
            }:
                continue
            located: defaultdict[str, list[int]] = defaultdict(list)
            resources: defaultdict[str, list[etree._Element]] = defaultdict(list)
            arcs = []
            for child in extended:
                if child.tag == f"{_LINK}loc":
                    number = self.node(file, child.get(_HREF, ""), targets)
                    if number is not None:
                        located[child.get(_LABEL, "")].append(number)
                elif child.get(_FROM) is not None:
                    arcs.append(child)
                elif child.get(_LABEL) is not None:
                    resources[child.get(_LABEL, "")].append(child)
            if tag == "labelLink":
                self._labels(located, resources, arcs)
            elif tag == "referenceLink":
                self._cites(located, resources, arcs)
            else:
                self._arcs(tag, self.role(extended.get(_ROLE, "")), located, arcs)

    def _labels(
        self,
        located: dict[str, list[int]],
        resources: dict[str, list[etree._Element]],
        arcs: list[etree._Element],
    ) -> None:
        rows = []
        for arc in arcs:
            for number in located.get(arc.get(_FROM, ""), ()):
                for resource in resources.get(arc.get(_TO, ""), ()):
                    uri = resource.get(_ROLE, STANDARD_LABEL)
                    language = resource.get(_LANG, "")
                    text = _folded("".join(map(str, resource.itertext())))
                    rows.append((number, self.role(uri), language, text))
                    if uri == STANDARD_LABEL and language[:2] in {"en", ""}:
                        self.texts[number] = text
                    elif _DEPRECATING.search(uri):
                        self.deprecated.add(number)
        self.database.executemany("INSERT INTO label VALUES(?,?,?,?)", dict.fromkeys(rows))

    def _cites(
        self,
        located: dict[str, list[int]],
        resources: dict[str, list[etree._Element]],
        arcs: list[etree._Element],
    ) -> None:
        numbers: dict[str, list[int]] = {}
        for label, found in resources.items():
            numbers[label] = []
            for resource in found:
                parts = [
                    (etree.QName(part).localname, _folded(part.text))
                    for part in resource
                    if isinstance(part.tag, str)
                ]
                key = (self.role(resource.get(_ROLE, "")), json.dumps(parts, ensure_ascii=False))
                numbers[label].append(self.references.setdefault(key, len(self.references) + 1))
        rows = [
            (number, reference)
            for arc in arcs
            for number in located.get(arc.get(_FROM, ""), ())
            for reference in numbers.get(arc.get(_TO, ""), ())
        ]
        self.database.executemany("INSERT INTO cites VALUES(?,?)", dict.fromkeys(rows))

    def _arcs(self, tag: str, role: int, located: dict[str, list[int]], arcs: list[etree._Element]) -> None:
        kind_of = tag[0]
        for arc in arcs:
            name = arc.get(_ARCROLE, "").rpartition("/")[2]
            for parent in located.get(arc.get(_FROM, ""), ()):
                for child in located.get(arc.get(_TO, ""), ()):
                    if kind_of == "d":
                        self._definition(name, parent, child)
                    elif name in {"parent-child", "summation-item"}:
                        self._relate(kind_of, role, parent, child, arc)

    def _relate(self, kind_of: str, role: int, parent: int, child: int, arc: etree._Element) -> None:
        """Keep an arc unless one of a higher priority prohibits it (XBRL 2.1 section 3.5.3.9.7.5)."""
        label = arc.get("preferredLabel")
        preferred = None if label is None else self.role(label)
        key = (kind_of, role, parent, child, preferred)
        prohibited = arc.get("use") == "prohibited"
        priority = int(arc.get("priority", "0"))
        known = self.relations.get(key)
        if known is None or (priority, prohibited) >= known[:2]:
            row = (priority, prohibited, float(arc.get("order", "1")), arc.get("weight"))
            self.relations[key] = row
        if self.qname[parent].endswith(":DeprecatedItems") and "dep" in posixpath.basename(self.file):
            self.deprecated.add(child)

    def _definition(self, name: str, parent: int, child: int) -> None:
        if name == "dimension-default":
            if self.defaults.setdefault(parent, child) != child:
                # XBRL Dimensions 1.0 section 2.6.4: one default at most, wherever the axis is used.
                members = f"{self.qname[self.defaults[parent]]} and {self.qname[child]}"
                why = f"gives {self.qname[parent]} two defaults: {members}"
                raise refuse("XG-TAX-006", self.archive.path, why)
        elif name.startswith("dep-") or (name == "essence-alias" and "dep" in posixpath.basename(self.file)):
            old, new = self.qname[child], self.qname[parent]
            if new not in self.successors[old]:
                self.successors[old].append(new)

    # -- the whole -------------------------------------------------------------------

    def run(self, progress: Progress) -> None:
        schemas = [f for f in self.archive.files if f.endswith(".xsd")]
        for file in schemas:
            self.read_schema(file)
        progress(f"{len(schemas)} schemas, {len(self.rows):,} elements")
        for file, root in self.embedded:
            self.read_linkbase(file, root)
        self.embedded.clear()
        for file in self.archive.files:
            if file.endswith(".xml") and "/META-INF/" not in file:
                root = self.archive.tree(file)
                if root.tag == f"{_LINK}linkbase":
                    self.links[file] = self._references(file, root)
                    self.read_linkbase(file, root)
        progress(f"{len(self.relations):,} relations")
        self._write()

    def _outside(self, file: str) -> list[str]:
        """The addresses outside of the package that a schema builds on, whatever lies between."""
        seen, queue, found = {file}, [file], set()
        while queue:
            for target in self.links.get(queue.pop(), ()):
                if "://" in target:
                    found.add(target)
                elif target not in seen:
                    seen.add(target)
                    queue.append(target)
        return sorted(a for a in found if not _BUILT_IN.match(a))

    def _write(self) -> None:
        counts: defaultdict[int, int] = defaultdict(int)
        numbers = {s.number for s in self.schemas.values()}
        outside = {address: len(numbers) + n for n, address in enumerate(sorted(self.outside), start=1)}
        prefixes = {a: next(iter(known)).partition("_")[0] for a, known in self.outside.items()}
        current = {q for n, q in self.qname.items() if n not in self.deprecated}
        ways = (_chosen(self.successors),)
        rows = []
        for number, row in self.rows.items():
            if isinstance(row[1], str):
                row[1] = outside[row[1]]
            else:
                counts[int(str(row[1]))] += 1
            gone = number in self.deprecated
            new = follow(self.qname[number], current, ways) if gone else ()
            rows.append((*row, self.texts.get(number, ""), gone, " ".join(new)))
        insert = self.database.executemany
        insert("INSERT INTO node VALUES(?,?,?,?,?,?,?,?,?,?,?,?)", rows)
        insert(
            "INSERT INTO schema VALUES(?,?,?,?,1,?,?)",
            (
                (s.number, s.prefix, s.namespace, s.address, counts[s.number], " ".join(self._outside(file)))
                for file, s in self.schemas.items()
            ),
        )
        insert(
            "INSERT INTO schema VALUES(?,?,'',?,0,0,'')", ((n, prefixes[a], a) for a, n in outside.items())
        )
        insert("INSERT INTO axis VALUES(?,?)", sorted(self.defaults.items()))
        insert(
            "INSERT INTO relation VALUES(?,?,?,?,?,?,?)",
            (
                (kind_of, role, parent, child, order, weight, preferred)
                for (kind_of, role, parent, child, preferred), (
                    _,
                    not_,
                    order,
                    weight,
                ) in self.relations.items()
                if not not_
            ),
        )
        insert(
            "INSERT INTO reference VALUES(?,?,?)",
            ((number, role, parts) for (role, parts), number in self.references.items()),
        )
        insert(
            "INSERT INTO role VALUES(?,?,?)",
            ((number, uri, self.definitions.get(uri, "")) for uri, number in self.roles.items()),
        )
        insert(
            "INSERT INTO words(rowid, name, label) VALUES(?,?,?)",
            ((r[0], " ".join(_WORDS.findall(str(r[2]))), r[9]) for r in rows if r[3]),
        )


def _folded(text: str | None) -> str:
    return " ".join((text or "").split())


def _chosen(successors: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    """A deprecated item may become an item with an axis and a member: the item is what stands in its
    place, unless nothing of its own kind is named."""
    return {
        old: tuple(sorted([n for n in new if kind(n) == kind(old)] or new)) for old, new in successors.items()
    }


def compile_index(archive: Archive, target: Path, progress: Progress | None = None) -> None:
    """Write the index of a package, whole or not at all.

    Raises XbrlgenError (XG-TAX-002, XG-TAX-006, XG-TAX-008) for a package that cannot be compiled,
    OSError or sqlite3.Error if the index cannot be written.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    os.close(handle)
    try:
        with closing(sqlite3.connect(name)) as database:
            database.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + LAYOUT)
            _Compiler(archive, database).run(progress or (lambda _: None))
            database.executescript(INDEXES)
            database.commit()
        # On the disk before it bears its name: an index that is there is whole.
        with Path(name).open("rb+") as stream:
            os.fsync(stream.fileno())
        Path(name).replace(target)
    finally:
        Path(name).unlink(missing_ok=True)
