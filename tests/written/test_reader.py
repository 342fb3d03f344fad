"""What is read of written XBRL beyond what the rules of the Filer Manual look at, and hostile files."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.written.parts import CONTEXTS, NAMES, inline, instance, presentation, schema
from xbrlgen.written.oim import read_json
from xbrlgen.written.reader import read
from xbrlgen.written.views import Written


def written(**files: bytes) -> Written:
    return read(
        [
            (n.replace("_xsd", ".xsd").replace("_xml", ".xml").replace("_htm", ".htm"), d)
            for n, d in files.items()
        ],
        None,
        chosen=False,
    )


def test_a_linkbase_may_stand_in_the_schema() -> None:
    inside = presentation(("us-gaap_AssetsAbstract", "us-gaap_Assets"))
    out = written(a_xsd=schema(inside=inside))
    assert [(a.kind, a.parent, a.child) for a in out.arcs] == [
        ("pre", "us-gaap:AssetsAbstract", "us-gaap:Assets")
    ]


@pytest.mark.parametrize(
    "namespace",
    [
        "http://fasb.org/us-gaap/2019-01-31",
        "http://xbrl.us/us-gaap/2009-01-31",
        "http://fasb.org/us-gaap/2025",
    ],
)
def test_standard_names_are_alike_in_every_year_whatever_the_prefix(namespace: str) -> None:
    data = instance().replace(b"xmlns:us-gaap=", b"xmlns:g=").replace(b"us-gaap:Assets", b"g:Assets")
    data = data.replace(b"http://fasb.org/us-gaap/2023", namespace.encode())
    assert [f.concept for f in written(a_xml=data).facts] == ["us-gaap:Assets"]


def test_a_measure_without_a_prefix_is_in_the_default_namespace() -> None:
    data = instance().replace(b"<xbrli:xbrl ", b'<xbrli:xbrl xmlns="http://www.xbrl.org/2003/instance" ')
    data = data.replace(b"iso4217:USD", b"shares")
    assert written(a_xml=data).units[0].numerator == ("xbrli:shares",)


def test_midnight_ends_the_day_before() -> None:
    data = instance().replace(b"<xbrli:instant>2023-12-31", b"<xbrli:instant>2024-01-01T00:00:00")
    assert str(written(a_xml=data).contexts[0]) == "2023-12-31"


def test_entities_are_not_read() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    for data in (instance().replace(b"\n", b"\n" + bomb, 1), bomb + inline()):
        (file,) = written(a_xml=data).files if data.startswith(b"<?xml") else written(a_htm=data).files
        assert file.root is None
        assert file.problem == "it declares entities"


def test_a_file_cut_off_is_told_with_its_line() -> None:
    (file,) = written(a_xml=instance()[:-40]).files
    assert file.root is None
    assert file.line == 2
    assert file.problem


@pytest.mark.parametrize("value", ["1e999999999", "NaN", "INF", "-1e-999999", "five", ""])
def test_no_number_is_beyond_measure(value: str) -> None:
    fact = f'<us-gaap:Assets contextRef="now" unitRef="usd" decimals="0">{value}</us-gaap:Assets>'
    assert written(a_xml=instance(fact)).facts[0].value is None


@pytest.mark.parametrize("scale", ["999999999", "-999999999", "three", "1.5"])
def test_no_scale_is_beyond_measure(scale: str) -> None:
    fact = (
        f'<p><ix:nonFraction name="us-gaap:Assets" contextRef="now" unitRef="usd" decimals="0" scale="{scale}">5'
        "</ix:nonFraction></p>"
    )
    assert written(a_htm=inline(fact)).facts[0].value is None


def test_nesting_may_be_deep_and_instructions_may_stand_anywhere() -> None:
    deep = "<span>" * 1500 + "deep" + "</span>" * 1500
    fact = f'<?go?><ix:nonNumeric name="dei:EntityRegistrantName" contextRef="year">{deep}</ix:nonNumeric>'
    out = written(a_htm=inline(fact))
    assert [f.value for f in out.facts] == ["deep"]


def test_what_is_excluded_is_no_part_of_a_text_and_continuations_are() -> None:
    facts = (
        '<p><ix:nonNumeric name="dei:EntityRegistrantName" contextRef="year" continuedAt="c">A'
        "<ix:exclude>page 5</ix:exclude>B</ix:nonNumeric></p>"
        '<p><ix:continuation id="c" continuedAt="c">C</ix:continuation></p>'
    )
    assert [f.value for f in written(a_htm=inline(facts)).facts] == ["ABC"]


# -- xBRL-JSON -------------------------------------------------------------------------------

JSON = """{"documentInfo": {"documentType": "https://xbrl.org/2021/xbrl-json", "namespaces": {
"g": "http://fasb.org/us-gaap/2023", "cik": "http://www.sec.gov/CIK", "abc": "http://www.example.com/1",
"iso4217": "http://www.xbrl.org/2003/iso4217", "xbrli": "http://www.xbrl.org/2003/instance"}},
"facts": {"a": {"value": "5000", "decimals": -3, "dimensions": {"concept": "g:Assets", "entity": "cik:1",
"period": "2024-01-01T00:00:00", "unit": "iso4217:USD", "g:Axis": "abc:OneMember"}},
"b": {"value": "0.5", "decimals": 2, "dimensions": {"concept": "abc:Ratio", "entity": "cik:1",
"period": "2023-01-01T00:00:00/2024-01-01T00:00:00"}},
"c": {"value": null, "dimensions": {"concept": "abc:Text", "entity": "cik:1",
"period": "2023-01-01T00:00:00/2024-01-01T00:00:00"}},
"n": {"value": "a note", "dimensions": {"concept": "xbrl:note", "noteId": "n"}}}}"""


def test_json_gives_the_same_views() -> None:
    out = read_json("a.json", JSON.encode())
    a, b, c = out.facts
    assert (a.concept, a.value, a.decimals) == ("us-gaap:Assets", Decimal(5000), "-3")
    context = out.context(a)
    assert context is not None
    assert (str(context), context.dims) == ("2023-12-31", (("us-gaap:Axis", "abc:OneMember"),))
    assert out.unit_by_id[a.unit or ""].numerator == ("iso4217:USD",)
    assert (b.value, out.unit_by_id[b.unit or ""].numerator) == (Decimal("0.5"), ("xbrli:pure",))
    assert c.nil


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "no JSON"),
        ("[]", "no documentInfo"),
        ('{"documentInfo": {}}', "facts"),
        ("[" * 100_000, "no JSON"),
    ],
)
def test_what_is_no_report_in_json_is_said(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_json("a.json", text.encode())


def test_parts_are_well_formed() -> None:
    """The hand-made files are what the tests above take them for."""
    assert CONTEXTS.count("<xbrli:context") == 2
    assert NAMES.count("xmlns:") == 8
    assert [f.value for f in written(a_xml=instance()).facts] == [Decimal(5000)]
