"""A project is a value: the same files by the same names from a folder, a zip or a request."""

from __future__ import annotations

import os
import pickle
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.project import EXAMPLE
from xbrlgen.model import project as module
from xbrlgen.model.finding import XbrlgenError
from xbrlgen.model.project import Project, read_file

FILES = {"filing.yaml": b"a: 1\n", "in/release.txt": b"text", "mapping.yaml": b"", ".git/x": b"hidden"}


def in_folder(tmp_path: Path) -> Project:
    for name, data in FILES.items():
        (tmp_path / "p" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "p" / name).write_bytes(data)
    return Project.at(tmp_path / "p")


def in_zip(tmp_path: Path, top: str = "") -> Project:
    with zipfile.ZipFile(tmp_path / "p.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in FILES.items():
            archive.writestr(top + name, data)
    return Project.at(tmp_path / "p.zip")


def in_zipped_folder(tmp_path: Path) -> Project:
    return in_zip(tmp_path, "some folder/")


def in_memory(_: Path) -> Project:
    return Project.of(FILES)


PLACES = [in_folder, in_zip, in_zipped_folder, in_memory]


@pytest.mark.parametrize("place", PLACES)
def test_the_same_files_wherever_they_lie(tmp_path: Path, place: Callable[[Path], Project]) -> None:
    project = place(tmp_path)
    for found in (project, pickle.loads(pickle.dumps(project)), Project.at(project)):
        assert found.names() == ("filing.yaml", "in/release.txt", "mapping.yaml")
        assert {n: found.read(n) for n in FILES} == FILES
        assert found.holds("in/release.txt")
        assert not found.holds("in")
        assert not found.holds("out.txt")
        assert found == project
        assert hash(found) == hash(project)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    "name", ["../x", "/etc/passwd", "a/../../b", "..", "C:\\x", "a\\..\\..\\b", "a\0b", ""]
)
def test_a_name_that_leaves_cannot_be_said(
    tmp_path: Path, place: Callable[[Path], Project], name: str
) -> None:
    project = place(tmp_path)
    assert not project.holds(name)
    with pytest.raises(XbrlgenError) as caught:
        project.read(name)
    assert [f.code for f in caught.value.findings] == ["XG-MAP-019"]
    with pytest.raises(XbrlgenError):
        project.with_files({name: b""})


@pytest.mark.parametrize("place", PLACES)
def test_what_is_not_there(tmp_path: Path, place: Callable[[Path], Project]) -> None:
    for name in ("out.txt", "in", "filing.yaml/x"):
        with pytest.raises(XbrlgenError) as caught:
            place(tmp_path).read(name)
        assert [f.code for f in caught.value.findings] == ["XG-READ-001"]


@pytest.mark.parametrize("place", PLACES)
def test_files_are_laid_over(tmp_path: Path, place: Callable[[Path], Project]) -> None:
    before = place(tmp_path)
    after = before.with_files({"filing.yaml": b"b: 2\n", "new.txt": b"new"})
    assert after.read("filing.yaml") == b"b: 2\n"
    assert before.read("filing.yaml") == b"a: 1\n"
    assert after.names() == ("filing.yaml", "in/release.txt", "mapping.yaml", "new.txt")
    assert after.read("in/release.txt") == b"text"
    assert after != before


@pytest.mark.parametrize("place", PLACES)
def test_sizes_are_bounded(
    tmp_path: Path, place: Callable[[Path], Project], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LARGEST_FILE", 4)
    monkeypatch.setattr(module.read_file, "__defaults__", (4,))
    monkeypatch.setattr(module._bounded, "__defaults__", (4,))
    with pytest.raises(XbrlgenError) as caught:
        place(tmp_path).read("filing.yaml")
    assert [f.code for f in caught.value.findings] == ["XG-READ-004"]


def test_a_link_that_leads_out(tmp_path: Path) -> None:
    project = in_folder(tmp_path)
    (tmp_path / "secret").write_text("s")
    (tmp_path / "p" / "link").symlink_to(tmp_path / "secret")
    (tmp_path / "p" / "inside").symlink_to("filing.yaml")
    assert not project.holds("link")
    assert project.read("inside") == b"a: 1\n"
    with pytest.raises(XbrlgenError, match="leads out"):
        project.read("link")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without pipes that have names")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(XbrlgenError, match="not a regular file"):
        read_file(tmp_path / "pipe", "pipe")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"nothing", b"PK\x05\x06" + b"\0" * 17])
def test_what_is_no_project(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "p.zip").write_bytes(data)
    with pytest.raises(XbrlgenError) as caught:
        Project.at(tmp_path / "p.zip")
    assert [f.code for f in caught.value.findings] == ["XG-READ-001"]


@pytest.mark.parametrize("name", ["../x", "/x", "a/../../x"])
def test_a_zip_with_a_file_that_leads_out(tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / "p.zip", "w") as archive:
        archive.writestr("filing.yaml", "")
        archive.writestr(name, "")
    with pytest.raises(XbrlgenError, match="leads out"):
        Project.at(tmp_path / "p.zip")


def test_a_damaged_zip(tmp_path: Path) -> None:
    project = in_zip(tmp_path)
    data = bytearray((tmp_path / "p.zip").read_bytes())
    data[40:45] = b"\xff" * 5
    (tmp_path / "p.zip").write_bytes(data)
    with pytest.raises(XbrlgenError) as caught:
        project.read("filing.yaml")
    assert [f.code for f in caught.value.findings] == ["XG-READ-001"]


def test_it_is_read_when_it_is_asked_for(tmp_path: Path) -> None:
    project = Project.at(EXAMPLE)
    assert project.title == EXAMPLE.as_posix()
    assert project.folder == EXAMPLE
    assert project.read("release.txt").startswith((EXAMPLE / "release.txt").read_bytes()[:100])
