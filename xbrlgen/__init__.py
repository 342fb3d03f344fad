"""xbrlgen: from an earnings release and one mapping file to a validated XBRL filing."""

__version__ = "0.1.0"
