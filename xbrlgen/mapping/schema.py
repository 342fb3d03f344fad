"""The form of mapping.yaml: strict, every key named here and nowhere else.

``docs/mapping-reference.md`` explains each key; these models only say what is allowed. That of
filing.yaml stands in ``schema_filing``.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    model_validator,
)

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
QName = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z_][\w.-]*:[A-Za-z_][\w.-]*$"),
]
Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9]*$", max_length=200)]
Dimensions = dict[QName, QName]
Preferred = Literal["total", "terse", "verbose", "net", "periodStart", "periodEnd", "both"]
Balance = Literal["credit", "debit"]
Scale = Literal[
    "units", "hundreds", "thousands", "lakhs", "millions", "crores", "billions", "trillions", "percent",
    "basis points",
]  # fmt: skip
Kind = Literal["money", "shares", "per share", "percent", "ratio", "count"]
Scales = Scale | dict[Kind, Scale]
Dash = Literal["zero", "nil", "none"]
Names = QName | list[QName]


Account = Annotated[str, BeforeValidator(lambda v: str(v) if type(v) is int else v), Field(min_length=1)]
"""An account, a range or a pattern; YAML reads 1000 as a number."""


class Strict(BaseModel):
    # A model makes its validator when a file is first held against it, its parts within it: made with each
    # class, a part is made again in whatever holds it.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class CellIn(Strict):
    """What a line's numbers are in one column."""

    concept: Names | None = None
    omit: Text | None = None
    member: QName | None = None
    dimensions: Dimensions = {}
    sign: Literal["flip", "keep"] | None = None
    positive: Balance | None = None
    unit: Text | None = None
    scale: Scale | None = None
    decimals: int | None = None
    dash: Dash | None = None
    period: Text | None = None


def _cell_kind(value: Any) -> str:
    return "(cell)" if isinstance(value, dict | CellIn) else "(names)"


Cell = Annotated[
    Annotated[Names, Tag("(names)")] | Annotated[CellIn, Tag("(cell)")], Discriminator(_cell_kind)
]


_OF_PRINTS = ("section", "sign", "positive", "unit", "scale", "decimals", "dash", "period")
"""What says how a printed number is found and read."""


class LineIn(Strict):
    """A line of a statement: exactly one of line, text, show, or accounts alone; concept or omit."""

    line: Text | None = None
    nth: Annotated[int, Field(ge=1)] | None = None
    text: Text | None = None
    value: Text | None = None
    show: QName | None = None
    concept: Names | None = None
    cells: dict[Text, Cell] = {}
    omit: Text | None = None
    accounts: Account | list[Account] | None = None
    section: Text | list[Text] | None = None
    sign: Literal["flip", "keep"] | None = None
    positive: Balance | None = None
    member: QName | None = None
    dimensions: Dimensions = {}
    preferred: Preferred | None = None
    label: Text | None = None
    terse: Text | None = None
    verbose: Text | None = None
    unit: Text | None = None
    scale: Scale | None = None
    decimals: int | None = None
    dash: Dash | None = None
    period: Text | None = None
    optional: bool = False

    @model_validator(mode="after")
    def _whole(self) -> LineIn:
        asked = [k for k in ("line", "text", "show") if getattr(self, k) is not None]
        if len(asked) > 1 or not (asked or self.accounts is not None):
            raise ValueError("a line needs exactly one of `line`, `text`, `show`, or `accounts`")
        if self.accounts is not None and (asked not in ([], ["line"]) or self.omit is not None):
            raise ValueError("`accounts` stand alone or with `line`, and with `concept`")
        if self.show is not None and (self.concept is not None or self.omit is not None):
            raise ValueError("`show` takes neither `concept` nor `omit`")
        if self.show is not None and self.optional:
            raise ValueError("`show` takes no `optional`: it asks for no line")
        idle = [k for k in _OF_PRINTS if self.show is not None and getattr(self, k) is not None]
        if idle:
            raise ValueError(f"`show` takes no `{idle[0]}`: it only lays a concept out, and reads no number")
        if self.concept is not None and self.omit is not None:
            raise ValueError("a line needs either `concept` or `omit: reason`")
        if self.concept is None and self.omit is None and (self.text or self.accounts) is not None:
            raise ValueError("a line needs either `concept` or `omit: reason`")
        if self.value is not None and self.text is None:
            raise ValueError("`value` says what words mean, and belongs to a line with `text`")
        if (self.nth is not None or self.cells) and self.line is None:
            raise ValueError("`nth` and `cells` belong to a line of a table, with `line`")
        return self


class GroupIn(Strict):
    """Lines under a heading, or under an abstract element, or both."""

    heading: Text | None = None
    concept: QName | None = None
    label: Text | None = None
    positive: Balance | None = None
    axis: QName | None = None
    dimensions: Dimensions = {}
    scale: Scales | None = None
    decimals: int | None = None
    unit: Text | None = None
    dash: Dash | None = None
    lines: list[Entry] = Field(min_length=1)


def _entry_kind(value: Any) -> str:
    """The brackets keep the tag apart from keys, so that an error's location can be followed."""
    group = isinstance(value, GroupIn) or (isinstance(value, dict) and "lines" in value)
    return "(group)" if group else "(line)"


Entry = Annotated[
    Annotated[LineIn, Tag("(line)")] | Annotated[GroupIn, Tag("(group)")], Discriminator(_entry_kind)
]


class ColumnIn(Strict):
    heading: Text
    name: Text | None = None
    nth: Annotated[int, Field(ge=1)] | None = None
    concept: Names | None = None
    sign: Literal["flip", "keep"] | None = None
    positive: Balance | None = None
    member: QName | None = None
    dimensions: Dimensions = {}
    low: Dimensions = {}
    high: Dimensions = {}
    omit: Text | None = None
    scale: Scales | None = None
    decimals: int | None = None
    unit: Text | None = None
    dash: Dash | None = None
    period: Text | None = None


class SumIn(Strict):
    sum: Text
    rounding: Literal["allow"] | None = None


class CheckIn(Strict):
    check: Text
    rounding: Literal["allow"] | None = None


Title = Annotated[
    str, StringConstraints(pattern=r"^(Statement|Disclosure|Schedule|Document) - \S.*$", max_length=200)
]


class DetailsIn(Strict):
    """A statement inside a note, whose role and title may be made of the note's."""

    role: Name | None = None
    title: Title | None = None
    root: QName | None = None
    table: Text | None = None
    has: Text | None = None
    has_not: Text | None = None
    sheet: Text | None = None
    range: Text | None = None
    after: Text | None = None
    nth: Annotated[int, Field(ge=1)] | None = None
    note: Text | None = None
    period: Text | None = None
    concept: Names | None = None
    axis: QName | None = None
    column_axis: QName | None = None
    positive: Balance | None = None
    dimensions: Dimensions = {}
    scale: Scales | None = None
    decimals: int | None = None
    unit: Text | None = None
    dash: Dash | None = None
    columns: list[ColumnIn] = []
    lines: list[Entry] = Field(min_length=1)
    sums: list[Text | SumIn] = []
    checks: list[Text | CheckIn] = []


class StatementIn(DetailsIn):
    role: Name
    title: Title


class PolicyIn(Strict):
    """A policy in a note: from its heading to the next one."""

    heading: Text
    concept: QName
    dimensions: Dimensions = {}
    until: Text | None = None


class NoteTableIn(Strict):
    """A table of a note, with what leads to it."""

    concept: QName
    table: Text | None = None
    has: Text | None = None
    has_not: Text | None = None
    after: Text | None = None
    nth: Annotated[int, Field(ge=1)] | None = None
    start: Text | None = None
    until: Text | None = None
    dimensions: Dimensions = {}


class NoteIn(Strict):
    """A note: what it is as a whole, its policies, its tables, and the amounts in it."""

    note: Text
    concept: QName | None = None
    title: Annotated[Text, StringConstraints(max_length=150)] | None = None
    until: Text | None = None
    period: Text | None = None
    dimensions: Dimensions = {}
    policies: list[PolicyIn] = []
    tables: list[NoteTableIn] = []
    details: list[DetailsIn] = []


class CustomIn(Strict):
    type: Literal[
        "monetary", "perShare", "shares", "percent", "pure", "integer", "text", "textBlock", "date",
        "boolean", "member", "domain", "axis", "table", "lineItems", "abstract",
    ]  # fmt: skip
    period: Literal["instant", "duration"] = "duration"
    balance: Balance | None = None
    label: Text
    documentation: Text | None = None
    near: QName | list[QName] | None = None
    why: Text | None = None
    domain: QName | None = None


class ExtensionIn(Strict):
    prefix: Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9._-]*$", max_length=64)]
    namespace: Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"']+$", max_length=255)]
    carried: Text | None = None


class OmitTableIn(Strict):
    table: Text | None = None
    has: Text | None = None
    reason: Text

    @model_validator(mode="after")
    def _named(self) -> OmitTableIn:
        if self.table is None and self.has is None:
            raise ValueError("a table that is left out needs `table`, `has` or both")
        return self


class OmitAccountsIn(Strict):
    accounts: Account | list[Account]
    reason: Text


class ProseIn(Strict):
    """Words of the running text: concept, or omit."""

    words: Text | list[Text]
    concept: QName | list[QName] | None = None
    share: QName | None = None
    dimensions: Dimensions = {}
    omit: Text | None = None
    period: Text | None = None
    section: Text | None = None

    @model_validator(mode="after")
    def _whole(self) -> ProseIn:
        if (self.concept is None and self.share is None) == (self.omit is None):
            raise ValueError("words need either `concept` (or `share`) or `omit: reason`")
        return self


class MappingIn(Strict):
    """mapping.yaml."""

    taxonomy: Text
    extension: ExtensionIn
    statements: list[StatementIn] = []
    notes: list[NoteIn] = []
    custom: dict[Name, CustomIn] = {}
    checks: list[Text | CheckIn] = []
    omit_tables: list[OmitTableIn] = []
    omit_accounts: list[OmitAccountsIn] = []
    prose: list[ProseIn] = []
