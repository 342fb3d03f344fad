"""Ten edits of ten kinds on a copy of the first example, and what a comparison must say of each."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.project import copy_example, edit


@dataclass(frozen=True)
class Known:
    """``edits`` are (file, old, new). ``kind`` is that of the one entry; ``says`` its words: title, A, B."""

    edits: tuple[tuple[str, str, str], ...]
    kind: str
    says: tuple[str, str | None, str | None]
    facts: int = 0
    """How many facts it changes."""


TEN = {
    "a figure": Known(
        (
            (
                "release.txt",
                "  Accounts Payable                                                 12,450",
                "  Accounts Payable                                                 12,451",
            ),
        ),
        "value",
        ("us-gaap:AccountsPayableCurrent 2004-09-30", "12,450,000 USD", "12,451,000 USD"),
        facts=1,
    ),
    "a sign": Known(
        (
            (
                "mapping.yaml",
                "concept: us-gaap:RetainedEarningsAccumulatedDeficit}",
                "concept: us-gaap:RetainedEarningsAccumulatedDeficit, sign: flip}",
            ),
        ),
        "value",
        ("us-gaap:RetainedEarningsAccumulatedDeficit, 3 facts", "-40,585,000 USD", "40,585,000 USD"),
        facts=3,
    ),
    "a concept": Known(
        (
            ("mapping.yaml", "us-gaap:OtherAssetsNoncurrent", "us-gaap:DepositsAssetsNoncurrent"),
            ("mapping.yaml", "+ OtherAssetsNoncurrent", "+ DepositsAssetsNoncurrent"),
        ),
        "concept",
        (
            '"Other Assets" in ConsolidatedBalanceSheets',
            "us-gaap:OtherAssetsNoncurrent",
            "us-gaap:DepositsAssetsNoncurrent",
        ),
        facts=3,
    ),
    "a line dropped": Known(
        (
            (
                "mapping.yaml",
                "{line: Total CAPEX, concept: us-gaap:PaymentsToAcquirePropertyPlantAndEquipment}",
                "{line: Total CAPEX, omit: told elsewhere}",
            ),
        ),
        "line",
        (
            'line "Total CAPEX" in Guidance',
            "us-gaap:PaymentsToAcquirePropertyPlantAndEquipment, 5 facts",
            None,
        ),
        facts=5,
    ),
    "a period": Known(
        (
            (
                "filing.yaml",
                "year after next: 2006-01-01..2006-12-31",
                "year after next: 2007-01-01..2007-12-31",
            ),
            ("release.txt", "2005                     2006\n", "2005                     2007\n"),
        ),
        "period",
        ("in Guidance", "2006-01-01..2006-12-31", "2007-01-01..2007-12-31"),
    ),
    "a member": Known(
        (
            ("mapping.yaml", "mpe:SwitchedAccessMember}", "mpe:CarrierAccessMember}"),
            ("mapping.yaml", "[SwitchedAccessMember]", "[CarrierAccessMember]"),
            ("mapping.yaml", "  SwitchedAccessMember:\n", "  CarrierAccessMember:\n"),
        ),
        "member",
        ('"Switched Access"', "mpe:SwitchedAccessMember", "mpe:CarrierAccessMember"),
        facts=3,
    ),
    "a caption": Known(
        (
            ("release.txt", "  Other Receivables  ", "  Receivables, Other "),
            ("mapping.yaml", "line: Other Receivables,", 'line: "Receivables, Other",'),
        ),
        "label",
        ("us-gaap:OtherReceivablesNetCurrent", '"Other Receivables"', '"Receivables, Other"'),
        facts=3,
    ),
    "a label": Known(
        (("mapping.yaml", "label: Network Optimization Cost", "label: Costs of Network Optimization"),),
        "label",
        (
            "label of mpe:NetworkOptimizationCost",
            '"Network Optimization Cost"',
            '"Costs of Network Optimization"',
        ),
    ),
    "a part of a sum": Known(
        (("mapping.yaml", " + DeferredRevenueNoncurrent\n", "\n"),),
        "structure",
        ("us-gaap:Liabilities in ConsolidatedBalanceSheets", "+1 us-gaap:DeferredRevenueNoncurrent", None),
    ),
    "the type of an element": Known(
        (
            (
                "mapping.yaml",
                "  AdjustedEBITDAPercentOfRevenue:\n    type: percent",
                "  AdjustedEBITDAPercentOfRevenue:\n    type: pure",
            ),
        ),
        "element",
        (
            "mpe:AdjustedEBITDAPercentOfRevenue",
            "percentItemType duration",
            "pureItemType duration",
        ),
    ),
}


def edited(folder: Path, *names: str) -> Path:
    """A copy of the example with the edits of these names, all ten if none is given."""
    project = copy_example(folder)
    for name in names or TEN:
        for file, old, new in TEN[name].edits:
            edit(project, file, old, new)
    return project
