"""Titles of tables: which lines over a table are its name, and what a table goes on with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from xbrlgen.read.scales import scales
from xbrlgen.read.text.headings import RULE_RUN, TITLE_WORD, zone_heads
from xbrlgen.read.text.layout import Line, Strip, chunks

PAGE_NUMBER = re.compile(
    r"page\s+[A-Z]?-?\d+(?:\s+of\s+\d+)?|-{0,2}\s*(?:[A-Z]-)?\d{1,3}\s*-{0,2}", re.IGNORECASE
)
_CONTINUED = re.compile(
    r"[\s,;:–—-]*\(?\s*\b(?:continued|cont['’]?d\.?|concluded)(?:\s+from\s+(?:previous|prior)\s+page)?\s*\)?",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\([^)]*\)?")
_MOST_GROUPS = 4
"""Company, statement, scale and "unaudited" may each stand alone between blank lines."""
_MOST_BLANKS = 4
# "(Dollars and shares in thousands, except per share data)" is a caption, "(1) Includes" a note.
_CAPTION = re.compile(
    r"\s*\((?![A-Za-z0-9]{1,2}\)|\*)[^)]*(?:thousand|million|billion|000|except|unaudited|audited)",
    re.IGNORECASE,
)
_MOST_LINES = 24
"""Of a title, that may name what it goes on with."""
_LONG = 55
"""A line of running text is at least so long."""


@dataclass(frozen=True, slots=True)
class Above:
    """What stands over a table outside it: the lines of a title, and the sentence that leads to it."""

    title: tuple[str, ...] = ()
    lead: str = ""


NOTHING = Above()


def prose_like(line: Line) -> bool:
    """Whether a line looks like one of running text, from margin to margin.

    A scale is none, however long: "(Dollars in thousands, except share and per share data)".
    """
    parts = chunks(line)
    if line.text.lstrip().startswith("(") and scales(line.text):
        return False
    return (
        len(line.text.strip()) >= _LONG
        and not _CAPTION.match(line.text)
        and line.indent <= 10
        and (len(parts) == 1 or (len(parts) == 2 and parts[1].start - parts[0].end <= 4))
        and not line.text.isupper()
    )


def above(lines: Sequence[Line]) -> Above:
    """The title at the end of lines that lead to a table: any number of lines, centred or not::

                                 Example Corp
                           Statements of Operations
                    (In thousands, except per share data)
                                 (unaudited)

        <TABLE>

    Running text, lists, page numbers and page breaks are none of it. Groups between blank
    lines are taken upwards until the words name a table.
    """
    taken: list[str] = []
    end = len(lines)
    for _ in range(_MOST_GROUPS):
        blanks = 0
        while end > 0 and lines[end - 1].kind in ("blank", "rule", "tag"):
            if "page" in lines[end - 1].tag.split():
                return Above(tuple(taken))
            blanks += lines[end - 1].kind == "blank"
            end -= 1
        start = end
        while start > 0 and lines[start - 1].kind in ("text", "row"):
            start -= 1
        if start == end or blanks > _MOST_BLANKS:
            break
        group = _headlines(lines[start:end])
        if not group:
            return Above(tuple(taken), "" if taken else _lead(lines[start:end]))
        taken = [*(line.text.strip() for line in group), *taken]
        if names_table(taken) or len(group) < end - start:
            break
        end = start
    return Above(tuple(taken))


def _headlines(group: Sequence[Line]) -> Sequence[Line]:
    """The lines at the end of a group that may be a title; none if the last one is not."""
    if any(PAGE_NUMBER.fullmatch(line.text.strip()) for line in group):
        return ()
    cut = 0
    for k, line in enumerate(group):
        if (
            line.kind == "row"
            or prose_like(line)
            or len([c for c in chunks(line) if not RULE_RUN.fullmatch(c.text)]) > 1
        ):
            cut = k + 1
        elif (
            cut == k
            and k > 0
            and line.indent <= 10
            and not line.text.isupper()
            and line.text.strip()[0] != "("
        ):
            # The short last line of a paragraph.
            cut = k + 1
    rest = group[cut:]
    if not rest:
        return ()
    last = rest[-1].text.strip()
    centred = all(line.indent >= 8 for line in rest)
    named = names_table([line.text for line in rest])
    if last.endswith((".", ":", ";", ",", "?", "!")) and not (
        centred or (named and last.endswith((".", ":")))
    ):
        return ()
    if rest[0].text.strip()[0].islower() and not centred:
        return ()
    return rest


def _lead(group: Sequence[Line]) -> str:
    """The last sentence of running text that leads to a table: "... are as follows (in thousands):"."""
    text = " ".join(" ".join(line.text.split()) for line in group)
    sentence = re.split(r"(?<=[.;])\s", text)[-1]
    return sentence if sentence.endswith((":", "):", "follows.", "below.")) else ""


def names_table(texts: Sequence[str]) -> bool:
    """Whether words outside brackets say what a table is."""
    return TITLE_WORD.search(_IN_BRACKETS.sub("", " ".join(texts))) is not None


def own_title(
    over: Sequence[Line], headings: Sequence[Line], columns: Sequence[Strip]
) -> tuple[list[str], list[Line]]:
    """The lines of the title among those over the headings, and the lines that are none of it."""
    beside: list[str] = []
    for line in headings:
        if line.kind not in ("text", "row"):
            continue
        heads = zone_heads(line, columns)
        words = re.sub(r"[-=_]{3,}", " ", line.text[: heads[0].start] if heads else line.text)
        if words.strip():
            beside.append(words.strip())
    groups: list[list[Line]] = [[]]
    for line in over:
        if line.kind == "text":
            groups[-1].append(line)
        elif line.kind in ("blank", "tag") and groups[-1]:
            groups.append([])
    # What stands directly on the headings goes with them: a title over two lines.
    taken: list[Line] = groups.pop() if beside and groups[-1] else []
    groups = [g for g in groups if g]
    for _ in range(_MOST_GROUPS):
        if not groups or names_table([*(line.text for line in taken), *beside]):
            break
        if any(PAGE_NUMBER.fullmatch(line.text.strip()) for line in groups[-1]):
            break
        taken = [*groups.pop(), *taken]
    return [line.text.strip() for line in taken] + beside, [line for g in groups for line in g]


def folded(lines: Sequence[str]) -> str:
    """Title lines as one text, white space folded."""
    return " ".join(" ".join(text.split()) for text in lines)


def continued(lines: Sequence[str]) -> list[str]:
    """What "BALANCE SHEETS (Continued)" may go on with, as :func:`bare` has it; else nothing."""
    if _CONTINUED.search(folded(lines)) is None:
        return []
    lines = lines[-_MOST_LINES:]
    names = [bare(folded(lines[i:])) for i in range(len(lines))] + [bare(line) for line in lines]
    return [name for name in names if name]


def bare(title: str) -> str:
    """A title without brackets and "continued", for comparing."""
    words = _CONTINUED.sub(" ", _IN_BRACKETS.sub(lambda m: m[0] if _CONTINUED.search(m[0]) else " ", title))
    return " ".join(words.split()).casefold()
