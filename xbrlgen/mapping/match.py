"""Lines of the sources to rules of the mapping: what is claimed, by whom, and what is not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from xbrlgen.mapping.pattern import find_text
from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding, Related
from xbrlgen.model.mapping import (
    ColumnRule,
    Hit,
    Left,
    LineRule,
    Mapping,
    Matched,
    Matcher,
    StatementRule,
    fold,
)
from xbrlgen.model.period import Period
from xbrlgen.model.source import Cell, Column, LineItem, Mention, Paragraph, Source, Table


def match(mapping: Mapping, sources: Sequence[Source]) -> Matched:
    """Match every line with figures to the one rule that claims it.

    A rule claims a line by caption, and by section if it names one. Of several rules the
    one that says more wins (a section before none, an exact caption before a pattern); a
    tie is XG-MAP-003, and so are two rules of a statement that read the same text alike.
    Findings: XG-MAP-001, -002, -003, -011, -012; XG-FACT-004.
    """
    return _Matcher(mapping, sources).run()


@dataclass(slots=True)
class _Claim:
    """One rule in its statement, and the lines it claimed by table."""

    index: tuple[int, int]
    statement: StatementRule
    rule: LineRule
    lines: dict[int, list[LineItem]] = field(default_factory=dict)
    texts: list[tuple[Paragraph, list[Mention], list[Mention]]] = field(default_factory=list)

    @property
    def used(self) -> bool:
        return bool(self.lines or self.texts)

    def weight(self) -> tuple[int, int]:
        return (len(self.rule.section), 0 if self.rule.line and self.rule.line.pattern else 1)


class _Matcher:
    def __init__(self, mapping: Mapping, sources: Sequence[Source]) -> None:
        self.mapping, self.sources = mapping, sources
        self.findings: list[Finding] = []
        self.left: list[Left] = []
        self.figures = 0
        self.claims = [
            _Claim((i, j), statement, rule)
            for i, statement in enumerate(mapping.statements)
            for j, rule in enumerate(statement.rules())
            if not rule.show
        ]
        self.tables = [t for s in sources for t in s.tables]

    def run(self) -> Matched:
        found: set[str] = set()
        for number, table in enumerate(self.tables):
            statements = [s for s in self.mapping.statements if _is_of(table, s)]
            found.update(s.role for s in statements)
            self.table(number, table, {s.role for s in statements})
        self.missing_statements(found)
        for claim in self.claims:
            if claim.rule.text is not None:
                self.text(claim)
        self.same_words()
        self.unused(found)
        hits = [hit for claim in self.claims for hit in self.hits(claim)]
        self.left += self.omitted
        return Matched(
            tuple(hits),
            tuple(sorted(self.left, key=lambda item: item.where.sort_key())),
            self.figures,
            len(self.claims),
            sum(c.used for c in self.claims),
            tuple(self.findings),
        )

    # -- tables ------------------------------------------------------------------------

    def table(self, number: int, table: Table, roles: set[str]) -> None:
        rows = [line for line in table.lines if any(c.figures for c in line.cells)]
        self.figures += sum(len(c.figures) for line in rows for c in line.cells)
        if not rows:
            return
        if not roles:
            self.unclaimed_table(table, rows)
            return
        exact, patterns = self.rules_for(roles)
        for line in rows:
            candidates = [
                c
                for c in (*exact.get(fold(line.label), ()), *patterns)
                if c.rule.line is not None
                and c.rule.line.matches(line.label)
                and _under(line, c.rule.section)
            ]
            if not candidates:
                self.unclaimed_line(line, roles)
                continue
            best = max(c.weight() for c in candidates)
            winners = [c for c in candidates if c.weight() == best]
            if len(winners) > 1:
                self.ambiguous(line, winners)
            winners[0].lines.setdefault(number, []).append(line)
        for claim in self.claims:
            lines = claim.lines.get(number, [])
            if len(lines) > 1 and claim.rule.omit is None:
                self.findings.append(
                    finding(
                        "XG-MAP-003",
                        f"rule {claim.rule} claims {len(lines)} lines of one table",
                        claim.rule.where,
                        hint="tell them apart by the heading they stand under (`heading` or `section`)",
                        related=[Related("source", line.where) for line in lines],
                    )
                )

    def rules_for(self, roles: set[str]) -> tuple[dict[str, list[_Claim]], list[_Claim]]:
        exact: dict[str, list[_Claim]] = {}
        patterns: list[_Claim] = []
        for claim in self.claims:
            if claim.rule.line is None or claim.statement.role not in roles:
                continue
            if claim.rule.line.pattern is None:
                exact.setdefault(fold(claim.rule.line.text), []).append(claim)
            else:
                patterns.append(claim)
        return exact, patterns

    def unclaimed_table(self, table: Table, rows: list[LineItem]) -> None:
        rule = next((o for o in self.mapping.omit_tables if any(map(o.table.matches, table.names))), None)
        for line in rows:
            self.leave(line, line.cells, None if rule is None else rule.reason)
        if rule is None:
            self.findings.append(
                finding(
                    "XG-MAP-012",
                    f'table "{table.title}" with {len(rows)} lines of numbers belongs to no statement',
                    table.where,
                    hint="name it in a statement's `table`, or under omit_tables with a reason",
                )
            )

    def unclaimed_line(self, line: LineItem, roles: set[str]) -> None:
        self.leave(line, line.cells, None)
        statement = next(s for s in self.mapping.statements if s.role in roles)
        unused = [
            c for c in self.claims if c.statement.role in roles and c.rule.line is not None and not c.used
        ]
        near = _nearest(line.label, [c for c in unused if c.rule.line and c.rule.line.pattern is None])
        under = f' under "{line.section[-1]}"' if line.section else ""
        self.findings.append(
            finding(
                "XG-MAP-001",
                f'"{line.label}"{under} is claimed by no rule of {statement.role}',
                statement.where,
                hint=(
                    f"the rule {near.rule} at line {near.rule.where.line} comes nearest"
                    if near
                    else "add a rule for it, or leave it out with `omit: reason`"
                ),
                related=[Related("source", line.where)],
            )
        )

    def ambiguous(self, line: LineItem, winners: list[_Claim]) -> None:
        first, *others = winners
        places = ", ".join(f"line {c.rule.where.line}" for c in others)
        self.findings.append(
            finding(
                "XG-MAP-003",
                f'"{line.label}" is claimed by the rule here and by {places}',
                first.rule.where,
                hint="tell them apart by `section`, or remove one",
                related=[
                    Related("source", line.where),
                    *(Related("rule", c.rule.where) for c in others),
                ],
            )
        )

    def leave(self, line: LineItem, cells: Sequence[Cell], reason: str | None) -> None:
        self.left += [Left(f.id, f.where, f.text, line.label, reason) for c in cells for f in c.figures]

    # -- running text ------------------------------------------------------------------

    def text(self, claim: _Claim) -> None:
        assert claim.rule.text is not None
        places: list[Paragraph] = []
        for source in self.sources:
            for paragraph in source.paragraphs:
                if claim.statement.note is not None and paragraph.mark != claim.statement.note:
                    continue
                mentions = find_text(claim.rule.text, paragraph)
                if mentions is None:
                    continue
                numbers = [m for m in mentions if m.kind != "period"]
                periods = [m for m in mentions if m.kind == "period"]
                claim.texts.append((paragraph, numbers, periods))
                places.append(paragraph)
        if len(places) > 1:
            self.findings.append(
                finding(
                    "XG-MAP-003",
                    f"text {claim.rule} stands in {len(places)} paragraphs",
                    claim.rule.where,
                    hint="add words that only one of them has",
                    related=[Related("source", p.where) for p in places],
                )
            )

    def same_words(self) -> None:
        """Two rules of one statement that make the same facts of the same numbers: one is a copy."""
        first: dict[tuple[object, ...], _Claim] = {}
        for claim in self.claims:
            rule = claim.rule
            for paragraph, numbers, _ in claim.texts:
                figures = tuple(m.figure.id for m in numbers if m.figure is not None)
                key = (claim.statement.role, figures, rule.concepts, rule.dimensions, rule.period)
                other = first.setdefault(key, claim)
                if other is not claim and figures:
                    self.findings.append(
                        finding(
                            "XG-MAP-003",
                            f"text {rule} reads what the rule at line {other.rule.where.line} reads",
                            rule.where,
                            hint="remove one of them",
                            related=[Related("source", paragraph.where), Related("rule", other.rule.where)],
                        )
                    )

    # -- what was not found --------------------------------------------------------------

    def missing_statements(self, found: set[str]) -> None:
        notes = {mark for s in self.sources for mark in s.notes}
        for statement in self.mapping.statements:
            asks = any(r.line is not None and not r.optional for r in statement.rules())
            texts = [r for r in statement.rules() if r.text is not None]
            reads = not texts or not all(r.optional for r in texts)
            if asks and statement.role not in found:
                titles = "; ".join(t.title for t in self.tables if t.title) or "none"
                self.findings.append(
                    finding(
                        "XG-MAP-011",
                        f"no table of the sources is {statement.role}: {_wanted(statement)}",
                        statement.where,
                        hint=f"tables found: {titles}",
                    )
                )
            elif reads and statement.note is not None and statement.note not in notes:
                self.findings.append(
                    finding(
                        "XG-MAP-011",
                        f"no note {statement.note} for {statement.role}",
                        statement.where,
                        hint=f"notes found: {', '.join(sorted(notes)) or 'none'}",
                    )
                )

    def unused(self, found: set[str]) -> None:
        for claim in self.claims:
            statement_missing = claim.rule.line is not None and claim.statement.role not in found
            if claim.used or claim.rule.optional or statement_missing:
                continue
            if claim.rule.text is not None:
                message, hint = f"text {claim.rule} stands nowhere in the sources", None
            else:
                message = f"rule {claim.rule} found no line in {claim.statement.role}"
                hint = (
                    "its line may be missing from the source (`optional: true` allows it), or stand elsewhere"
                )
            self.findings.append(finding("XG-MAP-002", message, claim.rule.where, hint=hint))

    # -- hits ----------------------------------------------------------------------------

    @property
    def omitted(self) -> Iterator[Left]:
        for claim in self.claims:
            for number, lines in claim.lines.items():
                for line in lines:
                    for cell in line.cells:
                        reason = claim.rule.omit or _column_reason(claim.statement, self.tables[number], cell)
                        if reason is not None:
                            yield from (Left(f.id, f.where, f.text, line.label, reason) for f in cell.figures)

    def hits(self, claim: _Claim) -> Iterator[Hit]:
        if claim.rule.omit is not None:
            return
        for number, lines in claim.lines.items():
            for line in lines:
                for cell in line.cells:
                    yield from self.cell_hits(claim, self.tables[number], line, cell)
        for paragraph, numbers, periods in claim.texts:
            yield from self.text_hits(claim, paragraph, numbers, periods)

    def cell_hits(self, claim: _Claim, table: Table, line: LineItem, cell: Cell) -> Iterator[Hit]:
        if not cell.figures:
            return
        column = next((c for c in table.columns if c.index == cell.column), None)
        rules = () if column is None else _column_rules(claim.statement, column)
        if any(r.omit for r in rules):
            return
        two_cases = any(r.low or r.high for r in rules)
        if len(cell.figures) > 1 and not two_cases:
            self.findings.append(
                finding(
                    "XG-FACT-004",
                    f'"{line.label}" prints a range {cell.text}, and its low and high have no members',
                    claim.statement.where,
                    related=[Related("source", cell.where)],
                    hint="add `columns: [{heading: …, low: {axis: member}, high: {axis: member}}]`",
                )
            )
            self.leave(line, [cell], None)
            return
        # A single value in a column of ranges is the value of both cases, else a case cannot foot.
        cases: list[tuple[int, str | None]] = [(0, "low"), (-1, "high")] if two_cases else [(0, None)]
        for index, case in cases:
            yield Hit(
                statement=claim.statement,
                rule=claim.rule,
                figure=cell.figures[index],
                period=None if column is None else column.period,
                table=table,
                column=column,
                line=line,
                cell=cell,
                column_rules=rules,
                case=case,
            )

    def text_hits(
        self, claim: _Claim, paragraph: Paragraph, numbers: list[Mention], mentions: list[Mention]
    ) -> Iterator[Hit]:
        periods = list(_alike([m.period for m in mentions if m.period is not None]))
        if len(periods) not in (0, 1, len(numbers)):
            self.findings.append(
                finding(
                    "XG-FACT-002",
                    f"text {claim.rule} states {len(numbers)} numbers for {len(periods)} periods",
                    claim.rule.where,
                    related=[Related("source", paragraph.where)],
                    hint="a pattern needs one {period}, or as many as it has numbers",
                )
            )
            return
        for i, mention in enumerate(numbers):
            if mention.figure is None:
                continue
            period = None if not periods else periods[i if len(periods) > 1 else 0]
            yield Hit(
                statement=claim.statement,
                rule=claim.rule,
                figure=mention.figure,
                period=period,
                paragraph=paragraph,
                mention=mention,
            )


def _alike(periods: list[Period]) -> Iterator[Period]:
    """ "The three months ended June 30, 2004, and June 30, 2003": later bare dates are of the same kind."""
    months: int | None = None
    for period in periods:
        if period.start is not None:
            months = period.months
            yield period
        elif months is not None:
            yield Period.ending(period.end, months)
        else:
            yield period


def _is_of(table: Table, statement: StatementRule) -> bool:
    if statement.table is None and statement.has is None:
        return False
    if statement.table is not None and not any(map(statement.table.matches, table.names)):
        return False
    has = statement.has
    return has is None or any(has.matches(line.label) for line in table.lines)


def _wanted(statement: StatementRule) -> str:
    parts = []
    if statement.table is not None:
        parts.append(f"a title that is {statement.table}")
    if statement.has is not None:
        parts.append(f'a line "{statement.has}"')
    return " and ".join(parts) or "it names neither `table` nor `has`"


def _under(line: LineItem, section: tuple[Matcher, ...]) -> bool:
    """Do the rule's headings stand above the line, in this order (others may stand between)?"""
    above = iter(line.section)
    return all(any(matcher.matches(heading) for heading in above) for matcher in section)


def _column_rules(statement: StatementRule, column: Column) -> tuple[ColumnRule, ...]:
    return tuple(r for r in statement.columns if r.heading.matches(column.text))


def _column_reason(statement: StatementRule, table: Table, cell: Cell) -> str | None:
    column = next((c for c in table.columns if c.index == cell.column), None)
    rules = () if column is None else _column_rules(statement, column)
    return next((r.omit for r in rules if r.omit), None)


def _nearest(label: str, claims: list[_Claim]) -> _Claim | None:
    import difflib

    by_text = {fold(str(c.rule.line)): c for c in claims}
    close = difflib.get_close_matches(fold(label), by_text, n=1, cutoff=0.75)
    return by_text[close[0]] if close else None
