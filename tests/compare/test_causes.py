"""What is told of two records: causes, what follows from them, what was restated, what moved on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from tests.compare.records import (
    DOCUMENT,
    END,
    ENTITY,
    NEXT,
    Q2,
    Q3,
    a_fact,
    a_label,
    a_role,
    altered,
    an_arc,
    an_element,
    of,
    records,
)
from xbrlgen.compare.causes import tell
from xbrlgen.compare.causes.align import align, tells
from xbrlgen.compare.causes.facts import restated
from xbrlgen.compare.causes.lines import exchanged_concepts, renamed_lines
from xbrlgen.compare.identity import compare
from xbrlgen.compare.recorded import IN_TEXT
from xbrlgen.model.comparison import Entry
from xbrlgen.model.period import Period
from xbrlgen.model.recorded import CheckRecord, FindingRecord, RankedArc, Recorded
from xbrlgen.model.report import Fact, StatementLine

Q4 = Period(date(2004, 10, 1), date(2004, 12, 31))
Q3_BEFORE = Period(date(2003, 7, 1), date(2003, 9, 30))
PROPERTY = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def entries(before: Recorded, after: Recorded) -> list[Entry]:
    return list(tell(before, after).entries)


def one(before: Recorded, after: Recorded) -> Entry:
    (entry,) = entries(before, after)
    return entry


def later(*facts: Fact, **parts: Any) -> Recorded:
    return of(*facts, document=NEXT, **parts)


def link(child: str, parent: str = "us-gaap:Top", kind: str = "presentation", **more: Any) -> RankedArc:
    arcrole = {"presentation": "parent-child", "calculation": "summation-item", "definition": "domain-member"}
    given_ = {"order": 1, "weight": Decimal(1) if kind == "calculation" else None} | more
    return an_arc("Operations", kind, arcrole[kind], parent, child, **given_)


ROLE = (a_role("Operations", "Statement - Operations"),)
PLAIN: dict[str, Any] = {"lines": ()}


# -- nothing is lost, nothing invented -------------------------------------------------------


@PROPERTY
@given(records())
def test_nothing_is_told_of_a_record_and_itself(taken: Recorded) -> None:
    story = tell(taken, taken)
    assert (story.entries, story.moved, story.followed) == ((), (), ())


@PROPERTY
@given(records(), records())
def test_every_difference_is_told_once(a: Recorded, b: Recorded) -> None:
    a, b = (replace(x, report=replace(x.report, entity=ENTITY, document=DOCUMENT)) for x in (a, b))
    found = [
        d
        for d in compare(a, b)
        if not (isinstance(d.thing, RankedArc) and d.thing.kind == "calculation" and d.aspects == ("order",))
    ]
    story = tell(a, b)
    told = [d for e in story.entries for d in e.differences] + list(story.followed)
    assert sorted(d.message for d in told) == sorted(d.message for d in found)
    assert all(e.title and (e.before is not None or e.after is not None) for e in story.entries)


# -- facts -----------------------------------------------------------------------------------


def test_a_figure() -> None:
    entry = one(of(a_fact()), of(a_fact(value=101)))
    assert (entry.kind, entry.before, entry.after) == ("value", "100 USD", "101 USD")
    assert entry.title == '"Revenue" us-gaap:Revenues 2004-07-01..2004-09-30'


def test_one_printed_figure_may_be_two_facts_and_is_one_difference() -> None:
    both = [a_fact("us-gaap:Basic"), a_fact("us-gaap:Diluted")]
    entry = one(of(*both), of(*(replace(s, value=Decimal(5)) for s in both)))
    assert entry.leading == 2
    assert "us-gaap:Basic and 1 more" in entry.title


def test_a_concept_with_its_place_sum_label_and_check() -> None:
    def side(name: str, value: int = 100) -> Recorded:
        qname = f"us-gaap:{name}"
        return of(
            a_fact(qname),
            a_fact(qname, period=Q2),
            roles=ROLE,
            arcs=(link(qname), link(qname, "us-gaap:Total", "calculation")),
            labels=(a_label(qname, "label", "Revenue"),),
            checks=(CheckRecord("Operations", f"Total = {name} + Other", 2, 0),),
        )

    entry = one(side("Revenues"), side("Sales"))
    assert (entry.kind, entry.before, entry.after) == ("concept", "us-gaap:Revenues", "us-gaap:Sales")
    assert entry.leading == 2
    assert entry.also == ("label", "structure", "check")
    assert len(entry.follows) == 8


def test_a_concept_that_stays_elsewhere_is_still_exchanged_here() -> None:
    other = StatementLine("Guidance", "Revenue")
    before = of(a_fact(lines=(StatementLine("Operations", "Revenue"), other)))
    after = of(a_fact(lines=(other,)), a_fact("us-gaap:Sales"))
    entry = one(before, after)
    assert (entry.kind, entry.before, entry.after) == ("concept", "us-gaap:Revenues", "us-gaap:Sales")


def test_a_line_to_a_concept_that_was_there_already() -> None:
    other = a_fact("us-gaap:Sales", lines=(StatementLine("Guidance", "Sales"),))
    both = altered(other, lines=(*other.lines, StatementLine("Operations", "Revenue")))
    entry = one(of(a_fact(), other), of(both))
    assert (entry.kind, entry.before, entry.after) == ("concept", "us-gaap:Revenues", "us-gaap:Sales")


def test_a_line_renamed_and_a_line_dropped() -> None:
    renamed = a_fact(lines=(StatementLine("Operations", "Total revenue"),))
    entry = one(of(a_fact(), a_fact(period=Q2)), of(renamed, altered(renamed, period=Q2)))
    assert (entry.kind, entry.before, entry.after) == ("label", '"Revenue"', '"Total revenue"')
    entry = one(
        of(a_fact(), a_fact("us-gaap:Costs", lines=(StatementLine("Operations", "Costs"),))), of(a_fact())
    )
    assert (entry.kind, entry.change, entry.title) == ("line", "removed", 'line "Costs" in Operations')


def test_a_sign_takes_its_negated_label_along() -> None:
    before = of(a_fact(), roles=ROLE, arcs=(link("us-gaap:Revenues"),))
    after = of(
        a_fact(value=-100),
        roles=ROLE,
        arcs=(link("us-gaap:Revenues", preferred="negatedLabel"),),
        labels=(a_label("us-gaap:Revenues", "negatedLabel", "Revenue"),),
    )
    entry = one(before, after)
    assert (entry.kind, entry.before, entry.after) == ("value", "100 USD", "-100 USD")
    assert entry.also == ("label", "structure")


def test_a_member_with_its_element() -> None:
    def side(member: str) -> Recorded:
        return of(
            a_fact(dimensions=(("srt:Axis", member),)),
            roles=ROLE,
            arcs=(link(member, "srt:Domain", "definition"), link(member, "srt:Domain")),
            elements=(an_element(member, "dtr-types:domainItemType", "duration", abstract=True),),
        )

    entry = one(side("abc:OneMember"), side("abc:TwoMember"))
    assert (entry.kind, entry.before) == ("member", "srt:Axis=abc:OneMember")
    assert entry.also == ("structure", "element")


def test_a_period() -> None:
    entry = one(of(a_fact()), of(a_fact(period=Q4)))
    assert (entry.kind, entry.before, entry.after) == ("period", str(Q3), str(Q4))


def test_an_element_takes_the_signs_it_turns_along() -> None:
    element = an_element("abc:Own", "xbrli:monetaryItemType", "duration", "debit")
    before = of(a_fact("abc:Own"), elements=(element,))
    after = of(a_fact("abc:Own", value=-100), elements=(an_element("abc:Own", balance="credit"),))
    entry = one(before, after)
    assert (entry.kind, entry.also) == ("element", ("value",))
    assert entry.after == "monetaryItemType duration credit"


def test_decimals_of_many_facts_are_one_difference() -> None:
    entry = one(of(a_fact(), a_fact(period=Q2)), of(a_fact(decimals=-6), a_fact(period=Q2, decimals=-6)))
    assert (entry.title, entry.before, entry.after) == ("decimals of 2 facts", "-3", "-6")


# -- reports of different periods --------------------------------------------------------------


def test_facts_that_moved_on_are_counted_and_no_differences() -> None:
    before = of(a_fact(), a_fact(period=Q2), a_fact(period=Q3_BEFORE))
    story = tell(before, later(a_fact(period=Q4), a_fact()))
    assert story.entries == ()
    assert [(str(m.period), len(m.before), len(m.after)) for m in story.moved] == [
        (str(Q4), 0, 1),
        (str(Q2), 1, 0),
        (str(Q3_BEFORE), 1, 0),
    ]


def test_a_figure_of_a_past_period_is_restated_whichever_report_is_named_first() -> None:
    old, new = of(a_fact(), a_fact(period=Q2)), later(a_fact(value=90), a_fact(period=Q4, value=7))
    assert (one(old, new).kind, one(old, new).before, one(old, new).after) == (
        "restated",
        "100 USD",
        "90 USD",
    )
    assert (one(new, old).kind, one(new, old).before) == ("restated", "90 USD")
    assert [d.before.value for d in restated(old, new) if d.before] == [Decimal(100)]


def test_an_outlook_that_changed_is_not_restated() -> None:
    outlook = Period(date(2005, 1, 1), date(2005, 12, 31))
    old, new = of(a_fact(period=outlook)), later(a_fact(period=outlook, value=120))
    assert one(old, new).kind == "value"
    assert restated(old, new) == ()


def test_two_reports_of_one_period_restate_nothing() -> None:
    assert one(of(a_fact(period=Q2)), of(a_fact(period=Q2, value=1))).kind == "value"
    assert restated(of(a_fact(period=Q2)), of(a_fact(period=Q2, value=1))) == ()


def test_a_concept_changed_under_its_caption_although_every_period_did() -> None:
    old, new = of(a_fact(), a_fact(period=Q2)), later(a_fact("us-gaap:Sales", period=Q4, value=7))
    told = entries(old, new)
    assert [(e.kind, e.before, e.after) for e in told] == [("concept", "us-gaap:Revenues", "us-gaap:Sales")]
    assert exchanged_concepts(old, new) == (
        (StatementLine("Operations", "Revenue"), "us-gaap:Revenues", "us-gaap:Sales"),
    )


def test_a_line_renamed_although_every_period_changed() -> None:
    old, new = of(a_fact()), later(a_fact(period=Q4, lines=(StatementLine("Operations", "Sales"),)))
    assert [(e.kind, e.before, e.after) for e in entries(old, new)] == [("label", '"Revenue"', '"Sales"')]
    assert renamed_lines(old, new) == (
        (StatementLine("Operations", "Revenue"), StatementLine("Operations", "Sales")),
    )


def test_lines_new_and_gone_are_told_of_successive_reports() -> None:
    goodwill = a_fact("us-gaap:Goodwill", lines=(StatementLine("Sheet", "Goodwill"),), period=END)
    new = later(a_fact(period=Q4), altered(goodwill, period=Period(None, Q4.end)))
    entry = one(of(a_fact()), new)
    assert (entry.kind, entry.change, entry.title) == ("line", "added", 'line "Goodwill" in Sheet')
    entry = one(of(a_fact(), goodwill), later(a_fact(period=Q4)))
    assert (entry.kind, entry.change) == ("line", "removed")


def test_the_cover_is_held_against_the_other_cover() -> None:
    def cover(name: str, day: date) -> Fact:
        return a_fact("dei:EntityRegistrantName", name, Period(day, day), unit="", decimals=None, lines=())

    old, new = of(cover("Old", END.end)), later(cover("New", Q4.end))
    entry = one(old, new)
    assert (entry.kind, entry.before, entry.after) == ("about", '"Old"', '"New"')
    assert entries(old, later(cover("Old", Q4.end))) == []


def test_what_a_report_is_of_is_told_once() -> None:
    def cover(name: str) -> Recorded:
        stated = a_fact("dei:EntityRegistrantName", name, END, unit="", decimals=None, lines=())
        return of(stated, entity=replace(ENTITY, name=name))

    assert [(e.kind, e.before) for e in entries(cover("Old"), cover("New"))] == [("value", '"Old"')]
    bare = [of(entity=replace(ENTITY, name=name)) for name in ("Old", "New")]
    assert [(e.kind, e.title, e.before) for e in entries(*bare)] == [("about", "entity", "Old")]
    of_2020 = of(taxonomy="us-gaap/2020")
    assert [(e.title, e.after) for e in entries(of(), of_2020)] == [("taxonomy", "us-gaap/2020")]


def test_checks_of_successive_reports_count_by_what_they_say_alone() -> None:
    sums = CheckRecord("Operations", "A = B + C", 3, 0)
    text = CheckRecord(IN_TEXT, "growth(A)", 1, 0)
    old, new = of(a_fact(), checks=(sums, text)), later(a_fact(), checks=(replace(sums, held=5),))
    assert entries(old, new) == []
    entry = one(old, later(a_fact(), checks=(replace(sums, formula="A = B - C"),)))
    assert (entry.kind, entry.before) == ("check", "A = B + C: holds 3, fails 0")


# -- plain XBRL --------------------------------------------------------------------------------


def plain(concept: str, label: str, value: int = 100, *facts: Fact) -> Recorded:
    return of(
        a_fact(concept, value, **PLAIN),
        *facts,
        roles=ROLE,
        arcs=(link(concept),),
        labels=(a_label(concept, "label", label),),
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
        a_fact("us-gaap:A", n, dimensions=(("srt:Axis", "abc:NewMember"),), period=p, **PLAIN)
        for n, p in ((1, Q3), (2, Q2))
    ]
    entry = one(base, base.with_parts(facts=(*base.facts, *more)))
    assert (entry.kind, entry.title, entry.after) == ("member", "member abc:NewMember", "2 facts")
    entry = one(base, base.with_parts(facts=(*base.facts, a_fact("us-gaap:C", 5, period=Q2, **PLAIN))))
    assert (entry.kind, entry.title) == ("line", "us-gaap:C")


# -- structure ---------------------------------------------------------------------------------


def test_a_heading_that_took_the_place_of_another_is_one_difference() -> None:
    def side(heading: str) -> Recorded:
        lines = [link(f"us-gaap:L{n}", heading, order=n) for n in (1, 2, 3)]
        return of(roles=ROLE, arcs=(link(heading), *lines), labels=(a_label(heading, "label", heading),))

    entry = one(side("us-gaap:OldAbstract"), side("us-gaap:NewAbstract"))
    assert (entry.kind, entry.title) == ("structure", "heading in Operations")
    assert "us-gaap:OldAbstract" in (entry.before or "")


def test_a_heading_goes_with_its_only_line() -> None:
    links = (link("us-gaap:Heading"), link("us-gaap:Revenues", "us-gaap:Heading"))
    labels = (a_label("us-gaap:Revenues", "label", "Revenue"),)
    other = a_fact("us-gaap:Other", lines=(StatementLine("Operations", "Other"),))
    before = of(a_fact(), other, roles=ROLE, arcs=links, labels=labels)
    entry = one(before, of(other, roles=ROLE))
    assert (entry.kind, entry.also) == ("line", ("label", "structure"))
    assert len(entry.follows) == 3


def test_a_sum_told_with_its_check_and_the_order_of_its_parts_is_nothing() -> None:
    def side(*parts: tuple[str, int]) -> Recorded:
        links = tuple(
            link(f"us-gaap:{p}", "us-gaap:Total", "calculation", order=n, weight=Decimal(w))
            for n, (p, w) in enumerate(parts, start=1)
        )
        said = " ".join(f"{'+' if w > 0 else '-'} {p}" for p, w in sorted(parts))
        return of(roles=ROLE, arcs=links, checks=(CheckRecord("Operations", f"Total = {said}", 1, 0),))

    entry = one(side(("A", 1), ("B", 1)), side(("A", 1), ("B", -1)))
    assert (entry.kind, entry.before, entry.after) == ("structure", "+1 us-gaap:B", "-1 us-gaap:B")
    assert entry.also == ("check",)
    assert entries(side(("A", 1), ("B", 1)), side(("B", 1), ("A", 1))) == []


def test_a_statement_new_takes_its_lines_along() -> None:
    new = a_role("Extra", "Disclosure - Extra")
    fact = a_fact("us-gaap:X", lines=(StatementLine("Extra", "X"),))
    extra = an_arc("Extra", "presentation", "parent-child", "us-gaap:Top", "us-gaap:X", 1)
    after = of(
        a_fact(), fact, roles=(*ROLE, new), arcs=(extra,), labels=(a_label("us-gaap:X", "label", "X"),)
    )
    entry = one(of(a_fact(), roles=ROLE), after)
    assert (entry.kind, entry.change, entry.title) == ("structure", "added", "statement Extra")
    assert entry.after == "Disclosure - Extra, 1 fact"


def test_findings_follow_and_are_told_alone_where_nothing_else_is() -> None:
    found = (FindingRecord("XG-TIE-001", "error", 2),)
    story = tell(of(a_fact()), of(a_fact(value=1), findings=found))
    assert len(story.entries) == 1
    assert [d.subject for d in story.followed] == ["XG-TIE-001"]
    entry = one(of(a_fact()), of(a_fact(), findings=found))
    assert (entry.kind, entry.after) == ("check", "2 of severity error")


def test_long_texts_are_told_from_where_they_part() -> None:
    common = "word " * 100
    old, new = (replace(a_fact(unit=""), value=common + last) for last in ("one", "two"))
    entry = one(of(old), of(new))
    assert (entry.before or "").endswith('one"')
    assert (entry.after or "").startswith('"...')


# -- what only one side can tell ---------------------------------------------------------------


def test_what_one_side_cannot_tell_is_left_out_and_said() -> None:
    full = of(
        a_fact(),
        roles=ROLE,
        arcs=(link("us-gaap:Revenues"),),
        labels=(a_label("us-gaap:Revenues", "label", "R"),),
    )
    bare = of(a_fact(**PLAIN))
    old, new, missing = align(full, bare, may=(tells(full), frozenset({"facts"})))
    assert entries(old, new) == []
    assert missing == ("labels", "the presentation of statements", "printed captions")


@pytest.mark.parametrize("titled", [True, False], ids=["by its title", "by its lines"])
def test_a_statement_under_another_name_is_the_same(titled: bool) -> None:
    def side(name: str, title: str) -> Recorded:
        links = tuple(replace(link(f"us-gaap:L{n}", order=n), role=name) for n in (1, 2, 3))
        return of(roles=(a_role(name, title),), arcs=links)

    before, after = (
        side("Old", "Balance Sheet"),
        side("New", "Balance Sheet" if titled else "Financial Position"),
    )
    may = frozenset({"presentation"})
    old, new, _ = align(before, after, may=(may, may))
    told = [e.title for e in entries(old, new)]
    assert told == ([] if titled else ["title of statement New"])


def test_texts_that_differ_in_white_space_alone_are_the_same() -> None:
    before, after = (of(replace(a_fact(unit="", **PLAIN), value=text)) for text in ("a b", "ab"))
    may = frozenset({"facts"})
    old, new, _ = align(before, after, may=(may, may))
    assert entries(old, new) == []
