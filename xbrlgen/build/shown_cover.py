"""The cover as filing.yaml states it, and as the page shows it: one fact, tagged where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding, Related
from xbrlgen.model.report import Fact


@dataclass(frozen=True, slots=True)
class ShownCover:
    """Cover facts with the words and numbers that show them; the other facts without these."""

    cover: tuple[Fact, ...]
    facts: tuple[Fact, ...]
    findings: tuple[Finding, ...]


def show_cover(cover: Sequence[Fact], facts: Iterable[Fact]) -> ShownCover:
    """Let lines of the mapping show where facts of the cover stand.

    What filing.yaml states keeps its value: if the page says another, that is XG-FACT-061.
    """
    stated = {f.identity: f for f in cover}
    kept: list[Fact] = []
    shown: dict[str, Fact] = {}
    findings: list[Finding] = []
    for fact in facts:
        own = stated.get(fact.identity)
        if own is None:
            kept.append(fact)
        elif own.value != fact.value:
            related = [] if fact.where is None else [Related("source", fact.where)]
            findings.append(
                finding(
                    "XG-FACT-061",
                    f"{fact.qname} is stated as {own.value}, and the page says {fact.value}",
                    own.where,
                    related=related,
                    hint="correct one of them",
                )
            )
        else:
            source = fact.origin
            origin = replace(own.origin, prints=source.prints, passages=source.passages)
            shown[own.id] = replace(own, origin=origin, decimals=fact.decimals)
    return ShownCover(tuple(shown.get(f.id, f) for f in cover), tuple(kept), tuple(findings))
