"""Currencies in print: signs and codes before or behind figures, words in captions, to ISO 4217 codes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

_CODES = (
    "USD", "CAD", "AUD", "NZD", "HKD", "SGD", "TWD", "BRL", "MXN", "CNY", "JPY", "EUR", "GBP", "INR", "CHF",
    "SEK", "NOK", "DKK", "ISK", "KRW", "ILS", "RUB", "TRY", "THB", "PLN", "CZK", "HUF", "ZAR", "PHP", "IDR",
    "MYR", "VND", "AED", "SAR", "QAR", "KWD", "EGP", "ARS", "CLP", "COP", "PEN", "UAH", "KZT", "NGN", "PKR",
    "BDT", "LKR", "MOP", "BMD", "RON", "BGN", "MAD", "DOP", "UYU", "KES", "GHS", "DEM", "FRF", "ITL", "NLG",
)  # fmt: skip
_SIGNS = {code: code for code in _CODES} | {
    "US$": "USD", "U.S.$": "USD", "U.S. $": "USD", "C$": "CAD", "CA$": "CAD", "Cdn$": "CAD", "CDN$": "CAD",
    "A$": "AUD", "AU$": "AUD", "NZ$": "NZD", "HK$": "HKD", "S$": "SGD", "SG$": "SGD",
    "NT$": "TWD", "NTD": "TWD",
    "R$": "BRL", "MX$": "MXN", "Mex$": "MXN", "Ps.": "MXN", "RMB": "CNY", "CN¥": "CNY", "JP¥": "JPY",
    "€": "EUR", "£": "GBP", "STG": "GBP", "Rs.": "INR", "Rs": "INR", "₹": "INR", "SFr.": "CHF", "SFr": "CHF",
    "₩": "KRW", "₪": "ILS",
    "NIS": "ILS", "₽": "RUB", "₺": "TRY", "฿": "THB", "zł": "PLN", "Kč": "CZK", "₱": "PHP", "RM": "MYR",
    "₫": "VND", "₴": "UAH", "₸": "KZT", "₦": "NGN", "TL": "TRY", "Rp": "IDR", "DM": "DEM", "FF": "FRF",
}  # fmt: skip
_DOLLARS = frozenset(
    {"USD", "CAD", "AUD", "NZD", "HKD", "SGD", "TWD", "MXN", "ARS", "CLP", "COP", "BRL", "BMD", "BBD", "KYD"}
)
_KRONOR = frozenset({"SEK", "NOK", "DKK", "ISK"})
_YEN = frozenset({"JPY", "CNY"})
_SHARED = {
    "$": _DOLLARS, "¥": _YEN, "￥": _YEN, "kr": _KRONOR, "kr.": _KRONOR, "dollars": _DOLLARS,
    "pesos": frozenset({"MXN", "ARS", "CLP", "COP", "PHP", "DOP", "UYU"}),
    "francs": frozenset({"CHF", "FRF"}), "kronor": _KRONOR, "lira": frozenset({"TRY", "ITL"}),
}  # fmt: skip
"""Signs and words of several currencies: any of them may be meant."""
_IN_PRINT = tuple(sign for sign in _SHARED if not sign.isalpha() or sign == "kr")
"""Those of them that stand beside figures."""


def _tree(signs: Iterable[str]) -> str:
    """A pattern of these signs, the longest first where several stand at one place.

    What begins alike is said once, "A(?:UD|U\\$|\\$)": ten patterns are made of this one, and compiling each
    sign of them apart was an eighth of a short command's time.
    """
    rest: dict[str, list[str]] = {}
    for sign in sorted(signs, key=len, reverse=True):
        rest.setdefault(sign[:1], []).append(sign[1:])
    ends = "" in rest
    parts = [_char(first) + _tree(tails) for first, tails in rest.items() if first]
    if not parts:
        return ""
    whole = parts[0] if len(parts) == 1 and not ends else f"(?:{'|'.join(parts)})"
    return f"{whole}?" if ends else whole


def _char(char: str) -> str:
    return r"\s?" if char == " " else re.escape(char)


def _pattern(signs: Iterable[str]) -> str:
    """Signs as they stand before or behind digits: what begins with a letter does not end a word."""
    letters = [s for s in signs if s[0].isalpha()]
    others = [s for s in signs if not s[0].isalpha()]
    return rf"(?:(?<![A-Za-z]){_tree(letters)}|{_tree(others)})"


# "Cdn $000s", "US $1,204": a space before the sign proper.
_SPACED = tuple(f"{s[:-1]} $" for s in _SIGNS if len(s) > 2 and s.endswith("$") and s[0].isalpha())
_ALL = (*_SIGNS, *_IN_PRINT, *_SPACED)
SIGN = _pattern(_ALL)
"""A pattern of every sign and code (case matters)."""
SYMBOL = _pattern([s for s in _ALL if not s.isalpha()])
"""A pattern of the signs that are no plain letters."""

_WORDS = (
    (r"U\.?\s?S\.?\s?dollars?|United\sStates\sdollars?", "USD"),
    (r"Canadian\sdollars?", "CAD"),
    (r"Australian\sdollars?", "AUD"),
    (r"New\sZealand\sdollars?", "NZD"),
    (r"Hong\sKong\sdollars?", "HKD"),
    (r"Singapore\sdollars?", "SGD"),
    (r"(?:New\s)?Taiwan\sdollars?", "TWD"),
    (r"euros?", "EUR"),
    (r"pounds?\ssterling|sterling|British\spounds?|U\.?K\.?\spounds?", "GBP"),
    (r"(?:Japanese\s)?yen", "JPY"),
    (r"renminbi|(?:Chinese\s)?yuan", "CNY"),
    (r"Swiss\sfrancs?", "CHF"),
    (r"(?:Indian\s)?rupees?", "INR"),
    (r"(?:South\s)?Korean\swon|(?<=of\s)won", "KRW"),
    (r"Brazilian\sreais|reais|Brazilian\sreal", "BRL"),
    (r"Mexican\spesos?", "MXN"),
    (r"Argentine\spesos?", "ARS"),
    (r"Chilean\spesos?", "CLP"),
    (r"Colombian\spesos?", "COP"),
    (r"Philippine\spesos?", "PHP"),
    (r"Swedish\skron(?:or|a)", "SEK"),
    (r"Norwegian\skroner?", "NOK"),
    (r"Danish\skroner?", "DKK"),
    (r"(?:(?:new\s)?Israeli\s)?(?:new\s)?shekels?|NIS", "ILS"),
    (r"(?:South\sAfrican\s)?rand", "ZAR"),
    (r"(?:Russian\s)?rubles?|roubles?", "RUB"),
    (r"(?:Polish\s)?z[lł]ot(?:ys?|ych)", "PLN"),
    (r"Turkish\sliras?", "TRY"),
    (r"(?:Malaysian\s)?ringgit", "MYR"),
    (r"(?:Thai\s)?baht", "THB"),
    (r"(?:Indonesian\s)?rupiah", "IDR"),
    (r"(?:Hungarian\s)?forints?", "HUF"),
    (r"Czech\s(?:koruna|crowns?)", "CZK"),
    (r"(?:Deutsche|German)\smarks?", "DEM"),
    (r"French\sfrancs?", "FRF"),
    (r"Italian\slir[ae]|lire", "ITL"),
    (r"(?:Dutch\s)?guilders?", "NLG"),
)
WORDS = r"\b(?:" + "|".join(p for p, _ in _WORDS) + r")\b"
"""A pattern of currencies in words (case does not matter)."""
_ANY_WORDS = re.compile(WORDS, re.IGNORECASE)
CODE = "(?:" + "|".join(_CODES) + ")"
"""A pattern of every ISO 4217 code that is known (case matters)."""
# "€m", "Rs5", "(MSEK)", "(in kEUR)", "Rm": a power of ten stands at the sign itself.
_TIGHT = r"(?:[kKmMbB]|mm|MM|mn|mln|bn|bln)\b"
_IN_SIGNS = re.compile(
    rf"{SIGN}(?:(?![A-Za-z])|(?={_TIGHT}))|(?<![A-Za-z])(?:RMB|Rs\.?)(?=\d)"
    rf"|(?<![A-Za-z])[kKTM](?P<code>{CODE}|€|£)(?![A-Za-z])"
    r"|(?<![A-Za-z])(?P<rand>R)(?=m\b|'000|\s(?:million|billion)s?\b)"
)
_SHARED_WORDS = re.compile(r"\b(?:dollars?|pesos?|francs?|liras?|kron(?:or|er|a))\b", re.IGNORECASE)


@cache
def _in_words() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(rf"\b(?:{p})\b", re.IGNORECASE), code) for p, code in _WORDS)


def currencies_of(sign: str) -> frozenset[str]:
    """The ISO 4217 codes that a sign or code in print may stand for; empty for none known."""
    folded = " ".join(sign.split())
    if folded in _SHARED:
        return _SHARED[folded]
    code = _SIGNS.get(folded) or _SIGNS.get(folded.replace(" ", ""))
    return frozenset() if code is None else frozenset({code})


def named_currency(text: str) -> str | None:
    """The one currency that a text names; None for none or two.

    A sign or word of several currencies, where no plain one stands beside it, is given as it is ("$",
    "¥", "pesos"): :func:`currencies_of` says which they are.
    """
    found = set[str]()
    if _ANY_WORDS.search(text):
        found |= {code for pattern, code in _in_words() if pattern.search(text)}
    shared: set[str] = set()
    for m in _IN_SIGNS.finditer(text):
        sign = "ZAR" if m["rand"] else m["code"] or m[0]
        codes = currencies_of(sign)
        if len(codes) == 1:
            found |= codes
        elif codes:
            shared.add(" ".join(sign.split()))
    if found:
        return found.pop() if len(found) == 1 else None
    shared |= {_singular(m[0]) for m in _SHARED_WORDS.finditer(text)}
    options = {currencies_of(s) for s in shared}
    return min(shared) if len(options) == 1 else None


def _singular(word: str) -> str:
    """A shared word as :data:`_SHARED` has it."""
    plain = word.casefold().removesuffix("s")
    return "kronor" if plain.startswith("kron") else "lira" if plain == "lira" else plain + "s"
