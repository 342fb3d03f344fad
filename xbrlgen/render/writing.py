"""Writing a package: whole or not at all, and with no moment in which its files are not there."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from xbrlgen.model.codes import finding
from xbrlgen.model.finding import XbrlgenError
from xbrlgen.model.package import Package
from xbrlgen.model.where import Where

WAIT = 30.0
"""Seconds that a run waits for another one that is writing there; writing takes a part of one."""
_FIXED = frozenset({"facts.csv", "manifest.json"})
"""Names of outputs that do not begin with the prefix and the date."""
_DATED = re.compile(
    r"([A-Za-z][\w-]*)-\d{8}(?:(?:_(?:pre|cal|def|lab))?\.xml|\.xsd|(?:_ex\d+)?\.htm|(?:_csv)?\.json"
    r"|_(?:facts|notes)\.csv|-(?:edgar|taxonomy)\.zip|\.xbri)"
)
"""How every other output is named: prefix, date, part."""
_IDENTIFIER = re.compile(rb'<xbrli:identifier scheme="[^"]*">\s*(\d+)\s*<')
_HEAD = 1 << 20
"""So far into an output the first context is looked for."""


def write_package(package: Package, folder: Path) -> None:
    """Write all files into ``folder``, which afterwards holds them and nothing else.

    They are written into a temporary folder beside it, which then changes places with it, so any
    failure leaves the last good output as it was, and a reader finds one or the other at any time.
    A folder is replaced only if it is empty or holds nothing but an earlier output of the same
    entity. What an earlier run left half done is cleared away.

    Raises XbrlgenError: XG-OUT-001 for a folder with anything else, XG-OUT-003 if it cannot be written,
    XG-OUT-005 if another run is writing there for longer than :data:`WAIT`. Raises ValueError for an
    artifact whose name is not a plain file name.
    """
    names = [a.name for a in package]
    for name in names:
        if Path(name).name != name or name in ("", ".", ".."):
            raise ValueError(f"{name!r} is not a plain file name")
    try:
        folder = folder.resolve()
    except (OSError, RuntimeError) as error:  # RuntimeError: a loop of links
        raise _unwritable(folder, error) from None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with _alone(folder):
            _clear(folder)
            _refuse_foreign(folder, package)
            _write(package, folder)
    except OSError as error:
        raise _unwritable(folder, error) from None


def _unwritable(folder: Path, error: Exception) -> XbrlgenError:
    why = getattr(error, "strerror", None) or error
    message = f"{folder.as_posix()} cannot be written: {why}"
    return XbrlgenError(finding("XG-OUT-003", message, Where(folder.as_posix())))


def _write(package: Package, folder: Path) -> None:
    holder = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    fresh = holder / "new"
    try:
        fresh.mkdir()
        for artifact in package:
            with (fresh / artifact.name).open("wb") as stream:
                stream.writelines(artifact.stream())
        # Again, because rendering took time: nothing that came meanwhile may be lost.
        _refuse_foreign(folder, package)
        if not folder.exists():
            fresh.rename(folder)
        elif not exchange(fresh, folder):
            _replace_each(fresh, folder)
    finally:
        shutil.rmtree(holder, ignore_errors=True)


def _replace_each(fresh: Path, folder: Path) -> None:
    """One file after the other: where the system cannot exchange folders, each file is there at any time."""
    names = {p.name for p in fresh.iterdir()}
    for name in sorted(names):
        (fresh / name).replace(folder / name)
    for old in folder.iterdir():
        if old.name not in names:
            old.unlink()


def exchange(one: Path, other: Path) -> bool:
    """Let two paths of one file system change places at once; False if this system cannot.

    Raises OSError for any other reason.
    """
    a, b = os.fsencode(one), os.fsencode(other)
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        linux = hasattr(libc, "renameat2")
        # AT_FDCWD and RENAME_EXCHANGE; on macOS, RENAME_SWAP.
        done = libc.renameat2(-100, a, -100, b, 2) if linux else libc.renamex_np(a, b, 2)
    except (AttributeError, OSError, TypeError):  # Windows, or a C library without it
        return False
    if done == 0:
        return True
    number = ctypes.get_errno()
    if number in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise OSError(number, os.strerror(number), str(other))


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One run at a time writes beside a folder; what holds the others off ends with the process.

    On a system without ``flock`` they are not held off; each still writes its folder whole.
    """
    try:
        import fcntl
    except ImportError:
        yield
        return
    handle = os.open(folder.parent, os.O_RDONLY)
    try:
        until = time.monotonic() + WAIT
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except OSError as error:
                if error.errno not in (errno.EWOULDBLOCK, errno.EACCES):
                    break  # A file system without locks.
                if time.monotonic() > until:
                    message = f"another run is writing into {folder.parent.as_posix()}"
                    raise XbrlgenError(finding("XG-OUT-005", message, Where(folder.as_posix()))) from None
                time.sleep(0.05)
        yield
    finally:
        os.close(handle)


def _clear(folder: Path) -> None:
    """What a run that was killed has left: its temporary folder, and in it, maybe, the last output."""
    left_over = re.compile(rf"\.{re.escape(folder.name)}\.[a-z0-9_]{{8}}")
    for path in folder.parent.iterdir():
        if not left_over.fullmatch(path.name) or path.is_symlink() or not path.is_dir():
            continue
        if {p.name for p in path.iterdir()} <= {"new", "last"}:
            if (path / "last").is_dir() and not folder.exists():
                (path / "last").rename(folder)
            shutil.rmtree(path, ignore_errors=True)


def _refuse_foreign(folder: Path, package: Package) -> None:
    """Raises XG-OUT-001 for a folder that is not there to be replaced by this package."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise XbrlgenError(finding("XG-OUT-001", f"{folder} is not a folder", Where(str(folder))))
    present = sorted(folder.iterdir())
    names = [a.name for a in package]
    prefixes = {m[1] for p in present if (m := _DATED.fullmatch(p.name))}
    foreign = [
        p.name
        for p in present
        if not p.is_file()
        or p.is_symlink()
        or len(prefixes) != 1
        or not (p.name in names or p.name in _FIXED or _DATED.fullmatch(p.name))
    ]
    if foreign:
        shown = ", ".join(foreign[:3]) + (f" and {len(foreign) - 3} more" if len(foreign) > 3 else "")
        message = f"{folder.name} holds files that are no earlier output: {shown}"
        hint = "choose another folder, or move them out of it"
        raise XbrlgenError(finding("XG-OUT-001", message, Where(str(folder)), hint=hint))
    ours = {m[1] for n in names if (m := _DATED.fullmatch(n))}
    theirs, mine = _entity(present), _entity_of(package)
    if (prefixes and ours and prefixes != ours) or (theirs and mine and theirs != mine):
        of = f"CIK {theirs}" if theirs and theirs != mine else ", ".join(sorted(prefixes))
        message = f"{folder.name} holds the output of another entity ({of})"
        hint = "choose another folder; if the company has changed its prefix or CIK, remove this one"
        raise XbrlgenError(finding("XG-OUT-001", message, Where(str(folder)), hint=hint))


def _entity(files: Sequence[Path]) -> str | None:
    """The CIK in an earlier output; None if there is none, or a placeholder."""
    for path in files:
        if path.suffix in (".xml", ".htm"):
            with path.open("rb") as stream:
                if (found := _identifier(stream.read(_HEAD))) is not None:
                    return found
    return None


def _entity_of(package: Package) -> str | None:
    for artifact in package:
        if artifact.name.endswith((".xml", ".htm")):
            head = next(iter(artifact.stream()), b"")
            if (found := _identifier(head)) is not None:
                return found
    return None


def _identifier(head: bytes) -> str | None:
    found = _IDENTIFIER.search(head)
    return found[1].decode("ascii") if found and found[1].strip(b"0") else None
