"""Facts of text: notes, policies and tables as blocks of text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from xbrlgen.build.calendar import ReportCalendar
from xbrlgen.build.contexts import Contexts, unit_of
from xbrlgen.build.passages import PassageReader
from xbrlgen.build.words import said_by
from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding, Related
from xbrlgen.model.mapping import Dimensions, TextHit
from xbrlgen.model.period import Period, is_word
from xbrlgen.model.report import Context, Fact, Origin, Passage, StatementLine
from xbrlgen.model.source import Source
from xbrlgen.model.taxonomy import Concept
from xbrlgen.model.vocabulary import Vocabulary


@dataclass(slots=True)
class _Text:
    """A fact of text in the making: a policy may stand in two places."""

    concept: Concept
    context: Context
    hits: list[TextHit] = field(default_factory=list)


def text_facts(
    vocabulary: Vocabulary,
    hits: Iterable[TextHit],
    contexts: Contexts,
    calendar: ReportCalendar,
    sources: Sequence[Source],
    currency: str,
) -> tuple[tuple[Fact, ...], tuple[Finding, ...]]:
    """Turn every stretch of text that a rule claims into a fact, or a further part of one.

    Its period is the one that the note names, else the fiscal year to date, as that of the cover (EFM
    6.5.19). Findings: XG-FACT-010. Concepts that the vocabulary does not know give no fact; lint names them.
    """
    readers = {s.file: PassageReader(s) for s in sources}
    texts: dict[tuple[str, str], _Text] = {}
    told: dict[tuple[str, str, str], Fact] = {}
    findings: dict[object, Finding] = {}
    for hit in hits:
        period = _period(hit, calendar, findings)
        dimensions = _dimensions(hit)
        known = all(vocabulary.concept(name) is not None for pair in dimensions for name in pair)
        if period is None or not known:
            continue
        for qname in hit.rule.concepts:
            concept = vocabulary.concept(qname)
            words = hit.rule.block is not None and hit.rule.block.words is not None
            if concept is None or concept.abstract or concept.is_text_block == words:
                continue
            if words:
                of_cover = concept.prefix == "dei" and (hit.rule.period or hit.statement.period) is None
                spoken = calendar.required() if of_cover else period
                context = contexts.get(_fitting(spoken, concept), dimensions)
                fact = _of_words(hit, concept, context, findings, currency)
                if fact is not None:
                    told.setdefault((fact.qname, fact.context.id, fact.unit_text), fact)
                continue
            context = contexts.get(_fitting(period, concept), dimensions)
            texts.setdefault((qname, context.id), _Text(concept, context)).hits.append(hit)
    facts = [*told.values()]
    for text in texts.values():
        # A fact of text is tagged in one file, the first that has it.
        mine = [h for h in text.hits if h.file == text.hits[0].file]
        mine.sort(key=lambda h: (h.first, h.last))
        passages = tuple(Passage(h.file, h.first, h.last, h.start, h.end) for h in mine)
        lines = dict.fromkeys(StatementLine(h.statement.role, h.label) for h in text.hits)
        facts.append(
            Fact(
                id=f"t-{text.concept.name}-{text.context.id}",
                concept=text.concept,
                value=readers[passages[0].file].value(passages, escape=True),
                context=text.context,
                origin=Origin(mine[0].where, mine[0].rule.where, lines=tuple(lines), passages=passages),
            )
        )
    return tuple(facts), tuple(findings.values())


def _period(hit: TextHit, calendar: ReportCalendar, findings: dict[object, Finding]) -> Period | None:
    name = hit.rule.period or hit.statement.period
    if name is None or is_word(name):
        return calendar.cover_period()
    period = calendar.names.get(name) or Period.parse(name)
    if period is None:
        findings.setdefault(
            (name, hit.statement.where),
            finding(
                "XG-FACT-010",
                f"`period: {name}` is no period",
                hit.statement.where,
                hint=f"name a period that {calendar.filing.file} lists: "
                f"{', '.join(calendar.names) or 'none'}",
            ),
        )
        return None
    return period if not period.is_instant else calendar.cover_period()


def _fitting(period: Period, concept: Concept) -> Period:
    return Period(None, period.end) if concept.period == "instant" else period


def _of_words(
    hit: TextHit, concept: Concept, context: Context, findings: dict[object, Finding], currency: str
) -> Fact | None:
    """The fact that words in a paragraph state, tagged round them."""
    said = said_by(hit.words, hit.behind, concept, hit.rule.value)
    if isinstance(said, str):
        findings.setdefault(
            (hit.rule.where, concept.qname),
            finding("XG-FACT-060", said, hit.rule.where, related=[Related("source", hit.where)]),
        )
        return None
    line = StatementLine(hit.statement.role, concept.label or concept.name)
    passage = Passage(hit.file, hit.first, hit.last, hit.start, hit.end, said.form)
    return Fact(
        id=f"w-{concept.name}-{context.id}",
        concept=concept,
        value=said.value,
        context=context,
        unit=unit_of(concept.kind, currency) if isinstance(said.value, Decimal) else None,
        origin=Origin(hit.where, hit.rule.where, lines=(line,), passages=(passage,)),
    )


def _dimensions(hit: TextHit) -> Dimensions:
    merged = {**dict(hit.statement.dimensions), **dict(hit.rule.dimensions)}
    return tuple(sorted(merged.items()))
