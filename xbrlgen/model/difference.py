"""What is not the same in two reports."""

from __future__ import annotations

from dataclasses import dataclass

from xbrlgen.model.recorded import AskedRecord, CheckRecord, FindingRecord, RankedArc
from xbrlgen.model.report import Element, Fact, Label, Role
from xbrlgen.model.where import Where

Thing = Role | RankedArc | Label | Element | CheckRecord | FindingRecord | AskedRecord
"""What is compared besides facts."""


@dataclass(frozen=True, slots=True)
class Change:
    """One aspect that differs: both sides in words, None where a side has nothing.

    ``aspect`` is one of ``concept``, ``value``, ``sign``, ``period``, ``members``, ``unit``, ``decimals``,
    ``caption``, ``notes`` of a fact; ``role``, ``presentation``, ``order``, ``preferred label``,
    ``calculation``, ``weight``, ``definition``, ``label``, ``element`` of networks; ``check``, ``finding``,
    ``asked``.
    """

    aspect: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not the same, in one line.

    ``kind`` is ``added``, ``removed`` or ``changed``; ``part`` one of ``model.recorded.PARTS``; ``subject``
    says what it is about (``us-gaap:Assets 2004-09-30``). ``caption`` is what the source calls it.
    ``source`` and ``rule`` lead to the source row and the mapping line of the new side, ``before_source`` and
    ``before_rule`` to those of the old one, where they are known.
    """

    part: str
    kind: str
    subject: str
    changes: tuple[Change, ...] = ()
    caption: str = ""
    source: Where | None = None
    rule: Where | None = None
    before_source: Where | None = None
    before_rule: Where | None = None
    before: Fact | None = None
    """The fact itself on the old side, for facts."""
    after: Fact | None = None
    thing: Thing | None = None
    """The thing itself, for all but facts: of the new side, else of the old one."""

    @property
    def aspects(self) -> tuple[str, ...]:
        return tuple(c.aspect for c in self.changes)

    @property
    def message(self) -> str:
        """``changed concept: us-gaap:Revenues 2004-07-01..2004-09-30: us-gaap:Revenues -> us-gaap:Sales``."""
        head = f"{self.kind} {', '.join(self.aspects)}" if self.changes else self.kind
        called = f' "{self.caption}"' if self.caption else ""
        sides = "; ".join(_sides(c) for c in self.changes)
        return f"{head}: {self.subject}{called}" + (f": {sides}" if sides else "")


def _sides(change: Change) -> str:
    if change.before is None:
        return str(change.after)
    if change.after is None:
        return str(change.before)
    return f"{change.before} -> {change.after}"
