"""``xbrlgen import``: the filing project of an existing filing."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from xbrlgen.cli import Format, FormatOption, console_for, unreadable


def import_(
    filing: Annotated[
        Path,
        typer.Argument(
            help="A folder, zip, report package, EDGAR submission text, inline document or instance.",
            show_default=False,
        ),
    ],
    out: Annotated[Path, typer.Option(help="The folder of the new project.", show_default=False)],
    format: FormatOption = Format.text,  # noqa: A002 (named after its option)
) -> None:
    """Make the filing project of an existing filing: its page without tags, and what gives the tags back."""
    from xbrlgen.model.finding import XbrlgenError
    from xbrlgen.pipeline.importing import import_filing
    from xbrlgen.view.importing import imported_data, print_imported

    console = console_for(stderr=format is not Format.text)
    try:
        imported = import_filing(filing, out)
    except XbrlgenError as error:
        unreadable(error, filing, console, format)
        raise typer.Exit(2) from None
    if format is Format.json:
        sys.stdout.write(json.dumps(imported_data(imported), indent=2, ensure_ascii=False) + "\n")
    elif format is Format.sarif:
        from xbrlgen.view.sarif import to_sarif

        sys.stdout.write(to_sarif(imported.findings, root=""))
    else:
        print_imported(imported, console)
