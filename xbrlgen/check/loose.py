"""Patterns that fit nearly every row of their table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding
from xbrlgen.model.mapping import Hit
from xbrlgen.model.where import Where

_ASKED = 20
"""Captions of a table that a pattern is tried on, so that the work grows with the rules alone."""
_FEWEST = 4
"""Rows of other rules, of which fewer say nothing."""


def check_loose(hits: Sequence[Hit]) -> tuple[Finding, ...]:
    """Finding XG-MAP-022: a pattern that fits at least half of the rows that other rules claim.

    It has its row because the others are claimed by exact captions: ``/./`` is right until a new row comes.
    """
    return tuple(_loose(hits))


def _loose(hits: Sequence[Hit]) -> Iterator[Finding]:
    captions: dict[int, dict[str, Where]] = {}
    for hit in hits:
        if hit.table is not None and hit.line is not None:
            known = captions.setdefault(id(hit.table), {})
            if len(known) <= _ASKED:
                known.setdefault(hit.line.label, hit.rule.where)
    told: set[Where] = set()
    for hit in hits:
        asks = hit.rule.line
        if hit.table is None or asks is None or asks.pattern is None or hit.rule.where in told:
            continue
        told.add(hit.rule.where)
        if hit.rule.nth is not None:
            continue  # such rows are told apart by their order, and any new one is claimed by none
        others = [label for label, rule in captions[id(hit.table)].items() if rule != hit.rule.where]
        fitting = [label for label in others if asks.matches(label)]
        if len(others) >= _FEWEST and len(fitting) * 2 >= len(others):
            yield finding(
                "XG-MAP-022",
                f'{asks} fits "{fitting[0]}" and {len(fitting) - 1} other rows of "{hit.table.title[:60]}", '
                "which other rules claim",
                hit.rule.where,
            )
