"""Migration between two small years: every fate of a concept, every decision, what is written and what is not."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.assist.years import Element, changed, make_year
from tests.project import edit, small_project
from xbrlgen.model.finding import Finding, Severity, XbrlgenError
from xbrlgen.model.migration import Migrated
from xbrlgen.pipeline import load, work
from xbrlgen.pipeline.migrating import Request, migrate
from xbrlgen.pipeline.testing import verify_project

ROWS = "Cash | 10 | 20\nReceivables | 5 | 6\nTotal | 15 | 26"
LINES = """\
  - {line: Cash, concept: us-gaap:Cash}
  - {line: Receivables, concept: us-gaap:Receivables}   # what customers owe
  - {line: Total, concept: us-gaap:Assets, preferred: total}"""
SUM = "  sums: [Assets = Cash + Receivables]\n"
YEAR = [
    Element("Cash", into="+ Assets"),
    Element("Receivables", into="+ Assets"),
    Element("Assets"),
    Element("ReceivablesNet"),
    Element("ReceivablesOfCustomers"),
]
HIDDEN = {"XG-MIG-004"}


@pytest.fixture(scope="module", autouse=True)
def _cache_of_made_years(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Indexes of packages that live for one test do not go into the user's cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XBRLGEN_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


class Case:
    """A project of the year 2023, and the packages of the years."""

    def __init__(self, folder: Path, old: list[Element], new: list[Element], **keys: Any) -> None:
        rows, lines = keys.pop("rows", ROWS), keys.pop("lines", LINES)
        between = keys.pop("between", {})
        keys.setdefault("statement", SUM)
        self.project = small_project(folder / "project", rows, lines, **keys)
        edit(self.project, "mapping.yaml", "us-gaap/2025", "us-gaap/2023")
        years = {"2023": old, **between, "2025": new}
        # The year after next, so that the shipped tables have no say.
        folder.mkdir(exist_ok=True)
        self.packages = tuple(
            make_year(folder / f"y{year}.zip", _NAMES[year], elements)
            for year, elements in years.items()
            if elements
        )

    def run(self, *choose: str, to: str = "us-gaap/2033", **keys: Any) -> Migrated:
        return migrate(self.project, Request(to, choose, packages=self.packages, **keys))

    def mapping(self) -> str:
        return (self.project / "mapping.yaml").read_text("utf-8")

    def values(self) -> dict[str, list[Decimal]]:
        """Concept -> its values, newest first."""
        found: dict[str, list[Decimal]] = {}
        for fact in work(*load(self.project, self.packages)).report.facts:
            if isinstance(fact.value, Decimal):
                found.setdefault(fact.concept.qname, []).append(fact.value)
        return found


_NAMES = {"2023": "2023", "2024": "2024", "2025": "2033"}


def told(migrated: Migrated, code: str = "XG-MIG") -> list[Finding]:
    return [f for f in migrated.findings if f.code.startswith(code) and f.code not in HIDDEN - {code}]


def test_one_successor(tmp_path: Path) -> None:
    new = changed(YEAR, "Receivables", gone_for=("us-gaap:ReceivablesNet",))
    case = Case(tmp_path, YEAR, new)
    before = case.mapping()
    migrated = case.run()
    (found,) = told(migrated)
    assert (found.code, str(found.where)) == ("XG-MIG-001", "mapping.yaml:11:34")
    assert "its successor is us-gaap:ReceivablesNet" in found.message
    assert found.hint is not None
    assert "--choose Receivables=NAME" in found.hint
    assert [str(r.where) for r in found.related] == ["mapping.yaml:8:10"]
    assert migrated.complete
    assert migrated.written == ()
    assert case.mapping() == before
    compared = migrated.compared
    assert compared is not None
    assert compared.facts == (9, 9)
    assert len([d for d in compared.approved if d.aspects == ("concept",)]) == 2
    assert compared.others == ()

    values = case.values()
    assert case.run(write=True).written == ("mapping.yaml",)
    expected = before.replace("us-gaap/2023", "us-gaap/2033").replace(
        "us-gaap:Receivables}", "us-gaap:ReceivablesNet}"
    )
    assert case.mapping() == expected.replace("Cash + Receivables", "Cash + ReceivablesNet")
    values["us-gaap:ReceivablesNet"] = values.pop("us-gaap:Receivables")
    assert case.values() == values
    again = case.run(write=True)
    assert (told(again), again.written, again.patch) == ([], (), "")


def test_nothing_to_do_but_the_year(tmp_path: Path) -> None:
    case = Case(tmp_path, YEAR, YEAR)
    migrated = case.run()
    assert migrated.findings == ()
    assert [
        line for line in migrated.patch.splitlines() if line[0] in "+-" and line[:3] not in ("+++", "---")
    ] == [
        "-taxonomy: us-gaap/2023",
        "+taxonomy: us-gaap/2033",
    ]


def test_several_successors_are_asked_about(tmp_path: Path) -> None:
    new = changed(YEAR, "Receivables", gone_for=("us-gaap:ReceivablesNet", "us-gaap:ReceivablesOfCustomers"))
    case = Case(tmp_path, YEAR, new)
    migrated = case.run(write=True)
    (found,) = told(migrated)
    assert (found.code, found.severity) == ("XG-MIG-002", Severity.ERROR)
    assert "us-gaap:ReceivablesNet (monetary instant debit), us-gaap:ReceivablesOfCustomers" in found.message
    assert found.hint is not None
    for wanted in ("ReceivablesNet or", "ReceivablesOfCustomers", "ReceivablesNet,ReceivablesOfCustomers"):
        assert f"--choose Receivables={wanted}" in found.hint
    assert migrated.undecided == ("us-gaap:Receivables",)
    assert not migrated.complete
    assert migrated.written == ()
    assert any("stays with us-gaap/2023 until 1 concept is decided" in note for note in migrated.notes)

    values = case.values()
    done = case.run("Receivables=ReceivablesNet,us-gaap:ReceivablesOfCustomers", write=True)
    assert [f.severity for f in told(done)] == [Severity.INFO]
    assert done.compared is not None
    assert done.compared.others == ()
    assert "concept: [us-gaap:ReceivablesNet, us-gaap:ReceivablesOfCustomers]}   # what" in case.mapping()
    assert "Assets = Cash + ReceivablesNet]" in case.mapping()
    both = values.pop("us-gaap:Receivables")
    assert case.values() == values | {"us-gaap:ReceivablesNet": both, "us-gaap:ReceivablesOfCustomers": both}


def test_both_where_a_line_has_several_concepts_and_a_layout_shows_them(tmp_path: Path) -> None:
    lines = LINES.replace(
        "concept: us-gaap:Receivables}", "concept: [us-gaap:Receivables, us-gaap:ReceivablesGross]}"
    )
    lines += "\n  - {show: us-gaap:Receivables}"
    old = [*YEAR, Element("ReceivablesGross")]
    new = changed(old, "Receivables", gone_for=("us-gaap:ReceivablesNet", "us-gaap:ReceivablesOfCustomers"))
    prose = "prose:\n- {words: owed, concept: [us-gaap:Receivables]}\n- {words: debtors, share: us-gaap:Receivables}\n"
    case = Case(tmp_path, old, new, lines=lines, mapping=prose)
    case.run("Receivables=ReceivablesNet,ReceivablesOfCustomers", write=True)
    mapping = case.mapping()
    assert (
        "concept: [us-gaap:ReceivablesNet, us-gaap:ReceivablesOfCustomers, us-gaap:ReceivablesGross]}"
        in mapping
    )
    assert "  - {show: us-gaap:ReceivablesNet}\n  - {show: us-gaap:ReceivablesOfCustomers}\n" in mapping
    assert "concept: [us-gaap:ReceivablesNet, us-gaap:ReceivablesOfCustomers]}\n- {words: debtors" in mapping
    assert "share: us-gaap:ReceivablesNet}" in mapping


def test_no_successor(tmp_path: Path) -> None:
    case = Case(tmp_path, YEAR, changed(YEAR, "Receivables", gone=True))
    migrated = case.run()
    (found,) = told(migrated)
    assert found.code == "XG-MIG-002"
    assert found.message == "us-gaap:Receivables is not in us-gaap/2033 any more; no successor is known"
    assert found.hint == (
        "--choose Receivables=NAME; nearest by name: us-gaap:ReceivablesNet, us-gaap:ReceivablesOfCustomers"
    )
    assert migrated.compared is not None
    assert case.run("us-gaap:Receivables=us-gaap:ReceivablesNet").complete


def test_a_deprecated_concept_may_be_kept(tmp_path: Path) -> None:
    case = Case(tmp_path, YEAR, changed(YEAR, "Receivables", gone_for=()))
    (found,) = told(case.run())
    assert found.hint is not None
    assert "--keep Receivables leaves it" in found.hint
    migrated = case.run(keep=("Receivables",), write=True)
    assert [(f.code, f.severity) for f in told(migrated)] == [("XG-MIG-002", Severity.INFO)]
    assert "us-gaap/2033" in case.mapping()
    assert "concept: us-gaap:Receivables}" in case.mapping()


def test_a_single_successor_may_be_declined(tmp_path: Path) -> None:
    case = Case(tmp_path, YEAR, changed(YEAR, "Receivables", gone_for=("us-gaap:ReceivablesNet",)))
    case.run("Receivables=ReceivablesOfCustomers", write=True)
    assert "us-gaap:ReceivablesOfCustomers}" in case.mapping()


def test_successors_are_followed_to_one_in_force_through_all_years(tmp_path: Path) -> None:
    old = changed(YEAR, "Receivables", gone_for=("us-gaap:Older",))
    old = [*old, Element("Older"), Element("Newer")]
    middle = changed(changed(old, "Receivables", gone=True), "Older", gone_for=("us-gaap:Newer",))
    new = changed(changed(middle, "Older", gone=True), "Newer", gone_for=("us-gaap:ReceivablesNet",))
    case = Case(tmp_path, old, new, between={"2024": middle})
    migrated = case.run()
    (fate,) = [f for f in migrated.fates if f.qname == "us-gaap:Receivables"]
    assert fate.successors == ("us-gaap:ReceivablesNet",)
    assert migrated.complete
    case.packages = (case.packages[0], case.packages[2])  # without the year between nobody knows of Newer
    (found,) = told(case.run())
    assert found.code == "XG-MIG-002"
    assert "its successor would be us-gaap:Older, but us-gaap:Older is not in" in found.message


def test_a_name_that_moved_to_another_prefix(tmp_path: Path) -> None:
    new = [*changed(YEAR, "Receivables", gone=True), Element("Receivables", prefix="srt")]
    case = Case(tmp_path, YEAR, new)
    migrated = case.run(write=True)
    assert [f.code for f in told(migrated)] == ["XG-MIG-001"]
    assert "concept: srt:Receivables}" in case.mapping()
    assert "Assets = Cash + Receivables]" in case.mapping(), "the bare name leads there"


def test_a_bare_name_that_would_lead_elsewhere_gets_its_prefix(tmp_path: Path) -> None:
    new = changed(YEAR, "Receivables", gone_for=("srt:Cash",))
    case = Case(tmp_path, YEAR, [*new, Element("Cash", prefix="srt")])
    case.run(write=True)
    assert "Assets = Cash + srt:Cash]" in case.mapping()


def test_two_lines_do_not_become_one_fact_unasked(tmp_path: Path) -> None:
    case = Case(tmp_path, YEAR, changed(YEAR, "Receivables", gone_for=("us-gaap:Cash",)))
    (found,) = told(case.run())
    assert found.code == "XG-MIG-002"
    assert (
        'us-gaap:Cash is used for the line "Cash" already, and two lines would be one fact' in found.message
    )
    chosen = case.run("Receivables=Cash")
    assert {f.code for f in told(chosen)} == {"XG-MIG-001", "XG-MIG-006"}, "what then differs is told"


def test_two_concepts_with_one_successor(tmp_path: Path) -> None:
    new = changed(YEAR, "Receivables", gone_for=("us-gaap:ReceivablesNet",))
    case = Case(tmp_path, YEAR, changed(new, "Cash", gone_for=("us-gaap:ReceivablesNet",)))
    found = told(case.run())
    assert [f.code for f in found] == ["XG-MIG-002", "XG-MIG-002"]
    assert "us-gaap:ReceivablesNet stands in the place of us-gaap:Receivables as well" in found[0].message


@pytest.mark.parametrize(
    ("how", "says"),
    [
        ({"type": "shares", "balance": None}, "it is of type shares, not of type monetary"),
        ({"period": "duration"}, "it is a duration, not an instant"),
        ({"type": "member"}, "it is a member, not of type monetary"),
    ],
)
def test_a_successor_of_another_kind_is_asked_about(tmp_path: Path, how: dict[str, Any], says: str) -> None:
    new = changed(YEAR, "Receivables", gone_for=("us-gaap:ReceivablesNet",))
    case = Case(tmp_path, YEAR, changed(new, "ReceivablesNet", **how))
    (found,) = told(case.run())
    assert found.code == "XG-MIG-002"
    assert says in found.message
    with pytest.raises(XbrlgenError) as caught:
        case.run("Receivables=ReceivablesNet")
    assert says in caught.value.findings[0].message


# -- signs ---------------------------------------------------------------------------------

DEBT = "Cash | 10 | 20\nDebt | 4 | 5\nTotal | 14 | 25"
DEBT_LINES = """\
  - {line: Cash, concept: us-gaap:Cash}
  - {line: Debt, concept: us-gaap:Debt}
  - {line: Total, concept: us-gaap:Net}"""
DEBTS = [Element("Cash"), Element("Debt", balance="credit"), Element("Net"), Element("Borrowing")]
NET = "  positive: debit\n  sums: [Net = Cash - Debt]\n"


def flipped(tmp_path: Path, **keys: Any) -> Case:
    """Debt becomes Borrowing, which is a debit. With ``positive: debit`` its printed 4 is -4 at first."""
    return Case(
        tmp_path, DEBTS, changed(DEBTS, "Debt", gone_for=("us-gaap:Borrowing",)),
        rows=DEBT, lines=DEBT_LINES, statement=NET, **keys
    )  # fmt: skip


def test_a_successor_with_the_other_balance_is_asked_about(tmp_path: Path) -> None:
    case = flipped(tmp_path)
    (found,) = told(case.run(), "XG-MIG-002")
    assert (
        "us-gaap:Borrowing is a debit and us-gaap:Debt was a credit, so the sign is in question"
        in found.message
    )
    assert found.hint is not None
    assert "--choose Debt=Borrowing leaves the values as they are" in found.hint
    assert "--choose Debt=-Borrowing turns them" in found.hint


def test_chosen_it_leaves_the_values(tmp_path: Path) -> None:
    case = flipped(tmp_path)
    assert case.values()["us-gaap:Debt"] == [-4000, -5000]
    migrated = case.run("Debt=Borrowing", write=True)
    against = [f.message for f in told(migrated, "XG-MIG-006")]
    assert "added finding: XG-EXT-004: 1 of severity error" in against, "the sum is against the balance then"
    assert [m for m in against if "asked" in m] == [], "the sign that it gets was approved"
    assert case.values()["us-gaap:Borrowing"] == [-4000, -5000]
    assert "{line: Debt, concept: us-gaap:Borrowing, sign: flip}" in case.mapping()


def test_chosen_with_a_minus_it_turns_them_and_their_sums(tmp_path: Path) -> None:
    case = flipped(tmp_path)
    migrated = case.run("Debt=-Borrowing", write=True)
    assert case.values()["us-gaap:Borrowing"] == [4000, 5000]
    assert "{line: Debt, concept: us-gaap:Borrowing}" in case.mapping()
    assert "sums: [Net = Cash + Borrowing]" in case.mapping()
    assert migrated.compared is not None
    assert migrated.compared.others == ()


def test_a_balance_that_is_not_known_any_more_turns_nothing(tmp_path: Path) -> None:
    case = Case(
        tmp_path, DEBTS, changed(DEBTS, "Debt", balance=None), rows=DEBT, lines=DEBT_LINES, statement=NET
    )
    migrated = case.run(write=True)
    (found,) = told(migrated)
    assert found.code == "XG-MIG-003"
    assert found.hint == "`sign: flip` keeps the value; it is among the edits"
    assert case.values()["us-gaap:Debt"] == [-4000, -5000]


def test_signs_of_one_line_that_would_have_to_differ(tmp_path: Path) -> None:
    lines = DEBT_LINES.replace("concept: us-gaap:Debt", "concept: [us-gaap:Debt, us-gaap:Owed]")
    old = [*DEBTS, Element("Owed", balance="debit")]
    new = changed(old, "Debt", balance=None)
    case = Case(tmp_path, old, new, rows=DEBT, lines=lines, statement=NET)
    with pytest.raises(XbrlgenError) as caught:
        case.run()
    (found,) = caught.value.findings
    assert found.code == "XG-MIG-007"
    assert str(found.where) == "mapping.yaml:12:12"
    assert "their signs would have to differ" in found.message


# -- what stays in force -------------------------------------------------------------------


def test_a_changed_balance_is_decided_before_it_turns_a_value(tmp_path: Path) -> None:
    new = changed(DEBTS, "Debt", balance="debit")
    case = Case(tmp_path, DEBTS, new, rows=DEBT, lines=DEBT_LINES, statement=NET)
    migrated = case.run()
    (found,) = told(migrated)
    assert (found.code, found.severity) == ("XG-MIG-003", Severity.ERROR)
    assert "its balance was credit and is debit" in found.message
    assert found.hint is not None
    assert "--keep Debt leaves the values" in found.hint
    assert migrated.undecided == ("us-gaap:Debt",)
    case.run(keep=("Debt",), write=True)
    assert case.values()["us-gaap:Debt"] == [-4000, -5000]
    assert "concept: us-gaap:Debt, sign: flip}" in case.mapping()


def test_a_changed_balance_may_turn_the_value(tmp_path: Path) -> None:
    new = changed(DEBTS, "Debt", balance="debit")
    case = Case(tmp_path, DEBTS, new, rows=DEBT, lines=DEBT_LINES, statement=NET)
    migrated = case.run("Debt=-Debt", write=True)
    assert case.values()["us-gaap:Debt"] == [4000, 5000]
    assert "sums: [Net = Cash + Debt]" in case.mapping()
    assert migrated.compared is not None
    assert migrated.compared.others == ()


def test_changed_type_and_period_type_are_told_and_what_they_do(tmp_path: Path) -> None:
    new = changed(changed(YEAR, "Cash", type="shares", balance=None), "Receivables", period="duration")
    found = told(Case(tmp_path, YEAR, new).run())
    changed_ = [f.message.partition(": ")[2] for f in found if f.code == "XG-MIG-003"]
    assert "its type was monetaryItemType and is sharesItemType" in changed_
    assert "its period type was instant and is duration" in changed_
    assert "changed unit" in " ".join(f.message for f in found if f.code == "XG-MIG-006")


def test_changed_label_and_sums_are_told(tmp_path: Path) -> None:
    new = changed(changed(YEAR, "Cash", label="Cash and the like"), "Receivables", into="- Cash")
    migrated = Case(tmp_path, YEAR, new).run()
    assert [(f.code, f.severity, str(f.where)) for f in migrated.findings] == [
        ("XG-MIG-004", Severity.INFO, "mapping.yaml:10:27"),
        ("XG-MIG-004", Severity.INFO, "mapping.yaml:11:34"),
    ]
    label, sums = (f.message for f in migrated.findings)
    assert label == 'us-gaap:Cash was called "Cash" and is called "Cash and the like" in us-gaap/2033'
    assert sums.endswith("no more into + us-gaap:Assets; now into - us-gaap:Cash")


# -- own elements --------------------------------------------------------------------------

OWN = """\
  Owed:
    type: monetary
    period: instant
    balance: debit
    label: Owed by Customers
    near: us-gaap:Cash
    why: there is none
"""
OWN_LINES = LINES.replace("us-gaap:Receivables", "abc:Owed")
OWN_SUM = SUM.replace("Receivables", "Owed")


@pytest.mark.parametrize("twin", [Element("Owed"), Element("DueFromCustomers", label="Owed by customers")])
def test_an_own_element_with_a_standard_twin(tmp_path: Path, twin: Element) -> None:
    case = Case(tmp_path, YEAR, [*YEAR, twin], lines=OWN_LINES, statement=OWN_SUM, custom=OWN)
    migrated = case.run()
    (found,) = told(migrated)
    assert found.code == "XG-MIG-005"
    assert f"us-gaap/2033 has {twin.qname}" in found.message
    assert found.hint is not None
    assert f"--choose Owed={twin.qname}" in found.hint
    same_name = twin.name == "Owed"
    assert found.severity is (Severity.ERROR if same_name else Severity.WARNING)
    assert migrated.complete is not same_name, "two elements of one name cannot stand together"

    values = case.values()
    done = case.run(f"Owed={twin.qname}", write=True)
    assert done.compared is not None
    assert done.compared.others == ()
    assert f"concept: {twin.qname}}}   # what customers owe" in case.mapping()
    assert f"Assets = Cash + {twin.name}]" in case.mapping()
    assert case.mapping().endswith("custom: {}\n")
    values[twin.qname] = values.pop("abc:Owed")
    assert case.values() == values


def test_an_own_element_may_be_kept(tmp_path: Path) -> None:
    twin = Element("DueFromCustomers", label="Owed by Customers")
    case = Case(tmp_path, YEAR, [*YEAR, twin], lines=OWN_LINES, statement=OWN_SUM, custom=OWN)
    assert told(case.run(keep=("abc:Owed",))) == []


def test_a_twin_must_be_of_the_same_kind(tmp_path: Path) -> None:
    twin = Element("DueFromCustomers", label="Owed by Customers", type="shares")
    case = Case(tmp_path, YEAR, [*YEAR, twin], lines=OWN_LINES, statement=OWN_SUM, custom=OWN)
    assert told(case.run()) == []


def test_a_standard_element_of_the_same_name_is_in_the_way_whatever_it_is(tmp_path: Path) -> None:
    twin = Element("Owed", period="duration")
    case = Case(tmp_path, YEAR, [*YEAR, twin], lines=OWN_LINES, statement=OWN_SUM, custom=OWN)
    migrated = case.run()
    (found,) = told(migrated)
    assert (found.code, found.severity) == ("XG-MIG-005", Severity.ERROR)
    assert "it is a duration, not an instant" in found.message
    assert found.hint == "give your own element another name first"
    assert migrated.undecided == ("abc:Owed",)


def test_a_twin_that_was_there_before_is_no_news(tmp_path: Path) -> None:
    year = [*YEAR, Element("DueFromCustomers", label="Owed by Customers")]
    case = Case(tmp_path, year, year, lines=OWN_LINES, statement=OWN_SUM, custom=OWN)
    assert told(case.run()) == []


def test_an_own_element_takes_the_place_of_one_that_is_gone(tmp_path: Path) -> None:
    case = Case(tmp_path, YEAR, changed(YEAR, "Receivables", gone=True), custom=OWN)
    migrated = case.run("Receivables=abc:Owed", write=True)
    assert migrated.complete
    assert "concept: abc:Owed}" in case.mapping()
    assert "Assets = Cash + Owed]" in case.mapping()


# -- axes and members, layout, waivers -----------------------------------------------------


def test_axes_members_headings_and_waivers(tmp_path: Path) -> None:
    old = [
        *YEAR, Element("OldAxis", "axis"), Element("OldMember", "member"), Element("NewAxis", "axis"),
        Element("NewMember", "member"), Element("OldAbstract", "text"), Element("NewAbstract", "text"),
    ]  # fmt: skip
    new = old
    for kind in ("Axis", "Member", "Abstract"):
        new = changed(new, f"Old{kind}", gone_for=(f"us-gaap:New{kind}",))
    lines = """\
  - concept: us-gaap:OldAbstract
    lines:
    - line: Cash   # by member
      concept: us-gaap:Cash
      dimensions: {us-gaap:OldAxis: us-gaap:OldMember}
    - {line: Receivables, concept: us-gaap:Receivables}
    - {line: Total, concept: us-gaap:Assets, preferred: total}"""
    case = Case(
        tmp_path, old, new, lines=lines,
        statement="  root: us-gaap:OldAbstract\n  checks: ['Assets = Cash[OldMember] + Receivables']\n",
        filing="waivers:\n- {code: XG-TIE-001, about: OldMember, reason: a test}\n"
        "- {code: XG-TIE-001, about: [us-gaap:OldAxis, Total], reason: a test}\n",
    )  # fmt: skip
    migrated = case.run(write=True)
    assert {f.code for f in told(migrated)} == {"XG-MIG-001"}
    assert migrated.written == ("mapping.yaml", "filing.yaml")
    mapping = case.mapping()
    assert "Old" not in mapping
    assert "dimensions: {us-gaap:NewAxis: us-gaap:NewMember}" in mapping
    assert "checks: ['Assets = Cash[NewMember] + Receivables']" in mapping
    filing = (case.project / "filing.yaml").read_text("utf-8")
    assert "about: NewMember, reason" in filing
    assert "about: [us-gaap:NewAxis, Total]" in filing
    assert migrated.compared is not None
    assert migrated.compared.others == ()


def test_two_axes_of_one_line_do_not_become_one_unasked(tmp_path: Path) -> None:
    old = [
        *YEAR,
        *(Element(n, "axis") for n in ("OldAxis", "NewAxis")),
        Element("M", "member"),
        Element("N", "member"),
    ]
    lines = LINES.replace(
        "us-gaap:Cash}", "us-gaap:Cash, dimensions: {us-gaap:OldAxis: us-gaap:M, us-gaap:NewAxis: us-gaap:N}}"
    )
    case = Case(
        tmp_path, old, changed(old, "OldAxis", gone_for=("us-gaap:NewAxis",)), lines=lines, statement=""
    )
    (found,) = told(case.run())
    assert found.code == "XG-MIG-002"
    assert "us-gaap:NewAxis is used at mapping.yaml:9:82 already" in found.message
    apart = lines.replace(", us-gaap:NewAxis: us-gaap:N", "")
    apart = apart.replace("us-gaap:Assets,", "us-gaap:Assets, dimensions: {us-gaap:NewAxis: us-gaap:N},")
    case = Case(
        tmp_path / "apart",
        old,
        changed(old, "OldAxis", gone_for=("us-gaap:NewAxis",)),
        lines=apart,
        statement="",
    )
    assert case.run().complete, "on two lines they are told apart"


# -- the expectation -----------------------------------------------------------------------


def test_the_expectation_follows_what_was_approved(tmp_path: Path) -> None:
    case = Case(tmp_path, YEAR, changed(YEAR, "Receivables", gone_for=("us-gaap:ReceivablesNet",)))
    verify_project(case.project, case.packages, update=True)
    migrated = case.run(write=True)
    assert migrated.written == (
        "mapping.yaml",
        "expected/facts.txt",
        "expected/networks.txt",
        "expected/checks.txt",
    )
    assert verify_project(case.project, case.packages).passed


def test_a_difference_from_before_stays_one(tmp_path: Path) -> None:
    case = Case(tmp_path, YEAR, changed(YEAR, "Receivables", gone_for=("us-gaap:ReceivablesNet",)))
    verify_project(case.project, case.packages, update=True)
    facts = case.project / "expected" / "facts.txt"
    facts.write_text(
        facts.read_text("utf-8").replace(
            "us-gaap:Receivables 2004-09-30 = 5000", "us-gaap:Receivables 2004-09-30 = 7000"
        ),
        "utf-8",
    )
    case.run(write=True)
    assert "us-gaap:ReceivablesNet 2004-09-30 = 7000 USD" in facts.read_text("utf-8")
    verified = verify_project(case.project, case.packages)
    assert [d.message for c in verified.cases for d in c.differences] == [
        'changed value: us-gaap:ReceivablesNet 2004-09-30 "Receivables": 7,000 -> 5,000'
    ]


def test_what_was_not_approved_is_told_and_not_expected(tmp_path: Path) -> None:
    new = changed(YEAR, "Receivables", gone_for=("us-gaap:ReceivablesNet",))
    case = Case(tmp_path, YEAR, changed(new, "Cash", type="shares", balance=None))
    verify_project(case.project, case.packages, update=True)
    migrated = case.run(write=True)
    found = told(migrated, "XG-MIG-006")
    assert any("changed unit" in f.message and "us-gaap:Cash" in f.message for f in found)
    assert {str(f.where) for f in found if "unit" in f.message} == {"mapping.yaml:10:12"}
    verified = verify_project(case.project, case.packages)
    subjects = {d.subject for c in verified.cases for d in c.differences if d.part == "facts"}
    assert subjects == {"us-gaap:Cash 2004-09-30", "us-gaap:Cash 2004-06-30"}


def test_the_year_that_is_not_at_hand(tmp_path: Path) -> None:
    case = Case(tmp_path, YEAR, changed(YEAR, "Receivables", gone_for=("us-gaap:ReceivablesNet",)))
    verify_project(case.project, case.packages, update=True)
    case.packages = case.packages[1:]
    migrated = case.run()
    assert [f.code for f in told(migrated)] == ["XG-MIG-001"]
    assert migrated.sources[0] == "not at hand"
    assert migrated.notes[0].startswith("us-gaap/2023 is not at hand (--taxonomy-package with its package)")
    assert migrated.compared is not None
    assert migrated.compared.before == "expected/"
    assert migrated.compared.others == ()
    case.run(write=True)
    assert verify_project(case.project, case.packages).passed


def test_without_the_year_and_without_an_expectation_no_facts_are_compared(tmp_path: Path) -> None:
    case = Case(tmp_path, YEAR, changed(YEAR, "Receivables", gone_for=("us-gaap:ReceivablesNet",)))
    case.packages = case.packages[1:]
    migrated = case.run()
    assert migrated.compared is None
    assert any("the facts are not compared" in note for note in migrated.notes)
    assert any("lacks facts.txt, networks.txt, checks.txt" in note for note in migrated.notes)


def test_an_expectation_that_cannot_be_read_stops_before_anything_is_written(tmp_path: Path) -> None:
    case = Case(tmp_path, YEAR, changed(YEAR, "Receivables", gone_for=("us-gaap:ReceivablesNet",)))
    verify_project(case.project, case.packages, update=True)
    (case.project / "expected" / "facts.txt").write_text("nonsense\n", "utf-8")
    before = case.mapping()
    with pytest.raises(XbrlgenError) as caught:
        case.run(write=True)
    assert [f.code for f in caught.value.findings] == ["XG-REG-004"]
    assert case.mapping() == before


def test_files_are_written_together_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case = Case(tmp_path, YEAR, changed(YEAR, "Receivables", gone_for=("us-gaap:ReceivablesNet",)))
    verify_project(case.project, case.packages, update=True)
    before = {p: p.read_bytes() for p in case.project.rglob("*") if p.is_file()}
    real = Path.open

    def full(path: Path, *arguments: Any, **named: Any) -> Any:
        if path.name.startswith(".checks"):
            raise OSError(28, "No space left on device", str(path))
        return real(path, *arguments, **named)

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(XbrlgenError) as caught:
        case.run(write=True)
    assert [f.code for f in caught.value.findings] == ["XG-OUT-003"]
    assert {p: p.read_bytes() for p in case.project.rglob("*") if p.is_file()} == before


# -- some decided, some not ----------------------------------------------------------------


def test_while_something_is_undecided_the_mapping_still_builds(tmp_path: Path) -> None:
    """What the old year does not have yet waits; what it has is put in."""
    new = changed(changed(YEAR, "Receivables", gone_for=("us-gaap:ReceivablesNet",)), "Assets", gone=True)
    new = [*changed(new, "Cash", gone_for=("us-gaap:Money",)), Element("Money")]
    case = Case(tmp_path, YEAR, new)
    values = case.values()
    migrated = case.run(write=True)
    assert migrated.undecided == ("us-gaap:Assets",)
    held = {r.choice.old: r.held_back for r in migrated.replacements}
    assert held == {"us-gaap:Receivables": "", "us-gaap:Cash": "us-gaap:Money waits for us-gaap/2033"}
    assert "taxonomy: us-gaap/2023" in case.mapping()
    assert "us-gaap:ReceivablesNet}" in case.mapping()
    assert "us-gaap:Cash}" in case.mapping()
    values["us-gaap:ReceivablesNet"] = values.pop("us-gaap:Receivables")
    assert case.values() == values

    case.run("Assets=ReceivablesOfCustomers", write=True)
    assert "taxonomy: us-gaap/2033" in case.mapping()
    assert "us-gaap:Money}" in case.mapping()


# -- patches -------------------------------------------------------------------------------


@pytest.mark.parametrize("tool", [["git", "apply"], ["patch", "-p1", "-s", "-i"]])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_patch_is_the_edit(tmp_path: Path, tool: list[str], newline: str) -> None:
    case = Case(tmp_path, YEAR, changed(YEAR, "Receivables", gone_for=("us-gaap:ReceivablesNet",)),
                filing="waivers: [{code: XG-TIE-001, about: Receivables, reason: a test}]")  # fmt: skip
    for name in ("mapping.yaml", "filing.yaml"):
        path = case.project / name
        path.write_bytes(path.read_bytes().replace(b"\n", newline.encode()))
    patch = tmp_path / "migrate.patch"
    migrated = case.run(patch=patch)
    assert migrated.written == (patch.as_posix(),)
    assert "\\ No newline at end of file" in migrated.patch
    if tool[0] == "patch":
        tool = [*tool[:1], "--binary", *tool[1:]]
    subprocess.run([*tool, str(patch)], cwd=case.project, check=True, capture_output=True)
    patched = {n: (case.project / n).read_bytes() for n in ("mapping.yaml", "filing.yaml")}
    for name, text in patched.items():
        back = text.decode().replace("ReceivablesNet", "Receivables").replace("us-gaap/2033", "us-gaap/2023")
        (case.project / name).write_bytes(back.encode())
    case.run(write=True)
    assert {n: (case.project / n).read_bytes() for n in patched} == patched


# -- requests that cannot be followed ------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "says", "hint"),
    [
        ({"to": "us-gaap/2099"}, "the taxonomy us-gaap/2099 is neither shipped nor installed", "known are: us-gaap/2023"),
        ({"to": "2033"}, "the taxonomy 2033 is neither shipped nor installed", "us-gaap/2033"),
        ({"choose": "Receivables"}, "this is not OLD=NEW", "us-gaap:OldName=us-gaap:NewName"),
        ({"choose": "Receivable=Cash"}, "the mapping does not use Receivable", "did you mean us-gaap:Receivables?"),
        ({"choose": "Receivables=ReceivableNet"}, "ReceivableNet is neither in us-gaap/2033 nor an own element", "did you mean us-gaap:ReceivablesNet?"),
        ({"choose": "Receivables=us-gaap:Older"}, "us-gaap:Older is deprecated in us-gaap/2033 itself", "in its place stands us-gaap:ReceivablesNet"),
        ({"choose": "Receivables=Receivables"}, "us-gaap:Receivables cannot stand in its own place; --keep", None),
        ({"choose": "Cash=Cash"}, "us-gaap:Cash is in force, there is nothing to decide", None),
        ({"choose": "Receivables=ReceivablesNet,ReceivablesNet"}, "a name stands twice", None),
        ({"keep": "Cask"}, "--keep Cask: the mapping does not use Cask", "did you mean us-gaap:Cash?"),
        ({"keep": "Assets"}, "us-gaap:Assets is not in us-gaap/2033, so it cannot be kept", None),
    ],
)  # fmt: skip
def test_misuse(tmp_path: Path, keys: dict[str, str], says: str, hint: str | None) -> None:
    new = changed(changed(YEAR, "Receivables", gone_for=()), "Assets", gone=True)
    new = [*new, Element("Older", gone_for=("us-gaap:ReceivablesNet",))]
    case = Case(tmp_path, YEAR, new)
    before = case.mapping()
    choose = [keys["choose"]] if "choose" in keys else []
    keep = (keys["keep"],) if "keep" in keys else ()
    with pytest.raises(XbrlgenError) as caught:
        case.run(*choose, to=keys.get("to", "us-gaap/2033"), keep=keep, write=True)
    (found,) = caught.value.findings
    assert found.code == ("XG-MAP-015" if "to" in keys else "XG-MIG-007")
    assert says in found.message
    assert (hint or "") in (found.hint or "")
    assert case.mapping() == before


def test_twice_decided_and_kept_as_well(tmp_path: Path) -> None:
    case = Case(tmp_path, YEAR, changed(YEAR, "Receivables", gone_for=()))
    with pytest.raises(XbrlgenError) as caught:
        case.run("Receivables=ReceivablesNet", "us-gaap:Receivables=Cash", keep=("Receivables",))
    assert [f.message.partition(": ")[2] for f in caught.value.findings] == [
        "us-gaap:Receivables is decided twice",
        "us-gaap:Receivables is replaced by --choose",
    ]


def test_no_way_back(tmp_path: Path) -> None:
    case = Case(tmp_path, YEAR, YEAR)
    case.run(write=True)
    with pytest.raises(XbrlgenError) as caught:
        case.run(to="us-gaap/2023")
    (found,) = caught.value.findings
    assert (found.code, str(found.where)) == ("XG-MIG-007", "mapping.yaml:1:11")
    assert found.message == "us-gaap/2023 is earlier than us-gaap/2033, which the mapping names"


def test_a_name_that_neither_year_has(tmp_path: Path) -> None:
    case = Case(tmp_path, YEAR, YEAR, statement="")
    edit(case.project, "mapping.yaml", "concept: us-gaap:Cash}", "concept: us-gaap:Csah}")
    (found,) = told(case.run())
    assert found.code == "XG-MIG-002"
    assert found.message == "us-gaap:Csah is in neither year; no successor is known"
    assert found.hint is not None
    assert "nearest by name: us-gaap:Cash" in found.hint


def test_elements_of_a_year_can_be_changed_for_a_test() -> None:
    assert changed([Element("A"), Element("B")], "A", gone=True) == [Element("B")]
    assert changed([Element("A")], "A", label="x") == [replace(Element("A"), label="x")]
