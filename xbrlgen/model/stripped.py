"""An inline document with its tags taken out, and the tags."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class InlineElement:
    """An element of Inline XBRL that was taken out, with its attributes, names in small letters.

    It stood round the characters ``start`` to ``end`` of the page that is left. Of one in the header
    (``hidden``) both are where the header was, and ``content`` is its markup.
    """

    name: str
    attributes: Mapping[str, str]
    start: int
    end: int
    hidden: bool = False
    content: str = ""


@dataclass(frozen=True, slots=True)
class StrippedPage:
    """What is left of an inline document: ``text`` is XHTML in ASCII.

    ``elements`` are in the order in which they began. ``changes`` are, in words, what else is other than in
    the document: a document type, characters outside ASCII.
    """

    text: str
    elements: tuple[InlineElement, ...]
    changes: tuple[str, ...] = ()
