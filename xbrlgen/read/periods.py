"""Times in words: headings and running text to :class:`~xbrlgen.model.period.Period`."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
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
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary|r)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_YEAR = r"(?:19|20)\d\d(?!\d)"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?(?!\d)"
_DATE = (
    rf"(?:{_MONTH}\s{{0,3}}{_DAY}\s?,?\s{{0,3}}{_YEAR}|{_DAY}\s{_MONTH},?\s{_YEAR}"
    rf"|(?<![\d/.,-])\d{{1,2}}[/-]\d{{1,2}}[/-](?:{_YEAR}|\d\d(?![\d/]))|{_YEAR}-\d\d-\d\d(?!\d))"
)
_COUNT = r"(?:\d{1,2}|" + "|".join(sorted(_WORDS, key=len, reverse=True)).replace("-", "[- ]") + ")"
_LENGTH = (
    rf"(?:{_COUNT}[-\s](?:months?|weeks?)|(?:fiscal[-\s])?(?:first|second|third|fourth|1st|2nd|3rd|4th)[-\s](?:fiscal[-\s])?quarters?"
    r"|quarters?(?:ly\speriods?)?|half[-\s]?years?|(?:fiscal\s|full\s|calendar\s)?years?|months?|weeks?)"
)
_ENDED = r"(?:\s(?:transition\s)?(?:period|periods))?\s(?:then\s)?(?:ended|ending|ends)(?:\son)?"
_NTH = r"(?:first|second|third|fourth|1st|2nd|3rd|4th)"
_OF = r"(?:,?\s(?:of\s|in\s|for\s)?(?:the\s)?(?:fiscal\s)?(?:year\s)?)"
_SHORT = r"(?:(?:19|20)\d\d|['’]?\d\d)(?!\d)"
# A bare number of four digits is a year unless what stands around it makes it a number or a name.
_BARE = (
    r"(?<![\d$€£#.,/\-:(])(?<!\bNo\.\s)(?<!\bAct\sof\s)(?<!\brule\s)(?<!\bform\s)"
    rf"\(?{_YEAR}(?![,.]\d|%|-\d|-[A-Z]\b|/\d|\s(?:shares|employees|stores|customers|lines|units|miles|people)\b)"
)

_FIND = re.compile(
    rf"""(?<![\w$.,/])(?<![^-]-)(?:
      (?P<dates>(?P<from>{_DATE})\s?(?:to|through|thru|-|–|—)\s?(?P<to>{_DATE}))
    | (?P<ended>(?P<length>{_LENGTH}){_ENDED}\s(?P<enddate>{_DATE}))
    | (?P<date>{_DATE})
    | (?P<quarter>(?P<nth>{_NTH})[-\s](?:fiscal\s)?quarters?{_OF}(?P<qyear>{_YEAR}))
    | (?P<yquarter>(?P<yqyear>{_YEAR})(?:'s|’s)?\s(?P<yqnth>{_NTH})[-\s]quarter)
    | (?P<qshort>Q(?P<q1>[1-4])\s?(?:of\s)?(?:FY\s?)?(?P<qy1>{_SHORT})
        |(?P<q2>[1-4])Q\s?(?:FY\s?)?(?P<qy2>{_SHORT})
        |(?P<qy3>{_YEAR})\s?Q(?P<q3>[1-4])\b)
    | (?P<half>(?P<hnth>first|second|1st|2nd)[-\s]half{_OF}(?P<hyear>{_YEAR})
        |(?P<h1>[12])H\s?(?P<hy1>{_SHORT})|H(?P<h2>[12])\s?(?P<hy2>{_SHORT}))
    | (?P<months>(?:(?P<side>first|last)\s)?(?P<mcount>{_COUNT})\smonths{_OF}(?P<myear>{_YEAR}))
    | (?P<fy>FY\s?(?P<fyyear>{_SHORT})|(?:fiscal|full|calendar)[-\s](?:year[-\s])?(?P<fyyear2>{_YEAR}))
    | (?P<monthof>(?P<mname>{_MONTH})\s?,?\s(?:of\s)?(?P<monyear>{_YEAR}))
    | (?P<year>{_BARE})
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_MORE = re.compile(
    rf"(?:\s?,)?\s?(?:(?:and|or|to|versus|vs\.?)\s)?(?:(?P<date>{_DATE})|(?P<year>{_YEAR}))(?![\d%]|[,.]\d)",
    re.IGNORECASE,
)
_TO_DATE = re.compile(r"(?<!\w)(?:(?:fiscal[-\s])?year[-\s]+to[-\s]+date|ytd)(?!\w)", re.IGNORECASE)
# "Period from March 3, 2019 (inception) to September 30, 2025", the days on lines of their own.
_SINCE = re.compile(r"\b(?:inception|from|since|commencement)\b", re.IGNORECASE)
_INCEPTION = re.compile(r"\binception\b", re.IGNORECASE)
_PARTIAL = re.compile(
    rf"(?<![\w])(?P<month>{_MONTH})\s{{0,3}}(?P<day>{_DAY})(?!\s?,?\s?\d{{4}})", re.IGNORECASE
)
_PLAIN_LENGTH = re.compile(
    rf"(?<![\w-])(?:{_LENGTH})(?={_ENDED}|\s(?:to\s)?(?:{_MONTH}|{_YEAR})|\s*$|\s\()", re.IGNORECASE
)
_MONTH_DAY = re.compile(rf"(?<!\w)(?P<month>{_MONTH})\s{{0,3}}(?P<day>{_DAY})", re.IGNORECASE)
_ONLY_YEAR = re.compile(rf"(?<![\w$,./-]){_YEAR}(?![,.]\d|%|-\d)")
_NEAR = re.compile(r"\d+")
_REACH = 90  # characters that the longest of these expressions has around its digits


def find_periods(text: str, fye: YearEnd = (12, 31)) -> list[tuple[int, int, Period]]:
    """Times that running text names: (start, end, period), in order and not overlapping.

    A bare date is an instant, a bare year the fiscal year. A list inherits its head: in
    "three months ended September 30, 2004, June 30, 2004 and 2003" all three are quarters.
    Times without a year are not found here; see :func:`find_partial`.
    """
    found: list[tuple[int, int, Period]] = []
    done = 0
    for low, high in _windows(text):
        pos = max(low, done)
        while (m := _FIND.search(text, pos, high)) is not None:
            period = _period(m, fye)
            pos = m.end()
            if period is None:
                # An impossible day (February 30, 2004) is no time; its year alone would mislead.
                continue
            start = m.start() + (1 if m["year"] is not None and m["year"].startswith("(") else 0)
            found.append((start, m.end(), period))
            pos = _list_of(text, m, period, high, found)
            done = pos
    return found


def find_partial(text: str) -> list[tuple[int, int]]:
    """Month and day without a year ("October 29"): no period, but no number either."""
    return [(m.start(), m.end()) for low, high in _windows(text) for m in _PARTIAL.finditer(text, low, high)]


def heading_period(headings: Sequence[str], fye: YearEnd = (12, 31)) -> Period | None:
    """What the headings of a column say together, top to bottom; None if they say none or two.

    The parts may stand in any order: the length of time over or under the date, the year
    under its month and day. A length without "ended" counts here, as headings drop it.
    """
    text = _plain(headings)
    spelled = _SPAN_IN_YEAR.search(text)
    if spelled is not None:
        return _span_in_year(spelled)
    found = find_periods(text, fye)
    dates = {p for _, _, p in found}
    length = _length_in(text)
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
    (re.compile(r"\bqtrs?\b\.?", re.IGNORECASE), "quarter"),
    (re.compile(r"\bmos?\b\.?(?=\s)", re.IGNORECASE), "months"),
    (re.compile(r"\bwks?\b\.?(?=\s)", re.IGNORECASE), "weeks"),
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
    rf"(?<!\w)(?P<from>{_MONTH}\s{{0,3}}{_DAY})(?:,?\s?(?:to|through|thru|-|–|—)\s?)(?P<to>{_MONTH}\s{{0,3}}{_DAY}\s?,?\s{{0,3}}{_YEAR})",
    re.IGNORECASE,
)


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
    end = _date(m["to"])
    first = _MONTH_DAY.match(m["from"])
    if end is None or first is None:
        return None
    month, day = _month_day(first)
    start = _valid(end.year - ((month, day) > (end.month, end.day)), month, day)
    return None if start is None else Period(start, end)


def prints_day(headings: Sequence[str], day: date) -> bool:
    """Whether headings print this month and day, so that it is read and not computed."""
    text = _one_line(headings)
    if any(_month_day(m) == (day.month, day.day) for m in _MONTH_DAY.finditer(text)):
        return True
    return any(p.end == day and re.search(r"\d[/-]\d", text[a:b]) for a, b, p in find_periods(text))


def bare_year(headings: Sequence[str]) -> tuple[int, Length | None] | None:
    """The year, and the length if there is one, of headings that name no day, month or part of a year."""
    text = _plain(headings)
    years = set(_ONLY_YEAR.findall(text))
    if len(years) != 1 or _MONTH_DAY.search(text) or re.search(_DATE, text, re.IGNORECASE):
        return None
    if re.search(rf"(?<!\w)(?:{_NTH}\s|Q[1-4]|[1-4]Q|half|{_MONTH})", text, re.IGNORECASE):
        return None
    if re.search(r"(?<!\w)(?:fiscal|fy|full|calendar|years?)(?!\w)", text, re.IGNORECASE):
        return None
    return int(years.pop()), _length_in(text)


def _other_day(text: str, period: Period) -> bool:
    """Whether another month and day stands beside a date: it cannot be known which is meant."""
    return any(_month_day(m) != (period.end.month, period.end.day) for m in _MONTH_DAY.finditer(text))


def _month_day(m: re.Match[str]) -> tuple[int, int]:
    return _month(m["month"]), int(re.sub(r"\D", "", m["day"]))


def _is_month(period: Period) -> bool:
    return period.start is not None and period.start.day == 1 and period.start.month == period.end.month


def time_words(text: str) -> bool:
    """Whether a heading speaks of time at all, if only in part ("Three Months Ended", "March 31,")."""
    text = _plain((text,))
    return bool(
        _MONTH_DAY.search(text)
        or _ONLY_YEAR.search(text)
        or _PLAIN_LENGTH.search(text)
        or _TO_DATE.search(text)
        or find_periods(text)
        or re.search(r"\b(?:ended|ending)\b", text, re.IGNORECASE)
    )


def quarter(year: int, nth: int, fye: YearEnd) -> Period:
    """Quarter ``nth`` (1 to 4) of fiscal year ``year``."""
    return months_of(year, 3 * (nth - 1), 3, fye)


def months_of(year: int, skip: int, count: int, fye: YearEnd) -> Period:
    """``count`` months of fiscal year ``year`` after its first ``skip``."""
    end = day_in(year + sum(fye[2:]), fye[0], fye[1])
    first = _minus_months(end, 12 - skip) + timedelta(days=1)
    return Period(first, _minus_months(end, 12 - skip - count))


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """The parts of a text that lie around digits: a time is looked for nowhere else."""
    low, high = 0, -1
    for m in _NEAR.finditer(text):
        start, end = max(0, m.start() - _REACH), min(len(text), m.end() + _REACH)
        if high < 0:
            low, high = start, end
        elif start <= high:
            high = end
        else:
            yield low, high
            low, high = start, end
    if high >= 0:
        yield low, high


def _list_of(
    text: str, m: re.Match[str], period: Period, high: int, found: list[tuple[int, int, Period]]
) -> int:
    """Further members of a list that ``m`` heads; gives the place to go on from."""
    pos = m.end()
    length = m["length"]
    if length is None and m["date"] is None and m["quarter"] is None:
        return pos
    while (more := _MORE.match(text, pos, high)) is not None:
        if more["date"] is not None:
            if length is None:
                break
            end = _date(more["date"])
        else:
            year = int(more["year"])
            shift = 0 if period.start is None else year - period.end.year
            if m["quarter"] is not None:
                end = day_in(period.end.year + shift, period.end.month, period.end.day)
            else:
                end = day_in(year, period.end.month, period.end.day)
        if end is None:
            break
        if length is not None:
            item = span_to(end, _length(length))
        elif m["quarter"] is not None:
            item = span_to(end, (3, "months"))
        else:
            item = Period(None, end)
        group = "date" if more["date"] is not None else "year"
        found.append((more.start(group), more.end(group), item))
        pos = more.end()
    return pos


def _period(m: re.Match[str], fye: YearEnd) -> Period | None:
    if m["dates"] is not None:
        start, end = _date(m["from"]), _date(m["to"])
        return Period(start, end) if start is not None and end is not None and start <= end else None
    if m["ended"] is not None:
        end = _date(m["enddate"])
        return None if end is None else span_to(end, _length(m["length"]))
    if m["date"] is not None:
        end = _date(m["date"])
        return None if end is None else Period(None, end)
    if m["quarter"] is not None:
        return quarter(int(m["qyear"]), _ORDINALS[m["nth"].lower()], fye)
    if m["yquarter"] is not None:
        return quarter(int(m["yqyear"]), _ORDINALS[m["yqnth"].lower()], fye)
    if m["qshort"] is not None:
        return quarter(_year(m["qy1"] or m["qy2"] or m["qy3"]), int(m["q1"] or m["q2"] or m["q3"]), fye)
    if m["half"] is not None:
        nth = _ORDINALS[m["hnth"].lower()] if m["hnth"] else int(m["h1"] or m["h2"])
        return months_of(_year(m["hyear"] or m["hy1"] or m["hy2"]), 6 * (nth - 1), 6, fye)
    if m["months"] is not None:
        count = _count(m["mcount"])
        # "Three months 2004" does not say which three.
        if not 1 <= count <= 12 or (m["side"] is None and " of " not in m["months"].lower()):
            return None
        skip = 12 - count if (m["side"] or "").lower() == "last" else 0
        return months_of(int(m["myear"]), skip, count, fye)
    if m["fy"] is not None:
        return months_of(_year(m["fyyear"] or m["fyyear2"]), 0, 12, fye)
    if m["monthof"] is not None:
        year, month = int(m["monyear"]), _month(m["mname"])
        return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    return months_of(int(m["year"].lstrip("(")), 0, 12, fye)


def _of_parts(rest: str, year: int, length: Length | None, fye: YearEnd) -> Period | None:
    """A year with what stands apart from it: a month and day, a length of time, both or none."""
    days = {_month_day(m) for m in _MONTH_DAY.finditer(rest)}
    if len(days) > 1:
        return None
    md = _MONTH_DAY.search(rest)
    if md is not None:
        end = _valid(year, _month(md["month"]), int(re.sub(r"\D", "", md["day"])))
        if end is None:
            return None
        return Period(None, end) if length is None else span_to(end, length, fye)
    nth = re.search(rf"(?<!\w)({_NTH})[-\s]quarter", rest, re.IGNORECASE)
    if nth is not None:
        return quarter(year, _ORDINALS[nth[1].lower()], fye)
    short = re.search(r"(?<!\w)(?:Q([1-4])|([1-4])Q)(?!\w)", rest, re.IGNORECASE)
    if short is not None:
        return quarter(year, int(short[1] or short[2]), fye)
    half = re.search(r"(?<!\w)(first|second)[-\s]half", rest, re.IGNORECASE)
    if half is not None:
        return months_of(year, 6 * (_ORDINALS[half[1].lower()] - 1), 6, fye)
    if length is not None and length != (12, "months"):
        # "Three months" and a year, no date: it cannot be known which three.
        first = re.search(r"(?<!\w)first\s", rest, re.IGNORECASE)
        return months_of(year, 0, length[0], fye) if first and length[1] == "months" else None
    return None


def _length_in(text: str) -> Length | None:
    if _TO_DATE.search(text):
        return TO_DATE
    lengths = {_length(m.group()) for m in _PLAIN_LENGTH.finditer(text)}
    return lengths.pop() if len(lengths) == 1 else None


def _length(words: str) -> Length:
    """A length of time in months or weeks: "Nine Months" is (9, "months")."""
    words = re.sub(r"\s+", " ", words.lower())
    if "quarter" in words:
        return 3, "months"
    if "half" in words:
        return 6, "months"
    if "year" in words:
        return 12, "months"
    head = re.match(rf"({_COUNT})[-\s](month|week)", words)
    if head is None:
        return 1, "weeks" if "week" in words else "months"
    return _count(head[1]), "weeks" if head[2] == "week" else "months"


def _count(word: str) -> int:
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


def _date(text: str) -> date | None:
    """A full date as :data:`_DATE` matches it, or None if the calendar has no such day."""
    if re.match(rf"{_YEAR}-", text):
        year, month, day = text.split("-")
        return _valid(int(year), int(month), int(day))
    if re.fullmatch(r"[\d/-]+", text):
        month, day, year = re.split(r"[/-]", text)
        return _valid(_year(year), int(month), int(day))
    name = re.search(r"[a-z]{3,}", text, re.IGNORECASE)
    numbers = re.findall(r"\d+", text)
    if name is None:
        return None
    return _valid(int(numbers[-1]), _month(name.group()), int(numbers[0]))


def _valid(year: int, month: int, day: int) -> date | None:
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


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _year(text: str) -> int:
    digits = text.lstrip("'’")
    if len(digits) == 4:
        return int(digits)
    return int(digits) + (2000 if int(digits) < 50 else 1900)


def is_year(text: str) -> bool:
    return len(text) == 4 and text.isdigit()
