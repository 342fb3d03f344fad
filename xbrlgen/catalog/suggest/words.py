"""A caption as words that can be compared: ``Accounts receivable, net of allowances (Note 3)``."""

from __future__ import annotations

import html
import re

_SHORT = {
    "ppe": "property plant equipment", "accum": "accumulated", "amort": "amortization",
    "amortisation": "amortization",
    "depr": "depreciation", "dep": "depreciation", "sg": "selling general", "mgmt": "management",
    "govt": "government", "adj": "adjustment", "acct": "account", "accts": "account",
    "admin": "administrative",
    "incl": "including", "excl": "excluding", "avg": "average", "wtd": "weighted",
    "intangibles": "intangible asset",
    "apic": "additional paidin capital", "eps": "earning per share", "turnover": "revenue", "labour": "labor",
    "receivables": "account receivable", "payables": "account payable", "sh": "share", "cos": "cost",
    "shareholders": "stockholder", "shareholder": "stockholder", "stockholders": "stockholder",
    "shareowners": "stockholder", "shareowner": "stockholder", "shareholding": "stockholder",
}  # fmt: skip
"""What filers shorten, and words that mean the same on a statement."""
_JOINED = tuple(
    (re.compile(pattern), put)
    for pattern, put in (
        (r"&", " and "),
        # "non-current", "non current" -> "noncurrent"
        (r"\bnon[\s-]+(?=[a-z])", "non"),
        # "stockholders' equity", "company's"
        (r"['\u2019\u2018`]s\b", "s"),
        (r"['\u2019\u2018`]", ""),
        (r"\bpaid[\s-]in\b", "paidin"),
        (r"\b(long|short)[\s-]term\b", r"\1term"),
        (r"\b(held|available)[\s-](for|to)[\s-](sale|maturity)\b", r"\1\2\3"),
        (r"\bp\W?p\W?(?:and\W*)?e\b", "property plant equipment"),
        (r"\br\s*and\s*d\b", "research development"),
        (r"\bs\W?g\W?\s*and\s*a\b", "selling general administrative"),
        # "[Member]", "(Note 5)", "- See Note 12", "(1)", "(a)"
        (r"\[[a-z ]+\]", " "),
        (
            r"\(?\bsee\s+(?:accompanying\s+)?notes?\b.*?(?:\)|$)|\(notes?\b[^)]*\)|[,-]?\s*\bnotes?\s+\d+.*$",
            " ",
        ),
        (r"\((?:[a-z]|\d+)\)", " "),
    )
)
_IDLE = frozenset(
    [
        "of",
        "the",
        "and",
        "in",
        "to",
        "a",
        "an",
        "by",
        "for",
        "on",
        "from",
        "its",
        "at",
        "as",
        "or",
        "with",
        "s",
        "respectively",
        "usd",
        "thousand",
        "million",
    ]
)
_WORD = re.compile(r"[a-z]+")
_CAMEL = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+")


def _stem(word: str) -> str:
    """The singular: ``inventories`` and ``inventory`` are one word, ``gross`` and ``loss`` stay."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith("sses"):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def caption_words(caption: str) -> tuple[str, ...]:
    """The words of a caption in their order: singular, without amounts, notes and words that say nothing.

    ``"Accounts receivable, net of allowances of $12 and $9 (Note 3)"`` gives
    ``("account", "receivable", "net", "allowance")``.
    """
    text = html.unescape(caption).lower()
    for pattern, put in _JOINED:
        text = pattern.sub(put, text)
    found: list[str] = []
    for word in _WORD.findall(text):
        if word in _IDLE:
            continue
        for part in _SHORT.get(word, word).split():
            found.append(_stem(part))
    return tuple(found)


def name_words(name: str) -> tuple[str, ...]:
    """``AccountsReceivableNetCurrent`` -> ``("account", "receivable", "net", "current")``."""
    return caption_words(" ".join(_CAMEL.findall(name)))
