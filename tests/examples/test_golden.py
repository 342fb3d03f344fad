"""The whole output of the example, byte for byte."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

from tests.examples import regenerate
from tests.project import EXAMPLE

EXPECTED = EXAMPLE / "expected" / "output"
FILES = regenerate.golden(EXAMPLE)


@pytest.mark.parametrize("name", sorted(FILES))
def test_same_bytes(name: str) -> None:
    path = EXPECTED / name
    if not path.is_file():
        pytest.fail(f"no golden for {name}: python -m tests.examples.regenerate --force")
    golden, made = path.read_bytes(), FILES[name]
    if golden != made:
        lines = difflib.unified_diff(
            golden.decode().splitlines(), made.decode().splitlines(), "golden", "made", lineterm="", n=1
        )
        pytest.fail(f"{name} differs from its golden:\n" + "\n".join(line[:200] for line in list(lines)[:40]))


def test_no_golden_without_its_file() -> None:
    assert {p.name for p in EXPECTED.iterdir()} == set(FILES)


def test_goldens_are_not_replaced_unasked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    expected = tmp_path / "expected" / "output"
    expected.mkdir(parents=True)
    (expected / "facts.csv").write_text("old")
    monkeypatch.setattr(regenerate, "EXAMPLE", tmp_path)
    monkeypatch.setattr(regenerate, "ROOT", tmp_path)
    monkeypatch.setattr(regenerate, "golden", lambda _: {"facts.csv": b"new"})
    assert regenerate.main([]) == 2
    assert "--force" in capsys.readouterr().err
    assert (expected / "facts.csv").read_text() == "old"
    (expected / "stale.xml").write_text("old")
    assert regenerate.main(["--force"]) == 0
    assert {p.name: p.read_text() for p in expected.iterdir()} == {"facts.csv": "new"}


def test_other_arguments_are_refused() -> None:
    assert regenerate.main(["--all"]) == 2
