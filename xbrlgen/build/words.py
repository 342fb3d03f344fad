"""What words say, by the kind of value that a concept takes: flags, dates, durations, numbers, names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from xbrlgen.model.taxonomy import Concept
from xbrlgen.written.transforms import shown

_FORMS = {
    "booleanItemType": ("ixt-sec:boolballotbox",),
    "dateItemType": (
        "ixt:date-monthname-day-year-en", "ixt:date-day-monthname-year-en", "ixt:date-month-day-year",
    ),
    "gMonthDayItemType": ("ixt:date-monthname-day-en",),
    "durationItemType": ("ixt-sec:durwordsen",),
    "edgarStateCountryItemType": ("ixt-sec:stateprovnameen",),
    "stateOrProvinceItemType": ("ixt-sec:stateprovnameen",),
    "edgarExchangeCodeItemType": ("ixt-sec:exchnameen",),
    "filerCategoryItemType": ("ixt-sec:entityfilercategoryen",),
}  # fmt: skip
"""The transformations of each type that words may fit, tried in order (Transformation Rules Registry 4; the
SEC's own). Of a type that is not here the words are the value."""
# 3 years     8.5 years     18 months     90 days
_BEHIND = (("year", "duryear"), ("month", "durmonth"), ("day", "durday"))
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_FLAGS = {"true": "ixt:fixed-true", "false": "ixt:fixed-false"}


@dataclass(frozen=True, slots=True)
class Said:
    """A value and the transformation that leads to it from the words; None if they are the value."""

    value: str | Decimal
    form: str | None = None


def said_by(words: str, behind: str, concept: Concept, settled: str | None) -> Said | str:
    """What words say of a concept; text that tells what is wrong if they say nothing of its kind.

    ``settled`` is what the mapping says they mean: true or false of a flag. ``behind`` are the words that
    follow, which may name the unit of a length of time.
    """
    kind = concept.type.partition(":")[2]
    words = " ".join(words.split())
    if settled is not None:
        if concept.kind != "boolean" or settled not in _FLAGS:
            return f"`value: {settled}` says what a flag is, and {concept.qname} is {concept.kind}"
        return Said(settled, _FLAGS[settled])
    if concept.is_numeric:
        number = shown("ixt-sec:numwordsen", words, numeric=True)
        if number is None:
            return f'"{words}" is no number in words'
        return Said(Decimal(number), "ixt-sec:numwordsen")
    if kind == "durationItemType" and _NUMBER.fullmatch(words):
        unit = next((form for name, form in _BEHIND if behind.lstrip(" -").lower().startswith(name)), None)
        value = None if unit is None else shown(f"ixt-sec:{unit}", words, numeric=False)
        return Said(value, f"ixt-sec:{unit}") if value else f'"{words}" is followed by no unit of time'
    forms = _FORMS.get(kind)
    if forms is None:
        return Said(words)
    for form in forms:
        value = shown(form, words, numeric=False)
        # A name that is not known gives itself, and is no code.
        if value is not None and (value != words or not form.endswith("nameen")):
            return Said(value, form)
    return f'"{words}" is not understood as a value of {concept.qname}, a {kind}'
