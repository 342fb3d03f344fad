"""Contexts and units: one of each kind, with stable readable ids."""

from __future__ import annotations

import re
from collections.abc import Iterable

from xbrlgen.model.mapping import Dimensions
from xbrlgen.model.period import Period
from xbrlgen.model.report import Context, Unit

_IN_ID = re.compile(r"[\w.-]+", re.ASCII)
_LONGEST = 40


class Contexts:
    """Gives the one Context of a period and its members; deduplicated by content (EFM 6.5.7).

    An id reads ``D-2004-07-01-2004-09-30_CoreCustomer`` or ``I-2004-09-30``: the period, then
    the members without their ending. Where two different contexts would get one id, the
    later ones name the axes too.
    """

    def __init__(self) -> None:
        self._by_key: dict[tuple[Period, Dimensions, Dimensions], Context] = {}
        self._ids: set[str] = set()

    def get(self, period: Period, dimensions: Dimensions, typed: Dimensions = ()) -> Context:
        """The context of a period and members; ``typed`` are (axis, element of its value)."""
        key = (period, dimensions, typed)
        context = self._by_key.get(key)
        if context is None:
            context = Context(self._id(period, dimensions), period, dimensions, typed)
            self._ids.add(context.id)
            self._by_key[key] = context
        return context

    def _id(self, period: Period, dimensions: Dimensions) -> str:
        stem = f"I-{period.end}" if period.start is None else f"D-{period.start}-{period.end}"
        members = [_short(m, "Member") for _, m in dimensions]
        if period.is_forever:
            stem = "forever"
        name = "_".join([stem, *members])
        if name in self._ids:
            name = "_".join([stem, *(f"{_short(a, 'Axis')}.{_short(m, 'Member')}" for a, m in dimensions)])
        number = 2
        unique = name
        while unique in self._ids:
            unique, number = f"{name}.{number}", number + 1
        return unique

    def used(self, facts_contexts: Iterable[Context]) -> tuple[Context, ...]:
        """The contexts that facts use (EFM 6.5.8), in order of period, then members."""
        wanted = {c.id for c in facts_contexts}
        return tuple(
            sorted(
                (c for c in self._by_key.values() if c.id in wanted),
                key=lambda c: (
                    len(c.dimensions) > 0,
                    c.dimensions,
                    not c.period.is_instant,
                    c.period.sort_key(),
                ),
            )
        )


def _short(qname: str, ending: str) -> str:
    """The name without its ending; of a typed member's value what an id may have of it."""
    name = qname.partition(":")[2].removesuffix(ending)
    return name if _IN_ID.fullmatch(name) else re.sub(r"[^\w.-]+", "", qname, flags=re.ASCII)[:_LONGEST]


def unit_of(kind: str, currency: str) -> Unit | None:
    """The unit a kind of concept has unless a rule says otherwise (Units Registry; EFM 6.5.35)."""
    match kind:
        case "monetary":
            return Unit(currency, (f"iso4217:{currency}",))
        case "perShare":
            return Unit(f"{currency}PerShare", (f"iso4217:{currency}",), ("xbrli:shares",))
        case "shares":
            return Unit("shares", ("xbrli:shares",))
        case "percent" | "pure" | "integer":
            return Unit("pure", ("xbrli:pure",))
        case _:
            return None


def parse_unit(text: str) -> Unit | None:
    """``USD``, ``shares``, ``pure``, ``USD/shares``; None if it is written otherwise."""
    numerator, slash, denominator = (part.strip() for part in text.partition("/"))
    top, bottom = _measure(numerator), _measure(denominator) if slash else ""
    if top is None or bottom is None:
        return None
    if not bottom:
        return Unit(numerator, (top,))
    return Unit(
        f"{numerator}Per{denominator[0].upper()}{denominator[1:].removesuffix('s')}", (top,), (bottom,)
    )


def _measure(name: str) -> str | None:
    if name in ("shares", "pure"):
        return f"xbrli:{name}"
    if len(name) == 3 and name.isalpha() and name.isupper():
        return f"iso4217:{name}"
    return None
