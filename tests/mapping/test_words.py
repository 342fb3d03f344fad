"""``text`` lines with ``{value}``: words that are flags, dates, numbers in words and text."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.project import codes, page_project, told, worked_project
from xbrlgen.mapping.words import compile_words
from xbrlgen.model.finding import XbrlgenError

PAGE = """
<p>The Company operates as one reportable segment.</p>
<p>The credit agreement matures on March 31, 2028 and bears interest.</p>
<p>During the quarter, no director or officer adopted or terminated a trading arrangement.</p>
"""
MAPPING = """
statements:
- role: SegmentsDetails
  title: Disclosure - Segments (Details)
  lines:
    - {text: "operates as {value} reportable segment", concept: us-gaap:NumberOfReportableSegments}
    - {text: "matures on {value} and", concept: us-gaap:DebtInstrumentMaturityDate}
- role: InsiderTradingArrangements
  title: Disclosure - Insider Trading Arrangements
  lines:
    - text: no director or officer adopted or terminated
      concept: [ecd:Rule10b51ArrAdoptedFlag, ecd:Rule10b51ArrTrmntdFlag]
      value: "false"
"""


def test_words_become_facts(tmp_path: Path) -> None:
    run = worked_project(page_project(tmp_path, PAGE, MAPPING))
    facts = {name: value for (name, _, _), value in told(run).items()}
    assert facts["NumberOfReportableSegments"] == "1 pure"
    assert facts["DebtInstrumentMaturityDate"] == "2028-03-31"
    assert facts["Rule10b51ArrAdoptedFlag"] == facts["Rule10b51ArrTrmntdFlag"] == "false"
    assert [c for c in codes(run.findings) if c in ("XG-MAP-002", "XG-MAP-003", "XG-FACT-060")] == []


def test_words_that_stand_nowhere_or_twice(tmp_path: Path) -> None:
    mapping = MAPPING.replace("matures on {value} and", "expires on {value} and")
    page = PAGE + "<p>The Company operates as one reportable segment.</p>"
    run = worked_project(page_project(tmp_path, page, mapping))
    assert {"XG-MAP-002", "XG-MAP-003"} <= set(codes(run.findings))


def test_words_of_another_kind_are_told(tmp_path: Path) -> None:
    mapping = MAPPING.replace("matures on {value} and", "matures on March 31, 2028 and {value}.")
    run = worked_project(page_project(tmp_path, PAGE, mapping))
    assert ["bears interest" in f.message for f in run.findings if f.code == "XG-FACT-060"] == [True]


def test_value_needs_words(tmp_path: Path) -> None:
    mapping = MAPPING.replace("text: no director or officer adopted or terminated", "line: No director")
    with pytest.raises(XbrlgenError) as caught:
        worked_project(page_project(tmp_path, PAGE, mapping))
    assert "`value`" in caught.value.findings[0].message


@pytest.mark.parametrize(
    "text", ["{value} and {value}", "a ... b ... c ... d ... {value}", "{amount} {value}"]
)
def test_patterns_of_words_are_bounded(text: str) -> None:
    with pytest.raises(ValueError, match="value"):
        compile_words(text)
