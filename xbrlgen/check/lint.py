"""Names, period types and reasons: what is wrong with a mapping before Arelle starts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from xbrlgen.check.exchanged import exchanged
from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding, Related
from xbrlgen.model.mapping import GroupRule, Hit, LineRule, Mapping, Matched, StatementRule
from xbrlgen.model.period import is_word
from xbrlgen.model.report import Fact, Report
from xbrlgen.model.scale import NumberKind
from xbrlgen.model.source import LineItem
from xbrlgen.model.taxonomy import Concept
from xbrlgen.model.vocabulary import Vocabulary
from xbrlgen.model.where import Where


def lint(mapping: Mapping, vocabulary: Vocabulary, matched: Matched, report: Report) -> tuple[Finding, ...]:
    """Check every name of the mapping against the taxonomy, and each line against its concept.

    Findings: XG-MAP-004 to -007, -013, -017, -018 (a percentage on a concept that is none),
    XG-EXT-001, -003, XG-FACT-006, and XG-MAP-021 (lines that look exchanged).
    """
    return tuple(_Lint(mapping, vocabulary, matched, report).run())


class _Lint:
    def __init__(self, mapping: Mapping, vocabulary: Vocabulary, matched: Matched, report: Report) -> None:
        self.mapping, self.vocabulary, self.matched, self.report = mapping, vocabulary, matched, report
        self.hits: dict[Where, list[Hit]] = {}
        """By the place of the line; what a cell or a column says makes another rule of it."""
        for hit in matched.hits:
            self.hits.setdefault(hit.rule.where, []).append(hit)

    def run(self) -> Iterator[Finding]:
        for statement in self.mapping.statements:
            yield from self.abstract(statement.root, statement.root_where)
            for group in statement.groups():
                yield from self.abstract(group.concept, group.concept_where)
            for rule in statement.rules():
                yield from self.rule(statement, rule)
            for pairs, where in self.dimensions(statement):
                yield from self.pair(pairs, where)
        yield from self.custom()
        for fact in self.report.facts:
            yield from self.one_way(fact)
        yield from exchanged(self.mapping, self.vocabulary, self.matched.hits)

    # -- values ------------------------------------------------------------------------------

    def one_way(self, fact: Fact) -> Iterator[Finding]:
        """A count of shares, a total of assets, a payment: below zero it is mostly a sign gone wrong."""
        if not isinstance(fact.value, Decimal) or fact.value >= 0 or not _counts_one_way(fact.concept):
            return
        shown = f" ({fact.prints[0].text})" if fact.prints else ""
        yield finding(
            "XG-FACT-006",
            f"{fact.concept.qname} of {fact.context.period} is {fact.value:,f}{shown}, "
            "and it counts one way only",
            fact.rule,
            related=[Related(f'source "{p.label}"', p.where) for p in fact.prints[:1]],
            subjects=[fact.id],
        )

    # -- names -------------------------------------------------------------------------------

    def unknown(self, qname: str, where: Where | None, lines: Iterable[LineItem] = ()) -> Finding:
        near = self.vocabulary.near(qname, 1)
        prefix = qname.partition(":")[0]
        if prefix == self.mapping.prefix:
            message = f"{qname} is not declared under custom"
        elif prefix not in self.vocabulary.base.prefixes:
            message = f"{qname}: prefix {prefix} is not of {self.mapping.taxonomy} or this mapping"
        elif self.vocabulary.base.is_stand_in:
            # The shipped tables are a selection: what they lack may well be an element of the year, and
            # nobody is told to declare an own element in its place.
            message = f"{qname} is not in the shipped selection of {self.mapping.taxonomy}"
        else:
            message = f"{qname} is not in {self.mapping.taxonomy}"
        return finding(
            "XG-MAP-004",
            message,
            where,
            hint=(f"did you mean {near[0]}? " if near else "") + _INSTALL
            if self.vocabulary.base.is_stand_in and prefix in self.vocabulary.base.prefixes
            else f"did you mean {near[0]}?"
            if near
            else "declare it under custom, or choose another",
            related=[Related(f'source "{line.label}"', line.where) for line in lines],
        )

    def abstract(self, qname: str | None, where: Where | None) -> Iterator[Finding]:
        if qname is None:
            return
        concept = self.vocabulary.concept(qname)
        if concept is None:
            yield self.unknown(qname, where)
        elif not concept.abstract or concept.is_axis or concept.is_domain:
            yield finding(
                "XG-MAP-007",
                f"{qname} cannot be a heading: it is not an abstract element",
                where,
                hint="headings are elements such as us-gaap:AssetsCurrentAbstract",
            )

    def rule(self, statement: StatementRule, rule: LineRule) -> Iterator[Finding]:
        every = self.hits.get(rule.where, [])
        lines = list({h.line.where: h.line for h in every if h.line is not None}.values())
        sources = [Related(f'source "{line.label}"', line.where) for line in lines]
        for qname, where in zip(rule.all_concepts, rule.all_places, strict=True):
            concept = self.vocabulary.concept(qname)
            if concept is None:
                yield self.unknown(qname, where, lines)
                continue
            if concept.deprecated:
                successors = ", ".join(concept.replaced_by)
                yield finding(
                    "XG-MAP-005",
                    f"{qname} is deprecated in {self.mapping.taxonomy}",
                    where,
                    hint=f"use {successors}" if successors else "choose a concept that is in force",
                    related=sources,
                )
            hits = [h for h in every if qname in h.rule.concepts]
            if rule.block is not None and rule.block.words is not None:
                if concept.abstract or concept.is_text_block:
                    what = "abstract" if concept.abstract else "a block of text"
                    yield finding(
                        "XG-MAP-007", f"{qname} takes no value in words: it is {what}", where, hint=_VALUE
                    )
                continue
            if rule.block is not None:
                if concept.abstract or not concept.is_text_block:
                    what = "abstract" if concept.abstract else concept.kind
                    yield finding(
                        "XG-MAP-007",
                        f"{qname} takes no block of text: it is {what}",
                        where,
                        hint="name an element whose name ends in TextBlock",
                    )
                continue
            if concept.abstract or not concept.is_numeric:
                kind = "abstract" if concept.abstract else concept.kind
                yield finding(
                    "XG-MAP-007",
                    f"{qname} takes no number: it is {kind}",
                    where,
                    hint="name a concept that takes a value",
                    related=sources,
                )
                continue
            yield from self.period(statement, rule, concept, where, hits)
            percent = next((h for h in hits if _is_rate(h)), None)
            if percent is not None and concept.kind not in ("percent", "pure"):
                yield finding(
                    "XG-MAP-018",
                    f"{percent.figure.text} is a percentage or a multiple, and {qname} is {concept.kind}",
                    where,
                    related=[Related("source", percent.figure.where)],
                )

    def period(
        self, statement: StatementRule, rule: LineRule, concept: Concept, where: Where, hits: list[Hit]
    ) -> Iterator[Finding]:
        """An instant concept fits a statement of durations only as an opening or closing balance."""
        if rule.period in ("opening", "closing") or not hits:
            return
        declared = rule.period or statement.period
        if declared is not None and is_word(declared):
            kind = "instant" if declared == "instant" else "duration"
        else:
            kinds = {h.period.kind for h in hits if h.period is not None}
            if len(kinds) != 1:
                return
            kind = kinds.pop()
        if kind == concept.period:
            return
        line = hits[0].line
        yield finding(
            "XG-MAP-006",
            f"{concept.qname} is {_an(concept.period)} concept, and {statement.role} speaks of {kind}s",
            where,
            hint="for a balance in a statement of durations say `period: closing` (or opening)"
            if concept.period == "instant"
            else "choose an instant concept, or correct the statement's `period`",
            related=[Related(f'source "{line.label}"', line.where)] if line is not None else [],
        )

    # -- members -----------------------------------------------------------------------------

    def dimensions(self, statement: StatementRule) -> Iterator[tuple[tuple[tuple[str, str], ...], Where]]:
        yield statement.dimensions, statement.where
        for column in statement.columns:
            yield (*column.dimensions, *column.low, *column.high), column.where
        for rule in statement.rules():
            yield rule.dimensions, rule.where
            for cell in rule.cells:
                yield cell.dimensions, cell.where

    def pair(self, pairs: tuple[tuple[str, str], ...], where: Where) -> Iterator[Finding]:
        for axis, member in pairs:
            for qname, what in ((axis, "axis"), (member, "member")):
                concept = self.vocabulary.concept(qname)
                if concept is None:
                    yield self.unknown(qname, where)
                elif not (concept.is_axis if what == "axis" else concept.is_domain):
                    yield finding("XG-MAP-013", f"{qname} is not {_an(what)}", where)

    # -- custom elements ---------------------------------------------------------------------

    def custom(self) -> Iterator[Finding]:
        declared = {e.concept.qname for e in self.report.extension.elements}
        asked = {q for s in self.mapping.statements for q in _asked(s)}
        for element in self.mapping.custom:
            qname = f"{self.mapping.prefix}:{element.name}"
            if qname not in declared and qname not in asked:
                yield finding("XG-MAP-017", f"{qname} is declared and used nowhere", element.where)
            same = next(
                (
                    f"{p}:{element.name}"
                    for p in self.vocabulary.base.prefixes
                    if self.vocabulary.base.concept(f"{p}:{element.name}")
                ),
                None,
            )
            if same is not None:
                yield finding("XG-EXT-001", f"{same} is a standard element of this name", element.where)
            if element.why is None and element.type not in _LAYOUT:
                yield finding("XG-EXT-003", f"{qname} gives no reason (`why`)", element.where)


def _is_rate(hit: Hit) -> bool:
    """A percentage by its sign or by the heading of its column ("% of revenue"), or a multiple ("5.95x")."""
    heading = hit.column is not None and hit.column.scales.of(NumberKind.PERCENT) is not None
    named = hit.rule.scale is not None or hit.figure.dash or hit.figure.currency is not None
    return hit.figure.percent or hit.figure.times or (heading and not named)


def _counts_one_way(concept: Concept) -> bool:
    if concept.prefix not in ("us-gaap", "srt", "dei"):
        return False
    if concept.kind == "shares" or concept.type.partition(":")[2] in _NEVER_NEGATIVE:
        return True
    return concept.name in _ONE_WAY or (
        concept.name.startswith(_ONE_WAY_NAMES) and "Proceeds" not in concept.name
    )


_ONE_WAY_NAMES = (
    "PaymentsToAcquire", "RepaymentsOf", "PaymentsOfDividends", "PaymentsForRepurchase",
    # Lines that are taken off: their elements say so, and the number is positive.
    "TreasuryStock", "AccumulatedDepreciation", "AccumulatedAmortization", "AllowanceFor",
    "FiniteLivedIntangibleAssetsAccumulated", "AccountsReceivableAllowance", "FinancingReceivableAllowance",
    "InventoryValuationReserves", "DeferredTaxAssetsValuationAllowance", "DebtInstrumentUnamortizedDiscount",
)  # fmt: skip
_VALUE = "name a concept that takes a value"
_INSTALL = "if it is an element of that year, add the official package (`xbrlgen taxonomy add`)"
_NEVER_NEGATIVE = frozenset({"nonNegativeIntegerItemType", "positiveIntegerItemType"})
_ONE_WAY = frozenset(
    {
        "AccountsPayableCurrent", "AccountsReceivableNetCurrent", "Assets", "AssetsCurrent",
        "CashAndCashEquivalentsAtCarryingValue", "CommonStockValue", "CostOfRevenue", "CostsAndExpenses",
        "DepreciationDepletionAndAmortization", "Goodwill", "InterestExpense", "InterestExpenseNonoperating",
        "InventoryNet", "Liabilities", "LiabilitiesAndStockholdersEquity", "LiabilitiesCurrent",
        "OperatingExpenses", "PropertyPlantAndEquipmentNet", "Revenues",
        "SellingGeneralAndAdministrativeExpense",
    }
)  # fmt: skip
"""Elements of the primary statements whose documentation leaves no room for a negative value."""

_LAYOUT = frozenset({"axis", "domain", "table", "lineItems", "abstract"})
"""Kinds of element that need no reason: they are how a table is laid out."""


def _asked(statement: StatementRule) -> Iterator[str]:
    """Every name a statement uses anywhere, so that one fault is not reported as two."""
    if statement.root is not None:
        yield statement.root
    stack: list[LineRule | GroupRule] = list(statement.children)
    while stack:
        child = stack.pop()
        if isinstance(child, GroupRule):
            stack.extend(child.children)
            if child.concept is not None:
                yield child.concept
        else:
            yield from child.all_concepts
            for axis, member in (*child.dimensions, *(d for c in child.cells for d in c.dimensions)):
                yield from (axis, member)
    for column in statement.columns:
        for axis, member in (*column.dimensions, *column.low, *column.high):
            yield from (axis, member)
    for axis, member in statement.dimensions:
        yield from (axis, member)


def _an(word: str) -> str:
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"
