"""Where the shipped files are: in an installed wheel inside the package, in a checkout beside it."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).resolve().parent


def shipped(name: str) -> Path:
    """The folder ``templates`` or ``taxonomy``.

    Raises FileNotFoundError if the installation lacks it.
    """
    for base in (_PACKAGE / "_shipped", _PACKAGE.parent):
        folder = base / name
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"xbrlgen is not fully installed: its folder {name} is missing")


def cache_dir() -> Path:
    """The user's cache, or ``XBRLGEN_CACHE``. Everything in it can be made anew."""
    chosen = os.environ.get("XBRLGEN_CACHE")
    return Path(chosen) if chosen else Path(platformdirs.user_cache_dir("xbrlgen", appauthor=False))


def config_dir() -> Path:
    """The user's settings folder, or ``XBRLGEN_CONFIG``."""
    chosen = os.environ.get("XBRLGEN_CONFIG")
    return Path(chosen) if chosen else Path(platformdirs.user_config_dir("xbrlgen", appauthor=False))
