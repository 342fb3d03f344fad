"""Many things done in processes (law 9), the results in the order of the things."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Protocol, TypeVar

FEW = 4
"""So many projects are done sooner in one process than a second one has started."""

T = TypeVar("T")
R = TypeVar("R")


class Executor(Protocol):
    """Who does a thing for each of many: in this process, in others, on other machines."""

    def __call__(self, do: Callable[[T], R], items: Sequence[T]) -> Iterator[R]:
        """``do`` of every item, in order, each result as it and those before it are done. What ``do``
        takes and gives may cross processes; an exception ends it all."""


def here(do: Callable[[T], R], items: Sequence[T]) -> Iterator[R]:
    """One after the other in this process."""
    return map(do, items)


class Processes:
    """Processes of this machine, ``jobs`` of them. They are spawned: a fork would copy what other
    threads hold, and Windows and macOS know none."""

    def __init__(self, jobs: int) -> None:
        if jobs < 1:
            raise ValueError(f"jobs is {jobs}; at least one process works")
        self.jobs = jobs

    def __call__(self, do: Callable[[T], R], items: Sequence[T]) -> Iterator[R]:
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(self.jobs, context, _begin) as pool:
            yield from pool.map(do, items, chunksize=max(1, min(8, len(items) // (4 * self.jobs))))


def _begin() -> None:
    import gc
    import signal

    gc.set_threshold(200_000, 20, 20)  # as the command line does
    # Ctrl-C reaches every process of the terminal; the one that was started speaks for all.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def executor(jobs: int | None, items: int, few: int = FEW) -> Executor:
    """As many processes as asked for; None: one for each core, unless the items are few."""
    wanted = jobs or (min(os.cpu_count() or 1, items) if items > few else 1)
    return here if wanted == 1 else Processes(wanted)
