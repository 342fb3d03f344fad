"""A new folder of files, written whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from xbrlgen.model.codes import finding
from xbrlgen.model.finding import XbrlgenError
from xbrlgen.model.where import Where


def free_folder(target: Path) -> None:
    """Raises XG-OUT-001 unless the folder is not there yet, or empty."""
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        what = "holds files already" if target.is_dir() else "is not a folder"
        message = f"{target.as_posix()} {what}"
        hint = "name another folder with --out, or move what is there away"
        raise XbrlgenError(finding("XG-OUT-001", message, Where(target.as_posix()), hint=hint))


def write_folder(target: Path, files: Mapping[str, bytes]) -> None:
    """The folder, whole or not at all."""
    holder: Path | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        holder = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
        fresh = holder / "new"
        for name, data in files.items():
            path = fresh / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        free_folder(target)  # again, because reading took time
        if target.exists():
            target.rmdir()
        fresh.rename(target)
    except OSError as error:
        message = f"{target.as_posix()} cannot be written: {error.strerror}"
        raise XbrlgenError(finding("XG-OUT-003", message, Where(target.as_posix()))) from None
    finally:
        if holder is not None:
            shutil.rmtree(holder, ignore_errors=True)
