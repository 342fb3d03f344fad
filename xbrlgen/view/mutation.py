"""What ``xbrlgen mutate`` says: a table by kind, what was missed and the rule that would catch it, the score.

As Markdown (``--format markdown``) table and lists make a page. As JSON (``--format json``), version 1, keys
sorted, nothing of the machine and no clock in it::

    version      1
    project      as it was named
    expectation  "expected" | "as it is now": what mutants were held to
    facts, held  how many facts the sources print, and how many of them a sum, a ratio, another print or
                 the text is held against: a slip in another one is noticed by nothing
    possible     how many mutants there are; those tried are a sample if there are more
    score        {mutants, checks, expectations, nothing, late, same_output, percent, percent_checks}
                 checks        caught by the checks alone; late of them only by the rules of the Filer Manual
                 expectations  caught by nothing but the expectation
                 percent       caught by either, as text with one decimal; percent_checks by the checks
    kinds        [{kind, what, codes: {code: mutants}, score keys}]
    mutants      [{kind, slip, change, statement, concepts, caught, codes, late, parts, same_output, remedy,
                   crash, file, line, column, sheet, cell}]
                 caught  "checks" | "expectations" | "nothing"
                 parts   of the expectation that differ, for what is not caught before anything is written
                 remedy  the rule that would let the checks catch it, null for what they catch
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from xbrlgen.model.mutation import KINDS, MutantVerdict, Mutation, Score, codes_of, score
from xbrlgen.view.machine import where_view
from xbrlgen.view.terminal import Piece, clean, put

if TYPE_CHECKING:
    from rich.console import Console

VERSION = 1
SHOWN = 3
"""Mutants that are printed for one rule that would catch them, unless all are asked for."""
_HEADS = ("kind", "mutants", "checks", "expectation only", "nothing", "no effect", "found mostly by")
_CODES = 3
"""Codes named in the table, the most frequent of a kind."""


def print_mutation(mutation: Mutation, console: Console, *, show_all: bool = False) -> None:
    """The table, what nothing caught, the score; with ``show_all`` what only the expectation caught too."""
    rows = [_HEADS, *_rows(mutation)]
    widths = [max(len(r[i]) for r in rows) for i in range(len(_HEADS))]
    for number, row in enumerate(rows):
        cells = [
            c.ljust(w) if i in (0, 6) else c.rjust(w)
            for i, (c, w) in enumerate(zip(row, widths, strict=True))
        ]
        put(console, [("  ".join(cells).rstrip(), "bold" if number in (0, len(rows) - 1) else "")])
    for title, verdicts, style in _missed(mutation, show_all):
        put(console, [("", "")])
        put(console, [(f"{title}:", f"bold {style}")])
        for remedy, found in by_remedy(verdicts):
            put(console, [("  ", ""), (clean(remedy), "green")])
            for verdict in found if show_all else found[:SHOWN]:
                mutant = verdict.mutant
                put(console, [(f"    {clean(str(mutant.where))}: ", "bold"), (clean(mutant.text), "")])
            if len(found) > SHOWN and not show_all:
                put(console, [(f"    {len(found) - SHOWN} more; --survivors shows all", "dim")])
    put(console, [("", "")])
    for pieces in _summary(mutation):
        put(console, pieces)
    if mutation.unchecked and not show_all:
        told = f"  --survivors also shows what only the expectation caught: {len(mutation.unchecked):,}"
        put(console, [(told, "dim")])


def _missed(mutation: Mutation, show_all: bool) -> Iterator[tuple[str, Sequence[MutantVerdict], str]]:
    groups: list[tuple[str, Sequence[MutantVerdict], str]] = [
        ("crashed, which is a fault of xbrlgen", mutation.crashes, "red"),
        ("caught by nothing", [v for v in mutation.survivors if not v.same_output], "red"),
        (
            "caught by nothing, and without effect here",
            [v for v in mutation.survivors if v.same_output],
            "yellow",
        ),
    ]
    if show_all:
        groups.append(("caught by the expectation alone", mutation.unchecked, "yellow"))
    return ((title, found, style) for title, found, style in groups if found)


def by_remedy(verdicts: Iterable[MutantVerdict]) -> list[tuple[str, list[MutantVerdict]]]:
    """What was missed, by the rule that would catch it: the one that would catch most first."""
    groups: dict[str, list[MutantVerdict]] = {}
    for verdict in verdicts:
        said = f"crash: {verdict.crash}" if verdict.crash is not None else verdict.remedy
        groups.setdefault(said, []).append(verdict)
    return sorted(groups.items(), key=lambda group: -len(group[1]))


def _summary(mutation: Mutation) -> Iterator[list[Piece]]:
    total = mutation.score
    of = f"{total.mutants:,}"
    if mutation.possible > total.mutants:
        of += f" of {mutation.possible:,}"
    yield [
        (f"{of} mutants of {clean(mutation.project)}, held to {_held(mutation)}", ""),
        (f"  ({mutation.seconds:.1f} s)", "dim"),
    ]
    caught = total.checks + total.expectations
    yield [
        ("  caught: ", ""),
        (f"{caught:,} ({total.percent}%)", "bold"),
        (f", by the checks alone {total.checks:,} ({total.percent_checks}%)", ""),
        (f", {total.late:,} of these only by the rules of the Filer Manual" if total.late else "", ""),
    ]
    crashed = len(mutation.crashes)
    told = f"  caught by nothing: {total.nothing - crashed:,}"
    if total.same_output:
        told += f", {total.same_output:,} of these without effect on what is written"
    yield [(told, "")]
    if crashed:
        yield [(f"  crashed: {crashed:,}", "bold red")]
    if mutation.facts:
        of = f"{mutation.held:,} of {mutation.facts:,} printed facts"
        yield [(f"  held by a sum, a ratio, another print or the text: {of}", "")]


def _held(mutation: Mutation) -> str:
    return "its expectation" if mutation.expectation == "expected" else "the filing as it is now"


def _rows(mutation: Mutation) -> Iterator[tuple[str, ...]]:
    for kind in mutation.kinds:
        verdicts = mutation.of_kind(kind)
        yield _row(kind, score(verdicts), verdicts)
    yield _row("all", mutation.score, mutation.verdicts)


def _row(name: str, counts: Score, verdicts: Iterable[MutantVerdict]) -> tuple[str, ...]:
    codes = ", ".join(code for code, _ in codes_of(verdicts)[:_CODES])
    numbers = (counts.mutants, counts.checks, counts.expectations, counts.nothing, counts.same_output)
    return (name, *(f"{n:,}" for n in numbers), codes)


# -- Markdown ------------------------------------------------------------------------------


def mutation_markdown(mutation: Mutation) -> str:
    """The table and, in lists, what nothing caught and what only the expectation caught."""
    total = mutation.score
    lines = [
        f"{total.mutants:,} mutants"
        + (f", a sample of {mutation.possible:,}" if mutation.possible > total.mutants else "")
        + f": **{total.percent}%** caught, **{total.percent_checks}%** by the checks alone.",
        "",
        "| " + " | ".join(_HEADS) + " |",
        "|---|--:|--:|--:|--:|--:|---|",
    ]
    lines += ["| " + " | ".join(_cell(c) for c in row) + " |" for row in _rows(mutation)]
    for title, verdicts, _ in _missed(mutation, True):
        lines += ["", f"{title[0].upper()}{title[1:]} ({len(verdicts):,}):", ""]
        for remedy, found in by_remedy(verdicts):
            lines.append(f"- {_plain(remedy)}")
            lines += [f"  - `{v.mutant.where}` {_plain(v.mutant.text)}" for v in found]
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    """Text that Markdown leaves as it is, but for code between backquotes."""
    pieces = clean(text).split("`")
    for i in range(0, len(pieces), 2):
        for mark in ("\\", "*", "_", "<", "[", "|"):
            pieces[i] = pieces[i].replace(mark, f"\\{mark}")
    return "`".join(pieces)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


# -- JSON ----------------------------------------------------------------------------------


def mutation_json(mutation: Mutation) -> str:
    """The form of this module's head, ASCII, with a final line end."""
    view = {
        "version": VERSION,
        "project": mutation.project,
        "expectation": mutation.expectation,
        "possible": mutation.possible,
        "facts": mutation.facts,
        "held": mutation.held,
        "score": _score_view(mutation.score),
        "kinds": [
            {
                "kind": kind,
                "what": KINDS[kind],
                "codes": dict(codes_of(mutation.of_kind(kind))),
                **_score_view(score(mutation.of_kind(kind))),
            }
            for kind in mutation.kinds
        ],
        "mutants": [_view(v) for v in mutation.verdicts],
    }
    return json.dumps(view, indent=2, sort_keys=True) + "\n"


def _score_view(counts: Score) -> dict[str, Any]:
    return {
        "mutants": counts.mutants,
        "checks": counts.checks,
        "expectations": counts.expectations,
        "nothing": counts.nothing,
        "late": counts.late,
        "same_output": counts.same_output,
        "percent": str(counts.percent),
        "percent_checks": str(counts.percent_checks),
    }


def _view(verdict: MutantVerdict) -> dict[str, Any]:
    mutant = verdict.mutant
    return {
        "kind": mutant.kind,
        "slip": mutant.slip or None,
        "change": mutant.text,
        "statement": mutant.statement or None,
        "concepts": list(mutant.concepts),
        "caught": verdict.by,
        "codes": list(verdict.codes),
        "late": verdict.late,
        "parts": list(verdict.parts),
        "same_output": verdict.same_output,
        "remedy": verdict.remedy or None,
        "crash": verdict.crash,
        **where_view(mutant.where),
    }
