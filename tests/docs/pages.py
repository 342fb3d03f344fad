"""Pages of the documentation, cut into sections and code blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

REPO = Path(__file__).resolve().parents[2]
DOCS = REPO / "docs"

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^(#{1,4}) (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Section:
    """A heading of the first or second level with all that stands under it."""

    title: str
    text: str

    def blocks(self, language: str) -> list[str]:
        """The fenced blocks of a language, in order."""
        return [body for name, body in fences(self.text) if name == language]


def fences(text: str) -> list[tuple[str, str]]:
    """Language and content of every fenced block, in order."""
    return _FENCE.findall(text)


def sections(page: Path) -> list[Section]:
    text = page.read_text(encoding="utf-8")
    found = [m for m in headings(text) if len(m[1]) <= 2]
    ends = [m.start() for m in found[1:]] + [len(text)]
    return [Section(m[2].strip("`"), text[m.end() : end]) for m, end in zip(found, ends, strict=True)]


def headings(text: str) -> list[re.Match[str]]:
    """Headings outside of code blocks."""
    fences = [(m.start(), m.end()) for m in _FENCE.finditer(text)]
    return [m for m in _HEADING.finditer(text) if not any(a <= m.start() < b for a, b in fences)]
