"""Slips in sums, ratios and roll-forwards: a part gone, the whole gone, plus for minus."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from xbrlgen.compare.mutants.original import Original, local
from xbrlgen.model.edit import Steps
from xbrlgen.model.mutation import Mutant
from xbrlgen.model.relation import Relation, Term


def relations(ground: Original) -> Iterator[tuple[str, Relation, Steps]]:
    """Every sum and check with the role it is in (empty for checks across statements) and the way to it."""
    for statement, path in ground.statements():
        for key in ("sums", "checks"):
            for i, relation in enumerate(getattr(statement, key)):
                yield statement.role, relation, (*path, key, i)
    for i, relation in enumerate(ground.mapping.checks):
        yield "", relation, ("mapping", "checks", i)


def sums(ground: Original) -> Iterator[Mutant]:
    """Each part of each sum gone, and each relation gone."""
    for role, relation, path in relations(ground):
        for j, term in enumerate(relation.terms):
            if len(relation.terms) == 1:
                break
            left = with_terms(relation, (*relation.terms[:j], *relation.terms[j + 1 :]))
            text = f"{head(relation)}: without {sign(term)} {name(term)}"
            yield Mutant("sum", relation.where, text, ((path, left),), role, (term.concept,))
        *way, last = path
        items = _at(ground, tuple(way))
        assert isinstance(last, int)
        text = f"{head(relation)}: the whole of it gone"
        puts = ((tuple(way), (*items[:last], *items[last + 1 :])),)
        yield Mutant("sum", relation.where, text, puts, role, concepts_of(relation), "whole")


def weights(ground: Original) -> Iterator[Mutant]:
    """Each sign in each sum turned."""
    for role, relation, path in relations(ground):
        for j, term in enumerate(relation.terms):
            turned = replace(term, weight=-term.weight)
            changed = with_terms(relation, (*relation.terms[:j], turned, *relation.terms[j + 1 :]))
            text = f"{head(relation)}: {sign(term)} {name(term)} -> {sign(turned)} {name(turned)}"
            yield Mutant("weight", relation.where, text, ((path, changed),), role, (term.concept,))


def with_terms(relation: Relation, terms: tuple[Term, ...]) -> Relation:
    """The relation with other parts, its text as a user would have written it."""
    changed = replace(relation, terms=terms)
    return replace(changed, text=text_of(changed))


def text_of(relation: Relation) -> str:
    """A relation in the language of the mapping, with local names."""
    first, *rest = relation.terms
    parts = [f"-{name(first)}" if first.weight < 0 else name(first)]
    parts += [f"{sign(t)} {name(t)}" for t in rest]
    over = f" / {name(relation.divisor)}" if relation.divisor is not None else ""
    return f"{name(relation.total)} = {' '.join(parts)}{over}"


def concepts_of(relation: Relation) -> tuple[str, ...]:
    terms = (relation.total, *relation.terms, *((relation.divisor,) if relation.divisor else ()))
    return tuple(dict.fromkeys(t.concept for t in terms))


def head(relation: Relation) -> str:
    """What names a relation in a line: its total, for a ratio with what it is a ratio of."""
    if relation.divisor is not None or len(relation.terms) == 1:
        return text_of(relation)
    return f"{name(relation.total)} = ..."


def name(term: Term) -> str:
    members = f"[{', '.join(local(m) for _, m in term.dimensions)}]" if term.dimensions else ""
    text = f"{local(term.concept)}{members}"
    return f"{term.at}({text})" if term.at else text


def sign(term: Term) -> str:
    return "-" if term.weight < 0 else "+"


def _at(ground: Original, path: Steps) -> tuple[Relation, ...]:
    noun: object = ground.mapping
    for step in path[1:]:
        noun = noun[step] if isinstance(noun, tuple) and isinstance(step, int) else getattr(noun, str(step))
    assert isinstance(noun, tuple)
    return noun
