"""Notes as blocks of text: where they, their policies and their tables begin and end; amounts inside them."""

from __future__ import annotations

import re
from pathlib import Path

from tests.project import codes, html_table, page_project, told, worked_project
from xbrlgen.pipeline.run import Run

STATEMENT = "<p>Statement of income (in thousands)</p>" + html_table(
    """
    | | Three Months Ended June 30, 2025 |
    | Revenue | $ 900 |
    """
)
PAGE = f"""
<p>Notes: 1. Accounting Policies, 2. Inventories, 3. Debt</p>
{STATEMENT}
<p><b>1. Accounting Policies</b></p>
<p><b>Use of Estimates</b></p>
<p>Management makes estimates that affect what is reported.</p>
<p><b>Inventories</b></p>
<p>Inventories are stated at the lower of cost and net realizable value.</p>
<p><b>2. Inventories</b></p>
<p>Inventories consisted of the following (in thousands):</p>
{
    html_table('''
| | June 30, 2025 | December 31, 2024 |
| Raw materials | $ 300 | $ 280 |
| Finished goods | 500 | 470 |
| Total inventories | $ 800 | $ 750 |
''')
}
<p>No inventory was written down.</p>
<p><b>3. Debt</b></p>
<p>The company has no debt.</p>
<p><b>Item 2. Management's Discussion and Analysis</b></p>
<p>Revenue was as expected.</p>
"""
MAPPING = """
statements:
- role: StatementOfIncome
  title: Statement - Statement of Income
  table: /statement of income/i
  lines:
    - {line: Revenue, concept: us-gaap:Revenues}
notes:
- note: Accounting Policies
  concept: us-gaap:SignificantAccountingPoliciesTextBlock
  policies:
    - {heading: Use of Estimates, concept: us-gaap:UseOfEstimates}
    - {heading: Inventories, concept: us-gaap:InventoryPolicyTextBlock}
- note: Inventories
  concept: us-gaap:InventoryDisclosureTextBlock
  tables:
    - {nth: 1, concept: us-gaap:ScheduleOfInventoryCurrentTableTextBlock}
  details:
    - lines:
        - {line: Raw materials, concept: us-gaap:InventoryRawMaterialsNetOfReserves}
        - {line: Finished goods, concept: us-gaap:InventoryFinishedGoodsNetOfReserves}
        - {line: Total inventories, concept: us-gaap:InventoryNet}
      sums:
        - InventoryNet = InventoryRawMaterialsNetOfReserves + InventoryFinishedGoodsNetOfReserves
"""


def words(run: Run) -> dict[str, str]:
    """The text of each block, by concept, without markup."""
    return {
        f.concept.name: " ".join(re.sub(r"<[^>]*>", " ", str(f.value)).split())
        for f in run.report.facts
        if f.concept.is_text_block
    }


def test_note_policies_and_tables(tmp_path: Path) -> None:
    run = worked_project(page_project(tmp_path, PAGE, MAPPING))
    said = words(run)
    assert said["UseOfEstimates"] == (
        "Use of Estimates Management makes estimates that affect what is reported."
    )
    assert said["InventoryPolicyTextBlock"].endswith("lower of cost and net realizable value.")
    assert said["SignificantAccountingPoliciesTextBlock"].startswith(
        "1. Accounting Policies Use of Estimates"
    )
    assert said["SignificantAccountingPoliciesTextBlock"].endswith("net realizable value.")
    # Up to the next note, although the mapping does not name it.
    assert said["InventoryDisclosureTextBlock"].endswith("$ 750 No inventory was written down.")
    table = said["ScheduleOfInventoryCurrentTableTextBlock"]
    assert table.startswith("Inventories consisted of the following (in thousands):")
    assert table.endswith("$ 750")
    assert told(run)["InventoryFinishedGoodsNetOfReserves", "2024-12-31", ()] == "470000 USD -3"
    assert [c for c in codes(run.findings) if c.startswith("XG-MAP-0")] == []


def test_roles_are_filed_in_levels(tmp_path: Path) -> None:
    run = worked_project(page_project(tmp_path, PAGE, MAPPING))
    assert [r.title for r in run.report.extension.roles] == [
        "Document - Cover",
        "Statement - Statement of Income",
        "Disclosure - Accounting Policies",
        "Disclosure - Inventories",
        "Disclosure - Accounting Policies (Policies)",
        "Disclosure - Inventories (Tables)",
        "Disclosure - Inventories (Details)",
    ]


def test_blocks_speak_of_the_year_to_date(tmp_path: Path) -> None:
    run = worked_project(page_project(tmp_path, PAGE, MAPPING))
    periods = {str(f.period) for f in run.report.facts if f.concept.is_text_block}
    assert periods == {str(f.period) for f in run.report.facts if f.concept.name == "DocumentType"}


def test_period_of_a_note_by_name(tmp_path: Path) -> None:
    mapping = MAPPING.replace("- note: Inventories\n", "- note: Inventories\n  period: half year\n")
    filing = "periods: {quarter: 2025-04-01..2025-06-30, half year: 2025-01-01..2025-06-30, end: 2025-06-30, year end: 2024-12-31}\n"
    run = worked_project(page_project(tmp_path, PAGE, mapping, filing))
    periods = {f.concept.name: str(f.period) for f in run.report.facts if f.concept.is_text_block}
    assert periods["InventoryDisclosureTextBlock"] == "2025-01-01..2025-06-30"


def test_what_stands_nowhere_is_told(tmp_path: Path) -> None:
    mapping = (
        MAPPING.replace("note: Accounting Policies", "note: Accounting Principles")
        .replace("heading: Use of Estimates", "heading: Estimates")
        .replace("{nth: 1,", "{nth: 2,")
    )
    run = worked_project(page_project(tmp_path, PAGE, mapping))
    found = [f for f in run.findings if f.code == "XG-MAP-061"]
    assert [f.message for f in found] == [
        'note "Accounting Principles" stands nowhere in the sources',
        "table 2 stands nowhere in its note",
    ]
    assert "1. Accounting Policies" in (found[0].hint or "")


def test_policy_that_stands_nowhere_names_the_headings(tmp_path: Path) -> None:
    mapping = MAPPING.replace("heading: Use of Estimates", "heading: Estimates")
    run = worked_project(page_project(tmp_path, PAGE, mapping))
    (found,) = [f for f in run.findings if f.code == "XG-MAP-061"]
    assert "Use of Estimates" in (found.hint or "")


def test_two_headings_without_numbers_are_asked_about(tmp_path: Path) -> None:
    page = PAGE.replace("1. Accounting Policies</b>", "Accounting Policies</b>").replace(
        "<p>Revenue was as expected.</p>", "<p><b>Accounting Policies</b></p><p>As before.</p>"
    )
    run = worked_project(page_project(tmp_path, page, MAPPING))
    assert "XG-MAP-062" in codes(run.findings)


def test_last_note_may_run_to_the_end(tmp_path: Path) -> None:
    page = PAGE.partition("<p><b>3. Debt")[0]
    run = worked_project(page_project(tmp_path, page, MAPPING))
    (found,) = [f for f in run.findings if f.code == "XG-MAP-063"]
    assert 'note "Inventories"' in found.message
    ended = MAPPING.replace("- note: Inventories\n", "- note: Inventories\n  until: /^No inventory/\n")
    run = worked_project(page_project(tmp_path / "ended", page, ended))
    assert "XG-MAP-063" not in codes(run.findings)
    assert words(run)["InventoryDisclosureTextBlock"].endswith("$ 750")


def test_run_in_heading_of_a_policy(tmp_path: Path) -> None:
    page = PAGE.replace("<p><b>Use of Estimates</b></p>\n<p>", "<p><i>Use of Estimates.</i> ")
    run = worked_project(page_project(tmp_path, page, MAPPING))
    assert words(run)["UseOfEstimates"] == (
        "Use of Estimates. Management makes estimates that affect what is reported."
    )


def test_a_number_takes_no_block_of_text(tmp_path: Path) -> None:
    mapping = MAPPING.replace("concept: us-gaap:UseOfEstimates", "concept: us-gaap:Revenues")
    run = worked_project(page_project(tmp_path, PAGE, mapping))
    assert ["takes no block of text" in f.message for f in run.findings if f.code == "XG-MAP-007"] == [True]
