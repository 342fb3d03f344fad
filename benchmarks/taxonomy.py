"""How long an official taxonomy takes: compiled once, opened, looked up; beside Arelle in the same run.

    python benchmarks/taxonomy.py PACKAGE.zip [PACKAGE.zip ...] [--runs 5] [--arelle]

Each package is compiled into an empty cache, then opened and looked up so many times, each time in a new
process. ``--arelle`` also lets Arelle load the same element schema (the first that holds us-gaap) from
the same package, offline, which is what a look-up costs without an index. Prints medians and the spread;
asserts nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

COMPILE = """
import sys, time; from pathlib import Path
from xbrlgen.catalog import store
started = time.perf_counter(); package = store.add(Path(sys.argv[1])); seconds = time.perf_counter() - started
holding = next(h for h in package.holdings if h.prefix == "us-gaap" and h.elements)
import json; print(json.dumps([seconds, package.years[-1], holding.address, str(package.path)]))
"""
OPEN = """
import json, random, sys, time
from xbrlgen.catalog import open_catalog
import xbrlgen.catalog.store
from xbrlgen.catalog.card import describe_concept, search
started = time.perf_counter(); catalog = open_catalog(sys.argv[1]); opened = time.perf_counter() - started
names = [c.qname for c in open_catalog(sys.argv[1])]; random.Random(7).shuffle(names); names = names[:5000]
catalog._concepts.clear()
for name in names[:100]: catalog.concept(name)
started = time.perf_counter()
for name in names[100:]: catalog.concept(name)
first = (time.perf_counter() - started) / len(names[100:])
started = time.perf_counter()
for name in names: catalog.concept(name)
again = (time.perf_counter() - started) / len(names)
started = time.perf_counter(); search(catalog, "allowance credit loss"); found = time.perf_counter() - started
print(json.dumps([opened, first, again, found]))
"""
ARELLE = """
import json, sys, time
from arelle.api.Session import Session
from arelle.RuntimeOptions import RuntimeOptions
options = RuntimeOptions(entrypointFile=sys.argv[1], packages=[sys.argv[2]], internetConnectivity="offline",
                         disablePersistentConfig=True, logFile="logToBuffer", keepOpen=True)
with Session() as session:
    started = time.perf_counter(); session.run(options); loaded = time.perf_counter() - started
    model = session.get_models()[0]
    found = len([c for c in model.qnameConcepts.values() if c.qname.prefix == "us-gaap"])
print(json.dumps([loaded, found]))
"""


def answer(code: str, *arguments: str) -> list[float | str]:
    """What a program of its own prints as its last line."""
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"failed with {done.returncode}:\n{done.stdout}{done.stderr}")
    found: list[float | str] = json.loads(done.stdout.splitlines()[-1])
    return found


def told(values: list[float], scale: float, unit: str) -> str:
    middle, low, high = statistics.median(values), min(values), max(values)
    return f"{middle * scale:.3g} {unit} ({low * scale:.3g} to {high * scale:.3g})"


def measure(package: Path, runs: int, *, arelle: bool) -> None:
    compiled, year, address, path = answer(COMPILE, str(package))
    print(f"{package.name}: {year}\n  checked and compiled, once    {compiled:.3g} s")
    rows = [answer(OPEN, str(year)) for _ in range(runs)]
    columns = [[float(value) for value in column] for column in zip(*rows, strict=True)]
    print(f"  opened                        {told(columns[0], 1e3, 'ms')}")
    print(f"  concept, first look-up        {told(columns[1], 1e6, 'us')}")
    print(f"  concept, again                {told(columns[2], 1e6, 'us')}")
    print(f"  full-text search              {told(columns[3], 1e3, 'ms')}")
    if arelle:
        loads = [answer(ARELLE, str(address), str(path)) for _ in range(runs)]
        seconds = [float(row[0]) for row in loads]
        ratio = statistics.median(seconds) / statistics.median(columns[0])
        print(f"  Arelle loads the schema       {told(seconds, 1, 's')}, {loads[0][1]} us-gaap elements")
        print(f"  ratio                         {ratio:,.0f} times our opening")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("packages", nargs="+", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--arelle", action="store_true")
    options = parser.parse_args()
    print(f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores")
    for package in options.packages:
        with tempfile.TemporaryDirectory() as folder:
            os.environ["XBRLGEN_DATA"], os.environ["XBRLGEN_CACHE"] = f"{folder}/data", f"{folder}/cache"
            measure(package, options.runs, arelle=options.arelle)


if __name__ == "__main__":
    main()
