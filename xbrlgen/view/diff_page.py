"""The page of a comparison: one HTML file with both sides next to each other.

It is readable without its script, asks for nothing from elsewhere (see report.frame), and everything
that comes from a document is escaped text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from xbrlgen.model.comparison import (
    ADDED,
    CHANGED,
    KINDS,
    MAPPING,
    RELEASE,
    REMOVED,
    SAME,
    Comparison,
    Entry,
    Input,
    PairCell,
    PairColumn,
    PairRow,
    PairSheet,
)
from xbrlgen.model.difference import Difference
from xbrlgen.model.report import Fact
from xbrlgen.model.where import Where
from xbrlgen.view.diff import about_words, cut, following
from xbrlgen.view.html_page import inlined, policy, template
from xbrlgen.view.typeset import bracketed, day, length

STYLES = ("page.css", "parts.css", "diff.css")
SCRIPTS = ("diff.js",)
MOST_CELLS = 80_000
"""Cells of statements in which nothing differs that a page holds; the rest are named alone."""
LONGEST = 100
"""Characters of a text in a cell."""
MOST_LINES = 200
"""Lines of what follows from one entry that are listed."""

LEGENDS = {
    MAPPING: "What each side says of a line.",
    RELEASE: "Figures are as printed.",
    "": "Values are those of the facts; a label never turns a sign.",
}

View = dict[str, Any]
WORDS = {ADDED: "new", REMOVED: "gone", CHANGED: "changed", SAME: ""}
MARKS = {ADDED: "+", REMOVED: "\u2212", CHANGED: "\u2260"}
_MONEY = re.compile(r"[A-Z]{3}")


def comparison_page(comparison: Comparison) -> bytes:
    """The bytes of the page, ASCII; the same for the same comparison."""
    from markupsafe import Markup

    style, script = inlined(STYLES, SCRIPTS)
    sides = [_side("A", comparison.before), _side("B", comparison.after)]
    sheets = list(_sheets(comparison))
    shown_in: dict[int, list[View]] = {}
    for sheet in sheets:
        for number in sheet["numbers"]:
            shown_in.setdefault(number, []).append(sheet)
    moved = comparison.moved
    page = template("diff.html.jinja").render(
        policy=policy(style, script),
        # Our own files, without markup of any other origin.
        style=Markup(style),  # noqa: S704
        script=Markup(script),  # noqa: S704
        what=_what(comparison),
        words=comparison.after.kind == MAPPING,
        legend=LEGENDS.get(comparison.after.kind, LEGENDS[""]),
        heading=_heading(comparison),
        sides=sides,
        count=f"{len(comparison.entries):,}",
        groups=_groups(comparison, shown_in),
        sheets=sheets,
        sheets_name={MAPPING: "Mapping", RELEASE: "Tables"}.get(comparison.after.kind, "Statements"),
        moved=[
            {
                "period": "no period" if m.period is None else str(m.period),
                "before": f"{len(m.before):,}",
                "after": f"{len(m.after):,}",
            }
            for m in moved
        ],
        moved_count=f"{sum(len(m.before) + len(m.after) for m in moved):,}",
        followed=[_line(d) for d in comparison.followed],
        left_out=list(comparison.left_out),
    )
    return page.encode("ascii", "xmlcharrefreplace")


def _what(c: Comparison) -> str:
    return {MAPPING: "mappings", RELEASE: "releases"}.get(c.after.kind, "filings")


def _heading(c: Comparison) -> str:
    n = len(c.entries)
    return "Nothing differs" if not n else "1 difference" if n == 1 else f"{n:,} differences"


def _side(letter: str, side: Input) -> View:
    entity, *rest = about_words(side)
    name = side.name.rstrip("/").rpartition("/")[2] or side.name
    counts = ", ".join(f"{n:,} {nouns.removesuffix('s') if n == 1 else nouns}" for nouns, n in side.counts)
    return {
        "letter": letter,
        "title": entity or name,
        "about": ", ".join(w for w in rest if w),
        "kind": side.kind,
        "name": side.name,
        "counts": counts,
        "notes": side.notes,
    }


# -- entries -------------------------------------------------------------------------------


def _groups(c: Comparison, shown_in: dict[int, list[View]]) -> list[View]:
    groups: dict[str, View] = {}
    for number, entry in enumerate(c.entries, start=1):
        group = groups.setdefault(entry.kind, {"kind": entry.kind, "title": KINDS[entry.kind], "entries": []})
        group["entries"].append(_entry(number, entry, c, shown_in.get(number, [])))
    return [groups[k] for k in KINDS if k in groups]


def _entry(number: int, entry: Entry, c: Comparison, sheets: Sequence[View]) -> View:
    more = entry.differences[1:] if entry.leading else entry.differences
    lines = [_line(d) for d in more[:MOST_LINES]]
    if len(more) > MOST_LINES:
        lines.append({"kind": "", "word": "", "text": f"and {len(more) - MOST_LINES:,} more"})
    also = max(0, entry.leading - 1)
    with_it = following(entry).removeprefix("; ") or ""
    if also:
        with_it = f"{also:,} more of the same{', ' + with_it if with_it else ''}"
    return {
        "number": number,
        "kinds": " ".join(entry.kinds),
        "change": entry.change,
        "mark": MARKS[entry.change],
        "word": WORDS[entry.change],
        "title": entry.title,
        "before": None if entry.before is None else cut(entry.before, 600),
        "after": None if entry.after is None else cut(entry.after, 600),
        "sheets": [{"id": s["id"], "title": s["title"]} for s in sheets[:6]],
        "where": [s for s in _where(entry) if s["at"]],
        "places": [p for p in _places(entry, c) if p["line"]],
        "lines": lines,
        "with_it": with_it,
    }


def _where(entry: Entry) -> Iterator[View]:
    for letter, places in (
        ("A", (entry.before_source, entry.before_rule)),
        ("B", (entry.source, entry.rule)),
    ):
        yield {"letter": letter, "at": list(dict.fromkeys(str(w) for w in places if w is not None))}


def _places(entry: Entry, c: Comparison) -> Iterator[View]:
    sides = (
        ("A", ((entry.before_source, "source"), (entry.before_rule, "mapping")), c.quotes[0]),
        ("B", ((entry.source, "source"), (entry.rule, "mapping")), c.quotes[1]),
    )
    for letter, places, quotes in sides:
        seen: set[Where] = set()
        for where, what in places:
            if where is not None and where not in seen:
                seen.add(where)
                line = quotes.get(str(where), "")
                yield {"side": letter, "what": what, "at": str(where), "line": line}


def _line(d: Difference) -> View:
    word = {"added": "new", "removed": "gone"}.get(d.kind, d.kind)
    return {"kind": d.kind, "word": word, "text": d.message.partition(" ")[2]}


# -- statements ----------------------------------------------------------------------------


def _sheets(c: Comparison) -> Iterator[View]:
    held = 0
    for number, sheet in enumerate(c.sheets, start=1):
        size = len(sheet.rows) * 2 * len(sheet.columns)
        fits = bool(sheet.entries) or held + size <= MOST_CELLS
        if not sheet.entries and fits:
            held += size
        yield _sheet(number, sheet, with_rows=fits)


def _sheet(number: int, sheet: PairSheet, *, with_rows: bool) -> View:
    scale, note = _scale(sheet)
    rows = [_row(r, sheet.columns, scale) for r in sheet.rows] if with_rows else []
    empty = "no lines with facts" if with_rows else "nothing differs here; left out of this page for its size"
    return {
        "id": f"s{number}",
        "title": sheet.title or sheet.name,
        "note": note,
        "numbers": sheet.entries,
        "state": sheet.state,
        "word": WORDS[sheet.state] if sheet.state != CHANGED else _differs(len(sheet.entries)),
        "open": bool(sheet.entries),
        "columns": [_column(x) for x in sheet.columns],
        "rows": rows,
        "empty": empty,
    }


def _differs(n: int) -> str:
    return f"{n:,} difference" if n == 1 else f"{n:,} differences"


def _column(column: PairColumn) -> View:
    title = column.heading
    if not title:
        title = "" if column.period is None else f"{length(column.period)} {day(column.period.end)}"
    letters = {"both": ("A", "B"), "before": ("A",), "after": ("B",)}[column.sides]
    return {"title": title, "letters": letters}


def _row(row: PairRow, columns: Sequence[PairColumn], scale: int) -> View:
    cells = []
    for cell, column in zip(row.cells, columns, strict=False):
        cells += list(_cells(cell, column, scale))
    was = " ".join(w for w in (row.before_label, row.before_name) if w)
    shown_state = row.state if row.state in (ADDED, REMOVED) else ""
    return {
        "kind": row.kind if row.kind != "heading" else "group",
        "state": row.state,
        "differs": row.state != SAME or any(c.entry for c in row.cells),
        "depth": min(row.depth, 6),
        "name": row.name,
        "label": re.sub(r" \[(Abstract|Line Items)\]$", "", row.label)
        + (f" {row.name}" if row.before_name else ""),
        "word": WORDS[shown_state] if shown_state else "",
        "numbers": row.entries,
        "was": was,
        "cells": cells,
    }


def _cells(cell: PairCell, column: PairColumn, scale: int) -> Iterator[View]:
    """One or two cells: A and B, as the column has them."""
    sides = {"both": "AB", "before": "A", "after": "B"}[column.sides]
    differs = bool(cell.entry)
    for n, letter in enumerate(sides):
        value = cell.before if letter == "A" else cell.after
        text = _text(value, scale)
        classes = [
            "first" if n == 0 else "",
            "old" if letter == "A" and sides == "AB" and not differs else "",
            "money" if isinstance(value, Fact) and isinstance(value.value, Decimal) else "",
        ]
        yield {
            "text": text,
            "state": ("was" if letter == "A" else "now") if differs and text else "",
            "numbers": (cell.entry,)
            if differs and (letter == sides[-1] or _text(cell.after, scale) == "")
            else (),
            "classes": " ".join(c for c in classes if c),
        }


def _text(value: Fact | str | None, scale: int) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return cut(value, LONGEST)
    if value.value is None:
        return "nil"
    if not isinstance(value.value, Decimal):
        return cut(value.value, LONGEST)
    number = value.value
    if _is_money(value):
        return bracketed(
            number.scaleb(-scale), max(0, _places_of(number) - scale if scale else _places_of(number))
        )
    if value.unit_text == "pure":
        return f"{number:f}"
    return bracketed(number, _places_of(number))


def _places_of(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def _is_money(fact: Fact) -> bool:
    return bool(_MONEY.fullmatch(fact.unit_text))


def _scale(sheet: PairSheet) -> tuple[int, str]:
    """The power of ten that all money of a sheet can be shown in without loss, and how that is said."""
    facts = [s for r in sheet.rows for c in r.cells for s in (c.before, c.after) if isinstance(s, Fact)]
    money = [s for s in facts if _is_money(s) and isinstance(s.value, Decimal)]
    if not money:
        return 0, ""
    units = ", ".join(sorted({s.unit_text for s in money}))
    scale = next((n for n in (6, 3) if all(_fits(s, n) for s in money)), 0)
    others = sorted({_other(s.unit_text) for s in facts if s.unit_text and not _is_money(s)} - {""})
    word = {6: " in millions", 3: " in thousands"}.get(scale, "")
    return scale, f"{units}{word}" + (f", except {' and '.join(others)}" if others and scale else "")


def _fits(fact: Fact, scale: int) -> bool:
    assert isinstance(fact.value, Decimal)
    return fact.value == fact.value.scaleb(-scale).to_integral_value().scaleb(scale)


def _other(unit: str) -> str:
    return {"shares": "shares", "pure": "ratios"}.get(unit, "per share" if unit.endswith("/shares") else unit)


def quoted_places(entries: Iterable[Entry]) -> tuple[set[Where], set[Where]]:
    """The places of each side whose lines the page quotes."""
    before = {w for e in entries for w in (e.before_source, e.before_rule) if w is not None}
    after = {w for e in entries for w in (e.source, e.rule) if w is not None}
    return before, after
