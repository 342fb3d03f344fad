"""The judge of a run: Arelle, and the SEC's own validation where that is asked for."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from xbrlgen.model.finding import Finding
from xbrlgen.model.mapping import Mapping
from xbrlgen.model.package import Package
from xbrlgen.model.report import Trace
from xbrlgen.model.vocabulary import Base
from xbrlgen.pipeline.run import Options, Run

if TYPE_CHECKING:
    from xbrlgen.check.with_arelle import Verdict


def arelle(run: Run) -> tuple[tuple[Finding, ...], Verdict | None, str]:
    """Arelle in this process, in one session; who asks from another thread meanwhile waits."""
    from xbrlgen.check.with_arelle import Subject, judge_all

    packages, who = packages_of(run.mapping, run.options)
    trace = Trace.of(run.report.facts)
    tags = (t for d in run.documents for r in d.runs() for t in r.tags)
    inline_trace = trace.also((t.id, t.fact) for t in tags if t.id is not None and t.fact is not None)
    with laid_out(run.package) as folder:
        subjects = [Subject((folder / run.package.entry,), trace)]
        if run.documents:
            documents = tuple(folder / d.name for d in run.documents)
            subjects.insert(0, Subject(documents, inline_trace, inline=True))
        verdict = judge_all(subjects, packages=packages)
        found: tuple[Finding, ...] = ()
        if run.options.edgar is not None or run.options.dqc:
            found = edgar(run, folder, packages, inline_trace)
    # What the SEC's validation says as well is one finding.
    said = {(f.code, f.message): f for f in (*found, *verdict.findings)}
    return tuple(said.values()), verdict, f"Arelle {verdict.arelle_version} {who}"


def packages_of(mapping: Mapping, options: Options) -> tuple[tuple[Path, ...], str]:
    """The packages that judge, and how a report calls them (architecture, law 5)."""
    from xbrlgen.catalog.standin import stand_in_package
    from xbrlgen.catalog.store import packages_for

    name = mapping.taxonomy
    packages = options.packages or packages_for(name)
    if packages:
        return packages, "with " + ", ".join(p.name for p in packages)
    who = f"with a stand-in for {name} built from xbrlgen's tables, not the official taxonomy"
    return (stand_in_package(name),), who


def packages_of_base(base: Base, options: Options) -> tuple[tuple[Path, ...], str]:
    """The packages that judge a filing made elsewhere: of those that the user names, some may be of other
    years, so that a stand-in stands in for its own."""
    from xbrlgen.catalog.standin import stand_in_package
    from xbrlgen.catalog.store import packages_for

    packages = (*options.packages, *(p for p in packages_for(base.name) if p not in options.packages))
    if not base.is_stand_in:
        return packages, "with " + ", ".join(p.name for p in packages)
    who = f"with a stand-in for {base.name} built from xbrlgen's tables, not the official taxonomy"
    return (*packages, stand_in_package(base.name)), who


def edgar(run: Run, entry: Path, packages: Sequence[Path], trace: Trace) -> tuple[Finding, ...]:
    """The SEC's own validation of what would be submitted: a folder, or a report of it."""
    from xbrlgen.check.with_edgar import judge_edgar

    return judge_edgar(
        entry,
        plugin_dir=run.options.plugin_dir,
        packages=packages,
        trace=trace,
        strict=run.options.edgar != "pragmatic",
        dqc=run.options.dqc,
        parameters=[f"submissionType={run.filing.document.type}"],
    ).findings


@contextmanager
def laid_out(package: Package) -> Iterator[Path]:
    """The files in a temporary folder, for programs that read folders."""
    folder = Path(tempfile.mkdtemp(prefix="xbrlgen-"))
    try:
        for artifact in package:
            path = folder / artifact.name
            path.parent.mkdir(parents=True, exist_ok=True)  # what was filed elsewhere may lie in folders
            with path.open("wb") as stream:
                stream.writelines(artifact.stream())
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
