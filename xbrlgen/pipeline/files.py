"""Several files written together: all new ones are whole before the first takes its place (law 7)."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from xbrlgen.model.codes import finding
from xbrlgen.model.finding import XbrlgenError
from xbrlgen.model.where import Where


def write_whole(files: Mapping[Path, bytes | Iterable[bytes]]) -> None:
    """Write every file beside its place under another name, then rename them one after the other.

    What an earlier run that was killed has left of such a file is cleared away. A link is written
    through, a device such as ``/dev/stdout`` is written to. Raises XbrlgenError (XG-OUT-003) if any
    cannot be written; then none was changed, and no folder made for them is left.
    """
    staged: dict[Path, Path] = {}
    made: list[Path] = []
    try:
        for path, data in files.items():
            place = path.resolve() if path.is_symlink() else path
            made += [p for p in (place.parent, *place.parent.parents) if not p.exists()]
            place.parent.mkdir(parents=True, exist_ok=True)
            fresh = place.with_name(f".{place.name}.new")
            if place.exists() and not place.is_file():
                if place.is_dir():
                    raise IsADirectoryError(21, "it is a folder", str(path))
                fresh = place
            else:
                staged[fresh] = place
            with fresh.open("wb") as stream:
                stream.writelines([data] if isinstance(data, bytes) else data)
        for fresh, place in staged.items():
            fresh.replace(place)
    except (OSError, RuntimeError) as error:  # RuntimeError: a loop of links
        name = Path(str(getattr(error, "filename", None) or "")).name.removeprefix(".").removesuffix(".new")
        why = getattr(error, "strerror", None) or error
        message = f"{name or ', '.join(p.name for p in files)} cannot be written: {why}"
        raise XbrlgenError(finding("XG-OUT-003", message, Where(name) if name else None)) from None
    finally:
        for fresh in staged:
            with contextlib.suppress(OSError):
                fresh.unlink(missing_ok=True)
        for folder in made:  # The deepest first; one that something was written into is not empty.
            with contextlib.suppress(OSError):
                folder.rmdir()


def clear_left_over(paths: Iterable[Path]) -> None:
    """Remove what a killed :func:`write_whole` of these files has left."""
    for path in paths:
        with contextlib.suppress(OSError):
            path.with_name(f".{path.name}.new").unlink(missing_ok=True)
