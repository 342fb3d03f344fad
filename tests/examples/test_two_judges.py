"""The filing does not know who judges it: the stand-in and the full taxonomy get the same bytes."""

from __future__ import annotations

import pytest

from tests.project import EXAMPLE, SHARED, WITHOUT_SHARED
from xbrlgen import pipeline
from xbrlgen.model.finding import Severity

FULL = SHARED / "taxonomies" / "us-gaap-2025-reconstructed.zip"


@pytest.mark.skipif(not FULL.exists(), reason=WITHOUT_SHARED)
def test_same_bytes_and_no_false_error_whoever_judges() -> None:
    stand_in = pipeline.check(EXAMPLE)
    full = pipeline.check(EXAMPLE, pipeline.Options(packages=(FULL,)))
    assert "stand-in" in stand_in.judge
    assert FULL.name in full.judge
    assert [(a.name, a.data) for a in stand_in.package] == [(a.name, a.data) for a in full.package]
    for result in (stand_in, full):
        standing = [f for f in result.findings if f.waived is None and f.severity is Severity.ERROR]
        assert standing == []
