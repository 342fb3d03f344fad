"""The pytest plug-in: plain ``pytest`` collects ``filing.yaml`` and holds each filing to its expectation.

A filing project gives three tests, ``facts``, ``networks`` and ``checks``, the cases of
``xbrlgen test``; what these say is what that command says. Nothing is ever written from here.
``pytest -p no:xbrlgen`` leaves the plug-in out.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from xbrlgen.model.verified import Case, Verified


def pytest_addoption(parser: pytest.Parser) -> None:
    """``xbrlgen_packages`` in the ini file names official taxonomy packages, relative to that file."""
    parser.addini("xbrlgen_packages", "official taxonomy packages to look concepts up in", type="paths")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Every ``filing.yaml`` is a filing project."""
    if file_path.name != "filing.yaml":
        return None
    project: FilingProject = FilingProject.from_parent(parent, path=file_path)
    return project


class FilingProject(pytest.File):
    """A filing project; built once, when its first test runs."""

    def collect(self) -> Iterator[pytest.Item]:
        from xbrlgen.model.recorded import PARTS

        for part in PARTS:
            item: FilingCase = FilingCase.from_parent(self, name=part)
            yield item

    @cached_property
    def tested(self) -> Verified:
        from xbrlgen.pipeline.testing import verify_project
        from xbrlgen.resources import taxonomy_packages

        named = tuple(Path(p) for p in self.config.getini("xbrlgen_packages"))
        return verify_project(self.path.parent, named or taxonomy_packages())


class NotAsExpected(Exception):  # noqa: N818 (pytest shows the name as the verdict)
    """A case that did not pass."""

    def __init__(self, case: Case) -> None:
        super().__init__(case.outcome)
        self.case = case


class FilingCase(pytest.Item):
    """One part of a project held to its expectation."""

    parent: FilingProject

    def runtest(self) -> None:
        case = next(c for c in self.parent.tested.cases if c.part == self.name)
        if case.outcome != "passed":
            raise NotAsExpected(case)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> str:
        """What ``xbrlgen test`` says of the case; a fault of the program's own keeps its traceback."""
        if not isinstance(excinfo.value, NotAsExpected):
            return str(super().repr_failure(excinfo, style))
        from xbrlgen.view.testing import case_lines

        return "\n".join(case_lines(excinfo.value.case, self.folder))

    def reportinfo(self) -> tuple[Path, int | None, str]:
        return self.path, None, f"{self.folder}: {self.name}"

    @property
    def folder(self) -> str:
        """The project as seen from the root of the run, with forward slashes."""
        root, folder = self.config.rootpath, self.path.parent
        return (folder.relative_to(root) if folder.is_relative_to(root) else folder).as_posix()
