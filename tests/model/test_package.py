"""Artifacts: rendered once, spooled above a size, and fit to cross process borders."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterator
from functools import partial

import pytest

from xbrlgen.model.package import Artifact


def pieces(*parts: bytes) -> Iterator[bytes]:
    yield from parts


class Counted:
    def __init__(self) -> None:
        self.renderings = 0

    def __call__(self) -> Iterator[bytes]:
        self.renderings += 1
        yield b"ab"
        yield b"cde"


@pytest.mark.parametrize("limit", [0, 4, 5, 6], ids=str)
def test_it_is_rendered_once_whether_kept_or_spooled(limit: int) -> None:
    write = Counted()
    artifact = Artifact("x.xml", "application/xml", write, limit)
    assert write.renderings == 0
    assert not artifact.rendered
    assert (artifact.size, artifact.data) == (5, b"abcde")
    assert artifact.sha256 == hashlib.sha256(b"abcde").hexdigest()
    # Two who read it at the same time do not disturb each other.
    assert [a + b for a, b in zip(artifact.stream(), artifact.stream(), strict=True)] == [b"abcdeabcde"]
    assert write.renderings == 1


@pytest.mark.parametrize("limit", [0, 100], ids=["spooled", "kept"])
@pytest.mark.parametrize("first", [True, False], ids=["rendered", "not yet rendered"])
def test_it_pickles(limit: int, first: bool) -> None:
    artifact = Artifact("x.xml", "application/xml", partial(pieces, b"ab", b"c"), limit)
    if first:
        assert artifact.size == 3
    again = pickle.loads(pickle.dumps(artifact))
    assert again.rendered is False
    assert (again.name, again.media_type, again.data, again.sha256) == (
        "x.xml",
        "application/xml",
        b"abc",
        artifact.sha256,
    )


def test_a_failed_rendering_leaves_nothing_half_done() -> None:
    fails = [True]

    def write() -> Iterator[bytes]:
        yield b"half"
        if fails:
            fails.clear()
            raise OSError("the disk is full")
        yield b" and whole"

    artifact = Artifact("x.xml", "application/xml", write)
    with pytest.raises(OSError, match="disk is full"):
        artifact.data  # noqa: B018 (asking renders it)
    assert artifact.data == b"half and whole"


def test_an_empty_file() -> None:
    artifact = Artifact("x.xml", "application/xml", pieces)
    assert (artifact.size, list(artifact.stream())) == (0, [])
