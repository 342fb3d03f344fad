"""Tokens cover the page, agree with a WHATWG tokenizer, and cost what the page is long."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
import turbohtml
from hypothesis import given, settings
from hypothesis import strategies as st

from xbrlgen.read.html.tokens import HtmlToken, Markup, cut

PIECES = st.sampled_from(
    [
        *("<", ">", "</", "<!", "<!--", "-->", "--!>", "<?", "<![CDATA[", "]]>", "</>", "<!doctype ", "/>"),
        *("<p", "<td ", "<script>", "</script>", "<style>", "</style", "<title>", "</title>", "<plaintext>"),
        *(' a="', '"', "'", "=", " b='", "x", "&nbsp;", "&amp", "\0", "\r\n", "-", " ", "<P>", "</TD>"),
    ]
)
PAGES = st.lists(PIECES | st.text(max_size=3), max_size=40).map("".join)


@settings(max_examples=150, deadline=None)
@given(PAGES, st.booleans())
def test_joined_again_they_are_the_page(page: str, xml: bool) -> None:
    tokens = cut(page, xml=xml)
    assert "".join(t.text for t in tokens) == page
    assert [t.start for t in tokens] == [sum(len(u.text) for u in tokens[:k]) for k in range(len(tokens))]
    assert all(t.text for t in tokens)


def ours(page: str) -> list[tuple[str, str]]:
    """Tags and characters, as a browser's tokenizer gives them."""
    found: list[tuple[str, str]] = []
    for t in cut(page):
        if t.kind in (Markup.START, Markup.END):
            found.append((t.kind.value, t.name))
        elif t.kind in (Markup.TEXT, Markup.RAW):
            if found and found[-1][0] == "text":
                found[-1] = ("text", found[-1][1] + t.text)
            else:
                found.append(("text", t.text))
    return found


def theirs(page: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for t in turbohtml.tokenize(page):
        if t.type.name in ("START_TAG", "END_TAG"):
            found.append((t.type.name.split("_")[0].lower(), t.tag))
        elif t.type.name == "TEXT":
            if found and found[-1][0] == "text":
                found[-1] = ("text", found[-1][1] + t.data)
            else:
                found.append(("text", t.data))
    return found


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES.filter(lambda p: "&" not in p and p not in ("\0", "\r\n")), max_size=20).map("".join))
def test_cut_where_a_browser_cuts(page: str) -> None:
    assert ours(page) == theirs(page)


@pytest.mark.parametrize(
    ("page", "kinds"),
    [
        ("a<b", [Markup.TEXT, Markup.BROKEN]),
        ("a < b", [Markup.TEXT]),
        ("<!-- open", [Markup.COMMENT]),
        ("<!-->x", [Markup.COMMENT, Markup.TEXT]),
        ('<p title="a>b">c', [Markup.START, Markup.TEXT]),
        ("<p it's>c", [Markup.START, Markup.TEXT]),
        ("<script><!--<script></script>--></script>x", [Markup.START, Markup.RAW, Markup.END, Markup.TEXT]),
        ("<style>a</styl>b", [Markup.START, Markup.RAW]),
        ("<title>a<b></title>", [Markup.START, Markup.TEXT, Markup.END]),
    ],
)
def test_kinds(page: str, kinds: list[Markup]) -> None:
    assert [t.kind for t in cut(page)] == kinds


def test_xml_keeps_case_and_knows_empty_elements() -> None:
    tokens = cut("<style/><ix:nonFraction/><![CDATA[a>b]]>", xml=True)
    assert [(t.kind, t.name) for t in tokens] == [
        (Markup.START, "style"),
        (Markup.START, "ix:nonFraction"),
        (Markup.CDATA, ""),
    ]


HOSTILE: dict[str, Callable[[int], str]] = {
    "comments": lambda n: "<!--" * n,
    "dashes": lambda n: "<!-- --" * n,
    "less-than": lambda n: "<" * n,
    "tags without an end": lambda n: "<a " * n,
    "quotes without an end": lambda n: '<a b="' * (2 * n + 1),
    "nesting": lambda n: "<div>" * n,
    "end tags": lambda n: "</" * n,
    "scripts": lambda n: "<script><!--" * n,
    "styles": lambda n: "<style>" * n,
    "attributes": lambda n: "<p " + "a=1 " * n + ">",
    "spaces": lambda n: ("<p a" + " " * 1000) * (n // 1000),
    "NULs": lambda n: "\0<\0" * n,
}


def cpu(page: str) -> tuple[float, list[HtmlToken]]:
    started = time.process_time()
    tokens = cut(page)
    return time.process_time() - started, tokens


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_pages_are_cut_whole(kind: str) -> None:
    page = HOSTILE[kind](30_000)
    seconds, tokens = cpu(page)
    assert "".join(t.text for t in tokens) == page
    # A quadratic step would take minutes of processor time here, not a second.
    assert seconds < 5
