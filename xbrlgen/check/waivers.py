"""Known reasons: waivers of filing.yaml applied to findings, and those that fit none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding
from xbrlgen.model.lookup import Literals
from xbrlgen.model.mapping import Filing, Waiver
from xbrlgen.model.matcher import fold

_EDGAR = ("EFM.", "EXG.", "XG-EFM-9")
_DQC = ("DQC.", "xule.")
_NOT_RUN = frozenset({"XG-EFM-901", "XG-EFM-902"})
_NO_RULES = "XG-EFM-903"
_ELSEWHERE = ("XG-REG-", "XG-MIG-", "XG-TAX-", "XG-OUT-", "XG-PLA-008")
"""Findings between filings or years, and of commands that install or write: no check of a filing has them,
or only where there is another filing to hold it against."""


def _asked(code: str, complete: bool, edgar: bool, dqc: bool) -> bool:
    """Did the check run that gives findings of this code?"""
    if code.startswith(_ELSEWHERE):
        return False
    if code.startswith(_DQC):
        return dqc
    if code.startswith(_EDGAR):
        return edgar
    return complete or code.startswith("XG-")


def apply_waivers(
    filing: Filing,
    findings: Iterable[Finding],
    *,
    complete: bool = True,
    edgar: bool = False,
    dqc: bool = False,
) -> tuple[Finding, ...]:
    """Mark each finding that a waiver covers with its reason.

    A waiver covers a finding of its code whose text, places and subjects hold all of its
    ``about`` words. XG-MAP-016 names each waiver that covers none; waivers of Arelle's codes are
    not called unused unless the run was ``complete`` (Arelle ran), and those of the SEC's plug-in
    unless ``edgar`` (it ran too), nor the DQC rules' unless ``dqc``, nor any that waits for what did
    not run to its end, as a finding says; those between filings and of commands never are.
    """
    findings = list(findings)
    codes = {item.code for item in findings}
    edgar = edgar and codes.isdisjoint(_NOT_RUN)
    dqc = dqc and edgar and _NO_RULES not in codes
    used: set[int] = set()
    result = []
    by_code = _by_code(filing.waivers)
    for item in findings:
        reason = None
        if item.code in by_code:
            text = _text(item)
            for number, words, waiver in by_code[item.code].candidates(text):
                if all(word in text for word in words):
                    used.add(number)
                    reason = reason or waiver.reason
        result.append(item if reason is None else replace(item, waived=reason))
    for number, waiver in enumerate(filing.waivers):
        if number in used or not _asked(waiver.code, complete, edgar, dqc):
            continue
        about = f" about {', '.join(waiver.about)}" if waiver.about else ""
        result.append(finding("XG-MAP-016", f"no finding {waiver.code}{about} to waive", waiver.where))
    return tuple(result)


def covers(waiver: Waiver, item: Finding) -> bool:
    """Is it of this code, and does it speak of every word the waiver names?"""
    if waiver.code != item.code:
        return False
    text = _text(item)
    return all(fold(word) in text for word in waiver.about)


def _text(item: Finding) -> str:
    """All that a finding says, folded."""
    return fold(" ".join([item.message, *item.subjects, *(f"{r.what} {r.where}" for r in item.related)]))


_Waived = tuple[int, tuple[str, ...], Waiver]
"""Number of a waiver, its words folded, and itself."""


def _by_code(waivers: Iterable[Waiver]) -> dict[str, Literals[_Waived]]:
    """The waivers of each code, found by the longest of their words."""
    listed: dict[str, list[tuple[str, _Waived]]] = {}
    for number, waiver in enumerate(waivers):
        about = tuple(fold(word) for word in waiver.about)
        longest = max(about, key=len, default="")
        listed.setdefault(waiver.code, []).append((longest, (number, about, waiver)))
    return {code: Literals(entries) for code, entries in listed.items()}
