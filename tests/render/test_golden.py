"""Whole files, byte by byte."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sample import FILING

from xbrlgen.model.package import Artifact
from xbrlgen.render.package import render_package

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
GOLDEN = HERE / "golden"
PACKAGE = render_package(FILING)


@pytest.mark.parametrize("artifact", PACKAGE.artifacts, ids=[a.name for a in PACKAGE])
def test_equals_golden(artifact: Artifact) -> None:
    golden = GOLDEN / artifact.name
    assert golden.is_file(), f"no golden file {golden.name}: see regenerate.py"
    assert artifact.data == golden.read_bytes()


def test_no_golden_is_left_over() -> None:
    assert {p.name for p in GOLDEN.iterdir()} == {a.name for a in PACKAGE}


def test_an_artifact_streams_the_same_bytes_every_time() -> None:
    for artifact in PACKAGE:
        assert artifact.data == artifact.data
        assert all(artifact.stream())


def test_hash_seed_and_locale_do_not_matter() -> None:
    script = (
        "import hashlib; from sample import FILING; from xbrlgen.render.package import render_package; "
        "print(hashlib.sha256(b''.join(a.data for a in render_package(FILING))).hexdigest())"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={
                **os.environ,
                "PYTHONHASHSEED": seed,
                "LC_ALL": "C",
                "PYTHONPATH": f"{ROOT}{os.pathsep}{HERE}",
            },
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(seen) == 1


def test_regenerating_asks_for_force(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import regenerate

    monkeypatch.setattr(regenerate, "GOLDEN", tmp_path / "golden")
    assert regenerate.main([]) == 2
    assert not (tmp_path / "golden").exists()
    assert regenerate.main(["--force"]) == 0
    assert {p.name for p in (tmp_path / "golden").iterdir()} == {a.name for a in PACKAGE}
