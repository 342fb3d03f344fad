"""The draft of a mapping for the sources of one report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from xbrlgen.assist.draft.about import about
from xbrlgen.assist.draft.calendar import whole_weeks
from xbrlgen.assist.draft.concepts import Asked, Chooser, deducted, place_rows
from xbrlgen.assist.draft.parted import both_kinds, parted
from xbrlgen.assist.draft.signs import settle_signs
from xbrlgen.assist.draft.sums import FoundSum, SumRow, find_sums
from xbrlgen.assist.draft.tables import (
    figures_of,
    kind_of,
    length_of,
    line_kind,
    told_apart,
    usable_columns,
)
from xbrlgen.catalog import Catalog
from xbrlgen.catalog.suggest import Suggester
from xbrlgen.model.drafted import (
    About,
    Drafted,
    DraftedLine,
    DraftedStatement,
    DraftedSum,
    LeftTable,
    LineKind,
    Option,
    OwnElement,
    StatementKind,
)
from xbrlgen.model.matcher import fold
from xbrlgen.model.period import Period
from xbrlgen.model.source import Column, LineItem, Source, Table

_ROLES = {
    StatementKind.BALANCE: ("BalanceSheets", "Statement - Balance Sheets"),
    StatementKind.INCOME: ("StatementsOfOperations", "Statement - Statements of Operations"),
    StatementKind.COMPREHENSIVE: (
        "StatementsOfComprehensiveIncome", "Statement - Statements of Comprehensive Income",
    ),
    StatementKind.CASH_FLOW: ("StatementsOfCashFlows", "Statement - Statements of Cash Flows"),
}  # fmt: skip
_SURE = 0.9
_NOT_DRAFTED = "not a primary statement; the draft leaves it out"
_TOTAL = re.compile(r"^(?:total|net cash|net (?:income|loss|earnings))|\btotal\b", re.IGNORECASE)


def draft(sources: Sequence[Source], texts: Sequence[str], catalog: Catalog, suggester: Suggester) -> Drafted:
    """The draft: statements with concepts, signs and sums, the tables that are left out, who reports.

    ``texts`` are the sources as text, for what stands before the document (EDGAR's header). The same sources
    give the same draft.
    """
    return _Drafting(sources, catalog, suggester).run(about(sources, texts))


class _Drafting:
    def __init__(self, sources: Sequence[Source], catalog: Catalog, suggester: Suggester) -> None:
        self.catalog = catalog
        self.chooser = Chooser(catalog, suggester)
        self.tables = [t for s in sources for t in s.tables if any(figures_of(line) for line in t.lines)]
        self.own: dict[str, OwnElement] = {}
        self.agreed: dict[str, str] = {}
        self.values: dict[tuple[str, Period], Decimal] = {}
        self.roles: Counter[str] = Counter()

    def run(self, told: About) -> Drafted:
        statements: list[DraftedStatement] = []
        left: list[LeftTable] = []
        kinds = {id(t): kind_of(t) for t in self.tables}
        # The income statement first: others repeat its result.
        order = (
            StatementKind.INCOME,
            StatementKind.BALANCE,
            StatementKind.CASH_FLOW,
            StatementKind.COMPREHENSIVE,
        )
        for kind in order:
            for table in self.tables:
                if kinds[id(table)] is kind:
                    made = self.statement(table, kind)
                    if isinstance(made, LeftTable):
                        left.append(made)
                    else:
                        statements.append(made)
        for table in self.tables:
            if kinds[id(table)] not in order:
                left.append(self.left(table, _NOT_DRAFTED))
        place = {id(t): n for n, t in enumerate(self.tables)}
        statements.sort(key=lambda s: place[id(s.table)])
        left.sort(key=lambda t: place[id(t.table)])
        periods = sorted({p for _, p in self.values}, key=lambda p: (p.is_instant, p.end, -p.days))
        days = [p.end for s in statements if s.kind is StatementKind.BALANCE for p in _spoken(s)]
        opened = [p for p in periods if p.start is not None and p.opening in periods]
        held = [
            p
            for p in periods
            if p.start is not None or not any(p == o.opening for o in opened) or p.end in days
        ]
        moved = whole_weeks(held, days)
        begun = [p.opening for p in whole_weeks(opened, days)]
        periods = sorted({*moved, *begun}, key=lambda p: (p.is_instant, p.end, -p.days))
        ends = [p.end for p in periods]
        told = replace(told, period_end=told.period_end or (max(ends) if ends else None))
        used = {
            e.name: e
            for s in statements
            for line in s.lines
            for e in (line.own, line.member)
            if e is not None
        }
        own = tuple(used[name] for name in sorted(used))
        return Drafted(told, tuple(statements), tuple(left), tuple(periods), own)

    def left(self, table: Table, reason: str) -> LeftTable:
        """What is left out never takes a table from a statement, so any name it has will do."""
        name = next((n for n in table.names if n.strip() and len(n) <= 160), None)
        caption = next((line.label for line in table.lines if line.label.strip()), None)
        return LeftTable(table, name, None if name is not None else caption, reason)

    def statement(self, table: Table, kind: StatementKind) -> DraftedStatement | LeftTable:
        length = length_of(table, kind)
        columns, left_columns = usable_columns(table, kind, length)
        if not columns:
            return self.left(table, "none of its columns names a period that the draft can read")
        if any(not heading for heading, _ in left_columns):
            return self.left(table, "a column of it has numbers and no heading")
        if any(not line.label.strip() for line in table.lines if figures_of(line)):
            return self.left(table, "a row of it has numbers and no caption")
        name = told_apart(table, self.tables)
        if name is None:
            return self.left(table, "neither its title nor a caption tells it from other tables")
        rows = [(n, line, line_kind(line, columns)) for n, line in enumerate(table.lines) if figures_of(line)]
        numbers = {n: _row(line, what, columns) for n, line, what in rows}
        sums = _renumbered(
            find_sums([numbers[n] for n, _, _ in rows], signed=kind is not StatementKind.BALANCE),
            [n for n, _, _ in rows],
        )
        asked = place_rows(kind, [r for r in rows if r[2] is not LineKind.RATIO])
        negative = {n: _negative(row) for n, row in numbers.items()}
        chosen = self.chooser.choose(kind, asked, sums, negative, self.agreed)
        members = self.members(rows, chosen, sums)
        for number, (concept, _) in members.items():
            chosen[number] = (Option(concept, 0.5), *chosen.get(number, ())[:2])
        own = {a.number: self.element(a, chosen, sums, negative) for a in asked if a.number not in chosen}
        balances = {n: self.balance(found[0].concept) for n, found in chosen.items()}
        balances |= {n: element.balance for n, element in own.items()}
        labels = {a.number: a.line.label for a in asked}
        closed = max((a.number for a in asked if a.instant), default=None)
        flips = settle_signs(kind, labels, balances, negative, sums, closed)
        lines = self.lines(rows, asked, chosen, own, members, flips, kind)
        conflict = self.conflict(lines, columns, kind, length, table)
        if conflict is not None:
            return self.left(table, conflict)
        concepts = {
            n: line.concept if line.member is None else f"{line.concept}[{line.member.name}]"
            for n, line in lines.items()
            if line.concept is not None
        }
        made = self.sums(sums, concepts, flips, lines)
        role, title = self.role(kind)
        for line in lines.values():
            if line.concept is not None and line.sure:
                self.agreed.setdefault(fold(line.line.label), line.concept)
        return DraftedStatement(
            table, kind, role, title, name[0], name[1], None, length,
            tuple(lines[n] for n, _, _ in rows), made, tuple(left_columns),
        )  # fmt: skip

    def role(self, kind: StatementKind) -> tuple[str, str]:
        role, title = _ROLES[kind]
        self.roles[role] += 1
        again = self.roles[role]
        return (role, title) if again == 1 else (f"{role}{again}", f"{title} ({again})")

    def balance(self, qname: str) -> str | None:
        concept = self.catalog.concept(qname)
        return concept.balance if concept is not None else None

    def members(
        self,
        rows: Sequence[tuple[int, LineItem, LineKind]],
        chosen: dict[int, tuple[Option, ...]],
        sums: Sequence[FoundSum],
    ) -> dict[int, tuple[str, OwnElement]]:
        """Rows that are kinds of revenue or of its cost, with the concept of their total and a member of
        their own."""
        found: dict[int, tuple[str, OwnElement]] = {}
        labels = {n: line.label for n, line, _ in rows}
        for number, concept in parted(chosen, sums).items():
            base = self.unused(_camel(labels[number]) or f"Part{number + 1}", "Member")
            member = OwnElement(
                f"{base}Member",
                None,
                None,
                False,
                f"{labels[number]} [Member]",
                f"a part of {concept} in the print",
            )
            found[number] = (concept, self.own.setdefault(member.name, member))
        return found

    def element(
        self,
        asked: Asked,
        chosen: dict[int, tuple[Option, ...]],
        sums: Sequence[FoundSum],
        negative: dict[int, bool],
    ) -> OwnElement:
        """An element of the company's own for a row that no standard one fits."""
        label = asked.line.label
        base = _camel(label) or f"Line{asked.number + 1}"
        section = asked.line.section[-1] if asked.line.section else ""
        if len(label.split()) < 2 and section:
            base = _camel(section)[:80] + base
        base = self.unused(base)
        balance = asked.side
        if asked.kind is LineKind.MONEY and balance is None:
            balance = "credit"
            for found in sums:
                for part, sign in found.parts:
                    if part == asked.number and found.total in chosen:
                        total = self.balance(chosen[found.total][0].concept) or "credit"
                        adds = (sign > 0) is not deducted(total, negative[part])
                        balance = total if adds else {"credit": "debit", "debit": "credit"}[total]
        element = OwnElement(
            base, asked.kind, balance if asked.kind is LineKind.MONEY else None, asked.instant, label,
            "no standard element has these words; drafted, to be confirmed",
        )  # fmt: skip
        name, again = base, 1
        while (held := self.own.get(name)) is not None and held != replace(element, name=name):
            again += 1
            name = f"{base}{again}"
        element = replace(element, name=name)
        self.own[name] = element
        return element

    def unused(self, base: str, ending: str = "") -> str:
        """The name, or one like it, that no standard element has (EFM 6.8.6)."""
        taken = any(self.catalog.concept(f"{p}:{base}{ending}") is not None for p in self.catalog.prefixes)
        return f"Reported{base}" if taken else base

    def lines(
        self,
        rows: Sequence[tuple[int, LineItem, LineKind]],
        asked: Sequence[Asked],
        chosen: dict[int, tuple[Option, ...]],
        own: dict[int, OwnElement],
        members: dict[int, tuple[str, OwnElement]],
        flips: dict[int, bool],
        kind: StatementKind,
    ) -> dict[int, DraftedLine]:
        by_number = {a.number: a for a in asked}
        seen: Counter[tuple[str, ...]] = Counter()
        many = Counter((fold(line.label), *map(fold, line.section)) for _, line, _ in rows)
        made: dict[int, DraftedLine] = {}
        for number, line, _ in rows:
            key = (fold(line.label), *map(fold, line.section))
            seen[key] += 1
            nth = seen[key] if many[key] > 1 else None
            ask = by_number.get(number)
            if ask is None:
                made[number] = DraftedLine(line, None, omit="a ratio; the draft leaves it out", nth=nth)
                continue
            period = None
            if kind is StatementKind.CASH_FLOW and ask.instant:
                period = (
                    "closing"
                    if re.search(r"\b(?:end|ending|closing)\b", line.label, re.IGNORECASE)
                    else "opening"
                )
            options = chosen.get(number, ())
            element = own.get(number)
            made[number] = DraftedLine(
                line,
                options[0].concept if options else f":{element.name}" if element else None,
                options,
                flips.get(number, False),
                period,
                sure=bool(options) and options[0].confidence >= _SURE,
                own=element,
                member=members[number][1] if number in members else None,
                also=both_kinds(line, options[0].concept) if options else (),
                nth=nth,
            )
        return made

    def conflict(
        self,
        lines: dict[int, DraftedLine],
        columns: Sequence[Column],
        kind: StatementKind,
        length: str | None,
        table: Table,
    ) -> str | None:
        """Why this table cannot stand beside the others: it gives a concept another value in the same
        period."""
        scale = Decimal(10) ** table.scales.money
        mine: dict[tuple[str, Period], Decimal] = {}
        for line in lines.values():
            if line.concept is None:
                continue
            for column in columns:
                period = column.period
                value = _value(line.line, column)
                if period is None or value is None:
                    continue
                if line.period == "opening":
                    period = period.opening if not period.is_instant else period
                elif line.period == "closing" or (kind is StatementKind.BALANCE and not period.is_instant):
                    period = Period(None, period.end)
                value = (-value if line.flip else value) * scale
                name = line.concept if line.member is None else f"{line.concept}[{line.member.name}]"
                key = (name, period)
                if mine.get(key, value) != value:
                    return f"it gives {line.concept.lstrip(':')} two values in one period"
                held = self.values.get(key)
                if held is not None and abs(held - value) > scale:
                    return f"its {line.line.label} differs from that of another statement of the same period"
                mine[key] = value
        self.values |= mine
        return None

    def sums(
        self,
        sums: Sequence[FoundSum],
        concepts: dict[int, str],
        flips: dict[int, bool],
        lines: dict[int, DraftedLine],
    ) -> tuple[DraftedSum, ...]:
        made: list[DraftedSum] = []
        for found in sums:
            if found.total not in concepts or any(p not in concepts for p, _ in found.parts):
                continue
            if lines[found.total].period or any(lines[p].period for p, _ in found.parts):
                continue
            turned = -1 if flips.get(found.total) else 1
            parts = tuple(
                (concepts[p].partition(":")[2], sign * turned * (-1 if flips.get(p) else 1))
                for p, sign in found.parts
            )
            total = concepts[found.total].partition(":")[2]
            made.append(
                DraftedSum(total, parts, self.may_link(concepts[found.total], found, concepts, parts))
            )
        return tuple(made)

    def may_link(
        self, total: str, found: FoundSum, concepts: dict[int, str], parts: Iterable[tuple[str, int]]
    ) -> bool:
        """Whether weights agree with balances, as XBRL 2.1 section 5.1.1.2 wants of calculation links."""
        of_total = self._balance_of(total)
        for (part, _), (name, weight) in zip(found.parts, parts, strict=True):
            if name.endswith("]"):
                return False
            balance = self._balance_of(concepts[part])
            if of_total and balance and (of_total == balance) is not (weight > 0):
                return False
        return True

    def _balance_of(self, concept: str) -> str | None:
        if concept.startswith(":"):
            return self.own[concept[1:]].balance
        return self.balance(concept)


def _spoken(statement: DraftedStatement) -> list[Period]:
    return [c.period for c in statement.table.columns if c.period is not None]


def _negative(row: SumRow) -> bool:
    values = [v for v in row.values if v]
    return bool(values) and all(v < 0 for v in values)


def _camel(caption: str) -> str:
    """``Network optimization cost (1)`` -> ``NetworkOptimizationCost``: letters and digits, a letter
    first."""
    words = re.findall(
        r"[A-Za-z]+|[0-9]+", re.sub(r"\([^)]*\)", " ", caption.replace("'", "").replace("\u2019", ""))
    )
    name = "".join(w[:1].upper() + w[1:] for w in words)[:100]
    return name if not name or name[0].isalpha() else f"Line{name}"


def _value(line: LineItem, column: Column) -> Decimal | None:
    for cell in line.cells:
        if cell.column == column.index and len(cell.figures) == 1:
            return cell.figures[0].value
    return None


def _row(line: LineItem, what: LineKind, columns: Sequence[Column]) -> SumRow:
    values = tuple(_value(line, column) for column in columns)
    places = max((f.places for f in figures_of(line)), default=0)
    barred = what is not LineKind.MONEY
    return SumRow(values, Decimal(1).scaleb(-places), bool(_TOTAL.search(line.label)), barred, line.depth)


def _renumbered(sums: Sequence[FoundSum], numbers: Sequence[int]) -> list[FoundSum]:
    return [FoundSum(numbers[s.total], tuple((numbers[p], sign) for p, sign in s.parts)) for s in sums]
