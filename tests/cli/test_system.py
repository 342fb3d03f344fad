"""What the system does to a run: full disks, rights, signals, a kill between two renames."""

from __future__ import annotations

import ctypes
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.command import TEN_MINUTES, Done, spawned
from tests.project import EXAMPLE

PIPE = subprocess.PIPE
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="rights are taken off in the way of Linux")
WRITING = [["build", "--fast"], ["review", "--fast"], ["test", "--update"]]


def told(out: str) -> list[str]:
    """The codes of the findings of a JSON document, whichever command printed it."""
    said = json.loads(out)
    found = said["findings"] if "findings" in said else [f for p in said["projects"] for f in p["findings"]]
    return sorted({f["code"] for f in found})


def listed(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*"))


# -- what cannot be understood --------------------------------------------------------------


@pytest.mark.parametrize("form", ["json", "sarif"])
@pytest.mark.parametrize(
    "words",
    [
        ["check"],
        ["check", "--nonsense"],
        ["nonsense"],
        ["check", "docs/ten-minutes", "--fail-on", "nothing"],
        ["package", "docs/ten-minutes", "--for", "nobody"],
        ["roll", "docs/ten-minutes", "--to", "soon"],
        ["check", "docs/ten-minutes", "--fast", "--edgar"],
    ],
    ids=" ".join,
)
def test_misuse_is_a_document_too(command: Callable[..., Done], words: list[str], form: str) -> None:
    done = command(*words, "--format", form)
    assert done.code == 2
    said = json.loads(done.out)
    if form == "json":
        assert [f["code"] for f in said["findings"]] == ["XG-OUT-006"]
    else:
        assert [r["ruleId"] for r in said["runs"][0]["results"]] == ["XG-OUT-006"]


def test_a_person_is_told_how_it_is_used() -> None:
    done = spawned("check", "--nonsense", stdout=PIPE)
    out, said = done.communicate(timeout=120)
    assert (done.returncode, out) == (2, "")
    assert "Usage:" in said
    assert "No such option: --nonsense" in said


# -- what cannot be written -----------------------------------------------------------------


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a system without /dev/full")
@pytest.mark.parametrize("form", ["text", "json", "sarif"])
def test_standard_output_is_full(form: str) -> None:
    with Path("/dev/full").open("w") as full:
        done = spawned("check", TEN_MINUTES, "--fast", "--format", form, stdout=full)
        _, said = done.communicate(timeout=120)
    assert done.returncode == 2
    assert "No space left" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("words", WRITING, ids=lambda w: w[0])
def test_the_disk_is_full_after_some_bytes(project: Path, words: list[str]) -> None:
    """A limit on the size of files ends a write in the middle, as a full disk does."""
    before = listed(project)

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))

    done = spawned(words[0], project, *words[1:], "--format", "json", stdout=PIPE, preexec_fn=limited)
    out, said = done.communicate(timeout=120)
    assert "Traceback" not in said
    assert done.returncode == 2
    assert told(out) == ["XG-OUT-003"]
    assert listed(project) == before


def without_privilege() -> None:
    """The superuser's right to pass over the rights of files is taken off before the command begins."""
    libc = ctypes.CDLL(None)
    for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
        libc.prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP


def bound(*words: object) -> subprocess.Popen[str]:
    how = {"preexec_fn": without_privilege} if os.getuid() == 0 else {}
    return spawned(*words, "--format", "json", stdout=PIPE, **how)


@LINUX
@pytest.mark.parametrize("words", WRITING, ids=lambda w: w[0])
def test_a_project_that_may_only_be_read(project: Path, words: list[str]) -> None:
    before = listed(project)
    project.chmod(0o555)
    done = bound(words[0], project, *words[1:])
    out, said = done.communicate(timeout=120)
    project.chmod(0o755)
    assert "Traceback" not in said
    assert done.returncode == 2
    assert told(out) == ["XG-OUT-003"]
    assert listed(project) == before


@LINUX
@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("filing.yaml", "XG-READ-001"),
        ("mapping.yaml", "XG-READ-001"),
        ("release.txt", "XG-READ-001"),
        (".", "XG-OUT-006"),
    ],
)
def test_a_file_that_may_not_be_read(project: Path, name: str, code: str) -> None:
    (project / name).chmod(0)
    done = bound("check", project, "--fast")
    out, said = done.communicate(timeout=120)
    (project / name).chmod(0o755)
    assert "Traceback" not in said
    assert done.returncode == 2
    assert told(out) == [code]


@LINUX
def test_an_output_that_may_not_be_replaced(project: Path, command: Callable[..., Done]) -> None:
    assert command("build", project, "--fast").code == 0
    before = listed(project)
    project.chmod(0o555)
    done = bound("build", project, "--fast")
    out, _ = done.communicate(timeout=120)
    project.chmod(0o755)
    assert (done.returncode, told(out)) == (2, ["XG-OUT-003"])
    assert listed(project) == before


# -- signals --------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=lambda n: n.name)
@pytest.mark.parametrize("after", [0.3, 0.6, 1.2])
def test_a_build_is_interrupted(project: Path, number: signal.Signals, after: float) -> None:
    """Whenever it comes, there is no output or a whole one, nothing half done, and a document is printed."""
    done = spawned("build", project, "--fast", "--format", "json", stdout=PIPE)
    time.sleep(after)
    done.send_signal(number)
    out, said = done.communicate(timeout=120)
    assert not [p for p in listed(project) if "/." in f"/{p}"]
    if done.returncode == 2:
        assert "Traceback" not in said
        assert [f["code"] for f in json.loads(out)["findings"]] == ["XG-OUT-007"]
    assert not (project / "out").exists() or (project / "out" / "manifest.json").exists()


# -- a run that was killed ------------------------------------------------------------------


def test_what_a_killed_build_left_is_cleared(project: Path, command: Callable[..., Done]) -> None:
    assert command("build", project, "--fast").code == 0
    whole = listed(project / "out")
    # It was killed while it wrote, and another one, long ago, between its two renames.
    (project / ".out.ab12_xyz" / "new").mkdir(parents=True)
    (project / ".out.ab12_xyz" / "new" / "facts.csv").write_text("half a f")
    (project / "out").rename(project / "put aside")
    (project / ".out.abcdefgh").mkdir()
    (project / "put aside").rename(project / ".out.abcdefgh" / "last")
    assert command("build", project, "--fast").code == 0
    assert listed(project / "out") == whole
    assert not list(project.glob(".out*"))


def test_what_a_killed_update_left_is_cleared(project: Path, command: Callable[..., Done]) -> None:
    assert command("test", project, "--update").code == 0
    (project / "expected" / ".facts.txt.new").write_text("half a f")
    assert command("test", project, "--update").code == 0
    assert not list((project / "expected").glob(".*"))


def test_a_build_is_killed_again_and_again(tmp_path: Path) -> None:
    """Killed at any time while it writes, the folder holds one whole output or the other."""
    project = tmp_path / "p"
    shutil.copytree(EXAMPLE, project, ignore=shutil.ignore_patterns("expected", "out"))
    done = spawned("build", project, "--fast", stdout=PIPE)
    done.communicate(timeout=120)
    whole = listed(project / "out")
    assert whole
    for pause in (0.9, 1.1, 1.3):
        running = spawned("build", project, "--fast", stdout=PIPE)
        time.sleep(pause)
        running.kill()
        running.communicate(timeout=120)
        assert listed(project / "out") == whole
    spawned("build", project, "--fast", stdout=PIPE).communicate(timeout=120)
    assert listed(project / "out") == whole
    assert not list(project.glob(".out*"))
