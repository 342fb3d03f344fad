"""EDGAR's full submission text: several documents in one file.

::

    <SEC-DOCUMENT>0000950170-23-010300.txt : 20230330
    <DOCUMENT>
    <TYPE>EX-99.1
    <SEQUENCE>2
    <FILENAME>ex99_1.htm
    <DESCRIPTION>PRESS RELEASE
    <TEXT>
    <html> ... </html>
    </TEXT>
    </DOCUMENT>
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_DOCUMENT = re.compile(r"^<DOCUMENT>", re.MULTILINE | re.IGNORECASE)
_TEXT = re.compile(r"^[ \t]*<TEXT>[ \t]*\r?\n?", re.MULTILINE | re.IGNORECASE)
_END = re.compile(r"^[ \t]*</TEXT>", re.MULTILINE | re.IGNORECASE)
_WRAPPED = re.compile(r"\s*<(?P<kind>XBRL|XML)>\s*", re.IGNORECASE)
_UNWRAPPED = re.compile(r"\s*</(?:XBRL|XML)>\s*\Z", re.IGNORECASE)
_HEADER = re.compile(r"^<(TYPE|FILENAME|DESCRIPTION)>[ \t]*([^\r\n<]*)", re.MULTILINE | re.IGNORECASE)
_TAG = re.compile(r"<(?:td|tr|p|div|span|font|br)\b", re.IGNORECASE)
_HEAD = re.compile(rb"^[ \t]*<DOCUMENT>[ \t]*\r?$", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Enclosed:
    """One document of a submission: its text is characters ``start`` to ``end`` of the file."""

    type: str
    name: str
    start: int
    end: int
    is_html: bool

    def is_called(self, said: str) -> bool:
        """Whether it is meant by a type ("EX-99.1") or the name of a file."""
        return said.casefold() in (self.type.casefold(), self.name.casefold())

    def __str__(self) -> str:
        return f"{self.type} ({self.name})" if self.name else self.type


def enclosed(text: str) -> list[Enclosed]:
    """The documents of a submission, in order; none if the text is a page by itself."""
    starts = [m.start() for m in _DOCUMENT.finditer(text)]
    found: list[Enclosed] = []
    for start, stop in pairwise([*starts, len(text)]):
        opened = _TEXT.search(text, start, stop)
        if opened is None:
            continue
        said = {m[1].upper(): m[2].strip() for m in _HEADER.finditer(text, start, opened.start())}
        low = opened.end()
        closed = _END.search(text, low, stop)
        high = closed.start() if closed is not None else stop
        if (wrapped := _WRAPPED.match(text, low, high)) is not None:
            low = wrapped.end()
            unwrapped = _UNWRAPPED.search(text, max(low, high - 100), high)
            high = unwrapped.start() if unwrapped is not None else high
        html = _TAG.search(text, low, high) is not None
        found.append(Enclosed(said.get("TYPE", ""), said.get("FILENAME", ""), low, high, html))
    return found


def chosen(documents: Sequence[Enclosed], said: str | None) -> Enclosed | None:
    """The document to read: the one that is named, else the first press release, else the first page."""
    if said is not None:
        return next((d for d in documents if d.is_called(said)), None)
    pages = [d for d in documents if d.is_html] or list(documents)
    return next((d for d in pages if d.type.upper().startswith("EX-99")), pages[0] if pages else None)


def is_submission(head: bytes) -> bool:
    """Does a file that begins so hold documents of a submission?"""
    return _HEAD.search(head) is not None


def parts_of(data: bytes) -> dict[str, bytes]:
    """The documents of a submission by the names of their files; one without a name has none.

    Their line ends and bytes are those of the submission: it is taken apart as Latin-1, in which every byte
    is a character. Of two documents with one name the first is kept.
    """
    text = data.decode("latin-1")
    found: dict[str, bytes] = {}
    for document in enclosed(text):
        if document.name:
            found.setdefault(document.name, text[document.start : document.end].encode("latin-1"))
    return found
