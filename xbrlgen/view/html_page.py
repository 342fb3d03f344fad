"""What the HTML pages share: templates that escape, and a policy that lets nothing in from elsewhere."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from typing import TYPE_CHECKING

from xbrlgen.resources import shipped

if TYPE_CHECKING:
    from jinja2 import Template


@cache
def template(name: str) -> Template:
    """A template of ``templates/report``; what it is given is escaped, what it is not given is an error."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(shipped("templates") / "report", encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
    )
    return environment.get_template(name)


@cache
def inlined(styles: tuple[str, ...], scripts: tuple[str, ...]) -> tuple[str, str]:
    """The style and the script, each as the one text that its digest is taken of."""
    folder = shipped("templates") / "report"
    style = "".join((folder / name).read_text("ascii") for name in styles)
    script = "".join((folder / name).read_text("ascii") for name in scripts)
    return f"\n{style}", f'\n"use strict";\n(() => {{\n{script}}})();\n'


def policy(style: str, script: str) -> str:
    """A content security policy (CSP level 3) that leaves out everything but these two texts."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src '{_digest(script)}'",
            f"style-src '{_digest(style)}'",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("ascii")).digest()).decode("ascii")
