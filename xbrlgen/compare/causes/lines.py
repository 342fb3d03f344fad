"""Lines of statements on both sides: which concepts stand under a caption, which captions were renamed.

A line is known by its statement and its caption. Where facts tell how they are printed, these are the
captions of the source; in plain XBRL they are the labels that the presentation shows.
"""

from __future__ import annotations

from collections.abc import Iterable

from xbrlgen.model.matcher import fold
from xbrlgen.model.recorded import Recorded
from xbrlgen.model.report import Fact, StatementLine

LineKey = tuple[str, str]
"""Statement and folded caption."""


class StatementLines:
    """The lines of one side."""

    def __init__(self, recorded: Recorded, *, printed: bool) -> None:
        self.printed = printed
        self.concepts: dict[LineKey, dict[str, None]] = {}
        """Concepts that have facts, by line, in order of first sight."""
        self.texts: dict[LineKey, str] = {}
        self.of_concept: dict[str, list[LineKey]] = {}
        """Where plain XBRL shows a concept."""
        self.in_role: dict[str, set[str]] = {}
        self.first: dict[tuple[LineKey, str], Fact] = {}
        """The first fact of a line and a concept."""
        if printed:
            for fact in recorded.facts:
                for caption in fact.lines:
                    key = self._add(fact.qname, caption.statement, caption.caption)
                    self.first.setdefault((key, fact.qname), fact)
        else:
            self._shown(recorded)

    def _add(self, concept: str, statement: str, text: str) -> LineKey:
        key = (statement, fold(text))
        self.texts.setdefault(key, text)
        self.concepts.setdefault(key, {}).setdefault(concept)
        self.in_role.setdefault(statement, set()).add(concept)
        return key

    def _shown(self, recorded: Recorded) -> None:
        labels = {(x.concept, x.name): x.text for x in recorded.labels}
        reported: dict[str, Fact] = {}
        for fact in recorded.facts:
            reported.setdefault(fact.qname, fact)
        for link in recorded.arcs:
            if link.kind == "presentation" and link.child in reported:
                label = labels.get((link.child, link.preferred or "label"))
                text = label or labels.get((link.child, "label")) or link.child
                key = self._add(link.child, link.role, text)
                self.first.setdefault((key, link.child), reported[link.child])
                self.of_concept.setdefault(link.child, []).append(key)

    def of(self, fact: Fact) -> tuple[LineKey, ...]:
        """The lines a fact stands in."""
        if self.printed:
            return tuple((c.statement, fold(c.caption)) for c in fact.lines)
        return tuple(self.of_concept.get(fact.qname, ()))

    def caption(self, key: LineKey) -> StatementLine:
        return StatementLine(key[0], self.texts[key])


def exchanged(before: StatementLines, after: StatementLines) -> dict[LineKey, list[tuple[str, str]]]:
    """Concepts that changed under the same caption of the same statement: (before, after), by line."""
    found: dict[LineKey, list[tuple[str, str]]] = {}
    for key, old in before.concepts.items():
        new = after.concepts.get(key)
        if new is None or list(old) == list(new):
            continue
        gone = [c for c in old if c not in new]
        fresh = [c for c in new if c not in old]
        if not before.printed:
            # A label that went to another concept of the statement is a label changed.
            gone = [c for c in gone if c not in after.in_role.get(key[0], ())]
            fresh = [c for c in fresh if c not in before.in_role.get(key[0], ())]
        if gone and fresh:
            found[key] = [(c, fresh[min(n, len(fresh) - 1)]) for n, c in enumerate(gone)]
            found[key] += [(gone[-1], c) for c in fresh[len(gone) :]]
    return found


def renamed(before: StatementLines, after: StatementLines) -> dict[LineKey, LineKey]:
    """Printed lines that are called otherwise: the same concepts in the same statement, the caption new."""
    waiting: dict[tuple[str, tuple[str, ...]], list[LineKey]] = {}
    for key, concepts in after.concepts.items():
        if key not in before.concepts:
            waiting.setdefault((key[0], _names(concepts)), []).append(key)
    found: dict[LineKey, LineKey] = {}
    for key, concepts in before.concepts.items():
        if key not in after.concepts:
            candidates = waiting.get((key[0], _names(concepts)))
            if candidates:
                found[key] = candidates.pop(0)
    return found


def _names(concepts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(concepts))


def renamed_lines(before: Recorded, after: Recorded) -> tuple[tuple[StatementLine, StatementLine], ...]:
    """Lines of two filings that stand on the same concepts and are called otherwise: (before, after)."""
    old, new = StatementLines(before, printed=True), StatementLines(after, printed=True)
    return tuple((old.caption(a), new.caption(b)) for a, b in renamed(old, new).items())


def exchanged_concepts(before: Recorded, after: Recorded) -> tuple[tuple[StatementLine, str, str], ...]:
    """Lines of two filings that have another concept: (caption, before, after)."""
    old, new = StatementLines(before, printed=True), StatementLines(after, printed=True)
    return tuple((old.caption(k), a, b) for k, pairs in exchanged(old, new).items() for a, b in pairs)
