"""What a taxonomy says of a concept."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Concept:
    """An element of a taxonomy: a base one, or the company's own.

    ``qname`` is ``prefix:LocalName`` with the taxonomy's usual prefix. ``type`` is the
    XBRL type as ``prefix:name`` (``xbrli:monetaryItemType``). ``period`` is ``instant`` or
    ``duration``; ``balance`` is ``debit``, ``credit`` or None.
    """

    qname: str
    type: str
    period: str
    balance: str | None = None
    abstract: bool = False
    substitution: str = "xbrli:item"
    label: str = ""
    """Standard label, en-US."""
    deprecated: bool = False
    replaced_by: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.qname

    @property
    def prefix(self) -> str:
        return self.qname.partition(":")[0]

    @property
    def name(self) -> str:
        return self.qname.partition(":")[2]

    @property
    def kind(self) -> str:
        """What its values are: monetary, perShare, shares, percent, pure, integer, date,
        boolean, text, domain, or other."""
        return KINDS.get(self.type.partition(":")[2], "other")

    @property
    def is_numeric(self) -> bool:
        return self.kind in NUMERIC or self.type.partition(":")[2] in MEASURED

    @property
    def is_text_block(self) -> bool:
        """Its values are markup, escaped: ``dtr-types:textBlockItemType``."""
        return self.type.partition(":")[2] == "textBlockItemType"

    @property
    def is_axis(self) -> bool:
        return self.substitution == "xbrldt:dimensionItem"

    @property
    def is_table(self) -> bool:
        return self.substitution == "xbrldt:hypercubeItem"

    @property
    def is_domain(self) -> bool:
        """A domain or a member of one."""
        return self.type.partition(":")[2] == "domainItemType"


MEASURED = frozenset(
    f"{name}ItemType"
    for name in (
        "area", "boe", "energy", "energyPerMonetary", "flow", "force", "frequency", "ghgEmissions", "length",
        "mass", "memory", "planeAngle", "power", "pressure", "speed", "temperature", "voltage", "volume",
    )
)  # fmt: skip
"""Numeric types of the Data Type Registry that are measured in units of their own."""
KINDS = {
    "monetaryItemType": "monetary",
    "perShareItemType": "perShare",
    "sharesItemType": "shares",
    "percentItemType": "percent",
    "pureItemType": "pure",
    "decimalItemType": "pure",
    "integerItemType": "integer",
    "nonNegativeIntegerItemType": "integer",
    "positiveIntegerItemType": "integer",
    "dateItemType": "date",
    "booleanItemType": "boolean",
    "stringItemType": "text",
    "normalizedStringItemType": "text",
    "textBlockItemType": "text",
    "domainItemType": "domain",
}
NUMERIC = frozenset({"monetary", "perShare", "shares", "percent", "pure", "integer"})
