"""The command line: parsed here, carried out by the pipeline, shown by the report room.

Nothing heavy is imported before a command runs, so that ``xbrlgen --help`` answers at once.
"""

from __future__ import annotations

import gc
import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xbrlgen import __version__
from xbrlgen.cli.guard import guarded

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console

    from xbrlgen.model.finding import XbrlgenError
    from xbrlgen.pipeline import Options, Result
    from xbrlgen.view.counts import OutputFile

app = typer.Typer(
    name="xbrlgen",
    help="From an earnings release and one mapping file to a validated XBRL filing.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


class Format(StrEnum):
    text = "text"
    json = "json"
    sarif = "sarif"


class FailOn(StrEnum):
    error = "error"
    warning = "warning"
    info = "info"
    never = "never"


Project = Annotated[
    Path, typer.Argument(help="Filing project: a folder with filing.yaml.", show_default=False)
]
Checked = Annotated[
    Path,
    typer.Argument(
        metavar="PROJECT|FILING",
        help="Filing project, or a filing made elsewhere: folder, zip, submission text, document, instance.",
        show_default=False,
    ),
]
FormatOption = Annotated[Format, typer.Option("--format", help="How to report.")]
FailOnOption = Annotated[
    FailOn, typer.Option("--fail-on", help="Lowest severity that fails the run (exit code 1).")
]
FastOption = Annotated[bool, typer.Option("--fast", help="Own checks only; do not start Arelle.")]
PackageOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--taxonomy-package", help="Official taxonomy package to judge with; may be given more than once."
    ),
]
PluginOption = Annotated[
    Path | None, typer.Option("--plugin-dir", help="Folder with the Arelle plug-ins EDGAR and xule.")
]
AllOption = Annotated[bool, typer.Option("--all", help="Show every finding, however often it repeats.")]


@app.command()
def build(
    project: Project,
    out: Annotated[Path | None, typer.Option(help="Output folder [default: out in the project].")] = None,
    format: FormatOption = Format.text,  # noqa: A002 (named after its option)
    fail_on: FailOnOption = FailOn.error,
    fast: FastOption = False,
    taxonomy_package: PackageOption = None,
    show_all: AllOption = False,
) -> None:
    """Make the filing: instance, extension taxonomy, facts.csv; check it; write it whole or not at all."""
    from xbrlgen import pipeline

    def run(options: Options, progress: Callable[[str], None]) -> Result:
        return pipeline.build(project, out, options, progress)

    _carry_out(run, project, format, fail_on, fast, taxonomy_package, show_all, writes=True)


class Edgar(StrEnum):
    strict = "strict"
    pragmatic = "pragmatic"


@app.command()
def check(
    project: Checked,
    format: FormatOption = Format.text,  # noqa: A002 (named after its option)
    fail_on: FailOnOption = FailOn.error,
    fast: FastOption = False,
    edgar: Annotated[bool, typer.Option("--edgar", help="Run the SEC's own validation as well.")] = False,
    system: Annotated[Edgar, typer.Option(help="Which of the SEC's rule sets.")] = Edgar.strict,
    dqc: Annotated[bool, typer.Option("--dqc", help="Run the DQC rules as well (a minute or so).")] = False,
    plugin_dir: PluginOption = None,
    taxonomy_package: PackageOption = None,
    show_all: AllOption = False,
) -> None:
    """Check a filing project, or anybody's filing, and write nothing."""
    from dataclasses import replace

    from xbrlgen import pipeline, resources
    from xbrlgen.model.codes import finding
    from xbrlgen.model.finding import XbrlgenError

    def run(options: Options, progress: Callable[[str], None]) -> Result:
        if edgar or dqc:
            if options.fast:
                message = "--fast leaves Arelle out, and --edgar and --dqc run in it"
                raise XbrlgenError(finding("XG-OUT-006", message, hint="leave one of them out"))
            folder = plugin_dir or resources.plugin_dir()
            options = replace(options, edgar=system.value, dqc=dqc, plugin_dir=folder)
        return pipeline.check(project, options, progress)

    _carry_out(run, project, format, fail_on, fast, taxonomy_package, show_all, writes=False)


class Bundle(StrEnum):
    edgar = "edgar"
    report_package = "report-package"
    taxonomy_package = "taxonomy-package"


@app.command()
def package(
    project: Project,
    kind: Annotated[Bundle, typer.Option("--for", help="Who takes it.")] = Bundle.edgar,
    out: Annotated[Path | None, typer.Option(help="Folder [default: package/KIND in the project].")] = None,
    format: FormatOption = Format.text,  # noqa: A002 (named after its option)
    fail_on: FailOnOption = FailOn.error,
    taxonomy_package: PackageOption = None,
    show_all: AllOption = False,
) -> None:
    """Bundle the filing: the file set EDGAR takes, an XBRL report package, or a taxonomy package."""
    from xbrlgen import pipeline

    def run(options: Options, progress: Callable[[str], None]) -> Result:
        return pipeline.package(project, kind.value, out, options, progress)

    _carry_out(run, project, format, fail_on, False, taxonomy_package, show_all, writes=True)


@app.command()
def review(
    project: Checked,
    format: FormatOption = Format.text,  # noqa: A002 (named after its option)
    fail_on: FailOnOption = FailOn.never,
    fast: FastOption = False,
    viewer: Annotated[bool, typer.Option("--viewer", help="Write Arelle's inline viewer as well.")] = False,
    taxonomy_package: PackageOption = None,
    show_all: AllOption = False,
) -> None:
    """Write the review page: the document with each number marked, facts, statements, ties, findings."""
    from xbrlgen import pipeline

    def run(options: Options, progress: Callable[[str], None]) -> Result:
        return pipeline.review(project, options, progress, viewer=viewer)

    _carry_out(run, project, format, fail_on, fast, taxonomy_package, show_all, writes=False)


@app.command()
def ties(project: Project, taxonomy_package: PackageOption = None) -> None:
    """Show what each number of the running text is held against; propose rules for those that are open."""
    from xbrlgen.model.finding import XbrlgenError
    from xbrlgen.pipeline import Options, propose_ties
    from xbrlgen.resources import taxonomy_packages
    from xbrlgen.view.ties import print_proposals, print_ties

    console = console_for()
    try:
        options = Options(fast=True, packages=tuple(taxonomy_package or taxonomy_packages()))
        result, proposals = propose_ties(project, options)
    except XbrlgenError as error:
        unreadable(error, project, console, Format.text)
        raise typer.Exit(2) from None
    print_ties(result.register, console)
    print_proposals([(p.rule, p.ties) for p in proposals], result.register, console)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"xbrlgen {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and stop.")
    ] = False,
) -> None:
    pass


def _carry_out(
    run: Callable[[Options, Callable[[str], None]], Result],
    project: Path,
    format: Format,  # noqa: A002 (named after its option)
    fail_on: FailOn,
    fast: bool,
    packages: list[Path] | None,
    show_all: bool,
    *,
    writes: bool,
) -> None:
    from xbrlgen.model.finding import Severity, XbrlgenError
    from xbrlgen.model.project import path_is_folder
    from xbrlgen.pipeline import Options
    from xbrlgen.resources import taxonomy_packages

    console = console_for(stderr=format is not Format.text)
    severity = None if fail_on is FailOn.never else Severity[fail_on.value.upper()]
    try:
        options = Options(fast, tuple(packages or taxonomy_packages()), severity)
        with _Progress(console) as progress:
            result = run(options, progress)
    except XbrlgenError as error:
        unreadable(error, project, console, format)
        raise typer.Exit(2) from None
    if format is Format.json:
        from xbrlgen.view.machine import to_json

        written = _written(result)
        sys.stdout.write(
            to_json(
                result.findings,
                report=result.report,
                register=result.register,
                files=written,
                judged_by=result.judge,
            )
        )
    elif format is Format.sarif:
        from xbrlgen.view.sarif import to_sarif

        root = project if path_is_folder(project) else project.parent
        sys.stdout.write(to_sarif(result.findings, root=below_here(root)))
    else:
        _show(result, console, show_all, writes=writes)
    raise typer.Exit(1 if result.failed else 0)


def console_for(*, stderr: bool = False) -> Console:
    """Where a command prints; colours and progress only on a terminal."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, soft_wrap=True)


def _show(result: Result, console: Console, show_all: bool, *, writes: bool) -> None:
    from xbrlgen.view.terminal import print_findings, print_summary

    print_findings(result.findings, result.project, console, show_all=show_all, see_all="--all shows them")
    if result.findings:
        console.print()
    files = _written(result)
    print_summary(
        result.report,
        result.findings,
        console,
        judged_by=None if result.verdict is None and not result.is_foreign else result.judge,
        output=None if not files else str(result.written),
        files=files,
        seconds=result.seconds,
        register=result.register,
    )
    if result.written is not None and result.written.is_file():
        console.print(f"  open it in a browser: {result.written}")
    if writes and result.written is None:
        console.print("  written: nothing, because of the findings above; the last good output is untouched")


def _written(result: Result) -> tuple[OutputFile, ...]:
    from xbrlgen.view.counts import OutputFile

    if result.written is None or result.written.is_file():
        return ()
    return tuple(OutputFile.of(a) for a in result.package)


def unreadable(
    error: XbrlgenError,
    project: Path,
    console: Console,
    format: Format,  # noqa: A002 (named after its option)
) -> None:
    """Show what ended a run with exit code 2."""
    if format is Format.json:
        from xbrlgen.view.machine import to_json

        sys.stdout.write(to_json(error.findings))
        return
    if format is Format.sarif:
        from xbrlgen.model.project import path_is_folder
        from xbrlgen.view.sarif import to_sarif

        # What is no folder is named by the finding itself.
        sys.stdout.write(
            to_sarif(error.findings, root=below_here(project) if path_is_folder(project) else "")
        )
        return
    from xbrlgen.view.terminal import print_findings

    print_findings(error.findings, project, console)


def below_here(folder: Path) -> str:
    """The folder relative to the working folder, with forward slashes; empty if it is not below it.

    A command in CI runs at the top of the checkout, which is what SARIF wants files relative to.
    """
    here, there = Path.cwd(), folder.resolve()
    return there.relative_to(here).as_posix() if there.is_relative_to(here) else ""


class _Progress:
    """A moving line on a terminal, and nothing but plain lines in a log."""

    def __init__(self, console: Console) -> None:
        self.console = console

    def __enter__(self) -> Callable[[str], None]:
        if not self.console.is_terminal:
            return lambda step: self.console.print(f"{step} ...")
        self.status = self.console.status("starting")
        self.status.start()
        return lambda step: self.status.update(f"{step} ...")

    def __exit__(self, *_: object) -> None:
        if self.console.is_terminal:
            self.status.stop()


def _add_commands() -> None:
    """Each module of commands imports what it needs when it runs, so that ``--help`` answers at once."""
    from xbrlgen.cli.consistency import consistency
    from xbrlgen.cli.diff import diff
    from xbrlgen.cli.importing import import_
    from xbrlgen.cli.init import init
    from xbrlgen.cli.migrate import migrate
    from xbrlgen.cli.mutate import mutate
    from xbrlgen.cli.roll import roll
    from xbrlgen.cli.suggest import suggest
    from xbrlgen.cli.taxonomy import concept, doctor, taxonomy
    from xbrlgen.cli.testing import hold

    app.command("test")(hold)
    app.command()(consistency)
    app.command()(diff)
    app.command("import")(import_)
    app.command()(migrate)
    app.command()(mutate)
    app.command()(roll)
    app.add_typer(taxonomy, name="taxonomy")
    app.command()(concept)
    app.command()(suggest)
    app.command()(init)
    app.command()(doctor)


_add_commands()


def main() -> None:
    """Entry point of ``xbrlgen``. Exit codes: 0 clean, 1 findings, 2 misuse or unreadable input."""
    # A run makes objects and keeps them: looking through the young ones again and again finds nothing.
    gc.set_threshold(200_000, 20, 20)
    # pydantic would look through every package that is installed for plug-ins of its own.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    guarded(app)
