"""Index an official us-gaap package that the user has: every element, not the shipped selection.

The index has the form of the shipped tables and lives in the user's cache; reading the package takes
seconds, opening its index milliseconds. The tables of srt and dei are shipped whole, so theirs are used.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from xbrlgen.catalog.package import (
    COLUMNS,
    Package,
    arcs,
    axes,
    elements,
    follow,
    labels,
    successors,
    write_table,
)
from xbrlgen.catalog.tables import Year
from xbrlgen.model.codes import finding
from xbrlgen.model.finding import XbrlgenError
from xbrlgen.model.where import Where
from xbrlgen.resources import cache_dir

FORMAT = 1
"""Counts up when the same package gives another index."""


def with_packages(shipped: Year, packages: Iterable[Path]) -> Year:
    """The year with us-gaap as the first package has it that holds that year's us-gaap schema.

    Packages without one (those of srt, dei or another year) are passed over; without any the shipped
    year is given back. Raises XbrlgenError with XG-MAP-015 for a package that cannot be read, OSError if
    the cache cannot be written.
    """
    for path in packages:
        folder = cache_dir() / "index" / f"{shipped.name.replace('/', '-')}-{_digest(shipped, path)}"
        if folder.is_dir() or _index(shipped, path, folder):
            schemas = tuple(replace(s, complete=True) for s in shipped.schemas)
            return Year(shipped.name, folder, schemas, shipped.types, source=path.name)
    return shipped


def _digest(shipped: Year, path: Path) -> str:
    """Hash of all that an index is made from."""
    total = hashlib.sha256(f"format {FORMAT}".encode())
    try:
        with path.open("rb") as stream:
            while block := stream.read(1 << 20):
                total.update(block)
    except OSError as error:
        problem = f"the taxonomy package {path.name} cannot be read: {error.strerror}"
        raise XbrlgenError(finding("XG-MAP-015", problem, Where(str(path)))) from error
    for table in shipped.files():
        total.update(table.name.encode() + b"\0" + table.read_bytes() + b"\0")
    return total.hexdigest()[:16]


def _index(shipped: Year, path: Path, target: Path) -> bool:
    """Write the index of a package, whole or not at all; False if it is not of this year's us-gaap."""
    package = Package(path)
    year = shipped.name.partition("/")[2]
    if not package.find(rf"/us-gaap-{year}\.xsd$"):
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        for table in shipped.files():
            shutil.copyfile(table, work / table.name)
        _write_us_gaap(package, year, shipped, work)
        try:
            work.rename(target)
        except OSError:
            # Another run was quicker, and its index is the same.
            if not target.is_dir():
                raise
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return True


def _write_us_gaap(package: Package, year: str, shipped: Year, folder: Path) -> None:
    """The tables of which the package knows more than the shipped ones: us-gaap and axes."""
    rows = {f"us-gaap:{row.name}": row for row in elements(package.one(rf"/us-gaap-{year}\.xsd$"))}
    deprecated = {
        child
        for file in package.find(rf"/us-gaap-depcon-pre-{year}\.xml$")
        for _, parent, child in arcs(package.tree(file), "presentation")
        if parent == "us-gaap:DeprecatedItems"
    }
    texts: dict[str, str] = {}
    for file in package.find(rf"/us-gaap-lab-{year}\.xml$"):
        texts |= labels(package.tree(file))
    ways = (successors(package),)
    known = set(rows) - deprecated
    done = [
        replace(
            row,
            label=texts.get(qname, ""),
            deprecated=qname in deprecated,
            replaced_by=follow(qname, known, ways) if qname in deprecated else (),
        )
        for qname, row in rows.items()
    ]
    write_table(folder / "us-gaap.tsv", COLUMNS, sorted(row.cells() for row in done))
    pairs = dict(line.split("\t") for line in shipped.lines("axes.tsv"))
    pairs |= axes(package, year)[0]
    write_table(folder / "axes.tsv", ("axis", "default"), sorted(pairs.items()))
