"""A moment of fuzzing in every run; ``benchmarks/fuzz_readers.py`` has the time for more."""

from __future__ import annotations

from itertools import islice

import pytest

from tests.fuzz.targets import TARGETS

INPUTS = {"workbook": 60, "word": 60, "html": 150, "delimited": 150}


@pytest.mark.parametrize("name", TARGETS)
def test_nothing_but_findings(name: str) -> None:
    target = TARGETS[name]
    for data in islice(target.inputs(seed=1), INPUTS[name]):
        target.run(data)
