"""One release, several roads: the first example as text, as a page, a workbook, a Word document and data."""

from __future__ import annotations

from pathlib import Path

import pytest

import xbrlgen
from tests.examples.roads import as_docx, as_html, as_long, as_workbook
from tests.project import copy_example, edit
from xbrlgen.model.report import Fact
from xbrlgen.pipeline import Result

Key = tuple[str, str, tuple[tuple[str, str], ...], str]


@pytest.fixture(scope="module")
def text(tmp_path_factory: pytest.TempPathFactory) -> Result:
    return xbrlgen.check(copy_example(tmp_path_factory.mktemp("text")), xbrlgen.Options(fast=True))


def key(fact: Fact) -> Key:
    unit = "" if fact.unit is None else str(fact.unit)
    return fact.concept.qname, str(fact.context.period), fact.context.dimensions, unit


def facts(result: Result) -> dict[Key, tuple[object, int | None]]:
    return {key(f): (f.value, f.decimals) for f in result.report.facts}


def by_road(folder: Path, name: str, data: bytes) -> Result:
    project = copy_example(folder)
    (project / name).write_bytes(data)
    (project / "release.txt").unlink()
    edit(project, "filing.yaml", "release.txt", name)
    return xbrlgen.check(project, xbrlgen.Options(fast=True))


def test_a_workbook(text: Result, tmp_path: Path) -> None:
    result = by_road(tmp_path, "release.xlsx", as_workbook(text.sources[0]))
    assert facts(result) == facts(text)
    assert result.report.coverage.unaccounted == ()
    assert not result.failed
    shown = {p.where.cell for f in result.report.facts for p in f.prints}
    assert len(shown) > 100


def test_long_rows(text: Result, tmp_path: Path) -> None:
    roles = {h.line.where: h.statement.role for h in text.matched.hits if h.line is not None}
    result = by_road(tmp_path, "release.csv", as_long(text.sources[0], tuple(text.report.facts), roles))
    assert facts(result) == facts(text)

    assert result.report.coverage.unaccounted == ()
    # What the mapping asks of running text is missing. A row says which bound of a range it is and not
    # which case, so that the cases of the guidance do not foot.
    wrong = {f.code for f in result.findings if f.severity is xbrlgen.Severity.ERROR and f.waived is None}
    assert wrong == {"XG-MAP-002", "XG-TIE-001"}


def test_a_word_document(text: Result, tmp_path: Path) -> None:
    result = by_road(tmp_path, "release.docx", as_docx(text.sources[0]))
    assert facts(result) == facts(text)
    assert result.report.coverage.unaccounted == ()
    assert not result.failed


def test_a_page(text: Result, tmp_path: Path) -> None:
    result = by_road(tmp_path, "release.html", as_html(text.sources[0]))
    assert facts(result) == facts(text)
    assert result.report.coverage.unaccounted == ()
    assert not result.failed
    # The page itself is filed: its numbers are tagged where they stand.
    assert [d.page is not None for d in result.documents] == [False, True]
