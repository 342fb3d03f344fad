"""Filing projects held to their expectations: what ``xbrlgen test`` and the pytest plug-in run."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from xbrlgen.check.waivers import apply_waivers
from xbrlgen.compare.expectation import FILES, FOLDER, VERSION, parse, version_of, write
from xbrlgen.compare.identity import compare
from xbrlgen.compare.recorded import record
from xbrlgen.compare.trace import lead_back
from xbrlgen.model.codes import finding
from xbrlgen.model.difference import Difference
from xbrlgen.model.finding import Finding, Related, Severity, XbrlgenError
from xbrlgen.model.mapping import DocumentInfo
from xbrlgen.model.project import FILING, Project
from xbrlgen.model.recorded import PARTS, Recorded
from xbrlgen.model.report import Report
from xbrlgen.model.verified import DIFFERS, MISSING, PASSED, STALE, UNREADABLE, Case, Verified
from xbrlgen.model.where import Where
from xbrlgen.pipeline import Run, home, load, work
from xbrlgen.pipeline.files import clear_left_over, write_whole
from xbrlgen.pipeline.workers import Executor, executor


def find_projects(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The filing projects among the paths and below them, sorted; hidden folders are passed over.

    A file stands for the project it lies in, as a commit hook names files; one of no project is passed
    over. Raises XbrlgenError (XG-READ-001) for a path that is not there, and for a folder with no project.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_file():
            projects = [p for p in path.parents if (p / FILING).is_file()][:1]
        elif path.is_dir():
            projects = [path] if (path / FILING).exists() else list(_below(path))
            if not projects:
                raise _nothing(path, f"no {FILING} in {path.as_posix()} or below it")
        else:
            raise _nothing(path, f"{path.as_posix()} is not there")
        found.update(dict.fromkeys(projects))
    return tuple(found)


def _nothing(path: Path, message: str) -> XbrlgenError:
    hint = "name a filing project, or a folder that holds some"
    return XbrlgenError(finding("XG-READ-001", message, Where(path.as_posix()), hint=hint))


def _below(folder: Path) -> Iterator[Path]:
    for top, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith(".") and f != "node_modules")
        if FILING in files:
            folders.clear()
            yield Path(top)


def verify_projects(
    projects: Sequence[Path],
    packages: tuple[Path, ...] = (),
    *,
    update: bool = False,
    jobs: int | None = None,
    progress: Callable[[Verified], None] | None = None,
    run: Executor | None = None,
) -> tuple[Verified, ...]:
    """Hold every project to its expectation, in the order given whatever the number of processes.

    With ``update`` the expectation of each is written anew where it differs. ``jobs`` is how many
    processes work; None: as many as there are cores, one for a few projects. ``progress`` is called with
    each project as it is done. ``run`` does the work in the place of these processes.
    """
    done = []
    run = run or executor(jobs, len(projects))
    for verified in run(partial(verify_project, packages=packages, update=update), projects):
        done.append(verified)
        if progress is not None:
            progress(verified)
    return tuple(done)


def verify_project(
    project: Project | Path, packages: tuple[Path, ...] = (), *, update: bool = False
) -> Verified:
    """Hold one project to its expectation; input that cannot be read is an outcome, not an exception."""
    started = time.monotonic()
    try:
        title = project.title if isinstance(project, Project) else project.as_posix()
        project = Project.at(project)
        worked = work(*load(project, packages))
        now = record_of(worked, project)
    except XbrlgenError as error:
        cases = tuple(Case(part, UNREADABLE, findings=error.findings) for part in PARTS)
        return Verified(title, cases, seconds=time.monotonic() - started)
    cases = tuple(_case(project, part, now, worked) for part in PARTS)
    errors = sum(f.count for f in now.findings if f.severity == str(Severity.ERROR))
    updated: tuple[str, ...] = ()
    if update:
        updated = write_expectation(project, now)
    return Verified(title, cases, errors, updated, time.monotonic() - started)


def _case(project: Project, part: str, now: Recorded, worked: Run) -> Case:
    file = f"{FOLDER}/{FILES[part]}"
    count = _count(now, part)
    if not project.holds(file):
        said = finding("XG-REG-001", f"no expectation of {part}: {file} is not there", Where(file))
        return Case(part, MISSING, count, findings=(said,))
    try:
        text = read_part(project, part)
        if (version := version_of(text)) is not None and version != VERSION:
            message = f"{file} is in form {version}, and this xbrlgen writes form {VERSION}"
            said = finding("XG-REG-002", message, Where(file, 1, 1))
            return Case(part, STALE, count, findings=(said,))
        expected = parse({part: text})
    except UnicodeDecodeError:
        said = finding("XG-REG-004", f"{file} is not UTF-8 text", Where(file))
        return Case(part, UNREADABLE, count, findings=(said,))
    except XbrlgenError as error:
        return Case(part, UNREADABLE, count, findings=error.findings)
    differences = tuple(
        lead_back(d, worked.mapping, worked.sources)
        for d in compare(only(expected, part), only(now, part))
        if d.part == part
    )
    findings = [_finding(d, worked.mapping.file, file) for d in differences]
    outcome = DIFFERS if differences else PASSED
    if part == "facts" and (old := _stale(expected, now)):
        outcome = STALE
        findings.insert(0, finding("XG-REG-002", f"the expectation is {'; '.join(old)}", Where(file, 1, 1)))
    return Case(part, outcome, count, differences, tuple(findings))


def read_part(project: Project, part: str) -> str:
    """A part of the expectation, line ends made alike: git may check a text out with others.

    Raises XbrlgenError if it cannot be read, UnicodeDecodeError if it is not UTF-8.
    """
    text = project.read(f"{FOLDER}/{FILES[part]}").decode("utf-8")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def only(recorded: Recorded, part: str) -> Recorded:
    """The one part of it alone."""
    report = recorded.report
    bare = Report(report.entity, report.document, report.taxonomy)
    match part:
        case "facts":
            return Recorded(replace(bare, facts=report.facts))
        case "networks":
            return Recorded(replace(bare, extension=report.extension))
        case _:
            return Recorded(bare, recorded.checks, recorded.findings, asked=recorded.asked)


def _count(recorded: Recorded, part: str) -> int:
    match part:
        case "facts":
            return len(recorded.facts)
        case "networks":
            return len(recorded.arcs) + len(recorded.labels) + len(recorded.elements)
        case _:
            return len(recorded.checks)


def _stale(expected: Recorded, now: Recorded) -> list[str]:
    """What the expectation is of, where that is not this report; empty if it is."""
    told = []
    was, is_ = (_called(r.report.document) for r in (expected, now))
    if was != is_:
        told.append(f"of {was}, the report is {is_}")
    if expected.report.taxonomy != now.report.taxonomy:
        told.append(f"of {expected.report.taxonomy}, the mapping names {now.report.taxonomy}")
    before, after = dict(expected.sources), dict(now.sources)
    told += [f"of a source {name} that the report has no more" for name in before if name not in after]
    told += [f"without the source {name}" for name in after if name not in before]
    told += [
        f"of another text of {name}: the source has changed since"
        for name in after
        if before.get(name, after[name]) != after[name]
    ]
    return told


def _called(document: DocumentInfo | None) -> str:
    return "nothing" if document is None else f"{document.type} {document.period_end}"


def _finding(difference: Difference, mapping: str, expected: str) -> Finding:
    related = []
    if difference.source is not None:
        related.append(
            Related(f'source "{difference.caption}"' if difference.caption else "source", difference.source)
        )
    before = difference.before_source or difference.before_rule
    if before is not None and before.file.startswith(FOLDER):
        related.append(Related("expected", before))
    elif not related:
        related.append(Related("expected", Where(expected)))
    return finding("XG-REG-003", difference.message, difference.rule or Where(mapping), related=related)


def record_of(worked: Run, project: Project | None = None) -> Recorded:
    """The record of a project that was worked out; with ``project`` it names its sources' digests."""
    sources = (
        [] if project is None else [(name, _digest(project.read(name))) for name in worked.filing.sources]
    )
    # The rules of the Filer Manual look at rendered files; their waivers are not unused here.
    waivers = tuple(w for w in worked.filing.waivers if not w.code.startswith("XG-EFM-"))
    filing = replace(worked.filing, waivers=waivers)
    waived = apply_waivers(filing, worked.findings, complete=False, edgar=False)
    return record(worked.report, worked.mapping, worked.register, waived, sources, worked.filing.waivers)


def _digest(data: bytes) -> str:
    """SHA-256 of a source, line ends counted alike: git may check a text out with others."""
    return hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()


def write_expectation(project: Project, recorded: Recorded) -> tuple[str, ...]:
    """Write what of the expectation is not as recorded; the names of the files written."""
    folder = home(project)
    texts = {f"{FOLDER}/{FILES[part]}": write(recorded, part).encode("utf-8") for part in PARTS}
    fresh = {n: t for n, t in texts.items() if not project.holds(n) or project.read(n) != t}
    clear_left_over(folder / name for name in texts)
    write_whole({folder / name: text for name, text in fresh.items()})
    return tuple(fresh)
