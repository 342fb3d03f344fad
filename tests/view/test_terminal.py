"""What a person sees: whole texts, compared whole."""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from xbrlgen.model import codes
from xbrlgen.model.finding import Finding, Related, Severity
from xbrlgen.model.report import Report
from xbrlgen.model.where import Where
from xbrlgen.view.counts import OutputFile
from xbrlgen.view.terminal import EXCERPT, print_findings, print_summary

Factory = pytest.TempPathFactory

MAPPING = """\
taxonomy: us-gaap/2025
statements:
    - line: Total Operating Revenues
      concept: us-gaap:Revenu
"""
RELEASE = """\
Operating Revenues:
  Core Customer                 $34,360    $33,585
  Total Operating Revenues       37,593     38,496
"""

# Findings here stand without the remedy of their code, unless a test gives a hint.
finding = partial(codes.finding, hint="")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "mapping.yaml").write_text(MAPPING, encoding="utf-8")
    (tmp_path / "release.txt").write_text(RELEASE, encoding="utf-8")
    return tmp_path


def shown(findings: list[Finding], root: Path, show_all: bool = False) -> str:
    out = StringIO()
    print_findings(findings, root, Console(file=out, width=40), show_all=show_all)
    return out.getvalue()


UNKNOWN = finding(
    "XG-MAP-004",
    "us-gaap:Revenu is not in us-gaap/2025",
    Where("mapping.yaml", 4, 16),
    hint="did you mean us-gaap:Revenues?",
    related=[Related('source "Total Operating Revenues"', Where("release.txt", 3))],
)


def test_form_of_a_finding(root: Path) -> None:
    assert shown([UNKNOWN], root) == (
        "mapping.yaml:4:16: error XG-MAP-004: us-gaap:Revenu is not in us-gaap/2025\n"
        "  4 |       concept: us-gaap:Revenu\n"
        "    |                ^\n"
        '  source: release.txt:3 "Total Operating Revenues"\n'
        "  hint: did you mean us-gaap:Revenues?\n"
    )


def test_all_kinds_sorted_and_waived_last(root: Path) -> None:
    found = [
        finding("XG-FACT-005", "the identifier is a placeholder"),
        finding("XG-MAP-001", "no rule", Where("book.xlsx", sheet="Q3", cell="B7")),
        Finding(
            "XG-TIE-003",
            Severity.WARNING,
            "0.0065 rounds to 0.01,\n  printed is 0.00",
            Where("release.txt", 2, 33),
            waived="printed so that the column foots",
        ),
        finding(
            "XG-TIE-001",
            "total differs by 1",
            Where("release.txt", 3, 34),
            related=[
                Related("source", Where("release.txt", 2, 33)),
                Related("rule", Where("mapping.yaml", 3, 7)),
                Related("first and third part", Where("release.txt", 1)),
                Related("nothing is printed for it", None),
            ],
        ),
        UNKNOWN,
        Finding("xbrl.5.2.5.2", Severity.WARNING, "inconsistent [bold]sum[/bold]", origin="arelle"),
    ]
    expected = (
        "book.xlsx[Q3!B7]: error XG-MAP-001: no rule\n"
        "mapping.yaml:4:16: error XG-MAP-004: us-gaap:Revenu is not in us-gaap/2025\n"
        "  4 |       concept: us-gaap:Revenu\n"
        "    |                ^\n"
        '  source: release.txt:3 "Total Operating Revenues"\n'
        "  hint: did you mean us-gaap:Revenues?\n"
        "release.txt:3:34: error XG-TIE-001: total differs by 1\n"
        "  3 |   Total Operating Revenues       37,593     38,496\n"
        "    |                                  ^\n"
        '  source: release.txt:2:33 "$34,360"\n'
        '  rule: mapping.yaml:3:7 "line: Total Operating Revenues"\n'
        '  first and third part: release.txt:1 "Operating Revenues:"\n'
        "  nothing is printed for it\n"
        "warning xbrl.5.2.5.2: inconsistent [bold]sum[/bold]\n"
        "info XG-FACT-005: the identifier is a placeholder\n"
        "release.txt:2:33: waived XG-TIE-003: 0.0065 rounds to 0.01, printed is 0.00\n"
        "  reason: printed so that the column foots\n"
    )
    assert shown(found, root) == expected
    assert shown(found[::-1], root) == expected


def test_repeated_findings_are_cut_and_counted(root: Path) -> None:
    found = [finding("XG-READ-007", f"number {i} stands under no column") for i in range(10, 31)]
    found.append(finding("XG-MAP-001", "one line"))
    text = shown(found, root)
    assert text == (
        "error XG-MAP-001: one line\n"
        + "".join(f"warning XG-READ-007: number {i} stands under no column\n" for i in range(10, 20))
        + "XG-READ-007: 11 more of 21 not shown; --format json lists all of them\n"
    )
    assert shown(found[1:], root).count("warning") == 20
    assert shown(found, root, show_all=True).count("warning") == 21
    assert "not shown" not in shown(found, root, show_all=True)


def test_waived_findings_of_one_code_and_reason_are_one_line(root: Path) -> None:
    found = [Finding("DQC.1", Severity.WARNING, f"n{i}", waived="known") for i in range(30)]
    text = shown([*found, Finding("DQC.1", Severity.WARNING, "x", waived="other")], root)
    assert text == (
        "waived DQC.1: n0\n"
        "  and 29 more of this code, waived for the same reason\n"
        "  reason: known\n"
        "waived DQC.1: x\n"
        "  reason: other\n"
    )
    assert shown(found, root, show_all=True).count("waived DQC.1: n") == 30


@pytest.mark.parametrize("column", [1, 40, 500, 996, 1000, 1001, 5000])
def test_long_line_is_cut_around_the_column(tmp_path: Path, column: int) -> None:
    line = "".join(chr(ord("a") + i % 26) for i in range(1000))
    (tmp_path / "release.htm").write_text(line + "\n", encoding="utf-8")
    text = shown([finding("XG-READ-007", "x", Where("release.htm", 1, column))], tmp_path)
    _, excerpt, caret = text.splitlines()
    assert len(excerpt) <= EXCERPT + len("  1 | ") + 6
    at = caret.index("^")
    if column <= 1000:
        assert excerpt[at] == line[column - 1]
    else:
        assert at == len(excerpt)


def test_caret_stands_under_wide_characters_and_tabs(tmp_path: Path) -> None:
    (tmp_path / "r.txt").write_text("\t売上高 x", encoding="utf-8")
    text = shown([finding("XG-READ-007", "m", Where("r.txt", 1, 6))], tmp_path)
    assert text == "r.txt:1:6: warning XG-READ-007: m\n  1 |  売上高 x\n    |         ^\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_excerpt_in_any_encoding_a_source_has(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "r.txt").write_bytes("first\r\nCafé – 12".encode(encoding))
    text = shown([finding("XG-READ-007", "m", Where("r.txt", 2, 8))], tmp_path)
    assert text.splitlines()[1:] == ["  2 | Café – 12", "    |        ^"]


@pytest.mark.parametrize("file", ["gone.txt", "../outside.txt", "folder", "nul\0name"])
def test_no_excerpt_where_none_can_be_had(tmp_path: Path, file: str) -> None:
    project = tmp_path / "project"
    (project / "folder").mkdir(parents=True)
    (tmp_path / "outside.txt").write_text("secret\n", encoding="utf-8")
    text = shown([finding("XG-READ-001", "cannot be read", Where(file, 1, 1))], project)
    assert text.splitlines() == [f"{file}:1:1: error XG-READ-001: cannot be read".replace("\0", "")]


def test_line_beyond_the_end_has_no_excerpt(root: Path) -> None:
    assert (
        len(shown([finding("XG-READ-005", "cut off", Where("release.txt", 99, 1))], root).splitlines()) == 1
    )


def test_nothing_steers_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "r.txt").write_text("a\x1b[31mb\u202ec\x07 :smile: [red]d\n", encoding="utf-8")
    nasty = Finding(
        "X\x1b]0;t\x07",
        Severity.ERROR,
        "red\x1b[31m [/] [link=x]\r\n\x00\x9b2J \u2066text\ud800",
        Where("r.txt", 1, 3),
        hint="[bold",
        related=(Related("source", Where("r.txt", 1, 12)),),
    )
    assert shown([nasty], tmp_path) == (
        "r.txt:1:3: error X]0;t: red[31m [/] [link=x] 2J text\n"
        "  1 | a [31mb c  :smile: [red]d\n"
        "    |   ^\n"
        '  source: r.txt:1:12 ":smile: [red]d"\n'
        "  hint: [bold\n"
    )


def test_output_that_cannot_hold_a_character_gets_a_mark(tmp_path: Path) -> None:
    with (tmp_path / "log").open("w", encoding="ascii") as log:
        print_findings([finding("XG-READ-007", "“12” – 売")], tmp_path, Console(file=log))
    assert (tmp_path / "log").read_text() == "warning XG-READ-007: ?12? ? ?\n"


def test_colours_on_a_terminal_only(root: Path) -> None:
    out = StringIO()
    print_findings([UNKNOWN], root, Console(file=out, force_terminal=True, color_system="standard"))
    assert "\x1b[1;31merror\x1b[0m" in out.getvalue()
    assert "\x1b" not in shown([UNKNOWN], root)


@given(
    st.text(alphabet=st.characters(exclude_characters="\r\n", exclude_categories=["Cs"])),
    st.integers(-3, 300),
)
def test_any_line_and_any_column_gives_an_excerpt(tmp_path_factory: Factory, line: str, column: int) -> None:
    root = tmp_path_factory.getbasetemp()
    (root / "any.txt").write_text(line, encoding="utf-8")
    where = Where("any.txt", 1, column)
    text = shown([finding("XG-READ-007", "m", where, related=[Related("source", where)])], root)
    head, *excerpt, related = text.splitlines()
    assert head == f"any.txt:1:{column}: warning XG-READ-007: m"
    assert related.startswith(f"  source: any.txt:1:{column}")
    assert len(excerpt) == (2 if line.strip().strip("\ufeff").strip() else 0)


@given(st.text(), st.text(), st.integers(-3, 50), st.integers(-3, 50))
def test_any_text_prints_as_one_line_per_piece(message: str, hint: str, line: int, column: int) -> None:
    out = StringIO()
    one = Finding("XG-READ-007", Severity.INFO, message, Where("nowhere.txt", line, column), hint=hint)
    print_findings([one], Path("nowhere"), Console(file=out, width=20))
    assert len(out.getvalue().splitlines()) == (2 if hint else 1)
    assert "\x1b" not in out.getvalue()


# -- summary -------------------------------------------------------------------------------


def test_summary(report: Report) -> None:
    out = StringIO()
    waived = Finding("XG-TIE-003", Severity.WARNING, "m", waived="so printed")
    print_summary(
        report,
        [UNKNOWN, waived, finding("XG-FACT-005", "m")],
        Console(file=out, width=40),
        judged_by="us-gaap/2025 (stand-in built from the shipped concept table)",
        output="examples/mpower-2004q3/out",
        files=[OutputFile("mpe-20040930.xsd", 2345, "0"), OutputFile("mpe-20040930.htm", 1234567, "1")],
        seconds=12.345,
    )
    assert out.getvalue() == (
        "Mpower [Holding]  8-K  period ended 2004-09-30  us-gaap/2025\n"
        "  statement                             lines   facts\n"
        "  Cover                                     1       1\n"
        "  Consolidated Statement of Operations      2       3\n"
        "  Notes                                     1       1\n"
        "  in all: 4 facts, 2 contexts, 1 unit, 0 footnotes, 1 custom element\n"
        "  coverage: 3 of 7 numbers in tables tagged, 3 left out with a reason, 1 unaccounted for;"
        " 2 of 3 rules used\n"
        "    left out 2: repeated below\n"
        "    left out 1: a ratio of the two lines above\n"
        '    unaccounted for: release.txt:9:70 12 "Other"\n'
        "  judged by: us-gaap/2025 (stand-in built from the shipped concept table)\n"
        "  findings: 1 error, 0 warnings, 1 note, 1 waived\n"
        "  written: 2 files, 1,236,912 bytes, in examples/mpower-2004q3/out\n"
        "    mpe-20040930.htm    1,234,567\n"
        "    mpe-20040930.xsd        2,345\n"
        "  time: 12.3 s\n"
    )


def test_summary_says_when_nothing_judged(report: Report) -> None:
    out = StringIO()
    print_summary(report, [], Console(file=out))
    assert out.getvalue().endswith(
        "  judged by: nothing; not validated\n  findings: 0 errors, 0 warnings, 0 notes, 0 waived\n"
    )


def test_importing_the_report_is_light() -> None:
    code = (
        "import sys, xbrlgen.view.terminal, xbrlgen.view.machine;"
        "print(sorted({'rich', 'arelle', 'jinja2', 'lxml', 'pydantic'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
