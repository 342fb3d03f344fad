"""From sources and a settled filing to documents: each print tagged where it stands, nothing else changed."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.project import EXAMPLE
from tests.render.sample import CLOSE, CONCEPTS, FILING, QUARTER, USD, mark
from tests.render.sample import SHARES as SHARE_UNIT
from xbrlgen.build.document import build_documents
from xbrlgen.model.document import Document, DocumentCell, DocumentParagraph, Grid, Tag, TextRun
from xbrlgen.model.report import Context, Fact, Footnote, Origin, Print, Report, Unit
from xbrlgen.model.scale import NumberKind, Scales
from xbrlgen.model.source import (
    Cell,
    Column,
    Figure,
    FigureId,
    LineItem,
    Mention,
    Paragraph,
    Source,
    Span,
    Table,
)
from xbrlgen.model.where import Where
from xbrlgen.pipeline import Options, Result, check

REVENUE, COSTS = CONCEPTS["us-gaap:Revenues"], CONCEPTS["us-gaap:CostsAndExpenses"]


def at(line: int, column: int = 1) -> Where:
    return Where("release.txt", line, column)


def figure(text: str, value: str, where: Where, *, dash: bool = False, currency: str | None = None) -> Figure:
    m = re.search(r"[-—]" if dash else r"[\d,.]*\d", text)
    digits = None if m is None else m.span()
    return Figure(Decimal(value), 0, text, where, digits, dash=dash, currency=currency, id=mark(where))


def mention(start: int, end: int, of: Figure) -> Mention:
    return Mention("amount", start, end, of, id=of.id)


def printed(where: Where, text: str, value: str, *, scale: int = 3, decimals: int = -3) -> Print:
    number = Decimal(value)
    return Print(mark(where), where, text, 1, scale, decimals, number, None, statement="Operations")


def fact(
    concept: str,
    *prints: Print,
    context: Context = QUARTER,
    unit: Unit = USD,
    notes: tuple[Footnote, ...] = (),
) -> Fact:
    of = CONCEPTS[concept]
    lead = prints[0]
    name = f"f-{of.name}-{context.id}"
    return Fact(name, of, lead.value, context, unit, lead.decimals, notes, origin=Origin.printed(prints))


def row(label: str, line: int, *cells: tuple[Figure, ...], depth: int = 0) -> LineItem:
    texts = [" - ".join(f.text for f in figures) for figures in cells]
    return LineItem(
        label,
        label,
        (),
        tuple(Cell(i, t, f, f[0].where) for i, (t, f) in enumerate(zip(texts, cells, strict=True)) if f),
        at(line),
        depth=depth,
    )


def table(*rows: LineItem, columns: tuple[Column, ...] | None = None) -> Table:
    columns = columns or (Column(0, ("2004",), QUARTER.period, at(2, 40)),)
    return Table("RESULTS (in thousands)", columns, rows, at(1), scales=Scales(((NumberKind.MONEY, 3),)))


def documents(report: Report, *blocks: Paragraph | Table) -> tuple[Document, ...]:
    return build_documents((Source("release.txt", blocks),), report)


def of(*facts: Fact, notes: tuple[Footnote, ...] = ()) -> Report:
    return replace(FILING, facts=facts, footnotes=notes)


def tagged(*papers: Document) -> list[tuple[str, Tag]]:
    return [(run.text, tag) for d in papers for run in d.runs() for tag in run.tags if tag.concept]


def cells(document: Document) -> list[DocumentCell]:
    grid = next(b for b in document.blocks if isinstance(b, Grid))
    return [c for r in grid.rows for c in r if c.kind != "gap"]


def words(runs: tuple[TextRun, ...]) -> str:
    return "".join(r.text for r in runs)


# -- tags ----------------------------------------------------------------------------------


def test_the_sign_is_that_of_the_value_not_of_the_paper() -> None:
    gain = fact("us-gaap:Revenues", printed(at(3), "(108)", "108000"))
    loss = fact("us-gaap:CostsAndExpenses", printed(at(4), "75", "-75000"))
    paper = documents(
        of(gain, loss),
        table(
            row("Gain", 3, (figure("(108)", "-108", at(3)),)), row("Loss", 4, (figure("75", "75", at(4)),))
        ),
    )
    assert [(text, tag.sign, tag.scale, tag.format) for text, tag in tagged(*paper)] == [
        ("108", None, 3, "ixt:num-dot-decimal"),
        ("75", "-", 3, "ixt:num-dot-decimal"),
    ]
    assert [words(c.runs) for c in cells(paper[0])] == ["Gain", "", "(108", ")", "Loss", "", "75", ""]


def test_one_print_of_two_facts_is_two_nested_tags() -> None:
    prints = printed(at(3), "500", "500000")
    paper = documents(
        of(fact("us-gaap:Revenues", prints), fact("us-gaap:CostsAndExpenses", prints)),
        table(row("Both", 3, (figure("500", "500", at(3)),))),
    )
    (run,) = [r for d in paper for r in d.runs() if r.tags]
    assert [t.concept for t in run.tags] == ["us-gaap:Revenues", "us-gaap:CostsAndExpenses"]


def test_two_figures_of_one_place_have_a_fact_each() -> None:
    cell = at(3)
    low = replace(figure("10", "10", cell), id=FigureId("release.txt", 1))
    high = replace(figure("12", "12", cell), id=FigureId("release.txt", 2))
    facts = (
        fact("us-gaap:Revenues", replace(printed(cell, "10", "10000"), figure=low.id)),
        fact("us-gaap:CostsAndExpenses", replace(printed(cell, "12", "12000"), figure=high.id)),
    )
    paper = documents(of(*facts), table(row("Range", 3, (low, high))))
    assert [(text, tag.concept) for text, tag in tagged(*paper)] == [
        ("10", "us-gaap:Revenues"),
        ("12", "us-gaap:CostsAndExpenses"),
    ]


def test_a_print_that_no_transformation_reads_is_hidden_and_referred_to() -> None:
    odd = replace(figure("6 3/4", "6.75", at(3)), digits=None)
    paper = documents(
        of(fact("us-gaap:Revenues", printed(at(3), "6 3/4", "6750"))), table(row("Rate", 3, (odd,)))
    )
    assert tagged(*paper) == []
    assert [r.text for d in paper for r in d.runs() if r.refers] == ["6 3/4"]
    assert paper[0].header is not None
    assert [h.text for h in paper[0].header.hidden] == ["6750"]


def test_what_may_not_be_nested_is_hidden_and_referred_to() -> None:
    money = fact("us-gaap:Revenues", printed(at(3), "500", "500000"))
    shares = fact(
        "us-gaap:SharesOutstanding", printed(at(3), "500", "500000"), context=CLOSE, unit=SHARE_UNIT
    )
    paper = documents(of(money, shares), table(row("Both", 3, (figure("500", "500", at(3)),))))
    (run,) = [r for d in paper for r in d.runs() if r.tags]
    assert [t.fact for t in run.tags] == [money.id]
    assert run.refers == shares.id
    assert paper[0].header is not None
    (hidden,) = paper[0].header.hidden
    assert (hidden.tag.id, hidden.tag.unit, hidden.text) == (shares.id, "shares", "500000")


def test_a_print_that_does_not_say_the_value_is_not_tagged_with_it() -> None:
    wrong = fact("us-gaap:Revenues", printed(at(3), "500", "501000"))
    paper = documents(of(wrong), table(row("Revenue", 3, (figure("500", "500", at(3)),))))
    assert tagged(*paper) == []
    assert paper[0].header is not None
    assert [h.text for h in paper[0].header.hidden] == ["501000"]


def test_every_print_is_tagged_at_its_own_precision_and_ids_are_unique() -> None:
    text = "Revenue was $37.6 million."
    start = text.index("$")
    prose = Paragraph(
        (Span(text, at(9)),),
        mentions=(mention(start, start + 13, figure("$37.6 million", "37.6", at(9, start + 1))),),
    )
    revenue = fact(
        "us-gaap:Revenues",
        printed(at(3), "37,593", "37593000"),
        printed(at(9, start + 1), "$37.6 million", "37600000", scale=6, decimals=-5),
    )
    # The context's name is what the second print would be called.
    taken = Context(f"{revenue.id}.2", QUARTER.period)
    other = fact("us-gaap:CostsAndExpenses", printed(at(4), "1", "1000"), context=taken)
    report = replace(of(revenue, other), contexts=(QUARTER, taken))
    paper = documents(
        report,
        prose,
        table(
            row("Revenue", 3, (figure("37,593", "37593", at(3)),)),
            row("Costs", 4, (figure("1", "1", at(4)),)),
        ),
    )
    got = {t.id: (text, t.decimals, t.scale) for text, t in tagged(*paper)}
    assert got == {
        revenue.id: ("37,593", "-3", 3),
        f"{revenue.id}.3": ("37.6", "-5", 6),
        other.id: ("1", "-3", 3),
    }
    (paragraph,) = [b for b in paper[0].blocks if isinstance(b, DocumentParagraph) and b.kind == "paragraph"]
    assert [r.text for r in paragraph.lines[0]] == ["Revenue was $", "37.6", " million."]


# -- footnotes -----------------------------------------------------------------------------


def test_a_footnote_is_its_words_with_their_numbers_and_all_prints_point_to_it() -> None:
    text = "A    Leaves out $2,024 of depreciation."
    start = text.index("$")
    note = Paragraph(
        (Span(text, at(20)),),
        "note",
        "A",
        (mention(start, start + 6, figure("$2,024", "2024", at(20, start + 1))),),
    )
    footnote = Footnote("fn-A", "A", "Leaves out $2,024 of depreciation.", at(20))
    costs = fact("us-gaap:CostsAndExpenses", printed(at(20, start + 1), "$2,024", "2024000"))
    revenue = fact(
        "us-gaap:Revenues",
        printed(at(3), "500", "500000"),
        printed(at(4), "500", "500000"),
        notes=(footnote, footnote),
    )
    rows = (row("One", 3, (figure("500", "500", at(3)),)), row("Again", 4, (figure("500", "500", at(4)),)))
    (paper,) = documents(of(revenue, costs, notes=(footnote,)), table(*rows), note)
    (block,) = [b for b in paper.blocks if isinstance(b, DocumentParagraph) and b.kind == "note"]
    (line,) = block.lines
    inside = [r for r in line if any(t.id == "fn-A" for t in r.tags)]
    assert words(tuple(inside)) == footnote.text
    assert [r.text for r in line if not r.tags] == ["A", " "]
    assert [t.element for t in inside[1].tags] == ["footnote", "nonFraction"]
    assert paper.header is not None
    (relation,) = paper.header.relationships
    assert (relation.sources, relation.footnote) == ((revenue.id, f"{revenue.id}.2"), "fn-A")


def test_a_footnote_that_no_paragraph_holds_is_set_at_the_end() -> None:
    footnote = Footnote("fn-A", "A", "Read elsewhere.", Where("other.txt", 1, 1))
    revenue = fact("us-gaap:Revenues", printed(at(3), "500", "500000"), notes=(footnote,))
    (paper,) = documents(of(revenue, notes=(footnote,)), table(row("One", 3, (figure("500", "500", at(3)),))))
    last = paper.blocks[-1]
    assert isinstance(last, DocumentParagraph)
    assert [(r.text, [t.id for t in r.tags]) for r in last.lines[0]][-1] == ("Read elsewhere.", ["fn-A"])


# -- tables --------------------------------------------------------------------------------


def test_a_range_has_its_figures_side_by_side_and_one_figure_under_the_higher_end() -> None:
    low, high = figure("$18,000", "18000", at(3, 10)), figure("$21,000", "21000", at(3, 20))
    (paper,) = documents(
        of(), table(row("Range", 3, (low, high)), row("Both", 4, (figure("$300", "300", at(4)),)))
    )
    assert [(c.kind, words(c.runs), c.span) for c in cells(paper)] == [
        ("label", "Range", 1),
        ("lead", "$", 1),
        ("figure", "18,000", 1),
        ("trail", "", 1),
        ("between", "-", 1),
        ("lead", "$", 1),
        ("figure", "21,000", 1),
        ("trail", "", 1),
        ("label", "Both", 1),
        ("words", "", 4),
        ("lead", "$", 1),
        ("figure", "300", 1),
        ("trail", "", 1),
    ]


def test_rows_of_a_grid_are_of_one_width() -> None:
    both = (figure("1", "1", at(3, 10)), figure("2", "2", at(3, 20)))
    columns = (
        Column(0, ("Pro forma", "2005"), None, at(1, 30), marks=("B",)),
        Column(1, ("Pro forma", "2006"), None, at(1, 30), marks=("B",)),
        Column(2, ("Change",), None, at(1, 60)),
    )
    (paper,) = documents(
        of(),
        table(row("Range", 3, both, both, (figure("3", "3", at(3, 70)),)), row("Title", 5), columns=columns),
    )
    (grid,) = [b for b in paper.blocks if isinstance(b, Grid)]
    assert len({sum(c.span for c in r) for r in (*grid.headings, *grid.rows)}) == 1
    over = [(words(c.runs), c.span, c.rule) for c in grid.headings[0] if c.runs]
    assert over == [("Pro forma(B)", 15, "below")]
    under = [(words(c.runs), c.rule) for c in grid.headings[1] if c.runs]
    assert under == [("2005", "below"), ("2006", "below"), ("Change", "below")]


def test_equal_headings_from_different_places_stay_two() -> None:
    columns = (
        Column(0, ("Mpower", "2004"), None, at(1, 30)),
        Column(1, ("Mpower", "2003"), None, at(1, 50)),
    )
    one, two = (figure("1", "1", at(3, 30)),), (figure("2", "2", at(3, 50)),)
    (paper,) = documents(of(), table(row("Line", 3, one, two), columns=columns))
    (grid,) = [b for b in paper.blocks if isinstance(b, Grid)]
    assert [words(c.runs) for c in grid.headings[0] if c.runs] == ["Mpower", "Mpower"]


def test_a_total_has_a_rule_above_and_a_grand_one_two_below() -> None:
    def line(label: str, number: int, text: str, currency: str | None = None) -> LineItem:
        return row(label, number, (figure(text, "1", at(number), currency=currency),))

    parts = [
        fact("us-gaap:Revenues", printed(at(3), "$1", "1000")),
        fact("us-gaap:CostsAndExpenses", printed(at(4), "1", "1000")),
        fact("us-gaap:OperatingIncomeLoss", printed(at(5), "$1", "1000")),
    ]
    rows = (line("Revenue", 3, "$1", "$"), line("Costs", 4, "1"), line("Result", 5, "$1", "$"))
    (paper,) = documents(of(*parts), table(*rows))
    assert [c.rule for c in cells(paper) if c.kind == "figure"] == [None, None, "double"]


def test_a_title_that_the_headings_above_say_is_not_said_twice() -> None:
    heading = Paragraph((Span("RESULTS (in thousands)", at(1)),), "heading")
    (paper,) = documents(of(), heading, table(row("Line", 3, (figure("1", "1", at(3)),))))
    assert [b.kind for b in paper.blocks if isinstance(b, DocumentParagraph)] == ["heading"]


def test_a_centred_heading_keeps_its_lines() -> None:
    spans = (Span("RESULTS OF THE", at(1, 30)), Span("THIRD QUARTER", at(2, 31)))
    (centred, plain) = documents(
        of(), Paragraph(spans, "heading"), Paragraph((Span("One", at(4)), Span("line", at(5))), "heading")
    )[0].blocks
    assert isinstance(centred, DocumentParagraph)
    assert isinstance(plain, DocumentParagraph)
    assert [words(line) for line in centred.lines] == ["RESULTS OF THE", "THIRD QUARTER"]
    assert [words(line) for line in plain.lines] == ["One line"]


def test_lines_set_in_columns_are_kept_in_columns() -> None:
    lines = ("Call:             1-800-555-0100", "10:00 a.m. Eastern")
    text = Paragraph((Span(lines[0], at(1, 1)), Span(lines[1], at(2, 19))), "layout")
    (paper,) = documents(of(), text)
    (grid,) = paper.blocks
    assert isinstance(grid, Grid)
    assert [[words(c.runs) for c in r if c.kind != "gap"] for r in grid.rows] == [
        ["Call:", "1-800-555-0100"],
        ["", "10:00 a.m. Eastern"],
    ]


# -- the set -------------------------------------------------------------------------------


def test_of_a_current_report_the_release_is_an_exhibit_of_the_cover() -> None:
    cover = FILING.facts[:2]
    papers = documents(replace(FILING, facts=cover), Paragraph((Span("Words.", at(1)),)))
    assert [d.name for d in papers] == ["exa-20041029.htm", "exa-20041029_ex991.htm"]
    assert [d.header is not None for d in papers] == [True, False]
    assert [(text, tag.id) for text, tag in tagged(papers[0])] == [
        (f.value, f.id) for f in cover if isinstance(f.value, str)
    ]


def test_of_a_periodic_report_the_release_follows_the_cover() -> None:
    report = replace(FILING, facts=FILING.facts[:2], document=replace(FILING.document, type="10-Q"))
    (paper,) = documents(report, Paragraph((Span("Words.", at(1)),)))
    assert paper.name == "exa-20040930.htm"
    assert words(paper.blocks[-1].lines[0]) == "Words."  # type: ignore[union-attr]


def test_names_are_names_that_edgar_takes() -> None:
    extension = replace(FILING.extension, prefix="A_Very.Long-Prefix_of_a_Company")
    papers = documents(replace(FILING, extension=extension), Paragraph((Span("Words.", at(1)),)))
    for paper in papers:
        assert re.fullmatch(r"[a-z0-9]+-\d{8}(_ex\d+)?\.htm", paper.name)
        assert len(paper.name) <= 32


@pytest.mark.parametrize(
    ("name", "kind", "value", "text", "form"),
    [
        ("AmendmentFlag", "xbrli:booleanItemType", "false", "☐", "ixt:fixed-false"),
        ("AmendmentFlag", "xbrli:booleanItemType", "true", "☒", "ixt:fixed-true"),
        (
            "DocumentPeriodEndDate",
            "xbrli:dateItemType",
            "2004-02-09",
            "February 9, 2004",
            "ixt:date-monthname-day-year-en",
        ),
        (
            "CurrentFiscalYearEndDate",
            "xbrli:gMonthDayItemType",
            "--12-31",
            "December 31",
            "ixt:date-monthname-day-en",
        ),
        ("EntityFileNumber", "dei:fileNumberItemType", "000-1", "000-1", None),
    ],
)
def test_the_cover_shows_values_as_people_write_them(
    name: str, kind: str, value: str, text: str, form: str | None
) -> None:
    concept = replace(CONCEPTS["dei:DocumentType"], qname=f"dei:{name}", type=kind)
    stated = Fact("f-1", concept, value, QUARTER, origin=Origin.stated(Where("filing.yaml", 1, 1)))
    (got,) = tagged(*documents(of(stated)))
    assert (got[0], got[1].format, got[1].element, got[1].id) == (text, form, "nonNumeric", "f-1")


def test_the_cover_shows_every_fact_that_stands_nowhere() -> None:
    concept = replace(CONCEPTS["dei:DocumentType"], qname="dei:EntityAddressCityOrTown")
    city = Fact("f-city", concept, "Rochester", QUARTER)
    classes = [
        Fact(
            f"f-{n}",
            replace(concept, qname="dei:Security12bTitle"),
            f"Class {n}",
            Context(f"c{n}", QUARTER.period, (("us-gaap:StatementClassOfStockAxis", f"exa:Class{n}Member"),)),
        )
        for n in "AB"
    ]
    odd = Fact("f-odd", replace(concept, qname="dei:SomethingNew"), "=new", QUARTER)
    loss = Fact("f-loss", REVENUE, Decimal("-1234567.5"), QUARTER, USD, None)
    facts = (*FILING.facts[:2], city, *classes, odd, loss)
    papers = build_documents((), replace(FILING, facts=facts))
    got = Counter(tag.id for _, tag in tagged(*papers))
    assert got == Counter(f.id for f in facts)
    shown = {tag.id: (text, tag.sign, tag.decimals) for text, tag in tagged(*papers)}
    assert shown["f-loss"] == ("1,234,567.5", "-", "INF")
    assert papers[0].header is not None
    assert papers[0].header.hidden == ()


def test_a_paragraph_of_five_megabytes_is_set_in_linear_time() -> None:
    words_, n = "Revenue was $37.6 million and more was said of it at length. ", 80_000
    size = len(words_)
    mentions = tuple(
        mention(k * size + 12, k * size + 25, figure("$37.6 million", "37.6", at(k + 1, 13)))
        for k in range(n)
    )
    text = Paragraph(tuple(Span(words_[:-1], at(k + 1)) for k in range(n)), mentions=mentions)
    revenue = fact(
        "us-gaap:Revenues",
        *(printed(at(k + 1, 13), "$37.6 million", "37600000", scale=6, decimals=-5) for k in range(0, n, 40)),
    )
    (paper,) = documents(of(revenue), text)  # by the square it would take hours
    assert len(tagged(paper)) == n // 40
    assert words(paper.blocks[0].lines[0]) == text.text  # type: ignore[union-attr]


# -- the example ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def example() -> Result:
    return check(EXAMPLE, Options(fast=True))


def test_every_print_of_the_example_is_tagged_and_says_what_it_says(example: Result) -> None:
    papers = build_documents(example.sources, example.report)
    expected = Counter(
        (f.id, p.where, p.value, str(p.decimals)) for f in example.report.facts for p in f.prints
    )
    got: Counter[tuple[str | None, Where | None, Decimal, str | None]] = Counter()
    for run in (r for d in papers for r in d.runs()):
        for tag in run.tags:
            if tag.concept and run.where and run.where.file == "release.txt":
                size = Decimal(0) if tag.format == "ixt:fixed-zero" else Decimal(run.text.replace(",", ""))
                sign = -1 if tag.sign else 1
                got[tag.fact, run.where, size.scaleb(tag.scale or 0) * sign, tag.decimals] += 1
    assert got == expected
    assert len(expected) > 300


def test_ids_of_the_example_are_unique_in_the_whole_set(example: Result) -> None:
    papers = build_documents(example.sources, example.report)
    tags = dict.fromkeys(t for d in papers for r in d.runs() for t in r.tags)
    ids = [t.id for t in tags]
    ids += [c.id for c in example.report.contexts] + [u.id for u in example.report.units]
    assert len(ids) == len(set(ids))
    assert {f.id for f in example.report.facts} <= set(ids)


def test_the_words_of_the_example_are_all_there(example: Result) -> None:
    """Characters but for brackets, currency and white space, which a table sets in cells of their own."""
    (source,) = example.sources
    _, exhibit = build_documents(example.sources, example.report)
    loose = re.compile(r"[\s($\-]+")
    read = loose.sub("", "".join(r.text for r in exhibit.runs()))
    at_ = 0
    for block in source.blocks:
        if isinstance(block, Table):
            texts = [t for line in block.lines for t in (line.printed, *(c.text for c in line.cells))]
        else:
            texts = [s.text for s in block.spans]
        for text in texts:
            wanted = loose.sub("", text)
            found = read.find(wanted, at_)
            assert found >= 0, text
            at_ = found + len(wanted)
