"""Tags that the project states one by one: to facts, and to places on the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from xbrlgen.build.contexts import Contexts
from xbrlgen.model.codes import finding
from xbrlgen.model.document import (
    EXCLUDE,
    FOOTNOTE,
    NON_FRACTION,
    NON_NUMERIC,
    Hidden,
    Insertion,
    StatedTag,
    Tag,
)
from xbrlgen.model.finding import Finding
from xbrlgen.model.given import HEADER, NOTHING, SHOWN, Given
from xbrlgen.model.markup import text_of_markup
from xbrlgen.model.page import SourcePage
from xbrlgen.model.period import Period
from xbrlgen.model.report import Context, Fact, Footnote, Origin, Print, Unit
from xbrlgen.model.source import Figure, Source, Table
from xbrlgen.model.taxonomy import Concept
from xbrlgen.model.vocabulary import Vocabulary
from xbrlgen.model.xbrl import LANGUAGE
from xbrlgen.written.transforms import value_of

MOST = 5
"""So many tags that do not fit their page are told one by one."""


@dataclass(frozen=True, slots=True)
class SettledTags:
    """All facts, those that rules give first, and where every stated tag stands."""

    facts: tuple[Fact, ...]
    placed: tuple[StatedTag, ...]
    footnotes: tuple[Footnote, ...]
    findings: tuple[Finding, ...]


def settle_given(
    given: Mapping[str, Sequence[Given]],
    sources: Sequence[Source],
    facts: Sequence[Fact],
    vocabulary: Vocabulary,
    contexts: Contexts,
) -> SettledTags:
    """Settle the stated tags of each source; ``facts`` are those that rules give.

    What says the same as one of them, value and precision included, is a further print of it. A fact
    that is stated twice with one value and precision is one; with another precision it is another fact,
    as in the filing that it comes from.
    Findings: XG-MAP-071 for a tag whose characters are not those that its row says.
    """
    pages = {s.file: s.page for s in sources if s.page is not None}
    figures = {(s.file, f.extent): (f, label) for s in sources if s.file in given for f, label in _figures(s)}
    settling = _Settling(vocabulary, contexts, facts, figures)
    for file, rows in given.items():
        settling.take(file, rows, pages.get(file))
    return settling.settled()


class _Settling:
    def __init__(
        self,
        vocabulary: Vocabulary,
        contexts: Contexts,
        facts: Sequence[Fact],
        figures: Mapping[tuple[str, tuple[int, int] | None], tuple[Figure, str]],
    ) -> None:
        self.vocabulary, self.contexts, self.figures = vocabulary, contexts, figures
        self.by_rule = {f.id: f for f in facts}
        self.prints: dict[str, list[Print]] = {}
        self.known: dict[tuple[object, ...], str] = {_key(f): f.id for f in facts}
        self.made: dict[str, Fact] = {}
        self.taken = {f.id for f in facts}
        self.placed: list[StatedTag] = []
        self.notes: dict[str, Footnote] = {}
        self.units: dict[tuple[tuple[str, ...], tuple[str, ...]], Unit] = {
            (f.unit.numerator, f.unit.denominator): f.unit for f in facts if f.unit is not None
        }
        self.findings: list[Finding] = []

    def take(self, file: str, rows: Sequence[Given], page: SourcePage | None) -> None:
        reader = _TagReader(rows, page)
        unfit: list[Finding] = []
        for g in rows:
            if g.element == FOOTNOTE:
                text = reader.words(g) if g.extent is not None else text_of_markup(g.value)
                self.notes[g.id] = Footnote(g.id, "", " ".join(text.split()), g.where, g.language or LANGUAGE)
        for g in rows:
            if not reader.fits(g):
                unfit.append(_unfit(g, page))
            elif g.element == HEADER:
                self.placed.append(StatedTag(file, language=g.language or None))
            elif g.element != NOTHING:
                self.place(file, g, reader)
        self.findings += unfit[:MOST]
        if len(unfit) > MOST:
            more = f"{len(unfit) - MOST:,} further tags of {file} do not fit their page"
            self.findings.append(finding("XG-MAP-071", more, unfit[MOST].where))

    def place(self, file: str, g: Given, reader: _TagReader) -> None:
        if not g.is_fact:
            name = g.id or None
            tag = Tag(g.element, id=name, continued_at=g.continued or None, language=g.language or None)
            if g.extent is not None:
                self.placed.append(StatedTag(file, Insertion(*g.extent, (tag,))))
            elif g.element == FOOTNOTE:
                self.placed.append(StatedTag(file, hidden=Hidden(tag, text_of_markup(g.value))))
            return
        fact, name = self.fact(g, reader)
        self.note_print(file, g, fact)
        tag = Tag(
            NON_FRACTION if g.unit is not None else NON_NUMERIC,
            id=name,
            concept=g.concept,
            context=fact.context.id,
            unit=fact.unit.id if fact.unit is not None else None,
            decimals=g.decimals or None,
            scale=g.scale,
            sign="-" if g.negative else None,
            format=g.format or None,
            escape=True if g.escape and g.extent is not None else None,
            continued_at=g.continued or None,
            nil=g.nil,
            language=g.language or None,
            fact=fact.id,
        )
        if g.extent is not None:
            self.placed.append(StatedTag(file, Insertion(*g.extent, (tag,))))
        elif reader.page is not None:
            # Markup is what a text block says: without `escape` the characters are its value.
            self.placed.append(
                StatedTag(file, hidden=Hidden(tag, g.value if g.escape else text_of_markup(g.value)))
            )

    def note_print(self, file: str, g: Given, fact: Fact) -> None:
        """The number that the tag stands round is a print of the fact, where the reader found one there."""
        figure, label = self.figures.get((file, g.extent), (None, ""))
        if figure is None or not isinstance(fact.value, Decimal):
            return
        printed = Print(
            figure=figure.id,
            where=figure.where,
            text=figure.text,
            sign=-1 if g.negative != (figure.value < 0) else 1,
            scale=g.scale,
            decimals=fact.decimals,
            value=fact.value,
            rule=None,
            label=label,
            placed=True,
        )
        self.prints.setdefault(fact.id, []).append(printed)

    def fact(self, g: Given, reader: _TagReader) -> tuple[Fact, str]:
        """The fact that a row states, and the id of its element."""
        assert g.period is not None
        context = self.contexts.get(g.period, g.members, g.typed)
        unit = (
            None if g.unit is None else self.units.setdefault((g.unit.numerator, g.unit.denominator), g.unit)
        )
        value = None if g.nil else reader.value(g)
        decimals = (
            int(g.decimals) if unit is not None and g.decimals not in ("", "INF") and not g.nil else None
        )
        notes = tuple(n for i in g.notes if (n := self.notes.get(i)) is not None)
        fact = Fact(
            id="",
            concept=self.concept(g),
            value=value,
            context=context,
            unit=unit,
            decimals=decimals,
            footnotes=notes,
            language=g.language,
            origin=Origin.stated(g.where),
        )
        key = _key(fact)
        known = self.known.get(key)
        name = self.name(g, fact, context)
        if known is None:
            self.known[key] = name
            fact = self.made[name] = replace(fact, id=name)
            return fact, name
        if known in self.made and notes:
            old = self.made[known]
            both = tuple(dict.fromkeys((*old.footnotes, *notes)))
            self.made[known] = replace(old, footnotes=both)
        return replace(fact, id=known), name

    def name(self, g: Given, fact: Fact, context: Context) -> str:
        stem = g.id or f"f-{fact.concept.name}-{context.id}"
        name, number = stem, 2
        while name in self.taken:
            name, number = f"{stem}.{number}", number + 1
        self.taken.add(name)
        return name

    def concept(self, g: Given) -> Concept:
        """As the taxonomy says; of a concept that it does not know, what the tag says of it."""
        known = self.vocabulary.concept(g.concept)
        period: Period | None = g.period
        return known or Concept(g.concept, "", period.kind if period is not None else "duration")

    def settled(self) -> SettledTags:
        facts = {**self.by_rule, **self.made}
        for name, prints in self.prints.items():
            origin = facts[name].origin
            source = origin.source if name in self.by_rule else prints[0].where
            more = replace(origin, source=source, prints=(*origin.prints, *prints))
            facts[name] = replace(facts[name], origin=more)
        return SettledTags(
            tuple(facts.values()), tuple(self.placed), tuple(self.notes.values()), tuple(self.findings)
        )


class _TagReader:
    """What the characters at a row's place say, with their continuations and without what is excluded."""

    def __init__(self, rows: Sequence[Given], page: SourcePage | None) -> None:
        self.page = page
        self.text = page.text if page is not None else ""
        self.following = {g.id: g for g in rows if g.element == "continuation"}
        self.excluded = sorted(g.extent for g in rows if g.element == EXCLUDE and g.extent is not None)

    def fits(self, g: Given) -> bool:
        """Whether the page has at that place what the row repeats of it."""
        if g.extent is None:
            return True
        start, end = g.extent
        if self.page is None or end > len(self.text):
            return False
        piece = self.text[start:end]
        if len(piece) > _LONG:
            # Of a long text the beginning is enough, and cutting through a tag or reference does no harm.
            piece = piece[:_LONG].rpartition("<")[0]
        shown = " ".join(text_of_markup(piece).split())[:SHOWN].strip()
        return shown == g.printed or (
            bool(shown) and len(self.text[start:end]) > _LONG and g.printed.startswith(shown)
        )

    def pieces(self, g: Given) -> Iterator[str]:
        at: Given | None = g
        seen: set[str] = set()
        while at is not None and at.extent is not None:
            start, end = at.extent
            for low, high in self.excluded:
                if start <= low and high <= end:
                    yield self.text[start:low]
                    start = high
            yield self.text[start:end]
            following = at.continued
            at = None if following in seen else self.following.get(following)
            seen.add(following)

    def markup(self, g: Given) -> str:
        return "".join(self.pieces(g))

    def words(self, g: Given) -> str:
        return "".join(map(text_of_markup, self.pieces(g)))

    def value(self, g: Given) -> Decimal | str | None:
        if g.extent is None:
            shown = g.value if g.escape or self.page is None else text_of_markup(g.value)
        else:
            shown = self.markup(g) if g.escape else self.words(g)
        numeric = g.unit is not None
        value = value_of(g.format, shown, str(g.scale), numeric=numeric, negative=g.negative)
        return shown if value is None else value


def _figures(source: Source) -> Iterator[tuple[Figure, str]]:
    """Every number of a page, with the caption of its row."""
    for block in source.blocks:
        if isinstance(block, Table):
            for line in block.lines:
                yield from ((f, line.label) for cell in line.cells for f in cell.figures)
                if line.caption is not None:
                    yield from ((m.figure, line.label) for m in line.caption.mentions if m.figure is not None)
        else:
            yield from ((m.figure, "") for m in block.mentions if m.figure is not None)


_LONG = 4_000
"""Characters of markup that surely show more than a row repeats."""


def _key(fact: Fact) -> tuple[object, ...]:
    """What makes a fact one with another here: identity, typed members, value and precision."""
    measures = () if fact.unit is None else (fact.unit.numerator, fact.unit.denominator)
    return (
        fact.qname,
        fact.context.period,
        fact.context.dimensions,
        fact.context.typed,
        measures,
        fact.language,
        fact.value,
        fact.decimals if isinstance(fact.value, Decimal) else None,
    )


def _unfit(g: Given, page: SourcePage | None) -> Finding:
    what = f'"{g.printed}" does not stand at {g.extent[0]}-{g.extent[1]}' if g.extent else "no place"
    if page is None:
        what = "it has a place, and its source is no page"
    return finding("XG-MAP-071", f"{g.concept or g.element}: {what}", g.where)
