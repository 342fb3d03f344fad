"""Mutants tried: each one is worked out anew in memory, and what notices it is told."""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path

from xbrlgen.check.waivers import apply_waivers
from xbrlgen.compare.expectation import FILES, parse
from xbrlgen.compare.identity import compare
from xbrlgen.compare.mutants import all_mutants, apply, sample
from xbrlgen.compare.mutants.original import Original
from xbrlgen.compare.mutants.remedy import Remedies
from xbrlgen.model.finding import Finding, Severity, XbrlgenError
from xbrlgen.model.mapping import Filing
from xbrlgen.model.mutation import KINDS, Mutant, MutantVerdict, Mutation
from xbrlgen.model.package import Package
from xbrlgen.model.project import Project
from xbrlgen.model.recorded import PARTS, Recorded
from xbrlgen.model.source import Source, Table
from xbrlgen.model.verified import MISSING
from xbrlgen.pipeline import Run, load, submit, work
from xbrlgen.pipeline.testing import read_part, record_of, verify_project
from xbrlgen.pipeline.workers import executor, here
from xbrlgen.read.table.column_checks import column_findings

LIMIT = 500
"""So many mutants are tried unless told; the example takes half a minute for them."""
_FEW = 40
"""So many mutants are tried sooner in one process than a second one has started."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Which mutants are tried. ``limit`` 0 is no limit; no ``kinds`` are all of them.

    ``jobs`` is how many processes work, None: as many as there are cores. With ``from_current`` the filing as
    it is now stands for the expectation. Raises ValueError for a number or kind there is not.
    """

    limit: int = LIMIT
    kinds: tuple[str, ...] = ()
    jobs: int | None = None
    from_current: bool = False
    packages: tuple[Path, ...] = ()

    def __post_init__(self) -> None:
        unknown = [k for k in self.kinds if k not in KINDS]
        if self.limit < 0 or (self.jobs is not None and self.jobs < 1) or unknown:
            raise ValueError(f"no plan: limit {self.limit}, jobs {self.jobs}, kinds {', '.join(self.kinds)}")


def mutate(
    project: Project | Path, plan: Plan | None = None, progress: Callable[[int, int], None] | None = None
) -> Mutation:
    """Change the mapping in one place at a time and say what notices.

    Raises XbrlgenError for input that cannot be read, and for a project that is not as its expectation says
    or has none: what its own test would say of a mutant means nothing then. ``progress`` is called with how
    many are done and how many there are.
    """
    started = time.monotonic()
    plan = plan or Plan()
    project = Project.at(project)
    if not plan.from_current:
        _must_pass(project, plan.packages)
    bench = Workbench(project, plan.packages, plan.from_current)
    ground = Original(
        bench.mapping, bench.vocabulary, bench.sources, bench.worked.matched.hits, bench.filing.currency
    )
    possible = all_mutants(ground, plan.kinds)
    chosen = sample(possible, plan.limit) if plan.limit else possible
    run = executor(plan.jobs, len(chosen), _FEW)
    one = bench.verdict
    if run is not here:
        one = partial(_verdict, project=project, packages=plan.packages, from_current=plan.from_current)
    verdicts = []
    for verdict in run(one, chosen):
        verdicts.append(verdict)
        if progress is not None:
            progress(len(verdicts), len(chosen))
    printed = bench.worked.register.printed
    remedies = Remedies(bench.filing, bench.worked.mapping, bench.worked.report)
    return Mutation(
        project=project.title,
        verdicts=tuple(v if v.codes or v.crash else replace(v, remedy=remedies.of(v)) for v in verdicts),
        possible=len(possible),
        expectation="as it is now" if plan.from_current else "expected",
        seconds=time.monotonic() - started,
        facts=len(printed),
        held=len(bench.worked.register.held.intersection(printed)),
    )


def _must_pass(project: Project, packages: tuple[Path, ...]) -> None:
    """Raise what keeps the project from being measured: its own test must pass first."""
    tested = verify_project(project, packages)
    if tested.passed:
        return
    said = list(dict.fromkeys(f for c in tested.cases for f in c.findings))
    if tested.unreadable:
        raise XbrlgenError(*said)
    missing = all(c.outcome == MISSING for c in tested.cases)
    told = "there is none" if missing else "the filing is not as it says"
    what = "write one with `xbrlgen test --update`" if missing else "make `xbrlgen test` pass first"
    first, *others = said
    detail = "" if missing else f": {first.message}" + (f" (and {len(others)} more)" if others else "")
    raise XbrlgenError(
        replace(
            first,
            message=f"mutants are held to the expectation, and {told}{detail}",
            hint=f"{what}, or measure against the filing as it is now with --from-current",
        )
    )


class Workbench:
    """A project in memory, and what it is without a change: the ground that every mutant is tried on."""

    def __init__(self, place: Project | Path, packages: tuple[Path, ...], from_current: bool) -> None:
        project = Project.at(place)
        self.filing, self.mapping, self.vocabulary, self.sources = load(project, packages)
        self.worked = work(self.filing, self.mapping, self.vocabulary, self.sources)
        now = record_of(self.worked)
        self.expected = now if from_current else _expected(project)
        # Rules of the Filer Manual look at what is written, so their waivers are unused without it.
        waivers = tuple(w for w in self.filing.waivers if not w.code.startswith("XG-EFM-"))
        self.early = replace(self.filing, waivers=waivers)
        self.standing = _standing(self.early, self.worked.findings)
        self._written: tuple[list[Finding], str] | None = None

    def written(self) -> tuple[list[Finding], str]:
        """What stands, the rules of the Filer Manual included, and a digest of what is written."""
        if self._written is None:
            submitted = submit(self.worked)
            self._written = _standing(self.filing, submitted.findings), _digest(submitted.package)
        return self._written

    def verdict(self, mutant: Mutant) -> MutantVerdict:
        """Try one mutant. An exception is a fault of ours: it is told, and the others go on."""
        try:
            return self._try(mutant)
        except Exception as error:
            return MutantVerdict(mutant, crash=f"{type(error).__name__}: {error}")

    def _try(self, mutant: Mutant) -> MutantVerdict:
        mapping, vocabulary, sources = apply(mutant, self.mapping, self.vocabulary, self.sources)
        sources = tuple(_noticed_anew(a, b) for a, b in zip(self.sources, sources, strict=True))
        worked = work(self.filing, mapping, vocabulary, sources)
        codes = _news(self.standing, _standing(self.early, worked.findings))
        if codes:
            return MutantVerdict(mutant, codes)
        before, digest = self.written()
        submitted = submit(worked)
        codes = _news(before, _standing(self.filing, submitted.findings))
        parts = self.parts(worked)
        same = not codes and not parts and _digest(submitted.package) == digest
        return MutantVerdict(mutant, codes, late=bool(codes), parts=parts, same_output=same)

    def parts(self, worked: Run) -> tuple[str, ...]:
        """The parts of the expectation that the filing differs from."""
        differing = {d.part for d in compare(self.expected, record_of(worked))}
        return tuple(p for p in PARTS if p in differing)


def _expected(project: Project) -> Recorded:
    return parse({part: read_part(project, part) for part in FILES})


def _standing(filing: Filing, findings: Iterable[Finding]) -> list[Finding]:
    """Findings at warning or above that are not waived."""
    waived = apply_waivers(filing, findings, complete=False, edgar=False)
    return [f for f in waived if f.waived is None and f.severity >= Severity.WARNING]


def _news(before: Iterable[Finding], after: Iterable[Finding]) -> tuple[str, ...]:
    """Codes of findings that were not there, sorted.

    One that stood at the same place with the same code and only reads otherwise now is not new: nobody
    would look up for it.
    """
    before, after = list(before), list(after)
    old = Counter((f.code, f.message) for f in before)
    new = Counter((f.code, f.message) for f in after)
    reworded = Counter((f.code, f.where) for f in before if (f.code, f.message) not in new)
    codes = set()
    for f in after:
        if (f.code, f.message) in old:
            continue
        if reworded[f.code, f.where]:
            reworded[f.code, f.where] -= 1
            continue
        codes.add(f.code)
    return tuple(sorted(codes))


def _noticed_anew(before: Source, after: Source) -> Source:
    """What the reader says of columns, said of columns that were exchanged."""
    if before is after:
        return after
    findings = list(after.findings)
    for old, new in zip(before.blocks, after.blocks, strict=True):
        if old is not new and isinstance(old, Table) and isinstance(new, Table):
            gone = column_findings(old)
            findings = [f for f in findings if f not in gone] + column_findings(new)
    return replace(after, findings=tuple(findings))


def _digest(package: Package) -> str:
    """Of all files but the list of facts with their mapping lines, which no regulator gets."""
    digest = hashlib.sha256()
    for artifact in package:
        if artifact.name != "facts.csv":
            digest.update(f"{artifact.name}\0{artifact.sha256}\n".encode())
    return digest.hexdigest()


# -- processes -----------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _bench(project: Project, packages: tuple[Path, ...], from_current: bool) -> Workbench:
    """The project of a worker process, loaded once for all that it tries."""
    return Workbench(project, packages, from_current)


def _verdict(
    mutant: Mutant, project: Project, packages: tuple[Path, ...], from_current: bool
) -> MutantVerdict:
    return _bench(project, packages, from_current).verdict(mutant)
