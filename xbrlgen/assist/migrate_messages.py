"""What is said of each concept of a migration: a finding with its place, the successors and what to type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from xbrlgen.assist.migrate import MigrationInput, changes, parents, unlike, used_names
from xbrlgen.assist.migrate_choices import Decisions
from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding, Related, Severity
from xbrlgen.model.migration import CHANGED, DEPRECATED, GONE, OWN, UNKNOWN, UNSEEN, Choice, Fate
from xbrlgen.model.taxonomy import Concept


def certain(fate: Fate) -> Choice | None:
    """The replacement that needs no question: one successor and no doubt about it."""
    if len(fate.successors) == 1 and not fate.doubt:
        return Choice(fate.qname, fate.successors)
    return None


def undecided(fate: Fate, decisions: Decisions) -> bool:
    """Does the concept keep the mapping from naming the new year?"""
    if fate.qname in decisions.choices or fate.qname in decisions.kept:
        return False
    if fate.state == OWN:
        return same_name(fate)
    if fate.state == CHANGED:
        return bool(fate.doubt)
    return fate.state in (DEPRECATED, GONE, UNSEEN, UNKNOWN) and certain(fate) is None


def same_name(fate: Fate) -> bool:
    """Has the new year a standard element of this own element's name? The two cannot stand together."""
    return fate.twin is not None and fate.twin.partition(":")[2] == fate.qname.partition(":")[2]


def told(
    ground: MigrationInput, fates: Sequence[Fate], decisions: Decisions, held: Mapping[str, str]
) -> Iterator[Finding]:
    """The findings of all concepts. ``held`` says of those that are held back why."""
    for fate in fates:
        if fate.state == OWN:
            yield from _own(ground, fate, decisions)
        elif fate.state in (DEPRECATED, GONE, UNSEEN, UNKNOWN):
            yield _gone(ground, fate, decisions, held.get(fate.qname, ""))
        else:
            yield from _changed(ground, fate, decisions)


def _gone(ground: MigrationInput, fate: Fate, decisions: Decisions, held: str) -> Finding:
    year = ground.years.new.name
    related = _also(fate)
    head = {
        DEPRECATED: f"{fate.qname} is deprecated in {year}",
        GONE: f"{fate.qname} is not in {year} any more",
        UNSEEN: f"{fate.qname} is not in the tables of {year}, a selection: it may be in force or gone",
        UNKNOWN: f"{fate.qname} is in neither year",
    }[fate.state]
    choice = decisions.choices.get(fate.qname)
    if choice is not None:
        message = f"{head}; {_chosen(choice)}" + (f" ({held})" if held else "")
        return finding(
            "XG-MIG-001", message, fate.where, severity=Severity.INFO, related=related, hint=_put(held)
        )
    if fate.qname in decisions.kept:
        message = f"{head}; it is kept, as you decided"
        hint = "it stays in the mapping as it is"
        return finding("XG-MIG-002", message, fate.where, severity=Severity.INFO, related=related, hint=hint)
    if certain(fate) is not None:
        message = f"{head}; its successor is {fate.successors[0]}" + (f" ({held})" if held else "")
        hint = f"{_put(held)}; another one: --choose {old_name(ground, fate)}=NAME"
        return finding("XG-MIG-001", message, fate.where, related=related, hint=hint)
    message, hint = _question(ground, fate)
    return finding("XG-MIG-002", f"{head}; {message}", fate.where, related=related, hint=hint)


def _put(held: str) -> str:
    return "it is put in once the mapping names the new year" if held else "`--write` puts it in"


def _chosen(choice: Choice) -> str:
    news = " and ".join(choice.news)
    return f"you chose {news}" + (", with the sign of its values turned" if choice.turned else "")


def _question(ground: MigrationInput, fate: Fate) -> tuple[str, str]:
    old = old_name(ground, fate)
    choose = f"--choose {old}="
    keep = f"; --keep {old} leaves it" if fate.state in (DEPRECATED, UNSEEN) else ""
    if fate.doubt and "sign is in question" in fate.doubt:
        successor = new_name(ground, fate, fate.successors[0])
        hint = f"{choose}{successor} leaves the values as they are, {choose}-{successor} turns them"
        return f"its successor is {fate.successors[0]}, but {fate.doubt}", hint + keep
    if fate.doubt:
        successor = new_name(ground, fate, fate.successors[0])
        hint = f"{choose}{successor} if it is that one all the same, or {choose}NAME{keep}"
        return f"its successor would be {fate.successors[0]}, but {fate.doubt}", hint
    if fate.successors:
        named = ", ".join(_described(ground, q) for q in fate.successors)
        fitting = [new_name(ground, fate, q) for q in _fitting(ground, fate)]
        hint = " or ".join(choose + name for name in fitting)
        if len(fitting) == 2 and any(u.kind == "line" for u in fate.uses):
            hint += f"; for lines that are both: {choose}{','.join(fitting)}"
        return f"in its place stand {named}", (hint or f"{choose}NAME") + keep
    hint = f"{choose}NAME, a standard concept or an own element"
    if fate.nearest:
        hint = f"{choose}NAME; nearest by name: {', '.join(fate.nearest)}"
    if fate.state == UNSEEN:
        hint += "; the official package tells: --taxonomy-package"
    return "no successor is known", hint + keep


def _fitting(ground: MigrationInput, fate: Fate) -> tuple[str, ...]:
    """Those successors that can stand in its place, or all if none can."""
    known = ground.known(fate.qname)
    fit = tuple(
        q
        for q in fate.successors
        if known is None or ((c := ground.years.in_force(q)) is not None and not unlike(known, c))
    )
    return fit or fate.successors


def _described(ground: MigrationInput, qname: str) -> str:
    concept = ground.years.in_force(qname)
    return qname if concept is None else f"{qname} ({_words(concept)})"


def _words(concept: Concept) -> str:
    if concept.is_axis:
        return "an axis"
    if concept.is_domain:
        return "a member"
    kind = concept.kind if concept.kind != "other" else concept.type.partition(":")[2]
    return " ".join(w for w in (kind, concept.period, concept.balance or "") if w)


def _changed(ground: MigrationInput, fate: Fate, decisions: Decisions) -> Iterator[Finding]:
    old, new = fate.old, fate.new
    if old is None or new is None or ground.years.same:
        return
    years = f"from {ground.years.old.name if ground.years.old else ''} to {ground.years.new.name}"
    different = tuple(changes(old, new))
    if different:
        said = "; ".join(f"its {what} was {a} and is {b}" for what, a, b in different)
        choice = decisions.choices.get(fate.qname)
        if choice is not None:
            said += f"; {_chosen(choice)}"
        hint = None
        if fate.doubt and undecided(fate, decisions):
            name = old_name(ground, fate)
            hint = f"--keep {name} leaves the values as they are, --choose {name}=-{name} turns them"
        message = f"{fate.qname} changed {years}: {said}"
        severity = Severity.ERROR if hint else None
        yield finding("XG-MIG-003", message, fate.where, hint=hint, related=_also(fate), severity=severity)
    if old.label and new.label and old.label != new.label:
        message = (
            f'{fate.qname} was called "{old.label}" and is called "{new.label}" in {ground.years.new.name}'
        )
        yield finding("XG-MIG-004", message, fate.where)
    if any(u.kind in ("line", "show", "relation") for u in fate.uses):
        yield from _parents(ground, fate)


def _parents(ground: MigrationInput, fate: Fate) -> Iterator[Finding]:
    if ground.years.old is None:
        return
    before, after = parents(ground.years.old, fate.qname), parents(ground.years.new, fate.qname)
    if before is None or after is None or before == after:
        return
    lost, won = sorted(before - after), sorted(after - before)
    said = [f"no more into {', '.join(lost)}"] * bool(lost) + [f"now into {', '.join(won)}"] * bool(won)
    message = f"{fate.qname} adds up otherwise in {ground.years.new.name}: {'; '.join(said)}"
    yield finding("XG-MIG-004", message, fate.where)


def _own(ground: MigrationInput, fate: Fate, decisions: Decisions) -> Iterator[Finding]:
    if fate.twin is None or fate.qname in decisions.kept:
        return
    where = next((u.where for u in fate.uses if u.kind == "own"), fate.where)
    choice = decisions.choices.get(fate.qname)
    twin = ground.years.in_force(fate.twin)
    label = f' "{twin.label}"' if twin is not None and twin.label else ""
    message = f"{ground.years.new.name} has {fate.twin}{label}, like the own element {fate.qname}"
    if choice is not None:
        hint = "`--write` puts it in and takes the own element out"
        yield finding("XG-MIG-005", f"{message}; {_chosen(choice)}", where, hint=hint, severity=Severity.INFO)
        return
    old = old_name(ground, fate)
    hint = f"--choose {old}={fate.twin}, or --keep {old} if it means something else"
    severity = None
    if same_name(fate):
        other = "give your own element another name first"
        hint = other if fate.doubt else f"--choose {old}={fate.twin}, or {other}"
        message += f", but {fate.doubt}" if fate.doubt else ""
        severity = Severity.ERROR
    yield finding("XG-MIG-005", message, where, hint=hint, related=_also(fate), severity=severity)


def old_name(ground: MigrationInput, fate: Fate) -> str:
    """A concept of the mapping as an option may name it: without prefix where that is clear."""
    name = fate.qname.partition(":")[2]
    return name if used_names(ground.uses).get(name) == fate.qname else fate.qname


def new_name(ground: MigrationInput, fate: Fate, qname: str) -> str:
    """The same of a concept of the new year; one that only changed its prefix is named with it."""
    name = qname.partition(":")[2]
    if name == fate.qname.partition(":")[2]:
        return qname
    prefixes = (ground.vocabulary.prefix, *ground.years.new.prefixes)
    names = (f"{p}:{name}" for p in prefixes)
    first = next((q for q in names if ground.vocabulary.is_own(q) or q in ground.years.new), qname)
    return name if first == qname else qname


def _also(fate: Fate) -> tuple[Related, ...]:
    """The other places, one a line of the file."""
    lines = {u.where.line: u.where for u in reversed(fate.uses) if u.kind != "own"}
    places = sorted((w for n, w in lines.items() if n != fate.where.line), key=lambda w: w.sort_key())
    return tuple(Related("also", w) for w in places)
