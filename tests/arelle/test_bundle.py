"""Bundles for EDGAR, as a report package and as a taxonomy package: Arelle opens each."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.project import copy_example
from xbrlgen import pipeline
from xbrlgen.catalog.standin import stand_in_package
from xbrlgen.render.bundle import KINDS, bundle

BASE = "mpe-20040930"


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> pipeline.Result:
    project = copy_example(tmp_path_factory.mktemp("bundle"))
    return pipeline.check(project, pipeline.Options(fast=True))


@pytest.fixture(scope="module")
def folder(result: pipeline.Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("bundles")
    for kind in KINDS:
        files = bundle(kind, result.report, result.documents, result.package)
        for artifact in files:
            (root / kind).mkdir(exist_ok=True)
            (root / kind / artifact.name).write_bytes(artifact.data)
    return root


def arelle(file: str, *packages: Path) -> str:
    """The log of Arelle's own command line, offline."""
    command = [
        sys.executable, "-m", "arelle.CntlrCmdLine", "--internetConnectivity", "offline",
        "--disablePersistentConfig", "--plugins", "inlineXbrlDocumentSet", "--validate",
        "--packages", "|".join(str(p) for p in (stand_in_package("us-gaap/2025"), *packages)),
        "--file", file,
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def complaints(log: str) -> list[str]:
    return [line for line in log.splitlines() if line.strip() and not line.startswith("[info")]


def test_edgar_takes_inline_documents_and_their_taxonomy_only(folder: Path) -> None:
    names = {p.name for p in (folder / "edgar").iterdir()}
    files = {f"{BASE}.xsd", *(f"{BASE}_{k}.xml" for k in ("cal", "def", "lab", "pre"))}
    files |= {"mpe-20041029.htm", "mpe-20041029_ex991.htm"}
    assert names == files | {f"{BASE}-edgar.zip", "manifest.json"}
    with zipfile.ZipFile(folder / "edgar" / f"{BASE}-edgar.zip") as archive:
        assert set(archive.namelist()) == files


def test_manifest_names_type_and_digest_of_each_file(folder: Path) -> None:
    manifest = json.loads((folder / "edgar" / "manifest.json").read_text("ascii"))
    types = {f["name"]: f["type"] for f in manifest["files"]}
    assert types["mpe-20041029.htm"] == "8-K"
    assert types["mpe-20041029_ex991.htm"] == "EX-99.1"
    assert types[f"{BASE}.xsd"] == "EX-101.SCH"
    for entry in manifest["files"]:
        data = (folder / "edgar" / entry["name"]).read_bytes()
        assert (entry["bytes"], entry["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())


def test_arelle_opens_the_report_package(folder: Path) -> None:
    log = arelle(str(folder / "report-package" / f"{BASE}.xbri"))
    assert complaints(log) == []
    assert "validated in" in log


def test_arelle_opens_the_taxonomy_package(folder: Path) -> None:
    package = folder / "taxonomy-package" / f"{BASE}-taxonomy.zip"
    log = arelle(f"http://www.mpowercom.com/20040930/{BASE}.xsd", package)
    assert complaints(log) == []
    assert "validated in" in log


@pytest.mark.parametrize("kind", KINDS)
def test_bytes_never_vary(kind: str, result: pipeline.Result) -> None:
    twice = [
        [(a.name, a.data) for a in bundle(kind, result.report, result.documents, result.package)]
        for _ in range(2)
    ]
    assert twice[0] == twice[1]


def test_another_kind_is_refused(result: pipeline.Result) -> None:
    with pytest.raises(ValueError, match="is none of edgar, report-package, taxonomy-package"):
        bundle("paper", result.report, result.documents, result.package)


def test_a_bundle_takes_the_place_of_the_last_one(result: pipeline.Result, tmp_path: Path) -> None:
    for _ in range(2):
        done = pipeline.package(
            result.project, "taxonomy-package", tmp_path / "p", pipeline.Options(fast=True)
        )
        assert done.written == tmp_path / "p"
    assert [p.name for p in (tmp_path / "p").iterdir()] == [f"{BASE}-taxonomy.zip"]
