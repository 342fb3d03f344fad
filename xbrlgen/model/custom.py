"""Elements of the company's own, as the mapping declares them."""

from __future__ import annotations

from dataclasses import dataclass

from xbrlgen.model.taxonomy import Concept
from xbrlgen.model.where import Where


@dataclass(frozen=True, slots=True)
class CustomElement:
    """An element of the company's own, and why it exists."""

    where: Where
    name: str
    type: str
    """A kind: monetary, perShare, shares, percent, pure, integer, text, textBlock, date,
    boolean, member, domain, axis, table, lineItems, abstract."""
    period: str
    label: str
    balance: str | None = None
    documentation: str | None = None
    near: tuple[str, ...] = ()
    why: str | None = None
    domain: str | None = None
    """For an axis: its domain."""

    def concept(self, prefix: str) -> Concept:
        """The declaration this gives in the extension schema."""
        form = FORMS[self.type]
        return Concept(
            qname=f"{prefix}:{self.name}",
            type=form.type,
            period=self.period,
            balance=self.balance,
            abstract=form.abstract,
            substitution=form.substitution,
            label=self.label,
        )


@dataclass(frozen=True, slots=True)
class Form:
    """What a custom element's kind means in XML Schema (EFM 6.7.23 to 6.7.28)."""

    type: str
    abstract: bool = False
    substitution: str = "xbrli:item"


FORMS = {
    "monetary": Form("xbrli:monetaryItemType"),
    "perShare": Form("dtr-types:perShareItemType"),
    "shares": Form("xbrli:sharesItemType"),
    "percent": Form("dtr-types:percentItemType"),
    "pure": Form("xbrli:pureItemType"),
    "integer": Form("xbrli:integerItemType"),
    "text": Form("xbrli:stringItemType"),
    "textBlock": Form("dtr-types:textBlockItemType"),
    "date": Form("xbrli:dateItemType"),
    "boolean": Form("xbrli:booleanItemType"),
    "member": Form("dtr-types:domainItemType", abstract=True),
    "domain": Form("dtr-types:domainItemType", abstract=True),
    "axis": Form("xbrli:stringItemType", abstract=True, substitution="xbrldt:dimensionItem"),
    "table": Form("xbrli:stringItemType", abstract=True, substitution="xbrldt:hypercubeItem"),
    "lineItems": Form("xbrli:stringItemType", abstract=True),
    "abstract": Form("xbrli:stringItemType", abstract=True),
}
