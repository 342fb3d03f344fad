"""What the headings of a column say of time, top to bottom, to a :class:`~xbrlgen.model.period.Period`."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from xbrlgen.model.period import Period
from xbrlgen.read.periods import find_periods
from xbrlgen.read.times import (
    COUNT,
    DATE,
    DAY,
    ENDED,
    LENGTH,
    MONTH,
    MONTH_DAY,
    NTH,
    ONLY_YEAR,
    ORDINALS,
    TO_DATE,
    YEAR,
    Length,
    YearEnd,
    date_of,
    day_in,
    day_or_none,
    is_year,
    length_of,
    month_day,
    month_of,
    months_of,
    quarter,
    span_to,
    year_of,
)

_TO_DATE = re.compile(r"(?<!\w)(?:(?:fiscal[-\s])?year[-\s]+to[-\s]+date|ytd)(?!\w)", re.IGNORECASE)
# "Period from March 3, 2019 (inception) to September 30, 2025", the days on lines of their own.
_SINCE = re.compile(r"\b(?:inception|from|since|commencement)\b", re.IGNORECASE)
_INCEPTION = re.compile(r"\binception\b", re.IGNORECASE)
_PLAIN_LENGTH = re.compile(
    rf"(?<![\w-])(?:{LENGTH})(?={ENDED}|\sto\sdate\b|\s(?:to\s)?(?:{DAY}\s)?(?:{MONTH}|{YEAR})|\s*$|\s\()",
    re.IGNORECASE,
)


def heading_period(headings: Sequence[str], fye: YearEnd = (12, 31)) -> Period | None:
    """What the headings of a column say together, top to bottom; None if they say none or two.

    The parts may stand in any order: the length of time over or under the date, the year
    under its month and day. A length without "ended" counts here, as headings drop it.
    """
    text = _plain(headings)
    spelled = _SPAN_IN_YEAR.search(text)
    if spelled is not None:
        return _span_in_year(spelled)
    months = _MONTHS_IN_YEAR.search(text)
    if months is not None:
        return _months_in_year(months)
    if uncounted(headings):
        return None
    of_year = _of_the_year(headings, fye)
    if isinstance(of_year, Period):
        return of_year
    if of_year is not None:
        return heading_period(of_year, fye)
    found = find_periods(text, fye)
    dates = {p for _, _, p in found}
    part = _SPAN_OF_DAYS.search(text)
    if part is not None:
        years_said = {p.end.year for p in dates}
        return _span_of_days(part, years_said.pop()) if len(years_said) == 1 else None
    length = _length_in(text)
    if not dates and length is not None and len(years := set(ONLY_YEAR.findall(text))) == 1:
        # "Periods Ended September 30," over "Nine Months" over "2024"
        return _of_parts(ONLY_YEAR.sub(" ", text), int(years.pop()), length, fye)
    days = sorted({p.end for p in dates if p.is_instant})
    if len(days) == 2 == len(dates) and _SINCE.search(text) and length is None:
        return Period(days[0], days[1])
    if len(dates) == 1:
        (period,) = dates
        start, end, _ = found[0]
        rest = text[:start] + " " + text[end:]
        if period.is_instant:
            if _other_day(text, period) or _INCEPTION.search(text):
                return None
            return period if length is None else span_to(period.end, length, fye)
        if length == TO_DATE and not is_year(text[start:end]):
            # "YTD Q3 2025" begins with the year.
            return span_to(period.end, TO_DATE, fye)
        if length is not None and _is_month(period):
            # "Three Months Ended / September / 2025", "March 2005 Quarter": no day is printed.
            return span_to(period.end, length, fye)
        if is_year(text[start:end]):
            parts = _of_parts(rest, int(text[start:end]), length, fye)
            # Three months and a year, without a date, are not that whole year; nor is an unknown part.
            whole = length in (None, (12, "months")) and _PART_OF_YEAR.search(rest) is None
            return parts or (period if whole else None)
        return period
    if len(dates) > 1:
        years = {text[s:e] for s, e, _ in found if is_year(text[s:e])}
        others = {p for s, e, p in found if not is_year(text[s:e])}
        # A year repeated over or beside the full time is no second time.
        if len(others) == 1 and len(years) <= 1:
            (period,) = others
            if all(int(y) == period.end.year for y in years):
                return period if not period.is_instant or length is None else span_to(period.end, length, fye)
        return None
    return None


_SHORT_FORMS = (
    (re.compile(r"[-_=]{3,}"), " "),  # "----Three Months Ended----"
    (re.compile(r"\bqtrs?\b\.?", re.IGNORECASE), "quarter"),
    (re.compile(r"\bmos?\b\.?(?=\s)", re.IGNORECASE), "months"),
    (re.compile(r"\bwks?\b\.?(?=\s)", re.IGNORECASE), "weeks"),
    (re.compile(r"\byrs?\b\.?(?=\s)", re.IGNORECASE), "year"),
    (re.compile(r"\bend\.(?=\s|$)", re.IGNORECASE), "ended"),
    (re.compile(rf"\b({COUNT})-\s(?=months?\b)", re.IGNORECASE), r"\1 "),  # "For the three-" / "month period"
    (re.compile(r"(?<![\w$])['’](\d\d)(?![\d,.])"), lambda m: str(year_of(m[1]))),  # "'25"
    (re.compile(r"(?<!\w)([69])M\s?(?=(?:19|20)\d\d(?!\d))"), r"first \1 months of "),  # "9M 2025"
    (re.compile(r"\b(Q[1-4])-(?=(?:19|20)?\d\d\b)"), r"\1 "),  # "Q3-2025"
    # "Sep-25", "Jul-Sep 2025", "July - September 2025"
    (re.compile(rf"(?<!\w)({MONTH})-(?=\d\d(?!\d))", re.IGNORECASE), lambda m: f"{m[1]} 20"),
    (re.compile(rf"(?<!\w)({MONTH})\s(quarter)\s(?=(?:19|20)\d\d)", re.IGNORECASE), r"\2 ended \1 "),
    (re.compile(r"\bF?Q([1-4])\s+fiscal\s", re.IGNORECASE), r"Q\1 FY "),
    (re.compile(r"\bFQ(?=[1-4]\b)", re.IGNORECASE), "Q"),
    (re.compile(r"\bquarter\s+([1-4])\b(?![/-]|\s?,)", re.IGNORECASE), r"Q\1"),
)
_PART_OF_YEAR = re.compile(
    r"(?<!\w)(?:quarters?|Q[1-4]|[1-4]Q|half|[12]H|months?|weeks?|days?|to[-\s]date|ytd|inception|period|partial|stub)(?!\w)",
    re.IGNORECASE,
)
# "January 1 to March 31, 2025": the year stands once.
_SPAN_IN_YEAR = re.compile(
    rf"(?<!\w)(?P<from>{MONTH}\s{{0,3}}{DAY})(?:,?\s?(?:to|through|thru|-|–|—)\s?)(?P<to>{MONTH}\s{{0,3}}{DAY}\s?,?\s{{0,3}}{YEAR})",
    re.IGNORECASE,
)
# Three Months Ended September 30, 2023 / Successor July 22 to September 30: the year stands above.
_SPAN_OF_DAYS = re.compile(
    rf"(?<!\w)(?P<from>{MONTH}\s{{0,3}}{DAY})\s?(?:to|through|thru|-|–|—)\s?(?P<to>{MONTH}\s{{0,3}}{DAY})",
    re.IGNORECASE,
)
# "July - September" over "2025", "Jul-Sep 2025": whole months, the year printed once.
_MONTHS_IN_YEAR = re.compile(
    rf"(?<!\w)(?P<from>{MONTH})\s?(?:to|through|thru|-|–|—)\s?(?P<to>{MONTH})\s{{0,3}},?\s?(?P<year>{YEAR})",
    re.IGNORECASE,
)


# "July - September" over the years.
_MONTHS_ALONE = re.compile(
    rf"(?<!\w){MONTH}\s?(?:to|through|thru|-|–|—)\s?{MONTH}\s*$|(?<!\w){MONTH}\squarter\s*$", re.IGNORECASE
)


def _months_in_year(m: re.Match[str]) -> Period | None:
    year, first, last = int(m["year"]), month_of(m["from"]), month_of(m["to"])
    start = date(year - (first > last), first, 1)
    return Period(start, date(year, last, monthrange(year, last)[1]))


def _of_the_year(headings: Sequence[str], fye: YearEnd) -> Period | Sequence[str] | None:
    """Of a list of times over all columns the one of the year that stands over this one::

        September 30, 2025 and December 31, 2024          Three Months Ended June 30, 2025 and 2024
            2025                     2024                       2025                  2024

    The period, or the headings with that one time in place of the list; None if there is no such list.
    """
    own = [i for i, h in enumerate(headings) if is_year(h.strip())]
    if len(own) != 1:
        return None
    year = int(headings[own[0]])
    for i, heading in enumerate(headings):
        text = _plain((heading,))
        listed = [(a, b, p) for a, b, p in find_periods(text, fye) if p.end.year == year]
        if i == own[0] or len(find_periods(text, fye)) < 2 or len({p for _, _, p in listed}) != 1:
            continue
        start, end, period = listed[0]
        if not period.is_instant:
            return period
        day = text[start:end] if not is_year(text[start:end]) else period.end.isoformat()
        rest = text[: find_periods(text, fye)[0][0]]
        return [*(h for k, h in enumerate(headings) if k not in (i, own[0])), f"{rest}{day}"]
    return None


_BROKEN = re.compile(r"\b([A-Z][a-z]+)- ([a-z]+)")


def _one_line(headings: Sequence[str]) -> str:
    """Headings in one line, a word that is broken over two of them whole again::

    Quarter             Quarter  Six Months
     Ended    Quarter    Ended      Ended
    Septem-    Ended    Septem-    Septem-
    ber 30,   June 30,  ber 30,    ber 30,
      2006      2006      2005       2006
    """
    return _BROKEN.sub(r"\1\2", " ".join(" ".join(h.split()) for h in headings if h))


def _plain(headings: Sequence[str]) -> str:
    """Headings as one text, short forms spelled out: "3rd Qtr.", "3 Mos. Ended", "Q3 Fiscal 2025"."""
    text = _one_line(headings)
    for form, spelled in _SHORT_FORMS:
        text = form.sub(spelled, text)
    return text


def _span_in_year(m: re.Match[str]) -> Period | None:
    end = date_of(m["to"])
    first = MONTH_DAY.match(m["from"])
    if end is None or first is None:
        return None
    month, day = month_day(first)
    start = day_or_none(end.year - ((month, day) > (end.month, end.day)), month, day)
    return None if start is None else Period(start, end)


def _span_of_days(m: re.Match[str], year: int) -> Period | None:
    first, last = MONTH_DAY.match(m["from"]), MONTH_DAY.match(m["to"])
    if first is None or last is None:
        return None
    start, end = day_or_none(year, *month_day(first)), day_or_none(year, *month_day(last))
    return Period(start, end) if start is not None and end is not None and start <= end else None


def prints_day(headings: Sequence[str], day: date) -> bool:
    """Whether headings print this month and day, so that it is read and not computed."""
    text = _one_line(headings)
    if any(month_day(m) == (day.month, day.day) for m in MONTH_DAY.finditer(text)):
        return True
    return any(p.end == day and re.search(r"\d[/-]\d", text[a:b]) for a, b, p in find_periods(text))


def open_length(headings: Sequence[str]) -> tuple[int, Length] | None:
    """Year and length of headings that do not say on which day it ends: "YTD 2025", "Nine Months 2025"."""
    text = _plain(headings)
    years, length = set(ONLY_YEAR.findall(text)), _length_in(text)
    if len(years) != 1 or length is None or length == (12, "months"):
        return None
    dated = MONTH_DAY.search(text) or re.search(DATE, text, re.IGNORECASE)
    return None if dated else (int(years.pop()), length)


# "Three Months Ended June 30,", "December 31": a time that its year would make whole.
_YEARLESS = re.compile(
    rf"(?P<more>(?:\band|&)\s+)?(?P<length>(?:{LENGTH}){ENDED}\s+)?(?<!\w){MONTH}\s{{0,3}}{DAY}"
    # It closes a line of the title: "(as amended on March 15 by the board)" does not.
    r"(?=\W*(?:$|\(|unaudited\b|in\s+(?:thousands|millions)\b))",
    re.IGNORECASE,
)


def yearless(title: str) -> str | None:
    """The one time of a title that lacks a year, as words; None if there is none, or several.

    Of "three and nine months ended June 30" it is the day alone: a column's heading says its length.
    """
    matches = list(_YEARLESS.finditer(_plain((title,))))
    if any(m["more"] and not m["length"] for m in matches):  # "June 30 and December 31"
        return None
    found = {m[0][m.end("length") - m.start() :] if m["more"] else m[0] for m in matches}
    return found.pop().strip() if len(found) == 1 else None


def lasts(text: str) -> bool:
    """Whether a heading says how long, and no day: "Nine Months Ended"."""
    plain = _plain((text,))
    return _length_in(plain) is not None and not ONLY_YEAR.search(plain) and not MONTH_DAY.search(plain)


def day_of_years(headings: Sequence[str]) -> bool:
    """Whether each is a full date, and all are one day, but for a week's ends, of different years."""
    days = [found[0][2] for h in headings if len(found := find_periods(" ".join(h.split()))) == 1]
    if len(days) < max(2, len(headings)) or not all(p.is_instant for p in days):
        return False
    first = days[0].end
    apart = [abs((p.end - day_in(p.end.year, first.month, first.day)).days) for p in days]
    return max(apart) <= 7 and len({p.end.year for p in days}) == len(days)


def bare_year(headings: Sequence[str]) -> tuple[int, Length | None] | None:
    """The year, and the length if there is one, of headings that name no day, month or part of a year."""
    text = _plain(headings)
    years = set(ONLY_YEAR.findall(text))
    if len(years) != 1 or MONTH_DAY.search(text) or re.search(DATE, text, re.IGNORECASE):
        return None
    if re.search(rf"(?<!\w)(?:{NTH}\s|Q[1-4]|[1-4]Q|half|{MONTH})", text, re.IGNORECASE):
        return None
    if re.search(r"(?<!\w)(?:fiscal|fy|full|calendar|years?)(?!\w)", text, re.IGNORECASE):
        return None
    return int(years.pop()), _length_in(text)


def _other_day(text: str, period: Period) -> bool:
    """Whether another month and day stands beside a date: it cannot be known which is meant."""
    return any(month_day(m) != (period.end.month, period.end.day) for m in MONTH_DAY.finditer(text))


def _is_month(period: Period) -> bool:
    return period.start is not None and period.start.day == 1 and period.start.month == period.end.month


def time_words(text: str) -> bool:
    """Whether a heading speaks of time at all, if only in part ("Three Months Ended", "March 31,")."""
    text = _plain((text,))
    return bool(
        MONTH_DAY.search(text)
        or ONLY_YEAR.search(text)
        or _PLAIN_LENGTH.search(text)
        or _TO_DATE.search(text)
        or _MONTHS_ALONE.search(text)
        or find_periods(text)
        or re.search(r"\b(?:ended|ending)\b", text, re.IGNORECASE)
    )


def _of_parts(rest: str, year: int, length: Length | None, fye: YearEnd) -> Period | None:
    """A year with what stands apart from it: a month and day, a length of time, both or none."""
    days = {month_day(m) for m in MONTH_DAY.finditer(rest)}
    if len(days) > 1:
        return None
    md = MONTH_DAY.search(rest)
    if md is not None:
        end = day_or_none(year, month_of(md["month"]), int(re.sub(r"\D", "", md["day"])))
        if end is None:
            return None
        return Period(None, end) if length is None else span_to(end, length, fye)
    nth = re.search(rf"(?<!\w)({NTH})[-\s]quarter", rest, re.IGNORECASE)
    if nth is not None:
        return quarter(year, ORDINALS[nth[1].lower()], fye)
    short = re.search(r"(?<!\w)(?:Q([1-4])|([1-4])Q)(?!\w)", rest, re.IGNORECASE)
    if short is not None:
        return quarter(year, int(short[1] or short[2]), fye)
    half = re.search(r"(?<!\w)(first|second)[-\s]half", rest, re.IGNORECASE)
    if half is not None:
        return months_of(year, 6 * (ORDINALS[half[1].lower()] - 1), 6, fye)
    if length is not None and length != (12, "months"):
        # "Three months" and a year, no date: it cannot be known which three.
        first = re.search(r"(?<!\w)first\s", rest, re.IGNORECASE)
        return months_of(year, 0, length[0], fye) if first and length[1] == "months" else None
    return None


# "Tree Months Ended": how many is not understood, and it is not one.
_UNCOUNTED = re.compile(rf"(?<![\w-])(?:months|weeks)(?={ENDED})", re.IGNORECASE)


def _length_in(text: str) -> Length | None:
    if _TO_DATE.search(text):
        return TO_DATE
    lengths = {
        length_of(m.group()) for m in _PLAIN_LENGTH.finditer(text) if not _UNCOUNTED.fullmatch(m.group())
    }
    return lengths.pop() if len(lengths) == 1 else None


def uncounted(headings: Sequence[str]) -> bool:
    """Whether headings speak of months or weeks ended and no number of them is understood."""
    text = _plain(headings)
    return any(_UNCOUNTED.match(text, m.start()) for m in _PLAIN_LENGTH.finditer(text))
