"""Numbers and what they are held against, for a person at a terminal: by the text and by the support."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from xbrlgen.model.mapping import ProseRule
from xbrlgen.model.register import ALONE, LEFT, OPEN, TAGGED, TIED, NumberRegister, Numeral, Tie
from xbrlgen.view.terminal import Piece, clean, put

if TYPE_CHECKING:
    from rich.console import Console

WORDS = {TAGGED: "tagged", TIED: "tied", ALONE: "stated alone", LEFT: "left out", OPEN: "open"}


def print_ties(register: NumberRegister, console: Console) -> None:
    """One line a number of the running text: place, print, state, and each tie with both values.

    Then the numbers that supporting sources are held against, where there are such.
    """
    print_support(register, console)
    numerals = [n for n in register.numerals if n.statement is None]
    for numeral in numerals:
        if numeral.state == LEFT:
            continue
        style = "bold yellow" if numeral.state == OPEN else ""
        head: list[Piece] = [(f"{clean(str(numeral.where))}: ", "bold"), (f"{clean(numeral.text)}  ", "")]
        put(console, [*head, (WORDS[numeral.state], style), (f"  {clean(numeral.label)}", "dim")])
        for tie in numeral.ties:
            put(console, list(_tie(tie)))
    counts = ", ".join(f"{sum(n.state == s for n in numerals):,} {w}" for s, w in WORDS.items())
    failing = sum(not t.holds for t in register.ties)
    put(console, [("", "")])
    put(console, [(f"{len(numerals):,} numbers in the running text: {counts}", "bold")])
    put(console, [(f"{len(register.ties):,} ties in text and tables, {failing:,} of them failing", "bold")])


def print_support(register: NumberRegister, console: Console) -> None:
    """Every number of the document that a workbook, data or a ledger stands behind, with the place there."""
    held = [(n, [t for t in n.ties if t.support is not None]) for n in register.numerals]
    held = [(numeral, ties) for numeral, ties in held if ties]
    if not held:
        return
    for numeral, ties in held:
        head: list[Piece] = [(f"{clean(str(numeral.where))}: ", "bold"), (f"{clean(numeral.text)}  ", "")]
        put(console, [*head, (clean(numeral.label), "dim")])
        for tie in ties:
            put(console, list(_tie(tie)))
    tagged = sum(bool(n.facts) for n in register.numerals)
    failing = sum(not t.holds for _, ties in held for t in ties)
    put(console, [("", "")])
    words = f"{len(held):,} of {tagged:,} tagged numbers have support, {failing:,} of them disagree with it"
    put(console, [(words, "bold"), ("\n", "")])


def print_proposals(
    proposals: Sequence[tuple[ProseRule, Sequence[tuple[Numeral, Tie]]]],
    register: NumberRegister,
    console: Console,
) -> None:
    """YAML to put under ``prose``: rules that the text bears out, then places for what stays open."""
    covered = {numeral.figure for _, ties in proposals for numeral, tie in ties if tie.holds}
    rest = [
        n for n in register.numerals if n.state == OPEN and n.statement is None and n.figure not in covered
    ]
    if not proposals and not rest:
        return
    put(console, [("", "")])
    put(console, [("Proposed, to be put under `prose:` in the mapping:", "bold")])
    for rule, ties in proposals:
        seen = ", ".join(dict.fromkeys(clean(n.text) for n, t in ties if t.holds))
        put(console, [(f"  - {_yaml(rule)}", "green"), (f"  # {seen}", "dim")])
    for numeral in rest:
        put(
            console,
            [(f"  # {clean(str(numeral.where))} {clean(numeral.text)}: {clean(numeral.label)}", "dim")],
        )
    if rest:
        put(console, [("  - {words: …, omit: …}  # words that stand near them, and the reason", "green")])


def _tie(tie: Tie) -> Iterator[Piece]:
    yield ("    " + ("=" if tie.holds else "x") + " ", "green" if tie.holds else "bold red")
    yield (f"{clean(tie.formula)} of {' against '.join(tie.periods)}: ", "")
    yield (f"{tie.stated:,f} stated, {_short(tie)} computed", "" if tie.holds else "bold red")


def _short(tie: Tie) -> str:
    exact = tie.computed == tie.computed.to_integral_value()
    return f"{tie.computed:,.0f}" if exact else f"{tie.computed:,.4f}"


def _yaml(rule: ProseRule) -> str:
    parts = [f"words: {_quoted(rule.words[0])}"]
    concepts: Iterable[str] = rule.concepts
    listed = list(concepts)
    parts.append(f"concept: {listed[0]}" if len(listed) == 1 else f"concept: [{', '.join(listed)}]")
    if rule.share is not None:
        parts.append(f"share: {rule.share}")
    if rule.dimensions:
        parts.append("dimensions: {" + ", ".join(f"{a}: {m}" for a, m in rule.dimensions) + "}")
    return "{" + ", ".join(parts) + "}"


def _quoted(text: str) -> str:
    plain = all(c.isalnum() or c == " " for c in text)
    return text if plain else '"' + clean(text).replace("\\", "\\\\").replace('"', '\\"') + '"'
