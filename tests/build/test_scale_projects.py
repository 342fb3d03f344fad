"""Scale and currency from the page to the fact: whole small projects, each right or refused.

A case is the name, the release, what must come out (revenue, amount per share and shares of 2025, or
``refuse``), the currency of filing.yaml and further keys of the statement.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from xbrlgen import pipeline
from xbrlgen.model.finding import Severity

Want = tuple[Decimal, Decimal, Decimal] | str
MAP = """taxonomy: us-gaap/2025
extension: {prefix: exc, namespace: "http://www.example.com/{period_end:%%Y%%m%%d}"}
statements:
  - role: Ops
    title: Statement - Operations
    table: /operations|results/i
    period: duration
    positive: credit
%s
    lines:
      - {line: /^Revenue/, concept: us-gaap:Revenues}
      - {line: /^Net income/, concept: us-gaap:NetIncomeLoss}
      - {line: /per share/i, concept: us-gaap:EarningsPerShareBasic, optional: true}
      - {line: /shares|^Basic$/i, concept: us-gaap:WeightedAverageNumberOfSharesOutstandingBasic, optional: true}
"""
FIL = """sources: [release.txt]
entity: {name: EXAMPLE CORP, cik: "0009999999"}
document: {type: 8-K, date: 2025-10-30, period_end: 2025-09-30}
currency: %s
"""
HEAD = """                                  Three Months Ended
                                     September 30,
                                   2025            2024
                              ----------      ----------
"""


def row(label: str, values: str) -> str:
    first, second = values.split("|")
    return label.ljust(40 - len(first))[: 40 - len(first)] + first + second.rjust(16) + "\n"


def rows(
    rev: str = "$48,210|$44,980",
    ni: str = "$16,400|$15,200",
    eps: str = "$1.00|$0.95",
    sh: str = "16,400|16,000",
    shl: str = "Weighted average shares",
    pre: str = "",
) -> str:
    parts = row("Revenue", rev), row("Net income", ni), row("Earnings per share", eps), pre, row(shl, sh)
    return "".join(parts)


CASES: list[tuple[str, str, Want, str, str]] = []


def case(name: str, text: str, want: Want, cur: str = "USD", keys: str = "") -> None:
    CASES.append((name, text, want, cur, keys))


def W(money: int, shares: int) -> Want:
    return Decimal(48210).scaleb(money), Decimal("1.00"), Decimal(16400).scaleb(shares)


T = "STATEMENTS OF OPERATIONS\n"
case("title scale", T + "(in millions, except per share)\n\n" + HEAD + rows(), W(6, 6))
case(
    "dollars in thousands, shares units",
    T
    + "(Dollars in thousands, except share and per share data)\n\n"
    + HEAD
    + rows(sh="16,400,000|16,000,000"),
    W(3, 3),
)
case(
    "dollars in thousands, shares not said, units print",
    T + "(Dollars in thousands, except per share data)\n\n" + HEAD + rows(sh="16,400,000|16,000,000"),
    W(3, 3),
)
case(
    "dollars in thousands, shares not said, and the result per share fits neither",
    T
    + "(Dollars in thousands, except per share data)\n\n"
    + HEAD
    + rows(sh="16,400,000|16,000,000", eps="$2.00|$1.90"),
    "refuse",
)
case(
    "row label",
    T + "(in millions)\n\n" + HEAD + rows(sh="16,400,000|16,000,000", shl="Average shares (in thousands)"),
    W(6, 6),
)
case(
    "section",
    T
    + "(in millions)\n\n"
    + HEAD
    + rows(sh="16,400,000|16,000,000", shl="  Basic", pre="Weighted average shares (thousands):\n"),
    W(6, 6),
)
case(
    "sentence",
    "The results of operations for the quarter were as follows (in millions, except per share data):\n\n"
    + T
    + "\n"
    + HEAD
    + rows(),
    W(6, 6),
)
case(
    "heading span",
    T
    + "\n"
    + HEAD.replace(
        "                              ----------",
        "                          (in millions, except per share)\n                              ----------",
    )
    + rows(),
    W(6, 6),
)
case(
    "wrapped",
    T
    + "(in millions, except shares, which are\nreflected in thousands, and per share\namounts)\n\n"
    + HEAD
    + rows(sh="16,400,000|16,000,000"),
    W(6, 6),
)
case("all caps", T + "(IN THOUSANDS, EXCEPT PER SHARE DATA)\n\n" + HEAD + rows(), W(3, 3))
case("$ in 000s", T + "($ in 000s)\n\n" + HEAD + rows(), W(3, 3))
case("unknown", T + "(in gazillions)\n\n" + HEAD + rows(), "refuse")
case("key", T + "(unaudited)\n\n" + HEAD + rows(), W(6, 6), keys="    scale: millions")
case(
    "key kinds",
    T + "(unaudited)\n\n" + HEAD + rows(sh="16,400,000|16,000,000"),
    W(6, 6),
    keys="    scale: {money: millions, shares: thousands}",
)
case("key contradicts", T + "(in thousands)\n\n" + HEAD + rows(), "refuse", keys="    scale: millions")
case(
    "eur refused",
    T + "(in millions of euros)\n\n" + HEAD + rows(rev="48,210|44,980", ni="16,400|15,200", eps="1.00|0.95"),
    "refuse",
)
case(
    "eur",
    T + "(in millions of euros)\n\n" + HEAD + rows(rev="48,210|44,980", ni="16,400|15,200", eps="1.00|0.95"),
    W(6, 6),
    cur="EUR",
)
case(
    "eur sign behind",
    T + "(in millions)\n\n" + HEAD + rows(rev="48,210 €|44,980 €", ni="16,400|15,200", eps="1.00 €|0.95 €"),
    W(6, 6),
    cur="EUR",
)
case(
    "eur sign USD",
    T + "(in millions)\n\n" + HEAD + rows(rev="48,210 €|44,980 €", ni="16,400|15,200", eps="1.00|0.95"),
    "refuse",
)
for sign, cur in (
    ("RMB", "CNY"),
    ("NT$", "TWD"),
    ("R$", "BRL"),
    ("Rs.", "INR"),
    ("₹", "INR"),
    ("CHF ", "CHF"),
    ("₩", "KRW"),
    ("S$", "SGD"),
    ("HK$", "HKD"),
    ("C$", "CAD"),
    ("A$", "AUD"),
    ("kr ", "SEK"),
    ("£", "GBP"),
    ("¥", "JPY"),
    ("SEK ", "SEK"),
    ("NIS ", "ILS"),
):
    case(
        "sign " + sign,
        T
        + "(in millions)\n\n"
        + HEAD
        + rows(rev=f"{sign}48,210|{sign}44,980", ni="16,400|15,200", eps=f"{sign}1.00|{sign}0.95"),
        W(6, 6),
        cur=cur,
    )
    case(
        "sign USD " + sign,
        T
        + "(in millions)\n\n"
        + HEAD
        + rows(rev=f"{sign}48,210|{sign}44,980", ni="16,400|15,200", eps=f"{sign}1.00|{sign}0.95"),
        "refuse",
        cur="USD",
    )
case(
    "lakh",
    T + "(Rs. in lakhs)\n\n" + HEAD + rows(rev="48,210|44,980", ni="16,400|15,200", eps="1.00|0.95"),
    W(5, 5),
    cur="INR",
)
case("letter O", T + "(in millions)\n\n" + HEAD + rows(rev="$48,21O|$44,980"), "refuse")
case("letter O last", T + "(in millions)\n\n" + HEAD + rows(rev="$48,210|$44,98O"), "refuse")
case("bracket", T + "(in millions)\n\n" + HEAD + rows(ni="$16,400|($15,200"), "refuse")
case("blank shares", T + "(in millions)\n\n" + HEAD + rows(sh="-|16,000"), "refuse")
case("units", T + "(in whole dollars)\n\n" + HEAD + rows(), W(0, 0))
case("none", T + "(unaudited)\n\n" + HEAD + rows(), W(0, 0))
case(
    "none but other",
    T
    + "(unaudited)\n\n"
    + HEAD
    + rows()
    + "\n\nBALANCE SHEETS\n(in millions)\n\n                                 September 30,    December 31,\n                                         2025             2024\n                                 -------------    ------------\nCash                                  $18,000          $15,100\nOther assets                           42,000           41,400\n",
    "refuse",
)


@pytest.mark.parametrize(("text", "want", "currency", "keys"), [pytest.param(*c[1:], id=c[0]) for c in CASES])
def test_project(tmp_path: Path, text: str, want: Want, currency: str, keys: str) -> None:
    (tmp_path / "release.txt").write_text(text, "utf-8")
    (tmp_path / "mapping.yaml").write_text(MAP % keys, "utf-8")
    (tmp_path / "filing.yaml").write_text(FIL % currency, "utf-8")
    made = pipeline.check(tmp_path, pipeline.Options(fast=True))
    errors = [f.message for f in made.findings if f.severity is Severity.ERROR]
    if want == "refuse":
        assert errors
        return
    assert errors == []
    now = {f.concept.name: f.value for f in made.report.facts if f.context.period.end.year == 2025}
    names = ("Revenues", "EarningsPerShareBasic", "WeightedAverageNumberOfSharesOutstandingBasic")
    assert tuple(now[n] for n in names) == want
