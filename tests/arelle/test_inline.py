"""One report in four syntaxes: Arelle reads each, and what it reads is the same, fact by fact."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from papers import HELD, HOSTILE, NASTY, SET
from reading import INLINE, Reading, read
from sample import FILING

from tests.project import EXAMPLE, SEED, WITHOUT_SHARED, copy_example, edit
from xbrlgen.build.document import build_documents
from xbrlgen.model.package import Artifact
from xbrlgen.pipeline import Options, check
from xbrlgen.render.inline import inline_artifacts
from xbrlgen.render.oim import oim_artifacts
from xbrlgen.render.package import render_package

WAIVED = ("calc11e:inconsistentCalculationUsingRounding", "xbrl.5.2.5.2:calcInconsistency")
"""What the example waives, for the forecast: guidance gives no total of costs."""


def write(artifacts: Iterator[Artifact], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for artifact in artifacts:
        (folder / artifact.name).write_bytes(artifact.data)


def written(project: Path, folder: Path) -> tuple[list[Path], Path]:
    """All syntaxes of a project's report: the paths of the inline documents, and of the instance."""
    result = check(project, Options(fast=True))
    documents = build_documents(result.sources, result.report)
    package = render_package(result.report)
    write(iter((*package, *inline_artifacts(result.report, documents))), folder)
    write(iter(oim_artifacts(result.report)), folder)
    return [folder / d.name for d in documents], folder / package.entry


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Path], Path]:
    return written(EXAMPLE, tmp_path_factory.mktemp("example"))


@pytest.fixture(scope="module")
def instance(example: tuple[list[Path], Path], stand_in: Path) -> Reading:
    reading = read(example[1], stand_in)
    assert reading.complaints == []
    assert len(reading.facts) > 250
    return reading


@pytest.mark.parametrize("mode", ["round-to-nearest", "xbrl21-dedup"])
def test_the_document_set_is_valid(example: tuple[list[Path], Path], stand_in: Path, mode: str) -> None:
    reading = read(example[0], stand_in, plugin=INLINE, calculations=mode)
    others = [c for c in reading.complaints if not c.startswith(tuple(f"[{w}]" for w in WAIVED))]
    assert others == []
    assert all("ScenarioForecast" in c for c in reading.complaints)
    assert reading.complaints, "the check of calculations did not run"


def test_the_inline_facts_are_those_of_the_instance(
    example: tuple[list[Path], Path], stand_in: Path, instance: Reading
) -> None:
    inline = read(example[0], stand_in, plugin=INLINE)
    assert inline.complaints == []
    assert inline.facts.keys() == instance.facts.keys()
    assert sum(map(len, inline.facts.values())) > len(instance.facts), "repeated prints are tagged too"
    assert read(example[0], stand_in, plugin=INLINE, deduplicate=True).single == instance.single


def test_the_target_that_arelle_extracts_is_the_instance(
    example: tuple[list[Path], Path], stand_in: Path, instance: Reading
) -> None:
    documents, entry = example
    read(documents, stand_in, plugin=INLINE, extract=True)
    (target,) = entry.parent.glob("*_extracted.*")
    extracted = read(target, stand_in, deduplicate=True)
    assert extracted.complaints == []
    # Arelle does not carry the language over from <html>; the test above compares it.
    wanted = {aspects: replace(said, language=None) for aspects, said in instance.single.items()}
    assert {a: replace(s, language=None) for a, s in extracted.single.items()} == wanted
    notes = {note for said in instance.single.values() for note in said.notes}
    assert len(notes) == 4


def test_a_changed_figure_is_seen(
    example: tuple[list[Path], Path], stand_in: Path, instance: Reading, tmp_path: Path
) -> None:
    """The comparison can fail: one digit, one sign, one decimals, one note."""
    documents, entry = example
    for old, new in (
        (">34,077<", ">34,076<"),
        ('sign="-"', ""),
        ('decimals="-3"', 'decimals="-2"'),
        ("For 2005 and 2006", "For 2005 or 2006"),
    ):
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        shutil.copytree(entry.parent, folder)
        exhibit = folder / documents[1].name
        text = exhibit.read_text("ascii")
        assert old in text
        exhibit.write_text(text.replace(old, new, 1), "ascii")
        changed = read([folder / d.name for d in documents], stand_in, plugin=INLINE, deduplicate=True)
        assert changed.facts != instance.facts, old


@pytest.mark.skipif(not SEED.exists(), reason=WITHOUT_SHARED)
def test_the_original_release_gives_the_same_report_in_both_syntaxes(tmp_path: Path, stand_in: Path) -> None:
    project = copy_example(tmp_path)
    shutil.copyfile(SEED, project / "release.txt")
    documents, entry = written(project, tmp_path / "written")
    instance = read(entry, stand_in)
    inline = read(documents, stand_in, plugin=INLINE, deduplicate=True)
    assert inline.complaints == instance.complaints == []
    assert inline.single == instance.single


def test_a_release_full_of_markup_is_still_one_report(tmp_path: Path, stand_in: Path) -> None:
    project = copy_example(tmp_path)
    edit(project, "release.txt", "Mpower Holding Reports", "<b>&amp; ]]> \u202e\u0007 Reports")
    edit(project, "release.txt", "Two things weighed on it:", "<!-- {{ 1 }} <i>x</i> ")
    documents, entry = written(project, tmp_path / "written")
    instance = read(entry, stand_in)
    inline = read(documents, stand_in, plugin=INLINE, deduplicate=True)
    assert inline.complaints == []
    assert inline.single == instance.single


# -- every element -------------------------------------------------------------------------


def by_name(reading: Reading) -> dict[str, list[object]]:
    found: dict[str, list[object]] = {}
    for aspects, said in reading.facts.items():
        found.setdefault(str(aspects[0]).partition("}")[2], []).extend(s.value for s in said)
    return found


def test_every_shape_of_inline_is_read_as_meant(tmp_path: Path, stand_in: Path) -> None:
    write(iter((*render_package(FILING), *inline_artifacts(FILING, SET))), tmp_path)
    reading = read([tmp_path / d.name for d in SET], stand_in, plugin=INLINE)
    assert reading.complaints == []
    values = by_name(reading)
    assert sorted(map(str, values["Revenues"])) == ["150000000", "154600000"]
    assert list(map(str, values["CostsAndExpenses"])) == ["-150000000"]
    assert list(map(str, values["SharesOutstanding"])) == ["91000000"]
    assert values["Cash"] == [0]
    assert values["Assets"] == [None]
    (block,) = values["CashFlowSupplementalDisclosuresTextBlock"]
    text = str(block)
    assert (
        text.index("Policies begin") < text.index("go on over") < text.index("Both") < text.index("they end")
    )
    assert "<hr" not in text
    assert "<table" in text
    assert "Between" not in text
    notes = {note[0] for said in reading.facts.values() for s in said for note in s.notes}
    assert notes == {"Core customers alone."}


def test_hostile_text_is_read_back_as_text(tmp_path: Path, stand_in: Path) -> None:
    contexts = tuple(c for c in FILING.contexts if not c.period.is_instant and not c.dimensions)
    report = replace(FILING, contexts=contexts, units=())
    write(iter((*render_package(FILING), *inline_artifacts(report, NASTY))), tmp_path)
    reading = read([tmp_path / NASTY[0].name], stand_in, plugin=INLINE)
    assert reading.complaints == []
    (said,) = (s for both in reading.facts.values() for s in both)
    # A normalizedString has its white space replaced, no more.
    assert said.value == HELD
    assert [n[0] for n in said.notes] == [HELD]
    assert HOSTILE != HELD
