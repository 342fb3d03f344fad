"""Arelle, the independent judge: the only module that imports it, and only when asked to judge.

One session at a time in a process (its package and plug-in managers are shared): parallel
work is processes, never threads.
"""

from __future__ import annotations

import builtins
import contextlib
import io
import json
import logging
import os
import re
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from xbrlgen.model.finding import Finding, Related, Severity
from xbrlgen.model.report import Fact, Trace
from xbrlgen.model.where import Where

ORIGIN = "arelle"
_SEVERITIES = {
    "xbrl.5.2.5.2:calcInconsistency": Severity.WARNING,
    "arelle:duplicateFacts": Severity.ERROR,
}
"""Where Arelle's level is not ours: Calculations 1.0 knows no rounding; one fact with two values
stops a filing (EFM 6.5.12)."""
_HINTS = {"arelle:IOerror": "judge with the taxonomy package that holds this file"}
_SUBJECTS = 20
"""At most so many facts are named by one finding: a context can have a hundred thousand."""
_LEVELS = {
    "CRITICAL": Severity.ERROR,
    "ERROR": Severity.ERROR,
    "ERROR-SEMANTIC": Severity.ERROR,
    "ASSERTION-NOT-SATISFIED": Severity.ERROR,
    "INCONSISTENCY": Severity.ERROR,
    "WARNING": Severity.WARNING,
    "WARNING-SEMANTIC": Severity.WARNING,
}
"""What is not here is chatter."""
_ABOUT_THE_MACHINE = frozenset({"arelle:uiLocale"})
"""Warnings about the terminal, not about the filing."""
_NUMBERED = re.compile(r"\b(Model\w+\[)\d+, ")
"""``ModelSequence[774, file.xsd line 761]``: the number counts what the process has loaded."""
_ANCHOR = re.compile(r"element\(([^/)]+)")
"""``element(D-2004/2/1)``: the nearest ancestor with an id."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What Arelle says. ``fact_count`` is how many facts it read, 0 if it could not load the file."""

    findings: tuple[Finding, ...]
    seconds: float
    arelle_version: str
    fact_count: int


class Message(NamedTuple):
    """One log record: ``refs`` are (href, line) of the output files it speaks of."""

    level: str
    code: str
    text: str
    refs: tuple[tuple[str, int | None], ...]


def judge(
    entry: Path | Sequence[Path],
    *,
    packages: Sequence[Path],
    trace: Trace,
    calculations: bool = True,
    inline: bool = False,
) -> Verdict:
    """Load ``entry`` with ``packages``, offline, and validate it; several are an Inline XBRL document set.

    Checked are XML Schema, XBRL 2.1, Dimensions 1.0, the Units Registry, inconsistent
    duplicate facts, and, unless ``calculations`` is false, Calculations 1.1 (round to
    nearest) and Calculations 1.0. ``inline`` requires an Inline XBRL document. What cannot be
    resolved offline is an error, and so is an entry that does not load.

    Findings carry Arelle's own codes; ``where`` is the mapping line of the fact that leads,
    ``related`` are the source rows, ``subjects`` the fact ids. A message about no fact points
    at the output file. Inconsistencies are errors, except by Calculations 1.0, which knows no
    rounding: warnings. Inconsistent duplicates are errors.

    Nothing is written outside a temporary folder or printed, and nothing stays behind in the
    process. Raises ModuleNotFoundError if Arelle is not installed.
    """
    started = time.monotonic()
    entries = [entry] if isinstance(entry, Path) else list(entry)
    first = entries[0]
    with _fenced():
        messages, fact_count = _run(entries, packages, calculations, inline)
    reader = _Reader(first.resolve().parent, trace)
    findings = list(dict.fromkeys(f for m in messages if (f := reader.finding(m)) is not None))
    if fact_count is None and not any(f.severity is Severity.ERROR for f in findings):
        text = f"{first.name} could not be loaded as an XBRL report"
        findings.append(Finding("arelle:notLoaded", Severity.ERROR, text, Where(first.name), origin=ORIGIN))
    return Verdict(
        findings=tuple(sorted(findings, key=Finding.sort_key)),
        seconds=time.monotonic() - started,
        arelle_version=version("arelle-release"),
        fact_count=fact_count or 0,
    )


def _run(
    entries: Sequence[Path], packages: Sequence[Path], calculations: bool, inline: bool
) -> tuple[list[Message], int | None]:
    """The messages of a session and the number of facts; None if no report was loaded."""
    from arelle import ValidateXbrlCalcs
    from arelle.api.Session import Session
    from arelle.ModelDocumentType import ModelDocumentType
    from arelle.RuntimeOptions import RuntimeOptions

    collector = _Collector()
    kinds = (
        ModelDocumentType.INSTANCE,
        ModelDocumentType.INLINEXBRL,
        ModelDocumentType.INLINEXBRLDOCUMENTSET,
    )
    target = str(entries[0].resolve())
    if len(entries) > 1:
        target = json.dumps([{"ixds": [{"file": str(e.resolve())} for e in entries]}])
    options = RuntimeOptions(
        entrypointFile=target,
        plugins="inlineXbrlDocumentSet" if len(entries) > 1 else None,
        internetConnectivity="offline",
        disablePersistentConfig=True,
        uiLang="en",
        packages=[str(p.resolve()) for p in packages],
        validate=True,
        utrValidate=True,
        calcs="round-to-nearest" if calculations else None,
        validateDuplicateFacts="inconsistent",
        requireInlineXbrl=inline,
        logPropagate=False,
        keepOpen=True,
    )
    with Session() as session:
        session.run(options, logHandler=collector)
        models = list(session.get_models())
        reports = [m for m in models if m.modelDocument is not None and m.modelDocument.type in kinds]
        count = len(reports[0].factsInInstance) if reports else None
        if calculations:
            # A second session would load the taxonomy again, which is nearly all of the time.
            for model in reports:
                mode = ValidateXbrlCalcs.ValidateCalcsMode.XBRL_v2_1
                for inconsistency in ValidateXbrlCalcs.validate(model, mode):
                    model.validation(inconsistency)
        for model in models:
            model.close()
    return collector.messages, count


class _Collector(logging.Handler):
    """Keeps what Arelle logs, in plain values that do not hold its models."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[Message] = []

    def emit(self, record: logging.LogRecord) -> None:
        refs = tuple(
            (str(ref.get("href", "")), _line(ref.get("sourceLine"))) for ref in getattr(record, "refs", ())
        )
        code = str(getattr(record, "messageCode", "") or "")
        self.messages.append(Message(record.levelname, code, _text(record), refs))


def _line(value: object) -> int | None:
    return int(value) if isinstance(value, (int, str)) and str(value).isdigit() else None


def _text(record: logging.LogRecord) -> str:
    """Arelle's records may hold a message that is no format string, or arguments that do not fit it."""
    try:
        return record.getMessage()
    except (KeyError, TypeError, ValueError):
        return str(record.msg)


class _Reader:
    """Turns messages into findings that lead back to mapping and source."""

    def __init__(self, folder: Path, trace: Trace) -> None:
        self.trace = trace
        self.folder = re.compile(rf"(?:file:/*)?{re.escape(str(folder))}[/\\]?")
        self._by_context: dict[str, list[str]] | None = None

    def finding(self, message: Message) -> Finding | None:
        # A few of Arelle's codes have no prefix.
        code = message.code if re.search("[:.]", message.code) else f"arelle:{message.code}"
        severity = _LEVELS.get(message.level)
        if severity is None or code in _ABOUT_THE_MACHINE:
            return None
        subjects = self.subjects(message)
        facts = [self.trace.facts[i] for i in subjects]
        return Finding(
            code=code,
            severity=_SEVERITIES.get(code, severity),
            message=self.tidy(message.text),
            where=(facts[0].rule if facts else None) or self.artifact(message),
            related=tuple(_source(f) for f in facts if f.where is not None),
            hint=_HINTS.get(code),
            origin=ORIGIN,
            subjects=subjects,
        )

    def tidy(self, text: str) -> str:
        """Without what differs from run to run; the folder is a temporary one and not the user's."""
        return " ".join(_NUMBERED.sub(r"\1", self.folder.sub("", text)).split())

    def subjects(self, message: Message) -> tuple[str, ...]:
        """Ids of the facts a message speaks of; of those in a context, if it speaks of a context."""
        found: dict[str, None] = {}
        for href, _ in message.refs:
            fragment = href.partition("#")[2]
            anchor = _ANCHOR.match(fragment)
            name = anchor[1] if anchor else fragment
            if name in self.trace.facts:
                found[name] = None
            elif name:
                found.update(dict.fromkeys(self.by_context.get(name, ())))
        return tuple(found)[:_SUBJECTS]

    @property
    def by_context(self) -> dict[str, list[str]]:
        if self._by_context is None:
            self._by_context = {}
            for name, fact in self.trace.facts.items():
                of = self._by_context.setdefault(fact.context.id, [])
                if len(of) < _SUBJECTS:
                    of.append(name)
        return self._by_context

    def artifact(self, message: Message) -> Where | None:
        for href, line in message.refs:
            name = Path(href.partition("#")[0]).name
            if name:
                return Where(name, line)
        return None


def _source(fact: Fact) -> Related:
    label = fact.prints[0].label if fact.prints else fact.concept.name
    return Related(f'source "{label}"', fact.where)


# -- the fence -----------------------------------------------------------------------------


@contextlib.contextmanager
def _fenced() -> Iterator[None]:
    """Arelle's traces are kept out of the process: its settings folder, output, logger and ``_``."""
    missing: Any = object()
    logger = logging.getLogger("arelle")
    handlers, filters = list(logger.handlers), list(logger.filters)
    level, propagate = logger.level, logger.propagate
    translate = builtins.__dict__.get("_", missing)
    with (
        tempfile.TemporaryDirectory(prefix="xbrlgen-arelle-") as home,
        _environment({"XDG_CONFIG_HOME": home}),
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.redirect_stderr(io.StringIO()),
    ):
        try:
            yield
        finally:
            logger.handlers[:], logger.filters[:] = handlers, filters
            logger.setLevel(level)
            logger.propagate = propagate
            if translate is missing:
                builtins.__dict__.pop("_", None)
            else:
                builtins.__dict__["_"] = translate


@contextlib.contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
