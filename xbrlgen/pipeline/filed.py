"""A filing made elsewhere, found and held: see :func:`find_filed`."""

from __future__ import annotations

import contextlib
import os
import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath

from xbrlgen.catalog.archive import fault_of
from xbrlgen.model.codes import finding
from xbrlgen.model.comparison import INLINE, INSTANCE, JSON, PACKAGE
from xbrlgen.model.finding import XbrlgenError
from xbrlgen.model.package import Artifact, Package
from xbrlgen.model.project import MOST_FILES, Project, is_inside, path_is_folder, read_file
from xbrlgen.model.where import Where
from xbrlgen.written import files as written_files
from xbrlgen.written.files import Gathered, UnfitError, gather, kind_of
from xbrlgen.written.submission import is_submission, parts_of

LARGEST_PACKAGE = 300_000_000
"""Bytes of a zip; the largest filings have some 50 million."""
LARGEST_TOTAL = 500_000_000
"""Bytes that are read of one filing."""
CODE = "XG-READ-090"
"""For what is no filing; a comparison has a code of its own."""
_ARCHIVES = 50
"""Zips beside a report that are looked into: a filing has one taxonomy package with it, if any."""
_IMAGES = frozenset({"gif", "jpg", "jpeg", "png"})
_MANIFEST = "META-INF/taxonomyPackage.xml"

Get = Callable[[str], bytes]


@dataclass(frozen=True, slots=True)
class FiledElsewhere:
    """A filing as it lies, and the files of it that are XBRL.

    Names are relative to ``root``, with forward slashes. A report may point into a zip that lies beside it
    (``taxonomy.zip/taxonomy/a.xsd``, as Arelle takes it); files in it are named so.
    ``loose`` are XBRL files of the same folder that nothing of the filing names; ``images`` pictures beside
    it, read when they are asked for.
    """

    title: str
    kind: str
    """``inline``, ``instance``, ``JSON`` or ``package``: how it is named, not what its report is."""
    gathered: Gathered
    root: Path
    project: Project
    """Its files, to quote from."""
    loose: tuple[tuple[str, bytes], ...] = ()
    archives: tuple[tuple[str, bytes], ...] = ()
    """The zips that files of it lie in."""
    packages: tuple[Path, ...] = ()
    """Zips on this machine that are a taxonomy package of it."""
    images: tuple[tuple[str, Get], ...] = ()

    @property
    def package(self) -> Package:
        """The files as they lie, for a judge who opens files."""
        inside = tuple(f"{name}/" for name, _ in self.archives)
        held = [(n, d) for n, d in self.gathered.files if not n.startswith(inside)] if inside else None
        files = [*(self.gathered.files if held is None else held), *self.archives]
        artifacts = [Artifact(name, "", partial(_once, data)) for name, data in files]
        artifacts += [Artifact(name, "", partial(_asked, get, name)) for name, get in self.images]
        return Package(tuple(artifacts), self.gathered.files[0][0])


def _once(data: bytes) -> Iterator[bytes]:
    yield data


def _asked(get: Get, name: str) -> Iterator[bytes]:
    with contextlib.suppress(XbrlgenError):  # A picture that cannot be read is no part of the XBRL.
        yield get(name)


def find_filed(path: Path, code: str = CODE) -> FiledElsewhere:
    """The filing in a folder, zip, report package or EDGAR submission text, or that a report is by itself.

    Raises XbrlgenError, with ``code`` for what is none of these, several, or broken.
    """
    if path_is_folder(path):
        return _folder(path, code)
    head = head_of(path, code)
    if is_submission(head):
        return _submission(path, code)
    kind = kind_of(head)
    if kind == written_files.ZIP:
        return _zip(path, code)
    if kind in (written_files.INLINE, written_files.INSTANCE, written_files.REPORT_JSON):
        return _beside(path, code)
    if kind in (written_files.SCHEMA, written_files.LINKBASE):
        raise unfit(path, code, f"is a {kind} and no report", "name its folder, or the report that uses it")
    if kind == written_files.HTML:
        hint = "name an inline document, or the release as text"
        raise unfit(path, code, "is an HTML page without XBRL in it", hint)
    if kind == written_files.XML:
        raise unfit(path, code, "is XML, but no XBRL", "name an instance or an inline document")
    hint = "name a filing project, or a folder, zip, submission text, inline document or instance"
    raise unfit(path, code, "is no filing", hint)


def holds_filing(path: Path, code: str) -> bool:
    """Does a submission text hold XBRL, and not only a release?"""
    try:
        _submission(path, code)
    except XbrlgenError:
        return False
    return True


# -- where it lies ---------------------------------------------------------------------------


def _folder(path: Path, code: str) -> FiledElsewhere:
    names: list[str] = []
    for top, folders, found in os.walk(path):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        names += [(Path(top) / f).relative_to(path).as_posix() for f in found if not f.startswith(".")]
        if len(names) > MOST_FILES:
            raise unfit(path, code, f"has more than {MOST_FILES:,} files", "name the folder of one filing")
    inside = path.resolve()
    names = [n for n in names if _is_in(path / n, inside)]
    hint = None
    if "mapping.yaml" in names:
        hint = f"to compare mappings, name {(path / 'mapping.yaml').as_posix()}"
    held = _Gathering(path, path, code, names, partial(_read, path, code), hint=hint)
    return held.filed(PACKAGE, Project.at(path), loose=True)


def _is_in(path: Path, folder: Path) -> bool:
    try:
        return path.resolve().is_relative_to(folder)
    except (OSError, RuntimeError, ValueError):  # a loop of links; a name too long
        return False


def _beside(path: Path, code: str) -> FiledElsewhere:
    """A report by itself; its schema and linkbases are read where they lie beside it."""
    folder = path.parent
    names = [p.name for p in folder.iterdir() if p.is_file()]
    held = _Gathering(path, folder, code, names, partial(_read, folder, code), path.name)
    kind = {written_files.INLINE: INLINE, written_files.INSTANCE: INSTANCE}.get(held.gathered.kind, JSON)
    return held.filed(kind, replace(Project.at(folder), title=path.as_posix()))


def _zip(path: Path, code: str) -> FiledElsewhere:
    size = path.stat().st_size
    if size > LARGEST_PACKAGE:
        raise unfit(path, code, f"has more than {LARGEST_PACKAGE:,} bytes", "name the package of one filing")
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise unfit(path, code, f"is cut off or damaged: {error}", "fetch it again") from None
    with archive:
        fault = fault_of(archive, size)
        if fault is not None:
            raise unfit(path, code, fault[1], "do not use it; fetch it from its publisher")
        names = [m.filename for m in archive.infolist() if not m.is_dir()]
        held = _Gathering(path, path.parent, code, names, partial(_member, path, code, archive))
        packages = (path,) if any(n.endswith(_MANIFEST) for n in names) else ()
        filed = held.filed(PACKAGE, None, loose=True)
    return replace(filed, packages=packages, images=())


def _member(path: Path, code: str, archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        return archive.read(name)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise unfit(path, code, f"is damaged: {name}: {error}", "fetch it again") from None


def _submission(path: Path, code: str) -> FiledElsewhere:
    parts = parts_of(_read(path.parent, code, path.name, LARGEST_TOTAL))
    away = next((n for n in parts if not is_inside(n) or "/" in n), None)
    if away is not None:
        raise unfit(path, code, f"holds {away!r}, which leads out of it", "fetch it again from EDGAR")
    held = _Gathering(path, path.parent, code, [*parts], parts.__getitem__)
    return held.filed(PACKAGE, None, loose=True)


class _Gathering:
    """The files of a place, and the filing among them. Raises XbrlgenError where there is none."""

    def __init__(
        self,
        path: Path,
        root: Path,
        code: str,
        names: Iterable[str],
        get: Get,
        entry: str | None = None,
        hint: str | None = None,
    ) -> None:
        self.path, self.root, self.code, self.entry = path, root, code, entry
        self.names, self._get, self._total = list(names), get, 0
        self.zips: dict[str, tuple[str, dict[str, bytes]]] = {}
        try:
            self.gathered = gather(self.names, self.get, entry, self.archive)
        except UnfitError as error:
            raise unfit(path, code, str(error), hint or error.hint) from None

    def get(self, name: str) -> bytes:
        data = self._get(name)
        self._total += len(data)
        if self._total > LARGEST_TOTAL:
            most = f"has more than {LARGEST_TOTAL:,} bytes of XBRL"
            raise unfit(self.path, self.code, most, "name one filing of it")
        return data

    def archive(self, name: str) -> Mapping[str, bytes]:
        """The XBRL files in a zip among the files, by their names in it; none of one that is damaged."""
        if name not in self.names or len(self.zips) > _ARCHIVES:
            return {}
        if name not in self.zips:
            self.zips[name] = (name, self._unpacked(name))
        return self.zips[name][1]

    def _unpacked(self, name: str) -> dict[str, bytes]:
        path = self.root / PurePosixPath(name)
        if not path.is_file():
            return {}
        try:
            with zipfile.ZipFile(path) as archive:
                if fault_of(archive, path.stat().st_size) is not None:
                    return {}
                wanted = [m.filename for m in archive.infolist() if _suffix(m.filename) in ("xml", "xsd")]
                return {n: archive.read(n) for n in wanted}
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError):
            return {}

    def filed(self, kind: str, project: Project | None, *, loose: bool = False) -> FiledElsewhere:
        taken = dict(self.gathered.files)
        folder = posixpath.dirname(self.gathered.files[0][0])
        near = [n for n in self.names if posixpath.dirname(n) == folder and n not in taken]
        others = [(n, self.get(n)) for n in near if loose and _suffix(n) in ("xml", "xsd")]
        kinds = (written_files.SCHEMA, written_files.LINKBASE)
        used = [z for z in self.zips if any(n.startswith(f"{z}/") for n in taken)]
        packed = [self.root / z for z in used if any(n.endswith(_MANIFEST) for n in self.zips[z][1])]
        return FiledElsewhere(
            title=self.path.as_posix(),
            kind=kind,
            gathered=self.gathered,
            root=self.root,
            project=project or Project.of(taken, self.path.as_posix()),
            loose=tuple((n, d) for n, d in others if kind_of(d) in kinds),
            archives=tuple((z, self.get(z)) for z in used),
            packages=tuple(packed),
            images=tuple((n, self._get) for n in near if _suffix(n) in _IMAGES),
        )


def _suffix(name: str) -> str:
    return name.rpartition(".")[2].lower()


# -- files -----------------------------------------------------------------------------------


def head_of(path: Path, code: str = CODE) -> bytes:
    """The beginning of a file. Raises XbrlgenError for what is none, or cannot be read."""
    try:
        if not path.exists():
            raise unfit(path, code, "is not there", "check the path")
        if not path.is_file():
            raise unfit(path, code, "is neither a file nor a folder", "name a file or folder")
        with path.open("rb") as stream:
            return stream.read(written_files.HEAD)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        why = getattr(error, "strerror", None) or error
        raise unfit(path, code, f"cannot be read: {why}", "check its rights") from None


def _read(folder: Path, code: str, name: str, limit: int | None = None) -> bytes:
    path = folder / PurePosixPath(name)
    try:
        return read_file(path, path.name) if limit is None else read_file(path, path.name, limit)
    except XbrlgenError as error:
        told = error.findings[0]
        hint = "name a filing" if told.code == "XG-READ-004" else "check its rights"
        raise unfit(path, code, told.message.removeprefix(path.name).strip(), hint) from None


def unfit(path: Path, code: str, why: str, hint: str) -> XbrlgenError:
    """What is named is no filing: the error that says why."""
    return XbrlgenError(finding(code, f"{path.name or path} {why}", Where(path.as_posix()), hint=hint))
