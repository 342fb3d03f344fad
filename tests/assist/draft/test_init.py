"""``xbrlgen init``: from a document to a project that builds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.project import EXAMPLE, ROOT, SEED, WITHOUT_SHARED
from xbrlgen.cli import app
from xbrlgen.model.finding import Severity, XbrlgenError
from xbrlgen.pipeline import Options, check
from xbrlgen.pipeline.drafting import Initiated, init

PAGE = next((ROOT / "examples" / "cedar-lake-2025q3").glob("*.htm*"))


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Initiated, Path]:
    folder = tmp_path_factory.mktemp("drafted") / "project"
    return init([PAGE], folder), folder


def test_a_page_is_drafted_to_a_filing_without_errors(drafted: tuple[Initiated, Path]) -> None:
    made, folder = drafted
    assert not [f for f in made.findings if f.severity is Severity.ERROR]
    assert not [f for f in check(folder, Options(fast=True)).findings if f.severity is Severity.ERROR]
    assert {s.kind.value for s in made.drafted.statements} == {"income", "balance-sheet", "cash-flow"}


def test_its_values_are_those_of_the_mapping_by_hand(drafted: tuple[Initiated, Path]) -> None:
    """Whatever concept both give in a period without members has one value: sign and scale are right."""
    _, folder = drafted

    def values(place: Path) -> dict[object, object]:
        facts = check(place, Options(fast=True)).report.facts
        return {f.identity: f.value for f in facts if f.concept.qname.startswith("us-gaap:")}

    by_hand, by_draft = values(PAGE.parent), values(folder)
    both = by_hand.keys() & by_draft.keys()
    assert len(both) > 60
    assert {k: by_draft[k] for k in both} == {k: by_hand[k] for k in both}


def test_the_same_document_gives_the_same_draft(drafted: tuple[Initiated, Path], tmp_path: Path) -> None:
    _, folder = drafted
    init([PAGE], tmp_path / "again")
    for name in ("mapping.yaml", "filing.yaml"):
        assert (tmp_path / "again" / name).read_bytes() == (folder / name).read_bytes()


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("mine")
    with pytest.raises(XbrlgenError, match="holds files already"):
        init([PAGE], tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["kept.txt"]


def test_a_document_without_statements_is_named(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("To our shareholders\n\nWe had a good year.\n")
    result = CliRunner().invoke(
        app, ["init", str(letter), "--out", str(tmp_path / "out"), "--format", "json"]
    )
    assert result.exit_code == 2
    assert json.loads(result.stdout)["findings"][0]["code"] == "XG-MAP-012"
    assert not (tmp_path / "out").exists()


def test_a_document_that_is_not_there_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(XbrlgenError) as caught:
        init([tmp_path / "none.txt"], tmp_path / "out")
    (found,) = caught.value.findings
    assert found.code == "XG-READ-001"
    assert "filing.yaml" not in (found.hint or "")


def test_what_it_tells_programs(tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = CliRunner().invoke(app, ["init", str(PAGE), "--out", str(out), "--format", "json"])
    assert result.exit_code == 0
    told = json.loads(result.stdout)
    assert told["project"] == out.as_posix()
    lines = [line for s in told["statements"] for line in s["lines"]]
    assert any(line["concept"] == "us-gaap:Assets" and line["sure"] for line in lines)


@pytest.mark.skipif(not SEED.exists(), reason=WITHOUT_SHARED)
def test_the_first_release_needs_no_edit(tmp_path: Path) -> None:
    made = init([SEED], tmp_path / "project")
    assert not [f for f in made.findings if f.severity is Severity.ERROR]
    assert sum(len(s.sums) for s in made.drafted.statements) >= 11


def test_the_rewritten_release_needs_no_edit(tmp_path: Path) -> None:
    made = init([EXAMPLE / "release.txt"], tmp_path / "project")
    assert not [f for f in made.findings if f.severity is Severity.ERROR]
