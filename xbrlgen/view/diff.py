"""What ``xbrlgen diff`` says on a terminal, and to programs.

As JSON (``--format json``), version 1, keys sorted, nothing of the machine but the two names as given::

    version      1; raised when a key changes its meaning or goes away, not when one is added
    before, after  {name, kind, entity, identifier, document, period_end, taxonomy,
                   counts: {noun: number}, notes: [text]}
                 kind  "project" | "package" | "inline document" | "instance" | "xBRL-JSON" | "release"
                       | "mapping"; what is not known is empty
    count        how many differences there are
    kinds        {kind: number of differences mainly of this kind}
    differences  [entry]  sorted by kind, then as the reports go
    moved        [{period, before: n, after: n}]  facts that only one report states because it is about
                 another period, newest first; period is null for facts of no period
    followed     [difference]  checks and findings that came or went with the differences
    left_out     [text]  what was not compared, and why

    entry        {number, kind, also: [kind], change, title, before, after, statement, caption,
                  source, rule, before_source, before_rule,
                  differences: [difference as in report.testing], leading}
                 number   from 1, the same in the terminal and on the page
                 kind     what it is mainly about, also what follows from it: "restated" | "value" |
                          "concept" | "line" | "period" | "member" | "label" | "structure" | "element" |
                          "check" | "about"
                 change   "added" | "removed" | "changed"
                 before, after  both sides in words, null where a side has nothing
                 source, rule   the row it is read from and the mapping line, of the new side;
                                before_source, before_rule those of the old one; null if not known
                 leading  so many of the differences are the thing itself, the rest follows from it
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from xbrlgen.model.comparison import KINDS, Comparison, Entry, Input, MovedOn
from xbrlgen.model.difference import Difference
from xbrlgen.model.report import Fact
from xbrlgen.model.where import Where
from xbrlgen.model.words import counted
from xbrlgen.view.machine import where_view
from xbrlgen.view.terminal import Piece, clean, put
from xbrlgen.view.testing import difference_line, difference_view

if TYPE_CHECKING:
    from rich.console import Console

VERSION = 1
SHOWN = 15
"""Differences of one kind that are printed, unless all are asked for."""
CUT = 160
"""Characters of a text that are printed of either side."""
MARKS = {"added": ("+", "green"), "removed": ("-", "red"), "changed": ("~", "yellow")}
NOUNS = {
    "facts": ("fact", "facts"),
    "RankedArc": ("link", "links"),
    "Label": ("label", "labels"),
    "Element": ("element", "elements"),
    "CheckRecord": ("check", "checks"),
    "AskedRecord": ("rule", "rules"),
    "Role": ("statement", "statements"),
    "rules": ("rule", "rules"),
}


def print_comparison(comparison: Comparison, console: Console, *, show_all: bool = False) -> None:
    """Both sides, then every difference in one line under the heading of its kind.

    Of a kind with more than :data:`SHOWN` the first are printed and the rest counted; ``show_all`` prints
    them all, with everything that follows from each, and the facts that moved on.
    """
    for line in _lines(comparison, show_all):
        put(console, line)


def _lines(c: Comparison, show_all: bool) -> Iterator[list[Piece]]:
    yield from _side("A", c.before)
    yield from _side("B", c.after)
    yield [("", "")]
    n = len(c.entries)
    yield [(counted(n, "difference") if n else "no difference", "bold" if n else "bold green")]
    by_kind: dict[str, list[tuple[int, Entry]]] = {}
    for number, entry in enumerate(c.entries, start=1):
        by_kind.setdefault(entry.kind, []).append((number, entry))
    width = len(str(n))
    for kind, title in KINDS.items():
        listed = by_kind.get(kind, [])
        if not listed:
            continue
        yield [("", "")]
        yield [(title, "bold"), (f"  {len(listed):,}", "dim")]
        shown = listed if show_all else listed[:SHOWN]
        for number, entry in shown:
            yield _entry(number, entry, width)
            if show_all:
                yield from ([("    ", ""), *difference_line(d)] for d in entry.follows)
        if len(shown) < len(listed):
            yield [(f"  and {len(listed) - len(shown):,} more; --all shows them", "dim")]
    yield from _moved(c, show_all)
    if c.followed:
        yield [("", "")]
        yield [("What the checks say of it", "bold")]
        yield from (difference_line(d) for d in c.followed)
    if c.left_out:
        yield [("", "")]
        yield [("Not compared", "bold")]
        yield from ([(f"  {clean(text)}", "")] for text in c.left_out)


def _side(letter: str, side: Input) -> Iterator[list[Piece]]:
    yield [(f"{letter}  ", "bold"), (clean(side.name), "bold")]
    about = ", ".join(w for w in about_words(side) if w)
    counts = ", ".join(_counted(n, nouns) for nouns, n in side.counts)
    yield [(f"   {side.kind}", ""), (f": {clean(about)}" if about else "", ""), (f"; {counts}", "dim")]
    for note in side.notes:
        yield [("   note: ", "yellow"), (clean(note), "")]


def about_words(side: Input) -> tuple[str, ...]:
    """Entity, form, period and taxonomy, as far as they are known."""
    form, end = ("", "") if side.document is None else (side.document.type, side.document.period_end)
    return (side.entity.name, form, f"period ended {end}" if end else "", side.taxonomy)


def _entry(number: int, entry: Entry, width: int) -> list[Piece]:
    mark, colour = MARKS[entry.change]
    places = places_text(entry)
    return [
        (f"  {number:>{width}} ", "dim"),
        (f"{mark} ", colour),
        (f"{clean(entry.title)}: ", ""),
        (_sides(entry), ""),
        (following(entry), "dim"),
        (f"  ({places})" if places else "", "dim"),
    ]


def _sides(entry: Entry) -> str:
    before, after = (None if s is None else cut(clean(s)) for s in (entry.before, entry.after))
    if before is None:
        return f"new: {after}" if after is not None else "new"
    if after is None:
        return f"gone: {before}"
    return f"{before} -> {after}"


def cut(text: str, length: int = CUT) -> str:
    """A text of at most so many characters."""
    return text if len(text) <= length else text[: length - 3].rstrip() + "..."


def following(entry: Entry) -> str:
    """``; with it 2 links, 1 check``: what follows from an entry, counted."""
    counts = Counter(_noun(d) for d in entry.follows)
    told = [f"{n:,} {noun[n != 1]}" for noun, n in counts.items()]
    return f"; with it {', '.join(told)}" if told else ""


def _noun(d: Difference) -> tuple[str, str]:
    return NOUNS.get(type(d.thing).__name__) or NOUNS.get(d.part) or ("difference", "differences")


def places_text(entry: Entry) -> str:
    """``A release.txt:201:68 mapping.yaml:38:24 | B release.txt:201:68``; one side alone is named too."""
    sides = (("A", (entry.before_source, entry.before_rule)), ("B", (entry.source, entry.rule)))
    told = []
    for letter, places in sides:
        known = list(dict.fromkeys(clean(str(w)) for w in places if w is not None))
        if known:
            told.append(f"{letter} {' '.join(known)}")
    if len(told) == 2 and told[0][2:] == told[1][2:]:
        return f"A and B {told[0][2:]}"
    return " | ".join(told)


def _moved(c: Comparison, show_all: bool) -> Iterator[list[Piece]]:
    if not c.moved:
        return
    before, after = (sum(len(getattr(m, s)) for m in c.moved) for s in ("before", "after"))
    yield [("", "")]
    yield [
        ("MovedOn on with the period", "bold"),
        (f"  {counted(before, 'fact')} only in A, {after:,} only in B: no differences", "dim"),
    ]
    for moved in c.moved:
        yield [
            (f"  {period_words(moved):<24}", ""),
            (f"  A {len(moved.before):>5,}  B {len(moved.after):>5,}", "dim"),
        ]
        if show_all:
            for letter, facts in (("A", moved.before), ("B", moved.after)):
                yield from ([(f"      {letter} {clean(_fact_words(s))}", "")] for s in facts)
    if not show_all:
        yield [("  --all lists them", "dim")]


def period_words(moved: MovedOn) -> str:
    return str(moved.period) if moved.period is not None else "no period"


def _fact_words(fact: Fact) -> str:
    called = f'"{fact.caption}" ' if fact.caption else ""
    members = f" [{', '.join(m for _, m in fact.dimensions)}]" if fact.dimensions else ""
    return f"{called}{fact.qname}{members} {cut(str(fact.value), 60)} {fact.unit_text}".strip()


def _counted(n: int, nouns: str) -> str:
    return f"{n:,} {nouns.removesuffix('s') if n == 1 else nouns}"


# -- for programs ----------------------------------------------------------------------------


def comparison_json(c: Comparison) -> str:
    """The comparison as JSON; see the head of this module."""
    kinds = Counter(e.kind for e in c.entries)
    filing = {
        "version": VERSION,
        "before": _side_view(c.before),
        "after": _side_view(c.after),
        "count": len(c.entries),
        "kinds": dict(kinds),
        "differences": [_entry_view(n, e) for n, e in enumerate(c.entries, start=1)],
        "moved": [
            {
                "period": None if m.period is None else str(m.period),
                "before": len(m.before),
                "after": len(m.after),
            }
            for m in c.moved
        ],
        "followed": [difference_view(d) for d in c.followed],
        "left_out": list(c.left_out),
    }
    return json.dumps(filing, indent=2, sort_keys=True) + "\n"


def _side_view(side: Input) -> dict[str, Any]:
    document = side.document
    return {
        "name": side.name,
        "kind": side.kind,
        "entity": side.entity.name,
        "identifier": side.entity.identifier,
        "document": "" if document is None else document.type,
        "period_end": "" if document is None else str(document.period_end),
        "taxonomy": side.taxonomy,
        "counts": dict(side.counts),
        "notes": list(side.notes),
    }


def _entry_view(number: int, entry: Entry) -> dict[str, Any]:
    return {
        "number": number,
        "kind": entry.kind,
        "also": list(entry.also),
        "change": entry.change,
        "title": entry.title,
        "before": entry.before,
        "after": entry.after,
        "statement": entry.statement,
        "caption": entry.caption,
        "source": _place(entry.source),
        "rule": _place(entry.rule),
        "before_source": _place(entry.before_source),
        "before_rule": _place(entry.before_rule),
        "differences": [difference_view(d) for d in entry.differences],
        "leading": entry.leading,
    }


def _place(where: Where | None) -> dict[str, Any] | None:
    return None if where is None else where_view(where)


def kinds_of(entries: Iterable[Entry]) -> Sequence[str]:
    """The kinds that occur, in the order in which they are told."""
    found = {e.kind for e in entries}
    return [k for k in KINDS if k in found]
