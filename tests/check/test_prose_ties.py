"""Sentences of releases against the tables of one: what is tied, what contradicts, what the words leave open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from xbrlgen import pipeline
from xbrlgen.model.finding import Severity
from xbrlgen.read.text.edgar_text import read_edgar_text

TABLES = """
                     CONSOLIDATED STATEMENTS OF OPERATIONS
                    (in thousands, except per share data)

                                     Three Months Ended       Nine Months Ended
                                        September 30,            September 30,
                                      2025        2024         2025        2024
                                    --------    --------     --------    --------
Net revenues                        $ 19,217    $ 16,850     $ 55,100    $ 48,300
Cost of revenues                      11,020       9,960       31,480      28,110
Gross profit                           8,197       6,890       23,620      20,190
Selling and marketing                  8,390       6,630       22,160      20,950
Operating income (loss)                 (193)        260        1,460        (760)
Interest expense                         230         109          220          60
Income tax (benefit) expense            (120)          0            0           0
Net income (loss)                   $   (303)   $    151     $  1,240    $   (820)
Net income (loss) per share         $  (0.01)   $   0.01     $   0.05    $  (0.03)

                          CONSOLIDATED BALANCE SHEETS
                                 (in thousands)

                                   September 30,   December 31,
                                       2025            2024
                                   ------------    ------------
Cash and cash equivalents          $     12,400    $     10,900
Total debt                               30,000          41,500

                     CONSOLIDATED STATEMENTS OF CASH FLOWS
                                 (in thousands)

                                                         Nine Months Ended
                                                           September 30,
                                                         2025        2024
                                                       --------    --------
Net cash (used in) provided by operating activities    $ (2,150)   $  3,400
Purchases of property and equipment                        (870)       (640)

"""

MAPPING = """
taxonomy: us-gaap/2025
extension: {prefix: exc, namespace: "http://www.example.com/{period_end:%Y%m%d}"}
statements:
- role: Ops
  title: Statement - Operations
  table: /statements of operations/i
  positive: credit
  lines:
  - {line: Net revenues, concept: us-gaap:Revenues}
  - {line: Cost of revenues, concept: us-gaap:CostOfRevenue, positive: debit}
  - {line: Gross profit, concept: us-gaap:GrossProfit}
  - {line: Selling and marketing, concept: us-gaap:SellingAndMarketingExpense, positive: debit}
  - {line: Operating income (loss), concept: us-gaap:OperatingIncomeLoss}
  - {line: Interest expense, concept: us-gaap:InterestExpense, positive: debit}
  - {line: Income tax (benefit) expense, concept: us-gaap:IncomeTaxExpenseBenefit, positive: debit}
  - {line: Net income (loss), concept: us-gaap:NetIncomeLoss}
  - {line: Net income (loss) per share, concept: us-gaap:EarningsPerShareBasic}
- role: Balance
  title: Statement - Balance
  table: /balance sheets/i
  lines:
  - {line: Cash and cash equivalents, concept: us-gaap:CashAndCashEquivalentsAtCarryingValue}
  - {line: Total debt, concept: us-gaap:LongTermDebt, positive: credit}
- role: Cash
  title: Statement - Cash Flows
  table: /cash flows/i
  lines:
  - {line: /operating activities/, concept: us-gaap:NetCashProvidedByUsedInOperatingActivities}
  - {line: /^Purchases/, concept: us-gaap:PaymentsToAcquirePropertyPlantAndEquipment}
prose:
- {words: [net revenue, revenue, sales], concept: us-gaap:Revenues}
- {words: gross profit, concept: us-gaap:GrossProfit}
- {words: [selling and marketing expense, marketing cost], concept: us-gaap:SellingAndMarketingExpense}
- {words: [operating income, operating loss, operating result], concept: us-gaap:OperatingIncomeLoss}
- {words: interest expense, concept: us-gaap:InterestExpense}
- {words: [income tax benefit, income tax expense], concept: us-gaap:IncomeTaxExpenseBenefit}
- {words: [net loss, net income, net result, profit, loss], concept: us-gaap:NetIncomeLoss}
- {words: [per share], concept: us-gaap:EarningsPerShareBasic}
- {words: [cash and cash equivalent, cash balance], concept: us-gaap:CashAndCashEquivalentsAtCarryingValue}
- {words: [total debt, debt], concept: us-gaap:LongTermDebt}
- {words: [operating activities, operating cash flow], concept: us-gaap:NetCashProvidedByUsedInOperatingActivities}
- {words: capital expenditure, concept: us-gaap:PaymentsToAcquirePropertyPlantAndEquipment}
"""

FILING = """
sources: [release.txt]
entity: {name: EXAMPLE CORP, cik: placeholder}
document: {type: 8-K, date: 2025-10-30, period_end: 2025-09-30}
"""

Judge = Callable[[str], tuple[list[str], list[str]]]


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Judge:
    """Sentences in; out come the findings on the text (code and severity) and what holds (number = formula)."""
    folder = tmp_path_factory.mktemp("prose")
    for name, text in (("mapping.yaml", MAPPING), ("filing.yaml", FILING), ("release.txt", TABLES)):
        (folder / name).write_text(text, "utf-8")
    filing, mapping, vocabulary, _ = pipeline.load(folder)

    def told(text: str) -> tuple[list[str], list[str]]:
        source = read_edgar_text(text + "\n\n" + TABLES, file="release.txt")
        worked = pipeline.work(filing, mapping, vocabulary, (source,))
        found = [
            f.code + ("!" if f.severity is Severity.ERROR else "")
            for f in worked.findings
            if f.code.startswith(("XG-TIE", "XG-FACT-034")) and f.code not in ("XG-TIE-009", "XG-TIE-005")
        ]
        held = [
            f"{n.text} {t.formula} {' '.join(t.periods)}"
            for n in worked.register.numerals
            for t in n.ties
            if n.statement is None and t.holds
        ]
        return found, held

    return told


Q, Y, N, P = (
    "2025-07-01..2025-09-30",
    "2024-07-01..2024-09-30",
    "2025-01-01..2025-09-30",
    "2024-01-01..2024-09-30",
)

HOLD: list[tuple[str, list[str]]] = [
    # -- the sign is in the words ---------------------------------------------------------------
    ("Net loss for the third quarter of 2025 was $303,000.", [f"$303,000 NetIncomeLoss {Q}"]),
    ("The company had a net loss of $0.3 million.", [f"$0.3 million NetIncomeLoss {Q}"]),
    ("The net result was a loss of $303,000 in the third quarter.", [f"$303,000 NetIncomeLoss {Q}"]),
    ("The net result was negative $303,000 in the third quarter.", [f"$303,000 NetIncomeLoss {Q}"]),
    ("Net loss was $(303,000) in the quarter.", [f"$(303,000) NetIncomeLoss {Q}"]),
    ("Net income of $151,000 was reported a year ago.", [f"$151,000 NetIncomeLoss {Y}"]),
    (
        "An income tax benefit of $120,000 was recorded in the quarter.",
        [f"$120,000 IncomeTaxExpenseBenefit {Q}"],
    ),
    (
        "Net cash used in operating activities was $2.2 million for the first nine months of 2025.",
        [f"$2.2 million NetCashProvidedByUsedInOperatingActivities {N}"],
    ),
    (
        "Operating activities provided cash of $3.4 million in the nine months ended September 30, 2024.",
        [f"$3.4 million NetCashProvidedByUsedInOperatingActivities {P}"],
    ),
    (
        "Net loss was $303,000, or $0.01 per share, for the third quarter of 2025.",
        [f"$303,000 NetIncomeLoss {Q}", f"$0.01 EarningsPerShareBasic {Q}"],
    ),
    # -- the two sides of a comparison --------------------------------------------------------------
    (
        "Revenue was $19.2 million in the third quarter of 2025, compared to $16.9 million in the same period last year.",
        [f"$19.2 million Revenues {Q}", f"$16.9 million Revenues {Y}"],
    ),
    (
        "Revenue for the nine months ended September 30, 2025 was $55.1 million versus $48.3 million in the same "
        "prior year period.",
        [f"$55.1 million Revenues {N}", f"$48.3 million Revenues {P}"],
    ),
    (
        "Revenue rose from $16.9 million in the third quarter of 2024 to $19.2 million.",
        [f"$16.9 million Revenues {Y}", f"$19.2 million Revenues {Q}"],
    ),
    (
        "Revenue of $19.2 million was up from $16.9 million in the year-ago quarter.",
        [f"$19.2 million Revenues {Q}", f"$16.9 million Revenues {Y}"],
    ),
    (
        "For the nine months, revenue was $55.1 million as compared with $48.3 million for the corresponding period of 2024.",
        [f"$55.1 million Revenues {N}", f"$48.3 million Revenues {P}"],
    ),
    (
        "Revenues for the three and nine months ended September 30, 2025 were $19.2 million and $55.1 million, "
        "respectively.",
        [f"$19.2 million Revenues {Q}", f"$55.1 million Revenues {N}"],
    ),
    (
        "Revenues were $19.2 million and $16.9 million in the third quarters of 2025 and 2024, respectively.",
        [f"$19.2 million Revenues {Q}", f"$16.9 million Revenues {Y}"],
    ),
    (
        "In the quarter ended September 30, 2025, revenue was $19.2 million, compared to $16.9 million in the same "
        "quarter a year ago, with gross profit growing to $8.2 million, from $6.9 million in the third quarter of 2024.",
        [
            f"$19.2 million Revenues {Q}",
            f"$16.9 million Revenues {Y}",
            f"$8.2 million GrossProfit {Q}",
            f"$6.9 million GrossProfit {Y}",
        ],
    ),
    (
        "In the first nine months of 2025, revenue was $55.1 million. Gross profit came to $23.6 million, compared to "
        "$20.2 million the previous year.",
        [f"$55.1 million Revenues {N}", f"$23.6 million GrossProfit {N}", f"$20.2 million GrossProfit {P}"],
    ),
    (
        "Revenue in the three- and nine-month periods ended September 30, 2025 was $19.2 million and $55.1 million, "
        "respectively.",
        [f"$19.2 million Revenues {Q}", f"$55.1 million Revenues {N}"],
    ),
    (
        "Revenue of $19.2 million topped the prior year's third quarter.",
        [f"$19.2 million Revenues {Q}"],
    ),
    ("Revenue was nearly $20 million in the quarter.", [f"$20 million Revenues {Q}"]),
    ("Revenue of more than $18 million was reported in the quarter.", [f"$18 million Revenues {Q}"]),
    (
        "Year-to-date revenue was $55.1 million.",
        [f"$55.1 million Revenues {N}"],
    ),
    (
        "For the nine months ended September 30, 2025, sales were $55.1 million. Net income was $1.2 million.",
        [f"$55.1 million Revenues {N}", f"$1.2 million NetIncomeLoss {N}"],
    ),
    (
        "Operating activities used $2.2 million for the nine months.",
        [f"$2.2 million NetCashProvidedByUsedInOperatingActivities {N}"],
    ),
    (
        "For the quarter and nine months ended September 30, 2024, revenue was $16.9 million and $48.3 million, "
        "respectively.",
        [f"$16.9 million Revenues {Y}", f"$48.3 million Revenues {P}"],
    ),
    (
        "Cash and cash equivalents were $12.4 million at September 30, 2025, up from $10.9 million at December 31, 2024.",
        [
            "$12.4 million CashAndCashEquivalentsAtCarryingValue 2025-09-30",
            "$10.9 million CashAndCashEquivalentsAtCarryingValue 2024-12-31",
        ],
    ),
    (
        "Total debt was reduced to $30.0 million from $41.5 million at year-end.",
        ["$30.0 million LongTermDebt 2025-09-30", "$41.5 million LongTermDebt 2024-12-31"],
    ),
    (
        "Revenue and gross profit in the third quarter of 2025 were $19.2 million and $8.2 million, respectively.",
        [f"$19.2 million Revenues {Q}", f"$8.2 million GrossProfit {Q}"],
    ),
    (
        "Gross profit rose 19% to $8.2 million in the third quarter from $6.9 million in the prior-year quarter.",
        [
            f"19% growth(GrossProfit) {Q} {Y}",
            f"$8.2 million GrossProfit {Q}",
            f"$6.9 million GrossProfit {Y}",
        ],
    ),
    (
        "The operating loss of $193,000 compares to operating income of $260,000 in the third quarter of 2024.",
        [f"$193,000 OperatingIncomeLoss {Q}", f"$260,000 OperatingIncomeLoss {Y}"],
    ),
    (
        "Net loss was $0.3 million, or $0.01 per share, compared to net income of $0.2 million, or $0.01 per share, "
        "in the same period last year.",
        [
            f"$0.3 million NetIncomeLoss {Q}",
            f"$0.01 EarningsPerShareBasic {Q}",
            f"$0.2 million NetIncomeLoss {Y}",
            f"$0.01 EarningsPerShareBasic {Y}",
        ],
    ),
    (
        "October 30, 2025 - Revenue was $19.2 million in the third quarter of 2025, an increase of 14.0% over the third "
        "quarter of 2024.",
        [f"$19.2 million Revenues {Q}", f"14.0% growth(Revenues) {Q} {Y}"],
    ),
    # -- changes ---------------------------------------------------------------------------------
    (
        "Revenue increased 14.0% over the third quarter of 2024.",
        [f"14.0% growth(Revenues) {Q} {Y}"],
    ),
    ("Compared with the same quarter last year, revenue grew 14.0%.", [f"14.0% growth(Revenues) {Q} {Y}"]),
    ("Revenue grew 14% year over year.", [f"14% growth(Revenues) {Q} {Y}"]),
    (
        "Revenue for the nine months ended September 30, 2025 increased 14.1% from the same period last year.",
        [f"14.1% growth(Revenues) {N} {P}"],
    ),
    (
        "Interest expense was worse by $0.1 million than in the year-ago quarter.",
        [f"$0.1 million change(InterestExpense) {Q} {Y}"],
    ),
    (
        "Revenue exceeds that of the third quarter of 2024 by $2.4 million.",
        [f"$2.4 million change(Revenues) {Q} {Y}"],
    ),
]


def flat(text: str) -> str:
    return " ".join(text.split())


def test_a_fiscal_year_has_its_own_number(tmp_path: Path) -> None:
    """The comparable period in fiscal 2025 of nine months to December 2025 (fiscal 2026) is a year before them."""
    text = TABLES.replace("September 30,", "December 31, ").replace("2024            ", "2024            ")
    filing = FILING.replace("2025-10-30", "2026-01-30").replace("2025-09-30", "2025-12-31")
    for name, content in (("mapping.yaml", MAPPING), ("filing.yaml", filing + "fiscal_year_end: 03-31\n")):
        (tmp_path / name).write_text(content, "utf-8")
    (tmp_path / "release.txt").write_text(text, "utf-8")
    loaded, mapping, vocabulary, _ = pipeline.load(tmp_path)
    said = (
        "In the first nine months of fiscal 2026, gross profit grew to $23.6 million from $20.2 million "
        "during the comparable period in fiscal 2025."
    )
    source = read_edgar_text(f"{said}\n\n{text}", file="release.txt", fiscal_year_end=(3, 31))
    worked = pipeline.work(loaded, mapping, vocabulary, (source,))
    assert [f.code for f in worked.findings if f.code in ("XG-TIE-006", "XG-TIE-022")] == []


@pytest.mark.parametrize(("text", "held"), HOLD, ids=[h[0][:60] for h in HOLD])
def test_right_text_is_tied_and_draws_nothing(judge: Judge, text: str, held: list[str]) -> None:
    found, ties = judge(text)
    assert ties == held
    assert found == []


WRONG: list[str] = [
    "Revenue was more than $20 million in the third quarter of 2025.",
    "Revenue was less than $10 million in the third quarter of 2025.",
    # -- sign -------------------------------------------------------------------------------------
    "Net income for the third quarter of 2025 was $303,000.",
    "Net income in the quarter ended September 30, 2025 was $303,000, or $0.01 per share.",
    "The company made a profit of $303,000 in the third quarter.",
    "The net result was a profit of $303,000 in the third quarter.",
    "The net result was $303,000 in the third quarter.",
    "Net loss was $151,000 in the third quarter of 2024.",
    "Net loss was $1.2 million for the nine months ended September 30, 2025.",
    "Operating activities provided $2.2 million in the first nine months of 2025.",
    "Net cash used in operating activities was $3.4 million in the nine months ended September 30, 2024.",
    "Income tax expense of $120,000 was recorded in the quarter.",
    "Operating income was $0.2 million in the third quarter of 2025.",
    # No rule has these words; they are the opposite of some.
    "Gross loss was $8.2 million in the third quarter of 2025.",
    # -- value -----------------------------------------------------------------------------------
    "Revenue was $19.3 million in the third quarter of 2025.",
    "Revenue was $19.2 billion in the third quarter of 2025.",
    "Revenue was $16.9 million in the third quarter of 2025.",
    "Revenue was $19.2 million in the third quarter of 2025, compared to $19.2 million in the same period last year.",
    "Revenue for the nine months ended September 30, 2025 was $19.2 million.",
    "Net loss was $0.4 million in the quarter.",
    "Gross profit was $8.1 million in the third quarter of 2025.",
    # -- currency ----------------------------------------------------------------------------
    "Revenue was €19.2 million in the third quarter of 2025.",
    "Revenue exceeds that of the third quarter of 2024 by £2.4 million.",
    # -- change --------------------------------------------------------------------------------------
    "Revenue increased 15.0% over the third quarter of 2024.",
    "Revenue exceeds that of the third quarter of 2024 by $2.5 million.",
]


@pytest.mark.parametrize("text", WRONG, ids=[w[:60] for w in WRONG])
def test_a_wrong_number_is_an_error(judge: Judge, text: str) -> None:
    found, _ = judge(text)
    assert any(f.endswith("!") for f in found)


AGAINST: list[str] = [
    "Revenue decreased 14.0% from the third quarter of 2024.",
    "Revenue declined by $2.4 million compared to the third quarter of 2024.",
    "Revenue fell short of that of the third quarter of 2024 by $2.4 million.",
    "Sales shrank 14.0% year over year.",
    "Selling and marketing expense was $1.8 million lower than in the third quarter of 2024.",
    "Interest expense improved by $0.1 million from the year-ago quarter.",
]


@pytest.mark.parametrize("text", AGAINST, ids=[w[:60] for w in AGAINST])
def test_a_word_against_the_figures_is_told(judge: Judge, text: str) -> None:
    found, _ = judge(text)
    assert found == ["XG-TIE-008"]


OPEN: list[str] = [
    # The other side of a comparison has no period of its own.
    "Revenue was $19.2 million in the third quarter of 2025, compared to $16.9 million.",
    "Revenue of $19.2 million was up from $16.9 million.",
    # No time at all, and the quarter does not fit: the nine months do.
    "Revenue was $55.1 million.",
]


@pytest.mark.parametrize("text", OPEN, ids=[w[:60] for w in OPEN])
def test_a_period_that_words_leave_open_is_proposed(judge: Judge, text: str) -> None:
    found, _ = judge(text)
    assert found == ["XG-TIE-022"]


QUIET: list[str] = [
    # Things told in passing are no values of what the sentence is about.
    "Net loss in the third quarter, which includes a charge of $1.5 million, was $303,000.",
    "Revenue in the third quarter was $19.2 million and backlog was $40 million.",
    "Net loss was $303,000 in the quarter due to a write-off of $2 million.",
    "Revenue grew with 120 employees in 14 offices.",
    "The company has $5 million available under its line of credit.",
    "Net revenues include $2.0 million of hardware.",
    "The company repurchased $3.0 million of its stock and had revenue of $19.2 million in the quarter.",
    "Section 21E of the Securities Exchange Act of 1934 governs (1) revenue, (2) profit and (3) other statements.",
    "Call (217) 555-0100 or write to 1 Main Street, Springfield, IL 62701.",
]


@pytest.mark.parametrize("text", QUIET, ids=[w[:60] for w in QUIET])
def test_what_is_told_in_passing_is_no_error(judge: Judge, text: str) -> None:
    found, _ = judge(text)
    assert [f for f in found if f != "XG-TIE-007"] == []
