"""What captions and labels say beside their words: scale, exceptions, currency, note marks."""

from __future__ import annotations

import html
import re
from collections.abc import Collection
from dataclasses import dataclass

_SCALES = (
    (re.compile(r"\bbillions\b|\bbillion\b", re.IGNORECASE), 9),
    (re.compile(r"\bmillions\b|\$MM\b|\bmillion\b|\b000,000'?s\b|\$ ?millions?\b", re.IGNORECASE), 6),
    (re.compile(r"\bthousands?\b|\b000['’]?s\b|\$000\b|\(000\)|\b000s omitted\b", re.IGNORECASE), 3),
)
_SAID = re.compile(
    r"\b(?:in|amounts?|dollars?|expressed|stated|000|thousands|millions|billions|omitted)\b|[$€£]",
    re.IGNORECASE,
)
_BARE_SCALE = re.compile(
    r"\b(?:in|dollars|amounts)\s+(?:in\s+)?(?:\w+\s+){0,3}(?:thousands?|millions?|billions?)\b"
    r"|\b(?-i:[A-Z]{3}) (?:thousand|million|billion)s?\b",
    re.IGNORECASE,
)
_EXCEPT = re.compile(r"\b(?:except|other than|excluding)\b(?P<rest>[^)]*)", re.IGNORECASE)
_PER_SHARE = re.compile(r"per[- ](?:common[- ])?(?:share|unit)", re.IGNORECASE)
_SHARES = re.compile(
    r"\b(?:share|shares|number of shares)\b(?! and per)|\bshare(?=,? and per[- ]share)", re.IGNORECASE
)
_CURRENCIES = (
    (re.compile(r"\bU\.?S\.? dollars?\b|US\$|\bUSD\b", re.IGNORECASE), "USD"),
    (re.compile(r"\bCanadian dollars?\b|C\$|CDN\$|\bCAD\b", re.IGNORECASE), "CAD"),
    (re.compile(r"\beuros?\b|€|\bEUR\b", re.IGNORECASE), "EUR"),
    (re.compile(r"\bpounds? sterling\b|£|\bGBP\b", re.IGNORECASE), "GBP"),
    (re.compile(r"\b(?:Japanese )?yen\b|¥|\bJPY\b", re.IGNORECASE), "JPY"),
)
_MARK_AT_END = re.compile(
    r"\s*\((?P<mark>[A-Za-z]|\d{1,2})\)$|\s*/(?P<slash>\d{1,2})/$|\s*(?P<sign>\*{1,3}|[†‡§])$"
)
_SEE_NOTE = re.compile(r"\bsee\s+(?:note|footnote)\s+(?P<mark>\d{1,2}|[A-Z])\b", re.IGNORECASE)
_SEE_NOTE_ALONE = re.compile(
    r"\s*\(\s*see\s+(?:note|footnote)\s+(?:\d{1,2}|[A-Z])\.?\s*\)$"
    r"|[\s,;-]+see\s+(?:note|footnote)\s+(?:\d{1,2}|[A-Z])\.?$",
    re.IGNORECASE,
)
_NOTE_START = re.compile(
    r"(?:(?:note|footnote)\s+(?P<n>\d{1,2}|[A-Z])\s?[:.\-–—)]\s*(?=\S)"
    r"|\((?P<p>[A-Za-z]|\d{1,2})\)\s+(?=\S)|/(?P<v>\d{1,2})/\s+(?=\S)|\[(?P<b>[A-Za-z]|\d{1,2})\]\s+(?=\S)"
    r"|(?P<s>\*{1,3}|[†‡§])\s*(?=[A-Za-z(])|(?P<l>[A-Z])\s{2,}(?=\S)|(?P<d>\d{1,2})\)?\s{2,}(?=[A-Z]))",
    re.IGNORECASE,
)
# "A" and "(a)" are told from words and list items by the case of the letter.
_LETTER = re.compile(r"[A-Z]\s{2,}")


@dataclass(frozen=True, slots=True)
class Caption:
    """What a caption says of the amounts below it; ``scale`` is None if it does not say."""

    scale: int | None = None
    unscaled: tuple[str, ...] = ()
    currency: str | None = None


def caption(text: str) -> Caption:
    """Reads "(amounts in $ thousands, except share and per share amounts)" and its kin.

    ``unscaled`` has only the kinds that are named: "shares", "per share".
    """
    scale = None
    for said in _pieces(text):
        for pattern, power in _SCALES:
            if pattern.search(said):
                scale = power
                break
        if scale is not None:
            break
    unscaled: tuple[str, ...] = ()
    exception = _EXCEPT.search(text) if scale is not None else None
    if exception is not None:
        rest = exception["rest"]
        per_share = _PER_SHARE.search(rest)
        shares = _SHARES.search(_PER_SHARE.sub("", rest))
        unscaled = (("shares",) if shares else ()) + (("per share",) if per_share else ())
    currency = next((code for pattern, code in _CURRENCIES if pattern.search(text)), None)
    return Caption(scale, unscaled, currency)


def _pieces(text: str) -> list[str]:
    """The parts of a caption that may name a scale: those in brackets first, then "in thousands" bare."""
    bracketed = [p for p in re.findall(r"\(([^()]*)\)?", text) if _SAID.search(p)]
    bare = _BARE_SCALE.findall(text)
    return [re.split(r"\bexcept", p, maxsplit=1, flags=re.IGNORECASE)[0] for p in (*bracketed, *bare)]


def note_mark(text: str) -> str | None:
    """The mark of a note that starts ``text``: "1" of "Note 1: ...", "A" of "A    Total ..."."""
    m = _NOTE_START.match(text.lstrip())
    if m is None:
        return None
    if m["l"] is not None and not _LETTER.match(text.lstrip()):
        return None
    return m["n"] or m["p"] or m["v"] or m["b"] or m["s"] or m["l"] or m["d"]


def note_body(text: str) -> int:
    """The offset at which the words of a note begin, after its mark; 0 if it has none."""
    lead = len(text) - len(text.lstrip())
    m = _NOTE_START.match(text, lead)
    return m.end() if m is not None else 0


def clean(printed: str, notes: Collection[str]) -> tuple[str, tuple[str, ...]]:
    """A label or heading without its note marks and trailing colon, and the marks, in order.

    A bracketed capital or number at the end is a mark whether or not its note exists (what
    lacks a note is reported); a small letter or a word's sign only if it does. "See Note 1"
    is taken off where it stands alone at the end, and stays inside longer brackets.
    """
    text = " ".join(html.unescape(printed).split())
    marks = [m["mark"].upper() for m in _SEE_NOTE.finditer(text)]
    text = _SEE_NOTE_ALONE.sub("", text)
    tail: list[str] = []
    while True:
        text = text.rstrip(" :")
        m = _MARK_AT_END.search(text)
        if m is None:
            break
        mark = m["mark"] or m["slash"] or m["sign"]
        if m["mark"] is not None and mark.islower() and mark not in notes:
            break
        tail.insert(0, mark)
        text = text[: m.start()]
    return text.rstrip(" :"), tuple(dict.fromkeys([*marks, *tail]))
