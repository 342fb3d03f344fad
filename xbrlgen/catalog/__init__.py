"""What a base taxonomy knows: concepts, axes and addresses, read from the shipped tables.

The stand-in package for validation is built by :func:`xbrlgen.catalog.standin.stand_in_package`.
"""

from __future__ import annotations

from xbrlgen.catalog.catalog import Catalog, available, open_catalog

__all__ = ["Catalog", "available", "open_catalog"]
