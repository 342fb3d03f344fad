"""A filing that was just built, with how its checks came out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from xbrlgen.compare.asked import IN_TEXT, asked_of
from xbrlgen.model.finding import Finding
from xbrlgen.model.mapping import Mapping, Waiver
from xbrlgen.model.recorded import CheckRecord, FindingRecord, Recorded
from xbrlgen.model.register import NumberRegister, Tie
from xbrlgen.model.relation import Relation
from xbrlgen.model.report import Report
from xbrlgen.model.where import Where

ROUNDING = ", rounding allowed"
"""Behind a sum that may miss by the rounding of its figures: a tolerance that is added later shows."""

LACKING = ", need not have "
"""Behind a relation with parts that only optional lines give, so that a line made optional later shows."""


def record(
    report: Report,
    mapping: Mapping,
    register: NumberRegister,
    findings: Iterable[Finding],
    sources: Iterable[tuple[str, str]] = (),
    waivers: Iterable[Waiver] = (),
) -> Recorded:
    """Everything of a filing that a test compares.

    ``findings`` count where they are not waived. ``sources`` are (name, SHA-256 in hex); ``waivers`` all that
    the filing has, whether they are used or not.
    """
    standing = [f for f in findings if f.waived is None]
    counts = Counter((f.code, str(f.severity)) for f in standing)
    places = {(f.code, str(f.severity)): f.where for f in reversed(standing)}
    return Recorded(
        report,
        tuple(_checks(mapping, register)),
        tuple(FindingRecord(*key, n, places[key]) for key, n in sorted(counts.items())),
        tuple(sources),
        tuple(asked_of(mapping, waivers)),
    )


def _checks(mapping: Mapping, register: NumberRegister) -> Iterator[CheckRecord]:
    """Every relation of the mapping, and the ties of the text by what they are held against."""
    by_rule: dict[Where | None, list[Tie]] = {}
    asked = {r.where for _, r in _relations(mapping)}
    in_text: dict[str, list[Tie]] = {}
    for tie in register.ties:
        if tie.rule in asked:
            by_rule.setdefault(tie.rule, []).append(tie)
        else:
            in_text.setdefault(tie.formula, []).append(tie)
    may_lack = {s.role: s.may_lack() for s in mapping.statements} | {"": mapping.may_lack()}
    for scope, relation in _relations(mapping):
        formula = " ".join(str(relation).split()) + (ROUNDING if relation.rounding else "")
        lacking = sorted(dict.fromkeys(str(t) for t in relation.terms if t.concept in may_lack[scope]))
        formula += LACKING + ", ".join(lacking) if lacking else ""
        yield _check(scope, formula, by_rule.get(relation.where, []), relation.where)
    for formula, ties in sorted(in_text.items()):
        yield _check(IN_TEXT, formula, ties, ties[0].rule)


def _relations(mapping: Mapping) -> Iterator[tuple[str, Relation]]:
    for statement in mapping.statements:
        for relation in (*statement.sums, *statement.checks):
            yield statement.role, relation
    for relation in mapping.checks:
        yield "", relation


def _check(scope: str, formula: str, ties: list[Tie], rule: Where | None) -> CheckRecord:
    held = sum(t.holds for t in ties)
    return CheckRecord(scope, formula, held, len(ties) - held, rule)
