"""``xbrlgen migrate``: a mapping carried to another taxonomy year."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from xbrlgen.cli import (
    AllOption,
    FailOn,
    FailOnOption,
    Format,
    FormatOption,
    PackageOption,
    Project,
    below_here,
    console_for,
    unreadable,
)


def migrate(
    project: Project,
    to: Annotated[
        str, typer.Option(metavar="YEAR", help="The taxonomy year: us-gaap/2025.", show_default=False)
    ],
    write: Annotated[bool, typer.Option("--write", help="Make the edits that are proposed.")] = False,
    choose: Annotated[
        list[str] | None,
        typer.Option(
            metavar="OLD=NEW",
            help="Put NEW in the place of OLD; OLD=NEW,NEW for lines that are both, OLD=-NEW to turn the "
            "sign of its values. May be given more than once.",
        ),
    ] = None,
    keep: Annotated[
        list[str] | None,
        typer.Option(metavar="OLD", help="Leave OLD as it is. May be given more than once."),
    ] = None,
    patch: Annotated[
        Path | None, typer.Option(help="File for the edits as a patch (git apply, patch -p1).")
    ] = None,
    format: FormatOption = Format.text,  # noqa: A002 (named after its option)
    fail_on: FailOnOption = FailOn.error,
    taxonomy_package: PackageOption = None,
    show_all: AllOption = False,
) -> None:
    """Carry a mapping to another taxonomy year: deprecated, removed and changed concepts, edits, facts."""
    from xbrlgen.model.finding import Severity, XbrlgenError, worst
    from xbrlgen.pipeline.migrating import Request
    from xbrlgen.pipeline.migrating import migrate as carry
    from xbrlgen.resources import taxonomy_packages
    from xbrlgen.view.migration import migrated_json, print_migrated

    console = console_for(stderr=format is not Format.text)
    try:
        migrated = carry(
            project,
            Request(
                to=to,
                choose=tuple(choose or ()),
                keep=tuple(keep or ()),
                packages=tuple(taxonomy_package or taxonomy_packages()),
                write=write,
                patch=patch,
            ),
        )
    except XbrlgenError as error:
        unreadable(error, project, console, format)
        raise typer.Exit(2) from None
    if format is Format.json:
        sys.stdout.write(migrated_json(migrated))
    elif format is Format.sarif:
        from xbrlgen.view.sarif import to_sarif

        sys.stdout.write(to_sarif(migrated.findings, root=below_here(project)))
    else:
        print_migrated(migrated, console, show_all=show_all)
    severity = worst(migrated.findings)
    failed = (
        fail_on is not FailOn.never and severity is not None and severity >= Severity[fail_on.value.upper()]
    )
    raise typer.Exit(1 if failed else 0)
