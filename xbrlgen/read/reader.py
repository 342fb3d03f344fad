"""What a reader is: a name, a way to know its files, and a way to read them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from xbrlgen.model.source import Source
from xbrlgen.read.periods import YearEnd


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader is told of a file: its name in the project, which every place carries, and the
    last month and day of the fiscal year."""

    file: str
    fiscal_year_end: YearEnd = (12, 31)


@dataclass(frozen=True, slots=True)
class Reader:
    """One file format.

    ``sniff`` tells by the bytes alone whether a file is of it, and costs little. ``read`` gives the
    source (:meth:`~xbrlgen.model.source.Source.of`: every figure numbered, with its place and its digits);
    what is odd is in its findings. It raises :class:`~xbrlgen.model.finding.XbrlgenError` for what cannot
    be read at all.
    """

    name: str
    sniff: Callable[[bytes], bool]
    read: Callable[[bytes, Reading], Source]
