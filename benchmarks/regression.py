"""How long many filing projects take under ``xbrlgen test``, beside what a script would do without it.

    python benchmarks/regression.py [--projects 100] [--runs 3] [--peers 5]

Copies of the example (271 facts each) are held to their expectations by one command. The peer builds a
project anew with Arelle's own command line reading and validating its instance, one process for each, as
a script that compares files has to; it runs for a few projects and is scaled up. Nothing is asserted:
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
from collections.abc import Sequence
from pathlib import Path

from xbrlgen.catalog.standin import stand_in_package

REPO = Path(__file__).resolve().parents[1]
EXAMPLE = REPO / "examples" / "mpower-2004q3"
SCRIPTS = Path(sysconfig.get_path("scripts"))


def seconds(command: Sequence[str | Path]) -> float:
    """Of a whole process, which must end with 0."""
    started = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    taken = time.perf_counter() - started
    if done.returncode:
        sys.exit(f"{command[0]} failed with {done.returncode}:\n{done.stdout}{done.stderr}")
    return taken


def main() -> None:
    parser = argparse.ArgumentParser(description="Many projects under test.")
    parser.add_argument("--projects", type=int, default=100)
    parser.add_argument("--runs", type=int, default=3, help="measured runs of each command [3]")
    parser.add_argument("--peers", type=int, default=5, help="projects the peer does in a run [5]")
    options = parser.parse_args()
    package = stand_in_package("us-gaap/2025")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ignored = shutil.ignore_patterns("out", "output", "report.html")
        for number in range(options.projects):
            shutil.copytree(EXAMPLE, folder / f"p{number:03}", ignore=ignored)
        instance = EXAMPLE / "expected" / "output" / "mpe-20040930.xml"
        arelle = [
            "--internetConnectivity",
            "offline",
            "--disablePersistentConfig",
            "--packages",
            str(package),
        ]
        commands = {
            "xbrlgen test": [[SCRIPTS / "xbrlgen", "test", folder]],
            "xbrlgen test --jobs 1": [[SCRIPTS / "xbrlgen", "test", folder, "--jobs", "1"]],
            "xbrlgen check --fast": [
                [SCRIPTS / "xbrlgen", "check", "--fast", folder / f"p{n:03}"] for n in range(options.peers)
            ],
            "arelleCmdLine --validate": [
                [SCRIPTS / "arelleCmdLine", *arelle, "--file", instance, "--validate"]
            ]
            * options.peers,
        }
        taken: dict[str, list[float]] = {name: [] for name in commands}
        for each in commands.values():
            seconds(each[0])
        for _ in range(options.runs):
            for label, each in commands.items():
                whole = sum(seconds(c) for c in each)
                scale = 1 if len(each) == 1 else options.projects / len(each)
                taken[label].append(whole * scale)
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    print(f"{machine}, Python {platform.python_version()}")
    print(f"{options.projects} projects, median of {options.runs} runs\n")
    peer = statistics.median(taken["arelleCmdLine --validate"])
    print("| command | median s | least | most | ratio |")
    print("|---|---|---|---|---|")
    for label, found in taken.items():
        median = statistics.median(found)
        spread = f"{median:.1f} | {min(found):.1f} | {max(found):.1f}"
        print(f"| `{label}` | {spread} | {median / peer:.2f} of `arelleCmdLine --validate` |")


if __name__ == "__main__":
    main()
