"""A minute's worth of ``benchmarks/fuzz.py`` in seconds: damaged projects give findings and nothing else."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from tests.project import ROOT
from xbrlgen.model.project import Project

sys.path.insert(0, str(ROOT / "benchmarks"))

import fuzz

SMALL = Project.at(ROOT / "docs" / "ten-minutes")


@pytest.mark.parametrize("name", ["filing.yaml", "mapping.yaml", "release.txt"])
def test_damaged_files_give_findings_alone(name: str) -> None:
    chance = random.Random(f"seed of {name}")
    donor = SMALL.read("mapping.yaml")
    for _ in range(25):
        data = fuzz.damaged(SMALL.read(name), donor, chance)
        wrong = fuzz.tried(SMALL.with_files({name: data}), 0)
        assert wrong is None, (wrong, data)


def test_what_goes_wrong_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError("no")

    monkeypatch.setattr(fuzz.pipeline, "check", fails)
    wrong = fuzz.tried(SMALL, 0)
    assert wrong is not None
    assert wrong[0].startswith(f"ZeroDivisionError at {Path(__file__).name}:")
