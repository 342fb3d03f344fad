"""The JUnit report: the whole text, and the form that CI systems rely on."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from xbrlgen.view.junit import JUnitCase, to_junit

CASES = (
    JUnitCase("examples/a", "facts", "examples/a/filing.yaml"),
    JUnitCase(
        "examples/b",
        "facts",
        "examples/b/filing.yaml",
        failure="differs",
        lines=("changed value: us-gaap:Assets <2004-09-30>", "release.txt:4:20"),
    ),
    JUnitCase("examples/a", "networks", failure="unreadable", error=True),
)

TEXT = """\
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="xbrlgen" tests="3" failures="1" errors="1">
  <testsuite name="examples/a" tests="2" failures="0" errors="1" skipped="0">
    <testcase classname="examples/a" name="facts" file="examples/a/filing.yaml" />
    <testcase classname="examples/a" name="networks">
      <error message="unreadable" type="unreadable" />
    </testcase>
  </testsuite>
  <testsuite name="examples/b" tests="1" failures="1" errors="0" skipped="0">
    <testcase classname="examples/b" name="facts" file="examples/b/filing.yaml">
      <failure message="changed value: us-gaap:Assets &lt;2004-09-30&gt;" type="differs">changed value: us-gaap:Assets &lt;2004-09-30&gt;
release.txt:4:20</failure>
    </testcase>
  </testsuite>
</testsuites>
"""


def test_whole_text() -> None:
    assert to_junit(CASES) == TEXT


def test_no_case_is_a_report_of_nothing() -> None:
    root = etree.fromstring(to_junit([]).encode())
    assert (root.tag, dict(root.attrib), len(root)) == (
        "testsuites",
        {"name": "xbrlgen", "tests": "0", "failures": "0", "errors": "0"},
        0,
    )


ATTRIBUTES = {
    "testsuites": {"name", "tests", "failures", "errors"},
    "testsuite": {"name", "tests", "failures", "errors", "skipped"},
    "testcase": {"classname", "name", "file"},
    "failure": {"message", "type"},
    "error": {"message", "type"},
}
CHILDREN = {
    "testsuites": {"testsuite"},
    "testsuite": {"testcase"},
    "testcase": {"failure", "error"},
    "failure": set[str](),
    "error": set[str](),
}


@st.composite
def cases(draw: st.DrawFn) -> JUnitCase:
    failure = draw(st.none() | st.text())
    lines = tuple(draw(st.lists(st.text(), max_size=3))) if failure is not None else ()
    return JUnitCase(
        draw(st.sampled_from(["a", "b", "c<&\x00"])),
        draw(st.text()),
        draw(st.text()),
        failure,
        lines,
        draw(st.booleans()),
    )


@given(st.lists(cases(), max_size=6))
def test_any_text_gives_the_form_that_the_schemas_share(drawn: list[JUnitCase]) -> None:
    text = to_junit(drawn)
    root = etree.fromstring(text.encode())
    assert root.tag == "testsuites"
    for element in root.iter():
        assert set(element.attrib) <= ATTRIBUTES[element.tag]
        assert {child.tag for child in element} <= CHILDREN[element.tag]
    for scope in (root, *root):
        found = list(scope.iter("testcase"))
        assert int(scope.get("tests")) == len(found)
        assert int(scope.get("failures")) == sum(c.find("failure") is not None for c in found)
        assert int(scope.get("errors")) == sum(c.find("error") is not None for c in found)
    assert int(root.get("tests")) == len(drawn)
    assert len({s.get("name") for s in root}) == len(root)


def test_what_xml_cannot_hold_is_replaced_and_the_rest_kept() -> None:
    case = JUnitCase("s", "a\x00b\ufffe", failure="x", lines=("tab\there \x1b[31mred ü 𝄞 ]]>",))
    root = etree.fromstring(to_junit([case]).encode())
    (found,) = root.iter("testcase")
    (failure,) = found
    assert found.get("name") == "a\ufffdb\ufffd"
    assert failure.text == "tab\there \ufffd[31mred ü 𝄞 ]]>"
