"""Jinja, set up once: strict, escaping, streaming, and ASCII at the end."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from xbrlgen.resources import cache_dir, shipped

if TYPE_CHECKING:
    from jinja2 import Environment

_PIECES = 4096
"""How many pieces of a template are joined before they are encoded."""
_ILLEGAL = (
    re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]"),
    re.compile("[\ud800-\udfff]"),
    re.compile("[\ufffe\uffff]"),
)
"""Everything outside the production Char of XML 1.0 section 2.2. Three patterns, as one set of such different
characters takes longer to compile than a small filing to encode."""
_RAW = re.compile("[\r\x7f]")
"""Legal, but a bare carriage return is read back as a line feed (XML 1.0 section 2.11) and a bare
delete is not printable (EFM 5.2.1.1); as references both survive."""


@cache
def _environment() -> Environment:
    # Not at the top: a run that writes nothing should not pay for loading Jinja.
    from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined

    compiled = None
    folder = cache_dir() / "templates"
    # Compiling costs as much as rendering a small filing; without a cache it is done each time.
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        compiled = FileSystemBytecodeCache(str(folder))
    return Environment(
        loader=FileSystemLoader(shipped("templates"), encoding="utf-8"),
        bytecode_cache=compiled,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def render(template: str, **view: object) -> Iterator[bytes]:
    """The bytes of ``templates/<template>`` filled with ``view``, in pieces, as they come.

    Generators in the view are consumed as the output is, so nothing is held. Text is
    escaped for XML and HTML; what is not ASCII becomes a numeric reference; a character
    that XML 1.0 does not allow becomes U+FFFD, the replacement character.
    Raises jinja2.TemplateNotFound, and jinja2.UndefinedError for a name the view lacks.
    """
    stream = _environment().get_template(template).stream(view)
    stream.enable_buffering(_PIECES)
    for piece in stream:
        yield to_ascii(piece)


def to_ascii(markup: str) -> bytes:
    """Escaped markup as ASCII (EFM 5.2.1.1); see :func:`render` for what is replaced."""
    raw = _RAW.sub(lambda m: f"&#{ord(m[0])};", legal(markup))
    return raw.encode("ascii", "xmlcharrefreplace")


def legal(text: str) -> str:
    """A text in which the replacement character stands for what XML 1.0 does not allow."""
    for illegal in _ILLEGAL[: 1 if text.isascii() else None]:
        text = illegal.sub("\ufffd", text)
    return text
