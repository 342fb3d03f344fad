"""What rolling a filing project to its next report found: periods, lines, figures filed before.

Places in the new project's files are relative to it, those in the last one's lead there from the new one
(``../mpower-2004q3/release.txt``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from xbrlgen.model.edit import Edit
from xbrlgen.model.finding import Finding
from xbrlgen.model.period import Period
from xbrlgen.model.where import Where

UNKNOWN = "CHOOSE"
"""Stands for the name of a concept that is still to be chosen."""


@dataclass(frozen=True, slots=True)
class MovedPeriod:
    """A named period. ``before`` is None for one that is new in the list.

    ``spoken`` says whether the new release has a figure of it, ``where`` the first heading that names it.
    """

    name: str
    before: Period | None
    after: Period
    spoken: bool = True
    where: Where | None = None


@dataclass(frozen=True, slots=True)
class SumHint:
    """A sum that a new line must enter: it is off by exactly what the line prints.

    ``term`` reads ``+ Goodwill``; ``total`` is the name of its total, ``off`` by how much it fails in the
    newest period.
    """

    where: Where
    total: str
    term: str
    off: Decimal
    edit: Edit | None = None


@dataclass(frozen=True, slots=True)
class NewLine:
    """A row that no rule claims and that is no old one under a new caption.

    ``nearest`` are the concepts whose names come nearest, best first; ``yaml`` is the line to paste, behind
    the rule at ``after`` (None: at the end of the statement). ``perhaps`` is an unused rule it may have
    been renamed from. ``edits`` put in all of it, and are ``certain`` if nothing is left to decide.
    """

    where: Where
    caption: str
    section: tuple[str, ...]
    printed: tuple[str, ...]
    statement: str
    nearest: tuple[str, ...]
    yaml: str
    after: Where | None = None
    sums: tuple[SumHint, ...] = ()
    perhaps: Where | None = None
    edits: tuple[Edit, ...] = ()
    certain: bool = False


@dataclass(frozen=True, slots=True)
class Renamed:
    """A row that an unused rule means under another caption; ``why`` says what bears it out."""

    where: Where
    caption: str
    before: str
    rule: Where
    statement: str
    why: str
    edits: tuple[Edit, ...]
    certain: bool


@dataclass(frozen=True, slots=True)
class Vanished:
    """A rule that finds no line any more; ``advice`` says what to do."""

    rule: Where
    caption: str
    statement: str
    advice: str
    edits: tuple[Edit, ...] = ()
    certain: bool = False


Proposal = Renamed | NewLine | Vanished


@dataclass(frozen=True, slots=True)
class LineProposals:
    """What of the mapping does not meet the new sources."""

    new: tuple[NewLine, ...] = ()
    renamed: tuple[Renamed, ...] = ()
    vanished: tuple[Vanished, ...] = ()

    def __iter__(self) -> Iterator[Proposal]:
        yield from self.renamed
        yield from self.new
        yield from self.vanished

    def __bool__(self) -> bool:
        return bool(self.new or self.renamed or self.vanished)


@dataclass(frozen=True, slots=True)
class Before:
    """Facts of periods that the last filing has as well.

    ``same`` and ``differ`` are told apart of periods that ended with its own; ``kept`` and ``revised`` of
    later ones, which it could only foretell.
    """

    same: int
    differ: tuple[Finding, ...]
    kept: int = 0
    revised: int = 0


@dataclass(frozen=True, slots=True)
class Rolled:
    """A new filing project, and what is left to do in it.

    ``project`` and ``last`` are the folders as they were named. ``dated`` is where the source states the
    day of the report, None if it was given or is not known; ``notes`` are things to look at by hand.
    ``accepted`` was put into the new mapping, ``left`` stays to be decided. ``checks`` and ``ties`` count
    relations of the tables and numbers of the running text: (hold, all); ``unaccounted`` are numbers of the
    running text that nothing speaks of. ``findings`` are those of the new project, those of the lines and
    sums in ``left`` taken out.
    """

    project: str
    last: str
    form: str
    ended: tuple[date, date]
    day: date | None
    dated: Where | None
    sources: tuple[str, ...]
    periods: tuple[MovedPeriod, ...]
    waivers: int
    waivers_unknown: int
    accepted: LineProposals
    left: LineProposals
    before: Before
    checks: tuple[int, int]
    ties: tuple[int, int]
    unaccounted: int
    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()

    @property
    def failed(self) -> bool:
        """Is anything left that the new project cannot be built with?"""
        return bool(self.left) or any(f.waived is None and f.severity.name == "ERROR" for f in self.findings)
