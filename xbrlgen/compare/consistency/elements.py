"""Own elements of a company as its filings declare them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from xbrlgen.compare.consistency.side import Side, Turn, by_side, turns
from xbrlgen.compare.identity import value_text
from xbrlgen.model.custom import CustomElement
from xbrlgen.model.finding import Finding, Severity
from xbrlgen.model.matcher import fold


def shared_elements(sides: Iterable[Side]) -> dict[str, list[tuple[Side, CustomElement]]]:
    """Own elements that two filings or more declare, by name, oldest first."""
    found: dict[str, list[tuple[Side, CustomElement]]] = {}
    for side in sides:
        for element in side.mapping.custom:
            found.setdefault(element.name, []).append((side, element))
    return {name: told for name, told in found.items() if len(told) > 1}


def declared_twice(shared: dict[str, list[tuple[Side, CustomElement]]]) -> Iterator[Finding]:
    """XG-REG-008 where an element's declaration changes; a note where only its documentation does."""
    for told in shared.values():
        for turn in turns(told, lambda a, b: _declaration(a) == _declaration(b))[:1]:
            a, b = turn.now, turn.before
            yield _two(
                turn, f"{_qname(turn.side, a)} is {_told(a, b)} here and {_told(b, a)} in {turn.projects}"
            )
            break
        else:
            yield from _documented(told)


def _documented(told: Iterable[tuple[Side, CustomElement]]) -> Iterator[Finding]:
    said = [(side, e) for side, e in told if e.documentation]
    for turn in turns(said, lambda a, b: _words(a) == _words(b))[:1]:
        now, before = value_text(turn.now.documentation), value_text(turn.before.documentation)
        yield _two(
            turn,
            f"{_qname(turn.side, turn.now)} is documented as {now} here and as {before} in {turn.projects}",
            hint="keep one wording, unless what the element means has changed",
            severity=Severity.INFO,
        )


def renamed_elements(sides: Iterable[Side]) -> tuple[Turn[CustomElement], ...]:
    """Every label of own elements of one type that has another name in another filing, once."""
    found: dict[tuple[str, str], list[tuple[Side, CustomElement]]] = {}
    for side in sides:
        for element in side.mapping.custom:
            found.setdefault((element.type, fold(element.label)), []).append((side, element))
    return tuple(
        Turn(turn.side, turn.now[0], turn.older, turn.before[0], turn.projects)
        for told in found.values()
        for turn in turns(by_side(told), lambda a, b: bool({e.name for e in a} & {e.name for e in b}))[:1]
    )


def two_names(renamed: Iterable[Turn[CustomElement]]) -> Iterator[Finding]:
    """XG-REG-008 for each own element that has another name in another filing."""
    for turn in renamed:
        now, before = _qname(turn.side, turn.now), _qname(turn.older, turn.before)
        yield _two(turn, f'"{turn.now.label}" is {now} here and {before} in {turn.projects}')


def _two(
    turn: Turn[CustomElement], message: str, *, hint: str | None = None, severity: Severity | None = None
) -> Finding:
    related = [turn.older.related("rule", turn.before.where)]
    return turn.finding("XG-REG-008", message, turn.now.where, related, hint=hint, severity=severity)


def _qname(side: Side, element: CustomElement) -> str:
    return f"{side.mapping.prefix}:{element.name}"


def _declaration(element: CustomElement) -> tuple[str, str, str | None, str]:
    return (element.type, element.period, element.balance, fold(element.label))


def _told(element: CustomElement, other: CustomElement) -> str:
    """What of a declaration the other has not."""
    parts = []
    if element.type != other.type:
        parts.append(element.type)
    if element.period != other.period:
        parts.append(element.period)
    if element.balance != other.balance:
        parts.append(element.balance or "without a balance")
    if fold(element.label) != fold(other.label):
        parts.append(f'labelled "{element.label}"')
    return ", ".join(parts)


def _words(element: CustomElement) -> list[str]:
    return re.findall(r"\w+", (element.documentation or "").casefold())
