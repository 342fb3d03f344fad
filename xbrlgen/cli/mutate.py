"""``xbrlgen mutate``: how far the checks and the expectation of a filing project can be trusted."""

from __future__ import annotations

import sys
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class MutateFormat(StrEnum):
    text = "text"
    json = "json"
    markdown = "markdown"


def _kind(text: str) -> str:
    """Raises BadParameter for what is no kind of mutant."""
    from xbrlgen.model.mutation import KINDS

    if text not in KINDS:
        raise typer.BadParameter(f"{text} is no kind of change; they are: {', '.join(KINDS)}")
    return text


def _percentage(text: str) -> Decimal:
    """Raises BadParameter for what is no number from 0 to 100."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal(-1)
    if not 0 <= number <= 100:
        raise typer.BadParameter(f"{text} is no percentage from 0 to 100")
    return number


def mutate(
    project: Annotated[
        Path, typer.Argument(help="Filing project: a folder with filing.yaml.", show_default=False)
    ],
    limit: Annotated[
        int, typer.Option(min=0, help="Try at most so many, spread over kinds and places; 0 tries all.")
    ] = 500,
    kind: Annotated[
        list[str] | None,
        typer.Option(
            "--kind",
            parser=_kind,
            metavar="KIND",
            help="concept, sign, period, scale, unit, drop, double, member, column, sum, weight, label or "
            "prose; may be given more than once.",
        ),
    ] = None,
    jobs: Annotated[int | None, typer.Option(min=1, help="Processes [default: one a core].")] = None,
    survivors: Annotated[
        bool, typer.Option("--survivors", help="Show all that the checks miss, with the rule that would not.")
    ] = False,
    from_current: Annotated[
        bool, typer.Option("--from-current", help="Hold to the filing as it is now, not to its expectation.")
    ] = False,
    format: Annotated[  # noqa: A002 (named after its option)
        MutateFormat, typer.Option("--format", help="How to report.")
    ] = MutateFormat.text,
    fail_under: Annotated[
        Decimal,
        typer.Option(parser=_percentage, metavar="PERCENT", help="Exit code 1 if fewer are caught."),
    ] = Decimal(0),
    taxonomy_package: Annotated[
        list[Path] | None,
        typer.Option("--taxonomy-package", help="Official taxonomy package; may be given more than once."),
    ] = None,
) -> None:
    """Change the mapping in one place at a time, and tell what the checks and the expectation catch."""
    from xbrlgen.cli import Format, console_for, unreadable
    from xbrlgen.model.finding import XbrlgenError
    from xbrlgen.pipeline.mutating import Plan
    from xbrlgen.pipeline.mutating import mutate as run
    from xbrlgen.resources import taxonomy_packages
    from xbrlgen.view.mutation import mutation_json, mutation_markdown, print_mutation

    as_text = format is MutateFormat.text
    console = console_for(stderr=not as_text)
    plan = Plan(
        limit=limit,
        kinds=tuple(kind or ()),
        jobs=jobs,
        from_current=from_current,
        packages=tuple(taxonomy_package or taxonomy_packages()),
    )
    try:
        if console.is_terminal:
            with console.status("making mutants") as status:
                done = run(project, plan, lambda n, of: status.update(f"{n:,} of {of:,} mutants tried"))
        else:
            done = run(project, plan)
    except XbrlgenError as error:
        unreadable(error, project, console, Format.json if format is MutateFormat.json else Format.text)
        raise typer.Exit(2) from None
    if as_text:
        print_mutation(done, console, show_all=survivors)
    else:
        sys.stdout.write(mutation_json(done) if format is MutateFormat.json else mutation_markdown(done))
    failed = bool(done.crashes) or done.score.percent < fail_under
    raise typer.Exit(1 if failed else 0)
