"""What ``xbrlgen test`` prints: one line for each thing, whatever characters the release holds."""

from __future__ import annotations

import io
import json

from rich.console import Console

from xbrlgen.model.codes import finding
from xbrlgen.model.difference import Change, Difference
from xbrlgen.model.verified import DIFFERS, MISSING, PASSED, STALE, UNREADABLE, Case, Verified
from xbrlgen.model.where import Where
from xbrlgen.view.testing import (
    SHOWN,
    case_lines,
    junit_cases,
    print_tested,
    print_totals,
    verified_json,
)


def difference(number: int = 1, **more: object) -> Difference:
    given = {
        "part": "facts",
        "kind": "changed",
        "subject": f"us-gaap:Assets{number} 2004-09-30",
        "changes": (Change("value", "1", "2"),),
        "caption": "Total Assets",
        "source": Where("release.txt", 3, 9),
        "rule": Where("mapping.yaml", 7, 5),
        "before_source": Where("expected/facts.txt", 11, 1),
    }
    return Difference(**(given | more))  # type: ignore[arg-type]


def verified(outcome: str, *differences: Difference, **more: object) -> Verified:
    missing = finding("XG-REG-001", "no expectation of facts", Where("expected/facts.txt"))
    findings = (missing,) if outcome == MISSING else ()
    cases = (
        Case("facts", outcome, 12, differences, findings),
        Case("networks", PASSED, 9),
        Case("checks", PASSED, 3),
    )
    return Verified("filings/abc", cases, **more)  # type: ignore[arg-type]


def shown(*each_verified: Verified, show_all: bool = False) -> list[str]:
    stream = io.StringIO()
    console = Console(file=stream, width=60, highlight=False)
    for each in each_verified:
        print_tested(each, console, show_all=show_all)
    print_totals(each_verified, console, 1.26)
    return stream.getvalue().splitlines()


def test_as_expected_is_one_line() -> None:
    assert shown(verified(PASSED)) == [
        "filings/abc  as expected: 12 facts, 9 links and labels, 3 checks",
        "1 project, 3 cases: 3 as expected  (1.3 s)",
    ]


def test_a_difference_is_one_line_with_all_its_places() -> None:
    lines = shown(verified(DIFFERS, difference(), errors=2))
    assert lines[:3] == [
        "  the filing itself has 2 errors: `xbrlgen check --fast filings/abc`",
        "filings/abc  facts: not as expected, 1 difference",
        '  ~ changed value: us-gaap:Assets1 2004-09-30 "Total Assets": 1 -> 2'
        "  (release.txt:3:9, mapping.yaml:7:5, expected/facts.txt:11:1)",
    ]
    assert "--update" in lines[-1]


def test_marks_tell_what_happened() -> None:
    lines = list(
        case_lines(verified(DIFFERS, *(difference(kind=k) for k in ("added", "removed"))).cases[0], "p")
    )
    assert [line[:12] for line in lines[1:]] == ["  + added va", "  - removed "]


def test_many_are_cut_unless_all_are_asked_for() -> None:
    many = verified(DIFFERS, *(difference(n) for n in range(SHOWN + 3)))
    assert "  and 3 more; --all shows them" in shown(many)
    assert sum(line.startswith("  ~") for line in shown(many)) == SHOWN
    assert sum(line.startswith("  ~") for line in shown(many, show_all=True)) == SHOWN + 3
    assert len(list(case_lines(many.cases[0], "p"))) == SHOWN + 4


def test_an_update_says_what_was_written_and_gives_no_advice() -> None:
    lines = shown(verified(MISSING, updated=("expected/facts.txt",)))
    assert lines == [
        "filings/abc  written: expected/facts.txt",
        "1 project, 3 cases: 2 as expected, 1 without expectation; 1 file written  (1.3 s)",
    ]


def test_input_that_cannot_be_read_is_told_once() -> None:
    said = (finding("XG-MAP-009", "key `lnes` is not known here", Where("mapping.yaml", 3, 1)),)
    unread = Verified("p", tuple(Case(p, UNREADABLE, findings=said) for p in ("facts", "networks", "checks")))
    assert shown(unread)[:-1] == [
        "p  cannot be read",
        "  mapping.yaml:3:1: XG-MAP-009: key `lnes` is not known here",
    ]
    assert [f.where for f in unread.findings] == [Where("p/mapping.yaml", 3, 1)]


def test_hostile_text_steers_no_terminal() -> None:
    line = shown(verified(DIFFERS, difference(caption="A\x1b[2J\u202e[bold]B\nC")))[1]
    assert '"A[2J[bold]B C"' in line


def test_json() -> None:
    filing = json.loads(verified_json([verified(STALE, difference()), verified(PASSED)]))
    assert filing["version"] == 1
    first, second = filing["projects"]
    assert (first["passed"], second["passed"]) == (False, True)
    (told,) = first["cases"][0]["differences"]
    assert told["changes"] == [{"aspect": "value", "before": "1", "after": "2"}]
    assert told["rule"] == {"file": "mapping.yaml", "line": 7, "column": 5, "sheet": None, "cell": None}
    assert told["before_rule"] == dict.fromkeys(("file", "line", "column", "sheet", "cell"))


def test_junit_cases() -> None:
    cases = list(junit_cases([verified(DIFFERS, difference())]))
    assert [(c.suite, c.name, c.failure, c.error) for c in cases] == [
        ("filings/abc", "facts", "differs", False),
        ("filings/abc", "networks", None, False),
        ("filings/abc", "checks", None, False),
    ]
    assert len(cases[0].lines) == 2
