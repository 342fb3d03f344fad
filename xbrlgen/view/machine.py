"""Findings and the summary of a run as JSON, for programs (``--format json``).

Version 1 is one object; keys are sorted, and what has no value is ``null``, never absent::

    version   1; raised when a key changes its meaning or goes away, not when one is added
    findings  [finding]  sorted: worst first, then by place
    summary   what was made, or null if the run made nothing
    files     [{name, bytes, sha256}]  sorted by name, relative to the output folder

    finding   {code, severity, message, hint, origin, waived,
               file, line, column, sheet, cell,
               related: [{what, file, line, column, sheet, cell}], subjects: [fact id]}
              severity  "error" | "warning" | "info"
              file      relative to the filing project, forward slashes
              line, column  from 1, in characters; sheet and cell ("B7") in spreadsheets
              origin    who says so: "xbrlgen" or "arelle"
              waived    the reason filing.yaml gives, or null

    summary   {entity: {name, identifier, scheme, placeholder},
               document: {type, period_end, date, amendment}   days as YYYY-MM-DD; null for a filing
                         made elsewhere that does not say what it is
               taxonomy, judged_by,
               statements: [{role, title, lines, facts}]        in the order of the filing
               facts, contexts, units, footnotes, custom_elements: counts
               findings: {error, warning, info, waived}: counts
               coverage: {numbers, tagged, left_out, unaccounted, rules, rules_used,
                          left: [{text, label, reason, file, line, column, sheet, cell}]},
               checks: {facts, held,
                        unheld: [{text, label, facts: [fact id], file, line, column, sheet, cell}]}}
              facts are the printed ones; held those that a sum, a ratio, another print or the
              text is held against; null without a register of the numbers
              judged_by is null if nothing validated the filing; a reason of null marks a
              number nobody accounts for; left_out + unaccounted is the length of left

There is no time and no folder of the machine in it: the same input gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from xbrlgen.model.finding import Finding
from xbrlgen.model.register import NumberRegister
from xbrlgen.model.report import Report
from xbrlgen.model.where import Where
from xbrlgen.view.counts import OutputFile, severity_counts, statement_counts

VERSION = 1


def to_json(
    findings: Iterable[Finding],
    *,
    report: Report | None = None,
    register: NumberRegister | None = None,
    files: Iterable[OutputFile] = (),
    judged_by: str | None = None,
) -> str:
    """The report of a run as JSON text of version :data:`VERSION`, ASCII, with a final line end.

    ``filing`` is None if the run made none: unreadable input, or lint alone. ``judged_by``
    names the taxonomy that validated it.
    """
    ordered = sorted(findings, key=Finding.sort_key)
    filing = {
        "version": VERSION,
        "findings": [finding_view(f) for f in ordered],
        "summary": None if report is None else _summary(report, register, ordered, judged_by),
        "files": [
            {"name": f.name, "bytes": f.size, "sha256": f.sha256} for f in sorted(files, key=lambda f: f.name)
        ],
    }
    return json.dumps(filing, indent=2, sort_keys=True) + "\n"


def finding_view(f: Finding) -> dict[str, Any]:
    """A finding in the form of this module's head."""
    return {
        "code": f.code,
        "severity": str(f.severity),
        "message": f.message,
        "hint": f.hint,
        "origin": f.origin,
        "waived": f.waived,
        "related": [{"what": r.what, **where_view(r.where)} for r in f.related],
        "subjects": list(f.subjects),
        **where_view(f.where),
    }


def where_view(where: Where | None) -> dict[str, Any]:
    """A place; every key is null for none."""
    if where is None:
        return dict.fromkeys(("file", "line", "column", "sheet", "cell"))
    return {
        "file": where.file,
        "line": where.line,
        "column": where.column,
        "sheet": where.sheet,
        "cell": where.cell,
    }


def _summary(
    report: Report, register: NumberRegister | None, findings: Sequence[Finding], judged_by: str | None
) -> dict[str, Any]:
    entity, document, coverage = report.entity, report.document, report.coverage
    return {
        "entity": {
            "name": entity.name,
            "identifier": entity.identifier,
            "scheme": entity.scheme,
            "placeholder": entity.placeholder,
        },
        "document": None
        if document is None
        else {
            "type": document.type,
            "period_end": document.period_end.isoformat(),
            "date": document.date.isoformat(),
            "amendment": document.amendment,
        },
        "taxonomy": report.taxonomy,
        "judged_by": judged_by,
        "statements": [
            {"role": s.role, "title": s.title, "lines": s.lines, "facts": s.facts}
            for s in statement_counts(report)
        ],
        "facts": len(report.facts),
        "contexts": len(report.contexts),
        "units": len(report.units),
        "footnotes": len(report.footnotes),
        "custom_elements": len(report.extension.elements),
        "findings": severity_counts(findings),
        "coverage": {
            "numbers": coverage.cells,
            "tagged": coverage.tagged,
            "left_out": len(coverage.left) - len(coverage.unaccounted),
            "unaccounted": len(coverage.unaccounted),
            "rules": coverage.rules,
            "rules_used": coverage.rules_used,
            "left": [
                {"text": item.text, "label": item.label, "reason": item.reason, **where_view(item.where)}
                for item in coverage.left
            ],
        },
        "checks": None if register is None else _checks(register),
    }


def _checks(register: NumberRegister) -> dict[str, Any]:
    printed = register.printed
    return {
        "facts": len(printed),
        "held": len(register.held.intersection(printed)),
        "unheld": [
            {"text": n.text, "label": n.label, "facts": list(n.facts), **where_view(n.where)}
            for n in register.unheld
        ],
    }
