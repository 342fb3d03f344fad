"""Commands about taxonomies: the store of official packages, one concept, what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from xbrlgen.catalog.card import ConceptCard
    from xbrlgen.catalog.store import Installed

taxonomy = typer.Typer(
    help="Official taxonomy packages: list, add, fetch, show, remove, doctor.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
Sha256 = Annotated[str | None, typer.Option(help="The checksum that the package must have.")]
DEFAULT = "us-gaap/2025"


@contextmanager
def plainly() -> Iterator[Callable[[str], None]]:
    """A line a step; whatever is wrong is shown as findings are, with exit code 2."""
    from xbrlgen.cli import Format, console_for, unreadable
    from xbrlgen.model.finding import XbrlgenError

    console = console_for()
    try:
        yield lambda line: console.print(line, markup=False, highlight=False)
    except XbrlgenError as error:
        unreadable(error, Path(), console, Format.text)
        raise typer.Exit(2) from None


@taxonomy.command("list")
def list_() -> None:
    """List the installed packages, and what judges where there is none."""
    from xbrlgen.catalog import available, open_catalog
    from xbrlgen.catalog.store import list_packages

    with plainly() as say:
        for package in list_packages():
            say(f"{package.id}  {package.title}")
            say(f"  {', '.join(package.years) or 'no year of its own'}; {package.size:,} bytes")
        for name in available():
            say(f"{name}: {open_catalog(name).describe()}")


@taxonomy.command()
def add(path: Annotated[Path, typer.Argument(help="A zip, or a folder.")], sha256: Sha256 = None) -> None:
    """Check a package, compile it and keep it in the user's data folder."""
    from xbrlgen.catalog import store

    with plainly() as say:
        _added(store.add(path, sha256), say)


@taxonomy.command()
def fetch(
    name: Annotated[str, typer.Argument(help="A taxonomy such as us-gaap/2025, or an https address.")],
    sha256: Sha256 = None,
) -> None:
    """Fetch a package from its publisher and keep it."""
    from xbrlgen.catalog.fetch import fetch as fetch_package

    with plainly() as say:
        _added(fetch_package(name, sha256), say)


def _added(package: Installed, say: Callable[[str], None]) -> None:
    say(f"installed {package.id}: {package.title}")
    for holding in package.holdings:
        say(f"  {holding.prefix} {holding.date}: {holding.elements:,} elements")


@taxonomy.command()
def show(package: Annotated[str, typer.Argument(help="The id of an installed package.")]) -> None:
    """Show what an installed package holds and which addresses it answers for."""
    from xbrlgen.catalog import store

    with plainly() as say:
        found = store.find(package)
        _added(found, say)
        say(f"  source {found.source}")
        say(f"  sha256 {found.sha256}")
        for claim in found.claims:
            say(f"  answers for {claim}")


@taxonomy.command()
def remove(package: Annotated[str, typer.Argument(help="The id of an installed package.")]) -> None:
    """Take a package out of the store."""
    from xbrlgen.catalog import store

    with plainly() as say:
        say(f"removed {store.remove(package).id}")


@taxonomy.command("doctor")
def doctor_of_store() -> None:
    """Check the store: damaged packages, missing indexes, years that lack a package."""
    from xbrlgen.catalog import store
    from xbrlgen.cli import console_for
    from xbrlgen.view.terminal import print_findings

    with plainly() as say:
        found = store.doctor()
        print_findings(found, Path(), console_for())
        if not found:
            say("the store is in order")
    raise typer.Exit(1 if found else 0)


def concept(
    name: Annotated[str, typer.Argument(help="A concept such as us-gaap:Revenues, or words to look for.")],
    taxonomy: Annotated[str, typer.Option(help="Which year to look in.")] = DEFAULT,
) -> None:
    """Show all that is known of a concept, or find concepts by words."""
    from xbrlgen.catalog import open_catalog
    from xbrlgen.catalog.card import describe_concept, search

    with plainly() as say:
        catalog = open_catalog(taxonomy)
        card = describe_concept(catalog, name)
        if card.concept is not None:
            for line in _card(card):
                say(line)
            return
        say(f"{name} is not in {card.taxonomy} ({card.source})")
        for hit in search(catalog, name):
            say(f"  {hit.qname}  {hit.label}{'  (deprecated)' if hit.deprecated else ''}")
        for successor in card.successors:
            say(f"  in its place: {successor}")
        if card.nearest:
            say(f"  nearest names: {', '.join(card.nearest)}")
    raise typer.Exit(1)


def _card(card: ConceptCard) -> Iterator[str]:
    known = card.concept
    assert known is not None
    yield f"{card.qname}  {known.label}"
    kind = [known.kind, known.period, known.balance or "no balance", "abstract" if known.abstract else ""]
    yield f"  {', '.join(k for k in kind if k)}; {known.type}"
    yield f"  {card.taxonomy}, {card.source}"
    if known.deprecated or card.successors:
        yield f"  deprecated; in its place: {', '.join(card.successors) or 'not said'}"
    if card.documentation:
        yield f"  {card.documentation}"
    for label in card.labels:
        yield f"  label ({label.role.rpartition('/')[2]}): {label.text}"
    for title, relatives in (
        ("part of", card.calculation_parents),
        ("sum of", card.calculation_children),
        ("stands under", card.presentation_parents),
        ("stands over", card.presentation_children),
    ):
        for relative in relatives[:8]:
            yield f"  {title} {relative.qname}"
    if card.default:
        yield f"  default {card.default}"
    yield f"  near: {', '.join(card.nearest)}"


def doctor(
    plugin_dir: Annotated[
        Path | None, typer.Option("--plugin-dir", help="Folder with the Arelle plug-ins EDGAR and xule.")
    ] = None,
    taxonomy: Annotated[str, typer.Option(help="Which year a filing would use.")] = DEFAULT,
) -> None:
    """Say what is missing for the SEC's own validation and the DQC rules, and how to get it."""
    from xbrlgen import resources
    from xbrlgen.catalog.store import packages_for
    from xbrlgen.check.with_edgar import doctor as lacks_of

    with plainly() as say:
        packages = resources.taxonomy_packages() or packages_for(taxonomy)
        lacks = lacks_of(plugin_dir or resources.plugin_dir(), packages=packages, dqc=True)
        for lack in lacks:
            say(f"missing: {lack.what}")
            say(f"  {lack.remedy}")
        if not lacks:
            say("nothing is missing: `xbrlgen check --edgar --dqc` can run")
    raise typer.Exit(1 if lacks else 0)
