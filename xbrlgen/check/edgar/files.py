"""Files: names, characters, references, and which standard taxonomies they lead to."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from datetime import datetime
from html.entities import name2codepoint

from lxml import etree

from xbrlgen.model.where import Where
from xbrlgen.written.files import EXTRACTED
from xbrlgen.written.names import LINK, XLINK, line_of
from xbrlgen.written.views import Flaw, ImportView, Rules, Written

_NAME = re.compile(r"[a-z0-9][A-Za-z0-9._-]*\.(?:xsd|xml)")
_HTM = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\.htm")
_FORM = {
    "schema": re.compile(r"(?P<base>\w+)-(?P<day>\d{8})\.xsd"),
    "instance": re.compile(r"(?P<base>\w+)-(?P<day>\d{8})\.xml"),
    "linkbase": re.compile(r"(?P<base>\w+)-(?P<day>\d{8})_(?P<kind>pre|cal|def|lab|ref)\.xml"),
}
_LINK_OF = {
    "pre": "presentationLink",
    "cal": "calculationLink",
    "def": "definitionLink",
    "lab": "labelLink",
    "ref": "referenceLink",
}
_ENTITY = re.compile(rb"&([A-Za-z][A-Za-z0-9]*);")
_FOREIGN = re.compile(rb"[^\t\n\r\x20-\x7e]")
_PRINTABLE = bytes((9, 10, 13, *range(0x20, 0x7F)))
_STANDARD = re.compile(
    r"http://(?:fasb\.org|xbrl\.sec\.gov)/(?P<name>us-gaap|srt|dei|country|currency|exch|stpr|naics|sic|cyd|ecd"
    r"|us-types|us-roles|srt-types|srt-roles)/(?P<year>\d{4})(?P<day>-\d\d-\d\d)?(?P<quarter>q[1-4])?"
)
_SAME_YEAR = "2021"
"""Since then one year holds for all; before, dei and the lists of codes kept years of their own, and only
us-gaap and srt had to agree (the SEC's table of taxonomies that go together, where schemas of types and
roles do not count)."""
_PLACES = {
    "us-gaap": "https://xbrl.fasb.org/us-gaap/{year}/elts/us-gaap-{year}.xsd",
    "us-types": "https://xbrl.fasb.org/us-gaap/{year}/elts/us-types-{year}.xsd",
    "us-roles": "https://xbrl.fasb.org/us-gaap/{year}/elts/us-roles-{year}.xsd",
    "srt": "https://xbrl.fasb.org/srt/{year}/elts/srt-{year}.xsd",
    "srt-types": "https://xbrl.fasb.org/srt/{year}/elts/srt-types-{year}.xsd",
    "srt-roles": "https://xbrl.fasb.org/srt/{year}/elts/srt-roles-{year}.xsd",
}
_SEC_PLACE = "https://xbrl.sec.gov/{name}/{year}/{name}-{year}.xsd"
_INLINE_ONLY = ("8-K", "6-K", "20-F", "S-1", "S-4", "F-1", "F-4", "POS AM", "DEF 14A", "PRE 14A")
_LONGEST = 32


def name_length(w: Written) -> Iterator[Flaw]:
    for file in w.submitted:
        if len(file.base) > _LONGEST:
            yield Flaw(
                f"{file.base} has {len(file.base)} characters; {_LONGEST} are allowed", Where(file.name)
            )


def name_characters(w: Written) -> Iterator[Flaw]:
    for file in w.submitted:
        form = _HTM if file.kind == "inline" else _NAME
        if not form.fullmatch(file.base):
            yield Flaw(f"{file.base} is no file name that EDGAR takes", Where(file.name))


def name_form(w: Written) -> Iterator[Flaw]:
    for file in w.submitted:
        form = _FORM.get(file.kind)
        if form is None or file.base.endswith(EXTRACTED):
            continue
        found = form.fullmatch(file.base)
        if found is None or not _is_day(found["day"]):
            yield Flaw(f"{file.base} is not named base-yyyymmdd, as a {file.kind} must be", Where(file.name))


def _is_day(text: str) -> bool:
    try:
        datetime.strptime(text, "%Y%m%d")
    except ValueError:
        return False
    return True


def name_agreement(w: Written) -> Iterator[Flaw]:
    stems: dict[str, str] = {}
    for file in w.submitted:
        form = _FORM.get(file.kind)
        found = form.fullmatch(file.base) if form is not None else None
        if found is not None:
            stems.setdefault(f"{found['base']}-{found['day']}", file.name)
    if len(stems) > 1:
        names = ", ".join(sorted(stems))
        yield Flaw(f"the files have different bases or dates: {names}", Where(stems[max(stems)]))


def linkbase_kind(w: Written) -> Iterator[Flaw]:
    for file in w.of("linkbase"):
        if file.root is None:
            continue
        kinds = {etree.QName(n).localname for n in file.root if etree.QName(n).localname.endswith("Link")}
        if not kinds:
            yield Flaw(f"{file.name} holds no extended link", Where(file.name, 1))
        elif kinds != {_LINK_OF.get(file.suffix, next(iter(kinds)))}:
            held = ", ".join(sorted(kinds))
            yield Flaw(f"{file.name} holds {held}", Where(file.name, 1))


def pointers(w: Written) -> Iterator[Flaw]:
    for file in w.submitted:
        for node in w.marked(file):
            href = node.get(f"{XLINK}href") or ""
            if "(" in href.partition("#")[2]:
                yield Flaw(f"{href} points by position, not by id", Where(file.name, line_of(node)))


def xml_base(w: Written) -> Iterator[Flaw]:
    for file in w.submitted:
        for node in w.marked(file):
            if node.get("{http://www.w3.org/XML/1998/namespace}base") is not None:
                yield Flaw("xml:base is set", Where(file.name, line_of(node)))


def ascii_only(w: Written) -> Iterator[Flaw]:
    for file in w.submitted:
        found = _FOREIGN.search(file.data) if file.data.translate(None, _PRINTABLE) else None
        if found is not None:
            line = file.data.count(b"\n", None, found.start()) + 1
            shown = file.data[found.start() : found.start() + 4].decode("utf-8", "replace")[:1]
            yield Flaw(
                f"{file.name} holds {shown!r} (U+{ord(shown):04X}), which is not printable ASCII",
                Where(file.name, line),
            )


def entities(w: Written) -> Iterator[Flaw]:
    for file in w.submitted:
        line, counted = 1, 0
        for found in _ENTITY.finditer(file.data):
            name = found[1].decode("ascii")
            if name in ("amp", "lt", "gt", "quot", "apos"):
                continue
            line += file.data.count(b"\n", counted, found.start())
            counted = found.start()
            known = f"&#{name2codepoint[name]};" if name in name2codepoint else "its number"
            yield Flaw(f"&{name}; is no entity of XML", Where(file.name, line), hint=f"write {known} instead")


def import_places(w: Written) -> Iterator[Flaw]:
    for item in w.imports:
        found = _STANDARD.match(item.namespace)
        if found is None:
            continue
        year = found["year"] + (found["quarter"] or "")
        place = _PLACES.get(found["name"], _SEC_PLACE).format(name=found["name"], year=year)
        location = item.location
        if found["day"] is not None:  # until 2021 namespaces and files carried a day, and were plain http
            place = place.replace("https://xbrl.fasb.org", "http://xbrl.fasb.org")
            place = place.replace(f"-{year}.xsd", f"-{year}{found['day']}.xsd")
            location = place if location.partition("://")[2] == place.partition("://")[2] else location
        if location != place:
            yield Flaw(f"{item.location} is not on the SEC's list", item.where, hint=f"import {place}")


def one_year(w: Written) -> Iterator[Flaw]:
    years: dict[str, ImportView] = {}
    found = [(m, item) for item in w.imports if (m := _STANDARD.match(item.namespace)) is not None]
    found = [(m, item) for m, item in found if not m["name"].endswith(("-types", "-roles"))]
    old = max((m["year"] for m, _ in found), default="") < _SAME_YEAR
    for match, item in found:
        if not old or match["name"] in ("us-gaap", "srt"):
            years.setdefault(match["year"], item)
    if len(years) > 1:
        yield Flaw(f"standard taxonomies of {' and '.join(sorted(years))} are mixed", years[min(years)].where)


def inline_wanted(w: Written) -> Iterator[Flaw]:
    kind = (w.document_type or "").removesuffix("/A")
    if not w.is_inline and kind in _INLINE_ONLY:
        instance = next((f.name for f in w.of("instance")), "")
        yield Flaw(
            f"a {kind} is filed as Inline XBRL, and {instance} is a plain instance", Where(instance, 1)
        )


def one_report(w: Written) -> Iterator[Flaw]:
    names = {f.kind: f.name for f in w.submitted if f.kind in ("instance", "inline")}
    if len(names) > 1:
        yield Flaw(
            f"{names['instance']} and {names['inline']} say the same twice in one submission",
            Where(names["instance"]),
        )


def well_formed(w: Written) -> Iterator[Flaw]:
    for file in w.submitted:
        if file.problem is not None:
            yield Flaw(f"{file.name} is not well-formed: {file.problem}", Where(file.name, file.line))


def references_resolve(w: Written) -> Iterator[Flaw]:
    names = {f.name for f in w.files}
    for file in w.submitted:
        folder = posixpath.dirname(file.name)
        for node in file.root.iter(f"{LINK}schemaRef", f"{LINK}linkbaseRef") if file.root is not None else ():
            href = (node.get(f"{XLINK}href") or "").partition("#")[0]
            if node.tag == f"{LINK}schemaRef" and w.schema is None:
                continue  # the lack of a schema is told by itself
            if "://" not in href and posixpath.normpath(posixpath.join(folder, href)) not in names:
                yield Flaw(f"{href} is not in the package", Where(file.name, line_of(node)))


def unnamed(w: Written) -> Iterator[Flaw]:
    for file in w.of("loose"):
        yield Flaw(f"{file.name} is named by no file of the filing", Where(file.name, 1))


RULES: Rules = (
    ("XG-EFM-001", name_length),
    ("XG-EFM-002", name_characters),
    ("XG-EFM-003", name_form),
    ("XG-EFM-004", name_agreement),
    ("XG-EFM-005", linkbase_kind),
    ("XG-EFM-006", pointers),
    ("XG-EFM-007", xml_base),
    ("XG-EFM-008", ascii_only),
    ("XG-EFM-009", entities),
    ("XG-EFM-010", import_places),
    ("XG-EFM-011", one_year),
    ("XG-EFM-012", inline_wanted),
    ("XG-EFM-013", one_report),
    ("XG-EFM-014", well_formed),
    ("XG-EFM-015", references_resolve),
    ("XG-EFM-016", unnamed),
)
