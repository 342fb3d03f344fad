"""What ``xbrlgen import`` says: how much of the filing is rules, and what could not be carried.

As JSON (``--format json``), version 1::

    version   1
    project, filing   as they were named
    facts     {all, by_rules}
    findings  [finding as in report.machine]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xbrlgen.model.finding import Finding
from xbrlgen.model.imported import Imported
from xbrlgen.view.machine import finding_view
from xbrlgen.view.terminal import COLOURS, put

if TYPE_CHECKING:
    from rich.console import Console

VERSION = 1


def imported_data(imported: Imported) -> dict[str, Any]:
    """As plain data for JSON."""
    return {
        "version": VERSION,
        "project": imported.project,
        "filing": imported.title,
        "facts": {"all": imported.facts, "by_rules": imported.by_rules},
        "findings": [finding_view(f) for f in sorted(imported.findings, key=Finding.sort_key)],
    }


def print_imported(imported: Imported, console: Console) -> None:
    """A few lines: the project, the measure of how readable it is, and the findings."""
    put(console, [("  project  ", "dim"), (imported.project, "bold")])
    said = f"{imported.facts:,}, of which {imported.by_rules:,} by rules ({imported.share:.1%})"
    put(console, [("  facts    ", "dim"), (said, "")])
    for f in sorted(imported.findings, key=Finding.sort_key):
        put(console, [(f"  {f.severity} ", COLOURS[f.severity]), (f"{f.code} {f.message}", "")])
        if f.hint:
            put(console, [(f"    {f.hint}", "dim")])
    put(console, [("  next: ", "green"), (f"xbrlgen build {imported.project}", "")])
