"""A filing project rolled to its next report: what of ``filing.yaml`` moves on, and to what.

Proposed edits only; nothing is written here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from xbrlgen.assist.roll_periods import FiscalCalendar, move, name_of, opening_on
from xbrlgen.model.codes import finding
from xbrlgen.model.edit import Edit, Steps
from xbrlgen.model.finding import Finding, Related
from xbrlgen.model.mapping import Filing
from xbrlgen.model.period import Period
from xbrlgen.model.report import Fact
from xbrlgen.model.rolled import Before, MovedPeriod
from xbrlgen.model.rounded import Rounded
from xbrlgen.model.source import Source
from xbrlgen.model.source_file import SourceFile
from xbrlgen.model.weeks import in_weeks
from xbrlgen.model.where import Where

_PLACE = re.compile(
    r"[A-Z][\w.,' -]{1,60}?\s*(?:\([^)]{1,40}\)\s*)?(?:--?|–|—)\s*\(?"
    r"|[A-Z]{3}[A-Z.' -]{0,40},(?:\s[A-Z][\w.]{1,12},)?\s*"
)
"""What stands before the day in a dateline: ``ROCHESTER, NY -``, ``ROCHESTER, N.Y.,``."""
_BEHIND = re.compile(r"\)?\s*(?:\([^)]{1,60}\)\s*|/[^/]{1,60}/\s*)?(?:--?|–|—)")
_LATEST = timedelta(days=366)
"""A report is not dated later than this after the end of its period."""


def spoken_periods(sources: Iterable[Source]) -> dict[Period, Where]:
    """Every period that a heading of the tables names, with the first place that does."""
    found: dict[Period, Where] = {}
    for source in sources:
        for table in source.tables:
            for column in table.columns:
                if column.period is not None:
                    found.setdefault(column.period, column.where)
    return found


def dateline(sources: Iterable[Source], ended: date) -> tuple[date, Where] | None:
    """The day a release is dated: one paragraph, and one only, begins with a place or none, a day and a dash.

    A day before the period has ended, or long after, is none.
    """
    found: list[tuple[date, Where]] = []
    for source in sources:
        for paragraph in source.paragraphs:
            first = next((m for m in paragraph.mentions if m.period is not None), None)
            if first is None or first.period is None or not first.period.is_instant:
                continue
            text = paragraph.text
            begins = first.start == 0 or _PLACE.fullmatch(text[: first.start])
            if begins and _BEHIND.match(text[first.end :]):
                found.append((first.period.end, paragraph.at(first.start)))
    if len(found) != 1 or not ended <= found[0][0] <= ended + _LATEST:
        return None
    return found[0]


def next_name(name: str, ended: tuple[date, date], year_end: tuple[int, int]) -> str:
    """What the folder of the next report is called: ``abc-2004q3`` becomes ``abc-2004q4``.

    A name that holds the year and the quarter of the old report (of the fiscal or the calendar year), or
    its last day as eight digits, gets those of the new one; any other gets the new last day behind it.
    """
    old_day, new_day = (f"{day:%Y%m%d}" for day in ended)
    if old_day in name:
        return name.replace(old_day, new_day)
    for first in (year_end, (12, 31)):
        quarters = [FiscalCalendar(first).quarter(day) for day in ended]
        old, new = quarters
        if old is None or new is None:
            continue
        for pattern in _QUARTERS:
            for found in pattern.finditer(name):
                if int(found["n"]) == old % 4 + 1 and found["y"] in (str(old // 4), f"{old // 4 % 100:02d}"):
                    year = str(new // 4) if len(found["y"]) == 4 else f"{new // 4 % 100:02d}"
                    whole = found[0].replace(found["y"], "\0").replace(found["n"], str(new % 4 + 1), 1)
                    return name[: found.start()] + whole.replace("\0", year) + name[found.end() :]
    return f"{name}-{new_day}"


_QUARTERS = (
    re.compile(r"(?<!\d)(?P<y>\d{4})[-_ ]?[qQ](?P<n>[1-4])(?!\d)"),
    re.compile(r"(?<![^\W_])[qQ](?P<n>[1-4])[-_ ]?(?P<y>\d{4}|\d\d)(?!\d)"),
    re.compile(r"(?<!\d)(?P<n>[1-4])[qQ][-_ ]?(?P<y>\d{4}|\d\d)(?!\d)"),
)


# -- periods -------------------------------------------------------------------------------


def move_periods(filing: Filing, to: date, spoken: Mapping[Period, Where]) -> tuple[MovedPeriod, ...]:
    """Every named period of the report as one that ends on ``to`` has it."""
    ends = (filing.document.period_end, to)
    days = _days(filing, spoken)
    return tuple(
        MovedPeriod(
            name,
            period,
            _exact(move(name, period, ends, filing.fiscal_year_end, spoken), days, filing),
        )
        for name, period in filing.periods
    )


def _days(filing: Filing, spoken: Mapping[Period, Where]) -> set[date]:
    """The last days of periods that the headings of the new report or the last report speak of."""
    days = {p.end for p in spoken} | {p.end for _, p in filing.periods}
    return days | {p.opening.end for _, p in filing.periods if p.start is not None}


def _exact(period: Period, days: set[date], filing: Filing) -> Period:
    """With the first day that other periods give it: behind the end of one, else by the company's weeks."""
    opened = opening_on(period, days)
    if opened != period or period.start is None:
        return opened
    return in_weeks(period, days, filing.fiscal_year_end) or period


def settle_periods(
    filing: Filing,
    to: date,
    moved: Sequence[MovedPeriod],
    facts: Iterable[Fact],
    spoken: Mapping[Period, Where],
) -> tuple[MovedPeriod, ...]:
    """The moved periods with those that the new facts lack among them; each says whether a fact is of it.

    A period is added if a report of this date has a usual name for it; any other may be a slip of a heading
    and stays a finding (XG-FACT-003).
    """
    used = {f.context.period for f in facts if f.prints}
    settled = [MovedPeriod(m.name, m.before, m.after, m.after in used) for m in moved]
    if not moved:
        return ()  # none are listed, so any may be spoken of
    listed = {m.after for m in moved}
    names = {m.name for m in moved}
    days = _days(filing, spoken)
    for computed in sorted(used - listed, key=Period.sort_key, reverse=True):
        period = _exact(computed, days, filing)
        if period in listed:
            continue
        listed.add(period)
        name = name_of(period, to, filing.fiscal_year_end)
        if name is not None:
            name = name if name not in names else f"{name} ({period.end.isoformat()})"
            names.add(name)
            settled.append(MovedPeriod(name, None, period, True, spoken.get(computed)))
    return tuple(settled)


# -- filing.yaml ---------------------------------------------------------------------------


def filing_edits(
    filing: Filing,
    raw: Mapping[str, object],
    to: date,
    day: date | None,
    sources: Sequence[str],
    periods: Iterable[MovedPeriod],
    form: str | None = None,
) -> tuple[Edit, ...]:
    """The edits of ``filing.yaml``; ``raw`` is its data as written, ``day`` the report's own if known,
    ``form`` that of a report of another type."""
    file = filing.file
    edits = [] if form is None else [_set(file, ("document", "type"), form, filing.document.type)]
    edits += [_set(file, ("document", "period_end"), to, filing.document.period_end)]
    if day is not None:
        edits.append(_set(file, ("document", "date"), day, filing.document.date))
    edits += [_set(file, ("periods", m.name), m.after, m.before) for m in periods]
    edits += _source_edits(filing, sources)
    edits += _cover_edits(filing, raw.get("cover"), to)
    return tuple(e for e in edits if e is not None)


def _set(file: str, path: Steps, new: object, old: object) -> Edit | None:
    return None if str(new) == str(old) else Edit(file, "set", path, str(new))


def _source_edits(filing: Filing, sources: Sequence[str]) -> Iterator[Edit | None]:
    old = filing.sources
    for i, name in enumerate(sources[: len(old)]):
        said = filing.said_of(old[i])
        steps: Steps = ("sources", i) if said == SourceFile(old[i], said.where) else ("sources", i, "file")
        yield _set(filing.file, steps, name, old[i])
        if said.tags is not None:
            # Places of tags are those of the old page.
            yield Edit(filing.file, "remove", ("sources", i, "tags"))
    for name in sources[len(old) :]:
        yield Edit(filing.file, "insert", ("sources", len(old)), name)
    for i in range(len(sources), len(old)):
        yield Edit(filing.file, "remove", ("sources", i))


def _cover_edits(filing: Filing, cover: object, to: date) -> Iterator[Edit | None]:
    """The fiscal year and period, where the cover states them."""
    quarter = FiscalCalendar(filing.fiscal_year_end).quarter(to)
    if not isinstance(cover, dict) or quarter is None:
        return
    period = "FY" if quarter % 4 == 3 else f"Q{quarter % 4 + 1}"
    for key, new in (("fiscal_year", str(quarter // 4)), ("fiscal_period", period)):
        if key in cover:
            yield _set(filing.file, ("cover", key), new, cover[key])


def cover_notes(filing: Filing, raw: Mapping[str, object], to: date) -> Iterator[str]:
    """What of the report changes with time and cannot be worked out."""
    cover = raw.get("cover")
    if isinstance(cover, dict):
        for key in ("shares_outstanding", "public_float"):
            if key in cover:
                yield f"cover.{key} is carried over: set its number and day anew"
    quarter = FiscalCalendar(filing.fiscal_year_end).quarter(to)
    form = filing.document.type.removesuffix("/A")
    if form == "10-Q" and quarter is not None and quarter % 4 == 3:
        yield "a fiscal year ends here, and the form is a 10-Q: is it a 10-K?"
    if form == "10-K" and quarter is not None and quarter % 4 != 3:
        yield "no fiscal year ends here, and the form is a 10-K: is it a 10-Q?"
    if filing.document.amendment:
        yield "the last report was an amendment, and so is this one: see document.amendment"


# -- figures filed before ------------------------------------------------------------------


def compare_before(old: Iterable[Fact], new: Iterable[Fact], ended: date, last: str) -> Before:
    """Facts of one concept, period, members and unit in both filings: the same value, or XG-REG-005.

    Values agree as two prints of one fact do: equal at equal precision, else within the rounding of the
    coarser one (EFM 6.5.12). ``last`` leads from the new project to the last one.
    """
    filed = {_identity(f): f for f in old if f.prints}
    same = kept = revised = 0
    differ: list[Finding] = []
    for fact in new:
        before = filed.get(_identity(fact)) if fact.prints else None
        if before is None:
            continue
        agree = _agree(before, fact)
        if fact.context.period.end > ended:
            kept, revised = kept + agree, revised + (not agree)
        elif agree:
            same += 1
        else:
            differ.append(_differs(before, fact, last))
    return Before(same, tuple(differ), kept, revised)


def _identity(fact: Fact) -> tuple[object, ...]:
    unit = None if fact.unit is None else (fact.unit.numerator, fact.unit.denominator)
    return (fact.concept.qname, fact.context.period, fact.context.dimensions, unit)


def _agree(one: Fact, other: Fact) -> bool:
    a, b = one.value, other.value
    if not isinstance(a, Decimal) or not isinstance(b, Decimal):
        return a == b
    return Rounded(a, one.decimals).agrees(Rounded(b, other.decimals))


def _differs(before: Fact, now: Fact, last: str) -> Finding:
    members = "".join(f", {m}" for _, m in now.context.dimensions)
    caption = now.prints[0].label
    there = before.where
    return finding(
        "XG-REG-005",
        f"{now.concept.qname} of {now.context.period}{members} is {_number(now)} here, "
        f"and {_number(before)} was filed before",
        now.where,
        related=[
            Related(
                f'filed before "{before.prints[0].label}" {before.prints[0].text}',
                None if there is None else leading(there, last),
            ),
            *([Related(f'rule "{caption}"', now.rule)] if now.rule is not None else []),
        ],
        subjects=[now.id],
    )


def leading(where: Where, last: str) -> Where:
    """A place in the last project as it is named from the new one."""
    return Where(f"{last}/{where.file}", where.line, where.column, where.sheet, where.cell)


def _number(fact: Fact) -> str:
    return f"{fact.value:,f}" if isinstance(fact.value, Decimal) else str(fact.value)
