"""Small Word documents for tests, part by part."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from html import escape

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def p(text: str, *, indent: int = 0, inside: str = "") -> str:
    """A paragraph; ``inside`` is further markup behind its words."""
    form = f'<w:pPr><w:ind w:left="{indent}"/></w:pPr>' if indent else ""
    return f'<w:p>{form}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>{inside}</w:p>'


def tc(content: str, *, span: int = 1, merged: str = "") -> str:
    form = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    form += f'<w:vMerge w:val="{merged}"/>' if merged else ""
    return f"<w:tc><w:tcPr>{form}</w:tcPr>{content}</w:tc>"


def tbl(rows: Iterable[Sequence[str]]) -> str:
    """A table of rows of cells, each :func:`tc` or plain text."""
    made = ("".join(c if c.startswith("<w:tc") else tc(p(c)) for c in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in made) + "</w:tbl>"


def docx(body: str, *, footnotes: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr(
            "word/document.xml", f'<w:document xmlns:w="{MAIN}"><w:body>{body}</w:body></w:document>'
        )
        if footnotes:
            package.writestr("word/footnotes.xml", f'<w:footnotes xmlns:w="{MAIN}">{footnotes}</w:footnotes>')
    return out.getvalue()
