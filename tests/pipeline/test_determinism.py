"""The same input gives the same bytes: other hash seeds, time zones, locales, folders, processes."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.project import COMMAND, ROOT, copy_example

VARIANTS = {
    "hash seed 0, India": {"PYTHONHASHSEED": "0", "TZ": "Asia/Kolkata", "LC_ALL": "C"},
    "hash seed 1, New York, German, ASCII output, no UTF-8 mode": {
        "PYTHONHASHSEED": "1",
        "TZ": "America/New_York",
        "PYTHONUTF8": "0",
        "LC_ALL": "de_DE.UTF-8",
        "LANG": "de_DE.UTF-8",
        "PYTHONIOENCODING": "ascii",
    },
    "hash seed 2, POSIX": {"PYTHONHASHSEED": "2", "LC_ALL": "POSIX", "PYTHONUTF8": "0"},
}


def output(folder: Path, environment: dict[str, str]) -> dict[str, bytes]:
    project = copy_example(folder)
    run = subprocess.run(
        [*COMMAND, "build", str(project), "--fast"],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert run.returncode == 0, run.stderr.decode(errors="replace") + run.stdout.decode(errors="replace")
    return {p.name: p.read_bytes() for p in (project / "out").iterdir()}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    folder = tmp_path_factory.mktemp("plain")
    return folder, output(folder, {})


@pytest.mark.parametrize("name", VARIANTS)
def test_same_bytes(name: str, plain: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    other = output(tmp_path / "a-longer-name-of-a-folder", VARIANTS[name])
    assert set(other) == set(plain[1])
    assert [n for n, data in plain[1].items() if other[n] != data] == []


def test_no_path_of_the_machine_in_the_output(plain: tuple[Path, dict[str, bytes]]) -> None:
    for name, data in plain[1].items():
        assert str(plain[0]).encode() not in data, name
        assert str(ROOT).encode() not in data, name
