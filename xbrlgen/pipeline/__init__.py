"""The one way of the data: read, map, build, check, render, judge, write. Only here do rooms meet."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from xbrlgen.build import build as build_filing
from xbrlgen.build.document import build_documents
from xbrlgen.build.ties import settle_ties
from xbrlgen.catalog import open_catalog
from xbrlgen.catalog.store import packages_for
from xbrlgen.check.arithmetic import check_arithmetic
from xbrlgen.check.edgar import lint_edgar
from xbrlgen.check.lint import lint
from xbrlgen.check.tieout import tie_out
from xbrlgen.check.waivers import apply_waivers
from xbrlgen.mapping.load import load_mapping, load_report
from xbrlgen.mapping.match import match
from xbrlgen.mapping.propose import propose_prose
from xbrlgen.mapping.prose import read_claims
from xbrlgen.model.account import OPEN, Account, Numeral, Tie
from xbrlgen.model.codes import finding
from xbrlgen.model.document import Document
from xbrlgen.model.finding import Finding, Severity, XbrlgenError, worst
from xbrlgen.model.mapping import Filing, Mapping, Matched, ProseRule
from xbrlgen.model.package import Package
from xbrlgen.model.report import Report, Trace
from xbrlgen.model.source import Source
from xbrlgen.model.vocabulary import Vocabulary
from xbrlgen.model.where import Where
from xbrlgen.read import read_source

if TYPE_CHECKING:
    from xbrlgen.check.with_arelle import Verdict

Progress = Callable[[str], None]
"""Called with the name of each step as it begins."""


@dataclass(frozen=True, slots=True)
class Options:
    """``fast`` leaves Arelle out. ``packages`` are official taxonomy packages to judge with.

    ``fail_on`` is the severity at which a run counts as failed; None: never. ``edgar`` runs the
    SEC's own validation as well (``strict`` or ``pragmatic``), ``dqc`` the DQC rules with it, both
    from the plug-ins in ``plugin_dir``.
    """

    fast: bool = False
    packages: tuple[Path, ...] = ()
    fail_on: Severity | None = Severity.ERROR
    edgar: str | None = None
    dqc: bool = False
    plugin_dir: Path | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """Everything a run made. ``verdict`` is None if Arelle did not run; ``judge`` says what judged.

    ``written`` is the output folder, None if nothing was written.
    """

    project: Path
    filing: Filing
    mapping: Mapping
    vocabulary: Vocabulary
    sources: tuple[Source, ...]
    matched: Matched
    report: Report
    account: Account
    documents: tuple[Document, ...]
    package: Package
    findings: tuple[Finding, ...]
    judge: str
    verdict: Verdict | None = None
    written: Path | None = None
    seconds: float = 0.0
    options: Options = field(default_factory=Options)

    @property
    def failed(self) -> bool:
        """Is a finding that is not waived at or above ``fail_on``?"""
        severity = worst(self.findings)
        return self.options.fail_on is not None and severity is not None and severity >= self.options.fail_on


def check(project: Path, options: Options | None = None, progress: Progress | None = None) -> Result:
    """Run everything but the writing. Raises XbrlgenError for input that cannot be read."""
    return _run(project, None, options or Options(), progress)


def build(
    project: Path, out: Path | None = None, options: Options | None = None, progress: Progress | None = None
) -> Result:
    """Run everything; write the output folder (``out`` in the project unless told) if nothing failed.

    A failed run leaves the last good output as it was.
    """
    return _run(project, out or project / "out", options or Options(), progress)


def package(
    project: Path,
    kind: str,
    out: Path | None = None,
    options: Options | None = None,
    progress: Progress | None = None,
) -> Result:
    """Check the project, and write what EDGAR, a report package or a taxonomy package takes.

    ``kind`` is one of ``render.bundle.KINDS``; the folder is ``package/KIND`` in the project
    unless told. Nothing is written if the run failed.
    """
    from xbrlgen.render.bundle import bundle
    from xbrlgen.render.package import write_package

    result = check(project, options, progress)
    if result.failed:
        return result
    folder = out or project / "package" / kind
    files = bundle(kind, result.report, result.documents, result.package)
    bundled = Package(files, entry=files[0].name)
    write_package(bundled, folder)
    return replace(result, package=bundled, written=folder)


def review(
    project: Path,
    options: Options | None = None,
    progress: Progress | None = None,
    *,
    viewer: bool = False,
) -> Result:
    """Check the project and write its review page, ``report.html``, with the reviewer's marks.

    The page is written whatever the findings are: it is there to show them. ``viewer`` writes
    Arelle's own inline viewer into the folder ``viewer`` as well.
    """
    from xbrlgen.view.marks import FILE, read_marks
    from xbrlgen.view.review import NAME, review_page

    marks = read_marks(project / FILE)
    result = check(project, options, progress)
    result = replace(
        result, findings=tuple(sorted((*result.findings, *marks.findings), key=Finding.sort_key))
    )
    page = review_page(
        project,
        result.sources,
        result.report,
        result.account,
        result.findings,
        marks,
        judged_by=result.judge,
        look_up=result.vocabulary.concept,
    )
    target = project / NAME
    fresh = project / f".{NAME}.new"
    with fresh.open("wb") as stream:
        stream.writelines(page)
    fresh.replace(target)
    if viewer:
        from xbrlgen.check.viewer import save_viewer

        with _rendered(result.package) as folder:
            files = [folder / d.name for d in result.documents]
            save_viewer(files, _packages(result)[0], project / "viewer")
    return replace(result, written=target)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A rule for ``prose``, and the numbers it would tie."""

    rule: ProseRule
    ties: tuple[tuple[Numeral, Tie], ...]


def propose_ties(project: Path, options: Options | None = None) -> tuple[Result, tuple[Proposal, ...]]:
    """Propose rules for the numbers of the running text that nothing accounts for yet.

    A rule is proposed if the facts bear out more of the numbers it speaks of than not; those
    it does not fit need words of their own. Nothing is written.
    """
    result = check(project, replace(options or Options(), fast=True))
    numerals = {n.figure: n for n in result.account.numerals}
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
    project: Path, packages: tuple[Path, ...] = ()
) -> tuple[Filing, Mapping, Vocabulary, tuple[Source, ...]]:
    """Read the two files of a filing project and its sources.

    With official taxonomy ``packages`` every concept of theirs is known, else those of the
    shipped tables. Raises XbrlgenError for anything that cannot be read.
    """
    require_folder(project)
    filing = load_report(project)
    mapping, vocabulary = load_mapping(project, filing.mapping, partial(open_catalog, packages=packages))
    return filing, mapping, vocabulary, load_sources(project, filing)


def require_folder(project: Path) -> None:
    """Raises XbrlgenError (XG-READ-001) for what is no folder."""
    if not project.is_dir():
        raise XbrlgenError(
            finding(
                "XG-READ-001",
                f"{project} is not a folder",
                Where(str(project)),
                hint="name a folder with filing.yaml, mapping.yaml and the sources",
            )
        )


def load_sources(project: Path, filing: Filing) -> tuple[Source, ...]:
    """Read the sources that a report names. Raises XbrlgenError for one that cannot be read."""
    sources = []
    for name in filing.sources:
        path = project / name
        if not path.resolve().is_relative_to(project.resolve()):
            raise XbrlgenError(finding("XG-MAP-019", f"{name} leads out of the project", Where(filing.file)))
        said = filing.said_of(name)
        sources.append(read_source(path, file=name, fiscal_year_end=filing.fiscal_year_end, said=said))
    return tuple(sources)


@dataclass(frozen=True, slots=True)
class Worked:
    """What reading, matching, building and our own checks of a project made; nothing is rendered.

    ``findings`` are neither waived nor sorted yet.
    """

    filing: Filing
    mapping: Mapping
    vocabulary: Vocabulary
    sources: tuple[Source, ...]
    matched: Matched
    report: Report
    account: Account
    findings: tuple[Finding, ...]


def work(
    filing: Filing,
    mapping: Mapping,
    vocabulary: Vocabulary,
    sources: tuple[Source, ...],
    progress: Progress | None = None,
) -> Worked:
    """Everything between reading and rendering, from what :func:`load` gives."""
    step = progress or (lambda _: None)
    step("matching")
    matched = match(mapping, sources)
    step("building")
    claims = read_claims(filing, mapping, vocabulary, sources, matched.hits)
    report = build_filing(filing, mapping, vocabulary, sources, matched, claims)
    step("checking")
    findings: list[Finding] = [f for s in sources for f in s.findings]
    findings += matched.findings
    findings += lint(mapping, vocabulary, matched, report)
    findings += report.findings
    table_ties, found = check_arithmetic(mapping, report)
    findings += found
    account, found = tie_out(mapping, sources, report, claims, table_ties)
    findings += found
    return Worked(filing, mapping, vocabulary, sources, matched, report, account, tuple(findings))


def lint_output(worked: Worked) -> tuple[tuple[Document, ...], Package, tuple[Finding, ...]]:
    """Render what was worked out, and hold it against the rules of the Filer Manual."""
    from xbrlgen.render.bundle import submission
    from xbrlgen.render.package import render_package

    report = worked.report
    documents = build_documents(worked.sources, report)
    package = render_package(report, documents)
    submitted = submission(report, documents, package)
    found = lint_edgar(report, Package(submitted, submitted[0].name), base=worked.vocabulary.base)
    return documents, package, found


def _run(project: Path, out: Path | None, options: Options, progress: Progress | None) -> Result:
    started = time.monotonic()
    step = progress or (lambda _: None)
    step("reading")
    filing, mapping, vocabulary, sources = load(project, options.packages)
    worked = work(filing, mapping, vocabulary, sources, step)
    matched, report, account = worked.matched, worked.report, worked.account
    documents, package, found = lint_output(worked)
    findings = [*worked.findings, *found]
    result = Result(
        project=project,
        filing=filing,
        mapping=mapping,
        vocabulary=vocabulary,
        sources=sources,
        matched=matched,
        report=report,
        account=account,
        documents=documents,
        package=package,
        findings=(),
        judge="not judged by Arelle (--fast)" if options.fast else "",
        options=options,
    )
    if not options.fast:
        step("judging with Arelle")
        result, judged = _judge(result)
        findings += judged
    waived = apply_waivers(
        filing,
        findings,
        complete=not options.fast,
        edgar=options.edgar is not None and not options.fast,
        dqc=options.dqc and not options.fast,
    )
    result = replace(result, findings=tuple(sorted(waived, key=Finding.sort_key)))
    if out is not None and not result.failed:
        from xbrlgen.render.package import write_package

        step("writing")
        write_package(package, out)
        result = replace(result, written=out)
    return replace(result, seconds=time.monotonic() - started)


def _judge(result: Result) -> tuple[Result, Sequence[Finding]]:
    from xbrlgen.check.with_arelle import Subject, judge_all

    packages, who = _packages(result)
    trace = Trace.of(result.report.facts)
    tags = (t for d in result.documents for run in d.runs() for t in run.tags)
    inline_trace = trace.also((t.id, t.fact) for t in tags if t.id is not None and t.fact is not None)
    with _rendered(result.package) as folder:
        plain = Subject((folder / result.package.entry,), trace)
        inline = Subject(tuple(folder / d.name for d in result.documents), inline_trace, inline=True)
        verdict = judge_all([inline, plain], packages=packages)
        edgar: tuple[Finding, ...] = ()
        if result.options.edgar is not None or result.options.dqc:
            edgar = _judge_edgar(result, folder, packages, inline_trace)
    who = f"Arelle {verdict.arelle_version} {who}"
    # What the SEC's validation says as well is one finding.
    said = {(f.code, f.message): f for f in (*edgar, *verdict.findings)}
    return replace(result, verdict=verdict, judge=who), tuple(said.values())


def _packages(result: Result) -> tuple[tuple[Path, ...], str]:
    """The packages that judge, and how a report calls them (architecture, law 5)."""
    from xbrlgen.catalog.standin import stand_in_package

    name = result.mapping.taxonomy
    packages = result.options.packages or packages_for(name)
    if packages:
        return packages, "with " + ", ".join(p.name for p in packages)
    who = f"with a stand-in for {name} built from xbrlgen's tables, not the official taxonomy"
    return (stand_in_package(name),), who


def _judge_edgar(result: Result, folder: Path, packages: Sequence[Path], trace: Trace) -> tuple[Finding, ...]:
    """The SEC's own validation of what would be submitted."""
    from xbrlgen.check.with_edgar import judge_edgar

    return judge_edgar(
        folder,
        plugin_dir=result.options.plugin_dir,
        packages=packages,
        trace=trace,
        strict=result.options.edgar != "pragmatic",
        dqc=result.options.dqc,
        parameters=[f"submissionType={result.filing.document.type}"],
    ).findings


@contextmanager
def _rendered(package: Package) -> Iterator[Path]:
    """The package in a temporary folder, for Arelle to read."""
    folder = Path(tempfile.mkdtemp(prefix="xbrlgen-"))
    try:
        for artifact in package:
            with (folder / artifact.name).open("wb") as stream:
                stream.writelines(artifact.stream())
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
