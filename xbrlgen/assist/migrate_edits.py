"""The edits that carry a mapping to another year: names, sums, signs, own elements that give way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from xbrlgen.assist.migrate import MigrationInput
from xbrlgen.catalog import Catalog
from xbrlgen.model.codes import finding
from xbrlgen.model.edit import Action, Edit, Node, Steps, name_pattern
from xbrlgen.model.finding import Finding, XbrlgenError
from xbrlgen.model.mapping import LineRule
from xbrlgen.model.migration import Choice, Use
from xbrlgen.model.taxonomy import Concept
from xbrlgen.model.where import Where


@dataclass(frozen=True, slots=True)
class Edits:
    """``relations`` are the texts of sums and checks before and after, ``kept`` what is said of signs.

    ``signs`` are the lines that get a ``sign``: the role of the statement, the line, and the word.
    """

    edits: tuple[Edit, ...]
    relations: Mapping[str, str]
    kept: tuple[Finding, ...] = ()
    signs: tuple[tuple[str, LineRule, str], ...] = ()


def edits_of(
    ground: MigrationInput, choices: Mapping[str, Choice], target: Catalog, waivers: Sequence[Use] = ()
) -> Edits:
    """The edits of all replacements together; ``target`` is the year the mapping will name then.

    No value changes its sign unless a choice says so: where the balance would turn it, ``sign`` settles
    it. ``waivers`` are the words that waivers of filing.yaml speak of. Raises XbrlgenError (XG-MIG-007)
    for a line whose concepts would need different signs.
    """
    return _Making(ground, choices, target).all(waivers)


class _Making:
    def __init__(self, ground: MigrationInput, choices: Mapping[str, Choice], target: Catalog) -> None:
        self.ground, self.choices, self.target = ground, choices, target
        self.kept: list[Finding] = []
        self.signed: list[tuple[str, LineRule, str]] = []

    def all(self, waivers: Sequence[Use]) -> Edits:
        edits = [e for use in self.ground.uses for e in self.named(use)]
        relations, more = self.relations()
        edits += more
        edits += self.signs()
        edits += self.waivers(waivers)
        gone = [e.path for e in edits if e.action == "remove"]
        whole = [e for e in edits if e.path in gone or not any(e.path[: len(p)] == p for p in gone)]
        return Edits(tuple(whole), relations, tuple(self.kept), tuple(self.signed))

    def named(self, use: Use) -> Iterator[Edit]:
        """Everything but names in sums."""
        choice = self.choices.get(use.qname)
        if choice is None or use.kind == "relation" or choice.news == (use.qname,):
            return
        first, *others = choice.news
        reason = f"{choice.old} -> {', '.join(choice.news)}"

        def edit(action: Action, path: Steps, new: Node) -> Edit:
            return Edit(use.where.file, action, path, new, reason=reason, where=use.where)

        if use.kind == "own":
            yield edit("remove", use.path, None)
        elif use.kind == "axis":
            yield edit("key", use.path, first)
        elif use.kind in ("line", "prose") and others:
            if isinstance(use.path[-1], int):
                yield edit("set", use.path, first)
                after: Steps = (*use.path[:-1], use.path[-1] + 1)
                for name in others:
                    yield edit("insert", after, name)
            else:
                yield edit("set", use.path, list[Node](choice.news))
        else:
            yield edit("set", use.path, first)
            if use.kind == "show":
                position = use.path[-2]
                assert isinstance(position, int)
                for name in others:
                    yield edit("insert", (*use.path[:-2], position + 1), {"show": name})

    # -- sums --------------------------------------------------------------------------------

    def relations(self) -> tuple[dict[str, str], list[Edit]]:
        """A sum in which a value is turned is written anew; else its names alone are replaced."""
        by_place: dict[Steps, list[Use]] = {}
        for use in self.ground.uses:
            if use.kind == "relation" and use.qname in self.choices:
                by_place.setdefault(use.path, []).append(use)
        texts: dict[str, str] = {}
        edits: list[Edit] = []
        for path, uses in by_place.items():
            text = uses[0].text
            new = text
            for use in uses:
                if self.choices[use.qname].turned:
                    new = turned_relation(new, use.written)
            turned = new != text
            names = {use.written: self.short(use) for use in uses}
            pattern = "|".join(name_pattern(n) for n in sorted(names, key=len, reverse=True))
            new = _replaced(new, pattern, names)
            if new == text:
                continue
            texts[" ".join(text.split())] = " ".join(new.split())
            file, where = uses[0].where.file, uses[0].where
            if turned:
                edits.append(Edit(file, "set", path, new, reason="the sign is turned", where=where))
                continue
            for use in uses:
                if names[use.written] != use.written:
                    reason = f"{use.qname} -> {self.choices[use.qname].news[0]}"
                    edits.append(Edit(file, "word", path, names[use.written], use.written, reason, where))
        return texts, edits

    def short(self, use: Use) -> str:
        """The new name as the old one is written: without its prefix where that leads to it."""
        qname = self.choices[use.qname].news[0]
        name = qname.partition(":")[2]
        if ":" in use.written:
            return qname
        concept = self.concept(qname)
        if concept is not None and concept.is_domain:
            return name  # members are told by the mapping's own dimensions
        for prefix in (self.ground.vocabulary.prefix, *self.target.prefixes):
            if self.concept(f"{prefix}:{name}") is not None:
                return name if qname == f"{prefix}:{name}" else qname
        return qname

    def concept(self, qname: str) -> Concept | None:
        """A name as the mapping will have it."""
        if self.ground.vocabulary.is_own(qname):
            return None if qname in self.choices else self.ground.vocabulary.concept(qname)
        return self.target.concept(qname)

    # -- signs -------------------------------------------------------------------------------

    def signs(self) -> Iterator[Edit]:
        """``sign`` for every line whose value would turn, or would not turn though it is to."""
        places: dict[int, Use] = {}
        for use in self.ground.uses:
            rule = self.ground.lines.get(use.where) if use.kind == "line" else None
            if rule is not None:
                places.setdefault(id(rule), use)
        for statement in self.ground.rules.statements:
            for rule in statement.rules():
                if id(rule) in places:
                    yield from self.sign(statement.role, rule, places[id(rule)])

    def sign(self, role: str, rule: LineRule, use: Use) -> Iterator[Edit]:
        wanted: set[bool] = set()
        wrong: list[Concept] = []
        for qname in rule.concepts:
            choice = self.choices.get(qname, Choice(qname, (qname,)))
            old = self.ground.known(qname)
            if old is None:
                continue
            flipped = rule.turns(old.balance) != choice.turned
            for name in choice.news:
                new = self.concept(name)
                if new is not None:
                    wanted.add(flipped)
                    wrong += [new] if rule.turns(new.balance) != flipped else []
        if not wrong:
            return
        if len(wanted) > 1:
            raise XbrlgenError(
                finding(
                    "XG-MIG-007",
                    f"{rule} gives {', '.join(rule.concepts)}, and their signs would have to differ",
                    rule.where,
                    hint="give each a line of its own first, with its `sign`",
                )
            )
        steps = len(use.path) - (2 if isinstance(use.path[-1], int) else 1)
        path: Steps = (*use.path[:steps], "sign")
        word = "flip" if True in wanted else "keep"
        self.signed.append((role, rule, word))
        if not any(self.choices[q].turned for q in rule.concepts if q in self.choices):
            self.kept.append(self.said(rule, use.where, wrong[0], word))
        yield Edit(use.where.file, "set", path, word, reason="keeps the value", where=use.where)

    def said(self, rule: LineRule, where: Where, new: Concept, word: str) -> Finding:
        balance = f"is a {new.balance}" if new.balance else "has no balance that is known"
        return finding(
            "XG-MIG-003",
            f"{new.qname} {balance} in {self.target.name}, which would turn the value of {rule}",
            where,
            hint=f"`sign: {word}` keeps the value; it is among the edits",
        )

    # -- waivers -----------------------------------------------------------------------------

    def waivers(self, uses: Iterable[Use]) -> Iterator[Edit]:
        """A waiver speaks of a concept by its name, with or without prefix."""
        names: dict[str, str] = {}
        for old, choice in self.choices.items():
            names[old] = choice.news[0]
            names.setdefault(old.partition(":")[2], choice.news[0].partition(":")[2])
        for use in uses:
            if (new := names.get(use.written)) is not None and new != use.written:
                reason = f"{use.written} -> {new}"
                yield Edit(use.where.file, "set", use.path, new, reason=reason, where=use.where)


_TERM = re.compile(
    r"(?P<sign>[+\-−–])?\s*(?P<term>(?:opening|closing)\s*\([^()]*\)"
    r"|(?:[A-Za-z_][\w.-]*:)?[A-Za-z_][\w.]*(?:\s*\[[^\]]*\])?)"
)


def turned_relation(text: str, name: str) -> str:
    """A sum or ratio as it must read when every value of one concept changes its sign.

    A term gets the other sign; where the total or the divisor is turned, every term does.
    """
    total, _, right = text.partition("=")
    body, slash, divisor = right.partition("/")
    inner = body.strip()
    bracket = inner.startswith("(") and inner.endswith(")")
    inner = inner[1:-1] if bracket else inner
    stands = re.compile(name_pattern(name))
    everything = bool(stands.search(total)) != bool(stands.search(divisor))
    terms = []
    for found in _TERM.finditer(inner):
        minus = (found["sign"] or "+") != "+"
        if everything != bool(stands.search(found["term"].partition("[")[0])):
            minus = not minus
        terms.append((minus, found["term"]))
    written = " ".join(f"{'-' if minus else '+'} {term}" for minus, term in terms)
    written = written.removeprefix("+ ") if written.startswith("+") else written.replace("- ", "-", 1)
    if bracket or (slash and len(terms) > 1):
        written = f"({written})"
    return f"{total.strip()} = {written}" + (f" / {divisor.strip()}" if slash else "")


def _replaced(text: str, pattern: str, names: dict[str, str]) -> str:
    return re.sub(pattern, lambda m: names[m[0]], text)
