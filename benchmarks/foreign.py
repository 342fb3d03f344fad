"""Check every filing of a folder, and say what is told of it that the SEC's plug-in does not tell.

    python benchmarks/foreign.py FOLDER [--taxonomy-package ZIP ...] [--plugin-dir FOLDER] [--only NAME ...]

A filing is a folder or file in FOLDER. Without ``--plugin-dir`` it prints, for each, facts, processor time
and our findings by code; a summary says in how many filings each code speaks. With it the plug-in
(efm-strict) judges as well, and every error of ours is named of which ``docs/edgar-checklist.tsv`` knows a
rule of the SEC's that the plug-in does not give for that filing (``alone``), or knows none (``ours``).
Taxonomies that the plug-in does not take any more it does not load: of older filings it says little. It
asserts nothing.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from xbrlgen import pipeline
from xbrlgen.check.with_edgar import EdgarVerdict, judge_edgar
from xbrlgen.model.finding import Finding, Severity, XbrlgenError
from xbrlgen.model.report import Trace
from xbrlgen.pipeline.judging import laid_out, packages_of_base

CHECKLIST = Path(__file__).resolve().parents[1] / "docs" / "edgar-checklist.tsv"


def theirs() -> dict[str, list[str]]:
    """The SEC's rules by the code of ours."""
    found: dict[str, list[str]] = {}
    for line in CHECKLIST.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            _, rule, ours, *_ = line.split("\t")
            for number in re.findall(r"\d{3}", ours):
                found.setdefault(f"XG-EFM-{number}", []).extend(rule.split(","))
    return found


def alone(findings: tuple[Finding, ...], verdict: EdgarVerdict) -> Iterator[str]:
    """Our errors that the plug-in does not share, by code, with how we know them."""
    said = {f.code for f in verdict.findings}
    known = theirs()
    for code in sorted({f.code for f in findings if f.severity is Severity.ERROR}):
        rules = known.get(code, [])
        if not any(s.startswith(rule) for s in said for rule in rules):
            yield f"{code} ({'alone' if rules else 'ours'})"


def shown(findings: tuple[Finding, ...]) -> str:
    counts = Counter((-f.severity, f.code.removeprefix("XG-")) for f in findings)
    return " ".join(f"{str(Severity(-s))[0]}:{code}:{n}" for (s, code), n in sorted(counts.items()))


def ask(result: pipeline.Result, path: Path, plugins: Path, options: pipeline.Options) -> EdgarVerdict:
    """The plug-in over the files as they lie."""
    packages, _ = packages_of_base(result.vocabulary.base, options)
    with laid_out(result.package) as folder:
        entry = folder / result.package.entry
        return judge_edgar(
            entry, plugin_dir=plugins, packages=packages, trace=Trace({}), parameters=[f"name={path.stem}"]
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--taxonomy-package", type=Path, action="append", default=[])
    parser.add_argument("--plugin-dir", type=Path)
    parser.add_argument("--only", nargs="*", default=[])
    given = parser.parse_args()
    options = pipeline.Options(fast=True, packages=tuple(given.taxonomy_package))
    speaking: Counter[tuple[int, str]] = Counter()
    filings = 0
    for path in sorted(given.folder.iterdir()):
        if given.only and path.name not in given.only:
            continue
        started = time.process_time()
        try:
            result = pipeline.check(path, options)
        except XbrlgenError as error:
            print(f"{path.name}: unreadable: {error}")
            continue
        filings += 1
        used = time.process_time() - started
        speaking.update({(-f.severity, f.code) for f in result.findings})
        print(f"{path.name}: {len(result.report.facts):,} facts, {used:.1f} s; {shown(result.findings)}")
        if given.plugin_dir is not None:
            verdict = ask(result, path, given.plugin_dir, options)
            names = ", ".join(alone(result.findings, verdict)) or "none"
            print(f"    errors of ours that the plug-in does not give: {names}", flush=True)
    print(f"\nfilings in which a code speaks, of {filings}:")
    for (severity, code), count in sorted(speaking.items()):
        print(f"  {Severity(-severity)!s:8} {code:12} {count:>4}")


if __name__ == "__main__":
    main()
