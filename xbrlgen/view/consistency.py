"""What ``xbrlgen consistency`` says beside its findings: each company, its filings, and what was compared.

As JSON (``--format json``), version 1, keys sorted, nothing of the machine and no clock in it::

    version    1; raised when a key changes its meaning or goes away, not when one is added
    companies  [{name, identifier, placeholder, prefix, compared, findings: [finding], filings: [filing]}]
               sorted by name
    filing     {project, type, period_end, date, amendment, taxonomy}   oldest first
    compared   {lines, values, elements}: how many stand in two filings or more; null for a company with
               one filing, which has nothing to compare
    unread     [{project, findings: [finding]}]   projects that could not be read
    finding    as in report.machine; places are relative to the folder that all named folders lie in
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from xbrlgen.model.company import Company, Filed
from xbrlgen.model.finding import Finding
from xbrlgen.model.words import counted
from xbrlgen.view.counts import severity_counts
from xbrlgen.view.machine import finding_view
from xbrlgen.view.terminal import Piece, clean, put

if TYPE_CHECKING:
    from rich.console import Console

VERSION = 1

Unread = Sequence[tuple[str, Sequence[Finding]]]
"""Projects that could not be read, and why."""


def print_companies(companies: Iterable[Company], unread: Unread, console: Console) -> None:
    """Print each company with its filings and counts, then the projects that were left out."""
    for company in companies:
        for line in _company(company):
            put(console, line)
    for project, _ in unread:
        put(console, [(f"{clean(project)}: ", "bold"), ("cannot be read, and was left out", "")])


def _company(company: Company) -> Iterator[list[Piece]]:
    identifier = "CIK placeholder" if company.placeholder else f"CIK {company.identifier}"
    who = f"{identifier}, prefix {company.prefix}, {counted(len(company.filings), 'filing')}"
    yield [(clean(company.name), "bold"), (f"  {clean(who)}", "")]
    width = max(len(clean(f.project)) for f in company.filings)
    for f in company.filings:
        yield [(f"  {clean(f.project):<{width}}  {_what(f)}", "")]
    if company.alone:
        same = "name and prefix" if company.placeholder else "CIK"
        yield [("  nothing to compare: ", "dim"), (f"no other filing here has this {same}", "")]
        return
    shared = (
        counted(company.lines, "line"),
        f"{counted(company.values, 'value')} of the same period",
        counted(company.elements, "own element"),
    )
    yield [("  in two filings or more: ", "dim"), (", ".join(shared), "")]
    counts = severity_counts(company.findings)
    nouns = {"error": "error", "warning": "warning", "info": "note"}
    told = [counted(counts[severity], noun) for severity, noun in nouns.items()]
    yield [("  findings: ", "dim"), (f"{', '.join(told)}, {counts['waived']:,} waived", "")]


def _what(f: Filed) -> str:
    form = clean(f.type) + ("/A" if f.amendment else "")
    return f"{form}  period ended {f.period_end}  reported {f.date}  {clean(f.taxonomy)}"


def consistency_json(companies: Iterable[Company], unread: Unread) -> str:
    """The form at the head of this module as JSON text, ASCII, with a final line end."""
    filing = {
        "version": VERSION,
        "companies": [_company_view(c) for c in companies],
        "unread": [{"project": p, "findings": [finding_view(f) for f in found]} for p, found in unread],
    }
    return json.dumps(filing, indent=2, sort_keys=True) + "\n"


def _company_view(company: Company) -> dict[str, Any]:
    compared = {"lines": company.lines, "values": company.values, "elements": company.elements}
    return {
        "name": company.name,
        "identifier": company.identifier,
        "placeholder": company.placeholder,
        "prefix": company.prefix,
        "filings": [
            {
                "project": f.project,
                "type": f.type,
                "period_end": f.period_end.isoformat(),
                "date": f.date.isoformat(),
                "amendment": f.amendment,
                "taxonomy": f.taxonomy,
            }
            for f in company.filings
        ],
        "compared": None if company.alone else compared,
        "findings": [finding_view(f) for f in company.findings],
    }
