"""Times in words of running text to :class:`~xbrlgen.model.period.Period`."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from xbrlgen.model.period import Period
from xbrlgen.read.times import (
    COUNT,
    DATE,
    DAY,
    ENDED,
    LENGTH,
    MONTH,
    NTH,
    ORDINALS,
    YEAR,
    YearEnd,
    count_of,
    date_of,
    day_in,
    length_of,
    month_of,
    months_of,
    quarter,
    span_to,
    year_of,
)

_OF = r"(?:,?\s(?:of\s|in\s|for\s)?(?:the\s)?(?:fiscal\s)?(?:year\s)?)"
_SHORT = r"(?:(?:19|20)\d\d|['’]?\d\d)(?!\d)"
# A bare number of four digits is a year unless what stands around it makes it a number or a name.
_BARE = (
    r"(?<![\d$€£#.,/\-:(])(?<!\bNo\.\s)(?<!\bAct\sof\s)(?<!\brule\s)(?<!\bform\s)"
    rf"\(?{YEAR}(?![,.]\d|%|-\d|-[A-Z]\b|/\d|\s(?:shares|employees|stores|customers|lines|units|miles|people)\b)"
)
_FIND = re.compile(
    rf"""(?<![\w$.,/])(?<![^-]-)(?:
      (?P<dates>(?P<from>{DATE})\s?(?:to|through|thru|-|–|—)\s?(?P<to>{DATE}))
    | (?P<ended>(?P<length>{LENGTH}){ENDED}\s(?P<enddate>{DATE}))
    | (?P<date>{DATE})
    | (?P<quarter>(?P<nth>{NTH})[-\s](?:fiscal\s)?quarters?{_OF}(?P<qyear>{YEAR}))
    | (?P<yquarter>(?P<yqyear>{YEAR})(?:'s|’s)?\s(?P<yqnth>{NTH})[-\s]quarter)
    | (?P<qshort>Q(?P<q1>[1-4])\s?(?:of\s)?(?:FY\s?)?(?P<qy1>{_SHORT})
        |(?P<q2>[1-4])Q\s?(?:FY\s?)?(?P<qy2>{_SHORT})
        |(?P<qy3>{YEAR})\s?Q(?P<q3>[1-4])\b)
    | (?P<half>(?P<hnth>first|second|1st|2nd)[-\s]half{_OF}(?P<hyear>{YEAR})
        |(?P<h1>[12])H\s?(?P<hy1>{_SHORT})|H(?P<h2>[12])\s?(?P<hy2>{_SHORT}))
    | (?P<months>(?:(?P<side>first|last)\s)?(?P<mcount>{COUNT})\smonths{_OF}(?P<myear>{YEAR}))
    | (?P<fy>FY\s?(?P<fyyear>{_SHORT})|(?:fiscal|full|calendar)[-\s](?:year[-\s])?(?P<fyyear2>{YEAR}))
    | (?P<monthof>(?P<mname>{MONTH})\s?,?\s(?:of\s)?(?P<monyear>{YEAR}))
    | (?P<year>{_BARE})
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_MORE = re.compile(
    rf"(?:\s?,)?\s?(?:(?:and|or|to|versus|vs\.?)\s)?(?:(?P<date>{DATE})|(?P<year>{YEAR}))(?![\d%]|[,.]\d)",
    re.IGNORECASE,
)
_PARTIAL = re.compile(
    rf"(?<![\w])(?P<month>{MONTH})\s{{0,3}}(?P<day>{DAY})(?!\s?,?\s?\d{{4}})", re.IGNORECASE
)
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
            end = date_of(more["date"])
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
            item = span_to(end, length_of(length))
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
        start, end = date_of(m["from"]), date_of(m["to"])
        return Period(start, end) if start is not None and end is not None and start <= end else None
    if m["ended"] is not None:
        end = date_of(m["enddate"])
        return None if end is None else span_to(end, length_of(m["length"]))
    if m["date"] is not None:
        end = date_of(m["date"])
        return None if end is None else Period(None, end)
    if m["quarter"] is not None:
        return quarter(int(m["qyear"]), ORDINALS[m["nth"].lower()], fye)
    if m["yquarter"] is not None:
        return quarter(int(m["yqyear"]), ORDINALS[m["yqnth"].lower()], fye)
    if m["qshort"] is not None:
        return quarter(year_of(m["qy1"] or m["qy2"] or m["qy3"]), int(m["q1"] or m["q2"] or m["q3"]), fye)
    if m["half"] is not None:
        nth = ORDINALS[m["hnth"].lower()] if m["hnth"] else int(m["h1"] or m["h2"])
        return months_of(year_of(m["hyear"] or m["hy1"] or m["hy2"]), 6 * (nth - 1), 6, fye)
    if m["months"] is not None:
        count = count_of(m["mcount"])
        # "Three months 2004" does not say which three.
        if not 1 <= count <= 12 or (m["side"] is None and " of " not in m["months"].lower()):
            return None
        skip = 12 - count if (m["side"] or "").lower() == "last" else 0
        return months_of(int(m["myear"]), skip, count, fye)
    if m["fy"] is not None:
        return months_of(year_of(m["fyyear"] or m["fyyear2"]), 0, 12, fye)
    if m["monthof"] is not None:
        year, month = int(m["monyear"]), month_of(m["mname"])
        return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    return months_of(int(m["year"].lstrip("(")), 0, 12, fye)
