"""The addresses of XBRL's own roles and arcroles, and how XBRL writes a number.

XBRL 2.1 sections 4.11 and 5.2, XBRL Dimensions 1.0 section 2, and the Link Role Registry.
"""

from __future__ import annotations

from decimal import Decimal

XBRL_ROLES = "http://www.xbrl.org/2003/role/"
"""What the roles of XBRL 2.1 begin with."""
REGISTRY_ROLES = "http://www.xbrl.org/2009/role/"
"""What the label roles of the Link Role Registry begin with: negated ones and net."""
STANDARD_LABEL = f"{XBRL_ROLES}label"
DOCUMENTATION = f"{XBRL_ROLES}documentation"
FOOTNOTE_ROLE = f"{XBRL_ROLES}footnote"
LINK_ROLE = f"{XBRL_ROLES}link"

ARCROLES = "http://www.xbrl.org/2003/arcrole/"
PARENT_CHILD = f"{ARCROLES}parent-child"
SUMMATION = f"{ARCROLES}summation-item"
FACT_FOOTNOTE = f"{ARCROLES}fact-footnote"

DIM = "http://xbrl.org/int/dim/arcrole/"
"""What the arcroles of XBRL Dimensions begin with."""
ALL = f"{DIM}all"
HYPERCUBE_DIMENSION = f"{DIM}hypercube-dimension"
DIMENSION_DOMAIN = f"{DIM}dimension-domain"
DIMENSION_DEFAULT = f"{DIM}dimension-default"
DOMAIN_MEMBER = f"{DIM}domain-member"

LANGUAGE = "en-US"
"""What reports of ours are written in (EFM 6.5.14)."""


def ending(uri: str) -> str:
    """The last part of an address: ``totalLabel``, ``summation-item``."""
    return uri.rstrip("/").rpartition("/")[2]


def label_role(name: str) -> str:
    """The address of a label role by its last part; :func:`ending` the other way."""
    return f"{REGISTRY_ROLES if name.startswith('negated') or name == 'netLabel' else XBRL_ROLES}{name}"


def arcrole_of(name: str) -> str:
    """The address of an arcrole by its last part: of XBRL 2.1, else of XBRL Dimensions."""
    return f"{ARCROLES if name in ('parent-child', 'summation-item') else DIM}{name}"


def plain(value: Decimal | str | None) -> str:
    """A value as XBRL writes it: no exponent, no negative zero; text as it is, nothing for nil.

    Raises ValueError for NaN and infinities.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if not value.is_finite():
        raise ValueError(f"{value} is not a number that can be reported")
    return format(value if value else value.copy_abs(), "f")


TRANSFORMATIONS = {
    "ixt": "http://www.xbrl.org/inlineXBRL/transformation/2020-02-12",
    "ixt-sec": "http://www.sec.gov/inlineXBRL/transformation/2015-08-31",
    "ixt1": "http://www.xbrl.org/inlineXBRL/transformation/2010-04-20",
    "ixt2": "http://www.xbrl.org/inlineXBRL/transformation/2011-07-31",
    "ixt3": "http://www.xbrl.org/inlineXBRL/transformation/2015-02-26",
    "ixt5": "http://www.xbrl.org/inlineXBRL/transformation/2022-02-16",
}
"""Registries of transformations by the prefixes that tags of ours have: ``ixt`` is Registry 4, which EDGAR
takes (EFM 5.2.5.12); the older and newer ones carry their number."""
