"""Edits of the user's YAML: proposed by ``assist``, carried out by ``mapping.edit``, never by themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from xbrlgen.model.where import Where

Node = None | bool | int | str | list["Node"] | dict[str, "Node"]
"""New YAML, as plain data."""
Action = Literal["set", "insert", "remove", "word", "key"]
Steps = tuple[str | int, ...]
"""The way to a node from the top: keys and indexes (``("statements", 0, "lines", 3, "concept")``)."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of one file; every byte outside of what it names stays as it is.

    ``set`` gives the node at ``path`` the value ``new`` (a key that is not there is added at the end of its
    mapping). ``insert`` puts ``new`` before the item at ``path`` of a sequence (an index equal to its length
    appends). ``remove`` takes away the item or the key at ``path``. ``word`` replaces every ``old`` that
    stands as a whole name in the text at ``path`` by ``new``: names in sums. ``key`` renames the last key of
    ``path``. ``reason`` says why, for the person who decides.
    """

    file: str
    action: Action
    path: Steps
    new: Node = None
    old: str | None = None
    reason: str = ""
    where: Where | None = None
    """The place it changes, for a report."""


def name_pattern(name: str) -> str:
    """A pattern that finds a name where it stands whole: ``Revenues`` is no part of ``us-gaap:Revenues``."""
    return rf"(?<![\w:.]){re.escape(name)}(?![\w]|[.:]\w|-[\w-]*:\w)"
