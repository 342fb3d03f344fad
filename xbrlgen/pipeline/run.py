"""What goes down the corridor: a run, and what the steps so far have made of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from collections.abc import Mapping as Mapping_
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypedDict, Unpack

from xbrlgen.model.claim import Claim
from xbrlgen.model.document import Document
from xbrlgen.model.finding import Finding, Severity, worst
from xbrlgen.model.given import Given
from xbrlgen.model.mapping import Filing, Hit, Mapping, Matched
from xbrlgen.model.package import Artifact, Package
from xbrlgen.model.project import Project
from xbrlgen.model.register import NumberRegister
from xbrlgen.model.report import Report
from xbrlgen.model.source import Source
from xbrlgen.model.vocabulary import Vocabulary

if TYPE_CHECKING:
    from xbrlgen.check.with_arelle import Verdict
    from xbrlgen.pipeline.filed import FiledElsewhere
    from xbrlgen.written.views import Written

Progress = Callable[[str], None]
"""Called with the name of each step as it begins."""
SYSTEMS = ("strict", "pragmatic")
"""The disclosure systems of the SEC's own validation."""


@dataclass(frozen=True, slots=True)
class Options:
    """``fast`` leaves Arelle out. ``packages`` are official taxonomy packages to judge with.

    ``fail_on`` is the severity at which a run counts as failed; None: never. ``edgar`` runs the
    SEC's own validation as well (``strict`` or ``pragmatic``), ``dqc`` the DQC rules with it, both
    from the plug-ins in ``plugin_dir``. Raises ValueError for a value that is none of these, and for
    ``fast`` with what needs Arelle.
    """

    fast: bool = False
    packages: tuple[Path, ...] = ()
    fail_on: Severity | None = Severity.ERROR
    edgar: str | None = None
    dqc: bool = False
    plugin_dir: Path | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "packages", tuple(Path(p) for p in self.packages))
        if self.edgar is not None and self.edgar not in SYSTEMS:
            raise ValueError(f"edgar is {self.edgar!r}; it is None, {' or '.join(SYSTEMS)}")
        if self.fail_on is not None:
            object.__setattr__(self, "fail_on", Severity(self.fail_on))
        if self.fast and (self.dqc or self.edgar is not None):
            raise ValueError("fast leaves Arelle out, and the SEC's validation and the DQC rules run in it")


class Made(TypedDict, total=False):
    """What steps make. Each stands on the run once its step has been."""

    filed: FiledElsewhere
    xbrl: Written
    filing: Filing
    mapping: Mapping
    vocabulary: Vocabulary
    sources: tuple[Source, ...]
    support: tuple[Source, ...]
    given: Mapping_[str, tuple[Given, ...]]
    matched: Matched
    supporting: tuple[Hit, ...]
    claims: tuple[Claim, ...]
    report: Report
    documents: tuple[Document, ...]
    pictures: tuple[Artifact, ...]
    register: NumberRegister
    package: Package
    verdict: Verdict | None
    judge: str
    written: Path | None


class Run:
    """A project on its way. A step takes one and gives another; none is ever changed.

    ``findings`` are all that was found so far, neither waived nor sorted before the step that does so.
    """

    __slots__ = ("findings", "options", "out", "project", *Made.__annotations__)

    project: Project
    options: Options
    out: Path | None
    """The output folder; None: nothing is written."""
    findings: tuple[Finding, ...]
    filed: FiledElsewhere
    """A filing made elsewhere, in the place of a project's files."""
    xbrl: Written
    """What that one's files say, as rules look at it."""
    filing: Filing
    mapping: Mapping
    vocabulary: Vocabulary
    sources: tuple[Source, ...]
    """What is filed."""
    support: tuple[Source, ...]
    """Workbooks, data and ledgers that it was taken from."""
    given: Mapping_[str, tuple[Given, ...]]
    """Tags that are stated one by one, by the source they stand in."""
    matched: Matched
    supporting: tuple[Hit, ...]
    """The numbers of the support that the mapping claims."""
    claims: tuple[Claim, ...]
    report: Report
    documents: tuple[Document, ...]
    pictures: tuple[Artifact, ...]
    """The images that the pages of the sources show."""
    register: NumberRegister
    package: Package
    verdict: Verdict | None
    judge: str
    written: Path | None

    def __init__(
        self,
        project: Project,
        options: Options | None = None,
        out: Path | None = None,
        findings: Iterable[Finding] = (),
        **made: Unpack[Made],
    ) -> None:
        self.project, self.options, self.out = project, options or Options(), out
        self.findings = tuple(findings)
        self.support, self.supporting, self.given = (), (), {}
        for name, value in made.items():
            setattr(self, name, value)

    def __repr__(self) -> str:
        return f"<Run of {self.project.title}: {', '.join(self.made()) or 'nothing made yet'}>"

    def made(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in Made.__annotations__ if hasattr(self, name)}

    def also(self, found: Iterable[Finding] = (), **made: Unpack[Made]) -> Run:
        """The run after a step: with what it made, and what it found besides what was found before."""
        return self.settled((*self.findings, *found), **made)

    def settled(self, findings: Iterable[Finding], **made: Unpack[Made]) -> Run:
        """The run with other findings in the place of those it has."""
        after = Run(self.project, self.options, self.out, findings)
        for name, value in (self.made() | dict(made)).items():
            setattr(after, name, value)
        return after

    @property
    def failed(self) -> bool:
        """Is a finding that is not waived at or above ``fail_on``?"""
        severity = worst(self.findings)
        return self.options.fail_on is not None and severity is not None and severity >= self.options.fail_on


@dataclass(frozen=True, slots=True)
class Step:
    """A named step of the corridor."""

    name: str
    do: Callable[[Run], Run]


def carry(run: Run, steps: Iterable[Step], progress: Progress | None = None) -> Run:
    """The run after these steps, in their order."""
    for step in steps:
        if progress is not None:
            progress(step.name)
        run = step.do(run)
    return run


class Judge(Protocol):
    """Who judges what was rendered. Called at most once in a run.

    Takes the run with its files rendered; gives what was found, the verdict if there is one, and who
    judged, in words.
    """

    def __call__(self, run: Run) -> tuple[tuple[Finding, ...], Verdict | None, str]: ...


@dataclass(frozen=True, slots=True)
class Result:
    """Everything a run made. ``verdict`` is None if Arelle did not run; ``judge`` says what judged.

    ``written`` is the output folder, None if nothing was written. A result pickles, its files with it.
    """

    project: Project
    filing: Filing = field(repr=False)
    mapping: Mapping = field(repr=False)
    vocabulary: Vocabulary = field(repr=False)
    sources: tuple[Source, ...] = field(repr=False)
    matched: Matched = field(repr=False)
    report: Report = field(repr=False)
    register: NumberRegister = field(repr=False)
    documents: tuple[Document, ...] = field(repr=False)
    package: Package
    findings: tuple[Finding, ...] = field(repr=False)
    judge: str
    verdict: Verdict | None = field(default=None, repr=False)
    written: Path | None = None
    seconds: float = 0.0
    options: Options = field(default_factory=Options)
    is_foreign: bool = False
    """A filing made elsewhere: filing, mapping and sources say nothing."""

    @classmethod
    def of(cls, run: Run, seconds: float) -> Result:
        """What a run has made that went the whole way."""
        mine = {f.name for f in fields(cls)} & {*Made.__annotations__, "project", "findings", "options"}
        made = {name: getattr(run, name) for name in mine if hasattr(run, name)}
        return cls(**made, seconds=seconds, is_foreign=hasattr(run, "filed"))

    @property
    def failed(self) -> bool:
        """Is a finding that is not waived at or above ``fail_on``?"""
        severity = worst(self.findings)
        return self.options.fail_on is not None and severity is not None and severity >= self.options.fail_on
