"""Two mappings compared rule by rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.project import EXAMPLE, copy_example, edit
from xbrlgen.model.comparison import Comparison, Entry
from xbrlgen.pipeline.comparing import compare_paths

MAPPING = EXAMPLE / "mapping.yaml"


def compared(folder: Path, *edits: tuple[str, str]) -> Comparison:
    project = copy_example(folder)
    for old, new in edits:
        edit(project, "mapping.yaml", old, new)
    return compare_paths(MAPPING, project / "mapping.yaml")


def one(folder: Path, *edits: tuple[str, str]) -> Entry:
    (entry,) = compared(folder, *edits).entries
    return entry


@pytest.mark.parametrize(
    ("old", "new", "kind", "before", "after"),
    [
        ("us-gaap:SalesAndExciseTaxPayableCurrent}", "us-gaap:TaxesPayableCurrent}", "concept",
         "us-gaap:SalesAndExciseTaxPayableCurrent", "us-gaap:TaxesPayableCurrent"),
        ("us-gaap:AccruedBonusesCurrent}", "us-gaap:AccruedBonusesCurrent, sign: flip}", "value",
         "sign: none", "sign: flip"),
        ("us-gaap:AccruedBonusesCurrent}", "us-gaap:AccruedBonusesCurrent, scale: millions}", "value",
         "scale: none", "scale: 10^6"),
        ("us-gaap:AccruedBonusesCurrent}", "us-gaap:AccruedBonusesCurrent, unit: shares}", "value",
         "unit: none", "unit: shares"),
        ("us-gaap:AccruedBonusesCurrent}", "us-gaap:AccruedBonusesCurrent, label: Bonus}", "label",
         "label: none", "label: Bonus"),
        ("us-gaap:AssetsCurrent, preferred: total}", "us-gaap:AssetsCurrent}", "label",
         "preferred: total", "preferred: none"),
        ("line: Accrued Bonus,", "line: Accrued Bonuses,", "label", '"Accrued Bonus"', '"Accrued Bonuses"'),
        ("period: 3 months", "period: 6 months", "period", "period: 3 months", "period: 6 months"),
        ("- LiabilitiesAndStockholdersEquity = Liabilities + StockholdersEquity",
         "- LiabilitiesAndStockholdersEquity = Liabilities - StockholdersEquity", "check", None, None),
        ("    balance: debit\n    label: Network", "    balance: credit\n    label: Network", "element",
         "balance: debit", "balance: credit"),
        ("words: operating revenue,", "words: operating revenues,", "check",
         '"operating revenue"', '"operating revenues"'),
        ("heading: /Low - High/", "heading: /High/", "label", '"/Low - High/"', '"/High/"'),
        ("low: {srt:RangeAxis: srt:MinimumMember}", "low: {srt:RangeAxis: srt:MedianMember}", "member",
         "low: srt:RangeAxis=srt:MinimumMember", "low: srt:RangeAxis=srt:MedianMember"),
        ("title: Statement - Consolidated Balance", "title: Statement - Balance", "label", None, None),
        ("table: /^balance sheet/i", "table: /^balance/i", "structure", "table: /^balance sheet/i", "table: /^balance/i"),
        ("prefix: mpe", "prefix: mph", "about", None, None),
    ],
)  # fmt: skip
def test_each_key_is_told(
    tmp_path: Path, old: str, new: str, kind: str, before: str | None, after: str | None
) -> None:
    if old == "prefix: mpe":
        found = compared(tmp_path, (old, new)).entries
        entry = next(e for e in found if e.kind == "about")
        assert (entry.before, entry.after) == ("prefix: mpe", "prefix: mph")
        return
    edits = [(old, new)]
    if kind == "concept":
        name = new.rpartition(":")[2].rstrip("}")
        edits.append(
            (
                "+ AccountsPayableCurrent + SalesAndExciseTaxPayableCurrent",
                f"+ AccountsPayableCurrent + {name}",
            )
        )
    entry = one(tmp_path, *edits)
    assert entry.kind == kind
    if before is not None:
        assert (entry.before, entry.after) == (before, after)
    assert entry.rule is not None
    assert entry.before_rule is not None
    assert entry.rule.file == "mapping.yaml"


def test_a_concept_exchanged_in_many_lines_is_one_difference_with_its_sums(tmp_path: Path) -> None:
    text = MAPPING.read_text("utf-8")
    n = text.count("OperatingIncomeLoss")
    project = copy_example(tmp_path)
    edit(project, "mapping.yaml", "OperatingIncomeLoss", "IncomeLossFromOperations", count=n)
    (entry,) = compare_paths(MAPPING, project / "mapping.yaml").entries
    assert (entry.kind, entry.before, entry.after) == (
        "concept",
        "us-gaap:OperatingIncomeLoss",
        "us-gaap:IncomeLossFromOperations",
    )
    assert entry.leading == 3
    assert "and 2 more" in entry.title
    assert set(entry.also) == {"check", "element"}, "its sums, the words of the text, what is near to it"


def test_a_member_exchanged_takes_its_element_and_sum_along(tmp_path: Path) -> None:
    entry = one(
        tmp_path,
        ("mpe:SwitchedAccessMember}", "mpe:CarrierAccessMember}"),
        ("[SwitchedAccessMember]", "[CarrierAccessMember]"),
        ("  SwitchedAccessMember:\n", "  CarrierAccessMember:\n"),
    )
    assert (entry.kind, set(entry.also)) == ("member", {"element", "check"})


def test_a_line_dropped_new_or_left_out(tmp_path: Path) -> None:
    line = "      - {line: Total CAPEX, concept: us-gaap:PaymentsToAcquirePropertyPlantAndEquipment}\n"
    entry = one(tmp_path, (line, ""))
    assert (entry.kind, entry.change, entry.after) == ("line", "removed", None)
    assert entry.before == "us-gaap:PaymentsToAcquirePropertyPlantAndEquipment; positive: credit"
    entry = one(
        tmp_path / "b",
        (line, line.replace("concept: us-gaap:PaymentsToAcquirePropertyPlantAndEquipment", "omit: why")),
    )
    assert (entry.kind, entry.change) == ("line", "changed")
    assert "omit: why" in (entry.after or "")


def test_a_line_at_another_place_and_under_another_heading(tmp_path: Path) -> None:
    line = "          - {line: Other Assets, concept: us-gaap:OtherAssetsNoncurrent}\n"
    first = '          - {line: "Property and Equipment, net"'
    entry = one(tmp_path, (line, ""), (first, line + first))
    assert (entry.kind, entry.after) == ("structure", "order: at another place")
    inside = "              - {line: Total Current Assets"
    entry = one(tmp_path / "b", (line, ""), (inside, "    " + line + inside))
    assert (entry.kind, entry.also) == ("structure", ())
    assert "Current Assets" in (entry.after or "")


def test_a_statement_with_a_check_of_its_own(tmp_path: Path) -> None:
    entry = one(tmp_path, ("    checks:\n      - >-", "    checks:\n      - Revenues = Revenues\n      - >-"))
    assert (entry.kind, entry.change, entry.after) == ("check", "added", "Revenues = Revenues")


def test_a_taxonomy_that_is_not_here_is_no_hindrance(tmp_path: Path) -> None:
    found = compared(tmp_path, ("taxonomy: us-gaap/2025", "taxonomy: us-gaap/1999"))
    (entry,) = found.entries
    assert (entry.kind, entry.before, entry.after) == (
        "about",
        "taxonomy: us-gaap/2025",
        "taxonomy: us-gaap/1999",
    )
    assert "us-gaap/1999 is not installed here" in found.after.notes[0]


def test_both_mappings_are_laid_out(tmp_path: Path) -> None:
    found = compared(tmp_path, ("us-gaap:OtherAssetsNoncurrent}", "us-gaap:DepositsAssetsNoncurrent}"))
    sheet = next(s for s in found.sheets if s.name == "ConsolidatedBalanceSheets")
    row = next(r for r in sheet.rows if r.label == "Other Assets")
    assert (row.state, row.entries) == ("changed", (1,))
    assert (row.cells[0].before, row.cells[0].after) == (
        "us-gaap:OtherAssetsNoncurrent",
        "us-gaap:DepositsAssetsNoncurrent",
    )
    same = next(r for r in sheet.rows if r.label == "Total Assets")
    assert (same.state, same.entries) == ("same", ())
    assert compare_paths(MAPPING, MAPPING).entries == ()
