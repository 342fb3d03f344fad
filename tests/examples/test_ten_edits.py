"""Ten known edits on a copy of the example are ten differences: no more, no less, and each under its name."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.examples.ten_edits import TEN, edited
from tests.project import EXAMPLE
from xbrlgen.cli import app
from xbrlgen.compare.causes import tell
from xbrlgen.compare.causes.align import align
from xbrlgen.model.comparison import Comparison, Entry
from xbrlgen.pipeline.comparing import compare_paths
from xbrlgen.pipeline.inputs import Opened, open_input

run = CliRunner()


@pytest.fixture(scope="module")
def example() -> Opened:
    return open_input(EXAMPLE)


@pytest.fixture(scope="module")
def ten(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return edited(tmp_path_factory.mktemp("ten"))


@pytest.fixture(scope="module")
def comparison(ten: Path) -> Comparison:
    return compare_paths(EXAMPLE, ten)


def names(entry: Entry, edit: str) -> bool:
    """Does the entry tell of this edit?"""
    known = TEN[edit]
    title, before, after = known.says
    sides = ((entry.before, before), (entry.after, after))
    return (
        entry.kind == known.kind
        and title in entry.title
        and all(
            (said is None) == (wanted is None) and (wanted or "") in (said or "") for said, wanted in sides
        )
    )


@pytest.mark.parametrize("edit", TEN)
def test_each_edit_alone_is_one_difference(edit: str, example: Opened, tmp_path: Path) -> None:
    other = open_input(edited(tmp_path, edit))
    assert example.recorded is not None
    assert other.recorded is not None
    old, new, _ = align(example.recorded, other.recorded, may=(example.may, other.may))
    (entry,) = tell(old, new).entries
    assert names(entry, edit), entry
    facts = [d for d in entry.differences if d.before is not None or d.after is not None]
    if TEN[edit].facts:
        assert len(facts) == TEN[edit].facts


def test_all_ten_are_ten(comparison: Comparison) -> None:
    told = {edit: [e for e in comparison.entries if names(e, edit)] for edit in TEN}
    assert {edit: len(entries) for edit, entries in told.items()} == dict.fromkeys(TEN, 1)
    assert len(comparison.entries) == 10


def test_the_terminal_names_them(ten: Path) -> None:
    done = run.invoke(app, ["diff", str(EXAMPLE), str(ten)])
    assert done.exit_code == 0
    assert "10 differences" in done.output
    lines = [x for x in done.output.splitlines() if re.match(r" +\d+ [~+-] ", x)]
    assert [int(x.split()[0]) for x in lines] == list(range(1, 11))
    for edit, known in TEN.items():
        title, before, after = known.says
        words = [w for w in (title, before, after) if w]
        assert sum(all(w in line for w in words) for line in lines) == 1, edit
    assert all("release.txt:" in x or "mapping.yaml:" in x for x in lines), "each leads to its place"


def test_the_json_names_them(ten: Path) -> None:
    done = run.invoke(app, ["diff", str(EXAMPLE), str(ten), "--format", "json"])
    filing = json.loads(done.output)
    assert filing["count"] == 10
    assert len(filing["differences"]) == 10
    kinds: dict[str, int] = {}
    for known in TEN.values():
        kinds[known.kind] = kinds.get(known.kind, 0) + 1
    assert filing["kinds"] == kinds
    for edit, known in TEN.items():
        title, before, after = known.says
        found = [
            d
            for d in filing["differences"]
            if title in d["title"]
            and (before or "") in (d["before"] or "")
            and (after or "") in (d["after"] or "")
        ]
        assert len(found) == 1, edit


def test_nothing_differs_from_itself() -> None:
    done = run.invoke(app, ["diff", str(EXAMPLE), str(EXAMPLE), "--exit-code"])
    assert done.exit_code == 0
    assert "no difference" in done.output


def test_consequences_stand_under_their_cause(comparison: Comparison) -> None:
    concept = next(e for e in comparison.entries if e.kind == "concept")
    assert {d.aspects[0] for d in concept.follows} >= {"presentation", "calculation", "label", "check"}
    assert concept.leading == 3
    assert str(concept.rule) == "mapping.yaml:29:20"
    assert str(concept.before_source).startswith("release.txt:")
    assert {"label", "structure", "check"} == set(concept.also)
