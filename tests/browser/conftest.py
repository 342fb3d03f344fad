"""Chromium without a head, for the review page; skipped with a plain reason where there is none."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.view import papers
from xbrlgen.view.marks import Marks

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage")
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "browser: needs Chromium; skipped where there is none")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = os.environ.get("XBRLGEN_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.skip("no Chromium on this machine (XBRLGEN_CHROMIUM names one)")
    api = pytest.importorskip("playwright.sync_api", reason="needs playwright, of the extra dev")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield browser
        browser.close()


@dataclass
class Opened:
    """A page opened from disk, and everything it asked for or complained of."""

    page: Page
    path: Path
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def chosen(self) -> Any:
        """What the panel shows: the print, and the ids of its facts."""
        facts = self.page.locator("#panel [data-fact]")
        return (
            self.page.locator("#panel-title").text_content(),
            [f.get_attribute("data-fact") for f in facts.all()],
        )


Open = Callable[..., Opened]


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Write the review page of the small release and open it. The test fails if it complains."""
    contexts: list[Any] = []
    all_opened: list[Opened] = []

    def open_(marks: Marks | None = None, *, hostile: str = "", width: int = 1400, **options: Any) -> Opened:
        folder = tmp_path / f"project-{len(contexts)}"
        folder.mkdir()
        path = folder / "report.html"
        path.write_bytes(papers.page(folder, marks, hostile))
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        opened = Opened(context.new_page(), path)
        all_opened.append(opened)
        opened.page.on("request", lambda r: opened.requests.append(r.url))
        opened.page.on("console", lambda m: opened.complaints.append(f"{m.type}: {m.text}"))
        opened.page.on("pageerror", lambda e: opened.complaints.append(str(e)))
        opened.page.goto(path.as_uri())
        return opened

    yield open_
    complaints = [c for opened in all_opened for c in opened.complaints]
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def opened(open_page: Open) -> Opened:
    return open_page()
