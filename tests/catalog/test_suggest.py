"""Suggestions of concepts for captions."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from xbrlgen.catalog import open_catalog
from xbrlgen.catalog.suggest import Suggester, caption_words, open_suggester
from xbrlgen.catalog.suggest.filed import STATEMENTS, FiledUse, read_filed, write_filed
from xbrlgen.cli import app


@pytest.fixture(scope="module")
def suggester() -> Suggester:
    found = open_suggester(open_catalog("us-gaap/2025"))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("caption", "words"),
    [
        ("Accounts receivable, net of allowances of $12 and $9 (Note 3)", "account receivable net allowance"),
        ("Property, plant & equipment - see note 5", "property plant equipment"),
        ("Non-current liabilities", "noncurrent liability"),
        ("Total Stockholders' Equity", "total stockholder equity"),
        ("Shareholders\u2019 equity", "stockholder equity"),
        ("Additional paid-in capital", "additional paidin capital"),
        ("Gross loss (1)", "gross loss"),
    ],
)
def test_the_words_of_a_caption(caption: str, words: str) -> None:
    assert " ".join(caption_words(caption)) == words


@pytest.mark.parametrize(
    ("caption", "statement", "concept"),
    [
        ("Total assets", "balance-sheet", "Assets"),
        ("Total current liabilities", "balance-sheet", "LiabilitiesCurrent"),
        ("Inventories", "balance-sheet", "InventoryNet"),
        ("Provision for income taxes", "income", "IncomeTaxExpenseBenefit"),
        ("Net cash used in investing activities", "cash-flow", "NetCashProvidedByUsedInInvestingActivities"),
        ("Diluted earnings per share", "income", "EarningsPerShareDiluted"),
    ],
)
def test_what_everybody_calls_so_comes_first(
    suggester: Suggester, caption: str, statement: str, concept: str
) -> None:
    first = suggester.suggest(caption, statement)[0]
    assert first.qname == f"us-gaap:{concept}"
    assert first.reasons


def test_a_taken_concept_is_not_suggested(suggester: Suggester) -> None:
    first = suggester.suggest("Total assets", "balance-sheet")[0].qname
    assert first not in [s.qname for s in suggester.suggest("Total assets", "balance-sheet", near=(first,))]


def test_filters_leave_only_what_fits(suggester: Suggester) -> None:
    found = suggester.suggest("Interest", wanted=lambda c: c.balance == "debit" and c.period == "duration")
    catalog = open_catalog("us-gaap/2025")
    assert found
    for suggestion in found:
        concept = catalog.concept(suggestion.qname)
        assert concept is not None
        assert concept.balance == "debit"


def test_words_that_nobody_uses_give_nothing_or_little(suggester: Suggester) -> None:
    assert suggester.suggest("") == []
    assert not any(s.sure for s in suggester.suggest("Quixotic flibbertigibbet"))


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=60))
def test_any_caption_is_answered(text: str) -> None:
    assert all(word.isascii() for word in caption_words(text))


rows = st.lists(
    st.builds(
        FiledUse,
        st.lists(st.sampled_from(["net", "cash", "other", "asset"]), min_size=1, max_size=4).map(tuple),
        st.sampled_from(["Assets", "Cash", "OtherAssets"]),
        st.sampled_from(sorted(STATEMENTS)),
        st.sampled_from([1.0, 2.0, 1024.0]),
    ),
    unique_by=lambda r: (r.words, r.concept, r.statement),
)


@settings(max_examples=30, deadline=None)
@given(rows)
def test_the_table_comes_back(written: list[FiledUse]) -> None:
    back = list(read_filed(write_filed(written)))
    assert sorted(back, key=repr) == sorted(written, key=repr)


def test_the_command_says_why() -> None:
    result = CliRunner().invoke(app, ["suggest", "Accounts payable", "--in", "balance-sheet", "-n", "2"])
    assert result.exit_code == 0
    assert "us-gaap:AccountsPayableCurrent" in result.stdout.splitlines()[0]
    told = json.loads(CliRunner().invoke(app, ["suggest", "Accounts payable", "--format", "json"]).stdout)
    assert told[0]["concept"] == "us-gaap:AccountsPayableCurrent"
    assert 0 < told[0]["confidence"] <= 1
