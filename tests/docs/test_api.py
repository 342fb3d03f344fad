"""What ``import xbrlgen`` offers, as docs/python-api.md tells it."""

from __future__ import annotations

import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

import xbrlgen
from tests.project import EXAMPLE, copy_example, edit

FAST = xbrlgen.Options(fast=True)


def fresh(code: str) -> str:
    """Standard output of a program of its own, run in the repository."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=EXAMPLE.parents[1],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_every_name_of_all_is_there() -> None:
    assert set(xbrlgen.__all__) <= set(dir(xbrlgen))
    for name in xbrlgen.__all__:
        assert getattr(xbrlgen, name) is not None


def test_a_name_it_does_not_have() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'bild'"):
        _ = xbrlgen.bild  # type: ignore[attr-defined]


def test_importing_it_loads_no_room() -> None:
    loaded = "print([m for m in sys.modules if m.startswith(('xbrlgen.', 'pydantic', 'lxml', 'arelle'))])"
    assert fresh("import sys, xbrlgen; xbrlgen.__version__; " + loaded) == "[]"


@pytest.mark.parametrize(
    "first",
    [
        "import xbrlgen.pipeline",
        "import xbrlgen.build, xbrlgen.check",
        "from xbrlgen.check.lint import lint",
        "import xbrlgen; xbrlgen.check('examples/mpower-2004q3', xbrlgen.Options(fast=True))",
    ],
)
def test_build_and_check_stay_functions(first: str) -> None:
    """Rooms bear these names too; importing one must not put itself in the function's place."""
    names = fresh(
        f"{first}\nimport xbrlgen\nfrom xbrlgen import build, check\n"
        "print(type(build).__name__, type(check).__name__, build is xbrlgen.build, check is xbrlgen.check)"
    )
    assert names == "function function True True"


def test_rooms_of_the_same_names_stay_importable() -> None:
    assert fresh("import xbrlgen; from xbrlgen.build.facts import exact; print(exact.__module__)") == (
        "xbrlgen.build.facts"
    )


def test_other_attributes_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xbrlgen, "build", len)
    assert xbrlgen.build is len  # type: ignore[comparison-overlap]


@pytest.mark.parametrize("form", [str, Path])
def test_check_takes_a_path_in_either_form(form: type[str] | type[Path]) -> None:
    result = xbrlgen.check(form(EXAMPLE), FAST)
    assert isinstance(result, xbrlgen.Result)
    assert not result.failed
    assert result.written is None
    assert all(isinstance(f, xbrlgen.Finding) for f in result.findings)
    numbers = [f.value for f in result.report.facts if f.unit is not None]
    assert len(numbers) > 240
    assert all(isinstance(value, Decimal) for value in numbers)


def test_hold_says_what_became_of_each_part(tmp_path: Path) -> None:
    verified = xbrlgen.verify(EXAMPLE)
    assert isinstance(verified, xbrlgen.Verified)
    assert [(c.part, c.outcome) for c in verified.cases] == [
        ("facts", "passed"),
        ("networks", "passed"),
        ("checks", "passed"),
    ]
    project = copy_example(tmp_path)
    assert not xbrlgen.verify(project).passed
    assert xbrlgen.verify(str(project), update=True).updated
    assert xbrlgen.verify(project).passed


def test_build_writes_where_it_is_told(tmp_path: Path) -> None:
    project, steps = copy_example(tmp_path), list[str]()
    result = xbrlgen.build(str(project), str(tmp_path / "made"), FAST, steps.append)
    assert result.written == tmp_path / "made"
    assert (tmp_path / "made" / "facts.csv").is_file()
    assert not (project / "out").exists()
    assert steps[0] == "reading"
    assert steps[-1] == "writing"
    assert xbrlgen.build(project, options=FAST).written == project / "out"


def test_what_is_wrong_is_in_the_findings_and_nothing_is_written(tmp_path: Path) -> None:
    project = copy_example(tmp_path)
    edit(project, "mapping.yaml", "us-gaap:AssetsCurrent,", "us-gaap:AssetsCurent,")
    result = xbrlgen.build(project, options=FAST)
    worst = [f for f in result.findings if f.severity is xbrlgen.Severity.ERROR]
    assert "XG-MAP-004" in [f.code for f in worst]
    assert result.failed
    assert result.written is None
    assert not (project / "out").exists()


def test_input_that_cannot_be_read_raises(tmp_path: Path) -> None:
    with pytest.raises(xbrlgen.XbrlgenError) as caught:
        xbrlgen.check(os.fspath(tmp_path / "nowhere"))
    assert [f.code for f in caught.value.findings] == ["XG-READ-001"]
