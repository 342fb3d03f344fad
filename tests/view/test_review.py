"""The review page without a browser: its data, its escaping, its policy, its bytes."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.view import papers
from xbrlgen.model.register import NumberRegister
from xbrlgen.view.marks import Mark, Marks
from xbrlgen.view.review import review_page
from xbrlgen.view.statements import Words, lay_out

BLOCK = re.compile(rb'<script type="application/json" id="data">(.*?)</script>', re.DOTALL)


def data_of(page: bytes) -> dict[str, Any]:
    (block,) = BLOCK.findall(page)
    found: dict[str, Any] = json.loads(block)
    return found


@pytest.fixture
def data(tmp_path: Path) -> dict[str, Any]:
    return data_of(papers.page(tmp_path))


def test_every_number_stands_where_it_is_printed(data: dict[str, Any]) -> None:
    paragraph, table = data["sources"][0]["blocks"]
    assert paragraph["runs"] == [
        "Revenues came to ", [0, "$37.6 million"], ", up ", [1, "2.2%"], "; capital spending was ",
        [2, "$2.9 million"], " on ", [3, "12"], " sites and ", [4, "7"], " more.",
    ]  # fmt: skip
    assert [row["cells"] for row in table["rows"]] == [
        [[0, [[5, "37,593"]]]],
        [[0, [[6, "(30,000)"]]]],
        [[0, [[7, "7,593"]]]],
    ]
    assert [n["s"] for n in data["numerals"][:5]] == ["tagged", "tied", "alone", "left", "open"]
    assert not any("off" in n for n in data["numerals"])


def test_a_number_that_no_block_shows_is_said_to_be_off(tmp_path: Path) -> None:
    stray = papers.Numeral(papers.mark(papers.at(99, 1)), papers.at(99, 1), "5", "open")
    register = NumberRegister((*papers.register().numerals, stray))
    page = review_page(tmp_path, (papers.source(),), papers.report(), register, (), Marks())
    assert [n.get("off") for n in data_of(b"".join(page))["numerals"]] == [None] * 8 + [True]


def test_findings_reach_their_numbers_and_lines(data: dict[str, Any]) -> None:
    by_text = {n["t"]: n.get("fi") for n in data["numerals"]}
    assert by_text == dict.fromkeys(by_text) | {"7,593": [0], "(30,000)": [2]}
    rows = data["sources"][0]["blocks"][1]["rows"]
    assert [row.get("f") for row in rows] == [None, None, [0]], "a waived finding raises no flag"


def test_a_fact_knows_its_prints_and_its_line_of_the_mapping(data: dict[str, Any]) -> None:
    revenues = data["facts"][1]
    assert revenues["n"] == [0, 5]
    assert revenues["key"] == "us-gaap:Revenues 2004-07-01..2004-09-30 USD"
    assert (revenues["mv"], revenues["value"]) == ("37593000", "37,593,000")
    assert revenues["prints"][0]["rule"] == "mapping.yaml:2:5"
    assert data["lines"]["mapping.yaml"] == {"2": "  - {line: Revenues, concept: us-gaap:Revenues}"}
    assert data["lines"]["release.txt"]["4"] == "Revenues      37,593"


def test_sums_and_ties_are_worked_out(data: dict[str, Any]) -> None:
    (total,) = data["sums"]
    assert total == {"role": "Operations", "total": 3, "parts": [[1, 1], [-1, 2]], "is": "7,593,000"}
    assert [(t["stated"], t["computed"], t["holds"]) for t in data["ties"]] == [
        ("37,600,000", "37,593,000", True),
        ("2.2%", "2.163%", True),
        ("7,593,000", "7,000,000", False),
    ]


def test_a_sum_that_is_off_says_by_how_much(tmp_path: Path) -> None:
    report = papers.report()
    facts = tuple(
        papers.replace(f, value=papers.Decimal(7000000)) if f.id == "f-margin" else f for f in report.facts
    )
    page = review_page(tmp_path, (), papers.replace(report, facts=facts), NumberRegister(()), (), Marks())
    assert data_of(b"".join(page))["sums"][0]["off"] == "593,000"


def test_statements_as_a_renderer_lays_them_out() -> None:
    report = papers.report()
    cover, operations = lay_out(report, Words(report))
    assert (cover.title, [r.cells[0][0].text for r in cover.rows if not r.abstract]) == (
        "Cover",
        ["Exemplar Inc"],
    )
    assert operations.units == "USD in thousands"
    assert [(c.over, c.when) for c in operations.columns] == [("3 Months Ended", "Sep 30, 2004")]
    assert [(r.label, r.depth, r.total, [s.text for c in r.cells for s in c]) for r in operations.rows] == [
        ("Operations [Abstract]", 0, False, []),
        ("Total Revenues", 1, False, ["37,593"]),
        ("Costs", 1, False, ["(30,000)"]),
        ("Total Margin", 1, True, ["7,593"]),
    ]


def test_hostile_text_stays_in_its_string(tmp_path: Path) -> None:
    hostile = f"{papers.HOSTILE}]]><!--</script>\u2028\u202e\x00\ud800&amp;"
    page = papers.page(tmp_path, hostile=hostile)
    assert page.isascii()
    (block,) = BLOCK.findall(page)
    assert not set(b"<>&") & set(block)
    assert json.loads(block)["elements"][0]["doc"].endswith(hostile)
    assert page.count(b"<script") == page.count(b"</script>") == 2
    assert b"<img" not in page


def test_the_policy_names_the_two_texts_and_nothing_else(tmp_path: Path) -> None:
    page = papers.page(tmp_path).decode("ascii")
    policy = (
        page.split('http-equiv="Content-Security-Policy" content="')[1].split('"')[0].replace("&#39;", "'")
    )
    for tag, directive in (("style", "style-src"), ("script", "script-src")):
        text = page.split(f"<{tag}>")[1].split(f"</{tag}>")[0]
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert "http" not in policy
    assert not re.search(r'(?:src|href|action)="(?!#)', page)


def test_the_script_makes_text_and_never_markup() -> None:
    folder = Path(__file__).resolve().parents[2] / "templates" / "report"
    for path in sorted(folder.glob("*.js")):
        script = path.read_text("ascii")
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|fetch\(|https?:", script
        )
        assert not re.search(r"localStorage|sessionStorage|XMLHttpRequest|Date\b", script)


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    assert papers.page(tmp_path) == papers.page(tmp_path)


def test_marks_and_their_findings_are_on_the_page(tmp_path: Path) -> None:
    found = papers.finding("XG-READ-011", "no mark", papers.Where("review-marks.txt", 3))
    mark = Mark("us-gaap:Revenues 2004-07-01..2004-09-30 USD", "1", "seen", "then")
    data = data_of(papers.page(tmp_path, Marks((mark,), unread=("what",), findings=(found,))))
    assert data["marks"]["marks"] == [[mark.identity, "1", "seen", "then"]]
    assert data["marks"]["unread"] == ["what"]
    assert data["findings"][-1]["code"] == "XG-READ-011"


def test_no_line_outside_the_project_is_quoted(tmp_path: Path) -> None:
    inside = tmp_path / "project"
    inside.mkdir()
    (tmp_path / "secret.txt").write_text("secret\n")
    found = papers.finding("XG-TIE-001", "x", papers.Where("../secret.txt", 1))
    page = review_page(inside, (), papers.report(), NumberRegister(()), (found,), Marks())
    assert data_of(b"".join(page))["lines"]["../secret.txt"] == {}
