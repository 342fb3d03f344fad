"""Write the golden files anew: ``python tests/render/regenerate.py --force``.

Only ever by hand, and only after reading what changed.
"""

from __future__ import annotations

import sys
from pathlib import Path

from sample import FILING

from xbrlgen.render.package import render_package

GOLDEN = Path(__file__).resolve().parent / "golden"


def main(arguments: list[str]) -> int:
    if arguments != ["--force"]:
        sys.stderr.write("this overwrites tests/render/golden: say --force\n")
        return 2
    GOLDEN.mkdir(exist_ok=True)
    for artifact in render_package(FILING):
        (GOLDEN / artifact.name).write_bytes(artifact.data)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
