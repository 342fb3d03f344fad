"""A statement's `period` held against the periods that its figures have come to have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding, Related
from xbrlgen.model.mapping import Mapping
from xbrlgen.model.report import Fact, Report

_LENGTH = re.compile(r"(\d{1,2}) months?|year")


def check_stated_periods(mapping: Mapping, report: Report) -> tuple[Finding, ...]:
    """Finding XG-FACT-011: none of a statement's figures is of the kind or length that its `period` says.

    `period: 3 months` gives bare dates their length, and a heading that says a length is believed over it::

                               Year Ended December 31,          period: 3 months
                                 2024           2023

    Said of such headings alone it says something that is not so. One column that it does speak of is
    enough: quarters under bare dates stand beside spans that begin with the year.
    """
    return tuple(_contradicted(mapping, report))


def _contradicted(mapping: Mapping, report: Report) -> Iterator[Finding]:
    of_role: dict[str, list[Fact]] = {}
    for fact in report.facts:
        for role in {p.statement for p in fact.prints}:
            of_role.setdefault(role, []).append(fact)
    for statement in mapping.statements:
        said, facts = statement.period, of_role.get(statement.role, [])
        if said is None or not facts or any(_fits(said, fact) for fact in facts):
            continue
        periods = dict.fromkeys(str(f.context.period) for f in facts)
        few = ", ".join(list(periods)[:3])
        yield finding(
            "XG-FACT-011",
            f"`period: {said}` of {statement.role} is true of none of its figures; they are of {few}",
            statement.where,
            related=[Related(f'source "{p.label}"', p.where) for p in facts[0].prints[:1]],
        )


def _fits(said: str, fact: Fact) -> bool:
    """Whether a kind or a length is true of a fact; what else a statement may say is not asked here."""
    period = fact.context.period
    if said in ("instant", "duration"):
        return period.is_instant == (said == "instant")
    length = _LENGTH.fullmatch(said)
    if length is None:
        return True
    return not period.is_instant and period.months == (12 if said == "year" else int(length[1]))
