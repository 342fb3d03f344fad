"""Written XBRL as it is compared: the same as that of the filing it was written from, and true to what is read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.project import EXAMPLE
from tests.written.parts import ASSETS, arc, instance, linkbase, loc, presentation, schema
from xbrlgen.compare.causes import tell
from xbrlgen.compare.causes.align import align
from xbrlgen.compare.comparable import comparable
from xbrlgen.model.recorded import Recorded
from xbrlgen.pipeline.inputs import Opened, open_input
from xbrlgen.written.reader import read
from xbrlgen.written.report import own_period_end, plain_text, report_of

OUTPUT = EXAMPLE / "expected" / "output"


def recorded(*facts: str, **files: str | bytes) -> Recorded:
    listed = [("a.xml", instance(*facts))]
    for name, data in files.items():
        stem, _, suffix = name.rpartition("_")
        listed.append((f"{stem}.{suffix}", data if isinstance(data, bytes) else data.encode()))
    return comparable(report_of(read(listed, None, chosen=False)))


@pytest.fixture(scope="module")
def project() -> Opened:
    return open_input(EXAMPLE)


@pytest.mark.parametrize(
    "path",
    [OUTPUT, OUTPUT / "mpe-20040930.xml", OUTPUT / "mpe-20041029_ex991.htm", OUTPUT / "mpe-20040930.json"],
    ids=lambda p: p.name,
)
def test_a_filing_and_what_was_written_of_it_do_not_differ(project: Opened, path: Path) -> None:
    other = open_input(path)
    assert project.recorded is not None
    assert other.recorded is not None
    old, new, missing = align(project.recorded, other.recorded, may=(project.may, other.may))
    story = tell(old, new)
    assert story.entries == ()
    assert story.moved == ()
    assert len(new.facts) == len(old.facts) == 271
    assert "printed captions" in missing
    if path.suffix != ".json":
        assert len(new.arcs) == len(old.arcs) > 200
        assert len(new.labels) == len(old.labels) > 100


def test_a_fact_said_twice_is_told_once_and_as_precisely_as_it_is_said() -> None:
    rough = '<us-gaap:Assets contextRef="now" unitRef="usd" decimals="-6">0</us-gaap:Assets>'
    (shot,) = recorded(rough, ASSETS, rough).facts
    assert (shot.value, shot.decimals) == (Decimal(5000), -3)
    exact = ASSETS.replace('"-3"', '"INF"')
    (shot,) = recorded(ASSETS, exact).facts
    assert shot.decimals is None


@pytest.mark.parametrize(
    ("precision", "value", "decimals"),
    [("2", "5000", -2), ("INF", "5000", None), ("0", "5000", None), ("4", "0", None)],
)
def test_precision_is_told_as_decimals(precision: str, value: str, decimals: int | None) -> None:
    fact = f'<us-gaap:Assets contextRef="now" unitRef="usd" precision="{precision}">{value}</us-gaap:Assets>'
    assert recorded(fact).facts[0].decimals == decimals


def test_nil_and_text_and_enumerations() -> None:
    nil = '<us-gaap:Assets contextRef="now" unitRef="usd" xsi:nil="true" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>'
    text = '<us-gaap:Policy contextRef="year">&lt;p&gt;We  &amp;amp; they&lt;/p&gt;</us-gaap:Policy>'
    listed = '<us-gaap:List contextRef="now">http://fasb.org/us-gaap/2023#Assets http://www.example.com/20231231#Own</us-gaap:List>'
    values = [s.value for s in recorded(nil, text, listed, a_xsd=schema()).facts]
    assert values == [None, "We & they", "us-gaap:Assets abc:Own"]


def test_roles_of_one_name_keep_their_addresses() -> None:
    one = presentation(("us-gaap_A", "us-gaap_B"))
    other = one.replace("www.example.com/role", "www.example.com/other")
    taken = recorded(a_xsd=schema(), one_xml=one, two_xml=other)
    assert {r.id for r in taken.roles} == {
        "http://www.example.com/role/Sheet",
        "http://www.example.com/other/Sheet",
    }
    (role,) = recorded(a_xsd=schema(), one_xml=one).roles
    assert (role.id, role.title) == ("Sheet", "Statement - Sheet")


def test_what_a_prohibition_takes_away_is_no_link() -> None:
    places = loc("us-gaap_A") + loc("us-gaap_B") + loc("us-gaap_C")
    arcs = arc("calculation", "us-gaap_A", "us-gaap_B", 'weight="1.0" order="2"')
    arcs += arc("calculation", "us-gaap_A", "us-gaap_C", 'weight="-1" order="1"')
    taken = arc("calculation", "us-gaap_A", "us-gaap_B", 'use="prohibited" priority="1"')
    links = recorded(one_xml=linkbase("calculation", places + arcs)).arcs
    assert [(x.child, x.order, x.weight) for x in links] == [("us-gaap:C", 1, -1), ("us-gaap:B", 2, 1)]
    links = recorded(one_xml=linkbase("calculation", places + arcs + taken)).arcs
    assert [x.child for x in links] == ["us-gaap:C"]
    weak = taken.replace('priority="1"', 'priority="0"')
    strong = arcs.replace('order="2"', 'order="2" priority="3"')
    links = recorded(one_xml=linkbase("calculation", places + strong + weak)).arcs
    assert [x.child for x in links] == ["us-gaap:C", "us-gaap:B"]


def test_english_labels_come_before_others() -> None:
    resources = loc("us-gaap_A") + "".join(
        f'<link:label xlink:type="resource" xlink:label="l{n}" xml:lang="{lang}" '
        f'xlink:role="http://www.xbrl.org/2003/role/label">{text}</link:label>'
        f'<link:labelArc xlink:type="arc" xlink:from="us-gaap_A" xlink:to="l{n}" '
        'xlink:arcrole="http://www.xbrl.org/2003/arcrole/concept-label"/>'
        for n, (lang, text) in enumerate((("de", "Aktiva"), ("en-US", "Assets"), ("en", "Second")))
    )
    (label,) = recorded(one_xml=linkbase("label", resources)).labels
    assert (label.concept, label.name, label.text) == ("us-gaap:A", "label", "Assets")


def test_own_elements_are_told_by_the_schema() -> None:
    (element,) = recorded(a_xsd=schema(elements=["Own"])).elements
    assert (element.qname, element.concept.period, element.concept.balance) == ("abc:Own", "instant", "debit")


def test_the_day_a_report_is_about() -> None:
    q3, q2, outlook = date(2004, 9, 30), date(2004, 6, 30), date(2005, 12, 31)
    assert own_period_end([q3] * 9 + [q2] * 10 + [outlook] * 3) == q3
    assert own_period_end([q3] * 9 + [q2] * 20) == q2
    assert own_period_end([q3, q2], not_after=date(2004, 8, 1)) == q2
    assert own_period_end([]) is None


def test_plain_text() -> None:
    assert plain_text("  a\n b ") == "a b"
    assert plain_text("<p>5 &lt; 6</p><br/>x") == "5 < 6 x"
