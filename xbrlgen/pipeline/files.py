"""Several files written together: all new ones are whole before the first takes its place (law 7)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from xbrlgen.model.codes import finding
from xbrlgen.model.finding import XbrlgenError
from xbrlgen.model.where import Where


def write_whole(files: Mapping[Path, bytes]) -> None:
    """Write every file beside its place under another name, then rename them one after the other.

    Raises XbrlgenError (XG-OUT-003) if any cannot be written; then none was changed.
    """
    staged: dict[Path, Path] = {}
    try:
        for path, data in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh = path.with_name(f".{path.name}.new")
            fresh.write_bytes(data)
            staged[fresh] = path
        for fresh, path in staged.items():
            fresh.replace(path)
    except OSError as error:
        for fresh in staged:
            fresh.unlink(missing_ok=True)
        name = Path(str(error.filename or "")).name.removeprefix(".").removesuffix(".new")
        message = f"{name or 'a file'} cannot be written: {error.strerror}"
        raise XbrlgenError(finding("XG-OUT-003", message, Where(name) if name else None)) from None
