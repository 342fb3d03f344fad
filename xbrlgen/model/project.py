"""A filing project as a value: its files by name, from a folder, a zip or a request.

What leaves the project cannot be named, and what is read is bounded; so whoever takes a
:class:`Project` need not ask again.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Protocol

from xbrlgen.model.codes import finding
from xbrlgen.model.finding import XbrlgenError
from xbrlgen.model.where import Where

LARGEST_FILE = 64 * 1024 * 1024
"""Bytes; the largest releases with all their exhibits are a tenth of it."""
MOST_FILES = 20_000
"""Of a zip or a request; the largest filings have some hundred."""
FILING = "filing.yaml"
_HINT = "a filing project is a folder with filing.yaml, mapping.yaml and its sources"


class Store(Protocol):
    """Where the files of a project lie. A store pickles; it holds no open file."""

    def read(self, name: str) -> bytes:
        """Raises XbrlgenError: XG-READ-001 if it is not there or cannot be read, XG-READ-004 if too large."""

    def holds(self, name: str) -> bool: ...
    def names(self) -> Iterator[str]: ...


@dataclass(frozen=True, slots=True)
class Project:
    """Files by name. ``title`` is what people call it, ``folder`` where it lies, if it lies in one.

    Two are equal if they are of the same place with the same files laid over it.
    """

    title: str
    store: Store = field(repr=False)
    folder: Path | None = None

    @classmethod
    def at(cls, place: Project | Path | str) -> Project:
        """The project in a folder or a zip; its files are read when they are asked for.

        Raises XbrlgenError (XG-READ-001) for what is neither.
        """
        if isinstance(place, Project):
            return place
        path = Path(place)
        try:
            if path.is_dir():
                return cls(path.as_posix(), _Folder(path), path)
            if path.is_file() and _is_zip(path):
                return cls(path.as_posix(), _Zip.at(path))
        except (OSError, ValueError, RuntimeError) as error:  # a name too long or with a NUL, a loop of links
            raise _unreadable(str(place), _why(error)) from None
        message = f"{place} is not a folder"
        hint = "name a folder with filing.yaml, mapping.yaml and the sources"
        raise XbrlgenError(finding("XG-READ-001", message, Where(str(place)), hint=hint))

    @classmethod
    def of(cls, files: Mapping[str, bytes], title: str = "project") -> Project:
        """The project that these files are. Raises XbrlgenError for a name that no file of one can have."""
        if len(files) > MOST_FILES:
            raise _unreadable(title, f"has more than {MOST_FILES:,} files")
        for name, data in files.items():
            checked_name(name)
            _bounded(name, len(data))
        return cls(title, _Files(MappingProxyType(dict(files))))

    def with_files(self, files: Mapping[str, bytes]) -> Project:
        """The same project with files added, or others in the place of those it has; nothing is written."""
        return Project(self.title, _Over(self.store, Project.of(files).store), self.folder)

    def read(self, name: str, file: str | None = None) -> bytes:
        """The bytes of a file. Raises XbrlgenError: XG-MAP-019 for a name that leaves the project,
        XG-READ-001 for what is not there or cannot be read, XG-READ-004 for what is too large."""
        return self.store.read(checked_name(name, file))

    def holds(self, name: str) -> bool:
        """Is there a file of this name? No for a name that leaves the project."""
        try:
            return self.store.holds(checked_name(name))
        except XbrlgenError:
            return False

    def names(self) -> tuple[str, ...]:
        """All file names, sorted; hidden ones and those in hidden folders are passed over."""
        return tuple(sorted(self.store.names()))


def _is_zip(path: Path) -> bool:
    import zipfile  # Most projects are folders, and it is slow to load.

    return zipfile.is_zipfile(path)


def checked_name(name: str, file: str | None = None) -> str:
    """The name, if a file inside a project can have it. Raises XbrlgenError (XG-MAP-019) of ``file``."""
    path = PurePosixPath(name.replace("\\", "/"))
    if not is_inside(name):
        raise XbrlgenError(finding("XG-MAP-019", f"{name!r} leads out of the project", Where(file or name)))
    return path.as_posix()


def is_inside(name: str) -> bool:
    """Can it be the name of a file in a folder, whatever lies there: relative, without ``..``?"""
    path = PurePosixPath(name.replace("\\", "/"))
    parts = path.parts
    return bool(parts) and not path.is_absolute() and ".." not in parts and not set(name) & set(":\0")


def read_file(path: Path, file: str, limit: int = LARGEST_FILE) -> bytes:
    """The bytes of a regular file, called ``file``. A pipe is not waited for.

    Raises XbrlgenError: XG-READ-001 if it is not there, no regular file or cannot be read, XG-READ-004 if
    it has more than ``limit`` bytes.
    """
    try:
        # Without O_NONBLOCK, opening a pipe waits for one who writes.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as stream:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise _unreadable(file, "is not a regular file")
            data = stream.read(limit + 1)
    except (OSError, ValueError) as error:
        if isinstance(error, IsADirectoryError) or path_is_folder(path):
            raise _unreadable(file, "is not a regular file") from None
        raise _unreadable(file, _why(error)) from None
    _bounded(file, len(data), limit)
    return data


def path_is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def path_is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _why(error: Exception) -> str:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "does not exist"
    return f"cannot be read: {getattr(error, 'strerror', None) or str(error) or type(error).__name__}"


def _unreadable(file: str, why: str) -> XbrlgenError:
    hint = _HINT if why == "does not exist" and file == FILING else None
    return XbrlgenError(finding("XG-READ-001", f"{file} {why}", Where(file), hint=hint))


def _bounded(file: str, size: int, limit: int = LARGEST_FILE) -> None:
    if size > limit:
        message = f"{file} has {size:,} bytes; {limit:,} are the most"
        if size == limit + 1:
            message = f"{file} has more than {limit:,} bytes"
        raise XbrlgenError(finding("XG-READ-004", message, Where(file)))


@dataclass(frozen=True, slots=True)
class _Folder:
    root: Path

    def read(self, name: str) -> bytes:
        path = self.root / name
        try:
            inside = path.resolve().is_relative_to(self.root.resolve())
        except (OSError, RuntimeError, ValueError) as error:  # a loop of links; a name too long
            raise _unreadable(name, _why(error)) from None
        if not inside:
            raise XbrlgenError(finding("XG-MAP-019", f"{name} leads out of the project", Where(name)))
        return read_file(path, name)

    def holds(self, name: str) -> bool:
        path = self.root / name
        try:
            return path.is_file() and path.resolve().is_relative_to(self.root.resolve())
        except (OSError, RuntimeError, ValueError):
            return False

    def names(self) -> Iterator[str]:
        for top, folders, files in os.walk(self.root):
            folders[:] = sorted(f for f in folders if not f.startswith("."))
            yield from ((Path(top) / f).relative_to(self.root).as_posix() for f in files if f[0] != ".")


@dataclass(frozen=True, slots=True)
class _Files:
    files: Mapping[str, bytes]

    def __hash__(self) -> int:
        return hash(tuple(sorted(self.files.items())))

    def __reduce__(self) -> tuple[object, ...]:
        return _files, (dict(self.files),)

    def read(self, name: str) -> bytes:
        if name not in self.files:
            raise _unreadable(name, "does not exist")
        return self.files[name]

    def holds(self, name: str) -> bool:
        return name in self.files

    def names(self) -> Iterator[str]:
        yield from (n for n in self.files if not any(p.startswith(".") for p in n.split("/")))


def _files(files: dict[str, bytes]) -> _Files:
    return _Files(MappingProxyType(files))


@dataclass(frozen=True, slots=True)
class _Over:
    """Some files laid over those of another store."""

    below: Store
    above: Store

    def read(self, name: str) -> bytes:
        return (self.above if self.above.holds(name) else self.below).read(name)

    def holds(self, name: str) -> bool:
        return self.above.holds(name) or self.below.holds(name)

    def names(self) -> Iterator[str]:
        yield from dict.fromkeys((*self.above.names(), *self.below.names()))


@dataclass(frozen=True, slots=True)
class _Zip:
    """A zip: ``members`` are its files, ``prefix`` the folder that all of them lie in, if they do."""

    path: Path
    prefix: str
    members: tuple[str, ...]

    @classmethod
    def at(cls, path: Path) -> _Zip:
        import zipfile

        title = path.as_posix()
        try:
            with zipfile.ZipFile(path) as archive:
                infos = [i for i in archive.infolist() if not i.is_dir()]
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise _unreadable(title, f"is cut off or damaged: {error}") from None
        names = [i.filename for i in infos]
        bad = next((n for n in names if not is_inside(n)), None)
        if bad is not None:
            raise _unreadable(title, f"holds {bad!r}, which leads out of it")
        if len(names) > MOST_FILES or len(set(names)) < len(names):
            what = "names a file twice" if len(set(names)) < len(names) else f"has over {MOST_FILES:,} files"
            raise _unreadable(title, what)
        top = next((n.removesuffix(FILING) for n in sorted(names, key=len) if n.endswith(FILING)), "")
        prefix = top if all(n.startswith(top) for n in names) else ""
        return cls(path, prefix, tuple(n.removeprefix(prefix) for n in names))

    def read(self, name: str) -> bytes:
        if name not in self.members:
            raise _unreadable(name, "does not exist")
        import zipfile
        import zlib

        damaged = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError)
        try:
            with zipfile.ZipFile(self.path) as archive, archive.open(self.prefix + name) as stream:
                data = stream.read(LARGEST_FILE + 1)
        except damaged as error:
            raise _unreadable(name, f"cannot be read from {self.path.name}: {error}") from None
        _bounded(name, len(data))
        return data

    def holds(self, name: str) -> bool:
        return name in self.members

    def names(self) -> Iterator[str]:
        yield from (n for n in self.members if not any(p.startswith(".") for p in n.split("/")))


def is_project(place: Project | Path) -> bool:
    """Is it a filing project of ours: a value, or a folder or zip with ``filing.yaml``?"""
    if isinstance(place, Project):
        return True
    try:
        if place.is_dir():
            return (place / FILING).exists()
        return place.is_file() and _is_zip(place) and Project.at(place).holds(FILING)
    except (OSError, ValueError, RuntimeError, XbrlgenError):
        return False
