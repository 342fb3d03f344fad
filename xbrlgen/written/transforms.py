"""What an inline fact's text says, by its transformation: those that financial reports use.

The rules need the value; that a text fits its transformation's grammar is held here for
numbers, true and false, and dates (Transformation Rules Registry 5). The SEC's own are in
transforms_sec.py.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from xbrlgen.written.names import number_of, scaled
from xbrlgen.written.transforms_sec import shown_sec

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LEAP = 2000
_DOT = re.compile(r"(\d{1,3}(?:[, \u00a0]\d{3})+|\d+)(\.\d+)?|\.\d+")
_COMMA = re.compile(r"(\d{1,3}(?:[. \u00a0]\d{3})+|\d+)(,\d+)?|,\d+")
_PLAIN = re.compile(r"\d+(\.\d+)?|\.\d+")
_IN_GROUPS_OF_DOT = str.maketrans("", "", ", \u00a0")
_IN_GROUPS_OF_COMMA = str.maketrans(",", ".", ". \u00a0")
_DATE = {
    "date-month-day-year": re.compile(r"(?P<m>\d{1,2})\D+(?P<d>\d{1,2})\D+(?P<y>\d{2}|\d{4})"),
    "date-day-month-year": re.compile(r"(?P<d>\d{1,2})\D+(?P<m>\d{1,2})\D+(?P<y>\d{2}|\d{4})"),
    "date-monthname-day-year-en": re.compile(r"(?P<m>[A-Za-z]+)\W+(?P<d>\d{1,2})\D+(?P<y>\d{2}|\d{4})"),
    "date-day-monthname-year-en": re.compile(r"(?P<d>\d{1,2})\W+(?P<m>[A-Za-z]+)\W+(?P<y>\d{2}|\d{4})"),
    "date-year-month-day": re.compile(r"(?P<y>\d{4})\D+(?P<m>\d{1,2})\D+(?P<d>\d{1,2})"),
    "date-month-day": re.compile(r"(?P<m>\d{1,2})\D+(?P<d>\d{1,2})"),
    "date-monthname-day-en": re.compile(r"(?P<m>[A-Za-z]+)\W+(?P<d>\d{1,2})"),
    "date-day-month": re.compile(r"(?P<d>\d{1,2})\D+(?P<m>\d{1,2})"),
    "date-day-monthname-en": re.compile(r"(?P<d>\d{1,2})\W+(?P<m>[A-Za-z]+)"),
}
_FIXED = {
    "fixed-true": "true",
    "booleantrue": "true",
    "fixed-false": "false",
    "booleanfalse": "false",
    "fixed-empty": "",
    "nocontent": "",
    "fixed-zero": "0",
}
_OLD = {
    "datemonthdayyearen": "date-monthname-day-year-en",
    "datedaymonthyearen": "date-day-monthname-year-en",
    "datemonthdayyear": "date-month-day-year",
    "datedaymonthyear": "date-day-month-year",
    "datemonthdayen": "date-monthname-day-en",
    "datemonthday": "date-month-day",
    "datedaymonthen": "date-day-monthname-en",
    "datedaymonth": "date-day-month",
    "datelonguk": "date-day-monthname-year-en",
    "datelongus": "date-monthname-day-year-en",
    "dateshortuk": "date-day-month-year",
    "dateshortus": "date-month-day-year",
    "numdotdecimal": "num-dot-decimal",
    "numcommadecimal": "num-comma-decimal",
    "numcommadot": "num-dot-decimal",
    "numdash": "fixed-zero",
    "numdotcomma": "num-comma-decimal",
    "zerodash": "fixed-zero",
}


def shown(format_: str, text: str, *, numeric: bool) -> str | None:
    """The value that a text stands for; None if it does not fit the transformation.

    A transformation that is not known here gives the text itself, except for numbers: None.
    """
    text = " ".join(text.split()) if numeric or format_ else text
    prefix, _, name = format_.partition(":")
    if "sec" in prefix:
        return shown_sec(name, text)
    name = _OLD.get(name, name)
    if not name:
        if not numeric:
            return text
        return text if _PLAIN.fullmatch(text) else None
    if name in _FIXED:
        return _FIXED[name]
    if name == "num-dot-decimal":
        return text.translate(_IN_GROUPS_OF_DOT) if _DOT.fullmatch(text) else None
    if name == "num-comma-decimal":
        return text.translate(_IN_GROUPS_OF_COMMA) if _COMMA.fullmatch(text) else None
    if name in _DATE:
        return _date(_DATE[name].fullmatch(text))
    return None if numeric else text


def value_of(
    format_: str, text: str, scale: str | None, *, numeric: bool, negative: bool
) -> Decimal | str | None:
    """What the characters of an inline fact say: transformed, and a number scaled and with its sign.

    None where they do not fit the transformation or are no number (Inline XBRL 1.1 sections 10 and 11).
    """
    said = shown(format_, text, numeric=numeric)
    if not numeric or said is None:
        return said
    value = number_of(said)
    value = scaled(value, scale) if value is not None else None
    return value.copy_negate() if value is not None and negative else value


_KNOWN = frozenset((*_FIXED, *_DATE, "num-dot-decimal", "num-comma-decimal"))


def fits(format_: str, text: str, *, numeric: bool) -> bool:
    """Does the text satisfy its transformation, as far as it is known here?"""
    name = format_.partition(":")[2]
    known = not name or _OLD.get(name, name) in _KNOWN
    return not known or shown(format_, text, numeric=numeric) is not None


def _date(found: re.Match[str] | None) -> str | None:
    if found is None:
        return None
    # Without a year it is a day of every year, leap years included.
    month, year = found["m"], int(found.groupdict().get("y") or _LEAP)
    if not month.isdigit():
        if month[:3].lower() not in _MONTHS:
            return None
        month = str(_MONTHS.index(month[:3].lower()) + 1)
    try:
        day = date(year + 2000 if year < 100 else year, int(month), int(found["d"])).isoformat()
    except ValueError:
        return None
    return f"-{day[4:]}" if "y" not in found.groupdict() else day
