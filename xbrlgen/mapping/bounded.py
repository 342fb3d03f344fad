"""Patterns of the user's on texts of a release: neither is trusted to end in time.

Most patterns are like ``/^Total .*assets$/i``, with one repeat at most; Python's own engine takes no
longer for them than the square of a caption. Any other goes to ``regex``, which reads the same language
and can be told when to give up: a nested repeat such as ``(a+)+b`` would run for years. (google-re2 need
not give up, but its classes know ASCII alone and it has no look-ahead: a pattern that finds ``Société``
today would silently find nothing.)
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field

from xbrlgen.model.codes import finding
from xbrlgen.model.finding import XbrlgenError
from xbrlgen.model.matcher import Searches
from xbrlgen.model.where import Where

LONGEST = 2_000
"""Characters of a caption, heading or title that a pattern is tried on; a longer text matches none."""
SECONDS = 5.0
"""So long a pattern may search in all of a run. One that is well made takes a thousandth of it."""
_TOKENS = re.compile(
    r"\\(?P<reference>[1-9])|\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|(?P<group>\)(?:[*+]|\{\d*,?\d*\}))"
    r"|(?P<repeat>[*+]|\{\d*,\d*\}|\{\d{3,}\})|(?P<maybe>\?)",
    re.DOTALL,
)


def compile_bounded(source: str, *, ignore_case: bool, text: str, where: Where) -> Searches:
    """Compile a pattern. ``text`` is how the mapping writes it, ``where`` the place.

    Raises ValueError with what is wrong in it.
    """
    flags = re.IGNORECASE if ignore_case else 0
    try:
        plain = re.compile(source, flags)
    except re.error as error:
        raise ValueError(str(error)) from None
    except (RecursionError, OverflowError, MemoryError):
        raise ValueError("it is nested too deeply, or repeats too often") from None
    return _Plain(plain) if is_plain(source) else _Watched(source, flags, text, where)


def is_plain(source: str) -> bool:
    """At most one repeat, no repeated group, no back reference: the time grows with the square at most."""
    found = [m.lastgroup for m in _TOKENS.finditer(source)]
    return (
        found.count("repeat") <= 1
        and found.count("maybe") <= 8
        and "group" not in found
        and "reference" not in found
    )


@dataclass(frozen=True, slots=True)
class _Plain:
    compiled: re.Pattern[str]

    @property
    def pattern(self) -> str:
        return self.compiled.pattern

    def search(self, text: str) -> object | None:
        return None if len(text) > LONGEST else self.compiled.search(text)


@dataclass(slots=True, unsafe_hash=True)
class _Watched:
    """A pattern and how long it has searched so far."""

    pattern: str
    flags: int
    text: str = field(compare=False)
    where: Where = field(compare=False)
    spent: float = field(default=0.0, compare=False)
    compiled: object = field(default=None, repr=False, compare=False)

    def __getstate__(self) -> tuple[str, int, str, Where]:
        return self.pattern, self.flags, self.text, self.where

    def __setstate__(self, state: tuple[str, int, str, Where]) -> None:
        self.pattern, self.flags, self.text, self.where = state
        self.spent, self.compiled = 0.0, None

    def search(self, text: str) -> object | None:
        """Raises XbrlgenError (XG-MAP-009) once the pattern has used up its time."""
        if len(text) > LONGEST:
            return None
        import regex

        if self.compiled is None:
            ignore = regex.IGNORECASE if self.flags & re.IGNORECASE else 0
            self.compiled = regex.compile(self.pattern, ignore | regex.VERSION0)
        started = time.monotonic()
        try:
            found: object | None = self.compiled.search(text, timeout=max(SECONDS - self.spent, 0.001))  # type: ignore[attr-defined]  # regex has no types
        except TimeoutError:
            message = f"pattern {self.text} searches for more than {SECONDS:.0f} seconds"
            hint = "write it without a repeat inside a repeat"
            raise XbrlgenError(finding("XG-MAP-009", message, self.where, hint=hint)) from None
        self.spent += time.monotonic() - started
        return found
