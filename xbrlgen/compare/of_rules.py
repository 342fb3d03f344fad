"""Two mappings compared rule by rule: what each line is, its sign, period and members, sums, elements.

One line changed in several ways is one entry. The same concept exchanged in several lines is one entry
with the sums and the element that follow from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from xbrlgen.compare.identity import longest_rise
from xbrlgen.compare.rule_items import KIND_OF, Item, ItemKey, items_of
from xbrlgen.model.comparison import (
    ADDED,
    CHANGED,
    KINDS,
    REMOVED,
    SAME,
    Comparison,
    Entry,
    Input,
    PairCell,
    PairColumn,
    PairRow,
    PairSheet,
)
from xbrlgen.model.difference import Change, Difference
from xbrlgen.model.mapping import Mapping

Pair = tuple[Item | None, Item | None]
_WORD = re.compile(r"[A-Za-z_][\w.-]*")
_PARTS = {
    "statement": "Statements",
    "check": "Checks beyond statements",
    "prose": "Running text",
    "omitted table": "Omitted tables",
    "element": "Own elements",
    "mapping": "The mapping",
}


def compare_mappings(before: Mapping, after: Mapping, sides: tuple[Input, Input]) -> Comparison:
    """Everything that two mappings say differently, with both laid out side by side."""
    pairs = _paired(items_of(before), items_of(after))
    moved = _moved(pairs)
    found: list[tuple[Pair, Entry]] = []
    for pair in pairs:
        entry = _entry(pair, moved=pair[1] is not None and pair[1].key in moved)
        if entry is not None:
            found.append((pair, entry))
    entries, numbers = _together(found)
    return Comparison(sides[0], sides[1], entries, sheets=_sheets(pairs, numbers))


# -- pairing -------------------------------------------------------------------------------


def _paired(before: Sequence[Item], after: Sequence[Item]) -> list[Pair]:
    """By key; lines and headings that are left by what they are; what is gone behind what it stood behind."""
    old, new = {i.key: i for i in before}, {i.key: i for i in after}
    partner = {k: k for k in new if k in old}
    for like in (_same_caption, _same_meaning):
        waiting: dict[object, list[Item]] = {}
        taken = set(partner.values())
        for item in before:
            if item.key not in taken and (what := like(item)):
                waiting.setdefault(what, []).append(item)
        for item in after:
            if item.key not in partner and (what := like(item)) and waiting.get(what):
                partner[item.key] = waiting[what].pop(0).key
    back = {a: b for b, a in partner.items()}
    rest: dict[ItemKey | None, list[Item]] = {}
    last: ItemKey | None = None
    for item in before:
        if item.key in back:
            last = back[item.key]
        else:
            rest.setdefault(last, []).append(item)
    pairs: list[Pair] = [(i, None) for i in rest.get(None, ())]
    for item in after:
        pairs.append((old.get(partner.get(item.key, ())), item))
        pairs += [(i, None) for i in rest.get(item.key, ())]
    return pairs


def _same_caption(item: Item) -> ItemKey | None:
    """A line that stands under another heading."""
    return (item.key[1], *item.key[-2:]) if item.key[0] == "line" and "shown" not in item.key else None


def _same_meaning(item: Item) -> ItemKey | None:
    """A line or column that is called otherwise, an element of another name with the same words."""
    if item.key[0] in ("line", "column", "prose") and item.says:
        what = item.get("concept"), item.get("dimensions"), item.get("low"), item.get("high")
        return (item.key[0], item.statement, *what) if any(what) else None
    if item.key[0] == "heading":
        return (item.key[0], item.statement, item.get("heading concept"))
    return None


def _moved(pairs: Sequence[Pair]) -> set[ItemKey]:
    """Lines whose place among those of their statement differs."""
    places: dict[str, list[tuple[int, ItemKey]]] = {}
    order: dict[int, int] = {}
    for a, b in pairs:
        if a is not None and a.where is not None and b is not None and b.key[0] == "line":
            order[id(b)] = len(order)
            places.setdefault(b.statement, []).append(
                ((a.where.line or 0) * 1000 + (a.where.column or 0), b.key)
            )
    found: set[ItemKey] = set()
    for listed in places.values():
        keep = longest_rise([place for place, _ in listed])
        found |= {key for n, (_, key) in enumerate(listed) if n not in keep}
    return found


# -- entries -------------------------------------------------------------------------------


def _entry(pair: Pair, *, moved: bool) -> Entry | None:
    a, b = pair
    shown = b or a
    assert shown is not None
    if a is None or b is None:
        said = _words(shown)
        d = Difference(
            "rules",
            REMOVED if b is None else ADDED,
            shown.title,
            (Change(shown.key[0], said if b is None else None, None if b is None else said),),
            shown.caption,
            rule=b.where if b else None,
            before_rule=a.where if a else None,
        )
        return _made(shown, d, shown.alone, (), said if b is None else None, None if b is None else said)
    changes = list(_changes(a, b))
    if moved:
        changes.append(Change("order", None, "at another place"))
    if not changes:
        return None
    d = Difference("rules", CHANGED, b.title, tuple(changes), b.caption, rule=b.where, before_rule=a.where)
    kinds = sorted({_kind(b, c.aspect) for c in changes}, key=list(KINDS).index)
    if "line" in kinds:
        # What a line is does not matter where it is left out.
        kinds = ["line", *(k for k in kinds if k != "line")]
    sides = (
        "; ".join(_side(c, side, alone=len(changes) == 1) for c in changes if getattr(c, side) is not None)
        for side in ("before", "after")
    )
    before, after = (s or None for s in sides)
    return _made(b, d, kinds[0], tuple(kinds[1:]), before, after)


def _made(
    item: Item, d: Difference, kind: str, also: tuple[str, ...], before: str | None, after: str | None
) -> Entry:
    return Entry(
        kind,
        d.kind,
        item.title,
        before,
        after,
        item.statement,
        item.caption,
        also,
        (d,),
        rule=d.rule,
        before_rule=d.before_rule,
    )


def _changes(a: Item, b: Item) -> Iterable[Change]:
    if (
        a.key[0] in ("line", "heading", "column", "prose")
        and a.key[-1] != b.key[-1]
        and a.caption != b.caption
    ):
        yield Change("caption", f'"{a.caption}"', f'"{b.caption}"')
    old, new = dict(a.says), dict(b.says)
    for name in dict.fromkeys((*old, *new)):
        if old.get(name) != new.get(name):
            yield Change(name, old.get(name, "none"), new.get(name, "none"))


def _kind(item: Item, aspect: str) -> str:
    if item.key[0] == "prose":
        return item.alone
    if aspect == "caption":
        return "label"
    if aspect == "order":
        return "structure"
    if item.key[0] == "element" and aspect not in ("label", "documentation"):
        return item.alone
    return KIND_OF[aspect]


def _side(change: Change, side: str, *, alone: bool) -> str:
    text = str(getattr(change, side))
    return (
        text if alone and change.aspect in ("concept", "caption", "relation") else f"{change.aspect}: {text}"
    )


def _words(item: Item) -> str:
    if item.key[0] in ("sum", "check"):
        return item.get("relation")
    return "; ".join(v if k == "concept" else f"{k}: {v}" for k, v in item.says) or item.key[0]


def _together(found: list[tuple[Pair, Entry]]) -> tuple[tuple[Entry, ...], dict[int, int]]:
    """Entries of one cause put together, sorted by kind; and the number of each item's entry."""
    swaps: dict[tuple[str, str], int] = {}
    owner: dict[int, int] = {}
    for n, (_, entry) in enumerate(found):
        swap = _swap(entry)
        if swap is not None:
            owner[n] = swaps.setdefault(swap, n)
    for n, (pair, _) in enumerate(found):
        if n not in owner:
            owner[n] = next((m for swap, m in swaps.items() if _follows(pair, swap, found)), n)
    made = {n: entry for n, (_, entry) in enumerate(found) if owner[n] == n}
    for n, (_, entry) in enumerate(found):
        if owner[n] != n:
            made[owner[n]] = _joined(made[owner[n]], entry)
    order = sorted(made, key=lambda n: (list(KINDS).index(made[n].kind), n))
    number = {n: i for i, n in enumerate(order, start=1)}
    numbers = {id(pair): number[owner[n]] for n, (pair, _) in enumerate(found)}
    return tuple(_counted(made[n]) for n in order), numbers


def _swap(entry: Entry) -> tuple[str, str] | None:
    """The concept or member that a line exchanges for another, if it does nothing else of the kind."""
    change = entry.differences[0].changes[0]
    if (
        entry.change != CHANGED
        or entry.kind not in ("concept", "member")
        or not change.before
        or not change.after
    ):
        return None
    if change.aspect == "concept":
        return (change.before, change.after)
    sides = [set(s.split(", ")) for s in (change.before, change.after)]
    lost, won = sides[0] - sides[1], sides[1] - sides[0]
    if len(lost) != 1 or len(won) != 1:
        return None
    (old, member), (new, other) = (p.pop().partition("=")[::2] for p in (lost, won))
    return (member, other) if old == new and member else None


def _joined(first: Entry, entry: Entry) -> Entry:
    same = entry.kind == first.kind and _swap(entry) is not None
    kinds = {*first.also, *entry.kinds} - {first.kind}
    place = first.leading if same else len(first.differences)
    return replace(
        first,
        differences=(*first.differences[:place], *entry.differences, *first.differences[place:]),
        leading=first.leading + same,
        also=tuple(k for k in KINDS if k in kinds),
    )


def _counted(entry: Entry) -> Entry:
    more = entry.leading - 1
    return replace(entry, title=f"{entry.title} and {more} more") if more > 0 else entry


def _follows(pair: Pair, swap: tuple[str, str], found: Sequence[tuple[Pair, Entry]]) -> bool:
    """What is the same with the other name in it, or came or went with it."""
    a, b = pair
    shown = b or a
    assert shown is not None
    old, new = swap
    local = tuple(x.rpartition(":")[2] for x in swap)
    if a is not None and b is not None:
        turned_says = tuple(
            (k, _WORD.sub(lambda m: local[1] if m[0] == local[0] else m[0], v)) for k, v in a.says
        )
        return turned_says == b.says and a.caption == b.caption
    if shown.key[0] == "element":
        return (b is None and shown.key[1] == old) or (a is None and shown.key[1] == new)
    if shown.key[0] == "line" and "shown" in shown.key:
        return (b is None and shown.caption == old) or (a is None and shown.caption == new)
    if shown.key[0] not in ("sum", "check"):
        return False
    # The total itself was exchanged: one relation gone, one new.
    text = shown.get("relation")
    turned = _WORD.sub(lambda m: local[b is None] if m[0] == local[b is not None] else m[0], text)
    others = (p[0] if b is not None else p[1] for p, _ in found if (p[0] is None) != (p[1] is None))
    return turned != text and any(o is not None and o.get("relation") == turned for o in others)


# -- sheets --------------------------------------------------------------------------------


def _sheets(pairs: Sequence[Pair], numbers: dict[int, int]) -> tuple[PairSheet, ...]:
    groups: dict[str, list[Pair]] = {}
    for pair in pairs:
        shown = pair[1] or pair[0]
        assert shown is not None
        groups.setdefault(shown.statement or _PARTS.get(shown.key[0], shown.key[0]), []).append(pair)
    return tuple(_sheet(name, listed, numbers) for name, listed in groups.items())


def _sheet(name: str, pairs: Sequence[Pair], numbers: dict[int, int]) -> PairSheet:
    rows = []
    for pair in pairs:
        a, b = pair
        shown = b or a
        assert shown is not None
        number = numbers.get(id(pair), 0)
        state = SAME if not number else CHANGED if a and b else ADDED if b else REMOVED
        told = [None if i is None else _cells(i) for i in (a, b)]
        cells = tuple(
            PairCell(
                told[0][n] if told[0] else None,
                told[1][n] if told[1] else None,
                state if (told[0] and told[0][n]) != (told[1] and told[1][n]) else SAME,
                number if (told[0] and told[0][n]) != (told[1] and told[1][n]) else 0,
            )
            for n in (0, 1)
        )
        label = shown.caption or shown.title
        rows.append(
            PairRow(
                label,
                "" if shown.caption == "" else shown.key[0],
                shown.depth,
                "heading" if shown.key[0] in ("heading", "statement") else "line",
                state,
                before_label=a.caption if a and b and a.caption != b.caption else "",
                cells=cells,
                entries=(number,) if number else (),
            )
        )
    shown_numbers = tuple(sorted({n for r in rows for n in r.entries}))
    columns = (PairColumn(None, "Concept or relation"), PairColumn(None, "How"))
    return PairSheet(name, name, columns, tuple(rows), shown_numbers, CHANGED if shown_numbers else SAME)


def _cells(item: Item) -> tuple[str, str]:
    first = item.get("concept") or item.get("relation") or item.get("heading concept") or item.get("type")
    rest = "; ".join(
        f"{k}: {v}"
        for k, v in item.says
        if k not in ("concept", "relation", "heading concept", "type", "heading")
    )
    return first, rest
