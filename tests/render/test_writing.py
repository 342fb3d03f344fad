"""Writing: a reader finds the files at any time, and what is killed half-way is healed by the next run."""

from __future__ import annotations

import multiprocessing
import os
import re
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sample import FILING

from xbrlgen.model.finding import XbrlgenError
from xbrlgen.model.package import Package
from xbrlgen.render import writing
from xbrlgen.render.package import render_package
from xbrlgen.render.writing import write_package

NAME = "exa-20040930.xml"


def package(cik: str = "0000123456") -> Package:
    return render_package(replace(FILING, entity=replace(FILING.entity, identifier=cik)))


def files(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir()}


@pytest.mark.parametrize("exchanges", [True, False], ids=["at once", "file by file"])
def test_no_moment_without_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exchanges: bool) -> None:
    if not exchanges:
        monkeypatch.setattr(writing, "exchange", lambda one, other: False)
    out = tmp_path / "out"
    write_package(package(), out)
    size = (out / NAME).stat().st_size
    missed: list[str] = []
    read = [0]
    done = threading.Event()

    def reader() -> None:
        while not done.is_set():
            read[0] += 1
            try:
                if len((out / NAME).read_bytes()) != size:
                    missed.append("cut off")
            except OSError as error:
                missed.append(str(error))

    thread = threading.Thread(target=reader)
    thread.start()
    for _ in range(40):
        write_package(package(), out)
    done.set()
    thread.join()
    assert read[0] > 100
    assert missed == []


def test_folders_are_exchanged_where_the_system_can(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "who").write_text(name)
    done = writing.exchange(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "a" / "who").read_text() == ("b" if done else "a")
    with pytest.raises(OSError, match="none"):
        writing.exchange(tmp_path / "a", tmp_path / "none")


def endless(out: Path) -> None:
    made = package()
    while True:
        write_package(made, out)


def test_killed_at_any_time_it_is_healed(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_package(package(), out)
    before = files(out)
    context = multiprocessing.get_context("fork")
    for n in range(12):
        writer = context.Process(target=endless, args=(out,))
        writer.start()
        time.sleep(0.05 + n * 0.007)
        assert writer.pid is not None
        os.kill(writer.pid, signal.SIGKILL)
        writer.join()
        assert files(out) == before
    write_package(package(), out)
    assert files(out) == before
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def left_new(out: Path) -> None:
    (out.parent / ".out.abcdefgh" / "new").mkdir(parents=True)


def left_last(out: Path) -> None:
    (out.parent / ".out.abcdefg1").mkdir()
    out.rename(out.parent / ".out.abcdefg1" / "last")


@pytest.mark.parametrize("left", [left_new, left_last])
def test_what_a_killed_run_left_is_cleared(tmp_path: Path, left: Callable[[Path], None]) -> None:
    out = tmp_path / "out"
    write_package(package(), out)
    left(out)
    write_package(package(), out)
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("name", [".out.mine", ".out.abcdefgh2", ".others.abcdefgh"])
def test_what_is_not_ours_stays(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    (tmp_path / ".out.abcdefgh").mkdir()
    (tmp_path / ".out.abcdefgh" / "users").write_text("x")
    write_package(package(), tmp_path / "out")
    assert (tmp_path / name).is_dir()
    assert (tmp_path / ".out.abcdefgh" / "users").is_file()


def test_two_runs_into_one_folder_wait(tmp_path: Path) -> None:
    out = tmp_path / "out"
    threads = [threading.Thread(target=write_package, args=(package(), out)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert NAME in files(out)
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_who_waits_too_long_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("fcntl")
    monkeypatch.setattr(writing, "WAIT", 0.1)
    out = tmp_path / "out"
    with writing._alone(out), pytest.raises(XbrlgenError) as caught:
        write_package(package(), out)
    assert [f.code for f in caught.value.findings] == ["XG-OUT-005"]
    write_package(package(), out)


def test_the_output_of_another_entity_is_refused(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_package(package(), out)
    with pytest.raises(XbrlgenError, match=re.escape("another entity (CIK 0000123456)")):
        write_package(package("0000654321"), out)
    # A placeholder that is filled in is no other entity.
    write_package(package(), tmp_path / "new")
    write_package(package("0000000000"), tmp_path / "new")
    write_package(package("0000654321"), tmp_path / "new")


def test_the_output_of_another_prefix_is_refused(tmp_path: Path) -> None:
    extension = replace(FILING.extension, base="other-20040930")
    write_package(render_package(replace(FILING, extension=extension)), tmp_path / "out")
    with pytest.raises(XbrlgenError, match="another entity"):
        write_package(package(), tmp_path / "out")
