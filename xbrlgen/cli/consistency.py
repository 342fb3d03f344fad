"""``xbrlgen consistency``: the filings of each company held against each other."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from xbrlgen.cli import AllOption, FailOn, Format, FormatOption, PackageOption


def consistency(
    folders: Annotated[
        list[Path],
        typer.Argument(
            metavar="DIR...", help="Filing projects, or folders that hold some.", show_default=False
        ),
    ],
    format: FormatOption = Format.text,  # noqa: A002 (named after its option)
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="Lowest severity that fails the run (exit code 1).")
    ] = FailOn.warning,
    jobs: Annotated[int | None, typer.Option(min=1, help="Processes [default: one a core.]")] = None,
    taxonomy_package: PackageOption = None,
    show_all: AllOption = False,
) -> None:
    """Compare all filings of a company: concepts, values, signs and own elements that change between them."""
    from xbrlgen.cli import console_for, unreadable
    from xbrlgen.model.finding import Severity, XbrlgenError
    from xbrlgen.pipeline.consistent import compare_filings
    from xbrlgen.resources import taxonomy_packages

    console = console_for(stderr=format is not Format.text)
    severity = None if fail_on is FailOn.never else Severity[fail_on.value.upper()]
    try:
        done = compare_filings(folders, tuple(taxonomy_package or taxonomy_packages()), jobs=jobs)
    except XbrlgenError as error:
        unreadable(error, Path(), console, format)
        raise typer.Exit(2) from None
    match format:
        case Format.json:
            from xbrlgen.view.consistency import consistency_json

            sys.stdout.write(consistency_json(done.companies, done.unread))
        case Format.sarif:
            from xbrlgen.cli import below_here
            from xbrlgen.view.sarif import to_sarif

            sys.stdout.write(to_sarif(done.findings, root=below_here(done.root)))
        case Format.text:
            from xbrlgen.view.consistency import print_companies
            from xbrlgen.view.terminal import print_findings

            print_findings(done.findings, done.root, console, show_all=show_all, see_all="--all shows them")
            if done.findings:
                console.print()
            print_companies(done.companies, done.unread, console)
    raise typer.Exit(2 if done.unread else 1 if done.failed(severity) else 0)
