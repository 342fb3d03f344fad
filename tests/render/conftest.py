"""The sample filing, for the tests of this room."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
if str(HERE) not in sys.path:
    sys.path.insert(0, str(HERE))

from sample import FILING  # noqa: E402

from xbrlgen.model.report import Report  # noqa: E402


@pytest.fixture
def report() -> Report:
    return FILING
