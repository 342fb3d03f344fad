"""The main ways through the corridor: check, build, package, review. Each takes a project."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from xbrlgen.build.ties import settle_ties
from xbrlgen.mapping.propose import propose_prose
from xbrlgen.mapping.prose import read_claims
from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding, Severity, XbrlgenError
from xbrlgen.model.mapping import Filing, Mapping, ProseRule
from xbrlgen.model.package import Package
from xbrlgen.model.project import FILING, Project, is_project, path_is_file, path_is_folder
from xbrlgen.model.register import OPEN, Numeral, Tie
from xbrlgen.model.source import Source
from xbrlgen.model.vocabulary import Vocabulary
from xbrlgen.model.where import Where
from xbrlgen.pipeline import judging
from xbrlgen.pipeline.run import Judge, Options, Progress, Result, Run, carry
from xbrlgen.pipeline.steps import READING, SUBMIT, WORK, corridor
from xbrlgen.written.files import SUFFIXES

if TYPE_CHECKING:
    from xbrlgen.pipeline.filed import FiledElsewhere

__all__ = [
    "Judge",
    "Options",
    "Progress",
    "Proposal",
    "Result",
    "Run",
    "build",
    "check",
    "load",
    "package",
    "propose_ties",
    "review",
    "submit",
    "work",
]


def check(
    project: Project | Path,
    options: Options | None = None,
    progress: Progress | None = None,
    *,
    judge: Judge | None = None,
) -> Result:
    """Run everything but the writing. Raises XbrlgenError for input that cannot be read.

    A path that is no filing project is taken for a filing made elsewhere: a folder, zip, report package,
    EDGAR submission text, inline document or instance. ``judge`` judges in Arelle's place, unless
    ``options`` are fast.
    """
    if not isinstance(project, Project) and not is_project(project):
        return _through_filed(find_filing(project), options, progress, judge)
    return _through(project, None, options, progress, judge)


def build(
    project: Project | Path,
    out: Path | None = None,
    options: Options | None = None,
    progress: Progress | None = None,
    *,
    judge: Judge | None = None,
) -> Result:
    """Run everything; write the output folder (``out`` in the project's unless told) if nothing failed.

    A failed run leaves the last good output as it was. Raises XbrlgenError as :func:`check` does, and
    XG-OUT-001, -003 or -005 if the output cannot be written.
    """
    project = Project.at(project)
    return _through(project, out or home(project) / "out", options, progress, judge)


def package(
    project: Project | Path,
    kind: str,
    out: Path | None = None,
    options: Options | None = None,
    progress: Progress | None = None,
    *,
    judge: Judge | None = None,
) -> Result:
    """Check the project, and write what EDGAR, a report package or a taxonomy package takes.

    ``kind`` is one of ``render.bundle.KINDS``; the folder is ``package/KIND`` in the project
    unless told. Nothing is written if the run failed, nor for EDGAR if a placeholder would be filed
    (XG-OUT-004) or an error stands, whatever ``fail_on`` says.
    """
    from xbrlgen.render.bundle import EDGAR, bundle
    from xbrlgen.render.writing import write_package

    project = Project.at(project)
    folder = out or home(project) / "package" / kind
    result = check(project, options, progress, judge=judge)
    if kind == EDGAR:
        unfit = tuple(_unfit(result))
        result = replace(result, findings=tuple(sorted((*result.findings, *unfit), key=Finding.sort_key)))
        if unfit or any(f.severity is Severity.ERROR and f.waived is None for f in result.findings):
            return replace(result, options=replace(result.options, fail_on=Severity.ERROR))
    if result.failed:
        return result
    files = bundle(kind, result.report, result.documents, result.package)
    bundled = Package(files, entry=files[0].name)
    write_package(bundled, folder)
    return replace(result, package=bundled, written=folder)


def _unfit(result: Result) -> Iterator[Finding]:
    """What EDGAR must not get: placeholders stand for what the filer has not said yet."""
    for f in result.findings:
        if f.code == "XG-FACT-005":
            yield finding(
                "XG-OUT-004",
                f"nothing is packed for EDGAR while a placeholder stands: {f.message}",
                f.where,
                hint=f.hint,
                related=f.related,
            )


def review(
    project: Project | Path,
    options: Options | None = None,
    progress: Progress | None = None,
    *,
    viewer: bool = False,
    judge: Judge | None = None,
) -> Result:
    """Check the project and write its review page, ``report.html``, with the reviewer's marks.

    The page is written whatever the findings are: it is there to show them. Of a filing made elsewhere
    it goes into a folder beside it, ``NAME-review``, so that nothing is added to what was filed. ``viewer``
    writes Arelle's own inline viewer into the folder ``viewer`` as well.
    Raises XbrlgenError (XG-OUT-003) if a source of the project has the name of the page.
    """
    from xbrlgen.pipeline.files import write_whole
    from xbrlgen.view.marks import FILE, read_marks
    from xbrlgen.view.review import NAME, review_page

    if not isinstance(project, Project) and not is_project(project):
        folder = project.with_name(f"{project.resolve().stem or project.resolve().name}-review")
        marks = read_marks(folder / FILE)
        result = _through_filed(find_filing(project), options, progress, judge, pages=True)
    else:
        project = Project.at(project)
        folder = home(project)
        marks = read_marks(folder / FILE)
        result = check(project, options, progress, judge=judge)
        # Some file systems hold REPORT.HTML and report.html to be one file.
        own = next((s for s in result.filing.sources if Path(s).as_posix().casefold() == NAME), None)
        if own is not None:
            message = f"the review page would take the place of the source {own}"
            hint = f"give the source another name, also in {result.filing.file}"
            raise XbrlgenError(finding("XG-OUT-003", message, Where(own), hint=hint))
    result = replace(
        result, findings=tuple(sorted((*result.findings, *marks.findings), key=Finding.sort_key))
    )
    page = review_page(
        result.project,
        result.sources,
        result.report,
        result.register,
        result.findings,
        marks,
        judged_by=result.judge,
        look_up=result.vocabulary.concept,
    )
    write_whole({folder / NAME: page})
    if viewer:
        from xbrlgen.check.viewer import save_viewer

        packages, _ = judging.packages_of(result.mapping, result.options)
        with judging.laid_out(result.package) as files:
            save_viewer([files / d.name for d in result.documents], packages, folder / "viewer")
    return replace(result, written=folder / NAME)


def home(project: Project) -> Path:
    """The folder of a project, where its outputs go unless told. Raises XbrlgenError (XG-OUT-003)."""
    if project.folder is None:
        message = f"{project.title} lies in no folder, and no output folder is named"
        raise XbrlgenError(finding("XG-OUT-003", message, hint="name one with --out"))
    return project.folder


@dataclass(frozen=True, slots=True)
class Proposal:
    """A rule for ``prose``, and the numbers it would tie."""

    rule: ProseRule
    ties: tuple[tuple[Numeral, Tie], ...]


def propose_ties(
    project: Project | Path, options: Options | None = None
) -> tuple[Result, tuple[Proposal, ...]]:
    """Propose rules for the numbers of the running text that nothing accounts for yet.

    A rule is proposed if the facts bear out more of the numbers it speaks of than not; those
    it does not fit need words of their own. Nothing is written.
    """
    result = check(project, replace(options or Options(), fast=True))
    numerals = {n.figure: n for n in result.register.numerals}
    free = {i for i, n in numerals.items() if n.state == OPEN}
    rules = propose_prose(result.matched.hits)
    while True:
        mapping = replace(result.mapping, prose=rules)
        claims = read_claims(result.filing, mapping, result.vocabulary, result.sources, result.matched.hits)
        tied: dict[Where | None, list[tuple[Numeral, Tie]]] = {}
        for figure, tie in settle_ties(result.report.facts, claims).ties:
            if figure in free:
                tied.setdefault(tie.rule, []).append((numerals[figure], tie))
        # Words that mostly mislead hide better ones nearby, so they go and the text is read anew.
        misleading = {r for r, t in tied.items() if 2 * sum(tie.holds for _, tie in t) <= len(t)}
        if not misleading:
            break
        rules = tuple(r for r in rules if r.where not in misleading)
    return result, tuple(Proposal(r, tuple(tied[r.where])) for r in rules if r.where in tied)


def load(
    project: Project | Path, packages: tuple[Path, ...] = ()
) -> tuple[Filing, Mapping, Vocabulary, tuple[Source, ...]]:
    """Read the two files of a filing project and its sources.

    With official taxonomy ``packages`` every concept of theirs is known, else those of the
    shipped tables. Raises XbrlgenError for anything that cannot be read.
    """
    run = carry(Run(Project.at(project), Options(packages=packages)), (READING,))
    return run.filing, run.mapping, run.vocabulary, run.sources


def work(
    filing: Filing,
    mapping: Mapping,
    vocabulary: Vocabulary,
    sources: tuple[Source, ...],
    progress: Progress | None = None,
) -> Run:
    """Everything between reading and rendering, from what :func:`load` gives; nothing is rendered."""
    found = (f for s in sources for f in s.findings)
    run = Run(_IN_MEMORY, None, None, found)
    run = run.also(filing=filing, mapping=mapping, vocabulary=vocabulary, sources=sources)
    return carry(run, WORK, progress)


def submit(worked: Run) -> Run:
    """What was worked out with its files, and with what the rules of the Filer Manual say of them."""
    return carry(worked, SUBMIT)


_IN_MEMORY = Project.of({}, "nouns in memory")


def find_filing(path: Path) -> FiledElsewhere:
    """The filing made elsewhere that a path names. Raises XbrlgenError: XG-READ-090, and XG-READ-001 for what
    is not there, and a folder that holds neither XBRL nor ``filing.yaml``."""
    # A project's own run has no need of what reads filings made elsewhere.
    from xbrlgen.pipeline.filed import find_filed

    if not (path_is_folder(path) or path_is_file(path)):
        Project.at(path)  # raises: what cannot be a filing is told as of a project
    try:
        return find_filed(path)
    except XbrlgenError:
        if path_is_folder(path) and not _holds_reports(path):
            Project.at(path).read(FILING)  # raises: what lacks is told as of a project
        raise


def _holds_reports(folder: Path) -> bool:
    return any(p.suffix.lower().lstrip(".") in SUFFIXES for p in folder.iterdir())


def _through_filed(
    filed: FiledElsewhere,
    options: Options | None,
    progress: Progress | None,
    judge: Judge | None,
    *,
    pages: bool = False,
) -> Result:
    from xbrlgen.pipeline.elsewhere import judge_filed

    started = time.monotonic()
    options = options or Options()
    steps = corridor(None if options.fast else judge or judge_filed, writes=False, filed=True, pages=pages)
    run = carry(Run(filed.project, options, filed=filed), steps, progress)
    return Result.of(run, time.monotonic() - started)


def _through(
    project: Project | Path,
    out: Path | None,
    options: Options | None,
    progress: Progress | None,
    judge: Judge | None,
) -> Result:
    started = time.monotonic()
    options = options or Options()
    steps = corridor(None if options.fast else judge or judging.arelle, writes=out is not None)
    run = carry(Run(Project.at(project), options, out), steps, progress)
    return Result.of(run, time.monotonic() - started)
