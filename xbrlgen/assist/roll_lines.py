"""Lines of a new release that the mapping does not meet: new ones, old ones renamed, old ones gone.

What bears a suggestion out, best first: the figures of an earlier column are those the rule gave then; a
sum is off by exactly what a new line prints; captions are alike.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from xbrlgen.assist.roll_sums import UnclaimedRow, hints
from xbrlgen.model.edit import Edit, Node, Steps
from xbrlgen.model.mapping import Hit, LineRule, Mapping, Matched, StatementRule
from xbrlgen.model.matcher import Matcher, fold
from xbrlgen.model.period import Period
from xbrlgen.model.register import OPEN, NumberRegister
from xbrlgen.model.report import Fact, Print
from xbrlgen.model.rolled import UNKNOWN, LineProposals, NewLine, Renamed, SumHint, Vanished
from xbrlgen.model.source import LineItem, Source, Table
from xbrlgen.model.taxonomy import Concept
from xbrlgen.model.vocabulary import Vocabulary
from xbrlgen.model.where import Where

ALIKE, SURE = 75.0, 90.0
"""Captions, of 100: may be one line renamed; surely are, where no figure speaks against it."""
_SOMEWHAT = 50.0
"""Enough where earlier figures are the same."""


@dataclass(frozen=True, slots=True)
class RollInput:
    """The new project worked out, and what of the last one it is held against.

    ``path`` leads from a place in the mapping to its node, ``write`` gives a node as YAML in one line.
    ``filed`` are the facts of the last project, ``filed_by`` its mapping, ``ended`` the end of its period:
    what it says of later ones are forecasts.
    """

    mapping: Mapping
    vocabulary: Vocabulary
    sources: Sequence[Source]
    matched: Matched
    facts: Collection[Fact]
    register: NumberRegister
    filed: Collection[Fact]
    filed_by: Mapping
    ended: date
    path: Callable[[Where], Steps | None]
    write: Callable[[Node], str]


def propose_lines(ground: RollInput) -> LineProposals:
    """What became of every row that no rule claims, and of every rule that claims no row."""
    return _Proposals(ground).run()


Key = tuple[str, tuple[str, ...], tuple[tuple[str, str], ...], str | None]
"""A rule by what it gives, wherever its line stands: statement, concepts, members, period."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """A free row and an unused rule; ``same`` figures of earlier columns are as it gave them.

    ``alike`` is how alike the captions are, or 100 if the row is ``named`` as the rule's concept is.
    """

    row: UnclaimedRow
    statement: StatementRule
    rule: LineRule
    same: int
    alike: float
    named: bool

    def sort_key(self) -> tuple[object, ...]:
        return (-self.same, -self.alike, self.row.line.where.sort_key(), self.rule.where.sort_key())

    def rivals(self, other: _Pair) -> bool:
        """Is the other one as good, and of one of the two?"""
        shares = (self.row is other.row) != (self.rule is other.rule)
        return shares and (self.same, self.alike) == (other.same, other.alike)


class _Proposals:
    def __init__(self, ground: RollInput) -> None:
        self.ground, self.mapping = ground, ground.mapping
        self.hits: dict[Where, list[Hit]] = {}
        self.claimed: dict[Where, Hit] = {}
        for hit in ground.matched.hits:
            if hit.table is not None and hit.line is not None:
                self.hits.setdefault(hit.table.where, []).append(hit)
                self.claimed.setdefault(hit.line.where, hit)
        self.prints = self.printed_before()
        self.unused = list(self.unused_rules())

    def run(self) -> LineProposals:
        rows = list(self.rows())
        renamed = self.renamed(rows)
        taken = {r.where for r in renamed}
        gone = {r.rule for r in renamed}
        fresh = [row for row in rows if row.line.where not in taken]
        concepts = {row.line.where: self.concept(row) for row in fresh}
        look_up = self.ground.vocabulary.concept
        sure = {where: None if q is None else look_up(q) for where, (q, _) in concepts.items()}
        sums = hints(
            self.ground.register,
            self.ground.facts,
            self.mapping,
            self.ground.vocabulary,
            fresh,
            sure,
            self.ground.path,
        )
        new = tuple(self.new(row, concepts[row.line.where], sums.get(row.line.where, ())) for row in fresh)
        vanished = tuple(
            self.vanished(statement, rule, {row.statement.role for row in fresh})
            for statement, rule in self.unused
            if rule.where not in gone and self.is_missed(rule)
        )
        return LineProposals(new, tuple(renamed), vanished)

    # -- rows and rules --------------------------------------------------------------------

    def rows(self) -> Iterator[UnclaimedRow]:
        """The rows with figures that no rule claims, in tables that are some statement's."""
        free = {item.figure for item in self.ground.matched.left if item.reason is None}
        for source in self.ground.sources:
            for table in source.tables:
                hits = self.hits.get(table.where)
                if not hits:
                    continue
                for index, line in enumerate(table.lines):
                    if any(f.id in free for c in line.cells for f in c.figures):
                        above, below = self.neighbours(table, index)
                        near = above or below or hits[0]
                        yield UnclaimedRow(table, line, near.statement, above, below, tuple(hits))

    def neighbours(self, table: Table, index: int) -> tuple[Hit | None, Hit | None]:
        """The nearest claimed rows above and below beside which a rule would find this one."""
        line = table.lines[index]

        def first(lines: Iterable[LineItem]) -> Hit | None:
            near = (self.claimed[other.where] for other in lines if other.where in self.claimed)
            return next((h for h in near if _under(line, h.rule.section)), None)

        return first(reversed(table.lines[:index])), first(table.lines[index + 1 :])

    def unused_rules(self) -> Iterator[tuple[StatementRule, LineRule]]:
        used = {id(hit.rule) for hit in self.ground.matched.hits}
        for statement in self.mapping.statements:
            for rule in statement.rules():
                idle = rule.optional and rule.omit is None and id(rule) not in used and not rule.show
                if idle or self.is_missed(rule):
                    yield statement, rule

    def is_missed(self, rule: LineRule) -> bool:
        return any(f.code == "XG-MAP-002" and f.where == rule.where for f in self.ground.matched.findings)

    # -- renamed ---------------------------------------------------------------------------

    def printed_before(self) -> dict[Key, list[tuple[Period, Print]]]:
        """What each rule gave in the last filing; forecasts aside, which may be other ones now."""
        rules = {r.where: _key(s, r) for s in self.ground.filed_by.statements for r in s.rules()}
        found: dict[Key, list[tuple[Period, Print]]] = {}
        for fact in self.ground.filed:
            period = fact.context.period
            for printed in fact.prints if period.end <= self.ground.ended else ():
                if printed.rule in rules:
                    found.setdefault(rules[printed.rule], []).append((period, printed))
        return found

    def renamed(self, rows: Sequence[UnclaimedRow]) -> list[Renamed]:
        """Pairs of a free row and an unused rule, the best borne out first, each taken once."""
        found = sorted(
            (
                pair
                for row in rows
                for s, rule in self.unused
                if (pair := self.pair(row, s, rule)) is not None
            ),
            key=_Pair.sort_key,
        )
        pairs: list[Renamed] = []
        for pair in found:
            row, rule = pair.row, pair.rule
            if any(p.where == row.line.where or p.rule == rule.where for p in pairs):
                continue
            why = {0: "the captions are alike", 1: "a figure as filed before"}.get(pair.same)
            if pair.named and not pair.same:
                why = "it is the name of its concept"
            enough = pair.alike >= (_SOMEWHAT if pair.same else SURE)
            alone = not any(pair.rivals(other) for other in found)
            why = why or f"{pair.same} figures as filed before"
            pairs.append(self.rename(row, pair.statement, rule, why, enough and alone))
        pairs += self.renamed_alike(rows, pairs)
        return sorted(pairs, key=lambda p: p.where.sort_key())

    def pair(self, row: UnclaimedRow, statement: StatementRule, rule: LineRule) -> _Pair | None:
        """The row and the rule, if they may be one line: no earlier figure is against it."""
        if rule.line is None or statement.role not in {h.statement.role for h in row.hits}:
            return None
        same, other = self.held_against(row.line, row.table, _key(statement, rule))
        named = any(_is_named(self.ground.vocabulary.concept(q), row.line.label) for q in rule.concepts)
        alike = 100.0 if named else likeness(row.line.label, str(rule.line))
        if other or not (same >= 2 or (same and alike >= _SOMEWHAT) or alike >= SURE):
            return None
        return _Pair(row, statement, rule, same, alike, named)

    def renamed_alike(self, rows: Sequence[UnclaimedRow], pairs: Sequence[Renamed]) -> Iterator[Renamed]:
        """The same captions in other statements: what one table bears out holds for all."""
        known = {(fold(p.before), fold(p.caption)): p for p in reversed(pairs) if p.certain}
        places, rules = {p.where for p in pairs}, {p.rule for p in pairs}
        for row in rows:
            roles = {h.statement.role for h in row.hits}
            for statement, rule in self.unused:
                same = known.get((fold(str(rule.line)), fold(row.line.label)))
                free = row.line.where not in places and rule.where not in rules
                if same is None or statement.role not in roles or not free:
                    continue
                if self.held_against(row.line, row.table, _key(statement, rule))[1] == 0:
                    places.add(row.line.where)
                    rules.add(rule.where)
                    yield self.rename(row, statement, rule, f"as in {same.statement}", True)

    def rename(
        self, row: UnclaimedRow, statement: StatementRule, rule: LineRule, why: str, certain: bool
    ) -> Renamed:
        label = row.line.label
        path = self.ground.path(rule.where)
        edits: tuple[Edit, ...] = ()
        if not _under(row.line, rule.section):
            heading = f'under "{row.line.section[-1]}"' if row.line.section else "under no heading"
            why, certain = f"{why}; it stands {heading} now: move the rule, or give it a `section`", False
        elif path is not None:
            reason = f"the release calls {rule} so now"
            edits = (Edit(self.mapping.file, "set", path, label, reason=reason, where=rule.where),)
        return Renamed(
            row.line.where,
            label,
            str(rule.line),
            rule.where,
            statement.role,
            why,
            edits,
            certain and bool(edits),
        )

    def held_against(self, line: LineItem, table: Table, key: Key) -> tuple[int, int]:
        """How many figures of earlier columns are as the rule gave them, zeros aside, and how many not."""
        periods = {c.index: c.period for c in table.columns}
        same = other = 0
        for cell in line.cells:
            period = periods.get(cell.column)
            if period is None or len(cell.figures) != 1:
                continue
            figure = cell.figures[0]
            then = [p for when, p in self.prints.get(key, ()) if _is_time(when, period)]
            if not then:
                continue
            equal = any(abs(figure.value.scaleb(p.scale)) == abs(p.value) for p in then)
            same += equal and figure.value != 0
            other += not equal
        return same, other

    # -- new -------------------------------------------------------------------------------

    def concept(self, row: UnclaimedRow) -> tuple[str | None, tuple[str, ...]]:
        """The concept that a new row surely is, if one is; and those whose names come nearest."""
        caption = row.line.label
        elsewhere = [
            r.concepts[0]
            for s in self.mapping.statements
            if s is not row.statement
            for r in s.rules()
            if r.line is not None and r.line.pattern is None and r.line.matches(caption)
            if len(r.concepts) == 1 and not r.dimensions
        ]
        own = [
            f"{self.mapping.prefix}:{c.name}"
            for c in self.mapping.custom
            if fold(c.label) == fold(caption)
        ]  # fmt: skip
        base = [q for q in self.ground.vocabulary.base.near(caption, 20) if self.fits(q, row)]
        exact = [q for q in base if _is_named(self.ground.vocabulary.concept(q), caption)]
        sure = list(dict.fromkeys([*own, *elsewhere])) or exact
        taken = {q for r in row.statement.rules() for q in r.concepts}
        certain = sure[0] if len(sure) == 1 and sure[0] not in taken else None
        return certain, tuple(dict.fromkeys([*sure, *base]))[:3]

    def fits(self, qname: str, row: UnclaimedRow) -> bool:
        """A monetary concept (or what the row prints) of the period type of the rows around."""
        concept = self.ground.vocabulary.concept(qname)
        if concept is None or concept.abstract or concept.deprecated:
            return False
        percent = any(f.percent for c in row.line.cells for f in c.figures)
        near = (row.above or row.below or row.hits[0]).rule.concepts
        like = next((c for q in near if (c := self.ground.vocabulary.concept(q)) is not None), None)
        kind = "percent" if percent else "perShare" if like and like.kind == "perShare" else "monetary"
        return concept.kind == kind and (like is None or like.period == concept.period)

    def new(
        self, row: UnclaimedRow, named: tuple[str | None, tuple[str, ...]], sums: Sequence[SumHint]
    ) -> NewLine:
        concept, nearest = named
        line = row.line
        rule: dict[str, Node] = {
            "line": line.label,
            "concept": concept or f"{self.ground.vocabulary.base.prefixes[0]}:{UNKNOWN}",
        }
        beside = row.above or row.below
        path = None if beside is None else self.ground.path(beside.rule.where)
        edits: list[Edit] = []
        if concept is not None and path is not None and isinstance(path[-2], int):
            index = path[-2] + (row.above is not None)
            edits.append(Edit(self.mapping.file, "insert", (*path[:-2], index), rule, reason="a new line"))
            edits += [h.edit for h in sums if h.edit is not None]
        whole = bool(edits) and bool(sums) and all(h.edit is not None for h in sums)
        perhaps = [
            (likeness(line.label, str(r.line)), r.where)
            for s, r in self.unused
            if r.line is not None and s.role in {h.statement.role for h in row.hits}
            if self.held_against(line, row.table, _key(s, r))[1] == 0
        ]
        best = max(perhaps, key=lambda p: p[0], default=None)
        return NewLine(
            where=line.where,
            caption=line.label,
            section=line.section,
            printed=tuple(f.text for c in line.cells for f in c.figures),
            statement=row.statement.role,
            nearest=nearest,
            yaml=f"- {self.ground.write(rule)}",
            after=None if row.above is None else row.above.rule.where,
            sums=tuple(sums),
            perhaps=best[1] if best is not None and best[0] >= ALIKE else None,
            edits=tuple(edits),
            certain=whole,
        )

    # -- gone ------------------------------------------------------------------------------

    def vanished(self, statement: StatementRule, rule: LineRule, unexplained: set[str]) -> Vanished:
        """It may come and go if nothing in the release could be it."""
        path = self.ground.path(rule.where)
        edits: tuple[Edit, ...] = ()
        if path is not None:
            edit = Edit(
                self.mapping.file, "set", (*path[:-1], "optional"), True,
                reason="not every release has it", where=rule.where,
            )  # fmt: skip
            edits = (edit,)
        if rule.text is not None:
            register = self.ground.register
            loose = any(n.state == OPEN and n.statement is None for n in register.numerals)
            advice = "`optional: true` if not every release says it; else correct its words"
            return Vanished(
                rule.where, str(rule.text), statement.role, advice, edits, not loose and bool(edits)
            )
        held = self.amounts_shown(statement, rule)
        if held:
            when, printed = held[0]
            advice = f"{printed.text} of {when} was filed on it: look which line holds that now"
            return Vanished(rule.where, str(rule.line), statement.role, advice, edits, False)
        advice = "`optional: true` lets it come and go; or remove it, and from the sums"
        certain = statement.role not in unexplained and bool(edits)
        return Vanished(rule.where, str(rule.line), statement.role, advice, edits, certain)

    def amounts_shown(self, statement: StatementRule, rule: LineRule) -> list[tuple[Period, Print]]:
        """What the rule gave before, zeros aside, in periods that its statement still prints."""
        shown = {
            f.context.period
            for f in self.ground.facts
            if any(p.statement == statement.role for p in f.prints)
        }  # fmt: skip
        before = self.prints.get(_key(statement, rule), [])
        return [(when, p) for when, p in before if when in shown and p.value != 0]


def likeness(one: str, other: str) -> float:
    """How alike two captions are, of 100: words in any order, plurals and punctuation aside."""
    from rapidfuzz import fuzz

    a, b = _words(one), _words(other)
    return max(fuzz.ratio(a, b), fuzz.token_sort_ratio(a, b))


def _words(caption: str) -> str:
    words = re.findall(r"[a-z0-9]+", fold(caption).replace("&", " and "))
    return " ".join(w[:-1] if len(w) > 3 and w.endswith("s") and not w.endswith("ss") else w for w in words)


def _is_named(concept: Concept | None, caption: str) -> bool:
    """Its standard label, or its name, is the caption."""
    plain = re.sub(r"[^a-z0-9]", "", fold(caption))
    return concept is not None and plain in (
        re.sub(r"[^a-z0-9]", "", fold(concept.label)),
        concept.name.lower(),
    )


def _key(statement: StatementRule, rule: LineRule) -> Key:
    return (statement.role, rule.concepts, rule.dimensions, rule.period)


def _is_time(filed: Period, heading: Period) -> bool:
    """Does the heading speak of the period filed? A bare date speaks of any that ends then."""
    if filed.start is None or heading.start is None:
        return filed.end == heading.end
    return filed == heading


def _under(line: LineItem, section: tuple[Matcher, ...]) -> bool:
    above = iter(line.section)
    return all(any(matcher.matches(heading) for heading in above) for matcher in section)
