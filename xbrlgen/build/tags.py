"""Which printed number is a print of which facts, and the Inline XBRL tag of each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal

from xbrlgen.model.document import NON_FRACTION, Hidden, Relationship, StatedTag, Tag, Tags
from xbrlgen.model.report import Fact, Print, Report
from xbrlgen.model.source import Figure, FigureId
from xbrlgen.model.xbrl import plain

_NUMERAL, _COMMA, _ZERO = "ixt:num-dot-decimal", "ixt:num-comma-decimal", "ixt:fixed-zero"


class Tagger:
    """Settles the tags of a set of documents: each id once in the whole set.

    ``printed`` are the numbers that the documents will print. The leading print of a fact has
    the fact's id, further ones ``{id}.2``, ``{id}.3``. ``held`` are the ids of facts that are tagged
    as words already.
    """

    def __init__(
        self, report: Report, printed: Mapping[FigureId, Figure], held: Collection[str] = frozenset()
    ) -> None:
        self._tags: dict[FigureId, Tags] = {}
        self._ids: dict[str, list[str]] = {}
        """Of each fact with footnotes, the ids of all its tags."""
        self._stands: dict[FigureId, str] = {}
        self.hidden: list[Hidden] = []
        self.homeless: list[Fact] = []
        """Facts that stand nowhere in the documents: the cover shows them."""
        self.facts_of: dict[FigureId, list[tuple[str, str]]] = {}
        """(statement, concept) of the facts that a figure is a print of."""
        self._taken = {f.id for f in report.facts}
        self._taken.update(c.id for c in report.contexts)
        self._taken.update(u.id for u in report.units)
        self._taken.update(n.id for n in report.footnotes)
        for fact in report.facts:
            if fact.id in held:
                self._note(fact, fact.id)
        self._stated: set[str] = set()
        """Facts with tags that the project states one by one."""
        self._take(report.placed)
        self._settle((f for f in report.facts if f.id not in held), printed)

    def tags(self, figure: Figure) -> Tags:
        """The tags round the digits of a printed number, outermost first."""
        return self._tags.get(figure.id, ())

    def refers(self, figure: Figure) -> str | None:
        """The id of the hidden fact that a printed number stands for."""
        return self._stands.get(figure.id)

    def show(self, fact: Fact, tag: Tag) -> Tag:
        """``tag`` with the fact's id: the fact is shown by it."""
        self._note(fact, fact.id)
        return tag

    def relationships(self, facts: Iterable[Fact]) -> tuple[Relationship, ...]:
        """Who points to which footnote, in the order of the facts."""
        pointing: dict[str, list[str]] = {}
        for fact in facts:
            for note in dict.fromkeys(fact.footnotes):
                pointing.setdefault(note.id, []).extend(self._ids.get(fact.id, ()))
        return tuple(Relationship(tuple(ids), note) for note, ids in pointing.items() if ids)

    # -- settling --------------------------------------------------------------------------

    def _take(self, placed: Iterable[StatedTag]) -> None:
        """Tags that are settled already: their ids are taken, and their facts have a home."""
        for p in placed:
            tags = (
                *(p.at.tags if p.at is not None else ()),
                *((p.hidden.tag,) if p.hidden is not None else ()),
            )
            for tag in tags:
                if tag.id is not None:
                    self._taken.add(tag.id)
                if tag.fact is not None:
                    self._stated.add(tag.fact)
                    self._ids.setdefault(tag.fact, []).append(tag.id or tag.fact)

    def _settle(self, facts: Iterable[Fact], printed: Mapping[FigureId, Figure]) -> None:
        # What a nested tag must share with the one around it (Inline XBRL 1.1 section 10.1.1).
        shared: dict[FigureId, tuple[str, int]] = {}
        for fact in facts:
            count = int(fact.id in self._stated)
            for p in {p.figure: p for p in reversed(fact.prints)}.values():
                self.facts_of.setdefault(p.figure, []).append((p.statement, fact.concept.qname))
            seen: set[FigureId] = set()
            for p in fact.prints:
                figure = printed.get(p.figure)
                if (
                    figure is None
                    or fact.unit is None
                    or fact.value is None
                    or p.figure in seen
                    or p.placed
                    or not _says(figure, p)
                ):
                    continue
                if shared.setdefault(p.figure, (fact.unit.id, p.scale)) != (fact.unit.id, p.scale):
                    continue
                seen.add(p.figure)
                count += 1
                tag = _tag(fact, fact.unit.id, p, figure, self._id(fact, count))
                self._tags[p.figure] = (*self._tags.get(p.figure, ()), tag)
            if not count:
                self._cannot_be_tagged(fact, printed)

    def _cannot_be_tagged(self, fact: Fact, printed: Mapping[FigureId, Figure]) -> None:
        shown = next((p.figure for p in fact.prints if p.figure in printed), None)
        if shown is None or fact.unit is None or not isinstance(fact.value, Decimal) or shown in self._stands:
            self.homeless.append(fact)
            return
        tag = Tag(
            NON_FRACTION,
            id=fact.id,
            concept=fact.concept.qname,
            context=fact.context.id,
            unit=fact.unit.id,
            decimals=_decimals(fact.decimals),
            sign="-" if fact.value < 0 else None,
            format=_NUMERAL,
            fact=fact.id,
        )
        self._note(fact, fact.id)
        self._stands[shown] = fact.id
        self.hidden.append(Hidden(tag, plain(fact.value.copy_abs())))

    def _id(self, fact: Fact, count: int) -> str:
        name = fact.id
        while count > 1 and name in self._taken:
            name = f"{fact.id}.{count}"
            count += 1
        self._taken.add(name)
        self._note(fact, name)
        return name

    def _note(self, fact: Fact, name: str) -> None:
        if fact.footnotes:
            self._ids.setdefault(fact.id, []).append(name)


def _says(figure: Figure, p: Print) -> bool:
    """Does the number, as a processor will read it, give the value this print is said to have?

    A transformation takes digits only (Transformation Rules Registry 4): the sign is the tag's.
    """
    if figure.digits is None:
        return False
    negative, digits, exponent = figure.value.copy_abs().as_tuple()
    assert isinstance(exponent, int)
    return Decimal((negative, digits, exponent + p.scale)) == abs(p.value)


def _tag(fact: Fact, unit: str, p: Print, figure: Figure, name: str) -> Tag:
    return Tag(
        NON_FRACTION,
        id=name,
        concept=fact.concept.qname,
        context=fact.context.id,
        unit=unit,
        decimals=_decimals(p.decimals),
        scale=p.scale,
        sign="-" if p.value < 0 else None,
        format=_ZERO if figure.dash else _COMMA if figure.decimal == "," else _NUMERAL,
        fact=fact.id,
    )


def _decimals(decimals: int | None) -> str:
    return "INF" if decimals is None else str(decimals)
