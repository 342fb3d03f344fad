"""The output files of a filing: rendered once, kept or spooled, with their digests."""

from __future__ import annotations

import hashlib
import mmap
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

KEEP = 512 * 1024
"""Bytes of a file that are kept in memory; more go into a temporary file. The largest of a filing of some
hundred facts has less than half of it."""
_PIECE = 256 * 1024


class Artifact:
    """One output file. It is rendered when something first asks for it, and never again.

    ``write`` gives the bytes in pieces. An artifact crosses process borders: one that was rendered with
    its bytes, any other with ``write``, which then is a function of a module, or a partial of one.
    """

    __slots__ = ("_digest", "_spooled", "_write", "media_type", "name", "size_limit")

    def __init__(
        self, name: str, media_type: str, write: Callable[[], Iterable[bytes]], size_limit: int = KEEP
    ) -> None:
        self.name, self.media_type, self.size_limit = name, media_type, size_limit
        self._write: Callable[[], Iterable[bytes]] = write
        self._spooled: bytes | mmap.mmap | None = None
        self._digest = ""

    def __repr__(self) -> str:
        size = "not rendered" if self._spooled is None else f"{len(self._spooled):,} bytes"
        return f"<Artifact {self.name}: {size}>"

    def __reduce__(self) -> tuple[object, ...]:
        write = self._write if self._spooled is None else _Held(self.data)
        return Artifact, (self.name, self.media_type, write, self.size_limit)

    @property
    def rendered(self) -> bool:
        return self._spooled is not None

    def stream(self) -> Iterator[bytes]:
        """The bytes in pieces, the same ones every time."""
        spooled = self._rendered()
        for start in range(0, len(spooled), _PIECE):
            yield spooled[start : start + _PIECE]

    @property
    def data(self) -> bytes:
        spooled = self._rendered()
        return spooled if isinstance(spooled, bytes) else spooled[:]

    @property
    def size(self) -> int:
        """In bytes."""
        return len(self._rendered())

    @property
    def sha256(self) -> str:
        """In hex."""
        self._rendered()
        return self._digest

    def _rendered(self) -> bytes | mmap.mmap:
        if self._spooled is None:
            digest = hashlib.sha256()
            # The file has no name where the system allows it, and is gone with the last who reads it.
            with tempfile.SpooledTemporaryFile(max_size=self.size_limit) as spool:
                for piece in self._write():
                    digest.update(piece)
                    spool.write(piece)
                size = spool.tell()
                spool.seek(0)
                if size <= self.size_limit:
                    self._spooled = spool.read()
                else:
                    self._spooled = mmap.mmap(spool.fileno(), 0, access=mmap.ACCESS_READ)
            self._digest = digest.hexdigest()
        return self._spooled


@dataclass(frozen=True, slots=True)
class _Held:
    """Bytes that are there already."""

    data: bytes

    def __call__(self) -> Iterator[bytes]:
        yield self.data


@dataclass(frozen=True, slots=True)
class Package:
    """All output files; ``entry`` is the name of the one to open."""

    artifacts: tuple[Artifact, ...]
    entry: str

    def __iter__(self) -> Iterator[Artifact]:
        return iter(self.artifacts)
