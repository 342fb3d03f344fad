"""Links between the pages lead somewhere, and what a page shows is what happens.

The ``console`` blocks of a page are run in order, as one shell session in a folder that looks like a
checkout, with ``q3/release.txt`` as the reader's own release. A ``yaml`` block that begins with
``# FILE`` is that file, written when its turn comes. Lines of output that a page shows must come
in that order; a page leaves out what it does not need.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command import FORKS, on_path
from tests.docs.pages import DOCS, REPO, fences, headings

PAGES = sorted([*DOCS.glob("*.md"), *REPO.glob("*.md"), *REPO.glob("benchmarks/*.md")])
SHOWING = [p for p in PAGES if any(language == "console" for language, _ in fences(p.read_text("utf-8")))]
LINK = re.compile(r"(?<![`!])\[[^\]]*\]\(([^)\s]+)\)")
VARIES = re.compile(r"(?<=time: )[\d.]+|(?<=\()[\d.]+(?= s\))|(?<=Arelle )\d[\d.]*\d")


def name(page: Path) -> str:
    return page.relative_to(REPO).as_posix()


def anchors(page: Path) -> set[str]:
    """As GitHub makes them; and those written out (findings.md)."""
    text = page.read_text(encoding="utf-8")
    made = {re.sub(r"[^\w\- ]", "", h[2].lower()).replace(" ", "-") for h in headings(text)}
    return made | set(re.findall(r'<a id="([^"]+)">', text))


def links(page: Path) -> Iterator[str]:
    text = page.read_text(encoding="utf-8")
    for language, body in fences(text):
        text = text.replace(f"```{language}\n{body}```", "")
    yield from (target for target in LINK.findall(text) if not re.match(r"https?://", target))


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in links(page):
        file, _, anchor = target.partition("#")
        linked = (page.parent / file).resolve() if file else page
        assert linked.exists(), target
        assert linked.is_relative_to(REPO), target
        if anchor:
            assert anchor in anchors(linked), target


def test_every_page_can_be_reached_from_the_readme() -> None:
    seen, todo = set[Path](), [REPO / "README.md"]
    while todo:
        page = todo.pop()
        if page in seen:
            continue
        seen.add(page)
        found = ((page.parent / target.partition("#")[0]).resolve() for target in links(page))
        todo += [p for p in found if p.suffix == ".md" and p.exists()]
    assert {name(p) for p in DOCS.glob("*.md")} - {name(p) for p in seen} == set()


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    ignore = shutil.ignore_patterns("out", "output")
    shutil.copytree(REPO / "examples", tmp_path / "examples", ignore=ignore)
    shutil.copytree(DOCS / "ten-minutes", tmp_path / "docs" / "ten-minutes", ignore=ignore)
    (tmp_path / "q3").mkdir()
    shutil.copy(DOCS / "ten-minutes" / "release.txt", tmp_path / "q3")
    return tmp_path


@pytest.mark.parametrize("page", SHOWING, ids=name)
def test_commands_do_what_the_page_shows(page: Path, checkout: Path) -> None:
    scripts = on_path() if FORKS else sysconfig.get_path("scripts")
    path = os.pathsep.join([str(scripts), str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {
        **os.environ,
        "PATH": path,
        "XBRLGEN_CONFIG": str(checkout / "settings"),
        "LC_ALL": "C.UTF-8",
    }
    for language, body in fences(page.read_text(encoding="utf-8")):
        first, _, rest = body.partition("\n")
        if language in ("yaml", "python") and first.startswith("# "):
            (checkout / first.removeprefix("# ")).write_text(rest, encoding="utf-8")
        if language != "console":
            continue
        for command, shown in commands(body):
            done = subprocess.run(
                ["bash", "-c", command],
                cwd=checkout,
                env=environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                check=False,
            )
            said = iter(VARIES.sub("0", done.stdout).splitlines())
            for line in shown:
                assert VARIES.sub("0", line) in said, f"$ {command}\nlacks: {line}\n\n{done.stdout}"


def commands(body: str) -> Iterator[tuple[str, list[str]]]:
    """Each ``$ command`` with the lines shown under it; ``...`` stands for lines left out."""
    for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        command, *shown = part.splitlines()
        yield command, [line for line in shown if line.strip() not in ("", "...")]


def test_the_excerpt_of_the_release_is_the_release() -> None:
    release = (DOCS / "ten-minutes" / "release.txt").read_text(encoding="utf-8")
    readme = (REPO / "README.md").read_text(encoding="utf-8")
    excerpts = [body for language, body in fences(readme) if language == "text"]
    assert excerpts
    assert [e for e in excerpts if e not in release] == []


def test_the_files_of_the_readme_are_those_of_the_ten_minute_project() -> None:
    readme = (REPO / "README.md").read_text(encoding="utf-8")
    shown = [body for language, body in fences(readme) if language == "yaml"]
    whole = "".join(
        (DOCS / "ten-minutes" / f).read_text(encoding="utf-8") for f in ("filing.yaml", "mapping.yaml")
    )
    filing, _, *parts = shown
    assert filing.partition("\n")[2] in whole
    assert [p for p in parts if p not in whole] == []
