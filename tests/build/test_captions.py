"""Numbers in captions of a balance sheet: tagged by ``text`` lines, each in the period of its column."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from tests.project import small_project
from xbrlgen import pipeline

ROWS = """
Common stock, $0.001 par value; 50,000,000 shares authorized; 20,123,456 and 19,987,654 issued | 20 | 20
Receivables, net of allowance of $1,200 and $1,100 | 500 | 480
"""
LINES = """
  - {line: /^Common stock/, concept: us-gaap:CommonStockValue}
  - {line: /^Receivables/, concept: us-gaap:AccountsReceivableNetCurrent}
  - {text: "{amount} par value", concept: us-gaap:CommonStockParOrStatedValuePerShare}
  - {text: "{amount} shares authorized", concept: us-gaap:CommonStockSharesAuthorized}
  - {text: "authorized; {amount} and {amount} issued", concept: us-gaap:CommonStockSharesIssued}
  - {text: "allowance of {amount} and {amount}", concept: us-gaap:AllowanceForDoubtfulAccountsReceivableCurrent, scale: thousands}
"""


def test_captions_are_tagged(tmp_path: Path) -> None:
    made = pipeline.check(small_project(tmp_path / "p", ROWS, LINES), pipeline.Options(fast=True))
    found = {(f.concept.name, str(f.context.period)): f.value for f in made.report.facts if f.unit}
    now, then = "2004-09-30", "2004-06-30"
    assert [found["CommonStockSharesIssued", p] for p in (now, then)] == [
        Decimal(20123456),
        Decimal(19987654),
    ]
    assert [found["CommonStockSharesAuthorized", p] for p in (now, then)] == [Decimal(50000000)] * 2
    assert found["CommonStockParOrStatedValuePerShare", now] == Decimal("0.001")
    allowance = "AllowanceForDoubtfulAccountsReceivableCurrent"
    assert [found[allowance, p] for p in (now, then)] == [Decimal(1200000), Decimal(1100000)]
    assert [f.message for f in made.findings if f.code == "XG-TIE-032"] == []


def test_captions_are_named(tmp_path: Path) -> None:
    lines = "\n".join(LINES.splitlines()[:3])
    made = pipeline.check(small_project(tmp_path / "p", ROWS, lines), pipeline.Options(fast=True))
    messages = " ".join(f.message for f in made.findings if f.code == "XG-TIE-032")
    for text in ("$0.001", "50,000,000", "20,123,456", "19,987,654", "$1,200", "$1,100"):
        assert text in messages
