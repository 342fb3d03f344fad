"""Every figure of a project's sources made wrong in many ways, one at a time: what is told, what passes.

    python benchmarks/faults.py examples/mpower-2004q3 [--every 7] [--kinds swap,sign] [--show 20]
    python benchmarks/faults.py examples/mpower-2004q3 --heads
    python benchmarks/faults.py examples/mpower-2004q3 --survivors FILE      # a line for each, to be sorted

With ``--heads`` it is the lines above the rows of tables (titles, scales, headings) that are made wrong.

Each fault is one change of the print, its column kept; the project is read, matched, built and checked anew
(no rendering, no Arelle), and what is found is held against what the unchanged project draws:

``error``    an error that was not there before: exit code 1
``warning``  only a warning that was not there before: exit code 0
``nothing``  neither
``same``     neither, and the change was none: a dash or brackets for a zero, a print gone that other
             prints of the fact stand in for, a percent sign that the caption says as well, a cell that
             rounds to the same print, or a line without which every fact is as it was

Nothing is asserted. ``--every N`` takes every Nth figure; the survivors are printed with their place.
One process; lines and paragraphs of a text that a fault leaves as they were are read once.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from planting import HEADS, KINDS, Target, heads, kinds_of, targets, wrong

from xbrlgen import pipeline
from xbrlgen.model.finding import Finding, Severity, XbrlgenError
from xbrlgen.model.project import Project
from xbrlgen.pipeline.run import Run
from xbrlgen.pipeline.steps import WORK
from xbrlgen.read import read_bytes
from xbrlgen.read.text import edgar_text


class Ground:
    """A project as it is: its files, what it draws, and its facts."""

    def __init__(self, project: Path) -> None:
        filing, mapping, vocabulary, read = pipeline.load(project)
        self.filing, self.mapping, self.vocabulary = filing, mapping, vocabulary
        self.files = {s.file: (project / s.file).read_bytes() for s in read}
        for source in read:
            if source.page is not None:  # As it is filed, well formed: places in it are places in the file.
                self.files[source.file] = source.page.text.encode("ascii")
            elif source.kind == source.kind.DOCUMENT:
                self.files[source.file] = self.files[source.file].replace(b"\r\n", b"\n")
        self.sources = tuple(self.read(s.file, self.files[s.file]) for s in read)
        self.run = pipeline.work(filing, mapping, vocabulary, self.sources)
        self.told = _told(self.run)
        self.facts = _facts(self.run)

    def read(self, name: str, data: bytes) -> Any:
        year_end, said = self.filing.year_end, self.filing.said_of(name)
        return read_bytes(data, file=name, fiscal_year_end=year_end, said=said)

    def with_file(self, name: str, data: bytes) -> Run:
        """The project with another text of one file, so far as the first new error. Raises XbrlgenError."""
        fresh = self.read(name, data)
        sources = tuple(fresh if s.file == name else s for s in self.sources)
        run = Run(Project.of({}, "a fault"), None, None, (f for s in sources for f in s.findings))
        run = run.also(filing=self.filing, mapping=self.mapping, vocabulary=self.vocabulary, sources=sources)
        for step in WORK:
            run = step.do(run)
            if any(f.severity is Severity.ERROR and self.told[_key(f)] == 0 for f in run.findings):
                break
        return run


def judged(ground: Ground, kind: str, target: Target) -> tuple[str, tuple[Finding, ...]]:
    """What came of one fault, and what was told of it."""
    print_ = (kinds_of(target) | HEADS)[kind](target)
    if print_ is None or print_ == target.text or _same_number(print_, target.text):
        return "no such fault", ()
    data = ground.files[target.file]
    changed = wrong(data, target, print_)
    if changed == data:
        return "no such fault", ()
    try:
        run = ground.with_file(target.file, changed)
    except XbrlgenError as error:
        return "error", error.findings
    after = _told(run)
    fresh = {key for key in after if after[key] > ground.told.get(key, 0)}
    told = tuple(f for f in run.findings if _key(f) in fresh and f.severity is not Severity.INFO)
    for severity in (Severity.ERROR, Severity.WARNING):
        if any(f.severity is severity for f in told):
            return str(severity), told
    zero = not any(c in "123456789" for c in target.text)
    none = (
        (zero and kind in ("dash", "sign", "bracket opened"))
        or ((kind in HEADS or isinstance(target.place, tuple)) and _facts(run) == ground.facts)
        or (kind in ("blank", "N/A", "percent lost") and target.in_table and _facts(run) == ground.facts)
    )
    return "same" if none else "nothing", told


def _same_number(one: str, other: str) -> bool:
    """1200.5 for 1200.50: in an account or a cell, where nobody sees how many digits there are."""
    try:
        return "." in other and len(other) - other.index(".") == 3 and Decimal(one) == Decimal(other)
    except InvalidOperation:
        return False


def _facts(run: Run) -> list[tuple[object, ...]]:
    return [(f.concept.qname, f.context, f.unit, f.value, f.decimals) for f in run.report.facts]


def _told(run: Run) -> Counter[tuple[Severity, str, str]]:
    return Counter(map(_key, run.findings))


def _key(found: Finding) -> tuple[Severity, str, str]:
    return found.severity, found.code, found.message


def _read_once() -> None:
    """What was read is known: thousands of texts differ in one line each."""
    for name in ("read_line", "with_mentions"):
        setattr(edgar_text, name, cache(getattr(edgar_text, name)))
    read = edgar_text.table_of
    known: dict[tuple[object, ...], Any] = {}

    def table_of(segment: Any, context: Any) -> Any:
        lines = (*segment.head, *segment.body, *segment.prose)
        before = (context.panel, context.page_before, *context.earlier.values())
        # Lines and tables that were read once are the same objects.
        key = (repr(context.above), context.notes, context.fye, *map(id, before), 0, *map(id, lines))
        if key not in known:
            known[key] = read(segment, context), lines, before
        return known[key][0]

    edgar_text.table_of = table_of


def _table(kinds: list[str], counts: dict[str, Counter[str]]) -> Counter[str]:
    print("| fault | made | error | warning only | nothing | no change |\n|---|---|---|---|---|---|")
    total: Counter[str] = Counter()
    for kind in kinds:
        c = counts[kind]
        total += c
        _row(kind, c)
    _row("in all", total)
    return total


def _row(kind: str, c: Counter[str]) -> None:
    made = sum(c.values()) - c["no such fault"]
    if made:
        print(f"| {kind} | {made} | {c['error']} | {c['warning']} | {c['nothing']} | {c['same']} |")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("project", type=Path)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--from", dest="first", type=int, default=0, help="the first figure with --every")
    parser.add_argument("--kinds", help="some of the kinds, parted by commas")
    parser.add_argument("--heads", action="store_true")
    parser.add_argument("--show", type=int, default=40)
    parser.add_argument("--survivors", type=Path, help="a file for all of them, fields parted by tabs")
    asked = parser.parse_args()
    _read_once()
    ground = Ground(asked.project)
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 20, 20)
    made: Callable[..., Any] = heads if asked.heads else targets
    figures = list(made(ground.run, ground.files))[asked.first :: asked.every]
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    survivors: list[tuple[str, str, Target, tuple[Finding, ...]]] = []
    used = time.process_time()
    for target in figures:
        kinds = HEADS if asked.heads else kinds_of(target)
        for kind in asked.kinds.split(",") if asked.kinds else kinds:
            if kind in kinds:
                outcome, told = judged(ground, kind, target)
                counts[kind][outcome] += 1
                if outcome in ("nothing", "warning"):
                    survivors.append((outcome, kind, target, told))
    used = time.process_time() - used
    print(f"{asked.project}: {len(figures)} {'lines' if asked.heads else 'figures'}, {used:.0f} CPU s\n")
    total = _table([k for k in (*KINDS, *HEADS, "a text", "an error") if k in counts], counts)
    other = sum(total.values()) - total["no such fault"] - total["same"]
    if other:
        print(
            f"\nof {other}: nothing {total['nothing'] / other:.1%}, "
            f"warning only {total['warning'] / other:.1%}\n"
        )
    unheld = {str(n.where) for n in ground.run.register.unheld}
    of_them = sum(outcome == "nothing" and t.name in unheld for outcome, _, t, _ in survivors)
    print(f"{of_them} of those that nothing told are of figures that `check` lists as held by nothing\n")
    lines = [
        f"{outcome}\t{kind}\t{t.name}\t{t.text.strip()}\t{'held by nothing' if t.name in unheld else ''}\t"
        + "; ".join(sorted({f"{f.code} {f.message}" for f in told}))
        for outcome, kind, t, told in survivors
    ]
    if asked.survivors:
        asked.survivors.write_text("\n".join(lines) + "\n", "utf-8")
    for line in lines[: asked.show]:
        print(line.replace("\t", ": ", 3))


if __name__ == "__main__":
    main()
