"""What holds for every test."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from functools import lru_cache

import pytest

from xbrlgen.pipeline import steps


@pytest.fixture(scope="session", autouse=True)
def _no_installed_packages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Tests see no taxonomy package that the user has installed or named."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XBRLGEN_DATA", str(tmp_path_factory.mktemp("data")))
        patch.setenv("XBRLGEN_CONFIG", str(tmp_path_factory.mktemp("config")))
        yield


@pytest.fixture
def forked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes of the package fork in place of being spawned, where fork is known: one that is spawned
    imports everything anew. That they can be spawned is tested in tests/pipeline/test_corridor.py."""
    if "fork" in multiprocessing.get_all_start_methods():
        fork = multiprocessing.get_context("fork")
        monkeypatch.setattr(multiprocessing, "get_context", lambda _: fork)


@pytest.fixture(scope="session", autouse=True)
def _each_source_is_read_once() -> Iterator[None]:
    """What a reader made of the same bytes before is taken again, in this process.

    A source is a value that nothing changes, and reading is the dearest step of a small run: most tests
    change a line of a mapping and read the same release. That the same bytes are read alike in every process
    is a test of its own (tests/pipeline/test_determinism.py); tests of readers call them directly.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(steps, "read_bytes", lru_cache(maxsize=64)(steps.read_bytes))
        yield
