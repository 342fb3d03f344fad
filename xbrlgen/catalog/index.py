"""Read the index that :mod:`xbrlgen.catalog.compile` makes of a package."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from xbrlgen.catalog.archive import Archive, open_archive
from xbrlgen.catalog.compile import FORMAT, Progress, compile_index
from xbrlgen.model.codes import finding
from xbrlgen.model.finding import XbrlgenError
from xbrlgen.model.taxonomy import Concept
from xbrlgen.resources import cache_dir

_DATE = re.compile(r"/((?:19|20)\d\d(?:q\d|-\d\d-\d\d)?)$")
_RELATIVES = (
    "SELECT s.prefix || ':' || n.name, r.uri, r.definition, weight, l.uri FROM relation"
    " JOIN node n ON n.id={} JOIN schema s ON s.id=n.schema JOIN role r ON r.id=relation.role"
    " LEFT JOIN role l ON l.id=relation.preferred WHERE {}=? AND kind=?"
    " ORDER BY r.definition, r.uri, position, n.name"
)
_PARENTS = _RELATIVES.format("relation.parent", "relation.child")
_CHILDREN = _RELATIVES.format("relation.child", "relation.parent")


@dataclass(frozen=True, slots=True)
class Holding:
    """One schema that a package holds.

    ``address`` is its official one. ``elements`` counts its concepts. ``needs`` are the addresses that it
    builds on and that must come from another package; those of the XBRL standard itself are not told.
    """

    prefix: str
    namespace: str
    address: str
    elements: int
    needs: tuple[str, ...]

    @property
    def date(self) -> str:
        """``2025``, ``2022q4`` or ``2020-01-31``, as the namespace ends; empty if it has no date."""
        match = _DATE.search(self.namespace)
        return match[1] if match else ""


@dataclass(frozen=True, slots=True)
class LabelText:
    """One label of a concept. ``role`` is the last part of its role's URI: ``label``, ``terseLabel``,
    ``documentation``."""

    role: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Reference:
    """One reference of a concept to literature: its parts as (name, text), in the order of the file."""

    role: str
    parts: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return " ".join(f"{name} {text}" for name, text in self.parts)


@dataclass(frozen=True, slots=True)
class Relative:
    """A parent or a child of a concept in one network.

    ``role`` is the network's URI and ``title`` its definition. ``weight`` is that of a calculation, as it
    is written, None in a presentation. ``preferred`` is the last part of the preferred label's role.
    """

    qname: str
    role: str
    title: str
    weight: str | None = None
    preferred: str | None = None


def index_path(sha256: str) -> Path:
    """Where the index of a package is, made or not."""
    return cache_dir() / "index" / f"{sha256[:32]}-{FORMAT}.sqlite"


def make_index(archive: Archive, sha256: str, progress: Progress | None = None) -> Path:
    """The index of an opened package, compiled if the cache has not got it.

    Raises XbrlgenError like :func:`xbrlgen.catalog.compile.compile_index`, and with XG-TAX-011 if the
    cache cannot be written.
    """
    target = index_path(sha256)
    if not target.is_file():
        try:
            compile_index(archive, target, progress)
        except (OSError, sqlite3.Error) as error:
            message = f"the index of {archive.path.name} cannot be written: {error}"
            raise XbrlgenError(finding("XG-TAX-011", message)) from error
    return target


def ensure_index(path: Path, sha256: str, progress: Progress | None = None) -> Path:
    """The index of a package file; the package is opened only if the cache has not got it."""
    target = index_path(sha256)
    if target.is_file():
        return target
    with open_archive(path) as archive:
        return make_index(archive, sha256, progress)


def holdings(index: Path) -> tuple[Holding, ...]:
    """The schemas of a package that have elements or need other packages, by address."""
    with closing(_connect(index)) as database:
        found = database.execute(
            "SELECT prefix, namespace, address, elements, outside FROM schema"
            " WHERE held AND address != '' AND (elements OR outside != '') ORDER BY address"
        )
        return tuple(Holding(p, n, a, count, tuple(o.split())) for p, n, a, count, o in found)


def _connect(index: Path) -> sqlite3.Connection:
    # An index never changes under its name, so SQLite need not look for locks or journals.
    return sqlite3.connect(f"{index.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


class Index:
    """An open index."""

    def __init__(self, path: Path) -> None:
        self._database = _connect(path)
        self.execute = self._database.execute

    def schema(self, address: str) -> int:
        """The number of the schema of an official address. Raises KeyError if it is not held."""
        row = self.execute("SELECT id FROM schema WHERE address=? AND held", (address,)).fetchone()
        if row is None:
            raise KeyError(address)
        return int(row[0])

    def default(self, prefix: str, name: str) -> str | None:
        """The default member of an axis."""
        row = self.execute(
            "SELECT ms.prefix || ':' || m.name FROM node a JOIN schema s ON s.id=a.schema"
            " JOIN axis ON axis.node=a.id JOIN node m ON m.id=axis.member JOIN schema ms ON ms.id=m.schema"
            " WHERE a.name=? AND s.prefix=? ORDER BY s.namespace DESC LIMIT 1",
            (name, prefix),
        ).fetchone()
        return None if row is None else str(row[0])

    def nodes(self, prefix: str, name: str, namespace: str) -> tuple[int, ...]:
        """The nodes that stand for an element: its declaration, or what another package says of it."""
        rows = self.execute(
            "SELECT n.id FROM node n JOIN schema s ON s.id=n.schema"
            " WHERE n.name=? AND s.prefix=? AND s.namespace IN (?, '') ORDER BY s.held DESC, n.id",
            (name, prefix, namespace),
        )
        return tuple(row[0] for row in rows)

    def labels(self, node: int) -> tuple[LabelText, ...]:
        """Every label of a node, its standard ones first."""
        rows = self.execute(
            "SELECT uri, language, text FROM label JOIN role ON role.id=label.role WHERE node=?"
            " ORDER BY uri NOT LIKE '%/2003/role/label', uri, language, text",
            (node,),
        )
        return tuple(LabelText(_last(uri), language, text) for uri, language, text in rows)

    def references(self, node: int) -> tuple[Reference, ...]:
        """Every reference of a node."""
        rows = self.execute(
            "SELECT uri, parts FROM cites JOIN reference ON reference.id=cites.reference"
            " JOIN role ON role.id=reference.role WHERE node=? ORDER BY uri, parts",
            (node,),
        )
        return tuple(
            Reference(_last(uri), tuple((name, text) for name, text in json.loads(parts)))
            for uri, parts in rows
        )

    def parents(self, node: int, kind: str) -> tuple[Relative, ...]:
        """The parents of a node in the presentations (``p``) or calculations (``c``), by role."""
        return self._relatives(node, kind, _PARENTS)

    def children(self, node: int, kind: str) -> tuple[Relative, ...]:
        """The children of a node, by role and order."""
        return self._relatives(node, kind, _CHILDREN)

    def _relatives(self, node: int, kind: str, query: str) -> tuple[Relative, ...]:
        rows = self.execute(query, (node, kind))
        return tuple(
            Relative(qname, uri, title, weight, _last(preferred) if preferred else None)
            for qname, uri, title, weight, preferred in rows
        )

    def search(self, words: str, n: int) -> list[tuple[int, str, str, str, float]]:
        """(schema, local name, standard label, deprecated, rank) that full-text search finds, best first."""
        return list(
            self.execute(
                "SELECT node.schema, node.name, node.label, node.deprecated, bm25(words, 2.0, 1.0) AS rank"
                " FROM words JOIN node ON node.id=words.rowid WHERE words MATCH ?"
                " ORDER BY node.deprecated, rank, length(node.name), node.name LIMIT ?",
                (words, n),
            )
        )


class IndexPart:
    """What an official package knows of one prefix."""

    complete = True

    def __init__(self, index: Index, holding: Holding, location: str, source: str) -> None:
        self.index: Index = index
        self.prefix = holding.prefix
        self.namespace = holding.namespace
        self.location = location
        self.source = source
        self.number = index.schema(holding.address)
        self._count = holding.elements

    def __len__(self) -> int:
        return self._count

    def names(self) -> Iterator[str]:
        """The local names, sorted."""
        rows = self.index.execute("SELECT name FROM node WHERE schema=? ORDER BY name", (self.number,))
        return (row[0] for row in rows.fetchall())

    def concept(self, name: str) -> Concept | None:
        """The concept of a local name, or None."""
        row = self.index.execute(
            "SELECT type, period, balance, abstract, substitution, label, deprecated, replaced_by"
            " FROM node WHERE name=? AND schema=?",
            (name, self.number),
        ).fetchone()
        if row is None:
            return None
        type_, period, balance, abstract, substitution, label, deprecated, replaced = row
        return Concept(
            f"{self.prefix}:{name}",
            type_,
            period,
            balance,
            bool(abstract),
            substitution,
            label,
            bool(deprecated),
            tuple(replaced.split()),
        )

    def nillable(self, name: str) -> bool | None:
        """Whether a fact of the concept may be nil; None for an unknown name."""
        sql = "SELECT nillable FROM node WHERE name=? AND schema=?"
        row = self.index.execute(sql, (name, self.number)).fetchone()
        return None if row is None else bool(row[0])

    def spellings(self) -> Iterator[tuple[str, str]]:
        """(local name, standard label) of every concept that is not deprecated."""
        sql = "SELECT name, label FROM node WHERE schema=? AND NOT deprecated ORDER BY name"
        yield from self.index.execute(sql, (self.number,)).fetchall()


def _last(uri: str) -> str:
    return uri.rpartition("/")[2]
