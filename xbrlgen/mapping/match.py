"""Lines of the sources to rules of the mapping: what is claimed, by whom, and what is not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from xbrlgen.mapping.claims import RuleClaim
from xbrlgen.mapping.crossing import cell_of, column_rules, crossed
from xbrlgen.mapping.named import Named
from xbrlgen.mapping.nearest import Nearest
from xbrlgen.mapping.notes import Notes
from xbrlgen.mapping.tables import named_tables, titles_of, wanted
from xbrlgen.mapping.texts import TextLines
from xbrlgen.mapping.words import word_hits
from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding, Related
from xbrlgen.model.lookup import Lookup
from xbrlgen.model.mapping import ColumnRule, Hit, Left, LineRule, Mapping, Matched, StatementRule
from xbrlgen.model.matcher import Matcher
from xbrlgen.model.period import Period
from xbrlgen.model.source import Cell, Column, LineItem, Source, Table
from xbrlgen.model.where import Where


@dataclass(frozen=True, slots=True)
class _Under:
    """What stands over a cell: its column, and the statement's rules for that heading."""

    column: Column | None
    rules: tuple[ColumnRule, ...]

    @property
    def omit(self) -> str | None:
        return next((r.omit for r in self.rules if r.omit), None)


_NOWHERE = _Under(None, ())


def match(mapping: Mapping, sources: Sequence[Source], rolled: Sequence[Hit] = ()) -> Matched:
    """Match every line with figures to the one rule that claims it.

    A rule claims a line by caption, and by section if it names one. Of several rules the
    one that says more wins (a section before none, an exact caption before a pattern); a
    tie is XG-MAP-003, and so are two rules of a statement that read the same text alike.
    ``rolled`` are numbers that ledgers give for lines (mapping.accounts). Findings: XG-MAP-001, -002,
    -003, -011, -012; XG-FACT-004.
    """
    return _Matcher(mapping, sources, rolled).run()


# nil    None    N/A    n.m.    not meaningful
_NOTHING = re.compile(
    r"\W*(?:n/?a|n/?m|n\.[am]\.?|nmf|nil|none|not (?:meaningful|applicable|available))\W*", re.IGNORECASE
)


class _Matcher:
    def __init__(self, mapping: Mapping, sources: Sequence[Source], rolled: Sequence[Hit]) -> None:
        self.mapping, self.sources = mapping, sources
        self.findings: list[Finding] = []
        self.left: list[Left] = []
        self.answered: set[Where] = set()
        self.figures = 0
        self.claims = [
            RuleClaim((i, j), statement, rule)
            for i, statement in enumerate(mapping.statements)
            for j, rule in enumerate(statement.rules())
            if rule.line is not None or rule.text is not None
        ]
        self.by_role: dict[str, list[RuleClaim]] = {}
        for claim in self.claims:
            self.by_role.setdefault(claim.statement.role, []).append(claim)
        self.order = {s.role: i for i, s in enumerate(mapping.statements)}
        self.tables: list[Table] = []
        self.omitted_tables = Lookup((o.table, o) for o in mapping.omit_tables if o.table is not None)
        self.omitted_by_line = Lookup(
            (o.has, o) for o in mapping.omit_tables if o.table is None and o.has is not None
        )
        self.named = Named(mapping)
        self.notes = Notes(mapping, sources)
        self.texts = TextLines(sources)
        self.named_hits = list(rolled)
        self.figures = len(rolled)
        self.named.used.update(h.rule.where for h in rolled)
        self.rules: dict[frozenset[str], Lookup[RuleClaim]] = {}
        self.columns: dict[tuple[str, int], dict[int, _Under]] = {}
        self.near: dict[frozenset[str], Nearest[RuleClaim]] = {}
        self.nothing: set[tuple[int, int]] = set()
        """Rules whose lines say in every cell that there is nothing."""

    def run(self) -> Matched:
        found: set[str] = set()
        for number, (table, statements) in enumerate(
            named_tables(self.mapping, self.sources, self.notes.regions)
        ):
            self.tables.append(table)
            found.update(s.role for s in statements)
            self.table(number, table, frozenset(s.role for s in statements))
        self.missing_statements(found)
        self.findings += self.texts.find(self.claims)
        self.unused(found)
        hits = [*(hit for claim in self.claims for hit in self.hits(claim)), *self.named_hits]
        self.findings += self.texts.findings
        self.left += [*self.omitted, *self.named.left]
        self.findings += self.named.findings.values()
        blocks = list(self.notes.hits())
        for hit in word_hits(self.mapping, self.sources, self.notes):
            if isinstance(hit, Finding):
                self.findings.append(hit)
            else:
                blocks.append(hit)
        self.findings += self.notes.findings
        for under in (u for of_table in self.columns.values() for u in of_table.values()):
            if under.column is not None and (under.omit or any(r.period for r in under.rules)):
                self.answered.add(under.column.where)
        return Matched(
            tuple(hits),
            tuple(sorted(self.left, key=lambda item: item.where.sort_key())),
            self.figures,
            len(self.claims),
            sum(c.used for c in self.claims),
            tuple(self.findings),
            frozenset(self.answered),
            tuple(blocks),
        )

    # -- tables ------------------------------------------------------------------------

    def table(self, number: int, table: Table, roles: frozenset[str]) -> None:
        rows = [line for line in table.lines if any(c.figures for c in line.cells)]
        self.figures += sum(len(c.figures) for line in rows for c in line.cells)
        self.named_hits += self.named.hits(table, [line for line in rows if line.concept is not None])
        rows = [line for line in rows if line.concept is None]
        for line in table.lines if roles else ():
            if line.cells and all(not c.figures and _NOTHING.fullmatch(c.text) for c in line.cells):
                # "Minority interest    nil    n/a": the line is there, and says that there is nothing.
                fitting = self.rules_for(roles).find(line.label)
                self.nothing.update(c.index for c in fitting if _under(line, c.rule.section))
        if not rows:
            return
        if not roles:
            self.unclaimed_table(table, rows)
            return
        rules = self.rules_for(roles)
        claiming: dict[tuple[int, int], RuleClaim] = {}
        fitted: Counter[tuple[int, int]] = Counter()
        for line in rows:
            candidates = [c for c in rules.find(line.label) if _under(line, c.rule.section)]
            fitted.update(c.index for c in candidates)
            candidates = [c for c in candidates if c.rule.nth in (None, fitted[c.index])]
            if not candidates:
                self.unclaimed_line(line, roles)
                continue
            best = max(c.weight() for c in candidates)
            winners = [c for c in candidates if c.weight() == best]
            if len(winners) > 1:
                self.ambiguous(line, winners)
            winners[0].lines.setdefault(number, []).append(line)
            claiming[winners[0].index] = winners[0]
        for _, claim in sorted(claiming.items(), key=lambda c: c[0]):
            lines = claim.lines[number]
            if len(lines) > 1 and claim.rule.omit is None and not _of_other_times(lines):
                self.findings.append(
                    finding(
                        "XG-MAP-003",
                        f"rule {claim.rule} claims {len(lines)} lines of one table",
                        claim.rule.where,
                        hint="tell them apart by the heading they stand under (`heading` or `section`), or "
                        "by their order (`nth`)",
                        related=[Related("source", line.where) for line in lines],
                    )
                )

    def rules_for(self, roles: frozenset[str]) -> Lookup[RuleClaim]:
        """The rules that may claim a line of a table of these statements, exact captions first."""
        rules = self.rules.get(roles)
        if rules is None:
            asking = [(c.rule.line, c) for c in self.claims_of(roles) if c.rule.line is not None]
            asking.sort(key=lambda entry: entry[0].pattern is not None)
            rules = self.rules[roles] = Lookup(asking)
        return rules

    def claims_of(self, roles: frozenset[str]) -> Iterator[RuleClaim]:
        """The claims of these statements, in the order of the mapping."""
        for role in sorted(roles, key=self.order.__getitem__):
            yield from self.by_role.get(role, ())

    def unclaimed_table(self, table: Table, rows: list[LineItem]) -> None:
        titled = (o for name in table.names for o in self.omitted_tables.find(name))
        labels = [line.label for line in table.lines]
        fitting = [o for o in titled if o.has is None or any(map(o.has.matches, labels))]
        fitting += [o for line in table.lines for o in self.omitted_by_line.find(line.label)]
        rule = min(fitting, key=lambda o: o.where.sort_key(), default=None)
        if rule is not None:
            self.answered.update(c.where for c in table.columns)
        for line in rows:
            self.leave(line, line.cells, None if rule is None else rule.reason)
        if rule is None:
            self.findings.append(
                finding(
                    "XG-MAP-012",
                    f'table "{table.title}" with {len(rows)} lines of numbers belongs to no statement',
                    table.where,
                    hint="name it in a statement's `table` or `has`, or under omit_tables with a reason",
                )
            )

    def unclaimed_line(self, line: LineItem, roles: frozenset[str]) -> None:
        self.leave(line, line.cells, None)
        statement = self.mapping.statements[min(self.order[role] for role in roles)]
        nearest = self.near.get(roles)
        if nearest is None:
            nearest = self.near[roles] = Nearest(
                (str(c.rule.line), c)
                for c in self.claims_of(roles)
                if c.rule.line is not None and c.rule.line.pattern is None
            )
        near = nearest.find(line.label, lambda c: not c.used)
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

    def ambiguous(self, line: LineItem, winners: list[RuleClaim]) -> None:
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

    # -- what was not found --------------------------------------------------------------

    def missing_statements(self, found: set[str]) -> None:
        notes = {mark for s in self.sources for mark in s.notes}
        titles = titles_of(self.tables)
        for statement in self.mapping.statements:
            asks = any(
                r.line is not None and not r.optional and r.where not in self.named.used
                for r in statement.rules()
            )
            texts = [r for r in statement.rules() if r.text is not None]
            reads = not texts or not all(r.optional for r in texts)
            if asks and statement.role not in found:
                self.findings.append(
                    finding(
                        "XG-MAP-011",
                        f"no table of the sources is {statement.role}: {wanted(statement)}",
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
            if (
                claim.used
                or claim.index in self.nothing
                or claim.rule.optional
                or statement_missing
                or claim.rule.where in self.named.used
            ):
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
                        under = self.under(claim, number, cell)
                        own = cell_of(claim.rule, under.column, under.rules)
                        reason = claim.rule.omit or under.omit or (own.omit if own is not None else None)
                        if reason is not None:
                            yield from (Left(f.id, f.where, f.text, line.label, reason) for f in cell.figures)

    def hits(self, claim: RuleClaim) -> Iterator[Hit]:
        if claim.rule.omit is not None:
            return
        for number, lines in claim.lines.items():
            for line in lines:
                for cell in line.cells:
                    if cell.figures:
                        yield from self.cell_hits(claim, number, line, cell)
        for paragraph, numbers, periods in claim.texts:
            yield from self.texts.hits(claim, paragraph, numbers, periods)

    def under(self, claim: RuleClaim, number: int, cell: Cell) -> _Under:
        """The column of a cell, and the rules for its heading: looked up once a table and statement."""
        key = (claim.statement.role, number)
        columns = self.columns.get(key)
        if columns is None:
            table = self.tables[number]
            rules = column_rules(claim.statement, table.columns)
            columns = self.columns[key] = {c.index: _Under(c, rules[c.index]) for c in table.columns}
        return columns.get(cell.column, _NOWHERE)

    def cell_hits(self, claim: RuleClaim, number: int, line: LineItem, cell: Cell) -> Iterator[Hit]:
        under = self.under(claim, number, cell)
        column, rules = under.column, under.rules
        own = cell_of(claim.rule, column, rules)
        if under.omit is not None or (own is not None and own.omit is not None):
            return
        rule = crossed(claim.statement, claim.rule, rules, own)
        if not rule.concepts:
            self.no_concept(claim, line, cell, column)
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
            hit = Hit(
                statement=claim.statement,
                rule=rule if line.unit is None else _in_unit(rule, line.unit),
                figure=cell.figures[index],
                period=_period(claim.statement, column, line),
                table=self.tables[number],
                column=column,
                line=line,
                cell=cell,
                column_rules=rules,
                case=case,
            )
            if hit.figure.dash and hit.dash == "none":
                figure = hit.figure
                self.left.append(Left(figure.id, figure.where, figure.text, line.label, _NO_VALUE))
                continue
            yield hit

    def no_concept(self, claim: RuleClaim, line: LineItem, cell: Cell, column: Column | None) -> None:
        """A line that has its concepts from columns stands in a column that has none."""
        heading = f'column "{column.text}"' if column is not None else "no column"
        self.leave(line, [cell], None)
        self.findings.append(
            finding(
                "XG-MAP-060",
                f'{cell.text} of "{line.label}" stands in {heading}, which gives the line no concept',
                claim.rule.where,
                related=[Related("source", cell.where)],
                hint="give the line, its column under `columns`, or this cell under `cells` a `concept`, or "
                "leave the cell out with `omit: reason`",
            )
        )


_NO_VALUE = "a dash, which says nothing here (`dash: none`)"


def _period(statement: StatementRule, column: Column | None, line: LineItem) -> Period | None:
    """What the heading of the column says, else the row, else the title of the table.

    ::

                                   Common     Retained
                                   stock      earnings      Total
        Balance, March 31, 2025    $ 1,200    $ 8,430       $ 9,630
    """
    if column is None or statement.period == "rows":
        return line.period or (None if column is None else column.period)
    if column.titled:
        return line.period or column.period
    return column.period or line.period


def _of_other_times(lines: Sequence[LineItem]) -> bool:
    """Whether the rows are the same line at other times: "Net income" of two years, one under the other."""
    periods = {line.period for line in lines}
    return len(periods) == len(lines) and None not in periods


def _in_unit(rule: LineRule, unit: str) -> LineRule:
    """The rule in the unit that a row says, unless it has one of its own."""
    return rule if rule.unit is not None else replace(rule, unit=unit)


def _under(line: LineItem, section: tuple[Matcher, ...]) -> bool:
    """Do the rule's headings stand above the line, in this order (others may stand between)?"""
    above = iter(line.section)
    return all(any(matcher.matches(heading) for heading in above) for matcher in section)
