"""What ``xbrlgen migrate`` says: what became of the mapping's concepts, the edits, the facts after them.

As JSON (``--format json``), version 1, keys sorted, nothing of the machine and no clock in it::

    version      1
    project, from, to      as they were named
    sources      {from, to}: what answered for the two years
    complete     true once nothing is undecided, so that the mapping names the new year
    concepts     [{concept, state, successors, nearest, twin, doubt, uses: [{kind, place}]}]
                 those that are not simply in force; doubt is why a single successor is not certain
    replaced     [{old, new: [concept], turned, chosen, held_back}]
                 held_back is why it waits, or null
    undecided    [concept]
    facts        {before, after: counts; against: what they are held against;
                  approved, others: [text]}   or null if nothing could be compared
    findings     [finding as in report.machine]
    patch        a unified diff of all files, empty if there is nothing to change
    written      [file];   notes: [text]
                 places are {file, line, column, sheet, cell}, relative to the project
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xbrlgen.model.finding import Finding
from xbrlgen.model.migration import CHANGED, DEPRECATED, GONE, IN_FORCE, OWN, Fate, Migrated
from xbrlgen.view.machine import finding_view, where_view
from xbrlgen.view.terminal import Piece, clean, print_findings, put

if TYPE_CHECKING:
    from rich.console import Console

VERSION = 1
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_DONE = frozenset({"XG-MIG-001"})


def print_migrated(migrated: Migrated, console: Console, *, show_all: bool = False) -> None:
    """Findings first, then what happens to the concepts and the facts, the diff, and what was written."""
    findings = migrated.findings
    if migrated.written:
        # What is put in already stands in the list of replacements, and its line reads otherwise now.
        findings = tuple(f for f in findings if f.code not in _DONE or _waits(f, migrated))
    print_findings(findings, Path(migrated.project), console, show_all=show_all, see_all="--all shows them")
    if findings:
        console.print()
    for line in _lines(migrated):
        put(console, line)
    if migrated.patch and not migrated.written:
        console.print()
        for text in migrated.patch.splitlines():
            put(console, [(_UNPRINTABLE.sub("?", text), _COLOURS.get(text[:1], ""))])
        console.print()
    for line in _end(migrated):
        put(console, line)


_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


def _waits(finding: Finding, migrated: Migrated) -> bool:
    held = {r.choice.old for r in migrated.replacements if r.held_back}
    return any(finding.message.startswith(f"{name} ") for name in held)


def _lines(migrated: Migrated) -> Iterator[list[Piece]]:
    before, after = migrated.taxonomies
    yield [(f"{clean(before)} to {clean(after)}", "bold")]
    for name, source in zip(("from", "to"), migrated.sources, strict=True):
        yield [(f"  {name}: ", "dim"), (clean(source), "")]
    yield [("  concepts: ", "dim"), (_counts(migrated), "")]
    for done in migrated.replacements:
        sign = ", sign turned" if done.choice.turned else ""
        places = len(next(f.uses for f in migrated.fates if f.qname == done.choice.old))
        wait = f" ({done.held_back})" if done.held_back else ""
        why = "chosen" if done.chosen else "its successor"
        news = ", ".join(done.choice.news)
        count = f"{places} place{'s' if places > 1 else ''}"
        yield [
            ("  waits: " if wait else "  replaced: ", "dim"),
            (f"{done.choice.old} -> {news}{sign}, {why}, {count}{wait}", ""),
        ]
    for note in migrated.notes:
        yield [("  note: ", "dim"), (clean(note), "")]
    compared = migrated.compared
    if compared is not None:
        facts = [d for d in compared.approved if d.part == "facts"]
        rest = len(compared.approved) - len(facts)
        old, new = compared.facts
        text = f"{old} before ({compared.before}), {new} after: {len(facts)} under an approved name"
        text += f", {rest} consequences in networks, labels and checks" if rest else ""
        others = len(compared.others)
        text += (
            f", {others} other difference{'s' if others > 1 else ''}" if others else ", nothing else differs"
        )
        yield [("  facts: ", "dim"), (text, "")]


def _counts(migrated: Migrated) -> str:
    states = Counter(f.state for f in migrated.fates if f.state != OWN)
    told = [f"{states[IN_FORCE] + states[CHANGED]} in force"]
    told += [f"{states[CHANGED]} of them changed"] if states[CHANGED] else []
    out = sum(n for s, n in states.items() if s not in (IN_FORCE, CHANGED))
    told += [f"{states[DEPRECATED]} deprecated"] if states[DEPRECATED] else []
    told += [f"{states[GONE]} gone"] if states[GONE] else []
    unclear = out - states[DEPRECATED] - states[GONE]
    told += [f"{unclear} not known"] if unclear else []
    told += [f"{len(migrated.undecided)} to be decided"] if migrated.undecided else []
    return ", ".join(told)


def _end(migrated: Migrated) -> Iterator[list[Piece]]:
    if migrated.written:
        yield [("  written: ", "dim"), (", ".join(map(clean, migrated.written)), "")]
    elif migrated.patch:
        what = "`--write` makes these edits"
        if not migrated.complete and migrated.taxonomies[0] != migrated.taxonomies[1]:
            what += f"; {clean(migrated.taxonomies[1])} is named once nothing is to be decided"
        yield [("  written: ", "dim"), (f"nothing; {what}", "")]
    elif migrated.complete:
        yield [("  nothing to do: ", "dim"), (f"the mapping is one of {clean(migrated.taxonomies[1])}", "")]
    else:
        yield [("  written: ", "dim"), ("nothing: all that is left must be decided first", "")]


def migrated_json(migrated: Migrated) -> str:
    """The report as JSON text of version :data:`VERSION`, ASCII, with a final line end."""
    compared = migrated.compared
    filing = {
        "version": VERSION,
        "project": migrated.project,
        "from": migrated.taxonomies[0],
        "to": migrated.taxonomies[1],
        "sources": {"from": migrated.sources[0], "to": migrated.sources[1]},
        "complete": migrated.complete,
        "concepts": [_fate(f) for f in migrated.fates if f.state != IN_FORCE and (f.state != OWN or f.twin)],
        "replaced": [
            {
                "old": r.choice.old,
                "new": list(r.choice.news),
                "turned": r.choice.turned,
                "chosen": r.chosen,
                "held_back": r.held_back or None,
            }
            for r in migrated.replacements
        ],
        "undecided": list(migrated.undecided),
        "facts": None
        if compared is None
        else {
            "before": compared.facts[0],
            "after": compared.facts[1],
            "against": compared.before,
            "approved": [d.message for d in compared.approved],
            "others": [d.message for d in compared.others],
        },
        "findings": [finding_view(f) for f in migrated.findings],
        "patch": migrated.patch,
        "written": list(migrated.written),
        "notes": list(migrated.notes),
    }
    return json.dumps(filing, indent=2, sort_keys=True) + "\n"


def _fate(fate: Fate) -> dict[str, Any]:
    return {
        "concept": fate.qname,
        "state": fate.state,
        "successors": list(fate.successors),
        "nearest": list(fate.nearest),
        "twin": fate.twin,
        "doubt": fate.doubt or None,
        "uses": [{"kind": u.kind, "place": where_view(u.where)} for u in fate.uses],
    }
