"""A draft as the two files of a filing project: short, in the order of the print, doubts beside the lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xbrlgen.mapping.writing import scalar
from xbrlgen.model.drafted import (
    Drafted,
    DraftedLine,
    DraftedStatement,
    DraftedSum,
    LeftTable,
    OwnElement,
    StatementKind,
)
from xbrlgen.model.mapping import ProseRule
from xbrlgen.model.period import Period

_ROOTS = {
    StatementKind.BALANCE: "us-gaap:StatementOfFinancialPositionAbstract",
    StatementKind.INCOME: "us-gaap:IncomeStatementAbstract",
    StatementKind.COMPREHENSIVE: "us-gaap:StatementOfIncomeAndComprehensiveIncomeAbstract",
    StatementKind.CASH_FLOW: "us-gaap:StatementOfCashFlowsAbstract",
}
_SHOWN = 2
"""Runners-up that stand beside an unsure line."""


@dataclass(frozen=True, slots=True)
class DraftPart:
    """A part of a draft that stands on a line of the file: ``line``, ``sum`` or ``statement``, by its
    numbers."""

    kind: str
    statement: int
    number: int = 0


@dataclass(frozen=True, slots=True)
class MappingText:
    """``mapping.yaml`` as text, and for each line the part of the draft that stands there."""

    text: str
    parts: tuple[DraftPart | None, ...]


def mapping_text(
    drafted: Drafted, taxonomy: str, prefix: str, prose: Sequence[ProseRule] = ()
) -> MappingText:
    """``mapping.yaml`` of a draft.

    ``prefix`` is that of the company's own names. ``prose`` are rules for the running text that the facts
    bear out. A line that the draft is not sure of is marked ``# unsure`` with its confidence and runners-up.
    """
    lines = list(_mapping(drafted, taxonomy, prefix, prose))
    texts = [line if isinstance(line, str) else line[0] for line in lines]
    parts = tuple(None if isinstance(line, str) else line[1] for line in lines)
    return MappingText("\n".join(texts) + "\n", parts)


Laid = str | tuple[str, DraftPart]


def _mapping(drafted: Drafted, taxonomy: str, prefix: str, prose: Sequence[ProseRule]) -> Iterator[Laid]:
    yield "# Drafted by xbrlgen init. Lines marked `unsure` want a look: confidence, then other candidates."
    yield f"taxonomy: {taxonomy}"
    namespace = f"http://www.{prefix}.example.com/{{period_end:%Y%m%d}}"
    yield f'extension: {{prefix: {prefix}, namespace: "{namespace}"}}   # placeholder: your own address'
    yield ""
    yield "statements:"
    for number, statement in enumerate(drafted.statements):
        yield from _statement(statement, number, prefix)
    if drafted.own:
        yield "custom:"
        for element in drafted.own:
            yield from _own(element)
        yield ""
    left = [t for t in drafted.left if t.named is not None or t.has is not None]
    if left:
        yield "omit_tables:"
        yield from _left(left)
        yield ""
    if prose:
        yield "prose:"
        for rule in prose:
            words = ", ".join(_flow(w) for w in rule.words)
            concept = f", concept: {_names(rule.concepts)}" if rule.concepts else ""
            share = f", share: {rule.share}" if rule.share else ""
            yield f"  - {{words: {words}{concept}{share}}}"


def _statement(statement: DraftedStatement, number: int, prefix: str) -> Iterator[Laid]:
    whole = DraftPart("statement", number)
    yield f"  - role: {statement.role}", whole
    yield f"    title: {scalar(statement.title, flow=False)}", whole
    yield f"    root: {_ROOTS[statement.kind]}", whole
    if statement.named is not None:
        yield f"    table: {_exact(statement.named, flow=False)}", whole
    if statement.has is not None:
        yield f"    has: {_exact(statement.has, flow=False)}", whole
    if statement.period is not None:
        yield f"    period: {statement.period}", whole
    if statement.left:
        yield "    columns:"
        for heading, reason in statement.left:
            yield f"      - {{heading: {_exact(heading, flow=True)}, omit: {_flow(reason)}}}", whole
    yield "    lines:"
    yield from _lines(statement.lines, number, prefix)
    for key, links in (("sums", True), ("checks", False)):
        found = [(n, s) for n, s in enumerate(statement.sums) if s.link is links]
        if found:
            yield f"    {key}:"
            for place, drafted in found:
                yield f"      - {_sum(drafted)}", DraftPart("sum", number, place)
    yield ""


def _lines(lines: Sequence[DraftedLine], number: int, prefix: str) -> Iterator[Laid]:
    """The lines, under headings as printed."""
    open_: tuple[str, ...] = ()
    for place, line in enumerate(lines):
        section = line.line.section
        same = 0
        while same < min(len(open_), len(section)) and open_[same] == section[same]:
            same += 1
        for depth in range(same, len(section)):
            indent = "      " + "    " * depth
            yield f"{indent}- heading: {_exact(section[depth], flow=False)}"
            yield f"{indent}  lines:"
        open_ = section
        indent = "      " + "    " * len(section)
        yield f"{indent}- {_line(line, prefix)}", DraftPart("line", number, place)


def _line(line: DraftedLine, prefix: str) -> str:
    said = [f"line: {_exact(line.line.label, flow=True)}"]
    if line.nth is not None:
        said.append(f"nth: {line.nth}")
    if line.concept is None:
        said.append(f"omit: {_flow(line.omit or 'left out by the draft')}")
    else:
        names = [_name(c, prefix) for c in (line.concept, *line.also)]
        said.append(f"concept: {_names(names)}")
        if line.member is not None:
            said.append(f"dimensions: {{srt:ProductOrServiceAxis: {prefix}:{line.member.name}}}")
    if line.flip and line.concept is not None:
        said.append("sign: flip")
    if line.period is not None:
        said.append(f"period: {line.period}")
        said.append(f"preferred: {'periodEnd' if line.period == 'closing' else 'periodStart'}")
    text = "{" + ", ".join(said) + "}"
    if line.concept is None or line.sure:
        return text
    if line.own is not None:
        return f"{text}   # unsure: no standard element found"
    first, *others = line.options
    rivals = ", ".join(f"{o.concept} {o.confidence:.0%}" for o in others[:_SHOWN])
    return f"{text}   # unsure, {first.confidence:.0%}" + (f"; or {rivals}" if rivals else "")


def _own(element: OwnElement) -> Iterator[str]:
    said = [f"type: {element.kind.value if element.kind is not None else 'member'}"]
    if element.balance:
        said.append(f"balance: {element.balance}")
    if element.instant:
        said.append("period: instant")
    said += [f"label: {_flow(element.label)}", f"why: {_flow(element.why)}"]
    yield f"  {element.name}: {{{', '.join(said)}}}"


def _left(left: Sequence[LeftTable]) -> Iterator[str]:
    said: set[tuple[str | None, str | None]] = set()
    for table in left:
        if (table.named, table.has) in said:
            continue
        said.add((table.named, table.has))
        named = [f"table: {_exact(table.named, flow=True)}"] if table.named is not None else []
        if table.has is not None:
            named.append(f"has: {_exact(table.has, flow=True)}")
        yield f"  - {{{', '.join(named)}, reason: {_flow(table.reason)}}}"


def _sum(found: DraftedSum) -> str:
    parts: list[str] = []
    for name, sign in found.parts:
        if not parts:
            parts.append(name if sign > 0 else f"- {name}")
        else:
            parts.append(f"{'+' if sign > 0 else '-'} {name}")
    return f"{found.total} = {' '.join(parts)}"


def _name(concept: str, prefix: str) -> str:
    """A concept as the mapping writes it; ``:Name`` is one of the company's own."""
    return f"{prefix}{concept}" if concept.startswith(":") else concept


def _names(concepts: Sequence[str]) -> str:
    return concepts[0] if len(concepts) == 1 else f"[{', '.join(concepts)}]"


def _exact(text: str, *, flow: bool) -> str:
    """Text that is matched whole. What looks like a pattern (``/.../``) is written as one that says the
    same."""
    if text.startswith("/"):
        text = f"/^{re.escape(text)}$/"
    return scalar(text, flow=flow)


def _flow(text: str) -> str:
    return scalar(text, flow=True)


def filing_text(drafted: Drafted, sources: Sequence[str], form: str = "8-K") -> str:
    """``filing.yaml`` of a draft; what the document does not say is a ``placeholder``."""
    return "\n".join(_filing(drafted, sources, form)) + "\n"


def _filing(drafted: Drafted, sources: Sequence[str], form: str) -> Iterator[str]:
    told = drafted.about
    yield "# Drafted by xbrlgen init. What the document does not say is a placeholder."
    yield "mapping: mapping.yaml"
    yield f"sources: [{', '.join(_flow(s) for s in sources)}]"
    name = _flow(told.name or "PLACEHOLDER CORP")
    cik = f'"{told.cik}"' if told.cik else "placeholder"
    yield f"entity: {{name: {name}, cik: {cik}}}{'' if told.name else '   # the document names nobody'}"
    end = told.period_end
    day = told.day or end
    assumed = "" if told.day else "   # date: the document gives none; the end of the period stands for it"
    yield f"document: {{type: {told.form or form}, date: {day}, period_end: {end}}}{assumed}"
    if told.currency and told.currency != "USD":
        yield f"currency: {told.currency}"
    if told.fiscal_year_end:
        yield "fiscal_year_end: {:02d}-{:02d}".format(*told.fiscal_year_end)
    if drafted.periods:
        yield "periods:"
        names: set[str] = set()
        for period in drafted.periods:
            yield f"  {_period_name(period, names)}: {_period(period)}"
    yield "cover:"
    yield f"  file_number: {_flow(told.file_number) if told.file_number else 'placeholder'}"
    yield f"  incorporation: {told.incorporation or 'placeholder'}"
    yield f"  tax_id: {told.tax_id or 'placeholder'}"
    yield "  address: {line1: placeholder, city: placeholder, state: NY, zip: placeholder}   # state: a guess"
    yield "  phone: {area: placeholder, number: placeholder}"
    yield "  emerging_growth: false"
    if (told.form or form) == "8-K":
        yield "  written_communications: false"
        yield "  soliciting_material: false"
        yield "  tender_offer: false"
        yield "  issuer_tender_offer: false"
    yield "  securities:"
    yield "    - {title: placeholder, symbol: placeholder, exchange: placeholder}"


def _period(period: Period) -> str:
    return f"{period.end}" if period.start is None else f"{period.start}..{period.end}"


def _period_name(period: Period, names: set[str]) -> str:
    if period.start is None:
        name = f"end of {period.end:%Y-%m}"
    else:
        months = period.months
        length = (
            "year"
            if months == 12
            else "quarter"
            if months == 3
            else f"{months or period.days} {'months' if months else 'days'}"
        )
        name = f"{length} to {period.end:%Y-%m}"
    while name in names:
        name += "'"
    names.add(name)
    return name
