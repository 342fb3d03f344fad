"""Every finding code: cases that fire it and cases that do not, one YAML file a code.

A case is edits on the first example: file, what stands there, what comes in its place. To add
one, write it into ``cases/CODE.yaml``; nothing else is needed. Further keys of a case: ``files``
(name: text, each character a byte), ``long_line`` (name: characters), ``folder`` and ``remove``
(names), ``word`` (name: body of a Word document, a source beside the release), ``data`` (name: text, a source beside the release), ``workbook`` (name: keys of tests.read.sheet.workbooks.workbook, a source beside the release;
a cell is a value, or the keys of ``C``), ``out`` (name: text, what stands in the output folder before a build), ``marks`` (the
text of a reviewer's marks, read alone), ``viewer`` (``missing``: asked for where it is not),
``update`` (the expectation is written anew).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.project import copy_example, edit, worked_project
from tests.read.docx.words import docx
from tests.read.sheet.workbooks import C, linked, without_values, workbook
from xbrlgen import pipeline
from xbrlgen.check import viewer
from xbrlgen.model.codes import CODES
from xbrlgen.model.finding import Finding, XbrlgenError
from xbrlgen.pipeline.testing import verify_project
from xbrlgen.view.marks import parse_marks

CASES = Path(__file__).parent / "cases"


def load(kind: str) -> list[Any]:
    found = []
    for path in sorted(CASES.glob("*.yaml")):
        data = YAML(typ="safe").load(path.read_text("utf-8"))
        assert set(data) <= {"fires", "passes"}, path.name
        for case in data[kind]:
            found.append(pytest.param(path.stem, case, id=f"{path.stem}: {case['name']}"))
    return found


AFTER_RENDERING = frozenset(
    {"XG-MAP-016", "XG-MAP-070", "XG-MAP-071", "XG-FACT-005", "XG-READ-073", "XG-PLA-008"}
)
"""Codes whose cases need the whole run: waivers are held against all that is found, pictures go with files,
stated tags are read beside the sources."""


def run(tmp_path: Path, code: str, case: dict[str, Any]) -> tuple[Finding, ...]:
    project = copy_example(tmp_path)
    for file, text in case.get("files", {}).items():
        (project / file).parent.mkdir(exist_ok=True)
        (project / file).write_bytes(text.encode("latin-1"))
    for file, text in case.get("data", {}).items():
        (project / file).write_bytes(text.encode("latin-1"))
        edit(project, "filing.yaml", "  - release.txt\n", f"  - release.txt\n  - {file}\n")
    for file, body in case.get("word", {}).items():
        (project / file).write_bytes(docx(body))
        edit(project, "filing.yaml", "  - release.txt\n", f"  - release.txt\n  - {file}\n")
    for file, keys in case.get("workbook", {}).items():
        (project / file).write_bytes(book_of(**keys))
        edit(project, "filing.yaml", "  - release.txt\n", f"  - release.txt\n  - {file}\n")
    for file, edits in case.get("edits", {}).items():
        path = project / file
        for old, new in edits:
            data = path.read_bytes()
            assert old.encode() in data, f"{old!r} does not stand in {file}"
            path.write_bytes(data.replace(old.encode(), new.encode(), 1))
    for file, length in case.get("long_line", {}).items():
        (project / file).write_bytes(b"x" * length)
    for file in case.get("remove", []):
        (project / file).unlink()
    for file in case.get("folder", []):
        (project / file).mkdir()
    if "marks" in case:
        return parse_marks(case["marks"]).findings
    try:
        if case.get("viewer") == "missing":
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(viewer, "PLUGIN", "no_such_plugin")
                viewer.save_viewer([], [], project / "viewer")
        if "update" in case:
            return verify_project(project, update=True).findings
        if "out" in case:
            out = project / "out"
            out.mkdir()
            for file, text in case["out"].items():
                (out / file).write_text(text, "utf-8")
            return pipeline.build(project, out, pipeline.Options(fast=True)).findings
        if code in AFTER_RENDERING:
            return pipeline.check(project, pipeline.Options(fast=True)).findings
        return tuple(worked_project(project).findings)
    except XbrlgenError as error:
        return error.findings


def book_of(
    sheets: dict[str, list[list[Any]]], *, calculated: bool = True, link: str = "", **keys: Any
) -> bytes:
    cells = {
        name: [[C(**c) if isinstance(c, dict) else c for c in row] for row in rows]
        for name, rows in sheets.items()
    }
    data = workbook(cells, **keys)
    data = data if calculated else without_values(data)
    return linked(data, link) if link else data


@pytest.mark.parametrize(("code", "case"), load("fires"))
def test_fires(code: str, case: dict[str, Any], tmp_path: Path) -> None:
    findings = [f for f in run(tmp_path, code, case) if f.code == code]
    assert findings, f"{code} did not fire"
    text = "\n".join(
        " ".join([str(f.where), f.message, f.hint or "", *(f"{r.what} {r.where}" for r in f.related)])
        for f in findings
    )
    for words in case.get("says", []):
        assert words in text, text


@pytest.mark.parametrize(("code", "case"), load("passes"))
def test_passes(code: str, case: dict[str, Any], tmp_path: Path) -> None:
    assert [f for f in run(tmp_path, code, case) if f.code == code] == []


def test_every_code_has_cases() -> None:
    """But EDGAR's rules, those of installed taxonomies, of regression, of migration and of edits: theirs
    are in tests/check, tests/catalog, tests/compare, tests/assist and tests/mapping. What only a command can
    meet (a filing made elsewhere or imported, a bundle, a second run, contradicting options, an interruption)
    is in tests/pipeline, render and cli."""
    families = (
        "XG-EFM-",
        "XG-TAX-",
        "XG-REG-",
        "XG-MIG-",
        "XG-IMP-",
        "XG-MAP-020",
        *("XG-READ-090", "XG-READ-091", "XG-TIE-050", "XG-TIE-051"),
        *(f"XG-OUT-00{n}" for n in range(4, 9)),
    )
    elsewhere = {c for c in CODES if c.startswith(families)}
    assert {p.stem for p in CASES.glob("*.yaml")} - elsewhere == set(CODES) - elsewhere
    for path in CASES.glob("*.yaml"):
        data = YAML(typ="safe").load(path.read_text("utf-8"))
        assert data["fires"], path.name
        assert data["passes"], path.name


def test_findings_say_where_and_what_to_do() -> None:
    """Law 6: every code has a remedy; every case above has a place."""
    for code in CODES.values():
        assert code.remedy
        assert code.meaning
