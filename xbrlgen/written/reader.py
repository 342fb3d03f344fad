"""The bytes of a package, read once into views: lxml without entities, DTDs or network."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from lxml import etree

from xbrlgen.model.vocabulary import Base
from xbrlgen.model.where import Where
from xbrlgen.written.footnotes import inline_footnotes, plain_footnotes
from xbrlgen.written.names import (
    CLOSED,
    CONTEXT_ELEMENT,
    IX,
    LANG,
    LINK,
    NIL,
    NON_FRACTION,
    TARGET_ROLE,
    USABLE,
    XBRLDI,
    XBRLDT,
    XBRLI,
    XLINK_ARCROLE,
    XLINK_FROM,
    XLINK_HREF,
    XLINK_LABEL,
    XLINK_ROLE,
    XLINK_TO,
    XLINK_TYPE,
    XS,
    Languages,
    day_of,
    end_of,
    line_of,
    number_of,
    text_of,
)
from xbrlgen.written.places import tag_places
from xbrlgen.written.transforms import value_of
from xbrlgen.written.views import (
    ArcView,
    ContextView,
    ElementView,
    FactView,
    FileView,
    ImportView,
    LabelView,
    RoleRefView,
    RoleView,
    UnitView,
    Written,
)

_WELL_KNOWN = {
    "http://www.xbrl.org/2003/instance": "xbrli",
    "http://www.xbrl.org/2003/linkbase": "link",
    "http://www.xbrl.org/2003/iso4217": "iso4217",
    "http://xbrl.org/2005/xbrldt": "xbrldt",
    "http://www.w3.org/1999/xhtml": "xhtml",
}
_STANDARD = (
    re.compile(r"http://fasb\.org/(us-gaap|srt|us-types|us-roles)/\d"),
    re.compile(r"http://xbrl\.us/(us-gaap|us-types|us-roles|dei|invest|country|currency|exch|stpr)/\d"),
    re.compile(r"http://xbrl\.sec\.gov/([a-z]+(?:-[a-z]+)*)/\d"),
    re.compile(r"https?://xbrl\.ifrs\.org/taxonomy/[\d-]+/(ifrs-[a-z]+)"),
)
"""Namespaces of standard taxonomies of any year, with their usual prefix."""
_DTR = "http://www.xbrl.org/dtr/type/"
_PART = re.compile(r"_(pre|cal|def|lab|ref)\.xml$")
_IX = re.compile(rb"http://www\.xbrl\.org/\d{4}/inlineXBRL")
_LINKS = {"presentation": "pre", "calculation": "cal", "definition": "def"}


def look(name: str, data: bytes, suffix: str | None = None) -> FileView:
    """Parse one file and tell what it is by its root element; ``suffix`` where its name has none of use."""
    suffix = suffix or name.rpartition(".")[2].lower()
    if suffix not in ("xml", "xsd", "htm", "html", "xhtml"):
        return FileView(name, "other", data)
    guess = {"xsd": "schema", "xml": "instance"}.get(suffix, "inline")
    part = _PART.search(name)
    if part:
        guess = "linkbase"
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno or None
        return FileView(name, guess, data, None, _plain(str(error.msg)), line, part[1] if part else "")
    dtd: Any = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        return FileView(name, guess, data, None, "it declares entities", None, part[1] if part else "")
    kind = {
        f"{XBRLI}xbrl": "instance",
        f"{XS}schema": "schema",
        f"{LINK}linkbase": "linkbase",
    }.get(str(root.tag), "inline" if suffix in ("htm", "html", "xhtml") and _IX.search(data) else "other")
    return FileView(name, kind, data, root, suffix=part[1] if part else "")


def _plain(text: str) -> str:
    return " ".join(text.split(", line ")[0].split())


def read(
    files: Iterable[tuple[str, bytes]],
    base: Base | None,
    *,
    chosen: bool,
    suffixes: Mapping[str, str] | None = None,
    loose: Collection[str] = (),
) -> Written:
    """All views of a package. With ``chosen`` an instance beside an inline document is no part
    of the submission, nor any format EDGAR does not take. ``suffixes`` tell what files are whose
    names do not, ``loose`` which are named by nothing: they are no part either."""
    seen = [look(name, data, (suffixes or {}).get(name)) for name, data in files]
    seen = [
        replace(f, kind="loose") if f.name in loose and f.root is not None and f.kind != "other" else f
        for f in seen
    ]
    if chosen and any(f.kind == "inline" for f in seen):
        seen = [f for f in seen if f.kind != "instance"]
    reader = _XmlReader(tuple(seen), base)
    return reader.read().settle()


def taxonomy_of(files: Iterable[tuple[str, bytes]]) -> str | None:
    """``us-gaap/2025``, as the schema's import names it, else as a report does; None if none does."""
    for _, data in sorted(files, key=lambda f: not f[0].endswith(".xsd")):
        found = re.search(rb"http://(?:fasb\.org|xbrl\.us)/(us-gaap/\d{4})\b", data)
        if found:
            return found[1].decode("ascii")
    return None


def usual_prefix(namespace: str, prefix: str) -> str:
    """The prefix by which a standard taxonomy of any year goes, else the one given."""
    found = next(filter(None, (p.match(namespace) for p in _STANDARD)), None)
    return found[1] if found else prefix


class _XmlReader:
    def __init__(self, files: tuple[FileView, ...], base: Base | None) -> None:
        self.out = Written(files, base)
        self.prefixes = dict(_WELL_KNOWN)
        if base is not None:
            self.prefixes |= {base.namespace(p): p for p in base.prefixes}
        self.ids: dict[str, str] = {}
        """Ids of the extension's elements to their QNames."""
        self.named: dict[str, str] | None = None
        """QNames as written in a file whose root alone says what prefixes mean; None in any other."""

    def read(self) -> Written:
        out = self.out
        out.schema = next((f for f in out.of("schema")), None)
        if out.schema is not None and out.schema.root is not None:
            self.schema(out.schema.name, out.schema.root)
            for root in out.schema.root.iter(f"{LINK}linkbase"):
                self.linkbase(out.schema.name, root)
        for file in out.of("linkbase"):
            if file.root is not None:
                self.linkbase(file.name, file.root)
        for kind in ("instance", "inline"):
            for file in out.of(kind):
                self.filing(file)
        notes, flaws = inline_footnotes(out.of("inline"))
        out.footnotes += tuple(notes)
        out.link_flaws += tuple(flaws)
        out.lacking = self.lacking()
        return out

    def lacking(self) -> frozenset[str]:
        """What the filing names of its own and does not hold: ``xsd``, or kinds of linkbases."""
        out = self.out
        if out.schema is None:
            return frozenset(("xsd", "pre", "cal", "def", "lab"))
        there = {f.base for f in out.files}
        named = [
            n.get(XLINK_HREF) or ""
            for f in out.submitted
            for n in (f.root.iter(f"{LINK}linkbaseRef") if f.root is not None else ())
        ]
        missing = (h for h in named if "://" not in h and h.rpartition("/")[2] not in there)
        return frozenset(m[1] for h in missing if (m := _PART.search(h)) is not None)

    # -- names -----------------------------------------------------------------------------

    def name(self, element: etree._Element, text: str | None) -> str:
        """A QName as written, with the usual prefix of its namespace."""
        if self.named is None or text is None:
            return self._name(element, text)
        known = self.named.get(text)
        if known is None:
            known = self.named[text] = self._name(element, text)
        return known

    def _name(self, element: etree._Element, text: str | None) -> str:
        prefix, colon, local = (text or "").strip().partition(":")
        if not colon:
            default = _WELL_KNOWN.get(element.nsmap.get(None) or "", "")
            return f"{default}:{prefix}" if prefix and default in ("xbrli", "link") else prefix
        namespace = element.nsmap.get(prefix)
        if namespace is None:
            return f"{prefix}:{local}"
        return f"{self.usual(namespace, prefix)}:{local}"

    def usual(self, namespace: str, prefix: str | None) -> str:
        if namespace.startswith(_DTR):
            return "dtr-types"
        known = self.prefixes.get(namespace)
        if known is None:
            known = self.prefixes[namespace] = usual_prefix(namespace, prefix or namespace)
        return known

    def tag(self, element: etree._Element) -> str:
        q = etree.QName(element)
        return f"{self.usual(q.namespace or '', element.prefix)}:{q.localname}"

    def target(self, href: str) -> str:
        """The concept a locator points at: ``…us-gaap-2025.xsd#us-gaap_Assets`` is us-gaap:Assets."""
        fragment = href.partition("#")[2]
        return self.ids.get(fragment) or fragment.replace("_", ":", 1)

    # -- schema ----------------------------------------------------------------------------

    def schema(self, file: str, root: etree._Element) -> None:
        out = self.out
        out.namespace = root.get("targetNamespace") or ""
        out.prefix = next((p or "" for p, n in root.nsmap.items() if n == out.namespace), "")
        self.prefixes[out.namespace] = out.prefix
        elements, roles, imports = [], [], []
        for node in root.iter(f"{XS}element"):
            name = node.get("name")
            if name is None:
                continue
            element = ElementView(
                name,
                node.get("id") or "",
                self.name(node, node.get("type")),
                self.name(node, node.get("substitutionGroup")),
                node.get(f"{XBRLI}periodType") or "",
                node.get(f"{XBRLI}balance") or "",
                node.get("abstract") == "true",
                node.get("nillable") or "",
                node.get(f"{XBRLDT}typedDomainRef") or "",
                Where(file, line_of(node)),
            )
            elements.append(element)
            if element.id:
                self.ids[element.id] = f"{out.prefix}:{name}"
        for kind in ("roleType", "arcroleType"):
            for node in root.iter(f"{LINK}{kind}"):
                definition = node.find(f"{LINK}definition")
                roles.append(
                    RoleView(
                        node.get("roleURI") or node.get("arcroleURI") or "",
                        node.get("id") or "",
                        (definition.text or "") if definition is not None else "",
                        frozenset(self.name(u, u.text) for u in node.iter(f"{LINK}usedOn")),
                        Where(file, line_of(node)),
                        kind == "arcroleType",
                    )
                )
        for node in root.iter(f"{XS}import"):
            imports.append(
                ImportView(
                    node.get("namespace") or "", node.get("schemaLocation") or "", Where(file, line_of(node))
                )
            )
        out.elements, out.roles, out.imports = tuple(elements), tuple(roles), tuple(imports)

    # -- linkbases -------------------------------------------------------------------------

    def linkbase(self, file: str, root: etree._Element) -> None:
        """One linkbase: a file of its own, or embedded in the schema."""
        out = self.out
        arcs: list[ArcView] = []
        labels: list[LabelView] = []
        resources: list[tuple[str, str, Where]] = []
        references: list[tuple[str, Where]] = []
        out.role_refs += tuple(
            RoleRefView(n.get("roleURI") or "", n.get(XLINK_HREF) or "", Where(file, line_of(n)))
            for n in root.iter(f"{LINK}roleRef")
        )
        for number, link in enumerate(root):
            kind = etree.QName(link).localname
            if not kind.endswith("Link"):
                continue
            locators = {}
            for n in link.iter(f"{LINK}loc"):
                href = n.get(XLINK_HREF) or ""
                target = locators[n.get(XLINK_LABEL) or ""] = self.target(href)
                if "://" in href:
                    out.hrefs.setdefault(target, href)
            if kind in ("labelLink", "referenceLink"):
                self.resources(file, link, locators, labels, resources, references)
                continue
            short = _LINKS.get(kind.removesuffix("Link"))
            if short is None:
                continue
            role = link.get(XLINK_ROLE) or ""
            for node in link:
                if node.get(XLINK_TYPE) == "arc":
                    arcs.append(self.arc((file, number), short, role, node, locators))
        out.arcs += tuple(arcs)
        out.labels += tuple(labels)
        out.resource_roles += tuple(resources)
        out.references += tuple(references)

    def arc(
        self, link: tuple[str, int], kind: str, role: str, node: etree._Element, locators: dict[str, str]
    ) -> ArcView:
        start, end = node.get(XLINK_FROM) or "", node.get(XLINK_TO) or ""
        return ArcView(
            kind,
            role,
            node.get(XLINK_ARCROLE) or "",
            locators.get(start, ""),
            locators.get(end, ""),
            node.get("order"),
            node.get("weight"),
            node.get("preferredLabel"),
            node.get("priority") or "0",
            node.get("use") == "prohibited",
            node.get(CONTEXT_ELEMENT),
            node.get(CLOSED) == "true",
            node.get(TARGET_ROLE),
            (*link, start, end),
            Where(link[0], line_of(node)),
            node.get(USABLE) != "false",
        )

    def resources(
        self,
        file: str,
        link: etree._Element,
        locators: dict[str, str],
        labels: list[LabelView],
        resources: list[tuple[str, str, Where]],
        references: list[tuple[str, Where]],
    ) -> None:
        concepts: dict[str, list[str]] = {}
        for node in link:
            if node.get(XLINK_TYPE) == "arc" and node.get("use") != "prohibited":
                concept = locators.get(node.get(XLINK_FROM) or "", "")
                concepts.setdefault(node.get(XLINK_TO) or "", []).append(concept)
        for node in link:
            if node.get(XLINK_TYPE) != "resource":
                continue
            kind, where = etree.QName(node).localname, Where(file, line_of(node))
            role = node.get(XLINK_ROLE) or ""
            resources.append((kind, role, where))
            for concept in concepts.get(node.get(XLINK_LABEL) or "", ()):
                if kind == "reference":
                    references.append((concept, where))
                else:
                    text = "".join(str(t) for t in node.itertext())
                    labels.append(LabelView(concept, role, node.get(LANG) or "", text, where))

    # -- reports ---------------------------------------------------------------------------

    def filing(self, file: FileView) -> None:
        root, out = file.root, self.out
        if root is None:
            return
        # What prefixes mean is asked of an element and all above it; where the root alone says it, once.
        self.named = {} if file.data.count(b"xmlns") == len(root.nsmap) else None
        out.contexts += tuple(self.context(file.name, n) for n in root.iter(f"{XBRLI}context"))
        out.units += tuple(self.unit(file.name, n) for n in root.iter(f"{XBRLI}unit"))
        if file.kind == "instance":
            out.facts += tuple(self.plain_facts(file.name, root))
            notes, flaws = plain_footnotes(file.name, root)
            out.footnotes += tuple(notes)
            out.link_flaws += tuple(flaws)
        else:
            out.facts += tuple(self.inline_facts(file, root))
        self.named = None

    def context(self, file: str, node: etree._Element) -> ContextView:
        identifier = node.find(f"{XBRLI}entity/{XBRLI}identifier")
        dims, typed, domains, foreign = [], [], [], []
        segment = node.find(f"{XBRLI}entity/{XBRLI}segment")
        scenario = node.find(f"{XBRLI}scenario")
        for holder in (segment, scenario):
            for member in holder if holder is not None else ():
                axis = self.name(member, member.get("dimension"))
                if member.tag == f"{XBRLDI}explicitMember":
                    dims.append((axis, self.name(member, member.text)))
                elif member.tag == f"{XBRLDI}typedMember":
                    dims.append((axis, "".join(str(t) for t in member.itertext()).strip()))
                    typed.append(axis)
                    domains.append(next((self.tag(n) for n in member), ""))
                else:
                    foreign.append(etree.QName(member).localname)
        period = node.find(f"{XBRLI}period")
        days = {etree.QName(n).localname: n.text or "" for n in period} if period is not None else {}
        return ContextView(
            node.get("id") or "",
            (identifier.get("scheme") or "") if identifier is not None else "",
            (identifier.text or "").strip() if identifier is not None else "",
            day_of(days.get("startDate")),
            end_of(days.get("endDate") or days.get("instant")),
            tuple(sorted(dims)),
            Where(file, line_of(node)),
            "forever" in days,
            scenario is not None,
            tuple(typed),
            tuple(foreign),
            tuple(domains),
        )

    def unit(self, file: str, node: etree._Element) -> UnitView:
        lower = node.find(f"{XBRLI}divide/{XBRLI}unitDenominator")
        below = [] if lower is None else [self.name(m, m.text) for m in lower]
        upper = node.find(f"{XBRLI}divide/{XBRLI}unitNumerator")
        above = node.findall(f"{XBRLI}measure") if upper is None else list(upper)
        return UnitView(
            node.get("id") or "",
            tuple(sorted(self.name(m, m.text) for m in above)),
            tuple(sorted(below)),
            Where(file, line_of(node)),
        )

    def plain_facts(self, file: str, root: etree._Element) -> Iterator[FactView]:
        default = root.get(LANG) or ""
        for node in root:
            context = node.get("contextRef")
            if context is None:
                continue
            unit = node.get("unitRef")
            text = node.text or ""
            yield FactView(
                node.get("id") or "",
                self.tag(node),
                context,
                unit,
                text if unit is None else number_of(text),
                node.get("decimals"),
                Where(file, line_of(node)),
                node.get("precision"),
                node.get(NIL) in ("true", "1"),
                node.get(LANG) or default,
                raw=text,
            )

    def inline_facts(self, file: FileView, root: etree._Element) -> Iterator[FactView]:
        going = {n.get("id") or "": n for n in root.iter(f"{IX}continuation")}
        facts = (f"{IX}nonFraction", f"{IX}nonNumeric")
        hidden = {n for h in root.iter(f"{IX}hidden") for n in h.iter(*facts)}
        languages = Languages(root)
        nodes = list(root.iter(*facts))
        places = tag_places(file.data)
        told = len(places) == len(nodes)
        for number, node in enumerate(nodes):
            text = text_of(node)
            after, guard = node.get("continuedAt"), len(going)
            while after in going and guard:
                part = going[after]
                text += text_of(part)
                after, guard = part.get("continuedAt"), guard - 1
            numeric = node.tag == NON_FRACTION
            format_ = node.get("format") or ""
            sign = node.get("sign") == "-"
            value = value_of(format_, text, node.get("scale"), numeric=numeric, negative=sign)
            at = places[number] if told else None
            yield FactView(
                node.get("id") or "",
                self.name(node, node.get("name")),
                node.get("contextRef") or "",
                node.get("unitRef"),
                value,
                node.get("decimals"),
                Where(file.name, at.line, at.column) if at else Where(file.name, line_of(node)),
                node.get("precision"),
                node.get(NIL) in ("true", "1"),
                languages.of(node),
                node in hidden,
                format_,
                text,
            )
