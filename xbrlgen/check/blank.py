"""What is not there: cells left blank in rows that have numbers, and digits that are letters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding, Related, Severity
from xbrlgen.model.mapping import Dimensions, Hit, Mapping
from xbrlgen.model.period import Period
from xbrlgen.model.report import Fact, Report
from xbrlgen.model.source import FigureId, Places, Source

_NEARLY_ALL = 0.8
"""Of the rows of a table."""
Key = tuple[str, Period, Dimensions]


def check_blank(
    mapping: Mapping, sources: Sequence[Source], hits: Sequence[Hit], report: Report
) -> tuple[Finding, ...]:
    """Findings XG-TIE-033 (a cell is blank that another print fills), XG-TIE-034 (a cell of a relation is
    blank) and XG-READ-009 (a number of the text with a letter or nothing where its digits are)."""
    return (*_cells(mapping, hits, report), *_misprints(sources))


# -- cells -------------------------------------------------------------------------------------


def _cells(mapping: Mapping, hits: Sequence[Hit], report: Report) -> Iterator[Finding]:
    """A row that has numbers in some columns of a table, and nothing in another one that others fill::

        Agent Selling Expense - Warrants                  94                                         -
        Stock-Based Compensation Expense                  13                   39                   43

    Not every row belongs to a column that gives members of its own: it is asked of one that nearly all
    fill. A table of rows of data is passed over, in which nobody left a cell empty.
    """
    totals, parts = _related_concepts(mapping)
    fact_of: dict[FigureId, Fact] = {}
    by_key: dict[Key, Fact] = {}
    for fact in report.facts:
        by_key.setdefault((fact.qname, fact.period, fact.dimensions), fact)
        for printed in fact.prints:
            # Of a number that is several facts (basic and diluted) the one that a relation speaks of.
            if printed.figure not in fact_of or fact.qname in totals or fact.qname in parts:
                fact_of[printed.figure] = fact
    rows: dict[tuple[int, int], list[Hit]] = {}
    columns: dict[int, dict[int, Hit]] = {}
    periods: dict[tuple[int, int, bool], set[Period]] = {}
    for hit in hits:
        known = fact_of.get(hit.figure.id)
        if hit.table is None or hit.line is None or hit.column is None or known is None:
            continue
        if hit.table.sparse:
            continue
        table, column = id(hit.table), id(hit.column)
        rows.setdefault((table, id(hit.line)), []).append(hit)
        columns.setdefault(table, {}).setdefault(column, hit)
        periods.setdefault((table, column, known.period.is_instant), set()).add(known.period)
    fill = Counter(pair for row in rows.values() for pair in {(id(h.table), id(h.column)) for h in row})
    of_table = Counter(table for table, _ in rows)
    for (table, _), row in rows.items():
        filled = {id(h.column) for h in row}
        lead = fact_of[row[0].figure.id]
        for column, other in columns[table].items():
            spoken = periods.get((table, column, lead.period.is_instant), set())
            if column in filled or len(spoken) != 1:
                continue
            if any(r.dimensions for r in other.column_rules) and (
                fill[table, column] < of_table[table] * _NEARLY_ALL
            ):
                continue
            (period,) = spoken
            heading = "" if other.column is None else " ".join(other.column.headings)
            elsewhere = by_key.get((lead.qname, period, lead.dimensions))
            yield from _blank(row[0], lead, period, heading, elsewhere, totals, parts)


def _blank(
    hit: Hit,
    lead: Fact,
    period: Period,
    heading: str,
    elsewhere: Fact | None,
    totals: set[str],
    parts: set[str],
) -> Iterator[Finding]:
    line = hit.line
    if line is None:
        return
    said = f'"{line.label}" has no number under "{heading}"'
    if elsewhere is not None and elsewhere.prints:
        there = elsewhere.prints[0]
        yield finding(
            "XG-TIE-033",
            f"{said}, and {there.text} is printed elsewhere for {elsewhere.concept.name} of {period}",
            line.where,
            related=[Related(f'source "{there.label}"', there.where), Related("rule", hit.rule.where)],
            subjects=[elsewhere.id],
        )
    elif lead.qname in totals or lead.qname in parts:
        yield finding(
            "XG-TIE-034",
            f"{said}; {lead.concept.name} of {period} is asked for by a sum or a ratio",
            line.where,
            severity=Severity.ERROR if lead.qname in totals else Severity.WARNING,
            related=[Related("rule", hit.rule.where)],
            subjects=[lead.id],
        )


def _related_concepts(mapping: Mapping) -> tuple[set[str], set[str]]:
    """The concepts that are totals of relations, and all that are their parts."""
    relations = [r for s in mapping.statements for r in (*s.sums, *s.checks)] + list(mapping.checks)
    totals = {r.total.concept for r in relations}
    parts = {t.concept for r in relations for t in r.terms}
    parts.update(r.divisor.concept for r in relations if r.divisor is not None)
    return totals, parts - totals


# -- running text -------------------------------------------------------------------------------

# A letter for a digit, where a currency sign or a scale word says that a number is meant:
#   operating revenue was $l7.1 million, against $2O8 million
#   approximately l2 percent;  $ million;  $1. million;  interest income grew % to $25.9 million
# and none of: $10K, "in $ millions", U.S. $, "$M", "as a % of revenue".
_MISPRINT = re.compile(
    r"""(?P<money>[$€£¥]\s?(?=[\d.,lOI]*[lOI])(?=[lOI.,]*\d|[lOI]+(?:[.,]\d|\s(?:million|billion|thousand)\b))
          [\dlOI][\d.,lOI]*(?![A-Za-z]))
      | (?P<counted>(?<![\w.,$])(?=[\d.,lOI]*\d)(?=[\d.,lOI]*[lOI])[\dlOI][\d.,lOI]*
          (?=\s?%|\s(?:million|billion|percent)\b))
      | (?P<cut>(?<![\w.,])\$?\d[\d,]*\.(?=\s?%|\s(?:million|billion|percent)\b))
      | (?P<none>(?<!\bin\s)(?<!\bin\sU\.S\.\s)[$€£¥](?=\s(?:thousand|million|billion)\b)
          |(?<=\b(?:up|by|to)\s)%(?=[\s.,;]) | (?<=\b(?:grew|rose|fell|down)\s)%(?=[\s.,;])
          |(?<=\b(?:increased|decreased)\s)%(?=[\s.,;]) | (?<=\bdeclined\s)%(?=[\s.,;]))""",
    re.VERBOSE,
)
# "were $2,06, $2,024 and $1,948": a group of two digits, which is no number in the text's own way of writing.
_SAID = {"none": "has no digits", "cut": "has no digits behind its point"}
_UNREAD = re.compile(r"[$€£¥]\s?\d[\d,.]*\d")
_SUSPECT = re.compile(r"[lOI][\d.,]|\d[.,]?[lOI]|[$€£¥]\s[a-z]|[$€£¥]\s?[lOI]\b|[a-z]\s%|\d\.\s?[%mbp]")


def _misprints(sources: Sequence[Source]) -> Iterator[Finding]:
    for source in sources:
        for paragraph in source.paragraphs:
            for mention in paragraph.mentions:
                printed = paragraph.text[mention.start : mention.end]
                if mention.kind == "other" and mention.figure is None and _UNREAD.fullmatch(printed):
                    where = Places(paragraph.spans).at(mention.start)
                    yield finding("XG-READ-009", f'"{printed}" is not understood as a number', where)
            if _SUSPECT.search(paragraph.text) is None:
                continue
            places = Places(paragraph.spans)
            for found in _MISPRINT.finditer(paragraph.text):
                word = paragraph.text[found.start() : found.end() + 8].split("\n")[0]
                said = _SAID.get(found.lastgroup or "", "has a letter among its digits")
                yield finding(
                    "XG-READ-009", f'the number in "{word.strip()}" {said}', places.at(found.start())
                )
