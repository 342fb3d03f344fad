"""Every number accounted for; every tie right, and broken by a change in either place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.project import EXAMPLE, SEED, SHARED, WITHOUT_SHARED, copy_example, worked_example
from xbrlgen import pipeline
from xbrlgen.model.register import ALONE, LEFT, OPEN, TAGGED, TIED, NumberRegister, Numeral, Tie
from xbrlgen.model.where import Where

FAST = pipeline.Options(fast=True)


@pytest.fixture(scope="module")
def example() -> pipeline.Result:
    return pipeline.check(EXAMPLE, FAST)


def text_ties(register: NumberRegister) -> list[tuple[Numeral, Tie]]:
    return [(n, t) for n in register.numerals if n.statement is None for t in n.ties]


def original(folder: Path) -> Path:
    project = copy_example(folder)
    (project / "release.txt").write_bytes(SEED.read_bytes())
    return project


def test_example_has_no_open_number(example: pipeline.Result) -> None:
    assert {n.state for n in example.register.numerals} == {TAGGED, TIED, ALONE, LEFT}
    assert all(n.reason for n in example.register.numerals if n.state == LEFT)


def test_example_ties_hold_but_the_one_that_cannot(example: pipeline.Result) -> None:
    failing = [t for t in example.register.ties if not t.holds]
    assert [t.formula.partition(" ")[0] for t in failing] == [
        "IncomeLossFromDiscontinuedOperationsNetOfTaxPerBasicShare"
    ]
    assert len(text_ties(example.register)) >= 45


@pytest.mark.skipif(not SHARED.exists(), reason=WITHOUT_SHARED)
def test_original_release_is_accounted_for_to_the_last_number(tmp_path: Path) -> None:
    result = pipeline.check(original(tmp_path), FAST)
    states = {n.state for n in result.register.numerals}
    assert OPEN not in states
    # The study of the release lists 62 computations, 47 of them of the text; two more come from
    # "each of 2005 and 2006", and per-share numbers are two facts each.
    ties = result.register.ties
    assert sum(t.holds for t in ties) >= 60
    assert [t.holds for t in ties].count(False) == 1
    text = text_ties(result.register)
    assert len({n.where for n, _ in text}) >= 47
    assert all(t.holds for _, t in text)


@pytest.mark.skipif(not SHARED.exists(), reason=WITHOUT_SHARED)
def test_every_digit_of_the_original_text_is_in_the_account(tmp_path: Path) -> None:
    """Counted without our reader: each run of digits on each line of the file."""
    project = original(tmp_path)
    result = pipeline.check(project, FAST)
    covered: dict[int, list[tuple[int, int]]] = {}
    for n in result.register.numerals:
        assert n.where.line is not None
        assert n.where.column is not None
        covered.setdefault(n.where.line, []).append((n.where.column - 1, n.where.column - 1 + len(n.text)))
    lines = (project / "release.txt").read_text("utf-8").split("\n")
    missing: dict[int, list[str]] = {}
    for number, line in enumerate(lines, start=1):
        for run in re.finditer(r"\d+", line):
            here = any(s <= run.start() < e for s, e in covered.get(number, []))
            # A print that is wrapped goes on at the beginning of the next line.
            rest = max((e - len(lines[number - 2]) for _, e in covered.get(number - 1, [])), default=0)
            if not here and run.start() >= rest:
                missing.setdefault(number, []).append(run.group())
    quarters = ["30", "2004", "30", "2004", "30", "2003"]
    # Nothing of the running text; of the tables their headings, two note marks and a caption.
    assert missing == {
        242: ["30", "2004", "30", "2004", "31", "2003"],
        285: quarters,
        295: ["1"],
        297: ["1"],
        338: quarters,
        347: quarters,
        374: ["4", "2004", "2005", "2006"],
        389: ["2005"],
    }


def changed_digit(text: str, *, last: bool) -> str:
    """Another number of the same form: its last (or first) digit that is not a mark's is changed."""
    runs = list(re.finditer(r"\d", text))
    run = runs[-1] if last else runs[0]
    digit = int(run.group())
    other = (digit + 4) % 10 if last else (digit + 3) % 9 + 1
    return text[: run.start()] + str(other) + text[run.end() :]


def put(lines: list[str], where: Where, old: str, new: str) -> str:
    """The text with ``old`` at ``where`` changed; ``old`` may run over the end of a line."""
    assert where.line is not None
    assert where.column is not None
    offset = sum(len(line) + 1 for line in lines[: where.line - 1]) + where.column - 1
    text = "\n".join(lines)
    pattern = re.compile(r"\s+".join(re.escape(w) for w in old.split()))
    found = pattern.match(text, offset)
    assert found is not None, (where, old)
    replaced = list(found.group())
    for i, (a, b) in enumerate(zip(" ".join(old.split()), " ".join(new.split()), strict=True)):
        if a != b:
            replaced[i] = b
    return text[:offset] + "".join(replaced) + text[found.end() :]


def ties_of_example() -> list[tuple[Numeral, Tie]]:
    return text_ties(worked_example().register)


def speaks_of(release: str, where: Where) -> bool:
    """Does the example with another release say that the number there does not agree?"""
    found = (f for f in worked_example(release).findings if f.code == "XG-TIE-006")
    return any(where in [r.where for r in f.related] for f in found)


@pytest.mark.parametrize(
    ("numeral", "tie"), ties_of_example(), ids=lambda v: getattr(v, "formula", None) or str(v.where)
)
def test_tie_breaks_when_either_side_changes(numeral: Numeral, tie: Tie) -> None:
    lines = (EXAMPLE / "release.txt").read_text("utf-8").split("\n")
    facts = {f.id: f for f in worked_example().report.facts}
    changed = put(lines, numeral.where, numeral.text, changed_digit(numeral.text, last=True))
    assert speaks_of(changed, numeral.where), "the text was changed and nothing said so"
    for operand in tie.operands:
        lead = facts[operand].prints[0]
        changed = put(lines, lead.where, lead.text, changed_digit(lead.text, last=False))
        assert speaks_of(changed, numeral.where), f"{operand} was changed and nothing said so"
