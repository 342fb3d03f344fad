"""The register of every printed number, and what it lacks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Mapping as MappingABC
from dataclasses import replace
from types import MappingProxyType

from xbrlgen.model.claim import Claim
from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding, Related, Severity
from xbrlgen.model.mapping import Left, Mapping
from xbrlgen.model.register import ALONE, LEFT, OPEN, TAGGED, TIED, NumberRegister, Numeral, Tie
from xbrlgen.model.report import Report
from xbrlgen.model.source import FigureId, LineItem, Mention, Places, Source, Table
from xbrlgen.model.where import Where

NO_REST: MappingABC[str, str] = MappingProxyType({})
CAPTION = "caption"
"""In the place of a statement: a number that stands in the label of a row."""
REASONS = {
    "period": "a date or a span of time",
    "phone": "a telephone number",
    "ordinal": "an ordinal",
    "other": "part of a name, a time or a reference",
}
"""What is left out by its kind: it states no quantity of the company's."""


def tie_out(
    mapping: Mapping,
    sources: Sequence[Source],
    report: Report,
    claims: Sequence[Claim],
    table_ties: Iterable[tuple[FigureId, Tie]],
    rest: MappingABC[str, str] = NO_REST,
) -> tuple[NumberRegister, tuple[Finding, ...]]:
    """Say of every number of the sources what became of it.

    ``table_ties`` are the sums and ratios that hold or fail (check.arithmetic), by the figure of
    the total. ``rest`` is the reason, by file, for which what nothing accounts for is left out.
    Findings: XG-TIE-007 for a number of the text that nothing accounts for,
    XG-TIE-009 for words under ``prose`` that stand near no number. Without a ``prose`` section the
    open numbers are one note, not a warning each.
    """
    numerals = _numerals(sources, report, claims, table_ties)
    register = NumberRegister(tuple(_rested(n, rest) for n in numerals))
    # Those of which only the period is open have a finding of their own (XG-TIE-022).
    told = {c.mention.figure.id for c in claims if c.kind == "open" and c.mention.figure is not None}
    open_text = [
        n for n in register.numerals if n.state == OPEN and n.statement is None and n.figure not in told
    ]
    findings = list(_open(mapping, open_text))
    findings += _in_captions(register)
    used = {id(c.rule) for c in claims}
    findings += [
        finding("XG-TIE-009", f"words {rule} stand near no number of the text", rule.where)
        for rule in mapping.prose
        if id(rule) not in used
    ]
    return register, tuple(findings)


def _rested(numeral: Numeral, rest: MappingABC[str, str]) -> Numeral:
    reason = rest.get(numeral.figure.file)
    return replace(numeral, state=LEFT, reason=reason) if reason and numeral.state == OPEN else numeral


def _numerals(
    sources: Sequence[Source],
    report: Report,
    claims: Sequence[Claim],
    table_ties: Iterable[tuple[FigureId, Tie]],
) -> Iterator[Numeral]:
    prints: dict[FigureId, list[tuple[str, str]]] = {}
    in_tables: set[str] = set()
    for fact in report.facts:
        for printed in fact.prints:
            prints.setdefault(printed.figure, []).append((fact.id, printed.statement))
    ties: dict[FigureId, list[Tie]] = {}
    for held, tie in (*report.ties, *table_ties):
        ties.setdefault(held, []).append(tie)
    left = {item.figure: item for item in report.coverage.left}
    omitted = {c.mention.id: c.rule.omit for c in claims if c.kind == "omit"}
    # What the cells of tables are prints of, in the order they stand in: looked up once, and gone through
    # again below. Looking a hundred thousand figures up is what costs more a figure the more there are.
    of_cells: list[Sequence[tuple[str, str]]] = []
    for source in sources:
        for table in source.tables:
            for line in table.lines:
                for cell in line.cells:
                    for figure in cell.figures:
                        of_cells.append(prints.get(figure.id, ()))
                        in_tables.update(i for i, _ in of_cells[-1])
    in_order = iter(of_cells)
    for source in sources:
        for block in source.blocks:
            if isinstance(block, Table):
                for line in block.lines:
                    yield from _caption(line, prints, ties, left)
                    for cell in line.cells:
                        for figure in cell.figures:
                            found = next(in_order)
                            item = None if found else left.get(figure.id)
                            reason = None if item is None else item.reason
                            yield Numeral(
                                figure=figure.id,
                                where=figure.where,
                                text=figure.text,
                                state=TAGGED if found else LEFT if reason else OPEN,
                                label=line.label,
                                facts=tuple([i for i, _ in found]),
                                ties=tuple(ties.get(figure.id, ())),
                                reason=reason,
                                statement=found[0][1] if found else "",
                            )
            else:
                if not block.mentions:
                    continue
                whole, places = block.text, Places(block.spans)
                for mention in block.mentions:
                    yield _mention(whole, places, mention, prints, ties, omitted, in_tables)


def _caption(
    line: LineItem,
    prints: dict[FigureId, list[tuple[str, str]]],
    ties: dict[FigureId, list[Tie]],
    left: dict[FigureId, Left],
) -> Iterator[Numeral]:
    """The amounts in a label: par value, shares authorised. Those of a row left out are left out with it."""
    if line.caption is None:
        return
    figures = [f.id for c in line.cells for f in c.figures]
    reasons = [left[i].reason if i in left else None for i in figures]
    reason = reasons[0] if reasons and all(reasons) else None
    whole, places = line.caption.text, Places(line.caption.spans)
    for mention in line.caption.mentions:
        omitted = {mention.id: reason}
        numeral = _mention(whole, places, mention, prints, ties, omitted, set())
        yield replace(numeral, statement=CAPTION if numeral.state == OPEN else numeral.statement)


def _mention(
    whole: str,
    places: Places,
    mention: Mention,
    prints: dict[FigureId, list[tuple[str, str]]],
    ties: dict[FigureId, list[Tie]],
    omitted: dict[FigureId, str | None],
    in_tables: set[str],
) -> Numeral:
    text = whole[mention.start : mention.end]
    facts = tuple(i for i, _ in prints.get(mention.id, ()))
    held = tuple(ties.get(mention.id, ()))
    reason = REASONS.get(mention.kind) or omitted.get(mention.id)
    if facts:
        state = TAGGED if in_tables.intersection(facts) else ALONE
    elif held:
        state = TIED
    else:
        state = LEFT if reason else OPEN
    return Numeral(
        figure=mention.id,
        where=mention.figure.where if mention.figure is not None else places.at(mention.start),
        text=text,
        state=state,
        label=_around(whole, mention),
        facts=facts,
        ties=held,
        reason=reason if state == LEFT else None,
    )


def _around(text: str, mention: Mention) -> str:
    """A few words on both sides."""
    start = max(0, mention.start - 40)
    end = min(len(text), mention.end + 40)
    before = text[start : mention.start].partition(" ")[2] if start else text[: mention.start]
    after = text[mention.end : end].rpartition(" ")[0] if end < len(text) else text[mention.end :]
    return f"{before}{text[mention.start : mention.end]}{after}".strip()


def _in_captions(register: NumberRegister) -> Iterator[Finding]:
    """One finding a caption, which names every amount in it that is in no state."""
    open_: dict[str, list[Numeral]] = {}
    for numeral in register.numerals:
        if numeral.state == OPEN and numeral.statement == CAPTION:
            open_.setdefault(str(numeral.where.line), []).append(numeral)
    for numerals in open_.values():
        first = numerals[0]
        yield finding(
            "XG-TIE-032",
            f'"{first.label}": {", ".join(n.text for n in numerals)} in a caption is no fact, nor left out',
            first.where,
        )


def _open(mapping: Mapping, numerals: Sequence[Numeral]) -> Iterator[Finding]:
    if not numerals:
        return
    if not mapping.prose:
        yield finding(
            "XG-TIE-007",
            f"{len(numerals)} numbers of the running text are held against nothing: `prose` is empty",
            Where(mapping.file, 1, 1),
            severity=Severity.INFO,
            hint="`xbrlgen ties` proposes rules for it",
        )
        return
    for numeral in numerals:
        yield finding(
            "XG-TIE-007",
            f'"{numeral.label}": {numeral.text} is neither a fact, nor tied, nor left out',
            numeral.where,
            hint="add its words to `prose` with a concept, or with `omit: reason`",
            related=[Related("rule", mapping.prose[-1].where)],
        )
