"""Facts of text: tags round stretches of a page or of blocks, in chains where no one element can hold them."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.build.test_page import stripped
from tests.render.sample import FILING, QUARTER
from xbrlgen.build.document import build_documents
from xbrlgen.build.markup import PageMarkup, nested, words
from xbrlgen.build.passages import PassageReader, passage_value
from xbrlgen.model.page import SourcePage
from xbrlgen.model.report import Fact, Footnote, Origin, Passage, Report
from xbrlgen.model.source import Paragraph, Source, Table
from xbrlgen.model.taxonomy import Concept
from xbrlgen.read import read_bytes
from xbrlgen.render.inline import inline_artifacts

IX = "{http://www.xbrl.org/2013/inlineXBRL}"
BLOCK = Concept("us-gaap:InventoryDisclosureTextBlock", "dtr-types:textBlockItemType", "duration")
WORDS = Concept("dei:EntityRegistrantName", "xbrli:normalizedStringItemType", "duration")

# A report parted by pages: each is an element of its own, with a number at its foot.
PAGE = b"""<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Report</title></head><body>
<div class="page"><p>Marten Ridge Tools Corp.</p>
<p>NOTE 1. INVENTORIES</p>
<p>Inventories are stated at the lower of cost &amp; net realizable value<span> of 1,250 units</span>.</p>
<p style="text-align:center">4</p></div><hr style="page-break-after:always"/>
<div class="page"><p>They are held for <i>two</i>&#160;years.</p>
<table><tr><td>At June 30,</td><td>2025</td><td>2024</td></tr>
<tr><td>Tools</td><td>1,200</td><td>1,100</td></tr><tr><td>Parts</td><td>300</td><td>280</td></tr></table>
<p>NOTE 2. DEBT</p><p>There is none<sup>1</sup>.</p>
<p style="text-align:center">5</p></div><hr style="page-break-after:always"/>
<div class="page"><p>The end.</p><p style="text-align:center">6</p></div></body></html>
"""


def page() -> Source:
    return read_bytes(PAGE, file="report.htm")


def number_of(source: Source, words_: str) -> int:
    found = [
        k
        for k, b in enumerate(source.blocks)
        if (b.text if isinstance(b, Paragraph) else b.lines[0].label).startswith(words_)
    ]
    return found[0]


def text_fact(source: Source, *passages: Passage, name: str = "f-1", concept: Concept = BLOCK) -> Fact:
    value = passage_value(source, passages, escape=concept.is_text_block)
    return Fact(name, concept, value, QUARTER, origin=Origin(passages=passages))


def written(source: Source, *facts: Fact, footnotes: tuple[Footnote, ...] = ()) -> str:
    """The document that holds the source; of a current report the cover stands before it."""
    report: Report = replace(FILING, facts=facts, footnotes=footnotes, contexts=(QUARTER,))
    documents = build_documents([source], report)
    return [a.data.decode() for a in inline_artifacts(report, documents)][-1]


def values(document: str) -> dict[str, str]:
    """What a processor makes of the text facts: chains joined, exclusions left out (Inline XBRL 1.1, 4 and 6)."""
    root = etree.fromstring(document.encode())
    by_id = {e.get("id"): e for e in root.iter(f"{IX}continuation")}
    found = {}
    for element in root.iter(f"{IX}nonNumeric", f"{IX}footnote"):
        said, part = "", element
        while part is not None:
            said += _inner(part, escape=element.get("escape") == "true")
            part = by_id.get(part.get("continuedAt"))
        found[element.get("id")] = said
    return found


def _inner(element: etree._Element, *, escape: bool) -> str:
    said = _characters(element.text, escape)
    for child in element:
        if child.tag != f"{IX}exclude":
            inner = _inner(child, escape=escape)
            if escape and not child.tag.startswith(IX):
                name = etree.QName(child).localname
                attributes = "".join(f' {k}="{v}"' for k, v in child.attrib.items())
                empty = child.text is None and not len(child)
                inner = f"<{name}{attributes}/>" if empty else f"<{name}{attributes}>{inner}</{name}>"
            said += inner
        said += _characters(child.tail, escape)
    return said


def _characters(text: str | None, escape: bool) -> str:
    text = text or ""
    return text.replace("&", "&amp;").replace("<", "&lt;") if escape else text


def forced(source: Source) -> str:
    assert source.page is not None
    return source.page.text


def test_a_note_over_two_pages_is_one_fact_in_a_chain() -> None:
    source = page()
    note = text_fact(
        source, Passage("report.htm", number_of(source, "NOTE 1"), number_of(source, "NOTE 2") - 1)
    )
    document = written(source, note)
    root = etree.fromstring(document.encode())
    (first,) = root.iter(f"{IX}nonNumeric")
    (second,) = root.iter(f"{IX}continuation")
    assert first.get("continuedAt") == second.get("id")
    assert (first.get("escape"), first.getparent().get("class"), second.getparent().get("class")) == (
        "true",
        "page",
        "page",
    )
    assert first[0].text == "NOTE 1. INVENTORIES"
    assert second[-1].tag.endswith("table")
    assert values(document)["f-1"] == note.value
    assert stripped(document) == forced(source)


def test_page_numbers_within_a_note_are_excluded() -> None:
    source = page()
    note = text_fact(source, Passage("report.htm", number_of(source, "Marten"), number_of(source, "The end")))
    document = written(source, note)
    excluded = [e.text for e in etree.fromstring(document.encode()).iter(f"{IX}exclude")]
    assert excluded == ["4", "5"]
    assert ">4<" not in str(note.value)
    assert values(document)["f-1"] == note.value
    assert stripped(document) == forced(source)


def test_numbers_within_a_text_keep_their_places_and_facts_nest() -> None:
    source = page()
    first, last = number_of(source, "NOTE 1"), number_of(source, "They are")
    facts = (
        text_fact(source, Passage("report.htm", first, last)),
        text_fact(source, Passage("report.htm", first + 1, first + 1), name="f-2"),
        text_fact(source, Passage("report.htm", first, last + 1), name="f-3"),
    )
    document = written(source, *facts)
    assert values(document) == {f.id: f.value for f in facts}
    assert stripped(document) == forced(source)


def test_words_of_a_sentence() -> None:
    source = page()
    at = number_of(source, "They are")
    block = source.blocks[at]
    assert isinstance(block, Paragraph)
    start = block.text.index("held")
    fact = text_fact(
        source, Passage("report.htm", at, at, start, start + len("held for two\xa0years")), concept=WORDS
    )
    document = written(source, fact)
    assert fact.value == "held for two\xa0years"
    assert "<p>They are <ix:nonNumeric" in document
    assert ">held for <i>two</i>&#160;years</ix:nonNumeric>.</p>" in document
    assert stripped(document) == forced(source)


def test_words_behind_a_reference_stand_where_they_are_printed() -> None:
    source = page()
    at = number_of(source, "Inventories are")
    block = source.blocks[at]
    assert isinstance(block, Paragraph)
    start = block.text.index("cost")
    end = block.text.index(" of 1,250")
    fact = text_fact(source, Passage("report.htm", at, at, start, end), concept=WORDS)
    assert fact.value == "cost & net realizable value"
    assert ">cost &amp; net realizable value</ix:nonNumeric><span> of" in written(source, fact)


def test_a_fact_that_begins_and_ends_in_cells_of_a_layout_goes_through_them() -> None:
    data = (
        b'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>t</title></head><body><table>'
        b"<tr><td>Address</td><td>1 Mill Road</td></tr><tr><td>City</td><td>Duluth</td></tr></table>"
        b"<p>a</p><p>b</p></body></html>"
    )
    source = read_bytes(data, file="report.htm")
    first, last = number_of(source, "1 Mill"), number_of(source, "City")
    fact = text_fact(source, Passage("report.htm", first, last))
    document = written(source, fact)
    root = etree.fromstring(document.encode())
    assert [
        e.getparent().tag.rpartition("}")[2] for e in root.iter(f"{IX}nonNumeric", f"{IX}continuation")
    ] == [
        "td",
        "td",
    ]
    assert values(document)["f-1"] == fact.value == "1 Mill RoadCity"
    assert stripped(document) == forced(source)


def test_a_passage_that_stands_nowhere_is_shown_on_the_cover() -> None:
    source = page()
    fact = Fact("f-1", WORDS, "x", QUARTER, origin=Origin(passages=(Passage("report.htm", 900, 901),)))
    assert "f-1" not in written(source, fact)


@settings(deadline=None)
@given(st.data())
def test_any_passages_nest_and_say_their_values(data: st.DataObject) -> None:
    source = page()
    most = len(source.blocks) - 1
    reader = PassageReader(source)
    facts = []
    for number in range(data.draw(st.integers(1, 5))):
        first = data.draw(st.integers(0, most))
        last = data.draw(st.integers(first, most))
        start = end = None
        concept = data.draw(st.sampled_from([BLOCK, WORDS]))
        one, other = source.blocks[first], source.blocks[last]
        if concept is WORDS and isinstance(one, Paragraph) and isinstance(other, Paragraph):
            spaces = [m.end() for m in re.finditer(r"^| ", one.text)]
            start = data.draw(st.sampled_from(spaces))
            ends = [m.start() for m in re.finditer(r" |$", other.text) if first < last or m.start() > start]
            end = data.draw(st.sampled_from(ends))
        passage = Passage("report.htm", first, last, start, end)
        value = reader.value([passage], escape=concept.is_text_block)
        facts.append(Fact(f"f-{number}", concept, value, QUARTER, origin=Origin(passages=(passage,))))
    document = written(source, *facts)
    assert stripped(document) == forced(source)
    found = values(document)
    for fact in facts:
        said = found[fact.id]
        assert (said if fact.concept is BLOCK else words(said.replace("&", "&amp;"))) == fact.value


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 9)), max_size=8))
def test_stretches_are_cut_until_they_nest(drawn: list[tuple[int, int]]) -> None:
    stretches = [(start, start + size) for start, size in drawn]
    cut = nested(stretches)
    for whole, parts in zip(stretches, cut, strict=True):
        assert (parts[0][0], parts[-1][1]) == whole
        assert all(a[1] == b[0] for a, b in pairwise(parts))
    flat = [p for parts in cut for p in parts]
    for a, b in flat:
        for c, d in flat:
            assert not (a < c < b < d)


def test_furniture_and_footnotes_of_a_page() -> None:
    data = PAGE.replace(
        b"<p>NOTE 2. DEBT</p>", b"<p>(1) Net of a reserve of <b>old</b> tools.</p><p>NOTE 2. DEBT</p>"
    )
    source = read_bytes(data, file="report.htm")
    assert [forced(source)[a:b] for a, b in source.furniture] == ["4", "5", "6"]
    (block,) = [b for b in source.blocks if isinstance(b, Paragraph) and b.kind == "note"]
    note = Footnote("fn-1", "1", "Net of a reserve of old tools.", block.where)
    fact = replace(text_fact(source, Passage("report.htm", 0, 0), concept=WORDS), footnotes=(note,))
    document = written(source, fact, footnotes=(note,))
    assert '(1) <ix:footnote id="fn-1">Net of a reserve of <b>old</b> tools.</ix:footnote></p>' in document
    assert stripped(document) == forced(source)


# -- blocks of our own layout --------------------------------------------------------------

RELEASE = """MARTEN RIDGE TOOLS CORP.

Inventories are stated at cost, and held for two years.
They number 1,250 units.

Debt is none.

A further paragraph ends the release here.
"""


def release() -> Source:
    return read_bytes(RELEASE.encode(), file="release.txt")


def test_blocks_of_our_own_layout_stand_in_one_element() -> None:
    source = release()
    first, last = number_of(source, "Inventories"), number_of(source, "Debt")
    fact = text_fact(source, Passage("release.txt", first, last))
    document = written(source, fact)
    root = etree.fromstring(document.encode())
    (element,) = root.iter(f"{IX}nonNumeric")
    assert len(element) == 2
    assert fact.value == (
        "<p>Inventories are stated at cost, and held for two years. They number 1,250 units.</p>"
        "<p>Debt is none.</p>"
    )
    assert "".join(words(values(document)["f-1"]).split()) == "".join(words(str(fact.value)).split())


def test_words_of_a_paragraph_and_a_passage_cut_at_both_ends() -> None:
    source = release()
    first, last = number_of(source, "Inventories"), number_of(source, "A further")
    block = source.blocks[first]
    assert isinstance(block, Paragraph)
    start = block.text.index("two years")
    facts = (
        text_fact(source, Passage("release.txt", first, first, start, start + 9), concept=WORDS),
        text_fact(source, Passage("release.txt", first, last, start, 9), name="f-2", concept=WORDS),
    )
    found = values(written(source, *facts))
    assert found["f-1"] == "two years"
    # Blocks of a layout of our own stand on lines of their own.
    assert "".join(found["f-2"].split()) == "".join(str(facts[1].value).split())


def test_words_of_two_lines_of_a_heading_are_a_chain() -> None:
    block = release().blocks[0]
    assert isinstance(block, Paragraph)
    two = replace(block, kind="heading", spans=(*block.spans, replace(block.spans[0], text="ANNUAL REPORT")))
    source = Source.of("release.txt", [two])
    fact = text_fact(
        source, Passage("release.txt", 0, 0, len("MARTEN RIDGE "), len(two.text) - 7), concept=WORDS
    )
    document = written(source, fact)
    assert "".join(values(document)["f-1"].split()) == "TOOLSCORP.ANNUAL"
    assert document.count("<ix:continuation") == 1


# -- markup --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("between", "whole", "widened"),
    [
        ("one", True, '<p id="a">one</p>'),
        ("one", False, "one"),
        ("two", True, "<p><b>two</b></p>"),
        ("two", False, "two"),
        ("three", True, "three"),
        ("four", True, "<p> <i>four</i> </p>"),
        ("four", False, "four"),
        ("five</b> and <i>six", False, "<b>five</b> and <i>six</i>"),
    ],
)
def test_a_stretch_is_widened_by_tags_that_hold_nothing_else(between: str, whole: bool, widened: str) -> None:
    text = (
        '<html><head/><body><p id="a">one</p><p><b>two</b></p><p>three and more</p>'
        "<p> <i>four</i> </p><p><b>five</b> and <i>six</i></p></body></html>"
    )
    markup = PageMarkup.of(SourcePage(text, 5, text.index("<body>") + 6))
    start = text.index(between)
    low, high = markup.widened(start, start + len(between), whole=whole)
    assert text[low:high] == widened


def test_a_table_of_a_page_knows_its_place() -> None:
    source = page()
    (table,) = (b for b in source.blocks if isinstance(b, Table))
    assert table.extent is not None
    text = forced(source)[slice(*table.extent)]
    assert text.startswith("<table>")
    assert text.endswith("</table>")
