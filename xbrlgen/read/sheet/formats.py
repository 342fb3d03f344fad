"""Number formats: how the number that a cell holds is shown, with scale, sign, percent and currency.

What is shown is the print: a cell that holds 1886432.17 in ``#,##0,`` prints "1,886", in thousands.
The codes are those of ISO/IEC 29500-1, 18.8.31.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from functools import lru_cache

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|\[\$(?P<symbol>[^\]-]*)(?:-[^\]]*)?\]|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<digits>[0#?][0#?,]*(?:\.[0#?]*)?,*|\.[0#?]+,*)|(?P<word>General|Standard|@)|(?P<exponent>E[+-]0+)"
    r"|(?P<date>[yYmMdDhHsS]+|AM/PM|A/P)|(?P<other>.)",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"[<>=]")
_SIGNIFICANT = 15
"""Digits that a workbook keeps: 0.57999999999999996 is 0.58 in two digits too many."""
_CURRENCIES = ("US$", "HK$", "C$", "A$", "S$", "$", "€", "£", "¥", "₩", "₹", "kr", "CHF")


@dataclass(frozen=True, slots=True)
class CellFormat:
    """One section of a code. ``places`` is None for General, which shows what there is.

    ``before`` and ``after`` are what is printed round the digits, percent sign and brackets included.
    ``scale`` is the power of ten that commas behind the digits take away.
    """

    before: str
    after: str
    places: int | None
    grouped: bool
    scale: int
    percent: bool
    digits: bool
    date: bool
    day: bool
    month: bool
    required: bool
    """A digit is shown even of nothing: ``0``, not ``#`` or ``?``."""

    @property
    def currency(self) -> str | None:
        around = self.before + self.after
        return next((c for c in _CURRENCIES if c in around), None)


@dataclass(frozen=True, slots=True)
class Shown:
    """A number as it is shown. ``scale`` 3: in thousands, so that ``text`` times 1,000 is what is held.

    ``hides_sign``: the code shows a negative number without brackets or minus. ``unformed``: the
    code is General and the number has more digits behind the point than money has.
    """

    text: str
    scale: int
    hides_sign: bool = False
    unformed: bool = False


@lru_cache(maxsize=1024)
def sections(code: str) -> tuple[CellFormat, ...]:
    """The sections of a format code: for positive numbers, negative ones, zero, and text."""
    return tuple(_section(part) for part in _split(code))


def is_date(code: str) -> bool:
    return any(f.date and not f.digits for f in sections(code)[:1])


def decimal_of(text: str) -> Decimal | None:
    """The number a cell holds, as stored: rounded to the digits that a workbook keeps."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    if not value.is_finite():
        return None
    if len(value.as_tuple().digits) > _SIGNIFICANT:
        value = Context(prec=_SIGNIFICANT, rounding=ROUND_HALF_UP).plus(value)
    return value if abs(value.adjusted()) <= 30 or not value else None


def show(value: Decimal, code: str) -> Shown | None:
    """How ``value`` is shown; None where the code shows no number (text, time, nothing at all)."""
    forms = sections(code)
    numeric = forms[:3]
    form = numeric[0]
    own_sign = False
    if value < 0 and len(numeric) > 1:
        form, own_sign = numeric[1], True
    elif not value and len(numeric) > 2:
        form = numeric[2]
    if form.date:
        return None
    if not form.digits:
        return _without_digits(form, value)
    shown = abs(value).scaleb(-form.scale + (2 if form.percent else 0))
    unformed = form.places is None
    if form.places is None:
        plain = _trimmed(shown)
        places = max(-_exponent(plain), 0)
    else:
        places = form.places
        plain = shown.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, Context(prec=60))
    digits = f"{plain:,.{places}f}" if form.grouped else f"{plain:.{places}f}"
    if not plain and not form.required:
        digits = ""
    before, after = form.before, form.after
    bracketed = "(" in before and ")" in after
    minus = "-" in before or "−" in before or after.strip().endswith("-")
    negative = value < 0 and (bool(plain) or own_sign)
    if negative and not own_sign and not bracketed:
        before = "-" + before
    hides = own_sign and value < 0 and not bracketed and not minus
    if hides:
        before = "-" + before
    text = _tidy(before) + digits + _tidy(after)
    if not text:
        return None
    return Shown(text, form.scale, hides, unformed and places > 4)


def _without_digits(form: CellFormat, value: Decimal) -> Shown | None:
    """A section of signs alone: a dash for zero; nothing shown is no print."""
    text = _tidy(form.before + form.after)
    return Shown(text, 0) if text and not value else None


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _trimmed(value: Decimal) -> Decimal:
    plain = value.normalize()
    return plain.quantize(Decimal(1)) if _exponent(plain) > 0 else plain


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _split(code: str) -> list[str]:
    parts, at, quoted = [""], 0, False
    while at < len(code):
        c = code[at]
        if c == "\\" and not quoted:
            parts[-1] += code[at : at + 2]
            at += 2
            continue
        quoted ^= c == '"'
        if c == ";" and not quoted:
            parts.append("")
        else:
            parts[-1] += c
        at += 1
    return parts[:4]


def _section(text: str) -> CellFormat:
    before = after = ""
    places: int | None = None
    grouped = percent = digits = is_a_date = day = month = fraction = required = False
    scale = 0
    for m in _TOKEN.finditer(text):
        literal = ""
        if m["digits"] is not None and not is_a_date:
            if digits:
                # "# ?/?": what follows the slash is no further number.
                fraction = fraction or "/" in after
                continue
            digits, required = True, "0" in m["digits"]
            body, _, rest = m["digits"].partition(".")
            tail = len(m["digits"]) - len(m["digits"].rstrip(","))
            scale = 3 * tail
            grouped = "," in body.rstrip(",") if not rest else "," in body
            places = len(rest.rstrip(","))
            continue
        if m["word"] is not None:
            # "@" is for text; a number in such a cell is shown as it is.
            digits, required, places = True, True, None
            continue
        if m["exponent"] is not None:
            places = None
            continue
        if m["date"] is not None:
            is_a_date = True
            day = day or "d" in m["date"].lower()
            month = month or "m" in m["date"].lower()
            continue
        if m["bracket"] is not None:
            # Colours and conditions print nothing; "[h]" is a length of time.
            is_a_date = is_a_date or m["bracket"].lower() in ("h", "hh", "m", "mm", "s", "ss")
            continue
        for name in ("quoted", "escaped", "symbol", "other"):
            if m[name] is not None:
                literal = m[name]
        percent = percent or (m["other"] == "%")
        if digits:
            after += literal
        else:
            before += literal
    if fraction:
        places, after = None, after.split("/")[0]
    return CellFormat(before, after, places, grouped, scale, percent, digits, is_a_date, day, month, required)


# -- dates ---------------------------------------------------------------------------------


def date_of(serial: Decimal, *, date1904: bool) -> date | None:
    """The day of a serial number; None outside the calendar of workbooks (1900 to 9999)."""
    days = int(serial)
    if not 0 <= days <= 2_958_465:
        return None
    if date1904:
        return date(1904, 1, 1) + timedelta(days=days)
    # The workbook's 1900 has a February 29, so that days before it are one off.
    return date(1899, 12, 31 if days < 60 else 30) + timedelta(days=days)


def date_words(day: date, code: str) -> str:
    """The day as headings print it: "September 30, 2004"; a month or year alone where no more is shown.

    A code without a day shows the month of a cell that holds the month's first day. One that holds
    its last day, or any other, is that day: the cell says more than it shows.
    """
    form = sections(code)[0]
    if not form.day and not form.month and (day.month, day.day) in ((1, 1), (12, 31)):
        return str(day.year)
    if not form.day and day.day == 1:
        return f"{day:%B} {day.year}"
    return f"{day:%B} {day.day}, {day.year}"


def iso_date(text: str) -> date | None:
    """The day of a cell of type ``d``."""
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        return None
