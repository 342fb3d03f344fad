"""Footnotes and the links that tie them to facts."""

from __future__ import annotations

from collections.abc import Iterator

from xbrlgen.check.edgar.facts import markup
from xbrlgen.written.views import Flaw, Rules, Written


def link_form(w: Written) -> Iterator[Flaw]:
    for message, where in w.link_flaws:
        yield Flaw(message, where)


def connected(w: Written) -> Iterator[Flaw]:
    ids = {f.id for f in w.facts}
    for note in w.footnotes:
        if not ids & set(note.facts):
            yield Flaw(f"footnote {note.id} is connected to no fact", note.where)


def text(w: Written) -> Iterator[Flaw]:
    for note in w.footnotes:
        flaw = markup(note.text) if "<" in note.text and not w.is_inline else None
        if not note.text.strip():
            flaw = "it is empty"
        if flaw is not None:
            yield Flaw(f"footnote {note.id}: {flaw}", note.where, note.facts)


RULES: Rules = (
    ("XG-EFM-701", link_form),
    ("XG-EFM-702", connected),
    ("XG-EFM-703", text),
)
