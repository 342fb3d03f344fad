"""What a base taxonomy knows: concepts, axes and addresses, from official packages or the shipped tables.

Official packages are kept by :mod:`xbrlgen.catalog.store` and fetched by :mod:`xbrlgen.catalog.fetch`; all
that is known of a concept is told by :func:`xbrlgen.catalog.card.describe_concept`. The stand-in package
for validation is built by :func:`xbrlgen.catalog.standin.stand_in_package`.
"""

from __future__ import annotations

from xbrlgen.catalog.catalog import Catalog, available, open_catalog

__all__ = ["Catalog", "available", "open_catalog"]
