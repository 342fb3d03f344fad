"""The corridor: steps as data, one rendering of each file, one session, results that cross process borders."""

from __future__ import annotations

import json
import multiprocessing
import pickle
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from tests.project import ROOT, edit
from xbrlgen import pipeline
from xbrlgen.catalog import open_catalog
from xbrlgen.check import with_arelle
from xbrlgen.check.with_arelle import Verdict
from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding, Severity, XbrlgenError
from xbrlgen.model.package import Artifact
from xbrlgen.model.project import Project
from xbrlgen.pipeline import Options, Result, Run
from xbrlgen.pipeline.mutating import Plan
from xbrlgen.pipeline.steps import corridor
from xbrlgen.pipeline.testing import verify_projects
from xbrlgen.pipeline.workers import Processes

FAST = Options(fast=True)
SMALL = ROOT / "docs" / "ten-minutes"
FILES = {name: (SMALL / name).read_bytes() for name in ("filing.yaml", "mapping.yaml", "release.txt")}


def test_the_steps_in_their_order() -> None:
    names = [s.name for s in corridor(None, writes=True)]
    assert names == [
        "reading",
        "matching",
        "building",
        "setting the documents",
        "checking",
        "holding to the last figures",
        "rendering",
        "checking as EDGAR would",
        "leaving Arelle out",
        "waiving",
        "writing",
    ]
    seen: list[str] = []
    pipeline.check(SMALL, FAST, seen.append)
    assert seen == names[:-1]


def test_a_project_is_the_same_wherever_it_lies(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "p.zip", "w") as archive:
        for name, data in FILES.items():
            archive.writestr(f"deep/{name}", data)
    results = [pipeline.check(p, FAST) for p in (SMALL, Project.of(FILES), tmp_path / "p.zip")]
    first = [(a.name, a.sha256) for a in results[0].package]
    for result in results:
        assert [(a.name, a.sha256) for a in result.package] == first
        assert result.findings == results[0].findings


def test_a_project_without_a_folder_needs_to_be_told_where_to_write(tmp_path: Path) -> None:
    project = Project.of(FILES)
    with pytest.raises(XbrlgenError, match="no output folder"):
        pipeline.build(project, options=FAST)
    assert pipeline.build(project, tmp_path / "made", FAST).written == tmp_path / "made"
    assert (tmp_path / "made" / "facts.csv").is_file()


@pytest.fixture
def renderings(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each file was rendered."""
    counted: Counter[str] = Counter()
    make = Artifact.__init__

    def counting(self: Artifact, name: str, media_type: str, write: object, *more: int) -> None:
        def written() -> Iterator[bytes]:
            counted[name] += 1
            yield from write()  # type: ignore[operator]

        make(self, name, media_type, written, *more)

    monkeypatch.setattr(Artifact, "__init__", counting)
    return counted


def test_each_file_is_rendered_once_and_one_session_judges(
    tmp_path: Path, renderings: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sessions: list[int] = []
    session = with_arelle._session
    monkeypatch.setattr(with_arelle, "_session", lambda *a: (sessions.append(1), session(*a))[1])
    result = pipeline.build(SMALL, tmp_path / "out")
    assert result.written is not None
    assert sum(a.size for a in result.package) > 10_000
    assert set(renderings) == {a.name for a in result.package}
    assert set(renderings.values()) == {1}
    assert sessions == [1]


def test_a_fast_check_renders_what_would_be_submitted_alone(renderings: Counter[str]) -> None:
    result = pipeline.check(SMALL, FAST)
    assert {n.rpartition(".")[2] for n in renderings} == {"htm", "xsd", "xml"}
    assert result.package.entry not in renderings


# -- judges and executors ------------------------------------------------------------------


def test_another_judge_takes_the_place_of_arelle() -> None:
    seen: list[str] = []

    def judge(run: Run) -> tuple[tuple[Finding, ...], Verdict | None, str]:
        seen.extend(a.name for a in run.package)
        return (Finding("ours:said", Severity.WARNING, "so it is"),), None, "a judge of our own"

    result = pipeline.check(SMALL, judge=judge)
    assert result.judge == "a judge of our own"
    assert "ours:said" in {f.code for f in result.findings}
    assert result.package.entry in seen


def test_another_executor_does_the_work() -> None:
    asked: list[int] = []

    def run(do: object, items: object) -> Iterator[object]:
        for item in items:  # type: ignore[attr-defined]
            asked.append(1)
            yield do(item)  # type: ignore[operator]

    trials = verify_projects([SMALL, SMALL], run=run)  # type: ignore[arg-type]
    assert (len(trials), asked) == (2, [1, 1])


@pytest.mark.parametrize(
    "options", [{"edgar": "lenient"}, {"fast": True, "dqc": True}, {"fast": True, "edgar": "strict"}], ids=str
)
def test_options_are_validated_when_made(options: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        Options(**options)  # type: ignore[arg-type]


@pytest.mark.parametrize("plan", [{"limit": -1}, {"jobs": 0}, {"kinds": ("none",)}], ids=str)
def test_plans_are_validated_when_made(plan: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        Plan(**plan)  # type: ignore[arg-type]


# -- process borders -----------------------------------------------------------------------


def checked(project: Project) -> Result:
    return pipeline.check(project, FAST)


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_results_and_errors_cross_process_borders(method: str) -> None:
    if method not in multiprocessing.get_all_start_methods():
        pytest.skip(f"a system without {method}")
    bad = Project.of({**FILES, "filing.yaml": b"entity: [\n"})
    with ProcessPoolExecutor(1, multiprocessing.get_context(method)) as pool:
        good, wrong, again = [pool.submit(checked, p) for p in (Project.of(FILES), bad, Project.of(FILES))]
        with pytest.raises(XbrlgenError) as caught:
            wrong.result()
        there = good.result()
        assert again.result().findings == there.findings
    assert [f.code for f in caught.value.findings] == ["XG-MAP-008"]
    here = checked(Project.of(FILES))
    assert there.findings == here.findings
    assert there.report == here.report
    assert [(a.name, a.data) for a in there.package] == [(a.name, a.data) for a in here.package]


def test_one_bad_project_breaks_no_pool() -> None:
    done = list(Processes(2)(_outcome, [SMALL, ROOT / "none", SMALL]))
    assert done == ["", "XG-READ-001", ""]


def _outcome(project: Path) -> str:
    try:
        pipeline.load(project)
    except XbrlgenError as error:
        return error.findings[0].code
    return ""


def test_what_crosses_is_small() -> None:
    result = checked(Project.of(FILES))
    assert len(pickle.dumps(result.vocabulary)) < 20_000
    assert len(repr(result)) < 2_000
    assert pickle.loads(pickle.dumps(open_catalog("us-gaap/2025"))) is open_catalog("us-gaap/2025")


def test_an_error_is_the_same_on_the_other_side() -> None:
    error = XbrlgenError(finding("XG-READ-001", "a"), finding("XG-READ-003", "b"))
    again = pickle.loads(pickle.dumps(error))
    assert (again.findings, str(again)) == (error.findings, str(error))


# -- what is written -----------------------------------------------------------------------


def test_nothing_is_packed_for_edgar_while_a_placeholder_stands(tmp_path: Path) -> None:
    for name, data in FILES.items():
        (tmp_path / name).write_bytes(data)
    refused = pipeline.package(tmp_path, "edgar", options=Options(fast=True, fail_on=None))
    assert refused.failed
    assert refused.written is None
    assert "XG-OUT-004" in {f.code for f in refused.findings}
    assert not (tmp_path / "package").exists()
    assert pipeline.package(tmp_path, "taxonomy-package", options=FAST).written is not None
    text = (tmp_path / "filing.yaml").read_text()
    (tmp_path / "filing.yaml").write_text(
        text.replace("cik: placeholder", "cik: '1234567'").replace("placeholder", "12-3456789")
    )
    packed = pipeline.package(tmp_path, "edgar", options=FAST)
    assert [f for f in packed.findings if f.severity is Severity.ERROR and f.waived is None] == []
    assert packed.written == tmp_path / "package" / "edgar"


def test_nothing_is_packed_for_edgar_while_an_error_stands(tmp_path: Path) -> None:
    for name, data in FILES.items():
        (tmp_path / name).write_bytes(data)
    edit(tmp_path, "mapping.yaml", "us-gaap:CostOfRevenue", "us-gaap:CostOfNothing")
    refused = pipeline.package(tmp_path, "edgar", options=Options(fast=True, fail_on=None))
    assert refused.failed
    assert refused.written is None


def test_the_pictures_of_a_page_are_filed_with_it(tmp_path: Path) -> None:
    words = "".join(f"<p>Note {n} has no numbers.</p>" for n in range(20)).replace("Note", "Text")
    page = f'<html><body>{words}<p><img alt="" src="logo.gif"><img alt="" src="logo.gif"></p></body></html>'
    for name, data in FILES.items():
        (tmp_path / name).write_bytes(data)
    text = (tmp_path / "filing.yaml").read_text()
    text = text.replace("cik: placeholder", "cik: '1234567'").replace("placeholder", "12-3456789")
    (tmp_path / "filing.yaml").write_text(text.replace("[release.txt]", "[release.txt, page.htm]"))
    assert "page.htm" in (tmp_path / "filing.yaml").read_text()
    (tmp_path / "page.htm").write_text(re.sub(r"\d+", "x", page))
    (tmp_path / "logo.gif").write_bytes(b"GIF89a picture")
    built = pipeline.build(tmp_path, tmp_path / "out", FAST)
    assert built.written is not None
    assert (built.written / "logo.gif").read_bytes() == b"GIF89a picture"
    packed = pipeline.package(tmp_path, "edgar", options=FAST)
    assert packed.written is not None
    assert (packed.written / "logo.gif").read_bytes() == b"GIF89a picture"
    listed = json.loads((packed.written / "manifest.json").read_text())["files"]
    assert [f["type"] for f in listed if f["name"] == "logo.gif"] == ["GRAPHIC"]
    (tmp_path / "logo.gif").unlink()
    again = pipeline.build(tmp_path, tmp_path / "out", FAST)
    assert "XG-READ-073" in {f.code for f in again.findings}
    assert again.written is None
