"""What a document says of itself: who reports, in which form, for which period, on which day."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from xbrlgen.assist.roll import dateline
from xbrlgen.model.drafted import About
from xbrlgen.model.source import Source

_HEADER = 20_000
"""EDGAR's header and the cover stand within so many characters."""
_FIELDS = {
    # "COMPANY CONFORMED NAME:			EXAMPLE CORP" of EDGAR's submission header
    "name": r"COMPANY CONFORMED NAME:[ \t]*([^\r\n<]+)",
    "cik": r"CENTRAL INDEX KEY:[ \t]*(\d{1,10})",
    "form": r"(?:CONFORMED SUBMISSION TYPE:[ \t]*|<TYPE>)(10-[KQ]|8-K|20-F|40-F|6-K)(?:/A)?\b",
    "end": r"CONFORMED PERIOD OF REPORT:[ \t]*(\d{8})",
    "filed": r"FILED AS OF DATE:[ \t]*(\d{8})",
    "year end": r"FISCAL YEAR END:[ \t]*(\d{4})",
    "state": r"STATE OF INCORPORATION:[ \t]*([A-Z]{2})\b",
    "tax id": r"IRS NUMBER:[ \t]*(\d{2}-?\d{7})",
    "file number": r"SEC FILE NUMBER:[ \t]*(\d{1,3}-\d{1,8})",
}
_COVER_FORM = re.compile(r"\bFORM\s+(10-[KQ]|8-K|20-F|40-F|6-K)\b", re.IGNORECASE)
_CODE = re.compile("[A-Z]{3}")
_COMPANY = re.compile(
    r"\b((?:[A-Z][\w&.'-]*|[A-Z]{2,}),?(?:\s+(?:of|the|and|&|[A-Z][\w&.'-]*),?){0,5}?\s+"
    r"(?:Inc|Incorporated|Corp|Corporation|Company|Ltd|Limited|plc|LLC|L\.P|Holdings?|Group|Bancorp)\b\.?)"
)


def about(sources: Sequence[Source], texts: Sequence[str]) -> About:
    """What header, cover and first words say; None for all else.

    The day is that of the dateline, else the day of filing of EDGAR's header.
    """
    head = "\n".join(text[:_HEADER] for text in texts)
    found = {key: match[1].strip() for key, p in _FIELDS.items() if (match := re.search(p, head))}
    form = found.get("form")
    if form is None and (cover := _COVER_FORM.search(head)):
        form = cover[1].upper()
    ends = [c.period.end for s in sources for t in s.tables for c in t.columns if c.period is not None]
    filed = _day(found.get("filed"))
    end = _period_end(ends, filed)
    if form not in (None, "8-K") and (stated := _day(found.get("end"))) is not None:
        end = stated
    dated = dateline(sources, end) if end is not None else None
    state = found.get("state")
    return About(
        name=found.get("name") or _named(sources),
        cik=found.get("cik"),
        form=form,
        day=dated[0] if dated else filed,
        period_end=end,
        fiscal_year_end=_month_day(found.get("year end")),
        currency=_currency(sources),
        incorporation=state,
        file_number=found.get("file number"),
        tax_id=_hyphened(found.get("tax id")),
    )


def _period_end(ends: Sequence[date], filed: date | None) -> date | None:
    """The last day that columns end on, forecasts aside: what most tables end on, the later of equals.

    No report speaks of results after the day it is filed.
    """
    past = [e for e in ends if filed is None or e <= filed]
    if not past:
        return None
    counts = Counter(past)
    often = max(counts.values())
    return max(e for e, n in counts.items() if 3 * n >= often)


def _named(sources: Sequence[Source]) -> str | None:
    """The company that the first paragraphs name most often by a full name."""
    names: Counter[str] = Counter()
    for source in sources:
        for paragraph in source.paragraphs[:40]:
            for match in _COMPANY.finditer(paragraph.text):
                names[match[1].rstrip(",")] += 1
    if not names:
        return None
    best = max(names.values())
    return next(name for name, n in names.items() if n == best)


def _currency(sources: Sequence[Source]) -> str | None:
    # "dollars" alone is no code: it is what the report's currency is taken for anyway.
    named = Counter(
        t.currency for s in sources for t in s.tables if t.currency and _CODE.fullmatch(t.currency)
    )
    return named.most_common(1)[0][0] if named else None


def _day(text: str | None) -> date | None:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:])) if text else None
    except ValueError:
        return None


def _month_day(text: str | None) -> tuple[int, int] | None:
    day = _day(f"2000{text}") if text else None
    return (day.month, day.day) if day else None


def _hyphened(text: str | None) -> str | None:
    return f"{text[:2]}-{text[-7:]}" if text else None
