"""Documents as Inline XBRL 1.1: elements that nest, text that stays text, bytes that stay the same."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from papers import COVER, EXHIBIT, HELD, HOSTILE, NASTY, SET

from xbrlgen.model.document import NON_NUMERIC, Document, DocumentParagraph, Tag, TextRun
from xbrlgen.model.report import Report
from xbrlgen.render.inline import inline, inline_artifacts, pieces

XHTML = "{http://www.w3.org/1999/xhtml}"
IX = "{http://www.xbrl.org/2013/inlineXBRL}"
FORBIDDEN = {"script", "style", "form", "input", "object", "embed", "col", "colgroup", "font", "center", "u"}
ROOT = Path(__file__).resolve().parents[2]


def parsed(report: Report, document: Document) -> etree._Element:
    return etree.fromstring(b"".join(inline(report, document)))


def test_the_set_is_files_of_xhtml_by_name(report: Report) -> None:
    got = inline_artifacts(report, SET)
    assert [(a.name, a.media_type) for a in got] == [(d.name, "application/xhtml+xml") for d in SET]
    assert got[0].data == got[0].data


@pytest.mark.parametrize("document", [COVER, EXHIBIT, *NASTY], ids=["cover", "exhibit", "hostile"])
def test_what_edgar_forbids_is_not_there(report: Report, document: Document) -> None:
    data = b"".join(inline(report, document))
    assert data.isascii()
    assert b"<!DOCTYPE" not in data
    assert all(32 <= byte < 127 or byte in b"\n\t" for byte in data)
    root = etree.fromstring(data)
    assert root.tag == f"{XHTML}html"
    assert root.nsmap[None] == XHTML[1:-1]
    assert root.nsmap["ix"] == IX[1:-1]
    names = {etree.QName(e).localname for e in root.iter(f"{XHTML}*")}
    assert not names & FORBIDDEN
    for element in root.iter():
        assert not any(str(a).startswith("on") for a in element.attrib)
        assert "lang" not in element.attrib
    for table in root.iter(f"{XHTML}table"):
        assert table.find(f".//{XHTML}table") is None
    for paragraph in root.iter(f"{XHTML}p"):
        inside = {etree.QName(e).localname for e in paragraph.iter(f"{XHTML}*")}
        assert inside <= {"p", "span", "sup", "br"}


def test_the_header_stands_once_in_the_first_document_and_is_not_shown(report: Report) -> None:
    cover, exhibit = (parsed(report, d) for d in SET)
    (header,) = cover.iter(f"{IX}header")
    parent = header.getparent()
    assert parent is not None
    assert parent.get("style") == "display:none"
    assert [etree.QName(e).localname for e in header] == ["hidden", "references", "resources"]
    assert exhibit.find(f".//{IX}header") is None
    resources = [etree.QName(e).localname for e in header[2]]
    assert resources == ["relationship"] + ["context"] * 3 + ["unit"] * 4


def test_tags_nest_and_neighbours_share_them(report: Report) -> None:
    root = parsed(report, EXHIBIT)
    (block,) = root.iter(f"{IX}nonNumeric")
    assert dict(block.attrib) == {
        "id": "f-block",
        "name": "us-gaap:CashFlowSupplementalDisclosuresTextBlock",
        "contextRef": "D-2004-07-01-2004-09-30",
        "escape": "true",
        "continuedAt": "more",
    }
    assert [etree.QName(e).localname for e in block] == ["p", "exclude", "table"]
    outer = next(e for e in root.iter(f"{IX}nonFraction") if e.get("id") == "f-core")
    (inner,) = outer
    assert (inner.get("id"), inner.get("sign"), inner.text) == ("f-costs", "-", "150.0")
    assert outer.get("sign") is None
    (continuation,) = root.iter(f"{IX}continuation")
    assert continuation.get("id") == "more"
    (note,) = root.iter(f"{IX}footnote")
    assert "".join(note.itertext()) == "Core customers alone."


def test_nil_and_hidden_facts(report: Report) -> None:
    root = parsed(report, EXHIBIT)
    nil = next(e for e in root.iter(f"{IX}nonFraction") if e.get("id") == "f-nil")
    assert nil.get("{http://www.w3.org/2001/XMLSchema-instance}nil") == "true"
    (refers,) = [e for e in root.iter(f"{XHTML}span") if "-sec-ix-hidden" in e.get("style", "")]
    assert (refers.get("style"), refers.text) == ("-sec-ix-hidden:f-hidden", "ninety-one million")


def test_no_white_space_comes_into_a_value(report: Report) -> None:
    for document in SET:
        for element in parsed(report, document).iter(f"{IX}nonFraction", f"{IX}footnote"):
            text = "".join(element.itertext())
            assert text == text.strip()


def test_hostile_text_stays_text(report: Report) -> None:
    root = parsed(report, NASTY[0])
    (fact,) = root.iter(f"{IX}nonNumeric")
    (note,) = root.iter(f"{IX}footnote")
    texts = [fact, note, *root.iter(f"{XHTML}td"), *root.iter(f"{XHTML}title")]
    assert len(texts) == 7
    for element in texts:
        assert "".join(element.itertext()) == HELD
    assert HOSTILE != HELD


@given(st.text(max_size=60))
def test_any_text_is_read_back_as_it_was(text: str) -> None:
    from sample import FILING

    document = replace(NASTY[0], blocks=(DocumentParagraph("paragraph", ((TextRun(text),),)),))
    (p,) = parsed(FILING, document).iter(f"{XHTML}p")
    legal = "".join(
        c if c in "\t\n\r" or (ord(c) >= 32 and c not in "\ufffe\uffff") else "\ufffd" for c in text
    )
    assert "".join(p.itertext()) == legal


TAGS = [Tag(NON_NUMERIC, id=n) for n in "abc"]


@given(st.lists(st.lists(st.sampled_from(TAGS), max_size=3, unique=True), max_size=6))
def test_what_opens_closes_in_order(tags: list[list[Tag]]) -> None:
    runs = tuple(TextRun(str(n), tuple(t)) for n, t in enumerate(tags))
    markup = "<r>"
    for piece in pieces(runs):
        markup += "".join(f"<x n='{e.attributes['id']}'>" for e in piece.opens)
        markup += f"<t>{piece.text}</t>" + "</x>" * len(piece.closes)
    root = etree.fromstring(markup + "</r>")
    for run, element in zip(runs, root.iter("t"), strict=True):
        around = [a.get("n") for a in element.iterancestors("x")]
        assert around[::-1] == [t.id for t in run.tags]


def test_bytes_are_the_same_whatever_the_hash_seed() -> None:
    script = (
        "import sys, hashlib; sys.path.insert(0, sys.argv[1])\n"
        "from papers import SET, NASTY\nfrom sample import FILING\n"
        "from xbrlgen.render.inline import inline_artifacts\nfrom xbrlgen.render.oim import oim_artifacts\n"
        "h = hashlib.sha256()\n"
        "for a in (*inline_artifacts(FILING, (*SET, *NASTY)), *oim_artifacts(FILING)): h.update(a.data)\n"
        "print(h.hexdigest())"
    )
    digests = set()
    for seed in ("0", "1", "4242"):
        run = subprocess.run(
            [sys.executable, "-c", script, str(Path(__file__).parent)],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        )
        digests.add(run.stdout.strip())
    assert len(digests) == 1
    assert len(digests.pop()) == len(hashlib.sha256().hexdigest())
