"""From a printed number to a fact: sign, scale, decimals, period, unit; one fact for one truth."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.project import small_project
from xbrlgen import pipeline
from xbrlgen.model.period import Period
from xbrlgen.model.report import Fact

FAST = pipeline.Options(fast=True)
SEPTEMBER, JUNE = Period(None, date(2004, 9, 30)), Period(None, date(2004, 6, 30))
QUARTER = Period(date(2004, 7, 1), date(2004, 9, 30))


def run(project: Path) -> pipeline.Result:
    return pipeline.check(project, FAST)


def table_facts(result: pipeline.Result) -> list[Fact]:
    return [f for f in result.report.facts if f.prints]


def one(folder: Path, row: str, line: str, **keys: str) -> Fact:
    """The fact of the first column of a table with one row."""
    result = run(small_project(folder, row, f"  - {line}", **keys))
    facts = [f for f in table_facts(result) if f.context.period.end == date(2004, 9, 30)]
    assert len(facts) == 1, (facts, [str(f) for f in result.findings])
    return facts[0]


# -- sign --------------------------------------------------------------------------------------

EXPENSE, GAIN = "us-gaap:OtherNonoperatingExpense", "us-gaap:GainLossOnInvestments"


@pytest.mark.parametrize(
    ("printed", "concept", "positive", "sign", "value"),
    [
        ("(61)", EXPENSE, "", "", -61_000),  # brackets alone never turn a sign
        ("61", EXPENSE, "", "", 61_000),
        ("(61)", EXPENSE, "credit", "", 61_000),  # less income is an expense
        ("61", EXPENSE, "credit", "", -61_000),
        ("(61)", EXPENSE, "debit", "", -61_000),
        ("(11)", GAIN, "credit", "", -11_000),
        ("11", GAIN, "debit", "", -11_000),
        ("(61)", EXPENSE, "", "flip", 61_000),
        ("(61)", EXPENSE, "debit", "flip", 61_000),  # the rule goes before the balance
        ("(61)", EXPENSE, "credit", "keep", -61_000),
        ("-", EXPENSE, "credit", "", 0),  # zero has no sign
    ],
)
def test_sign(printed: str, concept: str, positive: str, sign: str, value: int, tmp_path: Path) -> None:
    fact = one(
        tmp_path,
        f"Item | {printed} | 5",
        f"{{line: Item, concept: {concept}{', sign: ' + sign if sign else ''}}}",
        period="3 months",
        statement=f"  positive: {positive}\n" if positive else "",
    )
    assert fact.value == value
    assert not str(fact.value).startswith("-0")


def test_an_inner_positive_goes_before_the_statements(tmp_path: Path) -> None:
    fact = one(
        tmp_path,
        "Item | 61 | 5",
        "{line: Item, concept: us-gaap:OtherNonoperatingExpense, positive: debit}",
        period="3 months",
        statement="  positive: credit\n",
    )
    assert fact.value == 61_000


def test_a_concept_without_balance_stays_as_printed(tmp_path: Path) -> None:
    fact = one(
        tmp_path,
        "Item | (61) | 5",
        "{line: Item, concept: abc:Free}",
        period="3 months",
        statement="  positive: credit\n",
        custom="  Free: {type: monetary, label: Free, why: a test}\n",
    )
    assert fact.value == -61_000


# -- scale, decimals, unit -------------------------------------------------------------------------

THOUSANDS, MILLIONS, PLAIN = "amounts in $ thousands", "in millions", "in dollars"
EXCEPT = "amounts in $ thousands, except share and per share amounts"


@pytest.mark.parametrize(
    ("caption", "printed", "kind", "value", "decimals", "unit"),
    [
        (THOUSANDS, "$1,234", "monetary", "1234000", -3, "USD"),
        (MILLIONS, "$1,234.5", "monetary", "1234500000", -5, "USD"),
        (PLAIN, "1,234.56", "monetary", "1234.56", 2, "USD"),
        (THOUSANDS, "-", "monetary", "0", -3, "USD"),
        (MILLIONS, "$-", "monetary", "0", -5, "USD"),  # as precise as the 0.5 beside it
        (THOUSANDS, "($0.02)", "perShare", "-0.02", 2, "USDPerShare"),
        (EXCEPT, "0.5", "perShare", "0.5", 1, "USDPerShare"),
        (THOUSANDS, "78,476", "shares", "78476000", -3, "shares"),
        (EXCEPT, "78,476,418", "shares", "78476418", 0, "shares"),
        (THOUSANDS, "52.1%", "percent", "0.521", 3, "pure"),
        (THOUSANDS, "8%", "percent", "0.08", 2, "pure"),
        (THOUSANDS, "1.3", "pure", "1.3", 1, "pure"),
        (THOUSANDS, "128", "integer", "128", 0, "pure"),
    ],
)
def test_scale(
    caption: str, printed: str, kind: str, value: str, decimals: int, unit: str, tmp_path: Path
) -> None:
    beside = {"percent": "1.0%"}.get(kind, "0.5" if caption == MILLIONS else "5")
    fact = one(
        tmp_path,
        f"Item | {printed} | {beside}",
        "{line: Item, concept: abc:Item}",
        caption=caption,
        period="3 months",
        custom=f"  Item: {{type: {kind}, label: Item, why: a test}}\n",
    )
    assert isinstance(fact.value, Decimal)
    assert fact.value == Decimal(value)
    assert fact.decimals == decimals
    assert fact.unit is not None
    assert fact.unit.id == unit


def test_a_rule_states_scale_and_decimals(tmp_path: Path) -> None:
    line = "{line: Item, concept: us-gaap:Assets, scale: millions, decimals: -5}"
    fact = one(tmp_path, "Item | 1,234 | 5", line)
    assert (fact.value, fact.decimals) == (1_234_000_000, -5)


def test_a_unit_by_rule(tmp_path: Path) -> None:
    line = "{line: Item, concept: us-gaap:Assets, unit: EUR}"
    fact = one(tmp_path, "Item | 1,234 | 5", line, caption="amounts in thousands")
    assert fact.unit is not None
    assert fact.unit.numerator == ("iso4217:EUR",)


def test_the_currency_of_the_report(tmp_path: Path) -> None:
    line = "{line: Item, concept: abc:Item}"
    custom = "  Item: {type: perShare, label: Item, why: a test}\n"
    fact = one(tmp_path, "Item | 1.25 | 5", line, period="3 months", custom=custom, filing="currency: CAD\n")
    assert fact.unit is not None
    assert (fact.unit.id, fact.unit.denominator) == ("CADPerShare", ("xbrli:shares",))
    assert fact.unit.numerator == ("iso4217:CAD",)


def test_one_line_gives_two_concepts(tmp_path: Path) -> None:
    line = "  - {line: Loss, concept: [us-gaap:EarningsPerShareBasic, us-gaap:EarningsPerShareDiluted]}"
    result = run(small_project(tmp_path, "Loss | (0.02) | (0.01)", line, period="3 months"))
    facts = table_facts(result)
    assert [(f.concept.name, f.value) for f in facts if f.context.period == QUARTER] == [
        ("EarningsPerShareBasic", Decimal("-0.02")),
        ("EarningsPerShareDiluted", Decimal("-0.02")),
    ]


# -- period ---------------------------------------------------------------------------------------

NET, CASH = "us-gaap:NetIncomeLoss", "us-gaap:CashAndCashEquivalentsAtCarryingValue"


@pytest.mark.parametrize(
    ("concept", "statement", "rule", "expected"),
    [
        (CASH, "instant", "", SEPTEMBER),
        (NET, "3 months", "", QUARTER),
        (NET, "9 months", "", Period(date(2004, 1, 1), date(2004, 9, 30))),
        (NET, "duration", "6 months", Period(date(2004, 4, 1), date(2004, 9, 30))),
        (NET, "duration", "year", Period(date(2004, 1, 1), date(2004, 12, 31))),
        (CASH, "3 months", "closing", SEPTEMBER),
    ],
)
def test_bare_dates(concept: str, statement: str, rule: str, expected: Period, tmp_path: Path) -> None:
    ruled = f", period: {rule}" if rule else ""
    lines = f"  - {{line: Item, concept: {concept}{ruled}}}"
    result = run(small_project(tmp_path, "Item | 10 | 10", lines, period=statement))
    assert expected in [f.context.period for f in table_facts(result)]


def test_the_only_known_length_settles_a_bare_date(tmp_path: Path) -> None:
    periods = "periods: {this quarter: 2004-07-01..2004-09-30, last: 2004-04-01..2004-06-30}\n"
    line = f"  - {{line: Item, concept: {NET}}}"
    result = run(small_project(tmp_path, "Item | 10 | 12", line, period="duration", filing=periods))
    assert [f.context.period for f in table_facts(result)] == [
        QUARTER,
        Period(date(2004, 4, 1), date(2004, 6, 30)),
    ]
    assert "XG-FACT-002" not in [f.code for f in result.findings]


@pytest.mark.parametrize(
    "periods",
    ["", "periods: {three: 2004-07-01..2004-09-30, nine: 2004-01-01..2004-09-30, last: 2004-06-30}\n"],
)
def test_an_unknown_length_is_refused(periods: str, tmp_path: Path) -> None:
    line = f"  - {{line: Item, concept: {NET}}}"
    result = run(small_project(tmp_path, "Item | 10 | 12", line, period="duration", filing=periods))
    assert table_facts(result) == []
    assert [f.code for f in result.findings].count("XG-FACT-002") == 2  # once for each heading
    assert result.report.coverage.tagged == 0
    assert len(result.report.coverage.unaccounted) == 2


def test_a_fiscal_year_of_its_own(tmp_path: Path) -> None:
    line = f"  - {{line: Item, concept: {NET}, period: year}}"
    keys = {"period": "duration", "filing": "fiscal_year_end: 06-30\n"}
    result = run(small_project(tmp_path, "Item | 10 | 12", line, **keys))
    assert {str(f.context.period) for f in table_facts(result)} == {
        "2004-07-01..2005-06-30",
        "2003-07-01..2004-06-30",
    }


# -- one fact for one truth ------------------------------------------------------------------------


def test_a_repeated_print_is_one_fact(tmp_path: Path) -> None:
    lines = f"  - {{line: Cash, concept: {CASH}}}\n  - {{line: Cash again, concept: {CASH}}}"
    result = run(small_project(tmp_path, "Cash | 34,077 | 32,356\nCash again | 34,077 | 32,356", lines))
    facts = table_facts(result)
    assert [len(f.prints) for f in facts] == [2, 2]
    assert [p.label for p in facts[0].prints] == ["Cash", "Cash again"]
    assert result.report.coverage.tagged == 4


def test_a_coarser_print_that_agrees_merges_and_the_precise_one_leads(tmp_path: Path) -> None:
    lines = f"  - {{line: Cash in millions, concept: {CASH}, scale: millions}}\n  - {{line: Cash, concept: {CASH}}}"
    rows = "Cash in millions | 34.1 | 32.4\nCash | 34,077 | 32,356"
    result = run(small_project(tmp_path, rows, lines))
    fact = table_facts(result)[0]
    assert (fact.value, fact.decimals) == (34_077_000, -3)
    assert [(p.value, p.decimals) for p in fact.prints] == [(34_077_000, -3), (34_100_000, -5)]
    assert "XG-FACT-001" not in [f.code for f in result.findings]


@pytest.mark.parametrize("other", ["34,078", "34,076", "(34,077)"])
def test_two_values_are_a_finding_that_names_both_places(other: str, tmp_path: Path) -> None:
    lines = f"  - {{line: Cash, concept: {CASH}}}\n  - {{line: Cash again, concept: {CASH}}}"
    result = run(small_project(tmp_path, f"Cash | 34,077 | 5\nCash again | {other} | 5", lines))
    found = [f for f in result.findings if f.code == "XG-FACT-001"]
    assert len(found) == 1
    assert "34,077" in found[0].message
    assert other in found[0].message
    assert [r.where.line for r in found[0].related[:2] if r.where] == [6, 7]
    assert found[0].where is not None
    assert found[0].where.file == "mapping.yaml"


@pytest.mark.parametrize(("coarse", "agrees"), [("34.1", True), ("34.0", False), ("34.2", False)])
def test_the_coarser_print_must_be_the_rounded_one(coarse: str, agrees: bool, tmp_path: Path) -> None:
    lines = f"  - {{line: Cash, concept: {CASH}}}\n  - {{line: Cash in millions, concept: {CASH}, scale: millions}}"
    result = run(small_project(tmp_path, f"Cash | 34,077 | 5\nCash in millions | {coarse} | 0.0", lines))
    assert ("XG-FACT-001" not in [f.code for f in result.findings]) is agrees


# -- notes -------------------------------------------------------------------------------------------

NOTES = "(A) The first note, on one line of the table.\n\n(B) The second note, on a column.\n"


def test_notes_attach_by_the_marks_of_lines(tmp_path: Path) -> None:
    lines = f"  - {{line: Cash, concept: {CASH}}}\n  - {{line: Other Assets, concept: us-gaap:OtherAssetsNoncurrent}}"
    rows = "Cash (A) | 34,077 | 32,356\nOther Assets | 5 | 6"
    result = run(small_project(tmp_path, rows, lines, after=NOTES))
    marked = {(f.concept.name, tuple(n.id for n in f.footnotes)) for f in table_facts(result)}
    assert marked == {("CashAndCashEquivalentsAtCarryingValue", ("fn-A",)), ("OtherAssetsNoncurrent", ())}
    assert [(n.id, n.mark) for n in result.report.footnotes] == [("fn-A", "A")]  # B is pointed at by nothing
    assert result.report.footnotes[0].text.startswith("The first note")
