"""The snapshot of a filing that was just built."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal

from xbrlgen.model.account import Account, Tie
from xbrlgen.model.finding import Finding
from xbrlgen.model.mapping import Mapping, Relation
from xbrlgen.model.report import Arc, Extension, Fact, Report, Role
from xbrlgen.model.snapshot import (
    About,
    Caption,
    CheckShot,
    ElementShot,
    FindingShot,
    LabelShot,
    LinkShot,
    RoleShot,
    Shot,
    Snapshot,
)
from xbrlgen.model.where import Where

IN_TEXT = "running text"
"""The scope of ties that numbers of the running text are held against."""


def snapshot_of(
    report: Report,
    mapping: Mapping,
    account: Account,
    findings: Iterable[Finding],
    sources: Iterable[tuple[str, str]] = (),
) -> Snapshot:
    """Everything of a filing that a regression test compares.

    ``findings`` count where they are not waived. ``sources`` are (name, SHA-256 in hex).
    """
    document = report.about
    about = About(
        entity=report.entity.name,
        identifier=report.entity.identifier,
        document=document.type,
        period_end=document.period_end.isoformat(),
        taxonomy=report.taxonomy,
        sources=tuple(sources),
    )
    rules = _rules(report, mapping)
    standing = [f for f in findings if f.waived is None]
    counts = Counter((f.code, str(f.severity)) for f in standing)
    places = {(f.code, str(f.severity)): f.where for f in reversed(standing)}
    return Snapshot(
        about=about,
        facts=tuple(_shot(fact) for fact in report.facts),
        roles=tuple(RoleShot(r.id, r.definition.partition(" - ")[2]) for r in report.extension.roles),
        links=tuple(link for role in report.extension.roles for link in _links(role)),
        labels=tuple(
            LabelShot(label.concept, _last(label.role), label.text, rules.get(label.concept))
            for label in report.extension.labels
        ),
        elements=tuple(_elements(report.extension)),
        checks=tuple(_checks(mapping, account)),
        findings=tuple(FindingShot(*key, n, places[key]) for key, n in sorted(counts.items())),
    )


def _shot(fact: Fact) -> Shot:
    captions = dict.fromkeys(Caption(p.statement, p.label) for p in fact.prints if p.statement)
    return Shot(
        concept=fact.concept.qname,
        period=fact.context.period,
        dimensions=fact.context.dimensions,
        unit=str(fact.unit or ""),
        value=fact.value,
        decimals=fact.decimals if isinstance(fact.value, Decimal) else None,
        captions=tuple(captions),
        notes=tuple(n.mark for n in fact.footnotes),
        source=fact.where,
        rule=fact.rule,
    )


def _links(role: Role) -> Iterator[LinkShot]:
    for kind, arcs in (
        ("presentation", role.presentation),
        ("calculation", role.calculation),
        ("definition", role.definitions),
    ):
        yield from _ranked(role.id, kind, arcs)


def _ranked(role: str, kind: str, arcs: Iterable[Arc]) -> Iterator[LinkShot]:
    """Arcs with their rank among siblings in place of their order."""
    seen: Counter[str] = Counter()
    for arc in sorted(arcs, key=lambda a: a.order):
        seen[arc.parent] += 1
        yield LinkShot(
            role=role,
            kind=kind,
            arcrole=_last(arc.arcrole),
            parent=arc.parent,
            child=arc.child,
            order=seen[arc.parent],
            weight=None if arc.weight is None else Decimal(arc.weight),
            preferred=None if arc.preferred is None else _last(arc.preferred),
            rule=arc.rule,
        )


def _elements(extension: Extension) -> Iterator[ElementShot]:
    for element in extension.elements:
        c = element.concept
        yield ElementShot(c.qname, c.type, c.period, c.balance, c.abstract, c.substitution, element.where)


def _rules(report: Report, mapping: Mapping) -> dict[str, Where]:
    """The mapping line that a concept's label comes from: its own element's, else the first line's."""
    rules: dict[str, Where] = {}
    for statement in mapping.statements:
        for rule in statement.rules():
            for qname in rule.concepts:
                rules.setdefault(qname, rule.where)
    for element in report.extension.elements:
        if element.where is not None:
            rules[element.concept.qname] = element.where
    return rules


def _checks(mapping: Mapping, account: Account) -> Iterator[CheckShot]:
    """Every relation of the mapping, and the ties of the text by what they are held against."""
    by_rule: dict[Where | None, list[Tie]] = {}
    asked = {r.where for _, r in _relations(mapping)}
    in_text: dict[str, list[Tie]] = {}
    for tie in account.ties:
        if tie.rule in asked:
            by_rule.setdefault(tie.rule, []).append(tie)
        else:
            in_text.setdefault(tie.formula, []).append(tie)
    for scope, relation in _relations(mapping):
        yield _check(scope, " ".join(str(relation).split()), by_rule.get(relation.where, []), relation.where)
    for formula, ties in sorted(in_text.items()):
        yield _check(IN_TEXT, formula, ties, ties[0].rule)


def _relations(mapping: Mapping) -> Iterator[tuple[str, Relation]]:
    for statement in mapping.statements:
        for relation in (*statement.sums, *statement.checks):
            yield statement.role, relation
    for relation in mapping.checks:
        yield "", relation


def _check(scope: str, formula: str, ties: list[Tie], rule: Where | None) -> CheckShot:
    held = sum(t.holds for t in ties)
    return CheckShot(scope, formula, held, len(ties) - held, rule)


def _last(uri: str) -> str:
    return uri.rpartition("/")[2]
