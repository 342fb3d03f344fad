"""What ``xbrlgen roll`` says: what moved on, what was accepted, what is left to decide.

As JSON (``--format json``), version 1, keys sorted, nothing of the machine and no clock in it::

    version   1
    project, last   the folders as they were named
    form, period_end, last_period_end, date (null: not known), dated (place or null), sources: [name]
    periods   [{name, before, after, spoken, where}]   as in filing.yaml; before is null for an added one
    waivers   {carried, not_judged}
    accepted, left  {new: [new], renamed: [renamed], vanished: [vanished]}
    before    {same, differ: [finding as in report.machine], kept, revised}
    checks, ties    {hold, all};   unaccounted: count
    findings  [finding as in report.machine]   those that nothing under left speaks of
    notes     [text]

    new       {where, caption, section, printed, statement, nearest, yaml, after, perhaps, certain,
               sums: [{where, total, term, off}]}        off is an exact decimal as text
    renamed   {where, caption, before, rule, statement, why, certain}
    vanished  {rule, caption, statement, advice, certain}
              places are {file, line, column, sheet, cell}, relative to the new project
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from xbrlgen.model.codes import CODES
from xbrlgen.model.finding import Finding, Severity
from xbrlgen.model.rolled import UNKNOWN, LineProposals, MovedPeriod, NewLine, Renamed, Rolled, Vanished
from xbrlgen.model.words import counted
from xbrlgen.view.machine import finding_view, where_view
from xbrlgen.view.terminal import COLOURS, Piece, clean, put

if TYPE_CHECKING:
    from rich.console import Console

VERSION = 1
SHOWN = 12
"""Lines of one kind that are printed in full."""
_EACH = frozenset({"XG-MAP-016", "XG-FACT-003"})
"""Codes that are told one by one: waivers and periods that do not fit this report."""


def print_rolled(rolled: Rolled, console: Console) -> None:
    """A page: the report, the mapping, what is left, what holds, what to do next."""
    for line in _head(rolled):
        put(console, line)
    for line in _mapping(rolled):
        put(console, line)
    for line in _left(rolled.left):
        put(console, line)
    for line in _differ(rolled.before.differ):
        put(console, line)
    for line in _holds(rolled):
        put(console, line)
    for line in _findings(rolled.findings):
        put(console, line)
    put(console, [("  next: ", "green"), (_next(rolled), "")])


# -- the report ----------------------------------------------------------------------------


def _head(rolled: Rolled) -> Iterator[list[Piece]]:
    old, new = rolled.ended
    name = clean(rolled.project)
    yield [
        (name, "bold"),
        (f"  {clean(rolled.form)} of {new}, rolled on from {clean(rolled.last)} ({old})", ""),
    ]
    moved = sum(m.before not in (None, m.after) for m in rolled.periods)
    kept = sum(m.before == m.after for m in rolled.periods)
    added = [m for m in rolled.periods if m.before is None]
    counts = [
        f"{n} {word}" for n, word in ((moved, "moved"), (kept, "as before"), (len(added), "added")) if n
    ]
    told = "any period" if not counts else f"periods: {', '.join(counts)}"
    yield [("  filing.yaml: ", "dim"), (f"{told}; sources: {', '.join(map(clean, rolled.sources))}", "")]
    yield _day(rolled)
    for m in added:
        place = f", which {clean(str(m.where))} speaks of" if m.where else ""
        yield [(f"    added period {clean(m.name)}: {m.after}{place}", "")]
    idle = [m for m in rolled.periods if not m.spoken]
    if idle:
        yield [(f"    nothing speaks of: {', '.join(_named(m) for m in idle)}", "yellow")]
    if rolled.waivers:
        unknown = rolled.waivers_unknown
        later = f", {unknown} of them judged by a check with Arelle" if unknown else ""
        yield [(f"    {counted(rolled.waivers, 'waiver')} carried over{later}", "")]
    for note in rolled.notes:
        yield [("    look at: ", "yellow"), (clean(note), "")]


def _day(rolled: Rolled) -> list[Piece]:
    if rolled.day is None:
        said = "document.date is still that of the last report: set it (the sources have no plain dateline)"
        return [(f"    {said}", "bold yellow")]
    whence = f", from {clean(str(rolled.dated))}" if rolled.dated else ", as given"
    return [(f"    dated {rolled.day}{whence}", "")]


def _named(m: MovedPeriod) -> str:
    return f"{clean(m.name)} ({m.after})"


# -- the mapping ---------------------------------------------------------------------------


def _mapping(rolled: Rolled) -> Iterator[list[Piece]]:
    count = len(tuple(rolled.accepted))
    told = "copied as it is" if not count else f"copied, {counted(count, 'suggestion')} accepted"
    yield [("  mapping: ", "dim"), (told, "")]
    for r in rolled.accepted.renamed:
        yield [
            (
                f'    ~ "{clean(r.before)}" is "{clean(r.caption)}" now in {r.statement} ({clean(r.why)})',
                "green",
            )
        ]
    for n in rolled.accepted.new:
        sums = "".join(f"; `{h.term}` in the sum of {h.total}" for h in n.sums)
        yield [(f"    + {clean(n.yaml.removeprefix('- '))}{sums}", "green")]
    for v in rolled.accepted.vanished:
        yield [(f"    ? {_quoted(v)} in {v.statement} is optional now", "green")]


def _left(left: LineProposals) -> Iterator[list[Piece]]:
    for number, renamed in enumerate(left.renamed):
        if number < SHOWN:
            yield from _renamed(renamed)
    for number, new in enumerate(left.new):
        if number < SHOWN:
            yield from _new(new)
    for number, vanished in enumerate(left.vanished):
        if number < SHOWN:
            yield from _vanished(vanished)
    for word, lines in (("renamed", left.renamed), ("new", left.new), ("gone", left.vanished)):
        if len(lines) > SHOWN:
            yield [(f"and {len(lines) - SHOWN} more lines {word}; --format json lists all", "bold")]


def _renamed(r: Renamed) -> Iterator[list[Piece]]:
    yield _title(str(r.where), "renamed", f'"{r.caption}" in {r.statement}')
    yield [(f'  it was "{clean(r.before)}", {clean(str(r.rule))}: {clean(r.why)}', "")]
    if r.edits:
        yield [("  do: ", "green"), (f"write `line: {clean(r.caption)}` there", "")]


def _new(n: NewLine) -> Iterator[list[Piece]]:
    under = f' under "{n.section[-1]}"' if n.section else ""
    yield _title(str(n.where), "new", f'"{n.caption}"{under} in {n.statement}: {"  ".join(n.printed)}')
    if n.perhaps is not None:
        yield [(f"  perhaps the line of {clean(str(n.perhaps))}, renamed", "")]
    place = f"behind the rule at {clean(str(n.after))}" if n.after else "at its place among the lines"
    yield [("  do: ", "green"), (f"put in {place}", "")]
    yield [(f"    {clean(n.yaml)}", "bold")]
    for h in n.sums:
        why = f"the sum of {h.total} is off by {h.off:,f}"
        yield [("  do: ", "green"), (f"add `{h.term}` at {clean(str(h.where))}: {why}", "")]
    if n.nearest:
        choose = "; choose one, or declare your own" if UNKNOWN in n.yaml else ""
        yield [("  names that come nearest: ", "dim"), (f"{', '.join(n.nearest)}{choose}", "")]


def _vanished(v: Vanished) -> Iterator[list[Piece]]:
    yield _title(str(v.rule), "gone", f"{_quoted(v)} in {v.statement}")
    yield [("  do: ", "green"), (clean(v.advice), "")]


def _title(place: str, word: str, text: str) -> list[Piece]:
    return [(f"{clean(place)}: ", "bold"), (f"{word}: ", "bold yellow"), (clean(text), "")]


def _quoted(v: Vanished) -> str:
    return f'"{clean(v.caption)}"'


def _differ(differ: Sequence[Finding]) -> Iterator[list[Piece]]:
    """A line each: the two values, and the two places."""
    for f in differ[:SHOWN]:
        there = f.related[0].where
        whence = f" ({clean(str(there))})" if there else ""
        style = COLOURS[f.severity]
        head = [(f"{clean(str(f.where))}: ", "bold"), (str(f.severity), style), (f" {f.code}: ", "")]
        yield [*head, (clean(f.message) + whence, "")]
    if len(differ) > SHOWN:
        yield [(f"and {len(differ) - SHOWN} more figures differ; --format json lists all", "bold")]
    if differ:
        yield [("  hint: ", "green"), (differ[0].hint or "", "")]


# -- what holds ----------------------------------------------------------------------------


def _holds(rolled: Rolled) -> Iterator[list[Piece]]:
    b = rolled.before
    later = f"; forecasts: {b.kept} kept, {b.revised} revised" if b.kept or b.revised else ""
    told = f"{b.same} of earlier periods as filed before, {len(b.differ)} differ{later}"
    yield [("  figures: ", "dim"), (told, COLOURS[Severity.WARNING] if b.differ else "")]
    (held, checks), (tied, ties) = rolled.checks, rolled.ties
    text = (
        f"running text: {tied} of {counted(ties, 'tie')} hold, {counted(rolled.unaccounted, 'number')} open"
    )
    yield [("  checks: ", "dim"), (f"{held} of {checks} hold; {text}", "")]


def _findings(findings: Iterable[Finding]) -> Iterator[list[Piece]]:
    standing = [f for f in findings if f.waived is None and f.severity > Severity.INFO]
    by_code: dict[str, list[Finding]] = {}
    for f in standing:
        by_code.setdefault(f.code, []).append(f)
    for code, those in by_code.items():
        first = those[0]
        style = COLOURS[first.severity]
        if len(those) == 1 or code in _EACH:
            for f in {f.message: f for f in reversed(those)}.values():
                place = f"{clean(str(f.where))}: " if f.where else ""
                yield [
                    ("  ", ""),
                    (place, "bold"),
                    (str(f.severity), style),
                    (f" {code}: {clean(f.message)}", ""),
                ]
            continue
        title = CODES[code].title if code in CODES else clean(first.message)
        place = f", first at {clean(str(first.where))}" if first.where else ""
        yield [("  ", ""), (str(first.severity), style), (f" {code}: {title}: {len(those)}{place}", "")]


def _next(rolled: Rolled) -> str:
    name = clean(rolled.project)
    if rolled.left:
        sure = sum(p.certain for p in rolled.left)
        some = f" (--accept makes {sure} of the {len(tuple(rolled.left))} for you)" if sure else ""
        return f"make the edits above in {name}{some}, then `xbrlgen check {name}`"
    if rolled.failed:
        return f"`xbrlgen check --fast {name}` tells where the errors are"
    return f"`xbrlgen check {name}`; when it is right, `xbrlgen test --update {name}` keeps it"


# -- JSON ----------------------------------------------------------------------------------


def rolled_json(rolled: Rolled) -> str:
    """In the form of this module's head."""
    old, new = rolled.ended
    data = {
        "version": VERSION,
        "project": rolled.project,
        "last": rolled.last,
        "form": rolled.form,
        "period_end": new.isoformat(),
        "last_period_end": old.isoformat(),
        "date": None if rolled.day is None else rolled.day.isoformat(),
        "dated": None if rolled.dated is None else where_view(rolled.dated),
        "sources": list(rolled.sources),
        "periods": [
            {
                "name": m.name,
                "before": None if m.before is None else str(m.before),
                "after": str(m.after),
                "spoken": m.spoken,
                "where": where_view(m.where),
            }
            for m in rolled.periods
        ],
        "waivers": {"carried": rolled.waivers, "not_judged": rolled.waivers_unknown},
        "accepted": _lines_view(rolled.accepted),
        "left": _lines_view(rolled.left),
        "before": {
            "same": rolled.before.same,
            "differ": [finding_view(f) for f in rolled.before.differ],
            "kept": rolled.before.kept,
            "revised": rolled.before.revised,
        },
        "checks": _held_view(rolled.checks),
        "ties": _held_view(rolled.ties),
        "unaccounted": rolled.unaccounted,
        "findings": [finding_view(f) for f in rolled.findings],
        "notes": list(rolled.notes),
    }
    return json.dumps(data, indent=2, sort_keys=True) + "\n"


def _held_view(held: Sequence[int]) -> dict[str, int]:
    return {"hold": held[0], "all": held[1]}


def _lines_view(lines: LineProposals) -> dict[str, list[dict[str, Any]]]:
    return {
        "new": [_new_view(n) for n in lines.new],
        "renamed": [
            {
                "where": where_view(r.where),
                "caption": r.caption,
                "before": r.before,
                "rule": where_view(r.rule),
                "statement": r.statement,
                "why": r.why,
                "certain": r.certain,
            }
            for r in lines.renamed
        ],
        "vanished": [
            {
                "rule": where_view(v.rule),
                "caption": v.caption,
                "statement": v.statement,
                "advice": v.advice,
                "certain": v.certain,
            }
            for v in lines.vanished
        ],
    }


def _new_view(n: NewLine) -> dict[str, Any]:
    return {
        "where": where_view(n.where),
        "caption": n.caption,
        "section": list(n.section),
        "printed": list(n.printed),
        "statement": n.statement,
        "nearest": list(n.nearest),
        "yaml": n.yaml,
        "after": where_view(n.after),
        "perhaps": where_view(n.perhaps),
        "certain": n.certain,
        "sums": [
            {"where": where_view(h.where), "total": h.total, "term": h.term, "off": f"{h.off:f}"}
            for h in n.sums
        ],
    }
