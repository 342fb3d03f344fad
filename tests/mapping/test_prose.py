"""What the words around a number say it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.project import EXAMPLE, copy_example
from xbrlgen import pipeline
from xbrlgen.mapping.propose import propose_prose
from xbrlgen.mapping.prose import read_claims
from xbrlgen.model.claim import Claim
from xbrlgen.model.mapping import Filing, Mapping, ProseRule
from xbrlgen.model.period import Period
from xbrlgen.model.vocabulary import Vocabulary
from xbrlgen.model.where import Where
from xbrlgen.read.text.edgar_text import read_edgar_text

Q3, Q2, Q3_2003 = (
    Period.ending(date(y, m, d), 3) for y, m, d in ((2004, 9, 30), (2004, 6, 30), (2003, 9, 30))
)
Q2_2003 = Period.ending(date(2003, 6, 30), 3)
Q4 = Period.ending(date(2004, 12, 31), 3)
Y2005, Y2006 = (Period.ending(date(y, 12, 31), 12) for y in (2005, 2006))

RULES = {
    "operating revenue": ("us-gaap:Revenues",),
    "net loss": ("us-gaap:NetIncomeLoss",),
    "net loss per share": ("us-gaap:EarningsPerShareBasic",),
    "gross margin": ("us-gaap:GrossProfit",),
    "adjusted gross margin": ("mpe:AdjustedGrossMargin",),
    "cash": ("us-gaap:CashAndCashEquivalentsAtCarryingValue",),
    "share outstanding": ("us-gaap:WeightedAverageNumberOfSharesOutstandingBasic",),
}
SHARES = {"adjusted gross margin": "mpe:AdjustedGrossMarginPercentOfRevenue"}


@pytest.fixture(scope="module")
def loaded() -> tuple[Filing, Mapping, Vocabulary]:
    filing, mapping, vocabulary, _ = pipeline.load(EXAMPLE)
    rules = [
        ProseRule(Where("m", i), (w,), c, share=SHARES.get(w))
        for i, (w, c) in enumerate(RULES.items(), start=1)
    ]
    rules.append(ProseRule(Where("m", 99), ("route mile",), omit="a network's extent"))
    return filing, replace(mapping, prose=tuple(rules)), vocabulary


def claims(loaded: tuple[Filing, Mapping, Vocabulary], text: str) -> list[Claim]:
    filing, mapping, vocabulary = loaded
    return list(read_claims(filing, mapping, vocabulary, [read_edgar_text(text + "\n", file="r.txt")], []))


def told(claim: Claim) -> tuple[object, ...]:
    assert claim.mention.figure is not None
    words = claim.rule.words[0]
    if claim.kind == "value":
        return (claim.mention.figure.text, words, *claim.periods)
    return (claim.mention.figure.text, words, claim.kind, *claim.periods, claim.base)


CASES: list[tuple[str, list[tuple[object, ...]]]] = [
    (
        "Operating revenue was $37.6 million for the third quarter of 2004, a 2.2% increase from the third quarter "
        "of 2003, and down 2.3% from the second quarter of 2004.",
        [
            ("$37.6 million", "operating revenue", Q3),
            ("2.2%", "operating revenue", "growth", Q3, Q3_2003),
            ("2.3%", "operating revenue", "growth", Q3, Q2),
        ],
    ),
    (
        "Operating revenue of $38.5 million in the second quarter of 2004 is a 4% increase over the prior year quarter.",
        [
            ("$38.5 million", "operating revenue", Q2),
            # The prior year quarter of what the sentence speaks of, not of the report's own.
            ("4%", "operating revenue", "growth", Q2, Q2_2003),
        ],
    ),
    (
        "Gross margin slightly below the $20.8 million in adjusted gross margin reported in the second quarter of 2004.",
        [("$20.8 million", "adjusted gross margin", Q2)],
    ),
    (
        "There was a $1.2 million net loss in the third quarter of 2003 and net loss per share of $0.02.",
        [("$1.2 million", "net loss", Q3_2003), ("$0.02", "net loss per share", Q3_2003)],
    ),
    (
        "Adjusted gross margin was 52.1% of revenue in the third quarter of 2004, compared to 53.9% in the second "
        "quarter of 2004.",
        [("52.1%", "adjusted gross margin", Q3), ("53.9%", "adjusted gross margin", Q2)],
    ),
    (
        "Operating revenue guidance for full-year 2005 is $200 million to $208 million and full-year 2006 operating "
        "revenue is projected at $220 million to $230 million.",
        [
            ("$200 million", "operating revenue", Y2005),
            ("$208 million", "operating revenue", Y2005),
            ("$220 million", "operating revenue", Y2006),
            ("$230 million", "operating revenue", Y2006),
        ],
    ),
    (
        "Net loss should be $10 million to $12 million in each of 2005 and 2006.",
        [("$10 million", "net loss", Y2005, Y2006), ("$12 million", "net loss", Y2005, Y2006)],
    ),
    (
        "Cash of $34.1 million is up $1.7 million from the end of the second quarter of 2004.",
        [("$34.1 million", "cash", Q3), ("$1.7 million", "cash", "change", Q3, Q2)],
    ),
    (
        "Operating revenue increased to $39.4 million in the fourth quarter of 2004.",
        [("$39.4 million", "operating revenue", Q4)],
    ),
    ("Rings of 915 route miles connect them.", [("915", "route mile", "omit", None)]),
    ("The net loss fell. It was $1.3 million.", [("$1.3 million", "net loss", Q3)]),
    ("A contract worth $5.0 million was signed in 2005.", []),
    ("Net loss changed by 5%.", []),  # against which period is not said
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[c[0][:40] for c in CASES])
def test_claims(
    loaded: tuple[Filing, Mapping, Vocabulary], text: str, expected: list[tuple[object, ...]]
) -> None:
    assert [told(c) for c in claims(loaded, text)] == expected


def test_pairs_know_their_ends(loaded: tuple[Filing, Mapping, Vocabulary]) -> None:
    found = claims(
        loaded, "Operating revenue should be between $200 and $208 million in 2005; net loss $3 million."
    )
    assert [c.end for c in found] == ["low", "high", None]


@pytest.mark.parametrize(
    ("words", "direction"),
    [
        ("a 2% increase from", 1),
        ("up 2% from", 1),
        ("2% higher than in", 1),
        ("down 2% from", -1),
        ("a decrease of 2% from", -1),
        ("2% below", -1),
        ("a 2% improvement over", 0),
    ],
)
def test_directions(loaded: tuple[Filing, Mapping, Vocabulary], words: str, direction: int) -> None:
    (claim,) = claims(loaded, f"Operating revenue is {words} the second quarter of 2004.")
    assert (claim.kind, claim.direction) == ("growth", direction)


def test_proposals_come_from_captions_and_are_borne_out(tmp_path: Path) -> None:
    result = pipeline.check(EXAMPLE, pipeline.Options(fast=True))
    rules = {r.words[0]: r for r in propose_prose(result.matched.hits)}
    assert rules["operating revenue"].concepts == ("us-gaap:Revenues",)
    assert rules["adjusted gross margin"].share == "mpe:AdjustedGrossMarginPercentOfRevenue"
    assert rules["core customer"].dimensions == (("srt:ProductOrServiceAxis", "mpe:CoreCustomerMember"),)
    # Everything is accounted for in the example, so nothing is left to propose.
    assert pipeline.propose_ties(EXAMPLE)[1] == ()


@pytest.mark.parametrize(
    ("said", "periods"),
    [
        ("3 months", (Q3,)),
        ("2003-07-01..2003-09-30", (Q3_2003,)),
        ("2004-09-30", (Period(None, date(2004, 9, 30)),)),
        ("last quarter", (Q2,)),  # a name of filing.yaml
        # What says no period leaves it open, which is told (XG-TIE-022).
        ("3months", ()),
        ("3 bananas", ()),
        ("2004-07-01 to 2004-09-30", ()),
    ],
)
def test_a_sentence_without_a_time_has_the_period_of_its_rule(
    said: str, periods: tuple[Period, ...], tmp_path: Path
) -> None:
    project = copy_example(tmp_path)
    (project / "mapping.yaml").write_text(
        (project / "mapping.yaml")
        .read_text("utf-8")
        .replace(
            "\nprose:\n", f"\nprose:\n  - {{words: zebra sale, concept: us-gaap:Revenues, period: {said}}}\n"
        ),
        "utf-8",
    )
    filing, mapping, vocabulary, _ = pipeline.load(project)
    source = read_edgar_text("The zebra sales were $36.1 million.\n", file="release.txt")
    (claim,) = read_claims(filing, mapping, vocabulary, [source], ())
    assert claim.kind == ("value" if periods else "open")
    assert claim.periods == periods
