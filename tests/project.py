"""A filing project in a temporary folder, with edits: the ground most tests stand on."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from xbrlgen import pipeline
from xbrlgen.model.mapping import Filing, Mapping
from xbrlgen.model.project import Project
from xbrlgen.model.source import Source
from xbrlgen.model.vocabulary import Vocabulary
from xbrlgen.pipeline.run import Run
from xbrlgen.pipeline.steps import read_sources

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "mpower-2004q3"
SHARED = ROOT.parent / "shared"
SEED = SHARED / "seeds" / "mpower-2004q3-ex99.txt"
WITHOUT_SHARED = "needs ../shared, which is not part of the project"


def copy_example(folder: Path) -> Path:
    """A copy of the first example without its output."""
    target = folder / "project"
    shutil.copytree(EXAMPLE, target, ignore=shutil.ignore_patterns("out", "expected"))
    return target


@cache
def _loaded() -> tuple[Filing, Mapping, Vocabulary, tuple[Source, ...]]:
    return pipeline.load(EXAMPLE)


def worked_example(release: str | None = None) -> Run:
    """The first example read and worked out, nothing rendered; with ``release`` in place of its release.

    Its YAML is read once for all tests, which may not change what they get: nothing of it can be changed.
    """
    filing, mapping, vocabulary, sources = _loaded()
    if release is not None:
        sources = read_sources(Project.of({"release.txt": release.encode("utf-8")}, "project"), filing)
    return pipeline.work(filing, mapping, vocabulary, sources)


def worked_project(folder: Path) -> Run:
    """A project read and worked out: what checks before rendering find, neither waived nor sorted."""
    return pipeline.work(*pipeline.load(folder))


def edit(project: Path, file: str, old: str, new: str, *, count: int = 1) -> None:
    """Replace ``old``, which must stand in the file at least ``count`` times, that many times."""
    path = project / file
    text = path.read_bytes().decode("utf-8")
    assert text.count(old) >= count, f"{old!r} stands {text.count(old)} times in {file}"
    path.write_bytes(text.replace(old, new, count).encode("utf-8"))


def codes(findings: Iterable[object]) -> list[str]:
    return [f.code for f in findings]  # type: ignore[attr-defined]


COMMAND = [sys.executable, "-c", "from xbrlgen.cli import main; main()"]
"""The command line as a process, whether or not the script is installed; run it in ROOT."""


def small_project(
    folder: Path, rows: str, lines: str, *, caption: str = "amounts in $ thousands", **keys: str
) -> Path:
    """A project of one table under two bare dates, September 30 and June 30, 2004.

    ``rows`` are ``label | value | value``, one a line; ``lines`` is the YAML list of the one
    statement, indented by two. ``keys``: ``period`` of the statement (default ``instant``),
    ``statement``, ``custom``, ``mapping`` and ``filing`` (further YAML), ``before`` and ``after``
    (text of the release).
    """
    body = "".join(_row(*(part.strip() for part in row.split("|"))) for row in rows.strip().splitlines())
    headings = f"{'':60}{'September 30, 2004':>20}{'June 30, 2004':>20}\n"
    release = (
        f"{keys.get('before', '')}<TABLE>\n<CAPTION>\nSTATEMENT ({caption})\n{headings}<S>{'':66}<C>{'':17}<C>\n"
        f"{body}</TABLE>\n\n{keys.get('after', '')}"
    )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "release.txt").write_text(release, "utf-8")
    (folder / "mapping.yaml").write_text(
        "taxonomy: us-gaap/2025\n"
        'extension: {prefix: abc, namespace: "http://www.example.com/{period_end:%Y%m%d}"}\n'
        "statements:\n- role: Table\n  title: Statement - Table\n  table: /^statement/i\n"
        f"  period: {keys.get('period', 'instant')}\n{keys.get('statement', '')}  lines:\n{lines}\n"
        f"{keys.get('mapping', '')}" + (f"custom:\n{keys['custom']}" if "custom" in keys else ""),
        "utf-8",
    )
    (folder / "filing.yaml").write_text(
        "sources: [release.txt]\nentity: {name: ABC, cik: placeholder}\n"
        "document: {type: 8-K, date: 2004-10-29, period_end: 2004-09-30}\n" + keys.get("filing", ""),
        "utf-8",
    )
    return folder


def _row(label: str, *values: str) -> str:
    """Figures end under each other, as a release sets them: brackets and percent signs hang over."""
    row = label
    for number, value in enumerate(values, start=4):
        end = 20 * number + value.endswith((")", "%"))
        row = row.ljust(end - len(value) - 1) + " " + value if value else row
    return row + "\n"


def page_project(folder: Path, body: str, mapping: str, filing: str = "", *, form: str = "10-Q") -> Path:
    """A project of one HTML page of the second quarter of 2025: what stands in its ``body``.

    ``mapping`` is YAML from ``statements`` on, ``filing`` further YAML of filing.yaml.
    """
    folder.mkdir(parents=True, exist_ok=True)
    # A page is known by its markup: a short one gets more of it.
    page = f"<html><body>{'<p></p>' * 20}\n{body}\n</body></html>\n"
    (folder / "report.htm").write_text(page, "utf-8")
    (folder / "mapping.yaml").write_text(
        "taxonomy: us-gaap/2025\n"
        'extension: {prefix: abc, namespace: "http://www.example.com/{period_end:%Y%m%d}"}\n' + mapping,
        "utf-8",
    )
    (folder / "filing.yaml").write_text(
        "sources: [report.htm]\nentity: {name: ABC, cik: placeholder}\n"
        f"document: {{type: {form}, date: 2025-07-30, period_end: 2025-06-30}}\n" + filing,
        "utf-8",
    )
    return folder


def html_table(text: str) -> str:
    """An HTML table from lines of cells parted by ``|``; empty cells are kept, and a cell ends with its bar."""
    rows = [[c.strip() for c in line.strip().strip("|").split("|")] for line in text.strip().splitlines()]
    cells = ("".join(f"<td>{c}</td>" for c in row) for row in rows)
    return "<table>" + "".join(f"<tr>{row}</tr>\n" for row in cells) + "</table>\n"


def told(run: Run) -> dict[tuple[str, str, tuple[str, ...]], str]:
    """Facts by concept, period and members, without prefixes: ``value unit decimals``."""
    found = {}
    for fact in run.report.facts:
        members = tuple(m.partition(":")[2] for _, m in fact.dimensions)
        shown = " ".join(str(x) for x in (fact.value, fact.unit_text, fact.decimals) if x not in ("", None))
        found[fact.concept.name, str(fact.period), members] = shown
    return found
