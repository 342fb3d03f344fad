"""The document held against what it was taken from: workbooks, data and ledgers beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from xbrlgen.build.calendar import ReportCalendar
from xbrlgen.build.contexts import Contexts
from xbrlgen.build.facts import exact, settle_facts
from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding, Related
from xbrlgen.model.mapping import Filing, Hit
from xbrlgen.model.register import Tie
from xbrlgen.model.report import Fact, Identity, Print
from xbrlgen.model.rounded import Rounded
from xbrlgen.model.source import Figure, FigureId
from xbrlgen.model.vocabulary import Vocabulary

_NAMED = 5
"""Places that a finding names."""


@dataclass(frozen=True, slots=True)
class Supported:
    """Facts with the prints that support them, a tie for each of these, and what disagrees."""

    facts: tuple[Fact, ...]
    ties: tuple[tuple[FigureId, Tie], ...]
    findings: tuple[Finding, ...]


def settle_support(
    filing: Filing,
    vocabulary: Vocabulary,
    facts: Sequence[Fact],
    hits: Sequence[Hit],
    calendar: ReportCalendar,
) -> Supported:
    """Hold each fact of the document against the numbers of supporting sources for the same fact.

    ``hits`` are read by the rules of the mapping, as those of the document are. What a cell holds counts,
    not how it is shown: it must round to what the document prints, at the document's precision. Findings:
    XG-TIE-041 (they disagree), XG-TIE-042 (values without a fact), and those of
    :func:`~xbrlgen.build.facts.settle_facts` for the sources by themselves.
    """
    if not hits:
        return Supported(tuple(facts), (), ())
    settled = settle_facts(filing, vocabulary, hits, Contexts(), {}, calendar)
    figures = {h.figure.id: h.figure for h in hits}
    by_identity: dict[Identity, Fact] = {f.identity: f for f in settled.facts}
    done: list[Fact] = []
    ties: list[tuple[FigureId, Tie]] = []
    findings: list[Finding] = [f for f in settled.findings if f.code != "XG-FACT-003"]
    met: set[Identity] = set()
    for fact in facts:
        other = by_identity.get(fact.identity)
        if other is None or not fact.prints:
            done.append(fact)
            continue
        met.add(fact.identity)
        done.append(replace(fact, origin=replace(fact.origin, support=other.prints)))
        for printed in other.prints:
            tie = _tie(fact, printed, figures.get(printed.figure))
            ties.append((fact.prints[0].figure, tie))
            if not tie.holds:
                findings.append(_disagrees(fact, printed, tie))
    rest = [f for f in settled.facts if f.identity not in met]
    findings += _for_nothing(rest)
    return Supported(tuple(done), tuple(ties), tuple(findings))


def _tie(fact: Fact, printed: Print, figure: Figure | None) -> Tie:
    held = _held(printed, figure)
    stated = Rounded(fact.number, fact.decimals)
    return Tie(
        formula=_name(printed),
        stated=fact.number,
        computed=held.value,
        decimals=0 if fact.decimals is None else fact.decimals,
        holds=stated.agrees(held),
        operands=(fact.id,),
        periods=(str(fact.context.period),),
        rule=printed.rule,
        support=printed.where,
    )


def _held(printed: Print, figure: Figure | None) -> Rounded:
    """What a supporting source says, as exactly as it does: of a sheet what its cell holds."""
    if figure is None or figure.held is None:
        return printed.rounded
    shown = -2 if figure.percent else figure.scale or 0
    return Rounded(exact(figure.held, printed.scale - shown, printed.sign), None)


def _name(printed: Print) -> str:
    parts = printed.parts
    if not parts:
        return str(printed.where)
    more = f" and {len(parts) - 1} more" if len(parts) > 1 else ""
    return f"account {parts[0].account}{more} of {printed.where.file}"


def _disagrees(fact: Fact, printed: Print, tie: Tie) -> Finding:
    lead = fact.prints[0]
    return finding(
        "XG-TIE-041",
        f"{fact.concept.qname} of {fact.context.period} is printed as {lead.text} ({fact.number:,}), and "
        f"{tie.formula} holds {_plain(tie.computed)}",
        lead.where,
        related=[
            Related(f'support "{printed.label}" {printed.text}', printed.where),
            *([Related("rule", printed.rule)] if printed.rule is not None else []),
        ],
        subjects=[fact.id],
    )


def _for_nothing(facts: Iterable[Fact]) -> Iterable[Finding]:
    by_file: dict[str, list[Fact]] = {}
    for fact in facts:
        by_file.setdefault(fact.prints[0].where.file, []).append(fact)
    for file, found in by_file.items():
        named = "; ".join(
            f"{f.concept.qname} of {f.context.period} at {f.prints[0].where}" for f in found[:_NAMED]
        )
        more = f"; and {len(found) - _NAMED:,} more" if len(found) > _NAMED else ""
        yield finding(
            "XG-TIE-042",
            f"{len(found):,} values of {file} have no fact in the document: {named}{more}",
            found[0].prints[0].where,
        )


def _plain(value: Decimal) -> str:
    return f"{value:,f}"
