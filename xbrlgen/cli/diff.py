"""``xbrlgen diff``: two filings, releases or mappings held against each other."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class DiffFormat(StrEnum):
    text = "text"
    json = "json"
    html = "html"


class EntryKind(StrEnum):
    """The kinds of model.comparison.KINDS; a test holds them together."""

    restated = "restated"
    value = "value"
    concept = "concept"
    line = "line"
    period = "period"
    member = "member"
    label = "label"
    structure = "structure"
    element = "element"
    check = "check"
    about = "about"


Path_ = Annotated[
    Path,
    typer.Argument(
        help="Filing project, mapping.yaml, text release, folder or zip with XBRL, inline document, "
        "instance, or xBRL-JSON.",
        show_default=False,
    ),
]


def diff(
    before: Path_,
    after: Path_,
    format: Annotated[  # noqa: A002 (named after its option)
        DiffFormat, typer.Option("--format", help="How to report.")
    ] = DiffFormat.text,
    output: Annotated[
        Path | None, typer.Option("--output", help="File for the report [default: standard output].")
    ] = None,
    only: Annotated[
        list[EntryKind] | None,
        typer.Option("--only", help="Differences of this kind alone; may be given more than once."),
    ] = None,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit with 1 if anything differs, as `git diff` does.")
    ] = False,
    show_all: Annotated[
        bool, typer.Option("--all", help="Show every difference, and all that follows from it.")
    ] = False,
    taxonomy_package: Annotated[
        list[Path] | None,
        typer.Option("--taxonomy-package", help="Official taxonomy package; may be given more than once."),
    ] = None,
) -> None:
    """Compare two filings, two releases or two mappings: by value, by label, by structure."""
    from xbrlgen.cli import Format, console_for, unreadable
    from xbrlgen.model.codes import finding
    from xbrlgen.model.finding import XbrlgenError
    from xbrlgen.model.where import Where
    from xbrlgen.pipeline.comparing import compare_paths
    from xbrlgen.pipeline.files import write_whole
    from xbrlgen.resources import taxonomy_packages

    try:
        if output is not None and output.is_dir():
            where = Where(output.as_posix())
            raise XbrlgenError(finding("XG-OUT-003", f"{output} is a folder", where, hint="name a file"))
        packages = tuple(taxonomy_package or taxonomy_packages())
        comparison = compare_paths(before, after, packages)
        if only:
            comparison = comparison.only(tuple(k.value for k in only))
        if format is DiffFormat.html:
            from xbrlgen.view.diff_page import comparison_page

            data = comparison_page(comparison)
        elif format is DiffFormat.json:
            from xbrlgen.view.diff import comparison_json

            data = comparison_json(comparison).encode("utf-8")
        else:
            data = _as_text(comparison, show_all=show_all) if output is not None else b""
        if output is not None:
            write_whole({output: data})
    except XbrlgenError as error:
        as_json = format is DiffFormat.json
        unreadable(error, Path(), console_for(stderr=as_json), Format.json if as_json else Format.text)
        raise typer.Exit(2) from None
    if output is None and format is DiffFormat.text:
        from xbrlgen.view.diff import print_comparison

        print_comparison(comparison, console_for(), show_all=show_all)
    elif output is None:
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
    raise typer.Exit(1 if exit_code and comparison.entries else 0)


def _as_text(comparison: object, *, show_all: bool) -> bytes:
    from io import StringIO

    from rich.console import Console

    from xbrlgen.model.comparison import Comparison
    from xbrlgen.view.diff import print_comparison

    assert isinstance(comparison, Comparison)
    stream = StringIO()
    print_comparison(comparison, Console(file=stream, width=10_000, color_system=None), show_all=show_all)
    return stream.getvalue().encode("utf-8")
