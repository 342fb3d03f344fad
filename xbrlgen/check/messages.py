"""What Arelle says, as findings: its levels are ours, and fact ids lead back to mapping and source."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

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
LEVELS = {
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


class Message(NamedTuple):
    """One log record: ``refs`` are (href, line) of the output files it speaks of."""

    level: str
    code: str
    text: str
    refs: tuple[tuple[str, int | None], ...]


class Messages:
    """Turns messages about the files of a folder into findings that lead back to mapping and source."""

    def __init__(self, folder: Path, trace: Trace) -> None:
        self.trace = trace
        self.folder = re.compile(rf"(?:file:/*)?{re.escape(str(folder))}[/\\]?")
        self._by_context: dict[str, list[str]] | None = None

    def finding(self, message: Message) -> Finding | None:
        # A few of Arelle's codes have no prefix.
        code = message.code if re.search("[:.]", message.code) else f"arelle:{message.code}"
        severity = LEVELS.get(message.level)
        if severity is None or code in _ABOUT_THE_MACHINE:
            return None
        subjects = self.subjects(message)
        facts = [self.trace.facts[i] for i in subjects]
        rule = facts[0].rule if facts else None
        # A filing made elsewhere has no rules: its facts lead to their own lines.
        led = facts if rule is not None else facts[1:]
        return Finding(
            code=code,
            severity=_SEVERITIES.get(code, severity),
            message=self.tidy(message.text),
            where=rule or (facts[0].where if facts else None) or self.artifact(message),
            related=tuple(_source(f) for f in led if f.where is not None),
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
