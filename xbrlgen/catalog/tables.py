"""The shipped tables of one taxonomy year, as they lie on the disk.

A folder of ``taxonomy/`` is a year. ``taxonomy.toml`` names it and gives, for each prefix, its
namespace and official schema location; ``<prefix>.tsv`` has its elements; ``axes.tsv``, ``types.tsv``
and ``removed.tsv`` the rest. ``taxonomy/README.md`` describes them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from xbrlgen.model.codes import finding
from xbrlgen.model.finding import XbrlgenError
from xbrlgen.model.taxonomy import Concept
from xbrlgen.resources import shipped

_FAMILY = "us-gaap"


@dataclass(frozen=True, slots=True)
class Schema:
    """One schema of the taxonomy.

    ``location`` is its official URL. ``dtr`` is the date of the data types registry that its types
    come from; None for a schema that only defines types. ``complete`` says that the table has every
    element of the schema.
    """

    prefix: str
    namespace: str
    location: str
    dtr: str | None = None
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Year:
    """A taxonomy year: its folder and the schemas it tells of, in the order of the file."""

    name: str
    folder: Path
    schemas: tuple[Schema, ...]
    types: tuple[Schema, ...]

    def lines(self, table: str) -> Iterator[str]:
        """The data lines of a table, its header left out."""
        text = (self.folder / table).read_text("utf-8")
        lines = iter(text.split("\n"))
        next(lines)
        return (line for line in lines if line)

    def files(self) -> tuple[Path, ...]:
        """Every file that says something of the taxonomy, sorted."""
        return tuple(sorted(p for p in self.folder.iterdir() if p.suffix in {".tsv", ".toml"}))


def available() -> tuple[str, ...]:
    """The names that :func:`open_year` knows, oldest first: ``us-gaap/2025``."""
    folders = (p.parent.name for p in shipped("taxonomy").glob("*/taxonomy.toml"))
    return tuple(sorted(f"{_FAMILY}/{name}" for name in folders))


def open_year(name: str) -> Year:
    """The tables of ``us-gaap/2025``.

    Raises XbrlgenError with XG-MAP-015 for a name that is not shipped.
    """
    known = available()
    if name not in known:
        raise XbrlgenError(
            finding(
                "XG-MAP-015",
                f"the taxonomy {name} is neither shipped nor installed",
                hint=f"known are: {', '.join(known)}",
            )
        )
    folder = shipped("taxonomy") / name.partition("/")[2]
    data = tomllib.loads((folder / "taxonomy.toml").read_text("utf-8"))
    return Year(
        name=name,
        folder=folder,
        schemas=tuple(Schema(prefix, **entry) for prefix, entry in data["prefixes"].items()),
        types=tuple(Schema(prefix, **entry) for prefix, entry in data["types"].items()),
    )


def parse(prefix: str, line: str) -> tuple[Concept, dict[str, str]]:
    """The concept of a line of ``<prefix>.tsv``, and what the schema says of it beyond that.

    The second part has ``typed`` and ``typedType`` for a typed axis (XBRL Dimensions 1.0 section
    2.5.2.1) and ``enum2:...`` for an extensible enumeration.
    """
    name, type_, substitution, period, balance, abstract, label, deprecated, replaced, more = line.split("\t")
    concept = Concept(
        qname=f"{prefix}:{name}",
        type=type_,
        period=period,
        balance=balance or None,
        abstract=bool(abstract),
        substitution=substitution,
        label=label,
        deprecated=bool(deprecated),
        replaced_by=tuple(replaced.split()),
    )
    return concept, dict(pair.split("=", 1) for pair in more.split())


class TablePart:
    """What the shipped table of one prefix knows. A line is parsed when its concept is asked for."""

    index = None

    def __init__(self, year: Year, schema: Schema) -> None:
        self.prefix = schema.prefix
        self.namespace = schema.namespace
        self.location = schema.location
        self.complete = schema.complete
        self.source = ""
        self._lines = {line.partition("\t")[0]: line for line in year.lines(f"{schema.prefix}.tsv")}

    def __len__(self) -> int:
        return len(self._lines)

    def names(self) -> Iterator[str]:
        """The local names, sorted."""
        return iter(self._lines)

    def concept(self, name: str) -> Concept | None:
        """The concept of a local name, or None."""
        line = self._lines.get(name)
        return None if line is None else parse(self.prefix, line)[0]

    def spellings(self) -> Iterator[tuple[str, str]]:
        """(local name, standard label) of every concept that is not deprecated."""
        for line in self._lines.values():
            name, *_, label, deprecated, _, _ = line.split("\t")
            if not deprecated:
                yield name, label
