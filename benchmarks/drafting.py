"""Draft a filing project from every document of a folder, and say what came out.

    python benchmarks/drafting.py FOLDER [--only TEXT] [--judge] [--out DIR]

For each document that holds tables with numbers: the statements found, lines, how many are unsure or of the
company's own, sums, errors of the first check; with ``--judge`` what Arelle says of the filing. Nothing of
the documents is kept but these counts; drafts are kept under ``--out``. The table goes to docs/drafting.md.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import traceback
from collections import Counter
from pathlib import Path

from xbrlgen.model.finding import Severity, XbrlgenError
from xbrlgen.pipeline import Options, check
from xbrlgen.pipeline.drafting import Initiated, init


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="documents whose names hold this")
    parser.add_argument(
        "--without", action="append", default=[], help="documents whose names hold this are passed over"
    )
    parser.add_argument("--judge", action="store_true", help="ask Arelle")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    out = options.out or Path(tempfile.mkdtemp())
    totals: Counter[str] = Counter()
    print("document\tresult\tstatements\tlines\tunsure\town\tsums\terrors\tseconds")
    for path in sorted(p for p in options.folder.rglob("*") if p.is_file() and options.only in p.name):
        if any(text in path.name for text in options.without):
            continue
        before = resource.getrusage(resource.RUSAGE_SELF).ru_utime
        try:
            made = init([path], out / path.stem)
        except XbrlgenError as error:
            result = f"none: {error.findings[0].code} {error.findings[0].message[:60]}"
            print(f"{path.name[:48]}\t{result}", flush=True)
            totals[f"none ({error.findings[0].code})"] += 1
            continue
        except Exception:  # a crash is what this looks for
            traceback.print_exc(limit=-4)
            print(f"{path.name[:48]}\tCRASH", flush=True)
            totals["crash"] += 1
            continue
        seconds = resource.getrusage(resource.RUSAGE_SELF).ru_utime - before
        result = _judged(out / path.stem, made, judge=options.judge)
        totals[result.split(":")[0]] += 1
        lines = made.lines
        unsure = sum(1 for line in lines if not line.sure)
        own = sum(1 for line in lines if line.own is not None)
        sums = sum(len(s.sums) for s in made.drafted.statements)
        errors = Counter(f.code for f in made.findings if f.severity is Severity.ERROR)
        print(
            f"{path.name[:48]}\t{result}\t{len(made.drafted.statements)}\t{len(lines)}\t{unsure}\t{own}\t{sums}\t"
            f"{dict(errors) or 0}\t{seconds:.1f}",
            flush=True,
        )
    print(dict(totals), file=sys.stderr)


def _judged(folder: Path, made: Initiated, *, judge: bool) -> str:
    if any(f.severity is Severity.ERROR for f in made.findings):
        return "errors"
    if not judge:
        return "clean"
    result = check(folder, Options())
    bad = [f.code for f in result.findings if f.severity is Severity.ERROR]
    return f"refused: {Counter(bad)}" if bad else "accepted"


if __name__ == "__main__":
    main()
