"""Odd filings: every rule endures them, and each says as much of them as is written down."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.check.edgar.cases import Case
from tests.check.edgar.test_rules import lint
from xbrlgen.check.edgar import AREAS, prepare

FILE = Path(__file__).with_name("odd.yaml")
ODD: list[dict[str, Any]] = YAML(typ="safe").load(FILE.read_text("utf-8"))


def case_of(odd: dict[str, Any]) -> Case:
    return Case("odd", {k: v for k, v in odd.items() if k != "counts"})


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: str(odd["name"]))
def test_each_rule_says_what_is_written_down(odd: dict[str, Any]) -> None:
    held = sorted(case_of(odd).files().items())
    written = prepare((name, text.encode()) for name, text in held)
    said = {code: len(list(dict.fromkeys(rule(written)))) for rules in AREAS.values() for code, rule in rules}
    assert {code: n for code, n in said.items() if n} == odd["counts"]


def test_the_lint_folds_what_it_says_too_often() -> None:
    """Of one rule 25 findings are told, the last of them with the number of the rest."""
    bad = Case("odd", {"name": "x", "declare": {f"thing{n}": {} for n in range(30)}})
    found = [f for f in lint(bad.files()) if f.code == "XG-EFM-420"]
    assert len(found) == 25
    assert Counter("more of this kind" in f.message for f in found) == {True: 1, False: 24}
    assert any("(and 5 more of this kind)" in f.message for f in found)
