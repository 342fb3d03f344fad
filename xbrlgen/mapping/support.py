"""Which sources are the document, and which are where it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from xbrlgen.mapping.match import match
from xbrlgen.model.finding import Finding, Severity
from xbrlgen.model.mapping import Filing, Hit, Mapping, Matched
from xbrlgen.model.source import Source, SourceKind

_OF_COLUMNS = frozenset({"XG-READ-006", "XG-READ-007"})
_TOLD = frozenset({"XG-MAP-003", "XG-FACT-004"})
"""What is wrong with a supporting source by itself. That it lacks a line, or has more of them, is not."""


def divided(filing: Filing, sources: Sequence[Source]) -> tuple[tuple[Source, ...], tuple[Source, ...]]:
    """The sources that are filed, and those that support them.

    Beside a document (text, a page) workbooks and files of data support it; without one they are
    filed. A ledger supports whatever tables are filed. ``role`` says otherwise. What was rolled up from
    ledgers in an earlier run is left out, as it is made anew; a ledger alone prints nothing to file.
    """
    document = any(
        s.kind is SourceKind.DOCUMENT and filing.said_of(s.file).role != "support" for s in sources
    )
    filed: list[Source] = []
    support: list[Source] = []
    for source in sources:
        if source.kind is SourceKind.ROLLED:
            continue
        role = filing.said_of(source.file).role or (
            "support" if source.kind is SourceKind.DATA and document else "filed"
        )
        empty = source.kind is SourceKind.DATA and not source.blocks
        (filed if role == "filed" and not empty else support).append(source)
    return tuple(filed), tuple(support)


def ledgers_are_filed(filing: Filing, filed: Sequence[Source], support: Sequence[Source]) -> bool:
    """Whether the statements are made of accounts: no filed source has a table, or it is said so."""
    ledgers = [s for s in (*filed, *support) if s.balances]
    said = any(filing.said_of(s.file).role == "filed" and not s.blocks for s in ledgers)
    return bool(ledgers) and (said or not any(s.tables for s in filed))


def match_support(mapping: Mapping, sources: Sequence[Source]) -> Matched:
    """The lines of supporting sources that the mapping claims, by the rules that claim the document's."""
    matched = match(mapping, sources)
    found: list[Finding] = [f for f in matched.findings if f.code in _TOLD and f.severity >= Severity.WARNING]
    return replace(matched, findings=tuple(found))


def of_support(found: Iterable[Finding], support: Sequence[Source], hits: Sequence[Hit]) -> Iterator[Finding]:
    """The reader's findings, without those on columns of supporting tables that nothing is taken from.

    Working papers have columns of any kind, and no period is asked of them.
    """
    files = {s.file for s in support}
    taken = {h.column.where for h in hits if h.column is not None}
    for f in found:
        of_column = f.code in _OF_COLUMNS and f.where is not None and f.where.file in files
        if not of_column or f.where in taken:
            yield f
