"""Last year's filing and this year's document: what the rules of an import give on the next page.

``python benchmarks/roll_pairs.py EARLIER LATER [--form 10-Q] [--verbose]``: the earlier filing is imported,
its project rolled onto the later filing's page without its tags, and what the draft says held against the
later filing's own numeric facts. No edits. *right* are those with the same value and precision, *wrong* are
numeric facts of the draft that the later filing does not have so, *warned* those of them that a finding of at
least a warning names.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
from collections import Counter
from decimal import Decimal
from pathlib import Path

from xbrlgen.model.report import Fact, Report
from xbrlgen.pipeline import Options, Result, check
from xbrlgen.pipeline.importing import found_filing, import_filing, written_of
from xbrlgen.pipeline.rolling import roll
from xbrlgen.read.decoding import decode
from xbrlgen.read.html.strip import strip
from xbrlgen.written.report import report_of

HEAD = ("pair", "numeric facts", "right", "wrong", "wrong, warned", "missing", "CPU s")
Key = tuple[object, ...]


def key(fact: Fact) -> Key:
    return (fact.qname, fact.period, fact.dimensions, fact.unit_text)


def numbers(report: Report) -> dict[Key, Fact]:
    return {key(f): f for f in report.facts if isinstance(f.value, Decimal)}


def later_page(path: Path, folder: Path) -> tuple[Report, Path]:
    """The later filing's report, and its page without tags."""
    filed = found_filing(path)
    written = written_of(filed)
    name = next(f.name for f in written.files if f.kind == "inline")
    data = dict(filed.gathered.files)[name]
    page = folder / f"next-{Path(name).stem}.htm"
    page.write_text(strip(decode(data, name, longest=None)).text, encoding="ascii")
    return report_of(written), page


def warned(result: Result, facts: list[Fact]) -> int:
    """How many of the facts a finding of at least a warning speaks of."""
    places = {w for f in result.findings if f.severity >= 2 for w in (f.where, *(r.where for r in f.related))}
    named = {s for f in result.findings if f.severity >= 2 for s in f.subjects}
    return sum(f.id in named or any(p.where in places or p.rule in places for p in f.prints) for f in facts)


def measure(earlier: Path, later: Path, form: str | None, *, verbose: bool) -> tuple[str, ...]:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        import_filing(earlier, folder / "last")
        theirs, page = later_page(later, folder)
        assert theirs.document is not None
        roll(folder / "last", theirs.document.period_end, [page], out=folder / "next", form=form)
        result = check(folder / "next", Options(fast=True, fail_on=None))
    wanted = numbers(theirs)
    made = numbers(result.report)
    right = [k for k, f in made.items() if k in wanted and same(f, wanted[k])]
    wrong = [made[k] for k in made if k not in wanted or not same(made[k], wanted[k])]
    if verbose:
        show(wrong, wanted, result)
    used = resource.getrusage(resource.RUSAGE_SELF).ru_utime - before
    told = warned(result, wrong)
    missing = len(wanted) - len(right) - sum(key(f) in wanted for f in wrong)
    return (
        f"{earlier.name} -> {later.name}",
        f"{len(wanted):,}",
        f"{len(right) / len(wanted):.1%}",
        f"{len(wrong) / len(wanted):.1%} ({len(wrong)})",
        f"{told}",
        f"{missing / len(wanted):.1%}",
        f"{used:.0f}",
    )


def same(one: Fact, other: Fact) -> bool:
    return one.value == other.value and one.decimals == other.decimals


def show(wrong: list[Fact], wanted: dict[Key, Fact], result: Result) -> None:
    for f in wrong[:40]:
        there = wanted.get(key(f))
        said = "is not there" if there is None else f"is {there.value} at {there.decimals}"
        first = f.prints[0] if f.prints else None
        label = "" if first is None else f'"{first.label}" {first.text}'
        print(f"    wrong {f.qname} {f.period} {f.dimensions} {f.value} at {f.decimals}: {said}; {label}")
    print("   ", Counter(f.code for f in result.findings).most_common(12))


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pair", nargs=2, type=Path)
    parser.add_argument("--form")
    parser.add_argument("--verbose", action="store_true")
    said = parser.parse_args(argv)
    print("| " + " | ".join(HEAD) + " |")
    print("|" + "---|" * len(HEAD))
    print("| " + " | ".join(measure(*said.pair, said.form, verbose=said.verbose)) + " |")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
