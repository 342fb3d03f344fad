"""Delimited text in any of its forms: told by what filing.yaml says of it, else by its header."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from itertools import islice

from xbrlgen.model.codes import finding
from xbrlgen.model.finding import XbrlgenError
from xbrlgen.model.source import Source
from xbrlgen.model.where import Where
from xbrlgen.read.decoding import refuse_binary
from xbrlgen.read.delimited import Dialect, Notices, Open, records, sniff
from xbrlgen.read.ledger import HEADER_WITHIN, is_header, read_ledger
from xbrlgen.read.long import is_long
from xbrlgen.read.pivot import read_long
from xbrlgen.read.reader import Reading
from xbrlgen.read.wide import read_wide

_FORMS: dict[str, Callable[[Open, Dialect, Reading], Source]] = {
    "wide": lambda o, d, r: read_wide(o, d, file=r.file, fiscal_year_end=r.fiscal_year_end),
    "ledger": lambda o, d, r: read_ledger(o, d, file=r.file, fiscal_year_end=r.fiscal_year_end),
    "long": lambda o, d, r: read_long(o, d, file=r.file, fiscal_year_end=r.fiscal_year_end),
}


def read_data_file(data: bytes, reading: Reading) -> Source:
    """Reads delimited text: long or a ledger if a header says so, else wide.

    Raises XbrlgenError for what is no text at all, or has lines or records that are too long.
    """
    refuse_binary(data, reading.file)

    def open_() -> io.BytesIO:
        return io.BytesIO(data)

    dialect = dialect_of(open_, reading)
    first = [
        r.fields for r in islice(records(open_, dialect, reading.file, Notices(reading.file)), HEADER_WITHIN)
    ]
    if not first:
        raise XbrlgenError(finding("XG-READ-003", f"{reading.file} is empty", Where(reading.file)))
    form = reading.said.form
    if form is None:
        form = "long" if is_long(first[0]) else "ledger" if any(map(is_header, first)) else "wide"
    return _FORMS[form](open_, dialect, reading)


def dialect_of(open_: Open, reading: Reading) -> Dialect:
    """What ``filing.yaml`` says of the dialect, and for the rest what the first records tell."""
    said = reading.said
    encoding = "utf-8-sig" if said.encoding == "utf-8" else said.encoding
    dialect = sniff(open_, reading.file, encoding=encoding, delimiter=said.delimiter)
    decimal = said.decimal or (None if said.thousands is None else "," if said.thousands == "." else ".")
    return replace(dialect, decimal=decimal or dialect.decimal, thousands=said.thousands)
