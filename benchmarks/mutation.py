"""How long ``xbrlgen mutate`` takes for 500 mutants, beside one process for each mutant.

    python benchmarks/mutation.py [--mutants 500] [--runs 3] [--peers 10]

The peer is how mutation testing is done without it: the project copied, changed in one place, and
``xbrlgen check --fast`` and ``xbrlgen test`` run on it as processes of their own; it does a few mutants and
is scaled up, shared by as many processes as there are cores. The commands take turns. Nothing is asserted:
figures are read and recorded in README.md beside this file.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path

REPO = Path(__file__).resolve().parents[1]
EXAMPLE = REPO / "examples" / "mpower-2004q3"
XBRLGEN = Path(sysconfig.get_path("scripts")) / "xbrlgen"


def seconds(*arguments: str | Path) -> float:
    """Of a whole process; a mutant may end with 1."""
    started = time.perf_counter()
    done = subprocess.run([XBRLGEN, *arguments], capture_output=True, text=True, check=False)
    if done.returncode > 1:
        sys.exit(f"xbrlgen {arguments[0]} failed with {done.returncode}:\n{done.stdout}{done.stderr}")
    return time.perf_counter() - started


def one_by_one(project: Path, peers: int) -> float:
    """Seconds for so many mutants, each with the sign of another line of the mapping turned."""
    mapping = project / "mapping.yaml"
    original = mapping.read_text("utf-8")
    lines = original.splitlines(keepends=True)
    places = [
        i for i, line in enumerate(lines) if "{line: " in line and line.endswith("}\n") and "sign" not in line
    ]
    taken = 0.0
    for place in places[:: max(1, len(places) // peers)][:peers]:
        changed = [*lines[:place], lines[place].replace("}\n", ", sign: flip}\n"), *lines[place + 1 :]]
        mapping.write_text("".join(changed), "utf-8")
        taken += seconds("check", "--fast", project) + seconds("test", project)
    mapping.write_text(original, "utf-8")
    return taken


def main() -> None:
    parser = argparse.ArgumentParser(description="Mutants tried in memory, and one process each.")
    parser.add_argument("--mutants", type=int, default=500)
    parser.add_argument("--runs", type=int, default=3, help="measured runs of each command [3]")
    parser.add_argument("--peers", type=int, default=10, help="mutants the peer does in a run [10]")
    options = parser.parse_args()
    cores = os.cpu_count() or 1
    taken: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as name:
        project = Path(name) / "project"
        shutil.copytree(EXAMPLE, project, ignore=shutil.ignore_patterns("out", "output", "report.html"))
        limit = ("--limit", str(options.mutants))
        seconds("check", "--fast", project)
        for _ in range(options.runs):
            taken.setdefault("xbrlgen mutate", []).append(seconds("mutate", project, *limit))
            taken.setdefault("xbrlgen mutate --jobs 1", []).append(
                seconds("mutate", project, *limit, "--jobs", "1")
            )
            each = one_by_one(project, options.peers) / options.peers
            taken.setdefault("one process each", []).append(each * options.mutants / cores)
    print(f"{platform.system()} {platform.machine()}, {cores} cores, Python {platform.python_version()}")
    print(f"{options.mutants} mutants, median of {options.runs} runs\n")
    peer = statistics.median(taken["one process each"])
    print("| command | median s | least | most | ratio |")
    print("|---|---|---|---|---|")
    for label, found in taken.items():
        median = statistics.median(found)
        spread = f"{median:.1f} | {min(found):.1f} | {max(found):.1f}"
        print(f"| {label} | {spread} | {median / peer:.3f} of one process each |")


if __name__ == "__main__":
    main()
