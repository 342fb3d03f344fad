"""xbrlgen: from an earnings release and one mapping file to a validated XBRL filing.

What a program may rely on is what ``__all__`` names; ``docs/python-api.md`` shows it at work.
Importing the package is cheap: the rooms are loaded when something is first asked of them.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import os

    from xbrlgen.model.finding import Finding as Finding
    from xbrlgen.model.finding import Severity as Severity
    from xbrlgen.model.finding import XbrlgenError as XbrlgenError
    from xbrlgen.model.package import Artifact as Artifact
    from xbrlgen.model.package import Package as Package
    from xbrlgen.model.project import Project as Project
    from xbrlgen.model.report import Context as Context
    from xbrlgen.model.report import Fact as Fact
    from xbrlgen.model.report import Report as Report
    from xbrlgen.model.report import Unit as Unit
    from xbrlgen.model.verified import Verified as Verified
    from xbrlgen.model.where import Where as Where
    from xbrlgen.pipeline import Judge as Judge
    from xbrlgen.pipeline import Options as Options
    from xbrlgen.pipeline import Result as Result

__version__ = "0.1.0"
__all__ = [
    "Artifact",
    "Context",
    "Fact",
    "Finding",
    "Judge",
    "Options",
    "Package",
    "Project",
    "Report",
    "Result",
    "Severity",
    "Unit",
    "Verified",
    "Where",
    "XbrlgenError",
    "__version__",
    "build",
    "check",
    "verify",
]

_HOMES = {
    "Artifact": "xbrlgen.model.package",
    "Package": "xbrlgen.model.package",
    "Project": "xbrlgen.model.project",
    "Context": "xbrlgen.model.report",
    "Fact": "xbrlgen.model.report",
    "Report": "xbrlgen.model.report",
    "Unit": "xbrlgen.model.report",
    "Where": "xbrlgen.model.where",
    "Judge": "xbrlgen.pipeline",
    "Finding": "xbrlgen.model.finding",
    "Severity": "xbrlgen.model.finding",
    "XbrlgenError": "xbrlgen.model.finding",
    "Options": "xbrlgen.pipeline",
    "Result": "xbrlgen.pipeline",
    "Verified": "xbrlgen.model.verified",
}


def build(
    project: Project | str | os.PathLike[str],
    out: str | os.PathLike[str] | None = None,
    options: Options | None = None,
    progress: Callable[[str], None] | None = None,
) -> Result:
    """Make the filing of a filing project and write it whole or not at all.

    ``project`` is a folder or zip with ``filing.yaml``, or a :class:`Project`; ``out`` the output folder,
    ``out`` in the project's unless told. ``progress`` is called with the name of each step as it begins.
    A run that failed (:attr:`Result.failed`) wrote nothing and left the last good output as it was.
    Raises XbrlgenError for input that cannot be read; what is wrong in input that can be read
    is in :attr:`Result.findings`.
    """
    from xbrlgen import pipeline

    return pipeline.build(_place(project), None if out is None else Path(out), options, progress)


def check(
    project: Project | str | os.PathLike[str],
    options: Options | None = None,
    progress: Callable[[str], None] | None = None,
) -> Result:
    """Check a filing project and write nothing; see :func:`build`."""
    from xbrlgen import pipeline

    return pipeline.check(_place(project), options, progress)


def verify(
    project: Project | str | os.PathLike[str], packages: tuple[Path, ...] = (), *, update: bool = False
) -> Verified:
    """Verify a filing project: hold it to its expectation, ``expected`` in its folder.

    Input that cannot be read is an outcome of its cases, not an exception. ``update`` writes what of the
    expectation differs anew; then XbrlgenError is raised if that cannot be done. ``packages`` are
    official taxonomy packages to look concepts up in.
    """
    from xbrlgen.pipeline.testing import verify_project

    return verify_project(_place(project), packages, update=update)


def _place(project: Project | str | os.PathLike[str]) -> Project | Path:
    from xbrlgen.model.project import Project

    return project if isinstance(project, Project) else Path(project)


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


class _Package(ModuleType):
    """Keeps ``build`` and ``check`` what they are: two rooms bear the same names, and importing a
    submodule would set it as an attribute of this package in their place."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in ("build", "check") and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
