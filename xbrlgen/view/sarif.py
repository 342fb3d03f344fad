"""Findings as SARIF 2.1.0 (OASIS), which code hosts show beside the lines they speak of.

One run of one tool. Every code that occurs is a rule, with what it means and what to do. A result has
the finding's place, its related places and, if it is waived, a suppression with the reason. Files are
named relative to ``%SRCROOT%``, the top of the checkout, so that nothing of the machine is told. There
is no time in it and keys are sorted: the same findings give the same bytes.

A rule has no ``helpUri``: that must be an absolute address, and the page of findings has none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from xbrlgen.model.codes import CODES
from xbrlgen.model.finding import Finding, Related, Severity
from xbrlgen.model.where import Where

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
BASE = "%SRCROOT%"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
WHOLE = "filing.yaml"
"""Where a finding without a place stands, since it is about the filing as a whole: code hosts refuse
results that have no place."""


def to_sarif(findings: Iterable[Finding], *, root: str = "") -> str:
    """The findings as SARIF text, ASCII, with a final line end; worst first, then by place.

    ``root`` is the folder, relative to the top of the checkout, that the places are relative to, with
    forward slashes.
    """
    ordered = sorted(findings, key=Finding.sort_key)
    codes = sorted({f.code for f in ordered})
    index = {code: n for n, code in enumerate(codes)}
    origins = {f.code: f.origin for f in reversed(ordered)}
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "xbrlgen",
                        "rules": [_rule(code, origins[code]) for code in codes],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "originalUriBaseIds": {BASE: {"description": {"text": "The top of the checkout."}}},
                "results": [_result(f, index[f.code], root) for f in ordered],
            }
        ],
    }
    return json.dumps(log, indent=2, sort_keys=True) + "\n"


def _rule(code: str, origin: str) -> dict[str, Any]:
    known = CODES.get(code)
    if known is None:
        return {"id": code, "shortDescription": {"text": f"A message of {origin}"}}
    meaning = f"This is reported when {known.meaning}."
    help_text = f"{meaning} What to do: {known.remedy}."
    if known.source:
        help_text += f" Source of the rule: {known.source}."
    return {
        "id": code,
        "name": "".join(w[0].upper() + w[1:] for w in re.findall(r"[^\W_]+", known.title)),
        "shortDescription": {"text": known.title},
        "fullDescription": {"text": meaning},
        "help": {"text": help_text},
        "defaultConfiguration": {"level": LEVELS[known.severity]},
    }


def _result(f: Finding, rule: int, root: str) -> dict[str, Any]:
    known = CODES.get(f.code)
    text = f.message
    if f.hint and (known is None or f.hint != known.remedy):
        text += f"\nWhat to do: {f.hint}"
    result: dict[str, Any] = {
        "ruleId": f.code,
        "ruleIndex": rule,
        "level": LEVELS[f.severity],
        "message": _message(text),
        "locations": [_location(f.where or Where(WHOLE), root)],
    }
    if f.related:
        result["relatedLocations"] = [_related(n, r, root) for n, r in enumerate(f.related, start=1)]
    if f.waived is not None:
        # The waiver stands in filing.yaml, apart from what it waives.
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": f.waived}]
    return result


def _related(number: int, related: Related, root: str) -> dict[str, Any]:
    place = {} if related.where is None else _location(related.where, root)
    return {"id": number, "message": _message(related.what), **place}


def _location(where: Where, root: str) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": _artifact(where.file, root)}
    if where.line is not None:
        physical["region"] = {"startLine": where.line}
        if where.column is not None:
            physical["region"]["startColumn"] = where.column
    location: dict[str, Any] = {"physicalLocation": physical}
    if where.cell is not None:  # SARIF has lines and bytes, and no cells of a sheet
        full = f"{where.sheet}!{where.cell}" if where.sheet else where.cell
        location["logicalLocations"] = [{"name": where.cell, "fullyQualifiedName": full}]
    return location


def _artifact(file: str, root: str) -> dict[str, str]:
    if file.startswith("/"):  # what the user named by an absolute path
        return {"uri": "file://" + quote(file, errors="replace")}
    path = "/".join(part for part in (*root.split("/"), *file.split("/")) if part not in ("", "."))
    return {"uri": quote(path, errors="replace"), "uriBaseId": BASE}


def _message(text: str) -> dict[str, str]:
    """Braces around a number would be taken for a placeholder (SARIF 3.11.5)."""
    return {"text": re.sub(r"\{(\d+)\}", r"{{\1}}", text)}
