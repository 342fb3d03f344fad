"""What became of filing projects that were held to their expectations."""

from __future__ import annotations

from dataclasses import dataclass

from xbrlgen.model.difference import Difference
from xbrlgen.model.finding import Finding

PASSED, MISSING, STALE, DIFFERS, UNREADABLE = "passed", "missing", "stale", "differs", "unreadable"
"""Outcomes of a case: as expected; no expectation; an expectation of something else; another filing
than expected; and input or an expectation that cannot be read."""


@dataclass(frozen=True, slots=True)
class Case:
    """One part of one project (``model.recorded.PARTS``) held to its expectation.

    ``differences`` are those of this part; ``findings`` what is to be said of it, one XG-REG-003 for each
    difference, relative to the project. ``count`` is how many facts, links with labels and elements, or
    checks the part holds now.
    """

    part: str
    outcome: str
    count: int = 0
    differences: tuple[Difference, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Verified:
    """A project, named as the user named it with forward slashes, and its cases.

    ``errors`` counts the errors of the filing itself that are not waived. ``updated`` are the files of the
    expectation that were written anew.
    """

    project: str
    cases: tuple[Case, ...]
    errors: int = 0
    updated: tuple[str, ...] = ()
    seconds: float = 0.0

    @property
    def passed(self) -> bool:
        return all(c.outcome == PASSED for c in self.cases)

    @property
    def unreadable(self) -> bool:
        return any(c.outcome == UNREADABLE for c in self.cases)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Those of all cases as seen from outside the project; what several cases say is said once."""
        return tuple(dict.fromkeys(f.under(self.project) for c in self.cases for f in c.findings))
