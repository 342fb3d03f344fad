"""A whole 10-Q of an invented company: statements, an equity matrix, seven notes, the cover, insider trading."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

from tests.project import told, worked_project
from xbrlgen import pipeline
from xbrlgen.pipeline.run import Options, Run

PROJECT = Path(__file__).resolve().parents[2] / "examples" / "alder-ridge-2025q2"


@cache
def worked() -> Run:
    return worked_project(PROJECT)


def test_every_number_of_the_tables_is_a_fact() -> None:
    coverage = worked().report.coverage
    assert (coverage.tagged, coverage.unaccounted) == (coverage.cells, ())
    assert coverage.rules_used == coverage.rules


def test_roles_of_every_level() -> None:
    levels = Counter(
        m[1] if (m := re.search(r"\((\w+)\)$", r.title)) else r.title.partition(" - ")[0]
        for r in worked().report.extension.roles
    )
    assert levels == {
        "Document": 1, "Statement": 5, "Disclosure": 8, "Policies": 1, "Tables": 6, "Details": 6,
    }  # fmt: skip


def test_the_matrix_of_equity_foots() -> None:
    facts = told(worked())
    members = (
        "CommonStock",
        "AdditionalPaidInCapital",
        "AccumulatedOtherComprehensiveIncome",
        "RetainedEarnings",
    )
    for day in ("2024-12-31", "2025-03-31", "2025-06-30"):
        parts = [int(facts["StockholdersEquity", day, (f"{m}Member",)].split()[0]) for m in members]
        assert sum(parts) == int(facts["StockholdersEquity", day, ()].split()[0])
    assert facts["SharesOutstanding", "2025-03-31", ("CommonStockMember",)] == "19900000 shares -3"


def test_units_and_prices_side_by_side() -> None:
    facts = told(worked())
    stem = "ShareBasedCompensationArrangementByShareBasedPaymentAwardEquityInstrumentsOtherThanOptions"
    unit = ("RestrictedStockUnitsRSUMember",)
    assert facts[f"{stem}VestedInPeriod", "2025-01-01..2025-06-30", unit] == "200000 shares -3"
    price = f"{stem}VestedInPeriodWeightedAverageGrantDateFairValue"
    assert facts[price, "2025-01-01..2025-06-30", unit] == "20 USD/shares 2"


def test_the_cover_stands_on_the_page() -> None:
    shown = {
        f.concept.name for f in worked().report.facts if f.qname.startswith("dei:") and f.origin.passages
    }
    assert {"DocumentType", "EntityRegistrantName", "TradingSymbol", "EntityFilerCategory"} <= shown
    assert len(shown) == 23


def test_the_filing_has_no_error_before_the_judge() -> None:
    result = pipeline.check(PROJECT, Options(fast=True))
    assert [f.message for f in result.findings if f.severity.name != "INFO"] == []
