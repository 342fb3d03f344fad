"""What the user decided of a migration, ``--choose OLD=NEW`` and ``--keep OLD``, against what there is."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from xbrlgen.assist.migrate import STANDARD, MigrationInput, unlike, used_names
from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding, XbrlgenError
from xbrlgen.model.migration import CHANGED, GONE, IN_FORCE, UNKNOWN, Choice, Fate

_MANY = ("line", "show", "prose", "relation", "share", "near")
"""Kinds of uses that can take several concepts, or the first of them."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """``choices`` by the concept they replace; ``kept`` are concepts that stay as they are."""

    choices: Mapping[str, Choice]
    kept: frozenset[str] = frozenset()


def decide(
    ground: MigrationInput, fates: Sequence[Fate], choose: Sequence[str], keep: Sequence[str]
) -> Decisions:
    """Read the options. Names may lack their prefix where it is clear.

    Raises XbrlgenError with one XG-MIG-007 for each that cannot be followed.
    """
    return _ChoiceReader(ground, fates).read(choose, keep)


class _ChoiceReader:
    def __init__(self, ground: MigrationInput, fates: Sequence[Fate]) -> None:
        self.ground, self.years = ground, ground.years
        self.fates = {f.qname: f for f in fates}
        self.used = used_names(ground.uses)
        self.problems: list[Finding] = []

    def read(self, choose: Sequence[str], keep: Sequence[str]) -> Decisions:
        choices: dict[str, Choice] = {}
        for text in choose:
            choice = self.choice(text)
            if choice is None:
                continue
            if choice.old in choices:
                self.problem(f"--choose {text}", f"{choice.old} is decided twice")
            choices[choice.old] = choice
        kept = {name for text in keep if (name := self.kept(text, choices)) is not None}
        if self.problems:
            raise XbrlgenError(*self.problems)
        return Decisions(choices, frozenset(kept))

    def problem(self, option: str, message: str, hint: str | None = None) -> None:
        self.problems.append(finding("XG-MIG-007", f"{option}: {message}", hint=hint))

    def old(self, option: str, text: str) -> Fate | None:
        qname = self.used.get(text)
        if qname is not None:
            return self.fates[qname]
        near = difflib.get_close_matches(text, self.used, n=1, cutoff=0.7)
        hint = f"did you mean {self.used[near[0]]}?" if near else None
        self.problem(option, f"the mapping does not use {text}", hint)
        return None

    def kept(self, text: str, choices: Mapping[str, Choice]) -> str | None:
        option = f"--keep {text}"
        fate = self.old(option, text)
        if fate is None:
            return None
        if fate.qname in choices:
            self.problem(option, f"{fate.qname} is replaced by --choose")
        elif fate.state in (GONE, UNKNOWN):
            self.problem(option, f"{fate.qname} is not in {self.years.new.name}, so it cannot be kept")
        return fate.qname

    def choice(self, text: str) -> Choice | None:
        option = f"--choose {text}"
        left, equals, right = text.partition("=")
        turned = right.startswith("-")
        names = [n.strip() for n in right.removeprefix("-").split(",")]
        if not equals or not left or not all(names):
            self.problem(option, "this is not OLD=NEW", "write it as us-gaap:OldName=us-gaap:NewName")
            return None
        fate = self.old(option, left.strip())
        if fate is None:
            return None
        news = [self.new(option, fate, name) for name in names]
        if any(n is None for n in news):
            return None
        choice = Choice(fate.qname, tuple(n for n in news if n is not None), turned)
        for message in self.misfits(fate, choice):
            self.problem(option, message)
        return choice

    def new(self, option: str, fate: Fate, text: str) -> str | None:
        """The QName of a name in the new year, or of an own element."""
        vocabulary = self.ground.vocabulary
        prefixes = (vocabulary.prefix, *self.years.new.prefixes)
        names = [text] if ":" in text else [f"{p}:{text}" for p in prefixes]
        for name in names:
            if name != fate.qname and vocabulary.is_own(name):
                return name
        known = next((c for n in names if (c := self.years.new.concept(n)) is not None), None)
        if known is None:
            near = self.years.new.near(text, 1)
            hint = f"did you mean {near[0]}?" if near else None
            year = self.years.new.name
            if self.years.new.is_stand_in:
                year = f"the tables of {year}, a selection,"
                hint = f"{hint or ''} the official package knows more: --taxonomy-package".lstrip()
            self.problem(option, f"{text} is neither in {year} nor an own element", hint)
            return None
        if known.deprecated and known.qname != fate.qname:
            successors = self.years.successors(known.qname)
            hint = f"in its place stands {' or '.join(successors)}" if successors else None
            self.problem(option, f"{known.qname} is deprecated in {self.years.new.name} itself", hint)
            return None
        return known.qname

    def misfits(self, fate: Fate, choice: Choice) -> Iterator[str]:
        known = self.ground.known(fate.qname)
        for name in choice.news:
            other = self.ground.vocabulary.concept(name) if self.own(name) else self.years.in_force(name)
            if (
                known is not None
                and other is not None
                and fate.state != CHANGED
                and (why := unlike(known, other))
            ):
                yield f"{name} cannot stand in its place: {why}"
        if choice.news == (fate.qname,) and fate.state != CHANGED:
            if fate.state == IN_FORCE and not choice.turned:
                yield f"{fate.qname} is in force, there is nothing to decide"
            else:
                yield f"{fate.qname} cannot stand in its own place; --keep {fate.qname} leaves it"
        if len(set(choice.news)) != len(choice.news):
            yield "a name stands twice"
        if len(choice.news) > 1 and (wrong := [u for u in fate.uses if u.kind not in _MANY]):
            yield f"it is used as {wrong[0].kind} at {wrong[0].where}, where only one can stand"
        if choice.turned and known is not None and not known.is_numeric:
            yield f"{fate.qname} has no sign that could be turned"

    def own(self, name: str) -> bool:
        return self.ground.vocabulary.is_own(name) and name.partition(":")[0] not in STANDARD
