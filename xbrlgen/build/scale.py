"""The scale and the unit of a printed number: what stands nearest to it says them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from xbrlgen.build.contexts import parse_unit, unit_of
from xbrlgen.model.codes import finding
from xbrlgen.model.currency import currencies_of
from xbrlgen.model.finding import Finding, Related
from xbrlgen.model.mapping import Hit
from xbrlgen.model.report import Unit
from xbrlgen.model.scale import NumberKind, Scales, scale_word
from xbrlgen.model.taxonomy import Concept
from xbrlgen.model.where import Where


@dataclass(frozen=True, slots=True)
class Power:
    """A power of ten, and what is wrong with it; ``key`` tells one fault of many cells from another."""

    power: int
    key: tuple[object, ...] = ()
    finding: Finding | None = None


def scale_of(hit: Hit, concept: Concept) -> Power:
    """The power of ten from the number on paper to the value.

    The number's own sign or word decides ("12%", "$1.2 million"), else the line, else the column,
    else the table; on each level the mapping before the print. Findings: XG-FACT-030 (mapping and
    print say two scales on one level), -031 (a percentage that nothing calls one), -032 (a count in
    a table of thousands, of which nothing is said).
    """
    figure = hit.figure
    if figure.scale is not None:
        return Power(figure.scale)
    if figure.percent:
        return Power(-2)
    kind = NumberKind.of_concept(concept.kind)
    for mapped, printed, where in _levels(hit, kind):
        said = printed.of(kind)
        if mapped is not None:
            if said is not None and said != mapped and kind not in printed.guessed:
                return _contradicts(hit, kind, mapped, said, printed, where)
            return Power(mapped)
        if said is not None:
            return Power(said)
    return _unsaid(hit, concept, kind)


def _levels(hit: Hit, kind: NumberKind) -> Iterator[tuple[int | None, Scales, Where]]:
    """What the mapping and the print say of a kind: on the line, over the column, of the table."""
    rule = hit.rule
    own = rule.scale if rule.scale is not None else rule.group.scale(kind)
    yield own, Scales() if hit.line is None else hit.line.scales, rule.where
    for column in hit.column_rules:
        if (power := column.form.scale(kind)) is not None:
            yield power, Scales() if hit.column is None else hit.column.scales, column.where
    yield None, Scales() if hit.column is None else hit.column.scales, rule.where
    statement = hit.statement
    yield statement.form.scale(kind), Scales() if hit.table is None else hit.table.scales, statement.where


def _contradicts(hit: Hit, kind: NumberKind, mapped: int, said: int, printed: Scales, where: Where) -> Power:
    found = finding(
        "XG-FACT-030",
        f'the mapping says {kind} is in {scale_word(mapped)}, and "{printed.words}" says {scale_word(said)}',
        where,
        related=[Related("source", printed.where or hit.figure.where)],
    )
    return Power(mapped, ("030", where, kind, said), found)


def _unsaid(hit: Hit, concept: Concept, kind: NumberKind) -> Power:
    if kind is NumberKind.PERCENT and hit.line is not None:
        if any(f.percent for c in hit.line.cells for f in c.figures):
            # The sign stands with the first figure of the row alone.
            return Power(-2)
        if not hit.figure.dash and hit.figure.value:
            found = finding(
                "XG-FACT-031",
                f'{hit.figure.text} of "{hit.line.label}" is filed as {concept.qname}, a percentage, '
                "and nothing says that it is printed as one",
                hit.rule.where,
                related=[Related("source", hit.figure.where)],
            )
            return Power(0, ("031", hit.rule.where), found)
    if (
        kind is NumberKind.COUNT
        and hit.table is not None
        and hit.table.scales.general
        and hit.table.scales.money
        and not hit.figure.dash
    ):
        found = finding(
            "XG-FACT-032",
            f'"{hit.table.scales.words}" may or may not be said of {hit.figure.text}, a count '
            f"({concept.qname})",
            hit.rule.where,
            related=[Related("source", hit.figure.where)],
        )
        return Power(0, ("032", hit.rule.where), found)
    return Power(0)


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit, or None with what is wrong."""

    unit: Unit | None
    key: tuple[object, ...] = ()
    finding: Finding | None = None


def measure_of(hit: Hit, concept: Concept, filing_currency: str) -> Measure:
    """The unit of a number: the mapping's nearest, else a second currency's column, else the filing's.

    Findings: XG-MAP-018 (a unit that does not fit the concept), XG-FACT-034 (the print's currency and
    the one it would be filed in do not meet).
    """
    standard = unit_of(concept.kind, filing_currency)
    if hit.rule.unit is not None:
        chosen = parse_unit(hit.rule.unit)
        if chosen is None or (standard is not None and _form(chosen) != _form(standard)):
            return _does_not_fit(hit.rule.unit, concept, standard, hit.rule.where)
        return _met(hit, concept, chosen)
    for said, where in _units(hit):
        fitting = unit_of(concept.kind, said) if len(said) == 3 else None
        if fitting is not None:
            return _met(hit, concept, fitting)
        chosen = parse_unit(said)
        if chosen is None:
            return _does_not_fit(said, concept, standard, where)
        if standard is None or _form(chosen) == _form(standard):
            return _met(hit, concept, chosen)
    second = _second(hit, filing_currency)
    if second is not None:
        return Measure(unit_of(concept.kind, second))
    return _met(hit, concept, standard)


def _units(hit: Hit) -> Iterator[tuple[str, Where]]:
    if hit.rule.group.unit is not None:
        yield hit.rule.group.unit, hit.rule.where
    for column in hit.column_rules:
        if column.form.unit is not None:
            yield column.form.unit, column.where
    if hit.statement.form.unit is not None:
        yield hit.statement.form.unit, hit.statement.where


def _second(hit: Hit, filing_currency: str) -> str | None:
    """The currency of a column (or row) headed by another one, beside such as are headed by the filing's."""
    if hit.table is None or hit.column is None or hit.line is None:
        return None
    for own, others in (
        (hit.line.currency, (line.currency for line in hit.table.lines)),
        (hit.column.currency, (c.currency for c in hit.table.columns)),
    ):
        if own is not None and len(own) == 3 and own != filing_currency and filing_currency in others:
            return own
    return None


def _met(hit: Hit, concept: Concept, unit: Unit | None) -> Measure:
    """The unit, held against what is printed nearest: the figure's sign, the row, the column, the caption."""
    if unit is None or concept.kind not in ("monetary", "perShare"):
        return Measure(unit)
    code = unit.numerator[0].partition(":")[2]
    for said, text, where in _printed(hit):
        if said and code not in said:
            found = finding(
                "XG-FACT-034",
                f"{text} is printed, and {concept.qname} would be filed in {code}",
                where,
                related=[Related("rule", hit.rule.where)],
            )
            at = where if text != hit.figure.text else None
            return Measure(None, ("034", at, code, text if at else hit.figure.currency), found)
    return Measure(unit)


def _printed(hit: Hit) -> Iterator[tuple[Iterable[str], str, Where]]:
    """What the print says of currency: the figure's sign, and the nearest of row, column and caption."""
    if hit.figure.currency is not None:
        yield currencies_of(hit.figure.currency), hit.figure.text, hit.figure.where
    for named, where in (
        (hit.line.currency if hit.line else None, hit.line.where if hit.line else None),
        (hit.column.currency if hit.column else None, hit.column.where if hit.column else None),
        (hit.table.currency if hit.table else None, hit.table.where if hit.table else None),
    ):
        if named is not None and where is not None:
            yield currencies_of(named), named, where
            return


def _does_not_fit(text: str, concept: Concept, standard: Unit | None, where: Where) -> Measure:
    found = finding(
        "XG-MAP-018",
        f"unit {text} does not fit {concept.qname}, which is {concept.kind}",
        where,
        hint=None if standard is None else f"its unit has the form of {standard.id}",
    )
    return Measure(None, ("018", where), found)


def _form(unit: Unit) -> tuple[str, ...]:
    """What kind of measure a unit is, any currency standing for money."""
    return tuple(
        m.partition(":")[0] if m.startswith("iso4217:") else m for m in unit.numerator + unit.denominator
    )
