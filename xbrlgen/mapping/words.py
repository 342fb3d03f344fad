"""``text`` lines for facts that are no numbers in figures: words with ``{value}`` where the value stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xbrlgen.mapping.notes import Notes
from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding, Related
from xbrlgen.model.mapping import LineRule, Mapping, StatementRule, TextHit
from xbrlgen.model.source import Paragraph, Source

_PIECE = re.compile(
    r"\{(?P<slot>\w*)\}|(?P<gap>\s*(?:\.\.\.|…)\s*)|(?P<space>\s+)|(?P<word>[^\s{}…]+?(?=\{|\.\.\.|…|\s|$))"
)
_VALUE = r"(?P<value>\S(?:.{0,198}?\S)?)"
"""As short as what follows allows, at most 200 characters."""
_GAP = r".{1,300}?"
"""A sentence or so, as in the patterns of numbers."""
_MOST_GAPS = 3
"""Each gap multiplies the ways in which a text can be tried."""
_BEHIND = 20
"""Characters behind a value that may say its unit: "3 years"."""


def is_words(text: str, *, settled: bool) -> bool:
    """Whether a ``text`` asks for words: it has ``{value}``, or its line says what the words mean."""
    return "{value}" in text or settled


def compile_words(text: str) -> re.Pattern[str]:
    """Words with ``{value}``, or words that are the value altogether. Raises ValueError for others."""
    parts: list[str] = []
    gaps = values = position = 0
    while position < len(text):
        match = _PIECE.match(text, position)
        if match is None:
            raise ValueError(f"`{text[position]}` is not understood in a text pattern")
        position = match.end()
        if (slot := match["slot"]) is not None:
            if slot != "value":
                raise ValueError(f"{{{slot}}} does not go with words: use {{value}} alone")
            values += 1
            parts.append(_VALUE)
        elif match["gap"]:
            gaps += 1
            parts.append(_GAP)
        elif match["space"]:
            parts.append(" ")
        else:
            parts.append(re.escape(match["word"]))
    if values > 1 or gaps > _MOST_GAPS:
        raise ValueError(f"a pattern of words has one {{value}} and at most {_MOST_GAPS} gaps")
    if parts and parts[-1] == _VALUE:
        # Nothing follows that could end it: the sentence does.
        parts.append(r"(?=[.;]?$|[.;] )")
    body = "".join(parts)
    return re.compile(body if values else f"(?P<value>{body})", re.IGNORECASE)


def word_hits(mapping: Mapping, sources: Sequence[Source], notes: Notes) -> Iterator[TextHit | Finding]:
    """The place of each value in words. Findings: XG-MAP-002 (nowhere), -003 (in several paragraphs)."""
    for statement in mapping.statements:
        for rule in statement.rules():
            if rule.block is None or rule.block.words is None:
                continue
            found = list(_places(statement, rule, rule.block.words, sources, notes))
            if len(found) == 1:
                yield from found
            elif found:
                yield finding(
                    "XG-MAP-003",
                    f"text {rule} stands in {len(found)} paragraphs",
                    rule.where,
                    hint="add words that only one of them has",
                    related=[Related("source", h.where) for h in found],
                )
            elif not rule.optional:
                yield finding("XG-MAP-002", f"text {rule} stands nowhere in the sources", rule.where)


def _places(
    statement: StatementRule,
    rule: LineRule,
    pattern: re.Pattern[str],
    sources: Sequence[Source],
    notes: Notes,
) -> Iterator[TextHit]:
    region = notes.region(statement)
    if statement.within is not None and region is None:
        return
    for source in sources:
        for number, block in enumerate(source.blocks):
            if not isinstance(block, Paragraph) or (region is not None and not region.holds(source, number)):
                continue
            # White space of a page may be other characters of the same number: places stay as they are.
            text = re.sub(r"\s", " ", block.text)
            match = pattern.search(text)
            if match is None:
                continue
            start, end = match.span("value")
            yield TextHit(
                statement=statement,
                rule=rule,
                file=source.file,
                first=number,
                last=number,
                where=block.at(start),
                label=str(rule),
                start=start,
                end=end,
                words=text[start:end],
                behind=text[end : end + _BEHIND],
            )
