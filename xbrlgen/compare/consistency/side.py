"""One filing of a company as it is held against the others, and how a thing runs through them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding, Related, Severity
from xbrlgen.model.mapping import Dimensions, Filing, Hit, Matched
from xbrlgen.model.mapping import Mapping as Rules
from xbrlgen.model.matcher import fold
from xbrlgen.model.recorded import Recorded
from xbrlgen.model.report import Fact, Identity, Print, Report
from xbrlgen.model.source import FigureId
from xbrlgen.model.where import Where
from xbrlgen.model.words import counted


@dataclass(frozen=True, slots=True)
class FiledLine:
    """One number of a line of a statement: what the mapping makes of it.

    ``section`` and ``caption`` are folded, ``printed`` is the caption as it stands. ``dimensions`` are those
    of the statement and the line, not of the column. ``turned``: is the printed sign turned? ``how`` is the
    ``sign`` of the rule, ``positive`` what its numbers without brackets are. ``value`` is the fact's, as
    printed here. ``named`` is the place of the concept in the mapping.
    """

    role: str
    section: tuple[str, ...]
    caption: str
    printed: str
    concept: str
    dimensions: Dimensions
    turned: bool
    how: str
    positive: str | None
    value: Decimal
    decimals: int | None
    identity: Identity
    source: Where
    rule: Where
    named: Where

    @property
    def paper(self) -> int:
        """1 or -1: the sign of the number on paper; 0 for nothing."""
        sign = (self.value > 0) - (self.value < 0)
        return -sign if self.turned else sign


@dataclass(frozen=True, slots=True)
class Side:
    """A filing as it is compared. ``project`` is its folder, which places are told under."""

    project: str
    filing: Filing
    mapping: Rules
    recorded: Recorded
    lines: tuple[FiledLine, ...]

    def order(self) -> tuple[object, ...]:
        """By the period, then the day of the report; an amendment after what it amends."""
        document = self.filing.document
        return (document.period_end, document.date, document.amendment, self.project)

    def at(self, where: Where | None) -> Where | None:
        return where and where.under(self.project)

    def related(self, what: str, where: Where | None) -> Related:
        return Related(what, self.at(where))

    def name(self, qname: str) -> str:
        """A concept as filings share it: the prefix of the company's own elements may change."""
        prefix, _, local = qname.partition(":")
        return f":{local}" if prefix == self.mapping.prefix else qname

    def names(self, dimensions: Dimensions) -> Dimensions:
        return tuple(sorted((self.name(axis), self.name(member)) for axis, member in dimensions))

    def identity(self, identity: Identity) -> Identity:
        concept, period, dimensions, unit, language = identity
        return (self.name(concept), period, self.names(dimensions), unit, language)

    def is_own(self, qname: str) -> bool:
        return qname.startswith(f"{self.mapping.prefix}:")


def lines_of(matched: Matched, report: Report) -> tuple[FiledLine, ...]:
    """Every number of a statement that became a fact, with the line it stands in."""
    prints: dict[tuple[FigureId, str], tuple[Fact, Print]] = {
        (p.figure, f.concept.qname): (f, p) for f in report.facts for p in f.prints if p.statement
    }
    return tuple(line for hit in matched.hits for line in _lines(hit, prints))


def _lines(hit: Hit, prints: Mapping[tuple[FigureId, str], tuple[Fact, Print]]) -> Iterator[FiledLine]:
    rule = hit.rule
    printed = hit.line.label if hit.line is not None else str(rule.text)
    places = rule.concept_where if len(rule.concept_where) == len(rule.concepts) else ()
    for number, concept in enumerate(rule.concepts):
        found = prints.get((hit.figure.id, concept))
        if found is None:
            continue
        fact, told = found
        yield FiledLine(
            role=hit.statement.role,
            section=tuple(fold(s) for s in hit.line.section) if hit.line is not None else (),
            caption=fold(printed),
            printed=printed,
            concept=concept,
            dimensions=tuple(sorted({**dict(hit.statement.dimensions), **dict(rule.dimensions)}.items())),
            turned=told.sign < 0,
            how=rule.sign,
            positive=rule.positive,
            value=told.value,
            decimals=told.decimals,
            identity=fact.identity,
            source=told.where,
            rule=rule.where,
            named=places[number] if places else rule.where,
        )


# -- one thing through several filings -----------------------------------------------------

T = TypeVar("T")
EARLIER = 2
"""So many earlier changes are told."""


@dataclass(frozen=True, slots=True)
class Turn(Generic[T]):
    """Where what is said of one thing changes: in ``side``, from what it was in ``older``.

    ``projects`` names the filings in a row that said what ``older`` says: ``mpower-2004q3 and 2 filings
    before``. ``earlier`` is what was said before that, newest first, with the filings that said so.
    """

    side: Side
    now: T
    older: Side
    before: T
    projects: str
    earlier: tuple[tuple[T, str], ...] = ()

    def history(self, words: Callable[[T], str]) -> str:
        """What was said before ``older``, as the end of a sentence; of long histories the nearest part."""
        told = "".join(
            f"; before, {words(thing)} in {projects}" for thing, projects in self.earlier[:EARLIER]
        )
        more = len(self.earlier) - EARLIER
        return told + (f"; and {counted(more, 'earlier change')}" if more > 0 else "")

    def finding(
        self,
        code: str,
        message: str,
        where: Where | None,
        related: Iterable[Related],
        *,
        hint: str | None = None,
        severity: Severity | None = None,
    ) -> Finding:
        """A finding at a place of the newer filing; ``related`` are told under their projects already."""
        return finding(code, message, self.side.at(where), hint=hint, related=related, severity=severity)


def turns(said: Sequence[tuple[Side, T]], same: Callable[[T, T], bool]) -> tuple[Turn[T], ...]:
    """Every change in what filings, oldest first, say of one thing; the last change first."""
    runs: list[list[tuple[Side, T]]] = []
    for side, thing in said:
        if runs and same(runs[-1][-1][1], thing):
            runs[-1].append((side, thing))
        else:
            runs.append([(side, thing)])
    told = [(run[-1][1], _projects(run)) for run in runs]
    return tuple(
        Turn(*runs[n][0], *runs[n - 1][-1], told[n - 1][1], tuple(reversed(told[: n - 1])))
        for n in range(len(runs) - 1, 0, -1)
    )


def _projects(run: Sequence[tuple[Side, object]]) -> str:
    more = len(run) - 1
    return run[-1][0].project + (f" and {counted(more, 'filing')} before" if more else "")


def by_side(items: Iterable[tuple[Side, T]]) -> list[tuple[Side, list[T]]]:
    """Things with the filing they stand in, gathered by filing, in the order they come."""
    found: dict[str, tuple[Side, list[T]]] = {}
    for side, item in items:
        found.setdefault(side.project, (side, []))[1].append(item)
    return list(found.values())
