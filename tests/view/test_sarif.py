"""The SARIF report: one result in full, and what the schema of SARIF 2.1.0 asks of any."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import unquote, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from xbrlgen.model.codes import CODES, finding
from xbrlgen.model.finding import Finding, Related, Severity
from xbrlgen.model.where import Where
from xbrlgen.view.sarif import to_sarif

FOUND = finding(
    "XG-EXT-002",
    "mpe:A and mpe:B are both “Cash”",
    Where("mapping.yaml", 4, 16),
    hint="give mpe:A a `label`",
    related=[Related('source "Cash"', Where("the release.txt", 9, 2)), Related("nowhere", None)],
)


def run_of(*findings: Finding, root: str = "") -> dict[str, Any]:
    (run,) = json.loads(to_sarif(findings, root=root))["runs"]
    assert isinstance(run, dict)
    return run


def test_a_finding_in_full() -> None:
    run = run_of(FOUND, root="examples/a")
    assert run == {
        "tool": {
            "driver": {
                "name": "xbrlgen",
                "rules": [
                    {
                        "id": "XG-EXT-002",
                        "name": "TwoConceptsOneLabel",
                        "shortDescription": {"text": "Two concepts, one label"},
                        "fullDescription": {
                            "text": "This is reported when two concepts have the same standard label."
                        },
                        "help": {
                            "text": "This is reported when two concepts have the same standard label. "
                            "What to do: give one of them a `label`. Source of the rule: EFM 6.10.4."
                        },
                        "defaultConfiguration": {"level": "error"},
                    }
                ],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The top of the checkout."}}},
        "results": [
            {
                "ruleId": "XG-EXT-002",
                "ruleIndex": 0,
                "level": "error",
                "message": {"text": "mpe:A and mpe:B are both “Cash”\nWhat to do: give mpe:A a `label`"},
                "locations": [
                    {
                        "physicalLocation": {
                            "artifactLocation": {
                                "uri": "examples/a/mapping.yaml",
                                "uriBaseId": "%SRCROOT%",
                            },
                            "region": {"startLine": 4, "startColumn": 16},
                        }
                    }
                ],
                "relatedLocations": [
                    {
                        "id": 1,
                        "message": {"text": 'source "Cash"'},
                        "physicalLocation": {
                            "artifactLocation": {
                                "uri": "examples/a/the%20release.txt",
                                "uriBaseId": "%SRCROOT%",
                            },
                            "region": {"startLine": 9, "startColumn": 2},
                        },
                    },
                    {"id": 2, "message": {"text": "nowhere"}},
                ],
            }
        ],
    }


def test_a_clean_run_is_a_log_without_results() -> None:
    log = json.loads(to_sarif([]))
    assert (log["version"], log["$schema"]) == ("2.1.0", "https://json.schemastore.org/sarif-2.1.0.json")
    assert log["runs"][0]["results"] == []
    assert log["runs"][0]["tool"]["driver"]["rules"] == []


def test_a_waived_finding_is_suppressed_with_its_reason() -> None:
    waived, standing = run_of(
        Finding("XG-TIE-003", Severity.WARNING, "a", waived="so printed"),
        Finding("XG-TIE-003", Severity.WARNING, "b"),
    )["results"]
    assert waived["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "so printed"}
    ]
    assert "suppressions" not in standing


def test_a_code_of_arelle_is_a_rule_without_our_words() -> None:
    run = run_of(Finding("xbrl.5.2.5.2", Severity.ERROR, "m", origin="arelle"))
    assert run["tool"]["driver"]["rules"] == [
        {"id": "xbrl.5.2.5.2", "shortDescription": {"text": "A message of arelle"}}
    ]


def test_the_remedy_is_told_once() -> None:
    (result,) = run_of(finding("XG-EXT-003", "mpe:A has no reason"))["results"]
    assert result["message"] == {"text": "mpe:A has no reason"}


def test_a_finding_of_the_whole_filing_stands_at_filing_yaml() -> None:
    (result,) = run_of(finding("XG-FACT-005", "m"), root="a")["results"]
    assert result["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "a/filing.yaml", "uriBaseId": "%SRCROOT%"}
    }


def test_a_cell_of_a_sheet_is_named_without_a_region() -> None:
    (result,) = run_of(finding("XG-READ-008", "m", Where("book.xlsx", sheet="Q3", cell="B7")))["results"]
    (location,) = result["locations"]
    assert location["logicalLocations"] == [{"name": "B7", "fullyQualifiedName": "Q3!B7"}]
    assert "region" not in location["physicalLocation"]


def test_a_number_in_braces_is_no_placeholder() -> None:
    (result,) = run_of(finding("XG-EXT-003", "{0} and {amount}"))["results"]
    assert result["message"]["text"] == "{{0}} and {amount}"


def test_a_path_that_the_user_gave_whole_is_an_address_of_its_own() -> None:
    (result,) = run_of(finding("XG-READ-001", "m", Where("/data/a b/x.txt")), root="a")["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == {
        "uri": "file:///data/a%20b/x.txt"
    }


def test_order_is_settled_here() -> None:
    found = [finding("XG-FACT-005", "b"), FOUND, finding("XG-FACT-005", "a")]
    assert to_sarif(found) == to_sarif(found[::-1])
    assert [r["ruleId"] for r in run_of(*found)["results"]] == ["XG-EXT-002", "XG-FACT-005", "XG-FACT-005"]


# -- any findings --------------------------------------------------------------------------

COUNT = st.none() | st.integers(1, 10**6)
FILES = st.text(min_size=1).filter(lambda t: set(t) - set("./"))
WHERES = st.builds(Where, FILES, COUNT, COUNT)
FINDINGS = st.builds(
    Finding,
    st.sampled_from(sorted(CODES)) | st.text(min_size=1),
    st.sampled_from(Severity),
    st.text(),
    where=st.none() | WHERES,
    hint=st.none() | st.text(),
    related=st.lists(st.builds(Related, st.text(), st.none() | WHERES), max_size=3).map(tuple),
    waived=st.none() | st.text(),
)

LEVEL = {"none", "note", "warning", "error"}
KEYS = {
    "driver": {"name", "rules"},
    "rule": {"id", "name", "shortDescription", "fullDescription", "help", "defaultConfiguration"},
    "result": {"ruleId", "ruleIndex", "level", "message", "locations", "relatedLocations", "suppressions"},
    "location": {"id", "message", "physicalLocation", "logicalLocations"},
}
"""Names of properties that the schema allows, of those that we use: it closes every object."""


def check_message(message: dict[str, Any]) -> None:
    assert set(message) == {"text"}
    assert isinstance(message["text"], str)


def check_location(location: dict[str, Any]) -> None:
    assert set(location) <= KEYS["location"]
    physical = location.get("physicalLocation", {"artifactLocation": {"uri": ""}})
    uri = physical["artifactLocation"]["uri"]
    assert re.fullmatch(r"[A-Za-z0-9._~/%:-]*", uri)
    assert not urlsplit(uri).scheme or uri.startswith("file:///")
    for key, number in physical.get("region", {"startLine": 1}).items():
        assert key in ("startLine", "startColumn")
        assert number >= 1


@given(st.lists(FINDINGS, max_size=5))
def test_what_the_schema_asks_for(drawn: list[Finding]) -> None:
    text = to_sarif(drawn, root="a")
    assert text.isascii()
    run = json.loads(text)["runs"][0]
    driver = run["tool"]["driver"]
    assert set(driver) == KEYS["driver"]
    ids = [rule["id"] for rule in driver["rules"]]
    assert len(set(ids)) == len(ids)
    for rule in driver["rules"]:
        assert set(rule) <= KEYS["rule"]
        for key in {"shortDescription", "fullDescription", "help"} & set(rule):
            check_message(rule[key])
    assert len(run["results"]) == len(drawn)
    for result in run["results"]:
        assert set(result) <= KEYS["result"]
        assert result["level"] in LEVEL
        assert ids[result["ruleIndex"]] == result["ruleId"]
        check_message(result["message"])
        assert len(result["locations"]) == 1
        related = result.get("relatedLocations", [])
        assert [place["id"] for place in related] == list(range(1, len(related) + 1))
        for place in (*result["locations"], *related):
            check_location(place)


NAMES = st.text(st.characters(codec="utf-8"), min_size=1)


@given(st.lists(NAMES.filter(lambda n: "/" not in n and n != "."), min_size=1).map("/".join))
def test_a_file_name_comes_back(name: str) -> None:
    (result,) = run_of(finding("XG-EXT-003", "m", Where(name)))["results"]
    assert unquote(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]) == name
