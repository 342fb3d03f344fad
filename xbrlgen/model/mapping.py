"""The user's two files as nouns: the durable mapping, and the one report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from xbrlgen.model.accounts import Accounts, OmitAccounts
from xbrlgen.model.cover import Stated
from xbrlgen.model.custom import CustomElement
from xbrlgen.model.finding import Finding
from xbrlgen.model.matcher import Matcher
from xbrlgen.model.notes import BlockRule, NoteRule
from xbrlgen.model.period import Period
from xbrlgen.model.relation import Relation
from xbrlgen.model.scale import PLAIN_FORM, NumberForm
from xbrlgen.model.source import Cell, Column, Figure, FigureId, LineItem, Mention, Paragraph, Table
from xbrlgen.model.source_file import SourceFile
from xbrlgen.model.where import Where

Dimensions = tuple[tuple[str, str], ...]
"""(axis, member) pairs as QNames, sorted by axis."""


@dataclass(frozen=True, slots=True)
class CellRule:
    """What a line's numbers in one column are, where they are not what line and column say.

    ``column`` is the name of a column (``as``), or its heading. What is None or empty is as elsewhere.
    """

    where: Where
    column: Matcher
    concepts: tuple[str, ...] = ()
    concept_where: tuple[Where, ...] = ()
    omit: str | None = None
    dimensions: Dimensions = ()
    sign: str | None = None
    positive: str | None = None
    unit: str | None = None
    scale: int | None = None
    decimals: int | None = None
    dash: str | None = None
    period: str | None = None


@dataclass(frozen=True, slots=True)
class LineRule:
    """What one line item is: its concepts and how its printed number becomes their value.

    Exactly one of ``line`` (a row of a table), ``text`` (a place in running text) and
    ``show`` (only a place in the statement's layout) is set. ``omit`` is the reason for
    which a matched line gives no fact.
    """

    where: Where
    line: Matcher | None = None
    text: TextPattern | None = None
    show: bool = False
    block: BlockRule | None = None
    """The stretch of a note that is the text of its concepts."""
    value: str | None = None
    """What its words say, where they do not say it themselves: ``false`` of "has not adopted"."""
    section: tuple[Matcher, ...] = ()
    concepts: tuple[str, ...] = ()
    concept_where: tuple[Where, ...] = ()
    omit: str | None = None
    accounts: tuple[Accounts, ...] = ()
    """Accounts of a ledger that the line is rolled up from."""
    rolls_sum: bool = False
    """It is rolled up from the lines that its sum in ``sums`` adds."""
    sign: str = "auto"
    """``flip``, ``keep``, or ``auto``: by ``positive`` and the balance of the concept."""
    positive: str | None = None
    """``credit`` or ``debit``: what a number without brackets is here; None: as printed."""
    dimensions: Dimensions = ()
    preferred: str | None = None
    label: str | None = None
    labels: tuple[tuple[str, str], ...] = ()
    """Further labels: (role name, text)."""
    unit: str | None = None
    scale: int | None = None
    decimals: int | None = None
    dash: str | None = None
    """``zero``, ``nil`` or ``none``: what a dash on this line says; None: as the headings above it."""
    group: NumberForm = PLAIN_FORM
    """What the headings it stands under in the mapping say of its numbers."""
    period: str | None = None
    optional: bool = False
    """The sources need not have it: a line that comes and goes."""
    nth: int | None = None
    """Which of the rows of its table that fit it is, from 1; None: each, if their periods differ."""
    cells: tuple[CellRule, ...] = ()
    """Exceptions, row by column."""
    others: tuple[str, ...] = ()
    """Further concepts that its cells, its columns or its statement give it."""
    others_where: tuple[Where, ...] = ()
    positive_said: bool = False
    """``positive`` stands on the line itself, and is not that of what it stands in."""

    @property
    def all_concepts(self) -> tuple[str, ...]:
        """Every concept that some number of the line may be, its own first."""
        return (*self.concepts, *self.others)

    @property
    def all_places(self) -> tuple[Where, ...]:
        """Where each of :attr:`all_concepts` stands in the mapping."""
        return (*self.concept_where, *self.others_where)

    def turns(self, balance: str | None) -> bool:
        """Is the value of a concept with this balance the printed number with its sign turned?

        By ``sign``; else where ``positive`` says what its positive numbers are and the concept has the
        other balance. Brackets alone never decide.
        """
        if self.sign != "auto":
            return self.sign == "flip"
        return None not in (self.positive, balance) and self.positive != balance

    def __str__(self) -> str:
        if self.line is not None:
            return f'"{self.line}"'
        if self.block is not None:
            return str(self.block)
        return f'"{self.text}"' if self.text is not None else ", ".join(self.concepts)


@dataclass(frozen=True, slots=True)
class TextPattern:
    """Words with ``{amount}``, ``{percent}``, ``{period}`` in place of what they state and
    ``...`` for words that may stand between; white space and case do not matter.

    ``parts`` are the stretches between the gaps, searched for in the paragraph's text with every
    mention replaced by its kind and index (see mapping.pattern).
    """

    text: str
    parts: tuple[re.Pattern[str], ...]

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class GroupRule:
    """Lines under one heading; ``concept`` is its abstract element, if it has one."""

    where: Where
    heading: Matcher | None
    concept: str | None
    concept_where: Where | None
    children: tuple[LineRule | GroupRule, ...]
    label: str | None = None


@dataclass(frozen=True, slots=True)
class ColumnRule:
    """What a column's heading adds: members for it, or for the low and high of a range."""

    where: Where
    heading: Matcher
    dimensions: Dimensions = ()
    low: Dimensions = ()
    high: Dimensions = ()
    omit: str | None = None
    form: NumberForm = PLAIN_FORM
    period: str | None = None
    """The column's period, where its heading does not say it: the name of one that ``filing.yaml`` lists,
    a day or a span, or a length such as ``3 months`` that ends on the day of the heading."""
    name: str | None = None
    """What ``cells`` call it."""
    nth: int | None = None
    """Which of the columns whose heading fits it is, from 1; None: each."""
    concepts: tuple[str, ...] = ()
    """What its numbers are on lines that give no concept of their own."""
    concept_where: tuple[Where, ...] = ()
    sign: str | None = None
    positive: str | None = None


@dataclass(frozen=True, slots=True)
class StatementRule:
    """One statement (an extended link role): where it is read, and how it is laid out."""

    where: Where
    role: str
    title: str
    children: tuple[LineRule | GroupRule, ...]
    table: Matcher | None = None
    has: Matcher | None = None
    has_not: Matcher | None = None
    sheet: Matcher | None = None
    """Of a workbook: the sheet that the table is on."""
    range: Matcher | None = None
    """Of a workbook: a named range or a table that it shares cells with."""
    """A line that its table does not have."""
    after: Matcher | None = None
    """Words of a title or a paragraph that stand somewhere before its table."""
    nth: int | None = None
    """Which of the tables that fit is its own, from 1; None: every one."""
    note: str | None = None
    within: int | None = None
    """The note, by its number in the mapping, inside which its tables and words stand."""
    root: str | None = None
    root_where: Where | None = None
    period: str | None = None
    """``instant``, ``duration``, or ``N months`` for bare dates; ``rows``: rows before columns; else the
    period of what names none. None: as the headings say."""
    concepts: tuple[str, ...] = ()
    """What the numbers are of lines that neither have a concept nor stand in a column that has one."""
    concept_where: tuple[Where, ...] = ()
    dimensions: Dimensions = ()
    columns: tuple[ColumnRule, ...] = ()
    sums: tuple[Relation, ...] = ()
    """Must hold, and become calculation links."""
    checks: tuple[Relation, ...] = ()
    """Must hold, and stay out of the taxonomy."""
    form: NumberForm = PLAIN_FORM

    def rules(self) -> Iterator[LineRule]:
        """Every line rule, in the order of the layout."""
        stack = list(reversed(self.children))
        while stack:
            rule = stack.pop()
            if isinstance(rule, GroupRule):
                stack.extend(reversed(rule.children))
            else:
                yield rule

    def may_lack(self) -> frozenset[str]:
        """The concepts that only optional rules give: they may have no fact here, and count as zero."""
        return _only_optional(self.rules())

    def groups(self) -> Iterator[GroupRule]:
        stack = list(reversed(self.children))
        while stack:
            rule = stack.pop()
            if isinstance(rule, GroupRule):
                yield rule
                stack.extend(reversed(rule.children))


def _only_optional(rules: Iterable[LineRule]) -> frozenset[str]:
    asking = [r for r in rules if not r.show]
    required = {q for r in asking if not r.optional for q in r.all_concepts}
    return frozenset(q for r in asking for q in r.all_concepts if q not in required)


@dataclass(frozen=True, slots=True)
class Mapping:
    """``mapping.yaml``, settled: names are QNames, patterns are compiled, all with positions."""

    file: str
    taxonomy: str
    prefix: str
    namespace: str
    """May hold ``{period_end:%Y%m%d}``."""
    statements: tuple[StatementRule, ...]
    custom: tuple[CustomElement, ...]
    checks: tuple[Relation, ...]
    omit_tables: tuple[OmitRule, ...]
    prose: tuple[ProseRule, ...] = ()
    omit_accounts: tuple[OmitAccounts, ...] = ()
    carried: str | None = None
    """The folder of the company's own taxonomy that is carried on."""
    notes: tuple[NoteRule, ...] = ()
    taxonomy_where: Where | None = None
    namespace_where: Where | None = None

    def may_lack(self) -> frozenset[str]:
        """The concepts that only optional rules give, in all statements."""
        return _only_optional(r for s in self.statements for r in s.rules())


@dataclass(frozen=True, slots=True)
class OmitRule:
    """A whole table that gives no facts, with the reason: known by its title, a caption it has, or both."""

    where: Where
    table: Matcher | None
    reason: str
    has: Matcher | None = None


@dataclass(frozen=True, slots=True)
class ProseRule:
    """Words of the running text and what the numbers near them are.

    ``words`` are phrases, any of which may stand in the text. ``share`` is the concept of a
    percentage "of revenue"; ``omit`` the reason for which numbers near these words give no
    fact and no tie. ``period`` is what a sentence without a time speaks of (``3 months``, ``year``,
    ``year to date``, or the name of a period of filing.yaml); ``section`` the heading of the text
    that the words stand under.
    """

    where: Where
    words: tuple[str, ...]
    concepts: tuple[str, ...] = ()
    concept_where: tuple[Where, ...] = ()
    share: str | None = None
    dimensions: Dimensions = ()
    omit: str | None = None
    period: str | None = None
    section: Matcher | None = None

    def __str__(self) -> str:
        return ", ".join(f'"{w}"' for w in self.words)


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding known and accepted: its code, words it must speak of, and the reason."""

    where: Where
    code: str
    about: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Entity:
    """Who reports. ``scheme`` and ``identifier`` as in contexts (EFM 6.5.1, 6.5.2)."""

    name: str
    identifier: str
    scheme: str = "http://www.sec.gov/CIK"
    placeholder: bool = False
    """The identifier is not known: ten zeros stand for it."""
    where: Where | None = None


NOBODY = Entity("", "")
"""Who reports where that is not known."""


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """What is filed. ``period_end`` names the report; ``date`` is the report's own date."""

    type: str
    period_end: date
    date: date
    amendment: bool = False


@dataclass(frozen=True, slots=True)
class Filing:
    """``filing.yaml``: one report."""

    file: str
    mapping: str
    sources: tuple[str, ...]
    entity: Entity
    document: DocumentInfo
    where: Where
    source_files: tuple[SourceFile, ...] = ()
    """What is said of each of ``sources``; see :meth:`said_of`."""
    currency: str = "USD"
    fiscal_year_end: tuple[int, int] = (12, 31)
    fiscal_year_shift: int = 0
    """1 where fiscal year N is named after the calendar year it starts in, and ends in N + 1."""
    fiscal_year_end_said: bool = False
    """It stands in the file, and is not the end of the calendar year for want of a better one."""
    periods: tuple[tuple[str, Period], ...] = ()
    """Named periods that facts may speak of; empty: any."""
    waivers: tuple[Waiver, ...] = ()
    cover: tuple[Stated, ...] = ()

    def said_of(self, name: str) -> SourceFile:
        """How a source of this name is to be read."""
        return next((f for f in self.source_files if f.file == name), SourceFile(name))

    @property
    def year_end(self) -> tuple[int, int, int]:
        """Month, day and calendar years after its name in which a fiscal year ends, as readers take it."""
        return (*self.fiscal_year_end, self.fiscal_year_shift)


@dataclass(frozen=True, slots=True)
class Hit:
    """A printed number that a rule claims: the way from the source into the build.

    For a cell: ``table``, ``column``, ``line`` and ``cell`` are set; for running text
    ``paragraph`` and ``mention``. ``period`` is what the heading or the words say.
    ``case`` is ``low`` or ``high`` for the ends of a range, else None.
    """

    statement: StatementRule
    rule: LineRule
    figure: Figure
    period: Period | None
    table: Table | None = None
    column: Column | None = None
    line: LineItem | None = None
    cell: Cell | None = None
    column_rules: tuple[ColumnRule, ...] = ()
    case: str | None = None
    paragraph: Paragraph | None = None
    mention: Mention | None = None

    @property
    def dash(self) -> str | None:
        """What the mapping says of a dash, nearest first; None: it stands for zero."""
        columns = (column.form.dash for column in self.column_rules)
        said = (self.rule.dash, self.rule.group.dash, *columns, self.statement.form.dash)
        return next((d for d in said if d is not None), None)


@dataclass(frozen=True, slots=True)
class Left:
    """A printed number that is no fact: left out with a reason, or unaccounted (None)."""

    figure: FigureId
    where: Where
    text: str
    label: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class TextHit:
    """Words of a source that a rule claims as the text of a fact.

    ``first`` and ``last`` are numbers of blocks in the source, both included; ``start`` and ``end`` are
    characters of a paragraph that they begin and end at, None for whole blocks. ``words`` are the
    characters themselves, ``behind`` those that follow, of words in a paragraph. ``period`` is what is
    printed with them.
    """

    statement: StatementRule
    rule: LineRule
    file: str
    first: int
    last: int
    where: Where
    label: str
    start: int | None = None
    end: int | None = None
    words: str = ""
    behind: str = ""
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Matched:
    """What matching found.

    ``hits`` in the order of the mapping: statement, rule, then the source. ``left`` are the
    figures of tables that no hit covers, with the reason or None. ``figures`` counts the
    numeric figures of all tables; ``rules`` the rules that ask for a line or a text.
    """

    hits: tuple[Hit, ...]
    left: tuple[Left, ...]
    figures: int
    rules: int
    rules_used: int
    findings: tuple[Finding, ...]
    answered: frozenset[Where] = frozenset()
    """The columns, by place, that need no period of their own: the mapping says it, or leaves them out."""
    texts: tuple[TextHit, ...] = ()
    """Words that are facts of text: notes and their parts, in the order of the mapping."""
