"""The rule that would let the checks catch a mutant they miss, said for its kind and its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from xbrlgen.compare.mutants.original import local
from xbrlgen.compare.mutants.sums import concepts_of, head
from xbrlgen.model.mapping import Filing, LineRule, Mapping
from xbrlgen.model.mutation import NOTHING, Mutant, MutantVerdict
from xbrlgen.model.relation import Relation
from xbrlgen.model.report import Report

NO_EFFECT = "no effect on this report: what is written stays the same to the byte"
_ONLY = "only an expectation holds this"
_FEWEST = 3
"""A sum is a total and two parts."""


class Remedies:
    """What to say of a verdict, from the project as it is without the change."""

    def __init__(self, filing: Filing, mapping: Mapping, report: Report) -> None:
        self.filing, self.mapping = filing, mapping
        self.values: dict[str, list[Decimal]] = {}
        """Values of the facts of each concept."""
        for fact in report.facts:
            if isinstance(fact.value, Decimal):
                self.values.setdefault(fact.concept.qname, []).append(fact.value)
        self.kinds = {f.concept.qname: f.concept.kind for f in report.facts}

    def of(self, verdict: MutantVerdict) -> str:
        """One sentence, without its full stop."""
        if verdict.same_output:
            return NO_EFFECT
        makers: dict[str, Callable[[Mutant], str]] = {
            "concept": self.concept,
            "sign": self.value,
            "period": self.period,
            "scale": self.value,
            "unit": self.unit,
            "drop": self.drop,
            "double": self.double,
            "member": self.member,
            "column": self.column,
            "sum": self.sum,
            "weight": self.weight,
            "label": self.label,
            "prose": self.prose,
        }
        said = makers[verdict.mutant.kind](verdict.mutant)
        if verdict.by == NOTHING:
            said = said.replace(_ONLY, "nothing holds this, nor does the expectation record it")
        return said

    # -- lines ---------------------------------------------------------------------------

    def concept(self, m: Mutant) -> str:
        if m.slip == "heading":
            return f"a heading has no value that a sum could miss: {_ONLY}"
        return self.tied(m, m.concepts[0])

    def value(self, m: Mutant) -> str:
        """A line whose numbers are changed: a sum tells, if there is one and the numbers are not zero."""
        if m.slip == "balance":
            name = local(m.concepts[0])
            return f"no sum sets the balance of {name} against another, or it may have none: {_ONLY}"
        if not m.concepts:
            return f"no line of {m.statement} stands in a sum: name its lines in one"
        values = [v for q in m.concepts for v in self.values.get(q, [])]
        if values and not any(values):
            return f"every number of {local(m.concepts[0])} is zero here: {_ONLY}"
        return self.tied(m, m.concepts[0])

    def unit(self, m: Mutant) -> str:
        return self.tied(m, m.concepts[0])

    def period(self, m: Mutant) -> str:
        if not self.filing.periods:
            return f"list the periods that facts may speak of under `periods` in {self.filing.file}"
        if not m.concepts:
            return f"the periods it gives are all listed in {self.filing.file}: {_ONLY}"
        said = self.tied(m, m.concepts[0])
        return f"the period it gives is one that {self.filing.file} lists; {said}"

    def tied(self, m: Mutant, qname: str) -> str:
        """Which sum holds a line, or that none does."""
        name, role = local(qname), m.statement or self.home(qname)
        inside = [r for r in self.relations(role) if qname in concepts_of(r)]
        if inside:
            return (
                f"{head(inside[0])} (line {inside[0].where.line}) names {name} and holds all the same, or "
                f"does not apply to all of its numbers: {_ONLY}"
            )
        across = [r for r in self.mapping.checks if qname in concepts_of(r)]
        if across:
            which = f"{head(across[0])} (line {across[0].where.line})"
            return f"only {which} names {name}: name it in a sum of {role} too"
        if self.kinds.get(qname) in ("perShare", "percent", "pure"):
            return f"no check names {name}: add the ratio that it is, `{name} = ... / ...`, to the checks"
        if len({q for r in self.numbers(role) for q in r.concepts}) < _FEWEST:
            return (
                f"{role} has nothing to add {name} up with: name it in a check of the whole file, or tie "
                "it by words under `prose`"
            )
        return f"no sum or check of {role} names {name}: name it in one"

    def home(self, qname: str) -> str:
        """The first statement that has a line on the concept."""
        return next((s.role for s in self.mapping.statements for r in s.rules() if qname in r.concepts), "")

    def numbers(self, role: str) -> Iterator[LineRule]:
        """The lines of a statement that are read or shown."""
        for statement in self.mapping.statements:
            if statement.role == role:
                yield from (r for r in statement.rules() if r.concepts)

    def relations(self, role: str) -> Iterator[Relation]:
        for statement in self.mapping.statements:
            if statement.role == role:
                yield from (*statement.sums, *statement.checks)

    # -- editing -------------------------------------------------------------------------

    def drop(self, m: Mutant) -> str:
        if m.slip == "words":
            return f"other words account for the numbers near these: {_ONLY}"
        return f"no sum of {m.statement} needs it, and its numbers are accounted for elsewhere: {_ONLY}"

    def double(self, m: Mutant) -> str:
        if m.slip == "second concept":
            return f"a line may have a second concept, and no sum or check names this one: {_ONLY}"
        if m.slip == "part":
            return self.weight(m)
        return f"the second rule finds nothing of its own: {_ONLY}"

    def member(self, m: Mutant) -> str:
        if not m.statement:
            return "both sets of members have the same figure here: state one that differs in the text"
        if not m.concepts:
            return f"no sum of {m.statement} goes across members, and its sums hold in each set: {_ONLY}"
        name = local(m.concepts[0])
        return f"add a sum across members to {m.statement}: `{name} = {name}[...] + {name}[...]`"

    def column(self, m: Mutant) -> str:
        if m.slip == "source":
            return (
                "tie the columns to each other: a roll-forward (`closing(X) = opening(X) + ...`) among the "
                "checks, or words under `prose` for a figure that the text states of one of them"
            )
        return f"the sums hold in either column, and nothing else tells which is which: {_ONLY}"

    # -- sums, labels, text ----------------------------------------------------------------

    def sum(self, m: Mutant) -> str:
        if m.slip == "whole":
            return f"no check misses a check: {_ONLY}"
        return self.weight(m)

    def weight(self, m: Mutant) -> str:
        name = local(m.concepts[0])
        values = self.values.get(m.concepts[0], [])
        if not any(values):
            return f"{name} is zero or not stated where the sum is checked: {_ONLY}"
        return f"the sum is not checked where {name} has a value, or rounding hides it: {_ONLY}"

    def label(self, m: Mutant) -> str:
        if m.slip != "captions":
            return f"the words fit either of them as well: {_ONLY}"
        one, two = m.concepts[0], m.concepts[-1]
        held = {q for r in (*self.relations(m.statement), *self.mapping.checks) for q in concepts_of(r)}
        loose = next((q for q in (one, two) if q not in held), None)
        if loose is not None:
            return self.tied(m, loose)
        return (
            "no sum tells the one line from the other: a check that names one of them would, or words under "
            "`prose` for a figure that the text states of one"
        )

    def prose(self, _: Mutant) -> str:
        return f"both concepts have the same figures where the text states them: {_ONLY}"
