"""Arelle, the independent judge: the only module that imports it, and only when asked to judge.

One session at a time in a process (its package and plug-in managers are shared): who asks from
another thread waits. Parallel work is processes.
"""

from __future__ import annotations

import builtins
import contextlib
import io
import json
import logging
import os
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from xbrlgen.check.messages import ORIGIN, Message, Messages
from xbrlgen.model.finding import Finding, Severity
from xbrlgen.model.report import Trace
from xbrlgen.model.where import Where
from xbrlgen.model.xbrl import TRANSFORMATIONS
from xbrlgen.written.transforms_sec import SEC_NAMES, shown_sec

_SESSION = threading.Lock()
"""Held while a session runs. It guards what is Arelle's and one of in a process, so it is one too."""
_CHATTER = frozenset({"INFO", "DEBUG", "INCONSISTENCY"})
"""Levels of messages that say nothing against a taxonomy: a sum that does not hold is the facts' matter."""


_DOCUMENT_SET = "inlineXbrlDocumentSet"
"""The plug-in that reads several inline documents as one report."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What Arelle says. ``fact_count`` is how many facts it read, 0 if it could not load the file."""

    findings: tuple[Finding, ...]
    seconds: float
    arelle_version: str
    fact_count: int


@dataclass(frozen=True, slots=True)
class Subject:
    """A report to judge: one file, or the documents of an Inline XBRL document set.

    ``inline`` requires an Inline XBRL document; ``trace`` leads back from its ids.
    """

    entries: tuple[Path, ...]
    trace: Trace
    inline: bool = False

    @property
    def target(self) -> str:
        """As Arelle takes it."""
        if len(self.entries) == 1:
            return str(self.entries[0].resolve())
        return json.dumps([{"ixds": [{"file": str(e.resolve())} for e in self.entries]}])


@dataclass(frozen=True, slots=True)
class _Answer:
    """The messages about a report, and the number of its facts; None if none was loaded."""

    messages: Sequence[Message]
    fact_count: int | None


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
    resolved offline is an error, and so is an entry that does not load. What the packages hold
    is taken to be valid: a publisher's taxonomy is not the report's matter.

    Findings carry Arelle's own codes; ``where`` is the mapping line of the fact that leads,
    ``related`` are the source rows, ``subjects`` the fact ids. A message about no fact points
    at the output file. Inconsistencies are errors, except by Calculations 1.0, which knows no
    rounding: warnings. Inconsistent duplicates are errors.

    Nothing is written outside a temporary folder or printed, and nothing stays behind in the
    process. Raises ModuleNotFoundError if Arelle is not installed.
    """
    entries = (entry,) if isinstance(entry, Path) else tuple(entry)
    return judge_all([Subject(entries, trace, inline)], packages=packages, calculations=calculations)


def judge_all(subjects: Sequence[Subject], *, packages: Sequence[Path], calculations: bool = True) -> Verdict:
    """Judge the syntaxes of one report, as :func:`judge` does, in one session.

    They share one extension taxonomy: the base is loaded once if the first is without fault. What two
    of them say alike is one finding, as the last says it; ``fact_count`` is that of the last.
    """
    started = time.monotonic()
    with _SESSION, _fenced():
        answers = _run(subjects, packages, calculations)
    said: dict[tuple[str, str], Finding] = {}
    for subject, answer in zip(subjects, answers, strict=True):
        said |= {(f.code, f.message): f for f in _findings(subject, answer)}
    return Verdict(
        findings=tuple(sorted(said.values(), key=Finding.sort_key)),
        seconds=time.monotonic() - started,
        arelle_version=version("arelle-release"),
        fact_count=answers[-1].fact_count or 0,
    )


def _findings(subject: Subject, answer: _Answer) -> list[Finding]:
    first = subject.entries[0]
    reader = Messages(first.resolve().parent, subject.trace)
    # Arelle walks through sets: of what it says of several places alike, the first place is told.
    found = sorted((f for m in answer.messages if (f := reader.finding(m)) is not None), key=Finding.sort_key)
    found = list({(f.code, f.message): f for f in reversed(found)}.values())
    if answer.fact_count is None and not any(f.severity is Severity.ERROR for f in found):
        text = f"{first.name} could not be loaded as an XBRL report"
        found.append(Finding("arelle:notLoaded", Severity.ERROR, text, Where(first.name), origin=ORIGIN))
    return found


# -- the session ---------------------------------------------------------------------------


def _run(subjects: Sequence[Subject], packages: Sequence[Path], calculations: bool) -> list[_Answer]:
    """Each subject judged: in one session, unless what the first says needs a fresh one to tell it apart."""
    answers: list[_Answer] = []
    while len(answers) < len(subjects):
        answers += _session(subjects[len(answers) :], packages, calculations)
    return answers


def _session(subjects: Sequence[Subject], packages: Sequence[Path], calculations: bool) -> list[_Answer]:
    """The first subject judged, and those after it that can be judged over the same taxonomy."""
    from arelle.api.Session import Session

    collector = _Collector()
    first, *others = subjects
    with Session() as session, _one_plugin(), _types_remembered(), _sec_transformations():
        session.run(_options(first, packages, calculations), logHandler=collector)
        model = next((m for m in session.get_models() if _is_report(m)), None)
        answers = [_answer(model, collector, calculations)]
        for other in others:
            if model is None or other.inline or len(other.entries) > 1 or not _faultless(answers):
                break
            model = _judge_over(model, other.entries[0])
            answer = _answer(model, collector, calculations)
            if model is None or not _faultless([answer]):
                break  # A fault that a taxonomy at hand may hide part of.
            answers.append(answer)
        # The last first: it holds the taxonomy of those before.
        for loaded in reversed(session.get_models()):
            loaded.close()
    return answers


@contextlib.contextmanager
def _one_plugin() -> Iterator[None]:
    """To find a plug-in by name, Arelle parses all that it has, a tenth of a run; one is ever wanted here."""
    import arelle
    from arelle.plugin_system.entry_point_ref import EntryPointRef

    path = Path(arelle.__file__).parent / "plugin" / f"{_DOCUMENT_SET}.py"
    discover = EntryPointRef.discoverAll

    def only(plugin_manager: Any = None) -> list[Any]:
        found = EntryPointRef.fromFilepath(str(path), plugin_manager=plugin_manager)
        return discover(plugin_manager=plugin_manager) if found is None else [found]

    EntryPointRef.discoverAll = staticmethod(only)
    try:
        yield
    finally:
        EntryPointRef.discoverAll = staticmethod(discover)


@contextlib.contextmanager
def _sec_transformations() -> Iterator[None]:
    """Lets Arelle read the SEC's own transformations (``ixt-sec``), which it knows by a plug-in only."""
    from arelle.ModelManager import ModelManager
    from arelle.ModelValue import QName

    load = ModelManager.loadCustomTransforms

    def loaded(manager: Any) -> None:
        load(manager)
        for name in SEC_NAMES:
            key = QName("ixt-sec", TRANSFORMATIONS["ixt-sec"], name)
            manager.customTransforms.setdefault(key, partial(_shown_sec, name))

    ModelManager.loadCustomTransforms = loaded
    try:
        yield
    finally:
        ModelManager.loadCustomTransforms = load


def _shown_sec(name: str, text: str) -> str:
    value = shown_sec(name, " ".join(text.split()))
    if value is None:
        raise ValueError(f"{text} does not fit ixt-sec:{name}")
    return value


@contextlib.contextmanager
def _types_remembered() -> Iterator[None]:
    """Arelle asks every concept of a taxonomy whether it is of each of some types, a third of a run; the
    answer is that of the concept's type and of what it substitutes for, so each pair is asked once."""
    from arelle.ModelDtsObject import ModelConcept

    ask = ModelConcept._instanceOfTypeUncached
    known: dict[tuple[object, object, object], bool] = {}

    def remembered(concept: Any, wanted: Any) -> bool:
        key = (concept.typeQname, concept.substitutionGroupQname, wanted)
        answer = known.get(key)
        if answer is None:
            answer = ask(concept, wanted)
            # While a taxonomy is being loaded, what leads to the answer may not be there yet.
            if concept.type is not None and (concept.substitutionGroup is not None or key[1] is None):
                known[key] = answer
        return bool(answer)

    ModelConcept._instanceOfTypeUncached = remembered
    try:
        yield
    finally:
        ModelConcept._instanceOfTypeUncached = ask


def _answer(model: Any, collector: _Collector, calculations: bool) -> _Answer:
    if model is not None and calculations:
        try:
            _calculate(model)
        except (ArithmeticError, ValueError) as error:  # decimals="x", for one, which it has told of already
            text = f"Calculations 1.0 were not checked: {error}"
            collector.messages.append(Message("ERROR", "arelle:calculationsNotChecked", text, ()))
    messages, collector.messages = collector.messages, []
    return _Answer(messages, None if model is None else len(model.factsInInstance))


def _options(subject: Subject, packages: Sequence[Path], calculations: bool) -> Any:
    from arelle.RuntimeOptions import RuntimeOptions

    return RuntimeOptions(
        entrypointFile=subject.target,
        plugins=_DOCUMENT_SET if len(subject.entries) > 1 else None,
        internetConnectivity="offline",
        disablePersistentConfig=True,
        uiLang="en",
        packages=[str(p.resolve()) for p in packages],
        validate=True,
        utrValidate=True,
        calcs="round-to-nearest" if calculations else None,
        validateDuplicateFacts="inconsistent",
        baseTaxonomyValidationMode="none",
        requireInlineXbrl=subject.inline,
        logPropagate=False,
        keepOpen=True,
    )


def _is_report(model: Any) -> bool:
    from arelle.ModelDocumentType import ModelDocumentType as Kind

    kinds = (Kind.INSTANCE, Kind.INLINEXBRL, Kind.INLINEXBRLDOCUMENTSET)
    return model.modelDocument is not None and model.modelDocument.type in kinds


def _calculate(model: Any) -> None:
    """Calculations 1.0 as well: a second session would load the taxonomy again, nearly all of the time."""
    from arelle import ValidateXbrlCalcs

    mode = ValidateXbrlCalcs.ValidateCalcsMode.XBRL_v2_1
    for inconsistency in ValidateXbrlCalcs.validate(model, mode):
        model.validation(inconsistency)


def _faultless(answers: Sequence[_Answer]) -> bool:
    """Is nothing said that could be a fault of the taxonomy? Then what it says would be said once only."""
    return all(m.level in _CHATTER or m.code == "uiLocale" for a in answers for m in a.messages)


_TAXONOMY = (
    *("namespaceDocs", "urlUnloadableDocs", "arcroleTypes", "roleTypes", "langs", "labelroles"),
    *("qnameConcepts", "nameConcepts", "qnameTypes", "qnameAttributes", "qnameAttributeGroups"),
    *("qnameGroupDefinitions", "modelObjects"),
    *("hasXDT", "hasTableRendering", "hasTableIndexing", "hasFormulae"),
)
"""What a model of Arelle's (ModelXbrl.init) knows of a taxonomy, besides its documents and base sets. All
else in it is of the report, or is made anew from these."""


def _judge_over(loaded: Any, instance: Path) -> Any:
    """An instance loaded and validated over the taxonomy of a report that is loaded already.

    None if it does not name the same schema. The documents of the taxonomy change hands: they belong to
    the model of the instance.
    """
    from arelle import FileSource, ModelDocument, ModelXbrl, Validate

    manager = loaded.modelManager
    model = ModelXbrl.create(manager)
    documents = {uri: d for uri, d in loaded.urlDocs.items() if not _is_of_report(d)}
    for document in documents.values():
        document.modelXbrl = model
        document.parserLookupName.modelXbrl = document.parserLookupClass.modelXbrl = model
    model.urlDocs = documents
    for name in _TAXONOMY:
        setattr(model, name, getattr(loaded, name))
    shared = set(documents.values())
    for key, links in loaded.baseSets.items():
        # Footnotes are links of the report, not of its taxonomy.
        if kept := [link for link in links if link.modelDocument in shared]:
            model.baseSets[key] = kept
    path = str(instance.resolve())
    model.fileSource = FileSource.openFileSource(path, manager.cntlr)
    model.closeFileSource = True
    model.modelDocument = ModelDocument.load(model, path, isEntry=True)
    ModelXbrl.loadSchemalocatedSchemas(model)
    # The other model keeps what is its own alone, so that each is closed by itself.
    loaded.urlDocs = {uri: d for uri, d in loaded.urlDocs.items() if d not in shared}
    named: set[Any] = set()
    for document in loaded.urlDocs.values():
        named |= set(document.referencesDocument) & shared
        for other in [d for d in document.referencesDocument if d in shared]:
            del document.referencesDocument[other]
    manager.loadedModelXbrls.append(model)
    manager.modelXbrl = model
    if model.modelDocument is None or named != set(model.modelDocument.referencesDocument) & shared:
        return None
    Validate.validate(model)
    return model


def _is_of_report(document: Any) -> bool:
    from arelle.ModelDocumentType import ModelDocumentType as Kind

    return document.type in (Kind.INSTANCE, Kind.INLINEXBRL, Kind.INLINEXBRLDOCUMENTSET)


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
