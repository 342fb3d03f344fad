"""Scales that stand near and were not used: in other tables, in the text beside, in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding, Related
from xbrlgen.model.mapping import Hit
from xbrlgen.model.report import Fact, Report
from xbrlgen.model.scale import NumberKind
from xbrlgen.model.source import Mention, Paragraph, Source, Table

_LARGE_WORD = re.compile(r"\b(?:thousand|million|billion)s\b", re.IGNORECASE)
_ALIKE = 50
"""Tables of one company whose largest numbers differ by less may be in one scale."""
_FACTORS = (3, -3, 6, -6)
_SENTENCE = re.compile(r"[.;!?]\s")
_WORD = re.compile(r"[A-Za-z]{4,}")


def check_unsaid(sources: Sequence[Source], hits: Sequence[Hit], report: Report) -> tuple[Finding, ...]:
    """Findings XG-FACT-033 (a money table without scale where one stands near) and XG-PLA-004 (a number
    of the text that is a fact's but for a power of a thousand)."""
    return (*_tables(sources, hits, report), *_mentions(sources, report))


def _tables(sources: Sequence[Source], hits: Sequence[Hit], report: Report) -> Iterator[Finding]:
    money = {
        p.figure: abs(p.value)
        for f in report.facts
        if f.concept.kind == "monetary" and f.value
        for p in f.prints
    }
    claimed: dict[int, Hit] = {}
    largest: dict[int, Decimal] = {}
    for hit in hits:
        if hit.table is None or hit.figure.id not in money:
            continue
        table = id(hit.table)
        largest[table] = max(largest.get(table, Decimal(0)), money[hit.figure.id])
        if hit.figure.scale is None and not _is_said(hit):
            claimed.setdefault(table, hit)
    for source in sources:
        for at, block in enumerate(source.blocks):
            if not isinstance(block, Table) or id(block) not in claimed:
                continue
            near = _near(source, at, block, largest)
            if near is not None:
                yield finding(
                    "XG-FACT-033",
                    f'nothing says in what "{block.title}" counts money, and {near}',
                    claimed[id(block)].statement.where,
                    related=[Related("source", block.where)],
                )


def _is_said(hit: Hit) -> bool:
    """Whether mapping or print say a scale of the money of a cell, if only that it is one."""
    money = NumberKind.MONEY
    forms = (hit.rule.group, hit.statement.form, *(c.form for c in hit.column_rules))
    if hit.rule.scale is not None or any(f.scale(money) is not None for f in forms):
        return True
    said = (hit.line, hit.column, hit.table)
    return any(s is not None and s.scales.of(money) is not None for s in said)


def _near(source: Source, at: int, table: Table, largest: dict[int, Decimal]) -> str | None:
    """The scale that stands near: in the text beside, or in a table of much larger amounts."""
    for block in source.blocks[max(0, at - 2) : at + 3]:
        if isinstance(block, Paragraph) and (word := _LARGE_WORD.search(block.text)) is not None:
            return f'"{word[0]}" stands beside it, in line {block.where.line}'
    # $30,905,000 beside 60,000 "(in thousands)": of one size as they stand, so dollars.
    size = largest[id(table)]
    for other in source.tables:
        if other.scales.money and largest.get(id(other), Decimal(0)) > size * _ALIKE:
            return f'"{other.title}" is in another: "{other.scales.words}"'
    return None


def _mentions(sources: Sequence[Source], report: Report) -> Iterator[Finding]:
    money = [
        f
        for f in report.facts
        if isinstance(f.value, Decimal) and f.value and f.concept.kind == "monetary" and f.prints
    ]
    by_digits: dict[str, list[Fact]] = {}
    for fact in money:
        by_digits.setdefault(_leading(fact.number), []).append(fact)
    known = {_leading(f.number) + str(f.number.adjusted()) for f in money}
    for source in sources:
        for paragraph in source.paragraphs:
            for mention in paragraph.mentions:
                figure = mention.figure
                if figure is None or figure.scale is None or figure.scale < 3 or mention.kind != "amount":
                    continue
                yield from _mention(paragraph, mention, by_digits, known)


_REACH = 1_000
"""Characters of a sentence before a number, and behind it."""


def _mention(
    paragraph: Paragraph, mention: Mention, by_digits: dict[str, list[Fact]], known: set[str]
) -> Iterator[Finding]:
    figure = mention.figure
    if figure is None or figure.scale is None or len(figure.value.as_tuple().digits) < 3:
        return
    stated = abs(figure.value).scaleb(figure.scale)
    if not stated or _leading(stated) + str(stated.adjusted()) in known:
        return
    words = {w.lower() for w in _WORD.findall(_sentence(paragraph.text, mention.start))}
    half = Decimal(5).scaleb(figure.scale - figure.places - 1)
    for fact in by_digits.get(_leading(stated), ()):
        label = {w.lower() for w in _WORD.findall(fact.prints[0].label)}
        for factor in _FACTORS:
            held = abs(fact.number).scaleb(factor)
            if label and label <= words and abs(held - stated) <= half:
                yield finding(
                    "XG-PLA-004",
                    f"the text says {figure.text}, and {fact.concept.qname} of {fact.context.period} is "
                    f"{fact.number:,f}: the same digits at another power of a thousand",
                    figure.where,
                    related=[Related(f'source "{fact.prints[0].label}"', fact.prints[0].where)],
                    subjects=[fact.id],
                )
                return


def _leading(number: Decimal) -> str:
    """The first two digits, rounding away what follows the third."""
    digits = number.as_tuple().digits
    return "".join(map(str, digits[:2])).ljust(2, "0")


def _sentence(text: str, at: int) -> str:
    """The sentence around a place, so far as it reaches: text that hides a thousand numbers has none."""
    first, last = max(0, at - _REACH), min(len(text), at + _REACH)
    start = max((m.end() for m in _SENTENCE.finditer(text, first, at)), default=first)
    end = _SENTENCE.search(text, at, last)
    return text[start : end.start() if end else last]
