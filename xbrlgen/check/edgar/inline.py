"""The Inline XBRL document: what EDGAR allows in it, and what must be seen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from xbrlgen.check.edgar.facts import ARCHIVES
from xbrlgen.model.cover import on_cover
from xbrlgen.model.where import Where
from xbrlgen.written.names import IX, LANG, LINK, XBRLI, XHTML, XSI, line_of
from xbrlgen.written.nodes import FORMATS, IDS, PRESENTATIONAL
from xbrlgen.written.transforms import fits
from xbrlgen.written.views import FactView, FileView, Flaw, Rules, Written, about

_XHTML_NS, _IX_NS = XHTML[1:-1], IX[1:-1]
_REGISTRIES = {
    "http://www.xbrl.org/inlineXBRL/transformation/2015-02-26": "ixt",
    "http://www.xbrl.org/inlineXBRL/transformation/2020-02-12": "ixt",
    "http://www.xbrl.org/inlineXBRL/transformation/2022-02-16": "ixt",
    "http://www.sec.gov/inlineXBRL/transformation/2015-08-31": "ixt-sec",
}
_ELEMENTS = frozenset(
    [
        "acronym",
        "area",
        "base",
        "bdo",
        "button",
        "cite",
        "col",
        "colgroup",
        "dd",
        "del",
        "embed",
        "fieldset",
        "form",
        "input",
        "ins",
        "label",
        "legend",
        "map",
        "noscript",
        "object",
        "option",
        "param",
        "q",
        "script",
        "select",
        "style",
        "textarea",
    ]
)
_ATTRIBUTES = {"a": ("name",), "body": ("link",), "html": ("lang",), "link": ("rel", "rev")}
_NOT_STRICT = frozenset(
    [
        "font",
        "center",
        "u",
        "s",
        "strike",
        "basefont",
        "applet",
        "dir",
        "menu",
        "iframe",
        "frame",
        "frameset",
        "noframes",
    ]
)
_BLOCKS = frozenset(
    [
        "div",
        "p",
        "table",
        "ul",
        "ol",
        "dl",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "pre",
        "blockquote",
        "address",
    ]
)
_NO_BLOCKS = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "pre"])
_INLINE_TAGS = frozenset(["span", "b", "i", "em", "strong", "a", "sub", "sup", "small", "big", "tt"])
_NOT_AROUND_BLOCKS = frozenset(f"{XHTML}{name}" for name in (*_NO_BLOCKS, *_INLINE_TAGS))
_HIDDEN = re.compile(r"(?:^|[^\w])-sec-ix-hidden\s*:\s*([\w.-]+)")
_REDACT = re.compile(r"-sec-ix-redact\s*:")
_NONE = re.compile(r"display\s*:\s*none")
_SHOWABLE = frozenset(
    f"xbrli:{name}ItemType"
    for name in (
        "string",
        "normalizedString",
        "gMonthDay",
        "gMonth",
        "gDay",
        "gYear",
        "gYearMonth",
        "duration",
    )
)
"""Types that a transformation reaches, besides numbers, dates and flags; tokens, addresses and QNames it does
not (EFM 5.2.5.14)."""


def _documents(w: Written) -> Iterator[tuple[FileView, etree._Element]]:
    for file in w.of("inline"):
        if file.root is not None:
            yield file, file.root


def _at(file: FileView, node: etree._Element) -> Where:
    return Where(file.name, line_of(node))


def _named(root: etree._Element, names: Iterable[str]) -> Iterator[tuple[etree._Element, str]]:
    """XHTML elements of these local names, with their names."""
    for node in root.iter(*(f"{XHTML}{name}" for name in names)):
        yield node, etree.QName(node).localname


def doctype(w: Written) -> Iterator[Flaw]:
    for file in w.files:
        if file.kind == "inline" and re.search(rb"<!DOCTYPE\b", file.data[:4096], re.IGNORECASE):
            yield Flaw(f"{file.name} has a DOCTYPE", Where(file.name, 1))


def xhtml_root(w: Written) -> Iterator[Flaw]:
    for file, root in _documents(w):
        if root.tag != f"{XHTML}html":
            yield Flaw(
                f"the root of {file.name} is {etree.QName(root).localname} outside of XHTML", _at(file, root)
            )


def prefixes(w: Written) -> Iterator[Flaw]:
    wanted: dict[str, str | None] = {_XHTML_NS: None, _IX_NS: "ix", **_REGISTRIES}
    for file, root in _documents(w):
        for prefix, namespace in root.nsmap.items():
            if namespace in wanted and prefix != wanted[namespace]:
                form = wanted[namespace] or "no prefix"
                yield Flaw(f"{namespace} is bound to {prefix or 'no prefix'}, not to {form}", _at(file, root))


def registries(w: Written) -> Iterator[Flaw]:
    for file, root in _documents(w):
        used = {text.partition(":")[0] for text in FORMATS(root)}
        bound = {prefix: file.data.count(f"xmlns:{prefix}=".encode()) for prefix in used}
        if all(n == 1 and root.nsmap.get(prefix) in _REGISTRIES for prefix, n in bound.items()):
            continue  # each prefix is bound once, by the root, to what is allowed
        for node in root.iter(f"{IX}nonFraction", f"{IX}nonNumeric"):
            prefix = (node.get("format") or "").partition(":")[0]
            namespace = node.nsmap.get(prefix) if prefix else None
            if prefix and namespace not in _REGISTRIES:
                yield Flaw(
                    f"the transformation registry {namespace or prefix} is not allowed", _at(file, node)
                )


def elements(w: Written) -> Iterator[Flaw]:
    for file, root in _documents(w):
        for node, name in _named(root, _ELEMENTS):
            yield Flaw(f"<{name}> is not allowed", _at(file, node))


def attributes(w: Written) -> Iterator[Flaw]:
    for file, root in _documents(w):
        for node, name in _named(root, _ATTRIBUTES):
            for attribute in _ATTRIBUTES[name]:
                if node.get(attribute) is not None:
                    yield Flaw(f"{attribute} on <{name}> is not allowed", _at(file, node))


def anchors(w: Written) -> Iterator[Flaw]:
    for file, root in _documents(w):
        for node in root.iter(f"{XHTML}a"):
            above = {etree.QName(a).localname for a in node.iterancestors()} - {"html", "body", "div"}
            if node.get("href") is None and above:
                yield Flaw(f"an <a> without href stands inside <{min(above)}>", _at(file, node))


def links(w: Written) -> Iterator[Flaw]:
    for file, root in _documents(w):
        for node in root.iter(f"{XHTML}a"):
            href = node.get("href") or ""
            if "javascript:" in href or ("://" in href and not ARCHIVES.match(href)):
                yield Flaw(f"a link leads to {href}", _at(file, node))


def images(w: Written) -> Iterator[Flaw]:
    for file, root in _documents(w):
        for node in root.iter(f"{XHTML}img"):
            source = node.get("src") or ""
            if not re.search(r"\.(?:gif|jpg)$", source, re.IGNORECASE) or ":" in source:
                yield Flaw(f"the image {source[:40]} is no .gif or .jpg of the package", _at(file, node))


def tables(w: Written) -> Iterator[Flaw]:
    for file, root in _documents(w):
        for node in root.iter(f"{XHTML}table"):
            if next(node.iterancestors(f"{XHTML}table"), None) is not None:
                yield Flaw("a table stands inside a table", _at(file, node))


def targets(w: Written) -> Iterator[Flaw]:
    for file, root in _documents(w):
        for node in root.iter(f"{IX}tuple", f"{IX}fraction"):
            yield Flaw(f"ix:{etree.QName(node).localname} is not allowed", _at(file, node))
        for node in w.marked(file):
            name = etree.QName(node)
            ours = name.namespace == _IX_NS and name.localname not in ("tuple", "fraction")
            if ours and node.get("target") is not None:
                yield Flaw(f"ix:{name.localname} has a target", _at(file, node))


def nesting(w: Written) -> Iterator[Flaw]:
    """XHTML as the Inline XBRL 1.1 schema takes it: the slips that word processors make."""
    for file, root in _documents(w):
        for node, name in _named(root, _NOT_STRICT):
            yield Flaw(f"<{name}> is not in XHTML as EDGAR takes it", _at(file, node))
        for node in w.marked(file):
            name = etree.QName(node).localname
            attributes = [a for a in PRESENTATIONAL if node.get(a) is not None]
            if attributes and name not in _NOT_STRICT and str(node.tag).startswith(XHTML):
                yield Flaw(f"{attributes[0]} on <{name}> is not in XHTML as EDGAR takes it", _at(file, node))
        for node in root.iter(*(f"{XHTML}{name}" for name in _BLOCKS)):
            above = node.getparent()
            while above is not None and not str(above.tag).startswith(XHTML):
                above = above.getparent()
            if above is not None and above.tag in _NOT_AROUND_BLOCKS:
                name, inside = etree.QName(node).localname, etree.QName(above).localname
                yield Flaw(f"<{name}> stands inside <{inside}>", _at(file, node))


def header(w: Written) -> Iterator[Flaw]:
    for file, root in _documents(w):
        for node in root.iter(f"{IX}header"):
            if not any(_NONE.search(a.get("style") or "") for a in node.iterancestors(f"{XHTML}div")):
                yield Flaw("ix:header is not inside a hidden div", _at(file, node))


def _shown_ids(w: Written) -> dict[str, list[Where]]:
    found: dict[str, list[Where]] = {}
    for file, _ in _documents(w):
        for node in w.marked(file):
            match = _HIDDEN.search(node.get("style") or "")
            if match is not None:
                found.setdefault(match[1], []).append(_at(file, node))
    return found


def _transformable(w: Written, fact: FactView) -> bool | None:
    """Could a transformation show it; None if the type is not known."""
    concept = w.concept(fact.concept)
    if concept is None:
        return None
    if fact.nil:
        return False
    return concept.is_numeric or concept.kind in ("date", "boolean") or concept.type in _SHOWABLE


def _may_hide(w: Written, fact: FactView) -> bool:
    """dei facts may be hidden, but for those of the form's cover page."""
    return fact.concept.startswith("dei:") and not on_cover(w.document_type or "", fact.concept[4:])


def hidden_showable(w: Written) -> Iterator[Flaw]:
    for fact in w.facts:
        if fact.hidden and not _may_hide(w, fact) and _transformable(w, fact):
            yield about(fact, f"{fact.concept} is hidden and could be shown")


def hidden_unseen(w: Written) -> Iterator[Flaw]:
    shown = _shown_ids(w)
    for fact in w.facts:
        if not fact.hidden or fact.concept.startswith("dei:") or fact.id in shown:
            continue
        if _transformable(w, fact) is False:
            yield about(fact, f"{fact.concept} is hidden and no -sec-ix-hidden shows where it stands")


def hidden_not_found(w: Written) -> Iterator[Flaw]:
    ids = {f.id for f in w.facts if f.hidden}
    for name, places in _shown_ids(w).items():
        if name not in ids:
            yield Flaw(f"-sec-ix-hidden names {name}, which is no hidden fact", places[0])


def hidden_twice(w: Written) -> Iterator[Flaw]:
    ids = {f.id for f in w.facts if f.hidden}
    for name, places in _shown_ids(w).items():
        if name in ids and len(places) > 1:
            yield Flaw(f"-sec-ix-hidden names {name} {len(places)} times", places[1], (name,))


def redact(w: Written) -> Iterator[Flaw]:
    for file, _ in _documents(w):
        for node in w.marked(file):
            if _REDACT.search(node.get("style") or ""):
                yield Flaw("-sec-ix-redact is not allowed", _at(file, node))


def transforms(w: Written) -> Iterator[Flaw]:
    files = {f.name for f in w.of("inline")}
    for fact in w.facts:
        if (
            fact.where.file in files
            and not fact.nil
            and not fits(fact.format, fact.raw, numeric=fact.unit is not None)
        ):
            shown = " ".join(fact.raw.split())[:40]
            yield about(fact, f"{fact.concept}: {shown!r} does not fit {fact.format or 'a number'}")


def continuations(w: Written) -> Iterator[Flaw]:
    for file, root in _documents(w):
        asked = {a for n in w.marked(file) if (a := n.get("continuedAt")) is not None}
        there = {n.get("id") for n in root.iter(f"{IX}continuation")}
        for node in root.iter(f"{IX}continuation"):
            if node.get("id") not in asked:
                yield Flaw(f"continuation {node.get('id')} belongs to no fact", _at(file, node))
        for name in sorted(asked.difference(str(i) for i in there)):
            yield Flaw(f"continuation {name} is not there", Where(file.name))


def ids(w: Written) -> Iterator[Flaw]:
    files = (*w.of("inline"), *w.of("instance"))
    every = [name for file in files if file.root is not None for name in IDS(file.root)]
    if len(every) == len(set(every)):
        return
    seen: set[str] = set()
    for file in files:
        for node in file.root.iter() if file.root is not None else ():
            name = node.get("id") if isinstance(node.tag, str) else None
            if name is None:
                continue
            if name in seen:
                yield Flaw(f"the id {name} is used twice", _at(file, node))
            seen.add(name)


def linkbase_refs(w: Written) -> Iterator[Flaw]:
    for file in (*w.of("inline"), *w.of("instance")):
        for node in file.root.iter(f"{LINK}linkbaseRef") if file.root is not None else ():
            yield Flaw("a linkbase is named by the report, not by the schema", _at(file, node))


def cover_hidden(w: Written) -> Iterator[Flaw]:
    """Cover facts that have words on the page; a code whose words differ is shown by -sec-ix-hidden."""
    shown = _shown_ids(w)
    for fact in w.facts:
        on_page = fact.concept.startswith("dei:") and on_cover(w.document_type or "", fact.concept[4:])
        if fact.hidden and on_page and fact.id not in shown and _transformable(w, fact) is not True:
            yield about(fact, f"{fact.concept} is hidden and belongs on the cover page")


def schema_location(w: Written) -> Iterator[Flaw]:
    for file, root in _documents(w):
        for node in w.marked(file):
            located = node.get(f"{XSI}schemaLocation") is not None and str(node.tag).startswith(XHTML)
            if located and node is not root:
                yield Flaw(f"schemaLocation stands on <{etree.QName(node).localname}>", _at(file, node))


def language(w: Written) -> Iterator[Flaw]:
    for file, root in _documents(w):
        if not root.get(LANG):
            yield Flaw(f"{file.name} does not say its language (xml:lang)", _at(file, root))


def resources(w: Written) -> Iterator[Flaw]:
    for file, root in _documents(w):
        for node in root.iter(f"{XBRLI}context", f"{XBRLI}unit"):
            above = node.getparent()
            if above is None or above.tag != f"{IX}resources":
                yield Flaw(
                    f"{etree.QName(node).localname} {node.get('id')} is outside of ix:resources",
                    _at(file, node),
                )


RULES: Rules = (
    ("XG-EFM-721", doctype),
    ("XG-EFM-722", xhtml_root),
    ("XG-EFM-723", prefixes),
    ("XG-EFM-724", registries),
    ("XG-EFM-725", elements),
    ("XG-EFM-726", attributes),
    ("XG-EFM-727", anchors),
    ("XG-EFM-728", links),
    ("XG-EFM-729", images),
    ("XG-EFM-730", tables),
    ("XG-EFM-731", targets),
    ("XG-EFM-732", nesting),
    ("XG-EFM-733", header),
    ("XG-EFM-734", hidden_showable),
    ("XG-EFM-735", hidden_unseen),
    ("XG-EFM-736", hidden_not_found),
    ("XG-EFM-737", hidden_twice),
    ("XG-EFM-738", redact),
    ("XG-EFM-739", transforms),
    ("XG-EFM-740", continuations),
    ("XG-EFM-741", ids),
    ("XG-EFM-742", linkbase_refs),
    ("XG-EFM-743", cover_hidden),
    ("XG-EFM-744", language),
    ("XG-EFM-745", resources),
    ("XG-EFM-746", schema_location),
)
