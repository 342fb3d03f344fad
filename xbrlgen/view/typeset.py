"""How numbers, days, types and places are written for people, on the review page."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from xbrlgen.model.period import Period
from xbrlgen.model.report import Fact
from xbrlgen.model.where import Where
from xbrlgen.view.marks import digits

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SCALES = {0: "ones", 2: "hundreds", 3: "thousands", 6: "millions", 9: "billions", -2: "hundredths (percent)"}


def day(when: date) -> str:
    """``Sep 30, 2004``."""
    return f"{MONTHS[when.month - 1]} {when.day}, {when.year}"


def length(period: Period) -> str:
    """``3 Months Ended``, ``As of``, or the number of days."""
    if period.is_instant:
        return "As of"
    months = period.months
    if months is None:
        return f"{period.days} Day{'s' if period.days > 1 else ''} Ended"
    return f"{months} Month{'s' if months > 1 else ''} Ended"


def span(period: Period) -> str:
    """A period in words: ``Jul 1, 2004 to Sep 30, 2004 (3 months)``, ``at the end of Sep 30, 2004``."""
    if period.start is None:
        return f"at the end of {day(period.end)}"
    months = period.months
    size = (
        f"{period.days} day{'s' if period.days > 1 else ''}"
        if months is None
        else f"{months} month{'s' if months > 1 else ''}"
    )
    return f"{day(period.start)} to {day(period.end)} ({size})"


def grouped(number: Decimal) -> str:
    """Digits in threes, a true minus, no idle zeros: ``−1,886,000``."""
    return _signed(f"{Decimal(digits(number)):,f}")


def _signed(text: str) -> str:
    return text.replace("-", "−")


def bracketed(number: Decimal, places: int) -> str:
    """As statements print it: ``34,077``, ``(1,886)``, with so many places."""
    text = f"{abs(number):,.{max(places, 0)}f}"
    return f"({text})" if number < 0 else text


def stored(fact: Fact) -> str:
    """The value of a fact as a person reads it: money and counts grouped, percent also as percent."""
    if not isinstance(fact.value, Decimal):
        return "nil" if fact.value is None else fact.value
    text = grouped(fact.value)
    if fact.concept.kind == "percent":
        return f"{text} = {grouped(fact.value * 100)}%"
    return text


def precision(decimals: int | None) -> str:
    """What ``decimals`` means: ``-3: rounded to thousands``."""
    if decimals is None:
        return "INF: exact"
    names = {0: "ones", -1: "tens", -2: "hundreds", -3: "thousands", -6: "millions", -9: "billions"}
    size = names.get(decimals) or (f"{decimals} places" if decimals > 0 else f"10^{-decimals}")
    return f"{_signed(str(decimals))}: rounded to {size}"


def scale_words(scale: int) -> str:
    """The power of ten that a print is scaled by: ``3: in thousands``."""
    name = SCALES.get(scale, f"10^{scale}")
    return f"{_signed(str(scale))}: in {name}"


def spaced(name: str) -> str:
    """A local name as words: ``AdjustedEBITDA`` is ``Adjusted EBITDA``."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", name)


def place(where: Where | None) -> str | None:
    """``release.txt:192:68``; None stays None."""
    return None if where is None else str(where)
