"""Known reasons: waivers of filing.yaml applied to findings, and those that fit none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding
from xbrlgen.model.mapping import Filing, Waiver, fold

_EDGAR = ("EFM.", "EXG.", "DQC.")
_BETWEEN = ("XG-REG-", "XG-MIG-")
"""Findings between filings or years: no run over one filing has them."""


def apply_waivers(
    filing: Filing, findings: Iterable[Finding], *, complete: bool = True, edgar: bool = False
) -> tuple[Finding, ...]:
    """Mark each finding that a waiver covers with its reason.

    A waiver covers a finding of its code whose text, places and subjects hold all of its
    ``about`` words. XG-MAP-016 names each waiver that covers none; waivers of Arelle's codes are
    not called unused unless the run was ``complete`` (Arelle ran), and those of the SEC's plug-in
    unless ``edgar`` (it ran too); those between filings never are.
    """
    used: set[int] = set()
    result = []
    for item in findings:
        reason = None
        for number, waiver in enumerate(filing.waivers):
            if covers(waiver, item):
                used.add(number)
                reason = reason or waiver.reason
        result.append(item if reason is None else replace(item, waived=reason))
    for number, waiver in enumerate(filing.waivers):
        asked = edgar if waiver.code.startswith(_EDGAR) else complete or waiver.code.startswith("XG-")
        if number in used or not asked or waiver.code.startswith(_BETWEEN):
            continue
        about = f" about {', '.join(waiver.about)}" if waiver.about else ""
        result.append(finding("XG-MAP-016", f"no finding {waiver.code}{about} to waive", waiver.where))
    return tuple(result)


def covers(waiver: Waiver, item: Finding) -> bool:
    """Is it of this code, and does it speak of every word the waiver names?"""
    if waiver.code != item.code:
        return False
    text = fold(" ".join([item.message, *item.subjects, *(f"{r.what} {r.where}" for r in item.related)]))
    return all(fold(word) in text for word in waiver.about)
