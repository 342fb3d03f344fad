"""A caption's nearest is found among thousands as among three."""

from __future__ import annotations

import pytest

from xbrlgen.mapping.nearest import Nearest

CAPTIONS = ["Cost of revenue", "Cost of sales", "Selling expense", "Interest income", "Total assets"]


@pytest.mark.parametrize("more", [0, 5000])
@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("Cost of revenues", "Cost of revenue"),
        ("Csot of sales", "Cost of sales"),
        ("Selling expenses", "Selling expense"),
        ("Interest incme", "Interest income"),
        ("TOTAL ASSETS", "Total assets"),
        ("Goodwill", None),
    ],
)
def test_the_nearest_caption(slip: str, meant: str | None, more: int) -> None:
    others = [f"Number {n:x} of many captions" for n in range(more)]
    index = Nearest((c, c) for c in [*others[: more // 2], *CAPTIONS, *others[more // 2 :]])
    assert index.find(slip, lambda _: True) == meant


def test_what_is_taken_is_not_named() -> None:
    index = Nearest([("Cost of revenue", 1), ("Cost of revenue", 2), ("Cost of revenues", 3)])
    assert index.find("cost of revenue", lambda _: True) == 2
    assert index.find("cost of revenue", lambda n: n != 2) == 1
    assert index.find("cost of revenue", lambda n: n == 3) == 3
    assert index.find("cost of revenue", lambda _: False) is None
