"""The XML files: their form, and what must not be able to break it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from sample import CLOSE, CONCEPTS, FACTS, FILING, NEGATED, QUARTER, STANDARD, USD

from xbrlgen.model.period import FOREVER
from xbrlgen.model.report import Arc, Context, Extension, Fact, Label, Report, Role
from xbrlgen.model.xbrl import plain
from xbrlgen.render import xbrl
from xbrlgen.render.engine import render
from xbrlgen.render.package import render_package

XML = "{http://www.w3.org/XML/1998/namespace}"
XLINK = "{http://www.w3.org/1999/xlink}"
LINK = "{http://www.xbrl.org/2003/linkbase}"
XS = "{http://www.w3.org/2001/XMLSchema}"
XBRLI = "{http://www.xbrl.org/2003/instance}"

HOSTILE = [
    "</link:label><evil/>",
    '"><x y="',
    "' onload='x",
    "a & b &amp; c &#60;",
    "]]>",
    "<![CDATA[x]]>",
    "<!-- x -->",
    "{{ 7 * 7 }} {% raw %}",
    "naïve — “quoted” €",
    "\U0001f600 beyond the BMP",
    " leads and trails ",
    "carriage\rreturn",
    "delete\x7f and next line\x85",
]


def tree(pieces: Iterator[bytes]) -> etree._Element:
    return etree.fromstring(b"".join(pieces))


def texts(report: Report) -> list[bytes]:
    return [a.data for a in render_package(report) if a.media_type == "application/xml"]


# -- form ----------------------------------------------------------------------------------


def test_pure_printable_ascii() -> None:
    for data in texts(FILING):
        assert all(32 <= b < 127 or b == 10 for b in data)


def test_every_file_is_well_formed_and_ends_in_a_line_feed() -> None:
    for data in texts(FILING):
        etree.fromstring(data)
        assert data.endswith(b">\n")


def test_file_names_and_entry() -> None:
    package = render_package(FILING)
    assert [a.name for a in package] == [
        "exa-20040930.xml",
        "exa-20040930.xsd",
        "exa-20040930_pre.xml",
        "exa-20040930_cal.xml",
        "exa-20040930_def.xml",
        "exa-20040930_lab.xml",
        "facts.csv",
        "exa-20040930.json",
        "exa-20040930_csv.json",
        "exa-20040930_facts.csv",
        "exa-20040930_notes.csv",
    ]
    assert package.entry == "exa-20040930.xml"


def test_empty_linkbases_are_neither_written_nor_referenced() -> None:
    role = replace(FILING.extension.roles[0], calculation=(), definitions=())
    report = replace(FILING, extension=replace(FILING.extension, roles=(role,)))
    package = render_package(report)
    names = {a.name for a in package}
    assert "exa-20040930_cal.xml" not in names
    assert "exa-20040930_def.xml" not in names
    schema = tree(xbrl.schema(report.extension))
    hrefs = [e.get(f"{XLINK}href") for e in schema.iter(f"{LINK}linkbaseRef")]
    assert hrefs == ["exa-20040930_pre.xml", "exa-20040930_lab.xml"]


def test_a_role_without_arcs_of_a_kind_has_no_link_there() -> None:
    links = tree(xbrl.calculation(FILING.extension)).iter(f"{LINK}calculationLink")
    assert [e.get(f"{XLINK}role") for e in links] == [r.uri for r in FILING.extension.roles[1:]]


def test_schema_declares_only_what_it_uses() -> None:
    plain = FILING.extension.elements[2:]
    schema = tree(xbrl.schema(replace(FILING.extension, elements=plain)))
    assert "dtr-types" not in schema.nsmap
    imported = [e.get("namespace") for e in schema.iter(f"{XS}import")]
    assert imported[:2] == ["http://www.xbrl.org/2003/instance", "http://www.xbrl.org/2003/linkbase"]
    assert imported[2:] == [i.namespace for i in FILING.extension.imports]


def test_declaration() -> None:
    schema = tree(xbrl.schema(FILING.extension))
    member, margin, deposits = schema.iter(f"{XS}element")
    assert dict(deposits.attrib) == {
        "id": "exa_DepositsHeldAbroad",
        "name": "DepositsHeldAbroad",
        "type": "xbrli:monetaryItemType",
        "substitutionGroup": "xbrli:item",
        f"{XBRLI}periodType": "instant",
        f"{XBRLI}balance": "debit",
        "nillable": "true",
    }
    assert member.get("abstract") == "true"
    assert margin.get("abstract") is None
    assert margin.get("type") == "dtr-types:percentItemType"


def test_contexts_name_the_entity_and_keep_members_in_the_segment() -> None:
    root = tree(xbrl.instance(FILING))
    contexts = list(root.iter(f"{XBRLI}context"))
    assert len(contexts) == 3
    for context in contexts:
        (identifier,) = context.iter(f"{XBRLI}identifier")
        assert (identifier.get("scheme"), identifier.text) == ("http://www.sec.gov/CIK", "0000123456")
    (segment,) = root.iter(f"{XBRLI}segment")
    assert segment[0].get("dimension") == "srt:ProductOrServiceAxis"
    assert segment[0].text == "exa:CoreCustomersMember"


def test_without_members_or_money_their_namespaces_are_not_declared() -> None:
    report = replace(FILING, contexts=(QUARTER,), units=(), facts=FACTS[:2])
    nsmap = tree(xbrl.instance(report)).nsmap
    assert "xbrldi" not in nsmap
    assert "iso4217" not in nsmap


def test_text_facts_have_neither_unit_nor_decimals_nor_a_language() -> None:
    root = tree(xbrl.instance(FILING))
    assert root.get(f"{XML}lang") == "en-US"
    by_id = {e.get("id"): e for e in root if e.get("contextRef")}
    assert set(by_id[FACTS[0].id].attrib) == {"id", "contextRef"}
    assert set(by_id[FACTS[2].id].attrib) == {"id", "contextRef", "unitRef", "decimals"}


# -- arcs and locators ---------------------------------------------------------------------


@pytest.mark.parametrize("write", [xbrl.presentation, xbrl.calculation, xbrl.definition, xbrl.label])
def test_links_hold_together(write: Callable[[Extension], Iterator[bytes]]) -> None:
    for link in tree(write(FILING.extension)):  # type: ignore[operator]
        if link.get(f"{XLINK}type") != "extended":
            continue
        labels = [e.get(f"{XLINK}label") for e in link if e.get(f"{XLINK}type") == "locator"]
        resources = {e.get(f"{XLINK}label") for e in link if e.get(f"{XLINK}type") == "resource"}
        ends = [(e.get(f"{XLINK}from"), e.get(f"{XLINK}to")) for e in link if e.get(f"{XLINK}type") == "arc"]
        assert len(set(labels)) == len(labels)
        assert len(set(ends)) == len(ends), "xlink:dupArcs"
        assert {x for pair in ends for x in pair} == {*labels, *resources}


def test_domain_and_default_arcs_have_separate_locators() -> None:
    root = tree(xbrl.definition(FILING.extension))
    arcs = {e.get(f"{XLINK}arcrole").rpartition("/")[2]: e for e in root.iter(f"{LINK}definitionArc")}
    domain, default = arcs["dimension-domain"], arcs["dimension-default"]
    assert domain.get(f"{XLINK}from") == default.get(f"{XLINK}from")
    assert domain.get(f"{XLINK}to") != default.get(f"{XLINK}to")


def test_one_child_twice_under_a_parent_keeps_both_preferred_labels() -> None:
    root = tree(xbrl.presentation(FILING.extension))
    arcs = [
        e
        for e in root.iter(f"{LINK}presentationArc")
        if e.get(f"{XLINK}to").startswith("loc_us-gaap_OperatingIncomeLoss")
    ]
    assert len({e.get("preferredLabel") for e in arcs}) == 2
    assert len({e.get(f"{XLINK}to") for e in arcs}) == 2
    assert len({e.get("order") for e in arcs}) == 2


def test_every_role_in_use_is_referenced_once() -> None:
    for write in (xbrl.presentation, xbrl.calculation, xbrl.definition):
        root = tree(write(FILING.extension))
        refs = [e.get("roleURI") for e in root.iter(f"{LINK}roleRef")]
        assert len(set(refs)) == len(refs)
        assert {e.get(f"{XLINK}role") for e in root if e.get(f"{XLINK}type") == "extended"} <= set(refs)
    labels = [e.get("roleURI") for e in tree(xbrl.label(FILING.extension)).iter(f"{LINK}roleRef")]
    assert labels == [NEGATED, "http://www.xbrl.org/2009/role/netLabel"]


def test_a_label_role_that_no_registry_knows_is_refused() -> None:
    labels = (*FILING.extension.labels, Label("us-gaap:Cash", "http://www.example.com/role/mine", "x"))
    with pytest.raises(ValueError, match="role/mine"):
        b"".join(xbrl.label(replace(FILING.extension, labels=labels)))


def test_a_prefix_that_is_not_imported_is_refused() -> None:
    arc = Arc("http://www.xbrl.org/2003/arcrole/parent-child", "us-gaap:Assets", "ifrs:Assets", Decimal(1))
    role = Role("X", "http://www.example.com/role/X", "0000009 - Statement - X", (arc,))
    with pytest.raises(KeyError, match="ifrs"):
        b"".join(xbrl.presentation(replace(FILING.extension, roles=(role,))))


# -- footnotes -----------------------------------------------------------------------------


def test_footnotes_lead_from_facts_to_notes() -> None:
    (link,) = tree(xbrl.instance(FILING)).iter(f"{LINK}footnoteLink")
    hrefs = {e.get(f"{XLINK}label"): e.get(f"{XLINK}href") for e in link.iter(f"{LINK}loc")}
    arcs = [(hrefs[e.get(f"{XLINK}from")], e.get(f"{XLINK}to")) for e in link.iter(f"{LINK}footnoteArc")]
    assert arcs == [
        (f"#{FACTS[3].id}", "fn-A"),
        (f"#{FACTS[5].id}", "fn-A"),
        (f"#{FACTS[5].id}", "fn-B"),
    ]
    notes = {e.get(f"{XLINK}label"): e for e in link.iter(f"{LINK}footnote")}
    assert set(notes) == {"fn-A", "fn-B"}, "a note that nobody points to is left out"
    assert {e.get(f"{XML}lang") for e in notes.values()} == {"en-US"}


def test_without_footnotes_there_is_no_link() -> None:
    report = replace(FILING, facts=tuple(replace(f, footnotes=()) for f in FACTS))
    assert b"footnote" not in b"".join(xbrl.instance(report))


# -- values --------------------------------------------------------------------------------


@given(st.decimals(allow_nan=False, allow_infinity=False, places=None))
def test_numbers_are_plain_and_lose_nothing(value: Decimal) -> None:
    text = plain(value)
    assert Decimal(text) == value
    assert set(text) <= set("-0123456789.")


@pytest.mark.parametrize(
    ("value", "text"),
    [("1E+6", "1000000"), ("-0", "0"), ("-0.00", "0.00"), ("0.027", "0.027"), ("1E-9", "0.000000001")],
)
def test_how_numbers_are_written(value: str, text: str) -> None:
    assert plain(Decimal(value)) == text


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        plain(Decimal(value))


# -- escaping ------------------------------------------------------------------------------


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    extension = replace(FILING.extension, labels=(Label("us-gaap:Cash", STANDARD, text),))
    root = tree(xbrl.label(extension))
    assert [e.text for e in root.iter(f"{LINK}label")] == [text]

    fact = replace(FACTS[1], value=text)
    note = replace(FILING.footnotes[0], text=text)
    fact = replace(fact, footnotes=(note,))
    root = tree(xbrl.instance(replace(FILING, facts=(fact,), footnotes=(note,))))
    assert [e.text for e in root if e.get("id") == fact.id] == [text]
    assert [e.text for e in root.iter(f"{LINK}footnote")] == [text]

    role = replace(FILING.extension.roles[0], definition=text)
    root = tree(xbrl.schema(replace(FILING.extension, roles=(role,))))
    assert [e.text for e in root.iter(f"{LINK}definition")] == [text]


@given(st.text(st.characters(codec="utf-8"), min_size=1))
def test_any_text_gives_readable_ascii(text: str) -> None:
    extension = replace(FILING.extension, labels=(Label("us-gaap:Cash", STANDARD, text),))
    data = b"".join(xbrl.label(extension))
    (label,) = etree.fromstring(data).iter(f"{LINK}label")
    legal = "".join(c if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff") else "\ufffd" for c in text)
    assert label.text == legal
    assert data.isascii()


def test_what_xml_forbids_is_replaced_visibly() -> None:
    extension = replace(FILING.extension, labels=(Label("us-gaap:Cash", STANDARD, "a\x00b\x1bc\ud800d"),))
    (label,) = tree(xbrl.label(extension)).iter(f"{LINK}label")
    assert label.text == "a\ufffdb\ufffdc\ufffdd"


def test_a_name_the_view_lacks_is_an_error() -> None:
    from jinja2 import UndefinedError

    with pytest.raises(UndefinedError):
        b"".join(render("xbrl/schema.xsd.jinja"))


# -- streaming -----------------------------------------------------------------------------


class Endless(Sequence[Fact]):
    """Facts made as they are asked for; remembers how many were."""

    def __init__(self, count: int) -> None:
        self.count, self.made, self.rounds = count, 0, 0

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, index: object) -> Fact:  # type: ignore[override]
        raise AssertionError("facts are iterated, not indexed")

    def __iter__(self) -> Iterator[Fact]:
        self.rounds += 1
        for number in range(self.count):
            self.made += 1
            yield Fact(f"f{number}", CONCEPTS["us-gaap:Cash"], Decimal(number), CLOSE, USD, 0)


def test_facts_are_consumed_as_the_bytes_are() -> None:
    facts = Endless(200_000)
    stream = xbrl.instance(replace(FILING, facts=facts))
    next(stream)
    assert 0 < facts.made < 5_000
    assert facts.rounds == 1


@pytest.mark.parametrize("name", ["exa-20040930.xml", "facts.csv"])
def test_memory_does_not_grow_with_the_facts(name: str) -> None:
    import tracemalloc

    facts = Endless(50_000)
    (artifact,) = [a for a in render_package(replace(FILING, facts=facts)) if a.name == name]
    for _ in render_package(FILING).artifacts[0].stream():
        pass  # Jinja is loaded and the template compiled.
    tracemalloc.start()
    try:
        size = sum(len(piece) for piece in artifact.stream())
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    # facts.csv looks over them once before, to know its columns.
    assert facts.made == 50_000 * (2 if name == "facts.csv" else 1)
    assert size > 2_500_000
    assert peak < 1_500_000


# -- what reports of others hold ---------------------------------------------------------------


def test_nil_facts_typed_members_languages_and_forever_are_written() -> None:
    site = ("exa:SiteAxis", "<North> & South")
    typed = Context("t", QUARTER.period, (site, ("srt:ProductOrServiceAxis", "exa:CoreCustomersMember")),
                    (("exa:SiteAxis", "exa:site"),))  # fmt: skip
    always = Context("always", FOREVER)
    facts = (
        Fact("n", CONCEPTS["us-gaap:Revenues"], None, typed, USD),
        Fact("z", CONCEPTS["us-gaap:Revenues"], Decimal(0), typed, USD, None),
        Fact("w", CONCEPTS["dei:DocumentType"], None, always),
        Fact("f", CONCEPTS["dei:DocumentType"], "été", always, language="fr-CA"),
    )
    root = tree(xbrl.instance(replace(FILING, facts=facts, contexts=(typed, always), units=(USD,))))
    of = {e.get("id"): e for e in root if e.get("id")}
    nil = "{http://www.w3.org/2001/XMLSchema-instance}nil"
    assert (of["n"].get(nil), of["n"].get("decimals"), of["n"].get("unitRef"), of["n"].text) == (
        "true", None, "USD", None,
    )  # fmt: skip
    assert (of["z"].get(nil), of["z"].get("decimals"), of["z"].text) == (None, "INF", "0")
    assert (of["w"].get(nil), of["w"].get("unitRef")) == ("true", None)
    assert (of["f"].get(f"{XML}lang"), of["f"].text) == ("fr-CA", "été")
    assert of["w"].get(f"{XML}lang") is None
    assert [e.tag for e in of["always"].find(f"{XBRLI}period")] == [f"{XBRLI}forever"]
    member = of["t"].find(".//{http://xbrl.org/2006/xbrldi}typedMember")
    assert member.get("dimension") == "exa:SiteAxis"
    assert [(e.tag, e.text) for e in member] == [("{http://www.example.com/20040930}site", site[1])]
    assert len(of["t"].findall(".//{http://xbrl.org/2006/xbrldi}explicitMember")) == 1
