"""xBRL-JSON and xBRL-CSV read back by Arelle: the report of the instance."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from papers import HELD, HOSTILE
from reading import OIM, read
from sample import FILING

from tests.project import EXAMPLE
from xbrlgen.model.report import Footnote, Report
from xbrlgen.model.where import Where
from xbrlgen.pipeline import Options, check
from xbrlgen.render.oim import oim_artifacts
from xbrlgen.render.package import render_package

SYNTAXES = ("{}.json", "{}_csv.json")


def write(report: Report, folder: Path) -> None:
    for artifact in (*render_package(report), *oim_artifacts(report)):
        (folder / artifact.name).write_bytes(artifact.data)


@pytest.fixture(scope="module")
def example() -> Report:
    return check(EXAMPLE, Options(fast=True)).report


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_the_example_is_read_as_the_instance_is(
    example: Report, syntax: str, tmp_path: Path, stand_in: Path
) -> None:
    write(example, tmp_path)
    base = example.extension.base
    instance = read(tmp_path / f"{base}.xml", stand_in)
    other = read(tmp_path / syntax.format(base), stand_in, plugin=OIM)
    assert other.complaints == instance.complaints == []
    assert other.single == instance.single
    assert len(other.facts) == len(example.facts)
    assert sum(bool(s.notes) for s in other.single.values()) == sum(bool(f.footnotes) for f in example.facts)


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_every_kind_of_fact_is_read_as_the_instance_is(syntax: str, tmp_path: Path, stand_in: Path) -> None:
    """With full stops in ids, text that looks special, and text that is hostile."""
    note = Footnote("fn-A", "A", f"Not <b>bold</b> &amp; {HOSTILE}", Where("release.txt", 30, 1))
    facts = tuple(
        replace(
            f,
            id=f"{f.id}.2",
            value=f"#{HOSTILE}" if n == 1 else f.value,
            footnotes=(note,) if n == 1 else f.footnotes,
        )
        for n, f in enumerate(FILING.facts)
    )
    report = replace(FILING, facts=facts, footnotes=(note, *FILING.footnotes[1:]))
    write(report, tmp_path)
    base = report.extension.base
    instance = read(tmp_path / f"{base}.xml", stand_in)
    other = read(tmp_path / syntax.format(base), stand_in, plugin=OIM)
    assert other.complaints == instance.complaints == []
    assert other.single == instance.single
    assert any(s.value == f"#{HELD}" for s in other.single.values())
    assert len(other.facts) == len(facts)


def test_a_changed_value_is_seen(example: Report, tmp_path: Path, stand_in: Path) -> None:
    write(example, tmp_path)
    path = tmp_path / f"{example.extension.base}.json"
    filing = json.loads(path.read_text("ascii"))
    name = next(i for i, f in filing["facts"].items() if f.get("links"))
    before = read(path, stand_in, plugin=OIM)
    del filing["facts"][name]["links"]
    path.write_text(json.dumps(filing), "ascii")
    assert read(path, stand_in, plugin=OIM).facts != before.facts
