"""A Word document as a plain page: one line a paragraph or a cell, so that the number of a line leads to it.

What a page needs is taken over: paragraphs and their indentation, tables with cells over several columns or
rows, notes. What else a document has is counted, and said to be lost: pictures, text boxes, equations,
deletions that are tracked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape

from lxml import etree

from xbrlgen.model.where import Where
from xbrlgen.read.sheet.package import WorkbookPackage
from xbrlgen.read.sheet.workbook import column_letters

DOCUMENT = "word/document.xml"
LARGEST_DOCUMENT = 64 * 1024 * 1024
"""Bytes of the main part when unpacked: some thousand pages of tables."""
_TWIPS = 20
"""In a point."""
_AROUND = ("sdt", "sdtContent", "ins", "smartTag", "customXml")
"""What may stand round blocks, rows and cells."""
_DEEPEST = 64
"""Levels of tables and content controls in each other."""
_LOST = {
    "drawing": "pictures",
    "pict": "pictures",
    "object": "objects of other programs",
    "txbxContent": "text boxes",
    "oMath": "equations",
    "delText": "deletions that are tracked",
}


@dataclass(slots=True)
class WordPage:
    """``lines`` are those of the page, ``places`` where each of them stands in the document.

    A paragraph is a line, counted from 1 through the document; a cell is one of a table: "B5" of "table
    3". ``lost`` counts what is not taken over, by what it is.
    """

    file: str
    lines: list[str] = field(default_factory=list)
    places: list[Where] = field(default_factory=list)
    lost: Counter[str] = field(default_factory=Counter)
    paragraphs: int = 0
    tables: int = 0

    def add(self, line: str, where: Where | None = None) -> None:
        self.lines.append(line)
        last = self.places[-1] if self.places else Where(self.file)
        self.places.append(where or last)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def page_of(package: WorkbookPackage) -> WordPage:
    """Raises XbrlgenError for a part that is damaged (XG-READ-002) or too large (XG-READ-004)."""
    page = WordPage(package.file)
    body = _tree(package, DOCUMENT).find("{*}body")
    page.add("<html><body>")
    if body is not None:
        _blocks(body, page, 0)
    for name in ("word/footnotes.xml", "word/endnotes.xml"):
        if name in package.names:
            for note in _tree(package, name):
                # The lines that part notes from the text have a type.
                number = _attribute(note, "id")
                if _attribute(note, "type") is None and number is not None:
                    words = " ".join(_inline(p, page.lost) for p in note.iter("{*}p"))
                    page.paragraphs += 1
                    page.add(f"<p>({escape(number)}) {words}</p>", Where(page.file, page.paragraphs))
    page.add("</body></html>")
    return page


def _tree(package: WorkbookPackage, name: str) -> etree._Element:
    data = package.read(name, LARGEST_DOCUMENT)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as e:
        raise package.unreadable(f"has a part that cannot be read: {name} ({e})") from e


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _attribute(element: etree._Element | None, name: str) -> str | None:
    if element is None:
        return None
    return next((str(v) for k, v in element.attrib.items() if etree.QName(str(k)).localname == name), None)


def _blocks(parent: etree._Element, page: WordPage, depth: int) -> None:
    """The lines of the blocks in a body or a content control."""
    for child in parent:
        name = _name(child)
        if name == "p":
            page.paragraphs += 1
            page.add(_paragraph(child, page.lost), Where(page.file, page.paragraphs))
        elif name == "tbl":
            page.tables += 1
            _table(child, page)
        elif name in _AROUND and depth < _DEEPEST:
            _blocks(child, page, depth + 1)


def _paragraph(p: etree._Element, lost: Counter[str]) -> str:
    """A paragraph on a line of its own."""
    form = p.find("{*}pPr")
    style = []
    indent = _indent(form)
    if indent:
        style.append(f"margin-left:{indent}pt")
    justified = None if form is None else _attribute(form.find("{*}jc"), "val")
    if justified in ("center", "right", "end"):
        style.append(f"text-align:{'center' if justified == 'center' else 'right'}")
    look = f' style="{";".join(style)}"' if style else ""
    return f"<p{look}>{_inline(p, lost)}</p>"


def _indent(form: etree._Element | None) -> int:
    """Points from the left, the first line's own indentation with them."""
    ind = None if form is None else form.find("{*}ind")
    total = 0
    for name, sign in (("left", 1), ("start", 1), ("firstLine", 1), ("hanging", -1)):
        text = _attribute(ind, name)
        if text is not None and text.lstrip("-").isdecimal() and len(text) < 6:
            total += sign * int(text)
    return max(total // _TWIPS, 0)


def _inline(p: etree._Element, lost: Counter[str]) -> str:
    """The words of a paragraph, from the runs that are shown."""
    words: list[str] = []
    for e in p.iter():
        name = _name(e)
        if name in _LOST:
            lost[_LOST[name]] += 1
        if not _shown(e, p):
            continue
        if name == "t":
            words.append(escape(e.text or "", quote=False))
        elif name in ("tab", "ptab") and _name_of_parent(e) == "r":
            words.append("&#160;&#160;")
        elif name in ("br", "cr") and _name_of_parent(e) == "r":
            words.append("<br/>")
        elif name == "noBreakHyphen":
            words.append("-")
        elif name in ("footnoteReference", "endnoteReference"):
            words.append(f"<sup>({escape(_attribute(e, 'id') or '')})</sup>")
    return "".join(words)


def _name_of_parent(e: etree._Element) -> str:
    parent = e.getparent()
    return "" if parent is None else _name(parent)


def _shown(e: etree._Element, p: etree._Element) -> bool:
    """Whether an element of a paragraph is part of what people read there."""
    above: etree._Element | None = e
    while above is not None and above is not p:
        name = _name(above)
        if name in ("del", "moveFrom", "Fallback", "txbxContent"):
            return False
        if name == "r":
            vanish = above.find("{*}rPr/{*}vanish")
            if vanish is not None and _attribute(vanish, "val") not in ("0", "false"):
                return False
        above = above.getparent()
    return True


def _table(table: etree._Element, page: WordPage) -> None:
    page.add("<table>")
    for r, row in enumerate(_children(table, "tr", 0), start=1):
        page.add("<tr>")
        column = 1
        for cell in _children(row, "tc", 0):
            form = cell.find("{*}tcPr")
            text = None if form is None else _attribute(form.find("{*}gridSpan"), "val")
            span = int(text) if text is not None and text.isdecimal() and len(text) < 4 else 1
            merged = None if form is None else form.find("{*}vMerge")
            goes_on = merged is not None and _attribute(merged, "val") != "restart"
            words = "" if goes_on else "".join(_inside(cell, page.lost, 0))
            where = Where(page.file, sheet=f"table {page.tables}", cell=f"{column_letters(column)}{r}")
            page.add(f'<td colspan="{max(span, 1)}">{words}</td>', where)
            column += max(span, 1)
        page.add("</tr>")
    page.add("</table>")


def _inside(cell: etree._Element, lost: Counter[str], depth: int) -> Iterator[str]:
    """The paragraphs of a cell; those of a table in it one after the other."""
    for child in cell:
        if _name(child) == "p":
            yield _paragraph(child, lost)
        elif _name(child) in (*_AROUND, "tbl", "tr", "tc") and depth < _DEEPEST:
            yield from _inside(child, lost, depth + 1)


def _children(parent: etree._Element, name: str, depth: int) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, those in content controls too."""
    for child in parent:
        if _name(child) == name:
            yield child
        elif _name(child) in _AROUND and depth < _DEEPEST:
            yield from _children(child, name, depth + 1)
