"""Mutants: every plausible slip of a mapping, one place at a time, as changes of the nouns.

A slip is made on what was loaded (Mapping, Source), not on YAML, so that trying one costs no reading. What
the loader would refuse is left out: it needs no test. The same project gives the same mutants in the same
order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from xbrlgen.compare.mutants import layout, lines, sums
from xbrlgen.compare.mutants.original import Original
from xbrlgen.model.edit import Steps
from xbrlgen.model.mapping import Mapping
from xbrlgen.model.mutation import KINDS, Mutant
from xbrlgen.model.source import Source
from xbrlgen.model.vocabulary import Vocabulary

MAKERS: dict[str, Callable[[Original], Iterator[Mutant]]] = {
    "concept": lines.concepts,
    "sign": lines.signs,
    "period": lines.periods,
    "scale": lines.scales,
    "unit": lines.units,
    "drop": layout.drops,
    "double": layout.doubles,
    "member": layout.members,
    "column": layout.columns,
    "sum": sums.sums,
    "weight": sums.weights,
    "label": layout.labels,
    "prose": layout.prose,
}


def all_mutants(ground: Original, kinds: Iterable[str] = ()) -> tuple[Mutant, ...]:
    """Every mutant of these kinds (of all, if none is named), by kind in the order of KINDS, then by place.

    Two ways to the same change are one mutant. Raises KeyError for an unknown kind.
    """
    wanted = set(kinds) or set(KINDS)
    if unknown := wanted - set(KINDS):
        raise KeyError(*sorted(unknown))
    found: dict[tuple[object, ...], Mutant] = {}
    for kind in KINDS:
        if kind in wanted:
            for mutant in MAKERS[kind](ground):
                found.setdefault((mutant.where, mutant.text), mutant)
    return tuple(found.values())


def sample(mutants: Sequence[Mutant], limit: int) -> tuple[Mutant, ...]:
    """At most ``limit`` of them, in their order: evenly over the kinds, and over the places of each.

    Every kind gives the same number; what a small kind cannot give, the larger ones do. Of the ``n`` mutants
    of a kind that gives ``k``, those at ``(i + 1/2) n / k`` are taken. Nothing is drawn by chance.
    """
    if limit >= len(mutants):
        return tuple(mutants)
    groups: dict[str, list[Mutant]] = {}
    for mutant in mutants:
        groups.setdefault(mutant.kind, []).append(mutant)
    shares: dict[str, int] = {}
    left = limit
    for number, (kind, group) in enumerate(sorted(groups.items(), key=lambda g: (len(g[1]), g[0]))):
        # The small kinds first: what they leave is shared by those that follow.
        shares[kind] = min(len(group), left // (len(groups) - number))
        left -= shares[kind]
    return tuple(
        group[(2 * i + 1) * len(group) // (2 * shares[kind])]
        for kind, group in groups.items()
        for i in range(shares[kind])
    )


def apply(
    mutant: Mutant, mapping: Mapping, vocabulary: Vocabulary, sources: tuple[Source, ...]
) -> tuple[Mapping, Vocabulary, tuple[Source, ...]]:
    """Make the change. What was given stays as it is; own elements are declared anew in the vocabulary."""
    root: dict[str, object] = {"mapping": mapping, "sources": sources}
    for path, new in mutant.puts:
        root[str(path[0])] = _put(root[str(path[0])], path[1:], new)
    changed = root["mapping"]
    assert isinstance(changed, Mapping)
    if changed.custom is not mapping.custom:
        vocabulary = vocabulary.declaring(c.concept(changed.prefix) for c in changed.custom)
    return changed, vocabulary, root["sources"]  # type: ignore[return-value]


def _put(noun: Any, path: Steps, new: object) -> object:
    if not path:
        return new
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        return (*noun[:step], _put(noun[step], rest, new), *noun[step + 1 :])
    return replace(noun, **{step: _put(getattr(noun, step), rest, new)})
