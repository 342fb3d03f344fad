"""Footnotes of instances and inline documents, with the facts they belong to."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from xbrlgen.model.where import Where
from xbrlgen.model.xbrl import FACT_FOOTNOTE, FOOTNOTE_ROLE, LINK_ROLE
from xbrlgen.written.names import IX, LINK, XLINK, line_of
from xbrlgen.written.views import FileView, FootnoteView

LinkFlaw = tuple[str, Where]
"""What is wrong with the form of a link, and the place."""


def plain_footnotes(file: str, root: etree._Element) -> tuple[list[FootnoteView], list[LinkFlaw]]:
    """Footnotes of an instance, and what is wrong with the form of their links."""
    notes: list[FootnoteView] = []
    flaws: list[LinkFlaw] = []
    for link in root.iter(f"{LINK}footnoteLink"):
        where = Where(file, line_of(link))
        role = link.get(f"{XLINK}role")
        if role != LINK_ROLE:
            flaws.append((f"a footnote link has {f'the role {role}' if role else 'no role'}", where))
        locators: dict[str, str] = {}
        arcs: dict[str, list[str]] = {}
        for node in link:
            kind, place = etree.QName(node).localname, Where(file, line_of(node))
            if kind == "loc":
                href = node.get(f"{XLINK}href") or ""
                locators[node.get(f"{XLINK}label") or ""] = href.removeprefix("#")
                if not href.startswith("#"):
                    flaws.append((f"a footnote's locator leads to {href}", place))
            elif kind == "footnoteArc":
                if node.get(f"{XLINK}arcrole") != FACT_FOOTNOTE:
                    flaws.append((f"a footnote's arc has the arcrole {node.get(f'{XLINK}arcrole')}", place))
            elif kind == "footnote":
                role = node.get(f"{XLINK}role")
                if role != FOOTNOTE_ROLE:
                    flaws.append((f"a footnote has {f'the role {role}' if role else 'no role'}", place))
            else:
                flaws.append((f"a footnote link holds {kind}", place))
        for node in link.iter(f"{LINK}footnoteArc"):
            fact = locators.get(node.get(f"{XLINK}from") or "")
            if fact:
                arcs.setdefault(node.get(f"{XLINK}to") or "", []).append(fact)
        for node in link.iter(f"{LINK}footnote"):
            label = node.get(f"{XLINK}label") or ""
            text = (node.text or "") + "".join(etree.tostring(n, encoding="unicode") for n in node)
            notes.append(
                FootnoteView(
                    node.get("id") or label, text, tuple(arcs.get(label, ())), Where(file, line_of(node))
                )
            )
    return notes, flaws


def inline_footnotes(files: Iterable[FileView]) -> tuple[list[FootnoteView], list[LinkFlaw]]:
    """Relationships of one document may join facts and notes of another of the set."""
    ends: dict[str, list[str]] = {}
    flaws: list[LinkFlaw] = []
    notes: list[tuple[str, etree._Element]] = []
    for file in files:
        if file.root is None:
            continue
        for node in file.root.iter(f"{IX}relationship"):
            if node.get("arcrole") not in (None, FACT_FOOTNOTE):
                place = Where(file.name, line_of(node))
                flaws.append((f"a footnote's arc has the arcrole {node.get('arcrole')}", place))
            for note in (node.get("toRefs") or "").split():
                ends.setdefault(note, []).extend((node.get("fromRefs") or "").split())
        for node in file.root.iter(f"{IX}footnote"):
            notes.append((file.name, node))
            role = node.get("footnoteRole")
            if role not in (None, FOOTNOTE_ROLE):  # inline, the usual role need not be said
                said = f"a footnote has {f'the role {role}' if role else 'no role'}"
                flaws.append((said, Where(file.name, line_of(node))))
    views = [
        FootnoteView(
            n.get("id") or "",
            (n.text or "") + "".join(etree.tostring(c, encoding="unicode") for c in n),
            tuple(ends.get(n.get("id") or "", ())),
            Where(name, line_of(n)),
        )
        for name, n in notes
    ]
    return views, flaws
