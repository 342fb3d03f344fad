"""``xbrlgen init``: a filing project drafted from documents."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from xbrlgen.cli import Format, FormatOption, PackageOption, console_for, unreadable
from xbrlgen.cli.taxonomy import DEFAULT


def init(
    source: Annotated[list[Path], typer.Argument(help="The release or report: text, HTML, a workbook, CSV.")],
    out: Annotated[Path, typer.Option(help="The new project's folder.")],
    form: Annotated[str, typer.Option(help="The form, where the document does not say it.")] = "8-K",
    prefix: Annotated[
        str | None, typer.Option(help="Prefix of the company's own names [default: letters of its name].")
    ] = None,
    taxonomy: Annotated[str, typer.Option(help="The base taxonomy.")] = DEFAULT,
    format: FormatOption = Format.text,  # noqa: A002 (named after its option)
    taxonomy_package: PackageOption = None,
) -> None:
    """Draft a filing project from a document: statements, concepts, signs, sums; then correct it."""
    from xbrlgen.model.finding import XbrlgenError
    from xbrlgen.pipeline.drafting import init as init_project
    from xbrlgen.resources import taxonomy_packages
    from xbrlgen.view.drafted import drafted_json, print_drafted

    console = console_for(stderr=format is not Format.text)
    try:
        made = init_project(
            source,
            out,
            taxonomy=taxonomy,
            form=form,
            prefix=prefix,
            packages=tuple(taxonomy_package or taxonomy_packages()),
        )
    except XbrlgenError as error:
        unreadable(error, source[0], console, format)
        raise typer.Exit(2) from None
    if format is Format.json:
        sys.stdout.write(drafted_json(made.drafted, made.project, made.findings, made.prose))
    else:
        print_drafted(made.drafted, made.project, made.findings, made.prose, console)
