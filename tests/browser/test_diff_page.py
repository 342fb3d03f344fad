"""The page of a comparison as a reader meets it: the ten known edits, opened from disk in Chromium."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import Opened
from tests.examples.ten_edits import TEN, edited
from tests.project import EXAMPLE
from xbrlgen.pipeline.comparing import compare_paths
from xbrlgen.view.diff_page import comparison_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Open = Callable[..., Opened]


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the example against its copy with ten edits."""
    folder = tmp_path_factory.mktemp("diff")
    path = folder / "diff.html"
    path.write_bytes(comparison_page(compare_paths(EXAMPLE, edited(folder))))
    return path


@pytest.fixture
def open_diff(browser: Browser, page_file: Path) -> Iterator[Open]:
    """Open the page. The test fails if it complains or asks for anything but itself."""
    contexts: list[Any] = []
    opened_pages: list[Opened] = []

    def open_(*, width: int = 1400, fragment: str = "", **options: Any) -> Opened:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        opened = Opened(context.new_page(), page_file)
        opened_pages.append(opened)
        opened.page.on("request", lambda r: opened.requests.append(r.url))
        opened.page.on("console", lambda m: opened.complaints.append(f"{m.type}: {m.text}"))
        opened.page.on("pageerror", lambda e: opened.complaints.append(str(e)))
        opened.page.goto(page_file.as_uri() + fragment)
        return opened

    yield open_
    for context in contexts:
        context.close()
    assert [c for o in opened_pages for c in o.complaints] == []
    for opened in opened_pages:
        assert {r.partition("#")[0] for r in opened.requests} == {page_file.as_uri()}


@pytest.mark.parametrize("scripts", [True, False], ids=["with its script", "without"])
def test_it_names_exactly_the_ten_edits(open_diff: Open, scripts: bool) -> None:
    page = open_diff(java_script_enabled=scripts).page
    assert page.locator("h1").inner_text() == "10 differences"
    entries = page.locator("li.entry").all()
    assert len(entries) == 10
    assert all(e.is_visible() for e in entries)
    texts = [
        (
            e.locator("h4").inner_text(),
            e.locator(".pair .was").inner_text(),
            e.locator(".pair .now").inner_text(),
            str(e.get_attribute("data-kinds")).split()[0],
        )
        for e in entries
    ]
    for edit, known in TEN.items():
        title, before, after = known.says
        found = [
            t
            for t in texts
            if title in t[0]
            and (before or "nothing") in t[1]
            and (after or "nothing") in t[2]
            and t[3] == known.kind
        ]
        assert len(found) == 1, edit


def test_a_number_leads_from_the_statement_to_the_difference(open_diff: Open) -> None:
    page = open_diff().page
    row = page.locator("details.statement tr").filter(has_text="Accounts Payable").first
    was, now = row.locator(".cell.was"), row.locator(".cell.now")
    assert (was.inner_text(), now.inner_text()) == ("12,450", "12,451")
    look = "e => { const s = getComputedStyle(e); return s.textDecorationStyle + s.fontWeight }"
    assert was.evaluate(look) != now.evaluate(look), "they differ in form, not in colour alone"
    row.locator("td .jump").click()
    focused = page.evaluate("document.activeElement.id")
    assert "us-gaap:AccountsPayableCurrent" in page.locator(f"#{focused}").inner_text()
    page.locator(f"#{focused} .shown-in a").first.click()
    assert page.locator("details.statement").filter(has_text="Accounts Payable").first.is_visible()


def test_both_sides_stand_next_to_each_other(open_diff: Open) -> None:
    page = open_diff().page
    table = page.get_by_role("table", name="Consolidated Balance Sheets")
    letters = [t.inner_text() for t in table.locator("thead tr").nth(1).locator("th").all()]
    assert letters == ["A", "B"] * 3
    cash = table.locator("tbody tr").filter(has_text="Cash & Cash Equivalents").first
    assert [c.inner_text() for c in cash.locator("td").all()] == [
        "34,077", "34,077", "32,356", "32,356", "29,307", "29,307",
    ]  # fmt: skip
    renamed = table.locator("tbody tr").filter(has_text="Receivables, Other")
    assert "A: Other Receivables" in renamed.inner_text()


def test_kinds_can_be_filtered(open_diff: Open) -> None:
    page = open_diff().page
    page.locator("#chips button").filter(has_text="Values").click()
    assert page.locator("li.entry:visible").count() == 8
    assert "8 differences shown" in page.locator("#live").inner_text()
    page.locator("#search").fill("rochester")
    assert page.locator("li.entry:visible").count() == 0
    assert page.locator("#none").is_visible()
    page.locator("#search").fill("network opt")
    assert page.locator("li.entry:visible").count() == 1


def test_the_page_works_from_the_keyboard(open_diff: Open) -> None:
    page = open_diff().page
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") == "d1"
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.id") == "d2"
    page.keyboard.press("/")
    page.keyboard.type("guidance")
    assert page.locator("li.entry:visible").count() < 10
    page.keyboard.press("Escape")
    assert page.locator("li.entry:visible").count() == 10


def test_only_what_differs_can_be_shown(open_diff: Open) -> None:
    page = open_diff().page
    before = page.locator("details.statement tr:visible").count()
    page.get_by_label("only what differs").check()
    assert 0 < page.locator("details.statement tr:visible").count() < before


def test_a_link_opens_what_it_leads_to(open_diff: Open) -> None:
    page = open_diff().page
    closed = page.locator("details.statement:not([open])").first.get_attribute("id")
    assert page.locator(f"#{closed} tbody").is_hidden()
    page.evaluate(f"location.hash = '{closed}'")
    page.wait_for_selector(f"#{closed}[open] tbody")
    page = open_diff(fragment="#d7").page
    assert page.evaluate("document.activeElement.id") == "d7"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1400, 420])
def test_axe_finds_no_serious_fault(open_diff: Open, scheme: str, width: int) -> None:
    package = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="needs axe-core, of the extra dev"
    )
    opened = open_diff(width=width, color_scheme=scheme, bypass_csp=True, reduced_motion="reduce")
    found = package.Axe().run(opened.page).response["violations"]
    faults = [
        (v["id"], [n["html"][:160] for n in v["nodes"]][:3])
        for v in found
        if v["impact"] in ("serious", "critical")
    ]
    assert faults == []


def test_a_narrow_screen_does_not_scroll_sideways(open_diff: Open) -> None:
    assert open_diff(width=360).page.evaluate("document.documentElement.scrollWidth") <= 360
