"""New, renamed and vanished lines, and the sums they belong in: small releases, one quarter and the next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.project import small_project
from xbrlgen.assist.roll_lines import likeness
from xbrlgen.model.rolled import LineProposals, Rolled
from xbrlgen.pipeline.rolling import roll

LINES = """\
  - {line: Cash, concept: us-gaap:CashAndCashEquivalentsAtCarryingValue}
  - {line: Trade Receivables, concept: us-gaap:AccountsReceivableNetCurrent}
  - {line: Other, concept: us-gaap:OtherAssetsCurrent}
  - {line: Total, concept: us-gaap:AssetsCurrent}   # a comment that stays
  sums:
  - AssetsCurrent = CashAndCashEquivalentsAtCarryingValue + AccountsReceivableNetCurrent + OtherAssetsCurrent
"""
ROWS = "Cash | 10 | 9\nTrade Receivables | 3 | 2\nOther | 2 | 1\nTotal | 15 | 12"
NEXT = "Cash | 11 | 10\nTrade Receivables | 4 | 3\nOther | 5 | 2\nTotal | 20 | 15"
Q4 = date(2004, 12, 31)
DAY = date(2005, 2, 17)

Roll = Callable[..., Rolled]


@pytest.fixture
def rolled(tmp_path: Path) -> Roll:
    def run(new: str, *, lines: str = LINES, rows: str = ROWS, accept: bool = False, **keys: str) -> Rolled:
        small_project(tmp_path / "abc", rows, lines, **keys)
        after = keys.get("after_next", "")
        small_project(tmp_path / "made", new, lines, **{**keys, "after": after})
        text = (tmp_path / "made" / "release.txt").read_text("utf-8")
        text = text.replace("September 30, 2004", "December 31, 2004 ").replace(
            "June 30, 2004", "Sep. 30, 2004"
        )
        (tmp_path / "next.txt").write_text(text, "utf-8")
        return roll(
            tmp_path / "abc", Q4, [tmp_path / "next.txt"], out=tmp_path / "new", day=DAY, accept=accept
        )

    return run


def mapping(folder: Path) -> str:
    return (folder / "new" / "mapping.yaml").read_text("utf-8")


def test_the_same_lines_leave_nothing_to_do(rolled: Roll, tmp_path: Path) -> None:
    done = rolled(NEXT)
    assert not done.left
    assert not done.failed
    assert done.before.same == 4
    assert done.checks == (2, 2)
    assert (tmp_path / "new" / "mapping.yaml").read_bytes() == (
        tmp_path / "abc" / "mapping.yaml"
    ).read_bytes()


# -- renamed -------------------------------------------------------------------------------


def test_earlier_figures_tell_a_new_caption(rolled: Roll, tmp_path: Path) -> None:
    done = rolled(NEXT.replace("Trade Receivables", "Receivables from Customers"))
    (renamed,) = done.left.renamed
    assert (renamed.before, renamed.caption) == ("Trade Receivables", "Receivables from Customers")
    assert renamed.why == "a figure as filed before"
    assert renamed.certain
    assert (done.left.new, done.left.vanished) == ((), ())
    assert "Trade Receivables" in mapping(tmp_path)


def test_accepted_it_is_in_the_new_mapping_alone(rolled: Roll, tmp_path: Path) -> None:
    done = rolled(NEXT.replace("Trade Receivables", "Receivables from Customers"), accept=True)
    assert [r.caption for r in done.accepted.renamed] == ["Receivables from Customers"]
    assert not done.failed
    old = (tmp_path / "abc" / "mapping.yaml").read_text("utf-8")
    assert mapping(tmp_path) == old.replace("line: Trade Receivables", "line: Receivables from Customers")


def test_one_figure_and_another_word_is_not_enough(rolled: Roll) -> None:
    """3 stands in many places: the caption must be somewhat alike."""
    done = rolled(NEXT.replace("Trade Receivables", "Prepaid Rent"))
    assert done.left.renamed == ()
    assert [n.caption for n in done.left.new] == ["Prepaid Rent"]
    assert "3 of 2004-09-30 was filed on it" in done.left.vanished[0].advice


def test_an_earlier_figure_that_differs_speaks_against(rolled: Roll) -> None:
    done = rolled(
        NEXT.replace("Trade Receivables | 4 | 3", "Trade Receivable | 4 | 7").replace("| 15", "| 19")
    )
    assert done.left.renamed == ()
    assert not done.left.vanished[0].certain


def test_captions_alike_are_enough_where_no_figure_speaks(rolled: Roll) -> None:
    done = rolled(NEXT.replace("Trade Receivables | 4 | 3", "Trade Receivable | 4 |"))
    assert [(r.caption, r.why, r.certain) for r in done.left.renamed] == [
        ("Trade Receivable", "the captions are alike", True)
    ]


def test_the_name_of_the_concept_is_as_good_as_the_caption(rolled: Roll) -> None:
    done = rolled(NEXT.replace("Other | 5 | 2", "Other Assets, Current | 5 |"))
    assert [(r.before, r.why, r.certain) for r in done.left.renamed] == [
        ("Other", "it is the name of its concept", True)
    ]


def test_two_as_good_are_left_to_the_user(rolled: Roll) -> None:
    rows = ROWS.replace("Other | 2 | 1", "Trade Receivables B | 3 | 1").replace("| 15 |", "| 16 |")
    lines = LINES.replace("line: Other", "line: Trade Receivables B")
    new = "Cash | 11 | 10\nTrade Claims X | 4 | 3\nTrade Claims Y | 5 | 3\nTotal | 20 | 16"
    done = rolled(
        new, rows=rows, lines=lines.replace("line: Trade Receivables,", "line: Trade Receivables A,")
    )
    assert done.left.renamed
    assert not any(r.certain for r in done.left.renamed)


def test_a_line_that_changed_its_heading(rolled: Roll, tmp_path: Path) -> None:
    cash, _, rest = LINES.partition("  sums")[0].partition("\n")
    lines = f"{cash}\n  - heading: First\n    lines:\n{rest.replace('  - ', '    - ')}"
    rows, new = (r.replace("Trade", "HEAD:\nTrade") for r in (ROWS, NEXT))
    done = rolled(new.replace("HEAD", "Second"), rows=rows.replace("HEAD", "First"), lines=lines, accept=True)
    assert {r.certain for r in done.left.renamed} == {False}
    assert 'stands under "Second" now: move the rule' in done.left.renamed[0].why
    assert done.accepted == LineProposals()
    assert mapping(tmp_path) == (tmp_path / "abc" / "mapping.yaml").read_text("utf-8")


def test_what_cannot_be_edited_is_left_and_the_rest_is_accepted(rolled: Roll, tmp_path: Path) -> None:
    """The caption is written once and used twice: changing it would change both."""
    lines = LINES.replace("line: Trade Receivables", "line: &caption Trade Receivables")
    prose = "prose:\n- {words: *caption, concept: us-gaap:AccountsReceivableNetCurrent}\n"
    new = NEXT.replace("Trade Receivables", "Receivables from Customers")
    rows = ROWS.replace("Other | 2 | 1", "Other | - | -").replace("| 15 | 12", "| 13 | 11")
    new = new.replace("Other | 5 | 2\n", "").replace("| 20 | 15", "| 15 | 13")
    done = rolled(new, lines=lines, rows=rows, mapping=prose, accept=True)
    assert [r.caption for r in done.left.renamed] == ["Receivables from Customers"]
    assert [v.caption for v in done.accepted.vanished] == ["Other"]
    assert "&caption Trade Receivables" in mapping(tmp_path)


# -- new -----------------------------------------------------------------------------------

GOODWILL = NEXT.replace("Other |", "Goodwill | 6 | -\nOther |").replace("| 20 |", "| 26 |")


def test_a_new_line_is_named_with_its_place_and_its_sum(rolled: Roll) -> None:
    done = rolled(GOODWILL)
    (new,) = done.left.new
    assert new.yaml == "- {line: Goodwill, concept: us-gaap:Goodwill}"
    assert (new.printed, new.statement) == (("6", "-"), "Table")
    assert new.after is not None
    assert new.after.line == 10
    assert [(h.term, h.total, h.off) for h in new.sums] == [("+ Goodwill", "AssetsCurrent", 6000)]
    assert new.certain
    assert [f.code for f in done.findings if f.code.startswith(("XG-MAP", "XG-TIE"))] == []


def test_accepted_it_stands_in_both_places(rolled: Roll, tmp_path: Path) -> None:
    done = rolled(GOODWILL, accept=True)
    assert not done.failed
    text = mapping(tmp_path)
    assert "  - {line: Goodwill, concept: us-gaap:Goodwill}\n  - {line: Other," in text
    assert "AccountsReceivableNetCurrent + Goodwill + OtherAssetsCurrent" in text
    assert "# a comment that stays" in text


def test_a_name_that_no_concept_has_is_left_to_choose(rolled: Roll, tmp_path: Path) -> None:
    done = rolled(GOODWILL.replace("Goodwill", "Blue Widgets Held"), accept=True)
    (new,) = done.left.new
    assert "us-gaap:CHOOSE" in new.yaml
    assert [h.term for h in new.sums] == ["+ CHOOSE"]
    assert not new.certain
    assert done.failed
    assert mapping(tmp_path) == (tmp_path / "abc" / "mapping.yaml").read_text("utf-8")


def test_a_line_taken_away_is_a_minus(rolled: Roll) -> None:
    done = rolled(GOODWILL.replace("Goodwill | 6", "Blue Allowance | 6").replace("| 26 |", "| 14 |"))
    assert [h.term for h in done.left.new[0].sums] == ["- CHOOSE"]


def test_two_new_lines_of_one_sum_are_told_apart(rolled: Roll) -> None:
    new = GOODWILL.replace("Other |", "Blue Widgets Held | 4 | -\nOther |").replace("| 26 |", "| 22 |")
    done = rolled(new)
    assert [[h.term for h in n.sums] for n in done.left.new] == [["+ Goodwill"], ["- CHOOSE"]]


def test_two_that_could_be_either_give_no_hint(rolled: Roll) -> None:
    new = GOODWILL.replace("Other |", "Blue Widgets Held | 6 | -\nOther |")
    done = rolled(new, accept=True)
    assert [n.sums for n in done.left.new] == [(), ()]
    assert done.accepted == LineProposals()


def test_a_line_outside_of_every_sum_is_not_accepted(rolled: Roll) -> None:
    done = rolled(NEXT.replace("Total |", "Goodwill | 6 | -\nTotal |"), accept=True)
    assert [(n.sums, n.certain) for n in done.left.new] == [((), False)]


def test_a_concept_that_the_statement_has_already_is_not_sure(rolled: Roll) -> None:
    lines = LINES.replace("us-gaap:OtherAssetsCurrent", "us-gaap:Goodwill").replace(
        "+ OtherAssets", "+ Goodwill #"
    )
    lines = lines.replace(" #Current", "")
    done = rolled(GOODWILL, lines=lines)
    assert done.left.new[0].yaml == "- {line: Goodwill, concept: us-gaap:CHOOSE}"


def test_an_own_element_of_the_caption_is_meant(rolled: Roll) -> None:
    custom = "  BlueWidgets: {type: monetary, period: instant, balance: debit, label: Blue Widgets Held, why: ours}\n"
    done = rolled(GOODWILL.replace("Goodwill", "Blue Widgets Held"), custom=custom)
    assert done.left.new[0].yaml == "- {line: Blue Widgets Held, concept: abc:BlueWidgets}"
    assert done.left.new[0].sums[0].term == "+ BlueWidgets"


# -- gone ----------------------------------------------------------------------------------


def without(rows: str, total: str) -> str:
    return rows.replace("Other | 5 | 2\n", "").replace("| 20 | 15", total)


def test_a_line_of_zeros_may_come_and_go(rolled: Roll, tmp_path: Path) -> None:
    rows = ROWS.replace("Other | 2 | 1", "Other | - | 1").replace("| 15 |", "| 13 |")
    done = rolled(without(NEXT, "| 15 | 13"), rows=rows, accept=True)
    assert [v.caption for v in done.accepted.vanished] == ["Other"]
    assert not done.failed
    assert "{line: Other, concept: us-gaap:OtherAssetsCurrent, optional: true}" in mapping(tmp_path)
    assert done.checks == (2, 2)


def test_a_line_of_amounts_is_looked_for(rolled: Roll) -> None:
    done = rolled(without(NEXT, "| 15 | 13"), accept=True)
    (gone,) = done.left.vanished
    assert gone.advice == "2 of 2004-09-30 was filed on it: look which line holds that now"
    assert done.accepted == LineProposals()
    assert done.failed


TEXT = '  - {text: "cash in transit was {amount} at {period}", concept: us-gaap:CashEquivalentsAtCarryingValue}\n'


@pytest.mark.parametrize(
    ("said", "sure"), [("", True), ("A sum of $7 was on its way, and we saw it go.\n", False)]
)
def test_a_sentence_may_be_left_out(said: str, sure: bool, rolled: Roll) -> None:
    lines = TEXT + LINES
    prose = "prose:\n- {words: nothing of note, omit: no}\n"
    done = rolled(
        NEXT,
        lines=lines,
        mapping=prose,
        after="Cash in transit was $4 at September 30, 2004.\n",
        after_next=said,
    )
    (gone,) = done.left.vanished
    assert gone.certain is sure
    assert "every release says it" in gone.advice


def test_an_optional_line_that_is_absent_is_not_told(rolled: Roll) -> None:
    lines = LINES.replace(
        "line: Other, concept: us-gaap:OtherAssetsCurrent",
        "line: Other, concept: us-gaap:OtherAssetsCurrent, optional: true",
    )
    done = rolled(without(NEXT, "| 15 | 13"), lines=lines)
    assert not done.left


def test_an_optional_line_may_come_back_renamed(rolled: Roll) -> None:
    lines = LINES.replace(
        "line: Other, concept: us-gaap:OtherAssetsCurrent",
        "line: Other Assets, concept: us-gaap:OtherAssetsCurrent, optional: true",
    )
    rows = ROWS.replace("Other | 2 | 1\n", "").replace("| 15 | 12", "| 13 | 11")
    done = rolled(
        NEXT.replace("Other | 5 | 2", "Other Asset | 5 | 0").replace("| 20 | 15", "| 20 | 13"),
        lines=lines,
        rows=rows,
    )
    assert [(r.before, r.caption) for r in done.left.renamed] == [("Other Assets", "Other Asset")]


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("Loss on Sale of Investments", "Loss on Sale of Investment", 100, 100),
        ("Accounts Receivable, net", "Net Accounts Receivable", 90, 100),
        ("Cash & Cash Equivalents", "Cash and cash equivalents", 100, 100),
        ("Interest Income", "Interest Expense", 0, 74),
        ("Goodwill", "Transition Expenses", 0, 40),
    ],
)
def test_how_alike_captions_are(one: str, other: str, least: float, most: float) -> None:
    assert least <= likeness(one, other) <= most
