"""From matched lines to a settled filing: nothing is left for rendering to decide."""

from __future__ import annotations

from collections.abc import Mapping as MappingABC
from collections.abc import Sequence
from types import MappingProxyType

from xbrlgen.build.calendar import ReportCalendar
from xbrlgen.build.contexts import Contexts
from xbrlgen.build.cover import cover_facts
from xbrlgen.build.extension import build_extension
from xbrlgen.build.facts import settle_facts
from xbrlgen.build.given import settle_given
from xbrlgen.build.shown_cover import show_cover
from xbrlgen.build.support import settle_support
from xbrlgen.build.text_facts import text_facts
from xbrlgen.build.ties import settle_ties
from xbrlgen.model.claim import Claim
from xbrlgen.model.given import Given
from xbrlgen.model.mapping import Filing, Hit, Left, Mapping, Matched
from xbrlgen.model.report import Coverage, Fact, Footnote, Report, Unit
from xbrlgen.model.source import Paragraph, Source
from xbrlgen.model.vocabulary import Vocabulary

NO_TAGS: MappingABC[str, Sequence[Given]] = MappingProxyType({})


def build(
    filing: Filing,
    mapping: Mapping,
    vocabulary: Vocabulary,
    sources: Sequence[Source],
    matched: Matched,
    claims: Sequence[Claim] = (),
    support: Sequence[Hit] = (),
    given: MappingABC[str, Sequence[Given]] = NO_TAGS,
) -> Report:
    """Settle a filing: cover facts first, then facts in the order of the mapping.

    ``claims`` of the running text that agree with a fact become prints of it; ``support`` are the numbers
    of supporting sources, which every fact is held against. ``given`` are tags stated one by one, by the
    source they stand in: with them the cover is as they state it.

    The findings of the filing are the build's own (XG-FACT, XG-EXT, XG-MAP-018).
    """
    contexts = Contexts()
    notes = {mark: p for source in sources for mark, p in source.notes.items()}
    footnotes = {
        mark: Footnote(f"fn-{mark}" if mark.isalnum() else f"fn-{n}", mark, _note_text(mark, p), p.where)
        for n, (mark, p) in enumerate(notes.items(), start=1)
    }
    calendar = ReportCalendar(filing, (h.period for h in matched.hits if h.period is not None))
    stated = frozenset(g.concept for rows in given.values() for g in rows)
    cover, cover_findings = cover_facts(filing, vocabulary, contexts, calendar, stated)
    settled = settle_facts(filing, vocabulary, matched.hits, contexts, footnotes, calendar)
    tied = settle_ties(settled.facts, claims)
    supported = settle_support(filing, vocabulary, tied.facts, support, calendar)
    texts, text_findings = text_facts(vocabulary, matched.texts, contexts, calendar, sources, filing.currency)
    shown = show_cover(cover, (*supported.facts, *texts))
    cover = shown.cover
    tagged = settle_given(given, sources, shown.facts, vocabulary, contexts)
    facts = (*cover, *tagged.facts)
    notes_by_id = {n.id: n for n in (*footnotes.values(), *tagged.footnotes)}
    extension, layout_findings = build_extension(
        filing,
        mapping,
        vocabulary,
        _laid(settled.facts, texts, shown.facts),
        settled.shown,
        cover,
        tagged.facts,
    )
    pointed = {note.id for fact in facts for note in fact.footnotes}
    covered = {h.figure.id for h in matched.hits if h.table is not None} & settled.covered
    # A figure whose rule names an unknown concept, or whose period is not settled, is unaccounted for.
    lost = {
        h.figure.id: Left(h.figure.id, h.figure.where, h.figure.text, h.line.label if h.line else "", None)
        for h in matched.hits
        if h.table is not None and h.figure.id not in covered
    }
    return Report(
        entity=filing.entity,
        document=filing.document,
        taxonomy=mapping.taxonomy,
        contexts=contexts.used(f.context for f in facts),
        units=_units(facts),
        facts=facts,
        footnotes=tuple(n for n in notes_by_id.values() if n.id in pointed),
        extension=extension,
        coverage=Coverage(
            cells=matched.figures,
            tagged=len(covered),
            left=(*matched.left, *lost.values()),
            rules=matched.rules,
            rules_used=matched.rules_used,
        ),
        findings=(
            *cover_findings,
            *settled.findings,
            *text_findings,
            *shown.findings,
            *tied.findings,
            *supported.findings,
            *tagged.findings,
            *layout_findings,
        ),
        ties=(*tied.ties, *supported.ties),
        placed=tagged.placed,
    )


def _laid(numbers: Sequence[Fact], texts: Sequence[Fact], kept: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts that statements lay out: not those of the cover, which has a layout of its own."""
    there = {f.id for f in kept}
    return tuple(f for f in (*numbers, *texts) if f.id in there)


def _units(facts: Sequence[Fact]) -> tuple[Unit, ...]:
    units = {f.unit.id: f.unit for f in facts if f.unit is not None}
    return tuple(units[i] for i in sorted(units))


def _note_text(mark: str, paragraph: Paragraph) -> str:
    text = paragraph.text
    head, _, rest = text.partition(" ")
    return rest.strip() if head.strip("().:") == mark and rest.strip() else text
