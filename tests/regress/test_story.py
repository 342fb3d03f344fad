"""What is told of two snapshots: causes, what follows from them, what was restated, what moved on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from tests.regress.shots import ABOUT, END, Q2, Q3, of, shot, snapshots
from xbrlgen.model.comparison import Entry
from xbrlgen.model.period import Period
from xbrlgen.model.snapshot import (
    Caption,
    CheckShot,
    ElementShot,
    FindingShot,
    LabelShot,
    LinkShot,
    RoleShot,
    Shot,
    Snapshot,
)
from xbrlgen.regress.compare import compare
from xbrlgen.regress.of_filing import IN_TEXT
from xbrlgen.regress.story import tell
from xbrlgen.regress.story.align import align, tells
from xbrlgen.regress.story.facts import restated
from xbrlgen.regress.story.lines import exchanged_concepts, renamed_lines

Q4 = Period(date(2004, 10, 1), date(2004, 12, 31))
Q3_BEFORE = Period(date(2003, 7, 1), date(2003, 9, 30))
NEXT = replace(ABOUT, period_end="2004-12-31")
PROPERTY = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def entries(before: Snapshot, after: Snapshot) -> list[Entry]:
    return list(tell(before, after).entries)


def one(before: Snapshot, after: Snapshot) -> Entry:
    (entry,) = entries(before, after)
    return entry


def later(*facts: Shot, **parts: Any) -> Snapshot:
    return Snapshot(NEXT, facts, **parts)


def link(child: str, parent: str = "us-gaap:Top", kind: str = "presentation", **more: Any) -> LinkShot:
    arcrole = {"presentation": "parent-child", "calculation": "summation-item", "definition": "domain-member"}
    given_ = {"order": 1, "weight": Decimal(1) if kind == "calculation" else None} | more
    return LinkShot("Operations", kind, arcrole[kind], parent, child, **given_)


ROLE = (RoleShot("Operations", "Statement - Operations"),)
PLAIN: dict[str, Any] = {"captions": ()}


# -- nothing is lost, nothing invented -------------------------------------------------------


@PROPERTY
@given(snapshots())
def test_nothing_is_told_of_a_snapshot_and_itself(taken: Snapshot) -> None:
    story = tell(taken, taken)
    assert (story.entries, story.moved, story.followed) == ((), (), ())


@PROPERTY
@given(snapshots(), snapshots())
def test_every_difference_is_told_once(a: Snapshot, b: Snapshot) -> None:
    b = replace(b, about=a.about)
    found = [
        d
        for d in compare(a, b)
        if not (isinstance(d.thing, LinkShot) and d.thing.kind == "calculation" and d.aspects == ("order",))
    ]
    story = tell(a, b)
    told = [d for e in story.entries for d in e.differences] + list(story.followed)
    assert sorted(d.message for d in told) == sorted(d.message for d in found)
    assert all(e.title and (e.before is not None or e.after is not None) for e in story.entries)


# -- facts -----------------------------------------------------------------------------------


def test_a_figure() -> None:
    entry = one(of(shot()), of(shot(value=101)))
    assert (entry.kind, entry.before, entry.after) == ("value", "100 USD", "101 USD")
    assert entry.title == '"Revenue" us-gaap:Revenues 2004-07-01..2004-09-30'


def test_one_printed_figure_may_be_two_facts_and_is_one_difference() -> None:
    both = [shot("us-gaap:Basic"), shot("us-gaap:Diluted")]
    entry = one(of(*both), of(*(replace(s, value=Decimal(5)) for s in both)))
    assert entry.leading == 2
    assert "us-gaap:Basic and 1 more" in entry.title


def test_a_concept_with_its_place_sum_label_and_check() -> None:
    def side(name: str, value: int = 100) -> Snapshot:
        qname = f"us-gaap:{name}"
        return of(
            shot(qname),
            shot(qname, period=Q2),
            roles=ROLE,
            links=(link(qname), link(qname, "us-gaap:Total", "calculation")),
            labels=(LabelShot(qname, "label", "Revenue"),),
            checks=(CheckShot("Operations", f"Total = {name} + Other", 2, 0),),
        )

    entry = one(side("Revenues"), side("Sales"))
    assert (entry.kind, entry.before, entry.after) == ("concept", "us-gaap:Revenues", "us-gaap:Sales")
    assert entry.leading == 2
    assert entry.also == ("label", "structure", "check")
    assert len(entry.follows) == 8


def test_a_concept_that_stays_elsewhere_is_still_exchanged_here() -> None:
    other = Caption("Guidance", "Revenue")
    before = of(shot(captions=(Caption("Operations", "Revenue"), other)))
    after = of(shot(captions=(other,)), shot("us-gaap:Sales"))
    entry = one(before, after)
    assert (entry.kind, entry.before, entry.after) == ("concept", "us-gaap:Revenues", "us-gaap:Sales")


def test_a_line_to_a_concept_that_was_there_already() -> None:
    other = shot("us-gaap:Sales", captions=(Caption("Guidance", "Sales"),))
    both = replace(other, captions=(*other.captions, Caption("Operations", "Revenue")))
    entry = one(of(shot(), other), of(both))
    assert (entry.kind, entry.before, entry.after) == ("concept", "us-gaap:Revenues", "us-gaap:Sales")


def test_a_line_renamed_and_a_line_dropped() -> None:
    renamed = shot(captions=(Caption("Operations", "Total revenue"),))
    entry = one(of(shot(), shot(period=Q2)), of(renamed, replace(renamed, period=Q2)))
    assert (entry.kind, entry.before, entry.after) == ("label", '"Revenue"', '"Total revenue"')
    entry = one(of(shot(), shot("us-gaap:Costs", captions=(Caption("Operations", "Costs"),))), of(shot()))
    assert (entry.kind, entry.change, entry.title) == ("line", "removed", 'line "Costs" in Operations')


def test_a_sign_takes_its_negated_label_along() -> None:
    before = of(shot(), roles=ROLE, links=(link("us-gaap:Revenues"),))
    after = of(
        shot(value=-100),
        roles=ROLE,
        links=(link("us-gaap:Revenues", preferred="negatedLabel"),),
        labels=(LabelShot("us-gaap:Revenues", "negatedLabel", "Revenue"),),
    )
    entry = one(before, after)
    assert (entry.kind, entry.before, entry.after) == ("value", "100 USD", "-100 USD")
    assert entry.also == ("label", "structure")


def test_a_member_with_its_element() -> None:
    def side(member: str) -> Snapshot:
        return of(
            shot(dimensions=(("srt:Axis", member),)),
            roles=ROLE,
            links=(link(member, "srt:Domain", "definition"), link(member, "srt:Domain")),
            elements=(ElementShot(member, "dtr-types:domainItemType", "duration", abstract=True),),
        )

    entry = one(side("abc:OneMember"), side("abc:TwoMember"))
    assert (entry.kind, entry.before) == ("member", "srt:Axis=abc:OneMember")
    assert entry.also == ("structure", "element")


def test_a_period() -> None:
    entry = one(of(shot()), of(shot(period=Q4)))
    assert (entry.kind, entry.before, entry.after) == ("period", str(Q3), str(Q4))


def test_an_element_takes_the_signs_it_turns_along() -> None:
    element = ElementShot("abc:Own", "xbrli:monetaryItemType", "duration", "debit")
    before = of(shot("abc:Own"), elements=(element,))
    after = of(shot("abc:Own", value=-100), elements=(replace(element, balance="credit"),))
    entry = one(before, after)
    assert (entry.kind, entry.also) == ("element", ("value",))
    assert entry.after == "monetaryItemType duration credit"


def test_decimals_of_many_facts_are_one_difference() -> None:
    entry = one(of(shot(), shot(period=Q2)), of(shot(decimals=-6), shot(period=Q2, decimals=-6)))
    assert (entry.title, entry.before, entry.after) == ("decimals of 2 facts", "-3", "-6")


# -- reports of different periods --------------------------------------------------------------


def test_facts_that_moved_on_are_counted_and_no_differences() -> None:
    before = of(shot(), shot(period=Q2), shot(period=Q3_BEFORE))
    story = tell(before, later(shot(period=Q4), shot()))
    assert story.entries == ()
    assert [(str(m.period), len(m.before), len(m.after)) for m in story.moved] == [
        (str(Q4), 0, 1),
        (str(Q2), 1, 0),
        (str(Q3_BEFORE), 1, 0),
    ]


def test_a_figure_of_a_past_period_is_restated_whichever_report_is_named_first() -> None:
    old, new = of(shot(), shot(period=Q2)), later(shot(value=90), shot(period=Q4, value=7))
    assert (one(old, new).kind, one(old, new).before, one(old, new).after) == (
        "restated",
        "100 USD",
        "90 USD",
    )
    assert (one(new, old).kind, one(new, old).before) == ("restated", "90 USD")
    assert [d.before.value for d in restated(old, new) if d.before] == [Decimal(100)]


def test_an_outlook_that_changed_is_not_restated() -> None:
    outlook = Period(date(2005, 1, 1), date(2005, 12, 31))
    old, new = of(shot(period=outlook)), later(shot(period=outlook, value=120))
    assert one(old, new).kind == "value"
    assert restated(old, new) == ()


def test_two_reports_of_one_period_restate_nothing() -> None:
    assert one(of(shot(period=Q2)), of(shot(period=Q2, value=1))).kind == "value"
    assert restated(of(shot(period=Q2)), of(shot(period=Q2, value=1))) == ()


def test_a_concept_changed_under_its_caption_although_every_period_did() -> None:
    old, new = of(shot(), shot(period=Q2)), later(shot("us-gaap:Sales", period=Q4, value=7))
    told = entries(old, new)
    assert [(e.kind, e.before, e.after) for e in told] == [("concept", "us-gaap:Revenues", "us-gaap:Sales")]
    assert exchanged_concepts(old, new) == (
        (Caption("Operations", "Revenue"), "us-gaap:Revenues", "us-gaap:Sales"),
    )


def test_a_line_renamed_although_every_period_changed() -> None:
    old, new = of(shot()), later(shot(period=Q4, captions=(Caption("Operations", "Sales"),)))
    assert [(e.kind, e.before, e.after) for e in entries(old, new)] == [("label", '"Revenue"', '"Sales"')]
    assert renamed_lines(old, new) == ((Caption("Operations", "Revenue"), Caption("Operations", "Sales")),)


def test_lines_new_and_gone_are_told_of_successive_reports() -> None:
    goodwill = shot("us-gaap:Goodwill", captions=(Caption("Sheet", "Goodwill"),), period=END)
    new = later(shot(period=Q4), replace(goodwill, period=Period(None, Q4.end)))
    entry = one(of(shot()), new)
    assert (entry.kind, entry.change, entry.title) == ("line", "added", 'line "Goodwill" in Sheet')
    entry = one(of(shot(), goodwill), later(shot(period=Q4)))
    assert (entry.kind, entry.change) == ("line", "removed")


def test_the_cover_is_held_against_the_other_cover() -> None:
    def cover(name: str, day: date) -> Shot:
        return Shot("dei:EntityRegistrantName", Period(day, day), (), "", name)

    old, new = of(cover("Old", END.end)), later(cover("New", Q4.end))
    entry = one(old, new)
    assert (entry.kind, entry.before, entry.after) == ("about", '"Old"', '"New"')
    assert entries(old, later(cover("Old", Q4.end))) == []


def test_what_a_report_is_of_is_told_once() -> None:
    def cover(name: str) -> Snapshot:
        fact = Shot("dei:EntityRegistrantName", END, (), "", name)
        return replace(of(fact), about=replace(ABOUT, entity=name))

    assert [(e.kind, e.before) for e in entries(cover("Old"), cover("New"))] == [("value", '"Old"')]
    bare = [replace(of(), about=replace(ABOUT, entity=name)) for name in ("Old", "New")]
    assert [(e.kind, e.title, e.before) for e in entries(*bare)] == [("about", "entity", "Old")]
    other = replace(of(), about=replace(ABOUT, taxonomy="us-gaap/2020"))
    assert [(e.title, e.after) for e in entries(of(), other)] == [("taxonomy", "us-gaap/2020")]


def test_checks_of_successive_reports_count_by_what_they_say_alone() -> None:
    sums = CheckShot("Operations", "A = B + C", 3, 0)
    text = CheckShot(IN_TEXT, "growth(A)", 1, 0)
    old, new = of(shot(), checks=(sums, text)), later(shot(), checks=(replace(sums, held=5),))
    assert entries(old, new) == []
    entry = one(old, later(shot(), checks=(replace(sums, formula="A = B - C"),)))
    assert (entry.kind, entry.before) == ("check", "A = B + C: holds 3, fails 0")


# -- plain XBRL --------------------------------------------------------------------------------


def plain(concept: str, label: str, value: int = 100, *facts: Shot) -> Snapshot:
    return of(
        shot(concept, value, **PLAIN),
        *facts,
        roles=ROLE,
        links=(link(concept),),
        labels=(LabelShot(concept, "label", label),),
    )


def test_without_captions_the_label_is_the_line() -> None:
    entry = one(plain("us-gaap:A", "Revenue"), plain("us-gaap:B", "Revenue", 7))
    assert (entry.kind, entry.before, entry.after) == ("concept", "us-gaap:A", "us-gaap:B")
    assert entry.title.startswith('"Revenue" in Operations')


def test_without_captions_a_value_that_stands_alone_tells_an_exchanged_concept() -> None:
    entry = one(plain("us-gaap:A", "Revenue", 123), plain("us-gaap:B", "Sales", 123))
    assert (entry.kind, entry.before, entry.after) == ("concept", "us-gaap:A", "us-gaap:B")


def test_without_captions_a_line_new_is_a_concept_and_a_member_new_is_told_once() -> None:
    base = plain("us-gaap:A", "Revenue", 100)
    more = [
        shot("us-gaap:A", n, dimensions=(("srt:Axis", "abc:NewMember"),), period=p, **PLAIN)
        for n, p in ((1, Q3), (2, Q2))
    ]
    entry = one(base, replace(base, facts=(*base.facts, *more)))
    assert (entry.kind, entry.title, entry.after) == ("member", "member abc:NewMember", "2 facts")
    entry = one(base, replace(base, facts=(*base.facts, shot("us-gaap:C", 5, period=Q2, **PLAIN))))
    assert (entry.kind, entry.title) == ("line", "us-gaap:C")


# -- structure ---------------------------------------------------------------------------------


def test_a_heading_that_took_the_place_of_another_is_one_difference() -> None:
    def side(heading: str) -> Snapshot:
        lines = [link(f"us-gaap:L{n}", heading, order=n) for n in (1, 2, 3)]
        return of(roles=ROLE, links=(link(heading), *lines), labels=(LabelShot(heading, "label", heading),))

    entry = one(side("us-gaap:OldAbstract"), side("us-gaap:NewAbstract"))
    assert (entry.kind, entry.title) == ("structure", "heading in Operations")
    assert "us-gaap:OldAbstract" in (entry.before or "")


def test_a_heading_goes_with_its_only_line() -> None:
    links = (link("us-gaap:Heading"), link("us-gaap:Revenues", "us-gaap:Heading"))
    labels = (LabelShot("us-gaap:Revenues", "label", "Revenue"),)
    other = shot("us-gaap:Other", captions=(Caption("Operations", "Other"),))
    before = of(shot(), other, roles=ROLE, links=links, labels=labels)
    entry = one(before, of(other, roles=ROLE))
    assert (entry.kind, entry.also) == ("line", ("label", "structure"))
    assert len(entry.follows) == 3


def test_a_sum_told_with_its_check_and_the_order_of_its_parts_is_nothing() -> None:
    def side(*parts: tuple[str, int]) -> Snapshot:
        links = tuple(
            link(f"us-gaap:{p}", "us-gaap:Total", "calculation", order=n, weight=Decimal(w))
            for n, (p, w) in enumerate(parts, start=1)
        )
        said = " ".join(f"{'+' if w > 0 else '-'} {p}" for p, w in sorted(parts))
        return of(roles=ROLE, links=links, checks=(CheckShot("Operations", f"Total = {said}", 1, 0),))

    entry = one(side(("A", 1), ("B", 1)), side(("A", 1), ("B", -1)))
    assert (entry.kind, entry.before, entry.after) == ("structure", "+1 us-gaap:B", "-1 us-gaap:B")
    assert entry.also == ("check",)
    assert entries(side(("A", 1), ("B", 1)), side(("B", 1), ("A", 1))) == []


def test_a_statement_new_takes_its_lines_along() -> None:
    new = RoleShot("Extra", "Disclosure - Extra")
    fact = shot("us-gaap:X", captions=(Caption("Extra", "X"),))
    extra = LinkShot("Extra", "presentation", "parent-child", "us-gaap:Top", "us-gaap:X", 1)
    after = of(
        shot(), fact, roles=(*ROLE, new), links=(extra,), labels=(LabelShot("us-gaap:X", "label", "X"),)
    )
    entry = one(of(shot(), roles=ROLE), after)
    assert (entry.kind, entry.change, entry.title) == ("structure", "added", "statement Extra")
    assert entry.after == "Disclosure - Extra, 1 fact"


def test_findings_follow_and_are_told_alone_where_nothing_else_is() -> None:
    found = (FindingShot("XG-TIE-001", "error", 2),)
    story = tell(of(shot()), of(shot(value=1), findings=found))
    assert len(story.entries) == 1
    assert [d.subject for d in story.followed] == ["XG-TIE-001"]
    entry = one(of(shot()), of(shot(), findings=found))
    assert (entry.kind, entry.after) == ("check", "2 of severity error")


def test_long_texts_are_told_from_where_they_part() -> None:
    common = "word " * 100
    old, new = (replace(shot(unit=""), value=common + last) for last in ("one", "two"))
    entry = one(of(old), of(new))
    assert (entry.before or "").endswith('one"')
    assert (entry.after or "").startswith('"...')


# -- what only one side can tell ---------------------------------------------------------------


def test_what_one_side_cannot_tell_is_left_out_and_said() -> None:
    full = of(
        shot(),
        roles=ROLE,
        links=(link("us-gaap:Revenues"),),
        labels=(LabelShot("us-gaap:Revenues", "label", "R"),),
    )
    bare = of(shot(**PLAIN))
    old, new, missing = align(full, bare, may=(tells(full), frozenset({"facts"})))
    assert entries(old, new) == []
    assert missing == ("labels", "the presentation of statements", "printed captions")


@pytest.mark.parametrize("titled", [True, False], ids=["by its title", "by its lines"])
def test_a_statement_under_another_name_is_the_same(titled: bool) -> None:
    def side(name: str, title: str) -> Snapshot:
        links = tuple(replace(link(f"us-gaap:L{n}", order=n), role=name) for n in (1, 2, 3))
        return of(roles=(RoleShot(name, title),), links=links)

    before, after = (
        side("Old", "Balance Sheet"),
        side("New", "Balance Sheet" if titled else "Financial Position"),
    )
    may = frozenset({"presentation"})
    old, new, _ = align(before, after, may=(may, may))
    told = [e.title for e in entries(old, new)]
    assert told == ([] if titled else ["title of statement New"])


def test_texts_that_differ_in_white_space_alone_are_the_same() -> None:
    before, after = (of(replace(shot(unit="", **PLAIN), value=text)) for text in ("a b", "ab"))
    may = frozenset({"facts"})
    old, new, _ = align(before, after, may=(may, may))
    assert entries(old, new) == []
