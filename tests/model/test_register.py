"""Which facts some check of figures holds."""

from __future__ import annotations

from decimal import Decimal

from xbrlgen.model.register import TAGGED, NumberRegister, Numeral, Tie
from xbrlgen.model.source import FigureId
from xbrlgen.model.where import Where


def numeral(place: int, *facts: str, ties: tuple[Tie, ...] = ()) -> Numeral:
    where = Where("release.txt", place, 1)
    return Numeral(FigureId("release.txt", place), where, "1", TAGGED, facts=facts, ties=ties)


def tie(*operands: str) -> Tie:
    return Tie("A = B + C", Decimal(1), Decimal(1), 0, True, operands)


def unheld(*numerals: Numeral) -> list[tuple[str, ...]]:
    return [n.facts for n in NumberRegister(numerals).unheld]


def test_a_tie_holds_its_total_and_its_parts() -> None:
    found = unheld(numeral(1, "total", ties=(tie("part", "other"),)), numeral(2, "part"), numeral(3, "alone"))
    assert found == [("alone",)]


def test_a_second_print_holds() -> None:
    assert unheld(numeral(1, "twice"), numeral(2, "once"), numeral(3, "twice")) == [("once",)]


def test_a_number_that_is_two_facts_is_held_if_one_of_them_is() -> None:
    assert unheld(numeral(1, "basic", "diluted"), numeral(2, "ratio", ties=(tie("result", "basic"),))) == []
    assert unheld(numeral(1, "basic", "diluted")) == [("basic", "diluted")]


def test_every_fact_is_printed_where_it_is_first() -> None:
    register = NumberRegister((numeral(1, "a"), numeral(2, "b", "a")))
    assert {fact: n.where.line for fact, n in register.printed.items()} == {"a": 1, "b": 2}
