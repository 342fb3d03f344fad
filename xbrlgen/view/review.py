"""The review page: one HTML file that holds the release, the filing and what is to be said of both.

The page is offline by construction: its policy allows the one style and the one script that stand in
it, named by their digests, and nothing else. Data is JSON in ASCII with ``<``, ``>`` and ``&``
escaped, and reaches the page as text only.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from xbrlgen.model.finding import Finding
from xbrlgen.model.project import Project
from xbrlgen.model.register import NumberRegister
from xbrlgen.model.report import Report
from xbrlgen.model.source import Source
from xbrlgen.model.where import Where
from xbrlgen.view import source_view
from xbrlgen.view.html_page import inlined, policy, template
from xbrlgen.view.ledger import (
    LookUp,
    View,
    concept_views,
    element_views,
    fact_views,
    finding_views,
    heading_view,
    numeral_views,
    places_of,
    sum_views,
    tie_views,
)
from xbrlgen.view.marks import FILE, HEAD, UNREAD, Marks
from xbrlgen.view.statements import Statement, Words, lay_out
from xbrlgen.view.terminal import read_lines

NAME = "report.html"
"""Its name in the filing project."""
STYLES = ("page.css", "parts.css")
SCRIPTS = ("start.js", "marks.js", "document.js", "detail.js", "lists.js", "search.js", "main.js")
EXCERPT = 240
"""Characters of a line that are quoted."""
BATCH = 500
"""Entries of a list that are encoded at a time."""


def review_page(
    project: Project | Path,
    sources: Sequence[Source],
    report: Report,
    register: NumberRegister,
    findings: Sequence[Finding],
    marks: Marks,
    *,
    judged_by: str = "",
    look_up: LookUp = lambda _: None,
) -> Iterator[bytes]:
    """The bytes of ``report.html``, in pieces; the same for the same input.

    ``project`` is the folder, or the files, that every :class:`Where` is relative to: lines of its files are
    quoted, and what cannot be read is named without a quote. ``findings`` are shown in the order
    given, those of ``marks`` with them. ``judged_by`` says which taxonomy judged (architecture,
    law 5). ``look_up`` knows the standard elements that own ones are near to.
    """
    everything = (*findings, *marks.findings)
    data = _data(project, sources, report, register, everything, marks, judged_by, look_up)
    name = "".join(c if c.isprintable() else " " for c in report.entity.name).strip()
    about = report.document
    title = name if about is None else f"{name}: {about.type} for {about.period_end}"
    head, tail = _frame(title)
    yield head
    yield from _encoded(data)
    yield tail


def _data(
    project: Project | Path,
    sources: Sequence[Source],
    report: Report,
    register: NumberRegister,
    findings: Sequence[Finding],
    marks: Marks,
    judged_by: str,
    look_up: LookUp,
) -> View:
    words = Words(report)
    facts = {fact.id: index for index, fact in enumerate(report.facts)}
    ties, tied = tie_views(register, facts)
    numerals = numeral_views(register, findings, tied, facts)
    by_fact: dict[str, list[int]] = {}
    for index, numeral in enumerate(register.numerals):
        for fact in numeral.facts:
            by_fact.setdefault(fact, []).append(index)
    concepts, at = concept_views(report, words)
    places = source_view.NumeralsAt(register.numerals)
    documents = [
        {"file": source.file, "blocks": source_view.blocks(source, places, _flags(source.file, findings))}
        for source in sources
    ]
    for index, view in enumerate(numerals):
        if index not in places.placed:
            view["off"] = True
    statements = [_statement(s, facts, at) for s in lay_out(report, words)]
    return {
        "about": heading_view(report, judged_by),
        "sources": documents,
        "numerals": numerals,
        "concepts": concepts,
        "facts": fact_views(report, words, at, by_fact),
        "statements": statements,
        "sums": sum_views(report, facts),
        "ties": ties,
        "findings": finding_views(findings, facts),
        "elements": element_views(report, words, look_up),
        "marks": _marks(marks),
        "lines": _quotes(project, report, register, findings),
    }


def _statement(statement: Statement, facts: dict[str, int], concepts: dict[str, int]) -> View:
    """Fact ids and QNames become numbers of the page."""
    return {
        "role": statement.role,
        "number": statement.number,
        "kind": statement.kind,
        "title": statement.title,
        "units": statement.units,
        "columns": [{"over": column.over, "when": column.when} for column in statement.columns],
        "rows": [
            {
                "label": row.label,
                "depth": row.depth,
                "abstract": row.abstract,
                "total": row.total,
                "negated": row.negated,
                "cells": [[[facts[s.fact], s.text] for s in cell] for cell in row.cells],
                "member": row.member,
                "c": concepts.get(row.concept),
            }
            for row in statement.rows
        ],
    }


def _flags(file: str, findings: Sequence[Finding]) -> dict[int, list[int]]:
    """Numbers of the findings that speak of a line of this file, those waived left out."""
    flags: dict[int, list[int]] = {}
    for index, f in enumerate(findings):
        if f.waived is None:
            for line in {w.line for w in places_of(f) if w.file == file and w.line is not None}:
                flags.setdefault(line, []).append(index)
    return flags


def _marks(marks: Marks) -> View:
    return {
        "file": FILE,
        "head": HEAD,
        "remarks": marks.remarks,
        "unreadHead": UNREAD,
        "unread": marks.unread,
        "marks": [[m.identity, m.value, m.kind, m.note] for m in marks.marks],
    }


# -- quotes --------------------------------------------------------------------------------


def _quotes(
    project: Project | Path, report: Report, register: NumberRegister, findings: Iterable[Finding]
) -> dict[str, dict[int, str]]:
    """The lines that facts, rules, ties, elements and findings stand on, by file and number."""
    wanted: dict[str, set[int]] = {}
    for where in _places(report, register, findings):
        if where is not None and where.line is not None and where.cell is None:
            wanted.setdefault(where.file, set()).add(where.line)
    return {file: _lines(project, file, numbers) for file, numbers in sorted(wanted.items())}


def _places(report: Report, register: NumberRegister, findings: Iterable[Finding]) -> Iterator[Where | None]:
    for fact in report.facts:
        yield fact.stated
        for printed in fact.prints:
            yield printed.where
            yield printed.rule
    for numeral in register.numerals:
        yield numeral.where
        for tie in numeral.ties:
            yield tie.rule
    for element in report.extension.elements:
        yield element.where
    for f in findings:
        yield from places_of(f)


def _lines(project: Project | Path, file: str, numbers: set[int]) -> dict[int, str]:
    """Lines of a file of the project, cut to a length; none if it cannot be read or lies outside."""
    found = {}
    for number, line in read_lines(project, file, numbers).items():
        line = line.rstrip("\r").expandtabs()
        found[number] = line if len(line) <= EXCERPT else line[:EXCERPT] + " …"
    return found


# -- the file ------------------------------------------------------------------------------

_SAFE = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def _encoded(data: View) -> Iterator[bytes]:
    """JSON that is ASCII and cannot end or change the element it stands in (HTML 4.12.1.3)."""
    first = b"{"
    for key, entry in data.items():
        yield first + _json(key) + b":"
        if isinstance(entry, list) and len(entry) > BATCH:
            for start in range(0, len(entry), BATCH):
                yield (b"," if start else b"[") + _json(entry[start : start + BATCH])[1:-1]
            yield b"]"
        else:
            yield _json(entry)
        first = b",\n"
    yield b"}"


def _json(entry: object) -> bytes:
    return json.dumps(entry, ensure_ascii=True, separators=(",", ":")).translate(_SAFE).encode("ascii")


def _frame(title: str) -> tuple[bytes, bytes]:
    """The page before and after its data."""
    from markupsafe import Markup

    style, script = inlined(STYLES, SCRIPTS)
    page = template("page.html.jinja").render(
        title=title,
        policy=policy(style, script),
        # Our own files, without markup of any other origin.
        style=Markup(style),  # noqa: S704
        script=Markup(script),  # noqa: S704
        data=Markup(_DATA),  # noqa: S704
    )
    head, _, tail = page.partition(_DATA)
    return head.encode("ascii", "xmlcharrefreplace"), tail.encode("ascii", "xmlcharrefreplace")


_DATA = "\x00data\x00"
"""Stands for the data while the page is rendered; no text of the page can hold it."""
