"""Suggestions of concepts for a caption."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from xbrlgen.cli import Format
from xbrlgen.cli.taxonomy import DEFAULT

if TYPE_CHECKING:
    from xbrlgen.catalog.suggest import Suggestion
    from xbrlgen.model.taxonomy import Concept


class StatementOption(StrEnum):
    """The kinds of statement a line may stand on."""

    balance_sheet = "balance-sheet"
    income = "income"
    comprehensive_income = "comprehensive-income"
    cash_flow = "cash-flow"
    equity = "equity"
    other = "other"


class BalanceSide(StrEnum):
    """The balance of a concept."""

    debit = "debit"
    credit = "credit"


In = Annotated[
    StatementOption | None, typer.Option("--in", help="The kind of statement that the line stands on.")
]
BalanceIs = Annotated[BalanceSide | None, typer.Option("--balance", help="Only concepts with this balance.")]
TypeIs = Annotated[
    str | None,
    typer.Option("--type", help="Only concepts of this kind: monetary, shares, perShare, percent, text, ..."),
]


def wanted_concept(balance: BalanceSide | None, kind: str | None) -> Callable[[Concept], bool] | None:
    """What the filters of a command let through; None if they let all through."""
    if balance is None and kind is None:
        return None

    def wanted(concept: Concept) -> bool:
        return (balance is None or concept.balance == balance.value) and (
            kind is None or kind.lower() in (concept.kind.lower(), concept.type.partition(":")[2].lower())
        )

    return wanted


def suggest(
    caption: Annotated[str, typer.Argument(help='The line as printed: "Accounts receivable, net".')],
    in_: In = None,
    near: Annotated[
        list[str] | None,
        typer.Option(help="A concept of a line beside it; may be given more than once. It is not suggested."),
    ] = None,
    balance: BalanceIs = None,
    type_: TypeIs = None,
    count: Annotated[int, typer.Option("-n", min=1, max=50, help="How many to show.")] = 5,
    taxonomy: Annotated[str, typer.Option(help="Which year to look in.")] = DEFAULT,
    format: Annotated[Format, typer.Option(help="text or json.")] = Format.text,  # noqa: A002 (named after its option)
) -> None:
    """Suggest concepts for a line of a statement, best first, with reasons and a confidence."""
    from xbrlgen.catalog import open_catalog
    from xbrlgen.catalog.suggest import open_suggester
    from xbrlgen.cli.taxonomy import plainly

    with plainly() as say:
        suggester = open_suggester(open_catalog(taxonomy))
        if suggester is None:
            say(f"{taxonomy} has no table of filers' captions; xbrlgen concept WORDS looks among its labels")
            raise typer.Exit(2)
        place = None if in_ is None else in_.value
        found = suggester.suggest(caption, place, tuple(near or ()), count, wanted_concept(balance, type_))
        if format is Format.json:
            typer.echo(json.dumps([_entry(s) for s in found], indent=2, ensure_ascii=False))
        else:
            for line in _lines(found):
                say(line)
            if not found:
                say("no concept has words like these; declare an element of your own under custom")
    raise typer.Exit(0 if found else 1)


def _entry(suggestion: Suggestion) -> dict[str, object]:
    return {
        "concept": suggestion.qname,
        "label": suggestion.label,
        "confidence": round(suggestion.confidence, 3),
        "sure": suggestion.sure,
        "reasons": list(suggestion.reasons),
    }


def _lines(found: Sequence[Suggestion]) -> list[str]:
    lines: list[str] = []
    for suggestion in found:
        sure = "sure" if suggestion.sure else f"{suggestion.confidence:.0%}"
        lines.append(f"{sure:>5}  {suggestion.qname}  {suggestion.label}")
        if suggestion.reasons:
            lines.append(f"       {'; '.join(suggestion.reasons)}")
    return lines
