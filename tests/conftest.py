"""What holds for every test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def _no_installed_packages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Tests see no taxonomy package that the user has installed or named."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XBRLGEN_DATA", str(tmp_path_factory.mktemp("data")))
        patch.setenv("XBRLGEN_CONFIG", str(tmp_path_factory.mktemp("config")))
        yield
