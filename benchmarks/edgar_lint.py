"""How long the EDGAR lint takes over the example, all rules, in process.

    python benchmarks/edgar_lint.py [--runs 7]

The package is rendered once before; a run reads its bytes and judges them by every rule. Prints
the median and the spread. Target: under 0.3 s. It asserts nothing.
"""

from __future__ import annotations

import argparse
import statistics
import time
from pathlib import Path

from xbrlgen import pipeline
from xbrlgen.check.edgar import lint_edgar, rules

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "mpower-2004q3"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    runs: int = parser.parse_args().runs
    result = pipeline.check(EXAMPLE, pipeline.Options(fast=True))
    package, base, findings = result.package, result.vocabulary.base, 0
    seconds: list[float] = []
    processor: list[float] = []
    for _ in range(runs + 1):
        started, used = time.perf_counter(), time.process_time()
        findings = len(lint_edgar(result.report, package, base=base))
        seconds.append(time.perf_counter() - started)
        processor.append(time.process_time() - used)
    measured = seconds[1:]
    print(f"rules {len(list(rules()))}  facts {len(result.report.facts)}  findings {findings}")
    print(f"first {seconds[0]:.3f} s  median {statistics.median(measured):.3f} s  ", end="")
    print(f"spread {min(measured):.3f} to {max(measured):.3f} s  target 0.300 s")
    print(f"processor time, median {statistics.median(processor[1:]):.3f} s")


if __name__ == "__main__":
    main()
