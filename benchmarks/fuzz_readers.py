"""Fuzzes the readers of workbooks, Word documents, HTML pages and delimited text for as long as it is told.

    python -m benchmarks.fuzz_readers --seconds 600 [--target workbook] [--seed 1]

The seconds are of the processor, shared by the targets. Prints what fails with the seed and writes the
input beside it; ends with 1 if anything did.
"""

from __future__ import annotations

import argparse
import time
import traceback
from pathlib import Path

from tests.fuzz.targets import TARGETS


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--target", choices=sorted(TARGETS), action="append")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=Path("fuzz-failures"))
    options = parser.parse_args()
    names = options.target or sorted(TARGETS)
    failed = 0
    for name in names:
        target, count, worst = TARGETS[name], 0, 0.0
        end = time.process_time() + options.seconds / len(names)
        told = time.process_time()
        for data in target.inputs(options.seed):
            if time.process_time() > end:
                break
            if time.process_time() > told + 60:
                told = time.process_time()
                print(f"{name}: {count:,} inputs, {end - told:.0f} s to go", flush=True)
            count += 1
            started = time.process_time()
            try:
                target.run(data)
            except Exception:
                failed += 1
                options.out.mkdir(exist_ok=True)
                path = options.out / f"{name}-{options.seed}-{count}"
                path.write_bytes(data)
                print(f"{path}\n{traceback.format_exc()}")
            worst = max(worst, time.process_time() - started)
        print(f"{name}: {count:,} inputs, the slowest {worst:.2f} s, {failed} failures so far")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
