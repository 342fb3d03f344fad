"""How long a command takes to answer, as a whole process, beside a peer in the same run.

    python benchmarks/startup.py [--runs 7] [--arelle]

Each command runs once unmeasured, then so many times measured; commands take turns, so that a
busy moment of the machine falls on all of them. Prints the median, the spread and the ratio to
the peer. ``--arelle`` also lets Arelle's own command line load and validate the example's
filing, which takes some seconds a run. It asserts nothing: figures are read and recorded in
README.md beside this file.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import xbrlgen

REPO = Path(__file__).resolve().parents[1]
EXAMPLE = REPO / "examples" / "mpower-2004q3"
SCRIPTS = Path(sysconfig.get_path("scripts"))


@dataclass
class Row:
    """One command: ``peer`` is the name of the row it is compared with, ``target`` in seconds."""

    name: str
    command: Sequence[str | Path]
    peer: str | None = None
    target: float | None = None
    seconds: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    def run(self) -> float:
        started = time.perf_counter()
        done = subprocess.run(self.command, cwd=REPO, capture_output=True, text=True, check=False)
        seconds = time.perf_counter() - started
        if done.returncode:
            sys.exit(f"{self.name} failed with {done.returncode}:\n{done.stdout}{done.stderr}")
        return seconds


def rows(report: Path, *, arelle: bool) -> list[Row]:
    ours, judge = SCRIPTS / "xbrlgen", SCRIPTS / "arelleCmdLine"
    found = [
        Row("python -c pass", [sys.executable, "-c", "pass"]),
        Row("arelleCmdLine --help", [judge, "--help"]),
        Row("xbrlgen --help", [ours, "--help"], "arelleCmdLine --help", 0.3),
        Row("xbrlgen check --fast", [ours, "check", "--fast", EXAMPLE], "arelleCmdLine --help", 1.0),
    ]
    if arelle:
        from xbrlgen.catalog.standin import stand_in_package

        arguments = ["--internetConnectivity", "offline", "--disablePersistentConfig", "--validate"]
        package = ["--packages", str(stand_in_package("us-gaap/2025"))]
        name = "arelleCmdLine --validate"
        found.append(Row(name, [judge, *arguments, *package, "--file", report]))
        found.append(Row("xbrlgen check", [ours, "check", EXAMPLE], name))
        found[3].peer = name
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description="Whole-process times, median of several runs.")
    parser.add_argument("--runs", type=int, default=7, help="measured runs of each command [7]")
    parser.add_argument("--arelle", action="store_true", help="also validate with Arelle's command line")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        made = xbrlgen.build(EXAMPLE, Path(folder) / "out", xbrlgen.Options(fast=True))
        table = rows(Path(folder) / "out" / made.package.entry, arelle=options.arelle)
        for row in table:
            row.run()
        for _ in range(options.runs):
            for row in table:
                row.seconds.append(row.run())
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    print(f"{machine}, Python {platform.python_version()}")
    print(f"median of {options.runs} runs after one unmeasured\n")
    print("| command | median s | least | most | target s | ratio |")
    print("|---|---|---|---|---|---|")
    by_name = {row.name: row for row in table}
    for row in table:
        ratio = f"{row.median / by_name[row.peer].median:.2f} of `{row.peer}`" if row.peer else ""
        target = f"under {row.target}" if row.target else ""
        spread = f"{min(row.seconds):.2f} | {max(row.seconds):.2f}"
        print(f"| `{row.name}` | {row.median:.2f} | {spread} | {target} | {ratio} |")


if __name__ == "__main__":
    main()
