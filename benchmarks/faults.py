"""Every figure of a project's text sources made wrong in many ways, one at a time: what is told, what passes.

    python benchmarks/faults.py examples/mpower-2004q3 [--every 7] [--kinds swap,sign] [--show 20]
    python benchmarks/faults.py examples/mpower-2004q3 --heads

With ``--heads`` it is the lines above the rows of tables (titles, scales, headings) that are made wrong.

Each fault is one change of the print, its column kept; the project is read, matched, built and checked anew
(no rendering, no Arelle), and what is found is held against what the unchanged project draws:

``error``    an error that was not there before: exit code 1
``warning``  only a warning that was not there before: exit code 0
``nothing``  neither
``same``     neither, and the change was none: a dash or brackets for a zero, a print gone that other
             prints of the fact stand in for, a percent sign that the caption says as well, or a line
             without which every fact is as it was

Nothing is asserted. ``--every N`` takes every Nth figure; the survivors are printed with their place.
"""

from __future__ import annotations

import argparse
import os
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from xbrlgen import pipeline
from xbrlgen.model.finding import Severity, XbrlgenError
from xbrlgen.model.register import LEFT
from xbrlgen.model.source import Figure, Mention, Table
from xbrlgen.pipeline.run import Run
from xbrlgen.read import read_bytes


class Target(NamedTuple):
    """A figure to be made wrong: its place in the text, its print, and the print of its neighbour."""

    file: str
    line: int
    column: int
    text: str
    other: str
    in_table: bool


def _digit(text: str, at: int, change: Callable[[str], str]) -> str | None:
    places = [i for i, c in enumerate(text) if c.isdigit()]
    if not places or not -len(places) <= at < len(places):
        return None
    i = places[at]
    return text[:i] + change(text[i]) + text[i + 1 :]


def _bump(c: str) -> str:
    return str((int(c) + 1) % 10)


def _swap(text: str) -> str | None:
    """The first two neighbouring digits that differ change places."""
    places = [i for i, c in enumerate(text) if c.isdigit()]
    for a, b in pairwise(places):
        if text[a] != text[b]:
            chars = list(text)
            chars[a], chars[b] = chars[b], chars[a]
            return "".join(chars)
    return None


def _sign(text: str) -> str | None:
    if text.startswith("(") or "(" in text:
        return text.replace("(", "").replace(")", "")
    first = next((i for i, c in enumerate(text) if c.isdigit()), None)
    return (
        None
        if first is None
        else f"{text[:first]}({text[first:].rstrip('%')})" + ("%" if "%" in text else "")
    )


def _more(text: str, digits: str) -> str | None:
    whole, dot, _ = text.partition(".")
    last = max((i for i, c in enumerate(whole) if c.isdigit()), default=None)
    if last is None or dot:
        return None
    body = "".join(c for c in whole if c.isdigit()) + digits
    first = min(i for i, c in enumerate(whole) if c.isdigit())
    return f"{whole[:first]}{int(body):,}{whole[last + 1 :]}"


KINDS: dict[str, Callable[[Target], str | None]] = {
    "off by one": lambda t: _digit(t.text, -1, _bump),
    "first digit": lambda t: _digit(t.text, 0, lambda c: str(int(c) % 9 + 1)),
    "swap": lambda t: _swap(t.text),
    "sign": lambda t: _sign(t.text),
    "neighbour": lambda t: t.other if t.other != t.text else None,
    "x10": lambda t: _more(t.text, "0"),
    "x1000": lambda t: _more(t.text, "000"),
    "digit lost": lambda t: _digit(t.text, -1, lambda _: ""),
    "letter O": lambda t: t.text.replace("0", "O", 1) if "0" in t.text else None,
    "letter l": lambda t: t.text.replace("1", "l", 1) if "1" in t.text else None,
    "bracket lost": lambda t: t.text.replace(")", "", 1) if ")" in t.text else None,
    "bracket opened": lambda t: f"({t.text}" if "(" not in t.text and t.in_table else None,
    "blank": lambda t: "" if t.in_table else None,
    "dash": lambda t: "-" if t.in_table else None,
    "N/A": lambda t: "N/A" if t.in_table else None,
    "currency": lambda t: t.text.replace("$", "€") if "$" in t.text else None,
    "point for comma": lambda t: t.text.replace(",", ".", 1) if "," in t.text else None,
    "space in it": lambda t: t.text.replace(",", " ", 1) if "," in t.text else None,
    "percent lost": lambda t: t.text.replace("%", "") if "%" in t.text else None,
    "million for billion": lambda t: t.text.replace("million", "billion") if "million" in t.text else None,
}
"""How a figure is made wrong; None where a kind does not apply to a print."""


_SCALES = (("thousands", "millions"), ("millions", "thousands"), ("000s", "millions"))
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def _other_scale(line: str) -> str | None:
    return next((line.replace(a, b) for a, b in _SCALES if a in line), None)


def _other_year(line: str) -> str | None:
    found = _YEAR.search(line)
    return None if found is None else line[: found.start()] + str(int(found[0]) - 3) + line[found.end() :]


def _other_title(line: str) -> str | None:
    words = line.split()
    letters = sum(c.isalpha() for c in line)
    return line.replace(words[0], "Outline", 1) if words and letters > len(line.strip()) // 2 else None


HEADS: dict[str, Callable[[Target], str | None]] = {
    "line deleted": lambda t: "",
    "scale changed": lambda t: _other_scale(t.text),
    "scale deleted": lambda t: re.sub(
        r"\(?in (?:thousands|millions|000s)|\(?dollars in thousands", "", t.text
    ),
    "year changed": lambda t: _other_year(t.text),
    "first word changed": lambda t: _other_title(t.text),
}
"""How a line above the rows of a table is made wrong."""


def heads(run: Run, texts: dict[str, str]) -> Iterator[Target]:
    """The lines from the title of each table that gives facts to its first row, but for rules and blanks."""
    claimed = {id(h.table) for h in run.matched.hits}
    for source in run.sources:
        lines = texts[source.file].split("\n")
        for table in source.tables:
            if id(table) not in claimed or not table.lines:
                continue
            first = min(item.where.line or 0 for item in table.lines)
            for number in range(table.where.line or 1, first):
                text = lines[number - 1]
                if any(c.isalnum() for c in text) and not text.lstrip().startswith("<"):
                    yield Target(source.file, number, 1, text, text, False)


def targets(run: Run) -> Iterator[Target]:
    """The figures of the text sources, tables' first; dates and numbers left out with a reason are none."""
    left = {n.figure for n in run.register.numerals if n.state == LEFT}
    for source in run.sources:
        for block in source.blocks:
            if isinstance(block, Table):
                for line in block.lines:
                    figures = [f for cell in line.cells for f in cell.figures if f.id not in left]
                    yield from (
                        _target(f, figures[n - 1] if n else figures[-1], True) for n, f in enumerate(figures)
                    )
            else:
                yield from (
                    _target(m.figure, m.figure, False)
                    for m in block.mentions
                    if _states(m) and m.figure and m.id not in left
                )


def _states(mention: Mention) -> bool:
    return mention.kind in ("amount", "percent", "per_share")


def _target(figure: Figure, other: Figure, in_table: bool) -> Target:
    where = figure.where
    return Target(where.file, where.line or 0, where.column or 0, figure.text, other.text, in_table)


def wrong(text: str, target: Target, print_: str) -> str:
    """The text with another print in the place of one, lines and right edges kept where they can be."""
    lines = text.split("\n")
    line = lines[target.line - 1]
    start = target.column - 1
    end = start + len(target.text)
    if line[start:end] != target.text:
        return text  # it goes on over the end of a line; such a print is left alone
    room = len(target.text) - len(print_)
    if target.in_table and room > 0:
        print_ = " " * room + print_
    elif target.in_table and room < 0:
        spare = len(line[:start]) - len(line[:start].rstrip())
        start -= min(-room, max(0, spare - 1))
    lines[target.line - 1] = line[:start] + print_ + line[end:]
    return "\n".join(lines)


def judged(base: Run, texts: dict[str, str], job: tuple[str, Target]) -> tuple[str, Target, str]:
    """One fault: its kind, the figure, and what came of it."""
    kind, target = job
    print_ = (KINDS | HEADS)[kind](target)
    if print_ is None or print_ == target.text:
        return kind, target, "no such fault"
    changed = wrong(texts[target.file], target, print_)
    if changed == texts[target.file]:
        return kind, target, "no such fault"
    try:
        source = read_bytes(changed.encode(), file=target.file, fiscal_year_end=base.filing.fiscal_year_end)
        sources = tuple(source if s.file == target.file else s for s in base.sources)
        run = pipeline.work(base.filing, base.mapping, base.vocabulary, sources)
    except XbrlgenError:
        return kind, target, "error"
    before, after = _told(base), _told(run)
    fresh = [key for key in after if after[key] > before.get(key, 0)]
    if any(severity == Severity.ERROR for severity, *_ in fresh):
        return kind, target, "error"
    if any(severity == Severity.WARNING for severity, *_ in fresh):
        return kind, target, "warning"
    zero = not any(c in "123456789" for c in target.text)
    none = (
        (kind in HEADS and _facts(run) == _facts(base))
        or (zero and kind in ("dash", "sign", "bracket opened"))
        or (kind in ("blank", "N/A", "percent lost") and target.in_table and _facts(run) == _facts(base))
    )
    return kind, target, "same" if none else "nothing"


def _facts(run: Run) -> list[tuple[object, ...]]:
    return [(f.concept.qname, f.context, f.unit, f.value, f.decimals) for f in run.report.facts]


def _told(run: Run) -> Counter[tuple[Severity, str, str]]:
    return Counter((f.severity, f.code, f.message) for f in run.findings)


_BASE: list[tuple[Run, dict[str, str]]] = []


def _start(project: Path) -> None:
    filing, mapping, vocabulary, sources = pipeline.load(project)
    texts = {
        s.file: (project / s.file).read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")
        for s in sources
    }
    sources = tuple(
        read_bytes(texts[s.file].encode(), file=s.file, fiscal_year_end=filing.fiscal_year_end)
        for s in sources
    )
    _BASE.append((pipeline.work(filing, mapping, vocabulary, sources), texts))


def _work(job: tuple[str, Target]) -> tuple[str, Target, str]:
    return judged(*_BASE[0], job)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("project", type=Path)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--kinds", help="some of the kinds, parted by commas")
    parser.add_argument("--heads", action="store_true")
    parser.add_argument("--show", type=int, default=40)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    asked = parser.parse_args()
    kinds = asked.kinds.split(",") if asked.kinds else list(HEADS if asked.heads else KINDS)
    _start(asked.project)
    base, texts = _BASE[0]
    figures = list(heads(base, texts) if asked.heads else targets(base))[:: asked.every]
    jobs = [(kind, target) for target in figures for kind in kinds]
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    survivors: list[tuple[str, Target, str]] = []
    with ProcessPoolExecutor(asked.jobs, initializer=partial(_start, asked.project)) as pool:
        for kind, target, outcome in pool.map(_work, jobs, chunksize=16):
            counts[kind][outcome] += 1
            if outcome in ("nothing", "warning"):
                survivors.append((kind, target, outcome))
    print(f"{asked.project}: {len(figures)} {'lines' if asked.heads else 'figures'}\n")
    print("| fault | made | error | warning only | nothing | no change |\n|---|---|---|---|---|---|")
    total: Counter[str] = Counter()
    for kind in kinds:
        c = counts[kind]
        total += c
        made = sum(c.values()) - c["no such fault"]
        print(f"| {kind} | {made} | {c['error']} | {c['warning']} | {c['nothing']} | {c['same']} |")
    made = sum(total.values()) - total["no such fault"]
    other = made - total["same"]
    print(
        f"| in all | {made} | {total['error']} | {total['warning']} | {total['nothing']} | {total['same']} |"
    )
    if other:
        print(
            f"\nof {other}: nothing {total['nothing'] / other:.1%}, "
            f"warning only {total['warning'] / other:.1%}\n"
        )
    listed = {(n.where.file, n.where.line, n.where.column) for n in base.register.unheld}
    unheld = sum(o == "nothing" and (t.file, t.line, t.column) in listed for _, t, o in survivors)
    print(f"{unheld} of those that nothing told are of figures that `check` lists as held by nothing\n")
    for kind, t, outcome in survivors[: asked.show]:
        print(f"{outcome}: {kind}: {t.file}:{t.line}:{t.column} {t.text.strip()}")


if __name__ == "__main__":
    main()
