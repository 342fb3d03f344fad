"""The counts every report speaks of: rows and facts of each statement, findings by severity, files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from xbrlgen.model.finding import Finding, Severity
from xbrlgen.model.mapping import Left
from xbrlgen.model.package import Artifact
from xbrlgen.model.report import Report
from xbrlgen.model.where import Where


@dataclass(frozen=True, slots=True)
class OutputFile:
    """An output file: its name in the output folder, its length in bytes, its digest in hex."""

    name: str
    size: int
    sha256: str

    @classmethod
    def of(cls, artifact: Artifact) -> OutputFile:
        return cls(artifact.name, artifact.size, artifact.sha256)


@dataclass(frozen=True, slots=True)
class StatementCount:
    """A statement: ``lines`` rows of the source it was read from, ``facts`` facts it shows.

    A fact that two statements print counts in both.
    """

    role: str
    title: str
    lines: int
    facts: int


def statement_counts(report: Report) -> tuple[StatementCount, ...]:
    """Rows and facts of every statement, in the order of the filing; one pass over the facts.

    Facts that filing.yaml states, and those of a filing made elsewhere, belong to the statement that
    presents their concept; of the latter each concept is a line.
    """
    presents: dict[str, str] = {}
    for role in report.extension.roles:
        for arc in role.presentation:
            presents.setdefault(arc.child, role.id)
    rows: dict[str, set[tuple[str, ...]]] = {role.id: set() for role in report.extension.roles}
    facts = dict.fromkeys(rows, 0)
    for fact in report.facts:
        places = [(p.statement, p.where) for p in fact.prints]
        if not places:
            places = [(presents.get(fact.concept.qname, ""), fact.stated or Where(""))]
        for name in {name for name, _ in places}:
            facts[name] = facts.get(name, 0) + 1
        for name, where in places:
            made_elsewhere = fact.rule is None and not fact.prints
            rows.setdefault(name, set()).add((fact.qname,) if made_elsewhere else _row(where))
    titles = {role.id: role.definition.rpartition(" - ")[2] or role.id for role in report.extension.roles}
    return tuple(
        StatementCount(name, titles.get(name, name or "Running text"), len(rows[name]), facts[name])
        for name in (*titles, *sorted(rows.keys() - titles.keys()))
        if facts.get(name)
    )


def _row(where: Where) -> tuple[str, ...]:
    if where.cell is not None:
        return (where.file, where.sheet or "", where.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ$"))
    return (where.file, "", str(where.line))


def severity_counts(findings: Iterable[Finding]) -> dict[str, int]:
    """``error``, ``warning``, ``info`` of findings that stand, and ``waived`` of any severity."""
    counts = {str(s): 0 for s in sorted(Severity, reverse=True)} | {"waived": 0}
    for f in findings:
        counts[str(f.severity) if f.waived is None else "waived"] += 1
    return counts


def left_by_reason(left: Sequence[Left]) -> dict[str, int]:
    """How many numbers each reason leaves out, in the order of their first use."""
    counts: dict[str, int] = {}
    for item in left:
        if item.reason is not None:
            counts[item.reason] = counts.get(item.reason, 0) + 1
    return counts
