from __future__ import annotations

import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.command import TEN_MINUTES, Done
from xbrlgen.cli import app
from xbrlgen.cli.guard import guarded


@pytest.fixture
def command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Callable[..., Done]]:
    """The command line, in this process; a traceback would be an error of the test."""
    handlers = {n: signal.getsignal(n) for n in (signal.SIGINT, signal.SIGTERM)}

    def run(*arguments: object) -> Done:
        monkeypatch.setattr(sys, "argv", ["xbrlgen", *map(str, arguments)])
        used = time.process_time()
        with pytest.raises(SystemExit) as end:
            guarded(app)
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        assert isinstance(end.value.code, int)
        return Done(end.value.code, said.out, time.process_time() - used)

    yield run
    for number, handler in handlers.items():
        signal.signal(number, handler)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(TEN_MINUTES, tmp_path / "p", ignore=shutil.ignore_patterns("expected", "out"))
    return tmp_path / "p"
