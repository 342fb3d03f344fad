"""Which statements a table is: by title, by lines it has or has not, by words before it, by number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Mapping as Mapping_
from dataclasses import replace
from types import MappingProxyType
from typing import Protocol

from xbrlgen.model.finding import Finding, Severity
from xbrlgen.model.lookup import Lookup
from xbrlgen.model.mapping import Hit, Mapping, Matched, StatementRule
from xbrlgen.model.matcher import Matcher, fold
from xbrlgen.model.period import is_word
from xbrlgen.model.source import Paragraph, Source, Table
from xbrlgen.model.where import Where

_TITLES = 20
"""Titles that a hint names."""


class Within(Protocol):
    """Where a note stands: whether a block of a source, by its number, is in it."""

    def holds(self, source: Source, block: int) -> bool: ...


def named_tables(
    mapping: Mapping, sources: Sequence[Source], regions: Mapping_[int, Within] = MappingProxyType({})
) -> Iterator[tuple[Table, list[StatementRule]]]:
    """Every table of the sources in order, with the statements it belongs to in the order of the mapping.

    A table must fit every key that a statement has of ``table``, ``has``, ``has_not`` and
    ``after``; ``nth`` then counts those that fit, from the words of ``after`` if there are any.
    ``after`` without ``nth`` is the first. Of a workbook's table ``sheet`` and ``range`` are asked in
    place of its title, where a statement names them; of no other are they. The tables of a statement
    inside a note are those in its region; of them all, if it asks for nothing more.
    """
    order = {s.role: i for i, s in enumerate(mapping.statements)}
    titled = Lookup((s.table, s) for s in mapping.statements if s.table is not None)
    # Data files name a statement by its role.
    called: dict[str, list[StatementRule]] = {}
    for statement in mapping.statements:
        called.setdefault(fold(statement.role), []).append(statement)
    asked = [(s.has, s) for s in mapping.statements if s.table is None and s.has is not None]
    having = Lookup(asked) if asked else None
    unnamed = [s for s in mapping.statements if s.table is None and s.has is None and _asks(s)]
    placed = [s for s in mapping.statements if s.sheet is not None or s.range is not None]
    following = [s for s in mapping.statements if s.after is not None]
    fitted: dict[str, int] = {}
    begun: set[str] = set()
    for source in sources:
        for at, block in enumerate(source.blocks):
            words = (block.text,) if isinstance(block, Paragraph) else block.names
            for s in following:
                if (
                    s.after is not None
                    and _inside(s, regions, source, at)
                    and any(map(s.after.matches, words))
                ):
                    begun.add(s.role)
                    fitted[s.role] = 0
            if isinstance(block, Paragraph):
                continue
            found = {s.role: s for name in block.names for s in titled.find(name)}
            found.update((s.role, s) for s in called.get(fold(block.title), ()))
            if having is not None:
                found.update((s.role, s) for line in block.lines for s in having.find(line.label))
            found.update((s.role, s) for s in unnamed)
            if block.sheet is not None:
                found = {r: s for r, s in found.items() if s.sheet is None and s.range is None}
                found.update((s.role, s) for s in placed if _placed(block, s))
            own = []
            for role in sorted(found, key=order.__getitem__):
                statement = found[role]
                if not _inside(statement, regions, source, at):
                    continue
                if not fits(block, statement.has, statement.has_not) or (
                    statement.after is not None and role not in begun
                ):
                    continue
                fitted[role] = fitted.get(role, 0) + 1
                nth = statement.nth or (1 if statement.after is not None else None)
                if nth is None or fitted[role] == nth:
                    own.append(statement)
            yield block, own


def _asks(statement: StatementRule) -> bool:
    """Whether a statement without title and line names a table at all."""
    asked = (statement.has_not, statement.after, statement.nth, statement.within)
    return any(x is not None for x in asked) and any(r.line is not None for r in statement.rules())


def _inside(statement: StatementRule, regions: Mapping_[int, Within], source: Source, block: int) -> bool:
    if statement.within is None:
        return True
    region = regions.get(statement.within)
    return region is not None and region.holds(source, block)


def _placed(table: Table, statement: StatementRule) -> bool:
    """Whether a workbook's table is on the sheet and in the range that a statement names."""
    sheet, area = statement.sheet, statement.range
    return (sheet is None or (table.sheet is not None and sheet.matches(table.sheet))) and (
        area is None or any(map(area.matches, table.areas))
    )


def fits(table: Table, has: Matcher | None, has_not: Matcher | None) -> bool:
    """Whether a table has the line that it must have, and not the one that it must not."""
    return (has is None or any(has.matches(line.label) for line in table.lines)) and (
        has_not is None or not any(has_not.matches(line.label) for line in table.lines)
    )


def titles_of(tables: Sequence[Table]) -> str:
    """Titles to choose from, as many as one reads."""
    titled = [t.title for t in tables if t.title]
    more = f"; and {len(titled) - _TITLES} more" if len(titled) > _TITLES else ""
    return "; ".join(titled[:_TITLES]) + more or "none"


def wanted(statement: StatementRule) -> str:
    """What a statement asks of its table, in words."""
    parts = []
    if statement.table is not None:
        parts.append(f"a title that is {statement.table}")
    if statement.has is not None:
        parts.append(f'a line "{statement.has}"')
    if statement.has_not is not None:
        parts.append(f'no line "{statement.has_not}"')
    if statement.after is not None:
        parts.append(f'"{statement.after}" before it')
    if statement.sheet is not None:
        parts.append(f'a sheet "{statement.sheet}"')
    if statement.range is not None:
        parts.append(f'a range "{statement.range}"')
    if statement.nth is not None:
        parts.append(f"the {statement.nth}. that fits")
    return " and ".join(parts) or "it names neither `table` nor `has`"


def names_period(hit: Hit) -> bool:
    """Whether the mapping says which period a number is of, whatever its column is headed by."""
    said = (hit.rule.period, hit.statement.period)
    return any(p not in (None, "rows") and not is_word(p) for p in said)


def of_columns(found: Iterable[Finding], matched: Matched) -> Iterator[Finding]:
    """The reader's findings, those on columns without a period settled by what the mapping does with them.

    Gone where the mapping says the period or leaves the column out; an error where figures of it
    were to become facts and cannot.
    """
    lost: Counter[Where] = Counter()
    timed: set[Where] = set()
    for hit in matched.hits:
        if hit.column is None or hit.column.period is not None:
            continue
        if hit.period is not None or names_period(hit):
            timed.add(hit.column.where)
        else:
            lost[hit.column.where] += 1
    for f in found:
        if f.code != "XG-READ-007" or f.where is None:
            yield f
        elif f.where in matched.answered or (f.where in timed and not lost[f.where]):
            continue
        elif (count := lost[f.where]) > 0:
            yield replace(
                f, severity=Severity.ERROR, message=f"{f.message}; {count} of its figures give no fact"
            )
        else:
            yield f
