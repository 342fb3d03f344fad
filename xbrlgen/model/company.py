"""Filings of one company held against each other: who, which filings, how much, and what was found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xbrlgen.model.finding import Finding


@dataclass(frozen=True, slots=True)
class Filed:
    """One filing project: its folder, relative to the folder all were looked for in, and what it files."""

    project: str
    type: str
    period_end: date
    date: date
    amendment: bool
    taxonomy: str


@dataclass(frozen=True, slots=True)
class Company:
    """The filings of one company, oldest first.

    ``lines``, ``values`` and ``elements`` count what stands in two filings or more: lines of statements,
    facts of one identity, elements of the company's own. A company with one filing has nothing to compare.
    """

    name: str
    identifier: str
    placeholder: bool
    prefix: str
    filings: tuple[Filed, ...]
    lines: int = 0
    values: int = 0
    elements: int = 0
    findings: tuple[Finding, ...] = ()

    @property
    def alone(self) -> bool:
        return len(self.filings) < 2
