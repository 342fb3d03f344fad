"""Render the sample of ``tests/render`` and have Arelle judge it with the stand-in package."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

SAMPLE = str(Path(__file__).resolve().parents[1] / "render")
if SAMPLE not in sys.path:
    sys.path.insert(0, SAMPLE)

from xbrlgen.catalog.standin import stand_in_package  # noqa: E402
from xbrlgen.check.with_arelle import Verdict, judge  # noqa: E402
from xbrlgen.model.report import Report, Trace  # noqa: E402
from xbrlgen.render.package import render_package  # noqa: E402
from xbrlgen.render.writing import write_package  # noqa: E402

Ask = Callable[..., Verdict]


@pytest.fixture(scope="session")
def stand_in() -> Path:
    return stand_in_package("us-gaap/2025")


@pytest.fixture
def ask(tmp_path: Path, stand_in: Path) -> Ask:
    """Judge a filing; further arguments are those of ``judge``."""

    def run(report: Report, **how: object) -> Verdict:
        package = render_package(report)
        write_package(package, tmp_path / "out")
        arguments = {"packages": [stand_in], "trace": Trace.of(report.facts), **how}
        return judge(tmp_path / "out" / package.entry, **arguments)  # type: ignore[arg-type]

    return run
