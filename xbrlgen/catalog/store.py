"""The user's store of official taxonomy packages, in the data folder.

Each package has a folder of its own, ``taxonomies/<id>/``, with the zip as it came and ``about.json``. The
folder is made under another name, brought to the disk and renamed as the last step: a package is in the
store whole or not at all, whatever interrupts the adding.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sqlite3
import stat
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from xbrlgen.catalog.archive import LARGEST_PACKAGE, MOST_FILES, Archive, open_archive, refuse, sha256_of
from xbrlgen.catalog.compile import Progress
from xbrlgen.catalog.index import Holding, holdings, index_path, make_index
from xbrlgen.catalog.official import Held, missing
from xbrlgen.catalog.tables import available, open_year
from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding, XbrlgenError
from xbrlgen.model.where import Where
from xbrlgen.resources import data_dir

_WAIT = 60.0
"""Seconds to wait for another run that is changing the store."""
_UNFINISHED = ".unfinished-"


@dataclass(frozen=True, slots=True)
class Installed:
    """A package of the store.

    ``id`` is the name of its folder, ``source`` the address or the file name that it came from. ``claims``
    are the beginnings of the official addresses that it answers for.
    """

    id: str
    path: Path
    sha256: str
    size: int
    identifier: str
    title: str
    version: str
    source: str
    claims: tuple[str, ...]
    holdings: tuple[Holding, ...]

    @property
    def years(self) -> tuple[str, ...]:
        """The taxonomy years that it leads: ``us-gaap/2025``."""
        return tuple(sorted({f"us-gaap/{h.date[:4]}" for h in self.holdings if _leads(h)}))


def _leads(holding: Holding) -> bool:
    return holding.prefix == "us-gaap" and bool(holding.date) and holding.elements > 0


def store_dir() -> Path:
    """The folder of the store; it need not be there."""
    return data_dir() / "taxonomies"


def list_packages() -> tuple[Installed, ...]:
    """Every package of the store, by id. One that is damaged is passed over: :func:`doctor` names it."""
    found = []
    for folder in _folders():
        try:
            found.append(_read(folder))
        except (OSError, ValueError, TypeError, KeyError):
            continue
    return tuple(found)


def _folders() -> list[Path]:
    folder = store_dir()
    if not folder.is_dir():
        return []
    return sorted(p for p in folder.iterdir() if p.is_dir() and not p.name.startswith("."))


def _read(folder: Path) -> Installed:
    """A package from its ``about.json``. Raises OSError, ValueError, TypeError or KeyError if damaged."""
    data = json.loads((folder / "about.json").read_text("utf-8"))
    held = tuple(Holding(**{**h, "needs": tuple(h["needs"])}) for h in data.pop("holdings"))
    claims = tuple(data.pop("claims"))
    path = folder / f"{folder.name}.zip"
    if not path.is_file():
        raise FileNotFoundError(path)
    return Installed(id=folder.name, path=path, claims=claims, holdings=held, **data)


def held_packages() -> tuple[Held, ...]:
    """The packages of the store, in the form in which :mod:`xbrlgen.catalog.official` chooses."""
    return tuple(Held(p.path, p.sha256, p.holdings) for p in list_packages())


def packages_for(taxonomy: str) -> tuple[Path, ...]:
    """The packages of the store that judge a filing of a taxonomy year, ``us-gaap/2025``.

    Empty if the store does not hold all of us-gaap, srt and dei of that year and what they build on: then
    the stand-in judges, and :func:`doctor` says what is missing.
    """
    shipped = open_year(taxonomy) if taxonomy in available() else None
    used, absent = missing(taxonomy, held_packages(), shipped)
    return () if absent else tuple(package.path for package in used)


def add(
    path: Path,
    sha256: str | None = None,
    *,
    source: str | None = None,
    holding: str | None = None,
    progress: Progress | None = None,
) -> Installed:
    """Check a package, compile it and put it into the store; one that is there already is given back.

    ``path`` is a zip, or a folder with META-INF in it or in its only folder, which is packed so that the
    same files give the same bytes. ``sha256`` is the checksum that the zip must have. ``holding`` is a
    taxonomy, ``us-gaap/2025``, that it must hold a schema of. Raises XbrlgenError with a code of the family
    XG-TAX for whatever is wrong with it; the store is then as it was.
    """
    root = store_dir()
    name = path.resolve().name
    # What was fetched has no path that would tell the user anything.
    shown = Path(name) if source else path
    with _locked(root):
        work = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=root))
        try:
            given = work / "given.zip"
            with _writing():
                _take(path, given)
            installed = _stage(given, shown, sha256, source or name, holding, progress)
            present = next((p for p in list_packages() if p.sha256 == installed.sha256), None)
            if present is not None:
                return present
            if (root / installed.id).exists():
                why = f"has the name of an installed one with other contents, {installed.id}"
                raise refuse("XG-TAX-007", shown, why)
            with _writing():
                _sync(work)
                work.rename(root / installed.id)
                _sync_folder(root)
            return installed
        finally:
            shutil.rmtree(work, ignore_errors=True)


def remove(identifier: str) -> Installed:
    """Take a package out of the store. Raises XbrlgenError (XG-TAX-012) if it is not in it."""
    root = store_dir()
    package = find(identifier)
    with _locked(root), _writing():
        work = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=root))
        package.path.parent.rename(work / "removed")
        _sync_folder(root)
        shutil.rmtree(work, ignore_errors=True)
    return package


def find(identifier: str) -> Installed:
    """The installed package of an id. Raises XbrlgenError (XG-TAX-012) if there is none."""
    packages = list_packages()
    for package in packages:
        if package.id == identifier:
            return package
    known = ", ".join(p.id for p in packages) or "none"
    message = f"no taxonomy package {identifier} is installed"
    raise XbrlgenError(finding("XG-TAX-012", message, hint=f"installed are: {known}"))


def doctor() -> tuple[Finding, ...]:
    """What is wrong with the store: damaged packages, missing indexes, years that lack a package."""
    found = []
    for folder in _folders():
        where = Where(str(folder))
        try:
            package = _read(folder)
            if sha256_of(package.path) != package.sha256:
                message = f"{package.path.name} is not as it was added: its checksum differs"
                found.append(finding("XG-TAX-013", message, where))
            elif not index_path(package.sha256).is_file():
                found.append(finding("XG-TAX-015", f"{package.id} has no index in the cache yet", where))
        except (OSError, ValueError, TypeError, KeyError) as error:
            message = f"the package {folder.name} is not as it was added: {error}"
            found.append(finding("XG-TAX-013", message, where))
    packages = held_packages()
    years = sorted({year for package in list_packages() for year in package.years})
    for year in years:
        shipped = open_year(year) if year in available() else None
        _, absent = missing(year, packages, shipped)
        found += [
            finding("XG-TAX-014", f"{year} builds on {address}, which no installed package holds")
            for address in absent
        ]
    return tuple(found)


# -- adding, step by step ------------------------------------------------------------


def _take(path: Path, given: Path) -> None:
    """A copy of the package in our own folder, so that what is checked is what is kept."""
    if path.is_dir():
        pack(path, given)
        return
    try:
        if path.stat().st_size > LARGEST_PACKAGE:
            raise refuse("XG-TAX-003", path, f"has more than {LARGEST_PACKAGE:,} bytes")
        source = path.open("rb")
    except OSError as error:
        raise refuse("XG-TAX-001", path, f"cannot be read: {error.strerror}") from error
    with source, given.open("wb") as target:
        shutil.copyfileobj(source, target, 1 << 20)


def _stage(
    given: Path, shown: Path, sha256: str | None, source: str, holding: str | None, progress: Progress | None
) -> Installed:
    """Check and compile the copy, and lay its folder out as it will be in the store."""
    digest = sha256_of(given)
    if sha256 is not None and digest != sha256.strip().lower():
        why = f"has the checksum {digest}, not {sha256.strip().lower()}"
        raise refuse("XG-TAX-009", shown, why)
    with open_archive(given, shown) as archive:
        # The claims are compared first: the index takes seconds, and is not needed for a refusal.
        _check_claims(archive, digest)
        index = make_index(archive, digest, progress)
        held = holdings(index)
        if holding is not None:
            prefix, _, year = holding.partition("/")
            if not any(h.prefix == prefix and h.date[:4] == year for h in held):
                raise refuse("XG-TAX-008", shown, f"holds no schema of {holding}")
        identifier = _slug(archive.root)
        about = Installed(
            id=identifier,
            path=store_dir() / identifier / f"{identifier}.zip",
            sha256=digest,
            size=given.stat().st_size,
            identifier=archive.identifier,
            title=archive.title,
            version=archive.version,
            source=source,
            claims=tuple(dict.fromkeys(c.address for c in archive.claims)),
            holdings=held,
        )
    with _writing():
        given.rename(given.with_name(about.path.name))
        data = asdict(about)
        del data["id"], data["path"]
        text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True)
        given.with_name("about.json").write_text(text + "\n", "utf-8", newline="\n")
    return about


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9._-]+", "-", name.lower()).strip("-.") or "package"


def _check_claims(archive: Archive, digest: str) -> None:
    """Refuse a package that answers otherwise than an installed one for the same addresses.

    Where both hold the very same files under an address it makes no difference which of them answers, so
    that is let be: packages of neighbouring years often bring the same older schemas.
    """
    mine = {_plain(c.address): c.address for c in archive.claims}
    for package in list_packages():
        if package.sha256 == digest:
            continue
        theirs = {_plain(address) for address in package.claims}
        shared = sorted({max(a, b, key=len) for a in mine for b in theirs if _meet(a, b)})
        if not shared:
            continue
        with open_archive(package.path) as other:
            for address in shared:
                ours, others = _under(archive, address), _under(other, address)
                nested = address not in mine or address not in theirs
                if ours != others and not (nested and not (ours and others)):
                    why = f"and the installed {package.id} both claim {address}, with different files"
                    raise refuse("XG-TAX-007", archive.path, why)


def _plain(address: str) -> str:
    """An address without its scheme: http and https are the same place at these publishers."""
    return address.partition("://")[2]


def _meet(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _under(archive: Archive, address: str) -> dict[str, str]:
    """The files that a package gives for addresses beginning so: address -> checksum."""
    found = {}
    for claim in archive.claims:
        for name in archive.files:
            if name.startswith(claim.folder):
                at = _plain(claim.address) + name.removeprefix(claim.folder)
                if at.startswith(address):
                    found[at] = hashlib.sha256(archive.read(name)).hexdigest()
    return found


def pack(folder: Path, target: Path) -> None:
    """Pack a folder as a taxonomy package: sorted, without a clock, so the same files give the same bytes.

    Raises XbrlgenError: XG-TAX-004 for a link in it, XG-TAX-005 if it is not a package's folder.
    """
    top = folder
    inner = [p for p in sorted(folder.iterdir()) if not p.name.startswith(".")]
    if not (folder / "META-INF").is_dir() and len(inner) == 1 and inner[0].is_dir():
        top = inner[0]
    if not (top / "META-INF").is_dir():
        raise refuse("XG-TAX-005", folder, "has no META-INF: it is no taxonomy package")
    files = []
    for path in sorted(top.rglob("*")):
        if path.is_symlink() or not (path.is_dir() or stat.S_ISREG(path.stat().st_mode)):
            raise refuse("XG-TAX-004", folder, f"has a link or device where a file should be: {path.name}")
        if path.is_file():
            files.append(path)
    if len(files) > MOST_FILES or sum(p.stat().st_size for p in files) > LARGEST_PACKAGE * 3:
        raise refuse("XG-TAX-003", folder, "has more files or bytes than a taxonomy can have")
    root = top.resolve().name
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for path in files:
            entry = zipfile.ZipInfo(f"{root}/{path.relative_to(top).as_posix()}", (1980, 1, 1, 0, 0, 0))
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes())


# -- the disk ------------------------------------------------------------------------


@contextmanager
def _writing() -> Iterator[None]:
    """Tell what the disk says as XG-TAX-011."""
    try:
        yield
    except OSError as error:
        message = f"the store of taxonomies cannot be written: {error.strerror or error}"
        raise XbrlgenError(finding("XG-TAX-011", message, Where(str(store_dir())))) from error


@contextmanager
def _locked(root: Path) -> Iterator[None]:
    """Keep other runs from changing the store, and clear what a killed one left.

    The lock is SQLite's: it works on every system, and goes with the process that holds it.
    Raises XbrlgenError (XG-TAX-011) if another run keeps it too long or the folder cannot be written.
    """
    with _writing():
        root.mkdir(parents=True, exist_ok=True)
    try:
        with closing(sqlite3.connect(root / ".lock", timeout=_WAIT, isolation_level=None)) as lock:
            lock.execute("BEGIN EXCLUSIVE")
            for left in root.glob(f"{_UNFINISHED}*"):
                shutil.rmtree(left, ignore_errors=True)
            yield
    except sqlite3.OperationalError as error:
        message = f"the store of taxonomies cannot be locked: {error}"
        raise XbrlgenError(finding("XG-TAX-011", message, Where(str(root)))) from error


def _sync(folder: Path) -> None:
    for path in folder.iterdir():
        with path.open("rb+") as stream:
            os.fsync(stream.fileno())
    _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    """Bring the names of a folder to the disk, on systems where a folder can be opened."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
