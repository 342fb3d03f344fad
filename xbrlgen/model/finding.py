"""Findings: what a check has to say. Plain data, so that they cross process borders."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum

from xbrlgen.model.where import Where


class Severity(IntEnum):
    """Ordered, so that ``--fail-on`` can compare."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    def __str__(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Related:
    """A second place that a finding speaks of: what it is, and where."""

    what: str
    where: Where | None


@dataclass(frozen=True, slots=True)
class Finding:
    """One message: where, what is wrong, what to do.

    ``where`` is the place to edit, mostly a mapping line; ``related`` names the source
    row and any other place. ``origin`` is who says so: ``xbrlgen`` or ``arelle``.
    ``subjects`` are the fact ids it is about, so that a review page can show it there.
    ``waived`` is the reason given in filing.yaml, if any.
    """

    code: str
    severity: Severity
    message: str
    where: Where | None = None
    hint: str | None = None
    related: tuple[Related, ...] = ()
    origin: str = "xbrlgen"
    subjects: tuple[str, ...] = ()
    waived: str | None = None

    def under(self, folder: str) -> Finding:
        """The same finding as seen from outside the project, whose folder is ``folder``."""
        return replace(
            self,
            where=self.where and self.where.under(folder),
            related=tuple(Related(r.what, r.where and r.where.under(folder)) for r in self.related),
        )

    def sort_key(self) -> tuple[int, int, tuple[str, str, int, int, str], str, str]:
        """Worst first; then causes before consequences (reading, mapping, facts, sums); then by place."""
        place = self.where.sort_key() if self.where else ("", "", 0, 0, "")
        family = self.code.split("-")[1] if self.code.startswith("XG-") else ""
        stage = STAGES.index(family) if family in STAGES else len(STAGES)
        return (-int(self.severity), stage, place, self.code, self.message)


STAGES = ("READ", "TAX", "MAP", "FACT", "EXT", "TIE", "PLA", "EFM", "REG", "MIG", "OUT")
"""Families of codes in the order in which the data goes."""


def worst(findings: Iterable[Finding]) -> Severity | None:
    """The highest severity among the findings that are not waived, or None."""
    return max((f.severity for f in findings if f.waived is None), default=None)


class XbrlgenError(Exception):
    """Misuse or unreadable input: ends the run with exit code 2.

    Carries findings, so that an unreadable file is reported like everything else.
    """

    def __init__(self, *findings: Finding) -> None:
        super().__init__("\n".join(f"{f.where}: {f.message}" if f.where else f.message for f in findings))
        self.findings = findings

    def __reduce__(self) -> tuple[type[XbrlgenError], tuple[Finding, ...]]:
        """An exception is made anew from its message; this one is made of findings."""
        return type(self), self.findings
