"""The parts of an Office package, each bounded in size; what is none is refused by its name."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from functools import cache
from types import TracebackType
from typing import IO

from lxml import etree

from xbrlgen.model.codes import finding
from xbrlgen.model.finding import XbrlgenError
from xbrlgen.model.where import Where

ZIP = b"PK\x03\x04"
"""What a package begins with."""
LARGEST_PART = 512 * 1024 * 1024
"""Bytes of one part when unpacked: a full sheet of 1,048,576 rows with ten cells each has about 400 MB."""
LARGEST_PACKAGE = 1024 * 1024 * 1024
"""Bytes of all parts when unpacked."""
MOST_PARTS = 10_000
LARGEST_RATIO = 1_000
"""Unpacked to packed, of a part above a megabyte. Sheets that repeat one row reach a few hundred."""

DAMAGED = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError, RuntimeError,
    NotImplementedError,
)  # fmt: skip
"""What reading an archive raises, of many kinds, for one that is cut off or made up."""
_SAVE_AS = "open it in the program that made it and save it as an Excel workbook (.xlsx)"
KINDS = (
    ("xl/workbook.xml", "xlsx", ""),
    ("word/document.xml", "docx", ""),
    ("xl/workbook.bin", "", "a binary Excel workbook (.xlsb)"),
    ("ppt/presentation.xml", "", "a PowerPoint presentation"),
    ("content.xml", "", "an OpenDocument file (.ods, .odt)"),
    ("Index/Document.iwa", "", "an Apple Numbers or Pages document"),
)


class WorkbookPackage:
    """A zip archive with XML parts. Parts are read as streams, and no further than they said they are."""

    def __init__(self, data: bytes, file: str) -> None:
        self.file = file
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            infos = self._zip.infolist()
        except DAMAGED as e:
            raise self.unreadable(f"is cut off or damaged ({e})") from e
        if len(infos) > MOST_PARTS:
            raise self.too_large(f"has {len(infos):,} parts; {MOST_PARTS:,} are the most")
        total = 0
        for info in infos:
            total += info.file_size
            if info.file_size > LARGEST_PART or total > LARGEST_PACKAGE:
                raise self.too_large(f"unpacks to {total:,} bytes and more: {info.filename}")
            if info.file_size > 1 << 20 and info.file_size > LARGEST_RATIO * max(info.compress_size, 1):
                raise self.too_large(
                    f"packs {info.filename} more than {LARGEST_RATIO:,} times, as a zip bomb does"
                )
            if info.flag_bits & 1:
                raise self.unreadable("is locked with a password")
        self.names = frozenset(i.filename for i in infos)

    def __enter__(self) -> WorkbookPackage:
        return self

    def __exit__(
        self, _t: type[BaseException] | None, _v: BaseException | None, _b: TracebackType | None
    ) -> None:
        self._zip.close()

    @property
    def kind(self) -> str:
        """``xlsx`` or ``docx``; raises XbrlgenError (XG-READ-002) for anything else, named."""
        for part, kind, what in KINDS:
            if part in self.names:
                if kind:
                    return kind
                raise XbrlgenError(
                    finding("XG-READ-002", f"{self.file} is {what}", Where(self.file), hint=_SAVE_AS)
                )
        raise XbrlgenError(
            finding("XG-READ-002", f"{self.file} is a ZIP archive and no workbook", Where(self.file))
        )

    def open(self, name: str) -> IO[bytes]:
        """A part as a stream; raises XbrlgenError if it is missing or damaged."""
        try:
            return self._zip.open(name)
        except DAMAGED as e:
            raise self.unreadable(f"lacks {name}, or it is damaged") from e

    def read(self, name: str, most: int) -> bytes:
        """A whole part; raises XbrlgenError if it is damaged or has more than ``most`` bytes."""
        try:
            with self.open(name) as stream:
                data = stream.read(most + 1)
        except DAMAGED as e:
            raise self.unreadable(f"has a damaged part: {name}") from e
        if len(data) > most:
            raise self.too_large(f"has a part of more than {most:,} bytes: {name}")
        return data

    def elements(self, name: str, *tags: str) -> Iterator[tuple[str, etree._Element]]:
        """(local name, element) at the end of each element of a local name in ``tags``, memory given back.

        Names are compared without their namespace: the strict and the transitional form of
        ISO/IEC 29500 have different ones. Entities are not expanded.
        """
        wanted = [f"{{*}}{tag}" for tag in tags]
        local = cache(lambda tag: etree.QName(tag).localname)
        try:
            with self.open(name) as stream:
                for _, element in etree.iterparse(
                    stream,
                    events=("end",),
                    tag=wanted,
                    resolve_entities=False,
                    no_network=True,
                    huge_tree=False,
                ):
                    yield local(element.tag), element
                    element.clear()
                    # The emptied elements before it would add up: a million rows are 500 MB.
                    parent = element.getparent()
                    if parent is not None and len(parent) > 1:
                        del parent[:-1]
        except (etree.XMLSyntaxError, *DAMAGED) as e:
            raise self.unreadable(f"has a part that cannot be read: {name} ({e})") from e

    def relations(self, part: str) -> dict[str, tuple[str, str, bool]]:
        """Of a part, by id: (last word of the type, target part or address, whether outside)."""
        folder, name = posixpath.split(part)
        file = posixpath.join(folder, "_rels", f"{name}.rels")
        if file not in self.names:
            return {}
        found = {}
        for _, e in self.elements(file, "Relationship"):
            outside = e.get("TargetMode") == "External"
            target = e.get("Target", "")
            if not outside:
                target = (
                    target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
                )
            found[e.get("Id", "")] = (e.get("Type", "").rpartition("/")[2], target, outside)
        return found

    def unreadable(self, what: str) -> XbrlgenError:
        return XbrlgenError(finding("XG-READ-002", f"{self.file} {what}", Where(self.file), hint=_SAVE_AS))

    def too_large(self, what: str) -> XbrlgenError:
        return XbrlgenError(finding("XG-READ-004", f"{self.file} {what}", Where(self.file)))
