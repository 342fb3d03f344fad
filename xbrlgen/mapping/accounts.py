"""Ledgers to lines: accounts rolled up by the mapping, with signs by the nature of each concept.

A debit concept (an asset, an expense) counts debits as positive, a credit concept credits: a balance of
12,450.00 in credit is 12,450.00 of ``AccountsPayableCurrent``. Where a concept has no balance,
``positive`` says which side counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding, Related
from xbrlgen.model.ledger import Balance, Part
from xbrlgen.model.mapping import Dimensions, Filing, GroupRule, Hit, LineRule, Mapping, StatementRule
from xbrlgen.model.period import Period
from xbrlgen.model.source import Cell, Column, Figure, LineItem, Source, SourceKind, Table
from xbrlgen.model.vocabulary import Vocabulary
from xbrlgen.model.where import Where

_NAMED = 10
"""Accounts that a finding names."""


@dataclass(frozen=True, slots=True)
class RolledUp:
    """What ledgers give: the statements as tables of a source, and the hits of their numbers."""

    source: Source
    hits: tuple[Hit, ...]
    findings: tuple[Finding, ...]


def roll_up(
    filing: Filing, mapping: Mapping, vocabulary: Vocabulary, sources: Iterable[Source]
) -> RolledUp | None:
    """Roll the accounts of all ledgers up to the lines that take them; None if there is no ledger.

    Findings: XG-TIE-040 (debits are not credits), XG-MAP-051 (an account in two lines of one
    statement), -052 (an account in no line), -053 (a line whose accounts are in no ledger, or that has
    no side), XG-FACT-050 (a balance in another currency).
    """
    sources = [s for s in sources if s.balances]
    if not sources:
        return None
    return _Roller(filing, mapping, vocabulary, sources).run()


@dataclass(slots=True)
class _AccountLine:
    """What a rule takes: parts by period, each with the sign that the concept gives it."""

    statement: StatementRule
    rule: LineRule
    section: tuple[str, ...]
    parts: dict[Period, list[Part]] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, Dimensions]:
        return self.rule.concepts[0], self.rule.dimensions


class _Roller:
    def __init__(
        self, filing: Filing, mapping: Mapping, vocabulary: Vocabulary, sources: Sequence[Source]
    ) -> None:
        self.filing, self.mapping, self.vocabulary, self.sources = filing, mapping, vocabulary, sources
        self.balances = [b for s in sources for b in s.balances]
        self.end = Period(None, filing.document.period_end)
        self.places = max((-_exponent(b.amount) for b in self.balances), default=0)
        """A ledger is kept to the same digit throughout, whether or not a balance shows it."""
        self.findings: list[Finding] = []
        self.taken: set[str] = set()

    def run(self) -> RolledUp:
        self.findings += self.unbalanced()
        self.findings += self.foreign()
        accounts: dict[str, list[Balance]] = {}
        for balance in self.balances:
            accounts.setdefault(balance.account, []).append(balance)
        tables: list[Table] = []
        lines: list[_AccountLine] = []
        for statement in self.mapping.statements:
            own = [_AccountLine(statement, rule, section) for rule, section in _rules(statement)]
            self.take(own, accounts)
            self.add_sums(own)
            lines += own
            table = self.table(statement, own)
            if table is not None:
                tables.append(table)
        self.findings += self.fallen(accounts)
        source = replace(Source.of(f"{self.sources[0].file} (accounts)", tables), kind=SourceKind.ROLLED)
        return RolledUp(source, tuple(self.hits(source, lines)), tuple(self.findings))

    # -- the ledger itself ---------------------------------------------------------------

    def unbalanced(self) -> Iterator[Finding]:
        sums: dict[tuple[str, Period | None, str, str | None], Decimal] = {}
        first: dict[tuple[str, Period | None, str, str | None], Where] = {}
        for b in self.balances:
            key = (b.where.file, b.period, b.entity, b.currency)
            sums[key] = sums.get(key, Decimal(0)) + b.amount
            first.setdefault(key, b.where)
        for key, rest in sums.items():
            if rest:
                file, period, entity, _ = key
                of = ", ".join(str(x) for x in (entity, period) if x)
                side = "debits" if rest > 0 else "credits"
                yield finding(
                    "XG-TIE-040",
                    f"{file}{f' ({of})' if of else ''}: {side} are {abs(rest):,f} more than the other side",
                    first[key],
                )

    def foreign(self) -> Iterator[Finding]:
        others: dict[str, list[Balance]] = {}
        for b in self.balances:
            if b.currency is not None and b.currency != self.filing.currency:
                others.setdefault(b.currency, []).append(b)
        for currency, found in others.items():
            yield finding(
                "XG-FACT-050",
                f"{len(found):,} balances are in {currency}, the filing is in {self.filing.currency}",
                found[0].where,
            )

    # -- accounts to lines ---------------------------------------------------------------

    def take(self, lines: Sequence[_AccountLine], accounts: dict[str, list[Balance]]) -> None:
        taking: dict[str, list[_AccountLine]] = {}
        for line in lines:
            own = [a for a in accounts if any(x.takes(a) for x in line.rule.accounts)]
            side = self.side(line.rule)
            if line.rule.accounts and (not own or side is None):
                self.nothing(line, no_side=side is None)
                continue
            self.taken.update(own)
            for account in own:
                taking.setdefault(account, []).append(line)
                for b in accounts[account]:
                    if b.currency in (None, self.filing.currency):
                        amount = b.amount if side == "debit" else -b.amount
                        part = Part(account, b.name, amount, b.where)
                        line.parts.setdefault(b.period or self.end, []).append(part)
        twice = {a: found for a, found in taking.items() if len(found) > 1}
        pairs: dict[tuple[Where, ...], list[str]] = {}
        for account, found in twice.items():
            pairs.setdefault(tuple(line.rule.where for line in found), []).append(account)
        for wheres, found_accounts in pairs.items():
            self.findings.append(
                finding(
                    "XG-MAP-051",
                    f"{_list(found_accounts)} in {len(wheres)} lines of {lines[0].statement.role}",
                    wheres[0],
                    related=[Related("rule", where) for where in wheres[1:]],
                )
            )

    def side(self, rule: LineRule) -> str | None:
        """The side that counts as positive for the values of a rule's concept."""
        concept = self.vocabulary.concept(rule.concepts[0])
        return rule.positive if concept is None or concept.balance is None else concept.balance

    def nothing(self, line: _AccountLine, *, no_side: bool) -> None:
        rule = line.rule
        message = f"accounts {', '.join(map(str, rule.accounts))} are in no ledger"
        if no_side:
            message = f"{rule.concepts[0]} has no balance, and `positive` does not say which side counts"
        if no_side or not rule.optional:
            self.findings.append(finding("XG-MAP-053", message, rule.where))

    def add_sums(self, lines: Sequence[_AccountLine]) -> None:
        """The lines that are rolled up from the parts of their sum, whatever order they stand in."""
        by_key = {line.key: line for line in lines}
        doing: set[tuple[str, Dimensions]] = set()

        def parts_of(line: _AccountLine) -> dict[Period, list[Part]]:
            relation = next(
                (
                    r
                    for r in line.statement.sums
                    if (r.total.concept, r.total.dimensions) == line.key and not r.is_ratio
                ),
                None,
            )
            if not line.rule.rolls_sum or line.parts or line.key in doing:
                return line.parts
            doing.add(line.key)
            for term in relation.terms if relation is not None else ():
                part = by_key.get((term.concept, term.dimensions))
                for period, parts in parts_of(part).items() if part is not None else ():
                    signed = [Part(p.account, p.name, term.weight * p.amount, p.where) for p in parts]
                    line.parts.setdefault(period, []).extend(signed)
            if not line.parts:
                message = (
                    f"no sum of {line.statement.role} gives {line.rule.concepts[0]} from lines with accounts"
                )
                self.findings.append(finding("XG-MAP-053", message, line.rule.where))
            return line.parts

        for line in lines:
            parts_of(line)

    def fallen(self, accounts: dict[str, list[Balance]]) -> Iterator[Finding]:
        """Accounts that no line takes, and no reason leaves out."""
        left = [r for rule in self.mapping.omit_accounts for r in rule.accounts]
        lost = [a for a in accounts if a not in self.taken and not any(x.takes(a) for x in left)]
        if lost:
            total = sum((b.amount for a in lost for b in accounts[a]), Decimal(0))
            named = ", ".join(f"{a} {accounts[a][0].name}".strip() for a in lost[:_NAMED])
            more = f" and {len(lost) - _NAMED:,} more" if len(lost) > _NAMED else ""
            yield finding(
                "XG-MAP-052",
                f"{len(lost):,} accounts fall in no line, with {total:,f} together: {named}{more}",
                accounts[lost[0]][0].where,
                related=[Related("account", accounts[a][0].where) for a in lost[1:_NAMED]],
            )

    # -- lines to tables and hits --------------------------------------------------------

    def table(self, statement: StatementRule, lines: Sequence[_AccountLine]) -> Table | None:
        filled = [line for line in lines if line.parts]
        if not filled:
            return None
        periods = sorted({p for line in filled for p in line.parts}, key=Period.sort_key, reverse=True)
        first = next(iter(filled[0].parts.values()))[0].where
        columns = tuple(Column(i, (p.words,), p, first) for i, p in enumerate(periods))
        items: list[LineItem] = []
        above: tuple[str, ...] = ()
        for line in filled:
            for depth, heading in enumerate(line.section):
                if line.section[: depth + 1] != above[: depth + 1]:
                    items.append(LineItem(heading, heading, line.section[:depth], (), first, depth=2 * depth))
            above = line.section
            items.append(self.item(line, periods))
        return Table(statement.title.partition(" - ")[2], columns, tuple(items), first, sparse=True)

    def item(self, line: _AccountLine, periods: Sequence[Period]) -> LineItem:
        label = line.rule.label or (str(line.rule.line) if line.rule.line is not None else "")
        concept = self.vocabulary.concept(line.rule.concepts[0])
        if not label or (line.rule.line is not None and line.rule.line.pattern is not None):
            label = line.rule.label or (concept.label if concept is not None else line.rule.concepts[0])
        cells = []
        for i, period in enumerate(periods):
            parts = line.parts.get(period)
            if parts:
                figure = self.figure(line.rule, parts)
                cells.append(Cell(i, figure.text, (figure,), figure.where))
        return LineItem(label, label, line.section, tuple(cells), cells[0].where, depth=2 * len(line.section))

    def figure(self, rule: LineRule, parts: Sequence[Part]) -> Figure:
        """The number as the statement prints it: the rule turns its sign back when it becomes a fact."""
        concept = self.vocabulary.concept(rule.concepts[0])
        value = sum((p.amount for p in parts), Decimal(0))
        if rule.turns(concept.balance if concept is not None else None):
            value = -value
        places = self.places
        digits = f"{abs(value):,.{places}f}"
        text = f"({digits})" if value < 0 else digits
        start = 1 if value < 0 else 0
        return Figure(
            value=value,
            places=places,
            text=text,
            where=parts[0].where,
            digits=(start, start + len(digits)),
            scale=0,
            parts=tuple(parts),
        )

    def hits(self, source: Source, lines: Sequence[_AccountLine]) -> Iterator[Hit]:
        filled = {
            s.role: [line for line in lines if line.statement is s and line.parts]
            for s in self.mapping.statements
        }
        tables = iter(source.tables)
        for statement in self.mapping.statements:
            own = filled[statement.role]
            if not own:
                continue
            table = next(tables)
            items = [item for item in table.lines if item.cells]
            for line, item in zip(own, items, strict=True):
                for cell in item.cells:
                    column = table.columns[cell.column]
                    yield Hit(statement, line.rule, cell.figures[0], column.period, table, column, item, cell)


def _rules(statement: StatementRule) -> Iterator[tuple[LineRule, tuple[str, ...]]]:
    """The rules that take accounts, in the order of the layout, with the headings they stand under."""

    def walk(
        children: Iterable[LineRule | GroupRule], above: tuple[str, ...]
    ) -> Iterator[tuple[LineRule, tuple[str, ...]]]:
        for child in children:
            if isinstance(child, GroupRule):
                words = child.label or (str(child.heading) if child.heading is not None else "")
                own = words and (child.heading is None or child.heading.pattern is None)
                yield from walk(child.children, (*above, words) if own else above)
            elif child.accounts or child.rolls_sum:
                yield child, above

    yield from walk(statement.children, ())


def _list(accounts: Sequence[str]) -> str:
    more = f" and {len(accounts) - _NAMED:,} more are" if len(accounts) > _NAMED else ""
    are = "" if more else " is" if len(accounts) == 1 else " are"
    return f"account{'s' if len(accounts) > 1 else ''} {', '.join(accounts[:_NAMED])}{more}{are}"


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
