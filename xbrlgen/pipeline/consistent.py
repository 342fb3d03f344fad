"""Filing projects of a company held against each other: what ``xbrlgen consistency`` runs."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from xbrlgen.check.waivers import covers
from xbrlgen.compare.consistency import by_company, compare_sides
from xbrlgen.compare.consistency.side import Side, lines_of
from xbrlgen.model.codes import finding
from xbrlgen.model.company import Company
from xbrlgen.model.finding import Finding, Severity, XbrlgenError, worst
from xbrlgen.model.where import Where
from xbrlgen.pipeline import load, work
from xbrlgen.pipeline.testing import find_projects, record_of
from xbrlgen.pipeline.workers import executor


@dataclass(frozen=True, slots=True)
class Consistency:
    """Every company that was found. All places are relative to ``root``, with forward slashes.

    ``unread`` are projects that could not be read, with what is wrong with them.
    """

    root: Path
    companies: tuple[Company, ...]
    unread: tuple[tuple[str, tuple[Finding, ...]], ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        found = [f for _, findings in self.unread for f in findings]
        found += [f for company in self.companies for f in company.findings]
        return tuple(sorted(found, key=Finding.sort_key))

    def failed(self, fail_on: Severity | None) -> bool:
        """Is a finding of a comparison, not waived, at or above ``fail_on`` (None: never)?"""
        severity = worst(f for company in self.companies for f in company.findings)
        return fail_on is not None and severity is not None and severity >= fail_on


def compare_filings(
    folders: Iterable[Path], packages: tuple[Path, ...] = (), *, jobs: int | None = None
) -> Consistency:
    """Work the projects among the folders and below them, and hold those of each company against each other.

    A finding is waived by the ``filing.yaml`` of the project it stands in. ``jobs`` is how many processes
    work; None: as many as there are cores, one for a few projects. The result is the same for any number.
    Raises XbrlgenError: XG-READ-001 for a folder that is not there or holds no project, XG-REG-009 if all
    that is named are files of no project.
    """
    named = tuple(folders)
    projects = tuple(dict.fromkeys(_absolute(p) for p in find_projects(named)))
    if not projects:
        message = f"{named[0].as_posix()} belongs to no filing project"
        raise XbrlgenError(finding("XG-REG-009", message, Where(named[0].as_posix())))
    root = _common(named, projects)
    names = [p.relative_to(root).as_posix() for p in projects]
    sides: list[Side] = []
    unread: list[tuple[str, tuple[Finding, ...]]] = []
    for name, side in zip(names, _all_sides(projects, names, packages, jobs), strict=True):
        if isinstance(side, Side):
            sides.append(side)
        else:
            unread.append((name, tuple(f.under(name) for f in side)))
    reports = {side.project: side for side in sides}
    companies = (compare_sides(filings) for filings in by_company(sides))
    return Consistency(root, tuple(_waived(c, reports) for c in companies), tuple(sorted(unread)))


def _absolute(path: Path) -> Path:
    """Links are not followed: a project is where it was found."""
    return Path(os.path.abspath(path))  # noqa: PTH100


def _common(named: Iterable[Path], projects: Sequence[Path]) -> Path:
    """The folder that all named ones and the folders of all projects lie in."""
    folders = [_absolute(p) for p in named if p.is_dir()]
    return Path(
        os.path.commonpath([*(f for f in folders if f not in projects), *(p.parent for p in projects)])
    )


def _all_sides(
    projects: Sequence[Path], names: Sequence[str], packages: tuple[Path, ...], jobs: int | None
) -> list[Side | tuple[Finding, ...]]:
    run = executor(jobs, len(projects))
    return list(run(partial(_side, packages=packages), list(zip(projects, names, strict=True))))


def _side(named: tuple[Path, str], packages: tuple[Path, ...]) -> Side | tuple[Finding, ...]:
    """A project worked out under its name, or why it cannot be read."""
    project, name = named
    try:
        worked = work(*load(project, packages))
    except XbrlgenError as error:
        return error.findings
    return Side(
        name,
        worked.filing,
        worked.mapping,
        record_of(worked),
        lines_of(worked.matched, worked.report),
    )


def _waived(company: Company, sides: dict[str, Side]) -> Company:
    return replace(company, findings=tuple(_with_waiver(f, sides) for f in company.findings))


def _with_waiver(f: Finding, sides: dict[str, Side]) -> Finding:
    """The finding, waived if the project it stands in gives a reason."""
    file = f.where.file if f.where is not None else ""
    waivers = (w for name, s in sides.items() if file.startswith(f"{name}/") for w in s.filing.waivers)
    reason = next((w.reason for w in waivers if covers(w, f)), None)
    return f if reason is None else replace(f, waived=reason)
