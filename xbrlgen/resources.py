"""Where things are: shipped files, the user's cache, the user's settings."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import platformdirs

from xbrlgen.model.codes import finding
from xbrlgen.model.finding import XbrlgenError
from xbrlgen.model.where import Where

_PACKAGE = Path(__file__).resolve().parent


def shipped(name: str) -> Path:
    """The folder ``templates`` or ``taxonomy``: inside an installed package, beside it in a checkout.

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


def data_dir() -> Path:
    """The user's data, or ``XBRLGEN_DATA``: what was added on purpose, such as official taxonomies."""
    chosen = os.environ.get("XBRLGEN_DATA")
    return Path(chosen) if chosen else Path(platformdirs.user_data_dir("xbrlgen", appauthor=False))


def config_dir() -> Path:
    """The user's settings folder, or ``XBRLGEN_CONFIG``."""
    chosen = os.environ.get("XBRLGEN_CONFIG")
    return Path(chosen) if chosen else Path(platformdirs.user_config_dir("xbrlgen", appauthor=False))


def settings() -> dict[str, object]:
    """The user's ``settings.toml`` in :func:`config_dir`; empty if there is none.

    Raises XbrlgenError (XG-READ-001) if it cannot be read.
    """
    file = config_dir() / "settings.toml"
    if not file.is_file():
        return {}
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        message = f"settings are not valid: {error}"
        raise XbrlgenError(finding("XG-READ-001", message, Where(str(file)))) from None


def plugin_dir() -> Path | None:
    """The folder of Arelle's plug-ins EDGAR and xule that the settings name: ``plugin_dir = "/path"``."""
    named = settings().get("plugin_dir")
    return None if named is None else Path(str(named)).expanduser()


def taxonomy_packages() -> tuple[Path, ...]:
    """Official taxonomy packages that the user's settings name: zips, or folders of them.

    ``settings.toml`` says ``taxonomy_packages = ["/path/to/us-gaap-2025.zip"]``. Raises XbrlgenError
    (XG-READ-001) if the settings cannot be read or a path is not there.
    """
    named = settings().get("taxonomy_packages", [])
    found: list[Path] = []
    for name in named if isinstance(named, list) else [named]:
        path = Path(str(name)).expanduser()
        if path.is_dir():
            found += sorted(path.glob("*.zip"))
        elif path.is_file():
            found.append(path)
        else:
            message = f"taxonomy package {path} is not there"
            raise XbrlgenError(finding("XG-READ-001", message, Where(str(config_dir() / "settings.toml"))))
    return tuple(found)
