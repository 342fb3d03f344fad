"""The review page as a reviewer meets it: opened from disk, with keys, without a network."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Open, Opened
from tests.view import papers
from xbrlgen.view.marks import Mark, Marks, marks_text, parse_marks

REVENUES = "us-gaap:Revenues 2004-07-01..2004-09-30 USD"
MARGIN = "exa:Margin 2004-07-01..2004-09-30 USD"
TABS = ("document", "statements", "findings", "ties", "elements", "left", "marks")


def number(opened: Opened, text: str) -> Any:
    return opened.page.locator("#page-document .n[data-n]").filter(has_text=text).first


def focused(opened: Opened) -> Any:
    return opened.page.evaluate("document.activeElement.dataset.n ?? document.activeElement.id")


def test_it_asks_for_nothing_but_itself(opened: Opened) -> None:
    for tab in TABS:
        opened.page.locator(f"#tab-{tab}").click()
        assert opened.page.locator(f"#page-{tab}").is_visible()
    assert opened.requests == [opened.path.as_uri()]


def test_numbers_show_their_states(opened: Opened) -> None:
    shown = opened.page.locator("#page-document .n[data-n]")
    states = [(n.get_attribute("aria-label"), n.get_attribute("class").split()[1]) for n in shown.all()]
    assert states == [
        ("$37.6 million, tagged, Total Revenues", "tagged"),
        ("2.2%, tied", "tied"),
        ("$2.9 million, stated alone, Spending", "alone"),
        ("12, left out", "left"),
        ("7, open", "open"),
        ("37,593, tagged, Total Revenues", "tagged"),
        ("(30,000), tagged, Costs", "tagged"),
        ("7,593, tagged, Margin, a tie fails, 1 finding", "tagged"),
    ]
    forms = {
        n.evaluate("e => { const s = getComputedStyle(e); return s.borderBottomStyle + s.outlineStyle }")
        for n in shown.all()[:5]
    }
    assert len(forms) == 5, "each state has a form of its own, not a colour alone"


def test_the_legend_counts_and_filters(opened: Opened) -> None:
    chips = opened.page.locator(".legend .chip[aria-pressed]")
    assert [c.inner_text().split() for c in chips.all()] == [
        ["12", "Open", "1"], ["12", "Tagged", "4"], ["12", "Tied", "1"], ["12", "Stated", "alone", "1"],
        ["12", "Left", "out", "1"],
    ]  # fmt: skip
    chips.nth(1).click()
    opened.page.keyboard.press("j")
    visited = {focused(opened)}
    for _ in range(5):
        opened.page.keyboard.press("j")
        visited.add(focused(opened))
    assert visited == {"1", "2", "3", "4"}, "numbers filtered out are passed over"


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("37,593", ["f-rev"]),
        ("$37.6 million", ["f-rev"]),
        ("7,593", ["f-margin"]),
        ("$2.9 million", ["f-spend"]),
        ("2.2%", []),
    ],
)
def test_a_click_opens_the_right_fact(opened: Opened, text: str, facts: list[str]) -> None:
    opened.page.locator("#page-document .n[data-n]").get_by_text(text, exact=True).click()
    assert opened.chosen() == (text, facts)


def test_the_panel_tells_all(opened: Opened) -> None:
    opened.page.locator("#page-document .n[data-n]").get_by_text("7,593", exact=True).click()
    text = opened.page.locator("#panel").inner_text()
    for said in (
        "exa:Margin", "What is left.", "not a GAAP measure", "us-gaap:GrossProfit", "7,593,000 USD",
        "Jul 1, 2004 to Sep 30, 2004 (3 months)", "as printed; 3: in thousands", "rounded to thousands",
        "monetary, credit, duration", "release.txt:6:16", "mapping.yaml:2:5",
        "- {line: Revenues, concept: us-gaap:Revenues}", "adds up", "Revenues - Costs", "does not hold",
        "XG-TIE-001", "look again",
    ):  # fmt: skip
        assert said in text


def test_the_other_print_is_a_jump_away(opened: Opened) -> None:
    number(opened, "37,593").click()
    opened.page.locator("#panel .jumps button").get_by_text("$37.6 million").first.click()
    assert opened.chosen() == ("$37.6 million", ["f-rev"])
    assert number(opened, "$37.6 million").evaluate("e => e.classList.contains('chosen')")


def test_all_of_it_works_from_the_keyboard(opened: Opened) -> None:
    keys = opened.page.keyboard
    keys.press("j")
    assert focused(opened) == "0"
    keys.press("ArrowRight")
    keys.press("ArrowDown")
    assert focused(opened) == "2"
    keys.press("k")
    assert focused(opened) == "1"
    keys.press("Enter")
    assert opened.chosen() == ("2.2%", [])
    assert focused(opened) == "panel-title"
    keys.press("j")
    assert opened.chosen() == ("$2.9 million", ["f-spend"])
    keys.press("Escape")
    assert opened.page.locator("#panel").is_hidden()
    assert focused(opened) == "2"
    keys.press("n")
    assert focused(opened) == "4"
    keys.press("n")
    assert focused(opened) == "7"
    keys.press("4")
    assert opened.page.locator("#page-ties").is_visible()
    keys.press("?")
    assert opened.page.locator("#help").is_visible()
    keys.press("Escape")
    keys.press("/")
    assert focused(opened) == "search"


def test_focus_comes_back_from_the_panel(opened: Opened) -> None:
    opened.page.keyboard.press("j")
    opened.page.keyboard.press("Enter")
    opened.page.keyboard.press("Escape")
    assert focused(opened) == "0"
    assert opened.page.locator(".n[data-n][tabindex='0']").count() == 1


def test_search_finds_and_goes_there(opened: Opened) -> None:
    opened.page.keyboard.press("/")
    opened.page.keyboard.type("us-gaap:rev 37593")
    assert opened.page.locator("#results li").count() == 2
    opened.page.keyboard.press("ArrowDown")
    opened.page.keyboard.press("ArrowDown")
    opened.page.keyboard.press("Enter")
    assert opened.chosen() == ("37,593", ["f-rev"])


def test_lists(opened: Opened) -> None:
    def text(tab: str) -> str:
        opened.page.locator(f"#tab-{tab}").click()
        return str(opened.page.locator(f"#page-{tab}").inner_text())

    assert "(30,000)" in text("statements")
    assert "Total Margin" in text("statements")
    assert "Waived: rounded on purpose" in text("findings")
    items = opened.page.locator("#page-findings li.finding")
    assert [i.get_attribute("data-severity") for i in items.all()] == ["error", "info", "waived"]
    ties = opened.page.locator("#page-ties tbody tr")
    assert "1 tie of 3 does not hold" in text("ties")
    assert "Revenues - Costs" in ties.first.inner_text()
    assert "not a GAAP measure" in text("elements")
    left = text("left")
    assert "extent of a network 1" in left
    assert "nothing accounts for these 1" in left
    opened.page.locator("#tab-findings").click()
    opened.page.locator("#page-findings .chip.error").click()
    assert [
        i.get_attribute("data-code") for i in opened.page.locator("#page-findings li.finding:visible").all()
    ] == [
        "XG-FACT-005",
        "XG-TIE-003",
    ]


def test_a_fact_of_a_statement_opens_too(opened: Opened) -> None:
    opened.page.locator("#tab-statements").click()
    opened.page.locator("#page-statements .n[data-f]").get_by_text("(30,000)").click()
    assert opened.chosen()[1] == ["f-cost"]


# -- marks ---------------------------------------------------------------------------------


def save(opened: Opened, folder: Path) -> str:
    with opened.page.expect_download() as waiting:
        opened.page.locator("#save").click()
    assert waiting.value.suggested_filename == "review-marks.txt"
    path = folder / f"saved-{waiting.value.suggested_filename}"
    waiting.value.save_as(path)
    return path.read_bytes().decode("utf-8")


def test_marks_go_from_the_file_to_the_page_and_back(open_page: Open, tmp_path: Path) -> None:
    notes = "a\ttab, a \\ and\na second line\u2028\u202e\x07 \U0001f4b6 <b>bold</b> caf\u00e9"
    lapsed = Mark(MARGIN, "7000000", "seen", "before the restatement")
    before = Marks((Mark(REVENUES, "37593000", "question", notes), lapsed), ("# ours",), ("no mark at all",))
    first = open_page(before)
    assert first.page.locator("#save").is_hidden()
    number(first, "37,593").click()
    assert first.page.locator(".mark.question").get_attribute("aria-pressed") == "true"
    first.page.locator(".mark.seen").click()
    number(first, "(30,000)").click()
    first.page.locator("textarea.note").fill("why\tso low?")
    text = save(first, tmp_path)
    assert first.page.locator("#save").is_hidden()

    after = parse_marks(text)
    assert marks_text(after) == text, "the page writes what the program writes"
    assert {(m.identity, m.value, m.kind, m.note) for m in after.marks} == {
        (REVENUES, "37593000", "seen", notes),
        (MARGIN, "7000000", "seen", "before the restatement"),
        ("us-gaap:CostsAndExpenses 2004-07-01..2004-09-30 USD", "30000000", "note", "why\tso low?"),
    }
    assert (after.remarks, after.unread) == (("# ours",), ("no mark at all",))

    second = open_page(after)
    number(second, "37,593").click()
    assert second.page.locator(".mark.seen").get_attribute("aria-pressed") == "true"
    assert second.page.locator("textarea.note").input_value() == notes
    assert number(second, "37,593").get_attribute("aria-label").endswith("seen")
    second.page.locator("#tab-marks").click()
    assert second.page.locator(".file-text").text_content() == text


def test_a_lapsed_mark_shows_the_old_value_and_can_be_taken_away(open_page: Open, tmp_path: Path) -> None:
    opened = open_page(Marks((Mark(MARGIN, "7000000", "seen", "checked"),)))
    margin = opened.page.locator("#page-document .n[data-n]").get_by_text("7,593", exact=True)
    margin.click()
    box = opened.page.locator("#panel .lapsed")
    assert "7000000" in box.inner_text()
    assert "checked" in box.inner_text()
    assert opened.page.locator(".mark.seen").get_attribute("aria-pressed") == "false"
    box.get_by_role("button").click()
    assert "lapsed" not in (number(opened, "7,593").get_attribute("aria-label") or "")
    assert parse_marks(save(opened, tmp_path)).marks == ()


def test_marks_by_key(opened: Opened, tmp_path: Path) -> None:
    opened.page.keyboard.press("j")
    opened.page.keyboard.press("s")
    assert "1 / 5" in opened.page.locator("#progress").inner_text()
    opened.page.keyboard.press("s")
    assert opened.page.locator("#save").is_hidden()
    opened.page.keyboard.press("q")
    (mark,) = parse_marks(save(opened, tmp_path)).marks
    assert (mark.identity, mark.kind) == (REVENUES, "question")


# -- hostile text, and people ----------------------------------------------------------------


@pytest.mark.parametrize(
    "hostile",
    [
        papers.HOSTILE,
        "</script><script>window.hacked=1</script>",
        "]]><!--<svg onload=window.hacked=1>",
        '"><a href="javascript:window.hacked=1" autofocus onfocus="window.hacked=1">x</a>',
        "\u202e\u2066right to left\u2028\u0000\u0007{{ 7*7 }}",
    ],
)
def test_nothing_that_is_written_is_carried_out(open_page: Open, hostile: str) -> None:
    marks = Marks((Mark(REVENUES, "37593000", "note", hostile),), unread=(hostile,))
    opened = open_page(marks, hostile=hostile)
    for tab in TABS[::-1]:
        opened.page.locator(f"#tab-{tab}").click()
    for n in opened.page.locator("#page-document .n[data-n]").all():
        n.click()
    assert opened.page.evaluate("window.hacked") is None
    assert opened.page.locator("img, svg, iframe, a[href^='javascript']").count() == 0
    assert opened.page.locator("script").count() == 2
    assert opened.requests == [opened.path.as_uri()]


def test_the_policy_stops_what_would_be_carried_out(open_page: Open) -> None:
    opened = open_page()
    opened.page.evaluate(
        """() => { const s = document.createElement("script"); try { s.text = "window.hacked = 1"; } catch {}
        document.body.append(s); }"""
    )
    assert opened.page.evaluate("window.hacked") is None
    assert opened.complaints, "the browser says that it refused"
    opened.complaints.clear()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1400, 420])
def test_axe_finds_no_serious_fault(open_page: Open, scheme: str, width: int) -> None:
    package = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="needs axe-core, of the extra dev"
    )
    marks = Marks((Mark(REVENUES, "37593000", "seen"), Mark(MARGIN, "1", "question", "why")))
    opened = open_page(marks, width=width, color_scheme=scheme, bypass_csp=True, reduced_motion="reduce")
    faults = []
    for tab in TABS:
        opened.page.locator(f"#tab-{tab}").click()
        if tab == "document":
            opened.page.locator("#page-document .n[data-n]").get_by_text("7,593", exact=True).click()
        found = package.Axe().run(opened.page).response["violations"]
        faults += [
            (tab, v["id"], [n["html"][:120] for n in v["nodes"]][:3])
            for v in found
            if v["impact"] in ("serious", "critical")
        ]
    assert faults == []


def test_a_narrow_screen_does_not_scroll_sideways(open_page: Open) -> None:
    opened = open_page(width=360)
    for tab in TABS:
        opened.page.locator(f"#tab-{tab}").click()
        assert opened.page.evaluate("document.documentElement.scrollWidth") <= 360


def test_dark_and_light_turn(open_page: Open) -> None:
    opened = open_page(color_scheme="light")
    colour = "getComputedStyle(document.documentElement).backgroundColor"
    light = opened.page.evaluate(colour)
    opened.page.get_by_label("Dark or light").click()
    assert opened.page.evaluate(colour) != light
    opened.page.get_by_label("Dark or light").click()
    assert opened.page.evaluate(colour) == light


def test_print_leaves_the_tools_out(opened: Opened) -> None:
    number(opened, "37,593").click()
    opened.page.emulate_media(media="print")
    assert opened.page.locator("#bar").is_hidden()
    assert opened.page.locator("#panel").is_hidden()
    assert opened.page.locator("#page-document").is_visible()
