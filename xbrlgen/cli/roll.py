"""``xbrlgen roll``: the project of the next report, made from the last one."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from xbrlgen.cli import Format, FormatOption, PackageOption, Project, below_here, console_for, unreadable

_DAY = ["%Y-%m-%d"]


def roll(
    project: Project,
    to: Annotated[
        datetime,
        typer.Option(formats=_DAY, metavar="YYYY-MM-DD", help="The last day of the new report's period."),
    ],
    source: Annotated[
        list[Path], typer.Option(help="The new release; may be given more than once.", show_default=False)
    ],
    out: Annotated[
        Path | None, typer.Option(help="The new project's folder [default: beside the last, named after it].")
    ] = None,
    date: Annotated[
        datetime | None,
        typer.Option(
            formats=_DAY, metavar="YYYY-MM-DD", help="The report's own date [default: that of the dateline]."
        ),
    ] = None,
    form: Annotated[
        str | None, typer.Option(help="The form of the new report, if another [default: that of the last].")
    ] = None,
    accept: Annotated[
        bool, typer.Option("--accept", help="Put what is certain of the suggestions into the new mapping.")
    ] = False,
    format: FormatOption = Format.text,  # noqa: A002 (named after its option)
    taxonomy_package: PackageOption = None,
) -> None:
    """Make the project of the next report from the last one, and say what is left to do in it."""
    from xbrlgen.model.finding import XbrlgenError
    from xbrlgen.pipeline.rolling import roll as roll_on
    from xbrlgen.resources import taxonomy_packages
    from xbrlgen.view.rolling import print_rolled, rolled_json

    console = console_for(stderr=format is not Format.text)
    try:
        rolled = roll_on(
            project,
            to.date(),
            source,
            out=out,
            day=None if date is None else date.date(),
            accept=accept,
            form=form,
            packages=tuple(taxonomy_package or taxonomy_packages()),
        )
    except XbrlgenError as error:
        unreadable(error, project, console, format)
        raise typer.Exit(2) from None
    if format is Format.json:
        sys.stdout.write(rolled_json(rolled))
    elif format is Format.sarif:
        from xbrlgen.view.sarif import to_sarif

        sys.stdout.write(to_sarif(rolled.findings, root=below_here(Path(rolled.project))))
    else:
        print_rolled(rolled, console)
    raise typer.Exit(1 if rolled.failed else 0)
