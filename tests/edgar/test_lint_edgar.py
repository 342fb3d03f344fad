"""The lint over the example: findings lead to the mapping and the source, whoever wrote the package."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from xbrlgen import pipeline
from xbrlgen.check.edgar import lint_edgar, lint_folder
from xbrlgen.model.finding import Severity
from xbrlgen.model.package import Artifact, Package
from xbrlgen.written.transforms import fits, shown

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "mpower-2004q3"


@pytest.fixture(scope="module")
def result() -> pipeline.Result:
    return pipeline.check(EXAMPLE, pipeline.Options(fast=True))


def edited(package: Package, suffix: str, old: str, new: str) -> Package:
    """The package with one text replaced once, in the one file that has it."""
    artifacts = []
    for artifact in package:
        data = artifact.data
        if artifact.name.endswith(suffix) and old.encode() in data:
            data = data.replace(old.encode(), new.encode(), 1)

        def stream(data: bytes = data) -> Iterator[bytes]:
            yield data

        artifacts.append(Artifact(artifact.name, artifact.media_type, stream))
    assert any(a.data != b.data for a, b in zip(package, artifacts, strict=True)), f"{old!r} stands nowhere"
    return Package(tuple(artifacts), package.entry)


def test_the_example_has_no_errors(result: pipeline.Result) -> None:
    found = lint_edgar(result.report, result.package)
    assert [f"{f.code} {f.message}" for f in found if f.severity is Severity.ERROR] == []


def test_an_outside_edit_leads_to_the_mapping_and_the_source(result: pipeline.Result) -> None:
    package = edited(result.package, ".htm", 'name="us-gaap:Revenues"', 'target="x" name="us-gaap:Revenues"')
    (found,) = (f for f in lint_edgar(result.report, package) if f.code == "XG-EFM-731")
    assert found.where is not None
    assert found.where.file.endswith(".htm")
    fact = next(f for f in result.report.facts if f.prints and isinstance(f.value, Decimal) and f.value > 0)
    whole = f'id="{fact.id}"'
    package = edited(result.package, ".htm", f"{whole} name=", f'{whole} precision="2" name=')
    (found,) = (f for f in lint_edgar(result.report, package) if f.code == "XG-EFM-201")
    assert found.subjects == (fact.id,)
    assert found.where == fact.rule
    assert fact.where in {r.where for r in found.related}


def test_folder_and_package_give_the_same_findings(result: pipeline.Result, tmp_path: Path) -> None:
    keep: list[Artifact] = [a for a in result.package if a.name.endswith((".htm", ".xsd"))]
    keep += [a for a in result.package if a.name.endswith(".xml") and "_" in a.name]
    for artifact in keep:
        (tmp_path / artifact.name).write_bytes(artifact.data)
    ours = {(f.code, f.message) for f in lint_edgar(result.report, result.package)}
    assert {(f.code, f.message) for f in lint_folder(tmp_path)} == ours


def test_a_plain_instance_beside_an_inline_document_is_a_fault_of_a_folder_only(
    result: pipeline.Result, tmp_path: Path
) -> None:
    for artifact in result.package:
        (tmp_path / artifact.name).write_bytes(artifact.data)
    assert "XG-EFM-013" in {f.code for f in lint_folder(tmp_path)}
    assert "XG-EFM-013" not in {f.code for f in lint_edgar(result.report, result.package)}


@pytest.mark.parametrize(
    ("form", "text", "value"),
    [
        ("ixt:num-dot-decimal", "1,234.5", "1234.5"),
        ("ixt:num-comma-decimal", "1.234,5", "1234.5"),
        ("ixt:fixed-zero", "-", "0"),
        ("ixt:date-monthname-day-year-en", "September 30, 2004", "2004-09-30"),
        ("ixt:date-month-day-year", "9/30/04", "2004-09-30"),
        ("ixt:fixed-true", "x", "true"),
    ],
)
def test_transformations(form: str, text: str, value: str) -> None:
    assert shown(form, text, numeric=form.startswith("ixt:num")) == value


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("ixt:num-dot-decimal", "(5)"),
        ("ixt:num-dot-decimal", "$5"),
        ("ixt:num-dot-decimal", "1,23"),
        ("", "-5"),
        ("ixt:date-monthname-day-year-en", "Sempember 30, 2004"),
        ("ixt:date-month-day-year", "13/45/04"),
    ],
)
def test_texts_that_do_not_fit(form: str, text: str) -> None:
    assert not fits(form, text, numeric="date" not in form)
