"""The JSON report: the whole text, and what programs rely on."""

from __future__ import annotations

import json
from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding, Related, Severity
from xbrlgen.model.package import Artifact
from xbrlgen.model.register import TAGGED, NumberRegister, Numeral
from xbrlgen.model.report import Report
from xbrlgen.model.source import FigureId
from xbrlgen.model.where import Where
from xbrlgen.view.counts import OutputFile
from xbrlgen.view.machine import to_json

FOUND = finding(
    "XG-MAP-004",
    "us-gaap:Revenu – unknown",
    Where("mapping.yaml", 4, 16),
    hint="did you mean us-gaap:Revenues?",
    related=[Related("source", Where("book.xlsx", sheet="Q3", cell="B7")), Related("nowhere", None)],
    subjects=["f2", "f1"],
)

REPORT = """\
{
  "files": [
    {
      "bytes": 3,
      "name": "mpe.htm",
      "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    }
  ],
  "findings": [
    {
      "cell": null,
      "code": "XG-MAP-004",
      "column": 16,
      "file": "mapping.yaml",
      "hint": "did you mean us-gaap:Revenues?",
      "line": 4,
      "message": "us-gaap:Revenu \\u2013 unknown",
      "origin": "xbrlgen",
      "related": [
        {
          "cell": "B7",
          "column": null,
          "file": "book.xlsx",
          "line": null,
          "sheet": "Q3",
          "what": "source"
        },
        {
          "cell": null,
          "column": null,
          "file": null,
          "line": null,
          "sheet": null,
          "what": "nowhere"
        }
      ],
      "severity": "error",
      "sheet": null,
      "subjects": [
        "f2",
        "f1"
      ],
      "waived": null
    }
  ],
  "summary": null,
  "version": 1
}
"""


def artifact(name: str, pieces: list[bytes]) -> Artifact:
    return Artifact(name, "text/html", lambda: iter(pieces))


def test_whole_text_of_a_run_that_made_no_filing() -> None:
    assert to_json([FOUND], files=[OutputFile.of(artifact("mpe.htm", [b"a", b"bc"]))]) == REPORT


def test_summary_of_a_filing(report: Report) -> None:
    waived = Finding("XG-TIE-003", Severity.WARNING, "m", waived="so printed")
    summary = json.loads(to_json([FOUND, waived], report=report, judged_by="us-gaap/2025 (official)"))[
        "summary"
    ]
    left = summary["coverage"].pop("left")
    assert summary == {
        "entity": {
            "name": "Mpower [Holding]",
            "identifier": "0000000000",
            "scheme": "http://www.sec.gov/CIK",
            "placeholder": True,
        },
        "document": {"type": "8-K", "period_end": "2004-09-30", "date": "2004-10-29", "amendment": False},
        "taxonomy": "us-gaap/2025",
        "judged_by": "us-gaap/2025 (official)",
        "statements": [
            {"role": "Cover", "title": "Cover", "lines": 1, "facts": 1},
            {"role": "Operations", "title": "Consolidated Statement of Operations", "lines": 2, "facts": 3},
            {"role": "Notes", "title": "Notes", "lines": 1, "facts": 1},
        ],
        "facts": 4,
        "contexts": 2,
        "units": 1,
        "footnotes": 0,
        "custom_elements": 1,
        "findings": {"error": 1, "warning": 0, "info": 0, "waived": 1},
        "coverage": {
            "numbers": 7,
            "tagged": 3,
            "left_out": 3,
            "unaccounted": 1,
            "rules": 3,
            "rules_used": 2,
        },
        "checks": None,
    }
    assert [(item["line"], item["text"], item["reason"]) for item in left] == [
        (4, "5", "repeated below"),
        (5, "52.1%", "a ratio of the two lines above"),
        (9, "12", None),
        (6, "6", "repeated below"),
    ]


def test_facts_that_no_check_holds_are_listed(report: Report) -> None:
    where = Where("release.txt", 9, 4)
    alone = Numeral(FigureId("release.txt", 7), where, "12", TAGGED, label="Stores", facts=("f1", "f2"))
    twice = [Numeral(FigureId("release.txt", n), where, "5", TAGGED, facts=("f3",)) for n in (8, 9)]
    register = NumberRegister((alone, *twice))
    said = json.loads(to_json([], report=report, register=register))["summary"]["checks"]
    (unheld,) = said.pop("unheld")
    assert said == {"facts": 3, "held": 1}
    assert (unheld["text"], unheld["label"], unheld["facts"], unheld["line"]) == (
        "12",
        "Stores",
        ["f1", "f2"],
        9,
    )


def test_order_of_findings_and_files_is_settled_here() -> None:
    found = [finding("XG-FACT-005", "b"), FOUND, finding("XG-FACT-005", "a")]
    files = [OutputFile("b.xsd", 1, "1"), OutputFile("a.htm", 2, "2")]
    text = to_json(found, files=files)
    assert text == to_json(found[::-1], files=files[::-1])
    report = json.loads(text)
    assert [f["message"] for f in report["findings"]] == [FOUND.message, "a", "b"]
    assert [f["name"] for f in report["files"]] == ["a.htm", "b.xsd"]


@given(st.text(), st.none() | st.text(), st.lists(st.text()))
def test_any_text_comes_back_unchanged(message: str, waived: str | None, subjects: list[str]) -> None:
    one = Finding("C", Severity.INFO, message, subjects=tuple(subjects), waived=waived)
    text = to_json([one])
    assert text.isascii()
    (back,) = json.loads(text)["findings"]
    assert (back["message"], back["waived"], back["subjects"]) == (message, waived, subjects)


@given(st.lists(st.binary()))
def test_a_file_is_measured_whatever_its_pieces(pieces: list[bytes]) -> None:
    whole = b"".join(pieces)
    assert OutputFile.of(artifact("f", pieces)) == OutputFile("f", len(whole), sha256(whole).hexdigest())
