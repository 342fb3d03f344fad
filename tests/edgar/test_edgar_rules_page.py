"""The page of EDGAR rules is what the program would make now, and its tables are whole."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from xbrlgen.check.edgar import rules

DOCS = Path(__file__).resolve().parents[2] / "docs"
LISTED = 143
WANTED = 90


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_edgar_rules", DOCS / "make_edgar_rules.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_page_is_current(maker: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    status = maker.main(["--check"])
    assert (status, capsys.readouterr().err) == (0, "")


def test_a_stale_page_is_told(maker: ModuleType, tmp_path: Path) -> None:
    assert maker.main(["--check"], tmp_path / "page.md") == 1
    assert maker.main([], tmp_path / "page.md") == 0
    assert maker.main(["--check"], tmp_path / "page.md") == 0
    assert maker.main(["--chekc"], tmp_path / "page.md") == 2


def test_every_listed_rule_is_covered_or_has_a_reason(maker: ModuleType) -> None:
    rows = maker.table("edgar-checklist.tsv")
    assert [row[0] for row in rows] == [str(n) for n in range(1, LISTED + 1)]
    ours = {code for _, code in rules()}
    for _, theirs, named, reason in rows:
        assert named or reason, theirs
        assert {f"XG-EFM-{n}" for n in named.split()} <= ours
    assert sum(1 for row in rows if row[2]) >= WANTED


def test_agreement_speaks_of_every_rule(maker: ModuleType) -> None:
    assert [row[0] for row in maker.table("edgar-agreement.tsv")] == [code for _, code in rules()]
