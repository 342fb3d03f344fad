"""A mapping carried from one taxonomy year to another: what it uses, what became of that, what is decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from xbrlgen.model.difference import Difference
from xbrlgen.model.edit import Steps
from xbrlgen.model.finding import Finding
from xbrlgen.model.taxonomy import Concept
from xbrlgen.model.where import Where


@dataclass(frozen=True, slots=True)
class Use:
    """A place where the user's YAML names a concept.

    ``kind`` is ``line``, ``show``, ``group``, ``root``, ``prose``, ``share``, ``near``, ``domain``,
    ``axis`` (a key), ``member``, ``relation`` (a name in the text of a sum or check), ``own`` (the key of a
    custom element) or ``waiver``. ``written`` is the name as it stands there, in a sum mostly without its
    prefix; ``text`` the whole text of a relation.
    """

    qname: str
    kind: str
    path: Steps
    where: Where
    written: str
    text: str = ""


_TELLING = (
    "line", "show", "group", "root", "axis", "member", "prose", "share", "own", "domain", "near", "relation",
    "waiver",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """``--choose OLD=NEW``: what stands in the place of a concept.

    Several ``news`` for a line that is both (basic and diluted). ``turned`` (``OLD=-NEW``): values change
    their sign, because the new concept counts the other way.
    """

    old: str
    news: tuple[str, ...]
    turned: bool = False


IN_FORCE, CHANGED, DEPRECATED, GONE, UNSEEN, UNKNOWN, OWN = (
    "in force",
    "changed",
    "deprecated",
    "gone",
    "not seen",
    "not known",
    "own",
)


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of one concept of the mapping in the new year.

    ``state`` is ``in force``, ``changed``, ``deprecated``, ``gone``, ``not seen`` (the tables of the new
    year are a selection without it), ``not known`` (in neither year) or ``own``. ``old`` and ``new`` are
    the concept in the two years, None where it is not there or the year not at hand. ``successors`` are in
    force in the new year, ``nearest`` are offered where there is none. ``twin``: an own element has this
    standard one beside it. ``doubt`` says why a single successor is not taken without asking, or why a twin
    of the same name cannot stand in.
    """

    qname: str
    state: str
    uses: tuple[Use, ...]
    old: Concept | None = None
    new: Concept | None = None
    successors: tuple[str, ...] = ()
    doubt: str = ""
    twin: str | None = None
    nearest: tuple[str, ...] = ()

    @property
    def where(self) -> Where:
        """The place that says most of what it is used for: a line before a sum that adds it up."""
        return min(self.uses, key=lambda u: (_TELLING.index(u.kind), u.where.sort_key())).where


@dataclass(frozen=True, slots=True)
class Replacement:
    """A concept replaced, ``chosen`` by the user, else for its one successor.

    ``held_back`` says why it waits, empty for one that is among the edits.
    """

    choice: Choice
    chosen: bool
    held_back: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """The facts before and after. ``before`` says what they were before (a build, the expectation).

    ``approved`` are the differences that the replacements ask for, ``others`` all else.
    """

    before: str
    facts: tuple[int, int]
    approved: tuple[Difference, ...]
    others: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Migrated:
    """What a migration found, proposes and did.

    ``taxonomies`` are the names of the two years, ``sources`` what answered for them. ``undecided`` are the
    concepts that stay to be decided, ``diffs`` file -> unified diff with paths ``a/`` and ``b/``.
    ``complete``: nothing is undecided, so the mapping's ``taxonomy`` changes as well. ``compared`` is None
    where there was nothing to compare; ``notes`` say why, and what else was not done. ``written`` are the
    files that were changed.
    """

    project: str
    taxonomies: tuple[str, str]
    sources: tuple[str, str]
    fates: tuple[Fate, ...]
    replacements: tuple[Replacement, ...]
    findings: tuple[Finding, ...]
    undecided: tuple[str, ...]
    complete: bool
    diffs: Mapping[str, str]
    compared: Compared | None
    notes: tuple[str, ...] = ()
    written: tuple[str, ...] = ()

    @property
    def patch(self) -> str:
        """One patch of all files, as ``git apply`` and ``patch -p1`` take it."""
        return "".join(self.diffs.values())
