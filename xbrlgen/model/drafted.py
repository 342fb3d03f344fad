"""What a draft of a mapping says: statements with their lines, and how sure it is of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from xbrlgen.model.period import Period
from xbrlgen.model.source import LineItem, Table


class StatementKind(StrEnum):
    """The kinds of statement; the values are those of ``xbrlgen suggest --in``."""

    BALANCE = "balance-sheet"
    INCOME = "income"
    COMPREHENSIVE = "comprehensive-income"
    CASH_FLOW = "cash-flow"
    EQUITY = "equity"


class LineKind(StrEnum):
    """What the numbers of a line count."""

    MONEY = "monetary"
    SHARES = "shares"
    PER_SHARE = "perShare"
    RATIO = "pure"


@dataclass(frozen=True, slots=True)
class Option:
    """A concept that a line may be, as a QName, with how likely it is, between 0 and 1."""

    concept: str
    confidence: float


@dataclass(frozen=True, slots=True)
class OwnElement:
    """An element of the company's own that the draft declares, and why; a member if ``kind`` is None."""

    name: str
    kind: LineKind | None
    balance: str | None
    instant: bool
    label: str
    why: str


@dataclass(frozen=True, slots=True)
class DraftedLine:
    """One row and what it is taken for.

    ``concept`` is None for a row that is left out; ``omit`` is the reason then. ``options`` are the concept
    and
    its runners-up, best first. ``flip``: its value is the printed number with its sign turned. ``period`` is
    ``opening`` or ``closing`` for a balance at the start or end of the column's span. ``nth``: which of the
    rows of this caption it is, where several have one. ``member``: it is a part of ``concept``, by this
    member of ``srt:ProductOrServiceAxis``. ``also`` are further concepts that the same print states.
    """

    line: LineItem
    concept: str | None
    options: tuple[Option, ...] = ()
    flip: bool = False
    period: str | None = None
    omit: str | None = None
    sure: bool = False
    own: OwnElement | None = None
    member: OwnElement | None = None
    also: tuple[str, ...] = ()
    nth: int | None = None


@dataclass(frozen=True, slots=True)
class DraftedSum:
    """A total and its parts: local names of concepts, each with the sign it has among values."""

    total: str
    parts: tuple[tuple[str, int], ...]
    link: bool = True
    """It may be a calculation link; else it only holds (a balance at the end and its movement)."""


@dataclass(frozen=True, slots=True)
class DraftedStatement:
    """A table taken for a statement.

    ``table``, ``has`` and ``nth`` tell it from the other tables. ``period`` is as in the mapping, for
    headings that do not say it. ``left`` are headings of columns that are left out, each with its reason.
    """

    table: Table
    kind: StatementKind
    role: str
    title: str
    named: str | None
    has: str | None
    nth: int | None
    period: str | None
    lines: tuple[DraftedLine, ...]
    sums: tuple[DraftedSum, ...]
    left: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class LeftTable:
    """A table with numbers that is left out, by its name among tables, and why."""

    table: Table
    named: str | None
    has: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class About:
    """What the document says of itself; None for what it does not say."""

    name: str | None = None
    cik: str | None = None
    form: str | None = None
    day: date | None = None
    period_end: date | None = None
    fiscal_year_end: tuple[int, int] | None = None
    currency: str | None = None
    incorporation: str | None = None
    file_number: str | None = None
    tax_id: str | None = None


@dataclass(frozen=True, slots=True)
class Drafted:
    """A whole draft. ``periods`` are those that its columns speak of."""

    about: About
    statements: tuple[DraftedStatement, ...]
    left: tuple[LeftTable, ...]
    periods: tuple[Period, ...]
    own: tuple[OwnElement, ...]
