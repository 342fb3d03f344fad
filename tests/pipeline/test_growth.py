"""Every step between reading and rendering grows with its input: counted in lines of Python, not in seconds.

Releases are made as ``benchmarks/growth.py`` makes them; four times the figures may take five times the lines.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType, ModuleType
from typing import TypeVar

import pytest

from tests.project import ROOT
from xbrlgen.build import build
from xbrlgen.build.document import build_documents
from xbrlgen.check.arithmetic import check_arithmetic
from xbrlgen.check.lint import lint
from xbrlgen.check.tieout import tie_out
from xbrlgen.mapping.match import match
from xbrlgen.mapping.prose import read_claims
from xbrlgen.pipeline import load

T = TypeVar("T")
FEW, MANY = 240, 960
AT_MOST = 5.0


def made() -> ModuleType:
    spec = importlib.util.spec_from_file_location("made", ROOT / "benchmarks" / "made.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Lines:
    """Counts the lines of Python that a piece of work runs."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}

    def of(self, name: str, work: Callable[[], T]) -> T:
        count = 0

        def trace(frame: FrameType, event: str, arg: object) -> object:
            nonlocal count
            count += event == "line"
            return trace

        before = sys.gettrace()
        sys.settrace(trace)  # type: ignore[arg-type]  # a trace function gives one, typeshed says Any
        try:
            return work()
        finally:
            sys.settrace(before)
            self.counts[name] = count


def counts(project: Path) -> dict[str, int]:
    filing, mapping, vocabulary, sources = load(project)
    lines = Lines()
    matched = lines.of("matching", lambda: match(mapping, sources))
    claims = lines.of("claims", lambda: read_claims(filing, mapping, vocabulary, sources, matched.hits))
    report = lines.of("building", lambda: build(filing, mapping, vocabulary, sources, matched, claims))
    lines.of("names", lambda: lint(mapping, vocabulary, matched, report))
    ties, _ = lines.of("arithmetic", lambda: check_arithmetic(mapping, report))
    lines.of("tie-out", lambda: tie_out(mapping, sources, report, claims, ties))
    lines.of("documents", lambda: build_documents(sources, report))
    return lines.counts


@pytest.mark.parametrize("shape", ["tables", "rows", "periods", "unclaimed"])
def test_steps_grow_with_their_input(shape: str, tmp_path: Path) -> None:
    make = made().make
    few = counts(make(tmp_path / "few", FEW, shape))
    many = counts(make(tmp_path / "many", MANY, shape))
    growth = {step: round(many[step] / max(few[step], 1000), 1) for step in few}
    assert not {step: times for step, times in growth.items() if times > AT_MOST}
