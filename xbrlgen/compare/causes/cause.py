"""Causes in the making: what belongs together is put under one key, and asked for by what it touches."""

from __future__ import annotations

from dataclasses import dataclass, field

from xbrlgen.model.difference import Difference
from xbrlgen.model.mapping import Dimensions

Key = tuple[object, ...]


@dataclass(slots=True)
class Cause:
    """One entry in the making. ``before`` and ``after`` are what it turns into what: concepts or members."""

    key: Key
    kind: str
    before: str | None = None
    after: str | None = None
    words: tuple[str, str] = ("", "")
    """Members on both sides."""
    leading: list[Difference] = field(default_factory=list)
    following: list[Difference] = field(default_factory=list)
    roles: dict[str, None] = field(default_factory=dict)
    """Statements it shows in, in order of first sight."""
    names: dict[str, None] = field(default_factory=dict)
    """QNames it is about: what else speaks of them follows from it."""

    def lead(self, difference: Difference) -> None:
        self.leading.append(difference)
        self._note(difference)

    def follow(self, difference: Difference) -> None:
        self.following.append(difference)

    def _note(self, difference: Difference) -> None:
        for shot in (difference.before, difference.after):
            if shot is not None:
                self.names.setdefault(shot.qname)
                self.roles.update(dict.fromkeys(c.statement for c in shot.lines))


class Causes:
    """All causes of a comparison, in order of first sight, with the ways to find them."""

    def __init__(self) -> None:
        self.all: dict[Key, Cause] = {}
        self.turned: dict[str, list[Cause]] = {}
        """Concepts and members that became others: by the old name."""
        self.into: dict[str, list[Cause]] = {}
        """The same by the new name."""
        self.gone: dict[str, Cause] = {}
        """Names that only the old side has, with what took them away."""
        self.fresh: dict[str, Cause] = {}
        self.gone_at: dict[tuple[str, str], Cause] = {}
        """(role, concept) that only the old side lays out, although it has the concept elsewhere."""
        self.fresh_at: dict[tuple[str, str], Cause] = {}
        self.lines_gone: dict[str, list[Cause]] = {}
        """Printed lines that are gone, by concept."""
        self.lines_new: dict[str, list[Cause]] = {}
        self.turned_sign: dict[str, Cause] = {}
        self.renamed: dict[str, Cause] = {}
        """Concepts whose line is called otherwise."""

    def __getitem__(self, key: Key) -> Cause:
        return self.all[key]

    def get(self, key: Key) -> Cause | None:
        return self.all.get(key)

    def of(self, kind: str, key: Key) -> Cause:
        """The cause under this key, made if it is new."""
        made = self.all.get(key)
        if made is None:
            made = self.all[key] = Cause(key, kind)
        return made

    def exchange(self, kind: str, before: str, after: str, key: Key) -> Cause:
        """The cause that turns one name into another."""
        cause = self.of(kind, key)
        if cause.before is None:
            cause.before, cause.after = before, after
            self.turned.setdefault(before, []).append(cause)
            self.into.setdefault(after, []).append(cause)
            cause.names.update({before: None, after: None})
        return cause


def split_members(before: Dimensions, after: Dimensions) -> tuple[Dimensions, Dimensions]:
    """The (axis, member) pairs that only one side has."""
    return (
        tuple(p for p in before if p not in after),
        tuple(p for p in after if p not in before),
    )
