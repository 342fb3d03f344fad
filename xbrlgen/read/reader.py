"""What a reader is: a name, a way to know its files, and a way to read them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from xbrlgen.model.source import Source
from xbrlgen.model.source_file import SourceFile
from xbrlgen.read.times import YearEnd


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader is told of a file: its name in the project, which every place carries, the last
    month and day of the fiscal year, and what ``filing.yaml`` says of how it is written."""

    file: str
    fiscal_year_end: YearEnd = (12, 31)
    said: SourceFile = field(default_factory=lambda: SourceFile(""))


@dataclass(frozen=True, slots=True)
class Reader:
    """One file format. ``endings`` are those of names that are enough to know it by.

    ``sniff`` tells by the bytes alone whether a file is of it, and costs little. ``read`` gives the
    source (:meth:`~xbrlgen.model.source.Source.of`: every figure numbered, with its place and its digits);
    what is odd is in its findings. It raises :class:`~xbrlgen.model.finding.XbrlgenError` for what cannot
    be read at all.
    """

    name: str
    sniff: Callable[[bytes], bool]
    read: Callable[[bytes, Reading], Source]
    endings: tuple[str, ...] = ()

    def takes(self, data: bytes, reading: Reading) -> bool:
        return reading.file.lower().endswith(self.endings or "\0") or self.sniff(data)
