"""The words of time and the calendar behind them: months, lengths, fiscal years."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from xbrlgen.model.period import Period

YearEnd = tuple[int, int] | tuple[int, int, int]
"""Month and day on which the fiscal year ends; fiscal year N ends in calendar year N, or as many
calendar years later as the third number says (1 where the year is named after the one it starts in)."""
Length = tuple[int, str]
"""A length of time: a number of ``months`` or ``weeks``, or ``(0, "to date")`` from the start of the year."""
TO_DATE: Length = (0, "to date")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "sixteen": 16,
    "eighteen": 18, "twenty-four": 24, "twenty-six": 26, "twenty-seven": 27, "thirty-nine": 39,
    "forty": 40, "fifty-two": 52, "fifty-three": 53,
}  # fmt: skip
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary|r)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
YEAR = r"(?:19|20)\d\d(?!\d)"
DAY = r"\d{1,2}(?:st|nd|rd|th)?(?!\d)"
DATE = (
    rf"(?:{MONTH}\s{{0,3}}{DAY}\s?,?\s{{0,3}}{YEAR}|{DAY}\s{MONTH},?\s{YEAR}"
    rf"|(?<![\d/.,-])\d{{1,2}}[/-]\d{{1,2}}[/-](?:{YEAR}|\d\d(?![\d/]))|{YEAR}-\d\d-\d\d(?!\d))"
)
COUNT = r"(?:\d{1,2}|" + "|".join(sorted(_WORDS, key=len, reverse=True)).replace("-", "[- ]") + ")"
LENGTH = (
    rf"(?:{COUNT}[-\s](?:months?|weeks?|quarters?|years?)|(?:fiscal[-\s])?(?:first|second|third|fourth|1st|2nd|3rd|4th)[-\s](?:fiscal[-\s])?quarters?"
    r"|quarters?(?:ly\speriods?)?|half[-\s]?years?|(?:fiscal\s|full\s|calendar\s)?years?|months?|weeks?)"
)
ENDED = r"(?:\s(?:transition\s)?(?:period|periods))?\s(?:then\s)?(?:ended|ending|ends)(?:\son)?"
NTH = r"(?:first|second|third|fourth|1st|2nd|3rd|4th)"
MONTH_DAY = re.compile(rf"(?<!\w)(?P<month>{MONTH})\s{{0,3}}(?P<day>{DAY})", re.IGNORECASE)
ONLY_YEAR = re.compile(rf"(?<![\w$,./-]){YEAR}(?![,.]\d|%|-\d)")


def month_day(m: re.Match[str]) -> tuple[int, int]:
    return month_of(m["month"]), int(re.sub(r"\D", "", m["day"]))


def quarter(year: int, nth: int, fye: YearEnd) -> Period:
    """Quarter ``nth`` (1 to 4) of fiscal year ``year``."""
    return months_of(year, 3 * (nth - 1), 3, fye)


def months_of(year: int, skip: int, count: int, fye: YearEnd) -> Period:
    """``count`` months of fiscal year ``year`` after its first ``skip``."""
    end = day_in(year + sum(fye[2:]), fye[0], fye[1])
    first = _minus_months(end, 12 - skip) + timedelta(days=1)
    return Period(first, _minus_months(end, 12 - skip - count))


def length_of(words: str) -> Length:
    """A length of time in months or weeks: "Nine Months" is (9, "months")."""
    words = re.sub(r"\s+", " ", words.lower())
    several = re.match(rf"({COUNT})[-\s](quarter|year)", words)
    if several is not None:
        # "Three Quarters Ended", "Two Years Ended"
        return count_of(several[1]) * (3 if several[2] == "quarter" else 12), "months"
    if "quarter" in words:
        return 3, "months"
    if "half" in words:
        return 6, "months"
    if "year" in words:
        return 12, "months"
    head = re.match(rf"({COUNT})[-\s](month|week)", words)
    if head is None:
        return 1, "weeks" if "week" in words else "months"
    return count_of(head[1]), "weeks" if head[2] == "week" else "months"


def count_of(word: str) -> int:
    return int(word) if word.isdigit() else _WORDS[word.lower().replace(" ", "-")]


def span_to(end: date, length: Length, fye: YearEnd = (12, 31)) -> Period:
    """The duration of that length which ends on ``end``."""
    count, unit = length
    if length == TO_DATE:
        last = day_in(end.year, fye[0], fye[1])
        last = last if last < end - timedelta(days=7) else day_in(end.year - 1, fye[0], fye[1])
        return Period(last + timedelta(days=1), end)
    if unit == "weeks":
        return Period(end - timedelta(weeks=count) + timedelta(days=1), end)
    return Period(_minus_months(end, max(count, 1)) + timedelta(days=1), end)


def _minus_months(day: date, count: int) -> date:
    """``day`` moved back by months; the last day of a month stays one."""
    index = day.year * 12 + day.month - 1 - count
    year, month = divmod(index, 12)
    last = monthrange(year, month + 1)[1]
    is_last = day.day == monthrange(day.year, day.month)[1]
    return date(year, month + 1, last if is_last else min(day.day, last))


def date_of(text: str) -> date | None:
    """A full date as :data:`DATE` matches it, or None if the calendar has no such day."""
    if re.match(rf"{YEAR}-", text):
        year, month, day = text.split("-")
        return day_or_none(int(year), int(month), int(day))
    if re.fullmatch(r"[\d/-]+", text):
        month, day, year = re.split(r"[/-]", text)
        return day_or_none(year_of(year), int(month), int(day))
    name = re.search(r"[a-z]{3,}", text, re.IGNORECASE)
    numbers = re.findall(r"\d+", text)
    if name is None:
        return None
    return day_or_none(int(numbers[-1]), month_of(name.group()), int(numbers[0]))


def day_or_none(year: int, month: int, day: int) -> date | None:
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        return None
    return date(year, month, day)


def day_in(year: int, month: int, day: int) -> date:
    """That day, or the last one of its month: 29 February in other years."""
    return date(
        year,
        month,
        min(day, monthrange(year, month)[1]) if day < 28 or month != 2 else monthrange(year, 2)[1],
    )


def month_of(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def year_of(text: str) -> int:
    digits = text.lstrip("'’")
    if len(digits) == 4:
        return int(digits)
    return int(digits) + (2000 if int(digits) < 50 else 1900)


def is_year(text: str) -> bool:
    return len(text) == 4 and text.isdigit()
