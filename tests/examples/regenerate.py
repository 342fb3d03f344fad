"""Write the golden output of the examples anew: ``python -m tests.examples.regenerate --force``.

Never done by a test. Look at the difference before you commit it.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.project import EXAMPLE, ROOT
from xbrlgen import pipeline


def golden(project: Path) -> dict[str, bytes]:
    """Every output file of a project by its name."""
    package = pipeline.check(project, pipeline.Options(fast=True)).package
    return {artifact.name: artifact.data for artifact in package}


def main(arguments: list[str]) -> int:
    folder = EXAMPLE / "expected" / "output"
    if arguments not in ([], ["--force"]):
        sys.stderr.write("usage: python -m tests.examples.regenerate [--force]\n")
        return 2
    if folder.exists() and any(folder.iterdir()) and arguments != ["--force"]:
        sys.stderr.write(f"{folder.relative_to(ROOT)} holds a golden output; --force replaces it\n")
        return 2
    folder.mkdir(parents=True, exist_ok=True)
    files = golden(EXAMPLE)
    for path in folder.iterdir():
        if path.name not in files:
            path.unlink()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    sys.stdout.write(f"{len(files)} files in {folder.relative_to(ROOT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
