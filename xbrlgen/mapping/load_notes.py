"""``notes`` of mapping.yaml to nouns: each note, and the statements that it becomes.

A note becomes up to three statements of blocks of text (itself, its policies, its tables), and one for each
of its ``details``. Their roles and titles are made of the note's title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from xbrlgen.mapping import schema
from xbrlgen.mapping.positions import Path_
from xbrlgen.model.mapping import LineRule, StatementRule
from xbrlgen.model.notes import BlockRule, NoteRule

if TYPE_CHECKING:
    from xbrlgen.mapping.load import Settle

_LITTLE = frozenset({"a", "an", "the", "and", "of", "in", "for", "to", "on", "with"})


@dataclass(frozen=True, slots=True)
class NoteStatements:
    """What notes become. ``details`` have the data and the place of each statement of amounts."""

    notes: tuple[NoteRule, ...]
    blocks: tuple[StatementRule, ...]
    details: tuple[tuple[StatementRule, schema.DetailsIn, Path_], ...]


def settle_notes(settle: Settle, data: Sequence[schema.NoteIn]) -> NoteStatements:
    """Every note with its place: first all notes, then their policies, then their tables."""
    notes: list[NoteRule] = []
    levels: tuple[list[StatementRule], ...] = ([], [], [])
    details: list[tuple[StatementRule, schema.DetailsIn, Path_]] = []
    for number, note in enumerate(data):
        path: Path_ = ("notes", number)
        until = None if note.until is None else settle.matcher(note.until, (*path, "until"))
        heading = settle.matcher(note.note, (*path, "note"))
        notes.append(NoteRule(settle.yaml.where((*path, "note")), heading, until))
        title = note.title or ("" if heading.pattern is not None else note.note)
        if not title:
            message = f"note {note.note} is found by a pattern, which is no title"
            settle.problem("XG-MAP-009", message, path, "say its `title`")
            title = f"Note {number + 1}"
        for level, statement in _blocks(settle, note, number, title):
            levels[level].append(statement)
        for i, detail in enumerate(note.details):
            place = (*path, "details", i)
            more = f" {i + 1}" if i and detail.title is None else ""
            named = detail.model_copy(
                update={
                    "role": detail.role or f"{mnemonic(title)}Details{more.strip()}",
                    "title": detail.title or f"Disclosure - {title}{more} (Details)",
                }
            )
            statement = settle.statement(named, place)
            statement = replace(
                statement,
                within=number,
                period=statement.period or note.period,
                where=settle.yaml.where((*place, "role"), key=True),
            )
            details.append((statement, named, place))
    return NoteStatements(tuple(notes), tuple(s for level in levels for s in level), tuple(details))


def mnemonic(title: str) -> str:
    """A role's short name: ``StockBasedCompensation`` of "Stock-Based Compensation"."""
    words = (w for w in re.findall(r"[A-Za-z0-9]+", title) if w not in _LITTLE)
    return "".join(w[:1].upper() + w[1:] for w in words)[:150]


def _blocks(
    settle: Settle, note: schema.NoteIn, number: int, title: str
) -> Iterator[tuple[int, StatementRule]]:
    path: Path_ = ("notes", number)
    top = settle.dimensions(note.dimensions, (*path, "dimensions"))
    role = mnemonic(title)

    def statement(level: int, of: str, name: str, lines: list[LineRule]) -> tuple[int, StatementRule]:
        return level, StatementRule(
            where=settle.yaml.where((*path, "note")),
            role=role + name,
            title=f"Disclosure - {title}{of}",
            children=tuple(lines),
            within=number,
            period=note.period,
            dimensions=top,
        )

    def line(concept: str, place: Path_, block: BlockRule, members: dict[str, str]) -> LineRule:
        return LineRule(
            where=settle.yaml.where((*place, "concept")),
            block=block,
            concepts=(concept,),
            concept_where=(settle.yaml.where((*place, "concept")),),
            dimensions=settle.dimensions(members, (*place, "dimensions")),
        )

    if note.concept is not None:
        heading = settle.matcher(note.note, (*path, "note"))
        yield statement(0, "", "", [line(note.concept, path, BlockRule("note", heading), {})])
    if note.policies:
        lines = []
        for i, policy in enumerate(note.policies):
            place: Path_ = (*path, "policies", i)
            block = BlockRule(
                "policy",
                heading=settle.matcher(policy.heading, (*place, "heading")),
                until=None if policy.until is None else settle.matcher(policy.until, (*place, "until")),
            )
            lines.append(line(policy.concept, place, block, policy.dimensions))
        yield statement(1, " (Policies)", "Policies", lines)
    if note.tables:
        lines = []
        for i, table in enumerate(note.tables):
            place = (*path, "tables", i)
            asked: dict[str, Any] = {
                key: settle.matcher(text, (*place, key))
                for key in ("start", "until", "table", "has", "has_not", "after")
                if (text := getattr(table, key)) is not None
            }
            block = BlockRule("table", nth=table.nth, **asked)
            lines.append(line(table.concept, place, block, table.dimensions))
        yield statement(2, " (Tables)", "Tables", lines)
