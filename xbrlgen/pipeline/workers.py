"""Many projects worked in processes (law 9), the results in the order of the projects."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

FEW = 4
"""So many projects are done sooner in one process than a second one has started."""

T = TypeVar("T")
R = TypeVar("R")


def each(do: Callable[[T], R], items: Sequence[T], jobs: int | None = None) -> Iterator[R]:
    """``do`` of every item, in order, each result as it and those before it are done.

    ``jobs`` is how many processes work; None: as many as there are cores, one for a few items. What
    ``do`` takes and gives crosses processes; an exception ends it all.
    """
    wanted = jobs or (min(os.cpu_count() or 1, len(items)) if len(items) > FEW else 1)
    if wanted == 1:
        yield from map(do, items)
        return
    with ProcessPoolExecutor(wanted) as pool:
        yield from pool.map(do, items, chunksize=max(1, len(items) // (8 * wanted)))
