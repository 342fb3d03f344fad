"""Slips on a line: its concept, sign, period, scale and unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from xbrlgen.compare.mutants.original import Original, Place, local
from xbrlgen.compare.mutants.sums import text_of
from xbrlgen.model.edit import Steps
from xbrlgen.model.mapping import GroupRule, Hit, LineRule, StatementRule
from xbrlgen.model.mutation import Mutant
from xbrlgen.model.scale import NumberKind, scale_word
from xbrlgen.model.taxonomy import Concept
from xbrlgen.model.where import Where

_TURN = {"credit": "debit", "debit": "credit"}


# -- concept -------------------------------------------------------------------------------


def concepts(ground: Original) -> Iterator[Mutant]:
    """Each concept of a line or heading for others that may be taken for it.

    At most two near it in name that the statement does not use, the next one in the statement, and one of
    another statement: a slip of knowledge, of the eye, of copying.
    """
    turn = 0
    everywhere = ground.in_use()
    for place in ground.lines():
        here = ground.in_use(place.statement.role)
        for i, (old, where) in enumerate(zip(place.rule.concepts, place.rule.concept_where, strict=True)):
            chosen = [q for q in ground.near(old) if q not in here][:2]
            after = here[here.index(old) + 1 :] + here[: here.index(old)]
            chosen += [q for q in after if ground.alike(old, q) and q not in place.rule.concepts][:1]
            others = [q for q in everywhere if q not in here and ground.alike(old, q) and q not in chosen]
            if others:
                chosen.append(others[turn % len(others)])
                turn += 1
            for new in chosen:
                path = (*place.path, "concepts", i)
                role, slip = place.statement.role, "another line" if new in everywhere else "near in name"
                yield Mutant("concept", where, f"{old} -> {new}", ((path, new),), role, (old, new), slip)
    yield from _headings(ground)


def _headings(ground: Original) -> Iterator[Mutant]:
    """The abstract element of a heading for one near it, and for that of the next heading."""
    found: list[tuple[StatementRule, str, Where, Steps]] = []
    for statement, path in ground.statements():
        if statement.root is not None and statement.root_where is not None:
            found.append((statement, statement.root, statement.root_where, (*path, "root")))
    for statement, group, path in ground.groups():
        if group.concept is not None and group.concept_where is not None:
            found.append((statement, group.concept, group.concept_where, (*path, "concept")))
    used = tuple(dict.fromkeys(q for _, q, _, _ in found))
    for statement, old, where, path in found:
        after = used[used.index(old) + 1 :] + used[: used.index(old)]
        chosen = [q for q in ground.near(old) if q not in used][:1]
        chosen += [q for q in after if ground.alike(old, q)][:1]
        for new in chosen:
            text = f"{old} -> {new}"
            puts: tuple[tuple[Steps, object], ...] = ((path, new),)
            yield Mutant("concept", where, text, puts, statement.role, (old, new), "heading")


# -- sign ----------------------------------------------------------------------------------


def signs(ground: Original) -> Iterator[Mutant]:
    """The sign of each line turned; `positive` of each statement and group that says it; balances."""
    for place in ground.lines():
        concept = ground.number(place.rule)
        if concept is not None:
            yield _turned(place, concept)
    yield from _positives(ground)
    for i, element in enumerate(ground.mapping.custom):
        if element.balance is None:
            continue
        path: Steps = ("mapping", "custom", i, "balance")
        other = _TURN[element.balance]
        qname = f"{ground.mapping.prefix}:{element.name}"
        for new in (other, None):
            text = f"{element.name}: balance {element.balance} -> {new or 'none'}"
            yield Mutant("sign", element.where, text, ((path, new),), concepts=(qname,), slip="balance")


def _turned(place: Place, concept: Concept) -> Mutant:
    """To the other sign: an explicit one is taken away where that turns it, else written where it is not."""
    rule = place.rule
    auto = None not in (rule.positive, concept.balance) and rule.positive != concept.balance
    flipped = auto if rule.sign == "auto" else rule.sign == "flip"
    new = "keep" if flipped else "flip"
    if rule.sign != "auto" and auto != flipped:
        new = "auto"
    words = {"auto": "none"}
    text = f"{rule}: sign {words.get(rule.sign, rule.sign)} -> {words.get(new, new)}"
    return Mutant(
        "sign",
        rule.where,
        text,
        (((*place.path, "sign"), new),),
        place.statement.role,
        (concept.qname,),
    )


def _positives(ground: Original) -> Iterator[Mutant]:
    """The nouns have `positive` on each line: a statement or group says what most of its own lines have.

    A line or a group inside that says the other one keeps it.
    """
    for statement, path in ground.statements():
        yield from _positive(ground, statement, statement, path, statement.where, None)
    for statement, group, path in ground.groups():
        above = _said(_outside(statement, group))
        yield from _positive(ground, statement, group, path, group.where, above)


def _positive(
    ground: Original,
    statement: StatementRule,
    level: StatementRule | GroupRule,
    path: Steps,
    where: Where,
    above: str | None,
) -> Iterator[Mutant]:
    said = _said(level)
    if said is None or said == above:
        return
    what = statement.role if isinstance(level, StatementRule) else f"group {level.heading or level.concept}"
    asked = tuple(q for r in _own(level, said) if not r.show for q in r.concepts)
    news = [_TURN[said], above] if above != _TURN[said] else [above]
    for new in news:
        children = tuple(_with_positive(level.children, said, new))
        text = f"{what}: positive {said} -> {new or 'none'}"
        puts = (((*path, "children"), children),)
        yield Mutant("sign", where, text, puts, statement.role, asked, "positive")


def _said(level: StatementRule | GroupRule | tuple[LineRule | GroupRule, ...]) -> str | None:
    """What a level says: what most of its own lines have; without any, what its groups have in common."""
    children = level if isinstance(level, tuple) else level.children
    direct = [c.positive for c in children if isinstance(c, LineRule)]
    if direct:
        # Where one line has none, the level says none, and the others say theirs themselves.
        return None if None in direct else max(dict.fromkeys(direct), key=direct.count)
    inner = {_said(c) for c in children if isinstance(c, GroupRule)}
    return inner.pop() if len(inner) == 1 else None


def _outside(statement: StatementRule, group: GroupRule) -> tuple[LineRule | GroupRule, ...]:
    """The level that a group stands in."""
    stack: list[StatementRule | GroupRule] = [statement]
    while stack:
        level = stack.pop()
        if any(c is group for c in level.children):
            return tuple(c for c in level.children if c is not group)
        stack.extend(c for c in level.children if isinstance(c, GroupRule))
    return ()


def _own(level: StatementRule | GroupRule, said: str) -> Iterator[LineRule]:
    for child in level.children:
        if isinstance(child, LineRule):
            if child.positive == said:
                yield child
        elif _said(child) == said:
            yield from _own(child, said)


def _with_positive(
    children: Iterable[LineRule | GroupRule], said: str, new: str | None
) -> Iterator[LineRule | GroupRule]:
    for child in children:
        if isinstance(child, LineRule):
            yield replace(child, positive=new) if child.positive == said else child
        elif _said(child) == said:
            yield replace(child, children=tuple(_with_positive(child.children, said, new)))
        else:
            yield child


# -- period --------------------------------------------------------------------------------


def periods(ground: Original) -> Iterator[Mutant]:
    """Of statements, lines, own elements, and of balances in roll-forwards."""
    for statement, path in ground.statements():
        if not any(r.line is not None or r.text is not None for r in statement.rules()):
            continue
        for new in _other_periods(statement.period):
            text = f"{statement.role}: period {statement.period or 'none'} -> {new}"
            yield Mutant("period", statement.where, text, (((*path, "period"), new),), statement.role)
    for place in ground.lines():
        concept, hit = ground.number(place.rule), ground.hit(place.rule)
        if concept is None or hit is None or hit.period is None:
            continue
        old = place.rule.period
        for word in _other_words(place, concept, hit):
            text = f"{place.rule}: period {old or 'none'} -> {word or 'none'}"
            puts = (((*place.path, "period"), word),)
            yield Mutant("period", place.rule.where, text, puts, place.statement.role, (concept.qname,))
    for i, element in enumerate(ground.mapping.custom):
        qname = f"{ground.mapping.prefix}:{element.name}"
        concept = ground.vocabulary.concept(qname)
        if concept is None or not concept.is_numeric:
            continue
        new = "instant" if element.period == "duration" else "duration"
        text = f"{element.name}: period {element.period} -> {new}"
        puts = ((("mapping", "custom", i, "period"), new),)
        yield Mutant("period", element.where, text, puts, concepts=(qname,))
    yield from _ends(ground)


def _other_periods(period: str | None) -> tuple[str, ...]:
    """Other words for a statement that change something: a length only counts for bare dates."""
    match period:
        case None | "instant":
            return ("duration", "3 months") if period else ("instant",)
        case "duration":
            return ("instant",)
        case "3 months":
            return ("instant", "6 months", "year")
        case "year":
            return ("instant", "3 months")
        case _:
            return ("instant", "3 months", "year")


def _other_words(place: Place, concept: Concept, hit: Hit) -> tuple[str | None, ...]:
    """Other periods of one line: another length for durations, the other end for balances."""
    old, said = place.rule.period, hit.period
    if concept.period == "instant":
        if old in ("opening", "closing"):
            return ("closing",) if old == "opening" else ("opening",)
        return ("opening",) if said is not None and not said.is_instant else ()
    if old is not None:
        return (None, "3 months" if old != "3 months" else "6 months")
    length = said.months if said is not None else None
    if length is None and (word := place.statement.period) and word[0].isdigit():
        length = int(word.split()[0])
    return ("6 months" if length == 3 else "3 months", "year" if length != 12 else "6 months")


def _ends(ground: Original) -> Iterator[Mutant]:
    """Opening for closing in a roll-forward."""
    for i, relation in enumerate(ground.mapping.checks):
        for j, term in enumerate((relation.total, *relation.terms)):
            if term.at is None:
                continue
            new = "closing" if term.at == "opening" else "opening"
            turned = replace(term, at=new)
            whole = (
                replace(relation, total=turned)
                if j == 0
                else replace(relation, terms=(*relation.terms[: j - 1], turned, *relation.terms[j:]))
            )
            whole = replace(whole, text=text_of(whole))
            text = f"{text_of(relation)}: {term.at}({local(term.concept)}) -> {new}({local(term.concept)})"
            puts: tuple[tuple[Steps, object], ...] = ((("mapping", "checks", i), whole),)
            yield Mutant("period", relation.where, text, puts, concepts=(term.concept,))


# -- scale and unit ------------------------------------------------------------------------


def scales(ground: Original) -> Iterator[Mutant]:
    """A line's scale: another where it says one, one that the table does not have where it says none."""
    for number, place in enumerate(ground.lines()):
        concept, hit = ground.number(place.rule), ground.hit(place.rule)
        if concept is None or hit is None or hit.figure.percent or hit.figure.scale is not None:
            continue
        old = place.rule.scale
        if old is not None:
            chosen = [s for s in (0, 3, 6) if s != old]
        else:
            now = 0
            if hit.table is not None and concept.kind in ("monetary", "shares"):
                now = hit.table.scales.of(NumberKind.of_concept(concept.kind)) or 0
            options = [s for s in (0, 3, 6) if s != now]
            chosen = [options[number % len(options)]]
        for new in chosen:
            text = f"{place.rule}: scale {'none' if old is None else scale_word(old)} -> {scale_word(new)}"
            puts = (((*place.path, "scale"), new),)
            yield Mutant("scale", place.rule.where, text, puts, place.statement.role, (concept.qname,))


def units(ground: Original) -> Iterator[Mutant]:
    """A line's unit: another currency, or the form that belongs to another kind of concept, in turn."""
    other = "EUR" if ground.currency != "EUR" else "USD"
    forms = {
        "monetary": (other, f"{ground.currency}/shares"),
        "perShare": (f"{other}/shares", ground.currency),
        "shares": ("pure", ground.currency),
        "percent": (ground.currency, "shares"),
        "pure": (ground.currency, "shares"),
        "integer": ("shares", ground.currency),
    }
    for number, place in enumerate(ground.lines()):
        concept = ground.number(place.rule)
        if concept is None or ground.hit(place.rule) is None:
            continue
        old = place.rule.unit
        options = [u for u in forms[concept.kind] if u != old]
        for new in [options[number % len(options)]] + ([None] if old else []):
            text = f"{place.rule}: unit {old or 'none'} -> {new or 'none'}"
            puts = (((*place.path, "unit"), new),)
            yield Mutant("unit", place.rule.where, text, puts, place.statement.role, (concept.qname,))
