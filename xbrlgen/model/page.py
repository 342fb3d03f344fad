"""The company's own page, as a source gives it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from xbrlgen.model.where import Where


class PageImage(NamedTuple):
    """A picture by the name that an ``img`` element gives it, and where that element stands."""

    name: str
    where: Where


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A page as well-formed XHTML, in ASCII, and the two places where a filing adds to it.

    ``root`` is the offset in ``text`` right behind the name of the ``html`` element, where
    namespaces are declared; ``body`` the one behind the start tag of ``body``, where the header
    goes. ``ids`` are those its own elements have. ``images`` are the files it shows, each once;
    addresses elsewhere are not among them. ``prefixes`` are those that its ``html`` element
    declares already.
    """

    text: str
    root: int
    body: int
    ids: frozenset[str] = frozenset()
    images: tuple[PageImage, ...] = ()
    prefixes: frozenset[str] = frozenset()

    @property
    def says_language(self) -> bool:
        """Whether its ``html`` element has ``xml:lang``, from which text facts take their language."""
        return "xml:lang" in self.text[self.root : self.text.find(">", self.root)]
