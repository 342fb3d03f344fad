"""Pages made by a program are what the program would make now."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from xbrlgen.model.codes import CODES, Code
from xbrlgen.model.finding import Severity

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_findings", DOCS / "make_findings.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_findings_page_is_current(maker: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    status = maker.main(["--check"])
    assert (status, capsys.readouterr().err) == (0, "")


def test_check_tells_a_stale_page_and_leaves_it(maker: ModuleType, tmp_path: Path) -> None:
    page = tmp_path / "findings.md"
    assert maker.main(["--check"], page) == 1
    assert not page.exists()
    assert maker.main([], page) == 0
    assert maker.main(["--check"], page) == 0
    text = page.read_text(encoding="utf-8").replace("XG-MAP-001", "XG-MAP-999")
    page.write_text(text, encoding="utf-8")
    assert maker.main(["--check"], page) == 1
    assert page.read_text(encoding="utf-8") == text


def test_misuse_is_told_apart(maker: ModuleType) -> None:
    assert maker.main(["--chekc"]) == 2


def test_every_code_has_one_anchor_and_one_row(maker: ModuleType) -> None:
    page = maker.render(CODES.values())
    for code in CODES.values():
        (row,) = [line for line in page.splitlines() if line.startswith(f'| <a id="{code.code}"></a>')]
        assert f" {code.severity} " in row
        assert row.replace("\\|", "").count("|") == 6


def test_form_of_a_family(maker: ModuleType) -> None:
    code = Code(
        "XG-EXT-007",
        Severity.WARNING,
        "A | B",
        "a <TABLE> & `<x | y>` stand",
        "write `a: {b}`",
        "EFM 6.7.16",
    )
    assert maker.render([code]).removeprefix(maker.HEAD) == (
        "\n## Extension: XG-EXT\n\n"
        "What is wrong with the company's own elements, labels and networks.\n\n"
        "| code | severity | reported when | what to do | source |\n"
        "|---|---|---|---|---|\n"
        '| <a id="XG-EXT-007"></a>`XG-EXT-007` | warning | **A \\| B**: a &lt;TABLE> &amp; `<x \\| y>` stand'
        " | write `a: {b}` | EFM 6.7.16 |\n"
    )
    with pytest.raises(KeyError):
        maker.render([Code("XG-NEW-001", Severity.INFO, "t", "m", "r")])
