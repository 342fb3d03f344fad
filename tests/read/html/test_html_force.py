"""A forced page is well-formed, shows what a browser shows, and knows where each character came from."""

from __future__ import annotations

import re
import time

import pytest
import turbohtml
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from xbrlgen.read.html.force import ForcedPage, force
from xbrlgen.read.html.repairs import Repair
from xbrlgen.read.html.tokens import Markup

Dom = tuple[str, tuple["Dom | str", ...]]
FORMATTING = {"b", "i", "a", "span"}
STRICT = {"font": "span", "center": "div", "u": "span", "nobr": "span"}
"""What elements of the look become, which XHTML in a filing has not."""
NAMES = st.sampled_from(
    [
    *("p", "div", "span", "b", "i", "font", "a", "u", "nobr", "sup", "h1", "h2", "center", "br", "hr", "img", "pre"),
    *("table", "tbody", "thead", "tfoot", "tr", "td", "th", "caption", "col", "colgroup"),
    *("ul", "li", "dl", "dd", "dt", "object"),
])  # fmt: skip
TAGS = (
    NAMES.map(lambda n: f"<{n}>")
    | NAMES.filter(lambda n: n != "br").map(lambda n: f"</{n}>")
    | st.sampled_from(["<td colspan=2>", "<P Align=x y>", "<font size=2>", "<!-- x -->", "</body>", "<br/>"])
)
SOUP = st.lists(TAGS | st.sampled_from("abcdefg"), max_size=30).map("".join)
PIECES = st.sampled_from(
    [
    *("<", ">", "</", "<!--", "--", "-->", "<?x", "&", "&amp;", "&nbsp", "&#146;", "&#0;", "&bogus;", "’", "\1"),
    *("<style>", "</style>", "<title>", "<svg>", "<o:p>", "<x y='", '"', "<p a b=c a=d>", "<td 1=2>", "]]>"),
])  # fmt: skip


def xml(page: ForcedPage) -> etree._Element:
    return etree.fromstring(re.sub(r"\A<\?xml[^>]*\?>", "", page.page).encode())


def dom(name: str, children: list[Dom | str]) -> Dom:
    """A node for comparing: without white space, empty formatting and the title we put in."""
    if name == "body":
        # What stands between the blocks of the body gets a block of its own in strict XHTML.
        children = [x for c in children for x in (c[1] if not isinstance(c, str) and c[0] == "div" else (c,))]
    kept: list[Dom | str] = []
    for child in children:
        if isinstance(child, str):
            text = "".join(child.split())
            if text and kept and isinstance(kept[-1], str):
                kept[-1] += text
            elif text:
                kept.append(text)
        elif child[1] or child[0] not in FORMATTING | {"title"}:
            kept.append(child)
    return name, tuple(kept)


def ours(element: etree._Element) -> Dom:
    children: list[Dom | str] = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str):
            children.append(ours(child))
        children.append(child.tail or "")
    return dom(etree.QName(element).localname, children)


def theirs(element: turbohtml.Element) -> Dom:
    children: list[Dom | str] = []
    for child in element.children:
        if isinstance(child, turbohtml.Element):
            children.append(theirs(child))
        elif isinstance(child, turbohtml.Text):
            children.append(child.data)
    return dom(STRICT.get(element.tag, element.tag), children)


@settings(max_examples=150, deadline=None)
@given(SOUP)
def test_the_tree_is_the_one_that_a_browser_builds(page: str) -> None:
    # Without a document type browsers leave a table in a paragraph, which XHTML does not allow.
    assert ours(xml(force(page))) == theirs(turbohtml.parse("<!doctype html>" + page).root)


@settings(max_examples=150, deadline=None)
@given(st.lists(TAGS | PIECES | st.text(max_size=3), max_size=30).map("".join))
def test_any_text_becomes_well_formed(page: str) -> None:
    forced = force(page)
    xml(forced)
    assert forced.page.isascii()
    assert "".join(t.text for t in forced.tokens) == forced.page
    assert force(forced.page).page == forced.page, "forcing twice changes nothing more"


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        TAGS | st.sampled_from(["1,234", "&nbsp;", "&#146;", "5", "’", "(", "&", "\2", "x"]), max_size=30
    )
)
def test_every_character_leads_back_to_its_place(parts: list[str]) -> None:
    page = "".join(parts)
    forced = force(page)
    for token in forced.tokens:
        if token.kind is not Markup.TEXT:
            continue
        plain = re.sub(r"&[^;]+;", lambda m: "&" + " " * (len(m[0]) - 1), token.text)
        for k, char in enumerate(plain):
            came = page[forced.origin(token.start + k)]
            assert char == " " or came == char or (char == "&" and came in "’&")


@pytest.mark.parametrize(
    ("page", "body"),
    [
        ("<b>a<p>c</b>d</p>", "<b>a</b><p><b>c</b>d</p>"),
        ("<b>a<i>b</b>c</i>", "<b>a<i>b</i></b><i>c</i>"),
        ("<TD>a", "a"),
        (
            "<table><TR><TD NOWRAP align=right>1<td>2",
            '<table><tbody><tr><td align="right" style="white-space:nowrap">1</td><td>2</td></tr></tbody></table>',
        ),
        ("<table>a<tr><td>b</table>", "a<table><tbody><tr><td>b</td></tr></tbody></table>"),
        ("a<br>b<hr size=1>", 'a<br/>b<hr style="height:1px"/>'),
        ("&nbsp;&#146;&copy2 R&D &lt; <3", "&#160;&#8217;&#169;2 R&amp;D &lt; &lt;3"),
        ("<p id=a ID=b o:x=1>c", '<p id="a">c</p>'),
        ("<p title='a\"b<&c'>d", "<p title='a\"b&lt;&amp;c'>d</p>"),
        ("<o:p>a</o:p><bogus>b", "ab"),
        ("a<!-- a -- b --->c", "a<!-- a == b =-->c"),
        ("x<!bogus>y</>z", "xyz"),
        ("a\x01b\ufffe", "ab"),
        ("<a name=x>1<a name=y>2", '<a name="x">1</a><a name="y">2</a>'),
        (
            "<svg viewBox='0'><path d=x /></svg>a",
            '<svg viewBox=\'0\' xmlns="http://www.w3.org/2000/svg"><path d="x" /></svg>a',
        ),
    ],
)
def test_what_is_written(page: str, body: str) -> None:
    forced = force(page)
    found = re.search(r"<body>(.*)</body>", forced.page, re.DOTALL)
    assert found is not None
    # What stands between the blocks of the body gets a div.
    assert re.sub("</?div>", "", found[1]) == body


def test_each_kind_of_change_is_counted() -> None:
    page = "<!doctype html><HTML><P align=center align=x>a&nbsp;&#146;<BR><b>c<p>d</b><td>"
    repairs = force(page).repairs
    assert repairs[Repair.DOCTYPE] == 1
    assert repairs[Repair.NAMESPACE] == 1
    assert repairs[Repair.CASE] == 3
    assert repairs[Repair.QUOTES] == 1
    assert repairs[Repair.TWICE] == 1
    assert repairs[Repair.VOID] == 1
    assert repairs[Repair.REFERENCE] == 1
    assert repairs[Repair.WINDOWS_1252] == 1
    assert repairs[Repair.NESTING] >= 1
    assert repairs[Repair.STRAY] == 1


INLINE = (
    '<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL">'
    '<head><title/></head><body><p/><td/>\n<ix:nonFraction contextRef="c">1</ix:nonFraction>{}</body></html>'
)


def test_a_page_that_is_xhtml_stays_as_it_is() -> None:
    page = INLINE.format("&#160;<![CDATA[a<b]]>")
    forced = force(page)
    assert forced.page is page
    assert forced.repairs == {}
    assert forced.origin(200) == 200


def test_in_xhtml_only_what_is_not_ascii_is_changed() -> None:
    forced = force(INLINE.format("’é<!-- ’ --><style>a:’</style><p title='é'>1</p>"))
    assert forced.page == INLINE.format(
        "&#8217;&#233;<!-- ? --><style>a:\\2019 </style><p title='&#233;'>1</p>"
    )
    assert forced.repairs == {Repair.NOT_ASCII: 4}
    assert forced.original[forced.origin(forced.page.index(">1</p>") + 1)] == "1"


def test_what_is_not_well_formed_is_html_even_with_the_namespace() -> None:
    forced = force(INLINE.format("<p>"))
    assert "contextRef" in forced.page, "names with a prefix keep their case"
    xml(forced)


HOSTILE = {
    "nesting": "<div>",
    "formatting": "<b>",
    "fonts that are never closed": "<p><font>",
    "overlaps": "<b><i></b>x</i>",
    "blocks in formatting": "<b><p>x</b>y",
    "tables in cells": "<table><tr><td>",
    "text in tables": "<table>x<b>y",
    "lists": "<li><div>",
    "references": "&nbspx&#99999999999999999999;",
    "stray ends": "</b></td></x>",
    "drawings": "<svg><p>",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_pages_cost_what_they_are_long(kind: str) -> None:
    page = HOSTILE[kind] * 8_000
    started = time.process_time()
    forced = force(page)
    # Steps that grow by the square would need minutes of processor time here.
    assert time.process_time() - started < 10
    assert len(forced.page) < 8 * len(page) + 200_000
    xml(forced)


def test_ever_other_fonts_do_not_grow_by_the_square() -> None:
    page = "".join(f"<p><font size={k}>x" for k in range(8_000))
    forced = force(page)
    assert forced.repairs[Repair.DEPTH] > 0
    assert len(forced.page) < 8 * len(page) + 200_000
    xml(forced)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<font face="Arial" size=2 color=red>x</font>', '<span style="font-family:Arial;font-size:small;color:red">x</span>'),
        ("<font size=+1>x</font>", '<span style="font-size:large">x</span>'),
        ('<font style="font-size:10pt">x</font>', '<span style="font-size:10pt">x</span>'),
        ("<center>x</center>", '<div style="text-align:-webkit-center">x</div>'),
        ("<u>x</u>", '<span style="text-decoration:underline">x</span>'),
        ('<p align="right" style="margin:0">x</p>', '<p style="text-align:right;margin:0">x</p>'),
        ("<div align=center>x</div>", '<div style="text-align:-webkit-center">x</div>'),
        ("<br clear=all>", '<br style="clear:both"/>'),
        ("<p id=a>x</p><p id=a>y</p>", '<p id="a">x</p><p>y</p>'),
        ("<img src=a.gif border=0>", '<img src="a.gif" style="border:0px solid"/>'),
        ("<ol type=a><li value=3>x</li></ol>", '<ol style="list-style-type:lower-alpha"><li style="counter-set:list-item 3">x</li></ol>'),
        ('<font face="a;b{c" size="x">x</font>', "<span>x</span>"),
    ],
)  # fmt: skip
def test_what_says_how_a_thing_looks_goes_into_style(before: str, after: str) -> None:
    forced = force(f"<html><head><title>t</title></head><body>{before}</body></html>")
    assert after in forced.page
    assert Repair.LOOK in forced.repairs or Repair.TWICE in forced.repairs


def test_cells_keep_what_xhtml_has_and_say_the_rest_as_style() -> None:
    page = (
        '<table width="100%" cellpadding="0" align=center><tr bgcolor="CCEEFF">'
        '<td align="right" valign="top" width="10%" nowrap>5</td></tr></table>'
    )
    forced = force(f"<html><head><title>t</title></head><body>{page}</body></html>").page
    assert '<table width="100%" cellpadding="0" style="margin-left:auto;margin-right:auto">' in forced
    assert '<tr style="background-color:#CCEEFF">' in forced
    assert '<td align="right" valign="top" style="width:10%;white-space:nowrap">5</td>' in forced


def test_a_page_of_today_says_nothing_by_elements_of_the_look() -> None:
    page = '<html><body><p style="text-align:center">x<table><tr><td valign="top" align="left">5</table></body></html>'
    assert Repair.LOOK not in force(page).repairs
