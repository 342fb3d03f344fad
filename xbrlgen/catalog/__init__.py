"""What a base taxonomy knows: concepts, axes and addresses, from official packages or the shipped tables.

Official packages are kept by :mod:`xbrlgen.catalog.store` and fetched by :mod:`xbrlgen.catalog.fetch`;
:func:`xbrlgen.catalog.card.describe_concept` tells all that is known of a concept, and
:func:`xbrlgen.catalog.standin.stand_in_package` builds the stand-in package for validation.
"""

from __future__ import annotations

from xbrlgen.catalog.catalog import Catalog, available, open_catalog

__all__ = ["Catalog", "available", "open_catalog"]
