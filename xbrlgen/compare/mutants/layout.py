"""Slips of editing: something dropped, doubled, exchanged with its neighbour, or given another label."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from xbrlgen.compare.mutants.original import Original, Place, local
from xbrlgen.compare.mutants.sums import head, name, relations, sign, with_terms
from xbrlgen.model.edit import Steps
from xbrlgen.model.mapping import Dimensions, GroupRule, LineRule, StatementRule
from xbrlgen.model.mutation import Mutant
from xbrlgen.model.source import Column, Table

# -- drop and double -----------------------------------------------------------------------


def drops(ground: Original) -> Iterator[Mutant]:
    """Each line, each column rule, each rule of the text, each omission gone."""
    for place in ground.lines():
        rule = place.rule
        what = f"show {rule}" if rule.show else f"{rule}, left out," if rule.omit else str(rule)
        *way, last = place.path
        siblings = _siblings(ground, place)
        assert isinstance(last, int)
        put = (tuple(way), (*siblings[:last], *siblings[last + 1 :]))
        yield Mutant("drop", rule.where, f"{what} gone", (put,), place.statement.role, rule.concepts)
    for statement, path in ground.statements():
        for i, column in enumerate(statement.columns):
            left = (*statement.columns[:i], *statement.columns[i + 1 :])
            text = f"column {column.heading} gone"
            yield Mutant("drop", column.where, text, (((*path, "columns"), left),), statement.role)
    mapping = ground.mapping
    for i, words in enumerate(mapping.prose):
        rest = (*mapping.prose[:i], *mapping.prose[i + 1 :])
        text = f"words {words} gone"
        puts = ((("mapping", "prose"), rest),)
        yield Mutant("drop", words.where, text, puts, concepts=words.concepts, slip="words")
    for i, table in enumerate(mapping.omit_tables):
        others = (*mapping.omit_tables[:i], *mapping.omit_tables[i + 1 :])
        text = f"table {table.table or table.has}, left out, gone"
        yield Mutant("drop", table.where, text, ((("mapping", "omit_tables"), others),))


def doubles(ground: Original) -> Iterator[Mutant]:
    """Each line written twice, each line on a second concept as well, each part twice in its sum."""
    for place in ground.lines():
        rule = place.rule
        if rule.show:
            continue
        *way, last = place.path
        siblings = _siblings(ground, place)
        assert isinstance(last, int)
        put = (tuple(way), (*siblings[: last + 1], replace(rule), *siblings[last + 1 :]))
        role = place.statement.role
        yield Mutant("double", rule.where, f"{rule} twice", (put,), role, rule.concepts, "line")
        if ground.number(rule) is None:
            continue
        here = ground.in_use(role)
        first = rule.concepts[0]
        options = [q for q in (*ground.near(first), *here) if q not in rule.concepts]
        second = next((q for q in options if ground.alike(first, q)), None)
        if second is not None:
            doubled = replace(
                rule,
                concepts=(*rule.concepts, second),
                concept_where=(*rule.concept_where, rule.concept_where[-1]),
            )
            text = f"{rule} on {second} as well"
            puts = ((place.path, doubled),)
            yield Mutant("double", rule.where, text, puts, role, (first, second), "second concept")
    for role, relation, path in relations(ground):
        for j, term in enumerate(relation.terms):
            twice = with_terms(relation, (*relation.terms[: j + 1], term, *relation.terms[j + 1 :]))
            text = f"{head(relation)}: {sign(term)} {name(term)} twice"
            yield Mutant("double", relation.where, text, ((path, twice),), role, (term.concept,), "part")


def _siblings(ground: Original, place: Place) -> tuple[LineRule | GroupRule, ...]:
    noun: object = place.statement
    for step in place.path[3:-1]:
        noun = noun[step] if isinstance(noun, tuple) and isinstance(step, int) else getattr(noun, str(step))
    assert isinstance(noun, tuple)
    return noun


# -- members -------------------------------------------------------------------------------


def members(ground: Original) -> Iterator[Mutant]:
    """Members of two lines of a statement exchanged; a member for another in use on its axis, or gone."""
    in_use = ground.members()
    places = [p for p in ground.lines() if p.rule.dimensions]
    for one, two in pairwise(places):
        if one.statement is not two.statement or one.rule.dimensions == two.rule.dimensions:
            continue
        puts = (
            ((*one.path, "dimensions"), two.rule.dimensions),
            ((*two.path, "dimensions"), one.rule.dimensions),
        )
        text = f"members of {one.rule} and {two.rule} exchanged"
        yield Mutant("member", one.rule.where, text, puts, one.statement.role, one.rule.concepts)
    for place in places:
        way: Steps = (*place.path, "dimensions")
        yield from _member_slips(
            in_use, place.rule.dimensions, way, str(place.rule), place.rule, place.statement
        )
    for statement, path in ground.statements():
        yield from _member_slips(
            in_use, statement.dimensions, (*path, "dimensions"), statement.role, statement, statement
        )
        for i, column in enumerate(statement.columns):
            for key in ("dimensions", "low", "high"):
                what = f"column {column.heading}" + (f", {key}" if key != "dimensions" else "")
                yield from _member_slips(
                    in_use, getattr(column, key), (*path, "columns", i, key), what, column, statement
                )
    for i, words in enumerate(ground.mapping.prose):
        there: Steps = ("mapping", "prose", i, "dimensions")
        yield from _member_slips(in_use, words.dimensions, there, f"words {words}", words, None)


def _member_slips(
    in_use: dict[str, tuple[str, ...]],
    dimensions: Dimensions,
    path: Steps,
    what: str,
    owner: object,
    statement: StatementRule | None,
) -> Iterator[Mutant]:
    where = owner.where  # type: ignore[attr-defined]
    role = statement.role if statement is not None else ""
    concepts = tuple(getattr(owner, "concepts", ()))
    for axis, member in dimensions:
        rest = tuple(d for d in dimensions if d[0] != axis)
        other = next((m for m in _after(in_use.get(axis, ()), member)), None)
        if other is not None:
            new = tuple(sorted((*rest, (axis, other))))
            text = f"{what}: {member} -> {other}"
            yield Mutant("member", where, text, ((path, new),), role, concepts)
        yield Mutant("member", where, f"{what}: without {member}", ((path, rest),), role, concepts)


def _after(items: tuple[str, ...], item: str) -> tuple[str, ...]:
    i = items.index(item) if item in items else -1
    return items[i + 1 :] + items[: max(i, 0)]


# -- columns -------------------------------------------------------------------------------


def columns(ground: Original) -> Iterator[Mutant]:
    """Low and high exchanged, two column rules exchanged; headings of two columns of a source table."""
    for statement, path in ground.statements():
        for i, column in enumerate(statement.columns):
            if column.low != column.high:
                text = f"column {column.heading}: low and high exchanged"
                turned = replace(column, low=column.high, high=column.low)
                yield Mutant("column", column.where, text, (((*path, "columns", i), turned),), statement.role)
        for i, (a, b) in enumerate(pairwise(statement.columns)):
            text = f"headings {a.heading} and {b.heading} exchanged"
            puts = (
                ((*path, "columns", i, "heading"), b.heading),
                ((*path, "columns", i + 1, "heading"), a.heading),
            )
            yield Mutant("column", a.where, text, puts, statement.role)
    mapped = {id(h.table): h.statement.role for h in reversed(ground.hits) if h.table is not None}
    for i, source in enumerate(ground.sources):
        for j, block in enumerate(source.blocks):
            if isinstance(block, Table) and id(block) in mapped:
                yield from _headings(block, ("sources", i, "blocks", j), mapped[id(block)])


def _headings(table: Table, path: Steps, role: str) -> Iterator[Mutant]:
    """Two columns with figures, next to each other or the first and the last."""
    used = {c.column for line in table.lines for c in line.cells if c.figures}
    there = [i for i, c in enumerate(table.columns) if c.index in used and c.period is not None]
    pairs = list(pairwise(there))
    if len(there) > 2:
        pairs.append((there[0], there[-1]))
    for i, k in pairs:
        a, b = table.columns[i], table.columns[k]
        if (a.headings, a.period) == (b.headings, b.period):
            continue
        puts = (((*path, "columns", i), _headed(a, b)), ((*path, "columns", k), _headed(b, a)))
        text = f'"{table.title}": columns "{a.text}" and "{b.text}" exchanged'
        yield Mutant("column", a.where, text, puts, role, slip="source")


def _headed(column: Column, like: Column) -> Column:
    """The column under the other's heading."""
    return replace(
        column, headings=like.headings, period=like.period, marks=like.marks, is_range=like.is_range
    )


# -- labels --------------------------------------------------------------------------------


def labels(ground: Original) -> Iterator[Mutant]:
    """Labels of two own elements of one type, of two lines of a statement, and captions of two lines."""
    mapping = ground.mapping
    for i, one in enumerate(mapping.custom):
        k = next((k for k in range(i + 1, len(mapping.custom)) if mapping.custom[k].type == one.type), None)
        if k is None:
            continue
        two = mapping.custom[k]
        custom = list(mapping.custom)
        custom[i], custom[k] = replace(one, label=two.label), replace(two, label=one.label)
        text = f'labels of {one.name} and {two.name} exchanged: "{one.label}", "{two.label}"'
        qnames = (f"{mapping.prefix}:{one.name}", f"{mapping.prefix}:{two.name}")
        put = (("mapping", "custom"), tuple(custom))
        yield Mutant("label", one.where, text, (put,), concepts=qnames, slip="own elements")
    by_role: dict[str, list[Place]] = {}
    for place in ground.lines():
        by_role.setdefault(place.statement.role, []).append(place)
    for places in by_role.values():
        yield from _line_labels(places)
        yield from _captions(ground, places)


def _line_labels(places: list[Place]) -> Iterator[Mutant]:
    labelled = [p for p in places if p.rule.label is not None]
    for one, two in pairwise(labelled):
        if one.rule.label == two.rule.label:
            continue
        puts = (((*one.path, "label"), two.rule.label), ((*two.path, "label"), one.rule.label))
        text = f"labels of {one.rule} and {two.rule} exchanged"
        concepts = (*one.rule.concepts, *two.rule.concepts)
        yield Mutant("label", one.rule.where, text, puts, one.statement.role, concepts, "labels")


def _captions(ground: Original, places: list[Place]) -> Iterator[Mutant]:
    """Each caption exchanged with the next one of a line that may be taken for it."""
    asking = [p for p in places if p.rule.line is not None and p.rule.concepts]
    for i, one in enumerate(asking):
        two = next((p for p in asking[i + 1 :] if _alike(ground, one, p)), None)
        if two is None:
            continue
        puts = (((*one.path, "line"), two.rule.line), ((*two.path, "line"), one.rule.line))
        text = f"captions {one.rule} and {two.rule} exchanged"
        concepts = (*one.rule.concepts, *two.rule.concepts)
        yield Mutant("label", one.rule.where, text, puts, one.statement.role, concepts, "captions")


def _alike(ground: Original, one: Place, two: Place) -> bool:
    a, b = one.rule, two.rule
    return (
        a.section == b.section and str(a.line) != str(b.line) and ground.alike(a.concepts[0], b.concepts[0])
    )


# -- running text --------------------------------------------------------------------------


def prose(ground: Original) -> Iterator[Mutant]:
    """Each concept of a rule of the text, and its share, for another that the rules of the text use."""
    rules = ground.mapping.prose
    used = tuple(dict.fromkeys(q for r in rules for q in r.concepts))
    for i, rule in enumerate(rules):
        for j, (old, where) in enumerate(zip(rule.concepts, rule.concept_where, strict=True)):
            options = [q for q in _after(used, old) if ground.alike(old, q) and q not in rule.concepts]
            options += [q for q in ground.in_use() if ground.alike(old, q) and q not in rule.concepts]
            for new in tuple(dict.fromkeys(options))[:2]:
                path: Steps = ("mapping", "prose", i, "concepts", j)
                yield Mutant("prose", where, f"{old} -> {new}", ((path, new),), concepts=(old, new))
        if rule.share is not None:
            share = next((q for q in ground.in_use() if ground.alike(rule.share, q)), None)
            way: Steps = ("mapping", "prose", i, "share")
            if share is not None:
                text = f"{rule}: share {local(rule.share)} -> {local(share)}"
                yield Mutant("prose", rule.where, text, ((way, share),), concepts=(rule.share, share))
