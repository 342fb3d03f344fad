"""``xbrlgen test``: filing projects held to their expectations."""

from __future__ import annotations

import sys
import time
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xbrlgen.model.verified import Verified


class TestFormat(StrEnum):
    text = "text"
    json = "json"
    junit = "junit"
    sarif = "sarif"


def hold(
    folders: Annotated[
        list[Path],
        typer.Argument(help="Filing projects, or folders that hold some.", show_default=False),
    ],
    update: Annotated[
        bool, typer.Option("--update", help="Write the expectations anew, and show what changed.")
    ] = False,
    format: Annotated[  # noqa: A002 (named after its option)
        TestFormat, typer.Option("--format", help="How to report.")
    ] = TestFormat.text,
    output: Annotated[
        Path | None, typer.Option("--output", help="File for the report [default: standard output].")
    ] = None,
    jobs: Annotated[int | None, typer.Option(min=1, help="Processes [default: one a core.]")] = None,
    taxonomy_package: Annotated[
        list[Path] | None,
        typer.Option("--taxonomy-package", help="Official taxonomy package; may be given more than once."),
    ] = None,
    show_all: Annotated[bool, typer.Option("--all", help="Show every difference.")] = False,
) -> None:
    """Rebuild filing projects and compare them with their expectations, fact by fact."""
    from xbrlgen.cli import Format, console_for, unreadable
    from xbrlgen.model.finding import XbrlgenError
    from xbrlgen.pipeline.testing import find_projects, verify_projects
    from xbrlgen.resources import taxonomy_packages
    from xbrlgen.view.testing import print_tested, print_totals

    as_text = format is TestFormat.text
    console = console_for(stderr=not as_text)
    started = time.monotonic()

    def show(tested: Verified) -> None:
        if as_text:
            print_tested(tested, console, show_all=show_all)

    try:
        projects = find_projects(folders)
        packages = tuple(taxonomy_package or taxonomy_packages())
        done = verify_projects(projects, packages, update=update, jobs=jobs, progress=show)
    except XbrlgenError as error:
        asked = {TestFormat.json: Format.json, TestFormat.sarif: Format.sarif}.get(format, Format.text)
        unreadable(error, folders[0], console, asked)
        raise typer.Exit(2) from None
    if as_text:
        print_totals(done, console, time.monotonic() - started)
    else:
        write_report(_report(done, format), output)
    unread = any(t.unreadable for t in done)
    passed = all(t.passed or (update and not t.unreadable) for t in done)
    raise typer.Exit(2 if unread else 0 if passed else 1)


def _report(done: Sequence[Verified], format: TestFormat) -> str:  # noqa: A002 (named after its option)
    from xbrlgen.view.junit import to_junit
    from xbrlgen.view.sarif import to_sarif
    from xbrlgen.view.testing import junit_cases, verified_json

    match format:
        case TestFormat.junit:
            return to_junit(junit_cases(done))
        case TestFormat.sarif:
            return to_sarif([f for t in done for f in t.findings])
        case _:
            return verified_json(done)


def write_report(text: str, output: Path | None) -> None:
    """Standard output, or a file that is whole or as it was; exit code 2 if it cannot be written."""
    from xbrlgen.cli import Format, console_for, unreadable
    from xbrlgen.model.finding import XbrlgenError
    from xbrlgen.pipeline.files import write_whole

    if output is None:
        sys.stdout.write(text)
        return
    try:
        write_whole({output: text.encode("utf-8")})
    except XbrlgenError as error:
        unreadable(error, output.parent, console_for(stderr=True), Format.text)
        raise typer.Exit(2) from None
