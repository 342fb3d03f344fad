"""``xbrlgen roll``: a filing project made from the last one, and what is left to do in it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import zip_longest
from pathlib import Path

from xbrlgen.assist.roll import (
    compare_before,
    cover_notes,
    dateline,
    filing_edits,
    move_periods,
    next_name,
    settle_periods,
    spoken_periods,
)
from xbrlgen.assist.roll_lines import RollInput, propose_lines
from xbrlgen.catalog import open_catalog
from xbrlgen.check.waivers import apply_waivers
from xbrlgen.mapping.edit import apply_edits
from xbrlgen.mapping.given import load_given
from xbrlgen.mapping.load import load_mapping
from xbrlgen.mapping.load_filing import load_report
from xbrlgen.mapping.positions import Positioned, load_yaml
from xbrlgen.mapping.writing import flow
from xbrlgen.model.codes import finding
from xbrlgen.model.edit import Edit, Steps
from xbrlgen.model.finding import Finding, Severity, XbrlgenError
from xbrlgen.model.mapping import Filing
from xbrlgen.model.period import Period
from xbrlgen.model.project import FILING, Project, read_file
from xbrlgen.model.register import OPEN
from xbrlgen.model.rolled import LineProposals, MovedPeriod, NewLine, Proposal, Renamed, Rolled, Vanished
from xbrlgen.model.where import Where
from xbrlgen.pipeline import Run, home, load, submit, work
from xbrlgen.pipeline.output import free_folder, write_folder
from xbrlgen.read import read_bytes


def roll(
    project: Project | Path,
    to: date,
    sources: Sequence[Path],
    *,
    out: Path | None = None,
    day: date | None = None,
    accept: bool = False,
    form: str | None = None,
    packages: tuple[Path, ...] = (),
) -> Rolled:
    """Make the project of the report whose period ends on ``to`` and whose release is ``sources``.

    It is written to ``out``, else to a folder beside the last project named after it; whole, or not at
    all. ``day`` is the report's own date, else that of the release's dateline. With ``accept`` the
    suggestions that leave nothing to decide go into the new mapping. ``form`` is the new report's, where it
    is another than the last one's. The last project is never touched.

    Of an imported filing the rules and its own taxonomy go along; tags that it states one by one are of its
    page, and do not.

    Raises XbrlgenError: for a project or source that cannot be read, XG-REG-011 for a date that does not
    fit, XG-OUT-001 for a folder that holds something, XG-OUT-003 for one that cannot be written.
    """
    project = Project.at(project)
    last = work(*load(project, packages))
    filing = last.filing
    folder = home(project) if out is None else project.folder or out.with_name("project")
    target = out or folder.parent / next_name(
        folder.resolve().name, (filing.document.period_end, to), filing.fiscal_year_end
    )
    _dates(filing, to, day)
    free_folder(target)
    files = {filing.mapping: project.read(filing.mapping)}
    if last.mapping.carried is not None:
        inside = last.mapping.carried.rstrip("/") + "/"
        files |= {n: project.read(n) for n in project.names() if n.startswith(inside)}
    names = _take(files, filing, sources)
    place = _Workplace(files)
    try:
        made = _Rolling(project, target, last, to, day, names, place, accept, form, packages).run()
    except XbrlgenError as error:
        raise _as_given(error, dict(zip(names, sources, strict=True))) from None
    write_folder(target, place.files)
    return made


class _Workplace:
    """The new project while it is being made: nothing is written before it is whole."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = dict(files)

    @property
    def project(self) -> Project:
        return Project.of(self.files)

    def put(self, name: str, data: bytes) -> None:
        self.files[name] = data

    def edit(self, name: str, data: bytes, edits: Sequence[Edit]) -> None:
        self.put(name, apply_edits(data.decode("utf-8"), edits).encode("utf-8"))


@dataclass(frozen=True, slots=True)
class _Rolling:
    """One roll, step by step."""

    project: Project
    target: Path
    last: Run
    to: date
    day: date | None
    names: Sequence[str]
    place: _Workplace
    accept: bool
    form: str | None
    packages: tuple[Path, ...]

    def run(self) -> Rolled:
        filing = self.last.filing
        yaml = load_yaml(self.project, FILING)
        raw = yaml.raw if isinstance(yaml.raw, dict) else {}
        before = self.project.read(FILING)
        sources = tuple(
            read_bytes(
                self.place.files[n],
                file=n,
                fiscal_year_end=filing.year_end,
                said=filing.said_of(old),
            )
            for n, old in zip_longest(self.names, filing.sources[: len(self.names)], fillvalue="")
        )
        spoken = spoken_periods(sources)
        self.ends_there(spoken)
        dated = None if self.day is not None else dateline(sources, self.to)
        day = self.day if dated is None else dated[0]

        def settle(periods: Iterable[MovedPeriod]) -> Run:
            edits = filing_edits(filing, raw, self.to, day, self.names, periods, self.form)
            self.place.edit(FILING, before, edits)
            moved_on = load_report(self.place.project)
            return work(moved_on, self.last.mapping, self.last.vocabulary, sources)

        moved = move_periods(filing, self.to, spoken)
        worked = settle(moved)
        periods = settle_periods(filing, self.to, moved, worked.report.facts, spoken)
        if any(m.before is None for m in periods):
            worked = settle(periods)
        accepted, left, worked = self.lines(worked)
        return self.told(worked, day, None if dated is None else dated[1], periods, accepted, left, raw)

    def ends_there(self, spoken: Mapping[Period, Where]) -> None:
        """Raises XG-REG-011 if headings name periods and none ends on the day given.

        Where the last release has a balance sheet of its period end, so must the new one: a forecast may
        end on any day.
        """
        before = (
            p for p in spoken_periods(self.last.sources) if p.end == self.last.filing.document.period_end
        )
        days = {p.end for p in spoken if p.is_instant} if any(p.is_instant for p in before) else set()
        ends = sorted(days or {p.end for p in spoken}, reverse=True)
        if not ends or self.to in ends:
            return
        newest = ", ".join(str(day) for day in ends[:4])
        raise XbrlgenError(
            finding(
                "XG-REG-011",
                f"no heading of {', '.join(self.names)} speaks of a period that ends on {self.to}",
                next(w for p, w in spoken.items() if p.end == ends[0]),
                hint=f"its headings speak of periods that end on {newest}",
            )
        )

    def told(
        self,
        worked: Run,
        day: date | None,
        dated: Where | None,
        periods: tuple[MovedPeriod, ...],
        accepted: LineProposals,
        left: LineProposals,
        raw: Mapping[str, object],
    ) -> Rolled:
        """All of it, with what every check that needs no Arelle says of the new project."""
        filing, facts = self.last.filing, self.last.report.facts
        ended = (filing.document.period_end, self.to)
        findings = apply_waivers(worked.filing, submit(worked).findings, complete=False)
        relations = {r.where for s in worked.mapping.statements for r in (*s.sums, *s.checks)}
        relations |= {r.where for r in worked.mapping.checks}
        ties = [(t.rule in relations, t.holds) for t in worked.register.ties]
        in_text = [n for n in worked.register.numerals if n.statement is None]
        return Rolled(
            project=self.target.as_posix(),
            last=self.project.title,
            form=filing.document.type,
            ended=ended,
            day=day,
            dated=dated,
            sources=tuple(self.names),
            periods=periods,
            waivers=len(filing.waivers),
            waivers_unknown=sum(not w.code.startswith("XG-") for w in filing.waivers),
            accepted=accepted,
            left=left,
            before=compare_before(facts, worked.report.facts, ended[0], _way(self.target, self.project)),
            checks=(sum(held for ours, held in ties if ours), sum(ours for ours, _ in ties)),
            ties=(sum(held for ours, held in ties if not ours), sum(not ours for ours, _ in ties)),
            unaccounted=sum(n.state == OPEN for n in in_text),
            findings=tuple(sorted(_unexplained(findings, left), key=Finding.sort_key)),
            notes=tuple(self.notes(raw, worked)),
        )

    # -- lines -----------------------------------------------------------------------------

    def lines(self, worked: Run) -> tuple[LineProposals, LineProposals, Run]:
        """What is accepted, what is left, and the project with what was accepted.

        New lines go in one at a time, since two of them may belong in one sum. What cannot be put in, or
        settles nothing, is left.
        """
        taken: list[Proposal] = []
        refused: set[tuple[str, str]] = set()
        left = self.proposed(worked)
        while self.accept:
            open_ = [p for p in left if p.certain and (p.statement, p.caption) not in refused]
            sure = [p for p in open_ if not isinstance(p, NewLine)] or open_[:1]
            if not sure:
                break
            settled = self.tried(worked, left, sure)
            if settled is None and len(sure) > 1:
                sure = sure[:1]
                settled = self.tried(worked, left, sure)
            if settled is None:
                refused.add((sure[0].statement, sure[0].caption))
                continue
            taken += sure
            worked, left = settled
        accepted = LineProposals(
            tuple(p for p in taken if isinstance(p, NewLine)),
            tuple(p for p in taken if isinstance(p, Renamed)),
            tuple(p for p in taken if isinstance(p, Vanished)),
        )
        return accepted, left, worked

    def tried(
        self, worked: Run, left: LineProposals, some: Sequence[Proposal]
    ) -> tuple[Run, LineProposals] | None:
        """The project with some proposals put in; None, and the mapping as it was, if that does not help."""
        name = worked.filing.mapping
        before = self.place.files[name]
        try:
            self.place.edit(name, before, [e for p in some for e in p.edits])
            catalog = partial(open_catalog, packages=self.packages)
            mapping, vocabulary = load_mapping(self.place.project, name, catalog)
        except XbrlgenError:  # text shared by an alias, for one: that is for the user to change
            self.place.put(name, before)
            return None
        settled = work(worked.filing, mapping, vocabulary, worked.sources)
        rest = self.proposed(settled)
        if len(tuple(rest)) < len(tuple(left)):
            return settled, rest
        self.place.put(name, before)
        return None

    def proposed(self, worked: Run) -> LineProposals:
        paths = _paths(load_yaml(self.place.project, worked.filing.mapping))
        return propose_lines(
            RollInput(
                mapping=worked.mapping,
                vocabulary=worked.vocabulary,
                sources=worked.sources,
                matched=worked.matched,
                facts=worked.report.facts,
                register=worked.register,
                filed=self.last.report.facts,
                filed_by=self.last.mapping,
                ended=self.last.filing.document.period_end,
                path=paths.get,
                write=flow,
            )
        )

    def stated(self) -> Iterator[str]:
        """Tags that the last project states one by one: they are of its page, and not carried on."""
        given, _ = load_given(self.project, self.last.filing)
        facts = [g for rows in given.values() for g in rows if g.is_fact]
        if facts:
            texts = sum(g.unit is None for g in facts)
            yield (
                f"{len(facts):,} facts of the last report, {texts:,} of them text, were stated one by one; "
                "the new report lacks them until they are tagged"
            )

    def notes(self, raw: Mapping[str, object], worked: Run) -> Iterable[str]:
        found = apply_waivers(self.last.filing, self.last.findings, complete=False)
        if any(f.severity is Severity.ERROR and f.waived is None for f in found):
            yield f"the last project has errors of its own: see `xbrlgen check {self.project.title}`"
        yield from cover_notes(self.last.filing, raw, self.to)
        yield from self.stated()
        if "{period_end" not in worked.mapping.namespace:
            yield "extension.namespace names no period end: two reports would share one namespace"


def _dates(filing: Filing, to: date, day: date | None) -> None:
    ended = filing.document.period_end
    if to <= ended:
        message = f"{to} is not after {ended}, the period end of the last report"
        raise XbrlgenError(finding("XG-REG-011", message, filing.where))
    if day is not None and day < to:
        raise XbrlgenError(
            finding("XG-REG-011", f"a report of {day} cannot be of a period that ends on {to}")
        )


def _take(files: dict[str, bytes], filing: Filing, sources: Sequence[Path]) -> list[str]:
    """Put the new sources among the files under their own names."""
    names: list[str] = []
    for path in sources:
        if path.name in (*files, FILING):
            message = f"{path.name} is the name of another file of the project"
            hint = "give the source another name"
            raise XbrlgenError(finding("XG-READ-001", message, Where(path.as_posix()), hint=hint))
        files[path.name] = read_file(path, path.as_posix())
        names.append(path.name)
    return names


def _as_given(error: XbrlgenError, given: Mapping[str, Path]) -> XbrlgenError:
    """The same with the sources named as the user did: the last project may have files of these names."""
    return XbrlgenError(
        *(
            replace(f, where=replace(f.where, file=given[f.where.file].as_posix()))
            if f.where is not None and f.where.file in given
            else f
            for f in error.findings
        )
    )


def _paths(yaml: Positioned) -> dict[Where, Steps]:
    """Places to the nodes there; of nodes that begin at one place the innermost."""
    return {where: path for path, where in yaml.values.items()}


def _way(target: Path, project: Project) -> str:
    """How the last project is named from the new one."""
    if project.folder is None:
        return project.title
    try:
        return Path(os.path.relpath(project.folder.resolve(), target.resolve())).as_posix()
    except ValueError:  # another drive
        return project.title


def _unexplained(findings: Iterable[Finding], left: LineProposals) -> tuple[Finding, ...]:
    """The findings that no proposal speaks of already."""
    sums = {h.where for new in left.new for h in new.sums}
    rows = {p.where for p in left.new} | {p.where for p in left.renamed}
    rules = {p.rule for p in left.renamed} | {p.rule for p in left.vanished}

    def told(f: Finding) -> bool:
        match f.code:
            case "XG-MAP-001":
                return any(r.where in rows for r in f.related)
            case "XG-MAP-002":
                return f.where in rules
            case "XG-TIE-001":
                return f.where in sums
            case _:
                return False

    return tuple(f for f in findings if not told(f))
