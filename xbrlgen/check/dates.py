"""The dates of a report against each other: document, period end, fiscal year, dateline, and the facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from xbrlgen.model.codes import finding
from xbrlgen.model.cover import is_current
from xbrlgen.model.finding import Finding, Related
from xbrlgen.model.mapping import Filing
from xbrlgen.model.period import NEAR, day_of
from xbrlgen.model.report import Fact, Report
from xbrlgen.model.source import Mention, Paragraph, Source

_EXPECTED = frozenset({"srt:StatementScenarioAxis", "us-gaap:StatementScenarioAxis", "srt:RangeAxis"})
"""Facts with a member of these may speak of the future."""
_LATE = {"10-K": 400, "20-F": 400, "40-F": 400}
_LATE_ELSE = 270
"""Days after the end of its period at which a report is hardly made any more."""
_DATELINE_DAYS = 10
_FIRST_PARAGRAPHS = 20
_BEFORE_DATELINE = 90
# NEW YORK, NY - October 29, 2004 - Example Corp today ...    SPRINGFIELD, Oct. 29 /PRNewswire/ --
_AFTER_DATE = re.compile(r"\s{0,2}(?:[-–—]{1,3}|/|\(|:)")
_FOCUS = {"Q1": 3, "Q2": 6, "Q3": 9, "H1": 6, "H2": 12, "Q4": 12, "FY": 12}
_YEAR = range(350, 381)
"""Days of a fiscal year, of 52 and 53 weeks too."""


def check_dates(filing: Filing, report: Report, sources: Sequence[Source]) -> tuple[Finding, ...]:
    """What of the dates does not fit.

    Findings: XG-DATE-001 (nothing ends on the period end), -002 (figures of the future), -003 (the
    document before or long after its period), -004 (dateline), -005 (fiscal year and period).
    """
    printed = [f for f in report.facts if f.prints and isinstance(f.value, Decimal)]
    found = list(_future(filing, printed)) or list(_nothing_at_the_end(filing, printed))
    return (*found, *_document(filing), *_dateline(filing, sources), *_fiscal_year(filing, printed))


def _future(filing: Filing, facts: Sequence[Fact]) -> Iterator[Finding]:
    """Actual figures of a time after the report was made: one finding for each such day."""
    made = filing.document.date
    late: dict[date, list[Fact]] = {}
    for fact in facts:
        if fact.context.period.end > made and not any(
            axis in _EXPECTED for axis, _ in fact.context.dimensions
        ):
            late.setdefault(fact.context.period.end, []).append(fact)
    for end, group in sorted(late.items()):
        yield finding(
            "XG-DATE-002",
            f"{len(group)} figures speak of a time to {end}, after the report's date {made}",
            filing.where,
            hint=_shift_hint(filing, end)
            or (
                "say `fiscal_year_end`: without it fiscal years end on December 31"
                if not filing.fiscal_year_end_said
                else "correct document.date or the headings; what is expected has a member of a scenario"
            ),
            related=[Related(f'source "{f.prints[0].label}"', f.prints[0].where) for f in group[:3]],
        )


def _nothing_at_the_end(filing: Filing, facts: Sequence[Fact]) -> Iterator[Finding]:
    """No figure at all of the period end; or balances of it, and every span ends on another day."""
    end = filing.document.period_end
    spans = {f.context.period.end for f in facts if not f.context.period.is_instant}
    ends = spans or {f.context.period.end for f in facts}
    if not ends or end in ends:
        return
    nearest = min(ends, key=lambda d: (abs((d - end).days), d))
    if any(f.context.period.end == end for f in facts):
        problem = f"balances are of the period end {end}, and no span of time ends on it"
    else:
        problem = f"no figure speaks of the period end {end}"
    yield finding(
        "XG-DATE-001",
        f"{problem}: the nearest is of {nearest}",
        filing.where,
        hint=_shift_hint(filing, max(ends)) or "correct document.period_end, or the periods of the columns",
    )


def _shift_hint(filing: Filing, end: date) -> str | None:
    """What to say where the figures miss the period end by a year exactly."""
    wanted = filing.document.period_end
    for years, named in ((1, "start"), (-1, "end")):
        moved = day_of(end.year + years, end.month, end.day)
        if abs((moved - wanted).days) <= NEAR and filing.fiscal_year_shift == (named == "end"):
            return (
                f"if a fiscal year is named after the year it {named}s in, say `fiscal_year_named: {named}`"
            )
    return None


def _document(filing: Filing) -> Iterator[Finding]:
    document = filing.document
    days = (document.date - document.period_end).days
    if days < 0 and not is_current(document.type):
        problem = f"the report is dated {document.date}, before its period ends on {document.period_end}"
    elif days > _LATE.get(document.type[:4], _LATE_ELSE):
        problem = (
            f"the report is dated {document.date}, {days} days after its period ends on {document.period_end}"
        )
    else:
        return
    yield finding("XG-DATE-003", problem, filing.where, hint="correct document.date or document.period_end")


def _dateline(filing: Filing, sources: Sequence[Source]) -> Iterator[Finding]:
    for source in sources:
        found = _dateline_of(source)
        if found is None:
            continue
        paragraph, mention = found
        assert mention.period is not None
        day = mention.period.end
        if abs((day - filing.document.date).days) > _DATELINE_DAYS:
            yield finding(
                "XG-DATE-004",
                f"{source.file} is dated {day}, and the report {filing.document.date}",
                filing.where,
                hint="correct document.date, or see that this is the release meant",
                related=[Related("source", paragraph.at(mention.start))],
            )
        return


def _dateline_of(source: Source) -> tuple[Paragraph, Mention] | None:
    for paragraph in source.paragraphs[:_FIRST_PARAGRAPHS]:
        for mention in paragraph.mentions:
            if mention.start > _BEFORE_DATELINE:
                break
            dated = mention.period is not None and mention.period.is_instant
            if dated and _AFTER_DATE.match(paragraph.text, mention.end):
                return paragraph, mention
    return None


def _fiscal_year(filing: Filing, facts: Sequence[Fact]) -> Iterator[Finding]:
    """The fiscal year end and the fiscal period of the cover against the calendar and the period end."""
    cover = {s.field.key: s for s in filing.cover}
    stated = cover.get("fiscal_year_end")
    month, day = filing.fiscal_year_end
    if stated is not None and isinstance(stated.value, str):
        numbers = [int(n) for n in re.findall(r"\d+", stated.value)][-2:]
        if len(numbers) == 2 and _apart((numbers[0], numbers[1]), (month, day)) > NEAR:
            yield finding(
                "XG-DATE-005",
                f"the cover's fiscal year ends on {numbers[0]:02}-{numbers[1]:02}, and periods are reckoned "
                f"with one that ends on {month:02}-{day:02}",
                stated.where,
                hint="make `fiscal_year_end` and `cover.fiscal_year_end` the same",
            )
            return
    years = {f.context.period.end for f in facts if f.context.period.days in _YEAR}
    if years and filing.fiscal_year_end_said and all(_off(d, month, day) > NEAR for d in years):
        yield finding(
            "XG-DATE-005",
            f"years of the figures end on {', '.join(map(str, sorted(years)))}, "
            f"and the fiscal year on {month:02}-{day:02}",
            filing.where,
            hint="correct `fiscal_year_end`, or see that these are no fiscal years",
        )
    focus = cover.get("fiscal_period")
    if focus is None or not isinstance(focus.value, str) or focus.value not in _FOCUS:
        return
    end = filing.document.period_end
    since = _months_into_year(end, month, day)
    if since != _FOCUS[focus.value] and not filing.document.type.rstrip("/A").endswith("T"):
        yield finding(
            "XG-DATE-005",
            f"the fiscal period is {focus.value}, and {end} closes {since} months of a fiscal year "
            f"that ends on {month:02}-{day:02}",
            focus.where,
            hint="correct cover.fiscal_period, `fiscal_year_end` or document.period_end",
        )


def _months_into_year(end: date, month: int, day: int) -> int:
    """Whole months of the fiscal year that are over on ``end``, 1 to 12."""
    last = day_of(end.year, month, day)
    if last >= end - timedelta(days=NEAR):
        last = day_of(end.year - 1, month, day)
    return max(1, min(12, round((end - last).days / 30.4375)))


def _off(end: date, month: int, day: int) -> int:
    """Days by which ``end`` misses the nearest end of a fiscal year."""
    return min(abs((end - day_of(y, month, day)).days) for y in (end.year - 1, end.year, end.year + 1))


def _apart(one: tuple[int, int], other: tuple[int, int]) -> int:
    return _off(day_of(2001, *one), *other)
