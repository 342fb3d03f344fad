"""Numbers of the running text of an imported filing: the words round each that find it again."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from xbrlgen.assist.import_periods import PeriodNames
from xbrlgen.assist.import_tables import FactCell
from xbrlgen.model.edit import Node
from xbrlgen.model.given import Given
from xbrlgen.model.source import FigureId, Mention, Paragraph, Source, Table

_WORDS = (3, 5, 8, 12)
"""So many words on either side are tried, the fewest first."""
_UNFIT = re.compile(r"[{}…]|\.\.\.")
ROLE, TITLE = "FactsOfTheText", "Disclosure - Facts of the Running Text (Details)"


@dataclass(frozen=True, slots=True)
class TextFact:
    """A number of the text, the facts it states, and words that no other number stands in."""

    cell: FactCell
    words: str


def text_facts(source: Source, given: Iterable[Given]) -> list[TextFact]:
    """The numbers of paragraphs and captions that a rule can find by their words.

    The words reach to the next number or date on either side and no further, so that a rule speaks of one
    number::

        we repurchased 104 million shares for $23.0 billion   ->   shares for {amount}
    """
    at: dict[tuple[int, int], list[Given]] = defaultdict(list)
    for g in given:
        if g.is_fact and g.unit is not None and g.extent is not None and not g.nil:
            at[g.extent].append(g)
    everywhere = [(p, i) for p in _texts(source) for i in range(len(p.mentions))]
    counts: dict[int, Counter[str]] = {n: Counter() for n in _WORDS}
    for paragraph, i in everywhere:
        for n in _WORDS:
            counts[n][_folded(_pattern(paragraph, i, n))] += 1
    found: list[TextFact] = []
    for paragraph, i in everywhere:
        figure = paragraph.mentions[i].figure
        facts = tuple(at.get(figure.extent, ())) if figure is not None and figure.extent is not None else ()
        if figure is None or not facts:
            continue
        cell = FactCell(figure, facts)
        words = next(
            (w for n in _WORDS if (w := _pattern(paragraph, i, n)) and counts[n][_folded(w)] == 1), ""
        )
        if cell.is_plain and _tells(words):
            found.append(TextFact(cell, words))
    return found


def _texts(source: Source) -> Iterator[Paragraph]:
    for block in source.blocks:
        if isinstance(block, Table):
            yield from (line.caption for line in block.lines if line.caption is not None)
        else:
            yield block


def _pattern(paragraph: Paragraph, number: int, words: int) -> str:
    """The mention with so many words before and behind it."""
    text, mentions = paragraph.text, paragraph.mentions
    mention = mentions[number]
    low = mentions[number - 1].end if number else 0
    high = mentions[number + 1].start if number + 1 < len(mentions) else len(text)
    before, after = text[low : mention.start], text[mention.end : high]
    head = _last(before, words, whole=low == 0)
    tail = _first(after, words, whole=high == len(text))
    told = head + _slot(mention) + tail
    return "" if _UNFIT.search(head + tail) else " ".join(told.split())


def _slot(mention: Mention) -> str:
    return (
        "{percent}" if mention.kind == "percent" else "{period}" if mention.kind == "period" else "{amount}"
    )


def _last(text: str, words: int, *, whole: bool) -> str:
    """The last words; the first of a stretch behind a number may be a rest of it, and is left out."""
    parts = re.findall(r"\s*\S+", text)
    if not whole and parts and not parts[0][0].isspace():
        parts = parts[1:]
    space = text[len(text.rstrip()) :]
    return "".join(parts[-words:]) + space


def _first(text: str, words: int, *, whole: bool) -> str:
    parts = re.findall(r"\s*\S+", text)
    if not whole and parts and text and not text[-1].isspace():
        parts = parts[:-1]
    return "".join(parts[:words])


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _tells(words: str) -> bool:
    """Whether there are words enough to mean anything: "of {amount}" stands everywhere sooner or later."""
    return len(re.findall(r"[^\W\d_]{2,}", re.sub(r"\{\w+\}", " ", words))) >= 2


def text_lines(
    facts: Iterable[TextFact], periods: PeriodNames, learned: Mapping[FigureId, Mapping[str, Node]]
) -> list[Node]:
    """A line for each, with the period that the report has a name for."""
    lines: list[Node] = []
    for fact in facts:
        first = fact.cell.facts[0]
        concepts = fact.cell.concepts
        line: dict[str, Node] = {
            "text": fact.words,
            "concept": concepts[0] if len(concepts) == 1 else list(concepts),
        }
        if first.members:
            line["dimensions"] = dict(first.members)
        if first.period is not None:
            line["period"] = periods.name(first.period)
        if fact.cell.flips:
            line["sign"] = "flip"
        line.update(learned.get(fact.cell.figure.id, {}))
        lines.append(line)
    return lines
