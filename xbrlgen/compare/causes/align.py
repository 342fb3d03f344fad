"""Two reports made comparable: what only one can tell is left out, what is alike is called alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from xbrlgen.model.matcher import fold
from xbrlgen.model.recorded import Recorded, gathered
from xbrlgen.model.report import Fact, Role

NETWORKS = ("presentation", "calculation", "definition")
TELLS = {
    "facts": "facts",
    "labels": "labels",
    "elements": "own elements",
    "presentation": "the presentation of statements",
    "calculation": "calculations",
    "definition": "dimensions",
    "checks": "sums and checks of a mapping",
    "captions": "printed captions",
    "marks": "footnotes",
    "notes": "footnotes",
}
"""Parts that a side may tell or not, in words. A project tells marks of footnotes, XBRL their text."""
ALIKE = 0.6
"""Share of lines above which two roles of other names and titles are one statement renamed."""
_FOOTNOTES = frozenset({"marks", "notes"})


def tells(recorded: Recorded) -> frozenset[str]:
    """Which parts a record says anything of."""
    said = {link.kind for link in recorded.arcs}
    has = {
        "facts": recorded.facts,
        "labels": recorded.labels,
        "elements": recorded.elements,
        "checks": recorded.checks or recorded.findings,
        "captions": any(s.lines for s in recorded.facts),
    }
    return frozenset({part for part, things in has.items() if things} | said)


def align(
    before: Recorded, after: Recorded, *, may: tuple[frozenset[str], frozenset[str]]
) -> tuple[Recorded, Recorded, tuple[str, ...]]:
    """Both records with what both can tell, and the parts left out because one side cannot, in words.

    ``may`` are the parts that each side could tell: an instance without a linkbase cannot tell labels, a
    project whose mapping has no sum can tell that there is none. Roles of one title are given one name,
    the later one's; texts that differ in white space alone, as those of an inline document and its
    extracted instance do, are one text.
    """
    both = may[0] & may[1]
    said = tells(before) | tells(after)
    missing = [TELLS[part] for part in TELLS if part in said and part not in both]
    if not both & _FOOTNOTES and any(f.footnotes for s in (before, after) for f in s.facts):
        missing.append(TELLS["notes"])
    before, after = _restricted(before, both), _restricted(after, both)
    before = _renamed(before, _same_roles(before, after))
    return _same_texts(before, after), after, tuple(missing)


def _restricted(recorded: Recorded, parts: frozenset[str]) -> Recorded:
    facts = recorded.facts if "facts" in parts else ()
    lines, notes = "captions" in parts, bool(parts & _FOOTNOTES)
    if not (lines and notes):
        facts = tuple(_less(f, lines=lines, notes=notes) for f in facts)
    arcs = (a for a in recorded.arcs if a.kind in parts)
    taken = recorded.with_parts(
        facts=facts,
        roles=gathered(recorded.roles, arcs) if parts & set(NETWORKS) else (),
        labels=recorded.labels if "labels" in parts else (),
        elements=recorded.elements if "elements" in parts else (),
    )
    return taken if "checks" in parts else replace(taken, checks=(), findings=())


def _less(fact: Fact, *, lines: bool, notes: bool) -> Fact:
    return replace(
        fact,
        footnotes=fact.footnotes if notes else (),
        origin=fact.origin if lines else replace(fact.origin, lines=()),
    )


def _same_roles(before: Recorded, after: Recorded) -> dict[str, str]:
    """Roles that stand on one side only and are the same: by their title, else by what they lay out."""
    old, new = ({r.id for r in s.roles} for s in (before, after))
    gone = _by_title(r for r in before.roles if r.id not in new)
    fresh = _by_title(r for r in after.roles if r.id not in old)
    found = {name: fresh[title] for title, name in gone.items() if title in fresh}
    taken = set(found.values())
    return found | _alike(before, after, old - new - set(found), new - old - taken)


def _alike(before: Recorded, after: Recorded, gone: set[str], fresh: set[str]) -> dict[str, str]:
    """Roles that share more than half of their lines."""
    old, new = _lines_of(before, gone), _lines_of(after, fresh)
    holders: dict[str, list[str]] = {}
    for role, names in new.items():
        for name in names:
            holders.setdefault(name, []).append(role)
    shares: list[tuple[float, str, str]] = []
    for role, names in old.items():
        common = Counter(other for name in names for other in holders.get(name, ()))
        shares += [(2 * n / (len(names) + len(new[other])), role, other) for other, n in common.items()]
    found: dict[str, str] = {}
    for share, role, other in sorted(shares, key=lambda s: (-s[0], s[1], s[2])):
        if share > ALIKE and role not in found and other not in found.values():
            found[role] = other
    return found


def _lines_of(recorded: Recorded, roles: set[str]) -> dict[str, set[str]]:
    lines: dict[str, set[str]] = {}
    for link in recorded.arcs:
        if link.role in roles and link.kind == "presentation":
            lines.setdefault(link.role, set()).add(link.child)
    return lines


def _by_title(roles: Iterable[Role]) -> dict[str, str]:
    listed = [(fold(r.title), r.id) for r in roles if r.title]
    counts = Counter(title for title, _ in listed)
    return {title: name for title, name in listed if counts[title] == 1}


def _renamed(recorded: Recorded, names: dict[str, str]) -> Recorded:
    if not names:
        return recorded

    def fact(f: Fact) -> Fact:
        lines = tuple(replace(x, statement=names.get(x.statement, x.statement)) for x in f.lines)
        return replace(f, origin=replace(f.origin, lines=lines))

    return recorded.with_parts(
        facts=tuple(map(fact, recorded.facts)),
        roles=tuple(replace(r, id=names.get(r.id, r.id)) for r in recorded.roles),
    )


def _same_texts(before: Recorded, after: Recorded) -> Recorded:
    others = {s.identity: s.value for s in after.facts if isinstance(s.value, str)}

    def same(fact: Fact) -> Fact:
        other = others.get(fact.identity)
        if other is None or not isinstance(fact.value, str) or fact.value == other:
            return fact
        return replace(fact, value=other) if _squeezed(fact.value) == _squeezed(other) else fact

    return before.with_parts(facts=tuple(map(same, before.facts)))


def _squeezed(text: str) -> str:
    return "".join(text.split())
