from __future__ import annotations

from pathlib import Path

import pytest

from xbrlgen.catalog import Catalog, open_catalog

SHARED = Path(__file__).resolve().parents[3] / "shared"


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return open_catalog("us-gaap/2025")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the material that the tables were made from."""
    if not SHARED.is_dir():
        pytest.skip("the material beside the checkout (../shared) is not there")
    return SHARED
