"""Which files of a folder are one filing."""

from __future__ import annotations

import pytest

from tests.written.parts import inline, instance, linkbase, presentation, schema
from xbrlgen.written.files import Gathered, UnfitError, gather, kind_of, mended

PRE = presentation(("us-gaap_AssetsAbstract", "us-gaap_Assets")).encode()


def gathered(files: dict[str, bytes], entry: str | None = None) -> Gathered:
    return gather(files, files.__getitem__, entry)


def names(files: dict[str, bytes], entry: str | None = None) -> list[str]:
    return [n for n, _ in gathered(files, entry).files]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (instance(), "instance"),
        (inline(), "inline"),
        (schema(), "schema"),
        (PRE, "linkbase"),
        (b"<html><body>plain</body></html>", "html"),
        (b"<?xml version='1.0'?><note/>", "xml"),
        (b'{"documentInfo": {"documentType": "https://xbrl.org/2021/xbrl-json"}}', "json"),
        (b'{"a": 1}', "other"),
        (b"PK\x03\x04rest", "zip"),
        (b"BALANCE SHEET", "other"),
        (b"<!-- <xbrl> --><?xml version='1.0'?>", "other"),
        ("\ufeff<?xml version='1.0' encoding='utf-16'?><xbrl/>".encode("utf-16"), "instance"),
        (b"", "other"),
    ],
)
def test_what_a_file_is(data: bytes, kind: str) -> None:
    assert kind_of(data) == kind


def test_a_report_names_its_schema_and_that_its_linkbases() -> None:
    files = {
        "abc.xml": instance(),
        "abc-20231231.xsd": schema("abc_pre.xml"),
        "abc_pre.xml": PRE,
        "abc_lab.xml": b"<not named anywhere/>",
        "R2.htm": b"<html><body>rendered</body></html>",
    }
    found = gathered(files)
    assert [n for n, _ in found.files] == ["abc.xml", "abc-20231231.xsd", "abc_pre.xml"]
    assert found.missing == ()


def test_what_is_named_and_not_there_is_told() -> None:
    found = gathered({"abc.xml": instance(), "abc-20231231.xsd": schema("abc_pre.xml", "abc_cal.xml")})
    assert found.missing == ("abc_pre.xml", "abc_cal.xml")
    assert gathered({"abc.xml": instance()}).missing == ("abc-20231231.xsd",)


def test_standard_schemas_are_not_missed() -> None:
    files = {"abc.xml": instance(schema="http://xbrl.fasb.org/us-gaap/2023/elts/us-gaap-2023.xsd")}
    assert gathered(files).missing == ()


def test_a_web_address_is_known_by_its_file() -> None:
    files = {"abc.xml": instance(schema="http://www.example.com/20231231/abc.xsd"), "t/abc.xsd": schema()}
    assert names(files) == ["abc.xml", "t/abc.xsd"]


def test_without_a_schema_linkbases_are_known_by_their_names() -> None:
    files = {"abc-2023.xml": instance(schema="gone.xsd"), "abc-2023_pre.xml": PRE, "other_pre.xml": PRE}
    assert names(files) == ["abc-2023.xml", "abc-2023_pre.xml"]


def test_inline_documents_come_before_the_instance_made_from_them() -> None:
    files = {"abc.htm": inline(), "abc_htm.xml": instance(), "abc-20231231.xsd": schema()}
    assert names(files) == ["abc.htm", "abc-20231231.xsd"]
    assert names(files, "abc_htm.xml") == ["abc_htm.xml", "abc-20231231.xsd"]


def test_documents_of_one_set_go_together() -> None:
    files = {"abc.htm": inline(), "ex99.htm": inline(schema=""), "abc-20231231.xsd": schema()}
    assert names(files) == ["abc.htm", "ex99.htm", "abc-20231231.xsd"]
    assert names(files, "ex99.htm") == ["abc.htm", "ex99.htm", "abc-20231231.xsd"]


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (
            {"a.xml": instance(schema="a.xsd"), "b.xml": instance(schema="b.xsd")},
            "holds 2 filings: a.xml, b.xml",
        ),
        ({"a.htm": inline(schema="a.xsd"), "b.htm": inline(schema="b.xsd")}, "holds 2 filings"),
        ({"x/a.htm": inline(schema="a.xsd"), "y/b.xml": instance(schema="b.xsd")}, "holds 2 filings"),
        ({"a.xsd": schema(), "b.xsd": schema()}, "no report, and 2 schemas"),
        ({"readme.txt": b"text", "a.png": b"\x89PNG"}, "holds no XBRL"),
        ({}, "holds no XBRL"),
    ],
)
def test_what_is_no_filing_is_said(files: dict[str, bytes], message: str) -> None:
    with pytest.raises(UnfitError, match=message) as error:
        gathered(files)
    assert error.value.hint


@pytest.mark.parametrize(
    "href", ["../secret.xsd", "/etc/secret.xsd", "a/../../secret.xsd", "file:///secret.xsd"]
)
def test_no_reference_leads_out(href: str) -> None:
    asked: list[str] = []
    files = {"in/abc.xml": instance(schema=href)}

    def read(name: str) -> bytes:
        asked.append(name)
        return files[name]

    gather(files, read)
    assert set(asked) == set(files)


def test_a_declaration_behind_an_empty_line_comes_first_and_lines_stay() -> None:
    data = b"\n  \n<?xml version='1.0'?>\n<a>\n<b/></a>"
    assert mended(data) == b"<?xml version='1.0'?>\n  \n\n<a>\n<b/></a>"
    assert mended(data).count(b"\n") == data.count(b"\n")
    assert mended(b"<a/>") == b"<a/>"


def test_a_taxonomy_alone_is_one_too() -> None:
    files = {"abc.xsd": schema("abc_pre.xml"), "abc_pre.xml": linkbase("presentation", "").encode()}
    found = gathered(files)
    assert (found.kind, [n for n, _ in found.files]) == ("schema", ["abc.xsd", "abc_pre.xml"])
