"""How each step grows with the number of printed figures: CPU and memory a figure, on made releases.

    python benchmarks/growth.py [--figures 1000 8000 64000] [--shape tables] [--profile STEP]

Each size runs in a process of its own. Bar: CPU a figure at the largest within 1.3 times that at the
smallest, for each step. It asserts nothing.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import json
import pstats
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parent))
from made import SHAPES, make

from xbrlgen.build import build
from xbrlgen.build.document import build_documents
from xbrlgen.catalog import open_catalog
from xbrlgen.check.arithmetic import check_arithmetic
from xbrlgen.check.edgar import lint_edgar
from xbrlgen.check.lint import lint
from xbrlgen.check.tieout import tie_out
from xbrlgen.check.waivers import apply_waivers
from xbrlgen.mapping.load import load_mapping
from xbrlgen.mapping.load_filing import load_report
from xbrlgen.mapping.match import match
from xbrlgen.mapping.prose import read_claims
from xbrlgen.model.finding import Finding
from xbrlgen.model.package import Package
from xbrlgen.model.project import Project
from xbrlgen.pipeline.steps import read_sources
from xbrlgen.render.bundle import submission
from xbrlgen.render.package import render_package
from xbrlgen.view.marks import Marks
from xbrlgen.view.review import review_page

T = TypeVar("T")


@dataclass
class Steps:
    """CPU seconds of each step, in order; one may be run under a profiler."""

    profile: str | None
    seconds: dict[str, float] = field(default_factory=dict)
    megabytes: dict[str, float] = field(default_factory=dict)

    def __call__(self, name: str, work: Callable[[], T]) -> T:
        profiler = cProfile.Profile() if name == self.profile else None
        gc.collect()
        started = time.process_time()
        done = work() if profiler is None else profiler.runcall(work)
        self.seconds[name] = time.process_time() - started
        self.megabytes[name] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        if profiler is not None:
            pstats.Stats(profiler, stream=sys.stderr).sort_stats("tottime").print_stats(25)
        return done


def run(folder: Path, profile: str | None) -> dict[str, Any]:
    """The corridor without Arelle, a step at a time, in a process set up as the command line's is."""
    gc.set_threshold(200_000, 20, 20)
    step = Steps(profile)
    base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    project = Project.at(folder)
    filing = load_report(project)
    mapping, vocabulary = step("mapping", lambda: load_mapping(project, filing.mapping, open_catalog))
    sources = step("reading", lambda: read_sources(project, filing))
    figures = sum(1 for s in sources for _ in s.figures)
    matched = step("matching", lambda: match(mapping, sources))
    claims = step("claims", lambda: read_claims(filing, mapping, vocabulary, sources, matched.hits))
    report = step("building", lambda: build(filing, mapping, vocabulary, sources, matched, claims))
    findings: list[Finding] = [*matched.findings, *report.findings]
    findings += step("lint of names", lambda: lint(mapping, vocabulary, matched, report))
    ties, found = step("arithmetic", lambda: check_arithmetic(mapping, report))
    findings += found
    account, found = step("tie-out", lambda: tie_out(mapping, sources, report, claims, ties))
    findings += found
    documents = step("documents", lambda: build_documents(sources, report))
    package = step("rendering", lambda: _rendered(render_package(report, documents)))
    files = submission(report, documents, package)
    judged = Package(files, files[0].name)
    findings += step("EDGAR lint", lambda: lint_edgar(report, judged, base=vocabulary.base))
    findings = list(step("waivers", lambda: apply_waivers(filing, findings, complete=False)))
    look_up = vocabulary.concept
    page = review_page(folder, sources, report, account, findings, Marks(), look_up=look_up, judged_by="")
    step("review page", lambda: sum(map(len, page)))
    return {
        "figures": figures,
        "facts": len(report.facts),
        "findings": len(findings),
        "base": base,
        "seconds": step.seconds,
        "megabytes": step.megabytes,
    }


def _rendered(package: Package) -> Package:
    """The package with every file rendered."""
    for artifact in package:
        for _ in artifact.stream():
            pass
    return package


def _table(runs: Sequence[dict[str, Any]]) -> None:
    """Microseconds a figure of each step at each size, and how they grow from the first to the last."""
    last = runs[-1]
    rows = {step: [_each(r, r["seconds"][step] * 1e6) for r in runs] for step in last["seconds"]}
    rows["all"] = [_each(r, sum(r["seconds"].values()) * 1e6) for r in runs]
    for step in last["megabytes"]:
        rows[f"memory after {step}, KB"] = [_each(r, (r["megabytes"][step] - r["base"]) * 1024) for r in runs]
    print("| step | " + " | ".join(f"{r['figures']:,}" for r in runs) + " | growth |")
    print("|---|" + "---|" * (len(runs) + 1))
    for step, each in rows.items():
        print(f"| {step} | " + " | ".join(f"{e:.1f}" for e in each) + f" | {each[-1] / each[0]:.2f} |")
    print("\nCPU in microseconds a figure, at the largest ", end="")
    print(f"{last['facts']:,} facts and {last['findings']:,} findings.")


def _each(run: dict[str, Any], amount: float) -> float:
    return amount / float(run["figures"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--figures", type=int, nargs="+", default=[1000, 8000, 64000])
    parser.add_argument("--shape", choices=SHAPES, default="tables")
    parser.add_argument("--profile", help="a step to run under a profiler")
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one is not None:
        print(json.dumps(run(given.one, given.profile)))
        return
    runs = [_process(size, given.shape, given.profile) for size in given.figures]
    _table(runs)


def _process(size: int, shape: str, profile: str | None) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        project = make(Path(folder) / "made", size, shape)
        command = [sys.executable, __file__, "--one", str(project)]
        if profile:
            command += ["--profile", profile]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


if __name__ == "__main__":
    main()
