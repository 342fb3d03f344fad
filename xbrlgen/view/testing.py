"""What ``xbrlgen test`` says: a line a project, and a line for each thing that is not as expected.

As JSON (``--format json``), version 1, keys sorted, nothing of the machine and no clock in it::

    version   1
    projects  [{project, passed, errors, updated: [file], cases: [case]}]   in the order they were named
    case      {part, outcome, count, findings: [finding as in report.machine],
               differences: [{kind, subject, caption, message, changes: [{aspect, before, after}],
                              source, rule, before_source, before_rule}]}
              part      "facts" | "networks" | "checks"
              outcome   "passed" | "missing" | "stale" | "differs" | "unreadable"
              places are {file, line, column, sheet, cell}, relative to the project
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from xbrlgen.model.difference import Difference
from xbrlgen.model.finding import Finding
from xbrlgen.model.verified import DIFFERS, MISSING, PASSED, STALE, UNREADABLE, Case, Verified
from xbrlgen.model.where import Where
from xbrlgen.model.words import counted
from xbrlgen.view.junit import JUnitCase
from xbrlgen.view.machine import finding_view, where_view
from xbrlgen.view.terminal import Piece, clean, put

if TYPE_CHECKING:
    from rich.console import Console

SHOWN = 12
"""Differences of one part that are printed, unless all are asked for."""
WORDS = {
    PASSED: "as expected",
    MISSING: "no expectation",
    STALE: "expectation is stale",
    DIFFERS: "not as expected",
    UNREADABLE: "cannot be read",
}
COUNTED = WORDS | {MISSING: "without expectation", STALE: "with a stale expectation"}
VERSION = 1


def print_tested(tested: Verified, console: Console, *, show_all: bool = False) -> None:
    """A project: one line if all is as expected, else each part and each difference in a line of its own."""
    for line in _lines(tested, show_all):
        put(console, line)


def print_totals(done: Sequence[Verified], console: Console, seconds: float) -> None:
    """The last line: how many cases ended how, and what to do."""
    counts = {o: sum(c.outcome == o for t in done for c in t.cases) for o in WORDS}
    written = sum(len(t.updated) for t in done)
    told = ", ".join(f"{n:,} {COUNTED[o]}" for o, n in counts.items() if n)
    if written:
        told += f"; {counted(written, 'file')} written"
    failed = sum(counts.values()) - counts[PASSED]
    put(
        console,
        [
            (f"{counted(len(done), 'project')}, {counted(sum(counts.values()), 'case')}: ", ""),
            (told, "bold yellow" if written else "bold red" if failed else "bold green"),
            (f"  ({seconds:.1f} s)", "dim"),
        ],
    )
    if not written and (counts[MISSING] or counts[STALE] or counts[DIFFERS]):
        hint = "if this is what is meant, `xbrlgen test --update` writes it as the expectation"
        put(console, [("  hint: ", "green"), (hint, "")])


def _lines(tested: Verified, show_all: bool) -> Iterator[list[Piece]]:
    name = clean(tested.project)
    counts = ", ".join(f"{c.count:,} {_nouns(c)}" for c in tested.cases)
    if tested.updated:
        yield [(name, "bold"), (f"  written: {', '.join(tested.updated)}", "bold yellow")]
    elif tested.passed:
        yield [(name, "bold"), ("  as expected", "green"), (f": {counts}", "dim")]
    if tested.errors:
        told = f"  the filing itself has {counted(tested.errors, 'error')}: `xbrlgen check --fast {name}`"
        yield [(told, "yellow")]
    if tested.unreadable and len({c.findings for c in tested.cases}) == 1:
        yield [(name, "bold"), ("  cannot be read", "bold red")]
        for f in tested.cases[0].findings:
            yield _found(f)
        return
    for case in tested.cases:
        if case.outcome != PASSED and not (tested.updated and case.outcome == MISSING):
            yield from _case_lines(case, name, show_all=show_all)


def case_lines(case: Case, project: str) -> Iterator[str]:
    """All that is to be said of a case, as plain lines."""
    for line in _case_lines(case, clean(project), show_all=True):
        yield "".join(text for text, _ in line).rstrip()


def _case_lines(case: Case, name: str, *, show_all: bool) -> Iterator[list[Piece]]:
    many = f", {counted(len(case.differences), 'difference')}" if case.differences else ""
    yield [(name, "bold"), (f"  {case.part}: ", ""), (WORDS[case.outcome], "bold red"), (many, "")]
    for f in case.findings:
        if f.code != "XG-REG-003":
            yield _found(f)
    shown = case.differences if show_all else case.differences[:SHOWN]
    for d in shown:
        yield difference_line(d)
    if len(shown) < len(case.differences):
        yield [(f"  and {len(case.differences) - len(shown):,} more; --all shows them", "dim")]


def _found(f: Finding) -> list[Piece]:
    place = f"{clean(str(f.where))}: " if f.where else ""
    return [("  ", ""), (place, "bold"), (f"{f.code}: ", ""), (clean(f.message), "")]


def difference_line(d: Difference) -> list[Piece]:
    """``added concept: …  (release.txt:188:69, mapping.yaml:14:20)``: all of a difference in one line."""
    marks = {"added": ("+", "green"), "removed": ("-", "red"), "changed": ("~", "yellow")}
    mark, colour = marks[d.kind]
    places = ", ".join(dict.fromkeys(clean(str(w)) for w in _places(d)))
    return [(f"  {mark} ", colour), (clean(d.message), ""), (f"  ({places})" if places else "", "dim")]


def _places(d: Difference) -> Iterator[Where]:
    """The source row, the mapping line, and the line of the expectation."""
    for where in (d.source, d.rule, d.before_source or d.before_rule):
        if where is not None:
            yield where


def _nouns(case: Case) -> str:
    return {"facts": "facts", "networks": "links and labels", "checks": "checks"}[case.part]


# -- for programs ----------------------------------------------------------------------------


def verified_json(done: Iterable[Verified]) -> str:
    """The report as JSON; see the head of this module."""
    projects = [
        {
            "project": t.project,
            "passed": t.passed,
            "errors": t.errors,
            "updated": list(t.updated),
            "cases": [_case(c) for c in t.cases],
        }
        for t in done
    ]
    return json.dumps({"version": VERSION, "projects": projects}, indent=2, sort_keys=True) + "\n"


def _case(case: Case) -> dict[str, Any]:
    return {
        "part": case.part,
        "outcome": case.outcome,
        "count": case.count,
        "findings": [finding_view(f) for f in case.findings],
        "differences": [difference_view(d) for d in case.differences],
    }


def difference_view(d: Difference) -> dict[str, Any]:
    """A difference in the form of this module's head."""
    return {
        "kind": d.kind,
        "subject": d.subject,
        "caption": d.caption,
        "message": d.message,
        "changes": [{"aspect": c.aspect, "before": c.before, "after": c.after} for c in d.changes],
        "source": where_view(d.source),
        "rule": where_view(d.rule),
        "before_source": where_view(d.before_source),
        "before_rule": where_view(d.before_rule),
    }


def junit_cases(done: Iterable[Verified]) -> Iterator[JUnitCase]:
    """A JUnit test case for each part of each project."""
    for tested in done:
        for case in tested.cases:
            lines = tuple(case_lines(case, tested.project)) if case.outcome != PASSED else ()
            yield JUnitCase(
                suite=tested.project,
                name=case.part,
                file=f"{tested.project}/filing.yaml",
                failure=None if case.outcome == PASSED else case.outcome,
                lines=lines,
                error=case.outcome == UNREADABLE,
            )
