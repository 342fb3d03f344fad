"""The example one quarter on: rolled from the first one, with four edits by hand."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from tests.project import EXAMPLE, ROOT, codes, edit
from xbrlgen import pipeline
from xbrlgen.model.finding import Severity
from xbrlgen.model.report import Fact
from xbrlgen.model.rolled import Rolled
from xbrlgen.pipeline.rolling import roll
from xbrlgen.pipeline.testing import verify_project

NEXT = ROOT / "examples" / "mpower-2004q4"
TO = date(2004, 12, 31)
FAST = pipeline.Options(fast=True)
TRANSITION = "{line: Transition Expenses, concept: us-gaap:BusinessCombinationIntegrationRelatedCosts}"

BY_HAND = [
    # What roll tells to paste behind the rule above, with the concept chosen and a comment of ours.
    (
        "          - {line: Network Optimization Cost, concept: mpe:NetworkOptimizationCost}\n",
        "          # Spent before the purchase of ICG closed, on preparing for it.\n"
        f"          - {TRANSITION}\n"
        "          - {line: Network Optimization Cost, concept: mpe:NetworkOptimizationCost}\n",
    ),
    (
        "AllocatedShareBasedCompensationExpense + NetworkOptimizationCost\n",
        "AllocatedShareBasedCompensationExpense\n"
        "        + BusinessCombinationIntegrationRelatedCosts + NetworkOptimizationCost\n",
    ),
    (
        "      - {line: Network Optimization Cost, concept: mpe:NetworkOptimizationCost}\n"
        "      - {line: Loss from Continuing",
        f"      - {TRANSITION}\n"
        "      - {line: Network Optimization Cost, concept: mpe:NetworkOptimizationCost}\n"
        "      - {line: Loss from Continuing",
    ),
    (
        "AllocatedShareBasedCompensationExpense - NetworkOptimizationCost\n",
        "AllocatedShareBasedCompensationExpense\n"
        "        - BusinessCombinationIntegrationRelatedCosts - NetworkOptimizationCost\n",
    ),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("roll") / "mpower-2004q4"


@pytest.fixture(scope="module")
def rolled(folder: Path) -> Rolled:
    return roll(EXAMPLE, TO, [NEXT / "release.txt"], out=folder, accept=True)


@pytest.fixture(scope="module")
def result() -> pipeline.Result:
    return pipeline.check(NEXT, FAST)


def test_at_most_five_edits_by_hand_make_the_committed_project(rolled: Rolled, folder: Path) -> None:
    assert len(BY_HAND) <= 5
    assert rolled.failed
    for old, new in BY_HAND:
        edit(folder, "mapping.yaml", old, new)
    made = {p.name: p.read_bytes() for p in folder.iterdir()}
    committed = {p.name: p.read_bytes() for p in NEXT.iterdir() if p.is_file()}
    assert made == committed
    assert pipeline.check(folder, FAST).failed is False


def test_what_roll_accepts_and_what_it_leaves(rolled: Rolled) -> None:
    accepted, left = rolled.accepted, rolled.left
    assert [(r.before, r.caption) for r in accepted.renamed] == [
        ("Accrued Sales Tax Payable", "Accrued Sales and Use Taxes Payable")
    ]
    assert [(n.caption, [h.term for h in n.sums]) for n in accepted.new] == [("Goodwill", ["+ Goodwill"])]
    assert [(v.caption.partition(",")[0], v.statement) for v in accepted.vanished] == [
        ("Gain on Sale of Assets", "Guidance"),
        ("{period} ... approximately {amount} for the full-year", "Guidance"),
    ]
    assert [(n.caption, n.statement, [h.term for h in n.sums]) for n in left.new] == [
        ("Transition Expenses", "ConsolidatedStatementsOfOperations", ["+ CHOOSE"]),
        ("Transition Expenses", "ReconciliationOfAdjustedEBITDA", ["- CHOOSE"]),
    ]
    assert (left.renamed, left.vanished) == ((), ())


def test_what_moves_on(rolled: Rolled) -> None:
    assert (rolled.day, str(rolled.dated)) == (date(2005, 2, 17), "release.txt:15:17")
    assert [(m.name, str(m.after)) for m in rolled.periods if m.before is None] == [
        ("last year", "2003-01-01..2003-12-31")
    ]
    assert all(m.spoken for m in rolled.periods)
    assert rolled.waivers == 8
    assert "XG-MAP-016" not in codes(rolled.findings)


def test_every_figure_of_an_earlier_period_is_as_filed(rolled: Rolled) -> None:
    assert rolled.before.differ == ()
    assert rolled.before.same > 80
    assert rolled.before.revised > 30
    assert rolled.ties[0] == rolled.ties[1] > 50
    assert rolled.unaccounted == 0


def test_the_last_project_is_not_touched(rolled: Rolled) -> None:
    assert rolled.last == EXAMPLE.as_posix()
    assert b"Accrued Sales Tax Payable" in (EXAMPLE / "mapping.yaml").read_bytes()
    assert not (EXAMPLE / "release.txt").read_bytes().startswith(b"[Made up")


# -- the committed project -----------------------------------------------------------------


def test_it_is_as_expected() -> None:
    assert verify_project(NEXT).passed


def test_no_errors_and_no_warnings_of_another_kind(result: pipeline.Result) -> None:
    standing = [f for f in result.findings if f.waived is None]
    assert [f for f in standing if f.severity is Severity.ERROR] == []
    first = [f for f in pipeline.check(EXAMPLE, FAST).findings if f.waived is None]
    assert set(codes(standing)) <= set(codes(first))
    assert len([f for f in standing if f.severity is Severity.WARNING]) == 1


def test_every_number_is_accounted_for(result: pipeline.Result) -> None:
    coverage = result.report.coverage
    assert coverage.unaccounted == ()
    assert coverage.tagged == coverage.cells > 300


def test_the_deficit_rolls_forward_over_the_quarter_and_the_year(result: pipeline.Result) -> None:
    rolls = [t for t in result.register.ties if "opening(" in t.formula]
    assert sorted(t.periods[0] for t in rolls) == ["2004-01-01..2004-12-31", "2004-10-01..2004-12-31"]
    assert all(t.holds for t in rolls)


def test_the_year_is_its_quarters(result: pipeline.Result) -> None:
    """First quarter: what the year leaves over, with the net loss that the deficit of June 30 implies."""
    filed = {key(f): f for f in pipeline.check(EXAMPLE, FAST).report.facts}
    now = {key(f): f for f in result.report.facts}

    def value(facts: dict[tuple[str, str], Fact], name: str, period: str) -> int:
        return int(facts[name, period].value)

    for name, first in (("NetIncomeLoss", -263_000), ("Revenues", 37_417_000)):
        year = value(now, name, "2004-01-01..2004-12-31")
        later = value(now, name, "2004-10-01..2004-12-31") + value(now, name, "2004-07-01..2004-09-30")
        assert year - later - value(filed, name, "2004-04-01..2004-06-30") == first


def key(fact: Fact) -> tuple[str, str]:
    members = "".join(m for _, m in fact.context.dimensions)
    return fact.concept.name + members, str(fact.context.period)


def test_the_release_says_that_it_is_made_up() -> None:
    text = " ".join((NEXT / "release.txt").read_text("ascii").split())
    assert text.startswith("[Made up for xbrlgen: no release with these figures exists.")
    assert "@" not in text
    phones = re.findall(r"\d-[\d-]{10,}", text)
    assert phones
    assert all("-555-01" in phone for phone in phones)
