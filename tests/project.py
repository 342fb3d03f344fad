"""A filing project in a temporary folder, with edits: the ground most tests stand on."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "mpower-2004q3"
SHARED = ROOT.parent / "shared"
SEED = SHARED / "seeds" / "mpower-2004q3-ex99.txt"
WITHOUT_SHARED = "needs ../shared, which is not part of the project"


def copy_example(folder: Path) -> Path:
    """A copy of the first example without its output."""
    target = folder / "project"
    shutil.copytree(EXAMPLE, target, ignore=shutil.ignore_patterns("out", "expected"))
    return target


def edit(project: Path, file: str, old: str, new: str, *, count: int = 1) -> None:
    """Replace ``old``, which must stand in the file at least ``count`` times, that many times."""
    path = project / file
    text = path.read_bytes().decode("utf-8")
    assert text.count(old) >= count, f"{old!r} stands {text.count(old)} times in {file}"
    path.write_bytes(text.replace(old, new, count).encode("utf-8"))


def codes(findings: Iterable[object]) -> list[str]:
    return [f.code for f in findings]  # type: ignore[attr-defined]


COMMAND = [sys.executable, "-c", "from xbrlgen.cli import main; main()"]
"""The command line as a process, whether or not the script is installed; run it in ROOT."""
