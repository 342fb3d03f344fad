"""The words of a piece of XHTML."""

from __future__ import annotations

import html
import re

_MARKUP = re.compile(r"<!--.*?-->|<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", re.DOTALL)


def text_of_markup(markup: str) -> str:
    """The characters of a piece of well-formed XHTML, tags and comments left out, references read."""
    if "<" in markup:
        markup = _MARKUP.sub("", markup)
    return html.unescape(markup) if "&" in markup else markup
