"""Causes in the making: what belongs together is put under one key, and asked for by what it touches."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from xbrlgen.model.difference import Difference
from xbrlgen.model.mapping import Dimensions
from xbrlgen.model.period import Period
from xbrlgen.model.report import Identity, StatementLine


class What(StrEnum):
    """What happened; :data:`KIND` says which kind of entry tells it."""

    CONCEPT = "another concept under the same caption"
    RENAMED = "a line called otherwise"
    LINE_GONE = "a line gone"
    LINE_NEW = "a line new"
    FACTS_GONE = "facts gone"
    FACTS_NEW = "facts new"
    PRINTED = "facts printed elsewhere"
    RESTATED = "a figure of an earlier period restated"
    VALUE = "another value"
    SIGN = "the sign turned"
    UNIT = "another unit"
    DECIMALS = "other decimals"
    NOTES = "other footnotes"
    PERIOD = "another period"
    MEMBER = "other members"
    MEMBER_GONE = "a member gone"
    MEMBER_NEW = "a member new"
    LABEL = "another label"
    ROLE = "a statement new, gone or titled otherwise"
    TABLE = "a statement's table new or gone"
    HEADING = "another heading"
    PLACE = "a line laid out elsewhere"
    ORDER = "lines in another order"
    CALCULATION = "another sum"
    ELEMENT = "an own element declared otherwise"
    CHECK = "a check new, gone or otherwise"


KIND = {
    What.CONCEPT: "concept",
    What.RENAMED: "label",
    What.LINE_GONE: "line",
    What.LINE_NEW: "line",
    What.FACTS_GONE: "line",
    What.FACTS_NEW: "line",
    What.PRINTED: "line",
    What.RESTATED: "restated",
    What.VALUE: "value",
    What.SIGN: "value",
    What.UNIT: "value",
    What.DECIMALS: "value",
    What.NOTES: "value",
    What.PERIOD: "period",
    What.MEMBER: "member",
    What.MEMBER_GONE: "member",
    What.MEMBER_NEW: "member",
    What.LABEL: "label",
    What.ROLE: "structure",
    What.TABLE: "structure",
    What.HEADING: "structure",
    What.PLACE: "structure",
    What.ORDER: "structure",
    What.CALCULATION: "structure",
    What.ELEMENT: "element",
    What.CHECK: "check",
}
"""What happened -> kind of entry (``model.comparison.KINDS``)."""

Figure = tuple[StatementLine, Period, Dimensions, Decimal, Decimal | str | None] | Identity
"""One printed figure with what it was and is; of a fact that is printed nowhere, its identity."""


@dataclass(frozen=True, slots=True)
class CauseKey:
    """What belongs together. ``role`` is the statement, ``name`` a concept, member or folded caption.

    ``was`` and ``now`` are the two sides of what changed in words, ``periods`` and ``members`` what of
    either side they are about.
    """

    what: What
    role: str = ""
    name: str = ""
    was: str = ""
    now: str = ""
    periods: tuple[Period, ...] = ()
    members: tuple[Dimensions, ...] = ()
    figure: Figure | None = None


@dataclass(slots=True)
class Cause:
    """One entry in the making. ``before`` and ``after`` are what it turns into what: concepts or members."""

    key: CauseKey
    before: str | None = None
    after: str | None = None
    words: tuple[str, str] = ("", "")
    """Members on both sides."""
    leading: list[Difference] = field(default_factory=list)
    following: list[Difference] = field(default_factory=list)
    roles: dict[str, None] = field(default_factory=dict)
    """Statements it shows in, in order of first sight."""
    names: dict[str, None] = field(default_factory=dict)
    """QNames it is about: what else speaks of them follows from it."""

    @property
    def what(self) -> What:
        return self.key.what

    @property
    def kind(self) -> str:
        """The kind of entry it is told as."""
        return KIND[self.key.what]

    def lead(self, difference: Difference) -> None:
        self.leading.append(difference)
        self._note(difference)

    def follow(self, difference: Difference) -> None:
        self.following.append(difference)

    def _note(self, difference: Difference) -> None:
        for fact in (difference.before, difference.after):
            if fact is not None:
                self.names.setdefault(fact.qname)
                self.roles.update(dict.fromkeys(c.statement for c in fact.lines))


class Causes:
    """All causes of a comparison, in order of first sight, with the ways to find them."""

    def __init__(self) -> None:
        self.all: dict[CauseKey, Cause] = {}
        self.turned: dict[str, list[Cause]] = {}
        """Concepts and members that became others: by the old name."""
        self.into: dict[str, list[Cause]] = {}
        """The same by the new name."""
        self.gone: dict[str, Cause] = {}
        """Names that only the old side has, with what took them away."""
        self.fresh: dict[str, Cause] = {}
        self.gone_at: dict[tuple[str, str], Cause] = {}
        """(role, concept) that only the old side lays out, although it has the concept elsewhere."""
        self.fresh_at: dict[tuple[str, str], Cause] = {}
        self.lines_gone: dict[str, list[Cause]] = {}
        """Printed lines that are gone, by concept."""
        self.lines_new: dict[str, list[Cause]] = {}
        self.turned_sign: dict[str, Cause] = {}
        self.renamed: dict[str, Cause] = {}
        """Concepts whose line is called otherwise."""

    def __getitem__(self, key: CauseKey) -> Cause:
        return self.all[key]

    def get(self, key: CauseKey) -> Cause | None:
        return self.all.get(key)

    def of(self, key: CauseKey) -> Cause:
        """The cause under this key, made if it is new."""
        made = self.all.get(key)
        if made is None:
            made = self.all[key] = Cause(key)
        return made

    def exchange(self, before: str, after: str, key: CauseKey) -> Cause:
        """The cause that turns one name into another."""
        cause = self.of(key)
        if cause.before is None:
            cause.before, cause.after = before, after
            self.turned.setdefault(before, []).append(cause)
            self.into.setdefault(after, []).append(cause)
            cause.names.update({before: None, after: None})
        return cause


def split_members(before: Dimensions, after: Dimensions) -> tuple[Dimensions, Dimensions]:
    """The (axis, member) pairs that only one side has."""
    return (
        tuple(p for p in before if p not in after),
        tuple(p for p in after if p not in before),
    )
