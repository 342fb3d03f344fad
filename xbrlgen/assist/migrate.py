"""What becomes of each concept of a mapping in another taxonomy year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from xbrlgen.catalog import Catalog
from xbrlgen.model.mapping import LineRule
from xbrlgen.model.mapping import Mapping as Rules
from xbrlgen.model.migration import (
    CHANGED,
    DEPRECATED,
    GONE,
    IN_FORCE,
    OWN,
    UNKNOWN,
    UNSEEN,
    Fate,
    Use,
)
from xbrlgen.model.taxonomy import Concept
from xbrlgen.model.vocabulary import Vocabulary
from xbrlgen.model.where import Where

STANDARD = ("us-gaap", "srt", "dei")
_NEAR = 3
"""So many names are offered where no successor is known."""


@dataclass(frozen=True, slots=True)
class Years:
    """The catalogs a migration looks into.

    ``old`` is None where the mapping's year is not at hand. ``between`` are the years between the two that
    are, newest first: they may know of a successor that neither end speaks of.
    """

    old: Catalog | None
    new: Catalog
    between: tuple[Catalog, ...] = ()

    @property
    def same(self) -> bool:
        return self.old is not None and self.old.name == self.new.name

    def in_force(self, qname: str) -> Concept | None:
        """The concept in the new year, unless it is deprecated there."""
        concept = self.new.concept(qname)
        return None if concept is None or concept.deprecated else concept

    def before(self, qname: str) -> Concept | None:
        """The concept as the last year at hand has it in which it was."""
        for catalog in (self.old, *reversed(self.between)):
            concept = None if catalog is None else catalog.concept(qname)
            if concept is not None:
                return concept
        return self.new.concept(qname)

    def named_after(self, qname: str) -> tuple[str, ...]:
        """What some year says stands in its place, the newest word first; it may be out of force itself."""
        concept = self.new.concept(qname)
        if concept is not None and concept.replaced_by:
            return concept.replaced_by
        removed = self.new.removed(qname)
        if removed:
            return removed
        for catalog in (*self.between, *([self.old] if self.old else [])):
            concept = catalog.concept(qname)
            if concept is not None and concept.replaced_by:
                return concept.replaced_by
        return self.moved(qname)

    def moved(self, qname: str) -> tuple[str, ...]:
        """The same name under another standard prefix: us-gaap:RangeAxis became srt:RangeAxis."""
        prefix, _, name = qname.partition(":")
        if prefix not in STANDARD:
            return ()
        known = self.before(qname)
        others = (f"{p}:{name}" for p in STANDARD if p != prefix)
        return tuple(q for q in others if (c := self.in_force(q)) is not None and _alike(known, c))

    def successors(self, qname: str) -> tuple[str, ...]:
        """What stands in its place in the new year, followed from successor to successor."""
        found: dict[str, None] = {}
        seen = {qname}
        waiting = list(self.named_after(qname))
        while waiting:
            name = waiting.pop(0)
            if name in seen:
                continue
            seen.add(name)
            concept = self.new.concept(name)
            further = () if self.in_force(name) else self.named_after(name)
            if further:
                waiting[:0] = further
            elif concept is None or not concept.deprecated:
                found[name] = None
        return tuple(found)


@dataclass(frozen=True, slots=True)
class MigrationInput:
    """What a migration stands on. ``uses`` are those of the mapping and of filing.yaml's cover."""

    years: Years
    rules: Rules
    vocabulary: Vocabulary
    uses: tuple[Use, ...]
    lines: Mapping[Where, LineRule] = field(default_factory=dict)
    """The rule that gives a concept, by the place of the concept's name."""

    @classmethod
    def of(cls, years: Years, rules: Rules, vocabulary: Vocabulary, uses: tuple[Use, ...]) -> MigrationInput:
        lines = {
            where: rule
            for statement in rules.statements
            for rule in statement.rules()
            for where in rule.concept_where
        }
        return cls(years, rules, vocabulary, uses, lines)

    def known(self, qname: str) -> Concept | None:
        """A concept as the mapping means it: an own element, or the old year's."""
        if self.vocabulary.is_own(qname):
            return self.vocabulary.concept(qname)
        return self.years.before(qname)


def fates(ground: MigrationInput) -> tuple[Fate, ...]:
    """What becomes of every concept that the mapping uses, in the order in which it names them."""
    by_name: dict[str, list[Use]] = {}
    for use in ground.uses:
        by_name.setdefault(use.qname, []).append(use)
    twins = _Twins(ground)
    found = [_fate(ground, qname, tuple(uses), twins) for qname, uses in by_name.items()]
    return tuple(_doubted(ground, found))


def _fate(ground: MigrationInput, qname: str, uses: tuple[Use, ...], twins: _Twins) -> Fate:
    years = ground.years
    if ground.vocabulary.is_own(qname):
        own, twin = ground.vocabulary.concept(qname), twins.of(qname)
        beside = None if twin is None else years.in_force(twin)
        doubt = unlike(own, beside) if own is not None and beside is not None else ""
        return Fate(qname, OWN, uses, old=own, twin=twin, doubt=doubt)
    old = None if years.old is None else years.old.concept(qname)
    new = years.new.concept(qname)
    if new is not None and not new.deprecated:
        state = CHANGED if old is not None and tuple(changes(old, new)) else IN_FORCE
        return Fate(qname, state, uses, old, new)
    successors = years.successors(qname)
    if new is not None:
        state = DEPRECATED
    elif years.new.removed(qname) is not None or years.moved(qname) or years.named_after(qname):
        state = GONE
    elif _selected(years.new, qname):
        state = (
            UNKNOWN if years.old is not None and old is None and not _selected(years.old, qname) else UNSEEN
        )
    else:
        state = GONE if old is not None or years.old is None else UNKNOWN
    nearest = () if successors else tuple(_nearest(ground, qname, old or new))
    return Fate(qname, state, uses, old, new, successors, nearest=nearest)


def _selected(catalog: Catalog, qname: str) -> bool:
    """Does the catalog hold a selection only of the concepts of this prefix?"""
    part = catalog.part(qname.partition(":")[0])
    return catalog.is_stand_in if part is None else not part.complete


def _nearest(ground: MigrationInput, qname: str, concept: Concept | None) -> Iterator[str]:
    """Names like this one, of concepts that could stand in its place."""
    count = 0
    for name in ground.years.new.near(qname, 4 * _NEAR):
        other = ground.years.in_force(name)
        if other is not None and name != qname and _alike(concept, other):
            yield name
            count += 1
            if count == _NEAR:
                return


def changes(old: Concept, new: Concept) -> Iterator[tuple[str, str, str]]:
    """(what, before, after) of type, balance and period type. Where a type is declared does not matter."""
    if _type(old) != _type(new):
        yield "type", _type(old), _type(new)
    # Not every balance is known to the shipped tables.
    if old.balance != new.balance and None not in (old.balance, new.balance):
        yield "balance", old.balance or "", new.balance or ""
    if old.period != new.period:
        yield "period type", old.period, new.period


_RENAMED_TYPES = {"extensibleListItemType": "enumerationSetItemType"}
"""Taxonomies before 2021 name the type of extensible enumerations themselves."""


def _type(concept: Concept) -> str:
    local = concept.type.partition(":")[2]
    return _RENAMED_TYPES.get(local, local)


def _alike(known: Concept | None, other: Concept) -> bool:
    return known is None or not unlike(known, other)


def unlike(known: Concept, other: Concept) -> str:
    """Why one cannot stand in the place of the other: ``it is an axis``; empty if it can."""
    if _form(known) != _form(other):
        return f"it is {_form(other)}, not {_form(known)}"
    if not known.abstract and known.period != other.period:
        return f"it is {_article(other.period)}, not {_article(known.period)}"
    return ""


def _form(concept: Concept) -> str:
    if concept.is_axis:
        return "an axis"
    if concept.is_table:
        return "a table"
    if concept.is_domain:
        return "a member"
    if concept.abstract:
        return "abstract"
    return f"of type {concept.kind if concept.kind != 'other' else _type(concept)}"


def _article(word: str) -> str:
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"


# -- doubts --------------------------------------------------------------------------------


def _doubted(ground: MigrationInput, found: Sequence[Fate]) -> Iterator[Fate]:
    """Say of each single successor why it is not to be taken without asking, if it is not."""
    giving: dict[str, list[str]] = {}
    for fate in found:
        if len(fate.successors) == 1:
            giving.setdefault(fate.successors[0], []).append(fate.qname)
    used = {f.qname: f for f in found}
    for fate in found:
        if len(fate.successors) == 1:
            yield replace(fate, doubt=_doubt(ground, fate, used, giving[fate.successors[0]]))
        elif fate.state == CHANGED and fate.new is not None:
            yield replace(fate, doubt=turned(ground, fate, fate.new))
        else:
            yield fate


def _doubt(ground: MigrationInput, fate: Fate, used: Mapping[str, Fate], others: Sequence[str]) -> str:
    successor = fate.successors[0]
    known, new = ground.known(fate.qname), ground.years.in_force(successor)
    if new is None:
        return f"{successor} is not in the tables of {ground.years.new.name}, so the two cannot be compared"
    if known is not None and (why := unlike(known, new)):
        return f"{successor} cannot simply stand in its place: {why}"
    clash = _clash(fate, used.get(successor))
    if clash is not None:
        line = ground.lines.get(clash.where)
        if line is not None:
            return f"{successor} is used for the line {line} already, and two lines would be one fact"
        return f"{successor} is used at {clash.where} already, and the two would be one"
    for other in others:
        if other != fate.qname and _clash(fate, used[other]) is not None:
            return f"{successor} stands in the place of {other} as well, and two lines would be one fact"
    return turned(ground, fate, new)


def _clash(fate: Fate, other: Fate | None) -> Use | None:
    """The use of the other that would fall together with one of this."""
    if other is None:
        return None
    mine = {_fold(u) for u in fate.uses}
    return next((u for u in other.uses if _fold(u) in mine and _fold(u)), None)


def _fold(use: Use) -> str:
    """What two uses of one concept have in common so that they cannot be told apart.

    Lines become one fact and members one context; headings are one only within a statement, axes only
    where they stand together.
    """
    if use.kind in ("line", "member"):
        return use.kind
    if use.kind in ("group", "root"):
        return f"layout {use.path[:2]}"
    if use.kind == "axis":
        return f"axis {use.path[:-1]}"
    return f"shown {use.path[:2]}" if use.kind == "show" else ""


def turned(ground: MigrationInput, fate: Fate, new: Concept) -> str:
    """Why the sign of values is in question: the concept counts the other way."""
    known = ground.known(fate.qname)
    if known is None or None in (known.balance, new.balance) or known.balance == new.balance:
        return ""
    if not any(u.kind in ("line", "show", "relation") for u in fate.uses):
        return ""
    return (
        f"{new.qname} is a {new.balance} and {fate.qname} was a {known.balance}, so the sign is in question"
    )


# -- twins ---------------------------------------------------------------------------------


class _Twins:
    """Standard elements of the new year that are like an own one, and were not there in the old year.

    One of the same name is in its way whatever its kind is.
    """

    def __init__(self, ground: MigrationInput) -> None:
        self.ground = ground
        self._labels: dict[str, list[str]] | None = None

    def of(self, qname: str) -> str | None:
        concept = self.ground.vocabulary.concept(qname)
        assert concept is not None
        years = self.ground.years
        by_name = [f"{p}:{concept.name}" for p in STANDARD]
        by_label = self.labels().get(_plain(concept.label), []) if concept.label else []
        for name in dict.fromkeys((*by_name, *by_label)):
            twin = years.in_force(name)
            was = years.old is not None and name in years.old
            if twin is not None and not was and (name in by_name or not unlike(concept, twin)):
                return name
        return None

    def labels(self) -> dict[str, list[str]]:
        """Label -> the standard elements that have it; made once, for mappings with own elements."""
        if self._labels is None:
            self._labels = {}
            for prefix in STANDARD:
                part = self.ground.years.new.part(prefix)
                for name, label in part.spellings() if part is not None else ():
                    self._labels.setdefault(_plain(label), []).append(f"{prefix}:{name}")
        return self._labels


def _plain(label: str) -> str:
    return " ".join(label.casefold().split())


def parents(catalog: Catalog, qname: str) -> frozenset[str] | None:
    """The calculation parents of a concept: ``+ us-gaap:Assets``. None where networks are not known."""
    prefix, _, name = qname.partition(":")
    if not catalog.indexes() or prefix not in catalog.prefixes:
        return None
    namespace = catalog.namespace(prefix)
    return frozenset(
        f"{_sign(parent.weight)} {parent.qname}"
        for index in catalog.indexes()
        for node in index.nodes(prefix, name, namespace)
        for parent in index.parents(node, "c")
    )


def _sign(weight: str | None) -> str:
    return "-" if (weight or "").startswith("-") else "+"


def used_names(uses: Sequence[Use]) -> dict[str, str]:
    """Every way to write the names of some uses -> the QName: with prefix, and without where that is one."""
    found: dict[str, str] = {}
    for use in uses:
        found.setdefault(use.qname.partition(":")[2], use.qname)
    return found | {u.qname: u.qname for u in uses}
