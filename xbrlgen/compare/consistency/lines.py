"""The same line in several filings: its concept and members, and the sign its numbers take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from xbrlgen.compare.consistency.notes import Roles
from xbrlgen.compare.consistency.side import FiledLine, Side, Turn, by_side, turns
from xbrlgen.compare.identity import value_text
from xbrlgen.model.finding import Finding, Severity
from xbrlgen.model.mapping import Dimensions
from xbrlgen.model.rounded import Rounded
from xbrlgen.model.where import Where
from xbrlgen.model.words import counted

LineKey = tuple[str, tuple[str, ...], str]
"""Statement (as all filings share it), section and caption."""
SharedLines = dict[LineKey, list[tuple[Side, list[FiledLine]]]]
"""The numbers of each line by filing, oldest first."""
Choice = tuple[str, Dimensions]
"""Concept and members, as filings share them."""
Choices = dict[Choice, list[FiledLine]]
"""What a line of one filing is, with its numbers."""

NAMED = 3
"""So many lines of a group are named."""


def shared_lines(sides: Iterable[Side], roles: Roles) -> SharedLines:
    """Lines that stand in two filings or more."""
    found: dict[LineKey, list[tuple[Side, FiledLine]]] = {}
    for side in sides:
        for line in side.lines:
            key = (roles[side.project, line.role], line.section, line.caption)
            found.setdefault(key, []).append((side, line))
    gathered = {key: by_side(lines) for key, lines in found.items()}
    return {key: told for key, told in gathered.items() if len(told) > 1}


# -- concepts ------------------------------------------------------------------------------


def moved_lines(shared: SharedLines) -> tuple[Turn[Choices], ...]:
    """Every line that changes its concept or members, where it does so last."""
    return tuple(
        turn
        for told in shared.values()
        for turn in turns([(side, _choices(side, lines)) for side, lines in told], _same_choice)[:1]
    )


def moved_concepts(turn: Turn[Choices]) -> frozenset[str]:
    """The concepts, as filings share them, that only one side of a change has."""
    return frozenset(concept for concept, _ in turn.now.keys() ^ turn.before.keys())


def moved_rules(moved: Iterable[Turn[Choices]]) -> frozenset[tuple[str, Where]]:
    """Project and place of the rules that give lines what the filing before did not."""
    return frozenset(
        (turn.side.project, line.rule)
        for turn in moved
        for choice, lines in turn.now.items()
        if choice not in turn.before
        for line in lines
    )


def _choices(side: Side, lines: Iterable[FiledLine]) -> Choices:
    found: Choices = {}
    for line in lines:
        found.setdefault((side.name(line.concept), side.names(line.dimensions)), []).append(line)
    return found


def _same_choice(a: Choices, b: Choices) -> bool:
    """A caption may stand for several concepts; it is another one if each side has one the other lacks."""
    return not (a.keys() - b.keys() and b.keys() - a.keys())


def two_concepts(turn: Turn[Choices]) -> Finding:
    """XG-REG-006; XG-REG-008 for a change from or to an own element."""
    new = [lines for choice, lines in turn.now.items() if choice not in turn.before]
    old = [lines for choice, lines in turn.before.items() if choice not in turn.now]
    line, before = new[0][0], old[0][0]
    there = f"{_words(old)} in {turn.projects}"
    earlier = turn.history(lambda choices: _words(choices.values()))
    own = {turn.side.is_own(lines[0].concept) for lines in new}
    own_before = {turn.older.is_own(lines[0].concept) for lines in old}
    with_standard = len(own) == len(own_before) == 1 and own != own_before
    return turn.finding(
        "XG-REG-008" if with_standard else "XG-REG-006",
        f'"{line.printed}" in {line.role} is {_words(new)} here and {there}{earlier}',
        line.named,
        [
            turn.side.related(f'source "{line.printed}"', line.source),
            turn.older.related("rule", before.named),
            turn.older.related(f'source "{before.printed}"', before.source),
        ],
        hint=_hint(turn, with_standard),
    )


def _hint(turn: Turn[Choices], with_standard: bool) -> str | None:
    if with_standard:
        return "use the standard element in all mappings, or say in `why` what the line means beside it"
    now, before = turn.side.mapping.taxonomy, turn.older.mapping.taxonomy
    if now != before:
        return f"right if the concept was replaced between {before} and {now}; else choose one of them"
    return None


def _words(told: Iterable[Sequence[FiledLine]]) -> str:
    """``us-gaap:Revenues [mpe:CoreMember] (3 numbers)``."""
    parts = []
    for lines in told:
        members = f" [{', '.join(m for _, m in lines[0].dimensions)}]" if lines[0].dimensions else ""
        parts.append(f"{lines[0].concept}{members} ({counted(len(lines), 'number')})")
    return " and ".join(parts)


# -- signs ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Flip:
    """A line on one concept whose printed sign is turned in one filing and not in the other.

    ``concept`` is as filings share it. ``values`` are the line now and before for one period, where both
    filings state one.
    """

    concept: str
    turn: Turn[list[FiledLine]]
    severity: Severity
    values: tuple[FiledLine, FiledLine] | None = None

    @property
    def by_declaration(self) -> bool:
        """Is it that the own element is declared with another balance? Its declaration is told by itself."""
        now, before = self.turn.now[0], self.turn.before[0]
        return self.concept.startswith(":") and (now.how, now.positive) == (before.how, before.positive)

    @property
    def group(self) -> tuple[object, ...]:
        """Lines that flip since `positive` of their statement or group is another are one finding."""
        now, before = self.turn.now[0], self.turn.before[0]
        if now.how != "auto" or before.how != "auto" or now.positive == before.positive:
            return (now.role, self.turn.side.project, now.rule, self.concept)
        cause = (now.positive, before.positive, self.severity)
        return (now.role, self.turn.side.project, self.turn.older.project, *cause)


def flips(shared: SharedLines) -> tuple[Flip, ...]:
    """Every line that flips, once, where it does so last."""
    return tuple(flip for told in shared.values() for flip in _flips(told))


def _flips(told: Iterable[tuple[Side, list[FiledLine]]]) -> Iterator[Flip]:
    by_choice: dict[Choice, list[tuple[Side, list[FiledLine]]]] = {}
    for side, lines in told:
        for choice, chosen in _choices(side, lines).items():
            by_choice.setdefault(choice, []).append((side, chosen))
    for (concept, _), sides in by_choice.items():
        for turn in turns(sides, lambda a, b: bool({x.turned for x in a} & {x.turned for x in b})):
            severity, values = _judge(turn)
            if severity is not None:
                yield Flip(concept, turn, severity, values)
                break


def _judge(turn: Turn[list[FiledLine]]) -> tuple[Severity | None, tuple[FiledLine, FiledLine] | None]:
    """None where the release itself prints the line the other way round and the values agree.

    A value of one period in both filings settles it. Without one, prints that have turned along with the
    rule are likely right (costs with brackets in one release and without in the next): a note.
    """
    known = {turn.older.identity(x.identity): x for x in turn.before if x.value}
    pairs = [(x, known[i]) for x in turn.now if x.value and (i := turn.side.identity(x.identity)) in known]
    for a, b in pairs:
        if Rounded(a.value, a.decimals).agrees(Rounded(-b.value, b.decimals)):
            return Severity.WARNING, (a, b)
    if any(Rounded(a.value, a.decimals).agrees(Rounded(b.value, b.decimals)) for a, b in pairs):
        return None, None
    paper, paper_before = ({x.paper for x in lines if x.paper} for lines in (turn.now, turn.before))
    as_well = paper and paper_before and not paper & paper_before
    return (Severity.INFO if as_well else Severity.WARNING), None


def signs_of_lines(found: Iterable[Flip]) -> Iterator[Finding]:
    """XG-REG-007, once for a line, or for all lines of a statement that flip by its ``positive``."""
    groups: dict[tuple[object, ...], list[Flip]] = {}
    for flip in (f for f in found if not f.by_declaration):
        groups.setdefault(flip.group, []).append(flip)
    for group in groups.values():
        yield _flipped(group)


def _flipped(group: Sequence[Flip]) -> Finding:
    flip = next((f for f in group if f.values is not None), group[0])
    turn, line, before = flip.turn, flip.turn.now[0], flip.turn.before[0]
    what = f'"{line.printed}" in {line.role}, {line.concept}'
    if len(group) > 1:
        names = [value_text(f.turn.now[0].printed) for f in group[:NAMED]]
        rest = [f"{len(group) - NAMED} more"] if len(group) > NAMED else []
        what = f"{len(group)} lines of {line.role} ({', '.join([*names, *rest])})"
    message = (
        f"{what}: the printed sign is {_turned(line)} here ({_how(line)}) "
        f"and {_turned(before)} in {turn.projects} ({_how(before)})"
    )
    if flip.values is not None:
        a, b = flip.values
        values = f"{value_text(a.value)} here and {value_text(b.value)} there"
        message += f"; {a.concept} of {a.identity[1]} is {values}"
    hint = None
    if flip.severity is Severity.INFO:
        hint = "the numbers are printed the other way round too: right if the release changed its brackets"
    return turn.finding(
        "XG-REG-007",
        message,
        line.rule,
        [
            turn.side.related(f'source "{line.printed}"', line.source),
            turn.older.related("rule", before.rule),
            turn.older.related(f'source "{before.printed}"', before.source),
        ],
        hint=hint,
        severity=flip.severity,
    )


def _turned(line: FiledLine) -> str:
    return "turned" if line.turned else "kept"


def _how(line: FiledLine) -> str:
    if line.how != "auto":
        return f"sign: {line.how}"
    return f"positive: {line.positive}" if line.positive is not None else "as printed"
