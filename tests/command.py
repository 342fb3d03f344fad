"""The command line as a process of its own that need not start.

A server that has imported the package, and been once through the example, forks for each command: working
folder, environment, arguments, standard streams and exit code are the command's own, as is all that it
changes; only what every start would do again is done once. Where the start itself is what is tested (what is
imported, a hash seed, the encoding of the terminal, signals), take a process:
:data:`tests.project.COMMAND`.

In a test: ``run("check", folder, "--fast")``. In a shell: the folder of :func:`on_path` first in ``PATH``,
in which ``xbrlgen`` asks the server.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import os
import select
import socket
import subprocess
import sys
import tempfile
import time
import traceback
from functools import cache
from pathlib import Path

from tests.project import COMMAND, EXAMPLE, ROOT

FORKS = hasattr(os, "fork")
"""Where there is no fork (Windows), every command is a process."""


def run(
    *arguments: object, cwd: Path = ROOT, timeout: float = 240, **environment: str
) -> subprocess.CompletedProcess[str]:
    """A command carried out: exit code and what it printed, which is never a traceback.

    ``environment`` is laid over this process's own. What the interpreter looks at when it starts
    (``PYTHONHASHSEED``) takes :func:`run_afresh`.
    """
    if not FORKS:
        return run_afresh(*arguments, cwd=cwd, timeout=timeout, **environment)
    words = list(map(str, arguments))
    env = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "200", **environment}
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, open(os.devnull, "rb") as nothing:  # noqa: PTH123
        with socket.socket(socket.AF_UNIX) as asked:
            asked.settimeout(timeout)
            asked.connect(str(_server() / "socket"))
            _ask(asked, [nothing.fileno(), out.fileno(), err.fileno()], cwd, env, words)
            code = int(asked.makefile().read())
        printed = []
        for stream in (out, err):
            stream.seek(0)
            printed.append(stream.read().decode("utf-8").replace("\r\n", "\n"))
    return _untroubled(subprocess.CompletedProcess(["xbrlgen", *words], code, *printed))


def run_afresh(
    *arguments: object, cwd: Path = ROOT, timeout: float = 240, **environment: str
) -> subprocess.CompletedProcess[str]:
    """As :func:`run`, in a process that starts for it."""
    done = subprocess.run(
        [*COMMAND, *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "200", **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=timeout,
    )
    return _untroubled(done)


def _untroubled(done: subprocess.CompletedProcess[str]) -> subprocess.CompletedProcess[str]:
    assert "Traceback" not in done.stdout + done.stderr, done.stdout + done.stderr
    return done


def on_path() -> Path:
    """A folder with an ``xbrlgen`` that asks the server, for shells."""
    folder = _server() / "bin"
    if not folder.exists():
        folder.mkdir()
        script = folder / "xbrlgen"
        # Nothing but the standard library's socket is imported: this is what a command costs beside its work.
        script.write_text(
            f"#!{sys.executable} -ISE\n"
            "import os, socket, sys\n"
            "asked = socket.socket(socket.AF_UNIX)\n"
            f"asked.connect({str(folder.parent / 'socket')!r})\n"
            "parts = [str(len(sys.argv) - 1), os.getcwd(), *sys.argv[1:]]\n"
            "parts += [f'{k}={v}' for k, v in os.environ.items()]\n"
            "text = '\\0'.join(parts).encode('utf-8', 'surrogateescape')\n"
            "socket.send_fds(asked, [b'%10d' % len(text)], [0, 1, 2])\n"
            "asked.sendall(text)\n"
            "sys.exit(int(asked.makefile().read()))\n",
            "utf-8",
        )
        script.chmod(0o755)
    return folder


def _ask(asked: socket.socket, streams: list[int], cwd: Path, env: dict[str, str], words: list[str]) -> None:
    parts = [str(len(words)), str(cwd), *words, *(f"{k}={v}" for k, v in env.items())]
    text = "\0".join(parts).encode("utf-8", "surrogateescape")
    socket.send_fds(asked, [b"%10d" % len(text)], streams)
    asked.sendall(text)


@cache
def _server() -> Path:
    """The folder of a server that listens; it ends with this process, however that ends."""
    folder = Path(tempfile.mkdtemp(prefix="xg"))
    process = subprocess.Popen(
        [sys.executable, "-c", f"from tests.command import serve; serve({str(folder)!r})"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stdout.readline() == b"listening\n", "the server of commands did not start"

    def end() -> None:
        import shutil

        process.stdin.close()  # type: ignore[union-attr]
        process.wait()
        process.stdout.close()  # type: ignore[union-attr]
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(end)
    return folder


# -- the server ----------------------------------------------------------------------------


def serve(folder: str) -> None:
    """Answer until standard input ends."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # as the command does before it imports
    _warm()
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(Path(folder) / "socket"))
        listening.listen()
        gc.collect()
        gc.freeze()  # what is here is shared with every fork, and no collection shall touch it
        sys.stdout.write("listening\n")
        sys.stdout.flush()
        while True:
            ready, _, _ = select.select([listening, sys.stdin], [], [], 1)
            with contextlib.suppress(ChildProcessError):
                while os.waitpid(-1, os.WNOHANG)[0]:
                    pass
            if listening in ready:
                asked, _ = listening.accept()
                if os.fork() == 0:
                    listening.close()
                    _answer(asked)
                asked.close()
            elif ready:
                return


def _warm() -> None:
    """Import what commands import, and go once through the example."""
    import importlib
    import pkgutil

    import xbrlgen

    for module in pkgutil.walk_packages(xbrlgen.__path__, "xbrlgen."):
        if "arelle" not in module.name and "edgar" not in module.name.rpartition(".")[2]:
            importlib.import_module(module.name)
    xbrlgen.check(EXAMPLE, xbrlgen.Options(fast=True))


def _answer(asked: socket.socket) -> None:
    """In a fork: carry out one command in a fork of its own, and tell its exit code. Does not return."""
    length, streams, _, _ = socket.recv_fds(asked, 10, 3)
    text = b""
    while len(text) < int(length):
        text += asked.recv(1 << 16)
    number, cwd, *rest = text.decode("utf-8", "surrogateescape").split("\0")
    words, env = rest[: int(number)], dict(e.split("=", 1) for e in rest[int(number) :])
    child = os.fork()
    if child == 0:
        asked.close()
        code = 1
        try:
            code = _carry_out(cwd, words, env, streams)
        except BaseException:
            traceback.print_exc()
        os._exit(code)
    _, status = os.waitpid(child, 0)
    asked.sendall(str(os.waitstatus_to_exitcode(status)).encode())
    os._exit(0)


def _carry_out(cwd: str, words: list[str], env: dict[str, str], streams: list[int]) -> int:
    from xbrlgen.cli import main

    for number, handle in enumerate(streams):
        os.dup2(handle, number)
        os.close(handle)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
    os.environ.clear()
    os.environ.update(env)
    time.tzset()
    os.chdir(cwd)
    sys.argv = ["xbrlgen", *words]
    code: object = 0
    try:
        main()
    except SystemExit as end:
        code = end.code
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    return code if isinstance(code, int) else 0 if code is None else 1
