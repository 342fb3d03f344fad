"""The extension schema: its namespace and the company's own elements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from lxml import etree

from xbrlgen.model.where import Where
from xbrlgen.model.xbrl import DOCUMENTATION, STANDARD_LABEL
from xbrlgen.written.names import LINK, XLINK, XS, line_of
from xbrlgen.written.views import VERSION, ElementView, Flaw, Rules, Written, ids_of

_STANDARD_AUTHORITY = re.compile(
    r"https?://(?:[\w-]+\.)*(?:fasb\.org|sec\.gov|xbrl\.org|xbrl\.us|ifrs\.org|w3\.org)(?=/|$)"
)
_NAMESPACE = re.compile(r"http://[^/]+/(?P<y>\d{4})(?P<dash>-?)(?P<m>\d{2})(?P=dash)(?P<d>\d{2})(?:/|$)")
_FORBIDDEN = re.compile(r"[\]\[()*+?\\/^{}|@#%=~`\"';:,<>&$£€]")
"""Of what XML lets into a name, the signs that the SEC's own check refuses: dots and dashes it takes."""
_PERIOD_WORDS = re.compile(
    r"(?:First|Second|Third|Fourth)Quarter|Q(?:tr)?[1-4](?![0-9])|Ytd|YTD|(?:Three|Six|Nine|Twelve)MonthsEnded"
)
_FACE = re.compile(
    r"\d+ - Statement - .*(?:income|operations|earnings|balance|financial\W+(?:position|condition))",
    re.IGNORECASE,
)
"""Titles of income statements, balance sheets and statements of financial position. The SEC's own check knows
those of operations and earnings not, which are income statements by another name."""
_BYTES, _URI_BYTES = 200, 255
_ARTICLES = frozenset({"the", "a", "an"})


def _top(w: Written) -> Where | None:
    return Where(w.schema.name, 1) if w.schema is not None else None


def _own(w: Written, element: ElementView, message: str, hint: str | None = None) -> Flaw:
    qname = f"{w.prefix}:{element.name}"
    facts = ids_of(w.by_concept.get(qname, ()))
    return Flaw(f"{qname} {message}", element.where, facts, qname, hint)


def includes(w: Written) -> Iterator[Flaw]:
    for file in w.of("schema"):
        for node in file.root.iter(f"{XS}include", f"{XS}redefine") if file.root is not None else ():
            yield Flaw(f"xs:{etree.QName(node).localname} is used", Where(file.name, line_of(node)))


def standard_authority(w: Written) -> Iterator[Flaw]:
    if _STANDARD_AUTHORITY.match(w.namespace):
        yield Flaw(f"the namespace {w.namespace} belongs to a standard taxonomy's publisher", _top(w))


def namespace_form(w: Written) -> Iterator[Flaw]:
    if w.schema is not None and _namespace_day(w.namespace) is None:
        yield Flaw(f"the namespace {w.namespace} is not http://authority/yyyymmdd", _top(w))


def _namespace_day(uri: str) -> date | None:
    found = _NAMESPACE.match(uri)
    try:
        return date(int(found["y"]), int(found["m"]), int(found["d"])) if found else None
    except ValueError:
        return None


def namespace_date(w: Written) -> Iterator[Flaw]:
    day = _namespace_day(w.namespace)
    found = re.search(r"-(\d{4})(\d\d)(\d\d)\.xsd$", w.schema.base) if w.schema is not None else None
    if day is not None and found is not None and f"{day:%Y%m%d}" > "".join(found.groups()):
        yield Flaw(f"the namespace is of {day}, later than the file names say", _top(w))


def prefix(w: Written) -> Iterator[Flaw]:
    if w.schema is None or w.schema.root is None:
        return
    bound = [p for p, n in w.schema.root.nsmap.items() if n == w.namespace]
    if len(bound) != 1 or bound[0] is None or "_" in bound[0]:
        named = ", ".join(p or "(none)" for p in bound) or "nothing"
        yield Flaw(f"the namespace is bound to {named}: one prefix without _ is allowed", _top(w))


def standard_name(w: Written) -> Iterator[Flaw]:
    """Only what the schema imports counts; us-gaap brings srt along."""
    imported = {m["name"].partition("-")[0] if m["name"] != "us-gaap" else "us-gaap"
                for i in w.imports if (m := VERSION.match(i.namespace))}  # fmt: skip
    imported |= {"srt"} if "us-gaap" in imported else set()
    prefixes = [p for p in w.base.prefixes if p in imported] if w.base is not None else []
    for e in w.elements:
        for p in prefixes:
            if w.base is not None and w.base.concept(f"{p}:{e.name}") is not None:
                yield _own(w, e, f"has the name of {p}:{e.name}", f"use {p}:{e.name}, or choose another name")


def element_id(w: Written) -> Iterator[Flaw]:
    for e in w.elements:
        if e.id != f"{w.prefix}_{e.name}":
            yield _own(w, e, f"has the id {e.id!r}, not {w.prefix}_{e.name}")


def nillable(w: Written) -> Iterator[Flaw]:
    for e in w.elements:
        if e.nillable != "true":
            yield _own(w, e, "is not nillable")


def no_tuples(w: Written) -> Iterator[Flaw]:
    for e in w.elements:
        if e.substitution == "xbrli:tuple" or e.type == "xbrli:fractionItemType":
            yield _own(w, e, "is a tuple or a fraction")


def no_typed(w: Written) -> Iterator[Flaw]:
    for e in w.elements:
        if e.typed_domain:
            yield _own(w, e, "declares a typed axis")


def abstract_duration(w: Written) -> Iterator[Flaw]:
    for e in w.elements:
        if (e.abstract or _is_domain(e)) and e.period != "duration":
            yield _own(w, e, f"is abstract or a member and its period is {e.period or 'not said'}")


def _is_domain(e: ElementView) -> bool:
    return e.type.endswith(":domainItemType")


def axis_name(w: Written) -> Iterator[Flaw]:
    for e in w.elements:
        if e.name.endswith("Axis") != (e.substitution == "xbrldt:dimensionItem"):
            yield _own(w, e, f"is named and declared differently: Axis and {e.substitution}")


def table_name(w: Written) -> Iterator[Flaw]:
    for e in w.elements:
        if e.name.endswith("Table") != (e.substitution == "xbrldt:hypercubeItem"):
            yield _own(w, e, f"is named and declared differently: Table and {e.substitution}")


def item_group(w: Written) -> Iterator[Flaw]:
    known = ("xbrli:item", "xbrldt:dimensionItem", "xbrldt:hypercubeItem", "xbrli:tuple")
    for e in w.elements:
        if e.substitution not in known:
            yield _own(w, e, f"is in the substitution group {e.substitution or 'of nothing'}")


def line_items(w: Written) -> Iterator[Flaw]:
    for e in w.elements:
        if e.name.endswith("LineItems") and not e.abstract:
            yield _own(w, e, "is not abstract")


def domain_name(w: Written) -> Iterator[Flaw]:
    for e in w.elements:
        if e.name.endswith(("Domain", "Member")) != _is_domain(e):
            yield _own(w, e, f"is named and typed differently: Domain or Member and {e.type}")


def name_bytes(w: Written) -> Iterator[Flaw]:
    for e in w.elements:
        if len(e.name.encode()) > _BYTES:
            yield _own(w, e, f"has a name of more than {_BYTES} bytes")


def uri_bytes(w: Written) -> Iterator[Flaw]:
    for uri, where in ((w.namespace, _top(w)), *((r.uri, r.where) for r in w.roles)):
        if len(uri.encode()) > _URI_BYTES:
            yield Flaw(f"the URI {uri[:60]}... is longer than {_URI_BYTES} bytes", where)


def text_block_period(w: Written) -> Iterator[Flaw]:
    for e in w.elements:
        if e.type.endswith(":textBlockItemType") and e.period != "duration":
            yield _own(w, e, "is a text block of an instant")


def first_letter(w: Written) -> Iterator[Flaw]:
    for e in w.elements:
        if not e.name[:1].isupper():
            yield _own(w, e, "does not start with a capital")


def name_characters(w: Written) -> Iterator[Flaw]:
    for e in w.elements:
        if _FORBIDDEN.search(e.name):
            yield _own(w, e, "has punctuation in its name")


def title_case(label: str) -> str:
    """The name that the Filer Manual makes of a standard label: words capitalised, articles and
    punctuation gone; letters after the first become small, as the SEC's own check has it."""
    words = re.findall(r"(?:\w+')+\w+|A[.-]|[.-]A(?=\W|$)|\w+", label)
    kept = (w for w in words if w.lower() not in _ARTICLES)
    return "".join(re.sub(r"['.-]", "", w).title() for w in kept)


def name_of_label(w: Written) -> Iterator[Flaw]:
    labels = {la.concept: la.text for la in w.labels if la.role == STANDARD_LABEL and la.lang == "en-US"}
    for e in w.elements:
        text = labels.get(f"{w.prefix}:{e.name}")
        if text is None:
            continue
        wanted = title_case(text)
        if wanted != e.name and not (wanted[:1].isdigit() and e.name[1:] == wanted):
            yield _own(w, e, f'does not follow its label "{text}"', f"the Filer Manual's form is {wanted}")


def name_words(w: Written) -> Iterator[Flaw]:
    registrant = title_case(w.stated("EntityRegistrantName") or "")
    short = re.sub(r"(?:Inc|Corp|Corporation|Co|Company|Ltd|Holdings?|Plc|Llc)+$", "", registrant)
    for e in w.elements:
        if _is_domain(e):
            continue
        found = _PERIOD_WORDS.search(e.name)
        if found is not None:
            yield _own(w, e, f"names a period: {found[0]}")
        elif len(short) > 3 and short in e.name:
            yield _own(w, e, f"names the registrant: {short}")


def balance_on_face(w: Written) -> Iterator[Flaw]:
    shown = _on_face(w)
    for e in w.elements:
        if e.type == "xbrli:monetaryItemType" and not e.balance and f"{w.prefix}:{e.name}" in shown:
            yield _own(w, e, "is money in a balance sheet or income statement and has no balance")


def _on_face(w: Written) -> set[str]:
    face = {r.uri for r in w.roles if _FACE.match(r.definition)}
    return {a.child for a in w.network("pre") if a.role in face}


def balance_documented(w: Written) -> Iterator[Flaw]:
    texts: dict[tuple[str, str], str] = {(la.concept, la.role): la.text for la in w.labels}
    shown = _on_face(w)
    for e in w.elements:
        qname = f"{w.prefix}:{e.name}"
        if e.type != "xbrli:monetaryItemType" or e.balance or e.abstract or qname not in shown:
            continue
        told = texts.get((qname, DOCUMENTATION), "")
        if not told or re.findall(r"\w+", told) == re.findall(r"\w+", texts.get((qname, STANDARD_LABEL), "")):
            yield _own(w, e, "is money without a balance, and no documentation tells its sign")


def text_period(w: Written) -> Iterator[Flaw]:
    for e in w.elements:
        if e.type in ("xbrli:dateItemType", "xbrli:stringItemType") and e.period != "duration":
            yield _own(w, e, f"is a date or a text of an {e.period}")


def no_references(w: Written) -> Iterator[Flaw]:
    for concept, where in w.references:
        yield Flaw(f"{concept} is given a reference", where, (), concept)


def one_schema(w: Written) -> Iterator[Flaw]:
    if w.schema is None and any(f.kind in ("instance", "inline") for f in w.files):
        report = next(f for f in w.files if f.kind in ("instance", "inline"))
        ref = next(report.root.iter(f"{LINK}schemaRef"), None) if report.root is not None else None
        href = (ref.get(f"{XLINK}href") or "") if ref is not None else ""
        named = f": {href} is not there" if href else ""
        yield Flaw(
            f"the package holds no extension schema{named}",
            Where(report.name, line_of(ref) if ref is not None else None),
        )


RULES: Rules = (
    ("XG-EFM-401", includes),
    ("XG-EFM-402", standard_authority),
    ("XG-EFM-403", namespace_form),
    ("XG-EFM-404", namespace_date),
    ("XG-EFM-405", prefix),
    ("XG-EFM-406", standard_name),
    ("XG-EFM-407", element_id),
    ("XG-EFM-408", nillable),
    ("XG-EFM-409", no_tuples),
    ("XG-EFM-410", no_typed),
    ("XG-EFM-411", abstract_duration),
    ("XG-EFM-412", axis_name),
    ("XG-EFM-413", table_name),
    ("XG-EFM-414", item_group),
    ("XG-EFM-415", line_items),
    ("XG-EFM-416", domain_name),
    ("XG-EFM-417", name_bytes),
    ("XG-EFM-418", uri_bytes),
    ("XG-EFM-419", text_block_period),
    ("XG-EFM-420", first_letter),
    ("XG-EFM-421", name_characters),
    ("XG-EFM-422", name_of_label),
    ("XG-EFM-423", name_words),
    ("XG-EFM-424", balance_on_face),
    ("XG-EFM-425", balance_documented),
    ("XG-EFM-426", text_period),
    ("XG-EFM-427", no_references),
    ("XG-EFM-428", one_schema),
)
