"""A taxonomy package as it comes: a zip that is hostile until it has been looked through.

Taxonomy Packages 1.0: one folder at the top, in it META-INF with ``taxonomyPackage.xml`` (what it is) and
``catalog.xml`` (which official addresses its files stand for).
"""

from __future__ import annotations

import hashlib
import posixpath
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from xbrlgen.model.codes import finding
from xbrlgen.model.finding import XbrlgenError
from xbrlgen.model.where import Where

LARGEST_PACKAGE = 300_000_000
"""Bytes of a package; the largest official one has some 10 million."""
LARGEST_FILE = 100_000_000
"""Bytes that one file of a package may have; the largest official one has some 20 million."""
LARGEST_TOTAL = 1_000_000_000
MOST_FILES = 20_000
HIGHEST_RATIO = 200
"""How many times smaller than itself a package may be packed; official ones are near 15, and no file of
one is above 30."""
_RATIO_FROM = 1_000_000
"""Bytes from which the ratio of a single file counts: a small file can do no harm."""

_MANIFEST = "META-INF/taxonomyPackage.xml"
_CATALOG = "META-INF/catalog.xml"
_TP = "{http://xbrl.org/2016/taxonomy-package}"
_OASIS = "{urn:oasis:names:tc:entity:xmlns:xml:catalog}"
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\\:*?\"<>|]")


@dataclass(frozen=True, slots=True)
class AddressClaim:
    """Addresses beginning with ``address`` are the files under ``folder`` of the package.

    ``folder`` is a path in the zip, as far as it is written: it may end within a name.
    """

    address: str
    folder: str


def refuse(code: str, path: Path, why: str, hint: str | None = None) -> XbrlgenError:
    """The error that says what is wrong with a package."""
    message = f"the taxonomy package {path.name} {why}"
    return XbrlgenError(finding(code, message, Where(str(path)), hint=hint))


def sha256_of(path: Path) -> str:
    """Checksum of a file, in hexadecimal. Raises OSError if it cannot be read."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def parse_xml(data: bytes) -> etree._Element:
    """The root of an XML file: nothing is fetched, and a file with a DTD of its own (so: with
    entities of its own) is not read.

    Raises ValueError saying what is wrong.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from error
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None:
        raise ValueError("it has a document type declaration")
    return root


def fault_of(archive: zipfile.ZipFile, size: int) -> tuple[str, str] | None:
    """What makes an archive of ``size`` bytes unsafe to unpack, as code and words; None if nothing does.

    The codes are XG-TAX-003 (too large, or packed too well) and XG-TAX-004 (paths, links, encryption).
    """
    members = archive.infolist()
    fault = _size_fault(members, size)
    if fault is not None:
        return ("XG-TAX-003", fault)
    fault = next(filter(None, map(_member_fault, members)), None)
    names = [m.filename for m in members if not m.is_dir()]
    if fault is None and len({name.casefold() for name in names}) < len(names):
        fault = "has two files of one name"
    return None if fault is None else ("XG-TAX-004", fault)


def _size_fault(members: list[zipfile.ZipInfo], size: int) -> str | None:
    if len(members) > MOST_FILES:
        return f"has more than {MOST_FILES:,} files"
    total = sum(m.file_size for m in members)
    if total > LARGEST_TOTAL:
        return f"unpacks to more than {LARGEST_TOTAL:,} bytes"
    for member in members:
        if member.file_size > LARGEST_FILE:
            return f"has a file of more than {LARGEST_FILE:,} bytes: {member.filename}"
        ratio = member.file_size / max(1, member.compress_size)
        if member.file_size > _RATIO_FROM and ratio > HIGHEST_RATIO:
            return f"has a file that unpacks to {ratio:,.0f} times its size: {member.filename}"
    if total > _RATIO_FROM and total / max(1, size) > HIGHEST_RATIO:
        return f"unpacks to {total / max(1, size):,.0f} times its size"
    return None


def _member_fault(member: zipfile.ZipInfo) -> str | None:
    name = member.orig_filename
    shown = ascii(name)
    steps = name.removesuffix("/").split("/")
    if name.startswith("/") or any(step in {"", ".", ".."} for step in steps):
        return f"has a path that leads out of it: {shown}"
    if _UNSAFE.search(name) or len(name) > 400 or any(len(step) > 200 for step in steps):
        return f"has a path that is no plain one: {shown}"
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
        return f"has a link or device where a file should be: {shown}"
    if member.flag_bits & 0x1:
        return f"has an encrypted file: {shown}"
    if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        return f"has a file packed in an unusual way: {shown}"
    return None


class Archive:
    """The files of a package, by their path in the zip. Open it with :func:`open_archive`."""

    def __init__(self, path: Path, archive: zipfile.ZipFile, size: int) -> None:
        self.path = path
        self.size = size
        self._zip = archive
        self.files: tuple[str, ...] = ()
        self._present: frozenset[str] = frozenset()
        self.root = ""
        self.identifier = ""
        self.title = ""
        self.version = ""
        self.entry_points: tuple[str, ...] = ()
        self.claims: tuple[AddressClaim, ...] = ()

    def read(self, name: str) -> bytes:
        """The bytes of a file. Raises XbrlgenError (XG-TAX-002) if they are damaged."""
        try:
            return self._zip.read(name)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise refuse("XG-TAX-002", self.path, f"is damaged: {name}: {error}") from error

    def tree(self, name: str) -> etree._Element:
        """The root of an XML file. Raises XbrlgenError (XG-TAX-006) if it cannot be read."""
        try:
            return parse_xml(self.read(name))
        except ValueError as error:
            raise refuse(
                "XG-TAX-006", self.path, f"has a file that cannot be read: {name}: {error}"
            ) from error

    def address(self, name: str) -> str | None:
        """The official address of a file, None if the catalog gives none.

        Where it gives several, the way of writing that the package's entry points have is chosen, else
        https.
        """
        found = [
            claim.address + name.removeprefix(claim.folder)
            for claim in self.claims
            if name.startswith(claim.folder)
        ]
        schemes = {point.partition("://")[0] for point in self.entry_points}
        wanted = schemes.pop() if len(schemes) == 1 else "https"
        return min(found, key=lambda a: (not a.startswith(f"{wanted}://"), found.index(a)), default=None)

    def file(self, address: str) -> str | None:
        """The file that an official address stands for, None if the package has none."""
        for claim in sorted(self.claims, key=lambda c: -len(c.address)):
            if address.startswith(claim.address):
                name = claim.folder + address.removeprefix(claim.address)
                return name if name in self._present else None
        return None

    def check(self) -> None:
        """Look through the whole package. Raises XbrlgenError (XG-TAX-001 to XG-TAX-006)."""
        fault = fault_of(self._zip, self.size)
        if fault is not None:
            raise refuse(fault[0], self.path, fault[1])
        self.files = tuple(sorted(m.filename for m in self._zip.infolist() if not m.is_dir()))
        self._present = frozenset(self.files)
        tops = {name.partition("/")[0] for name in self.files}
        if len(tops) != 1 or any("/" not in name for name in self.files):
            raise refuse("XG-TAX-005", self.path, "should have one folder at its top and everything in it")
        self.root = tops.pop()
        for name in self.files:
            self.read(name)
        self._read_manifest()
        self._read_catalog()

    def _meta(self, name: str, tag: str) -> etree._Element:
        inside = f"{self.root}/{name}"
        if inside not in self._present:
            raise refuse("XG-TAX-005", self.path, f"has no {name}: it is no taxonomy package")
        try:
            root = parse_xml(self.read(inside))
        except ValueError as error:
            raise refuse("XG-TAX-005", self.path, f"has a {name} that cannot be read: {error}") from error
        if root.tag != tag:
            raise refuse("XG-TAX-005", self.path, f"has a {name} that is something else: {root.tag}")
        return root

    def _read_manifest(self) -> None:
        root = self._meta(_MANIFEST, f"{_TP}taxonomyPackage")
        self.identifier, self.title, self.version = (
            " ".join((root.findtext(f"{_TP}{part}") or "").split())
            for part in ("identifier", "name", "version")
        )
        if not self.identifier:
            raise refuse("XG-TAX-005", self.path, f"has a {_MANIFEST} without an identifier")
        points = root.iter(f"{_TP}entryPointDocument")
        self.entry_points = tuple(point.get("href", "") for point in points)

    def _read_catalog(self) -> None:
        root = self._meta(_CATALOG, f"{_OASIS}catalog")
        claims = []
        pairs = (("rewriteURI", "uriStartString"), ("rewriteSystem", "systemIdStartString"))
        for element, start in pairs:
            for rule in root.iter(f"{_OASIS}{element}"):
                address, prefix = rule.get(start, ""), rule.get("rewritePrefix", "")
                if not re.match(r"https?://[^/]+/", address):
                    raise refuse("XG-TAX-005", self.path, f"claims what is no web address: {address!r}")
                folder = posixpath.normpath(f"{self.root}/META-INF/{prefix}")
                if ":" in prefix or prefix.startswith("/") or not f"{folder}/".startswith(f"{self.root}/"):
                    why = f"claims {address} for what is outside of it: {prefix!r}"
                    raise refuse("XG-TAX-004", self.path, why)
                claims.append(AddressClaim(address, folder + ("/" if prefix.endswith("/") else "")))
        if not claims:
            raise refuse("XG-TAX-005", self.path, f"has a {_CATALOG} that claims no address")
        self.claims = tuple(sorted(set(claims), key=lambda c: (c.address, c.folder)))


@contextmanager
def open_archive(path: Path, shown: Path | None = None) -> Iterator[Archive]:
    """Open a package, looked through from end to end. ``shown`` is the path that its errors name.

    Raises XbrlgenError: XG-TAX-001 for what is no zip, XG-TAX-002 for a zip that is cut off or damaged,
    XG-TAX-003 for one larger than a taxonomy can be, XG-TAX-004 for one with a path that leads out of it,
    XG-TAX-005 and XG-TAX-006 for one that is no taxonomy package.
    """
    shown = shown or path
    try:
        size = path.stat().st_size
        if size > LARGEST_PACKAGE:
            raise refuse("XG-TAX-003", shown, f"has more than {LARGEST_PACKAGE:,} bytes")
        with path.open("rb") as stream:
            start = stream.read(4)
    except OSError as error:
        raise refuse("XG-TAX-001", shown, f"cannot be read: {error.strerror}") from error
    if start[:2] != b"PK":
        raise refuse("XG-TAX-001", shown, "is not a zip", hint="give the package as its publisher packs it")
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        why = f"is cut off or damaged: {error}"
        raise refuse("XG-TAX-002", shown, why, hint="fetch it again") from error
    with archive:
        opened = Archive(shown, archive, size)
        opened.check()
        yield opened
