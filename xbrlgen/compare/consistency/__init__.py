"""The filings of one company held against each other: lines, values, signs, own elements, statements.

Each thing is followed through the filings that have it, oldest first, and told once, where it last changes:
the place is in the newer filing, the related places in the one before.
"""

from __future__ import annotations

from collections.abc import Iterable

from xbrlgen.compare.consistency.elements import (
    declared_twice,
    renamed_elements,
    shared_elements,
    two_names,
)
from xbrlgen.compare.consistency.lines import (
    flips,
    moved_concepts,
    moved_lines,
    moved_rules,
    shared_lines,
    signs_of_lines,
    two_concepts,
)
from xbrlgen.compare.consistency.notes import labels_changed, shared_roles, statements_changed
from xbrlgen.compare.consistency.side import Side
from xbrlgen.compare.consistency.values import shared_values, values_between
from xbrlgen.model.company import Company, Filed
from xbrlgen.model.finding import Finding
from xbrlgen.model.matcher import fold


def by_company(sides: Iterable[Side]) -> tuple[tuple[Side, ...], ...]:
    """Filings gathered by company, oldest first; companies in the order of their names.

    A company is its identifier (CIK). Where that is a placeholder, it is its name and the prefix of its own
    elements, and such a filing joins the one company with an identifier that has both.
    """
    companies: dict[tuple[str, str], list[Side]] = {}
    named: dict[tuple[str, str], set[tuple[str, str]]] = {}
    ordered = sorted(sides, key=Side.order)
    for side in ordered:
        entity = side.filing.entity
        if not entity.placeholder:
            key = (entity.scheme, entity.identifier)
            companies.setdefault(key, []).append(side)
            named.setdefault(_named(side), set()).add(key)
    for side in ordered:
        if side.filing.entity.placeholder:
            known = named.get(_named(side), set())
            key = next(iter(known)) if len(known) == 1 else _named(side)
            companies.setdefault(key, []).append(side)
    gathered = (tuple(sorted(c, key=Side.order)) for c in companies.values())
    return tuple(sorted(gathered, key=lambda c: (fold(c[-1].filing.entity.name), c[-1].project)))


def _named(side: Side) -> tuple[str, str]:
    """Name, without regard to case and full stops, and prefix."""
    name = fold(side.filing.entity.name).replace(".", "").replace(",", "")
    return (name, side.mapping.prefix)


def compare_sides(sides: tuple[Side, ...]) -> Company:
    """Hold the filings of one company, oldest first, against each other.

    Findings: XG-REG-005 to XG-REG-008 and XG-REG-010, sorted, with places under the projects' folders.
    """
    roles = shared_roles(sides)
    lines, values, elements = shared_lines(sides, roles), shared_values(sides), shared_elements(sides)
    turned, moved, renamed = flips(lines), moved_lines(lines), renamed_elements(sides)
    pairs = {frozenset({f":{r.now.name}", f":{r.before.name}"}) for r in renamed}
    found: list[Finding] = [
        *(two_concepts(t) for t in moved if moved_concepts(t) not in pairs),
        *signs_of_lines(turned),
        *values_between(values, {f.concept for f in turned}, moved_rules(moved)),
        *declared_twice(elements),
        *two_names(renamed),
        *labels_changed(sides, {concept for t in moved for concept in moved_concepts(t)}),
        *statements_changed(sides, roles),
    ]
    entity = sides[-1].filing.entity
    return Company(
        name=entity.name,
        identifier=entity.identifier,
        placeholder=entity.placeholder,
        prefix=sides[-1].mapping.prefix,
        filings=tuple(_filed(side) for side in sides),
        lines=len(lines),
        values=len(values),
        elements=len(elements),
        findings=tuple(sorted(found, key=Finding.sort_key)),
    )


def _filed(side: Side) -> Filed:
    d = side.filing.document
    return Filed(side.project, d.type, d.period_end, d.date, d.amendment, side.mapping.taxonomy)
