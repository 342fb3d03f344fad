"""Which printed number is a print of which facts, and the Inline XBRL tag of each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from xbrlgen.model.document import NON_FRACTION, Hidden, Relationship, Tag, Tags
from xbrlgen.model.report import Fact, Print, Report
from xbrlgen.model.where import Where

_NUMBER = re.compile(r"\d(?:[\d,]*\d)?(?:\.\d+)?|\.\d+")
_DASH = re.compile("[-−–—]{1,3}")
_NUMERAL, _ZERO = "ixt:num-dot-decimal", "ixt:fixed-zero"


@dataclass(frozen=True, slots=True)
class Parts:
    """A printed number taken apart: only ``number`` stands inside a tag.

    Currency, brackets, minus and percent are outside it: a transformation takes digits only
    (Transformation Rules Registry 4), and the sign is the tag's.
    """

    lead: str
    number: str
    trail: str
    format: str
    size: Decimal


def take_apart(text: str, *, dash: bool = False) -> Parts | None:
    """``($1,346)`` to ``($``, ``1,346``, ``)``; None if no digits (or dash, if it is one) stand in it."""
    found = (_DASH if dash else _NUMBER).search(text)
    if found is None:
        return None
    number = found[0]
    size = Decimal(0) if dash else Decimal(number.replace(",", ""))
    return Parts(text[: found.start()], number, text[found.end() :], _ZERO if dash else _NUMERAL, size)


class Tagger:
    """Settles the tags of a set of documents: each id once in the whole set.

    ``printed`` are the numbers of the documents by their place, taken apart. The leading
    print of a fact has the fact's id, further ones ``{id}.2``, ``{id}.3``.
    """

    def __init__(self, report: Report, printed: Mapping[Where, Parts | None]) -> None:
        self._tags: dict[Where, Tags] = {}
        self._ids: dict[str, list[str]] = {}
        """Of each fact with footnotes, the ids of all its tags."""
        self._stands: dict[Where, str] = {}
        self.hidden: list[Hidden] = []
        self.homeless: list[Fact] = []
        """Facts that stand nowhere in the documents: the cover shows them."""
        self.facts_at: dict[Where, list[tuple[str, str]]] = {}
        """(statement, concept) of the facts that stand at a place."""
        self._taken = {f.id for f in report.facts}
        self._taken.update(c.id for c in report.contexts)
        self._taken.update(u.id for u in report.units)
        self._taken.update(n.id for n in report.footnotes)
        self._settle(report.facts, printed)

    def at(self, where: Where) -> Tags:
        """The tags of the number printed at ``where``, outermost first."""
        return self._tags.get(where, ())

    def refers(self, where: Where) -> str | None:
        """The id of the hidden fact that the number at ``where`` stands for."""
        return self._stands.get(where)

    def show(self, fact: Fact, tag: Tag) -> Tag:
        """``tag`` with the fact's id: the fact is shown by it."""
        self._note(fact, fact.id)
        return tag

    def relationships(self, facts: Iterable[Fact]) -> tuple[Relationship, ...]:
        """Who points to which footnote, in the order of the facts."""
        pointing: dict[str, list[str]] = {}
        for fact in facts:
            for note in dict.fromkeys(fact.footnotes):
                pointing.setdefault(note, []).extend(self._ids.get(fact.id, ()))
        return tuple(Relationship(tuple(ids), note) for note, ids in pointing.items() if ids)

    # -- settling --------------------------------------------------------------------------

    def _settle(self, facts: Iterable[Fact], printed: Mapping[Where, Parts | None]) -> None:
        # What a nested tag must share with the one around it (Inline XBRL 1.1 section 10.1.1).
        shared: dict[Where, tuple[str, int]] = {}
        for fact in facts:
            count = 0
            for where, p in {p.where: p for p in reversed(fact.prints)}.items():
                self.facts_at.setdefault(where, []).append((p.statement, fact.concept.qname))
            seen: set[Where] = set()
            for p in fact.prints:
                parts = printed.get(p.where)
                if parts is None or fact.unit is None or p.where in seen or not _says(parts, p):
                    continue
                if shared.setdefault(p.where, (fact.unit.id, p.scale)) != (fact.unit.id, p.scale):
                    continue
                seen.add(p.where)
                count += 1
                tag = _tag(fact, fact.unit.id, p, parts, self._id(fact, count))
                self._tags[p.where] = (*self._tags.get(p.where, ()), tag)
            if not count:
                self._cannot_be_tagged(fact, printed)

    def _cannot_be_tagged(self, fact: Fact, printed: Mapping[Where, Parts | None]) -> None:
        place = next((p.where for p in fact.prints if p.where in printed), None)
        if place is None or fact.unit is None or not isinstance(fact.value, Decimal) or place in self._stands:
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
        self._stands[place] = fact.id
        self.hidden.append(Hidden(tag, plain(fact.value)))

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


def _says(parts: Parts, p: Print) -> bool:
    """Does the number, as a processor will read it, give the value this print is said to have?"""
    negative, digits, exponent = parts.size.as_tuple()
    assert isinstance(exponent, int)
    return Decimal((negative, digits, exponent + p.scale)) == abs(p.value)


def _tag(fact: Fact, unit: str, p: Print, parts: Parts, name: str) -> Tag:
    return Tag(
        NON_FRACTION,
        id=name,
        concept=fact.concept.qname,
        context=fact.context.id,
        unit=unit,
        decimals=_decimals(p.decimals),
        scale=p.scale,
        sign="-" if p.value < 0 else None,
        format=parts.format,
        fact=fact.id,
    )


def _decimals(decimals: int | None) -> str:
    return "INF" if decimals is None else str(decimals)


def plain(value: Decimal) -> str:
    """The size of a number in digits, without sign and exponent."""
    return format(value.copy_abs(), "f")
