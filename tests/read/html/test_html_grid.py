"""The tree knows what is hidden; the grid is the standard's, and bounded."""

from __future__ import annotations

import time

import pytest
import turbohtml
from hypothesis import given, settings
from hypothesis import strategies as st

from xbrlgen.read.html.force import force
from xbrlgen.read.html.grid import WIDEST, HtmlGrid, grid_of
from xbrlgen.read.html.style import declarations, left, pixels, style_sheet
from xbrlgen.read.html.tree import HtmlElement, tree_of

Shape = list[list[tuple[int, int, int]]]


def tables(page: str) -> list[HtmlGrid]:
    return [grid_of(t) for t in tree_of(force(page)).elements("table")]


def shape(grid: HtmlGrid) -> Shape:
    return [[(s.column, s.colspan, s.rowspan) for s in row] for row in grid.rows]


def as_the_standard_says(table: turbohtml.Element) -> Shape:
    """The algorithm of 4.9.12 word by word, slot by slot."""

    def number(cell: turbohtml.Element, name: str) -> int:
        said = str(cell.attrs.get(name) or "").strip()
        return int(said) if said.isdigit() else 1

    groups: list[list[turbohtml.Element]] = [[]]
    feet = []
    for child in table.children:
        if not isinstance(child, turbohtml.Element):
            continue
        if child.tag == "tr":
            groups[-1].append(child)
        elif child.tag in ("tbody", "thead", "tfoot"):
            rows = [c for c in child.children if isinstance(c, turbohtml.Element) and c.tag == "tr"]
            (feet if child.tag == "tfoot" else groups).append(rows)
            groups.append([])
    found: Shape = []
    taken: set[tuple[int, int]] = set()
    y = 0
    for group in [*groups, *feet]:
        end = y + len(group)
        for row in group:
            x, cells = 0, []
            for cell in row.children:
                if not isinstance(cell, turbohtml.Element) or cell.tag not in ("td", "th"):
                    continue
                while (x, y) in taken:
                    x += 1
                colspan = min(max(number(cell, "colspan"), 1), WIDEST)
                rowspan = min(number(cell, "rowspan"), end - y) or end - y
                cells.append((x, colspan, rowspan))
                taken |= {(i, j) for i in range(x, x + colspan) for j in range(y, y + rowspan)}
                x += colspan
            found.append(cells)
            y += 1
    return found


CELLS = st.sampled_from(
    [
        "<td>a",
        "<td colspan=2>b",
        "<th rowspan=2>c",
        "<td rowspan=3 colspan=2>d",
        "<td rowspan=0>e",
        "<td colspan=0>f",
    ]
)
ROWS = st.lists(
    st.lists(CELLS, max_size=5).map(lambda cells: "<tr>" + "".join(cells))
    | st.sampled_from(
        ["<tbody>", "</tbody>", "<thead>", "<tfoot>", "</tfoot>", "<caption>t</caption>", "x", "<p>y"]
    ),
    max_size=10,
)


@settings(max_examples=150, deadline=None)
@given(ROWS)
def test_the_grid_is_the_standards(rows: list[str]) -> None:
    page = "<table>" + "".join(rows) + "</table>"
    oracle = turbohtml.parse(page).find_all("table")
    assert [shape(g) for g in tables(page)] == [as_the_standard_says(t) for t in oracle]


def test_tables_within_cells_are_tables_of_their_own() -> None:
    outer, inner = tables("<table><tr><td><table><tr><td>1<td>2</table><td>3</table>")
    assert shape(outer) == [[(0, 1, 1), (1, 1, 1)]]
    assert shape(inner) == [[(0, 1, 1), (1, 1, 1)]]


@pytest.mark.parametrize(
    "page",
    [
        "<table>" + "<tr><td colspan=1000000>x<td>y" * 20_000,
        "<table><tr>" + "<td rowspan=65534>x" * 3_000 + "<tr><td>y" * 20_000,
        "<table>" + "<tr><td rowspan=9>x<td rowspan=70 colspan=3>y" * 20_000,
        "<table><tr>" + "<td>x" * 100_000,
        "<table><tr><td colspan=" + "9" * 5_000 + " rowspan=-1>x",
    ],
)
def test_spans_without_measure_cost_nothing(page: str) -> None:
    started = time.process_time()
    (grid,) = tables(page)
    assert grid.width <= WIDEST
    # Slot by slot this would be billions.
    assert time.process_time() - started < 20


def test_cells_beyond_the_widest_are_told() -> None:
    assert tables("<table><tr>" + "<td>x" * (WIDEST + 1))[0].cut
    assert not tables("<table><tr>" + "<td>x" * WIDEST)[0].cut


def only(page: str, name: str) -> HtmlElement:
    return next(tree_of(force(page)).elements(name))


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("<p>a</p>", True),
        ("<p style='DISPLAY : None'>a</p>", False),
        ("<div style='display:none'><p>a</p></div>", False),
        ("<style>.x, td.y {display:none}</style><p class='z x'>a</p>", False),
        ("<style>td.x {display:none}</style><p class=x>a</p>", True),
        ("<style>@media print {p {display:none}}</style><p>a</p>", True),
        ("<style>div p {display:none}</style><p>a</p>", True),
        ("<style><!-- p {display:none} --></style><p>a</p>", False),
        ("<p hidden>a</p>", False),
    ],
)
def test_what_is_shown(page: str, shown: bool) -> None:
    assert only(page, "p").shown is shown


def test_elements_are_ranges_of_tokens() -> None:
    forced = force("<div>a<p>b<br>c</p></div>")
    p = next(tree_of(forced).elements("p"))
    assert "".join(t.text for t in forced.tokens[p.open : p.close + 1]) == "<p>b<br/>c</p>"
    assert p.above("body") is not None


def test_lengths() -> None:
    assert pixels("12pt") == 16
    assert pixels("-0.5in") == -48
    assert pixels("auto") == 0
    assert left(declarations("padding:1px 2px 3px 4px"), "padding") == 4
    assert left(declarations("padding:1px 2px"), "padding") == 2
    assert left(declarations("padding:1px; padding-left: 5px"), "padding") == 5


def test_later_rules_and_the_elements_own_style_win() -> None:
    sheet = style_sheet(["td {text-align:left} .r {text-align:right}", ".r {font-weight:bold}"])
    assert sheet.of("td", {"class": "r"}) == {"text-align": "right", "font-weight": "bold"}
    assert sheet.of("td", {"class": "r", "style": "text-align:center"})["text-align"] == "center"


def test_hostile_style_sheets() -> None:
    started = time.process_time()
    style_sheet(
        [
            "{" * 200_000,
            "a{" * 200_000,
            "@media print{" * 50_000,
            "/*" * 200_000,
            ",".join(["x"] * 200_000) + "{}",
        ]
    )
    assert time.process_time() - started < 20
