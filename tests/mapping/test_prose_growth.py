"""Long paragraphs and many rules: what is read of each number, and that it costs no more among many."""

from __future__ import annotations

import sys
from pathlib import Path
from types import FrameType

from tests.project import small_project
from xbrlgen.mapping.match import match
from xbrlgen.mapping.prose import read_claims
from xbrlgen.model.claim import Claim
from xbrlgen.pipeline import load

ASSETS = "  - {line: Total assets, concept: us-gaap:Assets}"
SENTENCE = "net revenue of ${}.{} million in the same period last year and"


def claims(folder: Path, count: int, rules: int) -> tuple[tuple[Claim, ...], int]:
    """The claims of one sentence that states so many numbers, and the lines of Python run for them."""
    said = "\n".join(SENTENCE.format(i % 90 + 1, i % 10) for i in range(count))
    prose = "".join(f"- {{words: segment {n} sales, concept: us-gaap:Revenues}}\n" for n in range(rules))
    prose += "- {words: net revenue, concept: us-gaap:Revenues}\n"
    project = small_project(
        folder, "Total assets | 5 | 4", ASSETS, after=f"{said}\n", mapping=f"prose:\n{prose}"
    )
    filing, mapping, vocabulary, sources = load(project)
    hits = match(mapping, sources).hits
    lines = 0

    def count_lines(frame: FrameType, event: str, arg: object) -> object:
        nonlocal lines
        lines += event == "line"
        return count_lines

    before = sys.gettrace()
    sys.settrace(count_lines)  # type: ignore[arg-type]  # a trace function gives one, typeshed says Any
    try:
        found = read_claims(filing, mapping, vocabulary, sources, hits)
    finally:
        sys.settrace(before)
    return found, lines


def test_numbers_of_a_long_sentence_are_read_alike_and_at_one_price(tmp_path: Path) -> None:
    few, price = claims(tmp_path / "a", 100, 0)
    many, total = claims(tmp_path / "b", 800, 0)
    assert len(few) == 100
    assert len(many) == 800
    assert [c.kind for c in many[:60]] == [c.kind for c in few[:60]]
    assert total < 10 * price


def test_rules_for_other_words_cost_a_paragraph_nothing(tmp_path: Path) -> None:
    alone, price = claims(tmp_path / "a", 40, 0)
    among, total = claims(tmp_path / "b", 40, 400)
    assert [c.mention.id for c in among] == [c.mention.id for c in alone]
    assert total < price + 400 * 100
