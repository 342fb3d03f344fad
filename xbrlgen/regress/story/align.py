"""Two snapshots made comparable: what only one can tell is left out, what is alike is called alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from xbrlgen.model.mapping import fold
from xbrlgen.model.snapshot import LinkShot, RoleShot, Shot, Snapshot

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


def tells(snapshot: Snapshot) -> frozenset[str]:
    """Which parts a snapshot says anything of."""
    said = {link.kind for link in snapshot.links}
    has = {
        "facts": snapshot.facts,
        "labels": snapshot.labels,
        "elements": snapshot.elements,
        "checks": snapshot.checks or snapshot.findings,
        "captions": any(s.captions for s in snapshot.facts),
    }
    return frozenset({part for part, things in has.items() if things} | said)


def align(
    before: Snapshot, after: Snapshot, *, may: tuple[frozenset[str], frozenset[str]]
) -> tuple[Snapshot, Snapshot, tuple[str, ...]]:
    """Both snapshots with what both can tell, and the parts left out because one side cannot, in words.

    ``may`` are the parts that each side could tell: an instance without a linkbase cannot tell labels, a
    project whose mapping has no sum can tell that there is none. Roles of one title are given one name,
    the later one's; texts that differ in white space alone, as those of an inline document and its
    extracted instance do, are one text.
    """
    both = may[0] & may[1]
    said = tells(before) | tells(after)
    missing = [TELLS[part] for part in TELLS if part in said and part not in both]
    if not both & _FOOTNOTES and any(f.notes for s in (before, after) for f in s.facts):
        missing.append(TELLS["notes"])
    before, after = _restricted(before, both), _restricted(after, both)
    before = _renamed(before, _same_roles(before, after))
    return _same_texts(before, after), after, tuple(missing)


def _restricted(snapshot: Snapshot, parts: frozenset[str]) -> Snapshot:
    facts = snapshot.facts if "facts" in parts else ()
    if "captions" not in parts or not parts & _FOOTNOTES:
        facts = tuple(
            replace(
                s,
                captions=s.captions if "captions" in parts else (),
                notes=s.notes if parts & _FOOTNOTES else (),
            )
            for s in facts
        )
    links = tuple(x for x in snapshot.links if x.kind in parts)
    return replace(
        snapshot,
        facts=facts,
        roles=snapshot.roles if parts & set(NETWORKS) else (),
        links=links,
        labels=snapshot.labels if "labels" in parts else (),
        elements=snapshot.elements if "elements" in parts else (),
        checks=snapshot.checks if "checks" in parts else (),
        findings=snapshot.findings if "checks" in parts else (),
    )


def _same_roles(before: Snapshot, after: Snapshot) -> dict[str, str]:
    """Roles that stand on one side only and are the same: by their title, else by what they lay out."""
    old, new = ({r.name for r in s.roles} for s in (before, after))
    gone = _by_title(r for r in before.roles if r.name not in new)
    fresh = _by_title(r for r in after.roles if r.name not in old)
    found = {name: fresh[title] for title, name in gone.items() if title in fresh}
    taken = set(found.values())
    return found | _alike(before, after, old - new - set(found), new - old - taken)


def _alike(before: Snapshot, after: Snapshot, gone: set[str], fresh: set[str]) -> dict[str, str]:
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


def _lines_of(snapshot: Snapshot, roles: set[str]) -> dict[str, set[str]]:
    lines: dict[str, set[str]] = {}
    for link in snapshot.links:
        if link.role in roles and link.kind == "presentation":
            lines.setdefault(link.role, set()).add(link.child)
    return lines


def _by_title(roles: Iterable[RoleShot]) -> dict[str, str]:
    listed = [(fold(r.title), r.name) for r in roles if r.title]
    counts = Counter(title for title, _ in listed)
    return {title: name for title, name in listed if counts[title] == 1}


def _renamed(snapshot: Snapshot, names: dict[str, str]) -> Snapshot:
    if not names:
        return snapshot

    def link(x: LinkShot) -> LinkShot:
        return replace(x, role=names.get(x.role, x.role))

    def fact(s: Shot) -> Shot:
        captions = tuple(replace(c, statement=names.get(c.statement, c.statement)) for c in s.captions)
        return replace(s, captions=captions)

    return replace(
        snapshot,
        facts=tuple(map(fact, snapshot.facts)),
        roles=tuple(replace(r, name=names.get(r.name, r.name)) for r in snapshot.roles),
        links=tuple(map(link, snapshot.links)),
    )


def _same_texts(before: Snapshot, after: Snapshot) -> Snapshot:
    others = {s.identity: s.value for s in after.facts if isinstance(s.value, str)}

    def fact(shot: Shot) -> Shot:
        other = others.get(shot.identity)
        if other is None or not isinstance(shot.value, str) or shot.value == other:
            return shot
        return replace(shot, value=other) if _squeezed(shot.value) == _squeezed(other) else shot

    return replace(before, facts=tuple(map(fact, before.facts)))


def _squeezed(text: str) -> str:
    return "".join(text.split())
